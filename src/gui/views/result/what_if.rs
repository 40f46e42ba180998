//! The what-if part: a copy of the record on which people try other swings, criteria and ballots. Only swings can be kept, by
//! applying them.

use std::cell::RefCell;

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::{
    flips, ladder,
    otherwise::{self, Way},
    totals,
};
use crate::{
    analysis::{Analysis, Ladder, list},
    decision::{Criterion, CriterionId, Decision, Edit},
    gui::{
        intent::Intent,
        session::{Document, Drawing, Findings, Trial, TrialChanges},
        theme::{
            icons,
            tokens::{Tokens, Type, space},
        },
        views::Cx,
        widgets::{
            ButtonKind, SWING_NUMBER, button_enabled, card, follow_focus, icon_button, rich, secondary, section,
            swing_slider, two_columns, with_lock,
        },
        wording::{group_name, listed},
    },
};

/// Returns the changes to the trial that count the record in another way.
fn changes_of(way: Way, decision: &Decision, analysis: &Analysis) -> TrialChanges {
    let mut changes = TrialChanges::default();
    match way {
        Way::AsItIs => {}
        Way::EqualWeights => {
            let other =
                decision.criteria.iter().filter(|criterion| decision.swing(criterion) != Criterion::EQUAL_SWING);
            changes.swings = other.map(|criterion| (criterion.id.clone(), Criterion::EQUAL_SWING)).collect();
        }
        Way::Alone(voter) => {
            let others = analysis.members.iter().filter(|member| member.id != voter);
            changes.without_voters = others.map(|member| member.id.clone()).collect();
        }
    }
    changes
}

/// The memory of the screen.
#[derive(Default)]
pub(super) struct WhatIfState {
    /// The ladder that is shown: each rung of the last trial stays in view until that of the present one is drawn.
    drawn: Option<Ladder>,
}

/// Puts the rungs drawn so far into the ladder that is shown: while draws go on they replace single rungs, else all of it.
fn keep_drawn(drawn: &mut Option<Ladder>, document: &Document, found: &Analysis) {
    let Some(ladder) = &found.ladder else { return };
    match drawn {
        Some(drawn) if document.drawing().is_some_and(Drawing::is_under_way) => {
            ladder.rungs.iter().for_each(|rung| drawn.add(rung.clone()));
        }
        _ => *drawn = Some(ladder.clone()),
    }
}

/// Draws the part.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    findings: &Findings,
    trial: &mut Trial,
    state: &mut WhatIfState,
    out: &mut Vec<Intent>,
) {
    // Both columns change the trial, and the right one shows in the same frame what the left one has changed.
    let trial = RefCell::new(trial);
    let mut shown = Vec::new();
    two_columns(
        ui,
        0.54,
        |ui| to_change(ui, cx, &findings.analysis, &mut trial.borrow_mut().changes, out),
        |ui| {
            let mut trial = trial.borrow_mut();
            let tried = trial.on(cx.document);
            follow(ui, cx, findings, tried, &mut state.drawn, &mut shown);
            ui.add_space(space::L);
            let way = otherwise::strip(ui, cx.decision(), &findings.analysis);
            ui.add_space(space::L);
            let found = tried.findings();
            flips::show(ui, cx.decision(), &found.analysis, &mut shown);
            ui.add_space(space::L);
            otherwise::regret(ui, tried.decision(), &found.analysis);
            if let Some(way) = way {
                trial.changes = changes_of(way, cx.decision(), &findings.analysis);
            }
        },
    );
    out.append(&mut shown);
}

fn to_change(ui: &mut Ui, cx: &Cx<'_>, analysis: &Analysis, changes: &mut TrialChanges, out: &mut Vec<Intent>) {
    let height = (ui.clip_rect().bottom() - ui.cursor().top() - 60.0).max(360.0);
    card(ui, |ui| {
        ui.horizontal(|ui| {
            section(ui, "Try other weights");
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| actions(ui, cx, changes, out));
        });
        secondary(ui, "Nothing is saved until you apply it.");
        weighed_by_their_own(ui, cx.decision());
        ui.add_space(space::S);
        let margin = egui::Margin { right: 14, ..egui::Margin::ZERO };
        ScrollArea::vertical().id_salt("what if").max_height(height).content_margin(margin).show(ui, |ui| {
            sliders(ui, cx.decision(), changes);
            voters(ui, analysis, changes);
            follow_focus(ui);
        });
    });
}

