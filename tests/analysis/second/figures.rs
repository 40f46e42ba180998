//! Every key of the JSON but the ladder.

use serde_json::{Value, json};

use super::{
    SOME_WORDS,
    fraction::{Fraction, ONE, ZERO},
    raw::{Raw, Table, median, middle},
    searches::{common_error, dot, fit, regrets, share_of_order, share_of_weights, stability, weight_to_move},
};

pub fn told(raw: &Raw, title: &str) -> Value {
    let mut all = json!({
        "version": 2,
        "title": title,
        "scale": { "min": 1, "max": 5 },
        "options": (0..raw.options.len()).map(|i| option(raw, i)).collect::<Value>(),
        "criteria": (0..raw.criteria.len()).map(|j| criterion(raw, j)).collect::<Value>(),
        "cells": each_cell(raw, |j, i| cell(raw, j, i)),
        "pairs": pairs(raw),
        "paired": paired(raw),
        "adjusted": adjusted(raw),
        "max_regret": max_regret(raw),
        "cell_flips": cell_flips(raw),
        "without_criterion": without_criterion(raw),
        "without_member": without_member(raw),
        "members": (0..raw.voters.len()).map(|u| member(raw, u)).collect::<Value>(),
        "agreement": { "kendall_w": number(kendall_w(raw)), "krippendorff_alpha": number(krippendorff_alpha(raw)) },
        "unequal_steps": unequal_steps(raw),
        "steadiness": steadiness(raw),
        // Without profiles; `profiles.rs` computes these.
        "profiles": [],
        "one_option": [],
    });
    let means = raw.means(middle());
    let medians = raw.table(|j, i| {
        let scores: Vec<Fraction> = raw.scores(j, i).into_iter().map(|(_, score)| score).collect();
        median(&scores).unwrap_or_else(middle)
    });
    let ways = [
        ("", raw.leaders()),
        ("equal_weights_", counted_otherwise(raw, &equal_weights(raw), &means)),
        ("equal_groups_", counted_otherwise(raw, &equal_groups(raw), &means)),
        ("median_", counted_otherwise(raw, &raw.weights(), &medians)),
        ("measured_only_", measured_only(raw)),
    ];
    for (way, leaders) in ways {
        all[format!("{way}winner")] = winner(raw, &leaders);
        all[format!("{way}level")] = level(raw, &leaders);
    }
    all
}

fn number(fraction: Option<Fraction>) -> Value {
    json!(fraction.map(Fraction::float))
}

fn winner(raw: &Raw, leaders: &[usize]) -> Value {
    if let [only] = leaders { json!(raw.options[*only]) } else { Value::Null }
}

fn level(raw: &Raw, leaders: &[usize]) -> Value {
    let level = if leaders.len() > 1 { leaders } else { &[] };
    level.iter().map(|&i| json!(raw.options[i])).collect()
}

fn each_cell(raw: &Raw, of: impl Fn(usize, usize) -> Value) -> Value {
    (0..raw.criteria.len()).flat_map(|j| (0..raw.options.len()).map(move |i| (j, i))).map(|(j, i)| of(j, i)).collect()
}

fn option(raw: &Raw, i: usize) -> Value {
    let weights = raw.weights();
    let is_weighted = !raw.counted().is_empty();
    let value = |empty: usize| is_weighted.then(|| raw.values(&weights, &raw.means(Fraction::from(empty)))[i]);
    let coverage =
        raw.counted().into_iter().filter(|&j| !raw.scores(j, i).is_empty()).map(|j| weights[j]).sum::<Fraction>();
    let is_out = !raw.left().contains(&i);
    let order = raw.best_first();
    let values = raw.values(&weights, &raw.means(middle()));
    let rank = order.contains(&i).then(|| 1 + order.iter().filter(|other| values[**other] > values[i]).count());
    json!({
        "id": raw.options[i],
        "value": number(value(3)),
        "low": number(value(1)),
        "high": number(value(5)),
        "rank": rank,
        "coverage": number(is_weighted.then_some(coverage)),
        "screened_out": is_out,
        "reason": is_out.then_some(SOME_WORDS),
    })
}

