//! A field for a day.

use egui::{Response, Ui};
use jiff::civil::Date;

use super::Field;

/// Draws a field for an optional day. `typed` keeps the text while people type. Returns the field with the new value when the text
/// changes to a valid date, or with `Some(None)` when it is emptied.
pub fn date_field(
    ui: &mut Ui,
    name: &str,
    saved: Option<Date>,
    typed: &mut Option<String>,
) -> (Response, Option<Option<Date>>) {
    // A day that was typed is already in the record: if the record has another one, undo or a merge has put it there.
    let meant = typed.as_ref().and_then(|typed| meaning(typed));
    if meant.is_some_and(|meant| meant != saved) {
        *typed = None;
    }
    let shown = typed.clone().unwrap_or_else(|| saved.map(|day| day.to_string()).unwrap_or_default());
    let is_wrong = !shown.trim().is_empty() && shown.trim().parse::<Date>().is_err();
    let error = is_wrong.then_some("Not saved yet: write it as year, month and day, such as 2027-11-01");
    let (response, text) = Field::line(name).hint("2027-11-01").width(180.0).error(error).show(ui, &shown);
    let Some(text) = text else {
        if !response.has_focus() && !is_wrong {
            *typed = None;
        }
        return (response, None);
    };
    let meant = meaning(&text);
    *typed = Some(text);
    (response, meant)
}

/// Returns the day that a text means, `Some(None)` for an empty text, and `None` while the text is not a date yet.
#[expect(clippy::option_option, reason = "no day and not a day yet are different things")]
fn meaning(text: &str) -> Option<Option<Date>> {
    let text = text.trim();
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}
