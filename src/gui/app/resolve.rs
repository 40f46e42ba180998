//! What people choose where two copies of a record cannot both be kept.

use std::sync::Arc;

use egui::Context;

use super::{
    App,
    arrivals::{Done, Task},
    watch::in_file,
};
use crate::{
    decision::Merge,
    gui::{
        dialogs::{Answer, Conflicts, Dialog, Next, Origin},
        session::{Document, FileContent, KnownFile},
        step::Step,
    },
    storage::ThreeRecords,
};

impl App {
    pub(super) fn resolve(&mut self, dialog: Dialog, answer: Answer, ctx: &Context) {
        let Dialog::Conflicts(mut conflicts) = dialog else { return };
        match answer {
            Answer::Choose(sides) => {
                conflicts.chosen.extend(sides);
                let (records, chosen) = (Arc::clone(&conflicts.records), conflicts.chosen.clone());
                // A choice may settle other conflicts, or bring new ones.
                self.start_task(ctx, Task::Resolve, move || {
                    Done::Resolved(ThreeRecords::merge_choosing(&records, &|key| chosen.get(key).copied()))
                });
                self.dialog = Some(Dialog::Conflicts(conflicts));
            }
            Answer::Merge => self.take_resolved(*conflicts, ctx),
            // Both are about the record on the screen.
            _ if !self.is_about_the_record(&conflicts) => {}
            Answer::KeepMine => {
                let decision = Some(conflicts.records.theirs.clone());
                self.keep_mine(FileContent { decision, print: Some(conflicts.print) });
                self.words.notices.forget_file();
                if let Some(Next(then)) = conflicts.save {
                    self.save_again(then, ctx);
                }
            }
            Answer::Reload => {
                let theirs = conflicts.records.theirs.clone();
                let content = FileContent { decision: Some(theirs.clone()), print: Some(conflicts.print) };
                self.take_over(theirs, content, ctx);
                self.words.notices.forget_file();
                "Took the file as it is; undo brings your changes back".clone_into(&mut self.words.status_line);
            }
            _ => {}
        }
    }

    /// Shows what comes of the choices so far.
    pub(super) fn take_choice(&mut self, merge: Merge) {
        if let Some(Dialog::Conflicts(conflicts)) = &mut self.dialog {
            conflicts.merge = merge;
        }
    }

    fn take_resolved(&mut self, conflicts: Conflicts, ctx: &Context) {
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
        if let Some(Next(then)) = conflicts.save {
            self.save_again(then, ctx);
        } else if conflicts.origin == Origin::Git {
            self.save_again(None, ctx);
        }
    }

    /// Whether it is the file of the record on the screen, not one that was to be opened.
    fn is_about_the_record(&self, conflicts: &Conflicts) -> bool {
        self.session.document.as_ref().is_some_and(|document| document.path() == Some(conflicts.path.as_path()))
    }

    pub(super) fn dismissed(&mut self, dialog: &Dialog) {
        match dialog {
            Dialog::Working(_) => {
                self.flows.file.opening = None;
                self.tasks.forget(Task::Open);
                self.stop_reading_ballots();
            }
            // Told, and not asked again until the file is another.
            Dialog::Conflicts(conflicts) => {
                self.tasks.forget(Task::Resolve);
                if self.is_about_the_record(conflicts) {
                    self.session.declined_version = Some(conflicts.print);
                    self.tell_put_off();
                }
            }
            _ => {}
        }
    }
}
