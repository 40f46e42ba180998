//! What one copy took out, and the other still uses: an option that has new scores, a member who has scored since.
//!
//! It is settled before the parts are merged, since such a thing then comes from one copy with all that belongs to it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
    sync::Arc,
};

use super::{
    Side,
    keyed::Fate,
    merger::{Merger, Three, Where},
};
use crate::decision::{Cell, CellKey, CriterionId, Decision, Member, MemberId, OptionId, Status};

/// Ids of one kind that were taken out on a side: those that the other still uses, and those that are left out.
pub(super) struct Settled<K> {
    from: BTreeMap<K, Side>,
    gone: BTreeSet<K>,
}

impl<K: Ord> Settled<K> {
    pub(super) fn fate(&self, id: &K) -> Fate {
        match self.from.get(id) {
            Some(side) => Fate::From(*side),
            None if self.gone.contains(id) => Fate::Gone,
            None => Fate::Open,
        }
    }

    /// What comes from one side, and from which.
    pub(super) fn taken(&self) -> impl Iterator<Item = (&K, Side)> {
        self.from.iter().map(|(id, side)| (id, *side))
    }

    /// Whether nothing had to be settled.
    fn is_all_open(&self) -> bool {
        self.from.is_empty() && self.gone.is_empty()
    }

    /// Whether it comes from the base, as if neither copy had used it.
    pub(super) fn is_from_base(&self, id: &K) -> bool {
        self.from.get(id) == Some(&Side::Base)
    }

    pub(super) fn is_gone(&self, id: &K) -> bool {
        self.gone.contains(id)
    }
}

/// What was settled of every kind.
pub(super) struct Kept {
    pub(super) options: Settled<OptionId>,
    pub(super) criteria: Settled<CriterionId>,
    pub(super) members: Settled<MemberId>,
    pub(super) rounds: Settled<u32>,
}

impl Kept {
    pub(super) fn of(merger: &mut Merger<'_>) -> Self {
        let base = merger.sides.base;
        let used = merger.sides.map(|side| Used::of(base, side));
        let sides = merger.sides;
        let listed = sides.map(|side| by_id(&side.criteria, |criterion| criterion.id.clone()));
        // Criteria come first, because whether a member was changed depends on which criteria are gone.
        let criteria = merger.settle(
            &listed,
            used.as_ref().map(|used| &used.criteria),
            |before, now, _| before == now,
            &List {
                key: "criteria",
                kind: "Criterion",
                name: &|merger, id| merger.criterion_name(id),
                named: &|copy| keys(copy).map(|(criterion, _)| criterion).collect(),
            },
        );
        Self {
            options: merger.settle(
                &sides.map(|side| by_id(&side.options, |option| option.id.clone())),
                used.as_ref().map(|used| &used.options),
                |before, now, _| before == now,
                &List {
                    key: "options",
                    kind: "Option",
                    name: &|merger, id| merger.option_name(id),
                    named: &|copy| keys(copy).map(|(_, option)| option).collect(),
                },
            ),
            members: merger.settle(
                &sides.map(|side| by_id(&side.members, |member| member.id.clone())),
                used.as_ref().map(|used| &used.members),
                |before, now, side| {
                    let listed = listed.as_ref().of(side);
                    is_as_before(before, now, |id| !criteria.is_gone(id) && listed.contains_key(id))
                },
                &List {
                    key: "members",
                    kind: "Member",
                    name: &|merger, id| merger.member_name(id),
                    named: &|copy| copy.ballots.iter().map(|ballot| &ballot.member).collect(),
                },
            ),
            rounds: merger.settle(
                &sides.map(|side| by_id(&side.rounds, |round| round.number)),
                used.as_ref().map(|used| &used.rounds),
                |before, now, _| before == now,
                &List {
                    key: "rounds",
                    kind: "Round",
                    name: &|_, number| number.to_string(),
                    named: &|copy| copy.ballots.iter().map(|ballot| &ballot.round).collect(),
                },
            ),
            criteria,
        }
    }

