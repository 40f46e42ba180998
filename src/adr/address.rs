//! Web addresses: those that people typed in a text, those of links, and those of files.

use std::fmt::Write as _;

use crate::decision::{is_safe_url, text::percent_decoded};

/// Splits a word into the part before a web or mail address, the address, and the part after it.
///
/// Returns `None` unless the address can be put between `<` and `>` exactly as it is.
pub(super) fn as_link(word: &str) -> Option<(&str, &str, &str)> {
    let start = ["https://", "http://"].iter().filter_map(|scheme| word.find(scheme)).min()?;
    let (before, rest) = word.split_at(start);
    let url = without_punctuation(rest);
    let host = url.split_once("//")?.1;
    // Otherwise these letters end another scheme, such as `git+https://`.
    let stands_alone = !before.ends_with(|c: char| c.is_alphanumeric() || "+-.".contains(c));
    let plain = url.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()+,;=%".contains(c));
    // In the whole rest, since the semicolon that ends an entity was cut off as punctuation.
    let has_entity = url.match_indices('&').any(|(at, _)| is_entity(&rest[at + 1..]));
    // Programs show what is percent-encoded, and bytes that are no text could not be shown.
    let is_text = !percent_decoded(url).contains('\u{FFFD}');
    (stands_alone && plain && is_text && !has_entity && host.starts_with(|c: char| c.is_ascii_alphanumeric()))
        .then(|| (before, url, &rest[url.len()..]))
}

/// Returns the address without the punctuation of the sentence around it.
fn without_punctuation(mut url: &str) -> &str {
    loop {
        let shorter = url.trim_end_matches(|c: char| ".,;:!?'\"_~*>]”’»".contains(c));
        // An address may end in a parenthesis that it has opened itself, as many of Wikipedia's do.
        let unbalanced = shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if unbalanced { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter == url {
            return url;
        }
        url = shorter;
    }
}

/// Returns the address of a link between `(` and `)`; `None` for a kind of address that is not exported.
///
/// Everything that could end the address, or be read as markup, is percent-encoded, as is everything outside ASCII.
pub(super) fn destination(url: &str) -> Option<String> {
    let address = web_address(url)?;
    let mut text = String::with_capacity(address.len());
    for (index, c) in address.char_indices() {
        // Markdown reads entities in addresses as well.
        let is_read = c == '&' && is_entity(&address[index + 1..]);
        text.push_str(if is_read { "&amp;" } else { &address[index..index + c.len_utf8()] });
    }
    Some(text)
}

/// Returns a web or mail address in ASCII; `None` for another kind.
fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    is_safe_url(url).then(|| encoded(url, "-._~:/?#@!$&'+,;=%"))
}

/// Returns a web or mail address as it may be opened, in ASCII, and its target in a few words: the host, or who gets
/// the mail. Returns `None` for an address of another kind.
///
/// The part before an `@` does not belong to the host, whatever it looks like.
#[must_use]
pub fn openable(url: &str) -> Option<(String, String)> {
    let address = web_address(url)?;
    let rest = address.split_once(':')?.1;
    let leads = match rest.strip_prefix("//") {
        Some(rest) => {
            let authority = rest.split(['/', '?', '#', '\\']).next()?;
            authority.rsplit('@').next()?
        }
        None => rest.split('?').next()?,
    };
    (!leads.is_empty()).then(|| (address.clone(), leads.to_owned()))
}

/// Returns a path of folders and a file as the address of a link from one file to another.
pub(crate) fn file_destination(path: &str) -> String {
    encoded(path, "-._~/")
}

/// Reports whether the text after an ampersand makes it an entity, such as `&copy;`.
pub(super) fn is_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && name.starts_with(';')
}

/// Percent-encodes everything in a text except ASCII letters, digits and the characters of `kept`.
pub(super) fn encoded(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || kept.contains(c) => encoded.push(c),
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    // Writing to a string cannot fail.
                    let _ = write!(encoded, "%{byte:02X}");
                }
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown_host(url: &str) -> Option<String> {
        openable(url).map(|(_, leads)| leads)
    }

    #[test]
    fn only_web_and_mail_is_opened_and_the_host_is_told() {
        assert_eq!(shown_host("https://go.dev/doc?q=1#x").as_deref(), Some("go.dev"));
        assert_eq!(shown_host("HTTPS://github.com@evil.example/go").as_deref(), Some("evil.example"));
        assert_eq!(shown_host("http://a.example?@b.example").as_deref(), Some("a.example"));
        assert_eq!(shown_host("http://a.example\\@b.example").as_deref(), Some("b.example"));
        assert_eq!(shown_host("mailto:ana@a.example?subject=x").as_deref(), Some("ana@a.example"));
        for url in
            ["file:///etc/passwd", "javascript:alert(1)", "ssh://a", "//a.example", "a.md", "", "http://", "https:a"]
        {
            assert_eq!(shown_host(url), None, "{url}");
        }
        assert_eq!(openable("https://a.example/?a&copy;").unwrap_or_default().0, "https://a.example/?a&copy;");
        assert_eq!(destination("https://a.example/?a&copy;b&c").as_deref(), Some("https://a.example/?a&amp;copy;b&c"));
        assert_eq!(openable("https://a.example/\u{202E}b").unwrap_or_default().0, "https://a.example/%E2%80%AEb");
    }
}
