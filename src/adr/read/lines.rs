//! The lines of an ADR, each with its place in the file and its kind: text, a heading, code, a comment.

use std::{borrow::Cow, ops::Range};

/// A line without its end. A heading that an underline makes may have several lines, with their ends except for the
/// last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Number of the line, from 1; of several lines, that of the first.
    pub(crate) number: usize,
    /// Byte of the file at which it starts.
    pub(crate) start: usize,
    pub(crate) text: &'a str,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Blank,
    Text,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// A line in a fenced block, or one of its fences.
    Code,
    /// A line inside an HTML comment.
    Comment,
}

impl<'a> Line<'a> {
    /// Returns its bytes in the file.
    pub(crate) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Returns the bytes of a part of it in the file.
    pub(crate) fn span_of(&self, part: &str) -> Range<usize> {
        // A part is a slice of the line; the bounds keep any other text from giving places outside of it.
        let from = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        self.start + from..self.start + (from + part.len()).min(self.text.len())
    }

    /// Returns the words of a heading, without its marks.
    pub(crate) fn heading(&self) -> &'a str {
        let words = without_id(self.text.trim_start().trim_start_matches('#').trim());
        // Closing marks follow a space; without that rule `C#` would lose its last character.
        let unmarked = words.trim_end_matches('#');
        if unmarked.ends_with([' ', '\t']) || unmarked.is_empty() { unmarked.trim_end() } else { words }
    }
}

/// Returns the words of a heading without the name that some renderers let it have, as in `Use Go {#use-go}`.
fn without_id(words: &str) -> &str {
    let Some((title, id)) = words.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')) else { return words };
    let is_id = id.starts_with(['#', ':', '.']) && !title.trim().is_empty();
    if is_id { title.trim_end() } else { words }
}

/// Converts the bytes of a file to text, with every byte in its place: each byte that is not UTF-8 becomes one
/// SUBSTITUTE.
///
/// Places in the text are places in the file, so that callers know which bytes to change.
pub(crate) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| SUBSTITUTE));
    }
    Cow::Owned(text)
}

/// Replacement for a byte that is not text.
pub(crate) const SUBSTITUTE: char = '\u{1A}';

/// The block that is open at the end of a line.
enum Open {
    Nothing,
    Fence(char, usize),
    Comment,
}

/// Returns the lines of the part of a text that starts at a byte, which is the start of the line with this number.
pub(crate) fn lines(text: &str, start: usize, number: usize) -> Vec<Line<'_>> {
    let mut open = Open::Nothing;
    let mut found: Vec<Line<'_>> = Vec::with_capacity(64);
    let mut above: Option<Paragraph> = None;
    let mut at = start;
    for (index, whole) in text[start..].split_inclusive('\n').enumerate() {
        let line = whole.strip_suffix('\n').unwrap_or(whole);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let kind = kind(line, &mut open);
        let line = Line { number: number + index, start: at, text: line, kind };
        at += whole.len();
        let level = underline(line.text).filter(|_| kind == Kind::Text);
        let headed = above.zip(level).filter(|(above, level)| above.is_heading(*level));
        if let Some((paragraph, level)) = headed {
            // The underline does not belong to the text of the section.
            found.truncate(paragraph.first + 1);
            if let Some(heading) = found.last_mut() {
                heading.kind = Kind::Heading(level);
                heading.text = &text[heading.start..paragraph.end];
            }
            found.push(Line { kind: Kind::Blank, ..line });
            above = None;
        } else {
            above = if kind == Kind::Text { Paragraph::with(above, found.len(), &line) } else { None };
            found.push(line);
        }
    }
    found
}

/// The text at the end of the lines so far, up to where an underline would make it a heading.
#[derive(Clone, Copy)]
struct Paragraph {
    /// Index of its first line.
    first: usize,
    /// Byte of the file at which it ends.
    end: usize,
    /// Whether it consists of plain words: no list, table, quote or HTML.
    is_plain: bool,
    has_colon: bool,
}

