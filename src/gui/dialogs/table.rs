//! A table to import, pasted or from a file, with what each of its rows would change.

use std::{mem, path::PathBuf};

use egui::{Key, ScrollArea, Ui, vec2};

use super::{explain, focus_first, head, simple::row};
use crate::{
    decision::{
        CriterionField, Decision, Edit, Member, MemberId,
        text::{is_blank, sentence},
    },
    gui::{
        intent::{Intent, PathIntent, PathUse, TableIntent, TableKind},
        session::{Document, Draft, Moment},
        theme::tokens::{Type, space},
        widgets::{
            ButtonKind, Field, Tone, button, button_enabled, chip, label, read_out, rich, secondary, select, shown,
            strong,
        },
    },
    table::{Misfits, TablePlan, TableScale},
};

/// The height, in points, of all that is in the dialog beside the pasted text and the list of rows, with the room around it.
const REST: f32 = 350.0;
/// The most rows that are listed; more are counted.
const MOST_ROWS: usize = 300;
/// The names of controls, which messages about a table use as well.
const SCORES_OF: &str = "Scores of";
const ADD: &str = "Add what the record lacks";
const SCALE: &str = "Scale of the scores";

/// A table to import, and how it is to be read.
#[derive(Default)]
pub struct TableImport {
    text: String,
    /// The file that is read in place of what was pasted.
    file: Option<PathBuf>,
    member: Option<MemberId>,
    /// The person at the machine, who may join with the scores of the table. `None` in a record that has members.
    pub joins: Option<Member>,
    adds: bool,
    /// Whether options are in rows; `None` to see it by their names.
    options_in_rows: Option<bool>,
    scale: String,
    /// Whether another scale was seen, after which the field for it stays: it may be emptied to type another one.
    asks_scale: bool,
    /// The content of the screen for which it was last read; `None` after a change here.
    pub read_at: Option<Moment>,
    /// Whether the reading is under way.
    waits: bool,
    found: Option<TableFound>,
}

/// The place of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableSource {
    /// The text itself.
    Pasted(String),
    /// A file.
    File(PathBuf),
}

/// A table to read, and how.
pub struct TableQuestion {
    /// The place of the table.
    pub source: TableSource,
    /// The member whose scores they are.
    pub member: Option<MemberId>,
    /// The person who joins if they are theirs.
    pub joins: Option<Member>,
    /// Whether options are in rows; `None` to see it by their names.
    pub options_in_rows: Option<bool>,
    /// Whether what the record lacks is added.
    pub adds: bool,
    /// The scale of the scores, if it is not that of records.
    pub scale: Option<TableScale>,
}

/// The content of a table that was read.
pub struct TableFound {
    /// Whether each row names its member, so that nobody has to say whose scores they are.
    pub names_members: bool,
    /// Whether its options are in rows, by their names; `None` for a table of votes.
    pub options_in_rows: Option<bool>,
    /// What it would change, or why it is not imported.
    pub plan: Result<TablePlan, TableTrouble>,
}

/// The reason why a table is not imported.
pub enum TableTrouble {
    /// Rows or scores do not fit.
    Misfits(Misfits),
    /// It cannot be read, or the record does not take it: a sentence.
    Refused(String),
}

impl TableImport {
    /// Returns an empty dialog that starts with the scores of a member.
    #[must_use]
    pub fn of(member: Option<MemberId>) -> Self {
        Self { member, ..Self::default() }
    }

    /// Takes a text that was pasted outside of the dialog.
    pub fn take_text(&mut self, text: String) {
        (self.text, self.file, self.found) = (text, None, None);
    }

    /// Takes a file in place of what was pasted, which stays.
    pub fn take_file(&mut self, file: PathBuf) {
        (self.file, self.found) = (Some(file), None);
    }

    /// Brings the member into line with the record, which may have changed since.
    pub fn keep_member_valid(&mut self, decision: &Decision, me: Option<&MemberId>) {
        let joins = self.joins.as_ref().map(|joins| &joins.id);
        let member = self.member.take().filter(|member| choices(decision, me, joins).contains(&member));
        // With nobody else in the record, they are most likely those of whoever sits here.
        self.member = member.or_else(|| joins.cloned());
    }

