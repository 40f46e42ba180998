//! The processor time of a whole frame (`run_ui` and tessellation) of each step, for a small and a large record.
//!
//! Prints the median and the 99th percentile of many frames. To reach in release builds on the large record: a median of
//! 2 ms and a 99th percentile of 5 ms. The pointer moves over the page all the while, so that hovering counts as well.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a bench stops where it fails")]

use std::{path::PathBuf, time::Instant};

use egui::{Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2, pos2};
use jiff::civil::date;
use weigh_in::{
    decision::{
        Alternative, CellField, Criterion, CriterionId, Decision, Edit, Member, MemberId, OptionId, OutcomeField,
        Score, Vote,
    },
    gui::{App, Services, dialogs::Purpose, files::FilePicker, step::Step},
    storage,
};

const FRAMES: usize = 400;
const SIZE: Vec2 = Vec2::new(1920.0, 1080.0);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    println!("{:<10} {:<10} {:>10} {:>10}", "record", "step", "median ms", "p99 ms");
    let records = [("2×24×3", record(2, 24, 3)), ("8×40×50", record(8, 40, 50)), ("12×200×200", record(12, 200, 200))];
    for (name, decision) in records {
        let file = folder.path().join("bench.decision.ron");
        storage::save(&file, &decision).unwrap();
        for (index, step) in Step::ALL.into_iter().enumerate() {
            let mut times = frames(file.clone(), index);
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize] * 1e3;
            println!("{name:<10} {:<10} {:>10.2} {:>10.2}", step.name(), at(0.5), at(0.99));
        }
    }
}

struct NoPicker;

impl FilePicker for NoPicker {
    fn start(&mut self, _: &Purpose, _: &std::path::Path, _: &eframe::Frame, _: &egui::Context) {}

    fn poll(&mut self) -> Option<Option<PathBuf>> {
        None
    }
}

/// Draws one step over and over; seconds for each frame.
fn frames(file: PathBuf, step: usize) -> Vec<f64> {
    let ctx = egui::Context::default();
    let services = Services {
        picker: Box::new(NoPicker),
        config: None,
        state: None,
        desktop: |_| std::sync::mpsc::channel().1,
        today: || date(2026, 11, 3),
        new_id: || "bench".to_owned(),
        user: "Ana".to_owned(),
    };
    let mut app = App::new(&ctx, services, Some(file));
    let mut frame = eframe::Frame::_new_kittest();
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7];
    let go =
        Event::Key { key: keys[step], physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::COMMAND };
    // The file is read beside the window, and so is what is drawn at random.
    while app.is_busy() {
        draw(&ctx, &mut app, &mut frame, 0, Vec::new());
    }
    draw(&ctx, &mut app, &mut frame, 0, vec![go]);
    for warm in 1..20 {
        draw(&ctx, &mut app, &mut frame, warm, Vec::new());
    }
    (0..FRAMES)
        .map(|number| {
            // Over the whole page, in a fixed pattern.
            let at: Pos2 = pos2((number * 37 % 1920) as f32, (number * 53 % 1080) as f32);
            let start = Instant::now();
            draw(&ctx, &mut app, &mut frame, 20 + number, vec![Event::PointerMoved(at)]);
            start.elapsed().as_secs_f64()
        })
        .collect()
}

fn draw(ctx: &egui::Context, app: &mut App, frame: &mut eframe::Frame, number: usize, events: Vec<Event>) {
    use eframe::App as _;
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
        time: Some(number as f64 / 60.0),
        events,
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| {
        app.logic(ui.ctx(), frame);
        app.ui(ui, frame);
    });
    // Nobody draws.
    output.textures_delta.clear();
    let pieces = ctx.tessellate(output.shapes, output.pixels_per_point);
    assert!(!pieces.is_empty());
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
        decision.apply(Edit::AddCriterion(criterion)).unwrap();
    }
    for number in 0..members {
        let name = format!("Member {number}");
        let id = MemberId::from_name(&name, []);
        decision.apply(Edit::AddMember(Member::new(id.clone(), name))).unwrap();
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
    decision.apply(Edit::Reveal("Member 0".to_owned(), date(2026, 11, 2))).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(OptionId::new("go").ok()))).unwrap();
    decision
}
