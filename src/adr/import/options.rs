//! The options of an ADR, distinguished by the names that its sections give them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    adr::read::plain,
    decision::{Alternative, Counts, Decision, OptionId, text::one_line},
};

/// Maximum length of the name of an option or a criterion, in characters. A longer one continues in the description.
pub(super) const LONGEST_NAME: usize = 80;

/// The names of a record's options. There is at most one more than a record may hold: further options would not fit.
#[derive(Debug, Default)]
pub(super) struct KnownOptions {
    keys: Vec<String>,
    numbers: Vec<Option<String>>,
    /// The first option of each key.
    exact: HashMap<String, usize>,
}

/// Returns the option with this name, which is added if there is none. Once the record holds more than it may, the last
/// option is returned instead of a new one.
pub(super) fn option<'a>(decision: &'a mut Decision, known: &mut KnownOptions, name: &str) -> &'a mut Alternative {
    let is_full = Counts::of(decision).check().is_err();
    let last = decision.options.len().checked_sub(1).filter(|_| is_full);
    let at = known.find(name).or(last).unwrap_or_else(|| add_option(decision, known, name));
    Arc::make_mut(&mut decision.options[at])
}

/// Adds an option, and returns its index.
fn add_option(decision: &mut Decision, known: &mut KnownOptions, name: &str) -> usize {
    let (short, rest) = short(name);
    let name = unused_name(decision, short);
    let id = OptionId::from_name(&name, decision.options.iter().map(|option| &option.id));
    known.add(&name);
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
    fn add(&mut self, name: &str) {
        let key = key(name);
        self.exact.entry(key.clone()).or_insert(self.keys.len());
        self.keys.push(key);
        self.numbers.push(number(name));
    }

    /// Returns the index of the option with this name: the same words, or one name the beginning of the other.
    fn find(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        if wanted.is_empty() {
            return None;
        }
        if let Some(at) = self.exact.get(&wanted) {
            return Some(*at);
        }
        let number = number(name);
        // Numbers come before words: once the list has named an option, people just write `Option 2`.
        if number.is_some()
            && let Some(at) = only(self.numbers.iter().map(|known| *known == number))
        {
            return Some(at);
        }
        only(self.keys.iter().map(|key| begins_with_name(key, &wanted) || begins_with_name(&wanted, key)))
    }
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

/// Returns the index of the one option whose name a text holds; `None` if it holds none or several.
pub(super) fn only_named(decision: &Decision, text: &str) -> Option<usize> {
    let text = format!(" {} ", key(text));
    let mut named = decision.options.iter().enumerate().filter(|(_, option)| {
        let key = key(&option.name);
        !key.is_empty() && text.contains(&format!(" {key} "))
    });
    named.next().filter(|_| named.next().is_none()).map(|(at, _)| at)
}

/// Returns the words of a name in lower case, without a leading "Option 1:".
fn key(name: &str) -> String {
    let words: String = plain(name)
        .to_lowercase()
        .chars()
        // `C`, `C++` and `C#` are three names.
        .map(|c| if c.is_alphanumeric() || c == '+' || c == '#' { c } else { ' ' })
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let numbered = words.first().is_some_and(|word| matches!(*word, "option" | "alternative")) && words.len() > 2;
    // `Option 1` alone is the name; before other words it is only a place in the list.
    let skipped = if numbered && words[1].len() <= 2 { 2 } else { 0 };
    words[skipped..].join(" ")
}

/// Returns the 2 of `Option 2` and `Option 2: x`.
fn number(name: &str) -> Option<String> {
    let lower = plain(name).to_lowercase();
    let rest = lower.strip_prefix("option").or_else(|| lower.strip_prefix("alternative"))?.trim_start();
    let number: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    (1..=2).contains(&number.len()).then_some(number)
}

/// Returns a name of one line that is not too long, and the text for the description: the further lines, or the whole
/// text if the name was cut.
pub(super) fn short(text: &str) -> (String, String) {
    let mut lines = text.lines();
    let first = one_line(&plain(lines.next().unwrap_or_default()));
    let rest = lines.collect::<Vec<_>>().join("\n");
    if first.chars().count() <= LONGEST_NAME {
        return (first, unindented(&rest));
    }
    let cut: String = first.chars().take(LONGEST_NAME).collect();
    let at = [" - ", " – ", ": ", ". ", "; ", ", "].iter().filter_map(|end| cut.find(end)).max();
    let name = at
        .filter(|at| *at > 8)
        .map_or_else(|| format!("{}…", cut.rsplit_once(' ').map_or(&*cut, |(a, _)| a)), |at| cut[..at].to_owned());
    (name, unindented(text))
}

/// Returns the lines without white space around them.
fn unindented(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_known_by_its_name_however_it_is_written() {
        let mut decision = Decision::new("x".to_owned(), jiff::civil::date(2026, 11, 3));
        let mut known = KnownOptions::default();
        for name in ["[MADR](https://x.example) 4.0", "Option 2: Use `Go`", "Rust"] {
            option(&mut decision, &mut known, name);
        }
        for (name, at) in [
            ("MADR 4.0", Some(0)),
            ("use go", Some(1)),
            ("Option 2", Some(1)),
            ("Rust, safely", Some(2)),
            ("Zig", None),
        ] {
            assert_eq!(known.find(name), at, "{name}");
        }
        assert_eq!(decision.options[0].name, "MADR 4.0");
        assert_eq!(only_named(&decision, "We write it in **Rust**, gone are the days"), Some(2));
        assert_eq!(only_named(&decision, "We trust MADR 4.0 and Rust"), None);
        assert_eq!(only_named(&decision, "We trust"), None);
    }

    #[test]
    fn long_names_go_on_in_the_description() {
        let (name, rest) = short(&format!("Use Go - {}", "because ".repeat(20)));
        assert!(name == "Use Go -…" || name.chars().count() <= LONGEST_NAME, "{name}");
        assert!(rest.contains("because because"));
    }
}
