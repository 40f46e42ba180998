//! The window is as dark as the desktop, and changes with it.

use std::{
    fs,
    process::{Command, Stdio},
};

use super::{desktop::Desktop, tools};

/// Whether the programs that this takes are here.
fn is_possible() -> bool {
    let runs = |program: &str, arguments: &[&str]| {
        let ran = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
        ran.is_ok_and(|status| status.success())
    };
    runs("/usr/bin/python3", &["-c", "import gi"]) && runs("dbus-run-session", &["--", "gdbus", "help"])
}

#[test]
fn the_theme_of_the_system_is_the_desktops() {
    if !is_possible() {
        return tools::missing("python3-gi, libglib2.0-bin or dbus");
    }
    let folder = tempfile::tempdir().unwrap();
    let desktop = Desktop::start(&folder.path().join("config"));
    let changes = folder.path().join("light");
    let script = "\
        timeout 180 /usr/bin/python3 \"$1\" \"$2\" & \
        gdbus wait --session --timeout 60 org.freedesktop.portal.Desktop && exec \"$0\"";
    let window = desktop.open_by(
        Command::new("dbus-run-session")
            .args(["--", "bash", "-c", script, env!("CARGO_BIN_EXE_weigh-in")])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/portal.py"))
            .arg(&changes),
    );
    window.wait_title("Weigh-In");
    window.wait_for("a dark window", || window.brightness() < 60);
    fs::write(&changes, "").unwrap();
    window.wait_for("a light window", || window.brightness() > 200);
    window.close();
}
