//! The scores of the team, criteria by options.

use std::{collections::BTreeSet, sync::Arc};

use egui::{Align2, Color32, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::{
    ScoresState, Selection,
    columns::{head_height, heads, pinned},
    fold::{Fold, Listed},
    row_filter::RowsLeft,
};
use crate::{
    analysis::{Analysis, CellResult, share_of_weight},
    chart::ChartKind,
    decision::{Alternative, CellKey, Criterion, Decision, Score, Vote},
    gui::{
        intent::{Intent, PathIntent, PathUse},
        theme::{
            icons,
            tokens::{FADED, Tokens, Type, size, space},
        },
        views::Cx,
        widgets::{announce, dashed, focus_wanted, icon_button, is_wanted, rich, secondary, segmented, spoken},
    },
};

/// The content of the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Face {
    /// The mean.
    #[default]
    Mean,
    /// The lowest and the highest score.
    Spread,
    /// The mean after this round, and as it is now.
    Since(u32),
}

/// The height of a row, in points.
const ROW: f32 = 34.0;
/// How near to what is in sight a row is drawn, in points, so that Tab goes on to it. It is more than the height of what is between rows.
const BESIDE: egui::Vec2 = vec2(0.0, 1.5 * ROW);
/// The gap between cells, in points.
const GAP: f32 = 4.0;
/// The most votes of a cell drawn one by one; more are drawn as five bars.
const DOTS: usize = 12;

/// The widths of the columns in points.
struct HeatColumns {
    group: f32,
    name: f32,
    weight: f32,
    option: f32,
}

impl HeatColumns {
    /// The least width of an option.
    const OPTION: f32 = 64.0;

    fn new(width: f32, options: usize) -> Self {
        let room = |(group, name, weight)| (width - group - name - weight) / options as f32;
        let layouts = [(98.0, 178.0, 132.0), (0.0, 178.0, 132.0), (0.0, 144.0, 106.0)];
        let layout = match width {
            ..640.0 => (0.0, 150.0, 0.0),
            // Every option is in sight, if need be without the names of the groups.
            _ => layouts.into_iter().find(|layout| room(*layout) >= Self::OPTION).unwrap_or(layouts[0]),
        };
        let (group, name, weight) = layout;
        Self { group, name, weight, option: room(layout).clamp(Self::OPTION, 220.0) }
    }

    /// Returns the room of the weight of a criterion, or `None` in a narrow window.
    fn weight_room(&self, row: Rect) -> Option<Rect> {
        let left = row.left() + self.group + self.name;
        let room = Rect::from_min_size(pos2(left, row.top()), vec2(self.weight - 16.0, row.height()));
        (self.weight > 0.0).then_some(room)
    }

    fn cells(&self) -> f32 {
        self.group + self.name + self.weight
    }
}

/// Draws criteria by options. Each cell has the colour of its mean, or of its spread if that is shown, with the number on it.
pub(super) fn heat_map(ui: &mut Ui, cx: &Cx<'_>, left: &RowsLeft, selection: &mut Selection, state: &mut ScoresState) {
    let decision = cx.decision();
    let findings = cx.document.findings();
    let analysis = &findings.analysis;
    let seen = ui.available_width();
    let columns = HeatColumns::new(seen, decision.options.len());
    // Bars are shares of the heaviest weight, so it must be above 0 even if no criterion has a weight.
    let heaviest = analysis.criteria.iter().map(|c| c.weight).fold(f64::EPSILON, f64::max);
    ui.spacing_mut().item_spacing.y = GAP;
    header(ui, decision, &columns);
    let is_shown = |criterion: &&Arc<Criterion>| left.has(&criterion.id, selection);
    let listed = Listed::of(decision, is_shown, selection, state.not_counted);
    let rows = HeatRows { decision, analysis, columns: &columns, heaviest, face: state.face };
    for (group, criteria) in &listed.groups {
        rows.show(ui, group, criteria, selection);
    }
    if let Some(fold) = &listed.fold {
        let row = allocate(ui, &columns, decision.options.len(), Fold::HEIGHT);
        let room = row.with_min_x(row.left() + columns.group).with_min_y(row.top() + space::S);
        if ui.is_rect_visible(room.expand2(BESIDE)) {
            listed.fold_button(ui, room, selection, &mut state.not_counted);
        }
        rows.show(ui, "", fold.unfolded(), selection);
    }
    footer(ui, decision, analysis, &columns);
    ui.add_space(space::S);
    ui.scope(|ui| {
        // Columns of many options are wider than what is in sight.
        ui.set_max_width(seen);
        secondary(
            ui,
            "Dots are scores, from 1 on the left to 5 on the right. A ring marks cells where the team is far apart; a \
             dashed edge, cells that nobody scored. Select a cell to see who gave what.",
        );
    });
    ui.add_space(space::XXL);
}

