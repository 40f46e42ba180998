//! What changed, for other programs: keys that stay, numbers at full precision, ids as in the file.

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    CriterionChange, GapChange, MemberShare, PartChange, ResultSummary, ScoreChange, StillHolds, ThenAndNow,
    WeightChange, WhatChanged,
};
use crate::{
    analysis::Firmness,
    decision::{MemberId, OptionId, Vote},
};

/// What changed as one object, whose keys are in the order of the alphabet. What there is nothing to say of is null or an empty
/// list. README.md says what each key holds.
#[derive(Debug, Serialize)]
pub struct ChangeJson<'a> {
    changed: bool,
    gap: Option<Value>,
    holds: Option<bool>,
    holds_because: Option<&'a str>,
    options: Vec<Value>,
    others: &'a [String],
    result: Value,
    scores: Vec<Value>,
    texts: Vec<Value>,
    version: u32,
    weights: Vec<Value>,
}

/// A new key may come, none changes its meaning without another number.
const VERSION: u32 = 1;

/// Returns what changed, for other programs.
#[must_use]
pub fn change_to_json(change: &WhatChanged) -> ChangeJson<'_> {
    ChangeJson {
        changed: !change.is_nothing(),
        gap: change.gap.as_ref().map(gap),
        holds: change.holds.as_ref().map(|holds| holds.holds),
        holds_because: change.holds.as_ref().map(|StillHolds { because, .. }| because.as_str()),
        options: change.options.iter().map(part).collect(),
        others: &change.others,
        result: then_and_now(&change.result.map(result)),
        scores: change.scores.iter().map(score).collect(),
        texts: change.texts.iter().map(part).collect(),
        version: VERSION,
        weights: change.weights.iter().map(weight).collect(),
    }
}

fn then_and_now<T: Serialize>(values: &ThenAndNow<T>) -> Value {
    json!({ "then": values.then, "now": values.now })
}

fn result(of: &ResultSummary) -> Value {
    json!({
        "status": of.status.word(),
        "chosen": of.chosen.as_ref().map(OptionId::as_str),
        "leader": of.leader.as_ref().map(OptionId::as_str),
        "leader_level": of.level.iter().map(OptionId::as_str).collect::<Vec<_>>(),
        "runner_up": of.runner_up.as_ref().map(OptionId::as_str),
        "gap": of.gap,
        "verdict": of.verdict.map(Firmness::name),
        "headline": of.headline,
    })
}

fn gap(of: &GapChange) -> Value {
    json!({
        "first": of.first.as_str(),
        "second": of.second.as_str(),
        "then": of.gap.then,
        "now": of.gap.now,
        "change": of.gap.change(),
        "by_weight": of.by_weight(),
        "by_members": shares(&of.by_members()),
        "by_raters": of.by_raters(),
        "criteria": of.criteria.iter().map(criterion).collect::<Vec<_>>(),
    })
}

fn criterion(of: &CriterionChange) -> Value {
    json!({
        "id": of.id.as_str(),
        "weight": then_and_now(&of.weight),
        "difference": then_and_now(&of.contrast),
        "change": of.effect(),
        "by_weight": of.by_weight,
        "by_members": shares(&of.by_members),
        "by_raters": of.by_raters,
    })
}

fn shares(of: &[MemberShare]) -> Vec<Value> {
    of.iter().map(|share| json!({ "id": share.id.as_str(), "change": share.effect })).collect()
}

fn weight(of: &WeightChange) -> Value {
    json!({
        "criterion": of.criterion.as_str(),
        "member": of.member.as_ref().map(MemberId::as_str),
        "swing": then_and_now(&of.swing),
        "weight": then_and_now(&of.share),
        "change": of.effect,
    })
}

fn score(of: &ScoreChange) -> Value {
    json!({
        "member": of.member.as_str(),
        "criterion": of.criterion.as_str(),
        "option": of.option.as_str(),
        "score": then_and_now(&of.vote.map(|vote| vote.map(points))),
        "change": of.effect,
    })
}

/// Returns a score as a number, an abstention as "?".
fn points(vote: Vote) -> Value {
    vote.score().map_or_else(|| json!("?"), |score| json!(score.points()))
}

fn part(of: &PartChange) -> Value {
    json!({ "what": of.what, "then": of.then, "now": of.now })
}
