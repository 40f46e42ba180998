//! The form in which a team writes days, such as `2026-11-03`, `03.11.2026` or `November 3, 2026`.

use jiff::civil::Date;

use crate::adr::{
    language::{MonthName, is_unspaced},
    most::most,
    read::first_date,
};

/// The form of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::adr) struct DayForm {
    parts: Vec<DayPart>,
    /// Whether a number of one digit has a zero before it.
    pads: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum DayPart {
    Year,
    Month,
    Day,
    Name(MonthName),
    Text(String),
}

/// The forms that one day may have: two if the numbers of its day and its month cannot be told apart.
#[derive(Clone)]
struct SeenForms {
    parts: Vec<Vec<DayPart>>,
    /// Whether it pads its numbers; `None` if all of them have two digits.
    pads: Option<bool>,
}

impl DayForm {
    /// Returns the form of ISO 8601.
    pub(in crate::adr) fn iso() -> Self {
        let dash = || DayPart::Text("-".to_owned());
        Self { parts: vec![DayPart::Year, dash(), DayPart::Month, dash(), DayPart::Day], pads: true }
    }

    /// Returns the form that most of these days have. Where no day shows whether the number of the day or that of the month comes
    /// first, it is the month if `month_first` is set.
    pub(in crate::adr) fn of_most<'a>(days: impl Iterator<Item = &'a str>, month_first: bool) -> Option<Self> {
        let seen: Vec<SeenForms> = days.filter_map(seen_forms).collect();
        let told = seen.iter().filter(|seen| seen.parts.len() == 1).map(|seen| is_month_first(&seen.parts[0]));
        let month_first = most(told.clone().filter(|first| *first).chain(told)).unwrap_or(month_first);
        let chosen = seen
            .iter()
            .map(|seen| seen.parts.iter().find(|parts| is_month_first(parts) == month_first).unwrap_or(&seen.parts[0]));
        let parts = most(chosen)?.clone();
        let has_name = parts.iter().any(|part| matches!(part, DayPart::Name(_)));
        let pads = most(seen.iter().filter_map(|seen| seen.pads)).unwrap_or(!has_name);
        Some(Self { parts, pads })
    }

    /// Reports whether the number of the month comes first.
    pub(super) fn is_month_first(&self) -> bool {
        is_month_first(&self.parts)
    }

    /// Returns a day in this form.
    pub(in crate::adr) fn of(&self, date: Date) -> String {
        let number = |n: i8| if self.pads { format!("{n:02}") } else { n.to_string() };
        let part = |part: &DayPart| match part {
            DayPart::Year => format!("{:04}", date.year()),
            DayPart::Month => number(date.month()),
            DayPart::Day => number(date.day()),
            DayPart::Name(name) => name.of_month(date.month()),
            DayPart::Text(text) => text.clone(),
        };
        self.parts.iter().map(part).collect()
    }
}

fn is_month_first(parts: &[DayPart]) -> bool {
    parts.first() == Some(&DayPart::Month)
}

