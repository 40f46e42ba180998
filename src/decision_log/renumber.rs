//! Giving an ADR another number, with everything that points at it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    charts::path_of,
    cross::{joined, percent_decoded},
    discover::{DEEPEST, MOST_FOLDERS, is_searched},
    entry::is_markdown,
    file::{Unreadable, read},
    file_id::FileId,
    find::{FindError, find_adr},
    folder::{Folder, FolderError, open},
    inside::inside,
    link::relative,
    name::{InvalidFileName, checked},
    numbers::next_number_of,
    plan::FileChange,
    relate::folder_of,
    request::Request,
    write::{ExportError, write_changes},
};
use crate::{
    adr::{NewNumber, padded},
    chart::Kind,
    storage::{self, atomic},
};

/// What giving an ADR another number changes. [`Renumbering::carry_out`] does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbering {
    /// The root of the repository.
    pub root: PathBuf,
    /// The ADR's file until now, from the root.
    pub from: String,
    /// The files that go, with what is in them: the ADR, and its charts.
    gone: Vec<(String, String)>,
    /// The files that change: the ADR and its charts under their new names first, then those that point at it.
    pub changes: Vec<FileChange>,
    /// What could not be mended, as sentences.
    pub notes: Vec<String>,
}

/// Why an ADR cannot get another number.
#[derive(Debug, thiserror::Error)]
pub enum RenumberError {
    /// It is not known which one.
    #[error(transparent)]
    Find(#[from] FindError),
    /// The folder for ADRs cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The new name is none.
    #[error(transparent)]
    FileName(#[from] InvalidFileName),
    /// Its name bears no number.
    #[error("`{0}` has no number in front of its name, so it has none to change")]
    NoNumber(String),
    /// Another file has the number.
    #[error("the number {number} is taken by {file}; choose another one")]
    Taken {
        /// The number.
        number: u32,
        /// The file.
        file: String,
    },
}

/// Works out what giving an ADR another number changes. Nothing is written.
///
/// `wanted` names it as [`find_adr`] takes it; where two have one number, that is the name of the file. Without `to` it
/// gets the next number that neither the folder nor another branch has.
///
/// # Errors
/// [`RenumberError`] says what keeps it from being done.
pub fn renumber(request: &Request, wanted: &str, to: Option<u32>) -> Result<Renumbering, RenumberError> {
    let root = &request.root;
    let from = find_adr(request, wanted)?;
    let folder = open(root, folder_of(&from), String::new())?;
    let file = from.rsplit('/').next().unwrap_or(&from);
    let id = FileId::of(file);
    let old = id.number.ok_or_else(|| RenumberError::NoNumber(from.clone()))?;
    let new = to.unwrap_or_else(|| next_number_of(root, &folder).number);
    if let Some(taken) = numbered(&folder).find(|(number, _)| *number == new) {
        return Err(RenumberError::Taken { number: new, file: taken.1.to_owned() });
    }
    let new_file = new_name(file, &id.id, new);
    let new_file = checked(&new_file)?;
    let place = inside(root, &from).map_err(FindError::from)?;
    let Some(before) = read(&place, &from)? else { return Err(RenumberError::NoNumber(from)) };
    let change = NewNumber { old_file: file, new_file, old, new };
    let to = folder.path_of(new_file);
    let charts = charts(root, &from, &to)?;
    let mut work = Work {
        // Where two have the number, who names the number may mean either.
        ambiguous: numbered(&folder).filter(|(number, _)| *number == old).count() > 1,
        folder: &folder.path,
        from: &from,
        change,
        charts: &charts,
        notes: Vec::new(),
    };
    let adr = FileChange { path: to, before: None, after: work.moved(&before) };
    let pictures = charts.iter().map(|chart| {
        let (path, after) = (chart.to.clone(), chart.svg.clone());
        FileChange { path, before: None, after }
    });
    let mut changes: Vec<FileChange> = std::iter::once(adr).chain(pictures).collect();
    for path in files(root) {
        if path != from {
            changes.extend(work.other(root, path));
        }
    }
    let notes = work.notes;
    let pictures = charts.into_iter().map(|chart| (chart.from, chart.svg));
    let gone = std::iter::once((from.clone(), before)).chain(pictures).collect();
    Ok(Renumbering { root: root.clone(), from, gone, changes, notes })
}

/// A chart that goes with its ADR: where it is and will be, from the root, and what is in it.
struct MovedChart {
    from: String,
    to: String,
    svg: String,
}

/// The charts that are beside an ADR.
fn charts(root: &Path, adr: &str, to: &str) -> Result<Vec<MovedChart>, RenumberError> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let (from, to) = (path_of(adr, kind), path_of(to, kind));
        let place = inside(root, &from).map_err(FindError::from)?;
        found.extend(read(&place, &from)?.map(|svg| MovedChart { from, to, svg }));
    }
    Ok(found)
}

