//! The sections of an ADR below its head: which there are, in which order, and under which headings.

use super::{
    case::HeadingCase,
    language::{AdrPart, FactLabel, LanguageId, label, part},
    most::most,
    read::Adr,
    status_words::is_sign,
};

/// A kind of section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionKind {
    /// The status and the relations, which stand above the others.
    Status,
    Context,
    Drivers,
    Options,
    Decision,
    Consequences,
    Confirmation,
    /// What speaks for and against each option.
    Arguments,
    Reviews,
    Information,
}

use SectionKind::{
    Arguments, Confirmation, Consequences, Context, Decision, Drivers, Information, Options, Reviews, Status,
};

impl SectionKind {
    /// Returns the word that the record keeps for it, which is also the name of its template.
    pub(super) fn word(self) -> &'static str {
        match self {
            Status => "status",
            Context => "context",
            Drivers => "drivers",
            Options => "options",
            Decision => "choice",
            Consequences => "consequences",
            Confirmation => "confirmation",
            Arguments => "arguments",
            Reviews => "reviews",
            Information => "information",
        }
    }
}

/// A section, with the level of its heading.
pub(super) type Placed = (SectionKind, u8);

/// MADR.
const LONG: [Placed; 9] = [
    (Context, 2),
    (Drivers, 2),
    (Options, 2),
    (Decision, 2),
    (Consequences, 3),
    (Confirmation, 3),
    (Arguments, 2),
    (Reviews, 2),
    (Information, 2),
];

/// The form of Nygard, with the alternatives behind it.
const SHORT: [Placed; 6] =
    [(Context, 2), (Decision, 2), (Consequences, 2), (Options, 2), (Reviews, 2), (Information, 2)];

/// The sections in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outline {
    /// Those of MADR.
    Long,
    /// Those of Nygard's form.
    Short,
    /// Those of the team.
    Own(Vec<Placed>),
}

pub(super) const LANGUAGE: &str = "language=";
pub(super) const SECTIONS: &str = "sections=";
const LONG_WORD: &str = "long";
const SHORT_WORD: &str = "short";

impl Outline {
    /// Returns it in one word: `long`, `short`, or the sections in their order, such as `context,options,choice/consequences`, with a
    /// stroke before one that stands within another.
    fn in_words(&self) -> String {
        let Self::Own(placed) = self else {
            return if *self == Self::Long { LONG_WORD } else { SHORT_WORD }.to_owned();
        };
        let mut words = String::new();
        for (kind, level) in placed {
            let between = if words.is_empty() {
                ""
            } else if *level == 3 {
                "/"
            } else {
                ","
            };
            words.extend([between, kind.word()]);
        }
        words
    }

    /// Reads what [`in_words`](Self::in_words) returns; `None` for anything else.
    fn read(words: &str) -> Option<Self> {
        match words {
            LONG_WORD => return Some(Self::Long),
            SHORT_WORD => return Some(Self::Short),
            _ => {}
        }
        let mut placed: Vec<Placed> = Vec::new();
        for section in words.split(',') {
            for (at, word) in section.split('/').enumerate() {
                let (kind, _) = LONG.into_iter().find(|(kind, _)| kind.word() == word)?;
                let is_known = placed.iter().any(|(known, _)| *known == kind);
                let is_own = !matches!(kind, Reviews | Information);
                let is_inner_rightly = at == 0 || matches!(kind, Consequences | Confirmation);
                if is_known || !is_own || !is_inner_rightly {
                    return None;
                }
                placed.push((kind, if at == 0 { 2 } else { 3 }));
            }
        }
        let has = |kind| placed.contains(&(kind, 2));
        (has(Context) && has(Decision)).then_some(Self::Own(placed))
    }
}

/// The sections below the head of an ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub(super) outline: Outline,
    /// Language of headings that the team has none for.
    pub(super) language: LanguageId,
    case: HeadingCase,
    /// Number of the first section below the status, if sections are numbered.
    first_number: Option<u32>,
    /// The team's own headings.
    own: Vec<(SectionKind, String)>,
}

/// A section to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// Its number, if sections are numbered.
    pub(super) number: Option<u32>,
    pub(super) kind: SectionKind,
    pub(super) level: u8,
    pub(super) heading: String,
    /// What stands in it.
    pub(super) kinds: Vec<SectionKind>,
}

