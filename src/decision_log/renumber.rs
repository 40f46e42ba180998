//! Renumbering of an ADR, with everything that links to it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    begun::Begun,
    charts::{is_left_out, path_of},
    contained_path::{inside, normal},
    entry::is_markdown,
    export_error::{ExportError, changed_meanwhile},
    file::{MAX_BYTES, Unreadable, excess, read, read_up_to},
    file_change::FileChange,
    file_id::{FileId, new_name, place_of},
    find::{FindError, find_adr, may_go_by},
    folder::{Folder, FolderError, open},
    in_merge::is_in_merge,
    name::{HIGHEST_NUMBER, InvalidFileName, checked},
    numbers::next_number_of,
    pointing_files::{files, left_out_files, not_searched},
    usual_folder::find_folder,
    write::{HeldRepository, hold, holds_text, write_changes},
};
use crate::{
    adr::{NewNumber, file_destination, fingerprint_after},
    chart::ChartKind,
    decision::{
        RepoPath,
        text::{is_same_path, link_path, path_spellings, shell_quoted},
    },
    storage::{self, GitIndex, atomic},
};

/// The changes of a renumbering. [`Renumbering::carry_out`] makes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbering {
    /// Root of the repository.
    pub root: PathBuf,
    /// Old file of the ADR, from the root.
    pub from: RepoPath,
    /// Files that are removed: the charts of the ADR, and then the ADR itself, unless somebody has deleted it already.
    gone: Vec<Gone>,
    /// Files that change: the ADR and its charts under their new names first, then records, then texts that link to it.
    pub changes: Vec<FileChange>,
    /// Places that could not be corrected, as sentences.
    pub notes: Vec<String>,
}

/// A file that gets another name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gone {
    from: RepoPath,
    to: RepoPath,
    /// Its content.
    text: String,
}

/// Reasons why an ADR cannot be renumbered.
#[derive(Debug, thiserror::Error)]
pub enum RenumberError {
    /// The ADR was not found.
    #[error(transparent)]
    Find(#[from] FindError),
    /// The folder for ADRs cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The new name is not valid.
    #[error(transparent)]
    FileName(#[from] InvalidFileName),
    /// The ADR, or a record that names it, has an unfinished merge: the other side would not get the new number.
    #[error("`{0}` is in the middle of a merge; finish the merge first, so that both sides get the new number")]
    InMerge(RepoPath),
    /// Its name has no number.
    #[error("`{0}` has no number in front of its name, so it has none to change")]
    NoNumber(RepoPath),
    /// It has a folder of its own, whose other files may be named from anywhere.
    #[error(
        "`{0}` has a folder of its own; rename that with `git mv`, and correct the number in it and the links to it"
    )]
    OwnFolder(RepoPath),
    /// The number is too high.
    #[error("{0} is too high for an ADR; the highest is {HIGHEST_NUMBER}")]
    TooHigh(u32),
    /// Another file has the number.
    #[error("the number {number} is taken by {file}; choose another one")]
    Taken {
        /// The number.
        number: u32,
        /// The file.
        file: String,
    },
    /// Another renumbering in the folder is unfinished.
    #[error("`{from}` was being renumbered to `{to}`, and that was not finished; {ways}")]
    Unfinished {
        /// Old file of the ADR, from the root.
        from: RepoPath,
        /// New file of the ADR, from the root.
        to: RepoPath,
        /// What to do first, with the command.
        ways: String,
    },
    /// The two files of an unfinished renumbering differ.
    #[error(
        "`{from}` was being renumbered to `{to}`, and one of them was changed since; to keep the text of `{from}`, delete \
         `{to}`; to keep that of `{to}`, move it to `{from}`; then run `weigh-in renumber {} --yes`",
        shell_quoted(from)
    )]
    Differ {
        /// Old file of the ADR, from the root.
        from: RepoPath,
        /// New file of the ADR, from the root.
        to: RepoPath,
    },
}

