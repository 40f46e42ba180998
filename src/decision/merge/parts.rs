//! Options, criteria and members.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    kept::Kept,
    keyed::{Fate, Keyed},
    merger::{Merger, Three, Where},
    words,
};
use crate::decision::{Alternative, Anchor, Anchors, Criterion, CriterionId, Member, MemberId, OptionId};

/// The item of each side, or an empty one.
pub(super) fn filled<V: Clone>(three: Three<Option<&V>>, empty: impl Fn() -> V) -> Three<V> {
    three.map(|item| item.cloned().unwrap_or_else(&empty))
}

impl Merger<'_> {
    pub(super) fn options(&mut self, kept: &Kept) -> Vec<Arc<Alternative>> {
        let lists = self.sides.map(|side| side.options.as_slice());
        let list = Keyed {
            key: &|option: &Alternative| option.id.clone(),
            fate: &|id| kept.options.fate(id),
            item: &|merger, id, three| Some(merger.option(id, three)),
            list: Where::new("options", "The order of the options"),
            name: &|option| words::name(&option.name, option.id.as_str()),
            rank: &|_, _| false,
        };
        list.merge(self, lists)
    }

    fn option(&mut self, id: &OptionId, three: Three<Option<&Alternative>>) -> Alternative {
        let name = self.option_name(id);
        let empty = || Alternative { id: id.clone(), name: String::new(), description: String::new() };
        let three = filled(three, empty);
        let at = |field: &str| Where::new(format!("options/{id}/{field}"), format!("The {field} of option {name}"));
        Alternative {
            id: id.clone(),
            name: self.line(three.as_ref().map(|option| &option.name), || at("name")),
            description: self.prose(three.as_ref().map(|option| &option.description), || at("description")),
        }
    }

    pub(super) fn criteria(&mut self, kept: &Kept) -> Vec<Arc<Criterion>> {
        let lists = self.sides.map(|side| side.criteria.as_slice());
        let list = Keyed {
            key: &|criterion: &Criterion| criterion.id.clone(),
            fate: &|id| kept.criteria.fate(id),
            item: &|merger, id, three| Some(merger.criterion(id, three)),
            list: Where::new("criteria", "The order of the criteria"),
            name: &|criterion| words::name(&criterion.name, criterion.id.as_str()),
            // What is new in a group stands before a new group that comes behind it.
            rank: &|before, criterion| before.is_some_and(|before| before.group != criterion.group),
        };
        list.merge(self, lists)
    }

    fn criterion(&mut self, id: &CriterionId, three: Three<Option<&Criterion>>) -> Criterion {
        let name = self.criterion_name(id);
        let three = filled(three, || Criterion::new(id.clone(), "", ""));
        let three = three.as_ref();
        let at = |field: &str| Where::new(format!("criteria/{id}/{field}"), format!("The {field} of criterion {name}"));
        Criterion {
            id: id.clone(),
            name: self.line(three.map(|criterion| &criterion.name), || at("name")),
            group: self.line(three.map(|criterion| &criterion.group), || at("group")),
            question: self.line(three.map(|criterion| &criterion.question), || at("question")),
            anchors: self.anchors(three, at),
            swing: self.value(three.map(|c| &c.swing), |swing| Some(swing.to_string()), || at("swing")),
            must_have: self.value(
                three.map(|criterion| &criterion.must_have),
                |rule| rule.map(words::must_have),
                || at("must-have"),
            ),
            // Of two words only one can be new.
            not_applicable: self.value(three.map(|c| &c.not_applicable), |_| None, || at("use")),
            check: self.prose(three.map(|criterion| &criterion.check), || at("check")),
            caveat: self.prose(three.map(|criterion| &criterion.caveat), || at("caveat")),
            note: self.prose(three.map(|criterion| &criterion.note), || at("note")),
        }
    }

    fn anchors(&mut self, three: Three<&Criterion>, at: impl Fn(&str) -> Where) -> Anchors {
        let mut anchor = |anchor: Anchor| {
            let words = three.map(|criterion| criterion.anchors.get(anchor).to_owned());
            self.line(words.as_ref(), || at(&format!("anchor {}", anchor.score())))
        };
        Anchors { one: anchor(Anchor::One), three: anchor(Anchor::Three), five: anchor(Anchor::Five) }
    }

    pub(super) fn members(&mut self, kept: &Kept) -> Vec<Arc<Member>> {
        let lists = self.sides.map(|side| side.members.as_slice());
        let list = Keyed {
            key: &|member: &Member| member.id.clone(),
            fate: &|id| kept.members.fate(id),
            item: &|merger, id, three| Some(merger.member(id, three, kept)),
            list: Where::new("members", "The order of the members"),
            name: &|member| words::name(&member.name, member.id.as_str()),
            rank: &|_, _| false,
        };
        let mut members = list.merge(self, lists);
        let sides = self.sides;
        // Each lookup is linear, so skip all of them where nothing was settled.
        for member in members.iter_mut().filter(|_| kept.has_cells()) {
            let of = sides.map(|side| side.member(&member.id).map(|member| &member.swings));
            let settled = kept.settled_swings(&member.swings, of);
            if settled != member.swings {
                Arc::make_mut(member).swings = settled;
            }
        }
        members
    }

    fn member(&mut self, id: &MemberId, three: Three<Option<&Member>>, kept: &Kept) -> Member {
        let name = self.member_name(id);
        let three = filled(three, || Member::new(id.clone(), ""));
        let three = three.as_ref();
        let at = |field: &str| Where::new(format!("members/{id}/{field}"), format!("The {field} of member {name}"));
        Member {
            id: id.clone(),
            name: self.line(three.map(|member| &member.name), || at("name")),
            weight: self.value(three.map(|m| &m.weight), |weight| Some(weight.to_string()), || at("weight")),
            swings: self.swings(three.map(|member| &member.swings), kept, &format!("members/{id}"), &name),
        }
    }

    fn swings(
        &mut self,
        three: Three<&BTreeMap<CriterionId, u8>>,
        kept: &Kept,
        key: &str,
        name: &str,
    ) -> BTreeMap<CriterionId, u8> {
        let ids: BTreeSet<&CriterionId> =
            [three.base, three.ours, three.theirs].into_iter().flat_map(BTreeMap::keys).collect();
        let mut merged = BTreeMap::new();
        for id in ids {
            let swings = three.map(|swings| swings.get(id).copied());
            let side = match kept.criteria.fate(id) {
                Fate::Gone => continue,
                Fate::From(side) => side,
                Fate::Open => {
                    let place = format!("{name}'s swing for {}", self.criterion_name(id));
                    let told = |swing: &Option<u8>| swing.map(|swing| swing.to_string());
                    self.side(&swings, told, || Where::new(format!("{key}/swings/{id}"), place))
                }
            };
            merged.extend(swings.of(side).map(|swing| (id.clone(), swing)));
        }
        merged
    }
}
