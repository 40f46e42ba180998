//! `weigh-in export`: the record as an ADR in a repository.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    acceptance::AcceptedBy,
    chart::kinds,
    console::Console,
    correct::Correct,
    failure::Failure,
    here::Here,
    hidden::ways_on,
    record::{Known, apply, change_known, is_repository_folder, is_standard, load_known, save},
    text::visible_text,
    user::user,
};
use crate::{
    adr::{Keep, Seen, Sight, sights},
    chart::ChartKind,
    decision::{Decision, Edit, Relation, RelationKind, Status, merge},
    decision_log::{
        self, DialectChoice, FileChange, HeldRepository, Keeping, Plan, PlanError, Request, find_adr, plan,
        repository_root,
    },
    storage::{self, commit_message, world},
};

/// Write the record to a repository as an ADR
///
/// A new ADR is written at once. For an existing one, the changes are only shown unless --yes is given. The record
/// remembers its ADR: the next export updates it, and `check` compares the two. An ADR shows everybody's scores, so
/// reveal a hidden round first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in export go.decision.ron --repo . --dry-run
  weigh-in export go.decision.ron --repo . --folder docs/adr
  weigh-in export go.decision.ron --repo . --chart totals --chart ladder
  weigh-in export go.decision.ron --repo . --yes

Exit codes: 0 the ADR says what the record says, or it was a dry run; 1 it
would change, and --yes was not given; 2 it could not be done.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Export {
    /// The decision file
    file: PathBuf,
    /// The repository, or a folder in it
    #[arg(long, value_name = "DIR")]
    repo: PathBuf,
    /// The Markdown form: madr, madr-numbered, nygard, universal, the path of a template of your own in the repository,
    /// or auto, which writes as the folder does, and MADR 4 where that is empty
    #[arg(long, value_name = "DIALECT|PATH", default_value = "auto")]
    dialect: String,
    /// The folder for ADRs, from the root of the repository [default: the one that the repository has, or
    /// docs/decisions]
    #[arg(long, value_name = "DIR")]
    folder: Option<String>,
    /// An ADR that this decision supersedes, by its number or file. The record remembers it; the other ADR is updated
    /// once this decision is accepted
    #[arg(long, value_name = "ADR")]
    supersedes: Vec<String>,
    /// An ADR that this decision amends
    #[arg(long, value_name = "ADR")]
    amends: Vec<String>,
    /// A related ADR
    #[arg(long, value_name = "ADR")]
    relates_to: Vec<String>,
    /// A chart to write beside the ADR and show in it; can be given several times. The record remembers them [default:
    /// those of the last export]
    #[arg(long, value_name = "KIND", value_parser = kinds(), conflicts_with = "no_charts")]
    chart: Vec<ChartKind>,
    /// Leave charts out of the ADR from now on
    #[arg(long)]
    no_charts: bool,
    /// Add all scores and how firm the result is, as an appendix. The record remembers it
    #[arg(long, conflicts_with = "no_appendix")]
    appendix: bool,
    /// Leave the appendix out from now on
    #[arg(long)]
    no_appendix: bool,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Change the existing ADR
    #[arg(long)]
    yes: bool,
    /// Whose text to keep in sections that were edited by hand since the last export
    #[arg(long, value_name = "WHOSE")]
    keep: Option<Whose>,
    /// Stage what was written in git, together with the record
    #[arg(long)]
    stage: bool,
    /// Commit what was written, together with the record and with nothing else. Hooks run as always
    #[arg(long)]
    commit: bool,
    /// What the commit says [default: "Record the decision: TITLE"]
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true, requires = "commit")]
    message: Option<String>,
    /// Give the record the status that somebody gave the ADR by hand or with another tool
    #[arg(long)]
    take_status: bool,
    /// Copy a record that is kept elsewhere into the folder of the ADR, which then links to the copy. The copy remembers the
    /// export; go on with it
    #[arg(long)]
    record_beside: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Whose {
    /// The text in the ADR
    Theirs,
    /// The text from the record
    Ours,
    /// Both, theirs first
    Both,
}

impl From<Whose> for Keep {
    fn from(whose: Whose) -> Self {
        match whose {
            Whose::Theirs => Self::Theirs,
            Whose::Ours => Self::Ours,
            Whose::Both => Self::Both,
        }
    }
}

/// The result of an export.
enum ExportKind<'a> {
    Unchanged,
    New { markdown: &'a str },
    Changed,
}

