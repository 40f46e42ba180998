//! The names of options as lists and headings state them: with a number before them, and with marks around them.

use std::borrow::Cow;

use super::{
    argument::argument,
    words::{outside_brackets, short},
};
use crate::{
    adr::{
        language::{OptionMark, behind_option_word, is_unspaced, option_mark},
        read::plain,
    },
    decision::text::{is_blank, one_line},
};

/// Maximum length of the name of an option, in characters. A longer one continues in the description.
pub(super) const LONGEST_NAME: usize = 120;

/// Brackets around a mark.
const OPENING: [char; 4] = ['(', '[', '（', '【'];
const CLOSING: [char; 4] = [')', ']', '）', '】'];

/// A name as an ADR states it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct StatedName {
    /// Number or letter in lower case, such as the `2a` of `Option 2a: x`.
    pub(super) label: Option<String>,
    /// Words of the label, such as `Option 2a`; empty if it is a number alone.
    pub(super) called: String,
    /// Name without its label and marks; empty if there is nothing else.
    pub(super) name: String,
    /// Mark, and the word for it.
    pub(super) mark: Option<(OptionMark, String)>,
}

impl StatedName {
    /// Reads the name in a line without Markdown.
    pub(super) fn of(line: &str) -> Self {
        let mut stated = Self::default();
        let mut rest = line.trim_matches(is_unseen);
        // Each step takes something off, so this ends.
        while let Some(behind) = stated.take_start(rest).or_else(|| stated.take_end(rest)) {
            rest = behind.trim_matches(is_unseen);
        }
        let rest = rest.trim_start_matches([':', '：', '-', '–', '—', ' ']);
        let end =
            if rest.ends_with("..") { rest } else { rest.trim_end_matches(['.', '。', ':', '：', ',', ';', ' ']) };
        end.clone_into(&mut stated.name);
        stated
    }

    /// Returns the name, or the label of an option that has nothing else.
    pub(super) fn words(&self) -> &str {
        match (self.name.is_empty(), self.called.is_empty()) {
            (false, _) => &self.name,
            (true, false) => &self.called,
            (true, true) => self.label.as_deref().unwrap_or_default(),
        }
    }

    /// Takes a label or a mark off the start.
    fn take_start<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if let Some((mark, rest)) = sign(text) {
            self.note(mark, "");
            return Some(rest);
        }
        if let Some((inside, rest)) = text.strip_prefix(OPENING).and_then(|rest| rest.split_once(CLOSING))
            && let Some(mark) = option_mark(inside)
        {
            self.note(mark, inside);
            return Some(rest);
        }
        // `Recommended: x`
        if let Some((words, rest)) = text.split_once(": ")
            && let Some(mark) = option_mark(words)
        {
            self.note(mark, words);
            return Some(rest);
        }
        let (label, called, rest) = label(text).filter(|_| self.label.is_none())?;
        self.label = Some(label).filter(|label| !label.is_empty());
        called.clone_into(&mut self.called);
        Some(rest)
    }

    /// Takes a mark off the end.
    fn take_end<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let text = text.trim_end_matches(['.', ':', ' ', '\u{FE0F}']);
        let signed = text.char_indices().rev().find_map(|(at, _)| Some((at, sign(&text[at..])?)));
        if let Some((at, (mark, rest))) =
            signed.filter(|(at, (_, rest))| *at > 0 && (rest.trim().is_empty() || option_mark(rest).is_some()))
        {
            self.note(mark, rest.trim());
            return Some(&text[..at]);
        }
        let bracket = text.strip_suffix(CLOSING).and_then(|inner| inner.rsplit_once(OPENING));
        let dashed = [" - ", " – ", " — ", ": "]
            .into_iter()
            .filter_map(|dash| text.rsplit_once(dash))
            .min_by_key(|(_, end)| end.len());
        for (before, inside) in bracket.into_iter().chain(dashed).filter(|(before, _)| !before.trim().is_empty()) {
            // `(rejected, superseded)`
            let first = inside.split([',', '，', '、', ';']).next().unwrap_or_default();
            if let Some(mark) = option_mark(inside).or_else(|| option_mark(first)) {
                self.note(mark, inside);
                return Some(before);
            }
        }
        None
    }

    fn note(&mut self, mark: OptionMark, words: &str) {
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        let words = match (words, mark) {
            ("", OptionMark::Chosen) => "Chosen",
            ("", OptionMark::Preferred) => "Preferred",
            ("", OptionMark::Rejected) => "Rejected",
            (words, _) => words,
        };
        self.mark.get_or_insert((mark, words.to_owned()));
    }
}

