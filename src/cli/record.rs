//! Reading and changing decision files in commands. Where a file is meant, `-` stands for standard input, and for standard output where
//! a record is written.

use std::{
    io::{ErrorKind, stdin},
    path::{Component, Path, PathBuf},
};

use super::{console::Console, correct::Correct, failure::Failure};
use crate::{
    decision::{Decision, Edit},
    decision_log::inside,
    storage::{self, Fingerprint, KeptBack, Loaded, Newer, ReadError, Saved, atomic},
};

/// Maximum number of times that a change is repeated because others save the file in between.
const MOST_TRIES: u32 = 50;

/// Reports whether a path stands for standard input and output.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The name of standard input in messages.
fn input_name() -> &'static Path {
    Path::new("standard input")
}

/// Reads a record with its text, from a file or standard input.
pub(super) fn load_with_text(path: &Path) -> Result<(Loaded, String), ReadError> {
    if is_standard(path) { storage::load_from(stdin().lock(), input_name()) } else { storage::load_with_text(path) }
}

/// Reads bytes, from a file or standard input.
pub(super) fn load_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = if is_standard(path) {
        storage::load_bytes_from(stdin().lock(), input_name())
    } else {
        storage::load_bytes(path)
    };
    Ok(read?)
}

/// Makes a change to a decision file, and returns the record after it and the result of `make`. A change without an
/// effect writes nothing. If others save the file meanwhile, the change is repeated on what they have saved. An
/// accepted record is changed only as a correction. Private ballots that were kept aside are told.
pub(super) fn change<T>(
    path: &Path,
    correct: &Correct,
    console: &mut Console<'_>,
    make: impl Fn(&mut Decision) -> Result<T, Failure>,
) -> Result<(Decision, T), Failure> {
    change_known(path, load_known(path)?, correct, console, make)
}

/// Makes a [`change`] to a file that was read already: it is read again only if others have saved it since.
pub(super) fn change_known<T>(
    path: &Path,
    known: Known,
    correct: &Correct,
    console: &mut Console<'_>,
    make: impl Fn(&mut Decision) -> Result<T, Failure>,
) -> Result<(Decision, T), Failure> {
    change_from(path, known, correct, console, |decision, _| make(decision))
}

/// Makes a [`change`] to a record, given the private ballots beside it that are not in it.
pub(super) fn change_with_private<T>(
    path: &Path,
    correct: &Correct,
    console: &mut Console<'_>,
    make: impl Fn(&mut Decision, &[KeptBack]) -> Result<T, Failure>,
) -> Result<(Decision, T), Failure> {
    change_from(path, load_known(path)?, correct, console, make)
}

fn change_from<T>(
    path: &Path,
    mut known: Known,
    correct: &Correct,
    console: &mut Console<'_>,
    make: impl Fn(&mut Decision, &[KeptBack]) -> Result<T, Failure>,
) -> Result<(Decision, T), Failure> {
    for _ in 0..MOST_TRIES {
        let Known { decision: before, print, kept_back } = known;
        let mut decision = before.clone();
        let given = make(&mut decision, &kept_back)?;
        if is_standard(path) {
            correct.guard(path, &before, &mut decision)?;
            correct.tell_unkept(&before, &decision, console);
            console.record(&decision)?;
            return Ok((decision, given));
        }
        if decision == before {
            correct.tell_unkept(&before, &decision, console);
            return Ok((decision, given));
        }
        correct.guard(path, &before, &mut decision)?;
        // Only if the file is still as it was read: otherwise the change is repeated on what others have saved.
        if let Saved::Written(_, aside) = storage::save_over(path, &decision, print.as_ref())? {
            tell_aside(&aside, console);
            correct.tell_unkept(&before, &decision, console);
            return Ok((decision, given));
        }
        known = load_known(path)?;
    }
    Err(Failure::new(format!(
        "{} is being changed by others all the time. Nothing was written: run it again.",
        path.display()
    )))
}

/// Prints where a save kept private ballots aside that the record does not hold.
pub(super) fn tell_aside(aside: &[PathBuf], console: &mut Console<'_>) {
    for path in aside {
        console.tell(format_args!("Kept a private ballot that this record does not hold: {}.", path.display()));
    }
}

/// A record that can be changed.
pub(super) struct Known {
    /// Record, with the private ballots beside it that belong to its hidden round.
    pub(super) decision: Decision,
    /// Fingerprint of its files; `None` from standard input.
    print: Option<Fingerprint>,
    /// Other private ballots beside it.
    kept_back: Vec<KeptBack>,
}

