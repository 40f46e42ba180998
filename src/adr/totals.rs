//! Totals that a table of scores states, checked by adding up.

use crate::{
    analysis::{count_of, list},
    decision::Figure,
};

/// The totals of a table, and what they are the totals of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StatedTotals<'a> {
    /// Total of each option as it is written; `None` for an empty cell.
    pub(crate) totals: &'a [Option<Figure>],
    /// Scores by criterion and option.
    pub(crate) scores: &'a [Vec<Option<f64>>],
    /// Weight of each criterion; `None` if there are none.
    pub(crate) weights: Option<&'a [f64]>,
}

/// A total that does not add up.
struct WrongTotal {
    /// Place of the option.
    option: usize,
    is: String,
    should_be: String,
}

/// Returns the weighted sum of an option, with equal weights if there are none.
pub(crate) fn sum(scores: &[Vec<Option<f64>>], weights: Option<&[f64]>, option: usize) -> f64 {
    let weight = |at: usize| weights.map_or(1.0, |weights| weights[at]);
    scores.iter().enumerate().map(|(at, row)| weight(at) * row[option].unwrap_or_default()).sum()
}

impl StatedTotals<'_> {
    /// Returns a sentence about the totals that do not add up; `None` if all do. `name` returns the name of an option.
    pub(crate) fn told(self, name: &dyn Fn(usize) -> String) -> Option<String> {
        let wrong = self.wrong();
        let told = |total: &WrongTotal| format!("{} has {}, not {}", name(total.option), total.should_be, total.is);
        let told: Vec<String> = wrong.iter().map(told).collect();
        let options = count_of(told.len(), "option", "options");
        (!told.is_empty()).then(|| format!("The table's totals are wrong for {options}: {}.", list(&told)))
    }

    /// Returns the totals that are wrong by the way of adding up that fits most of them: sums or averages, weighted or not.
    fn wrong(self) -> Vec<WrongTotal> {
        let Self { scores, weights, .. } = self;
        let count = scores.len() as f64;
        let all: f64 = weights.map_or(count, |weights| weights.iter().sum());
        let ways: [&dyn Fn(usize) -> f64; 5] = [
            &|at| sum(scores, weights, at),
            &|at| sum(scores, weights, at) / all,
            &|at| sum(scores, weights, at) / 100.0,
            &|at| sum(scores, None, at),
            &|at| sum(scores, None, at) / count,
        ];
        let distance = |way: &dyn Fn(usize) -> f64| {
            let stated =
                self.totals.iter().enumerate().filter_map(|(at, total)| Some((way(at) - (*total)?.value).abs()));
            stated.sum::<f64>()
        };
        let best = ways.into_iter().min_by(|a, b| {
            let fewer = self.wrong_by(*a).len().cmp(&self.wrong_by(*b).len());
            fewer.then_with(|| distance(*a).total_cmp(&distance(*b)))
        });
        best.map_or_else(Vec::new, |way| self.wrong_by(way))
    }

    fn wrong_by(self, way: &dyn Fn(usize) -> f64) -> Vec<WrongTotal> {
        let stated = self.totals.iter().enumerate().filter_map(|(at, total)| Some((at, (*total)?)));
        let wrong = stated.filter_map(|(option, total)| {
            let (should, decimals) = (way(option), total.decimals);
            // Half a unit of the last digit, and what adding up in another order may change.
            let unit = 0.5 * 0.1_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX)) + 1e-9;
            let digits = decimals.max(usize::from((should.round() - should).abs() > 1e-9));
            let (is, should_be) = (format!("{:.decimals$}", total.value), format!("{should:.digits$}"));
            ((should - total.value).abs() > unit).then_some(WrongTotal { option, is, should_be })
        });
        wrong.collect()
    }
}
