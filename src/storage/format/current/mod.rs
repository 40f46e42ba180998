//! The current format: its structs as they are on disk, and their conversion to a record and back.
//!
//! They are not the structs of the domain, so that the format changes only on purpose. The order of the fields is the
//! order in the file. Empty fields are left out.

mod ballots;
mod criteria;
mod life;
mod members;
mod outcome;
mod profile;
mod sheet;
mod swings;
mod template;
mod values;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::life::{
    StoredAdrFolder, StoredCommitment, StoredCopySource, StoredCorrection, StoredPredecessor, StoredReview,
};
use super::{Fault, layout, limits};
use crate::decision as domain;

pub(super) use self::{
    ballots::{StoredBallot, StoredReference, StoredReveal, StoredRound, first_round},
    criteria::{StoredAlternative, StoredCriterion},
    life::{StoredReversal, StoredStatusChange},
    members::StoredMember,
    outcome::{StoredExport, StoredOutcome},
    profile::StoredProfile,
    sheet::StoredSheet,
    template::StoredTemplate,
    values::{Line, Prose, Status, Swing, Word},
};

/// The number of this format.
pub(super) const FORMAT: u32 = 2;

/// A whole record.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Decision")]
pub(super) struct StoredDecision {
    pub(super) format: u32,
    pub(super) id: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub(super) title: Line,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    pub(super) history: Vec<StoredStatusChange>,
    pub(super) created: Word<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decide_by: Option<Word<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "layout::inline")]
    pub(super) copied_from: Option<StoredCopySource>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) predecessor: Option<StoredPredecessor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) template: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) profile: Option<Line>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) profiles: Vec<StoredProfile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::inline")]
    pub(super) compared_profiles: Vec<Line>,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    pub(super) context: Prose,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) constraints: Vec<Line>,
    #[serde(default, skip_serializing_if = "StoredPeople::is_empty")]
    pub(super) people: StoredPeople,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    pub(super) links: Vec<StoredLink>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) governs: Vec<Line>,
    #[serde(default, skip_serializing_if = "StoredReversal::is_empty")]
    pub(super) reversal: StoredReversal,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) options: Vec<StoredAlternative>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) criteria: Vec<StoredCriterion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "members::write")]
    pub(super) members: Vec<StoredMember>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) private_ballots: bool,
    #[serde(default = "first_round", serialize_with = "layout::one_a_line")]
    pub(super) rounds: Vec<StoredRound>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) ballots: Vec<StoredBallot>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    pub(super) commitments: Vec<StoredCommitment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) references: Vec<StoredReference>,
    #[serde(default, skip_serializing_if = "StoredOutcome::is_empty")]
    pub(super) outcome: StoredOutcome,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) reviews: Vec<StoredReview>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    pub(super) corrections: Vec<StoredCorrection>,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "layout::inline")]
    pub(super) adr_folder: Option<StoredAdrFolder>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) has_appendix: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    pub(super) exports: Vec<StoredExport>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, rename = "People")]
pub(super) struct StoredPeople {
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::inline")]
    decision_makers: Vec<Line>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::inline")]
    consulted: Vec<Line>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::inline")]
    informed: Vec<Line>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, rename = "Link")]
pub(super) struct StoredLink {
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    label: Line,
    #[serde(default)]
    url: Line,
}

/// Converts each item to its stored form.
fn each<'a, A: 'a, B: From<&'a A>>(items: impl IntoIterator<Item = &'a A>) -> Vec<B> {
    items.into_iter().map(B::from).collect()
}

/// Converts each item to the domain.
fn all<A: Into<B>, B>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(Into::into).collect()
}

/// Converts each item as [`all`] does, for the parts that a record shares with its copies.
fn shared<A: Into<B>, B>(items: Vec<A>) -> Vec<Arc<B>> {
    items.into_iter().map(|item| Arc::new(item.into())).collect()
}

