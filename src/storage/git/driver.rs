//! The programs that git runs for decision files: the driver that merges them, and the program that shows them in plain
//! words for differences.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{error::GitError, index::GitIndex, look::path_of, repository::Repository};
use crate::storage::{atomic, decision_file_name::EXTENSION};

/// Size of the largest file of attributes that is changed, in bytes.
const MAX_ATTRIBUTES: u64 = 4 * 1024 * 1024;

/// Reasons why the merge driver could not be set up. They are displayed as sentences.
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
        /// Reason.
        error: io::Error,
    },
    /// The file of attributes is committed, but not in the work tree.
    #[error(
        "{} is left out of this sparse checkout. Run `git sparse-checkout add .gitattributes` in the root of the repository, and \
         try again. Nothing was set up.",
        .0.display()
    )]
    LeftOut(PathBuf),
    /// The configuration is a link.
    #[error("{} is a link, through which another file would be changed. Put the file in its place. Nothing was set up.", .0.display())]
    Linked(PathBuf),
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

/// The result of a setup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The root of the repository.
    pub root: PathBuf,
    /// Whether `.gitattributes` was changed; if not, it already had the line.
    pub attributes_changed: bool,
    /// Files that other attributes give to another driver; empty if all are left to this one.
    pub overruled: Vec<Overruled>,
}

/// A decision file that git merges or compares by another driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    /// Path from the root; a made-up one for a folder with attributes of its own.
    pub file: String,
    /// Name of the driver, in git's words.
    pub by: String,
}

/// Returns the line of `.gitattributes` by which git merges and compares decision files with this program.
fn attribute() -> String {
    format!("{} diff={NAME}", merge_attribute())
}

/// Returns the line of versions that did not set up differences. It is replaced by the present one.
fn merge_attribute() -> String {
    format!("*.{EXTENSION} merge={NAME}")
}

/// Sets up `program` in the repository around `folder`: git then merges decision files with it, and shows differences
/// between them in plain words.
///
/// # Errors
/// [`InstallError`] with the reason. If `.gitattributes` cannot be changed, nothing is.
pub fn install_merge_driver(folder: &Path, program: &Path) -> Result<Installed, InstallError> {
    let (driver, words) = (driver(program)?, plain_words(program)?);
    let repository = Repository::to_change(folder)?;
    let root = repository.root.clone();
    let path = root.join(".gitattributes");
    // Asked at the root, since attributes of a folder count only inside it.
    let at_root = repository.at_root();
    no_link(&repository)?;
    if GitIndex::of(&root).is_left_out(Path::new(".gitattributes")) {
        return Err(InstallError::LeftOut(path));
    }
    // The file comes first: if it cannot be changed, the configuration stays untouched.
    let mut attributes_changed = add_line(&path, false).map_err(|error| InstallError::attributes(&path, error))?;
    if !overruled(&at_root, &[in_folder("")])?.is_empty() {
        // A later line says something else, and the last one counts.
        attributes_changed |= add_line(&path, true).map_err(|error| InstallError::attributes(&path, error))?;
    }
    let name = "Weigh-In decision files, by their parts";
    // The base of a criss-cross merge is merged by the same command, silently: its conflicts were settled long ago.
    let of_bases = (format!("{NAME}-bases"), format!("{{ {driver}; }} >/dev/null 2>&1"));
    let keys = [
        ("merge.NAME.name", name),
        ("merge.NAME.driver", &driver),
        ("merge.NAME.recursive", &of_bases.0),
        ("merge.NAME-bases.name", "Weigh-In decision files, where histories cross"),
        ("merge.NAME-bases.driver", &of_bases.1),
        ("diff.NAME.textconv", &words),
    ];
    // A key may have several values already, and then git refuses to set just one.
    for (key, value) in keys {
        let key = key.replace("NAME", NAME);
        repository.change().args(["config", "--local", "--replace-all", &key, value]).output()?;
    }
    // `.git/info/attributes` and the attributes of folders win over the file in the root, so the line alone proves nothing.
    Ok(Installed { root, attributes_changed, overruled: overruled(&at_root, &decision_files(&at_root)?)? })
}

/// Refuses a configuration that is a link: git would write through it, wherever it leads.
fn no_link(repository: &Repository) -> Result<(), InstallError> {
    let told = repository.look().args(["rev-parse", "--git-path", "config"]).output()?;
    let path = repository.folder.join(path_of(told.trim_ascii_end().to_vec()));
    if path.symlink_metadata().is_ok_and(|about| about.is_symlink()) {
        return Err(InstallError::Linked(path));
    }
    Ok(())
}

/// The name of the driver in git's configuration and attributes.
const NAME: &str = "weigh-in";

/// Number of files that git is asked about at a time, since the length of a command line is limited.
const AT_A_TIME: usize = 200;

/// Maximum length of git's lists, in bytes.
const MOST_LISTED: u64 = 64 * 1024 * 1024;