/// What all rows of the map are drawn from.
struct HeatRows<'a> {
    decision: &'a Decision,
    analysis: &'a Analysis,
    columns: &'a HeatColumns,
    heaviest: f64,
    face: Face,
}

impl HeatRows<'_> {
    /// Draws a row for each criterion. The first has the name of their group before it.
    fn show(&self, ui: &mut Ui, group: &str, criteria: &[&Arc<Criterion>], selection: &mut Selection) {
        for (index, criterion) in criteria.iter().enumerate() {
            let shown = if index > 0 { "" } else { group };
            ui.push_id(criterion.id.as_str(), |ui| self.row(ui, shown, criterion, selection));
        }
    }

    /// Draws a row. Those out of sight only take their room, except for the next ones, to which Tab leads, and the selected one, which
    /// would lose the focus while the map scrolls to it.
    fn row(&self, ui: &mut Ui, group: &str, criterion: &Criterion, selection: &mut Selection) {
        let Self { decision, columns, .. } = self;
        let rect = allocate(ui, columns, decision.options.len(), ROW);
        let is_wanted = |option: &Arc<Alternative>| is_wanted(ui, (&criterion.id, &option.id));
        let is_selected = selection.criterion.as_ref() == Some(&criterion.id);
        if !is_selected && !ui.is_rect_visible(rect.expand2(BESIDE)) && !decision.options.iter().any(is_wanted) {
            return;
        }
        let Some((result, cells)) = self.analysis.row(&criterion.id) else { return };
        row_head(ui, rect, columns, group, criterion);
        if let Some(room) = columns.weight_room(rect).filter(|_| result.applicable) {
            weight(ui, room, result.weight, self.heaviest, cells);
        }
        for (index, option) in decision.options.iter().enumerate() {
            let slot = slot(rect, columns, index);
            let cell = HeatCell { decision, criterion, option, result: cells.get(index).map(AsRef::as_ref) };
            let response = cell.show(ui, slot, self.face);
            let is_found = focus_wanted(ui, &response, (&criterion.id, &option.id));
            if is_found {
                response.scroll_to_me(None);
            }
            if is_found || response.clicked() {
                selection.criterion = Some(criterion.id.clone());
                selection.option = Some(option.id.clone());
            }
        }
    }
}

/// Draws the choice of what the cells show, and a button to save them as a chart.
pub(super) fn faces(ui: &mut Ui, cx: &Cx<'_>, state: &mut ScoresState, out: &mut Vec<Intent>) {
    face(ui, cx.decision(), state);
    if cx.document.findings().analysis.first.is_some()
        && icon_button(ui, icons::DOWNLOAD, &format!("Save the chart: {}…", ChartKind::Scores.name())).clicked()
    {
        out.push(Intent::Path(PathIntent::Ask(PathUse::Chart(ChartKind::Scores))));
    }
}

