//! The changes in a record, as Markdown that also reads well in a terminal.

mod moved;
mod names;
mod table;

use self::{
    moved::moved,
    names::{Names, arrow},
};
use crate::{
    adr::markdown_text,
    analysis::{PartChange, ResultSummary, ScoreChange, WeightChange, WhatChanged, share_of_weight, signed_points},
    decision::{Decision, Vote},
};

/// Maximum number of listed lines of one kind, the most important first; a comment on a pull request has to end
/// somewhere.
const MOST_LISTED: usize = 30;

/// Describes the changes between two records, or two contents of one, the most important first: the result then and
/// now, whether the decision still holds, what moved the lead, and then weights, scores, options and texts with both
/// values.
#[must_use]
pub fn told_change(change: &WhatChanged, then: &Decision, now: &Decision) -> String {
    let names = &Names { then, now };
    let title = Some(names.now.title.trim()).filter(|title| !title.is_empty()).unwrap_or("Untitled decision");
    let mut parts = vec![format!("## What changed: {}", markdown_text(title))];
    parts.extend(names.moved());
    parts.push(format!("Then: {}", standing(&change.result.then, names.then)));
    parts.push(format!("Now: {}", standing(&change.result.now, names.now)));
    parts.extend(change.holds.as_ref().map(|holds| markdown_text(&holds.sentence())));
    if change.is_nothing() {
        parts.push("Nothing changed.".to_owned());
    }
    parts.extend(change.gap.as_ref().filter(|gap| !gap.criteria.is_empty()).map(|gap| moved(gap, names)));
    let weights = change.weights.iter().map(|one| weight(one, names)).collect();
    let scores = change.scores.iter().map(|one| score(one, names)).collect();
    let options = change.options.iter().map(part).collect();
    let texts = change.texts.iter().map(part).collect();
    let others = change.others.iter().map(|one| markdown_text(one)).collect();
    let lists: [(&str, Vec<String>); 5] = [
        ("Weights", weights),
        ("Scores", scores),
        ("Options", options),
        ("Texts and outcome", texts),
        ("Also changed", others),
    ];
    parts.extend(lists.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(head, lines)| section(head, &lines)));
    parts.join("\n\n")
}

/// Describes the result of a decision, and its choice.
fn standing(of: &ResultSummary, decision: &Decision) -> String {
    let chosen = of
        .chosen
        .as_ref()
        .map_or("Nothing is chosen".to_owned(), |id| format!("{} is chosen", markdown_text(decision.option_name(id))));
    format!("{} {chosen}; the record is {}.", markdown_text(&of.headline), of.status)
}

/// Returns a list below its heading, cut where it gets too long for people.
fn section(head: &str, lines: &[String]) -> String {
    let mut text = vec![format!("### {head}\n")];
    text.extend(lines.iter().take(MOST_LISTED).map(|line| format!("- {line}")));
    if lines.len() > MOST_LISTED {
        text.push(format!("- and {} more; `weigh-in diff --json` lists all of them", lines.len() - MOST_LISTED));
    }
    text.join("\n")
}

fn weight(of: &WeightChange, names: &Names<'_>) -> String {
    let whose = of.member.as_ref().map_or(String::new(), |member| format!(", by {}", names.member(member)));
    let swing = arrow(&of.swing, |swing| swing.map_or("not set".to_owned(), |swing| swing.to_string()));
    let share = arrow(&of.share, |share| share_of_weight(*share));
    let effect = of.effect.map_or(String::new(), |effect| format!("; lead {}", signed_points(effect)));
    format!("{}{whose}: {swing} (share {share}{effect})", names.criterion(&of.criterion))
}

fn score(of: &ScoreChange, names: &Names<'_>) -> String {
    let vote = arrow(&of.vote, |vote| match vote {
        None => "empty".to_owned(),
        Some(Vote::Abstain) => "?".to_owned(),
        Some(Vote::Score(score)) => score.points().to_string(),
    });
    let effect = of.effect.map_or(String::new(), |effect| format!(" (lead {})", signed_points(effect)));
    let (criterion, option) = (names.criterion(&of.criterion), names.option(&of.option));
    format!("{} on {criterion} for {option}: {vote}{effect}", names.member(&of.member))
}

fn part(of: &PartChange) -> String {
    let what = markdown_text(&of.what);
    match (&of.then, &of.now) {
        (Some(then), Some(now)) => {
            let [then, now] = excerpts(then, now);
            format!("{what}: “{}” → “{}”", markdown_text(&then), markdown_text(&now))
        }
        (None, Some(now)) => format!("{what}: new: “{}”", markdown_text(&excerpt(now, 0))),
        (Some(then), None) => format!("{what}: gone: “{}”", markdown_text(&excerpt(then, 0))),
        (None, None) => what,
    }
}

/// Maximum length of a quoted text, in characters.
const MOST_OF_A_TEXT: usize = 200;

/// Number of shared characters that are quoted before the first difference of two long texts.
const BEFORE: usize = 40;

/// Returns excerpts of two texts from shortly before their first difference.
fn excerpts(then: &str, now: &str) -> [String; 2] {
    let common = then.chars().zip(now.chars()).take_while(|(a, b)| a == b).count();
    let is_long = [then, now].iter().any(|text| text.chars().count() > MOST_OF_A_TEXT);
    let start = if is_long { common.saturating_sub(BEFORE) } else { 0 };
    [excerpt(then, start), excerpt(now, start)]
}

/// Returns a part of a text, with an ellipsis where text was cut.
fn excerpt(text: &str, start: usize) -> String {
    let shown: String = text.chars().skip(start).take(MOST_OF_A_TEXT).collect();
    let is_cut = text.chars().count() > start + MOST_OF_A_TEXT;
    format!("{}{shown}{}", dots(start > 0), dots(is_cut))
}

fn dots(is_cut: bool) -> &'static str {
    if is_cut { "…" } else { "" }
}