impl Export {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        if is_standard(&self.file) {
            return Err(Failure::before_writing("an export needs the record as a file, which the ADR links to"));
        }
        let request = self.request()?;
        // Held from the plan until all is written, so that several exports at a time get different numbers.
        let held = (!self.dry_run).then(|| decision_log::hold(&request.root));
        let known = load_known(&self.file)?;
        let mut decision = known.decision.clone();
        self.relate(&mut decision, &request)?;
        if (self.appendix || self.no_appendix) && decision.has_appendix != self.appendix {
            apply(&mut decision, Edit::Appendix(self.appendix))?;
        }
        let kept = self.kept_at(&decision, &request)?;
        let mut plan = self.plan(&decision, &kept, &request)?;
        // The ADR contains the status, so the plan is made again with it.
        if let (true, Some(status)) = (self.take_status, plan.status) {
            self.take_status(&mut decision, status)?;
            console.say(format_args!("The record is {status} now, as the ADR says."))?;
            plan = self.plan(&decision, &kept, &request)?;
        }
        for warning in plan.warnings.iter().chain(&plan.pending) {
            console.warn(warning);
        }
        if let Some(not_kept) = &plan.not_kept {
            console.warn(format_args!("{not_kept} Add --record-beside to keep a copy beside the ADR."));
        }
        let here = Here::under(&plan.root);
        let adr = here.path(&plan.export.path);
        match kind(&plan) {
            ExportKind::Unchanged => console.say(format_args!("{adr} is up to date."))?,
            ExportKind::New { markdown } if self.dry_run => console.text(markdown)?,
            ExportKind::New { .. } => {}
            ExportKind::Changed => console.say(plan.unified_diff().trim_end())?,
        }
        let Some(held) = held else {
            for line in seen_by_clients(&plan) {
                console.tell(line);
            }
            console.tell(format_args!("Nothing was written: this was a dry run for {adr}."));
            return Ok(ExitCode::SUCCESS);
        };
        if let Some(status) = plan.status {
            console.tell(format_args!(
                "Somebody gave {adr} the status {status}. Add --take-status to give it to the record, too."
            ));
        }
        // Before the advice to add `--yes`, which would not be enough.
        if !plan.undecided.is_empty() {
            console.tell(format_args!(
                "Nothing was written: people changed {adr} by hand since it was exported, in: {}. Add --keep theirs, --keep \
                 ours or --keep both.",
                plan.undecided.join(", ")
            ));
            return Ok(ExitCode::from(1));
        }
        let replaced: Vec<String> = replaced(&plan).map(|change| here.path(&change.path)).collect();
        if !replaced.is_empty() && !self.yes {
            let (are, them) = if replaced.len() == 1 { ("is", "it") } else { ("are", "them") };
            console.tell(format_args!(
                "Nothing was written: {} {are} there already and would change as shown. Add --yes to change {them}.",
                replaced.join(", ")
            ));
            return Ok(ExitCode::from(1));
        }
        if self.stage || self.commit {
            storage::can_stage(&plan.root, &plan.files(Some(&kept))).map_err(Failure::before_writing)?;
        }
        let title = decision.title.clone();
        self.carry_out(&plan, &kept, known, decision, held, console)?;
        self.git(&plan, &kept, &title, console)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Stages or commits what was written, if that was asked for.
    fn git(&self, plan: &Plan, kept: &Path, title: &str, console: &mut Console<'_>) -> Result<(), Failure> {
        if !(self.stage || self.commit) {
            return Ok(());
        }
        let files = plan.files(Some(kept));
        let here = Here::under(&plan.root);
        let names: Vec<String> = files.iter().map(|file| here.path(&file.to_string_lossy().as_ref().into())).collect();
        if self.commit {
            let message = self.message.clone().unwrap_or_else(|| commit_message(title));
            storage::tell_where_a_signal_ends_it(format!(
                "Stopped while git was committing. Written, but not committed unless `git log` shows it: {}.",
                names.join(", ")
            ));
            let committed = storage::commit_files(&plan.root, &files, &plan.settled_files(), &message);
            storage::tell_where_a_signal_ends_it(String::new());
            match committed.map_err(|error| not_in_git(&error))? {
                Some(name) => console.say(format_args!("Committed as {name}.")),
                None => console.say("Everything is already committed."),
            }
        } else if storage::stage_files(&plan.root, &files).map_err(|error| not_in_git(&error))? {
            console.say(format_args!("Staged {}.", names.join(", ")))
        } else {
            console.say("Everything is already committed.")
        }
    }

