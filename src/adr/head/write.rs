//! The head of a new ADR, with its own facts.

use jiff::civil::Date;

use super::{Crew, DayForm, FrontValue, Head, LineKind, NextFact, NextLine, NextValue, ObservedHead};
use crate::adr::{
    Dialect,
    address::file_destination,
    case::Case,
    escape::{markdown_label, markdown_text},
    named::{AdrNames, Named, digits},
    read::Role,
    target::Target,
};
use crate::decision::RelationKind;

/// The facts of an ADR that heads state.
pub(in crate::adr) struct HeadFacts<'a> {
    pub(in crate::adr) status: &'a str,
    pub(in crate::adr) decided: Date,
    pub(in crate::adr) created: Date,
    pub(in crate::adr) number: Option<u32>,
    /// Number before the title, as the team writes it.
    pub(in crate::adr) heading: &'a str,
    pub(in crate::adr) title: &'a str,
    /// Names of those who decided, who were consulted, and who are informed.
    pub(in crate::adr) people: [Vec<String>; 3],
    pub(in crate::adr) relations: &'a [(RelationKind, Target)],
}

impl Head {
    /// Returns the head with these facts, LF at the end of every line.
    pub(in crate::adr) fn written(&self, facts: &HeadFacts<'_>) -> String {
        let mut head = String::new();
        for (kind, line) in self.lines.iter().filter_map(|line| Some((line.kind, line.written(self, facts)?))) {
            // As the first line, any of these would open front matter.
            let opens_front = kind == LineKind::Prose && line.starts_with(['{', '-', '+']);
            if head.is_empty() && opens_front {
                continue;
            }
            // A line that was left out leaves no second blank line, and none at the top.
            if line.is_empty() && (head.is_empty() || head.ends_with("\n\n")) {
                continue;
            }
            head.push_str(&line);
            head.push('\n');
        }
        head.truncate(head.trim_end_matches('\n').len());
        head.push('\n');
        head
    }

    /// Adds what every team states and these ADRs do not, at the places where the forms have it.
    pub(super) fn add_common(&mut self, model: &ObservedHead, dialect: Dialect) {
        let has = |role: &Role| model.facts().any(|fact| fact.role.as_ref() == Some(role));
        let has_date = model.facts().any(|fact| matches!(fact.role, Some(Role::Date(_))));
        let iso = NextValue::Date(DayForm::iso());
        let in_front = model.keys().any(|fact| fact.role == Some(Role::Status));
        let close = self.lines.iter().rposition(|line| line.kind == LineKind::Fence).filter(|_| in_front);
        let status = self.lines.iter().position(|line| line.kind == LineKind::Item && line.states_status());
        if let Some(close) = close {
            let is_toml = model.is_toml();
            let list =
                if dialect == Dialect::MadrNumbered && !is_toml { FrontValue::lines() } else { FrontValue::bare() };
            let mut more = Vec::new();
            more.extend((!has_date).then(|| NextLine::key("date", iso, FrontValue::bare(), is_toml)));
            for (role, key, crew) in [
                (Role::Deciders, "decision-makers", Crew::Deciders),
                (Role::Consulted, "consulted", Crew::Consulted),
                (Role::Informed, "informed", Crew::Informed),
            ] {
                more.extend((!has(&role)).then(|| NextLine::key(key, NextValue::People(crew), list.clone(), is_toml)));
            }
            let has_links = model.keys().any(|fact| fact.key == "links");
            if dialect == Dialect::MadrNumbered && !has_links && !is_toml {
                more.push(NextLine::key("links", NextValue::Links, list, is_toml));
            }
            self.insert(close, more);
        } else if let Some(status) = status {
            let words = model.language();
            let mut more = Vec::new();
            if !has(&Role::Deciders) {
                more.extend(self.lines[status].like(words.deciders(), NextValue::People(Crew::Deciders)));
            }
            if !has_date {
                more.extend(self.lines[status].like(words.date(), iso));
            }
            self.insert(status + 1, more);
        } else if let Some(title) =
            self.lines.iter().position(|line| line.kind == LineKind::Title).filter(|_| !has_date)
        {
            let blank = NextLine { kind: LineKind::Blank, facts: Vec::new(), rest: String::new() };
            let date = NextFact::bare(iso);
            let line = NextLine {
                kind: LineKind::Item,
                facts: vec![(format!("{}: ", Case::Capital.of(model.language().date())), date)],
                rest: String::new(),
            };
            self.insert(title + 1, vec![blank.clone(), line, blank]);
        }
    }

