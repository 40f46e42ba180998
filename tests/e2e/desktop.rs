//! A desktop without a screen: a virtual display, a window manager, and hands on the keyboard.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// How long a step may take on a slow and busy machine before it counts as failed.
const PATIENCE: Duration = Duration::from_mins(2);

/// The display and its window manager. They end with it.
pub struct Desktop {
    display: String,
    config: PathBuf,
    manager: Child,
    server: Child,
}

impl Desktop {
    /// Starts a display that nobody else uses, with settings of its own.
    pub fn start(config: &Path) -> Self {
        // The server picks a free number and says which. It stays when the last client leaves: a tool that asks one thing
        // may be the only one for a moment.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is needed for this test; scripts/test installs it");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        // Without decorations and in the corner, so that pictures show the window alone.
        let rules = config.join("openbox.xml");
        fs::create_dir_all(config).unwrap();
        fs::write(&rules, OPENBOX).unwrap();
        let manager = Command::new("openbox")
            .arg("--config-file")
            .arg(&rules)
            .env("DISPLAY", &display)
            .stderr(Stdio::null())
            .spawn()
            .expect("openbox is needed for this test; scripts/test installs it");
        let desktop = Self { display, config: config.to_owned(), manager, server };
        desktop.wait_for_manager();
        desktop
    }

    /// Waits until the window manager is there. On a busy machine a window may come before it, which then has no keys, or is
    /// never shown.
    fn wait_for_manager(&self) {
        let start = Instant::now();
        loop {
            let asked = Command::new("wmctrl").arg("-m").env("DISPLAY", &self.display).output();
            let asked = asked.expect("wmctrl is needed for this test; scripts/test installs it");
            if asked.status.success() && String::from_utf8_lossy(&asked.stdout).contains("Openbox") {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "openbox did not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Starts the app, with a decision file where one is named, and waits for its window.
    pub fn open(&self, file: Option<&Path>) -> Window<'_> {
        self.open_by(app().args(file))
    }

    /// The app on this display, not started yet.
    pub fn command(&self) -> Command {
        let mut app = Command::new(env!("CARGO_BIN_EXE_weigh-in"));
        self.furnish(&mut app);
        app
    }

    /// Has a command see this desktop alone, and no bus of the one that the test runs on: not by its address, and not where
    /// programs look for one without it.
    fn furnish<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            // In no repository, which would be where new records are suggested.
            .current_dir("/")
            .env("DISPLAY", &self.display)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEIGH_IN_CONFIG_DIR", &self.config)
            .env("XDG_RUNTIME_DIR", &self.config)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
    }

    /// [`Self::open`], by a command that starts it.
    pub fn open_by(&self, command: &mut Command) -> Window<'_> {
        let log = self.config.join("app.log");
        let app = self.furnish(command).stderr(fs::File::create(&log).unwrap()).spawn().unwrap();
        let mut window = Window { desktop: self, app, id: String::new() };
        window.id = window.wait("a window", |window| {
            let found = window.tool("xdotool", &["search", "--onlyvisible", "--class", "weigh-in"]);
            found.lines().next().map(str::to_owned)
        });
        let id = window.id.clone();
        window.tool("xdotool", &["windowactivate", "--sync", &id]);
        window
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for process in [&mut self.manager, &mut self.server] {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// The app as people start it: signals that whoever started the tests ignores, as `nohup` does, would be ignored by it as well.
pub fn app() -> Command {
    let mut app = Command::new("env");
    app.args(["--default-signal=HUP,INT,QUIT,TERM", env!("CARGO_BIN_EXE_weigh-in")]);
    app
}

/// The app's window.
pub struct Window<'a> {
    desktop: &'a Desktop,
    app: Child,
    id: String,
}

impl Window<'_> {
    fn tool(&self, program: &str, args: &[&str]) -> String {
        let output =
            Command::new(program).args(args).env("DISPLAY", &self.desktop.display).output().unwrap_or_else(|error| {
                panic!("{program} is needed for this test ({error}); scripts/test installs it")
            });
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Waits until something is there, or fails with a picture.
    fn wait<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            if start.elapsed() > PATIENCE {
                let picture = std::env::temp_dir().join("weigh-in-e2e-failure.png");
                self.tool("import", &["-window", "root", picture.to_str().unwrap()]);
                let log = fs::read_to_string(self.desktop.config.join("app.log")).unwrap_or_default();
                let (title, is) = (self.title(), self.state());
                panic!(
                    "waited for {what}; the window says {title:?}, the app {is:?}; see {}\n{log}",
                    picture.display()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for something outside of the window.
    pub fn wait_for(&self, what: &str, mut holds: impl FnMut() -> bool) {
        self.wait(what, |_| holds().then_some(()));
    }

    /// What the system says of the app's process, and the windows that it has, seen or not.
    fn state(&self) -> (String, String) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.app.id())).unwrap_or_default();
        let state = status.lines().find(|line| line.starts_with("State:")).unwrap_or("is gone");
        (state.to_owned(), self.tool("xdotool", &["search", "--class", "weigh-in"]))
    }

    fn title(&self) -> String {
        self.tool("xdotool", &["getwindowname", &self.id])
    }

    /// Waits until the window's title says this.
    pub fn wait_title(&self, part: &str) {
        self.wait(&format!("the title {part:?}"), |window| window.title().contains(part).then_some(()));
    }

    /// Waits until a file is there and holds what it should.
    pub fn wait_file(&self, file: &Path, holds: impl Fn(&str) -> bool) {
        self.wait(&format!("what {} should hold", file.display()), |_| {
            fs::read_to_string(file).ok().filter(|text| holds(text)).map(drop)
        });
    }

    /// Asks for the field for a path, with whatever file window the desktop shows, and types into it. What asked for it has
    /// been pressed; `asks` is what it is called.
    pub fn type_path(&self, asks: &str, path: &Path) {
        self.wait_for_path(asks);
        self.press_and_see("ctrl+a");
        self.type_text(path.to_str().unwrap());
        self.press("Return");
    }

    fn wait_for_path(&self, asks: &str) {
        let mut told = false;
        self.wait(&format!("the field of {asks:?}"), |window| {
            let title = window.title();
            // The file window takes the keys when it comes. Only what comes after that is sure to reach this one.
            if !told && title.contains("Waiting for the file window") && window.sees_window(asks) {
                window.come_to_front();
                window.press("Return");
                told = true;
            }
            title.contains(asks).then_some(())
        });
        assert!(!told || !self.sees_window(asks), "the file window is still there");
    }

    /// Gives the window the keyboard focus, which a file window has taken.
    pub fn come_to_front(&self) {
        self.tool("xdotool", &["windowactivate", "--sync", &self.id]);
    }

    /// Whether another window of this title is on the screen.
    pub fn sees_window(&self, title: &str) -> bool {
        let found = self.tool("xdotool", &["search", "--onlyvisible", "--name", &format!("^{title}$")]);
        found.lines().any(|id| id != self.id)
    }

    /// Asks the app to end, by a signal, and gives how it ended.
    pub fn end_by(mut self, signal: &str) -> std::process::ExitStatus {
        self.signal(signal);
        self.ended()
    }

    /// Waits for the app to end.
    fn ended(&mut self) -> std::process::ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(how) = self.app.try_wait().unwrap() {
                return how;
            }
            assert!(start.elapsed() < PATIENCE, "the app did not end; its title is {:?}", self.title());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends the display under the app, as if it had broken, and waits for the app to end. Gives what it said.
    pub fn lose_display(mut self) -> String {
        send("-KILL", &self.desktop.server);
        self.ended();
        fs::read_to_string(self.desktop.config.join("app.log")).unwrap()
    }

    /// Presses a key, or several at once such as `ctrl+s`.
    pub fn press(&self, key: &str) {
        self.tool("xdotool", &["key", "--clearmodifiers", key]);
    }

    /// Goes away from the window: nothing has the keys, and the pointer rests beside it.
    pub fn leave(&self) {
        self.tool("xdotool", &["mousemove", "1279", "799"]);
        self.tool("wmctrl", &["-k", "on"]);
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.app.id()
    }

    /// Stops the app where it is; what is typed waits in the display.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: &str) {
        send(signal, &self.app);
    }