fn contrast(table: &Table, a: usize, b: usize) -> Vec<Fraction> {
    table.iter().map(|row| row[a] - row[b]).collect()
}

fn criterion(raw: &Raw, j: usize) -> Value {
    let (weights, means, order) = (raw.weights(), raw.means(middle()), raw.best_first());
    let weighed = raw.weighed();
    let given = || weighed.iter().map(|(_, weights)| weights[j]);
    let applies = raw.criteria[j].applies;
    let mut all = json!({
        "id": raw.criteria[j].id,
        "weight": weights[j].float(),
        "weight_range": given().min().zip(given().max()).filter(|_| applies).map(|(low, high)| [low.float(), high.float()]),
        "stability": null,
        "evppi": null,
        "gap_variance_share": null,
        "tornado": null,
    });
    let [a, b, ..] = order[..] else { return all };
    if !applies {
        return all;
    }
    let contrasts: Vec<Vec<Fraction>> = order[1..].iter().map(|&rival| contrast(&means, a, rival)).collect();
    if let Some((low, high)) = stability(&weights, &contrasts, j) {
        all["stability"] = json!({ "low": low.float(), "high": high.float() });
    }
    let views = raw.views();
    if views.len() < 2 {
        return all;
    }
    let shares = raw.shares_of(&views);
    let seen: Vec<Table> = views.iter().map(|&u| raw.seen_by(u)).collect();
    // The values of the options that are left where one voter is right about the criterion.
    let settled: Vec<Vec<Fraction>> = seen
        .iter()
        .map(|table| {
            let mut means = means.clone();
            means[j].clone_from(&table[j]);
            raw.values(&weights, &means)
        })
        .collect();
    let best = |values: &[Fraction]| order.iter().map(|&i| values[i]).fold(values[a], Ord::max);
    let expected: Fraction = shares.iter().zip(&settled).map(|(share, values)| *share * best(values)).sum();
    all["evppi"] = json!((expected - best(&raw.values(&weights, &means))).float());
    let gaps = || settled.iter().map(|values| values[a] - values[b]);
    all["tornado"] = json!([number(gaps().min()), number(gaps().max())]);

    let own: Vec<Fraction> = seen.iter().map(|table| dot(&weights, &contrast(table, a, b))).collect();
    let mean = dot(&shares, &own);
    let off: Vec<Fraction> = own.iter().map(|gap| *gap - mean).collect();
    let variance: Fraction = shares.iter().zip(&off).map(|(share, off)| *share * *off * *off).sum();
    if variance != ZERO {
        let here: Vec<Fraction> = seen.iter().map(|table| table[j][a] - table[j][b]).collect();
        let mean = dot(&shares, &here);
        let covariance: Fraction = (0..views.len()).map(|u| shares[u] * (here[u] - mean) * off[u]).sum();
        all["gap_variance_share"] = json!(weights[j].float() * covariance.float() / variance.float());
    }
    all
}

fn cell(raw: &Raw, j: usize, i: usize) -> Value {
    let scores = raw.scores(j, i);
    let points: Vec<Fraction> = scores.iter().map(|(_, score)| *score).collect();
    let n = Fraction::from(points.len());
    let squares = || {
        let mean = points.iter().copied().sum::<Fraction>() / n;
        points.iter().map(|x| (*x - mean) * (*x - mean)).sum::<Fraction>()
    };
    let whole = |score: Option<&Fraction>| score.map(|score| score.float() as u8);
    json!({
        "criterion": raw.criteria[j].id,
        "option": raw.options[i],
        "n": scores.len(),
        "abstained": raw.voters.iter().filter(|voter| voter.said[j][i].0 == Some(0)).count(),
        "mean": number(raw.mean_by(&scores)),
        "median": number(median(&points)),
        "sd": (points.len() > 1).then(|| (squares() / (n - ONE)).float().sqrt()),
        "min": whole(points.iter().min()),
        "max": whole(points.iter().max()),
        "agreement": (points.len() > 3).then(|| agreement(&points).float()),
    })
}