fn numbered(folder: &Folder) -> impl Iterator<Item = (u32, &str)> {
    let adrs = folder.entries.iter().filter_map(|entry| Some((entry.number?, entry.file.as_str())));
    adrs.chain(folder.others.iter().filter_map(|other| Some((other.number?, other.file.as_str()))))
}

/// The name of the file with the new number. A letter behind the old one goes.
fn new_name(file: &str, id: &str, new: u32) -> String {
    let start = id.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let digits: String = id[start..].chars().take_while(char::is_ascii_digit).collect();
    format!("{}{}{}", &file[..start], padded(new, &digits), &file[id.len()..])
}

struct Work<'a> {
    change: NewNumber<'a>,
    ambiguous: bool,
    folder: &'a str,
    from: &'a str,
    charts: &'a [MovedChart],
    notes: Vec<String>,
}

impl Work<'_> {
    /// The ADR itself, with links to itself.
    fn moved(&self, text: &str) -> String {
        let text = self.change.in_itself(text);
        self.pointing(&text, self.folder)
    }

    /// A text in a folder, with its links to the ADR and the charts that it shows mended.
    fn pointing(&self, text: &str, folder: &str) -> String {
        let text = self.change.in_links(text, &|target| self.leads(folder, target));
        let way = |path: &str| relative(Path::new(folder), Path::new(path)).unwrap_or_default();
        self.charts.iter().fold(text, |text, chart| NewNumber::in_pictures(&text, &way(&chart.from), &way(&chart.to)))
    }

    /// Another file, if it points at the ADR.
    fn other(&mut self, root: &Path, path: String) -> Option<FileChange> {
        let place = inside(root, &path).ok()?;
        let Ok(before) = read(&place, &path) else {
            self.note_unread(&place, &path);
            return None;
        };
        let before = before?;
        let folder = folder_of(&path);
        let after = if is_markdown(&path) {
            let after = self.pointing(&before, folder);
            if folder == self.folder { self.mentioned(after, &path) } else { after }
        } else {
            self.record(&before, &path)?
        };
        if after != before && storage::is_in_merge(&place, &before) {
            self.notes.push(format!("{path} names the ADR, but is in the middle of a merge. Mend it by hand."));
            return None;
        }
        (after != before).then_some(FileChange { path, before: Some(before), after })
    }

    fn mentioned(&mut self, text: String, path: &str) -> String {
        if !self.ambiguous {
            return self.change.in_mentions(&text);
        }
        let old = self.change.old;
        self.notes.extend(self.change.mention_lines(&text).into_iter().map(|line| {
            format!("{path} names the number {old} in line {line}, which two ADRs had. See which of them it means.")
        }));
        text
    }

    /// A decision file that names the ADR by its path.
    fn record(&mut self, text: &str, path: &str) -> Option<String> {
        let new = match self.folder {
            "" => self.change.new_file.to_owned(),
            folder => format!("{folder}/{}", self.change.new_file),
        };
        let after = text.replace(&format!("\"{}\"", self.from), &format!("\"{new}\""));
        if after != text && storage::parse(&after).is_err() {
            self.notes.push(format!("{path} names the ADR, but cannot be read as a decision file. Mend it by hand."));
            return None;
        }
        Some(after)
    }

    /// Whether an address in a file of a folder leads to the ADR.
    fn leads(&self, folder: &str, target: &str) -> bool {
        let path = target.split(['#', '?']).next().unwrap_or_default();
        !path.contains("://")
            && !path.is_empty()
            && joined(folder, &percent_decoded(path)).as_deref() == Some(self.from)
    }

    fn note_unread(&mut self, place: &Path, path: &str) {
        // Not UTF-8, or too large: only tell of it where it matters.
        let matters = fs::read(place).is_ok_and(|bytes| {
            let name = self.change.old_file.as_bytes();
            bytes.windows(name.len()).any(|window| window == name)
        });
        if matters {
            self.notes.push(format!("{path} names the ADR, but is not text in UTF-8. Mend it by hand."));
        }
    }
}

