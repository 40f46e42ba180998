//! Single values of a file: the way each is written, and what is accepted for it.

use std::{borrow::Cow, fmt, num::NonZeroU16};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::super::layout;
use crate::decision::{self as domain, CriterionId, InvalidId, MemberId, OptionId, RepoPath, Salt, text};

/// Text on one line.
#[derive(Default, Clone)]
pub(crate) struct Line(String);

/// Text in paragraphs.
#[derive(Default, Clone)]
pub(crate) struct Prose(String);

impl Line {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Prose {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Line {
    fn from(words: &str) -> Self {
        Self(text::single_line(words))
    }
}

impl From<&str> for Prose {
    fn from(words: &str) -> Self {
        Self(text::clean(words).into_owned())
    }
}

impl From<&String> for Line {
    fn from(words: &String) -> Self {
        words.as_str().into()
    }
}

impl From<&String> for Prose {
    fn from(words: &String) -> Self {
        words.as_str().into()
    }
}

impl From<&RepoPath> for Line {
    fn from(path: &RepoPath) -> Self {
        Self::from(&**path)
    }
}

impl From<Line> for RepoPath {
    fn from(line: Line) -> Self {
        line.0.into()
    }
}

impl From<Line> for String {
    fn from(line: Line) -> Self {
        line.0
    }
}

impl From<Prose> for String {
    fn from(prose: Prose) -> Self {
        prose.0
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        layout::prose(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = String::deserialize(deserializer)?;
        // Nearly always there is nothing to remove.
        let is_plain = !words.contains(char::is_control);
        Ok(if is_plain { Self(words) } else { words.as_str().into() })
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = String::deserialize(deserializer)?;
        // Nearly always the text is clean already, and is kept without a copy.
        let cleaned = match text::clean(&words) {
            Cow::Borrowed(_) => None,
            Cow::Owned(cleaned) => Some(cleaned),
        };
        Ok(Self(cleaned.unwrap_or(words)))
    }
}

/// A value that is written as a quoted word, such as an id or a date.
#[derive(Clone)]
pub(crate) struct Word<T>(pub(crate) T);

pub(crate) trait FromWord: Sized {
    type Error: fmt::Display;

    fn from_word(word: &str) -> Result<Self, Self::Error>;
}

macro_rules! ids {
    ($($id:ty),*) => {$(
        impl FromWord for $id {
            type Error = InvalidId;

            fn from_word(word: &str) -> Result<Self, InvalidId> {
                Self::new(word)
            }
        }
    )*};
}

ids!(OptionId, CriterionId, MemberId);

/// A readable id of something that the record names, but does not hold.
#[derive(Clone)]
pub(crate) struct Slug(pub(crate) String);

impl FromWord for Slug {
    type Error = InvalidId;

    fn from_word(word: &str) -> Result<Self, InvalidId> {
        // The rule is that of every id.
        OptionId::new(word).map(|id| Self(id.as_str().to_owned()))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromWord for Date {
    type Error = String;

    fn from_word(word: &str) -> Result<Self, String> {
        word.parse().map_err(|_| format!("`{word}` is not a date: write year, month and day, such as 2026-11-03"))
    }
}

impl FromWord for Salt {
    type Error = String;

    fn from_word(word: &str) -> Result<Self, String> {
        let wrong = || format!("`{word}` is not a salt, which has {} digits from 0 to f", Self::DIGITS);
        Self::of_digits(word).ok_or_else(wrong)
    }
}

impl<T: fmt::Display> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: FromWord> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        T::from_word(&word).map(Self).map_err(D::Error::custom)
    }
}

/// A number with a range of its own. It is read as a float, so that `7`, `4.5` and `inf` get the same explanation.
macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident($type:ty), $rule:literal, $read:expr, $write:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub(crate) struct $name(pub(crate) $type);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $write(self.0).serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = f64::deserialize(deserializer)?;
                $read(number).map(Self).ok_or_else(|| D::Error::custom(format!(concat!($rule, ", not {}"), in_few_digits(number))))
            }
        }
    )*};
}

