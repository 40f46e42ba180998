//! The main job in the real window, by keyboard alone: the real binary under a virtual display with a window manager.
//!
//! Nothing is assumed about how fast the machine is: each step waits, with a bound, for the window's title or for a file to
//! tell that the one before has arrived. Set `WEIGH_IN_SCREENSHOTS` to a folder to keep a picture of each step.

#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests stop where they fail"
)]

#[path = "e2e/at_spi.rs"]
mod at_spi;
#[path = "e2e/desktop.rs"]
mod desktop;
#[path = "e2e/file_portal.rs"]
mod file_portal;
#[path = "e2e/file_windows.rs"]
mod file_windows;
#[path = "e2e/portal_windows.rs"]
mod portal_windows;
#[path = "e2e/quiet.rs"]
mod quiet;
#[path = "common/tools.rs"]
mod tools;
#[path = "e2e/trace.rs"]
mod trace;
#[path = "e2e/wishes.rs"]
mod wishes;

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use desktop::{Desktop, Window};
use jiff::civil::date;
use weigh_in::{
    decision::{Decision, Vote},
    storage,
};

/// A repository with a few decisions in it, as teams have them.
fn repository(at: &Path) {
    let decisions = at.join("docs/adr");
    fs::create_dir_all(&decisions).unwrap();
    let git = Command::new("git").args(["init", "-q"]).current_dir(at).status().unwrap();
    assert!(git.success());
    for (number, title) in [(1, "Record architecture decisions"), (2, "Use PostgreSQL"), (3, "Deploy with containers")]
    {
        let name = format!("{number:04}-{}.md", title.to_lowercase().replace(' ', "-"));
        let text = format!(
            "---\nstatus: \"accepted\"\ndate: 2025-03-0{number}\n---\n\n# {title}\n\n## Context and Problem Statement\n\n\
             It came up.\n\n## Considered Options\n\n* This\n* That\n\n## Decision Outcome\n\n\
             Chosen option: \"This\", because it fits.\n"
        );
        fs::write(decisions.join(name), text).unwrap();
    }
}

