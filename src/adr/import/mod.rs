//! An ADR of any form as a record, so that it can be scored.
//!
//! What a record has no place for is kept in its context, as it stands, and named, so that people can look at it.

mod argument;
mod blocks;
mod options;
mod part;

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use jiff::civil::Date;

use self::{
    argument::{argument, list_kind},
    blocks::{Block, blocks},
    options::{option, short},
    part::Part,
};
use super::read::{Adr, AdrStatus, Kind, Section, lines, links, plain, read, text_of};
use crate::decision::{
    Cell, Consequence, ConsequenceKind, Criterion, CriterionId, Decision, Link, MemberId, OptionId, Outcome, Reference,
    Status, is_safe_url,
    text::{clean, one_line},
};

/// A record made from an ADR.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The record. It has no scores yet.
    pub decision: Decision,
    /// What the record has no place for, a clause each. It is in the record all the same, at the end of the context.
    pub kept: Vec<String>,
}

/// Makes a record of an ADR: context, drivers as criteria, options, arguments as notes, and the outcome.
///
/// `source` is what the record calls the ADR, such as its path. `id` tells the record from others, and `today` is its
/// day where the ADR states none. Arguments that name a criterion become the notes of a reference ballot, which counts
/// no scores; the others go into the descriptions of their options.
#[must_use]
pub fn import(bytes: &[u8], source: &str, id: String, today: Date) -> Imported {
    let adr = read(bytes);
    let text = text_of(bytes);
    let mut importer = Importer::new(&adr, &text, Decision::new(id, adr.date.unwrap_or(today)));
    importer.header();
    importer.sections();
    importer.finish(source)
}

struct Importer<'a> {
    adr: &'a Adr,
    text: &'a str,
    decision: Decision,
    context: Vec<String>,
    outcome: Outcome,
    justification: Vec<String>,
    confirmation: Vec<String>,
    chosen: Option<String>,
    /// Heading or description, and what stood there.
    rest: Vec<(String, String)>,
    /// Arguments by option, until all criteria are known.
    arguments: Vec<(OptionId, ConsequenceKind, String)>,
    told: Vec<String>,
}

