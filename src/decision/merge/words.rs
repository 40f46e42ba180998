//! Values and names as people read them in a conflict.

use crate::decision::{
    CriterionId, Improvement, Link, MustHave, MustHaveRule, Preference, Retraction, Reveal, RevealedBecause, TradeOff,
    Vote,
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

/// The form of an ADR, and the charts beside it.
pub(super) fn form(dialect: &str, charts: &[String]) -> String {
    if charts.is_empty() { dialect.to_owned() } else { format!("{dialect}, with {}", charts.join(", ")) }
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
