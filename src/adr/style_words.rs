//! The style of an export in the words that the record keeps: the parts that cannot be detected in the ADR again.
//!
//! A title may begin like a number, and an ADR shows the word for one status only. List marks, headings and the like
//! are detected in the ADR, so that people may change them.

use super::{
    address::encoded,
    body::{LANGUAGE, ObservedBody, SECTIONS},
    head::Head,
    status_words::StatusWords,
    style::{Style, TitleNumber},
};
use crate::decision::{Status, text::percent_decoded};

const UNNUMBERED: &str = "unnumbered";
const NUMBER: &str = "number=";
const SECTION: &str = "section-";
const OWN_HEAD: &str = "own-head";
const COMMON_HEAD: &str = "common-head";
const MONTH_FIRST: &str = "month-first";

/// What an ADR does not show of the head that it was given.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeadInWords {
    /// Whether further facts may be added to it.
    pub(super) is_open: bool,
    pub(super) is_month_first: bool,
}

impl HeadInWords {
    fn of(head: &Head) -> Self {
        Self { is_open: head.is_open, is_month_first: head.is_month_first() }
    }

    fn words(self) -> Vec<String> {
        let kind = if self.is_open { COMMON_HEAD } else { OWN_HEAD };
        let words = std::iter::once(kind).chain(self.is_month_first.then_some(MONTH_FIRST));
        words.map(str::to_owned).collect()
    }

    /// Returns `None` if the head is that of the dialect.
    pub(super) fn read(words: &str) -> Option<Self> {
        let has = |word: &str| words.split(' ').any(|known| known == word);
        let is_open = has(COMMON_HEAD);
        (is_open || has(OWN_HEAD)).then(|| Self { is_open, is_month_first: has(MONTH_FIRST) })
    }
}

impl Style {
    /// Returns the style in words, with single spaces between them: `unnumbered`, or `number=ADR-{3}:%20` with the
    /// minimum number of digits; and `accepted=angenommen` for each status that has a word of the team's own, prefixed
    /// by `section-` for one in a section. `own-head` stands for a head as the team writes it, and `common-head` for one that gets
    /// further facts. `language=de` and `sections=long` name the language of the headings and the sections, unless an ADR shows them.
    #[must_use]
    pub fn in_words(&self) -> String {
        let title = match &self.title {
            None => UNNUMBERED.to_owned(),
            Some(TitleNumber { before, width, after }) => {
                format!("{NUMBER}{}{{{width}}}{}", one_word(before), one_word(after))
            }
        };
        let own = |prefix: &'static str, words: &StatusWords| -> Vec<String> {
            words.own.iter().map(|(status, word)| format!("{prefix}{status}={}", one_word(word))).collect()
        };
        let head = self.head.as_ref().map(HeadInWords::of).map(HeadInWords::words).unwrap_or_default();
        let body = self.body.in_words();
        [vec![title], own("", &self.status), own(SECTION, &self.section_status), head, body].concat().join(" ")
    }

    /// Returns the style with the sections of an ADR that is written again.
    pub(super) fn recalling_body(self, own: &ObservedBody, words: &str) -> Self {
        Self { body: self.body.recalling(own, words), ..self }
    }

    /// Returns the style with the additions in words of [`in_words`](Self::in_words). Unknown words are ignored.
    #[must_use]
    pub fn recalling(mut self, words: &str) -> Self {
        for word in words.split(' ') {
            if word == UNNUMBERED {
                self.title = None;
            } else if let Some(number) = word.strip_prefix(NUMBER).and_then(title_number) {
                self.title = Some(number);
            } else if let Some(word) = word.strip_prefix(SECTION) {
                recall(&mut self.section_status, word);
            } else {
                recall(&mut self.status, word);
            }
        }
        self
    }
}

/// Returns the [words](Style::in_words) of a style as people read them, a clause each.
#[must_use]
pub fn told_style(words: &str) -> String {
    let told = |word| match word {
        UNNUMBERED => "without a number in the title",
        OWN_HEAD | COMMON_HEAD => "with the facts where the team has them",
        MONTH_FIRST => "with days such as 11/03/2026",
        word if word.starts_with(LANGUAGE) => "with headings in the language of its folder",
        word if word.starts_with(SECTIONS) => "with the sections of its folder",
        word => word,
    };
    words.split(' ').map(told).collect::<Vec<_>>().join(", ")
}

/// Adds the word for a status, such as `accepted=angenommen`.
fn recall(words: &mut StatusWords, word: &str) {
    let Some((status, word)) = word.split_once('=') else { return };
    if let Ok(status) = status.parse::<Status>() {
        words.recall(status, &percent_decoded(word));
    }
}

/// Maximum number of digits of a number in a title, as titles are read.
const MOST_DIGITS: usize = 7;

fn title_number(words: &str) -> Option<TitleNumber> {
    let (before, rest) = words.split_once('{')?;
    let (width, after) = rest.split_once('}')?;
    let width = width.parse().ok().filter(|width| (1..=MOST_DIGITS).contains(width))?;
    let (before, after) = (percent_decoded(before).into_owned(), percent_decoded(after).into_owned());
    let is_plain = |text: &str, longest: usize| {
        text.len() <= longest && !text.chars().any(|c| c.is_control() || "<>[]`".contains(c))
    };
    // A pair of brackets around the number makes no link of it.
    let inner = before.strip_prefix('[').zip(after.strip_prefix(']'));
    let (in_front, behind) = inner.unwrap_or((&before, &after));
    // Longer texts are never read from titles.
    (is_plain(in_front, 16) && is_plain(behind, 16)).then_some(TitleNumber { before, width, after })
}

/// Returns a text without spaces and the signs between words.
fn one_word(text: &str) -> String {
    encoded(text, "-_.:#()")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adr::Dialect;

    #[test]
    fn what_is_put_into_words_is_recalled() {
        for title in
            [None, Some(("", 1, ". ")), Some(("ADR-", 3, ": ")), Some(("MADR #", 4, " – ")), Some(("", 7, " "))]
        {
            let mut style = Style::of(Dialect::Nygard);
            style.title = title.map(|(before, width, after)| TitleNumber {
                before: before.to_owned(),
                width,
                after: after.to_owned(),
            });
            style.status.own =
                vec![(Status::Accepted, "angenommen".to_owned()), (Status::Rejected, "отклонено".to_owned())];
            style.section_status.own = vec![(Status::Accepted, "✅ Angenommen".to_owned())];
            let words = style.in_words();
            assert!(!words.contains("  ") && !words.starts_with(' '), "{words}");
            assert_eq!(Style::of(Dialect::Nygard).recalling(&words), style, "{words}");
        }
    }

    #[test]
    fn what_is_not_known_changes_nothing() {
        let style = Style::of(Dialect::Madr);
        for words in [
            "",
            "dash bold-keys",
            "number=",
            "number=a{0}b",
            "number=a{9}b",
            "number=%3Cb%3E{1}.",
            "accepted=",
            "accepted=a%0Ab",
            "accepted=%E2%80%AE%20a",
            "accepted=*%20a",
            "x=y",
        ] {
            assert_eq!(style.clone().recalling(words), style, "{words}");
        }
    }
}
