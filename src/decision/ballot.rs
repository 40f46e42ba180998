//! Rounds of voting, and the ballots of members.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{
    CriterionId, Link, MemberId, OptionId,
    text::{called, is_blank, name_key},
};

/// A whole number from 1 (worst anchor) to 5 (best anchor).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// The low end of the scale.
    pub const MIN: Self = Self(1);
    /// The high end of the scale.
    pub const MAX: Self = Self(5);
    /// Every score, from low to high.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// Creates the score `points`; `None` unless it is from 1 to 5.
    #[must_use]
    pub fn new(points: u8) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&points).then_some(Self(points))
    }

    /// Returns the score with this value; `None` unless it is a whole number from 1 to 5.
    #[must_use]
    pub fn of_value(value: f64) -> Option<Self> {
        Self::ALL.into_iter().find(|score| (score.value() - value).abs() < f64::EPSILON)
    }

    /// Returns the points, 1 to 5.
    #[must_use]
    pub fn points(self) -> u8 {
        self.0
    }

    /// Returns the points, 1 to 5, for sums.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0)
    }
}

/// A member's vote on a cell. An empty cell has no vote at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vote {
    /// A score.
    Score(Score),
    /// "I do not know": the mean is taken over the others.
    Abstain,
}

impl Vote {
    /// Returns the score; `None` for an abstention.
    #[must_use]
    pub fn score(self) -> Option<Score> {
        match self {
            Self::Score(score) => Some(score),
            Self::Abstain => None,
        }
    }
}

/// A member's confidence in a score. Shown, never used as a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum Confidence {
    /// A guess.
    Low,
    /// An opinion with some support.
    Medium,
    /// An opinion that the member would bet on.
    High,
}

impl Confidence {
    /// All levels, from low to high.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the level with this name, in any case.
    #[must_use]
    pub fn from_name(words: &str) -> Option<Self> {
        named(&Self::ALL, Self::name, words)
    }

    /// Returns the word on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// The evidence for a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum Evidence {
    /// Measurements by the team, in this case.
    Measured,
    /// Use in production.
    UsedInProduction,
    /// Reading.
    Read,
    /// Hearsay.
    Hearsay,
}

impl Evidence {
    /// All kinds, from strong to weak.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the kind with this name, in any case, also in one word or with dashes.
    #[must_use]
    pub fn from_name(words: &str) -> Option<Self> {
        named(&Self::ALL, Self::name, words)
    }

    /// Returns the words on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Measured => "Measured",
            Self::UsedInProduction => "Used in production",
            Self::Read => "Read",
            Self::Hearsay => "Hearsay",
        }
    }
}

/// Returns the one of few values that words name, in any case. Files write several words as one, and commands with dashes.
fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, words: &str) -> Option<T> {
    let key = |words: &str| name_key(words).replace([' ', '-', '_'], "");
    all.iter().copied().find(|one| key(name(*one)) == key(words))
}

/// The key of a cell: its criterion first, as the sheet is read, and its option.
pub type CellKey = (CriterionId, OptionId);

/// One member's opinion of one option by one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Score or abstention; `None` while empty.
    pub vote: Option<Vote>,
    /// Confidence of the member.
    pub confidence: Option<Confidence>,
    /// Evidence for the vote.
    pub evidence: Option<Evidence>,
    /// Address of the evidence; empty if there is none.
    pub link: String,
    /// Reason for the vote.
    pub note: String,
}

impl Cell {
    /// Creates a cell with a score and nothing else.
    #[must_use]
    pub fn scored(score: Score) -> Self {
        Self { vote: Some(Vote::Score(score)), ..Self::default() }
    }

    /// Reports whether the cell is empty in every field.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// One member's scores of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Member who filled it in.
    pub member: MemberId,
    /// Number of its round, from 1.
    pub round: u32,
    /// Whether it is handed in; it then takes no changes unless the member reopens it before the reveal.
    pub sealed: bool,
    /// Salt of its [commitment](Commitment), if it has one; the record holds it once the ballot is published.
    pub salt: Option<Salt>,
    /// Cells that are not empty.
    pub cells: BTreeMap<CellKey, Cell>,
}

impl Ballot {
    /// Creates an empty ballot.
    #[must_use]
    pub fn new(member: MemberId, round: u32) -> Self {
        Self { member, round, sealed: false, salt: None, cells: BTreeMap::new() }
    }
}

