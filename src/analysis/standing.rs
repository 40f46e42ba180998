//! What there is to say of a decision: what is missing, or who leads.

use super::{Analysis, Scope, names::in_private_files, pairs::Pair};
use crate::decision::{Decision, OptionId};

/// The state that the verdict describes.
pub(super) enum Standing<'a> {
    SharedId(&'a str),
    NoOptions,
    NoCriteria,
    NoWeight,
    Blind,
    /// Nothing is scored in the record, since ballots are in private files: where they are, as a clause.
    InPrivate(String),
    /// Nothing is scored in the record, since no sealed ballot is published after the reveal.
    NothingPublished,
    NoScores,
    AllScreenedOut,
    OnlyOne(&'a OptionId),
    Lead(&'a Pair),
}

pub(super) fn standing<'a>(decision: &'a Decision, analysis: &'a Analysis) -> Standing<'a> {
    if let Some(id) = decision.shared_id() {
        return Standing::SharedId(id);
    }
    // The first thing that is missing decides, in the order in which a record is filled in.
    match decision.options.as_slice() {
        [] => Standing::NoOptions,
        [only] => Standing::OnlyOne(&only.id),
        _ if decision.applicable().next().is_none() => Standing::NoCriteria,
        _ if !analysis.model.is_weighted() => Standing::NoWeight,
        _ if !analysis.model.is_scored() && analysis.scope == Scope::Revealed && decision.is_blind() => Standing::Blind,
        _ if !analysis.model.is_scored() && !decision.unpublished().is_empty() => Standing::NothingPublished,
        _ if !analysis.model.is_scored() => in_private_files(decision).map_or(Standing::NoScores, Standing::InPrivate),
        _ => match (analysis.pairs.first(), &analysis.first) {
            (Some(pair), _) => Standing::Lead(pair),
            (None, Some(only)) => Standing::OnlyOne(only),
            (None, None) => Standing::AllScreenedOut,
        },
    }
}

/// Returns who leads whom by how much, as a clause: "Go leads Rust by 0.49 points".
pub(super) fn leads(decision: &Decision, pair: &Pair) -> String {
    let [winner, rival] = [&pair.winner, &pair.rival].map(|id| decision.option_name(id));
    format!("{winner} leads {rival} by {}", pair.lead_in_points())
}
