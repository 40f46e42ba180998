//! The steps of the rail, and how far each has come.

use strum::{EnumCount, VariantArray};

use crate::decision::{Decision, Place, Problem, ProblemCode, Severity};

/// A step from the question to the ADR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumCount, VariantArray)]
pub enum Step {
    /// What has to be decided, and for whom.
    #[default]
    Context,
    /// What could be chosen.
    Options,
    /// What matters, and how much.
    Criteria,
    /// The ballots.
    Scores,
    /// What follows from them.
    Result,
    /// What is chosen, and why.
    Decision,
    /// The ADR in the repository.
    Export,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepProgress {
    /// Nothing yet.
    NotStarted,
    /// Something.
    UnderWay,
    /// All that it needs.
    Done,
}

impl StepProgress {
    /// The words for a screen reader.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::UnderWay => "under way",
            Self::Done => "done",
        }
    }

    fn of(begun: bool, done: bool) -> Self {
        match (begun, done) {
            (_, true) => Self::Done,
            (true, false) => Self::UnderWay,
            (false, false) => Self::NotStarted,
        }
    }
}

impl Step {
    /// From top to bottom.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Context => "Context",
            Self::Options => "Options",
            Self::Criteria => "Criteria",
            Self::Scores => "Scores",
            Self::Result => "Result",
            Self::Decision => "Decision",
            Self::Export => "Export",
        }
    }

    /// The step that is `by` places further down, or this one at the ends.
    #[must_use]
    pub fn shifted(self, by: isize) -> Self {
        let place = Self::ALL.iter().position(|step| *step == self).unwrap_or(0);
        place.checked_add_signed(by).and_then(|place| Self::ALL.get(place)).copied().unwrap_or(self)
    }

    /// The step where a part of the record stands; none for what stands in a dialog.
    #[must_use]
    pub fn of(place: &Place) -> Option<Self> {
        match place {
            Place::Title | Place::Context | Place::Link(_) => Some(Self::Context),
            Place::Options | Place::Option(_) => Some(Self::Options),
            Place::Criteria | Place::Criterion(_) => Some(Self::Criteria),
            Place::Record | Place::FileLine(_) | Place::Ballot(..) | Place::Cell(..) => Some(Self::Scores),
            Place::Members | Place::Member(_) | Place::Reference(_) | Place::ReferenceCell(..) => None,
            Place::Status | Place::Outcome | Place::Chosen => Some(Self::Decision),
            Place::Export(_) => Some(Self::Export),
        }
    }

    /// How far it has come. `mine` is how many cells the member who is scoring has filled, of how many. Of the record's
    /// problems, an error keeps the step that it stands in from being done.
    #[must_use]
    pub fn progress<'a>(
        self,
        decision: &Decision,
        mine: (usize, usize),
        mut problems: impl Iterator<Item = &'a Problem>,
    ) -> StepProgress {
        match self.filled(decision, mine) {
            StepProgress::Done if problems.any(|problem| self.is_kept_open_by(problem)) => StepProgress::UnderWay,
            progress => progress,
        }
    }

    fn is_kept_open_by(self, problem: &Problem) -> bool {
        // Where an id is used twice, no score and no choice can be read.
        let rests_on_ids = matches!(self, Self::Scores | Self::Result | Self::Decision);
        // What is wrong with the file as a whole, such as an unfinished merge, is of no step.
        problem.severity == Severity::Error
            && problem.place != Place::Record
            && (Self::of(&problem.place) == Some(self) || rests_on_ids && problem.code == ProblemCode::SameId)
    }

    /// How much of what it asks for is there.
    fn filled(self, decision: &Decision, mine: (usize, usize)) -> StepProgress {
        let outcome = &decision.outcome;
        match self {
            Self::Context => {
                let title = !decision.title.trim().is_empty();
                let context = !decision.context.trim().is_empty();
                StepProgress::of(title || context, title && context)
            }
            Self::Options => StepProgress::of(!decision.options.is_empty(), decision.options.len() >= 2),
            Self::Criteria => {
                let weighted = decision.applicable().any(|criterion| criterion.swing.is_some_and(|swing| swing > 0));
                StepProgress::of(!decision.criteria.is_empty(), weighted)
            }
            Self::Scores => {
                let (filled, all) = mine;
                StepProgress::of(is_scored(decision), all > 0 && filled == all)
            }
            Self::Result => StepProgress::of(false, is_scored(decision) && !decision.is_blind()),
            Self::Decision => {
                let justified = !outcome.justification.trim().is_empty();
                // An option that does not exist any more is no choice.
                let chosen = outcome.chosen.as_ref().is_some_and(|id| decision.option(id).is_some());
                StepProgress::of(outcome.chosen.is_some() || justified, chosen && justified)
            }
            Self::Export => StepProgress::of(false, !decision.exports.is_empty()),
        }
    }

    /// The count beside its name, such as `12/46`; or an empty text.
    #[must_use]
    pub fn count(self, decision: &Decision, (filled, all): (usize, usize)) -> String {
        match self {
            Self::Options if !decision.options.is_empty() => decision.options.len().to_string(),
            Self::Criteria if !decision.criteria.is_empty() => decision.criteria.len().to_string(),
            Self::Scores if filled < all => format!("{filled}/{all}"),
            _ => String::new(),
        }
    }
}

/// Whether anybody has said anything of a cell.
fn is_scored(decision: &Decision) -> bool {
    decision.ballots.iter().any(|ballot| ballot.cells.values().any(|cell| cell.vote.is_some()))
}
