//! Columns that line up, in text and in Markdown tables.

/// Maximum width of a column. A longer cell sticks out of its column: it would fill every other row with spaces, and
/// the standard library panics at a width of 65,536.
const WIDEST: usize = 79;

/// Pads cells so that their columns line up, each at least `least` wide: the first aligned to the left, the others,
/// which are numbers, to the right.
#[must_use]
pub fn columns(rows: &[Vec<String>], least: usize) -> Vec<Vec<String>> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(|column| width(rows, column).max(least)).collect();
    let padded = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths).enumerate();
        cells.map(
            |(column, (cell, width))| if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") },
        )
    });
    padded.map(Iterator::collect).collect()
}

fn width(rows: &[Vec<String>], column: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(column));
    cells.map(|cell| cell.chars().count()).max().unwrap_or(0).min(WIDEST)
}
