//! Phrases around what people wrote, in the language of the ADR, as templates get them.

use minijinja::Value;
use serde::Serialize;

use super::language::{LanguageId, WrittenPhrases};
use crate::decision::{ConsequenceKind, RelationKind, text::capitalized};

/// The two sides of a phrase. Both are our words, which are safe to print.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Around {
    before: Value,
    after: Value,
}

#[derive(Debug, Serialize)]
pub(super) struct PhrasesView {
    chosen: Around,
    because: Around,
    for_reasons: Value,
    no_reason: Value,
    not_chosen: Value,
    no_options: Value,
    no_consequences: Value,
    reconsider_list: Value,
    review_on: Around,
    further_reading: Value,
}

/// Keys of facts, as they begin a line.
#[derive(Debug, Serialize)]
pub(super) struct LabelsView {
    status: Value,
    date: Value,
    deciders: Value,
}

impl LabelsView {
    pub(super) fn of(language: LanguageId) -> Self {
        let words = language.language();
        let label = |key: &str| Value::from_safe_string(capitalized(key));
        Self { status: label(words.status()), date: label(words.date()), deciders: label(words.deciders()) }
    }
}

impl Around {
    fn of(phrase: &'static str) -> Self {
        let (before, after) = phrase.split_once("{}").unwrap_or((phrase, ""));
        Self { before: said(before), after: said(after) }
    }

    /// Returns the words around an argument or a consequence.
    pub(super) fn of_tone(kind: ConsequenceKind, language: LanguageId) -> Self {
        let phrases = phrases(language);
        Self::of(match kind {
            ConsequenceKind::Good => phrases.good,
            ConsequenceKind::Neutral => phrases.neutral,
            ConsequenceKind::Bad => phrases.bad,
        })
    }

    /// Returns the words around the link to an earlier ADR.
    pub(super) fn of_relation(kind: RelationKind, language: LanguageId) -> Self {
        let phrases = phrases(language);
        Self::of(match kind {
            RelationKind::Supersedes => phrases.supersedes,
            RelationKind::Amends => phrases.amends,
            RelationKind::RelatesTo => phrases.relates_to,
        })
    }
}

impl PhrasesView {
    pub(super) fn of(language: LanguageId) -> Self {
        let phrases = phrases(language);
        Self {
            chosen: Around::of(phrases.chosen),
            because: Around::of(phrases.because),
            for_reasons: said(phrases.for_reasons),
            no_reason: said(phrases.no_reason),
            not_chosen: said(phrases.not_chosen),
            no_options: said(phrases.no_options),
            no_consequences: said(phrases.no_consequences),
            reconsider_list: said(phrases.reconsider_list),
            review_on: Around::of(phrases.review_on),
            further_reading: said(phrases.further_reading),
        }
    }
}

fn said(words: &'static str) -> Value {
    Value::from_safe_string(words.to_owned())
}

fn phrases(language: LanguageId) -> &'static WrittenPhrases {
    &language.language().phrases
}

/// Returns the sentence for a single trigger, which may be a clause or a sentence of its own; empty for none and for several.
pub(super) fn reconsider(triggers: &[String], language: LanguageId) -> String {
    let phrases = phrases(language);
    match triggers {
        [clause] if clause.trim_start().starts_with(char::is_lowercase) => phrases.reconsider_if.replace("{}", clause),
        [sentence] => phrases.reconsider_event.replace("{}", sentence),
        _ => String::new(),
    }
}
