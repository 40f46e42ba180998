//! The files of an ADR folder: those that are ADRs, with what they state, and the others.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Read as _,
    path::Path,
};

use jiff::civil::Date;

use super::{
    file::{MAX_BYTES, excess},
    file_id::FileId,
    progress::{Cancelled, Progress},
};
use crate::{
    adr::{self, Adr, AdrLink, AdrStatus, Finding, Form, Place},
    decision::{Due, DueKind, ReviewVerdict, Status, text::day},
};

/// The source of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateSource {
    /// The file states it.
    Stated(Place),
    /// The name of the file holds it.
    FileName,
}

/// An ADR in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name of its file.
    pub file: String,
    /// Number at the start of the file's name; `None` if it has none or starts with a day.
    pub number: Option<u32>,
    /// Name for short: `0004a`, `ADR-12`; the file's name without its extension if that starts with a day or without a
    /// number.
    pub id: String,
    /// First heading, without a number; the file's name if there is no heading.
    pub title: String,
    /// Whether that is a title, and not the file's name.
    pub has_title: bool,
    /// Status, if it states one.
    pub status: Option<AdrStatus>,
    /// First line that states it, from 1.
    pub status_line: Option<usize>,
    /// Day of the ADR, if it or its file's name has one.
    pub date: Option<Date>,
    /// Its reviews, as it states them.
    pub reviews: Reviews,
    /// Its reviews as its record has them, where that says something else: the ADR was not written since. Known in a log.
    pub recorded: Option<Reviews>,
    /// Day by which its record is to be decided, while that is open. Known in a log.
    pub decide_by: Option<Date>,
    /// What its record says. Known in a log.
    pub says: Option<Box<RecordSays>>,
    /// Source of the date.
    pub date_from: Option<DateSource>,
    /// Form of the ADR.
    pub form: Form,
    /// Links to other ADRs, by line.
    pub links: Vec<AdrLink>,
    /// Paths and globs of the files that it says itself it is about.
    pub governs: Vec<String>,
    /// Decision file that it names as its record, as it is written.
    pub record: Option<String>,
    /// Parts that could not be read or contradict each other, by line.
    pub problems: Vec<Finding>,
    /// Whether another ADR has taken its place, whatever its own status says. Known in a log.
    pub is_superseded: bool,
    /// Whether it states a decision as ADRs do, wherever it lies: plans and notes have numbers and a status, too.
    pub(super) states_a_decision: bool,
}

/// What the record behind an ADR says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSays {
    /// Its path, from the root of the repository.
    pub path: String,
    /// Its id.
    pub id: String,
    /// Its status.
    pub status: Status,
    /// Name of the chosen option.
    pub chosen: Option<String>,
    /// Name of the option that leads by its scores.
    pub leader: Option<String>,
    /// People who decide.
    pub decision_makers: Vec<String>,
    /// Globs of the files that it governs, from the root of the repository.
    pub governs: Vec<String>,
}

/// The last review of a decision and the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reviews {
    /// Day of the next one, if there is one.
    pub next: Option<Date>,
    /// The day and verdict of the last one; of an ADR, only if Weigh-In wrote it.
    pub last: Option<(Date, ReviewVerdict)>,
}

/// A file among the ADRs that is not one, or that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its name.
    pub file: String,
    /// Number at the start of its name, which is taken all the same.
    pub number: Option<u32>,
    /// Reason why it is not listed as an ADR.
    pub reason: NotAdr,
}

impl Entry {
    /// Returns its reviews: as its record has them where the log knows it, else as it states them.
    #[must_use]
    pub fn reviews_now(&self) -> Reviews {
        self.recorded.unwrap_or(self.reviews)
    }

    /// Returns what people have to do with it next: to decide it while it is open, to review it while it is in force.
    #[must_use]
    pub fn due(&self) -> Option<Due> {
        let to_decide = self.decide_by.filter(|_| !self.is_superseded).map(|on| Due { on, what: DueKind::Decide });
        to_decide.or_else(|| self.next_review())
    }

    /// Returns its next review, while it is in force.
    #[must_use]
    pub fn next_review(&self) -> Option<Due> {
        self.review_on(self.reviews_now().next?)
    }

    /// Returns the review that the ADR itself states, while it is in force and its record says something else.
    #[must_use]
    pub fn outdated_due(&self) -> Option<Due> {
        let recorded = self.recorded?;
        let stated = self.reviews.next.filter(|stated| recorded.next != Some(*stated));
        self.review_on(stated?)
    }

    fn review_on(&self, on: Date) -> Option<Due> {
        let is_over = self.status.as_ref().and_then(AdrStatus::known).is_some_and(|status| status != Status::Accepted);
        (!is_over && !self.is_superseded).then_some(Due { on, what: DueKind::Review })
    }

