//! Tables of criteria and options, with weights and one member's scores.

use std::collections::BTreeMap;

use super::{
    super::{
        cell::{shown, vote_in_words},
        columns::{Column, columns},
        grid::{Grid, GridRow},
        names::Named,
        scale::{ScoreCell, SeenScores},
    },
    Planner, place,
};
use crate::{
    adr::{StatedTotals, TableHead, table_head},
    decision::{
        CellField, Criterion, CriterionField, CriterionId, Edit, Figure, swings_in_proportion,
        text::{is_blank, name_key, uncapitalized},
    },
};

/// Maximum number of rows, above the criteria that a record may have.
const MOST_ROWS: usize = 10_000;

/// A row whose criterion is known or added.
struct MatrixRow<'a> {
    row: GridRow<'a>,
    criterion: CriterionId,
    is_new: bool,
    /// What stays in the record though the table has it otherwise.
    kept: Vec<String>,
    /// What its weight becomes, in words.
    weight: Option<String>,
}

/// Plans the import of a table of criteria and options.
pub(super) fn read(planner: &mut Planner<'_>, grid: &Grid, head: GridRow<'_>) {
    if grid.rows().count() > MOST_ROWS {
        let told = format!(
            "The table has more than {MOST_ROWS} rows, and a record has fewer criteria. Take out what is about something else."
        );
        return planner.misfits.add_sentence(told);
    }
    let mut columns = columns(&planner.options, head);
    find_options(planner, grid, head, &mut columns);
    let (mut rows, totals) = find_criteria(planner, grid, &columns);
    weigh(planner, &columns, &mut rows);
    planner.tell_new_parts();
    if let Some(totals) = totals {
        check_totals(planner, &columns, &rows, totals);
    }
    score(planner, &columns, &rows);
}

/// Returns what a row has in the column of this kind.
fn cell<'a>(columns: &[Column], row: GridRow<'a>, kind: &Column) -> &'a str {
    columns.iter().position(|column| column == kind).map_or("", |at| row.cell(at))
}

/// Turns columns of names that the record lacks into options, or says why not.
fn find_options(planner: &mut Planner<'_>, grid: &Grid, head: GridRow<'_>, columns: &mut [Column]) {
    let across = if grid.is_turned { "row" } else { "column" };
    for at in 0..columns.len() {
        let (line, name) = (head.line, shown(head.cell(at)));
        match columns[at] {
            Column::Unknown | Column::Several => {
                let mut filled =
                    grid.rows().map(|row| ScoreCell::read(row.cell(at))).filter(|cell| *cell != ScoreCell::Empty);
                // A column of words, such as of the people in charge, is no option.
                if columns[at] == Column::Unknown && filled.next().is_some() && !filled_with_scores(grid, at) {
                    planner.plan.remarks.push(format!("The {across} {name} has no scores and is left out."));
                    columns[at] = Column::Aside;
                } else if let Some(option) = planner.option(line, head.cell(at)) {
                    columns[at] = Column::Option(option);
                }
            }
            Column::Headless if grid.rows().any(|row| !is_blank(row.cell(at))) => {
                let told = if grid.is_turned {
                    format!("row {} has cells and no name; give it one", at + 1)
                } else {
                    format!("column {} has cells and no head; give it one", at + 1)
                };
                planner.misfits.add(line, told);
            }
            Column::Aside => planner.plan.remarks.push(format!("The {across} {name} is left out.")),
            _ => {}
        }
        if let Column::Option(option) = columns[at]
            && columns[..at].contains(&Column::Option(option))
        {
            planner.misfits.add(line, format!("two {across}s are of the option {name}; take one out"));
        }
    }
}

fn filled_with_scores(grid: &Grid, at: usize) -> bool {
    grid.rows().any(|row| ScoreCell::read(row.cell(at)).is_score())
}

