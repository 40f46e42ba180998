//! The review of an accepted decision.

use egui::{Key, Response, ScrollArea, Ui};
use jiff::civil::Date;

use super::{explain, focus_first, head, simple::row};
use crate::{
    decision::{
        Decision, Edit, FindingState, Review, ReviewFinding, ReviewVerdict,
        text::{capitalized, is_blank},
    },
    gui::{
        intent::Intent,
        session::Draft,
        theme::tokens::space,
        widgets::{ButtonKind, Field, button, button_enabled, date_field, paragraph, secondary, segmented},
    },
};

/// The width of a scroll bar, in points.
const SCROLL_BAR: f32 = 12.0;

/// A review while it is filled in.
pub struct Reviewing {
    review: Review,
    /// Whether people have chosen a verdict.
    is_judged: bool,
    next: Option<String>,
}

impl Reviewing {
    /// Returns a review of a decision on a day, by a person, with a finding for each reversal trigger and for the confirmation.
    #[must_use]
    pub fn of(decision: &Decision, on: Date, by: String) -> Self {
        let outcome = &decision.outcome;
        let texts = outcome.triggers.iter().chain([&outcome.confirmation]).filter(|text| !is_blank(text));
        let findings = texts.map(|text| ReviewFinding { about: text.clone(), state: FindingState::Unknown }).collect();
        let review = Review { on, by, verdict: ReviewVerdict::Keep, findings, note: String::new(), next: None };
        Self { review, is_judged: false, next: None }
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        let is_judged =
            self.is_judged.then(|| Draft { words: "The review is not recorded yet.".to_owned(), step: None });
        let note = || Draft::not_added("The remark", &self.review.note, None);
        is_judged.or_else(note).or_else(|| Draft::no_day("Next review", self.next.as_deref(), None))
    }

    pub(super) fn show(&mut self, ui: &mut Ui, decision: Option<&Decision>) -> Option<Intent> {
        let decision = decision?;
        head(ui, "Does the decision still hold?");
        let due = decision.due().map(|due| due.sentence(self.review.on)).unwrap_or_default();
        explain(ui, format!("{due} Your answers go into the record and its ADR.").trim());
        let most = (ui.ctx().content_rect().height() - 280.0).clamp(120.0, 640.0);
        let form = ScrollArea::vertical().max_height(most).auto_shrink([false, true]);
        let entered = form.show(ui, |ui| self.form(ui, decision)).inner;
        let is_complete =
            self.is_judged && !self.is_next_past() && self.next.as_ref().is_none_or(|typed| is_day(typed));
        // What is missing is on the screen, and the field is where people go on from.
        if let Some(field) = entered.as_ref().filter(|_| !is_complete) {
            field.request_focus();
        }
        let mut is_confirmed = entered.is_some();
        let mut answer = None;
        row(ui, |ui| {
            is_confirmed |= button_enabled(ui, "Record the review", ButtonKind::Primary, is_complete).clicked();
            if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Dismiss);
            }
        });
        if is_confirmed && is_complete { Some(self.confirmed()) } else { answer }
    }

    fn confirmed(&self) -> Intent {
        Intent::Confirmed(vec![Edit::Review(self.review.clone())])
    }

    /// Draws the fields. Returns the one-line field in which Enter was pressed.
    fn form(&mut self, ui: &mut Ui, decision: &Decision) -> Option<Response> {
        // The scroll bar would cover the right edges of the fields.
        ui.set_max_width(ui.available_width() - SCROLL_BAR);
        for (place, finding) in self.review.findings.iter_mut().enumerate() {
            let is_confirmation = finding.about == decision.outcome.confirmation;
            let (what, names) = if is_confirmation {
                ("Confirmation", FindingState::ALL.map(FindingState::of_confirmation))
            } else {
                ("Reversal trigger", FindingState::ALL.map(FindingState::of_trigger))
            };
            secondary(ui, what);
            paragraph(ui, &finding.about);
            let state = FindingState::ALL.iter().position(|state| *state == finding.state);
            if let Some(picked) = segmented(ui, &format!("Finding {}", place + 1), &names, state) {
                finding.state = FindingState::ALL[picked];
            }
            ui.add_space(space::XS);
        }
        let verdicts = ReviewVerdict::ALL.map(|verdict| capitalized(verdict.word()));
        let verdicts: Vec<&str> = verdicts.iter().map(String::as_str).collect();
        secondary(ui, "What should happen to the decision?");
        let chosen = ReviewVerdict::ALL.iter().position(|verdict| *verdict == self.review.verdict);
        if let Some(picked) = segmented(ui, "Verdict", &verdicts, chosen.filter(|_| self.is_judged)) {
            self.review.verdict = ReviewVerdict::ALL[picked];
            self.is_judged = true;
        }
        ui.add_space(space::XS);
        let by = Field::line("Reviewed by").edit(ui, &mut self.review.by);
        focus_first(ui, &by);
        Field::lines("Remarks", 2).edit(ui, &mut self.review.note);
        let (next, day) = date_field(ui, "Next review", self.review.next, &mut self.next);
        if let Some(day) = day {
            self.review.next = day;
        }
        if self.is_next_past() {
            secondary(ui, "That day is in the past. Choose a later one.");
        }
        // A one-line field gives up the focus when Enter is pressed.
        let is_enter = ui.input(|input| input.key_pressed(Key::Enter));
        [by, next].into_iter().find(|field| is_enter && field.lost_focus())
    }

    fn is_next_past(&self) -> bool {
        self.review.next.is_some_and(|next| next < self.review.on)
    }
}

fn is_day(typed: &str) -> bool {
    typed.trim().is_empty() || typed.trim().parse::<Date>().is_ok()
}
