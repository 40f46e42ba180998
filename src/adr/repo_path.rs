//! Paths in a repository, and the links between its files.

use super::address::file_destination;

/// A path from the root of a repository, with `/` between the names. An empty one is the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepoPath<'a>(pub &'a str);

impl<'a> RepoPath<'a> {
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

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let decoded = code.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
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
    fn a_path_has_a_folder_a_name_and_a_stem() {
        let path = RepoPath("docs/adr/0001-x.md");
        assert_eq!((path.folder(), path.file_name(), path.stem()), ("docs/adr", "0001-x.md", "0001-x"));
        let path = RepoPath("README");
        assert_eq!((path.folder(), path.file_name(), path.stem()), ("", "README", "README"));
        assert_eq!((RepoPath("").file("x"), RepoPath("a").file("x")), ("x".to_owned(), "a/x".to_owned()));
    }
}
