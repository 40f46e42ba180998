//! `weigh-in new`: a record from a template, from an ADR, or from another record.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{
    console::Console,
    failure::Failure,
    known::unknown,
    record::{apply, load_known, save},
    templates::available,
    text::{counted_criteria, visible_text},
};
use crate::{
    adr::Imported,
    analysis::{Scope, analyze, past_result},
    decision::{Decision, Edit, Status, text::shell_path},
    decision_log::{self, SuccessorFile, record_from},
    storage::world,
    template::Template,
};

/// Start a record from a template, from an ADR, or from another record
///
/// The record starts with the template's options and criteria. From an ADR in any format, it takes the context, the
/// drivers as criteria, the options, the arguments and the outcome. What a record has no field for is added to its
/// context, with a message. An existing file is never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in new --template rust-or-go --profile cloud-service go.decision.ron
  weigh-in new --template which-language --option Java --option Zig \\
      --title \"Pick the language of the backend\" backend.decision.ron
  weigh-in new --from docs/decisions/0004-use-go.md go.decision.ron
  weigh-in new --supersede go.decision.ron go-again.decision.ron

`weigh-in templates` lists the templates, their profiles and the options that they suggest.")]
pub(super) struct New {
    /// The template to start from
    #[arg(long, value_name = "ID", required_unless_present_any = ["from", "copy", "supersede"])]
    template: Option<String>,
    /// The ADR to start from: Markdown in any format
    #[arg(long, value_name = "ADR", conflicts_with_all = ["template", "profile"])]
    from: Option<PathBuf>,
    /// The record to copy, without its statuses, sign-offs, reviews and exports
    #[arg(long, value_name = "RECORD", conflicts_with_all = ["template", "profile", "from"])]
    copy: Option<PathBuf>,
    /// The record that the new one supersedes
    ///
    /// It starts with the old one's options, criteria, weights, people and scores, in a new round. The outcome is open. The old ADR is
    /// marked as superseded once the new record is accepted and exported.
    #[arg(long, value_name = "RECORD", conflicts_with_all = ["template", "profile", "from", "copy"])]
    supersede: Option<PathBuf>,
    /// The kind of project, which sets the starting weights
    #[arg(long, value_name = "ID")]
    profile: Option<String>,
    /// The title, in one line
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    title: Option<String>,
    /// The problem to decide on, in a few sentences
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    context: Option<String>,
    /// An option to add; can be given several times
    ///
    /// An option that the template suggests comes with its description.
    #[arg(long = "option", value_name = "NAME", value_parser = visible_text, allow_hyphen_values = true)]
    options: Vec<String>,
    /// The decision file to create, such as go.decision.ron
    file: PathBuf,
}

