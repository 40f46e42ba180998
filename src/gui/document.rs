//! The open record: its content, its history, and whether the file on disk has it.

use std::{cell::OnceCell, path::PathBuf, rc::Rc};

use crate::{
    analysis::{self, Analysis, Ladder, Scope},
    decision::{Decision, Edit, MemberId, MergeKey, Problem, Refusal},
};

/// Edits of the same thing that follow each other faster than this become one step.
const MERGE_WITHIN_SECONDS: f64 = 1.5;

/// How far back undo reaches, in steps. Steps share what they did not change, so each costs little.
const HISTORY: usize = 500;

/// What follows from the content; computed when somebody looks, once for each content.
pub struct Findings {
    /// Sums and sensitivities.
    pub analysis: Analysis,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The result in words.
    pub verdict: analysis::Verdict,
}

struct Step {
    label: String,
    decision: Decision,
    revision: u64,
}

/// A record that people work on. All of its changes go through [`Document::apply`].
pub struct Document {
    decision: Decision,
    /// Where it is saved; none for one that never was.
    pub path: Option<PathBuf>,
    /// Why it cannot be changed: the words of a file from a newer version.
    pub read_only: Option<String>,
    past: Vec<Step>,
    future: Vec<Step>,
    merge: Option<(MergeKey, f64)>,
    revision: u64,
    newest: u64,
    saved: Option<u64>,
    findings: OnceCell<Rc<Findings>>,
    progress: OnceCell<Vec<(MemberId, (usize, usize))>>,
    drawn: Option<Drawn>,
}

/// What was drawn at random, and the analysis that it was drawn for.
struct Drawn {
    of: Analysis,
    ladder: Ladder,
}

impl Document {
    /// A record that was never saved.
    #[must_use]
    pub fn new(decision: Decision) -> Self {
        Self {
            decision,
            path: None,
            read_only: None,
            past: Vec::new(),
            future: Vec::new(),
            merge: None,
            revision: 0,
            newest: 0,
            saved: None,
            findings: OnceCell::new(),
            progress: OnceCell::new(),
            drawn: None,
        }
    }

    /// A record as a file holds it.
    #[must_use]
    pub fn opened(decision: Decision, path: PathBuf, read_only: Option<String>) -> Self {
        Self { path: Some(path), read_only, saved: Some(0), ..Self::new(decision) }
    }

