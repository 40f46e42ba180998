//! The criteria that options are judged by.

use strum::{EnumCount, VariantArray};

use super::{CriterionId, Score, text::called};

/// One criterion, on a scale that words define at 1, 3 and 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Stable id in the file.
    pub id: CriterionId,
    /// Name on screen and in the ADR.
    pub name: String,
    /// Heading of its group.
    pub group: String,
    /// Question that a member asks of each option.
    pub question: String,
    /// Words for the ends and the middle of the scale.
    pub anchors: Anchors,
    /// Importance of going from anchor 1 to anchor 5: 0 to [`Criterion::MAX_SWING`]. `None` while nobody has weighed
    /// it, see [`Decision::swing`](super::Decision::swing).
    pub swing: Option<u8>,
    /// Threshold that screens options out before anything is summed.
    pub must_have: Option<MustHave>,
    /// Whether it is left out of the model for every option.
    pub not_applicable: bool,
    /// Way in which the team can find out for itself.
    pub check: String,
    /// Warning if the source is one-sided, dated or wrong.
    pub caveat: String,
    /// The team's own words on it.
    pub note: String,
    /// Meaning of a high score in favour of an option, as part of a sentence.
    pub pro: String,
    /// Meaning of a low score against an option, as part of a sentence.
    pub con: String,
}

/// A text of a criterion. Edits, merges, the history and the criteria form go through all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount)]
pub enum CriterionText {
    /// [`Criterion::name`]
    Name,
    /// [`Criterion::group`]
    Group,
    /// [`Criterion::question`]
    Question,
    /// Words for one score of [`Criterion::anchors`].
    Anchor(Anchor),
    /// [`Criterion::check`]
    Check,
    /// [`Criterion::caveat`]
    Caveat,
    /// [`Criterion::note`]
    Note,
    /// [`Criterion::pro`]
    Pro,
    /// [`Criterion::con`]
    Con,
}

impl CriterionText {
    /// All texts, in the order of the form, with one for each of the three anchors.
    pub const ALL: [Self; Self::COUNT - 1 + Anchor::COUNT] = [
        Self::Name,
        Self::Group,
        Self::Question,
        Self::Anchor(Anchor::One),
        Self::Anchor(Anchor::Three),
        Self::Anchor(Anchor::Five),
        Self::Check,
        Self::Caveat,
        Self::Note,
        Self::Pro,
        Self::Con,
    ];

    /// Returns its noun, in lower case. It is also its key in conflicts.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Group => "group",
            Self::Question => "question",
            Self::Anchor(Anchor::One) => "meaning of a 1",
            Self::Anchor(Anchor::Three) => "meaning of a 3",
            Self::Anchor(Anchor::Five) => "meaning of a 5",
            Self::Check => "check",
            Self::Caveat => "caveat",
            Self::Note => "note",
            Self::Pro => "argument for an option",
            Self::Con => "argument against an option",
        }
    }

    /// Reports whether it may have several lines.
    #[must_use]
    pub fn has_paragraphs(self) -> bool {
        matches!(self, Self::Check | Self::Caveat | Self::Note)
    }
}

/// The parts of a criterion that count in the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CriterionValues {
    /// [`Criterion::swing`]
    pub swing: Option<u8>,
    /// [`Criterion::must_have`]
    pub must_have: Option<MustHave>,
    /// [`Criterion::not_applicable`]
    pub not_applicable: bool,
}

impl Criterion {
    /// Swing of the criterion that matters most.
    pub const MAX_SWING: u8 = 100;
    /// Swing of each criterion if all are equal.
    pub const EQUAL_SWING: u8 = 50;

    /// Creates a criterion with a name, a group and the usual swing, and nothing else.
    #[must_use]
    pub fn new(id: CriterionId, name: &str, group: &str) -> Self {
        let values = CriterionValues { swing: Some(Self::EQUAL_SWING), must_have: None, not_applicable: false };
        Self::from_parts(id, values, |text| match text {
            CriterionText::Name => name.to_owned(),
            CriterionText::Group => group.to_owned(),
            _ => String::new(),
        })
    }

