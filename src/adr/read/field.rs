//! The facts that ADRs state outside of their sections, by the words that people use for them.

use std::ops::Range;

use super::{date::first_date, html, link::LinkKind, status::AdrStatus};
use crate::adr::language::{self, FactLabel};

/// The kind of place in a file that states something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Front matter, YAML or TOML.
    FrontMatter,
    /// A list item above the first section, or a line in bold.
    Bullet,
    /// A line of its own above the first section, such as `Date: 2026-11-03`.
    Line,
    /// A table above the first section.
    Table,
    /// A section, such as `## Status`.
    Section,
}

/// The meaning of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Status,
    /// Date with a rank; the lower, the closer to the day of the decision.
    Date(u8),
    Deciders,
    Authors,
    Consulted,
    Informed,
    Title,
    Number,
    /// Paths or globs of the files that the decision is about.
    Governs,
    Relation(LinkKind),
}

/// A fact that an ADR states.
#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    pub(crate) role: Role,
    /// Value as it is written, without quotes.
    pub(crate) value: &'a str,
    pub(crate) span: Range<usize>,
    /// Bytes of the line, without its end.
    pub(crate) line_span: Range<usize>,
    pub(crate) line: usize,
    pub(crate) place: Place,
    /// Whether the value is one item of a list in front matter.
    pub(crate) is_item: bool,
}

/// Returns the meaning of a key; `None` for a key that ADRs do not use.
pub(crate) fn role(key: &str) -> Option<Role> {
    const LONGEST: usize = 60;
    // A sign may stand before the key, as in `📅 Date`.
    let key = key.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric()).trim_start();
    // Every line of the text above the sections is tried, and most fail here before anything is copied.
    if key.len() > LONGEST || !key.starts_with(char::is_alphabetic) {
        return None;
    }
    let lower = key.to_lowercase().replace(['-', '_'], " ");
    let words = lower.trim().trim_end_matches("(s)").trim_end();
    Some(match language::label(words) {
        Some(FactLabel::Status) => Role::Status,
        Some(FactLabel::Decided) => Role::Date(0),
        Some(FactLabel::Changed) => Role::Date(1),
        Some(FactLabel::Written) => Role::Date(2),
        Some(FactLabel::Deciders) => Role::Deciders,
        Some(FactLabel::Authors) => Role::Authors,
        Some(FactLabel::Consulted) => Role::Consulted,
        Some(FactLabel::Informed) => Role::Informed,
        Some(FactLabel::Title) => Role::Title,
        Some(FactLabel::Number) => Role::Number,
        None => Role::Relation(LinkKind::of(words)?),
    })
}

/// Returns the fact that a key in front matter names. Only there, some are about the files that a decision is about.
pub(super) fn front_role(key: &str) -> Option<Role> {
    const FILES: [&str; 10] = [
        "appliesto",
        "affectedfiles",
        "affectedpaths",
        "codepaths",
        "files",
        "globs",
        "governs",
        "paths",
        "relatedfiles",
        "relevantfiles",
    ];
    let is_of_files = || {
        let bare: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
        FILES.contains(&bare.to_lowercase().as_str())
    };
    role(key).or_else(|| is_of_files().then_some(Role::Governs))
}

/// A line `key: value`, with or without list mark and emphasis.
pub(crate) struct NamedValue<'a> {
    pub(crate) key: &'a str,
    pub(crate) role: Role,
    pub(crate) value: &'a str,
    /// Whether the line is a list item, or in bold.
    pub(crate) marked: bool,
}

/// A line `key: value`, whatever its key means.
pub(crate) struct KeyedValue<'a> {
    pub(crate) key: &'a str,
    pub(crate) value: &'a str,
    /// Whether the line is a list item, or in bold.
    pub(crate) marked: bool,
}

