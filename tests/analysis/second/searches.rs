//! What is a search in the analysis, by trying all that could be the answer.

use super::fraction::{Fraction, ONE, ZERO};

pub fn dot(a: &[Fraction], b: &[Fraction]) -> Fraction {
    a.iter().zip(b).map(|(a, b)| *a * *b).sum()
}

/// The share of all weights under which Σ wd is above 0, ½ where all d are 0: the divided difference of x₊ⁿ⁻¹ at the n numbers d,
/// where equal ones take derivatives. Curry & Schoenberg 1966, Journal d'Analyse Mathématique 17:71.
pub fn share_of_weights(contrast: &[Fraction]) -> Fraction {
    if contrast.iter().all(|d| *d == ZERO) {
        return Fraction::new(1, 2);
    }
    let mut sorted = contrast.to_vec();
    sorted.sort();
    divided_difference(&sorted, contrast.len() - 1)
}

fn divided_difference(at: &[Fraction], power: usize) -> Fraction {
    let (first, last) = (at[0], at[at.len() - 1]);
    let order = at.len() - 1;
    if first != last {
        let rest = divided_difference(&at[1..], power) - divided_difference(&at[..order], power);
        return rest / (last - first);
    }
    if first <= ZERO {
        return ZERO;
    }
    // The derivative of this order, by its factorial.
    let binomial = (0..order).map(|k| Fraction::from(power - k) / Fraction::from(k + 1)).fold(ONE, |all, of| all * of);
    binomial * first.to_the(power - order)
}

/// The same over weights that keep the order of these, of which equal ones stay equal; none where all are equal.
pub fn share_of_order(contrast: &[Fraction], weights: &[Fraction]) -> Option<Fraction> {
    let mut steps = weights.to_vec();
    steps.sort();
    steps.dedup();
    steps.reverse();
    // The corners of these weights: the most important criteria alike, and nothing for the others.
    let corner = |least: &Fraction| {
        let reached = || (0..weights.len()).filter(|&j| weights[j] >= *least);
        reached().map(|j| contrast[j]).sum::<Fraction>() / Fraction::from(reached().count())
    };
    (steps.len() > 1).then(|| share_of_weights(&steps.iter().map(corner).collect::<Vec<_>>()))
}

/// The least lead of all corners of errors up to `p` of each swing of each sheet, whose shares sum to 1.
pub fn lead_with_errors(sheets: &[(Fraction, Vec<Fraction>)], contrast: &[Fraction], p: f64) -> f64 {
    let all: f64 = sheets.iter().map(|(share, _)| share.float()).sum();
    sheets.iter().map(|(share, swings)| share.float() / all * least_of_corners(swings, contrast, p)).sum()
}

fn least_of_corners(swings: &[Fraction], contrast: &[Fraction], p: f64) -> f64 {
    let mut least = f64::INFINITY;
    for corner in 0..1_u32 << swings.len() {
        let (mut lead, mut all) = (0.0, 0.0);
        for (j, (swing, d)) in swings.iter().zip(contrast).enumerate() {
            let swing = swing.float() * if corner >> j & 1 == 1 { 1.0 + p } else { 1.0 - p };
            lead += swing * d.float();
            all += swing;
        }
        if all > 0.0 {
            least = least.min(lead / all);
        }
    }
    least
}

