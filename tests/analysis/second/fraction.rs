//! Rational numbers, so that sums are exact and what is level is equal.

use std::{
    cmp::Ordering,
    iter::Sum,
    ops::{Add, Div, Mul, Neg, Sub},
};

/// A fraction in lowest terms, with the sign above the line. Numbers that no longer fit panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    above: i128,
    below: i128,
}

pub const ZERO: Fraction = Fraction { above: 0, below: 1 };
pub const ONE: Fraction = Fraction { above: 1, below: 1 };

fn divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { divisor(b, a % b) }
}

fn times(a: i128, b: i128) -> i128 {
    a.checked_mul(b).unwrap()
}

impl Fraction {
    pub fn new(above: i128, below: i128) -> Self {
        let common = divisor(above, below) * below.signum();
        assert_ne!(common, 0, "{above} / {below}");
        Self { above: above / common, below: below / common }
    }

    pub fn float(self) -> f64 {
        self.above as f64 / self.below as f64
    }

    pub fn to_the(self, power: usize) -> Self {
        (0..power).fold(ONE, |product, _| product * self)
    }
}

impl From<i128> for Fraction {
    fn from(whole: i128) -> Self {
        Self::new(whole, 1)
    }
}

impl From<usize> for Fraction {
    fn from(whole: usize) -> Self {
        Self::new(whole as i128, 1)
    }
}

impl Neg for Fraction {
    type Output = Self;

    fn neg(self) -> Self {
        Self { above: -self.above, ..self }
    }
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let common = divisor(self.below, other.below);
        let above =
            times(self.above, other.below / common).checked_add(times(other.above, self.below / common)).unwrap();
        Self::new(above, times(self.below / common, other.below))
    }
}

impl Sub for Fraction {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Fraction {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (one, two) = (divisor(self.above, other.below), divisor(other.above, self.below));
        Self::new(times(self.above / one, other.above / two), times(self.below / two, other.below / one))
    }
}

impl Div for Fraction {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        self.mul(Self::new(other.below, other.above))
    }
}

impl Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(ZERO, Add::add)
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (*self - *other).above.cmp(&0)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[test]
fn fractions_are_in_lowest_terms() {
    let (third, half) = (Fraction::new(2, 6), Fraction::new(-1, -2));
    assert_eq!((third + half, third - half), (Fraction::new(5, 6), Fraction::new(1, -6)));
    assert_eq!((third * half, third / half), (Fraction::new(1, 6), Fraction::new(2, 3)));
    assert!(third < half && ZERO < third && -third < ZERO);
}
