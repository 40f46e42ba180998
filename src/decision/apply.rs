//! The one place where a record changes.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use super::{
    Alternative, Ballot, CellField, Counts, Criterion, CriterionField, CriterionId, Decision, Edit, Link, MemberField,
    MemberId, OptionField, OptionId, Outcome, OutcomeField, PeopleRole, Refusal, Review, Status, StatusChange,
    text::{self, single_line},
};

impl Decision {
    /// Makes one change. Text is [cleaned](text::clean) first.
    ///
    /// # Errors
    /// A [`Refusal`] with the reason; the record is then as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<(), Refusal> {
        // Any other edit adds at most one item, so away from the limits there is nothing to roll back.
        let before = (takes_lists(&edit) || Counts::of(self).one_more().check().is_err()).then(|| self.clone());
        self.make(edit)?;
        let Some((before, too_many)) = before.zip(Counts::of(self).check().err()) else { return Ok(()) };
        *self = before;
        Err(too_many.into())
    }

    fn make(&mut self, edit: Edit) -> Result<(), Refusal> {
        match edit {
            Edit::Title(title) => self.title = single_line(&title),
            Edit::Context(context) => self.context = clean(context),
            Edit::DecideBy(day) => self.decide_by = day,
            Edit::Constraints(list) => self.constraints = lines(&list),
            Edit::People(role, names) => *self.people_mut(role) = lines(&names),
            Edit::Governs(globs) => self.governs = lines(&globs),
            Edit::Links(links) => self.links = links.iter().map(clean_link).collect(),
            Edit::Status(status, on, by) => self.set_status(status, on, &by)?,
            Edit::AddOption(added) => self.add_option(added)?,
            Edit::RemoveOption(id) => self.remove_option(&id)?,
            Edit::MoveOption(id, to) => {
                let from = self.option_index(&id)?;
                shift(&mut self.options, from, to);
            }
            Edit::Option(id, field) => self.set_option(&id, field)?,
            Edit::AddCriterion(added) => self.add_criterion(*added)?,
            Edit::RemoveCriteria(ids) => self.remove_criteria(&ids)?,
            Edit::PlaceCriteria { criteria, group, before } => {
                self.place_criteria(&criteria, &single_line(&group), before.as_ref())?;
            }
            Edit::Criterion(id, field) => self.set_criterion(&id, field)?,
            Edit::Swings { profile, swings, .. } => self.set_swings(profile, &swings)?,
            Edit::KeepProfiles(kept) => self.keep_profiles(kept)?,
            Edit::RemoveProfile(id) => self.remove_profile(&id)?,
            Edit::CompareProfiles(ids) => self.compared_profiles = lines(&ids),
            Edit::AddMember(added, on) => self.add_member(added, on)?,
            Edit::RemoveMember(id) => self.remove_member(&id)?,
            Edit::Member(id, field) => self.set_member(&id, field)?,
            Edit::Cell(member, criterion, option, field) => self.set_cell(&member, criterion, option, field)?,
            Edit::Seal(member, on, salt) => self.seal(&member, on, salt)?,
            Edit::Import { sheets, replace, on } => self.import(sheets, replace, on).map_err(Refusal::Ballots)?,
            Edit::Merge(merged) => *self = *merged,
            Edit::Reopen(member, on) => self.reopen(&member, on)?,
            Edit::Reveal(by, on) => self.reveal(on, single_line(&by)),
            Edit::PrivateBallots(private) => self.keep_ballots_private(private)?,
            Edit::Publish(ballot) => self.publish(ballot)?,
            Edit::Withdraw(member, withdrawal) => self.withdraw(&member, withdrawal)?,
            Edit::OpenRound(criteria) => self.open_round(criteria)?,
            Edit::OpenRoundFrom(criteria, drafts) => {
                self.open_round(criteria)?;
                // A sheet that is not a draft of this record stays in its file.
                for draft in &drafts {
                    let _ = self.take_private(draft);
                }
            }
            Edit::WidenRound(criterion) => self.widen_round(criterion)?,
            Edit::Reference(taken) => self.take_reference(taken)?,
            Edit::CountReference(id, counted) => {
                let reference = self.references.iter_mut().find(|reference| reference.id == id);
                Arc::make_mut(reference.ok_or(Refusal::NoMember(id))?).counted = counted;
            }
            Edit::Outcome(field) => self.set_outcome(field)?,
            Edit::Correct(correction) => self.correct(correction)?,
            Edit::Review(review) => self.add_review(review),
            Edit::Exported(export) => {
                // The record keeps the last export of each ADR, however its path was spelled before.
                self.exports.retain(|earlier| earlier.path != export.path);
                self.exports.push(export);
            }
            Edit::Appendix(wanted) => self.has_appendix = wanted,
        }
        Ok(())
    }

    fn add_option(&mut self, mut added: Alternative) -> Result<(), Refusal> {
        free(self.options.iter().any(|o| o.id == added.id), &added.id)?;
        added.name = single_line(&added.name);
        added.description = clean(added.description);
        self.options.push(Arc::new(added));
        Ok(())
    }

    fn set_option(&mut self, id: &OptionId, field: OptionField) -> Result<(), Refusal> {
        let index = self.option_index(id)?;
        let option = Arc::make_mut(&mut self.options[index]);
        match field {
            OptionField::Name(name) => option.name = single_line(&name),
            OptionField::Description(description) => option.description = clean(description),
            OptionField::Pros(list) => option.pros = list.as_deref().map(lines),
            OptionField::Cons(list) => option.cons = list.as_deref().map(lines),
        }
        Ok(())
    }

    fn add_review(&mut self, mut review: Review) {
        review.by = single_line(&review.by);
        review.note = clean(review.note);
        for finding in &mut review.findings {
            finding.about = clean(std::mem::take(&mut finding.about));
        }
        // A planned day that is still to come stays unless the review names another.
        let planned = self.outcome.review.filter(|day| *day > review.on);
        Arc::make_mut(&mut self.outcome).review = review.next.or(planned);
        self.reviews.push(review);
    }

    fn people_mut(&mut self, role: PeopleRole) -> &mut Vec<String> {
        match role {
            PeopleRole::DecisionMakers => &mut self.people.decision_makers,
            PeopleRole::Consulted => &mut self.people.consulted,
            PeopleRole::Informed => &mut self.people.informed,
        }
    }

    fn set_status(&mut self, to: Status, on: Date, by: &str) -> Result<(), Refusal> {
        let from = self.status();
        if !from.next().contains(&to) {
            return Err(Refusal::Status { from, to });
        }
        self.history.push(StatusChange { on, status: to, by: single_line(by) });
        Ok(())
    }

    fn remove_option(&mut self, id: &OptionId) -> Result<(), Refusal> {
        let index = self.option_index(id)?;
        self.may_lose_cells()?;
        self.options.remove(index);
        self.retain_cells(|_, option| option != id);
        for member in self.members.iter_mut().filter(|member| member.experience.contains_key(id)) {
            Arc::make_mut(member).retain(|_| true, |option| option != id);
        }
        if self.outcome.chosen.as_ref() == Some(id) {
            Arc::make_mut(&mut self.outcome).choose(None);
        }
        Ok(())
    }

    fn add_criterion(&mut self, mut added: super::Criterion) -> Result<(), Refusal> {
        free(self.criterion(&added.id).is_some(), &added.id)?;
        if added.swing.is_some_and(|swing| swing > Criterion::MAX_SWING) {
            return Err(Refusal::Swing);
        }
        added.name = single_line(&added.name);
        added.group = single_line(&added.group);
        // After the last of its group, where the screen shows it: the file then has the same order.
        let place = self.criteria.iter().rposition(|criterion| criterion.group == added.group);
        self.criteria.insert(place.map_or(self.criteria.len(), |last| last + 1), Arc::new(added));
        Ok(())
    }

    fn remove_criteria(&mut self, ids: &[CriterionId]) -> Result<(), Refusal> {
        for id in ids {
            self.criterion_index(id)?;
            // A ballot holds no cells of criteria that its round does not vote on.
            if self.is_voted_on(id) {
                self.may_lose_cells()?;
            }
        }
        for id in ids {
            self.remove_criterion(id);
        }
        Ok(())
    }

    fn remove_criterion(&mut self, id: &CriterionId) {
        self.criteria.retain(|criterion| criterion.id != *id);
        self.retain_cells(|criterion, _| criterion != id);
        for member in self.members.iter_mut().filter(|member| member.named_criteria().contains(id)) {
            Arc::make_mut(member).retain(|criterion| criterion != id, |_| true);
        }
        for profile in self.profiles.iter_mut().filter(|profile| profile.swings.contains_key(id)) {
            Arc::make_mut(profile).swings.remove(id);
        }
        for round in &mut self.rounds {
            // An empty list would ask for all criteria, so the last one stays, and `check` reports it as one that does
            // not exist.
            if round.criteria.contains(id) && round.criteria.len() > 1 {
                Arc::make_mut(round).criteria.retain(|criterion| criterion != id);
            }
        }
    }

    fn place_criteria(
        &mut self,
        ids: &[CriterionId],
        group: &str,
        before: Option<&CriterionId>,
    ) -> Result<(), Refusal> {
        for id in ids {
            self.criterion_index(id)?;
        }
        if let Some(next) = before.filter(|next| ids.contains(next) || self.criterion(next).is_none()) {
            return Err(Refusal::NoCriterion(next.clone()));
        }
        let is_moved = |criterion: &Arc<Criterion>| ids.contains(&criterion.id);
        let home = self.criteria.iter().position(is_moved).unwrap_or_default();
        let (mut moved, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.criteria).into_iter().partition(is_moved);
        for criterion in moved.iter_mut().filter(|criterion| criterion.group != group) {
            group.clone_into(&mut Arc::make_mut(criterion).group);
        }
        let place = match before {
            Some(next) => rest.iter().position(|criterion| criterion.id == *next),
            None => rest.iter().rposition(|criterion| criterion.group == group).map(|last| last + 1),
        };
        // A group of its own stays where its first criterion was.
        let place = place.unwrap_or(home).min(rest.len());
        self.criteria = rest;
        self.criteria.splice(place..place, moved);
        Ok(())
    }

    pub(super) fn check_swings(&self, swings: &BTreeMap<CriterionId, u8>) -> Result<(), Refusal> {
        for (id, swing) in swings {
            self.criterion_index(id)?;
            if *swing > Criterion::MAX_SWING {
                return Err(Refusal::Swing);
            }
        }
        Ok(())
    }

    fn set_criterion(&mut self, id: &CriterionId, field: CriterionField) -> Result<(), Refusal> {
        let index = self.criterion_index(id)?;
        let criterion = Arc::make_mut(&mut self.criteria[index]);
        match field {
            CriterionField::Text(text, words) => {
                *criterion.text_mut(text) = if text.has_paragraphs() { clean(words) } else { single_line(&words) };
            }
            CriterionField::Swing(swing) => {
                if swing > Criterion::MAX_SWING {
                    return Err(Refusal::Swing);
                }
                criterion.swing = Some(swing);
            }
            CriterionField::MustHave(must_have) => criterion.must_have = must_have,
            CriterionField::NotApplicable(out) => criterion.not_applicable = out,
        }
        Ok(())
    }

    fn set_swings(&mut self, profile: Option<String>, swings: &[(CriterionId, u8)]) -> Result<(), Refusal> {
        if swings.iter().any(|(_, swing)| *swing > Criterion::MAX_SWING) {
            return Err(Refusal::Swing);
        }
        for criterion in &mut self.criteria {
            if let Some((_, swing)) = swings.iter().find(|(id, _)| *id == criterion.id) {
                Arc::make_mut(criterion).swing = Some(*swing);
            }
        }
        self.profile = profile;
        Ok(())
    }

    fn set_cell(
        &mut self,
        member: &MemberId,
        criterion: CriterionId,
        option: OptionId,
        field: CellField,
    ) -> Result<(), Refusal> {
        let person = &self.members[self.member_index(member)?];
        let name = &self.criteria[self.criterion_index(&criterion)?].name;
        self.option_index(&option)?;
        if self.is_closed(member) {
            let is_sealed = self.has_sealed(member);
            return Err(if is_sealed { Refusal::Sealed(person.name.clone()) } else { Refusal::Shown(self.round()) });
        }
        let key = (criterion, option);
        let taken_out = || field == CellField::Vote(None) && self.is_beside_the_round(member, &key);
        let asked = self.round_to_vote_in(&key.0).or_else(|| taken_out().then(|| self.round()));
        let Some(asked) = asked else {
            return Err(Refusal::NotVotedOn { round: self.round(), criterion: name.clone() });
        };
        let round = if asked == self.round() { asked } else { self.round_of_cell(member, &key).unwrap_or(asked) };
        // The cell as the member filled it in an earlier round is what the change starts from.
        let mut cell = self.cell(member, &key).cloned().unwrap_or_default();
        field.put(&mut cell);
        let cells = &mut self.ballot_of_round_mut(member, round).cells;
        // A blank cell says nothing, and would be an empty line of the file.
        if cell.is_blank() {
            cells.remove(&key);
        } else {
            cells.insert(key, cell);
        }
        Ok(())
    }

    fn set_outcome(&mut self, field: OutcomeField) -> Result<(), Refusal> {
        if let OutcomeField::Chosen(Some(id)) = &field {
            self.option_index(id)?;
        }
        let outcome: &mut Outcome = Arc::make_mut(&mut self.outcome);
        match field {
            OutcomeField::Chosen(chosen) => outcome.choose(chosen),
            OutcomeField::Justification(words) => outcome.justification = clean(words),
            OutcomeField::AgainstLead(words) => outcome.against_lead = clean(words),
            OutcomeField::ThinCoverage(words) => outcome.thin_coverage = clean(words),
            OutcomeField::DespiteObjection(words) => outcome.despite_objection = clean(words),
            OutcomeField::UnscoredMustHave(words) => outcome.unscored_must_have = clean(words),
            OutcomeField::Consequences(list) => {
                outcome.consequences = list;
                for consequence in &mut outcome.consequences {
                    consequence.text = single_line(&consequence.text);
                }
            }
            OutcomeField::Confirmation(words) => outcome.confirmation = clean(words),
            OutcomeField::Triggers(list) => outcome.triggers = lines(&list),
            OutcomeField::Review(date) => outcome.review = date,
            OutcomeField::SignOffs(list) => {
                outcome.sign_offs = list;
                for sign_off in &mut outcome.sign_offs {
                    sign_off.name = single_line(&sign_off.name);
                    sign_off.comment = single_line(&sign_off.comment);
                }
            }
        }
        Ok(())
    }

    /// Returns a member's ballot of the current round, which is added if there is none.
    pub(super) fn ballot_mut(&mut self, member: &MemberId) -> &mut Ballot {
        self.ballot_of_round_mut(member, self.round())
    }

    /// Returns a member's ballot of a round, which is added if there is none.
    fn ballot_of_round_mut(&mut self, member: &MemberId, round: u32) -> &mut Ballot {
        let index = self.ballots.iter().position(|b| b.round == round && b.member == *member);
        let index = index.unwrap_or_else(|| {
            self.ballots.push(Arc::new(Ballot::new(member.clone(), round)));
            self.ballots.len() - 1
        });
        Arc::make_mut(&mut self.ballots[index])
    }

    fn retain_cells(&mut self, keep: impl Fn(&CriterionId, &OptionId) -> bool) {
        // Undo shares ballots with earlier states: only those that lose a cell are copied.
        for ballot in &mut self.ballots {
            if !ballot.cells.keys().all(|(c, o)| keep(c, o)) {
                Arc::make_mut(ballot).cells.retain(|(c, o), _| keep(c, o));
            }
        }
        for reference in &mut self.references {
            if !reference.cells.keys().all(|(c, o)| keep(c, o)) {
                Arc::make_mut(reference).cells.retain(|(c, o), _| keep(c, o));
            }
        }
    }

    pub(super) fn option_index(&self, id: &OptionId) -> Result<usize, Refusal> {
        self.options.iter().position(|option| option.id == *id).ok_or_else(|| Refusal::NoOption(id.clone()))
    }

    pub(super) fn criterion_index(&self, id: &CriterionId) -> Result<usize, Refusal> {
        self.criteria.iter().position(|c| c.id == *id).ok_or_else(|| Refusal::NoCriterion(id.clone()))
    }

    pub(super) fn member_index(&self, id: &MemberId) -> Result<usize, Refusal> {
        self.members.iter().position(|member| member.id == *id).ok_or_else(|| Refusal::NoMember(id.clone()))
    }
}

