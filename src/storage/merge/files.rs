//! Merges of decision files: as a git merge driver, by hand, and of files that git left with conflict markers.

use std::{collections::HashMap, fs::Metadata, io, path::Path};

use super::markers::{Sides, sides_of_conflicted_file, with_all_markers, with_markers, with_narrow_markers};
use crate::{
    decision::{Conflict, ConflictKey, Decision, Merge, Side, common_base, merge, merge_choosing, misfits},
    storage::{
        decision_file::{in_mib, read_text, read_with_about},
        decision_file_name::MAX_BYTES,
        error::ReadError,
        fingerprint::Fingerprint,
        format::{parse, to_ron},
        git::{self, FileForGit, GitError, Stage, Stages},
    },
};

/// Three states of one record that are to be merged.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreeRecords {
    /// State that both copies were made from; [`common_base`] if that is not known.
    pub base: Decision,
    /// Copy here.
    pub ours: Decision,
    /// Copy that comes in.
    pub theirs: Decision,
}

impl ThreeRecords {
    /// Merges them.
    #[must_use]
    pub fn merge(&self) -> Merge {
        merge(&self.base, &self.ours, &self.theirs)
    }

    /// Merges them; `choose` returns the side to take in each conflict by its key, or `None` to leave it open.
    #[must_use]
    pub fn merge_choosing(&self, choose: &dyn Fn(&ConflictKey) -> Option<Side>) -> Merge {
        merge_choosing(&self.base, &self.ours, &self.theirs, choose)
    }

    /// Writes the merge as the text of a file: the published part of a record if no side has to be chosen, else a record
    /// with conflict markers around what is open. The copies hold all of that already, so nothing in it is kept back as
    /// private.
    ///
    /// The records between the markers are merged again later, perhaps when git's own copies are gone, and have to give
    /// the same result. If they would not, everything in which the copies differ is put between markers.
    #[must_use]
    pub fn to_text(&self, merge: &Merge) -> String {
        // Parts that do not fit together have no sides to choose from; people correct them in the record.
        if merge.open().all(Conflict::is_misfit) {
            return to_ron(&merge.decision.as_published());
        }
        let settled: HashMap<&ConflictKey, Side> =
            merge.conflicts.iter().filter(|one| one.settled).map(|one| (&one.key, one.kept)).collect();
        // Three records that differ in what is open and nowhere else: a text comparison then marks only that.
        let [base, ours, theirs] = [Side::Base, Side::Ours, Side::Theirs].map(|side| {
            let merged = self.merge_choosing(&|key| Some(settled.get(key).copied().unwrap_or(side)));
            to_ron(&merged.decision)
        });
        let text = with_markers(&base, &ours, &theirs);
        // Whole copies would reopen conflicts that are settled already.
        if settled.is_empty() && !self.is_found_in(&text, merge) {
            return with_all_markers(&to_ron(&self.base), &to_ron(&self.ours), &to_ron(&self.theirs));
        }
        let narrow = with_narrow_markers(&base, &ours, &theirs);
        if narrow != text && mean_the_same(&narrow, &text) { narrow } else { text }
    }

    /// Reports whether a merge leaves nothing open and equals the copy here, so that its file can stay, in its format
    /// and layout.
    #[must_use]
    pub fn is_ours(&self, merge: &Merge) -> bool {
        merge.open().next().is_none() && merge.decision == self.ours
    }

    /// Returns the record that results from taking one side in all conflicts.
    pub(super) fn taking(&self, side: Side) -> Decision {
        self.merge_choosing(&|_| Some(side)).decision
    }

    /// Reports whether the records between the markers of a text, merged again, give the same: the same open conflicts,
    /// the same result if one side is taken in all of them, and the same faults apart from those of the base. The base
    /// there holds what both copies did.
    fn is_found_in(&self, text: &str, merge: &Merge) -> bool {
        let Some(found) = between_markers(text) else { return false };
        let again = found.merge();
        // Misfits are found again too: they may lie outside of the markers, as if both sides had them.
        again.conflicts == merge.conflicts
            && [Side::Ours, Side::Theirs].into_iter().all(|side| {
                let (taken, known) = (found.taking(side), self.taking(side));
                taken == known && taken.errors_beyond(&found.base) == known.errors_beyond(&self.base)
            })
    }

