//! Staging and committing what was written, only when people ask for it.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{
    super::atomic::folder_of,
    error::{GitError, last_words},
    index::{refuse_unmerged, stages},
    literal::literal_path,
    look::path_of,
    repository::{LONGEST_COMMIT, Repository},
    sparse::{needs_sparse, outside_cone},
};
use crate::decision::text::{one_line, shell_quoted};

/// Returns the default message for the commit of a decision.
#[must_use]
pub fn commit_message(title: &str) -> String {
    let title = one_line(title);
    if title.is_empty() { "Record a decision".to_owned() } else { format!("Record the decision: {title}") }
}

/// Checks whether git would take these files, given from the root of the repository, once they are written. Files that
/// it refused after the write would stay in the work tree without a commit.
///
/// # Errors
/// [`GitError`] with the reason, and what to do.
pub fn can_stage(root: &Path, files: &[PathBuf]) -> Result<(), GitError> {
    let repository = Repository::to_change(root)?;
    if let Some(folder) = files.iter().find_map(|file| nested_repository(root, file)) {
        return Err(GitError::Nested(folder));
    }
    refuse_unmerged(&repository, files)?;
    let dry = ["-c", "advice.addIgnoredFile=false", "add", "--dry-run", "--ignore-missing"];
    // Its message is searched for words, which are English in this locale alone.
    let said =
        once_unlocked(|| repository.change().env("LC_ALL", "C").env("LANGUAGE", "").args(dry).paths(files).output());
    match said {
        Err(GitError::Refused(why)) if why.contains(IN_SUBMODULE) => {
            Err(GitError::InSubmodule(why.rsplit(IN_SUBMODULE).next().unwrap_or_default().to_owned()))
        }
        said => match outside_cone(&repository, files) {
            Some(file) => Err(GitError::OutsideCheckout(file)),
            None => said.map(drop),
        },
    }
}

/// Returns the outermost folder above a file, below the root, that is a repository of its own and no submodule. Git
/// does not mention such a folder before it refuses the file.
fn nested_repository(root: &Path, file: &Path) -> Option<PathBuf> {
    let folders = file.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    // In a submodule, `.git` is a file, and git itself names the submodule.
    folders.filter(|folder| root.join(folder).join(".git").is_dir()).last().map(Path::to_owned)
}

/// The words that git writes before the name of a submodule, in quotes.
const IN_SUBMODULE: &str = " is in submodule ";

/// Stages files, given from the root of the repository. Returns whether any of them is staged now.
///
/// # Errors
/// [`GitError`] with the reason. If any of the files is unmerged, nothing is staged.
pub fn stage_files(root: &Path, files: &[PathBuf]) -> Result<bool, GitError> {
    let repository = Repository::to_change(root)?;
    stage(&repository, files)?;
    has_staged(&repository, files)
}

/// Marks a file that git holds as unmerged as merged, in its present state. Returns false if git does not hold it as
/// unmerged.
///
/// # Errors
/// [`GitError`] with the reason.
pub fn mark_merged(file: &Path) -> Result<bool, GitError> {
    if stages(file)?.is_none() {
        return Ok(false);
    }
    // Through a link, the file itself is meant.
    let place = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let Some(name) = place.file_name() else { return Ok(false) };
    let repository = Repository::to_change(folder_of(&place))?;
    let options: &[&str] = if needs_sparse(&place) { &["add", "--sparse"] } else { &["add"] };
    once_unlocked(|| repository.change().args(options).paths([name]).output())?;
    Ok(true)
}

/// Stages and commits these files and nothing else, whatever else is staged. Returns the short name of the commit;
/// `None` if all of them are committed already. Files of `also` are committed too if they are staged and unchanged
/// since, as a failed commit leaves them.
///
/// Hooks run as they always do. Nobody is asked anything: there is no terminal, no editor and no password.
///
/// # Errors
/// [`GitError`] with the reason. The files stay staged.
pub fn commit_files(
    root: &Path,
    files: &[PathBuf],
    also: &[PathBuf],
    message: &str,
) -> Result<Option<String>, GitError> {
    commit_within(root, files, also, message, LONGEST_COMMIT)
}

