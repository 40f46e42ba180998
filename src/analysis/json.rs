//! The results for other programs: keys that stay, numbers at full precision, ids as in the file.

use serde_json::{Value, json};

use super::{
    Analysis, CellFlip, CellResult, CriterionResult, Ladder, MemberResult, OptionResult, Pair, Rung,
    notes::ladder_notes, robustness::Acceptability, sentences::sentences,
};
use crate::decision::{Decision, OptionId, Score};

/// Everything that was computed, as one object. What could not be computed is null, and `notes` says why.
#[must_use]
pub fn to_json(decision: &Decision, analysis: &Analysis) -> Value {
    let weighted = analysis.model.is_weighted();
    json!({
        "title": decision.title,
        "scale": { "min": Score::MIN.points(), "max": Score::MAX.points() },
        "options": list(&analysis.options, |o| option(o, weighted)),
        "criteria": list(&analysis.criteria, criterion),
        "cells": analysis.cells.iter().map(|of| cell(of)).collect::<Value>(),
        "pairs": list(&analysis.pairs, pair),
        "max_regret": analysis.max_regret,
        "cell_flips": list(&analysis.cell_flips, cell_flip),
        "without_criterion": list(&analysis.without_criterion, |w| without(&w.id, w.winner.as_ref())),
        "without_member": list(&analysis.without_member, |w| without(&w.id, w.winner.as_ref())),
        "ladder": analysis.ladder.as_ref().map(ladder),
        "seed": analysis.ladder.as_ref().map(|ladder| ladder.seed),
        "agreement": { "kendall_w": analysis.kendall_w, "krippendorff_alpha": analysis.krippendorff_alpha },
        "equal_weights_winner": id(analysis.equal_weights_winner.as_ref()),
        "median_winner": id(analysis.median_winner.as_ref()),
        "measured_only_winner": id(analysis.measured_only_winner.as_ref()),
        "members": list(&analysis.members, member),
        "sentences": sentences(decision, analysis),
        "notes": analysis.notes.iter().cloned().chain(ladder_notes(analysis)).collect::<Vec<_>>(),
    })
}

fn list<T>(items: &[T], to_value: impl Fn(&T) -> Value) -> Value {
    items.iter().map(to_value).collect()
}

fn id<T: ToString>(id: Option<&T>) -> Value {
    id.map_or(Value::Null, |id| Value::String(id.to_string()))
}

fn option(option: &OptionResult, weighted: bool) -> Value {
    let value = |value: f64| if weighted { json!(value) } else { Value::Null };
    json!({
        "id": option.id.as_str(),
        "value": value(option.value),
        "low": value(option.low),
        "high": value(option.high),
        "rank": option.rank,
        "coverage": value(option.coverage),
        "screened_out": option.screened_out.is_some(),
        "reason": option.screened_out,
    })
}

fn criterion(criterion: &CriterionResult) -> Value {
    json!({
        "id": criterion.id.as_str(),
        "weight": criterion.weight,
        "weight_range": criterion.weight_range,
        "stability": criterion.stability.map(|(low, high)| json!({ "low": low, "high": high })),
        "evppi": criterion.evppi,
        "gap_variance_share": criterion.gap_variance_share,
        "tornado": criterion.tornado,
    })
}

fn cell(cell: &CellResult) -> Value {
    json!({
        "criterion": cell.criterion.as_str(),
        "option": cell.option.as_str(),
        "n": cell.n,
        "abstained": cell.abstained,
        "mean": cell.mean,
        "median": cell.median,
        "sd": cell.sd,
        "min": cell.min,
        "max": cell.max,
        "agreement": cell.agreement,
    })
}

fn pair(pair: &Pair) -> Value {
    json!({
        "winner": pair.winner.as_str(),
        "rival": pair.rival.as_str(),
        "gap": pair.gap,
        "common_error": pair.common_error,
        "weight_to_move": pair.weight_to_move,
        "exact_any_weights": pair.exact_any_weights,
        "exact_your_order": pair.exact_your_order,
    })
}

/// All rungs; what could not be drawn is null.
fn ladder(ladder: &Ladder) -> Value {
    let rung = |rung: &Rung| match ladder.rung(*rung) {
        None => json!({
            "rung": rung.number(), "draws": 0, "exact": false, "teams": null, "acceptability": null, "low": null, "high": null,
            "central_weights": null, "confidence": null,
        }),
        Some(result) => {
            let each = |value: fn(&Acceptability) -> Value| -> Value {
                result.options.iter().map(|option| option.as_ref().map_or(Value::Null, value)).collect()
            };
            json!({
                "rung": rung.number(),
                "draws": result.draws,
                "exact": result.exact,
                "teams": result.teams,
                "acceptability": each(|option| json!(option.ranks)),
                "low": each(|option| json!(option.low)),
                "high": each(|option| json!(option.high)),
                "central_weights": each(|option| json!(option.central_weights)),
                "confidence": each(|option| json!(option.confidence)),
            })
        }
    };
    Rung::ALL.iter().map(rung).collect()
}

fn cell_flip(flip: &CellFlip) -> Value {
    json!({ "criterion": flip.criterion.as_str(), "option": flip.option.as_str(), "points": flip.points })
}

fn without(id: &impl ToString, winner: Option<&OptionId>) -> Value {
    json!({ "id": id.to_string(), "winner": winner.map(OptionId::as_str) })
}

fn member(member: &MemberResult) -> Value {
    json!({ "id": member.id.as_str(), "winner": id(member.winner.as_ref()), "gap": member.gap })
}
