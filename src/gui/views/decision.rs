//! Decision: the chosen option, the reasons, and the consequences.

use egui::{Sense, Stroke, Ui, vec2};

use super::{Cx, arguments, context::tone, drafts, reveal::reveal_button};
use crate::{
    analysis::Analysis,
    decision::{
        Alternative, Consequence, ConsequenceKind, Edit, OutcomeField, Severity, SignOff, Status, Verdict,
        text::{called, is_blank},
    },
    gui::{
        intent::Intent,
        session::Draft,
        step::Step,
        theme::tokens::{Tokens, Type, size, space},
        widgets::{
            ButtonKind, Field, Tone, button, button_enabled, callout, chip, date_field, empty_state, list_field,
            looks_locked, page_head, paragraph, rich, secondary, section, segmented, spoken, swatch, tell_lock,
            two_forms, with_lock,
        },
        wording::{CONFIRMATION, JUSTIFICATION, TRIGGER, consequence},
    },
};

/// The least width for the comment of a sign-off beside the verdict, in points; with less it is below.
const COMMENT: f32 = 160.0;

/// The memory of the screen.
#[derive(Default)]
pub struct DecisionState {
    /// The day of the review, while it is being typed.
    review: Option<String>,
    open_arguments: arguments::Open,
    suggestions: drafts::Suggestions,
}

impl DecisionState {
    pub(super) fn draft(&self) -> Option<Draft> {
        Draft::no_day("Review date", self.review.as_deref(), Some(Step::Decision))
    }
}

/// Draws the step.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut DecisionState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    page_head(ui, "What do you choose, and why?", "You decide, not the total. Everything here goes into the ADR.");
    if decision.options.is_empty() {
        ui.set_max_width(size::FORM.min(ui.available_width()));
        empty_state(ui, "No options to choose from", "Add two or more options first.");
        ui.add_space(space::M);
        if button(ui, "Go to Options", ButtonKind::Primary).clicked() {
            out.push(Intent::Go(Step::Options));
        }
        return;
    }
    if decision.is_blind() {
        callout(
            ui,
            Tone::Warning,
            "The round is still hidden",
            "You can start writing, but the scores stay hidden until the round is revealed.",
            |ui| reveal_button(ui, decision, out),
        );
        ui.add_space(space::M);
    }
    let mut open = std::mem::take(&mut state.open_arguments);
    two_forms(
        ui,
        space::XL,
        out,
        |ui, out| {
            for index in 0..decision.options.len() {
                choice(ui, cx, index, out);
            }
            ui.add_space(space::M);
            reasons(ui, cx, out);
            ui.add_space(space::XL);
            consequences(ui, cx, out);
            ui.add_space(space::XL);
            arguments::show(ui, cx, &mut open, out);
        },
        |ui, out| {
            afterwards(ui, cx, state, out);
            ui.add_space(space::XL);
            // The life of a decision goes on after it is accepted.
            with_lock(ui, false, |ui| {
                sign_offs(ui, cx, out);
                ui.add_space(space::XL);
                status(ui, cx, out);
            });
        },
    );
    state.open_arguments = open;
    ui.add_space(space::XXL);
}

fn outcome(field: OutcomeField) -> Intent {
    Intent::Edit(Edit::Outcome(field))
}

fn choice(ui: &mut Ui, cx: &Cx<'_>, index: usize, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let option: &Alternative = &decision.options[index];
    let t = Tokens::of(ui);
    let chosen = decision.outcome.chosen.as_ref() == Some(&option.id);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::accesskit::Role::RadioButton,
            true,
            chosen,
            format!("Choose {}", spoken(option.called())),
        )
    });
    let response = tell_lock(ui, response);
    let is_locked = looks_locked(ui);
    let edge = match (chosen && !is_locked || response.has_focus(), response.hovered()) {
        (true, _) => Stroke::new(size::FOCUS, t.accent),
        (false, true) => Stroke::new(1.0, t.secondary),
        (false, false) => Stroke::new(1.0, t.line),
    };
    let ground = if is_locked { t.background } else { t.surface };
    ui.painter().rect(rect, size::RADIUS, ground, edge, egui::StrokeKind::Inside);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(14.0, 0.0))).layout(layout));
    let (mark, _) = inside.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
    let dot = if is_locked { t.secondary } else { t.accent };
    inside.painter().circle_stroke(mark.center(), 8.0, Stroke::new(1.5, if chosen { dot } else { t.secondary }));
    if chosen {
        inside.painter().circle_filled(mark.center(), 4.5, dot);
    }
    swatch(&mut inside, t.option(index));
    // The facts are drawn first; a long name gets the room that is left.
    inside.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if !decision.is_blind() {
            let findings = cx.document.findings();
            facts(ui, &findings.analysis, option);
        }
        ui.with_layout(layout, |ui| ui.add(egui::Label::new(rich(option.called(), Type::BodyMedium)).truncate()));
    });
    if response.clicked() {
        // A click on the chosen option takes the choice back.
        out.push(outcome(OutcomeField::Chosen(if chosen { None } else { Some(option.id.clone()) })));
    }
}

