//! The app: its parts, and the order of work in a frame.
//!
//! `logic` takes keys, results of tasks and the close request, `ui` draws and collects intents, and they are carried out
//! in the same frame. Every change of the record ends in [`Document::apply`].

mod chrome;
mod commands;
mod links;
mod members;
mod menus;
mod navigation;
mod steps;

use std::{path::PathBuf, time::Duration};

use egui::{Id, UiBuilder};

use super::{
    command,
    dialogs::{Dialog, DraftQuestion},
    flows::{
        BallotsFlow, ExportFlow, FileFlow, Flows, LadderFlow, LogFlow, ProfilesFlow, RecoveryFlow, SettingsFlow,
        StartFlow, TablesFlow,
        context::{Agenda, FlowContext},
        task::{BackgroundTasks, Task},
    },
    intent::{ExportIntent, FileIntent, Intent},
    notices::{Messages, Notice, Subject},
    services::Services,
    session::{Document, Draft, Session},
    step::Step,
    theme,
    type_ahead::TypeAhead,
    views::{self, Cx, Views, first_run_hints},
    widgets::{Tone, keep_focus_around, keep_focus_around_menus, shown},
    window_place,
};
use crate::{
    decision::{CellField, Edit, MemberId},
    storage::{Settings, WindowPlace, world},
};

/// Pressed keys that are not acted on yet.
#[derive(Default)]
struct TypedKeys {
    /// The commands whose keys were pressed in this frame.
    pressed: Vec<Intent>,
    /// Keys that wait for a later frame, so that those before them are acted on first.
    type_ahead: TypeAhead,
}

/// The whole app.
pub struct App {
    services: Services,
    settings: Settings,
    session: Session,
    views: Views,
    dialog: Option<Dialog>,
    messages: Messages,
    tasks: BackgroundTasks,
    flows: Flows,
    keys: TypedKeys,
    agenda: Agenda,
    /// Where the window is.
    place: Option<WindowPlace>,
    /// Whether the window is to be maximised, which desktops only take from one that is seen.
    is_to_fill: bool,
}

