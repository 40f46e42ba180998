//! The places in an ADR that state its status.

use std::ops::Range;

use super::{ChangedAdr, Splice};
use crate::{
    adr::{
        case::Case,
        head::{DayForm, FrontValue, HeadFact, is_filler},
        language::{Language, LanguageId, SaidRelation, language_of, relation_in, status_like},
        read::{
            AdrStatus, Form, LinkKind, MarkdownLink, Place, Role, Section, StatusMark, cells, closed, first_date,
            is_row, item, links, opened, pictures, role,
        },
        status_words::is_sign,
    },
    decision::Status,
};

impl ChangedAdr<'_> {
    /// Returns the edits for an ADR that another one supersedes.
    pub(super) fn superseded(&self) -> Vec<Splice> {
        if self.adr.statuses.is_empty() {
            return self.new_status();
        }
        if let Some(place) = self.place_for_successor() {
            let standing = self.adr.statuses.iter().filter(|mark| !mark.is_past);
            return standing.flat_map(|mark| self.word(mark)).chain([place]).collect();
        }
        let mut edits = Vec::new();
        let mut in_section = false;
        let mut said = false;
        let past = self.first_past();
        for mark in self.adr.statuses.iter().filter(|mark| !mark.is_past) {
            if let Some(part) = self.next_of_history(mark, &past) {
                edits.push(part);
                said = true;
            } else if mark.place == Place::Section {
                // Further lines of the section may be its history.
                if std::mem::replace(&mut in_section, true) {
                    continue;
                }
                if self.manner.has_own_line {
                    edits.extend(self.word(mark));
                } else {
                    edits.extend(self.word_and_link(mark));
                    said = true;
                }
            } else if self.is_label(mark) || (mark.place == Place::FrontMatter && self.has_list_of_links()) {
                // Here the link has a place of its own in the list of links.
                edits.extend(self.word(mark));
            } else {
                edits.extend(self.word_and_link(mark));
                said = true;
            }
        }
        // Where only the word was changed, nothing yet says what supersedes the ADR.
        if (in_section && self.manner.has_own_line) || !said || self.has_list_of_links() {
            edits.extend(self.link_lines());
        }
        edits
    }

    /// Fills the key or the cell that was left for the ADR that supersedes this one.
    fn place_for_successor(&self) -> Option<Splice> {
        let is_place = |fact: &&HeadFact| fact.role == Some(Role::Relation(LinkKind::SupersededBy));
        let Some(fact) = self.head.facts().find(is_place).filter(|fact| is_filler(&fact.raw)) else {
            return self.section_for_successor();
        };
        let is_key = self.head.keys().any(|key| key.span == fact.span);
        let mut with = if is_key { self.name_in_front(&fact.raw) } else { self.change.named_link() };
        // An empty cell may have room on one side only.
        if !is_key && self.text[fact.span.end..].starts_with('|') && self.text[..fact.span.start].ends_with(' ') {
            with.push(' ');
        }
        Some(Splice { at: fact.span.clone(), with })
    }

    /// Fills the section that was left for the ADR that supersedes this one.
    fn section_for_successor(&self) -> Option<Splice> {
        let is_place = |section: &&Section| role(&section.title) == Some(Role::Relation(LinkKind::SupersededBy));
        let body = self.adr.sections.iter().find(is_place)?.body.clone();
        let words = self.text[body.clone()].trim();
        let bare = item(words).unwrap_or(words);
        if bare.is_empty() || bare.contains('\n') || !is_filler(bare) {
            return None;
        }
        let start = body.start + self.text[body].find(bare)?;
        Some(Splice { at: start..start + bare.len(), with: self.change.titled_link() })
    }

    /// Returns the name of the other ADR in front matter, like the number that the ADR has there itself.
    fn name_in_front(&self, raw: &str) -> String {
        /// Maximum number of digits in the number of an ADR.
        const MOST_DIGITS: usize = 7;
        let mut form = FrontValue::of(raw);
        let own = self.head.keys().find(|fact| fact.role == Some(Role::Number));
        let own = own.and_then(|fact| Some((FrontValue::of(&fact.raw).quote, FrontValue::text_of(&fact.raw)?)));
        let number = own.zip(self.change.by.number).and_then(|((quote, text), number)| {
            let start = text.find(|c: char| c.is_ascii_digit())?;
            let width = text[start..].bytes().take_while(u8::is_ascii_digit).count();
            let width = if text[start..].starts_with('0') { width.min(MOST_DIGITS) } else { 1 };
            form.quote = quote;
            Some(format!("{}{number:0width$}", &text[..start]))
        });
        let name = number.or_else(|| self.change.number_name()).unwrap_or_else(|| self.change.by.path.clone());
        form.of_name(&name)
    }

    /// Returns the first of the earlier statuses of each place.
    fn first_past(&self) -> Vec<&StatusMark> {
        let mut first: Vec<&StatusMark> = Vec::new();
        for mark in self.adr.statuses.iter().filter(|mark| mark.is_past) {
            if first.iter().all(|known| known.place != mark.place) {
                first.push(mark);
            }
        }
        first
    }

    /// Returns the line below, or above, the last part of a history of days, in the form of that; `None` if the status is no part of one.
    /// Without its day, a part can be changed itself.
    fn next_of_history(&self, mark: &StatusMark, past: &[&StatusMark]) -> Option<Splice> {
        let past = past.iter().find(|other| other.place == mark.place)?;
        if mark.status.known() == Some(Status::Superseded) {
            return None;
        }
        let (start, end) = (self.start_of_line(mark.span.start), self.end_of_line(mark.span.start));
        let line = &self.text[start..end];
        let words = item(line)?;
        let is_part =
            is_row(line) || words.len() < line.trim().len() || words.starts_with(|c: char| c.is_ascii_digit());
        first_date(line).filter(|_| is_part)?;
        let (_, word) = self.status_word(mark);
        let said = self.manner.said(mark.place, self.change, false).unwrap_or_else(|| {
            let (_, with_link) = self.language().superseded;
            Case::seen_in(&word).of(with_link).replace("{}", &self.change.titled_link())
        });
        let said = if is_row(line) {
            let is_status = |cell: &str| AdrStatus::read(cell).is_some_and(|status| status.known().is_some());
            let cells = cells(line)
                .into_iter()
                .map(|cell| if is_status(cell) { format!(" {said} |") } else { " |".to_owned() });
            format!("|{}", cells.collect::<String>())
        } else {
            let front = &line[..line.find(words)?];
            format!("{front}{}{said}", self.day_before(words, start + front.len(), mark).unwrap_or_default())
        };
        let line_end = self.line_end();
        let gap = if past.line.abs_diff(mark.line) == 1 { line_end.to_owned() } else { line_end.repeat(2) };
        Some(if past.span.start > mark.span.start {
            Splice::insert(start, said + &gap)
        } else {
            Splice::insert(end, gap + &said)
        })
    }

    /// Returns the day of the change as the part of a history has its own before the status, with what stands between the two; `None` if
    /// the part does not begin with its day. `at` is the place of the words of the part.
    fn day_before(&self, words: &str, at: usize, mark: &StatusMark) -> Option<String> {
        let day = words.get(..mark.span.start.checked_sub(at)?)?;
        let bare = day.trim_end_matches(|c: char| !c.is_alphanumeric());
        first_date(bare)?;
        let form = DayForm::of_most(std::iter::once(bare), false)?;
        Some(form.of(self.change.on?) + &day[bare.len()..])
    }

    /// Replaces the word alone, as adr-tools and adrs expect it in a section of its own.
    fn word(&self, mark: &StatusMark) -> Vec<Splice> {
        if mark.status.known() == Some(Status::Superseded) || self.is_badge(mark) {
            return Vec::new();
        }
        let (mut at, word) = self.status_word(mark);
        let remark = self.remark(mark, at.end);
        self.take_sign(mark, &mut at);
        let with = match &self.manner.word {
            Some(word) => {
                at = self.with_signs(mark, at);
                word.clone()
            }
            None => Case::seen_in(&word).of(&self.superseded_like(&word).0),
        };
        std::iter::once(Splice { at, with }).chain(remark).collect()
    }

    /// Replaces the word, and adds the link to the ADR that supersedes this one.
    fn word_and_link(&self, mark: &StatusMark) -> Vec<Splice> {
        let line = mark.line;
        if self.is_badge(mark) {
            return Vec::new();
        }
        if self.adr.links.iter().any(|link| link.line == line && self.change.is_stated_by(link)) {
            return Vec::new();
        }
        let (mut at, word) = self.status_word(mark);
        let remark = self.remark(mark, at.end);
        let is_quoted = self.text[..mark.span.start].ends_with(['"', '\'']);
        let is_html = self.is_in_html(mark.span.start);
        if let Some(with) = self.manner.said(mark.place, self.change, is_quoted).filter(|_| !is_html) {
            return std::iter::once(Splice { at: self.with_signs(mark, at), with }).chain(remark).collect();
        }
        // MADR's front matter says `superseded by ADR-0123`; elsewhere a link leads there.
        let number = self.change.number_name().filter(|_| mark.place == Place::FrontMatter);
        let linked = || match mark.place == Place::Section {
            is_titled if is_html => self.change.html_link(is_titled),
            true => self.change.titled_link(),
            false => self.change.named_link(),
        };
        let successor = number.unwrap_or_else(linked);
        self.take_sign(mark, &mut at);
        let case = Case::seen_in(&word);
        let (alone, with_link) = self.superseded_like(&word);
        let mut words = case.of(&with_link).replace("{}", &successor);
        // Between backticks the link would be shown as code.
        if self.text[..at.start].ends_with('`') && self.text[at.end..].starts_with('`') {
            at.end += 1;
            match words.strip_prefix(&case.of(&alone)) {
                Some(rest) => words = format!("{}`{rest}", case.of(&alone)),
                None => at.start -= 1,
            }
        }
        std::iter::once(Splice { at, with: words }).chain(remark).collect()
    }

    /// Returns the words for "superseded" alone and around a link, with the ending of the word for another status: `aceptada` becomes
    /// `reemplazada por`.
    fn superseded_like(&self, word: &str) -> (String, String) {
        let (alone, with_link) = self.language().superseded;
        let own = status_like(&word.to_lowercase(), Status::Superseded);
        match with_link.strip_prefix(alone).zip(own) {
            Some((rest, own)) => (own.clone(), own + rest),
            None => (alone.to_owned(), with_link.to_owned()),
        }
    }

    /// Adds to the range of a word the sign before it: ✅ belongs to the old status.
    fn take_sign(&self, mark: &StatusMark, word: &mut Range<usize>) {
        if is_sign(&self.text[mark.span.start..word.start]) {
            word.start = mark.span.start;
        }
    }

    /// Reports whether a status is a label in a heading or on a box, where a link would not be one.
    fn is_label(&self, mark: &StatusMark) -> bool {
        let line = self.text[self.start_of_line(mark.span.start)..mark.span.start].trim_start();
        let is_title = line.starts_with("# ") && line.ends_with(['[', '(']);
        is_title || ["!!!", "???", ":::", "> [!", ">[!"].iter().any(|mark| line.starts_with(mark))
    }

    /// Reports whether a picture states a status, whose words cannot be changed.
    fn is_badge(&self, mark: &StatusMark) -> bool {
        if self.text[self.start_of_line(mark.span.start)..mark.span.start].contains("<img") {
            return true;
        }
        let words = &self.text[mark.span.clone()];
        let (at, _) = self.status_word(mark);
        pictures(words).iter().any(|picture| picture.span.contains(&(at.start - mark.span.start)))
    }

    /// Returns the range of a word with the signs before it, and the marks around both.
    fn with_signs(&self, mark: &StatusMark, word: Range<usize>) -> Range<usize> {
        const MARKS: [char; 3] = ['*', '_', '`'];
        let before = &self.text[mark.span.start..word.start];
        let is_bare = is_sign(before) || !before.contains(|c: char| c.is_alphanumeric() || "~[<".contains(c));
        if !is_bare {
            return word;
        }
        let behind = &self.text[word.end..mark.span.end];
        let marks = behind.len() - behind.trim_start_matches(MARKS).len();
        mark.span.start..word.end + marks
    }

    /// Returns the change of the words after that of a status that is replaced. They belong to it: `(phase 1 done)` after "superseded"
    /// would say something else. A day or a number stays, struck out; links to other ADRs, comments, further sentences and what the ADR
    /// does to others stay as they are.
    fn remark(&self, mark: &StatusMark, from: usize) -> Option<Splice> {
        const MARKS: [char; 8] = ['*', '_', '`', '~', '"', '\'', '}', ']'];
        let rest = self.text.get(from..mark.span.end)?;
        let words = opened(rest.trim_start_matches(MARKS));
        let start = from + rest.len() - words.len();
        let words = closed(words.trim_end_matches(MARKS).trim_end());
        let words = if mark.place == Place::FrontMatter { words } else { &words[..end_of_remark(words)] };
        let is_remark = words.contains(char::is_alphanumeric) || is_sign(&format!("{} ", words.trim()));
        if !is_remark || words.contains("](") || words.contains("<!--") || words.contains("~~") {
            return None;
        }
        let sign = words.len() - words.trim_start_matches(|c: char| " ,;·•|–—-".contains(c)).len();
        let is_kept = mark.place != Place::FrontMatter && words.contains(|c: char| c.is_ascii_digit());
        let (open, close) = if self.is_in_html(mark.span.start) { ("<del>", "</del>") } else { ("~~", "~~") };
        let end = start + words.len();
        Some(if is_kept {
            let gap = if sign == 0 { " " } else { "" };
            Splice { at: start + sign..end, with: format!("{gap}{open}{}{close}", &words[sign..]) }
        } else {
            Splice { at: start..end, with: String::new() }
        })
    }

    /// Returns the language of the ADR, by the word of its first status; without one, by its headings.
    pub(super) fn language(&self) -> &'static Language {
        if let Some(mark) = self.adr.statuses.first() {
            return language_of(&self.status_word(mark).1.to_lowercase());
        }
        let headings = self.adr.sections.iter().map(|section| section.title.as_str());
        LanguageId::of_headings(headings).unwrap_or_default().language()
    }

    /// Returns the range of the word of a status, or of the link that it is in, and the word; the range of the whole mark if its status
    /// is not one that records have.
    fn status_word(&self, mark: &StatusMark) -> (Range<usize>, String) {
        let words = &self.text[mark.span.clone()];
        let mut from = 0;
        while let Some(start) = words[from..].find(char::is_alphabetic).map(|start| from + start) {
            let end = words[start..].find(|c: char| !c.is_alphabetic()).map_or(words.len(), |end| start + end);
            let known = AdrStatus::read(&words[start..end]).and_then(|status| status.known());
            if mark.status.known().is_some() && known.is_some() {
                let is_around = |link: &MarkdownLink<'_>| link.span.contains(&start);
                let at = links(words).into_iter().find(is_around).map_or(start..end, |link| link.span);
                return (mark.span.start + at.start..mark.span.start + at.end, words[start..end].to_owned());
            }
            from = end;
        }
        let first: String =
            words.chars().skip_while(|c| !c.is_alphabetic()).take_while(|c| c.is_alphabetic()).collect();
        (mark.span.clone(), first)
    }

    /// Inserts a status into an ADR that states none.
    fn new_status(&self) -> Vec<Splice> {
        let end = self.line_end();
        let change = self.change;
        if let Some(close) = self.end_of_front() {
            let said = change.number_name().unwrap_or_else(|| change.named_link());
            return vec![Splice::insert(close, format!("status: superseded by {said}{end}"))];
        }
        let bullet = self.adr.dates.iter().find(|mark| mark.place == Place::Bullet);
        if let Some(date) = bullet.filter(|_| self.adr.form == Form::Bullets) {
            let start = self.start_of_line(date.span.start);
            let mark = if self.text[start..].starts_with('-') { '-' } else { '*' };
            let language = self.language();
            let said = language.superseded.1.replace("{}", &change.named_link());
            return vec![Splice::insert(start, format!("{mark} {}: {said}{end}", Case::Capital.of(language.status())))];
        }
        let language = self.language();
        let said = Case::Capital.of(language.superseded.1).replace("{}", &change.titled_link());
        let section = format!("## {}{end}{end}{said}", language.headings.status);
        let first = self.adr.sections.iter().find(|section| section.level > 1);
        let place = first.map_or(self.text.len(), |section| section.heading.start);
        let with = if first.is_some() {
            format!("{section}{end}{end}")
        } else if self.text.ends_with('\n') || self.text.is_empty() {
            format!("{end}{section}{end}")
        } else {
            format!("{end}{end}{section}")
        };
        vec![Splice::insert(place, with)]
    }

    /// Returns the start of the line that closes the front matter, if that is YAML.
    pub(super) fn end_of_front(&self) -> Option<usize> {
        let start = if self.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let mut at = start;
        for (index, line) in self.text[start..].split_inclusive('\n').enumerate() {
            match (index, line.trim_end()) {
                (0, "---") => {}
                (0, _) => return None,
                (_, "---" | "...") => return Some(at),
                _ => {}
            }
            at += line.len();
        }
        None
    }
}

