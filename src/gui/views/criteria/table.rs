//! The list of criteria: a row for each, in groups, to be read, weighed, selected and moved.

use egui::{EventFilter, Id, Key, Modifiers, Response, Sense, Stroke, Ui, vec2};

use super::{
    CriteriaState,
    picked::{Rows, landing, moved_by},
};
use crate::{
    analysis::{share_of_weight, sum},
    decision::{Criterion, CriterionField, CriterionId, Decision, Edit},
    gui::{
        command::{CommandScope, take_pressed},
        intent::{CriteriaKey, Intent},
        theme::tokens::{Tokens, Type, size, space},
        views::{
            Cx, FocusTarget,
            own_swings::SwingOwner,
            scores::{Selection, Whose, nothing_left, row_filter},
        },
        widgets::{
            SWING_NUMBER, Tone, chip, context_menu, focus_ring, focus_wanted, rich, row_lifted, secondary, spoken,
            swing_slider, with_lock,
        },
        wording::group_name,
    },
};

/// The width of what is said of a criterion beside its numbers, in points.
const CHIP: f32 = 92.0;
/// The width of its share, in points.
const SHARE: f32 = 72.0;
/// The width of a row, in points, below which it has two lines.
const STACKED: f32 = 460.0;
/// How near to what is in sight a row is drawn, in points. It is more than the height of a row and of the head of a group.
const BESIDE: f32 = 100.0;
/// How far the ground of a row reaches beyond it on either side, in points.
const GROUND: f32 = 10.0;

/// Returns the id of the row of a criterion, which keeps the keyboard focus when rows above it scroll out of sight.
fn row_id(id: &CriterionId) -> Id {
    Id::unique(("criterion row", id.as_str()))
}

/// A place between two rows where criteria that are dragged can be dropped.
struct DropPlace<'a> {
    y: f32,
    group: &'a str,
    before: Option<&'a CriterionId>,
}

/// Draws the list.
pub(super) fn table(
    ui: &mut Ui,
    cx: &Cx<'_>,
    whose: &SwingOwner<'_>,
    selection: &mut Selection,
    state: &mut CriteriaState,
    out: &mut Vec<Intent>,
) {
    let decision = cx.decision();
    let is_wide = ui.available_width() > STACKED;
    ui.add_space(space::S);
    let (left, is_new) = ui
        .horizontal(|ui| {
            let left = with_lock(ui, false, |ui| row_filter(ui, cx, Whose::Mine, selection, &mut state.filter));
            if is_wide {
                heads(ui);
            }
            left
        })
        .inner;
    if !is_wide {
        ui.horizontal(heads);
    }
    if is_new {
        state.focus = Some(FocusTarget::List);
    }
    nothing_left(ui, &left);
    let rows = Rows::of(decision).that(|id| left.has(id, selection));
    keys(ui, cx, &rows, selection, state, out);
    give_focus(ui, selection, state);
    let sum = sum(decision.applicable().map(|criterion| f64::from(whose.swing(criterion))));
    let picked = state.picked.of(selection.criterion.as_ref(), &rows);
    let mut gaps = Vec::new();
    let mut held = None;
    for (group, criteria) in &rows.groups {
        ui.add_space(space::M);
        let caption = ui.label(rich(group_name(group), Type::SecondaryStrong).color(Tokens::of(ui).secondary));
        let mut bottom = caption.rect.bottom();
        for criterion in criteria {
            let is_picked = picked.contains(&criterion.id);
            // A row takes one id of the page, in sight or not, so that scrolling changes the ids of no controls below it: what has the
            // keyboard focus would lose it, or pass it to another row.
            let selected = (is_picked, picked.len() > 1);
            let response = ui.push_id(criterion.id.as_str(), |ui| row(ui, criterion, whose, sum, selected, out)).inner;
            gaps.push(DropPlace { y: f32::midpoint(bottom, response.rect.top()), group, before: Some(&criterion.id) });
            bottom = response.rect.bottom();
            touched(ui, cx, criterion, &response, &rows, (selection, state), out);
            if response.dragged() || response.drag_stopped() {
                held = Some(response);
            }
        }
        gaps.push(DropPlace { y: bottom + ui.spacing().item_spacing.y / 2.0, group, before: None });
    }
    if let Some(held) = held {
        let picked = state.picked.of(selection.criterion.as_ref(), &rows);
        drag(ui, cx, &held, &rows, &picked, &gaps, out);
    }
}

