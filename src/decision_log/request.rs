//! What is to be exported where, and in which form.

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

/// The form of an ADR, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DialectChoice {
    /// That of an ADR that is there already, else that of the folder, else MADR 4.
    #[default]
    Auto,
    /// A built-in dialect.
    One(Dialect),
    /// A template of the team's own, by its path from the root of the repository.
    Own(String),
}

impl DialectChoice {
    /// What a word means that a record or a person names a form by: a dialect, or the path of a template.
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

    /// The team's template, if it is one that was asked for.
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

/// What is to be exported where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The root of the repository, see [`repository_root`](super::repository_root).
    pub root: PathBuf,
    /// The folder for ADRs, from the root; none for the one that [`find_folder`](super::find_folder) finds.
    pub folder: Option<String>,
    /// The name of the ADR's file; none for the next number and the title, named as the folder does.
    pub file_name: Option<String>,
    /// The Markdown form.
    pub dialect: DialectChoice,
    /// The charts beside it; none for those that the last export had.
    pub charts: Option<Vec<ChartKind>>,
    /// Whose text stays in sections that people changed by hand in an ADR that was exported before.
    pub keep: Keeping,
    /// The day that the record remembers as that of the export.
    pub on: Date,
}

/// Whose text stays in the sections of an ADR that people changed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keeping {
    /// By section.
    pub parts: Choices,
    /// In all others; none where that has not been said, which keeps the ADR from being written.
    pub others: Option<Keep>,
}

impl Keeping {
    /// What was said of each section of an ADR that people changed. What stayed theirs before stays so unless all is to be
    /// ours.
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
    /// The words of the charts that are beside the ADR from now on, where it was exported before.
    pub(super) fn charts_after(&self, last: Option<&Export>) -> Vec<String> {
        match &self.charts {
            Some(wanted) => {
                ChartKind::ALL.into_iter().filter(|kind| wanted.contains(kind)).map(|kind| kind.to_string()).collect()
            }
            None => last.map(|last| last.charts.clone()).unwrap_or_default(),
        }
    }

    /// To the folder that the repository has for ADRs, written as that folder does, under the next number.
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
