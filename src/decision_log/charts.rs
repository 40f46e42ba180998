//! The charts beside an ADR, such as `0007-use-go.totals.svg` beside `0007-use-go.md`. No client takes such a file for
//! an ADR.

use std::{fs, path::Path};

use super::{
    contained_path::{inside, normal},
    file::{read, same_text},
    file_change::FileChange,
    find::checkout_command,
    plan_error::PlanError,
};
use crate::{
    adr::Picture,
    analysis::Analysis,
    chart::{Chart, ChartKind, chart},
    decision::{Decision, Export, Place, Problem, ProblemCode, RepoPath, text::unnumbered},
    storage::GitIndex,
};

/// The charts of a record, each drawn once; `None` if there is nothing to draw.
pub(super) struct Drawings(Vec<(ChartKind, Option<Chart>)>);

impl Drawings {
    /// Draws the charts that these words name, of a record as its ADR shows it. Other words are ignored.
    pub(super) fn of(decision: &Decision, analysis: &Analysis, words: &[&String]) -> Self {
        let kinds: Vec<ChartKind> =
            ChartKind::ALL.into_iter().filter(|kind| is_among(*kind, words.iter().copied())).collect();
        Self(kinds.into_iter().map(|kind| (kind, chart(decision, analysis, kind))).collect())
    }

    /// Returns those of them that these words name, for the ADR at `adr`.
    pub(super) fn beside(&self, words: &[String], adr: &RepoPath) -> Charts<'_> {
        let mut charts = Charts::default();
        for (kind, chart) in self.0.iter().filter(|(kind, _)| is_among(*kind, words)) {
            let path = path_of(adr, *kind);
            match chart {
                Some(chart) => {
                    let file = path.file_name().to_owned();
                    charts.pictures.push(Picture { alternative: chart.alternative(), path: file });
                    charts.files.push((path, &chart.svg));
                }
                None => charts.left_out.push(*kind),
            }
        }
        charts
    }
}

fn is_among<'a>(kind: ChartKind, words: impl IntoIterator<Item = &'a String>) -> bool {
    words.into_iter().any(|word| word == kind.as_str())
}

/// The charts that an ADR shows.
#[derive(Debug, Default)]
pub(super) struct Charts<'a> {
    /// Link to each picture, with its words.
    pub(super) pictures: Vec<Picture>,
    /// File of each chart, from the root of the repository, and its content.
    files: Vec<(RepoPath, &'a str)>,
    /// Charts for which there is nothing to draw.
    left_out: Vec<ChartKind>,
}

