//! Clients that read front matter.

use super::{ClientFile, Seen, adr, skipped, value};
use crate::adr::read::{Kind, lines, plain};

/// adr-log: the first line after the front matter, without two characters and a number.
pub(super) fn adr_log(page: &ClientFile<'_>) -> Seen {
    if !page.is_markdown() || ["README.md", "index.md", "template.md"].contains(&page.file) {
        return skipped("it leaves files of this name out");
    }
    let body = page.front().map_or(page.text, |(_, body)| body);
    let title: String = body.lines().next().unwrap_or_default().chars().skip(2).collect();
    let unnumbered = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = unnumbered.strip_prefix(". ").filter(|_| unnumbered.len() < title.len()).unwrap_or(&title);
    adr(title, None)
}

/// ADR Manager: the first heading, and the status of MADR 4 or of MADR 2.
pub(super) fn adr_manager(page: &ClientFile<'_>) -> Seen {
    if !page.is_markdown() {
        return skipped("its name does not end in .md");
    }
    let all = lines(page.text, 0, 1);
    let Some(title) = all.iter().find(|line| line.kind == Kind::Heading(1)) else {
        return skipped("it has no heading of the first level");
    };
    let newer = ["\n### Consequences", "\n### Confirmation", "\n## More Information", "\n* Neutral, because "];
    let is_newer = page.text.starts_with("---\n") || newer.iter().any(|mark| page.text.contains(mark));
    let status = if is_newer {
        page.front().and_then(|(keys, _)| value(keys, "status")).map(str::to_owned)
    } else {
        page.lines().find_map(|line| line.strip_prefix("* Status: ")).map(|status| status.trim().to_owned())
    };
    adr(plain(title.heading()), status.filter(|status| !status.is_empty()))
}
