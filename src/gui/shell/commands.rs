//! Commands, and intents about the window alone.

use egui::{Context, ViewportCommand};

use super::App;
use crate::{
    decision::{Decision, Edit, Status, text::uncapitalized},
    gui::{
        command::Command,
        dialogs::{Correcting, Dialog, Help, Members, Palette, Reviewing},
        intent::{
            BallotIntent, ChartIntent, ExportIntent, FileIntent, Intent, LogIntent, PathIntent, PathUse, StartIntent,
        },
        notices::{Notice, StatusLine, Subject},
        session::{Barrier, Direction, Document},
        widgets::Tone,
    },
    storage::Theme,
};

impl App {
    /// Carries an intent out that no flow has a part in.
    pub(super) fn on_window(&mut self, intent: Intent, ctx: &Context, frame: &eframe::Frame) {
        match intent {
            Intent::Run(command) if self.is_enabled(command) => self.run(command, ctx, frame),
            Intent::Go(step) => self.go(step, ctx),
            Intent::Show(place) => self.show_place(&place, ctx),
            Intent::ScoreAs(member) => self.score_as(member, ctx),
            Intent::TakeSeat(member) => self.take_seat(member, ctx),
            Intent::VoteAgain(criteria) => self.vote_again(criteria, ctx, frame),
            Intent::UndoMerge => self.travel_anyway(Direction::Back),
            Intent::Copy(words) => {
                ctx.copy_text(words);
                self.say("Copied");
            }
            Intent::ShowLink(url) => self.ask_to_follow(&url),
            Intent::FollowLink(url) => super::links::follow(ctx, &url),
            Intent::FocusTitle => self.views.context.focus_title = true,
            Intent::DismissHint(name) => {
                self.settings.hints.insert(name.to_owned());
            }
            Intent::RecordReplaced => {
                self.forget_record();
                let (flows, mut cx) = self.split(ctx, frame);
                flows.record_replaced(&mut cx);
            }
            // Disabled commands do nothing, and flows have carried out all others.
            Intent::Run(_)
            | Intent::Edit(_)
            | Intent::Confirmed(_)
            | Intent::Dismiss
            | Intent::WithoutSaving(_)
            | Intent::File(_)
            | Intent::Path(_)
            | Intent::Start(_)
            | Intent::Export(_)
            | Intent::Log(_)
            | Intent::Ballots(_)
            | Intent::Chart(_)
            | Intent::Ladder(_)
            | Intent::Recovery(_) => {}
        }
    }

