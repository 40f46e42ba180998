//! The fonts of the machine, for characters that the fonts of the app lack: other scripts, symbols.

use std::{
    panic::catch_unwind,
    sync::{Arc, OnceLock},
    thread,
};

use egui::{FallbackRequest, FontFamily, FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;

/// The names of the threads that look for fonts. They panic where the machine has no font at all, or its list cannot be read.
pub(crate) const THREADS: [&str; 2] = [THREAD, "egui_system_font_provider"];

const THREAD: &str = "fonts";

/// The fonts of this machine, or `None` inside where they cannot be read. A thread looks for them while the window opens; a
/// request before they are found waits.
#[derive(Default)]
pub(crate) struct MachineFonts(OnceLock<Option<SystemFontProvider>>);

impl MachineFonts {
    /// Starts to look for fonts on a thread of its own.
    pub(crate) fn load() -> Arc<Self> {
        let fonts = Arc::new(Self::default());
        let found = Arc::clone(&fonts);
        let looks = thread::Builder::new().name(THREAD.to_owned()).spawn(move || drop(found.0.set(find())));
        if looks.is_err() {
            // Without the thread nothing else would set it, and requests would wait for ever.
            let _ = fonts.0.set(None);
        }
        fonts
    }
}

fn find() -> Option<SystemFontProvider> {
    // A request waits until the list is read, and panics if reading it did.
    catch_unwind(|| {
        let fonts = SystemFontProvider::new();
        // Any character would do: the answer is not used.
        let _ = fonts.font_for(&FallbackRequest { cluster: "文", family: &FontFamily::Proportional });
        fonts
    })
    .ok()
}

impl FontProvider for MachineFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        self.0.wait().as_ref()?.font_for(request)
    }
}
