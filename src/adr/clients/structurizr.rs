//! The three importers of Structurizr.

use super::{ClientFile, Seen, adr, skipped};

/// Reads every Markdown file of the folder; the first four characters of its name are its number.
pub(super) fn adr_tools(page: &ClientFile<'_>) -> Seen {
    if page.digits() < 4 {
        return skipped("it fails on the whole folder: the name does not start with four digits");
    }
    let first = page.lines().next().unwrap_or_default();
    let title = first.split_once(". ").map_or_else(|| first.get(2..).unwrap_or_default(), |(_, title)| title);
    let section = page.lines().skip_while(|line| !line.starts_with("## Status")).skip(1);
    let line = section.map(str::trim).find(|line| !line.is_empty());
    let word = line.and_then(|line| line.split(' ').next()).unwrap_or("Proposed");
    let word = if word == "Superceded" { "Superseded" } else { word };
    adr(title.trim(), Some(word.to_owned()))
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
