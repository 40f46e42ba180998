//! What could be chosen.

use super::{OptionId, text::called};

/// An option: a language, or a combination, that could be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// Its stable name in the file.
    pub id: OptionId,
    /// Its name on screen and in the ADR.
    pub name: String,
    /// What choosing it would mean here.
    pub description: String,
    /// Whether choosing it would leave things as they are today.
    pub is_today: bool,
    /// The arguments for it as people edited them; none while they are drafted from the scores.
    pub pros: Option<Vec<String>>,
    /// The arguments against it as people edited them; none while they are drafted from the scores.
    pub cons: Option<Vec<String>>,
    /// What it costs; shown beside the total and never summed into it.
    pub cost: Option<Cost>,
}

/// The cost of an option.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// The amount, 0 or more.
    pub amount: f64,
    /// Its unit, such as `EUR a year` or `person-months`.
    pub unit: String,
    /// What it includes.
    pub note: String,
}

impl Alternative {
    /// An option with a name and nothing else.
    #[must_use]
    pub fn new(id: OptionId, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), description: String::new(), is_today: false, pros: None, cons: None, cost: None }
    }

    /// The name in sentences; the id where there is none.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, self.id.as_str())
    }
}