    /// Creates a criterion from these values and texts.
    pub(super) fn from_parts(
        id: CriterionId,
        values: CriterionValues,
        mut text: impl FnMut(CriterionText) -> String,
    ) -> Self {
        let CriterionValues { swing, must_have, not_applicable } = values;
        Self {
            id,
            name: text(CriterionText::Name),
            group: text(CriterionText::Group),
            question: text(CriterionText::Question),
            anchors: Anchors {
                one: text(CriterionText::Anchor(Anchor::One)),
                three: text(CriterionText::Anchor(Anchor::Three)),
                five: text(CriterionText::Anchor(Anchor::Five)),
            },
            swing,
            must_have,
            not_applicable,
            check: text(CriterionText::Check),
            caveat: text(CriterionText::Caveat),
            note: text(CriterionText::Note),
            pro: text(CriterionText::Pro),
            con: text(CriterionText::Con),
        }
    }

    /// Returns the name in sentences; the id if nothing of the name can be seen.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, self.id.as_str())
    }

    /// Returns the parts that count in the result.
    #[must_use]
    pub fn values(&self) -> CriterionValues {
        CriterionValues { swing: self.swing, must_have: self.must_have, not_applicable: self.not_applicable }
    }

    /// Returns one of its texts.
    #[must_use]
    pub fn text(&self, text: CriterionText) -> &String {
        match text {
            CriterionText::Name => &self.name,
            CriterionText::Group => &self.group,
            CriterionText::Question => &self.question,
            CriterionText::Anchor(anchor) => self.anchors.get(anchor),
            CriterionText::Check => &self.check,
            CriterionText::Caveat => &self.caveat,
            CriterionText::Note => &self.note,
            CriterionText::Pro => &self.pro,
            CriterionText::Con => &self.con,
        }
    }

    pub(super) fn text_mut(&mut self, text: CriterionText) -> &mut String {
        match text {
            CriterionText::Name => &mut self.name,
            CriterionText::Group => &mut self.group,
            CriterionText::Question => &mut self.question,
            CriterionText::Anchor(Anchor::One) => &mut self.anchors.one,
            CriterionText::Anchor(Anchor::Three) => &mut self.anchors.three,
            CriterionText::Anchor(Anchor::Five) => &mut self.anchors.five,
            CriterionText::Check => &mut self.check,
            CriterionText::Caveat => &mut self.caveat,
            CriterionText::Note => &mut self.note,
            CriterionText::Pro => &mut self.pro,
            CriterionText::Con => &mut self.con,
        }
    }
}

/// The meaning of a score of 1, 3 and 5, in plain words. They define the scale, which is never fitted to the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchors {
    /// Words for a 1.
    pub one: String,
    /// Words for a 3.
    pub three: String,
    /// Words for a 5.
    pub five: String,
}

/// One of the three scores that have words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum Anchor {
    /// The low end.
    One,
    /// The middle.
    Three,
    /// The high end.
    Five,
}

impl Anchor {
    /// All of them, from low to high.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the score that it explains.
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
    /// Returns the words for one score.
    #[must_use]
    pub fn get(&self, anchor: Anchor) -> &String {
        match anchor {
            Anchor::One => &self.one,
            Anchor::Three => &self.three,
            Anchor::Five => &self.five,
        }
    }
}

/// A threshold that an option must reach, whatever its total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MustHave {
    /// Lowest score that passes.
    pub at_least: Score,
    /// Rule by which scores decide.
    pub rule: MustHaveRule,
}

/// The rule by which an option fails a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MustHaveRule {
    /// The median of the team's scores is below it.
    Median,
    /// At least this many members score below it (1 or more).
    Members(u16),
}
