//! Problems as data: a stable code, a place, what is wrong, what to do, and a change that fixes it if there is one.

use std::path::Path;

use strum::{EnumCount, VariantArray};

use super::{CriterionId, Edit, MemberId, OptionId, text::shell_path};

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing has to be fixed.
    Note,
    /// Worth fixing; the part can be used as it is.
    Warning,
    /// The record contradicts itself or lacks what it promises.
    Error,
}

impl Severity {
    /// Returns the word in the output of commands.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of problem, with a word for scripts.
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
    /// A part names an id that does not exist.
    UnknownId,
    /// A member has two ballots in one round.
    SecondBallot,
    /// The decision is accepted, and no option is chosen.
    NothingChosen,
    /// The choice has no justification.
    NoJustification,
    /// A day by which people had something to do is over.
    Overdue,
    /// A round is still blind.
    Blind,
    /// Somebody objects to an accepted decision, and nothing answers that.
    Objection,
    /// Two things have one id, or a list names one id twice.
    SameId,
    /// A member has two commitments in one round.
    SecondCommitment,
    /// The hash of a commitment is not valid.
    CommitmentHash,
    /// A ballot of a revealed round is still in its private file.
    Unpublished,
    /// A published ballot differs from the one that was sealed.
    UnlikeSealed,
    /// A trade-off weighs a step that is no improvement.
    NoStepUp,
    /// A trade-off weighs a criterion against itself.
    SelfTradeOff,
    /// A member's order has a criterion twice, or a level with nothing in it.
    UnclearOrder,
    /// A path leads out of the repository, or to git's own files.
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
    /// A review is before the decision was accepted, or has a next one before it.
    ReviewOrder,
    /// Two options leave things as they are today.
    SecondToday,
    /// A ballot has scores on a criterion that its round does not vote on.
    NotVotedOn,
    /// The record names itself as its predecessor or source.
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
    /// A chart beside the ADR differs from that of the record.
    ChartDiffers,
    /// The record was exported, but is in no repository.
    NoRepository,
    /// The ADR is gone, cannot be read, or differs from the record.
    AdrDiffers,
    /// The dialect of an export cannot be used.
    UnusableDialect,
    /// A sparse checkout leaves out an exported file.
    LeftOut,
    /// An ADR names the record, which does not know it.
    UnknownAdr,
    /// The record has two ADRs in one folder.
    SecondAdr,
    /// The record names an ADR that does not exist.
    MissingAdr,
    /// The record supersedes an ADR that another one supersedes already.
    AlreadySuperseded,
    /// The decision governs files that do not exist.
    GovernsNothing,
    /// The must-haves screen out every option.
    AllScreenedOut,
    /// The chosen option is screened out.
    ChosenScreenedOut,
    /// Another option leads than the chosen one, and there is no reason for it.
    AgainstLead,
    /// Nobody has scored an option on a must-have.
    UnscoredMustHave,
    /// Less of the weight is scored than a decision should be based on.
    ThinCoverage,
    /// Nothing is scored.
    NothingScored,
    /// Cells are empty.
    EmptyCells,
    /// A weighty criterion does not separate the options.
    NoSeparation,
    /// Two criteria may count the same thing twice.
    DoubleCounting,
    /// The leader fails at a criterion that has no must-have.
    KillerFlaw,
    /// A ballot looks as if it was filled in by one impression.
    OneImpression,
}

impl ProblemCode {
    /// All codes: those of a record's parts, of the surroundings of its file, and of its sums.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the word in the output of commands. It stays the same from version to version.
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
            Self::GovernsNothing => "governs-nothing",
            Self::AllScreenedOut => "all-screened-out",
            Self::ChosenScreenedOut => "chosen-screened-out",
            Self::AgainstLead => "against-lead",
            Self::UnscoredMustHave => "unscored-must-have",
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
    /// Returns the severities of such a problem, the milder first: they may depend on the part that it is about, or on
    /// the status of the record.
    #[must_use]
    pub fn severities(self) -> &'static [Severity] {
        match self {
            Self::SameName
            | Self::NoWeight
            | Self::UnknownId
            // An error only if it is asked for, when days that are over should count as errors.
            | Self::Overdue
            | Self::Blind
            | Self::SameId
            | Self::OutsideRepository
            | Self::ChartDiffers
            | Self::AdrDiffers
            | Self::UnscoredMustHave
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
            | Self::GovernsNothing
            | Self::NothingScored
            | Self::EmptyCells
            | Self::NoSeparation
            | Self::DoubleCounting
            | Self::KillerFlaw
            | Self::OneImpression => &[Severity::Warning],
        }
    }
}

