//! Merges of decision files: as a git merge driver, by hand, and of files that git left with conflict markers.

use std::{collections::HashMap, io, path::Path};

use super::{
    atomic,
    conflicted::{Sides, sides_of_conflicted_file, with_markers},
    decision_file::{read_text, readable_size},
    error::{ReadError, WriteError},
    format::{parse, to_ron},
    git,
};
use crate::decision::{Counts, Decision, Merge, Side, common_base, merge, merge_choosing};

/// The records that are to be merged.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreeRecords {
    /// What both copies were made from; [`common_base`] where that is not known.
    pub base: Decision,
    /// The copy here.
    pub ours: Decision,
    /// The copy that comes in.
    pub theirs: Decision,
}

impl ThreeRecords {
    /// Merges them.
    #[must_use]
    pub fn merge(&self) -> Merge {
        merge(&self.base, &self.ours, &self.theirs)
    }

    /// Merges them with the side to take in each conflict, by its key; none to leave it open.
    #[must_use]
    pub fn merge_choosing(&self, choose: &dyn Fn(&str) -> Option<Side>) -> Merge {
        merge_choosing(&self.base, &self.ours, &self.theirs, choose)
    }

    /// The merge as a file: a record where nothing is open, else one with conflict markers around what is.
    #[must_use]
    pub fn to_text(&self, merge: &Merge) -> String {
        if merge.open().next().is_none() {
            return to_ron(&merge.decision);
        }
        let settled = merge.conflicts.iter().filter(|one| one.settled).map(|one| (one.key.as_str(), one.kept));
        let settled: HashMap<&str, Side> = settled.collect();
        let as_in = |side: Side| {
            let decision = self.merge_choosing(&|key| Some(settled.get(key).copied().unwrap_or(side))).decision;
            to_ron(&decision)
        };
        with_markers(&as_in(Side::Base), &as_in(Side::Ours), &as_in(Side::Theirs))
    }

    fn new(base: Option<Decision>, ours: Decision, theirs: Decision) -> Result<Self, ReadError> {
        if ours.id != theirs.id {
            let what = "these are two different records, not two copies of one: their ids differ";
            return Err(ReadError::new(what, "Keep both, each under a name of its own."));
        }
        let base = base.filter(|base| base.id == ours.id).unwrap_or_else(|| common_base(&ours, &theirs));
        Ok(Self { base, ours, theirs })
    }
}

/// Reads three copies of a record that are to be merged. A base that is empty, as git gives where both sides added the
/// file, counts as unknown; of one that is itself an unfinished merge, the last state that its sides shared.
///
/// # Errors
/// [`ReadError`] where one of them cannot be read, is of a newer format, or is of another record.
pub fn load_three(base: &Path, ours: &Path, theirs: &Path) -> Result<ThreeRecords, ReadError> {
    let base_record = read_text(base).and_then(|text| parse_base(&text)).map_err(|error| error.in_file(base))?;
    let record = |path: &Path| read_text(path).and_then(|text| parse_whole(&text)).map_err(|error| error.in_file(path));
    ThreeRecords::new(base_record, record(ours)?, record(theirs)?)
}

/// Reads a decision file in which git left conflict markers, and the copies that it was made of. The base, and a side
/// that is no record any more, are taken from git where the file is in a repository.
///
/// # Errors
/// [`ReadError`] where the file has no conflict markers, or its sides are no records.
pub fn load_conflicted(path: &Path) -> Result<ThreeRecords, ReadError> {
    let text = read_text(path).map_err(|error| error.in_file(path))?;
    let fits = |text: &str| parse(text).is_ok();
    let sides = sides_of_conflicted_file(&text, &fits);
    let staged = |stage| git::staged(path, stage);
    let Some(Sides { base, ours, theirs }) = sides else {
        let what = "there is no unfinished merge in this file";
        let advice = "If git calls it unmerged all the same, take one side with `git checkout --ours` or `--theirs`.";
        return Err(ReadError::new(what, advice).in_file(path));
    };
    // Between markers stands only what both sides differ in; git has the whole.
    let known = |text: String| parse_base(&text).ok().flatten();
    let base = staged(git::Stage::Base).and_then(known).or_else(|| base.and_then(known));
    let side = |marked: &str, stage| match parse_whole(marked) {
        // Git merges by the line, and may have put together what is no record any more.
        Err(error) => staged(stage).and_then(|text| parse_whole(&text).ok()).ok_or(error),
        read => read,
    };
    let ours = side(&ours, git::Stage::Ours).map_err(|error| error.in_file(path))?;
    let theirs = side(&theirs, git::Stage::Theirs).map_err(|error| error.in_file(path))?;
    ThreeRecords::new(base, ours, theirs).map_err(|error| error.in_file(path))
}

/// Whether a text holds a merge that git could not finish.
#[must_use]
pub fn is_conflicted(text: &str) -> bool {
    sides_of_conflicted_file(text, &|_| true).is_some()
}

/// Writes the outcome of a merge, as [`ThreeRecords::to_text`] gives it. One that would hold more than a record may is
/// refused: it could not be read again.
///
/// # Errors
/// [`WriteError`] says why not. What was there before is then still there.
pub fn save_merge(path: &Path, records: &ThreeRecords, merge: &Merge) -> Result<(), WriteError> {
    let fits = |decision: &Decision| Counts::of(decision).check();
    let mut sides = [Side::Ours, Side::Theirs].into_iter().filter(|_| merge.open().next().is_some());
    let too_many = fits(&merge.decision)
        .and_then(|()| sides.try_for_each(|side| fits(&records.merge_choosing(&|_| Some(side)).decision)));
    let written = too_many
        .map_err(|too_many| io::Error::new(io::ErrorKind::FileTooLarge, too_many))
        .and_then(|()| readable_size(records.to_text(merge)))
        .and_then(|text| atomic::write(path, text.as_bytes()));
    written.map_err(|error| WriteError::new(path, error))
}

/// Leaves files that cannot be merged as records to people: their texts with conflict markers, as git would.
///
/// # Errors
/// [`WriteError`] says why not. What was there before is then still there; so it is where a file is no text.
pub fn save_unmerged(path: &Path, base: &Path, ours: &Path, theirs: &Path) -> Result<(), WriteError> {
    let (Ok(our_text), Ok(their_text)) = (read_text(ours), read_text(theirs)) else { return Ok(()) };
    let base_text = read_text(base).unwrap_or_default();
    let text = with_markers(&base_text, &our_text, &their_text);
    atomic::write(path, text.as_bytes()).map_err(|error| WriteError::new(path, error))
}

/// A record that can be written again.
fn parse_whole(text: &str) -> Result<Decision, ReadError> {
    let loaded = parse(text)?;
    match loaded.newer {
        None => Ok(loaded.decision),
        Some(newer) => {
            let what = format!("it was written by a newer version of Weigh-In, in format {}", newer.format);
            Err(ReadError::new(what, "Update Weigh-In to merge it."))
        }
    }
}

fn parse_base(text: &str) -> Result<Option<Decision>, ReadError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match sides_of_conflicted_file(text, &|text| parse(text).is_ok()) {
        None => parse_whole(text).map(Some),
        Some(sides) => Ok(sides.base.and_then(|text| parse_whole(&text).ok())),
    }
}
