//! Paths in a repository, and the links between its files.

use std::borrow::Cow;

use super::address::file_destination;
use crate::decision::text::{is_same_path, path_key};

/// A path from the root of a repository, with `/` between the names. An empty one is the root. Whether two lead to one file says
/// their equality: their letters may be written in two ways.
#[derive(Debug, Clone, Copy)]
pub struct RepoPath<'a>(pub &'a str);

impl PartialEq for RepoPath<'_> {
    fn eq(&self, other: &Self) -> bool {
        is_same_path(self.0, other.0)
    }
}

impl Eq for RepoPath<'_> {}

impl<'a> RepoPath<'a> {
    /// Whether this is the path of the same file.
    #[must_use]
    pub fn is(self, other: &str) -> bool {
        self == RepoPath(other)
    }

    /// The path as a key of maps: the same for all ways to write it.
    #[must_use]
    pub fn key(self) -> Cow<'a, str> {
        path_key(self.0)
    }

    /// The last name.
    #[must_use]
    pub fn file_name(self) -> &'a str {
        self.0.rsplit_once('/').map_or(self.0, |(_, name)| name)
    }

    /// The last name without its ending, such as `.md`.
    #[must_use]
    pub fn stem(self) -> &'a str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The folder that it is in; empty for the root.
    #[must_use]
    pub fn folder(self) -> &'a str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether it is in this folder, and in none inside of it.
    #[must_use]
    pub fn is_in(self, folder: &str) -> bool {
        RepoPath(self.folder()).is(folder)
    }

    /// The path of a file in this folder.
    #[must_use]
    pub fn file(self, name: &str) -> String {
        if self.0.is_empty() { name.to_owned() } else { format!("{}/{name}", self.0) }
    }

    /// The way from a folder to this file, as a link in a file of the folder has it, but for its [encoding](Self::as_link).
    #[must_use]
    pub fn seen_from(self, folder: &str) -> String {
        let mut from = names(folder).peekable();
        let mut to = names(self.0).peekable();
        while from.peek().is_some() && from.peek() == to.peek() {
            from.next();
            to.next();
        }
        let up = from.map(|_| "..");
        up.chain(to).collect::<Vec<_>>().join("/")
    }

    /// The path that a link in a file of this folder leads to. None where it leads out of the repository.
    ///
    /// The link may be percent-encoded, and have a `?` or `#` with what is behind it; from the root it starts with `/`.
    #[must_use]
    pub fn followed(self, link: &str) -> Option<String> {
        let link = link_path(link);
        let mut way: Vec<&str> = if link.starts_with('/') { Vec::new() } else { names(self.0).collect() };
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
        Some(way.join("/"))
    }

    /// The path as the address of a link.
    #[must_use]
    pub fn as_link(self) -> String {
        file_destination(self.0)
    }
}

fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|name| !name.is_empty())
}

/// The path in a link, decoded, without a `?` or `#` and what is behind it.
#[must_use]
pub fn link_path(link: &str) -> String {
    // Decoded last: an encoded `#` or `?` is a part of the name.
    percent_decoded(link.split(['#', '?']).next().unwrap_or_default())
}

/// The address of a link once the file that it leads to is called otherwise. What the names have in common stays encoded as
/// it is, and so does all that is around the name.
#[must_use]
pub(super) fn renamed_in_link(link: &str, new: &str) -> String {
    let end = link.find(['#', '?']).unwrap_or(link.len());
    let start = link[..end].rfind('/').map_or(0, |at| at + 1);
    let renamed = renamed(&link[start..end], new).unwrap_or_else(|| file_destination(new));
    format!("{}{renamed}{}", &link[..start], &link[end..])
}

/// A name of a file, which may be percent-encoded, changed into another one between what both start and end with.
fn renamed(name: &str, new: &str) -> Option<String> {
    let old = percent_decoded(name);
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new);
    let start: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let same = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(old, new)| old == new);
    let end: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let mut places = decoded_bytes(name).map(|(at, _)| at).chain([name.len()]);
    let from = places.nth(start)?;
    let to = if old_rest.len() == end { from } else { places.nth(old_rest.len() - end - 1)? };
    let between = file_destination(&new_rest[..new_rest.len() - end]);
    Some(format!("{}{between}{}", name.get(..from)?, name.get(to..)?))
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes: Vec<u8> = decoded_bytes(text).map(|(_, byte)| byte).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The bytes that a percent-encoded text stands for, each with its place in the text.
fn decoded_bytes(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let first = *text.as_bytes().get(start)?;
        let code = text.get(start + 1..start + 3).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let decoded = code.filter(|_| first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        at += if decoded.is_some() { 3 } else { 1 };
        Some((start, decoded.unwrap_or(first)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn followed(folder: &str, link: &str) -> Option<String> {
        RepoPath(folder).followed(link)
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
            assert_eq!(RepoPath(to).seen_from(from), way);
        }
    }

    #[test]
    fn a_link_to_a_file_leads_back_to_it() {
        for path in ["docs/adr/0007-größe.md", "a b/c#d.md", "x?.md", "100%.md", "docs/0001-x.md"] {
            for folder in ["", "docs", "docs/adr", "records/deep/er"] {
                let way = RepoPath(path).seen_from(folder);
                assert_eq!(RepoPath(folder).followed(&RepoPath(&way).as_link()).as_deref(), Some(path), "{folder}");
            }
        }
    }

    #[test]
    fn a_link_to_a_renamed_file_stays_encoded_as_it_was() {
        for (link, new, expected) in [
            ("./0002-caf%C3%A9.md#x", "0012-café.md", "./0012-caf%C3%A9.md#x"),
            ("../adr/0002-cafe%cc%81.md", "0012-cafe\u{301}.md", "../adr/0012-cafe%cc%81.md"),
            ("0002-café%20%28a%29.md?plain=1", "0012-café (a).md", "0012-café%20%28a%29.md?plain=1"),
            ("%30002-x.md", "0012-x.md", "%30012-x.md"),
            ("00%302-x.md", "0012-x.md", "0012-x.md"),
            ("2-x.md", "22-x.md", "22-x.md"),
            ("22-x.md", "2-x.md", "2-x.md"),
            ("2a x.md", "12 x.md", "12 x.md"),
            ("%zz%.md", "1%.md", "1%.md"),
        ] {
            assert_eq!(renamed_in_link(link, new), expected, "{link}");
        }
    }

    #[test]
    fn a_path_has_a_folder_a_name_and_a_stem() {
        let path = RepoPath("docs/adr/0001-x.md");
        assert_eq!((path.folder(), path.file_name(), path.stem()), ("docs/adr", "0001-x.md", "0001-x"));
        let path = RepoPath("README");
        assert_eq!((path.folder(), path.file_name(), path.stem()), ("", "README", "README"));
        assert_eq!((RepoPath("").file("x"), RepoPath("a").file("x")), ("x".to_owned(), "a/x".to_owned()));
    }
}
