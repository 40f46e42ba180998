//! The texts of an ADR about single options.

use std::sync::Arc;

use super::{
    Importer,
    argument::{argues, argument, in_one_line, list_kind},
    blocks::{ImportBlock, blocks},
    name::{StatedName, bold_start, mark_within, stated_with_rest, whole_stated},
    options::{key, listed_option, option},
    parted::parted,
    table::TextTable,
    words::{append, inner_items},
};
use crate::{
    adr::{
        language::{OptionMark, option_mark},
        read::{Section, plain},
    },
    decision::{
        Alternative, ConsequenceKind,
        text::{is_blank, one_line},
    },
};

/// The option that sections are about, at the level of the first of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct CurrentOption {
    pub(super) level: u8,
    pub(super) option: usize,
}

impl Importer<'_> {
    /// Adds an option, or finds it by its name, and takes a text about it.
    pub(super) fn stated_option(&mut self, stated: &StatedName, text: &str) -> usize {
        let at = option(&mut self.decision, &mut self.known, stated);
        self.described(at, text, None);
        at
    }

    /// Imports the items of a list as options.
    pub(super) fn option_item(&mut self, text: &str, group: Option<OptionMark>) {
        let (stated, rest) = stated_with_rest(text);
        if is_blank(stated.words()) {
            return self.keep("Considered options", text);
        }
        // Of several names that go on behind a colon, all of the line tells one from the other.
        let is_taken = self.known.exactly(&key(stated.words())).is_some() && !rest.is_empty();
        let (mut stated, rest) = if is_taken { whole_stated(text) } else { (stated, rest) };
        let word = if group == Some(OptionMark::Chosen) { "Chosen" } else { "Rejected" };
        let within = || mark_within(&rest).map(|(mark, word)| (mark, word.to_owned()));
        stated.mark = stated.mark.or_else(within).or_else(|| group.map(|mark| (mark, word.to_owned())));
        let at = listed_option(&mut self.decision, &mut self.known, &stated);
        self.described(at, &rest, None);
    }

    /// Imports a section about one option.
    pub(super) fn option_section(&mut self, section: &Section, body: &str) -> Option<CurrentOption> {
        let heading = self.heading(section);
        let stated = StatedName::of(&plain(&heading));
        if is_blank(stated.words()) {
            self.keep("An option without a name", body);
            return None;
        }
        let at = option(&mut self.decision, &mut self.known, &stated);
        self.known.take_section(at);
        self.rename(at, &stated.name);
        // The address of a link must not be lost.
        if heading.contains("](") {
            self.describe(at, &heading);
        } else {
            self.retell(at, &heading);
        }
        self.described(at, body, None);
        Some(CurrentOption { level: section.level, option: at })
    }

    /// Keeps a heading over an option with other words than those of its name.
    pub(super) fn retell(&mut self, at: usize, heading: &str) {
        let name = StatedName::of(&plain(heading)).name;
        if !name.is_empty() && key(&name) != key(&self.decision.options[at].name) {
            self.describe(at, &name);
        }
    }

    /// Imports a section below one about an option.
    pub(super) fn part_of_option(&mut self, section: &Section, body: &str, at: usize) {
        let kind = list_kind(&section.title);
        if kind.is_none() {
            let heading = self.heading(section);
            self.describe(at, &heading);
        }
        self.described(at, body, kind);
    }

    /// Calls an option by the name of its section, where the list goes on after it, as in `Go - see below`.
    fn rename(&mut self, at: usize, name: &str) {
        let option = self.option_mut(at);
        let behind = option.name.strip_prefix(name).filter(|_| !name.is_empty());
        let rest = behind.and_then(|behind| [" - ", " – ", " — "].iter().find_map(|dash| behind.strip_prefix(dash)));
        if let Some(rest) = rest.map(str::to_owned) {
            name.clone_into(&mut option.name);
            append(&mut option.description, &rest);
        }
    }

    /// Takes a text about an option: its arguments, and the rest as its description. `kind` is that of the items, if the heading says it.
    pub(super) fn described(&mut self, at: usize, text: &str, mut kind: Option<ConsequenceKind>) {
        for block in parted(blocks(text)) {
            let text = block.text();
            let (first, more) = text.split_once('\n').unwrap_or((text, ""));
            if let Some(table) = TextTable::of(text).filter(TextTable::is_of_arguments) {
                self.argument_table(at, &table);
                continue;
            }
            // A list may follow a word such as `Pros` in the text instead of a heading.
            if let Some(listed) = list_kind(&plain(first)) {
                kind = Some(listed);
                for block in inner_items(more) {
                    self.argue(at, listed, block.text());
                }
                continue;
            }
            match (argument(text), kind, &block) {
                // `Cons: a` and a list of more of them.
                (Some((stated_kind, stated)), ..) => {
                    self.argue(at, stated_kind, stated);
                    kind = kind.filter(|_| matches!(block, ImportBlock::Item(_)));
                }
                (None, Some(kind), ImportBlock::Item(text)) => self.argue(at, kind, text),
                (None, _, ImportBlock::Item(text)) => {
                    let nested = inner_items(more);
                    if nested.iter().any(|block| argues(block.text())) {
                        self.describe(at, &format!("* {first}"));
                        self.arguments_in(at, &nested);
                    } else {
                        self.describe(at, &format!("* {text}"));
                    }
                }
                (None, _, ImportBlock::Text(text)) => {
                    kind = None;
                    if self.is_mark_alone(at, text) {
                        continue;
                    }
                    self.lines_about(at, text);
                }
            }
        }
    }

    /// Notes the mark of a text about an option that opens with it in bold, as in `**Rejected**: too slow`. Reports whether that is all.
    fn is_mark_alone(&mut self, at: usize, text: &str) -> bool {
        let words = plain(text);
        let opening = bold_start(text.trim_start()).map_or(words.as_str(), |(bold, _)| bold);
        let Some(mark) = option_mark(opening) else {
            if let Some((mark, word)) = mark_within(&words) {
                self.known.note_mark(at, mark, word);
            }
            return false;
        };
        self.known.note_mark(at, mark, opening.trim_matches(|c: char| !c.is_alphanumeric()));
        option_mark(&words).is_some()
    }

    /// Takes the lines of a paragraph, of which those that are indented may be a list of arguments.
    fn lines_about(&mut self, at: usize, text: &str) {
        let is_inner = |line: &str| line.starts_with([' ', '\t']) && line.trim_start().starts_with(['*', '-', '+']);
        let head = text.split_inclusive('\n').take_while(|line| !is_inner(line)).map(str::len).sum();
        let (head, list) = text.split_at(head);
        let nested = inner_items(list);
        if nested.iter().any(|block| argues(block.text())) {
            self.describe(at, head);
            self.arguments_in(at, &nested);
        } else {
            self.describe(at, text);
        }
    }

    /// Takes an inner list. Items below a word such as `Pros` are arguments of that kind.
    fn arguments_in(&mut self, at: usize, nested: &[ImportBlock]) {
        for block in nested {
            let (first, more) = block.text().split_once('\n').unwrap_or((block.text(), ""));
            if let Some(kind) = list_kind(&plain(first)) {
                for inner in inner_items(more) {
                    self.argue(at, kind, inner.text());
                }
            } else if let Some((kind, stated)) = argument(block.text()) {
                self.argue(at, kind, stated);
            } else {
                self.describe(at, block.text());
            }
        }
    }

    /// Takes an argument for or against an option. A neutral one has no list in a record and is a part of the description, and so is one
    /// with code, which would not survive in one line.
    pub(super) fn argue(&mut self, at: usize, kind: ConsequenceKind, text: &str) {
        let line = one_line(&in_one_line(text));
        if line.is_empty() {
            return;
        }
        let has_code = ["```", "~~~"].iter().any(|fence| text.contains(fence));
        let option = self.option_mut(at);
        match kind {
            ConsequenceKind::Good if !has_code => option.pros.get_or_insert_default().push(line),
            ConsequenceKind::Bad if !has_code => option.cons.get_or_insert_default().push(line),
            _ => append(&mut option.description, &format!("{}, because {}", kind.name(), text.trim())),
        }
    }

    pub(super) fn describe(&mut self, at: usize, text: &str) {
        append(&mut self.option_mut(at).description, text);
    }

    fn option_mut(&mut self, at: usize) -> &mut Alternative {
        Arc::make_mut(&mut self.decision.options[at])
    }
}
