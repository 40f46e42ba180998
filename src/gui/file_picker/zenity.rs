//! File windows by the program `zenity`, where the desktop has no portal.
//!
//! It gets a title, a folder and a name to suggest, each after a `=`, so that it cannot be read as an option. It ends with this
//! program, even if that is killed: a shell beside it waits for the end of a pipe that only this program holds, and that the
//! system closes then. The call that makes the system end a child with its parent is unsafe in Rust.

use std::{
    ffi::{OsStr, OsString},
    io::Read as _,
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use super::{PickerAnswer, lock, place};
use crate::gui::intent::PathUse;

/// The exit code of zenity when people cancel.
const CANCELLED: i32 = 1;

/// The script that runs zenity with the given arguments, and kills it when standard input ends. `wait` returns the exit code of
/// zenity.
const WATCHED: &str = r#"
exec 3<&0 </dev/null
zenity "$@" 3<&- &
zenity=$!
{ read -r nothing <&3; kill -9 "$zenity"; } >/dev/null 2>&1 &
watch=$!
wait "$zenity"
ended=$?
kill "$watch" 2>/dev/null
exit "$ended"
"#;

/// One window of zenity.
#[derive(Clone)]
pub(super) struct Zenity {
    arguments: Vec<OsString>,
    /// Whether it may pick more than one path.
    several: bool,
    run: Arc<Mutex<ZenityRun>>,
}

#[derive(Default)]
struct ZenityRun {
    child: Option<Child>,
    since: Option<Instant>,
    ended: bool,
}

impl Zenity {
    /// Returns a window for a purpose, starting at a folder or at a file that does not exist yet.
    pub(super) fn of(purpose: &PathUse, at: &Path) -> Self {
        let (folder, name) = place(at);
        let several = matches!(purpose, PathUse::ImportBallots);
        Self { arguments: arguments(purpose, folder, name), several, run: Arc::default() }
    }

    /// Shows the window, and waits for its answer.
    pub(super) fn run(&self) -> PickerAnswer {
        let mut out = {
            // Locked until the child is kept, so that `end` finds either no child yet or one that it can kill.
            let mut run = lock(&self.run);
            if run.ended {
                return PickerAnswer::Cancelled;
            }
            let mut zenity = Command::new("/bin/sh");
            zenity.args(["-c", WATCHED, "sh"]).args(&self.arguments);
            zenity.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
            let Ok(mut child) = zenity.spawn() else { return PickerAnswer::NotShown };
            let out = child.stdout.take();
            run.since = Some(Instant::now());
            run.child = Some(child);
            out
        };
        // Read without the lock, since `end` needs it to kill a child that waits for people.
        let mut said = Vec::new();
        if let Some(out) = &mut out {
            // A path that cannot be read counts as missing.
            let _ = out.read_to_end(&mut said);
        }
        // If the child is gone, the window was ended meanwhile.
        let Some(mut child) = lock(&self.run).child.take() else { return PickerAnswer::Cancelled };
        picked(child.wait().ok().and_then(|status| status.code()), &said, self.several)
    }

    /// Returns how long it has run; `None` where it does not run.
    pub(super) fn age(&self) -> Option<Duration> {
        let run = lock(&self.run);
        run.child.as_ref().and(run.since).map(|since| since.elapsed())
    }

    /// Kills it if it runs, and keeps it from starting if it does not yet.
    pub(super) fn end(&self) {
        let mut run = lock(&self.run);
        run.ended = true;
        if let Some(mut child) = run.child.take() {
            // The end of its input kills it. Without the wait a dead child would stay in the list of processes.
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }
}

fn arguments(purpose: &PathUse, folder: Option<&Path>, name: Option<String>) -> Vec<OsString> {
    let mut arguments = vec![OsString::from("--file-selection"), format!("--title={}", purpose.title()).into()];
    match purpose {
        PathUse::Open | PathUse::CompareWith | PathUse::ImportTable => {}
        // The usual separator is `|`, which names may contain.
        PathUse::ImportBallots => arguments.extend(["--multiple", "--separator=\n"].map(OsString::from)),
        PathUse::Repository | PathUse::Log => arguments.push("--directory".into()),
        // Newer versions of zenity always ask before a file is replaced.
        _ => arguments.extend(["--save", "--confirm-overwrite"].map(OsString::from)),
    }
    if let Some((kind, ending)) = purpose.filter() {
        arguments.push(format!("--file-filter={kind} | *.{ending}").into());
    }
    let mut start = OsString::from("--filename=");
    if let Some(folder) = folder {
        start.push(folder);
        // With this ending, zenity shows the content of the folder.
        start.push("/");
    }
    // In a window that opens files, a name would mean a file that must exist.
    start.push(name.filter(|_| purpose.saves()).unwrap_or_default());
    arguments.push(start);
    arguments
}

/// Returns the answer for an exit code and an output: `several` paths, one a line, or one path, which may have line breaks.
fn picked(code: Option<i32>, said: &[u8], several: bool) -> PickerAnswer {
    // One line feed is zenity's; any other belongs to the name.
    let said = said.strip_suffix(b"\n").unwrap_or(said);
    let lines = said.split(|byte| several && *byte == b'\n').filter(|line| !line.is_empty());
    let paths: Vec<PathBuf> = lines.map(|line| PathBuf::from(OsStr::from_bytes(line))).collect();
    match code {
        Some(0) if !paths.is_empty() => PickerAnswer::Paths(paths),
        Some(CANCELLED) => PickerAnswer::Cancelled,
        _ => PickerAnswer::NotShown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(purpose: &PathUse, folder: Option<&str>, name: Option<&str>) -> String {
        let arguments = arguments(purpose, folder.map(Path::new), name.map(str::to_owned));
        arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn it_is_told_the_folder_and_the_name() {
        assert_eq!(
            told(&PathUse::Save(None), Some("/a"), Some("--b.ron")),
            "--file-selection --title=Save the record --save --confirm-overwrite --filename=/a/--b.ron"
        );
        assert_eq!(
            told(&PathUse::Open, Some("/a"), Some("no.ron")),
            "--file-selection --title=Open a decision --file-filter=Decision | *.ron --filename=/a/"
        );
    }

    #[test]
    fn cancelled_is_another_thing_than_not_shown() {
        assert_eq!(picked(Some(0), b"/a b\n/c\n", true), PickerAnswer::Paths(vec!["/a b".into(), "/c".into()]));
        assert_eq!(picked(Some(1), b"", false), PickerAnswer::Cancelled);
        for code in [Some(0), Some(255), Some(127), None] {
            assert_eq!(picked(code, b"", true), PickerAnswer::NotShown);
            assert_eq!(picked(code, b"", false), PickerAnswer::NotShown);
        }
    }

    #[test]
    fn one_path_is_one_whatever_is_in_it() {
        assert_eq!(picked(Some(0), b"/a\nb\n\n", false), PickerAnswer::Paths(vec!["/a\nb\n".into()]));
    }

    #[test]
    fn one_that_was_ended_before_it_ran_never_runs() {
        let zenity = Zenity::of(&PathUse::Open, Path::new("/"));
        zenity.end();
        assert_eq!(zenity.run(), PickerAnswer::Cancelled);
    }
}
