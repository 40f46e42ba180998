//! What is said of the decision as a whole.

use super::{
    Side,
    merger::{Merger, Three, Where},
    words,
};
use crate::decision::{Decision, People, PeopleRole};

impl Merger<'_> {
    /// The title, the status, the context and the people. The rest is empty.
    pub(super) fn head(&mut self) -> Decision {
        let three = self.sides;
        let at = |key: &'static str, place: &'static str| move || Where::new(key, place);
        let id = self.line(three.map(|side| &side.id), at("id", "The id of the record"));
        let created = three.map(|side| &side.created);
        let created = self.value(created, |day| Some(day.to_string()), at("created", "The day of the record's start"));
        let mut head = Decision::new(id, created);
        head.title = self.line(three.map(|side| &side.title), at("title", "The title"));
        self.status(&mut head);
        let optional = |words: &Option<String>| words.clone();
        head.template = self.value(three.map(|side| &side.template), optional, at("template", "The template"));
        head.profile = self.value(three.map(|side| &side.profile), optional, at("profile", "The profile"));
        head.context = self.prose(three.map(|side| &side.context), at("context", "The problem statement"));
        let constraints = three.map(|side| &side.constraints);
        head.constraints = self.list(constraints, |text| words::text(text), at("constraints", "The constraints"));
        head.people = self.people();
        let links = three.map(|side| side.links.iter().map(|link| (link.label.clone(), link.url.clone())).collect());
        let told = |(label, url): &(String, String)| words::text(format!("{label} {url}").trim());
        let links = self.list(links.as_ref(), told, at("links", "The links"));
        head.links = links.into_iter().map(|(label, url)| crate::decision::Link { label, url }).collect();
        head
    }

    /// The status goes with its day.
    fn status(&mut self, head: &mut Decision) {
        let three = self.sides.map(|side| (side.status, side.dated));
        if three.clear().is_none() && three.ours.0 == three.theirs.0 {
            head.status = three.ours.0;
            head.dated = three.ours.1.max(three.theirs.1);
            return;
        }
        let side: Side =
            self.side(&three, |(status, _)| Some(status.to_string()), || Where::new("status", "The status"));
        (head.status, head.dated) = three.of(side);
    }

    fn people(&mut self) -> People {
        let three = self.sides.map(|side| &side.people);
        let mut role = |role: PeopleRole, three: Three<&Vec<String>>| {
            let at = || Where::new(format!("people/{role:?}"), role.name());
            self.list(three, |name| words::text(name), at)
        };
        People {
            decision_makers: role(PeopleRole::DecisionMakers, three.map(|people| &people.decision_makers)),
            consulted: role(PeopleRole::Consulted, three.map(|people| &people.consulted)),
            informed: role(PeopleRole::Informed, three.map(|people| &people.informed)),
        }
    }
}
