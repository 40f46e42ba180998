//! What could be chosen.

use super::OptionId;

/// An option: a language, or a combination, that could be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Its stable name in the file.
    pub id: OptionId,
    /// Its name on screen and in the ADR.
    pub name: String,
    /// What choosing it would mean here.
    pub description: String,
}
