//! The time of a whole frame (`run_ui` and tessellation) of each screen while people do something there: move the pointer,
//! scroll, type, score, slide. For a small, a large and a huge record. On Linux it is the time on a processor, elsewhere
//! the clock's, to which other work adds; the best of some runs counts.
//!
//! Prints the median and 99th percentile of many frames, in each of which something is done, and the slowest frame on the way
//! to the screen. Goal in release builds on the large record: a median of 2 ms and a 99th percentile of 5 ms.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench stops where it fails"
)]

#[path = "frame/scenes.rs"]
mod scenes;
#[path = "frame/window.rs"]
mod window;

use jiff::civil::date;
use weigh_in::{
    decision::{
        Alternative, CellField, Criterion, CriterionId, Decision, Edit, Member, MemberId, OptionId, OutcomeField, Salt,
        Score, Vote,
    },
    storage,
};

use self::{scenes::SCENES, window::Window};

const FRAMES: usize = 400;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    // Words such as `8×40×50 Criteria` pick records and screens.
    let only: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let is_picked = |what: &str| only.iter().all(|word| what.contains(word.as_str()));
    println!("{:<10} {:<28} {:<18} {:>10} {:>10}", "record", "screen", "what is done", "median ms", "p99 ms");
    for (name, options, criteria, members) in
        [("2×24×3", 2, 24, 3), ("8×40×50", 8, 40, 50), ("12×200×200", 12, 200, 200)]
    {
        let scenes: Vec<_> = SCENES.iter().filter(|scene| is_picked(&format!("{name} {}", scene.name))).collect();
        if scenes.is_empty() {
            continue;
        }
        let file = folder.path().join("bench.decision.ron");
        storage::save_over(&file, &record(options, criteria, members), None).unwrap();
        for scene in scenes {
            let mut window = Window::open(file.clone());
            window.slowest = 0.0;
            (scene.open)(&mut window);
            println!("{name:<10} {:<28} {:<18} {:>10} {:>10.2}", scene.name, "getting there", "", window.slowest * 1e3);
            for (what, act) in scene.acts {
                let pointer = window.pointer;
                let before = window.revision();
                let mut times: Vec<f64> = (0..FRAMES).map(|number| time(&mut window, act(number, pointer))).collect();
                // What is refused would be measured as well. A trial leaves the record alone.
                let changes = !matches!(*what, "moving" | "scrolling") && !scene.name.contains("what if");
                assert_eq!(window.revision() != before, changes, "{} {what}", scene.name);
                times.sort_by(f64::total_cmp);
                let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize] * 1e3;
                println!("{name:<10} {:<28} {what:<18} {:>10.2} {:>10.2}", scene.name, at(0.5), at(0.99));
            }
        }
    }
}

/// Seconds that drawing a frame takes.
fn time(window: &mut Window, events: Vec<egui::Event>) -> f64 {
    window.draw(events);
    window.took
}

/// A record of so many options, criteria and members, with a note in every cell of the large one, all revealed.
fn record(options: usize, criteria: usize, members: usize) -> Decision {
    let template = storage::templates::built_in().iter().find(|template| template.id == "rust-or-go").unwrap();
    let mut decision = template.start(format!("bench-{members}"), date(2026, 11, 1), Some("cloud-service"));
    decision.apply(Edit::Title("Language for the ingest service".to_owned())).unwrap();
    decision.apply(Edit::Context("The ingest service is kept by two teams. ".repeat(20))).unwrap();
    for option in template.suggestions.iter().take(options - 2) {
        decision.apply(Edit::AddOption(Alternative::clone(option))).unwrap();
    }
    for number in 24..criteria {
        let source = &decision.criteria[number % 24];
        let id = CriterionId::from_name(&format!("more {number}"), []);
        let criterion = Criterion { id, name: format!("{} {number}", source.name), ..Criterion::clone(source) };
        decision.apply(Edit::AddCriterion(Box::new(criterion))).unwrap();
    }
    for number in 0..members {
        let name = format!("Member {number}");
        let id = MemberId::from_name(&name, []);
        decision.apply(Edit::AddMember(Member::new(id.clone(), name), date(2026, 2, 3))).unwrap();
        for (row, criterion) in decision.criteria.clone().iter().enumerate() {
            for (column, option) in decision.options.clone().iter().enumerate() {
                let points = 1 + ((row * 7 + column * 3 + number * (row % 3)) % 5) as u8;
                let key = (criterion.id.clone(), option.id.clone());
                let mut set =
                    |field| decision.apply(Edit::Cell(id.clone(), key.0.clone(), key.1.clone(), field)).unwrap();
                set(CellField::Vote(Score::new(points).map(Vote::Score)));
                // In the largest that would be more than a file may hold.
                if (10..100).contains(&members) {
                    set(CellField::Note(format!(
                        "What member {number} has seen of it in eighteen months of production"
                    )));
                }
            }
        }
    }
    for member in decision.members.clone() {
        decision.apply(Edit::Seal(member.id.clone(), date(2026, 11, 2), Salt::of_bits(7))).unwrap();
    }
    decision.apply(Edit::Reveal("Member 0".to_owned(), date(2026, 11, 2))).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(OptionId::new("go").ok()))).unwrap();
    decision
}
