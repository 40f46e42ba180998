//! The words of all languages by what they mean.

use std::{borrow::Cow, collections::HashMap, ops::Range, sync::LazyLock};

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::{LANGUAGES, Language};
use crate::{adr::case::Case, decision::Status};

/// A fact that a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::adr) enum FactLabel {
    Status,
    Decided,
    Changed,
    Written,
    Deciders,
    Authors,
    Consulted,
    Informed,
    Title,
    Number,
}

/// Which ADRs of a folder a fact may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::adr) enum Reach {
    One,
    All,
}

/// A relation that words before or around a link state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::adr) enum SaidRelation {
    Supersedes,
    SupersededBy,
    Amends,
    AmendedBy,
    RelatesTo,
    /// Another one, which is kept in its words.
    Other,
}

/// A section that ADRs have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::adr) enum SectionHead {
    Facts,
    Links,
    Context,
    Drivers,
    Options,
    Decision,
    Consequences,
}

/// Words before and after a link.
struct AroundLink {
    before: &'static str,
    after: &'static str,
    relation: SaidRelation,
}

/// Words in lower case with what they mean.
pub(super) type Meanings<M> = HashMap<Cow<'static, str>, M>;

#[derive(Default)]
struct LanguageTables {
    labels: Meanings<FactLabel>,
    relations: HashMap<&'static str, SaidRelation>,
    around: Vec<AroundLink>,
    heads: Meanings<SectionHead>,
    months: Meanings<i8>,
    statuses: Meanings<(Status, usize)>,
    /// Beginnings of words, with the status and the place of the language.
    stems: Vec<(Cow<'static, str>, Status, usize)>,
}

static LANGUAGE_TABLES: LazyLock<LanguageTables> = LazyLock::new(|| {
    let mut tables = LanguageTables::default();
    for (place, language) in LANGUAGES.iter().enumerate() {
        tables.add(place, language);
    }
    tables.add_unaccented();
    tables
});

impl LanguageTables {
    fn add(&mut self, place: usize, language: &'static Language) {
        for status in Status::ALL {
            for word in language.statuses.of(status) {
                match word.strip_suffix('*') {
                    Some(stem) => self.stems.push((Cow::Borrowed(stem), status, place)),
                    None => {
                        self.statuses.entry(Cow::Borrowed(word)).or_insert((status, place));
                    }
                }
            }
        }
        let words = &language.labels;
        for (label, words) in [
            (FactLabel::Status, words.status),
            (FactLabel::Decided, words.decided),
            (FactLabel::Changed, words.changed),
            (FactLabel::Written, words.written),
            (FactLabel::Deciders, words.deciders),
            (FactLabel::Authors, words.authors),
            (FactLabel::Consulted, words.consulted),
            (FactLabel::Informed, words.informed),
            (FactLabel::Title, words.title),
            (FactLabel::Number, words.number),
        ] {
            fill(&mut self.labels, words, label);
        }
        let words = &language.relations;
        for (relation, words) in [
            (SaidRelation::Supersedes, words.supersedes),
            (SaidRelation::SupersededBy, words.superseded_by),
            (SaidRelation::Amends, words.amends),
            (SaidRelation::AmendedBy, words.amended_by),
            (SaidRelation::RelatesTo, words.relates_to),
            (SaidRelation::Other, words.others),
        ] {
            for word in words {
                match word.split_once("{}") {
                    Some((before, after)) => self.around.push(AroundLink { before, after, relation }),
                    None => {
                        self.relations.entry(word).or_insert(relation);
                    }
                }
            }
        }
        let words = &language.heads;
        for (head, words) in [
            (SectionHead::Facts, words.facts),
            (SectionHead::Links, words.links),
            (SectionHead::Context, words.context),
            (SectionHead::Drivers, words.drivers),
            (SectionHead::Options, words.options),
            (SectionHead::Decision, words.decision),
            (SectionHead::Consequences, words.consequences),
        ] {
            fill(&mut self.heads, words, head);
        }
        for (month, names) in (1..).zip(language.months) {
            fill(&mut self.months, names, month);
        }
    }

