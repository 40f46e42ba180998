//! The scales on which tables have their scores, and the scores of records that they become.

use std::{fmt, str::FromStr};

use super::{cell::shown, ways::TableWays};
use crate::decision::{Figure, Score, Vote, text::is_blank};

/// A scale of scores other than that of records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TableScale {
    /// Numbers from the worst to the best; the worst may be the higher one.
    Numbers {
        /// The number that becomes a 1.
        worst: f64,
        /// The number that becomes a 5.
        best: f64,
    },
    /// Five signs: `--`, `-`, `0`, `+` and `++`.
    Signs,
}

/// The words of [`TableScale::Signs`].
const SIGNS: &str = "++/--";

impl FromStr for TableScale {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let expected = "expected WORST-BEST, such as 0-10, 1-10 or 6-1, or ++/--";
        if is_of_signs(word) {
            return Ok(Self::Signs);
        }
        let word = word.trim().trim_end_matches('%');
        let (worst, best) = word.split_once(['-', '–']).ok_or(expected)?;
        let number = |word: &str| word.trim().trim_end_matches('%').replace(',', ".").parse::<f64>().ok();
        match (number(worst), number(best)) {
            (Some(worst), Some(best)) if worst.is_finite() && best.is_finite() && worst.total_cmp(&best).is_ne() => {
                Ok(Self::Numbers { worst, best })
            }
            _ => Err(expected),
        }
    }
}

impl TableScale {
    /// Returns what its ends and its middle become, as a sentence.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Numbers { worst, best } => {
                let middle = f64::midpoint(worst, best);
                format!("{worst} becomes a 1, {middle} a 3 and {best} a 5; each number between, the nearest score.")
            }
            Self::Signs => "-- becomes a 1, - a 2, 0 or o a 3, + a 4 and ++ a 5.".to_owned(),
        }
    }
}

/// Scores that are on another scale than that of records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OtherScale {
    /// The scale that they seem to have; `None` where nothing suggests one.
    pub likely: Option<TableScale>,
}

fn is_of_signs(word: &str) -> bool {
    matches!(word.trim(), SIGNS | "++/−−" | "--/++" | "−−/++")
}

impl fmt::Display for TableScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbers { worst, best } => write!(f, "{worst}-{best}"),
            Self::Signs => f.write_str(SIGNS),
        }
    }
}

/// What a cell for a score holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ScoreCell {
    Empty,
    Abstained,
    Number(Figure),
    /// From -2 for `--` to 2 for `++`.
    Sign(i8),
    /// One dash, which is a sign among others and else an empty cell.
    Dash,
    Words,
}

impl ScoreCell {
    pub(super) fn read(cell: &str) -> Self {
        if is_blank(cell) {
            return Self::Empty;
        }
        match cell.trim() {
            "?" => Self::Abstained,
            "-" | "–" | "−" => Self::Dash,
            "—" | "n/a" | "N/A" => Self::Empty,
            "--" | "––" | "−−" => Self::Sign(-2),
            "+" => Self::Sign(1),
            "++" => Self::Sign(2),
            "o" | "O" => Self::Sign(0),
            cell => Figure::read(cell).map_or(Self::Words, Self::Number),
        }
    }

    /// Reports whether it may be a score on some scale.
    pub(super) fn is_score(self) -> bool {
        matches!(self, Self::Abstained | Self::Number(_) | Self::Sign(_))
    }

    /// Returns the vote that a cell is on a scale, or without one on that of records; `None` for an empty cell.
    ///
    /// # Errors
    /// A clause that says why the cell is none.
    pub(super) fn vote(self, cell: &str, scale: Option<TableScale>) -> Result<Option<Vote>, String> {
        let score = match (self, scale) {
            (Self::Abstained, _) => return Ok(Some(Vote::Abstain)),
            (Self::Dash, Some(TableScale::Signs)) => signed(-1),
            (Self::Empty | Self::Dash, _) => return Ok(None),
            (Self::Sign(sign), Some(TableScale::Signs)) => signed(sign),
            (Self::Number(figure), Some(TableScale::Signs)) if figure.value.total_cmp(&0.0).is_eq() => signed(0),
            (Self::Number(figure), Some(TableScale::Numbers { worst, best })) => nearest(figure.value, worst, best),
            (Self::Number(figure), None) => Score::of_value(figure.value),
            _ => None,
        };
        score.map(|score| Some(Vote::Score(score))).ok_or_else(|| match scale {
            Some(scale) => format!("`{}` is not on the scale {scale}", shown(cell)),
            None => {
                format!("`{}` is no score: write 1, 2, 3, 4 or 5, ? for \"don't know\", or nothing", shown(cell))
            }
        })
    }
}

fn signed(sign: i8) -> Option<Score> {
    u8::try_from(sign + 3).ok().and_then(Score::new)
}

/// Returns the score that is nearest to a number on another scale; `None` if the number is not on it.
fn nearest(value: f64, worst: f64, best: f64) -> Option<Score> {
    let part = (value - worst) / (best - worst);
    if !(0.0..=1.0).contains(&part) {
        return None;
    }
    let (min, max) = (Score::MIN.value(), Score::MAX.value());
    Score::of_value((min + part * (max - min)).round())
}

