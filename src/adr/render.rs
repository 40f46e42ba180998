//! A record through a dialect's template.

use minijinja::{AutoEscape, Environment, Error, Output, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde};

use super::{Dialect, address, blocks, escape, view::View};
use crate::{
    analysis::{Analysis, Scope, analyze, sentences},
    decision::Decision,
};

/// What an ADR is made of.
#[derive(Debug, Clone, Copy)]
pub struct AdrInput<'a> {
    /// The record.
    pub decision: &'a Decision,
    /// What follows from its scores.
    pub analysis: &'a Analysis,
    /// The sentences that tell it, which open the part on how the result was reached.
    pub sentences: &'a [String],
    /// The decision file, named at the end; none to leave it out.
    pub record: Option<Record<'a>>,
}

/// How an ADR names the decision file that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    /// The file's name.
    pub name: &'a str,
    /// The way to it from the folder of the ADR, with `/`; none if it is not in the same repository.
    pub path: Option<&'a str>,
}

/// Why a dialect's template gave no ADR.
#[derive(Debug, thiserror::Error)]
#[error("the template of the dialect {dialect} cannot be used: {reason}")]
pub struct RenderError {
    /// The dialect.
    pub dialect: Dialect,
    /// What is wrong, and where.
    pub reason: String,
}

/// The record as an ADR: the same text for the same input, LF at the end of every line.
///
/// Whatever people wrote into the record appears as they typed it and cannot change the structure of the document.
///
/// # Errors
/// [`RenderError`] if the dialect's template is broken.
pub fn render(input: &AdrInput<'_>, dialect: Dialect) -> Result<String, RenderError> {
    environment()
        .and_then(|environment| environment.render_str(dialect.template(), Serde(View::of(input))))
        .map(|text| tidy(&text))
        .map_err(|error| RenderError { dialect, reason: format!("{error:#}") })
}

/// The record as an ADR, from every vote that it holds, as [`render`] gives it.
///
/// # Errors
/// [`RenderError`] if the dialect's template is broken.
pub fn render_record(decision: &Decision, record: Option<Record<'_>>, dialect: Dialect) -> Result<String, RenderError> {
    let analysis = analyze(decision, Scope::All);
    let sentences = sentences(decision, &analysis);
    render(&AdrInput { decision, analysis: &analysis, sentences: &sentences, record }, dialect)
}

type Filter = fn(&str) -> String;

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    // A tag on a line of its own leaves nothing behind.
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(|output, _, value| print(output, value));
    let filters: [(&'static str, Filter); 8] = [
        ("yaml", escape::yaml_text),
        ("blocks", blocks::markdown_blocks),
        ("paragraphs", blocks::markdown_paragraphs),
        ("opening", |text| blocks::first_paragraph(text).0),
        ("rest", |text| blocks::first_paragraph(text).1),
        ("label", escape::markdown_label),
        ("url", |url| address::destination(url).unwrap_or_default()),
        ("path", address::file_destination),
    ];
    for (name, filter) in filters {
        environment.add_filter(name, move |text: &str| Value::from_safe_string(filter(text)));
    }
    Ok(environment)
}

/// Prints a value as inline Markdown, unless a filter made Markdown of it already.
fn print(output: &mut Output<'_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => output.write_str(&escape::markdown_text(text))?,
        _ if value.is_none() => {}
        _ => write!(output, "{value}")?,
    }
    Ok(())
}

/// One blank line where the template left several, no white space at the end of lines, and one line feed at the end.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.trim_start().lines().map(str::trim_end) {
        if !line.is_empty() || !tidy.ends_with("\n\n") {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}
