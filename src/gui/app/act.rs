//! How intents and commands are carried out.

use std::sync::Arc;

use egui::Context;

use super::{App, Notice, Subject, Tone, links::follow, open_save::suggested_name};
use crate::{
    decision::{CriterionId, Decision, Edit, Member, MemberId, Place, text::uncapitalized},
    gui::{
        command::Command,
        dialogs::{Dialog, Help, Members, NewRound, Palette, PathPrompt},
        intent::{BallotIntent, ExportIntent, FileIntent, Intent, LadderIntent, PathUse, StartIntent},
        session::Document,
        step::Step,
        views,
    },
    storage::{self, Theme},
};

impl App {
    /// Carries an intent out, once unsaved work is safe where it has to be.
    pub(super) fn act(&mut self, intent: Intent, ctx: &Context, frame: &eframe::Frame) {
        if intent.leaves_the_record() {
            self.proceed_safely(intent, ctx, frame);
        } else {
            self.proceed(intent, ctx, frame);
        }
    }

    /// Carries an intent out, whatever it makes room for.
    pub(super) fn proceed(&mut self, intent: Intent, ctx: &Context, frame: &eframe::Frame) {
        match intent {
            Intent::Edit(edit) => self.edit(edit, ctx),
            Intent::Run(command) => {
                if self.is_enabled(command) {
                    self.run(command, ctx, frame);
                }
            }
            Intent::Dismiss => self.dismiss(),
            Intent::Go(step) => self.go(step, ctx),
            Intent::Show(place) => self.show_place(&place, ctx),
            Intent::ScoreAs(member) => self.score_as(member, ctx),
            Intent::Copy(words) => {
                ctx.copy_text(words);
                "Copied".clone_into(&mut self.words.status_line);
            }
            Intent::ShowLink(url) => self.ask_to_follow(&url),
            Intent::FollowLink(url) => follow(ctx, &url),
            Intent::DismissHint(name) => {
                self.settings.now.hints.insert(name.to_owned());
            }
            Intent::File(intent) => self.on_file(intent, ctx, frame),
            Intent::Path(intent) => self.on_path(intent, ctx, frame),
            Intent::Start(intent) => self.on_start(intent, ctx),
            // While it is being worked out again, what is shown is not what would be written.
            Intent::Export(ExportIntent::Write) if !self.can_write() => {}
            Intent::Export(ExportIntent::Write) => self.write_export(ctx),
            Intent::Export(ExportIntent::Git(request)) => self.give_to_git(request, ctx),
            Intent::Log(intent) => self.on_log(intent, ctx, frame),
            Intent::Ballots(intent) => self.on_ballots(intent, ctx),
            Intent::SaveChart(chart) => self.ask_path(PathUse::Chart(chart), ctx, frame),
            Intent::Ladder(LadderIntent::Stop) => self.stop_drawing(),
            Intent::Ladder(LadderIntent::Resume) => self.draw_again(),
            Intent::Recovery(intent) => self.on_recovery(intent, ctx, frame),
        }
    }

    fn on_start(&mut self, intent: StartIntent, ctx: &Context) {
        match intent {
            StartIntent::FromTemplate(template, profile) => self.start(&template, profile.as_deref()),
            StartIntent::FromAdr(adr) => self.start_from_adr(adr, ctx),
            StartIntent::Superseding(superseded) => {
                self.close_document();
                self.views.start.supersedes = Some(superseded);
            }
            StartIntent::SupersedeNothing => self.views.start.supersedes = None,
            StartIntent::Sample => self.open_sample(ctx),
            StartIntent::SaveTemplate(name) => self.save_template(&name),
        }
    }

    fn on_ballots(&mut self, intent: BallotIntent, ctx: &Context) {
        match intent {
            BallotIntent::Read(paths, displace) => self.look_at_ballots(paths, displace, ctx),
            BallotIntent::Import(edit) => self.import_ballots(*edit, ctx),
            BallotIntent::Reveal(by) => self.edit(Edit::Reveal(by, (self.services.today)()), ctx),
            BallotIntent::VoteAgain(criteria) => self.vote_again(criteria, ctx),
            BallotIntent::ChooseRound(criteria) => self.choose_round(criteria),
        }
    }

    /// Makes a change, or says why not.
    pub(super) fn edit(&mut self, edit: Edit, ctx: &Context) {
        if self.tells_read_only() {
            return;
        }
        let Some(document) = &mut self.session.document else { return };
        let label = edit.label(document.decision());
        match document.apply(edit, ctx.input(|input| input.time)) {
            Ok(()) => self.words.status_line = label,
            Err(refusal) => self.warn(&format!("Not done: {}", uncapitalized(&label)), format!("{refusal}.")),
        }
        self.keep_me_valid();
    }

