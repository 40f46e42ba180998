//! The pattern in the names of a folder's files.

use jiff::civil::Date;

use super::{
    file_id::{FileId, folder_of_its_own, stem_of},
    name::slug_of,
};
use crate::adr::most;

/// The part before the title in a file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum PatternFront {
    /// `0001`, `ADR-001`: the text before the number, and its minimum number of digits.
    Number(String, usize),
    /// `ADR-2026-001`, where numbers begin anew each year: the text before the year, the sign behind it, and the minimum number of
    /// digits.
    OfYear(String, char, usize),
    /// `20261103`, and `20261103162604` with as many digits for the time.
    Compact(usize),
    /// `2026-11-03`
    Day,
    /// Nothing: the title is the name.
    Nothing,
}

/// The pattern in the names of a folder's files; `NNNN-title-with-dashes.md` by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePattern {
    front: PatternFront,
    /// Character between the front and the title.
    separator: char,
    /// Character between the words of the title.
    between: char,
    /// Whether the title is a part of the name.
    titled: bool,
    /// Name of the file in a folder that each ADR has for itself.
    own: Option<String>,
}

/// The numbers in the names of a folder's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// None: names have the day, or the title alone.
    None,
    /// One after the other.
    Throughout,
    /// From 1 each year.
    ByYear,
}

impl Default for NamePattern {
    fn default() -> Self {
        Self { front: PatternFront::Number(String::new(), 4), separator: '-', between: '-', titled: true, own: None }
    }
}

impl NamePattern {
    /// Returns the pattern of most of these files, which are given the oldest first.
    #[must_use]
    pub fn following(files: &[&str]) -> Self {
        let seen: Vec<(Self, bool)> = files.iter().filter_map(|file| seen_in(file)).collect();
        let bare: Vec<&str> = files.iter().copied().filter(|file| seen_in(file).is_none()).collect();
        // One name alone may have been an oversight.
        if bare.len() > seen.len().max(1) {
            let between = |file: &&str| if file.contains('_') && !file.contains('-') { '_' } else { '-' };
            let between = most(bare.iter().map(between)).unwrap_or('-');
            return Self { front: PatternFront::Nothing, between, ..Self::default() };
        }
        // The number of digits is decided apart from the text before them.
        let Some(common) = most(seen.iter().map(|(pattern, _)| unsized_front(&pattern.front))) else {
            return Self::default();
        };
        let alike: Vec<&(Self, bool)> = seen.iter().filter(|(p, _)| unsized_front(&p.front) == common).collect();
        // Leading zeros show the intended width of a number; a number without any may be narrow by chance.
        let padded = most(alike.iter().filter(|(_, padded)| *padded).map(|(p, _)| width(p)));
        let Some(mut pattern) = most(alike.iter().map(|(p, _)| Self { front: unsized_front(&p.front), ..p.clone() }))
        else {
            return Self::default();
        };
        if let PatternFront::Number(_, width) | PatternFront::OfYear(_, _, width) = &mut pattern.front {
            // Numbers that all fill their digits, such as 100 to 999, are as wide as the narrowest.
            *width = padded.unwrap_or_else(|| alike.iter().map(|(p, _)| self::width(p)).min().unwrap_or(4));
        }
        pattern
    }

    /// Returns which numbers names have.
    #[must_use]
    pub fn numbering(&self) -> Numbering {
        match self.front {
            PatternFront::Number(..) => Numbering::Throughout,
            PatternFront::OfYear(..) => Numbering::ByYear,
            PatternFront::Compact(_) | PatternFront::Day | PatternFront::Nothing => Numbering::None,
        }
    }

    /// Returns the name of an ADR's file.
    #[must_use]
    pub fn file_name(&self, number: u32, day: Date, title: &str) -> String {
        let front = match &self.front {
            PatternFront::Number(before, width) => format!("{before}{number:0width$}"),
            PatternFront::OfYear(before, sign, width) => {
                format!("{before}{:04}{sign}{number:0width$}", day.year())
            }
            // A record keeps the day and no time; the same name has to come out again.
            PatternFront::Compact(time) => {
                format!("{:04}{:02}{:02}{}", day.year(), day.month(), day.day(), "0".repeat(*time))
            }
            PatternFront::Day => day.to_string(),
            PatternFront::Nothing => String::new(),
        };
        let slug = slug_of(title).replace('-', &self.between.to_string());
        let stem = match self.front {
            _ if !self.titled => front,
            PatternFront::Nothing => slug,
            _ => format!("{front}{}{slug}", self.separator),
        };
        self.own.as_ref().map_or_else(|| format!("{stem}.md"), |own| format!("{stem}/{own}"))
    }
}