fn commit_within(
    root: &Path,
    files: &[PathBuf],
    also: &[PathBuf],
    message: &str,
    longest: Duration,
) -> Result<Option<String>, GitError> {
    let repository = Repository::to_change(root)?;
    // Staged before the check: during a merge the files join its commit, and `Merging` says that they are staged.
    stage(&repository, files)?;
    // Git refuses to commit only some files during a merge or a cherry-pick.
    for head in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"] {
        if repository.look().args(["rev-parse", "--quiet", "--verify", head]).said()?.code == Some(0) {
            return Err(GitError::Merging);
        }
    }
    let mut files = files.to_vec();
    files.extend(as_staged(&repository, also)?);
    let files = &files;
    if !has_staged(&repository, files)? {
        return Ok(None);
    }
    // Before the commit, which may run a hook that stages files of its own.
    let others = staged(&repository)?;
    let by_hand = by_hand(root, files, message);
    // In one argument, so that a message that starts with a dash is no option.
    let message = format!("--message={message}");
    let committed = once_unlocked(|| {
        let commit = repository.commit().within(longest);
        // `--cleanup=whitespace`, since `commit.cleanup` may be set to drop lines that start with `#`.
        commit.args(["commit", "--quiet", "--cleanup=whitespace", &message, "--only"]).paths(files).output()
    });
    committed.map_err(|error| match error {
        GitError::WantsTerminal(_) => GitError::WantsTerminal(Some(by_hand)),
        other => other,
    })?;
    take_back(&repository, files, &others);
    // HEAD is the new commit, unless a hook has moved it since.
    let name = repository.look().args(["rev-parse", "--short", "HEAD"]).output()?;
    Ok(Some(String::from_utf8_lossy(&name).trim().to_owned()))
}

/// Returns the command that commits files by hand, from wherever it is pasted.
fn by_hand(root: &Path, files: &[PathBuf], message: &str) -> String {
    let git = format!("git -C {}", shell_quoted(&root.to_string_lossy()));
    let names: Vec<String> = files.iter().map(|file| literal_path(&file.to_string_lossy())).collect();
    let names = names.join(" ");
    format!("{git} add -- {names} && {git} commit -m {} -- {names}", shell_quoted(message))
}

fn stage(repository: &Repository, files: &[PathBuf]) -> Result<(), GitError> {
    refuse_unmerged(repository, files)?;
    once_unlocked(|| repository.change().args(["add"]).paths(files).output()).map(drop)
}

/// Longest wait for another program that holds git's index, before this gives up. An editor looks at the state of
/// files, or somebody commits, which takes a moment; a lock that stays was left by a git that was killed.
const LONGEST_LOCKED: Duration = Duration::from_secs(10);

/// Asks git again while another program holds the lock of the index. Git itself does not wait.
fn once_unlocked<T>(mut ask: impl FnMut() -> Result<T, GitError>) -> Result<T, GitError> {
    let since = Instant::now();
    loop {
        match ask() {
            Err(error) if error.is_locked() && since.elapsed() < LONGEST_LOCKED => {
                std::thread::sleep(Duration::from_millis(50));
            }
            done => return done,
        }
    }
}

/// Command that compares the index with the last commit. Neither configuration nor environment can make it run
/// programs.
const STAGED: [&str; 6] =
    ["diff", "--cached", "--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules=all"];

/// Reports whether any of these files is staged with another content than in the last commit.
fn has_staged(repository: &Repository, files: &[PathBuf]) -> Result<bool, GitError> {
    let said = repository.look().args(STAGED).args(["--quiet"]).paths(files).said()?;
    // With `--quiet`, exit code 1 means that there is a difference.
    match said.code {
        Some(0) => Ok(false),
        Some(1) => Ok(true),
        _ => Err(GitError::Refused(last_words(&said.err))),
    }
}

