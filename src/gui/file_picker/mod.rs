//! The desktop's own file windows: asked without waiting, answered in a later frame.

#[cfg(all(unix, not(target_os = "macos")))]
mod native;
#[cfg(all(unix, not(target_os = "macos")))]
mod portal;
#[cfg(not(all(unix, not(target_os = "macos"))))]
mod system;
#[cfg(all(unix, not(target_os = "macos")))]
mod zenity;

#[cfg(all(unix, not(target_os = "macos")))]
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::Arc,
};

#[cfg(all(unix, not(target_os = "macos")))]
pub use self::native::NativePicker;
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub use self::system::NativePicker;
use super::intent::PathUse;
use crate::storage;

/// What came of a file window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickerAnswer {
    /// These paths, of which there is at least one; several only where several could be picked.
    Paths(Vec<PathBuf>),
    /// People have cancelled.
    Cancelled,
    /// This address, which has no path on this machine.
    Elsewhere(String),
    /// No window could be shown, or no answer comes: the path has to be typed.
    NotShown,
    /// No window has come so far, and it may still. An answer follows, unless it is closed.
    Late,
    /// The window that was late has come.
    Come,
}

/// Shows file windows. Tests put a scripted one in its place.
pub trait FilePicker {
    /// Shows the window for a purpose, starting at a folder or at a file to be. One at a time; a second takes the place of
    /// the first.
    fn start(&mut self, purpose: &PathUse, at: &Path, frame: &eframe::Frame, ctx: &egui::Context);

    /// The answer, once there is one, or that the window is late. `has_keys` says whether our window has the keyboard focus, which file windows take.
    fn poll(&mut self, has_keys: bool, ctx: &egui::Context) -> Option<PickerAnswer>;

    /// Closes the window, if there is one, where the system lets us. What it would have answered is not heard.
    fn close(&mut self) {}

    /// A way to close the window from any thread, for a program that is about to end.
    fn closer(&self) -> Arc<dyn Fn() + Send + Sync> {
        Arc::new(|| ())
    }
}

/// The folder that a window starts in, and the name that it suggests.
fn place(at: &Path) -> (Option<&Path>, Option<String>) {
    if at.is_dir() {
        return (Some(at), None);
    }
    let name = at.file_name().map(|name| name.to_string_lossy().into_owned());
    // A file to be made goes into its folder; where that is gone, the window starts where it likes.
    (at.parent().filter(|folder| folder.is_dir()), name)
}

/// Locks what no panic can leave half done.
#[cfg(all(unix, not(target_os = "macos")))]
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The path with the ending that files of this purpose have, which no file window appends.
#[must_use]
pub fn with_extension(path: PathBuf, purpose: &PathUse) -> PathBuf {
    let (endings, usual): (&[&str], &str) = match purpose {
        PathUse::Save(_) => (&["ron"], storage::EXTENSION),
        PathUse::Chart(_) => (&["svg", "png"], "svg"),
        _ => return path,
    };
    if let (PathUse::Save(_), Some(name)) = (purpose, path.file_name().and_then(OsStr::to_str))
        && let Some(name) = as_record(name).filter(|_| !path.exists())
    {
        return path.with_file_name(name);
    }
    if path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known))) {
        return path;
    }
    // Appended and not replaced, since `a.v2` is a name and no ending.
    let mut name = path.into_os_string();
    name.push(".");
    name.push(usual);
    PathBuf::from(name)
}

/// The full name for a new record that was called `a.ron` or `a.decision.ron.ron`; none for any other name. File windows select a
/// name up to its last dot, so that a new one is typed in front of the `.ron` that is left. Git knows decision files by
/// `.decision.ron`.
fn as_record(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".ron")?;
    if stem.ends_with(".decision") {
        return None;
    }
    let stem = stem.strip_suffix(".decision.ron").unwrap_or(stem);
    Some(format!("{stem}.{}", storage::EXTENSION))
}

/// A path as people type it: `~` is the home folder, and quotes around it are left out.
#[must_use]
pub fn typed_path(text: &str) -> PathBuf {
    let text = text.trim().trim_matches('"');
    match (text.strip_prefix("~/").or_else(|| (text == "~").then_some("")), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => PathBuf::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::ChartKind;

    #[test]
    fn the_ending_is_there_once() {
        let (record, chart) = (PathUse::Save(None), PathUse::Chart(ChartKind::Totals));
        for (path, purpose, whole) in [
            ("a", &record, "a.decision.ron"),
            ("a.v2", &record, "a.v2.decision.ron"),
            ("a.decision.ron", &record, "a.decision.ron"),
            ("a.ron", &record, "a.decision.ron"),
            ("a.decision.ron.ron", &record, "a.decision.ron"),
            ("a.totals", &chart, "a.totals.svg"),
            ("a.svg", &chart, "a.svg"),
            ("a.PNG", &chart, "a.PNG"),
            ("a", &PathUse::Open, "a"),
        ] {
            assert_eq!(with_extension(path.into(), purpose), PathBuf::from(whole));
        }
    }
}
