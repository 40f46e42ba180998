//! Tables of an ADR: of its options, and of their arguments.

use super::{
    Importer,
    argument::argues,
    lettered,
    name::{StatedName, opening_mark},
    options::{key, listed_option},
};
use crate::{
    adr::{
        language::{OptionMark, TableHead, option_mark, table_head},
        read::{cells, is_row, plain},
    },
    decision::text::is_blank,
};

/// A table of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextTable {
    /// Cells of the head.
    pub(super) head: Vec<String>,
    /// Rows below it, as long as the head.
    pub(super) rows: Vec<Vec<String>>,
}

/// Maximum number of columns and rows of a table that is taken apart, above those of any real one.
const MOST: usize = 400;

impl TextTable {
    /// Reads a text that is a table and nothing else.
    pub(super) fn of(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let [head, rule, rows @ ..] = lines.as_slice() else { return None };
        let is_rule = rule.contains('-') && rule.chars().all(|c| "|-: \t".contains(c));
        if rows.is_empty()
            || rows.len() > MOST
            || !is_rule
            || !lines.iter().all(|line| is_row(line) || line.contains('|'))
        {
            return None;
        }
        let head: Vec<String> = cells(head).into_iter().map(str::to_owned).collect();
        if !(2..=MOST).contains(&head.len()) {
            return None;
        }
        let row = |row: &&str| {
            let mut row: Vec<String> = cells(row).into_iter().map(str::to_owned).collect();
            // What stands outside of the head is shown by no program, and must not be lost.
            (row.len() <= head.len()).then(|| {
                row.resize(head.len(), String::new());
                row
            })
        };
        let rows = rows.iter().map(row).collect::<Option<Vec<_>>>()?;
        Some(Self { head, rows })
    }

    /// Returns the same table with its rows as columns.
    pub(super) fn turned(&self) -> Self {
        let column = |at: usize| std::iter::once(&self.head).chain(&self.rows).map(|row| row[at].clone()).collect();
        let mut columns = (0..self.head.len()).map(column);
        Self { head: columns.next().unwrap_or_default(), rows: columns.collect() }
    }

    /// Returns the table without a first column that only numbers its options, `1. x` being the option; `None` for any other table.
    fn with_numbered_options(&self) -> Option<Self> {
        let is_option = |cell: &String| column_kind(cell) == Some(TableHead::Option);
        let is_number = |row: &Vec<String>| {
            let number = plain(&row[0]);
            !number.is_empty() && number.chars().count() <= 2 && number.chars().all(char::is_alphanumeric)
        };
        if is_option(&self.head[0]) || !self.head.get(1).is_some_and(is_option) || !self.rows.iter().all(is_number) {
            return None;
        }
        let mut rows = self.rows.clone();
        for row in &mut rows {
            let number = plain(&row.remove(0));
            let is_bold = row[0].trim().starts_with("**");
            row[0] = if is_bold {
                format!("**{number}. {}", row[0].trim().trim_start_matches("**"))
            } else {
                format!("{number}. {}", row[0])
            };
        }
        Some(Self { head: self.head[1..].to_vec(), rows })
    }

    /// Reports whether its columns are arguments for and against one thing.
    pub(super) fn is_of_arguments(&self) -> bool {
        self.head.iter().all(|head| toned(head))
    }
}

fn toned(cell: &str) -> bool {
    matches!(column_kind(cell), Some(TableHead::Toned(_)))
}

/// Returns what a row or a column holds, by its head.
fn column_kind(head: &str) -> Option<TableHead> {
    table_head(&plain(head))
}

/// Returns the parts of a cell, which has no lines of its own.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let cut = |text| str::split(text, "<br>");
    let parts = cut(cell).flat_map(|part| part.split("<br/>")).flat_map(|part| part.split("<br />"));
    parts.map(|part| part.trim().trim_start_matches(['•', '-', '*']).trim()).filter(|part| !part.is_empty())
}

