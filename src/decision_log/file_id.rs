//! The number or day in the name of an ADR's file.

use std::{collections::BTreeSet, ops::Range};

use jiff::civil::Date;

use crate::{adr::padded, decision::RepoPath};

/// The information on an ADR in its file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileId {
    /// Number at the start of the name; `None` if it has none, or one within a year, or starts with a day.
    pub(super) number: Option<u32>,
    /// Year and number in names whose numbers begin anew each year, as `ADR-2026-001`.
    pub(super) of_year: Option<(i16, u32)>,
    /// Day at the start of the name.
    pub(super) date: Option<Date>,
    /// Name for short: `0004a`, `ADR-12`, and the whole name without its extension if that starts with a day or with
    /// neither.
    pub(super) id: String,
    /// Words after the number or the day.
    pub(super) words: String,
}

impl FileId {
    pub(super) fn of(file: &str) -> Self {
        Self::among(file, &BTreeSet::new())
    }

    /// Returns the id of a file in a folder in which other ADRs have these words before their number.
    pub(super) fn among(file: &str, series: &BTreeSet<String>) -> Self {
        let stem = stem_of(file);
        // Before numbers, since a day starts with digits as well.
        if let Some((date, words)) = day(stem) {
            return Self { date, words: words.to_owned(), ..Self::unnumbered(stem) };
        }
        let Some(start) = stem.find(|c: char| c.is_ascii_digit()) else { return Self::unnumbered(stem) };
        let digits = &stem[start..start + stem[start..].bytes().take_while(u8::is_ascii_digit).count()];
        let rest = &stem[start + digits.len()..];
        let is_front = is_prefix(&stem[..start], digits, series);
        if let Some((of_year, words)) = number_of_year(digits, rest).filter(|_| is_front) {
            let id = stem[..stem.len() - words.len()].trim_end_matches(SEPARATORS).to_owned();
            return Self { of_year: Some(of_year), id, words: words.to_owned(), ..Self::unnumbered(stem) };
        }
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        // Only a single letter before a separator belongs to the number, as in `0004a-x`.
        let letter = usize::from(letters == 1 && rest[1..].starts_with(SEPARATORS));
        let separated = rest.is_empty() || rest[letter..].starts_with(SEPARATORS);
        // One or two digits need a separator after them, or `2fa.md` would be an ADR.
        let enough = digits.len() >= 3 || (separated && !is_long(&stem[..start]));
        match digits.parse() {
            // Nobody counts ADRs to eight digits; such names hold a day, or something else.
            Ok(number) if digits.len() < 8 && enough && is_front => {
                let end = start + digits.len() + letter;
                let words = stem[end..].trim_start_matches(SEPARATORS).to_owned();
                Self { number: Some(number), id: stem[..end].to_owned(), words, ..Self::unnumbered(stem) }
            }
            _ => Self::unnumbered(stem),
        }
    }

    /// Returns the words before the number of a file; `None` if there are none.
    pub(super) fn words_before(file: &str) -> Option<String> {
        let number = Self::of(file).number.is_some();
        let start = file.find(|c: char| c.is_ascii_digit()).filter(|start| number && *start > 0)?;
        Some(file[..start].to_owned())
    }

    /// Creates the id of a name without a number, a year and a day.
    fn unnumbered(stem: &str) -> Self {
        Self { number: None, of_year: None, date: None, id: stem.to_owned(), words: stem.to_owned() }
    }

    /// Reports whether the name starts with a number or a day.
    pub(super) fn is_numbered(&self) -> bool {
        self.number.is_some() || self.of_year.is_some() || self.date.is_some()
    }
}

/// Returns the name of the folder that an ADR has for itself, as in `0004-use-go/README.md`; `None` for a file of its own name.
pub(super) fn folder_of_its_own(file: &str) -> Option<&str> {
    let (folder, name) = file.rsplit_once('/')?;
    ["readme.md", "index.md"].iter().any(|own| name.eq_ignore_ascii_case(own)).then_some(folder)
}

