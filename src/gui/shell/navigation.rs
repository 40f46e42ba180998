//! Navigation: to a step, to a part of the record, to a ballot.

use egui::Context;

use super::App;
use crate::{
    decision::{CriterionId, MemberId, OptionId, Place},
    gui::{
        dialogs::{Dialog, Members},
        intent::Intent,
        notices::Subject,
        session::Document,
        step::Step,
        views::{
            Views,
            scores::{Selection, first_open, way_to_vote_on},
        },
        widgets::{page_id, want_focus},
        wording::name_of_option,
    },
};

impl App {
    /// Resets the views for another record, except for the start screen and the log.
    pub(super) fn forget_record(&mut self) {
        self.views = Views {
            start: std::mem::take(&mut self.views.start),
            log: std::mem::take(&mut self.views.log),
            page: self.views.page + 1,
            ..Default::default()
        };
    }

    /// Opens a step as people left it: the scores at the cell where they were, or else at the first open one.
    pub(super) fn open_step(&mut self, step: Step, ctx: &Context) {
        if step == Step::Scores && self.session.step != step {
            self.views.selection = std::mem::take(&mut self.views.left_scores);
        }
        self.go(step, ctx);
    }

    pub(super) fn go(&mut self, step: Step, ctx: &Context) {
        let is_there = self.session.step == step && !self.flows.log.is_shown;
        if self.session.step == Step::Scores && step != Step::Scores {
            self.views.left_scores = self.views.selection.clone();
        }
        self.flows.log.is_shown = false;
        self.session.step = step;
        if !is_there {
            // The next Tab goes to the first control of the page, not through menus and rail again.
            ctx.memory_mut(|memory| memory.request_focus(page_id()));
        }
        if step == Step::Scores || step == Step::Criteria {
            let Some(decision) = self.session.document.as_ref().map(Document::decision) else { return };
            let selection = &mut self.views.selection;
            if step == Step::Scores && *selection == Selection::default() {
                *selection = first_open(decision, self.session.scoring_as.as_ref());
            }
            if selection.criterion.as_ref().and_then(|id| decision.criterion(id)).is_none() {
                selection.criterion = decision.criteria.first().map(|criterion| criterion.id.clone());
            }
            if selection.option.as_ref().and_then(|id| decision.option(id)).is_none() {
                selection.option = decision.options.first().map(|option| option.id.clone());
            }
        }
        if step == Step::Scores {
            // Keys score at once, without a click on a cell first.
            self.views.scores.grab_focus();
        }
    }

    /// Goes to a part of the record, where a problem can be solved or what was found can be read, and gives it the keyboard focus.
    pub(super) fn show_place(&mut self, place: &Place, ctx: &Context) {
        let Some(step) = Step::of(place) else {
            let by = self.session.name_of_seat();
            let member = if let Place::Member(member) = place { Some(member.clone()) } else { None };
            self.dialog = Some(Dialog::Members(Members::at(by, member)));
            return;
        };
        let selection = &mut self.views.selection;
        match place {
            // Ballots of others can only be seen, in the team's scores.
            Place::Ballot(member, _) => self.views.scores.show_team(Some(member) != self.session.scoring_as.as_ref()),
            Place::Cell(member, _, criterion, option) => {
                selection.criterion = Some(criterion.clone());
                selection.option = Some(option.clone());
                let of_team = Some(member) != self.session.scoring_as.as_ref();
                self.views.scores.show_team(of_team);
                self.views.scores.show_all_rows();
                if of_team {
                    want_focus(ctx, (criterion, option));
                }
            }
            Place::Criterion(id) => {
                selection.criterion = Some(id.clone());
                want_focus(ctx, id);
            }
            Place::Option(id) => {
                let options = self.session.document.as_ref().map(|document| &document.decision().options);
                if let Some(index) = options.and_then(|all| all.iter().position(|option| option.id == *id)) {
                    want_focus(ctx, name_of_option(index).as_str());
                }
            }
            _ => {}
        }
        self.go(step, ctx);
    }

