//! What options are judged by.

use strum::{EnumCount, VariantArray};

use super::{CriterionId, Score, text::called};

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
    /// How much it matters to go from anchor 1 to anchor 5: 0 to [`Criterion::MAX_SWING`]. None while nobody has weighed
    /// it, see [`Decision::swing`](super::Decision::swing).
    pub swing: Option<u8>,
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
    /// What a high score says for an option, as part of a sentence.
    pub pro: String,
    /// What a low score says against an option, as part of a sentence.
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
    /// The words for one score of [`Criterion::anchors`].
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
    /// All texts, in the order of the form. In place of one for the anchors there is one for each of them.
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

    /// The noun for it, in lower case. It is also its key in conflicts.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Group => "group",
            Self::Question => "question",
            Self::Anchor(Anchor::One) => "anchor 1",
            Self::Anchor(Anchor::Three) => "anchor 3",
            Self::Anchor(Anchor::Five) => "anchor 5",
            Self::Check => "check",
            Self::Caveat => "caveat",
            Self::Note => "note",
            Self::Pro => "argument for an option",
            Self::Con => "argument against an option",
        }
    }

    /// Whether it may have several lines.
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
    /// The swing of the criterion that matters most.
    pub const MAX_SWING: u8 = 100;
    /// The swing of each where all are to be equal.
    pub const EQUAL_SWING: u8 = 50;

    /// A criterion with a name and nothing else.
    #[must_use]
    pub fn new(id: CriterionId, name: &str, group: &str) -> Self {
        let values = CriterionValues { swing: Some(Self::EQUAL_SWING), must_have: None, not_applicable: false };
        Self::from_parts(id, values, |text| match text {
            CriterionText::Name => name.to_owned(),
            CriterionText::Group => group.to_owned(),
            _ => String::new(),
        })
    }

    /// A criterion of these values and texts.
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

    /// The name in sentences; the id where there is none.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, self.id.as_str())
    }

    /// The parts that count in the result.
    #[must_use]
    pub fn values(&self) -> CriterionValues {
        CriterionValues { swing: self.swing, must_have: self.must_have, not_applicable: self.not_applicable }
    }

    /// One of its texts.
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
    /// From low to high.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

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
