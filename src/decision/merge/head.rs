//! The parts of a decision that are not in lists of criteria, options, members or rounds.

use jiff::civil::Date;

use super::{
    merger::{Merger, Three, Where, at},
    removals::Kept,
    words,
};
use crate::decision::{
    AdrFolder, Commitment, CopySource, Correction, Link, People, PeopleRole, Predecessor, Reversal, Review,
    StatusChange, text::day,
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
    /// Merges the fields before the lists of parts.
    pub(super) fn head(&mut self, kept: &Kept) -> Head {
        let three = self.sides;
        // The order of these calls is the order of the conflicts.
        let id = self.line(three.map(|side| &side.id), at("id", "The id of the record"));
        let created = self.value(
            three.map(|side| &side.created),
            |created| Some(day(*created)),
            at("created", "The day of the record's start"),
        );
        let title = self.line(three.map(|side| &side.title), at("title", "The title"));
        let history = self.history();
        let decide_by =
            self.value(three.map(|side| &side.decide_by), |by| by.map(day), at("decide-by", "The day to decide by"));
        let copied_from = self.copied_from();
        let predecessor = self.predecessor();
        let template = self.value(three.map(|side| &side.template), Option::clone, at("template", "The template"));
        let profile = self.value(three.map(|side| &side.profile), Option::clone, at("profile", "The profile"));
        let compared_profiles = self
            .texts(three.map(|side| &side.compared_profiles), at("compared-profiles", "The profiles to compare by"));
        let context = self.prose(three.map(|side| &side.context), at("context", "The problem statement"));
        let constraints = self.texts(three.map(|side| &side.constraints), at("constraints", "The constraints"));
        let people = self.people();
        let links = self.links();
        let governs = self.texts(three.map(|side| &side.governs), at("governs", "The files that it governs"));
        let adr_folder = self.adr_folder();
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
            commitments: self.commitments(kept),
            reviews: self.reviews(),
            corrections: self.corrections(),
            adr_folder,
            has_appendix: self.value(three.map(|side| &side.has_appendix), |_| None, || Where::new("", "")),
        }
    }

    fn copied_from(&mut self) -> Option<CopySource> {
        self.value(
            self.sides.map(|side| &side.copied_from),
            |source| source.as_ref().map(words::copy_source),
            at("copied-from", "The record that it was copied from"),
        )
    }

    fn predecessor(&mut self) -> Option<Predecessor> {
        self.value(
            self.sides.map(|side| &side.predecessor),
            |one| one.as_ref().map(words::predecessor),
            at("predecessor", "The record that it supersedes"),
        )
    }

    fn links(&mut self) -> Vec<Link> {
        // As pairs, since links have no order of their own.
        let pairs =
            self.sides.map(|side| side.links.iter().map(|link| (link.label.clone(), link.url.clone())).collect());
        let merged = self.list(
            pairs.as_ref(),
            |(label, url): &(String, String)| words::link(label, url),
            at("links", "The links"),
        );
        merged.into_iter().map(|(label, url)| Link { label, url }).collect()
    }

    fn adr_folder(&mut self) -> Option<AdrFolder> {
        self.value(
            self.sides.map(|side| &side.adr_folder),
            |folder| folder.as_ref().map(words::adr_folder),
            at("adr-folder", "The folder of ADRs"),
        )
    }

    fn people(&mut self) -> People {
        let three = self.sides.map(|side| &side.people);
        People {
            decision_makers: self.role(PeopleRole::DecisionMakers, three.map(|people| &people.decision_makers)),
            consulted: self.role(PeopleRole::Consulted, three.map(|people| &people.consulted)),
            informed: self.role(PeopleRole::Informed, three.map(|people| &people.informed)),
        }
    }

    fn role(&mut self, role: PeopleRole, three: Three<&Vec<String>>) -> Vec<String> {
        self.texts(three, || Where::new(format!("people/{}", role.word()), role.name()))
    }
}
