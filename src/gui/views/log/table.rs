//! The table of ADRs: one line for each, however many there are. Only the lines in sight are drawn.

use egui::{Align2, Color32, Id, Pos2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::{
    At, LogRow, LogRows, LogState,
    detail::{acts_on, shares_number},
    head::grouped,
    rows::{Column, LANES},
    status,
};
use crate::{
    decision::Nearness,
    decision_log::{Entry, chain_of},
    gui::{
        flows::log::ReadLog,
        intent::Intent,
        theme::{
            icons,
            tokens::{FADED, Tokens, Type, size, space},
        },
        widgets::{context_menu, empty_state, focus_ring, row_lifted, secondary},
    },
};

/// The height of a line, in points.
const ROW: f32 = 34.0;
/// The height of the column heads, in points.
const HEAD: f32 = 28.0;
/// The distance between two lanes of connections, in points.
const LANE: f32 = 9.0;

/// The left ends of the columns, in points from the left of a row, and the right end of the last one.
struct LogColumns {
    number: f32,
    title: f32,
    status: f32,
    /// Equal to `date`, and so without width, where no ADR is to be reviewed or there is no room.
    review: f32,
    date: f32,
    end: f32,
}

impl LogColumns {
    fn of(ui: &Ui, rows: &LogRows, widest_id: f32, has_reviews: bool) -> Self {
        let lanes = rows.edges.iter().map(|edge| edge.lane + 1).max().unwrap_or(0).min(LANES);
        let end = ui.available_width() - 10.0;
        let number = if lanes == 0 { 10.0 } else { 16.0 + LANE * lanes as f32 };
        let date = end - 86.0;
        let review = date - if has_reviews && end > 560.0 { 112.0 } else { 0.0 };
        let status = review - if end > 520.0 { 128.0 } else { 104.0 };
        // Without numbers there is no column for them: dates in their place would repeat the column on the right.
        let title = if widest_id > 0.0 { number + widest_id + 14.0 } else { number };
        Self { number, title, status, review, date, end }
    }
}

fn row_id(at: At) -> Id {
    Id::unique(("log row", at.folder, at.entry))
}

/// Returns whether a line of the table had the keyboard focus when it was last drawn.
pub(super) fn has_focus(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp::<bool>(Id::unique("log row focus"))).unwrap_or_default()
}

pub(super) fn show(ui: &mut Ui, state: &mut LogState, found: &ReadLog, out: &mut Vec<Intent>) {
    // Taken out while the table is drawn, since drawing it borrows the rest of the state.
    let Some((query, rows)) = state.shown.take() else { return };
    if rows.adrs == 0 {
        let what = "Use fewer words or another status. The search covers number, title and file name.";
        empty_state(ui, "No matching ADR", what);
        state.shown = Some((query, rows));
        return;
    }
    keep_chain(state, found);
    let columns = LogColumns::of(ui, &rows, widest_id(ui, found), found.has_reviews);
    head(ui, state, &columns);
    ui.spacing_mut().item_spacing.y = 0.0;
    let bottom = 26.0;
    let height = ui.available_height() - bottom;
    let mut area = egui::ScrollArea::vertical().id_salt("log table").auto_shrink(false).max_height(height);
    if let Some(line) = state.scroll_to.take() {
        area = area.vertical_scroll_offset(offset(ui, line, height));
    }
    let mut picked = None;
    let mut focused = false;
    let output = area.show_rows(ui, ROW, rows.list.len(), |ui, range| {
        let (rect, _) = ui.allocate_exact_size(vec2(columns.end, ROW * range.len() as f32), Sense::hover());
        let top = rect.min - vec2(0.0, ROW * range.start as f32);
        for line in range.clone() {
            let rect = Rect::from_min_size(top + vec2(0.0, ROW * line as f32), vec2(columns.end, ROW));
            match rows.list[line] {
                LogRow::Folder(folder) => folder_head(ui, rect, found, folder),
                LogRow::Adr(adr) => {
                    let response = row(ui, rect, adr, found, state, &columns);
                    focused |= response.has_focus();
                    // Tab selects the line that it reaches, as a click does.
                    if response.clicked() || response.secondary_clicked() || response.gained_focus() {
                        picked = Some(adr);
                    }
                    out.extend(context_menu(ui, &response, || row_acts(adr, found)));
                }
            }
        }
        edges(ui, &rows, &columns, top, range, state);
    });
    ui.data_mut(|data| {
        data.insert_temp(Id::unique("log row focus"), focused);
        data.insert_temp(offset_id(), output.state.clamped_offset().y);
    });
    if let (Some(at), true) = (state.selected, focused) {
        // Arrow keys move the selection, and the focus goes with it.
        ui.memory_mut(|memory| memory.request_focus(row_id(at)));
    }
    ui.add_space(space::XS);
    secondary(ui, listed_words(&rows, found));
    state.shown = Some((query, rows));
    if let Some(at) = picked.filter(|at| state.selected != Some(*at)) {
        state.select(&found.log, at, out);
        state.scroll_to = None;
        ui.memory_mut(|memory| memory.request_focus(row_id(at)));
    }
}