    /// What was settled of a cell, by its criterion or its option.
    pub(super) fn cell(&self, (criterion, option): &CellKey) -> Fate {
        match (self.criteria.fate(criterion), self.options.fate(option)) {
            // A cell needs both its criterion and its option, so one that is gone decides.
            (Fate::Gone, _) | (_, Fate::Gone) => Fate::Gone,
            (Fate::From(side), _) | (_, Fate::From(side)) => Fate::From(side),
            (Fate::Open, Fate::Open) => Fate::Open,
        }
    }

    /// Whether anything was settled that has cells.
    pub(super) fn has_cells(&self) -> bool {
        !self.criteria.is_all_open() || !self.options.is_all_open()
    }

    /// Applies what was settled to the cells. A ballot that only one copy changed was taken whole, including cells of what the
    /// other removed.
    pub(super) fn settle_cells(
        &self,
        cells: &mut BTreeMap<CellKey, Cell>,
        of: Three<Option<&BTreeMap<CellKey, Cell>>>,
    ) {
        let keys = [of.base, of.ours, of.theirs].into_iter().flatten().flat_map(BTreeMap::keys);
        let keys: BTreeSet<&CellKey> = keys.filter(|key| !matches!(self.cell(key), Fate::Open)).collect();
        for key in keys {
            let settled = match self.cell(key) {
                Fate::Open => continue,
                Fate::From(side) => of.of(side).and_then(|cells| cells.get(key)),
                Fate::Gone => None,
            };
            match settled {
                Some(cell) => cells.insert(key.clone(), cell.clone()),
                None => cells.remove(key),
            };
        }
    }

    /// A member's swings, with what was settled of their criteria.
    pub(super) fn settled_swings(
        &self,
        swings: &BTreeMap<CriterionId, u8>,
        of: Three<Option<&BTreeMap<CriterionId, u8>>>,
    ) -> BTreeMap<CriterionId, u8> {
        let mut settled = swings.clone();
        for (id, side) in self.criteria.taken() {
            match of.of(side).and_then(|swings| swings.get(id)) {
                Some(swing) => settled.insert(id.clone(), *swing),
                None => settled.remove(id),
            };
        }
        settled.retain(|id, _| !self.criteria.is_gone(id));
        settled
    }

    /// What was settled of a ballot, by its member or its round.
    pub(super) fn ballot(&self, round: u32, member: &MemberId) -> Fate {
        match (self.members.fate(member), self.rounds.fate(&round)) {
            // A ballot needs both its member and its round, so one that is gone decides.
            (Fate::Gone, _) | (_, Fate::Gone) => Fate::Gone,
            (Fate::From(side), _) | (_, Fate::From(side)) => Fate::From(side),
            (Fate::Open, Fate::Open) => Fate::Open,
        }
    }
}

/// The places of all cells of ballots.
fn keys(copy: &Decision) -> impl Iterator<Item = &CellKey> {
    copy.ballots.iter().flat_map(|ballot| ballot.cells.keys())
}

fn by_id<K: Ord, V>(items: &[Arc<V>], id: impl Fn(&V) -> K) -> BTreeMap<K, &V> {
    items.iter().map(|item| (id(item), &**item)).collect()
}

/// Whether nobody changed a member; what they say of a criterion goes with it, where that is taken out or left out and no
/// longer counts.
fn is_as_before(before: &Member, now: &Member, counts: impl Fn(&CriterionId) -> bool) -> bool {
    let mut sides = [before.clone(), now.clone()];
    for side in &mut sides {
        side.retain(&counts, |_| true);
    }
    sides[0] == sides[1]
}

/// How the things of a list are called, and found.
struct List<'f, K> {
    /// The list, for programs.
    key: &'static str,
    /// The word in front of a name.
    kind: &'static str,
    name: &'f dyn Fn(&Merger<'_>, &K) -> String,
    /// Those that the ballots of a copy name.
    named: &'f dyn for<'d> Fn(&'d Decision) -> BTreeSet<&'d K>,
}

