//! The record as plain data: what it holds, the edits that change it, and the checks of its parts.
//!
//! A [`Decision`] is cheap to clone: its large parts are shared until they are edited. History, jobs and views hold
//! clones of it, and nothing outside [`Decision::apply`] changes one that people work on.

mod alternative;
mod apply;
mod ballot;
mod check;
mod copy;
mod criterion;
mod difference;
mod due;
mod edit;
mod guard;
mod id;
mod import;
mod life;
mod limits;
mod member;
mod merge;
mod outcome;
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
        Ballot, Cell, CellKey, Commitment, Confidence, Evidence, Reference, Retraction, Reveal, RevealedBecause, Round,
        Salt, Score, Vote, Withdrawal,
    },
    criterion::{Anchor, Anchors, Criterion, CriterionText, CriterionValues, MustHave, MustHaveRule},
    difference::differences,
    due::{Due, DueKind, Nearness},
    edit::{CellField, CriterionField, Edit, JoinKey, MemberField, OptionField, OutcomeField, PeopleRole},
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

/// A link that people gave: its words, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// The words; the address itself where they are empty.
    pub label: String,
    /// `http:`, `https:` or `mailto:`.
    pub url: String,
}

impl Link {
    /// Whether the address is of a kind that the app opens and exports.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        is_safe_url(&self.url)
    }
}

/// Whether an address is of a kind that the app opens and exports: `http:`, `https:` or `mailto:`, on one line.
#[must_use]
pub fn is_safe_url(url: &str) -> bool {
    // Schemes are the same in any case.
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len())
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The people around a decision, by role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// The people who decide.
    pub decision_makers: Vec<String>,
    /// The people whose opinion is asked.
    pub consulted: Vec<String>,
    /// The people who are informed of the decision.
    pub informed: Vec<String>,
}

/// The whole document: a decision from its first sentence to its sign-offs.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Distinguishes copies of this record, and its ballots, from those of other records.
    pub id: String,
    /// What is decided, as one line.
    pub title: String,
    /// Every change of its status, the last one last; empty while it is a draft.
    pub history: Vec<StatusChange>,
    /// When the record was started.
    pub created: Date,
    /// When it is to be decided.
    pub decide_by: Option<Date>,
    /// The record that it was copied from.
    pub copied_from: Option<CopySource>,
    /// The record that it supersedes, with the result of that time.
    pub predecessor: Option<Predecessor>,
    /// The template that it was started from.
    pub template: Option<String>,
    /// The profile whose swings were last applied.
    pub profile: Option<String>,
    /// Profiles of the team's own.
    pub profiles: Vec<Arc<Profile>>,
    /// The ids of the profiles that results are compared by; empty for all of them.
    pub compared_profiles: Vec<String>,
    /// The problem, in paragraphs.
    pub context: String,
    /// What limits the choice, one sentence each.
    pub constraints: Vec<String>,
    /// Who decides, who is consulted, who is informed.
    pub people: People,
    /// Where more can be read, and what the decision does to earlier ones, see [`Relation`].
    pub links: Vec<Link>,
    /// The files that the decision governs, as globs from the root of the repository.
    pub governs: Vec<String>,
    /// What undoing the decision would take.
    pub reversal: Reversal,
    /// What could be chosen, in the order of the sheet's columns.
    pub options: Vec<Arc<Alternative>>,
    /// What options are judged by, in the order of the sheet's rows. Those of one group stand together.
    pub criteria: Vec<Arc<Criterion>>,
    /// Who scores.
    pub members: Vec<Arc<Member>>,
    /// Whether ballots stay in private files until the reveal, and the record holds [commitments](Commitment) to them.
    pub private_ballots: bool,
    /// Passes of voting, the last one under way. Never empty.
    pub rounds: Vec<Arc<Round>>,
    /// What the members say, by round and member.
    pub ballots: Vec<Arc<Ballot>>,
    /// The fingerprints of sealed ballots that are not in the record yet.
    pub commitments: Vec<Commitment>,
    /// What sources say.
    pub references: Vec<Arc<Reference>>,
    /// What was decided.
    pub outcome: Arc<Outcome>,
    /// Later looks at the decision, the last one last.
    pub reviews: Vec<Review>,
    /// Corrections of the record since it was accepted, the last one last.
    pub corrections: Vec<Correction>,
    /// The folder of ADRs that was chosen for it; none for the one that is found.
    pub adr_folder: Option<AdrFolder>,
    /// Whether its ADR has an appendix with the whole table and the robustness in words.
    pub has_appendix: bool,
    /// Where it was written as an ADR.
    pub exports: Vec<Export>,
}

impl Decision {
    /// A record with nothing in it but its id and the day it was started.
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
            rounds: vec![Arc::new(Round { number: 1, criteria: Vec::new(), reveals: Vec::new() })],
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

