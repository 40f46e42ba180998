//! Single cells: those that a spreadsheet would take for a formula, and votes.

use crate::decision::{Vote, text::one_line};

/// Reports whether a spreadsheet may take a cell for more than its text: for a formula, or a text behind a quote.
fn is_special(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\'', '\t', '\r'])
}

/// Returns the text of a cell with a quote before it if a spreadsheet would not take it as text.
pub(super) fn guarded(mut cell: String) -> String {
    if is_special(&cell) {
        cell.insert(0, '\'');
    }
    cell
}

/// Returns the text of a cell without the quote that [`guarded`] has put before it. Other quotes are the writer's own.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_special(text)).unwrap_or(cell)
}

/// Returns the text of a cell for a message: on one line, and cut where it is long.
pub(super) fn shown(cell: &str) -> String {
    const MOST: usize = 60;
    // A cell may be as large as its file.
    let start: String = cell.chars().take(4 * MOST).collect();
    let line = one_line(&start);
    if line.chars().count() <= MOST && start.len() == cell.len() {
        return line;
    }
    line.chars().take(MOST).chain(['…']).collect()
}

/// Returns a vote as a cell has it: a score, `?` for "don't know", or nothing.
pub(super) fn vote_in_words(vote: Option<Vote>) -> String {
    match vote {
        Some(Vote::Score(score)) => score.points().to_string(),
        Some(Vote::Abstain) => "?".to_owned(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text_and_come_back() {
        for text in ["=1+1", "+4", "-", "@x", "'90s", "''", "\tx", "a", "", "'"] {
            assert_eq!(unguarded(&guarded(text.to_owned())), text);
        }
        assert_eq!(guarded("=A1".to_owned()), "'=A1");
        assert_eq!(unguarded("'90s"), "'90s", "a quote of somebody's own stays");
    }
}
