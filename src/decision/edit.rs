//! Edits: every change that people can make to a record, as a value.

use std::collections::BTreeMap;

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{
    Alternative, Ballot, BallotSheet, Cell, Confidence, Consequence, Correction, Criterion, CriterionId, CriterionText,
    Decision, Evidence, Export, Link, Member, MemberId, MustHave, OptionId, Profile, Reference, Review, Salt, SignOff,
    Status, Vote, Withdrawal,
    text::{clean, single_line},
};

/// One change, made by [`Decision::apply`].
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Changes the title.
    Title(String),
    /// Changes the problem statement.
    Context(String),
    /// Changes the day to decide by.
    DecideBy(Option<Date>),
    /// Changes the constraints.
    Constraints(Vec<String>),
    /// Changes the people of one role.
    People(PeopleRole, Vec<String>),
    /// Changes the links.
    Links(Vec<Link>),
    /// Changes the globs of the files that the decision governs.
    Governs(Vec<String>),
    /// Changes the status, on a day, by a person.
    Status(Status, Date, String),
    /// Adds an option, last.
    AddOption(Alternative),
    /// Removes an option, with all its scores.
    RemoveOption(OptionId),
    /// Moves an option to another place, counted from 0.
    MoveOption(OptionId, usize),
    /// Changes a part of an option.
    Option(OptionId, OptionField),
    /// Adds a criterion, last in its group.
    AddCriterion(Box<Criterion>),
    /// Removes criteria, with all their scores.
    RemoveCriteria(Vec<CriterionId>),
    /// Moves criteria into a group, in the order in which they are named.
    PlaceCriteria {
        /// Criteria that are moved.
        criteria: Vec<CriterionId>,
        /// Group that they are in afterwards.
        group: String,
        /// Another criterion that comes after them; `None` for the end of the group.
        before: Option<CriterionId>,
    },
    /// Changes a part of a criterion.
    Criterion(CriterionId, CriterionField),
    /// Changes several swings together, by a profile or otherwise.
    Swings {
        /// Profile that they come from.
        profile: Option<String>,
        /// Words for it in the history.
        label: String,
        /// New swings; criteria that are not named keep theirs.
        swings: Vec<(CriterionId, u8)>,
    },
    /// Keeps profiles as the team's own, last; those with ids that it has are replaced.
    KeepProfiles(Vec<Profile>),
    /// Removes a profile of the team's own.
    RemoveProfile(String),
    /// Chooses the profiles that results are compared by, by their ids; none for all of them.
    CompareProfiles(Vec<String>),
    /// Adds a member, since a day.
    AddMember(Member, Date),
    /// Removes a member, with all their ballots.
    RemoveMember(MemberId),
    /// Changes a part of a member.
    Member(MemberId, MemberField),
    /// Changes a part of a cell of a member's ballot in the current round.
    Cell(MemberId, CriterionId, OptionId, CellField),
    /// Seals a member's ballot of the current round, on a day. That of a sole member reveals the round. The salt is for
    /// the commitment to a private ballot.
    Seal(MemberId, Date, Salt),
    /// Reopens a member's sealed ballot on a day.
    Reopen(MemberId, Date),
    /// Imports ballots that were filled in elsewhere, all of them or none. If all members have then sealed, the round
    /// is revealed.
    Import {
        /// Ballots. [`Decision::intake`] reports beforehand what happens to each.
        sheets: Vec<BallotSheet>,
        /// Whether they may replace those that the record has of their members.
        replace: bool,
        /// Day of the import.
        on: Date,
    },
    /// Merges the record with another copy of it.
    Merge(Box<Decision>),
    /// Reveals the round, by a person on a day: early, unless all have sealed.
    Reveal(String, Date),
    /// Keeps ballots in private files until the reveal from now on, or no longer.
    PrivateBallots(bool),
    /// Adds a private ballot to the record, after the reveal.
    Publish(Ballot),
    /// Withdraws a sealed ballot of the last round that was lost: the record no longer waits for it.
    Withdraw(MemberId, Withdrawal),
    /// Opens a new round on these criteria; empty for all of them.
    OpenRound(Vec<CriterionId>),
    /// Opens a new round, and continues private ballots in it that have counted in no round.
    OpenRoundFrom(Vec<CriterionId>, Vec<BallotSheet>),
    /// Adds a criterion to those that the current round votes on.
    WidenRound(CriterionId),
    /// Adds the scores of a source, or replaces those that it has.
    Reference(Reference),
    /// Starts or stops counting a reference ballot.
    CountReference(MemberId, bool),
    /// Changes a part of the outcome.
    Outcome(OutcomeField),
    /// Corrects an accepted record: the reason for the changes that come with it. Empty reasons are refused.
    Correct(Correction),
    /// Adds a review of the decision. Its day for the next one replaces the review date.
    Review(Review),
    /// Records an export as an ADR.
    Exported(Export),
    /// Adds the appendix to its ADRs from now on, or leaves it out.
    Appendix(bool),
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
    /// All roles, from the nearest to the furthest.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns its word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DecisionMakers => "decision-makers",
            Self::Consulted => "consulted",
            Self::Informed => "informed",
        }
    }

    /// Returns the words on screen.
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
    /// Name.
    Name(String),
    /// Meaning of the choice.
    Description(String),
    /// Arguments for it; `None` for those that are drafted.
    Pros(Option<Vec<String>>),
    /// Arguments against it; `None` for those that are drafted.
    Cons(Option<Vec<String>>),
}

