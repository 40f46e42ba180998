//! The findings for the content of a record. Those that an edit does not change are not computed again.

use std::{cell::OnceCell, rc::Rc, sync::Arc};

use super::ladder_run::DrawnLadder;
use crate::{
    analysis::{self, Analysis, Argument, BallotProblems, ListProblems, Scope, Verdict},
    decision::{Decision, Problem},
};

/// The findings for one content of a record.
pub struct Findings {
    /// The sums and sensitivities, with the ladder as far as it is drawn.
    pub analysis: Arc<Analysis>,
    /// All problems.
    pub problems: Vec<Problem>,
    /// The result in words.
    pub verdict: Verdict,
    /// The result beside that of the superseded record, in words; `None` without such a record or result.
    pub since_predecessor: Option<String>,
    /// The analysis without a ladder.
    sums: Arc<Analysis>,
    /// The problems of lists.
    lists: Rc<ListProblems>,
    ballots: BallotProblems,
    /// The drafted arguments of each option, once they are asked for.
    arguments: OnceCell<Rc<[Vec<Argument>]>>,
    /// The content. It shares memory with other states of the record.
    of: Decision,
}

impl Findings {
    /// Returns the analysis without a ladder, for which the random draws are made.
    #[must_use]
    pub fn sums(&self) -> &Arc<Analysis> {
        &self.sums
    }

    /// Returns the arguments that are drafted for each option, in the order of the record.
    #[must_use]
    pub fn arguments(&self) -> &[Vec<Argument>] {
        self.arguments.get_or_init(|| analysis::draft_arguments(&self.of, &self.analysis).into())
    }

    /// Computes the findings for a record, and takes over those from `before` that still hold.
    #[must_use]
    pub fn of(decision: &Decision, before: Option<&Self>, drawn: Option<&DrawnLadder>) -> Self {
        let counted = before.filter(|before| analysis::same_numbers(&before.of, decision));
        let sums = if let Some(before) = counted {
            analysis::renamed(Arc::clone(&before.sums), decision)
        } else {
            // The analysis reuses cells and criteria of the one before that have not changed.
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
        let same_arguments = before
            .filter(|before| before.of.shares_votes(decision) && before.of.outcome.chosen == decision.outcome.chosen);
        Self {
            arguments: same_arguments.map(|before| before.arguments.clone()).unwrap_or_default(),
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

/// Returns the analysis with those rungs of a ladder that were drawn for the same question. `counted` is the findings before, if
/// the numbers are the same, which is so after most edits, since they change words only.
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
