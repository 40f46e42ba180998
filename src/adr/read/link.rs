//! Links from one ADR to another.

use std::{fmt, ops::Range};

use super::{
    lines::Line,
    markup::{self, plain, untagged},
};
use crate::{
    adr::language::{SaidRelation, relation_around, relation_in, relation_of, says_partly},
    decision::text::link_path,
};

/// The relation that a link to another ADR states.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// This ADR replaces the other.
    Supersedes,
    /// The other ADR replaces this one.
    SupersededBy,
    /// This ADR changes a part of the other.
    Amends,
    /// The other ADR changes a part of this one.
    AmendedBy,
    /// The two are related.
    RelatesTo,
    /// The text mentions the other.
    Mentions,
    /// Any other words, in lower case.
    Other(String),
}

impl LinkKind {
    /// Returns the relation that words state; `None` if they say nothing about two ADRs.
    pub(crate) fn of(words: &str) -> Option<Self> {
        let words = words.trim().to_lowercase().replace(['-', '_'], " ");
        relation_of(&words).map(|relation| Self::from(relation, words))
    }

    fn from(relation: SaidRelation, words: String) -> Self {
        match relation {
            SaidRelation::Supersedes => Self::Supersedes,
            SaidRelation::SupersededBy => Self::SupersededBy,
            SaidRelation::Amends => Self::Amends,
            SaidRelation::AmendedBy => Self::AmendedBy,
            SaidRelation::RelatesTo => Self::RelatesTo,
            SaidRelation::Other => Self::Other(words),
        }
    }

    /// Returns the relation that the words around a link state, in a place reserved for links.
    fn around(words: &str, after: &str) -> Option<Self> {
        let words = plain(&untagged(words));
        let bare = words.trim_end_matches([':', '：', ' ', '(', '（', '*', '_']);
        if let Some(relation) = relation_around(bare, after.trim_start_matches([')', '）', '*', '_', ' '])) {
            return Some(Self::from(relation, String::new()));
        }
        let words = bare.trim_start_matches(|c: char| !c.is_alphanumeric()).trim();
        let last = words.rsplit([',', ';', '.', '(', '、', '，', '。', '（']).next().unwrap_or(words).trim();
        // All the words first, then those after the last punctuation, as in `Accepted, superseded by [x](y)`.
        Self::of(words).or_else(|| Self::of(last)).or_else(|| {
            const FEW: usize = 6;
            let few = !words.is_empty() && words.split_whitespace().count() <= FEW;
            few.then(|| Self::Other(words.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase()))
        })
    }

    /// Reports whether the relation makes sure that another ADR is meant, even if the target is only a number or an
    /// unknown address.
    pub(crate) fn is_strong(&self) -> bool {
        matches!(self, Self::Supersedes | Self::SupersededBy | Self::Amends | Self::AmendedBy)
    }
}

impl fmt::Display for LinkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Supersedes => "supersedes",
            Self::SupersededBy => "superseded by",
            Self::Amends => "amends",
            Self::AmendedBy => "amended by",
            Self::RelatesTo => "relates to",
            Self::Mentions => "mentions",
            Self::Other(words) => words,
        })
    }
}

/// A link from one ADR to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdrLink {
    /// Relation that it states.
    pub kind: LinkKind,
    /// Words of the link; empty if it has none.
    pub text: String,
    /// Target as it is written: a path, an address, or a name such as `ADR-0032`.
    pub target: String,
    /// Number of the line, from 1.
    pub line: usize,
    /// Bytes of the line, without its end.
    pub line_span: Range<usize>,
    /// Bytes of the link.
    pub span: Range<usize>,
}

/// Reports whether an address may lead to another ADR: a relative path to a Markdown file.
pub(crate) fn leads_to_markdown(target: &str) -> bool {
    let path = link_path(target);
    let ends = |end: &str| {
        path.get(path.len().saturating_sub(end.len())..).is_some_and(|found| found.eq_ignore_ascii_case(end))
    };
    (ends(".md") || ends(".mdx")) && !target.contains("://") && !target.starts_with("mailto:")
}

/// Maximum number of bytes before a link that may state its relation.
const LONGEST_OPENING: usize = 200;

/// Adds the links in a line of running text to other Markdown files.
pub(crate) fn mentions(line: &Line<'_>, found: &mut Vec<AdrLink>) {
    // Most lines have no link, and a search for one byte is the fastest way to find out.
    if !line.text.contains(']') || !line.text.contains("](") {
        return;
    }
    let links = markup::links(line.text).into_iter().filter(|link| leads_to_markdown(link.target));
    found.extend(links.map(|link| {
        // A line that opens with "Supersedes [2. Use Go](...)" states more than a mention, in any place.
        let opening = Some(&line.text[..link.span.start]).filter(|opening| opening.len() < LONGEST_OPENING);
        let opening = opening.map(|opening| opening.trim().trim_start_matches(['*', '-', '+']).trim_end_matches(':'));
        of(line, opening.and_then(LinkKind::of).unwrap_or(LinkKind::Mentions), &link)
    }));
}

/// Adds the links of a line in a place reserved for them, such as the section on the status. The words before each
/// state its relation.
pub(crate) fn relations(line: &Line<'_>, found: &mut Vec<AdrLink>) {
    let mut from = 0;
    for (link, target) in with_wiki_links(line.text) {
        let before = line.text.get(from..link.span.start).unwrap_or_default();
        from = link.span.end;
        let after = line.text.get(from..).unwrap_or_default();
        let kind = LinkKind::around(before, after).filter(|kind| kind.is_strong() || leads_to_markdown(&target));
        if kind.is_some() || leads_to_markdown(&target) {
            found.push(AdrLink { target, ..of(line, kind.unwrap_or(LinkKind::Mentions), &link) });
        }
    }
    // With a link in the line, a bare name beside it would be the same ADR a second time.
    if from == 0 {
        named(line, found);
    }
}

