//! The scores of a record: the team's means in a table, and what each member says, with notes.

use std::{collections::HashMap, sync::Arc};

use serde::Serialize;

use crate::{
    analysis::{Analysis, CellResult, CriterionResult, last_counted_round, percent, share_of_weight},
    decision::{Cell, CellKey, Criterion, Decision, MemberId, MustHaveRule, Vote, is_safe_url, text::is_blank},
};

/// Maximum number of votes that are shown one by one. More make a page that nobody reads and few browsers print.
const MOST_VOTES: usize = 20_000;
/// Text of a cell without scores.
const EMPTY: &str = "–";

/// The team's means.
#[derive(Debug, Serialize)]
pub(super) struct MeansView {
    groups: Vec<GroupView>,
    /// Names of the criteria that do not apply.
    left_out: Vec<String>,
    has_disputes: bool,
    has_must_haves: bool,
}

/// Criteria of a group that follow each other.
#[derive(Debug, Serialize)]
struct GroupView {
    /// Empty where the criteria have none.
    name: String,
    rows: Vec<MeansRow>,
}

#[derive(Debug, Serialize)]
struct MeansRow {
    name: String,
    share: String,
    /// What a must-have requires; empty if it is none.
    must_have: String,
    cells: Vec<MeanView>,
}

#[derive(Debug, Serialize)]
struct MeanView {
    text: String,
    /// The mean as a whole number, for its colour; 0 for none.
    level: u8,
    disputed: bool,
}

impl MeansView {
    /// Returns `None` without criteria or options.
    pub(super) fn of(decision: &Decision, analysis: &Analysis) -> Option<Self> {
        if decision.criteria.is_empty() || decision.options.is_empty() {
            return None;
        }
        let digits = analysis.digits_of_means();
        let mut groups: Vec<GroupView> = Vec::new();
        for (criterion, (result, cells)) in applicable(decision, analysis) {
            let row = MeansRow {
                name: criterion.called().to_owned(),
                share: share_of_weight(result.weight),
                must_have: must_have(criterion),
                cells: cells.iter().map(|cell| mean(cell, digits)).collect(),
            };
            let group = criterion.group.trim();
            match groups.last_mut().filter(|last| last.name == group) {
                Some(last) => last.rows.push(row),
                None => groups.push(GroupView { name: group.to_owned(), rows: vec![row] }),
            }
        }
        let out = decision.criteria.iter().filter(|criterion| criterion.not_applicable);
        Some(Self {
            groups,
            left_out: out.map(|criterion| criterion.called().to_owned()).collect(),
            has_disputes: analysis.cells.iter().any(|cell| cell.disputed),
            has_must_haves: decision.applicable().any(|criterion| criterion.must_have.is_some()),
        })
    }
}

fn applicable<'a>(
    decision: &'a Decision,
    analysis: &'a Analysis,
) -> impl Iterator<Item = (&'a Criterion, (&'a CriterionResult, &'a [Arc<CellResult>]))> {
    let rows = decision.criteria.iter().map(AsRef::as_ref).zip(analysis.rows());
    rows.filter(|(criterion, _)| !criterion.not_applicable)
}

fn must_have(criterion: &Criterion) -> String {
    criterion.must_have.map_or_else(String::new, |must| {
        let at_least = must.at_least.points();
        match must.rule {
            MustHaveRule::Median => format!("must-have: {at_least} or more"),
            MustHaveRule::Members(_) => format!("must-have: nobody below {at_least}"),
        }
    })
}

fn mean(cell: &CellResult, digits: usize) -> MeanView {
    MeanView {
        text: cell.mean.map_or_else(|| EMPTY.to_owned(), |mean| format!("{mean:.digits$}")),
        level: cell.mean.map_or(0, |mean| mean.round().clamp(1.0, 5.0) as u8),
        disputed: cell.disputed,
    }
}

/// What everybody says of each criterion.
#[derive(Debug, Serialize)]
pub(super) struct VotesView {
    criteria: Vec<BallotTable>,
    /// Number of votes, if they are too many to be shown.
    too_many: Option<usize>,
}

/// The votes on a criterion.
#[derive(Debug, Serialize)]
struct BallotTable {
    name: String,
    share: String,
    question: String,
    /// What a 1, a 3 and a 5 mean, as far as it is written down.
    anchors: Vec<(u8, String)>,
    /// The team's note on the criterion.
    note: String,
    rows: Vec<VoteRow>,
    notes: Vec<NoteView>,
}

#[derive(Debug, Serialize)]
struct VoteRow {
    who: String,
    cells: Vec<VoteView>,
}

#[derive(Debug, Serialize)]
struct VoteView {
    text: String,
    /// The score, for its colour; 0 for none.
    level: u8,
}

