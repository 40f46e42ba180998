//! Days as people write them.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::adr::language;

/// Returns the first day in a text: `2026-11-03`, `2026/11/03`, `20261103`, `03/11/2026`, `3.11.2026`, `November 3,
/// 2026`, `3rd Nov 2026`, `3. November 2026`, `1er mars 2026`, `3 de noviembre de 2026`, `2026年11月3日`. In `03/04/2026` the first number is the day; it is the month only if it cannot be the day.
pub(crate) fn first_date(text: &str) -> Option<Date> {
    let text = spaced(text);
    // As in `3 de noviembre de 2026`.
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !matches!(*word, "" | "de" | "del" | "of"));
    let words: Vec<&str> = words.collect();
    (0..words.len()).find_map(|at| date_at(&words[at..]))
}

/// Returns the text without the signs of scripts that put no spaces between words, as in `2026年11月3日`.
fn spaced(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.replace(language::is_unspaced, " ")) }
}

/// Reports whether a value is one of a template's own, which nobody has filled in, and not a day that somebody got wrong.
pub(super) fn is_placeholder(words: &str) -> bool {
    words.contains("YYYY") || words.starts_with(['{', '[', '<', '-']) || matches!(words, "" | "~" | "null")
}

fn date_at(words: &[&str]) -> Option<Date> {
    if let Some(date) = words.first().and_then(|word| compact(word)) {
        return Some(date);
    }
    let [a, b, c, ..] = words else { return None };
    // A month in letters is unambiguous, so these forms come before the ones with numbers only.
    if let (Some(month), Some(day), Some(year)) = (month(a), number(b, 2), year(c)) {
        return Date::new(year, month, day).ok();
    }
    if let (Some(day), Some(month), Some(year)) = (number(a, 2), month(b), year(c)) {
        return Date::new(year, month, day).ok();
    }
    if let (Some(year), Some(month), Some(day)) = (year(a), number(b, 2), number(c, 2)) {
        return Date::new(year, month, day).ok();
    }
    let (first, second, year) = (number(a, 2)?, number(b, 2)?, year(c)?);
    Date::new(year, second, first).or_else(|_| Date::new(year, first, second)).ok()
}

/// Parses `20261103`.
fn compact(word: &str) -> Option<Date> {
    let date = word.get(..8).filter(|_| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = year(&date[..4])?;
    Date::new(year, date[4..6].parse().ok()?, date[6..].parse().ok()?).ok()
}

/// Parses a year of four digits from 1900 to 2199. A time may follow a day without a space, but nothing may follow a
/// year.
fn year(word: &str) -> Option<i16> {
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    (1900..2200).contains(&year).then_some(year)
}

/// Parses a number of at most `digits` digits; `3rd` and `03T10` are numbers as well.
fn number(word: &str, digits: usize) -> Option<i8> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &word[..word.len() - rest.len()];
    let ends = matches!(rest, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "°") || rest.starts_with('T');
    (ends && (1..=digits).contains(&number.len())).then(|| number.parse().ok()).flatten()
}

fn month(word: &str) -> Option<i8> {
    word.starts_with(char::is_alphabetic).then(|| language::month(&word.to_lowercase())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        for text in [
            "2026-11-03",
            "2026-11-03 (Updated 2027-01-01)",
            "2026-11-03T10:00:00Z",
            "2026/11/3",
            "20261103",
            "03/11/2026",
            "3.11.2026",
            "November 3, 2026",
            "Nov 3rd 2026",
            "3 November 2026",
            "Tuesday, 3 Nov 2026",
            "accepted on 2026-11-03",
        ] {
            assert_eq!(first_date(text).map(|date| date.to_string()).as_deref(), Some("2026-11-03"), "{text}");
        }
        assert_eq!(first_date("12/16/2024").map(|date| date.to_string()).as_deref(), Some("2024-12-16"));
        for text in ["", "2022-09", "2023-07-2i", "2026-13-01", "May 2026", "version 1.2.3", "YYYY-MM-DD", "99999999"] {
            assert_eq!(first_date(text), None, "{text}");
        }
    }
}
