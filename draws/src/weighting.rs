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
    /// Each swing times a factor of its own, uniform from 0.75 to 1.25, and those of a group times another such factor.
    Swings {
        /// The swings of each who weighed, of any sum. The weights of several are brought to a sum of 1 for each.
        members: Vec<MemberSwings>,
        /// The criteria of each group, which are misjudged together.
        groups: Vec<Vec<usize>>,
    },
    /// Always the same.
    Fixed(Vec<f64>),
}

/// What one member holds of the criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberSwings {
    /// How much the member counts among those who weighed; of any sum.
    pub share: f64,
    /// A swing for each criterion.
    pub swings: Vec<f64>,
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
    /// Returns how many weights are drawn.
    pub(super) fn criteria(&self) -> usize {
        match self {
            Self::Any { criteria } => *criteria,
            Self::Order { blocks } => blocks.iter().map(Vec::len).sum(),
            Self::Swings { members, .. } => members.first().map_or(0, |member| member.swings.len()),
            Self::Fixed(weights) => weights.len(),
        }
    }

    /// Returns how many steps of a vector a draw takes.
    pub(super) fn work(&self) -> usize {
        match self {
            Self::Swings { members, groups } => {
                let grouped = groups.iter().map(Vec::len).sum::<usize>() + 4 * groups.len();
                let each = 4 * self.criteria() + grouped;
                // Those of several are summed and divided as well.
                members.len() * (each + if members.len() > 1 { 3 * self.criteria() } else { 0 })
            }
            _ => 4 * self.criteria(),
        }
    }

    /// Reports whether there is more than one weighting to draw.
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
            Self::Swings { members, groups } => match members.as_slice() {
                // Only the proportions of the weights count, so a sole sheet of swings needs no sum of its own.
                [only] => draw_swings(simd, stream, &only.swings, groups, weights),
                several => {
                    weights.fill([0.0; LANES]);
                    let mut own = weights.to_vec();
                    for member in several {
                        draw_swings(simd, stream, &member.swings, groups, &mut own);
                        add_normalised(member.share as f32, &own, weights);
                    }
                }
            },
            Self::Fixed(fixed) => {
                for (weight, fixed) in weights.iter_mut().zip(fixed) {
                    weight.fill(*fixed as f32);
                }
            }
        }
    }
}

/// Draws each swing with its error, and with that of its group.
#[inline(always)]
fn draw_swings<S: Simd>(
    simd: S,
    stream: &mut Stream,
    swings: &[f64],
    groups: &[Vec<usize>],
    weights: &mut [Lanes<f32>],
) {
    for (weight, swing) in weights.iter_mut().zip(swings) {
        *weight = factors(simd, stream, *swing);
    }
    for group in groups {
        let error = factors(simd, stream, 1.0);
        for &criterion in group {
            for lane in 0..LANES {
                weights[criterion][lane] *= error[lane];
            }
        }
    }
}

/// Returns a number with an error of up to [`SWING_ERROR`] either way.
#[inline(always)]
fn factors<S: Simd>(simd: S, stream: &mut Stream, number: f64) -> Lanes<f32> {
    let low = (number * (1.0 - SWING_ERROR)) as f32;
    let width = (number * 2.0 * SWING_ERROR) as f32;
    let uniform: Lanes<f32> = stream.uniform(simd);
    let mut drawn = [0.0; LANES];
    for lane in 0..LANES {
        drawn[lane] = low + width * uniform[lane];
    }
    drawn
}

/// Adds a member's weights, brought to a sum of 1, by the member's share.
#[inline(always)]
fn add_normalised(share: f32, own: &[Lanes<f32>], weights: &mut [Lanes<f32>]) {
    let mut sums = [0.0; LANES];
    for own in own {
        for lane in 0..LANES {
            sums[lane] += own[lane];
        }
    }
    for (weight, own) in weights.iter_mut().zip(own) {
        for lane in 0..LANES {
            weight[lane] += share * own[lane] / sums[lane];
        }
    }
}
