//! The ladder: what is exact by formula or by enumeration, and the rest by plain draws of our own.

use serde_json::{Value, json};
use weigh_in::analysis::robustness::wilson;

use super::{
    DRAWS, about,
    figures::{by_step, groups},
    fraction::{Fraction, ZERO},
    raw::{Raw, middle},
    searches::{share_of_order, share_of_weights},
};

/// How many standard errors two drawn numbers may be apart.
const ERRORS: f64 = 5.0;
/// Below so many cases the mean of their weights is not compared.
const FEW_CASES: f64 = 100.0;
/// What is nearer than this is level.
const LEVEL: f64 = 1e-9;

/// Random numbers: splitmix64, Steele, Lea & Flood 2014.
struct Dice(u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to 1, neither of them.
    fn uniform(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Uniform over so many numbers that sum to 1.
    fn simplex(&mut self, n: usize) -> Vec<f64> {
        normalised((0..n).map(|_| -self.uniform().ln()).collect())
    }
}

fn normalised(numbers: Vec<f64>) -> Vec<f64> {
    let all: f64 = numbers.iter().sum();
    numbers.into_iter().map(|number| number / all).collect()
}

fn floats(fractions: &[Fraction]) -> Vec<f64> {
    fractions.iter().map(|fraction| fraction.float()).collect()
}

/// The mean of scores by their weights.
fn mean(scores: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, all) = scores.fold((0.0, 0.0), |(sum, all), (score, weight)| (sum + score * weight, all + weight));
    (all > 0.0).then(|| sum / all)
}

/// A record in decimals, with what the ladder asks of it.
struct Drawn<'a> {
    raw: &'a Raw,
    left: Vec<usize>,
    counted: Vec<usize>,
    /// By criterion of the record, as fractions, of which equal ones are equal.
    exact: Vec<Fraction>,
    /// The same.
    weights: Vec<f64>,
    /// The weights of those who weighed, with their shares, which sum to 1.
    sheets: Vec<(f64, Vec<f64>)>,
    /// The groups that have an error of their own.
    misjudged: Vec<Vec<usize>>,
    /// By criterion and option, who scored it, and how.
    scores: Vec<Vec<Vec<(usize, f64)>>>,
    /// λ.
    voters: Vec<f64>,
    /// The members from whose ballots a team is drawn.
    members: Vec<usize>,
    has_gaps: bool,
}

/// How options fared: by option that is left, how often it took each rank, and its weights when it was first.
struct Fared {
    cases: f64,
    ranks: Vec<Vec<f64>>,
    /// In how many cases nobody was ahead of it.
    first_or_level: Vec<f64>,
    weights: Vec<Vec<f64>>,
    squares: Vec<Vec<f64>>,
}

impl Fared {
    fn new(options: usize, criteria: usize) -> Self {
        Self {
            cases: 0.0,
            ranks: vec![vec![0.0; options]; options],
            first_or_level: vec![0.0; options],
            weights: vec![vec![0.0; criteria]; options],
            squares: vec![vec![0.0; criteria]; options],
        }
    }

    fn count(&mut self, weights: &[f64], values: &[f64]) {
        self.cases += 1.0;
        for (i, value) in values.iter().enumerate() {
            let better = values.iter().filter(|other| **other > value + LEVEL).count();
            let level = values.iter().filter(|other| (*other - value).abs() <= LEVEL).count();
            for rank in better..better + level {
                self.ranks[i][rank] += 1.0 / level as f64;
            }
            if better == 0 {
                self.first_or_level[i] += 1.0;
                for (j, weight) in weights.iter().enumerate() {
                    self.weights[i][j] += weight / level as f64;
                    self.squares[i][j] += weight * weight / level as f64;
                }
            }
        }
    }

    fn share(&self, i: usize, rank: usize) -> f64 {
        self.ranks[i][rank] / self.cases
    }
}

