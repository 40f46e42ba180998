//! Texts that name an ADR: its title, its number and the name of its file, and the words between them.

/// A text with what names an ADR taken out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named(Vec<NamedPart>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum NamedPart {
    Text(String),
    Title,
    /// Number with at least so many digits.
    Number(usize),
    /// Name of the file without its extension.
    Stem,
}

/// The names of an ADR.
#[derive(Debug, Clone, Copy)]
pub(super) struct AdrNames<'a> {
    pub(super) number: Option<u32>,
    /// Title; empty if it is not known.
    pub(super) title: &'a str,
    /// Name of its file; empty if it is not known.
    pub(super) stem: &'a str,
}

/// Maximum number of digits of a number, as titles are read.
const MOST_DIGITS: usize = 7;

impl Named {
    /// Takes the names of an ADR out of a text about it.
    pub(super) fn of(text: &str, names: AdrNames<'_>) -> Self {
        for (name, part) in [(names.stem, NamedPart::Stem), (names.title, NamedPart::Title)] {
            if let Some(at) = place_of(name, text) {
                let (before, behind) = (&text[..at], &text[at + name.len()..]);
                let rest = AdrNames { stem: "", title: "", ..names };
                return Self([Self::of(before, rest).0, vec![part], Self::of(behind, rest).0].concat());
            }
        }
        Self(numbered(text, names.number))
    }

    /// Returns the title alone.
    pub(super) fn title() -> Self {
        Self(vec![NamedPart::Title])
    }

    pub(super) fn has_title(&self) -> bool {
        self.0.contains(&NamedPart::Title)
    }

    pub(super) fn has_number(&self) -> bool {
        self.width().is_some()
    }

    /// Returns the minimum number of digits of its number; `None` if it has none.
    pub(super) fn width(&self) -> Option<usize> {
        self.0.iter().find_map(|part| match part {
            NamedPart::Number(width) => Some(*width),
            _ => None,
        })
    }

    /// Takes other words behind a number, or words alone, for a title, which people shorten.
    pub(super) fn with_any_title(mut self) -> Self {
        let words =
            |text: &str| text.find(char::is_alphabetic).filter(|_| !text.contains(|c: char| c.is_ascii_digit()));
        if self.has_title() || self.0.contains(&NamedPart::Stem) {
            return self;
        }
        if let [.., NamedPart::Number(_), NamedPart::Text(text)] | [NamedPart::Text(text)] = self.0.as_mut_slice()
            && let Some(at) = words(text)
        {
            text.truncate(at);
            self.0.retain(|part| *part != NamedPart::Text(String::new()));
            self.0.push(NamedPart::Title);
        }
        self
    }

    /// Reports whether its words could be about any ADR.
    pub(super) fn is_general(&self) -> bool {
        let texts = self.0.iter().filter_map(|part| match part {
            NamedPart::Text(text) => Some(text.to_lowercase()),
            _ => None,
        });
        let mut words = texts.flat_map(|text| {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.map(str::to_owned).collect::<Vec<_>>()
        });
        self.0.iter().any(|part| !matches!(part, NamedPart::Text(_)))
            && words.all(|word| matches!(word.as_str(), "adr" | "madr" | "decision"))
    }

    /// Returns the text for another ADR, with its title converted; `None` if that lacks a number.
    pub(super) fn written(&self, names: AdrNames<'_>, converted: fn(&str) -> String) -> Option<String> {
        let parts = self.0.iter().map(|part| {
            Some(match part {
                NamedPart::Text(fixed) => fixed.clone(),
                NamedPart::Title => converted(names.title),
                NamedPart::Number(width) => digits(names.number?, *width),
                NamedPart::Stem => converted(names.stem),
            })
        });
        parts.collect()
    }
}

/// Returns the place of a name in a text, where it is no part of a word: `Go` is not in `Google`.
fn place_of(name: &str, text: &str) -> Option<usize> {
    let is_whole = |at: &usize| {
        let (before, behind) = (&text[..*at], &text[at + name.len()..]);
        !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    };
    let mut places = text.match_indices(name).map(|(at, _)| at).filter(|_| !name.is_empty());
    places.find(is_whole)
}

/// Returns a number with at least so many digits.
pub(super) fn digits(number: u32, width: usize) -> String {
    format!("{number:0width$}")
}

/// Returns a text with each number that is the ADR's taken out of it.
fn numbered(text: &str, number: Option<u32>) -> Vec<NamedPart> {
    let mut parts = Vec::new();
    let mut fixed = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        let (before, behind) = rest.split_at(start);
        let (found, behind) = behind.split_at(length);
        fixed.push_str(before);
        if length <= MOST_DIGITS && number.is_some() && found.parse().ok() == number {
            if !fixed.is_empty() {
                parts.push(NamedPart::Text(std::mem::take(&mut fixed)));
            }
            parts.push(NamedPart::Number(if found.starts_with('0') { length } else { 1 }));
        } else {
            fixed.push_str(found);
        }
        rest = behind;
    }
    fixed.push_str(rest);
    if !fixed.is_empty() {
        parts.push(NamedPart::Text(fixed));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_adr_is_named_as_another() {
        let old = AdrNames { number: Some(62), title: "Use C", stem: "0062-use-c" };
        let new = AdrNames { number: Some(7), title: "Use Go", stem: "0007-use-go" };
        for (text, expected) in [
            ("ADR-0062", Some("ADR-0007")),
            ("ADR062: Use C", Some("ADR007: Use Go")),
            ("62. Use the C language", Some("7. Use Go")),
            ("0062-use-c", Some("0007-use-go")),
            ("Use C", Some("Use Go")),
            ("the other decision", Some("Use Go")),
            ("see ADR-62", None),
            ("ADR-61", None),
        ] {
            let named = Named::of(text, old).with_any_title();
            let written = Some(named).filter(Named::is_general).and_then(|named| named.written(new, str::to_owned));
            assert_eq!(written.as_deref(), expected, "{text}");
        }
        let unnumbered = AdrNames { number: None, ..new };
        assert_eq!(Named::of("ADR-0062", old).written(unnumbered, str::to_owned), None);
    }
}
