//! The comparison of a record with the ADRs that it was exported to.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::{
    charts::{Drawings, is_left_out, left_out},
    contained_path::{Outside, inside, normal},
    entry::{is_markdown, number},
    export_place::there,
    file::{read, same_text},
    file_id::place_of,
    folder::repository_root,
    in_merge,
    plan::style_of_file,
    plan_error::PlanError,
    record_link::RecordPlace,
    relate::{Targets, with_later},
    request::DialectChoice,
    told_record::as_told,
};
use crate::{
    adr::{AdrInput, Picture, Setting, agrees, render_within, visible, with_ladder},
    analysis::Analysis,
    chart::ChartKind,
    decision::{
        Decision, Export, Place, Problem, ProblemCode, RepoPath, Severity,
        text::{capitalized, is_in_git, leads_out, shell_quoted},
    },
    storage::{GitIndex, atomic},
};

/// Returns problems for charts of exports that this version cannot draw.
#[must_use]
pub fn check_charts(decision: &Decision) -> Vec<Problem> {
    let mut found = Vec::new();
    for (index, export) in decision.exports.iter().enumerate() {
        for (place, word) in export.charts.iter().enumerate().filter(|(_, word)| word.parse::<ChartKind>().is_err()) {
            let what = format!("The ADR `{}` is to show the chart `{word}`, which does not exist.", export.path);
            let advice = format!("Correct it to one of {}, or remove it.", chart_words());
            let problem = Problem::warning(ProblemCode::UnknownId, Place::Export(index), what, advice);
            found.push(problem.at(format!("exports[{index}].charts[{place}]")));
        }
    }
    found
}

fn chart_words() -> String {
    ChartKind::ALL.map(|kind| format!("`{kind}`")).join(", ")
}

/// Renders a record again for every ADR that it was exported to in the repository of its file, and returns a problem
/// for each difference. Returns none for a record that was never exported. `analysis` is that of all votes of the
/// record, without a ladder.
#[must_use]
pub fn check_export(decision: &Decision, decision_file: &Path, analysis: Analysis) -> Vec<Problem> {
    // The text of the ADR is unknown while an id is used twice, since nothing could be exported.
    if decision.exports.is_empty() || decision.shared_id().is_some() {
        return Vec::new();
    }
    let Some(root) = repository_root(atomic::folder_of(decision_file)) else {
        return vec![Problem::warning(
            ProblemCode::NoRepository,
            Place::Export(0),
            "The record is in no git repository, so it cannot be compared with its ADR.",
            "Check it in the repository that holds both.",
        )];
    };
    // A record keeps one export for each ADR; a file may hold more, of which the first counts.
    let mut seen = HashSet::new();
    // A path that leads out, or into git's own files, is an error of the record itself.
    let exports =
        decision.exports.iter().enumerate().filter(|(_, export)| !leads_out(&export.path) && !is_in_git(&export.path));
    let exports = exports.filter(|(_, export)| {
        let path = normal(&export.path).unwrap_or_else(|_| export.path.clone());
        seen.insert(path)
    });
    let words: Vec<&String> = decision.exports.iter().flat_map(|export| &export.charts).collect();
    let analysis = with_ladder(analysis);
    let drawings = Drawings::of(decision, &analysis, &words);
    let index = GitIndex::of(&root);
    let mut checking = Checking {
        decision,
        told: as_told(decision),
        decision_file,
        root: &root,
        targets: Targets::of(decision, &root, &index),
        reach: Reach::of(decision, &root, &index),
        index,
        analysis,
        steps: MOST_STEPS,
    };
    let mut problems: Vec<Problem> = checking.targets.problems(decision).collect();
    problems.extend(exports.flat_map(|(index, export)| {
        let charts = drawings.beside(&export.charts, &export.path);
        let adr = checking.check((index, export), &charts.pictures);
        // Without an ADR, there are no charts beside it.
        let is_there = is_markdown(&export.path) && inside(&root, &export.path).is_ok_and(|place| place.is_file());
        let of_charts = if is_there {
            let again = format!("{}.", checking.reach.again(&export.path));
            charts.problems(&root, &checking.index, (index, &export.path), &again)
        } else {
            Vec::new()
        };
        adr.into_iter().chain(of_charts)
    }));
    problems
}

/// The ADR that an export changes, for a record that was exported several times to one repository.
#[derive(Default)]
struct Reach {
    /// The ADR that an export without a folder changes.
    usual: Option<RepoPath>,
    /// The ADR that an export into a folder changes, by the folder.
    of_folders: HashMap<RepoPath, RepoPath>,
}

