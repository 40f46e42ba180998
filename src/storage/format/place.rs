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
    let known = ItemPaths::find(text, places);
    let paths: Vec<String> = places.iter().map(|place| known.path_of(place)).collect();
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
    let mut found = Vec::with_capacity(paths.len());
    for path in &paths {
        let start = around(path).find_map(|path| starts.get(path));
        found.push(start.and_then(|start| lines.get(start).copied()));
    }
    found
}

/// A path, and those of the parts around it, from the inside out.
fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| (!path.is_empty()).then(|| &path[..path.rfind(['.', '[']).unwrap_or(0)]))
}

/// The lines at these places of the text.
fn lines_at(text: &str, mut starts: Vec<usize>) -> HashMap<usize, usize> {
    starts.sort_unstable();
    let (mut at, mut line) = (0, 1);
    let mut lines = HashMap::with_capacity(starts.len());
    for start in starts {
        line += text.get(at..start).map_or(0, |between| between.matches('\n').count());
        at = start;
        lines.insert(start, line);
    }
    lines
}

/// An item of a list of the record, as places name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct ItemKey {
    list: String,
    /// Its own id, or that of the member whose ballot it is.
    id: String,
    /// The round of a ballot; 0 for anything else.
    round: u32,
}

impl ItemKey {
    fn new(list: &str, id: &impl ToString, round: u32) -> Self {
        Self { list: list.to_owned(), id: id.to_string(), round }
    }

    /// The item that a place is, or is in.
    fn of(place: &Place) -> Option<Self> {
        match place {
            Place::Option(id) => Some(Self::new("options", id, 0)),
            Place::Criterion(id) => Some(Self::new("criteria", id, 0)),
            Place::Member(id) => Some(Self::new("members", id, 0)),
            Place::Reference(id) => Some(Self::new("references", id, 0)),
            Place::Ballot(member, round) | Place::Cell(member, round, ..) => Some(Self::new("ballots", member, *round)),
            _ => None,
        }
    }
}

/// The ids of a criterion and an option.
type CellIds = (String, String);

fn cell_of(place: &Place) -> Option<CellIds> {
    match place {
        Place::Cell(_, _, criterion, option) => Some((criterion.to_string(), option.to_string())),
        _ => None,
    }
}

/// Where the items of lists stand that places name by id.
#[derive(Default)]
struct ItemPaths {
    items: HashMap<ItemKey, String>,
    /// The first score that names both ids, by the path of its ballot.
    cells: HashMap<(String, CellIds), String>,
}

impl ItemPaths {
    /// Finds those that the places name. Nothing is read where none does.
    fn find(text: &str, places: &[&Place]) -> Self {
        let items: HashSet<ItemKey> = places.iter().filter_map(|place| ItemKey::of(place)).collect();
        let cells: HashSet<CellIds> = places.iter().filter_map(|place| cell_of(place)).collect();
        let mut found = Self::default();
        if items.is_empty() {
            return found;
        }
        let mut item = ItemKey::new("", &"", 0);
        let mut cell = CellIds::default();
        scan::walk(text, |part| {
            let Some((list, rest)) = part.path.split_once('[') else { return };
            let Some((index, field)) = rest.split_once(']') else { return };
            let value = &text[part.value.clone()];
            match field {
                ".id" | ".member" => item.id = string(value),
                ".round" => item.round = value.trim().parse().unwrap_or_default(),
                // The parts of an item come before the item itself.
                "" => {
                    let done = std::mem::replace(&mut item, ItemKey::new("", &"", 0));
                    let done = ItemKey { list: list.to_owned(), ..done };
                    if items.contains(&done) {
                        found.items.insert(done, part.path.to_owned());
                    }
                }
                _ if cells.is_empty() => {}
                _ => {
                    let Some((_, field)) = field.strip_prefix(".scores[").and_then(|rest| rest.split_once(']')) else {
                        return;
                    };
                    match field {
                        ".criterion" => cell.0 = string(value),
                        ".option" => cell.1 = string(value),
                        "" => {
                            let done = std::mem::take(&mut cell);
                            if cells.contains(&done) {
                                let ballot = format!("{list}[{index}]");
                                found.cells.entry((ballot, done)).or_insert_with(|| part.path.to_owned());
                            }
                        }
                        _ => {}
                    }
                }
            }
        });
        found
    }

    /// The path of a place, or of the list that it would be in.
    fn path_of(&self, place: &Place) -> String {
        let Some(key) = ItemKey::of(place) else { return path_of(place) };
        let Some(item) = self.items.get(&key) else { return key.list };
        let cell = cell_of(place).and_then(|cell| self.cells.get(&(item.clone(), cell)));
        cell.unwrap_or(item).clone()
    }
}

/// A string of RON; nothing if it is none.
fn string(value: &str) -> String {
    ron::from_str(value).unwrap_or_default()
}

/// The path of a place that has no id.
fn path_of(place: &Place) -> String {
    match place {
        Place::Record => String::new(),
        Place::Title => "title".to_owned(),
        Place::Status => "history".to_owned(),
        Place::Context => "context".to_owned(),
        Place::Link(index) => format!("links[{index}]"),
        Place::Options | Place::Option(_) => "options".to_owned(),
        Place::Criteria | Place::Criterion(_) => "criteria".to_owned(),
        Place::Members | Place::Member(_) => "members".to_owned(),
        Place::Ballot(..) | Place::Cell(..) => "ballots".to_owned(),
        Place::Reference(_) => "references".to_owned(),
        Place::Outcome => "outcome".to_owned(),
        Place::Chosen => "outcome.chosen".to_owned(),
        Place::Export(index) => format!("exports[{index}]"),
    }
}