/// Reports whether a line begins with a word for an option and its number.
pub(super) fn is_labelled(line: &str) -> bool {
    let stated = StatedName::of(&plain(line));
    !stated.called.is_empty() && (!stated.name.is_empty() || bold_start(line).is_some())
}

/// Reports whether nothing of a character can be seen, as of those that some editors put around links.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Returns the mark that a sign at the start of a text is, and the rest of the text.
fn sign(text: &str) -> Option<(OptionMark, &str)> {
    let mark = match text.chars().next()? {
        '✅' | '✔' | '✓' | '☑' | '🏆' => OptionMark::Chosen,
        '⭐' | '🌟' | '👍' => OptionMark::Preferred,
        '❌' | '✖' | '✗' | '✘' | '🚫' | '⛔' | '👎' => OptionMark::Rejected,
        _ => return None,
    };
    let mut rest = text.chars();
    rest.next();
    Some((mark, rest.as_str().trim_start_matches('\u{FE0F}')))
}

/// Returns the label of `Option 2a: x`, `2. x` and `Option: x` in lower case, its words, and the text after it.
fn label(text: &str) -> Option<(String, &str, &str)> {
    let Some(behind) = behind_option_word(text) else {
        let rest = text.trim_start_matches(['#', '(']);
        let (label, rest) = identifier(rest, false)?;
        return Some((label, "", rest));
    };
    if let Some(rest) = separated(behind, false) {
        return Some((String::new(), "", rest));
    }
    let start = behind.trim_start_matches([' ', '#', '-', '_', '\u{A0}']);
    let (label, rest) = identifier(start, true)?;
    let called = text[..text.len() - start.len()].len() + label_length(start);
    Some((label, &text[..called], rest))
}

/// Returns the number of bytes of a label at the start of a text.
fn label_length(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(text.len());
    text[..end].trim_end_matches('.').len()
}

/// Returns a number or a letter at the start of a text, and the text after it and the sign that parts the two. After a word for an
/// option, a number needs no such sign.
fn identifier(text: &str, behind_word: bool) -> Option<(String, &str)> {
    // In scripts without spaces the name may follow at once.
    let unspaced = text.char_indices().nth(1).filter(|(_, c)| behind_word && is_unspaced(*c)).map(|(at, _)| at);
    let length = unspaced.unwrap_or_else(|| label_length(text));
    let (words, rest) = text.split_at(length);
    let first = words.chars().next()?;
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let is_number = (1..=2).contains(&digits) && words.chars().count() <= 5;
    let numeral = "一二三四五六七八九十".contains(first) && words.chars().count() == 1;
    let tail = words.chars().skip(1).all(|c| c.is_ascii_digit() || c == '.');
    let is_letter = first.is_alphabetic() && !is_unspaced(first) && tail && words.chars().count() <= 4;
    let is_roman = behind_word && words.len() <= 4 && words.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    if !(is_number || numeral || is_letter || is_roman) {
        return None;
    }
    let label = words.to_lowercase();
    if let Some(rest) = separated(rest, !behind_word && !is_number) {
        // `C++ ` and `3.5 times` are no labels, and neither is the letter of `x) y` without a word.
        return Some((label, rest));
    }
    if let Some(rest) = rest.strip_prefix(", ").filter(|_| behind_word) {
        return Some((label, rest));
    }
    let may_follow =
        rest.is_empty() || rest.starts_with(" (") || rest.starts_with(' ') && is_number || unspaced.is_some();
    (behind_word && may_follow).then_some((label, rest))
}

