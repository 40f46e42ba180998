//! The files of an ADR folder: what their names and first lines say.

use std::{fs::File, io::Read as _, path::Path};

/// A Markdown file in the folder of ADRs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The number in front of its name; none where it has none or starts with a date.
    pub number: Option<u32>,
    /// Its name.
    pub file: String,
    /// Its first heading, without a number; the file's name where there is none.
    pub title: String,
}

/// How much of a file is read for its title.
const START: u64 = 16 * 1024;

/// The Markdown files of a folder, by name. Empty where it cannot be read.
pub(super) fn entries(folder: &Path) -> Vec<Entry> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut entries: Vec<Entry> = files
        .filter_map(|file| {
            let file = file.ok().filter(|file| file.file_type().is_ok_and(|kind| !kind.is_dir()))?;
            let file = file.file_name().to_string_lossy().into_owned();
            is_markdown(&file).then(|| {
                let title = read_start(&folder.join(&file)).and_then(|start| title(&start));
                Entry { number: number(&file), title: title.unwrap_or_else(|| file.clone()), file }
            })
        })
        .collect();
    entries.sort_by(|a, b| a.file.cmp(&b.file));
    entries
}

pub(super) fn is_markdown(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|end| end.eq_ignore_ascii_case("md"))
}

/// The start of a file, as text; none unless it is a file that can be read.
pub(super) fn read_start(path: &Path) -> Option<String> {
    // A link may lead out of the repository, and opening a pipe would wait for somebody to write to it.
    if !path.symlink_metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(START).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).trim_start_matches('\u{FEFF}').to_owned())
}

/// The number that a file's name starts with, as in `0001-x.md`, `001-x.md`, `ADR-001-x.md` and `adr-1.md`.
pub(super) fn number(file: &str) -> Option<u32> {
    let lower = file.to_ascii_lowercase();
    let rest = lower.strip_prefix("adr").map_or(lower.as_str(), |rest| rest.trim_start_matches(['-', '_', ' ']));
    let digits = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
    // A day, such as 2026-11-03 or 20261103, is no number.
    let is_day = digits.len() == 4
        && rest.as_bytes().get(4) == Some(&b'-')
        && rest.as_bytes().get(7) == Some(&b'-')
        && rest.as_bytes().get(5..7).is_some_and(|month| month.iter().all(u8::is_ascii_digit));
    let ends = digits.len() >= 3 || rest[digits.len()..].starts_with(['-', '_', '.', ' ']);
    (digits.len() < 8 && !is_day && ends).then(|| digits.parse().ok()).flatten()
}

fn title(start: &str) -> Option<String> {
    let heading = body(start).find_map(|line| line.strip_prefix("# "))?;
    let heading = heading.trim().trim_end_matches('#').trim_end();
    let unnumbered = heading.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = match unnumbered.strip_prefix(['.', ':']) {
        Some(rest) if unnumbered.len() < heading.len() && rest.starts_with(' ') => rest.trim_start(),
        _ => heading,
    };
    (!title.is_empty()).then(|| title.to_owned())
}

/// The lines behind the front matter and outside fenced code.
fn body(start: &str) -> impl Iterator<Item = &str> {
    let front = start.lines().next().is_some_and(|line| line.trim_end() == "---");
    let closes = front.then(|| start.lines().skip(1).position(|line| line.trim_end() == "---")).flatten();
    let mut fenced = false;
    start.lines().skip(closes.map_or(0, |line| line + 2)).filter(move |line| {
        let is_fence = line.starts_with("```") || line.starts_with("~~~");
        fenced ^= is_fence;
        !fenced && !is_fence
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_front_of_names() {
        for (file, expected) in [
            ("0001-use-go.md", Some(1)),
            ("012-use-go.md", Some(12)),
            ("ADR-042-use-go.md", Some(42)),
            ("adr-7.md", Some(7)),
            ("ADR006-x.md", Some(6)),
            ("0004a-x.md", Some(4)),
            ("0000-template.md", Some(0)),
            ("README.md", None),
            ("adrift.md", None),
            ("2fa.md", None),
            ("2026-11-03-use-go.md", None),
            ("20261103-use-go.md", None),
            ("99999999999999-x.md", None),
        ] {
            assert_eq!(number(file), expected, "{file}");
        }
    }

    #[test]
    fn titles_in_every_style() {
        for (text, expected) in [
            ("# 3. Use Go\n", Some("Use Go")),
            ("---\nstatus: x\n# no\n---\n\n# Use Go #\n", Some("Use Go")),
            ("<!-- c -->\n\n# 3 ways to fail\n", Some("3 ways to fail")),
            ("```\n# no\n```\n# Yes\n", Some("Yes")),
            ("# 2026\n", Some("2026")),
            ("## Use Go\n", None),
            ("", None),
        ] {
            assert_eq!(title(text).as_deref(), expected, "{text:?}");
        }
    }
}
