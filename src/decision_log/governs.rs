//! The files that decisions govern.

use std::{
    fs,
    path::{Path, PathBuf},
};

use glob::{MatchOptions, Pattern};

use super::folder::repository_root;
use crate::{
    decision::{Decision, Place, Problem, ProblemCode},
    storage::atomic,
};

/// Asterisks stop at folders, as in `.gitignore`, and capitals count, as in git.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };
/// Maximum number of files and folders that are looked at for a glob that matches none.
const MOST_LOOKED_AT: usize = 20_000;

/// Reports whether a glob matches a path, or a folder that the path is in.
pub(super) fn is_governed(path: &str, glob: &str) -> bool {
    let Some(pattern) = pattern(glob) else { return false };
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.map(|end| &path[..end]).any(|part| pattern.matches_with(part, OPTIONS))
}

/// Returns the pattern of a glob; `None` for one that is not valid. A slash at its end says that it is about a folder.
fn pattern(glob: &str) -> Option<Pattern> {
    Pattern::new(glob.trim_start_matches("./").trim_end_matches('/')).ok()
}

/// Returns problems for globs that match nothing in the repository of a record any more. Outside of a repository, there are none.
pub(super) fn check_governed(decision: &Decision, decision_file: &Path) -> Vec<Problem> {
    if decision.governs.is_empty() {
        return Vec::new();
    }
    let Some(root) = repository_root(atomic::folder_of(decision_file)) else { return Vec::new() };
    let gone = decision.governs.iter().enumerate().filter(|(_, glob)| matches_nothing(&root, glob));
    let problem = |(at, glob): (usize, &String)| {
        let what = format!("The decision governs `{glob}`, which matches no file of the repository.");
        let advice = "Name the files that it governs now, or remove the line.";
        let problem = Problem::warning(ProblemCode::GovernsNothing, Place::Context, what, advice);
        let command = format!("`weigh-in set FILE governs=PATH{}` names them.", decision.option_to_correct());
        problem.at(format!("governs[{at}]")).about(glob).by_command(command)
    };
    gone.map(problem).collect()
}

/// Reports whether a glob surely matches nothing. Folders above the first wildcard are the only ones that are looked into.
fn matches_nothing(root: &Path, glob: &str) -> bool {
    let Some(pattern) = pattern(glob) else { return true };
    let names: Vec<&str> = pattern.as_str().split('/').collect();
    // One that leads out of the repository is not followed, and is a problem of its own.
    if names.iter().any(|name| matches!(*name, "" | "." | "..")) || Path::new(glob).is_absolute() {
        return false;
    }
    let literal = names.iter().take_while(|name| !name.contains(['*', '?', '['])).count();
    let start: PathBuf = names[..literal].iter().collect();
    let mut waiting = vec![start];
    let mut looked_at = 0;
    while let Some(path) = waiting.pop() {
        let place = root.join(&path);
        // Links are not followed.
        let Ok(about) = fs::symlink_metadata(&place) else { continue };
        if pattern.matches_path_with(&path, OPTIONS) {
            return false;
        }
        looked_at += 1;
        if looked_at > MOST_LOOKED_AT {
            return false;
        }
        let is_inside = about.is_dir() && path.file_name().is_none_or(|name| name != ".git");
        let inside = fs::read_dir(&place).ok().filter(|_| is_inside);
        waiting.extend(inside.into_iter().flatten().flatten().map(|entry| path.join(entry.file_name())));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_files_and_all_that_is_in_folders() {
        for (glob, governed, free) in [
            (
                "services/ingest",
                &["services/ingest", "services/ingest/src/main.rs"][..],
                &["services/ingest2", "services"][..],
            ),
            ("services/ingest/", &["services/ingest/a"], &["services/other"]),
            ("services/*", &["services/a", "services/a/b/c"], &["services"]),
            ("services/*/Cargo.toml", &["services/a/Cargo.toml"], &["services/a/b/Cargo.toml"]),
            ("**/*.rs", &["a.rs", "x/y/a.rs"], &["a.go"]),
            ("services/**", &["services/a", "services/a/b"], &["other/a"]),
            ("./go.mod", &["go.mod"], &["x/go.mod"]),
            ("[", &[], &["[", "a"]),
        ] {
            for path in governed {
                assert!(is_governed(path, glob), "{glob} governs {path}");
            }
            for path in free {
                assert!(!is_governed(path, glob), "{glob} does not govern {path}");
            }
        }
    }
}
