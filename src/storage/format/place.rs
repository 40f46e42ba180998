//! On which line a part of a record stands.

use std::collections::{HashMap, HashSet};

use super::scan;
use crate::decision::Place;

/// The line, from 1, of what a problem is about, in the text of the record's file. See [`lines_of`].
#[must_use]
pub fn line_of(text: &str, place: &Place) -> Option<usize> {
    lines_of(text, &[place]).pop().flatten()
}

/// The lines, from 1, of what problems are about, in the text of the record's file. Hand-edited layouts and comments
/// are fine. However many places there are, the text is gone through three times.
///
/// Where a part is not in the file, since fields that say nothing are left out, it is the line of the nearest part
/// around it; none where the text is not even RON.
#[must_use]
pub fn lines_of(text: &str, places: &[&Place]) -> Vec<Option<usize>> {
    let cells = cell_paths(text, places);
    let paths: Vec<String> = places
        .iter()
        .map(|place| cell_of(place).and_then(|cell| cells.get(&cell).cloned()).unwrap_or_else(|| path_of(place)))
        .collect();
    let wanted: HashSet<&str> = paths.iter().flat_map(|path| around(path)).collect();
    let mut starts: HashMap<&str, usize> = HashMap::new();
    scan::walk(text, |part| {
        // Files of format 1 have a status and its day in place of a history.
        let path = if part.path == "status" { "history" } else { part.path };
        if let Some(path) = wanted.get(path) {
            starts.insert(path, part.start);
        }
    });
    let lines = lines_at(text, starts.values().copied().collect());
    let line =
        |path: &String| around(path).find_map(|path| starts.get(path)).and_then(|start| lines.get(start).copied());
    paths.iter().map(line).collect()
}

/// A path, and those of the parts around it, from the inside out.
fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| (!path.is_empty()).then(|| &path[..path.rfind(['.', '[']).unwrap_or(0)]))
}

/// The lines at these places of the text.
fn lines_at(text: &str, mut starts: Vec<usize>) -> HashMap<usize, usize> {
    starts.sort_unstable();
    let (mut at, mut line) = (0, 1);
    let mut count = |start: usize| {
        line += text.get(at..start).map_or(0, |between| between.matches('\n').count());
        at = start;
        (start, line)
    };
    starts.into_iter().map(&mut count).collect()
}

fn path_of(place: &Place) -> String {
    match place {
        Place::Record => String::new(),
        Place::Title => "title".to_owned(),
        Place::Status => "history".to_owned(),
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

/// The path of a ballot, and the ids of a criterion and an option.
type CellPath = (String, String, String);

fn cell_of(place: &Place) -> Option<CellPath> {
    match place {
        Place::Cell(_, criterion, option) => Some((path_of(place), criterion.to_string(), option.to_string())),
        _ => None,
    }
}

/// The paths of the scores that name both ids, the first of each.
fn cell_paths(text: &str, places: &[&Place]) -> HashMap<CellPath, String> {
    let wanted: HashSet<CellPath> = places.iter().filter_map(|place| cell_of(place)).collect();
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return found;
    }
    let (mut criterion, mut option) = (String::new(), String::new());
    scan::walk(text, |part| {
        let Some((ballot, rest)) = part.path.split_once(".scores[") else { return };
        let Some((_, field)) = rest.split_once(']') else { return };
        let word = || ron::from_str::<String>(&text[part.value.clone()]).unwrap_or_default();
        match field {
            ".criterion" => criterion = word(),
            ".option" => option = word(),
            "" => {
                let cell = (ballot.to_owned(), std::mem::take(&mut criterion), std::mem::take(&mut option));
                if wanted.contains(&cell) {
                    found.entry(cell).or_insert_with(|| part.path.to_owned());
                }
            }
            _ => {}
        }
    });
    found
}
