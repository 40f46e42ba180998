//! Tables of spreadsheets that are imported. They are read on a thread beside the window, once for each change.

use std::path::PathBuf;

use egui::Event;
use jiff::civil::Date;

use super::{
    context::FlowContext,
    task::{Done, Task},
};
use crate::{
    analysis::{Scope, analyze},
    decision::{
        Decision, Edit, MemberId, Refusal,
        text::{is_blank, sentence},
    },
    gui::{
        dialogs::{Dialog, TableFound, TableImport, TableQuestion, TableSource, TableTrouble, changes_in_words},
        intent::{Intent, StartIntent, TableIntent, TableKind},
        session::{Document, add_user},
    },
    storage::{self, atomic},
    table::{
        Grid, TablePlan, TableReading, TableWays, has_options_in_rows, is_table, means_table, member_table, plan_table,
        votes_name_members, votes_table,
    },
};

/// The flow of tables.
#[derive(Default)]
pub struct TablesFlow {
    /// The dialog as it was left, so that nothing that was pasted is lost.
    kept: Option<Box<TableImport>>,
}

impl TablesFlow {
    pub fn on(&mut self, intent: TableIntent, cx: &mut FlowContext<'_>) {
        match intent {
            TableIntent::Ask | TableIntent::Read(_) | TableIntent::Paste(_) if cx.document().is_none() => {
                cx.send(Intent::Start(StartIntent::FromTable(intent)));
            }
            TableIntent::Ask => self.open(None, cx),
            TableIntent::Read(file) => self.open(Some(TableSource::File(file)), cx),
            TableIntent::Paste(text) => self.open(Some(TableSource::Pasted(text)), cx),
            TableIntent::Import => self.import(cx),
            TableIntent::ChooseToSave => *cx.dialog = Some(Dialog::SaveTable(kinds(cx))),
            TableIntent::Write(kind, path) => write(kind, path, cx),
        }
    }

    /// Closes the dialog, and keeps what is in it.
    pub fn put_by(&mut self, cx: &mut FlowContext<'_>) {
        if matches!(cx.dialog, Some(Dialog::Table(_)))
            && let Some(Dialog::Table(import)) = cx.dialog.take()
        {
            self.kept = Some(import);
        }
    }

    /// Forgets the table that belongs to the record that was open before.
    pub fn record_replaced(&mut self) {
        self.kept = None;
    }

    /// Reads a table that was dropped on the window. Returns false where something else was dropped, or nothing.
    pub fn take_dropped(&mut self, cx: &mut FlowContext<'_>) -> bool {
        let dropped: Vec<PathBuf> =
            cx.ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let [file] = &dropped[..] else { return false };
        if !is_table(file) {
            return false;
        }
        self.on(TableIntent::Read(file.clone()), cx);
        true
    }

    /// Starts a record with a table that was pasted on the start page, outside of any field.
    pub fn take_pasted(&mut self, cx: &mut FlowContext<'_>) {
        if cx.document().is_some() || cx.ctx.text_edit_focused() {
            return;
        }
        let pasted = cx.ctx.input(|input| {
            let mut texts =
                input.events.iter().filter_map(|event| if let Event::Paste(text) = event { Some(text) } else { None });
            texts.next_back().cloned()
        });
        let Some(text) = pasted.filter(|text| !is_blank(text)) else { return };
        match Grid::read(text.as_bytes()) {
            Ok(_) => self.on(TableIntent::Paste(text), cx),
            Err(why) => cx.warn("No record was started", why.to_string()),
        }
    }

    fn open(&mut self, source: Option<TableSource>, cx: &mut FlowContext<'_>) {
        if cx.refuses_changes() {
            return;
        }
        self.put_by(cx);
        let Some(decision) = cx.document().map(Document::decision) else { return };
        let me = cx.session.scoring_as.as_ref();
        let mut import = self.kept.take().unwrap_or_else(|| {
            // Scores that the round no longer takes are left out at first, so that the rest can be imported.
            Box::new(TableImport::of(me.filter(|me| !decision.is_closed(me)).cloned()))
        });
        let mut with_user = decision.clone();
        let joins = decision.members.is_empty().then(|| add_user(&mut with_user, &cx.services.user));
        import.joins = joins.and_then(|joins| with_user.member(&joins).cloned());
        import.keep_member_valid(decision, me);
        import.read_at = None;
        match source {
            Some(TableSource::File(file)) => import.take_file(file),
            Some(TableSource::Pasted(text)) => import.take_text(text),
            None => {}
        }
        *cx.dialog = Some(Dialog::Table(import));
        cx.ctx.request_repaint();
    }

