//! The choice of criteria on which the team votes again.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Align, Layout, Margin, Response, ScrollArea, Ui};

use super::{explain, focus_first, head, simple::row};
use crate::{
    analysis::Analysis,
    decision::{Criterion, CriterionId, Decision},
    gui::{
        intent::{BallotIntent, Intent},
        widgets::{ButtonKind, button, button_enabled, secondary, shown},
        wording::points_apart,
    },
};

/// The gap between two scores of a cell, in points, from which on its criterion is proposed.
const WIDE: u8 = 2;

/// A new round while its criteria are chosen.
pub struct NewRound {
    chosen: BTreeSet<CriterionId>,
    /// The widest gap of the team on each criterion, in points; those on which all agree are left out.
    apart: BTreeMap<CriterionId, u8>,
}

impl NewRound {
    /// Returns the question with these criteria proposed, or, where `criteria` is empty, with those on which the team is far
    /// apart.
    #[must_use]
    pub fn on(criteria: Vec<CriterionId>, analysis: &Analysis) -> Self {
        let gaps = analysis.widest_gaps().iter();
        let apart: BTreeMap<CriterionId, u8> = gaps.map(|cell| (cell.criterion.clone(), cell.points_apart())).collect();
        let mut chosen: BTreeSet<CriterionId> = criteria.into_iter().collect();
        if chosen.is_empty() {
            chosen = apart.iter().filter(|(_, apart)| **apart >= WIDE).map(|(id, _)| id.clone()).collect();
        }
        Self { chosen, apart }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, decision: Option<&Decision>) -> Option<Intent> {
        let decision = decision?;
        head(ui, &format!("Start round {}", decision.round() + 1));
        explain(
            ui,
            "The team scores the chosen criteria again without seeing each other's scores. Earlier rounds are kept \
             for comparison. The criteria you disagree on most come first.",
        );
        let choose_all = ui.horizontal(|ui| {
            let choose_all = button(ui, "Choose all", ButtonKind::Quiet);
            if choose_all.clicked() {
                self.chosen = all(decision);
            }
            if button(ui, "Choose none", ButtonKind::Quiet).clicked() {
                self.chosen.clear();
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                secondary(ui, format!("{} of {}", self.chosen.len(), all(decision).len()));
            });
            choose_all
        });
        let most = (ui.ctx().content_rect().height() - 320.0).clamp(120.0, 420.0);
        // The gaps are at the right, where the scroll bar would cover them.
        let margin = Margin { right: 14, ..Margin::ZERO };
        let area = ScrollArea::vertical().max_height(most).auto_shrink([false, true]).content_margin(margin);
        area.show(ui, |ui| self.choices(ui, decision));
        self.ways(ui, decision, &choose_all.inner)
    }

    fn choices(&mut self, ui: &mut Ui, decision: &Decision) {
        let mut criteria: Vec<&Criterion> = decision.applicable().map(AsRef::as_ref).collect();
        let apart = |id: &CriterionId| self.apart.get(id).copied().unwrap_or(0);
        criteria.sort_by_key(|criterion| std::cmp::Reverse(apart(&criterion.id)));
        for criterion in criteria {
            let mut chosen = self.chosen.contains(&criterion.id);
            let words = match apart(&criterion.id) {
                0 => String::new(),
                points => points_apart(points),
            };
            ui.horizontal(|ui| {
                if ui.checkbox(&mut chosen, shown(criterion.called())).changed() {
                    if chosen {
                        self.chosen.insert(criterion.id.clone());
                    } else {
                        self.chosen.remove(&criterion.id);
                    }
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| secondary(ui, words));
            });
        }
    }

    fn ways(&self, ui: &mut Ui, decision: &Decision, choose_all: &Response) -> Option<Intent> {
        let mut answer = None;
        row(ui, |ui| {
            let open = button_enabled(ui, "Start the round", ButtonKind::Primary, !self.chosen.is_empty());
            focus_first(ui, if self.chosen.is_empty() { choose_all } else { &open });
            if open.clicked() {
                answer = Some(Intent::Ballots(BallotIntent::Open(self.criteria(decision))));
            }
            if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Dismiss);
            }
        });
        answer
    }

    /// Returns the chosen criteria in the order of the record, and an empty list if all are chosen.
    fn criteria(&self, decision: &Decision) -> Vec<CriterionId> {
        // If all were named one by one, criteria that are added later would not be voted on.
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
