//! What experts hold against weighted tables, where it shows in the record.

use std::collections::BTreeSet;

use super::{
    Analysis, CellResult,
    names::name,
    words::{number, percent, short_list},
};
use crate::decision::{Ballot, Decision, Place, Problem, Score};

/// From this correlation on two criteria move together.
const MOVE_TOGETHER: f64 = 0.8;
/// The fewest members over whom a correlation is told.
const ENOUGH_MEMBERS: usize = 5;
/// From this share of one score on a ballot looks as if it was filled in by an overall impression.
const ONE_SCORE: f64 = 0.9;
/// The fewest scores of which that is told.
const ENOUGH_SCORES: usize = 6;
/// From this share of common words on two names overlap.
const SAME_WORDS: f64 = 0.6;
/// From this mean down a criterion may be one that nothing makes up for.
const FAILS: f64 = 1.5;
/// Words that make no two names alike.
const SMALL_WORDS: [&str; 6] = ["and", "for", "in", "of", "the", "to"];

/// Ballots with hardly more than one score.
pub(super) fn impressions(decision: &Decision) -> Vec<Problem> {
    decision.ballots.iter().enumerate().filter_map(|(index, ballot)| halo(decision, index, ballot)).collect()
}

/// Criteria that may be counted twice.
pub(super) fn double_counting(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    let model = &analysis.model;
    let names: Vec<&str> = model.criteria.iter().map(|&row| decision.criteria[row].name.as_str()).collect();
    let words: Vec<BTreeSet<String>> = names.iter().map(|name| words(name)).collect();
    let contrasts = contrasts(analysis);
    let weighs = |j: &usize| model.weights[*j] > 0.0;
    for j in (0..names.len()).filter(weighs) {
        let earlier = || (0..j).filter(weighs);
        let alike: Vec<&str> = earlier().filter(|&k| overlap(&words[k], &words[j])).map(|k| names[k]).collect();
        let together: Vec<&str> = earlier().filter(|&k| move_together(&contrasts, k, j)).map(|k| names[k]).collect();
        let place = Place::Criterion(model.criteria[j]);
        if !alike.is_empty() {
            let what = format!("{} may be counted twice: its name comes close to {}.", names[j], short_list(&alike, 3));
            found.push(Problem::warning(
                place.clone(),
                what,
                "Weigh by group first, give one of them less weight, or join them.",
            ));
        }
        if !together.is_empty() {
            let what = format!(
                "{} may be counted twice: members who see a lead there also see one on {}.",
                names[j],
                short_list(&together, 3)
            );
            found.push(Problem::warning(
                place,
                what,
                "If they mean the same, weigh by group first, give one less weight, or join them.",
            ));
        }
    }
}

/// By view, then by criterion of the model: the contrast of winner and runner-up where both are scored.
fn contrasts(analysis: &Analysis) -> Vec<Vec<Option<f64>>> {
    let Some((winner, runner_up)) = analysis.lead() else { return Vec::new() };
    let contrast = |(a, b): (&Option<f64>, &Option<f64>)| Some((*a)? - (*b)?);
    let of = |scores: &[Vec<Option<f64>>]| scores[winner].iter().zip(&scores[runner_up]).map(contrast).collect();
    analysis.model.views.iter().map(|view| of(&view.scores)).collect()
}

/// What the winner fails at, where no must-have looks after it.
pub(super) fn killer_flaw(decision: &Decision, analysis: &Analysis) -> Option<Problem> {
    let row = |cell: &CellResult| decision.criteria.iter().position(|criterion| criterion.id == cell.criterion);
    let flaws: Vec<(usize, f64)> = analysis
        .weakest_cells()
        .into_iter()
        .filter(|(_, mean)| *mean <= FAILS)
        .filter_map(|(cell, mean)| Some((row(cell)?, mean)))
        .filter(|(row, _)| decision.criteria[*row].must_have.is_none())
        .collect();
    let (worst, _) = flaws.first()?;
    let cells: Vec<String> =
        flaws.iter().map(|(row, mean)| format!("{} ({})", decision.criteria[*row].name, number(*mean))).collect();
    let what = format!("{} leads in spite of {}.", name(decision, analysis.winner.as_ref()?), short_list(&cells, 3));
    let advice = "If nothing can make up for that, make it a must-have.";
    Some(Problem::warning(Place::Criterion(*worst), what, advice))
}

/// Whether the members' contrasts of winner and runner-up on two criteria correlate.
fn move_together(contrasts: &[Vec<Option<f64>>], k: usize, j: usize) -> bool {
    let both: Vec<(f64, f64)> = contrasts.iter().filter_map(|view| view[k].zip(view[j])).collect();
    both.len() >= ENOUGH_MEMBERS && correlation(&both).is_some_and(|r| r >= MOVE_TOGETHER - 1e-9)
}

/// Pearson's r; none where one side does not vary.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (mean_x, mean_y) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| of(x - mean_x, y - mean_y)).sum::<f64>();
    let (xx, yy, xy) = (sum(&|x, _| x * x), sum(&|_, y| y * y), sum(&|x, y| x * y));
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

/// The words that tell a name from others.
fn words(name: &str) -> BTreeSet<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word)).map(str::to_owned).collect()
}

/// Whether two names share most of their words, or one says all that the other says.
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    shared > 0 && (shared == a.len().min(b.len()) || shared as f64 >= SAME_WORDS * all as f64)
}

fn halo(decision: &Decision, index: usize, ballot: &Ballot) -> Option<Problem> {
    let mut counts = [0_usize; Score::ALL.len()];
    for score in ballot.cells.values().filter_map(|cell| cell.vote?.score()) {
        counts[usize::from(score.points() - Score::MIN.points())] += 1;
    }
    let (times, score) = counts.into_iter().zip(Score::ALL).max_by_key(|(times, _)| *times)?;
    let scores: usize = counts.iter().sum();
    let share = times as f64 / scores as f64;
    (scores >= ENOUGH_SCORES && share >= ONE_SCORE).then(|| {
        let name = decision.member(&ballot.member).map_or(ballot.member.as_str(), |member| member.name.as_str());
        Problem::warning(
            Place::Ballot(index),
            format!(
                "{} of the scores of {name} in round {} are a {}, as from one overall impression.",
                percent(share),
                ballot.round,
                score.points()
            ),
            "Go through it again criterion by criterion, with the options side by side and the anchors in view.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_overlap_by_whole_words() {
        let names_overlap = |a, b| overlap(&words(a), &words(b));
        assert!(names_overlap("Memory safety", "Safety"));
        assert!(names_overlap("Memory safety", "Safety of memory"));
        assert!(!names_overlap("Compute-bound speed", "Network-bound speed"));
        assert!(!names_overlap("Ease of concurrency", "Control of concurrency"));
        assert!(!names_overlap("Hiring", "Training"));
        assert!(!names_overlap("Plan A", "Plan B"));
        assert!(!names_overlap("", ""));
    }

    #[test]
    fn correlation_is_pearsons() {
        assert_eq!(correlation(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]), Some(1.0));
        assert_eq!(correlation(&[(1.0, 2.0), (1.0, 4.0)]), None);
        let r = correlation(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)]);
        assert!(r.is_some_and(|r| (r - 0.5).abs() < 1e-12));
    }
}
