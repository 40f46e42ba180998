//! The data of a record for a dialect's template: plain text that is chosen, ordered and counted, but not yet escaped.

use std::sync::Arc;

use minijinja::Value;
use serde::Serialize;

use super::{
    arguments::{Argument, Voices, arguments},
    given_text::{or, seen, shown},
    input::{AdrInput, Picture, Record, Setting, Target},
    outcome::OutcomeView,
    result::ResultView,
};
use crate::{
    analysis::{Analysis, percent},
    decision::{
        Alternative, Correction, Criterion, Decision, Link, MustHave, MustHaveRule, Relation, RelationKind, Review,
        SignOff, Status,
    },
};

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "templates ask for each of them by its name")]
pub(super) struct View {
    status: String,
    section_status: String,
    number: Option<u32>,
    /// Number before the title, as the team writes it. Safe to print.
    heading: Value,
    bold_keys: bool,
    short_headings: bool,
    /// Whether relations are in the section on the status.
    in_status: bool,
    relations: Vec<RelationView>,
    /// Relations to ADRs that have a number.
    numbered_relations: Vec<RelationView>,
    date: String,
    /// Key and names, only if there are names.
    people: Vec<(&'static str, Vec<String>)>,
    title: String,
    context: String,
    constraints: Vec<String>,
    drivers: Vec<Driver>,
    options: Vec<OptionView>,
    has_arguments: bool,
    outcome: OutcomeView,
    /// `None` while nobody has scored.
    result: Option<ResultView>,
    charts: Vec<ChartView>,
    sign_offs: Vec<SignOffView>,
    corrections: Vec<CorrectionView>,
    reviews: Vec<ReviewView>,
    links: Vec<LinkView>,
    record: Option<RecordView>,
}

#[derive(Debug, Serialize)]
struct Driver {
    name: String,
    /// Empty if it has no weight.
    weight: String,
    /// Required score, in the words that follow the name; empty for no must-have.
    must_have: String,
    question: String,
}

#[derive(Debug, Serialize)]
struct OptionView {
    name: String,
    description: String,
    screened_out: String,
    arguments: Vec<Argument>,
    /// Number of notes left out to keep the ADR readable.
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct SignOffView {
    name: String,
    on: String,
    verdict: &'static str,
    comment: String,
}

#[derive(Debug, Serialize)]
struct ReviewView {
    on: String,
    /// Empty if unknown.
    by: String,
    verdict: &'static str,
    findings: Vec<FindingView>,
    note: String,
}

#[derive(Debug, Serialize)]
struct FindingView {
    state: &'static str,
    about: String,
}

#[derive(Debug, Serialize)]
struct CorrectionView {
    on: String,
    /// Empty if unknown.
    by: String,
    why: String,
}

#[derive(Debug, Serialize)]
struct LinkView {
    label: String,
    /// Empty if the address is of a kind that is not exported.
    url: String,
}

#[derive(Debug, Clone, Serialize)]
struct RelationView {
    label: &'static str,
    /// Word in the links of `adrs`.
    kind: &'static str,
    number: Option<u32>,
    title: String,
    /// Name of the file without its extension.
    name: String,
    path: String,
}

#[derive(Debug, Serialize)]
struct ChartView {
    alternative: String,
    path: String,
}

#[derive(Debug, Serialize)]
struct RecordView {
    name: String,
    /// Empty if it cannot be linked.
    path: String,
}

impl View {
    pub(super) fn of(input: &AdrInput<'_>, setting: &Setting<'_>) -> Self {
        let Setting { style, number, relations, charts } = *setting;
        let AdrInput { decision, analysis, sentences, record } = *input;
        let voices = Voices::of(decision, analysis.scope);
        let options = decision.options.iter().enumerate();
        let options: Vec<OptionView> = options.map(|place| option(decision, analysis, &voices, place)).collect();
        let people = &decision.people;
        let roles = [
            ("decision-makers", &people.decision_makers),
            ("consulted", &people.consulted),
            ("informed", &people.informed),
        ];
        Self {
            status: style.status.word(exported(decision.status())),
            section_status: style.section_status.word(exported(decision.status())),
            number,
            // It holds nothing but a word for ADRs, digits and a few punctuation marks, see `title_number`.
            heading: Value::from_safe_string(
                style.title.as_ref().zip(number).map(|(title, number)| title.of(number)).unwrap_or_default(),
            ),
            bold_keys: style.bold_keys,
            short_headings: style.short_headings,
            in_status: style.has_status_section(),
            relations: relations.iter().map(relation).collect(),
            numbered_relations: relations.iter().filter(|(_, to)| to.number.is_some()).map(relation).collect(),
            date: decision.date().to_string(),
            people: roles.map(|(key, names)| (key, shown(names))).into_iter().filter(|(_, n)| !n.is_empty()).collect(),
            title: or(&decision.title, "Untitled decision"),
            context: or(&decision.context, "The problem has not been written down yet."),
            constraints: shown(&decision.constraints),
            drivers: drivers(decision, analysis),
            has_arguments: options.iter().any(OptionView::has_content),
            options,
            outcome: OutcomeView::of(decision, analysis),
            result: ResultView::of(decision, analysis, sentences),
            charts: charts.iter().map(chart).collect(),
            sign_offs: decision.outcome.sign_offs.iter().map(sign_off).collect(),
            corrections: decision.corrections.iter().map(correction).collect(),
            reviews: decision.reviews.iter().map(|one| review(decision, one)).collect(),
            links: decision
                .links
                .iter()
                // Relations to other ADRs are links of the record too, and have a place of their own.
                .filter(|link| Relation::of(link).is_none())
                .map(link)
                .filter(|link| seen(&link.label).is_some())
                .collect(),
            record: record.map(|Record { name, path }| RecordView {
                name: name.to_owned(),
                path: path.unwrap_or_default().to_owned(),
            }),
        }
    }
}

impl OptionView {
    fn has_content(&self) -> bool {
        !self.description.is_empty() || !self.screened_out.is_empty() || !self.arguments.is_empty()
    }
}

/// Returns the status to export: MADR has no draft.
fn exported(status: Status) -> Status {
    if status == Status::Draft { Status::Proposed } else { status }
}

fn relation((kind, to): &(RelationKind, Target)) -> RelationView {
    RelationView {
        label: kind.name(),
        kind: match kind {
            RelationKind::Supersedes => "supersedes",
            RelationKind::Amends => "amends",
            RelationKind::RelatesTo => "relates-to",
        },
        number: to.number,
        // Brackets in the words of a link make several clients miss it.
        title: or(&to.title.replace(['[', ']'], ""), to.name()),
        name: to.name().to_owned(),
        path: to.path.clone(),
    }
}

/// Maximum number of criteria that are named as drivers, besides must-haves.
const MOST_DRIVERS: usize = 7;

/// Returns the must-haves, then the criteria of most weight.
fn drivers(decision: &Decision, analysis: &Analysis) -> Vec<Driver> {
    let mut criteria: Vec<&Criterion> = decision.applicable().map(AsRef::as_ref).collect();
    // The sort is stable: criteria of the same weight stay in the order of the sheet.
    criteria.sort_by(|a, b| weight(analysis, b).total_cmp(&weight(analysis, a)));
    let (musts, others): (Vec<&Criterion>, Vec<&Criterion>) = criteria.into_iter().partition(|c| c.must_have.is_some());
    let room = MOST_DRIVERS.saturating_sub(musts.len());
    let heavy = others.into_iter().filter(|criterion| weight(analysis, criterion) > 0.0).take(room);
    musts.into_iter().chain(heavy).map(|criterion| driver(criterion, weight(analysis, criterion))).collect()
}

/// Returns a criterion with its share of the total, which is left out if it is 0.
fn driver(criterion: &Criterion, weight: f64) -> Driver {
    Driver {
        name: criterion.called().to_owned(),
        weight: if weight > 0.0 { percent(weight) } else { String::new() },
        must_have: criterion.must_have.map(must_have).unwrap_or_default(),
        question: or(&criterion.question, ""),
    }
}

/// Returns a criterion's share of the total; 0 if it does not count.
fn weight(analysis: &Analysis, criterion: &Criterion) -> f64 {
    analysis.criterion(&criterion.id).map_or(0.0, |result| result.weight)
}

fn must_have(MustHave { at_least, rule }: MustHave) -> String {
    let at_least = at_least.points();
    match rule {
        MustHaveRule::Median => format!("must reach {at_least} as the team's median"),
        // No file can hold 0, which would mean the same.
        MustHaveRule::Members(0 | 1) => format!("must not be scored below {at_least} by anybody"),
        MustHaveRule::Members(members) => format!("must not be scored below {at_least} by {members} members"),
    }
}

fn option(
    decision: &Decision,
    analysis: &Analysis,
    voices: &Voices<'_>,
    (place, option): (usize, &Arc<Alternative>),
) -> OptionView {
    let (arguments, left_out) = arguments(decision, analysis, voices, (place, option));
    OptionView {
        name: option.called().to_owned(),
        description: or(&option.description, ""),
        screened_out: analysis.option(&option.id).and_then(|result| result.screened_out.clone()).unwrap_or_default(),
        arguments,
        left_out,
    }
}

fn sign_off(sign_off: &SignOff) -> SignOffView {
    SignOffView {
        name: or(&sign_off.name, "Somebody"),
        on: sign_off.on.to_string(),
        verdict: sign_off.verdict.verb(),
        comment: or(&sign_off.comment, ""),
    }
}

fn review(decision: &Decision, review: &Review) -> ReviewView {
    let findings = review.findings.iter().filter(|finding| seen(&finding.about).is_some());
    ReviewView {
        on: review.on.to_string(),
        by: or(&review.by, ""),
        verdict: review.verdict.done(),
        findings: findings
            .map(|finding| FindingView { state: finding.told(decision), about: finding.about.clone() })
            .collect(),
        note: or(&review.note, ""),
    }
}

fn correction(correction: &Correction) -> CorrectionView {
    CorrectionView {
        on: correction.on.to_string(),
        by: or(&correction.by, ""),
        why: or(&correction.why, "No reason is given."),
    }
}

fn chart(picture: &Picture) -> ChartView {
    ChartView { alternative: picture.alternative.clone(), path: picture.path.clone() }
}

fn link(link: &Link) -> LinkView {
    if !link.is_safe() {
        return LinkView { label: or(&link.label, &link.url), url: String::new() };
    }
    // The words of a link lose their brackets, and could be empty without them.
    let words = seen(&link.label.replace(['[', ']'], "")).map(|_| &link.label);
    LinkView { label: words.unwrap_or(&link.url).clone(), url: link.url.clone() }
}
