//! `weigh-in review`: whether an accepted decision still holds.

use std::{path::PathBuf, process::ExitCode, str::FromStr};

use clap::Args;
use jiff::civil::Date;

use super::{
    console::Console,
    correct::Correct,
    failure::Failure,
    record::{apply, change},
    text::visible_text,
    user::user,
};
use crate::{
    decision::{
        Decision, Edit, FindingState, Review, ReviewFinding, ReviewVerdict, Status,
        text::{is_blank, shell_quoted},
    },
    decision_log::{Successor, SuccessorFile, successor},
    storage::world,
};

/// Review an accepted decision and say whether it still holds
///
/// The review is added to earlier ones, in the record and in its ADR. Triggers that you do not mention count as
/// unknown.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in review go.decision.ron --verdict keep --held 1 --held confirmation \\
      --next 2028-11-01
  weigh-in review go.decision.ron --verdict replace --happened 2 \\
      --note \"pauses passed 50 ms in three months of four\"

`weigh-in show` lists the triggers in their order.")]
pub(super) struct ReviewDecision {
    /// The decision file
    file: PathBuf,
    /// What should happen: keep the decision, amend it or replace it
    #[arg(long, value_name = "VERDICT")]
    verdict: GivenVerdict,
    /// Who reviews it [default: your name in git]
    #[arg(long, value_name = "NAME", value_parser = visible_text, allow_hyphen_values = true)]
    by: Option<String>,
    /// A reversal trigger that happened, by its number from 1, or `confirmation` if that failed; can be given several times
    #[arg(long, value_name = "N")]
    happened: Vec<About>,
    /// A reversal trigger that did not happen, by its number, or `confirmation` if that succeeded; can be given several times
    #[arg(long, value_name = "N")]
    held: Vec<About>,
    /// Further remarks
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    note: Option<String>,
    /// When to review it next, such as 2028-11-01
    #[arg(long, value_name = "DAY")]
    next: Option<Date>,
}

/// A verdict as it is written on the command line.
#[derive(Debug, Clone, Copy)]
struct GivenVerdict(ReviewVerdict);

impl FromStr for GivenVerdict {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = ReviewVerdict::ALL.into_iter().find(|verdict| verdict.word() == word.trim());
        known.map(Self).ok_or_else(|| format!("`{word}` is no verdict; it is one of keep, amend, replace"))
    }
}

/// The subject of a finding: a trigger by its index from 0, or the confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Trigger(usize),
    Confirmation,
}

impl FromStr for About {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        if word.trim() == "confirmation" {
            return Ok(Self::Confirmation);
        }
        let number: Option<usize> = word.trim().parse().ok();
        let place = number.and_then(|number| number.checked_sub(1));
        place.map(Self::Trigger).ok_or("expected the number of a reversal trigger, from 1, or `confirmation`")
    }
}

impl ReviewDecision {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let by = self.by.clone().unwrap_or_else(|| user(&self.file));
        // No reason for a correction is needed: reviews are not among the guarded parts of a record.
        let (decision, before) = change(&self.file, &Correct::default(), console, |decision| {
            self.may_be_reviewed(decision)?;
            let before = decision.outcome.review;
            let review = self.review(decision, by.clone())?;
            apply(decision, Edit::Review(review))?;
            Ok(before)
        })?;
        let next = match (decision.outcome.review, before) {
            (Some(day), _) if self.next.is_none() => format!("The next review stays on {day}."),
            (Some(day), _) => format!("The next review is on {day}."),
            (None, None) => "No day is set for the next review.".to_owned(),
            // A review keeps a planned day that is still to come, so this one was over.
            (None, Some(over)) => format!(
                "The day of the review, {over}, is over and was taken away. `weigh-in decide {} --review DAY` sets the next one.",
                shell_quoted(&self.file.to_string_lossy())
            ),
        };
        console.say(format_args!("Reviewed: the decision is {}. {next}", self.verdict.0.done()))?;
        if !decision.exports.is_empty() {
            console.say("Export the record again to bring its ADR up to date.")?;
        }
        if self.verdict.0 == ReviewVerdict::Replace {
            let file = shell_quoted(&self.file.to_string_lossy()).into_owned();
            console.say(format_args!(
                "`weigh-in new --supersede {file} NEW.decision.ron` starts the decision that replaces it."
            ))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Refuses a decision that is not in force: it is not accepted, or another one superseded it.
    fn may_be_reviewed(&self, decision: &Decision) -> Result<(), Failure> {
        if let Some(Successor { name, file }) = successor(decision, &self.file) {
            let way = match file {
                SuccessorFile::Record(record) => {
                    format!(
                        "`weigh-in review {} --verdict keep` reviews that one",
                        shell_quoted(&record.to_string_lossy())
                    )
                }
                SuccessorFile::Adr(adr) => format!("review that one: {}", adr.display()),
            };
            return Err(Failure::before_writing(format_args!("{name} superseded this decision; {way}")));
        }
        if decision.status() != Status::Accepted {
            let status = decision.status();
            return Err(Failure::before_writing(format_args!(
                "only what is accepted is reviewed, and this decision is {status}"
            )));
        }
        Ok(())
    }

    fn review(&self, decision: &Decision, by: String) -> Result<Review, Failure> {
        let today = world::today();
        if let Some(next) = self.next.filter(|next| *next < today) {
            return Err(Failure::before_writing(format_args!(
                "--next {next} is in the past (today is {today}); name a day to come"
            )));
        }
        let outcome = &decision.outcome;
        for about in self.happened.iter().chain(&self.held) {
            let is_known = match about {
                About::Trigger(place) => *place < outcome.triggers.len(),
                About::Confirmation => !is_blank(&outcome.confirmation),
            };
            if !is_known {
                return Err(Failure::before_writing(unknown(*about, outcome.triggers.len())));
            }
        }
        if self.happened.iter().any(|about| self.held.contains(about)) {
            return Err(Failure::before_writing("--happened and --held say two things of the same"));
        }
        let triggers = outcome.triggers.iter().enumerate().map(|(place, text)| (About::Trigger(place), text));
        let confirmation = Some((About::Confirmation, &outcome.confirmation)).filter(|(_, text)| !is_blank(text));
        let findings = triggers
            .chain(confirmation)
            .map(|(about, text)| ReviewFinding { about: text.clone(), state: self.state(about) });
        Ok(Review {
            on: today,
            by,
            verdict: self.verdict.0,
            findings: findings.collect(),
            note: self.note.clone().unwrap_or_default(),
            next: self.next,
        })
    }

    fn state(&self, about: About) -> FindingState {
        if self.happened.contains(&about) {
            FindingState::Happened
        } else if self.held.contains(&about) {
            FindingState::Held
        } else {
            FindingState::Unknown
        }
    }
}

fn unknown(about: About, triggers: usize) -> String {
    match about {
        About::Confirmation => "the record says nothing of a confirmation".to_owned(),
        About::Trigger(place) => match triggers {
            0 => "the record has no reversal triggers".to_owned(),
            1 => format!("there is no reversal trigger {}; the record has one", place + 1),
            all => format!("there is no reversal trigger {}; the record has {all}", place + 1),
        },
    }
}
