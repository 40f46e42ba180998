//! A file in the middle of a merge that people took from one side, or put together, and edited: `merge --resolve` loses no word of
//! the other side.

use std::{collections::BTreeSet, path::PathBuf};

use proptest::prelude::*;
use weigh_in::{
    decision::{Conflict, ConflictKey, Decision, Merge, Side, merge, merge_choosing},
    storage::{self, Unfinished},
};

use crate::{
    common,
    edits::{edited, seeds},
    tools::git_does,
};

/// A repository that holds one file as unmerged.
struct Unmerged {
    folder: tempfile::TempDir,
}

impl Unmerged {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        git_does(folder.path(), &["init", "--quiet"]);
        Self { folder }
    }

    fn put(&self, name: &str, decision: &Decision) -> PathBuf {
        let path = self.folder.path().join(name);
        // As others have it: what a save keeps back as private is none of git's.
        storage::atomic::write(&path, storage::to_ron(decision).as_bytes()).unwrap();
        path
    }

    /// What is left to merge where these are git's copies, and this is in the file.
    fn found(&self, copies: [&Decision; 3], there: &Decision) -> Unfinished {
        let root = self.folder.path();
        git_does(root, &["rm", "--quiet", "--cached", "--ignore-unmatch", "go.decision.ron"]);
        for (stage, copy) in copies.into_iter().enumerate() {
            self.put("copy", copy);
            let blob = git_does(root, &["hash-object", "-w", "copy"]);
            let entry = format!("100644 {} {}\tgo.decision.ron\n", blob.trim(), stage + 1);
            storage::atomic::write(&root.join("entry"), entry.as_bytes()).unwrap();
            let put = std::process::Command::new("git")
                .args(["update-index", "--index-info"])
                .current_dir(root)
                .stdin(std::fs::File::open(root.join("entry")).unwrap())
                .status();
            assert!(put.unwrap().success());
        }
        storage::load_unfinished(&self.put("go.decision.ron", there)).unwrap().0
    }
}

fn open(merge: &Merge) -> impl Iterator<Item = &Conflict> {
    merge.conflicts.iter().filter(|one| !one.is_misfit())
}

/// Whether a record is what choosing a side in each conflict gives. Of many conflicts not all choices are tried.
fn is_chosen(base: &Decision, [ours, theirs]: [&Decision; 2], record: &Decision) -> bool {
    let keys: Vec<ConflictKey> = open(&merge(base, ours, theirs)).map(|one| one.key.clone()).collect();
    (0..1_usize << keys.len().min(10)).any(|choice| {
        let side = |key: &ConflictKey| {
            let at = keys.iter().position(|known| known == key).unwrap_or_default();
            Some(if choice >> at & 1 == 1 { Side::Theirs } else { Side::Ours })
        };
        merge_choosing(base, ours, theirs, &side).decision == *record
    })
}

/// What no merge of two copies can hold, such as a member's order of criteria of which each copy has taken out some.
fn unfit(base: &Decision, one: &Decision, other: &Decision) -> BTreeSet<ConflictKey> {
    let mut keys = BTreeSet::new();
    for (side, copy) in [(Side::Ours, one), (Side::Theirs, other)] {
        let merged = merge_choosing(base, one, other, &|_| Some(side)).decision;
        keys.extend(open(&merge(base, &merged, copy)).map(|one| one.key.clone()));
    }
    keys
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn whatever_is_done_after_one_side_was_taken_the_other_is_not_lost(
        base in common::decision(), ours in seeds(8), theirs in seeds(8), more in seeds(5), takes_theirs in any::<bool>(),
    ) {
        thread_local! {
            static REPOSITORY: Unmerged = Unmerged::new();
        }
        let (ours, theirs) = (edited(&base, &ours), edited(&base, &theirs));
        let (taken, other) = if takes_theirs { (&theirs, &ours) } else { (&ours, &theirs) };
        let there = edited(taken, &more);
        if storage::to_ron(&there) == storage::to_ron(&ours) {
            return Ok(());
        }
        let found = REPOSITORY.with(|repository| repository.found([&base, &ours, &theirs], &there));
        let with_other = merge(&base, &there, other);
        if let Some(whole) = &found.whole {
            prop_assert_eq!(whole, &there);
            let holds = with_other.conflicts.is_empty() && with_other.decision == there;
            prop_assert!(holds || is_chosen(&base, [&ours, &theirs], &there), "{:?}", with_other.conflicts);
            return Ok(());
        }
        let asked = found.merge_choosing(&|_| None);
        let is_noted = |one: &Conflict| asked.notes.iter().any(|note| note.starts_with(&one.place));
        let told: BTreeSet<&ConflictKey> = open(&asked).map(|one| &one.key).collect();
        for one in open(&with_other) {
            prop_assert!(told.contains(&one.key) || is_noted(one), "{} is not told: {:?}", one.sentence(), told);
        }
        // With the other side taken, all that it did is there.
        let with_all = found.merge_choosing(&|_| Some(if takes_theirs { Side::Ours } else { Side::Theirs })).decision;
        let unfit = unfit(&base, &there, other);
        for one in open(&merge(&base, &with_all, other)) {
            prop_assert!(is_noted(one) || unfit.contains(&one.key), "{} is lost: {:?}", one.sentence(), asked.notes);
        }
        // And with the one that has the file, what people did, but where they have not chosen between the copies.
        let with_file = if found.records.theirs == theirs { Side::Ours } else { Side::Theirs };
        let kept = found.merge_choosing(&|_| Some(with_file)).decision;
        let between: BTreeSet<ConflictKey> = open(&merge(&base, &ours, &theirs)).map(|one| one.key.clone()).collect();
        for one in open(&merge(&base, &kept, &there)) {
            prop_assert!(between.contains(&one.key) || unfit.contains(&one.key), "{} is lost", one.sentence());
        }
    }
}
