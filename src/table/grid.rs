//! Rows of cells, and the CSV that they are written as.

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::cell::{guarded, unguarded};
use crate::{adr::cells_of_row, decision::text::is_blank};

/// Maximum number of columns: those of the options that a record may have, and some beside them.
const MOST_COLUMNS: usize = 500;

/// The cells of a table as they were read. All texts are in one string, so that a table takes little more memory than its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// The line of each row, and the place of its first cell among all.
    rows: Vec<(u32, u32)>,
    /// Whether its columns were made its rows, so that the lines are numbers of columns.
    pub(super) is_turned: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct GridRow<'a> {
    grid: &'a Grid,
    /// Line of the file in which it starts, from 1.
    pub(super) line: u32,
    first: usize,
    end: usize,
}

/// Reasons why a file is no table. They are displayed as sentences with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GridError {
    /// It is a spreadsheet program's own file.
    #[error(
        "This is a spreadsheet, and only CSV is read. Save it as CSV first: in Excel, File > Save As > CSV UTF-8; in LibreOffice, \
         File > Save As > Text CSV; in Google Sheets, File > Download > CSV."
    )]
    Spreadsheet,
    /// It is neither UTF-8 nor UTF-16.
    #[error(
        "Line {0}: the text is neither UTF-8 nor UTF-16. Save it as CSV again with the encoding UTF-8; in Excel, that is CSV UTF-8."
    )]
    Encoding(u32),
    /// It has no row below its head.
    #[error("The table is empty. It needs a row of heads, and one row or more below.")]
    Empty,
    /// A quote opens a cell and nothing closes it.
    #[error("Line {0}: a quote opens a cell, and the file ends before another one closes it. Close it.")]
    OpenQuote(u32),
    /// Its head has more columns than a record has options.
    #[error(
        "The table has {0} columns, and one of a record has {MOST_COLUMNS} at most. Take out those that are not needed."
    )]
    Columns(usize),
    /// A row has cells beyond those of the head.
    #[error(
        "Line {0}: the row has more cells than the table has heads. Give each column a head, or take the cells out."
    )]
    Wide(u32),
}

