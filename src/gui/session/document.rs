//! The open record: its content, its history, and whether the file on disk has it.

mod at_hand;
mod below_merges;
mod correction;
mod steps;

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

pub use self::at_hand::told_to_publish;
use super::{
    backing::{Backing, FileContent, KnownFile},
    findings::Findings,
    history::{History, HistoryStep},
    ladder_run::{Drawing, DrawnLadder},
    profiles_run::UnderProfiles,
};
use crate::{
    analysis::{Analysis, ByProfile, Ladder, robustness::RungResult},
    decision::{Ballot, Correction, Decision, Edit, JoinKey, MemberId, Problem, Profile, Refusal},
    decision_log::Successor,
    storage::Fingerprint,
};

/// The longest time, in seconds, between two edits of the same thing that become one step of undo.
const JOIN_WITHIN_SECONDS: f64 = 1.5;

/// A record that people work on. All of its changes go through [`Document::apply`].
pub struct Document {
    decision: Decision,
    backing: Backing,
    history: History,
    /// The thing that was edited last, and the time: the next edit of the same thing joins its step.
    joining: Option<(JoinKey, f64)>,
    revision: u64,
    newest: u64,
    findings: OnceCell<Rc<Findings>>,
    /// The findings for the last content that was looked at. Most of them still hold after an edit.
    found_before: Option<Rc<Findings>>,
    /// The progress of those members whose progress was asked for.
    progress: RefCell<HashMap<MemberId, (usize, usize)>>,
    drawn: Option<DrawnLadder>,
    under_profiles: Option<UnderProfiles>,
    around_file: AroundFile,
    is_file_checked: bool,
    /// The sealed private ballots of revealed rounds that were beside the file when it was last read.
    at_hand: Vec<Ballot>,
    /// The members whose private files are beside the record under another name, with what to do.
    misnamed: Vec<(MemberId, String)>,
    /// A correction that was begun, until the first change puts it into the record.
    begun_correction: Option<Correction>,
}

/// The state of the ADRs and of git around the decision file.
#[derive(Debug, Default)]
pub struct AroundFile {
    /// The problems there.
    pub problems: Vec<Problem>,
    /// The ADR that superseded the ADR of the record.
    pub successor: Option<Successor>,
}

impl Document {
    /// Returns a record that was never saved.
    #[must_use]
    pub fn new(decision: Decision) -> Self {
        Self {
            decision,
            backing: Backing::Untitled,
            history: History::default(),
            joining: None,
            revision: 0,
            newest: 0,
            findings: OnceCell::new(),
            found_before: None,
            progress: RefCell::default(),
            drawn: None,
            under_profiles: None,
            around_file: AroundFile::default(),
            is_file_checked: false,
            at_hand: Vec::new(),
            misnamed: Vec::new(),
            begun_correction: None,
        }
    }

    /// Returns a copy for a trial, which takes over the findings and draws of the trial before it, as far as they still hold.
    #[must_use]
    pub fn tried(decision: Decision, before: Option<Self>) -> Self {
        let Some(Self { findings, found_before, drawn, .. }) = before else { return Self::new(decision) };
        Self { found_before: findings.into_inner().or(found_before), drawn, ..Self::new(decision) }
    }

    /// Returns a record as it was read from a file.
    #[must_use]
    pub fn opened(decision: Decision, path: PathBuf, print: Fingerprint, read_only: Option<String>) -> Self {
        let file = KnownFile::new(path, Some(decision.clone()), Some(print));
        let backing = match read_only {
            Some(reason) => Backing::ReadOnly(file, reason),
            None => Backing::Saved(file, 0),
        };
        Self { backing, ..Self::new(decision) }
    }

    /// Returns a record with unsaved content, and the file where it belongs, if there is one.
    #[must_use]
    pub fn unsaved(decision: Decision, file: Option<KnownFile>) -> Self {
        Self { backing: file.map_or(Backing::Rescued, Backing::Differs), ..Self::new(decision) }
    }

