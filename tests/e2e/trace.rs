//! What a program asks the system for, as strace tells it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::tools;

/// The calls of a program and of all that it starts.
pub struct Trace {
    file: PathBuf,
}

impl Trace {
    /// Into a file of this folder; none where programs cannot be traced here, which is told.
    pub fn new(folder: &Path) -> Option<Self> {
        let trace = Self { file: folder.join("calls.strace") };
        let tried = trace.command("true").output();
        if tried.as_ref().is_ok_and(|tried| tried.status.success())
            && fs::read_to_string(&trace.file).is_ok_and(|told| told.contains("execve"))
        {
            return Some(trace);
        }
        if tried.is_err() {
            tools::missing("strace");
        } else {
            tools::left_out("strace is not allowed to trace programs here");
        }
        None
    }

    /// A command that runs a program and notes which sockets it opens and which programs it starts.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "trace=network,execve", "-o"]).arg(&self.file).arg(program);
        command
    }

    /// Fails if any socket was other than one to programs on this machine, or if a program was started that is not among
    /// these.
    pub fn is_quiet(&self, programs: &[&str]) {
        let told = fs::read_to_string(&self.file).unwrap();
        for line in told.lines() {
            for call in ["socket(", "socketpair("] {
                if let Some((_, arguments)) = line.split_once(call) {
                    assert!(arguments.starts_with("AF_UNIX"), "{line}");
                }
            }
            for call in ["connect(", "sendto(", "bind("] {
                assert!(!line.contains(call) || !line.contains("AF_INET"), "{line}");
            }
            if let Some((_, path)) = line.split_once("execve(\"") {
                // Where a program is looked for along the PATH, only the place that has it counts.
                let path = path.split('"').next().unwrap_or_default();
                let name = path.rsplit('/').next().unwrap_or_default();
                assert!(line.contains("ENOENT") || programs.contains(&name), "started {path}");
            }
        }
    }
}
