//! Statuses, reviews, corrections and predecessors: what happens to a decision over the years.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    super::layout,
    all, each,
    values::{FindingState, Gap, Line, Prose, ReversalCost, ReviewVerdict, Status, Word},
};
use crate::decision::{self as domain, MemberId, OptionId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "StatusChange")]
pub(in super::super) struct StoredStatusChange {
    pub(in super::super) status: Status,
    pub(in super::super) on: Word<Date>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub(in super::super) by: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Correction")]
pub(in super::super) struct StoredCorrection {
    on: Word<Date>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    by: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    why: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Review")]
pub(in super::super) struct StoredReview {
    on: Word<Date>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    by: Line,
    verdict: ReviewVerdict,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    findings: Vec<StoredReviewFinding>,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    note: Prose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<Word<Date>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "ReviewFinding")]
struct StoredReviewFinding {
    about: Line,
    state: FindingState,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, rename = "Reversal")]
pub(in super::super) struct StoredReversal {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost: Option<ReversalCost>,
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    note: Prose,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Predecessor")]
pub(in super::super) struct StoredPredecessor {
    record: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    title: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    path: Line,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "layout::inline")]
    result: Option<StoredPastResult>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "PastResult")]
struct StoredPastResult {
    on: Word<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chosen: Option<Word<OptionId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    leader: Option<Word<OptionId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    runner_up: Option<Word<OptionId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gap: Option<Gap>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    verdict: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "CopySource")]
pub(in super::super) struct StoredCopySource {
    record: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    title: Line,
    on: Word<Date>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "AdrFolder")]
