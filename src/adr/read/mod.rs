//! Reading an ADR of any form: the facts that it states, and the bytes that state them.
//!
//! No file is refused and nothing panics: what cannot be read is left out, and becomes a [`Finding`].

mod date;
mod field;
mod front;
mod header;
mod history;
mod html;
mod json_front;
mod lines;
mod link;
mod markup;
mod reader;
mod review_day;
mod section;
mod status;
mod title;

use std::{borrow::Cow, ops::Range};

use jiff::civil::Date;

pub(crate) use self::header::cells_of_row;
pub use self::reader::record_named_in;
pub(super) use self::{
    date::first_date,
    field::{KeyedValue, NamedValue, Role, first_fact, inner_item, item, keyed, role},
    header::{cells, header, is_across, is_row, key_role},
    html::{closed, opened, opens_block},
    lines::{Kind, Line, lines, text_of},
    markup::{MarkdownLink, address, links, pictures, plain, wiki_links, wiki_links_and_embeds},
    title::{behind_number_word, behind_project, title},
};
pub use self::{
    field::Place,
    link::{AdrLink, LinkKind, number_of},
    status::AdrStatus,
};
use self::{lines::SUBSTITUTE, reader::Reader};
use crate::decision::{People, ReviewVerdict};

/// A place where an ADR states its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusMark {
    /// Status that it states.
    pub status: AdrStatus,
    /// Kind of the place.
    pub place: Place,
    /// Number of the line, from 1.
    pub line: usize,
    /// Bytes of the words, without quotes around them.
    pub span: Range<usize>,
    /// Bytes of the whole value that the words are in.
    pub value: Range<usize>,
    /// Whether it is a part of a history, and a later part of that stands.
    pub is_past: bool,
}

/// A place where an ADR states its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMark {
    /// Day; `None` if the words hold no day.
    pub date: Option<Date>,
    /// Distance from the day of the decision: 0 for its date, 1 for its last change, 2 for its writing, 3 for a day beside its status.
    pub rank: u8,
    /// Kind of the place.
    pub place: Place,
    /// Number of the line, from 1.
    pub line: usize,
    /// Bytes of the words, without quotes around them.
    pub span: Range<usize>,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// The bytes are not UTF-8.
    Encoding,
    /// The front matter never ends.
    FrontMatter,
    /// There is no title.
    Title,
    /// A date cannot be read.
    Date,
    /// The day of the next review cannot be read, so nobody is reminded of it.
    ReviewDate,
    /// Two places state different statuses.
    Status,
}

/// A part of an ADR that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Kind of the finding.
    pub kind: FindingKind,
    /// Number of the line, from 1.
    pub line: usize,
    /// Description: a sentence.
    pub what: String,
}

impl FindingKind {
    /// Returns the advice on what to do: a sentence.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Encoding => "Save it as UTF-8.",
            Self::FrontMatter => "Close the front matter with a line of three dashes.",
            Self::Title => "Start it with a heading that says what is decided, such as `# Use Go`.",
            Self::Date | Self::ReviewDate => "Write the day as 2026-11-03.",
            Self::Status => "Make both places say the same.",
        }
    }
}

/// The form of an ADR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// MADR 3 or 4: front matter, or its headings alone.
    Madr,
    /// MADR with a number in its front matter.
    MadrNumbered,
    /// List items and a section state the status.
    Universal,
    /// A section states the status.
    Nygard,
    /// List items or lines state the status or the date, as in MADR 2 and log4brains.
    Bullets,
    /// A table states the status or the date.
    Table,
    /// Any other form.
    Plain,
}

impl Form {
    /// Returns the words on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Madr => "MADR",
            Self::MadrNumbered => "MADR with numbers",
            Self::Universal => "universal",
            Self::Nygard => "Nygard",
            Self::Bullets => "facts in a list",
            Self::Table => "facts in a table",
            Self::Plain => "plain",
        }
    }

    /// Returns the word in the output of commands.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Madr => "madr",
            Self::MadrNumbered => "madr-numbered",
            Self::Universal => "universal",
            Self::Nygard => "nygard",
            Self::Bullets => "bullets",
            Self::Table => "table",
            Self::Plain => "plain",
        }
    }
}

