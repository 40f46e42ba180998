//! The words of ADRs in the languages that are read here, one file of data a language.
//!
//! To add a language, copy one of the files, translate its words, and add it to [`LANGUAGES`]. Every word is in lower case. Of a word
//! for a status, `*` at the end stands for the endings of gender and number, such as the `o` of `aceptad*`; in a script without
//! spaces, for whatever follows. A word that two languages share has to mean the same in both, which a test checks.

mod chinese;
mod dutch;
mod english;
mod french;
mod german;
mod id;
mod italian;
mod japanese;
mod korean;
mod parts;
mod polish;
mod portuguese;
mod russian;
mod spanish;
mod tables;

pub(super) use self::id::{LanguageId, behind_review_on, is_for_information};
pub(super) use self::parts::{
    AdrPart, OptionMark, around_choice, behind_because, behind_option_word, is_to, opening_tone, option_mark, part,
    says_low_is_best, tone,
};
pub use self::parts::{TableHead, is_remark, table_head};
use self::tables::unaccented;
pub(super) use self::tables::{
    FactLabel, MonthName, Reach, SaidRelation, SectionHead, head, is_and, is_replaced, is_replaced_around, is_unspaced,
    label, language_by, language_of, language_of_labels, month, opens_replaced, reach, relation_around, relation_in,
    relation_of, says_partly, status_like, status_of,
};
pub use self::tables::{is_folder_of_decisions, is_head_of_adrs, is_template_word};
use crate::decision::Status;

/// The words of a language.
pub(super) struct Language {
    /// Words for statuses: the first of a line states it.
    statuses: LanguageStatuses,
    /// Keys of facts, which are also the headings of sections that hold them.
    labels: LanguageLabels,
    /// Words before or around a link.
    relations: LanguageRelations,
    /// Headings of sections.
    heads: LanguageHeads,
    /// Words that count only within a text that is known to be an ADR.
    parts: LanguageParts,
    /// Names of the months from January: as a day is written with them, then others and short ones.
    months: [&'static [&'static str]; 12],
    /// The word between the last two names of a list; empty where there is none with spaces around it.
    and: &'static str,
    /// Words in the names of files that are to be copied and filled in.
    template: &'static [&'static str],
    /// Parts of words for decisions, in the names of folders that hold them.
    folders: &'static [&'static str],
    /// Words before "superseded", with which only a part of an ADR is.
    partly: &'static [&'static str],
    /// Code of ISO 639-1.
    code: &'static str,
    /// Headings as they are written into ADRs.
    pub(super) headings: WrittenHeadings,
    /// Phrases around what people wrote.
    pub(super) phrases: WrittenPhrases,
    /// What is written into an ADR that another one supersedes: the status, and the status with `{}` in the place of the link.
    pub(super) superseded: (&'static str, &'static str),
}

impl Language {
    /// Returns the word for a status, in lower case, with this ending or the usual one.
    fn status_word(&self, status: Status, ending: Option<&str>) -> String {
        let (superseded, _) = self.superseded;
        let first = self.statuses.of(status).first().copied().unwrap_or_default();
        match first.strip_suffix('*') {
            _ if status == Status::Superseded && ending.is_none_or(str::is_empty) => superseded.to_owned(),
            Some(stem) => {
                let usual = || self.statuses.ending(superseded, Status::Superseded);
                format!("{stem}{}", ending.or_else(usual).unwrap_or_default())
            }
            None => first.to_owned(),
        }
    }

    /// Returns the heading over links to other ADRs, in lower case.
    pub(super) fn links(&self) -> &'static str {
        self.heads.links.first().copied().unwrap_or_default()
    }

    /// Returns the words before the link to an ADR that amends this one, or around it with `{}` in its place.
    pub(super) fn amended_by(&self) -> &'static str {
        self.relations.amended_by.first().copied().unwrap_or_default()
    }

    /// Returns the key of the status.
    pub(super) fn status(&self) -> &'static str {
        self.labels.status.first().copied().unwrap_or_default()
    }

    /// Returns the key of the day of a decision.
    pub(super) fn date(&self) -> &'static str {
        self.labels.decided.first().copied().unwrap_or_default()
    }

    /// Returns the key of the people who decided.
    pub(super) fn deciders(&self) -> &'static str {
        self.labels.deciders.first().copied().unwrap_or_default()
    }
}

struct LanguageStatuses {
    draft: &'static [&'static str],
    proposed: &'static [&'static str],
    accepted: &'static [&'static str],
    rejected: &'static [&'static str],
    deprecated: &'static [&'static str],
    superseded: &'static [&'static str],
}

impl LanguageStatuses {
    fn of(&self, status: Status) -> &'static [&'static str] {
        match status {
            Status::Draft => self.draft,
            Status::Proposed => self.proposed,
            Status::Accepted => self.accepted,
            Status::Rejected => self.rejected,
            Status::Deprecated => self.deprecated,
            Status::Superseded => self.superseded,
        }
    }

    /// Returns the ending of a word in lower case that states this status, such as the `a` of `aceptada`; `None` if it has none.
    fn ending<'w>(&self, word: &'w str, status: Status) -> Option<&'w str> {
        let stems = || self.of(status).iter().filter_map(|stem| stem.strip_suffix('*'));
        let plain = || stems().find_map(|stem| word.strip_prefix(&*unaccented(stem)?));
        stems().find_map(|stem| word.strip_prefix(stem)).or_else(plain)
    }
}