impl App {
    /// Creates the app in the context of a window, and opens a decision file if one is named.
    #[must_use]
    pub fn new(ctx: &egui::Context, services: Services, file: Option<PathBuf>) -> Self {
        theme::install(ctx);
        // Zoom is a command of the app, so that it is kept in the settings.
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
        });
        let (kept, settings, warning) = SettingsFlow::load(services.config.as_deref(), (services.desktop)(ctx));
        let mut tasks = BackgroundTasks::default();
        let flows = Flows {
            file: FileFlow::default(),
            start: StartFlow::load(services.config.as_deref(), services.here.as_deref()),
            export: ExportFlow::default(),
            log: LogFlow::default(),
            ballots: BallotsFlow::default(),
            tables: TablesFlow::default(),
            ladder: LadderFlow::default(),
            profiles: ProfilesFlow::default(),
            recovery: RecoveryFlow::start(ctx, services.state.as_deref(), &mut tasks),
            settings: kept,
        };
        let mut messages = Messages::default();
        if let Some(warning) = warning {
            let head = "The settings could not be read";
            messages.notices.show(Notice::new(Subject::Refused, Tone::Bad, head, warning));
        }
        if let Some(doubt) = world::clock_doubt((services.today)()) {
            messages.notices.show(Notice::new(Subject::Clock, Tone::Warning, "Set the clock of this machine", doubt));
        }
        flows.settings.show(&settings, ctx);
        let mut agenda = Agenda::default();
        agenda.next.extend(file.map(|file| Intent::File(FileIntent::Open(file, None))));
        Self {
            services,
            settings,
            session: Session::default(),
            views: Views::default(),
            dialog: None,
            messages,
            tasks,
            flows,
            keys: TypedKeys::default(),
            agenda,
            place: None,
            is_to_fill: false,
        }
    }

    /// Returns the app in a window that was left at a place, and that is to be maximised once it is seen.
    #[must_use]
    pub fn in_window(self, place: Option<WindowPlace>, is_to_fill: bool) -> Self {
        Self { place, is_to_fill, ..self }
    }

    /// Returns the open record.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.session.document.as_ref()
    }

    /// Returns the member who sits at the machine.
    #[must_use]
    pub fn seat(&self) -> Option<&MemberId> {
        self.session.scoring_as.as_ref()
    }

    /// Reports whether work is under way whose result will be shown without any further input.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.tasks.any(|task| !task.is_aside())
            || !self.agenda.next.is_empty()
            || !self.agenda.waiting.is_empty()
            || self.flows.settings.is_changed(&self.settings)
    }

    /// Returns two functions to run when the program is about to be killed: the first writes unsaved work, if work is kept, and
    /// the second closes the file window.
    pub fn last_resort(
        &self,
    ) -> (impl Fn() -> bool + Clone + Send + Sync + 'static + use<>, impl Fn() + Send + Sync + 'static + use<>) {
        let (keep, close) = (self.flows.recovery.last_resort(), self.services.picker.closer());
        (move || keep.as_ref().is_some_and(|keep| keep()), move || close())
    }

    /// Returns the step that is shown.
    #[must_use]
    pub fn step(&self) -> Step {
        self.session.step
    }

    /// Reports whether the decision log is on the screen.
    #[must_use]
    pub fn shows_log(&self) -> bool {
        self.flows.log.is_shown
    }

    /// Splits the app into its flows and the parts that they work with.
    fn split<'a>(&'a mut self, ctx: &'a egui::Context, frame: &'a eframe::Frame) -> (&'a mut Flows, FlowContext<'a>) {
        let cx = FlowContext {
            ctx,
            frame,
            services: &mut self.services,
            settings: &mut self.settings,
            session: &mut self.session,
            tasks: &mut self.tasks,
            dialog: &mut self.dialog,
            messages: &mut self.messages,
            agenda: &mut self.agenda,
        };
        (&mut self.flows, cx)
    }

    /// Takes the keys of commands before a text field can. They are acted on after the drawing, so that text typed in the same
    /// frame comes first, and a save right after the last letter includes it.
    fn take_commands(&mut self, ctx: &egui::Context) {
        command::drop_text_of_alt(ctx);
        command::take_clipboard_keys(ctx);
        self.keys.pressed.extend(command::zoomed_by_wheel(ctx));
        // A dialog has the keyboard to itself.
        if self.dialog.is_none() {
            self.keys
                .pressed
                .extend(command::pressed(ctx, self.session.document.is_some() && !self.flows.log.is_shown));
        }
    }

    fn run_commands(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        for intent in std::mem::take(&mut self.keys.pressed) {
            ctx.request_repaint();
            self.carry_out(intent, ctx, frame);
        }
    }

    /// Carries out an intent, and those that it leads to.
    fn carry_out(&mut self, intent: Intent, ctx: &egui::Context, frame: &eframe::Frame) {
        if intent.does_something() && self.is_enabled(&intent) {
            self.messages.notices.end_passing();
        }
        self.agenda.next.push_back(intent);
        self.carry_out_all(ctx, frame);
    }

    fn carry_out_all(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        while let Some(intent) = self.agenda.next.pop_front() {
            // A command is checked here alone, whether it comes from a key, a menu, the palette or a button.
            if !self.is_enabled(&intent) {
                continue;
            }
            if self.asks_who_sits(&intent) {
                continue;
            }
            // Elsewhere, people have not seen yet what would be written.
            if matches!(intent, Intent::Export(ExportIntent::Write)) && self.session.step != Step::Export {
                self.go(Step::Export, ctx);
                continue;
            }
            if intent.leaves_the_record() && self.asks_about_drafts(&intent) {
                continue;
            }
            let (flows, mut cx) = self.split(ctx, frame);
            if intent.leaves_the_record() && flows.file.holds_back(&intent, &mut cx) {
                continue;
            }
            if flows.file.ends_behind_work(&intent, &mut cx) {
                continue;
            }
            let intent = if let Intent::WithoutSaving(intent) = intent { *intent } else { intent };
            if let Some(intent) = flows.on(intent, &mut cx) {
                self.on_window(intent, ctx, frame);
            }
        }
    }

    /// Returns text that is typed on the screen and not in the record.
    fn drafts(&self) -> Vec<Draft> {
        let in_dialog = self.dialog.as_ref().and_then(Dialog::draft);
        in_dialog.into_iter().chain(self.views.drafts()).filter(|_| self.session.document.is_some()).collect()
    }

    /// Asks before an intent would lose typed text. Returns whether it asks.
    fn asks_about_drafts(&mut self, intent: &Intent) -> bool {
        // The question is shown already.
        if matches!(self.dialog, Some(Dialog::Drafts(_))) {
            return true;
        }
        let drafts = self.drafts();
        let asks = !drafts.is_empty();
        if asks {
            let below = self.dialog.take();
            self.dialog = Some(Dialog::Drafts(Box::new(DraftQuestion::new(drafts, intent.clone(), below))));
        }
        asks
    }

    /// Takes all results of tasks that have arrived since the last frame, except those that would interrupt a question.
    fn take_arrivals(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        loop {
            let (flows, mut cx) = self.split(ctx, frame);
            let is_asking = cx.is_asking();
            let Some(arrival) = cx.tasks.next(|task| !is_asking || !task.waits_for_answers()) else { return };
            ctx.request_repaint();
            let is_current = arrival.generation == cx.session.generation;
            flows.done(arrival.outcome, is_current, &mut cx);
            self.carry_out_all(ctx, frame);
        }
    }

    /// Follows the place of the window.
    fn keep_place(&mut self, ctx: &egui::Context) {
        if ctx.cumulative_frame_nr() == 0 {
            if self.is_to_fill {
                ctx.request_repaint();
            }
        } else if std::mem::take(&mut self.is_to_fill) {
            ctx.send_viewport_cmd(egui::ViewportCommand::Maximized(true));
        }
        let (zoom, before) = (ctx.zoom_factor(), self.place);
        let content = ctx.content_rect().size();
        self.place = Some(ctx.input(|input| window_place::place_of(input.viewport(), content, zoom, before)));
    }

    /// Sets the title of the window: the dialog first, then the record and the step, as screen readers and lists of windows
    /// should say.
    fn show_title(&mut self, ctx: &egui::Context) {
        let dialog = self.dialog.as_ref().map(|dialog| format!("{} – ", dialog.name())).unwrap_or_default();
        let record = if self.flows.log.is_shown {
            "Decision log – ".to_owned()
        } else if let Some(document) = self.document() {
            let title = document.decision().title.trim();
            let title = if title.is_empty() { "Untitled" } else { title };
            format!("{title}{} – {} – ", if document.is_dirty() { " *" } else { "" }, self.session.step.name())
        } else {
            String::new()
        };
        let title = shown(format!("{dialog}{record}Weigh-In"));
        if title != self.messages.window_title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.messages.window_title = title;
        }
    }
}