fn unsized_front(front: &PatternFront) -> PatternFront {
    match front {
        PatternFront::Number(before, _) => PatternFront::Number(before.clone(), 0),
        PatternFront::OfYear(before, sign, _) => PatternFront::OfYear(before.clone(), *sign, 0),
        other => other.clone(),
    }
}

fn width(pattern: &NamePattern) -> usize {
    if let PatternFront::Number(_, width) | PatternFront::OfYear(_, _, width) = pattern.front { width } else { 0 }
}

/// Returns the pattern of a name, and whether its number has leading zeros.
fn seen_in(file: &str) -> Option<(NamePattern, bool)> {
    let id = FileId::of(file);
    let stem = stem_of(file);
    let own = folder_of_its_own(file).map(|folder| file[folder.len() + 1..].to_owned());
    let (front, end, is_padded) = if id.date.is_some() {
        let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
        let compact = PatternFront::Compact(digits.saturating_sub(8));
        let (front, end) = if digits >= 8 { (compact, digits) } else { (PatternFront::Day, 10) };
        (front, end, false)
    } else if id.of_year.is_some() {
        let start = stem.find(|c: char| c.is_ascii_digit())?;
        let (sign, behind) = (stem[start + 4..].chars().next()?, &stem[start + 5..]);
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        (PatternFront::OfYear(stem[..start].to_owned(), sign, digits), id.id.len(), behind.starts_with('0'))
    } else {
        id.number?;
        let start = stem.find(|c: char| c.is_ascii_digit())?;
        let digits = stem[start..].bytes().take_while(u8::is_ascii_digit).count();
        let letter = usize::from(stem[start + digits..].starts_with(|c: char| c.is_ascii_alphabetic()));
        let front = PatternFront::Number(stem[..start].to_owned(), digits);
        (front, start + digits + letter, stem[start..].starts_with('0'))
    };
    let gap = stem.get(end..stem.len() - id.words.len()).and_then(|gap| gap.chars().next());
    let separator = gap.filter(|c| "-_. ".contains(*c)).unwrap_or('-');
    // A title of one word shows nothing of its own.
    let is_one_word = !id.words.contains(['_', '-']);
    let has_underscores = id.words.contains('_') && !id.words.contains('-');
    let between = if has_underscores || (is_one_word && separator == '_') { '_' } else { '-' };
    Some((NamePattern { front, separator, between, titled: !id.words.is_empty(), own }, is_padded))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_next_name_follows_the_folder() {
        for (files, expected) in [
            (&[][..], "0012-use-go.md"),
            (&["0001-a.md", "0002-b.md"], "0012-use-go.md"),
            (&["001-a.md", "002-b.md"], "012-use-go.md"),
            (&["ADR-001-a.md", "ADR-002-b.md", "README.md"], "ADR-012-use-go.md"),
            (&["adr-001-a.md"], "adr-012-use-go.md"),
            (&["acme-q-001-a.md", "acme-q-002-b.md"], "acme-q-012-use-go.md"),
            (&["ADR006-a.md"], "ADR012-use-go.md"),
            (&["ADR-1.md", "ADR-10.md", "ADR-2.md"], "ADR-12.md"),
            (&["ADR-001_Use_X.md"], "ADR-012_use_go.md"),
            (&["098-a.md", "099-b.md", "100-c.md", "101-d.md", "102-e.md"], "012-use-go.md"),
            (&["20261101-a.md", "20261102-b.md"], "20261103-use-go.md"),
            (&["2026-11-01-a.md", "2026-11-02-b.md"], "2026-11-03-use-go.md"),
            (&["20261101101500-a.md", "20261102111500-b.md"], "20261103000000-use-go.md"),
            (&["ADR-2025-007-a.md", "ADR-2026-001-b.md"], "ADR-2026-012-use-go.md"),
            (&["2026_001_a.md", "2026_002_b.md"], "2026_012_use_go.md"),
            (&["0001-a/README.md", "0002-b/README.md"], "0012-use-go/README.md"),
            (&["0001-a.md", "0002-b/index.md", "0003-c/index.md"], "0012-use-go/index.md"),
            (&["0001-a.md", "20261102-b.md"], "20261103-use-go.md"),
            (&["0001-a.md", "0002-b.md", "20261102-b.md"], "0012-use-go.md"),
            (&["0004-a.md", "0004a-b.md"], "0012-use-go.md"),
            (&["use-a-queue.md", "store-images.md"], "use-go.md"),
            (&["use_a_queue.md", "store_images.md", "0001-a.md"], "use_go.md"),
            (&["use-a-queue.md"], "0012-use-go.md"),
            (&["use-a-queue.md", "0001-a.md"], "0012-use-go.md"),
        ] {
            let pattern = NamePattern::following(files);
            assert_eq!(pattern.file_name(12, date(2026, 11, 3), "Use Go"), expected, "{files:?}");
        }
    }
}
