//! Work that would take too long for a frame, done on a thread of its own.

use std::{
    sync::mpsc::{Receiver, TryRecvError, channel},
    thread::Builder,
};

/// Work under way. Dropping it drops the result; the work goes on to its end.
pub struct Job<T> {
    parts: Receiver<T>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts the work, and asks for a frame when it is done. If no thread can be started, the work is [`Lost`].
    pub fn start(ctx: &egui::Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        Self::start_parts(ctx, |done| done(work()))
    }

    /// Starts work whose result comes in parts, and asks for a frame for each part and at the end.
    pub fn start_parts(ctx: &egui::Context, work: impl FnOnce(&dyn Fn(T)) + Send + 'static) -> Self {
        Self::start_on(Builder::new(), ctx, work)
    }

    fn start_on(thread: Builder, ctx: &egui::Context, work: impl FnOnce(&dyn Fn(T)) + Send + 'static) -> Self {
        let (send, parts) = channel();
        let repaint = ctx.clone();
        let started = thread.spawn(move || {
            work(&|part| {
                // This fails only if the job was dropped, so nobody waits for the part.
                let _ = send.send(part);
                repaint.request_repaint();
            });
            // Dropped before the last frame is asked for, so that this frame sees the end of the work.
            drop(send);
            repaint.request_repaint();
        });
        if started.is_err() {
            ctx.request_repaint();
        }
        Self { parts }
    }

    /// Returns the result, or the next part of it, once there is one, and `None` while the work goes on.
    ///
    /// # Errors
    /// [`Lost`] where the work has ended and nothing is left.
    pub fn poll(&self) -> Result<Option<T>, Lost> {
        match self.parts.try_recv() {
            Ok(result) => Ok(Some(result)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(Lost),
        }
    }

    /// Waits for the end of the work. Not to be called while frames are drawn.
    pub fn wait(self) {
        while self.parts.recv().is_ok() {}
    }
}

/// The end of work without a result, or without a further part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_without_a_thread_is_lost_and_ends_nothing_else() {
        let ctx = egui::Context::default();
        // No machine has room for such a stack.
        let job = Job::start_on(Builder::new().stack_size(usize::MAX / 4), &ctx, |done| done(1));
        assert_eq!(job.poll(), Err(Lost));
        job.wait();
    }
}