    /// Presses a key again and again until a file is there.
    pub fn press_until_file(&self, key: &str, file: &Path) {
        self.wait(&format!("{} after {key}", file.display()), |window| {
            window.press(key);
            file.exists().then_some(())
        });
    }

    /// Presses a key and waits until that is seen: until the picture is another.
    pub fn press_and_see(&self, key: &str) {
        let before = self.pixels();
        self.press(key);
        self.wait(&format!("a change after {key}"), |window| (window.pixels() != before).then_some(()));
    }

    /// Types.
    pub fn type_text(&self, text: &str) {
        self.tool("xdotool", &["type", "--clearmodifiers", "--delay", "8", text]);
    }

    fn pixels(&self) -> Vec<u8> {
        let shot = Command::new("import")
            .args(["-window", "root", "rgb:-"])
            .env("DISPLAY", &self.desktop.display)
            .output()
            .expect("ImageMagick is needed for this test; scripts/test installs it");
        shot.stdout
    }

    /// How bright the whole window is on average, from 0 to 255.
    pub fn brightness(&self) -> u64 {
        let pixels = self.pixels();
        pixels.iter().map(|value| u64::from(*value)).sum::<u64>() / pixels.len().max(1) as u64
    }

    /// Keeps a picture, where pictures are asked for.
    pub fn picture(&self, name: &str) {
        let Ok(folder) = std::env::var("WEIGH_IN_SCREENSHOTS") else { return };
        // What was last done is on the screen once two pictures are the same; a blinking caret may take some tries.
        let mut before = self.pixels();
        for _ in 0..20 {
            let now = self.pixels();
            if now == before {
                break;
            }
            before = now;
        }
        let file = Path::new(&folder).join(format!("{name}.png"));
        self.tool("import", &["-window", "root", file.to_str().unwrap()]);
    }

    /// Closes the window as its close button does, and waits for the app to end.
    pub fn close(mut self) {
        self.tool("wmctrl", &["-i", "-c", &self.id]);
        self.ended();
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        let _ = self.app.kill();
        let _ = self.app.wait();
    }
}

fn send(signal: &str, process: &Child) {
    let sent = Command::new("kill").args([signal, &process.id().to_string()]).status().unwrap();
    assert!(sent.success(), "{signal}");
}

const OPENBOX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications>
    <application class="*">
      <decor>no</decor>
      <maximized>yes</maximized>
      <focus>yes</focus>
    </application>
  </applications>
</openbox_config>
"#;
