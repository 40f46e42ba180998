//! What a record says of other ADRs.
//!
//! Such a relation is one of the record's links: its words say which, and its address is the path of the other ADR from
//! the root of the repository. So it is shown, edited and merged as links are.

use strum::{EnumCount, VariantArray};

use super::{Decision, Link, RepoPath};

/// What a decision does to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum RelationKind {
    /// It takes the other's place.
    Supersedes,
    /// It changes a part of the other.
    Amends,
    /// The two have to do with each other.
    RelatesTo,
}

impl RelationKind {
    /// All of them, the strongest first.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The words in records and ADRs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Supersedes => "Supersedes",
            Self::Amends => "Amends",
            Self::RelatesTo => "Relates to",
        }
    }
}

/// A relation to another ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What it is.
    pub kind: RelationKind,
    /// The other ADR.
    pub path: RepoPath,
}

impl Relation {
    /// The relation that a link states; none if it is a link to anything else.
    #[must_use]
    pub fn of(link: &Link) -> Option<Self> {
        let words = link.label.trim();
        let kind = RelationKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(words))?;
        let path = link.url.trim();
        // Three bytes from the end may be inside a character, where slicing panics.
        let is_markdown = path.len() > 3 && path.is_char_boundary(path.len() - 3) && {
            path[path.len() - 3..].eq_ignore_ascii_case(".md")
        };
        // Schemes, drives, absolute paths and steps up all lead out of the repository.
        let foreign = path.starts_with('/') || path.contains(['\\', ':']) || path.contains(char::is_control);
        let steps = path.split('/').any(|name| matches!(name, "" | "." | ".."));
        (is_markdown && !foreign && !steps).then(|| Self { kind, path: path.into() })
    }

    /// The relation as a link of a record.
    #[must_use]
    pub fn as_link(&self) -> Link {
        Link { label: self.kind.name().to_owned(), url: self.path.to_string() }
    }
}

impl Decision {
    /// What the record says of other ADRs, in the order of its links.
    pub fn relations(&self) -> impl Iterator<Item = Relation> + '_ {
        self.links.iter().filter_map(Relation::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(label: &str, url: &str) -> Link {
        Link { label: label.to_owned(), url: url.to_owned() }
    }

    #[test]
    fn only_a_path_inside_the_repository_is_a_relation() {
        let relation = Relation { kind: RelationKind::RelatesTo, path: "docs/adr/0002-x.md".into() };
        assert_eq!(Relation::of(&relation.as_link()), Some(relation));
        assert!(Relation::of(&link("supersedes", "0002-x.MD")).is_some());
        for (label, url) in [
            ("Supersedes", "https://x.example/0002-x.md"),
            ("Supersedes", "../0002-x.md"),
            ("Supersedes", "/etc/x.md"),
            ("Supersedes", "a//b.md"),
            ("Supersedes", "a\\b.md"),
            ("Supersedes", ".md"),
            ("Supersedes", "é.m"),
            ("Supersedes", "0002-x.txt"),
            ("Essay", "0002-x.md"),
        ] {
            assert_eq!(Relation::of(&link(label, url)), None, "{label} {url}");
        }
    }
}
