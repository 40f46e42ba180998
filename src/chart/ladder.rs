//! The robustness of the lead: how often each option comes first when more or less of the team's input is kept. The
//! window paints the same rungs and words.

use super::{
    ChartKind,
    named::{self, NAMES},
    palette::Slits,
    sheet::{Area, Ink, MARGIN, Sheet, TextAnchor, WIDTH},
    text::lines,
};
use crate::{
    analysis::{
        Analysis, Firmness, Rung, comes_first, percent,
        robustness::{Acceptability, RungResult, is_drawn},
        sum,
    },
    decision::{Decision, OptionId},
};

/// Rungs from those that depend most on the team's own numbers to those that depend least.
const ORDER: [Rung; 5] = [Rung::YourWeights, Rung::YourSwings, Rung::TeamResampled, Rung::YourOrder, Rung::AnyWeights];
/// Maximum number of options named below a bar; the rest is counted.
const MOST: usize = 4;
/// Maximum number of options in the legend.
const MOST_NAMED: usize = 16;
/// Maximum number of options named in the label of a row.
const MOST_IN_LABEL: usize = 3;
const THICK: f64 = 16.0;
/// Segments of a bar that are narrower are not drawn.
const LEAST: f64 = 0.5;

/// Returns the rungs that have a meaning for this analysis, from those that depend most on the team's own numbers to
/// those that depend least, whether they are drawn yet or not.
pub fn rungs(analysis: &Analysis) -> impl Iterator<Item = Rung> {
    ORDER.into_iter().filter(|&rung| is_drawn(analysis, rung))
}

/// Reports whether every rung that can be drawn is drawn.
#[must_use]
pub fn is_whole(analysis: &Analysis) -> bool {
    rungs(analysis).all(|rung| analysis.ladder.as_ref().is_some_and(|ladder| ladder.rung(rung).is_some()))
}

/// Draws the chart; returns `None` without a runner-up, and until the ladder is drawn.
pub(super) fn draw(decision: &Decision, analysis: &Analysis) -> Option<Sheet> {
    analysis.runner_up.as_ref()?;
    let ladder = analysis.ladder.as_ref()?;
    let rungs: Vec<&RungResult> = rungs(analysis).filter_map(|rung| ladder.rung(rung)).collect();
    if rungs.is_empty() {
        return None;
    }
    let mut sheet = Sheet::new(WIDTH, &decision.title, ChartKind::Ladder.name(), &caption(decision, analysis)?);
    for rung in &rungs {
        row(&mut sheet, decision, analysis, rung);
    }
    sheet.legend(&legend(decision, analysis, &rungs));
    sheet.y += 8.0;
    sheet.paragraph(&note(&rungs), Ink::SMALL, 4);
    Some(sheet)
}

fn caption(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let within = analysis.ladder.as_ref()?.rung(Rung::YourSwings)?;
    let unclear = if analysis.firmness() == Some(Firmness::NoClearWinner) { "No clear winner. " } else { "" };
    Some(format!(
        "{unclear}{} of the weightings in which each weight is up to 25 % off, and each group of criteria as well.",
        comes_first(decision, analysis, within)
    ))
}

/// Returns the options that are visible in a bar, the best first, each with its colour.
fn legend(decision: &Decision, analysis: &Analysis, rungs: &[&RungResult]) -> Vec<((u32, Slits), String)> {
    let seen = analysis.best_first().into_iter().map(|option| &option.id).filter(|id| is_seen(rungs, id));
    seen.take(MOST_NAMED).map(|id| (named::mark(decision, id), decision.option_name(id).to_owned())).collect()
}

/// Reports whether the option's segment is wide enough in one of the bars.
fn is_seen(rungs: &[&RungResult], id: &OptionId) -> bool {
    let largest = rungs.iter().filter_map(|rung| rung.option(id)).map(Acceptability::first).fold(0.0, f64::max);
    largest * (WIDTH - NAMES) > LEAST
}

fn row(sheet: &mut Sheet, decision: &Decision, analysis: &Analysis, result: &RungResult) {
    let shares: Vec<&Acceptability> =
        analysis.best_first().into_iter().filter_map(|option| result.option(&option.id)).collect();
    let numbers = numbers(decision, analysis, result, &shares);
    sheet.row(&format!("{}: {numbers}.", result.rung.name()), |sheet| {
        let names = lines(result.rung.name(), NAMES - 12.0, Ink::BODY.size, 2);
        let left = MARGIN + NAMES;
        let below = lines(&numbers, sheet.right() - left, Ink::SMALL.size, 3);
        // The first line of the name is level with the bar.
        let middle = sheet.y + f64::midpoint(THICK, Ink::BODY.leading() * (names.len() as f64 - 1.0));
        sheet.lines((MARGIN, middle), &names, Ink::BODY, TextAnchor::Start);
        bar(sheet, decision, &shares, Area { x: left, y: sheet.y, width: sheet.right() - left, height: THICK });
        sheet.y += THICK + 2.0 + Ink::SMALL.leading() * below.len() as f64;
        let last = sheet.y - Ink::SMALL.leading() * below.len() as f64 / 2.0;
        sheet.lines((left, last), &below, Ink::SMALL, TextAnchor::Start);
        sheet.y += 14.0;
    });
}

