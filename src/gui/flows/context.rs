//! The parts of the app that every flow may use beside its own state.

use std::{
    collections::{BTreeSet, VecDeque},
    path::{Path, PathBuf},
};

use egui::Context;
use jiff::civil::Date;

use super::task::{BackgroundTasks, Done, Task};
use crate::{
    analysis::{Doubt, doubts, past_days},
    decision::{Decision, Edit, MemberId, Missing, Refusal, Status, text::uncapitalized},
    gui::{
        dialogs::{Accepting, Correcting, Dialog},
        intent::{BallotIntent, Intent, Question, StartIntent},
        notices::{Messages, Notice, StatusLine, Subject},
        services::Services,
        session::{Document, Moment, Session},
        step::Step,
        widgets::Tone,
        wording::done,
    },
    storage::{self, Settings},
};

/// The intents that are still to be carried out.
#[derive(Default)]
pub struct Agenda {
    /// The intents to carry out now.
    pub next: VecDeque<Intent>,
    /// The intents that wait for the save, the export or the call of git under way. Those that come before an end of the app are
    /// first.
    pub waiting: Vec<Intent>,
}

impl Agenda {
    /// Puts an intent off until the work under way ends. It replaces all that wait already, except those that come first.
    pub fn put_off(&mut self, intent: Intent) {
        let place = self.waiting.iter().take_while(|intent| intent.comes_first()).count();
        // Of two ways to leave the record, the last one that was asked for counts.
        if !intent.comes_first() {
            self.waiting.truncate(place);
        }
        self.waiting.insert(place, intent);
    }
}