/// Van der Eijk's A, layer by layer.
fn agreement(points: &[Fraction]) -> Fraction {
    let mut counts: Vec<usize> =
        (1..=5_usize).map(|score| points.iter().filter(|x| **x == Fraction::from(score)).count()).collect();
    let mut all = ZERO;
    loop {
        let filled: Vec<usize> = (0..5).filter(|&k| counts[k] > 0).collect();
        let Some(height) = filled.iter().map(|&k| counts[k]).min() else { return all };
        let share = Fraction::from(height * filled.len()) / Fraction::from(points.len());
        all = all + share * agreement_of_layer(&filled);
        for k in filled {
            counts[k] -= height;
        }
    }
}

fn agreement_of_layer(filled: &[usize]) -> Fraction {
    let (mut unimodal, mut torn) = (0_usize, 0_usize);
    for a in 0..5 {
        for b in a + 1..5 {
            for c in b + 1..5 {
                match [a, b, c].map(|k| filled.contains(&k)) {
                    [true, false, true] => torn += 1,
                    [true, true, false] | [false, true, true] => unimodal += 1,
                    _ => {}
                }
            }
        }
    }
    if filled.len() == 1 {
        return ONE;
    }
    if unimodal + torn == 0 {
        return ZERO;
    }
    // U = ((K − 2)TU − (K − 1)TDU) / ((K − 2)(TU + TDU)) and A = U(1 − (S − 1)/(K − 1)), with K = 5.
    let of = |n: usize| Fraction::from(n);
    let u = (of(3) * of(unimodal) - of(4) * of(torn)) / (of(3) * of(unimodal + torn));
    u * (ONE - of(filled.len() - 1) / of(4))
}

/// The first option of those that lead, and its rivals, the nearest first.
fn duel(raw: &Raw) -> Option<(usize, Vec<usize>)> {
    let order = raw.best_first();
    let (first, rivals) = order.split_first()?;
    Some((*first, rivals.to_vec()))
}

fn pairs(raw: &Raw) -> Value {
    let Some((first, rivals)) = duel(raw) else { return json!([]) };
    let (weights, counted) = (raw.weights(), raw.counted());
    let of_counted = |row: &[Fraction]| -> Vec<Fraction> { counted.iter().map(|&j| row[j]).collect() };
    let sheets: Vec<_> = raw.sheets().into_iter().map(|(share, sheet)| (share, of_counted(&sheet))).collect();
    let applicable = |row: &[Fraction]| -> Vec<Fraction> { raw.applicable().into_iter().map(|j| row[j]).collect() };
    let pair = |rival: usize| {
        let contrast = contrast(&raw.means(middle()), first, rival);
        json!({
            "first": raw.options[first],
            "winner": winner(raw, &raw.leaders()),
            "rival": raw.options[rival],
            "gap": dot(&weights, &contrast).float(),
            "common_error": common_error(&sheets, &of_counted(&contrast)),
            "weight_to_move": number(weight_to_move(&applicable(&weights), &applicable(&contrast))),
            "exact_any_weights": share_of_weights(&of_counted(&contrast)).float(),
            "exact_your_order": number(share_of_order(&of_counted(&contrast), &of_counted(&weights))),
        })
    };
    rivals.into_iter().map(pair).collect()
}

fn paired(raw: &Raw) -> Value {
    let Some((first, rivals)) = duel(raw) else { return json!([]) };
    let (weights, counted) = (raw.weights(), raw.counted());
    let pair = |rival: usize| {
        let both = |u: usize, j: usize| Some(raw.score(u, j, first)? - raw.score(u, j, rival)?);
        let (mut gap, mut weight) = (ZERO, ZERO);
        for &j in &counted {
            let differences: Vec<_> = (0..raw.voters.len()).filter_map(|u| Some((u, both(u, j)?))).collect();
            if let Some(mean) = raw.mean_by(&differences) {
                gap = gap + weights[j] * mean;
                weight = weight + weights[j];
            }
        }
        let raters = (0..raw.voters.len()).filter(|u| counted.iter().any(|&j| both(*u, j).is_some())).count();
        json!({
            "first": raw.options[first],
            "winner": winner(raw, &raw.leaders()),
            "rival": raw.options[rival],
            "gap": number((weight >= Fraction::new(1, 2)).then(|| gap / weight)),
            "raters": raters,
        })
    };
    rivals.into_iter().map(pair).collect()
}

