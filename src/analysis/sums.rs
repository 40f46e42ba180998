//! Sums that may be of nothing.

/// The sum, which is 0 where there is nothing: the standard library's is then -0, and would be shown as such.
#[must_use]
pub fn sum(numbers: impl IntoIterator<Item = f64>) -> f64 {
    numbers.into_iter().fold(0.0, |sum, number| sum + number)
}

/// The least share of a sum that is left once a part is taken away again. What is less beside a heavy part is lost in the digits
/// of the sum, and has to be added up anew.
pub const LEAST_REST: f64 = 1e-3;
