//! adrs: front matter with a number, or the sections of adr-tools.

use super::{ClientFile, Seen, adr, skipped, value};
use crate::decision::text::capitalized;

pub(super) fn adrs(page: &ClientFile<'_>) -> Seen {
    if page.digits() == 0 || !page.is_markdown() {
        return skipped("its name does not start with a number");
    }
    if page.text.starts_with("---\n") { with_front(page) } else { with_sections(page) }
}

fn with_front(page: &ClientFile<'_>) -> Seen {
    let Some((keys, body)) = page.front() else { return skipped("its front matter never ends") };
    let number = value(keys, "number").and_then(|number| number.parse::<u32>().ok());
    let (Some(_), Some(status), Some(date)) = (number, value(keys, "status"), value(keys, "date")) else {
        return skipped("its front matter must have `number`, `status` and `date`");
    };
    // The parser takes other spellings of a day as well; the client takes this one.
    let is_day = date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok();
    if !is_day {
        return skipped("its front matter has no `date` such as 2026-11-03");
    }
    let heading = body.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
    let title = value(keys, "title").filter(|title| !title.is_empty()).unwrap_or(heading);
    adr(title.trim(), Some(capitalized(&status.to_lowercase())))
}

fn with_sections(page: &ClientFile<'_>) -> Seen {
    let heading = page.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default().trim();
    let (number, title) = heading.split_once(". ").unwrap_or(("", heading));
    let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let named = page.digits() == 4 && page.file[4..].starts_with('-');
    if !numbered && !named {
        return skipped("neither its title nor four digits in its name give its number");
    }
    let title = if numbered { title } else { heading };
    adr(title.trim(), Some(capitalized(&section_status(page).to_lowercase())))
}

/// Returns the status in the last section on it; `proposed` if there is none. Code blocks are not skipped.
fn section_status(page: &ClientFile<'_>) -> String {
    const KNOWN: [&str; 7] = ["proposed", "accepted", "deprecated", "superseded", "superceded", "draft", "rejected"];
    let (mut status, mut inside, mut found) = ("proposed".to_owned(), false, false);
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            inside = name.trim().eq_ignore_ascii_case("status");
            found = false;
        } else if inside {
            let word = line.split_whitespace().next().unwrap_or_default();
            let word = word.trim_end_matches(|c: char| c.is_ascii_punctuation()).to_lowercase();
            if !found && KNOWN.contains(&word.as_str()) {
                found = true;
                status = word;
            }
            if line.starts_with("Superseded by [") || line.starts_with("Superceded by [") {
                "superseded".clone_into(&mut status);
            }
        }
    }
    if status == "superceded" { "superseded".to_owned() } else { status }
}
