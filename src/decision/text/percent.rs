//! Percent-encoded texts, as links have them.

use std::borrow::Cow;

/// The text with its bytes decoded; what is not UTF-8 then becomes �.
#[must_use]
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes: Vec<u8> = percent_decoded_bytes(text).map(|(_, byte)| byte).collect();
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes that a percent-encoded text stands for, each with its place in the text.
pub fn percent_decoded_bytes(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let first = *text.as_bytes().get(start)?;
        let code = text.get(start + 1..start + 3).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let decoded = code.filter(|_| first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        at += if decoded.is_some() { 3 } else { 1 };
        Some((start, decoded.unwrap_or(first)))
    })
}
