//! The search for the ADR that a number, a name or a path means.

use std::path::Path;

use super::{
    contained_path::{Outside, inside, normal, spelled_on_disk},
    discover::is_usual,
    entry::{Entry, is_markdown},
    file_id::FileId,
    folder::{Folder, FolderError, open},
    usual_folder::find_folder,
};
use crate::{
    decision::{
        RepoPath,
        text::{file_stem, is_same_path},
    },
    storage::GitIndex,
};

/// Reasons why the ADR was not found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The folder for ADRs cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The path leaves the repository.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// No ADR fits.
    #[error("there is no ADR {wanted} in {folder}; name it by its number or its file")]
    None {
        /// The number, name or path.
        wanted: String,
        /// Folder that was searched.
        folder: RepoPath,
    },
    /// The ADR is in the repository, but not in its work tree.
    #[error(
        "`{path}` is left out of this sparse checkout; run `{command}` in the root of the repository, and try again"
    )]
    LeftOut {
        /// Path of the ADR or its chart, from the root.
        path: RepoPath,
        /// Command that adds it to the work tree.
        command: String,
    },
    /// Several ADRs fit.
    #[error("{wanted} may be {}; name the file", files.join(" or "))]
    Several {
        /// The number, name or path.
        wanted: String,
        /// Files of those that fit.
        files: Vec<String>,
    },
}

impl FindError {
    /// Creates the error for a file that is in the repository and not in its work tree.
    pub(super) fn left_out(index: &GitIndex, path: &RepoPath) -> Self {
        Self::LeftOut { path: path.clone(), command: checkout_command(index, path) }
    }
}

/// Returns the path, from the root of the repository, of the ADR that `wanted` means: its number (`7`, `0007`), the
/// start of its name (`0004a`, `ADR-012`), its file in the folder for ADRs, or its path. Without a `folder`, from the
/// root, the folder is the one that [`find_folder`] finds.
///
/// # Errors
/// [`FindError`] if none or several fit.
pub fn find_adr(root: &Path, folder: Option<&str>, wanted: &str) -> Result<RepoPath, FindError> {
    // A path without an ADR ends in the error below, which names the folder that was searched.
    if wanted.contains(['/', '\\']) {
        let path = normal(wanted)?;
        if is_markdown(&path) && inside(root, &path)?.is_file() {
            return Ok(spelled_on_disk(root, &path));
        }
    }
    let folder: Folder = match folder {
        Some(path) => open(root, path, String::new())?,
        None => find_folder(root)?,
    };
    // An ADR may be meant in any of the folders that could be the one for ADRs.
    let beside = folder.beside.iter().filter_map(|path| open(root, path, String::new()).ok());
    let folders: Vec<Folder> = std::iter::once(folder.clone()).chain(beside).collect();
    let entries = || folders.iter().flat_map(|folder| folder.entries.iter().map(move |entry| (folder, entry)));
    let number: Option<u32> = wanted.parse().ok();
    let mut found: Vec<(&Folder, &Entry)> = entries().filter(|(_, entry)| goes_by(entry, wanted)).collect();
    // By name first: if two have one number, only the name is unambiguous.
    if found.is_empty() {
        found = entries().filter(|(_, entry)| number.is_some() && entry.number == number).collect();
    }
    match found[..] {
        [(folder, only)] => Ok(folder.path_of(&only.file)),
        [] => Err(match left_out(root, &folder.path, wanted) {
            Some(left_out) => left_out,
            None => FindError::None { wanted: wanted.to_owned(), folder: folder.path },
        }),
        [(first, _), ref more @ ..] => {
            // In one folder the names of the files are enough.
            let is_one_folder = more.iter().all(|(folder, _)| folder.path == first.path);
            let name = |(folder, entry): &(&Folder, &Entry)| {
                if is_one_folder { entry.file.clone() } else { folder.path_of(&entry.file).into() }
            };
            Err(FindError::Several { wanted: wanted.to_owned(), files: found.iter().map(name).collect() })
        }
    }
}

/// Returns the error for an ADR that git leaves out of the work tree; `None` if no such ADR fits. If all of its folder
/// is left out, no other folder can be the one for ADRs.
fn left_out(root: &Path, folder: &RepoPath, wanted: &str) -> Option<FindError> {
    let index = GitIndex::of(root);
    let named = RepoPath::from(wanted);
    let paths = index.left_out().filter_map(Path::to_str).map(RepoPath::from);
    let mut meant: Vec<RepoPath> = paths.filter(|path| *path == named || may_go_by(path.file_name(), wanted)).collect();
    meant.retain(|path| *path == named || is_usual(&path.folder()) || path.folder() == *folder);
    meant.sort_by_cached_key(|path| (*path != named, path.folder() != *folder, path.clone()));
    meant.first().map(|path| FindError::left_out(&index, path))
}

/// Reports whether an ADR that cannot be read has this number or name, judging by its file.
pub(super) fn may_go_by(file: &str, wanted: &str) -> bool {
    let FileId { id, number, .. } = FileId::of(file);
    let is_called_so = [file, &id, file_stem(file)].iter().any(|name| name.eq_ignore_ascii_case(wanted));
    is_markdown(file) && (is_called_so || number.is_some() && number == wanted.parse().ok())
}

/// Returns the command that adds a file to the work tree of a sparse checkout, to be run in the root. It names the
/// file's folder, or the file if it is in the root. For a checkout by patterns it names the file as well, since a
/// pattern may leave out that file alone.
pub(super) fn checkout_command(index: &GitIndex, path: &RepoPath) -> String {
    let folder = path.folder();
    index.checkout_command(&[if folder.is_empty() || !index.has_folders() { path.clone() } else { folder }])
}

/// Reports whether an ADR has this id, or its file this name, with or without the extension.
fn goes_by(entry: &Entry, wanted: &str) -> bool {
    let is_called = |name: &str| is_same_path(&entry.file, name);
    is_called(wanted) || entry.id.eq_ignore_ascii_case(wanted) || is_called(&format!("{wanted}.md"))
}
