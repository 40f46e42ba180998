//! The lines of the table, filtered and sorted, and the lines drawn from superseded ADRs to those that replaced them.

use std::{cmp::Ordering, collections::HashMap};

use jiff::civil::Date;

use crate::{
    adr::AdrStatus,
    decision::RepoPath,
    decision_log::{Entry, Log},
    gui::flows::log::{StatusFilter, is_due},
};

/// An ADR, by the index of its folder in the log and its own index in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The index of the folder in the log.
    pub folder: usize,
    /// The index of the ADR in the folder.
    pub entry: usize,
}

impl At {
    /// Returns the ADR itself, unless the log has none at these places.
    #[must_use]
    pub fn of(self, log: &Log) -> Option<&Entry> {
        log.folders.get(self.folder)?.folder.entries.get(self.entry)
    }

    /// Returns its path from the root.
    #[must_use]
    pub fn path(self, log: &Log) -> Option<RepoPath> {
        let folder = &log.folders.get(self.folder)?.folder;
        Some(folder.path_of(&folder.entries.get(self.entry)?.file))
    }
}

/// The column that the ADRs of a folder are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Column {
    /// The number, and for ADRs without one the file name.
    #[default]
    Number,
    /// The title.
    Title,
    /// The status.
    Status,
    /// The day of the next review.
    Review,
    /// The date of the ADR.
    Date,
}

impl Column {
    /// Returns whether the highest comes first until people turn the order around: the newest ADRs are looked for most.
    #[must_use]
    pub fn is_newest_first(self) -> bool {
        matches!(self, Self::Number | Self::Date)
    }
}

/// The search, the filter and the order of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Words that must all occur in the number, the title, the file name or the date.
    pub words: String,
    /// The statuses that are listed.
    pub status: StatusFilter,
    /// The column that the ADRs are sorted by.
    pub by: Column,
    /// Whether the highest comes first.
    pub down: bool,
}

impl Default for Query {
    fn default() -> Self {
        let by = Column::default();
        Self { words: String::new(), status: StatusFilter::default(), by, down: by.is_newest_first() }
    }
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogRow {
    /// The head of a folder, by its index; only where the log has several.
    Folder(usize),
    /// An ADR.
    Adr(At),
}

/// The connection drawn from an ADR to the one that superseded it, between two lines of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The line of the superseded one.
    pub from: usize,
    /// The line of the one that superseded it.
    pub to: usize,
    /// The lane of the connection, so that none overlap: 0 is the lane next to the numbers.
    pub lane: usize,
}

impl Edge {
    /// Returns its two lines, the upper one first.
    #[must_use]
    pub fn span(self) -> (usize, usize) {
        (self.from.min(self.to), self.from.max(self.to))
    }
}

/// The number of connections that fit side by side. Others are not drawn in the table; the chain beside the ADR lists them.
pub const LANES: usize = 3;

/// The content of the table.
#[derive(Debug, Default)]
pub struct LogRows {
    /// The lines.
    pub list: Vec<LogRow>,
    /// The number of lines that are ADRs.
    pub adrs: usize,
    /// The connections between the lines.
    pub edges: Vec<Edge>,
    places: HashMap<At, usize>,
}

impl LogRows {
    /// Returns the lines of a log that fit a query on a day.
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

    /// Returns the line of an ADR, if it is listed.
    #[must_use]
    pub fn line_of(&self, at: At) -> Option<usize> {
        self.places.get(&at).copied()
    }

    /// Returns the ADR that is `by` ADRs below another, or above it for a negative number, and at most the first or last one.
    /// Returns the first where `from` is `None` or not listed, and `None` where nothing is listed.
    #[must_use]
    pub fn moved(&self, from: Option<At>, by: isize) -> Option<At> {
        let here = from.and_then(|from| self.listed_adrs().position(|at| at == from));
        let Some(here) = here else { return self.listed_adrs().next() };
        let to = here.saturating_add_signed(by).min(self.adrs.saturating_sub(1));
        self.listed_adrs().nth(to)
    }

    /// Returns the ADRs in the order of the lines, without the heads of folders.
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
        // Short connections come first, so that they get the lanes next to the numbers.
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

/// Returns whether a span fits between those of a lane, which are sorted and do not overlap.
fn is_free(lane: &[(usize, usize)], (top, bottom): (usize, usize)) -> bool {
    let next = lane.partition_point(|(start, _)| *start < bottom);
    // They do not overlap, so only the last one that starts before the end of this one can reach into it.
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

/// Returns whether a word is the number of an ADR, in any spelling: `7` and `#7` find 0007.
fn number_is(entry: &Entry, word: &str) -> bool {
    entry.number.is_some() && word.trim_start_matches('#').parse().ok() == entry.number
}

fn compare(by: Column, a: &Entry, b: &Entry) -> Ordering {
    let own = match by {
        Column::Number => Ordering::Equal,
        Column::Title => a.title.to_lowercase().cmp(&b.title.to_lowercase()),
        Column::Status => status_place(a).cmp(&status_place(b)),
        // ADRs without a next review come last.
        Column::Review => review_place(a).cmp(&review_place(b)),
        Column::Date => a.date.cmp(&b.date),
    };
    // ADRs that are equal in the column are in the order of their numbers.
    own.then_with(|| (a.number, &a.file).cmp(&(b.number, &b.file)))
}

fn review_place(entry: &Entry) -> (bool, Option<Date>) {
    let on = entry.next_review().map(|due| due.on);
    (on.is_none(), on)
}

fn status_place(entry: &Entry) -> (usize, &str) {
    let filter = StatusFilter::of(entry.status.as_ref());
    let place = StatusFilter::ALL.iter().position(|known| *known == filter).unwrap_or(usize::MAX);
    (place, entry.status.as_ref().map_or("", AdrStatus::words))
}
