//! The other end of a supersession, amendment or relation: the change to the ADR that it is about.
//!
//! Only the bytes of its status and of its links change, in the form that it has already. Its line ends, its byte order
//! mark and everything else stay as they are, and a change that was made already is not repeated.

mod links;
mod manner;
mod status;

use std::ops::Range;

use jiff::civil::Date;

pub use self::manner::{Manner, observed_manner};

use super::{
    address::file_destination,
    escape::markdown_label,
    head::{ObservedHead, observed_head},
    read::{Adr, AdrLink, AdrStatus, Form, LinkKind, StatusMark, number_of, opens_block, pictures, plain, read},
    target::Target,
};
use crate::decision::{
    RelationKind, Status,
    text::{file_name, is_same_path, link_path, visible},
};

/// The effect of another decision on an ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Kind of the effect.
    pub kind: RelationKind,
    /// ADR of the other decision.
    pub by: Target,
    /// Day of the other decision, for ADRs that keep a history of their statuses by day.
    pub on: Option<Date>,
}

/// Reasons why an ADR is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    /// Another ADR supersedes it already.
    #[error("it says already that it is superseded by {0}; take that out first if it is wrong")]
    AlreadySuperseded(String),
    /// A line seems to state its status in a way that is not read, so that a second status would stand beside it.
    #[error(
        "line {line} seems to state its status, `{words}`, in a way that is not read; say there by hand what supersedes it"
    )]
    UnreadStatus {
        /// Number of the line, from 1.
        line: usize,
        /// Words of the line.
        words: String,
    },
    /// It would state a second status, because it states two now or in a way that is not read.
    #[error("line {line} would still state another status, `{words}`; correct its status by hand")]
    OtherStatus {
        /// Number of the line, from 1.
        line: usize,
        /// Words of the status.
        words: String,
    },
    /// It has no place where the change would be read.
    #[error("no place was found in it where this could be said; say it by hand: {0}")]
    NoPlace(String),
}

impl Change {
    /// Returns the words before the link, in lower case.
    fn words(&self) -> &'static str {
        match self.kind {
            RelationKind::Supersedes => "superseded by",
            RelationKind::Amends => "amended by",
            RelationKind::RelatesTo => "relates to",
        }
    }

    fn link_kind(&self) -> LinkKind {
        match self.kind {
            RelationKind::Supersedes => LinkKind::SupersededBy,
            RelationKind::Amends => LinkKind::AmendedBy,
            RelationKind::RelatesTo => LinkKind::RelatesTo,
        }
    }

    /// Returns the link by number and title, or by name, in HTML, where Markdown is no link.
    fn html_link(&self, is_titled: bool) -> String {
        let name = match self.by.number {
            Some(number) if is_titled && !self.by.title.is_empty() => format!("{number}. {}", self.by.title),
            _ => self.by.name().to_owned(),
        };
        let name = visible(&name).replace('\n', " ").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<a href=\"{}\">{name}</a>", file_destination(&self.by.path))
    }

    /// Returns the link by number and title, as adr-tools has it, or by name.
    fn titled_link(&self) -> String {
        let title = markdown_label(&self.by.title);
        match self.by.number {
            Some(number) if !title.is_empty() => format!("[{number}. {title}]({})", file_destination(&self.by.path)),
            _ => self.named_link(),
        }
    }

    /// Returns the link by the name of the file, which log4brains needs.
    fn named_link(&self) -> String {
        let name: String = self.by.name().chars().filter(|c| !"[]\"'`#|\\<>&*".contains(*c)).collect();
        format!("[{}]({})", name.trim(), file_destination(&self.by.path))
    }

    /// Returns the name that MADR has for it, if that identifies the file.
    fn number_name(&self) -> Option<String> {
        let number = self.by.number.filter(|number| self.by.path.starts_with(&format!("{number:04}-")))?;
        Some(format!("ADR-{number:04}"))
    }

    /// Reports whether a link states this.
    fn is_stated_by(&self, link: &AdrLink) -> bool {
        link.kind == self.link_kind() && self.is_target_of(link)
    }

    fn is_target_of(&self, link: &AdrLink) -> bool {
        // By the file's name alone, since paths are written in many ways, as with a leading `./`.
        let is_same_file = is_same_path(file_name(&link_path(&link.target)), file_name(&self.by.path));
        is_same_file || (self.by.number.is_some() && number_of(&link.target) == self.by.number)
    }

    fn is_stated_in(&self, adr: &Adr) -> bool {
        let is_superseded = adr.status.as_ref().and_then(AdrStatus::known) == Some(Status::Superseded);
        (self.kind != RelationKind::Supersedes || is_superseded) && adr.links.iter().any(|link| self.is_stated_by(link))
    }
}

/// Returns the text of an ADR with the change in it; the same text if it states the change already.
///
/// # Errors
/// [`ChangeRefused`] if it states something else, or has no place for it.
pub fn change(text: &str, change: &Change) -> Result<String, ChangeRefused> {
    change_as(text, change, &Manner::default())
}

