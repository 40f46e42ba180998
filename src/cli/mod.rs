//! The commands: the features of the window, for scripts and for machines without a display.
//!
//! Results go to standard output, errors and warnings to standard error.

mod acceptance;
mod analyze;
mod chart;
mod check;
mod console;
mod correct;
mod decide;
mod diff;
mod export;
mod failure;
mod here;
mod hidden;
mod import;
mod import_table;
mod known;
mod layout;
mod log;
mod merge;
mod new;
mod private_files;
mod record;
mod reference;
mod renumber;
mod report;
mod review;
mod round;
mod score;
mod set;
mod shell;
mod show;
mod sign_off;
mod table;
mod templates;
mod text;
mod user;
mod votes;
mod window;

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

pub use self::window::OpenWindow;
use self::{console::Console, failure::Failure};
use crate::storage::world;

// Short lines, so that no terminal breaks a command in two.
const AFTER_HELP: &str = "\
The whole job, from an empty folder to an ADR in a repository:
  weigh-in new --template rust-or-go --title \"Use Go\" go.decision.ron
  weigh-in score go.decision.ron --member ana hiring/go=4 hiring/rust=2
  weigh-in analyze go.decision.ron
  weigh-in decide go.decision.ron --choose go --because \"we ship sooner\" \\
      --thin-coverage \"hiring settles it\"
  weigh-in export go.decision.ron --repo .
  weigh-in check go.decision.ron

Exit codes: 0 done; 1 `check` or `log --check` found an error, `merge` a
conflict, `diff --exit-code` a change, or `export` would have to change a
file; 2 it could not be done.";

/// Decide on a programming language as a team, and record it as an architecture decision record (ADR)
///
/// Without a command, it opens the window.
#[derive(Debug, Parser)]
#[command(name = "weigh-in", version, after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The decision file to open in the window; of several, each gets a window
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print how long the window takes to its first frame, and when it is closed how long its frames took
    #[arg(long)]
    timings: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Set(set::SetParts),
    Add(set::AddPart),
    Remove(set::RemoveParts),
    Score(score::Score),
    Reference(reference::AddReference),
    Seal(round::SealBallot),
    Reveal(round::RevealRound),
    Round(round::OpenRound),
    Private(round::KeepPrivate),
    Ballot(import::Ballot),
    Import(import::Import),
    Table(table::WriteTable),
    Merge(merge::Merge),
    Decide(decide::Decide),
    Review(review::ReviewDecision),
    Check(check::Check),
    Analyze(analyze::Analyze),
    Chart(chart::DrawChart),
    Report(report::WriteReport),
    Show(show::Show),
    Diff(diff::Diff),
    Export(export::Export),
    Log(log::ListLog),
    Renumber(renumber::Renumber),
    Templates(templates::Templates),
    Completions(shell::Completions),
    #[command(hide = true, name = "man")]
    Manual(shell::Manual),
}

impl Cli {
    /// Runs the command of the command line. `window` opens the window, if the build has one.
    pub fn run(self, window: Option<OpenWindow>, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
        let mut console = Console::new(out, err);
        let done = match self.command {
            Some(command) => {
                if let Some(doubt) = command.writes_the_day().then(|| world::clock_doubt(world::today())).flatten() {
                    console.warn(doubt);
                }
                command.run(&mut console)
            }
            None => window::open(self.files, self.timings, window),
        };
        done.unwrap_or_else(|failure| console.fail(&failure))
    }
}

impl Command {
    /// Reports whether it may write today's date.
    fn writes_the_day(&self) -> bool {
        matches!(
            self,
            Self::New(_)
                | Self::Set(_)
                | Self::Add(_)
                | Self::Remove(_)
                | Self::Score(_)
                | Self::Seal(_)
                | Self::Reveal(_)
                | Self::Import(_)
                | Self::Merge(_)
                | Self::Decide(_)
                | Self::Review(_)
                | Self::Export(_)
        )
    }

    fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        match self {
            Self::New(command) => command.run(console),
            Self::Set(command) => command.run(console),
            Self::Add(command) => command.run(console),
            Self::Remove(command) => command.run(console),
            Self::Score(command) => command.run(console),
            Self::Reference(command) => command.run(console),
            Self::Seal(command) => command.run(console),
            Self::Reveal(command) => command.run(console),
            Self::Round(command) => command.run(console),
            Self::Private(command) => command.run(console),
            Self::Ballot(command) => command.run(console),
            Self::Import(command) => command.run(console),
            Self::Table(command) => command.run(console),
            Self::Merge(command) => command.run(console),
            Self::Decide(command) => command.run(console),
            Self::Review(command) => command.run(console),
            Self::Check(command) => command.run(console),
            Self::Analyze(command) => command.run(console),
            Self::Chart(command) => command.run(console),
            Self::Report(command) => command.run(console),
            Self::Show(command) => command.run(console),
            Self::Diff(command) => command.run(console),
            Self::Export(command) => command.run(console),
            Self::Log(command) => command.run(console),
            Self::Renumber(command) => command.run(console),
            Self::Templates(_) => templates::list(console),
            Self::Completions(command) => command.run(console),
            Self::Manual(command) => command.run(console),
        }
    }
}