/// Computes the changes of a renumbering. Nothing is written.
///
/// `wanted` names the ADR as for [`find_adr`]; if two have one number, by the name of its file. Without `to` it gets
/// the next number that neither the folder nor another branch has.
///
/// # Errors
/// [`RenumberError`] with the reason why it cannot be done.
pub fn renumber(
    root: &Path,
    folder: Option<&str>,
    wanted: &str,
    to: Option<u32>,
) -> Result<Renumbering, RenumberError> {
    let from = find_adr(root, folder, wanted).or_else(|error| match error {
        FindError::None { .. } => deleted(root, folder, wanted).ok_or(error),
        error => Err(error),
    })?;
    let folder = open(root, &from.folder(), String::new())?;
    let file = from.file_name();
    if place_of(&from).1 != file {
        return Err(RenumberError::OwnFolder(from));
    }
    let id = FileId::of(file);
    let old = id.number.ok_or_else(|| RenumberError::NoNumber(from.clone()))?;
    let begun = begun_of(root, &folder, file, to)?;
    let new = to.or_else(|| FileId::of(begun.as_deref()?).number);
    let new = new.unwrap_or_else(|| next_number_of(root, &folder).number);
    let index = GitIndex::of(root);
    is_free(new, &folder, &index, begun.as_deref())?;
    let new_file = new_name(file, &id.id, new);
    let new_file = checked(&new_file)?;
    let all = files(root);
    let is_only_name = all.iter().filter(|path| is_same_path(path.file_name(), file)).count() < 2;
    let change = NewNumber { old_file: file, new_file, old, new, is_only_name };
    let to = folder.path_of(new_file);
    let place = inside(root, &from).map_err(FindError::from)?;
    let old_text = read(&place, &from)?;
    let charts = charts(root, &index, &from, &to)?;
    let mut work = Renumberer {
        root,
        // If two have the number, a mention of it may mean either.
        ambiguous: numbered(&folder).any(|(number, other)| number == old && other != file),
        folder: &folder.path,
        from: &from,
        change,
        charts: &charts,
        index,
        notes: Vec::new(),
    };
    let (before, adr) = if let Some(before) = &old_text {
        (before.clone(), there(root, to, work.moved(before))?)
    } else {
        // Only an unfinished renumbering has no old file. The new file still shows what was in it.
        let new_place = inside(root, &to).map_err(FindError::from)?;
        let Some(text) = read(&new_place, &to)? else { return Err(RenumberError::NoNumber(from)) };
        (work.moved_back(&text), FileChange { path: to, before: Some(text.clone()), after: text })
    };
    if is_in_merge(&work.index, &place, &before) {
        return Err(RenumberError::InMerge(from));
    }
    if adr.before.as_ref().is_some_and(|there| *there != adr.after) {
        // Other files with the number have been refused above.
        return Err(RenumberError::Differ { from: from.clone(), to: adr.path });
    }
    let mut changes = vec![adr];
    for chart in &charts {
        changes.push(there(root, chart.to.clone(), chart.svg.clone())?);
    }
    let (texts, records): (Vec<RepoPath>, Vec<RepoPath>) = all.into_iter().partition(|path| is_markdown(path));
    let texts = texts.into_iter().filter(|path| *path != from && *path != changes[0].path);
    let texts: Vec<FileChange> = texts.filter_map(|path| work.text(root, path)).collect();
    let moved = FileChange { before: Some(before.clone()), ..changes[0].clone() };
    let adrs: Vec<&FileChange> = std::iter::once(&moved).chain(&texts).collect();
    let mut records_after = Vec::new();
    for path in records {
        records_after.extend(work.record(root, path, &adrs)?);
    }
    // Records come first: what they keep of an ADR is computed from its old text, even if all of this is done again.
    changes.extend(records_after.into_iter().chain(texts));
    let mut notes = work.notes;
    notes.extend(not_searched(&work.index, &from, old));
    // The ADR is removed last: while it exists, all of this can be done again.
    let pictures = charts.into_iter().filter(|chart| !chart.is_gone);
    let pictures = pictures.map(|chart| Gone { from: chart.from, to: chart.to, text: chart.svg });
    let adr = old_text.map(|text| Gone { from: from.clone(), to: changes[0].path.clone(), text });
    let gone = pictures.chain(adr).collect();
    Ok(Renumbering { root: root.to_owned(), from, gone, changes, notes })
}

