//! The ballot of the member who sits here: a row for each criterion, with the options side by side.

use std::sync::Arc;

use egui::{Align2, Id, Rect, Sense, Stroke, Ui, accesskit::Role, pos2, vec2};

use super::{
    RowsShown, ScoresState, Selection, cell,
    columns::{ScoreColumns, header, names_left},
    fold::{Fold, Listed},
    inspector::{EVIDENCE, NOTE},
    row_filter::RowsLeft,
    take_commands, takes_scores, vote_change, votes,
};
use crate::{
    decision::{
        Alternative, CellField, CellKey, Confidence, Criterion, CriterionId, Decision, MemberId, OptionId, Score, Vote,
        text::uncapitalized,
    },
    gui::{
        command::{self, CommandEntry, CommandScope, TABLE},
        intent::{BallotIntent, Intent, SheetKey},
        theme::tokens::{Tokens, Type, space},
        views::Cx,
        widgets::{
            ButtonKind, ScorePicker, VoteFaces, button, clamped, context_menu, name_part, rich, row_lifted,
            score_has_focus, secondary, shown, with_lock,
        },
        wording::group_name,
    },
};

/// The height of a row, in points.
const ROW: f32 = 58.0;
/// How near to what is in sight a row is drawn, in points, so that Tab goes on to it. It is more than the height of what is between rows.
const BESIDE: egui::Vec2 = vec2(0.0, ROW);
/// The lines of text that fit a row.
const LINES: usize = 3;
/// The height of the head of a group, in points.
const GROUP: f32 = 34.0;
/// The margin on either side of the name of a key in the legend, in points.
const KEY_MARGIN: f32 = 5.0;

/// Returns the id of the control of a cell.
fn cell_id(criterion: &CriterionId, option: &OptionId) -> Id {
    Id::unique(("score", criterion.as_str(), option.as_str()))
}

struct SheetRow<'a> {
    top: f32,
    criterion: &'a Arc<Criterion>,
}

/// What is where in the sheet, in points from its top.
struct SheetPlan<'a> {
    rows: Vec<SheetRow<'a>>,
    heads: Vec<(f32, &'a str)>,
    /// The place of the button that unfolds the criteria that are not counted, which are below it.
    fold: Option<f32>,
    height: f32,
}

impl<'a> SheetPlan<'a> {
    /// Lays out the criteria that are listed.
    fn of(listed: &Listed<'a>) -> Self {
        let mut plan = Self { rows: Vec::new(), heads: Vec::new(), fold: None, height: 0.0 };
        for (group, criteria) in &listed.groups {
            plan.heads.push((plan.height, group));
            plan.height += GROUP;
            plan.add_rows(criteria);
        }
        if let Some(fold) = &listed.fold {
            plan.fold = Some(plan.height);
            plan.height += Fold::HEIGHT;
            plan.add_rows(fold.unfolded());
        }
        plan
    }

