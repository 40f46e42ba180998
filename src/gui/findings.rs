//! What follows from a record's content. What an edit leaves as it was is not found again.

use std::{rc::Rc, sync::Arc};

use crate::{
    analysis::{self, Analysis, Ladder, Scope, SheetProblems, Verdict},
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

/// What was drawn at random, and the analysis that it was drawn for.
pub struct Drawn {
    /// Without a ladder.
    pub of: Arc<Analysis>,
    /// What came of it.
    pub ladder: Ladder,
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

/// Most edits change words only; what was drawn for the same numbers still holds.
fn with_drawn(mut analysis: Arc<Analysis>, drawn: Option<&Drawn>) -> Arc<Analysis> {
    let fits = |drawn: &&Drawn| Arc::ptr_eq(&drawn.of, &analysis) || *drawn.of == *analysis;
    if analysis.ladder.is_none()
        && let Some(drawn) = drawn.filter(fits)
    {
        Arc::make_mut(&mut analysis).ladder = Some(drawn.ladder.clone());
    }
    analysis
}
