//! Decision files as commands take them.

use std::path::Path;

use super::{console::Console, failure::Failure};
use crate::{
    decision::{Decision, Edit},
    storage::{self, Fingerprint, Loaded, Newer, Saved, world},
};

/// How often a change is made again where others save the file in between.
const MOST_TRIES: u32 = 50;

/// Makes a change to a decision file, and gives the record after it with what the change gave. A change that changes
/// nothing writes nothing. Where others save the file meanwhile, it is made again, to what they have saved.
pub(super) fn change<T>(
    path: &Path,
    make: impl Fn(&mut Decision) -> Result<T, Failure>,
) -> Result<(Decision, T), Failure> {
    change_known(path, load_known(path)?, make)
}

/// [`change`] of a file that was read already: it is read again only where others have saved it since.
pub(super) fn change_known<T>(
    path: &Path,
    mut known: (Decision, Fingerprint),
    make: impl Fn(&mut Decision) -> Result<T, Failure>,
) -> Result<(Decision, T), Failure> {
    for _ in 0..MOST_TRIES {
        let (before, print) = known;
        let mut decision = before.clone();
        let given = make(&mut decision)?;
        if decision == before {
            return Ok((decision, given));
        }
        // Only if the file is still what was read: otherwise the change is made again to what others have saved.
        if let Saved::Written(_) = storage::save_over(path, &decision, Some(&print))? {
            return Ok((decision, given));
        }
        known = load_known(path)?;
    }
    Err(Failure::new(format!(
        "{} is being changed by others all the time. Nothing was written: run it again.",
        path.display()
    )))
}

/// A record that can be changed, and what its file is like.
pub(super) fn load_known(path: &Path) -> Result<(Decision, Fingerprint), Failure> {
    let (loaded, print) = storage::load_known(path)?;
    match loaded.newer {
        None => Ok((loaded.decision, print)),
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
    Ok(understood(loaded, &path.display().to_string(), console))
}

/// A record to look at, as it was at a revision of its repository. Of a newer format, it is what this version understands of it.
pub(super) fn load_at(path: &Path, revision: &str, console: &mut Console<'_>) -> Result<Decision, Failure> {
    let loaded = storage::load_at(path, revision).map_err(|error| Failure::new(error.to_string()))?;
    Ok(understood(loaded, &format!("{} at {revision}", path.display()), console))
}

/// What this version understands of a record, and a warning where that is not all of it.
fn understood(loaded: Loaded, name: &str, console: &mut Console<'_>) -> Decision {
    if let Some(newer) = loaded.newer {
        console.warn(format_args!(
            "{name} {}. Update Weigh-In to see all of it{}.",
            written_by(&newer),
            left_out(&newer)
        ));
    }
    loaded.decision
}

/// "was written by a newer version of Weigh-In, in format 3"
pub(super) fn written_by(newer: &Newer) -> String {
    format!("was written by a newer version of Weigh-In, in format {}", newer.format)
}

fn left_out(newer: &Newer) -> String {
    match newer.left_out.as_slice() {
        [] => String::new(),
        fields => format!("; this version leaves out {}", fields.join(", ")),
    }
}

/// The name of who runs the command, as git knows them where the record is.
pub(super) fn user(file: &Path) -> String {
    world::user_name_in(file.parent().unwrap_or(Path::new("")))
}

/// Refuses what stands behind `--repo` and is no folder.
pub(super) fn is_repository_folder(repo: &Path) -> Result<(), Failure> {
    if repo.is_dir() {
        return Ok(());
    }
    let repo = repo.display();
    Err(Failure::new(format!("{repo} is not a folder. Behind --repo comes the folder of a repository.")))
}

/// Writes a new file.
pub(super) fn save(path: &Path, decision: &Decision) -> Result<(), Failure> {
    Ok(storage::save_new(path, decision)?)
}

/// Makes one change, or says why not.
pub(super) fn apply(decision: &mut Decision, edit: Edit) -> Result<(), Failure> {
    decision.apply(edit).map_err(Failure::before_writing)
}
