//! `weigh-in reference`: scores of a source that is no member.

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    correct::Correct,
    failure::Failure,
    record::{apply, change},
    score::{CellValue, cells},
    text::{counted, visible_text},
};
use crate::decision::{
    Decision, Edit, Link, MemberId, Reference, is_safe_url,
    text::{capitalized, single_line},
};

/// Add scores from a source that is no member, such as a benchmark
///
/// The team sees them for comparison after the reveal. They count only if the team says so: in the Members dialog, or with
/// `weigh-in set FILE references/ID/counted=yes`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in reference go.decision.ron assistant hiring/go=4 hiring/rust=2
  weigh-in reference go.decision.ron bench --name \"Benchmark of May\" --url https://bench.example/5 \\
      speed/go=3 speed/go/note=\"410 requests a second\" speed/go/evidence=measured")]
pub(super) struct AddReference {
    /// The decision file
    file: PathBuf,
    /// The id of the source: lower-case letters, digits and single dashes
    id: String,
    /// Its name [default: the id]
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    name: Option<String>,
    /// The address where it can be read
    #[arg(long, value_name = "URL", value_parser = address)]
    url: Option<String>,
    /// Scores, notes, links, confidence and evidence, as `weigh-in score` takes them
    #[arg(required = true, value_name = "CRITERION/OPTION=SCORE")]
    scores: Vec<CellValue>,
    #[command(flatten)]
    correct: Correct,
}

fn address(text: &str) -> Result<String, &'static str> {
    if is_safe_url(text) { Ok(text.to_owned()) } else { Err("an address begins with http:, https: or mailto:") }
}

impl AddReference {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let id = MemberId::new(&self.id).map_err(Failure::before_writing)?;
        let (decision, ()) = change(&self.file, &self.correct, console, |decision| self.take_in(&id, decision))?;
        let name = decision.voter_name(&id);
        let is_counted = decision.references.iter().any(|one| one.id == id && one.counted);
        let counts = if is_counted { "They count." } else { "They don't count unless the team says so." };
        let taken = counted(self.scores.len(), "value");
        console.say(format_args!("Set {taken} of {name} in {}. {counts}", self.file.display()))?;
        Ok(ExitCode::SUCCESS)
    }

    fn take_in(&self, id: &MemberId, decision: &mut Decision) -> Result<(), Failure> {
        let values = cells(decision, &self.scores)?;
        let known = decision.references.iter().find(|reference| reference.id == *id);
        let new = || Reference {
            id: id.clone(),
            name: capitalized(&self.id.replace('-', " ")),
            source: Link::default(),
            counted: false,
            cells: BTreeMap::new(),
        };
        let mut reference = known.map_or_else(new, |known| (**known).clone());
        if let Some(name) = &self.name {
            reference.name = single_line(name.trim());
        }
        if let Some(url) = &self.url {
            reference.source.url.clone_from(url);
        }
        for (key, fields) in values {
            let cell = reference.cells.entry(key).or_default();
            for field in fields {
                field.put(cell);
            }
        }
        apply(decision, Edit::Reference(reference))
    }
}
