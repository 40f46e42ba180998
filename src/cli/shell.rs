//! `weigh-in completions` and `weigh-in man`: the commands for shells and manual readers.

use std::{io::Write, process::ExitCode};

use clap::{Args, CommandFactory as _};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::{Cli, console::Console, failure::Failure, known::unknown};

/// Print a script that completes commands in a shell
///
/// Packages install it for you. Otherwise, save it where your shell looks for completions.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in completions bash > ~/.local/share/bash-completion/completions/weigh-in
  weigh-in completions zsh > ~/.zfunc/_weigh-in
  weigh-in completions fish > ~/.config/fish/completions/weigh-in.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

/// Print the manual page of the program, or of a command
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in man > weigh-in.1
  weigh-in man export > weigh-in-export.1")]
pub(super) struct Manual {
    /// The command; none for the program
    command: Option<String>,
}

impl Completions {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "weigh-in", &mut script);
        console.data(&String::from_utf8_lossy(&script))?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Manual {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let mut program = Cli::command();
        // clap fills in the usage of subcommands only when asked to.
        program.build();
        let page = match &self.command {
            None => program.clone(),
            Some(name) => {
                let found = program.find_subcommand(name).ok_or_else(|| {
                    let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
                    Failure::new(format!("{}.", unknown("command", name, &names)))
                })?;
                found.clone()
            }
        };
        let mut written = Vec::new();
        let title = self.command.map_or_else(|| "weigh-in".to_owned(), |name| format!("weigh-in-{name}"));
        Man::new(page)
            .title(title)
            .manual("Weigh-In")
            .render(&mut written)
            .and_then(|()| written.flush())
            .map_err(|error| Failure::new(format!("the manual page could not be made: {error}.")))?;
        console.data(&String::from_utf8_lossy(&written))?;
        Ok(ExitCode::SUCCESS)
    }
}
