//! How weights are drawn.

use super::{
    random::{LANES, Lanes, Stream},
    real::Real,
};

/// By how much a swing is drawn lower or higher than it is, as a share of it.
pub const SWING_ERROR: f64 = 0.25;

/// How weights are drawn.
pub enum Weighting<'a> {
    /// Uniform over all weights that sum to 1.
    Any {
        /// How many.
        criteria: usize,
    },
    /// Uniform over those that keep the order of the swings: mixes of the equal weights of the most important ones.
    Order {
        /// The most important criteria, up to the end of each block of equal swings.
        most_important: Vec<Vec<usize>>,
        /// How many weights.
        criteria: usize,
    },
    /// Each swing times its own factor, uniform from 0.75 to 1.25.
    Swings(&'a [f64]),
    /// Always the same.
    Fixed(&'a [f64]),
}

impl Weighting<'_> {
    /// How many weights are drawn.
    pub(super) fn criteria(&self) -> usize {
        match self {
            Self::Any { criteria } | Self::Order { criteria, .. } => *criteria,
            Self::Swings(swings) => swings.len(),
            Self::Fixed(weights) => weights.len(),
        }
    }

    /// Whether there is more than one weighting to draw.
    pub(super) fn is_drawn(&self) -> bool {
        !matches!(self, Self::Fixed(_))
    }

    /// Draws weights that sum to 1, in every lane.
    #[inline(always)]
    pub(super) fn draw<R: Real>(&self, stream: &mut Stream, weights: &mut [Lanes<R>]) {
        match self {
            Self::Any { .. } => {
                for weight in weights.iter_mut() {
                    *weight = stream.exponential();
                }
                normalise(weights);
            }
            Self::Order { most_important, .. } => {
                weights.fill([R::ZERO; LANES]);
                for leading in most_important {
                    let mut share: Lanes<R> = stream.exponential();
                    scale(&mut share, &[R::ONE / R::from_double(leading.len() as f64); LANES]);
                    for &criterion in leading {
                        add(&mut weights[criterion], &share);
                    }
                }
                normalise(weights);
            }
            Self::Swings(swings) => {
                for (weight, swing) in weights.iter_mut().zip(*swings) {
                    let low = R::from_double(swing * (1.0 - SWING_ERROR));
                    let width = R::from_double(swing * 2.0 * SWING_ERROR);
                    let uniform: Lanes<R> = stream.uniform();
                    for lane in 0..LANES {
                        weight[lane] = low + width * uniform[lane];
                    }
                }
                normalise(weights);
            }
            Self::Fixed(fixed) => {
                for (weight, fixed) in weights.iter_mut().zip(*fixed) {
                    *weight = [R::from_double(*fixed); LANES];
                }
            }
        }
    }
}

#[inline(always)]
pub(super) fn add<R: Real>(sum: &mut Lanes<R>, more: &Lanes<R>) {
    for lane in 0..LANES {
        sum[lane] += more[lane];
    }
}

#[inline(always)]
fn scale<R: Real>(numbers: &mut Lanes<R>, by: &Lanes<R>) {
    for lane in 0..LANES {
        numbers[lane] = numbers[lane] * by[lane];
    }
}

#[inline(always)]
fn normalise<R: Real>(weights: &mut [Lanes<R>]) {
    let mut sum = [R::ZERO; LANES];
    for weight in weights.iter() {
        add(&mut sum, weight);
    }
    let mut inverse = [R::ZERO; LANES];
    for lane in 0..LANES {
        inverse[lane] = R::ONE / sum[lane];
    }
    for weight in weights {
        scale(weight, &inverse);
    }
}