impl Charts<'_> {
    /// Returns the changes to their files.
    ///
    /// # Errors
    /// [`PlanError`] if one of the files cannot be used, or is left out of a sparse checkout.
    pub(super) fn changes(&self, root: &Path, git: &GitIndex) -> Result<Vec<FileChange>, PlanError> {
        let mut changes = Vec::with_capacity(self.files.len());
        for (path, svg) in &self.files {
            let before = read(&inside(root, path)?, path)?;
            if before.is_none() && is_left_out(git, path) {
                return Err(PlanError::left_out(git, path));
            }
            changes.push(FileChange { path: path.clone(), before, after: (*svg).to_owned() });
        }
        Ok(changes)
    }

    /// Returns warnings about charts that cannot be drawn yet, and about charts of the last export that are no longer
    /// shown.
    pub(super) fn warnings(&self, root: &Path, last: Option<&Export>) -> Vec<String> {
        let left = last.map(|last| left_behind(root, &last.path)).unwrap_or_default();
        let mut warnings: Vec<String> = left.iter().map(|path| format!("{} {LEFT_ADVICE}", of_no_adr(path))).collect();
        for kind in &self.left_out {
            warnings.push(format!("The chart {kind} is left out, since there is nothing to draw of it yet."));
        }
        let Some(last) = last else { return warnings };
        for kind in ChartKind::ALL.into_iter().filter(|kind| is_among(*kind, &last.charts)) {
            let path = path_of(&last.path, kind);
            let is_shown = self.files.iter().any(|(shown, _)| *shown == path);
            if !is_shown && inside(root, &path).is_ok_and(|place| place.is_file()) {
                warnings.push(format!("The ADR no longer shows {path}. Delete it, unless something else does."));
            }
        }
        warnings
    }

    /// Returns problems for files that do not have the right content, with `advice` on what to do.
    pub(super) fn problems(
        &self,
        root: &Path,
        git: &GitIndex,
        (index, adr): (usize, &RepoPath),
        advice: &str,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (path, svg) in &self.files {
            let what = match inside(root, path).map(|place| read(&place, path)) {
                Ok(Ok(Some(found))) if same_text(&found, svg) => continue,
                Ok(Ok(Some(_))) => format!("The chart `{path}` does not show what the record says."),
                Ok(Ok(None)) if is_left_out(git, path) => {
                    problems.push(left_out(git, index, "chart", path));
                    continue;
                }
                Ok(Ok(None)) => format!("The chart `{path}` is not there."),
                Ok(Err(why)) => format!("The chart cannot be compared: {why}."),
                Err(why) => format!("The place of the chart, {why}."),
            };
            problems.push(Problem::error(ProblemCode::ChartDiffers, Place::Export(index), what, advice));
        }
        problems.extend(left_behind(root, adr).into_iter().map(|path| {
            Problem::warning(ProblemCode::ChartDiffers, Place::Export(index), of_no_adr(&path), LEFT_ADVICE)
        }));
        problems
    }
}

const LEFT_ADVICE: &str = "Delete it, unless something else shows it.";

fn of_no_adr(chart: &str) -> String {
    format!("The chart `{chart}` has a number that its ADR no longer has.")
}

/// Returns charts that are left under an earlier number of an ADR, because another clone wrote them while this one
/// renumbered it. No ADR has that number and name any more. Paths are from the root.
pub(super) fn left_behind(root: &Path, adr: &RepoPath) -> Vec<RepoPath> {
    let (folder, called) = (adr.folder(), unnumbered(adr));
    let files = inside(root, &folder).ok().filter(|_| called.is_some()).and_then(|place| fs::read_dir(place).ok());
    let names = files.into_iter().flatten().flatten().filter_map(|file| file.file_name().into_string().ok());
    let is_left = |chart: &RepoPath| {
        let of_adr = ChartKind::ALL
            .into_iter()
            .find_map(|kind| Some(format!("{}.md", chart.strip_suffix(&format!(".{kind}.svg"))?)));
        of_adr.is_some_and(|other| {
            unnumbered(&other) == called && !inside(root, &other).is_ok_and(|place| place.exists())
        })
    };
    let mut left: Vec<RepoPath> = names.map(|name| folder.file(&name)).filter(is_left).collect();
    left.sort();
    left
}

/// Reports whether a file is in the repository, but not in its work tree.
pub(super) fn is_left_out(git: &GitIndex, path: &RepoPath) -> bool {
    normal(path).is_ok_and(|path| git.is_left_out(path.as_ref()))
}

/// Returns the path of a chart beside an ADR.
pub(super) fn path_of(adr: &RepoPath, kind: ChartKind) -> RepoPath {
    let stem = adr.get(..adr.len().saturating_sub(3)).unwrap_or(adr);
    format!("{stem}.{kind}.svg").into()
}

/// Creates the problem about a file that is in the repository, but not in its work tree.
pub(super) fn left_out(git: &GitIndex, index: usize, what: &str, path: &RepoPath) -> Problem {
    Problem::warning(
        ProblemCode::LeftOut,
        Place::Export(index),
        format!("The {what} `{path}` is left out of this sparse checkout, so it was not compared."),
        format!(
            "Run `{}` in the root of the repository, or check the record in a full checkout.",
            checkout_command(git, path)
        ),
    )
}
