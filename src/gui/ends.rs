//! The ends that nobody is asked about: a panic, and the signals by which a system or a terminal ends programs.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Whether the window has opened: before that, a panic means that this machine cannot show one; after it, a bug.
#[derive(Clone, Default)]
pub(super) struct Opened(Arc<AtomicBool>);

impl Opened {
    /// It has.
    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs what opens the window. winit panics where a system library is missing: until the window is there, that is an error
/// like any other.
///
/// # Errors
/// What `open` says, or why it broke off.
pub(super) fn opening(opened: &Opened, open: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let (before, is_opened, here) = (take_hook(), opened.clone(), std::thread::current().id());
    set_hook(Box::new(move |info| {
        if is_opened.is_set() || std::thread::current().id() != here {
            before(info);
        }
    }));
    catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|panic| {
        if opened.is_set() {
            resume_unwind(panic);
        }
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
        Err(words.unwrap_or_else(|| "what it is made with broke off".to_owned()))
    })
}

/// Keeps quiet about panics on threads of these names, whose work the window can do without.
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
    keep: impl Fn() + Clone + Send + Sync + 'static,
    close: impl Fn() + Send + Sync + 'static,
) {
    #[cfg(unix)]
    {
        let keep = keep.clone();
        on_signal(move || {
            keep();
            close();
        });
    }
    #[cfg(not(unix))]
    drop(close);
    crate::storage::recovery::rescue_on_panic(keep);
}

/// The signals that ask a program to end, but for those that it was started to ignore, as `nohup` does.
#[cfg(unix)]
fn asking_to_end() -> Vec<i32> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let ignored = ignored(&std::fs::read_to_string("/proc/self/status").unwrap_or_default());
    [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0).collect()
}

/// The ignored signals, a bit each from that of signal 1 on, as Linux lists them for a process, where it does.
#[cfg(unix)]
fn ignored(status: &str) -> u64 {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

/// On a thread that sleeps until a signal comes: a handler itself may do next to nothing. A second signal ends the program at
/// once, since `rescue` may wait for a disk that does not answer.
#[cfg(unix)]
fn on_signal(rescue: impl Fn() + Send + 'static) {
    use signal_hook::{flag::register_conditional_default, iterator::Signals, low_level::emulate_default_handler};
    let (signals, asked) = (asking_to_end(), Arc::new(AtomicBool::new(false)));
    for signal in &signals {
        // Without it, every signal waits for the rescue.
        let _ = register_conditional_default(*signal, Arc::clone(&asked));
    }
    let Ok(mut signals) = Signals::new(signals) else {
        asked.store(true, Ordering::Relaxed);
        return;
    };
    let (closer, at_once) = (signals.handle(), Arc::clone(&asked));
    let waits = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            asked.store(true, Ordering::Relaxed);
            rescue();
            // Who waits for the program learns what ended it.
            if emulate_default_handler(signal).is_err() {
                std::process::exit(128 + signal);
            }
        }
    });
    if waits.is_err() {
        closer.close();
        at_once.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::panic, reason = "it is what is tested")]
    fn a_panic_of_a_thread_keeps_the_work_and_closes_nothing() {
        let (kept, is_closed) = (Opened::default(), Opened::default());
        let (keep, close) = (kept.clone(), is_closed.clone());
        before_it_ends(move || keep.set(), move || close.set());
        assert!(std::thread::spawn(|| panic!("as a mistake in the app would")).join().is_err());
        assert_eq!((kept.is_set(), is_closed.is_set()), (true, false));
    }

    #[test]
    #[cfg(unix)]
    fn ignored_signals_are_read_as_linux_tells_them() {
        assert_eq!(ignored("SigBlk:\t0000000000000000\nSigIgn:\t0000000000001001\n"), 0x1001);
        assert_eq!(ignored("SigIgn:\tnone\n"), 0);
    }
}
