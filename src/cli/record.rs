//! Decision files as commands take them.

use std::path::Path;

use super::{console::Console, failure::Failure};
use crate::{
    decision::{Decision, Edit},
    storage::{self, Newer},
};

/// A record that can be changed and saved.
pub(super) fn load_to_change(path: &Path) -> Result<Decision, Failure> {
    let loaded = storage::load(path)?;
    match loaded.newer {
        None => Ok(loaded.decision),
        Some(newer) => Err(Failure::new(format!(
            "{} {}, so it is not changed: what this version does not know would be lost. Update Weigh-In to change it.",
            path.display(),
            written_by(&newer)
        ))),
    }
}

/// A record to look at. Of a newer format, it is what this version understands of it.
pub(super) fn load_to_read(path: &Path, console: &mut Console<'_>) -> Result<Decision, Failure> {
    let loaded = storage::load(path)?;
    if let Some(newer) = loaded.newer {
        console.warn(format_args!(
            "{} {}. Update Weigh-In to see all of it{}.",
            path.display(),
            written_by(&newer),
            left_out(&newer)
        ));
    }
    Ok(loaded.decision)
}

/// "was written by a newer version of Weigh-In, in format 2"
pub(super) fn written_by(newer: &Newer) -> String {
    format!("was written by a newer version of Weigh-In, in format {}", newer.format)
}

fn left_out(newer: &Newer) -> String {
    match newer.left_out.as_slice() {
        [] => String::new(),
        fields => format!("; this version leaves out {}", fields.join(", ")),
    }
}

pub(super) fn save(path: &Path, decision: &Decision) -> Result<(), Failure> {
    Ok(storage::save(path, decision)?)
}

/// Makes one change, or tells why not.
pub(super) fn apply(decision: &mut Decision, edit: Edit) -> Result<(), Failure> {
    decision.apply(edit).map_err(|refusal| Failure::new(format!("{refusal}. Nothing was written.")))
}
