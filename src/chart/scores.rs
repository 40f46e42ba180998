//! The team's scores: criteria by options, each cell in the colour of its mean with the number on it.

use super::{
    ChartKind,
    palette::{self, EDGE, LINE, SECONDARY, SUNKEN, TEXT, WARNING},
    sheet::{Area, Ink, MARGIN, Sheet, TextAnchor, WIDTH},
    text::lines,
};
use crate::{
    analysis::{Analysis, CellResult, CriterionResult, OptionResult, percent, points},
    decision::{CriterionId, Decision},
};

/// Maximum number of criteria and of options that are drawn: those of most weight, and the best.
const MOST: (usize, usize) = (60, 16);
/// Widths of the criteria's names and of their weights, and size of a cell.
const NAMES: f64 = 230.0;
const WEIGHTS: f64 = 64.0;
const CELL: (f64, f64) = (76.0, 28.0);
/// Maximum width of a cell.
const WIDEST: f64 = 200.0;
/// Gap between two cells.
const GAP: f64 = 3.0;

/// The content of the chart.
struct Table<'a> {
    decision: &'a Decision,
    analysis: &'a Analysis,
    rows: Vec<&'a CriterionResult>,
    columns: Vec<&'a OptionResult>,
    /// Width of a cell, with the gap after it.
    cell: f64,
}

/// Draws the chart; returns `None` while nobody has scored anything with a weight.
pub(super) fn draw(decision: &Decision, analysis: &Analysis) -> Option<Sheet> {
    analysis.first.as_ref()?;
    let table = Table::new(decision, analysis);
    let width = (2.0 * MARGIN + NAMES + WEIGHTS + table.cell * table.columns.len() as f64).max(WIDTH);
    let mut sheet = Sheet::new(width, &decision.title, ChartKind::Scores.name(), &table.caption());
    table.heads(&mut sheet);
    let mut group = "";
    for row in &table.rows {
        let own = decision.criterion(&row.id).map_or("", |criterion| criterion.group.trim());
        if own != std::mem::replace(&mut group, own) && !own.is_empty() {
            sheet.y += 4.0;
            sheet.paragraph(own, Ink::SMALL, 1);
        }
        table.row(&mut sheet, row);
    }
    table.totals(&mut sheet);
    table.scale(&mut sheet);
    Some(sheet)
}

/// Returns the `most` largest by `size`, in their original order.
fn largest<T>(of: &[T], most: usize, size: impl Fn(&T) -> f64) -> Vec<&T> {
    let mut places: Vec<usize> = (0..of.len()).collect();
    places.sort_by(|a, b| size(&of[*b]).total_cmp(&size(&of[*a])));
    places.truncate(most);
    places.sort_unstable();
    places.into_iter().map(|place| &of[place]).collect()
}

impl<'a> Table<'a> {
    fn new(decision: &'a Decision, analysis: &'a Analysis) -> Self {
        let mut rows = largest(&analysis.criteria, MOST.0, |criterion| criterion.weight);
        rows.retain(|criterion| criterion.weight > 0.0);
        // Options that are screened out are the first to be left out; the columns keep the order of the record.
        let columns = largest(&analysis.options, MOST.1, |option| {
            if option.screened_out.is_some() { option.value - 10.0 } else { option.value }
        });
        // Few options share the usual width in wider cells; many make the sheet wider.
        let room = WIDTH - 2.0 * MARGIN - NAMES - WEIGHTS;
        let cell = (room / columns.len() as f64).clamp(CELL.0, WIDEST);
        Self { decision, analysis, rows, columns, cell }
    }

    fn caption(&self) -> String {
        let ballots = self.analysis.ballots();
        let cells = match self.analysis.disputed_cells().count() {
            0 if self.analysis.members.len() > 1 => " No cell is disputed.".to_owned(),
            0 => String::new(),
            1 => " One cell is disputed.".to_owned(),
            n => format!(" {n} cells are disputed."),
        };
        format!("Mean scores from 1 to 5 of {ballots}.{cells}")
    }

    fn slot(&self, column: usize, y: f64, height: f64) -> Area {
        let x = MARGIN + NAMES + WEIGHTS + self.cell * column as f64;
        Area { x, y, width: self.cell - GAP, height }
    }

    fn heads(&self, sheet: &mut Sheet) {
        let names = self
            .columns
            .iter()
            .map(|option| lines(self.decision.option_name(&option.id), self.cell - 2.0 * GAP, Ink::STRONG.size, 3));
        let names: Vec<Vec<String>> = names.collect();
        let most = names.iter().map(Vec::len).max().unwrap_or(1);
        let bottom = sheet.y + most as f64 * Ink::STRONG.leading();
        let weight = (MARGIN + NAMES + WEIGHTS - 12.0, bottom - Ink::STRONG.leading() / 2.0);
        sheet.words(weight, "Weight", Ink::SMALL, TextAnchor::End);
        for (column, lines) in names.iter().enumerate() {
            let middle = bottom - lines.len() as f64 * Ink::STRONG.leading() / 2.0;
            let Area { x, width, .. } = self.slot(column, sheet.y, 0.0);
            sheet.lines((x + width / 2.0, middle), lines, Ink::STRONG, TextAnchor::Middle);
        }
        sheet.y = bottom + 4.0;
    }