/// The sections of one ADR that are known, each with its heading, and the language of these headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ObservedBody {
    sections: Vec<(Placed, String)>,
    /// Case of headings that ADRs have; `None` if they show none.
    case: Option<HeadingCase>,
    /// Number of the first section below the status, if sections are numbered.
    first_number: Option<u32>,
    /// `None` if no heading is one that ADRs have.
    language: Option<LanguageId>,
}

impl ObservedBody {
    pub(super) fn of(adr: &Adr) -> Self {
        let mut sections: Vec<(Placed, String)> = Vec::new();
        let mut above = None;
        let mut first_number = None;
        for section in adr.sections.iter().filter(|section| (2..=3).contains(&section.level)) {
            let (number, title) =
                numbered(&section.title).map_or((None, section.title.as_str()), |(n, t)| (Some(n), t));
            let kind = kind_of(title);
            if section.level == 2 && kind.is_some_and(|kind| kind != Status) {
                first_number.get_or_insert(number);
            }
            if section.level == 2 {
                above = kind;
            }
            // What follows from the decision may stand within it.
            let is_inner = above == Some(Decision) && matches!(kind, Some(Consequences | Confirmation));
            if let Some(kind) = kind.filter(|_| section.level == 2 || is_inner) {
                sections.push(((kind, section.level), title.to_owned()));
            }
        }
        let headings = adr.sections.iter().filter(|section| section.level == 2).map(|section| section.title.as_str());
        let of_adrs =
            headings.clone().filter(|heading| is_plain(heading) && part(heading).is_some_and(|(_, whole)| whole));
        let language = LanguageId::of_headings(headings.clone());
        Self { sections, case: HeadingCase::of_most(of_adrs), first_number: first_number.flatten(), language }
    }

    /// Returns the outline that these sections belong to; `None` if they could be of any.
    fn outline(&self) -> Option<Outline> {
        let mut placed: Vec<Placed> = Vec::new();
        for ((kind, level), _) in &self.sections {
            if *kind != Status && !placed.iter().any(|(known, _)| known == kind) {
                placed.push((*kind, *level));
            }
        }
        let has = |kind| placed.iter().any(|(known, _)| *known == kind);
        match (is_among(&placed, &LONG), is_among(&placed, &SHORT)) {
            (true, false) if has(Context) || has(Decision) => Some(Outline::Long),
            (false, true) if has(Context) || has(Decision) => Some(Outline::Short),
            (false, false) if has(Context) && has(Decision) => Some(Outline::Own(placed)),
            _ => self.outline_by_words(),
        }
    }

    /// Returns the outline by the words for context and decision alone.
    fn outline_by_words(&self) -> Option<Outline> {
        let words = &self.language.unwrap_or_default().language().headings;
        let (mut long, mut short) = (false, false);
        for ((kind, _), heading) in &self.sections {
            let is = |words: &str| heading.to_lowercase() == words.to_lowercase();
            match kind {
                Context => long |= is(words.context.0),
                Decision => long |= words.decision.0 != words.decision.1 && is(words.decision.0),
                _ => continue,
            }
            short = true;
        }
        (long || short).then_some(if long { Outline::Long } else { Outline::Short })
    }

    fn headings(&self, kind: SectionKind) -> impl Iterator<Item = &str> + Clone {
        self.sections.iter().filter(move |((of, _), _)| *of == kind).map(|(_, heading)| heading.as_str())
    }
}

/// Returns the kind of a section with this heading; `None` for one that has more than such words in it.
fn kind_of(heading: &str) -> Option<SectionKind> {
    let words = bare(heading);
    // `背景 / Context`, where both mean the same.
    if let Some((first, second)) = words.split_once(" / ") {
        return kind_of(first).filter(|kind| kind_of(second) == Some(*kind));
    }
    if !is_plain(words) {
        return None;
    }
    if label(&words.to_lowercase()) == Some(FactLabel::Status) {
        return Some(Status);
    }
    match part(words)? {
        (AdrPart::Context, true) => Some(Context),
        (AdrPart::Drivers, true) => Some(Drivers),
        (AdrPart::Options, true) => Some(Options),
        (AdrPart::Arguments, true) => Some(Arguments),
        (AdrPart::Decision, true) => Some(Decision),
        (AdrPart::Consequences, true) => Some(Consequences),
        (AdrPart::Confirmation, true) => Some(Confirmation),
        _ => None,
    }
}

