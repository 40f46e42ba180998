//! The title in a heading.

use super::{
    markup::{plain, untagged},
    status::status_in,
};

/// A heading without its number, and the number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Title {
    pub(crate) words: String,
    pub(crate) number: Option<u32>,
}

/// Parses `3. Use Go`, `3: Use Go`, `0003 Use Go`, `ADR-3: Use Go` and `ADR — Use Go`.
pub(crate) fn title(heading: &str) -> Title {
    let heading = plain(&untagged(heading));
    if let Some(title) = in_brackets(&heading) {
        return title;
    }
    let (prefix, rest) = named(&heading);
    if let Some(words) = behind_day(rest).filter(|_| prefix) {
        return Title { words, number: None };
    }
    let rest = behind_year(rest).unwrap_or(rest);
    let digits = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
    let number = digits.parse().ok();
    let behind = &rest[digits.len()..];
    // `ADR-0004a` is an ADR with a letter, and `30k` at the start of a title is a word.
    let letter = behind.strip_prefix(|c: char| prefix && c.is_ascii_lowercase()).unwrap_or(behind);
    let words = if digits.is_empty() {
        prefix.then(|| separated(rest)).flatten()
    } else {
        // Nobody writes leading zeros in a number within a sentence.
        let padded = digits.len() >= 3 && digits.starts_with('0') && letter.starts_with([' ', '-', '_']);
        // A sign between the two may stand without a space, as in the name of a file.
        let unspaced = || letter.trim_start_matches([' ', '-', '_', ':']).trim_end().to_owned();
        separated(letter).or_else(|| (padded || prefix).then(unspaced).filter(|words| !words.is_empty()))
    };
    match words {
        Some(words) => Title { words, number },
        None => Title { words: heading, number: None },
    }
}

/// A title with its status beside it, as in `[Accepted] 3. Use Go` and `Use Go (accepted)`.
pub(super) struct LabelledTitle<'a> {
    pub(super) status: &'a str,
    pub(super) rest: &'a str,
}

/// Parses a title with a status in brackets at one of its ends; `None` for any other.
pub(super) fn labelled(heading: &str) -> Option<LabelledTitle<'_>> {
    const BRACKETS: [(char, char); 2] = [('[', ']'), ('(', ')')];
    /// Maximum number of words of a status.
    const FEW: usize = 3;
    let heading = heading.trim();
    let in_front = BRACKETS.iter().find_map(|(open, close)| heading.strip_prefix(*open)?.split_once(*close));
    let behind = || {
        let pair = BRACKETS.iter().find(|(_, close)| heading.ends_with(*close))?;
        heading.strip_suffix(pair.1)?.rsplit_once(pair.0).map(|(rest, status)| (status, rest))
    };
    let is_status =
        |(status, _): &(&str, &str)| status.split_whitespace().count() <= FEW && status_in(status).is_some();
    let (status, rest) = in_front.filter(is_status).or_else(|| behind().filter(is_status))?;
    let rest = rest.trim().trim_start_matches([':', '-', '–', '—']).trim_start();
    // What follows at once in parentheses makes a link of it.
    let is_title = rest.contains(char::is_alphanumeric) && !rest.starts_with('(');
    is_title.then_some(LabelledTitle { status: status.trim(), rest })
}

/// Parses `[0003] Use Go` and `(ADR-3): Use Go`.
fn in_brackets(heading: &str) -> Option<Title> {
    let close = if heading.starts_with('[') { ']' } else { ')' };
    let (name, rest) = heading.strip_prefix(['[', '('])?.split_once(close)?;
    let (_, digits) = named(name);
    let number = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let words = separated(rest).unwrap_or_else(|| rest.trim().to_owned());
    (!words.is_empty()).then_some(Title { words, number: Some(number) })
}

/// Returns the words after the sign between a number and a title; `None` without that sign or without words.
fn separated(text: &str) -> Option<String> {
    let text = text.trim_start();
    // In Chinese and Japanese these signs have their space in them.
    let wide = text.strip_prefix(['：', '）', '．', '、', '｜']);
    let words = wide.or_else(|| text.strip_prefix(['.', ':', '-', '–', '—', ')', '|', '·', '•']))?;
    (wide.is_some() || words.starts_with([' ', '\t']))
        .then(|| words.trim().to_owned())
        .filter(|words| !words.is_empty())
}

/// Returns whether a heading begins with a word for ADRs, and the rest of it.
fn named(heading: &str) -> (bool, &str) {
    let bare = behind_project(heading).unwrap_or(heading);
    for name in ["madr", "adr"] {
        if let Some((start, rest)) = bare.split_at_checked(name.len())
            && start.eq_ignore_ascii_case(name)
        {
            let unspaced = rest.trim_start_matches(['-', '_', '#', ' ']);
            let unspaced = behind_number_word(unspaced).unwrap_or(unspaced);
            if unspaced.starts_with(|c: char| c.is_ascii_digit()) {
                return (true, unspaced);
            }
            // "ADR — x" and "ADR: x" begin so, "ADR tools" and "Adrift" do not.
            if rest.trim_start().starts_with([':', '：', '–', '—', '·']) || rest.starts_with(" - ") {
                return (true, rest);
            }
        }
    }
    (false, behind_number_word(heading).unwrap_or(heading))
}

/// Returns what follows the name of a project before the word for ADRs, as in `U2-ADR-099`.
pub(crate) fn behind_project(heading: &str) -> Option<&str> {
    let project = heading.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let rest = heading[project..].strip_prefix('-').filter(|_| (1..=6).contains(&project))?;
    rest.starts_with("ADR-").then_some(rest)
}