/// A number for each option of the record, in its order; null for those that are screened out, and while nothing is decided.
fn by_option(raw: &Raw, of_left: impl FnOnce(&[usize]) -> Vec<Fraction>) -> Value {
    let left = if raw.is_decided() { raw.left() } else { Vec::new() };
    let numbers = if left.is_empty() { Vec::new() } else { of_left(&left) };
    let of = |i: usize| number(left.iter().position(|of| *of == i).map(|place| numbers[place]));
    (0..raw.options.len()).map(of).collect()
}

fn adjusted(raw: &Raw) -> Value {
    by_option(raw, |left| {
        let (weights, means) = (raw.weights(), raw.means(middle()));
        let mut values = vec![ZERO; left.len()];
        for j in raw.counted() {
            let rows = (0..raw.voters.len()).map(|u| {
                let scores: Vec<Option<Fraction>> = left.iter().map(|&i| raw.score(u, j, i)).collect();
                (raw.voters[u].weight, scores)
            });
            let rows: Vec<_> = rows.filter(|(_, scores)| scores.iter().any(Option::is_some)).collect();
            let effects = fit(&rows, left.len()).unwrap_or_else(|| left.iter().map(|&i| means[j][i]).collect());
            for (value, effect) in values.iter_mut().zip(effects) {
                *value = *value + weights[j] * effect;
            }
        }
        let best = values.iter().copied().fold(values[0], Ord::max);
        values.into_iter().map(|value| value - best).collect()
    })
}

fn max_regret(raw: &Raw) -> Value {
    by_option(raw, |left| {
        let means = raw.means(middle());
        let rows: Vec<Vec<Fraction>> = left.iter().map(|&i| means.iter().map(|row| row[i]).collect()).collect();
        regrets(&raw.weights(), &rows)
    })
}

fn cell_flips(raw: &Raw) -> Value {
    let order = raw.best_first();
    let [first, second, ..] = order[..] else { return json!([]) };
    let (weights, means) = (raw.weights(), raw.means(middle()));
    let values = raw.values(&weights, &means);
    let mut flips = Vec::new();
    for j in raw.applicable() {
        for i in raw.left() {
            let rival = if i == first { second } else { i };
            let points = (weights[j] > ZERO).then(|| (values[first] - values[rival]) / weights[j]);
            let moved = |points: Fraction| if i == first { means[j][i] - points } else { means[j][i] + points };
            let stays = |points: &Fraction| ONE <= moved(*points) && moved(*points) <= Fraction::from(5_usize);
            let points = number(points.filter(stays));
            flips.push(json!({ "criterion": raw.criteria[j].id, "option": raw.options[i], "points": points }));
        }
    }
    flips.into()
}

fn without(raw: &Raw, id: &str, leaders: &[usize]) -> Value {
    json!({ "id": id, "winner": winner(raw, leaders), "level": level(raw, leaders) })
}

/// The others keep their proportions, and must-haves are not looked at again.
fn without_criterion(raw: &Raw) -> Value {
    if raw.leaders().is_empty() {
        return json!([]);
    }
    let without_one = |j: usize| {
        let mut weights = raw.weights();
        weights[j] = ZERO;
        let scored = |k: usize| (0..raw.options.len()).any(|i| !raw.scores(k, i).is_empty());
        let is_decided = (0..weights.len()).any(|k| weights[k] > ZERO && scored(k));
        let leaders = raw.leaders_by(&raw.values(&weights, &raw.means(middle())));
        without(raw, &raw.criteria[j].id, if is_decided { &leaders } else { &[] })
    };
    raw.applicable().into_iter().map(without_one).collect()
}

fn without_member(raw: &Raw) -> Value {
    if raw.leaders().is_empty() {
        return json!([]);
    }
    let without_one = |u: usize| without(raw, &raw.voters[u].id, &raw.without(u).leaders());
    (0..raw.voters.len()).map(without_one).collect()
}

