//! The part above the first section: list items, lines and tables with status, date and people.

use super::{
    field::{Field, Place, Role, inner_item, pair, role},
    lines::{Kind, Line},
    markup::pictures,
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
    let mut list: Option<Role> = None;
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        rest = after;
        if line.kind != Kind::Text {
            continue;
        }
        if let Some(badge) = badge(line) {
            found.push(badge);
        } else if is_row(line.text) {
            let rows = 1 + after.iter().take_while(|line| line.kind == Kind::Text && is_row(line.text)).count();
            // `lines` and `after` end at the same place, so the table starts one line before `after` does.
            let (table, after) = (&lines[lines.len() - after.len() - 1..][..rows], &after[rows - 1..]);
            table_fields(table, &mut found);
            rest = after;
        } else if let Some((role, item)) = list.clone().zip(inner_item(line.text)) {
            found.push(field(role, line, item, Place::Bullet));
        } else if let Some(pair) = pair(line.text) {
            list = pair.value.is_empty().then(|| pair.role.clone());
            let place = if pair.marked { Place::Bullet } else { Place::Line };
            if !pair.value.is_empty() {
                found.push(field(pair.role, line, pair.value, place));
            }
        } else if let Some((term, (below, value))) =
            role(line.text.trim_matches(['*', '_', ' '])).zip(definition(after))
        {
            found.push(field(term, below, value, Place::Line));
            rest = &after[1..];
        } else {
            list = None;
        }
    }
    found
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
    let states = pictures.any(|picture| pair(picture.text).is_some_and(|pair| pair.role == Role::Status));
    states.then(|| field(Role::Status, line, words, Place::Line))
}

/// Reports whether a line is a row of a table.
pub(crate) fn is_row(line: &str) -> bool {
    line.trim_start_matches(['>', ' ']).starts_with('|')
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
    role(cell.trim_matches(['*', '_', '`', ':', ' ']))
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
    fn definitions_under_their_terms() {
        let expected = [(Role::Status, "Accepted", Place::Line), (Role::Date(0), "2026-11-03", Place::Line)];
        assert_eq!(read("Status\n: Accepted\n\n**Date**\n:   2026-11-03\n\nContext\n: x\n"), expected);
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
