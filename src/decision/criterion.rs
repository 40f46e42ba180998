//! What options are judged by.

use super::{CriterionId, Score};

/// One thing that options are judged by, on a scale that words fix at 1, 3 and 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its stable name in the file.
    pub id: CriterionId,
    /// Its name on screen and in the ADR.
    pub name: String,
    /// The heading it stands under.
    pub group: String,
    /// What a member asks of each option.
    pub question: String,
    /// What the ends and the middle of the scale mean.
    pub anchors: Anchors,
    /// How much it matters to go from anchor 1 to anchor 5: 0 to [`Criterion::MAX_SWING`].
    pub swing: u8,
    /// Screens options out before anything is summed.
    pub must_have: Option<MustHave>,
    /// Taken out of the model for every option.
    pub not_applicable: bool,
    /// How the team can find out for itself.
    pub check: String,
    /// Where the source is one-sided, dated or wrong.
    pub caveat: String,
    /// The team's own words on it.
    pub note: String,
}

impl Criterion {
    /// The swing of the criterion that matters most.
    pub const MAX_SWING: u8 = 100;
    /// The swing of each where all are to be equal.
    pub const EQUAL_SWING: u8 = 50;

    /// A criterion with a name and nothing else.
    #[must_use]
    pub fn new(id: CriterionId, name: &str, group: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            group: group.to_owned(),
            question: String::new(),
            anchors: Anchors::default(),
            swing: 50,
            must_have: None,
            not_applicable: false,
            check: String::new(),
            caveat: String::new(),
            note: String::new(),
        }
    }
}

/// What a score of 1, 3 and 5 means, in plain words. The scale is fixed by them, never fitted to the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchors {
    /// What deserves a 1.
    pub one: String,
    /// What deserves a 3.
    pub three: String,
    /// What deserves a 5.
    pub five: String,
}

/// One of the three scores that have words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The low end.
    One,
    /// The middle.
    Three,
    /// The high end.
    Five,
}

impl Anchor {
    /// From low to high.
    pub const ALL: [Self; 3] = [Self::One, Self::Three, Self::Five];

    /// The score that it explains.
    #[must_use]
    pub fn score(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Three => 3,
            Self::Five => 5,
        }
    }
}

impl Anchors {
    /// The words for one score.
    #[must_use]
    pub fn get(&self, anchor: Anchor) -> &str {
        match anchor {
            Anchor::One => &self.one,
            Anchor::Three => &self.three,
            Anchor::Five => &self.five,
        }
    }

    pub(super) fn get_mut(&mut self, anchor: Anchor) -> &mut String {
        match anchor {
            Anchor::One => &mut self.one,
            Anchor::Three => &mut self.three,
            Anchor::Five => &mut self.five,
        }
    }
}

/// A threshold that an option must reach, whatever its total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MustHave {
    /// The lowest score that passes.
    pub at_least: Score,
    /// Whose scores decide.
    pub rule: MustHaveRule,
}

/// When an option fails a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MustHaveRule {
    /// The median of the team's scores is below it.
    Median,
    /// At least so many members score below it (1 or more).
    Members(u16),
}
