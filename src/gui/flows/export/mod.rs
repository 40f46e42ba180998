//! The export: planned on a thread beside the window while its step is shown, written when people ask for it, and given to git.

mod content;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;

pub use self::content::{
    ExportContent, ExportForm, ExportPlan, FileDiff, FormChoice, GitChoice, GivenToGit, PlanRefusal, Planned,
    RelatableAdr,
};
use super::{
    context::FlowContext,
    task::{Done, ExportDone, Task},
};
use crate::{
    adr::{self, AdrInput, Choices, Dialect, RenderError},
    analysis::Scope,
    chart::ChartKind,
    decision::{Decision, Edit, text::sentence},
    decision_log::{self, DialectChoice, Keeping, Plan, Request},
    gui::{
        file_picker::typed_path,
        intent::{ExportIntent, FileIntent, FileReveal, GitRequest, Intent},
        session::Document,
        step::Step,
    },
    storage,
};

/// The request for a plan. The same request has the same plan.
#[derive(Clone, PartialEq, Eq)]
struct PlanRequest {
    revision: u64,
    /// The path of the record, which the ADR links to.
    record: Option<PathBuf>,
    repository: String,
    folder: String,
    file: String,
    dialect: DialectChoice,
    charts: Option<Vec<ChartKind>>,
    keep: Choices,
    on: Date,
}

impl PlanRequest {
    fn of(document: &Document, form: &ExportForm, on: Date) -> Self {
        Self {
            revision: document.revision(),
            record: document.path().map(Path::to_owned),
            repository: form.repository.trim().to_owned(),
            folder: form.folder.trim().to_owned(),
            file: form.file.trim().to_owned(),
            dialect: form.dialect_choice(),
            charts: form.charts.clone(),
            keep: form.keep.clone(),
            on,
        }
    }
}

/// The stage of an export. A save before git is work of the file flow.
#[derive(Default)]
enum ExportStage {
    /// There is no plan for the present request.
    #[default]
    Idle,
    /// A plan is being made.
    Planning(PlanRequest),
    /// The plan on the screen is for this request.
    Ready(PlanRequest),
    /// A plan is being written.
    Writing(Arc<Planned>),
}

/// The export of the open record.
#[derive(Default)]
pub struct ExportFlow {
    /// The form as people fill it in.
    pub form: ExportForm,
    /// The plan and the last file, as they are shown.
    pub content: ExportContent,
    state: ExportStage,
    /// The last request to git.
    asked: Option<GivenToGit>,
    /// Whether the next plan is written as soon as it is made: people asked for it, and the record had to be saved first.
    writes_next_plan: bool,
}

impl ExportFlow {
    pub fn on(&mut self, intent: ExportIntent, cx: &mut FlowContext<'_>) {
        match intent {
            ExportIntent::Into(path) => {
                self.form.repository = path.display().to_string();
                cx.session.step = Step::Export;
            }
            ExportIntent::SuggestRepository => {
                if let Some(document) = cx.document().filter(|_| self.form.repository.is_empty()) {
                    self.form.repository = repository_of(document);
                }
            }
            // While a new plan is made, the one on the screen is not the one that would be written.
            ExportIntent::Write if !self.can_write(cx.session.step, cx.document()) => {}
            ExportIntent::Write if self.saves_first(cx) => {
                let again = Intent::Export(ExportIntent::Write);
                cx.send(Intent::File(FileIntent::Save(Some(Box::new(again)))));
            }
            // A record without a file is saved beside its ADR, which can only then link to it.
            ExportIntent::Write if cx.document().is_some_and(|document| document.path().is_none()) => {
                self.writes_next_plan = true;
                self.save_beside(cx);
            }
            ExportIntent::Write => self.write(cx),
            ExportIntent::SaveBeside => self.save_beside(cx),
            ExportIntent::Open(path, reveal) => open_written(path, reveal, cx),
            ExportIntent::Git(request) => give_to_git(request, cx),
            ExportIntent::Copy => copy_markdown(cx),
        }
    }

