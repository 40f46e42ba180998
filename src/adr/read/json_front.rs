//! Front matter in JSON: the keys of the first level with a text, a number or a list of texts.

use std::ops::Range;

use super::field::{Field, Place, Role, front_role};

/// Maximum number of facts that are taken, many times those of any real front matter.
const MOST_FIELDS: usize = 10_000;

/// Reads an object that starts at a byte of a text. Returns its fields, the byte after it, and the number of the line after it; `None`
/// if no object of keys and values starts there, or it never ends.
pub(super) fn object(text: &str, start: usize) -> Option<(Vec<Field<'_>>, usize, usize)> {
    let mut reader = JsonReader { text, at: start, fields: Vec::new(), line: 0, line_span: start..start };
    reader.go_to_line_of(start, start);
    reader.next_mark(b'{')?;
    if reader.peek()? == b'}' {
        reader.take()?;
    } else {
        loop {
            let key = reader.text_value()?;
            reader.next_mark(b':')?;
            reader.value(front_role(key))?;
            match reader.take()? {
                b',' => {}
                b'}' => break,
                _ => return None,
            }
        }
    }
    // Nothing else stands in its last line.
    let rest = &text[reader.at..];
    let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
    if !rest[..line].trim().is_empty() {
        return None;
    }
    let end = reader.at + line;
    let next_line = 1 + text[start..end].matches('\n').count();
    Some((reader.fields, end, next_line))
}

struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    fields: Vec<Field<'a>>,
    /// Number and bytes of the line of the last field.
    line: usize,
    line_span: Range<usize>,
}

impl<'a> JsonReader<'a> {
    /// Returns the next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes the next byte that is no white space, which has to be one of ASCII.
    fn take(&mut self) -> Option<u8> {
        let byte = self.peek().filter(u8::is_ascii)?;
        self.at += 1;
        Some(byte)
    }

    fn next_mark(&mut self, mark: u8) -> Option<()> {
        (self.take()? == mark).then_some(())
    }

    /// Takes a text in quotes, as it is written.
    fn text_value(&mut self) -> Option<&'a str> {
        self.next_mark(b'"')?;
        let start = self.at;
        let mut escaped = false;
        let end = self.text[start..].bytes().position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        })?;
        self.at = start + end + 1;
        Some(&self.text[start..start + end])
    }

    /// Takes a value; texts and numbers become fields of this role, also those of a list.
    fn value(&mut self, role: Option<Role>) -> Option<()> {
        match self.peek()? {
            b'"' => {
                let value = self.text_value()?;
                self.add(role, value);
            }
            b'[' | b'{' => self.nested(role.as_ref())?,
            _ => {
                let start = self.at;
                let length = self.text[start..].find([',', '}', ']', '\n', ' ', '\r', '\t', '"', ':'])?;
                self.at += length;
                let value = &self.text[start..start + length];
                if length == 0 {
                    return None;
                }
                if !matches!(value, "null" | "true" | "false") {
                    self.add(role, value);
                }
            }
        }
        Some(())
    }

    /// Takes a list or an object. Only texts directly in a list are values.
    fn nested(&mut self, role: Option<&Role>) -> Option<()> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.peek()? {
                b'"' => {
                    let value = self.text_value()?;
                    if open == [b']'] {
                        self.add(role.cloned(), value);
                    }
                }
                byte => {
                    self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
                    match byte {
                        b'[' => open.push(b']'),
                        b'{' => open.push(b'}'),
                        b']' | b'}' => {
                            if open.pop() != Some(byte) {
                                return None;
                            }
                            if open.is_empty() {
                                return Some(());
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn add(&mut self, role: Option<Role>, value: &'a str) {
        let Some(role) = role.filter(|_| !value.trim().is_empty() && self.fields.len() < MOST_FIELDS) else { return };
        let start = self.at_of(value);
        self.go_to_line_of(start, self.line_span.end);
        let (span, line_span) = (start..start + value.len(), self.line_span.clone());
        self.fields.push(Field {
            role,
            value,
            span,
            line_span,
            line: self.line,
            place: Place::FrontMatter,
            is_item: false,
        });
    }

    /// Returns the place of a part of the text.
    fn at_of(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// Goes on from the end of a line to the line of a place.
    fn go_to_line_of(&mut self, place: usize, end: usize) {
        if self.line > 0 && place < end {
            return;
        }
        let between = &self.text[end..place];
        let from = between.rfind('\n').map_or(end, |at| end + at + 1);
        self.line += between.matches('\n').count() + usize::from(self.line == 0);
        let length = self.text[from..].find('\n').unwrap_or(self.text.len() - from);
        self.line_span = from..from + self.text[from..from + length].trim_end_matches('\r').len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_first_level_are_fields() {
        let text = "{\n  \"status\": \"accepted\",\n  \"number\": 7,\n  \"deciders\": [\"Ann\", \"Bob\"],\n  \"x\": {\"date\": \"no\"},\n  \"date\": \"2026-11-03\"\n}\n# A\n";
        let (fields, end, next_line) = object(text, 0).unwrap_or_default();
        let found: Vec<_> = fields.iter().map(|field| (field.role.clone(), field.value, field.line)).collect();
        let expected = [
            (Role::Status, "accepted", 2),
            (Role::Number, "7", 3),
            (Role::Deciders, "Ann", 4),
            (Role::Deciders, "Bob", 4),
            (Role::Date(0), "2026-11-03", 6),
        ];
        assert_eq!(found, expected);
        assert_eq!((&text[end..], next_line), ("# A\n", 8));
        assert!(fields.iter().all(|field| text[field.span.clone()] == *field.value));
        assert!(object("{}\n", 0).is_some());
        for text in ["{", "{x}", "{\"a\": }", "{\"a\": 1} b", "{title}\n", "{\"a\"", "{\"a\": [}\n"] {
            assert!(object(text, 0).is_none(), "{text}");
        }
    }
}
