//! What happened to a record, day by day.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    analysis::when_revealed,
    decision::{
        Correction, Decision, Reopening, Review, Round, SignOff, StatusChange, Withdrawal,
        text::{capitalized, day, is_blank},
    },
};

/// Something that happened.
#[derive(Debug, Serialize)]
pub(super) struct EventView {
    on: String,
    /// Day in ISO 8601, for programs.
    iso: String,
    what: String,
    /// Empty if unknown.
    who: String,
    /// What was written about it, in paragraphs.
    note: String,
}

/// Returns what happened, the first first; of one day in the order in which a decision comes about.
pub(super) fn history(decision: &Decision) -> Vec<EventView> {
    let mut events: Vec<(Date, EventView)> = Vec::new();
    let mut put = |on: Date, what: String, who: &str, note: &str| {
        let note = if is_blank(note) { String::new() } else { note.to_owned() };
        events.push((on, EventView { on: day(on), iso: on.to_string(), what, who: who.trim().to_owned(), note }));
    };
    let started = decision.copied_from.as_ref().map_or_else(
        || "The record was started".to_owned(),
        |source| format!("The record was started from a copy of “{}”", source.title),
    );
    put(decision.created, started, "", "");
    for round in &decision.rounds {
        let Round { number, criteria: _, reopened, reveals } = &**round;
        for Reopening { on, member } in reopened {
            put(*on, format!("The ballot of round {number} was opened again"), decision.member_name(member), "");
        }
        for reveal in reveals {
            let when = if reveal.was_to_sole_member() {
                "to its only member".to_owned()
            } else {
                when_revealed(decision, round, reveal)
            };
            put(reveal.on, format!("Round {number} was revealed, {when}"), &reveal.by, "");
            if let Some(back) = &reveal.taken_back {
                put(back.on, format!("Round {number} was hidden again"), &back.by, "");
            }
        }
    }
    for one in &decision.commitments {
        if let Some(Withdrawal { on, by, why }) = &one.withdrawn {
            let whose = decision.member_name(&one.member);
            put(*on, format!("The sealed ballot of {whose} in round {} was withdrawn", one.round), by, why);
        }
    }
    for SignOff { name, verdict, comment, on } in &decision.outcome.sign_offs {
        put(*on, format!("Sign-off: {}", verdict.verb()), name, comment);
    }
    for StatusChange { on, status, by } in &decision.history {
        put(*on, format!("Status: {status}"), by, "");
    }
    for Review { on, by, verdict, findings, note, next } in &decision.reviews {
        let findings =
            findings.iter().map(|finding| format!("- {}: {}", capitalized(finding.told(decision)), finding.about));
        let next = next.map(|on| format!("Next review on {}.", day(on)));
        let said: Vec<String> = Some(note.clone()).into_iter().chain(findings).chain(next).collect();
        put(*on, format!("Review: the decision is {}", verdict.done()), by, &said.join("\n\n"));
    }
    for Correction { on, by, why } in &decision.corrections {
        put(*on, "The accepted record was corrected".to_owned(), by, why);
    }
    // The sort is stable.
    events.sort_by_key(|(on, _)| *on);
    events.into_iter().map(|(_, event)| event).collect()
}
