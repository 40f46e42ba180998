//! What is wrong with a record, sums included.

use std::sync::Arc;

use super::{
    Analysis, CellResult, Scope,
    lints::{Together, double_counting, impression, killer_flaw},
    model::TIE,
    names::sealed,
    screening::{failure, unscored_in_words, unscored_must_haves},
    words::{lead_in_points, percent, short_list, some_in_points},
};
use crate::decision::{Criterion, CriterionField, Decision, Edit, Place, Problem, ProblemCode, Status, text::is_blank};

/// The share of the weight that must be scored for each option before a decision is accepted.
pub(super) const ENOUGH_COVERAGE: f64 = 0.8;
/// A criterion separates the options if two of them are this far apart on it.
const SEPARATES: f64 = 0.5;
/// Up to so many of a kind are told one by one.
const ONE_BY_ONE: usize = 3;

/// What is wrong with options, criteria and members. Every two criteria are compared for it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListProblems {
    /// Of themselves.
    parts: Vec<Problem>,
    /// What only sums show.
    sums: Vec<Problem>,
    /// Which criteria move together; none while a round is blind.
    together: Option<Together>,
}

/// What is wrong with what members and references say. Every cell is read for it.
#[derive(Debug, Clone, PartialEq)]
pub struct BallotProblems {
    /// Of each ballot.
    parts: Vec<Vec<Problem>>,
    /// Of the references.
    references: Vec<Problem>,
    /// Of each ballot, where it looks as if it was filled in by one impression.
    impressions: Vec<Option<Problem>>,
}

/// Returns what is wrong with options, criteria and members. It stays the same while [they do](Decision::shares_lists), and the
/// analysis; what is wrong with the lists themselves is taken from what is known of an earlier content.
#[must_use]
pub fn list_problems(
    decision: &Decision,
    analysis: &Analysis,
    known: Option<(&Decision, &ListProblems)>,
) -> ListProblems {
    let parts = known.filter(|(of, _)| decision.shares_lists(of)).map(|(_, known)| known.parts.clone());
    let mut sums = Vec::new();
    let mut together = None;
    check_screening(decision, analysis, &mut sums);
    if is_told(decision, analysis) {
        check_emptiness(decision, analysis, &mut sums);
        check_separation(decision, analysis, &mut sums);
    }
    if !decision.is_blind() {
        let moves = Together::of(analysis, known.and_then(|(_, known)| known.together.as_ref()));
        double_counting(decision, analysis, &moves, &mut sums);
        together = Some(moves);
        sums.extend(killer_flaw(decision, analysis));
    }
    check_weights(decision, &mut sums);
    ListProblems { parts: parts.unwrap_or_else(|| decision.list_problems()), sums, together }
}

/// Returns what is wrong with what members and references say. Only ballots that are not shared with the content that something is
/// known of are read, where the two [judge them alike](Decision::judges_ballots_as).
#[must_use]
pub fn ballot_problems(decision: &Decision, known: Option<(&Decision, &BallotProblems)>) -> BallotProblems {
    let known = known.filter(|(of, _)| decision.judges_ballots_as(of));
    let kept = KeptBallots { decision, known };
    // Looks give away how a ballot was filled in.
    let shown = if decision.is_blind() { 0 } else { decision.ballots.len() };
    BallotProblems {
        parts: decision.problems_of_each_ballot(|index| Some(kept.of(index)?.parts[index].clone())),
        references: known.map_or_else(|| decision.reference_problems(), |(_, problems)| problems.references.clone()),
        impressions: (0..shown).map(|index| kept.impression(index)).collect(),
    }
}

/// The ballots of a record beside those that another content of it shares.
struct KeptBallots<'a> {
    decision: &'a Decision,
    known: Option<(&'a Decision, &'a BallotProblems)>,
}

