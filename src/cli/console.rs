//! What a command says, and where.

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
        ProblemCode,
        text::{clean, escaped_json},
    },
};

/// Standard output for results, standard error for the rest.
pub(super) struct Console<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

/// The exit code of what could not be done.
pub(super) const FAILED: u8 = 2;

impl<'a> Console<'a> {
    pub(super) fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out, err }
    }

    /// Results for people, on lines of their own.
    ///
    /// Records, paths and ADRs may come from a stranger, and what they hold must neither steer the terminal nor pass for
    /// something else.
    pub(super) fn say(&mut self, text: impl Display) -> Result<(), Failure> {
        unless_closed(writeln!(self.out, "{}", printable(&text.to_string())))
    }

    /// A text of several lines as it will stand in a file. A terminal shows what it holds, and is not steered by it.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.say(text.trim_end_matches('\n'))
    }

    /// Results for other programs as one object.
    pub(super) fn json(&mut self, results: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(results).map_err(|error| Failure::new(error.to_string()))?;
        self.data(&escaped_json(&text))?;
        self.data("\n")
    }

    /// Results for other programs, as they are.
    pub(super) fn data(&mut self, text: &str) -> Result<(), Failure> {
        unless_closed(self.out.write_all(text.as_bytes()))
    }

    /// What deserves attention, but stops nothing. Sentences.
    pub(super) fn warn(&mut self, sentences: impl Display) {
        self.tell(format_args!("warning: {sentences}"));
    }

    /// Why nothing more was done.
    pub(super) fn fail(&mut self, failure: &Failure) -> ExitCode {
        self.tell(format_args!("error: {failure}"));
        ExitCode::from(FAILED)
    }

    /// Why a file could not be checked, with the code of what is wrong.
    pub(super) fn fail_with(&mut self, code: ProblemCode, failure: &Failure) {
        self.tell(format_args!("error[{}]: {failure}", code.as_str()));
    }

    /// A line beside the results.
    pub(super) fn tell(&mut self, line: impl Display) {
        // Where standard error cannot be written to, there is nowhere left to say so.
        drop(writeln!(self.err, "{}", printable(&line.to_string())));
    }
}

fn printable(text: &str) -> String {
    revealed(&clean(text)).into_owned()
}

/// A reader that has seen enough, such as `head`, is no reason to stop in the middle of the work.
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