/// Asks again for the first frame, with which the window is shown: on a busy machine its first request may be lost on X11.
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
        self.keep_place(ctx);
        self.flows.settings.follow_desktop(&self.settings, ctx);
        self.take_commands(ctx);
        self.session.has_drafts = !self.drafts().is_empty();
        let (flows, mut cx) = self.split(ctx, frame);
        flows.before_arrivals(&mut cx);
        self.carry_out_all(ctx, frame);
        self.take_arrivals(ctx, frame);
        let (flows, mut cx) = self.split(ctx, frame);
        flows.before_drawing(&mut cx);
        self.carry_out_all(ctx, frame);
        self.show_title(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let mut intents = Vec::new();
        keep_focus_around_menus(&ctx);
        if self.flows.log.is_shown {
            self.draw_notices(ui, &mut intents);
            let around =
                views::log::Around { has_record: self.session.document.is_some(), has_dialog: self.dialog.is_some() };
            views::log::show(ui, &self.flows.log.content, &mut self.views.log, around, &mut intents);
        } else if self.session.document.is_some() {
            self.draw_record(ui, &mut intents);
        } else {
            self.draw_notices(ui, &mut intents);
            let content = views::start::StartContent {
                templates: &self.flows.start.templates,
                broken: &self.flows.start.broken,
                supersedes: self.flows.start.supersedes.as_ref(),
                settings: &self.settings,
                today: (self.services.today)(),
                recovered: &self.flows.recovery.recovered,
            };
            // A file named on the command line is about to be shown, so the start screen would only flash.
            if !self.flows.file.is_opening() || self.session.generation > 0 {
                views::start::show(ui, &content, &mut self.views.start, &mut intents);
            }
        }
        if !intents.is_empty() {
            // The result shows in the next frame, which no event of the desktop would bring.
            ctx.request_repaint();
        }
        for intent in intents {
            self.carry_out(intent, &ctx, frame);
        }
        self.run_commands(&ctx, frame);
        self.hold_links(&ctx);
        self.draw_dialog(&ctx, frame);
        let (flows, mut cx) = self.split(&ctx, frame);
        flows.after_drawing(&mut cx);
    }

    /// Returns the colour of the page. The window is cleared in it, and pages fill no background of their own, since every pixel
    /// that is filled twice costs time.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.flows.recovery.end();
        self.tasks.wait(Task::KeepSettings);
        self.flows.settings.end(&self.settings, &self.services);
        if let Some((place, folder)) = self.place.zip(self.services.state.as_deref()) {
            // An error is dropped, since no window is left to show it.
            drop(place.save(folder));
        }
    }
}