/// A part of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriterionField {
    /// One of its texts.
    Text(CriterionText, String),
    /// Swing, 0 to 100.
    Swing(u8),
    /// Must-have, if it has one.
    MustHave(Option<MustHave>),
    /// Whether it is left out of the model.
    NotApplicable(bool),
}

/// A part of a member.
#[derive(Debug, Clone, PartialEq)]
pub enum MemberField {
    /// Name.
    Name(String),
    /// Weight of their ballot, above 0.
    Weight(f64),
    /// Their own swings of criteria; empty for the team's.
    Swings(BTreeMap<CriterionId, u8>),
}

/// A part of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellField {
    /// Score, abstention, or neither.
    Vote(Option<Vote>),
    /// Confidence of the member.
    Confidence(Option<Confidence>),
    /// Evidence for the vote.
    Evidence(Option<Evidence>),
    /// Address of the evidence.
    Link(String),
    /// Reason for the vote.
    Note(String),
}

impl CellField {
    /// Puts it into a cell. Text is cleaned.
    pub fn put(self, cell: &mut Cell) {
        match self {
            Self::Vote(vote) => cell.vote = vote,
            Self::Confidence(confidence) => cell.confidence = confidence,
            Self::Evidence(evidence) => cell.evidence = evidence,
            Self::Link(link) => cell.link = single_line(&link),
            Self::Note(note) => cell.note = clean(&note).into_owned(),
        }
    }
}

/// A part of the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutcomeField {
    /// Chosen option.
    Chosen(Option<OptionId>),
    /// Reason for the choice.
    Justification(String),
    /// Reason for another option than the one that leads.
    AgainstLead(String),
    /// Reason for deciding with so few scores.
    ThinCoverage(String),
    /// Reason for accepting it although a decision maker objects.
    DespiteObjection(String),
    /// Reason for accepting it although a must-have of the choice is not scored.
    UnscoredMustHave(String),
    /// Consequences.
    Consequences(Vec<Consequence>),
    /// Way in which the team checks that the decision is followed.
    Confirmation(String),
    /// Events that would reopen it.
    Triggers(Vec<String>),
    /// Day of the next review.
    Review(Option<Date>),
    /// Answers of the decision makers.
    SignOffs(Vec<SignOff>),
}

/// A key that consecutive edits must share to become one step of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinKey(String);

