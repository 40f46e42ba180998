//! Reading: front matter, then the part above the first section, then the sections.

use std::ops::Range;

use super::{
    Adr, AdrLink, AdrStatus, DateMark, Finding, FindingKind, Form, LinkKind, Place, Section, StatusMark, date,
    field::{Field, Role, names, pair, role},
    header,
    lines::{Kind, Line},
    link, markup,
    markup::plain,
    number_of,
    status::without_offer,
    title::{is_placeholder, title as title_of},
};
use crate::{
    adr::language::{self, SectionHead},
    decision::{People, Status},
};

/// Starts of the line in which Weigh-In links an ADR to its record: with scores, and without.
const RECORD_LINES: [&str; 2] = ["All scores, notes and what each score means:", "Weigh-In record:"];

/// Returns the words of a line that name the record; `None` for any other line.
#[must_use]
pub fn record_named_in(line: &str) -> Option<&str> {
    RECORD_LINES.iter().find_map(|start| line.strip_prefix(start))
}

/// Maximum number of sections, links and people of each kind that are taken from an ADR, many times those of any real
/// one.
const MOST_STATED: usize = 10_000;

/// Rank of a day that stands with a status: behind every day that has a key of its own.
const WITH_STATUS: u8 = 3;

pub(super) struct Reader<'l, 'a> {
    lines: &'l [Line<'a>],
    has_front: bool,
    front_title: Option<String>,
    front_number: Option<u32>,
    statuses: Vec<StatusMark>,
    dates: Vec<DateMark>,
    people: People,
    authors: Vec<String>,
    named: Vec<Range<usize>>,
    links: Vec<AdrLink>,
    record: Option<String>,
    offers_choice: bool,
    findings: Vec<Finding>,
}

