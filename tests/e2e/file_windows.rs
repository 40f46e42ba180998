//! Saving under a new name, by whatever the desktop has for it: a file window, none, or one that never comes.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{
    desktop::{Desktop, Window},
    tools,
};

/// The real one, which shows a window.
const ZENITY: &str = "/usr/bin/zenity";

/// What the desktop has for a file window.
struct Programs {
    folder: tempfile::TempDir,
}

impl Programs {
    /// A folder for programs of a test's own.
    fn new() -> Self {
        let programs = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(programs.bin()).unwrap();
        programs
    }

    fn bin(&self) -> PathBuf {
        self.folder.path().join("bin")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A script that is run as `zenity`, with a note of what it was told in the file `told`.
    fn zenity(&self, script: &str) {
        let program = self.bin().join("zenity");
        let told = self.path("told");
        let text = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >{}\n{script}\n", told.display());
        fs::write(&program, text).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// The number of the process that is run as `zenity`, another one than before.
    fn number(&self, window: &Window<'_>, before: &str) -> String {
        let mut number = String::new();
        window.wait_for("zenity", || {
            number = fs::read_to_string(self.path("number")).unwrap_or_default();
            number.ends_with('\n') && number.trim() != before
        });
        number.trim().to_owned()
    }

    /// The app, which finds these programs alone.
    fn app(&self) -> Command {
        let mut app = Command::new(env!("CARGO_BIN_EXE_weigh-in"));
        app.env("PATH", self.bin());
        app
    }
}

/// A record that was never saved, and the key that asks where it goes.
fn ask<'d>(desktop: &'d Desktop, app: &mut Command) -> Window<'d> {
    let window = desktop.open_by(app);
    window.wait_title("Weigh-In");
    window.press("Return");
    window.wait_title("Context");
    window.type_text("Use Zig for the codec");
    window.wait_title("Use Zig for the codec * – Context");
    window.press("ctrl+s");
    window
}

fn is_saved(window: &Window<'_>, file: &Path) {
    window.wait_file(file, |text| text.contains("title: \"Use Zig for the codec\""));
    window.wait_title("Use Zig for the codec – Context");
}

#[test]
fn a_file_window_that_is_answered_saves_and_asks_nothing_else() {
    let programs = Programs::new();
    let file = programs.path("picked.decision.ron");
    programs.zenity(&format!("echo '{}'", file.display()));
    let desktop = Desktop::start(&programs.path("config"));
    let window = ask(&desktop, &mut programs.app());
    is_saved(&window, &file);
    let told = fs::read_to_string(programs.path("told")).unwrap();
    assert!(told.starts_with("--file-selection\n--title=Save the record\n--save\n"), "{told}");
    assert!(told.ends_with("/use-zig-for-the-codec.decision.ron\n"), "{told}");
    window.close();
}

#[test]
fn a_file_window_that_is_cancelled_leaves_everything_as_it_was() {
    let programs = Programs::new();
    programs.zenity("exit 1");
    let desktop = Desktop::start(&programs.path("config"));
    let window = ask(&desktop, &mut programs.app());
    window.wait_for("zenity", || programs.path("told").exists());
    window.wait_title("Use Zig for the codec * – Context");
}

#[test]
fn where_there_is_no_file_window_the_path_is_typed() {
    for broken in [None, Some("exit 255")] {
        let programs = Programs::new();
        if let Some(script) = broken {
            programs.zenity(script);
        }
        let desktop = Desktop::start(&programs.path("config"));
        let window = ask(&desktop, &mut programs.app());
        window.wait_title("Save the record");
        let file = programs.path("typed.decision.ron");
        window.type_path("Save the record", &file);
        is_saved(&window, &file);
        window.close();
    }
}