impl From<&domain::Decision> for StoredDecision {
    fn from(decision: &domain::Decision) -> Self {
        // Each field by name: one that is new and not written would be lost with the next save.
        let domain::Decision {
            id,
            title,
            history,
            created,
            decide_by,
            copied_from,
            predecessor,
            template,
            profile,
            profiles,
            compared_profiles,
            context,
            constraints,
            people,
            links,
            governs,
            reversal,
            options,
            criteria,
            members,
            private_ballots,
            rounds,
            ballots,
            commitments,
            references,
            outcome,
            reviews,
            corrections,
            adr_folder,
            has_appendix,
            exports,
        } = decision;
        Self {
            format: FORMAT,
            id: id.into(),
            title: title.into(),
            history: each(history),
            created: Word(*created),
            decide_by: decide_by.map(Word),
            copied_from: copied_from.as_ref().map(Into::into),
            predecessor: predecessor.as_ref().map(Into::into),
            template: template.as_ref().map(Line::from),
            profile: profile.as_ref().map(Line::from),
            profiles: profiles.iter().map(|profile| StoredProfile::new(profile, criteria)).collect(),
            compared_profiles: each(compared_profiles),
            context: context.into(),
            constraints: each(constraints),
            people: StoredPeople::from(people),
            links: each(links),
            governs: each(governs),
            reversal: reversal.into(),
            options: each(options.iter().map(AsRef::as_ref)),
            criteria: each(criteria.iter().map(AsRef::as_ref)),
            members: members.iter().map(|member| StoredMember::new(member, criteria)).collect(),
            private_ballots: *private_ballots,
            rounds: each(rounds.iter().map(AsRef::as_ref)),
            ballots: ballots.iter().map(|ballot| StoredBallot::new(ballot, decision)).collect(),
            commitments: each(commitments),
            references: self::ballots::references(references, criteria, options),
            outcome: StoredOutcome::from(&**outcome),
            reviews: each(reviews),
            corrections: each(corrections),
            adr_folder: adr_folder.as_ref().map(Into::into),
            has_appendix: *has_appendix,
            exports: each(exports),
        }
    }
}

impl StoredDecision {
    /// Converts the stored record to the domain.
    ///
    /// # Errors
    /// A [`Fault`] where parts that can each be read contradict each other.
    pub(super) fn into_domain(self) -> Result<domain::Decision, Fault> {
        let decision = domain::Decision {
            id: self.id.into(),
            title: self.title.into(),
            history: all(self.history),
            created: self.created.0,
            decide_by: self.decide_by.map(|day| day.0),
            copied_from: self.copied_from.map(Into::into),
            predecessor: self.predecessor.map(Into::into),
            template: self.template.map(Into::into),
            profile: self.profile.map(Into::into),
            profiles: shared(self.profiles),
            compared_profiles: all(self.compared_profiles),
            context: self.context.into(),
            constraints: all(self.constraints),
            people: self.people.into(),
            links: all(self.links),
            governs: all(self.governs),
            reversal: self.reversal.into(),
            options: shared(self.options),
            criteria: shared(self.criteria),
            members: shared(self.members),
            private_ballots: self.private_ballots,
            rounds: ballots::rounds(self.rounds)?,
            ballots: ballots::ballots(self.ballots)?,
            commitments: all(self.commitments),
            references: ballots::references_into_domain(self.references)?,
            outcome: Arc::new(self.outcome.into()),
            reviews: all(self.reviews),
            corrections: all(self.corrections),
            adr_folder: self.adr_folder.map(Into::into),
            has_appendix: self.has_appendix,
            exports: all(self.exports),
        };
        limits::check(&domain::Counts::of(&decision))?;
        Ok(decision)
    }
}

impl StoredPeople {
    fn is_empty(&self) -> bool {
        self.decision_makers.is_empty() && self.consulted.is_empty() && self.informed.is_empty()
    }
}

impl From<&domain::People> for StoredPeople {
    fn from(people: &domain::People) -> Self {
        let domain::People { decision_makers, consulted, informed } = people;
        Self { decision_makers: each(decision_makers), consulted: each(consulted), informed: each(informed) }
    }
}

impl From<StoredPeople> for domain::People {
    fn from(people: StoredPeople) -> Self {
        Self {
            decision_makers: all(people.decision_makers),
            consulted: all(people.consulted),
            informed: all(people.informed),
        }
    }
}

impl StoredLink {
    fn is_empty(&self) -> bool {
        self.label.is_empty() && self.url.is_empty()
    }
}

impl From<&domain::Link> for StoredLink {
    fn from(domain::Link { label, url }: &domain::Link) -> Self {
        Self { label: label.into(), url: url.into() }
    }
}

impl From<StoredLink> for domain::Link {
    fn from(link: StoredLink) -> Self {
        Self { label: link.label.into(), url: link.url.into() }
    }
}
