//! What becomes of a record when a table is imported: shown before anything changes, and either all of it is done or nothing.

mod matrix;
mod vote_rows;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    cell::shown,
    columns::named_options,
    grid::Grid,
    names::{Named, NamedParts},
    scale::{OtherScale, SeenScores, TableScale},
    ways::TableWays,
};
use crate::adr::{TableHead, table_head};
use crate::decision::{
    Alternative, CellField, CellKey, Criterion, CriterionId, Decision, Edit, Member, MemberId, OptionId,
    text::{capitalized, is_blank, one_line},
};

/// How a table is to be read.
#[derive(Debug, Clone, Copy)]
pub struct TableReading<'a> {
    /// Member whose scores they are; in a table of every vote, the only one that it may name.
    pub member: Option<&'a MemberId>,
    /// Whether what the record lacks is added to it.
    pub adds: bool,
    /// Scale of the scores, if it is not that of records.
    pub scale: Option<TableScale>,
    /// Whether options are in rows and criteria in columns; `None` to see it by their names.
    pub options_in_rows: Option<bool>,
    /// Day on which members join.
    pub on: Date,
    /// Ways on that messages name.
    pub ways: TableWays,
}

/// What a table changes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TablePlan {
    /// What becomes of each criterion, with the place of its row or column.
    pub rows: Vec<(String, String)>,
    /// What the table holds beside that, in sentences.
    pub remarks: Vec<String>,
    /// The edits that add options, criteria and members, and set weights.
    pub parts: Vec<Edit>,
    /// The cells that change, by member: their fields in the order in which they are set.
    pub votes: BTreeMap<MemberId, Vec<(CellKey, Vec<CellField>)>>,
}

impl TablePlan {
    /// Reports whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.votes.is_empty()
    }

    /// Returns all that it changes, in the order in which it is done.
    #[must_use]
    pub fn edits(&self) -> Vec<Edit> {
        let cells = self.votes.iter().flat_map(|(member, cells)| {
            let of_cell = move |((criterion, option), fields): &(CellKey, Vec<CellField>)| {
                let edit =
                    |field: &CellField| Edit::Cell(member.clone(), criterion.clone(), option.clone(), field.clone());
                fields.iter().map(edit).collect::<Vec<_>>()
            };
            cells.iter().flat_map(of_cell)
        });
        self.parts.iter().cloned().chain(cells).collect()
    }
}

/// Reasons why a table is not imported, a sentence each, with the line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Misfits {
    /// The first ones.
    pub told: Vec<String>,
    /// Number of further ones.
    pub more: usize,
    /// Set if the scores are on another scale.
    pub scale: Option<OtherScale>,
    /// Whether places are columns.
    is_turned: bool,
}

impl Misfits {
    /// Number of reasons that are told: a table of a stranger may hold millions.
    const MOST: usize = 30;

    fn add(&mut self, line: u32, clause: impl AsRef<str>) {
        self.add_sentence(format!("{}: {}.", place(line, self.is_turned), clause.as_ref()));
    }

    fn add_sentence(&mut self, sentence: String) {
        if self.told.len() < Self::MOST {
            self.told.push(sentence);
        } else {
            self.more += 1;
        }
    }
}

/// Reports whether a table has a vote in each row, and if so, whether a column names its member; `None` for criteria and options.
#[must_use]
pub fn votes_name_members(grid: &Grid) -> Option<bool> {
    grid.head().filter(|head| vote_rows::is_long(*head)).map(vote_rows::names_members)
}

/// Returns what a table changes in a record. Nothing changes.
///
/// # Errors
/// [`Misfits`] with every reason why not.
pub fn plan_table(decision: &Decision, grid: &Grid, reading: TableReading<'_>) -> Result<TablePlan, Misfits> {
    let is_turned = reading.options_in_rows.unwrap_or_else(|| has_options_in_rows(decision, grid));
    let turned = if is_turned && votes_name_members(grid).is_none() { grid.turned() } else { None };
    let grid = turned.as_ref().unwrap_or(grid);
    let mut planner = Planner::new(decision, reading);
    planner.misfits.is_turned = grid.is_turned;
    if grid.is_turned {
        planner
            .plan
            .remarks
            .push("The options are in the rows of the table, and the criteria in its columns.".to_owned());
    }
    match grid.head() {
        Some(head) if vote_rows::is_long(head) => vote_rows::read(&mut planner, grid, head),
        Some(head) => matrix::read(&mut planner, grid, head),
        None => {}
    }
    let Planner { mut plan, misfits, mut rows, .. } = planner;
    rows.sort_by_key(|(line, _)| *line);
    plan.rows = rows.into_iter().map(|(line, told)| (place(line, grid.is_turned), told)).collect();
    if misfits.told.is_empty() { Ok(plan) } else { Err(misfits) }
}