#[test]
fn from_template_to_adr_and_back_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let repo = folder.path().join("ingest");
    repository(&repo);
    let record = repo.join("language.decision.ron");
    let desktop = Desktop::start(&folder.path().join("config"));

    let window = desktop.open(None);
    window.wait_title("Weigh-In");
    window.picture("start");

    // The first card has the keys: Enter starts from it, and the title has them next.
    window.press("Return");
    window.wait_title("Context");
    window.type_text("Use Go for the ingest service");
    window.wait_title("Use Go for the ingest service * – Context");
    window.press_and_see("Tab");
    window.type_text("Ten thousand uploads at once, kept by two teams. Which language?");
    window.picture("context");

    // Saved early, under a typed path, and from here on with one key.
    window.press("ctrl+s");
    window.type_path("Save the record", &record);
    window.wait_file(&record, |text| {
        text.contains("Use Go for the ingest service") && text.contains("Ten thousand uploads")
    });

    window.press("ctrl+3");
    window.wait_title("Criteria");
    window.picture("criteria");

    // 23 criteria that count, two options: a digit scores and goes on. The last cell is "don't know".
    window.press("ctrl+4");
    window.wait_title("Scores");
    for row in 0..23 {
        if row == 20 {
            // A machine that hangs for a while: all that is typed meanwhile arrives at once, and none of it is lost.
            window.freeze();
        }
        window.press(if row % 3 == 0 { "4" } else { "5" });
        window.press(if row == 22 {
            "question"
        } else if row % 2 == 0 {
            "3"
        } else {
            "2"
        });
    }
    window.press("n");
    window.type_text("Nobody here has used it in production");
    window.press("ctrl+s");
    window.thaw();
    window.wait_file(&record, |text| text.contains("abstain: true") && text.contains("Nobody here has used it"));
    window.picture("scores");

    window.press("ctrl+5");
    window.wait_title("Result");
    window.picture("result");

    // The first option, by its radio button; then why.
    window.press("ctrl+6");
    window.wait_title("Decision");
    window.press_and_see("Tab");
    window.press_and_see("space");
    window.press("ctrl+s");
    window.wait_file(&record, |text| text.contains("chosen: \"go\""));
    window.press_and_see("Tab");
    window.press_and_see("Tab");
    window.type_text("both teams can own it within a month");
    window.press("ctrl+s");
    window.wait_file(&record, |text| text.contains("justification: \"both teams can own it within a month\""));
    window.picture("decision");

    // The record lies in the repository, so the export knows it.
    window.press("ctrl+7");
    window.wait_title("Export");
    window.picture("export");
    let adr = repo.join("docs/adr/0004-use-go-for-the-ingest-service.md");
    window.press_until_file("ctrl+e", &adr);
    let written = fs::read_to_string(&adr).unwrap();
    assert!(written.contains("# Use Go for the ingest service\n"), "{written}");
    assert!(written.contains("Chosen option: \"Go\", because both teams can own it within a month"), "{written}");
    assert!(written.contains("language.decision.ron"), "{written}");
    window.press("ctrl+s");
    window.wait_file(&record, |text| text.contains("docs/adr/0004-use-go-for-the-ingest-service.md"));
    window.press("ctrl+l");
    window.wait_title("Decision log");
    window.picture("log");
    window.close();

    // What the file holds is what was typed, cell by cell.
    let saved = fs::read_to_string(&record).unwrap();
    let decision = storage::parse(&saved).unwrap().decision;
    let me = decision.members[0].id.clone();
    assert_eq!(decision.progress(&me), (46, 46));
    // What has no weight is folded away.
    for (row, criterion) in decision.counted_criteria().into_iter().enumerate() {
        let vote = |option: usize| {
            let key = (criterion.id.clone(), decision.options[option].id.clone());
            decision.cell(&me, &key).and_then(|cell| cell.vote)
        };
        let points = |option| vote(option).and_then(Vote::score).map(weigh_in::decision::Score::points);
        assert_eq!(points(0), Some(if row % 3 == 0 { 4 } else { 5 }), "{}", criterion.name);
        let second = if row == 22 { None } else { Some(if row % 2 == 0 { 3 } else { 2 }) };
        assert_eq!(points(1), second, "{}", criterion.name);
    }

    // Reopened by argument: the same record, nothing to save, and not a byte of the file changes.
    let window = desktop.open(Some(&record));
    window.wait_title("Use Go for the ingest service – Result");
    window.picture("reopened");
    window.close();
    assert_eq!(fs::read_to_string(&record).unwrap(), saved);
}

/// How often the kernel has put a thread to sleep that waited for something: once for each time that it had woken up.
fn sleeps(task: &Path) -> u64 {
    let status = fs::read_to_string(task.join("status")).unwrap();
    let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    count.unwrap().trim().parse().unwrap()
}

#[test]
#[ignore = "slow; scripts/test runs it"]
fn a_window_that_nobody_touches_does_not_wake_up() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("go.decision.ron");
    fs::write(&record, include_str!("fixtures/v1.decision.ron")).unwrap();
    let desktop = Desktop::start(&folder.path().join("config"));
    let window = desktop.open(Some(&record));
    window.wait_title("Use Go for the ingest service");
    window.leave();
    let main = Path::new("/proc").join(window.process().to_string());
    // What the start has begun comes to its end.
    let mut before = sleeps(&main);
    window.wait_for("a second without a wake-up", || {
        // That nothing happens for a time is what is waited for here, and looked at below: no event tells of it.
        std::thread::sleep(Duration::from_secs(1));
        let now = sleeps(&main);
        std::mem::replace(&mut before, now) == now
    });
    // The slowest clocks of a window, those of cursors and of settings, tick within a few seconds.
    std::thread::sleep(Duration::from_secs(10));
    let woken = sleeps(&main) - before;
    println!("the main thread woke up {woken} times in 10 seconds");
    assert_eq!(woken, 0);
    window.close();
}

