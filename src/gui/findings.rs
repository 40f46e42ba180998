//! What follows from a record's content. What an edit leaves as it was is not found again.

use std::{rc::Rc, sync::Arc};

use super::drawn::Drawn;
use crate::{
    analysis::{self, Analysis, Scope, SheetProblems, Verdict},
    decision::{Decision, Problem},
};

/// What follows from one content of a record.
pub struct Findings {
    /// Sums and sensitivities.
    pub analysis: Arc<Analysis>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The result in words.
    pub verdict: Rc<Verdict>,
    /// What is wrong with the sheet alone.
    sheet: Rc<SheetProblems>,
    /// The content; it shares with others what they have in common.
    of: Decision,
}

impl Findings {
    /// Finds what follows from a record, with as much as still holds of what was found before.
    #[must_use]
    pub fn of(decision: &Decision, before: Option<&Self>, drawn: Option<&Drawn>) -> Self {
        let analysis = with_drawn(analyzed(decision, before), drawn);
        let same_sheet = |before: &&Self| before.of.shares_sheet(decision);
        let sheet = before
            .filter(same_sheet)
            .map_or_else(|| Rc::new(analysis::sheet_problems(decision, &analysis)), |before| Rc::clone(&before.sheet));
        let same_result = |before: &&Self| same_sheet(before) && Arc::ptr_eq(&before.analysis, &analysis);
        let verdict = before
            .filter(same_result)
            .map_or_else(|| Rc::new(analysis::verdict(decision, &analysis)), |before| Rc::clone(&before.verdict));
        let problems = analysis::all_problems(decision, &analysis, &sheet);
        Self { analysis, problems, verdict, sheet, of: decision.clone() }
    }
}

fn analyzed(decision: &Decision, before: Option<&Findings>) -> Arc<Analysis> {
    match before {
        Some(before) if before.of.shares_sheet(decision) => Arc::clone(&before.analysis),
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
