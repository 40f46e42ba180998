//! The file windows of Windows and macOS, which the system shows.
//!
//! Nothing closes them from outside: one that is not wanted any more stays until people close it, and its answer is dropped.

use std::{
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use super::{FilePicker, PickerAnswer, place};
use crate::gui::intent::PathUse;

/// The answer of the system's window, unless people cancelled.
type Answer = Pin<Box<dyn Future<Output = Option<Vec<rfd::FileHandle>>>>>;

/// Turns the answer of a window where one thing is picked into that of one where several are.
fn one(answer: impl Future<Output = Option<rfd::FileHandle>> + 'static) -> Answer {
    Box::pin(async { answer.await.map(|file| vec![file]) })
}

/// The file windows of the system.
#[derive(Default)]
pub struct NativePicker {
    /// The window under way, which is shown once it is asked for its answer.
    window: Option<(Answer, Waker)>,
}

/// A waker that asks for a frame when an answer arrives, so that nobody needs to ask again and again.
struct Repaint(egui::Context);

impl Wake for Repaint {
    fn wake(self: Arc<Self>) {
        self.0.request_repaint();
    }
}

/// Makes the window for a purpose. To be called on the thread of the app's window, as macOS requires.
fn window(purpose: &PathUse, at: &Path, frame: &eframe::Frame) -> Answer {
    let (folder, name) = place(at);
    let mut dialog = rfd::AsyncFileDialog::new().set_parent(frame).set_title(purpose.title());
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    if let Some((kind, ending)) = purpose.filter() {
        dialog = dialog.add_filter(kind, &[ending]);
    }
    match purpose {
        PathUse::Open | PathUse::CompareWith | PathUse::ImportTable => one(dialog.pick_file()),
        PathUse::ImportBallots => Box::pin(dialog.pick_files()),
        PathUse::Repository | PathUse::Log => one(dialog.pick_folder()),
        PathUse::Save(_) | PathUse::ExportBallot | PathUse::Table(_) | PathUse::Chart(_) | PathUse::Report => {
            one(dialog.set_file_name(name.unwrap_or_default()).save_file())
        }
    }
}

impl FilePicker for NativePicker {
    fn start(&mut self, purpose: &PathUse, at: &Path, frame: &eframe::Frame, ctx: &egui::Context) {
        self.window = Some((window(purpose, at, frame), Waker::from(Arc::new(Repaint(ctx.clone())))));
        // The first poll is what shows the window.
        ctx.request_repaint();
    }

    fn poll(&mut self, _: bool, _: &egui::Context) -> Option<PickerAnswer> {
        let (answer, waker) = self.window.as_mut()?;
        let Poll::Ready(files) = answer.as_mut().poll(&mut Context::from_waker(waker)) else { return None };
        self.window = None;
        let paths: Vec<PathBuf> = files.unwrap_or_default().into_iter().map(|file| file.path().to_owned()).collect();
        Some(if paths.is_empty() { PickerAnswer::Cancelled } else { PickerAnswer::Paths(paths) })
    }

    fn close(&mut self) {
        self.window = None;
    }
}
