//! A window that nobody sees, and the hands that work in it.

use std::path::PathBuf;

use eframe::App as _;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, accesskit::Role};
use jiff::civil::date;
use weigh_in::gui::{
    App, Services,
    file_picker::{FilePicker, PickerAnswer},
    intent::PathUse,
};

pub const SIZE: Vec2 = Vec2::new(1920.0, 1080.0);

struct NoPicker;

impl FilePicker for NoPicker {
    fn start(&mut self, _: &PathUse, _: &std::path::Path, _: &eframe::Frame, _: &egui::Context) {}

    fn poll(&mut self, _: bool, _: &egui::Context) -> Option<PickerAnswer> {
        None
    }
}

/// An app with a record, and the frames that it has drawn.
pub struct Window {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    drawn: usize,
    /// Where the pointer was last put.
    pub pointer: Pos2,
    /// Seconds that the last frame took.
    pub took: f64,
    /// Seconds that the slowest frame took.
    pub slowest: f64,
}

impl Window {
    /// Opens a decision file and waits until it is there.
    pub fn open(file: PathBuf) -> Self {
        let ctx = egui::Context::default();
        let services = Services {
            picker: Box::new(NoPicker),
            config: None,
            state: None,
            desktop: |_| std::sync::mpsc::channel().1,
            today: || date(2026, 11, 3),
            open: |_, _| Ok(()),
            new_window: || Err("No window is opened here.".to_owned()),
            new_id: || "bench".to_owned(),
            user: "Ana".to_owned(),
            user_in: |_| "Ana".to_owned(),
            here: None,
        };
        let app = App::new(&ctx, services, Some(file));
        let mut window = Self {
            ctx,
            app,
            frame: eframe::Frame::_new_kittest(),
            drawn: 0,
            pointer: Pos2::ZERO,
            took: 0.0,
            slowest: 0.0,
        };
        // The file is read beside the window.
        while window.app.is_busy() {
            window.draw(Vec::new());
        }
        window
    }

    /// Returns the number of the record's content: another one after each change.
    pub fn revision(&self) -> u64 {
        self.app.document().map_or(0, weigh_in::gui::session::Document::revision)
    }

    /// Goes to a step by its key.
    pub fn go(&mut self, step: usize) {
        let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7];
        self.draw(vec![pressed(keys[step - 1], Modifiers::COMMAND)]);
        self.settle();
    }

    /// Clicks what has this role and name, which a screen reader would tell.
    pub fn click(&mut self, role: Role, name: &str) {
        self.press(role, name);
        self.draw(vec![button(self.pointer, false)]);
        self.settle();
    }

    /// Takes hold of a slider.
    pub fn grab(&mut self, name: &str) {
        self.press(Role::Slider, name);
        self.settle();
    }

    fn press(&mut self, role: Role, name: &str) {
        self.pointer = self.find(role, name);
        self.draw(vec![Event::PointerMoved(self.pointer)]);
        self.draw(vec![button(self.pointer, true)]);
    }

    /// Puts the pointer to the middle of the page, where the wheel turns it.
    pub fn rest_on_page(&mut self) {
        self.draw(vec![Event::PointerMoved((SIZE / 2.0).to_pos2())]);
        self.settle();
    }

    /// Whether there is anything of this role and name.
    pub fn has(&mut self, role: Role, name: &str) -> bool {
        self.look_for(role, name).is_some()
    }

    fn find(&mut self, role: Role, name: &str) -> Pos2 {
        self.look_for(role, name).unwrap_or_else(|| panic!("no {role:?} {name:?}"))
    }

    fn look_for(&mut self, role: Role, name: &str) -> Option<Pos2> {
        self.ctx.enable_accesskit();
        self.draw(Vec::new());
        let tree = self.draw(Vec::new()).platform_output.accesskit_update.expect("accessibility was asked for");
        self.ctx.disable_accesskit();
        self.draw(Vec::new());
        let is_it = |node: &&egui::accesskit::Node| node.role() == role && node.label() == Some(name);
        let node = tree.nodes.iter().map(|(_, node)| node).find(is_it);
        let bounds = node.and_then(egui::accesskit::Node::bounds)?;
        Some(egui::pos2(f64::midpoint(bounds.x0, bounds.x1) as f32, f64::midpoint(bounds.y0, bounds.y1) as f32))
    }

    fn settle(&mut self) {
        for _ in 0..20 {
            self.draw(Vec::new());
        }
    }

    /// Draws one frame after these events.
    pub fn draw(&mut self, events: Vec<Event>) -> egui::FullOutput {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.drawn as f64 / 60.0),
            events,
            ..RawInput::default()
        };
        self.drawn += 1;
        let before = clock();
        let (app, frame) = (&mut self.app, &mut self.frame);
        let mut output = self.ctx.run_ui(input, |ui| {
            app.logic(ui.ctx(), frame);
            app.ui(ui, frame);
        });
        // Nobody draws.
        output.textures_delta.clear();
        let pieces = self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        std::hint::black_box(pieces);
        self.took = clock() - before;
        self.slowest = self.slowest.max(self.took);
        output
    }
}

/// A key going down.
pub fn pressed(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

/// Seconds that this thread has been on a processor.
#[cfg(target_os = "linux")]
fn clock() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Seconds that have gone by.
#[cfg(not(target_os = "linux"))]
fn clock() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}
