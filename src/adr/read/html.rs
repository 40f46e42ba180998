//! Tags of HTML, as people write them into Markdown.

/// Tags within a line, which change nothing about its words.
const INLINE: [&str; 21] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "s", "small",
    "span", "strike", "strong", "sub", "u",
];
/// Tags that begin or end a part of its own.
const BLOCK: [&str; 22] = [
    "br", "caption", "center", "dd", "details", "div", "dl", "dt", "hr", "li", "ol", "p", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];
/// Tags of the cells of a table and of a definition list.
const CELLS: [&str; 4] = ["dd", "dt", "td", "th"];

/// Maximum number of bytes in a tag, behind its name.
const LONGEST: usize = 500;

/// A tag at the start of a text.
pub(crate) struct Tag<'a> {
    name: &'a str,
    /// Number of its bytes, from bracket to bracket.
    pub(crate) length: usize,
    pub(crate) is_block: bool,
    closes: bool,
}

/// Returns the tag that a text starts with; `None` if that is no tag that people write into Markdown, such as `<T>`.
pub(crate) fn tag(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let closes = name.len() < inner.len();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (name, rest) = name.split_at(end);
    // Without a bound, a line of a million of them would take quadratic time.
    let length = text.len() - rest.len() + rest.bytes().take(LONGEST).position(|byte| byte == b'>')? + 1;
    // A single capital is a type, as in `List<U>`.
    let is_one_of =
        |names: &[&str]| names.iter().any(|known| *known == name || (end > 1 && known.eq_ignore_ascii_case(name)));
    let is_block = is_one_of(&BLOCK);
    let is_tag = rest.starts_with([' ', '/', '>']) && (is_block || is_one_of(&INLINE));
    is_tag.then_some(Tag { name, length, is_block, closes })
}

/// Reports whether a line opens a block of HTML, in which Markdown does not count up to the next blank line.
pub(crate) fn opens_block(line: &str) -> bool {
    // Most lines start otherwise.
    let line = line.trim_start();
    line.starts_with('<') && tag(line).is_some_and(|tag| tag.is_block && tag.name != "br")
}

/// Maximum number of tags that are taken off one after another.
const MOST_TAGS: usize = 8;

/// Reports whether a line opens a table or a list of definitions.
pub(super) fn opens_cells(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('<')
        && tag(line).is_some_and(|tag| ["dl", "table"].iter().any(|name| name.eq_ignore_ascii_case(tag.name)))
}

/// Returns a text without the tags before its words.
pub(crate) fn opened(mut text: &str) -> &str {
    while let Some(tag) = tag(text).filter(Tag::has_no_target) {
        text = text[tag.length..].trim_start();
    }
    text
}

/// Returns a text without the tags behind its words that close nothing in it.
pub(crate) fn closed(mut text: &str) -> &str {
    for _ in 0..MOST_TAGS {
        if !text.ends_with('>') {
            break;
        }
        let Some(start) = text.rfind('<') else { break };
        let Some(tag) = tag(&text[start..]).filter(Tag::has_no_target) else { break };
        let closes_nothing = tag.closes && !text[..start].contains(&format!("<{}", tag.name));
        if !tag.is_block && !closes_nothing {
            break;
        }
        text = text[..start].trim_end();
    }
    text
}

/// Returns a text without the tags around the whole of it.
pub(super) fn trimmed(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..MOST_TAGS {
        let Some(tag) = tag(text).filter(Tag::has_no_target) else { break };
        let inner = &text[tag.length..];
        if tag.is_block || tag.closes {
            text = inner.trim_start();
        } else {
            let close = format!("</{}>", tag.name);
            let Some(inner) = inner.strip_suffix(&close).filter(|inner| !inner.contains(&close)) else { break };
            text = inner.trim();
        }
    }
    closed(text)
}

impl Tag<'_> {
    /// Reports whether it is none of a link or a picture.
    fn has_no_target(&self) -> bool {
        !["a", "img"].iter().any(|name| name.eq_ignore_ascii_case(self.name))
    }
}

/// A part of a line between tags.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// Whether it is in the cell of a key.
    pub(super) is_key: bool,
}

/// Returns the parts of a line between its block tags, also those cells that are empty.
pub(super) fn pieces<'a>(line: &'a str) -> Vec<Piece<'a>> {
    let mut found = Vec::new();
    let mut name = "";
    let mut from = 0;
    let is_one_of = |name: &str, names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let mut push = |text: &'a str, name: &str, is_closed: bool| {
        let text = trimmed(text);
        if !text.is_empty() || (is_closed && is_one_of(name, &CELLS)) {
            found.push(Piece { text, is_key: is_one_of(name, &["dt", "th"]) });
        }
    };
    for (at, _) in line.match_indices('<') {
        if let Some(tag) = tag(&line[at..]).filter(|tag| tag.is_block && at >= from) {
            push(&line[from..at], name, tag.closes && tag.name == name);
            name = if tag.closes { "" } else { tag.name };
            from = at + tag.length;
        }
    }
    push(&line[from..], name, false);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_angle_brackets_are_no_tags() {
        for text in ["<T>", "<U>", "<T> or <U>", "< b>", "<b", "<https://x.example>", "<!-- b -->", "b", "<>", "<é>"] {
            assert!(tag(text).is_none(), "{text}");
        }
        for (text, inner) in [
            ("<b>x</b>", "x"),
            ("<p><strong>x:</strong> y</p>", "<strong>x:</strong> y"),
            ("<br/>x", "x"),
            ("<T>", "<T>"),
        ] {
            assert_eq!(trimmed(text), inner);
        }
    }

    #[test]
    fn cells_are_parts_also_where_they_are_empty() {
        let line = "<tr><th>Status</th><td></td></tr><tr><th>Date</th><td><b>x</b> y</td></tr>";
        let found: Vec<(&str, bool)> = pieces(line).iter().map(|piece| (piece.text, piece.is_key)).collect();
        assert_eq!(found, [("Status", true), ("", false), ("Date", true), ("<b>x</b> y", false)]);
    }
}
