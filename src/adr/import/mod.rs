//! Import of an ADR of any form as a record, so that it can be scored.
//!
//! Text that a record has no field for is kept in its context, as it is, and named, so that people can look at it.

mod argument;
mod arguments;
mod blocks;
mod clean;
mod header;
mod lettered;
mod name;
mod options;
mod outcome;
mod part;
mod parted;
mod scores;
mod table;
mod words;

use std::{ops::Range, sync::Arc};

use jiff::civil::Date;

use self::{
    argument::{argues, argument},
    arguments::CurrentOption,
    blocks::{ImportBlock, blocks},
    clean::cleaned,
    name::{StatedName, bold_start, is_labelled, stated_with_rest},
    options::{KnownOptions, key},
    part::{ImportedPart, behind_confirmation, names_drivers},
    parted::parted,
    scores::{ScoredParts, take_score_table},
    table::TextTable,
    words::{chosen, described, inner_items, name_and_rest},
};
use super::{
    language::{self, OptionMark, is_remark, option_mark},
    read::{Adr, Section, links, plain, read, text_of},
};
use crate::decision::{
    Consequence, ConsequenceKind, Counts, Criterion, CriterionId, Decision, Link, Outcome, is_safe_url, text::one_line,
};

/// A record made from an ADR.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Record, which has no scores yet.
    pub decision: Decision,
    /// Descriptions of the text that the record has no field for, a clause each. The text is at the end of the context.
    pub kept: Vec<String>,
    /// What people should know of the import, a sentence each.
    pub told: Vec<String>,
}