/// Returns the forms that a written day may have; `None` for words without a day. Words around the day are not a part of it.
fn seen_forms(words: &str) -> Option<SeenForms> {
    let date = first_date(words)?;
    let parts = parts(words);
    let numbers: Vec<usize> = (0..parts.len()).filter(|at| is_number(parts[*at])).collect();
    let year = format!("{:04}", date.year());
    let Some(year_at) = numbers.iter().copied().find(|at| parts[*at] == year) else {
        // Without signs between the numbers.
        let compact = vec![DayPart::Year, DayPart::Month, DayPart::Day];
        let written = DayForm { parts: compact.clone(), pads: true }.of(date);
        return words.contains(&written).then(|| SeenForms { parts: vec![compact], pads: Some(true) });
    };
    let name_at = (0..parts.len()).find(|at| MonthName::of(parts[*at]).is_some());
    let near: Vec<usize> = numbers.into_iter().filter(|at| *at != year_at && parts[*at].len() <= 2).collect();
    let orders: Vec<[usize; 2]> = match (name_at, near.as_slice()) {
        (Some(name), [day, ..]) => vec![[*day, name]],
        // Where the year comes first, the day comes last.
        (None, [a, b, ..]) if year_at < *a => vec![[*b, *a]],
        (None, [a, b, ..]) => vec![[*a, *b], [*b, *a]],
        _ => return None,
    };
    let has = |at: usize, n: i8| parts[at].parse() == Ok(n);
    let fits = |[day, month]: &[usize; 2]| {
        let is_ambiguous = orders.len() == 2 && date.day() <= 12;
        is_ambiguous || (has(*day, date.day()) && (Some(*month) == name_at || has(*month, date.month())))
    };
    let form = |[day_at, month_at]: &[usize; 2]| -> Vec<DayPart> {
        let (from, mut to) = (year_at.min(*day_at).min(*month_at), year_at.max(*day_at).max(*month_at));
        // Such as the sign for a day in `2026年11月3日`.
        let is_sign = |part: &&&str| part.chars().count() == 1 && part.starts_with(is_unspaced);
        to += usize::from(parts.get(to + 1).as_ref().is_some_and(is_sign));
        (from..=to)
            .map(|at| match MonthName::of(parts[at]).filter(|_| at == *month_at) {
                _ if at == year_at => DayPart::Year,
                _ if at == *day_at => DayPart::Day,
                Some(name) => DayPart::Name(name),
                None if at == *month_at => DayPart::Month,
                None => DayPart::Text(parts[at].to_owned()),
            })
            .collect()
    };
    let pads = if near.iter().any(|at| parts[*at].len() == 1) {
        Some(false)
    } else {
        near.iter().any(|at| parts[*at].starts_with('0')).then_some(true)
    };
    let parts: Vec<Vec<DayPart>> = orders.iter().filter(|order| fits(order)).map(form).collect();
    (!parts.is_empty()).then_some(SeenForms { parts, pads })
}

fn is_number(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the runs of digits, of letters and of other characters.
fn parts(words: &str) -> Vec<&str> {
    let kind = |c: char| if c.is_ascii_digit() { 0 } else { 1 + u8::from(!c.is_alphabetic()) };
    let mut parts = Vec::new();
    let (mut from, mut last) = (0, None);
    for (at, c) in words.char_indices() {
        let kind = kind(c);
        if last.is_some_and(|last| last != kind) {
            parts.push(&words[from..at]);
            from = at;
        }
        last = Some(kind);
    }
    if from < words.len() {
        parts.push(&words[from..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_written_as_others_were() {
        for (days, month_first, expected) in [
            (&["2026-11-12"][..], false, "2026-03-07"),
            (&["5.1.2026", "28.2.2026"], false, "7.3.2026"),
            (&["05/01/2026", "28/02/2026"], false, "07/03/2026"),
            (&["01/05/2026", "02/28/2026", "02/02/2026"], false, "03/07/2026"),
            (&["1/15/2026", "12/15/2026"], false, "3/7/2026"),
            (&["01/05/2026"], true, "03/07/2026"),
            (&["January 15, 2026"], false, "March 7, 2026"),
            (&["Jan 05, 2026"], false, "Mar 07, 2026"),
            (&["5 January 2026"], false, "7 March 2026"),
            (&["am 5. Januar 2026"], false, "7. März 2026"),
            (&["5 de enero de 2026"], false, "7 de marzo de 2026"),
            (&["2026年11月15日"], false, "2026年03月07日"),
            (&["2026年1月5日 (x)"], false, "2026年3月7日"),
            (&["20260105"], false, "20260307"),
            (&["2026-01-05T10:00:00Z (Ann)"], false, "2026-03-07"),
        ] {
            let form = DayForm::of_most(days.iter().copied(), month_first);
            assert_eq!(form.map(|form| form.of(date(2026, 3, 7))).as_deref(), Some(expected), "{days:?}");
        }
        assert_eq!(DayForm::of_most(["soon", ""].into_iter(), false), None);
    }
}
