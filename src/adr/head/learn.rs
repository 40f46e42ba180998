//! What a team writes in its heads: which facts, in which order and form, and what stays the same in all of them.

use super::{
    Crew, DayForm, FrontValue, Head, HeadFact, LineKind, NextFact, NextLine, NextValue, ObservedHead, facts::HeadLine,
};
use crate::adr::{
    Dialect,
    language::{Reach, is_unspaced, reach},
    most::most,
    named::{AdrNames, Named},
    read::{LinkKind, Role, first_date, keyed},
};
use crate::decision::RelationKind;

/// The heads that are learnt from.
struct Learner<'a> {
    all: &'a [&'a ObservedHead],
    /// Whether the only head is that of the ADR itself, which is written again.
    is_own: bool,
    month_first: bool,
}

impl Head {
    /// Returns the head of the next ADR behind these, which are given the oldest first; `None` if there are none, or if
    /// they state the status below the head. It is added where they state none.
    pub(in crate::adr) fn following(all: &[&ObservedHead], dialect: Dialect) -> Option<Self> {
        let shape = most(all.iter().map(|head| head.shape()))?;
        let model = all.iter().rev().find(|head| head.shape() == shape)?;
        let states_status = model.status_section || model.facts().any(|fact| fact.role == Some(Role::Status));
        // Below the head, as in a list under `## Metadata`, it stands in no place that is learnt here.
        if !states_status && all.iter().any(|head| head.shape() == shape && head.states_status_below()) {
            return None;
        }
        let takes_more = |line: &HeadLine| is_common(line) && !line.stands_alone();
        let is_open = states_status && model.lines.iter().all(takes_more);
        let mut head = Learner { all, is_own: false, month_first: false }.head(model, is_open, dialect);
        if !states_status {
            head.add_status(model);
        }
        Some(head)
    }

    /// Returns the head of an ADR that is written again.
    pub(in crate::adr) fn of_own(own: &ObservedHead, is_open: bool, month_first: bool, dialect: Dialect) -> Self {
        Learner { all: &[own], is_own: true, month_first }.head(own, is_open, dialect)
    }
}

/// Reports whether a line holds only facts that ADRs of its form have everywhere.
fn is_common(line: &HeadLine) -> bool {
    const KEYS: [&str; 8] =
        ["status", "date", "decision makers", "deciders", "consulted", "informed", "number", "links"];
    line.facts.iter().all(|(_, fact)| match line.kind {
        LineKind::Key => KEYS.contains(&fact.key.as_str()),
        LineKind::Row => false,
        _ => matches!(
            fact.role,
            Some(Role::Status | Role::Date(0) | Role::Deciders | Role::Consulted | Role::Informed | Role::Relation(_))
        ),
    })
}

