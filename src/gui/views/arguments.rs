//! Arguments for and against each option, as the ADR lists them: drafts, until people edit them.

use std::collections::BTreeSet;

use egui::{Align, Layout, Ui};

use super::Cx;
use crate::{
    analysis::Argument,
    decision::{Alternative, ConsequenceKind, Edit, OptionField, OptionId, text::stopped},
    gui::{
        intent::Intent,
        theme::tokens::{Tokens, Type, space},
        widgets::{ButtonKind, button, list_field, looks_locked, rich, secondary, section, spoken, swatch, with_lock},
    },
};

/// The options whose arguments are open for editing.
pub(super) type Open = BTreeSet<OptionId>;

/// Draws the arguments of every option.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, open: &mut Open, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    // Drafts would reveal scores.
    if decision.is_blind() {
        return;
    }
    section(ui, "Pros and cons");
    secondary(ui, "Drafted from scores and notes. Edit them to use your own words.");
    let findings = cx.document.findings();
    for (at, option) in decision.options.iter().enumerate() {
        let drafts = findings.arguments().get(at).map_or(&[][..], Vec::as_slice);
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            swatch(ui, Tokens::of(ui).option(at));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons(ui, option, open, out);
                let name = egui::Label::new(rich(option.called(), Type::BodyMedium)).truncate();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(name));
            });
        });
        let kinds = [ConsequenceKind::Good, ConsequenceKind::Bad];
        if open.contains(&option.id) {
            ui.push_id(option.id.as_str(), |ui| kinds.map(|kind| fields(ui, option, kind, drafts, out)));
        } else {
            let lines: Vec<String> = kinds.into_iter().flat_map(|kind| lines(option, kind, drafts)).collect();
            if lines.is_empty() {
                secondary(ui, "None yet.");
            }
            for line in lines {
                ui.add(egui::Label::new(rich(line, Type::Secondary).line_height(Some(17.0))).wrap());
            }
        }
    }
}

fn buttons(ui: &mut Ui, option: &Alternative, open: &mut Open, out: &mut Vec<Intent>) {
    let name = spoken(option.called());
    let is_open = open.contains(&option.id);
    let words = if is_open { "Done" } else { "Edit" };
    let is_locked = looks_locked(ui) && !is_open;
    let edit = with_lock(ui, is_locked, |ui| button(ui, words, ButtonKind::Secondary));
    if edit.accessible_name(format!("{words}: arguments of {name}")).clicked() && !open.remove(&option.id) {
        open.insert(option.id.clone());
    }
    let is_edited = option.pros.is_some() || option.cons.is_some();
    if is_edited
        && button(ui, "Use the drafts", ButtonKind::Quiet)
            .accessible_name(format!("Use the drafts for {name}"))
            .clicked()
    {
        let own = [(option.pros.is_some(), OptionField::Pros(None)), (option.cons.is_some(), OptionField::Cons(None))];
        let back = own.into_iter().filter(|(is_own, _)| *is_own);
        let back = back.map(|(_, field)| Edit::Option(option.id.clone(), field));
        out.push(Intent::EditTogether(back.collect()));
    }
}

/// Returns the arguments of one kind that people wrote; `None` while they are drafted.
fn own(option: &Alternative, kind: ConsequenceKind) -> Option<&Vec<String>> {
    if kind == ConsequenceKind::Good { option.pros.as_ref() } else { option.cons.as_ref() }
}

/// Returns the arguments of one kind as the ADR words them.
fn lines(option: &Alternative, kind: ConsequenceKind, drafts: &[Argument]) -> Vec<String> {
    let words: Vec<String> = match own(option, kind) {
        Some(own) => own.iter().filter(|text| !text.trim().is_empty()).cloned().collect(),
        None => drafts.iter().filter(|draft| draft.kind == kind).map(Argument::with_scores).collect(),
    };
    words.into_iter().map(|words| format!("{}, because {}", kind.name(), stopped(&words))).collect()
}

/// Draws a field for each argument of one kind. The first change makes all of them people's own.
fn fields(ui: &mut Ui, option: &Alternative, kind: ConsequenceKind, drafts: &[Argument], out: &mut Vec<Intent>) {
    let drafted = || drafts.iter().filter(|draft| draft.kind == kind).map(Argument::in_words).collect();
    let texts = own(option, kind).cloned().unwrap_or_else(drafted);
    let is_pro = kind == ConsequenceKind::Good;
    secondary(ui, format!("{}, because …", kind.name()));
    let one = format!("Argument {} {}", if is_pro { "for" } else { "against" }, spoken(option.called()));
    if let Some(list) = list_field(ui, &one, "One sentence", &texts) {
        let field = if is_pro { OptionField::Pros(Some(list)) } else { OptionField::Cons(Some(list)) };
        out.push(Intent::Edit(Edit::Option(option.id.clone(), field)));
    }
    ui.add_space(space::XS);
}