    pub fn done(&mut self, done: ExportDone, is_current: bool, cx: &mut FlowContext<'_>) {
        match done {
            ExportDone::Planned(plan) => {
                self.content.plan = Some(plan);
                if let ExportStage::Planning(request) = &self.state {
                    self.state = ExportStage::Ready(request.clone());
                }
                let is_saved = cx.document().is_some_and(|document| document.path().is_some());
                // A plan of a record that is still without a file means that it was not saved.
                if std::mem::take(&mut self.writes_next_plan) && is_saved {
                    cx.send(Intent::Export(ExportIntent::Write));
                }
            }
            ExportDone::Written(written) => self.take_written(written, is_current, cx),
            ExportDone::Sketched(sketch) => {
                self.content.sketch = Some(sketch);
                if let ExportStage::Planning(request) = &self.state {
                    self.state = ExportStage::Ready(request.clone());
                }
            }
            ExportDone::Place(_) if !is_current => {}
            ExportDone::Place(Ok(place)) => cx.send(Intent::File(FileIntent::SaveTo(place, None))),
            ExportDone::Place(Err(why)) => {
                self.writes_next_plan = false;
                cx.warn("The record was not saved there", sentence(&why));
            }
            ExportDone::Git(done) => {
                if done.is_ok() {
                    self.content.given = self.asked.take();
                }
                take_git(done, cx);
            }
            ExportDone::Opened(Ok(())) => {}
            ExportDone::Opened(Err(why)) => cx.warn("It was not opened", format!("{why} Copy the path instead.")),
        }
    }

    /// Returns whether the record is saved before its ADR is written: it has unsaved changes, and its file is in the repository.
    fn saves_first(&self, cx: &FlowContext<'_>) -> bool {
        let Some((document, planned)) = cx.document().zip(self.content.planned()) else { return false };
        document.is_dirty() && planned.plan.not_kept.is_none()
    }

    /// Starts the search for a free path beside the ADR, at which the record is then saved.
    fn save_beside(&self, cx: &mut FlowContext<'_>) {
        let Some((document, planned)) = cx.document().zip(self.content.planned()) else { return };
        let (planned, name) = (Arc::clone(planned), record_name(document));
        let lost = Err("The search for a place ended early; try again".to_owned());
        cx.start(Task::FindPlace, Done::Export(ExportDone::Place(lost)), move || {
            Done::Export(ExportDone::Place(place_beside(&planned.plan, &name)))
        });
    }

    /// Returns the folder for a record in the repository that the form names: that of the ADR if it is planned and exists, or
    /// else the repository itself. Returns `None` where no repository is named or it does not exist.
    pub fn record_folder(&self) -> Option<PathBuf> {
        let repository = self.form.repository.trim();
        if repository.is_empty() {
            return None;
        }
        // A plan for an earlier request may be for another repository.
        let is_planned = matches!(&self.state, ExportStage::Ready(asked) if asked.repository == repository);
        let planned = self.content.planned().filter(|_| is_planned);
        let beside_adr = planned.map(|planned| planned.plan.root.join(planned.plan.export.path.folder()));
        beside_adr.into_iter().chain([typed_path(repository)]).find(|folder| folder.is_dir())
    }

    /// Starts again with another record: with its repository, and an empty form.
    pub fn record_replaced(&mut self, cx: &mut FlowContext<'_>) {
        self.forget_plan(cx);
        let Some(document) = cx.document() else { return };
        let mut repository = repository_of(document);
        // A record outside of a repository may have been exported into one, or started from an ADR there. For a record inside a
        // clone, that clone counts, wherever a copy was exported before.
        if repository.is_empty()
            && let Some(root) = cx.settings.repositories.get(&document.decision().id)
        {
            repository = root.display().to_string();
        }
        self.form = ExportForm { repository, ..Default::default() };
        self.content = ExportContent::default();
        self.writes_next_plan = false;
    }

    fn forget_plan(&mut self, cx: &mut FlowContext<'_>) {
        cx.tasks.forget(Task::Plan);
        // A write under way goes on to its end, whatever happens to the plan.
        if !matches!(self.state, ExportStage::Writing(_)) {
            self.state = ExportStage::Idle;
        }
    }

