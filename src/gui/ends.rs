//! The ends that nobody is asked about: a panic, and the signals by which a system or a terminal ends programs.

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
