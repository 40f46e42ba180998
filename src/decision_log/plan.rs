//! The plan of an export: its changes, before anything is changed.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{
    begun::Begun,
    charts::Drawings,
    contained_path::{inside, spelled_on_disk},
    entry::number,
    export_place::{ExportPlace, place},
    export_warnings::{about_decision, about_repository, about_status, not_kept},
    file::{read, readable},
    file_change::FileChange,
    file_id::place_of,
    folder::Folder,
    follow, in_merge,
    index::{IndexChanges, index_changes},
    plan_error::PlanError,
    record_link::{RecordPlace, place_beside, place_in},
    relate::{OtherEnds, Targets, other_ends, with_later},
    request::{DialectChoice, Request},
    told_record::as_told,
};
use crate::{
    adr::{
        self, AdrInput, LineEnds, Part, Reexport, Setting, Style, drawn, fingerprint, lasting_style, observed_style,
        render_as,
    },
    analysis::Scope,
    decision::{Decision, Export, Link, RepoPath, Status},
    storage::{GitIndex, is_unmerged_in_git, load},
};

/// The changes of an export. [`write`](super::write()) carries it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Root of the repository.
    pub root: PathBuf,
    /// Changed files, the ADR first, then its charts.
    pub changes: Vec<FileChange>,
    /// Other ADRs and indexes that have the right text already. Paths from the root.
    pub settled: Vec<RepoPath>,
    /// Files that have the right text because an export wrote it, and that were not staged in git since: they have no
    /// other changes.
    pub written: Vec<RepoPath>,
    /// Warnings before it is carried out, as sentences.
    pub warnings: Vec<String>,
    /// Warning if the repository does not hold the record, as a sentence: its ADR names it and cannot link to it.
    pub not_kept: Option<String>,
    /// Changes that wait until the decision is accepted, as sentences.
    pub pending: Vec<String>,
    /// Sections of an ADR that existed before, if people have changed any by hand, now or earlier.
    pub again: Option<Reexport>,
    /// Headings of sections that people changed and for which nobody has chosen a text. Unless this is empty, the plan
    /// is not carried out.
    pub undecided: Vec<String>,
    /// Status that somebody gave the ADR by hand or with another tool, if the record may adopt it.
    pub status: Option<Status>,
    /// What the record keeps of the export, with [`Edit::Exported`](crate::decision::Edit::Exported), after it was
    /// carried out.
    pub export: Export,
    /// Links of the record with the new paths of ADRs that were renumbered; `None` if no path has changed.
    pub links: Option<Vec<Link>>,
}

impl Plan {
    /// Returns the ADR with its charts, the other files that change, and the record: everything that belongs in one
    /// commit, whether it was written just now or before. Paths from the root.
    #[must_use]
    pub fn files(&self, decision_file: Option<&Path>) -> Vec<PathBuf> {
        let written = self.changes.iter().map(|change| PathBuf::from(&*change.path));
        let before = self.written.iter().map(|path| PathBuf::from(&**path));
        written.chain(before).chain(decision_file.and_then(|file| place_in(&self.root, file))).collect()
    }

    /// Returns other files that have the right text already: they belong in the same commit if they are still staged.
    #[must_use]
    pub fn settled_files(&self) -> Vec<PathBuf> {
        self.settled.iter().map(|path| PathBuf::from(&**path)).collect()
    }

    /// Reports whether every file has its new text already.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.changes.iter().all(FileChange::is_unchanged)
    }

    /// Reports whether the record already has this export. It may not even if no file changes: only the record knows
    /// which text stays.
    #[must_use]
    pub fn is_recorded(&self, decision: &Decision) -> bool {
        decision.exports.contains(&self.export)
    }
}

