//! The script in the portable archive: it installs below a folder, again over itself, and takes out what it installed.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use super::bench::Bench;

/// What is in an archive, with the program that is tested.
fn archive(bench: &Bench) {
    let assets = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/linux");
    for folder in ["bin", "share/applications", "share/doc/weigh-in", "share/thumbnailers"] {
        fs::create_dir_all(bench.path(&format!("archive/{folder}"))).unwrap();
    }
    let put = |from: &str, to: &str| fs::copy(from, bench.path(&format!("archive/{to}"))).map(|_| ()).unwrap();
    put(&format!("{assets}/install"), "install");
    put(&format!("{assets}/weigh-in.desktop"), "share/applications/weigh-in.desktop");
    put(concat!(env!("CARGO_MANIFEST_DIR"), "/SECURITY.md"), "share/doc/weigh-in/SECURITY.md");
    put(&format!("{assets}/weigh-in.thumbnailer"), "share/thumbnailers/weigh-in.thumbnailer");
    let program = Path::new(env!("CARGO_BIN_EXE_weigh-in"));
    let there = bench.path("archive/bin/weigh-in");
    if fs::hard_link(program, &there).is_err() {
        fs::copy(program, &there).unwrap();
    }
}

fn install(bench: &Bench, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.arg("archive/install").args(arguments).current_dir(bench.path("")).env("HOME", bench.path("home"));
    command.env("PATH", "/usr/bin:/bin").output().unwrap()
}

fn told(ran: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))
}

/// The files below a folder, without what the desktop's own programs write.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() { waiting.push(entry) } else { found.push(entry.display().to_string()) }
        }
    }
    found.retain(|file| !file.contains("/mime/") && !file.contains(".cache"));
    found.sort();
    found
}

#[test]
fn it_installs_below_home_or_a_prefix_and_takes_out_all_of_it() {
    let bench = Bench::new();
    archive(&bench);
    for (arguments, prefix) in [(&[][..], "home/.local"), (&["--prefix", "my own"], "my own")] {
        let ran = install(&bench, arguments);
        assert!(ran.status.success() && told(&ran).contains("Weigh-In is installed: "), "{}", told(&ran));
        assert!(told(&ran).contains("is not in your PATH"), "{}", told(&ran));
        let program = bench.path(&format!("{prefix}/bin/weigh-in"));
        let version = Command::new(&program).arg("--version").output().unwrap();
        assert!(version.status.success());
        let entry = fs::read_to_string(bench.path(&format!("{prefix}/share/applications/weigh-in.desktop"))).unwrap();
        assert!(entry.contains(&format!("Exec=\"{}\" %f", program.display())), "{entry}");

        let entry =
            fs::read_to_string(bench.path(&format!("{prefix}/share/thumbnailers/weigh-in.thumbnailer"))).unwrap();
        let starts = format!("\nTryExec={0}\nExec=\"{0}\" chart ", program.display());
        assert!(entry.contains(&starts), "{entry}");

        // A newer version over it, without a file that the older one had.
        fs::remove_file(bench.path("archive/share/doc/weigh-in/SECURITY.md")).unwrap();
        assert!(install(&bench, arguments).status.success());
        assert_eq!(files(&bench.path(prefix)).len(), 4, "{:?}", files(&bench.path(prefix)));
        bench.write("archive/share/doc/weigh-in/SECURITY.md", "x");

        let ran = install(&bench, &[arguments, &["--uninstall"]].concat());
        assert!(ran.status.success() && told(&ran).contains("Decisions and settings stay"), "{}", told(&ran));
        assert_eq!(files(&bench.path(prefix)), [""; 0]);
        let ran = install(&bench, &[arguments, &["--uninstall"]].concat());
        assert!(!ran.status.success() && told(&ran).contains("was not installed below"), "{}", told(&ran));
    }
}

#[test]
fn it_replaces_no_file_of_others_and_explains_its_options() {
    let bench = Bench::new();
    archive(&bench);
    bench.write("p/bin/weigh-in", "mine");
    let ran = install(&bench, &["--prefix=p"]);
    assert!(!ran.status.success() && told(&ran).contains("this script did not install it"), "{}", told(&ran));
    assert_eq!(bench.read("p/bin/weigh-in"), "mine");
    assert_eq!(files(&bench.path("p")).len(), 1);
    for (arguments, says) in [(&["--prefix"][..], "takes a folder"), (&["--frobnicate"], "There is no option")] {
        let ran = install(&bench, arguments);
        assert!(!ran.status.success() && told(&ran).contains(says), "{}", told(&ran));
    }
    assert!(told(&install(&bench, &["--help"])).contains("--uninstall"));
}
