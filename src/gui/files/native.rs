//! The file windows of this desktop.
//!
//! On Windows and macOS the system shows them. On Linux and its like the desktop's portal does where there is one, and else
//! the program `zenity`. Who of them can is found out beside the window; the one asked answers, or the path is typed.

use std::{
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use super::{FilePicker, Picked};
#[cfg(all(unix, not(target_os = "macos")))]
use super::{
    portal::{self, Portal},
    zenity::{Shown, Zenity},
};
use crate::gui::dialogs::Purpose;
#[cfg(all(unix, not(target_os = "macos")))]
use crate::gui::job::{Job, Lost};

/// What the system's window answers; none where people cancelled.
type Answer = Pin<Box<dyn Future<Output = Option<Vec<rfd::FileHandle>>>>>;

/// The answer of a window where one thing is picked.
fn one(answer: impl Future<Output = Option<rfd::FileHandle>> + 'static) -> Answer {
    Box::pin(async { answer.await.map(|file| vec![file]) })
}

/// The desktop's own windows.
#[derive(Default)]
pub struct NativePicker {
    /// The system's window; it is shown once it is asked for its answer.
    system: Option<(Answer, Waker)>,
    /// Who shows the window, and what comes of it where it is not the system.
    #[cfg(all(unix, not(target_os = "macos")))]
    finding: Option<Job<Heard>>,
    #[cfg(all(unix, not(target_os = "macos")))]
    zenity: Shown,
}

/// Who shows a window.
#[cfg(all(unix, not(target_os = "macos")))]
enum Heard {
    /// The portal will.
    Portal,
    /// Somebody else has, or nobody can.
    Answer(Picked),
}

/// Draws a frame when an answer arrives, so that nobody needs to ask again and again.
struct Repaint(egui::Context);

impl Wake for Repaint {
    fn wake(self: Arc<Self>) {
        self.0.request_repaint();
    }
}

/// The folder that a window starts in, and the name that it suggests.
fn place(at: &Path) -> (Option<&Path>, Option<String>) {
    if at.is_dir() {
        return (Some(at), None);
    }
    let name = at.file_name().map(|name| name.to_string_lossy().into_owned());
    (at.parent().filter(|folder| folder.is_dir()), name)
}

/// The system's window for a purpose. Made on the thread of the window: macOS allows it nowhere else.
fn of_system(purpose: &Purpose, at: &Path, frame: &eframe::Frame) -> Answer {
    let (folder, name) = place(at);
    let mut dialog = rfd::AsyncFileDialog::new().set_parent(frame).set_title(purpose.title());
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    if let Some((kind, ending)) = purpose.filter() {
        dialog = dialog.add_filter(kind, &[ending]);
    }
    match purpose {
        Purpose::Open => one(dialog.pick_file()),
        Purpose::ImportBallots => Box::pin(dialog.pick_files()),
        Purpose::Repository | Purpose::Log => one(dialog.pick_folder()),
        Purpose::Save(_) | Purpose::ExportBallot | Purpose::Chart(_) => {
            one(dialog.set_file_name(name.unwrap_or_default()).save_file())
        }
    }
}

impl FilePicker for NativePicker {
    fn start(&mut self, purpose: &Purpose, at: &Path, frame: &eframe::Frame, ctx: &egui::Context) {
        self.close();
        self.system = Some((of_system(purpose, at, frame), Waker::from(Arc::new(Repaint(ctx.clone())))));
        #[cfg(all(unix, not(target_os = "macos")))]
        {
            let (folder, name) = place(at);
            let zenity = self.zenity.next(Zenity::of(purpose, folder, name));
            self.finding = Some(Job::start(ctx, move || match portal::ask() {
                Portal::Answers => Heard::Portal,
                Portal::Missing => Heard::Answer(zenity.run()),
                // What zenity is made with asks the same portal before it shows anything, and would hang as well.
                Portal::Silent => Heard::Answer(Picked::NotShown),
            }));
        }
        // The first poll is what shows the window.
        ctx.request_repaint();
    }

    fn poll(&mut self) -> Option<Picked> {
        #[cfg(all(unix, not(target_os = "macos")))]
        if let Some(finding) = &self.finding {
            let heard = match finding.poll() {
                Ok(None) => return None,
                Ok(Some(heard)) => heard,
                Err(Lost) => Heard::Answer(Picked::NotShown),
            };
            self.finding = None;
            if let Heard::Answer(picked) = heard {
                self.close();
                return Some(picked);
            }
        }
        let (answer, waker) = self.system.as_mut()?;
        let Poll::Ready(files) = answer.as_mut().poll(&mut Context::from_waker(waker)) else { return None };
        self.system = None;
        let paths: Vec<PathBuf> = files.unwrap_or_default().into_iter().map(|file| file.path().to_owned()).collect();
        Some(if paths.is_empty() { Picked::Cancelled } else { Picked::Paths(paths) })
    }

    fn close(&mut self) {
        self.system = None;
        #[cfg(all(unix, not(target_os = "macos")))]
        {
            self.finding = None;
            self.zenity.end();
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    fn closer(&self) -> Arc<dyn Fn() + Send + Sync> {
        let zenity = self.zenity.clone();
        Arc::new(move || zenity.end())
    }
}

impl Drop for NativePicker {
    fn drop(&mut self) {
        self.close();
    }
}
