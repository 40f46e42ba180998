//! A light reader of RON that knows the place of each part.
//!
//! The parser proper returns what a file means, but no lines. This reader knows no meaning: it finds the parts of any
//! text that looks like RON, comments and unusual layouts included, and stops quietly where the text is broken.

use std::{fmt::Write, ops::Range};

use crate::decision::Counts;

/// Maximum depth, that of the parser proper.
const MAX_DEPTH: usize = 128;

/// A field or an item of a list.
pub(in crate::storage) struct RonPart<'a> {
    /// Path from the root, such as `ballots[2].scores[0].note`; empty for the root itself.
    pub(in crate::storage) path: &'a str,
    /// Byte offset of its start: the name of a field, the first byte of an item.
    pub(super) start: usize,
    /// Range of its value in bytes.
    pub(in crate::storage) value: Range<usize>,
}

/// Visits every complete part, the inner ones first.
pub(super) fn walk(text: &str, mut visit: impl FnMut(&RonPart<'_>)) {
    let _: Option<()> = find(text, |part| {
        visit(part);
        None
    });
}

/// Visits parts in the order of [`walk`] and returns the first `Some` of `visit`, which ends the visit.
pub(in crate::storage) fn find<T>(text: &str, mut visit: impl FnMut(&RonPart<'_>) -> Option<T>) -> Option<T> {
    let mut path = String::new();
    let mut open = vec![Container::at(0)];
    for token in RonTokens::new(text) {
        let depth = open.len();
        // The root is always there, since a closing bracket at depth 1 ends the walk.
        let container = open.last_mut()?;
        let found = match token.kind {
            TokenKind::Open => {
                container.extend(&token);
                // Inner parts get the path of the item that contains them.
                container.enter(&mut path, text, depth == 1);
                open.push(Container::at(path.len()));
                None
            }
            // More closing brackets than opening ones: from here on no path would be right.
            TokenKind::Close if depth == 1 => return None,
            TokenKind::Close => {
                let found = container.finish(&mut path, text, false, &mut visit);
                open.pop();
                if let Some(outer) = open.last_mut() {
                    path.truncate(outer.path_len);
                    outer.extend(&token);
                }
                found
            }
            TokenKind::Comma => container.finish(&mut path, text, depth == 1, &mut visit),
            TokenKind::Colon => {
                container.name();
                None
            }
            TokenKind::Atom => {
                container.extend(&token);
                None
            }
        };
        if found.is_some() {
            return found;
        }
        if open.len() > MAX_DEPTH {
            return None;
        }
    }
    match &mut open[..] {
        // Only where every bracket is closed is the root complete; a file that was cut off has none.
        [root] => root.finish(&mut path, text, true, &mut visit),
        _ => None,
    }
}

/// Returns the line of the first comment, counted from 1; `None` if the text has no comment.
pub(super) fn first_comment(text: &str) -> Option<usize> {
    let mut end = 0;
    let tokens = RonTokens::new(text).map(|token| token.range);
    for next in tokens.chain(std::iter::once(text.len()..text.len())) {
        // Between two tokens nothing but a comment has a slash.
        if let Some(at) = text.get(end..next.start)?.find('/') {
            return Some(text[..end + at].matches('\n').count() + 1);
        }
        end = next.end;
    }
    None
}

/// Returns the byte offset of a field of the whole file. Much faster than a [`walk`].
pub(super) fn field(text: &str, name: &str) -> Option<usize> {
    let (mut depth, mut before) = (0_usize, 0..0);
    for token in RonTokens::new(text) {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.checked_sub(1)?,
            TokenKind::Colon if depth == 1 && plain(&text[before.clone()]) == name => return Some(before.start),
            _ => {}
        }
        before = token.range;
    }
    None
}

/// Counts the items in the lists and maps of a file, by the names of its fields. Scores are not counted: only the size
/// of a file limits their number.
pub(super) fn counts(text: &str) -> Counts {
    let mut counts = Counts::default();
    let mut open = vec![Items { list: None, name: "", is_open: false }];
    let mut before = "";
    for token in RonTokens::new(text) {
        let word = &text[token.range];
        let depth = open.len();
        let Some(items) = open.last_mut() else { return counts };
        match token.kind {
            TokenKind::Open => {
                items.is_open = true;
                // A list in a list has no name of its own.
                let name = items.list.unwrap_or(items.name);
                let list = (word != "(" && name != "scores").then_some(name);
                open.push(Items { list, name: "", is_open: false });
                if depth > MAX_DEPTH {
                    return counts;
                }
            }
            TokenKind::Close | TokenKind::Comma => {
                let is_open = std::mem::take(&mut items.is_open);
                if let Some(name) = items.list.filter(|_| is_open) {
                    *count_of(&mut counts, name, depth == FIELDS_OF_THE_FILE) += 1;
                }
                if token.kind == TokenKind::Close {
                    open.pop();
                }
            }
            TokenKind::Colon => items.name = plain(before),
            TokenKind::Atom => items.is_open = true,
        }
        before = word;
    }
    counts
}

/// The state of [`counts`] for an open pair of brackets.
struct Items<'a> {
    /// Name of the field, if the brackets are those of a list or a map.
    list: Option<&'a str>,
    /// Field that is being read in them.
    name: &'a str,
    /// Whether an item is being read.
    is_open: bool,
}