    fn row(&self, sheet: &mut Sheet, row: &CriterionResult) {
        let name = self.decision.criterion_name(&row.id);
        let cells: Vec<Option<&CellResult>> =
            self.columns.iter().map(|option| self.analysis.cell(&row.id, &option.id)).collect();
        sheet.row(&self.told(name, row, &cells), |sheet| {
            let names = lines(name, NAMES - 12.0, Ink::BODY.size, 2);
            let height = CELL.1.max(names.len() as f64 * Ink::BODY.leading() + 2.0);
            let middle = sheet.y + height / 2.0;
            sheet.lines((MARGIN, middle), &names, Ink::BODY, TextAnchor::Start);
            sheet.words((MARGIN + NAMES + WEIGHTS - 12.0, middle), &percent(row.weight), Ink::SMALL, TextAnchor::End);
            for (column, cell) in cells.iter().enumerate() {
                draw_cell(sheet, self.slot(column, sheet.y, height), *cell);
            }
            sheet.y += height + GAP;
        });
    }

    fn told(&self, name: &str, row: &CriterionResult, cells: &[Option<&CellResult>]) -> String {
        let mut means = Vec::with_capacity(cells.len());
        for (option, cell) in self.columns.iter().zip(cells) {
            let disputed = if cell.is_some_and(|cell| cell.disputed) { " (disputed)" } else { "" };
            means.push(format!("{} {}{disputed}", self.decision.option_name(&option.id), mean(*cell)));
        }
        format!("{name}, {} of the weight: {}.", percent(row.weight), means.join(", "))
    }

    fn totals(&self, sheet: &mut Sheet) {
        sheet.y += 3.0;
        sheet.line((MARGIN, sheet.y), (sheet.right(), sheet.y), LINE);
        sheet.y += 5.0;
        let told: Vec<String> = self.columns.iter().map(|option| self.told_total(option)).collect();
        sheet.row(&format!("Total: {}.", told.join(", ")), |sheet| {
            let is_out = self.columns.iter().any(|option| option.screened_out.is_some());
            let middle = sheet.y + Ink::STRONG.leading() / 2.0;
            sheet.words((MARGIN, middle), "Total", Ink::STRONG, TextAnchor::Start);
            for (column, option) in self.columns.iter().enumerate() {
                let Area { x, width, .. } = self.slot(column, sheet.y, 0.0);
                sheet.words((x + width / 2.0, middle), &points(option.value), Ink::STRONG, TextAnchor::Middle);
                if option.screened_out.is_some() {
                    let below = middle + Ink::STRONG.leading();
                    sheet.words((x + width / 2.0, below), "out", Ink::SMALL, TextAnchor::Middle);
                }
            }
            sheet.y += Ink::STRONG.leading() * if is_out { 2.0 } else { 1.0 } + 10.0;
        });
    }

    /// Returns the words for the total of an option.
    fn told_total(&self, option: &OptionResult) -> String {
        let out = if option.screened_out.is_some() { ", ruled out" } else { "" };
        format!("{} {}{out}", self.decision.option_name(&option.id), points(option.value))
    }

    /// Draws the scale of colours and marks, and a note on what is left out.
    fn scale(&self, sheet: &mut Sheet) {
        for score in 1..=5_u8 {
            let step = f64::from(score - 1) * 30.0;
            let (ground, ink) = palette::score(f64::from(score));
            let area = Area { x: MARGIN + step, y: sheet.y, width: 27.0, height: 18.0 };
            sheet.fill(area, 4.0, ground, 1.0);
            sheet.words((area.x + 13.5, area.y + 9.0), &score.to_string(), Ink::SMALL.colored(ink), TextAnchor::Middle);
        }
        sheet.y += 26.0;
        sheet.paragraph(&self.note(), Ink::SMALL, 3);
    }

    fn note(&self) -> String {
        let shown: Vec<&CriterionId> = self.rows.iter().map(|row| &row.id).collect();
        let left = self.analysis.criteria.iter().filter(|c| c.weight > 0.0 && !shown.contains(&&c.id));
        let (rows, weight) = left.fold((0, 0.0), |(n, sum), criterion| (n + 1, sum + criterion.weight));
        let columns = self.analysis.options.len() - self.columns.len();
        let rows =
            (rows > 0).then(|| format!(" Not shown: {rows} more criteria with {} of the weight.", percent(weight)));
        let columns = (columns > 0).then(|| format!(" Not shown: {columns} more options."));
        let marks = "A ring marks a cell where the team is far apart, a dashed edge one that nobody scored.";
        [Some(marks.to_owned()), rows, columns].into_iter().flatten().collect()
    }
}

/// Formats the mean in a cell.
fn mean(cell: Option<&CellResult>) -> String {
    cell.and_then(|cell| cell.mean).map_or_else(|| "–".to_owned(), |mean| format!("{mean:.1}"))
}

fn draw_cell(sheet: &mut Sheet, area: Area, cell: Option<&CellResult>) {
    let (ground, ink) = cell.and_then(|cell| cell.mean).map_or((SUNKEN, SECONDARY), palette::score);
    sheet.fill(area, 5.0, ground, 1.0);
    if cell.is_none_or(CellResult::is_empty) {
        sheet.edge(area, EDGE, 1.0, true);
    }
    let ink = Ink::BODY.colored(if cell.is_some() { ink } else { TEXT });
    sheet.words((area.x + area.width / 2.0, area.y + area.height / 2.0), &mean(cell), ink, TextAnchor::Middle);
    if cell.is_some_and(|cell| cell.disputed) {
        sheet.edge(area, WARNING, 2.0, false);
    }
}
