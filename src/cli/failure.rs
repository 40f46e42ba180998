//! Reasons why a command failed.

use std::fmt;

use crate::storage::{ReadError, WriteError};

/// A failure: what went wrong, where, and what to do, for people. Shown after `error: `.
#[derive(Debug)]
pub(super) struct Failure(String);

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// Creates a failure before anything was written; `clause` is a sentence without its full stop.
    pub(super) fn before_writing(clause: impl fmt::Display) -> Self {
        Self(format!("{clause}. Nothing was written."))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self(error.to_string())
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self(error.to_string())
    }
}