    /// Adds what people write who leave accents out. A word that says something else then, as `remplace` beside `remplacé`, stays out.
    fn add_unaccented(&mut self) {
        add_unaccented(&mut self.labels);
        add_unaccented(&mut self.heads);
        add_unaccented(&mut self.months);
        let opens_relation = |word: &str| self.relations.keys().any(|words| words.split(' ').next() == Some(word));
        let stems = self.stems.iter().filter_map(|(stem, status, place)| {
            let plain = unaccented(stem).filter(|plain| !opens_relation(plain))?;
            Some((Cow::Owned(plain), *status, *place))
        });
        let stems: Vec<_> = stems.collect();
        self.stems.extend(stems);
    }

    fn status(&self, word: &str) -> Option<(Status, usize)> {
        let stem = || self.stems.iter().find(|(stem, ..)| is_form_of(word, stem));
        self.statuses.get(word).copied().or_else(|| stem().map(|(_, status, place)| (*status, *place)))
    }
}

/// Gives words their meaning, unless a language before this one has given them another.
pub(super) fn fill<M: Copy>(table: &mut Meanings<M>, words: &'static [&'static str], meaning: M) {
    for word in words {
        table.entry(Cow::Borrowed(word)).or_insert(meaning);
    }
}

/// Gives words without their accents the same meaning, unless they have another one.
pub(super) fn add_unaccented<M: Copy>(table: &mut Meanings<M>) {
    let plain = table.iter().filter_map(|(word, meaning)| Some((unaccented(word)?, word.clone(), *meaning)));
    let mut plain: Vec<(String, Cow<'static, str>, M)> = plain.collect();
    // Of several words that are one without accents, always the same one counts.
    plain.sort_by(|(plain, word, _), (other, another, _)| (plain, word).cmp(&(other, another)));
    for (plain, _, meaning) in plain {
        table.entry(Cow::Owned(plain)).or_insert(meaning);
    }
}

/// Returns a word in Latin letters as it is written without accents; `None` for any that has none.
pub(super) fn unaccented(word: &str) -> Option<String> {
    const LATIN: std::ops::Range<char> = '\0'..'\u{250}';
    let has_accent = !word.is_ascii() && word.chars().all(|c| LATIN.contains(&c) || c == '’');
    has_accent.then(|| {
        let spelt = word.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss").replace('ł', "l");
        spelt.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>()
    })
}

/// Reports whether a word is a stem with an ending. Without spaces between words, anything may follow.
fn is_form_of(word: &str, stem: &str) -> bool {
    const LONGEST_ENDING: usize = 3;
    word.strip_prefix(stem).is_some_and(|end| stem.starts_with(is_unspaced) || end.chars().count() <= LONGEST_ENDING)
}

/// Reports whether a character is one of a script that puts no spaces between words, or, as Korean, joins endings to them.
pub(in crate::adr) fn is_unspaced(c: char) -> bool {
    c >= '\u{2E80}'
}

/// Returns the fact that a key in lower case names.
pub(in crate::adr) fn label(key: &str) -> Option<FactLabel> {
    LANGUAGE_TABLES.labels.get(key).copied()
}

/// Returns which ADRs a fact may be about whose key in lower case records do not know; `None` for a key that no language has.
pub(in crate::adr) fn reach(key: &str) -> Option<Reach> {
    let has = |words: fn(&'static Language) -> &'static [&'static str]| {
        LANGUAGES.iter().any(|language| words(language).iter().any(|word| is_in_key(key, word)))
    };
    if has(|language| language.labels.of_one_adr) {
        Some(Reach::One)
    } else {
        has(|language| language.labels.of_all).then_some(Reach::All)
    }
}

/// Reports whether a key has this word of [`LanguageLabels`](super::LanguageLabels).
fn is_in_key(key: &str, word: &str) -> bool {
    if let Some(end) = word.strip_prefix('*') {
        return key.ends_with(end);
    }
    let (start, goes_on) = word.strip_suffix('*').map_or((word, false), |start| (start, true));
    let unspaced = start.starts_with(is_unspaced);
    key.match_indices(start).any(|(at, _)| {
        let behind = &key[at + start.len()..];
        let is_word = goes_on || !behind.starts_with(char::is_alphanumeric);
        unspaced || (is_word && !key[..at].ends_with(char::is_alphanumeric))
    })
}

/// Returns the relation that words in lower case before a link, or a key, state.
pub(in crate::adr) fn relation_of(words: &str) -> Option<SaidRelation> {
    LANGUAGE_TABLES.relations.get(words).copied()
}

/// Returns the relation that the ends of the words before and after a link state, in languages that put words around it.
pub(in crate::adr) fn relation_around(before: &str, after: &str) -> Option<SaidRelation> {
    // Most ADRs have only words before a link.
    let fits = |one: &&AroundLink| after.starts_with(one.after) && before.ends_with(one.before);
    LANGUAGE_TABLES
        .around
        .iter()
        .filter(fits)
        .max_by_key(|one| one.before.len() + one.after.len())
        .map(|one| one.relation)
}

/// Returns the supersession or amendment that a text in lower case states, and the range in which the other ADR is named.
pub(in crate::adr) fn relation_in(text: &str) -> Option<(SaidRelation, Range<usize>)> {
    // Of `superseded by` and `supersedes`, as of `ersetzt durch` and `ersetzt`, the passive one is the longer or comes first.
    const RELATIONS: [SaidRelation; 4] =
        [SaidRelation::SupersededBy, SaidRelation::Supersedes, SaidRelation::AmendedBy, SaidRelation::Amends];
    RELATIONS.into_iter().find_map(|relation| {
        let words = LANGUAGE_TABLES.relations.iter().filter(|(_, stated)| **stated == relation);
        let behind = words.filter_map(|(words, _)| Some(text.find(words)? + words.len())).max();
        let around = LANGUAGE_TABLES.around.iter().filter(|one| one.relation == relation).filter_map(|one| {
            let end = text.find(one.after)?;
            let before = text[..end].trim_end();
            // With no words before it, the name is the last word.
            let start = match one.before {
                "" => before.rfind(' ').map_or(0, |space| space + 1),
                words => before.rfind(words)? + words.len(),
            };
            Some(start..end)
        });
        behind
            .map(|start| start..text.len())
            .or_else(|| around.min_by_key(|range| range.end))
            .map(|range| (relation, range))
    })
}

/// Returns the section that a heading in lower case names.
pub(in crate::adr) fn head(words: &str) -> Option<SectionHead> {
    LANGUAGE_TABLES.heads.get(words).copied()
}

/// Reports whether a heading is one that ADRs have over their text, in any language that is read here.
#[must_use]
pub fn is_head_of_adrs(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    // MADR's heads are long, and teams shorten or go on with them.
    heading.starts_with("context and ")
        || !matches!(head(&heading), None | Some(SectionHead::Facts | SectionHead::Links))
}

/// Reports whether the name of a folder, in lower case, speaks of decisions.
#[must_use]
pub fn is_folder_of_decisions(name: &str) -> bool {
    LANGUAGES.iter().any(|language| language.folders.iter().any(|stem| name.contains(stem)))
}

/// Reports whether a word in lower case in the name of a file says that it is to be copied and filled in.
#[must_use]
pub fn is_template_word(word: &str) -> bool {
    LANGUAGES.iter().any(|language| language.template.contains(&word))
}

/// Returns the number of a month, from 1, by its name in lower case.
pub(in crate::adr) fn month(name: &str) -> Option<i8> {
    LANGUAGE_TABLES.months.get(name).copied()
}

/// Reports whether a word stands between the last two names of a list.
pub(in crate::adr) fn is_and(word: &str) -> bool {
    !word.is_empty() && LANGUAGES.iter().any(|language| language.and == word)
}

/// The way in which the names of months are written: in a language, in full or short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::adr) struct MonthName {
    /// Place of the language.
    language: usize,
    is_short: bool,
    case: Case,
}

impl MonthName {
    /// Returns the way in which the name of a month is written; `None` for other words.
    pub(in crate::adr) fn of(word: &str) -> Option<Self> {
        let name = word.to_lowercase();
        let month = usize::try_from(month(&name)?).ok()? - 1;
        let language = LANGUAGES.iter().position(|language| language.months[month].contains(&name.as_str()))?;
        let is_short = LANGUAGES[language].months[month].first().is_some_and(|full| name.len() < full.len());
        Some(Self { language, is_short, case: Case::seen_in(word) })
    }

    /// Returns the name of a month, from 1, in this way.
    pub(in crate::adr) fn of_month(self, month: i8) -> String {
        let months = LANGUAGES[self.language].months;
        let names = usize::try_from(month - 1).ok().and_then(|at| months.get(at)).copied().unwrap_or_default();
        let short = names.iter().min_by_key(|name| name.len());
        self.case.of(if self.is_short { short } else { names.first() }.copied().unwrap_or_default())
    }
}

/// Returns the status that a word in lower case means.
pub(in crate::adr) fn status_of(word: &str) -> Option<Status> {
    LANGUAGE_TABLES.status(word).map(|(status, _)| status)
}

/// Returns the word for another status in the language of a word for one, with its ending and in its case; `None` for a word that is no
/// status.
pub(in crate::adr) fn status_like(word: &str, to: Status) -> Option<String> {
    let lower = word.to_lowercase();
    let (known, place) = LANGUAGE_TABLES.status(&lower)?;
    let language = LANGUAGES[place];
    let written = language.status_word(to, language.statuses.ending(&lower, known));
    Some(Case::seen_in(word).of(&written))
}

/// Returns the language of a word in lower case for a status; English for any other word.
pub(in crate::adr) fn language_of(word: &str) -> &'static Language {
    LANGUAGES[LANGUAGE_TABLES.status(word).map_or(0, |(_, place)| place)]
}