/// Returns the new name of an ADR whose renumbering is unfinished.
fn begun_of(root: &Path, folder: &Folder, file: &str, to: Option<u32>) -> Result<Option<String>, RenumberError> {
    let begun = Begun::of(root, &folder.path);
    // A folder has one note, so an unfinished renumbering comes before any other.
    if let Some(begun) = begun.as_ref().filter(|begun| !begun.is_ended_by(root, &folder.path, file, to)) {
        let [from, to] = [&begun.from, &begun.to].map(|name| folder.path_of(name));
        let back = begun.way_back(&folder.path).map(|back| format!(", or take it back with {back}"));
        let ways = format!("finish it first with {}{}", begun.way_on(&folder.path), back.unwrap_or_default());
        return Err(RenumberError::Unfinished { from, to, ways });
    }
    Ok(begun.map(|begun| begun.to))
}

/// Refuses a number that is too high, or that a file has. `begun`, the file that an unfinished renumbering has written
/// already, does not count.
fn is_free(number: u32, folder: &Folder, index: &GitIndex, begun: Option<&str>) -> Result<(), RenumberError> {
    if number > HIGHEST_NUMBER {
        return Err(RenumberError::TooHigh(number));
    }
    let mut numbered_so = numbered(folder).filter(|(other, _)| *other == number);
    match numbered_so.find(|(_, taken)| !begun.is_some_and(|begun| is_same_path(begun, taken))) {
        Some((_, taken)) => Err(RenumberError::Taken { number, file: taken.to_owned() }),
        None => match left_out_files(index).find(|path| has_number(path, &folder.path, number)) {
            Some(taken) => Err(RenumberError::Taken { number, file: taken.into() }),
            None => Ok(()),
        },
    }
}

/// Reports whether a file is an ADR of the folder with that number.
fn has_number(path: &RepoPath, folder: &RepoPath, number: u32) -> bool {
    let file = path.file_name();
    path.folder() == *folder && is_markdown(file) && FileId::of(file).number == Some(number)
}

/// Returns the path of an ADR that `wanted` means and that was deleted while it was being renumbered.
fn deleted(root: &Path, folder: Option<&str>, wanted: &str) -> Option<RepoPath> {
    let path = normal(wanted).ok()?;
    let folder = match folder {
        Some(folder) => folder.into(),
        None if path.folder().is_empty() => find_folder(root).ok()?.path,
        None => path.folder(),
    };
    let begun = Begun::of(root, &folder).filter(|begun| begun.old_is_gone)?;
    may_go_by(&begun.from, path.file_name()).then(|| folder.file(&begun.from))
}

/// A chart that is renamed with its ADR: its old and new path, from the root, and its content.
struct MovedChart {
    from: RepoPath,
    to: RepoPath,
    svg: String,
    /// Whether only the new file exists, since this was done before.
    is_gone: bool,
}

/// Returns the change that creates or overwrites a file, with its present text.
fn there(root: &Path, path: RepoPath, after: String) -> Result<FileChange, RenumberError> {
    let before = read(&inside(root, &path).map_err(FindError::from)?, &path)?;
    Ok(FileChange { path, before, after })
}

/// Returns the charts that are beside an ADR, or were before an unfinished renumbering.
fn charts(root: &Path, index: &GitIndex, adr: &RepoPath, to: &RepoPath) -> Result<Vec<MovedChart>, RenumberError> {
    let mut found = Vec::new();
    for kind in ChartKind::ALL {
        let (from, to) = (path_of(adr, kind), path_of(to, kind));
        // A chart that is left out would keep its old name, and the ADR would show nothing.
        if let Some(path) = [&from, &to].into_iter().find(|path| is_left_out(index, path)) {
            return Err(FindError::left_out(index, path).into());
        }
        let place = inside(root, &from).map_err(FindError::from)?;
        let new_place = inside(root, &to).map_err(FindError::from)?;
        found.extend(match (read(&place, &from)?, read(&new_place, &to)?) {
            (Some(svg), _) => Some(MovedChart { from, to, svg, is_gone: false }),
            (None, Some(svg)) => Some(MovedChart { from, to, svg, is_gone: true }),
            (None, None) => None,
        });
    }
    Ok(found)
}

