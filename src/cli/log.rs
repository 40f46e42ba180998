//! `weigh-in log`: the ADRs of a repository.

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{console::Console, failure::Failure, here::Here};
use crate::{
    adr::FindingKind,
    decision::{Due, DueKind, Nearness, RepoPath, Severity, text::uncapitalized},
    decision_log::{
        CrossCheck, Entry, Folder, Governing, LinkFinding, Log, LogFolder, LogProblem, LogProblemCode, Progress,
        RecordSays, path_in, read_log, repository_root,
    },
    storage::world,
};

/// List the ADRs of a repository and their problems
///
/// Lists every Markdown file in a folder of ADRs: as an ADR, with anything that could not be read, or with the reason
/// why it is not one.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 the log was read; 1 with --check, an error was found, as by
`weigh-in check`; warnings and notes alone give 0; 1 with --due, something is
over; 2 it could not be read.

Examples:
  weigh-in log
  weigh-in log docs/decisions
  weigh-in log --due
  weigh-in log --due --json
  weigh-in log --for services/ingest/main.go
  weigh-in log --json | jq '.folders[].adrs[] | [.number, .status, .title]'")]
pub(super) struct ListLog {
    /// The repository or folder to search [default: the repository that you are in]
    dir: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Exit with 1 if an ADR or its record has an error
    #[arg(long)]
    check: bool,
    /// List the ADRs whose review is over or due within two weeks, and those to decide by then, and exit with 1 if one is over
    #[arg(long, conflicts_with = "check")]
    due: bool,
    /// List the decisions that govern this file or folder, by the paths and globs that their records name (`weigh-in set FILE governs=…`)
    #[arg(long = "for", value_name = "PATH", conflicts_with_all = ["check", "due"])]
    governing: Option<PathBuf>,
    /// The day that `--due` counts from [default: today]
    #[arg(long, value_name = "DAY", requires = "due")]
    today: Option<Date>,
}

