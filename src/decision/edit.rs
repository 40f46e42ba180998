//! Every change that people can make to a record, as a value.

use std::collections::BTreeMap;

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{
    Alternative, Ballot, BallotSheet, Confidence, Consequence, Correction, Criterion, CriterionId, CriterionText,
    Decision, Evidence, Export, Link, Member, MemberId, MustHave, OptionId, Review, Salt, SignOff, Status, Vote,
    Withdrawal,
};

/// One change. [`Decision::apply`] makes it.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// The title, which says what is decided.
    Title(String),
    /// The problem statement.
    Context(String),
    /// The day to decide by.
    DecideBy(Option<Date>),
    /// What limits the choice.
    Constraints(Vec<String>),
    /// The people of one role.
    People(PeopleRole, Vec<String>),
    /// Where more can be read.
    Links(Vec<Link>),
    /// A step in the decision's life, on a day, by a person.
    Status(Status, Date, String),
    /// One more option, last.
    AddOption(Alternative),
    /// An option leaves, with all its scores.
    RemoveOption(OptionId),
    /// An option takes another place, counted from 0.
    MoveOption(OptionId, usize),
    /// A part of an option.
    Option(OptionId, OptionField),
    /// One more criterion, last in its group.
    AddCriterion(Box<Criterion>),
    /// A criterion leaves, with all its scores.
    RemoveCriterion(CriterionId),
    /// A criterion takes another place, counted from 0 over all criteria.
    MoveCriterion(CriterionId, usize),
    /// A part of a criterion.
    Criterion(CriterionId, CriterionField),
    /// Swings that change together, by a profile or otherwise.
    Swings {
        /// The profile they come from.
        profile: Option<String>,
        /// What the history calls it.
        label: String,
        /// The new swings; criteria that are not named keep theirs.
        swings: Vec<(CriterionId, u8)>,
    },
    /// One more person who scores, since a day.
    AddMember(Member, Date),
    /// A member leaves, with all their ballots.
    RemoveMember(MemberId),
    /// A part of a member.
    Member(MemberId, MemberField),
    /// A part of a cell of a member's ballot of the round under way.
    Cell(MemberId, CriterionId, OptionId, CellField),
    /// A member hands in the ballot of the round under way, on a day. A sole member's reveals the round. The salt is for the
    /// commitment to a private ballot.
    Seal(MemberId, Date, Salt),
    /// A member takes the ballot back to change it.
    Reopen(MemberId),
    /// Ballots that were filled in elsewhere come in, all of them or none. Where all members have sealed by then, the
    /// round is revealed.
    Import {
        /// The ballots. [`Decision::intake`] says beforehand what becomes of each.
        sheets: Vec<BallotSheet>,
        /// Whether they may replace what the record has of their members.
        replace: bool,
        /// The day.
        on: Date,
    },
    /// The record is merged with another copy of it.
    Merge(Box<Decision>),
    /// The round is revealed by a person on a day: on their word, unless all have sealed.
    Reveal(String, Date),
    /// Ballots stay in private files until the reveal from now on, or no longer.
    PrivateBallots(bool),
    /// A private ballot comes into the record, after the reveal.
    Publish(Ballot),
    /// A sealed ballot of the last round was lost: the record no longer waits for it.
    Withdraw(MemberId, Withdrawal),
    /// A new round is opened on these criteria; none for all of them.
    OpenRound(Vec<CriterionId>),
    /// The same, and private ballots that have counted in no round go on in it.
    OpenRoundFrom(Vec<CriterionId>, Vec<BallotSheet>),
    /// The round under way asks for votes on one more criterion.
    WidenRound(CriterionId),
    /// A reference ballot starts or stops to count.
    CountReference(MemberId, bool),
    /// A part of the outcome.
    Outcome(OutcomeField),
    /// An accepted record is corrected: the reason for the changes that come with it. Empty reasons are refused.
    Correct(Correction),
    /// A later look at the decision. The day of the next one takes the place of the review date.
    Review(Review),
    /// The record was written as an ADR.
    Exported(Export),
}

/// A role of people around a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum PeopleRole {
    /// The people who decide.
    DecisionMakers,
    /// The people whose opinion is asked.
    Consulted,
    /// The people who are informed of the decision.
    Informed,
}

impl PeopleRole {
    /// From the nearest to the furthest.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Its word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DecisionMakers => "decision-makers",
            Self::Consulted => "consulted",
            Self::Informed => "informed",
        }
    }

    /// The words on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DecisionMakers => "Decision makers",
            Self::Consulted => "Consulted",
            Self::Informed => "Informed",
        }
    }
}

/// A part of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionField {
    /// Its name.
    Name(String),
    /// What choosing it would mean.
    Description(String),
}

/// A part of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriterionField {
    /// One of its texts.
    Text(CriterionText, String),
    /// The swing, 0 to 100.
    Swing(u8),
    /// The must-have, if there is one.
    MustHave(Option<MustHave>),
    /// Whether it is out of the model.
    NotApplicable(bool),
}