#[test]
fn the_times_are_printed_where_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let desktop = Desktop::start(&folder.path().join("config"));
    let told = folder.path().join("told");
    let mut command = Command::new(env!("CARGO_BIN_EXE_weigh-in"));
    let window = desktop.open_by(command.arg("--timings").stdout(fs::File::create(&told).unwrap()));
    window.wait_file(&told, |text| text.contains("first frame: "));
    window.press_and_see("ctrl+k");
    window.close();
    let text = fs::read_to_string(&told).unwrap();
    let first = text.lines().next().and_then(|line| line.strip_prefix("first frame: ")?.strip_suffix(" ms"));
    assert!(first.is_some_and(|time| time.parse::<f64>().is_ok_and(|time| time > 0.0)), "{text}");
    let frames = text.lines().last().and_then(|line| line.strip_prefix("frames: ")?.split_once("; median "));
    assert!(frames.is_some_and(|(count, _)| count.parse::<u32>().is_ok_and(|count| count > 1)), "{text}");
}

/// Whether anyone holds a lock on a file of this folder.
fn holds_lock_in(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let held = fs::read_to_string("/proc/locks").unwrap();
    let mut files = fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| entry.metadata().ok());
    files.any(|file| held.contains(&format!(":{} ", file.ino())))
}

/// A window with a new record, of which the title has been typed.
fn titled(desktop: &Desktop) -> Window<'_> {
    titled_by(desktop, &mut desktop::app())
}

/// The same, by a command that starts the app.
fn titled_by<'d>(desktop: &'d Desktop, app: &mut Command) -> Window<'d> {
    let window = desktop.open_by(app);
    window.wait_title("Weigh-In");
    window.press("Return");
    window.wait_title("Context");
    window.type_text("Use Zig for the codec");
    window.wait_title("Use Zig for the codec * – Context");
    window
}

#[test]
fn work_that_a_kill_interrupted_is_offered_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    let desktop = Desktop::start(&config);
    let window = titled(&desktop);
    let kept = config.join("state/recovery");
    window.wait_for("the recovery file", || {
        fs::read_dir(&kept).into_iter().flatten().flatten().map(|entry| entry.path()).any(|path| {
            // Not the file that it is written as, and renamed from once the disk has it.
            path.to_string_lossy().ends_with(".decision.ron")
                && fs::read_to_string(path).is_ok_and(|text| text.contains("title: \"Use Zig for the codec\""))
        })
    });
    // SIGKILL: nothing can be done at the end.
    drop(window);

    let window = desktop.open(None);
    window.wait_title("Weigh-In");
    // Read beside the window: it is there once the window holds its lock. To try the lock would take it from the window.
    window.wait_for("the offer", || holds_lock_in(&kept));
    window.picture("recovered");
    // The first card has the keys; what was left stands above it: discard, copy, open.
    for _ in 0..3 {
        window.press_and_see("shift+Tab");
    }
    window.press("space");
    window.wait_title("Use Zig for the codec * – Context");
    let record = folder.path().join("codec.decision.ron");
    window.press("ctrl+s");
    window.type_path("Save the record", &record);
    window.wait_file(&record, |text| text.contains("Use Zig for the codec"));
    window.wait_for("no recovery file", || {
        fs::read_dir(&kept).unwrap().flatten().all(|entry| !entry.path().to_string_lossy().ends_with(".decision.ron"))
    });
    window.close();
}

/// The texts of the recovery files.
fn kept(config: &Path) -> Vec<String> {
    let files = fs::read_dir(config.join("state/recovery")).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = files.filter(|path| path.to_string_lossy().ends_with(".decision.ron"));
    files.filter_map(|path| fs::read_to_string(path).ok()).collect()
}

#[test]
fn asked_to_end_right_after_typing_it_keeps_what_was_typed() {
    use std::os::unix::process::ExitStatusExt as _;
    for (name, number) in [("-TERM", 15), ("-HUP", 1), ("-INT", 2), ("-QUIT", 3)] {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        let desktop = Desktop::start(&config);
        let window = titled(&desktop);
        window.type_text(" of 2027");
        window.wait_title("Use Zig for the codec of 2027 * – Context");
        assert_eq!(window.end_by(name).signal(), Some(number), "the usual status");
        let kept = kept(&config);
        assert!(kept.iter().any(|text| text.contains("title: \"Use Zig for the codec of 2027\"")), "{name}: {kept:?}");
    }
}