/// Returns those of these files that are staged and have not been changed since.
fn as_staged(repository: &Repository, files: &[PathBuf]) -> Result<Vec<PathBuf>, GitError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let unstaged = ["diff-files", "--quiet", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"];
    let mut found = Vec::new();
    for file in files {
        if has_staged(repository, std::slice::from_ref(file))?
            // Only if unchanged since, as people may be working on the file.
            && repository.look().args(unstaged).paths([file]).said()?.code == Some(0)
        {
            found.push(file.clone());
        }
    }
    Ok(found)
}

/// Returns all files that are staged, from the root of the work tree.
fn staged(repository: &Repository) -> Result<BTreeSet<PathBuf>, GitError> {
    repository.look().args(STAGED).args(["--name-only", "-z"]).output().map(|listed| paths(&listed).collect())
}

fn paths(listed: &[u8]) -> impl Iterator<Item = PathBuf> {
    listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()).map(|path| path_of(path.to_vec()))
}

/// Sets the index to what was committed. A hook may have changed the files in the index of the commit, which is another
/// one if only some files are committed; the next commit would then undo its work. What people had staged in `others`
/// stays as it is.
fn take_back(repository: &Repository, files: &[PathBuf], others: &BTreeSet<PathBuf>) {
    // `--root`, since the first commit has no parent to compare with.
    let listed = ["diff-tree", "--root", "--no-commit-id", "--name-only", "--no-renames", "-r", "-z", "HEAD"];
    // The commit exists, whether or not this succeeds.
    let Ok(committed) = repository.look().args(listed).output() else { return };
    let committed = paths(&committed).filter(|path| files.contains(path) || !others.contains(path));
    let committed: Vec<PathBuf> = committed.collect();
    if !committed.is_empty() {
        drop(once_unlocked(|| repository.at_root().change().args(["reset", "--quiet"]).paths(&committed).output()));
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _, process::Command};

    use super::*;
    use crate::storage::git::repository::LONGEST_CHANGE;

    fn git(root: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git").arg("-C").arg(root).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Creates a repository with one commit, another file staged, and a hook.
    fn repository(hook: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        git(root, &["init", "--quiet", "--initial-branch=main"]);
        git(root, &["config", "user.name", "Ana"]);
        git(root, &["config", "user.email", "ana@example.org"]);
        git(root, &["config", "commit.gpgsign", "false"]);
        git(root, &["commit", "--quiet", "--allow-empty", "--message=start"]);
        fs::write(root.join("other.txt"), "x").unwrap();
        git(root, &["add", "other.txt"]);
        fs::write(root.join("adr.md"), "# A\n").unwrap();
        if !hook.is_empty() {
            let path = root.join(".git/hooks/pre-commit");
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, format!("#!/bin/sh\n{hook}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    fn files() -> Vec<PathBuf> {
        vec!["adr.md".into()]
    }

    #[test]
    fn only_what_was_written_is_committed_with_the_words_as_they_are() {
        let folder = repository("");
        let name = commit_files(folder.path(), &files(), &[], "# --amend \"$(touch x)\"").unwrap().unwrap();
        assert!(
            git(folder.path(), &["log", "-1", "--format=%h %s"]).contains(&format!("{name} # --amend \"$(touch x)\""))
        );
        assert_eq!(git(folder.path(), &["show", "--name-only", "--format="]), "adr.md\n");
        assert_eq!(git(folder.path(), &["diff", "--cached", "--name-only"]), "other.txt\n");
        assert!(!folder.path().join("x").exists());
    }

    #[test]
    fn a_lock_of_another_program_is_waited_for() {
        let folder = repository("");
        let lock = folder.path().join(".git/index.lock");
        fs::write(&lock, "").unwrap();
        let repository = Repository::to_change(folder.path()).unwrap();
        let mut tries = 0;
        let added = once_unlocked(|| {
            tries += 1;
            let added = repository.change().args(["add"]).paths(files()).output();
            // The other program is done once git has been refused.
            drop(fs::remove_file(&lock));
            added
        });
        assert!(added.is_ok() && tries == 2, "{tries} tries");
        assert!(commit_files(folder.path(), &files(), &[], "x").unwrap().is_some());
    }

    #[test]
    fn a_hook_that_refuses_is_heard_and_the_files_stay_staged() {
        let folder = repository("echo 'no ADRs on Fridays' >&2; exit 1");
        let error = commit_files(folder.path(), &files(), &[], "x").unwrap_err();
        assert!(matches!(&error, GitError::Refused(why) if why == "no ADRs on Fridays"), "{error}");
        assert!(git(folder.path(), &["diff", "--cached", "--name-only"]).contains("adr.md"));
    }

    #[test]
    fn a_hook_that_waits_is_stopped_and_leaves_no_lock() {
        let folder = repository("read answer; exec sleep 600");
        let error = commit_within(folder.path(), &files(), &[], "x", Duration::from_millis(700)).unwrap_err();
        assert!(matches!(error, GitError::TooLong(_)), "{error}");
        assert!(!folder.path().join(".git/index.lock").exists());
        stage_files(folder.path(), &files()).unwrap();
    }

    fn told(longest: Duration) -> String {
        GitError::TooLong(longest).to_string()
    }

    #[test]
    fn only_a_commit_has_time_for_hooks_and_its_deadline_is_told() {
        assert!(told(LONGEST_COMMIT).contains("after 10 minutes;"), "{}", told(LONGEST_COMMIT));
        assert!(told(LONGEST_CHANGE).contains("after 60 s;"), "{}", told(LONGEST_CHANGE));
        let folder = repository("");
        let repository = Repository::to_change(folder.path()).unwrap();
        assert_eq!(repository.commit().longest(), LONGEST_COMMIT);
        assert_eq!(repository.change().longest(), LONGEST_CHANGE);
    }

    /// Reports whether a process is running, and not merely a zombie.
    fn is_running(process: &str) -> bool {
        let state = Command::new("ps").args(["-o", "stat=", "-p", process]).output().unwrap();
        let state = String::from_utf8_lossy(&state.stdout);
        !state.trim().is_empty() && !state.trim_start().starts_with('Z')
    }

    #[test]
    fn a_hook_that_does_not_heed_is_ended_with_git_and_one_that_cleans_up_has_the_time() {
        let folder = repository(
            "(trap '' TERM; sleep 600) & echo $! > stubborn; trap 'sleep 1; touch cleaned; exit 1' TERM; wait",
        );
        let error = commit_within(folder.path(), &files(), &[], "x", Duration::from_millis(700)).unwrap_err();
        assert!(matches!(error, GitError::TooLong(_)), "{error}");
        assert!(folder.path().join("cleaned").exists());
        let stubborn = fs::read_to_string(folder.path().join("stubborn")).unwrap();
        let since = std::time::Instant::now();
        while is_running(stubborn.trim()) {
            assert!(since.elapsed() < Duration::from_mins(1), "{stubborn} goes on");
            std::thread::yield_now();
        }
    }

    #[test]
    fn in_the_middle_of_a_merge_the_files_are_staged_only() {
        let folder = repository("");
        let root = folder.path();
        git(root, &["commit", "--quiet", "--message=other"]);
        git(root, &["switch", "--quiet", "--create", "topic", "HEAD~1"]);
        fs::write(root.join("other.txt"), "y").unwrap();
        git(root, &["add", "other.txt"]);
        git(root, &["commit", "--quiet", "--message=topic"]);
        git(root, &["merge", "main"]);
        assert!(matches!(commit_files(root, &files(), &[], "x"), Err(GitError::Merging)));
        assert!(git(root, &["diff", "--cached", "--name-only"]).contains("adr.md"));
    }

    #[test]
    fn outside_a_repository_git_says_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(stage_files(folder.path(), &files()), Err(GitError::NoRepository(_))));
    }
}