fn face(ui: &mut Ui, decision: &Decision, state: &mut ScoresState) {
    let mut faces = vec![(Face::Mean, "Mean".to_owned()), (Face::Spread, "Spread".to_owned())];
    let round = decision.round();
    // Besides the round before, the first one is offered, in which nobody knew the scores of others.
    for earlier in
        BTreeSet::from([1, round.saturating_sub(1)]).into_iter().filter(|earlier| (1..round).contains(earlier))
    {
        faces.push((Face::Since(earlier), format!("Round {earlier} → {round}")));
    }
    if faces.iter().all(|(face, _)| *face != state.face) {
        state.face = Face::Mean;
    }
    let names: Vec<&str> = faces.iter().map(|(_, name)| name.as_str()).collect();
    let shown = faces.iter().position(|(face, _)| *face == state.face);
    if let Some(picked) = segmented(ui, "What the cells show", &names, shown) {
        state.face = faces[picked].0;
    }
}

fn allocate(ui: &mut Ui, columns: &HeatColumns, options: usize, height: f32) -> Rect {
    let width = columns.cells() + columns.option * options as f32;
    ui.allocate_exact_size(vec2(width, height), Sense::hover()).0
}

/// Returns the room of the cell of one option.
fn slot(row: Rect, columns: &HeatColumns, option: usize) -> Rect {
    let left = row.left() + columns.cells() + columns.option * option as f32;
    Rect::from_min_size(pos2(left, row.top()), vec2(columns.option - GAP, row.height()))
}

fn child(ui: &mut Ui, rect: Rect, layout: egui::Layout) -> Ui {
    ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout))
}

fn left_to_right() -> egui::Layout {
    egui::Layout::left_to_right(egui::Align::Center)
}

fn header(ui: &mut Ui, decision: &Decision, columns: &HeatColumns) {
    let t = Tokens::of(ui);
    let room = allocate(ui, columns, decision.options.len(), head_height(columns.option));
    let (seen, painter) = (ui.clip_rect(), ui.painter().clone());
    let rect = pinned(ui, room);
    if columns.weight > 0.0 {
        let at = pos2(rect.left() + columns.group + columns.name, rect.center().y);
        let font = Type::Secondary.font();
        painter.text(at, Align2::LEFT_CENTER, "Share", font.clone(), t.secondary);
        let at = pos2(at.x + columns.weight - 16.0, at.y);
        let word = painter.text(at, Align2::RIGHT_CENTER, "Spread", font, t.secondary);
        // The heads are above the rows, to which `ui` is clipped.
        let mut above = child(ui, rect, left_to_right());
        above.set_clip_rect(seen);
        let id = ui.scope_id().with("spread head");
        above.interact(word, id, Sense::hover()).on_hover_text(SPREAD);
    }
    heads(ui, seen, &decision.options, |index| slot(rect, columns, index));
}

fn row_head(ui: &mut Ui, rect: Rect, columns: &HeatColumns, group: &str, criterion: &Criterion) {
    let t = Tokens::of(ui);
    if columns.group > 0.0 {
        let room = Rect::from_min_size(rect.min, vec2(columns.group - 8.0, rect.height()));
        let words = rich(group, Type::SecondaryStrong).color(t.secondary);
        child(ui, room, left_to_right()).add(egui::Label::new(words).truncate());
    }
    let left = rect.left() + columns.group;
    let room = Rect::from_min_size(pos2(left, rect.top()), vec2(columns.name - 12.0, rect.height()));
    let color = if criterion.not_applicable { t.secondary } else { t.text };
    let name = rich(criterion.called(), Type::Body).color(color);
    child(ui, room, left_to_right()).add(egui::Label::new(name).truncate());
}

/// Explains the numbers for the spread.
const SPREAD: &str = "How far the scores on a criterion typically are from their average, in points. 0 means that all \
                      scored the same.";

