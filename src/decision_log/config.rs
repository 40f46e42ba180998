//! The folders for ADRs in the configuration files of other ADR tools.

use std::path::Path;

use super::entry::read_start;

/// A folder that a tool's configuration names, and the configuration file.
pub(super) struct Configured {
    pub(super) file: &'static str,
    pub(super) folder: String,
}

type ConfigRead = fn(&str) -> Vec<String>;

/// The configuration files, by tool: adr-tools, adrs, log4brains.
const FILES: [(&str, ConfigRead); 3] =
    [(".adr-dir", first_line), ("adrs.toml", adrs_folder), (".log4brains.yml", log4brains_folder)];

/// Returns every folder that a configuration in the root of the repository names, that of the project before those of
/// packages.
pub(super) fn configured(root: &Path) -> impl Iterator<Item = Configured> {
    FILES.into_iter().flat_map(move |(file, read)| {
        let folders = read_start(&root.join(file)).map(|text| read(&text)).unwrap_or_default();
        folders.into_iter().filter(|folder| !folder.is_empty()).map(move |folder| Configured { file, folder })
    })
}

fn first_line(text: &str) -> Vec<String> {
    text.lines().next().map(|line| line.trim().to_owned()).into_iter().collect()
}

/// Returns the folder of `adr_dir = "…"`, above every table.
fn adrs_folder(text: &str) -> Vec<String> {
    // A key below the head of a table belongs to that table.
    let top = text.lines().map(str::trim).take_while(|line| !line.starts_with('['));
    let mut values = top.filter_map(|line| line.strip_prefix("adr_dir")?.trim_start().strip_prefix('='));
    values.next().and_then(unquoted).into_iter().collect()
}

/// Returns the folders of `adrFolder: …` under `project:`. Those indented further belong to packages, and follow the
/// project's.
fn log4brains_folder(text: &str) -> Vec<String> {
    let project = text.lines().skip_while(|line| line.trim_end() != "project:").skip(1);
    let mut folders: Vec<(usize, String)> = project
        .take_while(|line| line.trim().is_empty() || depth(line) > 0)
        .filter_map(|line| {
            let words = line.trim_start().trim_start_matches("- ");
            Some((depth(line), unquoted(words.strip_prefix("adrFolder:")?)?))
        })
        .collect();
    folders.sort_by_key(|(depth, _)| *depth);
    folders.into_iter().map(|(_, folder)| folder).collect()
}

/// Returns the indentation of a line of YAML.
fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns the text between quotes, or up to a comment.
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
        assert_eq!(first_line("doc/adr\n"), ["doc/adr"]);
        assert_eq!(adrs_folder("mode = \"ng\"\nadr_dir = \"docs/adr\" # here\n"), ["docs/adr"]);
        assert!(adrs_folder("[x]\nadr_dir = \"no\"\n").is_empty());
        let yaml =
            "project:\n  name: X\n  packages:\n    - name: a\n      adrFolder: a/adr\n  adrFolder: './docs/adr'\n";
        assert_eq!(log4brains_folder(yaml), ["./docs/adr", "a/adr"]);
        assert!(log4brains_folder("other:\n  adrFolder: x\n").is_empty());
    }
}
