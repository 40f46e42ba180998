//! The form of a value in front matter: quotes, and lists in brackets or over several lines.

use crate::adr::escape::{yaml_quoted, yaml_text};

/// The quotes around a text in YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::adr) enum Quote {
    #[default]
    None,
    Single,
    Double,
}

/// The form of a value in front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::adr) struct FrontValue {
    list: FrontList,
    pub(in crate::adr) quote: Quote,
    /// Whether a text needs quotes even if it is one word, as in TOML.
    quotes_texts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrontList {
    /// A text.
    No,
    /// `[a, b]`
    Brackets,
    /// A line for each item, with the number of spaces before its dash.
    Lines(usize),
}

impl Quote {
    fn of(text: &str) -> Self {
        match text.trim_start().chars().next() {
            Some('"') => Self::Double,
            Some('\'') => Self::Single,
            _ => Self::None,
        }
    }

    /// Returns a text in these quotes; in others if it needs them.
    pub(super) fn around(self, text: &str) -> String {
        // Jekyll looks for the marks of Liquid everywhere, and only double quotes can hide them.
        let is_plain = |text: &str| !text.contains(['\'', '\\', '{']) && !text.chars().any(char::is_control);
        match self {
            Self::None => yaml_text(text),
            Self::Single if is_plain(text) => format!("'{text}'"),
            Self::Single | Self::Double => yaml_quoted(text),
        }
    }

    /// Returns a word or a number, which needs no quotes, in these.
    pub(super) fn around_word(self, word: &str) -> String {
        match self {
            Self::None => word.to_owned(),
            Self::Single => format!("'{word}'"),
            Self::Double => format!("\"{word}\""),
        }
    }
}

impl FrontValue {
    /// Returns the form of a value, given everything behind the colon.
    pub(in crate::adr) fn of(raw: &str) -> Self {
        let (first, below) = raw.split_once('\n').unwrap_or((raw, ""));
        let first = first.trim();
        if let Some(items) = first.strip_prefix('[') {
            return Self { list: FrontList::Brackets, quote: Quote::of(items), quotes_texts: false };
        }
        let item = below.lines().map(|line| (line.len() - line.trim_start().len(), line.trim_start()));
        match item.into_iter().find(|(_, line)| !line.is_empty()) {
            Some((indent, line)) if first.is_empty() && line.starts_with('-') => {
                Self { list: FrontList::Lines(indent), quote: Quote::of(&line[1..]), quotes_texts: false }
            }
            _ => Self { list: FrontList::No, quote: Quote::of(first), quotes_texts: false },
        }
    }

    /// Returns the text of a value on one line, without quotes and comments; `None` for a list and for several lines.
    pub(in crate::adr) fn text_of(raw: &str) -> Option<String> {
        let text = raw.trim();
        if text.contains('\n') || text.starts_with(['[', '{', '>', '|', '&', '!']) {
            return None;
        }
        Some(match Quote::of(text) {
            Quote::Double => text[1..].split('"').next().unwrap_or_default().to_owned(),
            Quote::Single => text[1..].split('\'').next().unwrap_or_default().to_owned(),
            Quote::None if text.starts_with('#') => String::new(),
            Quote::None => text.split(" #").next().unwrap_or_default().trim_end().to_owned(),
        })
    }

    /// Returns a text in its quotes.
    pub(super) fn text(&self, text: &str) -> String {
        let quote = if self.quotes_texts && self.quote == Quote::None { Quote::Double } else { self.quote };
        quote.around(text)
    }

    /// Returns a word, a day or a number in its quotes.
    pub(super) fn word(&self, word: &str) -> String {
        if self.quotes_texts && !word.starts_with(|c: char| c.is_ascii_digit()) {
            return self.text(word);
        }
        self.quote.around_word(word)
    }

    /// Returns several texts behind the colon, in this form.
    pub(super) fn of_several(&self, texts: &[String]) -> String {
        let each = |text: &String| self.text(text);
        match self.list {
            FrontList::No => format!(" {}", self.text(&texts.join(", "))),
            FrontList::Brackets => format!(" [{}]", texts.iter().map(each).collect::<Vec<_>>().join(", ")),
            FrontList::Lines(indent) => {
                let line = |text| format!("\n{}- {}", " ".repeat(indent), each(text));
                texts.iter().map(line).collect()
            }
        }
    }

    /// Returns a name of an ADR behind the colon, in this form.
    pub(in crate::adr) fn of_name(&self, name: &str) -> String {
        match self.list {
            FrontList::No => format!(" {}", self.quote.around_word(name)),
            FrontList::Brackets => format!(" [{}]", self.quote.around_word(name)),
            FrontList::Lines(indent) => format!("\n{}- {}", " ".repeat(indent), self.quote.around_word(name)),
        }
    }

    /// Returns the form of a list over several lines, as `adrs` writes people.
    pub(super) fn lines() -> Self {
        Self { list: FrontList::Lines(2), quote: Quote::None, quotes_texts: false }
    }

    /// Returns the form that TOML has for it, where texts have quotes. Days and numbers stay without.
    pub(super) fn in_toml(self) -> Self {
        Self { quotes_texts: true, ..self }
    }

    /// Returns the form of a bare text.
    pub(super) fn bare() -> Self {
        Self { list: FrontList::No, quote: Quote::None, quotes_texts: false }
    }
}
