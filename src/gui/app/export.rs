//! The export, worked out beside the window and written when people say so.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::Context;

use super::{
    App,
    arrivals::{Done, Task},
};
use crate::{
    adr::{self, AdrInput, Choices, Dialect},
    analysis::{self, Scope},
    chart::Kind,
    decision::{Decision, Edit, text::sentence},
    decision_log::{self, DialectChoice, Keeping, Request},
    gui::{
        intent::{ExportIntent, GitRequest, Intent},
        session::Document,
        step::Step,
        views::export::{Git, Planned, Refused, State},
    },
    storage,
};

/// What a plan was asked for: while it stays the same, so does the plan.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Asked {
    revision: u64,
    repository: String,
    folder: String,
    file: String,
    dialect: DialectChoice,
    charts: Option<Vec<Kind>>,
    keep: Choices,
    /// Counts what was written: the same request gives another plan after it.
    written: u32,
}

/// What is under way with the export.
#[derive(Default)]
pub(super) struct ExportWork {
    /// What it was last worked out for.
    pub(super) planned_for: Option<Asked>,
    /// The export that is being written.
    pub(super) writing: Option<Writing>,
}

/// An export that is being written.
pub(super) struct Writing {
    planned: Arc<Planned>,
}

pub(super) type Outcome = Result<Arc<Planned>, Refused>;

/// Why there is no plan, where it is not about the template.
fn refused(words: impl Into<String>) -> Refused {
    Refused { words: words.into(), of_template: false }
}

fn asked(document: &Document, state: &State, written: u32) -> Asked {
    Asked {
        revision: document.revision(),
        repository: state.repository.trim().to_owned(),
        folder: state.folder.trim().to_owned(),
        file: state.file.trim().to_owned(),
        dialect: state.dialect_choice(),
        charts: state.charts.clone(),
        keep: state.keep.clone(),
        written,
    }
}

fn plan(decision: &Decision, file: Option<&PathBuf>, asked: &Asked) -> Outcome {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let typed = crate::gui::dialogs::typed_path(&asked.repository);
    if !typed.is_dir() {
        return Err(refused(format!("{} is not a folder. Name one that is there.", typed.display())));
    }
    let root = decision_log::repository_root(&typed).unwrap_or(typed);
    let request = Request {
        root,
        folder: some(&asked.folder),
        file_name: some(&asked.file),
        dialect: asked.dialect.clone(),
        charts: asked.charts.clone(),
        keep: Keeping { parts: asked.keep.clone(), others: None },
    };
    let plan = decision_log::plan(decision, file.map(PathBuf::as_path), &request).map_err(|error| Refused {
        of_template: error.is_about_template() && matches!(asked.dialect, DialectChoice::Own(_)),
        words: sentence(&error.to_string()),
    })?;
    let folder = match &request.folder {
        Some(path) => decision_log::read_folder(&request.root, path),
        None => decision_log::find_folder(&request.root),
    };
    let folder = folder.map_err(|error| refused(error.to_string()))?;
    let why = if asked.folder.is_empty() {
        format!("This folder, because {}.", folder.because.trim_end_matches('.'))
    } else {
        String::new()
    };
    Ok(Arc::new(Planned::of(plan, why, &folder)))
}

impl App {
    /// Starts to work the export out where it is looked at and something has changed.
    pub(super) fn plan_export(&mut self, ctx: &Context) {
        let here = |document: &&Document| self.session.step == Step::Export && !document.decision().is_blind();
        let Some(document) = self.session.document.as_ref().filter(here) else { return };
        let written = self.flows.export.planned_for.as_ref().map_or(0, |asked| asked.written);
        let asked = asked(document, &self.views.export, written);
        if asked.repository.is_empty() || self.flows.export.planned_for.as_ref() == Some(&asked) {
            return;
        }
        let (decision, file, question) =
            (document.decision().clone(), document.path().map(Path::to_owned), asked.clone());
        self.flows.export.planned_for = Some(asked);
        self.start_task(ctx, Task::Plan, move || Done::Planned(plan(&decision, file.as_ref(), &question)));
    }

    /// Takes the export off the screen while a round is blind: an ADR shows everybody's scores.
    pub(super) fn hide_blind_export(&mut self) {
        let Some(decision) =
            self.session.document.as_ref().map(Document::decision).filter(|decision| decision.is_blind())
        else {
            return;
        };
        let words =
            format!("Round {} is still blind, and an ADR shows everybody's scores. Reveal it first.", decision.round());
        self.forget_planning();
        self.views.export.plan = Some(Err(refused(words)));
    }

    /// Forgets what the export was worked out for, and what is under way for it.
    pub(super) fn forget_planning(&mut self) {
        self.flows.export.planned_for = None;
        self.tasks.forget(Task::Plan);
    }

    pub(super) fn take_plan(&mut self, outcome: Outcome) {
        self.views.export.plan = Some(outcome);
    }

    pub(super) fn lose_plan(&mut self) {
        self.take_plan(Err(refused("The export could not be worked out; change something to try again.")));
    }

    /// Whether the export is shown, worked out, and has something to do.
    pub(super) fn can_write(&self) -> bool {
        let settled = self.flows.export.planned_for.is_some() && !self.tasks.is_running(Task::Plan);
        let document = self.session.document.as_ref().filter(|_| self.session.step == Step::Export && settled);
        let plan = self.views.export.plan.as_ref().and_then(|plan| plan.as_ref().ok());
        self.flows.export.writing.is_none()
            && document.zip(plan).is_some_and(|(document, planned)| planned.can_write(document, &self.views.export.git))
    }

