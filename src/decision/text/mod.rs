//! Text that people typed: cleaning it, and making short names from it.

mod case;
mod columns;
mod date;
mod link;
mod path;
mod percent;
mod shell;
mod visible;

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

pub use self::{
    case::{capitalized, sentence, stopped, uncapitalized},
    columns::columns,
    date::day,
    link::{LinkBytes, entity, link_path},
    path::{file_name, file_stem, is_in_git, is_same_path, leads_out, path_key, path_spellings, unnumbered},
    percent::percent_decoded,
    shell::{shell_path, shell_quoted},
    visible::{escaped_json, is_blank, revealed, visible},
};

/// Returns the text as a record holds it: lines end in LF, and control characters other than line feed and tab are left
/// out.
///
/// Such characters cannot be typed; they come with pasted text and would be invisible in the file and in the ADR.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unwanted) {
        return Cow::Borrowed(text);
    }
    // CRLF comes first, or it would become two line feeds.
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(unix.replace(is_unwanted, ""))
}

/// Reports whether a character is a control other than line feed and tab: nobody typed it, and nobody would see it.
fn is_unwanted(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// Returns the text [cleaned](clean), and on one line, as typed: a space at its end stays, so that the next word can be
/// typed after it.
#[must_use]
pub fn single_line(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ")
}

/// Returns the text [cleaned](clean), and on one line: every run of white space becomes one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the key of a name: names that differ only in case, in white space and in the encoding of their accents have
/// one key.
#[must_use]
pub fn name_key(name: &str) -> String {
    path_key(&one_line(name)).to_lowercase()
}

/// Returns a part's name in sentences: without white space around it, and its id if nothing of the name can be seen.
#[must_use]
pub fn called<'a>(name: &'a str, id: &'a str) -> &'a str {
    if is_blank(name) { id } else { name.trim() }
}

/// Returns a short name for files and ids: lower-case letters and digits of any script, with single dashes between.
///
/// It is cut to `max` characters, at a dash if one is near. It is empty if the text holds no letter and no digit.
#[must_use]
pub fn slug(text: &str, max: usize) -> String {
    // C, C++ and C# would otherwise have the same slug.
    let spelled = text.to_lowercase().replace('+', " plus ").replace('#', " sharp ").replace('&', " and ");
    // Marks belong to the letter before them; some systems write an accent as a mark of its own.
    let spelled = if spelled.contains(is_combining_mark) { spelled.nfc().collect() } else { spelled };
    let words = spelled.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    let words: Vec<&str> =
        words.map(|word| word.trim_start_matches(is_combining_mark)).filter(|word| !word.is_empty()).collect();
    let whole = words.join("-");
    if whole.chars().count() <= max {
        return whole;
    }
    let cut: String = whole.chars().take(max).collect();
    match cut.rfind('-') {
        // A dash in the first half would cut away most of the name.
        Some(dash) if dash * 2 > cut.len() => cut[..dash].to_owned(),
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_every_script_and_drop_the_rest() {
        assert_eq!(slug("Use Go for the ingest service", 80), "use-go-for-the-ingest-service");
        assert_eq!(slug("Größe über alles", 80), "größe-über-alles");
        assert_eq!(slug("../../etc/passwd", 80), "etc-passwd");
        assert_eq!(slug("C++ & C#", 80), "c-plus-plus-and-c-sharp");
        assert_eq!(slug("🦀🦀 ❤\u{FE0F}", 80), "");
        assert_eq!(slug("हिन्दी में", 80), "हिन्दी-में");
        assert_eq!(slug("Gro\u{308}ße", 80), "größe");
        assert_eq!(slug("one two three", 9), "one-two");
        assert_eq!(slug(&"x".repeat(500), 60).len(), 60);
    }

    #[test]
    fn a_slug_is_its_own_slug() {
        for text in ["İstanbul", "ŒUVRE", "ǅ", "ẞ", "a\u{301}b", "ﬁne"] {
            let once = slug(text, 60);
            assert_eq!(slug(&once, 60), once, "{text}");
        }
    }

    #[test]
    fn cleaning_keeps_lines_and_tabs() {
        assert_eq!(clean("a\r\nb\rc\td\0e\u{7}"), "a\nb\nc\tde");
        assert!(matches!(clean("plain"), Cow::Borrowed(_)));
        assert_eq!(one_line(" a\n b\tc "), "a b c");
    }
}