impl ListLog {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let dir = self.dir.unwrap_or_else(repository_here);
        let log = read_log(&dir, &Progress::default())
            .map_err(|error| Failure::new(format!("{error}. Name a folder that can be read.")))?;
        if let Some(path) = &self.governing {
            return tell_governing(&log, path, self.json, console);
        }
        if self.due {
            let today = self.today.unwrap_or_else(world::today);
            return tell_due(&log, &Here::under(&dir), today, self.json, console);
        }
        if self.json {
            console.json(&to_json(&log))?;
        } else if log.folders.is_empty() {
            let left_out = log.told_left_out().map(|told| format!(" {told}")).unwrap_or_default();
            console.tell(format_args!("There are no ADRs in `{}`.{left_out}", dir.display()));
        } else {
            let here = Here::under(&dir);
            let parts: Vec<String> = log.folders.iter().map(|folder| report(folder, &here)).collect();
            console.say(parts.join("\n\n"))?;
            if let Some(left_out) = log.told_left_out() {
                console.tell(left_out);
            }
        }
        let mut problems = log.folders.iter().flat_map(LogFolder::problems);
        let has_errors = problems.any(|problem| problem.severity == Severity::Error);
        Ok(if self.check && has_errors { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// Lists the decisions that govern a file.
fn tell_governing(log: &Log, path: &Path, is_json: bool, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
    let root = repository_root(&log.root).unwrap_or_else(|| log.root.clone());
    // A folder that does not exist yet is found only from the root of the file system.
    let place = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let Some(governed) = path_in(&root, &place) else {
        return Err(Failure::new(format!("{} is not in the repository {}.", path.display(), root.display())));
    };
    let governing = log.governing(&governed);
    if is_json {
        let decisions: Vec<Value> = governing.iter().map(|one| governing_json(*one)).collect();
        console.json(&json!({ "version": JSON_VERSION, "path": &*governed, "decisions": decisions }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let here = Here::under(&log.root);
    for Governing { folder, entry, says, glob } in &governing {
        let path = here.path(&folder.path_of(&entry.file));
        let chosen = says.and_then(|says| says.chosen.as_ref()).map(|name| format!(", {name}")).unwrap_or_default();
        let stated = || entry.status.as_ref().map(ToString::to_string).unwrap_or_default();
        let status = says.map_or_else(stated, |says| says.status.to_string());
        console.say(format_args!("{path}: {} ({status}{chosen}; governs {glob})", entry.title))?;
    }
    if governing.is_empty() {
        // On standard error, so that standard output holds decisions only.
        console.tell(format_args!("No decision governs {}.", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Lists the reviews and decisions that are over or soon, the most overdue first.
fn tell_due(
    log: &Log,
    here: &Here,
    today: Date,
    is_json: bool,
    console: &mut Console<'_>,
) -> Result<ExitCode, Failure> {
    let mut due = log.due();
    due.retain(|(due, ..)| due.nearness(today) != Nearness::Later);
    if is_json {
        let due: Vec<Value> = due.iter().map(|(due, folder, entry)| due_json(*due, today, folder, entry)).collect();
        console.json(&json!({ "version": JSON_VERSION, "today": today.to_string(), "due": due }))?;
    } else {
        for (due, folder, entry) in &due {
            let path = here.path(&folder.path_of(&entry.file));
            console.say(format_args!("{path}: {} {}", entry.title, in_brackets(*due, today)))?;
        }
    }
    let entries = log.folders.iter().flat_map(|log| log.folder.entries.iter().map(move |entry| (&log.folder, entry)));
    // Whoever reads the ADR would look for a review on the day that it states.
    for (stated, folder, entry) in entries.filter_map(|(folder, entry)| Some((entry.outdated_due()?, folder, entry))) {
        let path = here.path(&folder.path_of(&entry.file));
        let next = entry
            .next_review()
            .map_or("by its record no review is due".to_owned(), |due| format!("its record says {}", due.on));
        console.warn(format_args!(
            "{path} still states the review of {}, and {next}. Export the record again.",
            stated.on
        ));
    }
    for log in &log.folders {
        let is_unread = |problem: &LogProblem| problem.code == LogProblemCode::InAdr(FindingKind::ReviewDate);
        for LogProblem { file, line, what, advice, .. } in log.problems().into_iter().filter(is_unread) {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            console.warn(format_args!("{}{line}: {what} {advice}", here.path(&log.folder.path_of(&file))));
        }
    }
    if due.is_empty() && !is_json {
        // On standard error, so that standard output holds what is due only.
        console.tell("Nothing is due.");
    }
    let is_over = due.iter().any(|(due, ..)| due.nearness(today) == Nearness::Overdue);
    Ok(if is_over { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Returns the sentence in brackets, to follow a title.
fn in_brackets(due: Due, today: Date) -> String {
    format!("({})", uncapitalized(due.sentence(today).trim_end_matches('.')))
}

/// Returns the repository around the current folder, or else that folder.
fn repository_here() -> PathBuf {
    env::current_dir().ok().and_then(|here| repository_root(&here)).unwrap_or(PathBuf::from("."))
}

fn report(log: &LogFolder, here: &Here) -> String {
    let Folder { because, entries, .. } = &log.folder;
    let adrs = if entries.len() == 1 { "1 ADR".to_owned() } else { format!("{} ADRs", entries.len()) };
    let mut lines = vec![format!("{}: {adrs} ({because})", here.path(&log.folder.path))];
    lines.extend(table(entries));
    let problems = log.problems();
    if !problems.is_empty() {
        lines.push(String::new());
        lines.extend(problems.iter().map(|problem| told(&log.folder, problem, here)));
    }
    lines.join("\n")
}

/// Formats a problem on one line, in the form of compiler messages.
fn told(folder: &Folder, problem: &LogProblem, here: &Here) -> String {
    let LogProblem { code, severity, line, what, advice, .. } = problem;
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    let (severity, code) = (severity.as_str(), code.as_str());
    format!("{}{line}: {severity}[{code}]: {what} {advice}", here.path(&place_of(folder, problem)))
}

/// Returns the path of the file that a problem is about, or of its folder; empty for the folder that was read.
fn place_of(folder: &Folder, problem: &LogProblem) -> RepoPath {
    if problem.file.is_empty() { folder.path.clone() } else { folder.path_of(&problem.file) }
}

/// Maximum length of a status in the table, in characters; the file has the rest.
const WIDEST_STATUS: usize = 24;

/// Formats number or id, date, status and title in columns; the title is followed by the result of its last review, and
/// the day of the next one.
fn table(entries: &[Entry]) -> Vec<String> {
    let cells: Vec<[String; 3]> = entries
        .iter()
        .map(|entry| {
            let status: String = entry.status.iter().flat_map(|s| s.words().chars().take(WIDEST_STATUS)).collect();
            let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
            [entry.number.map_or_else(|| "–".to_owned(), |number| number.to_string()), date, status]
        })
        .collect();
    let widths = [0, 1, 2].map(|column| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0));
    let [number, date, status] = widths;
    let rows = cells.iter().zip(entries).map(|(cells, entry)| {
        let [n, d, s] = cells;
        let life = entry.life();
        let life = if life.is_empty() { life } else { format!(" ({life})") };
        format!("{n:>number$}  {d:<date$}  {s:<status$}  {}{life}", entry.title).trim_end().to_owned()
    });
    rows.collect()
}

/// The version of the keys of `--json`. Within one, new keys may come, and none changes its meaning.
const JSON_VERSION: u8 = 1;

fn to_json(log: &Log) -> Value {
    json!({ "version": JSON_VERSION, "folders": log.folders.iter().map(folder_json).collect::<Vec<_>>() })
}

fn folder_json(log: &LogFolder) -> Value {
    let Folder { path, because, entries, others, .. } = &log.folder;
    // Problems of records and unmerged files have no list of their own; they are in `problems` below.
    let CrossCheck { duplicates, gaps, dead_links, one_sided, two_statuses, begun, records: _, unmerged: _ } =
        &log.check;
    json!({
        "path": &**path,
        "because": because,
        "adrs": entries.iter().map(|entry| adr_json(&log.folder, entry)).collect::<Vec<_>>(),
        "others": others
            .iter()
            .map(|other| json!({ "path": &*log.folder.path_of(&other.file), "reason": other.reason.to_string() }))
            .collect::<Vec<_>>(),
        "duplicates": duplicates
            .iter()
            .map(|duplicate| json!({
                "id": duplicate.id,
                "paths": duplicate.files.iter().map(|file| String::from(log.folder.path_of(file))).collect::<Vec<_>>(),
            }))
            .collect::<Vec<_>>(),
        "unfinished_renumbering": begun.as_ref().map(|begun| json!({
            "from": &*log.folder.path_of(&begun.from),
            "to": &*log.folder.path_of(&begun.to),
        })),
        "gaps": gaps.iter().map(|gap| json!({ "from": gap.from, "to": gap.to })).collect::<Vec<_>>(),
        "dead_links": links_json(&log.folder, dead_links),
        "one_sided": links_json(&log.folder, one_sided),
        "two_statuses": links_json(&log.folder, two_statuses),
        "problems": log.problems().iter().map(|problem| problem_json(&log.folder, problem)).collect::<Vec<_>>(),
    })
}

fn links_json(folder: &Folder, found: &[LinkFinding]) -> Vec<Value> {
    found.iter().map(|finding| link_json(folder, finding)).collect()
}

fn problem_json(folder: &Folder, problem: &LogProblem) -> Value {
    json!({
        "code": problem.code.as_str(),
        "severity": problem.severity.as_str(),
        "path": Some(&*place_of(folder, problem)).filter(|path| !path.is_empty()).unwrap_or("."),
        "line": problem.line,
        "what": problem.what,
        "advice": problem.advice,
    })
}

fn adr_json(folder: &Folder, entry: &Entry) -> Value {
    json!({
        "path": &*folder.path_of(&entry.file),
        "number": entry.number,
        "id": entry.id,
        "title": entry.has_title.then_some(&entry.title),
        "status": entry.status.as_ref().map(ToString::to_string),
        "date": entry.date.map(|date| date.to_string()),
        "review": entry.reviews_now().next.map(|date| date.to_string()),
        "reviewed": entry.reviews_now().last.map(|(on, verdict)| json!({ "on": on.to_string(), "verdict": verdict.word() })),
        "dialect": entry.form.as_str(),
        "record": entry.record,
        "says": entry.says.as_deref().map(says_json),
        "governs": entry.governs,
        "links": entry
            .links
            .iter()
            .map(|link| json!({ "kind": link.kind.to_string(), "target": link.target, "line": link.line }))
            .collect::<Vec<_>>(),
        "problems": entry
            .problems
            .iter()
            .map(|problem| {
                json!({ "line": problem.line, "what": format!("{} {}", problem.what, problem.kind.advice()) })
            })
            .collect::<Vec<_>>(),
    })
}

fn governing_json(of: Governing<'_>) -> Value {
    let Governing { folder, entry, says, glob } = of;
    json!({
        "path": &*folder.path_of(&entry.file),
        "number": entry.number,
        "id": entry.id,
        "title": entry.has_title.then_some(&entry.title),
        "glob": glob,
        "says": says.map(says_json),
    })
}

fn says_json(says: &RecordSays) -> Value {
    let RecordSays { path, id, status, chosen, leader, decision_makers, governs } = says;
    json!({
        "path": path,
        "id": id,
        "status": status.word(),
        "chosen": chosen,
        "leader": leader,
        "decision_makers": decision_makers,
        "governs": governs,
    })
}

fn due_json(due: Due, today: Date, folder: &Folder, entry: &Entry) -> Value {
    json!({
        "path": &*folder.path_of(&entry.file),
        "number": entry.number,
        "id": entry.id,
        "title": entry.has_title.then_some(&entry.title),
        "record": entry.record,
        "what": match due.what {
            DueKind::Decide => "decide",
            DueKind::Review => "review",
        },
        "on": due.on.to_string(),
        "overdue": due.nearness(today) == Nearness::Overdue,
    })
}

fn link_json(folder: &Folder, finding: &LinkFinding) -> Value {
    json!({
        "path": &*folder.path_of(&finding.file),
        "line": finding.line,
        "target": finding.target,
        "what": finding.what,
    })
}
