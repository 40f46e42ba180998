//! `weigh-in show`: a record in plain words.

mod ballots;
mod criteria;
mod json;
mod life;
mod page;

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use self::{json::RecordJson, page::TextPage};
use super::{console::Console, failure::Failure, hidden::tell_if_hidden, record::load_to_read};
use crate::{
    decision::{Alternative, CopySource, Decision, Link, PastResult, Predecessor, text::single_line},
    decision_log::{Successor, successor},
};

/// Print a record as plain text, or as JSON
///
/// Prints the title, status, options, criteria with their weights, members, ballots, outcome and links, one per line,
/// so that two versions are easy to compare. Every score in the file is shown, hidden or not. After `weigh-in merge
/// --install`, git uses this for `git diff` and `git log -p`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in show go.decision.ron
  weigh-in show go.decision.ron | less
  weigh-in show go.decision.ron --json")]
pub(super) struct Show {
    /// The decision file
    file: PathBuf,
    /// Read only this file, as git does to compare versions, without looking for a record that supersedes it
    #[arg(long)]
    plain: bool,
    /// Print one JSON object with everything that the file holds; docs/json.md lists its keys
    #[arg(long, conflicts_with = "plain")]
    json: bool,
}

impl Show {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let decision = load_to_read(&self.file, console)?;
        tell_if_hidden(&decision, console);
        if self.json {
            console.json(&RecordJson::of(&decision))?;
            return Ok(ExitCode::SUCCESS);
        }
        // On standard error: the text on standard output depends on the record alone, not on the repository around it.
        let successor = if self.plain { None } else { successor(&decision, &self.file) };
        if let Some(Successor { name, file }) = successor {
            console.tell(format_args!("Superseded by {name}: {}", file.path().display()));
        }
        console.say(in_plain_words(&decision))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns the whole record as plain text. The same record always gives the same text.
fn in_plain_words(decision: &Decision) -> String {
    // Each field by name: a difference in a new one would not be seen where git compares such texts.
    let Decision {
        id: _,
        title,
        history: _,
        created,
        decide_by,
        copied_from,
        predecessor,
        template,
        profile,
        profiles: _,
        compared_profiles,
        context,
        constraints,
        people,
        links,
        governs,
        reversal,
        options,
        criteria: _,
        members: _,
        private_ballots: _,
        rounds: _,
        ballots: _,
        commitments: _,
        references: _,
        outcome: _,
        reviews: _,
        corrections: _,
        adr_folder: _,
        has_appendix: _,
        exports: _,
    } = decision;
    let mut page = TextPage::default();
    let title = single_line(title.trim());
    page.head(if title.is_empty() { "Untitled decision" } else { &title });
    life::statuses(decision, &mut page);
    page.fact("Started", &created.to_string());
    page.fact("Decide by", &decide_by.map(|day| day.to_string()).unwrap_or_default());
    page.fact("Copied from", &copied_from.as_ref().map(source).unwrap_or_default());
    page.fact("Supersedes the record", &predecessor.as_ref().map(earlier).unwrap_or_default());
    let result = predecessor.as_ref().and_then(|one| one.result.as_ref());
    page.detail("Its result", &result.map(|one| past_result(decision, one)).unwrap_or_default());
    page.fact("Template", template.as_deref().unwrap_or_default());
    page.fact("Profile", profile.as_deref().unwrap_or_default());
    page.fact("Profiles to compare by", &compared_profiles.join(", "));
    page.fact("Decision makers", &people.decision_makers.join(", "));
    page.fact("Consulted", &people.consulted.join(", "));
    page.fact("Informed", &people.informed.join(", "));
    page.fact("Problem", context);
    page.list("Constraints", constraints);
    page.list("Links", &links.iter().map(link).collect::<Vec<_>>());
    page.list("Governs", governs);
    life::reversal(reversal, &mut page);
    if !options.is_empty() {
        page.head("Options");
    }
    for one in options {
        option(one, &mut page);
    }
    criteria::weights(decision, &mut page);
    ballots::members(decision, &mut page);
    ballots::rounds(decision, &mut page);
    ballots::ballots(decision, &mut page);
    life::outcome(decision, &mut page);
    life::later(decision, &mut page);
    criteria::texts(decision, &mut page);
    page.into_text()
}

fn source(of: &CopySource) -> String {
    let CopySource { record, title, on } = of;
    format!("{title} (record {record}) on {on}")
}

fn earlier(of: &Predecessor) -> String {
    let Predecessor { record, title, path, result: _ } = of;
    let path = path.as_ref().map(|path| format!(", {path}")).unwrap_or_default();
    format!("{title} (record {record}{path})")
}

/// Describes the result of an earlier record. An option that is not in this one any more has the id that it has there.
fn past_result(decision: &Decision, of: &PastResult) -> String {
    let PastResult { on, chosen, leader, runner_up, gap, verdict } = of;
    let [chosen, leader, runner_up] =
        [chosen, leader, runner_up].map(|id| id.as_ref().map(|id| decision.option_name(id)));
    let mut parts = vec![format!("on {on}")];
    parts.extend(chosen.as_ref().map(|id| format!("{id} was chosen")));
    let by = gap.map(|gap| format!(" by {gap:.2}")).unwrap_or_default();
    match (leader, runner_up) {
        (Some(leader), Some(behind)) => parts.push(format!("{leader} led {behind}{by}")),
        (Some(leader), None) => parts.push(format!("{leader} led{by}")),
        (None, Some(behind)) => parts.push(format!("{behind} was second{by}")),
        (None, None) => parts.extend(gap.map(|gap| format!("the lead was {gap:.2}"))),
    }
    if !verdict.is_empty() {
        parts.push(format!("the verdict was \"{verdict}\""));
    }
    parts.join("; ")
}

fn link(link: &Link) -> String {
    let Link { label, url } = link;
    if label.is_empty() { url.clone() } else { format!("{label}: {url}") }
}

fn option(option: &Alternative, page: &mut TextPage) {
    let Alternative { id, name, description, is_today, pros, cons, cost } = option;
    let name = single_line(name.trim());
    page.item(if name.is_empty() { id.as_str() } else { &name });
    page.detail("  Description", description);
    page.detail("  Today", if *is_today { "choosing it leaves things as they are" } else { "" });
    page.detail("  For it", &pros.as_deref().unwrap_or_default().join("\n"));
    page.detail("  Against it", &cons.as_deref().unwrap_or_default().join("\n"));
    if let Some(cost) = cost {
        page.detail("  Cost", format!("{} {}\n{}", cost.amount, cost.unit, cost.note).trim_end());
    }
}

/// Returns the name of the chosen option; empty if none is chosen.
fn chosen(decision: &Decision) -> &str {
    decision.outcome.chosen.as_ref().map(|id| decision.option_name(id)).unwrap_or_default()
}