    fn new(base: Option<Decision>, ours: Decision, theirs: Decision) -> Result<Self, ReadError> {
        if ours.id != theirs.id {
            return Err(ReadError::two_records());
        }
        // The base may be another record that had this name before.
        let base = base.filter(|base| base.id == ours.id).unwrap_or_else(|| common_base(&ours, &theirs));
        Ok(Self { base, ours, theirs })
    }
}

/// Returns the records between the markers of a text; `None` if there are no markers, or a record between them cannot
/// be read.
fn between_markers(text: &str) -> Option<ThreeRecords> {
    let sides = sides_of_conflicted_file(text, &|text| parse(text).is_ok())?;
    // A base that is no record would be replaced by what both sides share.
    sides.base.as_deref().is_none_or(|base| parse(base).is_ok()).then(|| of_markers(sides, None).ok())?
}

/// Reports whether choosing one side between all conflict markers of a file equals the merge in which that side is
/// taken. If not, changes of only one copy are between the markers too, and would be lost with that copy. Returns true
/// if the file does not hold two records.
#[must_use]
pub fn can_choose_between_markers(path: &Path) -> bool {
    let Some(records) = read_text(path).ok().and_then(|text| between_markers(&text)) else { return true };
    [(Side::Ours, &records.ours), (Side::Theirs, &records.theirs)]
        .into_iter()
        .all(|(side, copy)| records.taking(side) == *copy)
}

/// Reports whether the records between the markers of two texts give the same, whatever side is taken.
fn mean_the_same(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (between_markers(one), between_markers(other)) else { return false };
    one.merge().conflicts == other.merge().conflicts
        && [Side::Ours, Side::Theirs].into_iter().all(|side| one.taking(side) == other.taking(side))
}

/// Reads three copies of a record that are to be merged. A base that is empty, as git passes it if both sides added the
/// file, counts as unknown; a base that is itself an unfinished merge counts as the last state that its sides shared.
/// Returns the fingerprint of `ours` as well, for [`save_merge`](super::save_merge).
///
/// # Errors
/// [`ReadError`] if one of them cannot be read, is of a newer format, or is another record.
pub fn load_three(base: &Path, ours: &Path, theirs: &Path) -> Result<(ThreeRecords, Fingerprint), ReadError> {
    let base_record = read_text(base).and_then(|text| parse_base(&text)).map_err(|error| error.in_file(base))?;
    let (our_record, text, about) = load_whole(ours)?;
    let print = Fingerprint::of(text.as_bytes(), &about);
    Ok((ThreeRecords::new(base_record, our_record, load_whole(theirs)?.0)?, print))
}

/// Reads a record that is not of a newer format, with its text and metadata.
fn load_whole(path: &Path) -> Result<(Decision, String, Metadata), ReadError> {
    let read = read_with_about(path).and_then(|(text, about)| Ok((parse_whole(&text)?, text, about)));
    read.map_err(|error| error.in_file(path))
}

/// A decision file with an unfinished merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Unfinished {
    /// Copies to merge. One of them may hold what people did in the file.
    pub records: ThreeRecords,
    /// Record in the file, if it holds all that both copies did: then it only has to be marked as merged in git.
    pub whole: Option<Decision>,
    /// Whether people have changed the file since git left it: it has no markers, and differs from our copy. It may be
    /// a resolution, so nothing puts markers into it unasked.
    pub is_edited: bool,
    /// The copies here and there as git keeps them, if the sides were read from between markers. The text around the
    /// markers was merged already.
    in_git: Option<[Decision; 2]>,
    /// Parts in which the file differs from the copy that it was made from, as sentences.
    notes: Vec<String>,
}

