//! The habits of a folder, which the next ADR in it follows.

use std::path::Path;

use super::{
    contained_path::inside,
    entry::{Entry, number},
    file::read,
    file_id::place_of,
    folder::Folder,
    pattern::NamePattern,
};
use crate::{
    adr::{self, Dialect, ObservedStyle, Style, observed_style},
    decision::RepoPath,
};

/// Maximum number of ADRs that are read: the newest, which show what the team does today.
const MOST: usize = 200;

/// Returns the newest ADRs of a folder, the oldest of them first.
pub(super) fn by_age(folder: &Folder) -> Vec<&Entry> {
    let mut entries: Vec<&Entry> = folder.entries.iter().collect();
    entries.sort_by(|a, b| (a.number, &a.file).cmp(&(b.number, &b.file)));
    let from = entries.len().saturating_sub(MOST);
    entries.split_off(from)
}

/// Returns the way in which the files of the folder are named.
pub(super) fn names(folder: &Folder) -> NamePattern {
    let files: Vec<&str> = by_age(folder).into_iter().map(|entry| entry.file.as_str()).collect();
    NamePattern::following(&files)
}

/// Returns the style of the folder's ADRs. The dialect `asked` for stays.
pub(super) fn style(root: &Path, folder: &Folder, asked: Option<Dialect>) -> Style {
    let all: Vec<ObservedStyle> =
        by_age(folder).into_iter().filter_map(|entry| observed_style_of(root, &folder.path_of(&entry.file))).collect();
    Style::following(&all, asked)
}

/// Returns the style of the ADR at a path; `None` if it cannot be read.
pub(super) fn observed_style_of(root: &Path, path: &RepoPath) -> Option<ObservedStyle> {
    let place = inside(root, path).ok()?;
    let text = read(&place, path).ok()??;
    let mut style = observed_style(&text);
    // A title may begin with a number that is not the ADR's.
    let in_name = number(place_of(path).1);
    if in_name.is_some() && adr::read(text.as_bytes()).number != in_name {
        style.title = style.title.map(|_| None);
    }
    Some(style)
}
