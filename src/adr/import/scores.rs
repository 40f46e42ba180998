//! A table of an ADR that scores its options: its criteria, its weights, its totals, and one ballot where its scale is that of records.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::{
    Importer,
    name::StatedName,
    options::{key, listed_option},
    part::ImportedPart,
    table::TextTable,
};
use crate::{
    adr::{
        language::{TableHead, is_remark, is_to, says_low_is_best, table_head},
        read::{Adr, Kind, is_row, lines, plain},
        totals::{StatedTotals, sum},
    },
    decision::{
        Cell, Counts, Criterion, CriterionId, Decision, Figure, Link, MemberId, OptionId, Reference, Score,
        swings_in_proportion,
        text::{is_blank, one_line},
    },
};

/// A table of scores, taken out of the text of an ADR.
#[derive(Debug)]
pub(super) struct ScoreTable {
    /// Heading of its section.
    title: String,
    /// The table as it stands.
    text: String,
    /// The other text of its section, which may state its scale.
    around: String,
    table: TextTable,
    /// Whether its section is one on options, so that it may name them.
    names_options: bool,
}

/// The parts of a table of scores that a record takes.
#[derive(Debug)]
pub(super) struct ScoredParts {
    title: String,
    text: String,
    scale: Scale,
    options: Vec<OptionId>,
    criteria: Vec<CriterionId>,
    weights: Option<Vec<f64>>,
    /// Scores by criterion and option.
    scores: Vec<Vec<Option<f64>>>,
    /// Total of each option as it is written.
    totals: Option<Vec<Option<Figure>>>,
    /// Whether every cell was taken.
    is_whole: bool,
}

/// What an ADR says of the scale of its scores.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scale {
    /// From 1 to 5.
    OfRecords,
    Other(f64, f64),
    /// The lowest score is the best.
    TurnedOver,
    Unsaid,
}

/// Takes the first table of scores out of a text: spaces stand in its place, so that all places stay the same.
pub(super) fn take_score_table(adr: &Adr, text: &mut String) -> Option<ScoreTable> {
    let found = adr.sections.iter().find_map(|section| {
        let body = text.get(section.body.clone())?;
        // Most sections have no table.
        if !body.contains('|') {
            return None;
        }
        let names_options =
            matches!(ImportedPart::of(&section.title), Some(ImportedPart::Options | ImportedPart::Arguments));
        let range = tables(body).into_iter().find_map(|range| {
            let table = TextTable::of(body.get(range.clone())?.trim_end())?;
            (names_options || is_remark(&section.title) || has_score_heads(&table)).then_some(())?;
            (is_of_figures(&table) || is_of_figures(&table.turned())).then_some((range, table))
        });
        let (range, table) = range?;
        let around = format!("{}\n{}\n{}", section.title, &body[..range.start], &body[range.end..]);
        let title = section.title.clone();
        let text = body[range.clone()].trim_end().to_owned();
        let start = section.body.start;
        Some((start + range.start..start + range.end, ScoreTable { title, text, around, table, names_options }))
    });
    let (range, found) = found?;
    let blank: String = text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blank);
    Some(found)
}

/// Returns the places of the tables in a text, outside of code.
fn tables(text: &str) -> Vec<Range<usize>> {
    let mut tables: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines(text, 0, 1) {
        let is_in_table = line.kind == Kind::Text && is_row(line.text);
        match tables.last_mut().filter(|_| open && is_in_table) {
            Some(table) => table.end = line.span().end,
            None if is_in_table => tables.push(line.span()),
            None => {}
        }
        open = is_in_table;
    }
    tables
}

fn head_of(cell: &str) -> Option<TableHead> {
    table_head(&plain(cell))
}

/// Reports whether the head or the first column names weights, totals, criteria or options.
fn has_score_heads(table: &TextTable) -> bool {
    let firsts = table.rows.iter().map(|row| &row[0]);
    let heads = table.head.iter().chain(firsts).filter_map(|cell| head_of(cell));
    heads.into_iter().any(|head| !matches!(head, TableHead::Toned(_)))
}

/// Reports whether the columns below the head are figures, apart from columns of words such as remarks.
fn is_of_figures(table: &TextTable) -> bool {
    const FEW: usize = 2;
    score_columns(table).len() >= FEW && score_rows(table).count() >= FEW
}