/// Reports whether the rows of a table are options, by the names that the record knows, else by what its heads are called.
#[must_use]
pub fn has_options_in_rows(decision: &Decision, grid: &Grid) -> bool {
    let Some(turned) = grid.turned() else { return false };
    let turned = &turned;
    let options = named_options(decision);
    let criteria = NamedParts::of(decision.criteria.iter().map(|one| (one.id.as_str(), one.name.as_str())));
    let known = |grid: &Grid, parts: &NamedParts| {
        grid.head().map_or(0, |head| (0..head.len()).filter(|at| parts.find(head.cell(*at)) != Named::Nothing).count())
    };
    let as_it_is = known(grid, &options) + known(turned, &criteria);
    let as_turned = known(grid, &criteria) + known(turned, &options);
    if as_it_is != as_turned {
        return as_turned > as_it_is;
    }
    let heads = |grid: &Grid| {
        let cells = grid.head().into_iter().flat_map(|head| (0..head.len()).map(move |at| table_head(head.cell(at))));
        cells.collect::<Vec<_>>()
    };
    let (head, firsts) = (heads(grid), heads(turned));
    let is_of_criteria = |heads: &[Option<TableHead>]| heads.contains(&Some(TableHead::Weight));
    match head.first().copied().flatten() {
        Some(TableHead::Option) => true,
        Some(TableHead::Criterion) => false,
        _ => is_of_criteria(&firsts) && !is_of_criteria(&head),
    }
}

/// Returns the place of a row as people find it: the line of the file, or the letters that spreadsheets have above a column.
fn place(line: u32, is_turned: bool) -> String {
    if !is_turned {
        return format!("Line {line}");
    }
    let (mut letters, mut rest) = (String::new(), line);
    while rest > 0 {
        let letter = (rest - 1) % 26;
        letters.insert(0, char::from(b'A' + letter as u8));
        rest = (rest - 1) / 26;
    }
    format!("Column {letters}")
}

/// A plan as it is made.
struct Planner<'a> {
    reading: TableReading<'a>,
    /// The record with what is added so far.
    decision: Decision,
    plan: TablePlan,
    /// What becomes of each row, with its line.
    rows: Vec<(u32, String)>,
    misfits: Misfits,
    options: NamedParts,
    /// Criteria, by their places in `criterion_ids`: those in the record move when one is added.
    criteria: NamedParts,
    criterion_ids: Vec<CriterionId>,
    members: NamedParts,
    adds_options: bool,
    adds_criteria: bool,
    /// Whether the record would hold more than it may, so that nothing is added any more.
    is_full: bool,
}

/// Group of new criteria of which the table names none.
const NEW_GROUP: &str = "Criteria";

impl<'a> Planner<'a> {
    fn new(decision: &Decision, reading: TableReading<'a>) -> Self {
        Self {
            reading,
            plan: TablePlan::default(),
            rows: Vec::new(),
            misfits: Misfits::default(),
            options: named_options(decision),
            criteria: NamedParts::of(decision.criteria.iter().map(|one| (one.id.as_str(), one.name.as_str()))),
            criterion_ids: decision.criteria.iter().map(|criterion| criterion.id.clone()).collect(),
            members: NamedParts::of(decision.members.iter().map(|one| (one.id.as_str(), one.name.as_str()))),
            adds_options: reading.adds || decision.options.is_empty(),
            adds_criteria: reading.adds || decision.criteria.is_empty(),
            is_full: false,
            decision: decision.clone(),
        }
    }

    /// Makes an edit that is a part of the plan. If it is refused, nothing is added any more.
    fn add_part(&mut self, line: u32, edit: Edit) -> bool {
        if self.is_full {
            return false;
        }
        let done = self.decision.apply(edit.clone());
        match done {
            Ok(()) => self.plan.parts.push(edit),
            Err(refusal) => {
                self.misfits.add(line, refusal.to_string());
                self.is_full = true;
            }
        }
        !self.is_full
    }

    /// Returns the index of an option that a table names, after adding it if it is new and may be added.
    fn option(&mut self, line: u32, word: &str) -> Option<usize> {
        match self.options.find(word) {
            Named::One(index) => return Some(index),
            Named::Several => self.misfits.add(line, several("options", word)),
            Named::Nothing if self.is_full => {}
            Named::Nothing if !self.adds_options => {
                let name = |index: usize| self.decision.options.get(index).map(|option| option.called().to_owned());
                let nearest = self.hint(&self.options, word).and_then(name);
                self.misfits.add(line, self.unknown("option", word, nearest));
            }
            Named::Nothing => {
                let id = OptionId::from_name(word, self.decision.options.iter().map(|option| &option.id));
                let added = Alternative::new(id.clone(), one_line(word));
                if self.add_part(line, Edit::AddOption(added)) {
                    let index = self.decision.options.len() - 1;
                    self.options.add(index, id.as_str(), word);
                    return Some(index);
                }
            }
        }
        None
    }

