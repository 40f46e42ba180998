//! Commands of git that messages advise people to run, with the files that they are about.

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

/// A file in the commands of git that messages advise, named from the current folder. Whatever characters the name
/// holds, git takes it for this one file.
#[derive(Debug, Clone)]
pub struct FileForGit {
    place: PathBuf,
    /// Folder in which git has to run, if the current one is not in the file's repository.
    folder: Option<String>,
    /// Path from where git runs, or from the root.
    name: String,
    is_from_root: bool,
}

impl FileForGit {
    /// Names a file; for a link, the file that it leads to.
    #[must_use]
    pub fn of(file: &Path) -> Self {
        let known = known_to_git(file);
        let around = known.ancestors().skip(1).find(|folder| folder.is_dir());
        // A whole path cannot follow the number of a copy, as in `:2:./name`.
        let apart = around.filter(|folder| nearest(folder).is_some() && (known.is_absolute() || !is_here(folder)));
        let folder = apart.map(|folder| folder.display().to_string());
        let name = apart.and_then(|folder| known.strip_prefix(folder).ok()).unwrap_or(&known).display().to_string();
        Self { place: file.to_owned(), folder, name, is_from_root: false }
    }

    /// Names a file under the root of a repository, for commands that can run anywhere in it. Both paths have all links
    /// followed. Returns `None` if the file is not under the root.
    #[must_use]
    pub fn under(root: &Path, place: &Path) -> Option<Self> {
        let name = place.strip_prefix(root).ok()?.to_string_lossy().replace(is_separator, "/");
        let here = env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
        let shown = || root.strip_prefix(&here).unwrap_or(root).display().to_string();
        let folder = (!is_here(root)).then(shown);
        Some(Self { place: place.to_owned(), folder, name, is_from_root: true })
    }

    /// Names a file at `place` that people's git knows by this name.
    #[must_use]
    pub fn named(name: String, place: &Path) -> Self {
        Self { place: place.to_owned(), folder: None, name, is_from_root: false }
    }

    /// Returns the file of this name in the same folder.
    #[must_use]
    pub fn beside(&self, file_name: &str) -> Self {
        let name = Path::new(&self.name).with_file_name(file_name).to_string_lossy().into_owned();
        Self { place: self.place.with_file_name(file_name), name, ..self.clone() }
    }

    /// Returns the name of the file in its folder.
    #[must_use]
    pub fn file_name(&self) -> String {
        Path::new(&self.name).file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Reports whether the file is in the work tree.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.place.exists()
    }

    /// Returns the path from the current folder, quoted for a shell, for any program other than git.
    #[must_use]
    pub fn for_shell(&self) -> String {
        let folder = self.folder.as_deref().map(Path::new);
        let path = folder.map_or_else(|| self.name.clone(), |folder| folder.join(&self.name).display().to_string());
        shell_path(&path).into_owned()
    }

    /// Returns the command of git with these words before the file, such as `checkout --ours --`.
    #[must_use]
    pub fn command(&self, words: &str) -> String {
        format!("{} {words} {}", self.git(), self.for_git())
    }

    /// Returns the command that marks the file as merged.
    #[must_use]
    pub fn add(&self) -> String {
        self.command(adding(&self.place))
    }

    /// Returns the command of [`Self::add`] with another file added to it.
    #[must_use]
    pub fn add_with(&self, other: &Self) -> String {
        format!("{} {}", self.add(), other.for_git())
    }

    /// Returns the command that shows one of the copies that git keeps in a merge, by its number.
    #[must_use]
    pub fn show(&self, copy: u8) -> String {
        // After the number, git takes a path from the root unless a dot starts it.
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
        // After `:/`, git takes most signs for an instruction.
        if is_plain && self.name.starts_with(|c: char| c == '.' || c.is_alphanumeric()) {
            shell_quoted(&format!(":/{}", self.name)).into_owned()
        } else {
            literal("top,literal", &self.name)
        }
    }
}

/// Reports whether commands run in the current folder are about the repository around this one.
fn is_here(folder: &Path) -> bool {
    env::current_dir().is_ok_and(|here| nearest(&here) == nearest(folder))
}