impl<'l, 'a> Reader<'l, 'a> {
    pub(super) fn new(lines: &'l [Line<'a>], has_front: bool) -> Self {
        Self {
            lines,
            has_front,
            front_title: None,
            front_number: None,
            statuses: Vec::new(),
            dates: Vec::new(),
            people: People::default(),
            authors: Vec::new(),
            named: Vec::new(),
            links: Vec::new(),
            record: None,
            offers_choice: false,
            findings: Vec::new(),
        }
    }

    pub(super) fn find(&mut self, kind: FindingKind, line: usize, what: impl Into<String>) {
        self.findings.push(Finding { kind, line, what: what.into() });
    }

    pub(super) fn field(&mut self, field: &Field<'_>) {
        match &field.role {
            Role::Status => {
                self.status(field.value, field.place, field.line, field.span.clone());
                self.day_of_status(field);
            }
            Role::Date(rank) => self.date(field, *rank),
            Role::Deciders => add_names(&mut self.people.decision_makers, field),
            Role::Authors => add_names(&mut self.authors, field),
            Role::Consulted => add_names(&mut self.people.consulted, field),
            Role::Informed => add_names(&mut self.people.informed, field),
            Role::Title if field.place == Place::FrontMatter => self.front_title = Some(field.value.to_owned()),
            Role::Number if field.place == Place::FrontMatter => self.front_number = number_of(field.value),
            Role::Title | Role::Number => {}
            Role::Relation(kind) => {
                let line = (field.line, field.line_span.clone());
                link::of_field(kind, field.value, &field.span, line, &mut self.links);
            }
        }
        match field.role {
            Role::Deciders | Role::Consulted | Role::Informed if !names(field.value).is_empty() => {
                self.named.push(field.span.clone());
            }
            Role::Title | Role::Number if field.place == Place::FrontMatter => self.named.push(field.span.clone()),
            _ => {}
        }
        // A link may follow a status, as in `superseded by [x](y)`.
        if field.role == Role::Status {
            // The value as a line of its own, so that places come out right; its span becomes that of the whole line
            // below.
            let text = without_offer(field.value);
            let line = Line { number: field.line, start: field.span.start, text, kind: Kind::Text };
            let from = self.links.len();
            link::relations(&line, &mut self.links);
            for link in &mut self.links[from..] {
                link.line_span = field.line_span.clone();
            }
        }
    }

    fn status(&mut self, words: &str, place: Place, line: usize, span: Range<usize>) {
        match AdrStatus::read(words) {
            Some(status) => self.statuses.push(StatusMark { status, place, line, span }),
            None => self.offers_choice |= words.contains('|'),
        }
    }

    fn date(&mut self, field: &Field<'_>, rank: u8) {
        let words = plain(field.value);
        let date = date::first_date(&words);
        if date.is_none() && date::is_placeholder(&words) {
            return;
        }
        if date.is_none() && rank == 0 {
            self.find(FindingKind::Date, field.line, format!("`{words}` could not be read as a date."));
        }
        let Field { place, line, ref span, .. } = *field;
        self.dates.push(DateMark { date, rank, place, line, span: span.clone() });
    }

    /// Takes the day that stands with a status, as in `accepted on 2026-08-06`, for that of the decision where none is stated.
    fn day_of_status(&mut self, field: &Field<'_>) {
        if !field.value.contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        // The day in a link is that of another ADR.
        let links = markup::links(field.value);
        let words = markup::without(field.value, links.iter().map(|link| &link.span));
        if let Some(date) = date::first_date(&plain(&words)) {
            let Field { place, line, ref span, .. } = *field;
            self.dates.push(DateMark { date: Some(date), rank: WITH_STATUS, place, line, span: span.clone() });
        }
    }

    /// Reads the facts in the sections, from the line with this index on.
    pub(super) fn body(&mut self, from: usize) {
        let lines = self.lines;
        let mut section = FactSection::Other;
        let mut first = true;
        for (at, line) in lines.iter().enumerate() {
            // Checking once a line is enough, since one line adds a bounded number of links.
            self.links.truncate(MOST_STATED);
            match line.kind {
                Kind::Heading(level) => {
                    section = self.section(line, level, &lines[at + 1..]);
                    first = true;
                    if section == FactSection::Facts && at >= from {
                        let facts = &lines[at + 1..];
                        let end = facts.iter().position(|line| matches!(line.kind, Kind::Heading(_)));
                        for field in header::fields(&facts[..end.unwrap_or(facts.len())]) {
                            self.field(&field);
                        }
                    }
                }
                // Lines above the first section have been read as fields already.
                Kind::Text if at >= from && section != FactSection::Other => {
                    self.fact_line(&section, line, first);
                    first = false;
                }
                Kind::Text if at >= from || pair(line.text).is_none() => {
                    link::mentions(line, &mut self.links);
                    self.record_line(line);
                }
                _ => {}
            }
        }
    }

    /// Returns what a section holds, by its heading and the lines below it; a heading may also state a fact itself.
    fn section(&mut self, line: &Line<'a>, level: u8, below: &[Line<'a>]) -> FactSection {
        const DEEPEST: u8 = 3;
        if level > DEEPEST {
            return FactSection::Other;
        }
        if let Some(named) = pair(line.heading()).filter(|named| level > 1 && named.role == Role::Status) {
            let (value, span) = (named.value, line.span_of(named.value));
            if !value.is_empty() {
                self.field(&Field { value, span, place: Place::Line, ..whole_line(line, Role::Status) });
                // The other facts may follow as lines.
                return FactSection::Facts;
            }
        }
        let section = FactSection::of(line);
        // Further down, a heading of these names is one of something else.
        if level == DEEPEST && (!section.is_fact() || self.states(&section)) {
            return FactSection::Other;
        }
        let is_list_of_facts = || {
            let first = below.iter().find(|line| line.kind != Kind::Blank).filter(|line| line.kind == Kind::Text);
            first.and_then(|line| pair(line.text)).is_some_and(|pair| pair.marked && pair.role == Role::Status)
        };
        if section == FactSection::Other && self.statuses.is_empty() && is_list_of_facts() {
            return FactSection::Facts;
        }
        section
    }

    /// Reports whether the ADR states already what a section of this kind would hold.
    fn states(&self, section: &FactSection) -> bool {
        match section {
            FactSection::Role(Role::Date(rank)) => self.dates.iter().any(|mark| mark.rank == *rank),
            FactSection::Role(Role::Deciders) => !self.people.decision_makers.is_empty(),
            FactSection::Role(Role::Authors) => !self.authors.is_empty(),
            FactSection::Role(Role::Consulted) => !self.people.consulted.is_empty(),
            FactSection::Role(Role::Informed) => !self.people.informed.is_empty(),
            _ => !self.statuses.is_empty(),
        }
    }

    /// Reads a line of a section that holds facts.
    fn fact_line(&mut self, section: &FactSection, line: &Line<'a>, first: bool) {
        // A heading may name a fact and hold text all the same, as "Data" or "Owner" do.
        if matches!(section, FactSection::Role(role) if !matches!(role, Role::Relation(_))) {
            link::mentions(line, &mut self.links);
        }
        match section {
            FactSection::Status => self.status_line(line, first),
            FactSection::Role(role @ Role::Date(_)) if first => self.field(&whole_line(line, role.clone())),
            FactSection::Role(Role::Date(_)) => {}
            FactSection::Role(role) => {
                /// Maximum number of words in the name of a person or a team.
                const FEW: usize = 5;
                let words = item(line.text).unwrap_or_default();
                let is_name = |name: &String| name.split_whitespace().count() <= FEW;
                // Anything longer is a sentence.
                if !matches!(role, Role::Relation(_)) && !names(words).iter().all(is_name) {
                    return;
                }
                let field = Field { value: words, span: line.span_of(words), ..whole_line(line, role.clone()) };
                self.field(&field);
            }
            FactSection::Links => link::relations(line, &mut self.links),
            // Its facts were read with its heading.
            FactSection::Facts if pair(line.text).is_some() => {}
            FactSection::Facts | FactSection::Other => link::mentions(line, &mut self.links),
        }
    }

    /// Reads a line of the section on the status. The first line states it; later ones may revoke it.
    fn status_line(&mut self, line: &Line<'a>, first: bool) {
        const FEW: usize = 4;
        if let Some(pair) = pair(line.text).filter(|pair| matches!(pair.role, Role::Status | Role::Date(_))) {
            let field = Field {
                role: pair.role,
                value: pair.value,
                span: line.span_of(pair.value),
                ..whole_line(line, Role::Status)
            };
            return self.field(&field);
        }
        link::relations(&Line { text: without_offer(line.text), ..*line }, &mut self.links);
        let Some(words) = item(line.text) else { return };
        // In some languages, the word for "supersedes" is also that for "superseded", as in `Ersetzt [2. X](0002-x.md)`.
        let before = words.split_once('[').map(|(before, _)| plain(before));
        if before.and_then(|before| LinkKind::of(before.trim_end_matches([':', ' ']))) == Some(LinkKind::Supersedes) {
            return;
        }
        let Some(status) = AdrStatus::read(words) else {
            self.offers_choice |= words.contains('|');
            return;
        };
        let few = plain(words).split_whitespace().count() <= FEW;
        let counts = match status {
            AdrStatus::Known(Status::Superseded) => true,
            // A long line that only begins with such a word is a sentence.
            AdrStatus::Known(_) => first || few,
            AdrStatus::Other(_) => first && (few || self.statuses.is_empty()),
        };
        if counts {
            self.day_of_status(&Field { value: words, span: line.span_of(words), ..whole_line(line, Role::Status) });
            self.statuses.push(StatusMark {
                status,
                place: Place::Section,
                line: line.number,
                span: line.span_of(words),
            });
        }
    }

    fn record_line(&mut self, line: &Line<'_>) {
        if let Some(rest) = record_named_in(line.text) {
            let links = markup::links(rest);
            let sentence = || plain(rest.trim_end().trim_end_matches('.'));
            let name = links.first().map_or_else(sentence, |link| link.target.to_owned());
            self.record = Some(name).filter(|name| !name.is_empty());
        }
    }

    pub(super) fn adr(mut self, end: usize) -> Adr {
        let heading = self.lines.iter().find(|line| line.kind == Kind::Heading(1));
        let headline = heading.map(|line| title_of(line.heading())).unwrap_or_default();
        let words = Some(headline.words).filter(|words| !words.is_empty());
        let title = words.or_else(|| self.front_title.take().map(|title| title_of(&title).words));
        let is_template = self.offers_choice || title.as_deref().is_some_and(is_placeholder);
        let title = title.filter(|title| !title.is_empty() && !is_placeholder(title));
        if title.is_none() && !is_template {
            self.find(FindingKind::Title, 1, "There is no title.");
        }
        let status = self.decisive();
        self.contradictions();
        if self.people.decision_makers.is_empty() {
            self.people.decision_makers = std::mem::take(&mut self.authors);
        }
        // Of several with one rank the first in the file counts.
        let date = self.dates.iter().filter(|mark| mark.date.is_some()).min_by_key(|mark| mark.rank);
        let sections = sections(self.lines, end);
        self.findings.sort_by_key(|finding| finding.line);
        self.links.sort_by_key(|link| (link.line, link.span.start));
        self.named.sort_by_key(|span| span.start);
        Adr {
            form: self.form(&sections),
            title,
            number: self.front_number.or(headline.number),
            status,
            date: date.and_then(|mark| mark.date),
            statuses: self.statuses,
            // It is searched for in the whole text.
            review: None,
            reviewed: None,
            front: 0,
            dates: self.dates,
            people: self.people,
            named: self.named,
            links: self.links,
            sections,
            record: self.record,
            is_template,
            findings: self.findings,
        }
    }

    /// Returns the status that counts. Most tools change the section on the status, so it is the most up to date.
    fn decisive(&self) -> Option<AdrStatus> {
        let mut section = self.statuses.iter().filter(|mark| mark.place == Place::Section).peekable();
        let first = section.peek().copied().or(self.statuses.first());
        // Whatever else the section says, an ADR that is superseded is no longer in force.
        section.find(|mark| mark.status.is(Status::Superseded)).or(first).map(|mark| mark.status.clone())
    }

    fn contradictions(&mut self) {
        let found = self.contradicting_status().or_else(|| self.outdated_status());
        self.findings.extend(found);
    }

    /// Returns a finding for the first status that differs from the one before all others.
    fn contradicting_status(&self) -> Option<Finding> {
        let (first, others) = self.statuses.split_first()?;
        let other = others.iter().find(|mark| {
            // A deprecated ADR may have been superseded since.
            let went_on = first.status.is(Status::Deprecated) && mark.status.is(Status::Superseded);
            !went_on && !mark.status.agrees_with(&first.status)
        })?;
        let what = format!("The status is `{}` here and `{}` in line {}.", other.status, first.status, first.line);
        Some(Finding { kind: FindingKind::Status, line: other.line, what })
    }

    /// Returns a finding for an ADR that is accepted, although it links to the one that supersedes it.
    fn outdated_status(&self) -> Option<Finding> {
        let first = self.statuses.first()?;
        let link = self.links.iter().find(|link| link.kind == LinkKind::SupersededBy)?;
        if !self.statuses.iter().all(|mark| mark.status.is(Status::Accepted)) {
            return None;
        }
        let what = format!("The status is `accepted`, but line {} says by what it is superseded.", link.line);
        Some(Finding { kind: FindingKind::Status, line: first.line, what })
    }

    fn form(&self, sections: &[Section]) -> Form {
        // From the most specific form to the most general: an ADR with list items may also have a status section.
        if self.has_front && self.front_number.is_some() {
            Form::MadrNumbered
        } else if self.has_front && self.has_status_or_date(Place::FrontMatter) {
            Form::Madr
        } else if self.has_status(Place::Bullet) && self.has_status(Place::Section) {
            Form::Universal
        } else if self.has_status(Place::Section) {
            Form::Nygard
        } else if self.has_status_or_date(Place::Table) {
            Form::Table
        } else if self.has_status_or_date(Place::Bullet) || self.has_status(Place::Line) {
            Form::Bullets
        } else if has_title(sections, "context and problem statement") || has_title(sections, "considered options") {
            Form::Madr
        } else if has_title(sections, "context") && has_title(sections, "decision") {
            Form::Nygard
        } else {
            Form::Plain
        }
    }

    fn has_status(&self, place: Place) -> bool {
        self.statuses.iter().any(|mark| mark.place == place)
    }

    fn has_status_or_date(&self, place: Place) -> bool {
        self.has_status(place) || self.dates.iter().any(|mark| mark.place == place)
    }
}

