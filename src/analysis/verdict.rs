//! Where the decision stands, in a few sentences for people.

use super::{
    Analysis, ErrorRate, Firmness, PairedGap,
    caution::cautions,
    model::TIE,
    names::sealed,
    pairs::Pair,
    parts::parts,
    raters::Contradiction,
    standing::{Standing, leads, standing},
    words::{list, some_in_points, without_unpublished},
};
use crate::decision::{CriterionId, Decision, OptionId};

/// Where the decision stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// How firm the lead is; none without one, and until the ladder is drawn.
    pub firmness: Option<Firmness>,
    /// How often results with this word turned in simulated teams of about this size.
    pub error_rate: Option<ErrorRate>,
    /// Who leads, or why nobody does: a sentence.
    pub headline: String,
    /// Where the lead comes from and what the runner-up wins back, or what is missing: a sentence or two.
    pub because: String,
    /// What speaks against relying on it; none if nothing does.
    pub caution: Option<String>,
    /// What the word for the lead means, in a number: a sentence. None without a lead, and where those who scored both options
    /// contradict it.
    pub meaning: Option<String>,
    /// The same in short clauses, without capital or full stop where they need none.
    pub parts: Vec<String>,
}

/// Where the decision stands, for the result, the strip and the ADR.
#[must_use]
pub fn verdict(decision: &Decision, analysis: &Analysis) -> Verdict {
    let firmness = analysis.firmness();
    let (headline, because) = match standing(decision, analysis) {
        Standing::SharedId(id) => {
            let because = "Give each its own id in the file, and correct the scores that name it.";
            (format!("The id `{id}` is used twice, so nothing can be counted."), because.to_owned())
        }
        Standing::NoOptions => told("There are no options yet.", "Add the alternatives that are considered."),
        Standing::NoCriteria => told("There are no criteria yet.", "Add what the options are judged by."),
        Standing::NoWeight => told(
            "No criterion has any weight.",
            "Give the most important criterion a weight of 100 and rate the others against it.",
        ),
        Standing::Blind => (
            format!("Round {} is hidden.", decision.round()),
            format!("{}; the result appears after the reveal.", sealed(decision)),
        ),
        Standing::InPrivate(place) => {
            (format!("{place}."), format!("{}; the result appears after the reveal.", sealed(decision)))
        }
        Standing::NothingPublished => {
            told("No sealed ballot is published yet.", "The result appears with the first one.")
        }
        Standing::NoScores => told("There are no scores yet.", "The result appears with the first ones."),
        Standing::AllScreenedOut => ("Every option is ruled out.".to_owned(), reasons(analysis)),
        Standing::OnlyOne(id) => {
            let headline = format!("{} is the only option{}.", decision.option_name(id), left(decision));
            let alone = decision.options.len() == 1;
            (headline, if alone { "Add an alternative to compare it with.".to_owned() } else { reasons(analysis) })
        }
        Standing::Lead(pair) => {
            let pair = told_pair(analysis, firmness).unwrap_or(pair);
            (lead_headline(decision, analysis, pair, firmness), because(decision, analysis, pair))
        }
    };
    let parts = parts(decision, analysis, &headline, firmness);
    let cautions = cautions(decision, analysis, firmness);
    let caution = (!cautions.is_empty()).then(|| cautions.join(" "));
    let (options, ballots) = (analysis.model.left.len(), analysis.model.members());
    let error_rate = firmness.and_then(|firmness| ErrorRate::of(options, ballots, firmness));
    let is_a_lead = analysis.winner().is_some()
        && (firmness != Some(Firmness::NoClearWinner) || analysis.contradicted_by_same_raters().is_none());
    let meaning = error_rate.filter(|_| is_a_lead).map(meaning);
    Verdict { firmness, error_rate, headline, because, caution, meaning, parts }
}

/// Returns how often such leads turned, in a sentence.
fn meaning(rate: ErrorRate) -> String {
    let turned = (rate.share() * 100.0).round();
    let few = if turned < 1.0 { "fewer than 1".to_owned() } else { format!("about {turned}") };
    format!("With different people scoring, {few} of 100 leads like this one would go to another option.")
}

fn told(headline: &str, because: &str) -> (String, String) {
    (headline.to_owned(), because.to_owned())
}

fn left(decision: &Decision) -> &'static str {
    if decision.options.len() > 1 { " left" } else { "" }
}

