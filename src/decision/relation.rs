//! The relations of a record to other ADRs.
//!
//! Each is one of the record's links: its words name the kind, and its address is the path of the other ADR from the
//! root of the repository. So relations are shown, edited and merged as links are.

use strum::{EnumCount, VariantArray};

use super::{Decision, Link, RepoPath};

/// The effect of a decision on an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum RelationKind {
    /// It replaces the other.
    Supersedes,
    /// It changes a part of the other.
    Amends,
    /// The two are related.
    RelatesTo,
}

impl RelationKind {
    /// All kinds, the strongest first.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the words in records and ADRs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Supersedes => "Supersedes",
            Self::Amends => "Amends",
            Self::RelatesTo => "Relates to",
        }
    }

    /// Returns the word for it in front matter.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Supersedes => "supersedes",
            Self::Amends => "amends",
            Self::RelatesTo => "relates-to",
        }
    }
}

/// A relation to another ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Kind of relation.
    pub kind: RelationKind,
    /// Path of the other ADR.
    pub path: RepoPath,
}

impl Relation {
    /// Returns the relation that a link states; `None` if it is a link to anything else.
    #[must_use]
    pub fn of(link: &Link) -> Option<Self> {
        let words = link.label.trim();
        let kind = RelationKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(words))?;
        let path = link.url.trim();
        // The third byte from the end may be inside a character, where slicing panics.
        let is_markdown = path.len() > 3 && path.is_char_boundary(path.len() - 3) && {
            path[path.len() - 3..].eq_ignore_ascii_case(".md")
        };
        // Schemes, drives, absolute paths and steps up all lead out of the repository.
        let foreign = path.starts_with('/') || path.contains(['\\', ':']) || path.contains(char::is_control);
        let steps = path.split('/').any(|name| matches!(name, "" | "." | ".."));
        (is_markdown && !foreign && !steps).then(|| Self { kind, path: path.into() })
    }

    /// Returns the relation as a link of a record.
    #[must_use]
    pub fn as_link(&self) -> Link {
        Link { label: self.kind.name().to_owned(), url: self.path.to_string() }
    }
}

impl Decision {
    /// Returns the relations to other ADRs, in the order of the links.
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
