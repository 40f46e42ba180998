//! The criteria that the lead comes from: the winner against the runner-up, in bars whose sum is the gap. The window
//! paints the same steps and words.

use super::{
    named::{self, NAMES},
    palette::{EDGE, Slits},
    sheet::{Area, Ink, MARGIN, Sheet, TextAnchor, WIDTH},
    text::lines,
};
use crate::{
    analysis::{Analysis, Pair, because, signed_points},
    decision::{CriterionId, Decision},
};

/// Maximum number of criteria that have a row of their own; the rest is summed up in one row.
const ROWS: usize = 12;
/// The least part of the lead that has a row of its own: a smaller one is printed as 0.00.
const LEAST: f64 = 0.005;
/// Width of the numbers at the right.
const NUMBERS: f64 = 56.0;
const THICK: f64 = 14.0;

/// A bar of the difference.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferenceStep {
    /// Criterion; `None` for all that have no row of their own.
    pub criterion: Option<CriterionId>,
    /// Number of criteria that it includes.
    pub count: usize,
    /// Its part of the lead, in points.
    pub value: f64,
}

impl DifferenceStep {
    fn of_criterion((criterion, value): &(CriterionId, f64)) -> Self {
        Self { criterion: Some(criterion.clone()), count: 1, value: *value }
    }

    /// Returns the criterion's name, or the number of others. `steps` are all steps: beside none that is named, there are no others.
    #[must_use]
    pub fn name(&self, decision: &Decision, steps: &[Self]) -> String {
        let Some(id) = &self.criterion else {
            let is_alone = steps.iter().all(|step| step.criterion.is_none());
            return match (is_alone, self.count) {
                (true, 1) => "1 criterion, level".to_owned(),
                (true, count) if self.value.abs() < LEAST => format!("{count} criteria, all level"),
                (true, count) => format!("{count} criteria, each under 0.01"),
                (false, 1) => "1 other".to_owned(),
                (false, count) => format!("{count} others"),
            };
        };
        decision.criterion_name(id).to_owned()
    }
}

/// Returns the title of the bars, a question, and the words for their sum.
#[must_use]
pub fn heads(decision: &Decision, pair: &Pair) -> (String, String) {
    let [winner, rival] = [&pair.winner, &pair.rival].map(|id| decision.option_name(id));
    if pair.is_level() {
        (format!("What separates {winner} and {rival}"), format!("{winner} and {rival} are level"))
    } else {
        (format!("Why {winner} is ahead of {rival}"), format!("{winner} is ahead by"))
    }
}

/// Returns the steps of the lead of a pair. Criteria of weight 0 are none of them, since they do not count.
#[must_use]
pub fn steps_of_lead(analysis: &Analysis, pair: &Pair) -> Vec<DifferenceStep> {
    let mut difference = analysis.difference(&pair.winner, &pair.rival);
    difference.retain(|(id, _)| analysis.criterion(id).is_some_and(|criterion| criterion.weight > 0.0));
    steps(&difference)
}

/// Returns the steps of the difference of two options, see [`Analysis::difference`], with the smallest ones summed up:
/// those in favour of the first, the sum of the small ones, those in favour of the second.
#[must_use]
pub fn steps(difference: &[(CriterionId, f64)]) -> Vec<DifferenceStep> {
    let mut largest: Vec<usize> = (0..difference.len()).collect();
    largest.sort_by(|a, b| difference[*b].1.abs().total_cmp(&difference[*a].1.abs()));
    largest.truncate(ROWS);
    largest.retain(|at| difference[*at].1.abs() >= LEAST);
    let (told, rest): (Vec<_>, Vec<_>) = difference.iter().enumerate().partition(|(place, _)| largest.contains(place));
    let (above, below): (Vec<_>, Vec<_>) = told.into_iter().partition(|(_, (_, value))| *value >= 0.0);
    let sum = crate::analysis::sum(rest.iter().map(|(_, (_, value))| *value));
    let others = (!rest.is_empty()).then_some(DifferenceStep { criterion: None, count: rest.len(), value: sum });
    let above = above.into_iter().map(|(_, of)| DifferenceStep::of_criterion(of));
    let below = below.into_iter().map(|(_, of)| DifferenceStep::of_criterion(of));
    above.chain(others).chain(below).collect()
}

