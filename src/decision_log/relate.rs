//! Other ADRs that a decision names, and the changes to them once it is accepted.

use std::path::Path;

use super::{
    charts::is_left_out,
    contained_path::{inside, spelled_on_disk},
    entry::{Entry, names_in, number},
    file::{MAX_BYTES, read, same_text},
    file_change::FileChange,
    file_id::{FileId, place_of},
    folder::Folder,
    follow::by_age,
    in_merge,
};
use crate::{
    adr::{self, AdrLink, AdrStatus, Change, LinkKind, Manner, Target, change_as, observed_manner},
    decision::{
        Decision, Link, Place, Problem, ProblemCode, Relation, RelationKind, RepoPath, Status, text::unnumbered,
    },
    storage::GitIndex,
};

/// Another ADR, as far as it is known.
#[derive(Clone)]
struct OtherAdr {
    /// Number; `None` if its file has none.
    number: Option<u32>,
    /// Title, without a number.
    title: String,
    path: RepoPath,
}

impl OtherAdr {
    /// Converts it to the form in which an ADR in this folder names it.
    fn named_in(self, folder: &RepoPath) -> Target {
        Target { number: self.number, title: self.title, path: self.path.seen_from(folder) }
    }
}

/// Reads the ADR at a path; `None` if it cannot be read.
fn named(root: &Path, path: &RepoPath) -> Option<OtherAdr> {
    let text = read(&inside(root, path).ok()?, path).ok()??;
    let path = spelled_on_disk(root, path);
    let found = adr::read(text.as_bytes());
    Some(OtherAdr { number: number(place_of(&path).1).or(found.number), title: found.title.unwrap_or_default(), path })
}

/// The ADRs that a record names, each read once.
pub(super) struct Targets(Vec<NamedAdr>);

/// An ADR that a record names.
struct NamedAdr {
    /// Index of the relation among the links of the record.
    link: usize,
    /// Relation, with the path at which the ADR is now.
    relation: Relation,
    /// The ADR; only its path if it does not exist. `None` if the path cannot be that of an ADR.
    adr: Option<OtherAdr>,
    /// What is wrong if it does not exist: a sentence.
    missing: Option<(ProblemCode, String)>,
    /// Whether it has another number than in the record.
    is_renumbered: bool,
}

impl Targets {
    pub(super) fn of(decision: &Decision, root: &Path, index: &GitIndex) -> Self {
        let mut found: Vec<NamedAdr> = Vec::new();
        let relations = decision.links.iter().enumerate().filter_map(|(at, link)| Some((at, Relation::of(link)?)));
        for (link, named) in relations {
            let adr = NamedAdr::of(decision, root, index, (link, named));
            // An ADR may be named by its old number and by its new one.
            if !found.iter().any(|other| other.relation == adr.relation) {
                found.push(adr);
            }
        }
        Self(found)
    }

    /// Returns those that are another ADR than the record's own at `path`.
    fn beside<'a>(&'a self, path: &'a RepoPath) -> impl Iterator<Item = &'a NamedAdr> {
        self.0.iter().filter(move |named| named.relation.path != *path)
    }

    /// Returns them as the record's own ADR at `path` names them. A missing one keeps its link, which a person asked
    /// for, with the title that it has in `before`, the present text of the ADR.
    pub(super) fn from(&self, path: &RepoPath, before: Option<&str>) -> Vec<(RelationKind, Target)> {
        let folder = path.folder();
        let links = if self.beside(path).all(|named| named.missing.is_none()) { None } else { before };
        let links = links.map(|before| adr::read(before.as_bytes()).links).unwrap_or_default();
        let others = self.beside(path).filter_map(|named| {
            let mut adr = named.adr.clone()?;
            let is_meant = |link: &&adr::AdrLink| folder.followed(&link.target).is_some_and(|path| path == adr.path);
            if let Some(link) = links.iter().find(is_meant).filter(|_| named.missing.is_some()) {
                let number = adr.number.map(|number| format!("{number}. ")).unwrap_or_default();
                link.text.strip_prefix(&number).unwrap_or(&link.text).clone_into(&mut adr.title);
            }
            Some((named.relation.kind, adr.named_in(&folder)))
        });
        others.collect()
    }

    /// Returns warnings about those that do not exist.
    pub(super) fn warnings(&self, path: &RepoPath) -> Vec<String> {
        let missing = self.beside(path).filter_map(|named| named.missing.as_ref());
        missing.map(|(_, what)| format!("{what} {MISSING_ADVICE}")).collect()
    }

