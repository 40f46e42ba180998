//! Arguments for and against an option, and consequences, as ADRs word them.

use crate::{
    adr::{
        language::{behind_because, opening_tone, tone},
        read::plain,
    },
    decision::ConsequenceKind,
};

/// Returns the kind of a list item such as `Good, because it is fast`, and the text after those words.
pub(super) fn argument(text: &str) -> Option<(ConsequenceKind, &str)> {
    let text = text.trim_start();
    if let Some((kind, rest)) = sign(text) {
        let stated = rest.trim_start_matches(['\u{FE0F}', '✅', '❌', ' ']);
        return (!stated.is_empty()).then_some((kind, stated));
    }
    let (kind, behind) = opening_tone(text.trim_start_matches(['*', '_', '`', '[', '(']))?;
    let behind = behind.trim_start_matches(['*', '_', '`', ']', ')']);
    // French has a space before a colon.
    let colon = behind.trim_start().strip_prefix([':', '：']);
    let punctuated = colon.or_else(|| behind.strip_prefix([',', '.', '，', '、']));
    // A dash needs a space before it, or it joins two words.
    let dashed = || [" - ", " – ", " — "].iter().find_map(|dash| behind.strip_prefix(dash));
    let stated = punctuated.or_else(dashed).unwrap_or(behind).trim_start_matches(['*', '_', ' ']);
    let stated = match behind_because(stated) {
        Some(reason) => reason.trim_start_matches([':', '：', ',', '，', ' ']),
        // Without any of these the word is the start of a sentence.
        None if punctuated.is_none() && dashed().is_none() => return None,
        None => stated,
    };
    (!stated.is_empty()).then_some((kind, stated))
}

fn sign(text: &str) -> Option<(ConsequenceKind, &str)> {
    let kind = match text.chars().next()? {
        '✅' | '➕' | '👍' | '🟢' => ConsequenceKind::Good,
        '❌' | '➖' | '👎' | '🔴' => ConsequenceKind::Bad,
        _ => {
            let signed = [
                ("(+)", ConsequenceKind::Good),
                ("[+]", ConsequenceKind::Good),
                ("(-)", ConsequenceKind::Bad),
                ("[-]", ConsequenceKind::Bad),
            ];
            return signed.iter().find_map(|(sign, kind)| Some((*kind, text.strip_prefix(sign)?)));
        }
    };
    let mut rest = text.chars();
    rest.next();
    Some((kind, rest.as_str()))
}

/// Returns the kind of the list under a heading or item such as `Pros`; `None` for other words.
pub(super) fn list_kind(words: &str) -> Option<ConsequenceKind> {
    tone(words)
}

/// Reports whether a text is an argument, or the word over a list of them.
pub(super) fn argues(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    argument(text).is_some() || list_kind(&plain(first)).is_some()
}

/// Returns an argument as one line, the items of a list in it parted by semicolons.
pub(super) fn in_one_line(text: &str) -> String {
    let mut line = String::new();
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        let item = ["* ", "- ", "+ "].iter().find_map(|mark| part.strip_prefix(mark));
        if let Some(item) = item.filter(|_| !line.is_empty()) {
            let before = line.trim_end_matches([':', '.', ';', ',']).len();
            // The colon before a list stays.
            let is_first = line.ends_with(':');
            if !is_first {
                line.truncate(before);
            }
            line.push_str(if is_first { " " } else { "; " });
            line.push_str(item);
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(part);
        }
    }
    line
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
            ("Good - fast", Some((ConsequenceKind::Good, "fast"))),
            ("Neutral, fine", Some((ConsequenceKind::Neutral, "fine"))),
            ("Pro: fast", Some((ConsequenceKind::Good, "fast"))),
            ("Cons: slow", Some((ConsequenceKind::Bad, "slow"))),
            ("(+) fast", Some((ConsequenceKind::Good, "fast"))),
            ("✅ Easy", Some((ConsequenceKind::Good, "Easy"))),
            ("Gut, weil es schnell ist", Some((ConsequenceKind::Good, "es schnell ist"))),
            ("Négative : lent", Some((ConsequenceKind::Bad, "lent"))),
            ("负面：慢", Some((ConsequenceKind::Bad, "慢"))),
            ("优点：快", Some((ConsequenceKind::Good, "快"))),
            ("Хорошо, потому что быстро", Some((ConsequenceKind::Good, "быстро"))),
            ("Goods are sold", None),
            ("Good performance", None),
            ("Consider it", None),
            ("Con", None),
            ("Pro", None),
        ] {
            assert_eq!(argument(text), expected, "{text}");
        }
    }

    #[test]
    fn the_items_of_an_argument_are_parted() {
        assert_eq!(in_one_line("it limits control\n  * no caps\n  - no tiers"), "it limits control; no caps; no tiers");
        assert_eq!(in_one_line("it lacks:\n  * caps\n  * tiers\nand more"), "it lacks: caps; tiers and more");
    }
}