    /// The content.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        &self.decision
    }

    /// Numbers the content: the same number, the same content.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether the file on disk has another content, or there is no file and something was done.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        match self.saved {
            Some(saved) => saved != self.revision,
            None => self.revision != 0,
        }
    }

    /// Takes note that the file on disk now has this content.
    pub fn mark_saved(&mut self, path: PathBuf) {
        self.path = Some(path);
        self.saved = Some(self.revision);
        self.merge = None;
    }

    /// Makes a change, as a step that can be undone. `now` is in seconds; quick changes of one thing become one step.
    ///
    /// # Errors
    /// A [`Refusal`] says why the change was not made.
    pub fn apply(&mut self, edit: Edit, now: f64) -> Result<(), Refusal> {
        let key = edit.merge_key();
        let label = edit.label(&self.decision);
        let mut changed = self.decision.clone();
        changed.apply(edit)?;
        if changed == self.decision {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.decision, changed);
        let joins = matches!((&self.merge, &key), (Some((last, at)), Some(key))
            if last == key && now - at < MERGE_WITHIN_SECONDS)
            && self.saved != Some(self.revision);
        if !joins {
            self.past.push(Step { label, decision: before, revision: self.revision });
            if self.past.len() > HISTORY {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.merge = key.map(|key| (key, now));
        self.newest += 1;
        self.go_to(self.newest);
        Ok(())
    }

    /// The step that undo takes back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.label.as_str())
    }

    /// The step that redo makes again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.label.as_str())
    }

    /// Takes the last step back and says which it was.
    pub fn undo(&mut self) -> Option<String> {
        let step = self.past.pop()?;
        let (label, step) = self.swap(step);
        self.future.push(step);
        Some(label)
    }

    /// Makes the step again that was taken back last, and says which it was.
    pub fn redo(&mut self) -> Option<String> {
        let step = self.future.pop()?;
        let (label, step) = self.swap(step);
        self.past.push(step);
        Some(label)
    }

    fn swap(&mut self, step: Step) -> (String, Step) {
        let decision = std::mem::replace(&mut self.decision, step.decision);
        let other = Step { label: step.label.clone(), decision, revision: self.revision };
        self.merge = None;
        self.go_to(step.revision);
        (step.label, other)
    }

    fn go_to(&mut self, revision: u64) {
        self.revision = revision;
        self.findings = OnceCell::new();
        self.progress = OnceCell::new();
    }

    /// How many cells a member has filled, of how many; see [`Decision::progress`]. Counted once for each content: with
    /// many members it would cost more than the rest of a frame.
    #[must_use]
    pub fn progress(&self, member: &MemberId) -> (usize, usize) {
        let count = |id: &MemberId| (id.clone(), self.decision.progress(id));
        let counted = self.progress.get_or_init(|| self.decision.members.iter().map(|m| count(&m.id)).collect());
        counted.iter().find(|(id, _)| id == member).map_or((0, 0), |(_, progress)| *progress)
    }

    /// Takes what was drawn for an analysis without a ladder. It shows as long as the record's own analysis is that one.
    pub fn take_ladder(&mut self, of: Analysis, ladder: Ladder) {
        self.drawn = Some(Drawn { of, ladder });
        self.findings = OnceCell::new();
    }

    /// What follows from the content, of the rounds that are revealed.
    #[must_use]
    pub fn findings(&self) -> Rc<Findings> {
        let found = self.findings.get_or_init(|| {
            let mut analysis = analysis::analyze(&self.decision, Scope::Revealed);
            // Most edits change words only; what was drawn for the same numbers still holds.
            analysis.ladder =
                self.drawn.as_ref().filter(|drawn| drawn.of == analysis).map(|drawn| drawn.ladder.clone());
            let problems = analysis::problems(&self.decision, &analysis);
            let verdict = analysis::verdict(&self.decision, &analysis);
            Rc::new(Findings { analysis, problems, verdict })
        });
        Rc::clone(found)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::Status;

    fn document() -> Document {
        Document::new(Decision::new("test".to_owned(), date(2026, 1, 1)))
    }

    #[test]
    fn typing_is_one_step_and_a_pause_starts_the_next() {
        let mut document = document();
        for (at, title) in [(0.0, "U"), (0.2, "Us"), (0.4, "Use"), (5.0, "Use Go")] {
            document.apply(Edit::Title(title.to_owned()), at).unwrap();
        }
        assert_eq!(document.undo().as_deref(), Some("Change the title"));
        assert_eq!(document.decision().title, "Use");
        document.undo().unwrap();
        assert_eq!(document.decision().title, "");
        assert_eq!(document.undo(), None);
        document.redo().unwrap();
        document.redo().unwrap();
        assert_eq!(document.decision().title, "Use Go");
        assert_eq!(document.redo(), None);
    }

    #[test]
    fn dirty_is_whatever_differs_from_the_file() {
        let mut document = document();
        assert!(!document.is_dirty());
        document.apply(Edit::Title("a".to_owned()), 0.0).unwrap();
        assert!(document.is_dirty());
        document.mark_saved(PathBuf::from("a"));
        assert!(!document.is_dirty());
        // Typing on right after a save must not slip into the saved step.
        document.apply(Edit::Title("ab".to_owned()), 0.1).unwrap();
        assert!(document.is_dirty());
        document.undo().unwrap();
        assert_eq!(document.decision().title, "a");
        assert!(!document.is_dirty());
        document.undo().unwrap();
        assert!(document.is_dirty());
        document.redo().unwrap();
        assert!(!document.is_dirty());
    }

    #[test]
    fn what_changes_nothing_leaves_no_step() {
        let mut document = document();
        document.apply(Edit::Context(String::new()), 0.0).unwrap();
        assert!(!document.is_dirty());
        assert!(document.apply(Edit::Status(Status::Accepted, date(2026, 1, 1)), 0.0).is_err());
        assert_eq!(document.undo_label(), None);
    }
}