/// Returns a heading without the emoji around it.
fn bare(heading: &str) -> &str {
    let words = heading.trim_matches(|c: char| !c.is_alphanumeric());
    let is_sign_or_space = |text: &str| text.trim().is_empty() || is_sign(&format!("{} ", text.trim()));
    let start = words.as_ptr() as usize - heading.as_ptr() as usize;
    let around = [&heading[..start], &heading[start + words.len()..]];
    if around.into_iter().all(is_sign_or_space) { words } else { heading }
}

/// Returns the number at the start of a heading, as in `1. Context`, and the words behind it.
fn numbered(heading: &str) -> Option<(u32, &str)> {
    let words = heading.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = heading[..heading.len() - words.len()].parse().ok()?;
    Some((number, words.strip_prefix(". ")?.trim_start()))
}

/// Reports whether a heading has nothing but words.
fn is_plain(heading: &str) -> bool {
    heading.starts_with(char::is_alphabetic) && heading.chars().all(|c| c.is_alphanumeric() || " -'’&/・".contains(c))
}

/// Reports whether these sections stand in this order, at these levels, among others.
fn is_among(placed: &[Placed], all: &[Placed]) -> bool {
    let mut all = all.iter();
    placed.iter().all(|section| all.any(|other| other == section))
}

impl Body {
    /// Returns the sections in English, those of Nygard's form or those of MADR.
    pub(super) fn in_english(is_short: bool) -> Self {
        let outline = if is_short { Outline::Short } else { Outline::Long };
        Self {
            outline,
            language: LanguageId::default(),
            case: HeadingCase::default(),
            first_number: None,
            own: Vec::new(),
        }
    }

    /// Returns the sections of most of these ADRs, which are given the oldest first; without a hint, those of `self`.
    pub(super) fn following(self, all: &[&ObservedBody]) -> Self {
        let language = most(all.iter().filter_map(|body| body.language)).unwrap_or(self.language);
        let outlines: Vec<Outline> = all.iter().filter_map(|body| body.outline()).collect();
        let outline = match most(outlines.iter().map(std::mem::discriminant)) {
            Some(kind) => most(outlines.into_iter().filter(|outline| std::mem::discriminant(outline) == kind)),
            None => None,
        };
        Self { outline: outline.unwrap_or(self.outline), language, ..Self::in_english(false) }.with_headings(all)
    }

    /// Returns the sections of an ADR that is written again, with what the record keeps of them in [words](Self::in_words). What
    /// people added to the ADR may look like other sections.
    pub(super) fn recalling(self, own: &ObservedBody, words: &str) -> Self {
        let after = |key: &str| words.split(' ').find_map(|word| word.strip_prefix(key));
        let language = after(LANGUAGE).and_then(LanguageId::of_code).unwrap_or_default();
        let known = after(SECTIONS).and_then(Outline::read);
        let outline = known.or_else(|| own.outline_by_words()).unwrap_or(self.outline);
        Self { outline, language, ..self }.with_headings(&[own])
    }

    /// Returns in words what an ADR does not show of it: the language of the headings and the outline, unless they are those of one of
    /// the two forms in English.
    pub(super) fn in_words(&self) -> Vec<String> {
        let is_own = matches!(self.outline, Outline::Own(_));
        if self.language.is_english() && !is_own {
            return Vec::new();
        }
        vec![format!("{LANGUAGE}{}", self.language.code()), format!("{SECTIONS}{}", self.outline.in_words())]
    }

