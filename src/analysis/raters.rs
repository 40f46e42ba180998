//! The options compared where not everybody scored all of them.
//!
//! Means of different voters compare how lenient these are as well. Beside the means stand a fit that takes the leniency of each
//! rater out, and the gap by those alone who scored both options of a pair.

use super::{
    Analysis, Leaders,
    model::{Model, TIE, best, least},
    result::{PairedGap, SameRaters},
};

/// The most options that are fitted: the work grows with the cube of their number.
const MOST_OPTIONS: usize = 64;

/// How the same raters contradict the winner by the means.
pub(super) enum Contradiction<'a> {
    /// Those who scored both have this rival ahead, the furthest of all.
    Paired(&'a PairedGap),
    /// Others lead once the leniency of each rater is taken out.
    Adjusted(&'a Leaders),
}

impl Analysis {
    /// Returns the gap to each rival by those who scored both, the nearest by the means first. It is found on the first call: where
    /// people abstained it takes as long as the rest of the analysis.
    #[must_use]
    pub fn paired(&self) -> &[PairedGap] {
        &self.same_raters().paired
    }

    /// Returns by how much each option is behind the first once the leniency of each rater is taken out, in points, 0 or below; none
    /// for options that are screened out, and while nothing is decided.
    #[must_use]
    pub fn adjusted(&self) -> &[Option<f64>] {
        &self.same_raters().adjusted
    }

    /// Returns the options that lead once the leniency of each rater is taken out.
    #[must_use]
    pub fn adjusted_leaders(&self) -> &Leaders {
        &self.same_raters().leaders
    }

    /// Returns what the same scores say against the winner once those of the same raters are compared; none where they agree with
    /// it, or nobody abstained.
    pub(super) fn contradicted_by_same_raters(&self) -> Option<Contradiction<'_>> {
        let winner = self.winner()?;
        let paired = self.paired().iter().filter_map(|pair| Some((pair, pair.gap.filter(|gap| *gap < -TIE)?)));
        let paired = least(paired).map(|(pair, _)| Contradiction::Paired(pair));
        let adjusted = self.adjusted_leaders();
        paired.or_else(|| (!adjusted.has(winner)).then_some(Contradiction::Adjusted(adjusted)))
    }

    /// Reports whether the winner and each rival were scored by the same people on criteria that have at least half of the weight.
    pub(super) fn is_compared_by_the_same_raters(&self) -> bool {
        self.paired().iter().all(|pair| pair.gap.is_some())
    }

    pub(super) fn same_raters(&self) -> &SameRaters {
        self.same_raters.0.get_or_init(|| same_raters(self))
    }
}

fn same_raters(analysis: &Analysis) -> SameRaters {
    let Some(winner) = analysis.first.as_ref().and_then(|first| analysis.option_index(first)) else {
        return SameRaters { adjusted: vec![None; analysis.options.len()], ..SameRaters::default() };
    };
    let model = &analysis.model;
    // On these everybody who scored any option that is left scored all of them.
    let is_shared: Vec<bool> = model.counted.iter().map(|&j| has_the_same_raters(model, j)).collect();
    let rivals = analysis.pairs.iter().filter_map(|pair| analysis.option_index(&pair.rival));
    let paired = rivals.map(|rival| paired(analysis, (winner, rival), &is_shared)).collect();
    let mut values = vec![0.0; model.means.len()];
    let mut keeps_means = false;
    for (&j, is_shared) in model.counted.iter().zip(&is_shared) {
        let fitted = if *is_shared { None } else { effects(model, j) };
        keeps_means |= !is_shared && fitted.is_none();
        for (place, &option) in model.left.iter().enumerate() {
            let effect = fitted.as_ref().map_or(model.means[option][j], |effects| effects[place]);
            values[option] += model.weights[j] * effect;
        }
    }
    let first = best(&values, &model.left).unwrap_or(winner);
    let mut adjusted = vec![None; values.len()];
    for &option in &model.left {
        adjusted[option] = Some((values[option] - values[first]).min(0.0));
    }
    let leaders = model.leaders(&values).into_iter().map(|option| analysis.options[option].id.clone());
    let leaders = Leaders::new(leaders.collect());
    SameRaters { paired, adjusted, keeps_means, leaders }
}

/// Reports whether everybody who scored any option that is left by a criterion scored all of them.
fn has_the_same_raters(model: &Model, j: usize) -> bool {
    model.views.iter().all(|view| {
        let scored = model.left.iter().filter(|&&option| view.scores[option][j].is_some()).count();
        scored == 0 || scored == model.left.len()
    })
}

fn paired(analysis: &Analysis, (a, b): (usize, usize), is_shared: &[bool]) -> PairedGap {
    let model = &analysis.model;
    let (mut gap, mut weight) = (0.0, 0.0);
    for (&j, is_shared) in model.counted.iter().zip(is_shared) {
        let contrast = if *is_shared {
            model.scored[a][j].then(|| model.means[a][j] - model.means[b][j])
        } else {
            paired_contrast(model, (a, b), j)
        };
        if let Some(contrast) = contrast {
            gap += model.weights[j] * contrast;
            weight += model.weights[j];
        }
    }
    let both = |view: &super::model::ModelView| {
        model.counted.iter().any(|&j| view.scores[a][j].is_some() && view.scores[b][j].is_some())
    };
    PairedGap {
        winner: analysis.options[a].id.clone(),
        rival: analysis.options[b].id.clone(),
        gap: (weight >= 0.5 - TIE).then(|| gap / weight),
        raters: model.views.iter().filter(|view| both(view)).count(),
    }
}

