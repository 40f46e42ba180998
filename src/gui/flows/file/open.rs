//! Opening records.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::FileFlow;
use crate::{
    decision::PrivateBallot,
    gui::{
        dialogs::{Conflicts, Dialog},
        flows::{
            context::FlowContext,
            task::{Done, FileDone, ReadFile, Task, Unmerged},
        },
        intent::{BallotIntent, FileIntent, FollowUp, Intent, Question},
        notices::Subject,
        session::{Document, Moment, Origin, told_to_publish},
        step::Step,
        widgets::Tone,
    },
    storage::{self, Content, Fingerprint, KeptBack, Loaded, Newer},
};

/// A decision file that is being read.
pub(super) struct Opening {
    path: PathBuf,
    /// The intent that follows once the file is open; dropped if it cannot be opened.
    next: FollowUp,
    /// The content of the screen when the reading began.
    over: Moment,
    since: Instant,
}

/// The time after which a dialog shows that a file is being read. Faster work would end before people could read it.
const SHOWN_AFTER: Duration = Duration::from_millis(300);

impl FileFlow {
    /// Starts to read a decision file. The open record stays on the screen until it is read.
    pub(super) fn open(&mut self, path: &Path, next: FollowUp, cx: &mut FlowContext<'_>) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (file, name_of_user) = (path.clone(), cx.services.user_in);
        self.opening = Some(Opening { path, next, over: cx.session.moment(), since: Instant::now() });
        let lost = Err("Reading stopped early. Try again.".to_owned());
        cx.start(Task::Open, Done::File(FileDone::Opened(lost)), move || {
            Done::File(FileDone::Opened(read(&file, name_of_user)))
        });
        // Nothing else asks for the frame that shows the dialog, if the reading takes that long.
        cx.ctx.request_repaint_after(SHOWN_AFTER);
    }

    /// Shows a dialog if the reading of a file takes long.
    pub fn show_opening(&self, cx: &mut FlowContext<'_>) {
        let Some(opening) = self.opening.as_ref().filter(|_| cx.dialog.is_none()) else { return };
        let waited = opening.since.elapsed();
        if let Some(left) = SHOWN_AFTER.checked_sub(waited) {
            cx.ctx.request_repaint_after(left);
            return;
        }
        let name = opening.path.file_name().unwrap_or(opening.path.as_os_str()).to_string_lossy();
        *cx.dialog = Some(Dialog::Working(format!("Opening {name}")));
    }

    /// Shows the file that was read, or why it could not be. Asks first if people changed the open record meanwhile.
    pub(super) fn take_opened(&mut self, read: Result<ReadFile, String>, cx: &mut FlowContext<'_>) {
        let Some(opening) = self.opening.take() else { return };
        if matches!(cx.dialog, Some(Dialog::Working(_))) {
            *cx.dialog = None;
        }
        if read.is_ok()
            && cx.asks_again(opening.over, Intent::File(FileIntent::Open(opening.path.clone(), opening.next.clone())))
        {
            return;
        }
        match read {
            Ok(ReadFile::Record { loaded, print, user, unmerged }) => {
                // A file of a newer version is never saved from here, so its comments stay.
                let comment = loaded.comment.filter(|_| loaded.newer.is_none());
                show_loaded(*loaded, print, opening.path.clone(), user, cx);
                if let Some(unmerged) = unmerged {
                    warn_of_unmerged(unmerged, cx);
                }
                if let Some(line) = comment {
                    warn_of_comments(line, cx);
                }
                if let Some(next) = opening.next {
                    cx.send(*next);
                }
            }
            Ok(ReadFile::Unmerged { conflicts, user }) => ask_about_unmerged(*conflicts, user, opening.path, cx),
            Err(why) => cx.warn(&format!("{} could not be opened", opening.path.display()), why),
        }
    }
}

