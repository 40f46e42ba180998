//! Paths in a repository, and the links between its files.

use std::{
    borrow::Cow,
    fmt,
    hash::{Hash, Hasher},
    ops::Deref,
};

use super::text::{file_name, file_stem, is_same_path, link_path, path_key};

/// A path from the root of a repository, with `/` between the names. An empty one is the root.
///
/// Two are equal if they have the same names, even if their letters are encoded in different ways, see [`path_key`]. A
/// path that may hold `.`, `..` or empty names is [followed](Self::followed) first. The text stays as it was written,
/// since links and git need it so; dereferencing returns it.
#[derive(Debug, Clone, Default)]
pub struct RepoPath(String);

impl PartialEq for RepoPath {
    fn eq(&self, other: &Self) -> bool {
        is_same_path(&self.0, &other.0)
    }
}

impl Eq for RepoPath {}

impl PartialEq<&str> for RepoPath {
    fn eq(&self, other: &&str) -> bool {
        is_same_path(&self.0, other)
    }
}

impl Hash for RepoPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for RepoPath {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RepoPath {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl Deref for RepoPath {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<String> for RepoPath {
    fn from(path: String) -> Self {
        Self(path)
    }
}

impl From<&str> for RepoPath {
    fn from(path: &str) -> Self {
        Self(path.to_owned())
    }
}

impl From<RepoPath> for String {
    fn from(path: RepoPath) -> Self {
        path.0
    }
}

impl AsRef<std::path::Path> for RepoPath {
    fn as_ref(&self) -> &std::path::Path {
        self.0.as_ref()
    }
}

impl RepoPath {
    /// Returns the path as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path as a key of maps: the same for all its spellings.
    #[must_use]
    pub fn key(&self) -> Cow<'_, str> {
        path_key(&self.0)
    }

    /// Returns the last name.
    #[must_use]
    pub fn file_name(&self) -> &str {
        file_name(&self.0)
    }

    /// Returns the last name without its extension, such as `.md`.
    #[must_use]
    pub fn stem(&self) -> &str {
        file_stem(&self.0)
    }

    /// Returns the folder that it is in; the root if it has none.
    #[must_use]
    pub fn folder(&self) -> Self {
        Self::from(self.0.rsplit_once('/').map_or("", |(folder, _)| folder))
    }

    /// Returns the path of a file in this folder.
    #[must_use]
    pub fn file(&self, name: &str) -> Self {
        Self(if self.0.is_empty() { name.to_owned() } else { format!("{}/{name}", self.0) })
    }

    /// Returns the path from a folder to this file, as in a link of a file in the folder, but not encoded.
    #[must_use]
    pub fn seen_from(&self, folder: &Self) -> String {
        let mut from = names(&folder.0).peekable();
        let mut to = names(&self.0).peekable();
        while let (Some(one), Some(other)) = (from.peek(), to.peek())
            && is_same_path(one, other)
        {
            from.next();
            to.next();
        }
        let up = from.map(|_| "..");
        up.chain(to).collect::<Vec<_>>().join("/")
    }

    /// Returns the path that a link in a file of this folder leads to; `None` if it leads out of the repository.
    ///
    /// The link is decoded by [`link_path`]; one from the root starts with `/`.
    #[must_use]
    pub fn followed(&self, link: &str) -> Option<Self> {
        let link = link_path(link);
        let mut way: Vec<&str> = if link.starts_with('/') { Vec::new() } else { names(&self.0).collect() };
        for name in names(&link) {
            match name {
                "." => {}
                ".." => {
                    // Above the root there is nothing that a link could lead to.
                    way.pop()?;
                }
                name => way.push(name),
            }
        }
        Some(Self(way.join("/")))
    }
}

fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn followed(folder: &str, link: &str) -> Option<String> {
        RepoPath::from(folder).followed(link).map(String::from)
    }

    #[test]
    fn links_are_followed_inside_the_root() {
        assert_eq!(followed("docs/adr", "../x/./0001-y.md#z").as_deref(), Some("docs/x/0001-y.md"));
        assert_eq!(followed("docs/adr", "/docs/y.md?plain=1").as_deref(), Some("docs/y.md"));
        assert_eq!(followed("docs", "../../y.md"), None);
        assert_eq!(followed("", "a%20b%C3%A9%zz%").as_deref(), Some("a bé%zz%"));
    }

    #[test]
    fn the_way_goes_up_as_far_as_it_must() {
        for (from, to, way) in [
            ("docs/decisions", "docs/decisions/x.ron", "x.ron"),
            ("docs/decisions", "docs/x.ron", "../x.ron"),
            ("docs/decisions", "records/x.ron", "../../records/x.ron"),
            ("", "records/x.ron", "records/x.ron"),
        ] {
            assert_eq!(RepoPath::from(to).seen_from(&from.into()), way);
        }
    }

    #[test]
    fn a_path_has_a_folder_a_name_and_a_stem() {
        for (path, folder, name, stem) in
            [("docs/adr/0001-x.md", "docs/adr", "0001-x.md", "0001-x"), ("README", "", "README", "README")]
        {
            let path = RepoPath::from(path);
            assert_eq!((&*path.folder(), path.file_name(), path.stem()), (folder, name, stem));
            assert_eq!(path.folder().file(name), path);
        }
    }

    #[test]
    fn a_path_is_one_however_its_letters_are_written() {
        let (one, two) = (RepoPath::from("docs/gr\u{f6}\u{df}e.md"), RepoPath::from("docs/gro\u{308}\u{df}e.md"));
        assert!(one == two && one.key() == two.key() && *one != *two);
        assert_eq!(std::collections::HashSet::from([one, two]).len(), 1);
    }
}
