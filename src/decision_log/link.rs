//! The way from an ADR to the decision file that it was made from.

use std::path::{Component, Path, PathBuf};

use crate::{adr::Record, storage::atomic};

/// How an ADR names its decision file.
#[derive(Debug, Default)]
pub(super) struct RecordPlace {
    name: Option<String>,
    path: Option<String>,
}

impl RecordPlace {
    /// `adr` is the place of the ADR with all links followed. A decision file outside the repository is only named.
    pub(super) fn of(decision_file: Option<&Path>, root: &Path, adr: &Path) -> Self {
        let Some(file) = decision_file else { return Self::default() };
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        let path =
            root.canonicalize().ok().zip(place_of(file)).and_then(|(root, file)| {
                relative(adr.parent()?.strip_prefix(&root).ok()?, file.strip_prefix(&root).ok()?)
            });
        Self { name, path }
    }

    pub(super) fn as_record(&self) -> Option<Record<'_>> {
        self.name.as_deref().map(|name| Record { name, path: self.path.as_deref() })
    }
}

/// The path of a file from the root of the repository, with `/` between the names; none for one outside, and for one that
/// is not Unicode.
#[must_use]
pub fn path_in(root: &Path, file: &Path) -> Option<String> {
    relative(Path::new(""), &place_in(root, file)?)
}

/// The path of a file from the root of the repository, whatever its name is made of; none for one outside.
pub(super) fn place_in(root: &Path, file: &Path) -> Option<PathBuf> {
    let (root, file) = (root.canonicalize().ok()?, place_of(file)?);
    file.strip_prefix(&root).ok().map(Path::to_path_buf)
}

/// Where a file is, or would be, with the links to its folder followed.
fn place_of(file: &Path) -> Option<PathBuf> {
    Some(atomic::folder_of(file).canonicalize().ok()?.join(file.file_name()?))
}

/// The way from a folder to a file, both given from the same root.
pub(super) fn relative(from: &Path, to: &Path) -> Option<String> {
    let names = |path: &Path| -> Option<Vec<String>> {
        path.components()
            .map(|component| match component {
                Component::Normal(name) => name.to_str().map(str::to_owned),
                _ => None,
            })
            .collect()
    };
    let (from, to) = (names(from)?, names(to)?);
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    Some(up.chain(to[common..].iter().map(String::as_str)).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_up_as_far_as_it_must() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to)).unwrap_or_default();
        assert_eq!(way("docs/decisions", "docs/decisions/x.ron"), "x.ron");
        assert_eq!(way("docs/decisions", "docs/x.ron"), "../x.ron");
        assert_eq!(way("docs/decisions", "records/x.ron"), "../../records/x.ron");
        assert_eq!(way("", "records/x.ron"), "records/x.ron");
    }
}
