//! The merge driver: what git runs to merge decision files.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{error::GitError, repository::Repository};
use crate::storage::{atomic, decision_file::EXTENSION};

/// The largest file of attributes that is changed, in bytes.
const MAX_ATTRIBUTES: u64 = 4 * 1024 * 1024;

/// Why the merge driver could not be set up. Sentences.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// The folder is in no repository.
    #[error("{} is in no git repository. Run this in the repository, or name it with --repo.", .0.display())]
    NoRepository(PathBuf),
    /// Git does not work with the repository, or refused.
    #[error("Git could not be set up: {0}.")]
    Git(GitError),
    /// The file of attributes could not be read or written.
    #[error("{} could not be changed: {error}. Nothing was set up.", path.display())]
    Attributes {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The path of the program cannot stand in a command for a shell.
    #[error("The path of the program is not Unicode, and cannot stand in git's configuration: {}.", .0.display())]
    Program(PathBuf),
}

impl From<GitError> for InstallError {
    fn from(error: GitError) -> Self {
        match error {
            GitError::NoRepository(folder) => Self::NoRepository(folder),
            error => Self::Git(error),
        }
    }
}
impl InstallError {
    fn attributes(path: &Path, error: io::Error) -> Self {
        Self::Attributes { path: path.to_owned(), error }
    }
}

/// What was set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The root of the repository.
    pub root: PathBuf,
    /// Whether `.gitattributes` was changed; it already had the line where not.
    pub attributes_changed: bool,
    /// The driver that other attributes give decision files to, in git's words; none where they leave it to this one.
    pub overruled_by: Option<String>,
}

/// The line of `.gitattributes` that gives decision files to the driver.
fn attribute() -> String {
    format!("*.{EXTENSION} merge={NAME}")
}

/// Sets up `program` as the driver by which git merges decision files in the repository around `folder`.
///
/// # Errors
/// [`InstallError`] says why not. Where `.gitattributes` cannot be changed, nothing is.
pub fn install_merge_driver(folder: &Path, program: &Path) -> Result<Installed, InstallError> {
    let driver = driver(program)?;
    let repository = Repository::to_change(folder)?;
    let root = repository.root.clone();
    let path = root.join(".gitattributes");
    // Asked at the root, since attributes of a folder count only inside it.
    let at_root = repository.at_root();
    // The file comes first: if it cannot be changed, the configuration stays untouched.
    let mut attributes_changed = add_line(&path, false).map_err(|error| InstallError::attributes(&path, error))?;
    if !attributes_changed && attribute_of(&at_root)? != NAME {
        // A later line says something else, and the last one counts.
        attributes_changed = add_line(&path, true).map_err(|error| InstallError::attributes(&path, error))?;
    }
    for (key, value) in [("name", "Weigh-In decision files, by their parts"), ("driver", &driver)] {
        let key = format!("merge.{NAME}.{key}");
        // A key may have several values already, and then git refuses to set just one.
        repository.change().args(["config", "--local", "--replace-all", &key, value]).output()?;
    }
    // `.git/info/attributes` wins over the file in the work tree, so the line alone proves nothing.
    let attribute = attribute_of(&at_root)?;
    Ok(Installed { root, attributes_changed, overruled_by: (attribute != NAME).then_some(attribute) })
}

/// The name of the driver in git's configuration and attributes.
const NAME: &str = "weigh-in";

/// The driver that git would use for a decision file in the root.
fn attribute_of(repository: &Repository) -> Result<String, GitError> {
    let file = format!("x.{EXTENSION}");
    let told = repository.look().args(["check-attr", "-z", "merge", "--", &file]).output()?;
    let value = told.split(|byte| *byte == 0).nth(2).unwrap_or_default();
    Ok(String::from_utf8_lossy(value).into_owned())
}

/// What git runs, by a shell. It puts the names of files in the place of the letters behind `%`.
///
/// Where the program is gone, or ends in any other way than by saying that it merged or that there are conflicts, git's
/// own merge of texts takes its place: git would go on with our copy, as if the other had never been.
fn driver(program: &Path) -> Result<String, InstallError> {
    let path = program.to_str().ok_or_else(|| InstallError::Program(program.to_owned()))?;
    // Escaped for the shell, which sees it between quotes, and for git, which expands `%` and a letter.
    let quoted = path.replace('\'', r"'\''").replace('%', "%%");
    Ok(format!(
        "'{quoted}' merge %O %A %B --path=%P || {{ test $? -eq 1 && exit 1; echo 'Weigh-In could not be run, so git merges \
         by the line. Run `weigh-in merge --install` again, and `weigh-in check` on the file: lines that merge may leave what \
         does not fit, such as scores of a criterion that is gone.' >&2; git merge-file --diff3 --marker-size=%L -L ours -L base \
         -L theirs %A %O %B || exit 1; }}"
    ))
}

/// Appends the line, unless it is there; `at_end`, unless it is the last one.
fn add_line(path: &Path, at_end: bool) -> io::Result<bool> {
    let mut bytes = read_attributes(path)?;
    let line = attribute();
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let line = line.as_bytes();
    let is_there = if at_end { lines.next_back() == Some(line) } else { lines.any(|there| there == line) };
    if is_there {
        return Ok(false);
    }
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(line);
    bytes.push(b'\n');
    atomic::write(path, &bytes)?;
    Ok(true)
}

/// The file of attributes; empty where there is none.
fn read_attributes(path: &Path) -> io::Result<Vec<u8>> {
    let about = match fs::symlink_metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    // Git reads no attributes through a link, and it may lead out of the repository.
    if about.is_symlink() {
        return Err(io::Error::other("it is a link, which git does not follow"));
    }
    // Opening a pipe would wait for somebody to write to it.
    if !about.is_file() {
        return Err(io::Error::other("it is not an ordinary file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MAX_ATTRIBUTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_ATTRIBUTES {
        return Err(io::Error::other("it is larger than 4 MiB"));
    }
    Ok(bytes)
}
