//! An index of ADRs: a list or a table of links to them, or the text between the marks of adr-log.

mod by_status;
mod line;

use self::{
    by_status::{moved, status_sections},
    line::like,
};
use super::{
    address::file_destination,
    case::Case,
    escape::{markdown_label, markdown_text},
    read::{AdrStatus, Kind, Line, lines, links},
};
use crate::decision::text::{is_same_path, link_path};

/// The entry of an ADR in an index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Indexed {
    /// Path of its file from the folder of the index, with `/`.
    pub path: String,
    /// Number, if it has one.
    pub number: Option<u32>,
    /// Part before the title in its file's name: `0007`, `ADR-007`; empty if there is none.
    pub id: String,
    /// Title, without a number.
    pub title: String,
    /// Word for its status; empty if it states none.
    pub status: String,
    /// Its day, as in 2026-11-03; empty if it states none.
    pub date: String,
}

const START: &str = "<!-- adrlog -->";
const STOP: &str = "<!-- adrlogstop -->";

/// Minimum number of ADRs that a list must name to be an index of them, if there are so many.
const FEWEST: usize = 2;

/// Returns the index with a line for a new ADR, in the form of the lines that are there; `None` if it has the ADR
/// already, or is no index. `known` are the ADRs that exist already, the oldest first.
#[must_use]
pub fn add_to_index(text: &str, known: &[Indexed], new: &Indexed) -> Option<String> {
    let all = lines(text, 0, 1);
    let marked = between_marks(text);
    let mut rows: Vec<IndexRow<'_>> = Vec::new();
    for line in all.iter().filter(|line| line.kind == Kind::Text && is_row(line.text)) {
        // adr-log writes only between its marks, so its list is the index.
        if marked.as_ref().is_some_and(|marks| !marks.contains(&line.start)) {
            continue;
        }
        let Some(link) = links(line.text).into_iter().next() else { continue };
        if leads_to(link.target, new) {
            return None;
        }
        if let Some(of) = known.iter().position(|adr| leads_to(link.target, adr)) {
            rows.push(IndexRow { line: *line, of });
        }
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // Where the ADRs are listed by status, the new one joins those that have its status.
    let sections = status_sections(&all, text.len());
    let status = AdrStatus::read(&new.status).and_then(|status| status.known());
    let section = sections.iter().find(|section| Some(section.status) == status);
    let all_rows = rows.clone();
    if let Some(section) = section {
        rows.retain(|row| section.body.contains(&row.line.start));
        if rows.is_empty() {
            let line = all_rows.iter().rev().find_map(|row| like(row.line.text, &known[row.of], new))?;
            let (at, line) = section.first_row(&line, end);
            return Some(inserted(text, at, &line));
        }
    }
    let group = largest_group(&all, rows);
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        let marks = marked?;
        // The form that adr-log itself writes.
        let label = if new.id.is_empty() { new.title.clone() } else { format!("ADR-{}", digits(&new.id)) };
        let line =
            format!("* [{}]({}) - {}", markdown_label(&label), file_destination(&new.path), markdown_text(&new.title));
        return Some(inserted(text, marks.start, &format!("{end}{end}{line}{end}")));
    };
    // A list with one of many ADRs is more likely prose about it.
    if marked.is_none() && section.is_none() && group.len() < FEWEST && known.len() >= FEWEST {
        return None;
    }
    // `known` starts with the oldest, so the places in it show the order of the list.
    let newest_first = if group.len() > 1 { first.of > last.of } else { falls(&all_rows) };
    let nearest: Vec<&IndexRow<'_>> = if newest_first { group.iter().collect() } else { group.iter().rev().collect() };
    let nearest = nearest.into_iter().chain(all_rows.iter().rev());
    let line = nearest.into_iter().find_map(|row| like(row.line.text, &known[row.of], new))?;
    Some(if newest_first {
        inserted(text, first.line.start, &format!("{line}{end}"))
    } else {
        inserted(text, last.line.span().end, &format!("{end}{line}"))
    })
}