impl<'a> Drawn<'a> {
    fn new(raw: &'a Raw) -> Self {
        let (left, counted, exact, sheets) = (raw.left(), raw.counted(), raw.weights(), raw.sheets());
        let all: Fraction = sheets.iter().map(|(share, _)| *share).sum();
        let groups = groups(raw);
        let is_shared = groups.len() > 1;
        let scores = |j: usize, i: usize| raw.scores(j, i).into_iter().map(|(u, score)| (u, score.float())).collect();
        let scores: Vec<Vec<Vec<_>>> =
            (0..raw.criteria.len()).map(|j| (0..raw.options.len()).map(|i| scores(j, i)).collect()).collect();
        Self {
            has_gaps: counted.iter().any(|&j| left.iter().any(|&i| scores[j][i].is_empty())),
            left,
            counted,
            weights: floats(&exact),
            exact,
            sheets: sheets.iter().map(|(share, sheet)| ((*share / all).float(), floats(sheet))).collect(),
            misjudged: groups.into_iter().filter(|group| is_shared && group.len() > 1).collect(),
            scores,
            voters: raw.voters.iter().map(|voter| voter.weight.float()).collect(),
            members: raw.views().into_iter().filter(|&u| !raw.voters[u].is_reference).collect(),
            raw,
        }
    }

    /// The mean of a cell; none where it is empty.
    fn mean(&self, j: usize, i: usize) -> Option<f64> {
        mean(self.scores[j][i].iter().map(|(u, score)| (*score, self.voters[*u])))
    }

    /// The values of the options that are left, with a number drawn in each empty cell.
    fn values(
        &self,
        dice: &mut Dice,
        weights: &[f64],
        mean: impl Fn(&mut Dice, usize, usize) -> Option<f64>,
    ) -> Vec<f64> {
        let value = |&i: &usize| {
            let cells = self.counted.iter().map(|&j| {
                let mean = mean(dice, j, i).unwrap_or_else(|| dice.between(1.0, 5.0));
                weights[j] * mean
            });
            cells.sum()
        };
        self.left.iter().map(value).collect()
    }

