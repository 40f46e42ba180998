//! The ways back and forth through the history, and what stands in them: what others wrote, and what everybody has seen.

use super::history::HistoryStep;
use crate::decision::{Decision, MemberId};

/// A way through the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The last step is taken back.
    Back,
    /// The step that was taken back last is made again.
    Forward,
}

/// Why a step is not taken back, or made again, at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Barrier {
    /// It changes ballots that are hidden, and this other member made it.
    Ballots(MemberId),
    /// It takes out what others wrote, which came in with a merge.
    Merge,
    /// It takes out this round, whose scores everybody has seen.
    Round(u32),
    /// It takes out a status that the file has.
    SavedStatus,
}

impl Barrier {
    /// What stands in the way from a state to the one that a step leads to, for the member who sits here. `saved` is what the file
    /// has.
    pub(super) fn of(
        step: &HistoryStep,
        direction: Direction,
        now: &Decision,
        saved: Option<&Decision>,
        seat: Option<&MemberId>,
    ) -> Option<Self> {
        let then = &step.decision;
        // What was done while nobody sat here, such as an import into an empty record, is anybody's to take back.
        let another = step.seat.as_ref().filter(|maker| Some(*maker) != seat);
        if let Some(another) = another
            && (now.is_blind() || then.is_blind())
            && now.ballots != then.ballots
        {
            return Some(Self::Ballots(another.clone()));
        }
        let has_round = |number| then.rounds.iter().any(|round| round.number == number);
        let seen = now.rounds.iter().find(|round| !round.reveals.is_empty() && !has_round(round.number));
        if let Some(round) = seen {
            return Some(Self::Round(round.number));
        }
        let saved = saved.map_or(&[][..], |saved| &saved.history);
        let in_file = now.history.iter().zip(saved).take_while(|(now, saved)| now == saved).count();
        if !then.history.starts_with(&now.history[..in_file]) {
            return Some(Self::SavedStatus);
        }
        (direction == Direction::Back && step.is_merge).then_some(Self::Merge)
    }

    /// Why it is in the way, and the way on.
    #[must_use]
    pub fn words(&self, decision: &Decision) -> String {
        match self {
            Self::Ballots(member) => {
                let name = decision.member_name(member);
                format!(
                    "The last step is {name}'s and changes ballots that are hidden until the reveal. Only {name} can take it \
                     back."
                )
            }
            Self::Merge => "It brought in what others wrote.".to_owned(),
            Self::Round(round) => {
                format!("Round {round} was revealed, and what everybody has seen stays in the record.")
            }
            Self::SavedStatus => {
                let status = decision.status();
                let way = if status.next().is_empty() { "" } else { " To change it, use the status menu at the top." };
                format!("The status {} is saved and stays in the record's history.{way}", status.name())
            }
        }
    }
}