impl Edit {
    /// Returns its label in the history: what was done, to what, in sentence case.
    #[must_use]
    pub fn label(&self, before: &Decision) -> String {
        match self {
            Self::Title(_) => "Change the title".to_owned(),
            Self::Context(_) => "Change the problem statement".to_owned(),
            Self::DecideBy(_) => "Change the day to decide by".to_owned(),
            Self::Constraints(_) => "Change the constraints".to_owned(),
            Self::People(role, _) => format!("Change {}", role.name().to_lowercase()),
            Self::Links(_) => "Change the links".to_owned(),
            Self::Governs(_) => "Change the files that it governs".to_owned(),
            Self::Status(status, ..) => format!("Set the status to {status}"),
            Self::AddOption(added) => format!("Add option {}", added.name),
            Self::RemoveOption(id) => format!("Remove option {}", before.option_name(id)),
            Self::MoveOption(id, _) => format!("Move option {}", before.option_name(id)),
            Self::Option(id, OptionField::Name(_)) => format!("Rename option {}", before.option_name(id)),
            Self::Option(id, OptionField::Description(_)) => format!("Describe option {}", before.option_name(id)),
            Self::Option(id, OptionField::Pros(_)) => format!("Change the arguments for {}", before.option_name(id)),
            Self::Option(id, OptionField::Cons(_)) => {
                format!("Change the arguments against {}", before.option_name(id))
            }
            Self::AddCriterion(added) => format!("Add criterion {}", added.name),
            Self::RemoveCriteria(ids) => format!("Remove {}", criteria_in_words(ids, before)),
            Self::PlaceCriteria { criteria, .. } => format!("Move {}", criteria_in_words(criteria, before)),
            Self::Criterion(id, field) => format!("{} {}", field.verb(), before.criterion_name(id)),
            Self::Swings { label, .. } => label.clone(),
            Self::KeepProfiles(kept) => match &kept[..] {
                [one] if before.profiles.iter().any(|own| own.id == one.id) => {
                    format!("Change the profile {}", one.called())
                }
                [one] => format!("Keep the profile {}", one.called()),
                kept => format!("Keep {} profiles", kept.len()),
            },
            Self::RemoveProfile(id) => format!("Remove the profile {}", before.profile_name(id)),
            Self::CompareProfiles(_) => "Choose the profiles to compare by".to_owned(),
            Self::AddMember(added, _) => format!("Add member {}", added.name),
            Self::RemoveMember(id) => format!("Remove member {}", before.member_name(id)),
            Self::Member(id, MemberField::Swings(swings)) if swings.is_empty() => {
                format!("Use the team's weights instead of {}", before.own_of(id, "own"))
            }
            Self::Member(id, MemberField::Swings(_)) => format!("Change {}", before.own_of(id, "weights")),
            Self::Member(id, _) => format!("Change member {}", before.member_name(id)),
            Self::Cell(_, c, o, field) => {
                format!("{} {} for {}", field.verb(), before.criterion_name(c), before.option_name(o))
            }
            Self::Seal(id, ..) => format!("Seal {}", before.own_of(id, "ballot")),
            Self::Import { sheets, .. } => super::import::label(sheets),
            Self::Merge(_) => "Merge with another copy".to_owned(),
            Self::Reopen(id, _) => format!("Reopen {}", before.own_of(id, "ballot")),
            Self::Reveal(..) => "Reveal the round".to_owned(),
            Self::PrivateBallots(true) => "Keep ballots in private files until the reveal".to_owned(),
            Self::PrivateBallots(false) => "Keep ballots in the record".to_owned(),
            Self::Publish(ballot) => format!("Publish {}", before.own_of(&ballot.member, "ballot")),
            Self::Withdraw(id, _) => format!("Withdraw {}", before.own_of(id, "ballot")),
            Self::OpenRound(_) | Self::OpenRoundFrom(..) => "Start a new round".to_owned(),
            Self::WidenRound(id) => format!("Add {} to the round", before.criterion_name(id)),
            Self::Reference(of) => format!("Change the scores of {}", of.called()),
            Self::CountReference(id, true) => format!("Count the scores of {}", before.voter_name(id)),
            Self::CountReference(id, false) => format!("Leave out the scores of {}", before.voter_name(id)),
            Self::Outcome(field) => field.label(before),
            Self::Exported(_) => "Record the export".to_owned(),
            Self::Appendix(true) => "Add the appendix to the ADR".to_owned(),
            Self::Appendix(false) => "Leave out the appendix of the ADR".to_owned(),
            Self::Correct(_) => "Correct the accepted record".to_owned(),
            Self::Review(_) => "Review the decision".to_owned(),
        }
    }

    /// Returns the label of changes that are made in one step: that of the last one, with the number of others of its kind.
    #[must_use]
    pub fn label_of_all(edits: &[Self], before: &Decision) -> String {
        let Some((last, others)) = edits.split_last() else { return String::new() };
        let kind = std::mem::discriminant(last);
        // The steps to a status are on its way, and not beside it.
        let is_beside = |edit: &&Self| std::mem::discriminant(*edit) == kind && !matches!(edit, Self::Status(..));
        let label = last.label(before);
        match others.iter().filter(is_beside).count() {
            0 => label,
            more => format!("{label} and {more} more"),
        }
    }

    /// Returns the key that a following edit must share to join the step of this one: typing in one field, dragging one
    /// slider. Returns `None` for edits that are always a step of their own.
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
            Self::Governs(list) => format!("governs {}", list.len()),
            Self::Option(id, OptionField::Name(_)) => format!("option {id} name"),
            Self::Option(id, OptionField::Description(_)) => format!("option {id} description"),
            Self::Option(id, OptionField::Pros(Some(list))) => format!("option {id} pros {}", list.len()),
            Self::Option(id, OptionField::Cons(Some(list))) => format!("option {id} cons {}", list.len()),
            Self::Criterion(id, field) if field.is_continuous() => format!("criterion {id} {}", field.verb()),
            Self::Member(id, MemberField::Name(_)) => format!("member {id}"),
            Self::KeepProfiles(kept) if kept.len() == 1 => {
                format!("profile {}", kept.first().map_or("", |one| &one.id))
            }
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

/// Returns the name of a single criterion, or the number of several.
fn criteria_in_words(ids: &[CriterionId], before: &Decision) -> String {
    match ids {
        [id] => format!("criterion {}", before.criterion_name(id)),
        ids => format!("{} criteria", ids.len()),
    }
}

impl CriterionField {
    fn verb(&self) -> String {
        match self {
            Self::Text(CriterionText::Name, _) => "Rename criterion".to_owned(),
            Self::Text(text, _) => format!("Change the {} of", text.noun()),
            Self::Swing(_) => "Change the weight of".to_owned(),
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
            Self::Vote(Some(Vote::Abstain)) => "Answer \"don't know\" on",
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
            Self::Justification(_) => "Change why you chose it".to_owned(),
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
