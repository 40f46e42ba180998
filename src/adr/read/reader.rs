//! Reading: front matter, then the part above the first section, then the sections.

use std::ops::Range;

use jiff::civil::Date;

use super::{
    Adr, AdrLink, AdrStatus, DateMark, Finding, FindingKind, Form, LinkKind, Place, Section, StatusMark, date,
    field::{Field, NamedValue, Role, first_fact, inner_item, item, key_alone, names, pair},
    header::{self, cells, is_name, is_row},
    history::{History, WITH_STATUS},
    html,
    lines::{Kind, Line},
    link, markup,
    markup::plain,
    number_of,
    section::{FactSection, has_title, sections},
    status::{behind_day, from_standing, standing, status_in},
    title::{is_placeholder, labelled, title as title_of},
};
use crate::decision::{People, Status};

/// Starts of the line in which Weigh-In links an ADR to its record: with scores, and without.
const RECORD_LINES: [&str; 2] = ["All scores, notes and what each score means:", "Weigh-In record:"];

/// Returns the words of a line that name the record; `None` for any other line.
#[must_use]
pub fn record_named_in(line: &str) -> Option<&str> {
    RECORD_LINES.iter().find_map(|start| line.strip_prefix(start))
}

/// Maximum number of links and people of each kind that are taken from an ADR, many times those of any real one.
const MOST_STATED: usize = 10_000;

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
    governs: Vec<String>,
    record: Option<String>,
    offers_choice: bool,
    findings: Vec<Finding>,
    history: History,
    /// The relation of the items below an item, as in a list of those that this ADR supersedes.
    relation_below: Option<LinkKind>,
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
            governs: Vec::new(),
            record: None,
            offers_choice: false,
            findings: Vec::new(),
            history: History::default(),
            relation_below: None,
        }
    }

    pub(super) fn find(&mut self, kind: FindingKind, line: usize, what: impl Into<String>) {
        self.findings.push(Finding { kind, line, what: what.into() });
    }

    pub(super) fn fields(&mut self, fields: &[Field<'_>]) {
        for field in fields {
            self.field(field);
        }
    }

    fn field(&mut self, field: &Field<'_>) {
        match &field.role {
            Role::Status => {
                self.status(field);
            }
            Role::Date(rank) => self.date(field, *rank),
            Role::Deciders => add_names(&mut self.people.decision_makers, field),
            Role::Authors => add_names(&mut self.authors, field),
            Role::Consulted => add_names(&mut self.people.consulted, field),
            Role::Informed => add_names(&mut self.people.informed, field),
            Role::Title if field.place == Place::FrontMatter => self.front_title = Some(field.value.to_owned()),
            Role::Number if field.place == Place::FrontMatter => self.front_number = number_of(field.value),
            Role::Title | Role::Number => {}
            Role::Governs => self.governs.extend(glob_in(field.value).filter(|_| self.governs.len() < MOST_GLOBS)),
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
            let text = from_standing(field.value);
            let start = field.span.start + (text.as_ptr() as usize).saturating_sub(field.value.as_ptr() as usize);
            let line = Line { number: field.line, start, text, kind: Kind::Text };
            let from = self.links.len();
            link::relations(&line, &mut self.links);
            for link in &mut self.links[from..] {
                link.line_span = field.line_span.clone();
            }
        }
    }

    fn status(&mut self, field: &Field<'_>) {
        match AdrStatus::read(field.value) {
            Some(status) => self.add_status(status, field, field.place == Place::FrontMatter),
            None => self.finds_no_status(field.value),
        }
    }

    /// Adds a status, which may be a part of a history.
    fn add_status(&mut self, status: AdrStatus, field: &Field<'_>, is_part: bool) {
        let Field { value, place, line, ref span, .. } = *field;
        let words = behind_day(standing(value).unwrap_or(value)).trim();
        // The words are a slice of the value, so the distance of the two is their place.
        let start = span.start + (words.as_ptr() as usize).saturating_sub(value.as_ptr() as usize);
        let day = self.day_of_status(field, value.get(start - span.start..).unwrap_or_default());
        if is_part {
            self.history.add(self.statuses.len(), day);
        }
        let (value, span) = (span.clone(), start..start + words.len());
        self.statuses.push(StatusMark { status, place, line, span, value, is_past: false });
    }

    fn finds_no_status(&mut self, words: &str) {
        self.offers_choice |= words.contains('|') && words.trim_start().starts_with(['{', '[', '<', '"']);
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

    /// Takes the day that stands with a status, as in `accepted on 2026-08-06`, for that of the decision where none is stated. The one
    /// behind the words comes before any other.
    fn day_of_status(&mut self, field: &Field<'_>, behind: &str) -> Option<Date> {
        if !field.value.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let day = |value: &str| {
            // The day in a link is that of another ADR.
            let links = markup::links(value);
            date::first_date(&plain(&markup::without(value, links.iter().map(|link| &link.span))))
        };
        let date = day(behind).or_else(|| day(field.value))?;
        let Field { place, line, ref span, .. } = *field;
        self.dates.push(DateMark { date: Some(date), rank: WITH_STATUS, place, line, span: span.clone() });
        Some(date)
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
                        self.fields(&header::fields(&facts[..end.unwrap_or(facts.len())]));
                    }
                }
                // Lines above the first section have been read as fields already.
                Kind::Text if at >= from && section != FactSection::Other => {
                    // What a template offers is not the first line of what people wrote.
                    let is_offer = self.fact_line(&section, line, first);
                    first &= is_offer;
                }
                Kind::Text if at >= from || pair(line.text).is_none() => {
                    link::mentions(line, &mut self.links);
                    self.record_line(line);
                }
                _ => {}
            }
        }
    }

    /// Reads the facts below the text of the last section, which some have at the end of the file.
    pub(super) fn footer(&mut self, from: usize) {
        /// Maximum number of lines.
        const FEW: usize = 20;
        let has_status = !self.statuses.is_empty();
        if has_status && !self.dates.is_empty() {
            return;
        }
        let is_fact = |line: &Line<'_>| match line.kind {
            Kind::Blank => true,
            Kind::Text => {
                // `- Amended by [5. Use Go](0005-use-go.md)`
                let is_relation = line.text.starts_with(['-', '*', '+']) && line.text.contains("](");
                let is_item = is_relation || inner_item(line.text).is_some();
                is_item || pair(line.text).is_some() || key_alone(line.text).is_some()
            }
            _ => false,
        };
        let count = self.lines[from..].iter().rev().take(FEW).take_while(|line| is_fact(line)).count();
        let (above, facts) = self.lines.split_at(self.lines.len() - count);
        let fields = header::fields(facts);
        // Below a rule across the page, days and names alone are facts, too.
        let is_rule =
            |line: &&Line<'_>| line.text.len() >= 3 && line.text.trim().trim_matches(['-', '*', '_']).is_empty();
        let is_apart = above.last().as_ref().is_some_and(is_rule);
        let has_day =
            |field: &Field<'_>| matches!(field.role, Role::Date(_)) && date::first_date(field.value).is_some();
        if has_status && is_apart && fields.iter().any(has_day) {
            let others: Vec<Field<'_>> = fields.into_iter().filter(|field| field.role != Role::Status).collect();
            return self.fields(&others);
        }
        let states = |field: &Field<'_>| {
            field.role == Role::Status && AdrStatus::read(field.value).is_some_and(|status| status.known().is_some())
        };
        // Without a status, these are words before colons in a text.
        if !has_status && fields.iter().any(states) {
            self.fields(&fields);
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
                let value = first_fact(value, false).0;
                self.field(&Field { value, span, place: Place::Line, ..whole_line(line, Role::Status) });
                // The other facts may follow as lines.
                return FactSection::Facts;
            }
        }
        if let Some(named) = pair(line.heading()).filter(|named| level == 2 && is_day(named)) {
            if !self.states(&FactSection::Role(named.role.clone())) {
                let span = line.span_of(named.value);
                self.field(&Field { value: named.value, span, place: Place::Line, ..whole_line(line, named.role) });
            }
            return FactSection::Facts;
        }
        let section = FactSection::of(line);
        // Further down, a heading of these names is one of something else.
        if level == DEEPEST && (!section.is_fact() || self.states(&section)) {
            return FactSection::Other;
        }
        let first = || below.iter().find(|line| line.kind != Kind::Blank).filter(|line| line.kind == Kind::Text);
        let is_list_of_facts =
            || first().and_then(|line| pair(line.text)).is_some_and(|pair| pair.marked && pair.role == Role::Status);
        // A table or a list of definitions has the key once more.
        let has_cells = || first().is_some_and(|line| html::opens_cells(line.text));
        match section {
            FactSection::Other if self.statuses.is_empty() && is_list_of_facts() => FactSection::Facts,
            FactSection::Status if has_cells() => FactSection::Facts,
            _ => section,
        }
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

    /// Reads a line of a section that holds facts. Returns whether it states nothing: a choice that a template offers, or a tag.
    fn fact_line(&mut self, section: &FactSection, line: &Line<'a>, first: bool) -> bool {
        // A heading may name a fact and hold text all the same, as "Data" or "Owner" do.
        if matches!(section, FactSection::Role(role) if !matches!(role, Role::Relation(_))) {
            link::mentions(line, &mut self.links);
        }
        match section {
            FactSection::Status => return self.status_line(line, first),
            FactSection::Role(role @ Role::Date(_)) if first => self.field(&whole_line(line, role.clone())),
            FactSection::Role(Role::Date(_)) => {}
            FactSection::Role(role) => {
                let words = item(line.text).unwrap_or_default();
                if matches!(role, Role::Relation(_)) || names(words).iter().all(|name| is_name(name)) {
                    let field = Field { value: words, span: line.span_of(words), ..whole_line(line, role.clone()) };
                    self.field(&field);
                }
            }
            FactSection::Links => self.link_line(line),
            // Its facts were read with its heading.
            FactSection::Facts if pair(line.text).is_some() => {}
            FactSection::Facts | FactSection::Other => link::mentions(line, &mut self.links),
        }
        false
    }

    /// Reads a line of a section on links. An item without words of its own has the relation of the one that it is below.
    fn link_line(&mut self, line: &Line<'a>) {
        let from = self.links.len();
        link::relations(line, &mut self.links);
        let found = &mut self.links[from..];
        if inner_item(line.text).is_none() {
            let words = item(line.text).filter(|_| found.is_empty()).map(plain);
            self.relation_below = words.and_then(|words| LinkKind::of(words.trim_end_matches([':', '：', ' '])));
        } else if let Some(kind) = &self.relation_below {
            for link in found.iter_mut().filter(|link| link.kind == LinkKind::Mentions) {
                link.kind = kind.clone();
            }
        }
    }

    /// Reads a line of the section on the status. The first line states it; later ones may revoke it. Returns whether it states nothing.
    fn status_line(&mut self, line: &Line<'a>, first: bool) -> bool {
        const FEW: usize = 4;
        if is_row(line.text) {
            self.status_row(line);
            return first;
        }
        if let Some(pair) = pair(line.text).filter(|pair| matches!(pair.role, Role::Status | Role::Date(_))) {
            let mut found = Vec::new();
            header::push_facts(pair, line, Place::Section, &mut found);
            self.fields(&found);
            return false;
        }
        let Some(words) = item(line.text) else { return false };
        let stands = from_standing(words);
        let from = self.links.len();
        link::relations(&Line { text: stands, start: line.span_of(stands).start, ..*line }, &mut self.links);
        self.links[from..].iter_mut().for_each(|link| link.line_span = line.span());
        let is_item = words.len() < line.text.trim().len();
        let (words, mut next) = first_fact(html::trimmed(words), false);
        while let Some(fact) = next {
            let (value, after) = first_fact(fact.value, false);
            self.field(&Field { value, span: line.span_of(value), ..whole_line(line, fact.role) });
            next = after;
        }
        // In some languages, the word for "supersedes" is also that for "superseded", as in `Ersetzt [2. X](0002-x.md)`.
        let before = words.split_once('[').map(|(before, _)| plain(before));
        if before.and_then(|before| LinkKind::of(before.trim_end_matches([':', ' ']))) == Some(LinkKind::Supersedes) {
            return false;
        }
        let Some(status) = AdrStatus::read(words) else {
            self.finds_no_status(words);
            return words.contains(['|', '/', '<']);
        };
        let few = plain(words).split_whitespace().count() <= FEW;
        let is_dated = behind_day(words).len() < words.len();
        let counts = match status {
            // As a word; else the name of the other ADR tells it from a sentence that goes on with such words.
            AdrStatus::Known(Status::Superseded) => {
                let names_it = || self.links[from..].iter().any(|link| link.kind == LinkKind::SupersededBy);
                first || few || status_in(stands).is_some() || names_it()
            }
            // A long line that only begins with such a word is a sentence.
            AdrStatus::Known(_) => first || few || is_dated,
            AdrStatus::Other(_) => first && (few || self.statuses.is_empty()),
        };
        if counts {
            let field = Field { value: words, span: line.span_of(words), ..whole_line(line, Role::Status) };
            self.add_status(status, &field, is_item || is_dated);
        }
        false
    }

    /// Reads a row of a table in the section on the status, in which each row is a part of its history.
    fn status_row(&mut self, line: &Line<'a>) {
        let cells = cells(line.text);
        let is_status = |cell: &&str| AdrStatus::read(cell).is_some_and(|status| status.known().is_some());
        if let Some(cell) = cells.iter().copied().find(is_status)
            && let Some(status) = AdrStatus::read(cell)
        {
            let field = Field { value: cell, span: line.span_of(cell), ..whole_line(line, Role::Status) };
            self.add_status(status, &field, false);
            let row = whole_line(line, Role::Status);
            let day = self.day_of_status(&row, row.value);
            self.history.add(self.statuses.len() - 1, day);
        }
        link::relations(line, &mut self.links);
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
        let headline = heading.map(|line| title_of(self.titled(line))).unwrap_or_default();
        let words = Some(headline.words).filter(|words| !words.is_empty());
        let front_title = self.front_title.take().map(|title| title_of(&title)).unwrap_or_default();
        let front_words = Some(front_title.words).filter(|words| !words.is_empty());
        let title = words.or(front_words);
        // What names its record was written by somebody, whatever its title looks like.
        let is_placeholder = |title: &str| self.record.is_none() && is_placeholder(title);
        let offers_choice = self.offers_choice && self.statuses.is_empty();
        let is_template = offers_choice || title.as_deref().is_some_and(is_placeholder);
        let title = title.filter(|title| !title.is_empty() && !is_placeholder(title));
        if title.is_none() && !is_template {
            self.find(FindingKind::Title, 1, "There is no title.");
        }
        self.history.end(&mut self.statuses, &mut self.dates);
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
        // One that a fact states is mentioned as well.
        self.links.dedup_by(|after, before| after.kind == LinkKind::Mentions && after.span == before.span);
        self.named.sort_by_key(|span| span.start);
        Adr {
            form: self.form(&sections),
            title,
            number: self.front_number.or(headline.number).or(front_title.number),
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
            governs: self.governs,
            sections,
            record: self.record,
            is_template,
            findings: self.findings,
        }
    }

    /// Returns the words of the heading that is the title. A status in brackets beside them is read where no other is stated.
    fn titled(&mut self, line: &Line<'a>) -> &'a str {
        let heading = line.heading();
        let Some(labelled) = labelled(heading).filter(|_| self.statuses.is_empty()) else { return heading };
        let (value, span) = (labelled.status, line.span_of(labelled.status));
        self.field(&Field { value, span, place: Place::Line, ..whole_line(line, Role::Status) });
        labelled.rest
    }

    /// Returns the status that counts. Most tools change the section on the status, so it is the most up to date.
    fn decisive(&self) -> Option<AdrStatus> {
        let mut section = self.standing().filter(|mark| mark.place == Place::Section).peekable();
        let first = section.peek().copied().or(self.standing().next());
        // Whatever else the section says, an ADR that is superseded is no longer in force.
        section.find(|mark| mark.status.is(Status::Superseded)).or(first).map(|mark| mark.status.clone())
    }

    /// Returns the statuses that are not a past part of a history.
    fn standing(&self) -> impl Iterator<Item = &StatusMark> {
        self.statuses.iter().filter(|mark| !mark.is_past)
    }

    fn contradictions(&mut self) {
        let found = self.contradicting_status().or_else(|| self.outdated_status());
        self.findings.extend(found);
    }

    /// Returns a finding for the first status that differs from the one before all others.
    fn contradicting_status(&self) -> Option<Finding> {
        let mut others = self.standing();
        let first = others.next()?;
        let other = others.find(|mark| {
            // A deprecated ADR may have been superseded since.
            let went_on = first.status.is(Status::Deprecated) && mark.status.is(Status::Superseded);
            !went_on && !mark.status.agrees_with(&first.status)
        })?;
        let what = format!("The status is `{}` here and `{}` in line {}.", other.status, first.status, first.line);
        Some(Finding { kind: FindingKind::Status, line: other.line, what })
    }

    /// Returns a finding for an ADR that is accepted, although it links to the one that supersedes it.
    fn outdated_status(&self) -> Option<Finding> {
        let first = self.standing().next()?;
        let link = self.links.iter().find(|link| link.kind == LinkKind::SupersededBy)?;
        if !self.standing().all(|mark| mark.status.is(Status::Accepted)) {
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

/// Maximum number of globs that are taken from an ADR.
const MOST_GLOBS: usize = 200;

/// Returns the path or the glob that a value is; `None` for words, and for what is about something else, as in `type: domain`.
fn glob_in(value: &str) -> Option<String> {
    let is_path = value.contains(['/', '*', '.']) && !value.contains([':', ' ', '\\']) && !value.starts_with('/');
    is_path.then(|| value.to_owned())
}

/// Reports whether a heading such as `## Date: 2026-11-03` is a day and nothing else.
fn is_day(named: &NamedValue<'_>) -> bool {
    const LONGEST: usize = 30;
    matches!(named.role, Role::Date(_)) && named.value.len() <= LONGEST && date::first_date(named.value).is_some()
}
