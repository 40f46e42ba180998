//! The real window through AT-SPI, by which screen readers see it.

use std::{
    fs,
    process::{Command, Stdio},
};

use weigh_in::{
    decision::{Edit, Member, MemberId},
    storage,
};

use super::tools;

/// Whether the programs that this takes are here; those that are not are told.
fn is_possible() -> bool {
    let runs = |program: &str, arguments: &[&str]| {
        let ran = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
        ran.is_ok_and(|status| status.success())
    };
    let needed = [
        ("python3-pyatspi", runs("/usr/bin/python3", &["-c", "import pyatspi"])),
        ("dbus-run-session", runs("dbus-run-session", &["--", "true"])),
        ("gdbus", runs("gdbus", &["help"])),
    ];
    needed.iter().filter(|(_, there)| !there).for_each(|(tool, _)| tools::missing(tool));
    needed.iter().all(|(_, there)| *there)
}

#[test]
fn assistive_technology_finds_the_rail_scores_a_cell_and_presses_a_button() {
    if !is_possible() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let template = storage::templates::built_in().iter().find(|template| template.id == "rust-or-go").unwrap();
    let mut decision = template.start("0123456789abcdef".to_owned(), jiff::civil::date(2026, 11, 1), None);
    for name in ["ana", "boris"] {
        decision
            .apply(Edit::AddMember(
                Member::new(MemberId::new(name).unwrap(), name.to_owned()),
                jiff::civil::date(2026, 2, 3),
            ))
            .unwrap();
    }
    let record = folder.path().join("go.decision.ron");
    fs::write(&record, storage::to_ron(&decision)).unwrap();
    // A session bus of its own; the window asks it whether somebody listens.
    let script = "\
        export DISPLAY=; exec 3<>\"$2/display\"; \
        Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset 2>/dev/null & server=$!; \
        read -r number <&3; export DISPLAY=:$number; \
        openbox 2>/dev/null & manager=$!; \
        gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
          --method org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled '<true>' >/dev/null 2>&1; \
        \"$0\" \"$1\" 2>/dev/null & app=$!; \
        timeout 150 /usr/bin/python3 \"$3\"; told=$?; \
        kill $app $manager $server 2>/dev/null; exit $told";
    let pipe = folder.path().join("display");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let looked = Command::new("dbus-run-session")
        .args(["--", "bash", "-c", script, env!("CARGO_BIN_EXE_weigh-in")])
        .arg(&record)
        .arg(folder.path())
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/at_spi.py"))
        .env("WEIGH_IN_CONFIG_DIR", folder.path().join("config"))
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("XDG_RUNTIME_DIR", folder.path())
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&looked.stdout), String::from_utf8_lossy(&looked.stderr));
    println!("{out}");
    assert!(looked.status.success(), "{out}\n{err}");
    for told in [
        "rail: Context, ",
        "score: Learning curve, Go: empty",
        "scored: Learning curve, Go: 4",
        "pressed: Reopen my ballot",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
}
