//! Options, criteria and members.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    keyed::{Fate, Keyed},
    merger::{MergedItem, Merger, Three, Where},
    removals::Kept,
    words,
};
use crate::decision::{
    Alternative, Criterion, CriterionId, CriterionValues, Experience, Member, MemberId, OptionId, Profile,
};

/// Returns the item of each side, or an empty one.
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
            kind: Some("Option"),
            path: &|id| id.to_string(),
            name: &|option| option.called().to_owned(),
            rank: &|_, _| false,
        };
        list.merge(self, lists)
    }

    fn option(&mut self, id: &OptionId, three: Three<Option<&Alternative>>) -> Alternative {
        let name = self.option_name(id);
        let three = filled(three, || Alternative::new(id.clone(), ""));
        let three = three.as_ref();
        let item = MergedItem::new(format!("options/{id}"), &format!("option {name}"));
        Alternative {
            id: id.clone(),
            name: self.line(three.map(|option| &option.name), || item.field("name")),
            description: self.prose(three.map(|option| &option.description), || item.field("description")),
            // Of two values of a switch only one can be new.
            is_today: self.value(three.map(|option| &option.is_today), |_| None, || item.field("use")),
            pros: self.arguments(three.map(|option| &option.pros), || item.field("pros")),
            cons: self.arguments(three.map(|option| &option.cons), || item.field("cons")),
            cost: self.value(
                three.map(|option| &option.cost),
                |cost| cost.as_ref().map(words::cost),
                || item.field("cost"),
            ),
        }
    }

    /// Arguments for or against an option: taken whole.
    fn arguments(&mut self, three: Three<&Option<Vec<String>>>, at: impl FnOnce() -> Where) -> Option<Vec<String>> {
        self.value(three, |lines| lines.as_ref().map(|lines| words::lines(lines)), at)
    }

    pub(super) fn criteria(&mut self, kept: &Kept) -> Vec<Arc<Criterion>> {
        let lists = self.sides.map(|side| side.criteria.as_slice());
        let list = Keyed {
            key: &|criterion: &Criterion| criterion.id.clone(),
            fate: &|id| kept.criteria.fate(id),
            item: &|merger, id, three| Some(merger.criterion(id, three)),
            list: Where::new("criteria", "The order of the criteria"),
            kind: Some("Criterion"),
            path: &|id| id.to_string(),
            name: &|criterion| criterion.called().to_owned(),
            // What is new in a group stands before a new group that comes behind it.
            rank: &|before, criterion| before.is_some_and(|before| before.group != criterion.group),
        };
        list.merge(self, lists)
    }

    fn criterion(&mut self, id: &CriterionId, three: Three<Option<&Criterion>>) -> Criterion {
        let name = self.criterion_name(id);
        let three = filled(three, || Criterion::new(id.clone(), "", ""));
        let three = three.as_ref();
        let item = MergedItem::new(format!("criteria/{id}"), &format!("criterion {name}"));
        let values = CriterionValues {
            swing: self.value(
                three.map(|c| &c.swing),
                |swing| swing.map(|swing| swing.to_string()),
                || item.field("swing"),
            ),
            must_have: self.value(
                three.map(|criterion| &criterion.must_have),
                |rule| rule.map(words::must_have),
                || item.field("must-have"),
            ),
            // Of two values of a switch only one can be new.
            not_applicable: self.value(three.map(|c| &c.not_applicable), |_| None, || item.field("use")),
        };
        Criterion::from_parts(id.clone(), values, |text| {
            let words = three.map(|criterion| criterion.text(text));
            if text.has_paragraphs() {
                self.prose(words, || item.field(text.noun()))
            } else {
                self.line(words, || item.field(text.noun()))
            }
        })
    }

    pub(super) fn members(&mut self, kept: &Kept) -> Vec<Arc<Member>> {
        let lists = self.sides.map(|side| side.members.as_slice());
        let list = Keyed {
            key: &|member: &Member| member.id.clone(),
            fate: &|id| kept.members.fate(id),
            item: &|merger, id, three| Some(merger.member(id, three, kept)),
            list: Where::new("members", "The order of the members"),
            kind: Some("Member"),
            path: &|id| id.to_string(),
            name: &|member| member.called().to_owned(),
            rank: &|_, _| false,
        };
        let mut members = list.merge(self, lists);
        let sides = self.sides;
        // Each lookup is linear, so skip all of them where nothing was settled.
        for member in members.iter_mut().filter(|_| kept.has_cells()) {
            let of = sides.map(|side| side.member(&member.id).map(|member| &member.swings));
            let settled = kept.settled_swings(&member.swings, of);
            let names_gone = member.named_criteria().into_iter().any(|id| kept.criteria.is_gone(id))
                || member.experience.keys().any(|id| kept.options.is_gone(id));
            if settled != member.swings || names_gone {
                let member = Arc::make_mut(member);
                member.swings = settled;
                member.retain(|id| !kept.criteria.is_gone(id), |id| !kept.options.is_gone(id));
            }
        }
        members
    }

    fn member(&mut self, id: &MemberId, three: Three<Option<&Member>>, kept: &Kept) -> Member {
        let name = self.member_name(id);
        let three = filled(three, || Member::new(id.clone(), ""));
        let three = three.as_ref();
        let item = MergedItem::new(format!("members/{id}"), &format!("member {name}"));
        let merged_name = self.line(three.map(|member| &member.name), || item.field("name"));
        let weight = self.value(three.map(|m| &m.weight), |weight| Some(weight.to_string()), || item.field("weight"));
        // Everything else hints at the scores of the member.
        self.said_by(id, |merger| Member {
            id: id.clone(),
            name: merged_name,
            weight,
            swings: merger.swings(three.map(|member| &member.swings), kept, &format!("members/{id}"), &name),
            order: merger.value(
                three.map(|member| &member.order),
                |order| words::text(&words::order(order)),
                || item.field("order"),
            ),
            trade_offs: merger.list(
                three.map(|member| &member.trade_offs),
                |answer| Some(words::trade_off(answer)),
                || item.field("trade-offs"),
            ),
            experience: merger.experience(three.map(|member| &member.experience), id, &name),
            premortem: merger.texts(three.map(|member| &member.premortem), || item.field("premortem")),
        })
    }

    fn experience(
        &mut self,
        three: Three<&BTreeMap<OptionId, Experience>>,
        id: &MemberId,
        name: &str,
    ) -> BTreeMap<OptionId, Experience> {
        let options: BTreeSet<&OptionId> =
            [three.base, three.ours, three.theirs].into_iter().flat_map(BTreeMap::keys).collect();
        let mut merged = BTreeMap::new();
        for option in options {
            let place = format!("{name}'s experience with {}", self.option_name(option));
            let values = three.map(|experience| experience.get(option).copied());
            let side = self.side(
                &values,
                |one| one.map(|one| one.name().to_owned()),
                || Where::new(format!("members/{id}/experience/{option}"), place),
            );
            merged.extend(values.of(side).map(|experience| (option.clone(), experience)));
        }
        merged
    }

    pub(super) fn profiles(&mut self, kept: &Kept) -> Vec<Arc<Profile>> {
        let lists = self.sides.map(|side| side.profiles.as_slice());
        let list = Keyed {
            key: &|profile: &Profile| profile.id.clone(),
            fate: &|_| Fate::Open,
            item: &|merger, id, three| Some(merger.profile(id, three, kept)),
            list: Where::new("profiles", "The order of the profiles"),
            kind: Some("Profile"),
            path: &|id| id.clone(),
            name: &|profile| profile.called().to_owned(),
            rank: &|_, _| false,
        };
        let mut profiles = list.merge(self, lists);
        let sides = self.sides;
        // Each lookup is linear, so skip all of them where nothing was settled.
        for profile in profiles.iter_mut().filter(|_| kept.has_cells()) {
            let of = sides.map(|side| side.profiles.iter().find(|one| one.id == profile.id).map(|one| &one.swings));
            let settled = kept.settled_swings(&profile.swings, of);
            if settled != profile.swings {
                Arc::make_mut(profile).swings = settled;
            }
        }
        profiles
    }

    fn profile(&mut self, id: &str, three: Three<Option<&Profile>>, kept: &Kept) -> Profile {
        let name = three.any().map_or_else(|| id.to_owned(), |any| any.called().to_owned());
        let three = filled(three, || Profile {
            id: id.to_owned(),
            name: String::new(),
            why: String::new(),
            swings: BTreeMap::new(),
        });
        let three = three.as_ref();
        let item = MergedItem::new(format!("profiles/{id}"), &format!("profile {name}"));
        Profile {
            id: id.to_owned(),
            name: self.line(three.map(|profile| &profile.name), || item.field("name")),
            why: self.line(three.map(|profile| &profile.why), || item.field("reason")),
            swings: self.swings(three.map(|profile| &profile.swings), kept, &format!("profiles/{id}"), &name),
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
                    let place = format!("{name}'s weight for {}", self.criterion_name(id));
                    self.side(
                        &swings,
                        |swing| swing.map(|swing| swing.to_string()),
                        || Where::new(format!("{key}/swings/{id}"), place),
                    )
                }
            };
            merged.extend(swings.of(side).map(|swing| (id.clone(), swing)));
        }
        merged
    }
}
