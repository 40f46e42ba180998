//! Text in a chart: what is shown of it, its maximum width, and where its lines end.
//!
//! A chart is drawn in whatever font its reader has, so widths are those of the widest common one: text may end early,
//! but never runs into a number.

use crate::decision::text::{one_line, revealed};

/// Maximum length of a text in a chart, in characters: no name has as many, but one in a file from a stranger may.
const LONGEST: usize = 2_000;

/// Returns a text as a chart shows it: on one line, with its invisible characters made visible.
pub(super) fn shown(text: &str) -> String {
    let line = one_line(text);
    let shown = revealed(&line);
    match shown.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown.into_owned(),
    }
}

/// Escapes text for an element or a quoted attribute of XML.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns the maximum width of a text, in the unit of its size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Returns the maximum width of a character, as a share of the size.
fn advance(c: char) -> f64 {
    match c {
        c if is_mark(c) => 0.0,
        c if " !'(),-./:;I[]fijlrt|·".contains(c) => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 1.0,
        c if c.is_ascii_uppercase() || "#&+<=>~".contains(c) => 0.84,
        c if c.is_ascii() => 0.64,
        // Latin, Greek, Cyrillic and marks between words; Hebrew and Arabic.
        '\u{A0}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{203A}' | '\u{2212}' => 0.85,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => 0.75,
        // Han, kana, hangul and emoji are square; unknown characters may be as well.
        _ => 1.1,
    }
}

/// Reports whether a character is drawn over the one before it, and takes no room.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// Reports whether a character belongs to the one before it, so that no line may end between the two.
fn goes_on(before: Option<char>, c: char) -> bool {
    before == Some('\u{200D}')
        || is_mark(c)
        || matches!(c, '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'
            | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Breaks the text into lines that fit into `room`. If there are more than `most`, the last one ends in an ellipsis.
pub(super) fn lines(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in shown(text).split(' ').flat_map(|word| parts(word, room, size)) {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(&word, size) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(shortened(&rest, room, size));
    }
    lines
}

/// Returns a word as a whole, or in parts that each fit into `room`.
fn parts(word: &str, room: f64, size: f64) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in word.chars() {
        let part = parts.last_mut().filter(|part| {
            part.is_empty() || goes_on(part.chars().next_back(), c) || width(part, size) + advance(c) * size <= room
        });
        match part {
            Some(part) => part.push(c),
            None => parts.push(c.to_string()),
        }
    }
    parts
}

/// Returns the start of a text that fits into `room`, with an ellipsis.
fn shortened(text: &str, room: f64, size: f64) -> String {
    let fits = parts(text, room - width("…", size), size).into_iter().next().unwrap_or_default();
    format!("{}…", fits.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: f64 = 120.0;
    const SIZE: f64 = 13.0;

    #[test]
    fn lines_fit_whatever_the_script() {
        for text in [
            "Concurrency and parallelism under heavy load, with back pressure",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
            "データ競合に対する安全性と並行処理の容易さ",
            "سلامة الذاكرة وسهولة الصيانة على المدى الطويل",
            "W".repeat(500).as_str(),
            "👩\u{200D}🚀👩\u{200D}🚀👩\u{200D}🚀👩\u{200D}🚀👩\u{200D}🚀👩\u{200D}🚀👩\u{200D}🚀👩\u{200D}🚀",
        ] {
            let lines = lines(text, ROOM, SIZE, 2);
            assert!(lines.len() <= 2 && lines.iter().all(|line| width(line, SIZE) <= ROOM), "{lines:?}");
        }
    }

    #[test]
    fn nothing_is_left_out_where_there_is_room() {
        assert_eq!(lines("Go", ROOM, SIZE, 1), ["Go"]);
        assert_eq!(lines("data race safety", 70.0, SIZE, 3), ["data race", "safety"]);
        assert_eq!(lines("one two three four", 70.0, SIZE, 1), ["one two…"]);
        assert_eq!(lines("abcdefghij", 40.0, SIZE, 9).concat(), "abcdefghij");
    }

    #[test]
    fn what_belongs_together_is_not_parted() {
        let astronaut = "👩\u{200D}🚀";
        assert!(lines(&astronaut.repeat(9), 60.0, SIZE, 9).iter().all(|line| line.len() % astronaut.len() == 0));
        let accented = "e\u{301}";
        assert!(lines(&accented.repeat(40), 30.0, SIZE, 90).iter().all(|line| line.starts_with('e')));
    }

    #[test]
    fn nothing_of_a_text_is_markup_or_hidden() {
        assert_eq!(escaped("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;'");
        assert_eq!(shown("Go\u{202E}\u{7}\n now"), "Go[U+202E] now");
        assert_eq!(shown(&"x".repeat(100_000)).chars().count(), LONGEST + 1);
    }
}
