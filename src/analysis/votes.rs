//! Whose votes count, and what each of them says of each cell.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use crate::decision::{
    Ballot, Cell, CellKey, CriterionId, Decision, Evidence, Member, MemberId, OptionId, Reference, Score, Vote,
};

/// Which rounds of voting count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Only those that are revealed, as the window shows them. A sole member's scores always count.
    Revealed,
    /// Every vote, blind or not, as the command line reads the file.
    All,
}

/// Somebody whose scores count: a member, or a reference ballot that the team lets count.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Voter {
    pub(super) id: MemberId,
    pub(super) name: String,
    pub(super) weight: f64,
    pub(super) reference: bool,
    /// By criterion: their own swing where they name one and it counts, else the record's. None without any of their
    /// own.
    pub(super) swings: Option<Vec<f64>>,
    pub(super) sheet: Arc<VoteSheet>,
}

/// What somebody says of each cell, row by row: criterion × options + option.
#[derive(Debug)]
pub(super) struct VoteSheet {
    /// What it was read from.
    source: Source,
    pub(super) votes: Vec<Option<Vote>>,
    /// The cells whose votes rest on a measurement.
    pub(super) measured: BTreeSet<usize>,
}

impl PartialEq for VoteSheet {
    /// Notes, which its source has besides, count for nothing.
    fn eq(&self, other: &Self) -> bool {
        let Self { source: _, votes, measured } = self;
        *votes == other.votes && *measured == other.measured
    }
}

/// What a sheet is read from. It is kept alive, so that what is at the same address is the same.
#[derive(Debug)]
enum Source {
    /// A member's ballots that count, from the first round to the last.
    Ballots(Vec<Arc<Ballot>>),
    Reference(Arc<Reference>),
}

impl Source {
    /// Reports whether it is the very same, not just alike.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ballots(a), Self::Ballots(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
            }
            (Self::Reference(a), Self::Reference(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Returns the cells, each vote of which replaces those of the same place before it.
    fn cells(&self) -> impl Iterator<Item = &BTreeMap<CellKey, Cell>> {
        let (ballots, reference) = match self {
            Self::Ballots(ballots) => (ballots.as_slice(), None),
            Self::Reference(reference) => (&[][..], Some(&reference.cells)),
        };
        ballots.iter().map(|ballot| &ballot.cells).chain(reference)
    }
}

/// The places of criteria and options in the sheet.
struct CellPlaces<'a> {
    criteria: HashMap<&'a CriterionId, usize>,
    options: HashMap<&'a OptionId, usize>,
}

impl<'a> CellPlaces<'a> {
    fn of(decision: &'a Decision) -> Self {
        // Where an id is used twice, the first one has it; the checks report that it is wrong.
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

/// Everybody whose scores count, members first, also those who have not scored anything. `before` are those of a record with
/// the same criteria and options: what they say is not read again where it is the same.
///
/// A member whose weight is not above 0 cannot count and is left out.
pub(super) fn voters(decision: &Decision, scope: Scope, before: Option<&[Voter]>) -> Vec<Voter> {
    let reader = SheetReader { decision, before: before.unwrap_or_default(), places: OnceCell::new() };
    let counted = counted_ballots(decision, scope);
    let members = decision.members.iter().enumerate().map(|(place, member)| {
        let ballots = counted.get(&member.id).into_iter().flatten().map(|ballot| Arc::clone(ballot)).collect();
        Voter {
            id: member.id.clone(),
            name: member.called().to_owned(),
            weight: member.weight,
            reference: false,
            swings: own_swings(decision, scope, member),
            sheet: reader.sheet(&member.id, place, Source::Ballots(ballots)),
        }
    });
    let references = decision.references.iter().filter(|reference| reference.counted);
    let references = references.enumerate().map(|(place, reference)| Voter {
        id: reference.id.clone(),
        name: reference.called().to_owned(),
        weight: 1.0,
        reference: true,
        swings: None,
        sheet: reader.sheet(&reference.id, decision.members.len() + place, Source::Reference(Arc::clone(reference))),
    });
    let mut voters: Vec<Voter> =
        members.chain(references).filter(|voter| voter.weight.is_finite() && voter.weight > 0.0).collect();
    for voter in &mut voters {
        // Files and edits keep to these; sums of what is beyond them might not be numbers.
        voter.weight = voter.weight.clamp(*Member::WEIGHTS.start(), *Member::WEIGHTS.end());
    }
    voters
}

/// Reads what voters say, as far as it is not known from before.
struct SheetReader<'a> {
    decision: &'a Decision,
    before: &'a [Voter],
    /// Found when the first sheet is read: mostly none is.
    places: OnceCell<CellPlaces<'a>>,
}

impl SheetReader<'_> {
    /// Returns what somebody says. `place` is where they stood among the voters, unless somebody came or went.
    fn sheet(&self, id: &MemberId, place: usize, source: Source) -> Arc<VoteSheet> {
        let reference = matches!(source, Source::Reference(_));
        // Mostly they are who they were before.
        let mut candidates = self.before.get(place).into_iter().chain(self.before);
        let known = candidates.find(|voter| voter.id == *id && voter.reference == reference);
        if let Some(sheet) = known.map(|voter| &voter.sheet).filter(|sheet| sheet.source.is(&source)) {
            return Arc::clone(sheet);
        }
        let places = self.places.get_or_init(|| CellPlaces::of(self.decision));
        Arc::new(VoteSheet::read(source, places, self.decision))
    }
}

