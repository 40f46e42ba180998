//! On which line a part of a record stands.

use std::collections::HashMap;

use super::{explain, scan};
use crate::decision::Place;

/// The line, from 1, of what a problem is about, in the text of the record's file. Hand-edited layouts and comments
/// are fine.
///
/// Where that part is not in the file, since fields that say nothing are left out, it is the line of the nearest part
/// around it; none where the text is not even RON.
#[must_use]
pub fn line_of(text: &str, place: &Place) -> Option<usize> {
    let cell = match place {
        Place::Cell(ballot, criterion, option) => {
            cell_path(text, &format!("ballots[{ballot}]"), criterion.as_str(), option.as_str())
        }
        _ => None,
    };
    let mut wanted = cell.unwrap_or_else(|| path_of(place));
    let mut starts = HashMap::new();
    scan::walk(text, |part| {
        if wanted.starts_with(part.path) {
            starts.insert(part.path.to_owned(), part.start);
        }
    });
    loop {
        if let Some(start) = starts.get(&wanted) {
            return Some(explain::position(text, *start).0);
        }
        if wanted.is_empty() {
            return None;
        }
        wanted.truncate(wanted.rfind(['.', '[']).unwrap_or(0));
    }
}

fn path_of(place: &Place) -> String {
    match place {
        Place::Record => String::new(),
        Place::Title => "title".to_owned(),
        Place::Status => "status".to_owned(),
        Place::Context => "context".to_owned(),
        Place::Link(index) => format!("links[{index}]"),
        Place::Options => "options".to_owned(),
        Place::Option(index) => format!("options[{index}]"),
        Place::Criteria => "criteria".to_owned(),
        Place::Criterion(index) => format!("criteria[{index}]"),
        Place::Members => "members".to_owned(),
        Place::Member(index) => format!("members[{index}]"),
        Place::Ballot(index) | Place::Cell(index, ..) => format!("ballots[{index}]"),
        Place::Reference(index) => format!("references[{index}]"),
        Place::Outcome => "outcome".to_owned(),
        Place::Chosen => "outcome.chosen".to_owned(),
        Place::Export(index) => format!("exports[{index}]"),
    }
}

/// The path of the score of a ballot that names both ids.
fn cell_path(text: &str, ballot: &str, criterion: &str, option: &str) -> Option<String> {
    let scores = format!("{ballot}.scores[");
    let (mut right_criterion, mut right_option) = (false, false);
    let mut found = None;
    scan::walk(text, |part| {
        let Some((_, field)) = part.path.strip_prefix(&scores).and_then(|rest| rest.split_once(']')) else { return };
        let names = |id: &str| ron::from_str::<String>(&text[part.value.clone()]).is_ok_and(|word| word == id);
        match field {
            ".criterion" => right_criterion = names(criterion),
            ".option" => right_option = names(option),
            "" => {
                if right_criterion && right_option && found.is_none() {
                    found = Some(part.path.to_owned());
                }
                (right_criterion, right_option) = (false, false);
            }
            _ => {}
        }
    });
    found
}
