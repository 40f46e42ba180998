//! The words of a line of Markdown, and the links in it.

use std::{borrow::Cow, ops::Range};

use super::{html, lines::SUBSTITUTE};
use crate::decision::text::entity;

/// A link in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MarkdownLink<'a> {
    pub(crate) text: &'a str,
    pub(crate) target: &'a str,
    /// Bytes from its bracket to its parenthesis.
    pub(crate) span: Range<usize>,
}

/// Returns the links `[text](target)` of a line, outside of code. Images do not count.
pub(crate) fn links(line: &str) -> Vec<MarkdownLink<'_>> {
    found(line, false)
}

/// Returns the links `[[target]]` and `[[target|text]]` of a line, outside of code, as wikis and note programs have them.
pub(crate) fn wiki_links(line: &str) -> Vec<MarkdownLink<'_>> {
    let mut links = wiki_links_and_embeds(line);
    links.retain(|link| !line[..link.span.start].ends_with('!'));
    links
}

/// Returns these links, and `![[target]]`, which shows what it leads to.
pub(crate) fn wiki_links_and_embeds(line: &str) -> Vec<MarkdownLink<'_>> {
    let mut found = Vec::new();
    let mut code = InCode { line, at: 0, inside: false };
    let mut at = 0;
    while let Some(start) = line[at..].find("[[").map(|from| at + from) {
        let inner = start + 2;
        let Some(end) = line[inner..].find([']', '[']).map(|length| inner + length) else { break };
        at = end;
        let closes = line[end..].starts_with("]]") && !line[end + 2..].starts_with('(');
        if closes && found.len() < MOST_LINKS && !line[..start].ends_with('\\') && !code.is_at(start) {
            let (target, text) = line[inner..end].split_once('|').unwrap_or((&line[inner..end], &line[inner..end]));
            // In a cell of a table, a backslash stands before the bar.
            let target = target.trim_end_matches('\\').trim();
            if !target.is_empty() && !text.trim().is_empty() {
                found.push(MarkdownLink { text: text.trim(), target, span: start..end + 2 });
            }
        }
    }
    found
}

/// Returns the links `<a href="target">text</a>` of a line.
pub(super) fn html_links(line: &str) -> Vec<MarkdownLink<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (start, _) in line.match_indices("<a ") {
        let Some(tag) = html::tag(&line[start..]).filter(|_| start >= from && found.len() < MOST_LINKS) else {
            continue;
        };
        let inner = start + tag.length;
        let target = line[start..inner].split_once("href=").and_then(|(_, value)| {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            value[1..].split_once(quote).map(|(target, _)| target)
        });
        let Some(end) = line[inner..].find("</a>").map(|length| inner + length) else { break };
        from = end;
        if let Some(target) = target {
            found.push(MarkdownLink { text: &line[inner..end], target, span: start..end + "</a>".len() });
        }
    }
    found
}

/// Returns the pictures `![text](target)` of a line, outside of code. Their spans include the exclamation mark.
pub(crate) fn pictures(line: &str) -> Vec<MarkdownLink<'_>> {
    let mut pictures = found(line, true);
    for picture in &mut pictures {
        picture.span.start -= 1;
    }
    pictures
}

/// Returns the line without these parts, which are in order.
pub(super) fn without<'a>(line: &str, parts: impl Iterator<Item = &'a Range<usize>>) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut from = 0;
    for part in parts {
        kept.push_str(line.get(from..part.start).unwrap_or_default());
        from = part.end;
    }
    kept + line.get(from..).unwrap_or_default()
}

/// Maximum number of links that are taken from one line.
const MOST_LINKS: usize = 1_000;

fn found(line: &str, pictures: bool) -> Vec<MarkdownLink<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut code = InCode { line, at: 0, inside: false };
    for MarkPair { start, middle, end } in pairs(line) {
        let target_at = middle + 2;
        // A link holds no other: of two nested ones, the inner one is the link.
        let is_picture = line[..start].ends_with('!');
        if found.len() < MOST_LINKS && start >= from && is_picture == pictures && !code.is_at(start) {
            from = end + 1;
            found.push(MarkdownLink {
                text: &line[start + 1..middle],
                target: address(&line[target_at..end]),
                span: start..end + 1,
            });
        }
    }
    found
}