impl Learner<'_> {
    fn head(&self, model: &ObservedHead, is_open: bool, dialect: Dialect) -> Head {
        let lines = model.lines.iter().filter_map(|line| self.line(model, line)).collect();
        let mut head = Head { lines, is_open, status_section: model.status_section };
        if is_open {
            head.add_common(model, dialect);
        }
        head
    }

    fn line(&self, model: &ObservedHead, line: &HeadLine) -> Option<NextLine> {
        let HeadLine { kind, facts, rest } = line;
        let is_everywhere = || {
            let has = |head: &&ObservedHead| head.lines.iter().any(|other| other.kind == *kind && other.rest == *rest);
            self.is_own || (self.all.len() > 1 && self.all.iter().all(has))
        };
        // A block of code that the next ADR only began would swallow its text.
        let is_foreign = match kind {
            LineKind::Prose => !is_everywhere() || (!self.is_own && is_fact_of_one_adr(rest)),
            LineKind::Code => !self.is_own,
            _ => false,
        };
        if is_foreign {
            return None;
        }
        let next = |at: usize, (before, fact): &(String, HeadFact)| {
            let behind = facts.get(at + 1).map_or(rest, |(before, _)| before);
            (before.clone(), self.fact(model, *kind, fact, behind))
        };
        let facts = facts.iter().enumerate().map(|(at, fact)| next(at, fact)).collect();
        Some(NextLine { kind: *kind, facts, rest: rest.clone() })
    }

    fn fact(&self, model: &ObservedHead, kind: LineKind, fact: &HeadFact, behind: &str) -> NextFact {
        let value = self.value(model, kind, fact);
        let spaces = behind.len() - behind.trim_start_matches(' ').len();
        // Cells without room are as wide as their words.
        let width = if is_aligned(model) { fact.raw.chars().count() + spaces } else { 0 };
        // What people wrote about a relation that the record does not have stays.
        let is_kept = self.is_own && matches!(value, NextValue::Relation(_));
        let filler = if is_kept { Some(fact.raw.clone()) } else { self.filler(kind, fact) };
        let form = (kind == LineKind::Key).then(|| self.form(fact));
        let form = if model.is_toml() { form.map(FrontValue::in_toml) } else { form };
        let mark = if kind == LineKind::Item { item_mark(&fact.raw) } else { "" };
        NextFact { value, form, filler, width, spaces, mark: mark.to_owned() }
    }

    /// Returns the form of a value that is a list in most ADRs or none.
    fn form(&self, fact: &HeadFact) -> FrontValue {
        let all = self.values(LineKind::Key, fact).filter(|(_, fact)| !is_filler(&fact.raw));
        most(all.map(|(_, fact)| FrontValue::of(&fact.raw))).unwrap_or_else(|| FrontValue::of(&fact.raw))
    }

    /// Returns the facts of this key in all heads that have it.
    fn values(&self, kind: LineKind, of: &HeadFact) -> impl Iterator<Item = (&ObservedHead, &HeadFact)> + Clone {
        let of_kind = move |head: &&'_ ObservedHead| -> Option<usize> {
            head.lines
                .iter()
                .position(|line| line.kind == kind && line.facts.iter().any(|(_, fact)| fact.key == of.key))
        };
        self.all.iter().filter_map(move |head| {
            let line = &head.lines[of_kind(head)?];
            line.facts.iter().find(|(_, fact)| fact.key == of.key).map(|(_, fact)| (*head, fact))
        })
    }

    fn value(&self, model: &ObservedHead, kind: LineKind, fact: &HeadFact) -> NextValue {
        let fixed = || NextValue::Fixed(fact.raw.clone());
        let days = || {
            let days = self.values(kind, fact).map(|(_, fact)| fact.raw.as_str());
            DayForm::of_most(days, self.month_first).unwrap_or_else(DayForm::iso)
        };
        let has_deciders = || model.facts().any(|fact| fact.role == Some(Role::Deciders));
        match &fact.role {
            Some(Role::Status) => NextValue::Status,
            Some(Role::Date(2)) => NextValue::Created(days()),
            Some(Role::Date(_)) => NextValue::Date(days()),
            Some(Role::Deciders) => NextValue::People(Crew::Deciders),
            // As they are read: where nobody else is named, the authors decided.
            Some(Role::Authors) if !has_deciders() => NextValue::People(Crew::Deciders),
            Some(Role::Consulted) => NextValue::People(Crew::Consulted),
            Some(Role::Informed) => NextValue::People(Crew::Informed),
            Some(role @ (Role::Title | Role::Number)) => {
                let part = if *role == Role::Title { Named::has_title } else { Named::has_number };
                let all = self.values(kind, fact).filter_map(|(head, fact)| named(head, kind, fact));
                most(all.filter(part))
                    .map_or_else(|| if self.is_own { fixed() } else { unnamed(role, kind, fact) }, NextValue::Named)
            }
            Some(Role::Relation(LinkKind::Supersedes)) => NextValue::Relation(RelationKind::Supersedes),
            Some(Role::Relation(LinkKind::Amends)) => NextValue::Relation(RelationKind::Amends),
            Some(Role::Relation(LinkKind::RelatesTo)) => NextValue::Relation(RelationKind::RelatesTo),
            _ if kind == LineKind::Key && fact.key == "links" => NextValue::Links,
            _ if self.is_own => fixed(),
            Some(_) => NextValue::Unknown,
            None => self.of_unknown_key(kind, fact).unwrap_or(NextValue::Unknown),
        }
    }

    /// Returns the value of a key of the team's own: the same as everywhere, the ADR's number or title, or the next number.
    fn of_unknown_key(&self, kind: LineKind, fact: &HeadFact) -> Option<NextValue> {
        if reach(&fact.key) == Some(Reach::One) {
            return None;
        }
        let values: Vec<_> = self.values(kind, fact).collect();
        let is_known = values.len() > 1;
        let is_order = ORDERS.contains(&fact.key.as_str());
        let all: Option<Vec<_>> = values.iter().map(|(head, fact)| named(head, kind, fact)).collect();
        let same = all.filter(|all| all.windows(2).all(|pair| pair[0] == pair[1])).and_then(|mut all| all.pop());
        let numbers: Option<Vec<i64>> = values.iter().map(|(_, fact)| whole_number(kind, fact)).collect();
        if values.windows(2).all(|pair| pair[0].1.raw == pair[1].1.raw) && !is_order {
            let is_general = is_known || LAYOUT.contains(&fact.key.as_str());
            if is_general && !is_of_one_adr(&fact.key, &fact.raw) {
                return Some(NextValue::Fixed(fact.raw.clone()));
            }
        }
        // In `Team: Cache Team`, the title of an ADR called "Cache" is one word among others.
        let has_title = |named: &Named| named.has_title() && named.is_general();
        let has_name = |named: &Named| has_title(named) || ((is_known || is_order) && named.has_number());
        if let Some(named) = same.filter(has_name) {
            return Some(NextValue::Named(named));
        }
        let numbers = numbers.filter(|_| is_known || is_order)?;
        let last = *numbers.last()?;
        let rises = numbers.windows(2).all(|pair| pair[0] < pair[1]);
        let step = numbers.windows(2).map(|pair| pair[1].saturating_sub(pair[0]));
        let even = step.clone().min().filter(|least| step.max() == Some(*least));
        // Of two numbers with a gap, or with several unlike ones, nobody knows what they count.
        let counts = rises && even.is_some_and(|step| step == 1 || numbers.len() > 2);
        let next = last.checked_add(even.unwrap_or(1)).filter(|_| counts || is_order)?.to_string();
        Some(NextValue::Fixed(if kind == LineKind::Key { FrontValue::of(&fact.raw).of_name(&next) } else { next }))
    }

    /// Returns what stands where a value is not known; `None` if such a line is left out.
    fn filler(&self, kind: LineKind, fact: &HeadFact) -> Option<String> {
        let all = || self.values(kind, fact).map(|(_, fact)| fact.raw.as_str());
        // A list item without words looks unfinished.
        let is_written = |raw: &&str| is_filler(raw) && (kind != LineKind::Item || !raw.trim().is_empty());
        let own = most(all().filter(is_written)).map(str::to_owned);
        own.or_else(|| match kind {
            LineKind::Row => Some(String::new()),
            LineKind::Key if !self.is_own && all().all(is_list) => Some(" []".to_owned()),
            _ => None,
        })
    }
}