impl Reach {
    fn of(decision: &Decision, root: &Path, index: &GitIndex) -> Self {
        let mut reach = Self::default();
        if decision.exports.len() > 1 {
            for (path, _) in there(decision, root, index) {
                reach.usual.get_or_insert_with(|| path.clone());
                reach.of_folders.entry(path.folder()).or_insert(path);
            }
        }
        reach
    }

    /// Returns the way to write an ADR again, as a sentence without its full stop.
    fn again(&self, path: &RepoPath) -> String {
        let path = normal(path).unwrap_or_else(|_| path.clone());
        let folder = path.folder();
        let of_folder = self.of_folders.get(&folder);
        match &self.usual {
            Some(usual) if *usual == path => AGAIN.to_owned(),
            Some(_) if of_folder.is_some_and(|first| *first == path) => {
                let folder = if folder.is_empty() { "." } else { &folder };
                format!("{AGAIN} with `--folder {}`", shell_quoted(folder))
            }
            Some(usual) => format!(
                "An export changes `{}` and not this one. If the decision needs one ADR only, delete this one, its charts and \
                 its line under `exports` in the record",
                of_folder.unwrap_or(usual)
            ),
            None => AGAIN.to_owned(),
        }
    }

    /// Returns the advice for a missing ADR: an export writes it again only if it finds no other. `back` is the command
    /// that restores it, if git has it.
    fn lost(&self, back: Option<&str>) -> String {
        const OUT: &str = "If the ADR was given up, delete its line under `exports` in the record.";
        match (back, &self.usual) {
            (Some(back), None) => {
                format!("Put it back with `{back}`, or export the record again to write a new one in its place. {OUT}")
            }
            (Some(back), Some(_)) => format!("Put it back with `{back}`. {OUT}"),
            (None, None) => format!("{AGAIN}. {OUT}"),
            (None, Some(_)) => format!("Put it back if you have a copy. {OUT}"),
        }
    }
}

const AGAIN: &str = "Export the record again";

/// Maximum number of steps of the templates of all ADRs of a record together: some seconds.
const MOST_STEPS: u64 = 40_000_000;

/// The data that is computed once for all ADRs of a record.
struct Checking<'a> {
    decision: &'a Decision,
    /// The record as ADRs tell it.
    told: Decision,
    decision_file: &'a Path,
    root: &'a Path,
    targets: Targets,
    reach: Reach,
    index: GitIndex,
    analysis: Analysis,
    /// Steps that templates may still take.
    steps: u64,
}

