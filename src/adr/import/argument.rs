//! Arguments for and against an option, and consequences, as ADRs word them.

use crate::decision::ConsequenceKind;

/// Returns the kind of a list item such as `Good, because it is fast`, and the text after those words.
pub(super) fn argument(text: &str) -> Option<(ConsequenceKind, &str)> {
    let text = text.trim_start();
    let plain = text.trim_start_matches(['*', '_', '`']);
    for (words, kind) in [
        ("good", ConsequenceKind::Good),
        ("pro", ConsequenceKind::Good),
        ("positive", ConsequenceKind::Good),
        ("✅", ConsequenceKind::Good),
        ("neutral", ConsequenceKind::Neutral),
        ("bad", ConsequenceKind::Bad),
        ("con", ConsequenceKind::Bad),
        ("negative", ConsequenceKind::Bad),
        ("❌", ConsequenceKind::Bad),
    ] {
        let Some((start, rest)) = plain.split_at_checked(words.len()) else { continue };
        if !start.eq_ignore_ascii_case(words) {
            continue;
        }
        let behind = rest.trim_start_matches(['*', '_', '`']);
        // Without a blank or punctuation it is the start of a longer word, such as `Goods` or `Consider`.
        let is_in_longer_word = words.is_ascii() && !behind.starts_with([',', ':', '.', ' ']);
        let lower = behind.to_ascii_lowercase();
        let because = [", because ", " because "]
            .iter()
            .find_map(|because| lower.starts_with(because).then(|| &behind[because.len()..]));
        let stated = because.or_else(|| behind.strip_prefix([',', ':', '.'])).map(str::trim_start);
        let stated = stated.or_else(|| (!words.is_ascii()).then(|| behind.trim_start()));
        if let Some(stated) = stated.filter(|stated| !is_in_longer_word && !stated.is_empty()) {
            return Some((kind, stated));
        }
    }
    None
}

/// Returns the kind of the list under a heading or item such as `Pros`; `None` for other words.
pub(super) fn list_kind(words: &str) -> Option<ConsequenceKind> {
    match words.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str() {
        "pros" | "pro" | "advantages" | "benefits" | "strengths" | "positive" => Some(ConsequenceKind::Good),
        "cons" | "con" | "disadvantages" | "drawbacks" | "weaknesses" | "negative" => Some(ConsequenceKind::Bad),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_in_every_wording() {
        for (text, expected) in [
            ("Good, because it is fast", Some((ConsequenceKind::Good, "it is fast"))),
            ("**Good**: fast", Some((ConsequenceKind::Good, "fast"))),
            ("Bad because slow", Some((ConsequenceKind::Bad, "slow"))),
            ("Neutral, fine", Some((ConsequenceKind::Neutral, "fine"))),
            ("✅ Easy", Some((ConsequenceKind::Good, "Easy"))),
            ("Goods are sold", None),
            ("Consider it", None),
            ("Con", None),
            ("Pro", None),
        ] {
            assert_eq!(argument(text), expected, "{text}");
        }
    }
}
