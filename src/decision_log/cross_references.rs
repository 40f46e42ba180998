//! Contradictions between the ADRs of one folder: numbers used twice, links that lead nowhere, supersessions that only
//! one ADR states.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    fmt,
    path::Path,
};

use super::{begun::Begun, contained_path::inside, entry::Entry, file::read, folder::Folder, in_merge};
use crate::{
    adr::{AdrLink, FindingKind, LinkKind, number_of},
    decision::{
        Problem, Status,
        text::{file_name, link_path, path_key},
    },
    storage::GitIndex,
};

/// A number that several ADRs of a folder have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Number, with the letter after it if there is one.
    pub id: String,
    /// Their files, by name.
    pub files: Vec<String>,
}

/// Numbers between the lowest and the highest that no file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The first of them.
    pub from: u32,
    /// Highest of them.
    pub to: u32,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{} to {}", self.from, self.to) }
    }
}

/// A statement of an ADR about another that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFinding {
    /// File of the ADR.
    pub file: String,
    /// Number of the line, from 1.
    pub line: usize,
    /// Target: as it is written if that leads nowhere, else the other ADR's file.
    pub target: String,
    /// Description: a sentence.
    pub what: String,
}

/// The contradictions between the ADRs of one folder, and between them and their records.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CrossCheck {
    /// Numbers used twice.
    pub duplicates: Vec<Duplicate>,
    /// Numbers without a file.
    pub gaps: Vec<Gap>,
    /// Links to Markdown files that do not exist.
    pub dead_links: Vec<LinkFinding>,
    /// Supersessions that only one of the two ADRs states.
    pub one_sided: Vec<LinkFinding>,
    /// Renumbering that was not finished.
    pub begun: Option<Begun>,
    /// ADRs that state two different statuses.
    pub two_statuses: Vec<LinkFinding>,
    /// ADRs that do not agree with their record.
    pub records: Vec<AdrProblem>,
    /// ADRs and other Markdown files that git holds as unmerged.
    pub unmerged: Vec<UnmergedFile>,
}

/// A problem between an ADR and its record.
#[derive(Debug, Clone, PartialEq)]
pub struct AdrProblem {
    /// File of the ADR, by name.
    pub file: String,
    /// Line, from 1, on which the ADR names the record, if that cannot be checked.
    pub line: Option<usize>,
    /// The decision file, from the root of the repository.
    pub record: String,
    /// Problem, as `check` reports it.
    pub problem: Problem,
}

/// A Markdown file in a folder of ADRs that git holds as unmerged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmergedFile {
    /// Its name.
    pub file: String,
    /// Advice, as a clause with commands.
    pub way: String,
}

/// Reports whether a link leads to a file that git has, but leaves out of this checkout.
fn is_left_out(folder: &Folder, file: &str, link: &AdrLink, git: &GitIndex) -> bool {
    folder.followed_from(file, &link.target).is_some_and(|path| git.is_left_out(path.as_ref()))
}

/// Compares the ADRs of a folder with each other, but not with their records.
pub(super) fn cross_check(root: &Path, folder: &Folder, git: &GitIndex) -> CrossCheck {
    let index = Index::of(root, folder);
    // Looking up the path of each file takes time.
    let files = folder.files().filter(|_| git.has_unmerged());
    let unmerged = files.filter_map(|file| unmerged(root, folder, file, git)).collect();
    let (duplicates, gaps, begun) = (duplicates(folder), gaps(folder), Begun::of(root, &folder.path));
    let mut found = CrossCheck { duplicates, gaps, begun, unmerged, ..CrossCheck::default() };
    for (at, entry) in folder.entries.iter().enumerate() {
        for link in &entry.links {
            match index.resolve(&entry.file, link) {
                // The target is left out of this checkout.
                LinkEnd::Missing if is_left_out(folder, &entry.file, link, git) => {}
                LinkEnd::Missing => found.dead_links.push(dead(entry, link)),
                LinkEnd::Adr(other) if other != at => found.one_sided.extend(one_sided(&index, at, link, other)),
                LinkEnd::Adr(_) | LinkEnd::Elsewhere => {}
            }
        }
        let status = entry.problems.iter().filter(|problem| problem.kind == FindingKind::Status);
        found.two_statuses.extend(status.map(|problem| LinkFinding {
            file: entry.file.clone(),
            line: problem.line,
            target: String::new(),
            what: problem.what.clone(),
        }));
        found.one_sided.extend(by_nothing(entry));
    }
    found
}