/// Reads a decision file. `name_of_user` returns the name of the user in a folder.
fn read(path: &Path, name_of_user: fn(&Path) -> String) -> Result<ReadFile, String> {
    let (content, print) = storage::open(path).map_err(|error| error.to_string())?;
    let user = name_of_user(path.parent().unwrap_or(path));
    Ok(match content {
        Content::Record(loaded) => {
            // If git is missing or does not answer, the record is opened without this warning.
            let is_unmerged = storage::is_unmerged_in_git(path).unwrap_or(false);
            ReadFile::Record { loaded, print, user, unmerged: is_unmerged.then(|| unmerged(path)) }
        }
        Content::Unmerged(records) => {
            let merge = records.merge();
            let conflicts = Box::new(Conflicts::new(*records, merge, Origin::Git, path.to_owned(), print));
            ReadFile::Unmerged { conflicts, user }
        }
    })
}

/// Offers to publish the private ballots that the record waits for, and warns of those that do not fit it.
pub(super) fn tell_kept_back(kept_back: &[KeptBack], cx: &mut FlowContext<'_>) {
    let mut ballots = Vec::new();
    let mut unfit = Vec::new();
    let mut is_awaited = false;
    let mut misnamed = Vec::new();
    for KeptBack { path, ballot } in kept_back {
        match ballot {
            Ok(PrivateBallot::ToPublish(ballot)) => ballots.push(ballot.clone()),
            Ok(PrivateBallot::Elsewhere(member, why)) => {
                let words = format!("{}: {why}", path.display());
                misnamed.push((member.clone(), words.clone()));
                unfit.push(words);
            }
            Ok(PrivateBallot::NotAsSealed(member, why)) => {
                is_awaited |= cx.document().is_some_and(|document| document.decision().waits_for(member));
                unfit.push(format!("{}: {why}", path.display()));
            }
            Ok(PrivateBallot::Unfit(why) | PrivateBallot::Unsealed(_, why)) => {
                unfit.push(format!("{}: {why}", path.display()));
            }
            Ok(PrivateBallot::Taken | PrivateBallot::Done | PrivateBallot::OtherRound(..)) => {}
            Err(error) => unfit.push(error.to_string()),
        }
    }
    tell_missing(kept_back, cx);
    // The record itself may be merged only after this.
    let waiting: Vec<_> = ballots.iter().collect();
    let waiting = cx.document().and_then(|document| told_to_publish(document.decision(), &waiting));
    if let Some(document) = &mut cx.session.document {
        document.keep_at_hand(ballots, misnamed);
    }
    match waiting {
        Some(told) => {
            let words = "The round was revealed. Publish, save, and share the record.";
            let publish = ("Publish", Intent::Ballots(BallotIntent::Publish));
            cx.notify(Subject::ToPublish, Tone::Accent, &told, words, vec![publish]);
        }
        None => cx.messages.notices.forget(&Subject::ToPublish),
    }
    if unfit.is_empty() {
        cx.messages.notices.forget(&Subject::UnfitBallot);
    } else {
        let ways = if is_awaited { vec![withdraw()] } else { Vec::new() };
        cx.notify(Subject::UnfitBallot, Tone::Warning, "A private ballot is not used", unfit.join("\n"), ways);
    }
}

/// Says that the sealed private ballot of the user is not beside the record, as after one of the two was moved.
fn tell_missing(kept_back: &[KeptBack], cx: &mut FlowContext<'_>) {
    cx.messages.notices.forget(&Subject::MissingBallot);
    let Some(document) = cx.document() else { return };
    let (decision, user) = (document.decision(), &cx.session.user);
    let missing = storage::private_missing(decision, kept_back);
    let mine = missing.into_iter().find(|id| decision.member(id).is_some_and(|member| member.may_be(user)));
    let Some((id, record)) = mine.zip(document.path()) else { return };
    let words = format!(
        "{} should hold {}'s ballot. Copy it here from where you sealed it and open the record again. If it is lost, \
         withdraw the ballot.",
        storage::private_path(record, id).display(),
        decision.member_name(id)
    );
    let head = "Your sealed ballot is not beside this record";
    cx.notify(Subject::MissingBallot, Tone::Warning, head, words, vec![withdraw()]);
}

