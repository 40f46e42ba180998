//! Scores: my ballot, criterion by criterion with the options side by side; after the reveal, the team's.

use std::sync::Arc;

use egui::{Align2, Id, Key, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::{Action, Cx};
use crate::{
    decision::{CellField, CellKey, Confidence, Criterion, CriterionId, Decision, Edit, Evidence, MemberId, OptionId},
    gui::{
        command::Command,
        theme::tokens::{Tokens, Type, space},
        widgets::{
            Field, Kind, ScoreKey, ScorePicker, Tone, button, callout, empty_state, label, page_head, rich, row_lifted,
            score_chip, secondary, section, segmented, select, swatch, take_score_keys,
        },
    },
};

/// The cell that is selected, on this screen and in the inspector.
#[derive(Default, Clone, PartialEq)]
pub struct Selection {
    /// Its criterion.
    pub criterion: Option<CriterionId>,
    /// Its option.
    pub option: Option<OptionId>,
}

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    team: bool,
    claims: bool,
    /// The field of the inspector that a key asked for.
    focus: Option<&'static str>,
    /// The selected cell is to have the keys in the next frame.
    grab: bool,
}

impl State {
    /// Gives the selected cell the keys.
    pub fn grab_focus(&mut self) {
        self.grab = true;
    }

    /// Gives a field of the inspector the keys, in the next frame: it is drawn before the sheet.
    fn ask_focus(&mut self, ui: &Ui, field: &'static str) {
        self.focus = Some(field);
        ui.ctx().request_repaint();
    }
}

/// The width of the criteria's names.
pub(super) const NAMES: f32 = 200.0;
const GAP: f32 = 10.0;
const ROW: f32 = 58.0;
const GROUP: f32 = 34.0;

/// Draws the main area.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, selection: &mut Selection, state: &mut State, out: &mut Vec<Action>) {
    let decision = cx.decision();
    if decision.options.is_empty() || decision.criteria.is_empty() {
        page_head(ui, "Score the options", "");
        empty_state(
            ui,
            "Nothing to score yet",
            "Add options and criteria first; they become the columns and rows of this sheet.",
        );
        return;
    }
    let team = state.team && !decision.is_blind();
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - 190.0).max(200.0));
            if team {
                page_head(
                    ui,
                    "Team scores",
                    "The mean of all ballots that count. A ring marks cells where the team is far apart.",
                );
            } else {
                page_head(ui, "Score the options", &explanation(cx));
            }
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| seal(ui, cx, out));
    });
    if !decision.is_blind()
        && let Some(picked) = segmented(ui, "Whose scores", &["My ballot", "Team"], Some(usize::from(team)))
    {
        state.team = picked == 1;
    }
    if team {
        super::heat_map::show(ui, cx, selection);
        return;
    }
    let Some(me) = cx.me else {
        empty_state(ui, "Nobody scores yet", "Add the people who score; each gets a ballot of their own.");
        ui.add_space(space::M);
        if button(ui, "Add members…", Kind::Primary).clicked() {
            out.push(Action::Run(Command::Members));
        }
        return;
    };
    sheet(ui, cx, me, selection, state, out);
}

fn explanation(cx: &Cx<'_>) -> String {
    let decision = cx.decision();
    let name = cx.me.and_then(|me| decision.member(me)).map_or("nobody", |member| &member.name);
    if decision.members.len() < 2 {
        return format!("You are scoring as {name}. Read the anchors on the right: they fix what 1, 3 and 5 mean.");
    }
    if decision.is_blind() {
        return format!(
            "You are scoring as {name}. Nobody sees your scores on screen until the round is revealed, nor you theirs. The file itself is plain text."
        );
    }
    format!("You are scoring as {name}. Round {} is revealed.", decision.round())
}

fn seal(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let decision = cx.decision();
    let Some(me) = cx.me.filter(|_| decision.members.len() > 1) else { return };
    let command = match (decision.has_sealed(me), decision.is_blind()) {
        (true, _) => Command::Reopen,
        (false, true) => Command::Seal,
        (false, false) => return,
    };
    if button(ui, command.entry().title, Kind::Secondary).on_hover_text(command.entry().help).clicked() {
        out.push(Action::Run(command));
    }
}

/// The identity of a cell's control.
fn cell_id(criterion: &CriterionId, option: &OptionId) -> Id {
    Id::unique(("score", criterion.as_str(), option.as_str()))
}

