//! What people have typed and not put into the record: nothing of it is lost without a question.

use jiff::civil::Date;

use crate::{decision::text::is_blank, gui::step::Step};

/// The longest beginning of a text that is quoted, in characters.
const QUOTED: usize = 60;

/// Something typed that is not in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is: a sentence.
    pub words: String,
    /// The step with its field; none for one in a dialog.
    pub step: Option<Step>,
}

impl Draft {
    /// A text that waits for a button, such as a name; none where nothing is typed.
    #[must_use]
    pub fn not_added(what: &str, text: &str, step: Option<Step>) -> Option<Self> {
        let words = || format!("{what} \"{}\" is typed but not in the record yet.", beginning(text));
        (!is_blank(text)).then(|| Self { words: words(), step })
    }

    /// A day that is typed and is none; none where the field shows a day, or nothing.
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
