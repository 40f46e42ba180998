//! The places in an ADR that hold links to other ADRs.

use std::ops::Range;

use super::{ChangedAdr, Splice};
use crate::{
    adr::{
        case::Case,
        language::{SectionHead, head, is_for_information},
        read::{Form, LinkKind, Place, Section},
    },
    decision::RelationKind,
};

impl ChangedAdr<'_> {
    /// Returns the insertion of a line with the link, at the place where the form has its links.
    pub(super) fn link_lines(&self) -> Vec<Splice> {
        let line = self.said(&self.change.titled_link());
        let (end, adr) = (self.line_end(), self.adr);
        // `adrs` reads links from its front matter and nowhere else.
        if let Some(splice) = self.numbered_link() {
            return vec![splice];
        }
        let status = adr.statuses.iter().find(|mark| mark.place == Place::Section);
        if let Some(mark) = status
            && let Some(section) = adr.sections.iter().find(|section| section.body.contains(&mark.span.start))
        {
            let at = self.end_of_paragraph(self.last_relation(section, mark.span.start), section.body.end);
            return vec![Splice::insert(at, format!("{end}{end}{line}"))];
        }
        if let Some(at) = self.end_of_footer() {
            return vec![self.behind_line(at, &line)];
        }
        // A section on links is a better place than one on everything else.
        let titled = |is: &dyn Fn(&str) -> bool| {
            adr.sections.iter().find(|section| section.level == 2 && is(&section.title.to_lowercase()))
        };
        let there = titled(&|title| head(title) == Some(SectionHead::Links)).or_else(|| titled(&is_for_information));
        if let Some(section) = there {
            return vec![self.below(section, &line)];
        }
        let madr = matches!(adr.form, Form::Madr | Form::MadrNumbered);
        let language = self.language();
        let section = if madr {
            format!("## {}{end}{end}{line}", language.headings.information)
        } else {
            format!("## {}{end}{end}* {line}", Case::Capital.of(language.links()))
        };
        let with = if self.text.ends_with('\n') || self.text.is_empty() {
            format!("{end}{section}{end}")
        } else {
            format!("{end}{end}{section}")
        };
        vec![Splice::insert(self.text.len(), with)]
    }

    /// Returns the end of the last fact if the facts stand at the end of the file, where a section behind them would part them from it.
    fn end_of_footer(&self) -> Option<usize> {
        let last = self.adr.sections.last().filter(|section| section.level > 1)?;
        let facts = self.adr.statuses.iter().map(|mark| &mark.span).chain(self.adr.dates.iter().map(|mark| &mark.span));
        let inside = facts.filter(|span| last.body.contains(&span.start)).map(|span| span.end);
        inside.max().filter(|end| {
            self.adr.statuses.iter().all(|mark| mark.span.start >= last.body.start && mark.span.end <= *end)
        })
    }

    /// Returns the change in words, in the language of the ADR's status.
    fn said(&self, link: &str) -> String {
        let language = self.language();
        let phrase = match self.change.kind {
            RelationKind::Supersedes => {
                if let Some(said) = self.manner.said(Place::Section, self.change, false) {
                    return said;
                }
                language.superseded.1
            }
            RelationKind::Amends => language.amended_by(),
            RelationKind::RelatesTo => language.phrases.relates_to,
        };
        let phrase = Case::Capital.of(phrase);
        if phrase.contains("{}") { phrase.replace("{}", link) } else { format!("{phrase} {link}") }
    }

    /// Returns the start of the last relation stated in a section, or `or` if there is none or it comes earlier.
    fn last_relation(&self, section: &Section, or: usize) -> usize {
        let links = self.adr.links.iter().filter(|link| section.body.contains(&link.span.start));
        links.filter(|link| link.kind != LinkKind::Mentions).map(|link| link.span.start).max().unwrap_or(or).max(or)
    }

    /// Returns an insertion after the last line of a section: as an item if the section ends with a list.
    fn below(&self, section: &Section, line: &str) -> Splice {
        let end = self.line_end();
        let body = &self.text[section.body.clone()];
        if body.trim().is_empty() {
            let at = self.end_of_line(section.heading.start);
            return Splice::insert(at, format!("{end}{end}{line}"));
        }
        self.behind_line(section.body.start + body.trim_end().len(), line)
    }

    /// Returns an insertion after the line of a byte: as an item if that is one.
    fn behind_line(&self, at: usize, line: &str) -> Splice {
        let (end, at) = (self.line_end(), self.end_of_line(at));
        let last = &self.text[self.start_of_line(at)..at];
        let mark = ["* ", "- ", "+ "].into_iter().find(|mark| last.starts_with(mark));
        match mark {
            Some(mark) => Splice::insert(at, format!("{end}{mark}{line}")),
            None => Splice::insert(at, format!("{end}{end}{line}")),
        }
    }

    /// Returns an insertion into the list of links that `adrs` keeps in its front matter; `None` for other forms.
    fn numbered_link(&self) -> Option<Splice> {
        // "Relates to" is not read from a number: an issue may be meant.
        let strong = self.change.link_kind().is_strong();
        let number = self.change.by.number.filter(|_| self.has_list_of_links() && strong)?;
        let close = self.end_of_front()?;
        let (end, kind) = (self.line_end(), self.change.words().replace(' ', "-"));
        match self.link_list(close) {
            None => {
                let entry = format!("links:{end}  - target: {number}{end}    kind: {kind}{end}");
                Some(Splice::insert(close, entry))
            }
            Some((list, indent)) if !list.is_empty() => {
                let space = " ".repeat(indent);
                Some(Splice::insert(list.end, format!("{space}- target: {number}{end}{space}  kind: {kind}{end}")))
            }
            // A list of links in a form that is not written here.
            Some(_) => None,
        }
    }

    /// Returns the range of the lines below `links:` and the indentation of their dashes; empty if it is no list of
    /// lines.
    fn link_list(&self, close: usize) -> Option<(Range<usize>, usize)> {
        let front = &self.text[..close];
        // Only at the start of a line is it a key of the first level.
        let key = front.match_indices("links:").find(|(at, _)| front[..*at].ends_with('\n'))?.0;
        let first = key + front[key..].find('\n')? + 1;
        let mut end = first;
        let mut indent = None;
        for line in front[first..].split_inclusive('\n') {
            let words = line.trim_start();
            // In YAML the dashes of a list may have the same indentation as its key.
            if !line.starts_with([' ', '-']) {
                break;
            }
            if words.starts_with('-') {
                indent.get_or_insert(line.len() - words.len());
            }
            end += line.len();
        }
        let block = front[key..first].trim() == "links:";
        Some(indent.filter(|_| block).map_or((first..first, 0), |indent| (first..end, indent)))
    }
}
