//! The app: what it holds, and the order in which a frame goes.
//!
//! `logic` acts (keys, dialogs, files, the close guard), `ui` draws and collects what people want, and that is acted on
//! in the same frame. Everything that changes the record ends in [`Document::apply`].

mod act;
mod arrivals;
mod ballots;
mod charts;
mod chrome;
mod close;
mod draws;
mod export;
mod links;
mod log;
mod notices;
mod open_save;
mod recover;
mod resolve;
mod save;
mod settings;
mod steps;
mod waiting;
mod watch;

use std::{path::PathBuf, sync::mpsc::Receiver, time::Duration};

use jiff::civil::Date;

use super::{
    command::{self, Command},
    desktop::{self, Wishes},
    dialogs::Dialog,
    files::{FilePicker, NativePicker},
    hints,
    session::{Document, Session},
    step::Step,
    theme,
    type_ahead::TypeAhead,
    views::{self, Cx},
    widgets::Tone,
};
use crate::storage;

use self::notices::{Notice, Notices, Subject};
pub(super) use self::{recover::when, watch::told};
use crate::gui::intent::Intent;

/// What the app takes from the world. Tests give their own.
pub struct Services {
    /// The desktop's file windows.
    pub picker: Box<dyn FilePicker>,
    /// Where settings and templates are kept; none to keep nothing.
    pub config: Option<PathBuf>,
    /// Where work that is not saved is kept; none to keep none.
    pub state: Option<PathBuf>,
    /// What the desktop is set to, and will be.
    pub desktop: fn(&egui::Context) -> Receiver<Wishes>,
    /// The day.
    pub today: fn() -> Date,
    /// An id for a new record.
    pub new_id: fn() -> String,
    /// The name of who sits at the machine.
    pub user: String,
    /// The repository that the app was started in; none outside of any.
    pub here: Option<PathBuf>,
}

impl Default for Services {
    fn default() -> Self {
        Self {
            picker: Box::<NativePicker>::default(),
            config: storage::config_folder(),
            state: storage::state_folder(),
            desktop: desktop::listen,
            today: storage::world::today,
            new_id: storage::world::new_id,
            user: storage::world::user_name(),
            here: std::env::current_dir().ok().and_then(|folder| crate::decision_log::repository_root(&folder)),
        }
    }
}

/// What was typed and is not acted on yet.
#[derive(Default)]
struct Keys {
    /// The commands whose keys were pressed in this frame.
    pressed: Vec<Command>,
    /// Keys that wait for the frame of those before them.
    type_ahead: TypeAhead,
}

/// What is told to the people in front of the window.
#[derive(Default)]
struct Words {
    notices: Notices,
    /// What was last done.
    status_line: String,
    /// The title that the window has.
    window_title: String,
}

/// What is under way, by what it is about.
struct Flows {
    file: save::FileWork,
    export: export::ExportWork,
    log: log::LogWork,
    recovery: recover::Safety,
    ladder: draws::LadderFlow,
    /// How far the reading of ballots is.
    reading_ballots: Option<ballots::Reading>,
}

/// The whole app.
pub struct App {
    services: Services,
    settings: settings::KeptSettings,
    templates: open_save::Templates,
    session: Session,
    views: views::State,
    dialog: Option<Dialog>,
    words: Words,
    /// All work that is under way beside the window.
    tasks: arrivals::Beside,
    flows: Flows,
    keys: Keys,
}

