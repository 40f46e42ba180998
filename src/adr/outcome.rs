//! The choice, its reasons and its consequences, as templates get them.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    given_text::{or, seen, shown},
    language::LanguageId,
    phrases::{Around, reconsider},
};
use crate::{
    analysis::{Analysis, Doubt, answered_doubts, lead, percent},
    decision::{Alternative, Decision, Outcome},
};

#[derive(Debug, Serialize)]
pub(super) struct OutcomeView {
    chosen: String,
    justification: String,
    /// Why the scores do not favour the choice, as a sentence; empty if it leads.
    scores_say: String,
    against_lead: String,
    coverage: String,
    /// Share of the weight that is scored, as a sentence.
    coverage_says: String,
    thin_coverage: String,
    despite_objection: String,
    unscored_must_have: String,
    consequences: Vec<ConsequenceView>,
    confirmation: String,
    /// The only trigger as a sentence; empty if there are several.
    reconsider: String,
    triggers: Vec<String>,
    review: String,
}

#[derive(Debug, Serialize)]
struct ConsequenceView {
    kind: &'static str,
    /// The words around it.
    around: Around,
    text: String,
}

impl OutcomeView {
    pub(super) fn has_consequences(&self) -> bool {
        !self.consequences.is_empty()
    }

    /// Reports whether anything says how the decision is checked and when it is looked at again.
    pub(super) fn has_confirmation(&self) -> bool {
        !(self.confirmation.is_empty() && self.triggers.is_empty() && self.review.is_empty())
    }

    pub(super) fn of(decision: &Decision, analysis: &Analysis, language: LanguageId) -> Self {
        let outcome: &Outcome = &decision.outcome;
        let chosen = outcome.chosen.as_ref().and_then(|id| decision.option(id));
        // The lowest coverage of all options, since the choice compares them.
        let doubts = answered_doubts(decision, analysis);
        let told = |reason: &str, answers: fn(&Doubt) -> bool| {
            if doubts.iter().any(answers) { or(reason, "") } else { String::new() }
        };
        let scores_say = chosen.and_then(|chosen| scores_say(decision, analysis, chosen));
        let coverage = analysis.options.iter().map(|option| option.coverage).fold(1.0, f64::min);
        Self {
            chosen: chosen.map(Alternative::called).unwrap_or_default().to_owned(),
            justification: or(&outcome.justification, ""),
            // The scores may have come to favour the choice since.
            against_lead: if scores_say.is_some() { or(&outcome.against_lead, "") } else { String::new() },
            scores_say: scores_say.unwrap_or_default(),
            coverage: percent(coverage),
            coverage_says: coverage_says(decision, analysis, coverage),
            thin_coverage: or(&outcome.thin_coverage, ""),
            despite_objection: told(&outcome.despite_objection, |doubt| matches!(doubt, Doubt::Objection(_))),
            unscored_must_have: told(&outcome.unscored_must_have, |doubt| matches!(doubt, Doubt::UnscoredMustHave(_))),
            consequences: outcome
                .consequences
                .iter()
                .filter(|consequence| seen(&consequence.text).is_some())
                .map(|consequence| ConsequenceView {
                    kind: consequence.kind.name(),
                    around: Around::of_tone(consequence.kind, language),
                    text: consequence.text.clone(),
                })
                .collect(),
            confirmation: or(&outcome.confirmation, ""),
            reconsider: reconsider(&shown(&outcome.triggers), language),
            triggers: shown(&outcome.triggers),
            review: outcome.review.map(|day: Date| day.to_string()).unwrap_or_default(),
        }
    }
}

/// Describes how much of the weight is scored for the option with the lowest coverage.
fn coverage_says(decision: &Decision, analysis: &Analysis, least: f64) -> String {
    let unscored: Vec<_> = analysis.options.iter().filter(|option| option.coverage <= 0.0).collect();
    match unscored[..] {
        [only] => format!("{} is not scored on anything that has weight.", decision.option_name(&only.id)),
        [_, _, ..] => format!(
            "{} of {} options are not scored on anything that has weight.",
            unscored.len(),
            analysis.options.len()
        ),
        [] if least >= 1.0 => "Every option is scored on all that has weight.".to_owned(),
        [] => format!("Every option is scored on {} of the weight or more.", percent(least)),
    }
}

/// Describes why the scores do not favour the chosen option, as a sentence; `None` if it shares the first place.
fn scores_say(decision: &Decision, analysis: &Analysis, chosen: &Alternative) -> Option<String> {
    let result = analysis.option(&chosen.id)?;
    if let Some(reason) = &result.screened_out {
        return Some(reason.clone());
    }
    // An option that shares the first place does not trail.
    if analysis.leaders.has(&chosen.id) {
        return None;
    }
    let leader = analysis.option(analysis.first.as_ref()?)?;
    let name = decision.option(&leader.id)?.called();
    Some(format!("By the scores, {name} leads {} by {}.", chosen.called(), lead(leader.value, result.value)))
}
