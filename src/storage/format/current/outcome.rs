//! The outcome, and the exports of a record.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    super::layout,
    all, each,
    values::{ConsequenceKind, Line, Prose, Verdict, Word},
};
use crate::decision::{self as domain, OptionId};

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, rename = "Outcome")]
pub(in super::super) struct StoredOutcome {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chosen: Option<Word<OptionId>>,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    justification: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    against_lead: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    thin_coverage: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    despite_objection: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    unscored_must_have: Prose,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    runner_up_case: Prose,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    consequences: Vec<StoredConsequence>,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    confirmation: Prose,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    triggers: Vec<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    review: Option<Word<Date>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    sign_offs: Vec<StoredSignOff>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Consequence")]
struct StoredConsequence {
    kind: ConsequenceKind,
    #[serde(default)]
    text: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "SignOff")]
struct StoredSignOff {
    name: Line,
    verdict: Verdict,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    comment: Line,
    on: Word<Date>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Export")]
pub(in super::super) struct StoredExport {
    path: Line,
    dialect: Line,
    on: Word<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    charts: Vec<Line>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    written: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    style: Line,
}

impl StoredOutcome {
    pub(super) fn is_empty(&self) -> bool {
        self.chosen.is_none()
            && self.justification.is_empty()
            && self.against_lead.is_empty()
            && self.thin_coverage.is_empty()
            && self.despite_objection.is_empty()
            && self.unscored_must_have.is_empty()
            && self.runner_up_case.is_empty()
            && self.consequences.is_empty()
            && self.confirmation.is_empty()
            && self.triggers.is_empty()
            && self.review.is_none()
            && self.sign_offs.is_empty()
    }
}

impl From<&domain::Outcome> for StoredOutcome {
    fn from(outcome: &domain::Outcome) -> Self {
        let domain::Outcome {
            chosen,
            justification,
            against_lead,
            thin_coverage,
            despite_objection,
            unscored_must_have,
            runner_up_case,
            consequences,
            confirmation,
            triggers,
            review,
            sign_offs,
        } = outcome;
        Self {
            chosen: chosen.clone().map(Word),
            justification: justification.into(),
            against_lead: against_lead.into(),
            thin_coverage: thin_coverage.into(),
            despite_objection: despite_objection.into(),
            unscored_must_have: unscored_must_have.into(),
            runner_up_case: runner_up_case.into(),
            consequences: each(consequences),
            confirmation: confirmation.into(),
            triggers: each(triggers),
            review: review.map(Word),
            sign_offs: each(sign_offs),
        }
    }
}

impl From<StoredOutcome> for domain::Outcome {
    fn from(outcome: StoredOutcome) -> Self {
        Self {
            chosen: outcome.chosen.map(|id| id.0),
            justification: outcome.justification.into(),
            against_lead: outcome.against_lead.into(),
            thin_coverage: outcome.thin_coverage.into(),
            despite_objection: outcome.despite_objection.into(),
            unscored_must_have: outcome.unscored_must_have.into(),
            runner_up_case: outcome.runner_up_case.into(),
            consequences: all(outcome.consequences),
            confirmation: outcome.confirmation.into(),
            triggers: all(outcome.triggers),
            review: outcome.review.map(|day| day.0),
            sign_offs: all(outcome.sign_offs),
        }
    }
}

impl From<&domain::Consequence> for StoredConsequence {
    fn from(domain::Consequence { kind, text }: &domain::Consequence) -> Self {
        Self { kind: (*kind).into(), text: text.into() }
    }
}

impl From<StoredConsequence> for domain::Consequence {
    fn from(consequence: StoredConsequence) -> Self {
        Self { kind: consequence.kind.into(), text: consequence.text.into() }
    }
}

impl From<&domain::SignOff> for StoredSignOff {
    fn from(sign_off: &domain::SignOff) -> Self {
        let domain::SignOff { name, verdict, comment, on } = sign_off;
        Self { name: name.into(), verdict: (*verdict).into(), comment: comment.into(), on: Word(*on) }
    }
}

impl From<StoredSignOff> for domain::SignOff {
    fn from(sign_off: StoredSignOff) -> Self {
        Self {
            name: sign_off.name.into(),
            verdict: sign_off.verdict.into(),
            comment: sign_off.comment.into(),
            on: sign_off.on.0,
        }
    }
}

impl From<&domain::Export> for StoredExport {
    fn from(export: &domain::Export) -> Self {
        let domain::Export { path, dialect, on, charts, written, style } = export;
        Self {
            path: path.into(),
            dialect: dialect.into(),
            on: Word(*on),
            charts: each(charts),
            written: written.into(),
            style: style.into(),
        }
    }
}

impl From<StoredExport> for domain::Export {
    fn from(export: StoredExport) -> Self {
        Self {
            path: export.path.into(),
            dialect: export.dialect.into(),
            on: export.on.0,
            charts: all(export.charts),
            written: export.written.into(),
            style: export.style.into(),
        }
    }
}
