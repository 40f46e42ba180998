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

/// Criteria that may be counted twice, what the leader fails at, and ballots with hardly more than one score.
pub(super) fn lints(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    double_counting(decision, analysis, found);
    found.extend(killer_flaw(decision, analysis));
    for (index, ballot) in decision.ballots.iter().enumerate() {
        found.extend(halo(decision, index, ballot));
    }
}

fn double_counting(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    let model = &analysis.model;
    let names: Vec<&str> = model.criteria.iter().map(|&row| decision.criteria[row].name.as_str()).collect();
    let weighs = |j: &usize| model.weights[*j] > 0.0;
    for j in (0..names.len()).filter(weighs) {
        let earlier = || (0..j).filter(weighs);
        let alike: Vec<&str> = earlier().filter(|&k| names_overlap(names[k], names[j])).map(|k| names[k]).collect();
        let together: Vec<&str> = earlier().filter(|&k| move_together(analysis, k, j)).map(|k| names[k]).collect();
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

/// What the winner fails at, where no must-have looks after it.
fn killer_flaw(decision: &Decision, analysis: &Analysis) -> Option<Problem> {
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
fn move_together(analysis: &Analysis, k: usize, j: usize) -> bool {
    let Some((winner, runner_up)) = analysis.lead() else { return false };
    let views = &analysis.model.views;
    let contrasts: Vec<(f64, f64)> = views
        .iter()
        .filter_map(|view| {
            let contrast = |j: usize| Some(view.scores[winner][j]? - view.scores[runner_up][j]?);
            Some((contrast(k)?, contrast(j)?))
        })
        .collect();
    contrasts.len() >= ENOUGH_MEMBERS && correlation(&contrasts).is_some_and(|r| r >= MOVE_TOGETHER - 1e-9)
}

/// Pearson's r; none where one side does not vary.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (mean_x, mean_y) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| of(x - mean_x, y - mean_y)).sum::<f64>();
    let (xx, yy, xy) = (sum(&|x, _| x * x), sum(&|_, y| y * y), sum(&|x, y| x * y));
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

/// Whether two names share most of their words, or one says all that the other says.
fn names_overlap(a: &str, b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let lower = name.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word)).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    let all = a.union(&b).count();
    shared > 0 && (shared == a.len().min(b.len()) || shared as f64 >= SAME_WORDS * all as f64)
}

fn halo(decision: &Decision, index: usize, ballot: &Ballot) -> Option<Problem> {
    let scores: Vec<Score> = ballot.cells.values().filter_map(|cell| cell.vote?.score()).collect();
    let times = |score: &Score| scores.iter().filter(|other| *other == score).count();
    let score = Score::ALL.into_iter().max_by_key(times)?;
    let share = times(&score) as f64 / scores.len() as f64;
    (scores.len() >= ENOUGH_SCORES && share >= ONE_SCORE).then(|| {
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