#[test]
fn a_signal_that_it_was_started_to_ignore_does_not_end_it() {
    use std::os::unix::process::ExitStatusExt as _;
    let folder = tempfile::tempdir().unwrap();
    let desktop = Desktop::start(&folder.path().join("config"));
    let mut app = Command::new("sh");
    app.args(["-c", "trap '' HUP INT; exec \"$0\"", env!("CARGO_BIN_EXE_weigh-in")]);
    let window = desktop.open_by(&mut app);
    window.wait_title("Weigh-In");
    window.signal("-HUP");
    window.signal("-INT");
    // The first card has the focus.
    window.press("Return");
    window.wait_title("Context");
    assert_eq!(window.end_by("-TERM").signal(), Some(15));
}

/// The tracer of a process, which ends with it.
struct Tracer(String);

impl Drop for Tracer {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-KILL", &self.0]).status();
    }
}

/// What the system says of a process under a name such as `State`.
fn in_status(process: u32, name: &str) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.unwrap_or_default().trim().to_owned()
}

#[test]
fn where_the_disk_hangs_a_second_signal_ends_it_at_once() {
    let folder = tempfile::tempdir().unwrap();
    if trace::Trace::new(folder.path()).is_none() {
        return;
    }
    let desktop = Desktop::start(&folder.path().join("config"));
    // With -D the app is the process that is started, and the one that the signals go to.
    let mut app = Command::new("strace");
    app.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"]).args([
        "-e",
        "inject=fsync,fdatasync:delay_enter=600000000",
        env!("CARGO_BIN_EXE_weigh-in"),
    ]);
    let window = titled_by(&desktop, &mut app);
    let (process, ends) = (window.process(), |process| in_status(process, "State").starts_with('Z'));
    let tracer = Tracer(in_status(process, "TracerPid"));
    window.signal("-TERM");
    window.wait_for("the write that the disk holds up", || {
        let kept = fs::read_dir(folder.path().join("config/state/recovery")).into_iter().flatten().flatten();
        kept.map(|entry| entry.path()).any(|path| path.extension().is_some_and(|end| end == "tmp"))
    });
    assert!(!ends(process), "the first one waits for the disk");
    window.signal("-TERM");
    window.wait_for("its end", || ends(process));
    // It is the tracer's to bury.
    drop(tracer);
}

#[test]
fn where_the_display_dies_all_but_the_last_half_second_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    let desktop = Desktop::start(&config);
    let window = titled(&desktop);
    let is_kept = || kept(&config).iter().any(|text| text.contains("title: \"Use Zig for the codec\""));
    window.wait_for("the recovery file", is_kept);
    window.lose_display();
    assert!(is_kept(), "{:?}", kept(&config));
}

#[test]
fn where_the_display_dies_with_all_saved_no_work_is_promised() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("use-zig.decision.ron");
    let mut decision = Decision::new("display".to_owned(), date(2026, 11, 3));
    decision.title = "Use Zig".to_owned();
    storage::save_over(&record, &decision, None).unwrap();
    let desktop = Desktop::start(&folder.path().join("config"));
    let window = desktop.open(Some(&record));
    window.wait_title("Use Zig");
    let told = window.lose_display();
    assert!(told.contains("error: the display has ended, and the window with it.\n"), "{told}");
}

