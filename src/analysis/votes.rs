//! Whose votes count, and what each of them says of each cell.

use std::collections::{BTreeMap, HashMap};

use crate::decision::{Cell, CellKey, CriterionId, Decision, Evidence, Member, MemberId, OptionId, Vote};

/// Which rounds of voting count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Only those that are revealed, as the window shows them. A sole member's scores always count.
    Revealed,
    /// Every vote, blind or not, as the command line reads the file.
    All,
}

/// Somebody whose scores count: a member, or a reference ballot that the team lets count.
#[derive(Debug, Clone)]
pub(super) struct Voter {
    pub(super) id: MemberId,
    pub(super) name: String,
    pub(super) weight: f64,
    pub(super) reference: bool,
    /// By criterion: their own swing where they name one and it counts, else the record's. None without any of their
    /// own.
    pub(super) swings: Option<Vec<f64>>,
    /// By cell, row by row: criterion × options + option.
    pub(super) votes: Vec<Option<Vote>>,
    /// By cell: whether the vote rests on a measurement.
    pub(super) measured: Vec<bool>,
}

/// The places of criteria and options in the sheet.
struct Places<'a> {
    criteria: HashMap<&'a CriterionId, usize>,
    options: HashMap<&'a OptionId, usize>,
}

impl<'a> Places<'a> {
    fn of(decision: &'a Decision) -> Self {
        // Where an id is used twice, the first one has it; that it is wrong is told by the checks.
        let mut places = Self { criteria: HashMap::new(), options: HashMap::new() };
        for (index, criterion) in decision.criteria.iter().enumerate() {
            places.criteria.entry(&criterion.id).or_insert(index);
        }
        for (index, option) in decision.options.iter().enumerate() {
            places.options.entry(&option.id).or_insert(index);
        }
        places
    }

    fn cell(&self, (criterion, option): &CellKey, options: usize) -> Option<usize> {
        Some(self.criteria.get(criterion)? * options + self.options.get(option)?)
    }
}

/// Everybody whose scores count, members first, also those who have not scored anything.
///
/// A member whose weight is not above 0 cannot count and is left out.
pub(super) fn voters(decision: &Decision, scope: Scope) -> Vec<Voter> {
    let places = Places::of(decision);
    let members = decision.members.iter().map(|member| {
        let mut voter = blank(decision, member.id.clone(), &member.name, member.weight);
        voter.swings = own_swings(decision, scope, member);
        for cells in counted_ballots(decision, scope, &member.id) {
            voter.take(cells, &places, decision.options.len());
        }
        voter
    });
    let references = decision.references.iter().filter(|reference| reference.counted).map(|reference| {
        let mut voter = blank(decision, reference.id.clone(), &reference.name, 1.0);
        voter.reference = true;
        voter.take(&reference.cells, &places, decision.options.len());
        voter
    });
    members.chain(references).filter(|voter| voter.weight.is_finite() && voter.weight > 0.0).collect()
}

/// By criterion, the member's own swing or the record's; none where the member names none, or none may be seen yet.
fn own_swings(decision: &Decision, scope: Scope, member: &Member) -> Option<Vec<f64>> {
    let revealed = decision.rounds.iter().any(|round| round.reveal.is_some());
    if !(revealed || sees_everything(decision, scope)) {
        return None;
    }
    let own = |id: &CriterionId| member.swings.get(id).copied();
    decision.applicable().any(|criterion| own(&criterion.id).is_some()).then(|| {
        decision.criteria.iter().map(|criterion| f64::from(own(&criterion.id).unwrap_or(criterion.swing))).collect()
    })
}

fn sees_everything(decision: &Decision, scope: Scope) -> bool {
    scope == Scope::All || decision.members.len() <= 1
}

/// A member's ballots that count, from the first round to the last.
fn counted_ballots<'a>(decision: &'a Decision, scope: Scope, member: &MemberId) -> Vec<&'a BTreeMap<CellKey, Cell>> {
    let everything = sees_everything(decision, scope);
    let revealed = |number: u32| decision.rounds.iter().any(|r| r.number == number && r.reveal.is_some());
    let mut ballots: Vec<_> = decision
        .ballots
        .iter()
        .filter(|ballot| ballot.member == *member && (everything || revealed(ballot.round)))
        .collect();
    ballots.sort_by_key(|ballot| ballot.round);
    ballots.into_iter().map(|ballot| &ballot.cells).collect()
}

fn blank(decision: &Decision, id: MemberId, name: &str, weight: f64) -> Voter {
    let cells = decision.criteria.len() * decision.options.len();
    let votes = vec![None; cells];
    let measured = vec![false; cells];
    Voter { id, name: name.to_owned(), weight, reference: false, swings: None, votes, measured }
}

impl Voter {
    /// Takes over a ballot; its cells replace those of the rounds before.
    fn take(&mut self, cells: &BTreeMap<CellKey, Cell>, places: &Places<'_>, options: usize) {
        for (key, cell) in cells {
            if let Some(index) = places.cell(key, options) {
                self.votes[index] = cell.vote;
                self.measured[index] = cell.evidence == Some(Evidence::Measured);
            }
        }
    }

    /// The score of a cell, as a number.
    pub(super) fn score(&self, cell: usize) -> Option<f64> {
        self.votes[cell].and_then(Vote::score).map(crate::decision::Score::value)
    }
}
