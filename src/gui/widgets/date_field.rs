//! A field for a day.

use egui::Ui;
use jiff::civil::Date;

use super::Field;

/// A field for a day, or none. `typed` keeps what is being typed; gives the day once it is one, or is taken out.
pub fn date_field(ui: &mut Ui, name: &str, saved: Option<Date>, typed: &mut Option<String>) -> Option<Option<Date>> {
    let shown = typed.clone().unwrap_or_else(|| saved.map(|day| day.to_string()).unwrap_or_default());
    let is_wrong = !shown.trim().is_empty() && shown.trim().parse::<Date>().is_err();
    let error = is_wrong.then_some("Write it as year, month and day, such as 2027-11-01");
    let (response, text) = Field::line(name).hint("2027-11-01").width(180.0).error(error).show(ui, &shown);
    let Some(text) = text else {
        if !response.has_focus() && !is_wrong {
            *typed = None;
        }
        return None;
    };
    let day = text.trim().parse().ok();
    let is_meant = day.is_some() || text.trim().is_empty();
    *typed = Some(text);
    is_meant.then_some(day)
}
