//! Values on the command line, read as fields take them.

use jiff::civil::Date;

use crate::decision::{
    Criterion, Link, MustHave, MustHaveRule, Score,
    text::{is_blank, single_line},
};

/// Returns the items of a list: the texts that were given, without those that say nothing.
pub(super) fn list(texts: &[&str]) -> Vec<String> {
    texts.iter().filter(|text| !is_blank(text)).map(|text| (*text).to_owned()).collect()
}

/// Returns the day; `None` for an empty value.
pub(super) fn day(text: &str) -> Result<Option<Date>, String> {
    if is_blank(text) {
        return Ok(None);
    }
    text.trim().parse().map(Some).map_err(|_| format!("`{text}` is no day; write it as 2027-01-15"))
}

/// Returns a weight from 0 to 100.
pub(super) fn swing(text: &str) -> Result<u8, String> {
    let swing = text.trim().parse().ok().filter(|swing| *swing <= Criterion::MAX_SWING);
    swing.ok_or_else(|| format!("`{text}` is no weight; write a whole number from 0 to 100"))
}

/// Returns the threshold; `None` for an empty value.
pub(super) fn must_have(text: &str) -> Result<Option<MustHave>, String> {
    if is_blank(text) {
        return Ok(None);
    }
    let wrong = || {
        format!(
            "`{text}` is no must-have; write the lowest score that passes, such as 3, or 3/2 if two members below it rule an option out"
        )
    };
    let (at_least, members) = text.trim().split_once('/').map_or((text.trim(), None), |(at, by)| (at, Some(by)));
    let at_least = at_least.trim().parse().ok().and_then(Score::new).ok_or_else(wrong)?;
    let rule = match members {
        None => MustHaveRule::Median,
        Some(members) => {
            let members = members.trim().parse().ok().filter(|members| *members > 0).ok_or_else(wrong)?;
            MustHaveRule::Members(members)
        }
    };
    Ok(Some(MustHave { at_least, rule }))
}

/// Returns the place of an option, counted from 0, of its place from 1.
pub(super) fn place(text: &str, count: usize) -> Result<usize, String> {
    let place: Option<usize> = text.trim().parse().ok().filter(|place| (1..=count).contains(place));
    place.map(|place| place - 1).ok_or_else(|| format!("`{text}` is no place; write a whole number from 1 to {count}"))
}

/// Returns yes or no.
pub(super) fn flag(text: &str) -> Result<bool, String> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" => Ok(true),
        "no" | "false" | "" => Ok(false),
        _ => Err(format!("`{text}` is neither yes nor no")),
    }
}

/// Returns the weight of a ballot.
pub(super) fn weight(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|_| format!("`{text}` is no number, such as 1 or 0.5"))
}

/// Returns a link: its words, if there are any, and behind them its address.
pub(super) fn link(text: &str) -> Link {
    let line = single_line(text.trim());
    let (label, url) = line.rsplit_once(' ').unwrap_or(("", &line));
    Link { label: label.trim().to_owned(), url: url.to_owned() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn values_as_people_write_them() {
        assert_eq!(day("2027-01-15").unwrap().unwrap().to_string(), "2027-01-15");
        assert_eq!(day(" ").unwrap(), None);
        assert!(day("15.1.2027").is_err());
        assert_eq!((swing("0"), swing(" 100 ")), (Ok(0), Ok(100)));
        assert!(["101", "-1", "4.5", "", "x"].iter().all(|text| swing(text).is_err()));
        assert_eq!(must_have("3").unwrap().unwrap().rule, MustHaveRule::Median);
        assert_eq!(must_have("4/2").unwrap().unwrap().rule, MustHaveRule::Members(2));
        assert_eq!(must_have("").unwrap(), None);
        assert!(["0", "6", "3/0", "3/x", "x", "3/"].iter().all(|text| must_have(text).is_err()));
        assert_eq!((flag("yes"), flag("No"), flag("")), (Ok(true), Ok(false), Ok(false)));
        assert!(flag("maybe").is_err());
        let found = link("Load test, October https://wiki.example/x");
        assert_eq!((found.label.as_str(), found.url.as_str()), ("Load test, October", "https://wiki.example/x"));
        assert_eq!(link("https://a.example").label, "");
        assert_eq!(list(&["- a", " ", "b"]), ["- a", "b"]);
    }
}
