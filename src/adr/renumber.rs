//! Renumbering of an ADR: the changes in it, and in the texts that link to it. Every other byte stays.

use std::{borrow::Cow, ops::Range};

use super::{
    head::observed_head,
    read::{Kind, Line, Role, address, lines, links, number_of, pictures, read, title, wiki_links_and_embeds},
    renamed_link::renamed_in_link,
};
use crate::decision::text::{file_stem, is_same_path, path_spellings};

/// The names and numbers of an ADR before and after a renumbering.
#[derive(Debug, Clone, Copy)]
pub struct NewNumber<'a> {
    /// Old name of its file.
    pub old_file: &'a str,
    /// New name of its file.
    pub new_file: &'a str,
    /// Old number.
    pub old: u32,
    /// New number.
    pub new: u32,
    /// Whether no other file of the repository has the old name, so that `[[name]]` leads there from any folder.
    pub is_only_name: bool,
}

type Splice = (Range<usize>, String);

impl NewNumber<'_> {
    /// Returns the ADR itself with the new number wherever its title and its front matter state the old one.
    #[must_use]
    pub fn in_itself(&self, text: &str) -> String {
        let adr = read(text.as_bytes());
        let mut splices: Vec<Splice> = Vec::new();
        let title = adr.sections.iter().find(|section| section.level == 1);
        if let Some(heading) = title.map(|section| section.heading.clone()) {
            splices.extend(self.leading(text, heading));
        }
        let head = observed_head(text, &adr).unwrap_or_default();
        for fact in head.facts().filter(|fact| matches!(fact.role, Some(Role::Number | Role::Title))) {
            splices.extend(self.leading(text, fact.span.clone()));
        }
        applied(text, splices)
    }

    /// Returns a text with its links to the ADR corrected. `leads` reports whether an address leads there.
    #[must_use]
    pub fn in_links(&self, text: &str, leads: &dyn Fn(&str) -> bool) -> String {
        let mut splices: Vec<Splice> = Vec::new();
        // Code shows what somebody typed, so it stays as it is.
        for line in lines(text, 0, 1).into_iter().filter(|line| line.kind != Kind::Code) {
            let before = splices.len();
            let wiki =
                wiki_links_and_embeds(line.text).into_iter().map(|link| (self.wiki_target(link.target, leads), link));
            let all = links(line.text).into_iter().map(|link| (self.target(link.target, leads), link)).chain(wiki);
            for (target, link) in all {
                let Some((target, new)) = target else { continue };
                splices.extend(file_in(text, line.span_of(target), new));
                // `[[target]]` has no words of its own.
                if !std::ptr::eq(link.text, link.target) {
                    splices.extend(self.words(text, line.span_of(link.text)));
                }
            }
            splices.extend(self.definition(text, &line, leads));
            // Only a row that links to this ADR may have its number in a cell.
            if splices.len() > before && line.text.trim_start().starts_with('|') {
                splices.extend(self.cells(text, &line));
            }
        }
        for link in read(text.as_bytes()).links.iter().filter(|link| leads(&link.target)) {
            // Those in brackets are corrected already; others are the value of a field.
            let known = splices.iter().any(|(range, _)| range.start < link.span.end && link.span.start < range.end);
            if !known {
                splices.extend(file_in(text, link.span.clone(), self.new_file));
            }
        }
        applied(text, splices)
    }

    /// Returns a text with the new file name of a picture that it shows or links to. `leads` reports whether an address
    /// leads there.
    #[must_use]
    pub fn in_pictures(text: &str, new_file: &str, leads: &dyn Fn(&str) -> bool) -> String {
        let mut splices: Vec<Splice> = Vec::new();
        for line in lines(text, 0, 1).into_iter().filter(|line| line.kind != Kind::Code) {
            let all = pictures(line.text).into_iter().chain(links(line.text));
            splices.extend(
                all.filter(|link| leads(link.target))
                    .filter_map(|link| file_in(text, line.span_of(link.target), new_file)),
            );
        }
        applied(text, splices)
    }

    /// Returns a text with the ADR's new number in places that name it by its number only, as in `superseded by
    /// ADR-0004`.
    #[must_use]
    pub fn in_mentions(&self, text: &str) -> String {
        let spans = self.mentions(text).map(|(_, span)| span).collect::<Vec<_>>();
        let splices = spans.into_iter().filter_map(|span| {
            let digits = digits_in(text, span)?;
            Some((digits.clone(), padded(self.new, &text[digits])))
        });
        applied(text, splices.collect())
    }

    /// Returns the lines, from 1, that name an ADR by the old number only.
    #[must_use]
    pub fn mention_lines(&self, text: &str) -> Vec<usize> {
        self.mentions(text).map(|(line, _)| line).collect()
    }

    fn mentions(&self, text: &str) -> impl Iterator<Item = (usize, Range<usize>)> + use<> {
        let links = read(text.as_bytes()).links;
        let old = self.old;
        links.into_iter().filter(move |link| number_of(&link.target) == Some(old)).map(|link| (link.line, link.span))
    }

    /// Returns the part of an address that names the ADR's file, and the new name in its place; `None` if it leads elsewhere. Wikis and
    /// generators of sites leave out the end of the name, as in `[[0004-use-go]]` and `[x](../adr/0004-use-go/#why)`.
    fn target<'t>(&self, target: &'t str, leads: &dyn Fn(&str) -> bool) -> Option<(&'t str, &str)> {
        if leads(target) {
            return Some((target, self.new_file));
        }
        let (_, end) = self.old_file.rsplit_once('.')?;
        let page = target.split(['#', '?']).next()?.trim_end_matches('/');
        (!page.is_empty() && leads(&format!("{page}.{end}"))).then(|| (page, file_stem(self.new_file)))
    }

    /// Returns the same for an address of a wiki, which may be a path from the root or the name alone.
    fn wiki_target<'t>(&self, target: &'t str, leads: &dyn Fn(&str) -> bool) -> Option<(&'t str, &str)> {
        let page = target.split('#').next().unwrap_or_default();
        let from_root = |target: &str| leads(target) || (target.contains('/') && leads(&format!("/{target}")));
        let found = self.target(target, &from_root);
        found.or_else(|| {
            let (stem, _) = self.old_file.rsplit_once('.')?;
            (self.is_only_name && is_same_path(page, stem)).then(|| (page, file_stem(self.new_file)))
        })
    }

    /// Returns the change to the words of a link: the name of the file, or the number before the title.
    fn words(&self, text: &str, span: Range<usize>) -> Option<Splice> {
        let (old, new) = (file_stem(self.old_file), file_stem(self.new_file));
        let words = text.get(span.clone())?;
        // The words may spell the name differently from the disk; from now on they spell it as the link does.
        let named = path_spellings(old).into_iter().find_map(|old| Some((words.find(&old)?, old.len())));
        match named {
            Some((at, length)) => Some((span.start + at..span.start + at + length, new.to_owned())),
            None => self.leading(text, span),
        }
    }

    /// Returns the change to the address in `[name]: address`.
    fn definition(&self, text: &str, line: &Line<'_>, leads: &dyn Fn(&str) -> bool) -> Option<Splice> {
        let (name, rest) = line.text.split_once("]:")?;
        let address = address(rest);
        let is_definition = name.trim_start().starts_with('[') && !name.contains('(') && leads(address);
        is_definition.then(|| file_in(text, line.span_of(address), self.new_file))?
    }

    /// Returns the changes to cells of a table that hold the number and nothing else.
    fn cells(&self, text: &str, line: &Line<'_>) -> Vec<Splice> {
        let cells = line.text.split('|').filter(|cell| !cell.contains(']'));
        let bare = cells.filter(|cell| number_of(cell) == Some(self.old));
        bare.filter_map(|cell| {
            let digits = digits_in(text, line.span_of(cell))?;
            Some((digits.clone(), padded(self.new, &text[digits])))
        })
        .collect()
    }

    /// Returns the change to the number at the start of words, such as `# 4. Use Go`, `ADR-0004: Use Go` and `4a – Use
    /// Go`.
    fn leading(&self, text: &str, span: Range<usize>) -> Option<Splice> {
        let words = text.get(span.clone())?;
        let start = words.find(|c: char| c.is_ascii_digit())?;
        let before = words[..start].trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let digits = digits_in(text, span.start + start..span.end)?;
        let rest = &text[digits.end..span.end];
        // A letter such as in `4a` goes with the old number.
        let letter = usize::from(rest.starts_with(|c: char| c.is_ascii_lowercase()));
        let apart = rest[letter..].is_empty() || rest[letter..].starts_with(|c: char| !c.is_alphanumeric());
        let is_named = matches!(before.as_str(), "" | "adr" | "madr" | "dr" | "rfc" | "decision")
            || title(words.trim_start_matches(['#', ' ', '\t'])).number == Some(self.old);
        let fits = is_named
            && text[digits.clone()].parse() == Ok(self.old)
            // `4.5 is too old` begins with another number.
            && apart
            && !rest.get(1..).is_some_and(|more| rest.starts_with('.') && more.starts_with(|c: char| c.is_ascii_digit()));
        fits.then(|| (digits.start..digits.end + letter, padded(self.new, &text[digits])))
    }
}