/// Returns the language of an ADR by the key of its status or, if several languages share that, by the word for it; the first of these
/// languages for any other word.
pub(in crate::adr) fn language_by(key: &str, word: &str) -> &'static Language {
    let mut of_key = LANGUAGES.into_iter().filter(|language| language.labels.status.contains(&key));
    let (first, is_only) = (of_key.next(), of_key.next().is_none());
    let by_word = LANGUAGE_TABLES.status(word).map(|(_, place)| LANGUAGES[place]);
    first.filter(|_| is_only).or(by_word).or(first).unwrap_or(LANGUAGES[0])
}

/// Returns the language that has most of these keys of facts, English if several do.
pub(in crate::adr) fn language_of_labels(keys: &[&str]) -> &'static Language {
    let has = |language: &Language, key: &str| {
        let labels = &language.labels;
        let days = [labels.decided, labels.changed, labels.written];
        let people = [labels.deciders, labels.authors, labels.consulted, labels.informed];
        let others = [labels.title, labels.number];
        days.into_iter().chain(people).chain(others).any(|words| words.contains(&key))
    };
    let count = |language: &&'static Language| keys.iter().filter(|key| has(language, key)).count();
    // Of equal ones, the last is taken.
    LANGUAGES.into_iter().rev().max_by_key(count).unwrap_or(LANGUAGES[0])
}

