//! The precision of the draws.

use std::{
    cmp::Ordering,
    ops::{Add, AddAssign, Div, Mul, Sub},
};

/// A floating-point number that values are.
///
/// Under drawn weights they are single precision, of which vectors hold twice as many; what is far below the width of an
/// interval is lost. Under given weights they are double precision, so that what is level by them stays level.
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
    /// From the lowest to the highest.
    fn order(self, other: Self) -> Ordering;
}

/// Values in double precision that are nearer to each other than this are the same value; the rest is rounding.
pub const TIE: f64 = 1e-9;

/// The same in single precision, as values under drawn weights are.
pub const SINGLE_TIE: f32 = 4e-6;

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const TIE: Self = SINGLE_TIE;

    #[inline(always)]
    fn from_single(number: f32) -> Self {
        number
    }

    #[inline(always)]
    fn from_double(number: f64) -> Self {
        number as Self
    }

    #[inline(always)]
    fn order(self, other: Self) -> Ordering {
        self.total_cmp(&other)
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
    fn order(self, other: Self) -> Ordering {
        self.total_cmp(&other)
    }
}