    fn add_rows(&mut self, criteria: &[&'a Arc<Criterion>]) {
        for criterion in criteria {
            self.rows.push(SheetRow { top: self.height, criterion });
            self.height += ROW;
        }
    }
}

pub(super) fn sheet(
    ui: &mut Ui,
    cx: &Cx<'_>,
    me: &MemberId,
    left: &RowsLeft,
    selection: &mut Selection,
    state: &mut ScoresState,
    out: &mut Vec<Intent>,
) {
    let decision = cx.decision();
    let t = Tokens::of(ui);
    let is_narrowed = narrow_to_round(ui, decision, state);
    let options = &decision.options;
    let columns = ScoreColumns::of(ui.available_width(), options.len());
    let width = columns.width(options.len()).max(ui.available_width());
    header(ui, cx, columns);
    let scored_last = state.just_scored.clone().map(|(criterion, _)| criterion);
    let is_shown = |criterion: &&Arc<Criterion>| {
        // The cell that was scored last still takes keys.
        let is_left = left.has(&criterion.id, selection) || scored_last.as_ref() == Some(&criterion.id);
        is_left && (!is_narrowed || decision.is_voted_on(&criterion.id))
    };
    let listed = Listed::of(decision, is_shown, selection, state.not_counted);
    let plan = SheetPlan::of(&listed);
    let rows = &plan.rows;
    // The selected cell may be in a row that the round leaves out.
    if is_narrowed && !rows.iter().any(|row| selection.criterion.as_ref() == Some(&row.criterion.id)) {
        selection.criterion = rows.first().map(|row| row.criterion.id.clone());
        state.grab = true;
    }
    // A dialog that has just closed has the keyboard focus for the rest of its frame.
    let is_free = ui.memory(|memory| memory.top_modal_layer().is_none());
    if is_free
        && let Some(scored) = state.asked_about.take().filter(|asked| state.just_scored.as_ref() == Some(asked))
        && let Some(row) = rows.iter().position(|row| row.criterion.id == scored.0)
        && let Some(column) = options.iter().position(|option| option.id == scored.1)
    {
        let (row, column) = next_cell((row, column), rows.len(), options.len());
        selection.criterion = Some(rows[row].criterion.id.clone());
        selection.option = Some(options[column].id.clone());
        state.grab = true;
    }
    if is_free
        && std::mem::take(&mut state.grab)
        && let (Some(criterion), Some(option)) = (&selection.criterion, &selection.option)
    {
        ui.memory_mut(|memory| memory.request_focus(cell_id(criterion, option)));
    }
    let moved = keys(ui, cx, me, rows, selection, state, out);
    let (whole, _) = ui.allocate_exact_size(vec2(width, plan.height), Sense::hover());
    if let Some(row) = rows.iter().find(|row| moved && selection.criterion.as_ref() == Some(&row.criterion.id)) {
        let place = options.iter().position(|option| Some(&option.id) == selection.option.as_ref()).unwrap_or(0);
        // Scrolls to the cell together with the names beside it, and one row above and below.
        let cell = vec2(columns.option * place as f32, row.top);
        let rect = Rect::from_min_size(whole.min + cell, vec2(columns.names + columns.option, ROW));
        ui.scroll_to_rect(rect.expand2(vec2(0.0, ROW)), None);
    }
    let visible = ui.clip_rect();
    for (at, group) in &plan.heads {
        let line = pos2(names_left(ui, whole), whole.top() + at + GROUP - 8.0);
        if visible.y_range().contains(line.y) {
            let words = shown(group_name(group));
            ui.painter().text(line, Align2::LEFT_BOTTOM, words, Type::SecondaryStrong.font(), t.secondary);
        }
    }
    name_part(ui, Role::Table, "Scores");
    let faces = VoteFaces::new(ui);
    let draw = |ui: &mut Ui,
                rows: &[SheetRow<'_>],
                selection: &mut Selection,
                state: &mut ScoresState,
                out: &mut Vec<Intent>| {
        // Rows take one id of the page, however many are in sight, so that scrolling changes the ids of no controls below them: what
        // has the keyboard focus would lose it.
        let ui = &mut ui.new_child(egui::UiBuilder::new().id_salt("rows").max_rect(whole));
        for row in rows {
            let rect = Rect::from_min_size(pos2(whole.left(), whole.top() + row.top), vec2(whole.width(), ROW));
            // A row out of sight is drawn only beside one in sight, where Tab leads, and while its criterion is selected, so that keys
            // still work there.
            if rect.expand2(BESIDE).intersects(visible) || selection.criterion.as_ref() == Some(&row.criterion.id) {
                score_row(ui, cx, me, row, rect, columns, &faces, selection, state, out);
            }
        }
    };
    // Tab goes in the order of drawing.
    let above = plan.fold.map_or(rows.len(), |fold| rows.partition_point(|row| row.top < fold));
    draw(ui, &rows[..above], selection, state, out);
    if let Some(fold) = plan.fold {
        let line = pos2(names_left(ui, whole), whole.top() + fold + space::S);
        let room = Rect::from_min_size(line, vec2(columns.names + columns.option, Fold::HEIGHT - space::S));
        if room.expand2(BESIDE).intersects(visible) {
            listed.fold_button(ui, room, selection, &mut state.not_counted);
        }
    }
    draw(ui, &rows[above..], selection, state, out);
    offer_seal(ui, cx, me, out);
    if takes_scores(cx, state) {
        legend(ui);
    }
    ui.add_space(space::XXL);
}

/// Draws how many criteria a round is about, with a switch that shows the others. Returns whether only those of the round are
/// shown.
fn narrow_to_round(ui: &mut Ui, decision: &Decision, state: &mut ScoresState) -> bool {
    const KEPT: &str = "Hollow marks are earlier scores. They count unless you score the cell again.";
    let asked = decision.applicable().filter(|criterion| decision.is_voted_on(&criterion.id)).count();
    let all = decision.applicable().count();
    if !decision.is_voting_again() {
        return false;
    }
    let round = decision.round();
    // If all criteria of a round are gone, it has no rows of its own.
    if !decision.is_partial_round() || asked == all || asked == 0 {
        ui.label(rich(format!("Round {round}: all criteria. {KEPT}"), Type::BodyMedium));
        ui.add_space(space::S);
        return false;
    }
    ui.horizontal_wrapped(|ui| {
        let words = format!("Round {round}: {asked} of {all} criteria. {KEPT}");
        ui.label(rich(words, Type::BodyMedium));
        let (words, other) = match state.rows {
            RowsShown::All => ("Show this round only", RowsShown::OfRound),
            RowsShown::OfRound => ("Show all", RowsShown::All),
        };
        if with_lock(ui, false, |ui| button(ui, words, ButtonKind::Quiet)).clicked() {
            state.rows = other;
        }
    });
    ui.add_space(space::S);
    state.rows == RowsShown::OfRound
}

/// Draws the button that seals the ballot at its end, in a blind round.
fn offer_seal(ui: &mut Ui, cx: &Cx<'_>, me: &MemberId, out: &mut Vec<Intent>) {
    if !cx.decision().is_blind() {
        return;
    }
    let (filled, all) = cx.document.progress(me);
    let words = match all - filled {
        empty if empty > 0 && cx.decision().is_voting_again() => {
            format!("You have scored {filled} of {all} cells again. The others keep their earlier score.")
        }
        0 => {
            let keys = command::entry(&Intent::Ballots(BallotIntent::Seal)).and_then(CommandEntry::shortcut);
            let by = keys.map(|keys| format!(" with {}", ui.ctx().format_shortcut(&keys))).unwrap_or_default();
            format!("All {all} scores are in. Seal them{by}; a sealed ballot stays closed until the reveal.")
        }
        empty => format!("{empty} of {all} cells {} still empty.", if empty == 1 { "is" } else { "are" }),
    };
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        let kind = if filled == all { ButtonKind::Primary } else { ButtonKind::Secondary };
        secondary(ui, words);
        if button(ui, "Seal it", kind).clicked() {
            out.push(Intent::Ballots(BallotIntent::Seal));
        }
    });
}

