//! The problems of a record beyond its own parts: with its ADRs, their charts, the template that it names, and the
//! state of its file in git. One list for `check`, the window and the log.

use std::path::Path;

use super::{
    check::{check_charts, check_export},
    governs::check_governed,
    named_records::{NamedRecords, RecordProblem},
    superseded::SupersededAdrs,
    templates::TemplatesAtHand,
};
use crate::{
    analysis::Analysis,
    decision::{Decision, Place, Problem, ProblemCode, text::shell_path},
    storage::{self, FileForGit, Loaded},
};

/// The checks of many records: each folder of ADRs and of templates is read once.
#[derive(Default)]
pub struct RecordChecks {
    named: NamedRecords,
    superseded: SupersededAdrs,
    templates: TemplatesAtHand,
}

impl RecordChecks {
    /// Returns all problems around a record that its parts and sums do not show. `analysis` is that of all votes of the
    /// record, without a ladder.
    #[must_use]
    pub fn check_file(&mut self, loaded: &Loaded, file: &Path, analysis: Analysis) -> Vec<Problem> {
        let mut found = self.templates.check(&loaded.decision, file);
        found.extend(self.check(&loaded.decision, file, analysis).into_iter().map(|found| found.problem));
        found.extend(loaded.comment.map(comments));
        found
    }

    /// Returns the problems between a record, its ADRs and git. `analysis` is that of all votes of the record, without
    /// a ladder.
    #[must_use]
    pub fn check(&mut self, decision: &Decision, file: &Path, analysis: Analysis) -> Vec<RecordProblem> {
        let exported = check_charts(decision).into_iter().chain(check_export(decision, file, analysis));
        let mut found: Vec<RecordProblem> = exported
            .map(|problem| {
                let export = if let Place::Export(at) = problem.place { decision.exports.get(at) } else { None };
                RecordProblem { adr: export.map(|export| export.path.clone()), problem }
            })
            .collect();
        found.extend(self.named.check(decision, file));
        let governed = check_governed(decision, file).into_iter();
        found.extend(governed.map(|problem| RecordProblem { adr: None, problem }));
        let of_record = self.superseded.check(decision, file).into_iter().chain(unmerged(file));
        found.extend(of_record.map(|problem| RecordProblem { adr: None, problem }));
        found
    }
}

/// Creates the problem that the file has comments, the first of them on this line.
fn comments(line: usize) -> Problem {
    Problem::warning(
        ProblemCode::Comments,
        Place::FileLine(line),
        "The file has comments, which are left out when Weigh-In saves a change.",
        "Put what they say into a note or another text of the record.",
    )
}

/// Returns the problem of a file that git holds as unmerged, whatever the file itself holds: our copy looks like any
/// record.
fn unmerged(file: &Path) -> Option<Problem> {
    let name = storage::known_to_git(file);
    let name = name.to_string_lossy();
    let name = shell_path(&name);
    let git = FileForGit::of(file);
    match storage::is_unmerged_in_git(file) {
        Ok(false) => None,
        Ok(true) if storage::is_taken_out_in_git(file) => Some(Problem::error(
            ProblemCode::Unmerged,
            Place::Record,
            "Git holds this file as unmerged: one side of the merge has taken it out, and the other has changed it.",
            storage::keep_or_take_out(&git),
        )),
        Ok(true) if let Some(apart) = storage::two_records_apart(file) => Some(Problem::error(
            ProblemCode::Unmerged,
            Place::Record,
            "Git holds this file as unmerged: both sides added a record of their own under this name.",
            apart,
        )),
        // A resolution would put markers into it again.
        Ok(true) if storage::is_merged_by_hand(file) => Some(Problem::error(
            ProblemCode::Unmerged,
            Place::Record,
            "Git holds this file as unmerged, though it has what both sides did.",
            format!("If it says what it should, run `{}`. It needs no `weigh-in merge --resolve {name}`.", git.add()),
        )),
        Ok(true) if storage::is_edited_by_hand(file) => Some(Problem::error(
            ProblemCode::Unmerged,
            Place::Record,
            "Git holds this file as unmerged. It was changed since git left it, but the other side may be missing from it.",
            format!(
                "If it says what it should, run `{}`. If not, merge again: `weigh-in merge --resolve {name} --take ours` or \
                 `weigh-in merge --resolve {name} --take theirs` takes a side where the copies conflict, and `weigh-in merge \
                 --resolve {name} --again` puts conflict markers there.",
                git.add()
            ),
        )),
        Ok(true) if storage::may_be_settled_as_ours(file) => Some(Problem::error(
            ProblemCode::Unmerged,
            Place::Record,
            "Git holds this file as unmerged. It is our copy, and theirs has nothing that does not conflict with it.",
            format!(
                "If our side was chosen, run `{}`. If not, `weigh-in merge --resolve {name}` names the conflicts.",
                git.add()
            ),
        )),
        Ok(true) => Some(Problem::error(
            ProblemCode::Unmerged,
            Place::Record,
            "Git holds this file as unmerged, so the other side may be missing from it.",
            format!(
                "`weigh-in merge --resolve {name}` merges what both sides did, and names the places where they conflict, if there are \
                 any. If the file says what it should, run `{}` instead.",
                git.add()
            ),
        )),
        Err(why) => Some(Problem::warning(
            ProblemCode::UnmergedUnknown,
            Place::Record,
            format!("It is not known whether git holds this file as unmerged: {why}."),
            "Everything else was checked.",
        )),
    }
}