/// Returns the number behind the capitals of a series and what follows, as in `DD-0003: Use Go`; `None` without zeros, as in `ISO-8601`.
fn behind_series(text: &str) -> Option<&str> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text[letters..].strip_prefix(['-', ' '])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    ((2..=5).contains(&letters) && digits >= 3 && rest.starts_with('0')).then_some(rest)
}

/// Returns the number behind a word for it, or behind the capitals of a series, and what follows, as in `Nr. 003: Use Go`; `None` without
/// either.
pub(crate) fn behind_number_word(text: &str) -> Option<&str> {
    const WORDS: [&str; 7] = ["nr", "no", "num", "nº", "n°", "n.º", "№"];
    let word = WORDS
        .iter()
        .find(|word| text.split_at_checked(word.len()).is_some_and(|(start, _)| start.to_lowercase() == **word));
    let Some(word) = word else { return behind_series(text) };
    let rest = text[word.len()..].trim_start_matches(['.', ' ', '\u{a0}']);
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
}

/// Returns the words behind a day in place of a number, as in `ADR-2026-11-03: Use Go`.
fn behind_day(text: &str) -> Option<String> {
    let (day, rest) = text.split_at_checked("2026-11-03".len())?;
    let is_day = day.parse::<jiff::civil::Date>().is_ok() && day.contains('-');
    separated(rest).filter(|_| is_day)
}

/// Returns what follows the year of a number that begins anew each year, as in `2026-001: Use Go`.
fn behind_year(text: &str) -> Option<&str> {
    let (year, rest) = text.split_once('-')?;
    let is_year = year.len() == 4 && matches!(year.parse(), Ok(1900..2200));
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (is_year && (3..=4).contains(&digits)).then_some(rest)
}

/// Reports whether a title is one that a template leaves to be filled in.
pub(crate) fn is_placeholder(words: &str) -> bool {
    let lower = words.to_lowercase();
    is_between(words, '{', '}')
        || (is_between(words, '[', ']') && words.contains(' '))
        || is_between(words, '<', '>')
        || matches!(lower.as_str(), "title" | "number. title" | "adr template" | "short title" | "nnn. title")
}

/// Reports whether a text is in one pair of brackets, unlike `[Go] or [Rust]`.
fn is_between(words: &str, open: char, close: char) -> bool {
    let inner = words.strip_prefix(open).and_then(|words| words.strip_suffix(close));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains([open, close]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_for_adrs_are_no_part_of_a_title() {
        for (heading, number, words) in [
            ("3. Use Go", Some(3), "Use Go"),
            ("003: Use `Go`", Some(3), "Use Go"),
            ("0003 Use Go", Some(3), "Use Go"),
            ("ADR-0003: Use Go", Some(3), "Use Go"),
            ("ADR 3 - Use Go", Some(3), "Use Go"),
            ("ADR042 Use Go", Some(42), "Use Go"),
            ("ADR-0004a: Use Go", Some(4), "Use Go"),
            ("0003-CMS", Some(3), "CMS"),
            ("ADR-0003_CMS", Some(3), "CMS"),
            ("[0003] Use Go", Some(3), "Use Go"),
            ("[ADR-3]: Use Go", Some(3), "Use Go"),
            ("(3) Use Go", Some(3), "Use Go"),
            ("[RFC] Use Go [draft]", None, "[RFC] Use Go [draft]"),
            ("(2026-style) names", None, "(2026-style) names"),
            ("100-year plan", None, "100-year plan"),
            ("ADR — Use Go", None, "Use Go"),
            ("ADR: Chat", None, "Chat"),
            ("ADR tools", None, "ADR tools"),
            ("3 ways to fail", None, "3 ways to fail"),
            ("2026", None, "2026"),
            ("30k ft reports", None, "30k ft reports"),
            ("ADR-7", None, "ADR-7"),
            ("Nr. 003: Use Go", Some(3), "Use Go"),
            ("ADR No. 3 - Use Go", Some(3), "Use Go"),
            ("N° 3 : Use Go", Some(3), "Use Go"),
            ("№ 3. Use Go", Some(3), "Use Go"),
            ("ADR-2026-012: Use Go", Some(12), "Use Go"),
            ("2026-012 Use Go", Some(12), "Use Go"),
            ("2026-100 ways", None, "2026-100 ways"),
            ("U2-ADR-003 — Use Go", Some(3), "Use Go"),
            ("ADR-2026-11-03: Use Go", None, "Use Go"),
            ("2026-11-03: Use Go", None, "2026-11-03: Use Go"),
            ("ADR-0003：Use Go", Some(3), "Use Go"),
            ("3、Use Go", Some(3), "Use Go"),
            ("DD-0003 — Use Go", Some(3), "Use Go"),
            ("ISO-8601: days", None, "ISO-8601: days"),
            ("0003 · Use Go", Some(3), "Use Go"),
            ("ADR-003 · Use Go", Some(3), "Use Go"),
            ("No 1 choice is right", None, "No 1 choice is right"),
            ("Norms", None, "Norms"),
        ] {
            assert_eq!(title(heading), Title { words: words.to_owned(), number }, "{heading}");
        }
    }

    #[test]
    fn placeholders_are_no_titles() {
        for words in ["{short title}", "[short title of the problem]", "<title>", "NUMBER. TITLE"] {
            assert!(is_placeholder(words), "{words}");
        }
        for words in ["[Go]", "Use {braces}", "[RFC] Use Go [draft]", "<T> or <U>", "{% if %} for {{ x }}"] {
            assert!(!is_placeholder(words), "{words}");
        }
    }
}
