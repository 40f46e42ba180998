//! Two records under one name: git tries to merge them, but both have to stay.

use std::path::Path;

use crate::storage::{
    decision_file_name::{EXTENSION, MAX_BYTES},
    format::scan,
    git::{self, FileForGit, Stage, Stages},
};

/// Returns the commands that keep both of two records which git holds as unmerged under one name, as sentences. Returns
/// `None` if the file is merged, or git's copies are of one record.
#[must_use]
pub fn two_records_apart(path: &Path) -> Option<String> {
    let stages = git::stages(path).ok().flatten()?;
    let is_of_two = id_in(&stages, Stage::Ours)? != id_in(&stages, Stage::Theirs)?;
    is_of_two.then(|| keep_both(&FileForGit::of(path), path))
}

/// Returns the commands that keep both of two records, as sentences: theirs under another name. `place` is the path of
/// the file.
#[must_use]
pub fn keep_both(file: &FileForGit, place: &Path) -> String {
    let name = file.file_name();
    let stem = name.strip_suffix(&format!(".{EXTENSION}")).unwrap_or(&name);
    let free = (1..).map(|number| {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        format!("{stem}.theirs{number}.{EXTENSION}")
    });
    // Git gives the driver a copy with another name, in the root of the repository.
    let is_free = |name: &String| !file.beside(name).is_there() && !place.with_file_name(name).exists();
    let other = file.beside(&free.take(1_000).find(is_free).unwrap_or_default());
    format!(
        "`{} > {}` keeps theirs under another name, and `{}` ours under this one; then run `{}`.",
        file.show(3),
        other.for_shell(),
        file.command("checkout --ours --"),
        file.add_with(&other)
    )
}

/// Returns the id of the record in a copy that git keeps, as it is written there.
fn id_in(stages: &Stages, stage: Stage) -> Option<String> {
    let bytes = stages.read(stage, MAX_BYTES).ok()??;
    let text = String::from_utf8(bytes).ok()?;
    scan::find(&text, |part| (part.path == "id").then(|| text[part.value.clone()].to_owned()))
}
