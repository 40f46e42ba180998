//! Changes to the decision file by others: it is compared when the window gains the focus and before each save.

use super::{FileFlow, open::tell_kept_back};
use crate::{
    decision::Decision,
    gui::{
        dialogs::{Conflicts, Dialog, FileTrouble, Occasion},
        flows::{
            context::FlowContext,
            task::{Done, FileDone, Task},
        },
        intent::{FileIntent, Intent},
        notices::{Subject, save_elsewhere},
        session::{
            Barrier, Comparison, Direction, Document, FileContent, KnownFile, MergedFile, Mine, Origin, compare,
            merged_content,
        },
        widgets::Tone,
        wording::listed,
    },
    storage,
};

impl FileFlow {
    /// Compares the file, and asks for a check of it, when the window gains the focus.
    pub fn watch_file(&mut self, cx: &mut FlowContext<'_>) {
        let focused = cx.ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true)));
        if focused {
            // People may have changed the ADR or used git in another window.
            if let Some(document) = &mut cx.session.document {
                document.recheck_file();
            }
            self.look_at_file(cx);
        }
    }

    pub(super) fn look_at_file(&mut self, cx: &mut FlowContext<'_>) {
        // A save compares the file itself, and its fingerprint is about to change.
        if cx.tasks.is_running(Task::Compare) || self.is_saving() {
            return;
        }
        let Some(document) = cx.document() else { return };
        let Some(KnownFile { path, content }) = document.file() else { return };
        let (mine, known) = (Mine::of(document, path.clone()), content.print);
        self.compared_revision = mine.revision;
        // Git is run only while the notice is shown, which may be over.
        let was_unmerged = cx.messages.notices.has(&Subject::Unmerged);
        cx.start(Task::Compare, Done::File(FileDone::Nothing), move || {
            let is_merged = was_unmerged && storage::is_unmerged_in_git(&mine.path).is_ok_and(|unmerged| !unmerged);
            Done::File(FileDone::Compared(compare(storage::look(&mine.path, known.as_ref()), mine), is_merged))
        });
    }

    /// Acts on a comparison, if the record is still open.
    pub(super) fn take_look(
        &mut self,
        comparison: Comparison,
        is_merged: bool,
        is_current: bool,
        cx: &mut FlowContext<'_>,
    ) {
        if is_merged && is_current {
            cx.messages.notices.forget(&Subject::Unmerged);
        }
        match cx.document().filter(|_| is_current).map(Document::revision) {
            None => {}
            // People changed the record meanwhile, so it is not the one that was merged.
            Some(now) if now != self.compared_revision && matches!(comparison, Comparison::Merged(_)) => {
                self.look_at_file(cx);
            }
            Some(_) => self.take_comparison(comparison, Occasion::Look, cx),
        }
    }

    /// Acts on the present state of the file.
    pub(super) fn take_comparison(&mut self, comparison: Comparison, occasion: Occasion, cx: &mut FlowContext<'_>) {
        match comparison {
            Comparison::Same(print) => {
                if let Some(document) = &mut cx.session.document {
                    document.mark_seen(print);
                }
            }
            Comparison::Gone => {
                let words = "It was deleted, moved or renamed. Your work is kept here and in a recovery file.";
                lost(words.to_owned(), FileTrouble::Gone, occasion, cx);
            }
            Comparison::Unfit(why) => lost(why.clone(), FileTrouble::Unfit(why), occasion, cx),
            Comparison::Merged(merged) => self.take_merged(*merged, occasion, cx),
        }
    }

    fn take_merged(&mut self, merged: MergedFile, occasion: Occasion, cx: &mut FlowContext<'_>) {
        tell_kept_back(&merged.kept_back, cx);
        let Some(document) = &mut cx.session.document else { return };
        // A read-only record cannot have changes here, so the file is simply opened again.
        if document.read_only().is_some() {
            if let Some(path) = document.path().map(std::path::Path::to_owned) {
                self.open(&path, None, cx);
            }
            return;
        }
        // The file is written differently but has the same record.
        if merged.origin == Origin::Disk && merged.theirs.is_empty() {
            document.mark_seen(merged.print);
            if let Occasion::Save(next) = occasion {
                self.save_again(next, cx);
            }
            return;
        }
        if merged.merge.open().next().is_some() {
            self.ask_about(merged, occasion, cx);
            return;
        }
        let is_changed = document.has_own_changes();
        let content = merged_content(merged.origin, &merged.records, merged.print);
        if !take_merge(merged.merge.decision.clone(), content, &occasion, cx) {
            return;
        }
        // Undo stops at a seal or a status that the file has.
        let barrier = cx.document().and_then(|one| one.barrier(Direction::Back, cx.session.scoring_as.as_ref()));
        let (head, words) = merge_notice(&merged, is_changed, matches!(barrier, None | Some(Barrier::Merge)));
        // File and record agree again, so the warnings about the file are over.
        for over in [Subject::FileGone, Subject::FileReplaced, Subject::FileChanged] {
            cx.messages.notices.forget(&over);
        }
        cx.notify(Subject::Merged, Tone::Accent, head, words, Vec::new());
        if let Occasion::Save(next) = occasion {
            self.save_again(next, cx);
        }
    }

    fn ask_about(&mut self, merged: MergedFile, occasion: Occasion, cx: &mut FlowContext<'_>) {
        // Compared by content, since the file may have been written again with the same one.
        let is_declined = self.declined_version.is_some_and(|declined| declined.is_same_content(&merged.print));
        // A look never interrupts; a save cannot go on without an answer.
        if occasion == Occasion::Look && (is_declined || cx.dialog.is_some()) {
            show_put_off(cx);
            return;
        }
        let path = cx.document().and_then(Document::path).map(std::path::Path::to_owned).unwrap_or_default();
        let mut conflicts = Conflicts::new(merged.records, merged.merge, merged.origin, path, merged.print);
        conflicts.me.clone_from(&cx.session.scoring_as);
        conflicts.occasion = occasion;
        *cx.dialog = Some(Dialog::Conflicts(Box::new(conflicts)));
    }
}