    /// Whether the record may not be changed or saved; people are told why.
    pub(super) fn tells_read_only(&mut self) -> bool {
        let reason = self.session.document.as_ref().and_then(|document| document.read_only().map(str::to_owned));
        let is_read_only = reason.is_some();
        if let Some(reason) = reason {
            self.warn("This record is read-only", reason);
        }
        is_read_only
    }

    pub(super) fn run(&mut self, command: Command, ctx: &Context, frame: &eframe::Frame) {
        match command {
            Command::New => self.act(Intent::File(FileIntent::Close), ctx, frame),
            Command::Open => self.act(Intent::File(FileIntent::Choose), ctx, frame),
            Command::Save => self.save(None, ctx, frame),
            Command::SaveAs => self.ask_path(PathUse::Save(None), ctx, frame),
            Command::SaveAsTemplate => self.dialog = Some(Dialog::SaveTemplate(String::new())),
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Command::Undo => self.travel("Undid", Document::undo),
            Command::Redo => self.travel("Redid", Document::redo),
            Command::Seal => self.edit_as_me(ctx, Edit::Seal),
            Command::Reopen => self.edit_as_me(ctx, |me, _| Edit::Reopen(me)),
            Command::Reveal => self.dialog = Some(Dialog::Reveal(self.services.user.clone())),
            Command::NewRound => self.choose_round(Vec::new()),
            Command::NextMember => self.next_member(ctx),
            Command::ExportBallot => self.ask_path(PathUse::ExportBallot, ctx, frame),
            Command::ImportBallots => self.ask_path(PathUse::ImportBallots, ctx, frame),
            Command::Members => self.dialog = Some(Dialog::Members(Members::default())),
            Command::Go(step) => self.go(step, ctx),
            Command::NextStep => self.go(self.session.step.shifted(1), ctx),
            Command::PreviousStep => self.go(self.session.step.shifted(-1), ctx),
            Command::Export => self.write_export(ctx),
            Command::Log => self.show_log(ctx),
            Command::CopyMarkdown => self.copy_markdown(ctx),
            Command::CopyTable => self.copy_table(ctx),
            Command::SaveChart => self.ask_which_chart(),
            Command::Palette => self.dialog = Some(Dialog::Palette(Palette::default())),
            Command::Shortcuts => {
                let step = self.session.document.is_some().then_some(self.session.step);
                self.dialog = Some(Dialog::Help(Help::at(step)));
            }
            Command::ThemeSystem => self.set_theme(Theme::System, ctx),
            Command::ThemeLight => self.set_theme(Theme::Light, ctx),
            Command::ThemeDark => self.set_theme(Theme::Dark, ctx),
            Command::ZoomIn => self.zoom(self.settings.now.zoom + 0.1, ctx),
            Command::ZoomOut => self.zoom(self.settings.now.zoom - 0.1, ctx),
            Command::ZoomReset => self.zoom(1.0, ctx),
            Command::Motion => {
                self.settings.now.reduced_motion = Some(!self.reduces_motion());
                self.show_settings(ctx);
            }
            Command::About => self.dialog = Some(Dialog::About),
        }
    }

    fn go(&mut self, step: Step, ctx: &Context) {
        let is_there = self.session.step == step && !self.flows.log.shown;
        self.flows.log.shown = false;
        self.session.step = step;
        if !is_there {
            // The next Tab leads to the first control of the page, not through menus and rail again.
            ctx.memory_mut(|memory| memory.request_focus(super::steps::page_id()));
        }
        if step == Step::Scores || step == Step::Criteria {
            let Some(document) = &self.session.document else { return };
            let decision = document.decision();
            let selection = &mut self.views.selection;
            if selection.criterion.as_ref().and_then(|id| decision.criterion(id)).is_none() {
                selection.criterion = decision.criteria.first().map(|criterion| criterion.id.clone());
            }
            if selection.option.as_ref().and_then(|id| decision.option(id)).is_none() {
                selection.option = decision.options.first().map(|option| option.id.clone());
            }
        }
        if step == Step::Scores {
            // Keys act at once on a cell; nobody needs to click first.
            self.views.scores.grab_focus();
        }
    }

