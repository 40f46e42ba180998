//! Tables of Markdown that also line up as text.

/// A cell that is wider does not widen its column: one long name would fill every row with spaces, and the standard library panics at
/// a width of 65,536.
const WIDEST: usize = 79;

/// Rows as a table of Markdown, the first one its head. Its columns line up for who reads the text itself.
pub(super) fn markdown_table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    // The row below the head takes four characters.
    let widths: Vec<usize> = (0..columns).map(|column| width(rows, column).max(4)).collect();
    let mut lines: Vec<String> = rows.iter().map(|row| markdown_row(row, &widths)).collect();
    let dashes = widths.iter().enumerate().map(|(column, width)| match column {
        0 => "-".repeat(*width),
        _ => format!("{}:", "-".repeat(width - 1)),
    });
    lines.insert(lines.len().min(1), format!("| {} |", dashes.collect::<Vec<_>>().join(" | ")));
    lines.join("\n")
}

fn markdown_row(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| match column {
        0 => format!("{cell:<width$}"),
        _ => format!("{cell:>width$}"),
    });
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn width(rows: &[Vec<String>], column: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(column));
    cells.map(|cell| cell.chars().count()).max().unwrap_or(0).min(WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_markdown_lines_up() {
        let rows = [["Criterion", "Then"], ["Hiring", "−0.39"]].map(|row| row.map(str::to_owned).to_vec());
        let expected = "| Criterion |  Then |\n| --------- | ----: |\n| Hiring    | −0.39 |";
        assert_eq!(markdown_table(&rows), expected);
    }
}