struct Row<'a> {
    top: f32,
    criterion: &'a Arc<Criterion>,
}

fn sheet(ui: &mut Ui, cx: &Cx<'_>, me: &MemberId, selection: &mut Selection, state: &mut State, out: &mut Vec<Action>) {
    let decision = cx.decision();
    let t = Tokens::of(ui);
    let options = &decision.options;
    let share = (ui.available_width() - NAMES) / options.len() as f32;
    let column = share.clamp(ScorePicker::LEAST + GAP, ScorePicker::WIDTH + GAP);
    let width = (NAMES + options.len() as f32 * column).max(ui.available_width());
    header(ui, cx, column);
    let groups = decision.groups();
    let mut top = 0.0;
    let mut rows = Vec::new();
    let mut heads = Vec::new();
    for (group, criteria) in &groups {
        heads.push((top, *group));
        top += GROUP;
        for criterion in criteria {
            rows.push(Row { top, criterion });
            top += ROW;
        }
    }
    if std::mem::take(&mut state.grab)
        && let (Some(criterion), Some(option)) = (&selection.criterion, &selection.option)
    {
        ui.memory_mut(|memory| memory.request_focus(cell_id(criterion, option)));
    }
    let moved = keys(ui, cx, me, &rows, selection, state, out);
    let (whole, _) = ui.allocate_exact_size(vec2(width, top), Sense::hover());
    if let Some(row) = rows.iter().find(|row| moved && selection.criterion.as_ref() == Some(&row.criterion.id)) {
        let rect = Rect::from_min_size(pos2(whole.left(), whole.top() + row.top), vec2(1.0, ROW));
        ui.scroll_to_rect(rect.expand2(vec2(0.0, ROW)), None);
    }
    let visible = ui.clip_rect();
    for (at, group) in heads {
        let line = pos2(whole.left(), whole.top() + at + GROUP - 8.0);
        if visible.y_range().contains(line.y) {
            let words = if group.is_empty() { "Other" } else { group };
            ui.painter().text(line, Align2::LEFT_BOTTOM, words, Type::SecondaryStrong.font(), t.secondary);
        }
    }
    for row in &rows {
        let rect = Rect::from_min_size(pos2(whole.left(), whole.top() + row.top), vec2(whole.width(), ROW));
        // A row out of sight is laid out only while it has the focus, so that the keys go on working there.
        if rect.intersects(visible) || selection.criterion.as_ref() == Some(&row.criterion.id) {
            score_row(ui, cx, me, row.criterion, rect, column, selection, out);
        }
    }
    legend(ui);
}

/// The options' names above their columns.
pub(super) fn header(ui: &mut Ui, cx: &Cx<'_>, column: f32) {
    let t = Tokens::of(ui);
    let options = &cx.decision().options;
    let (rect, _) = ui.allocate_exact_size(vec2(NAMES + column * options.len() as f32, 26.0), Sense::hover());
    for (index, option) in options.iter().enumerate() {
        let left = rect.left() + NAMES + column * index as f32;
        let slot = Rect::from_min_size(pos2(left, rect.top()), vec2(column - 8.0, rect.height()));
        let mut child = ui
            .new_child(egui::UiBuilder::new().max_rect(slot).layout(egui::Layout::left_to_right(egui::Align::Center)));
        child.spacing_mut().item_spacing.x = 6.0;
        swatch(&mut child, t.option(index));
        child.add(egui::Label::new(rich(&option.name, Type::BodyMedium)).truncate());
    }
}

