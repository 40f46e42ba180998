//! The parts of an accepted record that stay as they are.

use std::sync::Arc;

use super::{
    Correction, Decision, Link, MemberId, Outcome, Refusal, Relation, Status, StatusChange, differences,
    text::{is_blank, single_line},
};

/// The parts of an outcome without which a decision cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No option is chosen.
    Choice,
    /// The choice has no justification.
    Reason,
}

impl Decision {
    /// Returns what the outcome still needs before the decision can be accepted, the choice first; `None` if it is
    /// complete.
    #[must_use]
    pub fn missing_to_accept(&self) -> Option<Missing> {
        if self.outcome.chosen.is_none() {
            Some(Missing::Choice)
        } else {
            is_blank(&self.outcome.justification).then_some(Missing::Reason)
        }
    }

    /// Reports whether the decision is in force.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.status() == Status::Accepted
    }

    /// Reports whether the decision is or was in force: the outcome, and the parts that it is based on, then change
    /// only by a correction. This holds in every later status, also where it is proposed again.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        self.history.iter().any(|step| step.status.is_of_decided())
    }

    /// Returns the last acceptance; `None` if there was none.
    #[must_use]
    pub fn acceptance(&self) -> Option<&StatusChange> {
        self.history.iter().rfind(|step| step.status == Status::Accepted)
    }

    /// Reports whether another record may supersede this one: it is, or was, in force, and none has superseded it.
    #[must_use]
    pub fn can_be_superseded(&self) -> bool {
        self.is_guarded() && self.status() != Status::Superseded
    }

    /// Returns the option that a command needs to change guarded parts, with a leading space; empty if the record is
    /// not guarded.
    #[must_use]
    pub fn option_to_correct(&self) -> &'static str {
        if self.is_guarded() { " --correct WHY" } else { "" }
    }

    /// Reports whether a member's ballot takes no votes: it is sealed, or the team has seen the scores of its round. Always
    /// false for a guarded record, whose changes are corrections anyway.
    #[must_use]
    pub fn is_closed(&self, member: &MemberId) -> bool {
        (self.has_sealed(member) || self.is_shown_to_team()) && !self.is_guarded()
    }

    /// Records the reason for a change of an accepted record.
    ///
    /// # Errors
    /// [`Refusal::NoReason`] if the reason is blank.
    pub(super) fn correct(&mut self, mut correction: Correction) -> Result<(), Refusal> {
        correction.by = single_line(&correction.by);
        correction.why = single_line(&correction.why);
        if is_blank(&correction.why) {
            return Err(Refusal::NoReason);
        }
        self.corrections.push(correction);
        Ok(())
    }

    /// Returns the changes of another content of the record to the parts that an accepted one guards: options,
    /// criteria, weights, ballots, people, texts and the outcome, a clause each as in [`differences`]. Empty if the
    /// record is not guarded, or if only its life goes on: statuses, sign-offs, reviews, relations to other ADRs, and
    /// exports.
    #[must_use]
    pub fn guarded_changes(&self, after: &Self) -> Vec<String> {
        if self.is_guarded() { self.changes_of_what_counts(after) } else { Vec::new() }
    }

    /// Returns the changes of another content to the parts that an accepted record would guard, as in [`differences`].
    #[must_use]
    pub(super) fn changes_of_what_counts(&self, after: &Self) -> Vec<String> {
        if self == after { Vec::new() } else { differences(self, &after.with_free_parts_of(self)) }
    }

    /// Returns the parts that this record guards, or would guard, with the rest of another content; of its relations to
    /// other ADRs, it has those of `base` with the changes of that content.
    #[must_use]
    pub(super) fn guarding(&self, base: &Self, rest: &Self) -> Self {
        let is_new =
            |link: &&Link| Relation::of(link).is_some() && !base.links.contains(link) && !self.links.contains(link);
        let is_out =
            |link: &Link| Relation::of(link).is_some() && base.links.contains(link) && !rest.links.contains(link);
        let mut links: Vec<Link> = self.links.iter().filter(|link| !is_out(link)).cloned().collect();
        links.extend(rest.links.iter().filter(is_new).cloned());
        let mut guarding = Self { links, ..self.with_free_parts_of(rest) };
        // Sign-offs are free, but hold for the choice that they were given for.
        if self.outcome.chosen != rest.outcome.chosen {
            Arc::make_mut(&mut guarding.outcome).sign_offs.clone_from(&self.outcome.sign_offs);
        }
        guarding
    }

    /// Returns the record with those parts of another content that an accepted record leaves free.
    fn with_free_parts_of(&self, other: &Self) -> Self {
        // Each field by name, so that a new one has to be put on one side.
        let Self {
            id,
            title,
            history: _,
            created,
            decide_by: _,
            copied_from: _,
            predecessor: _,
            template,
            profile,
            profiles,
            compared_profiles: _,
            context,
            constraints,
            people,
            links,
            governs,
            reversal,
            options,
            criteria,
            members,
            private_ballots,
            rounds,
            ballots,
            commitments,
            references,
            outcome,
            reviews: _,
            corrections: _,
            adr_folder: _,
            has_appendix: _,
            exports: _,
        } = self;
        Self {
            id: id.clone(),
            title: title.clone(),
            created: *created,
            template: template.clone(),
            profile: profile.clone(),
            profiles: profiles.clone(),
            context: context.clone(),
            constraints: constraints.clone(),
            people: people.clone(),
            links: with_relations_of(links, &other.links),
            governs: governs.clone(),
            reversal: reversal.clone(),
            options: options.clone(),
            criteria: criteria.clone(),
            members: members.clone(),
            private_ballots: *private_ballots,
            rounds: rounds.clone(),
            ballots: ballots.clone(),
            commitments: commitments.clone(),
            references: references.clone(),
            outcome: Arc::new(Outcome {
                review: other.outcome.review,
                sign_offs: other.outcome.sign_offs.clone(),
                ..Outcome::clone(outcome)
            }),
            ..other.clone()
        }
    }
}

