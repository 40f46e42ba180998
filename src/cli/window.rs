//! The window, from the command line.

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::CommandFactory as _;

use super::{Cli, failure::Failure, known::unknown};

/// A function that opens the window, with the first decision file if some are named, and another window for each of the others. It
/// returns when the first is closed; or returns why it could not be opened. With true it prints how long the frames take.
pub type OpenWindow = fn(Vec<PathBuf>, bool) -> Result<(), String>;

pub(super) fn open(files: Vec<PathBuf>, timings: bool, window: Option<OpenWindow>) -> Result<ExitCode, Failure> {
    if let Some(word) = files.iter().find_map(|file| mistyped(file)) {
        let clause = unknown("command", word, &commands().iter().map(String::as_str).collect::<Vec<_>>());
        return Err(Failure::new(format!("{clause}. There is no file of that name, either.")));
    }
    let Some(window) = window else { return Err(no_window("this build of Weigh-In has no window")) };
    if !has_display() {
        return Err(no_window("there is no display to open the window on: DISPLAY and WAYLAND_DISPLAY are not set"));
    }
    match window(files, timings) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(why) => Err(no_window(&format!("the window could not be opened: {}", plain(&why)))),
    }
}

/// Returns the reason without its place in winit's source code, as in "os error at …/mod.rs:788: Failed to open
/// connection".
fn plain(why: &str) -> &str {
    let place = why.split_once("os error at ").and_then(|(_, place)| place.split_once(": "));
    place.map_or(why, |(_, reason)| reason).trim_end_matches('.')
}

/// Returns the word, if it may be a mistyped command: no decision file is called `scroe`.
fn mistyped(file: &Path) -> Option<&str> {
    let word = file.to_str()?;
    let is_plain = word.chars().all(|c| c.is_alphanumeric() || c == '-');
    (is_plain && !file.exists()).then_some(word)
}

fn no_window(why: &str) -> Failure {
    let commands = commands().join(", ");
    Failure::new(format!(
        "{why}.\nThese commands work without one: {commands}. `weigh-in --help` shows the whole job done with them."
    ))
}

fn commands() -> Vec<String> {
    let cli = Cli::command();
    let shown = cli.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(|command| command.get_name().to_owned()).filter(|name| name != "help").collect()
}

/// Reports whether there is a display; checked only on systems where a variable names it.
fn has_display() -> bool {
    !cfg!(all(unix, not(target_os = "macos")))
        || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].iter().any(|name| is_set(name))
}

fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_told_without_the_line_of_code_it_comes_from() {
        let why = "winit EventLoopError: os error at winit-0.30.13/src/mod.rs:788: Failed to connect: no server.";
        assert_eq!(plain(why), "Failed to connect: no server");
        assert_eq!(plain("No OpenGL."), "No OpenGL");
    }
}