/// Does what the keys ask for while a cell has the focus. Tells whether the selection moved.
fn keys(
    ui: &Ui,
    cx: &Cx<'_>,
    me: &MemberId,
    rows: &[Row<'_>],
    selection: &mut Selection,
    state: &mut State,
    out: &mut Vec<Action>,
) -> bool {
    let decision = cx.decision();
    let options = &decision.options;
    let row = rows.iter().position(|row| Some(&row.criterion.id) == selection.criterion.as_ref());
    let column = options.iter().position(|option| Some(&option.id) == selection.option.as_ref());
    let (Some(mut row), Some(mut column)) = (row, column) else { return false };
    if !ui.memory(|memory| memory.has_focus(cell_id(&rows[row].criterion.id, &options[column].id))) {
        return false;
    }
    let start = (row, column);
    let mut confidence = None;
    for key in take_score_keys(ui) {
        let cell_key = (rows[row].criterion.id.clone(), options[column].id.clone());
        match key {
            ScoreKey::Vote(vote) if takes_votes(decision, me, rows[row].criterion) => {
                out.push(cell(me, &cell_key, CellField::Vote(vote)));
            }
            ScoreKey::Confidence if takes_votes(decision, me, rows[row].criterion) => {
                let now = confidence.or_else(|| decision.cell(me, &cell_key).and_then(|cell| cell.confidence));
                confidence = Some(next_confidence(now));
                out.push(cell(me, &cell_key, CellField::Confidence(confidence)));
            }
            ScoreKey::Vote(_) | ScoreKey::Confidence => {}
            ScoreKey::Note => state.ask_focus(ui, "Note"),
            ScoreKey::Evidence => state.ask_focus(ui, "Link to the evidence"),
            ScoreKey::Move(down, right) => {
                row = row.saturating_add_signed(down).min(rows.len() - 1);
                column = column.saturating_add_signed(right).min(options.len() - 1);
            }
            ScoreKey::Next => {
                let next = (row * options.len() + column + 1).min(rows.len() * options.len() - 1);
                (row, column) = (next / options.len(), next % options.len());
            }
        }
        if (row, column) != start {
            confidence = None;
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

fn takes_votes(decision: &Decision, me: &MemberId, criterion: &Criterion) -> bool {
    !decision.has_sealed(me) && decision.is_voted_on(&criterion.id) && !criterion.not_applicable
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
    criterion: &Arc<Criterion>,
    rect: Rect,
    column: f32,
    selection: &mut Selection,
    out: &mut Vec<Action>,
) {
    let decision = cx.decision();
    let t = Tokens::of(ui);
    let selected = selection.criterion.as_ref() == Some(&criterion.id);
    if selected {
        row_lifted(ui, rect.expand2(vec2(10.0, -1.0)));
    }
    let names = Rect::from_min_size(rect.min, vec2(NAMES - 12.0, rect.height())).shrink2(vec2(0.0, 6.0));
    let mut child =
        ui.new_child(egui::UiBuilder::new().max_rect(names).layout(egui::Layout::top_down(egui::Align::Min)));
    child.spacing_mut().item_spacing.y = 1.0;
    let color = if criterion.not_applicable { t.secondary } else { t.text };
    child.add(egui::Label::new(rich(&criterion.name, Type::BodyMedium).color(color)).truncate());
    let question = if criterion.not_applicable { "Not applicable" } else { &criterion.question };
    two_lines(&mut child, question, t.secondary);
    let enabled = takes_votes(decision, me, criterion);
    for (index, option) in decision.options.iter().enumerate() {
        let at = pos2(rect.left() + NAMES + column * index as f32, rect.center().y - 15.0);
        let key: CellKey = (criterion.id.clone(), option.id.clone());
        let name = format!("{}, {}", criterion.name, option.name);
        let picker = ScorePicker {
            id: cell_id(&key.0, &key.1),
            name: &name,
            vote: decision.cell(me, &key).and_then(|cell| cell.vote),
            enabled,
            width: column - GAP,
        };
        let shown = picker.show(ui, at);
        if shown.response.gained_focus() || shown.response.clicked() {
            selection.criterion = Some(key.0.clone());
            selection.option = Some(key.1.clone());
        }
        if let Some(vote) = shown.vote {
            out.push(cell(me, &key, CellField::Vote(vote)));
        }
    }
}

/// Words on at most two lines.
fn two_lines(ui: &mut Ui, words: &str, color: egui::Color32) {
    let mut job = egui::text::LayoutJob::simple(words.to_owned(), Type::Secondary.font(), color, ui.available_width());
    job.wrap.max_rows = 2;
    job.wrap.overflow_character = Some('…');
    ui.label(job);
}

fn cell(me: &MemberId, (criterion, option): &CellKey, field: CellField) -> Action {
    Action::Edit(Edit::Cell(me.clone(), criterion.clone(), option.clone(), field))
}

fn legend(ui: &mut Ui) {
    let t = Tokens::of(ui);
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        let keys = [
            ("arrows", "move"),
            ("1–5", "score"),
            ("?", "do not know"),
            ("Delete", "empty"),
            ("Enter", "next cell"),
            ("N", "note"),
            ("C", "confidence"),
            ("E", "evidence"),
        ];
        for (key, does) in keys {
            egui::Frame::new()
                .stroke(Stroke::new(1.0, t.edge))
                .fill(t.surface)
                .corner_radius(5)
                .inner_margin(egui::Margin::symmetric(5, 1))
                .show(ui, |ui| ui.label(rich(key, Type::Secondary).size(11.5).color(t.secondary)));
            secondary(ui, does);
        }
    });
    ui.add_space(space::XXL);
}

/// Draws the inspector: the selected cell.
pub fn inspect(ui: &mut Ui, cx: &Cx<'_>, selection: &Selection, state: &mut State, out: &mut Vec<Action>) {
    let decision = cx.decision();
    let Some(criterion) = selection.criterion.as_ref().and_then(|id| decision.criterion(id)) else {
        section(ui, "No cell selected");
        secondary(ui, "Select one to see what the scores mean, and to say what yours rests on.");
        return;
    };
    about(ui, decision, criterion);
    let option = selection.option.as_ref().and_then(|id| decision.options.iter().find(|option| option.id == *id));
    if let (Some(option), Some(me)) = (option, cx.me) {
        ui.separator();
        let key = (criterion.id.clone(), option.id.clone());
        // A field that was typed in for one cell must not hand its cursor to the next.
        ui.push_id((criterion.id.as_str(), option.id.as_str(), me.as_str()), |ui| {
            my_cell(ui, cx, me, &key, &option.name, state, out);
        });
        if !decision.is_blind() && decision.members.len() > 1 {
            ui.separator();
            others(ui, cx, &key);
        }
    }
    claims(ui, decision, criterion, state);
}

fn about(ui: &mut Ui, decision: &Decision, criterion: &Criterion) {
    let sum: f64 = decision.applicable().map(|criterion| f64::from(criterion.swing)).sum();
    let weight = if sum > 0.0 && !criterion.not_applicable { f64::from(criterion.swing) / sum * 100.0 } else { 0.0 };
    secondary(ui, format!("{} · weight {weight:.1} %", criterion.group));
    section(ui, &criterion.name);
    ui.label(rich(&criterion.question, Type::Body).line_height(Some(20.0)));
    ui.add_space(space::XS);
    for (points, words) in [(1, &criterion.anchors.one), (3, &criterion.anchors.three), (5, &criterion.anchors.five)] {
        if words.is_empty() {
            continue;
        }
        ui.horizontal_top(|ui| {
            let (number, _) = ui.allocate_exact_size(vec2(12.0, 17.0), Sense::hover());
            ui.painter().text(
                number.left_center(),
                Align2::LEFT_CENTER,
                points.to_string(),
                Type::SecondaryStrong.font(),
                ui.visuals().text_color(),
            );
            ui.add(egui::Label::new(rich(words, Type::Secondary).line_height(Some(17.0))).wrap());
        });
    }
}

fn my_cell(
    ui: &mut Ui,
    cx: &Cx<'_>,
    me: &MemberId,
    key: &CellKey,
    option: &str,
    state: &mut State,
    out: &mut Vec<Action>,
) {
    let decision = cx.decision();
    let blank = crate::decision::Cell::default();
    let mine = decision.cell(me, key).unwrap_or(&blank);
    label(ui, format!("Your score for {option}"));
    let open = !decision.has_sealed(me) && decision.is_voted_on(&key.0);
    if !open {
        secondary(ui, "Your ballot is sealed. Reopen it to change it.");
    }
    ui.add_enabled_ui(open, |ui| {
        let at = ui.cursor().min;
        let picker = ScorePicker {
            id: ui.scope_id().with("mine"),
            name: "Your score",
            vote: mine.vote,
            enabled: open,
            width: ScorePicker::WIDTH,
        };
        let (rect, _) = ui.allocate_exact_size(vec2(ScorePicker::WIDTH, 30.0), Sense::hover());
        let shown = picker.show(ui, pos2(at.x, rect.top()));
        let typed = shown.response.has_focus().then(|| take_score_keys(ui)).into_iter().flatten();
        let typed = typed.filter_map(|key| if let ScoreKey::Vote(vote) = key { Some(vote) } else { None }).next_back();
        if let Some(vote) = typed.or(shown.vote) {
            out.push(cell(me, key, CellField::Vote(vote)));
        }
        ui.add_space(space::XS);
        secondary(ui, "Confidence");
        let current = Confidence::ALL.iter().position(|c| Some(*c) == mine.confidence);
        let names = Confidence::ALL.map(Confidence::name);
        if let Some(picked) = segmented(ui, "Confidence", &names, current) {
            out.push(cell(me, key, CellField::Confidence(Some(Confidence::ALL[picked]))));
        }
        ui.add_space(space::XS);
        evidence(ui, me, key, mine, state, out);
        let response = Field::lines("Note", 3).hint("Why this score?").show(ui, &mine.note);
        take_focus(&response.0, "Note", state);
        if let Some(words) = response.1 {
            out.push(cell(me, key, CellField::Note(words)));
        }
    });
}

fn evidence(
    ui: &mut Ui,
    me: &MemberId,
    key: &CellKey,
    mine: &crate::decision::Cell,
    state: &mut State,
    out: &mut Vec<Action>,
) {
    secondary(ui, "What it rests on");
    let current = mine.evidence.and_then(|kind| Evidence::ALL.iter().position(|e| *e == kind));
    let names = std::iter::once("Not said").chain(Evidence::ALL.iter().map(|kind| kind.name()));
    let shown = current.map_or("Not said", |index| Evidence::ALL[index].name());
    if let Some(picked) = select(ui, "What it rests on", shown, names, Some(current.map_or(0, |i| i + 1)), 278.0) {
        let kind = picked.checked_sub(1).map(|index| Evidence::ALL[index]);
        out.push(cell(me, key, CellField::Evidence(kind)));
    }
    let bad = !mine.link.is_empty() && !crate::decision::is_safe_url(&mine.link);
    let error = bad.then_some("Use an address that starts with https://, http:// or mailto:");
    let field = Field::line("Link to the evidence").hint("https://…").error(error);
    let (response, link) = field.show(ui, &mine.link);
    take_focus(&response, "Link to the evidence", state);
    if let Some(link) = link {
        out.push(cell(me, key, CellField::Link(link.trim().to_owned())));
    }
}

/// Hands the keys to a field that was asked for, and back to the sheet when Escape leaves it.
fn take_focus(response: &egui::Response, name: &'static str, state: &mut State) {
    if response.lost_focus() && response.ctx.input(|input| input.key_pressed(Key::Escape)) {
        state.grab_focus();
    }
    if state.focus == Some(name) {
        response.request_focus();
        state.focus = None;
    }
}

fn others(ui: &mut Ui, cx: &Cx<'_>, key: &CellKey) {
    let decision = cx.decision();
    label(ui, "The team");
    for member in &decision.members {
        let cell = decision.cell(&member.id, key);
        ui.horizontal_top(|ui| {
            score_chip(ui, cell.and_then(|cell| cell.vote));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let evidence = cell.and_then(|cell| cell.evidence).map(Evidence::name);
                let words = evidence
                    .map_or_else(|| member.name.clone(), |kind| format!("{} · {}", member.name, kind.to_lowercase()));
                ui.label(rich(words, Type::Secondary));
                if let Some(note) = cell.map(|cell| cell.note.as_str()).filter(|note| !note.is_empty()) {
                    secondary(ui, note);
                }
            });
        });
    }
}

fn claims(ui: &mut Ui, decision: &Decision, criterion: &Criterion, state: &mut State) {
    for reference in &decision.references {
        ui.separator();
        ui.horizontal(|ui| {
            label(ui, format!("What {} says", lower_first(&reference.name)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if button(ui, if state.claims { "Hide" } else { "Show" }, Kind::Quiet).clicked() {
                    state.claims = !state.claims;
                }
            });
        });
        if !state.claims {
            secondary(ui, "Folded, so that it does not sway you.");
            continue;
        }
        for option in &decision.options {
            let Some(cell) = reference.cells.get(&(criterion.id.clone(), option.id.clone())) else { continue };
            ui.horizontal_top(|ui| {
                if !decision.is_blind() {
                    score_chip(ui, cell.vote);
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    ui.label(rich(&option.name, Type::SecondaryStrong));
                    secondary(ui, &cell.note);
                });
            });
        }
    }
    for (head, words) in [("Check it", &criterion.check), ("Caveat", &criterion.caveat)] {
        if !words.is_empty() && state.claims {
            ui.add_space(space::XS);
            let tone = if head == "Caveat" { Tone::Warning } else { Tone::Accent };
            callout(ui, tone, head, words, |_| ());
        }
    }
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