fn reasons(analysis: &Analysis) -> String {
    analysis.options.iter().filter_map(|option| option.screened_out.as_deref()).collect::<Vec<_>>().join(" ")
}

fn lead_headline(decision: &Decision, analysis: &Analysis, pair: &Pair, firmness: Option<Firmness>) -> String {
    let missing = without_unpublished(analysis.unpublished).map(|without| format!(", {without}")).unwrap_or_default();
    let word = match firmness {
        Some(Firmness::NoClearWinner) => {
            return format!("No clear winner: {}{missing}.", unclear(decision, analysis, pair));
        }
        Some(firmness) => format!(", a {}", firmness.name()),
        None => String::new(),
    };
    let end = if analysis.empty_cells_could_turn_it() { ", but empty cells could turn it" } else { "" };
    format!("{}{missing}{word}{end}.", leads(decision, pair))
}

/// Returns the pair that sentences are about: where there is no clear winner that which makes it so, else the closest.
fn told_pair(analysis: &Analysis, firmness: Option<Firmness>) -> Option<&Pair> {
    let close = analysis.winner().filter(|_| firmness == Some(Firmness::NoClearWinner));
    let told = close.and_then(|_| match analysis.contradicted_by_same_raters() {
        Some(Contradiction::Paired(paired)) => analysis.pairs.iter().find(|pair| pair.rival == paired.rival),
        // Of rivals that are level the one that the charts name too, even if the ballots make another look less steady.
        _ => analysis
            .least_steady()
            .and_then(|(least, _)| analysis.pairs.iter().find(|pair| (pair.gap - least.gap).abs() <= TIE)),
    });
    told.or(analysis.pairs.first())
}

/// Why there is no clear winner, as a clause.
fn unclear(decision: &Decision, analysis: &Analysis, pair: &Pair) -> String {
    let [winner, rival] = [&pair.winner, &pair.rival].map(|id| decision.option_name(id));
    contradiction(decision, analysis)
        .unwrap_or_else(|| format!("{winner} and {rival} are {} apart", pair.lead_in_points()))
}

/// Returns what contradicts the leader where there is no clear winner, as a clause: options that are level, or the same scores
/// compared otherwise. None where the lead is merely small.
pub(super) fn contradiction(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let names = |ids: &[OptionId]| list(&ids.iter().map(|id| decision.option_name(id)).collect::<Vec<_>>());
    let level = analysis.leaders.level();
    if !level.is_empty() {
        return Some(format!("{} are level", names(level)));
    }
    let pair = told_pair(analysis, Some(Firmness::NoClearWinner))?;
    let averages = || format!("{} by the averages", leads(decision, pair));
    Some(match analysis.contradicted_by_same_raters()? {
        Contradiction::Paired(PairedGap { rival, gap, .. }) => {
            let (winner, ahead) = (decision.option_name(&pair.winner), decision.option_name(rival));
            let by = some_in_points(gap.unwrap_or_default().abs());
            format!("{}, but where the same people scored both, {ahead} is ahead of {winner} by {by}", averages())
        }
        Contradiction::Adjusted(leaders) => {
            let lead = if leaders.winner().is_some() { "leads" } else { "lead" };
            let others = names(leaders.all());
            format!("{}, but {others} {lead} once it counts how leniently each person scores", averages())
        }
    })
}

/// Returns the first three criteria of a difference, by name; no more fit a sentence.
fn first_names<'a>(decision: &Decision, difference: impl Iterator<Item = &'a (CriterionId, f64)>) -> String {
    list(&difference.take(3).map(|(id, _)| decision.criterion_name(id)).collect::<Vec<_>>())
}

/// Where the lead of a pair comes from, and what the rival wins back: a sentence.
#[must_use]
pub fn because(decision: &Decision, analysis: &Analysis, pair: &Pair) -> String {
    let difference = analysis.difference(&pair.winner, &pair.rival);
    let ahead = first_names(decision, difference.iter().filter(|(_, d)| *d > TIE));
    let behind = first_names(decision, difference.iter().rev().filter(|(_, d)| *d < -TIE));
    let (winner, rival) = (decision.option_name(&pair.winner), decision.option_name(&pair.rival));
    match (ahead.is_empty(), behind.is_empty()) {
        (true, _) => format!("No criterion with a weight separates {winner} and {rival}."),
        (false, true) => format!("{winner} is ahead on {ahead}; {rival} on nothing that counts."),
        (false, false) => format!("{winner} is ahead on {ahead}; {rival} on {behind}."),
    }
}
