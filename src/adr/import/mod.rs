//! Import of an ADR of any form as a record, so that it can be scored.
//!
//! Text that a record has no field for is kept in its context, as it is, and named, so that people can look at it.

mod argument;
mod arguments;
mod blocks;
mod clean;
mod header;
mod options;
mod part;
mod words;

use std::{ops::Range, sync::Arc};

use jiff::civil::Date;

use self::{
    argument::argument,
    blocks::{ImportBlock, blocks},
    clean::cleaned,
    options::{KnownOptions, only_named, option},
    part::ImportedPart,
    words::{append, chosen, described, in_force, name_and_rest},
};
use super::read::{Adr, AdrStatus, Section, links, plain, read, text_of};
use crate::decision::{
    Consequence, ConsequenceKind, Counts, Criterion, CriterionId, Decision, Link, OptionId, Outcome, Status,
    StatusChange, is_safe_url, text::one_line,
};

/// A record made from an ADR.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Record, which has no scores yet.
    pub decision: Decision,
    /// Descriptions of the text that the record has no field for, a clause each. The text is at the end of the context.
    pub kept: Vec<String>,
}

/// Makes a record from an ADR: context, drivers as criteria, options, arguments as notes, and the outcome.
///
/// `source` is the record's name for the ADR, such as its path. `id` is the id of the record, and `today` its day if
/// the ADR states none. Arguments that name a criterion become the notes of a reference ballot, which counts no scores;
/// the others stay arguments of their options. If there are more options or drivers than a record may hold,
/// the record gets one too many, so that [`Counts::check`] refuses it.
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
    /// Heading or description, and the text that it was about.
    rest: Vec<(String, String)>,
    /// Arguments by option, until all criteria are known.
    arguments: Vec<(OptionId, ConsequenceKind, String)>,
    told: Vec<String>,
    known: KnownOptions,
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
            known: KnownOptions::default(),
        }
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn keep(&mut self, name: &str, text: &str) {
        self.rest.push((name.to_owned(), text.trim_matches('\n').to_owned()));
    }

    fn sections(&mut self) {
        let sections = &self.adr.sections;
        let skipped = usize::from(sections.first().is_some_and(|section| section.level == 1));
        // The parts around the section, with their levels.
        let mut open: Vec<(u8, Option<ImportedPart>)> = Vec::new();
        let mut current: Option<(u8, String)> = None;
        for section in &sections[skipped..] {
            open.retain(|(level, _)| *level < section.level);
            let outer = open.iter().rev().find_map(|(_, part)| *part);
            let own = match outer {
                Some(outer) => outer.below(&section.title),
                None => ImportedPart::of(&section.title),
            };
            open.push((section.level, own));
            // A section with a part of its own, or a heading of a higher level, ends the current option.
            if own.is_some() || current.as_ref().is_some_and(|(level, _)| section.level < *level) {
                current = None;
            }
            self.section(section, own, outer, &mut current);
        }
    }

    fn section(
        &mut self,
        section: &Section,
        own: Option<ImportedPart>,
        outer: Option<ImportedPart>,
        current: &mut Option<(u8, String)>,
    ) {
        let body = self.slice(section.body.clone());
        let title = &self.heading(section);
        let below = own.is_none();
        match own.or(outer) {
            Some(ImportedPart::Context) => {
                if below {
                    self.context.push(title.clone());
                }
                self.context.push(body.trim().to_owned());
            }
            Some(ImportedPart::Drivers) => self.drivers(if below { title } else { "Decision drivers" }, body),
            Some(ImportedPart::Options | ImportedPart::Arguments) if below => {
                self.option_section(section, body, current);
            }
            Some(ImportedPart::Options) => self.options(body),
            Some(ImportedPart::Arguments) if body.trim().is_empty() => {}
            Some(ImportedPart::Outcome) => {
                if below {
                    self.justification.push(title.clone());
                }
                self.decided(body);
            }
            Some(ImportedPart::Consequences(kind)) => {
                if below {
                    self.consequence(None, title);
                }
                self.consequences(kind, body);
            }
            Some(ImportedPart::Confirmation) => {
                // Any other heading has words of the team's own, which must not be lost.
                if below || !matches!(title.to_lowercase().as_str(), "confirmation" | "validation") {
                    self.confirmation.push(title.clone());
                }
                self.confirmation.push(body.trim().to_owned());
            }
            Some(ImportedPart::Links) if !below => self.links(title, body),
            None | Some(ImportedPart::Arguments | ImportedPart::Links) => self.keep(title, body),
            Some(ImportedPart::Header) => self.keep_unread(title, body, section.body.start),
        }
    }

    /// Returns the words of a heading; with its marks if it holds a link, whose address is not in the words.
    fn heading(&self, section: &Section) -> String {
        let raw = self.slice(section.heading.clone());
        if raw.contains("](") { raw.trim_matches(['#', ' ', '\t']).to_owned() } else { section.title.clone() }
    }

    fn drivers(&mut self, group: &str, body: &str) {
        for block in blocks(body) {
            match block {
                ImportBlock::Item(text) if !plain(text.lines().next().unwrap_or_default()).is_empty() => {
                    // More than a record may hold would not fit in any case.
                    if Counts::of(&self.decision).check().is_err() {
                        return;
                    }
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
                ImportBlock::Item(text) if !plain(text.lines().next().unwrap_or_default()).is_empty() => {
                    let (name, rest) = name_and_rest(&text);
                    let option = option(&mut self.decision, &mut self.known, &name);
                    append(&mut option.description, &rest);
                }
                block => self.keep("Considered options", block.text()),
            }
        }
    }

    /// Imports the section on the outcome: the chosen option and why, or what was decided.
    fn decided(&mut self, body: &str) {
        for block in blocks(body) {
            let mut text = block.text().to_owned();
            if self.chosen.is_none()
                && let Some((name, because)) = chosen(&text)
            {
                self.chosen = Some(name);
                text = because;
            } else if matches!(block, ImportBlock::Item(_)) {
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
            } else if let (ImportBlock::Item(_), Some((kind, stated))) = (&block, argument(text)) {
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
            // A link in a record has no place for the words around it.
            let alone = links(text).into_iter().next().filter(|link| link.span == (0..text.len()));
            match alone.filter(|link| is_safe_url(link.target)) {
                Some(link) if matches!(block, ImportBlock::Item(_)) => {
                    self.decision.links.push(Link { label: plain(link.text), url: link.target.to_owned() });
                }
                _ => others.push(if matches!(block, ImportBlock::Item(_)) {
                    format!("* {text}")
                } else {
                    text.to_owned()
                }),
            }
        }
        if !others.is_empty() {
            self.keep(title, &others.join("\n"));
        }
    }

    fn finish(mut self, source: &str) -> Imported {
        self.title(source);
        // The choice may need the title and may add an option, and the arguments need every option.
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
        // Last, since every step above may bring in characters of the file.
        cleaned(&mut self.decision);
        Imported { decision: self.decision, kept }
    }

    fn title(&mut self, source: &str) {
        // A heading with only a template's words is no title, but its text is kept.
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

    /// Chooses the option that the decision, or else the title, is the only one to name.
    fn infer_choice(&mut self) {
        let decision = self.justification.first().and_then(|text| only_named(&self.decision, text));
        let chosen = decision.or_else(|| only_named(&self.decision, &self.decision.title));
        if let Some(option) = chosen.and_then(|at| self.decision.options.get(at)) {
            let name = &option.name;
            self.told.push(format!(
                "the ADR marks no option as chosen; `{name}` is the only one that its decision or title names"
            ));
            self.outcome.chosen = Some(option.id.clone());
        }
    }

    /// Sets the status, and the option that was chosen, which an accepted record must name.
    fn choose(&mut self) {
        let named = self.chosen.take().filter(|name| !plain(name).is_empty());
        // An ADR that lists no options chooses what its title says.
        let only = self.decision.options.is_empty() && !self.justification.is_empty();
        let name = named.or_else(|| only.then(|| self.decision.title.clone()));
        if let Some(name) = name {
            let chosen = option(&mut self.decision, &mut self.known, &name);
            self.outcome.chosen = Some(chosen.id.clone());
            // The outcome may name the option by other words than the list does.
            if !chosen.name.to_lowercase().contains(&plain(&name).to_lowercase()) {
                self.justification.insert(0, format!("Chosen: {name}"));
            }
        }
        if self.outcome.chosen.is_none() {
            self.infer_choice();
        }
        let status = match &self.adr.status {
            Some(AdrStatus::Known(status)) => *status,
            Some(AdrStatus::Other(words)) => {
                let status = in_force(words);
                self.told.push(format!("the status `{words}` is not known here; the record is {status}"));
                status
            }
            None => Status::Draft,
        };
        let status = if status == Status::Accepted && self.outcome.chosen.is_none() {
            self.told.push("no option is named as the chosen one, so the record is proposed, not accepted".to_owned());
            Status::Proposed
        } else {
            status
        };
        if status != Status::Draft {
            let on = self.adr.date.unwrap_or(self.decision.created);
            self.decision.history = vec![StatusChange { on, status, by: String::new() }];
        }
    }
}