    /// Returns the file of the record after the export: its present one, or one beside the ADR.
    fn kept_at(&self, decision: &Decision, request: &Request) -> Result<PathBuf, Failure> {
        if !self.record_beside || decision_log::path_in(&request.root, &self.file).is_some() {
            return Ok(self.file.clone());
        }
        let adr = self.plan(decision, &self.file, request)?.export.path;
        let Some(name) = self.file.file_name().and_then(|name| name.to_str()) else {
            return Err(Failure::new("The name of the record is not Unicode. Give the file another name."));
        };
        let beside = decision_log::place_beside(&request.root, &adr, name).map_err(Failure::before_writing)?;
        if beside.symlink_metadata().is_ok() {
            let file = Here::under(&request.root).path(&adr.folder().file(name));
            return Err(Failure::new(format!(
                "{file} is there already. If it is this record, export that file; else give this one another name. Nothing was \
                 written."
            )));
        }
        Ok(beside)
    }

    /// Brings the record to the status that the ADR has, through those in between. Somebody wrote it there by hand, so
    /// the conditions of `decide` were not checked.
    fn take_status(&self, decision: &mut Decision, status: Status) -> Result<(), Failure> {
        let (before, by) = (decision.clone(), user(&self.file));
        for step in decision.status().path_to(status).unwrap_or_default() {
            apply(decision, Edit::Status(step, world::today(), by.clone()))?;
        }
        AcceptedBy { file: &self.file, takes_reasons: false }.may_be_accepted(decision, &before).map(drop)
    }

    fn plan(&self, decision: &Decision, kept: &Path, request: &Request) -> Result<Plan, Failure> {
        plan(decision, Some(kept), request).map_err(|error| match error {
            PlanError::Blind(_) => Failure::before_writing(format_args!("{error}; {}", ways_on(decision, &self.file))),
            _ => Failure::before_writing(error),
        })
    }

    fn request(&self) -> Result<Request, Failure> {
        is_repository_folder(&self.repo)?;
        let root = repository_root(&self.repo).unwrap_or_else(|| self.repo.clone());
        let dialect = dialect(&self.dialect, &root)?;
        let keep = Keeping { others: self.keep.map(Keep::from), ..Keeping::default() };
        // `--no-charts` asks for none; without either option the ADR keeps those of the last export.
        let charts = (self.no_charts || !self.chart.is_empty()).then(|| self.chart.clone());
        Ok(Request { root, folder: self.folder.clone(), file_name: None, dialect, charts, keep, on: world::today() })
    }

    /// Adds the relations of the command line to the links of the record.
    fn relate(&self, decision: &mut Decision, request: &Request) -> Result<(), Failure> {
        let asked = [
            (RelationKind::Supersedes, &self.supersedes),
            (RelationKind::Amends, &self.amends),
            (RelationKind::RelatesTo, &self.relates_to),
        ];
        let here = Here::under(&request.root);
        let mut links = decision.links.clone();
        for (kind, adrs) in asked {
            for adr in adrs {
                let adr = here.in_repository(adr);
                let path = find_adr(&request.root, request.folder.as_deref(), &adr).map_err(Failure::before_writing)?;
                let link = Relation { kind, path }.as_link();
                if !links.contains(&link) {
                    links.push(link);
                }
            }
        }
        if links == decision.links { Ok(()) } else { apply(decision, Edit::Links(links)) }
    }

