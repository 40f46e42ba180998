//! The questions before an accepted record is corrected, and before a decision is accepted despite doubts.

use egui::Ui;
use jiff::civil::Date;

use super::{explain, focus_first, head, simple::row};
use crate::{
    analysis::Doubt,
    decision::{
        Correction, Decision, Edit, OutcomeField,
        text::{day, is_blank},
    },
    gui::{
        intent::{BallotIntent, Intent, Question, StartIntent},
        session::{Document, Draft, told_to_publish},
        theme::tokens::space,
        widgets::{ButtonKind, Field, button, button_enabled, paragraph},
    },
};

/// The correction of an accepted record.
pub struct Correcting {
    /// The day of the correction.
    pub on: Date,
    /// The person who makes the correction.
    pub by: String,
    /// The reason.
    pub why: String,
    /// The changes that people were about to make; empty where they start a correction before the first change.
    pub edits: Vec<Edit>,
}

impl Correcting {
    pub(super) fn show(&mut self, ui: &mut Ui, decision: Option<&Decision>) -> Option<Intent> {
        let since = decision.and_then(Decision::status_date).map(|on| format!(" on {}", day(on))).unwrap_or_default();
        head(ui, "Fix a mistake in the accepted record?");
        explain(
            ui,
            &format!(
                "This decision was accepted{since} and is locked. To make a new decision, supersede it. To fix a \
                 mistake, say why; the record and its ADR keep the reason. The correction ends when you save."
            ),
        );
        ui.add_space(space::XS);
        let field =
            Field::line("Why are you correcting it?").hint("For example: a score was entered for the wrong option");
        let response = field.edit(ui, &mut self.why);
        focus_first(ui, &response);
        // A one-line field gives up the focus when Enter is pressed.
        let mut is_confirmed = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let is_complete = !is_blank(&self.why);
        let mut answer = None;
        row(ui, |ui| {
            is_confirmed |= button_enabled(ui, "Correct", ButtonKind::Primary, is_complete).clicked();
            if button(ui, "Supersede", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Start(StartIntent::Supersede));
            }
            if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Dismiss);
            }
        });
        if is_confirmed && is_complete { Some(self.confirmed()) } else { answer }
    }

    fn confirmed(&self) -> Intent {
        let correction = Correction { on: self.on, by: self.by.clone(), why: self.why.trim().to_owned() };
        Intent::Confirmed([Edit::Correct(correction)].into_iter().chain(self.edits.iter().cloned()).collect())
    }
}

/// The acceptance of a decision about which there are doubts.
pub struct Accepting {
    /// The steps to the new status.
    pub steps: Vec<Edit>,
    /// The doubts, each with the reason to accept the decision all the same; empty where no reason is given.
    doubts: Vec<(Doubt, String)>,
    /// Whether sealed ballots that are not published are still to be asked about, before any reason is typed.
    waits: bool,
}

impl Accepting {
    /// Returns the question for these doubts, of which there must be at least one.
    #[must_use]
    pub fn new(steps: Vec<Edit>, doubts: Vec<Doubt>) -> Self {
        let waits = doubts.iter().any(|doubt| matches!(doubt, Doubt::Unpublished(_)));
        Self { steps, doubts: doubts.into_iter().map(|doubt| (doubt, String::new())).collect(), waits }
    }