/// Parses `* Status: x`, `- **Status:** x`, `**Status: x**`, `<b>Status</b>: x`, `> Status: x`, `Status: x` and `Status - accepted`.
pub(crate) fn pair(line: &str) -> Option<NamedValue<'_>> {
    named(line).or_else(|| dashed(line))
}

fn named(line: &str) -> Option<NamedValue<'_>> {
    let KeyedValue { key, value, marked } = keyed(line)?;
    Some(NamedValue { key, role: role(key)?, value, marked })
}

/// Parses a line with a dash behind the key. Sentences have dashes as well, so the value has to be a status or a day.
fn dashed(line: &str) -> Option<NamedValue<'_>> {
    const DASHES: [&str; 3] = [" - ", " – ", " — "];
    // Most headings and lines have no dash, and a look at their bytes is the fastest way to find out.
    if !line.bytes().any(|byte| byte == b'-' || !byte.is_ascii()) {
        return None;
    }
    let Bare { words, marked } = bare(line);
    let (key, value) = DASHES.iter().find_map(|dash| words.split_once(dash))?;
    let key = key.trim_matches(['*', '_', ' ']);
    let role = role(key)?;
    let is_stated = match role {
        Role::Status => AdrStatus::read(value)?.known().is_some(),
        Role::Date(_) => first_date(value).is_some(),
        _ => false,
    };
    is_stated.then(|| NamedValue { key, role, value: value.trim(), marked })
}

/// Parses a line that has nothing but a key, in bold or as a list item; its value is on the lines below.
pub(crate) fn key_alone(line: &str) -> Option<Role> {
    let Bare { words, marked } = bare(line);
    let key = words.trim_matches(['*', '_', ':', '：', ' ']);
    role(key).filter(|_| marked || key.len() < words.len())
}

/// A line without its marks of a quote, a list and a tag.
struct Bare<'a> {
    words: &'a str,
    /// Whether it is a list item.
    marked: bool,
}

fn bare(line: &str) -> Bare<'_> {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let item = line.strip_prefix(['*', '-', '+']).filter(|rest| rest.starts_with([' ', '\t']));
    Bare { words: html::closed(html::opened(item.unwrap_or(line).trim())), marked: item.is_some() }
}

/// Returns the first of several facts in a value, as in `Accepted · Date: 2026-11-03`, and the next one. Values that people give may
/// have such words in them; where `is_free`, the next key has to be in bold.
pub(crate) fn first_fact(value: &str, is_free: bool) -> (&str, Option<NamedValue<'_>>) {
    // Most values have no key in them.
    let next = if value.contains([':', '：']) { next_fact(value, is_free) } else { None };
    if is_free && next.is_none() {
        return (value, None);
    }
    let (value, next) = next.map_or((value, None), |(at, next)| (&value[..at], Some(next)));
    let mut value = value.trim_end();
    while let Some(rest) = BREAKS.iter().find_map(|sign| value.strip_suffix(sign)) {
        value = rest.trim_end();
    }
    (value, next)
}

/// Signs between two facts that stand elsewhere, too: the end of a sentence, and a gap; also the wide ones of Chinese and Japanese.
const SPACED: [&str; 4] = [". ", "  ", "。", "\u{3000}"];

/// Signs between two facts in a line.
const BREAKS: [&str; 12] = ["<br>", "<br/>", "<br />", "·", "•", "|", ";", ",", "\\", "；", "，", "｜"];

