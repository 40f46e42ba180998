//! The app is killed while people type and save. The decision file is whole, and little of the typing is gone.
//!
//! The app runs in a process of its own, without a screen: this program again, with a folder to work in. It tells what
//! was typed, and what was saved, as it happens. `WEIGH_IN_CRASHES` sets how many times it is killed; 20 without.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use eframe::App as _;
use egui::{Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};
use weigh_in::{
    decision::Decision,
    gui::App,
    storage::{self, recovery},
};

use super::harness::quiet_services;

const FOLDER: &str = "WEIGH_IN_CRASH_FOLDER";

/// So many run at a time: they mostly wait for each other's disk.
const AT_ONCE: usize = 5;

/// Not a test of its own: the process that is killed. Types a rising number into the title for ever, and saves now and then.
#[test]
#[ignore = "run by the test below, which kills it"]
fn process_types_until_it_is_killed() {
    let folder = std::path::PathBuf::from(std::env::var_os(FOLDER).expect("the test below starts this process"));
    let file = folder.join("record.decision.ron");
    let ctx = egui::Context::default();
    let mut app = App::new(&ctx, quiet_services(Some(folder.join("state"))), Some(file));
    let mut frame = eframe::Frame::_new_kittest();
    let started = Instant::now();
    let mut draw = |events: Vec<Event>| {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 800.0))),
            time: Some(started.elapsed().as_secs_f64()),
            events,
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| {
            app.logic(ui.ctx(), &mut frame);
            app.ui(ui, &mut frame);
        });
        output.textures_delta.clear();
        (app.document().map(|document| (document.decision().title.clone(), document.is_dirty())), app.is_busy())
    };
    let press = |modifiers, key| vec![Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }];
    while draw(Vec::new()).0.is_none() {}
    draw(press(Modifiers::COMMAND, Key::Num1));
    // The first field of the page is the title.
    draw(press(Modifiers::NONE, Key::Tab));
    draw(press(Modifiers::COMMAND, Key::A));
    let mut out = std::io::stdout();
    for number in 0_u64.. {
        draw(press(Modifiers::COMMAND, Key::A));
        let (shown, _) = draw(vec![Event::Text(format!("title {number}"))]);
        assert_eq!(shown.map(|(title, _)| title), Some(format!("title {number}")));
        writeln!(out, "typed {number}").unwrap();
        if number % 7 == 3 || number % 23 == 11 {
            draw(press(Modifiers::COMMAND, Key::S));
        }
        if number % 23 == 11 {
            // The save is done before the next key.
            while draw(Vec::new()).1 {}
            writeln!(out, "saved {number}").unwrap();
        }
    }
}

struct Victim {
    child: Child,
    lines: mpsc::Receiver<(Instant, String)>,
}

fn start(folder: &Path) -> Victim {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::process_types_until_it_is_killed", "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (send, lines) = mpsc::channel();
    let out = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            drop(send.send((Instant::now(), line)));
        }
    });
    Victim { child, lines }
}

fn number_in(title: &str) -> Option<u64> {
    title.strip_prefix("title ")?.parse().ok()
}

