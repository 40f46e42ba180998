//! Rounds and ballots as they are in files.

use std::{
    collections::{BTreeMap, HashMap, btree_map::Entry},
    hash::Hash,
    sync::Arc,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    super::layout,
    Fault, StoredLink,
    values::{Confidence, Evidence, Line, Points, Prose, Word},
};
use crate::decision::{self as domain, CellKey, CriterionId, MemberId, OptionId, RevealedBecause, Salt, Vote};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Round")]
pub(in super::super) struct StoredRound {
    pub(in super::super) number: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in super::super) criteria: Vec<Word<CriterionId>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in super::super) reopened: Vec<StoredReopening>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in super::super) reveals: Vec<StoredReveal>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Reopening")]
pub(in super::super) struct StoredReopening {
    member: Word<MemberId>,
    on: Word<Date>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Reveal")]
pub(in super::super) struct StoredReveal {
    pub(in super::super) on: Word<Date>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub(in super::super) by: Line,
    /// Whether somebody revealed the round before all had sealed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in super::super) early: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in super::super) taken_back: Option<StoredRetraction>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Retraction")]
pub(in super::super) struct StoredRetraction {
    on: Word<Date>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    by: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Ballot")]
pub(in super::super) struct StoredBallot {
    member: Word<MemberId>,
    round: u32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sealed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Word<Salt>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scores: Vec<StoredCell>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Reference")]
pub(in super::super) struct StoredReference {
    id: Word<MemberId>,
    #[serde(default)]
    name: Line,
    #[serde(default, skip_serializing_if = "StoredLink::is_empty", serialize_with = "layout::inline")]
    source: StoredLink,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    counted: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scores: Vec<StoredCell>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Score")]
pub(super) struct StoredCell {
    criterion: Word<CriterionId>,
    option: Word<OptionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<Points>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    abstain: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<Confidence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evidence: Option<Evidence>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    link: Line,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    note: Prose,
}

/// Returns the rounds of a file that names none: the first, on all criteria.
pub(in super::super) fn first_round() -> Vec<StoredRound> {
    vec![StoredRound { number: 1, criteria: Vec::new(), reopened: Vec::new(), reveals: Vec::new() }]
}

/// Converts rounds, which count from 1 without a gap; every ballot relies on that.
pub(super) fn rounds(rounds: Vec<StoredRound>) -> Result<Vec<Arc<domain::Round>>, Fault> {
    if rounds.is_empty() {
        return Err(Fault {
            path: "rounds".to_owned(),
            what: "the list of rounds is empty".to_owned(),
            advice: "Write `rounds: [(number: 1)],`, or leave the field out.",
            is_too_large: false,
        });
    }
    for (index, round) in rounds.iter().enumerate() {
        if usize::try_from(round.number).ok() != Some(index + 1) {
            return Err(Fault {
                path: format!("rounds[{index}]"),
                what: format!("round {} stands where round {} should be", round.number, index + 1),
                advice: "Number the rounds 1, 2, 3 and so on, in this order, and the ballots to match.",
                is_too_large: false,
            });
        }
    }
    Ok(super::shared(rounds))
}

pub(super) fn ballots(ballots: Vec<StoredBallot>) -> Result<Vec<Arc<domain::Ballot>>, Fault> {
    let mut converted = Vec::with_capacity(ballots.len());
    for (index, ballot) in ballots.into_iter().enumerate() {
        let cells = cells(ballot.scores, &format!("ballots[{index}].scores"))?;
        let (member, round, sealed) = (ballot.member.0, ballot.round, ballot.sealed);
        let salt = ballot.salt.map(|salt| salt.0);
        converted.push(Arc::new(domain::Ballot { member, round, sealed, salt, cells }));
    }
    Ok(converted)
}

pub(super) fn references_into_domain(references: Vec<StoredReference>) -> Result<Vec<Arc<domain::Reference>>, Fault> {
    let mut converted = Vec::with_capacity(references.len());
    for (index, reference) in references.into_iter().enumerate() {
        converted.push(Arc::new(domain::Reference {
            id: reference.id.0,
            name: reference.name.into(),
            source: reference.source.into(),
            counted: reference.counted,
            cells: cells(reference.scores, &format!("references[{index}].scores"))?,
        }));
    }
    Ok(converted)
}

pub(super) fn references(
    references: &[Arc<domain::Reference>],
    criteria: &[Arc<domain::Criterion>],
    options: &[Arc<domain::Alternative>],
) -> Vec<StoredReference> {
    references.iter().map(|reference| StoredReference::new(reference, criteria, options)).collect()
}

impl StoredReference {
    fn new(
        reference: &domain::Reference,
        criteria: &[Arc<domain::Criterion>],
        options: &[Arc<domain::Alternative>],
    ) -> Self {
        let domain::Reference { id, name, source, counted, cells } = reference;
        Self {
            id: Word(id.clone()),
            name: name.into(),
            source: source.into(),
            counted: *counted,
            scores: scores(cells, criteria, options),
        }
    }
}

impl StoredBallot {
    pub(super) fn new(ballot: &domain::Ballot, decision: &domain::Decision) -> Self {
        let domain::Ballot { member, round, sealed, salt, cells } = ballot;
        let scores = scores(cells, &decision.criteria, &decision.options);
        let salt = salt.clone().map(Word);
        Self { member: Word(member.clone()), round: *round, sealed: *sealed, salt, scores }
    }
}

/// Converts the cells of a ballot. `list` is their path in the file, as `scan` spells it.
pub(super) fn cells(scores: Vec<StoredCell>, list: &str) -> Result<BTreeMap<CellKey, domain::Cell>, Fault> {
    let mut cells = BTreeMap::new();
    for (index, score) in scores.into_iter().enumerate() {
        let vote = match (score.score, score.abstain) {
            (Some(points), false) => Some(Vote::Score(points.0)),
            (None, true) => Some(Vote::Abstain),
            (None, false) => None,
            (Some(_), true) => {
                let what = "a cell has both a score and an abstention".to_owned();
                return Err(cell_fault(list, index, what, "Keep one of the two."));
            }
        };
        let place = match cells.entry((score.criterion.0, score.option.0)) {
            Entry::Vacant(place) => place,
            Entry::Occupied(twice) => {
                let (criterion, option) = twice.key();
                let what = format!("the cell {criterion} / {option} is scored twice in one ballot");
                return Err(cell_fault(list, index, what, "Keep one of the two lines."));
            }
        };
        let cell = domain::Cell {
            vote,
            confidence: score.confidence.map(Into::into),
            evidence: score.evidence.map(Into::into),
            link: score.link.into(),
            note: score.note.into(),
        };
        place.insert(cell);
    }
    Ok(cells)
}

/// Creates the fault of the cell at this index of a list.
fn cell_fault(list: &str, index: usize, what: String, advice: &'static str) -> Fault {
    Fault { path: format!("{list}[{index}]"), what, advice, is_too_large: false }
}

/// Returns the cells in the order of the sheet; those outside of it come last.
pub(super) fn scores(
    cells: &BTreeMap<CellKey, domain::Cell>,
    criteria: &[Arc<domain::Criterion>],
    options: &[Arc<domain::Alternative>],
) -> Vec<StoredCell> {
    fn places<'a, K: Eq + Hash>(ids: impl Iterator<Item = &'a K>) -> HashMap<&'a K, usize> {
        ids.enumerate().map(|(place, id)| (id, place)).collect()
    }
    let rows = places(criteria.iter().map(|criterion| &criterion.id));
    let columns = places(options.iter().map(|option| &option.id));
    // Cells of one criterion are next to each other, so that its row is looked up once for all of them.
    let mut last: Option<(&CriterionId, usize)> = None;
    let mut sorted: Vec<_> = Vec::with_capacity(cells.len());
    for (key, cell) in cells {
        let row = match last {
            Some((criterion, row)) if *criterion == key.0 => row,
            _ => rows.get(&key.0).copied().unwrap_or(usize::MAX),
        };
        last = Some((&key.0, row));
        let column = columns.get(&key.1).copied().unwrap_or(usize::MAX);
        sorted.push(((row, column), key, cell));
    }
    // The sort is stable: cells outside of the sheet stay in the order of their ids, so the bytes are always the same.
    sorted.sort_by_key(|(place, ..)| *place);
    sorted.into_iter().map(|(_, key, cell)| StoredCell::from((key, cell))).collect()
}

impl From<(&CellKey, &domain::Cell)> for StoredCell {
    fn from(((criterion, option), cell): (&CellKey, &domain::Cell)) -> Self {
        let domain::Cell { vote, confidence, evidence, link, note } = cell;
        Self {
            criterion: Word(criterion.clone()),
            option: Word(option.clone()),
            score: vote.and_then(Vote::score).map(Points),
            abstain: *vote == Some(Vote::Abstain),
            confidence: confidence.map(Into::into),
            evidence: evidence.map(Into::into),
            link: link.into(),
            note: note.into(),
        }
    }
}

impl From<&domain::Round> for StoredRound {
    fn from(domain::Round { number, criteria, reopened, reveals }: &domain::Round) -> Self {
        Self {
            number: *number,
            criteria: criteria.iter().cloned().map(Word).collect(),
            reopened: super::each(reopened),
            reveals: super::each(reveals),
        }
    }
}

impl From<StoredRound> for domain::Round {
    fn from(round: StoredRound) -> Self {
        Self {
            number: round.number,
            criteria: round.criteria.into_iter().map(|id| id.0).collect(),
            reopened: super::all(round.reopened),
            reveals: super::all(round.reveals),
        }
    }
}

impl From<&domain::Reopening> for StoredReopening {
    fn from(domain::Reopening { on, member }: &domain::Reopening) -> Self {
        Self { on: Word(*on), member: Word(member.clone()) }
    }
}

impl From<StoredReopening> for domain::Reopening {
    fn from(reopening: StoredReopening) -> Self {
        Self { on: reopening.on.0, member: reopening.member.0 }
    }
}

impl From<&domain::Reveal> for StoredReveal {
    fn from(domain::Reveal { on, by, because, taken_back }: &domain::Reveal) -> Self {
        Self {
            on: Word(*on),
            by: by.into(),
            early: *because == RevealedBecause::SomebodySaidSo,
            taken_back: taken_back.as_ref().map(Into::into),
        }
    }
}

impl From<StoredReveal> for domain::Reveal {
    fn from(reveal: StoredReveal) -> Self {
        let because = if reveal.early { RevealedBecause::SomebodySaidSo } else { RevealedBecause::AllSealed };
        Self { on: reveal.on.0, by: reveal.by.into(), because, taken_back: reveal.taken_back.map(Into::into) }
    }
}

impl From<&domain::Retraction> for StoredRetraction {
    fn from(domain::Retraction { on, by }: &domain::Retraction) -> Self {
        Self { on: Word(*on), by: by.into() }
    }
}

impl From<StoredRetraction> for domain::Retraction {
    fn from(retraction: StoredRetraction) -> Self {
        Self { on: retraction.on.0, by: retraction.by.into() }
    }
}