/// Loads a record for a change, with the fingerprint of its files. A record of a newer format is refused.
pub(super) fn load_known(path: &Path) -> Result<Known, Failure> {
    let (loaded, print) = if is_standard(path) {
        (load_with_text(path)?.0, None)
    } else {
        let (loaded, print) = storage::load_known(path)?;
        (loaded, Some(print))
    };
    match loaded.newer {
        None => Ok(Known { decision: loaded.decision, print, kept_back: loaded.kept_back }),
        Some(newer) => Err(Failure::new(format!(
            "{} {}, so it is not changed: what this version does not know would be lost. Update Weigh-In to change it.",
            path.display(),
            written_by(&newer)
        ))),
    }
}

/// Loads a record to read it. If it is of a newer format, this is the part that this version knows.
pub(super) fn load_to_read(path: &Path, console: &mut Console<'_>) -> Result<Decision, Failure> {
    let loaded = load_with_text(path)?.0;
    Ok(understood(loaded, &path.display().to_string(), console))
}

/// Loads a record to read it, as it was at a revision of its repository. If it is of a newer format, this is the part
/// that this version knows.
pub(super) fn load_at(path: &Path, revision: &str, console: &mut Console<'_>) -> Result<Decision, Failure> {
    let loaded = storage::load_at(path, revision).map_err(|error| Failure::new(error.to_string()))?;
    Ok(understood(loaded, &format!("{} at {revision}", path.display()), console))
}

/// Returns the part of a record that this version knows, and warns if that is not all of it.
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

/// Returns "was written by a newer version of Weigh-In, in format 3 (this version, 0.1.0, reads up to format 2)".
pub(super) fn written_by(newer: &Newer) -> String {
    format!("was written by a newer version of Weigh-In, {}", newer.formats())
}

fn left_out(newer: &Newer) -> String {
    match newer.left_out.as_slice() {
        [] => String::new(),
        fields => format!("; this version leaves out {}", fields.join(", ")),
    }
}

/// Refuses a `--repo` that is not a folder.
pub(super) fn is_repository_folder(repo: &Path) -> Result<(), Failure> {
    if repo.is_dir() {
        return Ok(());
    }
    let repo = repo.display();
    Err(Failure::new(format!("{repo} is not a folder. Behind --repo comes the folder of a repository.")))
}

/// Writes a new file, or the record to standard output.
pub(super) fn save(path: &Path, decision: &Decision, console: &mut Console<'_>) -> Result<(), Failure> {
    if is_standard(path) {
        return console.record(decision);
    }
    stays_inside(path)?;
    Ok(storage::save_new(path, decision)?)
}

/// Writes a file that a command was asked for; `replaces` one that is there.
pub(super) fn write_out(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), Failure> {
    stays_inside(path)?;
    let shown = path.display();
    let written = if replaces { atomic::write(path, bytes) } else { atomic::create(path, bytes) };
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::new(format!("{shown} is there already. Add --yes to replace it; nothing was written."))
        }
        _ => Failure::new(format!("{shown} could not be written: {error}.")),
    })
}

/// Refuses a path in a repository if a link leads out of it, as an export does: the person who named it may not know of
/// the link.
pub(super) fn stays_inside(file: &Path) -> Result<(), Failure> {
    let Ok(file) = std::path::absolute(file) else { return Ok(()) };
    let names: Vec<Component<'_>> = file.parent().unwrap_or(&file).components().collect();
    // Up to the last `..` the user decides where the path goes.
    let up = names.iter().rposition(|name| *name == Component::ParentDir).map_or(0, |at| at + 1);
    let mut folder: PathBuf = names[..up].iter().collect();
    if up > 0 {
        let Ok(real) = folder.canonicalize() else { return Ok(()) };
        folder = real;
    }
    folder.extend(&names[up..]);
    let Some(root) = folder.ancestors().find(|folder| folder.join(".git").exists()) else { return Ok(()) };
    let Some(path) = folder.strip_prefix(root).ok().and_then(Path::to_str) else { return Ok(()) };
    inside(root, path).map(drop).map_err(Failure::before_writing)
}

/// Makes one change, or returns why it was refused.
pub(super) fn apply(decision: &mut Decision, edit: Edit) -> Result<(), Failure> {
    decision.apply(edit).map_err(Failure::before_writing)
}