/// Returns the new name of the file in an address that leads to it, encoded as the old one is.
fn file_in(text: &str, span: Range<usize>, new_file: &str) -> Option<Splice> {
    let renamed = renamed_in_link(text.get(span.clone())?, new_file);
    Some((span, renamed))
}

/// Returns the place of the first digits in a part of a text.
fn digits_in(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(span.clone())?;
    let start = part.find(|c: char| c.is_ascii_digit())?;
    let length = part[start..].bytes().take_while(u8::is_ascii_digit).count();
    Some(span.start + start..span.start + start + length)
}

/// Formats the number, as wide as the old one if that had leading zeros.
pub(crate) fn padded(number: u32, old: &str) -> String {
    let number = number.to_string();
    let zeros = if old.starts_with('0') { old.len().saturating_sub(number.len()) } else { 0 };
    // Not by the width of a format: a stranger's number may have more zeros than a width allows.
    "0".repeat(zeros) + &number
}

fn applied(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|(range, _)| range.start);
    // If two changes overlap, the first stays.
    splices.dedup_by(|b, a| b.0.start < a.0.end);
    let mut out = Cow::Borrowed(text);
    // From the end, so that places further up stay what they are.
    for (range, new) in splices.into_iter().rev() {
        out.to_mut().replace_range(range, &new);
    }
    out.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::text::link_path;

    const CHANGE: NewNumber<'_> =
        NewNumber { old_file: "0004-use-go.md", new_file: "0012-use-go.md", old: 4, new: 12, is_only_name: true };

    fn leads_to_old_file(target: &str) -> bool {
        target.trim_start_matches("./").split('#').next() == Some("0004-use-go.md")
    }

    #[test]
    fn the_title_and_the_front_matter_change_where_they_state_the_number() {
        for (before, after) in [
            ("# 4. Use Go 4\r\n", "# 12. Use Go 4\r\n"),
            ("\u{FEFF}# ADR-0004: Use Go\n", "\u{FEFF}# ADR-0012: Use Go\n"),
            ("# ADR 4a – Use Go\n", "# ADR 12 – Use Go\n"),
            ("---\nnumber: 4\nx: 4\n---\n# Use Go 4\n", "---\nnumber: 12\nx: 4\n---\n# Use Go 4\n"),
            (
                "---\nadr: \"0004\"\ntitle: 'ADR-0004: Use Go 4'\nnav_order: 4\n---\n",
                "---\nadr: \"0012\"\ntitle: 'ADR-0012: Use Go 4'\nnav_order: 4\n---\n",
            ),
            ("# Nr. 004: Use Go 4\n", "# Nr. 012: Use Go 4\n"),
            ("# [ADR-4] Use Go 4\n", "# [ADR-12] Use Go 4\n"),
            ("# ADR N° 4 : Use Go\n", "# ADR N° 12 : Use Go\n"),
            ("# 4.5 is too old\n", "# 4.5 is too old\n"),
            ("# 40 of them\n", "# 40 of them\n"),
            ("# Use 4 threads\n", "# Use 4 threads\n"),
        ] {
            assert_eq!(CHANGE.in_itself(before), after);
        }
    }

    #[test]
    fn a_number_may_have_more_zeros_than_a_format_can_count() {
        let zeros = "0".repeat(70_000);
        let title = format!("# {zeros}4. Use Go\n");
        assert_eq!(CHANGE.in_itself(&title), format!("# {}12. Use Go\n", &zeros[1..]));
        let link = format!("[ADR-{zeros}4](0004-use-go.md)\n");
        assert_eq!(CHANGE.in_links(&link, &leads_to_old_file), format!("[ADR-{}12](0012-use-go.md)\n", &zeros[1..]));
    }

    #[test]
    fn links_change_and_nothing_else() {
        for (before, after) in [
            ("Superseded by [4. Use Go](0004-use-go.md)\r\n", "Superseded by [12. Use Go](0012-use-go.md)\r\n"),
            ("[0004-use-go](./0004-use-go.md#a) 0004-use-go.md", "[0012-use-go](./0012-use-go.md#a) 0004-use-go.md"),
            ("[x][y]\n\n[y]: 0004-use-go.md \"4\"\n", "[x][y]\n\n[y]: 0012-use-go.md \"4\"\n"),
            ("| 0004 | [Use Go](0004-use-go.md) | 4 people |", "| 0012 | [Use Go](0012-use-go.md) | 4 people |"),
            ("```\n[4](0004-use-go.md)\n```\n", "```\n[4](0004-use-go.md)\n```\n"),
            ("[4](0005-use-go.md) 4\n", "[4](0005-use-go.md) 4\n"),
            (
                "See [[0004-use-go]] and [[0004-use-go|4. Use Go]].\n",
                "See [[0012-use-go]] and [[0012-use-go|12. Use Go]].\n",
            ),
            ("[[0004-use-go#why]] [[0004-use-go.md]]\n", "[[0012-use-go#why]] [[0012-use-go.md]]\n"),
            ("## Status\n\nSuperseded by [[0004-use-go]]\n", "## Status\n\nSuperseded by [[0012-use-go]]\n"),
            ("[Go](0004-use-go) [Go](./0004-use-go/?x#why)\n", "[Go](0012-use-go) [Go](./0012-use-go/?x#why)\n"),
            (
                "![[0004-use-go]] ![[0004-use-go#Why|why]] [[0004-use-go#^b1]]\n",
                "![[0012-use-go]] ![[0012-use-go#Why|why]] [[0012-use-go#^b1]]\n",
            ),
            (
                "| [[0004-use-go\\|4. Go]] | [[0004-use-go.md\\|x]] |\n",
                "| [[0012-use-go\\|12. Go]] | [[0012-use-go.md\\|x]] |\n",
            ),
            ("\\[[0004-use-go]] [[10004-use-go]]\n", "\\[[0004-use-go]] [[10004-use-go]]\n"),
            (
                "[[0005-use-go]] [x](0004-use-go.txt) `[[0004-use-go]]`\n",
                "[[0005-use-go]] [x](0004-use-go.txt) `[[0004-use-go]]`\n",
            ),
        ] {
            assert_eq!(CHANGE.in_links(before, &leads_to_old_file), after);
        }
    }

    #[test]
    fn pictures_change_with_their_files() {
        let before = "![4. 0004-größe.totals.svg](0004-gr%C3%B6%C3%9Fe.totals.svg) (0004-größe.totals.svg)";
        let after = "![4. 0004-größe.totals.svg](0012-gr%C3%B6%C3%9Fe.totals.svg) (0004-größe.totals.svg)";
        let leads = |target: &str| link_path(target) == "0004-größe.totals.svg";
        assert_eq!(NewNumber::in_pictures(before, "0012-größe.totals.svg", &leads), after);
    }

    #[test]
    fn names_without_a_link_change() {
        let before = "---\nstatus: superseded by ADR-0004\n---\n# 4 x\n";
        assert_eq!(CHANGE.in_mentions(before), before.replace("ADR-0004", "ADR-0012"));
        assert_eq!(CHANGE.mention_lines(before), [2]);
    }
}
