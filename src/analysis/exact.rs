//! How often one option beats another over all weightings, exactly.

/// What is nearer to 0 than this is a 0 that was rounded.
const ROUNDING: f64 = 1e-12;

/// Returns the share of all weightings, uniform over weights that sum to 1, under which Σ wd is above 0. ½ where all d are 0.
///
/// The volume of a simplex cut by a plane, as a race of exponential phases: convex combinations only, so no digits are
/// lost. Varsi 1973; Ali 1973.
#[must_use]
pub fn any_weights(contrast: &[f64]) -> f64 {
    let positive: Vec<f64> = contrast.iter().copied().filter(|d| *d > ROUNDING).collect();
    let negative: Vec<f64> = contrast.iter().filter(|d| **d < -ROUNDING).map(|d| -d).collect();
    if positive.is_empty() && negative.is_empty() {
        return 0.5;
    }
    // After x₁…x_p each entry q is f(p, q); with no x, only q = 0 is won.
    let mut row = vec![0.0; negative.len() + 1];
    row[0] = 1.0;
    for x in &positive {
        for (q, y) in negative.iter().enumerate() {
            row[q + 1] = (y * row[q + 1] + x * row[q]) / (x + y);
        }
    }
    row[negative.len()]
}

/// Returns the same share over the weightings that keep the order of the swings; those of equal swings stay equal.
///
/// Such a weighting is a mix, uniform over all mixes, of the equal weightings of the most important 1, 2, 3, …
#[must_use]
pub fn same_order(contrast: &[f64], swings: &[f64]) -> f64 {
    let (mut sum, mut reach) = (0.0, 0);
    let mut means = Vec::new();
    for block in blocks(swings) {
        // The equal weighting of all criteria up to here has the mean of their contrasts.
        sum += block.iter().map(|&j| contrast[j]).sum::<f64>();
        reach += block.len();
        means.push(sum / reach as f64);
    }
    any_weights(&means)
}

/// Returns the criteria in blocks of equal swings, from the largest swing down.
pub(super) fn blocks(swings: &[f64]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..swings.len()).collect();
    order.sort_by(|a, b| swings[*b].total_cmp(&swings[*a]));
    // Weights that several members average to the same number may differ by a rounding error.
    order.chunk_by(|a, b| swings[*b] >= swings[*a] - ROUNDING).map(<[usize]>::to_vec).collect()
}