fn numbered(folder: &Folder) -> impl Iterator<Item = (u32, &str)> {
    let adrs = folder.entries.iter().filter_map(|entry| Some((entry.number?, entry.file.as_str())));
    adrs.chain(folder.others.iter().filter_map(|other| Some((other.number?, other.file.as_str()))))
}

struct Renumberer<'a> {
    root: &'a Path,
    change: NewNumber<'a>,
    ambiguous: bool,
    folder: &'a RepoPath,
    from: &'a RepoPath,
    charts: &'a [MovedChart],
    index: GitIndex,
    notes: Vec<String>,
}

impl Renumberer<'_> {
    /// Returns the ADR itself, with its links to itself.
    fn moved(&self, text: &str) -> String {
        let text = self.change.in_itself(text);
        self.pointing(&text, self.folder)
    }

    /// Returns the ADR as it was before [`Self::moved`].
    fn moved_back(&self, text: &str) -> String {
        let NewNumber { old_file, new_file, old, new, is_only_name } = self.change;
        let back = NewNumber { old_file: new_file, new_file: old_file, old: new, new: old, is_only_name };
        let to = self.folder.file(new_file);
        let mut text = back.in_links(&back.in_itself(text), &|target| self.leads(self.folder, target, &to));
        for chart in self.charts {
            let old = chart.from.file_name();
            text = NewNumber::in_pictures(&text, old, &|target| self.leads(self.folder, target, &chart.to));
        }
        text
    }

    /// Returns a text in a folder, with its links to the ADR and the charts corrected.
    fn pointing(&self, text: &str, folder: &RepoPath) -> String {
        let mut text = self.change.in_links(text, &|target| self.leads(folder, target, self.from));
        for chart in self.charts {
            let new = chart.to.file_name();
            text = NewNumber::in_pictures(&text, new, &|target| self.leads(folder, target, &chart.from));
        }
        text
    }

    /// Reports whether an address in a file of a folder leads to a file, perhaps through a link to its folder.
    fn leads(&self, folder: &RepoPath, target: &str, file: &RepoPath) -> bool {
        let path = link_path(target);
        if path.contains("://") || path.is_empty() {
            return false;
        }
        let Some(path) = folder.followed(target) else { return false };
        // The path is followed on the disk only if the name shows that it may be the file.
        let is_called_so = is_same_path(path.file_name(), file.file_name());
        let is_linked = || inside(self.root, &path).is_ok_and(|place| inside(self.root, file) == Ok(place));
        path == *file || is_called_so && is_linked()
    }

    /// Returns the change to another Markdown file, if it links to the ADR.
    fn text(&mut self, root: &Path, path: RepoPath) -> Option<FileChange> {
        let (place, before) = self.other(root, &path)?;
        let folder = path.folder();
        let after = self.pointing(&before, &folder);
        // Elsewhere a bare number may be that of another log.
        let after = if folder == *self.folder { self.mentioned(after, &path) } else { after };
        self.changed(path, &place, before, after)
    }

    /// Returns the change to a decision file, if it names the ADR, or has the fingerprint of one that changes.
    fn record(
        &mut self,
        root: &Path,
        path: RepoPath,
        adrs: &[&FileChange],
    ) -> Result<Option<FileChange>, RenumberError> {
        let Some((place, before)) = self.other(root, &path) else { return Ok(None) };
        let names_it = path_spellings(self.from).iter().any(|old| before.contains(&quoted(old)));
        if names_it && is_in_merge(&self.index, &place, &before) {
            return Err(RenumberError::InMerge(path));
        }
        let Some(after) = self.renamed(&before, adrs[0], &path) else { return Ok(None) };
        let after = with_fingerprints(after, adrs);
        Ok(self.changed(path, &place, before, after))
    }

    /// Returns the path and the text of another file.
    fn other(&mut self, root: &Path, path: &str) -> Option<(PathBuf, String)> {
        let place = inside(root, path).ok()?;
        let Ok(text) = read(&place, path) else {
            self.note_unread(&place, path);
            return None;
        };
        Some((place, text?))
    }

    fn changed(&mut self, path: RepoPath, place: &Path, before: String, after: String) -> Option<FileChange> {
        if after != before && is_in_merge(&self.index, place, &before) {
            self.notes.push(format!("{path} names the ADR, but is in the middle of a merge. Change it by hand."));
            return None;
        }
        (after != before).then_some(FileChange { path, before: Some(before), after })
    }

    fn mentioned(&mut self, text: String, path: &str) -> String {
        if !self.ambiguous {
            return self.change.in_mentions(&text);
        }
        let old = self.change.old;
        self.notes.extend(self.change.mention_lines(&text).into_iter().map(|line| {
            format!("{path} names the number {old} in line {line}, which two ADRs had. See which of them it means.")
        }));
        text
    }

    /// Returns the text of a decision file with the new path of the ADR.
    fn renamed(&mut self, text: &str, adr: &FileChange, path: &str) -> Option<String> {
        // In the text itself, so that no other byte of the record changes, whatever its format.
        let mut after = text.to_owned();
        for old in path_spellings(self.from) {
            after = after.replace(&quoted(&old), &quoted(&adr.path));
        }
        if after != text && storage::parse(&after).is_err() {
            self.notes.push(format!("{path} names the ADR, but cannot be read as a decision file. Change it by hand."));
            return None;
        }
        Some(after)
    }

    fn note_unread(&mut self, place: &Path, path: &str) {
        // A file that is not UTF-8, or too large, is worth a note only if it matters.
        let Ok(bytes) = read_up_to(place, MAX_BYTES) else { return };
        let spellings = path_spellings(self.change.old_file);
        let names: Vec<String> = spellings.into_iter().flat_map(|name| [file_destination(&name), name]).collect();
        let matters = names.iter().any(|name| bytes.windows(name.len()).any(|window| window == name.as_bytes()));
        if let Some(why) = excess(&bytes) {
            self.notes.push(format!("{path} was not read, since {why}. Look whether it names the ADR."));
        } else if matters {
            self.notes.push(format!("{path} names the ADR, but is not UTF-8 text. Change it by hand."));
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Returns a decision file in which exports have the fingerprints of the changed ADRs, so that the changes do not count
/// as made by hand.
fn with_fingerprints(mut text: String, adrs: &[&FileChange]) -> String {
    let Ok(loaded) = storage::parse(&text) else { return text };
    for export in &loaded.decision.exports {
        let Some(adr) = adrs.iter().find(|adr| adr.path == export.path) else { continue };
        let new = fingerprint_after(&export.written, adr.before.as_deref().unwrap_or_default(), &adr.after);
        if new == export.written {
            continue;
        }
        let (path, old) = (quoted(&export.path), quoted(&export.written));
        // Links hold the path as well, and other exports may have the same fingerprint; this export's path precedes it.
        let place = text.match_indices(&path).find_map(|(at, _)| {
            let behind = at + path.len();
            let between = text[behind..].find(&old)?;
            (!text[behind..behind + between].contains("path:")).then_some(behind + between)
        });
        if let Some(at) = place {
            text.replace_range(at..at + old.len(), &quoted(&new));
        }
    }
    text
}

impl Renumbering {
    /// Returns the new file of the ADR, from the root.
    #[must_use]
    pub fn to(&self) -> &RepoPath {
        self.changes.first().map_or(&self.from, |change| &change.path)
    }

    /// Returns the changes as text that `git apply` and `patch` read.
    #[must_use]
    pub fn unified_diff(&self) -> String {
        let gone = self.gone.iter().map(|Gone { from: path, text, .. }| {
            let gone = FileChange { path: path.clone(), before: Some(text.clone()), after: String::new() };
            // `git apply` deletes a file if its new name is `/dev/null`, and would leave an empty one otherwise.
            gone.unified_diff().replacen(&format!("+++ b/{path}"), "+++ /dev/null", 1)
        });
        gone.chain(self.changes.iter().map(FileChange::unified_diff)).collect()
    }

    /// Carries it out: all files or none.
    ///
    /// # Errors
    /// [`ExportError`] with the reason why it was not carried out.
    pub fn carry_out(&self) -> Result<(), ExportError> {
        self.carry_out_held(&hold(&self.root))
    }

    /// Does the same as [`Self::carry_out`] in a repository that is locked already, best since before it was computed.
    ///
    /// # Errors
    /// [`ExportError`] with the reason why it was not carried out.
    pub fn carry_out_held(&self, held: &HeldRepository) -> Result<(), ExportError> {
        let mut places = Vec::new();
        // All files are compared before anything is written.
        for Gone { from, text, .. } in &self.gone {
            let place = inside(&self.root, from)?;
            if read(&place, from)?.as_deref() != Some(text.as_str()) {
                return Err(ExportError::ChangedMeanwhile(from.clone()));
            }
            places.push(place);
        }
        let folder = self.from.folder();
        let (old, new) = (self.from.file_name(), self.to().file_name());
        let begun = Begun { from: old.to_owned(), to: new.to_owned(), old_is_gone: false };
        begun.begin(&self.root, &folder)?;
        let done = self.move_all(&places, held);
        // If some files could not be restored, the note stays and says what to finish.
        let is_restored = !matches!(&done, Err(ExportError::Write { not_restored, .. }) if !not_restored.is_empty());
        if is_restored {
            Begun::end(&self.root, &folder);
        }
        done
    }

    /// Writes the changed files, and removes the old ones.
    fn move_all(&self, places: &[PathBuf], held: &HeldRepository) -> Result<(), ExportError> {
        // A killed program may have left its temporary file beside a new file, and nothing else is written there later.
        if let Ok(folder) = inside(&self.root, &self.from.folder()) {
            atomic::sweep(&folder);
        }
        // New files are written before old ones are removed, so that nothing is missing if this ends halfway.
        let changes: Vec<&FileChange> = self.changes.iter().filter(|change| !change.is_unchanged()).collect();
        let written = write_changes(&self.root, &changes, &|change| self.old_place(change, places), held)?;
        for (at, (place, Gone { from, text, .. })) in places.iter().zip(&self.gone).enumerate() {
            // Writing the others may have taken time, and somebody may have changed this file since.
            let removed = if holds_text(place, text) { fs::remove_file(place).map(|()| true) } else { Ok(false) };
            if matches!(removed, Ok(true)) {
                continue;
            }
            let mut not_restored = self.bring_back(&places[..at]);
            not_restored.extend(written.restore());
            let path = from.clone();
            return Err(match removed.map_err(atomic::explained) {
                Ok(_) => changed_meanwhile(path, not_restored),
                Err(error) => ExportError::Write { path, error, not_restored },
            });
        }
        Ok(())
    }

    /// Returns the file that a new one replaces, for its rights.
    fn old_place(&self, new: &FileChange, places: &[PathBuf]) -> Option<PathBuf> {
        let at = self.gone.iter().position(|gone| gone.to == new.path)?;
        places.get(at).cloned()
    }

    /// Writes the first files again that were removed. Returns those that could not be written.
    fn bring_back(&self, places: &[PathBuf]) -> Vec<RepoPath> {
        let mut lost = Vec::new();
        for (place, gone) in places.iter().zip(&self.gone) {
            let moved = inside(&self.root, &gone.to).ok().filter(|moved| moved.exists());
            // The new file has the rights of this one.
            let back = match moved {
                Some(moved) => atomic::create_like(place, gone.text.as_bytes(), &moved),
                None => atomic::create(place, gone.text.as_bytes()),
            };
            if back.is_err() {
                lost.push(gone.from.clone());
            }
        }
        lost
    }
}
