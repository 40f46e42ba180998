//! What experts hold against weighted tables, where it shows in the record.

use std::collections::BTreeMap;

use super::{
    Analysis,
    words::{number, percent, short_list},
};
use crate::decision::{Criterion, Decision, OptionId, Place, Problem, ProblemCode, Score};

/// From this correlation on two criteria move together, if it is more than chance.
const MOVE_TOGETHER: f64 = 0.8;
/// The fewest members over whom a correlation is told.
const ENOUGH_MEMBERS: i64 = 8;
/// In what share of records of independent criteria any may be told to move together.
const CHANCE: f64 = 0.05;
/// From this share of one score on a ballot looks as if it was filled in by an overall impression.
const ONE_SCORE: f64 = 0.9;
/// The fewest scores of which that is told.
const ENOUGH_SCORES: usize = 6;
/// From this share of common words on two names overlap.
const SAME_WORDS: f64 = 0.6;
/// From this mean down a criterion may be one that nothing makes up for.
const FAILS: f64 = 1.5;
/// The most words of a name that are compared with those of others.
const MOST_WORDS: usize = 16;
/// Words that make no two names alike.
const SMALL_WORDS: [&str; 6] = ["and", "for", "in", "of", "the", "to"];

/// Which criteria of the model move together with which earlier ones. Every two are compared for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Together {
    contrasts: Vec<Contrasts>,
    earlier: Vec<Vec<usize>>,
}

impl Together {
    /// Criteria of which nobody sees the lead otherwise than in what is known are not compared again.
    pub(super) fn of(analysis: &Analysis, known: Option<&Self>) -> Self {
        let contrasts = contrasts(analysis);
        let known = known.filter(|known| known.contrasts.len() == contrasts.len());
        let stands: Vec<bool> =
            (0..contrasts.len()).map(|j| known.is_some_and(|known| known.contrasts[j] == contrasts[j])).collect();
        // Every pair is another chance to find something where there is nothing: Bonferroni's correction.
        let pairs = contrasts.len() * contrasts.len().saturating_sub(1) / 2;
        let chance = CHANCE / pairs as f64;
        let mut earlier = Vec::with_capacity(contrasts.len());
        for j in 0..contrasts.len() {
            let mut together = Vec::new();
            for k in 0..j {
                let move_together = match known.filter(|_| stands[k] && stands[j]) {
                    Some(known) => known.earlier[j].binary_search(&k).is_ok(),
                    None => move_together(&contrasts[k], &contrasts[j], chance),
                };
                if move_together {
                    together.push(k);
                }
            }
            earlier.push(together);
        }
        Self { contrasts, earlier }
    }
}

/// Criteria that may be counted twice.
pub(super) fn double_counting(decision: &Decision, analysis: &Analysis, together: &Together, found: &mut Vec<Problem>) {
    let model = &analysis.model;
    let names: Vec<&str> = model.criteria.iter().map(|&row| decision.criteria[row].called()).collect();
    let words = all_words(&names);
    for j in (0..names.len()).filter(|&j| model.weights[j] > 0.0) {
        let weighty = (0..j).filter(|&k| model.weights[k] > 0.0);
        let alike: Vec<&str> = weighty.filter(|&k| overlap(&words[k], &words[j])).map(|k| names[k]).collect();
        let weighty = together.earlier[j].iter().filter(|&&k| model.weights[k] > 0.0);
        let together: Vec<&str> = weighty.map(|&k| names[k]).collect();
        let id = &decision.criteria[model.criteria[j]].id;
        if !alike.is_empty() {
            let what = format!("{} may be counted twice: its name comes close to {}.", names[j], short_list(&alike, 3));
            found.push(Problem::warning(
                ProblemCode::DoubleCounting,
                Place::Criterion(id.clone()),
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
                ProblemCode::DoubleCounting,
                Place::Criterion(id.clone()),
                what,
                "If they mean the same, weigh by group first, give one less weight, or join them.",
            ));
        }
    }
}

/// On one criterion the contrast of winner and runner-up by each view, in whole points; 0 where one of them is not scored.
/// Every two criteria are compared, so it is kept as plain numbers that are multiplied many at a time.
#[derive(Debug, Clone, PartialEq)]
struct Contrasts {
    points: Vec<i32>,
    /// 1 where both are scored.
    scored: Vec<i32>,
    squares: Vec<i32>,
}

