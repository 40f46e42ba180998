//! Markdown tables that also line up as plain text.

use crate::decision::text::columns;

/// Formats rows as a Markdown table, the first one as its head.
pub(super) fn markdown_table(rows: &[Vec<String>]) -> String {
    // The row below the head takes four characters.
    let mut lines = columns(rows, 4);
    let head = lines.first().cloned().unwrap_or_default();
    let dashes = head.iter().enumerate().map(|(column, cell)| {
        let width = cell.chars().count();
        if column == 0 { "-".repeat(width) } else { format!("{}:", "-".repeat(width.saturating_sub(1))) }
    });
    lines.insert(lines.len().min(1), dashes.collect());
    lines.iter().map(|line| format!("| {} |", line.join(" | "))).collect::<Vec<_>>().join("\n")
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
