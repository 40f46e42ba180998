//! Ballots and reference ballots.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    keyed::{Fate, Keyed},
    merger::{MergedItem, Merger, Three, Where},
    parts::filled,
    removals::Kept,
    words,
};
use crate::decision::{Ballot, Cell, CellKey, Link, MemberId, Reference, Salt};

impl Merger<'_> {
    pub(super) fn ballots(&mut self, kept: &Kept) -> Vec<Arc<Ballot>> {
        let lists = self.sides.map(|side| side.ballots.as_slice());
        let list = Keyed {
            key: &|ballot: &Ballot| (ballot.round, ballot.member.clone()),
            fate: &|(round, member)| kept.ballot(*round, member),
            item: &|merger, (round, member), three| Some(merger.ballot(*round, member, three, kept)),
            list: Where::new("ballots", "The order of the ballots"),
            kind: None,
            path: &|(round, member)| format!("{round}/{member}"),
            name: &|ballot| format!("{} in round {}", ballot.member, ballot.round),
            rank: &|_, _| false,
        };
        let mut ballots = list.merge(self, lists);
        let sides = self.sides.map(|side| {
            let cells = side.ballots.iter().map(|ballot| ((ballot.round, &ballot.member), &ballot.cells));
            cells.collect::<BTreeMap<_, _>>()
        });
        // A ballot that was taken whole has to follow what was settled, too.
        for ballot in &mut ballots {
            let of = sides.as_ref().map(|side| side.get(&(ballot.round, &ballot.member)).copied());
            settle(ballot, |ballot| &mut ballot.cells, &of, kept);
        }
        ballots
    }

    fn ballot(&mut self, round: u32, member: &MemberId, three: Three<Option<&Ballot>>, kept: &Kept) -> Ballot {
        let base = self.sides.base;
        let three = filled(three, || Ballot::new(member.clone(), round));
        let three = three.as_ref();
        let name = self.member_name(member);
        let key = format!("ballots/{round}/{member}");
        let when = format!(" in round {round}");
        self.said_by(member, |merger| Ballot {
            member: member.clone(),
            round,
            // Of two words only one can be new.
            sealed: merger.value(three.map(|ballot| &ballot.sealed), |_| None, || Where::new("", "")),
            salt: merger.value(
                three.map(|ballot| &ballot.salt),
                |salt| salt.as_ref().map(Salt::to_string),
                || Where::new(format!("{key}/salt"), format!("The salt of the ballot of {name}{when}")),
            ),
            cells: merger.cells(three.map(|ballot| &ballot.cells), kept, &key, (&name, &when), |cell| {
                base.cell_up_to(member, cell, round.saturating_sub(1)).cloned()
            }),
        })
    }

    pub(super) fn references(&mut self, kept: &Kept) -> Vec<Arc<Reference>> {
        let lists = self.sides.map(|side| side.references.as_slice());
        let list = Keyed {
            key: &|reference: &Reference| reference.id.clone(),
            fate: &|_| Fate::Open,
            item: &|merger, id, three| Some(merger.reference(id, three, kept)),
            list: Where::new("references", "The order of the sources"),
            kind: Some("Source"),
            path: &|id| id.to_string(),
            name: &|reference| reference.called().to_owned(),
            rank: &|_, _| false,
        };
        let mut references = list.merge(self, lists);
        let sides = self.sides;
        for reference in &mut references {
            let of = sides.map(|side| side.references.iter().find(|one| one.id == reference.id).map(|one| &one.cells));
            settle(reference, |reference| &mut reference.cells, &of, kept);
        }
        references
    }

    fn reference(&mut self, id: &MemberId, three: Three<Option<&Reference>>, kept: &Kept) -> Reference {
        let name = three.any().map_or_else(|| id.to_string(), |any| any.called().to_owned());
        let three = filled(three, || empty_reference(id));
        let three = three.as_ref();
        let key = format!("references/{id}");
        let item = MergedItem::new(key.clone(), &format!("the scores of {name}"));
        Reference {
            id: id.clone(),
            name: self.line(three.map(|reference| &reference.name), || item.field("name")),
            source: self.value(
                three.map(|reference| &reference.source),
                |link| words::link(&link.label, &link.url),
                || item.field("source"),
            ),
            counted: self.value(three.map(|reference| &reference.counted), |_| None, || item.field("use")),
            cells: self.cells(three.map(|reference| &reference.cells), kept, &key, (&name, ""), |_| None),
        }
    }
}

/// Returns the former state of a reference ballot that only one copy has: an empty one.
fn empty_reference(id: &MemberId) -> Reference {
    Reference { id: id.clone(), name: String::new(), source: Link::default(), counted: false, cells: BTreeMap::new() }
}

/// Applies [`Kept::settle_cells`] to a shared item, which is copied only if it changes.
fn settle<V: Clone + PartialEq>(
    item: &mut Arc<V>,
    cells: impl Fn(&mut V) -> &mut BTreeMap<CellKey, Cell>,
    of: &Three<Option<&BTreeMap<CellKey, Cell>>>,
    kept: &Kept,
) {
    if kept.has_cells() {
        let mut settled = V::clone(item);
        kept.settle_cells(cells(&mut settled), *of);
        if settled != **item {
            *item = Arc::new(settled);
        }
    }
}
