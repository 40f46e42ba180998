//! What an export would change, before anything is changed.

use std::path::{Path, PathBuf};

use super::{
    entry::{is_markdown, number},
    file::{Unreadable, read, same_text},
    folder::{Folder, FolderError, find_folder, open, repository_root},
    inside::{Outside, inside, normal},
    link::RecordPlace,
    name::{InvalidFileName, checked, file_name, next_number},
};
use crate::{
    adr::{Dialect, RenderError, render_record},
    decision::{Decision, Export, Status},
    storage::world,
};

/// What is to be exported where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The root of the repository, see [`repository_root`].
    pub root: PathBuf,
    /// The folder for ADRs, from the root; none for the one that [`find_folder`] finds.
    pub folder: Option<String>,
    /// The name of the ADR's file; none for the next number and the title.
    pub file_name: Option<String>,
    /// The Markdown form.
    pub dialect: Dialect,
}

impl Request {
    /// To the folder that the repository has for ADRs, in the default dialect, under the next number.
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        Self { root, folder: None, file_name: None, dialect: Dialect::default() }
    }
}

/// A file before and after an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// From the root of the repository, with `/` between the names.
    pub path: String,
    /// What is in the file now; none if there is no such file.
    pub before: Option<String>,
    /// What the export writes.
    pub after: String,
}

impl FileChange {
    /// Whether the file says already what it would say, line ends aside.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.before.as_deref().is_some_and(|before| same_text(before, &self.after))
    }
}

/// What an export would change. [`write`](super::write()) carries it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The root of the repository.
    pub root: PathBuf,
    /// The files, the ADR first.
    pub changes: Vec<FileChange>,
    /// What to know before it is carried out, as sentences.
    pub warnings: Vec<String>,
    /// What the record keeps of it, with [`Edit::Exported`](crate::decision::Edit::Exported), once it was carried out.
    pub export: Export,
}

impl Plan {
    /// Whether every file says already what it would say.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.changes.iter().all(FileChange::is_unchanged)
    }
}

/// Why an export cannot be planned.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The folder for ADRs cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The name is none for an ADR's file.
    #[error(transparent)]
    FileName(#[from] InvalidFileName),
    /// The ADR would be outside the repository.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// What is at the ADR's place cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The dialect's template is broken.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// Works out what exporting a record would change. Nothing is written.
///
/// A record that was exported to this repository before updates the same ADR, whatever its title is now, unless the
/// request names another place. `decision_file` is where the record is kept; the ADR links to it if that is in the
/// repository, too.
///
/// # Errors
/// [`PlanError`] says what keeps the record from being exported there.
pub fn plan(decision: &Decision, decision_file: Option<&Path>, request: &Request) -> Result<Plan, PlanError> {
    let (path, mut warnings) = match earlier(decision, request)? {
        Some(path) => (path, Vec::new()),
        None => new_place(decision, request)?,
    };
    let place = inside(&request.root, &path)?;
    let record = RecordPlace::of(decision_file, &request.root, &place);
    let after = render_record(decision, record.as_record(), request.dialect)?;
    let change = FileChange { before: read(&place, &path)?, path, after };
    warnings.extend(about_decision(decision));
    warnings.extend(about_repository(decision_file, &request.root));
    let export = export(decision, &change, request.dialect);
    Ok(Plan { root: request.root.clone(), changes: vec![change], warnings, export })
}

/// The ADR that this record became before in this repository, if the request asks for no other place.
fn earlier(decision: &Decision, request: &Request) -> Result<Option<String>, PlanError> {
    if request.file_name.is_some() {
        return Ok(None);
    }
    let folder = request.folder.as_deref().map(normal).transpose()?;
    let is_there = |path: &String| {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let wanted = folder.as_deref().is_none_or(|folder| folder == parent);
        wanted && is_markdown(path) && inside(&request.root, path).is_ok_and(|place| place.is_file())
    };
    Ok(decision.exports.iter().rev().filter_map(|export| normal(&export.path).ok()).find(is_there))
}

/// Where an ADR that is not there yet goes, and what to know about the place.
fn new_place(decision: &Decision, request: &Request) -> Result<(String, Vec<String>), PlanError> {
    let folder = match &request.folder {
        Some(path) => open(&request.root, path, "it was chosen".to_owned())?,
        None => find_folder(&request.root)?,
    };
    let name = match &request.file_name {
        Some(name) => checked(name)?.to_owned(),
        None => file_name(next_number(&folder), &decision.title),
    };
    let warnings = namesake(&folder, &name).into_iter().collect();
    let path = if folder.path.is_empty() { name } else { format!("{}/{name}", folder.path) };
    Ok((path, warnings))
}

/// A warning where another ADR of the folder has the number already.
fn namesake(folder: &Folder, name: &str) -> Option<String> {
    let number = number(name)?;
    let other = folder.entries.iter().find(|entry| entry.number == Some(number) && entry.file != name)?;
    Some(format!("The number {number} is taken by {}; most ADR clients expect each number once.", other.file))
}

fn about_decision(decision: &Decision) -> Vec<String> {
    let mut warnings = Vec::new();
    if decision.status == Status::Draft {
        warnings.push("The record is a draft. ADRs know no drafts, so it is exported as proposed.".to_owned());
    }
    if decision.is_blind() {
        let round = decision.round();
        warnings.push(format!("Round {round} is still blind, and the ADR shows everybody's scores of it."));
    }
    warnings
}

/// A warning where the check of the record would not find the ADR.
fn about_repository(decision_file: Option<&Path>, root: &Path) -> Option<String> {
    let Some(file) = decision_file else {
        let advice = "Save the record in the repository and export it again, so that the ADR links to it.";
        return Some(format!("The record has not been saved. {advice}"));
    };
    let same = file.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let repository = same.and_then(repository_root);
    (repository.is_none() || repository != root.canonicalize().ok()).then(|| {
        "The record is not kept in the git repository that it is exported to, so the check cannot compare the two."
            .to_owned()
    })
}

fn export(decision: &Decision, change: &FileChange, dialect: Dialect) -> Export {
    let earlier = decision.exports.iter().find(|export| export.path == change.path);
    match earlier.filter(|export| change.is_unchanged() && export.dialect == dialect.as_str()) {
        Some(earlier) => earlier.clone(),
        None => Export { path: change.path.clone(), dialect: dialect.as_str().to_owned(), on: world::today() },
    }
}