impl Paragraph {
    /// Returns the paragraph above extended by the line below it, which has this index; `None` if the line separates
    /// what is above from what is below.
    fn with(above: Option<Self>, at: usize, line: &Line<'_>) -> Option<Self> {
        let words = line.text.trim_start();
        let indented = line.text.len() - words.len();
        if is_marks(words) || (above.is_none() && (indented >= 4 || is_definition(words))) {
            return None;
        }
        // A number before a title would be that of a list item, too.
        let is_item = is_item(words) || (above.is_some() && is_numbered_item(words));
        let is_plain = !is_item && !words.starts_with(['>', '<']) && !words.contains('|');
        // An indented line may belong to the list item above it.
        let above = above.unwrap_or(Self { first: at, end: 0, is_plain: indented == 0, has_colon: false });
        Some(Self {
            first: above.first,
            end: line.span().end,
            is_plain: above.is_plain && is_plain,
            has_colon: above.has_colon || words.contains(':'),
        })
    }

    /// Reports whether an underline of this level makes it a heading.
    fn is_heading(&self, level: u8) -> bool {
        // Lines such as `Status: x` above three dashes are keys.
        self.is_plain && (level == 1 || !self.has_colon)
    }
}

/// Reports whether a line consists of marks: a rule across the page, an item without words, or the line of `=` that
/// some write above their title as well.
fn is_marks(words: &str) -> bool {
    ['-', '*', '_', '=', '+'].into_iter().any(|mark| words.trim_matches([mark, ' ', '\t']).is_empty())
}

/// Reports whether a line defines the address of a link, as in `[name]: address`.
fn is_definition(words: &str) -> bool {
    words.starts_with('[') && words.contains("]:")
}

fn is_item(words: &str) -> bool {
    words.strip_prefix(['*', '-', '+']).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

fn is_numbered_item(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < words.len() && rest.strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

fn kind(line: &str, open: &mut Open) -> Kind {
    let trimmed = line.trim_start();
    match open {
        Open::Fence(mark, length) => {
            // As in CommonMark, a longer fence of the same mark closes as well, and one followed by words does not.
            if let Some((closing, n, rest)) = fence(trimmed)
                && closing == *mark
                && n >= *length
                && rest.trim().is_empty()
            {
                *open = Open::Nothing;
            }
            return Kind::Code;
        }
        Open::Comment => {
            if let Some(end) = trimmed.find("-->") {
                *open = Open::Nothing;
                // Renderers show the text after the end of a comment, so the line counts as text.
                if !trimmed[end + 3..].trim().is_empty() {
                    return Kind::Text;
                }
            }
            return Kind::Comment;
        }
        Open::Nothing => {}
    }
    if trimmed.is_empty() {
        return Kind::Blank;
    }
    // Backticks with more backticks later in the line are inline code, and open no block.
    if let Some((mark, length, _)) = fence(trimmed).filter(|(mark, _, rest)| *mark == '~' || !rest.contains('`')) {
        *open = Open::Fence(mark, length);
        return Kind::Code;
    }
    // Most lines hold no such mark, and looking for one character is quick.
    let comment = line.contains('<').then(|| line.rfind("<!--")).flatten();
    // An escaped one is shown.
    let comment = comment.filter(|start| !line[..*start].ends_with('\\'));
    if let Some(start) = comment.filter(|start| !line[*start..].contains("-->")) {
        *open = Open::Comment;
        if line[..start].trim().is_empty() {
            return Kind::Comment;
        }
    } else if trimmed.starts_with("<!--") && trimmed.trim_end().ends_with("-->") {
        return Kind::Comment;
    }
    // Markdown takes a line that is indented by four spaces for code.
    if line.len() - trimmed.len() < 4
        && let Some(level) = atx(trimmed)
    {
        return Kind::Heading(level);
    }
    Kind::Text
}

/// Returns the mark of a fence, its length, and the text after it; `None` for other lines.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    (length >= 3).then_some((mark, length, rest))
}

fn atx(line: &str) -> Option<u8> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(level as u8)
}