fn offset_id() -> Id {
    Id::unique("log offset")
}

/// Returns the scroll position at which a line is seen: the present one if it is seen already.
fn offset(ui: &Ui, line: usize, height: f32) -> f32 {
    let now = ui.data(|data| data.get_temp::<f32>(offset_id())).unwrap_or(0.0);
    let top = ROW * line as f32;
    now.min(top).max(top + ROW - height)
}

fn listed_words(rows: &LogRows, found: &ReadLog) -> String {
    let all = found.adrs();
    let folders = match found.log.folders.len() {
        1 => found.log.folders.first().map_or_else(String::new, |folder| folder.folder.path.to_string()),
        several => format!("{several} folders"),
    };
    let listed = if rows.adrs == all { grouped(all) } else { format!("{} of {}", grouped(rows.adrs), grouped(all)) };
    let adrs = if all == 1 { "ADR" } else { "ADRs" };
    if folders.is_empty() { format!("{listed} {adrs}") } else { format!("{listed} {adrs} in {folders}") }
}

fn keep_chain(state: &mut LogState, found: &ReadLog) {
    let Some(at) = state.selected else {
        state.chain = None;
        return;
    };
    if state.chain.as_ref().is_none_or(|(of, _)| *of != at) {
        let steps = found.log.folders.get(at.folder).map_or(&[][..], |folder| &folder.successions);
        state.chain = Some((at, chain_of(steps, at.entry)));
    }
}

fn shown_id(entry: &Entry) -> String {
    match entry.number {
        Some(_) => entry.id.clone(),
        None => "–".to_owned(),
    }
}

/// Returns the width of the column of numbers in points, by the longest number; 0 where no ADR has one.
fn widest_id(ui: &Ui, found: &ReadLog) -> f32 {
    let entries = found.log.folders.iter().flat_map(|folder| &folder.folder.entries);
    let longest =
        entries.filter(|entry| entry.number.is_some()).map(|entry| entry.id.as_str()).max_by_key(|id| id.len());
    let Some(longest) = longest else { return 0.0 };
    let galley = ui.painter().layout_no_wrap(longest.to_owned(), Type::Body.font(), Color32::BLACK);
    galley.size().x.clamp(30.0, 120.0)
}

fn head(ui: &mut Ui, state: &mut LogState, columns: &LogColumns) {
    let (rect, _) = ui.allocate_exact_size(vec2(columns.end, HEAD), Sense::hover());
    let rooms = [
        (Column::Number, "No.", columns.number, columns.title),
        (Column::Title, "Title", columns.title, columns.status),
        (Column::Status, "Status", columns.status, columns.review),
        (Column::Review, "Review", columns.review, columns.date),
        (Column::Date, "Date", columns.date, columns.end),
    ];
    let t = Tokens::of(ui);
    for (column, name, left, right) in rooms.into_iter().filter(|(.., left, right)| left < right) {
        let room = Rect::from_min_max(rect.min + vec2(left, 0.0), pos2(rect.left() + right - 6.0, rect.bottom()));
        let on = state.query.by == column;
        let response = ui.interact(room, Id::unique(("log column", name)), Sense::click());
        let order = match (on, state.query.down) {
            (false, _) => "",
            (true, false) => ", rising",
            (true, true) => ", falling",
        };
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::ColumnHeader, true, format!("Sort by {name}{order}"))
        });
        let color = if on || response.hovered() { t.text } else { t.secondary };
        let font = Type::SecondaryStrong.font();
        let end = ui.painter().text(room.left_center(), Align2::LEFT_CENTER, name, font, color);
        if on {
            let icon = if state.query.down { icons::ARROW_DOWNWARD } else { icons::ARROW_UPWARD };
            let font = icon.font(13.0);
            let at = pos2(end.right() + 4.0, room.center().y);
            ui.painter().text(at, Align2::LEFT_CENTER, icon.as_str(), font, color);
        }
        focus_ring(ui, &response, room.expand2(vec2(5.0, -2.0)), 6);
        if response.clicked() {
            state.query.down = if on { !state.query.down } else { column.is_newest_first() };
            state.query.by = column;
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
}

fn folder_head(ui: &Ui, rect: Rect, found: &ReadLog, folder: usize) {
    let t = Tokens::of(ui);
    let Some(found) = found.log.folders.get(folder) else { return };
    let path = if found.folder.path.is_empty() { "." } else { &found.folder.path };
    let response = ui.interact(rect, Id::unique(("log folder", folder)), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, format!("Folder {path}")));
    let room = Rect::from_min_max(rect.min + vec2(8.0, 8.0), rect.max);
    status::text(ui, room, path, Type::SecondaryStrong.font(), t.secondary);
}

