//! The checks of the decision file, its ADRs and git, made on a thread beside the window: the same as in `check` and in the log.

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

/// Starts to check the file if it, its ADRs or git may have changed since the last check.
pub(super) fn keep_checked(cx: &mut FlowContext<'_>) {
    let Some(path) = cx.session.document.as_mut().and_then(Document::begin_file_check) else { return };
    cx.start(Task::CheckFile, Done::FileChecked(None), move || Done::FileChecked(check(&path)));
}

/// Takes the result of a check, if the record is still open.
pub(super) fn done(found: Option<AroundFile>, is_current: bool, cx: &mut FlowContext<'_>) {
    let document = cx.session.document.as_mut().filter(|_| is_current);
    if let (Some(document), Some(found)) = (document, found) {
        // A superseded record needs no review, so the start screen must not remind of one.
        if let (Some(path), true) = (document.path(), found.successor.is_some()) {
            let decision = document.decision();
            cx.settings.remember(path, &decision.title, decision.status(), None);
        }
        document.take_around_file(found);
    }
}

/// Checks the ADRs and git around a file. The saved file is checked and not the record on the screen, since ADRs cannot have
/// unsaved changes. Returns `None` where it cannot be read or was written by a newer version, as is shown when it is opened.
fn check(file: &Path) -> Option<AroundFile> {
    let loaded = storage::load(file).ok().filter(|loaded| loaded.newer.is_none())?;
    let analysis = analyze(&loaded.decision, Scope::All);
    let problems = RecordChecks::default().check_file(&loaded, file, analysis);
    Some(AroundFile { problems, successor: decision_log::successor(&loaded.decision, file) })
}