/// Number of brackets that are open inside a list that is a field of the whole file, the outermost one included.
const FIELDS_OF_THE_FILE: usize = 3;

fn count_of<'c>(counts: &'c mut Counts, list: &str, is_field_of_file: bool) -> &'c mut usize {
    match list {
        _ if !is_field_of_file => &mut counts.entries,
        "options" => &mut counts.options,
        "criteria" => &mut counts.criteria,
        "members" => &mut counts.members,
        "links" => &mut counts.links,
        "constraints" => &mut counts.constraints,
        "rounds" => &mut counts.rounds,
        "ballots" => &mut counts.ballots,
        "references" => &mut counts.references,
        "exports" => &mut counts.exports,
        "profiles" => &mut counts.profiles,
        "history" => &mut counts.history,
        "reviews" => &mut counts.reviews,
        "corrections" => &mut counts.corrections,
        "commitments" => &mut counts.commitments,
        _ => &mut counts.entries,
    }
}

/// The state of a walk for an open pair of brackets.
struct Container {
    /// Length of the path of the container itself.
    path_len: usize,
    /// Number of complete items.
    index: usize,
    item: Option<OpenItem>,
}

struct OpenItem {
    name: Option<Range<usize>>,
    start: usize,
    value: Option<Range<usize>>,
    tokens: usize,
}

impl Container {
    fn at(path_len: usize) -> Self {
        Self { path_len, index: 0, item: None }
    }

    fn extend(&mut self, token: &RonToken) {
        let start = token.range.start;
        let item = self.item.get_or_insert(OpenItem { name: None, start, value: None, tokens: 0 });
        item.tokens += 1;
        item.value.get_or_insert(token.range.clone()).end = token.range.end;
    }

    /// Records that the token before a colon was a name.
    fn name(&mut self) {
        if let Some(item) = &mut self.item
            // Only a single token before a colon is a name; in a broken text a colon may be anywhere.
            && item.name.is_none()
            && item.tokens == 1
        {
            item.name = item.value.take();
        }
    }

    fn enter(&self, path: &mut String, text: &str, is_root: bool) {
        let Some(item) = &self.item else { return };
        match &item.name {
            // The struct of the whole file is neither a field nor an item of a list.
            _ if is_root => {}
            Some(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(plain(&text[name.clone()]));
            }
            // Writing to a string does not fail.
            None => _ = write!(path, "[{}]", self.index),
        }
    }

    fn finish<T>(
        &mut self,
        path: &mut String,
        text: &str,
        is_root: bool,
        visit: &mut impl FnMut(&RonPart<'_>) -> Option<T>,
    ) -> Option<T> {
        path.truncate(self.path_len);
        self.enter(path, text, is_root);
        let found = match self.item.take() {
            Some(OpenItem { start, value: Some(value), .. }) => visit(&RonPart { path, start, value }),
            _ => None,
        };
        path.truncate(self.path_len);
        self.index += 1;
        found
    }
}

/// Returns the name of a field or key without the marks that RON may put around it.
pub(super) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name).trim_matches('"')
}

