//! The day by which something is due: to decide, or to review the decision.

use jiff::civil::Date;

use super::{Decision, Place, Problem, ProblemCode, Status, text::day};

/// Number of days for which a date ahead counts as soon.
const SOON_DAYS: i32 = 14;

/// A day by which people have something to do with a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Due {
    /// The day.
    pub on: Date,
    /// Kind of what is due.
    pub what: DueKind,
}

/// The kinds of what can be due for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// To decide.
    Decide,
    /// To review the decision.
    Review,
}

impl DueKind {
    /// Returns what is due for a decision of a status; `None` if nothing is.
    #[must_use]
    pub fn of(status: Status) -> Option<Self> {
        match status {
            Status::Draft | Status::Proposed => Some(Self::Decide),
            Status::Accepted => Some(Self::Review),
            Status::Rejected | Status::Deprecated | Status::Superseded => None,
        }
    }
}

/// The distance of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// The day is in the past.
    Overdue,
    /// The day is today, or within two weeks.
    Soon,
    /// The day is later.
    Later,
}

impl Due {
    /// Returns its distance from `today`.
    #[must_use]
    pub fn nearness(&self, today: Date) -> Nearness {
        match days(today, self.on) {
            ..0 => Nearness::Overdue,
            0..=SOON_DAYS => Nearness::Soon,
            _ => Nearness::Later,
        }
    }

    /// Returns it as a sentence, such as "The review was due on 1 November 2026, 28 days ago."
    #[must_use]
    pub fn sentence(&self, today: Date) -> String {
        let what = match self.what {
            DueKind::Decide => "The decision",
            DueKind::Review => "The review",
        };
        let on = day(self.on);
        match days(today, self.on) {
            0 => format!("{what} is due today."),
            1 => format!("{what} is due tomorrow."),
            -1 => format!("{what} was due yesterday."),
            days @ ..0 => format!("{what} was due on {on}, {} days ago.", -days),
            days => format!("{what} is due on {on}, in {days} days."),
        }
    }
}

/// Returns the number of days from one date to another.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

impl Decision {
    /// Returns the day by which people have something to do: to decide while it is a draft or proposed, to review it
    /// while it is accepted.
    #[must_use]
    pub fn due(&self) -> Option<Due> {
        let what = DueKind::of(self.status())?;
        let on = match what {
            DueKind::Decide => self.decide_by,
            DueKind::Review => self.outcome.review,
        };
        Some(Due { on: on?, what })
    }

    /// Returns problems for days that are over: those by which people had something to do, and a review that would be
    /// due before the decision is made.
    #[must_use]
    pub fn overdue_problems(&self, today: Date) -> Vec<Problem> {
        let mut found = Vec::new();
        if let Some(due) = self.due().filter(|due| due.nearness(today) == Nearness::Overdue) {
            let (place, advice, command) = match due.what {
                DueKind::Decide => (Place::Status, "Decide, or choose another day.", ""),
                DueKind::Review => (
                    Place::Outcome,
                    "Review it, or choose another day.",
                    "`weigh-in review FILE --verdict keep` says that it still holds; else the verdict is amend or replace.",
                ),
            };
            let overdue = Problem::warning(ProblemCode::Overdue, place, due.sentence(today), advice);
            found.push(overdue.by_command(command));
        }
        let is_open = DueKind::of(self.status()) == Some(DueKind::Decide);
        if let Some(on) = self.outcome.review.filter(|on| is_open && *on < today) {
            let what = format!("The review date, {}, is in the past, and nothing is decided yet.", day(on));
            found.push(Problem::warning(ProblemCode::Overdue, Place::Outcome, what, "Choose a later review date."));
        }
        found
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{Edit, OutcomeField};

    #[test]
    fn days_are_told_from_today() {
        let today = date(2026, 11, 29);
        for (on, near, told) in [
            (date(2026, 11, 1), Nearness::Overdue, "The review was due on 1 November 2026, 28 days ago."),
            (date(2026, 11, 28), Nearness::Overdue, "The review was due yesterday."),
            (date(2026, 11, 29), Nearness::Soon, "The review is due today."),
            (date(2026, 11, 30), Nearness::Soon, "The review is due tomorrow."),
            (date(2026, 12, 13), Nearness::Soon, "The review is due on 13 December 2026, in 14 days."),
            (date(2026, 12, 14), Nearness::Later, "The review is due on 14 December 2026, in 15 days."),
            (date(9999, 12, 30), Nearness::Later, "The review is due on 30 December 9999, in 2912109 days."),
        ] {
            let due = Due { on, what: DueKind::Review };
            assert_eq!((due.nearness(today), due.sentence(today).as_str()), (near, told));
        }
    }

    #[test]
    fn a_review_before_the_decision_is_told_until_it_is_decided() {
        let mut decision = Decision::new("test".to_owned(), date(2026, 1, 1));
        let today = date(2026, 11, 29);
        let told = |decision: &Decision| -> Vec<(Place, String)> {
            let all = decision.overdue_problems(today).into_iter();
            all.map(|problem| (problem.place, problem.what)).collect()
        };
        decision.apply(Edit::Outcome(OutcomeField::Review(Some(today)))).unwrap();
        assert_eq!(told(&decision), []);
        decision.apply(Edit::Outcome(OutcomeField::Review(Some(date(2026, 11, 28))))).unwrap();
        let early = "The review date, 28 November 2026, is in the past, and nothing is decided yet.";
        assert_eq!(told(&decision), [(Place::Outcome, early.to_owned())]);
        decision.apply(Edit::DecideBy(Some(date(2026, 11, 28)))).unwrap();
        assert_eq!(told(&decision).len(), 2);
        for status in [Status::Proposed, Status::Accepted] {
            decision.apply(Edit::Status(status, today, String::new())).unwrap();
        }
        assert_eq!(told(&decision), [(Place::Outcome, "The review was due yesterday.".to_owned())]);
    }

    #[test]
    fn what_is_due_follows_from_the_status() {
        let mut decision = Decision::new("test".to_owned(), date(2026, 1, 1));
        let (by, review) = (date(2026, 2, 1), date(2027, 2, 1));
        decision.apply(Edit::DecideBy(Some(by))).unwrap();
        decision.apply(Edit::Outcome(OutcomeField::Review(Some(review)))).unwrap();
        assert_eq!(decision.due(), Some(Due { on: by, what: DueKind::Decide }));
        for (status, due) in [
            (Status::Proposed, Some(Due { on: by, what: DueKind::Decide })),
            (Status::Accepted, Some(Due { on: review, what: DueKind::Review })),
            (Status::Deprecated, None),
        ] {
            decision.apply(Edit::Status(status, by, String::new())).unwrap();
            assert_eq!(decision.due(), due);
        }
    }
}