/// Gives the keyboard focus to the selected row where that was asked for.
fn give_focus(ui: &Ui, selection: &Selection, state: &mut CriteriaState) {
    // A press on anything else takes the focus away again in the same frame.
    let is_free = ui.memory(|memory| memory.top_modal_layer().is_none()) && !ui.input(|i| i.pointer.any_pressed());
    if is_free && state.focus == Some(FocusTarget::List) {
        state.focus = None;
        if let Some(id) = &selection.criterion {
            ui.memory_mut(|memory| memory.request_focus(row_id(id)));
        }
    }
}

/// Acts on what the pointer or the Tab key does to a row.
fn touched(
    ui: &Ui,
    cx: &Cx<'_>,
    criterion: &Criterion,
    response: &Response,
    rows: &Rows<'_>,
    (selection, state): (&mut Selection, &mut CriteriaState),
    out: &mut Vec<Intent>,
) {
    let id = &criterion.id;
    let current = &mut selection.criterion;
    if response.clicked() {
        let Modifiers { shift, command, .. } = ui.input(|input| input.modifiers);
        if command {
            state.picked.toggle(id, current, rows);
        } else if shift {
            state.picked.extend_to(id, current, rows);
        } else {
            state.picked.only(id, current);
        }
        state.focus = Some(FocusTarget::List);
        ui.ctx().request_repaint();
    // A row that gets the keyboard focus is drawn even while it is out of sight, so it can be selected here.
    } else if response.gained_focus() && current.as_ref() != Some(id) {
        state.picked.only(id, current);
    }
    // What is done to a row outside of the selection is about this row alone.
    if (response.drag_started() || response.secondary_clicked())
        && !state.picked.of(current.as_ref(), rows).contains(id)
    {
        state.picked.only(id, current);
    }
    if response.double_clicked() {
        state.edit(ui, id.clone());
    }
    let picked = state.picked.of(current.as_ref(), rows);
    match context_menu(ui, response, || acts(cx.decision(), rows, &picked)) {
        Some(RowAct::Edit) => state.edit(ui, id.clone()),
        Some(RowAct::Do(intent)) => out.push(intent),
        None => {}
    }
    if response.has_focus() {
        let keep = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keep));
    }
    if current.as_ref() == Some(id) && std::mem::take(&mut state.follow) {
        response.scroll_to_me(None);
    }
}

/// What can be chosen in the menu of a row.
enum RowAct {
    /// The fields of the criterion.
    Edit,
    /// Anything else.
    Do(Intent),
}

/// Returns what can be done with the selected rows, by name.
fn acts(decision: &Decision, rows: &Rows<'_>, picked: &[CriterionId]) -> Vec<(String, RowAct)> {
    let mut acts = Vec::new();
    let mut add = |name: &str, act: RowAct| acts.push((name.to_owned(), act));
    let single = if let [id] = picked { decision.criterion(id) } else { None };
    if let Some(criterion) = single {
        add("Score it", RowAct::Do(Intent::ScoreFrom(Some(criterion.id.clone()))));
        add("Edit", RowAct::Edit);
    }
    for (by, name) in [(-1, "Move up"), (1, "Move down")] {
        if let Some(edit) = moved_by(rows, picked, by) {
            add(name, RowAct::Do(Intent::Edit(edit)));
        }
    }
    let removal = RowAct::Do(Intent::Edit(Edit::RemoveCriteria(picked.to_vec())));
    if let Some(criterion) = single {
        let words = if criterion.not_applicable { "Apply it again" } else { "Leave it out (not applicable)" };
        let field = CriterionField::NotApplicable(!criterion.not_applicable);
        add(words, RowAct::Do(Intent::Edit(Edit::Criterion(criterion.id.clone(), field))));
        add(&format!("Remove {}", criterion.called()), removal);
    } else {
        add(&format!("Remove {} criteria", picked.len()), removal);
    }
    acts
}

