//! `weigh-in check`: problems of records, for people and for CI.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use serde_json::{Value, json};

use super::{
    console::{Console, FAILED},
    failure::Failure,
    hidden::{tell_if_hidden, told_missing},
    record::{load_with_text, written_by},
    text::counted,
};
use crate::{
    analysis::{self, Scope, analyze},
    decision::{Decision, Place, PrivateBallot, Problem, ProblemCode, Severity},
    decision_log::{self, RecordChecks},
    storage::{self, KeptBack, Loaded, world},
};

/// List the problems of records, line by line
///
/// Each problem takes one line: the file, the line in it, error or warning, what is wrong and what to do. `log --check`
/// finds the same errors in the records of the ADRs that it lists.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = long_help())]
pub(super) struct Check {
    /// The decision files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Treat a decision or review past its day as an error
    #[arg(long)]
    strict: bool,
    /// Print one JSON object with every problem; docs/json.md lists its keys
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Exit codes: 0 no error, though there may be warnings; 1 an error was found;
2 a file could not be read.

Examples:
  weigh-in check go.decision.ron
  weigh-in check docs/decisions/*.decision.ron
  weigh-in check --strict docs/decisions/*.decision.ron
  weigh-in check --json go.decision.ron

In CI, it fails the build where a record contradicts itself, or where its ADR
no longer says what the record says.";

/// Returns the examples, and the codes by which scripts know problems.
fn long_help() -> String {
    let mut help = format!(
        "{EXAMPLES}\n\nThe code in brackets names the kind of problem and stays the same from version to version:\n"
    );
    for codes in ProblemCode::ALL.chunks(4) {
        let codes: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
        help.push_str("\n  ");
        help.push_str(&codes.join(", "));
    }
    help
}

/// The version of the keys of `--json`.
const JSON_VERSION: u8 = 1;

/// The results for the files so far, from good to bad.
#[derive(Debug, Default)]
struct CheckTally {
    warnings: usize,
    errors: usize,
    unread: usize,
    /// The files for `--json`.
    files: Vec<Value>,
}

impl Check {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let mut tally = CheckTally::default();
        let mut checks = RecordChecks::default();
        for file in &self.files {
            match read(file) {
                Ok((loaded, text)) => {
                    let analysis = analyze(&loaded.decision, Scope::All);
                    let mut found = analysis::problems(&loaded.decision, &analysis);
                    if tells_of_hidden(&loaded.decision, &found) {
                        tell_if_hidden(&loaded.decision, console);
                    }
                    found.extend(checks.check_file(&loaded, file, analysis));
                    found.extend(private(&loaded.decision, file, console));
                    let mut overdue = loaded.decision.overdue_problems(world::today());
                    // A superseded decision needs no review.
                    if !overdue.is_empty()
                        && loaded.decision.due().is_some()
                        && decision_log::due(&loaded.decision, file).is_none()
                    {
                        overdue.clear();
                    }
                    found.extend(overdue.into_iter().map(|overdue| self.judged(overdue)));
                    tally.take(file, &text, &found, console, self.json)?;
                }
                Err((code, failure)) => {
                    console.fail_with(code, &failure);
                    tally.unread += 1;
                    let (file, why) = (file.display().to_string(), failure.to_string());
                    tally.files.push(json!({"file": file, "error": why, "problems": []}));
                }
            }
        }
        if self.json {
            console.json(&json!({
                "version": JSON_VERSION, "errors": tally.errors, "warnings": tally.warnings, "unread": tally.unread,
                "files": tally.files,
            }))?;
        } else {
            console.tell(tally.sum(self.files.len()));
        }
        Ok(tally.exit_code())
    }

    fn judged(&self, overdue: Problem) -> Problem {
        if self.strict { Problem { severity: Severity::Error, ..overdue } } else { overdue }
    }
}

/// Returns problems for private ballots beside a record that differ from the sealed ones. Warns of those that are
/// elsewhere, of another round or cannot be read.
fn private(decision: &Decision, file: &Path, console: &mut Console<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    let Loaded { decision: with_private, kept_back, .. } = storage::with_private(file, decision);
    if let Some(told) = told_missing(&with_private, &kept_back, file) {
        console.warn(told);
    }
    for KeptBack { path, ballot } in kept_back {
        match ballot {
            Ok(PrivateBallot::NotAsSealed(member, why)) => {
                let what = format!("{}: {why}", path.display());
                let advice = "Put the sealed one back, or withdraw its seal with a reason.";
                let command = format!(
                    "`weigh-in seal FILE --member {member} --withdraw WHY{}` withdraws it.",
                    decision.option_to_correct()
                );
                let problem = Problem::warning(ProblemCode::UnlikeSealed, Place::Member(member), what, advice);
                found.push(problem.by_command(command));
            }
            Ok(PrivateBallot::Elsewhere(_, why) | PrivateBallot::OtherRound(_, why)) => {
                console.warn(format_args!("{}: {why}", path.display()));
            }
            Err(error) => console.warn(error),
            Ok(_) => {}
        }
    }
    found
}

/// Reports whether problems show what the window hides while a round is hidden.
fn tells_of_hidden(decision: &Decision, found: &[Problem]) -> bool {
    if !decision.is_blind() {
        return false;
    }
    let shown = analysis::problems(decision, &analyze(decision, Scope::Revealed));
    found.iter().any(|problem| !shown.contains(problem))
}

/// Returns the record, and the text of its file. A file of a newer format is refused, since its problems may be in the
/// part that this version does not know.
fn read(file: &Path) -> Result<(Loaded, String), (ProblemCode, Failure)> {
    let (loaded, text) = load_with_text(file).map_err(|error| (error.code(), error.into()))?;
    match &loaded.newer {
        None => Ok((loaded, text)),
        Some(newer) => {
            let (file, written) = (file.display(), written_by(newer));
            let what = format!("{file} {written}, and cannot be checked. Update Weigh-In to check it.");
            Err((ProblemCode::UnreadFile, Failure::new(what)))
        }
    }
}

/// Returns a problem for other programs.
fn problem_json(file: &Path, line: usize, problem: &Problem) -> Value {
    json!({
        "code": problem.code.as_str(), "severity": problem.severity.as_str(), "line": line,
        "place": place_key(&problem.place), "what": problem.what, "advice": problem.advice_by_command(file),
        "fix": problem.fix.as_ref().map(|fix| fix.label),
    })
}

/// Returns the key of a place: that of `weigh-in set` for what it can set.
fn place_key(place: &Place) -> String {
    match place {
        Place::Record | Place::FileLine(_) => "file".to_owned(),
        Place::Title => "title".to_owned(),
        Place::Status => "status".to_owned(),
        Place::Context => "context".to_owned(),
        Place::Link(at) => format!("links/{at}"),
        Place::Options => "options".to_owned(),
        Place::Option(id) => format!("options/{id}"),
        Place::Criteria => "criteria".to_owned(),
        Place::Criterion(id) => format!("criteria/{id}"),
        Place::Members => "members".to_owned(),
        Place::Member(id) => format!("members/{id}"),
        Place::Ballot(member, round) => format!("ballots/{member}/{round}"),
        Place::Cell(member, round, criterion, option) => format!("ballots/{member}/{round}/{criterion}/{option}"),
        Place::Reference(id) => format!("references/{id}"),
        Place::ReferenceCell(id, criterion, option) => format!("references/{id}/{criterion}/{option}"),
        Place::Outcome => "outcome".to_owned(),
        Place::Chosen => "outcome/chosen".to_owned(),
        Place::Export(at) => format!("exports/{at}"),
    }
}

impl CheckTally {
    /// Counts the problems of a file, and tells them or keeps them for `--json`.
    fn take(
        &mut self,
        file: &Path,
        text: &str,
        problems: &[Problem],
        console: &mut Console<'_>,
        is_json: bool,
    ) -> Result<(), Failure> {
        // A problem without a place in the file is reported on its first line.
        let found = storage::lines_of(text, problems).into_iter().map(|line| line.unwrap_or(1));
        let mut lines: Vec<(usize, &Problem)> = found.zip(problems).collect();
        lines.sort_by_key(|(line, _)| *line);
        if is_json {
            let problems: Vec<Value> = lines.iter().map(|(line, problem)| problem_json(file, *line, problem)).collect();
            self.files.push(json!({"file": file.display().to_string(), "error": null, "problems": problems}));
            lines.clear();
        }
        for (line, problem) in lines {
            let Problem { code, severity, what, .. } = problem;
            let advice = problem.advice_by_command(file);
            let (code, severity) = (code.as_str(), severity.as_str());
            console.say(format_args!("{}:{line}: {severity}[{code}]: {what} {advice}", file.display()))?;
        }
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        self.errors += errors;
        self.warnings += problems.len() - errors;
        Ok(())
    }

    fn exit_code(&self) -> ExitCode {
        match self {
            // Before errors in other files, since the number of errors in this one is unknown.
            Self { unread: 1.., .. } => ExitCode::from(FAILED),
            Self { errors: 1.., .. } => ExitCode::from(1),
            _ => ExitCode::SUCCESS,
        }
    }

    fn sum(&self, files: usize) -> String {
        let (errors, warnings) = (counted(self.errors, "error"), counted(self.warnings, "warning"));
        let found = format!("{errors}, {warnings} in {}", counted(files - self.unread, "file"));
        let unread = format!("{} not read", counted(self.unread, "file"));
        match self.unread {
            0 => found,
            // The number of errors in a file that cannot be read is unknown.
            all if all == files => unread,
            _ => format!("{found}; {unread}"),
        }
    }
}