fn unmerged(root: &Path, folder: &Folder, file: &str, git: &GitIndex) -> Option<UnmergedFile> {
    let path = folder.path_of(file);
    let place = inside(root, &path).ok().filter(|place| git.is_unmerged(place))?;
    // A file that cannot be read has no markers that people could choose between.
    let text = read(&place, &path).ok().flatten().unwrap_or_default();
    Some(UnmergedFile { file: file.to_owned(), way: in_merge::way_on(git, &place, &text)? })
}

/// Returns every link that leads to an ADR of the same folder: the index of the linking ADR in its list, the kind, and
/// the index of the other.
pub(super) fn resolved<'a>(
    root: &'a Path,
    folder: &'a Folder,
) -> impl Iterator<Item = (usize, &'a LinkKind, usize)> + 'a {
    let index = Index::of(root, folder);
    let links = folder
        .entries
        .iter()
        .enumerate()
        .flat_map(|(at, entry)| entry.links.iter().map(move |link| (at, &entry.file, link)));
    links.filter_map(move |(at, file, link)| match index.resolve(file, link) {
        LinkEnd::Adr(other) => Some((at, &link.kind, other)),
        LinkEnd::Elsewhere | LinkEnd::Missing => None,
    })
}

/// Returns the number that counts: without leading zeros and words, with the letter after it.
fn numbered(entry: &Entry) -> Option<String> {
    let letter = entry.id.chars().next_back().filter(char::is_ascii_alphabetic);
    // Teams may count on their own: `ODH-ADR-Operator-0002`.
    let digits = entry.id.find(|c: char| c.is_ascii_digit())?;
    let words = entry.id[..digits].trim_end_matches(['-', '_', ' ', '.']).to_ascii_lowercase();
    let team = if words.contains(['-', '_', ' ']) { words + "-" } else { String::new() };
    Some(format!("{team}{}{}", entry.number?, letter.map(String::from).unwrap_or_default()))
}

fn duplicates(folder: &Folder) -> Vec<Duplicate> {
    let mut numbers: BTreeMap<u32, Vec<&Entry>> = BTreeMap::new();
    for entry in &folder.entries {
        if let Some(number) = entry.number {
            numbers.entry(number).or_default().push(entry);
        }
    }
    let mut found = Vec::new();
    for entries in numbers.into_values().filter(|entries| entries.len() > 1) {
        // Files with one number may still differ by the letter after it, or belong to teams that count on their own.
        let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in entries {
            files.entry(numbered(entry).unwrap_or_default()).or_default().push(entry.file.clone());
        }
        let twice = files.into_iter().filter(|(_, files)| files.len() > 1);
        found.extend(twice.map(|(id, files)| Duplicate { id, files }));
    }
    found
}

fn gaps(folder: &Folder) -> Vec<Gap> {
    let adrs = folder.entries.iter().filter_map(|entry| entry.number);
    // A template or a review may have a number as well, which is then taken.
    let mut numbers: Vec<u32> = adrs.chain(folder.others.iter().filter_map(|other| other.number)).collect();
    numbers.sort_unstable();
    let pairs = numbers.windows(2).filter_map(|pair| match pair {
        [a, b] if b - a > 1 => Some(Gap { from: a + 1, to: b - 1 }),
        _ => None,
    });
    pairs.collect()
}

fn dead(entry: &Entry, link: &AdrLink) -> LinkFinding {
    let target = link.target.clone();
    let what = format!("Broken link to `{target}`.");
    LinkFinding { file: entry.file.clone(), line: link.line, target, what }
}

fn one_sided(index: &Index<'_>, at: usize, link: &AdrLink, other: usize) -> Option<LinkFinding> {
    let (back, says, misses) = match link.kind {
        LinkKind::Supersedes => (LinkKind::SupersededBy, "supersedes", "does not say that it is superseded by it"),
        LinkKind::SupersededBy => (LinkKind::Supersedes, "is superseded by", "does not say that it supersedes it"),
        _ => return None,
    };
    let (entry, target) = (index.entry(at)?, index.entry(other)?);
    let answers =
        target.links.iter().any(|link| link.kind == back && index.resolve(&target.file, link) == LinkEnd::Adr(at));
    (!answers).then(|| LinkFinding {
        file: entry.file.clone(),
        line: link.line,
        target: target.file.clone(),
        what: format!("It {says} {}, which {misses}.", target.file),
    })
}

fn by_nothing(entry: &Entry) -> Option<LinkFinding> {
    let superseded = entry.status.as_ref().is_some_and(|status| status.known() == Some(Status::Superseded));
    let says_by_what = entry.links.iter().any(|link| link.kind == LinkKind::SupersededBy);
    (superseded && !says_by_what).then(|| LinkFinding {
        file: entry.file.clone(),
        line: entry.status_line.unwrap_or(1),
        target: String::new(),
        what: "The status is `superseded`, but nothing says by what.".to_owned(),
    })
}

#[derive(Debug, PartialEq, Eq)]
enum LinkEnd {
    /// The ADR with this index in the folder.
    Adr(usize),
    /// Something else that exists, or that cannot be searched for.
    Elsewhere,
    Missing,
}

struct Index<'a> {
    root: &'a Path,
    folder: &'a Folder,
    /// Index of each ADR, by the [key](path_key) of its name.
    files: HashMap<Cow<'a, str>, usize>,
    numbers: HashMap<u32, usize>,
}

