//! The file windows of the desktop. They are asked for without waiting, and answer in a later frame.

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

/// The answer of a file window, or news about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickerAnswer {
    /// These paths: at least one, and several only where several could be picked.
    Paths(Vec<PathBuf>),
    /// People have cancelled.
    Cancelled,
    /// This address, which has no path on this machine.
    Elsewhere(String),
    /// No window could be shown, or no answer will come, so the path has to be typed.
    NotShown,
    /// No window has appeared so far, but it still may. An answer follows unless it is closed.
    Late,
    /// The window that was late has appeared.
    Come,
}

/// A way to show file windows. Tests use a scripted one.
pub trait FilePicker {
    /// Shows the window for a purpose, starting at a folder or at a file that does not exist yet. A second window replaces the
    /// first.
    fn start(&mut self, purpose: &PathUse, at: &Path, frame: &eframe::Frame, ctx: &egui::Context);

    /// Returns the answer once there is one, or that the window is late or has appeared. `has_keys` is set if the app's window
    /// has the keyboard focus, which file windows take.
    fn poll(&mut self, has_keys: bool, ctx: &egui::Context) -> Option<PickerAnswer>;

    /// Closes the window, if there is one and the system can close it. Its answer is dropped in any case.
    fn close(&mut self) {}

    /// Returns a function that closes the window from any thread, for a program that is about to end.
    fn closer(&self) -> Arc<dyn Fn() + Send + Sync> {
        Arc::new(|| ())
    }
}

/// Returns the folder that a window starts in, and the name that it suggests.
fn place(at: &Path) -> (Option<&Path>, Option<String>) {
    if at.is_dir() {
        return (Some(at), None);
    }
    let name = at.file_name().map(|name| name.to_string_lossy().into_owned());
    // A new file goes into its folder; if that is gone, the desktop chooses where the window starts.
    (at.parent().filter(|folder| folder.is_dir()), name)
}

/// Locks a mutex also after a panic, for values that no panic leaves half changed.
#[cfg(all(unix, not(target_os = "macos")))]
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the path with the extension for this purpose, which no file window appends.
#[must_use]
pub fn with_extension(path: PathBuf, purpose: &PathUse) -> PathBuf {
    let (endings, usual): (&[&str], &str) = match purpose {
        PathUse::Save(_) => (&["ron"], storage::EXTENSION),
        PathUse::Chart(_) => (&["svg", "png"], "svg"),
        PathUse::Table(_) => (&["csv"], "csv"),
        PathUse::Report => (&["html", "htm"], "html"),
        _ => return path,
    };
    // Only a new file is renamed: one that exists keeps the name under which people chose it.
    if let (PathUse::Save(_), Some(name)) = (purpose, path.file_name().and_then(OsStr::to_str))
        && let Some(name) = as_record(name).filter(|_| !path.exists())
    {
        return path.with_file_name(name);
    }
    if path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known))) {
        return path;
    }
    // Appended and not replaced, since the `.v2` of `a.v2` is a part of the name.
    let mut name = path.into_os_string();
    name.push(".");
    name.push(usual);
    PathBuf::from(name)
}

/// Returns the full name for a new record that was named `a.ron` or `a.decision.ron.ron`, and `None` for any other name. File
/// windows select a name up to its last dot, so that people type a new one before the `.ron` that is left. Git recognises
/// decision files by `.decision.ron`.
fn as_record(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".ron")?;
    if stem.ends_with(".decision") {
        return None;
    }
    let stem = stem.strip_suffix(".decision.ron").unwrap_or(stem);
    Some(format!("{stem}.{}", storage::EXTENSION))
}

/// Returns the path for a typed text: `~` is the home folder, and quotes around it are removed.
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
