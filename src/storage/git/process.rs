//! Runs of git: their output, a deadline, and an end together with every process that they started.

use std::{
    collections::BTreeSet,
    ffi::{OsStr, OsString},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex, MutexGuard, Once, PoisonError,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

use super::error::{GitError, last_words, nearest};
use crate::storage::signals::end_with_the_program;

/// Time for git and its hooks to clean up after the signal to stop.
const CLEAN_UP: Duration = Duration::from_secs(3);

/// Maximum length of the error output that is kept, in bytes.
const MOST_COMPLAINTS: u64 = 64 * 1024;

/// A run of git that is being prepared.
pub(super) struct Git {
    command: Command,
    folder: PathBuf,
    longest: Duration,
    deadline: Instant,
    most_bytes: u64,
    leaves_open: bool,
    only_looks: bool,
}

/// The result of a run of git.
pub(super) struct Said {
    /// Exit code; `None` if a signal ended it.
    pub(super) code: Option<i32>,
    /// Standard output.
    pub(super) out: Vec<u8>,
    /// Standard error.
    pub(super) err: String,
}

impl Git {
    /// Prepares git in a folder, with a time limit and a maximum length of output in bytes.
    pub(super) fn new(folder: &Path, longest: Duration, most_bytes: u64) -> Self {
        let mut command = Command::new("git");
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        own_group(&mut command);
        without_console(&mut command);
        let (folder, deadline) = (folder.to_owned(), Instant::now() + longest);
        Self { command, folder, longest, deadline, most_bytes, leaves_open: false, only_looks: false }
    }

    pub(super) fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Adds paths from the folder, none of which git takes for an option or a pattern.
    ///
    /// Each path has its own `:(literal)`: an option of git for all of them would be passed on to hooks.
    pub(super) fn paths(mut self, paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Self {
        self.command.arg("--");
        for path in paths {
            let mut literal = OsString::from(":(literal)");
            literal.push(path.as_ref());
            self.command.arg(literal);
        }
        self
    }

    pub(super) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(super) fn without(mut self, names: &[&str]) -> Self {
        for name in names {
            self.command.env_remove(name);
        }
        self
    }

    /// Sets another time limit, which starts now.
    pub(super) fn within(mut self, longest: Duration) -> Self {
        (self.longest, self.deadline) = (longest, Instant::now() + longest);
        self
    }

    #[cfg(test)]
    pub(super) fn longest(&self) -> Duration {
        self.longest
    }

    /// Sets a deadline shared with other runs, which may take `longest` together. After the deadline git is not
    /// started.
    pub(super) fn until(mut self, deadline: Instant, longest: Duration) -> Self {
        (self.longest, self.deadline) = (longest, deadline);
        // A run that had only the rest of a shared time proves nothing about the repository.
        self.only_looks = false;
        self
    }

    /// Allows for hooks that leave a process which keeps the pipes open: its output is waited for only briefly.
    pub(super) fn leaving_open(mut self) -> Self {
        self.leaves_open = true;
        self
    }

    /// Marks a run that only looks and takes a moment. If it does not end in time, git is not asked in this repository
    /// for a while.
    pub(super) fn only_looking(mut self) -> Self {
        self.only_looks = true;
        self
    }

    /// Sets another maximum length of output.
    pub(super) fn at_most(mut self, bytes: u64) -> Self {
        self.most_bytes = bytes;
        self
    }

    /// Runs git and returns its output, or why it failed.
    pub(super) fn output(self) -> Result<Vec<u8>, GitError> {
        let said = self.said()?;
        match said.code {
            Some(0) => Ok(said.out),
            // Some commands, such as `commit` with nothing to commit, say why on the standard output.
            _ if said.err.trim().is_empty() => Err(GitError::Refused(last_words(&String::from_utf8_lossy(&said.out)))),
            _ => Err(GitError::Refused(last_words(&said.err))),
        }
    }

    /// Runs git and returns its exit code and output, whether it fails or not.
    pub(super) fn said(mut self) -> Result<Said, GitError> {
        if Instant::now() >= self.deadline {
            return Err(GitError::TooLong(self.longest));
        }
        let repository = nearest(&self.folder).unwrap_or_else(|| self.folder.clone());
        if let Some(longest) = hangs_in(&repository) {
            return Err(GitError::TooLong(longest));
        }
        // Ctrl+C in a terminal does not reach git's own group, so the program has to end it, and must listen before git
        // runs.
        ENDS_WITH_THE_PROGRAM.call_once(|| end_with_the_program(end_git));
        let running = RunningGit::start(&mut self.command).map_err(|error| match error.kind() {
            // The folder may be what is missing.
            io::ErrorKind::NotFound if self.folder.is_dir() => GitError::NoGit,
            io::ErrorKind::NotFound => GitError::NoRepository(self.folder.clone()),
            _ => GitError::Run(error),
        });
        let (mut child, _running) = running?;
        let out = heard(child.stdout.take(), self.most_bytes.saturating_add(1));
        let err = heard(child.stderr.take(), MOST_COMPLAINTS);
        let Some((status, out, err)) = self.wait(&mut child, &out, &err) else {
            let wants_terminal = is_stopped(&child);
            stop(&mut child);
            if wants_terminal {
                return Err(GitError::WantsTerminal(None));
            }
            if self.only_looks {
                hanging().push((repository, Instant::now(), self.longest));
            }
            return Err(GitError::TooLong(self.longest));
        };
        if out.len() as u64 > self.most_bytes {
            return Err(GitError::TooMuch(self.most_bytes));
        }
        Ok(Said { code: status.code(), out, err: String::from_utf8_lossy(&err).into_owned() })
    }

    /// Waits for the end and returns status, output and error output; `None` if it does not come in time.
    fn wait(&self, child: &mut Child, out: &Heard, err: &Heard) -> Option<(ExitStatus, Vec<u8>, Vec<u8>)> {
        let mut pause = Duration::from_millis(2);
        loop {
            match out.recv_timeout(pause) {
                Err(RecvTimeoutError::Timeout) => {}
                // The pipe is closed, so git is about to end.
                heard => return Some((ended(child, self.deadline)?, heard.ok()?, self.rest(err)?)),
            }
            match child.try_wait() {
                // Git has ended, and something that it started keeps the pipe open.
                Ok(Some(status)) => return Some((status, self.rest(out)?, self.rest(err)?)),
                Ok(None) if Instant::now() < self.deadline && !is_stopped(child) => {}
                _ => return None,
            }
            pause = (pause * 2).min(Duration::from_millis(50));
        }
    }

    /// Returns the rest of the output of git after its end; `None` if it does not come in time, which differs from an
    /// empty one.
    fn rest(&self, heard: &Heard) -> Option<Vec<u8>> {
        // Even past the deadline: git has ended, and its last output is still in the pipe.
        let left = self.deadline.saturating_duration_since(Instant::now()).max(LEFT_OPEN);
        if self.leaves_open {
            return Some(heard.recv_timeout(LEFT_OPEN).unwrap_or_default());
        }
        heard.recv_timeout(left).ok()
    }
}

/// Repositories in which a run that only looked did not end: their path, since when, and how long it was waited for.
/// The configuration may name a pipe that nobody writes to; each run of git would take all of its time, and a command
/// has many.
static HANGING: Mutex<Vec<(PathBuf, Instant, Duration)>> = Mutex::new(Vec::new());

/// Time for which git is not asked again in such a repository; a sleeping disk may be awake afterwards.
const NOT_AGAIN: Duration = Duration::from_mins(1);

fn hanging() -> MutexGuard<'static, Vec<(PathBuf, Instant, Duration)>> {
    // The list is never half changed, so it is valid even if a thread panicked with the lock.
    HANGING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns how long git was waited for in vain in this repository; `None` if it was not, or longer than a minute ago.
fn hangs_in(repository: &Path) -> Option<Duration> {
    let mut hanging = hanging();
    hanging.retain(|(_, since, _)| since.elapsed() < NOT_AGAIN);
    hanging.iter().find(|(known, ..)| known == repository).map(|(.., longest)| *longest)
}

/// Process groups of the running gits; `None` once a signal has ended them.
static GROUPS: Mutex<Option<BTreeSet<u32>>> = Mutex::new(Some(BTreeSet::new()));

/// A run of git that ends together with the program on a signal.
struct RunningGit(u32);

impl RunningGit {
    fn start(git: &mut Command) -> io::Result<(Child, Self)> {
        // Held during the start, so that no run escapes the end of the program.
        let mut groups = groups();
        let Some(known) = groups.as_mut() else { return Err(ending(groups)) };
        let child = git.spawn()?;
        known.insert(child.id());
        let running = Self(child.id());
        Ok((child, running))
    }
}

impl Drop for RunningGit {
    fn drop(&mut self) {
        let mut groups = groups();
        match groups.as_mut() {
            Some(known) => drop(known.remove(&self.0)),
            None => drop(ending(groups)),
        }
    }
}

fn groups() -> MutexGuard<'static, Option<BTreeSet<u32>>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until the signal ends the program. Git has not failed by itself, so nothing is to be reported or undone.
fn ending(groups: MutexGuard<'_, Option<BTreeSet<u32>>>) -> io::Error {
    drop(groups);
    thread::sleep(CLEAN_UP * 3);
    io::ErrorKind::Interrupted.into()
}

/// Guard of the handler that ends runs of git with the program; set at the first run.
static ENDS_WITH_THE_PROGRAM: Once = Once::new();

/// Ends all runs of git, with their hooks, when the program ends. No further run is started.
#[cfg(unix)]
pub fn end_git() {
    let Some(all) = groups().take() else { return };
    let deadline = Instant::now() + CLEAN_UP;
    let mut left: Vec<u32> = all.into_iter().filter(|group| signal_group(*group, Signal::TERM)).collect();
    while !left.is_empty() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(50));
        left.retain(|group| is_running(*group));
    }
    for group in left {
        signal_group(group, Signal::KILL);
    }
}

