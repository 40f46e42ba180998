//! A record as one HTML file, for people who have neither the app nor the repository: the decision, its result in words and charts, all
//! scores and votes with their notes, what would change the result, how it was counted, and what happened when.
//!
//! The file needs nothing but itself. It holds no script and loads nothing, and its own policy forbids both. The page is
//! `templates/report.html.jinja`, with the style in `templates/report.css`. What an ADR says too comes from the same view of the record
//! as the ADR ([`crate::adr`]), so that the two agree. Every text is escaped as it is printed, unless a filter has made it HTML.

mod colors;
mod history;
mod html;
mod scores;
mod view;

use jiff::civil::Date;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, filters, syntax::SyntaxConfig, value::Serde};

use self::view::ReportView;
use crate::{analysis::Analysis, decision::Decision};

const PAGE: &str = include_str!("../../templates/report.html.jinja");

/// The content of a report.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The record.
    pub decision: &'a Decision,
    /// Its analysis. Votes that are not counted in it are not shown either.
    pub analysis: &'a Analysis,
    /// Name of the decision file; empty while there is none.
    pub file: &'a str,
    /// Day of the report.
    pub on: Date,
}

/// A report could not be made: the page or a filter of it is broken, which a test excludes.
#[derive(Debug, thiserror::Error)]
#[error("the report cannot be made: {0}")]
pub struct ReportError(#[from] minijinja::Error);

/// Returns a record as an HTML file: the same text for the same input.
///
/// # Errors
/// [`ReportError`] if the page is broken.
pub fn report(input: &ReportInput<'_>) -> Result<String, ReportError> {
    let view = ReportView::of(input);
    // minijinja drops the line feed at the end of a template.
    Ok(environment()?.template_from_named_str("report", PAGE)?.render(Serde(view))? + "\n")
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::empty();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(html::print);
    environment.add_filter("join", filters::join);
    environment.add_filter("length", filters::length);
    environment.add_filter("lower", |text: &str| text.to_lowercase());
    environment.add_filter("stopped", crate::decision::text::stopped);
    environment.add_filter("blocks", |text: &str| Value::from_safe_string(html::blocks(text)));
    environment.add_filter("inline", |text: &str| Value::from_safe_string(html::inline_blocks(text)));
    Ok(environment)
}
