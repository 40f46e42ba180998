//! The rights to read and write a file, carried over to the file that replaces it.

use std::{
    fs::{DirBuilder, File, Metadata},
    io,
    path::Path,
};

/// Gives a new file the rights of the old one at `path`: on Linux owner, group, mode, access list and extended
/// attributes, as far as the system allows. A right that cannot be kept is removed, never added: nobody may do more
/// with the new file than with the old one. On macOS owner, group and mode are kept, access lists are not; on Windows
/// the file gets the rights that its folder gives new files.
///
/// # Errors
/// Any error of the operating system about the mode, without which the file would be open to others.
pub(super) fn keep(path: &Path, old: &Metadata, new: &File) -> io::Result<()> {
    #[cfg(unix)]
    return unix::keep(path, old, new);
    #[cfg(not(unix))]
    {
        let _ = path;
        new.set_permissions(old.permissions())
    }
}

/// Removes all rights to a file from everybody but its owner, if the system has such rights.
pub(super) fn narrow(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    return unix::narrow(file);
    #[cfg(not(unix))]
    {
        let _ = file;
        Ok(())
    }
}

/// Narrows a file or folder of the program as [`narrow`] does. One that cannot be narrowed, as it belongs to somebody
/// else, stays as it is.
pub(super) fn narrow_own(path: &Path) {
    #[cfg(unix)]
    drop(File::open(path).and_then(|own| unix::narrow(&own)));
    #[cfg(not(unix))]
    let _ = path;
}

/// Makes new folders accessible to their owner alone.
pub(super) fn for_owner_only(builder: &mut DirBuilder) {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    #[cfg(not(unix))]
    let _ = builder;
}

#[cfg(unix)]
mod unix {
    use std::{
        fs::{File, Metadata, Permissions},
        io,
        os::unix::fs::{MetadataExt, PermissionsExt, fchown},
        path::Path,
    };

    use super::attributes;

    const SET_USER: u32 = 0o4000;
    const SET_GROUP: u32 = 0o2000;
    const GROUP: u32 = 0o070;
    const OTHERS: u32 = 0o007;

    /// Removes the rights of group and others. An access list is narrowed as well: the group's bits are its mask.
    pub(super) fn narrow(file: &File) -> io::Result<()> {
        let mode = file.metadata()?.mode() & 0o7777;
        let narrow = mode & !(GROUP | OTHERS);
        if mode == narrow { Ok(()) } else { file.set_permissions(Permissions::from_mode(narrow)) }
    }

    pub(super) fn keep(path: &Path, old: &Metadata, new: &File) -> io::Result<()> {
        // Separately: an ordinary user may not change the owner, but may set another of their own groups.
        let keeps_owner = new.metadata()?.uid() == old.uid() || fchown(new, Some(old.uid()), None).is_ok();
        let keeps_group = new.metadata()?.gid() == old.gid() || fchown(new, None, Some(old.gid())).is_ok();
        let access = attributes::access_list(path);
        let mut mode = old.mode() & 0o7777;
        if let Some(access) = &access {
            // With an access list, these bits of the mode are its mask, within which the group may do what its entry says.
            mode &= !GROUP | (access.of_group() << 3);
        }
        // From the mode before it is narrowed below.
        let (of_owner, of_group) = (mode >> 6, mode >> 3);
        if !keeps_owner {
            // The old owner is one of the group or of the others now.
            mode &= !(SET_USER | GROUP | OTHERS) | ((of_owner << 3) & GROUP) | (of_owner & OTHERS);
        }
        if !keeps_group {
            // The group is another one, of people who had no part in the file, and the old one is among the others.
            mode &= !(SET_GROUP | GROUP | OTHERS) | (of_group & OTHERS);
        }
        // The folder may give new files a list of its own.
        attributes::forget_access_list(new);
        // After the change of owner, at which Linux clears the set-user and set-group bits.
        new.set_permissions(Permissions::from_mode(mode))?;
        attributes::copy(path, new);
        if let Some(access) = access {
            let access = if keeps_owner && keeps_group { access } else { access.within(mode >> 3, mode) };
            if !attributes::set_access_list(new, &access) {
                // Whoever was named in the list is one of the group or of the others now, and may have had less.
                new.set_permissions(Permissions::from_mode(mode & !(GROUP | OTHERS)))?;
            }
        }
        Ok(())
    }
}