impl Unfinished {
    /// Reports whether a new merge would put markers into a file that people have changed, or choose where they may
    /// have chosen.
    #[must_use]
    pub fn asks_again(&self) -> bool {
        let asks = || self.records.merge().open().any(|conflict| !conflict.is_misfit());
        self.is_edited && self.whole.is_none() && asks()
    }

    /// Merges as [`ThreeRecords::merge_choosing`] does, and adds misfits in the parts that were merged already.
    #[must_use]
    pub fn merge_choosing(&self, choose: &dyn Fn(&ConflictKey) -> Option<Side>) -> Merge {
        let mut merge = self.records.merge_choosing(choose);
        if let Some([ours, theirs]) = &self.in_git {
            let mut new = misfits(&merge.decision, ours, theirs);
            new.retain(|one| !merge.conflicts.iter().any(|known| known.key == one.key));
            merge.conflicts.extend(new);
        }
        merge.notes.extend(self.notes.iter().cloned());
        merge
    }
}

/// Reads a decision file with an unfinished merge: it has conflict markers, or git holds it as unmerged. The copies
/// that git keeps are used if there are any. Returns the fingerprint of the file as well, for
/// [`save_merge`](super::save_merge).
///
/// # Errors
/// [`ReadError`] if the merge is finished, or one of the copies is no record.
pub fn load_unfinished(path: &Path) -> Result<(Unfinished, Fingerprint), ReadError> {
    let (text, about) = read_with_about(path).map_err(|error| gone_unmerged(path).unwrap_or(error).in_file(path))?;
    let found = unfinished(path, &text).map_err(|error| error.in_file(path))?;
    Ok((found, Fingerprint::of(text.as_bytes(), &about)))
}

/// Returns the error for a file that is gone while git still holds its copies; else `None`.
fn gone_unmerged(path: &Path) -> Option<ReadError> {
    // A link that leads nowhere exists, and is another problem.
    let is_gone = path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let stages = git::stages(path).ok().flatten().filter(|_| is_gone)?;
    let file = FileForGit::of(path);
    let keep = |side: &str| {
        let [back, out] = [&format!("checkout {side} --"), "rm"].map(|words| file.command(words));
        format!("Keep it with `{back}` and `{}`, or leave it out with `{out}`.", file.add())
    };
    // Git joins the copies again only if both sides have one.
    let advice = match (stages.has(Stage::Ours), stages.has(Stage::Theirs)) {
        (true, true) => {
            let back = file.command("checkout --merge");
            format!("Run `{back}`, which writes it again from the copies that git keeps.")
        }
        (true, false) => keep("--ours"),
        (false, true) => keep("--theirs"),
        (false, false) => {
            format!("Both sides have moved it away or taken it out: `{}` says so to git.", file.command("rm"))
        }
    };
    Some(ReadError::new("the file is gone, and git holds it as unmerged", advice))
}

/// Reads an unfinished merge as [`load_unfinished`] does, from a text that was read from the file.
pub(in crate::storage) fn unfinished(path: &Path, text: &str) -> Result<Unfinished, ReadError> {
    let stages = git::stages(path);
    // Markers before git's copies: some conflicts may be settled in the file, which the copies do not know.
    if let Some(sides) = sides_of_conflicted_file(text, &|text| parse(text).is_ok()) {
        // If git gives no answer, the markers alone are enough.
        let stages = stages.ok().flatten();
        let in_git =
            stages.as_ref().and_then(|stages| Some([git_has(stages, Stage::Ours)?, git_has(stages, Stage::Theirs)?]));
        let records = of_markers(sides, stages.as_ref())?;
        return Ok(Unfinished { records, whole: None, is_edited: false, in_git, notes: Vec::new() });
    }
    match stages {
        Ok(Some(stages)) => of_stages(path, text, &stages),
        Ok(None) => {
            let what = "there is no unfinished merge in this file";
            Err(ReadError::new(what, "It has no conflict markers, and git does not hold it as unmerged."))
        }
        Err(why) => {
            let what = "there are no conflict markers in this file";
            Err(ReadError::new(what, format!("Git could not say whether it is unmerged: {why}.")))
        }
    }
}

