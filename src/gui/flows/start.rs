//! New records: from a template, from an ADR, as a copy of a record or its successor; and templates made from records.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    context::FlowContext,
    task::{Done, DueNow, RecordNow, Task},
};
use crate::{
    adr::Imported,
    analysis::past_result,
    decision::{Decision, Edit, Relation, RelationKind, RepoPath, text::slug},
    decision_log::{self, Progress, SuccessorFile, read_log, record_from, repository_root, repository_templates},
    gui::{
        dialogs::Dialog,
        intent::{ExportIntent, FileIntent, FileReveal, Intent, StartIntent, SupersededAdr},
        notices::Subject,
        session::{Document, Moment, add_user},
        step::Step,
        widgets::Tone,
    },
    storage,
    template::Template,
};

/// The flow that starts records, with the templates.
pub struct StartFlow {
    /// The built-in templates, people's own, and those of the repository that the app was started in.
    pub templates: Vec<Arc<Template>>,
    /// The reasons why other templates could not be used, a sentence each.
    pub broken: Vec<String>,
    /// The ADR that the next record supersedes.
    pub supersedes: Option<SupersededAdr>,
    from_adr: Option<FromAdr>,
    /// The generation of the session for which the due records were read again last.
    due_at: Option<u64>,
}

/// A record that is being made from an ADR.
struct FromAdr {
    adr: PathBuf,
    /// The content of the screen when the reading began.
    over: Moment,
}

impl StartFlow {
    /// Reads all templates: built-in ones, those in the folder of the settings, and those of the repository `here`.
    pub fn load(config: Option<&Path>, here: Option<&Path>) -> Self {
        let mut flow =
            Self { templates: Vec::new(), broken: Vec::new(), supersedes: None, from_adr: None, due_at: None };
        flow.read_templates(config, here);
        flow
    }

    fn read_templates(&mut self, config: Option<&Path>, here: Option<&Path>) {
        self.templates = storage::templates::built_in().iter().cloned().map(Arc::new).collect();
        self.broken.clear();
        // People's own templates come before those of the repository, so that they win if two have the same id.
        let own = config.into_iter().flat_map(|config| storage::templates::load_folder(&config.join("templates")));
        for (path, template) in own.chain(here.into_iter().flat_map(repository_templates)) {
            match template {
                Ok(template) if self.templates.iter().any(|known| known.id == template.id) => {
                    let path = path.display();
                    self.broken.push(format!("{path}: there is another template with the id {}.", template.id));
                }
                Ok(template) => self.templates.push(Arc::new(template)),
                Err(error) => self.broken.push(format!("{}: {error}", path.display())),
            }
        }
    }

    pub fn on(&mut self, intent: StartIntent, cx: &mut FlowContext<'_>) {
        match intent {
            StartIntent::FromTemplate(template, profile) => {
                self.start(&template, profile.as_deref(), cx);
                cx.send(Intent::FocusTitle);
            }
            StartIntent::FromTable(table) => {
                self.start("blank", None, cx);
                cx.send(Intent::Table(table));
            }
            StartIntent::FromAdr(adr) => self.start_from_adr(adr, cx),
            StartIntent::Superseding(superseded) => {
                // The template is chosen on the start page, so the open record is closed first.
                cx.close_document();
                self.supersedes = Some(superseded);
            }
            StartIntent::SupersedeNothing => self.supersedes = None,
            StartIntent::Supersede => ask_about_review(cx),
            StartIntent::SupersedeAnyway => supersede(cx),
            StartIntent::SupersedeFile(file) => {
                let next = Some(Box::new(Intent::Start(StartIntent::SupersedeOpened)));
                // People were asked about their changes before this intent was sent.
                cx.send(Intent::WithoutSaving(Box::new(Intent::File(FileIntent::Open(file, next)))));
            }
            StartIntent::SupersedeOpened => supersede_opened(cx),
            StartIntent::Duplicate => duplicate(cx),
            StartIntent::Sample => open_sample(cx),
            StartIntent::SaveTemplate(name) => self.save_template(&name, cx),
        }
    }

    /// Forgets the ADR that the next record was to supersede, once another record is open.
    pub fn record_replaced(&mut self, cx: &FlowContext<'_>) {
        if cx.document().is_some() {
            self.supersedes = None;
        }
    }

