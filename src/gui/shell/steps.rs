//! The main area of a step, and its second part beside it. In a narrow window people choose which of the two they see.

use egui::{CentralPanel, Frame, Margin, Panel, Popup, ScrollArea, Ui, vec2};

use crate::gui::{
    command::{CommandScope, take_pressed},
    flows::export::{ExportContent, ExportForm},
    intent::Intent,
    session::Trial,
    step::Step,
    theme::{
        Tokens,
        tokens::{size, space},
    },
    views::{self, Cx, Views},
    widgets::{ButtonKind, button, follow_focus, look_locked, page_id, segmented, with_lock},
};

/// The least width, in points, in which a step has its second part beside it.
const WIDE: f32 = 760.0;
/// Below this width, in points, the scores get room from their margins and from what is beside them.
const TIGHT: f32 = 1150.0;

/// The main area: the record, the state of the views, and the content that flows have worked out.
pub(super) struct StepPage<'a> {
    pub(super) step: Step,
    pub(super) cx: Cx<'a>,
    pub(super) views: &'a mut Views,
    pub(super) form: &'a mut ExportForm,
    pub(super) export: &'a ExportContent,
    pub(super) trial: &'a mut Trial,
}

impl StepPage<'_> {
    /// Returns the names of the two parts of the step, if it has two.
    fn parts(&self) -> Option<[&'static str; 2]> {
        let has_criteria = !self.cx.decision().criteria.is_empty();
        match self.step {
            Step::Criteria if has_criteria => Some(["Criteria", "Selected criterion"]),
            Step::Scores if has_criteria => Some(["Scores", "Selected cell"]),
            Step::Export => Some(["Where it goes", "Preview"]),
            _ => None,
        }
    }

    /// Draws the second part beside the step. Returns whether there is room for it.
    pub(super) fn draw_beside(&mut self, ui: &mut Ui, out: &mut Vec<Intent>) -> bool {
        let (room, step) = (ui.available_width(), self.step);
        if room < WIDE {
            return false;
        }
        if self.parts().is_some() {
            let preview = Margin { left: 28, right: 20, top: 18, bottom: 12 };
            let inspector = Margin { left: 18, right: 18, top: 20, bottom: 12 };
            let (width, margin) = match step {
                Step::Export => (room - size::EXPORT, preview),
                // The cells of many options need the room more.
                Step::Scores if room < TIGHT => (size::NARROW_INSPECTOR, inspector),
                _ => (size::INSPECTOR, inspector),
            };
            let frame = Frame::new().fill(Tokens::of(ui).surface).inner_margin(margin);
            let panel = Panel::right(("beside", step)).exact_size(width).resizable(false).frame(frame);
            panel.show(ui, |ui| {
                self.show_locks(ui);
                match step {
                    // The preview scrolls by itself.
                    Step::Export => self.other_part(ui, out),
                    // Each step has a scroll position of its own.
                    _ => drop(ScrollArea::vertical().id_salt(step).auto_shrink(false).show(ui, |ui| {
                        self.other_part(ui, out);
                        follow_focus(ui);
                    })),
                }
            });
        }
        true
    }

    /// Makes the controls of an accepted record look locked. On the last step none is, and on the Result step few are.
    fn show_locks(&self, ui: &mut Ui) {
        look_locked(ui, self.cx.is_locked() && !matches!(self.step, Step::Result | Step::Export));
    }

    fn other_part(&mut self, ui: &mut Ui, out: &mut Vec<Intent>) {
        let views = &mut *self.views;
        match self.step {
            Step::Criteria => views::criteria::inspect(ui, &self.cx, &views.selection, &mut views.criteria, out),
            Step::Export => views::export::preview(ui, self.export, self.form, &mut views.export, out),
            _ => views::scores::inspect(ui, &self.cx, &views.selection, &mut views.scores, out),
        }
    }

    /// Draws the step. In a narrow window, it draws one of its two parts, with a switch between them.
    pub(super) fn draw(&mut self, ui: &mut Ui, is_wide: bool, out: &mut Vec<Intent>) {
        let step = self.step;
        let is_tight = step == Step::Scores && ui.available_width() < TIGHT - size::NARROW_INSPECTOR;
        let (left, right, end) = if is_tight { (6, 4, 12) } else { (18, 6, 24) };
        let page = Frame::new().inner_margin(Margin { left, right, top: 24, bottom: 0 });
        let other = !is_wide && self.other_is_shown();
        CentralPanel::default().frame(page).show(ui, |ui| {
            self.show_locks(ui);
            // Only the sheet may be wider than the window; elsewhere lines wrap. The margin leaves room for the shadow of
            // selected rows.
            let scroll = if step == Step::Scores && !other { ScrollArea::both() } else { ScrollArea::vertical() };
            let margin = Margin { left: 12, right: end, ..Margin::ZERO };
            page_anchor(ui, step);
            // The footer with the button that writes stays on the screen, so the page gets the height above it.
            let footer = if step == Step::Export { self.views.export.footer } else { 0.0 };
            let room = (ui.available_height() - footer).max(0.0);
            let scroll = scroll.max_height(room).id_salt((step, other, self.views.page)).auto_shrink(false);
            scroll.content_margin(margin).show(ui, |ui| {
                if let Some(parts) = self.parts().filter(|_| !is_wide) {
                    if let Some(picked) = segmented(ui, "Part of the step", &parts, Some(usize::from(other))) {
                        self.views.other_part = picked == 1;
                    }
                    ui.add_space(space::M);
                }
                if other {
                    self.other_part(ui, out);
                } else {
                    self.first_part(ui, out);
                    self.way_on(ui, out);
                }
                follow_focus(ui);
                scroll_by_keys(ui);
            });
            if step == Step::Export {
                let state = &mut self.views.export;
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    views::export::footer(ui, &self.cx, self.export, self.form, state, out);
                });
            }
        });
    }

    /// Returns whether the second part is shown in a narrow window. Keys lead to a field of the inspector, and Escape leads back.
    fn other_is_shown(&mut self) -> bool {
        let target = match self.step {
            Step::Criteria => self.views.criteria.focus_target(),
            Step::Scores => self.views.scores.focus_target(),
            _ => None,
        };
        if let Some(target) = target {
            self.views.other_part = target == views::FocusTarget::Inspector;
        }
        self.views.other_part && self.parts().is_some()
    }

    fn first_part(&mut self, ui: &mut Ui, out: &mut Vec<Intent>) {
        let (cx, views) = (&self.cx, &mut *self.views);
        match self.step {
            Step::Context => views::context::show(ui, cx, &mut views.context, out),
            Step::Options => views::options::show(ui, cx, &mut views.options, out),
            Step::Criteria => views::criteria::show(ui, cx, &mut views.selection, &mut views.criteria, out),
            Step::Scores => views::scores::show(ui, cx, &mut views.selection, &mut views.scores, out),
            Step::Result => views::result::show(ui, cx, self.trial, &mut views.result, out),
            Step::Decision => views::decision::show(ui, cx, &mut views.decision, out),
            Step::Export => views::export::show(ui, cx, self.export, self.form, &mut views.export, out),
        }
    }

    /// Draws a button to the next step at the end of those that people fill in one after the other. The later ones have a main action
    /// of their own, and so does a hidden ballot.
    fn way_on(&self, ui: &mut Ui, out: &mut Vec<Intent>) {
        let decision = self.cx.decision();
        let goes_on = match self.step {
            Step::Context | Step::Options | Step::Criteria => true,
            Step::Scores => {
                let is_empty =
                    decision.options.is_empty() || decision.criteria.is_empty() || decision.members.is_empty();
                !is_empty && !decision.is_blind()
            }
            Step::Result | Step::Decision | Step::Export => false,
        };
        if !goes_on {
            return;
        }
        let next = self.step.shifted(1);
        let words = format!("Continue to {}", next.name().to_lowercase());
        if with_lock(ui, false, |ui| button(ui, &words, ButtonKind::Secondary)).clicked() {
            out.push(Intent::Go(next));
        }
        ui.add_space(space::XL);
    }
}