/// Returns the index with the new status of an ADR if its line states the old one: as a cell, at the end of the line, or by the
/// section that it stands in.
#[must_use]
pub fn restate_in_index(text: &str, path: &str, from: &str, to: &str) -> String {
    let adr = Indexed { path: path.to_owned(), ..Indexed::default() };
    let mut restated = text.to_owned();
    // From the last line up, so that a replacement moves no place that is still to be changed.
    for line in lines(text, 0, 1).iter().rev().filter(|line| line.kind == Kind::Text && is_row(line.text)) {
        let Some(link) = links(line.text).into_iter().next().filter(|link| leads_to(link.target, &adr)) else {
            continue;
        };
        let is_table_row = line.text.trim_start().starts_with('|');
        for case in [Case::Lower, Case::Capital, Case::Upper] {
            let word = case.of(from);
            let at = if is_table_row {
                place_in_cell(line.text, &word)
            } else {
                place_at_end(line.text, &word).filter(|at| *at >= link.span.end)
            };
            if let Some(at) = at.filter(|at| !line.text[..*at].ends_with(char::is_alphanumeric)) {
                let at = line.start + at;
                restated.replace_range(at..at + word.len(), &case.of(to));
                break;
            }
        }
    }
    let status = AdrStatus::read(to).and_then(|status| status.known());
    status.and_then(|status| moved(&restated, path, status)).unwrap_or(restated)
}

/// Reports whether the newest ADR comes first.
fn falls(rows: &[IndexRow<'_>]) -> bool {
    rows.len() > 1 && rows.windows(2).all(|pair| pair[0].of > pair[1].of)
}

/// Returns the place of a word at the end of a line, apart from punctuation.
fn place_at_end(line: &str, word: &str) -> Option<usize> {
    let line = line.trim_end().trim_end_matches(|c: char| c.is_ascii_punctuation());
    line.ends_with(word).then(|| line.len() - word.len())
}

/// Returns the place of a word that fills a cell of a table row, apart from marks.
fn place_in_cell(row: &str, word: &str) -> Option<usize> {
    let mut start = 0;
    for cell in row.split('|') {
        if cell.trim_matches(is_space_or_mark) == word {
            return Some(start + cell.len() - cell.trim_start_matches(is_space_or_mark).len());
        }
        start += cell.len() + 1;
    }
    None
}

/// Reports whether a character may be around a status without being a part of it.
fn is_space_or_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '`')
}

#[derive(Clone)]
struct IndexRow<'a> {
    line: Line<'a>,
    /// Index of its ADR among those that are known.
    of: usize,
}

fn inserted(text: &str, at: usize, line: &str) -> String {
    format!("{}{line}{}", &text[..at], &text[at..])
}

fn between_marks(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.find(START)? + START.len();
    let stop = text[start..].find(STOP)? + start;
    Some(start..stop)
}

/// Reports whether a line is a list item or a row of a table.
fn is_row(line: &str) -> bool {
    let words = line.trim_start();
    let numbered = words.trim_start_matches(|c: char| c.is_ascii_digit());
    words.starts_with(['|', '*', '-', '+']) || (numbered.len() < words.len() && numbered.starts_with(['.', ')']))
}

fn leads_to(target: &str, adr: &Indexed) -> bool {
    leads_to_path(target, &adr.path)
}

fn leads_to_path(target: &str, adr: &str) -> bool {
    let path = link_path(target);
    !path.is_empty() && is_same_path(path.strip_prefix("./").unwrap_or(&path), adr)
}