/// Computes the changes of an export. Nothing is written.
///
/// A record that was exported to this repository before updates the same ADR, whatever its title is now, unless the
/// request names another path. `decision_file` is the file of the record; the ADR links to it if that is in the
/// repository, too. Once the decision is accepted, the ADRs that it supersedes, amends or relates to change as well.
///
/// # Errors
/// [`PlanError`] with the reason why the record cannot be exported there.
pub fn plan(decision: &Decision, decision_file: Option<&Path>, request: &Request) -> Result<Plan, PlanError> {
    can_be_told(decision)?;
    let root = &request.root;
    let git = GitIndex::of(root);
    let ExportPlace { path, folder, mut warnings, earlier } = place(decision, decision_file, request, &git)?;
    // If people spelled it differently, it is written, linked and given to git as it is on the disk.
    let path = spelled_on_disk(root, &path);
    let file = inside(root, &path)?;
    if let Some(copy) = copy_there(decision, decision_file, root, &path) {
        return Err(PlanError::CopyThere(copy));
    }
    let before = replaceable(&path, &file, decision_file, &git)?;
    let style = style(request, earlier.as_ref(), before.as_deref(), &folder)?;
    let targets = Targets::of(decision, root, &git);
    let relations = targets.from(&path, before.as_deref());
    let number = number(place_of(&path).1);
    let record = RecordPlace::of(decision_file, root, &file).spelled_in(before.as_deref());
    let last = decision.exports.iter().find(|export| export.path == path);
    let words = request.charts_after(last);
    let analysis = drawn(decision, Scope::All);
    let drawings = Drawings::of(decision, &analysis, &words.iter().collect::<Vec<_>>());
    let charts = drawings.beside(&words, &path);
    let input = AdrInput { decision: &as_told(decision), analysis: &analysis, record: record.as_record() };
    let setting = Setting { style: &style, number, relations: &relations, charts: &charts.pictures };
    let style = lasting_style(&input, &setting).map_err(|error| PlanError::of_rendering(error, &path))?;
    let setting = Setting { style: &style, ..setting };
    let mut after = rendered(&input, &setting, root, &path, before.as_deref())?;
    let OtherEnds { changes: others, mut settled, written: ends, pending, warnings: about_others } =
        other_ends(decision, &targets, root, (&path, number, &folder), &git);
    warnings.extend(targets.warnings(&path));
    warnings.extend(charts.warnings(root, last));
    warnings.extend(about_others);
    warnings.extend(about_repository(decision_file, root));
    let again = before.as_deref().map(|there| written_again(decision, &path, &after, there));
    let choices = again.as_ref().map(|again| request.keep.choices(again)).unwrap_or_default();
    // The fingerprint needs both: the record's text, and what is written.
    let ours = after.clone();
    if let Some(again) = &again {
        after = again.text(&choices);
    }
    if before.is_none() && style.line_ends == LineEnds::Windows {
        after = after.replace('\n', "\r\n");
    }
    warnings.extend(about_decision(decision, &after));
    warnings.extend(before.is_none().then(|| about_status(&folder)).flatten());
    let undecided = again.iter().flat_map(|again| again.undecided(&choices)).map(part_name).collect();
    let status = again.as_ref().zip(before.as_deref()).and_then(|(again, there)| given_status(decision, again, there));
    let change = FileChange { path, before, after };
    let written = fingerprint(&ours, &change.after.replace("\r\n", "\n"));
    let (path, dialect) = (change.path.clone(), style.word().to_owned());
    let new = Export { path, dialect, on: request.on, charts: words, written, style: style.in_words() };
    let export = remembered(decision, &change, new);
    let mut changes: Vec<FileChange> = std::iter::once(change).chain(others).collect();
    // After the changes of other ADRs, whose new status an index may state.
    let indexes: IndexChanges = index_changes(root, &folder, &changes[0].path, decision, (&changes, &ends), &git);
    changes.extend(indexes.changes);
    settled.extend(indexes.settled);
    let written_before = ends.into_iter().map(|change| change.path).chain(indexes.written).collect();
    // The ADR stays the first change, and its charts come next.
    changes.splice(1..1, charts.changes(root, &git)?);
    no_renumbering(root, &changes)?;
    changes.iter().try_for_each(|change| readable(&change.path, &change.after))?;
    warnings.extend(indexes.warnings);
    let again = again.filter(|again| again.of_people().next().is_some());
    Ok(Plan {
        root: root.clone(),
        changes,
        settled,
        written: written_before,
        warnings,
        not_kept: not_kept(decision_file, root),
        pending,
        again,
        undecided,
        status,
        export,
        links: targets.links(decision),
    })
}

/// Checks that a record says who is meant by each id, and hides nothing: an ADR shows everybody's scores.
///
/// # Errors
/// [`PlanError::SharedId`] and [`PlanError::Blind`].
fn can_be_told(decision: &Decision) -> Result<(), PlanError> {
    if let Some(id) = decision.shared_id() {
        return Err(PlanError::SharedId(id.to_owned()));
    }
    if decision.is_blind() {
        return Err(PlanError::Blind(decision.round()));
    }
    Ok(())
}

/// Returns the text of the ADR by the record, with what later decisions wrote into the file that is there.
fn rendered(
    input: &AdrInput<'_>,
    setting: &Setting<'_>,
    root: &Path,
    path: &RepoPath,
    before: Option<&str>,
) -> Result<String, PlanError> {
    let text = render_as(input, setting).map_err(|error| PlanError::of_rendering(error, path))?;
    // This comes before the search for changes by hand, since the additions of later decisions are not such changes.
    Ok(match before {
        Some(there) => with_later(text, there, root, path),
        None => text,
    })
}

/// Returns the path of a copy of a record from elsewhere that lies beside its ADR; `None` if there is no such copy.
/// Work goes on in the copy, whose later exports would look like changes by hand from here.
fn copy_there(decision: &Decision, decision_file: Option<&Path>, root: &Path, adr: &RepoPath) -> Option<RepoPath> {
    let file = decision_file.filter(|file| place_in(root, file).is_none())?;
    let name = file.file_name()?.to_str()?;
    let there = load(&place_beside(root, adr, name).ok()?).ok()?;
    (there.decision.id == decision.id).then(|| adr.folder().file(name))
}

