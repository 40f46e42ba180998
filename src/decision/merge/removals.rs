//! Parts that one copy removed and the other still uses: an option that has new scores, a member who has scored since.
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
use crate::decision::{
    Ballot, Cell, CellKey, Commitment, CriterionId, Decision, Improvement, Member, MemberId, OptionId, Outcome,
    Profile, Reference, Round, Status, TradeOff,
};

/// Ids of one kind that were removed on a side: those that are kept since the other still uses them, and those that are
/// left out.
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

    /// Returns the parts that come from one side, with that side.
    pub(super) fn taken(&self) -> impl Iterator<Item = (&K, Side)> {
        self.from.iter().map(|(id, side)| (id, *side))
    }

    /// Reports whether nothing had to be settled.
    fn is_all_open(&self) -> bool {
        self.from.is_empty() && self.gone.is_empty()
    }

    /// Reports whether it comes from the base, as if neither copy had used it.
    pub(super) fn is_from_base(&self, id: &K) -> bool {
        self.from.get(id) == Some(&Side::Base)
    }

    pub(super) fn is_gone(&self, id: &K) -> bool {
        self.gone.contains(id)
    }
}

/// The settled parts of every kind.
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
        let offered = sides.map(|side| by_id(&side.options, |option| option.id.clone()));
        let options = merger.settle(
            &offered,
            used.as_ref().map(|used| &used.options),
            |before, now, _| before == now,
            &List {
                key: "options",
                kind: "Option",
                name: &|merger, id| merger.option_name(id),
                named: &|copy| keys(copy).map(|(_, option)| option).collect(),
            },
        );
        Self {
            members: merger.settle(
                &sides.map(|side| by_id(&side.members, |member| member.id.clone())),
                used.as_ref().map(|used| &used.members),
                |before, now, side| {
                    let (listed, offered) = (listed.as_ref().of(side), offered.as_ref().of(side));
                    is_as_before(
                        before,
                        now,
                        |id| !criteria.is_gone(id) && listed.contains_key(id),
                        |id| !options.is_gone(id) && offered.contains_key(id),
                    )
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
            options,
            criteria,
        }
    }

    /// Returns the fate of a cell, by its criterion and its option.
    pub(super) fn cell(&self, (criterion, option): &CellKey) -> Fate {
        match (self.criteria.fate(criterion), self.options.fate(option)) {
            // A cell needs both its criterion and its option, so one that is gone decides.
            (Fate::Gone, _) | (_, Fate::Gone) => Fate::Gone,
            (Fate::From(side), _) | (_, Fate::From(side)) => Fate::From(side),
            (Fate::Open, Fate::Open) => Fate::Open,
        }
    }

    /// Reports whether anything was settled that has cells.
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

    /// Returns the swings of a member or a profile, with the settled fates of their criteria applied.
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

    /// Returns the fate of a ballot, by its member and its round.
    pub(super) fn ballot(&self, round: u32, member: &MemberId) -> Fate {
        match (self.members.fate(member), self.rounds.fate(&round)) {
            // A ballot needs both its member and its round, so one that is gone decides.
            (Fate::Gone, _) | (_, Fate::Gone) => Fate::Gone,
            (Fate::From(side), _) | (_, Fate::From(side)) => Fate::From(side),
            (Fate::Open, Fate::Open) => Fate::Open,
        }
    }
}

/// Returns the keys of all cells of ballots.
fn keys(copy: &Decision) -> impl Iterator<Item = &CellKey> {
    copy.ballots.iter().flat_map(|ballot| ballot.cells.keys())
}

fn by_id<K: Ord, V>(items: &[Arc<V>], id: impl Fn(&V) -> K) -> BTreeMap<K, &V> {
    items.iter().map(|item| (id(item), &**item)).collect()
}

/// Reports whether nobody changed a member. Their opinions of a criterion or an option that was removed or left out do
/// not count.
fn is_as_before(
    before: &Member,
    now: &Member,
    criterion: impl Fn(&CriterionId) -> bool,
    option: impl Fn(&OptionId) -> bool,
) -> bool {
    let mut sides = [before.clone(), now.clone()];
    for side in &mut sides {
        side.retain(&criterion, &option);
    }
    sides[0] == sides[1]
}

/// The names of the items of a list, and the way to find them.
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
    /// Returns the ids that a copy no longer lists and still has ballots of, as after a change of an id by hand in one
    /// of two places. Nobody removed them then.
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
            let at = Where::new(format!("{}/{id}", list.key), format!("{} {}", list.kind, (list.name)(self, id)));
            let taken = self.taken_out(at, side == Side::Theirs, "kept and used");
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
    /// Returns the side that is taken if each copy left some items of a list, and together they leave nothing.
    fn none_left<K: Ord + Display, V>(&mut self, items: &Three<BTreeMap<K, &V>>, list: &List<'_, K>) -> Option<Side> {
        let Three { base, ours, theirs } = items;
        // A copy that emptied the list meant to; and where both keep an item, or one adds one, something is left.
        if ours.is_empty()
            || theirs.is_empty()
            || base.keys().any(|id| ours.contains_key(id) && theirs.contains_key(id))
            || !ours.keys().chain(theirs.keys()).all(|id| base.contains_key(id))
        {
            return None;
        }
        let called = |name: &dyn Fn(&K) -> String| {
            items.as_ref().map(|side| Some(side.keys().map(name).collect::<Vec<_>>().join(", ")))
        };
        let mut names = called(&|id| (list.name)(self, id));
        // If the remaining items have the same names, only the ids distinguish them.
        if names.ours == names.theirs {
            names = called(&|id| id.to_string());
        }
        let place = format!("The {} that stay (each side removed what the other kept)", list.key);
        Some(self.clash(Where::new(format!("{}/left", list.key), place), names, Side::Ours))
    }
}

