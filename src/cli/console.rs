//! The output of commands.

use std::{
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

use serde::Serialize;

use super::failure::Failure;
use crate::{
    adr::revealed,
    decision::{
        Decision, ProblemCode,
        text::{clean, escaped_json},
    },
    storage,
};

/// The output of a command: standard output for results, standard error for the rest.
pub(super) struct Console<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Whether standard output holds a record, so that results for people go to standard error.
    holds_record: bool,
}

/// Exit code of a command that could not do its work.
pub(super) const FAILED: u8 = 2;

impl<'a> Console<'a> {
    pub(super) fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out, err, holds_record: false }
    }

    /// Prints results for people, on lines of their own.
    ///
    /// Records, paths and ADRs may come from a stranger, and their content must neither steer the terminal nor pass for
    /// something else.
    pub(super) fn say(&mut self, text: impl Display) -> Result<(), Failure> {
        let text = printable(&text.to_string());
        unless_closed(if self.holds_record { writeln!(self.err, "{text}") } else { writeln!(self.out, "{text}") })
    }

    /// Prints a record as its file holds it. Results for people go to standard error from then on.
    pub(super) fn record(&mut self, decision: &Decision) -> Result<(), Failure> {
        self.holds_record = true;
        self.data(&storage::to_ron(decision))
    }

    /// Prints a text of several lines as it will be in a file, without letting it steer the terminal.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.say(text.trim_end_matches('\n'))
    }

    /// Prints results for other programs as one JSON object.
    pub(super) fn json(&mut self, results: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(results).map_err(|error| Failure::new(error.to_string()))?;
        self.data(&escaped_json(&text))?;
        self.data("\n")
    }

    /// Prints results for other programs, as they are.
    pub(super) fn data(&mut self, text: &str) -> Result<(), Failure> {
        unless_closed(self.out.write_all(text.as_bytes()))
    }

    /// Prints a warning, in sentences, which stops nothing.
    pub(super) fn warn(&mut self, sentences: impl Display) {
        self.tell(format_args!("warning: {sentences}"));
    }

    /// Prints why the command stopped, and returns its exit code.
    pub(super) fn fail(&mut self, failure: &Failure) -> ExitCode {
        self.tell(format_args!("error: {failure}"));
        ExitCode::from(FAILED)
    }

    /// Prints why a file could not be checked, with the code of the problem.
    pub(super) fn fail_with(&mut self, code: ProblemCode, failure: &Failure) {
        self.tell(format_args!("error[{}]: {failure}", code.as_str()));
    }

    /// Prints a line on standard error.
    pub(super) fn tell(&mut self, line: impl Display) {
        // If standard error cannot be written to, there is nowhere left to report that.
        drop(writeln!(self.err, "{}", printable(&line.to_string())));
    }
}

fn printable(text: &str) -> String {
    revealed(&clean(text)).into_owned()
}

/// Ignores the error of a closed pipe: a reader that has seen enough, such as `head`, is no reason to stop in the
/// middle of the work.
fn unless_closed(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Failure::new(format!("the output could not be written: {error}."))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    struct Refusing(io::ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn is_failure(kind: io::ErrorKind) -> bool {
        Console::new(&mut Refusing(kind), &mut Vec::new()).say("result").is_err()
    }

    #[test]
    fn a_reader_that_leaves_is_no_failure_but_a_full_disk_is() {
        assert!(!is_failure(io::ErrorKind::BrokenPipe));
        assert!(is_failure(io::ErrorKind::StorageFull));
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let mut out = Vec::new();
        Console::new(&mut out, &mut Vec::new()).say("Go\u{1B}[2J\u{202E}!\nnext").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "Go[2J[U+202E]!\nnext\n");
    }
}
