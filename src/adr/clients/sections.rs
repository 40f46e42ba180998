//! Clients that look for `## Status`.

use super::{ClientFile, Seen, adr, skipped};
use crate::adr::read::{Kind, lines, plain};

/// adr-tools: the first line without two characters, and every line of the section on the status.
pub(super) fn adr_tools(page: &ClientFile<'_>) -> Seen {
    let named = page.digits() > 0 && page.file[page.digits()..].starts_with('-') && page.is_markdown();
    if !named {
        return skipped("its name does not start with a number and a dash");
    }
    let title: String = page.lines().next().unwrap_or_default().chars().skip(2).collect();
    adr(title, status_lines(page).map(|lines| lines.join(" ")))
}

/// Returns the lines under `## Status` that are not blank; `None` if there are none. Code blocks are not skipped.
fn status_lines<'a>(page: &ClientFile<'a>) -> Option<Vec<&'a str>> {
    let section = page.lines().skip_while(|line| !line.starts_with("## Status")).skip(1);
    let found: Vec<&str> = section.take_while(|l| !l.starts_with('#')).filter(|l| !l.trim().is_empty()).collect();
    (!found.is_empty()).then_some(found)
}

/// dotnet-adr: like adr-tools, for names with four digits.
pub(super) fn dotnet_adr(page: &ClientFile<'_>) -> Seen {
    if page.digits() < 4 || !page.is_markdown() {
        return skipped("its name does not start with four digits");
    }
    let title = page.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
    adr(title.trim(), status_lines(page).map(|lines| lines.join(" ")))
}

/// adr-viewer: the first heading of the first level, and the beginnings of the paragraphs and items under `## Status`.
pub(super) fn adr_viewer(page: &ClientFile<'_>) -> Seen {
    if !page.is_markdown() {
        return skipped("its name does not end in .md");
    }
    let all = lines(page.text, 0, 1);
    let Some(title) = all.iter().find(|line| line.kind == Kind::Heading(1)) else {
        return skipped("it has no heading of the first level");
    };
    let status = all.iter().skip_while(|line| line.kind != Kind::Heading(2) || line.heading() != "Status").skip(1);
    let mut starts: Vec<String> = Vec::new();
    let mut parted = true;
    for line in status.take_while(|line| line.kind != Kind::Heading(2)) {
        let item = line.text.strip_prefix(['*', '-', '+']).filter(|rest| rest.starts_with(' '));
        if line.kind == Kind::Text && (parted || item.is_some()) {
            starts.push(plain(item.unwrap_or(line.text).trim()));
        }
        parted = line.kind != Kind::Text;
    }
    let word = if any_begins(&starts, "Amended by") {
        "amended"
    } else if any_begins(&starts, "Accepted") {
        "accepted"
    } else if any_begins(&starts, "Superseded by") {
        "superseded"
    } else if any_begins(&starts, "Proposed") || any_begins(&starts, "Pending") {
        "pending"
    } else {
        "unknown"
    };
    adr(plain(title.heading()), Some(word.to_owned()))
}

fn any_begins(texts: &[String], words: &str) -> bool {
    texts.iter().any(|text| text.starts_with(words))
}