/// A part of a member.
#[derive(Debug, Clone, PartialEq)]
pub enum MemberField {
    /// Their name.
    Name(String),
    /// How much their ballot counts, above 0.
    Weight(f64),
    /// What the criteria matter to them; empty for the team's swings.
    Swings(BTreeMap<CriterionId, u8>),
}

/// A part of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellField {
    /// The score, the abstention, or neither.
    Vote(Option<Vote>),
    /// How sure the member is.
    Confidence(Option<Confidence>),
    /// What it rests on.
    Evidence(Option<Evidence>),
    /// The address at which the evidence can be seen.
    Link(String),
    /// The reason for the vote.
    Note(String),
}

/// A part of the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutcomeField {
    /// The chosen option.
    Chosen(Option<OptionId>),
    /// The reason for the choice.
    Justification(String),
    /// The reason for another option than the one that leads.
    AgainstLead(String),
    /// The reason for deciding with so few scores.
    ThinCoverage(String),
    /// The reason for accepting it although a decision maker objects.
    DespiteObjection(String),
    /// The reason for accepting it although a must-have of the choice is not scored.
    UnscoredMustHave(String),
    /// What follows.
    Consequences(Vec<Consequence>),
    /// How the team sees that it is kept to.
    Confirmation(String),
    /// What would reopen it.
    Triggers(Vec<String>),
    /// When it is looked at again.
    Review(Option<Date>),
    /// What the decision makers say.
    SignOffs(Vec<SignOff>),
}

/// What consecutive edits must share to become one step of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinKey(String);

impl Edit {
    /// What the history calls it: what was done, to what, in sentence case.
    #[must_use]
    pub fn label(&self, before: &Decision) -> String {
        match self {
            Self::Title(_) => "Change the title".to_owned(),
            Self::Context(_) => "Change the problem statement".to_owned(),
            Self::DecideBy(_) => "Change the day to decide by".to_owned(),
            Self::Constraints(_) => "Change the constraints".to_owned(),
            Self::People(role, _) => format!("Change {}", role.name().to_lowercase()),
            Self::Links(_) => "Change the links".to_owned(),
            Self::Status(status, ..) => format!("Set the status to {status}"),
            Self::AddOption(added) => format!("Add option {}", added.name),
            Self::RemoveOption(id) => format!("Remove option {}", before.option_name(id)),
            Self::MoveOption(id, _) => format!("Move option {}", before.option_name(id)),
            Self::Option(id, OptionField::Name(_)) => format!("Rename option {}", before.option_name(id)),
            Self::Option(id, OptionField::Description(_)) => format!("Describe option {}", before.option_name(id)),
            Self::AddCriterion(added) => format!("Add criterion {}", added.name),
            Self::RemoveCriterion(id) => format!("Remove criterion {}", before.criterion_name(id)),
            Self::MoveCriterion(id, _) => format!("Move criterion {}", before.criterion_name(id)),
            Self::Criterion(id, field) => format!("{} {}", field.verb(), before.criterion_name(id)),
            Self::Swings { label, .. } => label.clone(),
            Self::AddMember(added, _) => format!("Add member {}", added.name),
            Self::RemoveMember(id) => format!("Remove member {}", before.member_name(id)),
            Self::Member(id, MemberField::Swings(swings)) if swings.is_empty() => {
                format!("Take the team's swings for {}", before.member_name(id))
            }
            Self::Member(id, MemberField::Swings(_)) => format!("Change the swings of {}", before.member_name(id)),
            Self::Member(id, _) => format!("Change member {}", before.member_name(id)),
            Self::Cell(_, c, o, field) => {
                format!("{} {} for {}", field.verb(), before.criterion_name(c), before.option_name(o))
            }
            Self::Seal(id, ..) => format!("Seal the ballot of {}", before.member_name(id)),
            Self::Import { sheets, .. } => super::import::label(sheets),
            Self::Merge(_) => "Merge with another copy".to_owned(),
            Self::Reopen(id) => format!("Reopen the ballot of {}", before.member_name(id)),
            Self::Reveal(..) => "Reveal the round".to_owned(),
            Self::PrivateBallots(true) => "Keep ballots in private files until the reveal".to_owned(),
            Self::PrivateBallots(false) => "Keep ballots in the record".to_owned(),
            Self::Publish(ballot) => format!("Publish the ballot of {}", before.member_name(&ballot.member)),
            Self::Withdraw(id, _) => format!("Withdraw the ballot of {}", before.member_name(id)),
            Self::OpenRound(_) | Self::OpenRoundFrom(..) => "Open a new round".to_owned(),
            Self::WidenRound(id) => format!("Vote on {} as well", before.criterion_name(id)),
            Self::CountReference(_, true) => "Count the reference ballot".to_owned(),
            Self::CountReference(_, false) => "Leave the reference ballot out".to_owned(),
            Self::Outcome(field) => field.label(before),
            Self::Exported(_) => "Record the export".to_owned(),
            Self::Correct(_) => "Correct the accepted record".to_owned(),
            Self::Review(_) => "Review the decision".to_owned(),
        }
    }