impl<'a> Index<'a> {
    fn of(root: &'a Path, folder: &'a Folder) -> Self {
        let entries = folder.entries.iter().enumerate();
        // In reverse order, so that of several with one number the first is found.
        let numbers = entries.clone().rev().filter_map(|(at, entry)| Some((entry.number?, at))).collect();
        let files = entries.map(|(at, entry)| (path_key(&entry.file), at)).collect();
        Self { root, folder, files, numbers }
    }

    fn entry(&self, at: usize) -> Option<&'a Entry> {
        self.folder.entries.get(at)
    }

    fn is_there(&self, path: &str) -> bool {
        self.root.join(path).exists() || inside(self.root, path).is_ok_and(|place| place.exists())
    }

    fn resolve(&self, file: &str, link: &AdrLink) -> LinkEnd {
        let target = link_path(&link.target);
        if target.contains("://") {
            // The same file on the website that shows the repository.
            return self.files.get(&*path_key(file_name(&target))).map_or(LinkEnd::Elsewhere, |at| LinkEnd::Adr(*at));
        }
        if !target.to_ascii_lowercase().ends_with(".md") {
            return match number_of(&target) {
                Some(number) => self.numbers.get(&number).map_or(LinkEnd::Missing, |at| LinkEnd::Adr(*at)),
                None => LinkEnd::Elsewhere,
            };
        }
        // No file outside the repository is read.
        let Some(path) = self.folder.followed_from(file, &link.target) else { return LinkEnd::Elsewhere };
        match self.folder.name_of(&path).and_then(|name| self.files.get(&*path_key(name))) {
            Some(at) => LinkEnd::Adr(*at),
            None if self.is_there(&path) => LinkEnd::Elsewhere,
            None => LinkEnd::Missing,
        }
    }
}