/// Kills one app after a while, and gives how much of the typing is gone, or what is wrong with what it left.
fn kill_once(seed: u64) -> Result<Duration, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.decision.ron");
    storage::save_over(&file, &super::team(), None).unwrap();
    let mut victim = start(folder.path());
    // It types from its first line on.
    let mut lines = vec![victim.lines.recv_timeout(Duration::from_mins(1)).map_err(|_| "it did not start".to_owned())?];
    while !lines.last().is_some_and(|(_, line)| line.starts_with("typed")) {
        lines.push(victim.lines.recv_timeout(Duration::from_mins(1)).map_err(|_| "it did not type".to_owned())?);
    }
    // The moment of the end is what is tried: any within four seconds, and the same for the same seed.
    std::thread::sleep(Duration::from_millis(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 4000));
    victim.child.kill().unwrap();
    let killed = Instant::now();
    victim.child.wait().unwrap();
    while let Ok(line) = victim.lines.recv_timeout(Duration::from_secs(5)) {
        lines.push(line);
    }
    let numbers = |word: &str, until: Instant| {
        let told = lines.iter().filter(|(at, _)| *at <= until).filter_map(|(_, line)| line.strip_prefix(word));
        told.filter_map(|number| number.trim().parse::<u64>().ok()).max()
    };
    let last = numbers("typed", Instant::now()).unwrap_or_default();
    let decision = storage::load(&file).map_err(|error| format!("the decision file is broken: {error}"))?.decision;
    // Only the title is typed.
    let is_whole = |found: &Decision| *found == Decision { title: found.title.clone(), ..super::team() };
    if !is_whole(&decision) {
        return Err(format!("the decision file has another record: {decision:?}"));
    }
    let in_file = number_in(&decision.title);
    let saved = numbers("saved", killed);
    if saved > in_file {
        return Err(format!("{saved:?} was saved, and {in_file:?} is in the file"));
    }
    // It may have typed one that it could not tell of any more.
    if in_file.is_some_and(|in_file| in_file > last + 1) {
        return Err(format!("{in_file:?} is in the file, and {last} was typed"));
    }
    let found = recovery::find(&recovery::folder(&folder.path().join("state")));
    if !found.broken.is_empty() {
        return Err(format!("a recovery file is broken: {:?}", found.broken));
    }
    if let Some(work) = found.works.iter().find(|work| !is_whole(&work.decision)) {
        return Err(format!("another record is recovered: {:?}", work.decision));
    }
    let recovered = found.works.iter().filter_map(|work| number_in(&work.decision.title)).max();
    let is_gone = |told: &&(Instant, String)| {
        let typed = told.1.strip_prefix("typed").and_then(|number| number.trim().parse::<u64>().ok());
        typed > recovered.max(in_file)
    };
    let first_gone = lines.iter().filter(|(at, _)| *at <= killed).find(is_gone);
    Ok(first_gone.map_or(Duration::ZERO, |(at, _)| killed.duration_since(*at)))
}

/// The most that may be gone here: half a second is promised, but here five programs type as fast as they can, on a machine
/// that may do more besides.
const AT_MOST: Duration = Duration::from_secs(2);

#[test]
#[ignore = "slow; scripts/test runs it"]
#[expect(clippy::print_stdout, reason = "the figure is asked for")]
fn killed_at_any_moment_it_leaves_a_whole_file_and_loses_little() {
    let count = std::env::var("WEIGH_IN_CRASHES").ok().and_then(|count| count.parse().ok()).unwrap_or(20_u64);
    let seeds: Vec<u64> = (1..=count).collect();
    let mut most = Duration::ZERO;
    for seeds in seeds.chunks(AT_ONCE) {
        let results: Vec<_> = std::thread::scope(|scope| {
            let running: Vec<_> = seeds.iter().map(|seed| scope.spawn(move || kill_once(*seed))).collect();
            running.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        for (seed, result) in seeds.iter().zip(results) {
            let gone = result.unwrap_or_else(|wrong| panic!("kill {seed}: {wrong}"));
            assert!(gone <= AT_MOST, "kill {seed}: {gone:?} of typing are gone");
            most = most.max(gone);
        }
    }
    println!("{count} kills: at most {most:?} of typing were gone");
}

/// Not a test of its own: a process that panics with work that was never written.
#[test]
#[ignore = "run by the test below"]
fn process_panics_with_work() {
    let folder = std::path::PathBuf::from(std::env::var_os(FOLDER).expect("the test below starts this process"));
    let keeper = recovery::Keeper::start(folder, || ());
    let rescue = keeper.last_resort();
    recovery::rescue_on_panic(move || assert!(rescue(), "it says that there is work"));
    let note = recovery::Note { file: None, print: None, base: None, written: None };
    keeper.keep(recovery::UnsavedWork { decision: super::team(), note }, None);
    // Without unwinding, so that nothing else can write it.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        hook(info);
        std::process::abort();
    }));
    panic!("as a mistake in the app would");
}

#[test]
fn a_panic_writes_what_was_not_written_yet() {
    let folder = tempfile::tempdir().unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::process_panics_with_work", "--ignored"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success());
    let found = recovery::find(folder.path());
    assert_eq!(found.works.len(), 1, "{:?}", fs::read_dir(folder.path()).unwrap().collect::<Vec<_>>());
    assert_eq!(found.works[0].decision, super::team());
}