/// The parts that the changes of a copy refer to.
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
        // Each field by name, here and below: one that is new and names a part would else be lost with that part.
        let Decision {
            profiles,
            members,
            rounds,
            ballots,
            commitments,
            references,
            outcome,
            // The options of a predecessor's result are those of another record.
            predecessor: _,
            id: _,
            title: _,
            history: _,
            created: _,
            decide_by: _,
            copied_from: _,
            template: _,
            profile: _,
            compared_profiles: _,
            context: _,
            constraints: _,
            people: _,
            links: _,
            governs: _,
            reversal: _,
            options: _,
            criteria: _,
            private_ballots: _,
            reviews: _,
            corrections: _,
            adr_folder: _,
            has_appendix: _,
            exports: _,
        } = side;
        used.ballots(base, ballots);
        for reference in references {
            let Reference { id, name: _, source: _, counted: _, cells } = &**reference;
            let before = base.references.iter().find(|before| before.id == *id);
            used.cells(before.map(|before| &before.cells), cells);
        }
        for member in members {
            used.member(base.member(&member.id), member);
        }
        for profile in profiles {
            let Profile { id, name: _, why: _, swings } = &**profile;
            let before = base.profiles.iter().find(|before| before.id == *id);
            used.criteria.extend(changed(before.map(|before| &before.swings), swings));
        }
        for round in rounds {
            let Round { number, criteria, reopened: _, reveals: _ } = &**round;
            let before = base.rounds.iter().find(|before| before.number == *number);
            let before: BTreeSet<&CriterionId> = before.into_iter().flat_map(|before| &before.criteria).collect();
            used.criteria.extend(criteria.iter().filter(|id| !before.contains(id)).cloned());
        }
        for commitment in commitments.iter().filter(|one| !base.commitments.contains(one)) {
            let Commitment { round, member, hash: _, withdrawn: _ } = commitment;
            used.rounds.insert(*round);
            used.members.insert(member.clone());
        }
        used.outcome(base, side.status(), outcome);
        used
    }

    /// Adds the choice if the decision was accepted, even if it was made before the copies parted.
    fn outcome(&mut self, base: &Decision, status: Status, outcome: &Outcome) {
        let Outcome {
            chosen,
            justification: _,
            against_lead: _,
            thin_coverage: _,
            despite_objection: _,
            unscored_must_have: _,
            runner_up_case: _,
            consequences: _,
            confirmation: _,
            triggers: _,
            review: _,
            sign_offs: _,
        } = outcome;
        if let Some(chosen) = chosen
            && (base.outcome.chosen.as_ref() != Some(chosen)
                || (status == Status::Accepted && base.status() != Status::Accepted))
        {
            self.options.insert(chosen.clone());
        }
    }

    /// Adds the criteria and options that a member has a new opinion on: somebody weighed what the other copy removed.
    fn member(&mut self, before: Option<&Member>, now: &Member) {
        // Equal pointers save comparing what neither copy touched.
        if before.is_some_and(|before| std::ptr::eq(before, now)) {
            return;
        }
        let Member { id: _, name: _, weight: _, swings, order, trade_offs, experience, premortem: _ } = now;
        self.criteria.extend(changed(before.map(|before| &before.swings), swings));
        let ranks_before = before.map(|before| ranks(&before.order));
        self.criteria.extend(changed(ranks_before.as_ref(), &ranks(order)));
        let known = before.map_or(&[][..], |before| &before.trade_offs);
        for answer in trade_offs.iter().filter(|answer| !known.contains(answer)) {
            let TradeOff { first, second, preferred: _ } = answer;
            for Improvement { criterion, from: _, to: _ } in [first, second] {
                self.criteria.insert(criterion.clone());
            }
        }
        self.options.extend(changed(before.map(|before| &before.experience), experience));
    }

    fn ballots(&mut self, base: &Decision, ballots: &[Arc<Ballot>]) {
        let known: BTreeMap<_, _> =
            base.ballots.iter().map(|ballot| ((ballot.round, &ballot.member), ballot)).collect();
        for ballot in ballots {
            let Ballot { member, round, sealed, salt, cells } = &**ballot;
            let before = known.get(&(*round, member));
            // Equal pointers save comparing every cell of ballots that neither copy touched.
            if before.is_some_and(|before| Arc::ptr_eq(before, ballot)) {
                continue;
            }
            let changed = self.cells(before.map(|before| &before.cells), cells);
            if changed || before.is_none_or(|before| (before.sealed, &before.salt) != (*sealed, salt)) {
                self.members.insert(member.clone());
                self.rounds.insert(*round);
            }
        }
    }

    fn cells(&mut self, before: Option<&BTreeMap<CellKey, Cell>>, now: &BTreeMap<CellKey, Cell>) -> bool {
        let mut is_changed = false;
        for (criterion, option) in changed(before, now) {
            self.criteria.insert(criterion);
            self.options.insert(option);
            is_changed = true;
        }
        is_changed
    }
}

/// Returns the keys whose values are new or changed.
fn changed<K: Ord + Clone, V: PartialEq>(
    before: Option<&BTreeMap<K, V>>,
    now: &BTreeMap<K, V>,
) -> impl Iterator<Item = K> {
    now.iter()
        .filter(move |(key, value)| before.and_then(|before| before.get(*key)) != Some(*value))
        .map(|(key, _)| key.clone())
}

/// Returns the level of each criterion in a member's order.
fn ranks(order: &[Vec<CriterionId>]) -> BTreeMap<CriterionId, usize> {
    let levels = order.iter().enumerate();
    levels.flat_map(|(level, criteria)| criteria.iter().map(move |id| (id.clone(), level))).collect()
}
