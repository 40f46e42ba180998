//! Problems as data: a stable code, a place, what is wrong, what to do, and a change that mends it where there is one.

use strum::{EnumCount, VariantArray};

use super::{CriterionId, Edit, MemberId, OptionId};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is to be mended.
    Note,
    /// Worth mending; what it is about can be used as it is.
    Warning,
    /// The record contradicts itself or promises what it does not hold.
    Error,
}

impl Severity {
    /// The word in the output of commands.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of problem. Scripts know it by its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, VariantArray)]
pub enum ProblemCode {
    /// The record has no title.
    NoTitle,
    /// The problem statement is empty.
    NoContext,
    /// There are fewer than two options.
    FewOptions,
    /// An option, a criterion, a member, a profile, a reference, a decision maker or a sign-off has no name.
    NoName,
    /// Two options, criteria, members or people of one list have names that read the same.
    SameName,
    /// There are no criteria.
    NoCriteria,
    /// Nothing has any weight, or a criterion or a member has none.
    NoWeight,
    /// Something names an id that does not exist.
    UnknownId,
    /// A member has two ballots in one round.
    SecondBallot,
    /// The decision is accepted, and no option is chosen.
    NothingChosen,
    /// The choice has no justification.
    NoJustification,
    /// A day is over by which people had something to do.
    Overdue,
    /// A round is still blind.
    Blind,
    /// Somebody objects to an accepted decision, and nothing answers that.
    Objection,
    /// Two things have one id, or a list names one id twice.
    SameId,
    /// A member has two commitments in one round.
    SecondCommitment,
    /// The hash of a commitment cannot be one.
    CommitmentHash,
    /// A ballot of a revealed round is still in its private file.
    Unpublished,
    /// A published ballot is another one than the one that was sealed.
    UnlikeSealed,
    /// A trade-off weighs an improvement that is none.
    NoStepUp,
    /// A trade-off weighs a criterion against itself.
    SelfTradeOff,
    /// A member's order has a criterion twice, or a level with nothing in it.
    UnclearOrder,
    /// A path leads out of the repository, or to where git keeps its own files.
    OutsideRepository,
    /// A language has no such code.
    UnknownLanguage,
    /// The history of the status goes back in time, begins before the record, or returns to draft.
    HistoryOrder,
    /// Somebody has signed off twice.
    SecondSignOff,
    /// A round is revealed twice.
    SecondReveal,
    /// A reveal was taken back before it was made.
    RevealOrder,
    /// A review is before the decision was accepted, or says that the next one was before it.
    ReviewOrder,
    /// Two options are what is there today.
    SecondToday,
    /// A ballot has scores on a criterion that its round does not vote on.
    NotVotedOn,
    /// The record says that it came of itself.
    NamesItself,
    /// A must-have asks for more low scores than there are ballots.
    UnreachableMustHave,
    /// The record's file cannot be read.
    UnreadFile,
    /// The file has comments, which no save keeps.
    Comments,
    /// A link is neither a web nor a mail address.
    UnsafeLink,
    /// Git holds the file as unmerged.
    Unmerged,
    /// Git cannot say whether the file is unmerged.
    UnmergedUnknown,
    /// A chart beside the ADR is not what the record gives.
    ChartDiffers,
    /// The record was exported, and is in no repository.
    NoRepository,
    /// The ADR is gone, cannot be read, or is not what the record says.
    AdrDiffers,
    /// The dialect of an export cannot be used.
    UnusableDialect,
    /// A sparse checkout leaves out what was exported.
    LeftOut,
    /// An ADR names the record, which does not know of it.
    UnknownAdr,
    /// The record has two ADRs in one folder.
    SecondAdr,
    /// The record names an ADR that is not there.
    MissingAdr,
    /// The record supersedes an ADR that another one supersedes already.
    AlreadySuperseded,
    /// The must-haves screen out every option.
    AllScreenedOut,
    /// The chosen option is screened out.
    ChosenScreenedOut,
    /// Another option leads than the chosen one, and no reason is given.
    AgainstLead,
    /// Less of the weight is scored than a decision should rest on.
    ThinCoverage,
    /// Nothing is scored.
    NothingScored,
    /// Cells are empty.
    EmptyCells,
    /// A weighty criterion does not separate the options.
    NoSeparation,
    /// Two criteria may count the same thing twice.
    DoubleCounting,
    /// The leader fails at something that no must-have looks after.
    KillerFlaw,
    /// A ballot looks as if it was filled in by one impression.
    OneImpression,
}

impl ProblemCode {
    /// All of them: those of a record's parts, of what surrounds its file, and of its sums.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The word in the output of commands. It stays the same from version to version.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoTitle => "no-title",
            Self::NoContext => "no-context",
            Self::FewOptions => "few-options",
            Self::NoName => "no-name",
            Self::SameName => "same-name",
            Self::NoCriteria => "no-criteria",
            Self::NoWeight => "no-weight",
            Self::UnknownId => "unknown-id",
            Self::SecondBallot => "second-ballot",
            Self::NothingChosen => "nothing-chosen",
            Self::NoJustification => "no-justification",
            Self::Overdue => "overdue",
            Self::Blind => "blind",
            Self::Objection => "objection",
            Self::SameId => "same-id",
            Self::SecondCommitment => "second-commitment",
            Self::CommitmentHash => "commitment-hash",
            Self::Unpublished => "unpublished",
            Self::UnlikeSealed => "unlike-sealed",
            Self::NoStepUp => "no-step-up",
            Self::SelfTradeOff => "self-trade-off",
            Self::UnclearOrder => "unclear-order",
            Self::OutsideRepository => "outside-repository",
            Self::UnknownLanguage => "unknown-language",
            Self::HistoryOrder => "history-order",
            Self::SecondSignOff => "second-sign-off",
            Self::SecondReveal => "second-reveal",
            Self::RevealOrder => "reveal-order",
            Self::ReviewOrder => "review-order",
            Self::SecondToday => "second-today",
            Self::NotVotedOn => "not-voted-on",
            Self::NamesItself => "names-itself",
            Self::UnreachableMustHave => "unreachable-must-have",
            Self::UnreadFile => "unread-file",
            Self::Comments => "comments",
            Self::UnsafeLink => "unsafe-link",
            Self::Unmerged => "unmerged",
            Self::UnmergedUnknown => "unmerged-unknown",
            Self::ChartDiffers => "chart-differs",
            Self::NoRepository => "no-repository",
            Self::AdrDiffers => "adr-differs",
            Self::UnusableDialect => "unusable-dialect",
            Self::LeftOut => "left-out",
            Self::UnknownAdr => "unknown-adr",
            Self::SecondAdr => "second-adr",
            Self::MissingAdr => "missing-adr",
            Self::AlreadySuperseded => "already-superseded",
            Self::AllScreenedOut => "all-screened-out",
            Self::ChosenScreenedOut => "chosen-screened-out",
            Self::AgainstLead => "against-lead",
            Self::ThinCoverage => "thin-coverage",
            Self::NothingScored => "nothing-scored",
            Self::EmptyCells => "empty-cells",
            Self::NoSeparation => "no-separation",
            Self::DoubleCounting => "double-counting",
            Self::KillerFlaw => "killer-flaw",
            Self::OneImpression => "one-impression",
        }
    }
}