    /// Returns the table to read, and notes that it is being read. `None` where there is nothing to read yet.
    pub fn begin(&mut self, at: Moment) -> Option<TableQuestion> {
        self.read_at = Some(at);
        let source = match &self.file {
            Some(file) => TableSource::File(file.clone()),
            None => TableSource::Pasted(self.text.clone()),
        };
        let scale = self.scale().ok().filter(|_| !matches!(&source, TableSource::Pasted(text) if is_blank(text)));
        self.waits = scale.is_some();
        if !self.waits {
            self.found = None;
        }
        Some(TableQuestion {
            source,
            member: self.member.clone(),
            joins: self.joins.clone(),
            options_in_rows: self.options_in_rows,
            adds: self.adds,
            scale: scale?,
        })
    }

    /// Takes the content of the table that was read last.
    pub fn take_found(&mut self, found: TableFound) {
        (self.found, self.waits) = (Some(found), false);
    }

    /// Returns what the table changes, if it was read as it is now and changes anything.
    #[must_use]
    pub fn plan(&self) -> Option<&TablePlan> {
        let found = self.found.as_ref().filter(|_| !self.waits && self.read_at.is_some())?;
        found.plan.as_ref().ok().filter(|plan| !plan.is_empty())
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        Draft::not_added("The table", &self.text, None)
    }