/// Returns the columns that hold a score in each row but for empty ones.
fn score_columns(table: &TextTable) -> Vec<usize> {
    let columns = 1..table.head.len();
    let rows: Vec<&Vec<String>> = score_rows(table).collect();
    let is_score = |at: &usize| {
        let cells: Vec<&String> = rows.iter().map(|row| &row[*at]).collect();
        let figures = cells.iter().filter(|cell| figure(cell).is_some()).count();
        let is_named = !matches!(head_of(&table.head[*at]), Some(TableHead::Weight | TableHead::Total));
        is_named && figures > 0 && cells.iter().all(|cell| figure(cell).is_some() || is_empty(cell))
    };
    columns.filter(is_score).collect()
}

/// Returns the rows of scores: neither weights nor totals.
fn score_rows(table: &TextTable) -> impl Iterator<Item = &Vec<String>> {
    table.rows.iter().filter(|row| !matches!(head_of(&row[0]), Some(TableHead::Weight | TableHead::Total)))
}

fn is_empty(cell: &str) -> bool {
    let cell = plain(cell);
    is_blank(&cell) || matches!(cell.as_str(), "-" | "–" | "—" | "?" | "n/a" | "N/A")
}

/// Returns the number that a cell holds: `4`, `**4**`, `4/5`, `30 %`, `3,5`.
fn figure(cell: &str) -> Option<Figure> {
    let words = plain(cell);
    Figure::read(words.trim_matches(|c: char| c == '*' || c == '_' || c.is_whitespace()))
}

