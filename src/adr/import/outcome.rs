//! The outcome of an ADR: the option that it chose, and its status.

use super::{
    Importer,
    blocks::{ImportBlock, blocks},
    name::{StatedName, bold_start, stated_with_rest},
    options::{key, listed_option, only_named},
    words::{chosen, in_force},
};
use crate::{
    adr::{
        language::{OptionMark, behind_option_word},
        read::{AdrStatus, plain},
    },
    analysis::list,
    decision::{Status, StatusChange},
};

impl Importer<'_> {
    /// Imports the section on the outcome: the chosen option and why, or what was decided.
    pub(super) fn decided(&mut self, body: &str) {
        for block in blocks(body) {
            let mut text = block.text().to_owned();
            if self.chosen.is_none()
                && !self.awaits_choice
                && let Some((name, because)) = chosen(&text)
            {
                self.awaits_choice = name.is_empty();
                self.chosen = Some(name).filter(|name| !name.is_empty());
                text = because;
            } else if let ImportBlock::Item(item) = &block {
                if self.awaits_choice {
                    self.listed_choices.push(stated_with_rest(item).0);
                }
                text = format!("* {text}");
            } else {
                self.awaits_choice = false;
            }
            if !text.trim().is_empty() {
                self.justification.push(text);
            }
        }
        self.awaits_choice = false;
    }

    /// Takes what a heading such as `Decision: x` says.
    pub(super) fn decided_in_heading(&mut self, words: &str) {
        self.chosen =
            self.chosen.take().or_else(|| self.known.chosen(&StatedName::of(words)).map(|_| words.to_owned()));
        self.justification.push(words.to_owned());
    }

    /// Sets the status, and the option that was chosen, which an accepted record must name.
    pub(super) fn choose(&mut self) {
        let named = self.chosen.take().filter(|name| !plain(name).is_empty());
        // An ADR that lists no options chooses what its title says; the name of its file says nothing of that kind.
        let only = self.decision.options.is_empty() && !self.justification.is_empty() && self.adr.title.is_some();
        let name = named.or_else(|| only.then(|| self.decision.title.clone()));
        let several = self.several_choices(name.as_deref());
        if several.len() > 1 {
            let chosen: Vec<&str> = several.iter().map(|at| self.decision.options[*at].called()).collect();
            self.told.push(format!("The ADR chooses {}, but a record can choose only one option.", list(&chosen)));
            self.justification.extend(name.map(|name| format!("Chosen: {name}")));
        } else if let Some(name) = name {
            self.choose_named(&name);
        } else if let [at] = several[..] {
            self.outcome.chosen = Some(self.decision.options[at].id.clone());
        } else {
            self.infer_choice();
        }
        self.set_status();
    }

    fn choose_named(&mut self, name: &str) {
        let stated = StatedName::of(name);
        let known = self.known.chosen(&stated);
        let at = known.unwrap_or_else(|| listed_option(&mut self.decision, &mut self.known, &stated));
        let Some(chosen) = self.decision.options.get(at) else { return };
        self.outcome.chosen = Some(chosen.id.clone());
        // The outcome may name the option by other words than the list does.
        if !stated.name.is_empty() && !key(&chosen.name).contains(&key(&stated.name)) {
            self.justification.insert(0, format!("Chosen: {name}"));
        }
    }

    /// Returns the options that the outcome chooses, if it lists them or names them by their numbers.
    fn several_choices(&self, name: Option<&str>) -> Vec<usize> {
        let mut found: Vec<usize> = match name {
            Some(name) if self.known.exactly(&key(name)).is_none() => self.known.all_labelled(name),
            Some(_) => Vec::new(),
            None => self.listed_choices.iter().filter_map(|stated| self.known.chosen(stated)).collect(),
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Chooses the only option that is marked as chosen, else the only one that the decision names, else the only preferred one, else
    /// the only one that the title names.
    fn infer_choice(&mut self) {
        let decision = self.justification.first().cloned().unwrap_or_default();
        let sentence = decision.split_inclusive(". ").next().unwrap_or_default().to_owned();
        let inferred = self
            .only_marked(OptionMark::Chosen)
            .map(|at| (at, "marked as chosen"))
            .or_else(|| only_named(&self.decision, &decision).map(|at| (at, "the only one that its decision names")))
            .or_else(|| {
                only_named(&self.decision, &sentence).map(|at| (at, "the only one that its decision names first"))
            })
            .or_else(|| self.called_in_bold(&decision).map(|at| (at, "the only one that its decision names")))
            .or_else(|| self.only_called(&decision).map(|at| (at, "the only one that its decision names")))
            .or_else(|| self.only_marked(OptionMark::Preferred).map(|at| (at, "the only one that it prefers")))
            .or_else(|| {
                only_named(&self.decision, &self.decision.title).map(|at| (at, "the only one that its title names"))
            });
        if let Some((at, why)) = inferred
            && let Some(option) = self.decision.options.get(at)
        {
            if self.only_marked(OptionMark::Chosen) != Some(at) {
                self.told.push(format!(
                    "The ADR marks no option as chosen. `{}` is {why}, so the record chooses it.",
                    option.name
                ));
            }
            self.outcome.chosen = Some(option.id.clone());
        }
    }

    fn only_marked(&self, wanted: OptionMark) -> Option<usize> {
        let mut marked =
            (0..self.decision.options.len()).filter(|at| self.known.mark(*at).is_some_and(|(mark, _)| *mark == wanted));
        marked.next().filter(|_| marked.next().is_none())
    }

    /// Returns the option that a decision opens with in bold, by its number or by most of its words.
    fn called_in_bold(&self, decision: &str) -> Option<usize> {
        /// Words of a name, at most: more are a sentence, which may name what was not taken.
        const FEW: usize = 8;
        let (bold, _) = bold_start(decision)?;
        let at = self.known.chosen(&StatedName::of(&plain(bold)));
        at.filter(|_| bold.split_whitespace().count() <= FEW)
            .filter(|at| self.known.mark(*at).map(|(mark, _)| *mark) != Some(OptionMark::Rejected))
    }

    /// Returns the only option whose number a text names, as in `We take option 2`.
    fn only_called(&self, text: &str) -> Option<usize> {
        let labels = labels_in(text);
        let text = text.to_lowercase();
        let is_named = |at: &usize| {
            let label = self.known.label(*at).is_some_and(|label| labels.iter().any(|named| named == label));
            is_called(&text, self.known.called(*at)) || label
        };
        let mut called = (0..self.decision.options.len()).filter(is_named);
        let unlabelled = || (0..self.decision.options.len()).all(|at| self.known.label(at).is_none());
        let place = |label: &String| label.parse::<usize>().ok()?.checked_sub(1);
        match called.next() {
            Some(at) => Some(at).filter(|_| called.next().is_none()),
            // Where no option has a number, `option 2` is the second one.
            None => match &labels[..] {
                [label] if unlabelled() => place(label).filter(|at| *at < self.decision.options.len()),
                _ => None,
            },
        }
    }

    /// Adds to the descriptions what the names of options have lost: marks other than that of the choice, and numbers that texts name.
    pub(super) fn tell_marks(&mut self) {
        let texts = self.all_texts();
        for at in 0..self.decision.options.len() {
            let is_chosen = self.outcome.chosen.as_ref() == Some(&self.decision.options[at].id);
            let called = self.known.called(at).to_owned();
            if is_called(&texts, &called) {
                self.describe(at, &format!("The ADR calls it {called}."));
            }
            let mark = self.known.mark(at).filter(|(mark, _)| !is_chosen || *mark == OptionMark::Rejected);
            if let Some((_, word)) = mark {
                let mut letters = word.chars();
                let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
                let sentence = format!("{first}{}.", letters.as_str());
                if !self.decision.options[at].description.to_lowercase().contains(&word.to_lowercase()) {
                    self.describe(at, &sentence);
                }
            }
        }
    }

    /// Returns all texts in which the ADR may name options by their numbers.
    fn all_texts(&self) -> String {
        let rest = self.rest.iter().map(|(_, text)| text.as_str());
        let texts = self.context.iter().chain(&self.justification).chain(&self.confirmation).map(String::as_str);
        let consequences = self.outcome.consequences.iter().map(|one| one.text.as_str());
        let options = self.decision.options.iter().flat_map(|option| {
            let arguments = option.pros.iter().chain(&option.cons).flatten().map(String::as_str);
            arguments.chain(std::iter::once(option.description.as_str()))
        });
        texts.chain(rest).chain(consequences).chain(options).collect::<Vec<_>>().join("\n").to_lowercase()
    }

    fn set_status(&mut self) {
        let status = match &self.adr.status {
            Some(AdrStatus::Known(status)) => *status,
            Some(AdrStatus::Other(words)) => {
                let status = in_force(words);
                self.told.push(format!("The status `{words}` is not known here, so the record is {status}."));
                status
            }
            None => Status::Draft,
        };
        let status = if status == Status::Accepted && self.outcome.chosen.is_none() {
            self.told
                .push("The ADR names no option as the chosen one, so the record is proposed, not accepted.".to_owned());
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

/// Returns the numbers and letters that a text has behind a word for options, in lower case: `c` of `Option C was taken`.
fn labels_in(text: &str) -> Vec<String> {
    let plain = plain(text);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is_label = |word: &str| {
        let is_number = !word.is_empty() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
        is_number || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    let behind_word = words.windows(2).filter(|pair| behind_option_word(pair[0]) == Some(""));
    let labels =
        behind_word.map(|pair| pair[1].trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| is_label(word));
    labels.map(str::to_lowercase).collect()
}

/// Reports whether a text in lower case holds words such as `Option 2`, and not as a part of `Option 2a`.
fn is_called(text: &str, called: &str) -> bool {
    let called = called.to_lowercase();
    !called.is_empty()
        && text.match_indices(&called).any(|(at, found)| !text[at + found.len()..].starts_with(char::is_alphanumeric))
}
