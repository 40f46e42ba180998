//! The words that count within a text that is known to be an ADR: headings of its parts, and words on options and arguments.

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use super::{
    LANGUAGES,
    tables::{Meanings, add_unaccented, fill},
};
use crate::decision::ConsequenceKind;

/// A part of an ADR, by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::adr) enum AdrPart {
    Facts,
    Context,
    Drivers,
    Options,
    /// Sections on single options.
    Arguments,
    Decision,
    Consequences,
    Confirmation,
    Links,
    /// What speaks for something, what does not, or consequences of that kind.
    Toned(ConsequenceKind),
}

/// How an ADR marks one of its options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::adr) enum OptionMark {
    Chosen,
    Preferred,
    Rejected,
}

/// What a row or a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableHead {
    /// Options.
    Option,
    /// Criteria.
    Criterion,
    /// Weights of criteria.
    Weight,
    /// Totals of options.
    Total,
    /// Arguments of this kind.
    Toned(ConsequenceKind),
}

#[derive(Default)]
struct PartTables {
    parts: Meanings<AdrPart>,
    remarks: HashSet<&'static str>,
    marks: Meanings<OptionMark>,
    tones: Meanings<ConsequenceKind>,
    heads: Meanings<TableHead>,
    /// The words before the number of an option, before the chosen one, before a reason and before an argument. The longest first, since
    /// a shorter one may begin it.
    options: Vec<&'static str>,
    choices: Vec<&'static str>,
    reasons: Vec<&'static str>,
    openings: Vec<(Cow<'static, str>, ConsequenceKind)>,
}

static PART_TABLES: LazyLock<PartTables> = LazyLock::new(|| {
    let mut tables = PartTables::default();
    for language in LANGUAGES {
        let (heads, parts) = (&language.heads, &language.parts);
        for (part, words) in [
            (AdrPart::Facts, heads.facts),
            (AdrPart::Context, heads.context),
            (AdrPart::Drivers, heads.drivers),
            (AdrPart::Options, heads.options),
            (AdrPart::Decision, heads.decision),
            (AdrPart::Consequences, heads.consequences),
            (AdrPart::Links, heads.links),
        ] {
            fill(&mut tables.parts, words, part);
        }
        for (tone, words) in [
            (ConsequenceKind::Good, parts.good),
            (ConsequenceKind::Neutral, parts.neutral),
            (ConsequenceKind::Bad, parts.bad),
        ] {
            fill(&mut tables.tones, words, tone);
            fill(&mut tables.heads, words, TableHead::Toned(tone));
        }
        for (head, words) in [
            (TableHead::Option, parts.option),
            (TableHead::Option, heads.options),
            (TableHead::Criterion, parts.criterion),
            (TableHead::Weight, parts.weight),
            (TableHead::Total, parts.total),
        ] {
            fill(&mut tables.heads, words, head);
        }
        for (mark, words) in [
            (OptionMark::Chosen, parts.chosen),
            (OptionMark::Preferred, parts.preferred),
            (OptionMark::Rejected, parts.rejected),
        ] {
            fill(&mut tables.marks, words, mark);
        }
        tables.remarks.extend(parts.remarks);
        tables.options.extend(parts.option);
        tables.choices.extend(parts.chosen_option);
        tables.reasons.extend(parts.because);
    }
    // What any language has among its usual headings comes before what another one may write instead.
    for parts in LANGUAGES.iter().map(|language| &language.parts) {
        for (part, words) in [
            (AdrPart::Context, parts.context),
            (AdrPart::Drivers, parts.drivers),
            (AdrPart::Options, parts.options),
            (AdrPart::Arguments, parts.arguments),
            (AdrPart::Decision, parts.decision),
            (AdrPart::Consequences, parts.consequences),
            (AdrPart::Confirmation, parts.confirmation),
            (AdrPart::Links, parts.links),
        ] {
            fill(&mut tables.parts, words, part);
        }
    }
    add_unaccented(&mut tables.parts);
    add_unaccented(&mut tables.marks);
    add_unaccented(&mut tables.tones);
    add_unaccented(&mut tables.heads);
    for (words, tone) in &tables.tones {
        tables.parts.entry(words.clone()).or_insert(AdrPart::Toned(*tone));
        tables.openings.push((words.clone(), *tone));
    }
    // A heading that says of all options below it that they were rejected.
    for (words, _) in tables.marks.iter().filter(|(words, mark)| **mark == OptionMark::Rejected && words.contains(' '))
    {
        tables.parts.entry(words.clone()).or_insert(AdrPart::Options);
    }
    for words in [&mut tables.options, &mut tables.choices, &mut tables.reasons] {
        words.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    tables.openings.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    tables
});

/// Returns words as the tables have them: in lower case, without marks around them, with single spaces and no signs between them.
pub(super) fn words_of_head(text: &str) -> String {
    let text = text.split("<!--").next().unwrap_or_default();
    let lower = text.to_lowercase().replace(['-', '_'], " ").replace(['&', '/'], " and ");
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '(');
    // `Considered Options (optional)`, and `3. Considered Options`
    let lower = lower.rsplit_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(lower, |(words, _)| words);
    let digits = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let lower = if digits.len() < lower.len() { digits.strip_prefix(['.', ')', ':']).unwrap_or(lower) } else { lower };
    lower.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the part that a heading names, also where it goes on, as in `Considered options for the queue`; and whether that is all of it.
pub(in crate::adr) fn part(heading: &str) -> Option<(AdrPart, bool)> {
    const GENERAL: [&str; 3] = ["of the options", "of the alternatives", "of all options"];
    let words = words_of_head(heading);
    let parts = &PART_TABLES.parts;
    if let Some(part) = parts.get(words.as_str()) {
        return Some((*part, true));
    }
    // `Decision: use Go`
    if let Some(part) = words.split_once(": ").and_then(|(words, _)| parts.get(words)) {
        return Some((*part, false));
    }
    let whole = |end: usize| GENERAL.contains(&words[end..].trim());
    // A single word begins too many headings.
    let ends = words.match_indices(' ').map(|(at, _)| at).skip(1).collect::<Vec<_>>();
    let found = ends.iter().rev().find_map(|end| Some((*parts.get(&words[..*end])?, whole(*end))));
    found.or_else(|| words.starts_with("context and ").then_some((AdrPart::Context, true)))
}

/// Reports whether a heading or a word in bold opens a remark among options, and is no option itself.
#[must_use]
pub fn is_remark(heading: &str) -> bool {
    let words = words_of_head(heading);
    let first = words.split(" of ").next().unwrap_or_default();
    PART_TABLES.remarks.contains(words.as_str()) || PART_TABLES.remarks.contains(first)
}

/// Returns the mark of an option that these words are.
pub(in crate::adr) fn option_mark(words: &str) -> Option<OptionMark> {
    PART_TABLES.marks.get(words_of_head(words).as_str()).copied()
}

/// Returns the kind of the arguments below these words, such as `Pros` and `Pros of Go`.
pub(in crate::adr) fn tone(words: &str) -> Option<ConsequenceKind> {
    let words = words_of_head(words);
    let whole = PART_TABLES.tones.get(words.as_str());
    whole.or_else(|| PART_TABLES.tones.get(words.split_once(" of ")?.0)).copied()
}

/// Returns what a row or a column of a table holds, by its first cell.
#[must_use]
pub fn table_head(words: &str) -> Option<TableHead> {
    PART_TABLES.heads.get(words_of_head(words).as_str()).copied()
}

/// Returns the kind of the argument that a text opens with, and the text after that word.
pub(in crate::adr) fn opening_tone(text: &str) -> Option<(ConsequenceKind, &str)> {
    PART_TABLES.openings.iter().find_map(|(word, tone)| Some((*tone, behind(text, word)?)))
}

/// Returns the text after a word for an option, as in `Option 2`.
pub(in crate::adr) fn behind_option_word(text: &str) -> Option<&str> {
    PART_TABLES.options.iter().find_map(|word| behind(text, word))
}

/// Returns the text before the words for the chosen option, and the text after them.
pub(in crate::adr) fn around_choice(text: &str) -> Option<(&str, &str)> {
    /// Number of bytes in which they stand, near the start of the section on the decision.
    const NEAR: usize = 2_000;
    // The first of them in the text; of several at one place the longest.
    let starts = text
        .char_indices()
        .take_while(|(at, _)| *at < NEAR)
        .filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric));
    let mut found = starts.filter_map(|(at, _)| Some((at, behind_any(&text[at..], &PART_TABLES.choices)?)));
    found.next().map(|(at, rest)| (&text[..at], rest))
}

