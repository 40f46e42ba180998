//! What should be looked at in a log, and what to do about each.

use super::{cross::CrossCheck, log::LogFolder};
use crate::adr::FindingKind;

/// Something in a folder of ADRs that should be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The place of the ADR in the folder's list; none for what is about the folder, or a file that is no ADR.
    pub entry: Option<usize>,
    /// The file's name; empty for what is about the folder.
    pub file: String,
    /// The line, from 1, where it is about one.
    pub line: Option<usize>,
    /// What it is: a sentence.
    pub what: String,
    /// What to do: a sentence.
    pub advice: &'static str,
    /// Whether something is wrong; else it is only told.
    pub is_wrong: bool,
}

impl LogFolder {
    /// What should be looked at: what is about the folder first, then by file and line.
    #[must_use]
    pub fn troubles(&self) -> Vec<Trouble> {
        let mut found: Vec<Trouble> = self.in_files().collect();
        found.extend(self.between_files());
        found.extend(self.no_adrs());
        found.sort_by(|a, b| (&a.file, a.line, &a.what).cmp(&(&b.file, b.line, &b.what)));
        found.splice(0..0, self.about_numbers());
        found
    }

    fn in_files(&self) -> impl Iterator<Item = Trouble> + '_ {
        self.folder.entries.iter().enumerate().flat_map(|(at, entry)| {
            entry.problems.iter().map(move |problem| Trouble {
                entry: Some(at),
                file: entry.file.clone(),
                line: Some(problem.line),
                what: problem.what.clone(),
                advice: advice(problem.kind),
                is_wrong: true,
            })
        })
    }

    fn between_files(&self) -> impl Iterator<Item = Trouble> + '_ {
        let CrossCheck { dead_links, one_sided, .. } = &self.check;
        let dead = dead_links.iter().map(|link| (link, "Correct the link, or take it out."));
        let half =
            one_sided.iter().map(|link| (link, "Say it in both ADRs, so that readers of either find the other."));
        dead.chain(half).map(|(link, advice)| Trouble {
            entry: self.place_of(&link.file),
            file: link.file.clone(),
            line: Some(link.line),
            what: link.what.clone(),
            advice,
            is_wrong: true,
        })
    }

    fn no_adrs(&self) -> impl Iterator<Item = Trouble> + '_ {
        self.folder.others.iter().map(|other| {
            let unread = ["cannot", "could not", "larger", "binary"].iter().any(|word| other.reason.contains(word));
            Trouble {
                entry: None,
                file: other.file.clone(),
                line: None,
                what: format!("Not an ADR: {}.", other.reason),
                advice: if unread {
                    "See that it can be read, and read the log again."
                } else {
                    "Nothing needs to be done."
                },
                is_wrong: unread,
            }
        })
    }

    fn about_numbers(&self) -> Vec<Trouble> {
        let about =
            |what, advice, is_wrong| Trouble { entry: None, file: String::new(), line: None, what, advice, is_wrong };
        let mut found: Vec<Trouble> = Vec::new();
        if let Some(begun) = &self.check.begun {
            let what = format!("{} was being renumbered to {}, and that was not finished.", begun.from, begun.to);
            found.push(about(what, "Run `weigh-in renumber` on it again to finish it.", true));
        }
        for duplicate in &self.check.duplicates {
            found.push(Trouble {
                entry: duplicate.files.last().and_then(|file| self.place_of(file)),
                ..about(
                    format!("{} have the number {}.", duplicate.files.join(" and "), duplicate.id),
                    "Renumber one of them: `weigh-in renumber` takes every link along.",
                    true,
                )
            });
        }
        if !self.check.gaps.is_empty() {
            let gaps = self.check.gaps.iter().map(|gap| match gap.to - gap.from {
                0 => gap.from.to_string(),
                _ => format!("{} to {}", gap.from, gap.to),
            });
            let gaps: Vec<String> = gaps.collect();
            let what = format!("No file has the number {}.", gaps.join(", "));
            found.push(about(what, "Nothing needs to be done: a number is never given twice.", false));
        }
        found
    }

    /// The place of a file in the list; the entries are in the order of their names.
    fn place_of(&self, file: &str) -> Option<usize> {
        self.folder.entries.binary_search_by(|entry| entry.file.as_str().cmp(file)).ok()
    }
}

fn advice(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Encoding => "Save it as UTF-8.",
        FindingKind::FrontMatter => "Close the front matter with a line of three dashes.",
        FindingKind::Title => "Give it a heading that says what is decided.",
        FindingKind::Date => "Write the day as 2026-11-03.",
        FindingKind::Status => "Make both places say the same.",
    }
}
