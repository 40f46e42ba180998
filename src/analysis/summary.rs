//! The result in the few sentences that an ADR states under the choice.

use super::{
    Analysis, Firmness, MemberResult,
    caution::{open_cells, shaken},
    names::{Names, earlier_early, missing_sealed, revealed_early, seen_before},
    sentences::weights_that_hold,
    standing::{Standing, standing},
    verdict::{contradiction, verdict},
    words::{count_of, list, points, short_list, some_points, without_unpublished},
};
use crate::decision::{Decision, OptionId, text::capitalized};

/// The most options whose totals fit a sentence.
const MOST_TOTALS: usize = 5;
/// The most voters that are named.
const MOST_VOTERS: usize = 8;
/// The most names that fit a sentence.
const MOST_NAMES: usize = 3;

/// Returns what the scores come to and how firm that is, what would change it, and who sees another option ahead, in sentences. They
/// speak to nobody, so that they can stand in a document.
#[must_use]
pub fn summary(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    match standing(decision, analysis) {
        Standing::Lead(_) => {}
        Standing::OnlyOne(_) if analysis.first.is_some() => {}
        Standing::AllScreenedOut => {
            return std::iter::once("Every option is ruled out.".to_owned()).chain(screened_out(analysis)).collect();
        }
        _ => return vec![verdict(decision, analysis).headline],
    }
    let mut sentences = vec![totals(decision, analysis)];
    sentences.extend(screened_out(analysis));
    sentences.extend(if analysis.firmness() == Some(Firmness::NoClearWinner) {
        why_unclear(decision, analysis)
    } else {
        weights_that_hold(decision, analysis).map(|(claim, _)| format!("{claim}."))
    });
    sentences.extend(open_cells(analysis));
    sentences.extend(dissent(decision, analysis));
    sentences
}

/// Returns who scored what, the totals from the best down, and the word for the lead.
fn totals(decision: &Decision, analysis: &Analysis) -> String {
    let mut options: Vec<_> = analysis.options.iter().filter(|option| option.rank.is_some()).collect();
    options.sort_by_key(|option| option.rank);
    let values = options.iter().take(MOST_TOTALS).enumerate().map(|(place, option)| {
        let scale = if place == 0 { " of 5" } else { "" };
        format!("{} {}{scale}", decision.option_name(&option.id), points(option.value))
    });
    let mut clauses: Vec<String> = values.collect();
    let more = options.len().saturating_sub(MOST_TOTALS);
    clauses.extend((more > 0).then(|| format!("{} lower", count_of(more, "other", "others"))));
    clauses.extend(without_unpublished(analysis.unpublished));
    clauses.extend(analysis.firmness().map(|firmness| match firmness {
        Firmness::NoClearWinner => firmness.name().to_owned(),
        _ => format!("a {}", firmness.name()),
    }));
    format!("{} {}: {}.", voters(analysis), what_they_scored(analysis), clauses.join(", "))
}

/// Returns by whom the options were scored and whether the scores were seen early, in sentences.
#[must_use]
pub fn scored_by(decision: &Decision, analysis: &Analysis) -> String {
    let names = Names::of(analysis);
    let is_nameless = |id| decision.member(id).is_some_and(|member| member.real_name().is_none());
    let voters = analysis.model.views.iter().map(|view| &analysis.members[view.voter]);
    let who: Vec<String> = voters
        .map(|voter| {
            let kind = if voter.reference { " (a source)" } else { "" };
            // A weight of 1 is not mentioned.
            let weight = (voter.weight - 1.0).abs() >= 1e-9;
            let weight = if weight { format!(" (weight {})", voter.weight) } else { String::new() };
            // "Me" says nothing to a reader.
            let name = if is_nameless(&voter.id) { "one person".to_owned() } else { names.member(voter) };
            format!("{name}{kind}{weight}")
        })
        .collect();
    let early = revealed_early(decision).map(|early| format!("; {early}")).unwrap_or_default();
    let first = format!("Scored by {}{early}.", short_list(&who, MOST_VOTERS));
    let more = [seen_before(decision), earlier_early(decision), missing_sealed(decision)];
    std::iter::once(first).chain(more.into_iter().flatten()).collect::<Vec<_>>().join(" ")
}

/// Returns who scored, as the subject of a sentence: how many people, and the sources that count.
fn voters(analysis: &Analysis) -> String {
    let views = || analysis.model.views.iter().map(|view| &analysis.members[view.voter]);
    let people = views().filter(|member| !member.reference).count();
    let sources = views().filter(|member| member.reference).map(|member| member.name.clone());
    let people = (people > 0).then(|| capitalized(&count_of(people, "person", "people")));
    list(&people.into_iter().chain(sources).collect::<Vec<_>>())
}

/// Returns what those who scored did, in words that follow them.
fn what_they_scored(analysis: &Analysis) -> String {
    let weights = &analysis.model.weights;
    let has_scored =
        |scores: &Vec<Option<f64>>| scores.iter().zip(weights).any(|(score, weight)| score.is_some() && *weight > 0.0);
    let is_complete = analysis.model.views.iter().all(|view| view.scores.iter().all(has_scored));
    match (is_complete, analysis.options.len()) {
        (false, _) => "scored, not each of them every option".to_owned(),
        (true, 1) => "scored the one option".to_owned(),
        (true, 2) => "scored both options".to_owned(),
        (true, options) => format!("scored {}", count_of(options, "option", "options")),
    }
}

/// Returns why options are out, a sentence each; only how many they are where they are many.
fn screened_out(analysis: &Analysis) -> Vec<String> {
    let reasons: Vec<&String> = analysis.options.iter().filter_map(|option| option.screened_out.as_ref()).collect();
    if reasons.len() <= MOST_NAMES {
        return reasons.into_iter().cloned().collect();
    }
    vec![format!("{} are ruled out by must-haves.", capitalized(&count_of(reasons.len(), "option", "options")))]
}

/// Returns why there is no clear winner.
fn why_unclear(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let contradicted = contradiction(decision, analysis).map(|clause| format!("{clause}."));
    contradicted.or_else(|| shaken(decision, analysis)).or_else(|| verdict(decision, analysis).meaning)
}

/// Returns whose own scores put another option ahead, a sentence for each such option.
fn dissent(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    if analysis.leaders.is_empty() {
        return Vec::new();
    }
    let names = Names::of(analysis);
    let others = decision.options.iter().filter(|option| !analysis.leaders.has(&option.id));
    let sentences = others.filter_map(|option| {
        let dissenters: Vec<&MemberResult> = favouring(analysis, &option.id).collect();
        let ahead = option.called();
        match dissenters[..] {
            [] => None,
            [member] => {
                // A gap of less would be shown as 0.00.
                let by = member.gap.filter(|gap| *gap >= 0.005).map(|gap| format!(" by {}", some_points(gap)));
                let weights = if member.has_weighed() { " and weights" } else { "" };
                let (name, by) = (names.member(member), by.unwrap_or_default());
                Some(format!("{name}'s own scores{weights} put {ahead} ahead{by}."))
            }
            _ => {
                let who: Vec<String> = dissenters.iter().map(|member| names.member(member)).collect();
                Some(format!("The scores of {} put {ahead} ahead.", short_list(&who, MOST_NAMES)))
            }
        }
    });
    sentences.collect()
}

/// Returns the voters whose own scores and weights have an option alone in the lead.
fn favouring<'a>(analysis: &'a Analysis, option: &'a OptionId) -> impl Iterator<Item = &'a MemberResult> {
    analysis.members.iter().filter(move |member| member.leaders.winner() == Some(option))
}
