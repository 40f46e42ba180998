//! The layout of files, for people to read and git to merge: one field a line, and what belongs together, such as a
//! score, on one line.

use ron::{extensions::Extensions, ser::PrettyConfig, value::RawValue};
use serde::{
    Serialize, Serializer,
    ser::{Error, SerializeSeq},
};

/// Returns the RON dialect of the files: `Some(…)` is never spelled out.
pub(crate) fn dialect() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Depth below which values stay on one line: that of the scores of ballots, of which a file may have millions. Other
/// values stay on one line by [`one_a_line`] and [`inline`], which write each twice and read it once.
const DEEPEST_LINES: usize = 4;

/// Writes a whole file: four spaces a level, lines ending in LF on every platform, text unescaped.
#[expect(clippy::expect_used, reason = "plain data is written to memory; the structs of a format hold nothing else")]
pub(crate) fn to_text<T: Serialize>(file: &T) -> String {
    let lines = PrettyConfig::new().new_line("\n").escape_strings(false).depth_limit(DEEPEST_LINES);
    let mut text = dialect().to_string_pretty(file, lines).expect("plain data can be written as RON");
    text.push('\n');
    text
}

/// Serializes a field whose value stays on the field's line.
pub(super) fn inline<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    on_one_line(value).map_err(S::Error::custom)?.serialize(serializer)
}

/// Serializes a list with one item a line, however deep the items are.
pub(super) fn one_a_line<T: Serialize, S: Serializer>(items: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(items.len()))?;
    for item in items {
        list.serialize_element(&on_one_line(item).map_err(S::Error::custom)?)?;
    }
    list.end()
}

/// Serializes text as people read it, over several lines if it has several.
///
/// A text that quotes a git conflict is written with escapes instead: a line of a file that starts with a conflict
/// marker is always the mark of an unfinished merge.
pub(super) fn prose<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    // See `explain::unfit`, which refuses every file with such a line.
    if text.lines().any(is_conflict_marker) {
        RawValue::from_rust(&text).map_err(S::Error::custom)?.serialize(serializer)
    } else {
        serializer.serialize_str(text)
    }
}

/// Reports whether git would write this line around the two sides of a conflict. Lines of `=` do not count: they also
/// underline headings in Markdown.
pub(super) fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", ">>>>>>>"].iter().any(|marker| {
        // Longer markers come from merges of texts that quote the usual ones.
        let rest = line.strip_prefix(marker).map(|rest| rest.trim_start_matches(&marker[..1]));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r']))
    })
}

/// Returns the RON of a value on one line.
pub(super) fn on_one_line<T: Serialize>(value: &T) -> ron::Result<Box<RawValue>> {
    let flat = PrettyConfig::new().depth_limit(0).escape_strings(false);
    // RON can keep a part of a file on one line only if that part was written by itself before.
    let text = dialect().to_string_pretty(value, flat)?;
    RawValue::from_boxed_ron(text.into_boxed_str()).map_err(|error| error.code)
}
