//! An index of ADRs: a list or a table of links to them, or the text between the marks of adr-log.

mod by_status;
mod facts;
mod line;

use self::{
    by_status::{moved, status_sections},
    facts::IndexFacts,
    line::like,
};
use super::{
    address::file_destination,
    escape::{markdown_label, markdown_text},
    read::{AdrStatus, Kind, Line, MarkdownLink, lines, links, wiki_links},
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
    // adr-log writes only between its marks, so its list is the index.
    let is_inside = |line: &&Line<'_>| marked.as_ref().is_none_or(|marks| marks.contains(&line.start));
    if all.iter().filter(is_inside).filter_map(target).any(|target| leads_to(target, new)) {
        return None;
    }
    let mut rows = rows(&all, known);
    rows.retain(|row| is_inside(&&row.line));
    let facts = IndexFacts::of(&all, &rows, known);
    let similar = |row: &IndexRow<'_>| {
        let dated = |adr: &Indexed| Indexed { date: facts.day(&adr.date), ..adr.clone() };
        let status = facts.status(&row.line, &new.status).map(|(span, words)| {
            let start = row.line.start;
            (span.start - start..span.end - start, words)
        });
        like(row.line.text, &dated(&known[row.of]), &dated(new), status.as_ref())
    };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // Where the ADRs are listed by status, the new one joins those that have its status.
    let sections = status_sections(&all, text.len());
    let status = AdrStatus::read(&new.status).and_then(|status| status.known());
    let section = sections.iter().find(|section| Some(section.status) == status);
    let all_rows = rows.clone();
    if let Some(section) = section {
        rows.retain(|row| section.body.contains(&row.line.start));
        if rows.is_empty() {
            let line = all_rows.iter().rev().find_map(similar)?;
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
    let line = nearest.into_iter().find_map(similar)?;
    Some(if newest_first {
        inserted(text, first.line.start, &format!("{line}{end}"))
    } else {
        inserted(text, last.line.span().end, &format!("{end}{line}"))
    })
}

/// Returns the index with the new status of an ADR if its line states the old one: as a cell, at the end of the line, or by the
/// section that it stands in.
#[must_use]
pub fn restate_in_index(text: &str, known: &[Indexed], path: &str, from: &str, to: &str) -> String {
    let all = lines(text, 0, 1);
    let rows = rows(&all, known);
    let facts = IndexFacts::of(&all, &rows, known);
    let mut restated = text.to_owned();
    // From the last line up, so that a replacement moves no place that is still to be changed.
    for row in rows.iter().rev().filter(|row| is_same_path(&known[row.of].path, path)) {
        if let Some((span, words)) = facts.restated(&row.line, from, to) {
            restated.replace_range(span, &words);
        }
    }
    let status = AdrStatus::read(to).and_then(|status| status.known());
    status.and_then(|status| moved(&restated, path, status)).unwrap_or(restated)
}

/// Returns the list items and rows of tables whose first link leads to an ADR that is known.
fn rows<'t>(all: &[Line<'t>], known: &[Indexed]) -> Vec<IndexRow<'t>> {
    let row = |line: &Line<'t>| {
        let target = target(line)?;
        Some(IndexRow { line: *line, of: known.iter().position(|adr| leads_to(target, adr))? })
    };
    all.iter().filter_map(row).collect()
}

/// Returns the address that a list item or a row leads to; `None` for other lines.
fn target<'t>(line: &Line<'t>) -> Option<&'t str> {
    let is_row = line.kind == Kind::Text && is_row(line.text);
    if is_row { row_links(line.text).into_iter().next().map(|link| link.target) } else { None }
}

/// Returns the links of a row in their order, those of wikis too.
fn row_links(row: &str) -> Vec<MarkdownLink<'_>> {
    let mut all = links(row);
    all.extend(wiki_links(row));
    all.sort_by_key(|link| link.span.start);
    all
}

/// Reports whether a link is `[[target]]`.
fn is_wiki(row: &str, link: &MarkdownLink<'_>) -> bool {
    row[link.span.start..].starts_with("[[") && row[..link.span.end].ends_with("]]")
}

