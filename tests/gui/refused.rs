//! Disks that are full or read-only: told plainly, the work kept, and a way on.
//!
//! They are small file systems in memory, which only root can mount. Without that the tests say that they were left out.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use egui::{Key, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use weigh_in::storage;

use super::{CTRL, harness::Window, team, tools};

/// A file system of 256 KiB. It goes at the end.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = mount(&["-t", "tmpfs", "-o", "size=256k", "tmpfs"], folder.path());
        if !mounted {
            tools::left_out("a small disk cannot be mounted here; it takes root and the right to mount");
        }
        mounted.then(|| Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount(&self, how: &str) {
        assert!(mount(&["-o", &format!("remount,{how}")], self.path()), "{how}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).status();
    }
}

fn mount(how: &[&str], at: &Path) -> bool {
    let done = Command::new("mount").args(how).arg(at).stderr(std::process::Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

/// A disk that does not answer to what is written, for as long as it is frozen. It goes at the end.
struct SlowDisk(tempfile::TempDir);

impl SlowDisk {
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let (image, at) = (folder.path().join("image"), folder.path().join("disk"));
        fs::create_dir(&at).unwrap();
        fs::write(&image, vec![0; 4 << 20]).unwrap();
        let formatted = Command::new("mkfs.ext4").arg("-q").arg(&image).status().is_ok_and(|status| status.success());
        let mounted = formatted && mount(&["-o", "loop", image.to_str().unwrap()], &at);
        if !mounted {
            eprintln!("left out: a disk that can be frozen cannot be mounted here; it takes root and mkfs.ext4");
        }
        mounted.then(|| Self(folder))
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("disk")
    }

    fn freeze(&self, how: &str) -> bool {
        Command::new("fsfreeze")
            .arg(how)
            .arg(self.path())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|done| done.success())
    }
}

impl Drop for SlowDisk {
    fn drop(&mut self) {
        self.freeze("--unfreeze");
        // What waited for it still writes for a moment.
        for _ in 0..100 {
            if Command::new("umount").arg(self.path()).stderr(Stdio::null()).status().is_ok_and(|done| done.success()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A record that is being saved on a disk that does not answer, and where it would go.
fn saving_on(disk: &SlowDisk) -> Option<Window> {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.script.borrow_mut().push_back(Some(disk.path().join("record.decision.ron")));
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::S);
    window.go(1);
    window.fill("Title", "Mine");
    if !disk.freeze("--freeze") {
        eprintln!("left out: the disk cannot be frozen");
        return None;
    }
    window.queue_key(CTRL, Key::S);
    window.step_until(|window| window.sees("Saving takes long"));
    Some(window)
}

#[test]
fn a_disk_that_does_not_answer_is_told_and_the_work_goes_elsewhere() {
    let Some(disk) = SlowDisk::new() else { return };
    let Some(mut window) = saving_on(&disk) else { return };
    let elsewhere = window.folder.path().join("elsewhere.decision.ron");
    window.script.borrow_mut().push_back(Some(elsewhere.clone()));
    window.click_without_waiting("Save elsewhere…");
    window.step_until(|window| window.sees("Saved "));
    assert_eq!(storage::load(&elsewhere).unwrap().decision.title, "Mine");
    assert!(!window.app().document().unwrap().is_dirty());
    assert!(!window.sees("Saving takes long"), "{:#?}", window.words());
}

#[test]
fn a_window_is_closed_without_waiting_for_a_disk_that_does_not_answer() {
    let Some(disk) = SlowDisk::new() else { return };
    let Some(mut window) = saving_on(&disk) else { return };
    assert!(!window.sees("Close without waiting"));
    window.queue_close();
    window.step_until(|window| window.sees("Close without waiting"));
    assert!(window.asks_to_close(|harness| {
        harness.get_by_role_and_label(Role::Button, "Close without waiting").click();
    }));
    let left = storage::recovery::find(&storage::recovery::folder(&window.folder.path().join("state")));
    assert_eq!(left.works.iter().map(|work| work.decision.title.as_str()).collect::<Vec<_>>(), ["Mine"]);
}

/// A record saved on a disk, and changed since.
fn changed_on(disk: &Disk) -> (Window, PathBuf) {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let file = disk.path().join("record.decision.ron");
    window.script.borrow_mut().push_back(Some(file.clone()));
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::S);
    assert!(file.exists());
    window.go(1);
    window.fill("Title", "Mine");
    (window, file)
}

fn goes_elsewhere(mut window: Window) {
    let elsewhere = window.folder.path().join("elsewhere.decision.ron");
    window.script.borrow_mut().push_back(Some(elsewhere.clone()));
    window.click(Role::Button, "Save elsewhere…");
    assert_eq!(storage::load(&elsewhere).unwrap().decision.title, "Mine");
    assert!(!window.app().document().unwrap().is_dirty());
    assert!(!window.sees("The record was not saved"));
}

#[test]
fn a_full_disk_is_told_and_the_old_file_stays_whole() {
    let Some(disk) = Disk::new() else { return };
    let (mut window, file) = changed_on(&disk);
    let before = fs::read(&file).unwrap();
    // Full to the last byte.
    let mut filler = fs::File::create(disk.path().join("filler")).unwrap();
    while std::io::Write::write_all(&mut filler, &[0; 512]).is_ok() {}
    drop(filler);
    window.press_key(CTRL, Key::S);
    assert!(window.sees("the disk is full"), "{:#?}", window.words());
    assert!(window.sees("Make room on the disk and save again"));
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(window.decision().title, "Mine");
    // With room again, the same key saves it.
    fs::remove_file(disk.path().join("filler")).unwrap();
    window.click(Role::Button, "Try again");
    assert_eq!(storage::load(&file).unwrap().decision.title, "Mine");
    assert!(!window.sees("The record was not saved"));
}

#[test]
fn a_read_only_disk_is_told_and_the_work_goes_elsewhere() {
    let Some(disk) = Disk::new() else { return };
    let (mut window, file) = changed_on(&disk);
    let before = fs::read(&file).unwrap();
    disk.remount("ro");
    window.press_key(CTRL, Key::S);
    assert!(window.sees("the disk is read-only"), "{:#?}", window.words());
    assert_eq!(fs::read(&file).unwrap(), before);
    goes_elsewhere(window);
    disk.remount("rw");
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_written_any_more_is_told_and_the_work_goes_elsewhere() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "Mine");
    let file = window.folder.path().join("record.decision.ron");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    window.press_key(CTRL, Key::S);
    assert!(window.sees("you may read this file, but not change it"), "{:#?}", window.words());
    assert!(window.sees("Ask its owner"));
    assert_eq!(storage::load(&file).unwrap().decision.title, "Language for the ingest service");
    goes_elsewhere(window);
}

#[test]
#[cfg(unix)]
fn a_folder_that_lost_its_permissions_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let folder = window.folder.path().join("closed");
    fs::create_dir(&folder).unwrap();
    window.script.borrow_mut().push_back(Some(folder.join("record.decision.ron")));
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::S);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::File::create(folder.join("probe")).is_ok() {
        return tools::again_as_nobody("refused::a_folder_that_lost_its_permissions_is_told");
    }
    window.go(1);
    window.fill("Title", "Mine");
    window.press_key(CTRL, Key::S);
    assert!(window.sees("this is not allowed there"), "{:#?}", window.words());
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    goes_elsewhere(window);
}
