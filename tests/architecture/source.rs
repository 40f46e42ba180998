//! Rust source as the rules see it: names and signs without comments and texts, the paths made of them, and the texts alone.

/// The names and signs of a source. Comments, texts and characters are left out; a lifetime is left out as well.
pub(super) fn tokens(source: &str) -> Vec<String> {
    tokens_and_texts(source).0
}

/// The texts between quotes of a source, each in one line.
pub(super) fn texts(source: &str) -> Vec<String> {
    tokens_and_texts(source).1
}

fn tokens_and_texts(source: &str) -> (Vec<String>, Vec<String>) {
    let chars: Vec<char> = source.chars().collect();
    let (mut tokens, mut texts) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let next = chars.get(at + 1);
        at = match (c, next) {
            ('/', Some('/')) => end(&chars, at, |rest| rest[0] == '\n'),
            ('/', Some('*')) => end(&chars, at, |rest| rest.starts_with(&['*', '/'])) + 2,
            ('"', _) => {
                let end = after_text(&chars, at + 1);
                texts.push(in_one_line(&chars[at + 1..end.saturating_sub(1).clamp(at + 1, chars.len())]));
                end
            }
            ('r', Some('"' | '#')) if raw_hashes(&chars[at + 1..]).is_some() => after_raw_text(&chars, at + 1),
            ('\'', _) => after_quote(&chars, at),
            _ if c.is_alphabetic() || *c == '_' => {
                let end = end(&chars, at, |rest| !(rest[0].is_alphanumeric() || rest[0] == '_'));
                tokens.push(chars[at..end].iter().collect());
                end
            }
            (':', Some(':')) => {
                tokens.push("::".to_owned());
                at + 2
            }
            _ => {
                if !c.is_whitespace() {
                    tokens.push(c.to_string());
                }
                at + 1
            }
        };
    }
    (tokens, texts)
}

/// A text without the ends of its lines and what indents them.
fn in_one_line(chars: &[char]) -> String {
    let text: String = chars.iter().collect();
    let mut lines = text.split("\\\n");
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + line.trim_start())
}

fn end(chars: &[char], from: usize, is_end: impl Fn(&[char]) -> bool) -> usize {
    (from..chars.len()).find(|at| is_end(&chars[*at..])).unwrap_or(chars.len())
}

fn after_text(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// How many `#` stand before the quote of a raw text; none where it is no raw text.
fn raw_hashes(chars: &[char]) -> Option<usize> {
    let hashes = chars.iter().take_while(|c| **c == '#').count();
    (chars.get(hashes) == Some(&'"')).then_some(hashes)
}

fn after_raw_text(chars: &[char], at: usize) -> usize {
    let hashes = raw_hashes(&chars[at..]).unwrap_or(0);
    let mut close = vec!['"'];
    close.resize(hashes + 1, '#');
    end(chars, at + hashes + 1, |rest| rest.starts_with(&close)) + close.len()
}

/// After a character such as `'"'`, or after the sign of a lifetime, whose name is then one of the names.
fn after_quote(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => end(chars, at + 3, |rest| rest[0] == '\'') + 1,
        (_, Some('\'')) => at + 3,
        _ => at + 1,
    }
}

/// The paths that a source names, each from the root of the crate: `use crate::{a::B, c}` gives `crate a B` and
/// `crate c`. `place` is the module that the source is, from the root; `super` and `self` are resolved by it.
pub(super) fn paths(source: &str, place: &[String]) -> Vec<Vec<String>> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    // The inline modules that are open, each with the depth of braces at which it began.
    let mut inline: Vec<(String, usize)> = Vec::new();
    let mut depth: usize = 0;
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                inline.retain(|(_, began)| *began < depth + 1);
            }
            "mod" if tokens.get(at + 2).is_some_and(|token| token == "{") => {
                inline.push((tokens[at + 1].clone(), depth + 1));
            }
            name if is_name(name) && tokens.get(at + 1).is_some_and(|token| token == "::") => {
                let mut here = place.to_vec();
                here.extend(inline.iter().map(|(name, _)| name.clone()));
                let mut branches = Vec::new();
                at = tree(&tokens, at, &[], &mut branches);
                found.extend(branches.into_iter().map(|path| resolved(path, &here)));
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads a path, or a tree of them, and gives the place behind it.
fn tree(tokens: &[String], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        if token == "{" && at > 0 && tokens[at - 1] == "::" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token != "}") {
                let next = tree(tokens, at, &path, found);
                // A sign that no tree of names holds: go on behind it.
                at = if next == at { at + 1 } else { next };
            }
            return at + 1;
        }
        if !is_name(token) && token != "*" {
            break;
        }
        path.push(token.clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
    }
    if path.len() > before.len() {
        found.push(path);
    }
    at
}

/// The same path from the root.
fn resolved(path: Vec<String>, here: &[String]) -> Vec<String> {
    let mut base = here.to_vec();
    let mut rest = path.as_slice();
    match path.first().map(String::as_str) {
        Some("weigh_in") => return [&["crate".to_owned()], &path[1..]].concat(),
        Some("self" | "super") => {}
        _ => return path,
    }
    while let Some(first) = rest.first() {
        match first.as_str() {
            "self" => {}
            "super" => {
                base.pop();
            }
            _ => break,
        }
        rest = &rest[1..];
    }
    [&["crate".to_owned()], base.as_slice(), rest].concat()
}
