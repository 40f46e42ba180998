//! Atomic writes: the one way in which files are written.

use std::{
    fs::{self, File, Metadata, Permissions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tempfile::NamedTempFile;

use super::{gits_own::is_gits_own, rights};

/// Maximum number of links followed before they count as a circle, as on Linux.
const MOST_LINKS: usize = 40;

/// Writes a whole file, replacing the one at the path if there is one.
///
/// The bytes go to a temporary file in the same folder, which reaches the disk before it takes the place of the old
/// file in one step. So whatever happens, to the program or to the machine, a reader finds the whole old file or the
/// whole new one, and once this returns it is the new one. A crash may leave a file named `.weigh-in-*.tmp` behind,
/// which can be deleted, and which the next write in the folder deletes.
///
/// Follows a link, and writes the file that it leads to. On Linux the rights to read and write an existing file stay as
/// they were, as far as the system allows, and nobody gains any right; on macOS owner, group and mode are kept, access
/// lists are not; on Windows the file gets the rights that its folder gives new files. A new file gets the rights of
/// new files. Other hard links to a file keep the old content.
///
/// # Errors
/// Any error of the operating system. Also refused are files that are marked read-only or that this program may not
/// write, folders, devices, and links that lead nowhere, out of their own repository or to git's own files. The file is
/// then as it was, and the temporary file is gone.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    prepare(path, bytes)?.put().map(drop)
}

/// Writes a whole file as [`write()`] does, readable by its owner alone, whatever the user's mask is and whoever could
/// read the file that it replaces.
///
/// # Errors
/// As [`write()`].
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    prepare_as(path, bytes, Audience::Owner)?.put().map(drop)
}

/// Creates a folder and its missing parents, open to their owner alone. Leaves existing folders as they are.
///
/// # Errors
/// Any error of the operating system.
pub fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    rights::for_owner_only(&mut builder);
    builder.create(path)
}

/// Writes a whole file as [`write()`] does, but only where nothing exists yet.
///
/// # Errors
/// [`AlreadyExists`](io::ErrorKind::AlreadyExists) where anything exists, even a link that leads nowhere; else any
/// error of the operating system.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create_from(path, bytes, None)
}

/// Writes a whole file as [`create()`] does, with the rights of `like`, the file that it will replace.
///
/// # Errors
/// Those of [`create()`].
pub fn create_like(path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
    create_from(path, bytes, Some((like, &fs::metadata(like)?)))
}

fn create_from(path: &Path, bytes: &[u8], like: Option<(&Path, &Metadata)>) -> io::Result<()> {
    let file = temporary(folder_of(path), bytes, like, Audience::AsBefore)?;
    let put = file.persist_noclobber(path).map(drop).or_else(|refused| {
        // Not every file system can do this in one step.
        let is_free = path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if is_free { refused.file.persist(path).map(drop).map_err(|error| error.error) } else { Err(refused.error) }
    });
    match put {
        // Whatever the system calls the refusal, something is there now, or came there meanwhile.
        Err(_) if path.symlink_metadata().is_ok() => return Err(io::ErrorKind::AlreadyExists.into()),
        put => put?,
    }
    sync_folder(folder_of(path));
    Ok(())
}

/// A complete file on the disk, beside the one that it will replace. Dropping it deletes it.
#[derive(Debug)]
pub struct Prepared {
    file: NamedTempFile,
    target: PathBuf,
}

/// Does the first half of [`write()`]: everything that takes time or can be refused.
///
/// # Errors
/// As [`write()`].
pub fn prepare(path: &Path, bytes: &[u8]) -> io::Result<Prepared> {
    prepare_as(path, bytes, Audience::AsBefore)
}

/// The people who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    /// Those who could read the file that it replaces, or who may read new files.
    AsBefore,
    /// Its owner alone.
    Owner,
}