/// Draws the part that follows the sliders: the verdict, the comparison, the totals and the ladder of the trial.
fn follow(
    ui: &mut Ui,
    cx: &Cx<'_>,
    findings: &Findings,
    tried: &Document,
    drawn: &mut Option<Ladder>,
    out: &mut Vec<Intent>,
) {
    let found = tried.findings();
    keep_drawn(drawn, tried, &found.analysis);
    ui.label(rich(&found.verdict.headline, Type::Section).line_height(Some(22.0)));
    compared(ui, cx.decision(), &findings.analysis, &found.analysis);
    ui.add_space(space::M);
    totals::show(ui, tried.decision(), &found.analysis, None);
    ui.add_space(space::L);
    let shown = ladder::LadderContent {
        analysis: &found.analysis,
        ladder: drawn.as_ref(),
        drawing: tried.drawing(),
        of_record: false,
    };
    ladder::card_of_the_ladder(ui, tried.decision(), &shown, out);
}

fn actions(ui: &mut Ui, cx: &Cx<'_>, changes: &mut TrialChanges, out: &mut Vec<Intent>) {
    let decision = cx.decision();
    let swings: Vec<(CriterionId, u8)> = decision
        .criteria
        .iter()
        .filter_map(|c| {
            changes.swings.get(&c.id).filter(|swing| **swing != decision.swing(c)).map(|swing| (c.id.clone(), *swing))
        })
        .collect();
    let help = "Puts these weights into the record. What you left out here stays in the record.";
    let is_ready = !swings.is_empty();
    let apply =
        with_lock(ui, cx.is_locked(), |ui| button_enabled(ui, "Apply weights", ButtonKind::Secondary, is_ready));
    let apply = apply.on_hover_text(help);
    if apply.clicked() {
        out.push(Intent::Edit(Edit::Swings { profile: None, label: "Apply the weights tried out".to_owned(), swings }));
        // The record has these swings now; criteria and ballots that were left out stay so in the trial.
        changes.swings.clear();
    }
    if button_enabled(ui, "Reset", ButtonKind::Quiet, !changes.is_empty()).clicked() {
        *changes = TrialChanges::default();
    }
}

/// Draws a note that names the members for whom these sliders do nothing, since they set their own swings.
fn weighed_by_their_own(ui: &mut Ui, decision: &Decision) {
    let own = decision.members.iter().filter(|member| !member.swings.is_empty());
    let names: Vec<String> = own.map(|member| member.called().to_owned()).collect();
    if !names.is_empty() {
        let who = listed(&names);
        secondary(
            ui,
            format!(
                "These are the team's weights. They don't replace the weights that members set for \
                               themselves: {who}."
            ),
        );
    }
}

fn sliders(ui: &mut Ui, decision: &Decision, changes: &mut TrialChanges) {
    for (group, criteria) in decision.groups() {
        if criteria.iter().all(|criterion| criterion.not_applicable) {
            continue;
        }
        ui.add_space(space::S);
        let words = group_name(group);
        ui.label(rich(words, Type::SecondaryStrong).color(Tokens::of(ui).secondary));
        for criterion in criteria.into_iter().filter(|criterion| !criterion.not_applicable) {
            slider(ui, criterion, decision.swing(criterion), changes);
        }
    }
}

/// The height of a slider with its name, in points.
const ROW: f32 = 32.0;
/// The height of a name above its slider, in points.
const NAME: f32 = 20.0;
/// The width, in points, below which the name of a slider is above it.
const STACKED: f32 = 380.0;