    /// Starts to write the plan that is shown.
    pub(super) fn write_export(&mut self, ctx: &Context) {
        let Some(Ok(planned)) = self.views.export.plan.clone() else { return };
        let work = Arc::clone(&planned);
        // What replaces a file was shown as a difference beside the button.
        "Writing…".clone_into(&mut self.words.status_line);
        self.flows.export.writing = Some(Writing { planned });
        self.start_task(ctx, Task::Write, move || Done::Written(decision_log::write(&work.plan, true)));
    }

    /// Notes in the record where it was written, if that is still open; or says why it was not.
    pub(super) fn take_written(&mut self, written: Result<(), String>, is_current: bool, ctx: &Context) {
        let Some(Writing { planned }) = self.flows.export.writing.take() else { return };
        self.words.status_line.clear();
        match written {
            Ok(()) if is_current => self.note_written(&planned, ctx),
            Ok(()) => {}
            Err(why) => {
                self.flows.file.waiting.clear();
                self.warn("The ADR was not written", why);
            }
        }
        self.forget_plan();
    }

    fn note_written(&mut self, planned: &Planned, ctx: &Context) {
        let plan = &planned.plan;
        if !plan.is_unchanged() {
            let path = plan.root.join(&plan.export.path);
            self.words.status_line = format!("Wrote {}", path.display());
            self.views.export.written = Some(path);
        }
        let decision = self.session.document.as_ref().map(Document::decision);
        if let Some(decision) = decision {
            self.settings.now.repositories.insert(decision.id.clone(), plan.root.clone());
        }
        let is_recorded = decision.is_none_or(|decision| plan.is_recorded(decision));
        self.views.export.keep.clear();
        if !is_recorded {
            self.edit(Edit::Exported(plan.export.clone()), ctx);
        }
        self.ask_git(planned, ctx);
    }

    /// Has git take what was written, where people want that: with the record, which knows of it once it is saved.
    fn ask_git(&mut self, planned: &Planned, ctx: &Context) {
        let Git { stage, commit, message } = self.views.export.git.clone();
        let Some(document) = self.session.document.as_ref().filter(|_| stage) else { return };
        let usual = storage::commit_message(&document.decision().title);
        let message = if message.trim().is_empty() { usual } else { message.trim().to_owned() };
        let request = GitRequest {
            root: planned.plan.root.clone(),
            files: planned.plan.files(document.path()),
            also: planned.plan.settled_files(),
            message: commit.then_some(message),
        };
        if document.path().is_some() {
            self.save_again(Some(Box::new(Intent::Export(ExportIntent::Git(request)))), ctx);
        } else {
            self.give_to_git(request, ctx);
        }
    }

    /// Stages or commits files, beside the window.
    pub(super) fn give_to_git(&mut self, request: GitRequest, ctx: &Context) {
        if self.tasks.is_running(Task::Git) {
            return self.wait_with(Intent::Export(ExportIntent::Git(request)));
        }
        self.start_task(ctx, Task::Git, move || {
            let GitRequest { root, files, also, message } = request;
            let done = match message {
                Some(message) => storage::commit_files(&root, &files, &also, &message).map(|name| match name {
                    Some(name) => format!("Written, and committed as {name}"),
                    None => "Already committed".to_owned(),
                }),
                None => storage::stage_files(&root, &files)
                    .map(|staged| if staged { "Written, and staged in git" } else { "Already committed" }.to_owned()),
            }
            .map_err(|error| sentence(&error.to_string()));
            Done::Git(done)
        });
        "Written; waiting for git…".clone_into(&mut self.words.status_line);
    }

    /// Takes what git said.
    pub(super) fn take_git(&mut self, done: Result<String, String>) {
        match done {
            Ok(said) => self.words.status_line = said,
            Err(why) => {
                self.flows.file.waiting.clear();
                self.words.status_line.clear();
                self.warn("The files are written, but git could not finish", why);
            }
        }
    }

    fn forget_plan(&mut self) {
        if let Some(asked) = &mut self.flows.export.planned_for {
            asked.written += 1;
            asked.revision = u64::MAX;
        }
    }

    /// Takes the ADR to the clipboard, as it would be written into no repository in particular.
    pub(super) fn copy_markdown(&mut self, ctx: &Context) {
        let Some(document) = &self.session.document else { return };
        let decision = document.decision();
        if decision.is_blind() {
            self.warn("Nothing was copied", "The round is still blind; the ADR can be copied after the reveal.");
            return;
        }
        let analysis = adr::drawn(decision, Scope::Revealed);
        let sentences = analysis::sentences(decision, &analysis);
        let name = document.path().and_then(Path::file_name).map(|name| name.to_string_lossy());
        let record = name.as_deref().map(|name| adr::Record { name, path: None });
        let input = AdrInput { decision, analysis: &analysis, sentences: &sentences, record };
        match adr::render(&input, Dialect::Madr) {
            Ok(markdown) => {
                ctx.copy_text(markdown);
                "Copied the ADR".clone_into(&mut self.words.status_line);
            }
            Err(error) => self.warn("Nothing was copied", error.to_string()),
        }
    }
}