/// Returns the copies between markers. The base, and a side that is not a valid record, are taken from git if it has
/// them.
fn of_markers(sides: Sides, stages: Option<&Stages>) -> Result<ThreeRecords, ReadError> {
    let Sides { base, ours, theirs } = sides;
    // Only what both sides differ in is between markers; git has the whole base.
    let in_git = stages.and_then(|stages| staged(stages, Stage::Base).ok().flatten());
    let base = in_git.as_deref().and_then(known_base).or_else(|| known_base(base.as_deref()?));
    let (ours, theirs) = (of_side(&ours, stages, Stage::Ours)?, of_side(&theirs, stages, Stage::Theirs)?);
    ThreeRecords::new(base, ours, theirs)
}

/// Returns the base in a text; `None` if it is unknown, or not a valid record.
fn known_base(text: &str) -> Option<Decision> {
    parse_base(text).ok().flatten()
}

/// Returns the record of one side. Git merges by the line, and the result may not be a record.
fn of_side(marked: &str, stages: Option<&Stages>, stage: Stage) -> Result<Decision, ReadError> {
    let (side, other) = if stage == Stage::Theirs { ("theirs", "ours") } else { ("ours", "theirs") };
    let from_git = stages.and_then(|stages| git_has(stages, stage));
    parse_whole(marked).or_else(|error| from_git.ok_or_else(|| error.in_side(side, || keep(other, stages))))
}

/// Returns the advice to keep the copy of this side, for when the other one is no record.
fn keep(side: &str, stages: Option<&Stages>) -> String {
    let (which, other) = if side == "ours" { ("our", "theirs") } else { ("their", "ours") };
    let Some(file) = stages.map(Stages::advised) else {
        return format!(
            "Run `git checkout --{side}` on the file to keep {which} copy, add what you need from {other}, and then run `git add` on it."
        );
    };
    let checkout = file.command(&format!("checkout --{side} --"));
    format!("Run `{checkout}` to keep {which} copy, add what you need from {other}, and then run `{}`.", file.add())
}

/// Returns the advice for a file that one side of a merge has deleted, and the other has changed.
#[must_use]
pub fn keep_or_take_out(file: &FileForGit) -> String {
    format!("Keep it with `{}`, or take it out with `{}`.", file.add(), file.command("rm"))
}

/// Returns the copies that git keeps of a file without markers. The changes of people to the file belong to the copy
/// that it was made from.
fn of_stages(path: &Path, text: &str, stages: &Stages) -> Result<Unfinished, ReadError> {
    // First of all, since people's changes in the file must not be lost.
    let there = parse_whole(text)?;
    if !stages.has(Stage::Ours) || !stages.has(Stage::Theirs) {
        let what = "one side of the merge has taken this file out, and the other has changed it";
        return Err(ReadError::new(what, keep_or_take_out(&FileForGit::of(path))));
    }
    let base = staged(stages, Stage::Base)?.unwrap_or_default();
    let our_text = staged(stages, Stage::Ours)?.unwrap_or_default();
    let their_text = staged(stages, Stage::Theirs)?.unwrap_or_default();
    let ours = parse_whole(&our_text).map_err(|error| error.in_side("ours", || keep("theirs", Some(stages))))?;
    let theirs = parse_whole(&their_text).map_err(|error| error.in_side("theirs", || keep("ours", Some(stages))))?;
    let records = ThreeRecords::new(parse_base(&base)?, ours, theirs)?;
    if text == our_text {
        return Ok(Unfinished { records, whole: None, is_edited: false, in_git: None, notes: Vec::new() });
    }
    Ok(of_edited(records, there))
}

