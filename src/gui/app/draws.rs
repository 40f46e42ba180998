//! The random draws behind the ladder, made beside the window.

use std::{
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use egui::Context;

use super::App;
use crate::{
    analysis::{Analysis, Ladder, robustness},
    gui::job::Job,
};

/// Draws under way.
pub(super) struct Draws {
    /// What they are made for.
    of: Analysis,
    revision: u64,
    cancelled: Arc<AtomicBool>,
    job: Job<Option<Ladder>>,
}

impl Draws {
    fn start(ctx: &Context, of: &Analysis, revision: u64) -> Self {
        let cancelled = Arc::new(AtomicBool::new(false));
        let (analysis, stop) = (of.clone(), Arc::clone(&cancelled));
        let job = Job::start(ctx, move || robustness(&analysis, settings(), &stop));
        Self { of: of.clone(), revision, cancelled, job }
    }
}

impl Drop for Draws {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

/// As the command line and the ADR draw them, on as many threads as there are for it; that changes no number.
fn settings() -> robustness::Settings {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(8);
    robustness::Settings { threads, ..Default::default() }
}

impl App {
    /// Sees to it that the ladder of what is shown is drawn, once for all edits that change no number.
    pub(super) fn draw_ladder(&mut self, ctx: &Context) {
        let Some(document) = self.document.as_mut().filter(|document| !document.decision().is_blind()) else {
            self.draws = None;
            return;
        };
        let findings = document.findings();
        if findings.analysis.ladder.is_some() || findings.analysis.winner.is_none() {
            self.draws = None;
            return;
        }
        let revision = document.revision();
        match &mut self.draws {
            Some(draws) if draws.revision == revision => {}
            Some(draws) if draws.of == findings.analysis => draws.revision = revision,
            _ => self.draws = Some(Draws::start(ctx, &findings.analysis, revision)),
        }
        let Some(draws) = &self.draws else { return };
        match draws.job.poll() {
            Ok(Some(Some(ladder))) => {
                document.take_ladder(draws.of.clone(), ladder);
                self.draws = None;
                ctx.request_repaint();
            }
            Ok(None) => {}
            // Without a ladder the result is shown without it; the next edit tries again.
            Ok(Some(None)) | Err(_) => {}
        }
    }
}
