//! Weights by group: people weigh the groups, and the criteria of each share its weight.

use std::{collections::BTreeMap, sync::Arc};

use egui::{Align, Layout, Ui, vec2};

use super::scores::is_escaped;
use crate::{
    analysis::{
        share_of_weight, sum,
        weights::{by_group, group_importance},
    },
    decision::{Criterion, Decision, Edit},
    gui::{
        intent::Intent,
        theme::tokens::{Type, space},
        widgets::{ButtonKind, button, button_enabled, card, rich, secondary, section, swing_slider, with_lock},
        wording::group_name,
    },
};

/// The importance of each group, from 0 to 100, by its name.
type Importance = BTreeMap<String, u8>;

/// The groups while people weigh them.
pub(super) struct Groups {
    /// What the sliders show.
    now: Importance,
    /// What the record has.
    in_record: Importance,
}

impl Groups {
    /// Returns the groups as the record weighs them.
    pub(super) fn of(decision: &Decision) -> Self {
        let in_record = as_weighed(decision);
        Self { now: in_record.clone(), in_record }
    }

    /// Takes over what has changed in the record: another profile, or the weight of a criterion.
    fn follow(&mut self, decision: &Decision) {
        let in_record = as_weighed(decision);
        for (group, importance) in &in_record {
            if self.in_record.get(group) != Some(importance) {
                self.now.insert(group.clone(), *importance);
            }
        }
        self.in_record = in_record;
    }
}

fn as_weighed(decision: &Decision) -> Importance {
    let groups = decision.groups();
    let swings: Vec<Vec<u8>> = groups.iter().map(|(_, criteria)| swings(decision, criteria)).collect();
    groups.iter().map(|(group, _)| (*group).to_owned()).zip(group_importance(&swings)).collect()
}

/// Draws the sliders. Returns true once people have applied or cancelled them; Escape cancels, too.
pub(super) fn show(ui: &mut Ui, decision: &Decision, groups: &mut Groups, out: &mut Vec<Intent>) -> bool {
    groups.follow(decision);
    let groups = &mut groups.now;
    let mut done = is_escaped(ui);
    if done {
        // It is for nothing else on this page.
        ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    }
    ui.add_space(space::S);
    card(ui, |ui| {
        section(ui, "How much does each group matter?");
        secondary(
            ui,
            "Rate the most important group 100 and the others against it. Criteria keep their proportions within each \
             group. Nothing changes until you apply it.",
        );
        ui.add_space(space::S);
        let sum = sum(decision.groups().iter().map(|(group, _)| f64::from(importance(groups, group))));
        for (group, _) in decision.groups() {
            row(ui, group, groups, sum);
        }
        ui.horizontal(|ui| {
            // If no group matters, there are no shares to apply.
            if button_enabled(ui, "Apply weights", ButtonKind::Primary, sum > 0.0).clicked() {
                out.push(Intent::Edit(edit(decision, groups)));
                done = true;
            }
            done |= with_lock(ui, false, |ui| button(ui, "Cancel", ButtonKind::Secondary)).clicked();
        });
    });
    done
}

fn row(ui: &mut Ui, group: &str, groups: &mut Importance, sum: f64) {
    let name = group_name(group);
    let now = importance(groups, group);
    ui.push_id(group, |ui| {
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 32.0), Layout::right_to_left(Align::Center), |ui| {
            let share = if sum > 0.0 { f64::from(now) / sum } else { 0.0 };
            ui.allocate_ui_with_layout(vec2(72.0, 28.0), Layout::right_to_left(Align::Center), |ui| {
                ui.set_width(72.0);
                secondary(ui, share_of_weight(share));
            });
            let width = (ui.available_width() * 0.5).clamp(80.0, 300.0);
            if let Some(changed) = swing_slider(ui, &format!("Importance of {name}"), now, true, width) {
                groups.insert(group.to_owned(), changed);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(rich(name, Type::BodyMedium)).truncate());
            });
        });
    });
}

fn importance(groups: &Importance, group: &str) -> u8 {
    groups.get(group).copied().unwrap_or(0)
}

fn edit(decision: &Decision, groups: &Importance) -> Edit {
    let weighed: Vec<(u8, Vec<u8>)> = decision
        .groups()
        .iter()
        .map(|(group, criteria)| (importance(groups, group), swings(decision, criteria)))
        .collect();
    let counted = decision.groups().into_iter().flat_map(|(_, criteria)| applicable(&criteria));
    let swings = counted.map(|criterion| criterion.id.clone()).zip(by_group(&weighed).concat()).collect();
    Edit::Swings { profile: None, label: "Weigh by group".to_owned(), swings }
}

fn applicable<'a>(criteria: &[&'a Arc<Criterion>]) -> Vec<&'a Criterion> {
    criteria.iter().map(|criterion| &***criterion).filter(|criterion| !criterion.not_applicable).collect()
}

fn swings(decision: &Decision, criteria: &[&Arc<Criterion>]) -> Vec<u8> {
    applicable(criteria).iter().map(|criterion| decision.swing(criterion)).collect()
}
