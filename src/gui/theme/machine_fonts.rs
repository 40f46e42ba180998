//! Fonts of the machine, for characters that those of the app lack: other scripts, symbols.

use std::{
    panic::catch_unwind,
    sync::{Arc, OnceLock},
    thread,
};

use egui::{FallbackRequest, FontFamily, FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;

/// The threads that look for them. They panic where the machine has no font at all, or its list cannot be read.
pub(crate) const THREADS: [&str; 2] = [THREAD, "egui_system_font_provider"];

const THREAD: &str = "fonts";

/// The fonts of this machine, where they can be read. They are looked for beside the window: who needs one before they
/// are found waits.
#[derive(Default)]
pub(crate) struct MachineFonts(OnceLock<Option<SystemFontProvider>>);

impl MachineFonts {
    /// Begins to look for them.
    pub(crate) fn load() -> Arc<Self> {
        let fonts = Arc::new(Self::default());
        let found = Arc::clone(&fonts);
        let looks = thread::Builder::new().name(THREAD.to_owned()).spawn(move || drop(found.0.set(find())));
        if looks.is_err() {
            // Nobody else sets it.
            let _ = fonts.0.set(None);
        }
        fonts
    }
}

fn find() -> Option<SystemFontProvider> {
    // A question waits until the list is read, and panics where reading it did.
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
