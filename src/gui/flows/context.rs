//! The part of the app that every flow may touch beside its own state.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

use egui::Context;
use jiff::civil::Date;

use super::task::{BackgroundTasks, Done, Task};
use crate::{
    analysis::{Doubt, doubts},
    decision::{Decision, Edit, MemberId, Missing, Refusal, Status, text::uncapitalized},
    gui::{
        dialogs::{Accepting, Correcting, Dialog},
        intent::{BallotIntent, Intent, Question},
        notices::{Messages, Notice, StatusLine, Subject},
        services::Services,
        session::{Document, Moment, Session},
        step::Step,
        widgets::Tone,
    },
    storage::{self, Settings},
};

/// Intents that are still to be carried out.
#[derive(Default)]
pub struct Agenda {
    /// Those for now.
    pub next: VecDeque<Intent>,
    /// Those for after the save, the export or the call of git that is under way. Whatever git was asked for comes first.
    pub waiting: Vec<Intent>,
}

impl Agenda {
    /// Lets an intent wait. Of those that nothing is written by, the last counts.
    pub fn put_off(&mut self, intent: Intent) {
        let place = self.waiting.iter().take_while(|intent| intent.comes_first()).count();
        // Of two ways to leave the record, the one that was asked for last is meant.
        if !intent.comes_first() {
            self.waiting.truncate(place);
        }
        self.waiting.insert(place, intent);
    }
}

/// What a flow is given to work with.
pub struct FlowContext<'a> {
    pub ctx: &'a Context,
    /// The window as the system knows it.
    pub frame: &'a eframe::Frame,
    pub services: &'a mut Services,
    /// The settings as they are now.
    pub settings: &'a mut Settings,
    pub session: &'a mut Session,
    /// Work beside the window.
    pub tasks: &'a mut BackgroundTasks,
    pub dialog: &'a mut Option<Dialog>,
    /// Messages to the people in front of the window.
    pub messages: &'a mut Messages,
    /// Intents for other flows, and for later.
    pub agenda: &'a mut Agenda,
}

