//! A file is the old one or the new one, never half of it.

use std::{fs, path::Path};

use weigh_in::storage::{self, atomic};

use crate::V2;

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn a_file_is_made_and_replaced_and_nothing_else_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    atomic::write(&path, b"a longer first text").unwrap();
    atomic::write(&path, b"second").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn what_a_killed_program_has_left_goes_and_what_is_being_written_stays() {
    let folder = tempfile::tempdir().unwrap();
    for name in [".weigh-in-killed.tmp", "weigh-in-other.tmp"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let ready = atomic::prepare(&folder.path().join("file"), b"new").unwrap();
    // However long a slow disk takes: it is not by its age that a file is known as left.
    for entry in fs::read_dir(folder.path()).unwrap().flatten() {
        let long_ago = std::time::SystemTime::now() - std::time::Duration::from_mins(30);
        fs::File::options().write(true).open(entry.path()).unwrap().set_modified(long_ago).unwrap();
    }
    atomic::sweep(folder.path());
    assert_eq!(names(folder.path()).len(), 2, "{:?}", names(folder.path()));
    ready.put().unwrap();
    assert_eq!(names(folder.path()), ["file", "weigh-in-other.tmp"]);
}

#[test]
fn what_a_program_has_left_that_was_killed_just_now_goes_with_the_next_save() {
    let folder = tempfile::tempdir().unwrap();
    let decision = storage::parse(V2).unwrap().decision;
    fs::write(folder.path().join(".weigh-in-killed.tmp"), "x").unwrap();
    storage::save_new(&folder.path().join("a.decision.ron"), &decision).unwrap();
    assert_eq!(names(folder.path()), ["a.decision.ron"]);
}

#[test]
fn every_way_of_writing_takes_away_what_a_killed_program_has_left() {
    type Write = fn(&Path);
    let ways: [(&str, Write); 4] = [
        ("write", |path| atomic::write(path, b"x").unwrap()),
        ("create", |path| atomic::create(path, b"x").unwrap()),
        ("private", |path| atomic::write_private(path, b"x").unwrap()),
        ("prepare", |path| {
            atomic::prepare(path, b"x").unwrap().put().unwrap();
        }),
    ];
    for (way, write) in ways {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".weigh-in-killed.tmp"), "x").unwrap();
        write(&folder.path().join("file"));
        assert_eq!(names(folder.path()), ["file"], "{way}");
    }
}

#[test]
fn a_write_that_fails_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "old").unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    let impossible = "x".repeat(300);
    for name in ["file/below", "folder", "absent/file", impossible.as_str()] {
        assert!(atomic::write(&folder.path().join(name), b"new").is_err(), "{name}");
    }
    let mut marked = fs::metadata(&file).unwrap().permissions();
    marked.set_readonly(true);
    fs::set_permissions(&file, marked).unwrap();
    assert!(atomic::write(&file, b"new").is_err());
    assert_eq!(fs::read(&file).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["file", "folder"]);
}

#[test]
fn a_record_that_cannot_be_saved_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let decision = storage::parse(V2).unwrap().decision;
    let message = |name: &str| {
        let path = folder.path().join(name);
        let error = storage::save_over(&path, &decision, None).unwrap_err();
        assert_eq!(error.path(), path);
        error.to_string().replace(&format!("{}", folder.path().display()), "FOLDER").replace('\\', "/")
    };
    assert_eq!(
        message("gone/a.decision.ron"),
        "FOLDER/gone/a.decision.ron could not be written: its folder does not exist. Make the folder again, or \
         save under another name."
    );
    fs::create_dir(folder.path().join("taken")).unwrap();
    assert_eq!(
        message("taken"),
        "FOLDER/taken could not be written: there is a folder of that name. Save under another name."
    );
}

#[cfg(unix)]
mod unix {
    use std::{
        fs,
        os::unix::fs::{MetadataExt, PermissionsExt, symlink},
        path::Path,
        process::Command,
    };

