//! Where the decision stands in short clauses, for a strip.

use super::{
    Analysis,
    model::TIE,
    names::sealed,
    verdict::{Standing, leads, standing},
    words::{count, percent, percent_at_most},
};
use crate::decision::Decision;

/// The headline first; while a round is blind only who has sealed.
pub(super) fn parts(decision: &Decision, analysis: &Analysis, headline: &str) -> Vec<String> {
    let mut parts = vec![headline.trim_end_matches('.').to_owned()];
    match standing(decision, analysis) {
        Standing::Blind => {
            parts.push(sealed(decision));
            return parts;
        }
        Standing::Lead(pair) => {
            if analysis.is_clear() {
                parts[0] = leads(decision, pair);
            }
            parts.extend(ahead(analysis));
            parts.extend(holds(analysis));
        }
        _ => {}
    }
    if analysis.model.is_scored() {
        let disputed = analysis.disputed_cells();
        if disputed > 0 {
            parts.push(format!("{} disputed", count(disputed, "cell", "cells")));
        } else if analysis.model.views.len() > 1 {
            parts.push("no cell disputed".to_owned());
        }
    }
    parts.extend(covered(analysis));
    parts
}

fn ahead(analysis: &Analysis) -> Option<String> {
    let share = analysis.first_within_swings()?;
    Some(format!("ahead in {} of weightings within ±25 % of yours", percent(share)))
}

fn holds(analysis: &Analysis) -> Option<String> {
    let error = analysis.common_error().filter(|_| analysis.gap().is_some_and(|gap| gap > TIE))?;
    Some(if error >= 1.0 - TIE {
        "holds whatever the swings".to_owned()
    } else {
        format!("holds unless swings are off by more than {}", percent_at_most(error))
    })
}

fn covered(analysis: &Analysis) -> Option<String> {
    let (empty, all) = (analysis.empty_cells(), analysis.counted_cells());
    match empty {
        _ if all == 0 => None,
        0 => Some("every cell scored".to_owned()),
        _ => Some(format!("{empty} of {all} cells empty")),
    }
}