impl App {
    /// Makes the app in a window's context, with a decision file where one is named.
    #[must_use]
    pub fn new(ctx: &egui::Context, services: Services, file: Option<PathBuf>) -> Self {
        theme::install(ctx);
        // Zoom is one of our commands, so that it is remembered.
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
        });
        let desktop = settings::Desktop { wishes: Wishes::default(), told: (services.desktop)(ctx) };
        let (settings, warning) = settings::KeptSettings::load(services.config.as_deref(), desktop);
        let templates = open_save::Templates::load(services.config.as_deref(), services.here.as_deref());
        let mut tasks = arrivals::Beside::default();
        let recovery = recover::Safety::start(ctx, services.state.as_deref(), &mut tasks);
        let flows = Flows {
            file: save::FileWork::default(),
            export: export::ExportWork::default(),
            log: log::LogWork::default(),
            recovery,
            ladder: draws::LadderFlow::default(),
            reading_ballots: None,
        };
        let mut app = Self {
            services,
            settings,
            templates,
            session: Session::default(),
            views: views::State::default(),
            dialog: None,
            words: Words::default(),
            tasks,
            flows,
            keys: Keys::default(),
        };
        if let Some(warning) = warning {
            app.warn("The settings could not be read", warning);
        }
        if let Some(doubt) = storage::world::clock_doubt((app.services.today)()) {
            app.words.notices.tell(Notice::new(Subject::Clock, Tone::Warning, "Set the clock of this machine", doubt));
        }
        app.show_settings(ctx);
        if let Some(file) = file {
            app.open(&file, ctx);
        }
        app
    }

    /// The open record.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.session.document.as_ref()
    }

    /// Whether work is under way whose result will show without anybody touching anything.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.is_waiting_for_tasks() || !self.flows.file.waiting.is_empty() || self.settings.is_changed()
    }

    /// Returns what to run when the program is about to die: the first writes unsaved work, where work is kept, and the
    /// second closes the file window.
    pub fn last_resort(
        &self,
    ) -> (impl Fn() + Clone + Send + Sync + 'static + use<>, impl Fn() + Send + Sync + 'static + use<>) {
        let (keep, close) = (self.flows.recovery.last_resort(), self.services.picker.closer());
        let keep = move || {
            if let Some(keep) = &keep {
                keep();
            }
        };
        (keep, move || close())
    }

    /// The step that is shown.
    #[must_use]
    pub fn step(&self) -> Step {
        self.session.step
    }

    fn cx(&self) -> Option<Cx<'_>> {
        let document = self.session.document.as_ref()?;
        Some(Cx {
            document,
            me: self.session.scoring_as.as_ref(),
            templates: &self.templates.known,
            today: (self.services.today)(),
        })
    }

    fn show_settings(&self, ctx: &egui::Context) {
        ctx.set_theme(match self.settings.now.theme {
            storage::Theme::System => egui::ThemePreference::System,
            storage::Theme::Light => egui::ThemePreference::Light,
            storage::Theme::Dark => egui::ThemePreference::Dark,
        });
        // Asked for where the window system does not say which theme it has.
        let wished = if self.settings.desktop.wishes.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.options_mut(|options| options.fallback_theme = wished);
        ctx.set_zoom_factor(self.settings.now.zoom);
        theme::set_motion(ctx, !self.reduces_motion());
    }

    /// Whether nothing is to glide: as people have said here, or else for all their programs.
    fn reduces_motion(&self) -> bool {
        self.settings.now.reduced_motion.unwrap_or(self.settings.desktop.wishes.less_motion)
    }

    fn hear_wishes(&mut self, ctx: &egui::Context) {
        if let Some(wishes) = self.settings.desktop.told.try_iter().last() {
            self.settings.desktop.wishes = wishes;
            self.show_settings(ctx);
        }
    }

    /// Takes the keys that mean commands, before a text field can. They are acted on after the drawing: what was typed
    /// in the same frame comes first, so that a save right behind the last letter has it.
    fn take_commands(&mut self, ctx: &egui::Context) {
        // A dialog has the keys to itself.
        if self.dialog.is_none() {
            self.keys.pressed.extend(command::pressed(ctx));
        }
    }

    fn run_commands(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        for command in std::mem::take(&mut self.keys.pressed) {
            ctx.request_repaint();
            if self.is_enabled(command) {
                self.run(command, ctx, frame);
            }
        }
    }
}

/// A window is shown with its first frame, and on a busy machine the request for that one may be lost on X11.
fn ask_for_the_first_frame(ctx: &egui::Context) {
    if ctx.cumulative_pass_nr() == 0 {
        ctx.request_repaint_after(Duration::from_millis(100));
    }
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        self.keys.type_ahead.hold(ctx, input);
    }

    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if self.keys.type_ahead.is_waiting() {
            ctx.request_repaint();
        }
        ask_for_the_first_frame(ctx);
        self.hear_wishes(ctx);
        self.guard_close(ctx, frame);
        self.take_commands(ctx);
        self.poll_picker(ctx);
        self.hide_blind_export();
        self.take_arrivals(ctx, frame);
        self.tell_progress(ctx);
        self.poll_waiting(ctx, frame);
        self.write_settings(ctx);
        self.watch_file(ctx);
        self.keep_work();
        self.take_dropped(ctx, frame);
        self.show_title(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let mut intents = Vec::new();
        if self.flows.log.shown {
            self.draw_notices(ui, &mut intents);
            let around =
                views::log::Around { has_record: self.session.document.is_some(), has_dialog: self.dialog.is_some() };
            views::log::show(ui, &mut self.views.log, around, &mut intents);
        } else if self.session.document.is_some() {
            self.draw_record(ui, &mut intents);
        } else {
            self.draw_notices(ui, &mut intents);
            let shown = views::start::Shown {
                templates: &self.templates.known,
                broken: &self.templates.broken,
                settings: &self.settings.now,
                recovered: &self.flows.recovery.recovered,
            };
            // A file named at the start comes in a moment.
            if self.flows.file.opening.is_none() || self.session.generation > 0 {
                views::start::show(ui, &shown, &mut self.views.start, &mut intents);
            }
        }
        if !intents.is_empty() {
            // What was done shows in the next frame; no event of the desktop would bring it.
            ctx.request_repaint();
        }
        for intent in intents {
            self.act(intent, &ctx, frame);
        }
        self.run_commands(&ctx, frame);
        self.hold_links(&ctx);
        self.draw_dialog(&ctx, frame);
        self.plan_export(&ctx);
        self.draw_ladder(&ctx);
        self.keep_work();
    }

    /// The page: what stands on it fills no ground of its own, since every pixel that is filled twice costs time.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.end();
    }
}

