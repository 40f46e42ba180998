//! The record as plain data: its parts, the edits that change it, and the checks of its parts.
//!
//! A [`Decision`] is cheap to clone: its large parts are shared until they are edited. History, jobs and views hold
//! clones of it, and only [`Decision::apply`] changes one that people work on.

mod alternative;
mod apply;
mod ballot;
mod check;
mod copy;
mod criterion;
mod difference;
mod due;
mod edit;
mod figure;
mod guard;
mod id;
mod import;
mod life;
mod limits;
mod member;
mod merge;
mod order;
mod outcome;
mod own_profiles;
mod private;
mod problem;
mod profile;
mod progress;
mod refusal;
mod relation;
mod repo_path;
mod rounds;
mod sharing;
mod sheet;
mod status;
mod team;
pub mod text;
mod variants;

use std::sync::Arc;

use jiff::civil::Date;

pub use self::{
    alternative::{Alternative, Cost},
    ballot::{
        Ballot, Cell, CellKey, Commitment, Confidence, Evidence, Reference, Reopening, Retraction, Reveal,
        RevealedBecause, Round, Salt, Score, Vote, Withdrawal,
    },
    criterion::{Anchor, Anchors, Criterion, CriterionText, CriterionValues, MustHave, MustHaveRule},
    difference::differences,
    due::{Due, DueKind, Nearness},
    edit::{CellField, CriterionField, Edit, JoinKey, MemberField, OptionField, OutcomeField, PeopleRole},
    figure::{Figure, swings_in_proportion},
    guard::Missing,
    id::{CriterionId, InvalidId, MemberId, OptionId},
    import::{Intake, Unfit},
    life::{
        AdrFolder, CopySource, Correction, FindingState, PastResult, Predecessor, Reversal, ReversalCost, Review,
        ReviewFinding, ReviewVerdict, StatusChange,
    },
    limits::{Counts, TooMany},
    member::{Experience, Improvement, Member, Preference, TradeOff},
    merge::{Conflict, ConflictKey, Merge, Side, common_base, merge, merge_choosing, misfits},
    outcome::{Consequence, ConsequenceKind, Export, Outcome, SignOff, Verdict},
    private::PrivateBallot,
    problem::{Fix, Place, Problem, ProblemCode, ProblemIdentity, Severity},
    profile::Profile,
    refusal::Refusal,
    relation::{Relation, RelationKind},
    repo_path::RepoPath,
    sheet::{Asked, BallotSheet},
    status::{Status, UnknownStatus},
    variants::all_of,
};

/// A link that people gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// Words; the address itself is shown if they are empty.
    pub label: String,
    /// Address: `http:`, `https:` or `mailto:`.
    pub url: String,
}

impl Link {
    /// Reports whether the app opens and exports addresses of this kind.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        is_safe_url(&self.url)
    }
}

/// Reports whether the app opens and exports an address: `http:`, `https:` or `mailto:`, on one line.
#[must_use]
pub fn is_safe_url(url: &str) -> bool {
    // Schemes ignore case.
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len())
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The people around a decision, by role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// People who decide.
    pub decision_makers: Vec<String>,
    /// People whose opinion is asked.
    pub consulted: Vec<String>,
    /// People who are informed of the decision.
    pub informed: Vec<String>,
}

impl People {
    /// Returns the people in a role.
    #[must_use]
    pub fn of(&self, role: PeopleRole) -> &Vec<String> {
        match role {
            PeopleRole::DecisionMakers => &self.decision_makers,
            PeopleRole::Consulted => &self.consulted,
            PeopleRole::Informed => &self.informed,
        }
    }
}

