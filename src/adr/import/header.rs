//! The part of an ADR above its first section.

use std::ops::Range;

use super::{
    Importer,
    words::{is_key_alone, says_only, stands_alone},
};
use crate::{
    adr::read::{StatusMark, first_date, is_name_key},
    analysis::list,
};

/// Maximum number of keys that are named, many times those of any real front matter.
const MOST_KEYS: usize = 100;

/// Returns those of the places, which are in the order of the file, that start within a line.
fn within<'a, T>(places: &'a [T], line: &Range<usize>, start: fn(&T) -> usize) -> &'a [T] {
    let from = places.partition_point(|place| start(place) < line.start);
    let places = &places[from..];
    &places[..places.partition_point(|place| start(place) < line.end)]
}

impl Importer<'_> {
    /// Imports the part above the first section, except what was read from it already.
    pub(super) fn header(&mut self) {
        let title = self.adr.sections.first().filter(|section| section.level == 1);
        let (start, end) = match (title, self.adr.sections.first()) {
            (Some(title), _) => (title.body.start, title.body.end),
            (None, Some(first)) => (0, first.heading.start),
            (None, None) => (0, self.text.len()),
        };
        self.tell_unread_keys();
        let front = self.adr.front;
        if title.is_some() {
            let above = self.slice(front..self.adr.sections[0].heading.start);
            self.keep_unread("Above the title", above, front);
        }
        let start = start.max(front);
        self.keep_unread("Above the first section", self.slice(start..end), start);
    }

    /// Names the keys of the front matter that nothing was read from: it has more than ADRs need, such as keys of site generators.
    fn tell_unread_keys(&mut self) {
        let mut keys: Vec<&str> = Vec::new();
        let mut at = 0;
        for line in self.slice(0..self.adr.front).split_inclusive('\n') {
            let bytes = at..at + line.len();
            at = bytes.end;
            // Lines of JSON are all indented.
            let is_first_level = line.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '\'')
                || line.trim_start().starts_with('"') && line.contains("\":");
            let Some((key, _)) = line.split_once([':', '=']).filter(|_| is_first_level && !self.was_read(&bytes))
            else {
                continue;
            };
            let key = key.trim().trim_matches(['"', '\'']);
            // A list of names below its key was read.
            if !is_name_key(key) && keys.len() < MOST_KEYS && !keys.contains(&key) {
                keys.push(key);
            }
        }
        if !keys.is_empty() {
            self.told.push(format!("A record has no place for {} in the front matter.", list(&keys)));
        }
    }

    /// Says of a text such as `Smith, John` that it was taken for two people.
    pub(super) fn tell_one_or_two(&mut self) {
        let is_name = |word: &&str| word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
        for span in self.adr.named.iter().take(MOST_KEYS) {
            let words = self.slice(span.clone());
            let both = words.split_once(", ").filter(|(last, first)| is_name(last) && is_name(first));
            let people = &self.decision.people;
            let mut named = people.decision_makers.iter().chain(&people.consulted).chain(&people.informed);
            if let Some((last, first)) = both.filter(|(last, _)| named.any(|name| name == last)) {
                self.told
                    .push(format!("`{words}` is taken for two people, {last} and {first}; correct it if it is one."));
            }
        }
    }

    /// Keeps those lines of a part of the file that nothing was read from.
    pub(super) fn keep_unread(&mut self, name: &str, text: &str, start: usize) {
        let mut at = start;
        let mut unread: Vec<&str> = Vec::new();
        for line in text.split_inclusive('\n') {
            let bytes = at..at + line.len();
            at = bytes.end;
            let words = line.trim().trim_start_matches('\u{FEFF}');
            let fence = matches!(words, "---" | "+++" | "");
            let read = self.was_read(&bytes) || is_key_alone(words);
            // The rule below the head of a table has no content.
            let ruled = words.starts_with('|') && words.chars().all(|c| "|-: ".contains(c));
            if !fence && !read && !ruled {
                unread.push(line.trim_end());
            }
        }
        let unread = unread.join("\n");
        if !unread.trim().is_empty() {
            self.keep(name, &unread);
        }
    }

    /// Reports whether the whole content of a line was read: a status or a date alone, or names.
    fn was_read(&self, line: &Range<usize>) -> bool {
        let statuses = within(&self.adr.statuses, line, |mark| mark.span.start);
        // The days of earlier statuses have no place in a record.
        if statuses.iter().any(|mark| mark.is_past) && first_date(self.slice(line.clone())).is_some() {
            return false;
        }
        if statuses.iter().any(|mark| self.stands_alone(line, mark)) {
            return true;
        }
        let dates = within(&self.adr.dates, line, |mark| mark.span.start);
        if dates.iter().any(|mark| mark.date.is_some() && self.is_day_alone(line, &mark.span)) {
            return true;
        }
        // The address of a link would be lost.
        let names = within(&self.adr.named, line, |span| span.start);
        names.iter().any(|span| !self.slice(span.clone()).contains("]("))
    }

    /// Reports whether a line states a status and nothing else.
    fn stands_alone(&self, line: &Range<usize>, mark: &StatusMark) -> bool {
        stands_alone(self.text, line, &mark.value) && says_only(self.slice(mark.value.clone()), &mark.status)
    }

    /// Reports whether a date is alone in its line. More digits than a day has are a time or a second day.
    fn is_day_alone(&self, line: &Range<usize>, date: &Range<usize>) -> bool {
        let digits = self.slice(date.clone()).bytes().filter(u8::is_ascii_digit).count();
        digits <= 8 && stands_alone(self.text, line, date)
    }
}
