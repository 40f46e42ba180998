//! A window without a screen, and what people do in it: found by role and name, as a screen reader finds it.

use std::{
    cell::RefCell,
    collections::{BTreeSet, VecDeque},
    path::{Path, PathBuf},
    rc::Rc,
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    time::{Duration, Instant},
};

use eframe::App as _;
use egui::{Key, Modifiers, Vec2, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{By, NodeT as _, Queryable as _},
};
use jiff::civil::{Date, date};
use weigh_in::{
    decision::Decision,
    gui::{
        App, Services,
        desktop::Wishes,
        file_picker::{FilePicker, PickerAnswer},
        intent::{FileReveal, PathUse},
        session::Direction,
    },
};

/// Long enough for work on another thread, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a window has at first, in points.
const SIZE: Vec2 = Vec2::new(1280.0, 800.0);

/// What kittest leaves free around what it shows, in points.
const MARGIN: f32 = 8.0;

/// Answers that the desktop's file window will give, in turn, none for "Cancel"; without one it is never answered.
pub type Script = Rc<RefCell<VecDeque<Option<PathBuf>>>>;

/// What is known of the desktop's file window.
#[derive(Default)]
pub struct FileWindow {
    /// What comes of each, where that is no path.
    pub fails: RefCell<Option<PickerAnswer>>,
    /// What is told of it while it stays open, in turn.
    pub tells: RefCell<VecDeque<PickerAnswer>>,
    /// Where it was told to start, while it is open.
    pub open_at: RefCell<Option<PathBuf>>,
}

struct Scripted {
    script: Script,
    window: Rc<FileWindow>,
}

impl FilePicker for Scripted {
    fn start(&mut self, _: &PathUse, at: &Path, _: &eframe::Frame, ctx: &egui::Context) {
        *self.window.open_at.borrow_mut() = Some(at.to_owned());
        ctx.request_repaint();
    }

    fn poll(&mut self, _: bool, _: &egui::Context) -> Option<PickerAnswer> {
        self.window.open_at.borrow().as_ref()?;
        if let Some(told) = self.window.tells.borrow_mut().pop_front() {
            return Some(told);
        }
        let picked = if let Some(failed) = self.window.fails.borrow().clone() {
            failed
        } else {
            self.script
                .borrow_mut()
                .pop_front()?
                .map_or(PickerAnswer::Cancelled, |path| PickerAnswer::Paths(vec![path]))
        };
        self.close();
        Some(picked)
    }

    fn close(&mut self) {
        *self.window.open_at.borrow_mut() = None;
    }
}

/// A desktop without file windows.
struct NoPicker;

impl FilePicker for NoPicker {
    fn start(&mut self, _: &PathUse, _: &Path, _: &eframe::Frame, _: &egui::Context) {}

    fn poll(&mut self, _: bool, _: &egui::Context) -> Option<PickerAnswer> {
        None
    }
}

