//! Opening a decision file of 5 MB, against parsing its RON alone: into structs that hold its ballots as they stand in the
//! file, which is the least that any reader does, and into values of any shape.
//!
//! Prints the medians of many runs in turn. To reach in release builds: at most 1.5 times what values of any shape take; what
//! the structs take is printed beside it.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops where it fails")]

use std::time::Instant;

use jiff::civil::date;
use serde::Deserialize;
use weigh_in::{
    decision::{CellField, Criterion, CriterionId, Decision, Edit, Member, MemberId, Score, Vote},
    storage,
};

const RUNS: usize = 15;

/// What makes the file large, as it stands there. The rest is read over.
#[derive(Deserialize)]
struct Typed {
    #[serde(rename = "ballots")]
    _ballots: Vec<TypedBallot>,
}

#[derive(Deserialize)]
struct TypedBallot {
    #[serde(rename = "member")]
    _member: String,
    #[serde(rename = "scores")]
    _scores: Vec<TypedCell>,
}

#[derive(Deserialize)]
struct TypedCell {
    #[serde(rename = "criterion")]
    _criterion: String,
    #[serde(rename = "option")]
    _option: String,
    #[serde(rename = "score")]
    _score: u8,
    #[serde(rename = "note")]
    _note: String,
}

fn main() {
    let text = storage::to_ron(&large());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.decision.ron");
    storage::save_over(&file, &large(), None).unwrap();
    let parser = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let (mut typed, mut parsed, mut opened, mut saved) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        typed.push(time(|| drop(parser.from_str::<Typed>(&text).unwrap())));
        parsed.push(time(|| drop(parser.from_str::<ron::Value>(&text).unwrap())));
        opened.push(time(|| drop(storage::open(&file).unwrap())));
        let decision = storage::load(&file).unwrap().decision;
        saved.push(time(|| drop(storage::save_over(&file, &decision, None).unwrap())));
    }
    let [typed, parsed, opened, saved] = [typed, parsed, opened, saved].map(median);
    println!("file               {:.2} MB", text.len() as f64 / 1e6);
    println!("RON into structs   {typed:.1} ms");
    println!("RON into values    {parsed:.1} ms");
    println!("opening            {opened:.1} ms, {:.2} and {:.2} times", opened / typed, opened / parsed);
    println!("saving             {saved:.1} ms");
}

fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// As many members with a note in every cell as make 5 MB.
fn large() -> Decision {
    let template = storage::templates::built_in().iter().find(|template| template.id == "rust-or-go").unwrap();
    let mut decision = template.start("large".to_owned(), date(2026, 11, 1), Some("cloud-service"));
    for number in 24..200 {
        let id = CriterionId::from_name(&format!("more {number}"), []);
        let source = Criterion::clone(&decision.criteria[number % 24]);
        decision.apply(Edit::AddCriterion(Box::new(Criterion { id, ..source }))).unwrap();
    }
    for number in 0..110 {
        let id = MemberId::from_name(&format!("Member {number}"), []);
        decision.apply(Edit::AddMember(Member::new(id.clone(), format!("Member {number}")), date(2026, 2, 3))).unwrap();
        for criterion in decision.criteria.clone() {
            for option in decision.options.clone() {
                let mut set = |field| {
                    let edit = Edit::Cell(id.clone(), criterion.id.clone(), option.id.clone(), field);
                    decision.apply(edit).unwrap();
                };
                set(CellField::Vote(Score::new(1 + (number % 5) as u8).map(Vote::Score)));
                set(CellField::Note(format!("What member {number} has seen of it in eighteen months of production")));
            }
        }
    }
    decision
}
