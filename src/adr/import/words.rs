//! Single lines and items of an ADR.

use std::ops::Range;

use super::blocks::{ImportBlock, blocks};
use crate::{
    adr::{
        language::{around_choice, behind_because, is_unspaced},
        read::{AdrStatus, Kind, is_name_key, lines, plain},
    },
    decision::{Status, text::one_line},
};

/// Maximum length of the name of a criterion, in characters. A longer one continues in its note.
const LONGEST_NAME: usize = 80;

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
    /// Characters of a status in a script without spaces, at most.
    const FEW: usize = 5;
    let words = plain(words).to_lowercase();
    let word = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_word = word.chars().all(char::is_alphabetic) && (!word.contains(is_unspaced) || word.chars().count() <= FEW);
    word == status.words().to_lowercase() || (is_word && AdrStatus::read(word).as_ref() == Some(status))
}

/// Reports whether a line is the key of a list of names.
pub(super) fn is_key_alone(line: &str) -> bool {
    let key = line.trim_matches(|c: char| !c.is_alphanumeric() && c != ':' && c != '：');
    key.strip_suffix([':', '：']).is_some_and(is_name_key)
}

/// Returns the name before a colon or in bold, and the rest; the whole text if the name alone would lose something.
pub(super) fn name_and_rest(text: &str) -> (String, String) {
    let first = text.lines().next().unwrap_or_default();
    // The address of a link is not in its words.
    if first.contains("](") {
        let name = short(first, LONGEST_NAME).0;
        return if name.is_empty() { short(text, LONGEST_NAME) } else { (name, text.to_owned()) };
    }
    let bold = first.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    // A colon in an address or in code is a part of it.
    let colon = first.split_once(": ").filter(|(name, _)| !name.contains("](") && !name.contains('`'));
    let Some((name, rest)) = bold.or(colon) else { return short(text, LONGEST_NAME) };
    let name = one_line(&plain(name));
    let name = name.trim_end_matches(':').trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return short(text, LONGEST_NAME);
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

/// Returns a name of one line that is not too long, and the text for the description: the further lines, or the whole
/// text if the name was cut.
pub(super) fn short(text: &str, longest: usize) -> (String, String) {
    let mut lines = text.lines();
    let first = one_line(&plain(lines.next().unwrap_or_default()));
    let rest = lines.collect::<Vec<_>>().join("\n");
    if first.chars().count() <= longest {
        return (first, unindented(&rest));
    }
    let cut: String = first.chars().take(longest).collect();
    let ends = outside_brackets(&cut)
        .filter(|at| [" - ", " – ", " — ", ": ", ". ", "; ", ", "].iter().any(|end| cut[*at..].starts_with(end)));
    let name = ends
        .last()
        .filter(|at| *at > 8)
        .map_or_else(|| format!("{}…", cut.rsplit_once(' ').map_or(&*cut, |(a, _)| a)), |at| cut[..at].to_owned());
    (name, unindented(text))
}

/// Returns the places of a text that are in no brackets and no code.
pub(super) fn outside_brackets(text: &str) -> impl Iterator<Item = usize> {
    let (mut depth, mut code) = (0_usize, false);
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '`' => code = !code,
            '(' | '[' | '{' if !code => depth += 1,
            ')' | ']' | '}' if !code => depth = depth.saturating_sub(1),
            _ => return (depth == 0 && !code).then_some(at),
        }
        None
    })
}

/// Returns the lines without white space around them.
fn unindented(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Returns the option and the reason of `Chosen option: "x", because y`, whatever marks are around them, in any language that is read
/// here. The option is empty where it follows in a list.
pub(super) fn chosen(text: &str) -> Option<(String, String)> {
    /// Maximum number of bytes between the words and their colon; one further on is part of a sentence.
    const NEAR: usize = 24;
    let (before, behind) = around_choice(text)?;
    let colon = behind.find([':', '：']).filter(|at| *at < NEAR)?;
    let value =
        behind[colon..].trim_start_matches([':', '：']).trim_start().trim_start_matches(['*', '_']).trim_start();
    let before = before.trim_matches(['*', '_', ' ', '#']);
    let (name, rest) = quoted(value).unwrap_or_else(|| value.split_at(end_of_choice(value)));
    let rest = rest.trim_start_matches(['*', '_', ',', '，', '.', '。', ' ']);
    let reason = behind_because(rest).map_or(rest, |reason| reason.trim_start_matches([' ', ':', '：', ',']));
    let name = plain(name).trim_end_matches(['.', ',', '，', '。', '*', ' ']).to_owned();
    let reason = [before, reason.trim()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n");
    Some((name, reason))
}

/// Returns a name in quotes at the start of a text, and the rest. Quotes within the name do not end it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close: &[char] = match open {
        '"' => &['"'],
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    };
    let inner = &text[open.len_utf8()..];
    let line = inner.lines().next().unwrap_or_default();
    let mut ends = line.char_indices().filter(|(at, c)| {
        let behind = line[at + c.len_utf8()..].trim_start_matches(['*', '_']);
        let closes = behind.is_empty() || behind.starts_with([',', '.', ':', ';', ')', '，', '。', '、']);
        close.contains(c) && (closes || behind_because(behind.trim_start()).is_some() || open != '"')
    });
    let (at, c) = ends.next().or_else(|| line.char_indices().find(|(_, c)| close.contains(c)))?;
    Some((&inner[..at], &inner[at + c.len_utf8()..]))
}

/// Returns the place at which the name of a chosen option ends: before a reason, the next sentence or the next line.
fn end_of_choice(text: &str) -> usize {
    /// Words of up to so many bytes are a reason only after a comma: they have other meanings.
    const SHORT: usize = 3;
    let line = text.find('\n').unwrap_or(text.len());
    let ends = text[..line].char_indices().filter_map(|(at, c)| {
        let behind = text[at + c.len_utf8()..line].trim_start();
        let reason = || behind_because(behind).map(|rest| behind.len() - rest.len());
        match c {
            ',' | '，' | '、' => reason().map(|_| at),
            ' ' | '*' | '_' => reason().filter(|length| *length > SHORT).map(|_| at),
            // Up to two characters are the number of the option.
            '.' if text[at..line].starts_with(". ") && at > 2 => Some(at),
            '。' => Some(at),
            _ => None,
        }
    });
    ends.min().unwrap_or(line)
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