/// Paints the weight as a bar with its share in percent, and the mean of the standard deviations of the cells.
fn weight(ui: &Ui, room: Rect, own: f64, heaviest: f64, cells: &[Arc<CellResult>]) {
    let t = Tokens::of(ui);
    let y = room.center().y;
    // Beside the bar are two numbers.
    let length = (room.width() - 72.0) * (own / heaviest) as f32;
    let bar = Rect::from_min_max(pos2(room.left(), y - 3.0), pos2(room.left() + length, y + 3.0));
    ui.painter().rect_filled(bar, 3, t.secondary.gamma_multiply(FADED));
    let font = Type::Secondary.font();
    let number = share_of_weight(own);
    ui.painter().text(pos2(bar.right() + 6.0, y), Align2::LEFT_CENTER, number, font.clone(), t.secondary);
    let spreads: Vec<f64> = cells.iter().filter_map(|cell| cell.sd).collect();
    if !spreads.is_empty() {
        let spread = format!("± {:.1}", spreads.iter().sum::<f64>() / spreads.len() as f64);
        let at = pos2(room.right(), y);
        let number = ui.painter().text(at, Align2::RIGHT_CENTER, &spread, font, t.secondary);
        let id = ui.scope_id().with(("spread", cells.first().map(|cell| cell.criterion.as_str())));
        ui.interact(number.expand(4.0), id, Sense::hover()).on_hover_text(format!("Spread {spread}. {SPREAD}"));
    }
}

fn footer(ui: &mut Ui, decision: &Decision, analysis: &Analysis, columns: &HeatColumns) {
    if analysis.first.is_none() {
        return;
    }
    let t = Tokens::of(ui);
    let rect = allocate(ui, columns, decision.options.len(), ROW);
    let at = pos2(rect.left() + columns.group, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, "Total", Type::BodyMedium.font(), t.text);
    for (index, (option, result)) in decision.options.iter().zip(&analysis.options).enumerate() {
        let room = slot(rect, columns, index);
        let open = result.high - result.low > 0.005;
        let mut value = format!("{:.2}", result.value);
        let range = if open { format!("{:.2}–{:.2}", result.low, result.high) } else { String::new() };
        if result.screened_out.is_some() {
            value.push_str(" · out");
        }
        let told = format!("Total of {}: {value} {range}", spoken(option.called()));
        let response = ui.interact(room, ui.scope_id().with(("total", index)), Sense::hover());
        announce(&response, || told.trim());
        let y = room.center().y - if open { 6.0 } else { 0.0 };
        let at = pos2(room.center().x, y);
        ui.painter().text(at, Align2::CENTER_CENTER, value, Type::BodyMedium.font(), t.text);
        let below = pos2(room.center().x, y + 15.0);
        ui.painter().text(below, Align2::CENTER_CENTER, range, Type::Secondary.font(), t.secondary);
    }
}

/// A cell of the map: one option by one criterion.
struct HeatCell<'a> {
    decision: &'a Decision,
    criterion: &'a Criterion,
    option: &'a Alternative,
    result: Option<&'a CellResult>,
}