/// Does nothing: without process groups, git is left to itself.
#[cfg(not(unix))]
pub fn end_git() {}

/// Longest wait for the rest of the output.
const LEFT_OPEN: Duration = Duration::from_millis(500);

/// The output of a pipe, which arrives once the pipe is closed.
type Heard = mpsc::Receiver<Vec<u8>>;

/// Reads the output of a process, on a thread of its own.
fn heard(pipe: Option<impl Read + Send + 'static>, most: u64) -> Heard {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What could not be read is dropped. The rest is read too, so that no process waits for room in the pipe.
            let _ = pipe.by_ref().take(most).read_to_end(&mut bytes);
            let _ = io::copy(&mut pipe, &mut io::sink());
        }
        // Nobody receives it if the run took too long.
        drop(sender.send(bytes));
    });
    receiver
}

fn ended(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    let mut pause = Duration::from_micros(100);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(pause),
            _ => return None,
        }
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Puts git into a process group of its own, so that its hooks are stopped together with it.
#[cfg(unix)]
fn own_group(git: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    git.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Reports whether git is stopped, as the terminal stops a background group that reads from it. Nothing would wake it
/// up again.
fn is_stopped(git: &Child) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", git.id())).unwrap_or_default();
    // The state follows the name in parentheses, which may hold parentheses itself.
    stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with('T'))
}

