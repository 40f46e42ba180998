//! What speaks against relying on the result.

use super::{
    Analysis, Firmness, Rung, Scope,
    model::leaders,
    screening::failed_must_haves,
    words::{list, percent, percent_within, points},
};
use crate::decision::{Decision, OptionId};

/// Returns a sentence for each thing; none while there is no winner.
pub(super) fn cautions(decision: &Decision, analysis: &Analysis, firmness: Option<Firmness>) -> Vec<String> {
    if analysis.first.is_none() {
        return Vec::new();
    }
    let mut cautions = Vec::new();
    // With `Scope::All`, as commands count, the scores of the blind round are in the result.
    if decision.is_blind() && analysis.scope == Scope::Revealed {
        cautions.push(format!("Round {} is still hidden, and its scores are not in this result.", decision.round()));
    }
    cautions.extend(open_cells(analysis));
    if firmness == Some(Firmness::NoClearWinner) {
        if analysis.contradicted_by_same_raters().is_some() {
            let why =
                "Some cells have no score from some people, so the averages also compare how leniently people score.";
            cautions.push(why.to_owned());
        }
        cautions.extend(shaken(decision, analysis));
    } else if analysis.winner().is_some() && !analysis.is_compared_by_the_same_raters() {
        let why = "Too few cells are scored for both options by the same people, so the averages also compare how leniently people score.";
        cautions.push(why.to_owned());
    }
    // Whoever leads with equal weights mostly does so by group, and that is one sentence.
    let by_group =
        if analysis.equal_groups == analysis.equal_weights { &analysis.leaders } else { &analysis.equal_groups };
    let other_ways = [
        ("By the middle score of each cell instead of the average", &analysis.medians),
        ("With equal weights", &analysis.equal_weights),
        ("With equal weights for each group of criteria", by_group),
        ("By measured scores alone", &analysis.measured_only),
    ];
    for (way, leaders) in other_ways.into_iter().filter(|(_, leaders)| **leaders != analysis.leaders) {
        let names: Vec<&str> = leaders.all().iter().map(|id| decision.option_name(id)).collect();
        match names.as_slice() {
            [] => {}
            [other] => cautions.push(format!("{way}, {other} leads.")),
            level => cautions.push(format!("{way}, {} are level.", list(level))),
        }
    }
    cautions.extend(screened(decision, analysis));
    cautions
}

/// Says that empty cells could put another option ahead; none where they could not.
pub(super) fn open_cells(analysis: &Analysis) -> Option<String> {
    let empty = analysis.empty_cells();
    let missing = if empty == 1 { "One score is".to_owned() } else { format!("{empty} scores are") };
    analysis.empty_cells_could_turn_it().then(|| format!("{missing} missing and could decide it."))
}

/// Returns what alone would leave no clear winner: the rung of 3 to 5 on which the winner comes first least often. How often is said as
/// beside its bar, and where ties matter also as it counts.
pub(super) fn shaken(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let (rung, share) = analysis.shaken_by()?;
    let comes = format!("{} comes {}", decision.option_name(analysis.winner()?), share.place_in_words());
    let counted = percent_within(share.first(), share.low, share.high);
    // It may be rounded to the bound that it does not reach.
    let counted = if counted == percent(Firmness::LEAST_SHARE) { format!("just under {counted}") } else { counted };
    let result = analysis.ladder.as_ref()?.rung(rung)?;
    let (shown, drawn) = if let Some(teams) = share.teams_in_words(result) {
        (teams, "that result if some ballots count more than once and others not at all")
    } else {
        let drawn = match rung {
            Rung::TeamResampled => "of cases in which the team is slightly different",
            Rung::YourWeights => "of cases in which each score may be a point off",
            _ => "of cases in which each weight, and each group of criteria, is up to 25 % off",
        };
        (if share.shares_first() { share.first_in_words() } else { counted.clone() }, drawn)
    };
    Some(if share.shares_first() && shown != counted {
        format!("{comes} in {shown} {drawn}, but in {counted} with ties counted in part.")
    } else {
        format!("{comes} in only {shown} {drawn}.")
    })
}

/// Returns the options that a single must-have rules out and that would lead alone if it were none.
fn leads_without_its_must_have(analysis: &Analysis) -> Vec<&OptionId> {
    let values: Vec<f64> = analysis.options.iter().map(|option| option.value).collect();
    let failed = failed_must_haves(&analysis.model, &analysis.cells);
    let would_lead = |option: usize| {
        let [must_have] = failed[option].as_slice() else { return false };
        // Others that fail nothing else are back as well.
        let is_left = |other: &usize| failed[*other].iter().all(|failed| failed == must_have);
        leaders(&values, &(0..values.len()).filter(is_left).collect::<Vec<_>>()) == [option]
    };
    (0..values.len()).filter(|&option| would_lead(option)).map(|option| &analysis.options[option].id).collect()
}

fn screened(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    // Where one option is left, the verdict gives the reasons already.
    let told = analysis.pairs.is_empty();
    let led_by = leads_without_its_must_have(analysis);
    let options = analysis.options.iter().filter_map(|option| option.screened_out.as_ref().map(|why| (option, why)));
    options
        .filter_map(|(option, why)| {
            let reason = (!told).then(|| why.clone());
            let would = led_by.contains(&&option.id).then(|| {
                format!("Without that {} would lead with {}.", decision.option_name(&option.id), points(option.value))
            });
            let sentences: Vec<String> = reason.into_iter().chain(would).collect();
            (!sentences.is_empty()).then(|| sentences.join(" "))
        })
        .collect()
}