#[test]
fn the_file_window_ends_with_the_app() {
    if !Path::new(ZENITY).exists() {
        return tools::missing("zenity");
    }
    let programs = Programs::new();
    // `exec`, so that the process is the one that was started.
    programs.zenity(&format!("echo $$ >{}; exec {ZENITY} \"$@\"", programs.path("number").display()));
    let desktop = Desktop::start(&programs.path("config"));
    let window = ask(&desktop, &mut programs.app());
    let number = programs.number(&window, "");
    let process = Path::new("/proc").join(&number);
    assert!(process.exists());
    window.wait_for("the file window", || window.sees_window("Save the record"));
    window.wait_title("Waiting for the file window");
    window.come_to_front();
    window.press("Escape");
    window.wait_title("Use Zig for the codec * – Context");
    window.wait_for("the end of zenity", || !process.exists());
    // And with the app, however that ends.
    window.press("ctrl+s");
    let number = programs.number(&window, &number);
    let process = Path::new("/proc").join(&number);
    assert!(process.exists());
    window.end_by("-TERM");
    assert!(!process.exists(), "zenity is left behind");
}

#[test]
fn the_file_window_ends_with_an_app_that_is_killed() {
    let programs = Programs::new();
    programs.zenity(&format!("echo $$ >{}; exec /bin/sleep 600", programs.path("number").display()));
    let desktop = Desktop::start(&programs.path("config"));
    let window = ask(&desktop, &mut programs.app());
    let process = Path::new("/proc").join(programs.number(&window, ""));
    window.end_by("-KILL");
    let deadline = Instant::now() + Duration::from_secs(10);
    while process.exists() {
        assert!(Instant::now() < deadline, "zenity is left behind");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn where_a_file_window_never_comes_the_path_is_typed() {
    let programs = Programs::new();
    programs.zenity(&format!("echo $$ >{}; exec /bin/sleep 600", programs.path("number").display()));
    let desktop = Desktop::start(&programs.path("config"));
    let window = ask(&desktop, &mut programs.app());
    let process = Path::new("/proc").join(programs.number(&window, ""));
    window.wait_title("Waiting for the file window");
    // By itself.
    window.wait_title("Save the record");
    let file = programs.path("typed.decision.ron");
    window.type_path("Save the record", &file);
    window.wait_for("the end of zenity", || !process.exists());
    is_saved(&window, &file);
    window.close();
}

/// On a busy machine, zenity takes its time.
#[test]
fn a_file_window_that_comes_late_closes_the_field() {
    if !Path::new(ZENITY).exists() {
        return tools::missing("zenity");
    }
    let programs = Programs::new();
    programs.zenity(&format!("/bin/sleep 4; exec {ZENITY} \"$@\""));
    let desktop = Desktop::start(&programs.path("config"));
    let window = ask(&desktop, &mut programs.app());
    window.wait_title("Waiting for the file window");
    window.wait_title("Save the record");
    // Nobody touches the field.
    window.wait_for("the file window", || window.sees_window("Save the record"));
    // It covers ours, which draws nothing until it is seen again.
    window.come_to_front();
    window.wait_title("Waiting for the file window");
    window.press("Escape");
    window.wait_title("Use Zig for the codec * – Context");
    window.wait_for("the end of the file window", || !window.sees_window("Save the record"));
}

#[test]
fn a_portal_that_never_answers_is_not_waited_for() {
    let runs = |program: &str, arguments: &[&str]| {
        let ran = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
        ran.is_ok_and(|status| status.success())
    };
    if !runs("/usr/bin/python3", &["-c", "import gi"]) || !runs("dbus-run-session", &["--", "gdbus", "help"]) {
        return tools::missing("python3-gi, libglib2.0-bin or dbus");
    }
    let programs = Programs::new();
    let desktop = Desktop::start(&programs.path("config"));
    let script = "\
        timeout 180 /usr/bin/python3 \"$1\" & \
        gdbus wait --session --timeout 60 org.freedesktop.portal.Desktop && exec \"$0\"";
    let window = ask(
        &desktop,
        Command::new("dbus-run-session")
            .args(["--", "bash", "-c", script, env!("CARGO_BIN_EXE_weigh-in")])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/silent_portal.py")),
    );
    // By itself, though zenity may be here.
    window.wait_title("Save the record");
    let file = programs.path("typed.decision.ron");
    window.type_path("Save the record", &file);
    is_saved(&window, &file);
    window.close();
}