impl Importer<'_> {
    /// Takes the options, the criteria and the weights of a table of scores. Keeps the table as text if it is about something else.
    pub(super) fn scored_parts(&mut self, found: ScoreTable) -> Option<ScoredParts> {
        let Some(table) = self.with_options_across(&found) else {
            self.keep(&found.title, &found.text);
            return None;
        };
        let columns = score_columns(&table);
        let named: Vec<(usize, StatedName)> =
            columns.iter().map(|at| (*at, StatedName::of(&plain(&table.head[*at])))).collect();
        let mut options = Vec::new();
        let mut places = Vec::new();
        for (column, stated) in named.into_iter().filter(|(_, stated)| !is_blank(stated.words())) {
            let known = self.known.find(&stated);
            let at = known.unwrap_or_else(|| listed_option(&mut self.decision, &mut self.known, &stated));
            let id = self.decision.options[at].id.clone();
            if !options.contains(&id) {
                options.push(id);
                places.push(column);
            }
        }
        let weight = (1..table.head.len()).find(|at| head_of(&table.head[*at]) == Some(TableHead::Weight));
        let rows: Vec<&Vec<String>> = score_rows(&table).filter(|row| !is_blank(&plain(&row[0]))).collect();
        let weights: Option<Vec<f64>> =
            weight.and_then(|at| rows.iter().map(|row| figure(&row[at]).map(|figure| figure.value)).collect());
        let criteria: Vec<CriterionId> = rows.iter().filter_map(|row| self.scored_criterion(&plain(&row[0]))).collect();
        // More than a record may hold is refused in any case.
        if criteria.len() < rows.len() {
            return None;
        }
        self.weigh(&criteria, weights.as_deref());
        let score = |row: &&Vec<String>| places.iter().map(|at| figure(&row[*at]).map(|figure| figure.value)).collect();
        let total = table.rows.iter().find(|row| head_of(&row[0]) == Some(TableHead::Total));
        let read = places.len() + 1 + usize::from(weight.is_some());
        Some(ScoredParts {
            scale: scale_of(&found.around),
            title: found.title,
            text: found.text,
            options,
            criteria,
            weights,
            scores: rows.iter().map(score).collect(),
            totals: total.map(|row| places.iter().map(|at| figure(&row[*at])).collect()),
            is_whole: read == table.head.len(),
        })
    }

    /// Returns the table with its options as columns; `None` if neither its columns nor its rows are options.
    fn with_options_across(&self, found: &ScoreTable) -> Option<TextTable> {
        let (table, turned) = (&found.table, found.table.turned());
        let known = |table: &TextTable| {
            let columns = score_columns(table);
            columns.iter().filter(|at| self.known.find(&StatedName::of(&plain(&table.head[**at]))).is_some()).count()
        };
        let (across, down) = (known(table), known(&turned));
        let is_free = self.decision.options.is_empty() || found.names_options;
        let chosen = match (head_of(&table.head[0]), across.cmp(&down)) {
            (_, std::cmp::Ordering::Greater) => table.clone(),
            (_, std::cmp::Ordering::Less) => turned,
            (Some(TableHead::Criterion), _) if is_free => table.clone(),
            (Some(TableHead::Option), _) if is_free => turned,
            _ if is_free && has_side(&table.head) => table.clone(),
            _ if is_free && has_side(&turned.head) => turned,
            _ => return None,
        };
        let most = known(&chosen) * 2 >= score_columns(&chosen).len() || is_free;
        (is_of_figures(&chosen) && most).then_some(chosen)
    }

    /// Returns the criterion with this name, which is added if there is none.
    fn scored_criterion(&mut self, name: &str) -> Option<CriterionId> {
        let wanted = key(name);
        let known = self.decision.criteria.iter().find(|criterion| {
            let known = key(&criterion.name);
            known == wanted || known.starts_with(&format!("{wanted} ")) || wanted.starts_with(&format!("{known} "))
        });
        if let Some(criterion) = known {
            return Some(criterion.id.clone());
        }
        if Counts::of(&self.decision).check().is_err() {
            return None;
        }
        let id = CriterionId::from_name(name, self.decision.criteria.iter().map(|c| &c.id));
        self.decision.criteria.push(Arc::new(Criterion::new(id.clone(), &one_line(name), "Decision drivers")));
        Some(id)
    }

    /// Sets the swings of criteria to their weights. Criteria without one then have none.
    fn weigh(&mut self, criteria: &[CriterionId], weights: Option<&[f64]>) {
        let Some(swings) = weights.and_then(swings_in_proportion) else { return };
        for criterion in &mut self.decision.criteria {
            let at = criteria.iter().position(|id| *id == criterion.id);
            Arc::make_mut(criterion).swing = at.map(|at| swings[at]);
        }
    }

    /// Takes the scores as a ballot of the ADR where they are on the scale of records, and says what is wrong with the totals.
    pub(super) fn score(&mut self, source: &str) {
        let Some(parts) = self.scores.take() else { return };
        self.tell_wrong_totals(&parts);
        let why_not = self.why_no_scores(&parts);
        if why_not.is_some() || !parts.is_whole {
            self.keep(&parts.title, &parts.text);
        }
        if let Some(why) = why_not {
            self.told.push(format!("The scores of the table were left out: {why}. The table is in the context."));
            return;
        }
        let mut cells = BTreeMap::new();
        for (criterion, row) in parts.criteria.iter().zip(&parts.scores) {
            for (option, value) in parts.options.iter().zip(row) {
                if let Some(score) = value.and_then(Score::of_value) {
                    cells.insert((criterion.clone(), option.clone()), Cell::scored(score));
                }
            }
        }
        let id = MemberId::from_name("adr", []);
        let source = Link { label: one_line(source), url: String::new() };
        let reference = Reference { id, name: "The ADR".to_owned(), source, counted: true, cells };
        self.decision.references.push(Arc::new(reference));
        let scale = if parts.scale == Scale::Unsaid { ", although the ADR states no scale" } else { "" };
        self.told.push(format!(
            "The scores of the table count as one ballot, called \"The ADR\", from 1 (worst) to 5 (best){scale}."
        ));
    }

    /// Returns why the scores cannot be those of a ballot, as a clause.
    fn why_no_scores(&self, parts: &ScoredParts) -> Option<String> {
        let all = || parts.scores.iter().flatten().flatten().copied();
        let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        let highest = Score::MAX.value();
        match parts.scale {
            Scale::TurnedOver => Some("a low score is the better one there, and a high one in a record".to_owned()),
            Scale::Other(low, high) => {
                Some(format!("they are from {low} to {high}, and those of a record from 1 to 5"))
            }
            _ if low < Score::MIN.value() || high > highest => {
                Some(format!("they are from {low} to {high}, and those of a record from 1 to 5"))
            }
            _ if all().any(|score| Score::of_value(score).is_none()) => {
                Some("they are not whole numbers from 1 to 5, as those of a record are".to_owned())
            }
            Scale::Unsaid if high < highest || self.is_lowest_chosen(parts) => Some(
                "the ADR does not say on which scale they are, and those of a record are from 1 (worst) to 5 (best)"
                    .to_owned(),
            ),
            _ => None,
        }
    }

    /// Reports whether the chosen option has the lowest total, as where a low score is the better one.
    fn is_lowest_chosen(&self, parts: &ScoredParts) -> bool {
        let Some(chosen) = &self.outcome.chosen else { return false };
        let Some(at) = parts.options.iter().position(|option| option == chosen) else { return false };
        let sums = parts.sums();
        sums.iter().enumerate().all(|(other, sum)| other == at || sums[at] < *sum)
    }

    fn tell_wrong_totals(&mut self, parts: &ScoredParts) {
        let Some(totals) = &parts.totals else { return };
        let stated = StatedTotals { totals, scores: &parts.scores, weights: parts.weights.as_deref() };
        let name = |at: usize| name_of(&self.decision, &parts.options[at]).to_owned();
        self.told.extend(stated.told(&name));
    }
}

