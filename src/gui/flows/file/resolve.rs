//! The choices that people make where two copies of a record cannot both be kept.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use super::{
    FileFlow,
    watch::{show_put_off, take_merge},
};
use crate::{
    decision::{ConflictKey, Merge, Side},
    gui::{
        dialogs::{Conflicts, Dialog, Occasion},
        flows::{
            context::FlowContext,
            task::{Done, FileDone, Task},
        },
        notices::Subject,
        session::{Document, FileContent, KnownFile, Origin, merged_content},
        step::Step,
        widgets::Tone,
    },
    storage::ThreeRecords,
};

/// Starts the merge again with more choices, each of which may settle other conflicts or bring new ones.
pub(super) fn choose_sides(sides: Vec<(ConflictKey, Side)>, cx: &mut FlowContext<'_>) {
    let Some(Dialog::Conflicts(conflicts)) = cx.dialog else { return };
    conflicts.chosen.extend(sides);
    let (records, chosen) = (Arc::clone(&conflicts.records), conflicts.chosen.clone());
    cx.start(Task::Resolve, Done::File(FileDone::Nothing), move || {
        let merge = ThreeRecords::merge_choosing(&records, &|key| chosen.get(key).copied());
        Done::File(FileDone::Resolved(Box::new(merge)))
    });
}

/// Starts the merge again with ours in every place that is still open, for [`FileFlow::take_kept_mine`]. Of scores that are hidden
/// from the member who sits here, those in the file are kept.
pub(super) fn keep_mine(cx: &mut FlowContext<'_>) {
    let Some(Dialog::Conflicts(conflicts)) = cx.dialog else { return };
    let hidden: BTreeSet<ConflictKey> = conflicts.hidden().map(|conflict| conflict.key.clone()).collect();
    let (records, chosen) = (Arc::clone(&conflicts.records), conflicts.chosen.clone());
    cx.start(Task::Resolve, Done::File(FileDone::Nothing), move || {
        let merge = ThreeRecords::merge_choosing(&records, &|key| {
            let other = if hidden.contains(key) { Side::Theirs } else { Side::Ours };
            Some(chosen.get(key).copied().unwrap_or(other))
        });
        Done::File(FileDone::KeptMine(Box::new(merge)))
    });
}

/// Shows the merge with the choices so far.
pub(super) fn take_choice(merge: Merge, cx: &mut FlowContext<'_>) {
    if let Some(Dialog::Conflicts(conflicts)) = cx.dialog {
        conflicts.merge = merge;
    }
}

fn take_dialog(cx: &mut FlowContext<'_>) -> Option<Conflicts> {
    match cx.dialog.take() {
        Some(Dialog::Conflicts(conflicts)) => Some(*conflicts),
        other => {
            *cx.dialog = other;
            None
        }
    }
}

/// Reports whether the conflicts are about the file of the open record, and not one that was to be opened.
fn is_about_the_record(conflicts: &Conflicts, cx: &FlowContext<'_>) -> bool {
    is_about_the_record_at(&conflicts.path, cx)
}

fn is_about_the_record_at(path: &Path, cx: &FlowContext<'_>) -> bool {
    cx.document().and_then(Document::path) == Some(path)
}

/// Replaces the record by its copy on disk, as a step of undo.
pub(super) fn reload(cx: &mut FlowContext<'_>) {
    // The dialog may be about a file that was to be opened, which has no record on the screen to replace.
    let Some(conflicts) = take_dialog(cx).filter(|conflicts| is_about_the_record(conflicts, cx)) else { return };
    let theirs = conflicts.records.theirs.clone();
    let content = FileContent { decision: Some(theirs.clone()), print: Some(conflicts.print) };
    if !take_merge(theirs, content, &conflicts.occasion, cx) {
        return;
    }
    cx.messages.notices.forget_file();
    cx.say("Using the file as it is; undo brings your changes back");
}

impl FileFlow {
    /// Takes the merge with the record here wherever both changed the same. What else others have done stays: an erased seal,
    /// reveal or acceptance would leave no trace.
    pub(super) fn take_kept_mine(&mut self, merge: Merge, cx: &mut FlowContext<'_>) {
        // Only the open record has changes to keep, as with a reload.
        let Some(Dialog::Conflicts(conflicts)) = cx.dialog else { return };
        conflicts.merge = merge;
        if is_about_the_record_at(&conflicts.path.clone(), cx) {
            self.take_resolved(cx);
        }
    }

    /// Takes the merge with all choices: into the open record, or as the record that was to be opened. Saves it if a save was
    /// refused or git waits for the merge.
    pub(super) fn take_resolved(&mut self, cx: &mut FlowContext<'_>) {
        let Some(conflicts) = take_dialog(cx) else { return };
        let content = merged_content(conflicts.origin, &conflicts.records, conflicts.print);
        let is_here = is_about_the_record(&conflicts, cx);
        let is_of_git = conflicts.origin == Origin::Git;
        let path = conflicts.path.clone();
        // The seat is one of the open record, and says nothing about who merges another.
        let by = if is_here { cx.session.name_of_seat() } else { conflicts.user.clone() };
        let merge = conflicts.merge.chosen_by(&by, cx.today());
        let (merged, notes) = (merge.decision, merge.notes);
        if is_here {
            if !take_merge(merged, content, &conflicts.occasion, cx) {
                return;
            }
        } else {
            let file = KnownFile { path: conflicts.path, content };
            cx.show_document_to(conflicts.user, Document::unsaved(merged, Some(file)), conflicts.me, Step::Context);
        }
        cx.messages.notices.forget_file();
        if !notes.is_empty() {
            cx.notify(Subject::Merged, Tone::Warning, "Look at these parts of the merge", notes.join("\n"), Vec::new());
        }
        cx.say("Merged both copies");
        if is_of_git {
            self.to_tell = Some((cx.session.generation, path));
        }
        if let Occasion::Save(next) = conflicts.occasion {
            self.save_again(next, cx);
        } else if is_of_git {
            // Until the record is written, the file has git's markers and stays unmerged for git.
            self.save_again(None, cx);
        }
    }

    /// Puts conflicts off. People are not asked again until the file changes.
    pub fn put_off(&mut self, conflicts: &Conflicts, cx: &mut FlowContext<'_>) {
        // A merge that is still being computed would return to a dialog that is gone.
        cx.tasks.forget(Task::Resolve);
        if is_about_the_record(conflicts, cx) {
            self.declined_version = Some(conflicts.print);
            show_put_off(cx);
        }
    }
}
