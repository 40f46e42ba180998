//! Context: the question to decide, its reasons and limits, and the people.

use egui::Ui;

use super::Cx;
use crate::{
    decision::{
        Decision, Edit, Link, PeopleRole, Relation, Status,
        text::{is_blank, name_key},
    },
    gui::{
        intent::Intent,
        session::Draft,
        step::Step,
        theme::tokens::space,
        widgets::{
            ButtonKind, Field, REMOVE, Tone, button, date_field, list_field, name_list_field, page_head, remove_button,
            secondary, section, two_forms, with_lock,
        },
        wording::{CONSTRAINT, PROBLEM, TITLE, person},
    },
};

/// The memory of the screen.
#[derive(Default)]
pub struct ContextState {
    /// Whether the title takes the keyboard focus, since the record was just started.
    pub focus_title: bool,
    /// The day to decide by, while it is being typed.
    decide_by: Option<String>,
}

impl ContextState {
    pub(super) fn draft(&self) -> Option<Draft> {
        Draft::no_day("Decide by", self.decide_by.as_deref(), Some(Step::Context))
    }
}

/// Draws the step.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut ContextState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    page_head(
        ui,
        "What do you need to decide?",
        "Two short paragraphs will do. Write for a colleague who reads this a year from now.",
    );
    two_forms(
        ui,
        space::XL,
        out,
        |ui, out| question(ui, cx, state, out),
        |ui, out| {
            constraints(ui, decision, out);
            ui.add_space(space::XL);
            people(ui, decision, out);
            ui.add_space(space::XL);
            links(ui, decision, out);
        },
    );
    ui.add_space(space::XXL);
}

fn question(ui: &mut Ui, cx: &Cx<'_>, state: &mut ContextState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let title = Field::line(TITLE).hint("For example: Use Go for the ingest service");
    let (response, changed) = title.show(ui, &decision.title);
    if std::mem::take(&mut state.focus_title) {
        response.request_focus();
    }
    if let Some(title) = changed {
        out.push(Intent::Edit(Edit::Title(title)));
    }
    ui.add_space(space::M);
    let context = Field::lines(PROBLEM, 6).hint(
        "What are you building, who will build it, and what load and deadlines must it meet? What happens if \
               you don't decide?",
    );
    if let (_, Some(words)) = context.show(ui, &decision.context) {
        out.push(Intent::Edit(Edit::Context(words)));
    }
    ui.add_space(space::M);
    // No part of what was decided.
    let by = with_lock(ui, false, |ui| date_field(ui, "Decide by", decision.decide_by, &mut state.decide_by));
    if let (_, Some(day)) = by {
        out.push(Intent::Edit(Edit::DecideBy(day)));
    }
}

fn constraints(ui: &mut Ui, decision: &Decision, out: &mut Vec<Intent>) {
    section(ui, "Constraints");
    secondary(ui, "One sentence for each thing that limits the choice.");
    if let Some(list) =
        list_field(ui, CONSTRAINT, "For example: ships on devices with 64 MB of memory", &decision.constraints)
    {
        out.push(Intent::Edit(Edit::Constraints(list)));
    }
}

/// Returns the tone of a status.
#[must_use]
pub fn tone(status: Status) -> Tone {
    match status {
        Status::Draft | Status::Superseded => Tone::Neutral,
        Status::Proposed => Tone::Warning,
        Status::Accepted => Tone::Good,
        Status::Rejected | Status::Deprecated => Tone::Bad,
    }
}

fn people(ui: &mut Ui, decision: &Decision, out: &mut Vec<Intent>) {
    section(ui, "People");
    for role in PeopleRole::ALL {
        ui.add_space(space::XS);
        secondary(ui, role.name());
        let hint = match role {
            PeopleRole::DecisionMakers => "Who decides and signs off",
            PeopleRole::Consulted => "People you asked for advice",
            PeopleRole::Informed => "People to keep informed",
        };
        let list = decision.people.of(role);
        if let Some(list) = name_list_field(ui, person(role), hint, list) {
            out.push(Intent::Edit(Edit::People(role, list)));
        }
        if let Some(all) = with_all_members(decision, list) {
            let words = format!("Add all members to: {}", role.name());
            let add = button(ui, "Add all members", ButtonKind::Quiet).accessible_name(words);
            if add.clicked() {
                out.push(Intent::Edit(Edit::People(role, all)));
            }
        }
    }
}

/// Returns a list of people with the missing members of the team added; `None` in a team of one, or if all are in it.
fn with_all_members(decision: &Decision, list: &[String]) -> Option<Vec<String>> {
    let missing = |name: &&str| !is_blank(name) && list.iter().all(|one| name_key(one) != name_key(name));
    let names: Vec<&str> = decision.members.iter().map(|member| member.name.as_str()).filter(missing).collect();
    let is_offered = decision.members.len() > 1 && !names.is_empty();
    is_offered.then(|| list.iter().map(String::as_str).chain(names).map(str::to_owned).collect())
}

fn links(ui: &mut Ui, decision: &Decision, out: &mut Vec<Intent>) {
    section(ui, "Links");
    secondary(ui, "Tickets, benchmarks or documents worth reading.");
    let mut changed: Option<Vec<Link>> = None;
    for (index, link) in decision.links.iter().enumerate() {
        ui.push_id(index, |ui| {
            ui.horizontal_top(|ui| {
                let words_width = (ui.available_width() * 0.33).min(240.0);
                let name = format!("Text of link {}", index + 1);
                let (_, words) = Field::line(&name).unlabelled().hint("Text").width(words_width).show(ui, &link.label);
                if let Some(words) = words {
                    changed.get_or_insert_with(|| decision.links.clone())[index].label = words;
                }
                // The address of a relation is a path in the repository, and so no web address.
                let bad = !link.url.is_empty() && !link.is_safe() && Relation::of(link).is_none();
                let error = bad.then_some("Use an address that starts with https://, http:// or mailto:");
                let name = format!("Address of link {}", index + 1);
                let field = Field::line(&name).unlabelled().hint("https://…").room_at_end(REMOVE).error(error);
                let (response, url) = field.show(ui, &link.url);
                if let Some(url) = url {
                    url.trim().clone_into(&mut changed.get_or_insert_with(|| decision.links.clone())[index].url);
                }
                if remove_button(ui, response.rect, &format!("Remove link {}", index + 1)).clicked() {
                    changed.get_or_insert_with(|| decision.links.clone()).remove(index);
                }
            });
        });
    }
    if button(ui, "Add a link", ButtonKind::Secondary).clicked() {
        changed.get_or_insert_with(|| decision.links.clone()).push(Link::default());
    }
    if let Some(links) = changed {
        out.push(Intent::Edit(Edit::Links(links)));
    }
}
