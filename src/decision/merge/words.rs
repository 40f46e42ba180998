//! Values and names as people read them in a conflict.

use crate::decision::{
    Commitment, CopySource, Correction, CriterionId, Improvement, Link, MustHave, MustHaveRule, OptionId, PastResult,
    Predecessor, Preference, Retraction, Reveal, RevealedBecause, Review, TradeOff, Vote, Withdrawal,
};

/// The most characters of a text that a conflict shows.
const MOST: usize = 200;

pub(super) fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// On one line, and not too long.
pub(super) fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("“{}…”", &line[..end]),
        None => format!("“{line}”"),
    }
}

pub(super) fn vote(vote: Vote) -> String {
    match vote {
        Vote::Score(score) => score.points().to_string(),
        Vote::Abstain => "abstains".to_owned(),
    }
}

pub(super) fn link(link: &Link) -> Option<String> {
    text(format!("{} {}", link.label, link.url).trim())
}

/// The form of an ADR, the charts beside it, and its style.
pub(super) fn form(dialect: &str, charts: &[String], style: &str) -> String {
    let charts = if charts.is_empty() { String::new() } else { format!(", with {}", charts.join(", ")) };
    let style = if style.is_empty() { String::new() } else { format!(", {style}") };
    format!("{dialect}{charts}{style}")
}

pub(super) fn must_have(must_have: MustHave) -> String {
    let points = must_have.at_least.points();
    match must_have.rule {
        MustHaveRule::Median => format!("at least {points} by the median"),
        MustHaveRule::Members(count) => format!("at least {points}, unless fewer than {count} score below"),
    }
}

/// The criteria that a round asks about.
pub(super) fn asked(criteria: &[CriterionId]) -> String {
    let ids: Vec<&str> = criteria.iter().map(CriterionId::as_str).collect();
    if ids.is_empty() { "all criteria".to_owned() } else { ids.join(", ") }
}

pub(super) fn reveal(reveal: &Reveal) -> String {
    let Reveal { on, by, because, taken_back } = reveal;
    let how = match because {
        RevealedBecause::AllSealed => format!("on {on}, by the last seal"),
        RevealedBecause::SomebodySaidSo => format!("on {on}, by {by}"),
    };
    match taken_back {
        None => how,
        Some(Retraction { on, by }) if by.is_empty() => format!("{how}, and taken back on {on}"),
        Some(Retraction { on, by }) => format!("{how}, and taken back on {on} by {by}"),
    }
}

/// Every reveal of a round.
pub(super) fn reveals(all: &[Reveal]) -> Option<String> {
    text(&all.iter().map(reveal).collect::<Vec<_>>().join("; "))
}

/// All of a review, so that two of one day and person can be told apart.
pub(super) fn review(review: &Review) -> String {
    let Review { on, by, verdict, findings, note, next } = review;
    let mut parts = vec![format!("{} on {on} by {by}", verdict.word())];
    parts.extend(next.map(|next| format!("next on {next}")));
    parts.extend(text(note));
    parts.extend(findings.iter().map(|one| format!("{}: {}", one.state.of_trigger(), one.about)));
    parts.join("; ")
}

pub(super) fn correction(correction: &Correction) -> String {
    let Correction { on, by, why } = correction;
    format!("{why}, on {on} by {by}")
}

pub(super) fn commitment(commitment: &Commitment) -> String {
    let Commitment { member, round, hash, withdrawn } = commitment;
    let withdrawn = withdrawn
        .as_ref()
        .map_or_else(String::new, |Withdrawal { on, by, why }| format!(", withdrawn on {on} by {by}: {why}"));
    format!("{member} in round {round}{withdrawn}, {hash}")
}

pub(super) fn source(source: &CopySource) -> String {
    let CopySource { record, title, on } = source;
    format!("{title} on {on}, the record {record}")
}

pub(super) fn predecessor(predecessor: &Predecessor) -> String {
    let Predecessor { record, title, path, result } = predecessor;
    let result = result.as_ref().map(|result| format!("; {}", past_result(result))).unwrap_or_default();
    format!("{title} {path}, the record {record}{result}")
}

fn past_result(result: &PastResult) -> String {
    let PastResult { on, chosen, leader, runner_up, gap, verdict } = result;
    let [chosen, leader, runner_up] =
        [chosen, leader, runner_up].map(|id| id.as_ref().map_or("none", OptionId::as_str));
    let gap = gap.map(|gap| format!(" by {gap}")).unwrap_or_default();
    format!("on {on} {chosen} was chosen, {leader} led{gap}, {runner_up} was behind it, \"{verdict}\"")
}

/// Criteria in the order in which they matter to somebody.
pub(super) fn order(order: &[Vec<CriterionId>]) -> String {
    let mut levels = Vec::new();
    for level in order {
        levels.push(level.iter().map(CriterionId::as_str).collect::<Vec<_>>().join(" = "));
    }
    levels.join(" > ")
}

pub(super) fn trade_off(answer: &TradeOff) -> String {
    let sign = match answer.preferred {
        Preference::First => ">",
        Preference::Second => "<",
        Preference::Equal => "=",
    };
    format!("{} {sign} {}", improvement(&answer.first), improvement(&answer.second))
}

fn improvement(step: &Improvement) -> String {
    format!("{} {} to {}", step.criterion, step.from.points(), step.to.points())
}
