//! Ballots in private files beside a record, for teams that keep them out of the record until the reveal.
//!
//! Each is a ballot file, `NAME.ID.private.ron`, which only its owner may read and which git is set to ignore.
//! [`Decision::take_private`] decides what a record does with it. Git leaves the file where it is when the branch changes, so
//! a ballot that the record of this branch does not hold is kept aside, as `NAME.ID.round-N.private.ron`, before the file is
//! written again, and is read there by the record that waits for it.

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
    format::{KeptBack, Loaded, ballot_to_ron, parse, parse_ballot},
    git,
};
use crate::decision::{Ballot, BallotSheet, CellKey, Decision, MemberId, PrivateBallot, text::shell_path};

/// Extension of private ballots, without the leading dot.
pub const PRIVATE_EXTENSION: &str = "private.ron";

/// Maximum number of private files that are read; a record may not have more members.
const MOST_FILES: usize = 2_000;

/// Maximum number of ballots of a member and a round that are kept aside.
const MOST_ASIDE: usize = 100;

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
    for PrivateFile { path, sheet, is_aside } in in_order(read, &loaded.decision) {
        let ballot = sheet.map(|sheet| take_one(&mut loaded.decision, &sheet, is_aside));
        let ballot = ballot.map_err(|error| error.in_file(&path));
        if !matches!(ballot, Ok(PrivateBallot::Taken | PrivateBallot::Done)) {
            loaded.kept_back.push(KeptBack { path, ballot });
        }
    }
    loaded.kept_back.extend(under_other_names(record, &loaded.decision));
    Some(print)
}

/// A private file beside a record.
struct PrivateFile {
    path: PathBuf,
    sheet: Result<BallotSheet, ReadError>,
    /// Whether it was kept aside, or is not to be used as the file of its member is.
    is_aside: bool,
}

/// Returns what private files hold, those first that the record has sealed. A file that was kept aside stands for the
/// member's own only where that one is of another round.
fn in_order(read: Vec<Text>, decision: &Decision) -> Vec<PrivateFile> {
    let mut files: Vec<PrivateFile> = read
        .into_iter()
        .map(|(path, text)| {
            let is_aside = is_aside(&path);
            PrivateFile { path, sheet: text.and_then(|text| parse_ballot(&text)), is_aside }
        })
        .collect();
    let is_sealed = |file: &PrivateFile| {
        file.sheet.as_ref().is_ok_and(|sheet| sheet.decision == decision.id && decision.is_as_sealed(&sheet.ballot))
    };
    let is_of_now = |sheet: &BallotSheet| sheet.decision == decision.id && sheet.ballot.round == decision.round();
    let own = files.iter().filter(|file| !file.is_aside).filter_map(|file| file.sheet.as_ref().ok());
    let mut begun: BTreeSet<MemberId> =
        own.filter(|sheet| is_of_now(sheet)).map(|sheet| sheet.ballot.member.clone()).collect();
    for file in files.iter_mut().filter(|file| file.is_aside) {
        let is_in_place = file
            .sheet
            .as_ref()
            .is_ok_and(|sheet| decision.is_blind() && is_of_now(sheet) && begun.insert(sheet.ballot.member.clone()));
        file.is_aside = !is_in_place && !is_sealed(file);
    }
    // Files of one kind stay in the order of their names.
    files.sort_by_key(|file| !is_sealed(file));
    files
}

/// Takes a private ballot into a record, or says which round it is kept for.
fn take_one(decision: &mut Decision, sheet: &BallotSheet, is_aside: bool) -> PrivateBallot {
    let taken = if is_aside { PrivateBallot::Done } else { decision.take_private(sheet) };
    let ballot = &sheet.ballot;
    let is_other = taken == PrivateBallot::Done && sheet.decision == decision.id && ballot.round != decision.round();
    if !is_other || ballot.cells.is_empty() || decision.member(&ballot.member).is_none() || has(decision, ballot) {
        return taken;
    }
    let (name, round) = (decision.member_name(&ballot.member), ballot.round);
    let sealed = if ballot.sealed { "sealed" } else { "not sealed" };
    let why = format!(
        "It is a private ballot of {name} of round {round}, {sealed}, that this record does not hold. Nothing writes over it; it is read \
         again where the record is at round {round}."
    );
    PrivateBallot::OtherRound(ballot.member.clone(), why)
}

/// Reports whether a record holds a ballot that was private, as others may read it.
fn has(decision: &Decision, ballot: &Ballot) -> bool {
    decision
        .ballot(&ballot.member, ballot.round)
        .is_some_and(|there| there.cells == ballot.cells || there.salt.is_some() && decision.is_as_sealed(ballot))
}