    use weigh_in::storage::atomic;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn permissions_are_kept_and_new_files_have_the_usual_ones() {
        let folder = tempfile::tempdir().unwrap();
        let (usual, new, old) = (folder.path().join("usual"), folder.path().join("new"), folder.path().join("old"));
        fs::write(&usual, "").unwrap();
        atomic::write(&new, b"").unwrap();
        assert_eq!(mode(&new), mode(&usual));
        for kept in [0o600, 0o664, 0o755] {
            fs::write(&old, "old").unwrap();
            fs::set_permissions(&old, fs::Permissions::from_mode(kept)).unwrap();
            atomic::write(&old, b"new").unwrap();
            assert_eq!((mode(&old), fs::read(&old).unwrap()), (kept, b"new".to_vec()));
        }
    }

    #[test]
    fn links_are_followed_and_stay() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real");
        fs::create_dir(&real).unwrap();
        symlink("real", folder.path().join("folder")).unwrap();
        symlink("folder/file", folder.path().join("first")).unwrap();
        symlink("first", folder.path().join("second")).unwrap();
        fs::write(real.join("file"), "").unwrap();
        for text in ["one", "two"] {
            atomic::write(&folder.path().join("second"), text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(real.join("file")).unwrap(), text);
        }
        assert!(fs::symlink_metadata(folder.path().join("second")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(folder.path().join("first")).unwrap().is_symlink());
    }

