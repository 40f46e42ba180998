//! What is said of the decision as a whole.

use jiff::civil::Date;

use super::{
    merger::{Merger, Three, Where},
    words,
};
use crate::decision::{
    AdrFolder, Commitment, CopySource, Correction, Link, People, PeopleRole, Predecessor, Reversal, Review,
    StatusChange,
};

/// The fields of a [`Decision`](crate::decision::Decision) that are no lists of parts, merged.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) history: Vec<StatusChange>,
    pub(super) created: Date,
    pub(super) decide_by: Option<Date>,
    pub(super) copied_from: Option<CopySource>,
    pub(super) predecessor: Option<Predecessor>,
    pub(super) template: Option<String>,
    pub(super) profile: Option<String>,
    pub(super) compared_profiles: Vec<String>,
    pub(super) context: String,
    pub(super) constraints: Vec<String>,
    pub(super) people: People,
    pub(super) links: Vec<Link>,
    pub(super) governs: Vec<String>,
    pub(super) reversal: Reversal,
    pub(super) private_ballots: bool,
    pub(super) commitments: Vec<Commitment>,
    pub(super) reviews: Vec<Review>,
    pub(super) corrections: Vec<Correction>,
    pub(super) adr_folder: Option<AdrFolder>,
    pub(super) has_appendix: bool,
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
        let history = self.history();
        let day = |day: &Option<Date>| day.map(|day| day.to_string());
        let decide_by = self.value(three.map(|side| &side.decide_by), day, at("decide-by", "The day to decide by"));
        let source = |source: &Option<CopySource>| source.as_ref().map(|source| source.title.clone());
        let copied_from = three.map(|side| &side.copied_from);
        let copied_from = self.value(copied_from, source, at("copied-from", "The record that it was copied from"));
        let earlier = |one: &Option<Predecessor>| one.as_ref().map(|one| format!("{} {}", one.title, one.path));
        let predecessor = three.map(|side| &side.predecessor);
        let predecessor = self.value(predecessor, earlier, at("predecessor", "The record that it supersedes"));
        let optional = |words: &Option<String>| words.clone();
        let template = self.value(three.map(|side| &side.template), optional, at("template", "The template"));
        let profile = self.value(three.map(|side| &side.profile), optional, at("profile", "The profile"));
        let text = |text: &String| words::text(text);
        let compared = three.map(|side| &side.compared_profiles);
        let compared_profiles = self.list(compared, text, at("compared-profiles", "The profiles to compare by"));
        let context = self.prose(three.map(|side| &side.context), at("context", "The problem statement"));
        let constraints = self.list(three.map(|side| &side.constraints), text, at("constraints", "The constraints"));
        let people = self.people();
        let links = three.map(|side| side.links.iter().map(|link| (link.label.clone(), link.url.clone())).collect());
        let told = |(label, url): &(String, String)| words::text(format!("{label} {url}").trim());
        let links = self.list(links.as_ref(), told, at("links", "The links"));
        let links = links.into_iter().map(|(label, url)| Link { label, url }).collect();
        let governs = self.list(three.map(|side| &side.governs), text, at("governs", "The files that it governs"));
        let folder = |folder: &Option<AdrFolder>| folder.as_ref().map(|one| format!("{} {}", one.path, one.language));
        let adr_folder = three.map(|side| &side.adr_folder);
        let adr_folder = self.value(adr_folder, folder, at("adr-folder", "The folder of ADRs"));
        Head {
            id,
            title,
            history,
            created,
            decide_by,
            copied_from,
            predecessor,
            template,
            profile,
            compared_profiles,
            context,
            constraints,
            people,
            links,
            governs,
            reversal: self.reversal(),
            // Of two values of a switch only one can be new.
            private_ballots: self.value(three.map(|side| &side.private_ballots), |_| None, || Where::new("", "")),
            commitments: self.commitments(),
            reviews: self.reviews(),
            corrections: self.corrections(),
            adr_folder,
            has_appendix: self.value(three.map(|side| &side.has_appendix), |_| None, || Where::new("", "")),
        }
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
