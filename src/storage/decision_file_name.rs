//! What a decision file is known by from outside.

/// What the names of decision files end in, behind a dot.
pub const EXTENSION: &str = "decision.ron";

/// Whether a file is a decision file by its name.
#[must_use]
pub fn is_decision_file(name: &str) -> bool {
    name.strip_suffix(EXTENSION).is_some_and(|rest| rest.ends_with('.'))
}

/// The largest file that is read, in bytes: twice what 200 members who score 12 options by 200 criteria need, and small
/// enough to read at once.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;
