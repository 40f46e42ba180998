//! Text that people have typed and not put into the record. It is not lost without a question.

use jiff::civil::Date;

use crate::{decision::text::is_blank, gui::step::Step};

/// The most characters that are quoted of a text.
const QUOTED: usize = 60;

/// Something typed that is not in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// A sentence that names it.
    pub words: String,
    /// The step with its field; `None` for a field in a dialog.
    pub step: Option<Step>,
}

impl Draft {
    /// Returns a text that waits for a button, such as a name; `None` if it is blank.
    #[must_use]
    pub fn not_added(what: &str, text: &str, step: Option<Step>) -> Option<Self> {
        let words = || format!("{what} \"{}\" is typed but not added yet.", beginning(text));
        (!is_blank(text)).then(|| Self { words: words(), step })
    }

    /// Returns a text in a field for a day that is not a date; `None` if it is a date or blank.
    #[must_use]
    pub fn no_day(field: &str, typed: Option<&str>, step: Option<Step>) -> Option<Self> {
        let typed = typed.filter(|typed| !is_blank(typed) && typed.trim().parse::<Date>().is_err())?;
        Some(Self { words: format!("\"{}\", typed for \"{field}\", is not a day.", beginning(typed)), step })
    }
}

fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
