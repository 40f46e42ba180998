//! Ballots that travel by themselves.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    super::layout,
    FORMAT, Fault,
    ballots::{self, Cell},
    swings::Swings,
    values::{Line, Word},
};
use crate::decision::{self as domain, Alternative, CriterionId, MemberId, OptionId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Ballot")]
pub(in super::super) struct Sheet {
    pub(in super::super) format: u32,
    /// The id of the record that it belongs to.
    decision: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    title: Line,
    round: u32,
    #[serde(serialize_with = "layout::inline")]
    member: Member,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    criteria: Vec<Asked>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    options: Vec<Named>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sealed: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    scores: Vec<Cell>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    id: Word<MemberId>,
    name: Line,
    #[serde(default, skip_serializing_if = "Swings::is_empty")]
    swings: Swings,
}

/// A criterion as it was when it was scored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Criterion")]
struct Asked {
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
struct Named {
    id: Word<OptionId>,
    #[serde(default)]
    name: Line,
}

impl From<&domain::BallotSheet> for Sheet {
    fn from(sheet: &domain::BallotSheet) -> Self {
        let criterion = |asked: &domain::Asked| Arc::new(domain::Criterion::new(asked.id.clone(), "", ""));
        let option = |(id, name): &(OptionId, String)| {
            Arc::new(Alternative { id: id.clone(), name: name.clone(), description: String::new() })
        };
        let rows: Vec<_> = sheet.criteria.iter().map(criterion).collect();
        let columns: Vec<_> = sheet.options.iter().map(option).collect();
        Self {
            format: FORMAT,
            decision: (&sheet.decision).into(),
            title: (&sheet.title).into(),
            round: sheet.ballot.round,
            member: Member {
                id: Word(sheet.ballot.member.clone()),
                name: (&sheet.name).into(),
                swings: Swings::new(&sheet.swings, &rows),
            },
            criteria: super::each(&sheet.criteria),
            options: sheet.options.iter().map(|(id, name)| Named { id: Word(id.clone()), name: name.into() }).collect(),
            sealed: sheet.ballot.sealed,
            scores: ballots::scores(&sheet.ballot.cells, &rows, &columns),
        }
    }
}

impl Sheet {
    /// What it means.
    ///
    /// # Errors
    /// A [`Fault`] where parts that can each be read contradict each other.
    pub(in super::super) fn into_domain(self) -> Result<domain::BallotSheet, Fault> {
        let criteria: Vec<domain::Asked> = super::all(self.criteria);
        let options: Vec<_> = self.options.into_iter().map(|named| (named.id.0, named.name.into())).collect();
        let ballot = domain::Ballot {
            member: self.member.id.0,
            round: self.round,
            sealed: self.sealed,
            cells: ballots::cells(self.scores, "scores")?,
        };
        let asked: BTreeSet<&CriterionId> = criteria.iter().map(|asked| &asked.id).collect();
        let offered: BTreeSet<&OptionId> = options.iter().map(|(id, _)| id).collect();
        let rows = ballot.cells.keys().map(|(criterion, _)| criterion);
        let swings = self.member.swings.0.iter().map(|(criterion, _)| criterion);
        if let Some(id) = rows.chain(swings).find(|id| !asked.contains(id)) {
            return Err(unlisted("criteria", "criterion", id.as_str()));
        }
        if let Some((_, id)) = ballot.cells.keys().find(|(_, option)| !offered.contains(option)) {
            return Err(unlisted("options", "option", id.as_str()));
        }
        Ok(domain::BallotSheet {
            decision: self.decision.into(),
            title: self.title.into(),
            name: self.member.name.into(),
            swings: self.member.swings.into(),
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
    }
}

impl From<&domain::Asked> for Asked {
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

impl From<Asked> for domain::Asked {
    fn from(asked: Asked) -> Self {
        Self {
            id: asked.id.0,
            name: asked.name.into(),
            question: asked.question.into(),
            anchors: domain::Anchors { one: asked.one.into(), three: asked.three.into(), five: asked.five.into() },
        }
    }
}