/// Acts on keys while a cell has the focus. Returns whether the selection moved.
fn keys(
    ui: &Ui,
    cx: &Cx<'_>,
    me: &MemberId,
    rows: &[SheetRow<'_>],
    selection: &mut Selection,
    state: &mut ScoresState,
    out: &mut Vec<Intent>,
) -> bool {
    let decision = cx.decision();
    let options = &decision.options;
    follow_cell(ui, rows, options, selection);
    let row = rows.iter().position(|row| Some(&row.criterion.id) == selection.criterion.as_ref());
    let column = options.iter().position(|option| Some(&option.id) == selection.option.as_ref());
    let (Some(mut row), Some(mut column)) = (row, column) else { return false };
    if !ui.memory(|memory| memory.has_focus(cell_id(&rows[row].criterion.id, &options[column].id))) {
        return false;
    }
    let start = (row, column);
    let mut confidence = None;
    for command in take_commands(ui) {
        // A key for confidence, note, evidence or an empty cell right after a score is about that score, though the focus has
        // moved on.
        let scored = state.just_scored.take().filter(|_| is_about_a_score(command));
        let ahead = (row, column);
        if let Some((criterion, option)) = &scored
            && let Some(back) = rows.iter().position(|row| row.criterion.id == *criterion)
            && let Some(place) = options.iter().position(|one| one.id == *option)
        {
            (row, column) = (back, place);
            // Only what empties the cell leads back for good: digits go on after the others.
            state.just_scored = scored.filter(|_| command != SheetKey::Empty);
        }
        let cell_key = (rows[row].criterion.id.clone(), options[column].id.clone());
        let takes_votes = takes_votes(decision, me, rows[row].criterion);
        // For a criterion that the round leaves out, the edit is sent and refused, so that people see why.
        let is_left_out = !decision.is_closed(me) && decision.round_to_vote_in(&cell_key.0).is_none();
        if let Some(change) = vote_change(command).filter(|_| takes_votes || is_left_out) {
            out.push(cell(me, &cell_key, CellField::Vote(change.vote())));
        }
        match command {
            SheetKey::Confidence if takes_votes => {
                // Edits are carried out after the drawing, so a second key in the same frame starts from the result of the first.
                let now = confidence.or_else(|| decision.cell(me, &cell_key).and_then(|cell| cell.confidence));
                confidence = Some(next_confidence(now));
                out.push(cell(me, &cell_key, CellField::Confidence(confidence)));
                (row, column) = ahead;
            }
            SheetKey::Note => state.ask_focus(ui, NOTE),
            SheetKey::Evidence => state.ask_focus(ui, EVIDENCE),
            SheetKey::Move(down, right) => {
                confidence = None;
                row = row.saturating_add_signed(down).min(rows.len() - 1);
                column = column.saturating_add_signed(right).min(options.len() - 1);
            }
            SheetKey::Next => {
                confidence = None;
                (row, column) = next_cell((row, column), rows.len(), options.len());
            }
            SheetKey::Score(_) | SheetKey::Abstain if cx.goes_on && takes_votes => {
                confidence = None;
                let next = next_cell((row, column), rows.len(), options.len());
                state.just_scored = Some(cell_key).filter(|_| next != (row, column));
                (row, column) = next;
            }
            _ => {}
        }
    }
    if (row, column) == start {
        return false;
    }
    selection.criterion = Some(rows[row].criterion.id.clone());
    selection.option = Some(options[column].id.clone());
    ui.memory_mut(|memory| memory.request_focus(cell_id(&rows[row].criterion.id, &options[column].id)));
    true
}

/// Selects the cell with the keyboard focus. A dialog that closes gives the focus back to the cell that had it, which may not be
/// the one that the last key has led to.
fn follow_cell(ui: &Ui, rows: &[SheetRow<'_>], options: &[Arc<Alternative>], selection: &mut Selection) {
    if !score_has_focus(ui.ctx()) {
        return;
    }
    let focused = ui.memory(egui::Memory::focused);
    let is_focused = |criterion: &CriterionId, option: &OptionId| Some(cell_id(criterion, option)) == focused;
    if matches!((&selection.criterion, &selection.option), (Some(row), Some(option)) if is_focused(row, option)) {
        return;
    }
    let criteria = rows.iter().map(|row| &row.criterion.id);
    let mut cells = criteria.flat_map(|row| options.iter().map(move |option| (row, &option.id)));
    if let Some((row, option)) = cells.find(|(row, option)| is_focused(row, option)) {
        *selection = Selection { criterion: Some(row.clone()), option: Some(option.clone()) };
    }
}

fn is_about_a_score(key: SheetKey) -> bool {
    matches!(key, SheetKey::Confidence | SheetKey::Note | SheetKey::Evidence | SheetKey::Empty)
}

/// Returns the cell after this one, row by row; for the last one, that cell itself.
fn next_cell((row, column): (usize, usize), rows: usize, columns: usize) -> (usize, usize) {
    if column + 1 < columns {
        (row, column + 1)
    } else if row + 1 < rows {
        (row + 1, 0)
    } else {
        (row, column)
    }
}

pub(super) fn takes_votes(decision: &Decision, me: &MemberId, criterion: &Criterion) -> bool {
    !decision.is_closed(me) && decision.round_to_vote_in(&criterion.id).is_some() && !criterion.not_applicable
}

fn next_confidence(now: Option<Confidence>) -> Confidence {
    let place = now.and_then(|now| Confidence::ALL.iter().position(|confidence| *confidence == now));
    place.map_or(Confidence::ALL[0], |place| Confidence::ALL[(place + 1) % Confidence::ALL.len()])
}

#[expect(clippy::too_many_arguments, reason = "all of them belong to the one row that is drawn")]
fn score_row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    me: &MemberId,
    &SheetRow { criterion, .. }: &SheetRow<'_>,
    rect: Rect,
    columns: ScoreColumns,
    faces: &VoteFaces,
    selection: &mut Selection,
    state: &mut ScoresState,
    out: &mut Vec<Intent>,
) {
    let decision = cx.decision();
    let selected = selection.criterion.as_ref() == Some(&criterion.id);
    if selected {
        row_lifted(ui, rect.expand2(vec2(10.0, -1.0)));
    }
    let is_asked = !decision.is_voting_again() || decision.is_voted_on(&criterion.id);
    if names(ui, criterion, is_asked, rect, columns.names - space::M) {
        selection.criterion = Some(criterion.id.clone());
        state.grab_focus();
    }
    let mut cells = ui.new_child(egui::UiBuilder::new().id_salt(criterion.id.as_str()).max_rect(rect));
    name_part(&cells, Role::Row, criterion.called());
    cells.shrink_clip_rect(columns.seen(ui, rect));
    let enabled = takes_votes(decision, me, criterion);
    let is_opened =
        |option: &OptionId| state.opened.as_ref().is_some_and(|(row, of)| (row, of) == (&criterion.id, option));
    let opened = decision.options.iter().position(|option| is_opened(&option.id));
    // What is opened covers its neighbours, so it is drawn after them.
    let others = (0..decision.options.len()).filter(|index| Some(*index) != opened);
    for index in others.chain(opened) {
        let option = &decision.options[index];
        let mut at = pos2(columns.left(rect, index), rect.center().y - 15.0);
        let mut width = columns.option - ScoreColumns::GAP;
        if Some(index) == opened {
            width = ScorePicker::WIDTH;
            at.x = at.x.min(cells.clip_rect().right() - width - space::XS).max(cells.clip_rect().left());
        }
        let key: CellKey = (criterion.id.clone(), option.id.clone());
        let name = format!("{}, {}", criterion.called(), option.called());
        let (vote, before) = votes(decision, me, &key);
        let picker = ScorePicker { id: cell_id(&key.0, &key.1), name: &name, vote, before, enabled, width, faces };
        let is_compact = picker.is_compact();
        let shown = picker.show(&mut cells, at);
        if shown.response.gained_focus() || shown.response.clicked() || shown.response.secondary_clicked() {
            selection.criterion = Some(key.0.clone());
            selection.option = Some(key.1.clone());
        }
        if shown.response.clicked() && enabled {
            // A cell too narrow to pick from opens in place.
            state.opened = Some(key.clone()).filter(|_| is_compact);
        } else if Some(index) == opened && !shown.response.has_focus() {
            state.opened = None;
        }
        match context_menu(ui, &shown.response, || acts(cx, criterion, &key, vote, enabled)) {
            Some(CellAct::Intent(intent)) => out.push(*intent),
            Some(CellAct::Type(field)) => state.ask_focus(ui, field),
            None => {}
        }
        if let Some(change) = shown.change {
            state.opened = None;
            out.push(cell(me, &key, CellField::Vote(change.vote())));
        }
    }
}

/// What can be done with a cell.
enum CellAct {
    /// A change of the record, or a look at another screen.
    Intent(Box<Intent>),
    /// Typing into this field of the inspector.
    Type(&'static str),
}

/// Returns what can be done with a cell, by name: scores with what they mean, notes, and the way to the team's scores.
fn acts(
    cx: &Cx<'_>,
    criterion: &Criterion,
    key: &CellKey,
    vote: Option<Vote>,
    enabled: bool,
) -> Vec<(String, CellAct)> {
    let mut acts = Vec::new();
    let mut add = |name: String, intent: Intent| acts.push((name, CellAct::Intent(Box::new(intent))));
    if let Some(me) = cx.me.filter(|_| enabled) {
        let mut score = |name: String, vote| add(name, cell(me, key, CellField::Vote(vote)));
        for points in Score::ALL {
            let meaning = match points.points() {
                1 => &criterion.anchors.one,
                3 => &criterion.anchors.three,
                5 => &criterion.anchors.five,
                _ => "",
            };
            let meaning = if meaning.is_empty() { String::new() } else { format!(": {meaning}") };
            score(format!("{}{meaning}", points.points()), Some(Vote::Score(points)));
        }
        score("Don't know".to_owned(), Some(Vote::Abstain));
        if vote.is_some() {
            score("Empty the cell".to_owned(), None);
        }
    }
    if !cx.decision().is_blind() && cx.decision().members.len() > 1 {
        add("Show the team's scores".to_owned(), Intent::ShowVotes(key.0.clone(), key.1.clone()));
    }
    if enabled {
        acts.push(("Note…".to_owned(), CellAct::Type(NOTE)));
        acts.push(("Evidence…".to_owned(), CellAct::Type(EVIDENCE)));
    }
    acts
}

/// Draws the criterion and its question, in the middle of the height of the row. Returns whether they were clicked.
fn names(ui: &mut Ui, criterion: &Criterion, is_asked: bool, row: Rect, width: f32) -> bool {
    let t = Tokens::of(ui);
    let color = if criterion.not_applicable || !is_asked { t.secondary } else { t.text };
    let question = match (criterion.not_applicable, is_asked) {
        (true, _) => "Not applicable",
        (false, false) => "Not in this round",
        (false, true) => &criterion.question,
    };
    // Three lines fit a row: a name that needs two of them leaves one to the question.
    let name = clamped(ui, criterion.called(), Type::BodyMedium, color, (width, 2));
    let question = clamped(ui, question, Type::Secondary, t.secondary, (width, LINES - name.rows.len().min(2)));
    let size = vec2(width, name.size().y + question.size().y);
    let room = Rect::from_min_size(pos2(names_left(ui, row), row.center().y - size.y / 2.0), size);
    let layout = egui::Layout::top_down(egui::Align::Min);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(room).layout(layout));
    child.spacing_mut().item_spacing.y = 0.0;
    child.label(name);
    child.label(question);
    // For the pointer only: the keyboard reaches the row by its cells.
    let whole = room.with_min_y(row.top()).with_max_y(row.bottom());
    ui.interact(whole, Id::unique(("names", criterion.id.as_str())), Sense::CLICK).clicked()
}

/// Draws the keys of the sheet, from the table of commands.
fn legend(ui: &mut Ui) {
    let t = Tokens::of(ui);
    ui.add_space(space::M);
    // These lines are lower than a row of controls.
    ui.spacing_mut().interact_size.y = 20.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let mut last = "";
        for entry in TABLE.iter().filter(|entry| entry.scope == CommandScope::Scores) {
            // Neighbours with the same title are shown once.
            if std::mem::replace(&mut last, entry.title) == entry.title {
                continue;
            }
            let words = uncapitalized(entry.title);
            // A key and its meaning stay on one line; a wrapped layout would break between them.
            let both = ui.painter().layout_no_wrap(format!("{} {words}", entry.help), Type::Secondary.font(), t.text);
            if ui.available_size_before_wrap().x < both.size().x + 2.0 * KEY_MARGIN + space::S {
                ui.end_row();
            }
            egui::Frame::new()
                .stroke(Stroke::new(1.0, t.line))
                .fill(t.surface)
                .corner_radius(5)
                .inner_margin(egui::Margin::symmetric(KEY_MARGIN as i8, 1))
                .show(ui, |ui| ui.label(rich(entry.help, Type::Secondary).size(11.5).color(t.secondary)));
            secondary(ui, words);
            ui.add_space(space::S);
        }
    });
}
