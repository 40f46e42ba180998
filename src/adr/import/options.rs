//! The options of an ADR, distinguished by the names that its sections give them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    name::{LONGEST_NAME, StatedName},
    words::short,
};
use crate::{
    adr::{
        language::{OptionMark, is_unspaced},
        read::plain,
    },
    decision::{Alternative, Counts, Decision, OptionId},
};

/// The names of a record's options. There is at most one more than a record may hold: further options would not fit.
#[derive(Debug, Default)]
pub(super) struct KnownOptions {
    known: Vec<KnownOption>,
    /// The first option of each key.
    exact: HashMap<String, usize>,
}

#[derive(Debug)]
struct KnownOption {
    key: String,
    /// The words of the key that tell it from others.
    telling: HashSet<String>,
    label: Option<String>,
    /// Words of the label; empty if it is a number alone.
    called: String,
    mark: Option<(OptionMark, String)>,
    /// Whether a section is about it, so that another one with its number is about another option.
    has_section: bool,
}

/// Returns the index of the option with this name, which is added if there is none. Once the record holds more than it may, the last
/// option is returned instead of a new one.
pub(super) fn option(decision: &mut Decision, known: &mut KnownOptions, stated: &StatedName) -> usize {
    let is_full = Counts::of(decision).check().is_err();
    let last = decision.options.len().checked_sub(1).filter(|_| is_full);
    let at = last.or_else(|| known.find(stated)).unwrap_or_else(|| add_option(decision, known, stated));
    known.learn(at, stated);
    at
}

/// Returns the index of the option with this name in a list, in which two options may well begin alike.
pub(super) fn listed_option(decision: &mut Decision, known: &mut KnownOptions, stated: &StatedName) -> usize {
    match known.exactly(&key(stated.words())) {
        Some(at) => {
            known.learn(at, stated);
            at
        }
        None if Counts::of(decision).check().is_err() => option(decision, known, stated),
        None => {
            let at = add_option(decision, known, stated);
            known.learn(at, stated);
            at
        }
    }
}

/// Adds an option, and returns its index.
fn add_option(decision: &mut Decision, known: &mut KnownOptions, stated: &StatedName) -> usize {
    let (short, rest) = short(stated.words(), LONGEST_NAME);
    let name = unused_name(decision, short);
    let id = OptionId::from_name(&name, decision.options.iter().map(|option| &option.id));
    known.add(stated);
    decision.options.push(Arc::new(Alternative { description: rest, ..Alternative::new(id, name) }));
    decision.options.len() - 1
}

/// Returns the name, followed by a number if an option has it already: names must differ, and names that were too long
/// may differ only after the cut.
fn unused_name(decision: &Decision, name: String) -> String {
    let used = decision.options.iter().map(|option| option.name.trim().to_ascii_lowercase());
    let used: HashSet<String> = used.collect();
    if !used.contains(&name.to_ascii_lowercase()) {
        return name;
    }
    // One number more than there are options, so that one of them is free.
    let mut numbered = (2..=decision.options.len() + 2).map(|n| format!("{name} ({n})"));
    numbered.find(|name| !used.contains(&name.to_ascii_lowercase())).unwrap_or_default()
}

impl KnownOptions {
    fn add(&mut self, stated: &StatedName) {
        let key = key(stated.words());
        self.exact.entry(unspaced(&key)).or_insert(self.known.len());
        let StatedName { label, called, .. } = stated.clone();
        let telling = telling_words(&key).map(str::to_owned).collect();
        self.known.push(KnownOption { key, telling, label, called, mark: None, has_section: false });
    }

    /// Notes what another statement of an option adds to what is known of it.
    fn learn(&mut self, at: usize, stated: &StatedName) {
        let Some(known) = self.known.get_mut(at) else { return };
        known.mark = known.mark.take().or_else(|| stated.mark.clone());
        if known.label.is_none() {
            known.label.clone_from(&stated.label);
        }
        if known.called.is_empty() {
            known.called.clone_from(&stated.called);
        }
    }

    /// Notes that a section is about an option.
    pub(super) fn take_section(&mut self, at: usize) {
        if let Some(known) = self.known.get_mut(at) {
            known.has_section = true;
        }
    }

    /// Returns the mark of an option, and the word for it.
    pub(super) fn mark(&self, at: usize) -> Option<&(OptionMark, String)> {
        self.known.get(at)?.mark.as_ref()
    }

    /// Returns the number or the letter of an option, in lower case.
    pub(super) fn label(&self, at: usize) -> Option<&str> {
        self.known.get(at)?.label.as_deref()
    }

    /// Returns the words that an ADR calls an option by, such as `Option 2`; empty if there are none.
    pub(super) fn called(&self, at: usize) -> &str {
        self.known.get(at).map_or("", |known| &known.called)
    }