/// Returns the byte offset of the comma that follows a part; `None` if another token or nothing follows.
pub(super) fn comma_behind(text: &str, end: usize) -> Option<usize> {
    RonTokens { text, at: end }.next().filter(|token| token.kind == TokenKind::Comma).map(|token| token.range.start)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Open,
    Close,
    Comma,
    Colon,
    /// A name, a number or a text.
    Atom,
}

struct RonToken {
    kind: TokenKind,
    range: Range<usize>,
}

struct RonTokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> RonTokens<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips blanks, comments and attributes. Returns `None` if a comment or an attribute is not closed.
    fn skip_space(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let code = rest.trim_start_matches(is_space);
            self.at += rest.len() - code.len();
            if code.starts_with("//") {
                self.at += code.find('\n').unwrap_or(code.len());
            } else if code.starts_with("/*") {
                self.at += block_comment(code)?;
            } else if code.starts_with("#!") {
                // An attribute of the whole file, such as `#![enable(implicit_some)]`.
                self.at += code.find(']')? + 1;
            } else {
                return Some(());
            }
        }
    }
}

impl Iterator for RonTokens<'_> {
    type Item = RonToken;

    fn next(&mut self) -> Option<RonToken> {
        self.skip_space()?;
        let rest = self.rest();
        let (kind, len) = match rest.chars().next()? {
            '(' | '[' | '{' => (TokenKind::Open, 1),
            ')' | ']' | '}' => (TokenKind::Close, 1),
            ',' => (TokenKind::Comma, 1),
            ':' => (TokenKind::Colon, 1),
            _ => (TokenKind::Atom, quoted(rest).unwrap_or_else(|| Some(word(rest)))?),
        };
        let range = self.at..self.at + len;
        self.at = range.end;
        Some(RonToken { kind, range })
    }
}

fn is_space(c: char) -> bool {
    // RON skips direction marks as well.
    c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}

/// Returns the length of a name or a number. At least one character, so that the walk always moves on.
fn word(rest: &str) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    rest[first..].find(ends_word).map_or(rest.len(), |len| first + len)
}

fn ends_word(c: char) -> bool {
    is_space(c) || "()[]{},:\"'/".contains(c)
}

/// Returns the length of a text or character: `None` if there is none here, `Some(None)` if it is not closed.
#[expect(clippy::option_option, reason = "not a text, and a text without an end, are different answers")]
fn quoted(rest: &str) -> Option<Option<usize>> {
    let bytes = rest.as_bytes();
    // Byte strings such as `b"x"` may contain brackets and commas as well.
    let prefix = usize::from(bytes[0] == b'b');
    match bytes.get(prefix)? {
        b'"' => Some(escaped(rest, prefix + 1, b'"')),
        b'\'' => character(rest, prefix + 1).map(Some),
        b'r' => {
            let hashes = bytes[prefix + 1..].iter().take_while(|byte| **byte == b'#').count();
            let opening = prefix + 1 + hashes;
            // Names may start with an `r`, and `r#` may precede one.
            (bytes.get(opening) == Some(&b'"')).then(|| {
                let closing = format!("\"{}", "#".repeat(hashes));
                rest[opening + 1..].find(&closing).map(|len| opening + 1 + len + closing.len())
            })
        }
        _ => None,
    }
}

/// Returns the offset after the closing quote; `from` is the offset after the opening one.
fn escaped(rest: &str, from: usize, quote: u8) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            // This may land inside a multibyte character, but its remaining bytes never equal a quote or a backslash.
            b'\\' => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// Length of `\u{10FFFF}'`, in characters.
const LONGEST_ESCAPE: usize = 11;

/// Returns the end of `'x'`, `'\n'` or `'\u{1F980}'`; `None` for a lone apostrophe.
fn character(rest: &str, from: usize) -> Option<usize> {
    let inner = rest.get(from..)?;
    if inner.starts_with('\\') {
        let end = inner.char_indices().nth(LONGEST_ESCAPE).map_or(inner.len(), |(at, _)| at);
        return escaped(&inner[..end], 0, b'\'').map(|len| from + len);
    }
    let len = inner.chars().next()?.len_utf8();
    inner[len..].starts_with('\'').then_some(from + len + 1)
}

/// Returns the length of a comment, which may hold others.
fn block_comment(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        at += rest.get(at..)?.find(['/', '*'])?;
        // Comments of RON nest.
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += 1;
        }
    }
}
