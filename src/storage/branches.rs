//! What other branches of a repository hold, as git tells it. Without git, or outside a repository, that is nothing.

use std::{
    collections::HashSet,
    io::Read,
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// The files of one folder on a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchFiles {
    /// The branch, such as `topic` or `origin/topic`.
    pub branch: String,
    /// The names of the files, not their paths.
    pub files: Vec<String>,
}

/// How long git may take for all of it. What it has not told by then is left out.
const LONGEST: Duration = Duration::from_secs(4);
const MOST_BRANCHES: &str = "--count=200";
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The files in a folder on every local and remote branch, those with the newest commits first; branches with the same
/// content once.
///
/// `folder` is from the root of the repository, with `/` between the names, and empty for the root itself. Nothing is
/// fetched, and nothing is changed.
#[must_use]
pub fn files_on_branches(root: &Path, folder: &str) -> Vec<BranchFiles> {
    let deadline = Instant::now() + LONGEST;
    let refs = ["for-each-ref", MOST_BRANCHES, "--sort=-committerdate", "--format=%(tree) %(refname)"];
    let Some(refs) = told(root, &[&refs[..], &["refs/heads", "refs/remotes"]].concat(), deadline) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (tree, branch) in branch_trees(&refs) {
        // Where the branch has no such folder, git says so by failing.
        let listed =
            told(root, &["ls-tree", "-z", "--name-only", "--full-tree", &format!("{tree}:{folder}")], deadline);
        let files = listed.unwrap_or_default().split('\0').filter(|n| !n.is_empty()).map(str::to_owned).collect();
        found.push(BranchFiles { branch: branch.to_owned(), files });
    }
    found
}

/// The trees and names of branches in what git lists, each tree once.
///
/// A tree is nothing but hexadecimal digits, so that it can stand in an argument of git whatever a name holds.
#[must_use]
pub fn branch_trees(refs: &str) -> Vec<(&str, &str)> {
    let mut seen = HashSet::new();
    let branches = refs.lines().filter_map(|line| line.split_once(' '));
    let is_tree = |tree: &str| tree.len() >= 40 && tree.bytes().all(|byte| byte.is_ascii_hexdigit());
    let plain = |name| {
        let local = str::strip_prefix(name, "refs/heads/");
        local.or_else(|| name.strip_prefix("refs/remotes/")).unwrap_or(name)
    };
    branches.filter(|(tree, _)| is_tree(tree) && seen.insert(*tree)).map(|(tree, name)| (tree, plain(name))).collect()
}

/// What git writes, unless it fails or is not done in time.
fn told(root: &Path, arguments: &[&str], deadline: Instant) -> Option<String> {
    let left = deadline.checked_duration_since(Instant::now())?;
    let mut child = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        // It neither waits for a password nor fetches what a partial clone left out.
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let output = child.stdout.take()?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.take(MOST_BYTES).read_to_end(&mut bytes);
        // Nobody listens any more where it took too long.
        drop(sender.send(read.map(|_| bytes)));
    });
    let bytes = receiver.recv_timeout(left);
    if bytes.is_err() {
        drop(child.kill());
    }
    let finished = child.wait().is_ok_and(|status| status.success());
    let bytes = bytes.ok()?.ok()?;
    finished.then(|| String::from_utf8_lossy(&bytes).into_owned())
}
