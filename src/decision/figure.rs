//! Scores and weights as people write them in tables.

use super::Criterion;

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Its value.
    pub value: f64,
    /// Number of digits behind the point.
    pub decimals: usize,
    /// What it is out of, as in `4/5` and `30 %`.
    pub out_of: Option<f64>,
}

impl Figure {
    /// Reads the number that a cell of a table holds: `4`, `4/5`, `30 %`, `3,5`.
    #[must_use]
    pub fn read(cell: &str) -> Option<Self> {
        const MOST_DIGITS: usize = 9;
        let words = cell.trim();
        let (words, out_of) = match words.strip_suffix('%') {
            Some(words) => (words.trim_end(), Some(100.0)),
            None => (words, None),
        };
        let parts = words.split_once('/').and_then(|(words, of)| Some((words, of.trim().parse::<u16>().ok()?)));
        let (words, out_of) = parts.map_or((words, out_of), |(words, of)| (words.trim_end(), Some(f64::from(of))));
        let is_number =
            !words.is_empty() && words.len() <= MOST_DIGITS && words.starts_with(|c: char| c.is_ascii_digit());
        let is_number = is_number && words.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        let point = words.replace(',', ".");
        let decimals = point.split_once('.').map_or(0, |(_, digits)| digits.len());
        let value = point.parse().ok().filter(|_| is_number)?;
        Some(Self { value, decimals, out_of })
    }
}

/// Returns weights as swings in the same proportions, as far as whole numbers up to 100 allow; `None` if they are no weights.
#[must_use]
pub fn swings_in_proportion(weights: &[f64]) -> Option<Vec<u8>> {
    let max = f64::from(Criterion::MAX_SWING);
    let highest = weights.iter().copied().fold(0.0, f64::max);
    if highest <= 0.0 || weights.iter().any(|weight| *weight < 0.0 || !weight.is_finite()) {
        return None;
    }
    let whole = |factor: f64| weights.iter().all(|weight| ((weight * factor).round() - weight * factor).abs() < 1e-9);
    // The largest whole factor, also of hundredths, that keeps all of them whole; else the largest one becomes 100.
    let factors = (1..=100).rev().flat_map(|n| [f64::from(n), f64::from(n) * 100.0]);
    let factor = factors.filter(|factor| highest * factor <= max && whole(*factor)).fold(0.0, f64::max);
    let factor = if factor > 0.0 { factor } else { max / highest };
    Some(weights.iter().map(|weight| (weight * factor).round().clamp(0.0, max) as u8).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_say_what_they_are_out_of() {
        for (cell, value, out_of) in [("4", 4.0, None), ("4/5", 4.0, Some(5.0)), ("30 %", 30.0, Some(100.0))] {
            assert_eq!(Figure::read(cell).map(|figure| (figure.value, figure.out_of)), Some((value, out_of)), "{cell}");
        }
        assert_eq!(Figure::read("3,5").map(|figure| (figure.value, figure.decimals)), Some((3.5, 1)));
        for cell in ["", "v4", "4 ms", "4/x", "-1", "1.2.3"] {
            assert_eq!(Figure::read(cell), None, "{cell}");
        }
    }

    #[test]
    fn weights_keep_their_proportions() {
        assert_eq!(swings_in_proportion(&[5.0, 3.0]), Some(vec![100, 60]));
        assert_eq!(swings_in_proportion(&[3.0, 1.0]), Some(vec![99, 33]));
        assert_eq!(swings_in_proportion(&[0.5, 0.3, 0.2]), Some(vec![100, 60, 40]));
        assert_eq!(swings_in_proportion(&[40.0, 35.0, 25.0]), Some(vec![80, 70, 50]));
        assert_eq!(swings_in_proportion(&[0.0, 0.0]), None);
    }
}