    /// Starts a new plan if the export is shown and the request has changed.
    pub fn keep_planned(&mut self, cx: &mut FlowContext<'_>) {
        let is_here = cx.session.step == Step::Export;
        let Some(document) = cx.document().filter(|document| is_here && !document.decision().is_blind()) else {
            // What was asked for on this step is not done behind people's backs on another one.
            self.writes_next_plan = false;
            return;
        };
        let request = PlanRequest::of(document, &self.form, cx.today());
        let is_planned = match &self.state {
            ExportStage::Idle => false,
            ExportStage::Planning(planned) | ExportStage::Ready(planned) => *planned == request,
            ExportStage::Writing(_) => true,
        };
        if is_planned {
            return;
        }
        let decision = document.decision().clone();
        self.state = ExportStage::Planning(request.clone());
        if request.repository.is_empty() {
            self.content.plan = None;
            let lost = Err("The preview could not be made; change something to try again.".to_owned());
            return cx.start(Task::Plan, Done::Export(ExportDone::Sketched(lost)), move || {
                Done::Export(ExportDone::Sketched(sketch(&decision, &request)))
            });
        }
        let lost = Err(refusal("The export could not be worked out; change something to try again."));
        cx.start(Task::Plan, Done::Export(ExportDone::Planned(lost)), move || {
            Done::Export(ExportDone::Planned(plan(&decision, &request)))
        });
    }

    /// Replaces the export by a note while a round is blind, since an ADR shows everybody's scores.
    pub fn hide_while_blind(&mut self, cx: &mut FlowContext<'_>) {
        let Some(decision) = cx.document().map(Document::decision).filter(|decision| decision.is_blind()) else {
            return;
        };
        let words = format!(
            "Round {} is still hidden, and an ADR shows everybody's scores. Reveal it first.",
            decision.round()
        );
        // A plan that arrives after this would show everybody's scores.
        self.forget_plan(cx);
        self.content.plan = Some(Err(refusal(words)));
        self.content.sketch = None;
    }

    /// Reports whether the export is shown, planned, and has something to write or to give to git.
    pub fn can_write(&self, step: Step, document: Option<&Document>) -> bool {
        let is_ready = step == Step::Export && matches!(self.state, ExportStage::Ready(_));
        let plan = self.content.planned().filter(|_| is_ready);
        document.zip(plan).is_some_and(|(document, planned)| self.content.can_write(planned, document, &self.form.git))
    }

    /// Starts to write the plan that is shown. There is no question, since the preview beside the button shows all differences.
    fn write(&mut self, cx: &mut FlowContext<'_>) {
        let Some(planned) = self.content.planned().cloned() else { return };
        cx.say("Writing…");
        self.state = ExportStage::Writing(Arc::clone(&planned));
        let lost = Err("It ended before the files were written; look at what is there.".to_owned());
        let record = cx.document().and_then(Document::path).map(Path::to_owned);
        let is_staged = self.form.git.stage;
        cx.start(Task::Write, Done::Export(ExportDone::Written(lost)), move || {
            let plan = &planned.plan;
            let taken = if is_staged { storage::can_stage(&plan.root, &plan.files(record.as_deref())) } else { Ok(()) };
            let taken = taken.map_err(|error| sentence(&error.to_string()));
            let written = taken.and_then(|()| decision_log::write(plan, true).map_err(|error| error.to_string()));
            Done::Export(ExportDone::Written(written))
        });
    }

    /// Notes the export in the record, if that is still open, or shows why it failed.
    fn take_written(&mut self, written: Result<(), String>, is_current: bool, cx: &mut FlowContext<'_>) {
        let ExportStage::Writing(planned) = &self.state else { return };
        let planned = Arc::clone(planned);
        // The files have changed, so the same request has another plan now.
        self.state = ExportStage::Idle;
        cx.messages.status_line.clear();
        match written {
            Ok(()) if is_current => self.note_written(&planned, cx),
            // Another record is open, so the export cannot be noted in the one that was exported.
            Ok(()) => {}
            Err(why) => {
                // Intents that were to follow, such as closing the window, would hide that the ADR is missing.
                cx.agenda.waiting.clear();
                cx.warn("The ADR was not written", why);
            }
        }
    }

