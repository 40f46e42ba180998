//! Sections of an index that list the ADRs of one status each.

use std::ops::Range;

use super::{leads_to_path, target};
use crate::{
    adr::read::{AdrStatus, Kind, Line, lines, plain},
    decision::Status,
};

/// A section that lists the ADRs of one status.
pub(super) struct StatusSection {
    pub(super) status: Status,
    /// Bytes below its heading.
    pub(super) body: Range<usize>,
    /// End of its last line with words; that of its heading if it has no other.
    end_of_words: usize,
    /// Whether that line is a row of a table.
    ends_with_table: bool,
}

/// A line that opens a section.
enum Opening {
    OfStatus(Status),
    Other,
}

/// Returns the sections of an index by status; none unless several have a heading that is a status.
pub(super) fn status_sections(all: &[Line<'_>], end: usize) -> Vec<StatusSection> {
    let starts: Vec<(usize, Opening)> =
        all.iter().enumerate().filter_map(|(at, line)| Some((at, opening(line)?))).collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([all.len()]);
    let sections = starts.iter().zip(ends).filter_map(|((at, opening), next)| {
        let Opening::OfStatus(status) = *opening else { return None };
        let last = all[*at..next].iter().rev().find(|line| line.kind != Kind::Blank)?;
        Some(StatusSection {
            status,
            body: all[*at].span().end..all.get(next).map_or(end, |line| line.start),
            end_of_words: last.span().end,
            ends_with_table: last.text.trim_start().starts_with('|'),
        })
    });
    let sections: Vec<StatusSection> = sections.collect();
    let is_by_status = sections.windows(2).any(|pair| pair[0].status != pair[1].status);
    if is_by_status { sections } else { Vec::new() }
}

/// Returns what a heading opens, or a line in bold that is a status.
fn opening(line: &Line<'_>) -> Option<Opening> {
    const FEW: usize = 4;
    let status = |words: &str| {
        let few = plain(words).split_whitespace().count() <= FEW;
        AdrStatus::read(words).and_then(|status| status.known()).filter(|_| few)
    };
    match line.kind {
        Kind::Heading(_) => Some(status(line.heading()).map_or(Opening::Other, Opening::OfStatus)),
        Kind::Text => {
            let words = line.text.trim().trim_end_matches(':');
            let bold = words.strip_prefix("**").and_then(|words| words.strip_suffix("**"))?;
            status(bold).map(Opening::OfStatus)
        }
        _ => None,
    }
}

/// Returns the index with the line of an ADR in the section of its status, if it stands in that of another.
pub(super) fn moved(text: &str, path: &str, to: Status) -> Option<String> {
    let all = lines(text, 0, 1);
    let sections = status_sections(&all, text.len());
    let rows: Vec<(&Line<'_>, &str)> = all.iter().filter_map(|line| Some((line, target(line)?))).collect();
    let (row, own) = *rows.iter().find(|(_, target)| leads_to_path(target, path))?;
    let home = sections.iter().find(|section| section.status == to)?;
    sections.iter().find(|section| section.body.contains(&row.start)).filter(|from| from.status != to)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let others: Vec<(&Line<'_>, &str)> = rows.into_iter().filter(|(line, _)| home.body.contains(&line.start)).collect();
    let falls = others.len() > 1 && others.windows(2).all(|pair| pair[0].1 > pair[1].1);
    let above = others.iter().rev().find(|(_, other)| if falls { *other > own } else { *other < own });
    let (at, with) = match (above, others.first()) {
        (Some((line, _)), _) => (line.span().end, format!("{end}{}", row.text)),
        (None, Some((first, _))) => (first.start, format!("{}{end}", row.text)),
        (None, None) => home.first_row(row.text, end),
    };
    // The line goes with its end.
    let next = text[row.span().end..].find('\n').map_or(text.len(), |at| row.span().end + at + 1);
    let mut moved = text.to_owned();
    let (cut, paste) =
        (|text: &mut String| text.replace_range(row.start..next, ""), |text: &mut String| text.insert_str(at, &with));
    // From the end, so that places further up stay what they are.
    if at <= row.start {
        cut(&mut moved);
        paste(&mut moved);
    } else {
        paste(&mut moved);
        cut(&mut moved);
    }
    Some(moved)
}

impl StatusSection {
    /// Returns the place of the first row of the section, and the row with the line ends before it.
    pub(super) fn first_row(&self, row: &str, end: &str) -> (usize, String) {
        let gap = if self.ends_with_table { "" } else { end };
        (self.end_of_words, format!("{end}{gap}{row}"))
    }
}