/// Reports whether the newest ADR comes first.
fn falls(rows: &[IndexRow<'_>]) -> bool {
    rows.len() > 1 && rows.windows(2).all(|pair| pair[0].of > pair[1].of)
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
    let path = path.strip_prefix("./").unwrap_or(&path);
    // Wikis and generators of sites leave out the end of the name.
    !path.is_empty()
        && (is_same_path(path, adr) || adr.rsplit_once('.').is_some_and(|(stem, _)| is_same_path(path, stem)))
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
        let known = [Indexed { path: "a.md".to_owned(), ..adr(1, "x") }];
        for (before, after) in [
            ("| [1](a.md) | Accepted | x |\n", "| [1](a.md) | Superseded | x |\n"),
            ("| **ACCEPTED** | [1](a.md) |", "| **SUPERSEDED** | [1](a.md) |"),
            ("* [Accepted](./a.md) (accepted)\r\n", "* [Accepted](./a.md) (superseded)\r\n"),
            ("* [1](a.md) - accepted by all", "* [1](a.md) - accepted by all"),
            ("* [1](b.md) - accepted", "* [1](b.md) - accepted"),
            ("* [1](a.md) - unaccepted", "* [1](a.md) - unaccepted"),
            ("[1](a.md) accepted", "[1](a.md) accepted"),
        ] {
            assert_eq!(restate_in_index(before, &known, "a.md", "accepted", "superseded"), after);
        }
    }

    #[test]
    fn statuses_and_days_are_written_in_the_words_of_the_index() {
        let old = |n: u32, title: &str, status: &str| Indexed { status: status.to_owned(), ..adr(n, title) };
        let known = [old(1, "Use Perl", "accepted"), old(2, "Use C", "rejected"), old(3, "Use SQL", "accepted")];
        let new = Indexed { status: "accepted".to_owned(), ..adr(4, "Use Go") };
        let proposed = Indexed { status: "proposed".to_owned(), ..new.clone() };
        // What is there, the lines for an accepted and for a proposed one, and the first line once it is superseded.
        for (before, accepted, is_proposed, superseded) in [
            (
                "| Nr. | Titel | Status | Datum |\n|---|---|---|---|\n| 1 | [Use Perl](0001-use-perl.md) | Akzeptiert | 1.1.2026 |\n| 3 | [Use SQL](0003-use-sql.md) | Akzeptiert | 3.1.2026 |\n",
                "| 4 | [Use Go](0004-use-go.md) | Akzeptiert | 4.1.2026 |",
                "| 4 | [Use Go](0004-use-go.md) | Vorgeschlagen | 4.1.2026 |",
                "| 1 | [Use Perl](0001-use-perl.md) | Ersetzt | 1.1.2026 |",
            ),
            (
                "| Estado | ADR |\n|---|---|\n| ✅ Aceptada | [Use Perl](0001-use-perl.md) |\n| ❌ Rechazada | [Use C](0002-use-c.md) |\n",
                "| ✅ Aceptada | [Use Go](0004-use-go.md) |",
                "| Propuesta | [Use Go](0004-use-go.md) |",
                "| Reemplazada | [Use Perl](0001-use-perl.md) |",
            ),
            (
                "- [1. Use Perl](0001-use-perl.md) — принято\n- [3. Use SQL](0003-use-sql.md) — принято\n",
                "- [4. Use Go](0004-use-go.md) — принято",
                "- [4. Use Go](0004-use-go.md) — предложено",
                "- [1. Use Perl](0001-use-perl.md) — заменено",
            ),
            (
                "* [0001](0001-use-perl) Use Perl（已接受）\n* [0003](0003-use-sql) Use SQL（已接受）\n",
                "* [0004](0004-use-go) Use Go（已接受）",
                "* [0004](0004-use-go) Use Go（提议）",
                "* [0001](0001-use-perl) Use Perl（已被取代）",
            ),
            (
                "- ✅ [[0001-use-perl|Use Perl]] `Accepted`\n- ✅ [[0003-use-sql|Use SQL]] `Accepted`\n",
                "- ✅ [[0004-use-go|Use Go]] `Accepted`",
                "- ✅ [[0004-use-go|Use Go]] `Proposed`",
                "- ✅ [[0001-use-perl|Use Perl]] `Superseded`",
            ),
            (
                "| Status | ADR |\n|---|---|\n| ✅ | [[0001-use-perl]] |\n| ❌ | [[0002-use-c]] |\n| ✅ | [[0003-use-sql]] |\n",
                "| ✅ | [[0004-use-go]] |",
                "|  | [[0004-use-go]] |",
                "| ✅ | [[0001-use-perl]] |",
            ),
            (
                "| ADR | Status |\n|---|---|\n| [Use Perl](0001-use-perl.md) | Accepted (2026-01-01), binding |\n| [Use C](0002-use-c.md) | **Rejected** |\n",
                "| [Use Go](0004-use-go.md) | **Accepted** |",
                "| [Use Go](0004-use-go.md) | **Proposed** |",
                "| [Use Perl](0001-use-perl.md) | Superseded (2026-01-01), binding |",
            ),
        ] {
            let added = |new: &Indexed| add_to_index(before, &known, new).unwrap_or_default();
            assert_eq!(added(&new), format!("{before}{accepted}\n"));
            assert_eq!(added(&proposed), format!("{before}{is_proposed}\n"));
            let restated = restate_in_index(before, &known, "0001-use-perl.md", "accepted", "superseded");
            let first = |text: &str| text.lines().find(|line| line.contains("0001")).unwrap_or_default().to_owned();
            assert_eq!(first(&restated), superseded);
            assert_eq!(restated.replace(&first(&restated), &first(before)), before);
            assert_eq!(restate_in_index(&restated, &known, "0001-use-perl.md", "accepted", "superseded"), restated);
        }
    }

    #[test]
    fn a_day_behind_the_status_is_that_of_the_line() {
        let known = [adr(1, "Use Perl"), adr(2, "Use C")].map(|adr| Indexed { date: String::new(), ..adr });
        let before = "- [1. Use Perl](0001-use-perl.md) – Accepted (2025-01-01)\n- [2. Use C](0002-use-c.md) – Accepted (2025-01-02)\n";
        let new = Indexed { status: "accepted".to_owned(), date: "2026-11-03".to_owned(), ..adr(3, "Use Go") };
        let added = add_to_index(before, &known, &new).unwrap_or_default();
        assert_eq!(added, format!("{before}- [3. Use Go](0003-use-go.md) – Accepted (2026-11-03)\n"));
        let restated = restate_in_index(before, &known, "0001-use-perl.md", "accepted", "superseded");
        assert_eq!(restated, before.replacen("Accepted", "Superseded", 1));
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
        let gone = restate_in_index(&after, &known, "0001-use-perl.md", "accepted", "superseded");
        let expected = format!(
            "# ADRs\n\n### Accepted\n\n{}\n### Proposed\n\n{}\n### Superseded\n\n{}\n## More\n",
            lines(&[(2, "Use C"), (5, "Use Go")]),
            lines(&[(3, "Use queues"), (4, "Use REST")]),
            lines(&[(1, "Use Perl")])
        );
        assert_eq!(gone, expected);
        assert_eq!(restate_in_index(&gone, &known, "0001-use-perl.md", "accepted", "superseded"), gone);
        let accepted = restate_in_index(&gone, &known, "0003-use-queues.md", "proposed", "accepted");
        let joined = lines(&[(2, "Use C"), (3, "Use queues"), (5, "Use Go")]);
        assert!(accepted.contains(&format!("### Accepted\n\n{joined}\n### Proposed")), "{accepted}");
        // Without a section for its status, the line stays where it is.
        let two = "**Accepted**\n\n| ADR |\n|---|\n| [1. Use Perl](0001-use-perl.md) |\n\n**Proposed**\n\n| ADR |\n|---|\n| [3. Use queues](0003-use-queues.md) |\n";
        assert_eq!(restate_in_index(two, &known, "0001-use-perl.md", "accepted", "superseded"), two);
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
