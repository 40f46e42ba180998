//! `weigh-in export`: the record as an ADR in a repository.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    str::FromStr,
};

use clap::Args;

use super::{
    console::Console,
    failure::Failure,
    record::{apply, load_to_change, save},
};
use crate::{
    adr::{Dialect, UnknownDialect},
    decision::{Decision, Edit},
    decision_log::{self, Plan, Request, plan, repository_root},
};

/// Write the record as an ADR into a repository
///
/// A new ADR is written at once. One that is there and would change is only shown as a difference, unless --yes is
/// given. The record remembers where it was exported to: the next export updates the same ADR, and `check` compares the
/// two.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in export go.decision.ron --repo . --dry-run
  weigh-in export go.decision.ron --repo . --folder docs/adr
  weigh-in export go.decision.ron --repo . --yes

Exit codes: 0 the ADR says what the record says, or it was a dry run; 1 it
would change, and --yes was not given; 2 it could not be done.")]
pub(super) struct Export {
    /// The decision file
    file: PathBuf,
    /// The repository, or a folder in it
    #[arg(long, value_name = "DIR")]
    repo: PathBuf,
    /// The Markdown form: madr, or auto for the one that suits the folder, which is MADR 4 in this version
    #[arg(long, value_name = "DIALECT", default_value = "auto")]
    dialect: DialectChoice,
    /// The folder for ADRs, from the root of the repository [default: the one that the repository has, or
    /// docs/decisions]
    #[arg(long, value_name = "DIR")]
    folder: Option<String>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Change an ADR that is there already
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Clone, Copy)]
enum DialectChoice {
    Auto,
    One(Dialect),
}

impl FromStr for DialectChoice {
    type Err = UnknownDialect;

    fn from_str(word: &str) -> Result<Self, UnknownDialect> {
        if word == "auto" { Ok(Self::Auto) } else { word.parse().map(Self::One) }
    }
}

/// What an export comes to.
enum Kind<'a> {
    Unchanged,
    New { markdown: &'a str },
    Changed,
}

impl Export {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let decision = load_to_change(&self.file)?;
        let plan = self.plan(&decision)?;
        for warning in &plan.warnings {
            console.warn(warning);
        }
        let adr = adr(&plan);
        match kind(&plan) {
            Kind::Unchanged => console.say(format_args!("{adr} says already what the record says."))?,
            Kind::New { markdown } if self.dry_run => console.data(markdown)?,
            Kind::New { .. } => {}
            Kind::Changed => console.say(plan.unified_diff().trim_end())?,
        }
        if self.dry_run {
            console.tell(format_args!("Nothing was written: this was a dry run for {adr}."));
            return Ok(ExitCode::SUCCESS);
        }
        if matches!(kind(&plan), Kind::Changed) && !self.yes {
            console.tell(format_args!(
                "Nothing was written: {adr} is there already and would change as shown. Add --yes to change it."
            ));
            return Ok(ExitCode::from(1));
        }
        self.carry_out(&plan, decision, console)?;
        Ok(ExitCode::SUCCESS)
    }

    fn plan(&self, decision: &Decision) -> Result<Plan, Failure> {
        if !self.repo.is_dir() {
            let repo = self.repo.display();
            return Err(Failure::new(format!(
                "{repo} is not a folder. Behind --repo comes the folder of a repository."
            )));
        }
        let request = Request {
            root: repository_root(&self.repo).unwrap_or_else(|| self.repo.clone()),
            folder: self.folder.clone(),
            file_name: None,
            dialect: match self.dialect {
                DialectChoice::Auto => Dialect::default(),
                DialectChoice::One(dialect) => dialect,
            },
        };
        plan(decision, Some(&self.file), &request)
            .map_err(|error| Failure::new(format!("{error}. Nothing was written.")))
    }

    fn carry_out(&self, plan: &Plan, mut decision: Decision, console: &mut Console<'_>) -> Result<(), Failure> {
        decision_log::write(plan, self.yes).map_err(|error| Failure::new(format!("{error}.")))?;
        let adr = adr(plan);
        match kind(plan) {
            Kind::Unchanged => {}
            Kind::New { .. } => console.say(format_args!("Wrote {adr}."))?,
            Kind::Changed => console.say(format_args!("Changed {adr}."))?,
        }
        if decision.exports.contains(&plan.export) {
            return Ok(());
        }
        apply(&mut decision, Edit::Exported(plan.export.clone()))?;
        save(&self.file, &decision).map_err(|failure| {
            Failure::new(format!(
                "{failure}\nThe ADR is written, but the record does not know of it yet: export it again."
            ))
        })
    }
}

fn kind(plan: &Plan) -> Kind<'_> {
    match plan.changes.first() {
        _ if plan.is_unchanged() => Kind::Unchanged,
        Some(change) if change.before.is_none() => Kind::New { markdown: &change.after },
        _ => Kind::Changed,
    }
}

/// The ADR and its repository, for people.
fn adr(plan: &Plan) -> String {
    format!("{} in {}", plan.export.path, Path::new(&plan.root).display())
}
