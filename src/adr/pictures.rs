//! Pictures replaced by their words, for places where no pictures are loaded.

use std::borrow::Cow;

use super::read::{Kind, lines, pictures};

/// Replaces each picture in a Markdown text by its words, in emphasis.
#[must_use]
pub fn pictures_in_words(text: &str) -> Cow<'_, str> {
    if !text.contains("![") {
        return Cow::Borrowed(text);
    }
    let mut told = String::with_capacity(text.len());
    let mut from = 0;
    for line in lines(text, 0, 1).into_iter().filter(|line| line.kind != Kind::Code) {
        for picture in pictures(line.text) {
            let words = picture.text.trim();
            told.push_str(&text[from..line.start + picture.span.start]);
            let colon = if words.is_empty() { "" } else { ": " };
            told.extend(["*Picture", colon, words, "*"]);
            from = line.start + picture.span.end;
        }
    }
    told.push_str(&text[from..]);
    Cow::Owned(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_change_and_only_in_running_text() {
        for (text, told) in [
            ("a\n![b [c]](d.svg) e\n", "a\n*Picture: b [c]* e\n"),
            ("[![b](c.png)](d)", "[*Picture: b*](d)"),
            ("![](c.png)![d](e)", "*Picture**Picture: d*"),
            ("```\n![b](c)\n```\n`![b](c)`", "```\n![b](c)\n```\n`![b](c)`"),
            ("[b](c) !", "[b](c) !"),
        ] {
            assert_eq!(pictures_in_words(text), told);
        }
    }
}
