//! The text under a heading, in blocks: list items, and the rest as it is.

use crate::adr::read::{Kind, lines};

/// A part of the text under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ImportBlock {
    /// A list item, without its mark. Its other lines follow as they are.
    Item(String),
    /// Anything else: a paragraph, a table, code.
    Text(String),
}

impl ImportBlock {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Item(text) | Self::Text(text) => text,
        }
    }
}

/// Returns the blocks of a text. Every visible line of it is in one of them, except comments.
pub(super) fn blocks(text: &str) -> Vec<ImportBlock> {
    let mut blocks: Vec<ImportBlock> = Vec::new();
    // Whether the line above was blank.
    let mut parted = true;
    for line in lines(text, 0, 1) {
        let blank = line.text.trim().is_empty();
        let inside_item = matches!(blocks.last(), Some(ImportBlock::Item(_)));
        let indented = line.text.starts_with([' ', '\t']);
        let outer_item = item(line.text).filter(|_| line.kind == Kind::Text);
        match (line.kind, outer_item) {
            (Kind::Comment, _) => continue,
            // A blank line inside code is part of the code, and starts no new block.
            (Kind::Code, _) if !parted || (inside_item && indented) => join(&mut blocks, line.text, blank),
            (Kind::Code, _) => blocks.push(ImportBlock::Text(line.text.to_owned())),
            _ if blank => {
                parted = true;
                continue;
            }
            (_, Some(item)) => blocks.push(ImportBlock::Item(item.trim_end().to_owned())),
            _ if !parted || (inside_item && indented) => join(&mut blocks, line.text, false),
            _ => blocks.push(ImportBlock::Text(line.text.trim_end().to_owned())),
        }
        parted = false;
    }
    blocks
}

fn join(blocks: &mut [ImportBlock], line: &str, blank: bool) {
    if let Some(ImportBlock::Item(text) | ImportBlock::Text(text)) = blocks.last_mut() {
        text.push('\n');
        text.push_str(if blank { "" } else { line.trim_end() });
    }
}

/// Returns the text of a list item of the first level.
fn item(line: &str) -> Option<&str> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let words = &line[indent..];
    let behind = words.strip_prefix(['*', '-', '+']).or_else(|| {
        let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = words.len() - rest.len();
        // Four digits are more likely the year that a sentence starts with.
        rest.strip_prefix(['.', ')']).filter(|_| (1..4).contains(&digits))
    })?;
    // An item indented by two spaces or more belongs to the one above it.
    (indent < 2 && behind.starts_with([' ', '\t'])).then(|| behind.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str) -> ImportBlock {
        ImportBlock::Item(text.to_owned())
    }

    #[test]
    fn items_keep_what_belongs_to_them() {
        let text = "One\ntwo\n\n* a\n  more\n\n  still a\n  - inner\n* b\n\n```\n* c\n\n# d\n```\n1. e\n**f**\n";
        let expected = [
            ImportBlock::Text("One\ntwo".to_owned()),
            item("a\n  more\n  still a\n  - inner"),
            item("b"),
            ImportBlock::Text("```\n* c\n\n# d\n```".to_owned()),
            item("e\n**f**"),
        ];
        assert_eq!(blocks(text), expected);
    }
}
