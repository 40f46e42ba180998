//! A bar for each option: its total, and what empty cells leave open.

use super::{
    Kind,
    named::{self, NAMES},
    palette::{EDGE, LINE, SUNKEN},
    sheet::{Anchor, Area, Ink, MARGIN, Sheet, WIDTH},
    text::lines,
};
use crate::{
    analysis::{Analysis, OptionResult, percent, points, verdict},
    decision::Decision,
};

/// How many options have a bar; the rest is counted.
const MOST: usize = 30;
/// What numbers need at the right.
const NUMBERS: f64 = 96.0;
const THICK: f64 = 16.0;
/// A range that is narrower is none.
const OPEN: f64 = 0.005;

/// None while there is no winner.
pub(super) fn draw(decision: &Decision, analysis: &Analysis) -> Option<Sheet> {
    analysis.winner.as_ref()?;
    let headline = verdict(decision, analysis).headline;
    let mut sheet = Sheet::new(WIDTH, &decision.title, Kind::Totals.name(), &headline);
    let options = analysis.best_first();
    axis(&mut sheet);
    for option in options.iter().take(MOST) {
        row(&mut sheet, decision, option);
    }
    let more = options.len().saturating_sub(MOST);
    note(&mut sheet, more, options.iter().any(|option| is_open(option)));
    Some(sheet)
}

fn x(sheet: &Sheet, value: f64) -> f64 {
    let (left, right) = (MARGIN + NAMES, sheet.right() - NUMBERS);
    left + (right - left) * ((value - 1.0) / 4.0).clamp(0.0, 1.0)
}

/// The scale from 1 to 5.
fn axis(sheet: &mut Sheet) {
    let middle = sheet.y + Ink::SMALL.leading() / 2.0;
    for score in 1..=5_u8 {
        let x = x(sheet, f64::from(score));
        sheet.words((x, middle), &score.to_string(), Ink::SMALL, Anchor::Middle);
    }
    sheet.y += Ink::SMALL.leading() + 2.0;
}

fn is_open(option: &OptionResult) -> bool {
    option.high - option.low > OPEN
}

fn number(option: &OptionResult) -> String {
    if is_open(option) { format!("{} to {}", points(option.low), points(option.high)) } else { points(option.value) }
}

fn row(sheet: &mut Sheet, decision: &Decision, option: &OptionResult) {
    let name = named::option(decision, &option.id);
    let remark = remark(option);
    let told =
        format!("{name}: {} of 5.{}", number(option), remark.as_ref().map(|why| format!(" {why}")).unwrap_or_default());
    sheet.row(&told, |sheet| {
        let names = lines(&name, NAMES - 12.0, Ink::BODY.size, 2);
        let height = 30.0_f64.max(names.len() as f64 * Ink::BODY.leading() + 6.0);
        let middle = sheet.y + height / 2.0;
        sheet.lines((MARGIN, middle), &names, Ink::BODY, Anchor::Start);
        bar(sheet, decision, option, middle);
        sheet.words((sheet.right(), middle), &number(option), Ink::STRONG, Anchor::End);
        sheet.y += height;
        if let Some(remark) = remark {
            below(sheet, &remark);
        }
    });
}

fn bar(sheet: &mut Sheet, decision: &Decision, option: &OptionResult, middle: f64) {
    let color = if option.screened_out.is_some() { EDGE } else { named::color(decision, &option.id) };
    let left = x(sheet, 1.0);
    let piece = |to: f64| Area { x: left, y: middle - THICK / 2.0, width: to - left, height: THICK };
    sheet.fill(piece(x(sheet, 5.0)), 3.0, SUNKEN, 1.0);
    for score in 2..=4_u8 {
        let x = x(sheet, f64::from(score));
        sheet.line((x, middle - THICK / 2.0), (x, middle + THICK / 2.0), LINE);
    }
    if is_open(option) {
        sheet.fill(piece(x(sheet, option.high)), 3.0, color, 0.35);
        sheet.fill(piece(x(sheet, option.low)), 3.0, color, 1.0);
    } else {
        sheet.fill(piece(x(sheet, option.value)), 3.0, color, 1.0);
    }
}

/// What to know of an option besides its total.
fn remark(option: &OptionResult) -> Option<String> {
    match &option.screened_out {
        Some(reason) => Some(reason.clone()),
        None => (option.coverage < 0.995).then(|| format!("{} of the weight is scored.", percent(option.coverage))),
    }
}

/// A remark below a bar.
fn below(sheet: &mut Sheet, remark: &str) {
    let left = x(sheet, 1.0);
    for line in lines(remark, sheet.right() - left, Ink::SMALL.size, 3) {
        sheet.words((left, sheet.y + Ink::SMALL.leading() / 2.0), &line, Ink::SMALL, Anchor::Start);
        sheet.y += Ink::SMALL.leading();
    }
    sheet.y += 4.0;
}

fn note(sheet: &mut Sheet, more: usize, is_open: bool) {
    let open = if is_open { " A lighter end is what empty cells leave open." } else { "" };
    let more = if more > 0 { format!(" {more} more options are not shown.") } else { String::new() };
    sheet.y += 8.0;
    sheet.paragraph(&format!("Mean of the scores by weight, from 1 to 5.{open}{more}"), Ink::SMALL, 3);
}
