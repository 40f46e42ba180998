//! The link from an ADR to the decision file that it was exported from.

use std::path::{Component, Path, PathBuf};

use super::contained_path::{Outside, inside};
use crate::{
    adr::{Record, read},
    decision::{
        RepoPath,
        text::{file_name, is_same_path, link_path},
    },
    storage::atomic,
};

/// The name and the path of the decision file in an ADR.
#[derive(Debug, Default)]
pub(super) struct RecordPlace {
    name: Option<String>,
    path: Option<String>,
}

impl RecordPlace {
    /// Finds them; `adr` is the path of the ADR with all links followed. A decision file outside the repository is only
    /// named.
    pub(super) fn of(decision_file: Option<&Path>, root: &Path, adr: &Path) -> Self {
        let Some(file) = decision_file else { return Self::default() };
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        let path = root.canonicalize().ok().zip(place_of(file)).and_then(|(root, file)| {
            let folder = in_repository(adr.parent()?.strip_prefix(&root).ok()?)?;
            Some(in_repository(file.strip_prefix(&root).ok()?)?.seen_from(&folder))
        });
        Self { name, path }
    }

    /// Returns the path as the ADR spells it, if it differs only in how accents are encoded: the link works as it is.
    pub(super) fn spelled_in(mut self, adr: Option<&str>) -> Self {
        // Other paths have one spelling, and need no reading.
        if let Some(path) = self.path.as_mut().filter(|path| !path.is_ascii())
            && let Some(named) = adr.and_then(|adr| read(adr.as_bytes()).record)
            && is_same_path(&link_path(&named), path)
        {
            *path = link_path(&named).into_owned();
            self.name = Some(file_name(path).to_owned());
        }
        self
    }

    /// Creates the place of a decision file that the ADR names, but does not link to.
    pub(super) fn outside(decision_file: &Path) -> Self {
        Self { path: None, name: decision_file.file_name().map(|name| name.to_string_lossy().into_owned()) }
    }

    pub(super) fn as_record(&self) -> Option<Record<'_>> {
        self.name.as_deref().map(|name| Record { name, path: self.path.as_deref() })
    }
}

/// Returns the path of a file from the root of the repository, with `/` between the names; `None` for one outside, and
/// for one that is not Unicode.
#[must_use]
pub fn path_in(root: &Path, file: &Path) -> Option<RepoPath> {
    in_repository(&place_in(root, file)?)
}

/// Returns the path of a file from the root of the repository, even if it is not Unicode; `None` for one outside.
pub(super) fn place_in(root: &Path, file: &Path) -> Option<PathBuf> {
    let (root, file) = (root.canonicalize().ok()?, place_of(file)?);
    file.strip_prefix(&root).ok().map(Path::to_path_buf)
}

/// Returns the path of a file that need not exist, with the links to its folder followed.
fn place_of(file: &Path) -> Option<PathBuf> {
    let folder = atomic::folder_of(file);
    let there = folder.ancestors().find_map(|there| Some((there, there.canonicalize().ok()?)));
    let (there, place) = there?;
    // Folders that do not exist yet are joined as they are.
    Some(place.join(folder.strip_prefix(there).ok()?).join(file.file_name()?))
}

/// Returns the path beside an ADR, given from the root, for a record with this file name. Neither need exist yet.
///
/// # Errors
/// [`Outside`] if that leads out of the repository.
pub fn place_beside(root: &Path, adr: &RepoPath, name: &str) -> Result<PathBuf, Outside> {
    inside(root, &adr.folder().file(name))
}

/// Returns the path with `/` between its names; `None` if one of them is not Unicode.
fn in_repository(path: &Path) -> Option<RepoPath> {
    let mut names = Vec::new();
    for component in path.components() {
        let Component::Normal(name) = component else { return None };
        names.push(name.to_str()?);
    }
    Some(names.join("/").into())
}