impl App {
    fn draw_record(&mut self, ui: &mut egui::Ui, out: &mut Vec<Intent>) {
        self.draw_bar(ui, out);
        self.draw_strip(ui);
        self.draw_rail(ui, out);
        self.draw_notices(ui, out);
        let mut views = std::mem::take(&mut self.views);
        let selected = views.selection.clone();
        if let Some(cx) = self.cx() {
            let is_wide = steps::draw_beside(ui, self.session.step, &cx, &mut views, out);
            hints::show(ui, self.session.step, &self.settings.now.hints, out);
            steps::draw(ui, self.session.step, &cx, &mut views, is_wide, out);
        }
        if views.selection != selected {
            // The inspector is drawn before the sheet that moves its selection.
            ui.ctx().request_repaint();
        }
        self.views = views;
    }

    fn draw_dialog(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        let Some(mut dialog) = self.dialog.take() else { return };
        let intent = dialog.show(ctx, self.session.document.as_ref(), &|command| self.is_enabled(command));
        if intent.as_ref().is_none_or(Intent::keeps_its_dialog) {
            self.dialog = Some(dialog);
        }
        if let Some(intent) = intent {
            ctx.request_repaint();
            self.act(intent, ctx, frame);
        }
    }
}

/// Whether what comes next would lose changes.
fn is_unsafe(document: Option<&Document>) -> bool {
    document.is_some_and(Document::is_dirty)
}

impl App {
    /// Asks about unsaved work first, if there is any.
    fn proceed_safely(&mut self, intent: Intent, ctx: &egui::Context, frame: &eframe::Frame) {
        if self.puts_off(&intent) {
            return;
        }
        if is_unsafe(self.session.document.as_ref()) {
            self.dialog = Some(Dialog::Unsaved(Box::new(intent)));
        } else {
            self.proceed(intent, ctx, frame);
        }
    }

    fn is_enabled(&self, command: Command) -> bool {
        // Beside the log nothing of the record is seen, so nothing of it changes.
        let of_record = matches!(command, Command::Go(_) | Command::New | Command::Save | Command::SaveAs);
        let Some(document) = self.session.document.as_ref().filter(|_| !self.flows.log.shown || of_record) else {
            return matches!(
                command,
                Command::Open
                    | Command::Log
                    | Command::Quit
                    | Command::Palette
                    | Command::Shortcuts
                    | Command::About
                    | Command::ThemeSystem
                    | Command::ThemeLight
                    | Command::ThemeDark
                    | Command::ZoomIn
                    | Command::ZoomOut
                    | Command::ZoomReset
                    | Command::Motion
            );
        };
        let decision = document.decision();
        let sealed = self.session.scoring_as.as_ref().is_some_and(|me| decision.has_sealed(me));
        match command {
            Command::Save => document.read_only().is_none() && (document.is_dirty() || document.path().is_none()),
            Command::SaveAs | Command::ImportBallots => document.read_only().is_none(),
            Command::Undo => document.undo_label().is_some(),
            Command::Redo => document.redo_label().is_some(),
            Command::Export => self.can_write(),
            Command::Seal => self.session.scoring_as.is_some() && decision.is_blind() && !sealed,
            Command::Reopen => sealed,
            Command::Reveal => decision.is_blind(),
            Command::NewRound => decision.members.len() > 1 && !decision.is_blind(),
            Command::SaveChart => !decision.is_blind() && document.findings().analysis.winner.is_some(),
            Command::ExportBallot => self.session.scoring_as.is_some(),
            Command::NextMember => decision.members.len() > 1,
            _ => true,
        }
    }
}