    /// Returns the content.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        &self.decision
    }

    /// Returns the number of the content: the same number means the same content.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Reports whether there are unsaved changes: the file has another content, or there is no file and something was done.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.backing.lacks(self.revision)
    }

    /// Returns the decision file as it is known here.
    #[must_use]
    pub fn file(&self) -> Option<&KnownFile> {
        self.backing.file()
    }

    /// Returns the path of the decision file, unless the record was never saved.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.file().map(|file| file.path.as_path())
    }

    /// Returns the reason why the record cannot be changed, in words.
    #[must_use]
    pub fn read_only(&self) -> Option<&str> {
        match &self.backing {
            Backing::ReadOnly(_, reason) => Some(reason),
            _ => None,
        }
    }

    /// Returns the problems that the last check found around the file: with the ADRs of the record as it was saved, and in git.
    #[must_use]
    pub fn file_problems(&self) -> &[Problem] {
        &self.around_file.problems
    }

    /// Returns the ADR that superseded the ADR of the record, as the last check found it.
    #[must_use]
    pub fn successor(&self) -> Option<&Successor> {
        self.around_file.successor.as_ref()
    }

    /// Asks for another check of the file and what is around it. Problems found before stay until then.
    pub fn recheck_file(&mut self) {
        self.is_file_checked = false;
    }

    /// Returns the path of the file if it is to be checked, and notes that the check has begun.
    pub fn begin_file_check(&mut self) -> Option<PathBuf> {
        let path = self.path().filter(|_| !self.is_file_checked)?.to_owned();
        self.is_file_checked = true;
        Some(path)
    }

    /// Takes the result of the check.
    pub fn take_around_file(&mut self, found: AroundFile) {
        self.around_file = found;
    }

    /// Notes that the file on disk now has the content of a revision. A correction ends with it.
    pub fn mark_saved(&mut self, path: PathBuf, revision: u64, decision: Decision, print: Fingerprint) {
        self.backing = Backing::Saved(KnownFile::new(path, Some(decision), Some(print)), revision);
        // Typing on starts a step of its own, so that undo can return to the content of the file.
        self.joining = None;
        self.begun_correction = None;
        self.recheck_file();
    }

    /// Reports whether the record differs from the content that its file had when it was last read or written.
    #[must_use]
    pub fn has_own_changes(&self) -> bool {
        self.file().and_then(|file| file.content.decision.as_ref()) != Some(&self.decision)
    }

    /// Notes that the file on disk has the same content as before, under another fingerprint.
    pub fn mark_seen(&mut self, print: Fingerprint) {
        if let Some(file) = self.backing.file_mut() {
            file.content.print = Some(print);
        }
    }

    /// Notes that the file is gone, unreadable, or changed by others and not merged: no step of the history is in it.
    pub fn mark_lost(&mut self) {
        if let Some(file) = self.file().cloned() {
            self.backing = Backing::Differs(file);
        }
    }

    /// Replaces the record by its merge with a file that somebody else changed, as one step of undo.
    ///
    /// # Errors
    /// A [`Refusal`] says why not.
    pub fn take_merge(
        &mut self,
        merged: Decision,
        content: FileContent,
        seat: Option<&MemberId>,
        now: f64,
    ) -> Result<(), Refusal> {
        // Compared first, since `apply` consumes the merged record.
        let is_in_file = content.decision.as_ref() == Some(&merged);
        self.apply(Edit::Merge(Box::new(merged)), seat, now)?;
        if let Some(path) = self.path().map(Path::to_owned) {
            let file = KnownFile { path, content };
            self.backing = if is_in_file { Backing::Saved(file, self.revision) } else { Backing::Differs(file) };
            self.recheck_file();
        }
        Ok(())
    }

    /// Makes a change as a step of undo, for the member who sits at the machine. `now` is in seconds; quick changes of the same
    /// thing become one step.
    ///
    /// # Errors
    /// A [`Refusal`] says why the change was not made.
    pub fn apply(&mut self, edit: Edit, seat: Option<&MemberId>, now: f64) -> Result<(), Refusal> {
        self.apply_together(vec![edit], seat, now)
    }

    /// Makes changes that belong together as one step, under the name of the last one: either all of them, or no change at all.
    ///
    /// # Errors
    /// A [`Refusal`] says why they were not made.
    pub fn apply_together(&mut self, edits: Vec<Edit>, seat: Option<&MemberId>, now: f64) -> Result<(), Refusal> {
        self.apply_as(Edit::label_of_all(&edits, &self.decision), edits, seat, now)
    }

    /// Makes changes that belong together as one step of this name, as [`apply_together`](Self::apply_together) does.
    ///
    /// # Errors
    /// A [`Refusal`] says why they were not made.
    pub fn apply_as(
        &mut self,
        label: String,
        mut edits: Vec<Edit>,
        seat: Option<&MemberId>,
        now: f64,
    ) -> Result<(), Refusal> {
        // The first edits that need a correction put the one that was begun into the record, in the same step.
        let begun = self.begun_correction.clone().filter(|_| edits.iter().any(|edit| self.would_correct(edit)));
        let begins = begun.is_some();
        edits.splice(..0, begun.map(Edit::Correct));
        // Only a single edit may join the step before it.
        let key = if let [edit] = &edits[..] { edit.join_key() } else { None };
        let is_merge = edits.iter().any(|edit| matches!(edit, Edit::Merge(_)));
        // The ADR stays written whatever is undone, so this is no step of its own.
        let is_export = edits.iter().all(|edit| matches!(edit, Edit::Exported(_)));
        // The large parts are shared, so this copy is cheap, and a refused edit leaves the record alone.
        let mut changed = self.decision.clone();
        for edit in edits {
            changed.apply(edit)?;
        }
        // An edit that changes nothing would be a step of undo without an effect.
        if changed == self.decision {
            return Ok(());
        }
        if begins {
            self.begun_correction = None;
        }
        let before = std::mem::replace(&mut self.decision, changed);
        // A saved state stays a step of its own, so that undo gets back to exactly what is in the file.
        let joins = matches!((&self.joining, &key), (Some((last, at)), Some(key))
            if last == key && now - at < JOIN_WITHIN_SECONDS)
            && !self.is_saved();
        self.forget_progress(&before);
        let step = HistoryStep { label, decision: before, revision: self.revision, seat: seat.cloned(), is_merge };
        self.history.push((!joins && !is_export).then_some(step), &self.decision);
        self.joining = key.map(|key| (key, now));
        // Numbers are never given twice, so an undone revision cannot be mistaken for a later one that was saved.
        self.newest += 1;
        self.go_to(self.newest);
        Ok(())
    }

    /// Reports whether the file has the present revision.
    fn is_saved(&self) -> bool {
        self.file().is_some() && !self.is_dirty()
    }

    /// Returns the record as it is after these changes; `None` if they are refused.
    #[must_use]
    pub fn after_edits(&self, edits: &[Edit]) -> Option<Decision> {
        let mut then = self.decision.clone();
        edits.iter().try_for_each(|edit| then.apply(edit.clone())).ok()?;
        Some(then)
    }

    fn go_to(&mut self, revision: u64) {
        self.revision = revision;
        self.forget_findings();
    }

    fn forget_findings(&mut self) {
        // The next findings start from the last ones that were asked for, however many edits came between.
        self.found_before = self.findings.take().or_else(|| self.found_before.take());
    }

    /// Forgets the progress of members whose ballots have changed, or of all where the questions or the rounds have.
    fn forget_progress(&mut self, before: &Decision) {
        let progress = self.progress.get_mut();
        if !self.decision.asks_the_same(before) || self.decision.rounds != before.rounds {
            progress.clear();
        }
        for ballot in unshared(&before.ballots, &self.decision.ballots) {
            progress.remove(&ballot.member);
        }
    }

    /// Returns how many cells a member has filled, and of how many; see [`Decision::progress`]. The result is kept, since with
    /// many members counting would cost more than the rest of a frame.
    #[must_use]
    pub fn progress(&self, member: &MemberId) -> (usize, usize) {
        let mut progress = self.progress.borrow_mut();
        *progress.entry(member.clone()).or_insert_with(|| self.decision.progress(member))
    }

    /// Returns how many cells of a ballot are filled, and of how many, while some that count are open and nothing else hides the result.
    #[must_use]
    pub fn ballot_under_way(&self, me: Option<&MemberId>) -> Option<(usize, usize)> {
        let (filled, all) = self.progress(me?);
        (filled < all && self.decision.shows_result_of_open_ballot(me?)).then_some((filled, all))
    }

    /// Begins a ladder for an analysis of the record. Rungs that were drawn before for the same question are kept.
    pub fn begin_ladder(&mut self, of: Arc<Analysis>, seed: u64, drawing: Drawing) {
        let kept = self.drawn.as_ref().map(|drawn| drawn.still_asked(&of).into_owned());
        self.drawn = Some(DrawnLadder { of, ladder: kept.unwrap_or_else(|| Ladder::new(seed)), drawing });
        self.forget_findings();
    }

    /// Returns the progress of the draws for an analysis, or `None` where none were begun for it.
    #[must_use]
    pub fn drawing_of(&self, of: &Arc<Analysis>) -> Option<&Drawing> {
        self.drawn.as_ref().filter(|drawn| Arc::ptr_eq(&drawn.of, of)).map(|drawn| &drawn.drawing)
    }

    /// Takes a rung that was drawn for an analysis. It is dropped if another ladder was begun since.
    pub fn add_rung(&mut self, of: &Arc<Analysis>, rung: RungResult) {
        if let Some(drawn) = self.drawn.as_mut().filter(|drawn| Arc::ptr_eq(&drawn.of, of)) {
            drawn.ladder.add(rung);
            self.forget_findings();
        }
    }

    /// Notes that no more rungs come: all are drawn, or the draws were stopped.
    pub fn end_ladder(&mut self, drawing: Drawing) {
        if let Some(drawn) = &mut self.drawn {
            drawn.drawing = drawing;
        }
    }

    /// Takes the results under each profile, or that they are being counted.
    pub fn take_profiles(&mut self, found: UnderProfiles) {
        self.under_profiles = Some(found);
    }

    /// Returns the results under these profiles for the present numbers, without any while they are counted; `None` if nobody asked for
    /// them.
    #[must_use]
    pub fn under_profiles(&self, profiles: &[Arc<Profile>]) -> Option<Option<&ByProfile>> {
        let found = self.under_profiles.as_ref()?;
        found.is_for(self.findings().sums(), profiles).then_some(found.found.as_ref())
    }

    /// Forgets the ladder, so that it is drawn again.
    pub fn forget_ladder(&mut self) {
        self.drawn = None;
        self.forget_findings();
    }

    /// Returns the progress of the draws for the ladder, once they were begun.
    #[must_use]
    pub fn drawing(&self) -> Option<&Drawing> {
        self.drawn.as_ref().map(|drawn| &drawn.drawing)
    }

    /// Returns the findings for the content, from the revealed rounds. They are computed once for each content.
    #[must_use]
    pub fn findings(&self) -> Rc<Findings> {
        let findings = self
            .findings
            .get_or_init(|| Rc::new(Findings::of(&self.decision, self.found_before.as_deref(), self.drawn.as_ref())));
        Rc::clone(findings)
    }
}