/// A heading, and the place of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Level, 1 to 6.
    pub level: u8,
    /// Words of the heading, without marks.
    pub title: String,
    /// Number of the line, from 1.
    pub line: usize,
    /// Bytes of the heading, without its end.
    pub heading: Range<usize>,
    /// Bytes up to the next heading.
    pub body: Range<usize>,
}

/// One ADR, as it was read. All places are bytes of the file, a byte order mark included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adr {
    /// Title without a number; `None` if there is no heading for it, or it has only a template's words.
    pub title: Option<String>,
    /// Number in the heading or the front matter.
    pub number: Option<u32>,
    /// Status that counts: that of the section on it, else the first that is stated.
    pub status: Option<AdrStatus>,
    /// Every place that states a status, in the order of the file, also those of its history.
    pub statuses: Vec<StatusMark>,
    /// Day that counts: of the decision, else of its last change, else of its writing.
    pub date: Option<Date>,
    /// Every place that states a date, in the order of the file.
    pub dates: Vec<DateMark>,
    /// Day of the next review.
    pub review: Option<Date>,
    /// The date and verdict of its last review, if Weigh-In wrote it.
    pub reviewed: Option<(Date, ReviewVerdict)>,
    /// People who decided, were consulted or informed. Authors count as deciders if no deciders are named.
    pub people: People,
    /// Byte at which the text after the front matter starts; 0 if there is none.
    pub(super) front: usize,
    /// Bytes that name people, a number or a title, a range for each.
    pub(super) named: Vec<Range<usize>>,
    /// Links to other ADRs.
    pub links: Vec<AdrLink>,
    /// Paths and globs of the files that its front matter says it is about.
    pub governs: Vec<String>,
    /// The form.
    pub form: Form,
    /// Headings, with the places of their text.
    pub sections: Vec<Section>,
    /// Decision file that it names as its record, as it is written.
    pub record: Option<String>,
    /// Whether it is a template to be filled in.
    pub is_template: bool,
    /// Findings, by line.
    pub findings: Vec<Finding>,
}

/// Reports whether a heading is one over facts, such as the status or the people, which are read with the ADR.
pub(super) fn states_facts(heading: &str) -> bool {
    let role = field::role(title::title(heading).words.trim_end_matches([':', '：']));
    role.is_some_and(|role| !matches!(role, Role::Title | Role::Number | Role::Relation(_)))
}

/// Reports whether a key is one before names of people.
pub(super) fn is_name_key(key: &str) -> bool {
    matches!(field::role(key), Some(Role::Deciders | Role::Authors | Role::Consulted | Role::Informed))
}

/// Reads an ADR from the bytes of its file.
#[must_use]
pub fn read(bytes: &[u8]) -> Adr {
    let text = text_of(bytes);
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let front = front::front(&text, start);
    let lines = lines(&text, front.end, front.next_line);
    let mut reader = Reader::new(&lines, front.is_there);
    if front.is_open {
        reader.find(
            FindingKind::FrontMatter,
            1,
            "The front matter starts with a line of dashes and never ends, so it is read as text.",
        );
    }
    // The text is a copy only where something in it was no UTF-8.
    if matches!(text, Cow::Owned(_)) {
        // The file may hold this character itself, so the line may be an earlier one.
        let line = text.split('\n').position(|line| line.contains(SUBSTITUTE)).map_or(1, |index| index + 1);
        reader.find(FindingKind::Encoding, line, "The file is not in UTF-8, so some characters could not be read.");
    }
    // Further down, such a line may name the person who reviews.
    if front.is_there
        && let Some((line, words)) = review_day::unread_day(&text[..front.end])
    {
        reader.find(FindingKind::ReviewDate, line, format!("`{words}` could not be read as the day of a review."));
    }
    // In the order of the file: of several statements, the first counts.
    reader.fields(&front.fields);
    let header = header(&lines);
    reader.fields(&header::fields(header));
    reader.body(header.len());
    reader.footer(header.len());
    let (review, reviewed) = (review_day::review_day(&text), review_day::last_review(&text));
    let end = if front.is_there { front.end } else { 0 };
    Adr { review, reviewed, front: end, ..reader.adr(text.len()) }
}