pub(super) fn free(taken: bool, id: &impl ToString) -> Result<(), Refusal> {
    if taken { Err(Refusal::Taken(id.to_string())) } else { Ok(()) }
}

pub(super) fn weighty(weight: f64) -> Result<(), Refusal> {
    if super::Member::WEIGHTS.contains(&weight) { Ok(()) } else { Err(Refusal::Weight) }
}

/// Reports whether an edit may add more than one item to a list that has a limit.
fn takes_lists(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::Constraints(_)
            | Edit::People(..)
            | Edit::Links(_)
            | Edit::Governs(_)
            | Edit::AddOption(_)
            | Edit::Option(_, OptionField::Pros(_) | OptionField::Cons(_))
            | Edit::KeepProfiles(_)
            | Edit::CompareProfiles(_)
            | Edit::AddMember(_, _)
            | Edit::Member(_, MemberField::Swings(_))
            | Edit::OpenRound(_)
            | Edit::OpenRoundFrom(..)
            | Edit::WidenRound(_)
            | Edit::Seal(..)
            | Edit::Reference(_)
            | Edit::Publish(_)
            | Edit::Outcome(OutcomeField::Consequences(_) | OutcomeField::Triggers(_) | OutcomeField::SignOffs(_))
            | Edit::Correct(_)
            | Edit::Review(_)
            | Edit::Exported(_)
            | Edit::Import { .. }
            | Edit::Merge(_)
    )
}