/// Returns the text of an ADR with the change in it, as [`change`] does, in the way in which its team says so.
///
/// # Errors
/// As for [`change`].
pub fn change_as(text: &str, change: &Change, manner: &Manner) -> Result<String, ChangeRefused> {
    let adr = read(text.as_bytes());
    if change.is_stated_in(&adr) {
        return Ok(text.to_owned());
    }
    // An ADR has one successor at a time; people decide which of two is wrong.
    if change.kind == RelationKind::Supersedes
        && let Some(other) =
            adr.links.iter().find(|link| link.kind == LinkKind::SupersededBy && !change.is_target_of(link))
    {
        return Err(ChangeRefused::AlreadySuperseded(other.target.clone()));
    }
    if change.kind == RelationKind::Supersedes
        && let Some((line, words)) = unread_status(text, &adr)
    {
        return Err(ChangeRefused::UnreadStatus { line, words });
    }
    let page = ChangedAdr { text, adr: &adr, head: observed_head(text, &adr).unwrap_or_default(), change, manner };
    let mut edits = match change.kind {
        RelationKind::Supersedes => page.superseded(),
        RelationKind::Amends | RelationKind::RelatesTo => page.link_lines(),
    };
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let changed = applied(text, &edits);
    // Whatever was found in the file, a change that cannot be read back was not made.
    let stated = read(changed.as_bytes());
    if !change.is_stated_in(&stated) {
        // A badge states the status too, but as a picture.
        let place = adr.statuses.first().map(|mark| format!(", in line {}, where its status is", mark.line));
        let said = format!("{} {}{}", change.words(), change.titled_link(), place.unwrap_or_default());
        return Err(ChangeRefused::NoPlace(said));
    }
    let is_other = |mark: &&StatusMark| !mark.is_past && mark.status.known() != Some(Status::Superseded);
    if change.kind == RelationKind::Supersedes
        && let Some(other) = stated.statuses.iter().find(is_other)
    {
        return Err(ChangeRefused::OtherStatus { line: other.line, words: other.status.to_string() });
    }
    Ok(changed)
}

/// Returns the first line of an ADR without a status that looks like one: a key, or nothing, before a few words of which the first is a
/// word for a status.
fn unread_status(text: &str, adr: &Adr) -> Option<(usize, String)> {
    const FIRST_LINES: usize = 60;
    const FEW: usize = 3;
    if !adr.statuses.is_empty() {
        return None;
    }
    let states = |words: &str| {
        words.split_whitespace().count() <= FEW && AdrStatus::read(words).and_then(|status| status.known()).is_some()
    };
    let mut lines = text.lines().enumerate().take(FIRST_LINES);
    lines.find_map(|(index, line)| {
        let plain = plain(line);
        let words = plain.trim_matches(|c: char| !c.is_alphanumeric());
        let value = words.split_once([':', '：', '|']).map_or(words, |(_, value)| value);
        let is_status = if line.starts_with('#') {
            // As in `# 3. Use Go (accepted)`; further down, it may be an option that is.
            line.starts_with("# ")
                && line.trim_end().ends_with([')', ']'])
                && words.rsplit(['(', '[']).next().is_some_and(states)
        } else {
            let mut cells = words.split('|').filter(|cell| cell.len() < words.len() && !line.starts_with('|'));
            states(value) || cells.any(states) || pictures(line).iter().any(|picture| states(picture.text))
        };
        is_status.then(|| (index + 1, line.trim().to_owned()))
    })
}

/// Bytes that are replaced; an empty range for an insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Splice {
    at: Range<usize>,
    with: String,
}

impl Splice {
    fn insert(at: usize, with: String) -> Self {
        Self { at: at..at, with }
    }
}

fn applied(text: &str, edits: &[Splice]) -> String {
    let mut changed = String::with_capacity(text.len() + 200);
    let mut from = 0;
    for Splice { at, with } in edits {
        // Of two overlapping places, only the first is replaced.
        if let Some(kept) = text.get(from..at.start) {
            changed.push_str(kept);
            changed.push_str(with);
            from = at.end;
        }
    }
    changed + &text[from..]
}

struct ChangedAdr<'a> {
    text: &'a str,
    adr: &'a Adr,
    head: ObservedHead,
    change: &'a Change,
    manner: &'a Manner,
}

impl ChangedAdr<'_> {
    /// Returns the line end that most lines of the file have.
    fn line_end(&self) -> &'static str {
        let all = self.text.matches('\n').count();
        let windows = self.text.matches("\r\n").count();
        if windows * 2 > all { "\r\n" } else { "\n" }
    }

    /// Returns the end of the line that a byte is in, without its line end.
    fn end_of_line(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        if self.text[at..end].ends_with('\r') { end - 1 } else { end }
    }

    fn start_of_line(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Reports whether a byte is in a block of HTML: that goes from its first line to the next blank one.
    fn is_in_html(&self, at: usize) -> bool {
        /// More lines than such a block has. Without a limit, each of many lines would be compared with all above it.
        const LONGEST: usize = 200;
        let above = self.text[..self.end_of_line(at)].lines().rev().take(LONGEST);
        let mut above = above.take_while(|line| !line.trim().is_empty());
        above.any(opens_block)
    }

    /// Returns the end of the paragraph that a byte is in, within a limit.
    fn end_of_paragraph(&self, at: usize, limit: usize) -> usize {
        let mut end = self.end_of_line(at);
        loop {
            let Some(next) = self.text[end..].find('\n').map(|found| end + found + 1) else { return end };
            let next_end = self.end_of_line(next);
            if next >= limit || self.text[next..next_end].trim().is_empty() {
                return end;
            }
            end = next_end;
        }
    }

    /// Reports whether its front matter is one of `adrs`, which keeps links to other ADRs in a list there.
    fn has_list_of_links(&self) -> bool {
        const KEYS: [&str; 9] =
            ["number", "title", "status", "date", "tags", "decision makers", "deciders", "consulted", "informed"];
        let has = |key: &str| self.head.keys().any(|fact| fact.key == key);
        let is_of_adrs = || self.head.keys().all(|fact| KEYS.contains(&fact.key.as_str()));
        self.adr.form == Form::MadrNumbered && has("number") && (has("links") || is_of_adrs())
    }
}