fn prepare_as(path: &Path, bytes: &[u8], audience: Audience) -> io::Result<Prepared> {
    let target = follow_links(path)?;
    let existing = match fs::metadata(&target) {
        Ok(about) => Some(writable(&target, about)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let existing = existing.as_ref().map(|about| (target.as_path(), about));
    let file = temporary(folder_of(&target), bytes, existing, audience)?;
    Ok(Prepared { file, target })
}

/// Age at which a temporary file counts as left by a killed program, where locks cannot show whether one still writes
/// it.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// Longest time from creating a temporary file to locking it, with plenty to spare.
const UNTIL_HELD: Duration = Duration::from_millis(100);

/// Deletes the temporary files that killed programs left in a folder. Files that a program is writing stay, since it
/// holds a lock on them. Waits up to 400 ms for files so young that their program may not have locked them yet.
pub fn sweep(folder: &Path) {
    let deadline = Instant::now() + UNTIL_HELD * 4;
    while sweep_once(folder) > 0 && Instant::now() < deadline {
        std::thread::sleep(UNTIL_HELD / 4);
    }
}

/// Deletes what can be deleted now, and returns how many files are too young to judge.
fn sweep_once(folder: &Path) -> usize {
    let mut young = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if !is_ours {
            continue;
        }
        let Some(about) = entry.metadata().ok().filter(Metadata::is_file) else { continue };
        let held = is_held(&entry.path());
        // A modification time in the future, as after the clock was set back, gives no age; the file counts as young.
        let age = about.modified().ok().and_then(|modified| modified.elapsed().ok());
        let most = if held.is_none() { LEFT_BEHIND } else { UNTIL_HELD };
        if held != Some(true) && age.is_some_and(|age| age > most) {
            // Where it cannot be deleted, it stays as it was.
            drop(fs::remove_file(entry.path()));
        } else if held == Some(false) {
            young += 1;
        }
    }
    young
}

/// Reports whether a program holds the lock of a temporary file, as each does until the file is in its place or
/// deleted; `None` if that cannot be found out.
fn is_held(path: &Path) -> Option<bool> {
    match File::open(path).ok()?.try_lock() {
        Ok(()) => Some(false),
        Err(TryLockError::WouldBlock) => Some(true),
        Err(TryLockError::Error(_)) => None,
    }
}

/// Start of the names of temporary files.
const PREFIX: &str = ".weigh-in-";
const SUFFIX: &str = ".tmp";

/// Creates a temporary file that holds the bytes. It gets the rights of the existing file, else those of new files.
fn temporary(
    folder: &Path,
    bytes: &[u8],
    existing: Option<(&Path, &Metadata)>,
    audience: Audience,
) -> io::Result<NamedTempFile> {
    sweep(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    if existing.is_none() && audience == Audience::AsBefore {
        like_new_files(&mut builder);
    }
    let mut file = builder.tempfile_in(folder).map_err(without_temporary)?;
    // So that nobody sweeps it away. The lock ends with the program, however that ends; not every file system has locks.
    drop(file.as_file().try_lock());
    // A file that replaces another is its owner's alone until the rights are set below: private text never leaks.
    file.as_file_mut().write_all(bytes)?;
    if let Some((path, about)) = existing {
        rights::keep(path, about, file.as_file())?;
    }
    if audience == Audience::Owner {
        rights::narrow(file.as_file())?;
    }
    // Last, so that the rights are on the disk as well before the file takes the other's place.
    file.as_file().sync_all()?;
    Ok(file)
}

/// Removes the path of the temporary file from an error. People do not know that path; the caller names the file they
/// asked for.
fn without_temporary(error: io::Error) -> io::Error {
    match error.to_string().rsplit_once(" at path ") {
        Some((what, _)) => io::Error::new(error.kind(), what),
        None => error,
    }
}

impl Prepared {
    /// Returns the folder of the target.
    #[must_use]
    pub fn folder(&self) -> &Path {
        folder_of(&self.target)
    }

    /// Does the second half of [`write()`], in one step. Returns the metadata of the file written here, even if another
    /// program has replaced it since.
    ///
    /// # Errors
    /// Any error of the operating system. The old file is then still there.
    pub fn put(self) -> io::Result<Metadata> {
        // From the open file: after the rename, the path may lead to what another program has put there.
        let about = self.file.as_file().metadata()?;
        self.file.persist(&self.target).map_err(|error| explained(error.error))?;
        sync_folder(folder_of(&self.target));
        Ok(about)
    }
}

/// The reason of a refusal that is about the file itself and not about its folder.
#[derive(Debug, thiserror::Error)]
#[error("you may read this file, but not change it")]
pub(super) struct MayOnlyRead;

/// Explains an error of a file that is mounted by itself, as containers do: it can be neither replaced nor renamed.
pub(crate) fn explained(error: io::Error) -> io::Error {
    if error.kind() != io::ErrorKind::ResourceBusy {
        return error;
    }
    let what = "the file is mounted by itself, so it can be neither replaced nor renamed; mount its folder instead";
    io::Error::new(error.kind(), what)
}

/// Returns the folder of a path; for a bare name, the current folder.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Follows the links of a path and returns the file that they lead to, or the path itself if it is no link or does not
/// exist.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for followed in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            // The path itself is no link, or nothing is there; `prepare_as` finds out which.
            Err(_) if followed == 0 => return Ok(target),
            // Before the other refusals, since only what exists has a canonical path.
            Err(_) if fs::symlink_metadata(&target).is_err() => {
                return Err(io::Error::other("it is a link that leads nowhere; delete the link"));
            }
            // Git's own files lie inside the repository, so that `leads_out` would let them pass.
            Err(_) if target.canonicalize().is_ok_and(|target| is_gits_own(&target)) => {
                return Err(io::Error::other("it is a link that leads to git's own files; delete the link"));
            }
            Err(_) if leads_out(path, &target) => {
                return Err(io::Error::other("it is a link that leads out of the repository; name the file itself"));
            }
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// Reports whether a link inside a repository leads to a file outside of it.
fn leads_out(link: &Path, target: &Path) -> bool {
    // An unknown place may be outside, so the link is not followed.
    let Ok(link) = std::path::absolute(link) else { return true };
    // A `.git` may be a file, as in linked work trees and submodules.
    let Some(root) = link.ancestors().skip(1).find(|folder| folder.join(".git").exists()) else { return false };
    let place = root.canonicalize().and_then(|root| Ok((root, target.canonicalize()?)));
    !place.is_ok_and(|(root, target)| target.starts_with(root))
}

fn writable(path: &Path, about: Metadata) -> io::Result<Metadata> {
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(io::Error::other("it is a device or a pipe, not a file"));
    }
    // Its place could be taken all the same, where the folder may be written; but whoever may only read it would then own it.
    if about.permissions().readonly() || !may_be_written(path)? {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, MayOnlyRead));
    }
    Ok(about)
}

/// Reports whether the system would let this program write into an existing file.
#[cfg(unix)]
fn may_be_written(path: &Path) -> io::Result<bool> {
    use rustix::{
        fs::{Access, AtFlags, CWD, accessat},
        io::Errno,
    };
    // As the effective user, whose rights decide when the file is opened.
    match accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS) {
        // Not every system can answer; then the file mode, which was checked before, has to be enough.
        Ok(()) | Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => Ok(true),
        Err(Errno::ACCESS | Errno::PERM) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn may_be_written(_: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Gives temporary files, which are private by default, the rights of new files. The user's mask still narrows them.
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
