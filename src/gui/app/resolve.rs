//! What people choose where two copies of a record cannot both be kept.

use std::sync::Arc;

use egui::Context;

use super::{
    App,
    arrivals::{Done, Task},
    watch::in_file,
};
use crate::{
    decision::{Merge, Side},
    gui::{
        dialogs::{Conflicts, Dialog, Occasion, Origin},
        session::{Document, FileContent, KnownFile},
        step::Step,
    },
    storage::ThreeRecords,
};

impl App {
    fn take_conflicts(&mut self) -> Option<Conflicts> {
        match self.dialog.take() {
            Some(Dialog::Conflicts(conflicts)) => Some(*conflicts),
            other => {
                self.dialog = other;
                None
            }
        }
    }

    /// Merges again with more choices: each may settle other conflicts, or bring new ones.
    pub(super) fn choose_sides(&mut self, sides: Vec<(String, Side)>, ctx: &Context) {
        let Some(Dialog::Conflicts(conflicts)) = &mut self.dialog else { return };
        conflicts.chosen.extend(sides);
        let (records, chosen) = (Arc::clone(&conflicts.records), conflicts.chosen.clone());
        self.start_task(ctx, Task::Resolve, move || {
            Done::Resolved(ThreeRecords::merge_choosing(&records, &|key| chosen.get(key).copied()))
        });
    }

    /// Keeps the record as it is here, whatever the file has.
    pub(super) fn keep_mine(&mut self, ctx: &Context) {
        let Some(conflicts) = self.take_conflicts().filter(|conflicts| self.is_about_the_record(conflicts)) else {
            return;
        };
        let content = FileContent { decision: Some(conflicts.records.theirs.clone()), print: Some(conflicts.print) };
        if let Some(document) = &mut self.session.document {
            document.keep_mine(content);
        }
        self.words.notices.forget_file();
        if let Occasion::Save(next) = conflicts.occasion {
            self.save_again(next, ctx);
        }
    }

    /// Takes the record as it is on disk, as a step that can be undone.
    pub(super) fn reload(&mut self, ctx: &Context) {
        let Some(conflicts) = self.take_conflicts().filter(|conflicts| self.is_about_the_record(conflicts)) else {
            return;
        };
        let theirs = conflicts.records.theirs.clone();
        let content = FileContent { decision: Some(theirs.clone()), print: Some(conflicts.print) };
        self.take_over(theirs, content, ctx);
        self.words.notices.forget_file();
        "Took the file as it is; undo brings your changes back".clone_into(&mut self.words.status_line);
    }

    /// Shows what comes of the choices so far.
    pub(super) fn take_choice(&mut self, merge: Merge) {
        if let Some(Dialog::Conflicts(conflicts)) = &mut self.dialog {
            conflicts.merge = merge;
        }
    }

    /// Takes the merge with everything that was chosen.
    pub(super) fn take_resolved(&mut self, ctx: &Context) {
        let Some(conflicts) = self.take_conflicts() else { return };
        let decision = in_file(conflicts.origin, &conflicts.records);
        let content = FileContent { decision, print: Some(conflicts.print) };
        let is_here = self.is_about_the_record(&conflicts);
        let mut merged = conflicts.merge.decision;
        self.reveal_merged(&mut merged, conflicts.origin, &conflicts.records);
        if is_here {
            self.take_over(merged, content, ctx);
        } else {
            self.session.scoring_as = conflicts.me;
            self.show_document(Document::unsaved(merged, Some(KnownFile { path: conflicts.path, content })));
            self.session.step = Step::Context;
            self.keep_me_valid();
        }
        self.words.notices.forget_file();
        "Merged both copies".clone_into(&mut self.words.status_line);
        if let Occasion::Save(next) = conflicts.occasion {
            self.save_again(next, ctx);
        } else if conflicts.origin == Origin::Git {
            self.save_again(None, ctx);
        }
    }

    /// Whether it is the file of the record on the screen, not one that was to be opened.
    fn is_about_the_record(&self, conflicts: &Conflicts) -> bool {
        self.session.document.as_ref().is_some_and(|document| document.path() == Some(conflicts.path.as_path()))
    }

    /// Closes the open dialog, and stops what it waits for.
    pub(super) fn dismiss(&mut self) {
        match self.dialog.take() {
            Some(Dialog::Working(_)) => {
                self.flows.file.opening = None;
                self.tasks.forget(Task::Open);
                self.stop_reading_ballots();
            }
            // Told, and not asked again until the file is another.
            Some(Dialog::Conflicts(conflicts)) => {
                self.tasks.forget(Task::Resolve);
                if self.is_about_the_record(&conflicts) {
                    self.session.declined_version = Some(conflicts.print);
                    self.tell_put_off();
                }
            }
            _ => {}
        }
    }
}
