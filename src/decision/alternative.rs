//! The options of a decision.

use super::{OptionId, text::called};

/// An option: a language, or a combination, that could be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// Stable id in the file.
    pub id: OptionId,
    /// Name on screen and in the ADR.
    pub name: String,
    /// Meaning of the choice in this decision.
    pub description: String,
    /// Whether choosing it would leave things as they are today.
    pub is_today: bool,
    /// Arguments for it as people edited them; `None` while they are drafted from the scores.
    pub pros: Option<Vec<String>>,
    /// Arguments against it as people edited them; `None` while they are drafted from the scores.
    pub cons: Option<Vec<String>>,
    /// Cost; shown beside the total and never summed into it.
    pub cost: Option<Cost>,
}

/// The cost of an option.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// Amount, 0 or more.
    pub amount: f64,
    /// Unit, such as `EUR a year` or `person-months`.
    pub unit: String,
    /// Description of what is included.
    pub note: String,
}

impl Alternative {
    /// Creates an option with a name and nothing else.
    #[must_use]
    pub fn new(id: OptionId, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), description: String::new(), is_today: false, pros: None, cons: None, cost: None }
    }

    /// Returns the name in sentences; the id if nothing of the name can be seen.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, self.id.as_str())
    }
}
