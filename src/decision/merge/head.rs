//! What is said of the decision as a whole.

use jiff::civil::Date;

use super::{
    Side,
    merger::{Merger, Three, Where},
    words,
};
use crate::decision::{Link, People, PeopleRole, Status};

/// The fields of a [`Decision`](crate::decision::Decision) that are no lists of parts, merged.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) status: Status,
    pub(super) created: Date,
    pub(super) dated: Option<Date>,
    pub(super) template: Option<String>,
    pub(super) profile: Option<String>,
    pub(super) context: String,
    pub(super) constraints: Vec<String>,
    pub(super) people: People,
    pub(super) links: Vec<Link>,
}

impl Merger<'_> {
    /// What a decision says of itself, before its lists.
    pub(super) fn head(&mut self) -> Head {
        let three = self.sides;
        let at = |key: &'static str, place: &'static str| move || Where::new(key, place);
        let id = self.line(three.map(|side| &side.id), at("id", "The id of the record"));
        let created = three.map(|side| &side.created);
        let created = self.value(created, |day| Some(day.to_string()), at("created", "The day of the record's start"));
        let title = self.line(three.map(|side| &side.title), at("title", "The title"));
        let (status, dated) = self.status();
        let optional = |words: &Option<String>| words.clone();
        let template = self.value(three.map(|side| &side.template), optional, at("template", "The template"));
        let profile = self.value(three.map(|side| &side.profile), optional, at("profile", "The profile"));
        let context = self.prose(three.map(|side| &side.context), at("context", "The problem statement"));
        let constraints = three.map(|side| &side.constraints);
        let constraints = self.list(constraints, |text| words::text(text), at("constraints", "The constraints"));
        let people = self.people();
        let links = three.map(|side| side.links.iter().map(|link| (link.label.clone(), link.url.clone())).collect());
        let told = |(label, url): &(String, String)| words::text(format!("{label} {url}").trim());
        let links = self.list(links.as_ref(), told, at("links", "The links"));
        let links = links.into_iter().map(|(label, url)| Link { label, url }).collect();
        Head { id, title, status, created, dated, template, profile, context, constraints, people, links }
    }

    /// The status goes with its day.
    fn status(&mut self) -> (Status, Option<Date>) {
        let three = self.sides.map(|side| (side.status, side.dated));
        if three.clear().is_none() && three.ours.0 == three.theirs.0 {
            return (three.ours.0, three.ours.1.max(three.theirs.1));
        }
        let side: Side =
            self.side(&three, |(status, _)| Some(status.to_string()), || Where::new("status", "The status"));
        three.of(side)
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
