//! Rounds of voting, and what each member says about each option on each criterion.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{CriterionId, Link, MemberId, OptionId, text::called};

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

    /// The score `points`, if it is from 1 to 5.
    #[must_use]
    pub fn new(points: u8) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&points).then_some(Self(points))
    }

    /// 1 to 5.
    #[must_use]
    pub fn points(self) -> u8 {
        self.0
    }

    /// 1 to 5, for sums.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0)
    }
}

/// What a member says of a cell. An empty cell has no vote at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vote {
    /// A score.
    Score(Score),
    /// "I do not know": the mean is taken over the others.
    Abstain,
}

impl Vote {
    /// The score, unless it abstains.
    #[must_use]
    pub fn score(self) -> Option<Score> {
        match self {
            Self::Score(score) => Some(score),
            Self::Abstain => None,
        }
    }
}

/// How sure a member is of a score. Shown, never used as a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum Confidence {
    /// A guess.
    Low,
    /// Some grounds.
    Medium,
    /// Would bet on it.
    High,
}

impl Confidence {
    /// From low to high.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The word on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// What a score rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum Evidence {
    /// Measured by the team, here.
    Measured,
    /// Seen in production.
    UsedInProduction,
    /// Read about.
    Read,
    /// Heard.
    Hearsay,
}

impl Evidence {
    /// From strong to weak.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The words on screen.
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

/// Which cell of the sheet: criterion first, as the sheet is read.
pub type CellKey = (CriterionId, OptionId);

/// One member's word on one option by one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The score or the abstention; none while empty.
    pub vote: Option<Vote>,
    /// How sure the member is.
    pub confidence: Option<Confidence>,
    /// What it rests on.
    pub evidence: Option<Evidence>,
    /// Where the evidence can be seen; empty for none.
    pub link: String,
    /// The reason for the vote.
    pub note: String,
}

impl Cell {
    /// A cell with a score and nothing else.
    #[must_use]
    pub fn scored(score: Score) -> Self {
        Self { vote: Some(Vote::Score(score)), ..Self::default() }
    }

    /// Nothing in it that is worth keeping.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// One member's scores of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Whose it is.
    pub member: MemberId,
    /// The round it belongs to, from 1.
    pub round: u32,
    /// Handed in; it takes no more changes unless the member reopens it before the reveal.
    pub sealed: bool,
    /// What its [commitment](Commitment) was made with, where it has one: in the record it stands from when it is published on.
    pub salt: Option<Salt>,
    /// The cells that hold anything.
    pub cells: BTreeMap<CellKey, Cell>,
}

impl Ballot {
    /// An empty ballot.
    #[must_use]
    pub fn new(member: MemberId, round: u32) -> Self {
        Self { member, round, sealed: false, salt: None, cells: BTreeMap::new() }
    }
}

/// Scores from a source, shown for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its stable name in the file.
    pub id: MemberId,
    /// Its name on screen.
    pub name: String,
    /// Where it comes from.
    pub source: Link,
    /// Whether the team lets it count as one more member, of weight 1.
    pub counted: bool,
    /// Its scores; the notes are the source's claims in our words, and an abstention says that it is silent.
    pub cells: BTreeMap<CellKey, Cell>,
}

impl Reference {
    /// The name in sentences; the id where there is none.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, self.id.as_str())
    }
}

/// One pass of voting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// From 1.
    pub number: u32,
    /// The criteria that are voted on; empty for all of them.
    pub criteria: Vec<CriterionId>,
    /// Every reveal of the scores, the last one last; all but the last were taken back.
    pub reveals: Vec<Reveal>,
}

impl Round {
    /// The reveal that made the scores visible; none while the round is blind.
    #[must_use]
    pub fn reveal(&self) -> Option<&Reveal> {
        self.reveals.last().filter(|reveal| reveal.taken_back.is_none())
    }

    /// Whether the scores are visible.
    #[must_use]
    pub fn is_revealed(&self) -> bool {
        self.reveal().is_some()
    }
}

/// How a round ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal {
    /// The day.
    pub on: Date,
    /// The person who revealed it; empty if unknown.
    pub by: String,
    /// Whether all had sealed, or somebody ended the round before.
    pub because: RevealedBecause,
    /// Set where the round was made blind again.
    pub taken_back: Option<Retraction>,
}

/// Why a round was revealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RevealedBecause {
    /// Every member had sealed.
    AllSealed,
    /// Somebody said so, before all had sealed.
    SomebodySaidSo,
}

/// The end of a reveal: the round became blind again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retraction {
    /// The day.
    pub on: Date,
    /// The person who took the reveal back; empty if unknown.
    pub by: String,
}

/// What keeps others from finding a sealed ballot by trying: there are few enough ballots to compute the hash of each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Salt(Box<str>);

impl Salt {
    /// The number of hexadecimal digits: 128 bits.
    pub const DIGITS: usize = 32;

    /// The salt of these bits.
    #[must_use]
    pub fn of_bits(bits: u128) -> Self {
        Self(format!("{bits:032x}").into())
    }

    /// A salt as it is written; none where it is not 32 hexadecimal digits, lower-case.
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

/// The fingerprint of a sealed ballot that stays in a private file until the reveal, by which a changed ballot is found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commitment {
    /// The round of the ballot.
    pub round: u32,
    /// The member whose ballot it is.
    pub member: MemberId,
    /// The SHA-256 of the ballot and its salt, in hexadecimal; docs/file-format.md says of which bytes.
    pub hash: String,
    /// Set where the ballot cannot be published any more.
    pub withdrawn: Option<Withdrawal>,
}

/// The end of a commitment whose ballot was lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Withdrawal {
    /// The day.
    pub on: Date,
    /// The person who withdrew it.
    pub by: String,
    /// The reason.
    pub why: String,
}