/// The scores of a table, as far as they say which scale they are on.
#[derive(Debug, Default)]
pub(super) struct SeenScores {
    low: Option<f64>,
    high: Option<f64>,
    out_of: Option<f64>,
    has_signs: bool,
    has_parts: bool,
}

impl SeenScores {
    pub(super) fn add(&mut self, cell: ScoreCell) {
        match cell {
            ScoreCell::Number(figure) => {
                self.low = Some(self.low.map_or(figure.value, |low| low.min(figure.value)));
                self.high = Some(self.high.map_or(figure.value, |high| high.max(figure.value)));
                let highest = Score::MAX.value();
                if let Some(of) = figure.out_of.filter(|of| of.total_cmp(&highest).is_ne()) {
                    self.out_of = Some(self.out_of.map_or(of, |most| most.max(of)));
                }
                self.has_parts |= figure.value.fract() > 0.0;
            }
            ScoreCell::Sign(_) => self.has_signs = true,
            _ => {}
        }
    }

    /// Returns a sentence on scores that are not on the scale of records, with the way to map them, and the scale that they seem to have.
    pub(super) fn other_scale(&self, ways: TableWays) -> Option<(String, OtherScale)> {
        let (low, high) = (self.low.unwrap_or(Score::MIN.value()), self.high.unwrap_or(Score::MIN.value()));
        let from_to =
            if low.total_cmp(&high).is_eq() { format!("all {low}") } else { format!("numbers from {low} to {high}") };
        let (what, scale) = match self.out_of {
            _ if self.has_signs => ("signs from -- to ++".to_owned(), Some(SIGNS.to_owned())),
            Some(of) if of.total_cmp(&100.0).is_eq() => ("percentages".to_owned(), Some("0-100".to_owned())),
            Some(of) => (format!("out of {of}"), Some(format!("0-{of}"))),
            None if high > 100.0 => (from_to, None),
            None if high > 10.0 => (from_to, Some("0-100".to_owned())),
            None if high > Score::MAX.value() && low < 1.0 => (from_to, Some("0-10".to_owned())),
            None if high > Score::MAX.value() => (from_to, Some("1-10".to_owned())),
            None if low < Score::MIN.value() => (from_to, Some("0-5".to_owned())),
            None if self.has_parts => (format!("{from_to}, not all whole"), Some("1-5".to_owned())),
            None => return None,
        };
        let way = ways.to_map(scale.as_deref());
        let told = format!("The scores are {what}. A record has whole numbers from 1 (worst) to 5 (best). {way}");
        Some((told, OtherScale { likely: scale.and_then(|scale| scale.parse().ok()) }))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn mapped(cell: &str, scale: &str) -> Option<u8> {
        let vote = ScoreCell::read(cell).vote(cell, Some(scale.parse().unwrap())).ok()??;
        vote.score().map(Score::points)
    }

    #[test]
    fn each_number_becomes_the_nearest_score() {
        let all = |scale: &str, cells: &[&str]| cells.iter().map(|cell| mapped(cell, scale)).collect::<Vec<_>>();
        assert_eq!(
            all("0-10", &["0", "1", "2", "5", "7", "8,9", "10", "11"]),
            [Some(1), Some(1), Some(2), Some(3), Some(4), Some(5), Some(5), None]
        );
        assert_eq!(all("1-10", &["1", "10", "0"]), [Some(1), Some(5), None]);
        assert_eq!(all("6-1", &["6", "1", "2"]), [Some(1), Some(5), Some(4)]);
        assert_eq!(all("0-100%", &["50 %", "100%"]), [Some(3), Some(5)]);
        assert_eq!(
            all("++/--", &["--", "-", "0", "o", "+", "++", "−−", "3"]),
            [Some(1), Some(2), Some(3), Some(3), Some(4), Some(5), Some(1), None]
        );
        for wrong in ["", "5", "a-b", "3-3", "1-inf", "NaN-1"] {
            assert!(wrong.parse::<TableScale>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn another_scale_is_named() {
        for (cells, named) in [
            (&["1", "5"][..], None),
            (&["4/5", "3/5"], None),
            (&["1", "10"], Some("--scale 1-10")),
            (&["0", "9"], Some("--scale 0-10")),
            (&["0", "5"], Some("--scale 0-5")),
            (&["3/10"], Some("--scale 0-10")),
            (&["30 %"], Some("--scale 0-100")),
            (&["30"], Some("--scale 0-100")),
            (&["3.5", "4"], Some("--scale 1-5")),
            (&["+", "-"], Some("--scale ++/--")),
            (
                &["500"],
                Some("The scores are all 500. A record has whole numbers from 1 (worst) to 5 (best). Name the worst"),
            ),
        ] {
            let mut seen = SeenScores::default();
            for cell in cells {
                seen.add(ScoreCell::read(cell));
            }
            let told = seen.other_scale(TableWays::Command).map(|(told, _)| told);
            assert_eq!(told.is_some(), named.is_some(), "{told:?}");
            assert!(named.is_none_or(|named| told.as_ref().is_some_and(|told| told.contains(named))), "{told:?}");
        }
    }
}