fn shift<T>(list: &mut Vec<T>, from: usize, to: usize) {
    let moved = list.remove(from);
    list.insert(to.min(list.len()), moved);
}

fn clean(words: String) -> String {
    match text::clean(&words) {
        Cow::Borrowed(_) => words,
        Cow::Owned(cleaned) => cleaned,
    }
}

fn lines(list: &[String]) -> Vec<String> {
    list.iter().map(|line| single_line(line)).collect()
}

fn clean_link(link: &Link) -> Link {
    Link { label: single_line(&link.label), url: single_line(&link.url) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{Alternative, Criterion, Member, Reveal, RevealedBecause, Score, Vote};

    fn record() -> Decision {
        let mut decision = Decision::new("test".to_owned(), date(2026, 1, 1));
        for name in ["Go", "Rust"] {
            let id = OptionId::from_name(name, []);
            let option = Alternative::new(id, name);
            decision.apply(Edit::AddOption(option)).unwrap();
        }
        for name in ["Hiring", "Speed"] {
            let criterion = Criterion::new(CriterionId::from_name(name, []), name, "Team");
            decision.apply(Edit::AddCriterion(Box::new(criterion))).unwrap();
        }
        for name in ["Ana", "Boris"] {
            let member = Member::new(MemberId::from_name(name, []), name.to_owned());
            decision.apply(Edit::AddMember(member, date(2026, 2, 3))).unwrap();
        }
        decision
    }

    fn vote(member: &str, points: u8) -> Edit {
        let vote = Score::new(points).map(Vote::Score);
        Edit::Cell(id(member), CriterionId::new("hiring").unwrap(), OptionId::new("go").unwrap(), CellField::Vote(vote))
    }

    fn id(member: &str) -> MemberId {
        MemberId::new(member).unwrap()
    }

    #[test]
    fn a_round_waits_for_its_reveal_when_all_have_sealed() {
        let mut decision = record();
        let on = date(2026, 2, 3);
        decision.apply(vote("ana", 4)).unwrap();
        decision.apply(Edit::Seal(id("ana"), on, crate::decision::Salt::of_bits(7))).unwrap();
        assert!(decision.is_blind());
        assert_eq!(decision.apply(vote("ana", 5)), Err(Refusal::Sealed("Ana".to_owned())));
        decision.apply(Edit::Seal(id("boris"), on, crate::decision::Salt::of_bits(7))).unwrap();
        assert!(decision.is_blind() && decision.have_all_sealed());
        decision.apply(Edit::Reveal("Boris".to_owned(), on)).unwrap();
        assert!(!decision.is_blind());
        let reveal = Reveal { on, by: "Boris".to_owned(), because: RevealedBecause::AllSealed, taken_back: None };
        assert_eq!(decision.rounds[0].reveals, [reveal]);
        assert_eq!(decision.apply(Edit::Reopen(id("ana"), on)), Err(Refusal::Shown(1)));
        assert_eq!(decision.apply(vote("ana", 5)), Err(Refusal::Sealed("Ana".to_owned())));
    }

    #[test]
    fn nobody_seals_what_the_team_has_seen() {
        let mut decision = record();
        let on = date(2026, 2, 3);
        decision.apply(Edit::Reveal("Ana".to_owned(), on)).unwrap();
        assert_eq!(
            decision.apply(Edit::Seal(id("boris"), on, crate::decision::Salt::of_bits(7))),
            Err(Refusal::Shown(1))
        );
    }

    #[test]
    fn a_new_round_starts_from_the_last_word_and_keeps_it() {
        let mut decision = record();
        let key = (CriterionId::new("hiring").unwrap(), OptionId::new("go").unwrap());
        decision.apply(vote("ana", 4)).unwrap();
        assert_eq!(decision.apply(Edit::OpenRound(vec![])), Err(Refusal::StillBlind(1)));
        decision.apply(Edit::Reveal("Boris".to_owned(), date(2026, 2, 3))).unwrap();
        decision.apply(Edit::OpenRound(vec![key.0.clone()])).unwrap();
        assert_eq!(decision.cell(&id("ana"), &key).and_then(|c| c.vote), Score::new(4).map(Vote::Score));
        decision.apply(vote("ana", 2)).unwrap();
        assert_eq!(decision.cell(&id("ana"), &key).and_then(|c| c.vote), Score::new(2).map(Vote::Score));
        assert_eq!(decision.cell_up_to(&id("ana"), &key, 1).and_then(|c| c.vote), Score::new(4).map(Vote::Score));
        let other =
            Edit::Cell(id("ana"), CriterionId::new("speed").unwrap(), key.1.clone(), CellField::Note("x".to_owned()));
        assert!(matches!(decision.apply(other), Err(Refusal::NotVotedOn { round: 2, .. })));
    }

    #[test]
    fn what_leaves_takes_its_scores_along() {
        let mut decision = record();
        decision.apply(vote("ana", 4)).unwrap();
        decision.apply(Edit::Outcome(OutcomeField::Chosen(OptionId::new("go").ok()))).unwrap();
        decision.apply(Edit::RemoveOption(OptionId::new("go").unwrap())).unwrap();
        assert!(decision.ballots[0].cells.is_empty());
        assert_eq!(decision.outcome.chosen, None);
    }

    #[test]
    fn a_refused_edit_changes_nothing() {
        let before = record();
        let mut decision = before.clone();
        let nobody = MemberId::new("nobody").unwrap();
        let hiring = CriterionId::new("hiring").unwrap();
        let refused = [
            Edit::RemoveOption(OptionId::new("zig").unwrap()),
            Edit::RemoveCriteria(vec![hiring.clone(), CriterionId::new("zig").unwrap()]),
            Edit::PlaceCriteria { criteria: vec![hiring.clone()], group: String::new(), before: Some(hiring) },
            Edit::RemoveMember(nobody.clone()),
            Edit::Reopen(nobody.clone(), date(2026, 1, 1)),
            Edit::Seal(nobody.clone(), date(2026, 1, 1), crate::decision::Salt::of_bits(7)),
            Edit::CountReference(nobody.clone(), true),
            Edit::Status(Status::Accepted, date(2026, 1, 1), String::new()),
            Edit::Member(id("ana"), MemberField::Weight(f64::NAN)),
            Edit::Criterion(CriterionId::new("hiring").unwrap(), CriterionField::Swing(101)),
            Edit::Outcome(OutcomeField::Chosen(OptionId::new("zig").ok())),
            Edit::AddMember(Member::new(id("ana"), "Ana"), date(2026, 2, 3)),
        ];
        for edit in refused {
            assert!(decision.apply(edit.clone()).is_err(), "{edit:?}");
            assert_eq!(decision, before, "{edit:?}");
        }
    }

    #[test]
    fn criteria_move_together_and_into_another_group() {
        let mut decision = Decision::new("id".to_owned(), date(2026, 2, 3));
        let known = |name: &str| CriterionId::new(name).unwrap();
        for (name, group) in [("a", "Team"), ("b", "Team"), ("c", "Team"), ("d", "Speed"), ("e", "Speed")] {
            decision.apply(Edit::AddCriterion(Box::new(Criterion::new(known(name), name, group)))).unwrap();
        }
        let mut place = |names: &[&str], group: &str, before: Option<&str>| {
            let criteria = names.iter().map(|name| known(name)).collect();
            decision
                .apply(Edit::PlaceCriteria { criteria, group: group.to_owned(), before: before.map(known) })
                .unwrap();
            decision.criteria.iter().map(|c| format!("{}{}", c.id, &c.group[..1])).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(place(&["c"], "Team", Some("a")), "cT aT bT dS eS");
        // They keep their order, however they are named.
        assert_eq!(place(&["b", "c"], "Speed", Some("e")), "aT dS cS bS eS");
        assert_eq!(place(&["a"], "Speed", None), "dS cS bS eS aS");
        assert_eq!(place(&["c", "b"], "Own", None), "dS cO bO eS aS");
        // The end of a group that has nothing else is where it is.
        assert_eq!(place(&["c", "b"], "Own", None), "dS cO bO eS aS");
    }

    #[test]
    fn swings_of_a_member_go_with_their_criterion() {
        let mut decision = record();
        let hiring = CriterionId::new("hiring").unwrap();
        let own = |swing: u8| Edit::Member(id("ana"), MemberField::Swings([(hiring.clone(), swing)].into()));
        assert_eq!(decision.apply(own(101)), Err(Refusal::Swing));
        decision.apply(own(70)).unwrap();
        assert_eq!(decision.members[0].swings[&hiring], 70);
        decision.apply(Edit::RemoveCriteria(vec![hiring.clone()])).unwrap();
        assert!(decision.members[0].swings.is_empty());
        assert_eq!(decision.apply(own(70)), Err(Refusal::NoCriterion(hiring.clone())));
    }

    #[test]
    fn typed_text_arrives_clean_and_whole() {
        let mut decision = record();
        decision.apply(Edit::Title("Use\r\nGo \u{7}🦀 ".to_owned())).unwrap();
        assert_eq!(decision.title, "Use Go 🦀 ");
        decision.apply(Edit::Context("a\r\n\r\nb".to_owned())).unwrap();
        assert_eq!(decision.context, "a\n\nb");
    }
}