    /// Returns those that do not exist, as problems of the record.
    pub(super) fn problems(&self, decision: &Decision) -> impl Iterator<Item = Problem> {
        let others = self.0.iter().filter(|named| !is_own(decision, &named.relation.path));
        others.filter_map(|named| {
            let (code, what) = named.missing.clone()?;
            Some(Problem::warning(code, Place::Link(named.link), what, MISSING_ADVICE))
        })
    }

    /// Returns the links of the record with the present paths of ADRs; `None` if it has them already.
    pub(super) fn links(&self, decision: &Decision) -> Option<Vec<Link>> {
        let moved: Vec<&NamedAdr> = self.0.iter().filter(|named| named.is_renumbered).collect();
        let mut links = decision.links.clone();
        for named in &moved {
            links[named.link] = named.relation.as_link();
        }
        (!moved.is_empty()).then_some(links)
    }
}

const MISSING_ADVICE: &str = "Its link stays in the ADR. Correct or remove it in the record if it is wrong.";

fn is_own(decision: &Decision, path: &RepoPath) -> bool {
    decision.exports.iter().any(|export| export.path == *path)
}

impl NamedAdr {
    fn of(decision: &Decision, root: &Path, index: &GitIndex, (link, relation): (usize, Relation)) -> Self {
        let Relation { kind, path } = &relation;
        if let Some(adr) = named(root, path) {
            return Self { link, relation, adr: Some(adr), missing: None, is_renumbered: false };
        }
        let is_left_out = is_left_out(index, path);
        let moved = renumbered(root, path).filter(|path| !is_left_out && !is_own(decision, path));
        if let Some((path, adr)) = moved.and_then(|path| Some((path.clone(), named(root, &path)?))) {
            let relation = Relation { kind: *kind, path };
            return Self { link, relation, adr: Some(adr), missing: None, is_renumbered: true };
        }
        let (code, why) = if is_left_out {
            (ProblemCode::LeftOut, "it is left out of this sparse checkout")
        } else {
            (ProblemCode::MissingAdr, "there is no such ADR in the repository")
        };
        let what = format!("The record says \"{} {path}\", but {why}.", kind.name());
        let id = FileId::of(place_of(path).1);
        let adr = OtherAdr { number: id.number, title: id.words, path: path.clone() };
        let adr = inside(root, path).ok().map(|_| adr);
        Self { link, relation, adr, missing: Some((code, what)), is_renumbered: false }
    }
}

/// Returns the present path of an ADR that was renumbered in another copy of the repository, which did not know that
/// this record names it: the one ADR of the folder that has the same name apart from the number. Returns `None` if
/// something is at the old path, and if several have that name.
fn renumbered(root: &Path, path: &RepoPath) -> Option<RepoPath> {
    let (folder, name) = place_of(path);
    let called = unnumbered(name)?;
    if inside(root, path).ok()?.exists() {
        return None;
    }
    let place = inside(root, &folder).ok()?;
    let mut same = names_in(&place).filter(|name| unnumbered(name).as_ref() == Some(&called));
    same.next().filter(|_| same.next().is_none()).map(|name| folder.file(&name))
}

/// Maximum number of ADRs that git is asked about, one by one: a decision supersedes few, and a plan is made while
/// people type.
const MOST_ASKED: usize = 8;

/// The changes to the ADRs that a decision names.
#[derive(Default)]
pub(super) struct OtherEnds {
    /// Changes to them.
    pub(super) changes: Vec<FileChange>,
    /// ADRs that state it already.
    pub(super) settled: Vec<RepoPath>,
    /// ADRs that an export has written and that were not staged in git since: the text in git's index, and the present
    /// one.
    pub(super) written: Vec<FileChange>,
    /// Changes that wait until the decision is accepted, as sentences.
    pub(super) pending: Vec<String>,
    /// Reasons why an ADR cannot be changed, as sentences.
    pub(super) warnings: Vec<String>,
}

