//! Two records under one name: git wants to merge them, and both have to stay.

use std::path::Path;

use crate::{
    decision::text::{shell_path, shell_quoted},
    storage::{
        decision_file_name::{EXTENSION, MAX_BYTES},
        format::scan,
        git::{self, Stage, Stages},
    },
};

/// The commands that keep both of two records which git holds as unmerged under one name, as sentences. None where the file is
/// merged, and where the copies of git are of one record.
#[must_use]
pub fn two_records_apart(path: &Path) -> Option<String> {
    let stages = git::stages(path).ok().flatten()?;
    let is_of_two = id_in(&stages, Stage::Ours)? != id_in(&stages, Stage::Theirs)?;
    is_of_two.then(|| keep_both(&git::known_to_git(path).to_string_lossy(), path))
}

/// The commands that keep both of two records, as sentences: theirs under another name. `name` is the file as git takes it from
/// the current folder, `place` where it is.
#[must_use]
pub fn keep_both(name: &str, place: &Path) -> String {
    let stem = name.strip_suffix(&format!(".{EXTENSION}")).unwrap_or(name);
    let free = (1..).map(|number| {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        format!("{stem}.theirs{number}.{EXTENSION}")
    });
    let is_free = |name: &String| {
        // Git gives the driver a copy with another name, in the root of the repository.
        let beside = Path::new(name).file_name().map(|name| place.with_file_name(name));
        !Path::new(name).exists() && !beside.is_some_and(|beside| beside.exists())
    };
    let other = free.take(1_000).find(is_free).unwrap_or_default();
    let (path, other) = (shell_path(name), shell_path(&other).into_owned());
    let theirs = shell_quoted(&format!(":3:./{name}")).into_owned();
    let add = git::add_command(Path::new(name));
    format!(
        "`git show {theirs} > {other}` keeps theirs under another name, and `git checkout --ours -- {path}` ours under this \
         one; then run `{add} {path} {other}`."
    )
}

/// The id of the record in a copy that git keeps, as it is written there.
fn id_in(stages: &Stages, stage: Stage) -> Option<String> {
    let bytes = stages.read(stage, MAX_BYTES).ok()??;
    let text = String::from_utf8(bytes).ok()?;
    scan::find(&text, |part| (part.path == "id").then(|| text[part.value.clone()].to_owned()))
}