/// The whole document: a decision from its first sentence to its sign-offs.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Id, which distinguishes copies of this record, and its ballots, from those of other records.
    pub id: String,
    /// Title: the decision in one line.
    pub title: String,
    /// Every change of its status, in order; empty while it is a draft.
    pub history: Vec<StatusChange>,
    /// Day on which the record was started.
    pub created: Date,
    /// Day by which it is to be decided.
    pub decide_by: Option<Date>,
    /// Record that it was copied from.
    pub copied_from: Option<CopySource>,
    /// Record that it supersedes, with the result of that time.
    pub predecessor: Option<Predecessor>,
    /// Template that it was started from.
    pub template: Option<String>,
    /// Profile whose swings were last applied.
    pub profile: Option<String>,
    /// Profiles of the team's own.
    pub profiles: Vec<Arc<Profile>>,
    /// Ids of the profiles that results are compared by; empty for all of them.
    pub compared_profiles: Vec<String>,
    /// Problem statement, in paragraphs.
    pub context: String,
    /// Constraints on the choice, one sentence each.
    pub constraints: Vec<String>,
    /// People who decide, are consulted, and are informed.
    pub people: People,
    /// Links to more information and to earlier ADRs, see [`Relation`].
    pub links: Vec<Link>,
    /// Files that the decision governs, as globs from the root of the repository.
    pub governs: Vec<String>,
    /// Effort of undoing the decision.
    pub reversal: Reversal,
    /// Options, in the order of the sheet's columns.
    pub options: Vec<Arc<Alternative>>,
    /// Criteria, in the order of the sheet's rows. Those of one group are next to each other.
    pub criteria: Vec<Arc<Criterion>>,
    /// People who score.
    pub members: Vec<Arc<Member>>,
    /// Whether ballots stay in private files until the reveal, and the record holds [commitments](Commitment) to them.
    pub private_ballots: bool,
    /// Rounds of voting, the current one last. Never empty.
    pub rounds: Vec<Arc<Round>>,
    /// Ballots of members, by round and member.
    pub ballots: Vec<Arc<Ballot>>,
    /// Hashes of sealed ballots that are not in the record yet.
    pub commitments: Vec<Commitment>,
    /// Ballots of sources.
    pub references: Vec<Arc<Reference>>,
    /// Outcome.
    pub outcome: Arc<Outcome>,
    /// Reviews of the decision, in order.
    pub reviews: Vec<Review>,
    /// Corrections of the record since it was accepted, in order.
    pub corrections: Vec<Correction>,
    /// Folder of ADRs that was chosen for it; `None` for the one that is found.
    pub adr_folder: Option<AdrFolder>,
    /// Whether its ADR has an appendix with the whole table and the robustness in words.
    pub has_appendix: bool,
    /// Exports as ADRs.
    pub exports: Vec<Export>,
}

impl Decision {
    /// Creates a record with nothing in it but its id and the day it was started.
    #[must_use]
    pub fn new(id: String, created: Date) -> Self {
        Self {
            id,
            title: String::new(),
            history: Vec::new(),
            created,
            decide_by: None,
            copied_from: None,
            predecessor: None,
            template: None,
            profile: None,
            profiles: Vec::new(),
            compared_profiles: Vec::new(),
            context: String::new(),
            constraints: Vec::new(),
            people: People::default(),
            links: Vec::new(),
            governs: Vec::new(),
            reversal: Reversal::default(),
            options: Vec::new(),
            criteria: Vec::new(),
            members: Vec::new(),
            private_ballots: false,
            rounds: vec![Arc::new(Round::new(1, Vec::new()))],
            ballots: Vec::new(),
            commitments: Vec::new(),
            references: Vec::new(),
            outcome: Arc::new(Outcome::default()),
            reviews: Vec::new(),
            corrections: Vec::new(),
            adr_folder: None,
            has_appendix: false,
            exports: Vec::new(),
        }
    }

    /// Returns the option with this id.
    #[must_use]
    pub fn option(&self, id: &OptionId) -> Option<&Alternative> {
        self.options.iter().find(|option| option.id == *id).map(AsRef::as_ref)
    }

