//! People's text as Markdown and YAML that shows the same text and has no other meaning.
//!
//! Web addresses in a line keep their meaning. Everything else that Markdown would read as markup is escaped, so that
//! it appears as it was typed on GitHub, in `MkDocs` and in Jekyll alike.

use crate::decision::text::{one_line, visible};

use super::address::{as_link, is_entity};

/// Converts a text to inline Markdown on one line, the same in a paragraph, a heading, a list item and a table cell.
#[must_use]
pub fn markdown_text(text: &str) -> String {
    inline(text, push_word)
}

/// Converts the words of a link to inline Markdown, without brackets, on which several ADR clients stumble. If the
/// words are nothing but brackets, these become round ones.
#[must_use]
pub fn markdown_label(text: &str) -> String {
    let bare = text.replace(['[', ']'], "");
    let words = if bare.trim().is_empty() { text.replace('[', "(").replace(']', ")") } else { bare };
    inline(&words, push_escaped)
}

fn inline(text: &str, push: fn(&str, &mut String)) -> String {
    let line = one_line(&visible(text));
    let mut markdown = String::with_capacity(line.len() + 8);
    let (first, rest) = line.split_once(' ').map_or((line.as_str(), None), |(first, rest)| (first, Some(rest)));
    push_first(first, &line, push, &mut markdown);
    for word in rest.into_iter().flat_map(|rest| rest.split(' ')) {
        markdown.push(' ');
        push(word, &mut markdown);
    }
    // At the end of a heading it looks like the mark that closes a heading.
    if markdown.ends_with('#') && !markdown.ends_with("\\#") {
        markdown.insert(markdown.len() - 1, '\\');
    }
    markdown
}

/// Converts a text to a YAML scalar on one line: plain if that is beyond doubt, else in double quotes.
#[must_use]
pub fn yaml_text(text: &str) -> String {
    let line = one_line(&visible(text));
    if is_plain_yaml(&line) { line } else { yaml_quoted(text) }
}

/// Converts a text to a YAML scalar in double quotes on one line.
pub(super) fn yaml_quoted(text: &str) -> String {
    let line = one_line(&visible(text));
    let mut text = String::with_capacity(line.len() + 2);
    for (index, c) in line.char_indices() {
        match c {
            '\\' | '"' => text.extend(['\\', c]),
            // Jekyll looks for the marks of Liquid everywhere.
            '{' if line[index + 1..].starts_with(['{', '%']) => text.push_str("\\u007B"),
            c => text.push(c),
        }
    }
    format!("\"{text}\"")
}

fn is_plain_yaml(line: &str) -> bool {
    // YAML 1.1, which many programs still follow, reads these words as values.
    const READ_AS_OTHER_THAN_TEXT: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    // A text that starts with a digit may be read as a number or a date.
    line.starts_with(char::is_alphabetic)
        && line.chars().all(|c| c.is_alphanumeric() || " ,.-'()/@+_".contains(c))
        && !READ_AS_OTHER_THAN_TEXT.contains(&line.to_lowercase().as_str())
}

/// Writes the first word of a line, whose place could give it a meaning.
fn push_first(word: &str, line: &str, push: fn(&str, &mut String), markdown: &mut String) {
    // A thematic break, the underline of a heading, or the row below a table's head.
    let is_rule = word.starts_with(['-', '=']) && line.chars().all(|c| "-=:| ".contains(c));
    // `!!!` opens a note of Python-Markdown. A lone `^` ends a block of kramdown's, and in brackets it opens the mark of a footnote.
    if is_rule || word.starts_with(['>', ':', '^']) || word.starts_with("!!!") || matches!(word, "-" | "+") {
        let start = markdown.len();
        push(word, markdown);
        // It may be escaped already, and a second backslash would show the first.
        let first = markdown[start..].chars().next().filter(|first| !matches!(first, '\\' | '&'));
        if let Some(first) = first {
            markdown.replace_range(start..start + first.len_utf8(), &escaped(first));
        }
        return;
    }
    let (name, end) = word.split_at(word.len() - usize::from(word.ends_with(['.', ')', ':'])));
    // Some ADR clients take a line that starts with a key for metadata, anywhere in the file.
    let is_key = end == ":" && ["date", "status"].contains(&name.to_ascii_lowercase().as_str());
    let is_number = end != ":" && !name.is_empty() && name.bytes().all(|c| c.is_ascii_digit());
    if let Some(end) = end.chars().next().filter(|_| is_key || is_number) {
        markdown.extend([name, &escaped(end)]);
    } else {
        push(word, markdown);
    }
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
    for (index, c) in word.char_indices() {
        match meaning(c, &word[..index], &word[index + c.len_utf8()..]) {
            Meaning::Itself => markdown.push(c),
            Meaning::Markup => markdown.push_str(&escaped(c)),
            Meaning::MarkupWhateverStandsBefore => markdown.push_str(&entity(c)),
        }
    }
}

/// Returns a character that a program would read as markup as one that it shows: behind a backslash where all of them read
/// that, else as an entity, since Python-Markdown and kramdown know fewer such characters than `CommonMark` and show the backslash.
fn escaped(c: char) -> String {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '(' | ')' | '#' | '+' | '-' | '.' | '!' | '>' => format!("\\{c}"),
        c => entity(c),
    }
}

/// Returns a character as an entity of HTML.
fn entity(c: char) -> String {
    match c {
        '<' => "&lt;".to_owned(),
        '&' => "&amp;".to_owned(),
        c => format!("&#{};", u32::from(c)),
    }
}

/// The meaning that a character of a text would have in Markdown.
enum Meaning {
    Itself,
    Markup,
    /// As markup, but to programs that know no backslash.
    MarkupWhateverStandsBefore,
}

/// Returns the meaning of a character in the Markdown of GitHub, `MkDocs` and Jekyll. Jekyll looks for the marks of Liquid before
/// anything else.
fn meaning(c: char, before: &str, after: &str) -> Meaning {
    let in_word = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    let is_markup = match c {
        '{' if after.starts_with(['{', '%']) => return Meaning::MarkupWhateverStandsBefore,
        // Two of them would break the line in kramdown if it ends here.
        '\\' if after.is_empty() => return Meaning::MarkupWhateverStandsBefore,
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' | '{' | '$' => true,
        // Inside a word, as in `snake_case`, it is no emphasis.
        '_' => !in_word,
        // At the start of a line it makes a heading, and it may close one.
        '#' => before.is_empty() || before.ends_with('#'),
        // Browsers read numbers without a semicolon as well.
        '&' => is_entity(after) || after.starts_with('#'),
        // GitHub links bare addresses, and takes the backslashes after them for a part of the address.
        ':' => after.starts_with("//"),
        '.' => before.to_ascii_lowercase().ends_with("www"),
        _ => false,
    };
    if is_markup { Meaning::Markup } else { Meaning::Itself }
}