    /// The option with this id.
    #[must_use]
    pub fn option(&self, id: &OptionId) -> Option<&Alternative> {
        self.options.iter().find(|option| option.id == *id).map(AsRef::as_ref)
    }

    /// The criterion with this id.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == *id).map(AsRef::as_ref)
    }

    /// The member with this id.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == *id).map(AsRef::as_ref)
    }

    /// The weight that a criterion counts with, 0 to [`Criterion::MAX_SWING`]. Of one that nobody has weighed it is 0, and
    /// while nothing is weighed it is the same for all.
    #[must_use]
    pub fn swing(&self, criterion: &Criterion) -> u8 {
        criterion.swing.unwrap_or_else(|| if self.is_weighed() { 0 } else { Criterion::EQUAL_SWING })
    }

    /// Whether any criterion that counts has been weighed.
    #[must_use]
    pub fn is_weighed(&self) -> bool {
        self.applicable().any(|criterion| criterion.swing.is_some())
    }

    /// The criteria that count: all but those that are not applicable.
    pub fn applicable(&self) -> impl Iterator<Item = &Arc<Criterion>> {
        self.criteria.iter().filter(|criterion| !criterion.not_applicable)
    }

    /// The round under way.
    #[must_use]
    pub fn round(&self) -> u32 {
        self.rounds.last().map_or(1, |round| round.number)
    }

    /// Whether the round under way asks for a vote on this criterion.
    #[must_use]
    pub fn is_voted_on(&self, criterion: &CriterionId) -> bool {
        // An empty list asks for all criteria.
        self.rounds.last().is_none_or(|round| round.criteria.is_empty() || round.criteria.contains(criterion))
    }

    /// Whether the round under way asks for votes on some criteria alone.
    #[must_use]
    pub fn is_partial_round(&self) -> bool {
        self.rounds.last().is_some_and(|round| !round.criteria.is_empty())
    }

    /// Whether scores are hidden from each other: a team's round that has not been revealed. A sole member sees
    /// results at once, unless ballots are private: then others may join from clones of their own.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.members.len() > usize::from(!self.private_ballots)
            && self.rounds.last().is_some_and(|round| !round.is_revealed())
    }

    /// The title in sentences, or words for a record without one.
    #[must_use]
    pub fn called(&self) -> &str {
        text::called(&self.title, "an untitled record")
    }

    /// An option's name in sentences; the id where it has none, or does not exist.
    #[must_use]
    pub fn option_name<'a>(&'a self, id: &'a OptionId) -> &'a str {
        self.option(id).map_or(id.as_str(), Alternative::called)
    }

    /// A criterion's name in sentences; the id where it has none, or does not exist.
    #[must_use]
    pub fn criterion_name<'a>(&'a self, id: &'a CriterionId) -> &'a str {
        self.criterion(id).map_or(id.as_str(), Criterion::called)
    }

    /// A member's name in sentences; the id where they have none, or do not exist.
    #[must_use]
    pub fn member_name<'a>(&'a self, id: &'a MemberId) -> &'a str {
        self.member(id).map_or(id.as_str(), Member::called)
    }

    /// A member's ballot of one round.
    #[must_use]
    pub fn ballot(&self, member: &MemberId, round: u32) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| ballot.round == round && ballot.member == *member).map(AsRef::as_ref)
    }

    /// Whether a member has sealed the round under way.
    #[must_use]
    pub fn has_sealed(&self, member: &MemberId) -> bool {
        self.ballot(member, self.round()).is_some_and(|ballot| ballot.sealed)
    }

    /// A member's latest word on a cell: of the round under way, or of the last one before it that has it.
    #[must_use]
    pub fn cell(&self, member: &MemberId, key: &CellKey) -> Option<&Cell> {
        self.cell_up_to(member, key, u32::MAX)
    }

    /// A member's latest word on a cell up to and with a round.
    #[must_use]
    pub fn cell_up_to(&self, member: &MemberId, key: &CellKey, round: u32) -> Option<&Cell> {
        self.ballots
            .iter()
            .filter(|ballot| ballot.member == *member && ballot.round <= round)
            .filter_map(|ballot| ballot.cells.get(key).map(|cell| (ballot.round, cell)))
            .max_by_key(|(round, _)| *round)
            .map(|(_, cell)| cell)
    }

    /// The groups in their order, each with its criteria.
    #[must_use]
    pub fn groups(&self) -> Vec<(&str, Vec<&Arc<Criterion>>)> {
        let mut groups: Vec<(&str, Vec<&Arc<Criterion>>)> = Vec::new();
        for criterion in &self.criteria {
            // A file may part the criteria of a group; they come together here.
            match groups.iter_mut().find(|(name, _)| *name == criterion.group) {
                Some((_, members)) => members.push(criterion),
                None => groups.push((&criterion.group, vec![criterion])),
            }
        }
        groups
    }
}