/// Returns the links of a line in its order, each with its target; that of a wiki's link is a file beside the ADR.
fn with_wiki_links(line: &str) -> Vec<(markup::MarkdownLink<'_>, String)> {
    let mut links: Vec<_> = markup::links(line).into_iter().map(|link| (link.target.to_owned(), link)).collect();
    if line.contains('<') {
        links.extend(markup::html_links(line).into_iter().map(|link| (link.target.to_owned(), link)));
        links.sort_by_key(|(_, link)| link.span.start);
    }
    if line.contains("[[") {
        let file = |target: &str| {
            let path = target.split('#').next().unwrap_or(target).trim_end();
            if leads_to_markdown(path) { path.to_owned() } else { format!("{path}.md") }
        };
        links.extend(markup::wiki_links(line).into_iter().map(|link| (file(link.target), link)));
        links.sort_by_key(|(_, link)| link.span.start);
    }
    links.into_iter().map(|(target, link)| (link, target)).collect()
}

/// Adds the links in the value of a field of this kind: Markdown links, else names and addresses.
pub(crate) fn of_field(
    kind: &LinkKind,
    value: &str,
    span: &Range<usize>,
    line: (usize, Range<usize>),
    found: &mut Vec<AdrLink>,
) {
    let (number, line_span) = line;
    for (text, target, at) in links_in_value(kind, value) {
        found.push(AdrLink {
            kind: kind.clone(),
            text: plain(text),
            target,
            line: number,
            line_span: line_span.clone(),
            span: span.start + at.start..span.start + at.end,
        });
    }
}

/// Returns the words, the address and the place of each link in the value of a field of this kind.
fn links_in_value<'a>(kind: &LinkKind, value: &'a str) -> Vec<(&'a str, String, Range<usize>)> {
    let links = with_wiki_links(value);
    if !links.is_empty() {
        let leading = links.into_iter().filter(|(_, target)| kind.is_strong() || leads_to_markdown(target));
        return leading.map(|(link, target)| (link.text, target, link.span)).collect();
    }
    let mut found = Vec::new();
    if kind.is_strong() || leads_to_markdown(value) || is_named(value) {
        let mut at = 0;
        for part in value.split([',', ' ']) {
            let range = at..at + part.len();
            // The separator is one byte: both are ASCII.
            at += part.len() + 1;
            // A number alone may be that of an issue.
            let is_number = || number_of(part).is_some() && (kind.is_strong() || is_named(part));
            if !part.is_empty() && (leads_to_markdown(part) || part.contains("://") || is_number()) {
                found.push(("", part.to_owned(), range));
            }
        }
    }
    found
}

/// Reports whether a text begins with a name of an ADR, such as `ADR-0032`.
fn is_named(text: &str) -> bool {
    let first = text.split([',', ' ']).next().unwrap_or_default();
    first.starts_with(|c: char| c.is_ascii_alphabetic()) && number_of(first).is_some()
}

/// Adds the ADR of `superseded by ADR-0032`, without a link.
fn named(line: &Line<'_>, found: &mut Vec<AdrLink>) {
    let text = line.text;
    // Most lines are a status alone.
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    let lower = text.to_lowercase();
    // Few capitals have a small letter of another length; with one of them, only ASCII letters are compared.
    let lower = if lower.len() == text.len() { lower } else { text.to_ascii_lowercase() };
    let Some((relation, around)) = relation_in(&lower) else { return };
    // "Accepted, and partly superseded by ADR-7" leaves the rest as it was.
    let kind = match LinkKind::from(relation, String::new()) {
        LinkKind::SupersededBy if says_partly(&lower[..around.start]) => LinkKind::AmendedBy,
        LinkKind::Supersedes if says_partly(&lower[..around.start]) => LinkKind::Amends,
        kind => kind,
    };
    let Some(name) = name_in(text, around) else { return };
    found.push(AdrLink {
        kind,
        text: String::new(),
        target: name.to_owned(),
        line: line.number,
        line_span: line.span(),
        span: line.span_of(name),
    });
}

/// Returns the name of an ADR with its number after words, or between words.
fn name_in(text: &str, around: Range<usize>) -> Option<&str> {
    let name = text.get(around)?.trim_start_matches([':', '：', ' ', '*', '`']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    // In `ADR 32` the number is a word of its own.
    let spaced = name[..end].eq_ignore_ascii_case("adr").then(|| {
        let digits = name[end..].trim_start();
        let length = digits.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(digits.len());
        name.len() - digits.len() + length
    });
    let name = &name[..spaced.unwrap_or(end)];
    number_of(name).map(|_| name)
}

/// Returns the number in a name of an ADR: `ADR-0032`, `MADR 32`, `32`; `None` for other names.
#[must_use]
pub fn number_of(name: &str) -> Option<u32> {
    let lower = name.trim().to_ascii_lowercase();
    let rest = lower.strip_prefix("madr").or_else(|| lower.strip_prefix("adr")).unwrap_or(&lower);
    let digits = rest.trim_start_matches(['-', '_', ' ', '#']);
    // Seven digits fit into a `u32`, and no ADR has a longer number.
    (digits.len() < 8 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

fn of(line: &Line<'_>, kind: LinkKind, found: &markup::MarkdownLink<'_>) -> AdrLink {
    let start = line.start;
    AdrLink {
        kind,
        text: plain(found.text),
        target: found.target.to_owned(),
        line: line.number,
        line_span: line.span(),
        span: start + found.span.start..start + found.span.end,
    }
}