/// The part of the height in sight by which a key scrolls: a few lines stay.
const SCREEN: f32 = 0.9;

/// Scrolls the page by its keys, unless a field, a menu or a dialog has the keyboard. To be called at the end of the content that
/// scrolls.
fn scroll_by_keys(ui: &Ui) {
    let is_free = ui.memory(|memory| memory.top_modal_layer().is_none()) && !Popup::is_any_open(ui.ctx());
    if !is_free || ui.ctx().text_edit_focused() {
        return;
    }
    let (all, seen) = (ui.min_rect(), ui.clip_rect());
    for intent in take_pressed(ui.ctx(), CommandScope::Page, |_| true) {
        let Intent::Scroll(by) = *intent else { continue };
        let down = match by {
            isize::MIN => all.top() - seen.top(),
            isize::MAX => all.bottom() - seen.bottom(),
            by => by as f32 * SCREEN * seen.height(),
        };
        ui.scroll_with_delta(vec2(0.0, -down));
    }
}

/// Draws an invisible anchor before the first control, which gets the focus when a step is opened and is announced by its name.
fn page_anchor(ui: &Ui, step: Step) {
    let at = egui::Rect::from_min_size(ui.cursor().min, egui::Vec2::ZERO);
    let response = ui.interact(at, page_id(), egui::Sense::focusable_noninteractive());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, step.name()));
}
