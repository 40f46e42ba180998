//! Files as they were at a revision.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
};

use super::{
    super::atomic,
    error::{GitError, last_words},
    history::earlier_names,
    repository::Repository,
};
use crate::decision::text::one_line;

/// Reads a file at a revision of the repository that holds it, `most` bytes at most: under its name, or under the newest
/// of its [earlier names](earlier_names) that the revision has.
///
/// A revision is anything that git takes for one, such as `v1.2`, `main~3` or `HEAD@{last.year}`. The content is
/// returned as it was committed: no filter and no conversion of the repository runs.
///
/// # Errors
/// [`GitError::NoRevision`] if there is no such revision, [`GitError::NotThen`] if it has no such file, and else the
/// reason why git gives no answer.
pub(in crate::storage) fn bytes_at(path: &Path, revision: &str, most: u64) -> Result<Vec<u8>, GitError> {
    // Through a link, the file itself is meant. Of the link, git holds only its target.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (folder, Some(name)) = (atomic::folder_of(&path), path.file_name()) else {
        return Err(GitError::NoRepository(path));
    };
    let repository = Repository::around(folder)?;
    let object = object_of(&repository, revision)?;
    // Git resolves `./` from the folder that it runs in.
    let mut here = OsString::from("./");
    here.push(name);
    let mut blob = blob_at(&repository, &object, &here)?;
    if blob.is_none() {
        for earlier in earlier_names(&repository, name)? {
            blob = blob_at(&repository, &object, earlier.as_os_str())?;
            if blob.is_some() {
                break;
            }
        }
    }
    let blob = blob.ok_or_else(|| GitError::NotThen { path: path.clone(), revision: one_line(revision) })?;
    repository.look().at_most(most).args(["cat-file", "blob", &blob]).output()
}

/// Returns the hash of the file that an object has at a path from its root, or behind `./` from the folder in which git
/// runs; `None` if it has none there.
fn blob_at(repository: &Repository, object: &str, path: &OsStr) -> Result<Option<String>, GitError> {
    // Git takes the path literally. After the hash of a commit, no part of a name has a meaning of its own.
    let mut place = OsString::from(format!("{object}:"));
    place.push(path);
    let verified =
        repository.look().args(["rev-parse", "--quiet", "--verify", "--end-of-options"]).args([&place]).said()?;
    Ok(hash(&verified.out).filter(|_| verified.code == Some(0)))
}

/// Returns the hash of the object that a revision names.
fn object_of(repository: &Repository, revision: &str) -> Result<String, GitError> {
    // An argument ends at a zero byte, and the system refuses it.
    if revision.contains('\0') {
        return Err(GitError::NoRevision(one_line(revision)));
    }
    let said = repository.look().args(["rev-parse", "--verify", "--end-of-options", revision]).said()?;
    match (said.code, hash(&said.out)) {
        (Some(0), Some(hash)) => Ok(hash),
        // Git explains what else is wrong, such as a name that fits several revisions.
        _ if said.err.contains("ambiguous") => Err(GitError::Refused(last_words(&said.err))),
        _ => Err(GitError::NoRevision(one_line(revision))),
    }
}

/// Returns the hash in git's answer. It holds only hexadecimal digits, so it is safe as an argument of git.
fn hash(said: &[u8]) -> Option<String> {
    let hash = std::str::from_utf8(said).ok()?.trim_end();
    let is_hash = hash.len() >= 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| hash.to_owned())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]
mod tests {
    use std::{fs, process::Command};

    use super::*;

    fn git(root: &Path, arguments: &[&str]) {
        let identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").arg("-C").arg(root).args(identity).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    /// Creates a repository whose file `docs/a b.ron` was `one` at the tag `one`, and is `two`.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        git(root, &["init", "--quiet"]);
        fs::create_dir(root.join("docs")).unwrap();
        for text in ["one", "two"] {
            fs::write(root.join("docs/a b.ron"), text).unwrap();
            git(root, &["add", "."]);
            git(root, &["commit", "--quiet", "-m", text]);
            git(root, &["tag", text]);
        }
        folder
    }

    fn at(root: &Path, file: &str, revision: &str) -> Result<Vec<u8>, GitError> {
        bytes_at(&root.join(file), revision, 100)
    }

    #[test]
    fn a_file_is_read_as_it_was_at_any_revision() {
        let folder = repository();
        let root = folder.path();
        for revision in ["one", "HEAD~1", "two^", ":/one", "HEAD~1^{tree}", "refs/tags/one"] {
            // From the tree of the root, the folder of the file counts as well.
            assert_eq!(at(root, "docs/a b.ron", revision).unwrap(), b"one", "{revision}");
        }
        assert_eq!(at(root, "docs/a b.ron", "HEAD").unwrap(), b"two");
        assert!(matches!(bytes_at(&root.join("docs/a b.ron"), "HEAD", 2), Err(GitError::TooMuch(2))));
    }

    #[test]
    fn what_is_no_revision_or_was_not_there_is_told() {
        let folder = repository();
        let root = folder.path();
        for none in ["three", "", "--all", "-n1", "one..two", "a\0b", "$(touch x)", "HEAD:docs/a b.ron/x"] {
            assert!(matches!(at(root, "docs/a b.ron", none), Err(GitError::NoRevision(_))), "{none}");
        }
        fs::write(root.join("new.ron"), "x").unwrap();
        assert!(matches!(at(root, "new.ron", "one"), Err(GitError::NotThen { .. })));
        assert!(matches!(at(root, "docs/a b.ron", "HEAD:docs/a b.ron"), Err(GitError::NotThen { .. })));
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("a.ron"), "x").unwrap();
        assert!(matches!(at(elsewhere.path(), "a.ron", "HEAD"), Err(GitError::NoRepository(_))));
    }
}
