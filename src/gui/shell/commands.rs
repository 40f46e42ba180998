//! Intents about the window alone, and the conditions under which commands can be used.

use std::borrow::Cow;

use egui::Context;

use super::App;
use crate::{
    decision::{Edit, MemberId, text::uncapitalized},
    gui::{
        command,
        dialogs::{Correcting, Dialog, Help, Members, Palette, Profiles, Reviewing},
        intent::{
            BallotIntent, ChangeIntent, ChartIntent, ExportIntent, FileIntent, Intent, LogIntent, PathIntent, PathUse,
            Question, StartIntent, TableIntent,
        },
        notices::{Notice, StatusLine, Subject},
        session::{Barrier, Direction, Document},
        step::Step,
        views::status_menu,
        widgets::Tone,
        wording::done,
    },
    table::{for_clipboard, means_table},
};

impl App {
    /// Carries out an intent in which no flow has a part.
    pub(super) fn on_window(&mut self, intent: Intent, ctx: &Context, frame: &eframe::Frame) {
        match intent {
            Intent::Undo => self.undo(1),
            Intent::UndoBy(steps) => self.undo(steps),
            Intent::Redo => drop(self.travel(Direction::Forward, 0)),
            Intent::Ask(question) => self.ask(question),
            Intent::Go(step) => self.open_step(step, ctx),
            Intent::GoBy(steps) => self.open_step(self.session.step.shifted(steps), ctx),
            Intent::Show(place) => self.show_place(&place, ctx),
            Intent::ShowFound(criterion) => self.show_found(criterion, ctx),
            Intent::WeighByGroup => self.weigh_by_group(ctx),
            Intent::ShowField(step, field) => self.show_field(step, &field, ctx),
            Intent::ScoreAs(member) => self.score_as(member, ctx),
            Intent::TakeSeat(member, then) => {
                self.take_seat(member, ctx);
                self.agenda.next.extend(then.map(|then| *then));
            }
            Intent::ScoreAsNext => self.next_member(ctx),
            Intent::ShowVotes(criterion, option) => self.show_votes(criterion, option, ctx),
            Intent::ScoreFrom(criterion) => self.score_from(criterion, ctx),
            Intent::VoteAgainOnSelected => {
                // The step gets the keyboard focus, so that the next key can score.
                self.agenda.next.extend(self.vote_again_on_selected().into_iter().chain([Intent::Go(Step::Scores)]));
            }
            Intent::UndoMerge(then) => {
                self.travel_anyway(Direction::Back);
                self.messages.notices.forget(&Subject::Merged);
                self.undo_next(then);
            }
            Intent::ToggleFullScreen => {
                let is_full = ctx.input(|input| input.viewport().fullscreen).unwrap_or(false);
                ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!is_full));
            }
            Intent::NewWindow => {
                if let Err(why) = (self.services.new_window)() {
                    self.warn("No window was opened", why);
                }
            }
            Intent::UndoBelowMerge => {
                let seat = self.session.scoring_as.clone();
                let undone =
                    self.session.document.as_mut().and_then(|document| document.undo_below_merges(seat.as_ref()));
                if let Some(label) = undone {
                    self.say(format!("Undone: {}; the merge is kept", uncapitalized(&done(&label))));
                    self.session.keep_seat_valid();
                }
            }
            Intent::Copy(words) => {
                ctx.copy_text(words);
                self.say("Copied");
            }
            Intent::AskProfiles(of_template) => self.dialog = Some(Dialog::Profiles(Profiles::of(of_template))),
            Intent::CopyScores => self.copy_table(ctx),
            Intent::ShowLink(url) => self.ask_to_follow(&url),
            Intent::FollowLink(url) => super::links::follow(ctx, &url),
            Intent::FocusTitle => self.views.context.focus_title = true,
            Intent::WithoutDrafts(then) => {
                self.views.forget_drafts();
                self.agenda.next.push_back(*then);
            }
            Intent::DismissHint(name) => {
                self.settings.hints.insert(name.to_owned());
            }
            Intent::RecordReplaced => {
                self.forget_record();
                let (flows, mut cx) = self.split(ctx, frame);
                flows.record_replaced(&mut cx);
            }
            // Flows have carried out the others; a key of one place is acted on by its view.
            Intent::InCriteria(_)
            | Intent::Scroll(_)
            | Intent::Sheet(_)
            | Intent::InLog(_)
            | Intent::Edit(_)
            | Intent::EditTogether(_)
            | Intent::Confirmed(_)
            | Intent::SetStatus(_)
            | Intent::LockAgain
            | Intent::Dismiss
            | Intent::WithoutSaving(_)
            | Intent::File(_)
            | Intent::Path(_)
            | Intent::Start(_)
            | Intent::Export(_)
            | Intent::Log(_)
            | Intent::Ballots(_)
            | Intent::Change(_)
            | Intent::Chart(_)
            | Intent::Table(_)
            | Intent::WriteReport(_)
            | Intent::Ladder(_)
            | Intent::CountProfiles(_)
            | Intent::Recovery(_)
            | Intent::Settings(_) => {}
        }
    }

    /// Opens a dialog, unless there is nothing to ask.
    pub(super) fn ask(&mut self, question: Question) {
        let document = self.session.document.as_ref();
        let (on, by) = ((self.services.today)(), self.session.name_of_seat());
        self.dialog = Some(match question {
            Question::TemplateName => Dialog::SaveTemplate(String::new()),
            Question::Correct => {
                Dialog::Correct(Box::new(Correcting { on, by, why: String::new(), edits: Vec::new() }))
            }
            Question::Review => {
                let Some(document) = document else { return };
                Dialog::Review(Box::new(Reviewing::of(document.decision(), on, by)))
            }
            Question::Members => Dialog::Members(Members::at(by, None)),
            // Once all have sealed, a reveal needs no question.
            Question::Reveal if document.is_some_and(|document| document.decision().have_all_sealed()) => {
                return self.agenda.next.push_back(Intent::Ballots(BallotIntent::Reveal(by)));
            }
            Question::Reveal => Dialog::Reveal(by),
            Question::Palette => Dialog::Palette(Palette::default()),
            Question::Find => Dialog::Palette(Palette::in_record()),
            Question::Help => Dialog::Help(Help::at(document.is_some().then_some(self.session.step))),
            Question::About => Dialog::About,
        });
    }

    /// Reports whether an intent can be carried out now. An intent that is no command always can.
    pub(super) fn is_enabled(&self, intent: &Intent) -> bool {
        let needs_no_record = match intent {
            Intent::File(FileIntent::Choose | FileIntent::Quit)
            | Intent::Log(LogIntent::Show)
            | Intent::Start(StartIntent::Sample)
            | Intent::Ask(Question::Palette | Question::Help | Question::About)
            | Intent::ToggleFullScreen
            | Intent::NewWindow
            | Intent::Settings(_) => true,
            // On the start page, the table becomes a new record.
            Intent::Table(TableIntent::Ask) if self.session.document.is_none() => true,
            other => command::entry(other).is_none(),
        };
        if needs_no_record {
            return true;
        }
        // The log hides the record, so only a few commands work on it there, and none that changes it.
        let is_beside_log = matches!(
            intent,
            Intent::Go(_) | Intent::File(FileIntent::Close | FileIntent::Save(_) | FileIntent::SaveElsewhere(_))
        );
        let document = self.session.document.as_ref().filter(|_| !self.flows.log.is_shown || is_beside_log);
        document.is_some_and(|document| self.is_possible(intent, document))
    }

    /// Reports whether a command can be used on the open record.
    fn is_possible(&self, intent: &Intent, document: &Document) -> bool {
        let decision = document.decision();
        let may_change = document.read_only().is_none();
        let me = self.session.scoring_as.as_ref();
        let sealed = me.is_some_and(|me| decision.has_sealed(me));
        match intent {
            Intent::File(FileIntent::Save(_)) => {
                // A save ends a correction.
                may_change && (document.is_dirty() || document.path().is_none() || document.correction().is_some())
            }
            Intent::File(FileIntent::SaveElsewhere(_)) | Intent::Path(PathIntent::Ask(PathUse::ImportBallots)) => {
                may_change
            }
            Intent::Table(TableIntent::Ask) => may_change,
            Intent::Undo => document.step_words(Direction::Back, me).is_some(),
            Intent::Redo => document.step_words(Direction::Forward, me).is_some(),
            // On other steps the command leads to the Export step.
            Intent::Export(ExportIntent::Write) => {
                self.session.step != Step::Export || self.flows.export.can_write(Step::Export, Some(document))
            }
            Intent::Ballots(BallotIntent::Seal | BallotIntent::SealWithGaps) => {
                me.is_some() && decision.is_blind() && !sealed
            }
            Intent::Ballots(BallotIntent::Reopen) => sealed && !decision.is_shown_to_team(),
            Intent::Ask(Question::Reveal) => decision.is_blind(),
            Intent::Ballots(BallotIntent::Publish) => may_change && !document.to_publish().is_empty(),
            Intent::Ballots(BallotIntent::ChooseRound(_)) => decision.is_shown_to_team(),
            Intent::SetStatus(to) => may_change && status_menu::ways(decision.status()).contains(to),
            Intent::Ask(Question::Review) => decision.is_accepted() && may_change,
            Intent::Ask(Question::Correct) => decision.is_guarded() && document.correction().is_none() && may_change,
            Intent::LockAgain => document.has_begun_correction(),
            Intent::Start(StartIntent::Supersede) => decision.can_be_superseded(),
            Intent::Change(ChangeIntent::Ask) => !decision.is_blind(),
            Intent::Chart(ChartIntent::Choose) => !decision.is_blind() && document.findings().analysis.first.is_some(),
            Intent::Path(PathIntent::Ask(PathUse::ExportBallot)) => me.is_some(),
            Intent::VoteAgainOnSelected => self.vote_again_on_selected().is_some(),
            Intent::ScoreAsNext => decision.members.len() > 1,
            Intent::WeighByGroup => may_change && !decision.is_guarded() && decision.groups().len() > 1,
            _ => true,
        }
    }

    pub(super) fn say(&mut self, words: impl Into<String>) {
        self.messages.status_line = StatusLine::Done(words.into());
    }

    pub(super) fn warn(&mut self, head: &str, words: impl Into<String>) {
        self.messages.notices.show(Notice::new(Subject::Refused, Tone::Bad, head, words));
    }

    /// Undoes so many steps, unless there is a barrier.
    fn undo(&mut self, steps: usize) {
        let rest = steps.saturating_sub(1);
        if self.travel(Direction::Back, rest) {
            self.undo_next(rest);
        }
    }

    /// Undoes so many steps more. Each is checked as if it were the only one.
    fn undo_next(&mut self, steps: usize) {
        if steps > 0 {
            self.agenda.next.push_front(Intent::UndoBy(steps));
        }
    }

    /// Takes a step through the history, unless there is a barrier. `then` is the number of steps that are undone after a question.
    /// Returns whether the step was taken.
    fn travel(&mut self, direction: Direction, then: usize) -> bool {
        let Some(document) = &self.session.document else { return false };
        match document.barrier(direction, self.seat()) {
            Some(Barrier::Merge) => {
                let own = document.step_below_merges(self.seat()).filter(|_| then == 0);
                self.dialog = Some(Dialog::UndoMerge(then, own));
                false
            }
            Some(barrier) => {
                let words = barrier.words(document.decision(), direction);
                let what = if direction == Direction::Back { "Nothing was undone" } else { "Nothing was redone" };
                self.warn(what, words);
                false
            }
            None => {
                self.travel_anyway(direction);
                true
            }
        }
    }

    /// Asks whether the member sits here whose covered ballot an intent would open. Returns whether it asks.
    pub(super) fn asks_who_sits(&mut self, intent: &Intent) -> bool {
        let reveals = matches!(intent, Intent::Ask(Question::Reveal) | Intent::Ballots(BallotIntent::Reveal(_)));
        let revealed = || self.session.has_to_reveal().filter(|_| reveals);
        let asked = self.opened_by(intent).or_else(|| self.left_alone_by(intent)).or_else(revealed);
        let Some(member) = asked else { return false };
        self.dialog = Some(Dialog::HandOver(member, Some(Box::new(intent.clone()))));
        true
    }

    /// Returns the member in the seat, if an intent would open that member's covered ballot.
    fn opened_by(&self, intent: &Intent) -> Option<MemberId> {
        let (document, member) = self.session.document.as_ref().zip(self.session.has_to_say())?;
        let goes_back_over =
            |direction| document.barrier(direction, Some(&member)).is_none() && document.would_open(direction, &member);
        let opens = match intent {
            Intent::Undo | Intent::UndoBy(_) => goes_back_over(Direction::Back),
            Intent::Redo => goes_back_over(Direction::Forward),
            Intent::Ballots(BallotIntent::Reopen) | Intent::Path(PathIntent::Ask(PathUse::ExportBallot)) => true,
            _ => false,
        };
        opens.then_some(member)
    }

    /// Returns the member whose hidden ballot an intent would show, since it leaves nobody to hide it from.
    fn left_alone_by(&self, intent: &Intent) -> Option<MemberId> {
        let document = self.document()?;
        let goes_over = |direction| document.barrier(direction, self.seat()).is_none();
        let removes = |edits: &[Edit]| edits.iter().any(|edit| matches!(edit, Edit::RemoveMember(_)));
        let then = match intent {
            Intent::Edit(edit) if removes(std::slice::from_ref(edit)) => {
                Cow::Owned(document.after_edits(std::slice::from_ref(edit))?)
            }
            Intent::EditTogether(edits) | Intent::Confirmed(edits) if removes(edits) => {
                Cow::Owned(document.after_edits(edits)?)
            }
            Intent::Undo | Intent::UndoBy(_) if goes_over(Direction::Back) => {
                Cow::Borrowed(document.after_step(Direction::Back)?)
            }
            Intent::Redo if goes_over(Direction::Forward) => Cow::Borrowed(document.after_step(Direction::Forward)?),
            Intent::UndoMerge(_) => Cow::Borrowed(document.after_step(Direction::Back)?),
            _ => return None,
        };
        self.session.would_uncover(&then)
    }

    /// Takes a step through the history, whatever its barrier.
    pub(super) fn travel_anyway(&mut self, direction: Direction) {
        let (on, name) = ((self.services.today)(), self.session.name_of_seat());
        // Somebody has to be named: a reveal undone by nobody would count as one that nobody has seen.
        let by = if name.is_empty() { "somebody" } else { &name };
        let Some(document) = &mut self.session.document else { return };
        let was_shown = document.decision().is_shown_to_team();
        let Some(label) = document.travel(direction, on, by) else { return };
        let is_hidden_again = was_shown && document.decision().is_blind();
        if document.has_opened_saved() {
            self.agenda.next.push_back(Intent::File(FileIntent::Save(None)));
        }
        let verb = if direction == Direction::Back { "Undone" } else { "Redone" };
        let trace = if is_hidden_again { "; the record notes that the scores were shown" } else { "" };
        self.say(format!("{verb}: {}{trace}", uncapitalized(&done(&label))));
        self.session.keep_seat_valid();
    }

    fn copy_table(&mut self, ctx: &Context) {
        let Some(document) = &self.session.document else { return };
        if document.decision().is_blind() {
            self.warn("Nothing was copied", "The round is still hidden; the scores can be copied after the reveal.");
            return;
        }
        let table = means_table(document.decision(), &document.findings().analysis);
        ctx.copy_text(for_clipboard(&table));
        self.say("Scores copied");
    }
}
