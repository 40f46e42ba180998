//! Ballots in files of their own.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    super::{layout, limits},
    FORMAT, Fault,
    ballots::{self, StoredCell},
    members::{self, StoredMember},
    values::{Line, Word},
};
use crate::decision::{self as domain, Alternative, Counts, CriterionId, OptionId, Salt};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Ballot")]
pub(in super::super) struct StoredSheet {
    pub(in super::super) format: u32,
    /// The id of the record that it belongs to.
    decision: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    title: Line,
    round: u32,
    #[serde(serialize_with = "members::write_one")]
    member: StoredMember,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    criteria: Vec<StoredAsked>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    options: Vec<StoredNamed>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sealed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Word<Salt>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    scores: Vec<StoredCell>,
}

/// A criterion as it was when it was scored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Criterion")]
struct StoredAsked {
    id: Word<CriterionId>,
    #[serde(default)]
    name: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    question: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    one: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    three: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    five: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Option")]
struct StoredNamed {
    id: Word<OptionId>,
    #[serde(default)]
    name: Line,
}

impl From<&domain::BallotSheet> for StoredSheet {
    fn from(sheet: &domain::BallotSheet) -> Self {
        // Scores are written in the order of criteria and options, of which the ids are enough.
        let rows = sheet.criteria.iter().map(|asked| Arc::new(domain::Criterion::new(asked.id.clone(), "", "")));
        let rows: Vec<_> = rows.collect();
        let columns = sheet.options.iter().map(|(id, name)| Arc::new(Alternative::new(id.clone(), name.clone())));
        let columns: Vec<_> = columns.collect();
        Self {
            format: FORMAT,
            decision: (&sheet.decision).into(),
            title: (&sheet.title).into(),
            round: sheet.ballot.round,
            member: StoredMember::new(&sheet.member, &rows),
            criteria: super::each(&sheet.criteria),
            options: sheet
                .options
                .iter()
                .map(|(id, name)| StoredNamed { id: Word(id.clone()), name: name.into() })
                .collect(),
            sealed: sheet.ballot.sealed,
            salt: sheet.ballot.salt.clone().map(Word),
            scores: ballots::scores(&sheet.ballot.cells, &rows, &columns),
        }
    }
}

impl StoredSheet {
    /// Converts the stored ballot to the domain.
    ///
    /// # Errors
    /// A [`Fault`] if parts that can each be read contradict each other, or there are more of something than allowed.
    pub(in super::super) fn into_domain(self) -> Result<domain::BallotSheet, Fault> {
        limits::check(&Counts { criteria: self.criteria.len(), options: self.options.len(), ..Counts::default() })?;
        let criteria: Vec<domain::Asked> = super::all(self.criteria);
        let options: Vec<_> = self.options.into_iter().map(|named| (named.id.0, named.name.into())).collect();
        // The team decides how much a member counts, not the member.
        let member = domain::Member { weight: 1.0, ..self.member.into() };
        limits::check(&Counts::of_member(&member))?;
        let ballot = domain::Ballot {
            member: member.id.clone(),
            round: self.round,
            sealed: self.sealed,
            salt: self.salt.map(|salt| salt.0),
            cells: ballots::cells(self.scores, "scores")?,
        };
        let asked: BTreeSet<&CriterionId> = criteria.iter().map(|asked| &asked.id).collect();
        let offered: BTreeSet<&OptionId> = options.iter().map(|(id, _)| id).collect();
        // A ballot without the question and anchors of a score cannot be compared with the record, so the lists must be
        // complete.
        let rows = ballot.cells.keys().map(|(criterion, _)| criterion);
        if let Some(id) = rows.chain(member.named_criteria()).find(|id| !asked.contains(id)) {
            return Err(unlisted("criteria", "criterion", id.as_str()));
        }
        let columns = ballot.cells.keys().map(|(_, option)| option);
        if let Some(id) = columns.chain(member.experience.keys()).find(|option| !offered.contains(option)) {
            return Err(unlisted("options", "option", id.as_str()));
        }
        Ok(domain::BallotSheet {
            decision: self.decision.into(),
            title: self.title.into(),
            member,
            criteria,
            options,
            ballot,
        })
    }
}

fn unlisted(list: &str, kind: &str, id: &str) -> Fault {
    Fault {
        path: list.to_owned(),
        what: format!("the ballot uses the {kind} `{id}`, and its list of {list} does not hold it"),
        advice: "Export the ballot again.",
        is_too_large: false,
    }
}

impl From<&domain::Asked> for StoredAsked {
    fn from(asked: &domain::Asked) -> Self {
        Self {
            id: Word(asked.id.clone()),
            name: (&asked.name).into(),
            question: (&asked.question).into(),
            one: (&asked.anchors.one).into(),
            three: (&asked.anchors.three).into(),
            five: (&asked.anchors.five).into(),
        }
    }
}

impl From<StoredAsked> for domain::Asked {
    fn from(asked: StoredAsked) -> Self {
        Self {
            id: asked.id.0,
            name: asked.name.into(),
            question: asked.question.into(),
            anchors: domain::Anchors { one: asked.one.into(), three: asked.three.into(), five: asked.five.into() },
        }
    }
}
