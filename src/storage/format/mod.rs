//! The content of files as text: read with an explanation of what is wrong, and written so that people can read and
//! merge it.

mod current;
mod explain;
mod layout;
mod limits;
mod newer;
mod place;
pub(super) mod scan;
mod v1;

use std::path::PathBuf;

use serde::de::DeserializeOwned;

use self::explain::FileKind;
pub(super) use self::layout::{dialect, to_text};
pub use self::place::{line_of, lines_of};
use super::error::ReadError;
use crate::{
    decision::{BallotSheet, Decision, PrivateBallot},
    template::Template,
};

/// A record as it was read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The record.
    pub decision: Decision,
    /// Set if the file is of a newer format: it must not be saved, since the fields that were left out would be lost.
    pub newer: Option<Newer>,
    /// Line of the first comment, counted from 1; a save keeps no comments. `None` if the file has no comment.
    pub comment: Option<usize>,
    /// Private ballots beside the file that are not in the record.
    pub kept_back: Vec<KeptBack>,
}

/// A private ballot that was found and is not in the record.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptBack {
    /// Its file.
    pub path: PathBuf,
    /// The ballot and how it relates to the record, or the reason why it cannot be read.
    pub ballot: Result<PrivateBallot, ReadError>,
}

/// The part of a newer format that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    /// Number of the format.
    pub format: u32,
    /// Names of the fields that this version does not know, such as `criteria.trend`.
    pub left_out: Vec<String>,
}

impl Newer {
    /// Returns "in format 3 (this version, 0.1.0, reads up to format 2)": what people need to know to find the right
    /// version.
    #[must_use]
    pub fn formats(&self) -> String {
        format!(
            "in format {} (this version, {}, reads up to format {})",
            self.format,
            env!("CARGO_PKG_VERSION"),
            current::FORMAT
        )
    }
}

/// A contradiction between parts of a file that can each be read.
struct Fault {
    /// Path of the part, as [`scan`] spells it.
    path: String,
    /// Description of the fault: a clause.
    what: String,
    advice: &'static str,
    /// Whether there is more than the limit of what is read.
    is_too_large: bool,
}

/// Writes a record as the text of a file. The same record always gives the same bytes.
#[must_use]
pub fn to_ron(decision: &Decision) -> String {
    layout::to_text(&current::StoredDecision::from(decision))
}

/// Writes a template as the text of a file.
#[must_use]
pub fn template_to_ron(template: &Template) -> String {
    layout::to_text(&current::StoredTemplate::from(template))
}

/// Reads a record. Text is [cleaned](crate::decision::text::clean) on its way in.
///
/// # Errors
/// [`ReadError`] if the text is no record, with the place, what was expected and what to do.
pub fn parse(text: &str) -> Result<Loaded, ReadError> {
    let text = document(text, FileKind::Decision)?;
    // Only a file that says format 1 is read by its rules; a file without a format gets the current messages.
    let (file, newer): (current::StoredDecision, _) = if newer::format_of(text) == Some(v1::FORMAT) {
        let (file, newer) = newer::read::<v1::DecisionV1>(text, FileKind::Decision)?;
        has_no_newer_field(text)?;
        (file.into(), newer)
    } else {
        newer::read(text, FileKind::Decision)?
    };
    let decision = file.into_domain().map_err(|fault| explain::fault(text, fault, newer.as_ref()))?;
    Ok(Loaded { decision, newer, comment: scan::first_comment(text), kept_back: Vec::new() })
}

/// Reads a template. Text is [cleaned](crate::decision::text::clean) on its way in.
///
/// # Errors
/// [`ReadError`] if the text is no template of a format that this version knows, with the place, what was expected and
/// what to do.
pub fn parse_template(text: &str) -> Result<Template, ReadError> {
    let text = document(text, FileKind::Template)?;
    let (mut file, newer) = newer::read::<current::StoredTemplate>(text, FileKind::Template)?;
    if file.format == v1::FORMAT {
        has_no_newer_field(text)?;
        file.criteria = v1::weighed(file.criteria);
    }
    let template = file.into_domain().map_err(|fault| explain::fault(text, fault, newer.as_ref()))?;
    // Unlike a record, a template has no place for a note on what was left out of it.
    match newer {
        None => Ok(template),
        Some(newer) => Err(explain::too_new(newer.format, &newer.left_out)),
    }
}

/// Writes a ballot as the text of a file.
#[must_use]
pub fn ballot_to_ron(sheet: &BallotSheet) -> String {
    layout::to_text(&current::StoredSheet::from(sheet))
}

/// Reads a ballot from the text of its own file.
///
/// # Errors
/// [`ReadError`] if the text is no ballot of a format that this version knows, with the place, what was expected and
/// what to do.
pub fn parse_ballot(text: &str) -> Result<BallotSheet, ReadError> {
    let text = document(text, FileKind::Ballot)?;
    let (file, newer) = newer::read::<current::StoredSheet>(text, FileKind::Ballot)?;
    if file.format == v1::FORMAT {
        has_no_newer_field(text)?;
    }
    let sheet = file.into_domain().map_err(|fault| explain::fault(text, fault, newer.as_ref()))?;
    // A part of a ballot must not pass for the whole.
    match newer {
        None => Ok(sheet),
        Some(newer) => Err(explain::too_new(newer.format, &newer.left_out)),
    }
}

/// Returns an error for a file of format 1 that has a field of a later one.
fn has_no_newer_field(text: &str) -> Result<(), ReadError> {
    v1::newer_field(text).map_or(Ok(()), |fault| Err(explain::fault(text, fault, None)))
}

/// Returns the text without a byte order mark, which some editors write first and RON does not know. Refuses a text
/// that is no such file, or that holds more than a record may, before parsing it.
fn document(text: &str, kind: FileKind) -> Result<&str, ReadError> {
    // Before any place is counted, so that columns are those that editors show.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    explain::unfit(text, kind).map_or(Ok(()), Err)?;
    limits::check_text(text).map_err(|fault| explain::fault(text, fault, None))?;
    Ok(text)
}

/// The struct of a whole file.
trait File: DeserializeOwned {
    fn format(&self) -> u32;
}

impl File for current::StoredDecision {
    fn format(&self) -> u32 {
        self.format
    }
}

impl File for v1::DecisionV1 {
    fn format(&self) -> u32 {
        self.format
    }
}

impl File for current::StoredTemplate {
    fn format(&self) -> u32 {
        self.format
    }
}

impl File for current::StoredSheet {
    fn format(&self) -> u32 {
        self.format
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_and_a_template_of_format_1_have_no_field_of_format_2() {
        let ballot = |member: &str| {
            format!(
                r#"(format: 1, decision: "a", round: 1, member: (id: "ana", name: "Ana"{member}), criteria: [(id: "k")])"#
            )
        };
        parse_ballot(&ballot("")).unwrap();
        let told = parse_ballot(&ballot(r#", order: [["k"]]"#)).unwrap_err().to_string();
        assert!(told.contains("format 1 has no field `order`"), "{told}");
        let template = |criterion: &str| {
            format!(r#"(format: 1, id: "a", name: "A", criteria: [(id: "k", name: "K"{criterion})])"#)
        };
        parse_template(&template("")).unwrap();
        let told = parse_template(&template(r#", pro: "fast""#)).unwrap_err().to_string();
        assert!(told.contains("format 1 has no field `pro`"), "{told}");
    }
}