/// Acts on the keys of the row that has the keyboard focus, before egui takes Enter for a click.
fn keys(
    ui: &Ui,
    cx: &Cx<'_>,
    rows: &Rows<'_>,
    selection: &mut Selection,
    state: &mut CriteriaState,
    out: &mut Vec<Intent>,
) {
    let current = &mut selection.criterion;
    if !current.as_ref().is_some_and(|id| ui.memory(|memory| memory.has_focus(row_id(id)))) {
        return;
    }
    for intent in take_pressed(ui.ctx(), CommandScope::Criteria, |_| true) {
        let Intent::InCriteria(key) = intent else { continue };
        match key {
            CriteriaKey::Move(by) => {
                if let Some(to) = rows.beside(current.as_ref(), *by) {
                    state.picked.only(&to, current);
                }
            }
            CriteriaKey::Extend(by) => {
                if let Some(to) = rows.beside(current.as_ref(), *by) {
                    state.picked.extend_to(&to, current, rows);
                }
            }
            CriteriaKey::All => state.picked.all(rows),
            CriteriaKey::Shift(by) => {
                let picked = state.picked.of(current.as_ref(), rows);
                if let Some(edit) = moved_by(rows, &picked, *by) {
                    state.follow = true;
                    out.push(Intent::Edit(edit));
                }
            }
            CriteriaKey::Edit => {
                if let Some(id) = current.clone() {
                    state.picked.only(&id, current);
                    state.edit(ui, id);
                }
            }
            CriteriaKey::Remove => {
                let picked = state.picked.of(current.as_ref(), rows);
                if cx.document.after_edits(&[Edit::RemoveCriteria(picked.clone())]).is_some() {
                    // The row below takes the place of those that go.
                    *current = rows.after(&picked);
                }
                out.push(Intent::Edit(Edit::RemoveCriteria(picked)));
            }
        }
        if !matches!(key, CriteriaKey::Edit) {
            state.focus = Some(FocusTarget::List);
        }
        // egui leaves the arrows to a row only from the frame after it got the focus.
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
    }
}

/// Shows where the rows that are dragged would go, and puts them there when they are let go.
fn drag(
    ui: &mut Ui,
    cx: &Cx<'_>,
    held: &Response,
    rows: &Rows<'_>,
    picked: &[CriterionId],
    gaps: &[DropPlace<'_>],
    out: &mut Vec<Intent>,
) {
    let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
    let from = |gap: &&DropPlace<'_>| egui::emath::OrderedFloat((gap.y - pointer.y).abs());
    let Some(gap) = gaps.iter().min_by_key(from) else { return };
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        return ui.ctx().stop_dragging();
    }
    if held.dragged() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        let line = held.rect.x_range().expand(GROUND);
        ui.painter().hline(line, gap.y, Stroke::new(size::FOCUS, Tokens::of(ui).accent));
        near_the_edge(ui, pointer.y);
    // Escape ends a drag while the button is still down.
    } else if ui.input(|input| input.pointer.any_released()) {
        let edit = landing(rows, picked, gap.group, gap.before);
        // A drop where they were is no step of undo.
        let after = cx.document.after_edits(std::slice::from_ref(&edit));
        if after.is_none_or(|after| after.criteria != cx.decision().criteria) {
            out.push(Intent::Edit(edit));
        }
    }
}

/// Scrolls while something is dragged over the upper or lower end of the page.
fn near_the_edge(ui: &mut Ui, y: f32) {
    const EDGE: f32 = 40.0;
    const SPEED: f32 = 12.0;
    let page = ui.clip_rect().y_range();
    let by = if y < page.min + EDGE {
        SPEED
    } else if y > page.max - EDGE {
        -SPEED
    } else {
        return;
    };
    ui.scroll_with_delta_animation(vec2(0.0, by), egui::style::ScrollAnimation::none());
    ui.ctx().request_repaint();
}

/// Draws the heads of the two columns of numbers, at the end of a line.
fn heads(ui: &mut Ui) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        slot(ui, CHIP, |_| ());
        slot(ui, SHARE, |ui| {
            secondary(ui, "Share");
        });
        secondary(ui, "Weight, 0 to 100");
    });
}