/// Returns the text after the sign between a label and a name. `only_list` allows only the signs of list items.
fn separated(text: &str, only_list: bool) -> Option<&str> {
    let (spaced, trimmed) = (text.starts_with(' '), text.trim_start());
    let sign = trimmed.chars().next()?;
    let rest = &trimmed[sign.len_utf8()..];
    let fits = match sign {
        '.' | ')' | ']' => !spaced,
        '：' | '、' | '）' | '．' => return Some(rest.trim_start()),
        ':' | '|' => !only_list,
        '-' | '–' | '—' => !only_list && (spaced || sign != '-'),
        _ => false,
    };
    let rest = rest.strip_prefix([':', '.']).unwrap_or(rest);
    (fits && (rest.is_empty() || rest.starts_with([' ', '\u{A0}', '*', '_']))).then(|| rest.trim_start())
}

/// Returns the whole first line of a text as a name, and the other lines.
pub(super) fn whole_stated(text: &str) -> (StatedName, String) {
    let (first, more) = text.split_once('\n').unwrap_or((text, ""));
    fit(StatedName::of(&plain(first)), more.trim_end().to_owned())
}

/// Returns the name at the start of a list item or a paragraph, and the rest of the text. The rest is all of it if the name alone would
/// lose something.
pub(super) fn stated_with_rest(text: &str) -> (StatedName, String) {
    let text = &*joined_name(text);
    let (first, more) = text.split_once('\n').unwrap_or((text, ""));
    let Some((bold, behind)) = bold_start(first) else { return plain_with_rest(first, more) };
    let mut stated = StatedName::of(&plain(bold));
    let behind = behind.trim_start_matches([':', '：', '.', ',', ' ', '–', '—', '-', '\u{A0}']);
    if stated.name.is_empty() {
        // `**Option 2**: Split it`
        let (inner, rest) = match bold_start(behind) {
            Some((bold, behind)) => (StatedName::of(&plain(bold)), joined(behind, more)),
            None => plain_with_rest(behind, more),
        };
        stated.name = inner.name;
        stated.mark = stated.mark.or(inner.mark);
        stated.label = stated.label.or(inner.label);
        return (stated, rest);
    }
    // `**Split it** (chosen) – because`, and `**Split it** ✅ **Chosen**`
    let beside = StatedName::of(&plain(behind));
    let marked = beside.mark.filter(|_| behind.starts_with(OPENING) || beside.name.is_empty());
    let behind = match (behind.split_once(CLOSING), &marked) {
        (Some((_, rest)), Some(_)) => rest.trim_start_matches([':', '.', ' ', '–', '—', '-']),
        (None, Some(_)) => "",
        (_, None) => behind,
    };
    stated.mark = stated.mark.or(marked);
    // The address of a link is not in its words.
    if bold.contains("](") {
        return (stated, text.to_owned());
    }
    fit(stated, joined(behind, more))
}

/// Joins the first line of a text and the next one if a name goes on over the end of the line: within its bold, or in a sentence that is
/// all name.
fn joined_name(text: &str) -> Cow<'_, str> {
    let Some((first, more)) = text.split_once('\n') else { return Cow::Borrowed(text) };
    let next = more.lines().next().unwrap_or_default().trim();
    let is_open = ["**", "__"].iter().any(|mark| first.starts_with(mark) && first.matches(mark).count() == 1);
    let goes_on = || {
        let is_whole = bold_start(first).is_none()
            && !first.ends_with(['.', ':', '：', '。', '\\'])
            && !first.ends_with("  ")
            && parting(first).is_none();
        is_whole && next.starts_with(char::is_lowercase) && argument(next).is_none()
    };
    if next.is_empty() || !(is_open || goes_on()) {
        return Cow::Borrowed(text);
    }
    let (next, rest) = more.split_once('\n').map_or((more, None), |(next, rest)| (next, Some(rest)));
    let line = format!("{} {}", first.trim_end(), next.trim());
    Cow::Owned(rest.map_or_else(|| line.clone(), |rest| format!("{line}\n{rest}")))
}

