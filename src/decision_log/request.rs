//! The request of an export: what, where, and in which form.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{
    contained_path::{inside, normal},
    file::read,
    plan_error::PlanError,
};
use crate::{
    adr::{Choices, Dialect, Keep, OwnTemplate, Reexport},
    chart::ChartKind,
    decision::Export,
};

/// The form of an ADR that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DialectChoice {
    /// That of an existing ADR, else that of the folder, else MADR 4.
    #[default]
    Auto,
    /// A built-in dialect.
    One(Dialect),
    /// A template of the team's own, by its path from the root of the repository.
    Own(String),
}

impl DialectChoice {
    /// Returns the form that a word in a record or from a person means: a dialect, or the path of a template.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word.parse() {
            _ if word == "auto" => Self::Auto,
            Ok(dialect) => Self::One(dialect),
            Err(_) => Self::Own(word.to_owned()),
        }
    }

    pub(super) fn dialect(&self) -> Option<Dialect> {
        if let Self::One(dialect) = self { Some(*dialect) } else { None }
    }

    /// Reads the team's template, if one was asked for.
    pub(super) fn own(&self, root: &Path) -> Result<Option<OwnTemplate>, PlanError> {
        let Self::Own(path) = self else { return Ok(None) };
        let name = normal(path).map_err(|error| PlanError::Template(error.to_string()))?;
        let place = inside(root, &name).map_err(|error| PlanError::Template(error.to_string()))?;
        let text = read(&place, &name)
            .map_err(|error| PlanError::Template(error.to_string()))?
            .ok_or_else(|| PlanError::NoTemplate(name.to_string()))?;
        Ok(Some(OwnTemplate { name: name.into(), text }))
    }
}

/// The request of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Root of the repository, see [`repository_root`](super::repository_root).
    pub root: PathBuf,
    /// Folder for ADRs, from the root; `None` for the one that [`find_folder`](super::find_folder) finds.
    pub folder: Option<String>,
    /// Name of the ADR's file; `None` for the next number and the title, in the pattern of the folder.
    pub file_name: Option<String>,
    /// Markdown form.
    pub dialect: DialectChoice,
    /// Charts beside it; `None` for those of the last export.
    pub charts: Option<Vec<ChartKind>>,
    /// Text to keep in sections that people changed by hand in an ADR that was exported before.
    pub keep: Keeping,
    /// Day that the record keeps as that of the export.
    pub on: Date,
}

/// The text to keep in the sections of an ADR that people changed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keeping {
    /// Choices by section.
    pub parts: Choices,
    /// Choice for all others; `None` if nobody has chosen, so that the ADR cannot be written.
    pub others: Option<Keep>,
}

impl Keeping {
    /// Returns the choice for each section of an ADR that people changed. Text that stayed theirs before stays so
    /// unless all is to be ours.
    pub(super) fn choices(&self, again: &Reexport) -> Choices {
        let mut choices = Choices::new();
        for part in again.of_people() {
            let other = self.others.filter(|keep| part.is_by_hand() || *keep == Keep::Ours);
            if let Some(keep) = self.parts.get(&part.key).copied().or(other) {
                choices.insert(part.key.clone(), keep);
            }
        }
        choices
    }
}

impl Request {
    /// Returns the words of the charts beside the ADR after this export; those of the last export if none were chosen.
    pub(super) fn charts_after(&self, last: Option<&Export>) -> Vec<String> {
        match &self.charts {
            Some(wanted) => {
                ChartKind::ALL.into_iter().filter(|kind| wanted.contains(kind)).map(|kind| kind.to_string()).collect()
            }
            None => last.map(|last| last.charts.clone()).unwrap_or_default(),
        }
    }

    /// Creates a request for the folder that the repository has for ADRs, in the form of that folder, under the next
    /// number.
    #[must_use]
    pub fn new(root: PathBuf, on: Date) -> Self {
        Self {
            root,
            on,
            folder: None,
            file_name: None,
            dialect: DialectChoice::Auto,
            charts: None,
            keep: Keeping::default(),
        }
    }
}
