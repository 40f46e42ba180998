//! What the keys of one place do: those of the score sheet, of the criteria and of the log.

/// A key on a cell of the score sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKey {
    /// A score of so many points.
    Score(u8),
    /// "Do not know".
    Abstain,
    /// An empty cell.
    Empty,
    /// The cell so many rows down and columns to the right.
    Move(isize, isize),
    /// The next cell, over the end of a row.
    Next,
    /// A note.
    Note,
    /// Evidence.
    Evidence,
    /// The next confidence.
    Confidence,
}

/// A key on a row of the criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CriteriaKey {
    /// The criterion so many rows down, alone.
    Move(isize),
    /// The criterion so many rows down, together with those that are selected.
    Extend(isize),
    /// All criteria.
    All,
    /// The selected criteria so many places down.
    Shift(isize),
    /// The fields of the criterion.
    Edit,
    /// The criteria off the list.
    Remove,
}

/// A key in the decision log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogKey {
    /// The search field.
    Search,
    /// The ADR so many rows down.
    Move(isize),
    /// The decision file of the ADR that is selected.
    OpenRecord,
    /// The end of the search, or else of the log.
    Leave,
}
