//! Opening and saving records, and the paths that people give for it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::Context;

use super::App;
use crate::{
    decision::{Status, text::slug},
    gui::{
        dialogs::{Dialog, PathPrompt, Purpose, Then},
        document::Document,
        files::with_extension,
        step::Step,
        widgets::shown,
    },
    storage::{self, Newer, Settings},
    template::Template,
};

/// An answer of the desktop's file window that comes faster than people can cancel means that there is no such window.
const NO_WINDOW_SECONDS: f64 = 0.6;

impl App {
    pub(super) fn open(&mut self, path: &Path) {
        let loaded = match storage::load(path) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.warn(&format!("{} could not be opened", path.display()), error.to_string());
                return;
            }
        };
        let read_only = loaded.newer.as_ref().map(newer_words);
        let decision = loaded.decision;
        let seat = self.settings.member.get(&decision.id).cloned();
        self.me = seat.filter(|id| decision.member(id).is_some());
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.remember(&path, &decision.title, decision.status);
        let scored = decision.ballots.iter().any(|ballot| !ballot.cells.is_empty());
        self.show_document(Document::opened(decision, path, read_only));
        self.step = if scored { Step::Result } else { Step::Context };
        self.keep_me_valid();
    }

    pub(super) fn save(&mut self, then: Option<Then>, ctx: &Context, frame: &eframe::Frame) {
        let Some(document) = &self.document else { return };
        match document.path.clone() {
            Some(path) => self.save_to(&path, then, ctx, frame),
            None => self.ask_path(&Purpose::Save(then), ctx, frame),
        }
    }

    fn save_to(&mut self, path: &Path, then: Option<Then>, ctx: &Context, frame: &eframe::Frame) {
        if self.store(path)
            && let Some(then) = then
        {
            self.proceed(then, ctx, frame);
        }
    }

    /// Writes the record into a file; false, and told, where that was not possible.
    pub(super) fn store(&mut self, path: &Path) -> bool {
        let Some(document) = &mut self.document else { return false };
        if let Err(error) = storage::save(path, document.decision()) {
            self.warn("The record was not saved", format!("{error} Nothing is lost: save it elsewhere, or try again."));
            return false;
        }
        document.mark_saved(path.to_owned());
        if self.views.export.repository.is_empty() {
            self.views.export.repository = super::act::repository_of(document);
        }
        let (title, status) = (document.decision().title.clone(), document.decision().status);
        self.remember(path, &title, status);
        self.said = format!("Saved {}", path.display());
        self.notices.retain(|notice| notice.head != "The record was not saved");
        true
    }

    fn remember(&mut self, path: &Path, title: &str, status: Status) {
        self.settings.remember(path, title, status);
        self.keep_settings();
    }

    /// Shows the desktop's file window beside the dialog where the path can be typed.
    pub(super) fn browse(&mut self, purpose: &Purpose, ctx: &Context, frame: &eframe::Frame) {
        let at = match &self.dialog {
            Some(Dialog::Path(prompt)) => crate::gui::dialogs::typed_path(&prompt.text),
            _ => PathBuf::new(),
        };
        self.services.picker.start(purpose, &at, frame, ctx);
        self.browsing = Some(ctx.input(|input| input.time));
    }

    pub(super) fn poll_picker(&mut self, ctx: &Context, frame: &eframe::Frame) {
        let Some(answer) = self.services.picker.poll() else { return };
        let asked = self.browsing.take();
        let Some(Dialog::Path(prompt)) = &mut self.dialog else { return };
        if let Some(path) = answer {
            let purpose = prompt.purpose.clone();
            self.dialog = None;
            // The desktop's window has asked about replacing, unless the ending is still to come.
            let replace = with_extension(path.clone()) == path;
            self.take_path(purpose, path, replace, ctx, frame);
        } else {
            let waited = asked.map_or(f64::MAX, |asked| ctx.input(|input| input.time) - asked);
            if waited < NO_WINDOW_SECONDS {
                prompt.error = Some("No file window opened here; type the path.".to_owned());
            } else {
                self.dialog = None;
            }
        }
    }

    pub(super) fn take_path(
        &mut self,
        purpose: Purpose,
        path: PathBuf,
        replace: bool,
        ctx: &Context,
        frame: &eframe::Frame,
    ) {
        self.browsing = None;
        match purpose {
            Purpose::Open => self.open(&path),
            Purpose::Repository => {
                self.views.export.repository = path.display().to_string();
                self.step = Step::Export;
            }
            Purpose::Log => self.choose_log(&path, ctx),
            Purpose::Save(then) => {
                let path = with_extension(path);
                let own = self.document.as_ref().and_then(|document| document.path.as_deref()) == Some(&path);
                if path.exists() && !replace && !own {
                    let mut prompt = PathPrompt::new(Purpose::Save(then), path.display().to_string());
                    prompt.error =
                        Some("There is a file of this name already. Choose another name, or replace it.".to_owned());
                    prompt.replace = Some(path);
                    self.dialog = Some(Dialog::Path(prompt));
                    return;
                }
                self.save_to(&path, then, ctx, frame);
            }
        }
    }

    pub(super) fn take_dropped(&mut self, ctx: &Context, frame: &eframe::Frame) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped.filter(|path| !path.as_os_str().is_empty()) {
            self.proceed_safely(Then::Open(path), ctx, frame);
        }
    }

    pub(super) fn show_title(&mut self, ctx: &Context) {
        // The dialog first, then the record and the step: what a screen reader or a list of windows should tell.
        let dialog = self.dialog.as_ref().map(|dialog| format!("{} – ", dialog.name())).unwrap_or_default();
        let log = self.log.shown.then(|| "Decision log – ".to_owned());
        let record = log.or_else(|| {
            self.document.as_ref().map(|document| {
                let title = document.decision().title.trim();
                let title = if title.is_empty() { "Untitled" } else { title };
                format!("{title}{} – {} – ", if document.is_dirty() { " *" } else { "" }, self.step.name())
            })
        });
        let record = record.unwrap_or_default();
        let title = shown(format!("{dialog}{record}Weigh-In"));
        if title != self.title_shown {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title_shown = title;
        }
    }
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

/// Where a record that was never saved would go: beside the last one, under its title.
pub(super) fn suggested_name(document: &Document, settings: &Settings) -> String {
    if let Some(path) = &document.path {
        return path.display().to_string();
    }
    let slug = slug(&document.decision().title, 60);
    let name = format!("{}.{}", if slug.is_empty() { "record" } else { &slug }, storage::EXTENSION);
    let folder = settings.recent.first().and_then(|recent| recent.path.parent().map(Path::to_owned));
    let folder = folder.or_else(|| etcetera::home_dir().ok()).unwrap_or_default();
    folder.join(name).display().to_string()
}

/// The built-in templates and people's own, and why some of those could not be read.
pub(super) fn templates(config: Option<&Path>) -> (Vec<Arc<Template>>, Vec<String>) {
    let mut templates: Vec<Arc<Template>> = storage::templates::built_in().iter().cloned().map(Arc::new).collect();
    let mut broken = Vec::new();
    let here = std::env::current_dir().ok().and_then(|here| crate::decision_log::repository_root(&here));
    let folders = config
        .map(|config| config.join("templates"))
        .into_iter()
        .chain(here.map(|root| root.join(storage::templates::REPOSITORY_FOLDER)));
    for (path, template) in folders.flat_map(|folder| storage::templates::load_folder(&folder)) {
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
