//! The rungs of the ladder. `scripts/bench-robustness` times the shipped program beside `NumPy`.
//!
//! `-- rungs` prints each rung at 10⁵ draws on 3×22 with two threads, and how long a moving slider waits for the
//! verdict and its three rungs: to reach are 16 milliseconds. `-- large` prints what `analyze --draws 1000000 --json` does with 8
//! options, 40 criteria and 50 members: to reach are 2 seconds.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops where it fails")]

use std::{sync::Arc, time::Instant};

use jiff::civil::date;
use weigh_in::{
    analysis::{
        Ladder, Rung, Scope, analyze,
        robustness::{Progress, Settings, draw, draw_each, robustness},
        to_json, verdict,
    },
    decision::{Alternative, Ballot, Cell, Criterion, CriterionId, Decision, Member, MemberId, OptionId, Score},
};

const RUNS: usize = 7;

fn main() {
    let asked = |what: &str| {
        let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
        words.is_empty() || words.iter().any(|word| word == what)
    };
    if asked("rungs") {
        rungs();
    }
    if asked("large") {
        large();
    }
}

fn rungs() {
    let decision = record(3, 22, 6);
    let time = fastest(|| Some(analyze(&decision, Scope::All)));
    println!("analysis without draws: {time:.3} ms");
    let analysis = analyze(&decision, Scope::All);
    let settings = Settings { draws: 100_000, seed: 1, threads: 2, ..Settings::default() };
    for rung in Rung::ALL {
        let time = fastest(|| draw(&analysis, rung, settings, &Progress::default()));
        println!("{}: {time:.3} ms", rung.name());
    }
    let time = fastest(|| robustness(&analysis, settings, &Progress::default()));
    println!("all rungs: {time:.3} ms");
    let time = fastest(|| {
        let mut analysis = analyze(&decision, Scope::All);
        let mut ladder = Ladder::new(settings.seed);
        let is_drawn = draw_each(&analysis, &Rung::OF_VERDICT, settings, &Progress::default(), |rung| ladder.add(rung));
        analysis.ladder = is_drawn.then_some(ladder);
        Some(verdict(&decision, &analysis))
    });
    println!("a moving slider, from the swing to the verdict: {time:.3} ms");
}

fn large() {
    let decision = record(8, 40, 50);
    let settings = Settings { draws: 1_000_000, seed: 1, threads: 2, ..Settings::default() };
    for rung in Rung::ALL {
        let analysis = analyze(&decision, Scope::All);
        let time = fastest(|| draw(&analysis, rung, settings, &Progress::default()));
        println!("large, {}: {time:.0} ms", rung.name());
    }
    let time = fastest(|| {
        let mut analysis = analyze(&decision, Scope::All);
        analysis.ladder = robustness(&analysis, settings, &Progress::default());
        analysis.ladder.is_some().then(|| serde_json::to_string(&to_json(&decision, &analysis)))
    });
    println!("large, the whole analysis with all rungs: {time:.0} ms");
}

/// Milliseconds of the fastest of some runs: the one that the machine disturbed least.
fn fastest<T>(work: impl Fn() -> Option<T>) -> f64 {
    let time = |_| {
        let start = Instant::now();
        let result = work();
        let time = start.elapsed().as_secs_f64() * 1e3;
        assert!(result.is_some());
        time
    };
    (0..RUNS).map(time).fold(f64::MAX, f64::min)
}

/// A record in which every option is best somewhere.
fn record(options: usize, criteria: usize, members: usize) -> Decision {
    let mut decision = Decision::new("bench".to_owned(), date(2026, 1, 1));
    for number in 0..options {
        let id = OptionId::new(&format!("o{number}")).unwrap();
        decision.options.push(Arc::new(Alternative::new(id, format!("Option {number}"))));
    }
    for row in 0..criteria {
        let id = CriterionId::new(&format!("c{row}")).unwrap();
        let swing = (100 - row) as u8;
        let criterion = Criterion { swing: Some(swing), ..Criterion::new(id, &format!("Criterion {row}"), "Group") };
        decision.criteria.push(Arc::new(criterion));
    }
    for number in 0..members {
        let member = Member::new(MemberId::new(&format!("m{number}")).unwrap(), format!("Member {number}"));
        let mut ballot = Ballot::new(member.id.clone(), 1);
        for (row, criterion) in decision.criteria.iter().enumerate() {
            for (column, option) in decision.options.iter().enumerate() {
                let points = (row * row * 5 + row * column * 7 + column * 3 + number) % 11 % 5;
                ballot.cells.insert((criterion.id.clone(), option.id.clone()), Cell::scored(Score::ALL[points]));
            }
        }
        decision.members.push(Arc::new(member));
        decision.ballots.push(Arc::new(ballot));
    }
    decision
}