/// A desktop that shows no file windows and wishes nothing, on a day that stays; work that is not saved is kept in a folder,
/// or nowhere.
pub fn quiet_services(state: Option<PathBuf>) -> Services {
    Services {
        picker: Box::new(NoPicker),
        config: None,
        state,
        desktop: |_| mpsc::channel().1,
        today: || date(2026, 11, 3),
        open: |_, _| Err("Nothing is opened here.".to_owned()),
        new_window: || Err("No window is opened here.".to_owned()),
        new_id: || "0123456789abcdef".to_owned(),
        user: "Ana".to_owned(),
        user_in: |_| "Ana".to_owned(),
        here: None,
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Where the app is, once the context that it needs is there.
pub type Slot = Option<App>;

/// The app, and hands on it.
pub struct Window {
    harness: Harness<'static, Slot>,
    /// What the file window will answer.
    pub script: Script,
    /// The file window.
    pub picker: Rc<FileWindow>,
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
        Self::with(|folder| Some(written(folder, text)))
    }

    /// A record in a window of another size.
    pub fn with_size(text: &str, size: [f32; 2]) -> Self {
        Self::made(size.into(), |folder| Some(written(folder, text)))
    }

    fn with(file: impl FnOnce(&Path) -> Option<PathBuf>) -> Self {
        Self::made(SIZE, file)
    }

    /// The start screen on a desktop with wishes.
    pub fn on_desktop(desktop: fn(&egui::Context) -> Receiver<Wishes>) -> Self {
        Self::of(SIZE, tempfile::tempdir().unwrap(), None, |services| services.desktop = desktop)
    }

    /// The start screen of an app that was started in a repository.
    pub fn started_in(repository: PathBuf) -> Self {
        Self::of(SIZE, tempfile::tempdir().unwrap(), None, |services| services.here = Some(repository))
    }

    /// A record on a desktop that opens files.
    pub fn with_opener(text: &str, open: fn(&Path, FileReveal) -> Result<(), String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = written(folder.path(), text);
        Self::of(SIZE, folder, Some(file), |services| services.open = open)
    }

    /// A record on a desktop that opens more windows of the app.
    pub fn with_windows(text: &str, new_window: fn() -> Result<(), String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = written(folder.path(), text);
        Self::of(SIZE, folder, Some(file), |services| services.new_window = new_window)
    }

    /// A record on a day of another clock.
    pub fn on_day(text: &str, today: fn() -> Date) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = written(folder.path(), text);
        Self::of(SIZE, folder, Some(file), |services| services.today = today)
    }

    /// A record on a machine of somebody else than Ana.
    pub fn used_by(text: &str, user: fn(&Path) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = written(folder.path(), text);
        Self::of(SIZE, folder, Some(file), |services| services.user_in = user)
    }

    fn made(size: Vec2, file: impl FnOnce(&Path) -> Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = file(folder.path());
        Self::at(size, folder, file)
    }

    fn at(size: Vec2, folder: tempfile::TempDir, file: Option<PathBuf>) -> Self {
        Self::of(size, folder, file, |_| ())
    }

    fn of(size: Vec2, folder: tempfile::TempDir, file: Option<PathBuf>, with: impl FnOnce(&mut Services)) -> Self {
        let (script, picker) = (Script::default(), Rc::<FileWindow>::default());
        let mut services = Services {
            picker: Box::new(Scripted { script: Rc::clone(&script), window: Rc::clone(&picker) }),
            config: Some(folder.path().join("config")),
            ..quiet_services(Some(folder.path().join("state")))
        };
        with(&mut services);
        let made: Rc<RefCell<Slot>> = Rc::default();
        let mut frame = eframe::Frame::_new_kittest();
        let mut harness = Harness::builder()
            .with_size(size + 2.0 * Vec2::splat(MARGIN))
            .with_max_steps(20)
            .with_step_dt(1.0 / 60.0)
            .with_context_setup({
                let made = Rc::clone(&made);
                move |ctx| *made.borrow_mut() = Some(App::new(ctx, services, file))
            })
            .build_ui_state(
                move |ui, slot: &mut Slot| {
                    let app = slot.get_or_insert_with(|| made.borrow_mut().take().expect("the app was made"));
                    app.logic(ui.ctx(), &mut frame);
                    app.ui(ui, &mut frame);
                },
                None,
            );
        // It must come to rest: an app that draws without a reason fails here.
        harness.run();
        let mut window = Self { harness, script, picker, folder };
        window.run();
        window
    }

    /// Lets the window settle, with what it does beside itself; fails if it never does.
    pub fn run(&mut self) {
        let start = Instant::now();
        self.harness.run();
        while self.app().is_busy() {
            assert!(start.elapsed() < PATIENCE, "the window never comes to rest; it says {:#?}", self.words());
            std::thread::sleep(Duration::from_millis(2));
            self.harness.run();
        }
    }

    /// A window of the same machine as another one, as after a restart.
    pub fn reopen(folder: tempfile::TempDir, file: Option<PathBuf>) -> Self {
        Self::at(SIZE, folder, file)
    }

    /// Ends the app as a crash does: nothing is asked and nothing said, only what was kept before is there.
    pub fn crash(self) -> tempfile::TempDir {
        self.folder
    }

    /// Gives the window the focus, as when people come back to it.
    pub fn come_back(&mut self) {
        self.queue(egui::Event::WindowFocused(true));
        self.run();
    }

    /// The app itself.
    pub fn app(&self) -> &App {
        self.harness.state().as_ref().expect("the first frame took the app")
    }

    /// Takes the seat of a member who has filled a part of the cells, such as `46/46`; says that it is that member where that is
    /// asked.
    pub fn take_seat(&mut self, name: &str, state: &str) {
        self.click(Role::RadioButton, &format!("Score as {name}, {state}"));
        if self.sees(&format!("Hand over to {name}?")) {
            self.click(Role::Button, &format!("I am {name}"));
        }
    }

    /// The step that undo takes back, or redo makes again, in the words of the menu.
    pub fn next_step(&self, direction: Direction) -> Option<String> {
        self.app().document().expect("no record is open").step_words(direction, self.app().seat())
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
        self.press_key(Modifiers::COMMAND, keys[step - 1]);
    }

    /// What has this role and exactly this name. An item of a menu is a button for those who press it.
    fn one<'a>(&'a self, role: Role, name: &'a str) -> egui_kittest::Node<'a> {
        // A label has its words as its value.
        self.harness.get_by(move |node| {
            let words = if role == Role::Label { node.value() } else { None };
            is_a(node.role(), role) && node.label().or(words).as_deref() == Some(name)
        })
    }

    /// Clicks what has this role and exactly this name.
    pub fn click(&mut self, role: Role, name: &str) {
        self.one(role, name).scroll_to_me();
        self.run();
        self.one(role, name).click();
        self.run();
    }

    /// Clicks on the name of a row of a list while these keys are held.
    pub fn click_row(&mut self, modifiers: Modifiers, name: &str) {
        self.harness.get_by_role_and_label(Role::ListItem, name).scroll_to_me();
        self.run();
        self.click_on_name(name, modifiers);
        self.run();
    }

    /// Clicks twice, fast, on the name of a row.
    pub fn double_click_row(&mut self, name: &str) {
        self.click_on_name(name, Modifiers::NONE);
        self.click_on_name(name, Modifiers::NONE);
        self.run();
    }

    /// Clicks on a row with the other button of the mouse.
    pub fn right_click_row(&mut self, name: &str) {
        let pos = self.place(Role::ListItem, name).left_center() + egui::vec2(30.0, 0.0);
        self.harness.hover_at(pos);
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Secondary, Modifiers::NONE);
            self.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
            self.harness.step();
        }
        self.run();
    }

    fn click_on_name(&mut self, name: &str, modifiers: Modifiers) {
        // Its middle may be taken by another control.
        let pos = self.place(Role::ListItem, name).left_center() + egui::vec2(30.0, 0.0);
        self.harness.hover_at(pos);
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            self.harness.event_modifiers(egui::Event::PointerButton { pos, button, pressed, modifiers }, modifiers);
        }
        self.harness.step();
    }

    /// Drags what has this role and name to a place of the window, and lets it go there.
    pub fn drag(&mut self, role: Role, name: &str, to: egui::Pos2) {
        self.pull(role, name, to);
        self.harness.drop_at(to);
        self.run();
    }

    /// The same, with a key pressed before it is let go.
    pub fn drag_and_press(&mut self, role: Role, name: &str, to: egui::Pos2, key: Key) {
        self.pull(role, name, to);
        self.press_key_once(Modifiers::NONE, key);
        self.harness.drop_at(to);
        self.run();
    }

    fn pull(&mut self, role: Role, name: &str, to: egui::Pos2) {
        let from = self.place(role, name).left_center() + egui::vec2(30.0, 0.0);
        self.harness.hover_at(from);
        self.harness.drag_at(from);
        self.harness.step();
        for part in [0.3, 0.7, 1.0] {
            self.harness.hover_at(from.lerp(to, part));
            self.harness.step();
        }
    }

    /// The rows of a list that are selected.
    pub fn picked_rows(&self) -> Vec<String> {
        let rows = self.harness.query_all_by_role(Role::ListItem).map(|node| node.accesskit_node());
        rows.filter(|row| row.is_selected() == Some(true) || row.toggled() == Some(egui::accesskit::Toggled::True))
            .filter_map(|row| row.label())
            .collect()
    }

    /// Where what has this role and name is, in points.
    pub fn place(&self, role: Role, name: &str) -> egui::Rect {
        self.one(role, name).rect()
    }

    /// Clicks what has this role and name with the right button.
    pub fn right_click(&mut self, role: Role, name: &str) {
        self.one(role, name).scroll_to_me();
        self.run();
        self.press_at(self.place(role, name).left_center() + egui::vec2(8.0, 0.0), egui::PointerButton::Secondary);
    }

    /// Gives the focus to what has this role and name.
    pub fn focus_on(&mut self, role: Role, name: &str) {
        self.one(role, name).scroll_to_me();
        self.run();
        self.one(role, name).focus();
        self.run();
    }

    /// Scrolls to what has this role and name, and returns where it is then, in points.
    pub fn in_sight(&mut self, role: Role, name: &str) -> egui::Rect {
        self.one(role, name).scroll_to_me();
        self.run();
        self.place(role, name)
    }

    /// Clicks a place of the window.
    pub fn click_at(&mut self, at: egui::Pos2) {
        self.press_at(at, egui::PointerButton::Primary);
    }

    fn press_at(&mut self, at: egui::Pos2, button: egui::PointerButton) {
        self.harness.event(egui::Event::PointerMoved(at));
        for pressed in [true, false] {
            let modifiers = Modifiers::NONE;
            self.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        self.run();
    }

    /// Presses the mouse at a place, or lets go there, and draws no more than that takes: what is held for long is no click.
    pub fn hold_at(&mut self, at: egui::Pos2, pressed: bool) {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        self.harness.event(egui::Event::PointerMoved(at));
        self.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        self.harness.step();
    }

    /// Clicks what has this role and name, and draws no more than that takes.
    pub fn click_once(&mut self, role: Role, name: &str) {
        self.one(role, name).click();
        self.harness.step();
    }

    /// Presses a key, and draws no more than that takes.
    pub fn press_key_once(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
    }

    /// Cancels what is under way as soon as these words tell of it. False if the work was done before.
    pub fn cancel(&mut self, under_way: &str) -> bool {
        let start = Instant::now();
        let mut quiet = 0;
        while !self.sees(under_way) {
            assert!(start.elapsed() < PATIENCE, "waited for {under_way:?}; the screen says {:#?}", self.words());
            quiet = if self.app().is_busy() || self.rest() != Duration::MAX { 0 } else { quiet + 1 };
            if quiet > 5 {
                return false;
            }
            std::thread::sleep(Duration::from_millis(2));
            self.harness.step();
        }
        if !self.has(Role::Button, "Cancel") {
            return false;
        }
        self.click_once(Role::Button, "Cancel");
        self.harness.run_steps(4);
        true
    }

    /// Puts text in place of what a field holds.
    pub fn fill(&mut self, field: &str, text: &str) {
        self.focus_field(field);
        self.press_key(Modifiers::COMMAND, Key::A);
        self.press_key(Modifiers::NONE, Key::Delete);
        self.type_text(text);
    }

    /// Types a path instead of picking one in the file window.
    pub fn type_path(&mut self, path: &Path) {
        if self.has(Role::Button, "Type a path") {
            self.click(Role::Button, "Type a path");
        }
        self.fill("Path", path.to_str().unwrap());
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
        self.run();
    }

    /// Types into what has the keys.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// Presses a key.
    pub fn press_key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Adds an event to the next frame, without drawing one.
    pub fn queue(&mut self, event: egui::Event) {
        self.harness.input_mut().events.push(event);
    }

    /// Adds a key to the next frame, without drawing one.
    pub fn queue_key(&mut self, modifiers: Modifiers, key: Key) {
        self.queue(egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    }

    /// Adds a file that is dropped on the window to the next frame, without drawing one.
    pub fn queue_drop(&mut self, file: &Path) {
        self.harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(file.to_owned())));
    }

    /// Presses a button without waiting for what it starts.
    pub fn click_without_waiting(&mut self, name: &str) {
        self.harness.get_by_role_and_label(Role::Button, name).click();
        self.wait(2);
    }

    /// Presses the close button of the window in the next frame, without drawing one.
    pub fn queue_close(&mut self) {
        let viewport = self.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.events.push(egui::ViewportEvent::Close);
    }

    /// Presses the close button of the window, and tells whether the app let it close.
    pub fn close(&mut self) -> bool {
        self.queue_close();
        self.harness.step();
        let cancelled = self.commands().contains(&egui::ViewportCommand::CancelClose);
        self.run();
        !cancelled
    }

    /// How long the window would rest if nobody touched it.
    pub fn rest(&self) -> Duration {
        self.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay
    }

    /// What an act puts on the clipboard.
    pub fn copied_by(&mut self, act: impl FnOnce(&mut Harness<'static, Slot>)) -> Option<String> {
        act(&mut self.harness);
        let mut copied = None;
        for _ in 0..6 {
            self.harness.step();
            for command in &self.harness.output().platform_output.commands {
                if let egui::OutputCommand::CopyText(text) = command {
                    copied = Some(text.clone());
                }
            }
        }
        self.run();
        copied
    }

    /// The addresses that an act has the desktop open.
    pub fn opened_by(&mut self, role: Role, name: &str) -> Vec<String> {
        self.one(role, name).scroll_to_me();
        self.harness.run();
        self.one(role, name).click();
        let mut opened = Vec::new();
        for _ in 0..6 {
            self.harness.step();
            for command in &self.harness.output().platform_output.commands {
                if let egui::OutputCommand::OpenUrl(open) = command {
                    opened.push(open.url.clone());
                }
            }
        }
        self.harness.run();
        opened
    }

    /// Lets some time go by, frame by frame, without anybody touching anything.
    pub fn wait(&mut self, frames: usize) {
        self.harness.run_steps(frames);
    }

    /// Moves a slider, or sets a number, as assistive technology does.
    pub fn set_value(&mut self, role: Role, name: &str, value: f64) {
        let all = self.harness.query_all_by_role(role);
        let node = all.into_iter().find(|node| node.accesskit_node().label().as_deref() == Some(name));
        node.unwrap_or_else(|| panic!("no {role:?} {name:?}")).set_value_accesskit(value);
        self.run();
    }

    /// The same, and draws the one frame that takes it.
    pub fn set_value_in_one_frame(&mut self, name: &str, value: f64) {
        let all = self.harness.query_all_by_role(Role::Slider);
        let node = all.into_iter().find(|node| node.accesskit_node().label().as_deref() == Some(name)).unwrap();
        node.set_value_accesskit(value);
        self.harness.step();
    }

    /// Picks an entry of a list that opens.
    pub fn pick(&mut self, list: &str, entry: &str) {
        self.click(Role::ComboBox, list);
        self.click(Role::Button, entry);
    }

    /// Drops files on the window.
    pub fn drop_files(&mut self, files: &[PathBuf]) {
        self.drop_files_and_go_on(files);
        self.run();
    }

    /// Drops files on the window, and does not wait for what comes of it.
    pub fn drop_files_and_go_on(&mut self, files: &[PathBuf]) {
        for file in files {
            self.queue_drop(file);
        }
        self.harness.step();
        self.harness.input_mut().dropped_files.clear();
    }

    /// Draws frame after frame until something is so.
    pub fn step_until(&mut self, is_so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < PATIENCE, "waited in vain; the screen says {:#?}", self.words());
            self.harness.step();
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Waits until the ladder of the record is drawn.
    pub fn wait_until_drawn(&mut self) {
        self.step_until(|window| {
            let drawing = window.app().document().and_then(weigh_in::gui::session::Document::drawing);
            !drawing.is_some_and(weigh_in::gui::session::Drawing::is_under_way)
        });
        self.run();
    }

    /// What has the keys: its role and its name; none for nothing.
    pub fn focused(&self) -> Option<(Role, String)> {
        let node = self.harness.query_by(|node| node.is_focused() && node.role() != Role::Window)?;
        let node = node.accesskit_node();
        Some((node.role(), node.label().unwrap_or_default()))
    }

    /// Whether what has the keys lies between the left and the right side of the window.
    pub fn focus_is_between_the_sides(&self) -> bool {
        let window = self.harness.ctx.content_rect().x_range().shrink(MARGIN);
        let node = self.harness.query_by(|node| node.is_focused() && node.role() != Role::Window);
        node.is_some_and(|node| window.contains(node.rect().left()) && window.contains(node.rect().right()))
    }

    /// What the app last told the desktop to do with the window.
    pub fn commands(&self) -> Vec<egui::ViewportCommand> {
        self.harness.output().viewport_output[&egui::ViewportId::ROOT].commands.clone()
    }

    /// Clicks what has this role and name, and returns what the app then tells the desktop to do.
    pub fn commands_by(&mut self, role: Role, name: &str) -> Vec<egui::ViewportCommand> {
        self.one(role, name).click();
        let mut sent = Vec::new();
        for _ in 0..10 {
            self.harness.step();
            sent.extend(self.commands());
        }
        sent
    }

    /// The numbers of what has this role, each after its name.
    pub fn numbers(&self, role: Role) -> Vec<(String, Option<f64>)> {
        let nodes = self.harness.query_all_by_role(role).map(|node| node.accesskit_node());
        nodes.map(|node| (node.label().unwrap_or_default(), node.numeric_value())).collect()
    }

    /// Whether a field takes no text.
    pub fn is_read_only(&self, field: &str) -> bool {
        self.harness.get_by_role_and_label(Role::TextInput, field).accesskit_node().is_read_only()
    }

    /// What can be operated and says that it is locked.
    pub fn locked(&self) -> Vec<(Role, String)> {
        let mut found = Vec::new();
        locked(&self.harness.root(), &mut found);
        found
    }

    /// Steps until the app tells the desktop to close the window; false if it comes to rest without.
    pub fn asks_to_close(&mut self, act: impl FnOnce(&mut Harness<'static, Slot>)) -> bool {
        act(&mut self.harness);
        let start = Instant::now();
        let mut steps = 0;
        while steps < 10 || self.app().is_busy() {
            assert!(start.elapsed() < PATIENCE, "the window never comes to rest");
            self.harness.step();
            if self.commands().contains(&egui::ViewportCommand::Close) {
                return true;
            }
            steps += 1;
            std::thread::sleep(Duration::from_millis(2));
        }
        false
    }

    /// The colour of the page.
    pub fn ground(&self) -> egui::Color32 {
        self.harness.ctx.global_style().visuals.panel_fill
    }

    /// What is read out as soon as it changes, in this way.
    pub fn live(&self, live: egui::accesskit::Live) -> Vec<String> {
        let nodes = self.harness.query_all(By::new().predicate(move |node| node.live() == live));
        nodes.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value())).collect()
    }

    /// The heads on the screen.
    pub fn headings(&self) -> Vec<String> {
        let heads = self.harness.query_all_by_role(Role::Heading);
        heads.filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// Gives what has this role and name the keys.
    pub fn give_focus(&mut self, role: Role, name: &str) {
        self.one(role, name).focus();
        self.run();
    }

    /// All that is on the screen, as a screen reader would tell it: names and values.
    pub fn words(&self) -> Vec<String> {
        let root = self.harness.root();
        let mut words = Vec::new();
        collect(&root, &mut words);
        words
    }

    /// Runs a command as the palette does: by the start of its title.
    pub fn command(&mut self, title: &str) {
        self.press_key(Modifiers::COMMAND, Key::K);
        if title != "Search commands…" {
            self.type_text(title);
            self.press_key(Modifiers::NONE, Key::Enter);
        }
    }

    /// Seals the ballot of the member in the seat although cells are empty.
    pub fn seal_anyway(&mut self) {
        self.press_key(Modifiers::COMMAND, Key::Enter);
        self.click(Role::Button, "Seal anyway");
    }

    /// How large everything is, 1 being the ordinary size.
    pub fn zoom(&self) -> f32 {
        self.harness.ctx.zoom_factor()
    }

    /// How long a change takes to show, in seconds.
    pub fn motion(&self) -> f32 {
        self.harness.ctx.global_style().animation_time
    }

    /// What can be operated and has no name, with its role and its place.
    pub fn nameless(&self) -> Vec<String> {
        let mut found = Vec::new();
        nameless(&self.harness.root(), &mut found);
        found
    }

    /// What can be operated, with its place.
    pub fn operable(&self) -> Vec<Control> {
        let mut found = Vec::new();
        operable(&self.harness.root(), &mut found);
        found
    }

    /// What has the keys, with its place; none for nothing.
    pub fn focus(&self) -> Option<Control> {
        let node = self.harness.query_by(|node| node.is_focused() && node.role() != Role::Window)?;
        Some(Control::of(&node))
    }

    /// The part of the screen that is seen, in points.
    pub fn screen(&self) -> egui::Rect {
        self.harness.ctx.content_rect()
    }

    /// Every text that is painted, also what no screen reader is told.
    pub fn painted(&self) -> Vec<String> {
        self.galleys().iter().map(|galley| galley.text().to_owned()).collect()
    }

    /// The same line by line, as wrapped and cut off.
    pub fn painted_lines(&self) -> Vec<String> {
        self.galleys().iter().flat_map(|galley| galley.rows.iter().map(|row| row.text())).collect()
    }

    fn galleys(&self) -> Vec<Arc<egui::Galley>> {
        let mut galleys = Vec::new();
        self.harness.output().shapes.iter().for_each(|clipped| collect_painted(&clipped.shape, &mut galleys));
        galleys
    }

    /// The names of what is switched on or picked.
    pub fn picked(&self) -> Vec<String> {
        let is_on =
            |node: &egui_kittest::kittest::AccessKitNode<'_>| node.toggled() == Some(egui::accesskit::Toggled::True);
        let nodes = self.harness.query_all(By::new().predicate(move |node| is_on(node)));
        nodes.filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// What stands in the fields that can be typed in.
    pub fn field_texts(&self) -> Vec<String> {
        let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let fields = self.harness.query_all(By::new().predicate(move |node| is_field(node.role())));
        fields.filter_map(|node| node.accesskit_node().value()).collect()
    }

    /// The names on the screen that these words are part of, each once.
    pub fn names_with(&self, part: &str) -> Vec<String> {
        let names: BTreeSet<String> = self.words().into_iter().filter(|name| name.contains(part)).collect();
        names.into_iter().filter(|name| self.harness.query_all_by_label(name).count() == 1).collect()
    }

    /// Rests the pointer on what has this name, until its hover text is there.
    pub fn hover(&mut self, name: &str) {
        self.harness.get_by_label(name).hover();
        self.wait(45);
    }

    /// What can be operated and reaches over the left or the right side of the window, with its place.
    pub fn cut_off(&self) -> Vec<String> {
        let window = self.harness.ctx.content_rect().x_range().shrink(MARGIN);
        let mut found = Vec::new();
        cut_off(&self.harness.root(), window, &mut found);
        found
    }

    /// What can be operated: its role and name.
    pub fn controls(&self) -> Vec<(Role, String)> {
        let mut found = Vec::new();
        controls(&self.harness.root(), &mut found);
        found
    }

    /// Whether there is anything of this role and exactly this name.
    pub fn has(&self, role: Role, name: &str) -> bool {
        self.harness
            .query_all_by(move |node| is_a(node.role(), role) && node.label().as_deref() == Some(name))
            .next()
            .is_some()
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
            self.run();
        }
    }
}

