//! Merges that git holds as unfinished though the file is a readable record: it is marked as merged in git, or merged once more.

use std::path::{Path, PathBuf};

use super::FileFlow;
use crate::{
    decision::text::capitalized,
    gui::{
        dialogs::{Conflicts, Dialog},
        flows::{
            context::FlowContext,
            task::{Done, FileDone, Task},
        },
        intent::{FileIntent, Intent},
        notices::Subject,
        session::{Document, KnownFile, Origin},
        widgets::Tone,
    },
    storage::{self, Fingerprint, OnDisk},
};

impl FileFlow {
    /// Marks the file as merged in git, after a save if there are unsaved changes.
    pub(super) fn tell_merged(&mut self, cx: &mut FlowContext<'_>) {
        let Some(KnownFile { path, content }) = cx.document().and_then(Document::file).cloned() else { return };
        if cx.session.has_unsaved_changes() {
            self.to_tell = Some((cx.session.generation, path));
            self.save(None, cx);
            return;
        }
        let lost = Err("It stopped before git had answered.".to_owned());
        cx.start(Task::TellMerged, Done::File(FileDone::ToldMerged(lost)), move || {
            Done::File(FileDone::ToldMerged(told(&path, content.print.as_ref())))
        });
    }

    /// Reads the copies that git keeps of both sides, to merge them once more.
    pub(super) fn merge_again(&mut self, cx: &mut FlowContext<'_>) {
        // Unsaved changes belong to the merge.
        if cx.session.has_unsaved_changes() {
            self.save(Some(Box::new(Intent::File(FileIntent::MergeAgain))), cx);
            return;
        }
        let Some(document) = cx.document() else { return };
        let Some(path) = document.path().map(Path::to_owned) else { return };
        self.compared_revision = document.revision();
        let lost = Err("Reading stopped early. Try again.".to_owned());
        cx.start(Task::MergeAgain, Done::File(FileDone::MergedAgain(lost)), move || {
            Done::File(FileDone::MergedAgain(read_again(path)))
        });
    }

    /// Shows the conflicts of the merge once more, or why they could not be read.
    pub(super) fn take_merged_again(
        &mut self,
        read: Result<Box<Conflicts>, String>,
        is_current: bool,
        cx: &mut FlowContext<'_>,
    ) {
        let Some(now) = cx.document().filter(|_| is_current).map(Document::revision) else { return };
        match read {
            // People changed the record meanwhile, and their changes belong to the merge.
            Ok(_) if now != self.compared_revision => self.merge_again(cx),
            Ok(mut conflicts) => {
                conflicts.me.clone_from(&cx.session.scoring_as);
                *cx.dialog = Some(Dialog::Conflicts(conflicts));
            }
            Err(why) => cx.warn("The file was not merged again", why),
        }
    }
}

/// Marks a file as merged in git, unless others have changed it meanwhile.
fn told(path: &Path, known: Option<&Fingerprint>) -> Result<bool, String> {
    if !matches!(storage::look(path, known), OnDisk::Same(_)) {
        return Err("The file was changed by others meanwhile.".to_owned());
    }
    storage::mark_merged(path).map_err(|error| {
        let command = storage::FileForGit::of(path).add();
        format!("{}. Fix that, then try again or run `{command}`.", capitalized(&error.to_string()))
    })
}

fn read_again(path: PathBuf) -> Result<Box<Conflicts>, String> {
    let (records, print) = storage::open_unfinished(&path).map_err(|error| error.to_string())?;
    let merge = records.merge();
    Ok(Box::new(Conflicts::new(records, merge, Origin::Git, path, print)))
}

/// Shows whether the file is marked as merged in git.
pub(super) fn take_told(told: Result<bool, String>, is_current: bool, cx: &mut FlowContext<'_>) {
    if !is_current {
        return;
    }
    match told {
        Ok(was_unmerged) => {
            cx.messages.notices.forget(&Subject::Unmerged);
            // The last check found the file unmerged, which is over now.
            if let Some(document) = cx.session.document.as_mut().filter(|_| was_unmerged) {
                document.recheck_file();
            }
            if let Some(path) = cx.document().and_then(Document::path).filter(|_| was_unmerged) {
                let words = format!("Saved {} and marked it as merged in git", path.display());
                cx.say(words);
            }
        }
        Err(why) => {
            let again = vec![("Mark as merged", Intent::File(FileIntent::TellMerged))];
            cx.notify(Subject::Unmerged, Tone::Bad, "Git still holds this file as unmerged", why, again);
        }
    }
}