/// Scores from a source, shown for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Stable id in the file.
    pub id: MemberId,
    /// Name on screen.
    pub name: String,
    /// Source of the scores.
    pub source: Link,
    /// Whether the team lets it count as one more member, of weight 1.
    pub counted: bool,
    /// Scores; the notes give the source's claims in other words, and an abstention means that the source is silent.
    pub cells: BTreeMap<CellKey, Cell>,
}

impl Reference {
    /// Returns the name in sentences; the id if nothing of the name can be seen.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, self.id.as_str())
    }
}

/// One pass of voting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Number, from 1.
    pub number: u32,
    /// Criteria that are voted on; empty for all of them.
    pub criteria: Vec<CriterionId>,
    /// Sealed ballots that were opened again before a reveal, in order.
    pub reopened: Vec<Reopening>,
    /// Every reveal of the scores, in their order; all but the last were taken back.
    pub reveals: Vec<Reveal>,
}

impl Round {
    /// Creates a round on these criteria, empty for all of them, in which nothing has happened.
    #[must_use]
    pub fn new(number: u32, criteria: Vec<CriterionId>) -> Self {
        Self { number, criteria, reopened: Vec::new(), reveals: Vec::new() }
    }

    /// Returns the reveal that made the scores visible; `None` while the round is blind.
    #[must_use]
    pub fn reveal(&self) -> Option<&Reveal> {
        self.reveals.last().filter(|reveal| reveal.taken_back.is_none())
    }

    /// Reports whether the scores are visible.
    #[must_use]
    pub fn is_revealed(&self) -> bool {
        self.reveal().is_some()
    }
}

/// The opening of a sealed ballot before the reveal, by whoever said to be its member.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reopening {
    /// Day of the opening.
    pub on: Date,
    /// Member whose ballot it is.
    pub member: MemberId,
}

/// The end of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal {
    /// Day of the reveal.
    pub on: Date,
    /// Person who revealed it; empty if unknown.
    pub by: String,
    /// Whether all had sealed, or somebody ended the round before.
    pub because: RevealedBecause,
    /// Retraction; set if the round was made blind again.
    pub taken_back: Option<Retraction>,
}

impl Reveal {
    /// Reports whether the round was hidden again when others joined the sole member who had sealed, so that nobody saw another's
    /// scores. What a person takes back has their name, where it is known.
    #[must_use]
    pub fn was_to_sole_member(&self) -> bool {
        let is_nobodys = self.taken_back.as_ref().is_some_and(|back| is_blank(&back.by));
        is_nobodys && self.because == RevealedBecause::AllSealed
    }
}

/// The reason why a round was revealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RevealedBecause {
    /// Every member had sealed.
    AllSealed,
    /// Somebody revealed it before all had sealed.
    SomebodySaidSo,
}

/// The end of a reveal: the round became blind again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retraction {
    /// Day of the retraction.
    pub on: Date,
    /// Person who took the reveal back; empty if unknown.
    pub by: String,
}

/// A random text that keeps others from guessing a sealed ballot: ballots are few enough to compute the hash of each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Salt(Box<str>);

impl Salt {
    /// Number of hexadecimal digits: 128 bits.
    pub const DIGITS: usize = 32;

    /// Creates the salt of these bits.
    #[must_use]
    pub fn of_bits(bits: u128) -> Self {
        Self(format!("{bits:032x}").into())
    }

    /// Parses a salt; `None` unless it is 32 hexadecimal digits in lower case.
    #[must_use]
    pub fn of_digits(digits: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (digits.len() == Self::DIGITS && digits.bytes().all(is_digit)).then(|| Self(digits.into()))
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The hash of a sealed ballot that stays in a private file until the reveal. It shows if the ballot was changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commitment {
    /// Round of the ballot.
    pub round: u32,
    /// Member whose ballot it is.
    pub member: MemberId,
    /// SHA-256 of the ballot and its salt, in hexadecimal; docs/file-format.md specifies the bytes.
    pub hash: String,
    /// Withdrawal; set if the ballot cannot be published any more.
    pub withdrawn: Option<Withdrawal>,
}

/// The end of a commitment whose ballot was lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Withdrawal {
    /// Day of the withdrawal.
    pub on: Date,
    /// Person who withdrew it.
    pub by: String,
    /// Reason for it.
    pub why: String,
}