    #[test]
    fn a_link_that_leads_nowhere_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (link, target) = (folder.path().join("link"), folder.path().join("target"));
        symlink(&target, &link).unwrap();
        let error = atomic::write(&link, b"x").unwrap_err().to_string();
        assert!(error.contains("leads nowhere"), "{error}");
        assert_eq!(atomic::create(&link, b"x").unwrap_err().kind(), std::io::ErrorKind::AlreadyExists);
        assert!(!target.exists() && link.is_symlink());
    }

    #[test]
    fn a_link_out_of_a_repository_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (repository, outside) = (folder.path().join("repository"), folder.path().join("outside"));
        fs::create_dir_all(repository.join(".git")).unwrap();
        fs::write(&outside, "old").unwrap();
        fs::write(repository.join("inside"), "old").unwrap();
        symlink("../outside", repository.join("out")).unwrap();
        symlink("inside", repository.join("in")).unwrap();
        let error = atomic::write(&repository.join("out"), b"new").unwrap_err().to_string();
        assert!(error.contains("leads out of the repository"), "{error}");
        assert_eq!(fs::read_to_string(&outside).unwrap(), "old");
        atomic::write(&repository.join("in"), b"new").unwrap();
        assert_eq!(fs::read_to_string(repository.join("inside")).unwrap(), "new");
    }

    #[test]
    fn a_link_to_gits_own_files_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        for part in ["objects", "refs"] {
            fs::create_dir_all(folder.path().join(".git").join(part)).unwrap();
        }
        for file in ["HEAD", "config", "refs/x"] {
            fs::write(folder.path().join(".git").join(file), "old").unwrap();
        }
        for file in [".git/config", ".git/refs/x"] {
            let link = folder.path().join("link");
            symlink(file, &link).unwrap();
            let error = atomic::write(&link, b"new").unwrap_err().to_string();
            assert!(error.contains("git's own files"), "{error}");
            assert_eq!(fs::read_to_string(&link).unwrap(), "old");
            fs::remove_file(link).unwrap();
        }
    }

    #[test]
    fn a_new_file_is_made_only_where_nothing_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        atomic::create(&file, b"first").unwrap();
        assert_eq!(atomic::create(&file, b"second").unwrap_err().kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&file).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_owner_and_the_group_are_kept_by_who_may() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "old").unwrap();
        if std::os::unix::fs::chown(&file, Some(1234), Some(2345)).is_err() {
            return crate::tools::left_out("only root may give files away");
        }
        fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).unwrap();
        atomic::write(&file, b"new").unwrap();
        let about = fs::metadata(&file).unwrap();
        assert_eq!((about.uid(), about.gid(), mode(&file)), (1234, 2345, 0o664));
    }

    /// What a user without rights of their own does to a record of root with a mode, in a folder where everybody may write:
    /// whether it was done, what was told, and the owner, group and mode of the record after it. None where no other user can
    /// be taken.
    fn scored_by_nobody(of_record: u32) -> Option<(bool, String, (u32, u32, u32))> {
        let folder = tempfile::tempdir().unwrap();
        let decision = folder.path().join("a.decision.ron");
        fs::write(&decision, crate::V2).unwrap();
        if fs::metadata(&decision).unwrap().uid() != 0 || std::env::var_os("WEIGH_IN_TEST_AGAIN").is_some() {
            crate::tools::left_out("files of root are for root to make");
            return None;
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        fs::set_permissions(&decision, fs::Permissions::from_mode(of_record)).unwrap();
        let program = folder.path().join("weigh-in");
        fs::copy(env!("CARGO_BIN_EXE_weigh-in"), &program).unwrap();
        let ran = Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(&program)
            .args(["score", "a.decision.ron", "--member", "zoe", "learning-curve/go=3", "--correct=a slip"])
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .output();
        let Ok(ran) = ran else {
            crate::tools::missing("setpriv");
            return None;
        };
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        if told.starts_with("setpriv: ") {
            crate::tools::left_out("no other user can be taken here");
            return None;
        }
        let about = fs::metadata(&decision).unwrap();
        Some((ran.status.success(), told, (about.uid(), about.gid(), mode(&decision))))
    }

    #[test]
    fn a_group_that_cannot_be_kept_gives_its_rights_to_no_other() {
        // Whoever was of the group is one of the others now.
        for (before, after) in [(0o2666, 0o606), (0o606, 0o600), (0o626, 0o602), (0o666, 0o606)] {
            let Some((done, told, about)) = scored_by_nobody(before) else { return };
            assert!(done, "{told}");
            assert_eq!(about, (65534, 65534, after), "{before:o}");
        }
    }

    #[test]
    fn who_may_only_read_a_file_does_not_take_its_place() {
        let Some((done, told, about)) = scored_by_nobody(0o664) else { return };
        assert!(!done);
        let words = "a.decision.ron could not be written: you may read this file, but not change it. Ask its owner for the \
                     right to write it, or save under another name.";
        assert!(told.contains(words), "{told}");
        assert_eq!(about, (0, 0, 0o664));
    }

    #[cfg(target_os = "linux")]
    mod access_lists {
        use std::{ffi::CStr, fs, os::unix::fs::chown, path::Path};

        use rustix::fs::{XattrFlags, getxattr, setxattr};
        use weigh_in::storage::atomic;

        use super::mode;

        const ACCESS: &CStr = c"system.posix_acl_access";
        const OF_FOLDERS: &CStr = c"system.posix_acl_default";

        /// A list with rights of the owner, of user 4242, of the group, the mask and of others.
        fn list(group: u16) -> Vec<u8> {
            let entries = [(1, 6, u32::MAX), (2, 6, 4242), (4, group, u32::MAX), (16, 6, u32::MAX), (32, 0, u32::MAX)];
            let entry = |(tag, rights, id): (u16, u16, u32)| {
                [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat()
            };
            [2_u32.to_le_bytes().to_vec(), entries.map(entry).concat()].concat()
        }

        /// Saves a file with a list on a system that refuses to set one. Gives its mode then; none where that cannot be done.
        fn saved_without_lists(list: &[u8]) -> Option<u32> {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("a.decision.ron");
            fs::write(&file, crate::V2).unwrap();
            if setxattr(&file, ACCESS, list, XattrFlags::empty()).is_err() {
                crate::tools::left_out("this file system has no access lists");
                return None;
            }
            let ran = std::process::Command::new("strace")
                .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsetxattr"])
                .args(["-e", "inject=fsetxattr:error=EOPNOTSUPP", env!("CARGO_BIN_EXE_weigh-in")])
                .args(["score", "a.decision.ron", "--member", "zoe", "learning-curve/go=3", "--correct=a slip"])
                .current_dir(folder.path())
                .output();
            let Ok(ran) = ran else {
                crate::tools::missing("strace");
                return None;
            };
            assert!(ran.status.success(), "{ran:?}");
            assert_eq!(value(&file, ACCESS), None);
            Some(mode(&file))
        }

        #[test]
        fn where_a_list_cannot_be_set_nobody_gains_by_its_loss() {
            // The mask narrows what the group may do; and user 4242 may do less than others.
            let of = |entries: [(u16, u16, u32); 5]| {
                let entry = |(tag, rights, id): (u16, u16, u32)| {
                    [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat()
                };
                [2_u32.to_le_bytes().to_vec(), entries.map(entry).concat()].concat()
            };
            let any = u32::MAX;
            for entries in [
                [(1, 6, any), (2, 4, 4242), (4, 6, any), (16, 4, any), (32, 0, any)],
                [(1, 6, any), (2, 0, 4242), (4, 4, any), (16, 4, any), (32, 4, any)],
            ] {
                let Some(mode) = saved_without_lists(&of(entries)) else { return };
                assert_eq!(mode, 0o600, "{entries:?}");
            }
        }

        fn value(path: &Path, name: &CStr) -> Option<Vec<u8>> {
            let mut value = vec![0; 1_000];
            let length = getxattr(path, name, &mut value[..]).ok()?;
            value.truncate(length);
            Some(value)
        }

        #[test]
        fn an_access_list_and_attributes_are_kept() {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("file");
            fs::write(&file, "old").unwrap();
            let given = setxattr(&file, ACCESS, &list(0), XattrFlags::empty())
                .and_then(|()| setxattr(&file, c"user.note", b"kept", XattrFlags::empty()));
            if given.is_err() {
                return crate::tools::left_out("this file system has no access lists");
            }
            atomic::write(&file, b"new").unwrap();
            assert_eq!(value(&file, ACCESS), Some(list(0)));
            assert_eq!(value(&file, c"user.note").as_deref(), Some(&b"kept"[..]));
        }

        #[test]
        fn a_list_that_the_folder_gives_new_files_opens_no_file_that_was_closed() {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("file");
            fs::write(&file, "old").unwrap();
            let closed = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            fs::set_permissions(&file, closed).unwrap();
            if setxattr(folder.path(), OF_FOLDERS, &list(6), XattrFlags::empty()).is_err() {
                return crate::tools::left_out("this file system has no access lists");
            }
            atomic::write(&file, b"new").unwrap();
            assert_eq!((mode(&file), value(&file, ACCESS)), (0o600, None));
        }

        #[test]
        fn the_mask_of_a_list_is_not_what_the_group_may_do() {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("file");
            fs::write(&file, "old").unwrap();
            let _ = chown(&file, Some(1234), Some(2345));
            if setxattr(&file, ACCESS, &list(0), XattrFlags::empty()).is_err() {
                return crate::tools::left_out("this file system has no access lists");
            }
            // As the mode tells it, the group may read and write.
            assert_eq!(mode(&file), 0o660);
            atomic::write(&file, b"new").unwrap();
            assert_eq!(value(&file, ACCESS), Some(list(0)));
        }
    }

    #[test]
    fn a_circle_of_links_and_a_device_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        symlink(&a, &b).unwrap();
        symlink(&b, &a).unwrap();
        assert!(atomic::write(&a, b"x").is_err());
        let device = folder.path().join("device");
        symlink("/dev/null", &device).unwrap();
        assert!(atomic::write(&device, b"x").is_err());
    }
}
