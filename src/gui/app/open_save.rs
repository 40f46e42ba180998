//! Opening and saving records, and the paths that people give for it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use egui::Context;

use super::{
    App, Notice, Subject,
    arrivals::{Done, Task},
    waiting::Moment,
};
use crate::{
    decision::{
        Status,
        text::{shell_quoted, slug},
    },
    gui::{
        dialogs::{Conflicts, Dialog, Origin, PathPrompt, typed_path},
        files::{Picked, with_extension},
        intent::{Displace, FileIntent, Intent, Occupied, PathIntent, PathUse},
        session::{Document, Replaceable},
        step::Step,
        widgets::{Tone, shown},
    },
    storage::{self, Content, Fingerprint, Loaded, Newer, ReadError, Settings},
    template::Template,
};

/// A decision file that is being read.
pub(super) struct Opening {
    path: PathBuf,
    /// What was on the screen then.
    over: Moment,
    since: Instant,
}

/// Faster work is done before people have read that it is under way.
const TOLD_AFTER: Duration = Duration::from_millis(300);

impl App {
    /// Starts to read a decision file; what is on the screen stays until it is read.
    pub(super) fn open(&mut self, path: &Path, ctx: &Context) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let file = path.clone();
        self.flows.file.opening = Some(Opening { path, over: self.moment(), since: Instant::now() });
        self.start_task(ctx, Task::Open, move || Done::Opened(read(&file)));
        ctx.request_repaint_after(TOLD_AFTER);
    }

    /// Tells of a file that takes its time to be read.
    pub(super) fn tell_opening(&mut self, ctx: &Context) {
        let Some(opening) = self.flows.file.opening.as_ref().filter(|_| self.dialog.is_none()) else { return };
        let waited = opening.since.elapsed();
        if let Some(left) = TOLD_AFTER.checked_sub(waited) {
            ctx.request_repaint_after(left);
            return;
        }
        let name = opening.path.file_name().unwrap_or(opening.path.as_os_str()).to_string_lossy();
        self.dialog = Some(Dialog::Working(format!("Opening {name}")));
    }

    /// Shows what was read; none where the reading ended without a result.
    pub(super) fn take_opened(&mut self, read: Option<Result<Read, ReadError>>) {
        let Some(opening) = self.flows.file.opening.take() else { return };
        if matches!(self.dialog, Some(Dialog::Working(_))) {
            self.dialog = None;
        }
        if matches!(read, Some(Ok(_)))
            && self.asks_again(opening.over, || Intent::File(FileIntent::Open(opening.path.clone())))
        {
            return;
        }
        let head = format!("{} could not be opened", opening.path.display());
        match read {
            Some(Ok(Read::Record(loaded, print, is_unmerged))) => {
                let file = opening.path.display().to_string();
                let file = shell_quoted(&file);
                self.show_loaded(*loaded, print, opening.path);
                if is_unmerged {
                    let words = format!(
                        "If the merge is finished, run `git add {file}`. If not, run `weigh-in merge --resolve {file}`."
                    );
                    let head = "Git holds this file as unmerged";
                    self.words.notices.tell(Notice::new(Subject::Unmerged, Tone::Warning, head, words));
                }
            }
            Some(Ok(Read::Unmerged(conflicts))) => self.take_unmerged(*conflicts, opening.path),
            Some(Err(error)) => self.warn(&head, error.to_string()),
            None => self.warn(&head, "Reading it ended early. Try again."),
        }
    }

    fn show_loaded(&mut self, loaded: Loaded, print: Fingerprint, path: PathBuf) {
        let read_only = loaded.newer.as_ref().map(newer_words);
        let decision = loaded.decision;
        let seat = self.settings.now.member.get(&decision.id).cloned();
        self.session.scoring_as = seat.filter(|id| decision.member(id).is_some());
        self.remember(&path, &decision.title, decision.status());
        let scored = decision.ballots.iter().any(|ballot| !ballot.cells.is_empty());
        self.show_document(Document::opened(decision, path, print, read_only));
        self.session.step = if scored { Step::Result } else { Step::Context };
        self.keep_me_valid();
    }

    /// Git left a merge: finished at once where nothing is open, else people choose.
    fn take_unmerged(&mut self, mut conflicts: Conflicts, path: PathBuf) {
        let seat = self.settings.now.member.get(&conflicts.records.ours.id).cloned();
        conflicts.me = seat.filter(|id| conflicts.records.ours.member(id).is_some());
        conflicts.path = path;
        self.dialog = Some(Dialog::Conflicts(Box::new(conflicts)));
    }

    fn remember(&mut self, path: &Path, title: &str, status: Status) {
        self.settings.now.remember(path, title, status);
    }

    pub(super) fn on_path(&mut self, intent: PathIntent, ctx: &Context, frame: &eframe::Frame) {
        match intent {
            PathIntent::Ask(wanted) => self.ask_path(wanted, ctx, frame),
            PathIntent::Use(wanted, path, occupied) => self.take_path(wanted, path, occupied, ctx),
            PathIntent::Browse => {
                if let Some(Dialog::Path(prompt)) = self.dialog.take() {
                    self.browse(prompt, ctx, frame);
                }
            }
            PathIntent::Type => {
                if let Some(Dialog::FileWindow(prompt)) = self.dialog.take() {
                    self.dialog = Some(Dialog::Path(prompt));
                }
            }
        }
    }

    /// Shows the desktop's file window where the path would else be typed: one of them at a time.
    pub(super) fn browse(&mut self, prompt: PathPrompt, ctx: &Context, frame: &eframe::Frame) {
        let typed = typed_path(&prompt.text);
        let at = if prompt.text.trim().is_empty() { self.usual_folder() } else { typed };
        self.services.picker.start(&prompt.wanted, &at, frame, ctx);
        self.dialog = Some(Dialog::FileWindow(prompt));
    }

    /// Where files are looked for first: beside the record, in the repository that the app was started in, or beside the
    /// record that was open last.
    fn usual_folder(&self) -> PathBuf {
        let path = self.session.document.as_ref().and_then(|document| document.path());
        let beside = |path: &Path| path.parent().map(Path::to_owned);
        path.and_then(beside)
            .or_else(|| self.services.here.clone())
            .or_else(|| self.settings.now.recent.first().and_then(|recent| beside(&recent.path)))
            .or_else(|| etcetera::home_dir().ok())
            .unwrap_or_default()
    }

    pub(super) fn poll_picker(&mut self, ctx: &Context) {
        // However the dialog went that waits for it, the file window goes with it.
        if !matches!(self.dialog, Some(Dialog::FileWindow(_))) {
            return self.services.picker.close();
        }
        let Some(picked) = self.services.picker.poll() else { return };
        let Some(Dialog::FileWindow(mut prompt)) = self.dialog.take() else { return };
        ctx.request_repaint();
        match picked {
            Picked::Paths(paths) if prompt.wanted == PathUse::ImportBallots => {
                self.look_at_ballots(paths, Displace::Refuse, ctx);
            }
            Picked::Paths(paths) => {
                let Some(path) = paths.into_iter().next() else { return };
                // The desktop's window has asked about replacing, unless the ending is still to come.
                let is_whole = with_extension(path.clone(), &prompt.wanted) == path;
                let occupied = if is_whole { Occupied::Replace } else { Occupied::Ask };
                self.take_path(prompt.wanted, path, occupied, ctx);
            }
            Picked::Cancelled => {}
            Picked::Elsewhere(address) => {
                prompt.error = Some(shown(format!("{address} has no path on this machine. Choose another place.")));
                self.dialog = Some(Dialog::Path(prompt));
            }
            Picked::NotShown => {
                prompt.no_file_window = true;
                self.dialog = Some(Dialog::Path(prompt));
            }
        }
    }

    pub(super) fn take_path(&mut self, wanted: PathUse, path: PathBuf, occupied: Occupied, ctx: &Context) {
        // The same file has the same path, however it was typed.
        let path = with_extension(std::path::absolute(&path).unwrap_or(path), &wanted);
        let asks = occupied == Occupied::Ask && path.exists();
        match wanted {
            PathUse::Open => self.open(&path, ctx),
            PathUse::Repository => {
                self.views.export.repository = path.display().to_string();
                self.session.step = Step::Export;
            }
            PathUse::Log => self.choose_log(&path, ctx),
            PathUse::ExportBallot => self.export_ballot(path, ctx),
            PathUse::ImportBallots => self.look_at_ballots(vec![path], Displace::Refuse, ctx),
            PathUse::Chart(_) if asks => self.ask_to_replace(wanted, path),
            PathUse::Chart(kind) => self.save_chart(kind, path, ctx),
            PathUse::Save(next) => {
                let own = self.session.document.as_ref().and_then(|document| document.path()) == Some(path.as_path());
                if asks && !own {
                    return self.ask_to_replace(PathUse::Save(next), path);
                }
                let file = self.session.document.as_ref().and_then(Document::file).filter(|_| own);
                let replaceable = file.map_or(Replaceable::Anything, |file| (&file.content).into());
                self.save_to(path, replaceable, next, ctx);
            }
        }
    }

    fn ask_to_replace(&mut self, wanted: PathUse, path: PathBuf) {
        let mut prompt = PathPrompt::new(wanted, path.display().to_string());
        prompt.error = Some("There is a file of this name already. Choose another name, or replace it.".to_owned());
        prompt.replace = Some(path);
        self.dialog = Some(Dialog::Path(prompt));
    }

    pub(super) fn take_dropped(&mut self, ctx: &Context, frame: &eframe::Frame) {
        // What is asked is about what is on the screen.
        if self.dialog.is_some() || self.take_dropped_ballots(ctx) {
            return;
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped.filter(|path| !path.as_os_str().is_empty()) {
            self.act(Intent::File(FileIntent::Open(path)), ctx, frame);
        }
    }

    pub(super) fn show_title(&mut self, ctx: &Context) {
        // The dialog first, then the record and the step: what a screen reader or a list of windows should tell.
        let dialog = self.dialog.as_ref().map(|dialog| format!("{} – ", dialog.name())).unwrap_or_default();
        let log = self.flows.log.shown.then(|| "Decision log – ".to_owned());
        let record = log.or_else(|| {
            self.session.document.as_ref().map(|document| {
                let title = document.decision().title.trim();
                let title = if title.is_empty() { "Untitled" } else { title };
                format!("{title}{} – {} – ", if document.is_dirty() { " *" } else { "" }, self.session.step.name())
            })
        });
        let record = record.unwrap_or_default();
        let title = shown(format!("{dialog}{record}Weigh-In"));
        if title != self.words.window_title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.words.window_title = title;
        }
    }
}