/// Reports whether the cells of a head's tables are filled up to one width.
fn is_aligned(head: &ObservedHead) -> bool {
    let rows = head.lines.iter().filter(|line| line.kind == LineKind::Row);
    let mut behind = rows.flat_map(|HeadLine { facts, rest, .. }| {
        let next = facts.iter().skip(1).map(|(before, _)| before).chain([rest]);
        next.take(facts.len())
    });
    behind.any(|behind| behind.starts_with("  "))
}

/// Keys that count ADRs for the order of a menu.
const ORDERS: [&str; 6] = ["nav order", "sidebar position", "order", "weight", "position", "menu order"];

/// Keys for the layout of a page, which say nothing about one ADR.
const LAYOUT: [&str; 8] =
    ["layout", "parent", "grand parent", "template", "nav exclude", "has toc", "toc", "has children"];

/// Reports whether a fact is about one ADR, even if several have the same: people, tickets, links, days. What the key does not say, the
/// value may show.
fn is_of_one_adr(key: &str, raw: &str) -> bool {
    let names_somebody = raw.contains('@') || first_date(raw).is_some();
    match reach(key) {
        _ if LAYOUT.contains(&key) => false,
        Some(Reach::One) => true,
        Some(Reach::All) => names_somebody,
        None => names_somebody || raw.contains("](") || raw.contains("://") || is_ticket(raw) || are_like_people(raw),
    }
}

