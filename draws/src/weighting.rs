//! How weights are drawn.

use fearless_simd::Simd;

use super::{
    lanes::{LANES, Lanes},
    random::Stream,
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

/// The weights of some draws that were made side by side.
#[derive(Clone, Copy)]
pub(super) struct Drawn<'a> {
    /// By criterion.
    pub(super) weights: &'a [Lanes<f32>],
    /// What brings them to a sum of 1.
    pub(super) scale: &'a Lanes<f32>,
    /// How many of the draws count.
    pub(super) lanes: usize,
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

    /// Draws weights, in every lane; drawn ones of any sum.
    #[inline(always)]
    pub(super) fn draw<S: Simd>(&self, simd: S, stream: &mut Stream, weights: &mut [Lanes<f32>]) {
        match self {
            Self::Any { .. } => {
                // Exponential numbers divided by their sum are uniform over all weights that sum to 1.
                for weight in weights.iter_mut() {
                    stream.exponential(simd, weight);
                }
            }
            Self::Order { blocks } => {
                // A criterion has its share of the mix of each block that reaches as far as it, so from the last block on
                // the shares add up.
                let mut share = [0.0; LANES];
                let mut each = [0.0; LANES];
                let mut reach: usize = blocks.iter().map(Vec::len).sum();
                for block in blocks.iter().rev() {
                    stream.exponential(simd, &mut share);
                    let part = 1.0 / reach as f32;
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
                    let low = (swing * (1.0 - SWING_ERROR)) as f32;
                    let width = (swing * 2.0 * SWING_ERROR) as f32;
                    let uniform: Lanes<f32> = stream.uniform(simd);
                    for lane in 0..LANES {
                        weight[lane] = low + width * uniform[lane];
                    }
                }
            }
            Self::Fixed(fixed) => {
                for (weight, fixed) in weights.iter_mut().zip(fixed) {
                    weight.fill(*fixed as f32);
                }
            }
        }
    }
}
