//! The random draws behind the ladder, made beside the window.

use std::{num::NonZero, sync::Arc};

use egui::Context;

use super::App;
use crate::{
    analysis::{
        Analysis, Ladder,
        robustness::{self, Progress, robustness},
    },
    gui::{document::Document, job::Job, step::Step},
};

/// Draws under way.
pub(super) struct Draws {
    /// What they are made for.
    of: Arc<Analysis>,
    progress: Arc<Progress>,
    job: Job<Option<Ladder>>,
}

impl Draws {
    fn start(ctx: &Context, of: &Arc<Analysis>) -> Self {
        let progress = Arc::new(Progress::default());
        let (analysis, seen) = (Arc::clone(of), Arc::clone(&progress));
        let job = Job::start(ctx, move || robustness(&analysis, settings(), &seen));
        Self { of: Arc::clone(of), progress, job }
    }

    fn are_for(&self, analysis: &Arc<Analysis>) -> bool {
        Arc::ptr_eq(&self.of, analysis) || *self.of == **analysis
    }
}

impl Drop for Draws {
    fn drop(&mut self) {
        self.progress.cancel();
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
        let shown = self.document.as_mut().filter(|document| !document.decision().is_blind());
        let tried = self.views.result.tried().filter(|_| self.step == Step::Result && shown.is_some());
        keep_drawn(&mut self.draws, shown, ctx);
        keep_drawn(&mut self.tried_draws, tried, ctx);
    }
}

fn keep_drawn(draws: &mut Option<Draws>, document: Option<&mut Document>, ctx: &Context) {
    let Some(document) = document else {
        *draws = None;
        return;
    };
    let findings = document.findings();
    if findings.analysis.ladder.is_some() || findings.analysis.winner.is_none() {
        *draws = None;
        return;
    }
    if draws.as_ref().is_none_or(|draws| !draws.are_for(&findings.analysis)) {
        *draws = Some(Draws::start(ctx, &findings.analysis));
    }
    // Draws that end without a ladder leave the result without one, until an edit asks for others.
    if let Some(Ok(Some(Some(ladder)))) = draws.as_ref().map(|draws| draws.job.poll()) {
        document.take_ladder(Arc::clone(&findings.analysis), ladder);
        *draws = None;
        ctx.request_repaint();
    }
}