impl<'a> Importer<'a> {
    fn new(adr: &'a Adr, text: &'a str, decision: Decision) -> Self {
        Self {
            adr,
            text,
            decision,
            context: Vec::new(),
            outcome: Outcome::default(),
            justification: Vec::new(),
            confirmation: Vec::new(),
            chosen: None,
            rest: Vec::new(),
            arguments: Vec::new(),
            told: Vec::new(),
        }
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// What stands above the first section, apart from what was read of it.
    fn header(&mut self) {
        let title = self.adr.sections.first().filter(|section| section.level == 1);
        let (start, end) = match (title, self.adr.sections.first()) {
            (Some(title), _) => (title.body.start, title.body.end),
            (None, Some(first)) => (0, first.heading.start),
            (None, None) => (0, self.text.len()),
        };
        // Front matter has more keys than ADRs need, such as those of site generators.
        if title.is_some() {
            let above = self.slice(0..self.adr.sections[0].heading.start);
            self.keep_unread("Above the title", above, 0);
        }
        self.keep_unread("Above the first section", self.slice(start..end), start);
    }

    /// Keeps the lines of a part of the file that nothing was read from.
    fn keep_unread(&mut self, name: &str, text: &str, start: usize) {
        let adr = self.adr;
        let said = |bytes: &Range<usize>| {
            let alone = |span: &Range<usize>| bytes.contains(&span.start) && stands_alone(self.text, bytes, span);
            let one_day =
                |span: &Range<usize>| self.slice(span.clone()).bytes().filter(u8::is_ascii_digit).count() <= 8;
            adr.statuses.iter().any(|mark| alone(&mark.span) && says_only(self.slice(mark.span.clone()), &mark.status))
                || adr.dates.iter().any(|mark| alone(&mark.span) && one_day(&mark.span) && mark.date.is_some())
                || adr.named.iter().any(|span| bytes.contains(&span.start) && !self.slice(span.clone()).contains("]("))
        };
        let mut at = start;
        let mut unread: Vec<&str> = Vec::new();
        for line in text.split_inclusive('\n') {
            let bytes = at..at + line.len();
            at = bytes.end;
            let words = line.trim().trim_start_matches('\u{FEFF}');
            let fence = matches!(words, "---" | "+++" | "");
            let said = said(&bytes) || is_key_alone(words);
            let ruled = words.starts_with('|') && words.chars().all(|c| "|-: ".contains(c));
            if !fence && !said && !ruled {
                unread.push(line.trim_end());
            }
        }
        let unread = unread.join("\n");
        if !unread.trim().is_empty() {
            self.keep(name, &unread);
        }
    }

    fn keep(&mut self, name: &str, text: &str) {
        self.rest.push((name.to_owned(), text.trim_matches('\n').to_owned()));
    }

    fn sections(&mut self) {
        let sections = &self.adr.sections;
        let skipped = usize::from(sections.first().is_some_and(|section| section.level == 1));
        // The parts that the section is in, with their levels.
        let mut open: Vec<(u8, Option<Part>)> = Vec::new();
        let mut current: Option<(u8, String)> = None;
        for section in &sections[skipped..] {
            open.retain(|(level, _)| *level < section.level);
            let outer = open.iter().rev().find_map(|(_, part)| *part);
            let own = match outer {
                Some(outer) => outer.below(&section.title),
                None => Part::of(&section.title),
            };
            open.push((section.level, own));
            if own.is_some() || current.as_ref().is_some_and(|(level, _)| section.level < *level) {
                current = None;
            }
            self.section(section, own, outer, &mut current);
        }
    }

    fn section(
        &mut self,
        section: &Section,
        own: Option<Part>,
        outer: Option<Part>,
        current: &mut Option<(u8, String)>,
    ) {
        let body = self.slice(section.body.clone());
        let title = &self.heading(section);
        let below = own.is_none();
        match own.or(outer) {
            None => self.keep_section(title, body),
            Some(Part::Context) => {
                if below {
                    self.context.push(title.clone());
                }
                self.context.push(body.trim().to_owned());
            }
            Some(Part::Drivers) => self.drivers(if below { title } else { "Decision drivers" }, body),
            Some(Part::Options | Part::Arguments) if below => self.option_section(section, body, current),
            Some(Part::Options) => self.options(body),
            Some(Part::Arguments) if body.trim().is_empty() => {}
            Some(Part::Arguments) => self.keep_section(title, body),
            Some(Part::Outcome) => {
                if below {
                    self.justification.push(title.clone());
                }
                self.decided(body);
            }
            Some(Part::Consequences(kind)) => {
                if below {
                    self.consequence(None, title);
                }
                self.consequences(kind, body);
            }
            Some(Part::Confirmation) => {
                if below || !matches!(title.to_lowercase().as_str(), "confirmation" | "validation") {
                    self.confirmation.push(title.clone());
                }
                self.confirmation.push(body.trim().to_owned());
            }
            Some(Part::Links) if !below => self.links(title, body),
            Some(Part::Links) => self.keep_section(title, body),
            Some(Part::Header) => self.keep_unread(title, body, section.body.start),
        }
    }

    /// The words of a heading; with its marks where it holds a link, whose address is not in the words.
    fn heading(&self, section: &Section) -> String {
        let raw = self.slice(section.heading.clone());
        if raw.contains("](") { raw.trim_matches(['#', ' ', '\t']).to_owned() } else { section.title.clone() }
    }

    fn keep_section(&mut self, title: &str, body: &str) {
        self.keep(title, body);
    }

    fn drivers(&mut self, group: &str, body: &str) {
        for block in blocks(body) {
            match block {
                Block::Item(text) if !plain(text.lines().next().unwrap_or_default()).is_empty() => {
                    let (name, rest) = name_and_rest(&text);
                    let id = CriterionId::from_name(&name, self.decision.criteria.iter().map(|c| &c.id));
                    let mut criterion = Criterion::new(id, &name, &one_line(group));
                    criterion.question = rest;
                    self.decision.criteria.push(Arc::new(criterion));
                }
                block => self.keep(group, block.text()),
            }
        }
    }

    fn options(&mut self, body: &str) {
        for block in blocks(body) {
            match block {
                Block::Item(text) if !plain(text.lines().next().unwrap_or_default()).is_empty() => {
                    let (name, rest) = name_and_rest(&text);
                    let option = option(&mut self.decision, &name);
                    append(&mut option.description, &rest);
                }
                block => self.keep("Considered options", block.text()),
            }
        }
    }

    /// A section below the options: one of them, or a part of what is said of one.
    fn option_section(&mut self, section: &Section, body: &str, current: &mut Option<(u8, String)>) {
        let is_part = current.as_ref().is_some_and(|(level, _)| section.level > *level);
        if !is_part {
            *current = Some((section.level, self.heading(section)));
        }
        let Some((_, name)) = current.clone() else { return };
        if plain(&name).is_empty() {
            return self.keep("An option without a name", body);
        }
        let heading = self.heading(section);
        let mut kind = is_part.then(|| list_kind(&section.title)).flatten();
        let id = {
            let option = option(&mut self.decision, &name);
            if is_part && kind.is_none() {
                append(&mut option.description, &heading);
            } else if !is_part && !name.trim().eq_ignore_ascii_case(&option.name) {
                append(&mut option.description, &name);
            }
            option.id.clone()
        };
        for block in blocks(body) {
            let text = block.text();
            if let Some(listed) = list_kind(text.lines().next().unwrap_or_default()) {
                kind = Some(listed);
                let inner: Vec<Block> = text.split_once('\n').map(|(_, rest)| inner_items(rest)).unwrap_or_default();
                for block in inner {
                    self.argue(&id, listed, block.text());
                }
                continue;
            }
            match (argument(text), kind, &block) {
                (Some((kind, stated)), ..) => self.argue(&id, kind, stated),
                (None, Some(kind), Block::Item(text)) => self.argue(&id, kind, text),
                _ => {
                    let text = if let Block::Item(text) = &block { format!("* {text}") } else { text.to_owned() };
                    append(&mut option(&mut self.decision, &name).description, &text);
                }
            }
        }
    }

    fn argue(&mut self, option: &OptionId, kind: ConsequenceKind, text: &str) {
        self.arguments.push((option.clone(), kind, text.to_owned()));
    }

    /// The section on the outcome: the chosen option and why, or what was decided.
    fn decided(&mut self, body: &str) {
        for block in blocks(body) {
            let mut text = block.text().to_owned();
            if self.chosen.is_none()
                && let Some((name, because)) = chosen(&text)
            {
                self.chosen = Some(name);
                text = because;
            } else if matches!(block, Block::Item(_)) {
                text = format!("* {text}");
            }
            if !text.trim().is_empty() {
                self.justification.push(text);
            }
        }
    }

    fn consequences(&mut self, kind: Option<ConsequenceKind>, body: &str) {
        for block in blocks(body) {
            let text = block.text();
            if text.contains("```") || text.contains("~~~") || text.starts_with('|') {
                self.keep("Consequences", text);
            } else if let (Block::Item(_), Some((kind, stated))) = (&block, argument(text)) {
                self.consequence(Some(kind), stated);
            } else {
                self.consequence(kind, text);
            }
        }
    }

    fn consequence(&mut self, kind: Option<ConsequenceKind>, text: &str) {
        let text = one_line(text);
        if !text.is_empty() {
            self.outcome.consequences.push(Consequence { kind: kind.unwrap_or(ConsequenceKind::Neutral), text });
        }
    }

    fn links(&mut self, title: &str, body: &str) {
        let mut others = Vec::new();
        for block in blocks(body) {
            let text = block.text();
            let alone = links(text).into_iter().next().filter(|link| link.span == (0..text.len()));
            match alone.filter(|link| is_safe_url(link.target)) {
                Some(link) if matches!(block, Block::Item(_)) => {
                    self.decision.links.push(Link { label: plain(link.text), url: link.target.to_owned() });
                }
                _ => others.push(if matches!(block, Block::Item(_)) { format!("* {text}") } else { text.to_owned() }),
            }
        }
        if !others.is_empty() {
            self.keep(title, &others.join("\n"));
        }
    }

    fn finish(mut self, source: &str) -> Imported {
        self.title(source);
        self.choose();
        self.settle_arguments(source);
        self.decision.people = self.adr.people.clone();
        self.outcome.justification = self.justification.join("\n\n");
        self.outcome.confirmation = self.confirmation.join("\n\n");
        self.decision.outcome = Arc::new(std::mem::take(&mut self.outcome));
        self.context.push(format!("This record was made from the ADR {source}."));
        let mut kept = std::mem::take(&mut self.told);
        if !self.rest.is_empty() {
            self.context.push("What follows is kept from the ADR as it stands.".to_owned());
        }
        for (name, text) in std::mem::take(&mut self.rest) {
            kept.extend(described(&name, &text));
            self.context.push(name);
            self.context.push(text);
        }
        self.context.retain(|part| !part.trim().is_empty());
        self.decision.context = self.context.join("\n\n");
        cleaned(&mut self.decision);
        Imported { decision: self.decision, kept }
    }

    fn title(&mut self, source: &str) {
        let heading = self.adr.sections.first().filter(|section| section.level == 1 && self.adr.title.is_none());
        if let Some(section) = heading {
            let words = self.slice(section.heading.clone());
            self.keep("Title", words);
        }
        let title = self.adr.title.as_deref().map(one_line).filter(|title| !title.is_empty());
        self.decision.title = title.unwrap_or_else(|| {
            self.told.push("the ADR has no title; the record is called by its file".to_owned());
            source.to_owned()
        });
    }

    /// The status, and the option that was chosen, which an accepted record must name.
    fn choose(&mut self) {
        let named = self.chosen.take().filter(|name| !plain(name).is_empty());
        let only = self.decision.options.is_empty() && !self.justification.is_empty();
        let name = named.or_else(|| only.then(|| self.decision.title.clone()));
        if let Some(name) = name {
            let chosen = option(&mut self.decision, &name);
            self.outcome.chosen = Some(chosen.id.clone());
            // The outcome may call the option by other words than the list does.
            if !chosen.name.to_lowercase().contains(&plain(&name).to_lowercase()) {
                self.justification.insert(0, format!("Chosen: {name}"));
            }
        }
        let status = match &self.adr.status {
            Some(AdrStatus::Known(status)) => *status,
            Some(AdrStatus::Other(words)) => {
                let status = in_force(words);
                self.told.push(format!("the status `{words}` is none of ours; the record is {status}"));
                status
            }
            None => Status::Draft,
        };
        self.decision.status = if status == Status::Accepted && self.outcome.chosen.is_none() {
            self.told.push("no option is named as the chosen one, so the record is proposed, not accepted".to_owned());
            Status::Proposed
        } else {
            status
        };
        self.decision.dated = self.adr.date.filter(|_| self.decision.status != Status::Draft);
    }

    /// Arguments that name a criterion become notes on it; the others stay with their options.
    fn settle_arguments(&mut self, source: &str) {
        let mut cells: BTreeMap<(CriterionId, OptionId), Cell> = BTreeMap::new();
        for (id, kind, text) in std::mem::take(&mut self.arguments) {
            let sentence = format!("{}, because {}", kind.name(), text.trim());
            let criterion = self.decision.criteria.iter().find(|criterion| names(&text, &criterion.name));
            if let Some(criterion) = criterion {
                append(&mut cells.entry((criterion.id.clone(), id)).or_default().note, &sentence);
            } else if let Some(at) = self.decision.options.iter().position(|option| option.id == id) {
                append(&mut Arc::make_mut(&mut self.decision.options[at]).description, &format!("* {sentence}"));
            }
        }
        if !cells.is_empty() {
            let id = MemberId::from_name("adr", []);
            let source = Link { label: one_line(source), url: String::new() };
            let reference = Reference { id, name: "The ADR".to_owned(), source, counted: false, cells };
            self.decision.references.push(Arc::new(reference));
        }
    }
}

/// Whether a line holds nothing besides a short span of it, its key aside.
fn stands_alone(text: &str, line: &Range<usize>, span: &Range<usize>) -> bool {
    let before = text.get(line.start..span.start).unwrap_or_default();
    let after = text.get(span.end..line.end).unwrap_or_default();
    let value = text.get(span.clone()).unwrap_or_default();
    let few = |text: &str| text.split_whitespace().count() <= 3;
    few(value) && few(before) && !value.contains("](") && !after.contains(char::is_alphanumeric)
}

/// Whether words say a status and nothing else.
fn says_only(words: &str, status: &AdrStatus) -> bool {
    let words = plain(words).to_lowercase();
    words.trim_matches(|c: char| !c.is_alphanumeric()) == status.words().to_lowercase()
}

/// Whether a line is the key of a list of names.
fn is_key_alone(line: &str) -> bool {
    let key = line.trim_matches(|c: char| !c.is_alphanumeric() && c != ':').to_lowercase();
    matches!(key.as_str(), "deciders:" | "decision-makers:" | "consulted:" | "informed:" | "authors:")
}

/// The name in front of a colon or in bold, and the whole text where there is more.
fn name_and_rest(text: &str) -> (String, String) {
    let first = text.lines().next().unwrap_or_default();
    // The address of a link is not in its words.
    if first.contains("](") {
        let name = short(first).0;
        return if name.is_empty() { short(text) } else { (name, text.to_owned()) };
    }
    let bold = first.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    let colon = first.split_once(": ").filter(|(name, _)| !name.contains("](") && !name.contains('`'));
    let (name, rest) = match (bold, colon) {
        (Some((name, rest)), _) => (name, rest),
        (None, Some((name, rest))) => (name, rest),
        (None, None) => return short(text),
    };
    let name = one_line(&plain(name));
    let name = name.trim_end_matches(':').trim();
    if name.is_empty() || name.chars().count() > options::LONGEST_NAME {
        return short(text);
    }
    let more = text.split_once('\n').map(|(_, more)| more).unwrap_or_default();
    let rest = rest.trim_start_matches([':', ' ', '–', '—', '-']);
    let lines: Vec<&str> = std::iter::once(rest).chain(more.lines()).map(str::trim).filter(|l| !l.is_empty()).collect();
    (name.to_owned(), lines.join("\n"))
}

/// The items of a list that stands further in.
fn inner_items(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().collect();
    let indent = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or(line.trim_start())).collect();
    blocks(&lines.join("\n"))
}