/// Makes a record from an ADR: context, drivers as criteria, options, arguments as notes, and the outcome.
///
/// `source` is the record's name for the ADR, such as its path. `id` is the id of the record, and `today` its day if
/// the ADR states none. If there are more options or drivers than a record may hold, the record gets one too many, so that
/// [`Counts::check`] refuses it.
#[must_use]
pub fn import(bytes: &[u8], source: &str, id: String, today: Date) -> Imported {
    let mut adr = read(bytes);
    letter_headings(&mut adr.sections);
    let text = text_of(bytes);
    let mut text = text.into_owned();
    let scores = take_score_table(&adr, &mut text);
    let mut importer = Importer::new(&adr, &text, Decision::new(id, adr.date.unwrap_or(today)));
    importer.header();
    importer.sections();
    importer.scores = scores.and_then(|found| importer.scored_parts(found));
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
    /// Whether the words for the choice stood alone, so that it follows in a list.
    awaits_choice: bool,
    /// Options in that list.
    listed_choices: Vec<StatedName>,
    /// Heading or description, and the text that it was about.
    rest: Vec<(String, String)>,
    told: Vec<String>,
    /// Number of options that lists have named.
    listed: usize,
    /// Kind of the arguments in the list below a paragraph such as `Pros`.
    kind_of_list: Option<ConsequenceKind>,
    known: KnownOptions,
    scores: Option<ScoredParts>,
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
            awaits_choice: false,
            listed_choices: Vec::new(),
            rest: Vec::new(),
            told: Vec::new(),
            listed: 0,
            kind_of_list: None,
            known: KnownOptions::default(),
            scores: None,
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
        // The parts around the section, with their levels, and the mark of all options below them.
        let mut open: Vec<OpenPart> = Vec::new();
        let mut current: Option<CurrentOption> = None;
        for (at, section) in sections.iter().enumerate().skip(skipped) {
            open.retain(|part| part.level < section.level);
            let around = open.iter().rev().find(|part| part.part.is_some());
            let (mut outer, group) = around.map_or((None, None), |part| (part.part, part.group));
            let mut own = match outer {
                _ if chosen(&section.title).is_some() => Some(ImportedPart::Outcome),
                Some(outer) => outer.below(&section.title),
                None => ImportedPart::of(&section.title),
            };
            let mark = option_mark(&section.title).filter(|_| own != Some(ImportedPart::Outcome));
            let is_below_options = matches!(outer, Some(ImportedPart::Options | ImportedPart::Arguments));
            let is_part = current.is_some_and(|current| section.level > current.level);
            if is_below_options {
                own = own.filter(|part| !is_part || *part == ImportedPart::Options);
                if !is_part && (mark.is_some() || self.is_question(at)) {
                    own = Some(ImportedPart::Options);
                }
            }
            // A heading such as `Option 2: x` is one over an option, whatever is around it.
            let is_option = own.is_none() && outer.is_none() && !StatedName::of(&section.title).called.is_empty();
            if is_option {
                outer = Some(ImportedPart::Options);
            }
            let part = if is_option { outer } else { own };
            open.push(OpenPart { level: section.level, part, group: mark.or(group) });
            // `Pros and Cons of Option 1`
            let of_option = self.option_of_arguments(&section.title).filter(|_| own == Some(ImportedPart::Arguments));
            if let Some((option, name)) = of_option {
                self.retell(option, name);
                self.described(option, self.slice(section.body.clone()), None);
                current = Some(CurrentOption { level: section.level, option });
                continue;
            }
            // A section with a part of its own, or a heading of a higher level, ends the current option.
            if own.is_some() || current.is_some_and(|current| section.level < current.level) {
                current = None;
            }
            match own.or(outer) {
                Some(ImportedPart::Options | ImportedPart::Arguments) if own.is_none() => {
                    current = self.below_options(at, outer, current);
                }
                Some(ImportedPart::Options) => {
                    self.options(&section.title, self.slice(section.body.clone()), mark.or(group));
                }
                part => self.section(section, own, part),
            }
        }
    }

    /// Returns the option that a heading such as `Pros and Cons of Option 1` ends with.
    fn option_of_arguments<'t>(&self, title: &'t str) -> Option<(usize, &'t str)> {
        let end = title.split_once(" of ")?.1;
        let end = end.strip_prefix("the ").unwrap_or(end);
        Some((self.known.find(&StatedName::of(end)).filter(|_| !end.is_empty())?, end))
    }

    /// Reports whether the section with this index is about a question that has options of its own, in sections below it.
    fn is_question(&self, at: usize) -> bool {
        let (section, below) = self.below(at);
        let Some(level) = below.first().map(|first| first.level) else { return false };
        if !StatedName::of(&section.title).called.is_empty() {
            return false;
        }
        let children = || below.iter().filter(|child| child.level == level);
        let labelled = children().any(|child| !StatedName::of(&child.title).called.is_empty());
        let is_toned = children().any(|child| argument::list_kind(&child.title).is_some());
        let arguing = children()
            .filter(|child| blocks(self.slice(child.body.clone())).iter().any(|block| argues(block.text())))
            .count();
        labelled || (arguing > 0 && arguing * 2 >= children().count() && children().count() > 1 && !is_toned)
    }

    /// Returns the section with this index, and those below it.
    fn below(&self, at: usize) -> (&'a Section, &'a [Section]) {
        /// Maximum number of sections that are looked at, many times those of any real option.
        const MOST: usize = 100;
        let (section, rest) = (&self.adr.sections[at], &self.adr.sections[at + 1..]);
        let below = rest.iter().take(MOST).take_while(|below| below.level > section.level).count();
        (section, &rest[..below])
    }

    /// Imports a section below the options: one of them, or a part of the text about one. Returns the one that later sections are about.
    fn below_options(
        &mut self,
        at: usize,
        outer: Option<ImportedPart>,
        current: Option<CurrentOption>,
    ) -> Option<CurrentOption> {
        let (section, below) = self.below(at);
        let body = self.slice(section.body.clone());
        if let Some(current) = current.filter(|current| section.level > current.level) {
            self.part_of_option(section, body, current.option);
            return Some(current);
        }
        let stated = StatedName::of(&plain(&section.title));
        let is_named = self.known.find(&stated).is_some() || !stated.called.is_empty();
        let argues = || {
            blocks(body).iter().any(|block| argues(block.text()))
                || below.iter().any(|below| argument::list_kind(&below.title).is_some())
        };
        // Where a list has named the options, a section on something else is none, and neither is one among arguments without any.
        let may_be_other = self.listed > 1 || outer == Some(ImportedPart::Arguments);
        let is_question = self.listed > 1 && section.title.ends_with(['?', '？']);
        let is_other = is_remark(&section.title) || is_question || (may_be_other && !argues());
        if is_other && !is_named {
            let heading = self.heading(section);
            self.keep(&heading, body);
            return None;
        }
        self.option_section(section, body)
    }

    fn section(&mut self, section: &Section, own: Option<ImportedPart>, part: Option<ImportedPart>) {
        let body = self.slice(section.body.clone());
        let title = &self.heading(section);
        let below = own.is_none();
        match part {
            Some(ImportedPart::Context) => {
                if below {
                    self.context.push(title.clone());
                }
                self.context.push(body.trim().to_owned());
            }
            Some(ImportedPart::Drivers) => self.drivers(if below { title } else { "Decision drivers" }, body),
            // What stands behind the words for arguments in general is what they are about.
            Some(ImportedPart::Arguments)
                if body.trim().is_empty() && language::part(title).is_some_and(|(_, whole)| whole) => {}
            Some(ImportedPart::Outcome) => {
                if chosen(title).is_some() {
                    self.decided(title);
                } else if let Some((_, decided)) = section.title.split_once(": ").filter(|_| !below) {
                    self.decided_in_heading(decided);
                } else if below {
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
                if below {
                    self.confirmation.push(title.clone());
                }
                self.confirmation.push(body.trim().to_owned());
            }
            Some(ImportedPart::Links) if !below => self.links(title, body),
            None | Some(ImportedPart::Options | ImportedPart::Arguments | ImportedPart::Links) => {
                self.keep(title, body);
            }
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

    /// Imports the text that lists the options. `group` is the mark of all of them, as below `Rejected`.
    fn options(&mut self, title: &str, body: &str, group: Option<OptionMark>) {
        let blocks = lettered_blocks(parted(blocks(body)));
        if let [ImportBlock::Text(text)] = &blocks[..]
            && let Some(stated) = options_in_prose(text)
        {
            for sentence in stated {
                self.option_item(sentence, group);
                self.listed += 1;
            }
            return;
        }
        let mut group = group;
        // The option that a paragraph has named, which the text below it is about.
        let mut current: Option<usize> = None;
        // Whether a list of drivers stands among the options.
        let mut are_drivers = false;
        let named = blocks.iter().filter(|block| names_option(block)).count();
        let listed =
            blocks.iter().filter(|block| matches!(block, ImportBlock::Item(_)) && !argues(block.text())).count();
        // Where a name stands alone above the first list, the lists are about the names.
        let are_headed = named > 1 && blocks.first().is_some_and(is_name_alone);
        for block in &blocks {
            let text = block.text();
            let first = text.lines().next().unwrap_or_default();
            let words = plain(first);
            if let Some(table) = TextTable::of(text).filter(|table| self.option_table(table)) {
                self.listed += table.rows.len();
                continue;
            }
            if names_drivers(words.split([':', '：']).next().unwrap_or_default()) {
                are_drivers =
                    matches!(block, ImportBlock::Text(_)) && words.ends_with([':', '：']) || names_drivers(&words);
                if !are_drivers {
                    self.keep(title, text);
                }
                continue;
            }
            are_drivers &= matches!(block, ImportBlock::Item(_));
            if are_drivers {
                self.drivers("Decision drivers", &format!("* {text}"));
                continue;
            }
            match (block, current) {
                (_, Some(at)) if argues(block.text()) || (named > 1 && !names_option(block)) => {
                    self.described_further(at, block);
                }
                // A word such as `Rejected` stands over a list, and `Considered` does.
                _ if option_mark(&words).is_some() || ImportedPart::of(&words) == Some(ImportedPart::Options) => {
                    let mark = option_mark(&words);
                    let inner = inner_items(text.split_once('\n').unwrap_or_default().1);
                    if inner.is_empty() {
                        group = mark;
                    }
                    for item in inner {
                        self.option_item(item.text(), mark);
                    }
                }
                (ImportBlock::Item(_), _)
                    if !words.is_empty() && !is_remark(words.split(':').next().unwrap_or_default()) =>
                {
                    self.option_item(text, group);
                    self.listed += 1;
                }
                (ImportBlock::Text(_), _)
                    if names_option(block) && (named > 1 || is_labelled(first)) && (listed < 2 || are_headed) =>
                {
                    let (stated, rest) = stated_with_rest(text);
                    current = Some(self.stated_option(&stated, &rest));
                }
                (ImportBlock::Text(_), _) if self.option_at_start(&words).is_some() => {
                    let at = self.option_at_start(&words).unwrap_or_default();
                    self.describe(at, text);
                }
                (ImportBlock::Item(text), _) => self.keep(title, &format!("* {text}")),
                _ => self.keep(title, text),
            }
        }
    }

    /// Returns the option whose name a paragraph begins with.
    fn option_at_start(&self, words: &str) -> Option<usize> {
        let words = key(words);
        let mut at = self.decision.options.iter().map(|option| key(&option.name));
        at.position(|name| !name.is_empty() && words.strip_prefix(&name).is_some_and(|rest| rest.starts_with(' ')))
    }

    fn described_further(&mut self, at: usize, block: &ImportBlock) {
        match block {
            // As a list, since that is how its arguments are found.
            ImportBlock::Item(text) => self.described(at, &format!("* {text}"), self.kind_of_list),
            ImportBlock::Text(text) => {
                self.kind_of_list = argument::list_kind(&plain(text));
                self.described(at, text, None);
            }
        }
    }

    fn consequences(&mut self, kind: Option<ConsequenceKind>, body: &str) {
        let mut is_confirmation = false;
        for block in blocks(body) {
            let text = block.text();
            let is_item = matches!(block, ImportBlock::Item(_));
            if let Some(stated) = behind_confirmation(text).filter(|_| !is_item) {
                is_confirmation = true;
                self.confirmation.extend((!stated.is_empty()).then(|| stated.to_owned()));
            } else if is_confirmation {
                self.confirmation.push(if is_item { format!("* {text}") } else { text.to_owned() });
            } else if text.contains("```") || text.contains("~~~") || text.starts_with('|') {
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
        self.score(source);
        self.tell_marks();
        self.decision.people = self.adr.people.clone();
        self.tell_one_or_two();
        self.outcome.justification = self.justification.join("\n\n");
        self.outcome.confirmation = self.confirmation.join("\n\n");
        self.decision.outcome = Arc::new(std::mem::take(&mut self.outcome));
        self.context.push(format!("This record was made from the ADR {source}."));
        let mut kept = Vec::new();
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
        Imported { decision: self.decision, kept, told: self.told }
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
            self.told.push("The ADR has no title, so the record is called by its file.".to_owned());
            source.to_owned()
        });
    }
}

/// Puts a bracket behind the letters of headings that follow each other, as in `A: x` and `B: y`.
fn letter_headings(sections: &mut [Section]) {
    let firsts: Vec<usize> = (0..sections.len()).filter(|at| sections[*at].title.starts_with('A')).collect();
    for first in firsts {
        let level = sections[first].level;
        let group: Vec<usize> = (first..sections.len())
            .take_while(|at| sections[*at].level >= level)
            .filter(|at| sections[*at].level == level)
            .collect();
        let lettered = group.iter().zip('A'..='Z').take_while(|(at, letter)| sections[**at].title.starts_with(*letter));
        let group = &group[..lettered.count()];
        let titles = lettered::with_brackets(group.iter().map(|at| sections[*at].title.as_str()));
        for (at, title) in group.iter().zip(titles.into_iter().flatten()) {
            sections[*at].title = title;
        }
    }
}

/// A part around a section.
struct OpenPart {
    level: u8,
    part: Option<ImportedPart>,
    group: Option<OptionMark>,
}

/// Returns the blocks with a bracket behind their letters, if each of a list has one.
fn lettered_blocks(blocks: Vec<ImportBlock>) -> Vec<ImportBlock> {
    let is_item = blocks.iter().all(|block| matches!(block, ImportBlock::Item(_)));
    match lettered::with_brackets(blocks.iter().map(ImportBlock::text)).filter(|_| is_item) {
        Some(texts) => texts.into_iter().map(ImportBlock::Item).collect(),
        None => blocks,
    }
}

/// Returns the sentences of a paragraph if each of them states an option, as in `Go: it is simple. Rust: it is fast.`
fn options_in_prose(text: &str) -> Option<Vec<&str>> {
    /// Words of a name before its colon, at most.
    const FEW: usize = 6;
    let states = |sentence: &&str| {
        let name = sentence.split_once(": ").map_or("", |(name, _)| name);
        (1..=FEW).contains(&name.split_whitespace().count()) && bold_start(name).is_none() && !argues(sentence)
    };
    let sentences: Vec<&str> = text.split_inclusive(". ").map(str::trim).collect();
    (sentences.len() > 1 && sentences.iter().all(states)).then_some(sentences)
}

/// Reports whether a paragraph is a name in bold and nothing else.
fn is_name_alone(block: &ImportBlock) -> bool {
    let is_bold =
        |text: &str| bold_start(text).is_some_and(|(bold, rest)| rest.trim().is_empty() && !bold.ends_with(':'));
    matches!(block, ImportBlock::Text(text) if is_bold(text.trim()) && names_option(block))
}

/// Reports whether a paragraph begins with the name of an option: in bold, or with its number.
fn names_option(block: &ImportBlock) -> bool {
    let ImportBlock::Text(text) = block else { return false };
    let first = text.lines().next().unwrap_or_default();
    if is_labelled(first) {
        return true;
    }
    let Some((bold, behind)) = bold_start(first) else { return false };
    let is_alone =
        behind.trim().is_empty() || behind.starts_with([':', '：', '.', '(']) || bold.ends_with([':', '：', '.', '。']);
    let is_parted = [" - ", " – ", " — "].iter().any(|dash| behind.starts_with(dash));
    (is_alone || is_parted) && !argues(block.text()) && !is_remark(bold) && option_mark(bold).is_none()
}
