//! Single lines and items of an ADR.

use std::ops::Range;

use super::{
    blocks::{ImportBlock, blocks},
    options::{LONGEST_NAME, short},
};
use crate::{
    adr::read::{AdrStatus, Kind, lines, plain},
    decision::{Status, text::one_line},
};

/// Reports whether a line holds only a short span, apart from its key.
pub(super) fn stands_alone(text: &str, line: &Range<usize>, span: &Range<usize>) -> bool {
    let before = text.get(line.start..span.start).unwrap_or_default();
    let after = text.get(span.end..line.end).unwrap_or_default();
    let value = text.get(span.clone()).unwrap_or_default();
    is_short(value) && is_short(before) && !value.contains("](") && !after.contains(char::is_alphanumeric)
}

/// Reports whether a text has the few words of a key or a value, rather than those of a sentence.
fn is_short(text: &str) -> bool {
    text.split_whitespace().count() <= 3
}

/// Reports whether words are those of a status and nothing else.
pub(super) fn says_only(words: &str, status: &AdrStatus) -> bool {
    let words = plain(words).to_lowercase();
    words.trim_matches(|c: char| !c.is_alphanumeric()) == status.words().to_lowercase()
}

/// Reports whether a line is the key of a list of names.
pub(super) fn is_key_alone(line: &str) -> bool {
    let key = line.trim_matches(|c: char| !c.is_alphanumeric() && c != ':').to_lowercase();
    matches!(key.as_str(), "deciders:" | "decision-makers:" | "consulted:" | "informed:" | "authors:")
}

/// Returns the name before a colon or in bold, and the rest; the whole text if the name alone would lose something.
pub(super) fn name_and_rest(text: &str) -> (String, String) {
    let first = text.lines().next().unwrap_or_default();
    // The address of a link is not in its words.
    if first.contains("](") {
        let name = short(first).0;
        return if name.is_empty() { short(text) } else { (name, text.to_owned()) };
    }
    let bold = first.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    // A colon in an address or in code is a part of it.
    let colon = first.split_once(": ").filter(|(name, _)| !name.contains("](") && !name.contains('`'));
    let Some((name, rest)) = bold.or(colon) else { return short(text) };
    let name = one_line(&plain(name));
    let name = name.trim_end_matches(':').trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return short(text);
    }
    let more = text.split_once('\n').map(|(_, more)| more).unwrap_or_default();
    let rest = rest.trim_start_matches([':', ' ', '–', '—', '-']);
    let lines: Vec<&str> = std::iter::once(rest).chain(more.lines()).map(str::trim).filter(|l| !l.is_empty()).collect();
    (name.to_owned(), lines.join("\n"))
}

/// Returns the items of an indented list.
pub(super) fn inner_items(text: &str) -> Vec<ImportBlock> {
    let lines: Vec<&str> = text.lines().collect();
    let indent = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or(line.trim_start())).collect();
    blocks(&lines.join("\n"))
}

/// Returns the option and the reason of `Chosen option: "x", because y`, whatever marks are around them.
pub(super) fn chosen(text: &str) -> Option<(String, String)> {
    // A change of ASCII letters alone keeps every byte in its place, so that places in one text are places in the
    // other.
    let lower = text.to_ascii_lowercase();
    let start = lower.find("chosen option")?;
    // A colon further on is part of a sentence.
    let colon = text[start..].find(':').map(|at| start + at + 1).filter(|at| at - start < 24)?;
    let value = text[colon..].trim_start().trim_start_matches(['*', '_']).trim_start();
    let before = text[..start].trim_matches(['*', '_', ' ']);
    let quoted = value.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let quoted = quoted.or_else(|| value.strip_prefix('“').and_then(|rest| rest.split_once('”')));
    let (name, rest) = quoted.unwrap_or_else(|| {
        let lower = value.to_ascii_lowercase();
        let end = [", because", " because", ", since", ". ", "\n"].iter().filter_map(|end| lower.find(end)).min();
        value.split_at(end.unwrap_or(value.len()))
    });
    let rest = rest.trim_start_matches(['*', '_', ',', '.', ' ']);
    let lower = rest.to_ascii_lowercase();
    let reason =
        if lower.starts_with("because") { rest["because".len()..].trim_start_matches([' ', ':']) } else { rest };
    let name = plain(name).trim_end_matches('.').to_owned();
    let reason = [before, reason.trim()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n");
    Some((name, reason))
}

/// Returns the status that other words mean; proposed for unknown ones.
pub(super) fn in_force(words: &str) -> Status {
    let lower = words.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    match first {
        "active" | "approved" | "implemented" | "adopted" | "decided" | "done" | "final" => Status::Accepted,
        "declined" | "withdrawn" | "abandoned" => Status::Rejected,
        "obsolete" | "retired" => Status::Deprecated,
        _ => Status::Proposed,
    }
}

/// Returns the longer words of a criterion's name, in lower case.
pub(super) fn words_of(criterion: &str) -> Vec<String> {
    // Shorter words, such as `of` and `the`, are in every sentence.
    const SHORTEST: usize = 4;
    let criterion = criterion.to_lowercase();
    let words = criterion.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST);
    words.map(str::to_owned).collect()
}

/// Reports whether a text in lower case holds all of these words, and there are any.
pub(super) fn is_named(lower: &str, words: &[String]) -> bool {
    !words.is_empty() && words.iter().all(|word| lower.contains(word.as_str()))
}

pub(super) fn append(text: &mut String, more: &str) {
    let more = more.trim();
    if !more.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(more);
    }
}

/// Describes kept text in a few words; `None` for a heading without text of its own.
pub(super) fn described(name: &str, text: &str) -> Option<String> {
    let lines = lines(text, 0, 1).iter().filter(|line| line.kind != Kind::Blank).count();
    match lines {
        0 => None,
        1 => Some(format!("\"{}\": 1 line", one_line(name))),
        n => Some(format!("\"{}\": {n} lines", one_line(name))),
    }
}
