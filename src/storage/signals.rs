//! The signals by which a system or a terminal ends programs, and what is done before the program ends.

use std::{
    io::Write as _,
    sync::{
        Arc, Mutex, Once, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Guard of the one listener for signals, set by the window or by the first command that runs git.
static LISTENING: Once = Once::new();

/// What else has to end when a signal ends the program.
static ENDING: Mutex<Ending> = Mutex::new(Ending { has_begun: false, with_it: Vec::new() });

struct Ending {
    has_begun: bool,
    with_it: Vec<fn()>,
}

/// Calls `rescue` before a signal ends the program, then the functions given to `end_with_the_program`; the program
/// then ends as the signal has it. Only the first call in a program counts.
pub fn before_a_signal_ends_it(rescue: impl Fn() + Send + 'static) {
    LISTENING.call_once(|| {
        on_signal(move || {
            rescue();
            end_what_ends_with_it();
            tell_last_words();
        });
    });
}

/// Calls `end` when a signal ends the program, after the rescue; at once if that has begun already.
pub(super) fn end_with_the_program(end: fn()) {
    before_a_signal_ends_it(|| ());
    let mut ending = ENDING.lock().unwrap_or_else(PoisonError::into_inner);
    ending.with_it.push(end);
    let has_begun = ending.has_begun;
    drop(ending);
    if has_begun {
        end();
    }
}

fn end_what_ends_with_it() {
    let mut ending = ENDING.lock().unwrap_or_else(PoisonError::into_inner);
    ending.has_begun = true;
    let with_it = ending.with_it.clone();
    drop(ending);
    for end in with_it {
        end();
    }
}

/// The words to print on standard error when a signal ends the program.
static LAST_WORDS: Mutex<String> = Mutex::new(String::new());

/// Sets the words that are printed on standard error when a signal ends the program, until others are set; empty ones
/// print nothing.
pub fn tell_where_a_signal_ends_it(words: String) {
    *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner) = words;
}

fn tell_last_words() {
    let words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if !words.is_empty() {
        // If nobody reads standard error, nothing is lost.
        let _ = writeln!(std::io::stderr(), "{words}");
    }
}

/// Returns the signals that ask a program to end, except those that it was started to ignore, as by `nohup`.
fn asking_to_end() -> Vec<i32> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let ignored = ignored(&std::fs::read_to_string("/proc/self/status").unwrap_or_default());
    [SIGHUP, SIGINT, SIGQUIT, SIGTERM].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0).collect()
}

/// Returns the ignored signals, one bit each from signal 1 on, as Linux lists them for a process; 0 elsewhere.
fn ignored(status: &str) -> u64 {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

/// Calls `rescue` on a signal, on a thread that sleeps until then: a handler itself may do next to nothing. A second
/// signal ends the program at once, since `rescue` may wait for a disk that does not answer.
fn on_signal(rescue: impl Fn() + Send + 'static) {
    use signal_hook::{flag::register_conditional_default, iterator::Signals, low_level::emulate_default_handler};
    let (signals, asked) = (asking_to_end(), Arc::new(AtomicBool::new(false)));
    for signal in &signals {
        // Without it, every signal waits for the rescue.
        let _ = register_conditional_default(*signal, Arc::clone(&asked));
    }
    let Ok(mut signals) = Signals::new(signals) else {
        // Nobody will listen, so the flag lets the first signal end the program.
        asked.store(true, Ordering::Relaxed);
        return;
    };
    let (closer, at_once) = (signals.handle(), Arc::clone(&asked));
    let waits = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            asked.store(true, Ordering::Relaxed);
            rescue();
            // Programs that wait for this one learn which signal ended it.
            if emulate_default_handler(signal).is_err() {
                // The exit code that shells report for a signal.
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
    fn ignored_signals_are_read_as_linux_tells_them() {
        assert_eq!(ignored("SigBlk:\t0000000000000000\nSigIgn:\t0000000000001001\n"), 0x1001);
        assert_eq!(ignored("SigIgn:\tnone\n"), 0);
    }
}