impl Grid {
    /// Reads a table, in UTF-8 or UTF-16, with commas, semicolons or tabs between its cells, or one of Markdown.
    ///
    /// # Errors
    /// [`GridError`] with the reason.
    pub fn read(bytes: &[u8]) -> Result<Self, GridError> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(GridError::Spreadsheet);
        }
        let text = decoded(bytes)?;
        if let Some(rows) = markdown_rows(&text) {
            return Self::of_markdown(rows);
        }
        let (separator, start) = separator(&text);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(&text.as_bytes()[start..]);
        let mut grid = Self { text: String::new(), ends: Vec::new(), rows: Vec::new(), is_turned: false };
        let mut row = StringRecord::new();
        // Lines are counted here: the reader counts a line end of two characters, or a blank line, after the row before.
        let (mut line, mut counted) = (1, 0);
        // The text is UTF-8, so reading it does not fail.
        while reader.read_record(&mut row).is_ok_and(|is_read| is_read) {
            let place = start + row.position().map_or(0, |place| place.byte() as usize);
            let blank = text[place..].find(|c| c != '\r' && c != '\n').unwrap_or_default();
            line += text[counted..place + blank].matches('\n').count() as u32;
            counted = place + blank;
            if !row.iter().all(is_blank) {
                grid.push(line, &row)?;
            }
        }
        let is_last_open = text[counted..].trim_end().contains('\n') && text.matches('"').count() % 2 == 1;
        if is_last_open {
            return Err(GridError::OpenQuote(line));
        }
        if grid.rows.len() < 2 { Err(GridError::Empty) } else { Ok(grid) }
    }

    fn of_markdown<'t>(rows: impl Iterator<Item = (u32, &'t str)>) -> Result<Self, GridError> {
        let mut grid = Self { text: String::new(), ends: Vec::new(), rows: Vec::new(), is_turned: false };
        for (line, row) in rows {
            grid.push(line, &StringRecord::from(cells_of_row(row)))?;
        }
        if grid.rows.len() < 2 { Err(GridError::Empty) } else { Ok(grid) }
    }

    fn push(&mut self, line: u32, row: &StringRecord) -> Result<(), GridError> {
        // Spreadsheets fill rows up with empty cells.
        let filled = row.iter().enumerate().filter(|(_, cell)| !is_blank(cell)).last().map_or(0, |(last, _)| last + 1);
        let width = self.head().map_or(filled, GridRow::len);
        if width > MOST_COLUMNS {
            return Err(GridError::Columns(width));
        }
        if filled > width {
            return Err(GridError::Wide(line));
        }
        self.rows.push((line, self.ends.len() as u32));
        for cell in row.iter().take(width) {
            self.text.push_str(unguarded(cell));
            self.ends.push(self.text.len() as u32);
        }
        Ok(())
    }

    /// Returns the table with its columns as rows; `None` if it has more rows than a table may have columns.
    pub(super) fn turned(&self) -> Option<Self> {
        let width = self.head()?.len();
        let mut turned = Self { text: String::new(), ends: Vec::new(), rows: Vec::new(), is_turned: true };
        if self.rows.len() > MOST_COLUMNS {
            return None;
        }
        for column in 0..width {
            turned.rows.push((column as u32 + 1, turned.ends.len() as u32));
            for row in 0..self.rows.len() {
                turned.text.push_str(self.row(row).cell(column));
                turned.ends.push(turned.text.len() as u32);
            }
        }
        Some(turned)
    }

    pub(super) fn head(&self) -> Option<GridRow<'_>> {
        (!self.rows.is_empty()).then(|| self.row(0))
    }

    /// Returns the rows below the head.
    pub(super) fn rows(&self) -> impl Iterator<Item = GridRow<'_>> {
        (1..self.rows.len()).map(|at| self.row(at))
    }

    fn row(&self, at: usize) -> GridRow<'_> {
        let (line, first) = self.rows[at];
        let end = self.rows.get(at + 1).map_or(self.ends.len(), |(_, next)| *next as usize);
        GridRow { grid: self, line, first: first as usize, end }
    }
}

impl<'a> GridRow<'a> {
    pub(super) fn len(self) -> usize {
        self.end - self.first
    }

    /// Returns a cell; empty behind the last one of the row.
    pub(super) fn cell(self, column: usize) -> &'a str {
        let at = self.first + column;
        if at >= self.end {
            return "";
        }
        let start = at.checked_sub(1).map_or(0, |before| self.grid.ends[before]);
        &self.grid.text[start as usize..self.grid.ends[at] as usize]
    }
}

/// Returns the text of a file, without the mark at its start that tells its encoding.
fn decoded(bytes: &[u8]) -> Result<String, GridError> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| GridError::Encoding(1))
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes),
        [0, first, ..] if *first != 0 => utf16(bytes, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            let text = std::str::from_utf8(bytes).map_err(|error| {
                let before = &bytes[..error.valid_up_to()];
                GridError::Encoding(String::from_utf8_lossy(before).matches('\n').count() as u32 + 1)
            })?;
            Ok(text.to_owned())
        }
    }
}

/// Returns the rows of a table of Markdown with their lines, without the rule below the head; `None` for any other text.
fn markdown_rows(text: &str) -> Option<impl Iterator<Item = (u32, &str)>> {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let is_rule = |line: &str| is_row(line) && line.contains('-') && line.chars().all(|c| "|-: \t".contains(c));
    let mut lines = (1..).zip(text.lines()).skip_while(|(_, line)| line.trim().is_empty());
    let head = lines.next().filter(|(_, line)| is_row(line))?;
    lines.next().filter(|(_, line)| is_rule(line))?;
    Some(std::iter::once(head).chain(lines.take_while(move |(_, line)| is_row(line))))
}