    /// Starts to read the recent records again, and the log that was looked at last, each time the start screen opens and each time
    /// people come back to it: others may have set a day since, or another record may have superseded one.
    pub fn keep_due(&mut self, cx: &mut FlowContext<'_>) {
        let generation = cx.session.generation;
        let is_back = cx.ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true)));
        if cx.document().is_some() || self.due_at.replace(generation) == Some(generation) && !is_back {
            return;
        }
        let known: Vec<PathBuf> = cx.settings.recent.iter().map(|entry| entry.path.clone()).collect();
        let log = cx.settings.log.clone();
        if known.is_empty() && log.is_none() {
            return;
        }
        cx.start(Task::CheckDue, Done::DueChecked(DueNow::default()), move || {
            let log = log.and_then(|root| read_log(&root, &Progress::default()).ok());
            Done::DueChecked(DueNow {
                records: known.into_iter().filter_map(record_now).collect(),
                log: log.map(|log| (log.due_records(), log.root)),
            })
        });
    }

    /// Takes what is due at present into the settings.
    pub fn take_due(found: DueNow, cx: &mut FlowContext<'_>) {
        for RecordNow { file, status, due } in found.records {
            cx.settings.know_again(&file, status, due);
        }
        // Another log may have been looked at since.
        if let Some((due, _)) = found.log.filter(|(_, root)| cx.settings.log.as_ref() == Some(root)) {
            cx.settings.due = due;
        }
    }

    fn start(&mut self, template: &str, profile: Option<&str>, cx: &mut FlowContext<'_>) {
        let Some(template) = self.templates.iter().find(|known| known.id == template) else { return };
        let mut decision = template.start((cx.services.new_id)(), cx.today(), profile);
        let user = add_user(&mut decision, &cx.services.user);
        // It counts for one record only; the next one supersedes nothing.
        if let Some(superseded) = self.supersedes.take() {
            let relation = Relation { kind: RelationKind::Supersedes, path: superseded.path };
            // A new record has no links that could be refused.
            let _ = decision.apply(Edit::Links(vec![relation.as_link()]));
            cx.settings.repositories.insert(decision.id.clone(), superseded.root);
        }
        cx.show_document(Document::new(decision), Some(user), Step::Context);
    }

    fn start_from_adr(&mut self, adr: PathBuf, cx: &mut FlowContext<'_>) {
        let (id, today) = ((cx.services.new_id)(), cx.today());
        let file = adr.clone();
        self.from_adr = Some(FromAdr { adr, over: cx.session.moment() });
        let lost = Err("Reading stopped early".to_owned());
        cx.start(Task::StartFromAdr, Done::StartedFromAdr(Box::new(lost)), move || {
            Done::StartedFromAdr(Box::new(record_from(&file, id, today).map_err(|error| error.to_string())))
        });
    }

    /// Shows the record made from an ADR, or why none could be made. Asks first if people changed the open record meanwhile.
    pub fn done(&mut self, made: Result<Imported, String>, cx: &mut FlowContext<'_>) {
        let Some(FromAdr { adr, over }) = self.from_adr.take() else { return };
        match made {
            Ok(_) if cx.asks_again(over, Intent::Start(StartIntent::FromAdr(adr.clone()))) => {}
            Ok(imported) => show_imported(imported, &adr, cx),
            Err(why) => cx.warn("No record was started", format!("{why}. Choose another ADR.")),
        }
    }

    fn save_template(&mut self, name: &str, cx: &mut FlowContext<'_>) {
        let (Some(document), Some(config)) = (cx.document(), cx.services.config.clone()) else { return };
        let summary = "Made from one of your records".to_owned();
        let decision = document.decision();
        let made = Template::from_decision(decision, slug(name, 40), name.to_owned(), summary);
        let origin = self.templates.iter().find(|template| Some(&template.id) == decision.template.as_ref());
        let template = match origin {
            Some(origin) => made.with_profiles_of(origin),
            None => made,
        };
        match storage::templates::save_template(&config.join("templates"), &template, false) {
            Ok(path) => {
                cx.say(format!("Template saved: {}", path.display()));
                self.read_templates(Some(&config), cx.services.here.as_deref());
            }
            Err(error) => cx.warn("The template was not saved", error.to_string()),
        }
    }
}

/// Reads the present status and due date of a record. Returns `None` where the file cannot be read, as is shown when it is
/// opened.
fn record_now(file: PathBuf) -> Option<RecordNow> {
    let decision = storage::load(&file).ok()?.decision;
    Some(RecordNow { status: decision.status(), due: decision_log::due(&decision, &file), file })
}

/// Supersedes the record that was opened for that, or shows why not.
fn supersede_opened(cx: &mut FlowContext<'_>) {
    let Some(decision) = cx.document().map(Document::decision) else { return };
    if decision.can_be_superseded() {
        return ask_about_review(cx);
    }
    let status = decision.status();
    cx.warn(
        "The record is not superseded",
        format!("It is {status}, and only accepted decisions can be superseded. Edit it, or duplicate it."),
    );
}

/// Returns the ADR of the open record that does not have its last review.
fn adr_without_review(cx: &FlowContext<'_>) -> Option<RepoPath> {
    let document = cx.document()?;
    decision_log::adr_without_review(document.decision(), document.path()?)
}

/// Asks first whether to write the last review into the ADR of the open record: after this, people look at another one.
fn ask_about_review(cx: &mut FlowContext<'_>) {
    match adr_without_review(cx) {
        Some(adr) => *cx.dialog = Some(Dialog::UnwrittenReview(adr)),
        None => supersede(cx),
    }
}

