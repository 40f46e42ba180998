//! Rendering of a record by a dialect's template.

use std::io::Write;

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, filters,
    syntax::SyntaxConfig,
    tests,
    value::{Serde, ValueKind},
};

use super::{
    Dialect, address,
    analysis_for_adr::drawn,
    blocks,
    body::Body,
    dialect::{BELOW_HEAD, PARTS},
    escape,
    given_text::{or, shown},
    head::{Head, HeadFacts},
    input::{AdrInput, Record, Setting},
    style::{Marker, Style},
    style_detect::observed_style,
    template_guard,
    view::{UNTITLED, View, exported, heading},
};
use crate::{
    analysis::Scope,
    decision::{
        Decision,
        text::{clean, stopped, visible},
    },
};

/// Reasons why a template gave no ADR.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The template is broken, asks for a value that does not exist, or runs for too long.
    #[error("the template {name} cannot be used: {reason}")]
    Template {
        /// Dialect, or path of the team's template.
        name: String,
        /// Its line, from 1, if that is known.
        line: Option<usize>,
        /// What is wrong, and where.
        reason: String,
    },
    /// The record has more text than an ADR holds, and the template is not to blame.
    #[error("the ADR would be larger than any that is read; shorten what the record says")]
    TooLarge,
}

/// Renders the record as an ADR in a dialect's own style, without number, relations and charts. See [`render_as`].
///
/// # Errors
/// [`RenderError`] if the dialect's template is broken.
pub fn render(input: &AdrInput<'_>, dialect: Dialect) -> Result<String, RenderError> {
    render_as(input, &Setting { style: &Style::of(dialect), number: None, relations: &[], charts: &[] })
}

/// Renders the record as an ADR: the same text for the same input, LF at the end of every line.
///
/// All text of the record appears as people typed it and cannot change the structure of the document.
///
/// # Errors
/// [`RenderError`] if the template is broken, asks for a value that does not exist, or takes too long.
pub fn render_as(input: &AdrInput<'_>, setting: &Setting<'_>) -> Result<String, RenderError> {
    render_within(input, setting, &mut { template_guard::MOST_STEPS })
}

/// Renders as [`render_as`] does, with at most `steps` steps of a team's template, and subtracts those that it took.
pub(crate) fn render_within(
    input: &AdrInput<'_>,
    setting: &Setting<'_>,
    steps: &mut u64,
) -> Result<String, RenderError> {
    let style = setting.style;
    let head = style.head.as_ref().filter(|_| style.own.is_none());
    let built_in = if head.is_some() { BELOW_HEAD } else { style.dialect.template() };
    let text = style.own.as_ref().map_or(built_in, |own| &own.text);
    // Only a team's template may come from a stranger.
    let checked = if style.own.is_some() { template_guard::check(text) } else { Ok(()) };
    checked.map_err(|refused| RenderError::Template {
        name: style.word().to_owned(),
        line: Some(refused.line),
        reason: format!("line {}: {}", refused.line, refused.what),
    })?;
    // The built-in templates take what they need.
    let is_counted = style.own.is_some();
    let most = if is_counted { template_guard::MOST_STEPS.min(*steps) } else { template_guard::MOST_STEPS };
    let (done, left) = match environment(most) {
        Ok(environment) => rendered(&environment, style.word(), text, View::of(input, setting)),
        Err(error) => (Err(error), 0),
    };
    if is_counted {
        *steps -= most - left.min(most);
    }
    // A team's template may itself hold invisible characters, which the escaping of values does not reach.
    done.map(|text| if style.own.is_some() { visible(&clean(&text)).into_owned() } else { text })
        .map(|text| tidy(&text, style.marker))
        .map(|text| head.map_or_else(|| text.clone(), |head| format!("{}\n{text}", written_head(head, input, setting))))
        .map_err(|error| failure(style, &error))
}

/// Returns the style in which a new ADR is written: without the head or the sections of the team's ADRs if the new one, read again,
/// would not show them.
///
/// # Errors
/// [`RenderError`] as for [`render_as`].
pub fn lasting_style(input: &AdrInput<'_>, setting: &Setting<'_>) -> Result<Style, RenderError> {
    let style = setting.style;
    if style.own.is_some() {
        return Ok(style.clone());
    }
    let usual_body = || Body::in_english(style.body.is_short());
    let with = |head: Option<Head>, body| Style { body, head, ..style.clone() };
    let simplest = with(None, usual_body());
    let tried = [
        with(style.head.clone(), style.body.clone()),
        with(style.head.clone(), usual_body()),
        with(None, style.body.clone()),
    ];
    for style in tried.into_iter().filter(|tried| *tried != simplest) {
        let text = render_as(input, &Setting { style: &style, ..*setting })?;
        let again = observed_style(&text).remembering(Some(style.dialect), &style.in_words());
        if render_as(input, &Setting { style: &again, ..*setting })? == text {
            return Ok(style);
        }
    }
    Ok(simplest)
}