impl App {
    fn draw_record(&mut self, ui: &mut egui::Ui, out: &mut Vec<Intent>) {
        self.session.keep_covered();
        self.draw_bar(ui, out);
        self.draw_strip(ui);
        self.draw_rail(ui, out);
        self.draw_life(ui, out);
        self.draw_notices(ui, out);
        let selected = self.views.selection.clone();
        let Session { document, scoring_as, step, trial, .. } = &mut self.session;
        let Some(document) = document else { return };
        let cx = Cx {
            document,
            me: scoring_as.as_ref(),
            templates: &self.flows.start.templates,
            goes_on: !self.settings.stays_after_score,
            today: (self.services.today)(),
        };
        let ExportFlow { form, content, .. } = &mut self.flows.export;
        let mut page = steps::StepPage { step: *step, cx, views: &mut self.views, form, export: content, trial };
        // Bars, notices and hints come and go above a step. With ids of its own, its controls keep theirs, and so the focus.
        let own =
            |ui: &egui::Ui, id| UiBuilder::new().scope_id(Id::unique(id)).max_rect(ui.available_rect_before_wrap());
        let hints = &self.settings.hints;
        ui.scope_builder(own(ui, "step and inspector"), |ui| {
            let is_wide = page.draw_beside(ui, out);
            first_run_hints::show(ui, &page.cx, page.views, *step, hints, out);
            ui.scope_builder(own(ui, "step"), |ui| page.draw(ui, is_wide, out));
        });
        if self.views.selection != selected {
            // The inspector was drawn before the sheet moved the selection, so it needs another frame.
            ui.ctx().request_repaint();
        }
    }

    fn draw_dialog(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        let Some(mut dialog) = self.dialog.take() else {
            // A dialog that has just closed keeps the keyboard focus for this frame, so others get it in the next one.
            if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
                ctx.request_repaint();
            }
            return keep_focus_around(ctx, false);
        };
        let today = (self.services.today)();
        let (document, me) = (self.session.document.as_ref(), self.session.scoring_as.as_ref());
        let intent = dialog.show(ctx, document, me, &|intent| self.is_enabled(intent), today);
        // Noted before the answer is carried out, which may open another dialog or lead elsewhere.
        keep_focus_around(ctx, true);
        if intent.as_ref().is_none_or(Intent::keeps_its_dialog) {
            self.dialog = Some(dialog);
        }
        if let Some(intent) = intent {
            ctx.request_repaint();
            if let Intent::Confirmed(edits) = &intent
                && let Some(Edit::Cell(_, criterion, option, CellField::Vote(_))) = edits.last()
            {
                self.views.scores.go_on_from((criterion.clone(), option.clone()));
            }
            self.carry_out(intent, ctx, frame);
        }
    }
}