fn is_a(role: Role, wanted: Role) -> bool {
    role == wanted || (role == Role::MenuItem && wanted == Role::Button)
}

fn written(folder: &Path, text: &str) -> PathBuf {
    let file = folder.join("record.decision.ron");
    std::fs::write(&file, text).unwrap();
    file
}

/// Something that can be operated, and where it is on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Control {
    /// What it is the same by in the next frame.
    pub id: egui::accesskit::NodeId,
    /// What kind of thing it is.
    pub role: Role,
    /// What a screen reader calls it.
    pub name: String,
    /// In points.
    pub rect: egui::Rect,
}

impl Control {
    fn of(node: &egui_kittest::Node<'_>) -> Self {
        let inner = node.accesskit_node();
        let name = inner.label().unwrap_or_default();
        Self { id: inner.locate().0, role: inner.role(), name, rect: node.rect() }
    }
}

/// Whether people can do something with it.
fn is_control(node: &egui_kittest::Node<'_>) -> bool {
    let inner = node.accesskit_node();
    let acts = |action| inner.data().supports_action(action);
    let is_place = matches!(
        inner.role(),
        Role::Window | Role::ScrollView | Role::ScrollBar | Role::GenericContainer | Role::Unknown
    );
    !is_place && [egui::accesskit::Action::Click, egui::accesskit::Action::Focus].into_iter().any(acts)
}

