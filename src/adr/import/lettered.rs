//! Options that a list tells apart by letters, as in `A: x` and `B — y`.

/// Signs between such a letter and a name. A bracket or a dot is one that a single item may have.
const SIGNS: [char; 6] = [':', '：', '-', '–', '—', '|'];

/// Returns the texts with a bracket behind their letters, if they begin with `A`, `B` and so on: alone, `C: x` may be about the language.
pub(super) fn with_brackets<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Vec<String>> {
    let marked: Option<Vec<String>> =
        texts.into_iter().zip('A'..='Z').map(|(text, letter)| with_bracket(text, letter)).collect();
    marked.filter(|texts| texts.len() > 1)
}

fn with_bracket(text: &str, letter: char) -> Option<String> {
    let words = text.trim_start_matches(['*', '_', '`']);
    let marks = &text[..text.len() - words.len()];
    let behind = words.strip_prefix(letter)?;
    // `A-Frame` has no space around its dash.
    let rest = behind.trim_start().strip_prefix(SIGNS).filter(|rest| rest.starts_with(' '))?;
    Some(format!("{marks}{letter}) {}", rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_count_where_they_follow_each_other() {
        for (texts, expected) in [
            (&["A: x", "B — y"][..], Some(&["A) x", "B) y"][..])),
            (&["**A — x** — z", "**B - y**"], Some(&["**A) x** — z", "**B) y**"])),
            (&["C: fast", "Go: simple"], None),
            (&["A: alone"], None),
            (&["A-Frame", "B-Tree"], None),
            (&["A: x", "C: y"], None),
        ] {
            let expected = expected.map(|texts| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
            assert_eq!(with_brackets(texts.iter().copied()), expected, "{texts:?}");
        }
    }
}
