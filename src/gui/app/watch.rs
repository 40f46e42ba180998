//! The decision file as others leave it: looked at when the window gains the focus and before each save.

use std::path::PathBuf;

use egui::Context;

use super::{
    App, Notice, Subject,
    arrivals::{Done, Task},
};
use crate::{
    decision::{Decision, differences, merge},
    gui::{
        dialogs::{Conflicts, Dialog, FileTrouble, Occasion, Origin},
        intent::{FileIntent, Intent},
        session::{Document, FileContent, KnownFile, look},
        widgets::Tone,
    },
    storage::{self, Content, Fingerprint, OnDisk, ThreeRecords},
};

/// The record as it was when a look at its file began.
#[derive(Clone)]
pub(super) struct Mine {
    pub(super) path: PathBuf,
    pub(super) decision: Decision,
    pub(super) revision: u64,
    base: Option<Decision>,
    dirty: bool,
}

impl Mine {
    pub(super) fn of(document: &Document, path: PathBuf) -> Self {
        Self {
            path,
            decision: document.decision().clone(),
            revision: document.revision(),
            base: document.file().and_then(|file| file.content.decision.clone()),
            dirty: document.is_dirty(),
        }
    }
}

/// What a look at the file has shown, weighed against the record.
pub(super) enum Seen {
    Same(Fingerprint),
    Gone,
    /// It cannot be merged with this record: why, in a sentence or two.
    Unfit(String),
    Merged(Box<Merged>),
}

/// The record and what is in the file, brought together.
pub(super) struct Merged {
    records: ThreeRecords,
    merge: crate::decision::Merge,
    print: Fingerprint,
    origin: Origin,
    /// What others did, a clause each.
    theirs: Vec<String>,
}

/// Weighs what is in the file against the record. Takes its time; for a thread of its own.
pub(super) fn weigh(found: OnDisk, mine: Mine) -> Seen {
    match found {
        OnDisk::Same(print) => Seen::Same(print),
        OnDisk::Gone => Seen::Gone,
        OnDisk::Unreadable(error) => Seen::Unfit(error.to_string()),
        OnDisk::Changed(content, print) => match *content {
            Content::Record(loaded) if loaded.newer.is_some() => {
                Seen::Unfit("It was written by a newer version of Weigh-In. Update Weigh-In to open it.".to_owned())
            }
            Content::Record(loaded) if loaded.decision.id != mine.decision.id => {
                Seen::Unfit("There is another record in it, not a copy of this one.".to_owned())
            }
            Content::Record(loaded) => {
                let theirs = loaded.decision;
                let base = mine.base.unwrap_or_else(|| crate::decision::common_base(&mine.decision, &theirs));
                let told = differences(&base, &theirs);
                bring_together(ThreeRecords { base, ours: mine.decision, theirs }, print, Origin::Disk, told)
            }
            Content::Unmerged(sides) if sides.ours.id != mine.decision.id => {
                Seen::Unfit("There is another record in it, not a copy of this one.".to_owned())
            }
            Content::Unmerged(sides) => {
                let told = differences(&sides.ours, &sides.theirs);
                bring_together(with_my_work(*sides, mine), print, Origin::Git, told)
            }
        },
    }
}

fn bring_together(records: ThreeRecords, print: Fingerprint, origin: Origin, theirs: Vec<String>) -> Seen {
    let merge = records.merge();
    Seen::Merged(Box::new(Merged { records, merge, print, origin, theirs }))
}

/// Git merges what was in the file; what is not saved yet belongs to our side.
fn with_my_work(sides: ThreeRecords, mine: Mine) -> ThreeRecords {
    if !mine.dirty {
        return sides;
    }
    let base = mine.base.unwrap_or_else(|| sides.ours.clone());
    // Where both changed a thing, the latest is what is on the screen.
    let ours = merge(&base, &mine.decision, &sides.ours).decision;
    ThreeRecords { ours, ..sides }
}

