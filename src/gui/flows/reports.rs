//! Reports of a record. They are made and written on a thread beside the window.

use std::path::{Path, PathBuf};

use super::{
    context::FlowContext,
    task::{Done, Task},
};
use crate::{
    adr::drawn,
    analysis::Scope,
    decision::Decision,
    report::{ReportInput, report},
    storage::atomic,
};

/// Starts to write a report of the record on the screen. Scores of a hidden round are left out.
pub fn save(path: PathBuf, cx: &mut FlowContext<'_>) {
    let Some(document) = cx.document() else { return };
    let decision = document.decision().clone();
    let file = document.path().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let on = cx.today();
    let lost = Err("It stopped before the file was written. Try again.".to_owned());
    cx.start(Task::WriteReport, Done::ReportSaved(lost), move || Done::ReportSaved(write(&decision, &file, on, &path)));
}

/// Shows that a report is saved, or why it is not.
pub fn done(saved: Result<String, String>, cx: &mut FlowContext<'_>) {
    match saved {
        Ok(words) => cx.say(words),
        Err(why) => cx.warn("The report was not saved", why),
    }
}

fn write(decision: &Decision, file: &str, on: jiff::civil::Date, path: &Path) -> Result<String, String> {
    // The draws of the window may not be complete yet, and those of a command give the same numbers.
    let analysis = drawn(decision, Scope::Revealed);
    let input = ReportInput { decision, analysis: &analysis, file, on };
    let page = report(&input).map_err(|error| format!("{error}."))?;
    atomic::write(path, page.as_bytes())
        .map_err(|error| format!("{} could not be written: {error}.", path.display()))?;
    Ok(format!("Report saved: {}", path.display()))
}