    /// Goes to where a problem can be mended.
    fn show_place(&mut self, place: &Place, ctx: &Context) {
        let Some(decision) = self.session.document.as_ref().map(Document::decision) else { return };
        let step = match place {
            Place::Record => Step::Scores,
            Place::Ballot(index) => {
                // Only my own ballot can be changed by me.
                self.views
                    .scores
                    .show_team(decision.ballots.get(*index).map(|b| &b.member) != self.session.scoring_as.as_ref());
                Step::Scores
            }
            Place::Cell(index, criterion, option) => {
                self.views
                    .scores
                    .show_team(decision.ballots.get(*index).map(|b| &b.member) != self.session.scoring_as.as_ref());
                self.views.selection.criterion = Some(criterion.clone());
                self.views.selection.option = Some(option.clone());
                Step::Scores
            }
            Place::Title | Place::Context | Place::Link(_) => Step::Context,
            Place::Options | Place::Option(_) => Step::Options,
            Place::Criteria => Step::Criteria,
            Place::Criterion(index) => {
                self.views.selection.criterion = decision.criteria.get(*index).map(|criterion| criterion.id.clone());
                Step::Criteria
            }
            Place::Members | Place::Member(_) | Place::Reference(_) => {
                self.dialog = Some(Dialog::Members(Members::default()));
                return;
            }
            Place::Status | Place::Outcome | Place::Chosen => Step::Decision,
            Place::Export(_) => Step::Export,
        };
        self.go(step, ctx);
    }

    /// Asks on which criteria the team votes again.
    fn choose_round(&mut self, criteria: Vec<CriterionId>) {
        let Some(document) = &self.session.document else { return };
        self.dialog = Some(Dialog::NewRound(NewRound::on(criteria, document.decision())));
    }

    /// Opens a round for these criteria, and the sheet at the first of them.
    fn vote_again(&mut self, criteria: Vec<CriterionId>, ctx: &Context) {
        let first = criteria.first().cloned();
        self.edit(Edit::OpenRound(criteria), ctx);
        self.views.scores.show_team(false);
        if first.is_some() {
            self.views.selection.criterion = first;
        }
        self.go(Step::Scores, ctx);
    }

    fn start(&mut self, template: &str, profile: Option<&str>) {
        let Some(template) = self.templates.known.iter().find(|known| known.id == template).cloned() else { return };
        let mut decision = template.start((self.services.new_id)(), (self.services.today)(), profile);
        let name = &self.services.user;
        let taken = decision.references.iter().map(|reference| &reference.id);
        let member = Member::new(MemberId::from_name(name, taken), name.clone());
        self.session.scoring_as = Some(member.id.clone());
        decision.members.push(Arc::new(member));
        if let Some(superseded) = self.views.start.supersedes.take() {
            // A new record has no links that could be refused.
            let _ = decision.apply(super::log::superseding(&superseded));
            self.settings.now.repositories.insert(decision.id.clone(), superseded.root);
        }
        self.show_document(Document::new(decision));
        self.session.step = Step::Context;
        self.views.context.focus_title = true;
    }

    /// A filled record to look around in. It is a copy: saving asks where to.
    fn open_sample(&mut self, ctx: &Context) {
        match storage::templates::sample((self.services.new_id)()) {
            Ok(decision) => {
                self.session.scoring_as = decision.members.first().map(|member| member.id.clone());
                self.show_document(Document::new(decision));
                self.go(Step::Result, ctx);
            }
            Err(error) => self.warn("The sample could not be opened", error.to_string()),
        }
    }

    pub(super) fn show_document(&mut self, document: Document) {
        self.views = views::State {
            start: std::mem::take(&mut self.views.start),
            log: std::mem::take(&mut self.views.log),
            ..Default::default()
        };
        self.flows.log.shown = false;
        self.forget_planning();
        self.words.status_line.clear();
        self.words.notices.forget_record();
        if let Some(reason) = document.read_only() {
            self.words.notices.tell(Notice::new(Subject::ReadOnly, Tone::Warning, "Read-only", reason));
        }
        let id = &document.decision().id;
        self.views.export.repository = self
            .settings
            .now
            .repositories
            .get(id)
            .map_or_else(|| repository_of(&document), |path| path.display().to_string());
        self.session.document = Some(document);
        self.session.generation += 1;
        self.session.declined_version = None;
        self.offer_recovered();
    }

    pub(super) fn close_document(&mut self) {
        self.session.document = None;
        self.flows.log.shown = false;
        self.session.generation += 1;
        self.session.scoring_as = None;
        self.forget_planning();
        self.words.notices.forget_record();
    }

    fn travel(&mut self, verb: &str, go: fn(&mut Document) -> Option<String>) {
        if let Some(label) = self.session.document.as_mut().and_then(go) {
            self.words.status_line = format!("{verb}: {}", uncapitalized(&label));
            self.keep_me_valid();
        }
    }

