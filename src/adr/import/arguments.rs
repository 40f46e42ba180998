//! The sections of an ADR about single options.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Importer,
    argument::{argument, list_kind},
    blocks::{ImportBlock, blocks},
    options::option,
    words::{append, inner_items, is_named, words_of},
};
use crate::{
    adr::read::{Section, plain},
    decision::{Cell, ConsequenceKind, CriterionId, Link, MemberId, OptionId, Reference, text::one_line},
};

/// Maximum number of bytes of arguments that are searched for the names of criteria, each argument counted once for
/// each criterion. The argument that exceeds it, and all after it, stay with their options.
const MOST_SEARCHED: usize = 100_000_000;

impl Importer<'_> {
    /// Imports a section below the options: one of them, or a part of the text about one.
    pub(super) fn option_section(&mut self, section: &Section, body: &str, current: &mut Option<(u8, String)>) {
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
            let option = option(&mut self.decision, &mut self.known, &name);
            // A heading with more words than the option's name must not be lost.
            if is_part && kind.is_none() {
                append(&mut option.description, &heading);
            } else if !is_part && !name.trim().eq_ignore_ascii_case(&option.name) {
                append(&mut option.description, &name);
            }
            option.id.clone()
        };
        for block in blocks(body) {
            let text = block.text();
            // A list may follow a word such as `Pros` in the text instead of a heading.
            if let Some(listed) = list_kind(text.lines().next().unwrap_or_default()) {
                kind = Some(listed);
                let inner: Vec<ImportBlock> =
                    text.split_once('\n').map(|(_, rest)| inner_items(rest)).unwrap_or_default();
                for block in inner {
                    self.argue(&id, listed, block.text());
                }
                continue;
            }
            match (argument(text), kind, &block) {
                (Some((kind, stated)), ..) => self.argue(&id, kind, stated),
                (None, Some(kind), ImportBlock::Item(text)) => self.argue(&id, kind, text),
                _ => {
                    let text = if let ImportBlock::Item(text) = &block { format!("* {text}") } else { text.to_owned() };
                    append(&mut option(&mut self.decision, &mut self.known, &name).description, &text);
                }
            }
        }
    }

    pub(super) fn argue(&mut self, option: &OptionId, kind: ConsequenceKind, text: &str) {
        self.arguments.push((option.clone(), kind, text.to_owned()));
    }

    /// Turns arguments that name a criterion into notes on it; the others stay with their options, neutral ones as text.
    pub(super) fn settle_arguments(&mut self, source: &str) {
        let mut cells: BTreeMap<(CriterionId, OptionId), Cell> = BTreeMap::new();
        let criteria: Vec<Vec<String>> =
            self.decision.criteria.iter().map(|criterion| words_of(&criterion.name)).collect();
        let mut searched: usize = 0;
        for (id, kind, text) in std::mem::take(&mut self.arguments) {
            let sentence = format!("{}, because {}", kind.name(), text.trim());
            let lower = text.to_lowercase();
            // A stranger's file may have thousands of arguments and of criteria, and the search takes their product.
            searched = searched.saturating_add(lower.len().saturating_mul(criteria.len()));
            let searched_for = if searched <= MOST_SEARCHED { criteria.as_slice() } else { &[] };
            let found = searched_for.iter().position(|words| is_named(&lower, words));
            let criterion = found.map(|at| &self.decision.criteria[at]);
            if let Some(criterion) = criterion {
                append(&mut cells.entry((criterion.id.clone(), id)).or_default().note, &sentence);
            } else if let Some(option) = self.decision.options.iter_mut().find(|option| option.id == id) {
                let option = Arc::make_mut(option);
                // An argument is one line, which code would not survive.
                let is_prose = !["```", "~~~"].iter().any(|fence| text.contains(fence)) && !one_line(&text).is_empty();
                let list = match kind {
                    ConsequenceKind::Good => Some(&mut option.pros),
                    ConsequenceKind::Neutral => None,
                    ConsequenceKind::Bad => Some(&mut option.cons),
                };
                match list.filter(|_| is_prose) {
                    Some(list) => list.get_or_insert_default().push(one_line(&text)),
                    None => append(&mut option.description, &format!("* {sentence}")),
                }
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