fn lost(words: String, trouble: FileTrouble, occasion: Occasion, cx: &mut FlowContext<'_>) {
    let Some(document) = &mut cx.session.document else { return };
    // A read-only record has nothing to save, so it needs no warning that it may be lost.
    let is_shown_only = document.read_only().is_some();
    if !is_shown_only {
        document.mark_lost();
    }
    if let Occasion::Save(next) = occasion {
        *cx.dialog = Some(Dialog::File(trouble, next));
        return;
    }
    let ways = if is_shown_only {
        Vec::new()
    } else {
        vec![("Write it again…", Intent::File(FileIntent::WriteAgain)), save_elsewhere()]
    };
    let (subject, head) = match trouble {
        FileTrouble::Gone => (Subject::FileGone, "The file of this record is gone"),
        FileTrouble::Unfit(_) => (Subject::FileReplaced, "The file now holds something else"),
    };
    cx.notify(subject, Tone::Bad, head, words, ways);
}

/// Returns the head and the words of the notice on a merge; `is_undone` is whether a step of undo takes it back.
fn merge_notice(merged: &MergedFile, is_changed: bool, is_undone: bool) -> (&'static str, String) {
    let (head, words, undo) = match (merged.origin, is_changed) {
        (Origin::Disk, false) => ("Reloaded, because the file changed on disk", "", " Undo takes it back."),
        (Origin::Disk, true) => {
            ("Merged with the changes on disk", " Your own changes are all there.", " Undo takes the merge back.")
        }
        (Origin::Git, _) => {
            ("Finished the merge that git left in the file", " Nothing had to be chosen. Save to write it.", "")
        }
    };
    let undo = if is_undone { undo } else { "" };
    let mut words = format!("Changed there: {}.{words}{undo}", listed(&merged.theirs));
    for note in &merged.merge.notes {
        words.push(' ');
        words.push_str(note);
    }
    (head, words)
}

/// Shows a notice that the file and the record still differ, and notes that no state of the record is in the file.
pub(super) fn show_put_off(cx: &mut FlowContext<'_>) {
    if let Some(document) = &mut cx.session.document {
        document.mark_lost();
    }
    let ways = vec![("Compare…", Intent::File(FileIntent::Compare)), save_elsewhere()];
    let words = "Nothing is lost. Compare the two to choose.";
    cx.notify(
        Subject::FileChanged,
        Tone::Warning,
        "The file changed on disk, in the same places that you changed",
        words,
        ways,
    );
}

/// Replaces the record by a merge, as one step of undo, or shows why not. Returns `false` if it first has to be known who sits here, since
/// the merge would show a hidden ballot; the file is compared again once that is said.
pub(super) fn take_merge(
    decision: Decision,
    content: FileContent,
    occasion: &Occasion,
    cx: &mut FlowContext<'_>,
) -> bool {
    if let Some(member) = cx.session.would_uncover(&decision) {
        let again = match occasion {
            Occasion::Look => FileIntent::Compare,
            Occasion::Save(next) => FileIntent::Save(next.clone()),
        };
        // A look never takes the place of an open question; the next one asks.
        if cx.dialog.is_none() || *occasion != Occasion::Look {
            *cx.dialog = Some(Dialog::HandOver(member, Some(Box::new(Intent::File(again)))));
        }
        return false;
    }
    // What was refused before may be possible now, as after a reveal elsewhere.
    cx.messages.notices.end_passing();
    let Some(document) = &mut cx.session.document else { return true };
    let seat = cx.session.scoring_as.as_ref();
    if let Err(refusal) = document.take_merge(decision, content, seat, cx.ctx.input(|input| input.time)) {
        cx.warn("The record could not be merged", format!("{refusal}."));
    }
    cx.session.keep_seat_valid();
    true
}
