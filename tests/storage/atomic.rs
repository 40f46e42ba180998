//! A file is the old one or the new one, never half of it.

use std::{fs, path::Path};

use weigh_in::storage::{self, atomic};

use crate::V1;

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
    let decision = storage::parse(V1).unwrap().decision;
    let message = |name: &str| {
        let path = folder.path().join(name);
        let error = storage::save(&path, &decision).unwrap_err();
        assert_eq!(error.path(), path);
        error.to_string().replace(&format!("{}", folder.path().display()), "FOLDER").replace('\\', "/")
    };
    assert_eq!(
        message("gone/a.decision.ron"),
        "FOLDER/gone/a.decision.ron could not be written: its folder does not exist any more. Make the folder again, or \
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
        os::unix::fs::{PermissionsExt, symlink},
        path::Path,
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
        // At first the file that the links lead to is not there.
        for text in ["one", "two"] {
            atomic::write(&folder.path().join("second"), text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(real.join("file")).unwrap(), text);
        }
        assert!(fs::symlink_metadata(folder.path().join("second")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(folder.path().join("first")).unwrap().is_symlink());
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