    /// Returns the criterion with this id.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == *id).map(AsRef::as_ref)
    }

    /// Returns the member with this id.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == *id).map(AsRef::as_ref)
    }

    /// Returns the swing that a criterion counts with, 0 to [`Criterion::MAX_SWING`]: 0 if nobody has weighed it, and
    /// the same for all while nothing is weighed.
    #[must_use]
    pub fn swing(&self, criterion: &Criterion) -> u8 {
        criterion.swing.unwrap_or_else(|| if self.is_weighed() { 0 } else { Criterion::EQUAL_SWING })
    }

    /// Returns the swing that a criterion has for a member: their own, or else the record's.
    #[must_use]
    pub fn swing_of(&self, member: &Member, criterion: &Criterion) -> u8 {
        member.swings.get(&criterion.id).copied().unwrap_or_else(|| self.swing(criterion))
    }

    /// Reports whether any criterion that counts has been weighed.
    #[must_use]
    pub fn is_weighed(&self) -> bool {
        self.applicable().any(|criterion| criterion.swing.is_some())
    }

    /// Returns the criteria that count: all except those that are not applicable.
    pub fn applicable(&self) -> impl Iterator<Item = &Arc<Criterion>> {
        self.criteria.iter().filter(|criterion| !criterion.not_applicable)
    }

    /// Returns the number of the current round.
    #[must_use]
    pub fn round(&self) -> u32 {
        self.rounds.last().map_or(1, |round| round.number)
    }

    /// Reports whether the current round asks for a vote on this criterion.
    #[must_use]
    pub fn is_voted_on(&self, criterion: &CriterionId) -> bool {
        // An empty list asks for all criteria.
        self.rounds.last().is_none_or(|round| round.criteria.is_empty() || round.criteria.contains(criterion))
    }

    /// Returns the number of the round to which a vote on this criterion goes: the current one if it asks for that, or in a
    /// [guarded](Self::is_guarded) record, whose changes are corrections, the last one that did. `None` if a vote is refused.
    #[must_use]
    pub fn round_to_vote_in(&self, criterion: &CriterionId) -> Option<u32> {
        if self.is_voted_on(criterion) {
            return Some(self.round());
        }
        let asks = |round: &&Arc<Round>| round.criteria.is_empty() || round.criteria.contains(criterion);
        self.rounds.iter().rev().find(asks).filter(|_| self.is_guarded()).map(|round| round.number)
    }

    /// Reports whether a member has filled a cell in the current round that it does not ask for, as a merge of two copies leaves it that
    /// opened a round on different criteria. Such a score counts, and can only be taken out.
    #[must_use]
    pub fn is_beside_the_round(&self, member: &MemberId, cell: &CellKey) -> bool {
        !self.is_voted_on(&cell.0)
            && self.ballot(member, self.round()).is_some_and(|ballot| ballot.cells.contains_key(cell))
    }

    /// Reports whether the current round asks for votes on some criteria only.
    #[must_use]
    pub fn is_partial_round(&self) -> bool {
        self.rounds.last().is_some_and(|round| !round.criteria.is_empty())
    }

    /// Reports whether scores are hidden: in a team's round that has not been revealed. A sole member sees results at once,
    /// unless ballots are private: then others may join from clones of their own. A ballot that was sealed in a team stays
    /// hidden until its reveal also where the others have left.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        let is_hidden = match &self.members[..] {
            [] => false,
            [only] => self.private_ballots || self.has_sealed(&only.id),
            _ => true,
        };
        is_hidden && self.rounds.last().is_some_and(|round| !round.is_revealed())
    }

    /// Returns the title in sentences, or words for a record without one.
    #[must_use]
    pub fn called(&self) -> &str {
        text::called(&self.title, "an untitled record")
    }

    /// Returns an option's name in sentences; the id if it has no name, or does not exist.
    #[must_use]
    pub fn option_name<'a>(&'a self, id: &'a OptionId) -> &'a str {
        self.option(id).map_or(id.as_str(), Alternative::called)
    }

    /// Returns a criterion's name in sentences; the id if it has no name, or does not exist.
    #[must_use]
    pub fn criterion_name<'a>(&'a self, id: &'a CriterionId) -> &'a str {
        self.criterion(id).map_or(id.as_str(), Criterion::called)
    }

    /// Returns a member's name in sentences; the id if they have no name, or do not exist.
    #[must_use]
    pub fn member_name<'a>(&'a self, id: &'a MemberId) -> &'a str {
        self.member(id).map_or(id.as_str(), Member::called)
    }

    /// Returns something of a member's: "Ana's ballot", or "your ballot" while nobody has given the name.
    #[must_use]
    pub fn own_of(&self, id: &MemberId, what: &str) -> String {
        self.member(id).map_or_else(|| format!("{id}'s {what}"), |member| member.own(what))
    }

    /// Returns the name of a member or of a reference ballot, to be shown: without one, what it is called by.
    #[must_use]
    pub fn voter_name<'a>(&'a self, id: &'a MemberId) -> &'a str {
        let reference = self.references.iter().find(|reference| reference.id == *id);
        match (self.member(id), reference) {
            (None, Some(reference)) => reference.called(),
            _ => self.member_name(id),
        }
    }

    /// Returns a member's ballot of one round.
    #[must_use]
    pub fn ballot(&self, member: &MemberId, round: u32) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| ballot.round == round && ballot.member == *member).map(AsRef::as_ref)
    }

    /// Reports whether a member has sealed the ballot of the current round.
    #[must_use]
    pub fn has_sealed(&self, member: &MemberId) -> bool {
        self.ballot(member, self.round()).is_some_and(|ballot| ballot.sealed)
    }

    /// Returns a member's latest cell: that of the current round, or of the last one before it that has the cell.
    #[must_use]
    pub fn cell(&self, member: &MemberId, key: &CellKey) -> Option<&Cell> {
        self.cell_up_to(member, key, u32::MAX)
    }

    /// Returns the number of the last round in which a member has this cell: the one that counts.
    fn round_of_cell(&self, member: &MemberId, key: &CellKey) -> Option<u32> {
        let ballots = self.ballots.iter().filter(|ballot| ballot.member == *member && ballot.cells.contains_key(key));
        ballots.map(|ballot| ballot.round).max()
    }

    /// Returns a member's latest cell up to and including a round.
    #[must_use]
    pub fn cell_up_to(&self, member: &MemberId, key: &CellKey, round: u32) -> Option<&Cell> {
        self.ballots
            .iter()
            .filter(|ballot| ballot.member == *member && ballot.round <= round)
            .filter_map(|ballot| ballot.cells.get(key).map(|cell| (ballot.round, cell)))
            .max_by_key(|(round, _)| *round)
            .map(|(_, cell)| cell)
    }

    /// Returns what a member says of a cell: the vote of the current round, or of the last one before it that has one. A cell that
    /// has only a note leaves an earlier vote as it is.
    #[must_use]
    pub fn vote(&self, member: &MemberId, key: &CellKey) -> Option<Vote> {
        self.vote_up_to(member, key, u32::MAX)
    }

    /// Returns what a member says of a cell up to and including a round.
    #[must_use]
    pub fn vote_up_to(&self, member: &MemberId, key: &CellKey, round: u32) -> Option<Vote> {
        let ballots = self.ballots.iter().filter(|ballot| ballot.member == *member && ballot.round <= round);
        let votes = ballots.filter_map(|ballot| Some((ballot.round, ballot.cells.get(key)?.vote?)));
        votes.max_by_key(|(round, _)| *round).map(|(_, vote)| vote)
    }

    /// Returns the groups in their order, each with its criteria.
    #[must_use]
    pub fn groups(&self) -> Vec<(&str, Vec<&Arc<Criterion>>)> {
        let mut groups: Vec<(&str, Vec<&Arc<Criterion>>)> = Vec::new();
        for criterion in &self.criteria {
            // A file may separate the criteria of a group; they are joined here.
            match groups.iter_mut().find(|(name, _)| *name == criterion.group) {
                Some((_, members)) => members.push(criterion),
                None => groups.push((&criterion.group, vec![criterion])),
            }
        }
        groups
    }
}
