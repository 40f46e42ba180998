//! Text for a terminal: paragraphs and tables.

use crate::decision::text::columns;

/// Width that fits a terminal of 80 columns.
pub(super) const WIDTH: usize = 79;

/// Breaks the text into lines of at most [`WIDTH`] characters, each indented by `indent` spaces. A longer word has a
/// line of its own.
pub(super) fn wrap(text: &str, indent: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("{}{word}", " ".repeat(indent))),
        }
    }
    lines.join("\n")
}

/// Formats rows in [columns].
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let lines = columns(rows, 0).into_iter().map(|line| line.join("  ").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_fit_and_lose_no_word() {
        let text = "word ".repeat(60) + &"x".repeat(100);
        let wrapped = wrap(&text, 4);
        assert!(wrapped.lines().all(|line| line.starts_with("    ") && !line.ends_with(' ')));
        assert_eq!(wrapped.lines().filter(|line| line.chars().count() > WIDTH).count(), 1);
        assert_eq!(wrapped.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn columns_line_up() {
        let rows = [["Option", "Value"], ["Größe", "3.9"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "Option  Value\nGröße     3.9");
    }

    #[test]
    fn a_long_cell_widens_no_other_row() {
        let long = "x".repeat(70_000);
        let rows = [["Go", "3.9"], [&long, "4.1"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), format!("Go{}3.9\n{long}  4.1", " ".repeat(WIDTH)));
        assert!(table(&[vec!["Go".to_owned(), long.clone()]]).ends_with(&long));
    }
}
