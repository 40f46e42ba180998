//! Lines in the text of a file, for the parts of its record.

use std::collections::{HashMap, HashSet};

use super::scan;
use crate::decision::{Place, Problem};

/// Returns the line of a place, counted from 1, in the text of the record's file. See [`lines_of`].
#[must_use]
pub fn line_of(text: &str, place: &Place) -> Option<usize> {
    lines(text, &[Spot { place, path: None }]).pop().flatten()
}

/// Returns the lines of problems, counted from 1, in the text of the record's file. Hand-edited layouts and comments
/// are fine. The text is read at most three times, however many problems there are.
///
/// If a part is not in the file, since empty fields are left out, the line is that of the nearest part around it;
/// `None` if the text is not even RON.
#[must_use]
pub fn lines_of(text: &str, problems: &[Problem]) -> Vec<Option<usize>> {
    let spots = problems.iter().map(|problem| Spot { place: &problem.place, path: problem.path.as_deref() });
    lines(text, &spots.collect::<Vec<_>>())
}

/// A part of a record.
struct Spot<'a> {
    place: &'a Place,
    /// Path of its fields, or of the ballot that it is a cell of, if that is known.
    path: Option<&'a str>,
}

fn lines(text: &str, spots: &[Spot<'_>]) -> Vec<Option<usize>> {
    let known = ItemPaths::find(text, spots);
    let paths: Vec<String> = spots.iter().map(|spot| known.path_of(spot)).collect();
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
    for (path, spot) in paths.iter().zip(spots) {
        let start = around(path).find_map(|path| starts.get(path));
        found.push(match spot.place {
            Place::FileLine(line) => Some(*line),
            _ => start.and_then(|start| lines.get(start).copied()),
        });
    }
    found
}

/// Returns a path and those of the parts around it, from the inside out.
fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| (!path.is_empty()).then(|| &path[..path.rfind(['.', '[']).unwrap_or(0)]))
}

/// Returns the line of each of these byte offsets.
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

/// The key of an item in a list of the record, as places name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct ItemKey {
    list: String,
    /// Its own id, or for a ballot that of its member.
    id: String,
    /// Round of a ballot; 0 for anything else.
    round: u32,
}

impl ItemKey {
    fn new(list: &str, id: &impl ToString, round: u32) -> Self {
        Self { list: list.to_owned(), id: id.to_string(), round }
    }

    /// Returns the key of the item that a place is or lies in; `None` for places without an id.
    fn of(place: &Place) -> Option<Self> {
        match place {
            Place::Option(id) => Some(Self::new("options", id, 0)),
            Place::Criterion(id) => Some(Self::new("criteria", id, 0)),
            Place::Member(id) => Some(Self::new("members", id, 0)),
            Place::Reference(id) | Place::ReferenceCell(id, ..) => Some(Self::new("references", id, 0)),
            Place::Ballot(member, round) | Place::Cell(member, round, ..) => Some(Self::new("ballots", member, *round)),
            _ => None,
        }
    }
}

/// The ids of a criterion and an option.
type CellIds = (String, String);

fn cell_of(place: &Place) -> Option<CellIds> {
    match place {
        Place::Cell(_, _, criterion, option) | Place::ReferenceCell(_, criterion, option) => {
            Some((criterion.to_string(), option.to_string()))
        }
        _ => None,
    }
}

/// The paths of items that places name by id.
#[derive(Default)]
struct ItemPaths {
    items: HashMap<ItemKey, String>,
    /// The first score that names both ids, by the path of its ballot.
    cells: HashMap<(String, CellIds), String>,
}

impl ItemPaths {
    /// Finds the items that the places name. Reads nothing if no place names one.
    fn find(text: &str, spots: &[Spot<'_>]) -> Self {
        let by_id = spots.iter().filter(|spot| spot.path.is_none());
        let items: HashSet<ItemKey> = by_id.filter_map(|spot| ItemKey::of(spot.place)).collect();
        let cells: HashSet<CellIds> = spots.iter().filter_map(|spot| cell_of(spot.place)).collect();
        let mut found = Self::default();
        if items.is_empty() && cells.is_empty() {
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

    /// Returns the path of a part, or of the list that it would be in.
    fn path_of(&self, spot: &Spot<'_>) -> String {
        let item = match (spot.path, ItemKey::of(spot.place)) {
            (Some(path), _) => path,
            (None, None) => return path_of(spot.place),
            (None, Some(key)) => match self.items.get(&key) {
                Some(item) => item,
                None => return key.list,
            },
        };
        let cell = cell_of(spot.place).and_then(|cell| self.cells.get(&(item.to_owned(), cell)));
        cell.map_or(item, String::as_str).to_owned()
    }
}

/// Parses a string of RON; returns an empty one if the value is no string.
fn string(value: &str) -> String {
    ron::from_str(value).unwrap_or_default()
}

/// Returns the path of a place without an id, or the list for one with an id.
fn path_of(place: &Place) -> String {
    match place {
        Place::Record | Place::FileLine(_) => String::new(),
        Place::Title => "title".to_owned(),
        Place::Status => "history".to_owned(),
        Place::Context => "context".to_owned(),
        Place::Link(index) => format!("links[{index}]"),
        Place::Options | Place::Option(_) => "options".to_owned(),
        Place::Criteria | Place::Criterion(_) => "criteria".to_owned(),
        Place::Members | Place::Member(_) => "members".to_owned(),
        Place::Ballot(..) | Place::Cell(..) => "ballots".to_owned(),
        Place::Reference(_) | Place::ReferenceCell(..) => "references".to_owned(),
        Place::Outcome => "outcome".to_owned(),
        Place::Chosen => "outcome.chosen".to_owned(),
        Place::Export(index) => format!("exports[{index}]"),
    }
}