fn facts(ui: &mut Ui, analysis: &Analysis, option: &Alternative) {
    let Some(result) = analysis.options.iter().find(|result| result.id == option.id) else { return };
    if analysis.first.is_some() {
        ui.label(rich(format!("{:.2}", result.value), Type::BodyMedium));
    }
    if result.screened_out.is_some() {
        chip(ui, "ruled out", Tone::Warning);
    } else if analysis.winner() == Some(&option.id) {
        chip(ui, "leads", Tone::Good);
    }
}

fn reasons(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let findings = cx.document.findings();
    let chosen = decision.outcome.chosen.as_ref().filter(|_| !decision.is_blind());
    if let Some(lead) = chosen.and_then(|chosen| findings.analysis.ahead_of(chosen)) {
        let leader = decision.option_name(lead);
        let name = format!("Why not {leader}, which scored higher?");
        let field = Field::lines(&name, 2).hint("The ADR shows this reason and the gap.");
        if let (_, Some(words)) = field.show(ui, &decision.outcome.against_lead) {
            out.push(outcome(OutcomeField::AgainstLead(words)));
        }
        ui.add_space(space::S);
    }
    let field = Field::lines(JUSTIFICATION, 3)
        .hint("For example: both teams can own it within a month, and the service waits on the network");
    if let (_, Some(words)) = field.show(ui, &decision.outcome.justification) {
        out.push(outcome(OutcomeField::Justification(words)));
    }
    let thin = findings.analysis.options.iter().any(|option| option.screened_out.is_none() && option.coverage < 0.8);
    // A reason that is written already stays in view, so that it can be changed.
    if !decision.is_blind() && (thin || !decision.outcome.thin_coverage.is_empty()) {
        ui.add_space(space::S);
        let field = Field::lines("Why decide when less than 80 % of the weight is scored?", 2);
        if let (_, Some(words)) = field.show(ui, &decision.outcome.thin_coverage) {
            out.push(outcome(OutcomeField::ThinCoverage(words)));
        }
    }
}

fn consequences(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    ui.horizontal(|ui| {
        section(ui, "Consequences");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let can = decision.outcome.chosen.is_some() && !decision.is_blind();
            let help = "Adds the arguments for and against the chosen option, for you to edit";
            if button_enabled(ui, "Draft from arguments", ButtonKind::Secondary, can).on_hover_text(help).clicked() {
                let drafted = draft(cx);
                if drafted != decision.outcome.consequences {
                    out.push(outcome(OutcomeField::Consequences(drafted)));
                }
            }
        });
    });
    for kind in ConsequenceKind::ALL {
        let mine: Vec<String> =
            decision.outcome.consequences.iter().filter(|c| c.kind == kind).map(|c| c.text.clone()).collect();
        secondary(ui, format!("{}, because …", kind.name()));
        let one = consequence(kind);
        if let Some(list) = list_field(ui, &one, "One sentence", &mine) {
            let others = decision.outcome.consequences.iter().filter(|c| c.kind != kind).cloned();
            let mut all: Vec<Consequence> =
                others.chain(list.into_iter().map(|text| Consequence { kind, text })).collect();
            all.sort_by_key(|consequence| ConsequenceKind::ALL.iter().position(|kind| *kind == consequence.kind));
            out.push(outcome(OutcomeField::Consequences(all)));
        }
        ui.add_space(space::XS);
    }
}

/// Returns the consequences of the record, and one for each argument that is drafted for the chosen option.
fn draft(cx: &Cx<'_>) -> Vec<Consequence> {
    let decision = cx.decision();
    let mut all = decision.outcome.consequences.clone();
    let chosen = decision.options.iter().position(|option| decision.outcome.chosen.as_ref() == Some(&option.id));
    let findings = cx.document.findings();
    for argument in chosen.and_then(|at| findings.arguments().get(at)).into_iter().flatten() {
        let (kind, text) = (argument.kind, argument.in_words());
        if all.iter().all(|consequence| consequence.text != text) {
            all.push(Consequence { kind, text });
        }
    }
    all.sort_by_key(|consequence| ConsequenceKind::ALL.iter().position(|kind| *kind == consequence.kind));
    all
}