/// Reports whether a text in lower case says that another ADR replaces this one as a whole.
pub(in crate::adr) fn is_replaced(text: &str) -> bool {
    let mut words = LANGUAGE_TABLES.relations.iter().filter(|(_, relation)| **relation == SaidRelation::SupersededBy);
    words.any(|(words, _)| text.find(words).is_some_and(|at| is_whole(&text[..at]))) || is_replaced_around(text)
}

/// Reports whether a text in lower case begins with the words before the name of an ADR that replaces this one.
pub(in crate::adr) fn opens_replaced(text: &str) -> bool {
    let relations = &LANGUAGE_TABLES.relations;
    relations.iter().any(|(words, relation)| *relation == SaidRelation::SupersededBy && text.starts_with(words))
}

/// Reports whether a text in lower case says so with words around or behind a link, as in `[5. X](0005-x.md) に置き換え`.
pub(in crate::adr) fn is_replaced_around(text: &str) -> bool {
    let mut around = LANGUAGE_TABLES.around.iter().filter(|one| one.relation == SaidRelation::SupersededBy);
    around.any(|one| {
        let at = text.find(one.after);
        at.is_some_and(|at| at > 0 && text[..at].contains(one.before) && is_whole(&text[..at]))
    })
}

/// Reports whether a text in lower case limits what it says to a part.
pub(in crate::adr) fn says_partly(text: &str) -> bool {
    LANGUAGES.iter().any(|language| language.partly.iter().any(|word| text.contains(word)))
}