/// Signals git to stop, so that it removes its locks, and kills it and every process that it started if they do not
/// end.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    stop_group(child);
    // For systems without process groups.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(unix)]
fn stop_group(child: &mut Child) {
    let deadline = Instant::now() + CLEAN_UP;
    let group = child.id();
    signal_group(group, Signal::TERM);
    // A stopped process receives the signal once it continues.
    signal_group(group, Signal::CONT);
    // Hooks clean up behind themselves, too, and may take longer than git. A process that has ended stays in its
    // group until it is waited for, so git itself must be reaped here.
    while Instant::now() < deadline && (ended(child, Instant::now()).is_none() || is_running(group)) {
        thread::sleep(Duration::from_millis(50));
    }
    signal_group(group, Signal::KILL);
}

/// Sends a signal to git and its hooks; returns false if none of them is left.
#[cfg(unix)]
fn signal_group(group: u32, signal: Signal) -> bool {
    pid(group).is_some_and(|group| kill_process_group(group, signal).is_ok())
}

/// Reports whether git or any of its hooks is left.
#[cfg(unix)]
fn is_running(group: u32) -> bool {
    pid(group).is_some_and(|group| test_kill_process_group(group).is_ok())
}

#[cfg(unix)]
fn pid(group: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(group).ok()?)
}

/// Hides the console that Windows would open for a command line program beside the window.
#[cfg(windows)]
fn without_console(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_console(_: &mut Command) {}