impl Checking<'_> {
    fn check(&mut self, (index, export): (usize, &Export), charts: &[Picture]) -> Option<Problem> {
        let Self { root, decision_file, .. } = *self;
        let path = &export.path;
        let again = self.reach.again(path);
        let choice = DialectChoice::of(&export.dialect);
        if let Err(why) = choice.own(root) {
            return Some(Problem::warning(
                ProblemCode::UnusableDialect,
                Place::Export(index),
                format!("The ADR `{path}` is in the dialect `{}`, which cannot be used: {why}.", export.dialect),
                "Put the template back, check it with a newer version, or export the record again.",
            ));
        }
        let (place, found) = match self.adr_there(index, path) {
            Ok(there) => there,
            Err(problem) => return Some(*problem),
        };
        if let Some(way) = in_merge::way_on(&self.index, &place, &found) {
            return Some(adr_in_merge(index, path, &way));
        }
        let record = RecordPlace::of(Some(decision_file), root, &place).spelled_in(Some(&found));
        let (what, advice) = match self.expected(&record, (export, charts), &found, &choice) {
            Err(why) => (format!("The ADR `{path}` cannot be compared: {why}."), format!("{again}.")),
            Ok(expected) if same_text(&found, &expected) => return None,
            // Sections that people were to keep are as they were when that was decided, and so is the record's text for
            // them.
            Ok(expected) if agrees(&expected, &found.replace("\r\n", "\n"), &export.written) => return None,
            Ok(_) if self.is_unlinked(decision_file, (export, charts), &found, &choice) => {
                let what = format!(
                    "The ADR `{path}` does not link to the record, which came into the repository after it was written."
                );
                return Some(Problem { severity: Severity::Warning, ..adr_differs(index, what, format!("{again}.")) });
            }
            Ok(expected) => {
                // The lines show the result, which the window hides until the reveal.
                let shown = (!self.decision.is_blind()).then(|| format!(": {}", first_difference(&found, &expected)));
                (
                    format!("The ADR `{path}` is out of date{}.", shown.unwrap_or_default()),
                    format!("{again}; if the ADR was changed by hand, carry the change over into the record first."),
                )
            }
        };
        Some(adr_differs(index, what, advice))
    }

    /// Reports whether an ADR is as written while the record was outside of the repository, or had no file at all.
    fn is_unlinked(
        &mut self,
        decision_file: &Path,
        export: (&Export, &[Picture]),
        found: &str,
        choice: &DialectChoice,
    ) -> bool {
        [RecordPlace::default(), RecordPlace::outside(decision_file)]
            .iter()
            .any(|record| self.expected(record, export, found, choice).is_ok_and(|text| same_text(found, &text)))
    }

    /// Returns the file of an ADR and its text, or the problem that there is none to compare.
    fn adr_there(&self, index: usize, path: &RepoPath) -> Result<(PathBuf, String), Box<Problem>> {
        let again = format!("{}.", self.reach.again(path));
        let (what, advice) = match inside(self.root, path) {
            Ok(place) if is_markdown(path) => match read(&place, path) {
                Ok(Some(found)) => return Ok((place, found)),
                Ok(None) if is_left_out(&self.index, path) => {
                    return Err(Box::new(left_out(&self.index, index, "ADR", path)));
                }
                Ok(None) => match in_merge::way_on(&self.index, &place, "") {
                    Some(way) => return Err(Box::new(adr_in_merge(index, path, &way))),
                    None => (
                        format!("The ADR `{path}` is not there."),
                        self.reach.lost(self.index.restore_command(&place).as_deref()),
                    ),
                },
                Err(why) => (format!("The ADR cannot be compared: {why}."), again),
            },
            Ok(_) => (format!("`{path}` is not the name of an ADR."), again),
            Err(why @ Outside::Link(_)) => {
                let (code, what) = (ProblemCode::OutsideRepository, format!("The place of the ADR, {why}."));
                return Err(Box::new(Problem::error(code, Place::Export(index), what, again)));
            }
            Err(why) => (format!("The place of the ADR, {why}."), again),
        };
        Err(Box::new(adr_differs(index, what, advice)))
    }

    /// Returns the text that the ADR should have, in the style of the existing one, with the additions of later
    /// decisions.
    fn expected(
        &mut self,
        record: &RecordPlace,
        (export, charts): (&Export, &[Picture]),
        found: &str,
        choice: &DialectChoice,
    ) -> Result<String, PlanError> {
        let root = self.root;
        let path = &export.path;
        let style = style_of_file(root, (found, &export.style), choice)?;
        let relations = self.targets.from(path, Some(found));
        let number = number(place_of(path).1);
        let setting = Setting { style: &style, number, relations: &relations, charts };
        let record = record.as_record();
        let input = AdrInput { decision: &self.told, analysis: &self.analysis, record };
        let text =
            render_within(&input, &setting, &mut self.steps).map_err(|error| PlanError::of_rendering(error, path))?;
        Ok(with_later(text, found, root, path))
    }
}

fn adr_in_merge(index: usize, path: &str, way: &str) -> Problem {
    let (what, advice) = (format!("The ADR `{path}` is in the middle of a merge."), format!("{}.", capitalized(way)));
    Problem::error(ProblemCode::Unmerged, Place::Export(index), what, advice)
}

fn adr_differs(index: usize, what: String, advice: String) -> Problem {
    Problem::error(ProblemCode::AdrDiffers, Place::Export(index), what, advice)
}

/// Describes the first difference of two texts.
fn first_difference(found: &str, expected: &str) -> String {
    let (mut found, mut expected) = (found.lines(), expected.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (found.next(), expected.next()) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => {
                let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
                return format!("line {line} says {}, and the record says {}", quoted(a, same), quoted(b, same));
            }
            (Some(a), None) => return format!("from line {line} on, {} is not from the record", quoted(a, 0)),
            (None, Some(b)) => return format!("from line {line} on, {} is missing", quoted(b, 0)),
            // Only the end of the last line, or a lone carriage return, differs.
            (None, None) => return "its lines end in another way".to_owned(),
        }
    }
}

/// Returns the part of a line around its character at `place`, between backticks.
fn quoted(line: &str, place: usize) -> String {
    const BEFORE: usize = 20;
    const MOST: usize = 60;
    if line.trim().is_empty() {
        return "an empty line".to_owned();
    }
    let skipped = if line.chars().count() > MOST { place.saturating_sub(BEFORE) } else { 0 };
    let part: String = line.chars().skip(skipped).take(MOST).collect();
    let shown: String = visible(&part).chars().filter(|c| !c.is_control()).collect();
    let start = if skipped > 0 { "…" } else { "" };
    let end = if line.chars().nth(skipped + MOST).is_some() { "…" } else { "" };
    format!("`{start}{shown}{end}`")
}
