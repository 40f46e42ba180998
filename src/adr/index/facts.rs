//! What the rows of an index state beside titles: statuses in its own words, and days in its own form.

use std::ops::Range;

use jiff::civil::Date;

use super::{IndexRow, Indexed, row_links};
use crate::{
    adr::{
        head::DayForm,
        language::status_like,
        most::most,
        read::{AdrStatus, Line, Role, cells, first_date, is_row, key_role, plain},
        status_words,
    },
    decision::Status,
};

/// The facts of an index.
pub(super) struct IndexFacts<'t> {
    statuses: Vec<RowStatus<'t>>,
    day: DayForm,
}

/// The status that a row states.
struct RowStatus<'t> {
    /// Start of the line.
    row: usize,
    span: Range<usize>,
    words: &'t str,
    /// Status that the words mean or, of a sign alone, that of the ADR.
    status: Option<Status>,
}

impl<'t> IndexFacts<'t> {
    pub(super) fn of(all: &[Line<'t>], rows: &[IndexRow<'t>], known: &[Indexed]) -> Self {
        let statuses = rows.iter().filter_map(|IndexRow { line, of }| {
            let words = words_of_status(all, line)?;
            let of_adr = || known_status(&known.get(*of)?.status).filter(|_| !words.contains(char::is_alphanumeric));
            let status = known_status(words).or_else(of_adr);
            Some(RowStatus { row: line.start, span: line.span_of(words), words, status })
        });
        let days = rows.iter().flat_map(|row| {
            let links = row_links(row.line.text);
            let behind = links.last().map_or(0, |link| link.span.end);
            let is_table = is_row(row.line.text);
            let cells = if is_table { cells(row.line.text) } else { vec![&row.line.text[behind..]] };
            cells.into_iter().filter(|cell| !cell.contains("](") && first_date(cell).is_some())
        });
        let day = DayForm::of_most(days, false).unwrap_or_else(DayForm::iso);
        Self { statuses: statuses.collect(), day }
    }

    /// Returns a day, as in 2026-11-03, as the index writes it.
    pub(super) fn day(&self, iso: &str) -> String {
        iso.parse::<Date>().map_or_else(|_| iso.to_owned(), |day| self.day.of(day))
    }

    /// Returns the place of the status in a row, and the words for another one there; none if the index does not show them.
    pub(super) fn status(&self, row: &Line<'_>, to: &str) -> Option<(Range<usize>, String)> {
        let here = self.statuses.iter().find(|status| status.row == row.start)?;
        Some((here.span.clone(), self.words_for(known_status(to)?).unwrap_or_default()))
    }

    /// Returns the place of the status in a row and the words for the new one, if the row states the old one.
    pub(super) fn restated(&self, row: &Line<'_>, from: &str, to: &str) -> Option<(Range<usize>, String)> {
        let here = self.statuses.iter().find(|status| status.row == row.start)?;
        let (status, to) = (known_status(from), known_status(to)?);
        let is_old = match here.status {
            Some(here) => Some(here) == status,
            None => here.words.to_lowercase() == from.to_lowercase(),
        };
        if !is_old || here.status == Some(to) {
            return None;
        }
        // What stands beside the word in a long cell may still be right.
        let words = if is_short(here.words) { self.words_for(to) } else { translated(here.words, to, true) };
        Some((here.span.clone(), words?))
    }

    /// Returns the words of most rows for a status, else words like those for other statuses.
    fn words_for(&self, status: Status) -> Option<String> {
        let short = self.statuses.iter().filter(|row| is_short(row.words));
        let same = short.clone().filter(|row| row.status == Some(status)).map(|row| row.words);
        most(same).map(str::to_owned).or_else(|| {
            let others = most(short.map(|row| row.words).filter(|words| known_status(words).is_some()))?;
            translated(others, status, false)
        })
    }
}

/// Reports whether a text is a picture before a word, and no dash between two.
fn is_sign(text: &str) -> bool {
    let text = text.trim_end();
    !text.contains(['–', '—', '·', '•', '→', '：', '（']) && status_words::is_sign(&format!("{text} "))
}

fn known_status(words: &str) -> Option<Status> {
    AdrStatus::read(words)?.known()
}

/// Reports whether words are a status and no remark on one ADR.
fn is_short(words: &str) -> bool {
    const FEW: usize = 3;
    let says_more = words.contains("](") || words.contains("[[") || words.contains(|c: char| c.is_ascii_digit());
    !says_more && words.split_whitespace().count() <= FEW
}

/// Returns the words with the word for a status replaced by that for another one in the same language, without the sign before it.
/// `keeps_rest` keeps what follows the word.
fn translated(words: &str, to: Status, keeps_rest: bool) -> Option<String> {
    let mut found = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (word, new) = found.find_map(|word| Some((word, status_like(word, to)?)))?;
    let at = word.as_ptr() as usize - words.as_ptr() as usize;
    let (before, behind) = (&words[..at], &words[at + word.len()..]);
    let marks = before.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let before = if is_sign(&before[..marks]) { &before[marks..] } else { before };
    let behind = if keeps_rest || !behind.contains(char::is_alphanumeric) { behind } else { "" };
    let translated = format!("{before}{new}{behind}");
    (known_status(&translated) == Some(to)).then_some(translated)
}

/// Returns the words of a row for the status: a cell below that head, else the only one that is such a word; in a list the word at the
/// end or before the link, with its sign.
fn words_of_status<'t>(all: &[Line<'t>], row: &Line<'t>) -> Option<&'t str> {
    if is_row(row.text) {
        let headed = headed(all, row).filter(|cell| !cell.is_empty());
        return headed.or_else(|| cells(row.text).into_iter().find(|cell| is_status_word(cell)));
    }
    let links = row_links(row.text);
    let [link] = links.as_slice() else { return None };
    let behind = &row.text[link.span.end..];
    // A day may follow the word, as in `Accepted (2026-11-03)`.
    let day = behind.find(|c: char| c.is_ascii_digit()).filter(|at| first_date(&behind[*at..]).is_some());
    let behind = behind[..day.unwrap_or(behind.len())].trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = behind
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(behind, |at| behind[at..].trim_start_matches(|c: char| !c.is_alphabetic()));
    if is_status_word(word) {
        let before = behind[..behind.len() - word.len()].trim_end();
        let sign = before.rfind(|c: char| c.is_whitespace()).map_or(before, |at| before[at..].trim_start());
        let start = if is_sign(sign) { sign } else { word };
        let from = start.as_ptr() as usize - behind.as_ptr() as usize;
        return Some(&behind[from..]);
    }
    let before = row.text[..link.span.start].trim_matches(|c: char| c.is_whitespace() || "*-+".contains(c));
    (is_status_word(before) || is_sign(before)).then_some(before)
}

/// Returns the cell of a row in the column of statuses.
fn headed<'t>(all: &[Line<'t>], row: &Line<'t>) -> Option<&'t str> {
    let at = all.partition_point(|line| line.start < row.start);
    let head = all[..at].iter().rev().take_while(|line| is_row(line.text)).last()?;
    let column = cells(head.text).iter().position(|cell| key_role(cell) == Some(Role::Status))?;
    cells(row.text).get(column).copied()
}

/// Reports whether a text is one word that is a status, perhaps with signs and marks.
fn is_status_word(text: &str) -> bool {
    let words = plain(text);
    let words = words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    !text.contains('[') && words.count() == 1 && known_status(text).is_some()
}