/// Returns what is left to merge if the file holds `there`, made from one of the copies that git keeps, or from both.
fn of_edited(records: ThreeRecords, there: Decision) -> Unfinished {
    let ThreeRecords { base, ours, theirs } = &records;
    let [with_ours, with_theirs] = [ours, theirs].map(|copy| merge(base, &there, copy));
    let holds_both = [&with_ours, &with_theirs]
        .iter()
        .all(|with| with.conflicts.is_empty() && is_written_as(&with.decision, &there));
    let is_whole = holds_both || is_settled(&records, &there, &with_theirs);
    if !is_whole && (there == *ours || there == *theirs) {
        let is_edited = there != *ours;
        return Unfinished { records, whole: None, is_edited, in_git: None, notes: Vec::new() };
    }
    // People took one copy and went on from there, so they may never have seen the other: it stays as it is, and is asked
    // about wherever the file says something else.
    let (records, notes) = if with_theirs.conflicts.len() < with_ours.conflicts.len() {
        let mirrored = ThreeRecords { base: base.clone(), ours: theirs.clone(), theirs: ours.clone() };
        let (theirs, notes) = carried_on(&mirrored, &there, &with_theirs, &with_ours, "theirs");
        (ThreeRecords { theirs, ..records }, notes)
    } else {
        let (ours, notes) = carried_on(&records, &there, &with_ours, &with_theirs, "ours");
        (ThreeRecords { ours, ..records }, notes)
    };
    Unfinished { records, whole: is_whole.then_some(there), is_edited: true, in_git: None, notes }
}

/// Reports whether a file holds a merge as it is written: without the private ballots of a hidden round.
fn is_written_as(merged: &Decision, there: &Decision) -> bool {
    *merged.as_published() == *there
}

/// Reports whether a file is exactly what choosing sides gives. A file equal to our copy does not count, since git may have
/// left it so.
fn is_settled(records: &ThreeRecords, there: &Decision, with_theirs: &Merge) -> bool {
    if *there == records.ours {
        return false;
    }
    let chosen = records.merge_choosing(&|key| {
        let is_theirs = with_theirs.conflicts.iter().all(|one| one.key != *key);
        Some(if is_theirs { Side::Theirs } else { Side::Ours })
    });
    chosen.is_chosen_in(there)
}

/// Returns the copy called ours in `records` with the changes in the file, and notes on the words of the copy that the
/// file replaces.
///
/// If the two copies conflict and the file has the value of the other one, the copy keeps its own: as far as is known,
/// nobody has chosen between the two.
fn carried_on(
    records: &ThreeRecords,
    there: &Decision,
    with_copy: &Merge,
    with_other: &Merge,
    name: &str,
) -> (Decision, Vec<String>) {
    let between = records.merge().conflicts;
    let (unseen, edited): (Vec<&Conflict>, Vec<&Conflict>) = with_copy.conflicts.iter().partition(|one| {
        let has_other = between.iter().any(|both| both.key == one.key && both.theirs == one.ours);
        has_other && !with_other.conflicts.iter().any(|other| other.key == one.key)
    });
    let choose = |key: &ConflictKey| {
        let keeps_its_own = unseen.iter().any(|one| one.key == *key);
        Some(if keeps_its_own { Side::Theirs } else { Side::Ours })
    };
    let carried = merge_choosing(&records.base, there, &records.ours, &choose).decision;
    let notes = edited.into_iter().filter_map(|one| {
        let was = one.theirs.as_ref()?;
        Some(format!("{}: the file has another value than git's copy of {name}, where it is: {was}", one.place))
    });
    (carried, notes.collect())
}

/// Returns a copy that git keeps; `None` if it has no readable one.
fn git_has(stages: &Stages, stage: Stage) -> Option<Decision> {
    staged(stages, stage).ok().flatten().and_then(|text| parse_whole(&text).ok())
}

/// Returns the text of a copy that git keeps; `None` if it has no such copy.
fn staged(stages: &Stages, stage: Stage) -> Result<Option<String>, ReadError> {
    let bytes = stages.read(stage, MAX_BYTES).map_err(|error| match error {
        GitError::TooMuch(_) => {
            let what = format!("git holds it as unmerged, and a copy of it is larger than {}", in_mib(MAX_BYTES));
            let file = stages.advised();
            let advice = format!(
                "Keep one side with `{}` or `{}`, add what you need from the other, and run `{}`.",
                file.command("checkout --ours --"),
                file.command("checkout --theirs --"),
                file.add()
            );
            ReadError::new(what, advice)
        }
        error => unread(stages, &error.to_string()),
    })?;
    bytes.map(String::from_utf8).transpose().map_err(|_| unread(stages, "it is not UTF-8"))
}

