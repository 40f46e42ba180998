//! Ballots in private files beside a record, for teams that keep them out of the record until the reveal.
//!
//! Each is a ballot file, `NAME.ID.private.ron`, which only its owner may read and which git is set to ignore.
//! [`Decision::take_private`] decides what a record does with it.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    atomic,
    ballot_file::{beside, stem_of},
    decision_file::{read_text, readable_size},
    decision_file_name::EXTENSION,
    error::{ReadError, WriteError},
    fingerprint::{Fingerprint, hash_on},
    format::{KeptBack, Loaded, ballot_to_ron, parse_ballot},
    git,
};
use crate::decision::{BallotSheet, CellKey, Decision, MemberId, PrivateBallot, text::shell_path};

/// Extension of private ballots, without the leading dot.
pub const PRIVATE_EXTENSION: &str = "private.ron";

/// Maximum number of private files that are read; a record may not have more members.
const MOST_FILES: usize = 2_000;

/// Maximum number of a folder's entries that are looked through.
const MOST_ENTRIES: usize = 20_000;

/// Returns the path of a member's private ballot: beside the record, as `go.ana.private.ron`.
#[must_use]
pub fn private_path(record: &Path, member: &MemberId) -> PathBuf {
    beside(record, &format!("{member}.{PRIVATE_EXTENSION}"))
}

/// Adds the private ballots beside a record to what was read from its file, and lists in `kept_back` those that are not
/// in the record. Returns a hash of all of them for the fingerprint; `None` if the record has no private ballots.
pub(super) fn take(record: &Path, loaded: &mut Loaded) -> Option<u64> {
    let (print, read) = at_hand(record, &loaded.decision)?;
    for (path, text) in read {
        let sheet = text.and_then(|text| parse_ballot(&text));
        let ballot = sheet.map(|sheet| loaded.decision.take_private(&sheet)).map_err(|error| error.in_file(&path));
        if !matches!(ballot, Ok(PrivateBallot::Taken | PrivateBallot::Done)) {
            loaded.kept_back.push(KeptBack { path, ballot });
        }
    }
    loaded.kept_back.extend(under_other_names(record, &loaded.decision));
    Some(print)
}

/// Returns the private ballots beside a record that reading its file would list in `kept_back`, without a change to the
/// record.
#[must_use]
pub fn kept_back(record: &Path, decision: &Decision) -> Vec<KeptBack> {
    let mut loaded = Loaded { decision: decision.clone(), newer: None, comment: None, kept_back: Vec::new() };
    take(record, &mut loaded);
    loaded.kept_back
}

/// Returns the private ballots of a record whose file was renamed, as by `git mv`: those of its members that are named
/// after a record which no longer exists, for members without one under the record's own name.
fn under_other_names(record: &Path, decision: &Decision) -> Vec<KeptBack> {
    let folder = atomic::folder_of(record);
    let is_gone = |stem: &OsStr| {
        let mut name = stem.to_owned();
        name.push(format!(".{EXTENSION}"));
        fs::symlink_metadata(folder.join(name)).is_err()
    };
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let mut found = Vec::new();
    let mut stems = BTreeSet::new();
    for name in names.take(MOST_ENTRIES) {
        let Some((stem, member)) = name.to_str().and_then(|name| {
            let (stem, member) = name.strip_suffix(PRIVATE_EXTENSION)?.strip_suffix('.')?.rsplit_once('.')?;
            Some((stem.to_owned(), MemberId::new(member).ok()?))
        }) else {
            continue;
        };
        let own = private_path(record, &member);
        let is_own = own.file_name() == Some(&name) || fs::symlink_metadata(&own).is_ok();
        if is_own || decision.member(&member).is_none() || !is_gone(OsStr::new(&stem)) || found.len() >= MOST_FILES {
            continue;
        }
        let path = record.with_file_name(&name);
        let sheet = read_text(&path).and_then(|text| parse_ballot(&text));
        // One that the record has published or withdrawn is needed no more.
        let is_needed = |sheet: &BallotSheet| decision.clone().take_private(sheet) != PrivateBallot::Done;
        if sheet.is_ok_and(|sheet| sheet.decision == decision.id && sheet.ballot.member == member && is_needed(&sheet))
        {
            found.push((path, own, member));
            stems.insert(stem);
        }
    }
    found.sort();
    let told = found.into_iter().map(|(path, own, member)| {
        let right = own.file_name().unwrap_or_default().to_string_lossy();
        // Of several sets, such as one of a copy of the record that is gone, people have to know which one is right.
        let way = if stems.len() == 1 {
            let [from, to] = [&path, &own].map(|path| shell_path(&path.to_string_lossy()).into_owned());
            format!("Rename it: `mv {from} {to}`")
        } else {
            format!("There are such files under {} old names: rename the right one to {right}.", stems.len())
        };
        let name = decision.member_name(&member);
        let why =
            format!("It is a private ballot of {name} for this record, called after another name of its file. {way}");
        KeptBack { path, ballot: Ok(PrivateBallot::Elsewhere(member, why)) }
    });
    told.collect()
}