/// Returns the level of the heading whose underline this line could be; `None` for other lines.
fn underline(line: &str) -> Option<u8> {
    // As in CommonMark, one mark is enough, and up to three spaces may stand before it.
    let marks = line.trim_start_matches(' ');
    let line = if line.len() - marks.len() < 4 { marks.trim_end() } else { return None };
    let mark = line.chars().next()?;
    let level = match mark {
        '=' => 1,
        '-' => 2,
        _ => return None,
    };
    line.chars().all(|c| c == mark).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Vec<String> {
        let lines = lines(text, 0, 1);
        lines.iter().filter(|l| matches!(l.kind, Kind::Heading(_))).map(|l| l.heading().to_owned()).collect()
    }

    #[test]
    fn headings_are_found_outside_of_code_and_comments() {
        let text =
            "# One #\n````md\n```\n## no\n```\n````\n~~~\n```\n# no\n~~~\n<!--\n# no\n-->\n## C#\nTwo\n===\n#no\n";
        assert_eq!(headings(text), ["One", "C#", "Two"]);
    }

    #[test]
    fn names_of_headings_are_no_words() {
        assert_eq!(
            headings("# Use Go {#use-go}\n## {#x}\n## {Go, C#}\nTwo {: .x }\n===\n"),
            ["Use Go", "{#x}", "{Go, C#}", "Two"]
        );
    }

    #[test]
    fn one_mark_under_a_line_makes_it_a_heading() {
        let text = "One\n=\nTwo\n--\nThree\n   -  \nno\n    --\n\n-\nno:\n-\n= no\n";
        assert_eq!(headings(text), ["One", "Two", "Three"]);
    }

    #[test]
    fn an_underline_makes_all_lines_of_its_paragraph_a_heading() {
        let text = "Use Go\r\nfor (now)\r\n*the* service\r\n===\n\nTwo\n  lines\n---\nText\n\n***\nThree\n---\n    code\nFour\n--\n\
            ====\nADR-5: Five\n====\n[a]: b\nSix\n-\n";
        let headings: Vec<Vec<String>> =
            headings(text).iter().map(|words| words.lines().map(|line| line.trim().to_owned()).collect()).collect();
        assert_eq!(
            headings,
            [
                &["Use Go", "for (now)", "*the* service"][..],
                &["Two", "lines"],
                &["Three"],
                &["Four"],
                &["ADR-5: Five"],
                &["Six"]
            ]
        );
        let first = lines(text, 0, 1)[0];
        assert_eq!((first.number, &text[first.span()]), (1, "Use Go\r\nfor (now)\r\n*the* service"));
        // The next line is the underline.
        assert_eq!(lines(text, 0, 1)[1].number, 4);
    }

    #[test]
    fn what_is_no_paragraph_is_no_heading() {
        for text in [
            "- item\nmore\n---\n",
            "1. item\n2. item\n---\n",
            "> quote\nmore\n---\n",
            "| a |\nmore\n---\n",
            "<div>\nmore\n---\n",
            "status: accepted\nmore\n---\n",
            "Text\n- item\n---\n",
            "  item\nmore\n---\n",
        ] {
            assert_eq!(headings(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn every_line_knows_its_bytes() {
        let text = "a\r\n\r\nbé\n";
        for line in lines(text, 0, 1) {
            assert_eq!(&text[line.span()], line.text);
        }
        assert_eq!(lines(text, 3, 2)[1].number, 3);
    }

    #[test]
    fn what_is_no_text_keeps_every_byte_at_its_place() {
        let bytes = b"caf\xE9 \xFF\xC3x\xE2\x82";
        let text = text_of(bytes);
        assert_eq!((text.len(), text.find('x')), (bytes.len(), Some(7)));
    }
}
