//! How weights are drawn.

use super::{
    super::exact,
    random::{LANES, Lanes, Stream},
};

/// By how much a swing is drawn lower or higher than it is.
const SWING_ERROR: f64 = 0.25;

/// How weights are drawn.
pub(super) enum Weighting<'a> {
    /// Uniform over all weights that sum to 1.
    Any { criteria: usize },
    /// Uniform over those that keep the order of the swings: mixes of the equal weights of the most important ones.
    Order { most_important: Vec<Vec<usize>>, criteria: usize },
    /// Each swing times its own factor, uniform from 0.75 to 1.25.
    Swings(&'a [f64]),
    /// Always the same.
    Fixed(&'a [f64]),
}

impl<'a> Weighting<'a> {
    pub(super) fn order(swings: &'a [f64]) -> Self {
        Self::Order { most_important: exact::blocks(swings), criteria: swings.len() }
    }

    /// How many weights are drawn.
    pub(super) fn criteria(&self) -> usize {
        match self {
            Self::Any { criteria } | Self::Order { criteria, .. } => *criteria,
            Self::Swings(swings) => swings.len(),
            Self::Fixed(weights) => weights.len(),
        }
    }

    /// Draws weights that sum to 1, in every lane.
    pub(super) fn draw(&self, stream: &mut Stream, weights: &mut [Lanes]) {
        match self {
            Self::Any { .. } => {
                weights.fill_with(|| stream.exponential());
                normalise(weights);
            }
            Self::Order { most_important, .. } => {
                weights.fill([0.0; LANES]);
                for leading in most_important {
                    let share = stream.exponential().map(|e| e / leading.len() as f64);
                    for &criterion in leading {
                        add(&mut weights[criterion], &share);
                    }
                }
                normalise(weights);
            }
            Self::Swings(swings) => {
                for (weight, swing) in weights.iter_mut().zip(*swings) {
                    *weight = stream.uniform().map(|u| swing * (1.0 - SWING_ERROR + 2.0 * SWING_ERROR * u));
                }
                normalise(weights);
            }
            Self::Fixed(fixed) => {
                for (weight, fixed) in weights.iter_mut().zip(*fixed) {
                    *weight = [*fixed; LANES];
                }
            }
        }
    }
}

pub(super) fn add(sum: &mut Lanes, more: &Lanes) {
    for lane in 0..LANES {
        sum[lane] += more[lane];
    }
}

fn normalise(weights: &mut [Lanes]) {
    let mut sum = [0.0; LANES];
    for weight in weights.iter() {
        add(&mut sum, weight);
    }
    let scale = sum.map(|sum| 1.0 / sum);
    for weight in weights {
        for lane in 0..LANES {
            weight[lane] *= scale[lane];
        }
    }
}
