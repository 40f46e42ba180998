//! Finds what hangs: an input that takes far longer than any does ends the test and is told.

use std::{
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// No input takes a hundredth of this, in a test build on a busy machine.
const TOO_LONG: Duration = Duration::from_mins(1);

struct Under {
    reader: &'static str,
    input: Vec<u8>,
    since: Instant,
}

/// Looks at what is being read.
pub struct Watch(Arc<Mutex<Option<Under>>>);

impl Watch {
    pub fn start() -> Self {
        let shared: Arc<Mutex<Option<Under>>> = Arc::default();
        let watched = Arc::downgrade(&shared);
        thread::spawn(move || {
            while let Some(watched) = watched.upgrade() {
                if let Ok(Some(under)) = watched.lock().as_deref()
                    && under.since.elapsed() > TOO_LONG
                {
                    // A reader that hangs cannot be stopped otherwise.
                    println!("{} hangs on {:?}", under.reader, String::from_utf8_lossy(&under.input));
                    std::process::exit(101);
                }
                drop(watched);
                thread::sleep(Duration::from_millis(500));
            }
        });
        Self(shared)
    }

    pub fn begin(&self, reader: &'static str, input: &[u8]) {
        let mut under = self.0.lock().unwrap();
        let mut kept = under.take().map(|before| before.input).unwrap_or_default();
        kept.clear();
        kept.extend_from_slice(input);
        *under = Some(Under { reader, input: kept, since: Instant::now() });
    }

    pub fn rest(&self) {
        *self.0.lock().unwrap() = None;
    }
}