struct LanguageLabels {
    status: &'static [&'static str],
    /// Day of the decision.
    decided: &'static [&'static str],
    /// Day of the last change.
    changed: &'static [&'static str],
    /// Day on which it was written.
    written: &'static [&'static str],
    deciders: &'static [&'static str],
    authors: &'static [&'static str],
    consulted: &'static [&'static str],
    informed: &'static [&'static str],
    title: &'static [&'static str],
    number: &'static [&'static str],
    /// Words in keys of facts that records do not have and that no other ADR shares: people with another part, tickets, deadlines. A word
    /// goes on at `*`; with `*` before it, it is the end of the key.
    of_one_adr: &'static [&'static str],
    /// Words in keys of facts that the ADRs of a folder may share, such as the team.
    of_all: &'static [&'static str],
}

/// Words before a link, or before and after it with `{}` in its place.
struct LanguageRelations {
    supersedes: &'static [&'static str],
    superseded_by: &'static [&'static str],
    amends: &'static [&'static str],
    amended_by: &'static [&'static str],
    relates_to: &'static [&'static str],
    /// Other relations, which are kept as they are written.
    others: &'static [&'static str],
}

struct LanguageHeads {
    /// Facts in a list or a table.
    facts: &'static [&'static str],
    /// Links to other ADRs.
    links: &'static [&'static str],
    context: &'static [&'static str],
    drivers: &'static [&'static str],
    options: &'static [&'static str],
    decision: &'static [&'static str],
    consequences: &'static [&'static str],
}

/// Headings of a new ADR, in the case that headings of the language have. Of two, the first is that of MADR, and the second that of
/// Nygard's short form.
pub(super) struct WrittenHeadings {
    pub(super) status: &'static str,
    pub(super) context: (&'static str, &'static str),
    pub(super) drivers: &'static str,
    pub(super) options: (&'static str, &'static str),
    pub(super) decision: (&'static str, &'static str),
    pub(super) consequences: &'static str,
    pub(super) confirmation: &'static str,
    pub(super) arguments: &'static str,
    /// What became of the decision, when somebody looked at it again.
    pub(super) reviews: &'static str,
    pub(super) information: &'static str,
}

/// Phrases around what people wrote, with `{}` in its place. They are read again, see [`LanguageParts`] and [`LanguageRelations`].
pub(super) struct WrittenPhrases {
    pub(super) chosen: &'static str,
    /// What follows the chosen option: the reason, the reasons below it, and none.
    pub(super) because: &'static str,
    pub(super) for_reasons: &'static str,
    pub(super) no_reason: &'static str,
    pub(super) not_chosen: &'static str,
    pub(super) no_context: &'static str,
    pub(super) no_options: &'static str,
    pub(super) no_consequences: &'static str,
    pub(super) good: &'static str,
    pub(super) neutral: &'static str,
    pub(super) bad: &'static str,
    /// What precedes or surrounds the link to another ADR.
    pub(super) supersedes: &'static str,
    pub(super) amends: &'static str,
    pub(super) relates_to: &'static str,
    /// What leads to another decision: a clause, a sentence or a list.
    pub(super) reconsider_if: &'static str,
    pub(super) reconsider_event: &'static str,
    pub(super) reconsider_list: &'static str,
    pub(super) review_on: &'static str,
    pub(super) further_reading: &'static str,
}

/// Words that other texts have as well, so that they make no text an ADR. Signs between them are left out, as in `trade offs`.
struct LanguageParts {
    /// Headings beside those of [`LanguageHeads`].
    context: &'static [&'static str],
    drivers: &'static [&'static str],
    options: &'static [&'static str],
    decision: &'static [&'static str],
    consequences: &'static [&'static str],
    links: &'static [&'static str],
    /// Headings over sections on single options.
    arguments: &'static [&'static str],
    confirmation: &'static [&'static str],
    /// Headings and words in bold among options that are no options.
    remarks: &'static [&'static str],
    /// Words before the number or the letter of an option, and over a column of options.
    option: &'static [&'static str],
    /// Marks of options.
    chosen: &'static [&'static str],
    preferred: &'static [&'static str],
    rejected: &'static [&'static str],
    /// Words before the name of the chosen option, and before the reason.
    chosen_option: &'static [&'static str],
    because: &'static [&'static str],
    /// Words before arguments, and over lists of them.
    good: &'static [&'static str],
    neutral: &'static [&'static str],
    bad: &'static [&'static str],
    /// Heads of rows and columns of tables.
    criterion: &'static [&'static str],
    weight: &'static [&'static str],
    total: &'static [&'static str],
    /// Words between the ends of a scale, as in `1 to 5`.
    to: &'static [&'static str],
    /// Words that say that the lowest score is the best.
    low_is_best: &'static [&'static str],
}

/// The languages, English first: where two share a word, its meaning there counts.
const LANGUAGES: [&Language; 12] = [
    &english::ENGLISH,
    &german::GERMAN,
    &french::FRENCH,
    &spanish::SPANISH,
    &portuguese::PORTUGUESE,
    &italian::ITALIAN,
    &dutch::DUTCH,
    &polish::POLISH,
    &russian::RUSSIAN,
    &chinese::CHINESE,
    &japanese::JAPANESE,
    &korean::KOREAN,
];