fn nameless(node: &egui_kittest::Node<'_>, found: &mut Vec<String>) {
    let inner = node.accesskit_node();
    if is_control(node) && inner.label().is_none_or(|label| !label.contains(char::is_alphanumeric)) {
        found.push(format!("{:?} {:?} at {:?}", inner.role(), inner.label(), inner.raw_bounds()));
    }
    for child in node.children() {
        nameless(&child, found);
    }
}

fn cut_off(node: &egui_kittest::Node<'_>, window: egui::Rangef, found: &mut Vec<String>) {
    if is_control(node) {
        let place = node.rect().x_range();
        if place.min < window.min || place.max > window.max {
            found.push(format!("{:?} at {place:?}", node.accesskit_node().label()));
        }
    }
    for child in node.children() {
        cut_off(&child, window, found);
    }
}

fn controls(node: &egui_kittest::Node<'_>, found: &mut Vec<(Role, String)>) {
    if is_control(node) {
        found.push((node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default()));
    }
    for child in node.children() {
        controls(&child, found);
    }
}

fn locked(node: &egui_kittest::Node<'_>, found: &mut Vec<(Role, String)>) {
    let inner = node.accesskit_node();
    if is_control(node) && inner.data().is_read_only() {
        found.push((inner.role(), inner.label().unwrap_or_default()));
    }
    for child in node.children() {
        locked(&child, found);
    }
}

fn operable(node: &egui_kittest::Node<'_>, found: &mut Vec<Control>) {
    if is_control(node) && !node.accesskit_node().is_disabled() {
        found.push(Control::of(node));
    }
    for child in node.children() {
        operable(&child, found);
    }
}

fn collect_painted(shape: &egui::Shape, galleys: &mut Vec<Arc<egui::Galley>>) {
    match shape {
        egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect_painted(shape, galleys)),
        egui::Shape::Text(text) => galleys.push(text.galley.clone()),
        _ => {}
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