impl<'a> KeptBallots<'a> {
    /// Returns what is known, if the ballot at this place is shared.
    fn of(&self, index: usize) -> Option<&'a BallotProblems> {
        let (of, problems) = self.known?;
        Arc::ptr_eq(&self.decision.ballots[index], &of.ballots[index]).then_some(problems)
    }

    fn impression(&self, index: usize) -> Option<Problem> {
        let known = self.of(index).and_then(|problems| problems.impressions.get(index));
        known.cloned().unwrap_or_else(|| impression(self.decision, index))
    }
}

/// Everything that is wrong with a record: of its parts, and what only its sums show.
#[must_use]
pub fn problems(decision: &Decision, analysis: &Analysis) -> Vec<Problem> {
    all_problems(decision, analysis, &list_problems(decision, analysis, None), &ballot_problems(decision, None))
}

/// Returns the same where it is known what is wrong with lists and ballots.
#[must_use]
pub fn all_problems(
    decision: &Decision,
    analysis: &Analysis,
    lists: &ListProblems,
    ballots: &BallotProblems,
) -> Vec<Problem> {
    let mut found = decision.context_problems();
    found.extend(lists.parts.iter().chain(ballots.parts.iter().flatten()).chain(&ballots.references).cloned());
    found.extend(decision.outcome_problems());
    check_choice(decision, analysis, &mut found);
    if is_told(decision, analysis) {
        check_must_haves(decision, analysis, &mut found);
        check_coverage(decision, analysis, &mut found);
    }
    found.extend(lists.sums.iter().chain(ballots.impressions.iter().flatten()).cloned());
    check_round(decision, &mut found);
    // An edit goes by id: where one is used twice, it could change the wrong part.
    if found.iter().any(|problem| problem.code == ProblemCode::SameId) {
        for problem in &mut found {
            problem.fix = None;
        }
    }
    found
}

/// What is hidden cannot be told from what is missing.
fn is_told(decision: &Decision, analysis: &Analysis) -> bool {
    analysis.scope == Scope::All || !decision.is_blind()
}

fn check_screening(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    if decision.options.is_empty() || !analysis.model.left.is_empty() {
        return;
    }
    let advice = "Lower a threshold, or add an option that reaches it.";
    let mut rows = decision.criteria.iter().zip(analysis.cells.chunks(decision.options.len()));
    let single = rows.find(|(criterion, cells)| screens_all(decision, criterion, cells));
    found.push(match single {
        Some((criterion, _)) => Problem::error(
            ProblemCode::AllScreenedOut,
            Place::Criterion(criterion.id.clone()),
            format!("No option reaches what {} must have, so every option is ruled out.", criterion.called()),
            advice,
        )
        .with_fix("Remove the must-have", Edit::Criterion(criterion.id.clone(), CriterionField::MustHave(None))),
        None => Problem::error(
            ProblemCode::AllScreenedOut,
            Place::Options,
            "Together the must-haves screen out every option.",
            advice,
        ),
    });
}

/// Reports whether every option fails at the criterion; `cells` has one for each option.
fn screens_all(decision: &Decision, criterion: &Criterion, cells: &[Arc<CellResult>]) -> bool {
    !criterion.not_applicable
        && decision.options.iter().zip(cells).all(|(option, cell)| failure(criterion, option, cell).is_some())
}

fn check_choice(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    let Some(chosen) = decision.outcome.chosen.as_ref().and_then(|id| analysis.option(id)) else { return };
    if let Some(why) = &chosen.screened_out {
        found.push(Problem::error(
            ProblemCode::ChosenScreenedOut,
            Place::Chosen,
            format!("The chosen option {why}"),
            "Choose another option, or change the must-have if it is none.",
        ));
        return;
    }
    let Some(leader) = analysis.first.as_ref().and_then(|id| analysis.option(id)) else { return };
    if leader.value - chosen.value > TIE && is_blank(&decision.outcome.against_lead) {
        let by = lead_in_points(leader.value, chosen.value);
        let (leader, chosen) = (decision.option_name(&leader.id), decision.option_name(&chosen.id));
        let what = format!("{chosen} is chosen, but {leader} leads it by {by}, and no reason is given.");
        let advice = format!("Say why it is not {leader}, or choose {leader}.");
        found.push(Problem::warning(ProblemCode::AgainstLead, Place::Chosen, what, advice));
    }
}