    fn note_written(&mut self, planned: &Planned, cx: &mut FlowContext<'_>) {
        let plan = &planned.plan;
        if let Some(document) = &mut cx.session.document {
            document.recheck_file();
        }
        if !plan.is_unchanged() {
            let path = plan.root.join(&plan.export.path);
            cx.say(format!("Wrote {}", path.display()));
            self.content.written = Some(path);
        }
        // The choices between people's text and that of the record hold for one export.
        self.form.keep.clear();
        let Some(decision) = cx.session.document.as_ref().map(Document::decision) else { return };
        cx.settings.repositories.insert(decision.id.clone(), plan.root.clone());
        // An export that changes nothing leaves the record saved as it is.
        if !plan.is_recorded(decision) {
            cx.edit(Edit::Exported(plan.export.clone()));
        }
        if let Some(links) = &plan.links {
            cx.edit(Edit::Links(links.clone()));
        }
        if self.form.git.stage {
            self.ask_git(planned, cx);
        } else if cx.document().is_some_and(|document| document.path().is_some() && document.is_dirty()) {
            // The export is noted in the record, so the file is saved with it.
            cx.send(Intent::File(FileIntent::Save(None)));
        }
    }

    /// Asks git to stage or commit the written files together with the record, after the record is saved with its note of the
    /// export.
    fn ask_git(&mut self, planned: &Planned, cx: &mut FlowContext<'_>) {
        let Some(document) = cx.document() else { return };
        let typed = self.form.git.message.trim();
        let message =
            if typed.is_empty() { storage::commit_message(&document.decision().title) } else { typed.to_owned() };
        let request = GitRequest {
            root: planned.plan.root.clone(),
            files: planned.plan.files(document.path()),
            also: planned.plan.settled_files(),
            message: self.form.git.commit.then_some(message),
        };
        self.asked = Some(GivenToGit { git: self.form.git.clone(), revision: document.revision() });
        let is_saved_first = document.path().is_some();
        let git = Intent::Export(ExportIntent::Git(request));
        // Only a save puts the note of the export into the file that git takes.
        cx.send(if is_saved_first { Intent::File(FileIntent::Save(Some(Box::new(git)))) } else { git });
    }
}

/// Returns the repository that a saved record is in, or an empty text.
fn repository_of(document: &Document) -> String {
    let folder = document.path().and_then(Path::parent);
    let root = folder.and_then(decision_log::repository_root);
    root.map(|root| root.display().to_string()).unwrap_or_default()
}

/// Returns the file name of a record: the one that it has, or one made from its title.
fn record_name(document: &Document) -> String {
    let name = document.path().and_then(Path::file_name).and_then(|name| name.to_str());
    name.map_or_else(|| storage::file_name_of(&document.decision().title), str::to_owned)
}

/// Finds a free path for a file of this name beside the ADR of a plan, and creates its folder.
fn place_beside(plan: &Plan, name: &str) -> Result<PathBuf, String> {
    let place = decision_log::place_beside(&plan.root, &plan.export.path, name).map_err(|error| error.to_string())?;
    let folder = place.parent().unwrap_or(&plan.root);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(storage::free_place(&place))
}

/// Asks the desktop to open a file that was written.
fn open_written(path: PathBuf, reveal: FileReveal, cx: &mut FlowContext<'_>) {
    let open = cx.services.open;
    // Nobody waits for the end of the task: an opener may run for as long as the program that it has opened.
    cx.start(Task::OpenWritten, Done::Export(ExportDone::Opened(Ok(()))), move || {
        Done::Export(ExportDone::Opened(open(&path, reveal)))
    });
}

/// Renders the ADR as it would be without a repository: in the chosen dialect, or else in MADR.
fn sketch(decision: &Decision, asked: &PlanRequest) -> Result<Arc<str>, String> {
    let dialect = match asked.dialect {
        DialectChoice::One(dialect) => dialect,
        _ => Dialect::Madr,
    };
    markdown(decision, asked.record.as_deref(), dialect).map(Into::into).map_err(|error| sentence(&error.to_string()))
}

/// Returns a reason, not about the template, why there is no plan.
fn refusal(words: impl Into<String>) -> PlanRefusal {
    PlanRefusal { words: words.into(), of_template: false }
}

