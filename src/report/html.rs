//! People's text as HTML.

use minijinja::{Error, Output, State, Value, escape_formatter};

use crate::{
    adr::{Block, blocks_of},
    decision::text::{clean, revealed},
};

/// Prints a value. People's text is shown without control characters, and with its hidden characters made visible.
pub(super) fn print(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => Ok(output.write_str(&escaped(text))?),
        _ => escape_formatter(output, state, value),
    }
}

/// Returns text for an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let clean = clean(text);
    let shown = revealed(&clean);
    let mut escaped = String::with_capacity(shown.len() + 16);
    for c in shown.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns a text of several lines as paragraphs and lists, as an ADR has them.
pub(super) fn blocks(text: &str) -> String {
    blocks_of(text).iter().map(block).collect()
}

/// Returns the same for a place that follows words on a line: without the tags of a single paragraph.
pub(super) fn inline_blocks(text: &str) -> String {
    match &blocks_of(text)[..] {
        [Block::Paragraph(lines)] => lines_of(lines),
        several => several.iter().map(block).collect(),
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(lines) => format!("<p>{}</p>\n", lines_of(lines)),
        Block::Bullets(items) => list("ul", items),
        Block::Numbered(items) => list("ol", items),
    }
}

fn list(element: &str, items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
    format!("<{element}>{}</{element}>\n", items.concat())
}

fn lines_of(lines: &[String]) -> String {
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>")
}