    /// Returns the criterion that a row names by id or by name, and whether it is new: it is added if it may be.
    fn criterion(&mut self, line: u32, id: &str, name: &str, group: Option<&str>) -> Option<(CriterionId, bool)> {
        let by_id = self.criteria.by_id(id).map_or(Named::Nothing, Named::One);
        let word = if is_blank(name) { id } else { name };
        let found = if by_id == Named::Nothing { self.criteria.find(word) } else { by_id };
        match found {
            Named::One(index) => return Some((self.criterion_ids.get(index)?.clone(), false)),
            Named::Several => self.misfits.add(line, several("criteria", word)),
            Named::Nothing if self.is_full => {}
            Named::Nothing if !self.adds_criteria => {
                let name = |index: usize| Some(self.decision.criterion_name(self.criterion_ids.get(index)?).to_owned());
                let nearest = self.hint(&self.criteria, word).and_then(name);
                self.misfits.add(line, self.unknown("criterion", word, nearest));
            }
            Named::Nothing => {
                let taken = || self.decision.criteria.iter().map(|criterion| &criterion.id);
                let own = CriterionId::new(id.trim()).ok().filter(|id| taken().all(|other| other != id));
                let id = own.unwrap_or_else(|| CriterionId::from_name(word, taken()));
                let group = group.filter(|group| !is_blank(group)).unwrap_or(NEW_GROUP);
                let added = Criterion::new(id.clone(), &one_line(word), &one_line(group));
                if self.add_part(line, Edit::AddCriterion(Box::new(added))) {
                    self.criteria.add(self.criterion_ids.len(), id.as_str(), word);
                    self.criterion_ids.push(id.clone());
                    return Some((id, true));
                }
            }
        }
        None
    }

    /// Returns the member that a table names, after adding them if they are new and may be added.
    fn member(&mut self, line: u32, word: &str) -> Option<MemberId> {
        match self.members.find(word) {
            Named::One(index) => return self.decision.members.get(index).map(|member| member.id.clone()),
            Named::Several => self.misfits.add(line, several("members", word)),
            Named::Nothing if self.is_full => {}
            Named::Nothing if !self.reading.adds => {
                let name = |index: usize| self.decision.members.get(index).map(|member| member.called().to_owned());
                let nearest = self.hint(&self.members, word).and_then(name);
                self.misfits.add(line, self.unknown("member", word, nearest));
            }
            Named::Nothing => {
                let id = MemberId::new(word.trim());
                let id = id.unwrap_or_else(|_| {
                    let references = self.decision.references.iter().map(|reference| &reference.id);
                    MemberId::from_name(word, self.decision.members.iter().map(|member| &member.id).chain(references))
                });
                let name = one_line(word);
                let name = if name == id.as_str() { capitalized(&name) } else { name };
                if self.add_part(line, Edit::AddMember(Member::new(id.clone(), name.clone()), self.reading.on)) {
                    self.members.add(self.decision.members.len() - 1, id.as_str(), &name);
                    return Some(id);
                }
            }
        }
        None
    }

    /// Returns the part that a word may mean, while reasons are still told.
    fn hint(&self, parts: &NamedParts, word: &str) -> Option<usize> {
        if self.misfits.told.len() < Misfits::MOST { parts.nearest(word) } else { None }
    }

    fn unknown(&self, what: &str, word: &str, nearest: Option<String>) -> String {
        let way = self.reading.ways.to_add();
        let correct = match nearest {
            Some(name) => format!("if `{}` is meant, write that; else correct the name", shown(&name)),
            None => "correct the name".to_owned(),
        };
        format!("there is no {what} `{}` in the record; {correct}, or {way}", shown(word))
    }

    /// Reports whether scores are on another scale, and adds a sentence about it.
    fn has_other_scale(&mut self, seen: &SeenScores) -> bool {
        let Some((told, scale)) = seen.other_scale(self.reading.ways) else { return false };
        self.misfits.add_sentence(told);
        self.misfits.scale = Some(scale);
        true
    }

    /// Adds sentences on what is new in the record.
    fn tell_new_parts(&mut self) {
        let named = |what: &str, names: Vec<&str>| {
            (!names.is_empty()).then(|| {
                let shown = names.iter().take(12).copied().collect::<Vec<_>>().join(", ");
                let more = if names.len() > 12 { ", and more" } else { "" };
                format!("New {what}: {shown}{more}.")
            })
        };
        let (mut options, mut criteria, mut members) = (Vec::new(), Vec::new(), Vec::new());
        for edit in &self.plan.parts {
            match edit {
                Edit::AddOption(added) => options.push(added.name.as_str()),
                Edit::AddCriterion(added) => criteria.push(added.name.as_str()),
                Edit::AddMember(added, _) => members.push(added.name.as_str()),
                _ => {}
            }
        }
        let told = [named("options", options), named("criteria", criteria), named("members", members)];
        self.plan.remarks.extend(told.into_iter().flatten());
    }
}

fn several(what: &str, word: &str) -> String {
    format!("several {what} are called `{}`; name the one that is meant by its id", shown(word))
}