    fn carry_out(
        &self,
        plan: &Plan,
        kept: &Path,
        known: Known,
        mut decision: Decision,
        held: HeldRepository,
        console: &mut Console<'_>,
    ) -> Result<(), Failure> {
        let is_recorded = plan.is_recorded(&decision);
        // Before anything is written, since it may be refused.
        if !is_recorded {
            apply(&mut decision, Edit::Exported(plan.export.clone()))?;
        }
        if let Some(links) = &plan.links {
            apply(&mut decision, Edit::Links(links.clone()))?;
        }
        // The ADR before the record: a record that names a missing ADR would fail its check.
        decision_log::write_held(plan, self.yes, &held).map_err(|error| Failure::new(format!("{error}.")))?;
        if !plan.root.join(".git").exists() {
            // The record may be in the same folder, and saving it locks that folder.
            drop(held);
        }
        let here = Here::under(&plan.root);
        let adr = here.path(&plan.export.path);
        match kind(plan) {
            ExportKind::Unchanged => {}
            _ if plan.changes.first().is_some_and(|change| change.before.is_none()) => {
                console.say(format_args!("Wrote {adr}."))?;
            }
            _ if plan.changes.first().is_some_and(FileChange::is_unchanged) => {}
            ExportKind::New { .. } | ExportKind::Changed => console.say(format_args!("Changed {adr}."))?,
        }
        for other in plan.changes.iter().skip(1).filter(|change| !change.is_unchanged()) {
            let done = if other.before.is_none() { "Wrote" } else { "Changed" };
            console.say(format_args!("{done} {}.", here.path(&other.path)))?;
        }
        if kept != self.file {
            save(kept, &decision, console).map_err(|failure| {
                Failure::new(format!("{failure}\nThe ADR is written, but it links to a record that is not there yet."))
            })?;
            let copy = decision_log::path_in(&plan.root, kept).unwrap_or_default();
            return console.say(format_args!("Copied the record to {}. Go on with that one.", here.path(&copy)));
        }
        let before = known.decision.clone();
        let changed = change_known(&self.file, known, &Correct::default(), console, |current| {
            bring_in(current, &before, &decision)
        });
        changed.map_err(|failure| {
            Failure::new(format!(
                "{failure}\nThe ADR is written, but the record does not know of it yet: export it again."
            ))
        })?;
        // Others changed the ADR since its export, such as a decision that superseded this one.
        if !is_recorded && plan.is_unchanged() {
            console.say(format_args!("Changed {}: it remembers what the ADR says now.", self.file.display()))?;
        }
        Ok(())
    }
}

/// Merges the changes from `before` to `after` into a record that somebody else may have changed meanwhile.
fn bring_in(current: &mut Decision, before: &Decision, after: &Decision) -> Result<(), Failure> {
    let merge = merge(before, after, current);
    if let Some(conflict) = merge.open().next() {
        return Err(Failure::new(format!("The record was changed meanwhile. {}", conflict.sentence())));
    }
    apply(current, Edit::Merge(Box::new(merge.decision)))
}

fn kind(plan: &Plan) -> ExportKind<'_> {
    match plan.changes.first() {
        _ if plan.is_unchanged() => ExportKind::Unchanged,
        Some(change) if plan.changes.iter().all(|c| c.before.is_none()) => ExportKind::New { markdown: &change.after },
        _ => ExportKind::Changed,
    }
}

/// Returns the files that exist and would change.
fn replaced(plan: &Plan) -> impl Iterator<Item = &FileChange> {
    plan.changes.iter().filter(|change| change.before.is_some() && !change.is_unchanged())
}

/// Returns the dialect that a word after `--dialect` means. The path of a template starts at the current folder, or
/// else at the root of the repository.
fn dialect(word: &str, root: &Path) -> Result<DialectChoice, Failure> {
    let choice = DialectChoice::of(word);
    let DialectChoice::Own(_) = choice else { return Ok(choice) };
    // If there is no such file here, the plan looks for it from the root and reports a missing one.
    let Ok(file) = Path::new(word).canonicalize() else { return Ok(choice) };
    let inside = root.canonicalize().ok().and_then(|root| Some(file.strip_prefix(root).ok()?.to_owned()));
    match inside.as_deref().map(Path::to_str) {
        Some(Some(path)) => Ok(DialectChoice::Own(path.replace('\\', "/"))),
        _ => Err(Failure::new(format!(
            "{word} is not in the repository that the ADR goes to. Put the template there, so that the ADR can be checked \
             and exported again by everybody. Nothing was written."
        ))),
    }
}

/// Creates the failure of git after everything was written.
fn not_in_git(error: &impl Display) -> Failure {
    Failure::new(format!("Everything is written, but {error}."))
}

/// Returns the view of each ADR client on it, a line each.
fn seen_by_clients(plan: &Plan) -> Vec<String> {
    let Some(adr) = plan.changes.first() else { return Vec::new() };
    let file = adr.path.file_name();
    sights(file, &adr.after).into_iter().map(seen_by_client).collect()
}

fn seen_by_client(Sight { client, seen }: Sight) -> String {
    match seen {
        Seen::Adr { title, status: Some(status) } => format!("{client}: \"{title}\", {status}"),
        Seen::Adr { title, status: None } => format!("{client}: \"{title}\", no status"),
        Seen::Skipped(why) => format!("{client}: not read, since {why}"),
    }
}
