//! The part above the first section: list items, lines and tables with status, date and people.

use std::collections::VecDeque;

use super::{
    date::first_date,
    field::{Field, NamedValue, Place, Role, first_fact, inner_item, item, key_alone, names, pair, role},
    html,
    lines::{Kind, Line},
    markup::{pictures, plain},
    status::{AdrStatus, is_badge_of_status},
};

/// Returns the lines up to the first section: all above the second heading if the title is the first one, else all above the first.
pub(crate) fn header<'l, 'a>(lines: &'l [Line<'a>]) -> &'l [Line<'a>] {
    let mut headings = lines.iter().enumerate().filter_map(|(at, line)| match line.kind {
        Kind::Heading(level) => Some((at, level)),
        _ => None,
    });
    let end = match headings.next() {
        Some((_, 1)) => headings.next().map(|(at, _)| at),
        first => first.map(|(at, _)| at),
    };
    &lines[..end.unwrap_or(lines.len())]
}

/// Returns the fields in the lines up to the first section.
pub(crate) fn fields<'a>(lines: &[Line<'a>]) -> Vec<Field<'a>> {
    let mut found = Vec::new();
    let mut open: Option<OpenKey> = None;
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        rest = after;
        if line.kind != Kind::Text {
            continue;
        }
        // `lines` and `after` end at the same place, so the block starts one line before `after` does.
        let block = |is_in: &dyn Fn(&str) -> bool| {
            let rows = 1 + after.iter().take_while(|line| line.kind == Kind::Text && is_in(line.text)).count();
            (&lines[lines.len() - after.len() - 1..][..rows], &after[rows - 1..])
        };
        let label = || callout(line.text).or_else(|| picture_of_html(line.text));
        let inner = open.as_ref().zip(inner_item(line.text).filter(|item| pair(item).is_none()));
        if let Some(badge) = badge(line) {
            found.push(badge);
        } else if let Some(words) = label() {
            found.push(field(Role::Status, line, words, Place::Line));
        } else if is_row(line.text) || opens_bare_table(line.text, after) {
            let (table, after) = block(&|text| text.contains('|'));
            table_fields(table, &mut found);
            rest = after;
        } else if html::opens_block(line.text) {
            let (lines, after) = block(&|_| true);
            html_fields(lines, &mut found);
            rest = after;
        } else if let Some((key, item)) = inner {
            found.push(field(key.role.clone(), line, item, Place::Bullet));
        } else if let Some(pair) = pair(line.text) {
            open = pair.value.is_empty().then(|| OpenKey::of(pair.role.clone(), line.text));
            let place = if pair.marked { Place::Bullet } else { Place::Line };
            push_facts(pair, line, place, &mut found);
        } else if let Some((term, (below, value))) =
            role(line.text.trim_matches(['*', '_', ' '])).zip(definition(after))
        {
            found.push(field(term, below, value, Place::Line));
            rest = &after[1..];
        } else if let Some(role) = key_alone(line.text) {
            open = Some(OpenKey::of(role, line.text));
        } else if let Some((value, key)) = open.take().and_then(|key| Some((key.value(line.text)?, key))) {
            found.push(field(key.role.clone(), line, value, Place::Bullet));
            open = key.after(line.text);
        }
    }
    found
}

/// A key whose value is on the lines below.
struct OpenKey {
    role: Role,
    /// Whether it is an item, so that other items are none of its values.
    is_item: bool,
}

impl OpenKey {
    fn of(role: Role, line: &str) -> Self {
        Self { role, is_item: is_item(line) }
    }

    /// Returns the value on a line below; `None` for any other text.
    fn value<'a>(&self, line: &'a str) -> Option<&'a str> {
        let words = item(line)?;
        if self.is_item && is_item(line) {
            return None;
        }
        let is_value = match self.role {
            Role::Status => AdrStatus::read(words).is_some_and(|status| status.known().is_some()),
            Role::Date(_) => first_date(words).is_some(),
            Role::Title | Role::Number | Role::Governs => false,
            Role::Relation(_) => is_item(line),
            Role::Deciders | Role::Authors | Role::Consulted | Role::Informed => {
                // An item without a name is often one that a template left.
                !self.is_item && !words.ends_with('.') && names(words).iter().all(|name| is_name(name))
            }
        };
        is_value.then_some(words)
    }

    /// Returns the key behind a line with a value. Of people and links, a list has several.
    fn after(self, line: &str) -> Option<Self> {
        let has_more = !matches!(self.role, Role::Status | Role::Date(_)) && is_item(line);
        has_more.then_some(self)
    }
}