/// Returns the links of one content in their order, with the relations to other ADRs of another content.
fn with_relations_of(links: &[Link], other: &[Link]) -> Vec<Link> {
    let plain = |links: &[Link]| links.iter().filter(|link| Relation::of(link).is_none()).cloned().collect::<Vec<_>>();
    // If other links are unchanged, only relations differ, wherever they are in the list.
    if plain(links) == plain(other) { other.to_vec() } else { links.to_vec() }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::decision::{
        CellField, Criterion, CriterionField, CriterionId, Edit, Export, Member, MemberId, OptionField, OptionId,
        OutcomeField, PeopleRole, RelationKind, Score, SignOff, Verdict, Vote,
    };

    const DAY: Date = date(2026, 2, 3);

    fn accepted() -> Decision {
        let mut decision = Decision::new("test".to_owned(), date(2026, 1, 1));
        let (go, speed, ana) =
            (OptionId::new("go").unwrap(), CriterionId::new("speed").unwrap(), MemberId::new("ana").unwrap());
        for edit in [
            Edit::Title("Use Go".to_owned()),
            Edit::AddOption(crate::decision::Alternative::new(go.clone(), "Go")),
            Edit::AddCriterion(Box::new(Criterion::new(speed, "Speed", "Team"))),
            Edit::AddMember(Member::new(ana, "Ana"), DAY),
            Edit::Outcome(OutcomeField::Chosen(Some(go))),
            Edit::Status(Status::Proposed, DAY, "Ana".to_owned()),
            Edit::Status(Status::Accepted, DAY, "Ana".to_owned()),
        ] {
            decision.apply(edit).unwrap();
        }
        decision
    }

    fn changes(edit: Edit) -> Vec<String> {
        let before = accepted();
        let mut after = before.clone();
        after.apply(edit).unwrap();
        assert_ne!(before, after, "an edit that changes nothing shows nothing");
        before.guarded_changes(&after)
    }

    #[test]
    fn what_was_decided_and_what_it_rests_on_is_guarded() {
        let (go, speed, ana) =
            (OptionId::new("go").unwrap(), CriterionId::new("speed").unwrap(), MemberId::new("ana").unwrap());
        let vote = CellField::Vote(Some(Vote::Score(Score::new(4).unwrap())));
        let link = Link { label: "Ticket".to_owned(), url: "https://tickets.example/1".to_owned() };
        for edit in [
            Edit::Title("Use Rust".to_owned()),
            Edit::Context("Why".to_owned()),
            Edit::People(PeopleRole::DecisionMakers, vec!["Bo".to_owned()]),
            Edit::Links(vec![link]),
            Edit::Option(go.clone(), OptionField::Name("Golang".to_owned())),
            Edit::Criterion(speed.clone(), CriterionField::Swing(7)),
            Edit::Cell(ana.clone(), speed, go, vote),
            Edit::Seal(ana, DAY, crate::decision::Salt::of_bits(7)),
            Edit::Outcome(OutcomeField::Justification("cheap".to_owned())),
            Edit::Outcome(OutcomeField::Chosen(None)),
        ] {
            assert!(!changes(edit.clone()).is_empty(), "{edit:?}");
        }
    }

    #[test]
    fn its_life_goes_on() {
        let relation = Relation { kind: RelationKind::RelatesTo, path: "docs/adr/0002-x.md".into() };
        let signed = SignOff { name: "Bo".to_owned(), verdict: Verdict::Object, comment: "no".to_owned(), on: DAY };
        let export = Export {
            path: "docs/adr/0001-x.md".into(),
            dialect: "madr".to_owned(),
            on: DAY,
            charts: Vec::new(),
            written: String::new(),
            style: String::new(),
        };
        for edit in [
            Edit::Links(vec![relation.as_link()]),
            Edit::Outcome(OutcomeField::SignOffs(vec![signed])),
            Edit::Outcome(OutcomeField::Review(Some(DAY))),
            Edit::Status(Status::Deprecated, DAY, "Ana".to_owned()),
            Edit::Exported(export),
        ] {
            assert_eq!(changes(edit.clone()), Vec::<String>::new(), "{edit:?}");
        }
    }
}