fn afterwards(ui: &mut Ui, cx: &Cx<'_>, state: &mut DecisionState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    section(ui, "Afterwards");
    let field = Field::lines(CONFIRMATION, 2).hint("How will you check that the decision is followed and works?");
    if let (_, Some(words)) = field.show(ui, &decision.outcome.confirmation) {
        out.push(outcome(OutcomeField::Confirmation(words)));
    }
    ui.add_space(space::S);
    secondary(ui, "What would make you reconsider?");
    let hint = "For example: compute-bound work passes a fifth of the time";
    if let Some(list) = list_field(ui, TRIGGER, hint, &decision.outcome.triggers) {
        out.push(outcome(OutcomeField::Triggers(list)));
    }
    drafts::triggers(ui, cx, &mut state.suggestions, out);
    ui.add_space(space::S);
    with_lock(ui, false, |ui| {
        if let (_, Some(day)) = date_field(ui, "Review date", decision.outcome.review, &mut state.review) {
            out.push(outcome(OutcomeField::Review(day)));
        }
        drafts::review(ui, cx, out);
    });
}

fn sign_offs(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    section(ui, "Sign-offs");
    let given = &decision.outcome.sign_offs;
    let makers = decision.people.decision_makers.iter().filter(|name| !is_blank(name));
    let mut names: Vec<&String> = makers.collect();
    // People who have signed are listed even if they are no decision makers any more.
    names.extend(given.iter().map(|sign_off| &sign_off.name));
    names.sort();
    names.dedup();
    if names.is_empty() {
        secondary(ui, "No decision makers yet.");
        if button(ui, "Add them", ButtonKind::Secondary).clicked() {
            out.push(Intent::Go(Step::Context));
        }
        return;
    }
    for name in names {
        let place = given.iter().position(|sign_off| sign_off.name == *name);
        // A sign-off without a name is listed too, so that it can be removed.
        let called = called(name, "No name");
        ui.push_id(name, |ui| {
            ui.add(egui::Label::new(rich(called, Type::BodyMedium)).truncate());
            let current = place.and_then(|p| Verdict::ALL.iter().position(|v| *v == given[p].verdict));
            let picked = ui.horizontal(|ui| {
                let picked = segmented(ui, called, &["Agrees", "With a reservation", "Objects"], current);
                // The comment is beside the verdict, so that nothing below moves when it appears.
                let is_beside = ui.available_width() >= COMMENT;
                if let Some(place) = place.filter(|_| is_beside) {
                    let below_top = (ui.min_rect().height() - size::CONTROL) / 2.0;
                    ui.vertical(|ui| {
                        ui.add_space(below_top.max(0.0));
                        comment(ui, called, given, place, out);
                    });
                }
                (picked, is_beside)
            });
            let (picked, is_beside) = picked.inner;
            if let Some(place) = place.filter(|_| !is_beside) {
                comment(ui, called, given, place, out);
            }
            if let Some(picked) = picked {
                let mut list = given.clone();
                let verdict = Verdict::ALL[picked];
                match place {
                    // A click on the given verdict takes the sign-off back.
                    Some(place) if current == Some(picked) => {
                        list.remove(place);
                    }
                    Some(place) => list[place].verdict = verdict,
                    None => {
                        let comment = String::new();
                        list.push(SignOff { name: name.clone(), verdict, comment, on: cx.today });
                    }
                }
                out.push(outcome(OutcomeField::SignOffs(list)));
            }
        });
        ui.add_space(space::XS);
    }
}

/// Draws the field for the comment on a verdict.
fn comment(ui: &mut Ui, called: &str, given: &[SignOff], place: usize, out: &mut Vec<Intent>) {
    let name = format!("Comment of {called}");
    let field = Field::line(&name).unlabelled().hint("Comment");
    if let (_, Some(words)) = field.show(ui, &given[place].comment) {
        let mut list = given.to_vec();
        list[place].comment = words;
        out.push(outcome(OutcomeField::SignOffs(list)));
    }
}

fn status(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    section(ui, "Status");
    paragraph(
        ui,
        match decision.status() {
            Status::Draft => "A draft. Propose or accept it with the status menu at the top.",
            Status::Proposed => "Proposed. Accept or reject it with the status menu at the top.",
            Status::Accepted => "Accepted and in force.",
            Status::Rejected => "Rejected. It can be proposed again.",
            Status::Deprecated => "No longer in force. It can be proposed again.",
            Status::Superseded => "Replaced by another decision.",
        },
    );
    ui.horizontal_wrapped(|ui| {
        chip(ui, decision.status().name(), tone(decision.status()));
        if button(ui, "Continue to export", ButtonKind::Primary).clicked() {
            out.push(Intent::Go(Step::Export));
        }
    });
    if decision.status() == Status::Accepted && !decision.is_blind() {
        let findings = cx.document.findings();
        let problems = findings.problems.iter().chain(cx.document.file_problems());
        for problem in problems.filter(|problem| problem.severity == Severity::Error) {
            ui.add_space(space::XS);
            callout(ui, Tone::Bad, &problem.what, &problem.advice, |_| ());
        }
    }
}