/// Returns the changes of an accepted decision to the ADRs that it names. Its own ADR is at `path` and has this
/// `number`.
pub(super) fn other_ends(
    decision: &Decision,
    targets: &Targets,
    root: &Path,
    (path, number, folder): (&RepoPath, Option<u32>, &Folder),
    index: &GitIndex,
) -> OtherEnds {
    let mut ends = OtherEnds::default();
    let OtherEnds { changes, settled, written, pending, warnings } = &mut ends;
    let mut manner = None;
    for mut relation in targets.beside(path).map(|named| named.relation.clone()) {
        relation.path = spelled_on_disk(root, &relation.path);
        if decision.status() != Status::Accepted {
            let doing = match relation.kind {
                RelationKind::Supersedes => "superseded",
                RelationKind::Amends => "amended",
                RelationKind::RelatesTo => continue,
            };
            pending.push(format!("{} is {doing} when this decision is accepted; until then it stays.", relation.path));
            continue;
        }
        // A decision may both amend and relate to an ADR: the second change starts from the first.
        let known = changes.iter().position(|change| change.path == relation.path);
        let before = known.map(|at| changes[at].after.clone()).or_else(|| {
            let place = inside(root, &relation.path).ok()?;
            read(&place, &relation.path).ok()?
        });
        let Some(before) = before else { continue };
        let way = inside(root, &relation.path).ok().and_then(|place| in_merge::way_on(index, &place, &before));
        if let Some(way) = way {
            warnings.push(in_merge::not_changed(&relation.path, &way));
            continue;
        }
        let way = path.seen_from(&relation.path.folder());
        let by = Target { number, title: decision.title.clone(), path: way };
        let this = Change { kind: relation.kind, by, on: Some(decision.date()) };
        let manner = manner.get_or_insert_with(|| manner_of(root, folder));
        match (change_as(&before, &this, manner), known) {
            (Ok(after), Some(at)) => changes[at].after = after,
            (Ok(after), None) if after == before => {
                let is_asked = written.len() + settled.len() < MOST_ASKED;
                let in_git = is_asked.then(|| index.text_of(&relation.path, MAX_BYTES)).flatten();
                let in_git = in_git.filter(|text| !same_text(text, &before));
                match in_git.filter(|text| change_as(text, &this, manner).is_ok_and(|after| same_text(&after, &before)))
                {
                    Some(text) => written.push(FileChange { path: relation.path, before: Some(text), after: before }),
                    None => settled.push(relation.path),
                }
            }
            (Ok(after), None) => {
                changes.push(FileChange { path: relation.path, before: Some(before), after });
            }
            (Err(why), _) => warnings.push(format!("{} is not changed: {why}.", relation.path)),
        }
    }
    ends
}

/// Returns the way in which the newest ADRs of a folder say that others supersede them.
fn manner_of(root: &Path, folder: &Folder) -> Manner {
    let mut manner = Manner::default();
    let is_superseded = |entry: &&&Entry| entry.status.as_ref().and_then(AdrStatus::known) == Some(Status::Superseded);
    for entry in by_age(folder).iter().rev().filter(is_superseded).take(MOST_ASKED) {
        let path = folder.path_of(&entry.file);
        let successor = |link: &AdrLink| {
            let followed = path.folder().followed(&link.target);
            let is_meant = |entry: &&Entry| {
                let by_number = adr::number_of(&link.target).is_some_and(|number| entry.number == Some(number));
                by_number || followed.as_ref().is_some_and(|followed| *followed == folder.path_of(&entry.file))
            };
            let Entry { number, title, file, .. } = folder.entries.iter().find(is_meant)?;
            let path = folder.path_of(file).seen_from(&path.folder());
            Some(Target { number: *number, title: title.clone(), path })
        };
        if let Some(text) = inside(root, &path).ok().and_then(|place| read(&place, &path).ok()?) {
            manner = manner.or(observed_manner(&text, &successor));
        }
        if manner.is_complete() {
            break;
        }
    }
    manner
}

/// Returns the text of a record's ADR with the additions of later decisions to the existing one: that it is superseded,
/// amended or related.
pub(super) fn with_later(mut text: String, there: &str, root: &Path, path: &RepoPath) -> String {
    let found = adr::read(there.as_bytes());
    let by_link = |link: &AdrLink| {
        let file = match adr::number_of(&link.target) {
            Some(number) => by_number(root, &place_of(path).0, number),
            None => path.folder().followed(&link.target),
        };
        Some(named(root, &file?)?.named_in(&path.folder()))
    };
    // In the way in which the file says it already.
    let manner = observed_manner(there, &by_link);
    // The new text comes from the record, which does not know decisions that were made after it.
    let superseded = found.status.as_ref().and_then(AdrStatus::known) == Some(Status::Superseded);
    for link in found.links {
        let kind = match &link.kind {
            LinkKind::SupersededBy if superseded => RelationKind::Supersedes,
            LinkKind::AmendedBy => RelationKind::Amends,
            LinkKind::RelatesTo => RelationKind::RelatesTo,
            _ => continue,
        };
        if let Some(Ok(changed)) = by_link(&link).map(|by| change_as(&text, &Change { kind, by, on: None }, &manner)) {
            text = changed;
        }
    }
    text
}

fn by_number(root: &Path, folder: &RepoPath, wanted: u32) -> Option<RepoPath> {
    let place = inside(root, folder).ok()?;
    let names = names_in(&place);
    // Of several with one number the first by name, as a log resolves it.
    let file = names.filter(|name| number(name) == Some(wanted)).min()?;
    Some(folder.file(&file))
}
