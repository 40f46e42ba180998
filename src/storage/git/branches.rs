//! Files on other branches of a repository, as far as git knows.

use std::{
    collections::HashSet,
    path::Path,
    time::{Duration, Instant},
};

use super::{
    error::{GitError, last_words},
    process::Git,
    repository::Repository,
};
use crate::decision::text::path_spellings;

/// The files of one folder on a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchFiles {
    /// The branch, such as `topic` or `origin/topic`.
    pub branch: String,
    /// The names of the files, not their paths.
    pub files: Vec<String>,
}

/// The files of one folder on all branches, as far as git could read them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branches {
    /// Branches that could be read.
    pub read: Vec<BranchFiles>,
    /// Names of the branches that could not.
    pub unread: Vec<String>,
    /// Whether there are more than [`MOST_BRANCHES`]; the rest were not read.
    pub left_out: bool,
    /// Reason why git could read no branch at all; `None` if it could, or there is no repository.
    pub refused: Option<String>,
}

/// Longest time for all questions together, once the repository is found.
const LONGEST: Duration = Duration::from_secs(4);

/// Maximum number of branches that are read.
pub const MOST_BRANCHES: usize = 200;

/// Returns the files in a folder on every local and remote branch, those with the newest commits first. Branches with
/// the same content count as one.
///
/// `folder` is the path from the root of the repository, with `/` between the names, and empty for the root itself.
/// Nothing is fetched or changed. Outside a repository the result is empty.
#[must_use]
pub fn files_on_branches(root: &Path, folder: &str) -> Branches {
    match read(root, folder) {
        Ok(branches) => branches,
        Err(GitError::NoRepository(_)) => Branches::default(),
        Err(error) => Branches { refused: Some(error.to_string()), ..Branches::default() },
    }
}

fn read(root: &Path, folder: &str) -> Result<Branches, GitError> {
    let repository = Repository::around(root)?;
    // One deadline for all questions, since the caller waits for their sum.
    let deadline = Instant::now() + LONGEST;
    let mut branches = Branches::default();
    let look = look_until(&repository, deadline);
    // To sort by date git has to read every commit; the list by name below reads none.
    let refs = match listed(look, "--sort=-committerdate", "%(tree) %(refname)", &mut branches) {
        // Where the commit of one branch is missing, git lists no branch at all: each is asked about by itself.
        Err(GitError::Refused(_)) => one_by_one(&repository, deadline, &mut branches)?,
        refs => refs?,
    };
    for (tree, branch) in branch_trees(&refs) {
        match files_in(look_until(&repository, deadline), tree, folder) {
            Ok(files) => branches.read.push(BranchFiles { branch: branch.to_owned(), files }),
            Err(_) => branches.unread.push(branch.to_owned()),
        }
    }
    Ok(branches)
}

/// Prepares git for one question, with the rest of the time for all of them.
fn look_until(repository: &Repository, deadline: Instant) -> Git {
    repository.look().until(deadline, LONGEST)
}

/// Returns git's list of all branches, a line each. Git leaves out those that name no commit; they are added to
/// `unread`.
fn listed(look: Git, sort: &str, format: &str, branches: &mut Branches) -> Result<String, GitError> {
    // One more than is read shows whether there are more.
    let (count, format) = (format!("--count={}", MOST_BRANCHES + 1), format!("--format={format}"));
    let said = look.args(["for-each-ref", &count, sort, &format, "refs/heads", "refs/remotes"]).said()?;
    if said.code != Some(0) {
        return Err(GitError::Refused(last_words(&said.err)));
    }
    // Git warns of such a branch and goes on, so the exit code does not show it.
    let broken = said.err.lines().filter_map(|line| line.split_once("ignoring broken ref ").map(|(_, name)| name));
    branches.unread.extend(broken.map(|name| plain(name).to_owned()));
    let listed = String::from_utf8_lossy(&said.out);
    branches.left_out = listed.lines().nth(MOST_BRANCHES).is_some();
    Ok(listed.split_inclusive('\n').take(MOST_BRANCHES).collect())
}

/// Returns trees and names of the branches that are whole, as git lists them; the names of the others are added to
/// `unread`.
fn one_by_one(repository: &Repository, deadline: Instant, branches: &mut Branches) -> Result<String, GitError> {
    let look = look_until(repository, deadline);
    let refs = listed(look, "--sort=refname", "%(objectname) %(refname)", branches)?;
    let mut whole = String::new();
    for (commit, name) in refs.lines().filter_map(|line| line.split_once(' ')) {
        let tree = format!("{commit}^{{tree}}");
        match look_until(repository, deadline).args(["rev-parse", "--quiet", "--verify", &tree]).output() {
            Ok(tree) => whole.extend([String::from_utf8_lossy(&tree).trim(), " ", name, "\n"]),
            Err(_) => branches.unread.push(plain(name).to_owned()),
        }
    }
    Ok(whole)
}

/// Returns the names of the files in a folder of a tree; empty if the tree has no such folder.
fn files_in(look: Git, tree: &str, folder: &str) -> Result<Vec<String>, GitError> {
    // With the slash at its end git lists what is in the folder, and not the folder itself.
    let within: Vec<String> = match folder {
        "" => Vec::new(),
        // Another system may have written the same name with other Unicode bytes.
        folder => path_spellings(folder).into_iter().map(|folder| format!("{folder}/")).collect(),
    };
    let look = look.args(["ls-tree", "-z", "--name-only", "--full-tree", tree]);
    let listed = if within.is_empty() { look } else { look.paths(&within) }.output()?;
    let listed = String::from_utf8_lossy(&listed);
    let names = listed.split('\0').filter_map(|path| match &within[..] {
        [] => Some(path),
        folders => folders.iter().find_map(|folder| path.strip_prefix(folder.as_str())),
    });
    Ok(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Returns trees and names of the branches in git's list, each tree once.
///
/// A tree consists of hexadecimal digits alone, so it is safe as an argument of git whatever the list holds.
#[must_use]
pub fn branch_trees(refs: &str) -> Vec<(&str, &str)> {
    let mut seen = HashSet::new();
    let branches = refs.lines().filter_map(|line| line.split_once(' '));
    // Branches with one tree hold the same files, and git is asked once for all of them.
    branches.filter(|(tree, _)| is_tree(tree) && seen.insert(*tree)).map(|(tree, name)| (tree, plain(name))).collect()
}

/// Reports whether a name consists of the digits of a hash, of which the shortest has 40.
fn is_tree(name: &str) -> bool {
    name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn plain(name: &str) -> &str {
    name.strip_prefix("refs/heads/").or_else(|| name.strip_prefix("refs/remotes/")).unwrap_or(name)
}