/// Returns where a name ends and where the text about it begins: around a colon or a dash, or before the next sentence.
/// A colon in an address, in brackets or in code is a part of it, and so is that of a label.
fn parting(line: &str) -> Option<(usize, usize)> {
    const DASHES: [&str; 5] = [" — ", " – ", " - ", " -- ", ": "];
    /// Characters of the last word of a sentence, at least.
    const SHORTEST: usize = 4;
    let start = line.len() - label(line).map_or(line.len(), |(_, _, rest)| rest.len());
    outside_brackets(line).filter(|at| *at > start).find_map(|at| {
        let rest = &line[at..];
        let length = DASHES.iter().find(|dash| rest.starts_with(**dash)).map(|dash| dash.len());
        let end = [". ", "; ", "。", "；"].into_iter().find(|end| rest.starts_with(end));
        let sentence = end.filter(|end| {
            let next = &rest[end.len()..];
            // An abbreviation ends no sentence.
            let word = line[..at].rsplit(' ').next().unwrap_or_default();
            let is_end = *end == ". " && word.chars().count() >= SHORTEST && next.starts_with(char::is_uppercase);
            is_end || opening_mark(next).is_some()
        });
        Some((at, at + length.or(sentence.map(str::len))?))
    })
}

/// Returns the mark that a sentence opens with, as in `Rejected: too slow`, and its word.
pub(super) fn opening_mark(sentence: &str) -> Option<(OptionMark, &str)> {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '✅' | '❌' | '\u{FE0F}' | '。' | '；');
    let sentence = sentence.trim_start_matches(is_around);
    let end = sentence.find([':', '：', '.', '。', ',', '，', ';', '；', '(', '（', '–', '—', '\n']);
    let word = sentence[..end.unwrap_or(sentence.len())].trim_matches(is_around);
    option_mark(word).map(|mark| (mark, word))
}

/// Returns the mark that any sentence of the text about an option opens with; a label such as `Verdict` may stand before it.
pub(super) fn mark_within(text: &str) -> Option<(OptionMark, &str)> {
    /// Words of such a label, at most.
    const FEW: usize = 3;
    let sentences = text.split_inclusive(['.', '。', ';', '；', '\n']);
    sentences.into_iter().find_map(|sentence| {
        let labelled = || {
            let (label, rest) = sentence.split_once([':', '：'])?;
            opening_mark(rest).filter(|_| label.split_whitespace().count() <= FEW)
        };
        opening_mark(sentence).or_else(labelled)
    })
}

fn plain_with_rest(first: &str, more: &str) -> (StatedName, String) {
    if first.contains("](") {
        let (stated, _) = fit(StatedName::of(&one_line(&plain(first))), String::new());
        return (stated, joined(first, more));
    }
    let whole = StatedName::of(&plain(first));
    let split = parting(first).map(|(end, begin)| (StatedName::of(&plain(&first[..end])), &first[begin..]));
    match split.filter(|(stated, _)| !stated.name.is_empty() && stated.name.chars().count() <= LONGEST_NAME) {
        Some((stated, rest)) if whole.mark.is_none() || stated.mark.is_some() => (stated, joined(rest, more)),
        _ => fit(whole, joined("", more)),
    }
}

/// Cuts a name that is too long; all of it then stands in the rest.
fn fit(mut stated: StatedName, rest: String) -> (StatedName, String) {
    let (name, whole) = short(&stated.name, LONGEST_NAME);
    stated.name = name;
    let rest = if whole.is_empty() { rest } else { joined(&whole, &rest) };
    (stated, rest)
}

/// Returns what is in bold at the start of a line, and the rest of the line.
pub(super) fn bold_start(line: &str) -> Option<(&str, &str)> {
    let mark = ["**", "__"].into_iter().find(|mark| line.starts_with(mark))?;
    line[mark.len()..].split_once(mark).filter(|(bold, _)| !is_blank(bold))
}