impl HeatCell<'_> {
    fn show(&self, ui: &Ui, slot: Rect, face: Face) -> egui::Response {
        let t = Tokens::of(ui);
        let mean = self.result.and_then(|cell| cell.mean);
        let disputed = self.result.is_some_and(|cell| cell.disputed);
        let words = self.words(face);
        let id = ui.scope_id().with(("heat", self.criterion.id.as_str(), self.option.id.as_str()));
        let response = ui.interact(slot, id, Sense::click());
        response.widget_info(|| {
            let dispute = if disputed { ", disputed" } else { "" };
            let (criterion, option) = (spoken(self.criterion.called()), spoken(self.option.called()));
            let name = format!("{} of {criterion}, {option}: {words}{dispute}", face.name());
            egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
        });
        let (ground, ink) = self.colors(t, face);
        let painter = ui.painter();
        painter.rect_filled(slot, 6, ground);
        let middle =
            pos2(slot.center().x, slot.center().y - if self.result.is_some_and(|c| c.n > 1) { 4.0 } else { 0.0 });
        painter.text(middle, Align2::CENTER_CENTER, words, Type::BodyMedium.font(), ink);
        if mean.is_none() {
            dashed(ui.painter(), slot.shrink(1.0), t.edge);
        }
        if let Some(cell) = self.result.filter(|cell| cell.n > 1) {
            votes(ui, slot, cell, ink.gamma_multiply(FADED));
        }
        if disputed {
            painter.rect_stroke(slot, 6, Stroke::new(2.0, t.warning), egui::StrokeKind::Inside);
        }
        if response.has_focus() {
            let ring = Stroke::new(size::FOCUS, t.accent);
            painter.rect_stroke(slot.expand(2.0), size::RADIUS, ring, egui::StrokeKind::Outside);
        }
        response
    }

    fn words(&self, face: Face) -> String {
        let Some(cell) = self.result.filter(|cell| !cell.is_empty()) else { return "–".to_owned() };
        let mean = cell.mean.unwrap_or_default();
        match (face, cell.min, cell.max) {
            (Face::Spread, Some(min), Some(max)) if min == max => format!("all {min}"),
            (Face::Spread, Some(min), Some(max)) => format!("{min}–{max}"),
            (Face::Since(round), ..) => match self.mean_after(round) {
                Some(before) if (before - mean).abs() >= 0.05 => format!("{before:.1} → {mean:.1}"),
                _ => format!("{mean:.1}"),
            },
            _ => format!("{mean:.1}"),
        }
    }

    fn colors(&self, t: &Tokens, face: Face) -> (Color32, Color32) {
        let Some(cell) = self.result.filter(|cell| !cell.is_empty()) else { return (t.sunken, t.secondary) };
        match (face, cell.min, cell.max) {
            // The ramp of scores shows the spread here, from the lightest colour for none.
            (Face::Spread, Some(min), Some(max)) => t.score(1.0 + f64::from(max - min)),
            _ => cell.mean.map_or((t.sunken, t.secondary), |mean| t.score(mean)),
        }
    }

    /// Returns the mean of the members after an earlier round, or `None` if nobody had scored by then.
    fn mean_after(&self, last: u32) -> Option<f64> {
        let key: CellKey = (self.criterion.id.clone(), self.option.id.clone());
        let (mut sum, mut weight) = (0.0, 0.0);
        for member in &self.decision.members {
            if let Some(score) = self.decision.vote_up_to(&member.id, &key, last).and_then(Vote::score) {
                sum += member.weight * score.value();
                weight += member.weight;
            }
        }
        (weight > 0.0).then(|| sum / weight)
    }
}

impl Face {
    fn name(self) -> &'static str {
        match self {
            Self::Mean => "Mean",
            Self::Spread => "Spread",
            Self::Since(_) => "Rounds",
        }
    }
}

/// Paints a dot for each vote, at its place from 1 to 5, or five bars where there are many votes.
fn votes(ui: &Ui, slot: Rect, cell: &CellResult, color: Color32) {
    let mut counts = [0_usize; 5];
    for score in cell.votes.iter().filter_map(|(_, vote)| vote.score()) {
        counts[usize::from(score.points() - Score::MIN.points())] += 1;
    }
    let step = ((slot.width() - 16.0) / 5.0).min(22.0);
    let y = slot.bottom() - 6.0;
    for (index, count) in counts.into_iter().enumerate() {
        let x = slot.center().x + step * (index as f32 - 2.0);
        if cell.n > DOTS {
            let height = 9.0 * count as f32 / cell.n as f32;
            let bar = Rect::from_min_max(pos2(x - step * 0.3, y + 3.0 - height), pos2(x + step * 0.3, y + 3.0));
            ui.painter().rect_filled(bar, 1, color);
            continue;
        }
        let apart = (step / count.max(1) as f32).min(4.5);
        for dot in 0..count {
            let offset = (dot as f32 - (count as f32 - 1.0) / 2.0) * apart;
            ui.painter().circle_filled(pos2(x + offset, y), 1.7, color);
        }
    }
}