/// Reports whether the words before "superseded" do not limit it to a part of the ADR.
fn is_whole(before: &str) -> bool {
    let before = before.trim_end();
    !LANGUAGES.iter().any(|language| language.partly.iter().any(|word| before.ends_with(word)))
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    /// Checks that a word means the same wherever it stands.
    fn agree<M: Copy + PartialEq + Debug>(groups: impl Iterator<Item = (&'static [&'static str], M)>) {
        let mut known: HashMap<&str, M> = HashMap::new();
        for (words, meaning) in groups {
            for word in words {
                assert_eq!(word.to_lowercase(), **word);
                let first = *known.entry(word).or_insert(meaning);
                assert_eq!(first, meaning, "{word}");
            }
        }
    }

    #[test]
    fn languages_agree_on_the_words_that_they_share() {
        let statuses =
            |language: &'static Language| Status::ALL.map(|status| (language.statuses.of(status), status)).into_iter();
        agree(LANGUAGES.iter().flat_map(|language| statuses(language)));
        let labels = |language: &'static Language| {
            let words = &language.labels;
            let days = [
                (words.decided, FactLabel::Decided),
                (words.changed, FactLabel::Changed),
                (words.written, FactLabel::Written),
            ];
            let people = [(words.deciders, FactLabel::Deciders), (words.authors, FactLabel::Authors)];
            let others = [(words.consulted, FactLabel::Consulted), (words.informed, FactLabel::Informed)];
            let rest =
                [(words.status, FactLabel::Status), (words.title, FactLabel::Title), (words.number, FactLabel::Number)];
            days.into_iter().chain(people).chain(others).chain(rest)
        };
        agree(LANGUAGES.iter().flat_map(|language| labels(language)));
        agree(LANGUAGES.iter().flat_map(|language| language.months.into_iter().zip(1_i8..)));
    }

    #[test]
    fn a_word_is_a_status_in_no_second_way() {
        // Of every word, with any of the endings, a stem in another language may mean only the same.
        for language in LANGUAGES {
            for status in Status::ALL {
                for word in language.statuses.of(status) {
                    let word = word.trim_end_matches('*');
                    for form in [word.to_owned(), format!("{word}o"), format!("{word}a"), format!("{word}e")] {
                        let of_language = status_of(&form);
                        assert!(of_language.is_none_or(|found| found == status), "{form}: {of_language:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn other_statuses_have_the_language_and_the_ending_of_one() {
        for (word, status, expected) in [
            ("akzeptiert", Status::Rejected, Some("abgelehnt")),
            ("aceptada", Status::Proposed, Some("propuesta")),
            ("aceptado", Status::Rejected, Some("rechazado")),
            ("borrador", Status::Accepted, Some("aceptado")),
            ("acceptée", Status::Superseded, Some("remplacée")),
            ("принято", Status::Proposed, Some("предложено")),
            ("승인됨", Status::Rejected, Some("거부됨")),
            ("採用", Status::Rejected, Some("却下")),
            ("已接受", Status::Deprecated, Some("已弃用")),
            ("Accepted", Status::Rejected, Some("Rejected")),
            ("done", Status::Rejected, None),
        ] {
            assert_eq!(status_like(word, status).as_deref(), expected, "{word} {status}");
        }
    }

    #[test]
    fn what_is_written_into_a_superseded_adr_is_read_as_such() {
        for language in LANGUAGES {
            let (word, with_link) = language.superseded;
            assert_eq!(
                status_of(&word.split(' ').next().unwrap_or_default().to_lowercase()),
                Some(Status::Superseded),
                "{word}"
            );
            let (before, after) = with_link.split_once("{}").unwrap_or_default();
            let (before, after) = (before.trim(), after.trim());
            let read = relation_of(before).or_else(|| relation_around(before, after));
            assert_eq!(read, Some(SaidRelation::SupersededBy), "{with_link}");
        }
    }
}
