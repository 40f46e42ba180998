//! Values and names as people read them in a conflict.

use crate::decision::{Link, MustHave, MustHaveRule, Reveal, RevealedBecause, Vote};

/// The most characters of a text that are told.
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

pub(super) fn name(name: &str, id: &str) -> String {
    let name = name.trim();
    if name.is_empty() { id.to_owned() } else { name.to_owned() }
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

pub(super) fn reveal(reveal: &Reveal) -> String {
    match &reveal.because {
        RevealedBecause::AllSealed => format!("on {}, when all had sealed", reveal.on),
        RevealedBecause::SomebodySaidSo(name) => format!("on {}, by {name}", reveal.on),
    }
}
