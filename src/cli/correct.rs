//! Changes of accepted records: they need a reason, which the record keeps.

use std::path::Path;

use clap::Args;

use super::{console::Console, failure::Failure, text::visible_text, user::user};
use crate::{
    decision::{Correction, Decision, Edit, text::shell_quoted},
    storage::world,
};

/// The reason to change an accepted record.
#[derive(Debug, Default, Args)]
pub(super) struct Correct {
    /// The reason for changing an accepted record, to fix a mistake; the record keeps it
    ///
    /// To make a new decision instead, use `weigh-in new --supersede`.
    #[arg(long, value_name = "WHY", value_parser = visible_text, allow_hyphen_values = true)]
    correct: Option<String>,
}

impl Correct {
    /// Reports whether a record is locked for this command.
    pub(super) fn is_locked(&self, decision: &Decision) -> bool {
        decision.is_guarded() && self.correct.is_none()
    }

    /// Warns of a reason that was given and not kept, since nothing that is locked has changed.
    pub(super) fn tell_unkept(&self, before: &Decision, after: &Decision, console: &mut Console<'_>) {
        if self.correct.is_some() && before.corrections == after.corrections {
            console.warn("Nothing that is locked has changed, so the reason of --correct was not kept.");
        }
    }

    /// Allows a change of a record, or refuses it: guarded parts of an accepted record stay as they are unless the
    /// change is a correction, which is then recorded.
    pub(super) fn guard(&self, file: &Path, before: &Decision, after: &mut Decision) -> Result<(), Failure> {
        let changed = before.guarded_changes(after);
        let Some(first) = changed.first() else { return Ok(()) };
        if let Some(why) = &self.correct {
            let correction = Correction { on: world::today(), by: user(file), why: why.clone() };
            return after.apply(Edit::Correct(correction)).map_err(Failure::before_writing);
        }
        let more = if changed.len() > 1 { ", and more" } else { "" };
        let on = before.acceptance().map(|step| format!(" on {}", step.on)).unwrap_or_default();
        let name = shell_quoted(&file.to_string_lossy()).into_owned();
        Err(Failure::before_writing(format_args!(
            "{} was accepted{on}, so what was decided is locked. Not done: {first}{more}. To fix a mistake, add --correct WHY. To make a new decision: \
             `weigh-in new --supersede {name} NEW.decision.ron`",
            file.display()
        )))
    }
}
