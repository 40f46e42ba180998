//! Options and criteria, which records and templates hold alike.

use serde::{Deserialize, Serialize};

use super::{
    super::layout,
    values::{Amount, Line, MustHaveRule, Points, Prose, Swing, Word},
};
use crate::decision::{self as domain, CriterionId, OptionId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Option")]
pub(in super::super) struct StoredAlternative {
    id: Word<OptionId>,
    #[serde(default)]
    name: Line,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    description: Prose,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_today: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pros: Option<Vec<Line>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cons: Option<Vec<Line>>,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "layout::inline")]
    cost: Option<StoredCost>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Cost")]
struct StoredCost {
    amount: Amount,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    unit: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    note: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Criterion")]
pub(in super::super) struct StoredCriterion {
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
    /// Left out while nobody has weighed the criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in super::super) swing: Option<Swing>,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "layout::inline")]
    must_have: Option<StoredMustHave>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    not_applicable: bool,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    check: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    caveat: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    note: Prose,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pro: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    con: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "MustHave")]
struct StoredMustHave {
    at_least: Points,
    rule: MustHaveRule,
}

impl From<&domain::Alternative> for StoredAlternative {
    fn from(option: &domain::Alternative) -> Self {
        let domain::Alternative { id, name, description, is_today, pros, cons, cost } = option;
        Self {
            id: Word(id.clone()),
            name: name.into(),
            description: description.into(),
            is_today: *is_today,
            pros: pros.as_ref().map(super::each),
            cons: cons.as_ref().map(super::each),
            cost: cost.as_ref().map(Into::into),
        }
    }
}

impl From<StoredAlternative> for domain::Alternative {
    fn from(option: StoredAlternative) -> Self {
        Self {
            id: option.id.0,
            name: option.name.into(),
            description: option.description.into(),
            is_today: option.is_today,
            pros: option.pros.map(super::all),
            cons: option.cons.map(super::all),
            cost: option.cost.map(Into::into),
        }
    }
}

impl From<&domain::Cost> for StoredCost {
    fn from(domain::Cost { amount, unit, note }: &domain::Cost) -> Self {
        Self { amount: Amount(*amount), unit: unit.into(), note: note.into() }
    }
}

impl From<StoredCost> for domain::Cost {
    fn from(cost: StoredCost) -> Self {
        Self { amount: cost.amount.0, unit: cost.unit.into(), note: cost.note.into() }
    }
}

impl From<&domain::Criterion> for StoredCriterion {
    fn from(criterion: &domain::Criterion) -> Self {
        let domain::Criterion {
            id,
            name,
            group,
            question,
            anchors: domain::Anchors { one, three, five },
            swing,
            must_have,
            not_applicable,
            check,
            caveat,
            note,
            pro,
            con,
        } = criterion;
        Self {
            id: Word(id.clone()),
            name: name.into(),
            group: group.into(),
            question: question.into(),
            one: one.into(),
            three: three.into(),
            five: five.into(),
            swing: swing.map(Swing),
            must_have: must_have.map(Into::into),
            not_applicable: *not_applicable,
            check: check.into(),
            caveat: caveat.into(),
            note: note.into(),
            pro: pro.into(),
            con: con.into(),
        }
    }
}

impl From<StoredCriterion> for domain::Criterion {
    fn from(criterion: StoredCriterion) -> Self {
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
            swing: criterion.swing.map(|swing| swing.0),
            must_have: criterion.must_have.map(Into::into),
            not_applicable: criterion.not_applicable,
            check: criterion.check.into(),
            caveat: criterion.caveat.into(),
            note: criterion.note.into(),
            pro: criterion.pro.into(),
            con: criterion.con.into(),
        }
    }
}

impl From<domain::MustHave> for StoredMustHave {
    fn from(domain::MustHave { at_least, rule }: domain::MustHave) -> Self {
        Self { at_least: Points(at_least), rule: rule.into() }
    }
}

impl From<StoredMustHave> for domain::MustHave {
    fn from(must_have: StoredMustHave) -> Self {
        Self { at_least: must_have.at_least.0, rule: must_have.rule.into() }
    }
}
