//! Words that people stumble over, kept out of what the app says.

use crate::{rules::File, source::texts};

/// Words of decision analysis that a newcomer does not know, and turns that sound translated.
const RETIRED: &[&str] = &[
    "acceptability",
    "anchor",
    "anchors",
    "anew",
    "blind",
    "by now",
    "EVPPI",
    "is looked at",
    "justification",
    "mend",
    "mended",
    "never mind",
    "of a point",
    "of ours",
    "reference ballot",
    "reference ballots",
    "resampled",
    "rung",
    "rungs",
    "screened",
    "sees to it",
    "swing",
    "swings",
    "take over",
    "taken in",
    "taken over",
    "takes over",
    "tell",
    "tells",
    "told",
    "what stands in",
];

/// Where a word may stand all the same: in F1, which explains it, and where commands and files have it as a key.
const EXEMPT: &[(&str, &[&str])] = &[
    ("src/gui/help.rs", &["anchors", "swing"]),
    ("src/cli/score.rs", &["swing", "swings"]),
    ("src/cli/show/", &["swing"]),
    ("src/storage/format/", &["swing", "swings"]),
    ("src/decision/edit.rs", &["justification", "swings"]),
    ("src/analysis/notes.rs", &["rung", "rungs", "EVPPI"]),
];

/// The texts of a source that have a retired word. What only names a thing, a single word, is a key of files or commands.
pub(super) fn retired_words(file: &File) -> Vec<String> {
    let source = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let is_exempt =
        |word: &str| EXEMPT.iter().any(|(path, words)| file.path.starts_with(path) && words.contains(&word));
    let mut found = Vec::new();
    for text in texts(source).into_iter().filter(|text| text.contains(' ')) {
        let said = without_names(&text).to_lowercase();
        let words = RETIRED.iter().filter(|word| has_word(&said, &word.to_lowercase()) && !is_exempt(word));
        found.extend(words.map(|word| format!("{}: \"{word}\" in \"{text}\"", file.path)));
    }
    found
}

/// Leaves out what stands in braces, which is a name in the source.
fn without_names(text: &str) -> String {
    let mut said = String::new();
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => said.push(c),
            _ => {}
        }
    }
    said
}

fn has_word(text: &str, word: &str) -> bool {
    let is_end = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || "-_=\\".contains(c)));
    text.match_indices(word)
        .any(|(at, _)| is_end(text[..at].chars().next_back()) && is_end(text[at + word.len()..].chars().next()))
}
