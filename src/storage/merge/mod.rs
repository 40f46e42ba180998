//! Merges of decision files, and the files with conflict markers that git leaves. The values themselves are merged by
//! [`merge`](crate::decision::merge).

mod files;
mod markers;
mod saving;
mod two_records;

pub(super) use self::files::unfinished;
pub use self::{
    files::{
        ThreeRecords, Unfinished, can_choose_between_markers, is_conflicted, is_edited_by_hand, is_merged_by_hand,
        keep_or_take_out, load_three, load_unfinished, may_be_settled_as_ours,
    },
    markers::{Sides, sides_of_conflicted_file},
    saving::{save_merge, save_new_merge, save_recorded, save_unmerged},
    two_records::{keep_both, two_records_apart},
};
