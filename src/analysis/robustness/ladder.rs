//! What is asked, and what came of it.

use strum::{EnumCount, VariantArray};

use super::super::{
    model::TIE,
    words::{is_given_as_a_bound, percent_within},
};
use crate::decision::OptionId;

/// One of the questions, from the one that takes least from the record to the one that takes most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, VariantArray)]
pub enum Rung {
    /// Any weights: ignores the swings, and depends on how many criteria favour each option.
    AnyWeights,
    /// Only the order of the swings.
    YourOrder,
    /// Each swing up to 25 % more or less, and each group of criteria as well.
    YourSwings,
    /// The weights as they are; each score up to a point off, and empty cells drawn.
    ///
    /// A score moves by −1, 0 or +1 with ¼, ½ and ¼. A step off the scale is not taken, which pulls what is at its ends a little to the
    /// middle. What counted references say is not moved, abstentions stay, and must-haves are not looked at again.
    YourWeights,
    /// The weights as they are, and the team resampled from its ballots.
    TeamResampled,
}

impl Rung {
    /// In the order of the ladder.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Those that the verdict asks, 3 to 5: what the record says, with an error in weights, in scores, or in who is on the team.
    pub const OF_VERDICT: [Self; 3] = [Self::YourSwings, Self::YourWeights, Self::TeamResampled];

    /// 1 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Returns the words on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AnyWeights => "Any weights",
            Self::YourOrder => "Only your ranking of the criteria",
            Self::YourSwings => "Each weight up to 25 % off, and each group too",
            Self::YourWeights => "Each score up to one point off",
            Self::TeamResampled => "A slightly different team",
        }
    }

    /// Returns a sentence on what it varies.
    #[must_use]
    pub fn varies(self) -> &'static str {
        match self {
            Self::AnyWeights => "Varies the weights in any way, so it depends on how many criteria favour each option.",
            Self::YourOrder => "Varies the weights in any way that keeps your ranking.",
            Self::YourSwings => "Varies the weights, not the scores or the people.",
            Self::YourWeights => "Varies the scores, not the weights or the people.",
            Self::TeamResampled => "Varies the people: some ballots count twice, others not at all.",
        }
    }
}

/// Up to this many teams, which four ballots make (4⁴), words count the teams; beyond it they give a share.
const MOST_TEAMS_TOLD: u64 = 256;

/// The rungs that could be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// The seed that was used.
    pub seed: u64,
    /// In the order of [`Rung::ALL`]; the team is resampled from three members' ballots up. Empty while there is no winner.
    pub rungs: Vec<RungResult>,
}

/// What came of one rung.
#[derive(Debug, Clone, PartialEq)]
pub struct RungResult {
    /// Which one.
    pub rung: Rung,
    /// How many draws were made; 0 where nothing was left to chance.
    pub draws: u32,
    /// Whether these are fewer than were asked for, because the record is so large.
    pub fewer: bool,
    /// The fewest draws that a confidence rests on; none where as many were made as were asked for, or none were needed.
    pub fewer_for_confidence: Option<u32>,
    /// Whether the shares are exact; the other figures of the draws are not.
    pub exact: bool,
    /// Of how many equally likely teams, Nᴺ with N members, the shares are counted; none where they are drawn.
    pub teams: Option<u64>,
    /// For each option in the record's order; none for those that are screened out.
    pub options: Vec<Option<Acceptability>>,
}

/// How an option fares on one rung.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptability {
    /// The option.
    pub id: OptionId,
    /// The share of the draws in which it takes rank 1, 2, …, over the options that are left; sums to 1. Level options
    /// share their ranks.
    pub ranks: Vec<f64>,
    /// The low end of the 95 % Wilson interval of its share of first ranks.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// The share of the draws in which it comes first, alone or level with others, 0 to 1.
    pub first_or_level: f64,
    /// The low and the high end of the 95 % Wilson interval of that share.
    pub first_or_level_within: (f64, f64),
    /// The mean of the weights under which it comes first, for each criterion of the record; none where it never does.
    pub central_weights: Option<Vec<f64>>,
    /// How often it comes first under its central weights, the rest being left to chance; none without such weights.
    pub confidence: Option<f64>,
}

impl Acceptability {
    /// Returns the share of the draws in which it comes first; a first place that it shares counts in part.
    #[must_use]
    pub fn first(&self) -> f64 {
        self.ranks[0]
    }

    /// Returns in what share of the cases it comes first or level, as a whole percentage. Where it was drawn, it is neither "100 %"
    /// nor "0 %", which draws cannot show.
    #[must_use]
    pub fn first_in_words(&self) -> String {
        let (low, high) = self.first_or_level_within;
        percent_within(self.first_or_level, low, high)
    }

    /// Returns what it does in that share of the cases: "first", or "first or level" where it shares the first place in some.
    #[must_use]
    pub fn place_in_words(&self) -> &'static str {
        if self.shares_first() { "first or level" } else { "first" }
    }

    /// Reports whether it shares the first place in some of the cases.
    #[must_use]
    pub fn shares_first(&self) -> bool {
        self.first_or_level > self.first() + TIE
    }

    /// Returns in how many of the teams it comes first or level, as "26 of the 27 teams"; none where they are drawn, or too many to
    /// picture.
    #[must_use]
    pub fn teams_in_words(&self, result: &RungResult) -> Option<String> {
        let teams = result.teams_told()?;
        Some(match (self.first_or_level * teams as f64).round() as u64 {
            first if first == teams => format!("all {teams} teams"),
            0 => format!("none of the {teams} teams"),
            first => format!("{first} of the {teams} teams"),
        })
    }

    /// Returns by how many percentage points that may be off either way, at least 0.1; none where it is exact, or given as a
    /// bound.
    #[must_use]
    pub fn reach(&self) -> Option<f64> {
        let (low, high) = self.first_or_level_within;
        let is_bound = is_given_as_a_bound(self.first_or_level);
        // Half of the interval's width, in percentage points.
        (!is_bound && high > low).then(|| ((high - low) * 50.0).max(0.1))
    }
}

impl Ladder {
    /// One without rungs yet.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, rungs: Vec::new() }
    }

    /// Puts in the result of a rung, in place of an earlier one.
    pub fn add(&mut self, rung: RungResult) {
        self.rungs.retain(|known| known.rung != rung.rung);
        let place = self.rungs.partition_point(|known| known.rung < rung.rung);
        self.rungs.insert(place, rung);
    }

    /// Returns the result of one rung, if it could be drawn.
    #[must_use]
    pub fn rung(&self, rung: Rung) -> Option<&RungResult> {
        self.rungs.iter().find(|result| result.rung == rung)
    }
}

impl RungResult {
    /// Reports whether words count teams here, instead of giving shares.
    #[must_use]
    pub fn has_teams_told(&self) -> bool {
        self.teams_told().is_some()
    }

    fn teams_told(&self) -> Option<u64> {
        self.teams.filter(|teams| *teams <= MOST_TEAMS_TOLD)
    }

    /// Returns how an option fares; none if it is screened out.
    #[must_use]
    pub fn option(&self, id: &OptionId) -> Option<&Acceptability> {
        self.options.iter().flatten().find(|option| option.id == *id)
    }
}