fn is_item(line: &str) -> bool {
    let words = line.trim_start_matches(['>', ' ', '\t']).strip_prefix(['*', '-', '+']);
    words.is_some_and(|words| words.starts_with([' ', '\t']))
}

/// Adds the facts of a line: one, or several with signs between them.
pub(super) fn push_facts<'a>(pair: NamedValue<'a>, line: &Line<'a>, place: Place, found: &mut Vec<Field<'a>>) {
    let mut fact = Some(pair);
    let before = found.len();
    while let Some(NamedValue { role, value, .. }) = fact {
        // Behind another fact, it is one of several for sure.
        let is_free = found.len() == before && !matches!(role, Role::Status | Role::Date(_));
        let (value, next) = first_fact(value, is_free);
        if !value.is_empty() {
            found.push(field(role, line, value, place));
        }
        fact = next;
    }
}

/// Reports whether words may be the name of a person or a team. Anything longer is a sentence.
pub(super) fn is_name(words: &str) -> bool {
    const FEW: usize = 5;
    words.split_whitespace().count() <= FEW
}

/// Reads a block of HTML: the cells of a table or of a definition list, or `key: value` in any other part.
fn html_fields<'a>(lines: &[Line<'a>], found: &mut Vec<Field<'a>>) {
    // The keys whose values have not come yet.
    let mut keys: VecDeque<Option<Role>> = VecDeque::new();
    for line in lines {
        for piece in html::pieces(line.text) {
            let is_value = !keys.is_empty() && !piece.is_key;
            if is_value {
                let value = piece.text.trim_start_matches([':', ' ']);
                push(keys.pop_front().flatten(), line, value, found);
            } else if piece.is_key {
                keys.push_back(key_role(piece.text));
            } else if let Some(pair) = pair(piece.text).filter(|pair| !pair.value.is_empty()) {
                push_facts(pair, line, Place::Line, found);
            } else if let Some(role) = key_role(piece.text) {
                keys.push_back(Some(role));
            }
        }
    }
}

/// Returns the value of a definition list: the line `: Accepted` below its term.
fn definition<'l, 'a>(below: &'l [Line<'a>]) -> Option<(&'l Line<'a>, &'a str)> {
    let line = below.first().filter(|line| line.kind == Kind::Text)?;
    Some((line, line.text.trim_start().strip_prefix(": ")?.trim())).filter(|(_, value)| !value.is_empty())
}

fn field<'a>(role: Role, line: &Line<'a>, value: &'a str, place: Place) -> Field<'a> {
    Field { role, value, span: line.span_of(value), line_span: line.span(), line: line.number, place, is_item: false }
}

/// Returns the status that a line of badges states, such as `![status: accepted](…)`; its value is the whole line.
fn badge<'a>(line: &Line<'a>) -> Option<Field<'a>> {
    let words = line.text.trim();
    if !words.starts_with(['!', '[']) {
        return None;
    }
    let mut pictures = pictures(words).into_iter();
    let states = pictures.any(|picture| {
        pair(picture.text).is_some_and(|pair| pair.role == Role::Status) || is_badge_of_status(&picture)
    });
    states.then(|| field(Role::Status, line, words, Place::Line))
}

/// Returns the status that the head of a box states, as in `!!! success "Accepted"`, `:::tip Accepted` and `> [!NOTE] Accepted`.
fn callout(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = ["!!!", "???+", "???", ":::"].iter().find_map(|mark| line.strip_prefix(mark));
    let rest = rest.or_else(|| line.strip_prefix("> [!").or_else(|| line.strip_prefix(">[!")))?;
    // The kind of the box comes first.
    let words = rest.trim_start().split_once([' ', ']', '['])?.1.trim().trim_matches(['"', '\'', '[', ']', ' ']);
    stated_in(words)
}

/// Returns the status in the words of a picture: `<img alt="status: accepted" …>`.
fn picture_of_html(line: &str) -> Option<&str> {
    let (_, tag) = line.split_once("<img")?;
    let (_, value) = tag.split_once("alt=")?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    stated_in(value[1..].split_once(quote)?.0)
}