/// Returns the largest group of rows with only blank lines or other list rows between them.
fn largest_group<'a>(all: &[Line<'a>], rows: Vec<IndexRow<'a>>) -> Vec<IndexRow<'a>> {
    let mut groups: Vec<Vec<IndexRow<'a>>> = Vec::new();
    for row in rows {
        let joins = groups.last().and_then(|group| group.last()).is_some_and(|last| {
            // A heading of several lines is one entry, so a line number is not an index.
            let behind = all.partition_point(|line| line.number <= last.line.number);
            let before = all.partition_point(|line| line.number < row.line.number);
            all[behind..before].iter().all(|line| line.kind == Kind::Blank || is_row(line.text))
        });
        match groups.last_mut().filter(|_| joins) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

fn digits(id: &str) -> &str {
    id.find(|c: char| c.is_ascii_digit()).map_or(id, |start| &id[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adr(n: u32, title: &str) -> Indexed {
        Indexed {
            path: format!("{n:04}-{}.md", title.to_lowercase().replace(' ', "-")),
            number: Some(n),
            id: format!("{n:04}"),
            title: title.to_owned(),
            status: "accepted".to_owned(),
            date: format!("2026-01-{n:02}"),
        }
    }

    #[test]
    fn every_manner_of_index_is_kept() {
        let known = [adr(1, "Use Perl"), adr(2, "Use C")];
        let new = Indexed { status: "proposed".to_owned(), ..adr(3, "Use [Go]") };
        let new = Indexed { path: "0003-use-go.md".to_owned(), ..new };
        for (before, line) in [
            (
                "* [ADR-0001](0001-use-perl.md) - Use Perl\n* [ADR-0002](0002-use-c.md) - Use C\n",
                "* [ADR-0003](0003-use-go.md) - Use \\[Go\\]\n",
            ),
            (
                "- [1. Use Perl](./0001-use-perl.md)\n- [2. Use C](./0002-use-c.md)\n",
                "- [3. Use Go](./0003-use-go.md)\n",
            ),
            ("1. [Perl](0001-use-perl.md)\n2. [Just C](0002-use-c.md)\n", "3. [Use Go](0003-use-go.md)\n"),
            (
                "| No | Title | Status | By |\n|---|---|---|---|\n| 1 | [Use Perl](0001-use-perl.md) | Accepted | @a |\n| 2 | [Use C](0002-use-c.md) | Accepted | @b |\n",
                "| 3 | [Use Go](0003-use-go.md) | Proposed |  |\n",
            ),
            (
                "| Date | ADR |\n|---|---|\n| 2026-01-01 | [0001-use-perl](0001-use-perl.md) |\n| 2026-01-02 | [0002-use-c](0002-use-c.md) |\n",
                "| 2026-01-03 | [0003-use-go](0003-use-go.md) |\n",
            ),
        ] {
            let text = format!("# ADRs\n\n{before}\nThe end.\n");
            let expected = format!("# ADRs\n\n{before}{line}\nThe end.\n");
            let found = add_to_index(&text, &known, &new);
            assert_eq!(found.as_deref(), Some(expected.as_str()), "{before}");
            assert_eq!(add_to_index(&found.unwrap_or_default(), &known, &new), None, "a second time");
        }
    }

    #[test]
    fn a_new_status_is_told_where_the_old_one_stands_alone() {
        for (before, after) in [
            ("| [1](a.md) | Accepted | x |\n", "| [1](a.md) | Superseded | x |\n"),
            ("| **ACCEPTED** | [1](a.md) |", "| **SUPERSEDED** | [1](a.md) |"),
            ("* [Accepted](./a.md) (accepted)\r\n", "* [Accepted](./a.md) (superseded)\r\n"),
            ("* [1](a.md) - accepted by all", "* [1](a.md) - accepted by all"),
            ("* [1](b.md) - accepted", "* [1](b.md) - accepted"),
            ("* [1](a.md) - unaccepted", "* [1](a.md) - unaccepted"),
            ("[1](a.md) accepted", "[1](a.md) accepted"),
        ] {
            assert_eq!(restate_in_index(before, "a.md", "accepted", "superseded"), after);
        }
    }

    #[test]
    fn an_adr_joins_those_of_its_status() {
        let known = [adr(1, "Use Perl"), adr(2, "Use C"), adr(3, "Use queues"), adr(4, "Use REST")];
        let line =
            |n: u32, title: &str| format!("* [{n}. {title}]({:04}-{}.md)\n", n, title.to_lowercase().replace(' ', "-"));
        let lines = |lines: &[(u32, &str)]| lines.iter().map(|(n, title)| line(*n, title)).collect::<String>();
        let text = format!(
            "# ADRs\n\n### Accepted\n\n{}\n### Proposed\n\n{}\n### Superseded\n\n## More\n",
            lines(&[(1, "Use Perl"), (2, "Use C")]),
            lines(&[(3, "Use queues"), (4, "Use REST")])
        );
        let after = add_to_index(&text, &known, &adr(5, "Use Go")).unwrap_or_default();
        let expected = text.replace("\n### Proposed", &format!("{}\n### Proposed", line(5, "Use Go")));
        assert_eq!(after, expected);
        assert_eq!(add_to_index(&after, &known, &adr(5, "Use Go")), None);
        let gone = restate_in_index(&after, "0001-use-perl.md", "accepted", "superseded");
        let expected = format!(
            "# ADRs\n\n### Accepted\n\n{}\n### Proposed\n\n{}\n### Superseded\n\n{}\n## More\n",
            lines(&[(2, "Use C"), (5, "Use Go")]),
            lines(&[(3, "Use queues"), (4, "Use REST")]),
            lines(&[(1, "Use Perl")])
        );
        assert_eq!(gone, expected);
        assert_eq!(restate_in_index(&gone, "0001-use-perl.md", "accepted", "superseded"), gone);
        let accepted = restate_in_index(&gone, "0003-use-queues.md", "proposed", "accepted");
        let joined = lines(&[(2, "Use C"), (3, "Use queues"), (5, "Use Go")]);
        assert!(accepted.contains(&format!("### Accepted\n\n{joined}\n### Proposed")), "{accepted}");
        // Without a section for its status, the line stays where it is.
        let two = "**Accepted**\n\n| ADR |\n|---|\n| [1. Use Perl](0001-use-perl.md) |\n\n**Proposed**\n\n| ADR |\n|---|\n| [3. Use queues](0003-use-queues.md) |\n";
        assert_eq!(restate_in_index(two, "0001-use-perl.md", "accepted", "superseded"), two);
        let row = "| [5. Use Go](0005-use-go.md) |\n";
        let expected = two.replace("\n**Proposed**", &format!("{row}\n**Proposed**"));
        assert_eq!(add_to_index(two, &known, &adr(5, "Use Go")), Some(expected));
    }

    #[test]
    fn the_newest_stays_on_top_and_line_ends_stay() {
        let known = [adr(1, "Use Perl"), adr(2, "Use C")];
        let text = "* [Use C](0002-use-c.md)\r\n* [Use Perl](0001-use-perl.md)\r\n";
        let expected = format!("* [Use Go](0003-use-go.md)\r\n{text}");
        assert_eq!(add_to_index(text, &known, &adr(3, "Use Go")), Some(expected));
    }

    #[test]
    fn the_marks_of_adr_log_are_an_index_and_prose_is_none() {
        let new = adr(3, "Use Go");
        let marks = "# A\n\n<!-- adrlog -->\n\n<!-- adrlogstop -->\n";
        let expected = "# A\n\n<!-- adrlog -->\n\n* [ADR-0003](0003-use-go.md) - Use Go\n\n\n<!-- adrlogstop -->\n";
        assert_eq!(add_to_index(marks, &[], &new).as_deref(), Some(expected));
        let known = [adr(1, "Use Perl"), adr(2, "Use C")];
        for text in [
            "See [Use C](0002-use-c.md).\n",
            "* see [Use C](0002-use-c.md) for more\n",
            "```\n* [Use C](0002-use-c.md)\n* [Use Perl](0001-use-perl.md)\n```\n",
            "",
        ] {
            assert_eq!(add_to_index(text, &known, &new), None, "{text}");
        }
    }
}
