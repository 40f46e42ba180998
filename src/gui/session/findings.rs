//! What follows from a record's content. What an edit leaves as it was is not found again.

use std::{rc::Rc, sync::Arc};

use super::ladder_run::DrawnLadder;
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
    /// The result of the record that it supersedes beside its own; none where there is no such thing.
    pub since_predecessor: Option<String>,
    /// The analysis without a ladder.
    sums: Arc<Analysis>,
    /// What is wrong with lists and ballots alone.
    lists: Rc<ListProblems>,
    ballots: BallotProblems,
    /// The content; it shares with others what they have in common.
    of: Decision,
}

impl Findings {
    /// The analysis without a ladder: what the random draws are made for.
    #[must_use]
    pub fn sums(&self) -> &Arc<Analysis> {
        &self.sums
    }

    /// Finds what follows from a record, with as much as still holds of what was found before.
    #[must_use]
    pub fn of(decision: &Decision, before: Option<&Self>, drawn: Option<&DrawnLadder>) -> Self {
        let counted = before.filter(|before| analysis::same_numbers(&before.of, decision));
        let sums = if let Some(before) = counted {
            analysis::renamed(Arc::clone(&before.sums), decision)
        } else {
            // Counting goes on from before wherever votes and criteria are still the same.
            let before = before.map(|before| before.sums.as_ref());
            Arc::new(analysis::analyze_again(decision, Scope::Revealed, before))
        };
        let analysis = with_drawn(&sums, counted, drawn);
        // `renamed` returns the same allocation unless a name in it changed, and problems contain names.
        let unchanged = before.filter(|before| before.of.shares_lists(decision) && Arc::ptr_eq(&before.sums, &sums));
        let lists = unchanged.map(|before| Rc::clone(&before.lists));
        let known_lists = before.map(|before| (&before.of, before.lists.as_ref()));
        let lists = lists.unwrap_or_else(|| Rc::new(analysis::list_problems(decision, &sums, known_lists)));
        let ballots = analysis::ballot_problems(decision, before.map(|before| (&before.of, &before.ballots)));
        Self {
            problems: analysis::all_problems(decision, &analysis, &lists, &ballots),
            verdict: analysis::verdict(decision, &analysis),
            since_predecessor: analysis::since_predecessor(decision, &analysis),
            analysis,
            sums,
            lists,
            ballots,
            of: decision.clone(),
        }
    }
}

/// With those rungs of a ladder that were drawn for the same question. `counted` is what was found before, where it counts the
/// same; most edits change words only.
fn with_drawn(sums: &Arc<Analysis>, counted: Option<&Findings>, drawn: Option<&DrawnLadder>) -> Arc<Analysis> {
    let Some(ladder) = drawn.map(|drawn| drawn.still_asked(sums)).filter(|ladder| !ladder.rungs.is_empty()) else {
        return Arc::clone(sums);
    };
    match counted {
        Some(before) if Arc::ptr_eq(&before.sums, sums) && before.analysis.ladder.as_ref() == Some(&*ladder) => {
            Arc::clone(&before.analysis)
        }
        _ => {
            let mut analysis = Analysis::clone(sums);
            analysis.ladder = Some(ladder.into_owned());
            Arc::new(analysis)
        }
    }
}