/// Returns the head of an ADR as the team writes it.
fn written_head(head: &Head, input: &AdrInput<'_>, setting: &Setting<'_>) -> String {
    let Setting { style, number, relations, .. } = *setting;
    let decision = input.decision;
    let people = &decision.people;
    head.written(&HeadFacts {
        status: &style.status.word(exported(decision.status())),
        decided: decision.date(),
        created: decision.created,
        number,
        heading: &heading(style, number),
        title: &or(&decision.title, UNTITLED),
        people: [&people.decision_makers, &people.consulted, &people.informed].map(|names| shown(names)),
        relations,
    })
}

/// Renders the record as an ADR from every vote that it holds, as [`render_as`] does.
///
/// # Errors
/// [`RenderError`] as for [`render_as`].
pub fn render_record(
    decision: &Decision,
    record: Option<Record<'_>>,
    setting: &Setting<'_>,
) -> Result<String, RenderError> {
    render_as(&AdrInput { decision, analysis: &drawn(decision, Scope::All), record }, setting)
}

fn failure(style: &Style, error: &Error) -> RenderError {
    let is_too_much = causes(error).any(|cause| matches!(cause.kind(), ErrorKind::OutOfFuel) || is_too_much(cause));
    if is_too_much && style.own.is_none() {
        return RenderError::TooLarge;
    }
    let name = style.word();
    // An error in an included part has a line of that part, which the author of the template has not seen.
    let line = error.line().filter(|_| error.name().is_none_or(|part| part == name));
    let what = match (error.kind(), error.detail()) {
        _ if is_too_much => "it runs for too long, or makes more text than an ADR holds".to_owned(),
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    let reason = match (line, error.name()) {
        (Some(line), _) => format!("line {line}: {what}"),
        (None, Some(part)) if part != name => format!("in its part {part}: {what}"),
        _ => what,
    };
    RenderError::Template { name: name.to_owned(), line, reason }
}

/// Returns an error and its causes, down to the first one: an error in a part is wrapped by the tag that includes it.
fn causes(error: &Error) -> impl Iterator<Item = &Error> {
    std::iter::successors(Some(error), |error| std::error::Error::source(*error)?.downcast_ref())
}

/// Runs a template, and stops it if it writes more than any ADR holds.
///
/// Returns the steps that are left as well; 0 after a failure, since it is unknown how many it took.
fn rendered(environment: &Environment<'_>, name: &str, text: &str, view: View) -> (Result<String, Error>, u64) {
    let mut printed = Limited::default();
    let done = environment
        .template_from_named_str(name, text)
        .and_then(|template| template.render_captured_to(Serde(view), &mut printed))
        .map(|captured| captured.state().fuel_levels().map_or(0, |(_, left)| left));
    match done {
        // Checked before the error, since minijinja reports a full buffer as a failed write.
        _ if printed.is_full() => (Err(too_much()), 0),
        Err(error) => (Err(error), 0),
        Ok(left) => (printed.text(), left),
    }
}

type Filter = fn(&str) -> String;

/// Maximum number of bytes that a template may print, and that a filter may return: more than any ADR holds.
const MOST_PRINTED: usize = 16 * 1024 * 1024;

/// Number of bytes, read or returned by a filter, that cost one step: minijinja counts them for less than they take.
const BYTES_A_STEP: usize = 16;

fn environment(steps: u64) -> Result<Environment<'static>, Error> {
    // Of minijinja's own filters and functions only those that create no values, and none that skips the escaping.
    let mut environment = Environment::empty();
    // A tag on a line of its own leaves no blank line.
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    // A mistyped name must be an error, not a gap in the ADR.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(|output, state, value| print(output, state, value));
    environment.set_fuel(Some(steps));
    environment.add_filter("length", filters::length);
    environment.add_filter("first", filters::first);
    environment.add_filter("last", filters::last);
    environment.add_filter("default", filters::default);
    environment.add_filter("join", join);
    environment.add_test("defined", tests::is_defined);
    environment.add_test("none", tests::is_none);
    let plain: [(&'static str, Filter); 4] = [
        ("upper", str::to_uppercase),
        ("lower", str::to_lowercase),
        ("trim", |text| text.trim().to_owned()),
        ("stopped", stopped),
    ];
    for (name, filter) in plain {
        environment.add_filter(name, move |state: &State<'_, '_>, text: &str| {
            // Paid before the work, or a loop could filter a long text again and again for nothing.
            paid(state, text.len())?;
            made(state, filter(text)).map(Value::from)
        });
    }
    let own: [(&'static str, Filter); 8] = [
        ("yaml", escape::yaml_text),
        ("blocks", blocks::markdown_blocks),
        ("paragraphs", blocks::markdown_paragraphs),
        ("opening", |text| blocks::first_paragraph(text).0),
        ("rest", |text| blocks::first_paragraph(text).1),
        ("label", escape::markdown_label),
        ("url", |url| address::destination(url).unwrap_or_default()),
        ("path", address::file_destination),
    ];
    for (name, filter) in own {
        environment.add_filter(name, move |state: &State<'_, '_>, text: &str| {
            paid(state, text.len())?;
            made(state, filter(text)).map(Value::from_safe_string)
        });
    }
    for (name, part) in PARTS {
        environment.add_template(name, part)?;
    }
    Ok(environment)
}

/// Joins the parts of a list, with a text between them.
#[expect(clippy::needless_pass_by_value, reason = "filters are given their values")]
fn join(state: &State<'_, '_>, list: Vec<Value>, between: Option<&str>) -> Result<Value, Error> {
    state.consume_fuel(list.len() as u64)?;
    let mut joined = Limited::default();
    for (index, part) in list.iter().enumerate() {
        let between = between.filter(|_| index > 0).unwrap_or_default();
        write!(joined, "{between}{part}").map_err(|_| too_much())?;
    }
    made(state, joined.text()?).map(Value::from)
}

/// A text limited to [`MOST_PRINTED`].
#[derive(Default)]
struct Limited(Vec<u8>);

impl Limited {
    fn is_full(&self) -> bool {
        self.0.len() >= MOST_PRINTED
    }

    fn text(self) -> Result<String, Error> {
        String::from_utf8(self.0).map_err(|_| Error::new(ErrorKind::BadSerialization, "it gives no text"))
    }
}

impl Write for Limited {
    /// Takes as much as there is room for. A full text takes nothing, which writers report as an error.
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let taken = &bytes[..bytes.len().min(MOST_PRINTED.saturating_sub(self.0.len()))];
        self.0.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns the text of a filter after taking the steps that it costs, since it may be kept.
fn made(state: &State<'_, '_>, text: String) -> Result<String, Error> {
    if text.len() > MOST_PRINTED {
        return Err(too_much());
    }
    paid(state, text.len()).map(|()| text)
}

/// Takes the steps that this number of bytes costs.
fn paid(state: &State<'_, '_>, bytes: usize) -> Result<(), Error> {
    state.consume_fuel((bytes / BYTES_A_STEP) as u64)
}

/// The detail of the error for text beyond [`MOST_PRINTED`]; [`is_too_much`] recognises the error by it.
const TOO_MUCH: &str = "more text than an ADR holds";

fn too_much() -> Error {
    Error::new(ErrorKind::InvalidOperation, TOO_MUCH)
}

fn is_too_much(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidOperation) && error.detail() == Some(TOO_MUCH)
}

/// Prints a value as inline Markdown, unless a filter has already converted it to Markdown. A list or a map is printed
/// as minijinja writes it; as it holds people's texts, it is escaped like a text.
fn print(output: &mut Output<'_>, state: &State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => output.write_str(text)?,
        Some(text) => {
            paid(state, text.len())?;
            output.write_str(&escape::markdown_text(text))?;
        }
        None => match value.kind() {
            ValueKind::None | ValueKind::Undefined => {}
            ValueKind::Number | ValueKind::Bool => write!(output, "{value}")?,
            _ => {
                let text = value.to_string();
                paid(state, text.len())?;
                output.write_str(&escape::markdown_text(&text))?;
            }
        },
    }
    Ok(())
}

/// Leaves one blank line where the template left several, no white space at the end of lines and one line feed at the
/// end, and puts the team's mark before list items.
fn tidy(text: &str, marker: Marker) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.trim_start().lines().map(str::trim_end) {
        if line.is_empty() && tidy.ends_with("\n\n") {
            continue;
        }
        // People's text never starts a line with a bare asterisk.
        match line.strip_prefix("* ").filter(|_| marker == Marker::Dash) {
            Some(item) => tidy.extend(["- ", item]),
            None => tidy.push_str(line),
        }
        tidy.push('\n');
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}
