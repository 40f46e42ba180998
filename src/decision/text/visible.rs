//! Characters that a reader cannot see.

use std::{borrow::Cow, fmt::Write as _};

/// Returns the text without characters that are invisible or that reorder what is shown.
///
/// Left out: direction marks, embeddings, overrides and isolates (with them a line can read otherwise than it is
/// written), zero-width spaces, invisible operators, byte order marks, tag characters and non-characters. Joiners stay
/// where a script or an emoji needs them: between two characters that are not ASCII. Line and paragraph separators
/// become line feeds.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let kept = with_need(text.chars().filter(|c| !is_hidden(*c))).filter_map(|(c, is_needed)| match c {
        _ if is_joiner(c) => is_needed.then_some(c),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        _ => Some(c),
    });
    Cow::Owned(kept.collect())
}

/// Reports whether nothing in a text can be seen: it is empty, or holds only white space and characters without a
/// shape.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_hidden(c) || is_joiner(c) || has_no_shape(c))
}

/// Returns the text with `[U+202E]` in place of each character that [`visible`] leaves out or that ends a line for some
/// programs only, so that people notice it. For windows and terminals, where a text may imitate another one.
#[must_use]
pub fn revealed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|c| is_hidden(c) || is_joiner(c) || is_separator(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for (c, is_needed) in with_need(text.chars()) {
        if is_hidden(c) || is_separator(c) || (is_joiner(c) && !is_needed) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "[U+{:04X}]", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    if shown == text { Cow::Borrowed(text) } else { Cow::Owned(shown) }
}

/// Returns each character, and whether a joiner is needed there: between two characters that are not ASCII. A selector is
/// needed where it chooses the form of the ideograph before it, as in names.
fn with_need(characters: impl Iterator<Item = char>) -> impl Iterator<Item = (char, bool)> {
    let mut rest = characters.peekable();
    let mut before = None;
    std::iter::from_fn(move || {
        let c = rest.next()?;
        let is_needed = if is_selector(c) {
            before.is_some_and(is_ideograph)
        } else {
            before.is_some_and(|before: char| !before.is_ascii()) && rest.peek().is_some_and(|next| !next.is_ascii())
        };
        before = Some(c);
        Some((c, is_needed))
    })
}

/// Reports whether a character ends a line or a paragraph for some programs, and not for others.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Returns a text in JSON with every character escaped that is hidden, or that may steer a terminal.
#[must_use]
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    if !json.contains(|c| is_unfit(c) || is_joiner(c)) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 8);
    for (c, is_needed) in with_need(json.chars()) {
        if !is_unfit(c) && (!is_joiner(c) || is_needed) {
            escaped.push(c);
            continue;
        }
        // JSON escapes UTF-16 units, so a character beyond U+FFFF takes two.
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    Cow::Owned(escaped)
}

/// Reports whether a character has no shape of its own: variation selectors and inherent vowels change the character
/// before them, and the braille pattern without dots is a space.
fn has_no_shape(c: char) -> bool {
    matches!(c, '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{2800}' | '\u{FE00}'..='\u{FE0F}')
}

/// Reports whether a character is invisible, or may steer a terminal.
fn is_unfit(c: char) -> bool {
    (c.is_control() && c != '\n') || is_hidden(c) || is_separator(c)
}

/// Reports whether a character is seen only by what it does to its neighbours.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}') || is_selector(c)
}

/// Reports whether a character chooses one of the forms of an ideograph.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{E0100}'..='\u{E01EF}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(visible("a\u{202E}b\u{2066}c\u{200B}d\u{FEFF}e\u{E0041}"), "abcde");
        assert_eq!(visible("one\u{2028}two"), "one\ntwo");
        assert!(matches!(visible("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_belongs_to_the_character_before_it_stays() {
        for whole in ["می\u{200C}خواهم Go", "Go 👩\u{200D}💻 team", "葛\u{E0100}城", "ক\u{9CD}\u{200D}ষ"]
        {
            assert_eq!(visible(whole), whole);
            assert!(matches!(revealed(whole), Cow::Borrowed(_)), "{whole:?}");
        }
        // A second one, or one after anything else, could hide a text.
        assert_eq!(revealed("葛\u{E0100}\u{E0101}城 a\u{E0100}"), "葛\u{E0100}[U+E0101]城 a[U+E0100]");
        assert_eq!(visible("葛\u{E0100}\u{E0101}城 a\u{E0100}"), "葛\u{E0100}城 a");
        assert!(is_blank("\u{E0100}"));
    }

    #[test]
    fn a_text_is_blank_where_nothing_can_be_seen() {
        for blank in
            ["", " \n\t", "\u{A0}\u{3000}", "\u{200B}", "\u{FEFF} \u{200D}", "\u{3164}", "\u{2800}\u{FE0F}", "\u{7}"]
        {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["a", " . ", "\u{200B}漢", "🦀", "می\u{200C}خ"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(revealed("Go\u{202E}tsuR\u{2066}!\u{200B}"), "Go[U+202E]tsuR[U+2066]![U+200B]");
        assert_eq!(revealed("R\u{200D}ust"), "R[U+200D]ust");
        assert_eq!(revealed("a\u{2028}b\u{2029}"), "a[U+2028]b[U+2029]");
        assert_eq!(
            escaped_json("{\n\"é\u{9B}\u{7F}\u{202E}\u{E0041}\"}"),
            "{\n\"é\\u009b\\u007f\\u202e\\udb40\\udc41\"}"
        );
        assert_eq!(escaped_json("\"R\u{200D}ust é\u{200D}\""), "\"R\\u200dust é\\u200d\"");
        for plain in ["plain", "naïve 言語 עברית", "👩\u{200D}🚀", "می\u{200C}خواهم"] {
            assert_eq!(revealed(plain), plain);
            assert_eq!(escaped_json(plain), plain);
        }
    }

    #[test]
    fn joiners_stay_where_a_script_or_an_emoji_needs_them() {
        for needed in ["👩\u{200D}🚀", "می\u{200C}خواهم"] {
            assert_eq!(visible(needed), needed);
        }
        assert_eq!(visible("R\u{200D}ust\u{200C} é\u{200D}"), "Rust é");
    }
}