fn add_names(people: &mut Vec<String>, field: &Field<'_>) {
    let room = MOST_STATED.saturating_sub(people.len());
    // An item of a list is one person, as in `- Last, First`.
    let is_one = field.is_item && field.value.matches(',').count() == 1;
    let names = if is_one { vec![plain(field.value)] } else { names(field.value) };
    people.extend(names.into_iter().take(room));
}

fn whole_line<'a>(line: &Line<'a>, role: Role) -> Field<'a> {
    let (value, place) = (line.text.trim(), Place::Section);
    Field { role, value, span: line.span_of(value), line_span: line.span(), line: line.number, place, is_item: false }
}

/// Returns the words of a line without a list mark or a ticked box; `None` if the box is not ticked.
fn item(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches('>').trim_start();
    let words = line.strip_prefix(['*', '-', '+']).filter(|rest| rest.starts_with(' ')).unwrap_or(line).trim_start();
    if words.starts_with("[ ]") {
        return None;
    }
    Some(words.strip_prefix("[x]").or_else(|| words.strip_prefix("[X]")).unwrap_or(words).trim_start())
}

/// What a section holds, by its heading.
#[derive(Debug, Clone, PartialEq)]
enum FactSection {
    Status,
    /// The value of another fact.
    Role(Role),
    Links,
    /// Several facts, in a list or a table.
    Facts,
    /// Text.
    Other,
}

