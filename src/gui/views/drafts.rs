//! Suggestions by the analysis for the time after the decision. They are not in the record until people take them; then they are
//! ordinary text.

use egui::{Align, Layout, Ui};

use super::Cx;
use crate::{
    analysis::{draft_review, draft_triggers},
    decision::{Edit, OutcomeField},
    gui::{
        intent::Intent,
        theme::tokens::{Type, space},
        widgets::{ButtonKind, button, card, rich, secondary, with_lock},
    },
};

/// The display of suggested triggers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Suggestions {
    /// They are shown while the record has no trigger.
    #[default]
    WhereEmpty,
    /// People have opened them.
    Open,
    /// People have closed them.
    Hidden,
}

/// Draws suggested reversal triggers that are not in the record yet.
pub(super) fn triggers(ui: &mut Ui, cx: &Cx<'_>, suggestions: &mut Suggestions, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    // Suggestions would reveal scores.
    if decision.is_blind() {
        return;
    }
    let mine = &decision.outcome.triggers;
    let mut drafts = draft_triggers(decision, &cx.document.findings().analysis);
    drafts.retain(|draft| !mine.contains(draft));
    if drafts.is_empty() {
        return;
    }
    ui.add_space(space::XS);
    let is_open = match suggestions {
        Suggestions::WhereEmpty => mine.is_empty(),
        Suggestions::Open => true,
        Suggestions::Hidden => false,
    };
    if !is_open {
        if with_lock(ui, false, |ui| button(ui, "Suggestions from the result", ButtonKind::Quiet)).clicked() {
            *suggestions = Suggestions::Open;
        }
        return;
    }
    card(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(rich("The result suggests", Type::SecondaryStrong));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let hide = with_lock(ui, false, |ui| button(ui, "Hide", ButtonKind::Quiet));
                if hide.accessible_name("Hide the suggestions").clicked() {
                    *suggestions = Suggestions::Hidden;
                }
                if drafts.len() > 1 && button(ui, "Add all", ButtonKind::Secondary).clicked() {
                    out.push(taken(mine, &drafts));
                }
            });
        });
        secondary(ui, "Nothing goes into the record until you add it. Then you can edit it.");
        for draft in &drafts {
            ui.add_space(space::XS);
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                let take_it = button(ui, "Add", ButtonKind::Secondary).accessible_name(format!("Add: {draft}"));
                if take_it.clicked() {
                    // The record has a trigger from now on, which would hide the other suggestions.
                    *suggestions = Suggestions::Open;
                    out.push(taken(mine, std::slice::from_ref(draft)));
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.add(egui::Label::new(rich(draft, Type::Secondary).line_height(Some(17.0))).wrap());
                });
            });
        }
    });
}

/// Returns the edit that adds drafts after the triggers of the record. Empty lines, which wait for text, are removed.
fn taken(triggers: &[String], drafts: &[String]) -> Intent {
    let list = triggers.iter().filter(|text| !text.trim().is_empty()).chain(drafts).cloned();
    Intent::Edit(Edit::Outcome(OutcomeField::Triggers(list.collect())))
}

/// Draws a suggested day of review, while the record has none.
pub(super) fn review(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    if decision.is_blind() || decision.outcome.review.is_some() {
        return;
    }
    let findings = cx.document.findings();
    if findings.analysis.first.is_none() {
        return;
    }
    let Some(draft) = draft_review(&findings.analysis, cx.today) else { return };
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        if button(ui, &format!("Use {}", draft.on), ButtonKind::Secondary).clicked() {
            out.push(Intent::Edit(Edit::Outcome(OutcomeField::Review(Some(draft.on)))));
        }
        secondary(ui, format!("Suggested: {}", draft.because));
    });
}