    /// Returns the title of the dialog.
    #[must_use]
    pub(super) fn title(&self) -> &'static str {
        if self.waits { "Accept it without all ballots?" } else { "Accept it as it stands?" }
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        self.doubts.iter().find_map(|(_, why)| Draft::not_added("The reason", why, None))
    }

    pub(super) fn show(&mut self, ui: &mut Ui, document: Option<&Document>) -> Option<Intent> {
        let document = document?;
        let decision = document.decision();
        if self.waits {
            return self.ask_to_publish(ui, document);
        }
        head(ui, self.title());
        let (mut first, mut missing, mut is_confirmed) = (None, None, false);
        for (doubt, why) in &mut self.doubts {
            paragraph(ui, doubt.sentence(decision));
            if reason(doubt, "").is_some() {
                let response = Field::line(&question(doubt, decision)).edit(ui, why);
                is_confirmed |= response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                if needs_reason(doubt) && is_blank(why) {
                    missing.get_or_insert(response.clone());
                }
                first.get_or_insert(response);
            }
            ui.add_space(space::XS);
        }
        // Enter while a reason is missing leads to the field for it.
        if let Some(missing) = missing.as_ref().filter(|_| is_confirmed) {
            missing.request_focus();
        }
        let mut answer = None;
        row(ui, |ui| {
            let accept = button_enabled(ui, "Accept", ButtonKind::Primary, missing.is_none());
            focus_first(ui, first.as_ref().unwrap_or(&accept));
            is_confirmed |= accept.clicked();
            if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Dismiss);
            }
        });
        if is_confirmed && missing.is_none() { Some(self.confirmed()) } else { answer }
    }

    /// Asks what to do about the sealed ballots that are not published. Accepting without them is not the first answer, since they
    /// come into the accepted record only by a correction.
    fn ask_to_publish(&mut self, ui: &mut Ui, document: &Document) -> Option<Intent> {
        head(ui, self.title());
        for (doubt, _) in &self.doubts {
            if matches!(doubt, Doubt::Unpublished(_)) {
                paragraph(ui, doubt.sentence(document.decision()));
            }
        }
        explain(ui, "Once the decision is accepted, publishing a ballot is a correction of the accepted record.");
        let mut answer = None;
        row(ui, |ui| {
            let mut first = None;
            if let Some(told) = told_to_publish(document.decision(), &document.to_publish()) {
                let publish = button(ui, "Publish", ButtonKind::Primary).on_hover_text(format!("{told}."));
                if publish.clicked() {
                    answer = Some(Intent::Ballots(BallotIntent::Publish));
                }
                first = Some(publish);
            }
            let withdraw = button(ui, "Withdraw a ballot…", ButtonKind::Secondary);
            if withdraw.clicked() {
                answer = Some(Intent::Ask(Question::Members));
            }
            focus_first(ui, first.as_ref().unwrap_or(&withdraw));
            if button(ui, "Accept without them", ButtonKind::Secondary).clicked() {
                self.waits = false;
                ui.ctx().request_repaint();
                if self.doubts.len() == 1 {
                    answer = Some(self.confirmed());
                }
            }
            if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Dismiss);
            }
        });
        answer
    }

    fn confirmed(&self) -> Intent {
        let reasons = self.doubts.iter().filter_map(|(doubt, why)| reason(doubt, why.trim()));
        Intent::Confirmed(reasons.map(Edit::Outcome).chain(self.steps.clone()).collect())
    }
}

/// Returns whether the decision is accepted only with a reason for this doubt, as by the command `decide`.
fn needs_reason(doubt: &Doubt) -> bool {
    !matches!(doubt, Doubt::AgainstLead(_)) && reason(doubt, "").is_some()
}

/// Returns the part of the outcome that keeps the reason for a doubt, or `None` for doubts that take no reason.
fn reason(doubt: &Doubt, why: &str) -> Option<OutcomeField> {
    match doubt {
        Doubt::NoDecisionMaker | Doubt::NotSigned(_) | Doubt::Unpublished(_) | Doubt::Past(_) => None,
        Doubt::Objection(_) => Some(OutcomeField::DespiteObjection(why.to_owned())),
        Doubt::ThinCoverage(..) => Some(OutcomeField::ThinCoverage(why.to_owned())),
        Doubt::UnscoredMustHave(_) => Some(OutcomeField::UnscoredMustHave(why.to_owned())),
        Doubt::AgainstLead(_) => Some(OutcomeField::AgainstLead(why.to_owned())),
    }
}

/// Returns the question that the reason answers.
fn question(doubt: &Doubt, decision: &Decision) -> String {
    match doubt {
        Doubt::Objection(_) => "Why accept it anyway?".to_owned(),
        Doubt::UnscoredMustHave(_) => "Why accept it without that score?".to_owned(),
        Doubt::AgainstLead(leader) => format!("Why not {}, which scored higher?", decision.option_name(leader)),
        _ => "Why are these scores enough?".to_owned(),
    }
}
