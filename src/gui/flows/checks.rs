//! The checks of what is around the decision file, made beside the window: the same as those of `check` and of the log.

use std::path::Path;

use super::{
    context::FlowContext,
    task::{Done, Task},
};
use crate::{
    analysis::{Scope, analyze},
    decision_log::{self, RecordChecks},
    gui::session::{AroundFile, Document},
    storage,
};

/// Starts to check the file where that, its ADRs or git may be others than before.
pub(super) fn keep_checked(cx: &mut FlowContext<'_>) {
    let Some(path) = cx.session.document.as_mut().and_then(Document::begin_file_check) else { return };
    cx.start(Task::CheckFile, Done::FileChecked(None), move || Done::FileChecked(check(&path)));
}

/// Takes what was found, if the record is still open.
pub(super) fn done(found: Option<AroundFile>, is_current: bool, cx: &mut FlowContext<'_>) {
    let document = cx.session.document.as_mut().filter(|_| is_current);
    if let (Some(document), Some(found)) = (document, found) {
        // The start screen waits for no review of what was superseded.
        if let (Some(path), true) = (document.path(), found.successor.is_some()) {
            let decision = document.decision();
            cx.settings.remember(path, &decision.title, decision.status(), None);
        }
        document.take_around_file(found);
    }
}

/// What surrounds a file. The file counts, since its ADRs cannot have what is not saved. None where it cannot be read, or
/// was written by a newer version: that is said where it is opened.
fn check(file: &Path) -> Option<AroundFile> {
    let loaded = storage::load(file).ok().filter(|loaded| loaded.newer.is_none())?;
    let analysis = analyze(&loaded.decision, Scope::All);
    let problems = RecordChecks::default().check_file(&loaded, file, analysis);
    Some(AroundFile { problems, successor: decision_log::successor(&loaded.decision, file) })
}
