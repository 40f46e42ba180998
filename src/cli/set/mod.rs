//! `weigh-in set`, `add` and `remove`: the parts of a record that the window edits, by command.

mod add;
mod fields;
mod remove;
mod values;

use std::{collections::BTreeSet, path::PathBuf, process::ExitCode};

use clap::Args;

use self::fields::Assignment;
pub(super) use self::{add::AddPart, remove::RemoveParts};
use super::{
    console::Console,
    correct::Correct,
    failure::Failure,
    record::{apply, change, is_standard},
};
use crate::decision::Decision;

/// Change texts, weights, people and other parts of a record
///
/// A key is the name that the field has in the decision file; parts with an id are named `options/ID/FIELD`, `criteria/ID/FIELD`,
/// `members/ID/FIELD` and `profiles/ID/FIELD`. An empty value empties the field. A list is given by repeating its key, one item each. If one of the values is
/// wrong, nothing is written. `weigh-in score` sets scores, and `weigh-in decide` decides.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = long_help())]
pub(super) struct SetParts {
    /// The decision file
    file: PathBuf,
    /// What to change, and what to; the text may begin with anything
    #[arg(required = true, value_name = "KEY=VALUE")]
    values: Vec<Assignment>,
    #[command(flatten)]
    correct: Correct,
}

const EXAMPLES: &str = "\
Examples:
  weigh-in set go.decision.ron title=\"Use Go for ingest\" criteria/hiring/swing=80
  weigh-in set go.decision.ron decision_makers=\"Ana Ruiz\" decision_makers=\"Bo Ek\"
  weigh-in set go.decision.ron criteria/memory-safety/must_have=3
  weigh-in set go.decision.ron outcome/triggers=\"We cannot hire\" decide_by=2027-01-15";

/// Returns the examples, and every key.
fn long_help() -> String {
    format!("{EXAMPLES}\n\nKeys, with what they take:\n\n{}", fields::help())
}

impl SetParts {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (_, is_changed) = change(&self.file, &self.correct, console, |decision| {
            let before = decision.clone();
            assign(decision, &self.values)?;
            Ok(*decision != before)
        })?;
        let file =
            if is_standard(&self.file) { "the record that is written out".into() } else { self.file.to_string_lossy() };
        if !is_changed {
            console.say(format_args!("Nothing was changed: {file} says this already."))?;
            return Ok(ExitCode::SUCCESS);
        }
        // A list has its key several times.
        let mut keys: Vec<&str> = self.values.iter().map(|value| value.key.as_str()).collect();
        keys.dedup();
        console.say(format_args!("Set {} in {file}.", keys.join(", ")))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Makes all changes, or says everything that is wrong with them.
fn assign(decision: &mut Decision, values: &[Assignment]) -> Result<(), Failure> {
    let mut wrong = BTreeSet::new();
    let mut edits = Vec::new();
    // Several fields of one profile are one edit each, which starts from what the one before has made of it.
    let mut copy = decision.clone();
    for (key, texts) in fields::by_key(values) {
        match fields::edit(&copy, &key, &texts) {
            Ok(edit) => {
                // A refusal is told when the edits are made.
                let _ = copy.apply(edit.clone());
                edits.push(edit);
            }
            Err(why) => drop(wrong.insert(why)),
        }
    }
    if !wrong.is_empty() {
        let wrong: Vec<String> = wrong.into_iter().collect();
        return Err(Failure::new(format!("{}.\nNothing was written.", wrong.join(".\n"))));
    }
    edits.into_iter().try_for_each(|edit| apply(decision, edit))
}