/// A must-have that nobody scored rules nothing out.
fn check_must_haves(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    // A record without any score has a problem of its own.
    if !is_blank(&decision.outcome.unscored_must_have) || !analysis.model.is_scored() {
        return;
    }
    for unscored in unscored_must_haves(analysis) {
        let what = unscored_in_words(decision, std::slice::from_ref(&unscored)).concat();
        let (code, place) = (ProblemCode::UnscoredMustHave, Place::Option(unscored.0));
        found.push(if decision.status() == Status::Accepted {
            let advice = "Score it, or say in the outcome why the decision was accepted without that score.";
            Problem::error(code, place, what, advice)
        } else {
            Problem::warning(code, place, what, "Score it before you accept: until then nothing can rule it out there.")
        });
    }
}

fn check_coverage(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    let explained = !is_blank(&decision.outcome.thin_coverage);
    if explained || !analysis.model.is_scored() {
        return;
    }
    for option in analysis.options.iter().filter(|option| option.screened_out.is_none()) {
        if option.coverage >= ENOUGH_COVERAGE - TIE {
            continue;
        }
        let (name, share) = (decision.option_name(&option.id), percent(option.coverage));
        if decision.status() == Status::Accepted {
            found.push(Problem::error(
                ProblemCode::ThinCoverage,
                Place::Outcome,
                format!("The decision is accepted, but only {share} of the weight is scored for {name}."),
                "Score at least 80 % of it, or say in the outcome why fewer scores were enough.",
            ));
        } else if option.coverage > 0.0 {
            // That nothing is scored is told of the option.
            found.push(Problem::warning(
                ProblemCode::ThinCoverage,
                Place::Outcome,
                format!("Only {share} of the weight is scored for {name}."),
                "Score at least 80 % of it before you accept, or say in the outcome why fewer scores are enough.",
            ));
        }
    }
}

fn check_emptiness(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    let (empty, all) = (analysis.empty_cells(), analysis.counted_cells());
    if empty == 0 {
        return;
    }
    if !analysis.model.is_scored() {
        // What is sealed in private files is scored, and that it is to be published is a problem of its own.
        if !decision.sealed_in_private().is_empty() || !decision.unpublished().is_empty() {
            return;
        }
        found.push(Problem::warning(
            ProblemCode::NothingScored,
            Place::Record,
            "Nothing has been scored yet.",
            "Score the options by the criteria.",
        ));
        return;
    }
    // A "?" is an answer, as it is in the count of one's own cells.
    let open = analysis.unanswered_cells();
    let words = match open {
        0 => format!("{empty} of {all} cells {} no score, only a \"?\".", if empty == 1 { "has" } else { "have" }),
        1 => format!("1 of {all} cells is empty: nobody has scored it."),
        _ => format!("{open} of {all} cells are empty: nobody has scored them."),
    };
    found.push(Problem::warning(
        ProblemCode::EmptyCells,
        Place::Record,
        words,
        "Score what is empty, or leave out criteria that do not apply.",
    ));
    for option in analysis.options.iter().filter(|option| option.coverage <= 0.0) {
        found.push(Problem::warning(
            ProblemCode::EmptyCells,
            Place::Option(option.id.clone()),
            format!("{} has no score at all.", decision.option_name(&option.id)),
            "Score it, or remove it.",
        ));
    }
    check_unscored_criteria(decision, analysis, found);
}