/// Draws one segment for each option, as wide as its share.
fn bar(sheet: &mut Sheet, decision: &Decision, shares: &[&Acceptability], whole: Area) {
    /// Gap that separates two segments of one colour.
    const APART: f64 = 1.0;
    let mut x = whole.x;
    for option in shares {
        let width = whole.width * option.first();
        if width > LEAST {
            let piece = Area { x, width: (width - APART).max(LEAST), ..whole };
            sheet.mark(piece, 3.0, named::mark(decision, &option.id));
        }
        // Also after a segment that is too narrow to draw, so that the others keep their places.
        x += width;
    }
}

/// Returns the shares in words, in their order, which is the same in every row: `Go 97 %, Rust 3 %`. The first few are named, and who
/// comes first more often.
fn numbers(decision: &Decision, analysis: &Analysis, result: &RungResult, shares: &[&Acceptability]) -> String {
    let ahead = analysis.foremost(result).first().map(|option| &option.id);
    // A single remaining option is named instead of counted.
    let most = if shares.len() > MOST + 1 { MOST } else { shares.len() };
    let (told, rest): (Vec<_>, Vec<_>) =
        shares.iter().enumerate().partition(|(place, option)| *place < most || Some(&option.id) == ahead);
    let mut numbers: Vec<String> = told.iter().map(|(_, option)| named_share(decision, result, option)).collect();
    if !rest.is_empty() {
        let share = sum(rest.iter().map(|(_, option)| option.first()));
        // An outcome that no draw has shown may still happen.
        let share = if share > 0.0 { percent(share) } else { "in no case".to_owned() };
        let others = if rest.len() == 1 { "1 other".to_owned() } else { format!("{} others", rest.len()) };
        numbers.push(format!("{others} {share}"));
    }
    numbers.join(", ")
}

/// Returns how often an option comes first, after its name: `Go 97 %`, `Go in 26 of the 27 teams`, `Go 91 % first or level`.
#[must_use]
pub fn named_share(decision: &Decision, result: &RungResult, option: &Acceptability) -> String {
    format!("{}{}", name_and_share(decision, result, option), or_level(&[option]))
}

/// Returns the label of a row, which names who comes first most often and all that lead the record: `Rust 44 %, Go 41 %`.
#[must_use]
pub fn label(decision: &Decision, analysis: &Analysis, result: &RungResult) -> String {
    let foremost = analysis.foremost(result);
    let mut words: Vec<String> =
        foremost.iter().take(MOST_IN_LABEL).map(|option| name_and_share(decision, result, option)).collect();
    if foremost.len() > MOST_IN_LABEL {
        words.push(format!("{} more", foremost.len() - MOST_IN_LABEL));
    }
    format!("{}{}", words.join(", "), or_level(&foremost))
}

fn name_and_share(decision: &Decision, result: &RungResult, option: &Acceptability) -> String {
    let teams = option.teams_in_words(result).map(|teams| format!("in {teams}"));
    format!("{} {}", decision.option_name(&option.id), teams.unwrap_or_else(|| option.first_in_words()))
}

/// Returns the words behind shares that count level places in full; nothing where no first place is shared.
fn or_level(options: &[&Acceptability]) -> &'static str {
    if options.iter().any(|option| option.shares_first()) { " first or level" } else { "" }
}

fn note(rungs: &[&RungResult]) -> String {
    format!(
        "Share of the cases, drawn at random, in which each option comes first.{}",
        caveats(rungs.iter().map(|result| result.rung))
    )
}

/// Returns what those rungs leave out that use less of the team's input than its weights: a sentence for each, with a
/// leading space.
fn caveats(rungs: impl Iterator<Item = Rung>) -> String {
    rungs
        .map(|rung| match rung {
            Rung::YourOrder => " \u{201c}Only your ranking\u{201d} uses just the order of the weights.",
            Rung::AnyWeights => {
                " \u{201c}Any weights\u{201d} ignores them, and depends on how many criteria favour each option."
            }
            _ => "",
        })
        .collect()
}