/// Returns the rows with their criteria, and the row of totals.
fn find_criteria<'a>(
    planner: &mut Planner<'_>,
    grid: &'a Grid,
    columns: &[Column],
) -> (Vec<MatrixRow<'a>>, Option<GridRow<'a>>) {
    let mut found: Vec<MatrixRow<'a>> = Vec::new();
    let mut totals = None;
    let mut seen = BTreeMap::new();
    for row in grid.rows() {
        let (id, name) = (cell(columns, row, &Column::Id), cell(columns, row, &Column::Criterion));
        if is_blank(id) && is_blank(name) {
            let along = if grid.is_turned { "column" } else { "row" };
            planner.misfits.add(row.line, format!("the {along} names no criterion; name one, or take the {along} out"));
            continue;
        }
        let aside = table_head(name).filter(|head| matches!(head, TableHead::Total | TableHead::Weight));
        if let Some(head) = aside.filter(|_| is_blank(id) && planner.criteria.find(name) == Named::Nothing) {
            if head == TableHead::Total {
                totals.get_or_insert(row);
            }
            planner.rows.push((row.line, format!("{} is left out.", shown(name))));
            continue;
        }
        let group = cell(columns, row, &Column::Group);
        let Some((criterion, is_new)) = planner.criterion(row.line, id, name, Some(group)) else { continue };
        if let Some(first) = seen.insert(criterion.clone(), row.line) {
            let name = planner.decision.criterion_name(&criterion);
            let (there, along) =
                (uncapitalized(&place(first, grid.is_turned)), if grid.is_turned { "column" } else { "row" });
            planner.misfits.add(row.line, format!("{name} is in {there} already; take one of the two {along}s out"));
            continue;
        }
        let kept = if is_new { Vec::new() } else { kept(planner, &criterion, name, group) };
        found.push(MatrixRow { row, criterion, is_new, kept, weight: None });
    }
    (found, totals)
}

/// Says which totals of the table do not add up. Scores in signs or words have none.
fn check_totals(planner: &mut Planner<'_>, columns: &[Column], rows: &[MatrixRow<'_>], totals: GridRow<'_>) {
    let options = option_columns(columns);
    let number = |cell: &str| match ScoreCell::read(cell) {
        ScoreCell::Number(figure) => Some(Some(figure.value)),
        ScoreCell::Empty => Some(None),
        _ => None,
    };
    let of_row = |row: &MatrixRow<'_>| options.iter().map(|(at, _)| number(row.row.cell(*at))).collect();
    let Some(scores) = rows.iter().map(of_row).collect::<Option<Vec<Vec<Option<f64>>>>>() else { return };
    let weight = |row: &MatrixRow<'_>| Figure::read(cell(columns, row.row, &Column::Weight)).map(|figure| figure.value);
    let weights: Vec<Option<f64>> = rows.iter().map(weight).collect();
    let is_weighed = weights.iter().any(Option::is_some);
    let weights: Vec<f64> = weights.into_iter().map(Option::unwrap_or_default).collect();
    let totals: Vec<Option<Figure>> = options.iter().map(|(at, _)| Figure::read(totals.cell(*at))).collect();
    let stated = StatedTotals { totals: &totals, scores: &scores, weights: is_weighed.then_some(&weights[..]) };
    let name = |at: usize| planner.decision.options.get(options[at].1).map_or("", |one| one.called()).to_owned();
    let told = stated.told(&name);
    planner.plan.remarks.extend(told);
}

/// Returns the columns of options, each with the index of its option.
fn option_columns(columns: &[Column]) -> Vec<(usize, usize)> {
    let columns = columns.iter().enumerate();
    columns
        .filter_map(|(at, column)| if let Column::Option(option) = column { Some((at, *option)) } else { None })
        .collect()
}

/// Returns what a known criterion keeps though its row has another name or group: tables change neither.
fn kept(planner: &Planner<'_>, id: &CriterionId, name: &str, group: &str) -> Vec<String> {
    let Some(criterion) = planner.decision.criterion(id) else { return Vec::new() };
    let is_other = |words: &str, known: &str| !is_blank(words) && name_key(words) != name_key(known);
    let name = is_other(name, &criterion.name) && is_other(name, id.as_str());
    let group = is_other(group, &criterion.group);
    let kept = [(name, "name stays"), (group, "group stays")];
    kept.into_iter().filter(|(is_kept, _)| *is_kept).map(|(_, told)| told.to_owned()).collect()
}