    /// Weights by counted criterion as weights by criterion of the record.
    fn spread(&self, of_counted: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; self.weights.len()];
        for (&j, weight) in self.counted.iter().zip(of_counted) {
            weights[j] = *weight;
        }
        weights
    }

    fn play(&self, rung: usize) -> Fared {
        let mut fared = Fared::new(self.left.len(), self.weights.len());
        let mut dice = Dice(rung as u64);
        for _ in 0..DRAWS {
            let weights = match rung {
                1 => self.spread(&dice.simplex(self.counted.len())),
                2 => self.spread(&self.ordered(&mut dice)),
                3 => self.with_errors(&mut dice),
                _ => self.weights.clone(),
            };
            let values = match rung {
                4 => self.values(&mut dice, &weights, |dice, j, i| self.mean_with_errors(dice, j, i)),
                5 => {
                    let place = |_: &usize| (dice.bits() % self.members.len() as u64) as usize;
                    let team: Vec<usize> = self.members.iter().map(place).collect();
                    self.values(&mut dice, &weights, |_, j, i| self.mean_of_team(&team, j, i))
                }
                _ => self.values(&mut dice, &weights, |_, j, i| self.mean(j, i)),
            };
            fared.count(&weights, &values);
        }
        fared
    }

    /// By counted criterion, weights in the order of the team's; equal ones stay equal. What is drawn is a simplex of what each
    /// block of equal ones has, until the order is right.
    fn ordered(&self, dice: &mut Dice) -> Vec<f64> {
        let exact = &self.exact;
        let mut steps: Vec<Fraction> = self.counted.iter().map(|&j| exact[j]).collect();
        steps.sort();
        steps.dedup();
        let size = |step: &Fraction| self.counted.iter().filter(|&&j| exact[j] == *step).count() as f64;
        loop {
            let drawn = dice.simplex(steps.len());
            let each: Vec<f64> = drawn.iter().zip(&steps).map(|(weight, step)| weight / size(step)).collect();
            if each.is_sorted() {
                let place = |j: &usize| steps.iter().position(|step| *step == exact[*j]).unwrap();
                return self.counted.iter().map(|j| each[place(j)]).collect();
            }
        }
    }

    fn with_errors(&self, dice: &mut Dice) -> Vec<f64> {
        let mut sum = vec![0.0; self.weights.len()];
        for (share, sheet) in &self.sheets {
            let mut swings: Vec<f64> = sheet.iter().map(|swing| swing * dice.between(0.75, 1.25)).collect();
            for group in &self.misjudged {
                let error = dice.between(0.75, 1.25);
                for &j in group {
                    swings[j] *= error;
                }
            }
            for (sum, weight) in sum.iter_mut().zip(normalised(swings)) {
                *sum += share * weight;
            }
        }
        sum
    }

    fn mean_with_errors(&self, dice: &mut Dice, j: usize, i: usize) -> Option<f64> {
        mean(self.scores[j][i].iter().map(|(u, score)| {
            let is_reference = self.raw.voters[*u].is_reference;
            let step = if is_reference { 0.0 } else { [-1.0, 0.0, 0.0, 1.0][(dice.bits() >> 62) as usize] };
            ((score + step).clamp(1.0, 5.0), self.voters[*u])
        }))
    }

    /// The mean of a team of so many places among the members, and all references; that of all where none of them scored.
    fn mean_of_team(&self, team: &[usize], j: usize, i: usize) -> Option<f64> {
        let times = |u: usize| {
            let drawn = team.iter().filter(|&&place| self.members[place] == u).count();
            if self.raw.voters[u].is_reference { 1.0 } else { drawn as f64 }
        };
        mean(self.scores[j][i].iter().map(|(u, score)| (*score, times(*u) * self.voters[*u]))).or(self.mean(j, i))
    }

    /// Every team, one for each order in which ballots can be drawn.
    fn all_teams(&self) -> Fared {
        let members = self.members.len();
        let mut fared = Fared::new(self.left.len(), self.weights.len());
        for number in 0..members.pow(members as u32) {
            let team: Vec<usize> = (0..members).map(|place| number / members.pow(place as u32) % members).collect();
            let values = self.values(&mut Dice(0), &self.weights, |_, j, i| self.mean_of_team(&team, j, i));
            fared.count(&self.weights, &values);
        }
        fared
    }

    /// The exact shares of two options without a gap, where weights alone are drawn.
    fn exact(&self, rung: usize) -> Option<Vec<Vec<f64>>> {
        let (&[a, b], false) = (&self.left[..], self.has_gaps) else { return None };
        let means = self.raw.means(middle());
        let contrast: Vec<Fraction> = self.counted.iter().map(|&j| means[j][a] - means[j][b]).collect();
        let share = match rung {
            1 => share_of_weights(&contrast),
            2 => share_of_order(&contrast, &self.counted.iter().map(|&j| self.exact[j]).collect::<Vec<_>>())?,
            _ => return None,
        };
        let share = share.float();
        Some(vec![vec![share, 1.0 - share], vec![1.0 - share, share]])
    }

    /// The least lead of one option over another by whatever weights a rung draws; not a number where there are gaps.
    fn least_lead(&self, rung: usize, a: usize, b: usize) -> f64 {
        let lead = |weights: &[f64]| -> f64 {
            let here = |j: usize| Some(weights[j] * (self.mean(j, self.left[a])? - self.mean(j, self.left[b])?));
            self.counted.iter().map(|&j| here(j).unwrap_or(f64::NAN)).sum()
        };
        let least = |corners: &[Vec<f64>]| {
            let leads = corners.iter().map(|weights| lead(weights));
            leads.fold(f64::INFINITY, |least, lead| if lead.is_nan() { lead } else { least.min(lead) })
        };
        let exact = &self.exact;
        let corner = |reached: &dyn Fn(usize) -> bool| {
            let some: Vec<f64> = (0..exact.len()).map(|j| f64::from(exact[j] > ZERO && reached(j))).collect();
            normalised(some)
        };
        match rung {
            1 => least(&self.counted.iter().map(|&k| corner(&|j| j == k)).collect::<Vec<_>>()),
            2 => least(&self.counted.iter().map(|&k| corner(&|j| exact[j] >= exact[k])).collect::<Vec<_>>()),
            // Each sheet has errors of its own, so that each is at its own worst.
            _ => self.sheets.iter().map(|(share, sheet)| share * least(&self.corners(sheet))).sum(),
        }
    }

    /// The weights of one sheet with each error at an end of its range.
    fn corners(&self, swings: &[f64]) -> Vec<Vec<f64>> {
        let groups = &self.misjudged;
        let end = |corner: usize, place: usize| if corner >> place & 1 == 1 { 1.25 } else { 0.75 };
        let weights = |corner: usize| {
            let of_groups = |j: usize| -> f64 {
                let own = groups.iter().enumerate().filter(|(_, group)| group.contains(&j));
                own.map(|(place, _)| end(corner, swings.len() + place)).product()
            };
            normalised(swings.iter().enumerate().map(|(j, swing)| swing * end(corner, j) * of_groups(j)).collect())
        };
        (0..1 << (swings.len() + groups.len())).map(weights).collect()
    }

    /// Whether an option is first, or is not first, whatever weights a rung draws.
    fn is_sure(&self, rung: usize, i: usize) -> bool {
        // Weights by which the two are level are never drawn where others are not.
        let ahead = |a: usize, b: usize| self.least_lead(rung, a, b) > -LEVEL && self.least_lead(rung, b, a) < -LEVEL;
        let others = |of: usize| (0..self.left.len()).filter(move |other| *other != of);
        let is_behind = |of: usize| others(of).any(|other| ahead(other, of));
        is_behind(i) || others(i).all(is_behind) || others(i).all(|other| ahead(i, other))
    }

    /// The share of draws of the empty cells in which an option is first under given weights.
    fn confidence(&self, i: usize, weights: &[f64]) -> f64 {
        let mut fared = Fared::new(self.left.len(), 0);
        let mut dice = Dice(9);
        for _ in 0..if self.has_gaps { DRAWS } else { 1 } {
            fared.count(&[], &self.values(&mut dice, weights, |_, j, i| self.mean(j, i)));
        }
        fared.share(i, 0)
    }

    /// What a rung should be, beside the rung as it is.
    fn rung(&self, rung: usize, actual: &Value) -> Value {
        let is_ranked = self.counted.iter().any(|&j| self.exact[j] != self.exact[self.counted[0]]);
        let is_drawn = self.raw.is_decided()
            && !self.left.is_empty()
            && match rung {
                2 => is_ranked,
                5 => self.members.len() >= 3,
                _ => true,
            };
        if !is_drawn {
            return json!({
                "rung": rung, "draws": 0, "exact": false, "teams": null, "acceptability": null, "low": null, "high": null,
                "first_or_level": null, "central_weights": null, "confidence": null,
            });
        }
        // N ballots make few enough teams: C(2N − 1, N) of four are 35.
        let teams = (rung == 5 && !self.has_gaps).then(|| self.members.len().pow(self.members.len() as u32));
        let is_scored =
            |u: &usize| self.counted.iter().any(|&j| self.left.iter().any(|&i| self.raw.score(*u, j, i).is_some()));
        let is_certain = rung == 4 && !self.has_gaps && !self.members.iter().any(is_scored);
        let fared = if teams.is_some() { self.all_teams() } else { self.play(rung) };
        let shares = self.exact(rung);
        let is_exact = shares.is_some() || teams.is_some() || is_certain;
        let mut all = json!({
            "rung": rung,
            "draws": if teams.is_some() || is_certain { 0 } else { DRAWS },
            "exact": is_exact,
            "teams": teams,
        });
        for key in ["acceptability", "low", "high", "first_or_level", "central_weights", "confidence"] {
            all[key] = json!(vec![Value::Null; self.raw.options.len()]);
        }
        for (place, &i) in self.left.iter().enumerate() {
            let there = |key: &str| &actual[key][i];
            let ranks = (0..self.left.len()).map(|rank| match &shares {
                Some(shares) => json!(shares[place][rank]),
                None if is_exact => json!(fared.share(place, rank)),
                None => about_share(fared.share(place, rank), &there("acceptability")[rank]),
            });
            all["acceptability"][i] = ranks.collect();
            let or_level = fared.first_or_level[place] / fared.cases;
            all["first_or_level"][i] = match &shares {
                // Two options are level throughout or, but for draws of no width, never.
                Some(shares) => json!(if or_level < 1.0 { shares[place][0] } else { 1.0 }),
                None if is_exact => json!(or_level),
                None => about_share(or_level, there("first_or_level")),
            };
            let first = there("acceptability")[0].as_f64().unwrap_or(f64::NAN);
            // Ends that are one claim to be certain, which has to be true.
            let claims_to_be_sure = there("low") == there("high");
            let is_sure =
                is_exact || self.left.len() == 1 || (claims_to_be_sure && rung <= 3 && self.is_sure(rung, place));
            let (low, high) = if is_sure { (first, first) } else { wilson(first, DRAWS) };
            (all["low"][i], all["high"][i]) = (json!(low), json!(high));
            let (central, confidence) = if rung >= 4 {
                // The weights are always the same.
                (json!((first > 0.0).then_some(&self.weights)), json!((first > 0.0).then_some(first)))
            } else {
                self.central(&fared, place, (there("central_weights"), there("confidence")))
            };
            (all["central_weights"][i], all["confidence"][i]) = (central, confidence);
        }
        all
    }

    /// The mean of the weights under which an option is first, and how often it is under those that are there.
    fn central(&self, fared: &Fared, place: usize, (weights, confidence): (&Value, &Value)) -> (Value, Value) {
        let Some(there) = weights.as_array() else {
            // Who is never first has none.
            let never = if fared.share(place, 0) < 0.01 { Value::Null } else { about(fared.share(place, 0), 0.0) };
            return (never, Value::Null);
        };
        let there: Vec<f64> = there.iter().filter_map(Value::as_f64).collect();
        let own = self.confidence(place, &there);
        let confidence = if self.has_gaps { about_share(own, confidence) } else { json!(own) };
        ((0..self.weights.len()).map(|j| self.central_weight(fared, place, j)).collect(), confidence)
    }

    fn central_weight(&self, fared: &Fared, place: usize, j: usize) -> Value {
        let cases = fared.ranks[place][0];
        if !self.counted.contains(&j) {
            return json!(0.0);
        }
        if cases < FEW_CASES {
            return about(0.5, 0.5);
        }
        let mean = fared.weights[place][j] / cases;
        let variance = (fared.squares[place][j] / cases - mean * mean).max(0.0);
        about(mean, ERRORS * (2.0 * variance / cases).sqrt() + 1e-6)
    }
}