    /// Adds the status to a head that has none, in the form of its other facts; below a title without any, it gets a section.
    pub(super) fn add_status(&mut self, model: &ObservedHead) {
        let is_fact = |line: &NextLine| matches!(line.kind, LineKind::Item | LineKind::Row) && line.facts.len() == 1;
        if let Some(close) = self.lines.iter().rposition(|line| line.kind == LineKind::Fence) {
            self.insert(close, vec![NextLine::key("status", NextValue::Status, FrontValue::bare(), model.is_toml())]);
        } else if let Some(at) = self.lines.iter().position(is_fact)
            && let Some(line) = self.lines[at].like(model.language_of_labels().status(), NextValue::Status)
        {
            // The first row of a table is its head, above a rule.
            let below = if line.kind == LineKind::Row {
                self.lines.iter().rposition(is_fact).map_or(at, |last| last + 1)
            } else {
                at
            };
            self.insert(below, vec![line]);
        } else {
            self.status_section = true;
        }
    }

    fn insert(&mut self, at: usize, lines: Vec<NextLine>) {
        self.lines.splice(at..at, lines);
    }

    /// Returns the least number of digits in the number of an ADR.
    fn width(&self) -> usize {
        let facts = self.lines.iter().flat_map(|line| &line.facts);
        let widths = facts.filter_map(|(_, fact)| match &fact.value {
            NextValue::Named(named) => named.width(),
            _ => None,
        });
        widths.max().unwrap_or(1)
    }
}

impl NextLine {
    fn key(key: &str, value: NextValue, form: FrontValue, is_toml: bool) -> Self {
        let form = if is_toml { form.in_toml() } else { form };
        let fact = NextFact { form: Some(form), ..NextFact::bare(value) };
        let key = if is_toml { format!("{key} =") } else { format!("{key}:") };
        Self { kind: LineKind::Key, facts: vec![(key, fact)], rest: String::new() }
    }

    fn states_status(&self) -> bool {
        self.facts.iter().any(|(_, fact)| fact.value == NextValue::Status)
    }

    /// Returns a line like this one, for another fact.
    fn like(&self, label: &str, value: NextValue) -> Option<Self> {
        let (before, _) = self.facts.first()?;
        let letters = before.find(char::is_alphabetic)?;
        let end = before.rfind(char::is_alphabetic)?;
        let end = end + before[end..].chars().next().map_or(0, char::len_utf8);
        let label = Case::seen_in(&before[letters..end]).of(label);
        let fact = NextFact::bare(value);
        let before = format!("{}{label}{}", &before[..letters], &before[end..]);
        Some(Self { kind: self.kind, facts: vec![(before, fact)], rest: self.rest.clone() })
    }

    /// Returns the line with these facts; `None` if it is left out because a fact is missing.
    fn written(&self, head: &Head, facts: &HeadFacts<'_>) -> Option<String> {
        if self.kind == LineKind::Title {
            return Some(format!("# {}{}", facts.heading, markdown_text(facts.title)));
        }
        let mut line = String::new();
        let mut replaced = 0;
        let is_shared = self.kind == LineKind::Item && self.facts.len() > 1;
        for (before, fact) in &self.facts {
            let Some(text) = fact.text(head, facts).or_else(|| fact.filler.clone()) else {
                // Beside other facts it is left out alone.
                if is_shared {
                    continue;
                }
                return None;
            };
            line.push_str(match before.get(replaced..).unwrap_or_default() {
                behind if is_shared && line.is_empty() => behind.trim_start_matches(|c: char| "·•|;, ".contains(c)),
                behind => behind,
            });
            // Where the others have no value, nothing stands behind the label.
            let is_bare = self.kind == LineKind::Item && !text.is_empty() && !line.ends_with(' ');
            if is_bare && fact.is_new() && !text.starts_with('\n') {
                line.push(' ');
            }
            line.push_str(&text);
            replaced = 0;
            if self.kind == LineKind::Row {
                // One space stays before the end of a cell that had any.
                let taken = text.chars().count();
                let filled = fact.width.max(taken + usize::from(fact.spaces > 0));
                line.extend(std::iter::repeat_n(' ', filled - taken));
                replaced = fact.spaces;
            }
        }
        if is_shared && line.is_empty() {
            return None;
        }
        line.push_str(self.rest.get(replaced..).unwrap_or_default());
        Some(if self.kind == LineKind::Key { line.trim_end().to_owned() } else { line })
    }
}

