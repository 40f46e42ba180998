//! People's text as Markdown and YAML that shows the same text and means nothing else.
//!
//! Of what people type, paragraphs, bullet lists, numbered lists that count from 1, and web addresses keep their
//! meaning. Everything else that Markdown would read as markup is escaped, so that it appears as it was typed.
//! Lists and paragraphs live only in texts of several lines; a text of one line is one run of inline Markdown.

use crate::decision::text::{clean, one_line};

use super::{address::as_link, visible::visible};

/// A text as inline Markdown on one line, the same in a paragraph, a heading, a list item and a table cell.
#[must_use]
pub fn markdown_text(text: &str) -> String {
    inline(text, push_word)
}

/// The words of a link as inline Markdown. They hold no brackets, on which several ADR clients stumble.
#[must_use]
pub fn markdown_label(text: &str) -> String {
    inline(&text.replace(['[', ']'], ""), push_escaped)
}

fn inline(text: &str, push: fn(&str, &mut String)) -> String {
    let line = one_line(&visible(text));
    let mut markdown = String::with_capacity(line.len() + 8);
    for (index, word) in line.split(' ').enumerate() {
        if index > 0 {
            markdown.push(' ');
        }
        match (index == 0).then(|| start_of_line(word, &line)).flatten() {
            Some(escaped) => markdown.push_str(&escaped),
            None => push(word, &mut markdown),
        }
    }
    markdown
}

/// A text of several lines as Markdown: paragraphs and lists, with one blank line between, and none at the end.
///
/// Lines that start with `- `, `* `, `+ ` or `• ` are bullets, lines that count `1. `, `2. ` are a numbered list, and
/// an indented line goes on with the item above it.
#[must_use]
pub fn markdown_blocks(text: &str) -> String {
    let blocks: Vec<String> = blocks(text, true).iter().map(Block::markdown).collect();
    blocks.join("\n\n")
}

/// A text of several lines as Markdown paragraphs only: what would be a list stays as it was typed.
#[must_use]
pub fn markdown_paragraphs(text: &str) -> String {
    let blocks: Vec<String> = blocks(text, false).iter().map(Block::markdown).collect();
    blocks.join("\n\n")
}

/// Splits the first paragraph, as one line of inline Markdown, from what follows it, as blocks.
///
/// The first is empty where the text does not start with a paragraph.
pub(super) fn first_paragraph(text: &str) -> (String, String) {
    let mut all = blocks(text, true);
    let first = match all.first() {
        Some(Block::Paragraph(lines)) => markdown_text(&lines.join(" ")),
        _ => return (String::new(), markdown_blocks(text)),
    };
    let rest: Vec<String> = all.drain(1..).map(|block| block.markdown()).collect();
    (first, rest.join("\n\n"))
}

/// A text as a YAML scalar on one line: plain where that is beyond doubt, else in double quotes.
#[must_use]
pub fn yaml_text(text: &str) -> String {
    let line = one_line(&visible(text));
    if is_plain_yaml(&line) {
        return line;
    }
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}

fn is_plain_yaml(line: &str) -> bool {
    const READ_AS_OTHER_THAN_TEXT: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    line.starts_with(char::is_alphabetic)
        && line.chars().all(|c| c.is_alphanumeric() || " ,.-'()/@+_".contains(c))
        && !READ_AS_OTHER_THAN_TEXT.contains(&line.to_lowercase().as_str())
}

/// The first word of a line, where its place there would give it a meaning.
fn start_of_line(word: &str, line: &str) -> Option<String> {
    let first = word.chars().next()?;
    // A thematic break, the underline of a heading, or the row below a table's head.
    let is_rule = line.chars().all(|c| "-=:| ".contains(c));
    if matches!(first, '>' | ':') || (is_rule && first != '|') || matches!(word, "-" | "+") {
        let mut escaped = String::from('\\');
        push_word(word, &mut escaped);
        return Some(escaped);
    }
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if first.is_ascii_digit() && matches!(digits, "." | ")") {
        return Some(format!("{}\\{digits}", word.trim_end_matches(digits)));
    }
    // Some ADR clients take a line that starts so for metadata, wherever it stands.
    let key = word.strip_suffix(':')?;
    ["date", "status"].contains(&key.to_ascii_lowercase().as_str()).then(|| format!("{key}\\:"))
}

