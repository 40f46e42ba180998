//! The content of git's index: files of an unfinished merge, and files that are left out of the work tree.

use std::{
    cell::{Cell, OnceCell},
    collections::{HashMap, HashSet},
    path::{Path, PathBuf, is_separator},
};

use super::{
    super::atomic,
    advised::FileForGit,
    error::{GitError, nearest},
    literal::sparse_checkout_add,
    look::path_of,
    repository::Repository,
    sparse::is_of_folders,
};
use crate::decision::{RepoPath, text::is_same_path};

/// The copies of a file that git could not merge.
pub(in crate::storage) struct Stages {
    repository: Repository,
    /// File as the caller named it.
    file: PathBuf,
    blobs: [Option<String>; 3],
}

/// The copies that git keeps of an unmerged file, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::storage) enum Stage {
    Base = 1,
    Ours = 2,
    Theirs = 3,
}

impl Stages {
    /// Reports whether there is such a copy: if one side has deleted the file, its copy is missing.
    pub(in crate::storage) fn has(&self, stage: Stage) -> bool {
        self.blob(stage).is_some()
    }

    /// Reads the bytes of a copy; `None` if there is no such copy.
    ///
    /// # Errors
    /// [`GitError`] if git does not have it, as in a clone that left it out, or it is longer than `most` bytes.
    pub(in crate::storage) fn read(&self, stage: Stage, most: u64) -> Result<Option<Vec<u8>>, GitError> {
        let Some(blob) = self.blob(stage) else { return Ok(None) };
        self.repository.look().at_most(most).args(["cat-file", "blob", blob]).output().map(Some)
    }

    /// Returns the file for use in commands.
    pub(in crate::storage) fn advised(&self) -> FileForGit {
        FileForGit::of(&self.file)
    }

    fn blob(&self, stage: Stage) -> Option<&String> {
        self.blobs.get(stage as usize - 1)?.as_ref()
    }
}

/// Returns the copies that git keeps of a file in an unfinished merge, whatever the file itself holds. Returns `None`
/// if git holds it as merged or does not know it, and outside a repository.
///
/// # Errors
/// [`GitError`] if git gives no answer.
pub(in crate::storage) fn stages(path: &Path) -> Result<Option<Stages>, GitError> {
    // Through a link, the file itself is meant.
    let named = path;
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (folder, Some(name)) = (atomic::folder_of(&path), path.file_name()) else { return Ok(None) };
    let repository = match Repository::around(folder) {
        Err(GitError::NoRepository(_)) => return Ok(None),
        // If there is a repository but no git, nobody can say.
        Err(GitError::NoGit) if nearest(folder).is_none() => return Ok(None),
        repository => repository?,
    };
    // The index decides, not the file: git may have left our copy there without markers.
    let listed = repository.look().args(["ls-files", "--unmerged", "-z"]).paths([name]).output()?;
    let mut blobs = [const { None }; 3];
    for entry in unmerged(&listed) {
        if let Some(blob) = entry.stage.checked_sub(1).and_then(|place| blobs.get_mut(place)) {
            *blob = Some(entry.blob);
        }
    }
    Ok(blobs.iter().any(Option::is_some).then_some(Stages { repository, file: named.to_owned(), blobs }))
}

/// Reports whether git holds a file as unmerged, whatever the file itself holds; false outside a repository.
///
/// # Errors
/// [`GitError`] if git gives no answer.
pub fn is_unmerged_in_git(path: &Path) -> Result<bool, GitError> {
    stages(path).map(|stages| stages.is_some())
}

/// Reports whether one side of a merge has deleted a file that the other has changed, so that there is nothing to
/// merge.
#[must_use]
pub fn is_taken_out_in_git(path: &Path) -> bool {
    stages(path).ok().flatten().is_some_and(|stages| !stages.has(Stage::Ours) || !stages.has(Stage::Theirs))
}

