//! How weights are drawn.

use super::{
    random::{LANES, Lanes, Stream},
    real::Real,
};

/// By how much a swing is drawn lower or higher than it is, as a share of it.
pub const SWING_ERROR: f64 = 0.25;

/// How weights are drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Weighting {
    /// Uniform over all weights that sum to 1.
    Any {
        /// How many.
        criteria: usize,
    },
    /// Uniform over those that keep the order of the swings: mixes of the equal weights of the most important ones.
    Order {
        /// The criteria in blocks of equal swings, the most important first.
        blocks: Vec<Vec<usize>>,
    },
    /// Each swing times its own factor, uniform from 0.75 to 1.25.
    Swings(Vec<f64>),
    /// Always the same.
    Fixed(Vec<f64>),
}

impl Weighting {
    /// How many weights are drawn.
    pub(super) fn criteria(&self) -> usize {
        match self {
            Self::Any { criteria } => *criteria,
            Self::Order { blocks } => blocks.iter().map(Vec::len).sum(),
            Self::Swings(weights) | Self::Fixed(weights) => weights.len(),
        }
    }

    /// Whether there is more than one weighting to draw.
    pub(super) fn is_drawn(&self) -> bool {
        !matches!(self, Self::Fixed(_))
    }

    /// Draws weights, in every lane, and gives what brings them to a sum of 1.
    #[inline(always)]
    pub(super) fn draw<R: Real>(&self, stream: &mut Stream, weights: &mut [Lanes<R>]) -> Lanes<R> {
        let mut sum = [R::ZERO; LANES];
        match self {
            Self::Any { .. } => {
                for weight in weights.iter_mut() {
                    *weight = stream.exponential();
                    add(&mut sum, weight);
                }
            }
            Self::Order { blocks } => {
                // A criterion has its share of the mix of each block that reaches as far as it, so from the last block on
                // the shares add up.
                let mut each = [R::ZERO; LANES];
                let mut reach: usize = blocks.iter().map(Vec::len).sum();
                for block in blocks.iter().rev() {
                    let share: Lanes<R> = stream.exponential();
                    add(&mut sum, &share);
                    let part = R::ONE / R::from_double(reach as f64);
                    for lane in 0..LANES {
                        each[lane] += share[lane] * part;
                    }
                    for &criterion in block {
                        weights[criterion] = each;
                    }
                    reach -= block.len();
                }
            }
            Self::Swings(swings) => {
                for (weight, swing) in weights.iter_mut().zip(swings) {
                    let low = R::from_double(swing * (1.0 - SWING_ERROR));
                    let width = R::from_double(swing * 2.0 * SWING_ERROR);
                    let uniform: Lanes<R> = stream.uniform();
                    for lane in 0..LANES {
                        weight[lane] = low + width * uniform[lane];
                    }
                    add(&mut sum, weight);
                }
            }
            Self::Fixed(fixed) => {
                for (weight, fixed) in weights.iter_mut().zip(fixed) {
                    *weight = [R::from_double(*fixed); LANES];
                }
                return [R::ONE; LANES];
            }
        }
        let mut scale = [R::ZERO; LANES];
        for lane in 0..LANES {
            scale[lane] = R::ONE / sum[lane];
        }
        scale
    }
}

#[inline(always)]
pub(super) fn add<R: Real>(sum: &mut Lanes<R>, more: &Lanes<R>) {
    for lane in 0..LANES {
        sum[lane] += more[lane];
    }
}
