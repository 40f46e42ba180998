//! Texts as a record holds them.

use std::sync::Arc;

use super::words::append;
use crate::decision::{
    Decision,
    text::{clean, one_line},
};

/// Texts as a record holds them, whatever characters the file held.
pub(super) fn cleaned(decision: &mut Decision) {
    let tidy = |text: &mut String| *text = clean(text).into_owned();
    let line = |text: &mut String| *text = one_line(text);
    line(&mut decision.title);
    tidy(&mut decision.context);
    let people = &mut decision.people;
    for names in [&mut people.decision_makers, &mut people.consulted, &mut people.informed] {
        names.iter_mut().for_each(line);
        names.retain(|name| !name.is_empty());
    }
    for link in &mut decision.links {
        line(&mut link.label);
    }
    for option in &mut decision.options {
        let option = Arc::make_mut(option);
        line(&mut option.name);
        tidy(&mut option.description);
    }
    for criterion in &mut decision.criteria {
        let criterion = Arc::make_mut(criterion);
        line(&mut criterion.name);
        tidy(&mut criterion.note);
        tidy(&mut criterion.question);
        // A question is one line; what is longer is a note.
        if criterion.question.contains(['\n', '\t']) {
            append(&mut criterion.note, &std::mem::take(&mut criterion.question));
        }
    }
    for reference in &mut decision.references {
        for cell in Arc::make_mut(reference).cells.values_mut() {
            tidy(&mut cell.note);
        }
    }
    let outcome = Arc::make_mut(&mut decision.outcome);
    tidy(&mut outcome.justification);
    tidy(&mut outcome.confirmation);
}
