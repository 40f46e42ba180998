//! Commands of git that people are told to run, with the files that they are about.

use std::{
    env,
    path::{Path, PathBuf, is_separator},
};

use super::{
    error::nearest,
    literal::{has_wildcards, literal},
    operation::known_to_git,
    sparse::adding,
};
use crate::decision::text::{shell_path, shell_quoted};

/// A file in the commands of git that people are told to run, from the folder that this program runs in. Whatever its name holds, git
/// takes it for this one file.
#[derive(Debug, Clone)]
pub struct FileForGit {
    place: PathBuf,
    /// Where git has to run, where the current folder is not in the repository of the file.
    folder: Option<String>,
    /// From where git runs, or from the root.
    name: String,
    is_from_root: bool,
}

impl FileForGit {
    /// A file, which is the one that a link leads to.
    #[must_use]
    pub fn of(file: &Path) -> Self {
        let known = known_to_git(file);
        let around = known.ancestors().skip(1).find(|folder| folder.is_dir());
        // The number of a copy goes with no whole path.
        let apart = around.filter(|folder| nearest(folder).is_some() && (known.is_absolute() || !is_here(folder)));
        let folder = apart.map(|folder| folder.display().to_string());
        let name = apart.and_then(|folder| known.strip_prefix(folder).ok()).unwrap_or(&known).display().to_string();
        Self { place: file.to_owned(), folder, name, is_from_root: false }
    }

    /// A file under the root of a repository, wherever in it the command is run. Both are given with all links followed.
    #[must_use]
    pub fn under(root: &Path, place: &Path) -> Option<Self> {
        let name = place.strip_prefix(root).ok()?.to_string_lossy().replace(is_separator, "/");
        let here = env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
        let shown = || root.strip_prefix(&here).unwrap_or(root).display().to_string();
        let folder = (!is_here(root)).then(shown);
        Some(Self { place: place.to_owned(), folder, name, is_from_root: true })
    }

    /// A file at `place` that has this name where people run git.
    #[must_use]
    pub fn named(name: String, place: &Path) -> Self {
        Self { place: place.to_owned(), folder: None, name, is_from_root: false }
    }

    /// The file of this name beside it.
    #[must_use]
    pub fn beside(&self, file_name: &str) -> Self {
        let name = Path::new(&self.name).with_file_name(file_name).to_string_lossy().into_owned();
        Self { place: self.place.with_file_name(file_name), name, ..self.clone() }
    }

    /// What the file is called in its folder.
    #[must_use]
    pub fn file_name(&self) -> String {
        Path::new(&self.name).file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Whether it is in the work tree.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.place.exists()
    }

    /// The file as any other program takes it from the current folder, quoted for a shell.
    #[must_use]
    pub fn for_shell(&self) -> String {
        let folder = self.folder.as_deref().map(Path::new);
        let path = folder.map_or_else(|| self.name.clone(), |folder| folder.join(&self.name).display().to_string());
        shell_path(&path).into_owned()
    }

    /// The command with these words in front of the file, such as `checkout --ours --`.
    #[must_use]
    pub fn command(&self, words: &str) -> String {
        format!("{} {words} {}", self.git(), self.for_git())
    }

    /// The command that tells git that the file is merged.
    #[must_use]
    pub fn add(&self) -> String {
        self.command(adding(&self.place))
    }

    /// [`Self::add`] of another file as well.
    #[must_use]
    pub fn add_with(&self, other: &Self) -> String {
        format!("{} {}", self.add(), other.for_git())
    }

    /// The command that shows one of the copies that git keeps in a merge, by its number.
    #[must_use]
    pub fn show(&self, copy: u8) -> String {
        // Behind the number, git takes a path from the root unless a dot starts it.
        let from = if self.is_from_root { "" } else { "./" };
        format!("{} show {}", self.git(), shell_quoted(&format!(":{copy}:{from}{}", self.name)))
    }

    fn git(&self) -> String {
        self.folder.as_deref().map_or_else(|| "git".to_owned(), |folder| format!("git -C {}", shell_path(folder)))
    }

    fn for_git(&self) -> String {
        let is_plain = !has_wildcards(&self.name);
        if !self.is_from_root {
            return if is_plain { shell_path(&self.name).into_owned() } else { literal("literal", &self.name) };
        }
        // Behind `:/`, git takes most signs for an instruction.
        if is_plain && self.name.starts_with(|c: char| c == '.' || c.is_alphanumeric()) {
            shell_quoted(&format!(":/{}", self.name)).into_owned()
        } else {
            literal("top,literal", &self.name)
        }
    }
}

/// Whether commands that are run in the current folder are about the repository around this one.
fn is_here(folder: &Path) -> bool {
    env::current_dir().is_ok_and(|here| nearest(&here) == nearest(folder))
}
