//! Paragraphs that state several options or arguments, a line each.

use super::{
    argument::{argues, argument},
    blocks::ImportBlock,
    name::is_labelled,
};

/// Returns the blocks with such paragraphs parted, so that each block states one.
pub(super) fn parted(blocks: Vec<ImportBlock>) -> Vec<ImportBlock> {
    blocks.into_iter().flat_map(one_parted).collect()
}

fn one_parted(block: ImportBlock) -> Vec<ImportBlock> {
    let ImportBlock::Text(text) = &block else { return vec![block] };
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines() {
        let is_next = parts.last().is_some_and(|part| begins_next(part, line));
        match parts.last_mut().filter(|_| !is_next) {
            Some(part) => part.extend(["\n", line]),
            None => parts.push(line.to_owned()),
        }
    }
    // In code, nothing is what it looks like.
    let is_code = text.contains("```") || text.contains("~~~");
    if parts.len() < 2 || is_code { vec![block] } else { parts.into_iter().map(ImportBlock::Text).collect() }
}

/// Reports whether a line states something that the part above it does not: `Option 2: x` below `Option 1: y`, or `**Cons:** x`.
fn begins_next(part: &str, line: &str) -> bool {
    let states = |line: &str| argues(line) && line.contains([':', '：']);
    let start = line.trim_start();
    let is_bold = (start.starts_with("**") || start.starts_with("__")) && argument(line).is_some();
    (is_labelled(part) && is_labelled(line)) || (states(line) && (is_bold || states(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_states_something_else_is_a_block_of_its_own() {
        for (text, expected) in [
            ("Option 1: Go\nOption 2: Rust,\nwith care", &["Option 1: Go", "Option 2: Rust,\nwith care"][..]),
            (
                "Fine.\n**Pros:** fast\nand small\n**Cons:** new",
                &["Fine.", "**Pros:** fast\nand small", "**Cons:** new"],
            ),
            ("Pros: fast\nCons: new", &["Pros: fast", "Cons: new"]),
            ("It is fast.\nCons: new", &["It is fast.\nCons: new"]),
            ("```\nPros: a\nCons: b\n```", &["```\nPros: a\nCons: b\n```"]),
        ] {
            let parts = parted(vec![ImportBlock::Text(text.to_owned())]);
            let texts: Vec<&str> = parts.iter().map(ImportBlock::text).collect();
            assert_eq!(texts, expected, "{text}");
        }
    }
}