fn next_fact(value: &str, is_free: bool) -> Option<(usize, NamedValue<'_>)> {
    /// Maximum number of signs that are tried.
    const MOST: usize = 20;
    // The words of a link are no facts of this ADR.
    let mut depth = 0_usize;
    let signs = value.char_indices().filter(|(_, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && "<·•|;,. ；，｜。\u{3000}".contains(*c)
    });
    // Only these tell facts apart: a sentence may go on behind a full stop, and a space alone is one between words.
    let is_apart =
        |(at, c): &(usize, char)| !matches!(c, '.' | ' ') || SPACED.iter().any(|sign| value[*at..].starts_with(sign));
    signs.filter(is_apart).take(MOST).find_map(|(at, _)| {
        let rest = BREAKS.iter().chain(&SPACED).find_map(|sign| value[at..].strip_prefix(sign))?.trim_start();
        let is_key = !is_free || ["**", "__"].iter().any(|mark| rest.starts_with(mark));
        // What another ADR has to do with this one belongs to the status.
        let next = named(rest).filter(|next| is_key && !matches!(next.role, Role::Relation(_)))?;
        Some((at, next))
    })
}

/// Parses a line as [`pair`] does, with any key.
pub(crate) fn keyed(line: &str) -> Option<KeyedValue<'_>> {
    let Bare { words: inner, marked: is_item } = bare(line);
    let mark = ["**", "__", "*", "_"].into_iter().find(|mark| inner.starts_with(mark)).unwrap_or_default();
    let words = &inner[mark.len()..];
    // Without a colon, only bold tells a key from its value: `**Status** Accepted`.
    let closed = || words.split_once(mark).filter(|(_, value)| mark.len() == 2 && !value.trim().is_empty());
    let (key, value) = words.split_once([':', '：']).or_else(closed)?;
    // A backslash at the end of a line is a line break of Markdown.
    let mut value = value.trim_end_matches('\\');
    // Bold ends after the colon in `**Status:** x`, and at the end of the line in `**Status: x**`.
    if !mark.is_empty() && !key.trim_end().ends_with(mark) {
        let closed = value.trim_start().strip_prefix(mark);
        value = closed.or_else(|| value.trim_end().strip_suffix(mark)).unwrap_or(value);
    }
    // Some put a space before the colon, as in `**Statut** : x`.
    let key = html::closed(key.trim_end().trim_end_matches(mark).trim());
    let is_tagged = line.trim_start().starts_with('<');
    Some(KeyedValue { key, value: html::trimmed(value), marked: is_item || is_tagged || !mark.is_empty() })
}

/// Returns the words of an indented list item; `None` for other lines.
pub(crate) fn inner_item(line: &str) -> Option<&str> {
    let words = line.strip_prefix([' ', '\t'])?.trim_start();
    let item = words.strip_prefix(['*', '-', '+'])?;
    item.starts_with(' ').then(|| item.trim())
}

/// Returns the words of a line without a list mark or a ticked box; `None` if the box is not ticked.
pub(crate) fn item(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches('>').trim_start();
    let words = line.strip_prefix(['*', '-', '+']).filter(|rest| rest.starts_with(' ')).unwrap_or(line).trim_start();
    if words.starts_with("[ ]") {
        return None;
    }
    Some(words.strip_prefix("[x]").or_else(|| words.strip_prefix("[X]")).unwrap_or(words).trim_start())
}

/// Maximum number of names that are taken from one line.
const MOST_NAMES: usize = 1_000;

