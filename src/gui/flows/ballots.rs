//! Ballots and rounds: ballots exported and imported as files of their own, and rounds opened and revealed.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::civil::Date;

use super::{
    context::FlowContext,
    task::{BallotsDone, Done, Task},
};
use crate::{
    decision::{BallotSheet, CriterionId, Decision, Edit},
    gui::{
        dialogs::{BallotImport, Dialog, NewRound},
        intent::{BallotIntent, Displace, FileIntent, Intent},
        notices::Subject,
        session::Document,
        step::Step,
        widgets::Tone,
    },
    storage::{self, BALLOT_EXTENSION, world},
};

/// The time between two displays of the number of ballots read.
const COUNT_EVERY: Duration = Duration::from_millis(100);
/// The most files whose progress is not shown, since they are read quickly.
const FEW: usize = 10;

/// The flow of ballots, with the reading that is under way.
#[derive(Default)]
pub struct BallotsFlow {
    reading: Option<Reading>,
}

/// Ballots that are being read. Dropping it stops the reading.
struct Reading {
    progress: Arc<BallotProgress>,
}

#[derive(Default)]
struct BallotProgress {
    cancelled: AtomicBool,
    read: AtomicUsize,
    of: AtomicUsize,
}

impl BallotProgress {
    /// Notes how many ballots are read, and returns whether to go on.
    fn goes_on(&self, read: usize) -> bool {
        self.read.store(read, Ordering::Relaxed);
        !self.cancelled.load(Ordering::Relaxed)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.progress.cancelled.store(true, Ordering::Relaxed);
    }
}

/// Seals the ballot of the member in the seat.
fn seal(cx: &mut FlowContext<'_>) {
    let Some(me) = cx.session.scoring_as.clone() else { return };
    if let Some(decision) = cx.document().map(Document::decision)
        && decision.private_ballots
        && decision.is_blind()
        && decision.progress(&me).0 == 0
    {
        let words = "There are no scores of yours on this computer in this round. Score first, or open the record where \
                     your private file is.";
        return cx.warn("The ballot was not sealed", words.to_owned());
    }
    match world::new_salt() {
        Ok(salt) => cx.edit(Edit::Seal(me, cx.today(), salt)),
        Err(error) => {
            cx.warn("The ballot was not sealed", format!("The system gives no random numbers ({error})."));
        }
    }
}

impl BallotsFlow {
    pub fn on(&mut self, intent: BallotIntent, cx: &mut FlowContext<'_>) {
        match intent {
            BallotIntent::Seal => {
                let gaps = cx.session.scoring_as.as_ref().zip(cx.document()).and_then(|(me, document)| {
                    let (filled, all) = document.progress(me);
                    // In a later round, an earlier score stays in a cell that is not scored again.
                    let is_refused = filled == 0 && document.decision().private_ballots;
                    let is_asked = !document.decision().is_voting_again() && !is_refused;
                    Some((all - filled, all)).filter(|(empty, _)| is_asked && *empty > 0)
                });
                match gaps {
                    Some((empty, all)) => *cx.dialog = Some(Dialog::SealWithGaps(empty, all)),
                    None => seal(cx),
                }
            }
            BallotIntent::SealWithGaps => seal(cx),
            BallotIntent::Reopen => {
                if let Some(me) = cx.session.scoring_as.clone() {
                    cx.edit(Edit::Reopen(me, cx.today()));
                    cx.send(Intent::Go(Step::Scores));
                    if cx.document().is_some_and(Document::has_opened_saved) {
                        cx.send(Intent::File(FileIntent::Save(None)));
                    }
                }
            }
            BallotIntent::Export(path) => export_ballot(path, cx),
            BallotIntent::Read(paths, displace) => self.read(paths, displace, cx),
            BallotIntent::Import(edit) => import(*edit, cx),
            BallotIntent::Reveal(by) => {
                // After the reveal no private file is written, so what belongs into one has to be there first: drafts, which the
                // reveal leaves out of the record, and seals, which an undo of the reveal goes back to.
                let is_unkept =
                    |document: &&Document| document.is_dirty() && document.decision().hidden_ballots().next().is_some();
                if cx.document().as_ref().is_some_and(is_unkept) {
                    let then = Intent::Ballots(BallotIntent::Reveal(by));
                    return cx.send(Intent::File(FileIntent::Save(Some(Box::new(then)))));
                }
                cx.edit(Edit::Reveal(by, cx.today()));
                // A reveal that was refused, or asked about first, leads nowhere.
                let Some(document) = cx.document().filter(|document| !document.decision().is_blind()) else {
                    return;
                };
                let has_file = document.path().is_some();
                let sealed = document.decision().commitments.iter().map(|one| one.member.clone()).collect();
                cx.tell_reworded(&sealed);
                cx.send(Intent::Go(Step::Result));
                // Saved at once: a reveal that is closed without saving would leave no trace of who has seen the scores.
                if has_file {
                    cx.send(Intent::File(FileIntent::Save(None)));
                }
            }
            BallotIntent::Publish => {
                let ballots = cx.document().map(Document::to_publish).unwrap_or_default();
                let published = ballots.into_iter().cloned().map(Edit::Publish).collect();
                cx.edit_together(published);
            }
            BallotIntent::Open(criteria) => open_round(criteria, cx),
            BallotIntent::ChooseRound(criteria) => {
                let Some(document) = cx.document() else { return };
                if let Err(refusal) = document.decision().may_open_round() {
                    return cx.refuse("Not done: start a new round", &refusal);
                }
                *cx.dialog = Some(Dialog::NewRound(NewRound::on(criteria, &document.findings().analysis)));
            }
        }
    }