/// Reports whether a line that is no fact of a list could be one all the same, in a language that is not known here.
fn is_fact_of_one_adr(line: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let keyed = keyed(line).filter(|keyed| keyed.key.split_whitespace().count() <= MOST_WORDS);
    keyed.is_some_and(|keyed| is_of_one_adr(&keyed.key.to_lowercase(), keyed.value))
}

/// Reports whether a value has a word such as `#12` or `ABC-12`.
fn is_ticket(raw: &str) -> bool {
    raw.split(|c: char| c.is_whitespace() || ",;()[]\"'".contains(c)).any(|word| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let project = letters.strip_suffix('-').unwrap_or_default();
        letters.len() < word.len()
            && (letters == "#" || (project.len() > 1 && project.chars().all(|c| c.is_ascii_uppercase())))
    })
}

/// Reports whether a value is nothing but what could be names of people: each of two to four words with capitals, or of so many
/// characters in a script without spaces.
fn are_like_people(raw: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;
    let is_like_one = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_word = |word: &&str| word.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c));
        let is_capital = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
        let is_spaced = LENGTHS.contains(&words.len()) && is_capital(words.first()) && is_capital(words.last());
        let is_unspaced = LENGTHS.contains(&name.chars().count()) && name.chars().all(is_unspaced);
        words.iter().all(is_word) && (is_spaced || is_unspaced)
    };
    let names = raw.split(['\n', ',', ';', '、', '，', '；', '[', ']']);
    let names = names.map(|name| name.trim_matches(|c: char| c.is_whitespace() || "-*_`\"'".contains(c)));
    let mut names = names.filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(is_like_one)
}

/// Reports whether a value says that there is none.
pub(in crate::adr) fn is_filler(raw: &str) -> bool {
    let bare = raw.trim().trim_matches(['"', '\'', '`', '*', '_']).to_lowercase();
    matches!(bare.as_str(), "" | "-" | "–" | "—" | "n/a" | "na" | "tbd" | "none" | "null" | "~" | "[]")
}

/// Returns what stands before the first of several items below a label; nothing before a value beside it.
fn item_mark(raw: &str) -> &str {
    let words = raw.trim_start().trim_start_matches(['*', '-', '+']).trim_start();
    if raw.starts_with('\n') { &raw[..raw.len() - words.len()] } else { "" }
}

fn is_list(raw: &str) -> bool {
    let raw = raw.trim_start_matches(' ');
    raw.starts_with('[') || raw.strip_prefix('\n').is_some_and(|below| below.trim_start().starts_with('-'))
}

fn text_of(kind: LineKind, fact: &HeadFact) -> Option<String> {
    if kind == LineKind::Key { FrontValue::text_of(&fact.raw) } else { Some(fact.raw.clone()) }
}

fn whole_number(kind: LineKind, fact: &HeadFact) -> Option<i64> {
    text_of(kind, fact)?.trim().parse().ok()
}

/// Returns a value with the title and the number of its ADR taken out of it.
fn named(head: &ObservedHead, kind: LineKind, fact: &HeadFact) -> Option<Named> {
    Some(Named::of(&text_of(kind, fact)?, AdrNames { number: head.number, title: &head.title, stem: "" }))
}

/// Returns the title or the number where those of other ADRs are not like their headings.
fn unnamed(role: &Role, kind: LineKind, fact: &HeadFact) -> NextValue {
    if *role == Role::Title {
        return NextValue::Named(Named::title());
    }
    let text = text_of(kind, fact).unwrap_or_default();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let named = Named::of(&text, AdrNames { number: digits.parse().ok(), title: "", stem: "" });
    if named.has_number() { NextValue::Named(named) } else { NextValue::Unknown }
}