    /// What a following edit must share with this one to join its step: typing in one field, dragging one slider.
    /// None for edits that always stand alone.
    #[must_use]
    pub fn join_key(&self) -> Option<JoinKey> {
        let key = match self {
            Self::Title(_) => "title".to_owned(),
            Self::Context(_) => "context".to_owned(),
            Self::DecideBy(_) => "decide by".to_owned(),
            // The length is part of the key, so that adding or removing a line is a step of its own.
            Self::Constraints(list) => format!("constraints {}", list.len()),
            Self::People(role, list) => format!("people {} {}", role.word(), list.len()),
            Self::Links(list) => format!("links {}", list.len()),
            Self::Option(id, OptionField::Name(_)) => format!("option {id} name"),
            Self::Option(id, OptionField::Description(_)) => format!("option {id} description"),
            Self::Criterion(id, field) if field.is_continuous() => format!("criterion {id} {}", field.verb()),
            Self::Member(id, MemberField::Name(_)) => format!("member {id}"),
            // Going back to the team's swings is one press, not dragging, and stays a step of its own.
            Self::Member(id, MemberField::Swings(swings)) if !swings.is_empty() => format!("swings {id}"),
            Self::Cell(m, c, o, CellField::Link(_)) => format!("link {m} {c} {o}"),
            Self::Cell(m, c, o, CellField::Note(_)) => format!("note {m} {c} {o}"),
            Self::Outcome(field) => return field.join_key().map(JoinKey),
            // Everything else is one press, and a step of its own.
            _ => return None,
        };
        Some(JoinKey(key))
    }
}

impl CriterionField {
    fn verb(&self) -> String {
        match self {
            Self::Text(CriterionText::Name, _) => "Rename criterion".to_owned(),
            Self::Text(text, _) => format!("Change the {} of", text.noun()),
            Self::Swing(_) => "Change the swing of".to_owned(),
            Self::MustHave(_) => "Change the must-have of".to_owned(),
            Self::NotApplicable(true) => "Take out".to_owned(),
            Self::NotApplicable(false) => "Put back".to_owned(),
        }
    }

    fn is_continuous(&self) -> bool {
        matches!(self, Self::Text(..) | Self::Swing(_))
    }
}

impl CellField {
    fn verb(&self) -> &'static str {
        match self {
            Self::Vote(Some(Vote::Score(_))) => "Score",
            Self::Vote(Some(Vote::Abstain)) => "Abstain on",
            Self::Vote(None) => "Clear the score of",
            Self::Confidence(_) => "Change the confidence of",
            Self::Evidence(_) => "Change the evidence of",
            Self::Link(_) => "Change the evidence link of",
            Self::Note(_) => "Change the note on",
        }
    }
}

impl OutcomeField {
    fn label(&self, before: &Decision) -> String {
        match self {
            Self::Chosen(Some(id)) => {
                format!("Choose {}", before.option_name(id))
            }
            Self::Chosen(None) => "Take the choice back".to_owned(),
            Self::Justification(_) => "Change the justification".to_owned(),
            Self::AgainstLead(_) => "Change the reason against the lead".to_owned(),
            Self::ThinCoverage(_) => "Change the reason for thin coverage".to_owned(),
            Self::DespiteObjection(_) => "Change the reason against an objection".to_owned(),
            Self::UnscoredMustHave(_) => "Change the reason for an unscored must-have".to_owned(),
            Self::Consequences(_) => "Change the consequences".to_owned(),
            Self::Confirmation(_) => "Change the confirmation".to_owned(),
            Self::Triggers(_) => "Change the reversal triggers".to_owned(),
            Self::Review(_) => "Change the review date".to_owned(),
            Self::SignOffs(_) => "Change the sign-offs".to_owned(),
        }
    }

    fn join_key(&self) -> Option<String> {
        Some(match self {
            Self::Chosen(_) => return None,
            Self::Justification(_) => "outcome justification".to_owned(),
            Self::AgainstLead(_) => "outcome against the lead".to_owned(),
            Self::ThinCoverage(_) => "outcome thin coverage".to_owned(),
            Self::DespiteObjection(_) => "outcome despite objection".to_owned(),
            Self::UnscoredMustHave(_) => "outcome unscored must-have".to_owned(),
            Self::Consequences(list) => format!("outcome consequences {}", list.len()),
            Self::Confirmation(_) => "outcome confirmation".to_owned(),
            Self::Triggers(list) => format!("outcome triggers {}", list.len()),
            Self::Review(_) => "outcome review".to_owned(),
            Self::SignOffs(list) => format!("outcome sign-offs {}", list.len()),
        })
    }
}