/// Adds the private ballots beside a record to the copies of it that are to be merged; else does the same as [`take`].
pub(super) fn take_into(record: &Path, copies: [&mut Decision; 3]) -> Option<u64> {
    let mut print = None;
    for copy in copies {
        let Some((now, read)) = at_hand(record, copy) else { continue };
        print = Some(now);
        for sheet in sheets(read) {
            // A ballot that does not fit is reported when the record is opened after the merge.
            let _ = copy.take_private(&sheet);
        }
    }
    print
}

/// Reads the private ballots beside a record. Those that cannot be read are left out; they are reported where the
/// record is opened.
#[must_use]
pub fn private_ballots(record: &Path) -> Vec<BallotSheet> {
    sheets(texts(record)).collect()
}

fn sheets(read: Vec<Text>) -> impl Iterator<Item = BallotSheet> {
    read.into_iter().filter_map(|(_, text)| parse_ballot(&text.ok()?).ok())
}

/// Returns a hash of the private ballots beside a record; `None` if it has none.
pub(super) fn print_of(record: &Path, decision: &Decision) -> Option<u64> {
    at_hand(record, decision).map(|(print, _)| print)
}

/// Returns a hash of the private ballots beside a record, if `known` was taken with them; else `None`.
pub(super) fn print_like(record: &Path, known: &Fingerprint) -> Option<u64> {
    known.private().map(|_| print(&texts(record)))
}

/// Returns the hash and the texts of the ballots; `None` if the record has no private ballots.
fn at_hand(record: &Path, decision: &Decision) -> Option<(u64, Vec<Text>)> {
    decision.private_ballots.then(|| texts(record)).map(|read| (print(&read), read))
}

/// The path of a private ballot, and its text or the reason why it cannot be read.
type Text = (PathBuf, Result<String, ReadError>);

/// Reads the files of private ballots beside a record, in the order of their names.
fn texts(record: &Path) -> Vec<Text> {
    let folder = record.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = stem_of(record);
    let is_ballot = |name: &OsStr| {
        let member = name.to_str().and_then(|name| {
            name.strip_prefix(stem.to_str()?)?.strip_prefix('.')?.strip_suffix(PRIVATE_EXTENSION)?.strip_suffix('.')
        });
        member.is_some_and(|member| MemberId::new(member).is_ok())
    };
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let mut names: Vec<_> = names.filter(|name| is_ballot(name)).take(MOST_FILES).collect();
    names.sort();
    names
        .into_iter()
        .map(|name| record.with_file_name(name))
        .map(|path| {
            let text = read_text(&path);
            (path, text)
        })
        .collect()
}

fn print(read: &[Text]) -> u64 {
    let mut print = hash_on(None, &[]);
    for (path, text) in read {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        print = hash_on(Some(print), name);
        // A file that cannot be read is represented by its error, which changes when the file does.
        print = match text {
            Ok(text) => hash_on(Some(print), text.as_bytes()),
            Err(error) => hash_on(Some(print), error.to_string().as_bytes()),
        };
    }
    print
}

/// A private ballot that is ready to be written.
pub(super) struct Ready {
    path: PathBuf,
    text: String,
    is_new: bool,
}