pub(in super::super) struct StoredAdrFolder {
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    path: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    language: Line,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Commitment")]
pub(in super::super) struct StoredCommitment {
    member: Word<MemberId>,
    round: u32,
    hash: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    withdrawn: Option<StoredWithdrawal>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Withdrawal")]
struct StoredWithdrawal {
    on: Word<Date>,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    by: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    why: Line,
}

impl StoredReversal {
    pub(in super::super) fn is_empty(&self) -> bool {
        self.cost.is_none() && self.note.is_empty()
    }
}

impl From<&domain::StatusChange> for StoredStatusChange {
    fn from(domain::StatusChange { on, status, by }: &domain::StatusChange) -> Self {
        Self { status: (*status).into(), on: Word(*on), by: by.into() }
    }
}

impl From<StoredStatusChange> for domain::StatusChange {
    fn from(change: StoredStatusChange) -> Self {
        Self { on: change.on.0, status: change.status.into(), by: change.by.into() }
    }
}

impl From<&domain::Correction> for StoredCorrection {
    fn from(domain::Correction { on, by, why }: &domain::Correction) -> Self {
        Self { on: Word(*on), by: by.into(), why: why.into() }
    }
}

impl From<StoredCorrection> for domain::Correction {
    fn from(correction: StoredCorrection) -> Self {
        Self { on: correction.on.0, by: correction.by.into(), why: correction.why.into() }
    }
}

impl From<&domain::Review> for StoredReview {
    fn from(domain::Review { on, by, verdict, findings, note, next }: &domain::Review) -> Self {
        Self {
            on: Word(*on),
            by: by.into(),
            verdict: (*verdict).into(),
            findings: each(findings),
            note: note.into(),
            next: next.map(Word),
        }
    }
}

impl From<StoredReview> for domain::Review {
    fn from(review: StoredReview) -> Self {
        Self {
            on: review.on.0,
            by: review.by.into(),
            verdict: review.verdict.into(),
            findings: all(review.findings),
            note: review.note.into(),
            next: review.next.map(|day| day.0),
        }
    }
}

impl From<&domain::ReviewFinding> for StoredReviewFinding {
    fn from(domain::ReviewFinding { about, state }: &domain::ReviewFinding) -> Self {
        Self { about: about.into(), state: (*state).into() }
    }
}

impl From<StoredReviewFinding> for domain::ReviewFinding {
    fn from(finding: StoredReviewFinding) -> Self {
        Self { about: finding.about.into(), state: finding.state.into() }
    }
}

impl From<&domain::Reversal> for StoredReversal {
    fn from(domain::Reversal { cost, note }: &domain::Reversal) -> Self {
        Self { cost: cost.map(Into::into), note: note.into() }
    }
}

impl From<StoredReversal> for domain::Reversal {
    fn from(reversal: StoredReversal) -> Self {
        Self { cost: reversal.cost.map(Into::into), note: reversal.note.into() }
    }
}

impl From<&domain::Predecessor> for StoredPredecessor {
    fn from(domain::Predecessor { record, title, path, result }: &domain::Predecessor) -> Self {
        Self {
            record: record.into(),
            title: title.into(),
            path: path.as_deref().unwrap_or_default().into(),
            result: result.as_ref().map(Into::into),
        }
    }
}

impl From<StoredPredecessor> for domain::Predecessor {
    fn from(predecessor: StoredPredecessor) -> Self {
        Self {
            record: predecessor.record.into(),
            title: predecessor.title.into(),
            path: Some(predecessor.path).filter(|path| !path.is_empty()).map(Into::into),
            result: predecessor.result.map(Into::into),
        }
    }
}

impl From<&domain::PastResult> for StoredPastResult {
    fn from(domain::PastResult { on, chosen, leader, runner_up, gap, verdict }: &domain::PastResult) -> Self {
        Self {
            on: Word(*on),
            chosen: chosen.clone().map(Word),
            leader: leader.clone().map(Word),
            runner_up: runner_up.clone().map(Word),
            gap: gap.map(Gap),
            verdict: verdict.into(),
        }
    }
}

impl From<StoredPastResult> for domain::PastResult {
    fn from(result: StoredPastResult) -> Self {
        Self {
            on: result.on.0,
            chosen: result.chosen.map(|id| id.0),
            leader: result.leader.map(|id| id.0),
            runner_up: result.runner_up.map(|id| id.0),
            gap: result.gap.map(|gap| gap.0),
            verdict: result.verdict.into(),
        }
    }
}

impl From<&domain::CopySource> for StoredCopySource {
    fn from(domain::CopySource { record, title, on }: &domain::CopySource) -> Self {
        Self { record: record.into(), title: title.into(), on: Word(*on) }
    }
}

impl From<StoredCopySource> for domain::CopySource {
    fn from(source: StoredCopySource) -> Self {
        Self { record: source.record.into(), title: source.title.into(), on: source.on.0 }
    }
}

impl From<&domain::AdrFolder> for StoredAdrFolder {
    fn from(domain::AdrFolder { path, language }: &domain::AdrFolder) -> Self {
        Self { path: path.into(), language: language.into() }
    }
}

impl From<StoredAdrFolder> for domain::AdrFolder {
    fn from(folder: StoredAdrFolder) -> Self {
        Self { path: folder.path.into(), language: folder.language.into() }
    }
}

impl From<&domain::Commitment> for StoredCommitment {
    fn from(domain::Commitment { round, member, hash, withdrawn }: &domain::Commitment) -> Self {
        Self {
            member: Word(member.clone()),
            round: *round,
            hash: hash.into(),
            withdrawn: withdrawn.as_ref().map(Into::into),
        }
    }
}

impl From<StoredCommitment> for domain::Commitment {
    fn from(commitment: StoredCommitment) -> Self {
        Self {
            round: commitment.round,
            member: commitment.member.0,
            hash: commitment.hash.into(),
            withdrawn: commitment.withdrawn.map(Into::into),
        }
    }
}

impl From<&domain::Withdrawal> for StoredWithdrawal {
    fn from(domain::Withdrawal { on, by, why }: &domain::Withdrawal) -> Self {
        Self { on: Word(*on), by: by.into(), why: why.into() }
    }
}

impl From<StoredWithdrawal> for domain::Withdrawal {
    fn from(withdrawal: StoredWithdrawal) -> Self {
        Self { on: withdrawal.on.0, by: withdrawal.by.into(), why: withdrawal.why.into() }
    }
}