    fn run(&mut self, command: Command, ctx: &Context, frame: &eframe::Frame) {
        let intent = match command {
            Command::New => Intent::File(FileIntent::Close),
            Command::Open => Intent::File(FileIntent::Choose),
            Command::Save => Intent::File(FileIntent::Save(None)),
            Command::SaveAs => Intent::File(FileIntent::SaveElsewhere(None)),
            Command::Seal | Command::Reopen => {
                let Some(me) = self.session.scoring_as.clone() else { return };
                let is_seal = command == Command::Seal;
                Intent::Edit(if is_seal { Edit::Seal(me, (self.services.today)()) } else { Edit::Reopen(me) })
            }
            Command::SetStatus(to) => return self.set_status(to, ctx, frame),
            Command::Supersede => Intent::Start(StartIntent::Supersede),
            Command::Duplicate => Intent::Start(StartIntent::Duplicate),
            Command::NewRound => Intent::Ballots(BallotIntent::ChooseRound(Vec::new())),
            Command::ExportBallot => Intent::Path(PathIntent::Ask(PathUse::ExportBallot)),
            Command::ImportBallots => Intent::Path(PathIntent::Ask(PathUse::ImportBallots)),
            Command::Go(step) => Intent::Go(step),
            Command::NextStep => Intent::Go(self.session.step.shifted(1)),
            Command::PreviousStep => Intent::Go(self.session.step.shifted(-1)),
            Command::Export => Intent::Export(ExportIntent::Write),
            Command::Log => Intent::Log(LogIntent::Show),
            Command::CopyMarkdown => Intent::Export(ExportIntent::Copy),
            Command::SaveChart => Intent::Chart(ChartIntent::Choose),
            Command::Quit => return ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo => return self.travel(Direction::Back),
            Command::Redo => return self.travel(Direction::Forward),
            Command::NextMember => return self.next_member(ctx),
            Command::CopyTable => return self.copy_table(ctx),
            Command::SaveAsTemplate => return self.dialog = Some(Dialog::SaveTemplate(String::new())),
            Command::Reveal => {
                let by = self.session.name_of_seat(&self.services.user);
                // Where all have sealed, nothing speaks against it.
                if self.document().is_some_and(|document| document.decision().have_all_sealed()) {
                    Intent::Ballots(BallotIntent::Reveal(by))
                } else {
                    return self.dialog = Some(Dialog::Reveal(by));
                }
            }
            Command::Review => {
                let Some(document) = &self.session.document else { return };
                let (on, by) = ((self.services.today)(), self.session.name_of_seat(&self.services.user));
                return self.dialog = Some(Dialog::Review(Box::new(Reviewing::of(document.decision(), on, by))));
            }
            Command::Correct => {
                let (on, by) = ((self.services.today)(), self.session.name_of_seat(&self.services.user));
                return self.dialog =
                    Some(Dialog::Correct(Box::new(Correcting { on, by, why: String::new(), edit: None })));
            }
            Command::Members => return self.dialog = Some(Dialog::Members(Members::default())),
            Command::Palette => return self.dialog = Some(Dialog::Palette(Palette::default())),
            Command::Shortcuts => {
                let step = self.session.document.is_some().then_some(self.session.step);
                return self.dialog = Some(Dialog::Help(Help::at(step)));
            }
            Command::About => return self.dialog = Some(Dialog::About),
            Command::ThemeSystem => return self.set_theme(Theme::System, ctx),
            Command::ThemeLight => return self.set_theme(Theme::Light, ctx),
            Command::ThemeDark => return self.set_theme(Theme::Dark, ctx),
            Command::ZoomIn => return self.zoom(self.settings.zoom + 0.1, ctx),
            Command::ZoomOut => return self.zoom(self.settings.zoom - 0.1, ctx),
            Command::ZoomReset => return self.zoom(1.0, ctx),
            Command::Motion => {
                self.settings.reduced_motion = Some(!self.flows.settings.reduces_motion(&self.settings));
                return self.flows.settings.show(&self.settings, ctx);
            }
            // Views take these keys where they are meant.
            Command::Sheet(_) | Command::InLog(_) => return,
        };
        self.carry_out(intent, ctx, frame);
    }

    pub(super) fn is_enabled(&self, command: Command) -> bool {
        // Beside the log nothing of the record is seen, so nothing of it changes.
        let of_record = matches!(command, Command::Go(_) | Command::New | Command::Save | Command::SaveAs);
        let Some(document) = self.session.document.as_ref().filter(|_| !self.flows.log.is_shown || of_record) else {
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
            Command::Undo => document.step_words(Direction::Back, self.seat()).is_some(),
            Command::Redo => document.step_words(Direction::Forward, self.seat()).is_some(),
            Command::Export => self.flows.export.can_write(self.session.step, Some(document)),
            Command::Seal => self.session.scoring_as.is_some() && decision.is_blind() && !sealed,
            Command::Reopen => sealed && !decision.is_shown_to_team(),
            Command::Reveal => decision.is_blind(),
            Command::NewRound => decision.is_shown_to_team(),
            Command::SetStatus(to) => {
                let steps = decision.status().path_to(to);
                document.read_only().is_none() && steps.is_some_and(|steps| !steps.is_empty())
            }
            Command::Review => decision.is_guarded() && document.read_only().is_none(),
            Command::Correct => decision.is_guarded() && !document.is_correcting() && document.read_only().is_none(),
            Command::Supersede => decision.status().can_be_superseded(),
            Command::SaveChart => !decision.is_blind() && document.findings().analysis.winner.is_some(),
            Command::ExportBallot => self.session.scoring_as.is_some(),
            Command::NextMember => decision.members.len() > 1,
            _ => true,
        }
    }

