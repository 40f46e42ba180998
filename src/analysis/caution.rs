//! What speaks against relying on the result.

use super::{Analysis, Scope, clarity::UNCLEAR_FIRST_BELOW, model::TIE, words::number};
use crate::decision::{Decision, OptionId};

/// A sentence for each thing; none while there is no winner.
pub(super) fn cautions(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let Some(winner) = &analysis.winner else { return Vec::new() };
    let mut cautions = Vec::new();
    // With `Scope::All`, as commands count, the scores of the blind round are in the result.
    if decision.is_blind() && analysis.scope == Scope::Revealed {
        cautions.push(format!("Round {} is still blind, and its scores are not in this result.", decision.round()));
    }
    let empty = analysis.empty_cells();
    // Level options are not certain either, with every cell filled.
    if !analysis.certain && !analysis.pairs.is_empty() && empty > 0 {
        let cells =
            if empty == 1 { "One cell is empty and".to_owned() } else { format!("{empty} cells are empty and") };
        cautions.push(format!("{cells} could decide it."));
    }
    if let Some(within) = analysis.within_swings().filter(|within| within.first() < UNCLEAR_FIRST_BELOW) {
        let (winner, share) = (decision.option_name(winner), within.first_in_words());
        cautions.push(format!("{winner} comes first in only {share} of weightings within ±25 % of yours."));
    }
    let other_ways = [
        ("By medians instead of means", &analysis.median_winner),
        ("With equal weights", &analysis.equal_weights_winner),
        ("By measured scores alone", &analysis.measured_only_winner),
    ];
    for (way, leader) in other_ways {
        if let Some(other) = leader.as_ref().filter(|id| *id != winner) {
            cautions.push(format!("{way} {} leads.", decision.option_name(other)));
        }
    }
    cautions.extend(screened(decision, analysis, winner));
    cautions
}

fn screened(decision: &Decision, analysis: &Analysis, winner: &OptionId) -> Vec<String> {
    let winning = analysis.option(winner).map_or(0.0, |option| option.value);
    // Where one option is left, the verdict gives the reasons already.
    let told = analysis.pairs.is_empty();
    let options = analysis.options.iter().filter_map(|option| option.screened_out.as_ref().map(|why| (option, why)));
    options
        .filter_map(|(option, why)| {
            let reason = (!told).then(|| why.clone());
            let would = (option.value > winning + TIE).then(|| {
                format!("Without that {} would lead with {}.", decision.option_name(&option.id), number(option.value))
            });
            let sentences: Vec<String> = reason.into_iter().chain(would).collect();
            (!sentences.is_empty()).then(|| sentences.join(" "))
        })
        .collect()
}