/// Returns the status of a few words that state one and nothing else.
fn stated_in(words: &str) -> Option<&str> {
    const FEW: usize = 3;
    let words = pair(words).filter(|pair| pair.role == Role::Status).map_or(words, |pair| pair.value).trim();
    let states = AdrStatus::read(words).is_some_and(|status| status.known().is_some());
    (states && words.split_whitespace().count() <= FEW).then_some(words)
}

/// Reports whether a line is a row of a table.
pub(crate) fn is_row(line: &str) -> bool {
    line.trim_start_matches(['>', ' ']).starts_with('|')
}

/// Reports whether a line is the head of a table without bars at the ends of its rows: the rule is on the line below.
fn opens_bare_table(head: &str, below: &[Line<'_>]) -> bool {
    // Most lines hold no bar.
    head.contains('|') && below.first().is_some_and(|line| line.kind == Kind::Text && is_rule(line.text))
}

/// Reports whether a line is the rule between the head and the rows of a table.
fn is_rule(line: &str) -> bool {
    let cells = cells(line);
    cells.len() > 1
        && cells.iter().all(|cell| {
            let dashes = cell.trim_matches(':');
            !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
        })
}

/// Reads either a key and its value in each row, or keys in the first row and their values in the third.
fn table_fields<'a>(rows: &[Line<'a>], found: &mut Vec<Field<'a>>) {
    let Some((head, _)) = rows.split_first() else { return };
    if is_across(head.text) {
        // Row 1 is the rule between the head and the values.
        if let Some(values) = rows.get(2) {
            for (name, value) in cells(head.text).into_iter().zip(cells(values.text)) {
                push(key_role(name), values, value, found);
            }
        }
        return;
    }
    for row in rows {
        if let [name, value, ..] = cells(row.text)[..] {
            push(key_role(name), row, value, found);
        }
    }
}

/// Reports whether the first row of a table has the keys of the values below it.
pub(crate) fn is_across(head: &str) -> bool {
    let keys: Vec<Option<Role>> = cells(head).into_iter().map(key_role).collect();
    let has_several = keys.len() > 2 || keys.iter().flatten().count() > 1;
    // Without a status it may be a table of revisions, whose days and authors are not those of the decision.
    has_several && keys.contains(&Some(Role::Status))
}

fn push<'a>(role: Option<Role>, line: &Line<'a>, value: &'a str, found: &mut Vec<Field<'a>>) {
    if let Some(role) = role.filter(|_| !value.is_empty()) {
        found.push(field(role, line, value, Place::Table));
    }
}

/// Returns the meaning of a key, with or without marks around it.
pub(crate) fn key_role(cell: &str) -> Option<Role> {
    role(cell.trim_matches(['*', '_', '`', ':', '：', ' ']))
}

/// Returns the words of the cells of a row, without marks.
pub(crate) fn cells_of_row(row: &str) -> Vec<String> {
    cells(row).into_iter().map(plain).collect()
}

