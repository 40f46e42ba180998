//! The commits that changed a file.

use std::path::Path;

use jiff::civil::Date;

use super::{super::atomic, error::GitError, repository::Repository};
use crate::decision::text::one_line;

/// A commit that changed a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The hash of the commit.
    pub id: String,
    /// The day it was made.
    pub on: Date,
    /// The first line of its message.
    pub subject: String,
}

/// Returns the last commits of the branch that changed a file, the newest first, `most` of them at most. Renames are
/// not followed, as [`load_at`](crate::storage::load_at) does not follow them.
///
/// # Errors
/// [`GitError`] if the file is in no repository, or git gives no answer. A repository without a commit gives an empty
/// list.
pub fn revisions(path: &Path, most: usize) -> Result<Vec<Revision>, GitError> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (folder, Some(name)) = (atomic::folder_of(&path), path.file_name()) else {
        return Err(GitError::NoRepository(path));
    };
    let repository = Repository::around(folder)?;
    // Signatures are left alone: showing them would run the program that checks them.
    let log = ["log", "-z", "--no-show-signature", "--no-color", "--date=short", "--format=%H%n%cd%n%s"];
    let most = format!("--max-count={most}");
    let mut literal = std::ffi::OsString::from(":(literal)");
    literal.push(name);
    let said = repository.look().args(log).args([&most, "--"]).args([&literal]).said()?;
    // There is no commit yet, or the branch is broken; either way nothing can be compared.
    if said.code != Some(0) {
        return Ok(Vec::new());
    }
    let commits = said.out.split(|byte| *byte == 0).filter_map(|commit| revision(&String::from_utf8_lossy(commit)));
    Ok(commits.collect())
}

/// Parses a commit in the format of the `git log` above.
fn revision(commit: &str) -> Option<Revision> {
    let mut lines = commit.splitn(3, '\n');
    let (id, on) = (lines.next()?, lines.next()?.parse().ok()?);
    let is_hash = id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| Revision { id: id.to_owned(), on, subject: one_line(lines.next().unwrap_or_default()) })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]
mod tests {
    use std::{fs, process::Command};

    use jiff::civil::date;

    use super::*;

    fn git(root: &Path, arguments: &[&str]) {
        let identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        git.arg("-C").arg(root).args(identity).args(arguments).env("GIT_COMMITTER_DATE", "2026-03-04T12:00:00+00:00");
        assert!(git.status().unwrap().success(), "{arguments:?}");
    }

    #[test]
    fn the_commits_of_a_file_are_told_from_the_newest_on() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("*.ron");
        assert!(matches!(revisions(&file, 9), Err(GitError::NoRepository(_))));
        git(folder.path(), &["init", "--quiet"]);
        assert_eq!(revisions(&file, 9).unwrap(), []);
        for (name, subject) in
            [("*.ron", "One\n\nWith a body"), ("b.ron", "Other"), ("*.ron", "Two"), ("*.ron", "Three")]
        {
            fs::write(folder.path().join(name), subject).unwrap();
            git(folder.path(), &["add", "."]);
            git(folder.path(), &["commit", "--quiet", "-m", subject]);
        }
        let found = revisions(&file, 9).unwrap();
        let told: Vec<_> = found.iter().map(|one| (one.on, one.subject.as_str())).collect();
        let on = date(2026, 3, 4);
        assert_eq!(told, [(on, "Three"), (on, "Two"), (on, "One")]);
        assert_eq!(revisions(&file, 2).unwrap(), found[..2]);
    }
}
