//! Statuses, the outcome, and later events.

use super::{chosen, page::TextPage};
use crate::{
    adr::told_style,
    decision::{Correction, Decision, DueKind, Export, Outcome, Reversal, ReversalCost, Review, SignOff, StatusChange},
};

/// Writes the status, and its history.
pub(super) fn statuses(decision: &Decision, page: &mut TextPage) {
    page.fact("Status", decision.status().word());
    for StatusChange { on, status, by } in &decision.history {
        let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
        page.item(&format!("{status} on {on}{by}"));
    }
}

/// Writes the effort of undoing the decision.
pub(super) fn reversal(reversal: &Reversal, page: &mut TextPage) {
    let Reversal { cost, note } = reversal;
    page.fact("Undoing it", cost.map_or("", ReversalCost::words));
    page.fact("Note on undoing it", note);
}

/// Writes the outcome.
pub(super) fn outcome(decision: &Decision, page: &mut TextPage) {
    let Outcome {
        chosen: _,
        justification,
        against_lead,
        thin_coverage,
        despite_objection,
        unscored_must_have,
        runner_up_case,
        consequences,
        confirmation,
        triggers,
        review,
        sign_offs,
    } = &*decision.outcome;
    if *decision.outcome == Outcome::default() {
        return;
    }
    page.head("Outcome");
    page.fact("Chosen", chosen(decision));
    page.fact("Because", justification);
    page.fact("Against the lead, because", against_lead);
    page.fact("With few scores, because", thin_coverage);
    page.fact("Despite an objection, because", despite_objection);
    page.fact("With an unscored must-have, because", unscored_must_have);
    page.fact("Best case for the runner-up", runner_up_case);
    let lines: Vec<String> = consequences.iter().map(|one| format!("{}: {}", one.kind.name(), one.text)).collect();
    page.list("Consequences", &lines);
    page.fact("Confirmation", confirmation);
    page.list("Reconsider if", triggers);
    // No review is due any more of what is out of force.
    let review_label = if DueKind::of(decision.status()).is_some() { "Review on" } else { "Review was planned for" };
    page.fact(review_label, &review.map(|day| day.to_string()).unwrap_or_default());
    page.list("Sign-offs", &sign_offs.iter().map(sign_off).collect::<Vec<_>>());
}

fn sign_off(one: &SignOff) -> String {
    let SignOff { name, verdict, comment, on } = one;
    let comment = if comment.is_empty() { String::new() } else { format!(": {comment}") };
    format!("{name} {}, {on}{comment}", verdict.verb())
}

/// Writes reviews, corrections, and exports.
pub(super) fn later(decision: &Decision, page: &mut TextPage) {
    let exported = !decision.exports.is_empty() || decision.adr_folder.is_some() || decision.has_appendix;
    if decision.reviews.is_empty() && decision.corrections.is_empty() && !exported {
        return;
    }
    page.head("Since then");
    for one in &decision.reviews {
        review(decision, one, page);
    }
    let corrections = decision.corrections.iter();
    let corrections = corrections.map(|Correction { on, by, why }| format!("on {on}{}: {why}", by_whom(by)));
    page.list("Corrections", &corrections.collect::<Vec<_>>());
    let folder = decision.adr_folder.as_ref().map(|folder| format!("{} {}", folder.path, folder.language));
    page.fact("Folder of ADRs", folder.unwrap_or_default().trim());
    page.fact("Appendix of the ADR", if decision.has_appendix { "yes" } else { "" });
    page.list("Exported", &decision.exports.iter().map(export).collect::<Vec<_>>());
}

/// Returns the words for who did something; nothing where nobody is named.
fn by_whom(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" by {name}") }
}

fn review(decision: &Decision, one: &Review, page: &mut TextPage) {
    let Review { on, by, verdict, findings, note, next } = one;
    let verdict = verdict.word();
    page.fact("Review", &format!("{verdict}, on {on}{}", by_whom(by)));
    for finding in findings {
        page.detail(finding.told(decision), &finding.about);
    }
    page.detail("Note", note);
    page.detail("Next review", &next.map(|day| day.to_string()).unwrap_or_default());
}

/// Describes an export, except the fingerprint of what was written, which means nothing to people.
fn export(one: &Export) -> String {
    let Export { path, dialect, on, charts, written: _, style } = one;
    let style = if style.is_empty() { String::new() } else { format!(", {}", told_style(style)) };
    let charts = if charts.is_empty() { String::new() } else { format!(", with {}", charts.join(", ")) };
    format!("{path} on {on} as {dialect}{style}{charts}")
}
