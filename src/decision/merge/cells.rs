//! The scores of members and sources. Every part of a cell is merged by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    keyed::Fate,
    merger::{MergedItem, Merger, Three},
    removals::Kept,
    words,
};
use crate::decision::{Cell, CellKey};

impl Merger<'_> {
    /// Merges cells. `key` names the ballot for programs, `whose` the one who scores, and `when` the round if there are
    /// several.
    pub(super) fn cells(
        &mut self,
        three: Three<&BTreeMap<CellKey, Cell>>,
        kept: &Kept,
        key: &str,
        (whose, when): (&str, &str),
        earlier: impl Fn(&CellKey) -> Option<Cell>,
    ) -> BTreeMap<CellKey, Cell> {
        let all = [three.base, three.ours, three.theirs];
        let ids: BTreeSet<&CellKey> = all.into_iter().flat_map(BTreeMap::keys).collect();
        let mut merged = BTreeMap::new();
        for id in ids {
            let cells = three.map(|cells| cells.get(id));
            // What was settled comes before what the cells themselves say.
            let cell = match (kept.cell(id), cells.clear()) {
                (Fate::Gone, _) => None,
                (Fate::From(side), _) | (Fate::Open, Some(side)) => cells.of(side).cloned(),
                (Fate::Open, None) => {
                    let (criterion, option) = (self.criterion_name(&id.0), self.option_name(&id.1));
                    let around = [format!("{whose}'s "), format!(" of {criterion} for {option}{when}")];
                    let item = MergedItem::told_as(format!("{key}/{}/{}", id.0, id.1), around);
                    // If both copies have a new vote on it, each started from the last one before.
                    let started = if cells.base.is_none() { earlier(id) } else { None };
                    self.cell(cells, &started.unwrap_or_default(), &item)
                }
            };
            merged.extend(cell.map(|cell| (id.clone(), cell)));
        }
        merged
    }

    /// Merges a cell; returns `None` if it is left out.
    fn cell(&mut self, cells: Three<Option<&Cell>>, started: &Cell, item: &MergedItem) -> Option<Cell> {
        // Whether the cell is there is merged like a value, since an empty cell differs from no cell.
        let there = cells.map(|cell| cell.is_some());
        let there = there.clear().is_some_and(|side| there.of(side));
        let blank = Cell::default();
        let three = cells.map(|cell| cell.unwrap_or(&blank));
        let three = Three { base: cells.base.unwrap_or(started), ..three };
        let vote = self.value(three.map(|cell| &cell.vote), |vote| vote.map(words::vote), || item.field("score"));
        let cell = Cell {
            vote,
            confidence: self.value(
                three.map(|cell| &cell.confidence),
                |confidence| confidence.map(|confidence| confidence.name().to_owned()),
                || item.field("confidence"),
            ),
            evidence: self.value(
                three.map(|cell| &cell.evidence),
                |evidence| evidence.map(|evidence| evidence.name().to_owned()),
                || item.field("evidence"),
            ),
            link: self.line(three.map(|cell| &cell.link), || item.field("link")),
            note: self.prose(three.map(|cell| &cell.note), || item.field("note")),
        };
        (there || !cell.is_blank()).then_some(cell)
    }
}