    pub fn done(&mut self, done: BallotsDone, is_current: bool, cx: &mut FlowContext<'_>) {
        match done {
            BallotsDone::Written(written) => show_written(written, cx),
            BallotsDone::Read(read) => self.take_read(read.filter(|_| is_current), cx),
            BallotsDone::Drafts(criteria, drafts) if is_current => begin_round(criteria, drafts, cx),
            BallotsDone::Drafts(..) => {}
        }
    }

    /// Starts to read ballot files, whose changes are then shown before anything is imported.
    fn read(&mut self, paths: Vec<PathBuf>, displace: Displace, cx: &mut FlowContext<'_>) {
        if cx.refuses_changes() {
            return;
        }
        let Some(document) = cx.document() else { return };
        let (decision, on) = (document.decision().clone(), cx.today());
        let progress = Arc::new(BallotProgress::default());
        let seen = Arc::clone(&progress);
        // This drops an earlier reading, which stops it.
        self.reading = Some(Reading { progress });
        cx.start(Task::ReadBallots, Done::Ballots(BallotsDone::Read(None)), move || {
            Done::Ballots(BallotsDone::Read(read(&decision, &paths, displace, on, &seen)))
        });
    }

    /// Stops the reading of ballots and forgets what was read.
    pub fn stop_reading(&mut self, cx: &mut FlowContext<'_>) {
        self.reading = None;
        cx.tasks.forget(Task::ReadBallots);
    }

    /// Shows how many ballots are read, if there are many.
    pub fn show_progress(&self, cx: &mut FlowContext<'_>) {
        // Progress never replaces a question.
        let Some(reading) = self.reading.as_ref().filter(|_| !cx.is_asking()) else { return };
        let of = reading.progress.of.load(Ordering::Relaxed);
        let words = format!("Reading ballots: {} of {of}", reading.progress.read.load(Ordering::Relaxed));
        match cx.dialog {
            Some(Dialog::Working(shown)) => *shown = words,
            None if of > FEW => *cx.dialog = Some(Dialog::Working(words)),
            _ => {}
        }
        // Nothing else asks for frames while a thread reads.
        cx.ctx.request_repaint_after(COUNT_EVERY);
    }

    /// Shows the changes that ballots would bring. `read` is `None` where they were read for another record, or not to the end.
    fn take_read(&mut self, read: Option<Box<BallotImport>>, cx: &mut FlowContext<'_>) {
        self.reading = None;
        // People may have opened another dialog meanwhile, which stays.
        if matches!(cx.dialog, Some(Dialog::Working(_))) {
            *cx.dialog = None;
        }
        match read {
            Some(ballots) if ballots.report.files.is_empty() => {
                cx.warn("No ballots were found", format!("Their files end in .{BALLOT_EXTENSION}."));
            }
            Some(ballots) => *cx.dialog = Some(Dialog::Ballots(ballots)),
            None => {}
        }
    }

    /// Reads ballots that were dropped on a record. Returns false where something else was dropped, or nothing.
    pub fn take_dropped(&mut self, cx: &mut FlowContext<'_>) -> bool {
        let dropped: Vec<PathBuf> =
            cx.ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        // A mixed drop is left to `paths`, which opens records.
        let are_ballots = !dropped.is_empty() && dropped.iter().all(|path| is_ballot(path)) && cx.document().is_some();
        if are_ballots {
            self.read(dropped, Displace::Refuse, cx);
        }
        are_ballots
    }
}

/// Opens a round. Private ballots beside the record that have not counted in any round go on in it: nothing else would show them
/// before the record is opened again.
fn open_round(criteria: Vec<CriterionId>, cx: &mut FlowContext<'_>) {
    let document = cx.document().filter(|document| document.decision().private_ballots);
    let Some(path) = document.and_then(Document::path).map(Path::to_owned) else {
        return begin_round(criteria, Vec::new(), cx);
    };
    let lost = Done::Ballots(BallotsDone::Drafts(criteria.clone(), Vec::new()));
    cx.start(Task::ReadDrafts, lost, move || {
        Done::Ballots(BallotsDone::Drafts(criteria, storage::private_ballots(&path)))
    });
}