/// The option and the reason of `Chosen option: "x", because y`, in any dress.
fn chosen(text: &str) -> Option<(String, String)> {
    let lower = text.to_ascii_lowercase();
    let start = lower.find("chosen option")?;
    let colon = text[start..].find(':').map(|at| start + at + 1).filter(|at| at - start < 24)?;
    let value = text[colon..].trim_start().trim_start_matches(['*', '_']).trim_start();
    let before = text[..start].trim_matches(['*', '_', ' ']);
    let quoted = value.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let quoted = quoted.or_else(|| value.strip_prefix('“').and_then(|rest| rest.split_once('”')));
    let (name, rest) = quoted.unwrap_or_else(|| {
        let lower = value.to_ascii_lowercase();
        let end = [", because", " because", ", since", ". ", "\n"].iter().filter_map(|end| lower.find(end)).min();
        value.split_at(end.unwrap_or(value.len()))
    });
    let rest = rest.trim_start_matches(['*', '_', ',', '.', ' ']);
    let lower = rest.to_ascii_lowercase();
    let reason =
        if lower.starts_with("because") { rest["because".len()..].trim_start_matches([' ', ':']) } else { rest };
    let name = plain(name).trim_end_matches('.').to_owned();
    let reason = [before, reason.trim()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n");
    Some((name, reason))
}

/// What other words for a status come to.
fn in_force(words: &str) -> Status {
    let lower = words.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    match first {
        "active" | "approved" | "implemented" | "adopted" | "decided" | "done" | "final" => Status::Accepted,
        "declined" | "withdrawn" | "abandoned" => Status::Rejected,
        "obsolete" | "retired" => Status::Deprecated,
        _ => Status::Proposed,
    }
}

/// Whether a text holds every longer word of a criterion's name.
fn names(text: &str, criterion: &str) -> bool {
    const SHORTEST: usize = 4;
    let lower = text.to_lowercase();
    let criterion = criterion.to_lowercase();
    let mut words =
        criterion.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST).peekable();
    words.peek().is_some() && words.all(|word| lower.contains(word))
}

