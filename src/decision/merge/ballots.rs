//! Ballots and reference ballots.

use std::sync::Arc;

use super::{
    kept::Kept,
    keyed::{Fate, Keyed},
    merger::{Merger, Three, Where},
    parts::filled,
    words,
};
use crate::decision::{Ballot, CellKey, Link, MemberId, Reference};

impl Merger<'_> {
    pub(super) fn ballots(&mut self, kept: &Kept) -> Vec<Arc<Ballot>> {
        let lists = self.sides.map(|side| side.ballots.as_slice());
        let list = Keyed {
            key: &|ballot: &Ballot| (ballot.round, ballot.member.clone()),
            fate: &|(round, member)| kept.ballot(*round, member),
            item: &|merger, (round, member), three| Some(merger.ballot(*round, member, three, kept)),
            list: Where::new("ballots", "The order of the ballots"),
            name: &|ballot| format!("{} in round {}", ballot.member, ballot.round),
            rank: &|_, _| false,
        };
        let mut ballots = list.merge(self, lists);
        for ballot in ballots.iter_mut().filter(|ballot| ballot.cells.keys().any(|key| is_gone(kept, key))) {
            Arc::make_mut(ballot).cells.retain(|key, _| !is_gone(kept, key));
        }
        ballots
    }

    fn ballot(&mut self, round: u32, member: &MemberId, three: Three<Option<&Ballot>>, kept: &Kept) -> Ballot {
        let base = self.sides.base;
        let earlier = |key: &CellKey| base.cell_up_to(member, key, round.saturating_sub(1)).cloned();
        let three = filled(three, || Ballot::new(member.clone(), round));
        let three = three.as_ref();
        let name = self.member_name(member);
        let key = format!("ballots/{round}/{member}");
        let when = format!(" in round {round}");
        Ballot {
            member: member.clone(),
            round,
            // Of two words only one can be new.
            sealed: self.value(three.map(|ballot| &ballot.sealed), |_| None, || Where::new("", "")),
            cells: self.cells(three.map(|ballot| &ballot.cells), kept, &key, (&name, &when), earlier),
        }
    }

    pub(super) fn references(&mut self, kept: &Kept) -> Vec<Arc<Reference>> {
        let lists = self.sides.map(|side| side.references.as_slice());
        let list = Keyed {
            key: &|reference: &Reference| reference.id.clone(),
            fate: &|_| Fate::Open,
            item: &|merger, id, three| Some(merger.reference(id, three, kept)),
            list: Where::new("references", "The order of the reference ballots"),
            name: &|reference| words::name(&reference.name, reference.id.as_str()),
            rank: &|_, _| false,
        };
        let mut references = list.merge(self, lists);
        for reference in references.iter_mut().filter(|one| one.cells.keys().any(|key| is_gone(kept, key))) {
            Arc::make_mut(reference).cells.retain(|key, _| !is_gone(kept, key));
        }
        references
    }

    fn reference(&mut self, id: &MemberId, three: Three<Option<&Reference>>, kept: &Kept) -> Reference {
        let name = three.any().map_or_else(|| id.to_string(), |any| words::name(&any.name, id.as_str()));
        let empty = || Reference {
            id: id.clone(),
            name: String::new(),
            source: Link::default(),
            counted: false,
            cells: std::collections::BTreeMap::new(),
        };
        let three = filled(three, empty);
        let three = three.as_ref();
        let key = format!("references/{id}");
        let at = |part: &str| Where::new(format!("{key}/{part}"), format!("The {part} of the reference ballot {name}"));
        Reference {
            id: id.clone(),
            name: self.line(three.map(|reference| &reference.name), || at("name")),
            source: self.value(three.map(|reference| &reference.source), words::link, || at("source")),
            counted: self.value(three.map(|reference| &reference.counted), |_| None, || at("use")),
            cells: self.cells(three.map(|reference| &reference.cells), kept, &key, (&name, ""), |_| None),
        }
    }
}

fn is_gone(kept: &Kept, key: &CellKey) -> bool {
    matches!(kept.cell(key), Fate::Gone)
}
