//! Criteria: the list with its weights, to be read, ordered and selected from, and the inspector for what is selected.

mod inspector;
mod picked;
mod table;

use egui::Ui;

pub use self::inspector::inspect;
use self::{picked::Picked, table::table};
use super::{
    Cx, FocusTarget,
    group_weights::{self, Groups},
    order_weights::{self, OrderDraft, Ordering},
    own_swings::whose,
    scores::{RowFilter, Selection},
};
use crate::{
    decision::{Criterion, CriterionId, Decision, Edit},
    gui::{
        intent::Intent,
        session::Draft,
        step::Step,
        theme::tokens::{size, space},
        widgets::{
            ButtonKind, Field, button, button_enabled, empty_state, focus_wanted, look_alikes, page_head, secondary,
            select, want_focus, with_lock,
        },
    },
};

/// The button that opens the weights of the groups.
const WEIGH_BY_GROUP: &str = "Weigh by group…";

/// The button that opens the order of the criteria.
const WEIGH_BY_ORDER: &str = "Weigh by order…";

/// The memory of the screen.
#[derive(Default)]
pub struct CriteriaState {
    adding: bool,
    /// Whether the sliders move the swings of the member in the seat.
    own: bool,
    /// The rows that are shown.
    filter: RowFilter,
    /// The importance of the groups, while people weigh them.
    groups: Option<Groups>,
    /// The order of the criteria, while people make it.
    order: Ordering,
    name: String,
    group: String,
    /// The criteria that are selected together.
    picked: Picked,
    /// The criterion whose fields are shown. While it is not the selected one, the inspector is there to be read.
    editing: Option<CriterionId>,
    /// The part of the step that gets the keyboard focus the next time it is drawn.
    focus: Option<FocusTarget>,
    /// Whether the selected row is scrolled to, because a key has moved it.
    follow: bool,
}

impl CriteriaState {
    /// Returns the part of the step that the keyboard focus is about to go to.
    #[must_use]
    pub fn focus_target(&self) -> Option<FocusTarget> {
        self.focus
    }

    /// Opens the fields of a criterion, which get the keyboard focus. They are drawn before the list, so in the next frame.
    fn edit(&mut self, ui: &Ui, id: CriterionId) {
        self.editing = Some(id);
        self.focus = Some(FocusTarget::Inspector);
        ui.ctx().request_repaint();
    }

    /// Opens the weights of the groups, where there are several.
    pub fn weigh_by_group(&mut self, decision: &Decision) {
        if self.groups.is_none() && decision.groups().len() > 1 {
            self.groups = Some(Groups::of(decision));
        }
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        // A name in a form that people have cancelled is no draft.
        Draft::not_added("The criterion", &self.name, Some(Step::Criteria)).filter(|_| self.adding)
    }
}

/// Draws the main area.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, selection: &mut Selection, state: &mut CriteriaState, out: &mut Vec<Intent>) {
    // Names stay near their sliders.
    ui.set_max_width(ui.available_width().min(size::SHEET));
    page_head(ui, "What matters, and how much?", "");
    look_alikes(ui, &cx.document.findings().problems, Some(Step::Criteria));
    toolbar(ui, cx, state, out);
    if state.adding {
        add(ui, cx, selection, state, out);
    }
    let decision = cx.decision();
    if state.groups.as_mut().is_some_and(|groups| group_weights::show(ui, decision, groups, out)) {
        state.groups = None;
        want_focus(ui.ctx(), WEIGH_BY_GROUP);
        ui.ctx().request_repaint();
    }
    if decision.criteria.is_empty() {
        ui.add_space(space::L);
        empty_state(
            ui,
            "No criteria yet",
            "Add what you will judge the options by. Most decisions use 5 to 25 \
                                            criteria.",
        );
    }
    let was_own = state.own;
    let whose = whose(ui, cx, &mut state.own, out);
    if state.order.is_open() && was_own != state.own {
        // Those of another have another order.
        state.order = Ordering::Opening;
    }
    if let Some(draft) = state.order.draft(|| OrderDraft::of(decision, &whose)) {
        if order_weights::show(ui, &whose, draft, out) {
            state.order = Ordering::Closed;
            want_focus(ui.ctx(), WEIGH_BY_ORDER);
            ui.ctx().request_repaint();
        }
        ui.add_space(space::XXL);
        return;
    }
    if !decision.criteria.is_empty() {
        table(ui, cx, &whose, selection, state, out);
    }
    ui.add_space(space::XXL);
}

