//! The data of a record for a dialect's template: plain text that is chosen, ordered and counted, but not yet escaped.

use minijinja::Value;
use serde::Serialize;

use super::{
    body::{Body, Outline, SectionKind, Written},
    given_text::{or, seen, shown},
    input::{AdrInput, Picture, Record, Setting},
    language::LanguageId,
    outcome::OutcomeView,
    phrases::{Around, LabelsView, PhrasesView},
    result::{AppendixView, ResultView},
    style::Style,
    target::Target,
};
use crate::{
    analysis::{Analysis, Argument, Quote, draft_arguments},
    decision::{
        Alternative, ConsequenceKind, Correction, Criterion, Decision, Evidence, Link, MustHave, MustHaveRule,
        Relation, RelationKind, Review, SignOff, Status, is_safe_url, text::uncapitalized,
    },
};

/// What a template says of a record, for ADRs and for the report.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "templates ask for each of them by its name")]
pub(crate) struct View {
    /// Both as the team writes them, which is safe to print.
    status: Value,
    section_status: Value,
    number: Option<u32>,
    /// Number before the title, as the team writes it. Safe to print.
    heading: Value,
    bold_keys: bool,
    short_headings: bool,
    status_number: Option<u32>,
    status_heading: String,
    confirmation_heading: String,
    /// The sections, as the team has them, as MADR has them, and as the form of Nygard has them.
    sections: Vec<SectionView>,
    long_sections: Vec<SectionView>,
    short_sections: Vec<SectionView>,
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
    /// Must-haves, as sentences.
    must_haves: Vec<String>,
    /// Words in front of the drivers.
    drivers_intro: String,
    drivers: Vec<Driver>,
    options: Vec<OptionView>,
    has_arguments: bool,
    phrases: PhrasesView,
    labels: LabelsView,
    outcome: OutcomeView,
    /// `None` while nobody has scored.
    result: Option<ResultView>,
    /// `None` unless the team wants one.
    appendix: Option<AppendixView>,
    charts: Vec<ChartView>,
    sign_offs: Vec<SignOffView>,
    corrections: Vec<CorrectionView>,
    reviews: Vec<ReviewView>,
    links: Vec<LinkView>,
    record: Option<RecordView>,
}

