//! The head of one ADR, line by line: what is written around each fact, and the fact.

use std::ops::Range;

use crate::adr::{
    language::{Language, SectionHead, head, language_by, language_of_labels},
    read::{
        Adr, KeyedValue, Kind, Line, NamedValue, Place, Role, cells, first_fact, header, inner_item, is_across, is_row,
        key_role, keyed, lines, plain, role,
    },
};

/// The head of an ADR: everything above its first section, and that one if it has nothing but facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::adr) struct ObservedHead {
    pub(super) lines: Vec<HeadLine>,
    pub(super) number: Option<u32>,
    pub(super) title: String,
    /// Word of its status, in lower case; empty if it states none.
    status_word: String,
    /// Whether a section states the status.
    pub(super) status_section: bool,
}

/// A line of a head, or the lines of a key in front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadLine {
    pub(super) kind: LineKind,
    /// Facts, each with the text before it.
    pub(super) facts: Vec<(String, HeadFact)>,
    /// Text behind the last fact.
    pub(super) rest: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Blank,
    /// `---` around front matter.
    Fence,
    /// A key in front matter.
    Key,
    /// The first heading.
    Title,
    /// A heading over facts, such as `## Metadata`.
    Heading,
    Row,
    /// A list item, or a line of its own.
    Item,
    /// Any other text.
    Prose,
    /// Code, and comments of several lines.
    Code,
}

/// A fact in a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::adr) struct HeadFact {
    /// Key in lower case, with single spaces between its words.
    pub(in crate::adr) key: String,
    pub(in crate::adr) role: Option<Role>,
    /// Value as it is written; in front matter everything behind the colon, which may be several lines.
    pub(in crate::adr) raw: String,
    /// Its bytes in the file.
    pub(in crate::adr) span: Range<usize>,
}

/// The line around front matter in TOML.
pub(super) const TOML_FENCE: &str = "+++";

impl HeadLine {
    /// Reports whether it is a label with nothing beside it, so that a list below it is its value.
    fn goes_on(&self) -> bool {
        let is_open = |fact: &HeadFact| fact.raw.is_empty() || fact.raw.starts_with('\n');
        self.kind == LineKind::Item && self.rest.trim().is_empty() && self.facts.iter().any(|(_, fact)| is_open(fact))
    }

    /// Reports whether a further fact would be no line like this one: it holds several, or the definition of a term.
    pub(super) fn stands_alone(&self) -> bool {
        self.kind == LineKind::Item
            && (self.facts.len() > 1 || self.facts.iter().any(|(before, _)| before.contains('\n')))
    }

    fn bare(kind: LineKind, text: &str) -> Self {
        Self { kind, facts: Vec::new(), rest: text.to_owned() }
    }

    fn of(kind: LineKind, line: &Line<'_>, facts: &[(&str, &str)]) -> Self {
        let mut from = line.start;
        let mut found = Vec::new();
        let text = |span: Range<usize>| &line.text[span.start - line.start..span.end - line.start];
        for (key, value) in facts {
            let mut span = line.span_of(value);
            // Of an empty cell, the place behind its first space.
            if span.is_empty() && text(span.start..line.span().end).starts_with(' ') {
                span = span.start + 1..span.start + 1;
            }
            let before = text(from..span.start).to_owned();
            from = span.end;
            found.push((before, HeadFact { key: key_of(key), role: key_role(key), raw: (*value).to_owned(), span }));
        }
        Self { kind, facts: found, rest: text(from..line.span().end).to_owned() }
    }
}

impl ObservedHead {
    pub(in crate::adr) fn facts(&self) -> impl Iterator<Item = &HeadFact> {
        self.lines.iter().flat_map(|line| line.facts.iter().map(|(_, fact)| fact))
    }

    /// Returns the facts in front matter.
    pub(in crate::adr) fn keys(&self) -> impl Iterator<Item = &HeadFact> {
        let keys = self.lines.iter().filter(|line| line.kind == LineKind::Key);
        keys.flat_map(|line| line.facts.iter().map(|(_, fact)| fact))
    }

