//! Format 1: the structs as they stand on disk, and what they mean.
//!
//! They are not the structs of the domain, so that the format changes only on purpose. The order of the fields is the
//! order in the file. Fields that say nothing are left out.

mod ballots;
mod criteria;
mod limits;
mod outcome;
mod sheet;
mod swings;
mod template;
mod values;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::{
    ballots::{Ballot, Member, Reference, Round},
    criteria::{Alternative, Criterion},
    outcome::{Export, Outcome},
    values::{Line, Prose, Status, Word},
};
use super::{Fault, layout};
use crate::decision as domain;

pub(super) use self::{sheet::Sheet, template::Template};

/// The number of this format.
pub(super) const FORMAT: u32 = 1;

/// A whole record.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    pub(super) format: u32,
    id: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    title: Line,
    #[serde(default = "draft")]
    status: Status,
    created: Word<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dated: Option<Word<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    template: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile: Option<Line>,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    context: Prose,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    constraints: Vec<Line>,
    #[serde(default, skip_serializing_if = "People::is_empty")]
    people: People,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    links: Vec<Link>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    options: Vec<Alternative>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    criteria: Vec<Criterion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    members: Vec<Member>,
    #[serde(default = "ballots::first_round", serialize_with = "layout::one_a_line")]
    rounds: Vec<Round>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ballots: Vec<Ballot>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    references: Vec<Reference>,
    #[serde(default, skip_serializing_if = "Outcome::is_empty")]
    outcome: Outcome,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    exports: Vec<Export>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct People {
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::inline")]
    decision_makers: Vec<Line>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::inline")]
    consulted: Vec<Line>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::inline")]
    informed: Vec<Line>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Link {
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    label: Line,
    #[serde(default)]
    url: Line,
}

fn draft() -> Status {
    Status::Draft
}

/// Each item, as it stands on the other side.
fn each<'a, A: 'a, B: From<&'a A>>(items: impl IntoIterator<Item = &'a A>) -> Vec<B> {
    items.into_iter().map(B::from).collect()
}

/// Each item on its way into the domain.
fn all<A: Into<B>, B>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(Into::into).collect()
}

/// [`all`], for the parts that records share with their copies.
fn shared<A: Into<B>, B>(items: Vec<A>) -> Vec<Arc<B>> {
    items.into_iter().map(|item| Arc::new(item.into())).collect()
}

impl From<&domain::Decision> for Decision {
    fn from(decision: &domain::Decision) -> Self {
        // Each field by name: one that is new and not written would be lost with the next save.
        let domain::Decision {
            id,
            title,
            status,
            created,
            dated,
            template,
            profile,
            context,
            constraints,
            people,
            links,
            options,
            criteria,
            members,
            rounds,
            ballots,
            references,
            outcome,
            exports,
        } = decision;
        Self {
            format: FORMAT,
            id: id.into(),
            title: title.into(),
            status: (*status).into(),
            created: Word(*created),
            dated: dated.map(Word),
            template: template.as_ref().map(Line::from),
            profile: profile.as_ref().map(Line::from),
            context: context.into(),
            constraints: each(constraints),
            people: People::from(people),
            links: each(links),
            options: each(options.iter().map(AsRef::as_ref)),
            criteria: each(criteria.iter().map(AsRef::as_ref)),
            members: members.iter().map(|member| Member::new(member, criteria)).collect(),
            rounds: each(rounds.iter().map(AsRef::as_ref)),
            ballots: ballots.iter().map(|ballot| Ballot::new(ballot, decision)).collect(),
            references: self::ballots::references(references, criteria, options),
            outcome: Outcome::from(&**outcome),
            exports: each(exports),
        }
    }
}

impl Decision {
    /// What it means.
    ///
    /// # Errors
    /// A [`Fault`] where parts that can each be read contradict each other.
    pub(super) fn into_domain(self) -> Result<domain::Decision, Fault> {
        limits::check(&limits::counts(&self))?;
        Ok(domain::Decision {
            id: self.id.into(),
            title: self.title.into(),
            status: self.status.into(),
            created: self.created.0,
            dated: self.dated.map(|day| day.0),
            template: self.template.map(Into::into),
            profile: self.profile.map(Into::into),
            context: self.context.into(),
            constraints: all(self.constraints),
            people: self.people.into(),
            links: all(self.links),
            options: shared(self.options),
            criteria: shared(self.criteria),
            members: shared(self.members),
            rounds: ballots::rounds(self.rounds)?,
            ballots: ballots::ballots(self.ballots)?,
            references: ballots::references_into_domain(self.references)?,
            outcome: Arc::new(self.outcome.into()),
            exports: all(self.exports),
        })
    }
}

impl People {
    fn is_empty(&self) -> bool {
        self.decision_makers.is_empty() && self.consulted.is_empty() && self.informed.is_empty()
    }
}

impl From<&domain::People> for People {
    fn from(people: &domain::People) -> Self {
        let domain::People { decision_makers, consulted, informed } = people;
        Self { decision_makers: each(decision_makers), consulted: each(consulted), informed: each(informed) }
    }
}

impl From<People> for domain::People {
    fn from(people: People) -> Self {
        Self {
            decision_makers: all(people.decision_makers),
            consulted: all(people.consulted),
            informed: all(people.informed),
        }
    }
}

impl Link {
    fn is_empty(&self) -> bool {
        self.label.is_empty() && self.url.is_empty()
    }
}

impl From<&domain::Link> for Link {
    fn from(domain::Link { label, url }: &domain::Link) -> Self {
        Self { label: label.into(), url: url.into() }
    }
}

impl From<Link> for domain::Link {
    fn from(link: Link) -> Self {
        Self { label: link.label.into(), url: link.url.into() }
    }
}