/// Reports whether a voter says something of each option that anybody scored, where it counts for them.
fn sees_all(raw: &Raw, u: usize) -> bool {
    let weights = raw.weights_of(u);
    let weighed = || (0..weights.len()).filter(|&j| weights[j] > ZERO);
    let says_something = |i: &usize| weighed().any(|j| raw.score(u, j, *i).is_some());
    let is_scored = |i: &usize| weighed().any(|j| !raw.scores(j, *i).is_empty());
    raw.views().contains(&u)
        && weights.iter().any(|weight| *weight > ZERO)
        && raw.left().iter().all(|i| says_something(i) || !is_scored(i))
}

fn member(raw: &Raw, u: usize) -> Value {
    let (weights, left) = (raw.weights_of(u), raw.left());
    let has_view = sees_all(raw, u);
    let values = raw.values(&weights, &raw.seen_by(u));
    let leaders = if has_view { raw.leaders_by(&values) } else { Vec::new() };
    let mut of_left: Vec<Fraction> = left.iter().map(|&i| values[i]).collect();
    of_left.sort();
    of_left.reverse();
    let gap = if let [best, second, ..] = of_left[..] { Some(best - second) } else { None };
    let mut all = without(raw, &raw.voters[u].id, &leaders);
    all["gap"] = number(gap.filter(|_| has_view));
    all
}

fn counted_otherwise(raw: &Raw, weights: &[Fraction], table: &Table) -> Vec<usize> {
    if raw.is_decided() { raw.leaders_by(&raw.values(weights, table)) } else { Vec::new() }
}

fn equal_weights(raw: &Raw) -> Vec<Fraction> {
    let counted = raw.counted();
    let weight = |j: usize| if counted.contains(&j) { ONE / Fraction::from(counted.len()) } else { ZERO };
    (0..raw.criteria.len()).map(weight).collect()
}

/// The groups of the criteria that count, each with its criteria; who has no group is alone.
pub fn groups(raw: &Raw) -> Vec<Vec<usize>> {
    let counted = raw.counted();
    let same = |a: usize, b: usize| {
        a == b || (raw.criteria[a].group == raw.criteria[b].group && !raw.criteria[a].group.is_empty())
    };
    let mut groups: Vec<Vec<usize>> =
        counted.iter().map(|&a| counted.iter().copied().filter(|&b| same(a, b)).collect()).collect();
    groups.sort();
    groups.dedup();
    groups
}

fn equal_groups(raw: &Raw) -> Vec<Fraction> {
    let groups = groups(raw);
    let weight = |j: usize| {
        let own = groups.iter().find(|group| group.contains(&j));
        own.map_or(ZERO, |own| ONE / Fraction::from(own.len() * groups.len()))
    };
    (0..raw.criteria.len()).map(weight).collect()
}

fn measured_only(raw: &Raw) -> Vec<usize> {
    let measured = |j: usize, i: usize| {
        let mut scores = raw.scores(j, i);
        scores.retain(|(u, _)| raw.voters[*u].said[j][i].1);
        raw.mean_by(&scores)
    };
    // What one option lacks compares nothing.
    let whole: Vec<usize> =
        raw.counted().into_iter().filter(|&j| raw.left().into_iter().all(|i| measured(j, i).is_some())).collect();
    let weights = raw.weights();
    let value = |i: usize| -> Fraction { whole.iter().filter_map(|&j| Some(weights[j] * measured(j, i)?)).sum() };
    let values: Vec<Fraction> = (0..raw.options.len()).map(value).collect();
    if whole.is_empty() { Vec::new() } else { raw.leaders_by(&values) }
}

/// By option that is left, what it comes to where the whole width of the scale lies in one step, for each of the four.
pub fn by_step(raw: &Raw) -> Vec<Vec<Fraction>> {
    let weights = raw.weights();
    let value = |i: usize, step: usize| {
        let scale = |score: Fraction| if score > Fraction::from(step) { 5_usize } else { 1 };
        let of = |j: usize| {
            let scores =
                raw.scores(j, i).into_iter().map(|(u, score)| (u, Fraction::from(scale(score)))).collect::<Vec<_>>();
            weights[j] * raw.mean_by(&scores).unwrap_or_else(middle)
        };
        (0..weights.len()).map(of).sum()
    };
    raw.left().into_iter().map(|i| (1..=4).map(|step| value(i, step)).collect()).collect()
}

