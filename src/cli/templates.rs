//! `weigh-in templates`: the templates for new records.

use std::{env, process::ExitCode};

use clap::Args;

use super::{console::Console, failure::Failure, layout::wrap};
use crate::{
    decision_log::{repository_root, repository_templates},
    storage::templates::{self as files, Found},
    template::Template,
};

/// List the templates to start from, with their profiles
///
/// Lists the built-in templates, your own, and those in `.weigh-in/templates` of the repository that you are in.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in templates
  weigh-in new --template rust-or-go --profile startup go.decision.ron")]
pub(super) struct Templates {}

pub(super) fn list(console: &mut Console<'_>) -> Result<ExitCode, Failure> {
    let listed: Vec<String> = available(console).iter().map(describe).collect();
    console.say(listed.join("\n\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the templates that come with the program, then the user's own, then the repository's. Warns of those that
/// cannot be used, with the reason.
pub(super) fn available(console: &mut Console<'_>) -> Vec<Template> {
    let mut templates = files::built_in().to_vec();
    for (path, template) in added() {
        match template {
            Ok(template) if templates.iter().any(|known| known.id == template.id) => console.warn(format_args!(
                "{} is left out: there is another template with the id `{}`.",
                path.display(),
                template.id
            )),
            Ok(template) => templates.push(template),
            Err(error) => console.warn(error),
        }
    }
    templates
}

/// Returns the user's own templates, then those of the repository.
fn added() -> impl Iterator<Item = Found> {
    let repository = env::current_dir().ok().and_then(|here| repository_root(&here));
    let own = files::user_folder().into_iter().flat_map(|folder| files::load_folder(&folder));
    own.chain(repository.into_iter().flat_map(|root| repository_templates(&root)))
}

fn describe(template: &Template) -> String {
    let mut lines = vec![format!("{}: {}", template.id, template.name), wrap(&template.summary, 2)];
    let options: Vec<&str> = template.options.iter().map(|option| option.called()).collect();
    if !options.is_empty() {
        lines.push(wrap(&format!("Options: {}.", options.join(", ")), 2));
    }
    let suggestions: Vec<&str> = template.suggestions.iter().map(|option| option.called()).collect();
    if !suggestions.is_empty() {
        lines.push(wrap(&format!("To add with --option: {}, or any other.", suggestions.join(", ")), 2));
    }
    if !template.profiles.is_empty() {
        lines.push("  Profiles:".to_owned());
    }
    for profile in &template.profiles {
        lines.push(format!("    {}: {}", profile.id, profile.called()));
        lines.push(wrap(&profile.why, 6));
    }
    lines.join("\n")
}
