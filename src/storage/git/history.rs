//! The commits that changed a file, also under the names that it had before.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use super::{super::atomic, error::GitError, look::path_of, repository::Repository};
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
/// followed; a file that began as a copy of another one has no part in the other's commits.
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
    let here = repository.path_in_tree(name)?;
    let committed = renamed_in_index(&repository, &here)?.unwrap_or(here);
    let commits = commits(&repository, &committed, Some(most))?;
    Ok(commits.into_iter().map(|commit| commit.revision).collect())
}

/// Returns the names that a file had before, the newest first, as paths from the root of the repository.
///
/// # Errors
/// [`GitError`] if git gives no answer.
pub(super) fn earlier_names(repository: &Repository, name: &OsStr) -> Result<Vec<PathBuf>, GitError> {
    let here = repository.path_in_tree(name)?;
    let renamed = renamed_in_index(repository, &here)?;
    let commits = commits(repository, renamed.as_ref().unwrap_or(&here), None)?;
    Ok(renamed.into_iter().chain(commits.into_iter().filter_map(|commit| commit.renamed_from)).collect())
}

/// A commit, and the name that the file had before it, if the commit renamed the file.
struct Commit {
    revision: Revision,
    renamed_from: Option<PathBuf>,
}

/// Returns the commits that changed a file at a path from the root; with `most`, only the newest.
fn commits(repository: &Repository, path: &Path, most: Option<usize>) -> Result<Vec<Commit>, GitError> {
    let mut place = OsString::from(":(top,literal)");
    place.push(path);
    // Signatures are left alone: showing them would run the program that checks them.
    let log = ["log", "-z", "--no-show-signature", "--no-color", "--date=short", "--format=%H%n%cd%n%s"];
    let names = ["--name-status", "--no-relative"];
    let most = most.map(|most| format!("--max-count={most}"));
    // A partial clone may lack what git compares to find a rename.
    for follow in ["--follow", "--no-follow"] {
        let said =
            repository.look().args(log).args(names).args([follow]).args(&most).args(["--"]).args([&place]).said()?;
        if said.code == Some(0) {
            return Ok(parsed(&said.out));
        }
    }
    // There is no commit yet, or the branch is broken; either way nothing can be compared.
    Ok(Vec::new())
}

/// Returns the path of a file in the last commit, if the index has it at another one.
fn renamed_in_index(repository: &Repository, here: &Path) -> Result<Option<PathBuf>, GitError> {
    let diff =
        ["diff", "--cached", "-z", "--name-status", "--no-relative", "--find-renames", "--diff-filter=R", "HEAD"];
    let said = repository.look().args(diff).said()?;
    if said.code != Some(0) || said.out.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&[u8]> = said.out.split(|byte| *byte == 0).collect();
    let mut renames = parts.chunks_exact(3).map(|rename| [rename[1], rename[2]].map(|name| path_of(name.to_vec())));
    Ok(renames.find(|[_, now]| now == here).map(|[before, _]| before))
}

/// Parses the output of the `git log` above: of each commit its lines, and the kind of the change with one name, or with
/// two of a rename or a copy. The commits before a copy are those of another file.
fn parsed(out: &[u8]) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    let mut parts = out.split(|byte| *byte == 0);
    while let Some(part) = parts.next() {
        // A merge may have no names.
        let Some(kind) = part.strip_prefix(b"\n") else {
            let revision = revision(&String::from_utf8_lossy(part));
            commits.extend(revision.map(|revision| Commit { revision, renamed_from: None }));
            continue;
        };
        let before = parts.next();
        match kind.first() {
            Some(b'R') => {
                parts.next();
                if let (Some(commit), Some(before)) = (commits.last_mut(), before) {
                    commit.renamed_from = Some(path_of(before.to_vec()));
                }
            }
            Some(b'C') => break,
            _ => {}
        }
    }
    commits
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

    /// Writes a file and commits all.
    fn commit(root: &Path, name: &str, text: &str, subject: &str) {
        fs::write(root.join(name), text).unwrap();
        git(root, &["add", "--all"]);
        git(root, &["commit", "--quiet", "-m", subject]);
    }

    fn subjects(file: &Path) -> Vec<String> {
        revisions(file, 9).unwrap().into_iter().map(|one| one.subject).collect()
    }

    #[test]
    fn commits_under_earlier_names_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        git(root, &["init", "--quiet"]);
        fs::create_dir(root.join("docs")).unwrap();
        let text = "a line of some length\n".repeat(20);
        commit(root, "docs/a [b].ron", &text, "One");
        commit(root, "docs/a [b].ron", &(text.clone() + "Two"), "Two");
        git(root, &["mv", "docs/a [b].ron", "c.ron"]);
        commit(root, "c.ron", &(text.clone() + "Three"), "Three");
        assert_eq!(subjects(&root.join("c.ron")), ["Three", "Two", "One"]);
        // Git knows of the next rename, and no commit has it yet.
        git(root, &["mv", "c.ron", "docs/d.ron"]);
        assert_eq!(subjects(&root.join("docs/d.ron")), ["Three", "Two", "One"]);
        let docs = Repository::around(&root.join("docs")).unwrap();
        let names = ["c.ron", "docs/a [b].ron"].map(PathBuf::from);
        assert_eq!(earlier_names(&docs, OsStr::new("d.ron")).unwrap(), names);
        // A copy is another file.
        git(root, &["commit", "--quiet", "-m", "Four"]);
        commit(root, "copy.ron", &(text + "Three"), "Copy");
        assert_eq!(subjects(&root.join("copy.ron")), ["Copy"]);
        assert_eq!(subjects(&root.join("docs/d.ron")), ["Four", "Three", "Two", "One"]);
    }
}