/// The display dies right after a key, ten times, at another moment of the half second each time.
#[test]
#[ignore = "slow; scripts/test runs it"]
fn where_the_display_dies_while_people_type_nothing_older_than_half_a_second_is_gone() {
    const TRIES: u64 = 10;
    let mut most = Duration::ZERO;
    for at in 0..TRIES {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        let desktop = Desktop::start(&config);
        let window = titled(&desktop);
        let (started, until) = (Instant::now(), Duration::from_millis(800 + at * 90));
        let mut typed = Vec::new();
        while started.elapsed() < until {
            window.type_text("x");
            typed.push(Instant::now());
        }
        let killed = Instant::now();
        let told = window.lose_display();
        let kept = kept(&config);
        let titles =
            kept.iter().filter_map(|text| text.split_once("title: \"Use Zig for the codec")?.1.split_once('"'));
        let whole = titles.map(|(typed, _)| typed.len()).max().unwrap_or_else(|| panic!("nothing is kept: {told}"));
        let gone = typed.get(whole).map_or(Duration::ZERO, |at| killed.duration_since(*at));
        println!("{} keys, {whole} kept, {gone:?} gone: {told}", typed.len());
        assert!(gone <= Duration::from_millis(500), "{gone:?} of typing are gone");
        assert!(told.contains("error: the display has ended, and the window with it."), "{told}");
        assert!(!told.contains("panicked"), "{told}");
        most = most.max(gone);
    }
    println!("{TRIES} displays: at most {most:?} of typing were gone");
}

#[test]
fn where_the_display_dies_git_ends_with_the_window() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("use-zig.decision.ron");
    fs::create_dir(folder.path().join(".git")).unwrap();
    let mut decision = Decision::new("display".to_owned(), date(2026, 11, 3));
    decision.title = "Use Zig".to_owned();
    storage::save_over(&record, &decision, None).unwrap();
    // A git that takes its time, as one with a slow hook does.
    let (programs, started) = (folder.path().join("bin"), folder.path().join("started"));
    fs::create_dir(&programs).unwrap();
    let git = programs.join("git");
    fs::write(&git, format!("#!/bin/sh\necho $$ > {}\nexec sleep 600\n", started.display())).unwrap();
    fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
    let desktop = Desktop::start(&folder.path().join("config"));
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let window = desktop.open_by(desktop.command().arg(&record).env("PATH", path));
    window.wait_for("git", || fs::read_to_string(&started).is_ok_and(|text| text.ends_with('\n')));
    let git = fs::read_to_string(&started).unwrap().trim().parse().unwrap();
    assert!(!in_status(git, "State").is_empty(), "it runs");
    window.lose_display();
    assert!(["", "Z"].contains(&in_status(git, "State").get(..1).unwrap_or_default()), "git runs on");
}

#[test]
fn without_a_library_of_the_window_system_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["libxkbcommon-x11.so.0", "libxkbcommon-x11.so"] {
        fs::write(folder.path().join(name), "no library").unwrap();
    }
    let desktop = Desktop::start(&folder.path().join("config"));
    let mut app = desktop.command();
    let ran = app.env("LD_LIBRARY_PATH", folder.path()).output().unwrap();
    let told = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{told}");
    assert!(told.starts_with("error: the window could not be opened: Library libxkbcommon-x11.so"), "{told}");
    assert!(told.contains("on Debian, `libxkbcommon-x11-0` brings it."), "{told}");
    assert!(!told.contains("panicked"), "{told}");
}

#[test]
fn without_any_font_on_the_machine_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    let desktop = Desktop::start(&config);
    let none = folder.path().join("fonts.conf");
    let cache = folder.path().join("cache");
    fs::write(&none, format!("<fontconfig><cachedir>{}</cachedir></fontconfig>", cache.display())).unwrap();
    // None of the app's fonts has the second word.
    let record = folder.path().join("language.decision.ron");
    let mut decision = Decision::new("fonts".to_owned(), date(2026, 11, 3));
    decision.title = "Rust 文".to_owned();
    storage::save_over(&record, &decision, None).unwrap();
    let window = desktop.open_by(desktop.command().arg(&record).env("FONTCONFIG_FILE", &none));
    window.wait_title("Rust 文 – Context");
    window.press("ctrl+2");
    window.wait_title("Options");
    let told = fs::read_to_string(config.join("app.log")).unwrap();
    assert!(!told.contains("panicked"), "{told}");
}
