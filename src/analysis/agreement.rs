//! How far the members agree: on one cell, on the whole sheet, on the ranking of the options.

/// Van der Eijk's agreement of ordered ratings, from counts by category, low to high: 1 where all agree, 0 where the
/// ratings are spread evenly, −1 where they are in two camps at the ends. None below two categories or without
/// ratings.
///
/// The counts are peeled into layers of equal height; a layer's agreement follows from its triples of categories, and
/// the whole is their mean, by share of the ratings. Van der Eijk 2001, Quality & Quantity 35:325.
#[must_use]
pub fn van_der_eijk(counts: &[u32]) -> Option<f64> {
    let total: u32 = counts.iter().sum();
    if counts.len() < 2 || total == 0 {
        return None;
    }
    let mut rest = counts.to_vec();
    let mut agreement = 0.0;
    // Each pass empties the lowest category that is left, so there are at most as many layers as categories.
    while let Some(height) = rest.iter().copied().filter(|count| *count > 0).min() {
        let filled: Vec<bool> = rest.iter().map(|count| *count > 0).collect();
        let ratings = height as usize * filled.iter().filter(|f| **f).count();
        agreement += ratings as f64 / f64::from(total) * layer_agreement(&filled);
        for count in &mut rest {
            *count = count.saturating_sub(height);
        }
    }
    Some(agreement)
}

fn layer_agreement(filled: &[bool]) -> f64 {
    let categories = filled.len() as f64;
    let used = filled.iter().filter(|f| **f).count();
    // A single category forms no triples, and everybody in it is full agreement.
    if used == 1 {
        return 1.0;
    }
    let (unimodal, torn) = triples(filled);
    // Only a layer that fills every category has no such triples; its spread alone makes the agreement 0.
    if unimodal + torn == 0.0 {
        return 0.0;
    }
    // In the paper's letters: U = ((K − 2)·TU − (K − 1)·TDU) / ((K − 2)·(TU + TDU)), and A = U·(1 − (S − 1)/(K − 1)).
    let unimodality =
        ((categories - 2.0) * unimodal - (categories - 1.0) * torn) / ((categories - 2.0) * (unimodal + torn));
    unimodality * (1.0 - (used as f64 - 1.0) / (categories - 1.0))
}

/// Triples of categories, in order, whose filled two stand together (110, 011), and those with a gap (101).
fn triples(filled: &[bool]) -> (f64, f64) {
    let (mut together, mut apart) = (0.0, 0.0);
    for (low, first) in filled.iter().enumerate() {
        for (high, last) in filled.iter().enumerate().skip(low + 2) {
            for middle in &filled[low + 1..high] {
                match (first, middle, last) {
                    (true, false, true) => apart += 1.0,
                    (true, true, false) | (false, true, true) => together += 1.0,
                    _ => {}
                }
            }
        }
    }
    (together, apart)
}

/// The values of one unit, as far as the distances among them depend on them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moments {
    /// Number of values.
    pub n: f64,
    /// Sum of the values, Σx.
    pub sum: f64,
    /// Sum of their squares, Σx².
    pub squares: f64,
}

impl Moments {
    /// Returns the moments of some values.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        values.into_iter().fold(Self::default(), |all, x| all.and(Self { n: 1.0, sum: x, squares: x * x }))
    }

    /// Returns the same values so many times.
    pub(super) fn times(self, n: f64) -> Self {
        Self { n: self.n * n, sum: self.sum * n, squares: self.squares * n }
    }

    /// Returns the moments of both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self { n: self.n + other.n, sum: self.sum + other.sum, squares: self.squares + other.squares }
    }

    /// Returns Σ (x − y)² over all pairs: n Σx² − (Σx)². Scores are small whole numbers, so that this is exact.
    fn squared_distances(self) -> f64 {
        self.n * self.squares - self.sum * self.sum
    }
}

/// Returns Krippendorff's α with the interval metric, from each unit's values: 1 where coders agree, 0 where they agree as by
/// chance. None where no unit has two values, or all values are the same.
///
/// Units with fewer than two values are left out. Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
#[must_use]
pub fn krippendorff_alpha(units: impl IntoIterator<Item = Moments>) -> Option<f64> {
    let (mut observed, mut all) = (0.0, Moments::default());
    for unit in units.into_iter().filter(|unit| unit.n > 1.0) {
        observed += unit.squared_distances() / (unit.n - 1.0);
        all = all.and(unit);
    }
    // Without any unit this is 0 / −1, which is not above 0 either.
    let expected = all.squared_distances() / (all.n - 1.0);
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

/// Returns Kendall's coefficient of concordance with the correction for ties, from what each judge gives each object: 1 where
/// all rank alike, 0 where their ranks cancel out. None below two judges or three objects, of which two say no more than how
/// many prefer the one, or where every judge ties all.
///
/// Values that differ by less than `tie` are equal. Kendall 1948, Rank Correlation Methods.
#[must_use]
pub fn kendalls_w(judges: &[Vec<f64>], tie: f64) -> Option<f64> {
    let m = judges.len() as f64;
    let n = judges.first().map_or(0, Vec::len) as f64;
    if m < 2.0 || n < 3.0 {
        return None;
    }
    let ranks: Vec<Vec<f64>> = judges.iter().map(|values| mean_ranks(values, tie)).collect();
    let mean = m * (n + 1.0) / 2.0;
    let sums = (0..n as usize).map(|object| ranks.iter().map(|ranks| ranks[object]).sum::<f64>());
    let spread: f64 = sums.map(|sum| (sum - mean).powi(2)).sum();
    let ties: f64 = judges.iter().map(|values| tie_correction(values, tie)).sum();
    // The most that twelve times the spread can come to: m²(n³ − n), less m times the correction for ties.
    let most = m * m * (n.powi(3) - n) - m * ties;
    (most > 0.0).then(|| 12.0 * spread / most)
}

/// Returns how many of the values are as large as this one.
fn as_large(values: &[f64], value: f64, tie: f64) -> f64 {
    values.iter().filter(|other| (*other - value).abs() < tie).count() as f64
}

/// Returns each value's rank from the lowest; ties share the mean of their places.
fn mean_ranks(values: &[f64], tie: f64) -> Vec<f64> {
    values.iter().map(|value| mean_rank(values, *value, tie)).collect()
}

/// Returns the mean of the places that a value shares with those as large, counted from the lowest value.
fn mean_rank(values: &[f64], value: f64, tie: f64) -> f64 {
    let below = values.iter().filter(|other| value - **other >= tie).count() as f64;
    // The t values that tie take the places below + 1 to below + t.
    below + f64::midpoint(1.0, as_large(values, value, tie))
}

/// Returns Σ (t³ − t) over groups of t ties: each of the t members of a group adds t² − 1.
fn tie_correction(values: &[f64], tie: f64) -> f64 {
    values.iter().map(|value| as_large(values, *value, tie).powi(2) - 1.0).sum()
}
