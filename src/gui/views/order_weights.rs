//! Weights by order: people put the criteria in order of importance, and the weights follow.

use std::collections::BTreeMap;

use egui::{
    Align, EventFilter, Id, Key, Layout, Modifiers, Response, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, vec2,
};

use super::{own_swings::SwingOwner, scores::is_escaped};
use crate::{
    decision::{CriterionId, Decision, Edit, MemberField},
    gui::{
        intent::Intent,
        theme::{
            icons,
            tokens::{Tokens, Type, size, space},
        },
        widgets::{
            ButtonKind, button, card, focus_ring, icon_button, rich, secondary, section, shown, spoken, with_lock,
        },
    },
};

/// The height of a row, in points.
const ROW: f32 = 34.0;

/// The order while people make it: each criterion, and whether it is level with the one above.
pub(super) struct OrderDraft {
    places: Vec<(CriterionId, bool)>,
    /// The row that gets the keyboard focus the next time it is drawn.
    focus: Option<CriterionId>,
}

impl OrderDraft {
    /// Returns the order that the swings of a team or a member have now.
    pub(super) fn of(decision: &Decision, owner: &SwingOwner<'_>) -> Self {
        let levels = match owner {
            SwingOwner::Team(_) => decision.order_of_swings(|criterion| decision.swing(criterion)),
            SwingOwner::Mine(_, member) => decision.order_of_swings(|criterion| decision.swing_of(member, criterion)),
        };
        let places: Vec<(CriterionId, bool)> =
            levels.into_iter().flat_map(|level| level.into_iter().enumerate().map(|(at, id)| (id, at > 0))).collect();
        // Where all are level, nobody has said anything yet, and each place is one to be decided.
        let is_unsaid = places.iter().skip(1).all(|(_, is_level)| *is_level);
        let places = places.into_iter().map(|(id, is_level)| (id, is_level && !is_unsaid)).collect();
        Self { places, focus: None }
    }

    /// Takes over what has changed in the record: criteria that came or went.
    fn follow(&mut self, decision: &Decision) {
        self.places.retain(|(id, _)| decision.criterion(id).is_some_and(|criterion| !criterion.not_applicable));
        if let Some((_, is_level)) = self.places.first_mut() {
            *is_level = false;
        }
    }

    fn levels(&self) -> Vec<Vec<CriterionId>> {
        let mut levels: Vec<Vec<CriterionId>> = Vec::new();
        for (id, is_level) in &self.places {
            match levels.last_mut().filter(|_| *is_level) {
                Some(level) => level.push(id.clone()),
                None => levels.push(vec![id.clone()]),
            }
        }
        levels
    }

    /// Moves the criterion in one place to another. Between two that are level with each other, it is level with them.
    fn shift(&mut self, from: usize, to: usize) {
        let to = to.min(self.places.len() - 1);
        if from == to || from >= self.places.len() {
            return;
        }
        let (id, was_level) = self.places.remove(from);
        // Those that were level with it are now below others that they are not level with.
        if let Some((_, is_level)) = self.places.get_mut(from).filter(|_| !was_level) {
            *is_level = false;
        }
        let joins = self.places.get(to).is_some_and(|(_, is_level)| *is_level);
        self.places.insert(to, (id.clone(), joins));
        if let Some((_, is_level)) = self.places.first_mut() {
            *is_level = false;
        }
        self.focus = Some(id);
    }
}

/// Whether people put the criteria in order.
#[derive(Default)]
pub(super) enum Ordering {
    #[default]
    Closed,
    /// The list is drawn next.
    Opening,
    Open(OrderDraft),
}

