//! What is asked of git, and set up in it, by its own command.

use std::{
    ffi::OsStr,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{
    atomic,
    decision_file::{EXTENSION, MAX_BYTES},
};

/// A version of a file in an unfinished merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Base = 1,
    Ours = 2,
    Theirs = 3,
}

/// The text of a file in an unfinished merge; none where git does not have it.
pub(super) fn staged(path: &Path, stage: Stage) -> Option<String> {
    let name = path.file_name()?;
    let mut object = std::ffi::OsString::from(format!(":{}:./", stage as u8));
    object.push(name);
    let mut git = command(folder(path));
    git.args([OsStr::new("cat-file"), OsStr::new("blob"), &object]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = git.spawn().ok()?;
    let mut bytes = Vec::new();
    let read = child.stdout.take()?.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    let finished = child.wait().is_ok_and(|status| status.success());
    (read.is_ok() && finished && bytes.len() as u64 <= MAX_BYTES).then_some(())?;
    String::from_utf8(bytes).ok()
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).stdin(Stdio::null());
    git
}

/// Why the merge driver could not be set up. Sentences.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// There is no git.
    #[error("git was not found. Install git, and see that it is on the PATH.")]
    NoGit,
    /// The folder is in no repository.
    #[error("{0} is in no git repository. Run this in the repository, or name it with --repo.")]
    NoRepository(PathBuf),
    /// Git refused.
    #[error("git could not be set up: {0}")]
    Git(String),
    /// The file of attributes could not be read or written.
    #[error("{} could not be changed: {error}.", path.display())]
    Attributes {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A shell could not be told where the program is.
    #[error("The path of the program is not Unicode, and cannot stand in git's configuration: {0}.")]
    Program(PathBuf),
}

/// What was set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The root of the repository.
    pub root: PathBuf,
    /// Whether `.gitattributes` was changed; it has the line already where not.
    pub attributes_changed: bool,
}

/// The line of `.gitattributes` that gives decision files to the driver.
fn attribute() -> String {
    format!("*.{EXTENSION} merge=weigh-in")
}

/// Sets up `program` as the driver by which git merges decision files in the repository around `folder`.
///
/// # Errors
/// [`InstallError`] says why not.
pub fn install_merge_driver(folder: &Path, program: &Path) -> Result<Installed, InstallError> {
    let driver = driver(program)?;
    let root = run(command(folder).args(["rev-parse", "--show-toplevel"]))?;
    let Ok(root) = root else { return Err(InstallError::NoRepository(folder.to_owned())) };
    let root = PathBuf::from(root.trim_end_matches(['\n', '\r']));
    for (key, value) in [("name", "Weigh-In decision files, by their parts"), ("driver", &driver)] {
        let key = format!("merge.weigh-in.{key}");
        run(command(&root).args(["config", "--local", &key, value]))?.map_err(InstallError::Git)?;
    }
    let path = root.join(".gitattributes");
    let attributes_changed = add_attribute(&path).map_err(|error| InstallError::Attributes { path, error })?;
    Ok(Installed { root, attributes_changed })
}

/// What git runs, by a shell. It puts the names of files in the place of the letters behind `%`.
fn driver(program: &Path) -> Result<String, InstallError> {
    let path = program.to_str().ok_or_else(|| InstallError::Program(program.to_owned()))?;
    let quoted = path.replace('\'', r"'\''").replace('%', "%%");
    Ok(format!("'{quoted}' merge %O %A %B --path %P"))
}

/// Runs git; what it said, or what it complained of.
fn run(command: &mut Command) -> Result<Result<String, String>, InstallError> {
    let output = command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => InstallError::NoGit,
        _ => InstallError::Git(error.to_string()),
    })?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) })
}

/// Appends the line, unless it is there.
fn add_attribute(path: &Path) -> io::Result<bool> {
    // Git reads no attributes through a link, and it may lead out of the repository.
    if fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink()) {
        return Err(io::Error::other("it is a link, which git does not follow"));
    }
    let mut bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let line = attribute();
    if bytes.split(|byte| *byte == b'\n').any(|there| there.trim_ascii() == line.as_bytes()) {
        return Ok(false);
    }
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b'\n');
    atomic::write(path, &bytes)?;
    Ok(true)
}
