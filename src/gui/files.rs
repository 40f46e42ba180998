//! The desktop's own file windows: asked without waiting, answered in a later frame.

use std::{
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use super::dialogs::Purpose;
use crate::storage;

/// Shows file windows. Tests put a scripted one in its place.
pub trait FilePicker {
    /// Shows the window for a purpose, starting at a path. One at a time; a second takes the place of the first.
    fn start(&mut self, purpose: &Purpose, at: &Path, frame: &eframe::Frame, ctx: &egui::Context);

    /// The answer, once there is one: a path, or none where people cancelled or no window could be shown.
    fn poll(&mut self) -> Option<Option<PathBuf>>;

    /// The other paths of the last answer, where several could be picked.
    fn take_others(&mut self) -> Vec<PathBuf> {
        Vec::new()
    }
}

type Answer = Pin<Box<dyn Future<Output = Option<Vec<rfd::FileHandle>>>>>;

/// The answer of a window where one thing is picked.
fn one(answer: impl Future<Output = Option<rfd::FileHandle>> + 'static) -> Answer {
    Box::pin(async { answer.await.map(|file| vec![file]) })
}

/// The desktop's own windows.
#[derive(Default)]
pub struct NativePicker {
    pending: Option<(Answer, Waker)>,
    others: Vec<PathBuf>,
}

/// Draws a frame when an answer arrives, so that nobody needs to ask again and again.
struct Repaint(egui::Context);

impl Wake for Repaint {
    fn wake(self: Arc<Self>) {
        self.0.request_repaint();
    }
}

impl FilePicker for NativePicker {
    fn start(&mut self, purpose: &Purpose, at: &Path, frame: &eframe::Frame, ctx: &egui::Context) {
        let folder = if at.is_dir() { Some(at) } else { at.parent().filter(|folder| folder.is_dir()) };
        // Made here, on the thread of the window: macOS allows it nowhere else.
        let mut dialog = rfd::AsyncFileDialog::new().set_parent(frame);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        let answer: Answer = match purpose {
            Purpose::Open => one(dialog.set_title("Open a decision").add_filter("Decision", &["ron"]).pick_file()),
            Purpose::ImportBallots => {
                Box::pin(dialog.set_title("Import ballots").add_filter("Ballot", &["ron"]).pick_files())
            }
            Purpose::Save(_) | Purpose::ExportBallot | Purpose::Chart(_) => {
                let name = at.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                let title = match purpose {
                    Purpose::ExportBallot => "Export my ballot",
                    Purpose::Chart(_) => "Save a chart",
                    _ => "Save the record",
                };
                one(dialog.set_title(title).set_file_name(name).save_file())
            }
            Purpose::Repository | Purpose::Log => one(dialog.set_title("Choose a repository").pick_folder()),
        };
        self.pending = Some((answer, Waker::from(Arc::new(Repaint(ctx.clone())))));
        // The first poll is what shows the window.
        ctx.request_repaint();
    }

    fn poll(&mut self) -> Option<Option<PathBuf>> {
        let (answer, waker) = self.pending.as_mut()?;
        match answer.as_mut().poll(&mut Context::from_waker(waker)) {
            Poll::Pending => None,
            Poll::Ready(files) => {
                self.pending = None;
                let mut paths = files.unwrap_or_default().into_iter().map(|file| file.path().to_owned());
                let first = paths.next();
                self.others = paths.collect();
                Some(first)
            }
        }
    }

    fn take_others(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.others)
    }
}

/// The path with the ending that files of this purpose have, which no file window appends.
#[must_use]
pub fn with_extension(path: PathBuf, purpose: &Purpose) -> PathBuf {
    let (endings, usual): (&[&str], &str) = match purpose {
        Purpose::Save(_) => (&["ron"], storage::EXTENSION),
        Purpose::Chart(_) => (&["svg", "png"], "svg"),
        _ => return path,
    };
    if path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known))) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(usual);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Kind;

    #[test]
    fn the_ending_is_there_once() {
        let (record, chart) = (Purpose::Save(None), Purpose::Chart(Kind::Totals));
        for (path, purpose, whole) in [
            ("a", &record, "a.decision.ron"),
            ("a.v2", &record, "a.v2.decision.ron"),
            ("a.decision.ron", &record, "a.decision.ron"),
            ("a.ron", &record, "a.ron"),
            ("a.totals", &chart, "a.totals.svg"),
            ("a.svg", &chart, "a.svg"),
            ("a.PNG", &chart, "a.PNG"),
            ("a", &Purpose::Open, "a"),
        ] {
            assert_eq!(with_extension(path.into(), purpose), PathBuf::from(whole));
        }
    }
}
