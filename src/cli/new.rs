//! `weigh-in new`: a record from a template.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    failure::Failure,
    known::unknown,
    record::{apply, save},
    templates::available,
};
use crate::{
    decision::{Decision, Edit},
    storage::world,
    template::Template,
};

/// Start a record from a template
///
/// The record takes over the template's options and criteria. A file that exists is never written over.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in new --template rust-or-go --profile cloud-service go.decision.ron
  weigh-in new --template which-language --option Java --option Zig \\
      --title \"Pick the language of the backend\" backend.decision.ron

`weigh-in templates` lists the templates, their profiles and the options that they suggest.")]
pub(super) struct New {
    /// The template to start from
    #[arg(long, value_name = "ID")]
    template: String,
    /// The kind of project, which sets how much each criterion matters
    #[arg(long, value_name = "ID")]
    profile: Option<String>,
    /// What is decided, in one line
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The problem that is decided on, in a few sentences
    #[arg(long, value_name = "TEXT")]
    context: Option<String>,
    /// One more option; can be given several times
    ///
    /// An option that the template suggests comes with its description.
    #[arg(long = "option", value_name = "NAME")]
    options: Vec<String>,
    /// The decision file to make, such as go.decision.ron
    file: PathBuf,
}

impl New {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let templates = available(console);
        let template = self.template(&templates)?;
        self.check_profile(template)?;
        // A link that leads nowhere is in the way as well.
        if self.file.symlink_metadata().is_ok() {
            let file = self.file.display();
            return Err(Failure::new(format!("{file} exists already. Choose another name; nothing was written.")));
        }
        let mut decision = template.start(world::new_id(), world::today(), self.profile.as_deref());
        let title = self.title.clone().map(Edit::Title);
        for edit in title.into_iter().chain(self.context.clone().map(Edit::Context)) {
            apply(&mut decision, edit)?;
        }
        for name in &self.options {
            add_option(&mut decision, template, name)?;
        }
        save(&self.file, &decision)?;
        console.say(self.told(&decision))?;
        Ok(ExitCode::SUCCESS)
    }

    fn template<'a>(&self, templates: &'a [Template]) -> Result<&'a Template, Failure> {
        templates.iter().find(|template| template.id == self.template).ok_or_else(|| {
            let known: Vec<&str> = templates.iter().map(|template| template.id.as_str()).collect();
            Failure::new(format!(
                "{}. `weigh-in templates` tells more about each.",
                unknown("template", &self.template, &known)
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
        let names: Vec<&str> = decision.options.iter().map(|option| option.name.as_str()).collect();
        let options =
            if names.is_empty() { "no options yet".to_owned() } else { format!("options {}", names.join(", ")) };
        let profile = decision.profile.as_ref().map(|id| format!(", profile {id}")).unwrap_or_default();
        format!("Wrote {}: {} criteria{profile}, {options}.", self.file.display(), decision.criteria.len())
    }
}

/// Adds an option, unless the record has it already.
fn add_option(decision: &mut Decision, template: &Template, name: &str) -> Result<(), Failure> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Failure::new("an option needs a name: `--option Zig`. Nothing was written."));
    }
    let option = template.alternative(name, decision);
    let same = |text: &str| text.to_lowercase() == name.to_lowercase();
    if decision.options.iter().any(|known| same(&known.name) || same(known.id.as_str())) {
        return Ok(());
    }
    apply(decision, Edit::AddOption(option))
}