/// The state of a repository's files in git's index. Git is asked once for all of them, on first need. Without an
/// answer of git, no file counts as left out or unmerged.
#[derive(Debug)]
pub struct GitIndex {
    root: PathBuf,
    left_out: OnceCell<HashSet<PathBuf>>,
    has_folders: OnceCell<bool>,
    /// Number of lost files that git was asked about.
    asked: Cell<usize>,
    /// Unmerged files, with the stages that git has of each.
    unmerged: OnceCell<HashMap<PathBuf, Vec<usize>>>,
}

/// Maximum length of git's lists, in bytes: some hundred thousand files.
const MOST_LISTED: u64 = 64 * 1024 * 1024;

impl GitIndex {
    /// Creates the index of the repository with this root. Git is not asked yet.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        Self {
            root,
            left_out: OnceCell::new(),
            has_folders: OnceCell::new(),
            asked: Cell::new(0),
            unmerged: OnceCell::new(),
        }
    }

    /// Returns the folder that paths start at, with all links followed.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reports whether git has a file, given from the root, but leaves it out of the work tree, as in a sparse
    /// checkout.
    #[must_use]
    pub fn is_left_out(&self, path: &Path) -> bool {
        let is_written_so =
            |known: &PathBuf| known.to_str().zip(path.to_str()).is_some_and(|(known, path)| is_same_path(known, path));
        let all = self.all_left_out();
        all.contains(path) || path.to_str().is_some_and(|path| !path.is_ascii()) && all.iter().any(is_written_so)
    }

    /// Returns the files that git has and leaves out of the work tree, from the root, in no order.
    pub fn left_out(&self) -> impl Iterator<Item = &Path> {
        self.all_left_out().iter().map(PathBuf::as_path)
    }

    /// Reports whether the sparse checkout is a list of folders, and not of patterns.
    #[must_use]
    pub fn has_folders(&self) -> bool {
        *self
            .has_folders
            .get_or_init(|| Repository::around(&self.root).is_ok_and(|repository| is_of_folders(&repository)))
    }

    /// Returns the command that adds these files or folders, given from the root, to the work tree of a sparse
    /// checkout. It has to run in the root.
    #[must_use]
    pub fn checkout_command(&self, paths: &[RepoPath]) -> String {
        sparse_checkout_add(paths, self.has_folders())
    }

    /// Returns the command that restores a file which is gone from the work tree, from the index or the last commit;
    /// `None` if neither has it, and after the first three files, since git is asked about each by itself. The path has
    /// all links followed.
    #[must_use]
    pub fn restore_command(&self, place: &Path) -> Option<String> {
        const MOST_ASKED: usize = 3;
        if self.asked.replace(self.asked.get() + 1) >= MOST_ASKED {
            return None;
        }
        let path = place.strip_prefix(&self.root).ok()?.to_string_lossy().replace(is_separator, "/");
        let repository = Repository::around(&self.root).ok()?;
        let has = |copy: &str| repository.look().args(["cat-file", "-e", &format!("{copy}:./{path}")]).output().is_ok();
        let words = [("", "checkout --"), ("HEAD", "checkout HEAD --")].into_iter().find(|(copy, _)| has(copy))?.1;
        Some(FileForGit::under(&repository.root.canonicalize().ok()?, place)?.command(words))
    }

    /// Reads the text of a file in the index, given from the root, `most` bytes at most; `None` if git does not have
    /// it, as in a clone that left it out, or it is longer or not text.
    #[must_use]
    pub fn text_of(&self, path: &str, most: u64) -> Option<String> {
        let repository = Repository::around(&self.root).ok()?;
        // After a colon, git takes a path from the folder that it runs in only if a dot starts it.
        let place = format!(":./{path}");
        let blob = repository.look().at_most(most).args(["cat-file", "blob", &place]).output().ok()?;
        String::from_utf8(blob).ok()
    }

    fn all_left_out(&self) -> &HashSet<PathBuf> {
        self.left_out.get_or_init(|| {
            let listed = self.listed("-t");
            // `S` is git's tag for a file that is left out of the work tree.
            let entries = listed.split(|byte| *byte == 0).filter_map(|entry| entry.strip_prefix(b"S "));
            entries.map(|path| path_of(path.to_vec())).collect()
        })
    }

    /// Reports whether git holds a file as unmerged, whatever the file itself holds. The path has all links followed.
    #[must_use]
    pub fn is_unmerged(&self, place: &Path) -> bool {
        self.stages_of(place).is_some()
    }

    /// Reports whether git holds any file as unmerged.
    #[must_use]
    pub fn has_unmerged(&self) -> bool {
        !self.all_unmerged().is_empty()
    }

    /// Reports whether one side of an unfinished merge has deleted a file that the other has changed. The path has all
    /// links followed.
    #[must_use]
    pub fn is_taken_out(&self, place: &Path) -> bool {
        let sides = [Stage::Ours as usize, Stage::Theirs as usize];
        self.stages_of(place).is_some_and(|stages| sides.iter().any(|side| !stages.contains(side)))
    }

    /// Returns the option of `git checkout` that restores an unmerged file which somebody has deleted; `None` if
    /// neither side has it. The path has all links followed.
    #[must_use]
    pub fn way_back(&self, place: &Path) -> Option<&'static str> {
        let stages = self.stages_of(place)?;
        match [Stage::Ours, Stage::Theirs].map(|side| stages.contains(&(side as usize))) {
            [true, true] => Some("--merge"),
            [true, false] => Some("--ours"),
            [false, true] => Some("--theirs"),
            [false, false] => None,
        }
    }

    fn stages_of(&self, place: &Path) -> Option<&Vec<usize>> {
        self.all_unmerged().get(place.strip_prefix(&self.root).ok()?)
    }

    fn all_unmerged(&self) -> &HashMap<PathBuf, Vec<usize>> {
        self.unmerged.get_or_init(|| {
            let mut files: HashMap<PathBuf, Vec<usize>> = HashMap::new();
            for entry in unmerged(&self.listed("--unmerged")) {
                files.entry(entry.path).or_default().push(entry.stage);
            }
            files
        })
    }

    fn listed(&self, what: &str) -> Vec<u8> {
        let listed = Repository::around(&self.root)
            .and_then(|repository| repository.look().at_most(MOST_LISTED).args(["ls-files", what, "-z"]).output());
        listed.unwrap_or_default()
    }
}