/// Returns the items of two lists that are not shared at the same place of both.
fn unshared<'a, T>(a: &'a [Arc<T>], b: &'a [Arc<T>]) -> impl Iterator<Item = &'a T> {
    let pairs = (0..a.len().max(b.len())).map(move |place| (a.get(place), b.get(place)));
    let unshared = pairs.filter(|(a, b)| !a.zip(*b).is_some_and(|(a, b)| Arc::ptr_eq(a, b)));
    unshared.flat_map(|(a, b)| [a, b]).flatten().map(AsRef::as_ref)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::date;

    use super::{super::travel::Direction, *};
    use crate::{
        analysis::Rung,
        decision::{Criterion, CriterionField, CriterionId, Status},
    };

    fn id(name: &str) -> CriterionId {
        CriterionId::new(name).unwrap()
    }

    fn document() -> Document {
        Document::new(Decision::new("test".to_owned(), date(2026, 1, 1)))
    }

    fn undo(document: &mut Document) -> Option<String> {
        document.travel(Direction::Back, date(2026, 1, 1), "Ana")
    }

    fn redo(document: &mut Document) -> Option<String> {
        document.travel(Direction::Forward, date(2026, 1, 1), "Ana")
    }

    #[test]
    fn typing_is_one_step_and_a_pause_starts_the_next() {
        let mut document = document();
        for (at, title) in [(0.0, "U"), (0.2, "Us"), (0.4, "Use"), (5.0, "Use Go")] {
            document.apply(Edit::Title(title.to_owned()), None, at).unwrap();
        }
        assert_eq!(undo(&mut document).as_deref(), Some("Change the title"));
        assert_eq!(document.decision().title, "Use");
        undo(&mut document).unwrap();
        assert_eq!(document.decision().title, "");
        assert_eq!(undo(&mut document), None);
        redo(&mut document).unwrap();
        redo(&mut document).unwrap();
        assert_eq!(document.decision().title, "Use Go");
        assert_eq!(redo(&mut document), None);
    }

    #[test]
    fn dirty_is_whatever_differs_from_the_file() {
        let mut document = document();
        assert!(!document.is_dirty());
        document.apply(Edit::Title("a".to_owned()), None, 0.0).unwrap();
        assert!(document.is_dirty());
        document.mark_saved(
            PathBuf::from("a"),
            document.revision(),
            document.decision().clone(),
            Fingerprint::from_parts(0, 0),
        );
        assert!(!document.is_dirty());
        // Typing on right after a save must not slip into the saved step.
        document.apply(Edit::Title("ab".to_owned()), None, 0.1).unwrap();
        assert!(document.is_dirty());
        undo(&mut document).unwrap();
        assert_eq!(document.decision().title, "a");
        assert!(!document.is_dirty());
        undo(&mut document).unwrap();
        assert!(document.is_dirty());
        redo(&mut document).unwrap();
        assert!(!document.is_dirty());
    }

    #[test]
    fn what_changes_nothing_leaves_no_step() {
        let mut document = document();
        document.apply(Edit::Context(String::new()), None, 0.0).unwrap();
        assert!(!document.is_dirty());
        assert!(document.apply(Edit::Status(Status::Accepted, date(2026, 1, 1), String::new()), None, 0.0).is_err());
        assert_eq!(document.step_words(Direction::Back, None).as_deref(), None);
    }

    #[test]
    fn a_merge_is_one_step_and_the_file_is_known_after_it() {
        let print = Fingerprint::from_parts(0, 0);
        let mut document = Document::opened(document().decision, PathBuf::from("a"), print, None);
        document.apply(Edit::Title("mine".to_owned()), None, 0.0).unwrap();
        let mut theirs = Decision::new("test".to_owned(), date(2026, 1, 1));
        theirs.context = "theirs".to_owned();
        let mut merged = theirs.clone();
        merged.title = "mine".to_owned();
        let file = FileContent { decision: Some(theirs.clone()), print: Some(print) };
        document.take_merge(merged, file.clone(), None, 0.1).unwrap();
        assert!(document.is_dirty());
        assert_eq!(document.step_words(Direction::Back, None).as_deref(), Some("Merge with another copy"));
        undo(&mut document).unwrap();
        assert_eq!((document.decision().title.as_str(), document.decision().context.as_str()), ("mine", ""));
        assert!(document.is_dirty());
        // The merge is the same as the file, so it is saved; no step before it is.
        document.take_merge(theirs, file, None, 0.2).unwrap();
        assert!(!document.is_dirty());
        undo(&mut document).unwrap();
        assert!(document.is_dirty());
        undo(&mut document).unwrap();
        assert!(document.is_dirty());
    }

    /// Returns the result of a rung with one draw and no options.
    fn result_of(rung: Rung) -> RungResult {
        RungResult {
            rung,
            draws: 1,
            fewer: false,
            fewer_for_confidence: None,
            exact: false,
            teams: None,
            options: Vec::new(),
        }
    }

    fn rungs(document: &Document) -> Option<usize> {
        document.findings().analysis.ladder.as_ref().map(|ladder| ladder.rungs.len())
    }

    #[test]
    fn a_ladder_holds_for_the_numbers_that_it_was_begun_for() {
        let mut document = document();
        document.apply(Edit::AddCriterion(Box::new(Criterion::new(id("a"), "A", ""))), None, 0.0).unwrap();
        document.apply(Edit::AddCriterion(Box::new(Criterion::new(id("b"), "B", ""))), None, 0.0).unwrap();
        let of = Arc::clone(document.findings().sums());
        document.begin_ladder(Arc::clone(&of), 1, Drawing::Done);
        assert_eq!(rungs(&document), None, "nothing is drawn yet");
        for (drawn, count) in [(Rung::YourSwings, 1), (Rung::AnyWeights, 2), (Rung::YourSwings, 2)] {
            document.add_rung(&of, result_of(drawn));
            assert_eq!(rungs(&document), Some(count));
        }
        document.add_rung(&Arc::new(Analysis::clone(&of)), result_of(Rung::YourOrder));
        assert_eq!(rungs(&document), Some(2), "it was drawn for what was shown before");
        document.apply(Edit::Title("Words".to_owned()), None, 0.0).unwrap();
        assert_eq!(rungs(&document), Some(2));
        document.apply(Edit::Criterion(id("a"), CriterionField::Swing(7)), None, 0.0).unwrap();
        assert_eq!(rungs(&document), Some(1), "any weights do not ask for swings");
        let other = Arc::clone(document.findings().sums());
        document.begin_ladder(Arc::clone(&other), 1, Drawing::Done);
        document.add_rung(&of, result_of(Rung::YourOrder));
        assert_eq!(rungs(&document), Some(1), "that was drawn for other swings");
        document.add_rung(&other, result_of(Rung::YourSwings));
        document.apply(Edit::Criterion(id("a"), CriterionField::NotApplicable(true)), None, 0.0).unwrap();
        assert_eq!(rungs(&document), None);
        undo(&mut document).unwrap();
        assert_eq!(rungs(&document), Some(2));
        document.forget_ladder();
        assert_eq!(rungs(&document), None);
    }
}