impl New {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        if let Some(adr) = &self.from {
            return self.take_over(adr, console);
        }
        if let Some(record) = &self.copy {
            return self.copied(record, console);
        }
        if let Some(record) = &self.supersede {
            return self.superseding(record, console);
        }
        let templates = available(console);
        let template = self.template(&templates)?;
        self.check_profile(template)?;
        // `save` refuses it as well; this reports it before any work is done.
        self.check_file()?;
        let decision = template.start(world::new_id(), world::today(), self.profile.as_deref());
        let decision = self.edited(decision, template)?;
        save(&self.file, &decision, console)?;
        console.say(self.told(&decision))?;
        Ok(ExitCode::SUCCESS)
    }

    /// Creates a record from an ADR. Lists the text that the record has no field for, a line each.
    fn take_over(&self, adr: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        self.check_file()?;
        let taken = record_from(adr, world::new_id(), world::today());
        let Imported { decision, kept, told } = taken.map_err(Failure::before_writing)?;
        let decision = self.edited(decision, &no_template())?;
        save(&self.file, &decision, console)?;
        console.say(self.told(&decision))?;
        for sentence in told {
            console.say(sentence)?;
        }
        if !kept.is_empty() {
            console.say("A record has no field for these parts, which are at the end of its context:")?;
            console.say(kept.iter().map(|what| format!("  {what}")).collect::<Vec<_>>().join("\n"))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn copied(&self, record: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        self.check_file()?;
        let source = load_known(record)?.decision;
        let copy = self.edited(source.copied(world::new_id(), world::today()), &no_template())?;
        save(&self.file, &copy, console)?;
        console.say(self.told(&copy))?;
        if source.is_blind() {
            let round = source.round();
            console.tell(format_args!(
                "The ballots of round {round} are hidden until its reveal, so they are not in the copy: its members score again."
            ));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn superseding(&self, record: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        self.check_file()?;
        let (old, today) = (load_known(record)?.decision, world::today());
        may_be_superseded(&old, record)?;
        let result = past_result(&old, &analyze(&old, Scope::All), today);
        let successor = self.edited(old.successor(world::new_id(), today, result), &no_template())?;
        save(&self.file, &successor, console)?;
        console.say(self.told(&successor))?;
        // A round is opened only if the old one has ballots and is not blind.
        if successor.round() != old.round() {
            let (now, then) = (successor.round(), old.round());
            console.say(format_args!("Round {now} is open: scores start from those of round {then}."))?;
        }
        if let Some(later) = decision_log::successor(&old, record) {
            let instead = match &later.file {
                SuccessorFile::Record(record) => {
                    let [from, to] = [record, &self.file].map(|path| shell_path(&path.to_string_lossy()).into_owned());
                    format!(" and run `weigh-in new --supersede {from} {to}`")
                }
                SuccessorFile::Adr(_) => ", and name it with --supersedes when you export a new record".to_owned(),
            };
            console.warn(format_args!(
                "{} is superseded already, by {}. To supersede that one, delete {}{instead}.",
                record.display(),
                later.name,
                self.file.display()
            ));
        }
        if let Some(adr) = decision_log::adr_without_review(&old, record) {
            let folder = record.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
            let [record, folder] = [record, folder].map(|path| shell_path(&path.to_string_lossy()).into_owned());
            console.warn(format_args!(
                "The last review is not in {adr} yet. `weigh-in export {record} --repo {folder} --yes` adds it."
            ));
        }
        match successor.predecessor.as_ref().and_then(|one| one.path.as_ref()) {
            Some(adr) => console.say(format_args!("It supersedes {adr}."))?,
            None => console.warn(format_args!(
                "{} was never exported, so there is no ADR to supersede. Add --supersedes NUMBER to the export if there is one.",
                record.display()
            )),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn check_file(&self) -> Result<(), Failure> {
        // A link that leads nowhere also takes the name.
        if self.file.symlink_metadata().is_ok() {
            let file = self.file.display();
            return Err(Failure::new(format!("{file} exists already. Choose another name; nothing was written.")));
        }
        Ok(())
    }

    /// Returns the record with the title, the context and the options of the command line.
    fn edited(&self, mut decision: Decision, template: &Template) -> Result<Decision, Failure> {
        let title = self.title.clone().map(Edit::Title);
        for edit in title.into_iter().chain(self.context.clone().map(Edit::Context)) {
            apply(&mut decision, edit)?;
        }
        for name in &self.options {
            add_option(&mut decision, template, name)?;
        }
        Ok(decision)
    }

    fn template<'a>(&self, templates: &'a [Template]) -> Result<&'a Template, Failure> {
        let wanted = self.template.as_deref().unwrap_or_default();
        templates.iter().find(|template| template.id == wanted).ok_or_else(|| {
            let known: Vec<&str> = templates.iter().map(|template| template.id.as_str()).collect();
            Failure::new(format!(
                "{}. `weigh-in templates` describes each of them.",
                unknown("template", wanted, &known)
            ))
        })
    }

    fn check_profile(&self, template: &Template) -> Result<(), Failure> {
        match &self.profile {
            Some(id) if template.profile(id).is_none() => {
                let known: Vec<&str> = template.profiles.iter().map(|profile| profile.id.as_str()).collect();
                let clause = unknown("profile", id, &known);
                Err(Failure::new(format!("{clause}. The template is `{}`.", template.id)))
            }
            _ => Ok(()),
        }
    }

    fn told(&self, decision: &Decision) -> String {
        let names: Vec<&str> = decision.options.iter().map(|option| option.called()).collect();
        let options =
            if names.is_empty() { "no options yet".to_owned() } else { format!("options {}", names.join(", ")) };
        let profile = decision.profile.as_ref().map(|id| format!(", profile {id}")).unwrap_or_default();
        let criteria = counted_criteria(decision.criteria.len());
        format!("Wrote {}: {criteria}{profile}, {options}.", self.file.display())
    }
}

/// Adds an option, unless the record has it already.
fn add_option(decision: &mut Decision, template: &Template, name: &str) -> Result<(), Failure> {
    let name = name.trim();
    let option = template.alternative(name, decision);
    let lower = name.to_lowercase();
    let known = &decision.options;
    if known.iter().any(|known| known.name.to_lowercase() == lower || known.id.as_str().to_lowercase() == lower) {
        return Ok(());
    }
    apply(decision, Edit::AddOption(option))
}

/// Returns an empty template, whose descriptions no option gets.
fn no_template() -> Template {
    Template {
        id: String::new(),
        name: String::new(),
        summary: String::new(),
        options: Vec::new(),
        suggestions: Vec::new(),
        criteria: Vec::new(),
        references: Vec::new(),
        profiles: Vec::new(),
    }
}

/// Refuses to supersede a decision that is not in force.
fn may_be_superseded(old: &Decision, file: &Path) -> Result<(), Failure> {
    if old.can_be_superseded() {
        return Ok(());
    }
    let way = match old.status() {
        Status::Superseded => "supersede the one that took its place",
        Status::Rejected => "propose it again, or copy it with --copy",
        _ => "change it as it is, or copy it with --copy",
    };
    Err(Failure::before_writing(format_args!("{} is {}, not accepted: {way}", file.display(), old.status())))
}