/// Prepares the private files that a record needs beside it; `known` is the state in which they were read. The existing
/// file of a member is also written if the ballot is empty now. The file of a sealed ballot is written once: nothing
/// else holds what was sealed, and any other content could not be published.
///
/// # Errors
/// [`WriteError`] if a file holds something else that would be lost, or the ballot could not be read again.
pub(super) fn prepare(
    record: &Path,
    decision: &Decision,
    known: Option<&Fingerprint>,
) -> Result<Vec<Ready>, WriteError> {
    let mut ready = Vec::new();
    if !(decision.private_ballots && decision.is_blind()) {
        return Ok(ready);
    }
    // All that was read is in the record, so a vote that the record lacks was taken back in it.
    let was_read = known.is_some_and(|known| known.private().is_some() && known.private() == print_like(record, known));
    for member in &decision.members {
        let is_kept = decision.hidden_ballots().any(|ballot| ballot.member == member.id);
        let path = private_path(record, &member.id);
        let there = fs::symlink_metadata(&path).is_ok();
        // A ballot that started from a draft, and whose scores were all taken back.
        let is_emptied = was_read && decision.ballot(&member.id, decision.round()).is_some();
        if !is_kept && !there {
            continue;
        }
        let Some(sheet) = decision.ballot_sheet(&member.id) else { continue };
        let is_sealed = decision.commitment(&member.id, decision.round()).is_some();
        if is_sealed && !decision.is_as_sealed(&sheet.ballot) {
            continue;
        }
        let text = readable_size(ballot_to_ron(&sheet)).map_err(|error| WriteError::new(&path, error))?;
        if there {
            match read_text(&path) {
                Ok(known) if known == text || is_sealed && is_as_sealed(&known, decision) => continue,
                Ok(known) if !is_kept && !is_emptied && is_left_over(&known, decision) => continue,
                Ok(known) => {
                    may_be_replaced(&path, &known, decision, &sheet, was_read)?;
                    ready.extend(set_aside(record, known, decision, &sheet));
                }
                Err(error) => return Err(WriteError::new(&path, error.as_refusal())),
            }
        }
        ready.push(Ready { path, text, is_new: !there });
    }
    Ok(ready)
}

/// Reports whether a private file holds the ballot that its member has sealed.
fn is_as_sealed(text: &str, decision: &Decision) -> bool {
    parse_ballot(text).is_ok_and(|sheet| sheet.decision == decision.id && decision.is_as_sealed(&sheet.ballot))
}

/// Reports whether a private file holds a ballot of an earlier round that never counted.
fn is_left_over(text: &str, decision: &Decision) -> bool {
    parse_ballot(text).is_ok_and(|sheet| sheet.decision == decision.id && decision.is_left_over(&sheet.ballot))
}

/// Returns a copy beside a private file for a draft of an earlier round that never counted, if the round that goes on
/// from it does not ask for everything in it; else `None`.
fn set_aside(record: &Path, text: String, decision: &Decision, now: &BallotSheet) -> Option<Ready> {
    let there = parse_ballot(&text).ok().filter(|there| there.decision == now.decision)?.ballot;
    let is_narrower = there.cells.keys().any(|key| !now.ballot.cells.contains_key(key));
    let path = beside(record, &format!("{}.round-{}.{PRIVATE_EXTENSION}", there.member, there.round));
    let is_wanted = is_narrower && decision.is_left_over(&there) && fs::symlink_metadata(&path).is_err();
    is_wanted.then_some(Ready { path, text, is_new: true })
}

/// Refuses to overwrite what only this file holds.
fn may_be_replaced(
    path: &Path,
    text: &str,
    decision: &Decision,
    now: &BallotSheet,
    was_read: bool,
) -> Result<(), WriteError> {
    let refused = |what: &str| Err(WriteError::new(path, io::Error::other(what)));
    let Ok(there) = parse_ballot(text) else { return refused("there is something else in it; move it away first") };
    if there.decision != now.decision {
        return refused("there is a ballot for another record in it; move it away first");
    }
    let awaited = decision.unpublished();
    if awaited.iter().any(|one| one.member == there.ballot.member && one.round == there.ballot.round) {
        return refused("there is a ballot in it that is not published yet; publish it first");
    }
    // The file was put there after the record was read.
    let is_lost = |key: &CellKey| decision.is_voted_on(&key.0) && !now.ballot.cells.contains_key(key);
    if !was_read && decision.is_left_over(&there.ballot) && there.ballot.cells.keys().any(is_lost) {
        return refused(
            "there are scores in it that count in no round yet; move it away, or open the record again to go on from them",
        );
    }
    // The record may be of a branch that does not know of the ballot, and then it is not in memory.
    let (there, now) = (&there.ballot, &now.ballot);
    let is_of_now = there.round == now.round;
    let is_other =
        there.cells.len() > 1 && !now.cells.is_empty() && there.cells.keys().all(|key| !now.cells.contains_key(key));
    if is_of_now && (is_other || there.salt.is_some() && there.salt != now.salt) {
        return refused("there is another ballot of this round in it, perhaps from another branch; move it away first");
    }
    Ok(())
}

/// Writes private ballots, after making git ignore each new file.
///
/// # Errors
/// [`WriteError`] with the reason.
pub(super) fn put(ready: &[Ready]) -> Result<(), WriteError> {
    for one in ready {
        if one.is_new {
            let folder = one.path.parent().unwrap_or(Path::new("."));
            git::leave_out(folder, &format!("*.{PRIVATE_EXTENSION}"))
                .map_err(|error| WriteError::new(&one.path, error))?;
        }
        atomic::write_private(&one.path, one.text.as_bytes()).map_err(|error| WriteError::new(&one.path, error))?;
    }
    Ok(())
}
