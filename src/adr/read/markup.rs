//! The words of a line of Markdown, and the links in it.

use std::{borrow::Cow, ops::Range};

use super::lines::SUBSTITUTE;

/// A link in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MarkdownLink<'a> {
    pub(crate) text: &'a str,
    pub(crate) target: &'a str,
    /// From its bracket to its parenthesis.
    pub(crate) span: Range<usize>,
}

/// The links `[text](target)` of a line, outside of code. Images are none.
pub(crate) fn links(line: &str) -> Vec<MarkdownLink<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = line[from..].find("](").map(|at| from + at) {
        from = at + 2;
        let Some(start) = opening(line, at) else { continue };
        let Some(end) = closing(line, from) else { continue };
        let image = line[..start].ends_with('!');
        let code = line[..start].matches('`').count() % 2 == 1;
        if !image && !code {
            found.push(MarkdownLink {
                text: &line[start + 1..at],
                target: target(&line[from..end]),
                span: start..end + 1,
            });
        }
        from = end + 1;
    }
    found
}

/// The bracket that the one at `end` closes.
fn opening(line: &str, end: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in line[..end].char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The parenthesis that ends an address which starts at `start`.
fn closing(line: &str, start: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in line[start..].char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(start + at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The address without its angle brackets and title.
fn target(inner: &str) -> &str {
    let inner = inner.trim();
    if let Some(rest) = inner.strip_prefix('<') {
        return rest.split('>').next().unwrap_or(rest);
    }
    inner.split([' ', '\t']).next().unwrap_or(inner)
}

/// The words of a line: without comments, emphasis, code marks, escapes and entities; links and images by their words.
pub(crate) fn plain(line: &str) -> String {
    if !line.contains(['`', '*', '_', '[', '<', '\\', '&', SUBSTITUTE]) {
        return single_spaced(line);
    }
    let line = unlinked(&uncommented(&set_aside(line)));
    let line = line.replace("**", "").replace("__", "").replace('`', "");
    let line = entities(line.trim());
    let line = line.replace(SUBSTITUTE, "\u{FFFD}");
    put_back(&single_spaced(unwrapped(line.trim())))
}

fn single_spaced(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut line = words.next().unwrap_or_default().to_owned();
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    line
}

/// Without what stands in HTML comments. One that does not end goes to the end of the line.
pub(crate) fn uncommented(line: &str) -> Cow<'_, str> {
    let mut line = Cow::Borrowed(line);
    let opening = |line: &str| line.match_indices("<!--").map(|(at, _)| at).find(|at| !line[..*at].ends_with('\\'));
    while let Some(start) = opening(&line) {
        let end = line[start..].find("-->").map_or(line.len(), |end| start + end + 3);
        line = Cow::Owned(format!("{}{}", &line[..start], &line[end..]));
    }
    line
}

fn unlinked(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut from = 0;
    for link in links(line) {
        if let Some(before) = line.get(from..link.span.start) {
            text.push_str(before);
            text.push_str(link.text);
            from = link.span.end;
        }
    }
    text.push_str(line.get(from..).unwrap_or_default());
    text
}

/// Stands in front of what a backslash keeps from being a mark: characters that no text uses.
const ASIDE: u32 = 0xF_F000;

/// With another character in the place of each that is escaped, so that none of them is taken for a mark.
fn set_aside(line: &str) -> String {
    let mut characters = line.chars().peekable();
    let mut text = String::with_capacity(line.len());
    while let Some(c) = characters.next() {
        let escaped = characters.next_if(|next| c == '\\' && next.is_ascii_punctuation());
        text.push(escaped.and_then(|escaped| char::from_u32(ASIDE + escaped as u32)).unwrap_or(c));
    }
    text
}

fn put_back(text: &str) -> String {
    let back = |c: char| (c as u32).checked_sub(ASIDE).filter(|c| *c < 0x80).and_then(char::from_u32);
    text.chars().map(|c| back(c).unwrap_or(c)).collect()
}

/// With the characters that entities stand for.
fn entities(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('&') {
        let (before, entity) = rest.split_at(start);
        text.push_str(before);
        let end = entity.find(';').filter(|end| *end < 10);
        let known = end.and_then(|end| Some((character(&entity[1..end])?, end)));
        let (c, end) = known.unwrap_or(('&', 0));
        text.push(c);
        rest = &entity[end + 1..];
    }
    text + rest
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "nbsp" => return Some(' '),
        _ => {}
    }
    let code = name.strip_prefix('#')?;
    let code = match code.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => code.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}

/// Without the emphasis around the whole of it.
fn unwrapped(text: &str) -> &str {
    ['*', '_']
        .into_iter()
        .find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark)))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_their_marks() {
        for (line, expected) in [
            ("**Accepted**", "Accepted"),
            ("`Rejected` <!-- x -->", "Rejected"),
            ("superseded by [ADR-3](0003-x.md)", "superseded by ADR-3"),
            ("_On hold_", "On hold"),
            ("a_b Mesh*Routes", "a_b Mesh*Routes"),
            ("&#x31;2/16/2024&#x20;", "12/16/2024"),
            ("C &amp; C\\# & \\[x\\]", "C & C# & [x]"),
            ("\\`C\\*\\* \\[x\\](y) \\<!-- z", "`C** [x](y) <!-- z"),
            ("![badge](x.png) ok", "![badge](x.png) ok"),
        ] {
            assert_eq!(plain(line), expected, "{line}");
        }
    }

    #[test]
    fn links_with_brackets_parentheses_and_titles() {
        let found = links("a [x [y]](b_(c).md) `[no](no.md)` [z](<d e.md> \"t\") ![i](i.png)");
        let targets: Vec<(&str, &str)> = found.iter().map(|link| (link.text, link.target)).collect();
        assert_eq!(targets, [("x [y]", "b_(c).md"), ("z", "d e.md")]);
    }
}
