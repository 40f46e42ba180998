//! What the table lists: filtered, sorted, and with the ways from superseded ADRs to those in their place.

use std::{cmp::Ordering, collections::HashMap};

use jiff::civil::Date;

use crate::{
    adr::AdrStatus,
    decision::RepoPath,
    decision_log::{Entry, Log},
    gui::flows::log::{StatusFilter, is_due},
};

/// An ADR, by the places of its folder and of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The folder in the log.
    pub folder: usize,
    /// The ADR in the folder.
    pub entry: usize,
}

impl At {
    /// The ADR itself.
    #[must_use]
    pub fn of(self, log: &Log) -> Option<&Entry> {
        log.folders.get(self.folder)?.folder.entries.get(self.entry)
    }

    /// Its path from the root.
    #[must_use]
    pub fn path(self, log: &Log) -> Option<RepoPath> {
        let folder = &log.folders.get(self.folder)?.folder;
        Some(folder.path_of(&folder.entries.get(self.entry)?.file))
    }
}

/// What the ADRs of a folder are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Column {
    /// The number, or what stands for it.
    #[default]
    Number,
    /// The title.
    Title,
    /// The status.
    Status,
    /// The day of the next review.
    Review,
    /// The day.
    Date,
}

/// What is asked of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that must all occur in number, title, file or people.
    pub words: String,
    /// Which statuses.
    pub status: StatusFilter,
    /// What it is sorted by.
    pub by: Column,
    /// From the highest down.
    pub down: bool,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogRow {
    /// The head of a folder, where there are several.
    Folder(usize),
    /// An ADR.
    Adr(At),
}

/// The way from an ADR to the one in its place, between two lines of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The line of the superseded one.
    pub from: usize,
    /// The line of the one in its place.
    pub to: usize,
    /// Which of the ways beside each other, from 0, next to the numbers.
    pub lane: usize,
}

impl Edge {
    /// Its lines from above to below.
    #[must_use]
    pub fn span(self) -> (usize, usize) {
        (self.from.min(self.to), self.from.max(self.to))
    }
}

/// How many ways have room beside each other. The others are listed beside the ADR.
pub const LANES: usize = 3;

/// What the table shows.
#[derive(Debug, Default)]
pub struct LogRows {
    /// The lines.
    pub list: Vec<LogRow>,
    /// How many of them are ADRs.
    pub adrs: usize,
    /// The ways between them.
    pub edges: Vec<Edge>,
    places: HashMap<At, usize>,
}

impl LogRows {
    /// The lines that a query leaves of a log on a day.
    #[must_use]
    pub fn of(log: &Log, query: &Query, today: Date) -> Self {
        let words: Vec<String> = query.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut rows = Self::default();
        for folder in 0..log.folders.len() {
            let entries = &log.folders[folder].folder.entries;
            let mut found: Vec<usize> =
                (0..entries.len()).filter(|at| wanted(&entries[*at], query, &words, today)).collect();
            found.sort_by(|a, b| {
                let order = compare(query.by, &entries[*a], &entries[*b]);
                if query.down { order.reverse() } else { order }
            });
            if log.folders.len() > 1 && !found.is_empty() {
                rows.list.push(LogRow::Folder(folder));
            }
            rows.adrs += found.len();
            rows.list.extend(found.into_iter().map(|entry| LogRow::Adr(At { folder, entry })));
        }
        for (line, row) in rows.list.iter().enumerate() {
            if let LogRow::Adr(at) = row {
                rows.places.insert(*at, line);
            }
        }
        rows.edges = rows.edges_of(log);
        rows
    }

    /// The line of an ADR, if it is listed.
    #[must_use]
    pub fn line_of(&self, at: At) -> Option<usize> {
        self.places.get(&at).copied()
    }

    /// The ADR that lies so many ADRs below another, or above it; the first where none is given.
    #[must_use]
    pub fn moved(&self, from: Option<At>, by: isize) -> Option<At> {
        let here = from.and_then(|from| self.listed_adrs().position(|at| at == from));
        let Some(here) = here else { return self.listed_adrs().next() };
        let to = here.saturating_add_signed(by).min(self.adrs.saturating_sub(1));
        self.listed_adrs().nth(to)
    }

    /// The ADRs in the order of the lines, without the heads of folders.
    fn listed_adrs(&self) -> impl Iterator<Item = At> {
        self.list.iter().filter_map(|row| if let LogRow::Adr(at) = row { Some(*at) } else { None })
    }

    fn edges_of(&self, log: &Log) -> Vec<Edge> {
        let mut edges: Vec<Edge> = Vec::new();
        for (folder, found) in log.folders.iter().enumerate() {
            edges.extend(found.successions.iter().filter_map(|step| {
                let from = self.line_of(At { folder, entry: step.earlier })?;
                let to = self.line_of(At { folder, entry: step.later })?;
                Some(Edge { from, to, lane: 0 })
            }));
        }
        // The short ones get the ways next to the numbers.
        edges.sort_by_key(|edge| (edge.span().1 - edge.span().0, edge.span()));
        let mut lanes: [Vec<(usize, usize)>; LANES] = Default::default();
        edges.retain_mut(|edge| {
            let (top, bottom) = edge.span();
            let Some(lane) = lanes.iter().position(|lane| is_free(lane, (top, bottom))) else { return false };
            let place = lanes[lane].partition_point(|(start, _)| *start < top);
            lanes[lane].insert(place, (top, bottom));
            edge.lane = lane;
            true
        });
        edges
    }
}

/// Whether a span fits between those that a lane has, which are in order.
fn is_free(lane: &[(usize, usize)], (top, bottom): (usize, usize)) -> bool {
    let next = lane.partition_point(|(start, _)| *start < bottom);
    // They are apart, so that only the last one before it can reach into it.
    next == 0 || lane[next - 1].1 <= top
}

fn wanted(entry: &Entry, query: &Query, words: &[String], today: Date) -> bool {
    let has_status = match query.status {
        StatusFilter::All => true,
        StatusFilter::Due => is_due(entry, today),
        status => status == StatusFilter::of(entry.status.as_ref()),
    };
    if !has_status {
        return false;
    }
    words.is_empty() || {
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let text = format!("{} {} {} {date}", entry.id, entry.title, entry.file).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()) || number_is(entry, word))
    }
}

/// `7` finds 0007, too.
fn number_is(entry: &Entry, word: &str) -> bool {
    entry.number.is_some() && word.trim_start_matches('#').parse().ok() == entry.number
}

fn compare(by: Column, a: &Entry, b: &Entry) -> Ordering {
    let own = match by {
        Column::Number => Ordering::Equal,
        Column::Title => a.title.to_lowercase().cmp(&b.title.to_lowercase()),
        Column::Status => status_place(a).cmp(&status_place(b)),
        // What is not reviewed again comes last.
        Column::Review => review_place(a).cmp(&review_place(b)),
        Column::Date => a.date.cmp(&b.date),
    };
    own.then_with(|| (a.number, &a.file).cmp(&(b.number, &b.file)))
}

fn review_place(entry: &Entry) -> (bool, Option<Date>) {
    let on = entry.due().map(|due| due.on);
    (on.is_none(), on)
}

fn status_place(entry: &Entry) -> (usize, &str) {
    let filter = StatusFilter::of(entry.status.as_ref());
    let place = StatusFilter::ALL.iter().position(|known| *known == filter).unwrap_or(usize::MAX);
    (place, entry.status.as_ref().map_or("", AdrStatus::words))
}