    /// Returns the index of the option with this key, however its words are spaced.
    pub(super) fn exactly(&self, key: &str) -> Option<usize> {
        self.exact.get(&unspaced(key)).copied()
    }

    /// Returns the index of the option that a decision names: by its number first, whatever words follow.
    pub(super) fn chosen(&self, stated: &StatedName) -> Option<usize> {
        let labelled = |label: &String| only(self.known.iter().map(|known| known.label.as_ref() == Some(label)));
        let place = |label: &String| label.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.known.len());
        let is_unlabelled = self.known.iter().all(|known| known.label.is_none());
        let label = stated.label.as_ref();
        self.exactly(&key(&stated.name))
            .or_else(|| label.and_then(labelled))
            .or_else(|| self.find(stated))
            .or_else(|| label.filter(|_| is_unlabelled).and_then(place))
            .or_else(|| {
                let wanted = key(&stated.name);
                let telling = telling_words(&wanted).collect();
                only(self.known.iter().map(|known| known.is_like(&telling)))
            })
    }

    /// Notes a mark that stands in the text about an option.
    pub(super) fn note_mark(&mut self, at: usize, mark: OptionMark, word: &str) {
        if let Some(known) = self.known.get_mut(at) {
            known.mark.get_or_insert((mark, word.to_owned()));
        }
    }

    /// Returns the index of the option with this name: the same words, the same number, one name the beginning of the other, or most of
    /// the words.
    pub(super) fn find(&self, stated: &StatedName) -> Option<usize> {
        let wanted = key(&stated.name);
        if let Some(at) = self.exactly(&wanted).filter(|_| !wanted.is_empty()) {
            return Some(at);
        }
        if let Some(label) = &stated.label
            && let Some(at) = self.labelled(label, &wanted, !stated.called.is_empty())
        {
            return Some(at);
        }
        if wanted.is_empty() {
            return self.exactly(&key(stated.words())).filter(|_| !stated.words().is_empty());
        }
        // With numbers of their own, two options that begin alike are two.
        let of_other_label =
            |known: &KnownOption| known.label.is_some() && stated.label.is_some() && known.label != stated.label;
        let begins =
            |known: &KnownOption| begins_with_name(&known.key, &wanted) || begins_with_name(&wanted, &known.key);
        let open = || self.known.iter().map(|known| if of_other_label(known) { None } else { Some(known) });
        only(open().map(|known| known.is_some_and(begins))).or_else(|| {
            let telling = telling_words(&wanted).collect();
            only(open().map(|known| known.is_some_and(|known| !known.has_section && known.is_like(&telling))))
        })
    }

    /// Returns the option with this number. In texts on several questions, each may have an option 1.
    fn labelled(&self, label: &str, wanted: &str, has_word: bool) -> Option<usize> {
        let telling = telling_words(wanted).collect();
        let fits = |known: &KnownOption| {
            let is_free = wanted.is_empty() || !known.has_section || known.is_like(&telling);
            known.label.as_deref() == Some(label) && is_free
        };
        let labelled = only(self.known.iter().map(fits));
        // Where no option has a number, `Option 2` is the second one. A number without a word may be that of a heading.
        let place = || label.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let none = wanted.is_empty() && has_word && self.known.iter().all(|known| known.label.is_none());
        labelled.or_else(|| place().filter(|at| none && *at < self.known.len()))
    }

    /// Returns the options whose numbers a text names, as in `Options 1, 2 and 3`.
    pub(super) fn all_labelled(&self, text: &str) -> Vec<usize> {
        let lower = text.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty()).collect();
        let of = |word: &&str| self.known.iter().position(|known| known.label.as_deref() == Some(*word));
        let found: Vec<usize> = words.iter().filter_map(of).collect();
        // With more words it is a name, in which a digit means something else.
        if found.len() * 2 + 2 >= words.len() { found } else { Vec::new() }
    }
}

impl KnownOption {
    /// Reports whether most of its telling words and of these are the same.
    fn is_like(&self, wanted: &HashSet<&str>) -> bool {
        let common = wanted.iter().filter(|word| self.telling.contains(**word)).count();
        common > 0 && common * 4 >= wanted.len().min(self.telling.len()) * 3
    }
}

/// Returns the words of a key that tell an option from another one: the longer ones that are not in every sentence.
fn telling_words(key: &str) -> impl Iterator<Item = &str> {
    const SHORTEST: usize = 3;
    const COMMON: [&str; 9] = ["the", "and", "for", "with", "use", "using", "from", "that", "into"];
    key.split(' ').filter(|word| word.chars().count() >= SHORTEST && !COMMON.contains(word))
}

