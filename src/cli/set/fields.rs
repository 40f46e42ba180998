//! The keys of the fields that can be set, and the edits that they stand for.

use std::str::FromStr;

use super::{
    super::known,
    values::{day, flag, link, list, must_have, place, swing, weight},
};
use crate::decision::{
    Anchor, Consequence, ConsequenceKind, CriterionField, CriterionId, CriterionText, Decision, Edit, MemberField,
    MemberId, OptionField, OptionId, OutcomeField, PeopleRole, Profile,
};

/// A field and its new value, as they are written on the command line.
#[derive(Debug, Clone)]
pub(super) struct Assignment {
    /// Key, with underscores as in files.
    pub(super) key: String,
    /// Text behind the first `=`.
    pub(super) value: String,
}

impl FromStr for Assignment {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let (key, value) = word.split_once('=').ok_or("expected KEY=VALUE, such as title=\"Use Go\"")?;
        Ok(Self { key: key.trim().to_owned(), value: value.to_owned() })
    }
}

/// Returns the values by their keys, in the order in which the keys first appear.
pub(super) fn by_key(values: &[Assignment]) -> Vec<(String, Vec<&str>)> {
    let mut found: Vec<(String, Vec<&str>)> = Vec::new();
    for Assignment { key, value } in values {
        match found.iter_mut().find(|(known, _)| known == key) {
            Some((_, texts)) => texts.push(value),
            None => found.push((key.clone(), vec![value])),
        }
    }
    found
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Line,
    Text,
    /// One item for each time that the key is given.
    List,
    Links,
    Day,
    Swing,
    Weight,
    MustHave,
    YesOrNo,
    OptionId,
    Place,
    Criterion,
    Order,
}

impl Takes {
    fn in_words(self) -> &'static str {
        match self {
            Self::Line => "a line",
            Self::Text => "text, which may have several lines",
            Self::List => "a list; give the key once for each item",
            Self::Links => "a list of links, each with its words before the address",
            Self::Day => "a day, such as 2027-01-15",
            Self::Swing => "a weight from 0 to 100",
            Self::Weight => "how much the ballot counts; 1 for most",
            Self::MustHave => "the lowest score that passes, such as 3; 3/2 if two members below it rule an option out",
            Self::YesOrNo => "yes or no",
            Self::OptionId => "an option",
            Self::Place => "its place among the options, from 1",
            Self::Criterion => "the criterion that it comes before, in that one's group",
            Self::Order => {
                "criteria, the most important first, such as hiring,training=toolchain; their weights follow"
            }
        }
    }

    fn is_list(self) -> bool {
        matches!(self, Self::List | Self::Links)
    }
}

/// The fields of the record itself, of options, criteria and members, and of the outcome.
const OF_RECORD: [(&str, Takes); 12] = [
    ("title", Takes::Line),
    ("context", Takes::Text),
    ("constraints", Takes::List),
    ("decide_by", Takes::Day),
    ("decision_makers", Takes::List),
    ("consulted", Takes::List),
    ("informed", Takes::List),
    ("links", Takes::Links),
    ("governs", Takes::List),
    ("has_appendix", Takes::YesOrNo),
    ("compared_profiles", Takes::List),
    ("order", Takes::Order),
];
const OF_OPTIONS: [(&str, Takes); 5] = [
    ("name", Takes::Line),
    ("description", Takes::Text),
    ("pros", Takes::List),
    ("cons", Takes::List),
    ("place", Takes::Place),
];
const OF_CRITERIA: [(&str, Takes); 15] = [
    ("name", Takes::Line),
    ("group", Takes::Line),
    ("question", Takes::Line),
    ("one", Takes::Line),
    ("three", Takes::Line),
    ("five", Takes::Line),
    ("swing", Takes::Swing),
    ("must_have", Takes::MustHave),
    ("not_applicable", Takes::YesOrNo),
    ("check", Takes::Text),
    ("caveat", Takes::Text),
    ("note", Takes::Text),
    ("pro", Takes::Line),
    ("con", Takes::Line),
    ("before", Takes::Criterion),
];
const OF_MEMBERS: [(&str, Takes); 2] = [("name", Takes::Line), ("weight", Takes::Weight)];
const OF_PROFILES: [(&str, Takes); 3] = [("name", Takes::Line), ("why", Takes::Line), ("swings/ID", Takes::Swing)];
const OF_OUTCOME: [(&str, Takes); 12] = [
    ("chosen", Takes::OptionId),
    ("justification", Takes::Text),
    ("against_lead", Takes::Text),
    ("thin_coverage", Takes::Text),
    ("despite_objection", Takes::Text),
    ("unscored_must_have", Takes::Text),
    ("good", Takes::List),
    ("neutral", Takes::List),
    ("bad", Takes::List),
    ("confirmation", Takes::Text),
    ("triggers", Takes::List),
    ("review", Takes::Day),
];

/// A kind of field: where its keys begin, and what they are.
struct Kind {
    before: &'static str,
    fields: &'static [(&'static str, Takes)],
}