impl FactSection {
    fn of(line: &Line<'_>) -> Self {
        const LONGEST: usize = 60;
        let heading = line.heading();
        // Much cheaper than parsing every heading of the file.
        if heading.len() > LONGEST {
            return Self::Other;
        }
        let words = title_of(heading).words.trim_end_matches([':', '：']).to_lowercase();
        match language::head(&words) {
            Some(SectionHead::Links) => return Self::Links,
            Some(SectionHead::Facts) => return Self::Facts,
            Some(_) => return Self::Other,
            None => {}
        }
        match role(&words) {
            Some(Role::Status) => Self::Status,
            Some(Role::Title | Role::Number | Role::Relation(LinkKind::Other(_))) | None => Self::Other,
            Some(Role::Relation(LinkKind::RelatesTo)) => Self::Links,
            Some(role) => Self::Role(role),
        }
    }

    fn is_fact(&self) -> bool {
        matches!(self, Self::Status | Self::Role(_) | Self::Facts)
    }
}

fn sections(lines: &[Line<'_>], end: usize) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Kind::Heading(level) = line.kind else { continue };
        // The rest of the file belongs to the last one.
        if sections.len() == MOST_STATED {
            break;
        }
        if let Some(last) = sections.last_mut() {
            last.body.end = line.start;
        }
        // The body starts after the heading, and after the line under it that made it one.
        let next = lines.get(at + 1);
        let is_underlined = next.is_some_and(|line| line.kind == Kind::Blank && !line.text.trim().is_empty());
        let skipped = usize::from(is_underlined);
        let body = lines.get(at + 1 + skipped).map_or(end, |next| next.start);
        let title = plain(line.heading());
        sections.push(Section { level, title, line: line.number, heading: line.span(), body: body..end });
    }
    sections
}

/// Reports whether a section has this title, given in lower case.
fn has_title(sections: &[Section], title: &str) -> bool {
    sections.iter().any(|section| section.title.to_lowercase() == title)
}