/// Returns the text after a word before a reason, such as `because`.
pub(in crate::adr) fn behind_because(text: &str) -> Option<&str> {
    behind_any(text, &PART_TABLES.reasons)
}

/// Reports whether a word stands between the ends of a scale, as in `1 to 5`.
pub(in crate::adr) fn is_to(word: &str) -> bool {
    LANGUAGES.iter().any(|language| language.parts.to.contains(&word))
}

/// Reports whether a text in lower case says of a scale that its lowest score is the best.
pub(in crate::adr) fn says_low_is_best(text: &str) -> bool {
    LANGUAGES.iter().flat_map(|language| language.parts.low_is_best).any(|words| text.contains(words))
}

fn behind_any<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| behind(text, word))
}

/// Returns the text after a word in lower case that begins it, whatever its case there.
fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for expected in word.chars() {
        let c = rest.next()?;
        if c != expected && !c.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    let rest = rest.as_str();
    // Within a longer word it means something else, but for scripts that put no spaces between words.
    let goes_on =
        rest.starts_with(char::is_alphabetic) && !word.ends_with(|c| super::is_unspaced(c) || c == '\'' || c == '’');
    (!goes_on).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_their_part_however_they_are_written() {
        for (heading, expected) in [
            ("Considered Options", Some(AdrPart::Options)),
            ("2. Options considered for the queue", Some(AdrPart::Options)),
            ("Alternatives", Some(AdrPart::Options)),
            ("Pros & Cons of the Options", Some(AdrPart::Arguments)),
            ("Links \\<!-- OPTIONAL -->", Some(AdrPart::Links)),
            ("Considered Options (optional)", Some(AdrPart::Options)),
            ("Vor- und Nachteile der Optionen", Some(AdrPart::Arguments)),
            ("Rejected alternatives", Some(AdrPart::Options)),
            ("Positive Consequences", Some(AdrPart::Toned(ConsequenceKind::Good))),
            ("Options for the weekend", None),
            ("Configuration options", None),
        ] {
            assert_eq!(part(heading).map(|(part, _)| part), expected, "{heading}");
        }
    }

    #[test]
    fn the_words_are_as_headings_are_compared() {
        for parts in LANGUAGES.iter().map(|language| &language.parts) {
            let heads = [parts.context, parts.drivers, parts.options, parts.arguments, parts.decision];
            let marks = [parts.chosen, parts.preferred, parts.rejected, parts.good, parts.bad, parts.neutral];
            let tables = [parts.criterion, parts.weight, parts.total, parts.remarks, parts.links, parts.confirmation];
            for word in heads.into_iter().chain(marks).chain(tables).flatten() {
                assert_eq!(words_of_head(word), *word);
            }
        }
    }
}
