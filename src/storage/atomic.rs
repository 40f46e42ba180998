//! The one way in which files are written.

use std::{
    fs::{self, Metadata, Permissions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// How many links are followed before they are taken for a circle, as on Linux.
const MOST_LINKS: usize = 40;

/// Writes a whole file.
///
/// The bytes go to a temporary file in the same folder, which reaches the disk before it takes the place of the old
/// file in one step. So whatever happens, to the program or to the machine, a reader finds the whole old file or the
/// whole new one, and once this returns it is the new one. A crash may leave a file named `.weigh-in-*.tmp` behind,
/// which can be deleted.
///
/// A link is followed, and the file that it leads to is written. An existing file keeps its permissions; a new one gets
/// those that new files have. Other hard links to a file keep the old content.
///
/// # Errors
/// Whatever the operating system says. Files that are marked read-only, folders and devices are not written over. The
/// file is then as it was, and the temporary file is gone.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    prepare(path, bytes)?.put().map(drop)
}

/// A file that is whole and on the disk, beside the one whose place it will take. Dropped instead, it is gone.
pub(super) struct Prepared {
    file: NamedTempFile,
    target: PathBuf,
}

/// The first half of [`write`]: all that takes its time or may be refused.
pub(super) fn prepare(path: &Path, bytes: &[u8]) -> io::Result<Prepared> {
    let target = follow_links(path)?;
    let existing = match fs::metadata(&target) {
        Ok(about) => Some(writable(&about)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".weigh-in-").suffix(".tmp");
    like_new_files(&mut builder);
    let mut file = builder.tempfile_in(folder_of(&target))?;
    file.write_all(bytes)?;
    if let Some(permissions) = existing {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(Prepared { file, target })
}

impl Prepared {
    /// The folder that it is in.
    pub(super) fn folder(&self) -> &Path {
        folder_of(&self.target)
    }

    /// The second half of [`write`], in one step. Gives what the system says of this file, not of one that came in its
    /// place since.
    pub(super) fn put(self) -> io::Result<Metadata> {
        let about = self.file.as_file().metadata()?;
        self.file.persist(&self.target).map_err(|error| error.error)?;
        sync_folder(folder_of(&self.target));
        Ok(about)
    }
}

/// The folder of a file; of a bare name, that is the one where the program runs.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where the bytes belong; the last link may lead to a file that does not exist yet.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            // Not a link, or nothing there.
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("its links lead in a circle"))
}

fn writable(about: &Metadata) -> io::Result<Permissions> {
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(io::Error::other("it is a device or a pipe, not a file"));
    }
    // Its place could be taken all the same; but whoever marked it meant that it stays.
    if about.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    Ok(about.permissions())
}

/// Temporary files are private unless told otherwise. The system takes away from this what the user's mask says.
#[cfg(unix)]
fn like_new_files(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn like_new_files(_: &mut tempfile::Builder<'_, '_>) {}

/// Makes the new name outlive a power cut. The file is whole either way, and some file systems cannot do this for
/// folders, so a failure is not one of the write.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        drop(folder.sync_all());
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) {}