/// Returns an error with those of these files that git holds as unmerged, since staging them would mark them as merged.
pub(super) fn refuse_unmerged(repository: &Repository, files: &[PathBuf]) -> Result<(), GitError> {
    let listed = repository.look().args(["ls-files", "--unmerged", "-z"]).paths(files).output()?;
    let mut files: Vec<PathBuf> = unmerged(&listed).map(|entry| entry.path).collect();
    // Each file is listed once for each of its copies, one after the other.
    files.dedup();
    if files.is_empty() { Ok(()) } else { Err(GitError::Unmerged(files)) }
}

struct IndexEntry {
    blob: String,
    stage: usize,
    path: PathBuf,
}

/// Parses the output of `git ls-files --unmerged -z`: mode, name of the blob, stage, and path.
fn unmerged(listed: &[u8]) -> impl Iterator<Item = IndexEntry> {
    listed.split(|byte| *byte == 0).filter_map(|entry| {
        let tab = entry.iter().position(|byte| *byte == b'\t')?;
        let mut words = std::str::from_utf8(entry.get(..tab)?).ok()?.split(' ').skip(1);
        let (blob, stage) = (words.next()?.to_owned(), words.next()?.parse().ok()?);
        Some(IndexEntry { blob, stage, path: path_of(entry.get(tab + 1..)?.to_vec()) })
    })
}