/// Returns the name of an ADR without its end: that of its file, or that of the folder that it has for itself, which has the number then.
pub(super) fn stem_of(file: &str) -> &str {
    folder_of_its_own(file).unwrap_or_else(|| file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

/// Returns the folder of ADRs that the path of an ADR is in, and the ADR's name there, which is `0004-use-go/README.md` if it has a folder
/// of its own.
pub(super) fn place_of(path: &RepoPath) -> (RepoPath, &str) {
    let around = path.folder();
    let own = (around.file_name().len() + 1 + path.file_name().len()).min(path.len());
    let name = &path[path.len() - own..];
    match folder_of_its_own(name) {
        Some(folder) if FileId::of(&format!("{folder}.md")).is_numbered() => (around.folder(), name),
        _ => (around, path.file_name()),
    }
}

/// Returns the name of the file with the new number, without a letter after the old one.
pub(super) fn new_name(file: &str, id: &str, new: u32) -> String {
    let start = id.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let digits: String = id[start..].chars().take_while(char::is_ascii_digit).collect();
    format!("{}{}{}", &file[..start], padded(new, &digits), &file[id.len()..])
}

const SEPARATORS: [char; 4] = ['-', '_', '.', ' '];

/// Reports whether a name may begin so before the number of an ADR: with a word for ADRs, as `ADR-007` and `team-adr-0007`, or with
/// a few words of the team's before zeros, as `acme-q-001`.
/// Among ADRs named so, the number needs no zeros, as `acme-q-100` beside `acme-q-099`.
fn is_prefix(prefix: &str, digits: &str, series: &BTreeSet<String>) -> bool {
    const FEW: usize = 3;
    let words = ["adr", "madr", "dr", "rfc"];
    let parts = || prefix.trim_end_matches(SEPARATORS).split(SEPARATORS);
    let is_padded = digits.len() >= 3 && digits.starts_with('0') && prefix.ends_with(SEPARATORS);
    prefix.is_empty()
        || parts().any(|part| words.contains(&part.to_ascii_lowercase().as_str()))
        || (is_padded && parts().count() <= FEW)
        || series.contains(prefix)
}

/// Returns the year in digits and the number behind it, as in `2026-001-use-go`, and the words after them. A number of two digits would
/// be a month.
fn number_of_year<'a>(digits: &str, rest: &'a str) -> Option<((i16, u32), &'a str)> {
    let year = year(digits).filter(|_| digits.len() == 4)?;
    let behind = rest.strip_prefix(['-', '_'])?;
    let length = behind.bytes().take_while(u8::is_ascii_digit).count();
    let number = behind[..length].parse().ok().filter(|_| (3..=4).contains(&length) && is_apart(&behind[length..]))?;
    Some(((year, number), behind[length..].trim_start_matches(SEPARATORS)))
}

/// Reports whether several words precede the number.
fn is_long(prefix: &str) -> bool {
    prefix.trim_end_matches(SEPARATORS).contains(SEPARATORS)
}

/// Returns the day or month at the start of a name, and the words after it.
fn day(stem: &str) -> Option<(Option<Date>, &str)> {
    // The hour, the minute and the second may follow.
    let length = stem.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(length, 8 | 10 | 12 | 14) && is_apart(&stem[length..]) {
        let date = date(&stem[..4], &stem[4..6], &stem[6..8]);
        return date.map(|date| (Some(date), stem[length..].trim_start_matches(SEPARATORS)));
    }
    let sign = ['-', '_'].into_iter().find(|sign| stem.get(4..).is_some_and(|rest| rest.starts_with(*sign)))?;
    let (year, month) = (digits_in(stem, 0..4)?, digits_in(stem, 5..7)?);
    if let Some(number) = digits_in(stem, 8..10).filter(|_| stem[7..].starts_with(sign) && is_apart(&stem[10..])) {
        return date(year, month, number).map(|date| (Some(date), stem[10..].trim_start_matches(SEPARATORS)));
    }
    // A month alone is not a day, but it is not a number either.
    date(year, month, "1").filter(|_| is_apart(&stem[7..])).map(|_| (None, stem[7..].trim_start_matches(SEPARATORS)))
}

/// Returns a part of a name, if it consists of digits.
fn digits_in(stem: &str, range: Range<usize>) -> Option<&str> {
    stem.get(range).filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the year that digits mean, if ADRs may be from it.
fn year(digits: &str) -> Option<i16> {
    digits.parse().ok().filter(|year| (1900..2200).contains(year))
}

/// Returns the day that these digits mean, if ADRs may be from that year.
fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = self::year(year)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Reports whether a separator or the end follows digits.
fn is_apart(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(SEPARATORS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_front_of_names() {
        for (file, number, id) in [
            ("0001-use-go.md", Some(1), "0001"),
            ("012-use-go.md", Some(12), "012"),
            ("ADR-042-use-go.md", Some(42), "ADR-042"),
            ("ADR-042_Use_Go.md", Some(42), "ADR-042"),
            ("adr-7.md", Some(7), "adr-7"),
            ("ADR006-x.md", Some(6), "ADR006"),
            ("DR012-x.md", Some(12), "DR012"),
            ("ODH-ADR-Operator-0002-x.md", Some(2), "ODH-ADR-Operator-0002"),
            ("acme-q-001-queue.md", Some(1), "acme-q-001"),
            ("acme-q-100-queue.md", None, "acme-q-100-queue"),
            ("0004a-x.md", Some(4), "0004a"),
            ("0000-template.md", Some(0), "0000"),
            ("README.md", None, "README"),
            ("adrift.md", None, "adrift"),
            ("adr-tools-2-go.md", None, "adr-tools-2-go"),
            ("2fa.md", None, "2fa"),
            ("2026-11-03-use-go.md", None, "2026-11-03-use-go"),
            ("20261103-use-go.md", None, "20261103-use-go"),
            ("2026-01-use-go.md", None, "2026-01-use-go"),
            ("99999999999999-x.md", None, "99999999999999-x"),
            ("2026-report.md", Some(2026), "2026"),
            ("ADR-2026-001-use-go.md", None, "ADR-2026-001"),
            ("2026_0012.md", None, "2026_0012"),
            ("2026-100-days.md", None, "2026-100"),
            ("1042-100-days.md", Some(1042), "1042"),
            ("0004ä.md", Some(4), "0004"),
            ("0004-use-go/README.md", Some(4), "0004"),
            ("2026-11-03-use-go/index.md", None, "2026-11-03-use-go"),
        ] {
            let found = FileId::of(file);
            assert_eq!((found.number, found.id.as_str()), (number, id), "{file}");
        }
    }

    #[test]
    fn days_in_front_of_names() {
        for file in [
            "2026-11-03-use-go.md",
            "20261103-use-go.md",
            "2026-11-03_use-go.md",
            "2026_11_03_use-go.md",
            "2026110316-use-go.md",
            "202611031626-use-go.md",
            "20261103162604-use-go.md",
        ] {
            let found = FileId::of(file);
            assert_eq!(found.date.map(|date| date.to_string()).as_deref(), Some("2026-11-03"), "{file}");
            assert_eq!(found.words, "use-go");
        }
        assert_eq!(FileId::of("20261399-x.md").date, None);
    }
}