impl<K: Ord> List<'_, K> {
    /// Those that a copy lists no more, and still has ballots of: as where an id was changed by hand in one of two places. Nobody took
    /// them out then.
    fn half_changed<'d, V>(
        &self,
        copy: &'d Decision,
        base: &BTreeMap<K, &V>,
        items: &BTreeMap<K, &V>,
    ) -> BTreeSet<&'d K> {
        if base.keys().all(|id| items.contains_key(id)) {
            return BTreeSet::new();
        }
        let mut named = (self.named)(copy);
        named.retain(|id| !items.contains_key(*id));
        named
    }
}

impl Merger<'_> {
    fn settle<K: Ord + Clone + Display, V>(
        &mut self,
        items: &Three<BTreeMap<K, &V>>,
        used: Three<&BTreeSet<K>>,
        same: impl Fn(&V, &V, Side) -> bool,
        list: &List<'_, K>,
    ) -> Settled<K> {
        let mut settled = Settled { from: BTreeMap::new(), gone: BTreeSet::new() };
        // Item by item, each removal could stand, and the list would end up empty without a conflict.
        if let Some(side) = self.none_left(items, list) {
            let kept = items.as_ref().of(side);
            settled.from.extend(kept.keys().map(|id| (id.clone(), side)));
            settled.gone.extend(items.base.keys().filter(|id| !kept.contains_key(*id)).cloned());
            return settled;
        }
        let Three { ours, theirs, .. } = self.sides;
        let half_changed = [(ours, &items.ours), (theirs, &items.theirs)]
            .map(|(copy, listed)| list.half_changed(copy, &items.base, listed));
        for (id, before) in &items.base {
            let is_lost = half_changed.iter().any(|ids| ids.contains(id));
            let (side, now) = match (items.ours.get(id), items.theirs.get(id)) {
                (Some(now), None) => (Side::Ours, now),
                (None, Some(now)) => (Side::Theirs, now),
                (Some(_), Some(_)) => continue,
                (None, None) if is_lost => continue,
                (None, None) => {
                    settled.gone.insert(id.clone());
                    continue;
                }
            };
            // The other copy did nothing with it, so taking it out stands without a question.
            if same(before, now, side) && !used.of(side).contains(id) {
                if !is_lost {
                    settled.gone.insert(id.clone());
                }
                continue;
            }
            let [kept, out] = ["kept and used", "taken out"].map(|word| Some(word.to_owned()));
            let (ours, theirs) = if side == Side::Ours { (kept, out) } else { (out, kept) };
            let values = Three { base: None, ours, theirs };
            let at = Where::new(format!("{}/{id}", list.key), format!("{} {}", list.kind, (list.name)(self, id)));
            // The copy that kept it is proposed, since that way nothing is lost.
            let taken = self.clash(at, values, side);
            // Any other side is the one that took it out.
            if taken == side || taken == Side::Base {
                settled.from.insert(id.clone(), taken);
            } else {
                settled.gone.insert(id.clone());
            }
        }
        settled
    }
}

impl Merger<'_> {
    /// The side that is taken where each copy left something of a list, and together they leave nothing.
    fn none_left<K: Ord, V>(&mut self, items: &Three<BTreeMap<K, &V>>, list: &List<'_, K>) -> Option<Side> {
        let Three { base, ours, theirs } = items;
        // A copy that emptied the list meant to; and where both keep an item, or one adds one, something is left.
        if ours.is_empty()
            || theirs.is_empty()
            || base.keys().any(|id| ours.contains_key(id) && theirs.contains_key(id))
            || !ours.keys().chain(theirs.keys()).all(|id| base.contains_key(id))
        {
            return None;
        }
        let names = items.as_ref().map(|side| {
            let names = side.keys().map(|id| (list.name)(self, id));
            Some(names.collect::<Vec<_>>().join(", "))
        });
        let place = format!("The {} that stay (each side removed what the other kept)", list.key);
        Some(self.clash(Where::new(format!("{}/left", list.key), place), names, Side::Ours))
    }
}