/// Returns the cells of a row of a table.
pub(crate) fn cells(row: &str) -> Vec<&str> {
    let row = row.trim_start_matches(['>', ' ']).trim_end();
    let row = row.strip_prefix('|').unwrap_or(row);
    // An escaped bar is a part of the last cell.
    let row = row.strip_suffix('|').filter(|_| !row.ends_with("\\|")).unwrap_or(row);
    let mut cells = Vec::new();
    let mut from = 0;
    for (at, _) in row.match_indices('|') {
        if !row[..at].ends_with('\\') {
            cells.push(row[from..at].trim());
            from = at + 1;
        }
    }
    cells.push(row[from..].trim());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adr::read::lines::lines;

    fn read(text: &str) -> Vec<(Role, &str, Place)> {
        fields(&lines(text, 0, 1)).into_iter().map(|field| (field.role, field.value, field.place)).collect()
    }

    #[test]
    fn tables_of_either_direction() {
        let down = "| Metadata | Value |\n|---|---|\n| Status | Done \\| dusted |\n> | **Date** | 2026-11-03 |\n";
        let expected = [(Role::Status, "Done \\| dusted", Place::Table), (Role::Date(0), "2026-11-03", Place::Table)];
        assert_eq!(read(down), expected);
        let across = "| Status | Date | Author(s) |\n|:--|:--|:--|\n| Accepted | 2026-11-03 | @a |\n";
        assert_eq!(read(across).len(), 3);
        assert!(read("| Revision | Date | Author |\n|--|--|--|\n| 1 | 2026-11-03 | @a |\n").is_empty());
    }

    #[test]
    fn tables_without_bars_at_the_ends_of_rows() {
        let expected = [(Role::Status, "Accepted", Place::Table), (Role::Date(0), "2026-11-03", Place::Table)];
        assert_eq!(read("Status | Accepted\n:-- | ---\nDate | 2026-11-03\n\nText | more\n"), expected);
        assert_eq!(read("Status | Date\n--|--\nAccepted | 2026-11-03\n"), expected);
        assert!(read("Status | Accepted\nno | rule\n").is_empty());
    }

    #[test]
    fn boxes_and_pictures_with_a_status() {
        for text in [
            "!!! success \"Accepted\"\n    On Monday\n",
            "??? note \"Status: Accepted\"\n",
            ":::tip Accepted\nx\n:::\n",
            "::: tip[Accepted]\n",
            "> [!NOTE] Accepted\n> x\n",
            "<img alt=\"status: Accepted\" src=\"https://img.example/a.svg\">\n",
            "<p><img src='a.svg' alt='Accepted'></p>\n",
        ] {
            assert_eq!(read(text), [(Role::Status, "Accepted", Place::Line)], "{text}");
        }
        for text in ["!!! note \"Accepted by all who were asked\"\n", ":::tip\n", "> [!NOTE]\n", "<img alt=\"x\">\n"] {
            assert!(read(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn definitions_under_their_terms() {
        let expected = [(Role::Status, "Accepted", Place::Line), (Role::Date(0), "2026-11-03", Place::Line)];
        assert_eq!(read("Status\n: Accepted\n\n**Date**\n:   2026-11-03\n\nContext\n: x\n"), expected);
    }

    #[test]
    fn blocks_of_html() {
        let expected = [(Role::Status, "Accepted", Place::Table), (Role::Date(0), "2026-11-03", Place::Table)];
        for text in [
            "<dl><dt>Status</dt><dd>Accepted</dd>\n<dt>Date</dt><dd>2026-11-03</dd></dl>\n",
            "<dl>\n<dt>Status\n<dd>Accepted\n<dt>Date\n<dd>2026-11-03\n</dl>\n",
            "<table>\n<tr><th>Status</th><td>Accepted</td></tr>\n<tr><td><b>Date:</b></td><td>2026-11-03</td></tr>\n</table>\n",
            "<table><tr><th>Status</th><th>Who</th><th>Date</th></tr>\n<tr><td>Accepted</td><td></td><td>2026-11-03</td></tr></table>\n",
            "<table>\n  <tr>\n    <th>\n      Status\n    </th>\n    <td>\n      Accepted\n    </td>\n    <th>Date</th>\n    <td>2026-11-03</td>\n  </tr>\n</table>\n",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        let expected = [(Role::Status, "Accepted", Place::Line), (Role::Date(0), "2026-11-03", Place::Line)];
        assert_eq!(read("<p>Status: Accepted</p>\n<p><b>Date</b>: 2026-11-03</p>\n"), expected);
    }

    #[test]
    fn values_below_their_keys() {
        for text in [
            "**Status:**\nAccepted\n\n**Date:**\n\n2026-11-03\n\n**Deciders**\n\n- Ann\n- Bob\n\nWe talked.\n",
            "- Status\n  - Accepted\n- Date\n  - 2026-11-03\n- Deciders\n  - Ann\n  - Bob\n",
        ] {
            let found: Vec<&str> = read(text).iter().map(|(_, value, _)| *value).collect();
            assert_eq!(found, ["Accepted", "2026-11-03", "Ann", "Bob"], "{text}");
        }
        assert!(read("**Status:**\nWe talk about it.\n\n**Date:**\nSoon.\n\n**Owner:**\nThe team that runs it, until it ends.\n").is_empty());
    }

    #[test]
    fn lists_under_a_key() {
        let text = "* **Status:** Active\n* **Deciders:**\n  * Ann\n  * Bob\n* Tags: x\n  * no\n";
        let expected = [
            (Role::Status, "Active", Place::Bullet),
            (Role::Deciders, "Ann", Place::Bullet),
            (Role::Deciders, "Bob", Place::Bullet),
        ];
        assert_eq!(read(text), expected);
    }
}