/// Returns the text of the existing ADR, if there is one, unless a merge or a sparse checkout keeps it from being
/// replaced.
fn replaceable(
    path: &RepoPath,
    file: &Path,
    decision_file: Option<&Path>,
    git: &GitIndex,
) -> Result<Option<String>, PlanError> {
    let before = read(file, path)?;
    // Before any computation: the text between markers is neither people's nor the record's.
    if let Some(way) = in_merge::way_on(git, file, before.as_deref().unwrap_or_default()) {
        return Err(PlanError::Merging { path: path.to_owned(), way });
    }
    // If git gives no answer, a record that could be read counts as merged.
    if let Some(record) = decision_file.filter(|file| is_unmerged_in_git(file).unwrap_or(false)) {
        return Err(PlanError::RecordMerging(record.to_owned()));
    }
    if before.is_none() && git.is_left_out(path.as_ref()) {
        return Err(PlanError::left_out(git, path));
    }
    Ok(before)
}

/// Returns the style of an ADR: `earlier` is the export that the record has of it, `before` its text.
fn style(
    request: &Request,
    earlier: Option<&Export>,
    before: Option<&str>,
    folder: &Folder,
) -> Result<Style, PlanError> {
    let root = &request.root;
    // An ADR keeps its form until another one is asked for.
    let choice = match (&request.dialect, earlier) {
        (DialectChoice::Auto, Some(export)) => DialectChoice::of(&export.dialect),
        (choice, _) => choice.clone(),
    };
    // In the same form it keeps its own style, even if the folder has changed its habits; a new form follows the
    // folder.
    match before {
        Some(there) if earlier.is_some_and(|export| DialectChoice::of(&export.dialect) == choice) => {
            let known = earlier.map_or("", |export| &export.style);
            style_of_file(root, (there, known), &choice)
        }
        _ => {
            let own = choice.own(root)?;
            let style = follow::style(root, folder, choice.dialect());
            // A template has a head of its own.
            Ok(Style { head: style.head.filter(|_| own.is_none()), own, ..style })
        }
    }
}

/// Refuses to change an ADR with an unfinished renumbering, which would go on with the old text, or could not.
fn no_renumbering(root: &Path, changes: &[FileChange]) -> Result<(), PlanError> {
    let folders: BTreeSet<RepoPath> = changes.iter().map(|change| change.path.folder()).collect();
    for folder in folders {
        let Some(begun) = Begun::of(root, &folder) else { continue };
        let [from, to] = [&begun.from, &begun.to].map(|name| folder.file(name));
        let mut paths = changes.iter().filter(|change| !change.is_unchanged()).map(|change| &change.path);
        if paths.any(|path| *path == from || *path == to) {
            return Err(PlanError::Renumbering { from, to });
        }
    }
    Ok(())
}

/// Compares an existing ADR with its new text, section by section. Git may have given it other line ends.
fn written_again(decision: &Decision, path: &RepoPath, ours: &str, there: &str) -> Reexport {
    let known = decision.exports.iter().find(|export| export.path == *path);
    Reexport::of(ours, &there.replace("\r\n", "\n"), known.map_or("", |export| &export.written))
}

/// Returns people's name for a section.
fn part_name(part: &Part) -> String {
    if part.heading.is_empty() { "the lines above the title".to_owned() } else { part.heading.clone() }
}

/// Returns the status that the ADR states in a section that people changed, if it differs from the record's and the
/// record may get it next.
fn given_status(decision: &Decision, again: &Reexport, there: &str) -> Option<Status> {
    let text = there.replace("\r\n", "\n");
    let adr = adr::read(text.as_bytes());
    let by_hand = adr.statuses.iter().filter(|mark| again.by_hand().any(|part| part.holds(mark.span.start)));
    let given = by_hand.filter_map(|mark| mark.status.known()).find(|status| *status != exported(decision.status()))?;
    decision.status().path_to(given).map(|_| given)
}

/// Returns the status as an ADR has it, which knows no draft.
fn exported(status: Status) -> Status {
    if status == Status::Draft { Status::Proposed } else { status }
}

/// Returns the style of an existing exported ADR: that of its text, and what the record [remembers](Style::in_words) of
/// it.
pub(super) fn style_of_file(
    root: &Path,
    (there, known): (&str, &str),
    choice: &DialectChoice,
) -> Result<Style, PlanError> {
    Ok(Style { own: choice.own(root)?, ..observed_style(there).remembering(choice.dialect(), known) })
}

/// Returns what the record keeps of an export: what it has already, the day included, if nothing changes.
fn remembered(decision: &Decision, change: &FileChange, new: Export) -> Export {
    match decision.exports.iter().find(|export| export.path == change.path) {
        // A new day alone is no reason to change the record, nor is the style of an ADR from before it was kept.
        Some(earlier)
            if change.is_unchanged() && Export { on: new.on, style: new.style.clone(), ..earlier.clone() } == new =>
        {
            earlier.clone()
        }
        _ => new,
    }
}