/// Returns the size of the largest step, whose bar fills a side.
#[must_use]
pub fn reach(steps: &[DifferenceStep]) -> f64 {
    // More than 0 in any case, since bars are divided by it.
    steps.iter().map(|step| step.value.abs()).fold(f64::EPSILON, f64::max)
}

/// Draws the chart; returns `None` without a runner-up.
pub(super) fn draw(decision: &Decision, analysis: &Analysis) -> Option<Sheet> {
    let pair = analysis.pairs.first()?;
    let [winner, rival] = [&pair.winner, &pair.rival].map(|id| decision.option_name(id));
    let (title, total) = heads(decision, pair);
    let mut sheet = Sheet::new(WIDTH, &decision.title, &title, &because(decision, analysis, pair));
    let marks = [&pair.winner, &pair.rival].map(|id| named::mark(decision, id));
    sheet.legend(&[(marks[0], format!("for {winner}, to the right")), (marks[1], format!("for {rival}, to the left"))]);
    sheet.y += 8.0;
    let steps = steps_of_lead(analysis, pair);
    let reach = reach(&steps);
    for step in &steps {
        row(&mut sheet, &step.name(decision, &steps), step.value, step.value / reach, marks);
    }
    sum(&mut sheet, &total, &pair.lead());
    Some(sheet)
}

/// Draws a step; `share` is its part of a side, from -1 to 1.
fn row(sheet: &mut Sheet, name: &str, value: f64, share: f64, marks: [(u32, Slits); 2]) {
    let number = signed_points(value);
    sheet.row(&format!("{name}: {number}."), |sheet| {
        let names = lines(name, NAMES - 12.0, Ink::BODY.size, 2);
        let height = 25.0_f64.max(names.len() as f64 * Ink::BODY.leading() + 4.0);
        let (top, middle) = (sheet.y, sheet.y + height / 2.0);
        let half = (sheet.right() - NUMBERS - MARGIN - NAMES) / 2.0;
        let axis = MARGIN + NAMES + half;
        sheet.lines((MARGIN, middle), &names, Ink::BODY, TextAnchor::Start);
        sheet.line((axis, top), (axis, top + height), EDGE);
        let width = half * share.abs();
        let bar =
            Area { x: if share < 0.0 { axis - width } else { axis }, y: middle - THICK / 2.0, width, height: THICK };
        sheet.mark(bar, 3.0, marks[usize::from(share < 0.0)]);
        sheet.words((sheet.right(), middle), &number, Ink::BODY, TextAnchor::End);
        sheet.y += height;
    });
}

/// Draws the sum of all bars.
fn sum(sheet: &mut Sheet, words: &str, lead: &str) {
    sheet.y += 6.0;
    sheet.line((MARGIN, sheet.y), (sheet.right(), sheet.y), EDGE);
    sheet.y += 6.0;
    sheet.row(&format!("{words} {lead}."), |sheet| {
        let middle = sheet.y + Ink::STRONG.leading() / 2.0;
        let words = lines(words, sheet.right() - MARGIN - NUMBERS, Ink::STRONG.size, 1).concat();
        sheet.words((MARGIN, middle), &words, Ink::STRONG, TextAnchor::Start);
        sheet.words((sheet.right(), middle), lead, Ink::STRONG, TextAnchor::End);
        sheet.y += Ink::STRONG.leading() + 8.0;
    });
    sheet.paragraph(
        "A bar is a criterion's weight times the difference of the two mean scores, in points of the total.",
        Ink::SMALL,
        2,
    );
}