/// Indexes of the cells in which a vote changed; `None` if the voters or their weights did.
pub(super) fn changed_cells(before: &[Voter], now: &[Voter]) -> Option<BTreeSet<usize>> {
    if before.len() != now.len() || !before.iter().zip(now).all(|(before, now)| before.counts_like(now)) {
        return None;
    }
    // A sheet that was not read again has the same votes.
    let others = before.iter().zip(now).filter(|(a, b)| !Arc::ptr_eq(&a.sheet, &b.sheet));
    let cells = others.flat_map(|(a, b)| {
        let votes = a.sheet.votes.iter().zip(&b.sheet.votes).enumerate();
        votes.filter(|(_, (a, b))| a != b).map(|(cell, _)| cell)
    });
    Some(cells.collect())
}

/// Returns, by criterion, the member's own swing or the record's; none where the member names none, or none may be seen yet.
fn own_swings(decision: &Decision, scope: Scope, member: &Member) -> Option<Vec<f64>> {
    let revealed = decision.rounds.iter().any(|round| round.is_revealed());
    if member.swings.is_empty() || !(revealed || sees_everything(decision, scope)) {
        return None;
    }
    // Swings of criteria that do not apply alone leave the member with the record's, and who gives no criterion any weight has not weighed.
    let names_some = decision.applicable().any(|criterion| member.swings.contains_key(&criterion.id));
    if !names_some || decision.applicable().all(|criterion| decision.swing_of(member, criterion) == 0) {
        return None;
    }
    Some(decision.criteria.iter().map(|criterion| f64::from(decision.swing_of(member, criterion))).collect())
}

fn sees_everything(decision: &Decision, scope: Scope) -> bool {
    scope == Scope::All || decision.members.len() <= 1 && !decision.is_blind()
}

/// Returns the ballots that count, by member, from the first round to the last.
fn counted_ballots(decision: &Decision, scope: Scope) -> HashMap<&MemberId, Vec<&Arc<Ballot>>> {
    let everything = sees_everything(decision, scope);
    let revealed: HashSet<u32> =
        decision.rounds.iter().filter(|round| round.is_revealed()).map(|round| round.number).collect();
    let mut counted: HashMap<_, Vec<_>> = HashMap::new();
    for ballot in decision.ballots.iter().filter(|ballot| everything || revealed.contains(&ballot.round)) {
        counted.entry(&ballot.member).or_default().push(ballot);
    }
    for ballots in counted.values_mut() {
        // A vote of a later round replaces that of an earlier one, so they are read in this order.
        ballots.sort_by_key(|ballot| ballot.round);
    }
    counted
}

impl VoteSheet {
    fn read(source: Source, places: &CellPlaces<'_>, decision: &Decision) -> Self {
        let mut votes = vec![None; decision.criteria.len() * decision.options.len()];
        let mut measured = BTreeSet::new();
        for (key, cell) in source.cells().flatten() {
            let Some(index) = places.cell(key, decision.options.len()) else { continue };
            // A note alone says nothing of the score, so that of an earlier round stands.
            let Some(vote) = cell.vote else { continue };
            votes[index] = Some(vote);
            if cell.evidence == Some(Evidence::Measured) {
                measured.insert(index);
            } else {
                measured.remove(&index);
            }
        }
        Self { source, votes, measured }
    }
}

impl Voter {
    /// Reports whether it is the same voter with the same weight, whatever they say.
    fn counts_like(&self, other: &Self) -> bool {
        self.id == other.id && self.reference == other.reference && self.weight.total_cmp(&other.weight).is_eq()
    }

    /// Returns the score of a cell; none where they abstained or said nothing.
    pub(super) fn vote(&self, cell: usize) -> Option<Score> {
        self.sheet.votes[cell].and_then(Vote::score)
    }

    /// Returns the same as a number.
    pub(super) fn score(&self, cell: usize) -> Option<f64> {
        self.vote(cell).map(Score::value)
    }
}
