//! Where other ADR tools were told to keep the ADRs.

use std::path::Path;

use super::entry::read_start;

/// A folder that a tool's configuration names, and the file that does.
pub(super) struct Configured {
    pub(super) file: &'static str,
    pub(super) folder: String,
}

type Read = fn(&str) -> Option<String>;

/// The configuration files, by tool: adr-tools, adrs, log4brains.
const FILES: [(&str, Read); 3] =
    [(".adr-dir", first_line), ("adrs.toml", adrs_folder), (".log4brains.yml", log4brains_folder)];

/// The first configuration in the root of the repository that names a folder.
pub(super) fn configured(root: &Path) -> Option<Configured> {
    FILES.into_iter().find_map(|(file, read)| {
        let folder = read(&read_start(&root.join(file))?)?;
        (!folder.is_empty()).then_some(Configured { file, folder })
    })
}

fn first_line(text: &str) -> Option<String> {
    Some(text.lines().next()?.trim().to_owned())
}

/// `adr_dir = "…"`, above every table.
fn adrs_folder(text: &str) -> Option<String> {
    let top = text.lines().map(str::trim).take_while(|line| !line.starts_with('['));
    let mut values = top.filter_map(|line| line.strip_prefix("adr_dir")?.trim_start().strip_prefix('='));
    unquoted(values.next()?)
}

/// `adrFolder: …`, directly under `project:`. Those further in belong to packages.
fn log4brains_folder(text: &str) -> Option<String> {
    let mut project = text.lines().skip_while(|line| line.trim_end() != "project:").skip(1).peekable();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let outer = depth(project.peek()?);
    project
        .take_while(|line| line.trim().is_empty() || depth(line) > 0)
        .filter(|line| depth(line) == outer)
        .find_map(|line| unquoted(line.trim_start().strip_prefix("adrFolder:")?))
}

/// The text between quotes, or up to a comment.
fn unquoted(value: &str) -> Option<String> {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.split_once(quote).map(|(text, _)| text.to_owned());
        }
    }
    Some(value.split(" #").next().unwrap_or(value).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tool_says_it_in_its_own_way() {
        assert_eq!(first_line("doc/adr\n").as_deref(), Some("doc/adr"));
        assert_eq!(adrs_folder("mode = \"ng\"\nadr_dir = \"docs/adr\" # here\n").as_deref(), Some("docs/adr"));
        assert_eq!(adrs_folder("[x]\nadr_dir = \"no\"\n"), None);
        let yaml =
            "project:\n  name: X\n  packages:\n    - name: a\n      adrFolder: a/adr\n  adrFolder: './docs/adr'\n";
        assert_eq!(log4brains_folder(yaml).as_deref(), Some("./docs/adr"));
        assert_eq!(log4brains_folder("other:\n  adrFolder: x\n"), None);
    }
}
