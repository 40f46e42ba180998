//! What follows from a record's content. What an edit leaves as it was is not found again.

use std::{rc::Rc, sync::Arc};

use super::drawn::Drawn;
use crate::{
    analysis::{self, Analysis, BallotProblems, ListProblems, Scope, Verdict},
    decision::{Decision, Problem},
};

/// What follows from one content of a record.
pub struct Findings {
    /// Sums and sensitivities.
    pub analysis: Arc<Analysis>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The result in words.
    pub verdict: Verdict,
    /// What is wrong with lists and ballots alone.
    lists: Rc<ListProblems>,
    ballots: Rc<BallotProblems>,
    /// The content; it shares with others what they have in common.
    of: Decision,
}

impl Findings {
    /// Finds what follows from a record, with as much as still holds of what was found before.
    #[must_use]
    pub fn of(decision: &Decision, before: Option<&Self>, drawn: Option<&Drawn>) -> Self {
        let analysis = with_drawn(analyzed(decision, before), drawn);
        let same_lists = |before: &&Self| before.of.shares_lists(decision) && Arc::ptr_eq(&before.analysis, &analysis);
        let lists = before
            .filter(same_lists)
            .map_or_else(|| Rc::new(analysis::list_problems(decision, &analysis)), |before| Rc::clone(&before.lists));
        let ballots = before
            .filter(|before| before.of.shares_ballots(decision))
            .map_or_else(|| Rc::new(analysis::ballot_problems(decision)), |before| Rc::clone(&before.ballots));
        Self {
            problems: analysis::all_problems(decision, &analysis, &lists, &ballots),
            verdict: analysis::verdict(decision, &analysis),
            analysis,
            lists,
            ballots,
            of: decision.clone(),
        }
    }
}

fn analyzed(decision: &Decision, before: Option<&Findings>) -> Arc<Analysis> {
    match before {
        Some(before) if analysis::same_numbers(&before.of, decision) => {
            analysis::renamed(Arc::clone(&before.analysis), decision)
        }
        _ => Arc::new(analysis::analyze(decision, Scope::Revealed)),
    }
}

/// With as much of a ladder as was drawn for the same numbers; most edits change words only.
fn with_drawn(mut analysis: Arc<Analysis>, drawn: Option<&Drawn>) -> Arc<Analysis> {
    // One that has a ladder got it here, for numbers that are still the same.
    let fits =
        |drawn: &&Drawn| analysis.ladder.is_some() || Arc::ptr_eq(&drawn.of, &analysis) || *drawn.of == *analysis;
    let ladder = drawn.filter(fits).map(|drawn| &drawn.ladder);
    if analysis.ladder.as_ref() != ladder {
        Arc::make_mut(&mut analysis).ladder = ladder.cloned();
    }
    analysis
}