impl ProblemCode {
    /// How bad such a problem is, the milder first: it may depend on the part that it is about, or on the status of the record.
    #[must_use]
    pub fn severities(self) -> &'static [Severity] {
        match self {
            Self::SameName
            | Self::NoWeight
            | Self::UnknownId
            // An error only where days that are over are asked to be one.
            | Self::Overdue
            | Self::Blind
            | Self::SameId
            | Self::OutsideRepository
            | Self::ChartDiffers
            | Self::AdrDiffers
            | Self::ThinCoverage => &[Severity::Warning, Severity::Error],
            Self::NoTitle
            | Self::NoName
            | Self::SecondBallot
            | Self::NothingChosen
            | Self::SecondCommitment
            | Self::CommitmentHash
            | Self::UnreadFile
            | Self::UnsafeLink
            | Self::Unmerged
            | Self::AllScreenedOut
            | Self::ChosenScreenedOut => &[Severity::Error],
            Self::NoContext
            | Self::FewOptions
            | Self::NoCriteria
            | Self::NoJustification
            | Self::Objection
            | Self::Unpublished
            | Self::UnlikeSealed
            | Self::AgainstLead
            | Self::NoStepUp
            | Self::SelfTradeOff
            | Self::UnclearOrder
            | Self::UnknownLanguage
            | Self::HistoryOrder
            | Self::SecondSignOff
            | Self::SecondReveal
            | Self::RevealOrder
            | Self::ReviewOrder
            | Self::SecondToday
            | Self::NotVotedOn
            | Self::NamesItself
            | Self::UnreachableMustHave
            | Self::Comments
            | Self::UnmergedUnknown
            | Self::NoRepository
            | Self::UnusableDialect
            | Self::LeftOut
            | Self::UnknownAdr
            | Self::SecondAdr
            | Self::MissingAdr
            | Self::AlreadySuperseded
            | Self::NothingScored
            | Self::EmptyCells
            | Self::NoSeparation
            | Self::DoubleCounting
            | Self::KillerFlaw
            | Self::OneImpression => &[Severity::Warning],
        }
    }
}