/// Returns the text of a field, or `None` where it is empty.
fn entered(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn plan(decision: &Decision, asked: &PlanRequest) -> ExportPlan {
    let typed = typed_path(&asked.repository);
    if !typed.is_dir() {
        return Err(refusal(format!("{} is not a folder. Name one that is there.", typed.display())));
    }
    let root = decision_log::repository_root(&typed).unwrap_or(typed);
    let request = Request {
        root,
        folder: entered(&asked.folder),
        file_name: entered(&asked.file),
        dialect: asked.dialect.clone(),
        charts: asked.charts.clone(),
        keep: Keeping { parts: asked.keep.clone(), others: None },
        on: asked.on,
    };
    let plan = decision_log::plan(decision, asked.record.as_deref(), &request).map_err(|error| PlanRefusal {
        of_template: error.is_about_template() && matches!(asked.dialect, DialectChoice::Own(_)),
        words: sentence(&error.to_string()),
    })?;
    // The plan does not say why it took this folder, so it is looked up once more.
    let folder = match &request.folder {
        Some(path) => decision_log::read_folder(&request.root, path),
        None => decision_log::find_folder(&request.root),
    };
    let folder = folder.map_err(|error| refusal(error.to_string()))?;
    let why = if asked.folder.is_empty() {
        format!("This folder, because {}.", folder.because.trim_end_matches('.'))
    } else {
        String::new()
    };
    Ok(Arc::new(Planned::of(plan, why, &folder)))
}

/// Starts to stage or commit files, on a thread beside the window.
fn give_to_git(request: GitRequest, cx: &mut FlowContext<'_>) {
    // A new task replaces one of the same kind, so the result of a commit under way would be lost.
    if cx.tasks.is_running(Task::Git) {
        return cx.agenda.put_off(Intent::Export(ExportIntent::Git(request)));
    }
    let lost = Err("Git ended without a result.".to_owned());
    cx.start(Task::Git, Done::Export(ExportDone::Git(lost)), move || Done::Export(ExportDone::Git(run_git(&request))));
    cx.say("Written; waiting for git…");
}

fn run_git(request: &GitRequest) -> Result<String, String> {
    let GitRequest { root, files, also, message } = request;
    let done = match message {
        Some(message) => storage::commit_files(root, files, also, message).map(|name| match name {
            Some(name) => format!("Written, and committed as {name}"),
            None => "Already committed".to_owned(),
        }),
        None => storage::stage_files(root, files)
            .map(|staged| if staged { "Written, and staged in git" } else { "Already committed" }.to_owned()),
    };
    done.map_err(|error| sentence(&error.to_string()))
}

fn take_git(done: Result<String, String>, cx: &mut FlowContext<'_>) {
    match done {
        Ok(words) => cx.say(words),
        Err(why) => {
            // Intents that were to follow, such as closing the window, are dropped, so that people can read this.
            cx.agenda.waiting.clear();
            cx.messages.status_line.clear();
            cx.warn("The files are written, but git could not finish", why);
        }
    }
}

fn copy_markdown(cx: &mut FlowContext<'_>) {
    let Some(document) = cx.document() else { return };
    let decision = document.decision();
    if decision.is_blind() {
        return cx.warn("Nothing was copied", "The round is still hidden; the ADR can be copied after the reveal.");
    }
    match markdown(decision, document.path(), Dialect::Madr) {
        Ok(markdown) => {
            cx.ctx.copy_text(markdown);
            cx.say("ADR copied");
        }
        Err(error) => cx.warn("Nothing was copied", error.to_string()),
    }
}

/// Renders the ADR of a record, which names the file of the record.
fn markdown(decision: &Decision, file: Option<&Path>, dialect: Dialect) -> Result<String, RenderError> {
    let analysis = adr::drawn(decision, Scope::Revealed);
    let name = file.and_then(Path::file_name).map(|name| name.to_string_lossy());
    let record = name.as_deref().map(|name| adr::Record { name, path: None });
    adr::render(&AdrInput { decision: &decision_log::as_told(decision), analysis: &analysis, record }, dialect)
}