/// The parts of the app that a flow works with.
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
    /// Sends an intent, to be carried out after the present one.
    pub fn send(&mut self, intent: Intent) {
        self.agenda.next.push_back(intent);
    }

    /// Starts work on a thread for the open record. `lost` is the result if the work ends without one.
    pub fn start(&mut self, task: Task, lost: Done, work: impl FnOnce() -> Done + Send + 'static) {
        self.tasks.start(self.ctx, task, self.session.generation, lost, work);
    }

    /// Shows a notice, with buttons that have names and intents.
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

    /// Shows a notice that something was not done, and why.
    pub fn warn(&mut self, head: &str, words: impl Into<String>) {
        self.notify(Subject::Refused, Tone::Bad, head, words, Vec::new());
    }

    /// Shows a notice on why a change was not made, with buttons for a way on.
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

    /// Shows in the strip what was done.
    pub fn say(&mut self, words: impl Into<String>) {
        self.messages.status_line = StatusLine::Done(words.into());
    }

    pub fn today(&self) -> Date {
        (self.services.today)()
    }

    pub fn document(&self) -> Option<&Document> {
        self.session.document.as_ref()
    }

    /// Reports whether a dialog is open that waits for an answer.
    pub fn is_asking(&self) -> bool {
        self.dialog.as_ref().is_some_and(|dialog| !matches!(dialog, Dialog::Working(_)))
    }

    /// Asks whether to save, if the record was changed while the one that is to replace it was read. `begun` is the content of
    /// the screen when the reading began. Returns whether it asks.
    pub fn asks_again(&mut self, begun: Moment, intent: Intent) -> bool {
        // Changes that were there at the start have been asked about.
        let asks = self.session.has_unsaved_changes() && self.session.moment() != begun;
        if asks {
            *self.dialog = Some(Dialog::Unsaved(Box::new(intent)));
        }
        asks
    }

    /// Changes the record, or shows why not. Asks first before a guarded part of an accepted record is changed, and before a
    /// decision is accepted despite doubts.
    pub fn edit(&mut self, edit: Edit) {
        self.edit_together(vec![edit]);
    }

    /// Makes changes that belong together as one step, with one question as [`Self::edit`] asks it: one after another, each would
    /// replace the question about the one before.
    pub fn edit_together(&mut self, edits: Vec<Edit>) {
        let to = edits.iter().find_map(|edit| if let Edit::Status(to, ..) = edit { Some(*to) } else { None });
        if self.refuses_changes() || to.is_some_and(|to| self.refuses_status(to)) {
            return;
        }
        match self.question(&edits) {
            // A question in the middle of typing would take the rest of it as its answer. A dialog would hide the notice.
            Some(Dialog::Correct(_)) if edits.iter().all(|edit| edit.join_key().is_some()) && self.dialog.is_none() => {
                self.tell_locked();
            }
            Some(question) => *self.dialog = Some(question),
            None => self.make(edits, None),
        }
    }

    /// Makes changes that belong together as one step of this name, as [`edit_together`](Self::edit_together) does.
    pub fn edit_as(&mut self, label: &str, edits: Vec<Edit>) {
        if self.refuses_changes() {
            return;
        }
        match self.question(&edits) {
            Some(question) => *self.dialog = Some(question),
            None => self.make(edits, Some(label)),
        }
    }

    /// Says why a field of an accepted record takes no text.
    fn tell_locked(&mut self) {
        let ways = vec![
            ("Fix a mistake…", Intent::Ask(Question::Correct)),
            ("Supersede", Intent::Start(StartIntent::Supersede)),
        ];
        let words = "Nothing was changed. To fix a mistake, say why first. To decide again, supersede the record.";
        self.notify(Subject::Locked, Tone::Warning, "What was decided is locked", words, ways);
    }

    /// Brings the decision to a status, over those in between, in one step of undo. Asks first about doubts, and before a decision
    /// is out of force.
    pub fn set_status(&mut self, to: Status) {
        if self.refuses_status(to) {
            return;
        }
        let steps = self.document().and_then(|document| document.decision().status().path_to(to));
        let by = self.session.name_of_seat();
        let on = self.today();
        let edits: Vec<Edit> =
            steps.unwrap_or_default().into_iter().map(|step| Edit::Status(step, on, by.clone())).collect();
        let doubts = edits.last().map(|last| self.doubts_of(last)).unwrap_or_default();
        if doubts.is_empty() && matches!(to, Status::Rejected | Status::Deprecated) && !self.refuses_changes() {
            *self.dialog = Some(Dialog::EndDecision(edits));
        } else if doubts.is_empty() {
            self.make_confirmed(edits);
        } else if !self.refuses_changes() {
            *self.dialog = Some(Dialog::Accept(Box::new(Accepting::new(edits, doubts))));
        }
    }

    /// Returns whether the decision cannot be accepted yet, and shows why. Other statuses are never refused here.
    fn refuses_status(&mut self, to: Status) -> bool {
        let Some(decision) = self.document().map(Document::decision).filter(|_| to == Status::Accepted) else {
            return false;
        };
        let words = if decision.is_blind() {
            let round = decision.round();
            format!("Round {round} is still hidden. Reveal it first so that the team can see the scores.")
        } else {
            match decision.missing_to_accept() {
                None => return false,
                Some(Missing::Choice) => "Choose an option on the Decision step first.".to_owned(),
                Some(Missing::Reason) => "Say why you chose it first, on the Decision step.".to_owned(),
            }
        };
        self.warn("Not accepted", words);
        true
    }

    /// Returns the doubts about accepting the decision; none for other edits.
    fn doubts_of(&self, edit: &Edit) -> Vec<Doubt> {
        let Some(document) = self.document().filter(|_| matches!(edit, Edit::Status(Status::Accepted, ..))) else {
            return Vec::new();
        };
        let mut doubts = doubts(document.decision(), &document.findings().analysis);
        // In the window, a person who decides alone need not be named as decision maker.
        doubts.retain(|doubt| *doubt != Doubt::NoDecisionMaker);
        doubts.extend(past_days(document.decision(), self.today()));
        doubts
    }

    /// Makes changes that people have confirmed, as one step.
    pub fn make_confirmed(&mut self, edits: Vec<Edit>) {
        if self.refuses_changes() {
            return;
        }
        // A correction without a change yet is not put into the record.
        if let [Edit::Correct(correction)] = &edits[..]
            && let Some(document) = &mut self.session.document
        {
            return document.begin_correction(correction.clone());
        }
        self.make(edits, None);
    }

    /// Makes changes that belong together, or shows why not. Without a name, the step has that of its last change.
    fn make(&mut self, edits: Vec<Edit>, label: Option<&str>) {
        let Some(document) = &mut self.session.document else { return };
        let label = label.map_or_else(|| Edit::label_of_all(&edits, document.decision()), str::to_owned);
        let now = self.ctx.input(|input| input.time);
        let before = document.decision().clone();
        let widened = edits.iter().find_map(|edit| match edit {
            Edit::WidenRound(criterion) => Some(criterion.clone()),
            _ => None,
        });
        let published: BTreeSet<MemberId> = edits
            .iter()
            .filter_map(|edit| if let Edit::Publish(ballot) = edit { Some(ballot.member.clone()) } else { None })
            .collect();
        match document.apply_as(label.clone(), edits, self.session.scoring_as.as_ref(), now) {
            Ok(()) => {
                let is_published = document.to_publish().is_empty();
                let lost = before.told_lost_answers(document.decision());
                let sealed = widened.and_then(|criterion| before.told_widened(document.decision(), &criterion));
                self.say(done(&label));
                // Undo would take this back now, and not the merge.
                self.messages.notices.forget(&Subject::Merged);
                if is_published {
                    self.messages.notices.forget(&Subject::ToPublish);
                }
                if !published.is_empty() {
                    self.tell_reworded(&published);
                }
                if let Some(told) = sealed {
                    self.notify(Subject::Sealed, Tone::Warning, "Sealed before", told, Vec::new());
                }
                if let Some(told) = lost {
                    self.notify(Subject::Answers, Tone::Warning, "Taken out with the choice", told, Vec::new());
                }
            }
            Err(refusal) => self.refuse(&format!("Not done: {}", uncapitalized(&label)), &refusal),
        }
        // The edit may have removed the member who is scoring.
        self.session.keep_seat_valid();
    }

    /// Says of whose private ballots the questions have changed since they were sealed, as these are published.
    pub fn tell_reworded(&mut self, members: &BTreeSet<MemberId>) {
        let document = self.document().and_then(|document| Some((document.decision(), document.path()?)));
        let Some((decision, path)) = document else { return };
        let sheets = storage::private_ballots(path).into_iter().filter(|sheet| members.contains(&sheet.ballot.member));
        let told: Vec<String> = sheets.filter_map(|sheet| decision.told_reworded(&sheet)).collect();
        if !told.is_empty() {
            let head = "Questions have changed since a ballot was sealed";
            self.notify(Subject::Reworded, Tone::Warning, head, told.join("\n"), Vec::new());
        }
    }

    /// Returns the question before changes, or `None` where they are made at once.
    fn question(&self, edits: &[Edit]) -> Option<Dialog> {
        let document = self.document()?;
        let edits = edits.to_vec();
        if edits.iter().any(|edit| document.guards_against(edit)) {
            let by = self.session.name_of_seat();
            return Some(Dialog::Correct(Box::new(Correcting { on: self.today(), by, why: String::new(), edits })));
        }
        let doubts: Vec<Doubt> = edits.iter().flat_map(|edit| self.doubts_of(edit)).collect();
        (!doubts.is_empty()).then(|| Dialog::Accept(Box::new(Accepting::new(edits, doubts))))
    }

    /// Returns whether the record is read-only, and shows why.
    pub fn refuses_changes(&mut self) -> bool {
        let reason = self.document().and_then(Document::read_only).map(str::to_owned);
        let is_read_only = reason.is_some();
        if let Some(reason) = reason {
            self.warn("This record is read-only", reason);
        }
        is_read_only
    }

    /// Shows another record at a step, with a member in the seat if one is given.
    pub fn show_document(&mut self, document: Document, seat: Option<MemberId>, step: Step) {
        let user = self.services.user.clone();
        self.show_document_to(user, document, seat, step);
    }

    /// Shows another record as [`Self::show_document`] does, to a user of this name.
    pub fn show_document_to(&mut self, user: String, document: Document, seat: Option<MemberId>, step: Step) {
        self.messages.status_line.clear();
        self.messages.notices.forget_record();
        if let Some(reason) = document.read_only() {
            self.notify(Subject::ReadOnly, Tone::Warning, "Read-only", reason.to_owned(), Vec::new());
        }
        let is_shared = self.settings.is_shared(&document.decision().id);
        self.session.open(document, seat, is_shared, step, user);
        self.send(Intent::RecordReplaced);
    }

    /// Closes the record, so that the start screen is shown.
    pub fn close_document(&mut self) {
        self.session.close();
        self.messages.notices.forget_record();
        self.send(Intent::RecordReplaced);
    }

    /// Returns the member of a record who is the user of this name. Returns `None` if there is no such member, or if several
    /// members share the machine in a blind round, since it may be another one who sits here.
    pub fn user_of(&self, decision: &Decision, user: &str) -> Option<MemberId> {
        let asks = decision.is_blind() && self.settings.is_shared(&decision.id);
        let user = decision.members.iter().find(|member| member.may_be(user)).filter(|_| !asks);
        user.map(|member| member.id.clone())
    }

    /// Returns the member of a record who last sat at its file on this machine. Returns `None` if that is not known, or if several
    /// members share the machine in a blind round, since it may be another one who sits here.
    pub fn last_seat(&self, decision: &Decision, path: &Path) -> Option<MemberId> {
        let asks = decision.is_blind() && self.settings.is_shared(&decision.id);
        let (id, member) = self.settings.seated.get(path).filter(|_| !asks)?;
        (*id == decision.id).then(|| member.clone())
    }

    /// Returns the folder of the record that was open last.
    pub fn folder_of_recent(&self) -> Option<PathBuf> {
        self.settings.recent.first()?.path.parent().map(Path::to_owned)
    }

    /// Returns the path beside the record for a file that is made from it: `go.decision.ron` and the ending `report.html` give
    /// `go.report.html`. Empty where no record is open.
    pub fn beside_record(&self, ending: &str) -> String {
        let Some(document) = self.document() else { return String::new() };
        let record = self.suggested_record(document, None);
        let name = record.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // The file stem alone would keep the `.decision` of `name.decision.ron`.
        let stem = name.split('.').next().unwrap_or_default();
        record.with_file_name(format!("{stem}.{ending}")).display().to_string()
    }

    /// Returns the path of the record. For one that was never saved, it is a free path under its title, in the first of these
    /// that there is: `folder`, the repository that it is known to belong to, the one that the app was started in, the folder of
    /// the last record, and the home folder.
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
        // A record that was copied from another often has the same title, so the name may be taken.
        storage::free_place(&folder.join(storage::file_name_of(&document.decision().title)))
    }
}