    /// Who scores must be a member: the one that was, or the first.
    pub(super) fn keep_me_valid(&mut self) {
        let Some(document) = &self.session.document else { return };
        let decision = document.decision();
        if self.session.scoring_as.as_ref().and_then(|me| decision.member(me)).is_none() {
            self.session.scoring_as = decision.members.first().map(|member| member.id.clone());
        }
    }

    fn score_as(&mut self, member: MemberId, ctx: &Context) {
        if let Some(document) = &self.session.document {
            self.settings.now.member.insert(document.decision().id.clone(), member.clone());
        }
        self.session.scoring_as = Some(member);
        // The next one must not read what the one before did last.
        self.words.status_line.clear();
        self.go(Step::Scores, ctx);
    }

    fn next_member(&mut self, ctx: &Context) {
        let Some(document) = &self.session.document else { return };
        let members = &document.decision().members;
        let place = members.iter().position(|member| Some(&member.id) == self.session.scoring_as.as_ref());
        let next = place.map_or(0, |place| (place + 1) % members.len().max(1));
        if let Some(member) = members.get(next) {
            let id = member.id.clone();
            self.score_as(id, ctx);
        }
    }

    fn edit_as_me(&mut self, ctx: &Context, edit: impl FnOnce(MemberId, jiff::civil::Date) -> Edit) {
        if let Some(me) = self.session.scoring_as.clone() {
            self.edit(edit(me, (self.services.today)()), ctx);
        }
    }

    fn set_theme(&mut self, theme: Theme, ctx: &Context) {
        self.settings.now.theme = theme;
        self.show_settings(ctx);
    }

    fn zoom(&mut self, factor: f32, ctx: &Context) {
        self.settings.now.zoom = ((factor * 10.0).round() / 10.0).clamp(0.5, 3.0);
        self.show_settings(ctx);
    }

    fn copy_table(&mut self, ctx: &Context) {
        let Some(document) = &self.session.document else { return };
        if document.decision().is_blind() {
            self.warn("Nothing was copied", "The round is still blind; the scores can be copied after the reveal.");
            return;
        }
        ctx.copy_text(table(document));
        "Copied the scores".clone_into(&mut self.words.status_line);
    }

    /// Asks for a path: in the desktop's file window, and by typing where there is none.
    pub(super) fn ask_path(&mut self, wanted: PathUse, ctx: &Context, frame: &eframe::Frame) {
        let text = match &wanted {
            PathUse::Open => String::new(),
            PathUse::Save(_) => self
                .session
                .document
                .as_ref()
                .map(|document| suggested_name(document, &self.settings.now, self.services.here.as_deref()))
                .unwrap_or_default(),
            PathUse::Repository => self.views.export.repository.clone(),
            PathUse::Log => self.views.log.repository.clone(),
            PathUse::ExportBallot => self.suggested_ballot(),
            PathUse::ImportBallots => self.ballot_folder(),
            PathUse::Chart(kind) => self.suggested_chart(*kind),
        };
        self.browse(PathPrompt::new(wanted, text), ctx, frame);
    }
}

/// The repository that a saved record lies in; empty for none.
pub(super) fn repository_of(document: &Document) -> String {
    let folder = document.path().and_then(std::path::Path::parent);
    let root = folder.and_then(crate::decision_log::repository_root);
    root.map(|root| root.display().to_string()).unwrap_or_default()
}

/// The mean scores as lines of cells with tabs between, as spreadsheets take them.
fn table(document: &Document) -> String {
    let decision: &Decision = document.decision();
    let findings = document.findings();
    let mut lines = vec![
        ["Criterion", "Weight"]
            .into_iter()
            .chain(decision.options.iter().map(|option| option.name.as_str()))
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

impl App {
    fn save_template(&mut self, name: &str) {
        let (Some(document), Some(config)) = (&self.session.document, self.services.config.clone()) else { return };
        let id = crate::decision::text::slug(name, 40);
        let summary = "Kept from a record of yours".to_owned();
        let template = crate::template::Template::from_decision(document.decision(), id, name.to_owned(), summary);
        match storage::templates::save_template(&config.join("templates"), &template, false) {
            Ok(path) => {
                self.words.status_line = format!("Saved the template {}", path.display());
                self.templates = super::open_save::Templates::load(Some(&config), self.services.here.as_deref());
            }
            Err(error) => self.warn("The template was not saved", error.to_string()),
        }
    }
}
