//! The search for parts of a record that people name, with a list of what exists if there is no match.

use std::collections::{BTreeMap, BTreeSet};

use similar::get_close_matches;

use crate::decision::{CriterionId, Decision, MemberId, OptionId};

/// Returns the option with this id or this name.
///
/// # Errors
/// A clause that lists the options.
pub(super) fn option(decision: &Decision, word: &str) -> Result<OptionId, String> {
    let known: Vec<(&str, &str)> = decision.options.iter().map(|o| (o.id.as_str(), o.name.as_str())).collect();
    let index = find("option", word, &known)?;
    Ok(decision.options[index].id.clone())
}

/// Returns the criterion with this id or this name.
///
/// # Errors
/// A clause that lists the criteria, or the nearest ones.
pub(super) fn criterion(decision: &Decision, word: &str) -> Result<CriterionId, String> {
    let known: Vec<(&str, &str)> = decision.criteria.iter().map(|c| (c.id.as_str(), c.name.as_str())).collect();
    let index = find("criterion", word, &known)?;
    Ok(decision.criteria[index].id.clone())
}

/// Returns the member with this id or this name.
///
/// # Errors
/// A clause that lists the members, or the nearest ones.
pub(super) fn member(decision: &Decision, word: &str) -> Result<MemberId, String> {
    let known: Vec<(&str, &str)> = decision.members.iter().map(|m| (m.id.as_str(), m.name.as_str())).collect();
    let index = find("member", word, &known)?;
    Ok(decision.members[index].id.clone())
}

/// Returns the swings for criteria in the order of their importance, as in `hiring,training=toolchain`, where `=` makes two level.
///
/// # Errors
/// A clause that says which criterion does not exist or is named twice.
pub(super) fn order(decision: &Decision, text: &str) -> Result<BTreeMap<CriterionId, u8>, String> {
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for level in text.split(',') {
        let mut ids = Vec::new();
        for word in level.split('=') {
            let id = criterion(decision, word)?;
            if !seen.insert(id.clone()) {
                return Err(format!("{id} is in the order twice"));
            }
            ids.push(id);
        }
        order.push(ids);
    }
    Ok(decision.swings_by_order(&order))
}

/// Returns the index of the part with this id or name. Ids come first: another part's name must not hide one.
fn find(kind: &str, word: &str, known: &[(&str, &str)]) -> Result<usize, String> {
    let by_id = known.iter().position(|(id, _)| is_same(id, word));
    by_id.or_else(|| known.iter().position(|(_, name)| is_same(name, word))).ok_or_else(|| {
        let ids: Vec<&str> = known.iter().map(|(id, _)| *id).collect();
        unknown(kind, word, &ids)
    })
}

fn is_same(text: &str, word: &str) -> bool {
    text.trim().to_lowercase() == word.trim().to_lowercase()
}

/// Number of parts up to which all are listed, even if one of them is near.
const FEW: usize = 12;

/// Similarity of two words from which one may be meant by the other, from 0 to 1.
const NEAR: f32 = 0.6;

/// Returns "there is no option `g`; it is one of `go`, `rust`": a clause.
pub(super) fn unknown(kind: &str, word: &str, known: &[&str]) -> String {
    // Ids are in lower case, whatever people type.
    let near = get_close_matches(&*word.to_lowercase(), known, 3, NEAR);
    let near = match near.as_slice() {
        [] => String::new(),
        near => format!("; the nearest is {}", quoted(near)),
    };
    let all = match known {
        [] => "; there is none at all".to_owned(),
        known if near.is_empty() || known.len() <= FEW => format!("; it is one of {}", quoted(known)),
        _ => String::new(),
    };
    format!("there is no {kind} `{word}`{near}{all}")
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
