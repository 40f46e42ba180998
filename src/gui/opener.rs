//! Other programs that the window starts, directly and not by a shell: the desktop's own opener for files, and another window.

use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
};

use super::intent::FileReveal;

/// Asks the desktop to open a file, or the folder that it is in, and waits until its opener has ended.
///
/// # Errors
/// A sentence on why it could not be opened.
pub fn open(path: &Path, reveal: FileReveal) -> Result<(), String> {
    // An absolute path, so that no name is read as an option.
    let path = std::path::absolute(path).map_err(|error| format!("{} cannot be found: {error}.", path.display()))?;
    let (program, arguments) = asked(&path, reveal);
    let ended = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|error| format!("{program} could not be run: {error}."))?;
    // The file manager of Windows exits with 1 even on success.
    if ended.success() || cfg!(windows) { Ok(()) } else { Err(format!("{program} could not open {}.", path.display())) }
}

/// Opens another window of this program, which lives on when this one closes.
///
/// # Errors
/// A sentence on why it could not be opened.
pub fn new_window() -> Result<(), String> {
    start(&[])
}

/// Opens another window of this program with a decision file.
///
/// # Errors
/// A sentence on why it could not be opened.
pub fn window_with(file: &Path) -> Result<(), String> {
    start(&[OsStr::new("--"), file.as_os_str()])
}

fn start(arguments: &[&OsStr]) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| format!("This program cannot be found: {error}."))?;
    let mut window = Command::new(&program)
        .args(arguments)
        .stdin(Stdio::null())
        .spawn()
        .map_err(|error| format!("{} could not be run: {error}.", program.display()))?;
    // Waited for, or it would stay in the system's list of programs after its end.
    std::thread::spawn(move || window.wait());
    Ok(())
}

#[cfg(target_os = "macos")]
fn asked(path: &Path, reveal: FileReveal) -> (&'static str, Vec<&OsStr>) {
    let path = path.as_os_str();
    ("/usr/bin/open", if reveal == FileReveal::InFolder { vec![OsStr::new("-R"), path] } else { vec![path] })
}

#[cfg(windows)]
fn asked(path: &Path, reveal: FileReveal) -> (&'static str, Vec<&OsStr>) {
    // The file manager also opens the file itself, since nothing else on Windows does so without a shell.
    (
        "explorer.exe",
        if reveal == FileReveal::InFolder {
            vec![OsStr::new("/select,"), path.as_os_str()]
        } else {
            vec![path.as_os_str()]
        },
    )
}

#[cfg(not(any(target_os = "macos", windows)))]
fn asked(path: &Path, reveal: FileReveal) -> (&'static str, Vec<&OsStr>) {
    // How to show a file in its folder differs between desktops, but all of them can open the folder.
    let shown = if reveal == FileReveal::InFolder { path.parent().unwrap_or(path) } else { path };
    ("xdg-open", vec![shown.as_os_str()])
}

#[cfg(all(test, not(any(target_os = "macos", windows))))]
mod tests {
    use super::*;

    #[test]
    fn the_opener_is_given_one_path_from_the_root() {
        let adr = Path::new("/repo/docs/-x $(touch y).md");
        assert_eq!(asked(adr, FileReveal::Itself), ("xdg-open", vec![adr.as_os_str()]));
        assert_eq!(asked(adr, FileReveal::InFolder), ("xdg-open", vec![OsStr::new("/repo/docs")]));
    }
}