/// The part of a record that a problem is about. Parts that have an id are named by it, so that a place stays right when others
/// move; where an id is used twice, it means the last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The record as a whole.
    Record,
    /// A line of the file, from 1, that is no part of the record.
    FileLine(usize),
    /// The title.
    Title,
    /// The status.
    Status,
    /// The problem statement.
    Context,
    /// The link at this place of the list.
    Link(usize),
    /// The list of options.
    Options,
    /// An option.
    Option(OptionId),
    /// The list of criteria.
    Criteria,
    /// A criterion.
    Criterion(CriterionId),
    /// The list of members.
    Members,
    /// A member.
    Member(MemberId),
    /// The ballot of a member in a round.
    Ballot(MemberId, u32),
    /// A reference ballot.
    Reference(MemberId),
    /// A cell of a reference ballot.
    ReferenceCell(MemberId, CriterionId, OptionId),
    /// A cell of the ballot of a member in a round.
    Cell(MemberId, u32, CriterionId, OptionId),
    /// The outcome.
    Outcome,
    /// The chosen option.
    Chosen,
    /// The export at this place of the list.
    Export(usize),
}

impl Place {
    /// The cell of a ballot or a reference ballot; of any other place the place itself.
    pub(super) fn cell(&self, criterion: &CriterionId, option: &OptionId) -> Self {
        match self {
            Self::Ballot(member, round) => Self::Cell(member.clone(), *round, criterion.clone(), option.clone()),
            Self::Reference(id) => Self::ReferenceCell(id.clone(), criterion.clone(), option.clone()),
            other => other.clone(),
        }
    }
}

/// A change that mends a problem without anything left to say: one press, and one step to undo.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What it does, as the words of a button.
    pub label: &'static str,
    /// The change.
    pub edit: Edit,
}

/// Something wrong, in a sentence, with what to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: ProblemCode,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// The fields that lead to it, such as `ballots[2]`, where the place does not say which of several it is. A cell is in the
    /// ballot that they lead to.
    pub path: Option<String>,
    /// What it is about where the place alone does not say it, such as an id that is not there; empty where it does.
    pub about: String,
    /// What is wrong: a sentence.
    pub what: String,
    /// What to do: a sentence.
    pub advice: String,
    /// The command that does it, a sentence; empty where the advice says all. The window has a button for it.
    pub command: String,
    /// The change that mends it, where there is one that nobody would want otherwise.
    pub fix: Option<Box<Fix>>,
}

impl Problem {
    /// A problem that makes the record unfit.
    pub fn error(code: ProblemCode, place: Place, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, place, (what.into(), advice.into()))
    }

    /// A problem worth knowing.
    pub fn warning(code: ProblemCode, place: Place, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, place, (what.into(), advice.into()))
    }

    /// A problem with what is wrong and what to do.
    fn new(code: ProblemCode, severity: Severity, place: Place, (what, advice): (String, String)) -> Self {
        // People look the code up in a table that says how bad it is.
        debug_assert!(code.severities().contains(&severity), "{code:?} is never {severity:?}");
        let (about, command) = (String::new(), String::new());
        Self { code, severity, place, path: None, about, what, advice, command, fix: None }
    }
}

/// What makes a problem the same one in two records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProblemIdentity {
    code: ProblemCode,
    /// None where the place is one in a list, which may stand elsewhere in another record.
    place: Option<Place>,
    about: String,
}

impl Problem {
    /// By what it is known in another record.
    #[must_use]
    pub fn identity(&self) -> ProblemIdentity {
        let place = match (self.code, &self.place) {
            // Which of two is the second depends on their order.
            (ProblemCode::SameName, _) | (_, Place::Link(_) | Place::Export(_) | Place::FileLine(_)) => None,
            (_, place) => Some(place.clone()),
        };
        ProblemIdentity { code: self.code, place, about: self.about.clone() }
    }

    /// Says which of several things with one place it is about.
    #[must_use]
    pub fn about(mut self, what: &(impl ToString + ?Sized)) -> Self {
        self.about = what.to_string();
        self
    }
}

impl Problem {
    /// Says which of several parts with one place it is about.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Adds the command that does what is advised, a sentence.
    #[must_use]
    pub fn by_command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// What to do where there is no window: sentences.
    #[must_use]
    pub fn advice_by_command(&self) -> String {
        format!("{} {}", self.advice, self.command).trim_end().to_owned()
    }

    /// Adds the change that mends it.
    #[must_use]
    pub fn with_fix(mut self, label: &'static str, edit: Edit) -> Self {
        self.fix = Some(Box::new(Fix { label, edit }));
        self
    }
}