impl App {
    /// Looks at the file when the window comes to the front.
    pub(super) fn watch_file(&mut self, ctx: &Context) {
        let focused = ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true)));
        if focused {
            self.look_at_file(ctx);
        }
    }

    pub(super) fn look_at_file(&mut self, ctx: &Context) {
        if self.tasks.is_running(Task::Look) || self.flows.file.saving.is_some() {
            return;
        }
        let Some(document) = &self.session.document else { return };
        let Some(KnownFile { path, content }) = document.file() else { return };
        let (mine, known) = (Mine::of(document, path.clone()), content.print);
        self.session.compared_revision = mine.revision;
        let is_told = self.words.notices.has(&Subject::Unmerged);
        self.start_task(ctx, Task::Look, move || {
            let is_merged = is_told && storage::is_unmerged_in_git(&mine.path).is_ok_and(|unmerged| !unmerged);
            Done::Looked(weigh(look(&mine.path, known.as_ref()), mine), is_merged)
        });
    }

    /// Acts on what a look at the file has shown, if the record is still open.
    pub(super) fn take_look(&mut self, seen: Seen, is_merged: bool, is_current: bool, ctx: &Context) {
        if is_merged {
            self.words.notices.forget(&Subject::Unmerged);
        }
        let still = self.session.document.as_ref().filter(|_| is_current).map(Document::revision);
        match still {
            None => {}
            // People went on meanwhile: what was merged is not what is there.
            Some(now) if now != self.session.compared_revision && matches!(seen, Seen::Merged(_)) => {
                self.look_at_file(ctx);
            }
            Some(_) => self.take_seen(seen, Occasion::Look, ctx),
        }
    }

    /// Acts on what was seen.
    pub(super) fn take_seen(&mut self, seen: Seen, occasion: Occasion, ctx: &Context) {
        match seen {
            Seen::Same(print) => {
                if let Some(document) = &mut self.session.document {
                    document.mark_seen(print);
                }
            }
            Seen::Gone => {
                let words = "It was deleted, moved or renamed. Your work is kept here, and in a recovery file.";
                self.lost(words.to_owned(), FileTrouble::Gone, occasion);
            }
            Seen::Unfit(why) => self.lost(why.clone(), FileTrouble::Unfit(why), occasion),
            Seen::Merged(merged) => self.take_merged(*merged, occasion, ctx),
        }
    }

    fn lost(&mut self, words: String, trouble: FileTrouble, occasion: Occasion) {
        let Some(document) = &mut self.session.document else { return };
        // A record that nobody may change cannot be saved either; it is only shown.
        let is_shown_only = document.read_only().is_some();
        if !is_shown_only {
            document.mark_lost();
        }
        if let Occasion::Save(next) = occasion {
            self.dialog = Some(Dialog::File(trouble, next));
            return;
        }
        let ways = if is_shown_only {
            Vec::new()
        } else {
            vec![("Write it again…", Intent::File(FileIntent::WriteAgain)), save_elsewhere()]
        };
        let (subject, head) = match trouble {
            FileTrouble::Gone => (Subject::FileGone, "The file of this record is gone"),
            FileTrouble::Unfit(_) => (Subject::FileReplaced, "The file of this record has something else in it"),
        };
        self.words.notices.tell(Notice::new(subject, Tone::Bad, head, words).with_ways(ways));
    }

    fn take_merged(&mut self, merged: Merged, occasion: Occasion, ctx: &Context) {
        let Some(document) = &mut self.session.document else { return };
        if document.read_only().is_some() {
            if let Some(path) = document.path().map(std::path::Path::to_owned) {
                self.open(&path, ctx);
            }
            return;
        }
        // The same record in other words.
        if merged.origin == Origin::Disk && merged.theirs.is_empty() {
            document.mark_seen(merged.print);
            if let Occasion::Save(next) = occasion {
                self.save_again(next, ctx);
            }
            return;
        }
        if merged.merge.open().next().is_some() {
            self.ask_about(merged, occasion);
            return;
        }
        let clean = !document.is_dirty();
        let (head, words) = match (merged.origin, clean) {
            (Origin::Disk, true) => ("Reloaded: the file was changed on disk", "Undo takes it back."),
            (Origin::Disk, false) => {
                ("Merged with what was changed on disk", "Your own changes are all there. Undo takes the merge back.")
            }
            (Origin::Git, _) => {
                ("Finished the merge that git left in the file", "Nothing had to be chosen. Save to write it.")
            }
        };
        let mut words = format!("Changed there: {}. {words}", told(&merged.theirs));
        for note in &merged.merge.notes {
            words.push(' ');
            words.push_str(note);
        }
        let known = in_file(merged.origin, &merged.records);
        let content = FileContent { decision: known, print: Some(merged.print) };
        let mut decision = merged.merge.decision;
        self.reveal_merged(&mut decision, merged.origin, &merged.records);
        self.take_over(decision, content, ctx);
        for over in [Subject::FileGone, Subject::FileReplaced, Subject::FileChanged] {
            self.words.notices.forget(&over);
        }
        self.words.notices.tell(Notice::new(Subject::Merged, Tone::Accent, head, words));
        if let Occasion::Save(next) = occasion {
            self.save_again(next, ctx);
        }
    }

    fn ask_about(&mut self, merged: Merged, occasion: Occasion) {
        let asked = self.session.declined_version.is_some_and(|asked| asked.is_same_content(&merged.print));
        let busy = self.dialog.is_some();
        if occasion == Occasion::Look && (asked || busy) {
            self.tell_put_off();
            return;
        }
        let path =
            self.session.document.as_ref().and_then(Document::path).map(std::path::Path::to_owned).unwrap_or_default();
        let mut conflicts = Conflicts::new(merged.records, merged.merge, merged.origin, path, merged.print);
        conflicts.me.clone_from(&self.session.scoring_as);
        conflicts.occasion = occasion;
        self.dialog = Some(Dialog::Conflicts(Box::new(conflicts)));
    }

    pub(super) fn tell_put_off(&mut self) {
        let ways = vec![("Compare…", Intent::File(FileIntent::Compare)), save_elsewhere()];
        let words = "Both are still as they were. Compare them to choose.";
        let head = "The record was changed on disk, and your changes touch the same places";
        self.words.notices.tell(Notice::new(Subject::FileChanged, Tone::Warning, head, words).with_ways(ways));
    }

    /// Looks again, and asks even where people have put it off before.
    pub(super) fn compare(&mut self, ctx: &Context) {
        self.session.declined_version = None;
        self.look_at_file(ctx);
    }

    /// Ends a round that is over once the seals of both copies are together. What only one copy changed stays as it is.
    pub(super) fn reveal_merged(&self, merged: &mut Decision, origin: Origin, records: &ThreeRecords) {
        if origin == Origin::Git || (*merged != records.ours && *merged != records.theirs) {
            merged.reveal_if_all_sealed((self.services.today)(), String::new());
        }
    }

    /// Takes over what came of a merge, as one step.
    pub(super) fn take_over(&mut self, decision: Decision, content: FileContent, ctx: &Context) {
        let Some(document) = &mut self.session.document else { return };
        if let Err(refusal) = document.take_merge(decision, content, ctx.input(|input| input.time)) {
            self.warn("The record could not be merged", format!("{refusal}."));
        }
        self.keep_me_valid();
    }
}

/// What is known to be in the file: with git's markers it is no record.
pub(super) fn in_file(origin: Origin, records: &ThreeRecords) -> Option<Decision> {
    (origin == Origin::Disk).then(|| records.theirs.clone())
}

pub(super) fn save_elsewhere() -> (&'static str, Intent) {
    ("Save elsewhere…", Intent::Run(crate::gui::command::Command::SaveAs))
}

/// Clauses as a part of a sentence; of many only the first are told.
pub(crate) fn told(clauses: &[String]) -> String {
    const MOST: usize = 4;
    match clauses.len() {
        0 => "nothing".to_owned(),
        count if count > MOST + 1 => format!("{}, and {} more", clauses[..MOST].join(", "), count - MOST),
        _ => clauses.join(", "),
    }
}
