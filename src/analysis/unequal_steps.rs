//! How often the leader stays first if the steps of the scale are not equal.

use weigh_in_draws::{Experiment, Progress, Row, Settings, Weighting};

use super::{
    Analysis, exact,
    model::{Model, middle},
};
use crate::decision::Score;

/// How many draws: they give a share to ±0.7 %.
const DRAWS: u32 = 20_000;

/// Between the ends of the scale, 2, 3 and 4 may stand anywhere in their order.
const STEPS: usize = Score::ALL.len() - 1;

impl Analysis {
    /// Returns the share of all scales from 1 to 5, uniform over the sizes of their four steps, on which the leader comes first. Exact for
    /// two options, drawn for more, and then found when it is first asked for. None without a winner and a rival.
    ///
    /// SMAA-O: Lahdelma, Miettinen & Salminen 2003, European Journal of Operational Research 147:117.
    #[must_use]
    pub fn first_on_unequal_steps(&self) -> Option<f64> {
        *self.unequal_steps.0.get_or_init(|| first_on_unequal_steps(self))
    }
}

fn first_on_unequal_steps(analysis: &Analysis) -> Option<f64> {
    let (winner, _) = analysis.lead()?;
    let model = &analysis.model;
    let place = model.left.iter().position(|option| *option == winner)?;
    let rows: Vec<Vec<f64>> = model.left.iter().map(|&option| points_by_step(model, option)).collect();
    if let [one, other] = rows.as_slice() {
        let contrast: Vec<f64> = one.iter().zip(other).map(|(one, other)| one - other).collect();
        let share = exact::any_weights(&contrast);
        return Some(if place == 0 { share } else { 1.0 - share });
    }
    let rows = rows.into_iter().map(|means| Row { means, ..Row::default() }).collect();
    let weighting = Weighting::Any { criteria: STEPS };
    let scale = (Score::MIN.value(), Score::MAX.value());
    let experiment = Experiment { weighting, rows, scale, ballots: 0, standing: 0 };
    experiment.first(place, Settings { draws: DRAWS, ..Settings::default() }, 0, &Progress::default())
}

/// Returns what an option comes to if the whole width of the scale lies in one of its steps, for each of them. As the steps share the
/// width, so the option's value is their mean. Empty cells count as the middle of the scale, whatever its steps.
fn points_by_step(model: &Model, option: usize) -> Vec<f64> {
    let (low, width) = (Score::MIN.value(), Score::MAX.value() - Score::MIN.value());
    let mut points = vec![0.0; STEPS];
    for &j in &model.counted {
        let votes = || model.views.iter().filter_map(|view| Some((view.scores[option][j]?, view.share)));
        let all: f64 = votes().map(|(_, share)| share).sum();
        for (points, score) in points.iter_mut().zip(Score::ALL) {
            // Those who scored above the step are at its far end.
            let above: f64 = votes().filter(|(own, _)| *own > score.value()).map(|(_, share)| share).sum();
            *points += model.weights[j] * if model.scored[option][j] { low + width * above / all } else { middle() };
        }
    }
    points
}