    /// Describes the result of its last review, and the day of the next one while it is in force; empty if there is
    /// neither.
    #[must_use]
    pub fn life(&self) -> String {
        let reviewed = self.reviews_now().last.map(|(on, verdict)| match verdict {
            // A day behind "to be replaced" would read as the day of the replacement.
            ReviewVerdict::Replace => format!("{}, reviewed on {}", verdict.word(), day(on)),
            ReviewVerdict::Keep | ReviewVerdict::Amend => format!("{} on {}", verdict.done(), day(on)),
        });
        let due = self.next_review().map(|due| format!("review on {}", day(due.on)));
        reviewed.into_iter().chain(due).collect::<Vec<_>>().join(", ")
    }
}

impl Other {
    fn new(file: &str, reason: NotAdr) -> Self {
        Self { file: file.to_owned(), number: number(file), reason }
    }
}

/// Reasons why a file among ADRs is not listed as one. They are displayed as clauses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAdr {
    /// It is a folder whose name ends like that of a Markdown file.
    #[error("it is a folder")]
    Folder,
    /// It is a symbolic link, which may lead out of the repository.
    #[error("it is a symbolic link, which is not followed")]
    Link,
    /// It is a device or a pipe, which may have no end.
    #[error("it is not a file")]
    NoFile,
    /// It is empty.
    #[error("it is empty")]
    Empty,
    /// It is a template that is to be filled in.
    #[error("it is a template")]
    Template,
    /// It is an index, or a text about the folder.
    #[error("it is an index or about the folder")]
    Index,
    /// It is a review of an ADR.
    #[error("it is a review of an ADR")]
    Review,
    /// Nothing in it is typical of an ADR.
    #[error("it has neither a number nor a status nor the sections of an ADR")]
    Unlike,
    /// The operating system does not let it be read; holds its words.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// The folder itself cannot be read; holds the words of the operating system.
    #[error("the folder cannot be read: {0}")]
    FolderUnreadable(String),
    /// The thread that read it ended early.
    #[error("it could not be read")]
    Lost,
    /// It is larger than any ADR; holds a clause on what there is too much of.
    #[error("{0}")]
    TooLarge(String),
    /// It is not text in UTF-8.
    #[error("it holds binary data, or text in UTF-16; save it as UTF-8")]
    Binary,
}

impl NotAdr {
    /// Reports whether the file could not be read, so that it may be an ADR.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        matches!(self, Self::Unreadable(_) | Self::FolderUnreadable(_) | Self::Lost | Self::TooLarge(_) | Self::Binary)
    }
}

/// The Markdown files of a folder, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Listing {
    pub(super) adrs: Vec<Entry>,
    pub(super) others: Vec<Other>,
}

/// Reads the Markdown files of a folder. For a folder that does not exist, the listing is empty.
pub(super) fn list(folder: &Path, progress: &Progress) -> Result<Listing, Cancelled> {
    let mut listing = Listing::default();
    let other = Other::new;
    let mut files = Vec::new();
    match fs::read_dir(folder) {
        Ok(found) => {
            for found in found.flatten() {
                let file = found.file_name().to_string_lossy().into_owned();
                if !is_markdown(&file) {
                    files.extend(file_in_own_folder(folder, &file, &found));
                    continue;
                }
                // A link may lead out of the repository, and opening a pipe would wait for somebody to write to it.
                match found.file_type() {
                    Ok(kind) if kind.is_file() => files.push(file),
                    Ok(kind) if kind.is_dir() => listing.others.push(other(&file, NotAdr::Folder)),
                    Ok(kind) if kind.is_symlink() => {
                        listing.others.push(other(&file, NotAdr::Link));
                    }
                    _ => listing.others.push(other(&file, NotAdr::NoFile)),
                }
            }
        }
        Err(error) if folder.exists() => {
            listing.others.push(other(".", NotAdr::FolderUnreadable(error.to_string())));
        }
        Err(_) => {}
    }
    files.sort();
    progress.found(files.len());
    let series = files.iter().filter_map(|file| FileId::words_before(file)).collect();
    for read in read_all(folder, &files, &series, progress)? {
        match read {
            Ok(entry) => listing.adrs.push(entry),
            Err(other) => listing.others.push(other),
        }
    }
    listing.others.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(listing)
}

/// Returns the names of the files in a folder that may be ADRs, some of them in a folder of their own. None is read.
pub(super) fn names_in(folder: &Path) -> impl Iterator<Item = String> {
    fs::read_dir(folder).into_iter().flatten().flatten().filter_map(move |found| {
        let name = found.file_name().into_string().ok()?;
        if is_markdown(&name) { Some(name) } else { file_in_own_folder(folder, &name, &found) }
    })
}