/// Returns a record as reading its file to change it would, with the private ballots beside it.
#[must_use]
pub fn with_private(record: &Path, decision: &Decision) -> Loaded {
    let mut loaded = Loaded { decision: decision.clone(), newer: None, comment: None, kept_back: Vec::new() };
    take(record, &mut loaded);
    loaded
}

/// Returns the members whose sealed ballots a record waits for and that are not beside it. `decision` holds the private
/// ballots that are, and `kept_back` lists the others. Files that are there under another name, or hold another ballot,
/// are none that are missing.
#[must_use]
pub fn private_missing<'d>(decision: &'d Decision, kept_back: &[KeptBack]) -> Vec<&'d MemberId> {
    let is_there = |id: &MemberId| {
        kept_back.iter().any(|one| match &one.ballot {
            Ok(PrivateBallot::ToPublish(ballot)) => ballot.member == *id,
            Ok(PrivateBallot::NotAsSealed(member, _) | PrivateBallot::Elsewhere(member, _)) => member == id,
            Ok(_) => false,
            // What cannot be read has an error of its own, and is not missing.
            Err(_) => {
                let name = one.path.file_name().and_then(OsStr::to_str);
                name.is_some_and(|name| name.ends_with(&format!(".{id}.{PRIVATE_EXTENSION}")))
            }
        })
    };
    let hidden = decision.sealed_in_private().into_iter().filter(|member| decision.is_sealed_elsewhere(member));
    let unpublished = decision.unpublished().into_iter().map(|one| &one.member);
    hidden.chain(unpublished).filter(|member| !is_there(member)).collect()
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
        for file in in_order(read, copy) {
            // A ballot that does not fit is reported when the record is opened after the merge.
            let _ = file.sheet.map(|sheet| take_one(copy, &sheet, file.is_aside));
        }
    }
    print
}

/// Reads the private ballots beside a record, without those that are kept aside. Those that cannot be read are left out;
/// they are reported where the record is opened.
#[must_use]
pub fn private_ballots(record: &Path) -> Vec<BallotSheet> {
    let own = texts(record).into_iter().filter(|(path, _)| !is_aside(path));
    own.filter_map(|(_, text)| parse_ballot(&text.ok()?).ok()).collect()
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
    let paths = names(record).into_iter();
    paths
        .map(|path| {
            let text = read_text(&path);
            (path, text)
        })
        .collect()
}

/// Returns the files of private ballots beside a record, in the order of their names.
fn names(record: &Path) -> Vec<PathBuf> {
    let folder = atomic::folder_of(record);
    let stem = stem_of(record);
    let is_ballot = |name: &OsStr| {
        let member = name.to_str().and_then(|name| {
            let member = name.strip_prefix(stem.to_str()?)?.strip_prefix('.')?;
            let member = member.strip_suffix(PRIVATE_EXTENSION)?.strip_suffix('.')?;
            Some(without_round(member).unwrap_or(member))
        });
        member.is_some_and(|member| MemberId::new(member).is_ok())
    };
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let mut names: Vec<_> = names.filter(|name| is_ballot(name)).take(MOST_FILES).collect();
    names.sort();
    names.into_iter().map(|name| record.with_file_name(name)).collect()
}

/// Returns the member of "bo.round-2" and of "bo.round-2-3"; `None` for another name.
fn without_round(name: &str) -> Option<&str> {
    let (member, round) = name.rsplit_once(".round-")?;
    let is_round = !round.is_empty() && round.split('-').all(|number| number.parse::<u32>().is_ok());
    is_round.then_some(member)
}

/// Reports whether a private file is one that was kept aside.
fn is_aside(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_suffix(PRIVATE_EXTENSION));
    name.and_then(|name| without_round(name.strip_suffix('.')?)).is_some()
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

