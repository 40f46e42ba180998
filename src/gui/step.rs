//! The steps of the rail, and the progress of each.

use strum::{EnumCount, VariantArray};

use crate::decision::{Decision, Place, Problem, ProblemCode, Severity};

/// A step from the question to the ADR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumCount, VariantArray)]
pub enum Step {
    /// The question to decide, and the people.
    #[default]
    Context,
    /// The options to choose from.
    Options,
    /// The criteria and their weights.
    Criteria,
    /// The ballots.
    Scores,
    /// The result of the ballots.
    Result,
    /// The chosen option, and the reasons.
    Decision,
    /// The ADR in the repository.
    Export,
}

/// The progress of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepProgress {
    /// The step has no content yet.
    NotStarted,
    /// The step has some content.
    UnderWay,
    /// The step has all that it needs.
    Done,
}

impl StepProgress {
    /// Returns the words for a screen reader.
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
    /// All steps from top to bottom.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns its name.
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

    /// Returns the step that is `by` places further down, or this one if there is none.
    #[must_use]
    pub fn shifted(self, by: isize) -> Self {
        let place = Self::ALL.iter().position(|step| *step == self).unwrap_or(0);
        place.checked_add_signed(by).and_then(|place| Self::ALL.get(place)).copied().unwrap_or(self)
    }

    /// Returns the step that shows a part of the record; `None` for parts in a dialog.
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

    /// Returns the progress of the step. `mine` is the number of cells that the member in the seat has filled, and of how many. A
    /// step with an error among the `problems` is not done.
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
        // While an id is used twice, scores and the choice cannot be read.
        let rests_on_ids = matches!(self, Self::Scores | Self::Result | Self::Decision);
        // Errors of the file as a whole, such as an unfinished merge, belong to no step.
        problem.severity == Severity::Error
            && problem.place != Place::Record
            && (Self::of(&problem.place) == Some(self) || rests_on_ids && problem.code == ProblemCode::SameId)
    }

    /// Returns the progress by the content alone, without the problems.
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
                // With nobody in the seat, what the team has revealed is finished.
                let is_finished = if all > 0 { filled == all } else { decision.is_shown_to_team() };
                StepProgress::of(is_scored(decision), is_finished)
            }
            // Nothing is filled in on this step, so it is either done or not started.
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

    /// Returns the count beside its name, such as `12/46`, and what it counts in words; both are empty where there is nothing to count.
    #[must_use]
    pub fn count(self, decision: &Decision, (filled, all): (usize, usize)) -> (String, String) {
        match self {
            Self::Options if !decision.options.is_empty() => {
                let options = decision.options.len();
                (options.to_string(), format!("{options} {}", if options == 1 { "option" } else { "options" }))
            }
            Self::Criteria if !decision.criteria.is_empty() => {
                let (counted, all) = (decision.counted_criteria().len(), decision.criteria.len());
                let shown = if counted < all { format!("{counted}/{all}") } else { all.to_string() };
                (shown, format!("{counted} of {all} criteria counted"))
            }
            Self::Scores if filled < all => (format!("{filled}/{all}"), format!("{filled} of {all} cells scored")),
            _ => (String::new(), String::new()),
        }
    }
}

/// Reports whether anybody has voted on any cell.
fn is_scored(decision: &Decision) -> bool {
    decision.ballots.iter().any(|ballot| ballot.cells.values().any(|cell| cell.vote.is_some()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::storage::templates;

    #[test]
    fn what_a_team_has_revealed_is_done_with_nobody_in_the_seat() {
        let mut decision = templates::sample("sample".to_owned()).unwrap();
        assert!(decision.members.len() > 1);
        let progress = |decision: &Decision, mine| Step::Scores.progress(decision, mine, std::iter::empty());
        assert_eq!(progress(&decision, (0, 0)), StepProgress::Done);
        assert_eq!(progress(&decision, (1, 2)), StepProgress::UnderWay);
        // Before the reveal nobody knows how far the others are.
        std::sync::Arc::make_mut(decision.rounds.last_mut().unwrap()).reveals.clear();
        assert_eq!(progress(&decision, (0, 0)), StepProgress::UnderWay);
    }
}