/// Draws a row. `picked` says whether it is selected, and whether others are as well.
fn row(
    ui: &mut Ui,
    criterion: &Criterion,
    whose: &SwingOwner<'_>,
    sum: f64,
    picked: (bool, bool),
    out: &mut Vec<Intent>,
) -> Response {
    let t = Tokens::of(ui);
    // With little room, the name is above its slider.
    let is_wide = ui.available_width() > STACKED;
    let height = if is_wide { 36.0 } else { 64.0 };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, row_id(&criterion.id), Sense::click_and_drag());
    response.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::accesskit::Role::ListItem,
            true,
            picked.0,
            format!("Criterion {}", spoken(criterion.called())),
        )
    });
    focus_wanted(ui, &response, &criterion.id);
    // The next row is drawn, too, since Tab leads on to it.
    if !ui.is_rect_visible(rect.expand2(vec2(0.0, BESIDE))) {
        return response;
    }
    let ground = rect.expand2(vec2(GROUND, 0.0));
    match picked {
        (true, false) => row_lifted(ui, ground),
        (true, true) => drop(ui.painter().rect_filled(ground, 10, t.accent_soft)),
        (false, _) if response.hovered() => drop(ui.painter().rect_filled(ground, 10, t.sunken)),
        (false, _) => {}
    }
    focus_ring(ui, &response, ground, 10);
    let line = if is_wide { rect } else { rect.with_min_y(rect.bottom() - 36.0) };
    let mut inside = ui.new_child(
        egui::UiBuilder::new()
            .id_salt(criterion.id.as_str())
            .max_rect(line)
            .layout(egui::Layout::right_to_left(egui::Align::Center)),
    );
    let slider = numbers(&mut inside, criterion, whose, sum, is_wide, out);
    let name = if is_wide { rect.with_max_x(slider - space::L) } else { rect.with_max_y(line.top() + space::XS) };
    let mut names =
        ui.new_child(egui::UiBuilder::new().max_rect(name).layout(egui::Layout::left_to_right(egui::Align::Center)));
    let color = if criterion.not_applicable { t.secondary } else { t.text };
    names.add(egui::Label::new(rich(criterion.called(), Type::BodyMedium).color(color)).truncate());
    response
}

/// Draws the weight, the swing and its slider. Returns the left end of the slider.
fn numbers(
    ui: &mut Ui,
    criterion: &Criterion,
    whose: &SwingOwner<'_>,
    sum: f64,
    is_wide: bool,
    out: &mut Vec<Intent>,
) -> f32 {
    let t = Tokens::of(ui);
    slot(ui, CHIP, |ui| {
        if criterion.not_applicable {
            chip(ui, "not applicable", Tone::Neutral);
        } else if let Some(must_have) = criterion.must_have {
            chip(ui, format!("must be ≥ {}", must_have.at_least.points()), Tone::Accent);
        } else if let SwingOwner::Mine(decision, member) = whose
            && member.swings.contains_key(&criterion.id)
        {
            secondary(ui, format!("team: {}", decision.swing(criterion)));
        }
    });
    slot(ui, SHARE, |ui| {
        let share = if criterion.not_applicable || sum == 0.0 { 0.0 } else { f64::from(whose.swing(criterion)) / sum };
        let words = if whose.is_unset(criterion) { "not set".to_owned() } else { share_of_weight(share) };
        ui.label(rich(words, Type::Secondary).color(t.secondary));
    });
    let name = format!("{} of {}", whose.noun(), criterion.called());
    let room = ui.available_width();
    // A slider below its name gets all the room that the number leaves.
    let width = if is_wide { (room * 0.5).min(300.0) } else { (room - SWING_NUMBER).max(40.0) };
    if let Some(swing) = swing_slider(ui, &name, whose.swing(criterion), !criterion.not_applicable, width) {
        out.push(whose.change(criterion, swing));
    }
    ui.min_rect().left()
}

/// Draws content in a fixed width, so that the content beside it is at the same place in every row.
fn slot(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(width, 28.0), layout, |ui| {
        ui.set_width(width);
        add(ui);
    });
}
