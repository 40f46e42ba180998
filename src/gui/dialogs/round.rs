//! On which criteria the team votes again.

use std::collections::BTreeSet;

use egui::{Align, Layout, ScrollArea, Ui};

use super::{explain, focus_first, head, simple::row};
use crate::{
    decision::{CriterionId, Decision},
    gui::{
        intent::Intent,
        theme::tokens::space,
        widgets::{ButtonKind, button, button_enabled, label, secondary},
        wording::group_name,
    },
};

/// The criteria that are chosen.
pub struct NewRound {
    chosen: BTreeSet<CriterionId>,
}

impl NewRound {
    /// With these proposed, or with all that apply where there are none.
    #[must_use]
    pub fn on(criteria: Vec<CriterionId>, decision: &Decision) -> Self {
        let chosen = if criteria.is_empty() { all(decision) } else { criteria.into_iter().collect() };
        Self { chosen }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, decision: Option<&Decision>) -> Option<Intent> {
        let decision = decision?;
        head(ui, &format!("Open round {}", decision.round() + 1));
        explain(
            ui,
            "The team votes again, blind, on the criteria that you choose, starting from the scores there are. Those of \
             earlier rounds are kept and can be compared.",
        );
        ui.horizontal(|ui| {
            if button(ui, "Choose all", ButtonKind::Quiet).clicked() {
                self.chosen = all(decision);
            }
            if button(ui, "Choose none", ButtonKind::Quiet).clicked() {
                self.chosen.clear();
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                secondary(ui, format!("{} of {}", self.chosen.len(), all(decision).len()));
            });
        });
        let most = (ui.ctx().content_rect().height() - 320.0).clamp(120.0, 420.0);
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| self.choices(ui, decision));
        self.ways(ui, decision)
    }

    fn choices(&mut self, ui: &mut Ui, decision: &Decision) {
        for (group, criteria) in decision.groups() {
            ui.add_space(space::XS);
            label(ui, group_name(group));
            for criterion in criteria.into_iter().filter(|criterion| !criterion.not_applicable) {
                let mut chosen = self.chosen.contains(&criterion.id);
                if ui.checkbox(&mut chosen, criterion.called()).changed() {
                    if chosen {
                        self.chosen.insert(criterion.id.clone());
                    } else {
                        self.chosen.remove(&criterion.id);
                    }
                }
            }
        }
    }

    fn ways(&self, ui: &mut Ui, decision: &Decision) -> Option<Intent> {
        let mut answer = None;
        row(ui, |ui| {
            let open = button_enabled(ui, "Open the round", ButtonKind::Primary, !self.chosen.is_empty());
            focus_first(ui, &open);
            if open.clicked() {
                answer = Some(Intent::VoteAgain(self.criteria(decision)));
            }
            if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Dismiss);
            }
        });
        answer
    }

    /// As a round names them: in the record's order, and none for all.
    fn criteria(&self, decision: &Decision) -> Vec<CriterionId> {
        // Named one by one, criteria that are added later would not be voted on.
        if self.chosen == all(decision) {
            return Vec::new();
        }
        let criteria = decision.criteria.iter().map(|criterion| &criterion.id);
        criteria.filter(|id| self.chosen.contains(*id)).cloned().collect()
    }
}

fn all(decision: &Decision) -> BTreeSet<CriterionId> {
    decision.applicable().map(|criterion| criterion.id.clone()).collect()
}
