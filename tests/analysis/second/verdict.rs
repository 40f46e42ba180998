//! The word for a lead, by its rules.

use serde_json::Value;

use super::{
    fraction::{Fraction, ZERO},
    raw::{Raw, middle},
};

/// The word, from the votes and from the other keys as they are computed here. Null without a lead and a rival.
pub fn word(raw: &Raw, keys: &Value) -> Option<&'static str> {
    let [first, rivals @ ..] = &raw.best_first()[..] else { return None };
    if rivals.is_empty() {
        return None;
    }
    if raw.leaders().len() > 1 {
        return Some("no clear winner");
    }
    let (steadiness, share) = (keys["steadiness"].as_f64()?, keys["least_share"].as_f64()?);
    let reaches = |least: f64, least_share: f64| steadiness >= least && share >= least_share;
    let paired = keys["paired"].as_array()?;
    let is_behind = |gap: &Value| gap.as_f64().is_some_and(|gap| gap < 0.0);
    let is_contradicted = paired.iter().any(|pair| is_behind(&pair["gap"])) || is_behind(&keys["adjusted"][first]);
    Some(if is_contradicted || !reaches(0.5, 0.6) {
        "no clear winner"
    } else if !reaches(1.15, 0.75) || paired.iter().any(|pair| pair["gap"].is_null()) {
        "narrow lead"
    } else if reaches(1.45, 0.9) && is_undisturbed(raw, *first, rivals, keys) {
        "solid lead"
    } else {
        "clear lead"
    })
}

/// The members whose scores count.
pub fn ballots(raw: &Raw) -> usize {
    raw.views().into_iter().filter(|&u| !raw.voters[u].is_reference).count()
}

fn is_undisturbed(raw: &Raw, first: usize, rivals: &[usize], keys: &Value) -> bool {
    let values = |empty: usize| raw.values(&raw.weights(), &raw.means(Fraction::from(empty)));
    let (low, high) = (values(1), values(5));
    let agrees = |of: &Value, way: &str| {
        let is_nobody = of[format!("{way}winner")].is_null() && of[format!("{way}level")] == Value::Array(Vec::new());
        is_nobody || of[format!("{way}winner")] == keys["winner"]
    };
    ballots(raw) >= 4
        && rivals.iter().all(|&rival| low[first] > high[rival])
        && ["equal_weights_", "equal_groups_", "median_", "measured_only_"].iter().all(|way| agrees(keys, way))
        && keys["without_member"].as_array().is_some_and(|all| all.iter().all(|one| agrees(one, "")))
        && !is_at_the_edge(raw, first)
        && !turns_by_a_vote(raw, first)
}

/// Whether a must-have would screen the first option out if one who scored it were not there, or one member gave it the lowest score.
fn is_at_the_edge(raw: &Raw, first: usize) -> bool {
    let has_must_have = |&j: &usize| raw.criteria[j].must_have.is_some();
    raw.applicable().into_iter().filter(has_must_have).any(|j| {
        raw.scores(j, first).into_iter().any(|(u, _)| {
            let mut others = vec![None];
            if !raw.voters[u].is_reference {
                others.push(Some(1));
            }
            others.into_iter().any(|said| !with(raw, u, j, first, said).left().contains(&first))
        })
    })
}

/// Whether any one score of a member, if it were another one, would leave others in the lead.
fn turns_by_a_vote(raw: &Raw, first: usize) -> bool {
    let cells = || raw.applicable().into_iter().flat_map(|j| (0..raw.options.len()).map(move |i| (j, i)));
    let turns = |u: usize, j: usize, i: usize, points: u8| {
        let other = with(raw, u, j, i, Some(points));
        let leaders = other.leaders_by(&other.values(&other.weights(), &other.means(middle())));
        !leaders.is_empty() && !leaders.contains(&first)
    };
    let members = (0..raw.voters.len()).filter(|&u| !raw.voters[u].is_reference);
    members.into_iter().any(|u| {
        let mut scored = cells().filter(|&(j, i)| raw.score(u, j, i).is_some_and(|score| score > ZERO));
        scored.any(|(j, i)| (1..=5).any(|points| turns(u, j, i, points)))
    })
}

/// The record as if a voter had said something else in a cell.
fn with(raw: &Raw, u: usize, j: usize, i: usize, said: Option<u8>) -> Raw {
    let mut other = raw.clone();
    other.voters[u].said[j][i].0 = said;
    other
}
