//! Records that begin as another one: a copy, and a record that supersedes it.

use std::sync::Arc;

use jiff::civil::Date;

use super::{CopySource, Decision, Outcome, PastResult, Predecessor, Relation, RelationKind, Round};

impl Decision {
    /// Returns a draft with all of this record except its life: no statuses, sign-offs, answers to objections, reviews, corrections
    /// or exports; and it supersedes nothing. It names its source. Ballots of a hidden round are left out: a reveal of the copy would
    /// show them, and this record would not say so.
    #[must_use]
    pub fn copied(&self, id: String, on: Date) -> Self {
        let kept = self.ballots.iter().filter(|ballot| !self.is_blind() || ballot.round != self.round());
        let mut copy = Self {
            ballots: kept.cloned().collect(),
            history: Vec::new(),
            created: on,
            // The day was that of the other decision.
            decide_by: None,
            copied_from: Some(CopySource { record: self.id.clone(), title: self.title.clone(), on }),
            predecessor: None,
            // The hashes are those of ballots for the other record.
            commitments: Vec::new(),
            reviews: Vec::new(),
            corrections: Vec::new(),
            exports: Vec::new(),
            ..self.clone()
        };
        copy.id = id;
        // What happened to the ballots that are left out is of the other record as well.
        if self.is_blind()
            && let Some(hidden) = copy.rounds.last_mut()
        {
            *hidden = Arc::new(Round::new(hidden.number, hidden.criteria.clone()));
        }
        // What this record superseded is not superseded again.
        copy.links.retain(|link| Relation::of(link).is_none_or(|one| one.kind != RelationKind::Supersedes));
        Arc::make_mut(&mut copy.outcome).take_answers_out();
        copy
    }

    /// Returns a draft that supersedes this record: it has its options, criteria, weights, people and ballots, and a
    /// round in which the team votes again from those scores. The outcome is open. `result` is the result of this
    /// record to keep.
    #[must_use]
    pub fn successor(&self, id: String, on: Date, result: Option<PastResult>) -> Self {
        let path = self.exports.last().map(|export| export.path.clone());
        let mut successor = self.copied(id, on);
        successor.copied_from = None;
        successor.outcome = Arc::new(Outcome::default());
        if let Some(path) = path.clone() {
            successor.links.push(Relation { kind: RelationKind::Supersedes, path }.as_link());
        }
        successor.predecessor = Some(Predecessor { record: self.id.clone(), title: self.title.clone(), path, result });
        // Sealed or revealed scores stay as they are; new ones are given in the next round.
        let is_over = self.ballots.iter().any(|ballot| ballot.round == self.round()) && !self.is_blind();
        if is_over {
            let number = self.round() + 1;
            successor.rounds.push(Arc::new(Round::new(number, Vec::new())));
        }
        successor
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{Edit, Member, MemberId, Salt};

    #[test]
    fn what_was_due_for_the_old_record_is_not_due_for_the_new_one() {
        let mut old = Decision::new("old".to_owned(), date(2026, 1, 1));
        old.apply(Edit::DecideBy(Some(date(2026, 2, 1)))).unwrap();
        let on = date(2027, 1, 1);
        for new in [old.copied("new".to_owned(), on), old.successor("new".to_owned(), on, None)] {
            assert_eq!((new.due(), new.created), (None, on));
        }
    }

    #[test]
    fn a_copy_of_a_hidden_round_starts_that_round_afresh() {
        let on = date(2026, 1, 1);
        let mut old = Decision::new("old".to_owned(), on);
        let [ana, bo] = ["ana", "bo"].map(|id| MemberId::new(id).unwrap());
        for edit in [
            Edit::AddMember(Member::new(ana.clone(), "Ana"), on),
            Edit::AddMember(Member::new(bo, "Bo"), on),
            Edit::Seal(ana.clone(), on, Salt::of_bits(1)),
            Edit::Reopen(ana, on),
        ] {
            old.apply(edit).unwrap();
        }
        assert!(old.is_blind() && !old.rounds[0].reopened.is_empty());
        let copy = old.copied("new".to_owned(), on);
        assert!(copy.is_blind());
        assert_eq!(*copy.rounds[0], Round::new(1, Vec::new()));
    }

    #[test]
    fn a_copy_supersedes_nothing() {
        let on = date(2027, 1, 1);
        let mut second = Decision::new("first".to_owned(), on).successor("second".to_owned(), on, None);
        let [superseded, related] = [RelationKind::Supersedes, RelationKind::RelatesTo]
            .map(|kind| Relation { kind, path: "docs/decisions/0001-x.md".into() }.as_link());
        second.apply(Edit::Links(vec![superseded, related.clone()])).unwrap();
        assert!(second.predecessor.is_some());
        let copy = second.copied("copy".to_owned(), on);
        assert_eq!((copy.predecessor, copy.links), (None, vec![related]));
    }
}