/// Shows a draft that supersedes the open record, and warns if another one did so before.
fn supersede(cx: &mut FlowContext<'_>) {
    let unwritten = adr_without_review(cx);
    let Some(document) = cx.document() else { return };
    let (old, file) = (document.decision().clone(), document.path().map(Path::to_owned));
    // A record that was only just opened may not have been checked yet.
    let checked = document.successor().cloned();
    let later = checked.or_else(|| decision_log::successor(&old, document.path()?));
    let result = past_result(&old, &document.findings().analysis, cx.today());
    let successor = old.successor((cx.services.new_id)(), cx.today(), result);
    show_beside(successor, &old, Step::Scores, cx);
    if let Some(later) = later {
        let head = format!("{} is superseded already", old.called());
        let words = format!("{} supersedes it. Open that one to supersede it.", later.name);
        let open = match later.file {
            SuccessorFile::Record(record) => Intent::File(FileIntent::Open(record, None)),
            SuccessorFile::Adr(adr) => Intent::Export(ExportIntent::Open(adr, FileReveal::Itself)),
        };
        let ways = vec![("Open the new decision", open)];
        cx.notify(Subject::Superseded, Tone::Warning, &head, words, ways);
    }
    if let Some((adr, file)) = unwritten.zip(file) {
        let words = format!("{adr} does not have it yet. To add it, open the earlier record and export it.");
        let ways = vec![("Open the earlier record", Intent::File(FileIntent::Open(file, None)))];
        cx.notify(Subject::UnwrittenReview, Tone::Warning, "The last review is still to be written", words, ways);
    }
    cx.say(format!("Started a record that supersedes {}", old.called()));
}

/// Shows a draft with the content of the open record.
fn duplicate(cx: &mut FlowContext<'_>) {
    let Some(document) = cx.document() else { return };
    let old = document.decision().clone();
    let copy = old.copied((cx.services.new_id)(), cx.today());
    show_beside(copy, &old, Step::Context, cx);
    let hidden =
        if old.is_blind() { format!(", without the hidden ballots of round {}", old.round()) } else { String::new() };
    cx.say(format!("Started a copy of {}{hidden}", old.called()));
}

/// Shows a new record made from the open one, which belongs to the same repository.
fn show_beside(decision: Decision, old: &Decision, step: Step, cx: &mut FlowContext<'_>) {
    let known = cx.settings.repositories.get(&old.id).cloned();
    let root = cx.document().and_then(Document::path).and_then(Path::parent).and_then(repository_root).or(known);
    if let Some(root) = root {
        cx.settings.repositories.insert(decision.id.clone(), root);
    }
    // The same people will score it on this machine.
    if let Some(seats) = cx.settings.seats.get(&old.id).cloned() {
        cx.settings.seats.insert(decision.id.clone(), seats);
    }
    let (user, seat) = (cx.session.user.clone(), cx.session.known_seat().cloned());
    cx.show_document_to(user, Document::new(decision), seat, step);
    // A copy starts with its title, a successor with its scores.
    cx.send(if step == Step::Context { Intent::FocusTitle } else { Intent::Go(step) });
}

/// Shows a finished record to look around in. It has no file, so that saving asks for one.
fn open_sample(cx: &mut FlowContext<'_>) {
    match storage::templates::sample((cx.services.new_id)()) {
        Ok(decision) => {
            let first = decision.members.first().map(|member| member.id.clone());
            cx.show_document(Document::new(decision), first, Step::Context);
            // What comes out of it all is seen at once: the ADR.
            cx.send(Intent::Go(Step::Export));
        }
        Err(error) => cx.warn("The sample could not be opened", error.to_string()),
    }
}

fn show_imported(Imported { mut decision, kept, told }: Imported, adr: &Path, cx: &mut FlowContext<'_>) {
    let user = add_user(&mut decision, &cx.services.user);
    if let Some(root) = adr.parent().and_then(repository_root) {
        cx.settings.repositories.insert(decision.id.clone(), root);
    }
    cx.show_document(Document::new(decision), Some(user), Step::Context);
    let from = adr.file_name().unwrap_or(adr.as_os_str()).to_string_lossy();
    if cx.document().is_some_and(|document| document.decision().can_be_superseded()) {
        let words = "So the record is locked. To weigh the options again, start a record that supersedes it.";
        let ways = vec![("Supersede", Intent::Start(StartIntent::Supersede))];
        cx.notify(Subject::ImportedDecision, Tone::Accent, "This decision is made already", words, ways);
    }
    if kept.is_empty() && told.is_empty() {
        cx.say(format!("Started from {from}; all of it fits a record"));
    } else if kept.is_empty() {
        cx.notify(
            Subject::Imported,
            Tone::Warning,
            &format!("Check what was taken from {from}"),
            told.join(" "),
            Vec::new(),
        );
    } else {
        let kept = format!("{} had no field and was added to the end of the problem statement.", kept.join("; "));
        let words = told.into_iter().chain([kept]).collect::<Vec<_>>().join(" ");
        cx.notify(Subject::Imported, Tone::Warning, &format!("Not all of {from} fits a record"), words, Vec::new());
    }
}