/// Returns what stands between the cells, by the head or by the line `sep=;` of Excel, and where the table starts.
fn separator(text: &str) -> (u8, usize) {
    let first = text.lines().next().unwrap_or_default();
    if let Some([sign @ (b',' | b';' | b'\t')]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return (*sign, text.find('\n').map_or(text.len(), |end| end + 1));
    }
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                for (_, count) in counts.iter_mut().filter(|(sign, _)| *sign == byte) {
                    *count += 1;
                }
            }
        }
    }
    // Of equal counts the first, the comma, counts.
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    (most.map_or(b',', |(sign, _)| sign), 0)
}

/// Returns rows as CSV, as RFC 4180 has it.
pub(super) fn to_csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail, and rows are equally long.
        let _ = writer.write_record(row.into_iter().map(guarded));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Returns a table as the clipboards of spreadsheets have it: with tabs in place of the commas of CSV.
#[must_use]
pub fn for_clipboard(csv: &str) -> String {
    let mut writer = WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    for row in ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes()).records().flatten() {
        let _ = writer.write_record(&row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Result<Vec<Vec<String>>, GridError> {
        let grid = Grid::read(bytes)?;
        let cells = |row: GridRow<'_>| (0..row.len()).map(|at| row.cell(at).to_owned()).collect();
        Ok(std::iter::once(grid.head().unwrap()).chain(grid.rows()).map(cells).collect())
    }

    #[test]
    fn separators_quotes_and_encodings_are_recognised() {
        let wanted = vec![vec!["a", "b c"], vec!["1", "x, \"y\"\nz"]];
        let comma = "a,b c\r\n1,\"x, \"\"y\"\"\nz\"\r\n";
        let semicolon = "sep=;\na;b c\n1;\"x, \"\"y\"\"\nz\"\n";
        let tab = "a\tb c\n1\t\"x, \"\"y\"\"\nz\"";
        let utf16 = |unit: fn(u16) -> [u8; 2], mark: &[u8]| {
            [mark, &comma.encode_utf16().flat_map(unit).collect::<Vec<u8>>()].concat()
        };
        for bytes in [
            comma.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", comma.as_bytes()].concat(),
            semicolon.as_bytes().to_vec(),
            tab.as_bytes().to_vec(),
            utf16(u16::to_le_bytes, &[0xFF, 0xFE]),
            utf16(u16::to_be_bytes, &[0xFE, 0xFF]),
            utf16(u16::to_le_bytes, &[]),
            utf16(u16::to_be_bytes, &[]),
        ] {
            assert_eq!(cells(&bytes).unwrap(), wanted, "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn a_table_of_markdown_is_read_without_its_marks() {
        let text = "\n| Criterion | Weight | Go |\n| --- | ---: | :-: |\n| **Speed** | 60 | 4 |\n| A \\| B | 40 | |\n\nMore.\n";
        let wanted = vec![vec!["Criterion", "Weight", "Go"], vec!["Speed", "60", "4"], vec!["A | B", "40", ""]];
        assert_eq!(cells(text.as_bytes()).unwrap(), wanted);
        let lines: Vec<u32> = Grid::read(text.as_bytes()).unwrap().rows().map(|row| row.line).collect();
        assert_eq!(lines, [4, 5]);
        assert_eq!(cells(b"| a |\n| - |\n"), Err(GridError::Empty));
        assert_eq!(cells(b"|a|\n1\n").unwrap(), [["|a|"], ["1"]]);
    }

    #[test]
    fn what_is_no_table_is_explained() {
        for (bytes, error) in [
            (&b"PK\x03\x04..."[..], GridError::Spreadsheet),
            (b"a,b\n1,\xFC\n", GridError::Encoding(2)),
            (b"", GridError::Empty),
            (b"a,b\n,\n\n", GridError::Empty),
            (b"a,b\n1,\"x\n2,y\n3,z\n", GridError::OpenQuote(2)),
            (b"a,b\n1,2\n1,2,3\n", GridError::Wide(3)),
        ] {
            assert_eq!(cells(bytes), Err(error));
        }
        // An inch is no open quote.
        assert!(cells(b"a,b\n1,5\" disk\n2,y\n").is_ok());
    }
}
