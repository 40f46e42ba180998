//! Sums that may be of nothing.

/// Returns the sum, which is 0 where there is nothing: the standard library's is then -0, and would be shown as such.
#[must_use]
pub fn sum(numbers: impl IntoIterator<Item = f64>) -> f64 {
    numbers.into_iter().fold(0.0, |sum, number| sum + number)
}

/// The least share of a sum that may be left after a part is subtracted. Below it, cancellation has eaten the digits, and the
/// rest is summed again.
pub const LEAST_REST: f64 = 1e-3;
