//! The path in a link of a Markdown file.

use std::borrow::Cow;

use unicode_normalization::char::compose;

use super::percent::hex_byte;

/// Returns the path in a link, without a `?` or `#` and the part after it; bytes that are not UTF-8 become �.
///
/// Three ways to write a character are decoded, as browsers do: a backslash before a mark, an entity, and percent signs
/// with the digits of its bytes.
#[must_use]
pub fn link_path(link: &str) -> Cow<'_, str> {
    if !link.contains(['%', '\\', '&']) {
        return Cow::Borrowed(link.split(['#', '?']).next().unwrap_or_default());
    }
    let bytes: Vec<u8> = LinkBytes::new(link).map(|(_, byte)| byte).collect();
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of the path in a link, each with its place in the link.
#[derive(Debug, Clone)]
pub struct LinkBytes<'a> {
    link: &'a str,
    at: usize,
    /// Bytes of the last character that are still to come, the first of them last, and its place.
    character: (Vec<u8>, usize),
}

impl<'a> LinkBytes<'a> {
    /// Creates the bytes of a link.
    #[must_use]
    pub fn new(link: &'a str) -> Self {
        Self { link, at: 0, character: (Vec::new(), 0) }
    }

    /// Returns the place after what was read; at the end, that of the `?` or `#`, or the end of the link.
    #[must_use]
    pub fn place(&self) -> usize {
        self.at
    }

    /// Returns the next character, as Markdown has it, and the place after it.
    fn next_character(&self) -> Option<(char, usize)> {
        let rest = self.link.get(self.at..)?;
        let mut characters = rest.chars();
        let first = characters.next()?;
        let escaped = characters.next().filter(|next| first == '\\' && next.is_ascii_punctuation());
        let (c, length) = match escaped {
            Some(escaped) => (escaped, 2),
            None => entity(rest).unwrap_or((first, first.len_utf8())),
        };
        Some((c, self.at + length))
    }
}

impl Iterator for LinkBytes<'_> {
    type Item = (usize, u8);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(byte) = self.character.0.pop() {
            return Some((self.character.1, byte));
        }
        let start = self.at;
        // An encoded `#` or `?` belongs to the name.
        let (c, end) = self.next_character().filter(|(c, _)| !matches!(c, '#' | '?'))?;
        if let Some(byte) = hex_byte(&self.link.as_bytes()[end..]).filter(|_| c == '%') {
            self.at = end + 2;
            return Some((start, byte));
        }
        self.at = end;
        let mut bytes = [0; 4];
        self.character = (c.encode_utf8(&mut bytes).bytes().rev().collect(), start);
        self.character.0.pop().map(|byte| (start, byte))
    }
}

/// Maximum length of an entity, in bytes.
const LONGEST_ENTITY: usize = 10;

/// Returns the character that an entity at the start of a text means, such as `&amp;` and `&#228;`, and the length of
/// the entity.
///
/// Of the named ones, letters with marks and the signs of titles and file names are known.
#[must_use]
pub fn entity(text: &str) -> Option<(char, usize)> {
    let name = text.strip_prefix('&')?;
    // No entity is longer; a search to the end of the text for each would take quadratic time.
    let end = name.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    Some((named_character(name.get(..end)?)?, end + 2))
}

fn named_character(name: &str) -> Option<char> {
    match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "nbsp" => return Some(' '),
        _ => {}
    }
    let Some(code) = name.strip_prefix('#') else { return named_letter(name).or_else(|| named_sign(name)) };
    let code = match code.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => code.parse().ok()?,
    };
    // An entity must not bring in a control character that the text itself could not hold.
    char::from_u32(code).filter(|c| !c.is_control())
}

/// Returns the letter that a name such as `ouml` spells: a letter, and the mark on it.
fn named_letter(name: &str) -> Option<char> {
    let mut letters = name.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    let mark = match letters.as_str() {
        "grave" => '\u{300}',
        "acute" => '\u{301}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        "breve" => '\u{306}',
        "dot" => '\u{307}',
        "uml" => '\u{308}',
        "ring" => '\u{30A}',
        "caron" => '\u{30C}',
        "cedil" => '\u{327}',
        "ogon" => '\u{328}',
        _ => return None,
    };
    compose(letter, mark)
}

/// Returns the other signs of European file names that have a name.
fn named_sign(name: &str) -> Option<char> {
    let sign = match name {
        "szlig" => 'ß',
        "aelig" => 'æ',
        "AElig" => 'Æ',
        "oelig" => 'œ',
        "OElig" => 'Œ',
        "oslash" => 'ø',
        "Oslash" => 'Ø',
        "lstrok" => 'ł',
        "Lstrok" => 'Ł',
        "eth" => 'ð',
        "thorn" => 'þ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "lowbar" => '_',
        "num" => '#',
        "lpar" => '(',
        "rpar" => ')',
        "colon" => ':',
        "plus" => '+',
        "rarr" => '→',
        _ => return None,
    };
    Some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_however_its_letters_are_written() {
        for (link, path) in [
            ("a%20b%C3%A9%zz%", "a bé%zz%"),
            ("0001-use\\_go.md#a", "0001-use_go.md"),
            ("gr&#246;&#xDF;e.md?plain=1", "größe.md"),
            ("a&amp;b.md", "a&b.md"),
            ("gr&ouml;&szlig;e-&Eacute;t&eacute;-z&lstrok;o&zdot;one.md", "größe-Été-złożone.md"),
            ("a&copy=b.md", "a&copy=b.md"),
            ("a&b.md", "a&b.md"),
            ("c%23.md#c", "c#.md"),
            ("c\\#.md", "c"),
            ("a\\b\\", "a\\b\\"),
            ("%C3.md", "\u{FFFD}.md"),
        ] {
            assert_eq!(link_path(link), path, "{link}");
        }
        let mut bytes = LinkBytes::new("&#246;%20\\_ä#b");
        let places: Vec<usize> = bytes.by_ref().map(|(place, _)| place).collect();
        assert_eq!((places, bytes.place()), (vec![0, 0, 6, 9, 11, 11], 13));
    }
}
