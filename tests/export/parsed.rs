//! What a Markdown reader makes of a document, in a form that tests can compare.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// A block of a document, with its text as shown. White space is left out, since Markdown may fold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// The lines between the fences of the front matter, as they stand.
    FrontMatter(String),
    /// A heading of a level.
    Heading(u8, String),
    /// A paragraph outside lists.
    Paragraph(String),
    /// An item of a bullet list.
    Bullet(String),
    /// An item of a numbered list.
    Numbered(String),
    /// A row of a table.
    Row(Vec<String>),
    /// Anything else, which no ADR of ours should hold.
    Other(String),
}

/// A document as its blocks, and the links in it: the address with the words.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) blocks: Vec<Block>,
    pub(crate) links: Vec<(String, String)>,
}

/// Reads a document with every extension that a reader of ADRs may have switched on.
pub(crate) fn parse(markdown: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut text = String::new();
    let mut lists = Vec::new();
    let mut row = Vec::new();
    let mut open_links = Vec::new();
    for event in Parser::new_ext(markdown, extensions()) {
        match event {
            Event::Start(Tag::List(first)) => {
                flush(&mut text, &lists, &mut parsed.blocks);
                lists.push(first.is_some());
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::End(TagEnd::Heading(level)) => parsed.blocks.push(Block::Heading(number(level), take(&mut text))),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => flush(&mut text, &lists, &mut parsed.blocks),
            Event::End(TagEnd::MetadataBlock(_)) => parsed.blocks.push(Block::FrontMatter(std::mem::take(&mut text))),
            Event::End(TagEnd::TableCell) => row.push(take(&mut text)),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                parsed.blocks.push(Block::Row(std::mem::take(&mut row)));
            }
            Event::Start(Tag::Link { dest_url, .. }) => open_links.push((dest_url.to_string(), text.len())),
            Event::End(TagEnd::Link) => {
                let (url, start) = open_links.pop().unwrap();
                parsed.links.push((url, text[start..].to_owned()));
            }
            Event::Text(words) => text.push_str(&words),
            Event::SoftBreak => text.push('\n'),
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::MetadataBlock(MetadataBlockKind::YamlStyle)
                | Tag::Strong,
            )
            | Event::End(TagEnd::Table | TagEnd::Strong) => {}
            other => parsed.blocks.push(Block::Other(format!("{other:?}"))),
        }
    }
    parsed
}

fn extensions() -> Options {
    Options::all()
        - Options::ENABLE_OLD_FOOTNOTES
        // Reads `\{#id}` as an attribute, whatever the backslash says; no client of ADRs does that.
        - Options::ENABLE_HEADING_ATTRIBUTES
        // Neither GitHub nor any client of ADRs knows raised and lowered text.
        - Options::ENABLE_SUPERSCRIPT
        - Options::ENABLE_SUBSCRIPT
        - Options::ENABLE_SMART_PUNCTUATION
        - Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

fn flush(text: &mut String, lists: &[bool], blocks: &mut Vec<Block>) {
    let shown = take(text);
    if !shown.is_empty() {
        blocks.push(match lists.last() {
            None => Block::Paragraph(shown),
            Some(false) => Block::Bullet(shown),
            Some(true) => Block::Numbered(shown),
        });
    }
}

fn take(text: &mut String) -> String {
    std::mem::take(text).split_whitespace().collect()
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
