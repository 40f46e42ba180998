//! Staging and committing what was written, by git's own command and only when people ask for it.

use std::{
    io::{self, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use crate::decision::text::one_line;

/// How long git may take, with the hooks that it runs.
pub const LONGEST_COMMIT: Duration = Duration::from_mins(1);

/// How long it may take to clean up behind itself once it was told to stop.
const CLEAN_UP: Duration = Duration::from_secs(3);

/// How much of what git and its hooks say is kept.
const MOST_BYTES: u64 = 64 * 1024;

/// Why git did not do it. The files themselves are written all the same.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no git.
    #[error("git was not found. Install git, and see that it is on the PATH")]
    NoGit,
    /// It could not be run.
    #[error("git could not be run: {0}")]
    Run(io::Error),
    /// It took too long, and was stopped.
    #[error("git was not done after {} s and was stopped; a hook may wait for something", .0.as_secs())]
    TooLong(Duration),
    /// A merge, or something like it, is under way, in which git commits all or nothing.
    #[error(
        "a merge is under way in the repository. The files are staged: finish the merge, and they are in its commit"
    )]
    Merging,
    /// Git, or one of its hooks, refused. What it said.
    #[error("git refused: {0}")]
    Refused(String),
}

/// What the commit of a decision says where people say nothing else.
#[must_use]
pub fn commit_message(title: &str) -> String {
    let title = one_line(title);
    if title.is_empty() { "Record a decision".to_owned() } else { format!("Record the decision: {title}") }
}

/// Stages files, given from the root of the repository.
///
/// # Errors
/// [`GitError`] says why not.
pub fn stage_files(root: &Path, files: &[String]) -> Result<(), GitError> {
    run(root, LONGEST_COMMIT, |git| git.args(["add", "--"]).args(files)).map(drop)
}

/// Stages and commits these files and nothing else, whatever else is staged. Gives the short name of the commit.
///
/// Hooks run as they always do. Nothing asks for anything: there is no terminal, no editor and no password.
///
/// # Errors
/// [`GitError`] says why not. The files stay staged.
pub fn commit_files(root: &Path, files: &[String], message: &str) -> Result<String, GitError> {
    commit_within(root, files, message, LONGEST_COMMIT)
}

fn commit_within(root: &Path, files: &[String], message: &str, longest: Duration) -> Result<String, GitError> {
    stage_files(root, files)?;
    for head in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"] {
        if run(root, longest, |git| git.args(["rev-parse", "--quiet", "--verify", head])).is_ok() {
            return Err(GitError::Merging);
        }
    }
    let message = format!("--message={message}");
    run(root, longest, |git| {
        git.args(["commit", "--quiet", "--cleanup=whitespace", &message, "--only", "--"]).args(files)
    })?;
    let name = run(root, longest, |git| git.args(["rev-parse", "--short", "HEAD"]))?;
    Ok(name.trim().to_owned())
}

/// What git says, or why it failed.
fn run(root: &Path, longest: Duration, arguments: impl Fn(&mut Command) -> &mut Command) -> Result<String, GitError> {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).arg("--literal-pathspecs");
    arguments(&mut git);
    // The words of the commit are given; an editor that a hook or a setting asks for does nothing.
    git.env("GIT_TERMINAL_PROMPT", "0").env("GIT_EDITOR", "true").env("GIT_ASKPASS", "").env("SSH_ASKPASS", "");
    git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    own_group(&mut git);
    let mut child = git.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => GitError::NoGit,
        _ => GitError::Run(error),
    })?;
    let deadline = Instant::now() + longest;
    let (out, err) = (heard(child.stdout.take()), heard(child.stderr.take()));
    let Some(status) = wait(&mut child, deadline) else {
        stop(&mut child);
        return Err(GitError::TooLong(longest));
    };
    // A hook may have left a process behind that keeps the pipe open: nobody waits for that.
    let said = |words: &mpsc::Receiver<String>| words.recv_timeout(Duration::from_millis(500)).unwrap_or_default();
    let (out, err) = (said(&out), said(&err));
    if status.success() { Ok(out) } else { Err(GitError::Refused(last_words(&err, &out))) }
}

/// Reads what a process says, on a thread of its own.
fn heard(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What could not be read is not heard. The rest is read so that nobody waits for room in the pipe.
            let _ = pipe.by_ref().take(MOST_BYTES).read_to_end(&mut bytes);
            let _ = io::copy(&mut pipe, &mut io::sink());
        }
        // Nobody listens any more where it took too long.
        drop(sender.send(String::from_utf8_lossy(&bytes).into_owned()));
    });
    receiver
}

fn wait(child: &mut Child, deadline: Instant) -> Option<std::process::ExitStatus> {
    let mut pause = Duration::from_millis(2);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(pause),
            _ => return None,
        }
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Its hooks are stopped together with git.
#[cfg(unix)]
fn own_group(git: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    git.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Tells git to stop, so that it takes its locks back, and ends it where it does not.
fn stop(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        let mut kill = Command::new("kill");
        let told = kill.args(["-TERM", "--", &group]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if told.status().is_ok() && wait(child, Instant::now() + CLEAN_UP).is_some() {
            return;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The last lines of what was said: the reason is there.
fn last_words(err: &str, out: &str) -> String {
    const LINES: usize = 8;
    let said = if err.trim().is_empty() { out } else { err };
    let lines: Vec<&str> = said.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let words = lines[lines.len().saturating_sub(LINES)..].join("\n");
    let shown: String = words.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    if shown.is_empty() { "it did not say why".to_owned() } else { shown }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops where its ground is missing")]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use super::*;

    fn git(root: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git").arg("-C").arg(root).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A repository with one commit, another file staged, and a hook.
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

    fn files() -> Vec<String> {
        vec!["adr.md".to_owned()]
    }

    #[test]
    fn only_what_was_written_is_committed_with_the_words_as_they_are() {
        let folder = repository("");
        let name = commit_files(folder.path(), &files(), "# --amend \"$(touch x)\"").unwrap();
        assert!(
            git(folder.path(), &["log", "-1", "--format=%h %s"]).contains(&format!("{name} # --amend \"$(touch x)\""))
        );
        assert_eq!(git(folder.path(), &["show", "--name-only", "--format="]), "adr.md\n");
        assert_eq!(git(folder.path(), &["diff", "--cached", "--name-only"]), "other.txt\n");
        assert!(!folder.path().join("x").exists());
    }

    #[test]
    fn a_hook_that_refuses_is_heard_and_the_files_stay_staged() {
        let folder = repository("echo 'no ADRs on Fridays' >&2; exit 1");
        let error = commit_files(folder.path(), &files(), "x").unwrap_err();
        assert!(matches!(&error, GitError::Refused(why) if why == "no ADRs on Fridays"), "{error}");
        assert!(git(folder.path(), &["diff", "--cached", "--name-only"]).contains("adr.md"));
    }

    #[test]
    fn a_hook_that_waits_is_stopped_and_leaves_no_lock() {
        let folder = repository("read answer; exec sleep 600");
        let error = commit_within(folder.path(), &files(), "x", Duration::from_millis(700)).unwrap_err();
        assert!(matches!(error, GitError::TooLong(_)), "{error}");
        assert!(!folder.path().join(".git/index.lock").exists());
        stage_files(folder.path(), &files()).unwrap();
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
        assert!(matches!(commit_files(root, &files(), "x"), Err(GitError::Merging)));
        assert!(git(root, &["diff", "--cached", "--name-only"]).contains("adr.md"));
    }

    #[test]
    fn outside_a_repository_git_says_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(stage_files(folder.path(), &files()), Err(GitError::Refused(_))));
    }
}
