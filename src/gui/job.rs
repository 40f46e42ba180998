//! Work that would hold up a frame, done on a thread of its own.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Work under way. Dropping it forgets the result.
pub struct Job<T> {
    result: Receiver<T>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts the work; a frame is drawn when it is done.
    pub fn start(ctx: &egui::Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (send, result) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            // Nobody waits for it any more if this fails.
            let _ = send.send(work());
            ctx.request_repaint();
        });
        Self { result }
    }

    /// The result, once there is one. None also where the work ended without a result, which `is_lost` tells.
    pub fn poll(&self) -> Result<Option<T>, Lost> {
        match self.result.try_recv() {
            Ok(result) => Ok(Some(result)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(Lost),
        }
    }
}

/// The work ended without a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;