    /// Starts to read the table after a change of it, or of the record.
    pub fn keep_read(cx: &mut FlowContext<'_>) {
        let (moment, on) = (cx.session.moment(), cx.today());
        let Some(document) = cx.session.document.as_ref() else { return };
        let Some(Dialog::Table(import)) = cx.dialog.as_mut() else { return };
        if import.read_at == Some(moment) {
            return;
        }
        let Some(question) = import.begin(moment) else { return cx.tasks.forget(Task::ReadTable) };
        let me = cx.session.scoring_as.clone();
        let misnamed = question.member.as_ref().and_then(|member| document.misnamed(member)).map(str::to_owned);
        let decision = document.decision().clone();
        let lost = || TableFound {
            names_members: false,
            options_in_rows: None,
            plan: Err(refused("Reading stopped early. Try again.")),
        };
        cx.start(Task::ReadTable, Done::TableRead(Box::new(lost())), move || {
            let mut found = read(&question, &decision, me.as_ref(), on);
            if let Some(why) = misnamed {
                found.plan = Err(TableTrouble::Refused(why));
            }
            Done::TableRead(Box::new(found))
        });
    }

    /// Shows what the table would change.
    pub fn done(found: TableFound, cx: &mut FlowContext<'_>) {
        if let Some(Dialog::Table(import)) = cx.dialog {
            import.take_found(found);
        }
    }

    /// Shows that a table is saved, or why it is not.
    pub fn written(written: Result<String, String>, cx: &mut FlowContext<'_>) {
        match written {
            Ok(words) => cx.say(words),
            Err(why) => cx.warn("The table was not saved", why),
        }
    }

    /// Makes all changes of the table as one step.
    fn import(&mut self, cx: &mut FlowContext<'_>) {
        let moment = cx.session.moment();
        self.put_by(cx);
        // Another record is read again first, so that people see what they import.
        let Some(import) = self.kept.as_ref().filter(|import| import.read_at == Some(moment)) else { return };
        let Some(plan) = import.plan() else { return };
        let words = changes_in_words(plan);
        let joins = plan
            .parts
            .iter()
            .find_map(|edit| if let Edit::AddMember(added, _) = edit { Some(added.id.clone()) } else { None });
        let joins = joins.filter(|joins| import.joins.as_ref().is_some_and(|user| user.id == *joins));
        cx.edit_as("Import a table", plan.edits());
        // A question or a refusal leaves the table where it can be opened again.
        if cx.session.moment() != moment {
            self.kept = None;
            // Whoever joined with their scores goes on with them.
            cx.session.scoring_as = cx.session.scoring_as.take().or(joins);
            cx.say(format!("Table imported: {words}"));
        }
    }
}

/// Returns the tables of the record that people may see now.
fn kinds(cx: &FlowContext<'_>) -> Vec<TableKind> {
    let Some(decision) = cx.document().map(Document::decision) else { return Vec::new() };
    let me = cx.session.scoring_as.as_ref();
    // A sealed ballot is covered, and a private one may be elsewhere.
    let mine = me.is_some_and(|me| cx.session.has_to_say().is_none() && !decision.is_sealed_elsewhere(me));
    let offered = [(TableKind::Means, true), (TableKind::Mine, mine), (TableKind::Votes, !decision.is_blind())];
    offered.into_iter().filter(|(_, is_shown)| *is_shown).map(|(kind, _)| kind).collect()
}

