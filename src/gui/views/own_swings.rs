//! The own swings of a member, beside those of the team.

use std::collections::BTreeMap;

use egui::Ui;

use super::Cx;
use crate::{
    analysis::{percent, whose_weights},
    decision::{Criterion, CriterionField, CriterionId, Decision, Edit, Member, MemberField},
    gui::{
        intent::Intent,
        theme::tokens::space,
        widgets::{ButtonKind, button, secondary, segmented, with_lock},
    },
};

/// The owner of the swings that the sliders move.
pub(super) enum SwingOwner<'a> {
    Team(&'a Decision),
    Mine(&'a Decision, &'a Member),
}

impl SwingOwner<'_> {
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Team(_) => "Weight",
            Self::Mine(..) => "My weight",
        }
    }

    /// Returns the swing of a criterion; the team's swing where a member has none.
    pub(super) fn swing(&self, criterion: &Criterion) -> u8 {
        match self {
            Self::Team(decision) => decision.swing(criterion),
            Self::Mine(decision, member) => {
                member.swings.get(&criterion.id).copied().unwrap_or_else(|| decision.swing(criterion))
            }
        }
    }

    /// Returns whether a criterion has no swing while others have one. It does not count then, which is not the same as a swing
    /// of 0.
    pub(super) fn is_unset(&self, criterion: &Criterion) -> bool {
        let (Self::Team(decision) | Self::Mine(decision, _)) = self;
        let is_own = matches!(self, Self::Mine(_, member) if member.swings.contains_key(&criterion.id));
        criterion.swing.is_none() && !is_own && !criterion.not_applicable && decision.is_weighed()
    }

    pub(super) fn change(&self, criterion: &Criterion, swing: u8) -> Intent {
        Intent::Edit(match self {
            Self::Team(_) => Edit::Criterion(criterion.id.clone(), CriterionField::Swing(swing)),
            Self::Mine(_, member) => {
                let mut own = member.swings.clone();
                own.insert(criterion.id.clone(), swing);
                Edit::Member(member.id.clone(), MemberField::Swings(own))
            }
        })
    }
}

/// Draws the switch with which a member of a team sets their own swings. `own` is whether these are shown.
pub(super) fn whose<'a>(ui: &mut Ui, cx: &Cx<'a>, own: &mut bool, out: &mut Vec<Intent>) -> SwingOwner<'a> {
    let decision = cx.document.decision();
    let me = cx.me.and_then(|me| decision.member(me));
    let Some(me) = me.filter(|_| decision.members.len() > 1 && !decision.criteria.is_empty()) else {
        return SwingOwner::Team(decision);
    };
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        let shown = Some(usize::from(*own));
        if let Some(picked) = with_lock(ui, false, |ui| segmented(ui, "Whose weights", &["Team", "Mine"], shown)) {
            *own = picked == 1;
        }
        if *own && !me.swings.is_empty() && button(ui, "Use the team's weights", ButtonKind::Quiet).clicked() {
            out.push(Intent::Edit(Edit::Member(me.id.clone(), MemberField::Swings(BTreeMap::new()))));
        }
    });
    if !*own {
        if let Some(words) = whose_weights(&cx.document.findings().analysis) {
            secondary(ui, format!("{words} The weights below apply to the criteria that they did not change."));
        }
        return SwingOwner::Team(decision);
    }
    let words = format!(
        "What matters to {}. Where you change nothing, the team's weight applies. The team's weights are the average \
         of all who set their own.",
        me.real_name().unwrap_or("you")
    );
    secondary(ui, words);
    if decision.is_blind() {
        secondary(ui, "Others see your weights after the reveal. (The file itself is not encrypted.)");
    }
    SwingOwner::Mine(decision, me)
}

/// Draws the range of the members' own weights, once the round is revealed and if they differ.
pub(super) fn weighed_by_each(ui: &mut Ui, cx: &Cx<'_>, criterion: &CriterionId) {
    if cx.decision().is_blind() {
        return;
    }
    let findings = cx.document.findings();
    let Some(result) = findings.analysis.criterion(criterion) else { return };
    let Some((low, high)) = result.weight_range else { return };
    let (low, high) = (percent(low), percent(high));
    let team = format!("The team gives it {} of the total weight", percent(result.weight));
    let each = if low == high { String::new() } else { format!("; members who set their own give it {low} to {high}") };
    secondary(ui, format!("{team}{each}."));
    ui.add_space(space::S);
}
