//! Files that the desktop opens with the program that is meant for them, by its own opener and without a shell of ours.

use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
};

use super::intent::FileReveal;

/// Has the desktop open a file, or the folder that it is in, and waits until it has taken that on.
///
/// # Errors
/// Where there is nothing to open it with: why, as a sentence.
pub fn open(path: &Path, reveal: FileReveal) -> Result<(), String> {
    // From the root, so that no name is taken for an option.
    let path = std::path::absolute(path).map_err(|error| format!("{} cannot be found: {error}.", path.display()))?;
    let (program, arguments) = asked(&path, reveal);
    let ended = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|error| format!("{program} could not be run: {error}."))?;
    // The file manager of Windows ends with 1 where all is well.
    if ended.success() || cfg!(windows) { Ok(()) } else { Err(format!("{program} could not open {}.", path.display())) }
}

#[cfg(target_os = "macos")]
fn asked(path: &Path, reveal: FileReveal) -> (&'static str, Vec<&OsStr>) {
    let path = path.as_os_str();
    ("/usr/bin/open", if reveal == FileReveal::InFolder { vec![OsStr::new("-R"), path] } else { vec![path] })
}

#[cfg(windows)]
fn asked(path: &Path, reveal: FileReveal) -> (&'static str, Vec<&OsStr>) {
    // A file is opened in its folder as well: nothing else of the system opens one without a shell.
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
    // What shows a file in its folder differs from desktop to desktop; its folder is what all of them can open.
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
