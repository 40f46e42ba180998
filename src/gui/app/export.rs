//! The export, worked out beside the window and written when people say so.

use std::{path::PathBuf, sync::Arc};

use egui::Context;

use super::{App, Planning};
use crate::{
    adr::Dialect,
    decision::{Decision, Edit},
    decision_log::{self, Plan, Request},
    gui::{document::Document, job::Job, step::Step, views::export::State},
};

/// What a plan was asked for: while it stays the same, so does the plan.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Asked {
    revision: u64,
    repository: String,
    folder: String,
    file: String,
    /// Counts what was written: the same request gives another plan after it.
    written: u32,
}

pub(super) type Planned = Result<Arc<Plan>, String>;

fn asked(document: &Document, state: &State, written: u32) -> Asked {
    Asked {
        revision: document.revision(),
        repository: state.repository.trim().to_owned(),
        folder: state.folder.trim().to_owned(),
        file: state.file.trim().to_owned(),
        written,
    }
}

fn plan(decision: &Decision, file: Option<&PathBuf>, asked: &Asked) -> Planned {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let root = crate::gui::dialogs::typed_path(&asked.repository);
    let root = decision_log::repository_root(&root).unwrap_or(root);
    let request = Request { root, folder: some(&asked.folder), file_name: some(&asked.file), dialect: Dialect::Madr };
    decision_log::plan(decision, file.map(PathBuf::as_path), &request).map(Arc::new).map_err(|error| error.to_string())
}

impl App {
    /// Starts to work the export out where it is looked at and something has changed.
    pub(super) fn plan_export(&mut self, ctx: &Context) {
        let Some(document) = self.document.as_ref().filter(|_| self.step == Step::Export) else { return };
        let written = self.planning.as_ref().map_or(0, |planning| planning.asked.written);
        let asked = asked(document, &self.views.export, written);
        if asked.repository.is_empty() || self.planning.as_ref().is_some_and(|planning| planning.asked == asked) {
            return;
        }
        let (decision, file, question) = (document.decision().clone(), document.path.clone(), asked.clone());
        let job = Job::start(ctx, move || plan(&decision, file.as_ref(), &question));
        self.planning = Some(Planning { asked, job: Some(job) });
    }

    pub(super) fn poll_plan(&mut self) {
        let Some(planning) = &mut self.planning else { return };
        let Some(job) = &planning.job else { return };
        match job.poll() {
            Ok(None) => {}
            Ok(Some(planned)) => {
                planning.job = None;
                self.views.export.plan = Some(planned);
            }
            Err(_) => {
                planning.job = None;
                self.views.export.plan =
                    Some(Err("The export could not be worked out; change something to try again.".to_owned()));
            }
        }
    }

    /// Writes the plan that is shown, and notes in the record where.
    pub(super) fn write_export(&mut self, ctx: &Context) {
        let Some(Ok(plan)) = self.views.export.plan.clone() else { return };
        // What replaces a file was shown as a difference beside the button.
        if let Err(error) = decision_log::write(&plan, true) {
            self.warn("The ADR was not written", error.to_string());
            self.forget_plan();
            return;
        }
        let mut export = plan.export.clone();
        export.on = (self.services.today)();
        let path = plan.root.join(&export.path);
        self.said = format!("Wrote {}", path.display());
        self.views.export.written = Some(path);
        if let Some(document) = &self.document {
            self.settings.repositories.insert(document.decision().id.clone(), plan.root.clone());
        }
        self.keep_settings();
        self.edit(Edit::Exported(export), ctx);
        self.forget_plan();
    }

    fn forget_plan(&mut self) {
        if let Some(planning) = &mut self.planning {
            planning.asked.written += 1;
            planning.asked.revision = u64::MAX;
        }
    }

    /// Takes the ADR to the clipboard, as it would be written into no repository in particular.
    pub(super) fn copy_markdown(&mut self, ctx: &Context) {
        let Some(document) = &self.document else { return };
        match decision_log::markdown(document.decision(), document.path.as_deref()) {
            Ok(markdown) => {
                ctx.copy_text(markdown);
                "Copied the ADR".clone_into(&mut self.said);
            }
            Err(error) => self.warn("Nothing was copied", error.to_string()),
        }
    }
}
