//! Files that git ignores in one clone only, without a mention in the repository.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{driver::read_attributes, error::GitError, repository::Repository};
use crate::storage::atomic;

/// Makes git ignore the files of a pattern in the repository around a folder, by `info/exclude`. Does nothing without a
/// repository or git.
///
/// # Errors
/// The reason why it cannot be done. An `info` folder that is a link is not written through.
pub(in crate::storage) fn leave_out(folder: &Path, pattern: &str) -> io::Result<()> {
    let repository = match Repository::to_change(folder) {
        Ok(repository) => repository,
        Err(GitError::NoRepository(_) | GitError::NoGit | GitError::Bare(_)) => return Ok(()),
        Err(error) => return Err(io::Error::other(error.to_string())),
    };
    let file = exclude_file(&repository)
        .map_err(|error| io::Error::other(format!("git could not be set to leave it out: {error}")))?;
    let mut bytes = read_attributes(&file)?;
    if bytes.split(|byte| *byte == b'\n').any(|line| line.trim_ascii() == pattern.as_bytes()) {
        return Ok(());
    }
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(pattern.as_bytes());
    bytes.push(b'\n');
    atomic::write(&file, &bytes)
}

/// Returns the file in git's own folder that lists what is ignored, and creates its folder.
fn exclude_file(repository: &Repository) -> io::Result<PathBuf> {
    let common = repository.own_folder().map_err(|error| io::Error::other(error.to_string()))?.canonicalize()?;
    let info = common.join("info");
    match fs::symlink_metadata(&info) {
        Ok(about) if about.is_dir() => {}
        Ok(_) => return Err(io::Error::other(format!("{} is no folder", info.display()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir(&info)?,
        Err(error) => return Err(error),
    }
    Ok(info.join("exclude"))
}
