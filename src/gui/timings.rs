//! The times of the window: to its first frame, and of each frame.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use egui::{Context, RawInput, Ui};

use super::shell::App;

/// The app with a clock. It prints to standard output: the time of the first frame when it is on the screen, and a summary of all
/// frames at the end.
pub struct Timed {
    app: App,
    started: Instant,
    passes: u32,
    frames: Vec<Duration>,
}

impl Timed {
    /// Returns an app that is measured from `started` on.
    #[must_use]
    pub fn new(app: App, started: Instant) -> Self {
        Self { app, started, passes: 0, frames: Vec::new() }
    }
}

impl eframe::App for Timed {
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.app.raw_input_hook(ctx, input);
    }

    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.passes += 1;
        match self.passes {
            // The next pass starts when the drawing of this one is on the screen.
            1 => ctx.request_repaint(),
            2 => say(&format!("first frame: {:.1} ms", milliseconds(self.started.elapsed()))),
            _ => {}
        }
        // The time of the frame before, with its painting and without the wait for the screen.
        self.frames.extend(frame.info().cpu_usage.map(Duration::from_secs_f32));
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.app.ui(ui, frame);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        self.app.on_exit(gl);
        say(&summary(&mut self.frames));
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn summary(frames: &mut [Duration]) -> String {
    frames.sort_unstable();
    let [half, most, nearly, all] = [0.5, 0.9, 0.99, 1.0].map(|share| milliseconds(percentile(frames, share)));
    format!(
        "frames: {}; median {half:.2} ms, 90th percentile {most:.2} ms, 99th {nearly:.2} ms, longest {all:.2} ms",
        frames.len()
    )
}

/// Returns the time within which a share of the frames was drawn; 0 without frames. `frames` must be sorted.
fn percentile(frames: &[Duration], share: f64) -> Duration {
    let last = frames.len().saturating_sub(1);
    frames.get((last as f64 * share).round() as usize).copied().unwrap_or_default()
}

/// Prints a line. A closed output is no error, since whoever measures may have stopped reading.
fn say(words: &str) {
    drop(writeln!(std::io::stdout(), "{words}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_percentiles_are_those_of_the_frames() {
        let mut frames: Vec<Duration> = (1..=101).rev().map(Duration::from_millis).collect();
        assert_eq!(
            summary(&mut frames),
            "frames: 101; median 51.00 ms, 90th percentile 91.00 ms, 99th 100.00 ms, longest 101.00 ms"
        );
        assert!(summary(&mut []).starts_with("frames: 0; median 0.00 ms"));
    }
}