/// The Markdown and decision files of a repository, by path. Links are not followed.
fn files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = waiting.pop() {
        seen += 1;
        if seen > MOST_FOLDERS {
            break;
        }
        let Ok(files) = fs::read_dir(root.join(&folder)) else { continue };
        for file in files.flatten() {
            let Ok(name) = file.file_name().into_string() else { continue };
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            match file.file_type() {
                Ok(kind) if kind.is_dir() && depth < DEEPEST && is_searched(&name) => waiting.push((path, depth + 1)),
                Ok(kind) if kind.is_file() && is_pointing(&name) => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn is_pointing(name: &str) -> bool {
    is_markdown(name) || name.ends_with(&format!(".{}", storage::EXTENSION))
}

impl Renumbering {
    /// The ADR's file from now on, from the root.
    #[must_use]
    pub fn to(&self) -> &str {
        self.changes.first().map_or("", |change| &change.path)
    }

    /// What changes, as text that `git apply` and `patch` read.
    #[must_use]
    pub fn unified_diff(&self) -> String {
        let gone = self.gone.iter().map(|(path, text)| {
            let gone = FileChange { path: path.clone(), before: Some(text.clone()), after: String::new() };
            gone.unified_diff().replacen(&format!("+++ b/{path}"), "+++ /dev/null", 1)
        });
        gone.chain(self.changes.iter().map(FileChange::unified_diff)).collect()
    }

    /// Writes it: all files or none.
    ///
    /// # Errors
    /// [`ExportError`] says what kept it from being done.
    pub fn carry_out(&self) -> Result<(), ExportError> {
        let mut places = Vec::new();
        for (path, text) in &self.gone {
            let place = inside(&self.root, path)?;
            if read(&place, path)?.as_deref() != Some(text.as_str()) {
                return Err(ExportError::ChangedMeanwhile(path.clone()));
            }
            places.push(place);
        }
        let changes: Vec<&FileChange> = self.changes.iter().collect();
        let written = write_changes(&self.root, &changes, true)?;
        for (at, (place, (path, _))) in places.iter().zip(&self.gone).enumerate() {
            if let Err(error) = fs::remove_file(place) {
                let mut not_restored = self.bring_back(&places[..at]);
                not_restored.extend(written.restore());
                return Err(ExportError::Write { path: path.clone(), error, not_restored });
            }
        }
        Ok(())
    }

    /// Writes the first files again that are gone. Gives those of which that could not be done.
    fn bring_back(&self, places: &[PathBuf]) -> Vec<String> {
        let files = places.iter().zip(&self.gone);
        let lost = files.filter(|(place, (_, text))| atomic::write(place, text.as_bytes()).is_err());
        lost.map(|(_, (path, _))| path.clone()).collect()
    }
}
