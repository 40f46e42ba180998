//! Front matter: the keys above the text, in YAML, TOML or JSON.
//!
//! Only what ADRs use of either is read: keys of the first level with a text, a list of texts or a block of lines, and
//! the list of links that `adrs` writes. The rest of the file is read in full even if front matter is not understood.

use std::ops::Range;

use super::field::{Field, Place, Role, front_role};
use super::{json_front, link::LinkKind};

/// The front matter of a file.
#[derive(Debug, Default)]
pub(crate) struct Front<'a> {
    pub(crate) fields: Vec<Field<'a>>,
    /// Byte at which the text after it starts.
    pub(crate) end: usize,
    /// Number of the line at which the text after it starts.
    pub(crate) next_line: usize,
    /// Whether there is any.
    pub(crate) is_there: bool,
    /// Whether it starts and never ends.
    pub(crate) is_open: bool,
}

/// Reads the front matter of a text that starts at a byte (after a byte order mark).
pub(crate) fn front(text: &str, start: usize) -> Front<'_> {
    let mut front = Front { end: start, next_line: 1, ..Front::default() };
    let mut rest = text[start..].split_inclusive('\n');
    let first = rest.next().unwrap_or_default();
    let (fence, split) = match first.trim_end() {
        "---" => ("---", ':'),
        "+++" => ("+++", '='),
        line if line.starts_with('{') => {
            let Some((fields, end, next_line)) = json_front::object(text, start) else { return front };
            return Front { fields, end, next_line, is_there: true, is_open: false };
        }
        _ => return front,
    };
    let mut reader = FrontReader { split, ..FrontReader::default() };
    let mut at = start + first.len();
    for (index, whole) in rest.enumerate() {
        let line = whole.trim_end_matches(['\n', '\r']);
        let next = at + whole.len();
        // YAML may also close a document with three dots.
        if line.trim_end() == fence || (split == ':' && line.trim_end() == "...") {
            reader.end_link();
            // The opening fence is line 1 and `index` 0 is line 2; the text starts on the line after the closing fence.
            return Front { fields: reader.fields, end: next, next_line: index + 3, is_there: true, is_open: false };
        }
        reader.line(Raw { text: line, start: at, number: index + 2 });
        at = next;
    }
    // The lines that were read as keys are text after all, so their fields are dropped.
    front.is_open = true;
    front
}

#[derive(Clone, Copy)]
struct Raw<'a> {
    text: &'a str,
    start: usize,
    number: usize,
}

#[derive(Default)]
struct FrontReader<'a> {
    split: char,
    fields: Vec<Field<'a>>,
    /// Meaning of the key that indented lines belong to.
    role: Option<Role>,
    in_links: bool,
    link: Option<(Option<&'a str>, Option<Field<'a>>)>,
}

impl<'a> FrontReader<'a> {
    fn line(&mut self, line: Raw<'a>) {
        let text = line.text.trim_start();
        if text.is_empty() || text.starts_with('#') {
            return;
        }
        let item = text.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '));
        let further_in = text.len() < line.text.len();
        if self.in_links && (item.is_some() || further_in) {
            if item.is_some() {
                self.end_link();
            }
            return self.link_part(line, item.unwrap_or(text));
        }
        // The head of a table in TOML; its keys are read like those of the first level.
        if self.split == '=' && !further_in && text.starts_with('[') && !text.contains('=') {
            self.role = None;
            return;
        }
        match item {
            Some(item) => self.add_values(line, item, true),
            // In TOML a list may continue over lines that are not indented.
            None if further_in || (self.split == '=' && !text.contains('=')) => self.add_values(line, text, false),
            None => self.key(line, text),
        }
    }

    fn key(&mut self, line: Raw<'a>, text: &'a str) {
        self.end_link();
        let Some((key, value)) = text.split_once(self.split) else { return };
        let key = key.trim().trim_matches(['"', '\'']);
        // Only the list of lines below, as `adrs` writes it; a value on the key's own line is some other list.
        self.in_links = key == "links" && value.trim().is_empty();
        self.role = front_role(key);
        let value = value.trim();
        // The marks of a block of lines; the lines follow.
        if !matches!(value, ">" | "|" | ">-" | "|-" | ">+" | "|+" | "[") {
            self.add_values(line, value, false);
        }
    }

    fn add_values(&mut self, line: Raw<'a>, text: &'a str, is_item: bool) {
        let Some(role) = self.role.clone() else { return };
        let text = text.trim();
        let bracketed = in_brackets(text);
        let is_item = is_item || bracketed.is_some();
        let parts = match bracketed {
            Some(items) => list(items),
            // A line of a TOML list may hold several texts.
            None if self.split == '=' => list(text),
            None => vec![text.trim_end_matches(',')],
        };
        for value in parts.into_iter().map(unquoted).filter(|value| !value.is_empty()) {
            self.fields.push(Field { is_item, ..field(role.clone(), line, value) });
        }
    }