numbers! {
    /// 1 to 5.
    Points(domain::Score), "a score is a whole number from 1 to 5",
        |n| whole(n, 5.0).and_then(domain::Score::new), domain::Score::points;
    /// 0 to 100.
    Swing(u8), "a swing is a whole number from 0 to 100", |n| whole(n, 100.0), |n: u8| n;
    /// As [`domain::Member::WEIGHTS`] has it.
    Weight(f64), "a member's weight is a number from 0.000001 to 1000000",
        |n: f64| domain::Member::WEIGHTS.contains(&n).then_some(n), |n: f64| n;
    /// 0 or more.
    Amount(f64), "an amount is a number from 0", |n: f64| (n.is_finite() && n >= 0.0).then_some(n), |n: f64| n;
    /// Any number.
    Gap(f64), "a gap is a number", |n: f64| n.is_finite().then_some(n), |n: f64| n;
}

/// A number as a file may have it, without hundreds of zeros.
fn in_few_digits(number: f64) -> String {
    let is_plain = number == 0.0 || (1e-9..1e15).contains(&number.abs());
    if is_plain { number.to_string() } else { format!("{number:e}") }
}

fn whole(number: f64, max: f64) -> Option<u8> {
    // The range check makes the cast exact: by itself it would turn 300 into 255 and NaN into 0.
    (number.fract() == 0.0 && (0.0..=max).contains(&number)).then_some(number as u8)
}

/// Defines the words of an enum of the domain: the same variants, each with its word in files, which stays when a
/// variant is renamed.
macro_rules! words {
    ($($name:ident { $($variant:ident $word:literal),* })*) => {$(
        #[derive(Serialize, Deserialize, Clone, Copy)]
        pub(crate) enum $name { $(#[serde(rename = $word)] $variant),* }

        impl From<domain::$name> for $name {
            fn from(word: domain::$name) -> Self {
                match word { $(domain::$name::$variant => Self::$variant),* }
            }
        }

        impl From<$name> for domain::$name {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => Self::$variant),* }
            }
        }
    )*};
}

words! {
    Status { Draft "Draft", Proposed "Proposed", Accepted "Accepted", Rejected "Rejected", Deprecated "Deprecated", Superseded "Superseded" }
    Confidence { Low "Low", Medium "Medium", High "High" }
    Evidence { Measured "Measured", UsedInProduction "UsedInProduction", Read "Read", Hearsay "Hearsay" }
    ConsequenceKind { Good "Good", Neutral "Neutral", Bad "Bad" }
    Verdict { Agree "Agree", Reservation "Reservation", Object "Object" }
    ReversalCost { Easy "Easy", Weeks "Weeks", Months "Months", Hardly "Hardly" }
    ReviewVerdict { Keep "Keep", Amend "Amend", Replace "Replace" }
    FindingState { Happened "Happened", Held "Held", Unknown "Unknown" }
    Preference { First "First", Second "Second", Equal "Equal" }
    Experience { Unfamiliar "Unfamiliar", Read "Read", Built "Built", Shipped "Shipped" }
}

/// The rule by which an option fails a threshold.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub(crate) enum MustHaveRule {
    #[serde(rename = "Median")]
    Median,
    #[serde(rename = "Members")]
    Members(NonZeroU16),
}

impl From<domain::MustHaveRule> for MustHaveRule {
    fn from(rule: domain::MustHaveRule) -> Self {
        match rule {
            domain::MustHaveRule::Median => Self::Median,
            domain::MustHaveRule::Members(count) => Self::Members(NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN)),
        }
    }
}

impl From<MustHaveRule> for domain::MustHaveRule {
    fn from(rule: MustHaveRule) -> Self {
        match rule {
            MustHaveRule::Median => Self::Median,
            MustHaveRule::Members(count) => Self::Members(count.get()),
        }
    }
}