/// Null where it is drawn, which is looked at elsewhere.
fn unequal_steps(raw: &Raw) -> Value {
    let (Some((first, _)), [one, other]) = (duel(raw), &by_step(raw)[..]) else { return Value::Null };
    let contrast: Vec<Fraction> = one.iter().zip(other).map(|(one, other)| *one - *other).collect();
    let share = share_of_weights(&contrast);
    json!(if raw.left()[0] == first { share } else { ONE - share }.float())
}

/// The least over the rivals; null without one.
fn steadiness(raw: &Raw) -> Option<f64> {
    let (first, rivals) = duel(raw)?;
    let weights = raw.weights();
    let gap = |of: &Raw, rival: usize| {
        let values = of.values(&of.weights(), &of.means(middle()));
        (values[first] - values[rival]).float()
    };
    let squares = |shares: &[Fraction]| dot(shares, shares).float();
    let true_gaps = 2.0 * (0.25 + squares(&weights));
    let typical = 2.0 * (0.16 + 0.64 * squares(&weights)) * squares(&raw.shares_of(&raw.views()));
    let rests: Vec<Raw> = raw.views().into_iter().map(|u| raw.without(u)).filter(Raw::is_decided).collect();
    let n = rests.len() as f64;
    let of = |rival: usize| {
        let gaps: Vec<f64> = rests.iter().map(|rest| gap(rest, rival)).collect();
        let mean = gaps.iter().sum::<f64>() / n;
        let jackknife = (n - 1.0) / n * gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>();
        let chance = if n > 1.0 { ((n - 1.0) * jackknife + 4.0 * typical) / (n + 3.0) } else { typical };
        let kept = true_gaps / (true_gaps + chance);
        kept * gap(raw, rival) / (chance * (1.0 + kept)).sqrt()
    };
    rivals.into_iter().map(of).reduce(f64::min)
}

fn kendall_w(raw: &Raw) -> Option<Fraction> {
    let mut judges = raw.views();
    judges.retain(|u| sees_all(raw, *u));
    let left = raw.left();
    if judges.len() < 2 || left.len() < 3 || !raw.is_decided() {
        return None;
    }
    let (m, n) = (Fraction::from(judges.len()), Fraction::from(left.len()));
    let (mut sums, mut ties) = (vec![ZERO; left.len()], ZERO);
    for u in judges {
        let values = raw.values(&raw.weights_of(u), &raw.seen_by(u));
        for (sum, &i) in sums.iter_mut().zip(&left) {
            let lower = left.iter().filter(|&&other| values[other] < values[i]).count();
            let same = left.iter().filter(|&&other| values[other] == values[i]).count();
            *sum = *sum + Fraction::from(lower) + Fraction::from(same + 1) / Fraction::from(2_usize);
            // Each of t that tie brings a t-th of t³ − t.
            ties = ties + Fraction::from(same * same - 1);
        }
    }
    let mean = sums.iter().copied().sum::<Fraction>() / n;
    let spread: Fraction = sums.iter().map(|sum| (*sum - mean) * (*sum - mean)).sum();
    let most = m * m * (n * n * n - n) - m * ties;
    (most > ZERO).then(|| Fraction::from(12_usize) * spread / most)
}

fn krippendorff_alpha(raw: &Raw) -> Option<Fraction> {
    let distances = |scores: &[Fraction]| -> Fraction {
        scores.iter().flat_map(|x| scores.iter().map(move |y| (*x - *y) * (*x - *y))).sum()
    };
    let (mut observed, mut all) = (ZERO, Vec::new());
    for j in raw.applicable() {
        for i in 0..raw.options.len() {
            let scores: Vec<Fraction> = raw.scores(j, i).into_iter().map(|(_, score)| score).collect();
            if scores.len() > 1 {
                observed = observed + distances(&scores) / Fraction::from(scores.len() - 1);
                all.extend(scores);
            }
        }
    }
    if all.len() < 2 || distances(&all) == ZERO {
        return None;
    }
    let expected = distances(&all) / Fraction::from(all.len() - 1);
    Some(ONE - observed / expected)
}
