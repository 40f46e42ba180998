//! Settings survive, and broken ones do no harm.

use std::{env, fs, path::Path, process::Command};

use weigh_in::{
    decision::{MemberId, Status},
    storage::settings::{MOST_RECENT, Settings, Theme, config_folder},
    storage::templates::user_folder,
};

#[test]
fn settings_are_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("made/if/need/be");
    let mut settings = Settings { theme: Theme::Dark, zoom: 1.25, reduced_motion: Some(false), ..Settings::default() };
    settings.remember(Path::new("/a \"b\"\\c.decision.ron"), "Use \"Go\"\nor not 🦀", Status::Superseded, None);
    settings.repositories.insert("id".to_owned(), "/work".into());
    settings.seated.insert("/a.decision.ron".into(), ("id".to_owned(), MemberId::new("ana").unwrap()));
    settings.seats.insert("id".to_owned(), ["ana", "bo"].map(|id| MemberId::new(id).unwrap()).into());
    settings.hints.insert("blind".to_owned());
    assert_eq!(Settings::load(&dir), (Settings::default(), None));
    settings.save(&dir).unwrap();
    assert_eq!(Settings::load(&dir), (settings, None));
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_was_opened() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let widen = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let top = tempfile::tempdir().unwrap();
    for (name, narrowed) in [("weigh-in", 0o700), ("of-many-programs", 0o755)] {
        let dir = top.path().join(name);
        let file = dir.join("settings.ron");
        Settings::default().save(&dir).unwrap();
        assert_eq!((mode(&dir), mode(&file)), (0o700, 0o600), "{name}");
        widen(&dir, 0o755);
        widen(&file, 0o644);
        assert_eq!(Settings::load(&dir).1, None);
        assert_eq!((mode(&dir), mode(&file)), (narrowed, 0o600), "{name}, read");
        widen(&dir, 0o755);
        widen(&file, 0o644);
        Settings::default().save(&dir).unwrap();
        assert_eq!((mode(&dir), mode(&file)), (narrowed, 0o600), "{name}");
        fs::write(&file, "broken").unwrap();
        assert!(Settings::load(&dir).1.is_some());
        assert_eq!(mode(&dir.join("settings.ron.broken")), 0o600, "{name}");
    }
}

#[test]
fn two_windows_keep_what_each_of_them_changed() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let mut before = Settings::default();
    before.remember(Path::new("/old"), "Old", Status::Draft, None);
    before.remember(Path::new("/forgotten"), "Forgotten", Status::Draft, None);
    before.save(dir).unwrap();
    let (mut one, mut other) = (before.clone(), before.clone());
    one.theme = Theme::Dark;
    one.remember(Path::new("/one"), "One", Status::Draft, None);
    one.hints.insert("blind".to_owned());
    one.seated.insert("/one".into(), ("a".to_owned(), MemberId::new("ana").unwrap()));
    one.seats.insert("a".to_owned(), [MemberId::new("ana").unwrap()].into());
    other.seats.insert("a".to_owned(), [MemberId::new("bo").unwrap()].into());
    other.zoom = 1.5;
    other.recent.retain(|recent| recent.path != Path::new("/forgotten"));
    other.remember(Path::new("/other"), "Other", Status::Accepted, None);
    other.hints.insert("round".to_owned());
    other.repositories.insert("b".to_owned(), "/repository".into());
    one.save_changes(&before, dir).unwrap();
    other.save_changes(&before, dir).unwrap();
    let (both, warning) = Settings::load(dir);
    assert_eq!((warning, both.theme, both.zoom), (None, Theme::Dark, 1.5));
    let recent: Vec<&str> = both.recent.iter().map(|recent| recent.title.as_str()).collect();
    assert_eq!(recent, ["Other", "One", "Old"]);
    assert_eq!((both.hints.len(), both.seated.len(), both.repositories.len()), (2, 1, 1));
    assert!(both.is_shared("a"));
    // Who changed nothing more takes nothing back.
    one.save_changes(&one.clone(), dir).unwrap();
    assert_eq!(Settings::load(dir), (both, None));
    // What is opened again comes first.
    let now = one.clone();
    one.remember(Path::new("/old"), "Old", Status::Draft, None);
    one.save_changes(&now, dir).unwrap();
    assert_eq!(Settings::load(dir).0.recent[0].title, "Old");
}

#[test]
fn broken_settings_are_kept_aside_and_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.ron");
    for broken in [&b"(theme: Dark"[..], b"\xFF\xFE", b"", b"(theme: Pink)"] {
        fs::write(&file, broken).unwrap();
        let (settings, warning) = Settings::load(folder.path());
        assert_eq!(settings, Settings::default());
        let warning = warning.unwrap();
        assert!(warning.contains("settings.ron.broken"), "{warning}");
        assert_eq!(fs::read(folder.path().join("settings.ron.broken")).unwrap(), broken);
    }
}

#[test]
fn what_this_version_does_not_know_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let text = "(zoom: 99, mood: (a: [1]), seated: {\"x\": (\"a\", \"NOT AN ID\"), \"y\": (\"a\", \"bo\")}, seats: {\"x\": [\"NOT AN ID\"]}, \
                recent: [(path: \"a\", status: \"parked\"), (path: \"b\", status: \"draft\", mood: 1)])";
    fs::write(folder.path().join("settings.ron"), text).unwrap();
    let (settings, warning) = Settings::load(folder.path());
    assert_eq!((warning, settings.zoom, settings.recent.len(), settings.seated.len()), (None, 3.0, 1, 1));
    assert_eq!(settings.recent[0].path, Path::new("b"));
}

#[test]
fn the_newest_decisions_are_remembered_once_each() {
    let mut settings = Settings::default();
    for n in 0..20 {
        settings.remember(Path::new(&format!("{n}")), "", Status::Draft, None);
    }
    settings.remember(Path::new("15"), "Again", Status::Accepted, None);
    assert_eq!(settings.recent.len(), MOST_RECENT);
    assert_eq!((settings.recent[0].title.as_str(), settings.recent[0].status), ("Again", Status::Accepted));
    assert_eq!(settings.recent.iter().filter(|recent| recent.path == Path::new("15")).count(), 1);
}

#[test]
fn the_folder_of_the_settings_can_be_chosen() {
    const CHOSEN: &str = "WEIGH_IN_CONFIG_DIR";
    if let Some(chosen) = env::var_os(CHOSEN) {
        assert_eq!(config_folder(), Some(chosen.clone().into()));
        assert_eq!(user_folder(), Some(Path::new(&chosen).join("templates")));
    } else {
        assert!(config_folder().is_none_or(|folder| folder.ends_with("weigh-in")));
        // The environment of this process is shared with other tests.
        let this = ["settings::the_folder_of_the_settings_can_be_chosen", "--exact"];
        let again = Command::new(env::current_exe().unwrap()).args(this).env(CHOSEN, "/chosen").output().unwrap();
        assert!(again.status.success() && String::from_utf8_lossy(&again.stdout).contains("1 passed"));
    }
}

#[test]
fn of_a_long_title_the_beginning_is_kept() {
    let mut settings = Settings::default();
    settings.remember(Path::new("a"), &"é".repeat(4_000_000), Status::Draft, None);
    let kept = &settings.recent[0].title;
    assert!(kept.ends_with('…') && kept.chars().count() == 201, "{}", kept.len());
    settings.remember(Path::new("a"), "Use Go", Status::Draft, None);
    assert_eq!(settings.recent[0].title, "Use Go");
}
