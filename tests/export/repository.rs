//! A git repository to export to.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;
use weigh_in::decision_log::Request;

/// A new repository in a folder of its own, which goes when this does.
pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("git").args(["init", "--quiet"]).current_dir(folder.path()).status().unwrap();
        assert!(made.success(), "git init");
        Self { folder }
    }

    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let repository = Self::new();
        for (path, text) in files {
            repository.put(path, text);
        }
        repository
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn request(&self) -> Request {
        Request::new(self.root().to_owned(), jiff::civil::date(2026, 11, 3))
    }

    #[expect(clippy::disallowed_methods, reason = "what is there before the test may be written in any way")]
    pub(crate) fn put(&self, path: &str, text: &str) -> PathBuf {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    /// Every file but git's own, from the root, in order.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.root().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                match entry.is_dir() {
                    true if entry.ends_with(".git") => {}
                    true => folders.push(entry),
                    false => found.push(entry.strip_prefix(self.root()).unwrap().to_str().unwrap().replace('\\', "/")),
                }
            }
        }
        found.sort();
        found
    }
}
