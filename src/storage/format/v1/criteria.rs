//! Options and criteria, which records and templates hold alike.

use serde::{Deserialize, Serialize};

use super::{
    super::layout,
    values::{Line, MustHaveRule, Points, Prose, Swing, Word},
};
use crate::decision::{self as domain, CriterionId, OptionId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Option")]
pub(super) struct Alternative {
    id: Word<OptionId>,
    #[serde(default)]
    name: Line,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    description: Prose,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Criterion {
    id: Word<CriterionId>,
    #[serde(default)]
    name: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    group: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    question: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    one: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    three: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    five: Line,
    #[serde(default = "usual_swing")]
    swing: Swing,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "layout::inline")]
    must_have: Option<MustHave>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    not_applicable: bool,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    check: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    caveat: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    note: Prose,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MustHave {
    at_least: Points,
    rule: MustHaveRule,
}

/// That of [`domain::Criterion::new`].
fn usual_swing() -> Swing {
    Swing(50)
}

impl From<&domain::Alternative> for Alternative {
    fn from(option: &domain::Alternative) -> Self {
        Self { id: Word(option.id.clone()), name: (&option.name).into(), description: (&option.description).into() }
    }
}

impl From<Alternative> for domain::Alternative {
    fn from(option: Alternative) -> Self {
        Self { id: option.id.0, name: option.name.into(), description: option.description.into() }
    }
}

impl From<&domain::Criterion> for Criterion {
    fn from(criterion: &domain::Criterion) -> Self {
        Self {
            id: Word(criterion.id.clone()),
            name: (&criterion.name).into(),
            group: (&criterion.group).into(),
            question: (&criterion.question).into(),
            one: (&criterion.anchors.one).into(),
            three: (&criterion.anchors.three).into(),
            five: (&criterion.anchors.five).into(),
            swing: Swing(criterion.swing),
            must_have: criterion.must_have.map(Into::into),
            not_applicable: criterion.not_applicable,
            check: (&criterion.check).into(),
            caveat: (&criterion.caveat).into(),
            note: (&criterion.note).into(),
        }
    }
}

impl From<Criterion> for domain::Criterion {
    fn from(criterion: Criterion) -> Self {
        Self {
            id: criterion.id.0,
            name: criterion.name.into(),
            group: criterion.group.into(),
            question: criterion.question.into(),
            anchors: domain::Anchors {
                one: criterion.one.into(),
                three: criterion.three.into(),
                five: criterion.five.into(),
            },
            swing: criterion.swing.0,
            must_have: criterion.must_have.map(Into::into),
            not_applicable: criterion.not_applicable,
            check: criterion.check.into(),
            caveat: criterion.caveat.into(),
            note: criterion.note.into(),
        }
    }
}

impl From<domain::MustHave> for MustHave {
    fn from(must_have: domain::MustHave) -> Self {
        Self { at_least: Points(must_have.at_least), rule: must_have.rule.into() }
    }
}

impl From<MustHave> for domain::MustHave {
    fn from(must_have: MustHave) -> Self {
        Self { at_least: must_have.at_least.0, rule: must_have.rule.into() }
    }
}