/// Reports whether a text begins with a name. Names of up to three letters do not count, since too many texts begin
/// with them.
fn begins_with_name(text: &str, name: &str) -> bool {
    name.chars().count() > 3 && text.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '))
}

/// Returns the index of the one that fits; `None` if none or several do.
fn only(fit: impl Iterator<Item = bool>) -> Option<usize> {
    let mut fitting = fit.enumerate().filter(|(_, fits)| *fits).map(|(at, _)| at);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Returns the index of the one option whose name a text holds; `None` if it holds none or several. A name within another one that the
/// text holds does not count.
pub(super) fn only_named(decision: &Decision, text: &str) -> Option<usize> {
    let text = format!(" {} ", words_in(text));
    let named = |keys: &dyn Fn(&str) -> String| -> Vec<(usize, String)> {
        let keys = decision.options.iter().map(|option| keys(&option.name)).enumerate();
        keys.filter(|(_, key)| !key.is_empty() && has_word(&text, key)).collect()
    };
    let whole = named(&key);
    // A decision may leave out what stands in brackets behind a name.
    let short = |name: &str| key(name.split(" (").next().unwrap_or_default());
    let named = if whole.is_empty() { named(&short) } else { whole };
    let is_part = |(at, key): &(usize, String)| {
        named.iter().any(|(other, longer)| other != at && longer.len() > key.len() && longer.contains(key.as_str()))
    };
    let mut whole = named.iter().filter(|one| !is_part(one));
    whole.next().filter(|_| whole.next().is_none()).map(|(at, _)| *at)
}

/// Reports whether a text has a name in it that is no part of a longer word. In a script without spaces any letter may stand beside it.
fn has_word(text: &str, name: &str) -> bool {
    let parts = |a: Option<char>, b: Option<char>| [a, b].into_iter().flatten().any(|c| c == ' ' || is_unspaced(c));
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        parts(before.chars().next_back(), name.chars().next()) && parts(name.chars().next_back(), after.chars().next())
    })
}

/// Returns the words of a name in lower case.
pub(super) fn key(name: &str) -> String {
    /// More characters than any name has. What follows does not count.
    const LONGEST: usize = 400;
    let end = name.char_indices().nth(LONGEST).map_or(name.len(), |(at, _)| at);
    words_in(&name[..end])
}

fn unspaced(key: &str) -> String {
    key.replace(' ', "")
}

fn words_in(text: &str) -> String {
    let words: String = plain(text)
        .chars()
        .flat_map(char::to_lowercase)
        // `C`, `C++` and `C#` are three names.
        .map(|c| if c.is_alphanumeric() || c == '+' || c == '#' { c } else { ' ' })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_beside_letters_of_scripts_without_spaces() {
        for (text, name, expected) in [
            (" 我们选择redis 因为快 ", "redis", true),
            (" 識別子システムを採用し ", "識別子システム", true),
            (" 案10を採用する ", "案1", false),
            (" we take redisson ", "redis", false),
            (" redis를 쓴다 ", "redis", true),
        ] {
            assert_eq!(has_word(text, name), expected, "{text}");
        }
    }

    fn known(names: &[&str]) -> (Decision, KnownOptions) {
        let mut decision = Decision::new("x".to_owned(), jiff::civil::date(2026, 11, 3));
        let mut known = KnownOptions::default();
        for name in names {
            listed_option(&mut decision, &mut known, &StatedName::of(&plain(name)));
        }
        (decision, known)
    }

    #[test]
    fn an_option_is_known_by_its_name_however_it_is_written() {
        let (decision, known) =
            known(&["[MADR](https://x.example) 4.0", "Option 2: Use `Go`", "Rust", "Articles in the project's Wiki"]);
        for (name, at) in [
            ("MADR 4.0", Some(0)),
            ("use go", Some(1)),
            ("Option 2", Some(1)),
            ("Option 2: Go, as we use it", Some(1)),
            ("Rust, safely", Some(2)),
            ("Project Wiki", Some(3)),
            ("Zig", None),
            ("Option 4: Zig", None),
        ] {
            assert_eq!(known.find(&StatedName::of(name)), at, "{name}");
        }
        assert_eq!(decision.options[0].name, "MADR 4.0");
        assert_eq!(only_named(&decision, "We write it in **Rust**, gone are the days"), Some(2));
        assert_eq!(only_named(&decision, "We trust MADR 4.0 and Rust"), None);
        assert_eq!(only_named(&decision, "We trust"), None);
    }

    #[test]
    fn without_numbers_the_second_option_is_option_2() {
        let (decision, known) = known(&["Flask", "Flask + Connexion"]);
        assert_eq!(known.find(&StatedName::of("Option 2")), Some(1));
        assert_eq!(only_named(&decision, "We use Flask + Connexion."), Some(1));
    }
}