    fn scale(&self) -> Result<Option<TableScale>, &'static str> {
        let typed = !is_blank(&self.scale);
        typed.then(|| self.scale.parse().map_err(|_| "Type the worst and the best, such as 0-10 or 6-1.")).transpose()
    }

    pub(super) fn show(&mut self, ui: &mut Ui, decision: Option<&Decision>, me: Option<&MemberId>) -> Option<Intent> {
        let decision = decision?;
        let room = (ui.ctx().content_rect().height() - REST).max(180.0);
        let field = (room * 0.4).min(170.0);
        head(ui, "Import a table");
        explain(
            ui,
            "Paste cells from Excel, LibreOffice or Google Sheets, or a table of Markdown; or choose a CSV file.",
        );
        let mut is_changed = self.source(ui, field);
        let mut answer = None;
        ui.horizontal(|ui| {
            if button(ui, "Choose a file…", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Path(PathIntent::Ask(PathUse::ImportTable)));
            }
            is_changed |= self.whose(ui, decision, me);
            is_changed |= ui.checkbox(&mut self.adds, ADD).changed();
            is_changed |= self.turn(ui);
        });
        is_changed |= self.scale_row(ui);
        if is_changed {
            self.read_at = None;
        }
        ui.separator();
        self.preview(ui, room - field);
        row(ui, |ui| {
            if button_enabled(ui, "Import", ButtonKind::Primary, self.plan().is_some()).clicked() {
                answer = Some(Intent::Table(TableIntent::Import));
            }
            if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Dismiss);
            }
        });
        answer
    }

    /// Draws the field for a pasted table, or the name of the file. Returns whether another table is to be read.
    fn source(&mut self, ui: &mut Ui, height: f32) -> bool {
        let Some(file) = &self.file else {
            let area = ScrollArea::vertical().id_salt("pasted").max_height(height).min_scrolled_height(height);
            let field = area.show(ui, |ui| {
                let hint = "Criterion, Weight, Go, Rust\nLearning curve, 80, 4, 2";
                Field::lines("Table", 4).hint(hint).edit(ui, &mut self.text)
            });
            focus_first(ui, &field.inner);
            return field.inner.changed();
        };
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let path = shown(file.display().to_string());
        let pastes = ui
            .horizontal(|ui| {
                strong(ui, format!("From {name}")).on_hover_text(path);
                let paste = button(ui, "Paste instead", ButtonKind::Secondary);
                focus_first(ui, &paste);
                paste.clicked()
            })
            .inner;
        if pastes {
            (self.file, self.found) = (None, None);
        }
        pastes
    }

    /// Draws whether the options are in rows, as it was seen or chosen. Returns whether it was changed.
    fn turn(&mut self, ui: &mut Ui) -> bool {
        let Some(seen) = self.found.as_ref().and_then(|found| found.options_in_rows) else { return false };
        let mut in_rows = self.options_in_rows.unwrap_or(seen);
        let is_changed = ui.checkbox(&mut in_rows, "Options in rows").changed();
        if is_changed {
            self.options_in_rows = Some(in_rows);
        }
        is_changed
    }

    /// Draws the choice of the member whose scores they are, unless the table names each. Returns whether it was changed.
    fn whose(&mut self, ui: &mut Ui, decision: &Decision, me: Option<&MemberId>) -> bool {
        if self.found.as_ref().is_some_and(|found| found.names_members) {
            return false;
        }
        let members = choices(decision, me, self.joins.as_ref().map(|joins| &joins.id));
        let name = |member: &MemberId| match &self.joins {
            Some(joins) if joins.id == *member => format!("{}, who joins", joins.called()),
            _ => decision.member_name(member).to_owned(),
        };
        let names: Vec<String> = members.iter().map(|member| name(member)).collect();
        let selected = self.member.as_ref().and_then(|member| members.iter().position(|other| *other == member));
        let nobody = "nobody: leave them out";
        let face = selected.map_or(nobody, |at| &names[at]);
        secondary(ui, SCORES_OF);
        let all = [nobody].into_iter().chain(names.iter().map(String::as_str));
        let picked = select(ui, SCORES_OF, face, all, Some(selected.map_or(0, |at| at + 1)), 180.0);
        let Some(picked) = picked else { return false };
        let member = picked.checked_sub(1).and_then(|at| members.get(at)).map(|member| (*member).clone());
        mem::replace(&mut self.member, member.clone()) != member
    }

    /// Draws the scale of the scores where another one is seen or was named. Returns whether it was changed.
    fn scale_row(&mut self, ui: &mut Ui) -> bool {
        let seen = self.found.as_ref().and_then(|found| match &found.plan {
            Err(TableTrouble::Misfits(misfits)) => misfits.scale,
            _ => None,
        });
        self.asks_scale |= seen.is_some();
        if !self.asks_scale {
            return false;
        }
        let scale = self.scale();
        ui.horizontal(|ui| {
            secondary(ui, SCALE);
            let field = Field::line(SCALE).unlabelled().hint("1-5").width(90.0).edit(ui, &mut self.scale);
            let likely = seen.and_then(|seen| seen.likely).map(|scale| scale.to_string());
            let takes = likely.filter(|scale| button(ui, &format!("Use {scale}"), ButtonKind::Secondary).clicked());
            match scale {
                Err(why) => drop(secondary(ui, why)),
                Ok(Some(scale)) => drop(secondary(ui, scale.in_words())),
                Ok(None) => {}
            }
            let is_taken = takes.is_some();
            self.scale = takes.unwrap_or_else(|| mem::take(&mut self.scale));
            is_taken || field.changed()
        })
        .inner
    }

    /// Draws what the table would change, or why it is not imported.
    fn preview(&self, ui: &mut Ui, height: f32) {
        ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
            ui.set_min_height(height);
            let Some(found) = &self.found else {
                let words = if self.waits {
                    "Reading the table"
                } else {
                    "Each row is listed here with what it changes. Nothing changes before you press Import."
                };
                return drop(secondary(ui, words));
            };
            let (tone, state, words) = match &found.plan {
                Ok(plan) if plan.is_empty() => {
                    (Tone::Neutral, "nothing new", "The record already has all of it.".to_owned())
                }
                Ok(plan) => (Tone::Good, "fits", format!("It changes {}.", changes_in_words(plan))),
                Err(_) => (Tone::Bad, "does not fit", "Nothing is imported until all of it fits.".to_owned()),
            };
            ui.horizontal(|ui| {
                chip(ui, state, tone);
                read_out(&strong(ui, words));
            });
            ScrollArea::vertical().id_salt("rows").auto_shrink(false).show(ui, |ui| {
                scroll_by_keys(ui);
                found.list(ui);
            });
        });
    }
}

