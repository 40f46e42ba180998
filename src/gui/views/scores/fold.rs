//! The criteria that are not counted, folded away below those that are, in the sheet and in the team's scores.

use std::{collections::HashSet, sync::Arc};

use egui::{Rect, Ui, vec2};

use super::Selection;
use crate::{
    decision::{Criterion, CriterionId, Decision},
    gui::widgets::{ButtonKind, button, with_lock},
};

/// Whether the criteria that are not counted are in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NotCounted {
    #[default]
    Folded,
    Unfolded,
}

/// The criteria of a list.
pub(super) struct Listed<'a> {
    /// Those that are counted, in their groups; a group without any is left out.
    pub groups: Vec<(&'a str, Vec<&'a Arc<Criterion>>)>,
    /// The others, if there are any.
    pub fold: Option<Fold<'a>>,
}

/// The criteria that are not counted.
pub(super) struct Fold<'a> {
    criteria: Vec<&'a Arc<Criterion>>,
    is_unfolded: bool,
    /// Whether one of them is selected, so that they are unfolded.
    has_selection: bool,
}

impl<'a> Listed<'a> {
    /// Parts the criteria that are shown.
    pub fn of(
        decision: &'a Decision,
        is_shown: impl Fn(&&Arc<Criterion>) -> bool,
        selection: &Selection,
        not_counted: NotCounted,
    ) -> Self {
        let counted: HashSet<&CriterionId> =
            decision.counted_criteria().into_iter().map(|criterion| &criterion.id).collect();
        let (mut groups, mut others) = (Vec::new(), Vec::new());
        for (group, criteria) in decision.groups() {
            let criteria = criteria.into_iter().filter(&is_shown);
            let (criteria, rest): (Vec<_>, Vec<_>) = criteria.partition(|criterion| counted.contains(&criterion.id));
            others.extend(rest);
            if !criteria.is_empty() {
                groups.push((group, criteria));
            }
        }
        // What counts for nothing is out of the way, unless the selection leads there.
        let has_selection = others.iter().any(|criterion| selection.criterion.as_ref() == Some(&criterion.id));
        let is_unfolded = has_selection || not_counted == NotCounted::Unfolded;
        let fold = (!others.is_empty()).then_some(Fold { criteria: others, is_unfolded, has_selection });
        Self { groups, fold }
    }

    /// Draws the button that unfolds the criteria that are not counted, or folds them again.
    pub fn fold_button(&self, ui: &mut Ui, room: Rect, selection: &mut Selection, not_counted: &mut NotCounted) {
        let Some(fold) = &self.fold else { return };
        let words = if fold.is_unfolded { "Hide not counted" } else { "Not counted" };
        // Its words begin where the names above it do.
        let room = room.translate(vec2(-ui.spacing().button_padding.x, 0.0));
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(room));
        let words = format!("{words} ({})", fold.criteria.len());
        let response = with_lock(&mut child, false, |ui| button(ui, &words, ButtonKind::Quiet));
        if !response.on_hover_text("Criteria of weight 0, or not applicable").clicked() {
            return;
        }
        *not_counted = if fold.is_unfolded { NotCounted::Folded } else { NotCounted::Unfolded };
        if fold.is_unfolded && fold.has_selection {
            let mut counted = self.groups.iter().flat_map(|(_, criteria)| criteria);
            selection.criterion = counted.next().map(|criterion| criterion.id.clone());
        }
    }
}

impl<'a> Fold<'a> {
    /// The height of its button, in points.
    pub const HEIGHT: f32 = 48.0;

    /// Returns the criteria that are in sight.
    pub fn unfolded(&self) -> &[&'a Arc<Criterion>] {
        if self.is_unfolded { &self.criteria } else { &[] }
    }
}
