//! Opens the window or runs a command.

use std::process::ExitCode;

use clap::Parser as _;
use weigh_in::cli::{Cli, OpenWindow};

#[cfg(feature = "gui")]
const WINDOW: Option<OpenWindow> = Some(weigh_in::gui::run);
#[cfg(not(feature = "gui"))]
const WINDOW: Option<OpenWindow> = None;

fn main() -> ExitCode {
    // Not locked: the window's threads write to them as well.
    Cli::parse().run(WINDOW, &mut std::io::stdout(), &mut std::io::stderr())
}
