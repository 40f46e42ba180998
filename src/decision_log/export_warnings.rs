//! Warnings before the export of a record.

use std::path::Path;

use super::{
    folder::{Folder, repository_root},
    record_link::place_in,
};
use crate::{
    adr,
    decision::{Decision, Status},
    storage::atomic,
};

/// Returns the warning about the status of a draft, whose ADR will have this text.
pub(super) fn about_decision(decision: &Decision, adr: &str) -> Option<String> {
    if decision.status() != Status::Draft {
        return None;
    }
    // A status that people, or a later decision, gave the ADR stays there.
    let status = adr::read(adr.as_bytes()).status.filter(|status| status.known() != Some(Status::Proposed));
    Some(match status {
        Some(other) => format!("The record is a draft, and its ADR will have the status {}.", other.words()),
        None => "The record is a draft. An ADR has no draft status, so it is exported as proposed.".to_owned(),
    })
}

/// Returns the remark on a new ADR that has a status where those of its folder have none.
pub(super) fn about_status(folder: &Folder) -> Option<String> {
    let states_none = !folder.entries.is_empty() && folder.entries.iter().all(|entry| entry.status.is_none());
    states_none
        .then(|| "The other ADRs of the folder state no status. This one does, so that the log can show it.".to_owned())
}

/// Returns the warning that the ADR cannot link to a record outside the repository.
pub(super) fn not_kept(decision_file: Option<&Path>, root: &Path) -> Option<String> {
    let Some(file) = decision_file else {
        return Some(
            "The record has no file yet. It is saved beside the ADR, so that the ADR can link to it.".to_owned(),
        );
    };
    place_in(root, file).is_none().then(|| {
        "The record is not kept in the git repository that it is exported to, so the ADR cannot link to it, and the check \
         cannot compare the two."
            .to_owned()
    })
}

/// Returns a warning if the check of a record that lies below the root would not find the ADR.
pub(super) fn about_repository(decision_file: Option<&Path>, root: &Path) -> Option<String> {
    let file = decision_file.filter(|file| place_in(root, file).is_some())?;
    if file.file_name().is_some_and(|name| name.to_str().is_none()) {
        let advice = "Give the file another name, and export it again.";
        return Some(format!("The name of the record is not Unicode, so the ADR cannot link to it. {advice}"));
    }
    let repository = repository_root(atomic::folder_of(file));
    (repository.is_none() || repository != root.canonicalize().ok()).then(|| {
        "The record is not kept in the git repository that it is exported to, so the check cannot compare the two."
            .to_owned()
    })
}