    /// Reports whether the ADR states a status, given that its head does not.
    pub(super) fn states_status_below(&self) -> bool {
        !self.status_word.is_empty()
    }

    /// Reports whether it has front matter in TOML.
    pub(super) fn is_toml(&self) -> bool {
        self.lines.first().is_some_and(|line| line.kind == LineKind::Fence && line.rest == TOML_FENCE)
    }

    /// Returns the language of the ADR, by the label or the word of its status.
    pub(super) fn language(&self) -> &'static Language {
        let label = self.facts().find(|fact| fact.role == Some(Role::Status));
        language_by(label.map_or("", |fact| &fact.key), &self.status_word)
    }

    /// Returns the language of the ADR, by all labels of its facts.
    pub(super) fn language_of_labels(&self) -> &'static Language {
        let keys: Vec<&str> = self.facts().map(|fact| fact.key.as_str()).collect();
        language_of_labels(&keys)
    }

    /// Returns what the ADR has in its head, whatever its values are.
    pub(super) fn shape(&self) -> Vec<(LineKind, &str)> {
        let kinds =
            self.lines.iter().filter(|line| !matches!(line.kind, LineKind::Blank | LineKind::Prose | LineKind::Code));
        let keys = kinds.flat_map(|line| {
            let keys = line.facts.iter().map(|(_, fact)| fact.key.as_str());
            let keys: Vec<&str> = if line.facts.is_empty() { vec![""] } else { keys.collect() };
            keys.into_iter().map(|key| (line.kind, key))
        });
        keys.collect()
    }
}

/// Returns the head of an ADR; `None` if it has front matter that is neither YAML nor TOML, or never ends.
pub(in crate::adr) fn observed_head(text: &str, adr: &Adr) -> Option<ObservedHead> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let (mut found, body, number) = match text[start..].lines().next().map(str::trim_end) {
        Some("---") => front_lines(text, start)?,
        Some("+++") => toml_lines(text, start)?,
        Some(first) if first.starts_with('{') => return None,
        _ => (Vec::new(), start, 1),
    };
    let all = lines(text, body, number);
    found.extend(body_lines(head_lines(&all)));
    Some(ObservedHead {
        lines: found,
        number: adr.number,
        title: adr.title.clone().unwrap_or_default(),
        status_word: adr.statuses.first().map(|mark| first_word(&text[mark.span.clone()])).unwrap_or_default(),
        status_section: adr.statuses.iter().any(|mark| mark.place == Place::Section),
    })
}

/// Returns the lines of the head below front matter.
fn head_lines<'l, 'a>(all: &'l [Line<'a>]) -> &'l [Line<'a>] {
    let above = header(all);
    let is_over_facts = |line: &Line<'_>| {
        let words = line.text.trim_matches(['#', ' ']).to_lowercase();
        matches!(line.kind, Kind::Heading(2..))
            && line.text.starts_with('#')
            && head(&words) == Some(SectionHead::Facts)
    };
    let Some((_, rest)) = all[above.len()..].split_first().filter(|(line, _)| is_over_facts(line)) else {
        return above;
    };
    let end = rest.iter().position(|line| matches!(line.kind, Kind::Heading(_))).unwrap_or(rest.len());
    &all[..above.len() + 1 + end]
}

/// Returns the lines of front matter, the byte and the number of the line behind it.
fn front_lines(text: &str, start: usize) -> Option<(Vec<HeadLine>, usize, usize)> {
    let mut found: Vec<HeadLine> = Vec::new();
    let mut at = start;
    for (index, whole) in text[start..].split_inclusive('\n').enumerate() {
        let line = whole.trim_end_matches(['\n', '\r']);
        let next = at + whole.len();
        let is_fence = matches!(line.trim_end(), "---" | "...");
        if index == 0 || is_fence {
            found.push(HeadLine::bare(LineKind::Fence, line.trim_end()));
            if index > 0 {
                return Some((found, next, index + 2));
            }
        } else if let Some((key, value)) = line.split_once(':').filter(|(key, _)| is_yaml_key(key)) {
            let raw = Line { number: index + 1, start: at, text: line, kind: Kind::Text };
            let value = value.trim_end();
            let span = raw.span_of(value);
            let name = key.trim_matches(['"', '\'']);
            let fact = HeadFact { key: key_of(name), role: key_role(name), raw: value.to_owned(), span };
            found.push(HeadLine { kind: LineKind::Key, facts: vec![(format!("{key}:"), fact)], rest: String::new() });
        } else if let Some(HeadLine { kind: LineKind::Key, facts, .. }) =
            found.last_mut().filter(|_| !line.starts_with('#'))
        {
            // A list, a block of text or a map, which belongs to the key above.
            for (_, fact) in facts {
                fact.raw.extend(["\n", line]);
                fact.span.end = at + line.len();
            }
        } else {
            found.push(HeadLine::bare(LineKind::Prose, line));
        }
        at = next;
    }
    None
}