fn name_of<'d>(decision: &'d Decision, id: &OptionId) -> &'d str {
    decision.option(id).map_or("", |option| option.called())
}

fn has_side(head: &[String]) -> bool {
    head.iter().any(|cell| matches!(head_of(cell), Some(TableHead::Weight | TableHead::Total)))
}

impl ScoredParts {
    /// Returns the weighted sum of each option, with equal weights if there are none.
    fn sums(&self) -> Vec<f64> {
        (0..self.options.len()).map(|option| sum(&self.scores, self.weights.as_deref(), option)).collect()
    }
}

/// Returns the scale that the text around a table states.
fn scale_of(text: &str) -> Scale {
    let lower = plain(&one_line(text)).to_lowercase();
    if says_low_is_best(&lower) {
        return Scale::TurnedOver;
    }
    let mut scales = ranges(&lower);
    scales.retain(|(low, high)| *low <= 1.0 && (3.0..=100.0).contains(high));
    match scales.first() {
        Some((low, high)) if (*low - 1.0).abs() < f64::EPSILON && (*high - 5.0).abs() < f64::EPSILON => {
            Scale::OfRecords
        }
        Some((low, high)) => Scale::Other(*low, *high),
        None => Scale::Unsaid,
    }
}

/// Returns the ranges of whole numbers in a text, as in `1-5`, `1 to 5` and `1 (worst) to 5 (best)`.
fn ranges(text: &str) -> Vec<(f64, f64)> {
    /// Maximum number of bytes between the two numbers.
    const NEAR: usize = 24;
    let mut found = Vec::new();
    let mut last: Option<(f64, usize)> = None;
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|from| at + from) {
        let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| start + length);
        let value: Option<f64> = text[start..end].parse().ok().filter(|_| end - start <= 3);
        if let (Some((low, from)), Some(high)) = (last, value) {
            let between = text[from..start].trim();
            let joins = |word: &str| matches!(word, "-" | "–" | "—" | "~" | "〜" | "～" | ".." | "…") || is_to(word);
            let last_word = between.rsplit(' ').next().unwrap_or_default();
            if between.len() <= NEAR && (joins(between) || joins(last_word)) {
                found.push((low, high));
            }
        }
        last = value.map(|value| (value, end));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_as_tables_have_them() {
        for (cell, value) in [
            ("4", Some(4.0)),
            ("**4**", Some(4.0)),
            ("4/5", Some(4.0)),
            ("30 %", Some(30.0)),
            ("3,5", Some(3.5)),
            ("", None),
            ("v4", None),
            ("4 ms", None),
        ] {
            assert_eq!(figure(cell).map(|figure| figure.value), value, "{cell}");
        }
    }

    #[test]
    fn a_scale_is_taken_as_it_is_stated() {
        for (text, scale) in [
            ("Scores from 1 to 5.", Scale::OfRecords),
            ("1 (worst) to 5 (best)", Scale::OfRecords),
            ("Punkte von 1 bis 5", Scale::OfRecords),
            ("Scale: 1-10", Scale::Other(1.0, 10.0)),
            ("0–5", Scale::Other(0.0, 5.0)),
            ("1 (best) to 5 (worst)", Scale::TurnedOver),
            ("1 (beste) bis 5 (schlechteste)", Scale::TurnedOver),
            ("In 2024 we had 3 teams.", Scale::Unsaid),
        ] {
            assert_eq!(scale_of(text), scale, "{text}");
        }
    }
}
