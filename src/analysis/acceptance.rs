//! What speaks against accepting a decision as it stands.

use jiff::civil::Date;

use super::{
    Analysis,
    problems::ENOUGH_COVERAGE,
    screening::{unscored_in_words, unscored_must_haves},
    words::{list, percent},
};
use crate::{
    analysis::model::TIE,
    decision::{CriterionId, Decision, OptionId, Verdict, text::is_blank},
};

/// Something that speaks against accepting a decision as it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// Nobody is named who decides.
    NoDecisionMaker,
    /// These decision makers have not signed off.
    NotSigned(Vec<String>),
    /// The sealed ballots of these members are not published yet.
    Unpublished(Vec<String>),
    /// These people object.
    Objection(Vec<String>),
    /// Less than 80 % of the weight is scored for an option: its share, 0 to 1.
    ThinCoverage(OptionId, f64),
    /// Nobody has scored these options, which are not ruled out, on these must-haves.
    UnscoredMustHave(Vec<(OptionId, Vec<CriterionId>)>),
    /// This option leads, another one is chosen, and no reason is given.
    AgainstLead(OptionId),
    /// A day in the record is over, as a sentence.
    Past(String),
}

impl Doubt {
    /// It as a sentence.
    #[must_use]
    pub fn sentence(&self, decision: &Decision) -> String {
        match self {
            Self::NoDecisionMaker => "Nobody is named who decides.".to_owned(),
            Self::NotSigned(names) => {
                format!("{} {} not signed off.", named(names), if names.len() == 1 { "has" } else { "have" })
            }
            Self::Unpublished(names) => {
                let (ballots, are) = if names.len() == 1 { ("ballot", "is") } else { ("ballots", "are") };
                format!("The sealed {ballots} of {} {are} not published yet.", named(names))
            }
            Self::Objection(names) => {
                format!("{} {}.", named(names), if names.len() == 1 { "objects" } else { "object" })
            }
            Self::ThinCoverage(option, share) if *share <= 0.0 => {
                format!("Nothing is scored for {}.", decision.option_name(option))
            }
            Self::ThinCoverage(option, share) => {
                format!("Only {} of the weight is scored for {}.", percent(*share), decision.option_name(option))
            }
            Self::UnscoredMustHave(unscored) => unscored_in_words(decision, unscored).join(" "),
            Self::AgainstLead(leader) => {
                format!("{} leads, but is not chosen, and no reason is given.", decision.option_name(leader))
            }
            Self::Past(told) => told.clone(),
        }
    }
}

/// Returns the days of a record that are over, of which accepting it takes no notice.
#[must_use]
pub fn past_days(decision: &Decision, today: Date) -> Vec<Doubt> {
    decision.overdue_problems(today).into_iter().map(|problem| Doubt::Past(problem.what)).collect()
}

fn named(names: &[String]) -> String {
    list(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Returns what speaks against accepting a decision as it stands, and is not answered by a reason in its outcome.
#[must_use]
pub fn doubts(decision: &Decision, analysis: &Analysis) -> Vec<Doubt> {
    let mut found = Vec::new();
    found.extend(of_sign_offs(decision));
    let unpublished = decision.unpublished();
    if !unpublished.is_empty() {
        let names = unpublished.iter().map(|one| decision.member_name(&one.member).to_owned());
        found.push(Doubt::Unpublished(names.collect()));
    }
    if is_blank(&decision.outcome.thin_coverage) {
        found.extend(thin_coverage(analysis));
    }
    if is_blank(&decision.outcome.unscored_must_have) {
        found.extend(unscored_must_have(analysis));
    }
    if is_blank(&decision.outcome.against_lead) {
        let leader = decision.outcome.chosen.as_ref().and_then(|chosen| analysis.ahead_of(chosen));
        found.extend(leader.cloned().map(Doubt::AgainstLead));
    }
    found
}

/// Returns what speaks against accepting a decision and is answered by a reason in its outcome. A reason that answers nothing is not told:
/// somebody may have agreed since, or scored.
#[must_use]
pub fn answered_doubts(decision: &Decision, analysis: &Analysis) -> Vec<Doubt> {
    let mut found = Vec::new();
    if !is_blank(&decision.outcome.despite_objection) {
        let objecting = objecting(decision);
        found.extend((!objecting.is_empty()).then_some(Doubt::Objection(objecting)));
    }
    if !is_blank(&decision.outcome.unscored_must_have) {
        found.extend(unscored_must_have(analysis));
    }
    found
}

fn objecting(decision: &Decision) -> Vec<String> {
    let signed = decision.outcome.sign_offs.iter();
    signed.filter(|one| one.verdict == Verdict::Object).map(|one| one.name.clone()).collect()
}

fn of_sign_offs(decision: &Decision) -> Vec<Doubt> {
    let (makers, signed) = (&decision.people.decision_makers, &decision.outcome.sign_offs);
    let makers: Vec<&String> = makers.iter().filter(|name| !is_blank(name)).collect();
    if makers.is_empty() && signed.is_empty() {
        return vec![Doubt::NoDecisionMaker];
    }
    let mut found = Vec::new();
    let missing = makers.into_iter().filter(|maker| signed.iter().all(|one| one.name.trim() != maker.trim()));
    let missing: Vec<String> = missing.cloned().collect();
    if !missing.is_empty() {
        found.push(Doubt::NotSigned(missing));
    }
    let objecting = objecting(decision);
    if !objecting.is_empty() && is_blank(&decision.outcome.despite_objection) {
        found.push(Doubt::Objection(objecting));
    }
    found
}

/// Returns the option of which the least is scored, where that is too little.
fn thin_coverage(analysis: &Analysis) -> Option<Doubt> {
    // Without a criterion that counts there is nothing to score.
    if analysis.counted_cells() == 0 {
        return None;
    }
    let left = analysis.options.iter().filter(|option| option.screened_out.is_none());
    let least = left.min_by(|a, b| a.coverage.total_cmp(&b.coverage))?;
    (least.coverage < ENOUGH_COVERAGE - TIE).then(|| Doubt::ThinCoverage(least.id.clone(), least.coverage))
}

fn unscored_must_have(analysis: &Analysis) -> Option<Doubt> {
    let unscored = unscored_must_haves(analysis);
    (!unscored.is_empty()).then_some(Doubt::UnscoredMustHave(unscored))
}
