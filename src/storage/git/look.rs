//! Runs of git that only look, inside or outside a repository, and the options that keep every run quiet.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{environment::Environment, error::GitError, process::Git};

/// Longest time for a run of git that only looks.
pub(super) const LONGEST_LOOK: Duration = Duration::from_secs(10);

/// Maximum length of the output of such a run, in bytes.
pub(super) const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Returns a path that `git rev-parse` prints for the repository around a folder.
pub(super) fn asked(folder: &Path, environment: Environment, what: &str) -> Result<PathBuf, GitError> {
    let said = look(folder, environment).args(["rev-parse", what]).said()?;
    if said.code != Some(0) {
        return Err(GitError::of_discovery(folder, &said.err));
    }
    let mut path = said.out;
    // A path may end in a line end itself.
    if path.ends_with(b"\n") {
        path.pop();
    }
    if cfg!(windows) && path.ends_with(b"\r") {
        path.pop();
    }
    Ok(path_of(path))
}

/// Prepares git in a folder, in a repository or not, for a run that only looks: see
/// [`Repository::look`](super::repository::Repository::look).
pub(super) fn look(folder: &Path, environment: Environment) -> Git {
    let git = offline(silent(Git::new(folder, LONGEST_LOOK, MOST_BYTES).only_looking())).env("GIT_OPTIONAL_LOCKS", "0");
    // Its messages are searched for words, which are English in this locale alone.
    environment.apply(git.env("LC_ALL", "C").env("LANGUAGE", "").args(QUIET))
}

/// Options that keep a repository's configuration from running programs, and a folder in it that only looks like a
/// repository from being taken for one.
pub(super) const QUIET: [&str; 9] = [
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "credential.helper=",
    "-c",
    "safe.bareRepository=explicit",
];

/// Keeps git from asking anything: there is no terminal, no editor, no pager and no password.
pub(super) fn silent(git: Git) -> Git {
    // Options for all paths would change the meaning of those that are set here.
    let git =
        git.without(&["GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"]);
    let answers = [
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_ASKPASS", ""),
        ("SSH_ASKPASS", ""),
        ("GIT_EDITOR", "true"),
        ("GIT_SEQUENCE_EDITOR", "true"),
        ("GIT_PAGER", "cat"),
    ];
    answers.into_iter().fold(git, |git, (name, value)| git.env(name, value))
}

/// Keeps git from fetching: neither what a partial clone left out, nor by any protocol.
pub(super) fn offline(git: Git) -> Git {
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "")
}

/// Converts a path as git writes it with `-z`, where paths end in a zero byte.
#[cfg(unix)]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&bytes).into_owned()).into()
}