fn joined(first: &str, more: &str) -> String {
    let first = first.trim();
    let more = more.trim_end();
    match (first.is_empty(), more.trim().is_empty()) {
        (true, _) => more.to_owned(),
        (false, true) => first.to_owned(),
        (false, false) => format!("{first}\n{more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_marks_are_no_part_of_a_name() {
        for (line, label, name, mark) in [
            ("Option 2: Split it", Some("2"), "Split it", None),
            ("Option 2a - Split it", Some("2a"), "Split it", None),
            ("Option c1.2: Split it", Some("c1.2"), "Split it", None),
            ("Alternative B — Split it", Some("b"), "Split it", None),
            ("Option 2 Split it", Some("2"), "Split it", None),
            ("Option 1, Capacitor", Some("1"), "Capacitor", None),
            ("選択肢1: StyleSheet（採用）", Some("1"), "StyleSheet", Some(OptionMark::Chosen)),
            ("別ジョブに分離する（本決定）", None, "別ジョブに分離する", Some(OptionMark::Chosen)),
            ("毎回 checkout する（PR 毎）", None, "毎回 checkout する（PR 毎）", None),
            ("Option 2", Some("2"), "", None),
            ("Option B (chosen)", Some("b"), "", Some(OptionMark::Chosen)),
            ("2. Queue Beta (hosted, paid)", Some("2"), "Queue Beta (hosted, paid)", None),
            ("2) Queue Beta", Some("2"), "Queue Beta", None),
            ("B. Queue Beta", Some("b"), "Queue Beta", None),
            ("(Preferred) Queue Alpha", None, "Queue Alpha", Some(OptionMark::Preferred)),
            ("1. (Preferred) Queue Alpha", Some("1"), "Queue Alpha", Some(OptionMark::Preferred)),
            ("✅ Queue Alpha", None, "Queue Alpha", Some(OptionMark::Chosen)),
            ("Queue Alpha ✅", None, "Queue Alpha", Some(OptionMark::Chosen)),
            (
                "Option 5: Major Branch with `/v2` ⭐ RECOMMENDED",
                Some("5"),
                "Major Branch with `/v2`",
                Some(OptionMark::Preferred),
            ),
            ("Python StateMachine - recommended", None, "Python StateMachine", Some(OptionMark::Preferred)),
            ("Queue Alpha [rejected]", None, "Queue Alpha", Some(OptionMark::Rejected)),
            ("Option A: Keep it (not chosen)", Some("a"), "Keep it", Some(OptionMark::Rejected)),
            ("Alternative: Keep it", None, "Keep it", None),
            ("Recommended: Keep it", None, "Keep it", Some(OptionMark::Preferred)),
            ("方案一：自研", Some("一"), "自研", None),
            ("方案2 自研", Some("2"), "自研", None),
            ("Variante 1: Selber bauen (verworfen)", Some("1"), "Selber bauen", Some(OptionMark::Rejected)),
            ("C++", None, "C++", None),
            ("Go", None, "Go", None),
            ("3.5 times as fast", None, "3.5 times as fast", None),
            ("A queue", None, "A queue", None),
            ("Optional fields", None, "Optional fields", None),
            ("2 replicas", None, "2 replicas", None),
        ] {
            let stated = StatedName::of(line);
            let mark_of = stated.mark.as_ref().map(|(mark, _)| *mark);
            assert_eq!((stated.label.as_deref(), stated.name.as_str(), mark_of), (label, name, mark), "{line}");
        }
    }

    #[test]
    fn what_follows_a_name_is_about_it() {
        for (text, name, rest) in [
            ("**Option 2**: Split it", "Split it", ""),
            ("**Option 2**: Split it: soon", "Split it", "soon"),
            ("**Option B — Split it.** It is small.", "Split it", "It is small."),
            ("**Split it (chosen).** Small", "Split it", "Small"),
            ("**Split it** (chosen) – small", "Split it", "small"),
            ("Split it: soon\n  more", "Split it", "soon\n  more"),
            ("Option 1: Split it", "Split it", ""),
            ("Queue (a: b, c): d", "Queue (a: b, c)", "d"),
            ("[Go](https://x.example)", "Go", "[Go](https://x.example)"),
        ] {
            let (stated, described) = stated_with_rest(text);
            assert_eq!((stated.words(), described.as_str()), (name, rest), "{text}");
        }
    }
}
