//! People's text of several lines as Markdown.
//!
//! Paragraphs, bullet lists and numbered lists that count from 1 keep their meaning. Everything else appears as it was
//! typed: there are no headings, quotes, tables or code in it.

use crate::decision::text::{clean, stopped, visible};

use super::escape::markdown_text;

/// Converts a text of several lines to Markdown: paragraphs and lists, with one blank line between, and no blank line
/// at the end.
///
/// Lines that start with `- `, `* `, `+ ` or `• ` are bullets, lines that count `1. `, `2. ` are a numbered list, and
/// an indented line continues the item above it.
#[must_use]
pub fn markdown_blocks(text: &str) -> String {
    let blocks: Vec<String> = blocks(text, true).iter().map(Block::markdown).collect();
    blocks.join("\n\n")
}

/// Converts a text of several lines to Markdown paragraphs only: a list stays as it was typed.
#[must_use]
pub fn markdown_paragraphs(text: &str) -> String {
    let blocks: Vec<String> = blocks(text, false).iter().map(Block::markdown).collect();
    blocks.join("\n\n")
}

/// Splits a text into its first paragraph, as one line of inline Markdown that ends as a sentence, and the rest, as blocks.
///
/// The first is empty if the text does not start with a paragraph.
pub(super) fn first_paragraph(text: &str) -> (String, String) {
    let mut all = blocks(text, true);
    let first = match all.first() {
        Some(Block::Paragraph(lines)) => markdown_text(&stopped(&lines.join(" "))),
        _ => return (String::new(), markdown_blocks(text)),
    };
    let rest: Vec<String> = all.drain(1..).map(|block| block.markdown()).collect();
    (first, rest.join("\n\n"))
}

/// A part of a text of several lines, without the marks of lists.
pub(crate) enum Block {
    /// Its lines.
    Paragraph(Vec<String>),
    /// Its items.
    Bullets(Vec<String>),
    /// Its items, which count from 1.
    Numbered(Vec<String>),
}

/// Returns the paragraphs and lists of a text, as [`markdown_blocks`] finds them.
pub(crate) fn blocks_of(text: &str) -> Vec<Block> {
    blocks(text, true)
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
    // Only the number that comes next: a line may also start with a year.
    let rest = line.strip_prefix(&number.to_string())?.strip_prefix(['.', ')'])?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}