impl Importer<'_> {
    /// Takes a table with a column of arguments for and one against an option.
    pub(super) fn argument_table(&mut self, at: usize, table: &TextTable) {
        for row in &table.rows {
            for (head, cell) in table.head.iter().zip(row) {
                self.cell_about(at, head, cell);
            }
        }
    }

    /// Takes a table of options: one in each row, or one in each column. Reports whether it was one.
    pub(super) fn option_table(&mut self, table: &TextTable) -> bool {
        let numbered = table.with_numbered_options();
        let table = numbered.as_ref().unwrap_or(table);
        let turned = table.turned();
        // With criteria in its rows, the options are in the columns.
        let has_criteria = column_kind(&table.head[0]) == Some(TableHead::Criterion);
        let mut ways = [table, &turned].into_iter();
        let found = ways.find(|way| if has_criteria { *way == &turned } else { self.has_options_in_rows(way) });
        let Some(table) = found else { return false };
        // Of several options, the only one in bold is the one that was taken.
        let is_bold = |row: &&Vec<String>| row[0].trim().starts_with("**") && row[0].trim().ends_with("**");
        let has_one_bold = table.rows.len() > 1 && table.rows.iter().filter(is_bold).count() == 1;
        let lettered = lettered::with_brackets(table.rows.iter().map(|row| row[0].trim()));
        for (number, row) in table.rows.iter().enumerate() {
            let name = lettered.as_ref().and_then(|names| names.get(number)).unwrap_or(&row[0]);
            let stated = StatedName::of(&plain(name));
            if is_blank(stated.words()) {
                continue;
            }
            // A row or a column of weights is no option.
            if matches!(column_kind(&row[0]), Some(TableHead::Criterion | TableHead::Weight | TableHead::Total)) {
                let cells = table.head.iter().zip(row).skip(1).filter(|(_, cell)| !is_blank(&plain(cell)));
                let cells: Vec<String> = cells.map(|(head, cell)| format!("{head}: {cell}")).collect();
                if !cells.is_empty() {
                    self.keep(&row[0], &cells.join("\n"));
                }
                continue;
            }
            let known = self.known.find(&stated).filter(|_| self.listed > 0);
            let at = known.unwrap_or_else(|| listed_option(&mut self.decision, &mut self.known, &stated));
            if row[0].contains("](") {
                self.describe(at, &row[0]);
            }
            if has_one_bold && is_bold(&row) {
                self.known.note_mark(at, OptionMark::Chosen, "Chosen");
            }
            for (head, cell) in table.head.iter().zip(row).skip(1) {
                self.cell_about(at, head, cell);
            }
        }
        true
    }

    /// Reports whether the rows of a table are options: by its head, by names that are known, or by arguments in its columns.
    fn has_options_in_rows(&self, table: &TextTable) -> bool {
        let names: Vec<String> = table.rows.iter().map(|row| plain(&row[0])).collect();
        let is_head = |cell: &str| column_kind(cell) == Some(TableHead::Option);
        if names.iter().any(|name| toned(name)) || names.iter().all(|name| is_blank(name)) {
            return false;
        }
        let known = names.iter().filter(|name| self.known.exactly(&key(name)).is_some()).count();
        let columns = &table.head[1..];
        is_head(&table.head[0]) || known * 2 > names.len() || columns.iter().any(|head| toned(head))
    }

    /// Takes a cell about an option, by the head of its column.
    fn cell_about(&mut self, at: usize, head: &str, cell: &str) {
        let head = plain(head);
        if is_blank(&plain(cell)) {
            return;
        }
        match table_head(&head) {
            // `✅ Chosen – it is fast`
            None if opening_mark(&plain(cell)).is_some() => {
                let words = plain(cell);
                if let Some((mark, word)) = opening_mark(&words) {
                    self.known.note_mark(at, mark, word);
                }
                if option_mark(&words).is_none() {
                    self.describe(at, &format!("{head}: {cell}"));
                }
            }
            Some(TableHead::Toned(kind)) => {
                for part in parts(cell) {
                    self.argue(at, kind, part);
                }
            }
            _ if head.is_empty() || argues(cell) => self.described(at, cell, None),
            _ => {
                let text = parts(cell).collect::<Vec<_>>().join(" ");
                self.described_by_mark(at, &head, &text);
            }
        }
    }

    /// Notes the mark in a cell, as in a column on what came of each option, or takes the cell as a part of the description.
    fn described_by_mark(&mut self, at: usize, head: &str, text: &str) {
        let words = plain(text);
        if let Some(mark) = option_mark(&words) {
            return self.known.note_mark(at, mark, &words);
        }
        let stated = StatedName::of(&words);
        if let Some((mark, word)) = &stated.mark {
            self.known.note_mark(at, *mark, word);
        }
        if stated.mark.is_none() || !stated.name.is_empty() {
            self.describe(at, &format!("{head}: {text}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_head_and_a_rule() {
        let table = TextTable::of("| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 |");
        assert_eq!(table.as_ref().map(|table| table.rows.concat().join(",")).as_deref(), Some("1,2,3,"));
        assert_eq!(table.map(|table| table.turned().rows.concat().join(",")).as_deref(), Some("b,2,"));
        for text in ["| a | b |\n| 1 | 2 |", "a\n---\nb", "| a |\n|---|\n| 1 |", "| a | b |\n|---|---|\n| 1 | 2 | 3 |"]
        {
            assert_eq!(TextTable::of(text), None, "{text}");
        }
    }
}