/// Creates the error for a copy that git keeps and that cannot be read.
fn unread(stages: &Stages, why: &str) -> ReadError {
    let advice = format!(
        "If the clone left it out, run `{}`: it fetches the copy and restarts the merge.",
        stages.advised().command("checkout --merge")
    );
    ReadError::new(format!("git holds it as unmerged, but a copy of it cannot be read: {why}"), advice)
}

/// Reports whether a file that git holds as unmerged, and that has no markers, holds what both sides did, and differs
/// from them at most where they conflict: then somebody has chosen or corrected it by hand. One copy with later changes
/// may look the same, and does not count.
#[must_use]
pub fn is_merged_by_hand(path: &Path) -> bool {
    let Ok(there) = read_text(path).and_then(|text| parse_whole(&text)) else { return false };
    let Ok(Some(stages)) = git::stages(path) else { return false };
    let copies = [Stage::Ours, Stage::Theirs].map(|stage| git_has(&stages, stage));
    let base = staged(&stages, Stage::Base).ok().flatten().and_then(|text| known_base(&text));
    let [Some(ours), Some(theirs)] = copies else { return false };
    let Ok(records) = ThreeRecords::new(base, ours, theirs) else { return false };
    [(Side::Ours, &records.ours), (Side::Theirs, &records.theirs)].into_iter().all(|(side, copy)| {
        let with = merge_choosing(&records.base, &there, copy, &|_| Some(Side::Ours));
        let may_be_that_copy = with.conflicts.is_empty() && records.taking(side) == *copy;
        is_written_as(&with.decision, &there) && !may_be_that_copy
    })
}

/// Reports whether a file that git holds as unmerged was changed since git left it, and merging it again would ask
/// about something that may be chosen in it already.
#[must_use]
pub fn is_edited_by_hand(path: &Path) -> bool {
    load_unfinished(path).is_ok_and(|(unfinished, _)| unfinished.asks_again())
}

/// Reports whether a file that git holds as unmerged is our copy, and so would be the merge in which our side is chosen: theirs
/// has nothing that does not conflict with it. Whether somebody chose, or git left it so, is not known.
#[must_use]
pub fn may_be_settled_as_ours(path: &Path) -> bool {
    load_unfinished(path).is_ok_and(|(unfinished, _)| {
        let records = &unfinished.records;
        let has_conflicts = records.merge().open().any(|conflict| !conflict.is_misfit());
        let is_ours = !unfinished.is_edited && unfinished.whole.is_none();
        is_ours && has_conflicts && records.taking(Side::Ours) == records.ours
    })
}

/// Reports whether a text holds a merge that git could not finish.
#[must_use]
pub fn is_conflicted(text: &str) -> bool {
    sides_of_conflicted_file(text, &|_| true).is_some()
}

/// Parses a record that can be written again, so not one of a newer format.
fn parse_whole(text: &str) -> Result<Decision, ReadError> {
    let loaded = parse(text)?;
    match loaded.newer {
        None => Ok(loaded.decision),
        Some(newer) => {
            let what = format!("it was written by a newer version of Weigh-In, {}", newer.formats());
            Err(ReadError::newer(what, "Update Weigh-In to merge it."))
        }
    }
}

fn parse_base(text: &str) -> Result<Option<Decision>, ReadError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match sides_of_conflicted_file(text, &|text| parse(text).is_ok()) {
        None => parse_whole(text).map(Some),
        // If branches had several common ancestors, git merges those first, and leaves the markers of that merge in the
        // base.
        Some(sides) => Ok(sides.base.and_then(|text| parse_whole(&text).ok())),
    }
}