impl NextFact {
    fn bare(value: NextValue) -> Self {
        Self { value, form: None, filler: None, width: 0, spaces: 0, mark: String::new() }
    }

    /// Reports whether the value is the record's.
    fn is_new(&self) -> bool {
        !matches!(self.value, NextValue::Fixed(_) | NextValue::Unknown)
    }

    /// Returns the value with these facts; `None` if they do not have it.
    fn text(&self, head: &Head, facts: &HeadFacts<'_>) -> Option<String> {
        let word = |word: &str| match &self.form {
            Some(form) => format!(" {}", form.word(word)),
            None => format!("{}{word}", self.mark),
        };
        let several = |texts: Vec<String>| match self.mark.as_str() {
            "" => texts.join(", "),
            mark => format!("{mark}{}", texts.join(mark)),
        };
        match &self.value {
            NextValue::Fixed(raw) => Some(raw.clone()),
            NextValue::Status => Some(word(facts.status)),
            NextValue::Date(form) => Some(word(&form.of(facts.decided))),
            NextValue::Created(form) => Some(word(&form.of(facts.created))),
            NextValue::Named(parts) => self.named(parts, facts),
            NextValue::People(crew) => {
                let names = &facts.people[match crew {
                    Crew::Deciders => 0,
                    Crew::Consulted => 1,
                    Crew::Informed => 2,
                }];
                let markdown = || several(names.iter().map(|name| markdown_text(name)).collect());
                let text = || self.form.as_ref().map_or_else(markdown, |form| form.of_several(names));
                (!names.is_empty()).then(text)
            }
            NextValue::Relation(kind) => {
                let targets = || facts.relations.iter().filter(|(of, _)| of == kind).map(|(_, target)| target);
                let names: Vec<String> = match self.form {
                    Some(_) => targets().map(|target| file_name(target, head.width())).collect(),
                    None => targets().map(link).collect(),
                };
                let text = |names: Vec<String>| match &self.form {
                    Some(form) => form.of_several(&names),
                    None => several(names),
                };
                Some(names).filter(|names| !names.is_empty()).map(text)
            }
            NextValue::Links => {
                let links: String = facts.relations.iter().filter_map(numbered_link).collect();
                (!links.is_empty()).then_some(links)
            }
            NextValue::Unknown => None,
        }
    }

    fn named(&self, named: &Named, facts: &HeadFacts<'_>) -> Option<String> {
        let own = AdrNames { number: facts.number, title: facts.title, stem: "" };
        Some(match &self.form {
            None => format!("{}{}", self.mark, named.written(own, markdown_text)?),
            Some(form) => {
                let text = named.written(own, str::to_owned)?;
                let quoted = if named.has_title() { form.text(&text) } else { form.quote.around_word(&text) };
                format!(" {quoted}")
            }
        })
    }
}

/// Returns the name of another ADR in front matter: its number, else its file.
fn file_name(target: &Target, width: usize) -> String {
    target.number.map_or_else(|| target.path.clone(), |number| digits(number, width))
}

fn link(target: &Target) -> String {
    let title = markdown_label(&target.title);
    let words = match target.number {
        Some(number) if !title.is_empty() => format!("{number}. {title}"),
        _ => markdown_label(target.name()),
    };
    format!("[{words}]({})", file_destination(&target.path))
}

fn numbered_link((kind, target): &(RelationKind, Target)) -> Option<String> {
    let number = target.number?;
    Some(format!("\n  - target: {number}\n    kind: {}", kind.key()))
}