/// Returns the same of front matter in TOML; `None` also if it has texts of several lines, which may look like keys.
fn toml_lines(text: &str, start: usize) -> Option<(Vec<HeadLine>, usize, usize)> {
    let mut found = vec![HeadLine::bare(LineKind::Fence, TOML_FENCE)];
    let mut at = start;
    for (index, whole) in text[start..].split_inclusive('\n').enumerate() {
        let line = whole.trim_end_matches(['\n', '\r']);
        let from = at;
        at += whole.len();
        let key = line.split_once('=').map(|(key, value)| (key.trim_matches([' ', '"', '\'']), value.trim_end()));
        let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
        if index == 0 {
        } else if line.trim_end() == TOML_FENCE {
            found.push(HeadLine::bare(LineKind::Fence, TOML_FENCE));
            return Some((found, at, index + 2));
        } else if line.contains("\"\"\"") || line.contains("'''") {
            return None;
        } else if let Some((key, value)) = key.filter(|(key, _)| is_key(key)) {
            let raw = Line { number: index + 1, start: from, text: line, kind: Kind::Text };
            let span = raw.span_of(value);
            let before = line[..span.start - from].to_owned();
            let fact = HeadFact { key: key_of(key), role: key_role(key), raw: value.to_owned(), span };
            found.push(HeadLine { kind: LineKind::Key, facts: vec![(before, fact)], rest: String::new() });
        } else if line.trim().is_empty() {
            found.push(HeadLine::bare(LineKind::Blank, ""));
        } else if line.starts_with('[') && !line.contains(['"', '\'', ',']) {
            // The head of a table, without which its keys would be those of another one.
            found.push(HeadLine::bare(LineKind::Fence, line.trim_end()));
        } else if let Some(HeadLine { kind: LineKind::Key, facts, .. }) =
            found.last_mut().filter(|_| !line.starts_with('#'))
        {
            for (_, fact) in facts {
                fact.raw.extend(["\n", line]);
                fact.span.end = from + line.len();
            }
        } else {
            found.push(HeadLine::bare(LineKind::Prose, line));
        }
    }
    None
}

fn is_yaml_key(key: &str) -> bool {
    !key.is_empty() && !key.starts_with([' ', '\t', '-', '#']) && !key.contains(['{', '[', '"', '\'']) || {
        let inner = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('"'))
    }
}

