//! The comparison and the merge of the record with its file after others have changed that.

use std::path::PathBuf;

use super::{backing::FileContent, document::Document};
use crate::{
    decision::{Decision, Merge, common_base, differences, merge},
    storage::{Content, Fingerprint, KeptBack, OnDisk, ThreeRecords},
};

/// The record when the comparison with its file began.
#[derive(Clone)]
pub struct Mine {
    /// The path of the file.
    pub path: PathBuf,
    /// The content.
    pub decision: Decision,
    /// The revision of that content.
    pub revision: u64,
    base: Option<Decision>,
    dirty: bool,
}

impl Mine {
    /// Returns the record as it is now, to be compared with the file at a path.
    #[must_use]
    pub fn of(document: &Document, path: PathBuf) -> Self {
        Self {
            path,
            decision: document.decision().clone(),
            revision: document.revision(),
            base: document.file().and_then(|file| file.content.decision.clone()),
            dirty: document.is_dirty(),
        }
    }
}

/// The origin of the other copy in a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Somebody wrote the file while the record was open.
    Disk,
    /// Git has merged two branches, and left both sides in the file.
    Git,
}

/// The file compared with the record.
pub enum Comparison {
    /// The known content, with the present fingerprint of the file.
    Same(Fingerprint),
    /// No file.
    Gone,
    /// A content that cannot be merged with this record; the reason, in a sentence or two.
    Unfit(String),
    /// Another copy, merged with the record.
    Merged(Box<MergedFile>),
}

/// The merge of the record and its file.
pub struct MergedFile {
    /// The copies.
    pub records: ThreeRecords,
    /// The result.
    pub merge: Merge,
    /// The fingerprint of the file.
    pub print: Fingerprint,
    /// The origin of the copy in the file.
    pub origin: Origin,
    /// The changes by others, a clause each.
    pub theirs: Vec<String>,
    /// Private ballots beside the file that are not in the record.
    pub kept_back: Vec<KeptBack>,
}

/// Compares a file with the record, and merges them where they differ. Slow, so to be called on a thread of its own.
#[must_use]
pub fn compare(found: OnDisk, mine: Mine) -> Comparison {
    match found {
        OnDisk::Same(print) => Comparison::Same(print),
        OnDisk::Gone => Comparison::Gone,
        OnDisk::Unreadable(error) => Comparison::Unfit(error.to_string()),
        OnDisk::Changed(content, print) => match *content {
            Content::Record(loaded) if loaded.newer.is_some() => Comparison::Unfit(
                "It was written by a newer version of Weigh-In. Update Weigh-In to open it.".to_owned(),
            ),
            Content::Record(loaded) if loaded.decision.id != mine.decision.id => {
                Comparison::Unfit("There is another record in it, not a copy of this one.".to_owned())
            }
            Content::Record(loaded) => {
                let theirs = loaded.decision;
                // Without the common content of both copies, everything that only one of them has counts as added.
                let base = mine.base.unwrap_or_else(|| common_base(&mine.decision, &theirs));
                let (base, ours) = without_what_waits(base, mine.decision, &theirs);
                let clauses = differences(&base, &theirs);
                let records = ThreeRecords { base, ours, theirs };
                bring_together(records, print, Origin::Disk, clauses, loaded.kept_back)
            }
            Content::Unmerged(sides) if sides.ours.id != mine.decision.id => {
                Comparison::Unfit("There is another record in it, not a copy of this one.".to_owned())
            }
            Content::Unmerged(sides) => {
                // What others changed is the difference between the two sides of git's merge.
                let clauses = differences(&sides.ours, &sides.theirs);
                bring_together(with_my_work(*sides, mine), print, Origin::Git, clauses, Vec::new())
            }
        },
    }
}

/// Returns the base and our copy. Where others have revealed a round with private ballots, the hidden ballots are left out of
/// both: those that are not in the other copy wait in their files to be published, and must not look as if somebody had removed
/// them.
fn without_what_waits(base: Decision, ours: Decision, theirs: &Decision) -> (Decision, Decision) {
    let is_revealed = theirs.private_ballots && base.is_blind() && !theirs.is_blind();
    if !is_revealed || !base.hidden_ballots().eq(ours.hidden_ballots()) {
        return (base, ours);
    }
    (base.as_published().into_owned(), ours.as_published().into_owned())
}

fn bring_together(
    records: ThreeRecords,
    print: Fingerprint,
    origin: Origin,
    theirs: Vec<String>,
    kept_back: Vec<KeptBack>,
) -> Comparison {
    let merge = records.merge();
    Comparison::Merged(Box::new(MergedFile { records, merge, print, origin, theirs, kept_back }))
}

/// Returns the sides of a merge by git, with unsaved work merged into our side.
fn with_my_work(sides: ThreeRecords, mine: Mine) -> ThreeRecords {
    // Without unsaved work git's two sides are all there is.
    if !mine.dirty {
        return sides;
    }
    let base = mine.base.unwrap_or_else(|| sides.ours.clone());
    // If both changed the same thing, the record on the screen is the latest, so it is the side that an open conflict keeps.
    let ours = merge(&base, &mine.decision, &sides.ours).decision;
    ThreeRecords { ours, ..sides }
}

/// Returns the content of the file that was merged with. A file with the markers of git has no record in it.
#[must_use]
pub fn merged_content(origin: Origin, records: &ThreeRecords, print: Fingerprint) -> FileContent {
    FileContent { decision: (origin == Origin::Disk).then(|| records.theirs.clone()), print: Some(print) }
}