    fn with_headings(self, all: &[&ObservedBody]) -> Self {
        let kinds = [Status].into_iter().chain(LONG.map(|(kind, _)| kind));
        let own = kinds.filter_map(|kind| {
            let headings = all.iter().filter_map(|body| {
                let usual = self.usual_heading(kind);
                // Of several sections of a kind, people may have added all but one.
                let own = body.headings(kind).find(|heading| *heading == usual);
                own.or_else(|| body.headings(kind).next())
            });
            most(headings).map(|heading| (kind, heading.to_owned()))
        });
        let own: Vec<(SectionKind, String)> = own.collect();
        let case = most(all.iter().filter_map(|body| body.case)).unwrap_or_default();
        let first_number = most(all.iter().map(|body| body.first_number)).flatten();
        Self { case, first_number, own, ..self }
    }

    /// Returns the same words with other sections.
    pub(super) fn with_outline(self, outline: Outline) -> Self {
        Self { outline, ..self }
    }

    /// Returns the number of the section on the status, if sections are numbered and it has the first one.
    pub(super) fn status_number(&self) -> Option<u32> {
        self.first_number?.checked_sub(1).filter(|number| *number > 0)
    }

    /// Reports whether it has the sections of Nygard's form.
    pub(super) fn is_short(&self) -> bool {
        self.outline == Outline::Short
    }

    /// Returns the heading of a section, in the team's words if it has some.
    pub(super) fn heading(&self, kind: SectionKind) -> String {
        let own = self.own.iter().find(|(of, _)| *of == kind).map(|(_, heading)| heading.clone());
        own.unwrap_or_else(|| self.case.of(self.usual_heading(kind), self.language.is_english()))
    }

    fn usual_heading(&self, kind: SectionKind) -> &'static str {
        let words = &self.language.language().headings;
        let of_form = |(long, short)| if self.outline == Outline::Long { long } else { short };
        match kind {
            Status => words.status,
            Context => of_form(words.context),
            Drivers => words.drivers,
            Options => of_form(words.options),
            Decision => of_form(words.decision),
            Consequences => words.consequences,
            Confirmation => words.confirmation,
            Arguments => words.arguments,
            Reviews => words.reviews,
            Information => words.information,
        }
    }

    /// Returns the sections to be written where the record has something for those kinds that `has` names.
    pub(super) fn sections(&self, has: impl Fn(SectionKind) -> bool) -> Vec<Written> {
        let placed = match &self.outline {
            Outline::Long => LONG.to_vec(),
            Outline::Short => SHORT.to_vec(),
            Outline::Own(placed) => completed(placed),
        };
        let level_of = |kind| placed.iter().find(|(of, _)| *of == kind).map(|(_, level)| *level);
        let mut next = self.first_number;
        let written = placed.iter().filter_map(|(kind, level)| {
            // What has no section of its own stands in that of another kind.
            let guest = match kind {
                Context => Some(Drivers),
                Options => Some(Arguments),
                Consequences => Some(Confirmation),
                _ => None,
            };
            let guest = guest.filter(|guest| level_of(*guest).is_none());
            let is_everywhere = matches!(kind, Context | Options | Decision) || (*kind == Consequences && *level == 2);
            let kinds: Vec<SectionKind> = [*kind].into_iter().chain(guest).filter(|kind| has(*kind)).collect();
            let is_written = is_everywhere || !kinds.is_empty();
            let number = next.filter(|_| is_written && *level == 2);
            next = next.map(|next| next + u32::from(number.is_some()));
            is_written.then(|| Written { number, kind: *kind, level: *level, heading: self.heading(*kind), kinds })
        });
        written.collect()
    }
}

/// Returns the sections of a team, with those that every record needs.
fn completed(placed: &[Placed]) -> Vec<Placed> {
    let mut all = placed.to_vec();
    let has = |all: &[Placed], kind| all.iter().any(|(of, _)| *of == kind);
    let behind = |all: &[Placed], kinds: &[SectionKind]| {
        all.iter().rposition(|(of, _)| kinds.contains(of)).map_or(all.len(), |at| at + 1)
    };
    if !has(&all, Consequences) {
        all.insert(behind(&all, &[Decision]), (Consequences, 3));
    }
    if all.contains(&(Consequences, 3)) && !has(&all, Confirmation) {
        all.insert(behind(&all, &[Consequences]), (Confirmation, 3));
    }
    if !has(&all, Options) {
        all.insert(behind(&all, &[Decision, Consequences, Confirmation]), (Options, 2));
    }
    all.extend([(Reviews, 2), (Information, 2)]);
    all
}
