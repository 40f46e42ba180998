//! Files of a newer format: fields that this version does not know are left out, and named.

use std::{borrow::Cow, collections::HashSet};

use super::{
    File, Newer, ReadError,
    current::FORMAT,
    explain::{self, FileKind},
    layout, scan,
};

/// Maximum number of unknown fields, counted once for all items of a list, before a file is refused.
const MOST_LEFT_OUT: usize = 100;

/// Maximum number of bytes read for this, since the text is read again for each struct that has such fields.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Reads a file of this format or a newer one.
pub(super) fn read<F: File>(text: &str, kind: FileKind) -> Result<(F, Option<Newer>), ReadError> {
    let mut known = Cow::Borrowed(text);
    let mut left_out = Vec::new();
    let mut passes = 0;
    loop {
        let error = match layout::dialect().from_str::<F>(&known) {
            Ok(file) if file.format() == 0 => return Err(explain::format_zero(text)),
            Ok(file) => {
                let newer = (file.format() > FORMAT).then(|| Newer { format: file.format(), left_out });
                return Ok((file, newer));
            }
            Err(error) => error,
        };
        // Only a newer format may have fields that this version does not know; in a known one they are mistakes.
        let newer_format = format_of(text).filter(|format| *format > FORMAT);
        let Some(format) = newer_format else { return Err(explain::ron(text, &error, kind)) };
        // Each pass reads the whole text, so the limit applies to passes times length.
        let cut = if passes * text.len() < MOST_BYTES { without_unknown(&known, &error) } else { None };
        let Some((names, rest)) = cut.filter(|(names, _)| left_out.len() + names.len() <= MOST_LEFT_OUT) else {
            return Err(explain::ron(text, &error, kind).because_newer(format, FORMAT));
        };
        left_out.extend(names);
        known = Cow::Owned(rest);
        passes += 1;
    }
}

/// Returns the number in the field `format`, even if the rest cannot be read.
pub(super) fn format_of(text: &str) -> Option<u32> {
    scan::find(text, |part| (part.path == "format").then(|| text[part.value.clone()].parse().ok())).flatten()
}

/// Returns the names of the unknown fields and the text without them: the field that the error is about, all others
/// that its struct does not know, and those of its siblings.
///
/// Blanks take the place of what is left out, so that lines and columns stay what they were.
fn without_unknown(text: &str, error: &ron::error::SpannedError) -> Option<(Vec<String>, String)> {
    let ron::Error::NoSuchStructField { expected, .. } = error.code else { return None };
    let at = explain::offset(text, error.span.start.line, error.span.start.col);
    // Inner parts come first, but only the field itself starts at this byte.
    let mut name = None;
    scan::walk(text, |part| {
        // The parser points behind the `r#` that a name may start with.
        if part.start == at || text[part.start..at.max(part.start)] == *"r#" {
            name = Some(without_indices(part.path));
        }
    });
    let name = name?;
    let parent = parent_of(&name).to_owned();
    let mut names = vec![name];
    let mut known: HashSet<String> = names.iter().cloned().collect();
    let mut rest = String::with_capacity(text.len());
    let mut end = 0;
    scan::walk(text, |part| {
        let path = without_indices(part.path);
        // The error lists the fields of the struct at this path only; structs at other paths have others.
        let is_field = parent_of(&path) == parent && !part.path.ends_with(']') && !path.is_empty();
        let is_unknown = is_field && (known.contains(&path) || !expected.contains(&last_of(&path)));
        // What lies in a field that was left out is gone with it.
        if part.start < end || !is_unknown {
            return;
        }
        if known.insert(path.clone()) {
            names.push(path);
        }
        rest.push_str(&text[end..part.start]);
        blank(&text[part.start..part.value.end], &mut rest);
        end = part.value.end;
        if let Some(comma) = scan::comma_behind(text, end) {
            rest.push_str(&text[end..comma]);
            rest.push(' ');
            end = comma + 1;
        }
    });
    rest.push_str(&text[end..]);
    Some((names, rest))
}

/// Returns the path of the struct that a field is in.
fn parent_of(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// Returns the last name of a path.
pub(super) fn last_of(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, last)| last)
}

fn blank(text: &str, to: &mut String) {
    to.extend(text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
}

/// Returns `criteria[3].trend` as `criteria.trend`.
pub(super) fn without_indices(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        inside = (inside || c == '[') && c != ']';
        if !inside && c != ']' {
            plain.push(c);
        }
    }
    plain
}