fn push_word(word: &str, markdown: &mut String) {
    match as_link(word) {
        Some((before, url, after)) => {
            push_escaped(before, markdown);
            markdown.push('<');
            markdown.push_str(url);
            markdown.push('>');
            push_escaped(after, markdown);
        }
        None => push_escaped(word, markdown),
    }
}

fn push_escaped(word: &str, markdown: &mut String) {
    let mut previous = None;
    for (index, c) in word.char_indices() {
        let rest = &word[index + c.len_utf8()..];
        if means_something(c, previous, rest) {
            markdown.push('\\');
        }
        markdown.push(c);
        previous = Some(c);
    }
}

/// Whether Markdown, GitHub's and kramdown's included, would read `c` as more than itself.
fn means_something(c: char, previous: Option<char>, rest: &str) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' | '{' | '$' => true,
        // Inside a word, as in `snake_case`, it is no emphasis.
        '_' => !(previous.is_some_and(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric)),
        // At the start of a line it makes a heading, and it may close one.
        '#' => previous.is_none_or(|c| c == '#'),
        '&' => is_entity(rest),
        _ => false,
    }
}

/// Whether what follows an ampersand makes it an entity, such as `&copy;`.
pub(super) fn is_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && name.starts_with(';')
}

enum Block {
    Paragraph(Vec<String>),
    Bullets(Vec<String>),
    Numbered(Vec<String>),
}

impl Block {
    fn markdown(&self) -> String {
        let lines: Vec<String> = match self {
            Self::Paragraph(lines) => lines.iter().map(|line| markdown_text(line)).collect(),
            Self::Bullets(items) => items.iter().map(|item| format!("* {}", markdown_text(item))).collect(),
            Self::Numbered(items) => {
                items.iter().enumerate().map(|(i, item)| format!("{}. {}", i + 1, markdown_text(item))).collect()
            }
        };
        lines.join("\n")
    }

    fn items_mut(&mut self) -> Option<&mut Vec<String>> {
        match self {
            Self::Paragraph(_) => None,
            Self::Bullets(items) | Self::Numbered(items) => Some(items),
        }
    }
}

fn blocks(text: &str, with_lists: bool) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut after_blank = true;
    for line in clean(&visible(text)).lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_blank = true;
            continue;
        }
        let last = blocks.last_mut();
        if let Some(item) = bullet(trimmed).filter(|_| with_lists) {
            match last {
                Some(Block::Bullets(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::Bullets(vec![item.to_owned()])),
            }
        } else if let Some(item) = numbered(trimmed, next_number(last.as_deref())).filter(|_| with_lists) {
            match last {
                Some(Block::Numbered(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::Numbered(vec![item.to_owned()])),
            }
        } else {
            continue_or_start(&mut blocks, line, after_blank);
        }
        after_blank = false;
    }
    blocks
}

fn continue_or_start(blocks: &mut Vec<Block>, line: &str, after_blank: bool) {
    let trimmed = line.trim().to_owned();
    match blocks.last_mut() {
        Some(Block::Paragraph(lines)) if !after_blank => lines.push(trimmed),
        Some(list) if !after_blank && line.starts_with(char::is_whitespace) => {
            if let Some(item) = list.items_mut().and_then(|items| items.last_mut()) {
                item.push(' ');
                item.push_str(&trimmed);
            }
        }
        _ => blocks.push(Block::Paragraph(vec![trimmed])),
    }
}

fn bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '*', '+', '•'])?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

fn next_number(last: Option<&Block>) -> usize {
    match last {
        Some(Block::Numbered(items)) => items.len() + 1,
        _ => 1,
    }
}

fn numbered(line: &str, number: usize) -> Option<&str> {
    let rest = line.strip_prefix(&number.to_string())?.strip_prefix(['.', ')'])?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}
