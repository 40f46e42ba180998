//! Options that no weights put first, since another one is at least as good by every criterion that counts, and better by one.

use weigh_in_draws::{Experiment, SINGLE_TIE};

use super::{
    super::{exact, model::Model},
    Rung,
};

/// Differences of means that are no more than this are rounding.
const ROUNDING: f64 = 1e-12;
/// By how many points an option is set back in draws from one that dominates it: more than what counts as level there, whatever was
/// rounded, and nothing that a share shows.
const SET_BACK: f64 = 4.0 * SINGLE_TIE as f64;

/// Returns, by option that is left, the length of the longest chain of options that dominate it, each the next: 0 where none does. None does
/// on rungs that draw no weights, and none where cells are empty.
pub(super) fn depths(model: &Model, rung: Rung) -> Vec<usize> {
    let rows: Vec<Option<Vec<f64>>> = model.left.iter().map(|&option| row(model, option, rung)).collect();
    // Whoever dominates has the larger sum.
    let mut best_first: Vec<(usize, &Vec<f64>, f64)> = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| row.as_ref().map(|row| (place, row, row.iter().sum::<f64>())))
        .collect();
    best_first.sort_by(|a, b| b.2.total_cmp(&a.2));
    let mut depths = vec![0; rows.len()];
    for (at, (place, row, _)) in best_first.iter().enumerate() {
        let dominating = best_first[..at].iter().filter(|(_, better, _)| dominates(better, row));
        depths[*place] = dominating.map(|(better, ..)| depths[*better] + 1).max().unwrap_or(0);
    }
    depths
}

/// Keeps options that are dominated behind those that dominate them, in draws that round.
pub(super) fn set_back(experiment: &mut Experiment, depths: &[usize]) {
    for (row, depth) in experiment.rows.iter_mut().zip(depths) {
        row.fixed -= *depth as f64 * SET_BACK;
    }
}

/// Numbers of which an option has none lower than another's where no drawn weights put it behind: its means, or their sums over the
/// most important criteria where the weights keep the order. None where a cell is empty.
fn row(model: &Model, option: usize, rung: Rung) -> Option<Vec<f64>> {
    if !model.counted.iter().all(|&j| model.scored[option][j]) {
        return None;
    }
    let means = model.counted_of(&model.means[option]);
    match rung {
        Rung::AnyWeights | Rung::YourSwings => Some(means),
        Rung::YourOrder => {
            let mut sum = 0.0;
            let blocks = exact::blocks(&model.counted_of(&model.weights)).into_iter();
            let sums = blocks.map(|block| {
                sum += block.iter().map(|&j| means[j]).sum::<f64>();
                sum
            });
            Some(sums.collect())
        }
        Rung::YourWeights | Rung::TeamResampled => None,
    }
}

fn dominates(better: &[f64], row: &[f64]) -> bool {
    let differences = || better.iter().zip(row).map(|(a, b)| a - b);
    differences().all(|difference| difference >= -ROUNDING) && differences().any(|difference| difference > ROUNDING)
}
