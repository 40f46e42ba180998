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
    if used == 1 {
        return 1.0;
    }
    let (unimodal, torn) = triples(filled);
    if unimodal + torn == 0.0 {
        return 0.0;
    }
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