fn toolbar(ui: &mut Ui, cx: &Cx<'_>, state: &mut CriteriaState, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let of_template = cx.template().map(|template| template.profiles.as_slice()).unwrap_or_default();
    let profiles = decision.all_profiles(of_template);
    ui.horizontal_wrapped(|ui| {
        if !profiles.is_empty() {
            let current = profiles.iter().position(|profile| Some(&profile.id) == decision.profile.as_ref());
            let name = current.map_or("None", |index| profiles[index].called());
            let names = profiles.iter().map(|profile| profile.called());
            if let Some(picked) = select(ui, "Profile", &format!("Profile: {name}"), names, current, 230.0) {
                out.push(Intent::Edit(profiles[picked].edit()));
            }
        } else if button_enabled(ui, "Make all equal", ButtonKind::Secondary, !decision.criteria.is_empty()).clicked() {
            let swings = decision.criteria.iter().map(|c| (c.id.clone(), Criterion::EQUAL_SWING)).collect();
            out.push(Intent::Edit(Edit::Swings { profile: None, label: "Make all weights equal".to_owned(), swings }));
        }
        if decision.groups().len() > 1 && state.groups.is_none() {
            let help = "Weigh the groups first, then the criteria in each";
            let weigh = button(ui, WEIGH_BY_GROUP, ButtonKind::Secondary).on_hover_text(help);
            focus_wanted(ui, &weigh, WEIGH_BY_GROUP);
            if weigh.clicked() {
                state.order = Ordering::Closed;
                state.groups = Some(Groups::of(decision));
            }
        }
        if decision.counted_criteria().len() > 1 && !state.order.is_open() {
            let help = "Put the criteria in order of importance; the weights follow";
            let order = button(ui, WEIGH_BY_ORDER, ButtonKind::Secondary).on_hover_text(help);
            focus_wanted(ui, &order, WEIGH_BY_ORDER);
            if order.clicked() {
                (state.order, state.groups) = (Ordering::Opening, None);
            }
        }
        if button(ui, if state.adding { "Cancel adding" } else { "Add a criterion" }, ButtonKind::Secondary).clicked() {
            state.adding = !state.adding;
        }
        // What is locked there looks locked in the dialog.
        let asks = |ui: &mut Ui| button(ui, "Profiles…", ButtonKind::Secondary).clicked();
        if !decision.criteria.is_empty() && with_lock(ui, false, asks) {
            out.push(Intent::AskProfiles(of_template.to_vec()));
        }
    });
    let applied = profiles.iter().find(|profile| Some(&profile.id) == decision.profile.as_ref());
    if let Some(profile) = applied.filter(|profile| !profile.why.is_empty()) {
        secondary(ui, &profile.why);
    }
}

fn add(ui: &mut Ui, cx: &Cx<'_>, selection: &mut Selection, state: &mut CriteriaState, out: &mut Vec<Intent>) {
    ui.add_space(space::S);
    ui.horizontal_top(|ui| {
        let name = Field::line("Name of the new criterion")
            .hint("For example: Build time")
            .width(260.0)
            .edit(ui, &mut state.name);
        let group = Field::line("Its group").hint("For example: Delivery").width(180.0).edit(ui, &mut state.group);
        let ready = !state.name.trim().is_empty();
        let entered =
            (name.lost_focus() || group.lost_focus()) && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let pressed = ui.vertical(|ui| {
            ui.add_space(19.0);
            button_enabled(ui, "Add", ButtonKind::Primary, ready).clicked()
        });
        if ready && (pressed.inner || entered) {
            let id = CriterionId::from_name(&state.name, cx.decision().criteria.iter().map(|criterion| &criterion.id));
            let criterion = Criterion::new(id.clone(), state.name.trim(), state.group.trim());
            out.push(Intent::Edit(Edit::AddCriterion(Box::new(criterion))));
            selection.criterion = Some(id.clone());
            state.edit(ui, id);
            state.name.clear();
            state.adding = false;
        }
    });
}