/// The places of `[`, `](` and `)` of a link.
struct MarkPair {
    start: usize,
    middle: usize,
    end: usize,
}

/// Returns the matching brackets that parentheses follow. Reads the line once: a line of a million brackets takes no
/// longer than any other of its length.
fn pairs(line: &str) -> Vec<MarkPair> {
    let mut brackets = Vec::new();
    // The place of each open parenthesis, and of the bracket of the link that it belongs to.
    let mut parentheses: Vec<Option<(usize, usize)>> = Vec::new();
    let mut pairs = Vec::new();
    let bytes = line.as_bytes();
    // The brackets that have just closed: a parenthesis makes them a link only if it follows at once.
    let mut before = None;
    let mut all = bytes.iter().enumerate().peekable();
    while let Some((at, byte)) = all.next() {
        match byte {
            // An escaped character is not a mark.
            b'\\' => drop(all.next_if(|(_, next)| next.is_ascii_punctuation())),
            b'[' => brackets.push(at),
            b']' => {
                before = brackets.pop().filter(|_| bytes.get(at + 1) == Some(&b'(')).map(|start| (start, at));
                continue;
            }
            b'(' => parentheses.push(before),
            b')' => {
                if let Some(Some((start, middle))) = parentheses.pop() {
                    pairs.push(MarkPair { start, middle, end: at });
                }
            }
            _ => {}
        }
        before = None;
    }
    // In the order in which the brackets close, which puts the inner of two links first.
    pairs.sort_by_key(|pair| pair.middle);
    pairs
}

/// The state of code or text along a line, for places that mostly come in order.
struct InCode<'a> {
    line: &'a str,
    at: usize,
    inside: bool,
}

impl InCode<'_> {
    fn is_at(&mut self, place: usize) -> bool {
        let between = &self.line[self.at.min(place)..self.at.max(place)];
        // An odd number of backticks in between switches between code and text.
        self.inside ^= between.bytes().filter(|byte| *byte == b'`').count() % 2 == 1;
        self.at = place;
        self.inside
    }
}

/// Returns the address without its angle brackets and title.
pub(crate) fn address(inner: &str) -> &str {
    let inner = inner.trim();
    if let Some(rest) = inner.strip_prefix('<') {
        return rest.split('>').next().unwrap_or(rest);
    }
    inner.split([' ', '\t']).next().unwrap_or(inner)
}

/// Returns the words of a line: without comments, emphasis, code marks, escapes and entities; of links and images,
/// their words.
pub(crate) fn plain(line: &str) -> String {
    if !line.contains(['`', '*', '_', '[', '<', '\\', '&', SUBSTITUTE]) {
        return single_spaced(line);
    }
    // Escaped characters are set aside first and put back last: no step in between may take them for marks.
    let line = unlinked(&uncommented(&set_aside(line)));
    let line = line.replace("**", "").replace("__", "").replace('`', "");
    let line = entities(line.trim());
    // Places no longer matter, so the usual replacement character can be used.
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

/// Removes HTML comments. One that does not end goes to the end of the line.
pub(crate) fn uncommented(line: &str) -> Cow<'_, str> {
    let mut from = 0;
    let mut kept = String::new();
    while let Some(start) = comment_start(line, from) {
        kept.push_str(&line[from..start]);
        from = start + line[start..].find("-->").map_or(line.len() - start, |end| end + 3);
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    kept.push_str(&line[from..]);
    Cow::Owned(kept)
}

/// Returns the start of the next comment, from a place on. After a backslash its mark is text.
fn comment_start(line: &str, from: usize) -> Option<usize> {
    let mut places = line[from..].match_indices("<!--").map(|(at, _)| from + at);
    places.find(|at| !line[..*at].ends_with('\\'))
}

/// Removes tags of HTML outside of code.
pub(super) fn untagged(line: &str) -> Cow<'_, str> {
    if !line.contains('<') {
        return Cow::Borrowed(line);
    }
    let mut code = InCode { line, at: 0, inside: false };
    let mut kept = String::with_capacity(line.len());
    let mut from = 0;
    for (at, _) in line.match_indices('<') {
        // An escaped one is shown.
        let is_shown = line[..at].ends_with('\\') || at < from || code.is_at(at);
        if let Some(tag) = html::tag(&line[at..]).filter(|_| !is_shown) {
            kept.push_str(&line[from..at]);
            if tag.is_block {
                kept.push(' ');
            }
            from = at + tag.length;
        }
    }
    kept.push_str(&line[from..]);
    Cow::Owned(kept)
}

