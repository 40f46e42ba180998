//! The criteria that are selected together, and where they go when they are moved.

use std::sync::Arc;

use crate::decision::{Criterion, CriterionId, Decision, Edit};

/// The criteria in the order of the screen.
pub(super) struct Rows<'a> {
    /// The groups, each with its criteria.
    pub(super) groups: Vec<(&'a str, Vec<&'a Arc<Criterion>>)>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(decision: &'a Decision) -> Self {
        Self { groups: decision.groups() }
    }

    /// Returns the rows that are left where some are filtered out; a group without any goes.
    pub(super) fn that(mut self, is_left: impl Fn(&CriterionId) -> bool) -> Self {
        for (_, criteria) in &mut self.groups {
            criteria.retain(|criterion| is_left(&criterion.id));
        }
        self.groups.retain(|(_, criteria)| !criteria.is_empty());
        self
    }

    /// Returns the criteria one after the other, each with its group.
    fn list(&self) -> impl Iterator<Item = (&'a str, &'a CriterionId)> {
        self.groups.iter().flat_map(|(group, criteria)| criteria.iter().map(|criterion| (*group, &criterion.id)))
    }

    fn ids(&self) -> impl Iterator<Item = &'a CriterionId> {
        self.list().map(|(_, id)| id)
    }

    /// Returns the criterion so many rows below another one; none beyond the ends.
    pub(super) fn beside(&self, id: Option<&CriterionId>, by: isize) -> Option<CriterionId> {
        let place = self.ids().position(|other| Some(other) == id)?.checked_add_signed(by)?;
        self.ids().nth(place).cloned()
    }

    /// Returns the criterion below these, or else the one above them.
    pub(super) fn after(&self, ids: &[CriterionId]) -> Option<CriterionId> {
        let last = self.ids().position(|id| Some(id) == ids.last())?;
        let is_left = |id: &&CriterionId| !ids.contains(id);
        let above = || self.ids().take(last).filter(is_left).last();
        self.ids().skip(last).find(is_left).or_else(above).cloned()
    }
}

/// The criteria that are selected together, and the end of the range that stays when it is extended.
#[derive(Default)]
pub(super) struct Picked {
    ids: Vec<CriterionId>,
    start: Option<CriterionId>,
}

impl Picked {
    /// Returns the selected criteria in their order. `current` is the one with the cursor: where another step has set it on a
    /// criterion outside of them, it is alone.
    pub(super) fn of(&self, current: Option<&CriterionId>, rows: &Rows<'_>) -> Vec<CriterionId> {
        let is_current = |id: &CriterionId| Some(id) == current;
        let together = self.ids.iter().any(is_current);
        rows.ids().filter(|id| is_current(id) || (together && self.ids.contains(id))).cloned().collect()
    }

    /// Selects one criterion alone.
    pub(super) fn only(&mut self, id: &CriterionId, current: &mut Option<CriterionId>) {
        *self = Self { ids: vec![id.clone()], start: Some(id.clone()) };
        *current = Some(id.clone());
    }

    /// Adds a criterion to the selected ones, or takes it off them. One stays selected.
    pub(super) fn toggle(&mut self, id: &CriterionId, current: &mut Option<CriterionId>, rows: &Rows<'_>) {
        self.ids = self.of(current.as_ref(), rows);
        if self.ids.contains(id) && self.ids.len() > 1 {
            self.ids.retain(|other| other != id);
            *current = self.ids.last().cloned();
        } else {
            self.ids.push(id.clone());
            *current = Some(id.clone());
        }
        self.start.clone_from(current);
    }

    /// Selects all criteria from where the range began to this one.
    pub(super) fn extend_to(&mut self, id: &CriterionId, current: &mut Option<CriterionId>, rows: &Rows<'_>) {
        let start = self.start.clone().filter(|start| self.of(current.as_ref(), rows).contains(start));
        let start = start.or_else(|| current.clone());
        let place = |id: Option<&CriterionId>| rows.ids().position(|other| Some(other) == id);
        let Some((from, to)) = place(start.as_ref()).zip(place(Some(id))) else { return };
        self.ids = rows.ids().skip(from.min(to)).take(from.abs_diff(to) + 1).cloned().collect();
        self.start = start;
        *current = Some(id.clone());
    }

    /// Selects all criteria.
    pub(super) fn all(&mut self, rows: &Rows<'_>) {
        self.ids = rows.ids().cloned().collect();
    }
}

/// Returns the edit that puts criteria into a group: before another one, or before the next that stays where it is.
pub(super) fn landing(rows: &Rows<'_>, picked: &[CriterionId], group: &str, before: Option<&CriterionId>) -> Edit {
    let ids = || rows.list().filter(|(other, _)| *other == group).map(|(_, id)| id);
    let next = before.and_then(|before| ids().skip_while(|id| *id != before).find(|id| !picked.contains(id)));
    Edit::PlaceCriteria { criteria: picked.to_vec(), group: group.to_owned(), before: next.cloned() }
}

/// Returns the edit that moves criteria one place up for a negative number, or else down. Beyond the end of its group is the next
/// group. `None` at the ends of the list.
pub(super) fn moved_by(rows: &Rows<'_>, picked: &[CriterionId], by: isize) -> Option<Edit> {
    let all: Vec<(&str, &CriterionId)> = rows.list().collect();
    let place = |id: Option<&CriterionId>| all.iter().position(|(_, other)| Some(*other) == id);
    if by < 0 {
        let first = place(picked.first())?;
        let (group, above) = *all.get(first.checked_sub(1)?)?;
        let before = (group == all[first].0).then_some(above);
        return Some(landing(rows, picked, group, before));
    }
    let last = place(picked.last())?;
    let (group, below) = *all.get(last + 1)?;
    let before = if group == all[last].0 {
        all.get(last + 2).filter(|(other, _)| *other == group).map(|(_, id)| *id)
    } else {
        Some(below)
    };
    Some(landing(rows, picked, group, before))
}