/// Sets the weights of the record to those of the table.
fn weigh(planner: &mut Planner<'_>, columns: &[Column], rows: &mut [MatrixRow<'_>]) {
    let mut found: Vec<(usize, Figure)> = Vec::new();
    for (at, MatrixRow { row, .. }) in rows.iter().enumerate() {
        let words = cell(columns, *row, &Column::Weight);
        match Figure::read(words) {
            Some(figure) => found.push((at, figure)),
            None if is_blank(words) => {}
            None => planner.misfits.add(row.line, format!("the weight `{}` is no number from 0 up", shown(words))),
        }
    }
    let max = f64::from(Criterion::MAX_SWING);
    let fits = |value: f64| value.fract().total_cmp(&0.0).is_eq() && value <= max;
    let swings = if found.iter().all(|(_, figure)| fits(figure.value)) {
        found.iter().map(|(_, figure)| figure.value as u8).collect()
    } else {
        let is_read = |id: &CriterionId| found.iter().any(|(at, _)| rows[*at].criterion == *id);
        let other = planner.decision.criteria.iter().find(|one| one.swing.is_some() && !is_read(&one.id));
        let Some(first) = found.iter().find(|(_, figure)| !fits(figure.value)).map(|(at, _)| *at) else { return };
        let line = rows[first].row.line;
        if let Some(other) = other {
            let told = format!(
                "the weights are not all whole numbers from 0 to 100, and the table has none for {}, so it is not known how they compare; \
                 give every criterion a weight",
                other.called()
            );
            return planner.misfits.add(line, told);
        }
        let values: Vec<f64> = found.iter().map(|(_, figure)| figure.value).collect();
        let Some(swings) = swings_in_proportion(&values) else { return };
        let told = "The weights are not all whole numbers from 0 to 100, so they become such numbers in the same proportions, as far as \
                    these allow.";
        planner.plan.remarks.push(told.to_owned());
        swings
    };
    for ((at, figure), swing) in found.into_iter().zip(swings) {
        let id = rows[at].criterion.clone();
        let known = planner.decision.criterion(&id).and_then(|criterion| criterion.swing);
        let was = known.filter(|_| !rows[at].is_new);
        let from = if fits(figure.value) && figure.value.total_cmp(&f64::from(swing)).is_eq() {
            String::new()
        } else {
            format!("{} -> ", figure.value)
        };
        rows[at].weight =
            Some(format!("weight {from}{swing} ({})", fate(was.map(|was| was.to_string()), was == Some(swing))));
        if known != Some(swing) {
            planner.add_part(rows[at].row.line, Edit::Criterion(id, CriterionField::Swing(swing)));
        }
    }
}

/// Returns what becomes of a value: "new", "was 3" or "same".
pub(super) fn fate(was: Option<String>, is_same: bool) -> String {
    match was {
        _ if is_same => "same".to_owned(),
        Some(was) => format!("was {was}"),
        None => "new".to_owned(),
    }
}

/// Plans the scores, and says of each cell what becomes of it.
fn score(planner: &mut Planner<'_>, columns: &[Column], rows: &[MatrixRow<'_>]) {
    let options = option_columns(columns);
    let cells = || rows.iter().flat_map(|row| options.iter().map(|(at, _)| row.row.cell(*at)));
    let member = planner.reading.member.cloned();
    if member.is_none() {
        let filled = cells().filter(|cell| !is_blank(cell)).count();
        if filled > 0 {
            let way = planner.reading.ways.to_name_member();
            planner
                .plan
                .remarks
                .push(format!("The scores are not imported, since the table does not say whose they are. {way}"));
        }
    } else if planner.reading.scale.is_none() {
        let mut seen = SeenScores::default();
        cells().for_each(|cell| seen.add(ScoreCell::read(cell)));
        if planner.has_other_scale(&seen) {
            return;
        }
    }
    for MatrixRow { row, criterion, is_new, kept, weight } in rows {
        let mut told: Vec<String> = is_new.then(|| "new".to_owned()).into_iter().collect();
        told.extend(kept.iter().chain(weight).cloned());
        for (at, option) in options.iter().filter(|_| member.is_some()) {
            let Some(option) = planner.decision.options.get(*option).cloned() else { continue };
            let words = row.cell(*at);
            let vote = match ScoreCell::read(words).vote(words, planner.reading.scale) {
                Ok(Some(vote)) => vote,
                Ok(None) => {
                    told.push(format!("{} (empty)", option.called()));
                    continue;
                }
                Err(why) => {
                    planner.misfits.add(row.line, format!("{}: {why}", option.called()));
                    continue;
                }
            };
            let (Some(member), key) = (member.as_ref(), (criterion.clone(), option.id.clone())) else { continue };
            let was = planner.decision.vote(member, &key);
            let score = vote_in_words(Some(vote));
            let from = if words.trim() == score { String::new() } else { format!("{} -> ", shown(words)) };
            let fate = fate(was.map(|was| vote_in_words(Some(was))), was == Some(vote));
            told.push(format!("{} {from}{score} ({fate})", option.called()));
            if was != Some(vote) {
                planner.plan.votes.entry(member.clone()).or_default().push((key, vec![CellField::Vote(Some(vote))]));
            }
        }
        let name = planner.decision.criterion_name(criterion);
        let told = if told.is_empty() { "same".to_owned() } else { told.join(", ") };
        planner.rows.push((row.line, format!("{name}: {told}")));
    }
}
