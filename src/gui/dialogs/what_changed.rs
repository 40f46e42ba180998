//! The changes of the record since an earlier copy: the copies on the left, the difference on the right.

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::{explain, focus_first, head};
use crate::gui::{
    intent::{ChangeIntent, EarlierCopy, Intent, PathIntent, PathUse},
    theme::tokens::{Type, space},
    widgets::{
        ButtonKind, MarkdownCache, at_the_end, button, button_enabled, clamped, follow_focus, markdown, secondary,
        shown,
    },
};

/// The width of the list of copies, in points.
const LIST: f32 = 260.0;

/// The most lines of an offer: a date and a line of git, which people keep to some seventy characters.
const LINES: usize = 4;

/// A copy that the record can be compared with.
pub struct CopyOffer {
    /// The time of the copy, or its kind.
    pub words: String,
    /// The subject of the commit, the path of the exported ADR, or the title of the superseded record.
    pub detail: String,
    /// The place of the copy.
    pub copy: EarlierCopy,
}

/// Earlier copies of the record, and the changes since one of them.
#[derive(Default)]
pub struct WhatChanged {
    /// The copies; `None` until they are listed.
    offers: Option<Vec<CopyOffer>>,
    /// The copy to compare with.
    picked: Option<EarlierCopy>,
    /// The place of the offer that was clicked: the last export and a commit may be one copy.
    clicked: Option<usize>,
    /// The changes since that copy as Markdown, or why they cannot be shown; `None` until that is known.
    told: Option<Result<String, String>>,
    preview: MarkdownCache,
}

impl WhatChanged {
    /// Takes the list of copies.
    pub fn take_offers(&mut self, offers: Vec<CopyOffer>) {
        self.offers = Some(offers);
    }

    /// Picks a copy, and forgets the difference to the one before.
    pub fn wait_for(&mut self, copy: EarlierCopy) {
        self.picked = Some(copy);
        self.told = None;
    }

    /// Takes the changes since a copy, unless another one was picked meanwhile.
    pub fn take_told(&mut self, copy: &EarlierCopy, told: Result<String, String>) {
        if self.picked.as_ref() == Some(copy) {
            self.told = Some(told);
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<Intent> {
        head(ui, "What changed");
        explain(ui, "Compares the record on screen with an earlier copy, or with the record it supersedes.");
        let room = (ui.ctx().content_rect().height() - 260.0).clamp(160.0, 560.0);
        let mut answer = None;
        // The separator takes all the height that it may, so the row gets a fixed one.
        ui.allocate_ui_with_layout(vec2(ui.available_width(), room), Layout::left_to_right(Align::Min), |ui| {
            let list = LIST.min(ui.available_width() * 0.4);
            ui.allocate_ui_with_layout(vec2(list, room), Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(vec2(list, room));
                answer = self.copies(ui);
            });
            ui.separator();
            ui.vertical(|ui| self.difference(ui));
        });
        ui.add_space(space::S);
        at_the_end(ui, |ui| {
            if button(ui, "Done", ButtonKind::Primary).clicked() {
                answer = Some(Intent::Dismiss);
            }
            let told = self.told.as_ref().and_then(|told| told.as_ref().ok());
            let help = "Ready to paste into a pull request";
            let copy =
                button_enabled(ui, "Copy as Markdown", ButtonKind::Secondary, told.is_some()).on_hover_text(help);
            if let Some(told) = told.filter(|_| copy.clicked()) {
                answer = Some(Intent::Copy(told.clone()));
            }
        });
        answer
    }

    fn copies(&mut self, ui: &mut Ui) -> Option<Intent> {
        let mut answer = None;
        let other = button(ui, "Another file…", ButtonKind::Secondary);
        focus_first(ui, &other);
        if other.clicked() {
            answer = Some(Intent::Path(PathIntent::Ask(PathUse::CompareWith)));
        }
        ui.add_space(space::S);
        let Some(offers) = &self.offers else {
            secondary(ui, "Looking for earlier copies");
            return answer;
        };
        if offers.is_empty() {
            secondary(ui, "Git has no earlier copy of this record. Commit it to compare with that commit later.");
            return answer;
        }
        ScrollArea::vertical().id_salt("copies").auto_shrink(false).show(ui, |ui| {
            ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
                let room = (ui.available_width() - 2.0 * ui.spacing().button_padding.x, LINES);
                for (place, offer) in offers.iter().enumerate() {
                    let is_picked = self.clicked == Some(place);
                    let words = shown(format!("{}  {}", offer.words, offer.detail));
                    let color = ui.visuals().text_color();
                    let row = egui::Button::selectable(is_picked, clamped(ui, &words, Type::Body, color, room));
                    let row = ui.push_id(place, |ui| ui.add(row)).inner.on_hover_text(words);
                    if row.clicked() {
                        self.clicked = Some(place);
                        answer = Some(Intent::Change(ChangeIntent::Since(offer.copy.clone())));
                    }
                }
            });
            follow_focus(ui);
        });
        answer
    }

    fn difference(&mut self, ui: &mut Ui) {
        match (&self.picked, &self.told) {
            (None, _) => {
                secondary(ui, "Choose a copy to compare with.");
            }
            (Some(_), None) => {
                secondary(ui, "Comparing");
            }
            (Some(_), Some(Err(why))) => {
                secondary(ui, shown(why));
            }
            (Some(_), Some(Ok(told))) => {
                ScrollArea::both().id_salt("difference").auto_shrink(false).show(ui, |ui| {
                    // Links in it are not followed.
                    let _ = markdown(ui, &mut self.preview, told);
                    follow_focus(ui);
                });
            }
        }
    }
}
