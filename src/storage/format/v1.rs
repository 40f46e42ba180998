//! Format 1: its differences from the current format, and their conversion. The rest is shared with the current format.
//!
//! - `status` and `dated` are the last entry of a history.
//! - A round has at most one reveal. One with a name was early; all others were made by the last seal.
//! - A criterion without a swing has the usual one; in the current format it means that nobody has weighed it.

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    Fault,
    current::{
        self, Line, Prose, Status, StoredAlternative, StoredBallot, StoredCriterion, StoredExport, StoredLink,
        StoredMember, StoredOutcome, StoredPeople, StoredReference, StoredStatusChange, Swing, Word,
    },
    newer::{last_of, without_indices},
    scan,
};
use crate::decision::CriterionId;

/// The number of this format.
pub(super) const FORMAT: u32 = 1;

/// The fields that this format has in structs shared with the current one. The format is finished: a field that those
/// structs get later is not added here.
const FIELDS: [(&str, &[&str]); 17] = [
    ("people", &["decision_makers", "consulted", "informed"]),
    ("links", &["label", "url"]),
    ("options", &["id", "name", "description"]),
    (
        "criteria",
        &[
            "id",
            "name",
            "group",
            "question",
            "one",
            "three",
            "five",
            "swing",
            "must_have",
            "not_applicable",
            "check",
            "caveat",
            "note",
        ],
    ),
    ("criteria.must_have", &["at_least", "rule"]),
    ("members", &["id", "name", "weight", "swings"]),
    // Of a ballot in a file of its own.
    ("member", &["id", "name", "weight", "swings"]),
    ("scores", CELL),
    ("ballots", &["member", "round", "sealed", "scores"]),
    ("ballots.scores", CELL),
    ("references", &["id", "name", "source", "counted", "scores"]),
    ("references.source", &["label", "url"]),
    ("references.scores", CELL),
    (
        "outcome",
        &[
            "chosen",
            "justification",
            "against_lead",
            "thin_coverage",
            "consequences",
            "confirmation",
            "triggers",
            "review",
            "sign_offs",
        ],
    ),
    ("outcome.consequences", &["kind", "text"]),
    ("outcome.sign_offs", &["name", "verdict", "comment", "on"]),
    ("exports", &["path", "dialect", "on", "charts", "written"]),
];

/// The fields of a score.
const CELL: &[&str] = &["criterion", "option", "score", "abstain", "confidence", "evidence", "link", "note"];

/// Returns a fault for a file of this format that has a field of format 2: to format 1 it is as unknown as any other.
pub(super) fn newer_field(text: &str) -> Option<Fault> {
    let path = scan::find(text, |part| {
        // An item of a list is not a field.
        let name = last_of(part.path);
        if name.ends_with(']') {
            return None;
        }
        let parent = without_indices(part.path.strip_suffix(name)?.strip_suffix('.')?);
        let (_, fields) = FIELDS.iter().find(|(shared, _)| *shared == parent)?;
        (!fields.contains(&name)).then(|| part.path.to_owned())
    })?;
    let what = format!("format 1 has no field `{}`", last_of(&path));
    Some(Fault {
        path,
        what,
        advice: "Take it out; once Weigh-In has saved a change, the file has format 2, which has it.",
        is_too_large: false,
    })
}

/// A whole record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Decision")]
pub(super) struct DecisionV1 {
    pub(super) format: u32,
    id: Line,
    #[serde(default)]
    title: Line,
    #[serde(default = "draft")]
    status: Status,
    created: Word<Date>,
    #[serde(default)]
    dated: Option<Word<Date>>,
    #[serde(default)]
    template: Option<Line>,
    #[serde(default)]
    profile: Option<Line>,
    #[serde(default)]
    context: Prose,
    #[serde(default)]
    constraints: Vec<Line>,
    #[serde(default)]
    people: StoredPeople,
    #[serde(default)]
    links: Vec<StoredLink>,
    #[serde(default)]
    options: Vec<StoredAlternative>,
    #[serde(default)]
    criteria: Vec<StoredCriterion>,
    #[serde(default)]
    members: Vec<StoredMember>,
    #[serde(default = "first_round")]
    rounds: Vec<RoundV1>,
    #[serde(default)]
    ballots: Vec<StoredBallot>,
    #[serde(default)]
    references: Vec<StoredReference>,
    #[serde(default)]
    outcome: StoredOutcome,
    #[serde(default)]
    exports: Vec<StoredExport>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Round")]
struct RoundV1 {
    number: u32,
    #[serde(default)]
    criteria: Vec<Word<CriterionId>>,
    #[serde(default)]
    reveal: Option<RevealV1>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Reveal")]
struct RevealV1 {
    on: Word<Date>,
    /// The person who revealed it early; `None` if all had sealed.
    #[serde(default)]
    by: Option<Line>,
}

fn draft() -> Status {
    Status::Draft
}

fn first_round() -> Vec<RoundV1> {
    vec![RoundV1 { number: 1, criteria: Vec::new(), reveal: None }]
}

impl From<DecisionV1> for current::StoredDecision {
    fn from(record: DecisionV1) -> Self {
        let DecisionV1 {
            format: _,
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
        } = record;
        Self {
            format: current::FORMAT,
            id,
            title,
            history: history(status, dated, &created),
            created,
            decide_by: None,
            copied_from: None,
            predecessor: None,
            template,
            profile,
            profiles: Vec::new(),
            compared_profiles: Vec::new(),
            context,
            constraints,
            people,
            links,
            governs: Vec::new(),
            reversal: current::StoredReversal::default(),
            options,
            criteria: weighed(criteria),
            members,
            private_ballots: false,
            rounds: rounds.into_iter().map(Into::into).collect(),
            ballots,
            commitments: Vec::new(),
            references,
            outcome,
            reviews: Vec::new(),
            corrections: Vec::new(),
            adr_folder: None,
            has_appendix: false,
            exports,
        }
    }
}

/// Returns the history of a status. Without a day of its own, a status has the day on which the record was created,
/// which its ADR bears in that case.
fn history(status: Status, dated: Option<Word<Date>>, created: &Word<Date>) -> Vec<StoredStatusChange> {
    // Every record of that format that was never proposed looks like this: nothing has happened to it.
    if matches!(status, Status::Draft) && dated.is_none() {
        return Vec::new();
    }
    vec![StoredStatusChange { status, on: dated.unwrap_or_else(|| created.clone()), by: Line::default() }]
}

/// Gives the usual swing to criteria without one.
pub(super) fn weighed(mut criteria: Vec<StoredCriterion>) -> Vec<StoredCriterion> {
    for criterion in &mut criteria {
        criterion.swing.get_or_insert(Swing(crate::decision::Criterion::EQUAL_SWING));
    }
    criteria
}

impl From<RoundV1> for current::StoredRound {
    fn from(RoundV1 { number, criteria, reveal }: RoundV1) -> Self {
        let reveals = reveal.map(Into::into).into_iter().collect();
        Self { number, criteria, reopened: Vec::new(), reveals }
    }
}

impl From<RevealV1> for current::StoredReveal {
    fn from(RevealV1 { on, by }: RevealV1) -> Self {
        Self { on, early: by.is_some(), by: by.unwrap_or_default(), taken_back: None }
    }
}
