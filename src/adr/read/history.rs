//! Histories of statuses: lists, tables and lines of which one part stands.

use jiff::civil::Date;

use super::{DateMark, Place, StatusMark};
use crate::decision::Status;

/// Rank of a day that stands with a status: behind every day that has a key of its own.
pub(super) const WITH_STATUS: u8 = 3;

/// The stage of an ADR that was accepted or rejected.
const DECIDED: u8 = 2;

/// The parts of the histories of an ADR.
#[derive(Default)]
pub(super) struct History(Vec<HistoryPart>);

#[derive(Clone, Copy)]
struct HistoryPart {
    /// Place among the statuses.
    at: usize,
    day: Option<Date>,
}

impl History {
    /// Adds the status with this place among all, which come in the order of the file.
    pub(super) fn add(&mut self, at: usize, day: Option<Date>) {
        self.0.push(HistoryPart { at, day });
    }

    /// Marks the parts that do not stand as past. Of their days, that of the decision is the ADR's.
    pub(super) fn end(&self, statuses: &mut [StatusMark], dates: &mut [DateMark]) {
        for place in [Place::Section, Place::FrontMatter] {
            let parts = self.0.iter().filter(|part| statuses[part.at].place == place);
            let parts: Vec<HistoryPart> = parts.copied().collect();
            // A status outside of the list is none of its parts, and stands.
            let is_beside = parts.len() < statuses.iter().filter(|mark| mark.place == place).count();
            if parts.len() + usize::from(is_beside) < 2 {
                continue;
            }
            rank_days(&parts, statuses, dates);
            let superseded = parts.iter().find(|part| is_superseded(&statuses[part.at]));
            let stands = if is_beside { None } else { superseded.or(newest(&parts, statuses)) }.map(|part| part.at);
            // Whatever stands beside it, an ADR that is superseded is no longer in force.
            if stands.is_some() || superseded.is_none() {
                for HistoryPart { at, .. } in parts {
                    statuses[at].is_past = Some(at) != stands;
                }
            }
        }
    }
}

fn is_superseded(mark: &StatusMark) -> bool {
    mark.status.known() == Some(Status::Superseded)
}

/// Returns the newest part: the last one, unless the days or the order in which ADRs go through statuses show that the first one is.
fn newest<'p>(parts: &'p [HistoryPart], statuses: &[StatusMark]) -> Option<&'p HistoryPart> {
    let (first, last) = (parts.first()?, parts.last()?);
    let is_first = match (first.day, last.day) {
        (Some(day), Some(last)) if day != last => day > last,
        _ => stage(&statuses[first.at]) > stage(&statuses[last.at]),
    };
    Some(if is_first { first } else { last })
}

/// Returns how far an ADR with a status has come.
fn stage(mark: &StatusMark) -> Option<u8> {
    Some(match mark.status.known()? {
        Status::Draft => 0,
        Status::Proposed => 1,
        Status::Accepted | Status::Rejected => DECIDED,
        Status::Deprecated => 3,
        Status::Superseded => 4,
    })
}

/// Puts the last day up to the decision before the other days of a history.
fn rank_days(parts: &[HistoryPart], statuses: &[StatusMark], dates: &mut [DateMark]) {
    let up_to_decision = parts.iter().filter(|part| stage(&statuses[part.at]).is_some_and(|stage| stage <= DECIDED));
    let Some(decided) = up_to_decision.filter_map(|part| part.day).max() else { return };
    let is_other = |mark: &DateMark| {
        let is_part = || parts.binary_search_by_key(&mark.line, |part| statuses[part.at].line).is_ok();
        mark.rank == WITH_STATUS && mark.date != Some(decided) && is_part()
    };
    for mark in dates.iter_mut().filter(|mark| is_other(mark)) {
        mark.rank += 1;
    }
}
