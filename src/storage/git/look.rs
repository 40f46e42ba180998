//! Git where it only looks, in a repository or not, and what keeps it quiet everywhere.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{environment::Environment, error::GitError, process::Git};

/// How long git may take where it only looks.
pub(super) const LONGEST_LOOK: Duration = Duration::from_secs(10);

/// How much it may say then.
pub(super) const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// What git says of the repository around a folder: one path.
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

/// Git in a folder, in a repository or not, where it only looks: see [`Repository::look`](super::repository::Repository::look).
pub(super) fn look(folder: &Path, environment: Environment) -> Git {
    let git = offline(silent(Git::new(folder, LONGEST_LOOK, MOST_BYTES).only_looking())).env("GIT_OPTIONAL_LOCKS", "0");
    // Its messages are searched for words, which are English in this locale alone.
    environment.apply(git.env("LC_ALL", "C").env("LANGUAGE", "").args(QUIET))
}

/// What keeps a repository's configuration from running programs, and a folder in it that only looks like a repository
/// from being taken for one.
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

/// It asks nobody: there is no terminal, no editor, no pager and no password.
pub(super) fn silent(git: Git) -> Git {
    // Options for all paths would change what our own mean.
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

/// It fetches nothing: not what a partial clone left out, nor by any protocol.
pub(super) fn offline(git: Git) -> Git {
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "")
}

/// A path as git writes it with `-z`, where paths end in a zero byte.
#[cfg(unix)]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&bytes).into_owned()).into()
}