fn body_lines(all: &[Line<'_>]) -> Vec<HeadLine> {
    let mut found = Vec::new();
    let mut rest = all;
    while let Some((line, after)) = rest.split_first() {
        rest = after;
        match line.kind {
            // The line under a heading that made it one is no line of its own.
            Kind::Blank if !line.text.trim().is_empty() => {}
            Kind::Blank => found.push(HeadLine::bare(LineKind::Blank, "")),
            Kind::Heading(2..) => found.push(HeadLine::bare(LineKind::Heading, line.text)),
            Kind::Heading(1) => found.push(HeadLine::bare(LineKind::Title, "")),
            Kind::Text if is_row(line.text) => {
                let rows = 1 + after.iter().take_while(|line| line.kind == Kind::Text && is_row(line.text)).count();
                // `all` and `after` end at the same place.
                found.extend(table(&all[all.len() - after.len() - 1..][..rows]));
                rest = &after[rows - 1..];
            }
            // A list below a label, which is the value of that.
            Kind::Text if inner_item(line.text).is_some() && found.last().is_some_and(HeadLine::goes_on) => {
                if let Some(HeadLine { facts, rest, .. }) = found.last_mut() {
                    for (before, fact) in facts {
                        before.push_str(&std::mem::take(rest));
                        fact.raw.extend(["\n", line.text]);
                        fact.span.end = line.span().end;
                    }
                }
            }
            Kind::Text => {
                let definition = found.last().and_then(|term| definition(term, line));
                found.truncate(found.len() - usize::from(definition.is_some()));
                found.push(definition.unwrap_or_else(|| item(line)));
            }
            _ => found.push(HeadLine::bare(LineKind::Code, line.text)),
        }
    }
    found
}

fn item(line: &Line<'_>) -> HeadLine {
    match keyed(line.text).filter(|keyed| keyed.marked || role(keyed.key).is_some()) {
        Some(keyed) => HeadLine::of(LineKind::Item, line, &facts_of(&keyed)),
        None => HeadLine::bare(LineKind::Prose, line.text),
    }
}

/// Returns the facts of a line: one, or several with signs between them.
fn facts_of<'a>(first: &KeyedValue<'a>) -> Vec<(&'a str, &'a str)> {
    let Some(role) = role(first.key) else { return vec![(first.key, first.value)] };
    let mut found: Vec<(&str, &str)> = Vec::new();
    let mut next = Some(NamedValue { key: first.key, role, value: first.value, marked: first.marked });
    while let Some(NamedValue { key, role, value, .. }) = next {
        // Values that people give may have such signs in them.
        let is_free = found.is_empty() && !matches!(role, Role::Status | Role::Date(_));
        let (value, rest) = first_fact(value, is_free);
        found.push((key, value));
        next = rest;
    }
    if found.len() == 1 { vec![(first.key, first.value)] } else { found }
}

/// Returns a definition below its term, as in `Status` and `: Accepted`, as one line with the fact.
fn definition(term: &HeadLine, line: &Line<'_>) -> Option<HeadLine> {
    let key = term.rest.as_str();
    key_role(key).filter(|_| term.kind == LineKind::Prose)?;
    let value = line.text.strip_prefix(": ")?.trim();
    let HeadLine { kind, mut facts, rest } = HeadLine::of(LineKind::Item, line, &[(key, value)]);
    facts[0].0 = format!("{key}\n{}", facts[0].0);
    Some(HeadLine { kind, facts, rest })
}

fn table(rows: &[Line<'_>]) -> Vec<HeadLine> {
    let bare = |line: &Line<'_>| HeadLine::bare(LineKind::Row, line.text);
    let Some((head, _)) = rows.split_first().filter(|_| rows.len() > 2 && is_rule(rows[1].text)) else {
        return rows.iter().map(|row| HeadLine::bare(LineKind::Prose, row.text)).collect();
    };
    if is_across(head.text) {
        let keys = cells(head.text);
        let mut found: Vec<HeadLine> = rows.iter().take(2).map(bare).collect();
        if let Some(values) = rows.get(2) {
            let facts: Vec<(&str, &str)> = keys.into_iter().zip(cells(values.text)).collect();
            found.push(HeadLine::of(LineKind::Row, values, &facts));
        }
        return found;
    }
    let rows = rows.iter().enumerate().map(|(at, row)| match cells(row.text)[..] {
        [name, value, ..] if !is_rule(row.text) && !key_of(name).is_empty() && (at > 0 || key_role(name).is_some()) => {
            HeadLine::of(LineKind::Row, row, &[(name, value)])
        }
        _ => bare(row),
    });
    rows.collect()
}

/// Reports whether a row is the rule below the head of a table.
fn is_rule(row: &str) -> bool {
    row.chars().all(|c| "|-: >".contains(c))
}

/// Returns the first word of a text in lower case, without marks.
fn first_word(text: &str) -> String {
    let words = plain(text);
    words.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default().to_lowercase()
}

/// Returns a key in lower case, without marks.
fn key_of(key: &str) -> String {
    let bare = key.trim_matches(['*', '_', '`', ':', ' ']).to_lowercase().replace(['-', '_'], " ");
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