/// What the changes of a copy refer to.
#[derive(Default)]
struct Used {
    options: BTreeSet<OptionId>,
    criteria: BTreeSet<CriterionId>,
    members: BTreeSet<MemberId>,
    rounds: BTreeSet<u32>,
}

impl Used {
    fn of(base: &Decision, side: &Decision) -> Self {
        let mut used = Self::default();
        used.ballots(base, side);
        used.references(base, side);
        for member in &side.members {
            used.member(base.member(&member.id), member);
        }
        for profile in &side.profiles {
            let before = base.profiles.iter().find(|before| before.id == profile.id);
            used.swings(before.map(|before| &before.swings), &profile.swings);
        }
        for round in &side.rounds {
            let before = base.rounds.iter().find(|before| before.number == round.number);
            let before: BTreeSet<&CriterionId> = before.into_iter().flat_map(|before| &before.criteria).collect();
            used.criteria.extend(round.criteria.iter().filter(|id| !before.contains(id)).cloned());
        }
        // Accepting a decision uses its choice, even if that was made before the copies parted.
        if let Some(chosen) = &side.outcome.chosen
            && (base.outcome.chosen.as_ref() != Some(chosen)
                || (side.status() == Status::Accepted && base.status() != Status::Accepted))
        {
            used.options.insert(chosen.clone());
        }
        used
    }

    fn member(&mut self, before: Option<&Member>, now: &Member) {
        // Each field by name: one that names a criterion or an option is a use of it.
        let Member { id: _, name: _, weight: _, swings, order, trade_offs, experience, premortem: _ } = now;
        self.swings(before.map(|before| &before.swings), swings);
        let ordered: BTreeSet<&CriterionId> =
            before.into_iter().flat_map(|before| before.order.iter().flatten()).collect();
        self.criteria.extend(order.iter().flatten().filter(|id| !ordered.contains(id)).cloned());
        let answers =
            trade_offs.iter().filter(|answer| before.is_none_or(|before| !before.trade_offs.contains(answer)));
        self.criteria.extend(answers.flat_map(|one| [one.first.criterion.clone(), one.second.criterion.clone()]));
        let new =
            experience.iter().filter(|(id, one)| before.and_then(|before| before.experience.get(*id)) != Some(*one));
        self.options.extend(new.map(|(id, _)| id.clone()));
    }

    /// A changed swing counts as a use: somebody weighed the criterion that the other copy removed.
    fn swings(&mut self, before: Option<&BTreeMap<CriterionId, u8>>, now: &BTreeMap<CriterionId, u8>) {
        let new = now.iter().filter(|(id, swing)| before.and_then(|before| before.get(*id)) != Some(*swing));
        self.criteria.extend(new.map(|(id, _)| id.clone()));
    }

    fn ballots(&mut self, base: &Decision, side: &Decision) {
        let before: BTreeMap<_, _> =
            base.ballots.iter().map(|ballot| ((ballot.round, &ballot.member), ballot)).collect();
        for ballot in &side.ballots {
            let before = before.get(&(ballot.round, &ballot.member));
            // Equal pointers save comparing every cell of ballots that neither copy touched.
            if before.is_some_and(|before| Arc::ptr_eq(before, ballot)) {
                continue;
            }
            let changed = self.cells(before.map(|before| &before.cells), &ballot.cells);
            if changed || before.is_none_or(|before| before.sealed != ballot.sealed) {
                self.members.insert(ballot.member.clone());
                self.rounds.insert(ballot.round);
            }
        }
    }

    fn references(&mut self, base: &Decision, side: &Decision) {
        for reference in &side.references {
            let before = base.references.iter().find(|before| before.id == reference.id);
            self.cells(before.map(|before| &before.cells), &reference.cells);
        }
    }

    fn cells(&mut self, before: Option<&BTreeMap<CellKey, Cell>>, now: &BTreeMap<CellKey, Cell>) -> bool {
        let mut changed = false;
        for (key, cell) in now {
            if before.and_then(|before| before.get(key)) != Some(cell) {
                self.criteria.insert(key.0.clone());
                self.options.insert(key.1.clone());
                changed = true;
            }
        }
        changed
    }
}