/// Returns them by criterion of the model; nothing without a runner-up.
fn contrasts(analysis: &Analysis) -> Vec<Contrasts> {
    let model = &analysis.model;
    let none = vec![0; model.views.len()];
    let empty = Contrasts { points: none.clone(), scored: none.clone(), squares: none };
    let mut contrasts = vec![empty; model.criteria.len()];
    let Some((winner, runner_up)) = analysis.lead() else { return contrasts };
    for (place, view) in model.views.iter().enumerate() {
        let scores = view.scores[winner].iter().zip(&view.scores[runner_up]);
        for (contrasts, (winners, runner_ups)) in contrasts.iter_mut().zip(scores) {
            let (Some(winners), Some(runner_ups)) = (winners, runner_ups) else { continue };
            let points = (winners - runner_ups) as i32;
            contrasts.points[place] = points;
            contrasts.scored[place] = 1;
            contrasts.squares[place] = points * points;
        }
    }
    contrasts
}

/// Returns what those who lead fail at, where no must-have looks after it.
pub(super) fn killer_flaw(decision: &Decision, analysis: &Analysis) -> Option<Problem> {
    let mut flaws: Vec<(&Criterion, &OptionId, f64)> = Vec::new();
    for (cell, mean) in analysis.weakest_cells() {
        if let Some(criterion) = decision.criterion(&cell.criterion)
            && mean <= FAILS
            && criterion.must_have.is_none()
        {
            flaws.push((criterion, &cell.option, mean));
        }
    }
    let (worst, ..) = flaws.first()?;
    let leads = if analysis.winner().is_some() { "leads" } else { "shares the lead" };
    let clauses = analysis.leaders.all().iter().filter_map(|leader| {
        let own = flaws.iter().filter(|(_, option, _)| *option == leader);
        let cells: Vec<String> =
            own.map(|(criterion, _, mean)| format!("{} ({})", criterion.called(), number(*mean))).collect();
        let name = decision.option_name(leader);
        (!cells.is_empty()).then(|| format!("{name} {leads} in spite of {}", short_list(&cells, 3)))
    });
    let what = format!("{}.", clauses.collect::<Vec<_>>().join("; "));
    let advice = "If nothing can make up for that, make it a must-have.";
    Some(Problem::warning(ProblemCode::KillerFlaw, Place::Criterion(worst.id.clone()), what, advice))
}

/// Reports whether the members' contrasts of winner and runner-up on two criteria correlate more than they would by chance with this
/// probability, also without any one of the members: of whole numbers a single unusual pair makes a correlation.
fn move_together(a: &Contrasts, b: &Contrasts, chance: f64) -> bool {
    let all = Sums::of(a, b);
    let is_high =
        |sums: &Sums| sums.correlation().is_some_and(|r| r >= MOVE_TOGETHER - 1e-9 && by_chance(r, sums.n) <= chance);
    all.n >= ENOUGH_MEMBERS
        && is_high(&all)
        && [a, b].iter().all(|contrasts| perfect_by_chance(contrasts) <= chance)
        && (0..a.points.len()).all(|member| is_high(&all.without(a, b, member)))
}

/// Sums over the members who scored both options on both of two criteria. Differences of scores are whole numbers, so that they are
/// exact.
struct Sums {
    n: i64,
    of: [i64; 2],
    squares: [i64; 2],
    products: i64,
}

impl Sums {
    fn of(a: &Contrasts, b: &Contrasts) -> Self {
        Self {
            n: dot(&a.scored, &b.scored),
            of: [dot(&a.points, &b.scored), dot(&a.scored, &b.points)],
            squares: [dot(&a.squares, &b.scored), dot(&a.scored, &b.squares)],
            products: dot(&a.points, &b.points),
        }
    }

    /// Returns the same without the member at a place.
    fn without(&self, a: &Contrasts, b: &Contrasts, place: usize) -> Self {
        let both = i64::from(a.scored[place] * b.scored[place]);
        let own = [a, b].map(|contrasts| both * i64::from(contrasts.points[place]));
        Self {
            n: self.n - both,
            of: [self.of[0] - own[0], self.of[1] - own[1]],
            squares: [self.squares[0] - own[0] * own[0], self.squares[1] - own[1] * own[1]],
            products: self.products - own[0] * own[1],
        }
    }

    /// Pearson's r; none where one side does not vary.
    fn correlation(&self) -> Option<f64> {
        let [spread_of_a, spread_of_b] = [0, 1].map(|side| self.n * self.squares[side] - self.of[side] * self.of[side]);
        let together = self.n * self.products - self.of[0] * self.of[1];
        (spread_of_a > 0 && spread_of_b > 0).then(|| together as f64 / (spread_of_a as f64 * spread_of_b as f64).sqrt())
    }
}

/// Returns the probability that `n` pairs of independent numbers have a correlation of `r` or more: that of Student's t with n − 2
/// degrees of freedom. Abramowitz & Stegun 1964, 26.7.3 and 26.7.4, in which the sine of θ is r.
fn by_chance(r: f64, n: i64) -> f64 {
    let freedom = n - 2;
    let r = r.min(1.0);
    let cosine = (1.0 - r * r).sqrt();
    let is_odd = freedom % 2 == 1;
    let mut term = if is_odd { cosine } else { 1.0 };
    let mut sum = term;
    let mut power = if is_odd { 3 } else { 2 };
    while power <= freedom - 2 {
        term *= cosine * cosine * (power - 1) as f64 / power as f64;
        sum += term;
        power += 2;
    }
    let within = if is_odd { std::f64::consts::FRAC_2_PI * (r.asin() + r * sum) } else { r * sum };
    (1.0 - within) / 2.0
}

