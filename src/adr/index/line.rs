//! New lines of an index, in the form of its other lines.

use std::ops::Range;

use jiff::civil::Date;

use super::{Indexed, digits, is_wiki, leads_to, row_links};
use crate::{
    adr::{
        address::file_destination,
        case::Case,
        escape::{markdown_label, markdown_text},
    },
    decision::text::file_stem,
};

/// Returns a line for a new ADR, in the form of the line of another; `None` if that holds words that are not known to
/// be its title, status, date or number. `status` has the bytes in the line that state the status, and the words for the new one.
pub(super) fn like(
    line: &str,
    old: &Indexed,
    new: &Indexed,
    status: Option<&(Range<usize>, String)>,
) -> Option<String> {
    // The day that the index gives an ADR without one.
    let dated = day_in(line).filter(|_| old.date.is_empty()).map(|day| Indexed { date: day.to_owned(), ..old.clone() });
    let old = dated.as_ref().unwrap_or(old);
    let part = |span: Range<usize>| match status.filter(|(at, _)| span.start <= at.start && at.end <= span.end) {
        Some((at, words)) => {
            let (before, behind) = (&line[span.start..at.start], &line[at.end..span.end]);
            Some(like_part(before, old, new)? + words + &like_part(behind, old, new)?)
        }
        None => like_part(&line[span], old, new),
    };
    let end = line.trim_end().len();
    if !line.trim_start().starts_with('|') || !line[..end].ends_with('|') {
        return part(0..line.len());
    }
    let mut made = String::with_capacity(line.len() + 40);
    let mut from = 0;
    // A bar with a backslash before it is a part of its cell.
    for (at, _) in line.match_indices('|').filter(|(at, _)| !line[..*at].ends_with('\\')) {
        // A cell that is unknown stays empty; a cell that names the ADR must be known.
        made.push_str(&match part(from..at) {
            Some(cell) => cell,
            None if row_links(&line[from..at]).is_empty() => "  ".to_owned(),
            None => return None,
        });
        made.push('|');
        from = at + 1;
    }
    Some(made)
}

/// Returns the first day behind the links of a line, as in 2026-11-03.
fn day_in(line: &str) -> Option<&str> {
    const LENGTH: usize = "2026-11-03".len();
    let from = row_links(line).last().map_or(0, |link| link.span.end);
    let starts = line[from..].match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| from + at);
    starts.filter_map(|at| line.get(at..at + LENGTH)).find(|day| day.parse::<Date>().is_ok())
}

fn like_part(line: &str, old: &Indexed, new: &Indexed) -> Option<String> {
    let title = markdown_text(&new.title);
    let mut made = String::with_capacity(line.len() + 40);
    let mut from = 0;
    for link in row_links(line) {
        made.push_str(&replaced(&line[from..link.span.start], old, new, &title)?);
        // A line that also links to something else cannot be copied for another ADR.
        if !leads_to(link.target, old) {
            return None;
        }
        let words =
            || replaced(link.text, old, new, &markdown_label(&new.title)).or_else(|| retitled(link.text, old, new));
        let address = address_like(link.target, new);
        if !is_wiki(line, &link) {
            made.extend(["[", &words()?, "](", &file_destination(&address), ")"]);
        } else if std::ptr::eq(link.text, link.target) {
            made.extend(["[[", &address, "]]"]);
        } else {
            made.extend(["[[", &address, "|", &words()?, "]]"]);
        }
        from = link.span.end;
    }
    made.push_str(&replaced(&line[from..], old, new, &title)?);
    Some(made)
}

/// Returns the address of an ADR, with the beginning and the end that the address of another one has.
fn address_like(old: &str, new: &Indexed) -> String {
    let dot = if old.starts_with("./") { "./" } else { "" };
    let has_end = new.path.rsplit_once('.').is_some_and(|(_, end)| old.ends_with(end));
    let path = if has_end { &new.path } else { new.path.rsplit_once('.').map_or(new.path.as_str(), |(path, _)| path) };
    format!("{dot}{path}")
}

/// Returns the words of a link: a number as it is known, and any title after it.
fn retitled(words: &str, old: &Indexed, new: &Indexed) -> Option<String> {
    let at = words.char_indices().find(|(at, c)| {
        c.is_alphabetic()
            && replaced(&words[..*at], old, new, "").is_some()
            && !words[*at..].to_lowercase().starts_with("adr")
    })?;
    Some(replaced(&words[..at.0], old, new, "")? + &markdown_label(&new.title))
}

/// Returns a text about one ADR with every part replaced by that of the other; `None` if it has other words.
fn replaced(text: &str, old: &Indexed, new: &Indexed, title: &str) -> Option<String> {
    // The first that fits is taken, so the longer ones come first: a file's name starts with the id, and the id ends in
    // digits.
    let mut slots: Vec<(String, String)> = vec![
        (markdown_text(&old.title), title.to_owned()),
        (old.title.clone(), title.to_owned()),
        (file_stem(&old.path).to_owned(), markdown_label(file_stem(&new.path))),
        (old.id.clone(), new.id.clone()),
        (digits(&old.id).to_owned(), digits(&new.id).to_owned()),
        (old.date.clone(), new.date.clone()),
    ];
    if let (Some(of), Some(number)) = (old.number, new.number) {
        slots.extend([4, 3, 2, 1].map(|width| (format!("{of:0width$}"), format!("{number:0width$}"))));
    }
    if !old.status.is_empty() {
        for case in [Case::Lower, Case::Capital, Case::Upper] {
            let word = case.of(&old.status.to_lowercase());
            let as_new = Case::seen_in(&word).of(&new.status);
            slots.push((word, as_new));
        }
    }
    slots.retain(|(of, _)| !of.is_empty());
    let mut made = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Inside a word or a longer number it would have another meaning.
        let bounded = made.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let slot = slots.iter().find(|(of, _)| {
            bounded && rest.strip_prefix(of.as_str()).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        });
        let word_for_adr = ["ADR", "adr", "Adr"].iter().find(|word| bounded && rest.starts_with(**word));
        match (slot, word_for_adr) {
            (Some((of, with)), _) => {
                made.push_str(with);
                rest = &rest[of.len()..];
            }
            (None, Some(word)) => {
                made.push_str(word);
                rest = &rest[word.len()..];
            }
            // Unknown words may apply only to the old ADR.
            (None, None) if c.is_alphanumeric() && !is_item_number(text, rest) => return None,
            (None, None) => {
                made.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    Some(made)
}

/// Reports whether a digit belongs to the mark of a numbered list.
fn is_item_number(text: &str, rest: &str) -> bool {
    let before = &text[..text.len() - rest.len()];
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    before.trim_start().chars().all(|c| c.is_ascii_digit())
        && behind.len() < rest.len()
        && behind.starts_with(['.', ')'])
}