/// Prepares the private files that a record needs beside it; `known` is the state in which they were read. The file of a
/// member whose scores were all taken back is written without them. The file of a sealed ballot is written once: nothing
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
    let aside: Vec<PathBuf> = names(record).into_iter().filter(|path| is_aside(path)).collect();
    for member in &decision.members {
        let is_kept = decision.hidden_ballots().any(|ballot| ballot.member == member.id);
        let path = private_path(record, &member.id);
        let there = fs::symlink_metadata(&path).is_ok();
        if !is_kept && !there {
            continue;
        }
        let Some(sheet) = decision.ballot_sheet(&member.id) else { continue };
        let is_sealed = decision.commitment(&member.id, decision.round()).is_some();
        if is_sealed && !decision.is_as_sealed(&sheet.ballot) {
            continue;
        }
        // A sealed ballot stays where it is.
        if is_sealed && aside.iter().any(|path| read_text(path).is_ok_and(|text| is_as_sealed(&text, decision))) {
            continue;
        }
        let text = readable_size(ballot_to_ron(&sheet)).map_err(|error| WriteError::new(&path, error))?;
        if there {
            match read_text(&path) {
                Ok(known) if known == text || is_sealed && is_as_sealed(&known, decision) => continue,
                Ok(known) => {
                    let before = parse_ballot(&known).ok().filter(|there| there.decision == decision.id);
                    let before = before.map(|there| there.ballot).filter(|there| there.member == member.id);
                    let replaced = before.map(|before| Replaced { record, decision, before, was_read });
                    if !is_kept && !replaced.as_ref().is_some_and(Replaced::is_emptied) {
                        continue;
                    }
                    may_be_replaced(&path, &known, decision, &sheet, was_read)?;
                    let Some(replaced) = replaced else { continue };
                    if replaced.would_be_lost(&sheet.ballot) {
                        ready.extend(set_aside(record, known, &replaced.before)?);
                    }
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

/// The ballot in a private file that is to be written again.
struct Replaced<'a> {
    record: &'a Path,
    /// The record that is to be saved.
    decision: &'a Decision,
    before: Ballot,
    /// Whether all private files are as they were read.
    was_read: bool,
}

impl Replaced<'_> {
    /// Reports whether the scores of the ballot were taken back in the record, so that the file is written without them.
    fn is_emptied(&self) -> bool {
        let (member, now) = (&self.before.member, self.decision.round());
        if self.before.round != now {
            // A draft from which the member went on.
            let has_ballot = self.decision.ballot(member, now).is_some();
            return self.was_read && has_ballot && self.decision.is_left_over(&self.before);
        }
        // A ballot unlike the sealed one was never in the record. In one that was, the salt would still be.
        self.was_read && self.before.salt.is_none() && !self.is_unlike_sealed()
    }

    /// Reports whether writing `now` in its place would lose what no other file holds.
    fn would_be_lost(&self, now: &Ballot) -> bool {
        let before = &self.before;
        if before.round != now.round {
            return !before.cells.is_empty() && !has(self.decision, before);
        }
        // A draft is in the ballot that was sealed of it.
        let is_same = before.cells == now.cells && (before.salt == now.salt || before.salt.is_none());
        // What was read and is not sealed is in the record, and was changed there.
        let is_known = self.was_read && !before.sealed && !self.is_unlike_sealed();
        !before.cells.is_empty() && !is_same && !is_known && !self.is_reopened()
    }

    /// Reports whether the record as it was saved last holds the seal of the ballot, which ends with the save.
    fn is_reopened(&self) -> bool {
        self.was_read && self.saved().is_some_and(|saved| saved.is_as_sealed(&self.before))
    }

    fn is_unlike_sealed(&self) -> bool {
        let (member, round) = (&self.before.member, self.before.round);
        self.saved().is_some_and(|saved| saved.commitment(member, round).is_some() && !saved.is_as_sealed(&self.before))
    }

    /// Returns the record as it is in its file.
    fn saved(&self) -> Option<Decision> {
        let text = read_text(self.record).ok()?;
        parse(&text).ok().map(|loaded| loaded.decision).filter(|saved| saved.id == self.decision.id)
    }
}

/// Prepares a copy of a private file beside it; `None` if one is there already.
fn set_aside(record: &Path, text: String, ballot: &Ballot) -> Result<Option<Ready>, WriteError> {
    let name = |nth: usize| {
        let nth = if nth == 1 { String::new() } else { format!("-{nth}") };
        beside(record, &format!("{}.round-{}{nth}.{PRIVATE_EXTENSION}", ballot.member, ballot.round))
    };
    for path in (1..=MOST_ASIDE).map(name) {
        if fs::symlink_metadata(&path).is_err() {
            return Ok(Some(Ready { path, text, is_new: true }));
        }
        let Ok(there) = read_text(&path) else { continue };
        if there == text {
            return Ok(None);
        }
    }
    let path = private_path(record, &ballot.member);
    let what = "there is a ballot of another round in it, and too many are kept aside already; move them away first";
    Err(WriteError::new(&path, io::Error::other(what)))
}

/// Refuses to write over what cannot be kept aside.
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
    if there.ballot.member != now.ballot.member {
        return refused("there is a ballot of somebody else in it; move it away first");
    }
    Ok(())
}

/// Returns the paths of those that are kept aside.
pub(super) fn aside_of(ready: &[Ready]) -> Vec<PathBuf> {
    ready.iter().map(|one| one.path.clone()).filter(|path| is_aside(path)).collect()
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