impl Ordering {
    pub(super) fn is_open(&self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// Returns the order, which begins as the weights have it.
    pub(super) fn draft(&mut self, begin: impl FnOnce() -> OrderDraft) -> Option<&mut OrderDraft> {
        if matches!(self, Self::Opening) {
            *self = Self::Open(begin());
        }
        match self {
            Self::Open(draft) => Some(draft),
            _ => None,
        }
    }
}

/// What people did to a row.
enum RowAct {
    Shift(usize),
    Level(bool),
    Focus(usize),
}

/// Draws the list. Returns true once people have applied or cancelled it; Escape cancels, too.
pub(super) fn show(ui: &mut Ui, owner: &SwingOwner<'_>, draft: &mut OrderDraft, out: &mut Vec<Intent>) -> bool {
    let (SwingOwner::Team(decision) | SwingOwner::Mine(decision, _)) = *owner;
    draft.follow(decision);
    let mut done = is_escaped(ui);
    if done {
        // It is for nothing else on this page.
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    }
    ui.add_space(space::S);
    card(ui, |ui| {
        section(ui, "What matters most?");
        secondary(
            ui,
            "Drag the criteria into order, the most important first, or move them with Alt and the arrow keys. The weights follow from \
             the places: 100 for the first, and equal steps down. Nothing changes until you apply it.",
        );
        ui.add_space(space::S);
        let swings = decision.swings_by_order(&draft.levels());
        // Above the list, where they are in sight however long it is.
        ui.horizontal(|ui| {
            if button(ui, "Apply this order", ButtonKind::Primary).clicked() {
                out.push(Intent::Edit(edit(owner, swings.clone())));
                done = true;
            }
            done |= with_lock(ui, false, |ui| button(ui, "Cancel", ButtonKind::Secondary)).clicked();
        });
        ui.add_space(space::S);
        let focus = draft.focus.take();
        let mut acted = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let top = ui.cursor().top();
        let places = draft.places.clone();
        for (at, (id, is_level)) in places.iter().enumerate() {
            let wants_focus = focus.as_ref() == Some(id);
            let act = row(ui, decision, (at, places.len(), top), (id, *is_level), &swings, wants_focus);
            acted = acted.or(act.map(|act| (at, act)));
        }
        match acted {
            Some((at, RowAct::Shift(to))) => draft.shift(at, to),
            Some((at, RowAct::Level(level))) => draft.places[at].1 = level && at > 0,
            Some((_, RowAct::Focus(to))) => draft.focus = draft.places.get(to).map(|(id, _)| id.clone()),
            None => {}
        }
        if draft.focus.is_some() {
            ui.ctx().request_repaint();
        }
    });
    done
}

fn edit(owner: &SwingOwner<'_>, swings: BTreeMap<CriterionId, u8>) -> Edit {
    match owner {
        SwingOwner::Team(_) => {
            Edit::Swings { profile: None, label: "Weigh by order".to_owned(), swings: swings.into_iter().collect() }
        }
        SwingOwner::Mine(_, member) => Edit::Member(member.id.clone(), MemberField::Swings(swings)),
    }
}

/// Draws a row: its place, its name, the weight that follows, whether it is level with the one above, and buttons that move it.
fn row(
    ui: &mut Ui,
    decision: &Decision,
    (at, all, top): (usize, usize, f32),
    (id, is_level): (&CriterionId, bool),
    swings: &BTreeMap<CriterionId, u8>,
    wants_focus: bool,
) -> Option<RowAct> {
    let t = Tokens::of(ui);
    let name = decision.criterion_name(id);
    let weight = swings.get(id).copied().unwrap_or_default();
    let rect = egui::Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, row_id(id), Sense::click_and_drag());
    response.widget_info(|| {
        let level = if is_level { ", level with the one above" } else { "" };
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("{}: place {} of {all}{level}, weight {weight}", spoken(name), at + 1),
        )
    });
    if wants_focus {
        response.request_focus();
        response.scroll_to_me(None);
    }
    let mut act = moved(ui, &response, (at, all, top));
    if response.hovered() || response.dragged() {
        ui.painter().rect_filled(rect, size::RADIUS, t.sunken);
        ui.ctx().set_cursor_icon(if response.dragged() { egui::CursorIcon::Grabbing } else { egui::CursorIcon::Grab });
    }
    focus_ring(ui, &response, rect, size::RADIUS);
    let mut inner = ui.new_child(
        UiBuilder::new().max_rect(rect.shrink2(vec2(space::S, 0.0))).layout(Layout::left_to_right(Align::Center)),
    );
    inner.push_id(id, |ui| {
        let place = if is_level { "=".to_owned() } else { (at + 1).to_string() };
        ui.allocate_ui_with_layout(vec2(28.0, ROW), Layout::right_to_left(Align::Center), |ui| {
            ui.set_width(28.0);
            ui.add(egui::Label::new(rich(place, Type::Secondary).color(t.secondary)).selectable(false));
        });
        ui.add_space(space::S);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::ARROW_DOWNWARD, &format!("Rank {name} lower")).clicked() {
                act = Some(RowAct::Shift(at + 1));
            }
            if icon_button(ui, icons::ARROW_UPWARD, &format!("Rank {name} higher")).clicked() {
                act = Some(RowAct::Shift(at.saturating_sub(1)));
            }
            let mut level = is_level;
            if at > 0 {
                let ticked = ui.checkbox(&mut level, rich("level", Type::Secondary).color(t.secondary));
                if ticked.accessible_name(format!("{} level with the one above", spoken(name))).changed() {
                    act = Some(RowAct::Level(level));
                }
            }
            ui.allocate_ui_with_layout(vec2(36.0, ROW), Layout::right_to_left(Align::Center), |ui| {
                ui.set_width(36.0);
                ui.add(egui::Label::new(rich(weight.to_string(), Type::BodyMedium).color(t.text)).selectable(false));
            });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(rich(shown(name), Type::Body)).truncate().selectable(false));
            });
        });
    });
    ui.advance_cursor_after_rect(rect);
    act
}

