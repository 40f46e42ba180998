//! Saving and opening by the file windows of the desktop's portal.

use std::{fs, path::Path, process::Command};

use super::{
    desktop::{Desktop, Window},
    file_portal::{Answer, Asked, Bus, Portal},
    tools,
};

/// The tests' own folder, bus and portal.
struct Session {
    folder: tempfile::TempDir,
    desktop: Desktop,
    portal: Portal,
    bus: Bus,
}

impl Session {
    fn start(answer: impl FnOnce(&Path) -> Answer) -> Option<Self> {
        let Some(bus) = Bus::start() else {
            tools::missing("dbus");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let portal = Portal::start(&bus, answer(folder.path()));
        let desktop = Desktop::start(&folder.path().join("config"));
        Some(Self { folder, desktop, portal, bus })
    }

    /// The app on this bus, with a record that was never saved. It finds no other program.
    fn titled(&self) -> Window<'_> {
        let mut app = Command::new("/usr/bin/env");
        app.arg(format!("DBUS_SESSION_BUS_ADDRESS={}", self.bus.address))
            .arg("PATH=")
            .arg(env!("CARGO_BIN_EXE_weigh-in"));
        super::titled_by(&self.desktop, &mut app)
    }

    /// Asks where the record goes, and waits until the portal is asked this often.
    fn save(&self, window: &Window<'_>, count: usize) -> Asked {
        window.press("ctrl+s");
        window.wait_for("the portal's window", || self.portal.asked().len() == count);
        self.portal.asked().pop().unwrap()
    }

    fn is_saved(&self, window: &Window<'_>, name: &str) {
        window.wait_file(&self.folder.path().join(name), |text| text.contains("title: \"Use Zig for the codec\""));
        window.wait_title("Use Zig for the codec – Context");
    }
}

#[test]
fn what_is_picked_in_the_portals_window_is_where_the_record_is_saved() {
    let picks = |folder: &Path| Some((0, vec![format!("file://{}/a%20b.decision.ron", folder.display())]));
    let Some(session) = Session::start(picks) else { return };
    let window = session.titled();
    let asked = session.save(&window, 1);
    session.is_saved(&window, "a b.decision.ron");
    assert_eq!((asked.method, asked.title.as_str()), ("SaveFile", "Save the record"));
    assert!(asked.parent.starts_with("x11:"), "{}", asked.parent);
    assert_eq!(asked.text("current_name").as_deref(), Some("use-zig-for-the-codec.decision.ron"));
    let home = std::env::var("HOME").unwrap();
    assert_eq!(asked.path("current_folder"), Some(home));
    assert_eq!(asked.path("current_file"), None, "there is no such file");
    assert!(session.portal.closed().is_empty());
    window.wait_for("the end of the connection", || !session.portal.knows(&asked.by));

    // Another place for it, from where it is; and one to open.
    let file = session.folder.path().join("a b.decision.ron");
    window.press("ctrl+shift+s");
    window.wait_for("the portal's window", || session.portal.asked().len() == 2);
    let asked = session.portal.asked().pop().unwrap();
    assert_eq!(asked.path("current_file").as_deref(), file.to_str());
    assert_eq!(asked.path("current_folder").as_deref(), session.folder.path().to_str());
    window.press("ctrl+o");
    window.wait_for("the portal's window", || session.portal.asked().len() == 3);
    let asked = session.portal.asked().pop().unwrap();
    assert_eq!((asked.method, asked.title.as_str()), ("OpenFile", "Open a decision"));
    assert!(format!("{:?}", asked.options["filters"]).contains("*.ron"));
    window.close();
}

#[test]
fn a_portals_window_that_is_cancelled_leaves_everything_as_it_was() {
    let Some(session) = Session::start(|_| Some((1, Vec::new()))) else { return };
    let window = session.titled();
    let asked = session.save(&window, 1);
    window.wait_for("the end of the connection", || !session.portal.knows(&asked.by));
    window.wait_title("Use Zig for the codec * – Context");
}

#[test]
fn what_a_portals_window_cannot_answer_is_typed() {
    for answer in [(2, Vec::new()), (0, Vec::new()), (0, vec!["sftp://host/a.decision.ron".to_owned()])] {
        let Some(session) = Session::start(|_| Some(answer)) else { return };
        let window = session.titled();
        session.save(&window, 1);
        window.wait_title("Save the record");
        window.type_path("Save the record", &session.folder.path().join("typed.decision.ron"));
        session.is_saved(&window, "typed.decision.ron");
        window.close();
    }
}

#[test]
fn a_portals_window_that_is_not_wanted_any_more_is_closed() {
    let Some(session) = Session::start(|_| None) else { return };
    let window = session.titled();
    let count = session.portal.count();
    let threads = || fs::read_dir(format!("/proc/{}/task", window.process())).unwrap().count();
    let before = threads();
    for (times, key) in ["Escape", "Escape", "Escape", "Return"].iter().enumerate() {
        let asked = session.save(&window, times + 1);
        window.wait_title("Waiting for the file window");
        assert!(session.portal.knows(&asked.by));
        // The button "Type a path" has the focus.
        window.press(key);
        window.wait_for("a word to the portal", || session.portal.closed().len() == times + 1);
        assert_eq!(session.portal.closed().last(), Some(&asked.by));
        window.wait_for("the end of the connection", || !session.portal.knows(&asked.by));
    }
    window.wait_for("the end of what has waited", || session.portal.count() == count && threads() <= before);
    window.type_path("Save the record", &session.folder.path().join("typed.decision.ron"));
    session.is_saved(&window, "typed.decision.ron");
    window.close();
}

#[test]
fn a_portals_window_ends_with_the_app() {
    let Some(session) = Session::start(|_| None) else { return };
    for (times, signal) in ["-TERM", "-KILL"].iter().enumerate() {
        let window = session.titled();
        let asked = session.save(&window, times + 1);
        window.wait_title("Waiting for the file window");
        window.end_by(signal);
        let start = std::time::Instant::now();
        while session.portal.knows(&asked.by) {
            assert!(start.elapsed().as_secs() < 60, "{signal}: the connection is still there");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        // Who is killed says nothing any more; a portal closes the windows of whoever has gone.
        assert_eq!(session.portal.closed().contains(&asked.by), *signal == "-TERM");
    }
}

#[test]
fn where_the_portal_ends_before_it_answers_the_path_is_typed() {
    let Some(session) = Session::start(|_| None) else { return };
    let window = session.titled();
    session.save(&window, 1);
    window.wait_title("Waiting for the file window");
    session.portal.end();
    window.wait_title("Save the record");
    window.type_path("Save the record", &session.folder.path().join("typed.decision.ron"));
    session.is_saved(&window, "typed.decision.ron");
    window.close();
}