/// The least error of all swings at once that lets the rival draw level; 1 where none below does, none where nothing that
/// counts separates the two.
pub fn common_error(sheets: &[(Fraction, Vec<Fraction>)], contrast: &[Fraction]) -> Option<f64> {
    if sheets.iter().all(|(_, swings)| swings.iter().zip(contrast).all(|(swing, d)| *swing * *d == ZERO)) {
        return None;
    }
    let turns = |p: f64| lead_with_errors(sheets, contrast, p) < 1e-12;
    if turns(0.0) {
        return Some(0.0);
    }
    // At 1 exactly a lead may be 0 that nothing below 1 takes away.
    if lead_with_errors(sheets, contrast, 1.0) > -1e-12 {
        return Some(1.0);
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if turns(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// The least mass of weight whose move closes a gap: all of some criteria and a part of one more, to any other one.
pub fn weight_to_move(weights: &[Fraction], contrast: &[Fraction]) -> Option<Fraction> {
    if contrast.iter().all(|d| *d >= ZERO) {
        return None;
    }
    let gap = dot(weights, contrast);
    let mut least: Option<Fraction> = None;
    for to in contrast {
        for moved in 0..1_usize << weights.len() {
            let whole = || (0..weights.len()).filter(|j| moved >> j & 1 == 1);
            let closed: Fraction = whole().map(|j| weights[j] * (contrast[j] - *to)).sum();
            let mass: Fraction = whole().map(|j| weights[j]).sum();
            for part in (0..weights.len()).filter(|j| moved >> j & 1 == 0 && contrast[*j] > *to) {
                let more = (gap - closed) / (contrast[part] - *to);
                if ZERO <= more && more <= weights[part] {
                    least = Some(least.map_or(mass + more, |least| least.min(mass + more)));
                }
            }
        }
    }
    least
}

/// Between which weights of a criterion no rival is ahead, by looking at every break point and in between them.
pub fn stability(weights: &[Fraction], contrasts: &[Vec<Fraction>], k: usize) -> Option<(Fraction, Fraction)> {
    if weights[k] == ONE {
        return None;
    }
    let rest = |contrast: &[Fraction]| (dot(weights, contrast) - weights[k] * contrast[k]) / (ONE - weights[k]);
    let holds = |t: Fraction| contrasts.iter().all(|d| t * d[k] + (ONE - t) * rest(d) >= ZERO);
    let mut points = vec![ZERO, weights[k], ONE];
    for contrast in contrasts.iter().filter(|d| rest(d) != d[k]) {
        let turns = rest(contrast) / (rest(contrast) - contrast[k]);
        points.extend(Some(turns).filter(|turns| ZERO < *turns && *turns < ONE));
    }
    points.sort();
    let here = points.iter().position(|point| *point == weights[k])?;
    let (mut low, mut high) = (here, here);
    let between = |a: usize, b: usize| (points[a] + points[b]) / Fraction::from(2_usize);
    while low > 0 && holds(points[low - 1]) && holds(between(low - 1, low)) {
        low -= 1;
    }
    while high + 1 < points.len() && holds(points[high + 1]) && holds(between(high, high + 1)) {
        high += 1;
    }
    Some((points[low], points[high]))
}

/// How far each row can be behind the best one at the corners of the weights from half to one and a half times these: all but one
/// at an end of theirs, and that one with what is left.
pub fn regrets(weights: &[Fraction], rows: &[Vec<Fraction>]) -> Vec<Fraction> {
    let low = |j: usize| weights[j] / Fraction::from(2_usize);
    let high = |j: usize| (low(j) * Fraction::from(3_usize)).min(ONE);
    let mut regrets = vec![ZERO; rows.len()];
    for free in 0..weights.len() {
        for ends in 0..1_usize << weights.len() {
            let mut corner: Vec<Fraction> =
                (0..weights.len()).map(|j| if ends >> j & 1 == 1 { high(j) } else { low(j) }).collect();
            corner[free] = ZERO;
            corner[free] = ONE - corner.iter().copied().sum();
            if corner[free] < low(free) || high(free) < corner[free] {
                continue;
            }
            let values: Vec<Fraction> = rows.iter().map(|row| dot(&corner, row)).collect();
            for (regret, value) in regrets.iter_mut().zip(&values) {
                *regret = values.iter().map(|best| *best - *value).fold(*regret, Ord::max);
            }
        }
    }
    regrets
}

/// The least-squares fit of scores by row and column, Σ λ(x − r − o)², with Σ λr = 0: what it has for each of so many columns. Scores are
/// by row, with its λ. None where they do not fix it.
pub fn fit(rows: &[(Fraction, Vec<Option<Fraction>>)], columns: usize) -> Option<Vec<Fraction>> {
    let unknowns = rows.len() + columns;
    let mut equations = Vec::new();
    // The derivative by each row, by each column, and the condition.
    for u in 0..rows.len() {
        let mut equation = vec![ZERO; unknowns + 1];
        for (i, score) in rows[u].1.iter().enumerate().filter_map(|(i, score)| Some((i, (*score)?))) {
            equation[u] = equation[u] + ONE;
            equation[rows.len() + i] = ONE;
            equation[unknowns] = equation[unknowns] + score;
        }
        equations.push(equation);
    }
    for i in 0..columns {
        let mut equation = vec![ZERO; unknowns + 1];
        for (u, (weight, scores)) in rows.iter().enumerate() {
            let Some(score) = scores[i] else { continue };
            equation[u] = *weight;
            equation[rows.len() + i] = equation[rows.len() + i] + *weight;
            equation[unknowns] = equation[unknowns] + *weight * score;
        }
        equations.push(equation);
    }
    let condition = rows.iter().map(|(weight, _)| *weight);
    equations.push(condition.chain(vec![ZERO; columns + 1]).collect());
    let solution = solved(equations, unknowns)?;
    Some(solution[rows.len()..].to_vec())
}

fn solved(mut equations: Vec<Vec<Fraction>>, unknowns: usize) -> Option<Vec<Fraction>> {
    for column in 0..unknowns {
        let pivot = (column..equations.len()).find(|&row| equations[row][column] != ZERO)?;
        equations.swap(column, pivot);
        let by = equations[column].clone();
        for (row, equation) in equations.iter_mut().enumerate() {
            if row != column {
                let factor = equation[column] / by[column];
                for (number, by) in equation.iter_mut().zip(&by) {
                    *number = *number - factor * *by;
                }
            }
        }
    }
    Some((0..unknowns).map(|row| equations[row][unknowns] / equations[row][row]).collect())
}