/// Returns the probability that contrasts drawn in random order are in the one order that agrees best with another criterion's: 1 in as
/// many orders as can be told apart. Where most members say the same, a correlation of 1 is no wonder.
fn perfect_by_chance(contrasts: &Contrasts) -> f64 {
    let mut times = BTreeMap::new();
    let mut chance = 1.0;
    let scored = contrasts.points.iter().zip(&contrasts.scored).filter(|(_, scored)| **scored > 0);
    for (place, (points, _)) in scored.enumerate() {
        let alike = times.entry(points).or_insert(0.0);
        *alike += 1.0;
        chance *= *alike / (place + 1) as f64;
    }
    chance
}

/// Of a few thousand views no sum of their products leaves 32 bits.
fn dot(a: &[i32], b: &[i32]) -> i64 {
    i64::from(a.iter().zip(b).map(|(a, b)| a * b).sum::<i32>())
}

/// Returns the first words that tell each name from others, as numbers that are equal where the words are; in order, each once.
fn all_words(names: &[&str]) -> Vec<Vec<usize>> {
    let mut known = BTreeMap::new();
    let mut all = Vec::with_capacity(names.len());
    for name in names {
        let lower = name.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let mut numbers = Vec::new();
        for word in words.filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word)).take(MOST_WORDS) {
            let next = known.len();
            numbers.push(*known.entry(word.to_owned()).or_insert(next));
        }
        numbers.sort_unstable();
        numbers.dedup();
        all.push(numbers);
    }
    all
}

/// Reports whether two names share most of their words, or one says all that the other says.
fn overlap(a: &[usize], b: &[usize]) -> bool {
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let all = a.len() + b.len() - shared;
    shared > 0 && (shared == a.len().min(b.len()) || shared as f64 >= SAME_WORDS * all as f64)
}

/// Returns a ballot with hardly more than one score.
pub(super) fn impression(decision: &Decision, index: usize) -> Option<Problem> {
    let ballot = &decision.ballots[index];
    let mut counts = [0_usize; Score::ALL.len()];
    for score in ballot.cells.values().filter_map(|cell| cell.vote?.score()) {
        counts[usize::from(score.points() - Score::MIN.points())] += 1;
    }
    let (times, score) = counts.into_iter().zip(Score::ALL).max_by_key(|(times, _)| *times)?;
    let scores: usize = counts.iter().sum();
    let share = times as f64 / scores as f64;
    (scores >= ENOUGH_SCORES && share >= ONE_SCORE).then(|| {
        let name = decision.member_name(&ballot.member);
        Problem::warning(
            ProblemCode::OneImpression,
            Place::Ballot(ballot.member.clone(), ballot.round),
            format!(
                "{} of the scores of {name} in round {} are a {}, as from one overall impression.",
                percent(share),
                ballot.round,
                score.points()
            ),
            "Go through it again, one criterion at a time, and compare each score with what 1, 3 and 5 mean.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_overlap(a: &str, b: &str) -> bool {
        let words = all_words(&[a, b]);
        overlap(&words[0], &words[1])
    }

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

    /// Returns the contrasts of three members who all scored both options.
    fn contrasts_of(points: [i32; 3]) -> Contrasts {
        Contrasts { points: points.to_vec(), scored: vec![1; 3], squares: points.map(|x| x * x).to_vec() }
    }

    fn correlation_of(a: [i32; 3], b: [i32; 3]) -> Option<f64> {
        Sums::of(&contrasts_of(a), &contrasts_of(b)).correlation()
    }

    #[test]
    fn correlation_is_pearsons() {
        assert_eq!(correlation_of([1, 2, 3], [2, 4, 6]), Some(1.0));
        assert_eq!(correlation_of([1, 1, 1], [2, 4, 5]), None);
        assert!(correlation_of([1, 2, 3], [1, 3, 2]).is_some_and(|r| (r - 0.5).abs() < 1e-12));
    }

    #[test]
    fn the_probability_of_a_correlation_is_that_of_students_t() {
        // One-sided, with 6, 7 and 18 degrees of freedom.
        for (r, n, expected) in [(0.8, 8, 0.008_56), (0.95, 9, 0.000_043_81), (0.5, 20, 0.012_38), (1.0, 8, 0.0)] {
            assert!((by_chance(r, n) - expected).abs() < 1e-5, "{r} over {n}: {}", by_chance(r, n));
        }
    }
}