/// Returns the mean difference of two options by those who scored both; none where nobody did.
fn paired_contrast(model: &Model, (a, b): (usize, usize), j: usize) -> Option<f64> {
    let (mut sum, mut all) = (0.0, 0.0);
    for view in &model.views {
        if let (Some(one), Some(other)) = (view.scores[a][j], view.scores[b][j]) {
            sum += view.share * (one - other);
            all += view.share;
        }
    }
    (all > 0.0).then(|| sum / all)
}

/// What one rater says of the options that are left by a criterion.
struct Rater {
    /// λ, as a share of all.
    share: f64,
    /// The scores, each with the place of its option.
    said: Vec<(usize, f64)>,
    /// Their mean.
    mean: f64,
}

/// Returns what each option that is left comes to by a criterion once the leniency of each rater is taken out: the o of the additive fit
/// that minimises Σ λ(x − r − o)² over raters u and options i, with Σ λr = 0. None where an option has no vote, or the votes fall
/// into parts that have no rater in common.
fn effects(model: &Model, j: usize) -> Option<Vec<f64>> {
    let options = model.left.len();
    if options > MOST_OPTIONS {
        return None;
    }
    let mut raters: Vec<Rater> = Vec::new();
    for view in &model.views {
        let said = model.left.iter().enumerate();
        let said: Vec<(usize, f64)> = said.filter_map(|(at, &option)| Some((at, view.scores[option][j]?))).collect();
        if !said.is_empty() {
            let mean = said.iter().map(|(_, score)| score).sum::<f64>() / said.len() as f64;
            raters.push(Rater { share: view.share, said, mean });
        }
    }
    if !are_joined(options, &raters) {
        return None;
    }
    // With r put in from its own equation, r = mean of x − o over what the rater scored, these are left: for each option
    // Σ λ(o − mean o) = Σ λ(x − mean x) over its raters. They fix the o but for a number that is added to all.
    let mut matrix = vec![vec![0.0; options + 1]; options];
    // A single score says nothing of how options differ.
    for Rater { share, said, mean } in raters.iter().filter(|rater| rater.said.len() > 1) {
        for (at, score) in said {
            matrix[*at][*at] += share;
            matrix[*at][options] += share * (score - mean);
            for (other, _) in said {
                matrix[*at][*other] -= share / said.len() as f64;
            }
        }
    }
    // The last option is set to 0 for now.
    let mut effects = solved(matrix, options - 1)?;
    effects.push(0.0);
    // Moved so that the leniencies come to 0.
    let (mut leniency, mut all) = (0.0, 0.0);
    for Rater { share, said, mean } in &raters {
        let fitted = said.iter().map(|(at, _)| effects[*at]).sum::<f64>() / said.len() as f64;
        leniency += share * (mean - fitted);
        all += share;
    }
    for effect in &mut effects {
        *effect += leniency / all;
    }
    Some(effects)
}

/// Reports whether so many options are compared with each other by raters who scored several: directly, or by way of others.
fn are_joined(options: usize, raters: &[Rater]) -> bool {
    let mut is_joined = vec![false; options];
    if let Some(first) = is_joined.first_mut() {
        *first = true;
    }
    loop {
        let before = is_joined.iter().filter(|joined| **joined).count();
        for Rater { said, .. } in raters {
            if said.iter().any(|(at, _)| is_joined[*at]) {
                for (at, _) in said {
                    is_joined[*at] = true;
                }
            }
        }
        if is_joined.iter().filter(|joined| **joined).count() == before {
            return before == options;
        }
    }
}

/// Returns the solution of the first so many equations in as many unknowns, each with its right-hand side at the end, by elimination with
/// the largest pivots. None where they do not fix it.
fn solved(mut matrix: Vec<Vec<f64>>, unknowns: usize) -> Option<Vec<f64>> {
    let right = matrix.first()?.len() - 1;
    for column in 0..unknowns {
        let pivot = (column..unknowns).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))?;
        if matrix[pivot][column].abs() <= 0.0 {
            return None;
        }
        matrix.swap(column, pivot);
        let (done, rest) = matrix[..unknowns].split_at_mut(column + 1);
        let by = &done[column];
        for row in rest {
            let factor = row[column] / by[column];
            for (number, by) in row.iter_mut().zip(by).skip(column) {
                *number -= factor * by;
            }
        }
    }
    let mut solution = vec![0.0; unknowns];
    for row in (0..unknowns).rev() {
        let known: f64 = (row + 1..unknowns).map(|column| matrix[row][column] * solution[column]).sum();
        solution[row] = (matrix[row][right] - known) / matrix[row][row];
    }
    Some(solution)
}