const KINDS: [Kind; 6] = [
    Kind { before: "", fields: &OF_RECORD },
    Kind { before: "options/ID/", fields: &OF_OPTIONS },
    Kind { before: "criteria/ID/", fields: &OF_CRITERIA },
    Kind { before: "members/ID/", fields: &OF_MEMBERS },
    Kind { before: "profiles/ID/", fields: &OF_PROFILES },
    Kind { before: "outcome/", fields: &OF_OUTCOME },
];

/// Returns all keys with what they take, a line each.
pub(super) fn help() -> String {
    let lines = KINDS.iter().flat_map(|kind| {
        kind.fields.iter().map(|(field, takes)| format!("  {}{field}: {}", kind.before, takes.in_words()))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the change of a field.
///
/// # Errors
/// A clause that says what is wrong with the key or its value.
pub(super) fn edit(decision: &Decision, key: &str, texts: &[&str]) -> Result<Edit, String> {
    let parts: Vec<&str> = key.split('/').collect();
    match parts[..] {
        ["options", id, "place"] => {
            let id = known::option(decision, id)?;
            Ok(Edit::MoveOption(id, in_field(key, place(one(key, texts, Takes::Place)?, decision.options.len()))?))
        }
        ["criteria", id, "before"] => {
            let id = known::criterion(decision, id)?;
            let other = in_field(key, known::criterion(decision, one(key, texts, Takes::Criterion)?))?;
            let group = decision.criterion(&other).map(|other| other.group.clone()).unwrap_or_default();
            let before = Some(other).filter(|other| *other != id);
            let before = before.ok_or_else(|| format!("{key}: name another criterion"))?;
            Ok(Edit::PlaceCriteria { criteria: vec![id], group, before: Some(before) })
        }
        ["options", id, field] => of_option(known::option(decision, id)?, key, field, texts),
        ["criteria", id, field] => of_criterion(known::criterion(decision, id)?, key, field, texts),
        ["members", id, field] => of_member(known::member(decision, id)?, key, field, texts),
        ["references", id, "counted"] => {
            let is_there = decision.references.iter().find(|one| one.id.as_str() == id);
            let reference = is_there.ok_or_else(|| format!("there are no scores from a source `{id}`"))?;
            Ok(Edit::CountReference(reference.id.clone(), flag(one(key, texts, Takes::YesOrNo)?)?))
        }
        ["profiles", id, "swings", criterion] => {
            let mut profile = own_profile(decision, id)?;
            let swing = in_field(key, swing(one(key, texts, Takes::Swing)?))?;
            profile.swings.insert(known::criterion(decision, criterion)?, swing);
            Ok(Edit::KeepProfiles(vec![profile]))
        }
        ["profiles", id, field] => of_profile(own_profile(decision, id)?, key, field, texts),
        ["outcome", field] => of_outcome(decision, key, field, texts),
        ["order"] => {
            let swings = known::order(decision, one(key, texts, Takes::Order)?)?.into_iter().collect();
            Ok(Edit::Swings { profile: None, label: "Weigh by order".to_owned(), swings })
        }
        ["people", field] | [field] => of_record(key, field, texts),
        _ => Err(unknown(key, key, &OF_RECORD)),
    }
}

/// Returns what a field takes.
fn takes(key: &str, field: &str, fields: &[(&str, Takes)]) -> Result<Takes, String> {
    let word = field.replace('-', "_");
    let found = fields.iter().find(|(known, _)| *known == word);
    found.map(|(_, takes)| *takes).ok_or_else(|| unknown(key, field, fields))
}

fn unknown(key: &str, field: &str, fields: &[(&str, Takes)]) -> String {
    let known: Vec<&str> = fields.iter().map(|(field, _)| *field).collect();
    let why = known::unknown("field", field, &known);
    if key == field { why } else { format!("{key}: {why}") }
}

/// Returns the one value of a field that takes one.
fn one<'a>(key: &str, texts: &[&'a str], takes: Takes) -> Result<&'a str, String> {
    match texts {
        [text] => Ok(text),
        _ if takes.is_list() => Ok(""),
        _ => Err(format!("{key} is given twice")),
    }
}

/// Returns the name of a field as files have it, with what it takes and its value; empty for a list.
fn read<'a>(key: &str, field: &str, fields: &[(&str, Takes)], texts: &[&'a str]) -> Result<(String, &'a str), String> {
    let takes = takes(key, field, fields)?;
    Ok((field.replace('-', "_"), one(key, texts, takes)?))
}

fn in_field<T>(key: &str, value: Result<T, String>) -> Result<T, String> {
    value.map_err(|why| format!("{key}: {why}"))
}

fn of_record(key: &str, field: &str, texts: &[&str]) -> Result<Edit, String> {
    let (field, text) = read(key, field, &OF_RECORD, texts)?;
    Ok(match field.as_str() {
        "title" => Edit::Title(text.to_owned()),
        "context" => Edit::Context(text.to_owned()),
        "constraints" => Edit::Constraints(list(texts)),
        "decide_by" => Edit::DecideBy(in_field(key, day(text))?),
        "decision_makers" => Edit::People(PeopleRole::DecisionMakers, list(texts)),
        "consulted" => Edit::People(PeopleRole::Consulted, list(texts)),
        "informed" => Edit::People(PeopleRole::Informed, list(texts)),
        "links" => Edit::Links(list(texts).iter().map(|text| link(text)).collect()),
        "governs" => Edit::Governs(list(texts)),
        "compared_profiles" => Edit::CompareProfiles(list(texts)),
        _ => Edit::Appendix(in_field(key, flag(text))?),
    })
}