#[derive(Debug, Serialize)]
struct SectionView {
    number: Option<u32>,
    /// Whether it stands within the section above it.
    is_inner: bool,
    heading: String,
    /// Templates of what stands in it.
    parts: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Driver {
    name: String,
    /// Question, in words that follow a colon; empty unless it is one.
    question: String,
}

#[derive(Debug, Serialize)]
struct OptionView {
    name: String,
    description: String,
    screened_out: String,
    arguments: Vec<ArgumentView>,
}

#[derive(Debug, Serialize)]
struct ArgumentView {
    kind: &'static str,
    /// The words around it.
    around: Around,
    /// Words that follow "because".
    text: String,
    /// Scores that it rests on; empty for an argument that people wrote.
    scores: String,
    quotes: Vec<QuoteView>,
}

/// A member's note.
#[derive(Debug, Serialize)]
struct QuoteView {
    /// Empty for a sole member without a name.
    who: String,
    note: String,
    /// Basis of the score; empty if that was not given.
    evidence: &'static str,
    /// Address of the evidence; empty if there is none.
    url: String,
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
    /// The words around the link.
    around: Around,
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
    pub(crate) fn of(input: &AdrInput<'_>, setting: &Setting<'_>) -> Self {
        let Setting { style, number, relations, charts } = *setting;
        let AdrInput { decision, analysis, record } = *input;
        let in_head = |kind: RelationKind| style.head.as_ref().is_some_and(|head| head.states(kind));
        let relations = || relations.iter().filter(|(kind, _)| !in_head(*kind));
        let language = style.body.language;
        let options = decision.options.iter().zip(draft_arguments(decision, analysis));
        let options: Vec<OptionView> = options.map(|(of, drafted)| option(analysis, of, drafted, language)).collect();
        let DriversView { intro, drivers, must_haves } = DriversView::of(decision, analysis);
        let outcome = OutcomeView::of(decision, analysis, language);
        let result = ResultView::of(decision, analysis);
        let in_status = style.has_status_section();
        let links: Vec<LinkView> = decision
            .links
            .iter()
            // Relations to other ADRs are links of the record too, and have a place of their own.
            .filter(|link| Relation::of(link).is_none())
            .map(link)
            .filter(|link| seen(&link.label).is_some())
            .collect();
        let has = |kind: SectionKind| match kind {
            SectionKind::Drivers => {
                !(drivers.is_empty() && must_haves.is_empty() && shown(&decision.constraints).is_empty())
            }
            SectionKind::Consequences => outcome.has_consequences(),
            SectionKind::Confirmation => outcome.has_confirmation(),
            SectionKind::Arguments => options.iter().any(OptionView::has_content),
            SectionKind::Reviews => !decision.reviews.is_empty(),
            SectionKind::Information => {
                let said = [&decision.outcome.sign_offs.len(), &decision.corrections.len(), &links.len()];
                let is_related = !in_status && relations().next().is_some();
                result.is_some() || record.is_some() || is_related || said.into_iter().any(|count| *count > 0)
            }
            SectionKind::Status | SectionKind::Context | SectionKind::Options | SectionKind::Decision => true,
        };
        let sections = |body: &Body| body.sections(has).into_iter().map(|one| section(one, in_status)).collect();
        let people = &decision.people;
        let roles = [
            ("decision-makers", &people.decision_makers),
            ("consulted", &people.consulted),
            ("informed", &people.informed),
        ];
        Self {
            // Letters, a mark of emphasis and a picture, see `StatusWords`.
            status: Value::from_safe_string(style.status.word(exported(decision.status()))),
            section_status: Value::from_safe_string(style.section_status.word(exported(decision.status()))),
            number,
            // It holds nothing but a word for ADRs, digits and a few punctuation marks, see `title_number`.
            heading: Value::from_safe_string(heading(style, number)),
            bold_keys: style.bold_keys,
            short_headings: style.body.is_short(),
            status_number: style.body.status_number(),
            status_heading: style.body.heading(SectionKind::Status),
            confirmation_heading: style.body.heading(SectionKind::Confirmation),
            sections: sections(&style.body),
            long_sections: sections(&style.body.clone().with_outline(Outline::Long)),
            short_sections: sections(&style.body.clone().with_outline(Outline::Short)),
            in_status,
            relations: relations().map(|one| relation(one, language)).collect(),
            numbered_relations: relations()
                .filter(|(_, to)| to.number.is_some())
                .map(|one| relation(one, language))
                .collect(),
            date: decision.date().to_string(),
            people: roles.map(|(key, names)| (key, shown(names))).into_iter().filter(|(_, n)| !n.is_empty()).collect(),
            title: or(&decision.title, UNTITLED),
            context: or(&decision.context, language.language().phrases.no_context),
            constraints: shown(&decision.constraints),
            must_haves,
            drivers_intro: intro,
            drivers,
            has_arguments: options.iter().any(OptionView::has_content),
            options,
            phrases: PhrasesView::of(language),
            labels: LabelsView::of(language),
            outcome,
            result,
            appendix: decision.has_appendix.then(|| AppendixView::of(decision, analysis)).flatten(),
            charts: charts.iter().map(chart).collect(),
            sign_offs: decision.outcome.sign_offs.iter().map(sign_off).collect(),
            corrections: decision.corrections.iter().map(correction).collect(),
            reviews: decision.reviews.iter().map(|one| review(decision, one)).collect(),
            links,
            record: record.map(|Record { name, path }| RecordView {
                name: name.to_owned(),
                path: path.unwrap_or_default().to_owned(),
            }),
        }
    }
}

/// Returns a section with the templates of what stands in it.
fn section(section: Written, in_status: bool) -> SectionView {
    let Written { number, kind, level, heading, kinds } = section;
    let parts = kinds.into_iter().flat_map(|part| match part {
        SectionKind::Information if !in_status => vec!["relations", part.word()],
        SectionKind::Confirmation if kind != part => vec!["confirmation-below"],
        part => vec![part.word()],
    });
    SectionView { number, is_inner: level > 2, heading, parts: parts.collect() }
}

/// Title of a record without one.
pub(super) const UNTITLED: &str = "Untitled decision";

/// Returns the number before a title, as the team writes it; empty for none.
pub(super) fn heading(style: &Style, number: Option<u32>) -> String {
    style.title.as_ref().zip(number).map(|(title, number)| title.of(number)).unwrap_or_default()
}

impl OptionView {
    fn has_content(&self) -> bool {
        !self.description.is_empty() || !self.screened_out.is_empty() || !self.arguments.is_empty()
    }
}

/// Returns the status to export: MADR has no draft.
pub(super) fn exported(status: Status) -> Status {
    if status == Status::Draft { Status::Proposed } else { status }
}

fn relation((kind, to): &(RelationKind, Target), language: LanguageId) -> RelationView {
    RelationView {
        label: kind.name(),
        around: Around::of_relation(*kind, language),
        kind: kind.key(),
        number: to.number,
        // Brackets in the words of a link make several clients miss it.
        title: or(&to.title.replace(['[', ']'], ""), &without_number(to.name(), to.number)),
        name: to.name().to_owned(),
        path: to.path.clone(),
    }
}

/// Returns the name of a file without the number that stands before it anyway: `012-use-go` is `use-go` for ADR 12. A name that is a
/// number alone stays.
fn without_number(name: &str, number: Option<u32>) -> String {
    let start = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    let rest = name[start..].trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &name[start..name.len() - rest.len()];
    let words = rest.trim_start_matches(['-', '_', '.', ' ']);
    let is_its_own = number.is_some() && digits.parse().ok() == number;
    if is_its_own && !words.is_empty() { words.to_owned() } else { name.to_owned() }
}

/// Maximum number of criteria that are named as drivers, besides must-haves.
const MOST_DRIVERS: usize = 5;

/// The criteria that matter most.
struct DriversView {
    intro: String,
    drivers: Vec<Driver>,
    must_haves: Vec<String>,
}

impl DriversView {
    fn of(decision: &Decision, analysis: &Analysis) -> Self {
        let (musts, others): (Vec<&Criterion>, Vec<&Criterion>) =
            decision.applicable().map(AsRef::as_ref).partition(|criterion| criterion.must_have.is_some());
        let mut counted: Vec<(&Criterion, f64)> =
            others.into_iter().map(|criterion| (criterion, weight(analysis, criterion))).collect();
        counted.retain(|(_, weight)| *weight > 0.0);
        // The sort is stable: criteria of the same weight stay in the order of the sheet.
        counted.sort_by(|a, b| b.1.total_cmp(&a.1));
        let is_level = |a: usize, b: usize| counted.get(a).zip(counted.get(b)).is_some_and(|(a, b)| a.1 <= b.1);
        let all = counted.len();
        let other = if musts.is_empty() { "" } else { "other " };
        let intro = match all {
            0 => String::new(),
            1 => format!("The {other}criterion:"),
            _ if is_level(0, all - 1) && all <= MOST_DRIVERS => format!("The {other}criteria, all of the same weight:"),
            _ if is_level(0, all - 1) => format!("Some of {all} {other}criteria, all of the same weight:"),
            _ if all <= MOST_DRIVERS => format!("The {other}criteria, the most important first:"),
            // Others matter as much as the last one that is named.
            _ if is_level(MOST_DRIVERS - 1, MOST_DRIVERS) => {
                format!("Some of the most important of {all} {other}criteria, in order:")
            }
            _ => format!("The most important of {all} {other}criteria, in order:"),
        };
        let drivers = counted.into_iter().take(MOST_DRIVERS).map(|(criterion, _)| driver(criterion));
        Self { intro, drivers: drivers.collect(), must_haves: musts.into_iter().filter_map(must_have).collect() }
    }
}

fn driver(criterion: &Criterion) -> Driver {
    let question = seen(&criterion.question).filter(|question| question.trim_end().ends_with('?'));
    Driver { name: criterion.called().to_owned(), question: question.map(behind_a_colon).unwrap_or_default() }
}

/// Returns a question with a small letter at the start, unless it starts with a name.
fn behind_a_colon(question: &str) -> String {
    const STARTS: [&str; 14] =
        ["What", "How", "Which", "Who", "Whose", "Where", "When", "Why", "Does", "Do", "Is", "Are", "Can", "Could"];
    let first = question.split_whitespace().next().unwrap_or_default();
    if STARTS.contains(&first) { uncapitalized(question.trim_start()) } else { question.to_owned() }
}

/// Returns a criterion's share of the total; 0 if it does not count.
fn weight(analysis: &Analysis, criterion: &Criterion) -> f64 {
    analysis.criterion(&criterion.id).map_or(0.0, |result| result.weight)
}

/// Returns what a must-have requires, as a sentence; `None` for a criterion that is no must-have.
fn must_have(criterion: &Criterion) -> Option<String> {
    let MustHave { at_least, rule } = criterion.must_have?;
    let (name, at_least) = (criterion.called(), at_least.points());
    Some(match rule {
        MustHaveRule::Median => format!("{name} must reach {at_least} of 5 as the team's median."),
        // No file can hold 0, which would mean the same.
        MustHaveRule::Members(0 | 1) => format!("{name} must not be scored below {at_least} of 5 by anybody."),
        MustHaveRule::Members(members) => {
            format!("{name} must not be scored below {at_least} of 5 by {members} members.")
        }
    })
}

/// Returns an option with its arguments: those that people edited, else those that were drafted.
fn option(analysis: &Analysis, option: &Alternative, drafted: Vec<Argument>, language: LanguageId) -> OptionView {
    let Alternative { pros, cons, .. } = option;
    let own = |kind: ConsequenceKind, texts: &Option<Vec<String>>| -> Vec<ArgumentView> {
        shown(texts.as_deref().unwrap_or_default()).into_iter().map(|text| written(kind, text, language)).collect()
    };
    let (mut arguments, against) = (own(ConsequenceKind::Good, pros), own(ConsequenceKind::Bad, cons));
    let is_edited = |kind| if kind == ConsequenceKind::Bad { cons.is_some() } else { pros.is_some() };
    arguments.extend(drafted.into_iter().filter(|argument| !is_edited(argument.kind)).map(ArgumentView::of));
    arguments.extend(against);
    OptionView {
        name: option.called().to_owned(),
        description: or(&option.description, ""),
        screened_out: analysis.option(&option.id).and_then(|result| result.screened_out.clone()).unwrap_or_default(),
        arguments,
    }
}

/// Returns an argument that people wrote.
fn written(kind: ConsequenceKind, text: String, language: LanguageId) -> ArgumentView {
    ArgumentView {
        kind: kind.name(),
        around: Around::of_tone(kind, language),
        text,
        scores: String::new(),
        quotes: Vec::new(),
    }
}

impl ArgumentView {
    fn of(argument: Argument) -> Self {
        let Argument { kind, text, scores, quotes } = argument;
        // It is worded in English.
        let around = Around::of_tone(kind, LanguageId::default());
        Self { kind: kind.name(), around, text, scores, quotes: quotes.into_iter().map(QuoteView::of).collect() }
    }
}

impl QuoteView {
    fn of(quote: Quote) -> Self {
        let Quote { who, note, evidence, link } = quote;
        let evidence = match evidence {
            Some(Evidence::Measured) => "measured",
            Some(Evidence::UsedInProduction) => "used in production",
            Some(Evidence::Read) => "read",
            Some(Evidence::Hearsay) => "hearsay",
            None if link.is_empty() => "",
            None => "evidence",
        };
        Self { who, note, evidence, url: if is_safe_url(&link) { link } else { String::new() } }
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