/// Returns the end of the remark that words behind a status begin with: the end of the sentence, or a sign before another fact, as in
/// `accepted (v2) · Amends ADR-3` and `accepted (v2) · Release: 3`.
fn end_of_remark(words: &str) -> usize {
    let amends = |rest: &str| {
        matches!(relation_in(&rest.to_lowercase()), Some((SaidRelation::Supersedes | SaidRelation::Amends, _)))
    };
    let ends = words.char_indices().find(|(at, sign)| {
        let rest = &words[at + sign.len_utf8()..];
        match sign {
            '.' => (rest.is_empty() || rest.starts_with(' ')) && !ends_in_short_number(&words[..*at]),
            '·' | '•' | ';' | '|' => has_key(rest) || amends(rest),
            _ => false,
        }
    });
    ends.map_or(words.len(), |(at, _)| words[..at].trim_end().len())
}

/// Reports whether a text begins with a key and a colon.
fn has_key(text: &str) -> bool {
    const FEW: usize = 4;
    let key = text.split([':', '：']).next().filter(|key| key.len() < text.len());
    key.is_some_and(|key| key.contains(char::is_alphabetic) && key.split_whitespace().count() <= FEW)
}

/// Reports whether a full stop behind these words belongs to a number, as in `3. März`.
fn ends_in_short_number(words: &str) -> bool {
    let last = words.rsplit(|c: char| !c.is_alphanumeric() && c != '-' && c != '.').next().unwrap_or_default();
    (1..=2).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_digit())
}