/// Draws the slider of a criterion. `recorded` is the swing in the record.
fn slider(ui: &mut Ui, criterion: &Criterion, recorded: u8, changes: &mut TrialChanges) {
    let t = Tokens::of(ui);
    let is_stacked = ui.available_width() < STACKED;
    let size = vec2(ui.available_width(), ROW + if is_stacked { NAME } else { 0.0 });
    // Rows out of sight are not drawn, so that they cost no time, except for the next ones, to which Tab leads.
    if !ui.is_rect_visible(egui::Rect::from_min_size(ui.cursor().min, size).expand2(vec2(0.0, 1.5 * size.y))) {
        ui.push_id(criterion.id.as_str(), |ui| ui.allocate_exact_size(size, egui::Sense::hover()));
        return;
    }
    let out = changes.without_criteria.contains(&criterion.id);
    let now = changes.swings.get(&criterion.id).copied().unwrap_or(recorded);
    let name_of = |ui: &mut Ui| {
        let color = if out { t.secondary } else { t.text };
        let words = rich(criterion.called(), Type::Body).size(13.0).color(color);
        let words = if out { words.strikethrough() } else { words };
        ui.add(egui::Label::new(words).truncate());
    };
    let draw = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let line = vec2(size.x, ROW);
        if is_stacked {
            ui.allocate_ui_with_layout(vec2(size.x, NAME), Layout::left_to_right(Align::Max), name_of);
        }
        ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
            let (icon, verb) = if out {
                (icons::VISIBILITY_OFF, format!("Count {} again", criterion.called()))
            } else {
                (icons::VISIBILITY, format!("Leave {} out", criterion.called()))
            };
            if icon_button(ui, icon, &verb).clicked() && !changes.without_criteria.remove(&criterion.id) {
                changes.without_criteria.insert(criterion.id.clone());
            }
            let was = if now == recorded { String::new() } else { format!("was {recorded}") };
            ui.allocate_ui_with_layout(vec2(52.0, 20.0), Layout::right_to_left(Align::Center), |ui| {
                ui.set_width(52.0);
                secondary(ui, was);
            });
            let room = ui.available_width();
            let width = if is_stacked { (room - SWING_NUMBER).max(40.0) } else { (room * 0.42).clamp(70.0, 240.0) };
            let name = format!("Try a weight of {}", criterion.called());
            if let Some(swing) = swing_slider(ui, &name, now, !out, width) {
                // Back at the swing of the record, there is no change left to apply.
                if swing == recorded {
                    changes.swings.remove(&criterion.id);
                } else {
                    changes.swings.insert(criterion.id.clone(), swing);
                }
            }
            if !is_stacked {
                ui.with_layout(Layout::left_to_right(Align::Center), name_of);
            }
        });
    };
    ui.push_id(criterion.id.as_str(), |ui| ui.allocate_ui(size, draw));
}

fn voters(ui: &mut Ui, analysis: &Analysis, changes: &mut TrialChanges) {
    if analysis.members.len() < 2 {
        return;
    }
    ui.add_space(space::M);
    ui.label(rich("Whose ballots count", Type::SecondaryStrong).color(Tokens::of(ui).secondary));
    for voter in &analysis.members {
        let mut counts = !changes.without_voters.contains(&voter.id);
        // At least one ballot has to count.
        let last = counts && changes.without_voters.len() + 1 == analysis.members.len();
        let checkbox = egui::Checkbox::new(&mut counts, rich(&voter.name, Type::Body).size(13.0));
        if ui.add_enabled(!last, checkbox).changed() {
            if counts {
                changes.without_voters.remove(&voter.id);
            } else {
                changes.without_voters.insert(voter.id.clone());
            }
        }
    }
}

/// Draws a sentence on the result of the record, to compare with the trial above.
fn compared(ui: &mut Ui, decision: &Decision, saved: &Analysis, tried: &Analysis) {
    let as_well = if saved.leaders == tried.leaders { " also" } else { "" };
    let Some(winner) = saved.winner() else {
        let level: Vec<&str> = saved.leaders.level().iter().map(|id| decision.option_name(id)).collect();
        if !level.is_empty() {
            secondary(ui, format!("With the saved weights, {} are{as_well} level.", list(&level)));
        }
        return;
    };
    let leader = decision.option_name(winner);
    let gap = saved.pairs.first().map(|pair| format!(" by {}", pair.lead())).unwrap_or_default();
    let share = saved.within_swings().map(|within| {
        let (place, share) = (within.place_in_words(), within.first_in_words());
        format!(" and comes {place} in {share} of cases with weights up to 25 % off")
    });
    let share = share.unwrap_or_default();
    secondary(ui, format!("With the saved weights, {leader}{as_well} leads{gap}{share}."));
}