/// What was read.
pub(super) enum Read {
    /// The record, and whether git does not know that it is merged.
    Record(Box<Loaded>, Fingerprint, bool),
    Unmerged(Box<Conflicts>),
}

fn read(path: &Path) -> Result<Read, ReadError> {
    let (content, print) = storage::open(path)?;
    Ok(match content {
        Content::Record(loaded) => Read::Record(loaded, print, storage::is_unmerged_in_git(path).unwrap_or(false)),
        Content::Unmerged(records) => {
            let merge = records.merge();
            Read::Unmerged(Box::new(Conflicts::new(*records, merge, Origin::Git, path.to_owned(), print)))
        }
    })
}

/// What a file of a newer version means for people.
fn newer_words(newer: &Newer) -> String {
    let left_out = if newer.left_out.is_empty() {
        "Everything in it is understood".to_owned()
    } else {
        format!("Not understood and left out: {}", newer.left_out.join(", "))
    };
    format!(
        "It was written by a newer version of Weigh-In (format {}). {left_out}. Update Weigh-In to change it.",
        newer.format
    )
}

/// Where a record that was never saved would go: into the repository that it is known to belong to, or that the app was
/// started in (`here`), or beside the last one; under its title.
pub(super) fn suggested_name(document: &Document, settings: &Settings, here: Option<&Path>) -> String {
    if let Some(path) = document.path() {
        return path.display().to_string();
    }
    let slug = slug(&document.decision().title, 60);
    let name = format!("{}.{}", if slug.is_empty() { "record" } else { &slug }, storage::EXTENSION);
    let folder = settings.repositories.get(&document.decision().id).filter(|root| root.is_dir()).cloned();
    let beside = || settings.recent.first().and_then(|recent| recent.path.parent().map(Path::to_owned));
    let folder = folder
        .or_else(|| here.map(Path::to_owned))
        .or_else(beside)
        .or_else(|| etcetera::home_dir().ok())
        .unwrap_or_default();
    folder.join(name).display().to_string()
}