/// A share of as many draws as the one that is there.
fn about_share(share: f64, actual: &Value) -> Value {
    let mean = f64::midpoint(share, actual.as_f64().unwrap_or(f64::NAN));
    let draws = f64::from(DRAWS);
    // Where few cases are seen their number varies by more than a share of them says.
    let variance = (mean * (1.0 - mean)).max(4.0 / draws);
    about(share, ERRORS * (2.0 * variance / draws).sqrt())
}

/// The ladder, where numbers that are drawn are beside those that are there.
pub fn told(raw: &Raw, actual: &Value) -> Value {
    let drawn = Drawn::new(raw);
    (1..=5).map(|rung| drawn.rung(rung, &actual[rung - 1])).collect()
}

/// How often the leader stays first if the steps of the scale are not equal, by draws.
pub fn unequal_steps(raw: &Raw, actual: &Value) -> Value {
    let (Some(first), rows) = (raw.best_first().first().copied(), by_step(raw)) else { return Value::Null };
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| floats(row)).collect();
    let mut fared = Fared::new(rows.len(), 0);
    let mut dice = Dice(6);
    for _ in 0..DRAWS {
        let steps = dice.simplex(4);
        let values: Vec<f64> = rows.iter().map(|row| row.iter().zip(&steps).map(|(x, step)| x * step).sum()).collect();
        fared.count(&[], &values);
    }
    let place = raw.left().iter().position(|i| *i == first).unwrap_or_default();
    about_share(fared.share(place, 0), actual)
}

/// The least share of first places that the first option has on those of rungs 3 to 5 that are there.
pub fn least_share(raw: &Raw, actual: &Value) -> Value {
    let Some(first) = raw.best_first().first().copied() else { return Value::Null };
    let shares = (2..5).filter_map(|rung| actual[rung]["acceptability"][first][0].as_f64());
    json!(shares.reduce(f64::min))
}
