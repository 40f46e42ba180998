//! The ends of the program without a question: a panic, the end of the display, and the signals by which a system or a terminal
//! ends programs.

use std::{
    cell::RefCell,
    io::Write as _,
    panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind, set_hook, take_hook},
    sync::{
        Arc, Once,
        atomic::{AtomicBool, Ordering},
    },
};

/// A flag for the opened window. Before it is set, a panic means that this machine cannot show a window; after that, a bug.
#[derive(Clone, Default)]
pub(super) struct Opened(Arc<AtomicBool>);

impl Opened {
    /// Notes that the window has opened.
    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs the function that opens the window. winit panics if a system library is missing: until the window has opened, that
/// becomes an error like any other.
///
/// # Errors
/// The error of `open`, or the words of its panic.
pub(super) fn opening(opened: &Opened, open: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let (before, is_opened, here) = (take_hook(), opened.clone(), std::thread::current().id());
    set_hook(Box::new(move |info| {
        // A panic of this thread before the window has opened is not printed: it becomes the error below.
        let is_here = std::thread::current().id() == here;
        if is_opened.is_set() && is_here && is_of_display(info) {
            tell_of_display(rescued());
        } else if is_opened.is_set() || !is_here {
            before(info);
        }
        if is_opened.is_set() && is_here {
            // Git is ended here, since without a display Xlib ends the program while the window is taken down.
            crate::storage::end_git();
        }
    }));
    let ended = catch_unwind(AssertUnwindSafe(open));
    AT_EXIT.with_borrow_mut(|at_exit| at_exit.0 = None);
    ended.unwrap_or_else(|panic| {
        if opened.is_set() {
            resume_unwind(panic);
        }
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
        Err(words.unwrap_or_else(|| "the display connection broke".to_owned()))
    })
}

/// Reports whether a panic comes from winit because the display does not answer any more.
fn is_of_display(info: &PanicHookInfo<'_>) -> bool {
    let is_of_winit = info.location().is_some_and(|location| location.file().contains("winit"));
    is_of_winit
        && info.payload_as_str().is_some_and(|words| words.contains("IoError") || words.contains("ConnectionError"))
}

/// Prints once why the window is gone, and that the next start offers the unsaved work if some `is_kept`.
fn tell_of_display(is_kept: bool) {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        let work = if is_kept { " The next start offers the work that was not saved." } else { "" };
        // If standard error is closed, nobody reads it anyway.
        let _ = writeln!(std::io::stderr(), "error: the display has ended, and the window with it.{work}");
    });
}

/// Keeps the unsaved work. Returns whether there is any for the next start to offer.
fn rescued() -> bool {
    let kept = AT_EXIT.try_with(|at_exit| at_exit.try_borrow().is_ok_and(|at_exit| at_exit.rescues()));
    kept.unwrap_or_default()
}

/// A function that is called when the thread of the window ends the program, unless it is removed before.
#[derive(Default)]
struct AtExit(Option<Box<dyn Fn() -> bool>>);

impl AtExit {
    fn rescues(&self) -> bool {
        self.0.as_ref().is_some_and(|rescue| rescue())
    }
}

impl Drop for AtExit {
    fn drop(&mut self) {
        if self.0.is_some() {
            let is_kept = self.rescues();
            crate::storage::end_git();
            tell_of_display(is_kept);
        }
    }
}

thread_local! {
    /// The function for the end of the display, after which Xlib ends the program from within, without a panic. The system then
    /// drops the values of that thread, and with them this one; if it does not, the recovery file is as old as that of a killed
    /// program.
    static AT_EXIT: RefCell<AtExit> = RefCell::default();
}

/// Calls `rescue` before the end of the display ends the program, until [`opening`] comes to its end. Called by the thread of the
/// window. `rescue` gives whether there is unsaved work that the next start will offer.
pub(super) fn before_the_display_ends_it(rescue: impl Fn() -> bool + 'static) {
    AT_EXIT.replace(AtExit(Some(Box::new(rescue))));
}

/// A guard that ends git together with the window, also after a panic: nobody waits for a hook of git then.
pub(super) struct EndsGit;

impl Drop for EndsGit {
    fn drop(&mut self) {
        crate::storage::end_git();
    }
}

/// Silences panics on threads of these names, whose work the window can do without.
pub(super) fn may_fail(threads: &'static [&'static str]) {
    let before = take_hook();
    set_hook(Box::new(move |info| {
        if !std::thread::current().name().is_some_and(|name| threads.contains(&name)) {
            before(info);
        }
    }));
}

/// Calls `keep` before the program ends by a panic or by a signal that asks it to, and then `close` before it ends by a
/// signal. It ends as it would without. A panic of another thread leaves the window open, and what `close` would take with it.
pub(super) fn before_it_ends(
    keep: impl Fn() -> bool + Clone + Send + Sync + 'static,
    close: impl Fn() + Send + Sync + 'static,
) {
    let before = keep.clone();
    crate::storage::before_a_signal_ends_it(move || {
        before();
        close();
    });
    crate::storage::recovery::rescue_on_panic(move || {
        keep();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::panic, reason = "it is what is tested")]
    fn a_panic_of_a_thread_keeps_the_work_and_closes_nothing() {
        let (kept, is_closed) = (Opened::default(), Opened::default());
        let (keep, close) = (kept.clone(), is_closed.clone());
        let keep = move || {
            keep.set();
            true
        };
        before_it_ends(keep, move || close.set());
        assert!(std::thread::spawn(|| panic!("as a mistake in the app would")).join().is_err());
        assert_eq!((kept.is_set(), is_closed.is_set()), (true, false));
    }
}
