//! The three importers of Structurizr.

use super::{ClientFile, Seen, adr, skipped};

/// Reads every Markdown file of the folder; the first four characters of its name are its number.
pub(super) fn adr_tools(page: &ClientFile<'_>) -> Seen {
    if page.digits() < 4 {
        return skipped("it fails on the whole folder: the name does not start with four digits");
    }
    // What comes after the first point and one character more; without a point, all but the first character.
    let first = page.lines().next().unwrap_or_default();
    let mut title = first.split_once('.').map_or(first, |(_, title)| title).chars();
    if title.next().is_none() {
        return skipped("it fails on the whole folder: nothing follows the first point of the first line");
    }
    if page.lines().find_map(|line| line.strip_prefix("Date: ")).is_some_and(|day| !starts_with_day(day)) {
        return skipped("it fails on the whole folder: the day after `Date: ` is not written as 2026-11-03");
    }
    let section = page.lines().skip_while(|line| !line.starts_with("## Status")).skip(1);
    let line = section.map(str::trim).find(|line| !line.is_empty());
    let word = line.and_then(|line| line.split(' ').next()).unwrap_or("Proposed");
    let word = if word == "Superceded" { "Superseded" } else { word };
    adr(title.as_str().trim(), Some(word.to_owned()))
}

/// Reports whether words begin with numbers for year, month and day with a dash between each.
fn starts_with_day(words: &str) -> bool {
    let mut rest = words;
    (0..3).all(|part| {
        let number = if part == 0 { Some(rest) } else { rest.strip_prefix('-') };
        let after = number.map(|number| number.trim_start_matches(|c: char| c.is_ascii_digit()));
        let is_number = number.zip(after).is_some_and(|(number, after)| after.len() < number.len());
        rest = after.unwrap_or_default();
        is_number
    })
}

/// Reads the values of front matter as they are, quotes included.
pub(super) fn madr(page: &ClientFile<'_>) -> Seen {
    if page.digits() != 4 || !page.file[4..].starts_with('-') {
        return skipped("its name does not start with four digits and a dash");
    }
    let value = page.front().and_then(|(keys, _)| keys.lines().find_map(|line| line.strip_prefix("status: ")));
    let title = page.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
    adr(title.trim(), Some(value.unwrap_or("accepted").trim().to_owned()))
}

/// Reads files whose names start with a day, and items with dashes.
pub(super) fn log4brains(page: &ClientFile<'_>) -> Seen {
    if page.digits() != 8 || !page.file[8..].starts_with('-') {
        return skipped("its name does not start with a day such as 20261103 and a dash");
    }
    let title = page.lines().next().unwrap_or_default().trim_start_matches("# ");
    let status = page.lines().find_map(|line| line.strip_prefix("- Status: "));
    adr(title.trim(), status.map(|status| status.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_importer_for_adr_tools_cuts_the_first_line_at_its_first_point() {
        let seen = |text| adr_tools(&ClientFile { file: "0004-use-go.md", text });
        for (text, title) in [
            ("# 4. Use Go\n", "Use Go"),
            ("# Use Go\n", "Use Go"),
            ("# Use Go 1.22 for services\n", "2 for services"),
            ("---\nstatus: accepted\n---\n# Use Go\n", "--"),
            ("# 4. Use Go\n\nDate: 2026-1-3\n", "Use Go"),
        ] {
            assert_eq!(seen(text), adr(title, Some("Proposed".to_owned())), "{text}");
        }
        for text in ["", "# Use Go.\n", "# 4. Use Go\n\nDate: 3 November 2026\n", "# 4. Use Go\n\nDate: 2026-11\n"] {
            assert!(matches!(seen(text), Seen::Skipped(_)), "{text}");
        }
    }
}