fn row_id(id: &CriterionId) -> Id {
    Id::unique(("order", id))
}

/// Returns what the keys and the pointer do to a row.
fn moved(ui: &Ui, response: &Response, (at, all, top): (usize, usize, f32)) -> Option<RowAct> {
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let to = ((pointer.y - top) / ROW).floor().clamp(0.0, all as f32 - 1.0) as usize;
        return (to != at).then_some(RowAct::Shift(to));
    }
    if response.clicked() {
        response.request_focus();
    }
    if !response.has_focus() {
        return None;
    }
    let keep = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keep));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let below = (at + 1).min(all - 1);
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        return Some(RowAct::Shift(at.saturating_sub(1)));
    }
    if pressed(Modifiers::ALT, Key::ArrowDown) {
        return Some(RowAct::Shift(below));
    }
    if pressed(Modifiers::NONE, Key::ArrowUp) {
        return Some(RowAct::Focus(at.saturating_sub(1)));
    }
    if pressed(Modifiers::NONE, Key::ArrowDown) {
        return Some(RowAct::Focus(below));
    }
    None
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use super::*;

    #[test]
    fn a_criterion_that_moves_takes_no_level_along() {
        let id = |name: &str| CriterionId::new(name).unwrap();
        let levels = |from: usize, to: usize| -> String {
            // a, then b and c level with each other, then d.
            let places = [("a", false), ("b", false), ("c", true), ("d", false)];
            let mut draft = OrderDraft { places: places.map(|(name, level)| (id(name), level)).to_vec(), focus: None };
            draft.shift(from, to);
            let join = |level: &Vec<CriterionId>| level.iter().map(CriterionId::as_str).collect::<Vec<_>>().join("=");
            draft.levels().iter().map(join).collect::<Vec<_>>().join(",")
        };
        for (from, to, expected) in [
            (0, 1, "b=a=c,d"),
            (0, 2, "b=c,a,d"),
            (1, 0, "b,a,c,d"),
            (2, 0, "c,a,b,d"),
            (2, 3, "a,b,d,c"),
            (3, 0, "d,a,b=c"),
            (1, 9, "a,c,d,b"),
            (2, 2, "a,b=c,d"),
        ] {
            assert_eq!(levels(from, to), expected, "{from} to {to}");
        }
    }
}
