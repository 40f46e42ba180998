//! Clients that look for list items such as `* Status: accepted`.

use super::{ClientFile, Seen, adr, skipped, value};
use crate::adr::read::{Kind, Line, lines, plain};

/// log4brains: the items of the first list above the first heading of the second level.
///
/// It knows no front matter: the line that closes it makes a heading of the keys above it, and then no list counts.
pub(super) fn log4brains(page: &ClientFile<'_>) -> Seen {
    let name = page.file.to_lowercase();
    if !page.is_markdown() || ["template.md", "readme.md", "index.md", "backlog.md"].contains(&name.as_str()) {
        return skipped("it takes files of this name for something else");
    }
    let all = lines(page.text, 0, 1);
    let title = all.iter().find(|line| line.kind == Kind::Heading(1)).map(|line| plain(line.heading()));
    let items = first_list(&all, page.text);
    let status = items.iter().find_map(|item| keyed(item, "status")).unwrap_or_else(|| "ACCEPTED".to_owned());
    let upper = status.to_uppercase();
    let known = ["DRAFT", "PROPOSED", "REJECTED", "ACCEPTED", "DEPRECATED", "SUPERSEDED"];
    let word = if upper.starts_with("SUPERSEDED BY") {
        "SUPERSEDED"
    } else {
        known.into_iter().find(|word| *word == upper).unwrap_or("DRAFT")
    };
    adr(title.unwrap_or_default(), Some(word.to_owned()))
}

/// Returns the items of the first list above the first heading of the second level, underlined headings included.
fn first_list<'a>(all: &[Line<'a>], text: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut paragraph = false;
    for (at, line) in all.iter().enumerate() {
        let underlines =
            text.starts_with("---") && at > 0 && line.text.trim_end() == "---" && paragraph && found.is_empty();
        if line.kind == Kind::Heading(2) || underlines {
            return found;
        }
        let item = line.text.trim_start().strip_prefix(['*', '-', '+']).filter(|rest| rest.starts_with(' '));
        match (line.kind, item) {
            (Kind::Text, Some(item)) => found.push(item.trim()),
            (Kind::Text, None) if !found.is_empty() && !paragraph => return found,
            (Kind::Heading(_), _) if !found.is_empty() => return found,
            _ => {}
        }
        paragraph = line.kind == Kind::Text && line.text.trim_end() != "---";
    }
    found
}

fn keyed(item: &str, key: &str) -> Option<String> {
    let words = plain(item);
    let (start, rest) = words.split_at_checked(key.len())?;
    let rest = rest.trim_start().strip_prefix(':').filter(|_| start.eq_ignore_ascii_case(key))?;
    Some(rest.trim().to_owned())
}

/// Backstage: front matter, else the first list of the document.
pub(super) fn backstage(page: &ClientFile<'_>) -> Seen {
    if page.digits() < 4 || !page.is_markdown() {
        return skipped("its name does not start with four digits, so its search leaves it out");
    }
    let front = page.front();
    let body = front.map_or(page.text, |(_, body)| body);
    if body.trim().is_empty() {
        return skipped("it holds nothing but front matter");
    }
    let all = lines(body, 0, 1);
    let title = all.iter().find(|line| line.kind == Kind::Heading(1)).map(|line| plain(line.heading()));
    let items = all
        .iter()
        .filter(|line| line.kind == Kind::Text)
        .filter_map(|line| line.text.strip_prefix(['*', '-', '+']).filter(|rest| rest.starts_with(' ')).map(str::trim));
    let status = match front {
        Some((keys, _)) => value(keys, "status").map(str::to_owned),
        // Not by the words alone: a key in bold does not count.
        None => items.into_iter().find_map(|item| keyed(item, "status").filter(|_| !item.starts_with("**"))),
    };
    adr(title.unwrap_or_default(), status.filter(|status| !status.is_empty()))
}

/// pyadr: lines that start `# `, then `* Status:`, then `* Date:`, in this order.
pub(super) fn pyadr(page: &ClientFile<'_>) -> Seen {
    if page.digits() != 4 || !page.file[4..].starts_with('-') || !page.is_markdown() {
        return skipped("its name does not start with four digits and a dash");
    }
    let mut lines = page.lines();
    match (after_start(&mut lines, "# "), after_start(&mut lines, "* Status:"), after_start(&mut lines, "* Date:")) {
        (Some(title), Some(status), Some(_)) => {
            adr(title, Some(status.split(' ').next().unwrap_or_default().to_owned()))
        }
        (None, ..) => skipped("it fails: there is no line that starts `# `"),
        (_, None, _) => skipped("it fails: there is no line that starts `* Status:` below the title"),
        _ => skipped("it fails: there is no line that starts `* Date:` below the status"),
    }
}

/// Returns the text after this start in the next line that has it. Consumes the lines up to there.
fn after_start<'a>(lines: &mut impl Iterator<Item = &'a str>, start: &str) -> Option<String> {
    lines.find_map(|line| line.strip_prefix(start)).map(|rest| rest.trim().to_owned())
}
