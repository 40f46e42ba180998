//! Records to test with.

use std::sync::Arc;

use jiff::civil::date;
use weigh_in::{
    analysis::{
        Analysis, Scope, analyze, robustness,
        robustness::{Progress, Settings},
    },
    decision::{
        Alternative, Ballot, Cell, Criterion, CriterionId, Decision, Evidence, Member, MemberId, MustHave,
        MustHaveRule, OptionId, Reveal, RevealedBecause, Score, Vote,
    },
};

/// What somebody says of a cell: a score, 0 for an abstention, none for nothing.
pub type Said = Option<u8>;

pub const NAMES: [&str; 9] = ["Go", "Rust", "Zig", "Odin", "Swift", "Kotlin", "Scala", "Nim", "Ada"];

pub fn option_id(index: usize) -> OptionId {
    OptionId::from_name(NAMES[index], [])
}

pub fn criterion_id(index: usize) -> CriterionId {
    CriterionId::new(&format!("c{index}")).unwrap()
}

pub fn member_id(index: usize) -> MemberId {
    MemberId::new(&format!("m{index}")).unwrap()
}

/// A revealed record: a swing for each criterion, and `said[member][criterion][option]`.
pub fn record(swings: &[u8], options: usize, said: &[Vec<Vec<Said>>]) -> Decision {
    let mut decision = Decision::new("test".to_owned(), date(2026, 1, 1));
    "Use it".clone_into(&mut decision.title);
    "It has to be decided.".clone_into(&mut decision.context);
    for name in &NAMES[..options] {
        let id = OptionId::from_name(name, []);
        decision.options.push(Arc::new(Alternative::new(id, (*name).to_owned())));
    }
    for (index, swing) in swings.iter().enumerate() {
        let mut criterion = Criterion::new(criterion_id(index), &format!("Criterion {}", letter(index)), "Group");
        criterion.swing = Some(*swing);
        decision.criteria.push(Arc::new(criterion));
    }
    for (index, sheet) in said.iter().enumerate() {
        let member = Member::new(member_id(index), format!("Member {index}"));
        decision.members.push(Arc::new(member));
        decision.ballots.push(Arc::new(ballot(index, 1, sheet)));
    }
    reveal(&mut decision);
    decision
}

/// A, B, … Z, AA, …
pub fn letter(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { format!("{}{last}", letter(index / 26 - 1)) }
}

pub fn ballot(member: usize, round: u32, sheet: &[Vec<Said>]) -> Ballot {
    let mut ballot = Ballot::new(member_id(member), round);
    ballot.sealed = true;
    for (row, cells) in sheet.iter().enumerate() {
        for (column, said) in cells.iter().enumerate() {
            if let Some(points) = said {
                let vote = Score::new(*points).map_or(Vote::Abstain, Vote::Score);
                let cell = Cell { vote: Some(vote), ..Cell::default() };
                ballot.cells.insert((criterion_id(row), option_id(column)), cell);
            }
        }
    }
    ballot
}

pub fn reveal(decision: &mut Decision) {
    let reveal =
        Reveal { on: date(2026, 1, 2), by: String::new(), because: RevealedBecause::AllSealed, taken_back: None };
    Arc::make_mut(decision.rounds.last_mut().unwrap()).reveals = vec![reveal];
}

/// One ballot in which everything is scored: `scores[criterion][option]`.
pub fn one_ballot(swings: &[u8], scores: &[&[u8]]) -> Decision {
    let sheet = scores.iter().map(|row| row.iter().map(|points| Some(*points)).collect()).collect();
    record(swings, scores.first().map_or(0, |row| row.len()), &[sheet])
}

pub fn criterion_mut(decision: &mut Decision, index: usize) -> &mut Criterion {
    Arc::make_mut(&mut decision.criteria[index])
}

pub fn member_mut(decision: &mut Decision, index: usize) -> &mut Member {
    Arc::make_mut(&mut decision.members[index])
}

pub fn must_have(decision: &mut Decision, criterion: usize, at_least: u8, rule: MustHaveRule) {
    criterion_mut(decision, criterion).must_have = Some(MustHave { at_least: Score::new(at_least).unwrap(), rule });
}

pub fn measured(decision: &mut Decision, ballot: usize, criterion: usize, option: usize) {
    let cells = &mut Arc::make_mut(&mut decision.ballots[ballot]).cells;
    cells.get_mut(&(criterion_id(criterion), option_id(option))).unwrap().evidence = Some(Evidence::Measured);
}

pub fn all(decision: &Decision) -> Analysis {
    analyze(decision, Scope::All)
}

/// The analysis with its ladder, from a few thousand draws.
pub fn drawn(decision: &Decision) -> Analysis {
    let mut analysis = all(decision);
    let settings = Settings { draws: 10_001, seed: 7, threads: 2, ..Settings::default() };
    analysis.ladder = robustness(&analysis, settings, &Progress::default());
    analysis
}

pub fn values(analysis: &Analysis) -> Vec<f64> {
    analysis.options.iter().map(|option| option.value).collect()
}

#[track_caller]
pub fn assert_near(actual: f64, expected: f64, tolerance: f64) {
    assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected} within {tolerance}");
}