impl TableFound {
    fn list(&self, ui: &mut Ui) {
        let wrapped = |ui: &mut Ui, words: &str| {
            ui.add(egui::Label::new(rich(shown(words), Type::Secondary).line_height(Some(17.0))).wrap());
        };
        ui.spacing_mut().item_spacing.y = space::XS;
        match &self.plan {
            Err(TableTrouble::Refused(why)) => wrapped(ui, why),
            Err(TableTrouble::Misfits(misfits)) => {
                misfits.told.iter().for_each(|told| wrapped(ui, told));
                if misfits.more > 0 {
                    wrapped(ui, &sentence(&format!("and {} more", misfits.more)));
                }
            }
            Ok(plan) => {
                plan.remarks.iter().for_each(|remark| wrapped(ui, remark));
                label(ui, "Rows");
                for (place, told) in plan.rows.iter().take(MOST_ROWS) {
                    wrapped(ui, &format!("{place}: {told}"));
                }
                if let Some(more) = plan.rows.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
                    wrapped(ui, &format!("And {more} more rows."));
                }
            }
        }
    }
}

/// Scrolls the list by Page Up and Page Down, since nothing in it takes the keyboard focus.
fn scroll_by_keys(ui: &mut Ui) {
    let pages = ui.input(|input| input.num_presses(Key::PageUp) as f32 - input.num_presses(Key::PageDown) as f32);
    if pages.abs() > 0.0 {
        ui.scroll_with_delta(vec2(0.0, pages * ui.clip_rect().height() * 0.9));
    }
}

/// Returns the members whose scores can be imported: of a hidden round, only those of the member who sits here, or of the person who
/// `joins` a record without members.
fn choices<'a>(decision: &'a Decision, me: Option<&'a MemberId>, joins: Option<&'a MemberId>) -> Vec<&'a MemberId> {
    if decision.is_blind() {
        return me.or(joins).into_iter().collect();
    }
    decision.members.iter().map(|member| &member.id).chain(joins).collect()
}

/// Draws a button for each of these tables of the record.
pub(super) fn save(ui: &mut Ui, document: Option<&Document>, kinds: &[TableKind]) -> Option<Intent> {
    head(ui, "Save as CSV");
    let decision = document?.decision();
    if decision.is_blind() {
        explain(
            ui,
            &format!(
                "Round {} is hidden: until the reveal, its scores are left out of the averages.",
                decision.round()
            ),
        );
    } else {
        explain(ui, "Spreadsheets open these tables, and \"Import a table…\" reads them back.");
    }
    let mut answer = None;
    for (place, kind) in kinds.iter().enumerate() {
        let response = button(ui, &format!("{}…", kind.name()), ButtonKind::Secondary);
        if place == 0 {
            focus_first(ui, &response);
        }
        if response.clicked() {
            answer = Some(Intent::Path(PathIntent::Ask(PathUse::Table(*kind))));
        }
    }
    row(ui, |ui| {
        if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}

/// Returns what a table changes in numbers: "24 scores and 3 weights".
#[must_use]
pub fn changes_in_words(plan: &TablePlan) -> String {
    let parts = |is_one: fn(&Edit) -> bool| plan.parts.iter().filter(|edit| is_one(edit)).count();
    let counts = [
        (plan.votes.values().map(Vec::len).sum(), "score", "scores"),
        (parts(|edit| matches!(edit, Edit::Criterion(_, CriterionField::Swing(_)))), "weight", "weights"),
        (parts(|edit| matches!(edit, Edit::AddCriterion(_))), "new criterion", "new criteria"),
        (parts(|edit| matches!(edit, Edit::AddOption(_))), "new option", "new options"),
        (parts(|edit| matches!(edit, Edit::AddMember(..))), "new member", "new members"),
    ];
    let counted = counts.into_iter().filter(|(count, ..)| *count > 0);
    let told: Vec<String> =
        counted.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
    match &told[..] {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        told => told.concat(),
    }
}
