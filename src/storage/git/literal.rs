//! Paths in commands of git that are never patterns, whatever characters they hold.

use std::path::is_separator;

use crate::decision::{
    RepoPath,
    text::{shell_path, shell_quoted},
};

/// Quotes a path for a shell, so that git takes it for this one file.
pub(super) fn literal_path(path: &str) -> String {
    if has_wildcards(path) { literal("literal", path) } else { shell_path(path).into_owned() }
}

/// Quotes a path for a shell, with a prefix by which git does not take it for a pattern.
pub(super) fn literal(magic: &str, path: &str) -> String {
    shell_quoted(&format!(":({magic}){path}")).into_owned()
}

/// Reports whether git takes a path for a pattern, which other files may match as well.
pub(super) fn has_wildcards(path: &str) -> bool {
    path.contains(|c| matches!(c, '*' | '?' | '[' | ']') || c == '\\' && !is_separator(c))
}

/// Returns the command that adds these files or folders, given from the root, to the work tree of a sparse checkout. It
/// has to run in the root.
pub(super) fn sparse_checkout_add(paths: &[RepoPath], is_of_folders: bool) -> String {
    let is_odd = paths.iter().any(|path| has_wildcards(path));
    let words = paths.iter().map(|path| match () {
        () if is_of_folders || !is_odd => shell_path(path).into_owned(),
        // A pattern, as in `.gitignore`.
        () => {
            let escaped = path.chars().flat_map(|c| {
                let backslash = matches!(c, '*' | '?' | '[' | ']' | '\\').then_some('\\');
                backslash.into_iter().chain([c])
            });
            shell_quoted(&format!("/{}", escaped.collect::<String>())).into_owned()
        }
    });
    // Git takes such a folder for a pattern by mistake, and refuses it.
    let option = if is_odd && is_of_folders { " --skip-checks" } else { "" };
    format!("git sparse-checkout add{option} {}", words.collect::<Vec<_>>().join(" "))
}
