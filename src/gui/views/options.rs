//! Options: the alternatives to choose from.

use std::ops::Range;

use egui::Ui;

use super::Cx;
use crate::{
    decision::{Alternative, Decision, Edit, OptionField, OptionId},
    gui::{
        intent::Intent,
        session::Draft,
        step::Step,
        theme::{
            icons,
            tokens::{Tokens, size, space},
        },
        widgets::{
            ButtonKind, Field, Tone, button, button_enabled, callout, card, empty_state, field_menu, icon_button,
            label, look_alikes, page_head, secondary, shown, swatch, two_forms,
        },
        wording::name_of_option,
    },
};

/// The width of the buttons that move and remove an option, in points.
const MOVES: f32 = 94.0;

/// The memory of the screen.
#[derive(Default)]
pub struct OptionsState {
    name: String,
}

impl OptionsState {
    pub(super) fn draft(&self) -> Option<Draft> {
        Draft::not_added("The option", &self.name, Some(Step::Options))
    }
}

/// Draws the step.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut OptionsState, out: &mut Vec<Intent>) {
    page_head(ui, "What could you choose?", "List only what you would actually choose. Keeping what you have counts.");
    look_alikes(ui, &cx.document.findings().problems, Some(Step::Options));
    let decision = cx.decision();
    if decision.options.is_empty() {
        ui.scope(|ui| {
            ui.set_max_width(size::FORM.min(ui.available_width()));
            empty_state(
                ui,
                "No options yet",
                "Add at least two. They become the columns of the score sheet, in this \
                                               order.",
            );
        });
        ui.add_space(space::L);
    }
    let (half, all) = (decision.options.len().div_ceil(2), decision.options.len());
    two_forms(ui, 0.0, out, |ui, out| cards(ui, cx, 0..half, out), |ui, out| cards(ui, cx, half..all, out));
    ui.add_space(space::M);
    add(ui, cx, state, out);
    ui.add_space(space::XXL);
}

/// Draws a range of the options, one below the other. In a wide window, two halves of them are side by side.
fn cards(ui: &mut Ui, cx: &Cx<'_>, indices: Range<usize>, out: &mut Vec<Intent>) {
    for index in indices {
        ui.push_id(cx.decision().options[index].id.as_str(), |ui| option(ui, cx, index, out));
        ui.add_space(space::S);
    }
}

/// Returns what can be done with an option, by name.
fn acts(decision: &Decision, index: usize) -> Vec<(String, Intent)> {
    let option = &decision.options[index];
    let mut acts = Vec::new();
    if index > 0 {
        acts.push(("Move up".to_owned(), Intent::Edit(Edit::MoveOption(option.id.clone(), index - 1))));
    }
    if index + 1 < decision.options.len() {
        acts.push(("Move down".to_owned(), Intent::Edit(Edit::MoveOption(option.id.clone(), index + 1))));
    }
    acts.push((format!("Remove {}", option.called()), Intent::Edit(Edit::RemoveOption(option.id.clone()))));
    acts
}

fn option(ui: &mut Ui, cx: &Cx<'_>, index: usize, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let option = &decision.options[index];
    let t = Tokens::of(ui);
    card(ui, |ui| {
        ui.horizontal(|ui| {
            swatch(ui, t.option(index));
            let width = ui.available_width() - MOVES;
            let name = name_of_option(index);
            let (response, words) = Field::line(&name).unlabelled().width(width).own_menu().show(ui, &option.name);
            out.extend(field_menu(ui, &response, || acts(decision, index)));
            if let Some(words) = words {
                out.push(Intent::Edit(Edit::Option(option.id.clone(), OptionField::Name(words))));
            }
            ui.spacing_mut().item_spacing.x = space::XS;
            if icon_button(ui, icons::ARROW_UPWARD, &format!("Move {} up", option.called())).clicked() && index > 0 {
                out.push(Intent::Edit(Edit::MoveOption(option.id.clone(), index - 1)));
            }
            if icon_button(ui, icons::ARROW_DOWNWARD, &format!("Move {} down", option.called())).clicked() {
                out.push(Intent::Edit(Edit::MoveOption(option.id.clone(), index + 1)));
            }
            if icon_button(ui, icons::DELETE, &format!("Remove {}", option.called())).clicked() {
                out.push(Intent::Edit(Edit::RemoveOption(option.id.clone())));
            }
        });
        ui.add_space(space::XS);
        let name = format!("Description of option {}", index + 1);
        let field = Field::lines(&name, 2).unlabelled().own_menu().hint("What would choosing it mean for you?");
        let (response, words) = field.show(ui, &option.description);
        out.extend(field_menu(ui, &response, || acts(decision, index)));
        if let Some(words) = words {
            out.push(Intent::Edit(Edit::Option(option.id.clone(), OptionField::Description(words))));
        }
        if !decision.is_blind() {
            let findings = cx.document.findings();
            let result = findings.analysis.options.iter().find(|result| result.id == option.id);
            if let Some(reason) = result.and_then(|result| result.screened_out.as_deref()) {
                callout(ui, Tone::Warning, "", reason, |_| ());
            }
        }
    });
}

fn add(ui: &mut Ui, cx: &Cx<'_>, state: &mut OptionsState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    ui.horizontal(|ui| {
        // Leaves room for the button that adds.
        let width = (ui.available_width() - 140.0).clamp(80.0, 320.0);
        let field = Field::line("New option").unlabelled().hint("Name of another option").width(width);
        let response = field.edit(ui, &mut state.name);
        let name = state.name.trim().to_owned();
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let pressed = button_enabled(ui, "Add an option", ButtonKind::Primary, !name.is_empty()).clicked();
        if (pressed || entered) && !name.is_empty() {
            let known = cx.template().map(|template| template.alternative(&name, decision));
            let added = known.unwrap_or_else(|| {
                Alternative::new(OptionId::from_name(&name, decision.options.iter().map(|option| &option.id)), name)
            });
            out.push(Intent::Edit(Edit::AddOption(added)));
            state.name.clear();
            response.request_focus();
        }
    });
    let Some(template) = cx.template() else { return };
    let left: Vec<_> = template
        .options
        .iter()
        .chain(&template.suggestions)
        .filter(|known| decision.option(&known.id).is_none())
        .collect();
    if left.is_empty() {
        return;
    }
    ui.add_space(space::L);
    label(ui, "Or pick from these");
    secondary(ui, "Each comes with a one-line description.");
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        for known in left {
            if button(ui, &known.name, ButtonKind::Secondary).on_hover_text(shown(&known.description)).clicked() {
                out.push(Intent::Edit(Edit::AddOption(Alternative::clone(known))));
            }
        }
    });
}