    /// Goes to a criterion that was found: to its row where people are scoring, else to its row on the Criteria step.
    pub(super) fn show_found(&mut self, criterion: CriterionId, ctx: &Context) {
        let decision = self.document().map(Document::decision).filter(|_| self.session.step == Step::Scores);
        let decision = decision.filter(|decision| self.views.scores.has_rows(decision, self.seat()));
        let Some((decision, first)) = decision.and_then(|decision| Some((decision, decision.options.first()?))) else {
            return self.show_place(&Place::Criterion(criterion), ctx);
        };
        let (of_team, option) = (self.views.scores.shows_team(decision), first.id.clone());
        self.views.scores.show_all_rows();
        if of_team {
            want_focus(ctx, (&criterion, &option));
        }
        self.views.selection = Selection { criterion: Some(criterion), option: Some(option) };
        self.go(Step::Scores, ctx);
    }

    /// Goes to the weights of the groups.
    pub(super) fn weigh_by_group(&mut self, ctx: &Context) {
        if let Some(document) = &self.session.document {
            self.views.criteria.weigh_by_group(document.decision());
        }
        self.go(Step::Criteria, ctx);
    }

    /// Goes to a field of a step.
    pub(super) fn show_field(&mut self, step: Step, field: &str, ctx: &Context) {
        want_focus(ctx, field);
        self.go(step, ctx);
    }

    /// Shows the team's scores at a cell.
    pub(super) fn show_votes(&mut self, criterion: CriterionId, option: OptionId, ctx: &Context) {
        self.views.scores.show_team(true);
        self.views.selection = Selection { criterion: Some(criterion), option: Some(option) };
        self.go(Step::Scores, ctx);
    }

    /// Shows the score sheet at the first cell of a criterion.
    pub(super) fn score_from(&mut self, criterion: Option<CriterionId>, ctx: &Context) {
        self.views.scores.show_team(false);
        // The row starts with its first cell: scoring from its middle would leave cells out.
        self.views.selection = Selection { criterion, option: None };
        self.go(Step::Scores, ctx);
    }

    /// Returns the intent that brings the selected criterion of the score sheet to a vote, or `None` if it is voted on already or
    /// cannot be.
    pub(super) fn vote_again_on_selected(&self) -> Option<Intent> {
        let decision = self.document().filter(|_| self.session.step == Step::Scores).map(Document::decision)?;
        way_to_vote_on(decision, self.seat()?, self.views.selection.criterion.as_ref()?)
    }

    /// Opens a member's ballot. In a blind round it asks first whether that member sits here, since nobody else may see the
    /// ballot.
    pub(super) fn score_as(&mut self, member: MemberId, ctx: &Context) {
        let is_blind = self.document().is_some_and(|document| document.decision().is_blind());
        if is_blind && self.session.scoring_as.as_ref() != Some(&member) {
            self.dialog = Some(Dialog::HandOver(member, None));
        } else {
            self.take_seat(member, ctx);
        }
    }

    pub(super) fn take_seat(&mut self, member: MemberId, ctx: &Context) {
        if let Some(decision) = self.session.document.as_ref().map(Document::decision) {
            // Outside of a blind round, people look at each other's ballots without taking turns, which does not make the machine
            // shared.
            if decision.is_blind() {
                // A member who only has the seat by a guess of the app may never have been here.
                let has_sat = |id: &&MemberId| {
                    let before = decision.member(id);
                    before.is_some_and(|before| before.may_be(&self.session.user) || decision.has_voted(&before.id))
                };
                let before = self.session.scoring_as.as_ref().filter(has_sat).cloned();
                let seats = self.settings.seats.entry(decision.id.clone()).or_default();
                seats.extend(before.into_iter().chain([member.clone()]));
                self.session.is_shared = seats.len() > 1;
            }
        }
        self.session.seat(member);
        self.settings.seated.extend(self.session.known_sitting());
        // The next member must not read what the one before did last, nor that a merge kept "your" changes.
        self.messages.status_line.clear();
        self.messages.notices.forget(&Subject::Merged);
        // The next member also starts at the first open cell.
        self.views.selection = Selection::default();
        self.views.left_scores = Selection::default();
        self.views.scores.begin_ballot();
        self.views.page += 1;
        self.go(Step::Scores, ctx);
    }

    pub(super) fn next_member(&mut self, ctx: &Context) {
        let Some(document) = &self.session.document else { return };
        let members = &document.decision().members;
        let place = members.iter().position(|member| Some(&member.id) == self.session.scoring_as.as_ref());
        let next = place.map_or(0, |place| (place + 1) % members.len().max(1));
        if let Some(member) = members.get(next) {
            let id = member.id.clone();
            self.score_as(id, ctx);
        }
    }
}