    /// Reads `target: 2` and `kind: relates-to`, in either order.
    fn link_part(&mut self, line: Raw<'a>, text: &'a str) {
        let Some((key, value)) = text.split_once(':') else { return };
        let value = unquoted(value.trim());
        let part = self.link.get_or_insert_default();
        match key.trim() {
            "kind" | "type" => part.0 = Some(value),
            "target" | "to" => part.1 = Some(field(Role::Relation(LinkKind::Mentions), line, value)),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        if let Some((kind, Some(target))) = self.link.take() {
            let words = kind.unwrap_or("relates to");
            let kind = LinkKind::of(words).unwrap_or_else(|| LinkKind::Other(words.to_lowercase()));
            self.fields.push(Field { role: Role::Relation(kind), ..target });
        }
    }
}

fn field<'a>(role: Role, line: Raw<'a>, value: &'a str) -> Field<'a> {
    // The value is a slice of the line, so the distance of the two is its place.
    let from = (value.as_ptr() as usize).saturating_sub(line.text.as_ptr() as usize).min(line.text.len());
    let span: Range<usize> = line.start + from..line.start + from + value.len();
    let line_span = line.start..line.start + line.text.len();
    Field { role, value, span, line_span, line: line.number, place: Place::FrontMatter, is_item: false }
}

/// Maximum number of parts that are taken from one list.
const MOST_PARTS: usize = 1_000;

/// Returns the parts of `a, "b, c", d`.
fn list(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut quote) = (0, None);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            (',', None) if parts.len() < MOST_PARTS => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

/// Returns a text without its quotes, or without the comment after it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.split(quote).next().unwrap_or(rest).trim();
        }
    }
    if value.starts_with('#') {
        return "";
    }
    value.split(" #").next().unwrap_or(value).trim_end()
}

/// Returns the items of a list in brackets, of which a line may hold only the first or the last.
fn in_brackets(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('[') {
        if let Some(items) = rest.strip_suffix(']') {
            return Some(items);
        }
        // A link opens with a bracket as well.
        if !text.contains("](") {
            return Some(rest);
        }
    }
    text.strip_suffix(']').filter(|rest| !rest.contains('['))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Role, String, usize)> {
        let front = front(text, 0);
        front
            .fields
            .iter()
            .map(|field| {
                assert_eq!(&text[field.span.clone()], field.value);
                (field.role.clone(), field.value.to_owned(), field.line)
            })
            .collect()
    }

    fn value(role: Role, value: &str, line: usize) -> (Role, String, usize) {
        (role, value.to_owned(), line)
    }

    #[test]
    fn yaml_as_adrs_use_it() {
        let text = "---\r\nstatus: \"superseded by [x](y.md)\"\nnumber: 7 # our own\ndate: 2026-11-03\n\
                    consulted:\n# people\n- alice\n  - 'bob'\ninformed: [a, \"b, c\"]\ndeciders: >-\n  the team\n\
                    links:\n  - target: 2\n    kind: supersedes\n  - kind: relates-to\n    target: 5\n---\n# x\n";
        let expected = [
            value(Role::Status, "superseded by [x](y.md)", 2),
            value(Role::Number, "7", 3),
            value(Role::Date(0), "2026-11-03", 4),
            value(Role::Consulted, "alice", 7),
            value(Role::Consulted, "bob", 8),
            value(Role::Informed, "a", 9),
            value(Role::Informed, "b, c", 9),
            value(Role::Deciders, "the team", 11),
            value(Role::Relation(LinkKind::Supersedes), "2", 13),
            value(Role::Relation(LinkKind::RelatesTo), "5", 16),
        ];
        assert_eq!(read(text), expected);
        assert_eq!(front(text, 0).next_line, 18);
    }

    #[test]
    fn toml_as_well() {
        let text = "+++\ntitle = \"Use Go\"\ndate = 2026-11-03\n[extra]\nstatus = 'accepted'\ndeciders = [\n  \"a\",\n  \"b\"\n]\n+++\n";
        let expected = [
            value(Role::Title, "Use Go", 2),
            value(Role::Date(0), "2026-11-03", 3),
            value(Role::Status, "accepted", 5),
            value(Role::Deciders, "a", 7),
            value(Role::Deciders, "b", 8),
        ];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn what_never_ends_is_none() {
        let front = front("---\nstatus: x\n# Title\n", 0);
        assert!(front.is_open && front.fields.is_empty() && front.end == 0);
    }
}