/// Opens a round on criteria, and goes to the first of them.
fn begin_round(criteria: Vec<CriterionId>, drafts: Vec<BallotSheet>, cx: &mut FlowContext<'_>) {
    let first = criteria.first().cloned();
    cx.edit(if drafts.is_empty() { Edit::OpenRound(criteria) } else { Edit::OpenRoundFrom(criteria, drafts) });
    cx.send(Intent::ScoreFrom(first));
}

/// Returns the path for the ballot of the member in the seat: beside the record. Empty where no record is open or the seat is
/// empty.
pub fn suggested_ballot(cx: &FlowContext<'_>) -> String {
    let (Some(document), Some(me)) = (cx.document(), &cx.session.scoring_as) else { return String::new() };
    storage::ballot_path(&cx.suggested_record(document, None), me).display().to_string()
}

/// Returns the folder of the record, where ballots are looked for first. Empty for a record that was never saved.
pub fn ballot_folder(cx: &FlowContext<'_>) -> String {
    let path = cx.document().and_then(Document::path);
    path.and_then(Path::parent).map(|folder| folder.display().to_string()).unwrap_or_default()
}

fn export_ballot(path: PathBuf, cx: &mut FlowContext<'_>) {
    let (Some(document), Some(me)) = (cx.document(), &cx.session.scoring_as) else { return };
    let Some(sheet) = document.decision().ballot_sheet(me) else { return };
    let is_hidden = document.decision().private_ballots && document.decision().is_blind();
    let path = with_ending(path);
    let lost = Err("It stopped before the file was written.".to_owned());
    cx.start(Task::WriteBallot, Done::Ballots(BallotsDone::Written(lost)), move || {
        let sealed = if sheet.ballot.sealed { "sealed" } else { "not sealed yet" };
        let words =
            format!("{}: {} cells of {}, {sealed}.", path.display(), sheet.ballot.cells.len(), sheet.member.called());
        let save = if is_hidden { storage::save_hidden_ballot } else { storage::save_ballot };
        let written = save(&path, &sheet).map(|()| words);
        Done::Ballots(BallotsDone::Written(written.map_err(|error| error.to_string())))
    });
}

fn import(edit: Edit, cx: &mut FlowContext<'_>) {
    let were_all_sealed = cx.document().is_some_and(|document| document.decision().have_all_sealed());
    cx.edit(edit);
    let Some(decision) = cx.document().map(Document::decision) else { return };
    // Adds the next step, which the label of the edit does not name.
    if decision.is_blind() && decision.have_all_sealed() && !were_all_sealed {
        let round = decision.round();
        cx.say(format!("{}. All ballots of round {round} are in; you can reveal it", cx.messages.status_line.words()));
    }
}

fn show_written(written: Result<String, String>, cx: &mut FlowContext<'_>) {
    let (tone, head, words) = match written {
        Ok(words) => {
            let words = format!("{words} It is not signed: anyone who can edit the file can change it.");
            (Tone::Good, "Ballot exported", words)
        }
        Err(why) => (Tone::Bad, "The ballot was not exported", why),
    };
    cx.notify(Subject::Ballot, tone, head, words, Vec::new());
}

fn read(
    decision: &Decision,
    paths: &[PathBuf],
    displace: Displace,
    on: Date,
    progress: &BallotProgress,
) -> Option<Box<BallotImport>> {
    let files = in_folders(paths);
    progress.of.store(files.len(), Ordering::Relaxed);
    let report =
        |replace| storage::import_report_of_many(decision, &files, replace, on, &|read| progress.goes_on(read));
    let replace = displace == Displace::Replace;
    let first = report(replace)?;
    // Replacing is offered only where everything would come in with it.
    let may_replace = !replace && first.is_refused() && !report(true)?.is_refused();
    Some(Box::new(BallotImport { report: first, displace, may_replace }))
}

/// Returns the files themselves, and the ballots inside folders, sorted by name.
fn in_folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        match std::fs::read_dir(path) {
            Ok(entries) => {
                let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
                inside.retain(|path| is_ballot(path));
                // A folder lists its files in no order.
                inside.sort();
                files.extend(inside);
            }
            // Not a folder, or not readable: reading it as a ballot says what is wrong with it.
            Err(_) => files.push(path.clone()),
        }
    }
    files
}

fn is_ballot(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&format!(".{BALLOT_EXTENSION}")))
}

fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some_and(|ending| ending == "ron") {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(BALLOT_EXTENSION);
    PathBuf::from(name)
}