/// Returns the path of a made-up decision file in a folder.
fn in_folder(folder: &str) -> String {
    format!("{folder}x.{EXTENSION}")
}

/// Returns the decision files of a repository, and a made-up one for the root and for each folder with attributes of
/// its own.
fn decision_files(repository: &Repository) -> Result<Vec<String>, GitError> {
    let listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"];
    let patterns = [format!(":(glob)**/*.{EXTENSION}"), ":(glob)**/.gitattributes".to_owned()];
    let told = repository.look().at_most(MOST_LISTED).args(listed).args(patterns).output()?;
    let listed = told.split(|byte| *byte == 0).filter_map(|path| std::str::from_utf8(path).ok());
    let files = listed.filter(|path| !path.is_empty()).map(|path| match path.strip_suffix(".gitattributes") {
        Some(folder) => in_folder(folder),
        None => path.to_owned(),
    });
    // An unmerged file is listed once for each of its copies.
    let files: BTreeSet<String> = files.chain([in_folder("")]).collect();
    Ok(files.into_iter().collect())
}

/// Returns those of these files that git would merge or compare by another driver.
fn overruled(repository: &Repository, files: &[String]) -> Result<Vec<Overruled>, GitError> {
    let mut found: Vec<Overruled> = Vec::new();
    for files in files.chunks(AT_A_TIME) {
        let asked = ["check-attr", "-z", "merge", "diff", "--"];
        let told = repository.look().at_most(MOST_LISTED).args(asked).args(files).output()?;
        let words: Vec<String> =
            told.split(|byte| *byte == 0).map(|word| String::from_utf8_lossy(word).into_owned()).collect();
        // File, attribute and value, once for each attribute.
        for words in words.chunks_exact(3) {
            let (file, by) = (words[0].clone(), words[2].clone());
            if by != NAME && found.last().is_none_or(|last| last.file != file) {
                found.push(Overruled { file, by });
            }
        }
    }
    Ok(found)
}

/// Returns the shell command that git runs to merge. Git puts the names of files in place of the letters after `%`.
///
/// If the program is gone, or ends in any other way than by saying that it merged or that there are conflicts, git's
/// own merge of texts replaces it. Otherwise git would go on with our copy, as if the other had never been.
fn driver(program: &Path) -> Result<String, InstallError> {
    // Escaped for the shell, and for git, which expands `%` and a letter.
    let quoted = quoted(program)?.replace('%', "%%");
    Ok(format!(
        "{quoted} merge %O %A %B --path=%P || {{ test $? -eq 1 && exit 1; echo 'Weigh-In could not be run, so git merges \
         by the line. Run `weigh-in merge --install` again, and `weigh-in check` on the file: lines that merge may leave what \
         does not fit, such as scores of a criterion that is gone.' >&2; git merge-file --diff3 --marker-size=%L -L ours -L base \
         -L theirs %A %O %B || exit 1; }}"
    ))
}

/// Returns the shell command that git runs to show a decision file in plain words. Git adds the name of a file to it.
///
/// A file that is no record, such as one with conflict markers or an old broken one, is shown as it is. So is every
/// file if the program is gone: otherwise git would show no difference of any file. Git asks about many files and
/// revisions in a row, so the command reads nothing around a file.
fn plain_words(program: &Path) -> Result<String, InstallError> {
    let quoted = quoted(program)?;
    Ok(format!("in_plain_words() {{ {quoted} show --plain -- \"$1\" 2>/dev/null || cat -- \"$1\"; }}; in_plain_words"))
}

/// Returns the path of the program as one word for a shell.
fn quoted(program: &Path) -> Result<String, InstallError> {
    let path = program.to_str().ok_or_else(|| InstallError::Program(program.to_owned()))?;
    Ok(format!("'{}'", path.replace('\'', r"'\''")))
}

/// Appends the line unless the file has it, or with `at_end` unless it is the last one. The line of an older version is
/// replaced instead. Returns whether the file was changed.
fn add_line(path: &Path, at_end: bool) -> io::Result<bool> {
    let mut bytes = read_attributes(path)?;
    let line = attribute();
    if let Some(renewed) = renewed(&bytes).filter(|_| !at_end) {
        atomic::write(path, &renewed)?;
        return Ok(true);
    }
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

/// Returns the attributes with the present line in place of the one of older versions; `None` if they lack the old line
/// or have the present one.
fn renewed(bytes: &[u8]) -> Option<Vec<u8>> {
    let (old, line) = (merge_attribute(), attribute());
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    if lines.iter().any(|there| there.trim_ascii() == line.as_bytes()) {
        return None;
    }
    let place = lines.iter().position(|there| there.trim_ascii() == old.as_bytes())?;
    lines[place] = line.as_bytes();
    Some(lines.join(&b'\n'))
}

/// Reads the file of attributes; empty if there is none.
pub(super) fn read_attributes(path: &Path) -> io::Result<Vec<u8>> {
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
