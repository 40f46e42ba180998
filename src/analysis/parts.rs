//! Where the decision stands in short clauses, for a strip.

use super::{
    Analysis, Firmness,
    model::TIE,
    names::sealed,
    standing::{Standing, leads, standing},
    words::{LEAST_ERROR_TOLD, count, percent_at_most, without_unpublished},
};
use crate::decision::Decision;

/// Returns the headline first; while a round is blind only who has sealed.
pub(super) fn parts(
    decision: &Decision,
    analysis: &Analysis,
    headline: &str,
    firmness: Option<Firmness>,
) -> Vec<String> {
    let mut parts = vec![headline.trim_end_matches('.').to_owned()];
    match standing(decision, analysis) {
        Standing::SharedId(_) => return parts,
        Standing::Blind | Standing::InPrivate(_) => {
            parts.push(sealed(decision));
            return parts;
        }
        Standing::Lead(pair) => {
            if firmness != Some(Firmness::NoClearWinner) {
                let word = firmness.map(|firmness| format!(", a {}", firmness.name())).unwrap_or_default();
                parts[0] = format!("{}{word}", leads(decision, pair));
                parts.extend(without_unpublished(analysis.unpublished));
            }
            parts.extend(ahead(decision, analysis, firmness));
            parts.extend(holds(analysis));
        }
        _ => {}
    }
    if analysis.model.is_scored() {
        let disputed = analysis.disputed_cells().count();
        if disputed > 0 {
            parts.push(format!("{} disputed", count(disputed, "cell", "cells")));
        } else if analysis.model.views.len() > 1 {
            // A single ballot has nobody to dispute it.
            parts.push("no cell disputed".to_owned());
        }
    }
    parts.extend(covered(analysis));
    parts
}

fn ahead(decision: &Decision, analysis: &Analysis, firmness: Option<Firmness>) -> Option<String> {
    // Who shares the lead is not named, so it is not said how often it is ahead.
    let winner = analysis.winner()?;
    // Without a clear winner, the part before does not say who leads.
    let who = if firmness == Some(Firmness::NoClearWinner) {
        format!("{} ", decision.option_name(winner))
    } else {
        String::new()
    };
    let within = analysis.within_swings()?;
    let ahead = if within.shares_first() { "ahead or level" } else { "ahead" };
    Some(format!("{who}{ahead} in {} of cases with weights up to 25 % off", within.first_in_words()))
}

fn holds(analysis: &Analysis) -> Option<String> {
    let error = analysis.common_error().filter(|_| analysis.gap().is_some_and(|gap| gap > TIE))?;
    if error < LEAST_ERROR_TOLD {
        return None;
    }
    Some(if error >= 1.0 - TIE {
        // Only where every cell is scored and no criterion speaks against it is there nothing more to say.
        if !analysis.is_behind_where(|_| true) && !analysis.has_gaps() {
            "holds whatever the weights".to_owned()
        } else if analysis.has_gaps() {
            "with 3 in the empty cells holds however far off the weights are".to_owned()
        } else {
            "holds however far off the weights are".to_owned()
        }
    } else {
        format!("holds while no weight is more than {} off", percent_at_most(error))
    })
}

fn covered(analysis: &Analysis) -> Option<String> {
    // Those that each member is asked for, as the count of one's own is.
    let (empty, all) = analysis.asked_cells();
    match empty {
        _ if all == 0 => None,
        // Beside the count of a ballot with gaps, the shorter words would contradict it.
        0 if !analysis.is_answered_by_all() => Some("every cell scored by someone".to_owned()),
        0 => Some("every cell scored".to_owned()),
        _ => Some(format!("{empty} of {all} cells without a score")),
    }
}
