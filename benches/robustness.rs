//! Rank acceptability with central weights under any weights, as [`numpy.py`](numpy.py) does it beside this.
//!
//! Prints a line a size and number of threads: options, criteria, draws, threads, milliseconds of the fastest of some
//! runs. `scripts/bench-robustness` runs both in turn and prints the ratios. To reach on a machine with AVX2: 3 times as
//! fast as NumPy at 10⁶ draws on 3×22, and 2 times on 8×40, both with two threads.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops where it fails")]

use std::{sync::Arc, time::Instant};

use jiff::civil::date;
use weigh_in::{
    analysis::{
        Analysis, Rung, Scope, analyze,
        robustness::{Progress, Settings, draw},
    },
    decision::{Alternative, Ballot, Cell, Criterion, CriterionId, Decision, Member, MemberId, OptionId, Score},
};

const RUNS: usize = 7;

fn main() {
    for (options, criteria) in [(3, 22), (8, 40)] {
        let analysis = analyze(&record(options, criteria), Scope::All);
        for draws in [10_000, 100_000, 1_000_000] {
            for threads in [1, 2] {
                let settings = Settings { draws, seed: 1, threads };
                let fastest = (0..RUNS).map(|_| milliseconds(&analysis, settings)).fold(f64::MAX, f64::min);
                println!("{options} {criteria} {draws} {threads} {fastest:.3}");
            }
        }
    }
}

fn milliseconds(analysis: &Analysis, settings: Settings) -> f64 {
    let start = Instant::now();
    let result = draw(analysis, Rung::AnyWeights, settings, &Progress::default()).unwrap();
    let time = start.elapsed().as_secs_f64() * 1e3;
    assert!(result.is_some());
    time
}

/// A record of one member. Every option is best somewhere.
fn record(options: usize, criteria: usize) -> Decision {
    let mut decision = Decision::new("bench".to_owned(), date(2026, 1, 1));
    let member = Member::new(MemberId::new("ana").unwrap(), "Ana");
    let mut ballot = Ballot::new(member.id.clone(), 1);
    for number in 0..options {
        let id = OptionId::new(&format!("o{number}")).unwrap();
        decision.options.push(Arc::new(Alternative {
            id,
            name: format!("Option {number}"),
            description: String::new(),
        }));
    }
    for row in 0..criteria {
        let id = CriterionId::new(&format!("c{row}")).unwrap();
        for (column, option) in decision.options.iter().enumerate() {
            let score = Score::ALL[(row * 7 + column * 3 + row * column) % 5];
            ballot.cells.insert((id.clone(), option.id.clone()), Cell::scored(score));
        }
        let swing = (100 - row) as u8;
        let criterion = Criterion { swing, ..Criterion::new(id, &format!("Criterion {row}"), "Group") };
        decision.criteria.push(Arc::new(criterion));
    }
    decision.members.push(Arc::new(member));
    decision.ballots.push(Arc::new(ballot));
    decision
}
