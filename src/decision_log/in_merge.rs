//! ADRs and indexes with an unfinished merge, and the ways to finish it.

use std::path::Path;

use super::folder::repository_root;
use crate::storage::{FileForGit, GitIndex, is_conflicted};

/// Reports whether a file has an unfinished merge: its text has conflict markers, or git holds it as unmerged.
pub(super) fn is_in_merge(index: &GitIndex, place: &Path, text: &str) -> bool {
    is_conflicted(text) || index.is_unmerged(place)
}

/// Returns the way to finish the merge of a file, as a clause with commands; `None` if it is finished. The path has all
/// links followed.
pub(super) fn way_on(index: &GitIndex, place: &Path, text: &str) -> Option<String> {
    const CHOOSE: &str = "choose what stands between the conflict markers";
    let is_marked = is_conflicted(text);
    if !index.is_unmerged(place) {
        return is_marked.then(|| CHOOSE.to_owned());
    }
    // From the root, since the folder of the file may be gone with it.
    let file = FileForGit::under(&repository_root(index.root())?, place)?;
    // A link that leads nowhere is not gone; it is reported as what it is.
    let is_gone = place.symlink_metadata().is_err();
    let add = || file.add();
    let [out, ours, theirs, merge] =
        ["rm", "checkout --ours", "checkout --theirs", "checkout --merge"].map(|words| file.command(words));
    Some(if let Some(option) = index.way_back(place).filter(|_| is_gone) {
        let back = file.command(&format!("checkout {option}"));
        format!("it was deleted: get it back with `{back}`, or take it out with `{out}`")
    } else if index.is_taken_out(place) {
        format!("one side has taken it out: keep it with `{}`, or take it out with `{out}`", add())
    } else if is_marked {
        format!("{CHOOSE}, or take one side with `{ours}` or `{theirs}`; then run `{}`", add())
    } else {
        format!("if it says what it should, run `{}`; `{merge}` shows both sides between conflict markers", add())
    })
}

/// Returns the warning about a file with an unfinished merge, which is left as it is. `way` is [how](way_on) to finish
/// it.
pub(super) fn not_changed(path: &str, way: &str) -> String {
    format!("{path} is in the middle of a merge, so it is not changed. To finish the merge, {way}. Then export again.")
}