fn append(text: &mut String, more: &str) {
    let more = more.trim();
    if !more.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(more);
    }
}

/// What was kept, in a few words; none for a heading that only others stand under.
fn described(name: &str, text: &str) -> Option<String> {
    let lines = lines(text, 0, 1).iter().filter(|line| line.kind != Kind::Blank).count();
    match lines {
        0 => None,
        1 => Some(format!("\"{}\": 1 line", one_line(name))),
        n => Some(format!("\"{}\": {n} lines", one_line(name))),
    }
}

/// Texts as a record holds them, whatever characters the file held.
fn cleaned(decision: &mut Decision) {
    let tidy = |text: &mut String| *text = clean(text).into_owned();
    let line = |text: &mut String| *text = one_line(text);
    line(&mut decision.title);
    tidy(&mut decision.context);
    let people = &mut decision.people;
    for names in [&mut people.decision_makers, &mut people.consulted, &mut people.informed] {
        names.iter_mut().for_each(line);
        names.retain(|name| !name.is_empty());
    }
    for link in &mut decision.links {
        line(&mut link.label);
    }
    for option in &mut decision.options {
        let option = Arc::make_mut(option);
        line(&mut option.name);
        tidy(&mut option.description);
    }
    for criterion in &mut decision.criteria {
        let criterion = Arc::make_mut(criterion);
        line(&mut criterion.name);
        tidy(&mut criterion.note);
        tidy(&mut criterion.question);
        // A question is one line; what is longer is a note.
        if criterion.question.contains(['\n', '\t']) {
            append(&mut criterion.note, &std::mem::take(&mut criterion.question));
        }
    }
    for reference in &mut decision.references {
        for cell in Arc::make_mut(reference).cells.values_mut() {
            tidy(&mut cell.note);
        }
    }
    let outcome = Arc::make_mut(&mut decision.outcome);
    tidy(&mut outcome.justification);
    tidy(&mut outcome.confirmation);
}