fn unlinked(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut from = 0;
    let mut all = links(line);
    if line.contains("[[") {
        all.extend(wiki_links(line));
        all.sort_by_key(|link| link.span.start);
    }
    for link in all {
        if let Some(before) = line.get(from..link.span.start) {
            text.push_str(before);
            text.push_str(link.text);
            from = link.span.end;
        }
    }
    text.push_str(line.get(from..).unwrap_or_default());
    text
}

/// Offset that maps an escaped character to one that no text uses, so that it is not taken for a mark.
const ASIDE: u32 = 0xF_F000;

/// Replaces each escaped character by another one, so that none of them is taken for a mark.
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
    text.chars().map(|c| escaped_by(c).unwrap_or(c)).collect()
}

/// Returns the escaped character that this one replaces; `None` for other characters.
fn escaped_by(c: char) -> Option<char> {
    (c as u32).checked_sub(ASIDE).filter(|c| *c < 0x80).and_then(char::from_u32)
}

/// Replaces entities by the characters that they mean.
fn entities(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        let (c, length) = entity(&rest[start..]).unwrap_or(('&', 1));
        text.push(c);
        rest = &rest[start + length..];
    }
    text + rest
}

/// Returns the text without the emphasis around the whole of it.
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
            ("superseded by [[0005-x]]", "superseded by 0005-x"),
            ("[[0005-x|Use Go]], [[Ann]]", "Use Go, Ann"),
            ("`[[a]]` [[]] [[b", "[[a]] [[]] [[b"),
        ] {
            assert_eq!(plain(line), expected, "{line}");
        }
    }

    #[test]
    fn links_of_html_have_words_and_an_address() {
        let found = html_links("by <a class=\"x\" href=\"0002-b.md\">2. B</a>, <a name=x>y</a> <a href='c.md'>C");
        let found: Vec<(&str, &str)> = found.iter().map(|link| (link.text, link.target)).collect();
        assert_eq!(found, [("2. B", "0002-b.md")]);
    }

    #[test]
    fn tags_are_no_words() {
        assert_eq!(untagged("Use <b>Go</b><br>or `<b>` or <T> \\<b>"), "Use Go or `<b>` or <T> \\<b>");
    }

    #[test]
    fn links_with_brackets_parentheses_and_titles() {
        let found = links("a [x [y]](b_(c).md) `[no](no.md)` [z](<d e.md> \"t\") ![i](i.png)");
        let targets: Vec<(&str, &str)> = found.iter().map(|link| (link.text, link.target)).collect();
        assert_eq!(targets, [("x [y]", "b_(c).md"), ("z", "d e.md")]);
        let nested = links("[a [b](b.md) c](c.md) [![i](i.png)](d.md)");
        let targets: Vec<&str> = nested.iter().map(|link| link.target).collect();
        assert_eq!(targets, ["b.md", "d.md"]);
        let escaped = links("\\[a](a.md) [\\]b](b\\).md) [c\\](d.md)");
        assert_eq!(escaped.iter().map(|link| link.target).collect::<Vec<_>>(), ["b\\).md"]);
        assert_eq!(links(&"](".repeat(500_000)), []);
    }
}