/// Returns the ADR in a folder that has a number or a day in its name and holds nothing but that ADR and what belongs to it.
fn file_in_own_folder(folder: &Path, name: &str, found: &fs::DirEntry) -> Option<String> {
    const OWN: [&str; 4] = ["README.md", "readme.md", "index.md", "Index.md"];
    let is_folder = found.file_type().is_ok_and(|kind| kind.is_dir());
    if !is_folder || !FileId::of(&format!("{name}.md")).is_numbered() {
        return None;
    }
    let is_file = |own: &&&str| folder.join(name).join(own).symlink_metadata().is_ok_and(|file| file.is_file());
    OWN.iter().find(is_file).map(|own| format!("{name}/{own}"))
}

type Read = Result<Entry, Other>;

/// Reads the files on several processors; the results are in the order of the names.
fn read_all(
    folder: &Path,
    files: &[String],
    series: &BTreeSet<String>,
    progress: &Progress,
) -> Result<Vec<Read>, Cancelled> {
    const WORTH_A_THREAD: usize = 64;
    const MOST_THREADS: usize = 8;
    let processors = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let threads = processors.min(files.len() / WORTH_A_THREAD).max(1);
    if threads == 1 {
        return read_in_turn(folder, files, series, progress);
    }
    std::thread::scope(|scope| {
        let parts = files.chunks(files.len().div_ceil(threads));
        let running: Vec<_> =
            parts.map(|part| (part, scope.spawn(|| read_in_turn(folder, part, series, progress)))).collect();
        let mut all = Vec::with_capacity(files.len());
        for (part, thread) in running {
            match thread.join() {
                Ok(read) => all.extend(read?),
                // The end of a thread does not lose its files.
                Err(_) => all.extend(part.iter().map(|file| Err(Other::new(file, NotAdr::Lost)))),
            }
        }
        Ok(all)
    })
}

/// Reads the files one after another, into the same buffer.
fn read_in_turn(
    folder: &Path,
    files: &[String],
    series: &BTreeSet<String>,
    progress: &Progress,
) -> Result<Vec<Read>, Cancelled> {
    let mut all = Vec::with_capacity(files.len());
    let mut bytes = Vec::new();
    for file in files {
        progress.check()?;
        all.push(entry(folder, file, series, &mut bytes).map_err(|reason| Other::new(file, reason)));
        progress.read_one();
    }
    Ok(all)
}

/// Reads one file. `bytes` is reused for each file, so that a large one makes room for all.
fn entry(folder: &Path, file: &str, series: &BTreeSet<String>, bytes: &mut Vec<u8>) -> Result<Entry, NotAdr> {
    bytes.clear();
    let opened = File::open(folder.join(file)).and_then(|opened| opened.take(MAX_BYTES + 1).read_to_end(bytes));
    opened.map_err(|error| NotAdr::Unreadable(error.to_string()))?;
    if let Some(why) = excess(bytes) {
        return Err(NotAdr::TooLarge(why));
    }
    // Zero bytes are a sign of UTF-16 or of binary data.
    if bytes.contains(&0) {
        return Err(NotAdr::Binary);
    }
    let adr = adr::read(bytes);
    let id = FileId::among(file, series);
    match no_adr(&id, &adr, bytes) {
        Some(reason) => Err(reason),
        None => Ok(of(file, id, adr)),
    }
}

fn of(file: &str, id: FileId, adr: Adr) -> Entry {
    let best = adr.dates.iter().filter(|mark| mark.date.is_some()).min_by_key(|mark| mark.rank);
    let stated = best.map(|mark| DateSource::Stated(mark.place));
    Entry {
        states_a_decision: states_a_decision(&adr) || (is_called_adr(file) && adr.status.is_some()),
        file: file.to_owned(),
        number: id.number,
        id: id.id,
        has_title: adr.title.is_some(),
        title: adr.title.unwrap_or_else(|| file.to_owned()),
        status_line: adr.statuses.first().map(|mark| mark.line),
        status: adr.status,
        date_from: stated.or(id.date.map(|_| DateSource::FileName)),
        date: adr.date.or(id.date),
        reviews: Reviews { next: adr.review, last: adr.reviewed },
        recorded: None,
        decide_by: None,
        says: None,
        form: adr.form,
        links: adr.links,
        governs: adr.governs,
        record: adr.record,
        problems: adr.findings,
        is_superseded: false,
    }
}