    pub(super) fn say(&mut self, words: impl Into<String>) {
        self.messages.status_line = StatusLine::Done(words.into());
    }

    pub(super) fn warn(&mut self, head: &str, words: impl Into<String>) {
        self.messages.notices.show(Notice::new(Subject::Refused, Tone::Bad, head, words));
    }

    /// Takes the decision to a status, step by step.
    fn set_status(&mut self, to: Status, ctx: &Context, frame: &eframe::Frame) {
        let steps = self.document().and_then(|document| document.decision().status().path_to(to));
        let (today, by) = ((self.services.today)(), self.session.name_of_seat(&self.services.user));
        for step in steps.unwrap_or_default() {
            self.carry_out(Intent::Edit(Edit::Status(step, today, by.clone())), ctx, frame);
        }
    }

    fn travel(&mut self, direction: Direction) {
        let Some(document) = &self.session.document else { return };
        match document.barrier(direction, self.seat()) {
            Some(Barrier::Merge) => self.dialog = Some(Dialog::UndoMerge),
            Some(barrier) => {
                let words = barrier.words(document.decision());
                let what = if direction == Direction::Back { "Nothing was undone" } else { "Nothing was redone" };
                self.warn(what, words);
            }
            None => self.travel_anyway(direction),
        }
    }

    /// Takes a step of the history, whatever it takes out.
    pub(super) fn travel_anyway(&mut self, direction: Direction) {
        let (on, by) = ((self.services.today)(), self.session.name_of_seat(&self.services.user));
        let Some(document) = &mut self.session.document else { return };
        let was_shown = document.decision().is_shown_to_team();
        let Some(label) = document.travel(direction, on, &by) else { return };
        let is_hidden_again = was_shown && document.decision().is_blind();
        let verb = if direction == Direction::Back { "Undid" } else { "Redid" };
        let trace = if is_hidden_again { "; the record keeps that the scores were shown" } else { "" };
        self.say(format!("{verb}: {}{trace}", uncapitalized(&label)));
        self.session.keep_seat_valid(&self.services.user);
    }

    fn set_theme(&mut self, theme: Theme, ctx: &Context) {
        self.settings.theme = theme;
        self.flows.settings.show(&self.settings, ctx);
    }

    fn zoom(&mut self, factor: f32, ctx: &Context) {
        self.settings.zoom = ((factor * 10.0).round() / 10.0).clamp(0.5, 3.0);
        self.flows.settings.show(&self.settings, ctx);
    }

    fn copy_table(&mut self, ctx: &Context) {
        let Some(document) = &self.session.document else { return };
        if document.decision().is_blind() {
            self.warn("Nothing was copied", "The round is still blind; the scores can be copied after the reveal.");
            return;
        }
        ctx.copy_text(table(document));
        self.say("Copied the scores");
    }
}

/// The mean scores as lines of cells with tabs between, as spreadsheets take them.
fn table(document: &Document) -> String {
    let decision: &Decision = document.decision();
    let findings = document.findings();
    let mut lines = vec![
        ["Criterion", "Weight"]
            .into_iter()
            .chain(decision.options.iter().map(|option| option.called()))
            .collect::<Vec<_>>()
            .join("\t"),
    ];
    for (criterion, result) in decision.criteria.iter().zip(&findings.analysis.criteria) {
        let mut cells = vec![criterion.name.clone(), format!("{:.4}", result.weight)];
        cells.extend(decision.options.iter().map(|option| {
            let mean = findings.analysis.cell(&criterion.id, &option.id).and_then(|cell| cell.mean);
            mean.map_or_else(String::new, |mean| format!("{mean:.2}"))
        }));
        lines.push(cells.join("\t"));
    }
    lines.join("\n")
}