fn check_unscored_criteria(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    let columns = analysis.options.len().max(1);
    let rows = analysis.criteria.iter().zip(analysis.cells.chunks(columns)).enumerate();
    let unscored: Vec<usize> = rows
        .filter(|(_, (criterion, cells))| criterion.weight > 0.0 && cells.iter().all(|cell| cell.is_empty()))
        .map(|(row, _)| row)
        .collect();
    let advice = "Score the options by it, or leave it out.";
    if unscored.len() <= ONE_BY_ONE {
        for row in unscored {
            let criterion = &decision.criteria[row];
            let what = format!("Nobody has scored {}.", criterion.called());
            let problem =
                Problem::warning(ProblemCode::EmptyCells, Place::Criterion(criterion.id.clone()), what, advice);
            let problem = problem.at(format!("criteria[{row}]"));
            let edit = Edit::Criterion(criterion.id.clone(), CriterionField::NotApplicable(true));
            found.push(problem.with_fix("Leave it out", edit));
        }
    } else {
        let names: Vec<&str> = unscored.iter().map(|&row| decision.criteria[row].called()).collect();
        let what = format!("Nobody has scored {} criteria: {}.", unscored.len(), short_list(&names, ONE_BY_ONE));
        found.push(Problem::warning(ProblemCode::EmptyCells, Place::Criteria, what, advice.replace("it", "them")));
    }
}

/// A heavy criterion on which the options hardly differ: its weight decides nothing.
fn check_separation(decision: &Decision, analysis: &Analysis, found: &mut Vec<Problem>) {
    let model = &analysis.model;
    if model.left.len() < 2 {
        return;
    }
    // Half as much again as criteria have on average.
    let heavy = 1.5 / model.criteria.len() as f64;
    for (place, &row) in model.criteria.iter().enumerate() {
        let scored = model.left.iter().all(|&option| model.scored[option][place]);
        let (mut lowest, mut highest) = (f64::MAX, f64::MIN);
        for &option in &model.left {
            lowest = lowest.min(model.means[option][place]);
            highest = highest.max(model.means[option][place]);
        }
        let spread = highest - lowest;
        if model.weights[place] >= heavy - TIE && scored && spread < SEPARATES - TIE {
            let problem = Problem::warning(
                ProblemCode::NoSeparation,
                Place::Criterion(decision.criteria[row].id.clone()),
                format!(
                    "{} has {} of the weight, but {}.",
                    decision.criteria[row].called(),
                    percent(model.weights[place]),
                    if spread <= TIE {
                        "all options score the same on it".to_owned()
                    } else {
                        format!("the options are at most {} apart on it", some_in_points(spread))
                    },
                ),
                "Give it less weight if such a difference does not matter, or say more precisely what 1, 3 and 5 mean \
                 if it does.",
            );
            found.push(problem.at(format!("criteria[{row}]")));
        }
    }
}

fn check_round(decision: &Decision, found: &mut Vec<Problem>) {
    // That an accepted decision has a blind round is told by the record's own checks.
    if decision.is_blind() && decision.status() != Status::Accepted {
        let advice = if decision.not_sealed().is_empty() {
            "Reveal the round, so that its scores count."
        } else {
            "Seal the ballots that are missing, or reveal the round."
        };
        let what = format!("Round {} is still hidden: {}.", decision.round(), sealed(decision));
        found.push(Problem::warning(ProblemCode::Blind, Place::Members, what, advice));
    }
}

fn check_weights(decision: &Decision, found: &mut Vec<Problem>) {
    for (index, member) in decision.members.iter().enumerate() {
        if !(member.weight.is_finite() && member.weight > 0.0) {
            found.push(
                Problem::error(
                    ProblemCode::NoWeight,
                    Place::Member(member.id.clone()),
                    format!("The ballots of {} do not count: their weight is not above 0.", member.called()),
                    "Give them a weight above 0, such as 1.",
                )
                .at(format!("members[{index}]")),
            );
        }
    }
}
