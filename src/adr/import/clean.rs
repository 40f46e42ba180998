//! Cleaning of imported texts.

use std::sync::Arc;

use super::words::append;
use crate::decision::{
    Decision,
    text::{clean, one_line},
};

/// Cleans all texts of a record, whatever characters the file held.
pub(super) fn cleaned(decision: &mut Decision) {
    fit_line(&mut decision.title);
    fit_text(&mut decision.context);
    let people = &mut decision.people;
    for names in [&mut people.decision_makers, &mut people.consulted, &mut people.informed] {
        names.iter_mut().for_each(fit_line);
        names.retain(|name| !name.is_empty());
    }
    for link in &mut decision.links {
        fit_line(&mut link.label);
    }
    for option in &mut decision.options {
        let option = Arc::make_mut(option);
        fit_line(&mut option.name);
        fit_text(&mut option.description);
    }
    for criterion in &mut decision.criteria {
        let criterion = Arc::make_mut(criterion);
        fit_line(&mut criterion.name);
        fit_text(&mut criterion.note);
        fit_text(&mut criterion.question);
        // A question is one line; what is longer is a note.
        if criterion.question.contains(['\n', '\t']) {
            append(&mut criterion.note, &std::mem::take(&mut criterion.question));
        }
    }
    for reference in &mut decision.references {
        for cell in Arc::make_mut(reference).cells.values_mut() {
            fit_text(&mut cell.note);
        }
    }
    let outcome = Arc::make_mut(&mut decision.outcome);
    fit_text(&mut outcome.justification);
    fit_text(&mut outcome.confirmation);
}

/// Cleans a text that may have several lines.
fn fit_text(text: &mut String) {
    *text = clean(text).into_owned();
}

/// Cleans a text of one line.
fn fit_line(text: &mut String) {
    *text = one_line(text);
}
