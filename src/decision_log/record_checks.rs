//! What is wrong with a record beside its own parts: with its ADRs, their charts, and what git holds of its file. One list, for
//! `check` and for the log.

use std::path::Path;

use super::{
    check::{check_charts, check_export},
    named_records::{NamedRecords, RecordProblem},
};
use crate::{
    analysis::Analysis,
    decision::{Decision, Place, Problem, ProblemCode, text::shell_path},
    storage,
};

/// Checks of many records: each folder of ADRs is read once.
#[derive(Default)]
pub struct RecordChecks {
    named: NamedRecords,
}

impl RecordChecks {
    /// What is wrong around the file of a record. `analysis` is that of every vote of the record, without a ladder.
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
        found.extend(unmerged(file).map(|problem| RecordProblem { adr: None, problem }));
        found
    }
}

/// What git says of the file, whatever is in it: our copy looks like any record.
fn unmerged(file: &Path) -> Option<Problem> {
    let name = file.to_string_lossy();
    let name = shell_path(&name);
    match storage::is_unmerged_in_git(file) {
        Ok(false) => None,
        Ok(true) if storage::is_taken_out_in_git(file) => Some(Problem::error(
            ProblemCode::Unmerged,
            Place::Record,
            "Git holds this file as unmerged: one side of the merge has taken it out, and the other has changed it.",
            format!("Keep it with `git add {name}`, or take it out with `git rm {name}`."),
        )),
        Ok(true) => Some(Problem::error(
            ProblemCode::Unmerged,
            Place::Record,
            "Git holds this file as unmerged, so the other side may be missing from it.",
            format!("`weigh-in merge --resolve {name}` finishes the merge. If it is finished, run `git add {name}`."),
        )),
        Err(why) => Some(Problem::warning(
            ProblemCode::UnmergedUnknown,
            Place::Record,
            format!("It is not known whether git holds this file as unmerged: {why}."),
            "Everything else was checked.",
        )),
    }
}
