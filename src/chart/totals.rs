//! A bar for each option: its total, and the range that empty cells leave open. The window paints the same numbers and
//! words.

use super::{
    ChartKind,
    named::{self, NAMES},
    palette::{EDGE, LINE, SUNKEN, Slits},
    sheet::{Area, Ink, MARGIN, Sheet, TextAnchor, WIDTH},
    text::lines,
};
use crate::{
    analysis::{Analysis, OptionResult, percent, points, verdict},
    decision::Decision,
};

/// Maximum number of options that have a bar; the rest is counted.
const MOST: usize = 30;
/// Width of the numbers at the right.
const NUMBERS: f64 = 96.0;
const THICK: f64 = 16.0;
/// Ranges of a total up to this width are not shown: both ends are printed alike.
const OPEN: f64 = 0.005;
/// Coverage from which all of the weight counts as scored: it is printed as 100 %.
const WHOLE: f64 = 0.995;

/// Reports whether empty cells leave a visible range of the total open.
#[must_use]
pub fn is_open(option: &OptionResult) -> bool {
    option.high - option.low > OPEN
}

/// Returns the total, or the range that empty cells leave open, as printed.
#[must_use]
pub fn number(option: &OptionResult) -> String {
    if is_open(option) { format!("{} to {}", points(option.low), points(option.high)) } else { points(option.value) }
}

/// Returns the reason why the option is screened out, or else how much of the weight is scored for it, as a sentence;
/// `None` if all of it is.
#[must_use]
pub fn remark(option: &OptionResult) -> Option<String> {
    match &option.screened_out {
        Some(reason) => Some(reason.clone()),
        None => (option.coverage < WHOLE).then(|| format!("{} of the weight is scored.", percent(option.coverage))),
    }
}

/// Explains the bars: a sentence, and one more if some have a lighter end.
fn note(has_open: bool) -> String {
    let open = if has_open { " The pale end is what missing scores could still change." } else { "" };
    format!("Weighted average, 1 to 5.{open}")
}

/// Draws the chart; returns `None` while there is no winner.
pub(super) fn draw(decision: &Decision, analysis: &Analysis) -> Option<Sheet> {
    analysis.first.as_ref()?;
    let headline = verdict(decision, analysis).headline;
    let mut sheet = Sheet::new(WIDTH, &decision.title, ChartKind::Totals.name(), &headline);
    let options = analysis.best_first();
    axis(&mut sheet);
    for option in options.iter().take(MOST) {
        row(&mut sheet, decision, option);
    }
    let more = options.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" {more} more options are not shown.") } else { String::new() };
    sheet.y += 8.0;
    sheet.paragraph(&format!("{}{more}", note(options.iter().any(|option| is_open(option)))), Ink::SMALL, 3);
    Some(sheet)
}

fn x(sheet: &Sheet, value: f64) -> f64 {
    let (left, right) = (MARGIN + NAMES, sheet.right() - NUMBERS);
    // Clamped, so that no bar leaves the scale.
    left + (right - left) * ((value - 1.0) / 4.0).clamp(0.0, 1.0)
}

/// Draws the scale from 1 to 5.
fn axis(sheet: &mut Sheet) {
    let middle = sheet.y + Ink::SMALL.leading() / 2.0;
    for score in 1..=5_u8 {
        let x = x(sheet, f64::from(score));
        sheet.words((x, middle), &score.to_string(), Ink::SMALL, TextAnchor::Middle);
    }
    sheet.y += Ink::SMALL.leading() + 2.0;
}

fn row(sheet: &mut Sheet, decision: &Decision, option: &OptionResult) {
    let name = decision.option_name(&option.id);
    let remark = remark(option);
    let told =
        format!("{name}: {} of 5.{}", number(option), remark.as_ref().map(|why| format!(" {why}")).unwrap_or_default());
    sheet.row(&told, |sheet| {
        let names = lines(name, NAMES - 12.0, Ink::BODY.size, 2);
        let height = 30.0_f64.max(names.len() as f64 * Ink::BODY.leading() + 6.0);
        let middle = sheet.y + height / 2.0;
        sheet.lines((MARGIN, middle), &names, Ink::BODY, TextAnchor::Start);
        bar(sheet, decision, option, middle);
        sheet.words((sheet.right(), middle), &number(option), Ink::STRONG, TextAnchor::End);
        sheet.y += height;
        if let Some(remark) = remark {
            below(sheet, &remark);
        }
    });
}

fn bar(sheet: &mut Sheet, decision: &Decision, option: &OptionResult, middle: f64) {
    let is_out = option.screened_out.is_some();
    let mark = if is_out { (EDGE, Slits::default()) } else { named::mark(decision, &option.id) };
    let low_end = if is_open(option) { option.low } else { option.value };
    sheet.fill(up_to(sheet, 5.0, middle), 3.0, SUNKEN, 1.0);
    // Before the bar, which covers them.
    for score in 2..=4_u8 {
        let x = x(sheet, f64::from(score));
        sheet.line((x, middle - THICK / 2.0), (x, middle + THICK / 2.0), LINE);
    }
    if is_open(option) {
        // The pale bar ends at the highest possible total; the full one up to the lowest is drawn over it.
        sheet.fill(up_to(sheet, option.high, middle), 3.0, mark.0, 0.35);
    }
    sheet.mark(up_to(sheet, low_end, middle), 3.0, mark);
}

/// Returns the area of a bar from the scale's low end to a value.
fn up_to(sheet: &Sheet, value: f64, middle: f64) -> Area {
    let left = x(sheet, 1.0);
    Area { x: left, y: middle - THICK / 2.0, width: x(sheet, value) - left, height: THICK }
}

/// Writes a remark below a bar.
fn below(sheet: &mut Sheet, remark: &str) {
    let left = x(sheet, 1.0);
    for line in lines(remark, sheet.right() - left, Ink::SMALL.size, 3) {
        sheet.words((left, sheet.y + Ink::SMALL.leading() / 2.0), &line, Ink::SMALL, TextAnchor::Start);
        sheet.y += Ink::SMALL.leading();
    }
    sheet.y += 4.0;
}