/// Extended attributes, which hold the access list as well.
#[cfg(target_os = "linux")]
mod attributes {
    use std::{ffi::CStr, fs::File, path::Path};

    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, getxattr, listxattr};

    const ACCESS_LIST: &CStr = c"system.posix_acl_access";

    /// Attributes about the old content: its signature, or what it was allowed to do as a program.
    const OF_THE_CONTENT: [&[u8]; 3] = [b"security.capability", b"security.ima", b"security.evm"];

    /// Maximum size of an attribute, or of the list of their names, in bytes, as Linux has it.
    const MOST: usize = 64 * 1024;

    /// An access list as the kernel writes it: a version, and entries of a tag, rights and an id.
    pub(super) struct AccessList(Vec<u8>);

    // As in the headers `posix_acl.h` and `posix_acl_xattr.h` of Linux, in little-endian order on every machine.
    const HEAD: usize = 4;
    const ENTRY: usize = 8;
    const GROUP: [u8; 2] = [4, 0];
    const OTHERS: [u8; 2] = [32, 0];

    impl AccessList {
        /// Returns the rights of the file's group, as three bits.
        pub(super) fn of_group(&self) -> u32 {
            let entries = self.0.get(HEAD..).unwrap_or_default();
            let entry = entries.chunks_exact(ENTRY).find(|entry| entry.starts_with(&GROUP));
            entry.map_or(0, |entry| u32::from(entry[2] & 7))
        }

        /// Returns the list with the rights of the file's group and of others limited to these bits.
        pub(super) fn within(mut self, group: u32, others: u32) -> Self {
            for entry in self.0.get_mut(HEAD..).unwrap_or_default().chunks_exact_mut(ENTRY) {
                let most = match [entry[0], entry[1]] {
                    GROUP => group,
                    OTHERS => others,
                    _ => continue,
                };
                entry[2] &= most.to_le_bytes()[0] & 7;
            }
            self
        }
    }

    pub(super) fn access_list(path: &Path) -> Option<AccessList> {
        value(path, ACCESS_LIST).map(AccessList)
    }

    /// Sets the access list of a file; returns false if this is refused.
    pub(super) fn set_access_list(file: &File, list: &AccessList) -> bool {
        fsetxattr(file, ACCESS_LIST, &list.0, XattrFlags::empty()).is_ok()
    }

    pub(super) fn forget_access_list(file: &File) {
        let _ = fremovexattr(file, ACCESS_LIST);
    }

    /// Copies the other extended attributes, as far as the system allows.
    pub(super) fn copy(path: &Path, to: &File) {
        let mut names = vec![0; MOST];
        // Without support in the file system there are no attributes to copy.
        let length = listxattr(path, &mut names[..]).unwrap_or(0);
        for name in names[..length].split_inclusive(|byte| *byte == 0) {
            let Ok(name) = CStr::from_bytes_with_nul(name) else { continue };
            // The access list is set by itself, narrowed where owner or group could not be kept.
            if name == ACCESS_LIST || OF_THE_CONTENT.contains(&name.to_bytes()) {
                continue;
            }
            if let Some(value) = value(path, name) {
                // Only the administrator may set some of them; the others still arrive.
                let _ = fsetxattr(to, name, &value, XattrFlags::empty());
            }
        }
    }

    fn value(path: &Path, name: &CStr) -> Option<Vec<u8>> {
        let mut value = vec![0; MOST];
        let length = getxattr(path, name, &mut value[..]).ok()?;
        value.truncate(length);
        Some(value)
    }
}

/// On systems other than Linux no attributes are kept in this way.
#[cfg(all(unix, not(target_os = "linux")))]
mod attributes {
    use std::{fs::File, path::Path};

    pub(super) enum AccessList {}

    impl AccessList {
        pub(super) fn of_group(&self) -> u32 {
            match *self {}
        }

        pub(super) fn within(self, _: u32, _: u32) -> Self {
            self
        }
    }

    pub(super) fn access_list(_: &Path) -> Option<AccessList> {
        None
    }

    pub(super) fn set_access_list(_: &File, list: &AccessList) -> bool {
        match *list {}
    }

    pub(super) fn forget_access_list(_: &File) {}

    pub(super) fn copy(_: &Path, _: &File) {}
}