impl FlowContext<'_> {
    /// Has an intent carried out when the present one is.
    pub fn send(&mut self, intent: Intent) {
        self.agenda.next.push_back(intent);
    }

    /// Starts work for the document that is open. `lost` is the result where the work ends without one.
    pub fn start(&mut self, task: Task, lost: Done, work: impl FnOnce() -> Done + Send + 'static) {
        self.tasks.start(self.ctx, task, self.session.generation, lost, work);
    }

    /// Shows a notice, with buttons by name and their intents.
    pub fn notify(
        &mut self,
        subject: Subject,
        tone: Tone,
        head: &str,
        words: impl Into<String>,
        ways: Vec<(&'static str, Intent)>,
    ) {
        self.messages.notices.show(Notice { ways, ..Notice::new(subject, tone, head, words) });
    }

    /// Says that something was not done, and why.
    pub fn warn(&mut self, head: &str, words: impl Into<String>) {
        self.notify(Subject::Refused, Tone::Bad, head, words, Vec::new());
    }

    /// Says why a change was not made, with the ways on.
    pub fn refuse(&mut self, head: &str, refusal: &Refusal) {
        let mut ways = Vec::new();
        if let Refusal::Unpublished(_) = refusal {
            if self.document().is_some_and(|document| !document.to_publish().is_empty()) {
                ways.push(("Publish", Intent::Ballots(BallotIntent::Publish)));
            }
            ways.push(("Withdraw a ballot…", Intent::Ask(Question::Members)));
        }
        self.notify(Subject::Refused, Tone::Bad, head, format!("{refusal}."), ways);
    }

    /// Says in the strip what was done.
    pub fn say(&mut self, words: impl Into<String>) {
        self.messages.status_line = StatusLine::Done(words.into());
    }

    pub fn today(&self) -> Date {
        (self.services.today)()
    }

    pub fn document(&self) -> Option<&Document> {
        self.session.document.as_ref()
    }

    /// Whether a dialog waits for an answer that comes before anything else.
    pub fn is_asking(&self) -> bool {
        self.dialog.as_ref().is_some_and(|dialog| !matches!(dialog, Dialog::Working(_)))
    }

    /// Asks once more before something takes the place of what was typed while it was read. `begun` is the content of the screen
    /// when that began.
    pub fn asks_again(&mut self, begun: Moment, intent: Intent) -> bool {
        // Changes that were there at the start have been asked about.
        let asks = self.session.has_unsaved_changes() && self.session.moment() != begun;
        if asks {
            *self.dialog = Some(Dialog::Unsaved(Box::new(intent)));
        }
        asks
    }

    /// Changes the record, or says why not. What an accepted record guards, and what speaks against accepting one, is asked about
    /// first.
    pub fn edit(&mut self, edit: Edit) {
        if self.refuses_changes() || matches!(edit, Edit::Status(to, ..) if self.refuses_status(to)) {
            return;
        }
        match self.question(&edit) {
            Some(question) => *self.dialog = Some(question),
            None => self.make(vec![edit]),
        }
    }

    /// Takes the decision to a status, in one step of undo. What speaks against the last status is asked before the first.
    pub fn set_status(&mut self, to: Status) {
        if self.refuses_status(to) {
            return;
        }
        let steps = self.document().and_then(|document| document.decision().status().path_to(to));
        let by = self.session.name_of_seat(&self.services.user);
        let on = self.today();
        let edits: Vec<Edit> =
            steps.unwrap_or_default().into_iter().map(|step| Edit::Status(step, on, by.clone())).collect();
        let doubts = edits.last().map(|last| self.doubts_of(last)).unwrap_or_default();
        if doubts.is_empty() {
            self.make_confirmed(edits);
        } else if !self.refuses_changes() {
            *self.dialog = Some(Dialog::Accept(Box::new(Accepting::new(edits, doubts))));
        }
    }

    /// Whether the decision cannot be accepted yet, which is said in a notice. Other statuses are never refused here.
    fn refuses_status(&mut self, to: Status) -> bool {
        let Some(decision) = self.document().map(Document::decision).filter(|_| to == Status::Accepted) else {
            return false;
        };
        let words = if decision.is_blind() {
            let round = decision.round();
            format!("Round {round} is still blind. Reveal it first, so that the team sees what it decides on.")
        } else {
            match decision.missing_to_accept() {
                None => return false,
                Some(Missing::Choice) => "Choose an option on the Decision step first.".to_owned(),
                Some(Missing::Reason) => "Say on the Decision step first why this option was chosen.".to_owned(),
            }
        };
        self.warn("Not accepted", words);
        true
    }

    /// What speaks against a step to another status, in the window.
    fn doubts_of(&self, edit: &Edit) -> Vec<Doubt> {
        let Some(document) = self.document().filter(|_| matches!(edit, Edit::Status(Status::Accepted, ..))) else {
            return Vec::new();
        };
        let mut doubts = doubts(document.decision(), &document.findings().analysis);
        // Who decides alone need not be named.
        doubts.retain(|doubt| *doubt != Doubt::NoDecisionMaker);
        doubts
    }

    /// Makes changes that people have confirmed, as one step.
    pub fn make_confirmed(&mut self, edits: Vec<Edit>) {
        if self.refuses_changes() {
            return;
        }
        // Without a change there is nothing to note in the record.
        if let [Edit::Correct(correction)] = &edits[..]
            && let Some(document) = &mut self.session.document
        {
            return document.begin_correction(correction.clone());
        }
        self.make(edits);
    }

    /// Makes changes that belong together, or says why not.
    fn make(&mut self, edits: Vec<Edit>) {
        let Some(document) = &mut self.session.document else { return };
        let label = edits.last().map(|edit| edit.label(document.decision())).unwrap_or_default();
        let now = self.ctx.input(|input| input.time);
        match document.apply_together(edits, self.session.scoring_as.as_ref(), now) {
            Ok(()) => self.say(label),
            Err(refusal) => self.refuse(&format!("Not done: {}", uncapitalized(&label)), &refusal),
        }
        // The edit may have removed the member who is scoring.
        self.session.keep_seat_valid(&self.services.user);
    }

    /// What is asked before a change; none where it is made at once.
    fn question(&self, edit: &Edit) -> Option<Dialog> {
        let document = self.document()?;
        if document.guards_against(edit) {
            let by = self.session.name_of_seat(&self.services.user);
            let edit = Some(edit.clone());
            return Some(Dialog::Correct(Box::new(Correcting { on: self.today(), by, why: String::new(), edit })));
        }
        let doubts = self.doubts_of(edit);
        (!doubts.is_empty()).then(|| Dialog::Accept(Box::new(Accepting::new(vec![edit.clone()], doubts))))
    }

    /// Whether the record may not be changed or saved, which is said in a notice.
    pub fn refuses_changes(&mut self) -> bool {
        let reason = self.document().and_then(Document::read_only).map(str::to_owned);
        let is_read_only = reason.is_some();
        if let Some(reason) = reason {
            self.warn("This record is read-only", reason);
        }
        is_read_only
    }

    /// Shows another record, at a step, with somebody who scores.
    pub fn show_document(&mut self, document: Document, seat: Option<MemberId>, step: Step) {
        self.messages.status_line.clear();
        self.messages.notices.forget_record();
        if let Some(reason) = document.read_only() {
            self.notify(Subject::ReadOnly, Tone::Warning, "Read-only", reason.to_owned(), Vec::new());
        }
        let is_shared = self.settings.is_shared(&document.decision().id);
        self.session.open(document, seat, is_shared, step, &self.services.user);
        self.send(Intent::RecordReplaced);
    }

    /// Closes the record, for the start screen.
    pub fn close_document(&mut self) {
        self.session.close();
        self.messages.notices.forget_record();
        self.send(Intent::RecordReplaced);
    }

    /// The member who is the user of the machine, of a record that is opened. None where several members share the machine and the
    /// ballot of that one is hidden from the others.
    pub fn user_of(&self, decision: &Decision) -> Option<MemberId> {
        let asks = decision.is_blind() && self.settings.is_shared(&decision.id);
        let user = decision.members.iter().find(|member| member.may_be(&self.services.user)).filter(|_| !asks);
        user.map(|member| member.id.clone())
    }

    /// The member that this machine last scored as, of a record that is opened. None where several members share the machine and the
    /// ballot of that one is hidden from the others.
    pub fn last_seat(&self, decision: &Decision) -> Option<MemberId> {
        let asks = decision.is_blind() && self.settings.is_shared(&decision.id);
        self.settings.member.get(&decision.id).filter(|_| !asks).cloned()
    }

    /// The folder of the record that was open last.
    pub fn folder_of_recent(&self) -> Option<PathBuf> {
        self.settings.recent.first()?.path.parent().map(Path::to_owned)
    }

    /// The path of the record. One that was never saved would go into `folder`, the repository that it is known to belong to or
    /// that the app was started in, or beside the last one, under its title.
    pub fn suggested_record(&self, document: &Document, folder: Option<PathBuf>) -> PathBuf {
        if let Some(path) = document.path() {
            return path.to_owned();
        }
        // The repository may have been moved or deleted since.
        let known = self.settings.repositories.get(&document.decision().id).filter(|root| root.is_dir());
        let folder = folder
            .or_else(|| known.cloned())
            .or_else(|| self.services.here.clone())
            .or_else(|| self.folder_of_recent())
            .or_else(|| etcetera::home_dir().ok())
            .unwrap_or_default();
        // A record that comes from another often has its title.
        storage::free_place(&folder.join(storage::file_name_of(&document.decision().title)))
    }
}
