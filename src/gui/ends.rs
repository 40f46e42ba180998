//! The ends that nobody is asked about: a panic, and the signals by which a system or a terminal ends programs.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Whether the window is there, so that a panic is a mistake and not a machine on which it cannot be.
#[derive(Clone, Default)]
pub(super) struct Opened(Arc<AtomicBool>);

impl Opened {
    /// It is.
    pub(super) fn tell(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_told(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs what opens the window. What it is made with panics where a library of the system is missing: until the window is
/// there, that is an error like any other.
///
/// # Errors
/// What `open` says, or why it broke off.
pub(super) fn opening(opened: &Opened, open: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let (before, is_opened, here) = (take_hook(), opened.clone(), std::thread::current().id());
    set_hook(Box::new(move |info| {
        if is_opened.is_told() || std::thread::current().id() != here {
            before(info);
        }
    }));
    catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|panic| {
        if opened.is_told() {
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

/// Calls `rescue` before the program ends by a panic or by a signal that asks it to. It ends as it would without.
pub(super) fn before_it_ends(rescue: impl Fn() + Clone + Send + Sync + 'static) {
    #[cfg(unix)]
    on_signal(rescue.clone());
    crate::storage::recovery::rescue_on_panic(rescue);
}

/// On a thread that sleeps until a signal comes: a handler itself may do next to nothing.
#[cfg(unix)]
fn on_signal(rescue: impl Fn() + Send + 'static) {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
        low_level::emulate_default_handler,
    };
    // Without it, a signal ends the program at once, as it does any other.
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    let closer = signals.handle();
    let waits = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            rescue();
            // Who waits for the program learns what ended it.
            if emulate_default_handler(signal).is_err() {
                std::process::exit(128 + signal);
            }
        }
    });
    if waits.is_err() {
        closer.close();
    }
}