/// Starts to write a table of the record on the screen, unless it has become hidden since it was chosen.
fn write(kind: TableKind, path: PathBuf, cx: &mut FlowContext<'_>) {
    if !kinds(cx).contains(&kind) {
        return cx.warn("The table was not saved", "Its scores are hidden now. Save it after the reveal.");
    }
    let (Some(decision), me) = (cx.document().map(Document::decision).cloned(), cx.session.scoring_as.clone()) else {
        return;
    };
    let lost = Err("It stopped before the file was written. Try again.".to_owned());
    cx.start(Task::WriteTable, Done::TableWritten(lost), move || {
        let table = match (kind, me) {
            (TableKind::Votes, _) => votes_table(&decision),
            (TableKind::Mine, Some(me)) => member_table(&decision, &me),
            _ => means_table(&decision, &analyze(&decision, Scope::Revealed)),
        };
        let written = atomic::write(&path, table.as_bytes());
        Done::TableWritten(match written {
            Ok(()) => Ok(format!("Table saved: {}", path.display())),
            Err(error) => Err(format!("{} could not be written: {error}.", path.display())),
        })
    });
}

fn refused(why: &str) -> TableTrouble {
    TableTrouble::Refused(why.to_owned())
}

fn read(question: &TableQuestion, decision: &Decision, me: Option<&MemberId>, on: Date) -> TableFound {
    let bytes = match &question.source {
        TableSource::Pasted(text) => Ok(text.clone().into_bytes()),
        TableSource::File(file) => storage::load_bytes(file).map_err(|error| refused(&error.to_string())),
    };
    let grid = bytes.and_then(|bytes| Grid::read(&bytes).map_err(|error| refused(&error.to_string())));
    let grid = match grid {
        Ok(grid) => grid,
        Err(why) => return TableFound { names_members: false, options_in_rows: None, plan: Err(why) },
    };
    let votes = votes_name_members(&grid);
    let options_in_rows = votes.is_none().then(|| has_options_in_rows(decision, &grid));
    let plan = plan(question, &grid, votes.is_some(), decision, me, on);
    TableFound { names_members: votes == Some(true), options_in_rows, plan }
}

/// Returns what a table changes, if the record takes all of it.
fn plan(
    question: &TableQuestion,
    grid: &Grid,
    is_of_votes: bool,
    decision: &Decision,
    me: Option<&MemberId>,
    on: Date,
) -> Result<TablePlan, TableTrouble> {
    let me = me.or(question.joins.as_ref().map(|joins| &joins.id));
    let member = voter(decision, question.member.as_ref(), is_of_votes, me)?;
    let options_in_rows = Some(question.options_in_rows.unwrap_or_else(|| has_options_in_rows(decision, grid)));
    let ways = TableWays::Window;
    let reading = TableReading { member, adds: question.adds, scale: question.scale, options_in_rows, on, ways };
    // Who joins is a part of the record as the table finds it.
    let joins =
        question.joins.clone().filter(|joins| member == Some(&joins.id)).map(|joins| Edit::AddMember(joins, on));
    let mut then = decision.clone();
    joins
        .iter()
        .cloned()
        .try_for_each(|edit| then.apply(edit))
        .map_err(|refusal| refused(&sentence(&refusal.to_string())))?;
    let mut plan = plan_table(&then, grid, reading).map_err(TableTrouble::Misfits)?;
    if !plan.votes.is_empty() {
        plan.parts.splice(..0, joins);
    }
    let mut then = decision.clone();
    let done = plan.edits().into_iter().try_for_each(|edit| then.apply(edit));
    done.map_err(|refusal| refused(&sentence(&refusal.to_string())))?;
    Ok(plan)
}

/// Returns the one member whose scores a table may have, or `None` for any. While a round is hidden, that is only the member who sits
/// here, and nobody whose ballot is sealed: what a table says of a cell shows what the cell has.
fn voter<'a>(
    decision: &Decision,
    asked: Option<&'a MemberId>,
    is_of_votes: bool,
    me: Option<&'a MemberId>,
) -> Result<Option<&'a MemberId>, TableTrouble> {
    if !decision.is_blind() {
        // In a table of votes, the member is the one of rows that name none.
        return Ok(asked);
    }
    if asked.is_none() && !is_of_votes {
        return Ok(None);
    }
    match me {
        None => Err(refused(&format!(
            "Round {} is hidden, so only the scores of whoever sits here can be imported. Choose who is scoring first.",
            decision.round()
        ))),
        Some(me) if decision.is_closed(me) => {
            Err(refused(&sentence(&Refusal::Sealed(decision.member_name(me).to_owned()).to_string())))
        }
        me => Ok(me),
    }
}