/// Returns the reason why a file is not an ADR; `None` if it is one.
fn no_adr(id: &FileId, adr: &Adr, bytes: &[u8]) -> Option<NotAdr> {
    let lower = id.words.to_lowercase();
    // In a numbered file only these words show its purpose: a title may well hold `index` or `log`.
    let telling = !id.is_numbered()
        || id.number == Some(0)
        || ["template", "review", "critique", "debate"].iter().any(|w| lower.contains(w));
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && telling);
    let words: Vec<&str> = parts.collect();
    let last = words.last().copied().unwrap_or_default();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        Some(NotAdr::Empty)
    } else if adr.record.is_none() && (adr.is_template || is_template(&words, id)) {
        Some(NotAdr::Template)
    } else if (!id.is_numbered() || (id.number == Some(0) && !states_a_decision(adr)))
        && words.len() <= 3
        && words.iter().any(|word| INDEX.contains(word))
    {
        // A longer name is a title with the word in it.
        Some(NotAdr::Index)
    } else if id.is_numbered() && is_list_of_adrs(&lower) && adr.status.is_none() && !states_a_decision(adr) {
        Some(NotAdr::Index)
    } else if matches!(last, "review" | "reviews" | "critique" | "debate")
        && adr.status.is_none()
        && !states_a_decision(adr)
    {
        // An ADR may decide on reviews.
        Some(NotAdr::Review)
    } else if !id.is_numbered() && !looks_like_one(adr) {
        Some(NotAdr::Unlike)
    } else {
        None
    }
}

const INDEX: [&str; 12] = [
    "readme",
    "index",
    "summary",
    "toc",
    "changelog",
    "contributing",
    "license",
    "glossary",
    "sidebar",
    "backlog",
    "log",
    "overview",
];

/// Reports whether the words of a name speak of decisions and of nothing else, as `09_architecture_decisions.md` does.
fn is_list_of_adrs(words: &str) -> bool {
    const ABOUT: [&str; 7] = ["adr", "architecture", "architectural", "decision", "design", "list", "record"];
    let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| ABOUT.contains(&word.trim_end_matches('s')) || INDEX.contains(&word))
}

/// Reports whether a name is that of a template: the word ends it, or follows directly the words for ADRs.
fn is_template(words: &[&str], id: &FileId) -> bool {
    let is_about = |word: &&str| {
        let about =
            ["adr", "madr", "architecture", "architectural", "decision", "decisions", "record", "records", "the"];
        about.contains(word) || is_blank_number(word)
    };
    let Some(at) = words.iter().position(|word| !is_about(word)).or(words.len().checked_sub(1)) else { return false };
    let is_last = words.len() == at + 1;
    if matches!(words[at], "template" | "templates") {
        // A numbered ADR may decide on a template; with 0 as its number, or the word at its end, it is one.
        return id.number.is_none_or(|number| number == 0) || is_last;
    }
    // In other languages it is also the word for a model, and an ADR may decide on one.
    let is_template = adr::is_template_word(words[at]) && words[at + 1..].iter().all(is_about);
    // As in `ADR-nnn_title`.
    let has_blank_number = !id.is_numbered() && words[..=at].iter().any(|word| is_blank_number(word) && word.len() > 2);
    has_blank_number || (is_template && id.number.is_none_or(|number| number == 0))
}

/// Reports whether a word stands for a number that is to be filled in, as in `ADRXXX` and `NNNN`.
fn is_blank_number(word: &str) -> bool {
    let blank = word.strip_prefix("adr").unwrap_or(word);
    blank.len() > 1 && (blank.bytes().all(|byte| byte == b'x') || blank.bytes().all(|byte| byte == b'n'))
}

/// Reports whether a file states a decision as ADRs do: with several of their sections, or with one and a status. Risks, policies and
/// features are accepted, too.
fn states_a_decision(adr: &Adr) -> bool {
    let heads = adr.sections.iter().filter(|section| adr::is_head_of_adrs(&section.title)).take(2).count();
    heads + usize::from(adr.status.is_some()) > 1
}

/// Reports whether a file calls itself an ADR, as `adr-001-queue.md` does.
fn is_called_adr(file: &str) -> bool {
    file.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("adr"))
}

/// Reports whether a file has a status, or a section that ADRs have.
fn looks_like_one(adr: &Adr) -> bool {
    adr.status.is_some() || adr.sections.iter().any(|section| adr::is_head_of_adrs(&section.title))
}

pub(super) fn is_markdown(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|end| ["md", "mdx"].iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// Returns the start of a file, as text; `None` unless it is an ordinary file that can be read.
pub(super) fn read_start(path: &Path) -> Option<String> {
    const START: u64 = 16 * 1024;
    // A link may lead out of the repository, and opening a pipe would wait for somebody to write to it.
    if !path.symlink_metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(START).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).trim_start_matches('\u{FEFF}').to_owned())
}

/// Returns the number at the start of a file's name.
pub(super) fn number(file: &str) -> Option<u32> {
    FileId::of(file).number
}