/// What a member wrote beside a score.
#[derive(Debug, Serialize)]
struct NoteView {
    who: String,
    option: String,
    text: String,
    /// Evidence and confidence, in words; empty if neither is given.
    basis: String,
    url: String,
}

impl VotesView {
    /// Returns the votes that count in the analysis; `None` if there are none.
    pub(super) fn of(decision: &Decision, analysis: &Analysis) -> Option<Self> {
        let votes: usize = analysis.cells.iter().map(|cell| cell.votes.len()).sum();
        match votes {
            0 => None,
            1..=MOST_VOTES => {
                let voices = Voices::of(decision, analysis);
                let tables = applicable(decision, analysis).filter_map(|(criterion, row)| voices.on(criterion, row));
                Some(Self { criteria: tables.collect(), too_many: None })
            }
            _ => Some(Self { criteria: Vec::new(), too_many: Some(votes) }),
        }
    }
}

/// Who says what, by name.
struct Voices<'a> {
    decision: &'a Decision,
    /// Members and counted references, in the order of the analysis.
    voters: Vec<(&'a MemberId, &'a str)>,
    /// Cells of the ballots that count, the last one of each member, and of references.
    cells: HashMap<(&'a MemberId, &'a CellKey), &'a Cell>,
}

impl<'a> Voices<'a> {
    fn of(decision: &'a Decision, analysis: &'a Analysis) -> Self {
        let last = last_counted_round(decision, analysis.scope);
        let mut ballots: Vec<_> = decision.ballots.iter().filter(|ballot| ballot.round <= last).collect();
        ballots.sort_by_key(|ballot| ballot.round);
        let mut cells = HashMap::new();
        // A member with the id of a reference takes precedence.
        for reference in &decision.references {
            cells.extend(reference.cells.iter().map(|(key, cell)| ((&reference.id, key), cell)));
        }
        for ballot in ballots {
            cells.extend(ballot.cells.iter().map(|(key, cell)| ((&ballot.member, key), cell)));
        }
        let voters = analysis.members.iter().map(|member| (&member.id, member.name.as_str())).collect();
        Self { decision, voters, cells }
    }

    /// Returns the votes on a criterion; `None` if there are none.
    fn on(&self, criterion: &Criterion, (result, row): (&CriterionResult, &[Arc<CellResult>])) -> Option<BallotTable> {
        let votes: Vec<HashMap<&MemberId, Vote>> =
            row.iter().map(|cell| cell.votes.iter().map(|(id, vote)| (id, *vote)).collect()).collect();
        let who = self.voters.iter().filter(|(id, _)| votes.iter().any(|votes| votes.contains_key(id)));
        let who: Vec<_> = who.collect();
        if who.is_empty() {
            return None;
        }
        let rows = who.iter().map(|(id, name)| VoteRow {
            who: (*name).to_owned(),
            cells: votes.iter().map(|votes| vote(votes.get(id).copied())).collect(),
        });
        let notes = who.iter().flat_map(|(id, name)| {
            row.iter().filter_map(|cell| {
                let key = (cell.criterion.clone(), cell.option.clone());
                self.note(id, name, &key)
            })
        });
        let anchors = &criterion.anchors;
        let anchors = [(1, &anchors.one), (3, &anchors.three), (5, &anchors.five)];
        Some(BallotTable {
            name: criterion.called().to_owned(),
            share: percent(result.weight),
            question: criterion.question.clone(),
            anchors: anchors.into_iter().filter(|(_, t)| !is_blank(t)).map(|(at, text)| (at, text.clone())).collect(),
            note: criterion.note.clone(),
            rows: rows.collect(),
            notes: notes.collect(),
        })
    }

    /// Returns what somebody wrote beside a score; `None` if that is nothing.
    fn note(&self, id: &MemberId, name: &str, key: &CellKey) -> Option<NoteView> {
        let Cell { vote: _, confidence, evidence, link, note } = self.cells.get(&(id, key))?;
        let confidence = confidence.map(|one| format!("{} confidence", one.name().to_lowercase()));
        let basis = [evidence.map(|one| one.name().to_lowercase()), confidence];
        let basis = basis.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let url = if is_safe_url(link) { link.clone() } else { String::new() };
        (!(is_blank(note) && basis.is_empty() && url.is_empty())).then(|| NoteView {
            who: name.to_owned(),
            option: self.decision.option_name(&key.1).to_owned(),
            text: note.clone(),
            basis,
            url,
        })
    }
}

fn vote(vote: Option<Vote>) -> VoteView {
    let (text, level) = match vote {
        None => (EMPTY.to_owned(), 0),
        Some(Vote::Abstain) => ("?".to_owned(), 0),
        Some(Vote::Score(score)) => (score.points().to_string(), score.points()),
    };
    VoteView { text, level }
}