fn of_option(id: OptionId, key: &str, field: &str, texts: &[&str]) -> Result<Edit, String> {
    let (field, text) = read(key, field, &OF_OPTIONS, texts)?;
    // Without an item, the arguments are drafted from the scores again.
    let arguments = || Some(list(texts)).filter(|list| !list.is_empty());
    let field = match field.as_str() {
        "name" => OptionField::Name(text.to_owned()),
        "description" => OptionField::Description(text.to_owned()),
        "pros" => OptionField::Pros(arguments()),
        _ => OptionField::Cons(arguments()),
    };
    Ok(Edit::Option(id, field))
}

fn of_criterion(id: CriterionId, key: &str, field: &str, texts: &[&str]) -> Result<Edit, String> {
    let (field, text) = read(key, field, &OF_CRITERIA, texts)?;
    let words = |text_of| CriterionField::Text(text_of, text.to_owned());
    let field = match field.as_str() {
        "swing" => CriterionField::Swing(in_field(key, swing(text))?),
        "must_have" => CriterionField::MustHave(in_field(key, must_have(text))?),
        "not_applicable" => CriterionField::NotApplicable(in_field(key, flag(text))?),
        "name" => words(CriterionText::Name),
        "group" => words(CriterionText::Group),
        "question" => words(CriterionText::Question),
        "one" => words(CriterionText::Anchor(Anchor::One)),
        "three" => words(CriterionText::Anchor(Anchor::Three)),
        "five" => words(CriterionText::Anchor(Anchor::Five)),
        "check" => words(CriterionText::Check),
        "caveat" => words(CriterionText::Caveat),
        "note" => words(CriterionText::Note),
        "pro" => words(CriterionText::Pro),
        _ => words(CriterionText::Con),
    };
    Ok(Edit::Criterion(id, field))
}

fn of_member(id: MemberId, key: &str, field: &str, texts: &[&str]) -> Result<Edit, String> {
    let (field, text) = read(key, field, &OF_MEMBERS, texts)?;
    let field = match field.as_str() {
        "name" => MemberField::Name(text.to_owned()),
        _ => MemberField::Weight(in_field(key, weight(text))?),
    };
    Ok(Edit::Member(id, field))
}

fn own_profile(decision: &Decision, id: &str) -> Result<Profile, String> {
    let own = decision.profiles.iter().find(|profile| profile.id == id);
    let known: Vec<&str> = decision.profiles.iter().map(|profile| profile.id.as_str()).collect();
    own.map(|profile| Profile::clone(profile)).ok_or_else(|| known::unknown("profile of the team's own", id, &known))
}

fn of_profile(mut profile: Profile, key: &str, field: &str, texts: &[&str]) -> Result<Edit, String> {
    let (field, text) = read(key, field, &OF_PROFILES, texts)?;
    text.clone_into(if field == "name" { &mut profile.name } else { &mut profile.why });
    Ok(Edit::KeepProfiles(vec![profile]))
}

fn of_outcome(decision: &Decision, key: &str, field: &str, texts: &[&str]) -> Result<Edit, String> {
    let (field, text) = read(key, field, &OF_OUTCOME, texts)?;
    let words = text.to_owned();
    // The consequences of the other kinds stay.
    let consequences = |kind: ConsequenceKind| {
        let mut all: Vec<Consequence> =
            decision.outcome.consequences.iter().filter(|one| one.kind != kind).cloned().collect();
        all.extend(list(texts).into_iter().map(|text| Consequence { kind, text }));
        all.sort_by_key(|one| ConsequenceKind::ALL.iter().position(|kind| *kind == one.kind));
        OutcomeField::Consequences(all)
    };
    Ok(Edit::Outcome(match field.as_str() {
        "chosen" => {
            let is_none = text.trim().is_empty();
            OutcomeField::Chosen(if is_none { None } else { Some(in_field(key, known::option(decision, text))?) })
        }
        "justification" => OutcomeField::Justification(words),
        "against_lead" => OutcomeField::AgainstLead(words),
        "thin_coverage" => OutcomeField::ThinCoverage(words),
        "despite_objection" => OutcomeField::DespiteObjection(words),
        "unscored_must_have" => OutcomeField::UnscoredMustHave(words),
        "good" => consequences(ConsequenceKind::Good),
        "neutral" => consequences(ConsequenceKind::Neutral),
        "bad" => consequences(ConsequenceKind::Bad),
        "confirmation" => OutcomeField::Confirmation(words),
        "triggers" => OutcomeField::Triggers(list(texts)),
        _ => OutcomeField::Review(in_field(key, day(text))?),
    }))
}
