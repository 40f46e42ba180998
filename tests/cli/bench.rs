//! A folder to work in, and the program in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use weigh_in::{decision::Decision, storage};

use super::tools::git_does;

/// A folder that is gone after the test. The program neither sees the user's settings nor a display.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Bench {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A git repository with the record `go.decision.ron` in it.
    pub(crate) fn with_record() -> Self {
        let bench = Self::new();
        bench.git_init();
        bench.run(&["new", "--template", "rust-or-go", "--title", "Use Go", "go.decision.ron"]).succeeds();
        bench
    }

    /// [`Self::with_record`] with a 4 for Go and a 3 for Rust by Ana in every cell, and without warnings.
    pub(crate) fn with_scores() -> Self {
        let bench = Self::new();
        bench.git_init();
        bench
            .run(&[
                "new",
                "--template=rust-or-go",
                "--title=Use Go",
                "--context=The ingest service is slow.",
                "go.decision.ron",
            ])
            .succeeds();
        bench.score_all("ana", |_, option| if option == "go" { "4" } else { "3" }).succeeds();
        bench
    }

    pub(crate) fn git_init(&self) {
        git_does(self.folder.path(), &["init", "--quiet"]);
    }

    /// Scores every cell. `points` sees the place of the criterion and the id of the option.
    pub(crate) fn score_all(&self, member: &str, points: impl Fn(usize, &str) -> &'static str) -> Ran {
        let decision = self.record();
        let cells = decision.criteria.iter().enumerate().flat_map(|(row, criterion)| {
            let points = &points;
            let score = move |option: &str| format!("{}/{option}={}", criterion.id, points(row, option));
            decision.options.iter().map(move |option| score(option.id.as_str()))
        });
        let cells: Vec<String> = cells.collect();
        let mut arguments = vec!["score", "go.decision.ron", "--member", member];
        arguments.extend(cells.iter().map(String::as_str));
        self.run(&arguments)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.command_by(Command::new(env!("CARGO_BIN_EXE_weigh-in")), arguments)
    }

    /// [`Self::command`] by another program that starts it.
    pub(crate) fn command_by(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("WEIGH_IN_CONFIG_DIR", self.path("settings"));
        // Some name, where the machine and its git know none.
        command.env("USER", "kim");
        for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(display);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        storage::atomic::write(&path, text.as_bytes()).unwrap();
    }

    /// Edits a file by hand: `old` must be in it.
    pub(crate) fn replace(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert!(text.contains(old), "{old} is not in {text}");
        self.write(file, &text.replacen(old, new, 1));
    }

    pub(crate) fn record(&self) -> Decision {
        storage::load(&self.path("go.decision.ron")).unwrap().decision
    }

    /// The number of the first line of the record that holds `words`.
    pub(crate) fn line_with(&self, words: &str) -> usize {
        let text = self.read("go.decision.ron");
        text.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words} is not in {text}")) + 1
    }

    /// Runs a command that must fail with the code 2, write nothing to standard output, and leave the record alone.
    pub(crate) fn refuses(&self, arguments: &[&str]) -> Ran {
        let before = fs::read(self.path("go.decision.ron")).ok();
        let ran = self.run(arguments).exits(2);
        assert_eq!(ran.out, "", "{ran:?}");
        assert_eq!(fs::read(self.path("go.decision.ron")).ok(), before, "{ran:?}");
        ran
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        self.exits(0)
    }

    #[track_caller]
    pub(crate) fn stdout_has(self, words: &str) -> Self {
        assert!(self.out.contains(words), "{words} is not in the output of {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn stderr_has(self, words: &str) -> Self {
        assert!(self.err.contains(words), "{words} is not told by {self:#?}");
        self
    }

    pub(crate) fn is_success(&self) -> bool {
        self.code == 0
    }

    pub(crate) fn out(&self) -> &str {
        &self.out
    }

    pub(crate) fn err(&self) -> &str {
        &self.err
    }
}