/// Returns the button for the members, where sealed ballots that are lost are withdrawn.
fn withdraw() -> (&'static str, Intent) {
    ("Withdraw a ballot…", Intent::Ask(Question::Members))
}

fn show_loaded(loaded: Loaded, print: Fingerprint, path: PathBuf, user: String, cx: &mut FlowContext<'_>) {
    let read_only = loaded.newer.as_ref().map(newer_words);
    let kept_back = loaded.kept_back;
    let decision = loaded.decision;
    cx.settings.remember(&path, &decision.title, decision.status(), decision.due());
    let scored = decision.ballots.iter().any(|ballot| !ballot.cells.is_empty());
    let seat = cx.last_seat(&decision, &path);
    // People usually come back to a scored record to see its result.
    let step = if scored { Step::Result } else { Step::Context };
    cx.show_document_to(user, Document::opened(decision, path, print, read_only), seat, step);
    tell_kept_back(&kept_back, cx);
}

/// Returns which copies git holds of a file that is unmerged.
fn unmerged(path: &Path) -> Unmerged {
    match storage::two_records_apart(path) {
        Some(commands) => Unmerged::TwoRecords(commands),
        None if storage::is_taken_out_in_git(path) => Unmerged::OneSided,
        None => Unmerged::Copies,
    }
}

/// Shows a notice that git holds the file as unmerged, with buttons for a way on.
fn warn_of_unmerged(unmerged: Unmerged, cx: &mut FlowContext<'_>) {
    let tell = ("Mark as merged", Intent::File(FileIntent::TellMerged));
    let (words, ways) = match unmerged {
        Unmerged::TwoRecords(commands) => (commands, Vec::new()),
        Unmerged::OneSided => (
            "One side of the merge deleted it and the other changed it. To keep it, mark it as merged.".to_owned(),
            vec![tell],
        ),
        Unmerged::Copies => (
            "It has changed since git left it, so it may be merged already. If it is right, mark it as merged. If \
             not, merge both sides again."
                .to_owned(),
            vec![tell, ("Merge again", Intent::File(FileIntent::MergeAgain))],
        ),
    };
    cx.notify(Subject::Unmerged, Tone::Warning, "Git holds this file as unmerged", words, ways);
}

/// Shows a notice that the next save removes the comments of the file. `line` is the line of the first.
fn warn_of_comments(line: usize, cx: &mut FlowContext<'_>) {
    let words =
        format!("The first is on line {line}. Saving removes them; move what they say into a note or another text.");
    cx.notify(Subject::Comments, Tone::Warning, "The file has comments", words, Vec::new());
}

/// Shows the conflicts of a merge that git has left in a file.
fn ask_about_unmerged(mut conflicts: Conflicts, user: String, path: PathBuf, cx: &mut FlowContext<'_>) {
    // The seat is kept only if the record still has that member.
    let ours = &conflicts.records.ours;
    let seat = cx.last_seat(ours, &path).filter(|id| ours.member(id).is_some());
    conflicts.me = seat.or_else(|| cx.user_of(ours, &user));
    conflicts.user = user;
    conflicts.path = path;
    *cx.dialog = Some(Dialog::Conflicts(Box::new(conflicts)));
}

/// Returns the reason why a file of a newer version is read-only.
fn newer_words(newer: &Newer) -> String {
    let left_out = if newer.left_out.is_empty() {
        "Everything in it is understood".to_owned()
    } else {
        format!("Left out, because this version does not know it: {}", newer.left_out.join(", "))
    };
    format!(
        "It was written by a newer version of Weigh-In, {}. {left_out}. Update Weigh-In to change it.",
        newer.formats()
    )
}