fn row(ui: &Ui, rect: Rect, at: At, found: &ReadLog, state: &LogState, columns: &LogColumns) -> egui::Response {
    let t = Tokens::of(ui);
    let response = ui.interact(rect, row_id(at), Sense::click());
    let Some(entry) = at.of(&found.log) else { return response };
    let selected = state.selected == Some(at);
    let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
    response.widget_info(|| {
        let word = status::word(entry.status.as_ref());
        let review = entry.due().map(|due| format!(", {}", due.sentence(found.today))).unwrap_or_default();
        let name = format!("{} {}, {word}, {date}{review}", shown_id(entry), entry.title);
        egui::WidgetInfo::selected(egui::accesskit::Role::ListBoxOption, true, selected, name)
    });
    if selected {
        row_lifted(ui, rect.shrink2(vec2(0.0, 1.0)));
    } else if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), size::RADIUS, t.sunken);
    }
    focus_ring(ui, &response, rect.shrink2(vec2(0.0, 1.0)), 10);
    if columns.number < columns.title {
        let number = cell(rect, columns.number, columns.title + 6.0);
        status::text(ui, number, &shown_id(entry), Type::Body.font(), t.secondary);
    }
    let font = if selected { Type::BodyMedium.font() } else { Type::Body.font() };
    let flawed = !entry.problems.is_empty();
    let title = cell(rect, columns.title, columns.status - if flawed { 20.0 } else { 0.0 });
    status::text(ui, title, &entry.title, font, t.text);
    if flawed {
        let icon = icons::WARNING;
        let at = pos2(rect.left() + columns.status - 16.0, rect.center().y);
        let font = icon.font(14.0);
        ui.painter().text(at, Align2::CENTER_CENTER, icon.as_str(), font, t.warning);
    }
    status::paint(ui, cell(rect, columns.status, columns.review), entry.status.as_ref());
    if let Some(due) = entry.next_review().filter(|_| columns.review < columns.date) {
        let (mark, color) = match due.nearness(found.today) {
            Nearness::Overdue => ("! ", t.bad),
            Nearness::Soon => ("• ", t.warning),
            Nearness::Later => ("", t.secondary),
        };
        let words = format!("{mark}{}", due.on);
        status::text(ui, cell(rect, columns.review, columns.date), &words, Type::Secondary.font(), color);
    }
    status::text(ui, cell(rect, columns.date, columns.end + 8.0), &date, Type::Secondary.font(), t.secondary);
    response
}

/// Returns what can be done with the ADR of a row, by name.
fn row_acts(at: At, found: &ReadLog) -> Vec<(String, Intent)> {
    let Some((entry, path)) = at.of(&found.log).zip(at.path(&found.log)) else { return Vec::new() };
    let mut acts: Vec<(String, Intent)> = Vec::new();
    for (name, _, intent) in acts_on(at, entry, &path, shares_number(at, found)) {
        acts.push((name.to_owned(), Intent::Log(intent)));
    }
    acts.push(("Copy its path".to_owned(), Intent::Copy(path.to_string())));
    acts
}

/// Returns the part of a row between the left ends of two columns, with a gap before the second one.
fn cell(row: Rect, left: f32, right: f32) -> Rect {
    row.with_min_x(row.left() + left).with_max_x(row.left() + right - 10.0)
}

/// Draws the connections from superseded ADRs to those that replaced them, as far as they are in sight.
fn edges(ui: &Ui, rows: &LogRows, columns: &LogColumns, top: Pos2, range: std::ops::Range<usize>, state: &LogState) {
    let t = Tokens::of(ui);
    let painter = ui.painter();
    let seen = rows.edges.iter().filter(|edge| edge.span().0 < range.end && edge.span().1 >= range.start);
    for edge in seen {
        let is_in_chain = match (&state.chain, rows.list.get(edge.from)) {
            (Some((of, chain)), Some(LogRow::Adr(at))) => of.folder == at.folder && chain.contains(&at.entry),
            _ => false,
        };
        let color = if is_in_chain { t.accent } else { t.secondary.gamma_multiply(FADED) };
        let stroke = Stroke::new(if is_in_chain { 2.0 } else { 1.3 }, color);
        let right = top.x + columns.number - 8.0;
        let x = right - LANE * (edge.lane as f32 + 0.7);
        let [from, to] = [edge.from, edge.to].map(|line| top.y + ROW * (line as f32 + 0.5));
        let bend = 5.0 * (to - from).signum();
        painter.line(
            vec![
                pos2(right, from),
                pos2(x + 5.0, from),
                pos2(x, from + bend),
                pos2(x, to - bend),
                pos2(x + 5.0, to),
                pos2(right, to),
            ],
            stroke,
        );
        // The arrow points at the ADR that superseded the other.
        let tip = pos2(right + 2.0, to);
        let head = vec![tip, tip + vec2(-5.0, -3.5), tip + vec2(-5.0, 3.5)];
        painter.add(egui::Shape::convex_polygon(head, color, Stroke::NONE));
    }
}
