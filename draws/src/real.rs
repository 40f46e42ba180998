//! The precision of the draws.

use std::{
    cmp::Ordering,
    ops::{Add, AddAssign, Div, Mul, Sub},
};

use fearless_simd::{f32x16, prelude::*};

use super::random::{LANES, Lanes};

/// A floating-point number to draw with.
///
/// Drawn weights are single precision, of which vectors hold twice as many; what is far below the width of an interval is
/// lost. Given weights are double precision, so that what is level by them stays level.
pub(super) trait Real:
    Copy
    + Default
    + PartialOrd
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Send
    + Sync
{
    const ZERO: Self;
    const ONE: Self;
    /// Values that are not further apart are level.
    const TIE: Self;

    fn from_single(number: f32) -> Self;
    fn from_double(number: f64) -> Self;
    /// A weight from 0 to 1 in [`PARTS`] of 1, rounded.
    fn parts(self) -> u32;
    /// From the lowest to the highest.
    fn order(self, other: Self) -> Ordering;
    /// Σ weight·mean, in every lane.
    fn weighted_sum<S: Simd>(simd: S, weights: &[Lanes<Self>], means: &[f64]) -> Lanes<Self>;
}

/// Values in double precision that are nearer to each other than this are the same value; the rest is rounding.
pub const TIE: f64 = 1e-9;

/// Weights are summed in these parts of 1: as whole numbers, whose sums are the same in any order.
pub(super) const PARTS_BITS: u32 = 20;

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const TIE: Self = 4e-6;

    #[inline(always)]
    fn from_single(number: f32) -> Self {
        number
    }

    #[inline(always)]
    fn from_double(number: f64) -> Self {
        number as Self
    }

    #[inline(always)]
    fn parts(self) -> u32 {
        // The last digit of numbers from here on is one part: adding rounds, and the digits are the number of parts.
        const UNIT: f32 = (1_u32 << (f32::MANTISSA_DIGITS - 1 - PARTS_BITS)) as f32;
        (self + UNIT).to_bits() - UNIT.to_bits()
    }

    #[inline(always)]
    fn order(self, other: Self) -> Ordering {
        self.total_cmp(&other)
    }

    /// A few vectors at a time, whose sums stay in the processor.
    #[inline(always)]
    fn weighted_sum<S: Simd>(simd: S, weights: &[Lanes<Self>], means: &[f64]) -> Lanes<Self> {
        const WIDTH: usize = 16;
        const AT_ONCE: usize = 4;
        let mut value = [0.0; LANES];
        for (place, value) in value.chunks_exact_mut(WIDTH * AT_ONCE).enumerate() {
            let start = place * WIDTH * AT_ONCE;
            let mut sums = [f32x16::splat(simd, 0.0); AT_ONCE];
            for (weight, mean) in weights.iter().zip(means) {
                let mean = f32x16::splat(simd, *mean as Self);
                for (sum, weight) in sums.iter_mut().zip(weight[start..].chunks_exact(WIDTH)) {
                    *sum += f32x16::from_slice(simd, weight) * mean;
                }
            }
            for (value, sum) in value.chunks_exact_mut(WIDTH).zip(sums) {
                sum.store_slice(value);
            }
        }
        value
    }
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const TIE: Self = TIE;

    #[inline(always)]
    fn from_single(number: f32) -> Self {
        Self::from(number)
    }

    #[inline(always)]
    fn from_double(number: f64) -> Self {
        number
    }

    #[inline(always)]
    fn parts(self) -> u32 {
        const UNIT: f64 = (1_u64 << (f64::MANTISSA_DIGITS - 1 - PARTS_BITS)) as f64;
        ((self + UNIT).to_bits() - UNIT.to_bits()) as u32
    }

    #[inline(always)]
    fn order(self, other: Self) -> Ordering {
        self.total_cmp(&other)
    }

    /// Given weights make one number of the means, so there is little to sum here.
    #[inline(always)]
    fn weighted_sum<S: Simd>(_: S, weights: &[Lanes<Self>], means: &[f64]) -> Lanes<Self> {
        let mut value = [0.0; LANES];
        for (weight, mean) in weights.iter().zip(means) {
            for lane in 0..LANES {
                value[lane] += weight[lane] * mean;
            }
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_the_nearest_whole_number() {
        let one = 1_u32 << PARTS_BITS;
        for k in [0, 1, 2, 77_777, one / 3, one - 1, one] {
            let share = f64::from(k) / f64::from(one);
            assert_eq!((share.parts(), (share as f32).parts()), (k, k));
            assert_eq!((share + 0.4 / f64::from(one)).parts(), k);
        }
    }
}