/// The built-in templates, people's own, and those of the repository that the app was started in.
pub(super) struct Templates {
    pub(super) known: Vec<Arc<Template>>,
    /// Why others could not be read, a sentence each.
    pub(super) broken: Vec<String>,
}

impl Templates {
    /// Reads all of them, with the folder of the settings and the repository `here`.
    pub(super) fn load(config: Option<&Path>, here: Option<&Path>) -> Self {
        let (known, broken) = templates(config, here);
        Self { known, broken }
    }
}

fn templates(config: Option<&Path>, here: Option<&Path>) -> (Vec<Arc<Template>>, Vec<String>) {
    let mut templates: Vec<Arc<Template>> = storage::templates::built_in().iter().cloned().map(Arc::new).collect();
    let mut broken = Vec::new();
    let own = config.into_iter().flat_map(|config| storage::templates::load_folder(&config.join("templates")));
    for (path, template) in own.chain(here.into_iter().flat_map(crate::decision_log::repository_templates)) {
        match template {
            Ok(template) if templates.iter().any(|known| known.id == template.id) => {
                broken.push(format!("{}: there is another template with the id {}.", path.display(), template.id));
            }
            Ok(template) => templates.push(Arc::new(template)),
            Err(error) => broken.push(format!("{}: {error}", path.display())),
        }
    }
    (templates, broken)
}
