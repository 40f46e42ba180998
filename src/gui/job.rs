//! Work that would hold up a frame, done on a thread of its own.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Work under way. Dropping it forgets the result.
pub struct Job<T> {
    parts: Receiver<T>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts the work; a frame is drawn when it is done.
    pub fn start(ctx: &egui::Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        Self::start_parts(ctx, |done| done(work()))
    }

    /// Starts work whose result comes in parts; a frame is drawn for each, and at the end.
    pub fn start_parts(ctx: &egui::Context, work: impl FnOnce(&dyn Fn(T)) + Send + 'static) -> Self {
        let (send, parts) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            work(&|part| {
                // Nobody waits for it any more if this fails.
                let _ = send.send(part);
                ctx.request_repaint();
            });
            drop(send);
            ctx.request_repaint();
        });
        Self { parts }
    }

    /// The result, or the next part of it, once there is one. [`Lost`] where the work has ended and nothing is left.
    pub fn poll(&self) -> Result<Option<T>, Lost> {
        match self.parts.try_recv() {
            Ok(result) => Ok(Some(result)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(Lost),
        }
    }
}

/// The work has ended, and there is no result, or no further part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;