/// The part of a record that a problem is about. Parts with an id are named by it, so that a place stays right when
/// others move; if an id is used twice, it means the last one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The record as a whole.
    Record,
    /// A line of the file, from 1, that is not part of the record.
    FileLine(usize),
    /// The title.
    Title,
    /// The status.
    Status,
    /// The problem statement.
    Context,
    /// The link with this index in the list.
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
    /// The export with this index in the list.
    Export(usize),
}

impl Place {
    /// Returns the cell of a ballot or a reference ballot; any other place unchanged.
    pub(super) fn cell(&self, criterion: &CriterionId, option: &OptionId) -> Self {
        match self {
            Self::Ballot(member, round) => Self::Cell(member.clone(), *round, criterion.clone(), option.clone()),
            Self::Reference(id) => Self::ReferenceCell(id.clone(), criterion.clone(), option.clone()),
            other => other.clone(),
        }
    }
}

/// A change that fixes a problem without further input: one press, and one step to undo.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// Description of the change, as the words of a button.
    pub label: &'static str,
    /// The change.
    pub edit: Edit,
}

/// A problem, in a sentence, with what to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Kind of problem.
    pub code: ProblemCode,
    /// Severity.
    pub severity: Severity,
    /// Place of the problem.
    pub place: Place,
    /// Path of its fields, such as `ballots[2]`, if the place alone does not identify the part. For a cell, it is the
    /// path of its ballot.
    pub path: Option<String>,
    /// Subject of the problem if the place alone does not identify it, such as an id that does not exist; else empty.
    pub about: String,
    /// What is wrong: a sentence.
    pub what: String,
    /// What to do: a sentence.
    pub advice: String,
    /// Command that does it, as a sentence; empty if the advice is enough. The window has a button instead.
    pub command: String,
    /// Change that fixes it, if there is one that nobody would want otherwise.
    pub fix: Option<Box<Fix>>,
}

impl Problem {
    /// Creates a problem that makes the record unfit.
    pub fn error(code: ProblemCode, place: Place, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, place, (what.into(), advice.into()))
    }

    /// Creates a problem that is worth fixing.
    pub fn warning(code: ProblemCode, place: Place, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, place, (what.into(), advice.into()))
    }

    /// Creates a problem with what is wrong and what to do.
    fn new(code: ProblemCode, severity: Severity, place: Place, (what, advice): (String, String)) -> Self {
        // The documentation lists the severities of each code.
        debug_assert!(code.severities().contains(&severity), "{code:?} is never {severity:?}");
        let (about, command) = (String::new(), String::new());
        Self { code, severity, place, path: None, about, what, advice, command, fix: None }
    }
}

/// The key by which a problem is the same one in two records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProblemIdentity {
    code: ProblemCode,
    /// `None` for an index in a list, which may differ in another record.
    place: Option<Place>,
    about: String,
}

impl Problem {
    /// Returns the key by which it is known in another record.
    #[must_use]
    pub fn identity(&self) -> ProblemIdentity {
        let place = match (self.code, &self.place) {
            // The order decides which of two is the second.
            (ProblemCode::SameName, _) | (_, Place::Link(_) | Place::Export(_) | Place::FileLine(_)) => None,
            (_, place) => Some(place.clone()),
        };
        ProblemIdentity { code: self.code, place, about: self.about.clone() }
    }

    /// Sets the subject, which distinguishes several problems with one place.
    #[must_use]
    pub fn about(mut self, what: &(impl ToString + ?Sized)) -> Self {
        self.about = what.to_string();
        self
    }
}

impl Problem {
    /// Sets the path, which distinguishes several parts with one place.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Adds the command that follows the advice, as a sentence with FILE where the path of the record belongs.
    #[must_use]
    pub fn by_command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// Returns what to do without a window about a record in a file, as sentences.
    #[must_use]
    pub fn advice_by_command(&self, file: &Path) -> String {
        // Commands hold ids and no text of people, which could have the word as well.
        let command = self.command.replace(" FILE", &format!(" {}", shell_path(&file.to_string_lossy())));
        format!("{} {command}", self.advice).trim_end().to_owned()
    }

    /// Adds the change that fixes it.
    #[must_use]
    pub fn with_fix(mut self, label: &'static str, edit: Edit) -> Self {
        self.fix = Some(Box::new(Fix { label, edit }));
        self
    }
}