/// Returns the names in a list: `Ann, Bob`, `@ann @bob`, `Ann and Bob`, `Ann、Bob`.
pub(crate) fn names(value: &str) -> Vec<String> {
    let words = super::markup::plain(&super::markup::untagged(value));
    // Such as `{list everyone}`, which a template leaves to be filled in.
    if words.starts_with(['{', '[', '<']) {
        return Vec::new();
    }
    // With semicolons between them, `Last, First` is one.
    let people: Vec<&str> = words.split([';', '；']).map(str::trim).collect();
    if people.len() > 1 && people.len() < MOST_NAMES && people.iter().all(|name| name.matches(',').count() == 1) {
        return people.into_iter().map(str::to_owned).collect();
    }
    let handles = !words.contains(',') && words.split_whitespace().all(|word| word.starts_with('@'));
    let parts: Vec<&str> = if handles {
        words.split_whitespace().take(MOST_NAMES).collect()
    } else {
        words.split([',', ';', '，', '；', '、']).flat_map(joined).take(MOST_NAMES).collect()
    };
    parts.into_iter().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Returns the parts of a text around words such as "and".
fn joined(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let and = text.match_indices(' ').find_map(|(start, _)| {
            let word = text[start + 1..].split(' ').next().unwrap_or_default();
            let end = start + 1 + word.len();
            (end < text.len() && language::is_and(word)).then_some((start, end))
        });
        rest = and.map(|(_, end)| &text[end..]);
        Some(and.map_or(text, |(start, _)| &text[..start]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_in_every_dress() {
        for line in [
            "* Status: x",
            "- **Status:** x",
            "+ **Status**: x",
            "**Status: x**",
            "**Status:** x\\",
            "> _Status:_ x",
            "ADR status: x",
            "* status : x",
            "**Status** x",
            "**Statut** : x",
            "<b>Status</b>: x",
            "<b>Status:</b> x<br>",
            "<strong>Status: x</strong>",
            "🚦 Status: x",
            "- Estado: x",
            "- Статус: x",
            "ステータス：x",
        ] {
            let pair = pair(line).map(|pair| (pair.role, pair.value.to_owned()));
            assert_eq!(pair, Some((Role::Status, "x".to_owned())), "{line}");
        }
        for line in ["Status - accepted", "- **State** – Accepted", "Date — 2026-11-03"] {
            assert!(pair(line).is_some(), "{line}");
        }
        for line in
            ["Status", "Status - we talk", "Owner - Ann", "* Note: x", "see https://x.example", "", ":", "**:**"]
        {
            assert!(pair(line).is_none(), "{line}");
        }
    }

    #[test]
    fn several_facts_of_a_line_are_told_apart() {
        for value in ["x · Date: y", "x<br>Date: y<br>", "x | **Date:** y |", "x, date: y", "x; <b>Date</b>: y"] {
            let (first, next) = first_fact(value, false);
            let next = next.map(|next| (next.role, first_fact(next.value, false).0));
            assert_eq!((first, next), ("x", Some((Role::Date(0), "y"))), "{value}");
        }
        for value in ["x, superseded by: [2](0002-x.md)", "x at 10:00, y", "by [2. x, Date: y](0002-x.md)"] {
            assert_eq!(first_fact(value, false).0, value);
        }
        assert_eq!(first_fact("Ann, Date: never", true).0, "Ann, Date: never");
        assert_eq!(first_fact("Ann | **Date:** y", true).0, "Ann");
        for line in ["accepted. Date: 2026-11-03", "accepted   Date: 2026-11-03", "accepted • Date: 2026-11-03. x: y"]
        {
            let (value, next) = first_fact(line, false);
            assert_eq!((value, next.map(|next| next.role)), ("accepted", Some(Role::Date(0))), "{line}");
        }
        assert_eq!(first_fact("accepted. It is so: we ship. Fine", false).0, "accepted. It is so: we ship. Fine");
    }

    #[test]
    fn people_in_every_list() {
        assert_eq!(names("Ann, Bob and Cy; Di"), ["Ann", "Bob", "Cy", "Di"]);
        assert_eq!(names("Smith, Ann; Doe, Bob"), ["Smith, Ann", "Doe, Bob"]);
        assert_eq!(names("@ann @bob"), ["@ann", "@bob"]);
        assert_eq!(names("Ann und Bob"), ["Ann", "Bob"]);
        assert_eq!(names("Ann, Bo and Co and Di"), ["Ann", "Bo", "Co", "Di"]);
        assert_eq!(names("Anna i Piotr, Ewa"), ["Anna", "Piotr", "Ewa"]);
        assert_eq!(names("王伟、李娜，张敏"), ["王伟", "李娜", "张敏"]);
        assert_eq!(names("Ann and"), ["Ann and"]);
        assert!(names("{list everyone}").is_empty());
    }
}
