//! A window without a screen, and what people do in it: found by role and name, as a screen reader finds it.

use std::{
    cell::RefCell,
    collections::VecDeque,
    path::{Path, PathBuf},
    rc::Rc,
    time::{Duration, Instant},
};

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use jiff::civil::date;
use weigh_in::{
    decision::Decision,
    gui::{App, Services, dialogs::Purpose, files::FilePicker},
};

/// Long enough for work on another thread, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers that the desktop's file window will give, in turn; without one it is never answered.
pub type Script = Rc<RefCell<VecDeque<Option<PathBuf>>>>;

struct Scripted {
    script: Script,
    asked: bool,
}

impl FilePicker for Scripted {
    fn start(&mut self, _: &Purpose, _: &Path, _: &eframe::Frame, ctx: &egui::Context) {
        self.asked = true;
        ctx.request_repaint();
    }

    fn poll(&mut self) -> Option<Option<PathBuf>> {
        if !self.asked {
            return None;
        }
        let answer = self.script.borrow_mut().pop_front()?;
        self.asked = false;
        Some(answer)
    }
}

/// The app, and hands on it.
pub struct Window {
    harness: Harness<'static, App>,
    /// What the file window will answer.
    pub script: Script,
    /// A folder of this test's own; it goes with the window.
    pub folder: tempfile::TempDir,
}

impl Window {
    /// The start screen.
    pub fn open() -> Self {
        Self::with(|_| None)
    }

    /// A record, from a file in the folder.
    pub fn with_text(text: &str) -> Self {
        Self::with(|folder| {
            let file = folder.join("record.decision.ron");
            std::fs::write(&file, text).unwrap();
            Some(file)
        })
    }

    fn with(file: impl FnOnce(&Path) -> Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = file(folder.path());
        let script = Script::default();
        let services = Services {
            picker: Box::new(Scripted { script: Rc::clone(&script), asked: false }),
            config: Some(folder.path().join("config")),
            today: || date(2026, 11, 3),
            new_id: || "0123456789abcdef".to_owned(),
            user: "Ana".to_owned(),
        };
        let mut harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_max_steps(20)
            .with_step_dt(1.0 / 60.0)
            .build_eframe(|cc| App::new(&cc.egui_ctx, services, file));
        // It must come to rest: an app that draws without a reason fails here.
        harness.run();
        Self { harness, script, folder }
    }

    /// Lets the window settle; fails if it never does.
    pub fn run(&mut self) {
        self.harness.run();
    }

    /// The app itself.
    pub fn app(&self) -> &App {
        self.harness.state()
    }

    /// The record as it is now.
    pub fn decision(&self) -> &Decision {
        self.app().document().expect("no record is open").decision()
    }

    /// Starts a record.
    pub fn start(&mut self, template: &str) {
        self.click(Role::RadioButton, &format!("Template {template}"));
        self.click(Role::Button, &format!("Start from {template}"));
    }

    /// Goes to a step by its key.
    pub fn go(&mut self, step: usize) {
        let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7];
        self.keys(Modifiers::COMMAND, keys[step - 1]);
    }

    /// Clicks what has this role and exactly this name.
    pub fn click(&mut self, role: Role, name: &str) {
        self.harness.get_by_role_and_label(role, name).scroll_to_me();
        self.harness.run();
        self.harness.get_by_role_and_label(role, name).click();
        self.harness.run();
    }

    /// Puts text in place of what a field holds.
    pub fn fill(&mut self, field: &str, text: &str) {
        self.focus_field(field);
        self.keys(Modifiers::COMMAND, Key::A);
        self.keys(Modifiers::NONE, Key::Delete);
        self.type_text(text);
    }

    /// Gives a field the keys.
    pub fn focus_field(&mut self, field: &str) {
        let is_field = move |node: &egui::accesskit::Role| matches!(node, Role::TextInput | Role::MultilineTextInput);
        let find = |window: &Self| {
            let fields = window.harness.query_all_by_label(field);
            fields.filter(|node| is_field(&node.accesskit_node().role())).count()
        };
        assert_eq!(find(self), 1, "the field {field:?} among {:?}", self.words());
        let node = self.harness.query_all_by_label(field).find(|node| is_field(&node.accesskit_node().role())).unwrap();
        node.focus();
        self.harness.run();
    }

    /// Types into what has the keys.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run();
    }

    /// Presses a key.
    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// Adds an event to the next frame, without drawing one.
    pub fn queue(&mut self, event: egui::Event) {
        self.harness.input_mut().events.push(event);
    }

    /// Presses a key that types a letter, as a keyboard does.
    pub fn letter(&mut self, letter: &str) {
        self.harness.event(egui::Event::Text(letter.to_owned()));
        self.harness.run();
    }

    /// Presses the close button of the window, and tells whether the app let it close.
    pub fn close(&mut self) -> bool {
        let viewport = self.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.events.push(egui::ViewportEvent::Close);
        self.harness.step();
        let cancelled = self.commands().contains(&egui::ViewportCommand::CancelClose);
        self.harness.run();
        !cancelled
    }

    /// What the app last told the desktop to do with the window.
    pub fn commands(&self) -> Vec<egui::ViewportCommand> {
        self.harness.output().viewport_output[&egui::ViewportId::ROOT].commands.clone()
    }

    /// Steps until the app tells the desktop to close the window; false if it comes to rest without.
    pub fn asks_to_close(&mut self, act: impl FnOnce(&mut Harness<'static, App>)) -> bool {
        act(&mut self.harness);
        for _ in 0..10 {
            self.harness.step();
            if self.commands().contains(&egui::ViewportCommand::Close) {
                return true;
            }
        }
        false
    }

    /// All that is on the screen, as a screen reader would tell it: names and values.
    pub fn words(&self) -> Vec<String> {
        let root = self.harness.root();
        let mut words = Vec::new();
        collect(&root, &mut words);
        words
    }

    /// Whether these words are part of anything on the screen.
    pub fn sees(&self, part: &str) -> bool {
        self.words().iter().any(|words| words.contains(part))
    }

    /// Waits for work on another thread to show.
    pub fn wait_to_see(&mut self, part: &str) {
        let start = Instant::now();
        while !self.sees(part) {
            assert!(start.elapsed() < PATIENCE, "waited for {part:?}; the screen says {:#?}", self.words());
            std::thread::sleep(Duration::from_millis(5));
            self.harness.run();
        }
    }
}

fn collect(node: &egui_kittest::Node<'_>, words: &mut Vec<String>) {
    let inner = node.accesskit_node();
    words.extend(inner.label());
    words.extend(inner.value());
    for child in node.children() {
        collect(&child, words);
    }
}
