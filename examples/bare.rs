//! An empty window with the renderer of the app: what `scripts/measure` compares the app with.

#![allow(clippy::print_stdout, reason = "it tells what it measures")]

use std::time::Instant;

struct Bare {
    started: Instant,
    passes: u32,
}

impl eframe::App for Bare {
    fn logic(&mut self, ctx: &egui::Context, _: &mut eframe::Frame) {
        self.passes += 1;
        match self.passes {
            1 => ctx.request_repaint(),
            2 => println!("first frame: {:.1} ms", self.started.elapsed().as_secs_f64() * 1e3),
            _ => {}
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        ui.label("Nothing");
    }
}

fn main() -> eframe::Result {
    let started = Instant::now();
    let viewport = egui::ViewportBuilder::default().with_app_id("bare").with_inner_size([1280.0, 800.0]);
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    eframe::run_native("bare", options, Box::new(|_| Ok(Box::new(Bare { started, passes: 0 }))))
}
