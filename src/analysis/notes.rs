//! What could not be computed, and why.

use super::{
    Analysis, Ladder, Rung,
    names::in_private_files,
    screening::{unscored_in_words, unscored_must_haves},
    verdict::Verdict,
    words::percentage_points,
};
use crate::decision::Decision;

/// Returns a sentence for each thing that is null, or rests on an assumption.
pub(super) fn notes(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let model = &analysis.model;
    let has_empty_cells = model.left.iter().any(|&option| model.scored[option].iter().any(|scored| !scored));
    let views = model.views.len();
    let decided = analysis.first.is_some();
    let paired = decided && !analysis.pairs.is_empty();
    let remarks = [
        (
            decided && !paired,
            "Only one option is left, so there are no pairs, no stability, no flips and nothing to settle.",
        ),
        (
            has_empty_cells,
            "Empty cells count as 3, the middle of the scale, in values, pairs, stability and flips; low and high give the \
             whole range.",
        ),
        (
            analysis.pairs.iter().any(|pair| pair.common_error.is_none()),
            "A common error is null where no criterion with a weight separates the two options.",
        ),
        (
            analysis.pairs.iter().any(|pair| pair.weight_to_move.is_none()),
            "The weight to move is null where the rival is ahead on no criterion.",
        ),
        (
            analysis.pairs.iter().any(|pair| pair.exact_your_order.is_none()),
            "Rung 2 and `exact_your_order` are null where all criteria that count weigh the same, since nobody has ranked them.",
        ),
        (
            paired && analysis.criteria.iter().any(|criterion| criterion.applicable && criterion.stability.is_none()),
            "Stability is null for a criterion that has all the weight, since the others have no proportions to keep.",
        ),
        (
            paired && analysis.criteria.iter().any(|criterion| !criterion.applicable),
            "Criteria that are not applicable have no weight and no results.",
        ),
        (
            analysis.cell_flips.iter().any(|flip| flip.points.is_none()),
            "A cell flip is null where the mean would have to leave the scale, or the criterion has no weight.",
        ),
        (
            paired && analysis.criteria.iter().any(|c| c.applicable && c.gap_variance_share.is_none()),
            "Shares of the variance of the gap are null where all members see the same gap.",
        ),
        (
            analysis.cells.iter().any(|cell| cell.n > 0 && cell.agreement.is_none()),
            "Agreement is null in cells with fewer than 4 scores, where it says little.",
        ),
        (
            analysis.kendall_w.is_none(),
            "Kendall's W is null: it needs two ballots, three options, and somebody who scores the options \
             differently.",
        ),
        (
            analysis.krippendorff_alpha.is_none(),
            "Krippendorff's α is null: it takes a cell with two scores, and scores that are not all the same.",
        ),
        (
            analysis.measured_only.is_empty() && decided,
            "No criterion with a weight has a measured score for every option, so there is no result from measured scores alone.",
        ),
        (
            decided && analysis.members.len() > views,
            "Members who scored nothing have no view: they have no winner of their own and do not count in what to settle.",
        ),
        (
            decided && analysis.members.iter().any(|member| member.leaders.is_empty()),
            "Members who scored an option on no criterion that counts for them have no winner of their own.",
        ),
        (
            decision.members.iter().any(|member| !(member.weight.is_finite() && member.weight > 0.0)),
            "Members whose weight is not above 0 do not count.",
        ),
    ];
    let remarks = remarks.into_iter().filter(|(holds, _)| *holds).map(|(_, sentence)| sentence.to_owned());
    no_winner(decision, analysis).into_iter().chain(remarks).collect()
}

/// That must-haves rule out nothing where nobody scored them. These notes have names in them, so they are made when they are told.
pub(super) fn unscored_notes(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    if !analysis.model.is_scored() {
        return Vec::new();
    }
    unscored_in_words(decision, &unscored_must_haves(analysis))
}

fn no_winner(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let model = &analysis.model;
    let why = if analysis.first.is_some() {
        return None;
    } else if !model.is_weighted() {
        "No criterion has any weight, so there are no values and no winner."
    } else if !model.is_scored() {
        let nothing = if decision.unpublished().is_empty() {
            "There are no scores yet"
        } else {
            "No sealed ballot is published yet"
        };
        let why = in_private_files(decision).unwrap_or_else(|| nothing.to_owned());
        return Some(format!("{why}, so there is no winner."));
    } else {
        "Every option is ruled out, so there is no winner."
    };
    Some(why.to_owned())
}

/// Returns what of the ladder is null, and why.
pub(super) fn ladder_notes(analysis: &Analysis) -> Vec<String> {
    let Some(ladder) = &analysis.ladder else {
        return vec!["The ladder is null, because it was not drawn.".to_owned()];
    };
    let mut notes = Vec::new();
    if ladder.rungs.is_empty() {
        notes.push("Nothing of the ladder is drawn, because no option leads.".to_owned());
    } else if ladder.rung(Rung::TeamResampled).is_none() {
        notes.push("Rung 5 is not drawn: a slightly different team needs at least three ballots.".to_owned());
    }
    notes.extend(fewer_draws(ladder));
    if let Some(fewest) = ladder.rungs.iter().filter_map(|rung| rung.fewer_for_confidence).min() {
        notes.push(format!("Confidences rest on at least {fewest} random draws."));
    }
    let options = ladder.rungs.iter().flat_map(|rung| rung.options.iter().flatten());
    if options.into_iter().any(|option| option.central_weights.is_none()) {
        notes.push("Options that never come first have no central weights and no confidence.".to_owned());
    }
    if analysis.options.iter().any(|option| option.screened_out.is_some()) {
        notes.push("Options that are ruled out are not in the ladder, the pairs and the regret.".to_owned());
    }
    notes
}

/// That the largest records are drawn less often than was asked for; none where all draws were made.
pub(super) fn fewer_draws(ladder: &Ladder) -> Option<String> {
    let fewest = ladder.rungs.iter().filter(|rung| rung.fewer).map(|rung| rung.draws).min()?;
    // Half of the 95 % interval where it is widest, at a share of ½: 1.96 · √(½ · ½ / n).
    let reach = percentage_points(0.98 / f64::from(fewest).sqrt());
    Some(format!("This record is so large that shares rest on only {fewest} random draws, to within {reach}."))
}

/// Returns what could not be compared by the same raters.
pub(super) fn raters_notes(analysis: &Analysis) -> Vec<String> {
    let notes = [
        (
            analysis.same_raters().keeps_means,
            "Where an option has no vote by a criterion, or its raters have nobody in common, the means stand for it in `adjusted`.",
        ),
        (
            analysis.paired().iter().any(|pair| pair.gap.is_none()),
            "A gap in `paired` is null where the criteria on which anybody scored both options have less than half of the weight.",
        ),
    ];
    notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note.to_owned()).collect()
}

/// Returns why a verdict has no error rate; none where it has one, or there is no verdict.
pub(super) fn rate_note(verdict: &Verdict) -> Option<String> {
    let note = "The error rate is null: too few simulated records of so many options and members' ballots came to this verdict.";
    (verdict.firmness.is_some() && verdict.error_rate.is_none()).then(|| note.to_owned())
}
