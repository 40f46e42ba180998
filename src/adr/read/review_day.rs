//! The day of an ADR's next review, and the result of its last one.

use jiff::civil::Date;

use super::date::{first_date, is_placeholder};
use crate::{adr::language::behind_review_on, decision::ReviewVerdict};

/// Keys of such a day, as letters and digits alone.
const KEYS: [&str; 8] =
    ["reviewby", "reviewdate", "reviewon", "reviewat", "reviewafter", "nextreview", "nextreviewdate", "reviewdue"];
/// Beginnings of sentences that state one, those of Weigh-In and others.
const SENTENCES: [&str; 3] = ["it is reviewed on ", "review on ", "next review on "];

/// Returns the last day that a text states for a review, as a fact in front matter or a list, or in a sentence. Whole
/// lines only, since otherwise days that somebody merely writes about would count.
pub(super) fn review_day(text: &str) -> Option<Date> {
    text.lines().filter_map(of_line).next_back()
}

fn of_line(line: &str) -> Option<Date> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-' | '+' | '|' | '>'));
    // Most lines start otherwise, and are skipped without a copy.
    let stated = if line.starts_with(['r', 'R', 'n', 'N', 'i', 'I']) { in_english(line) } else { None };
    first_date(stated.or_else(|| behind_phrase(line))?)
}

fn in_english(line: &str) -> Option<&str> {
    let start: String = line.chars().take(40).collect::<String>().to_ascii_lowercase();
    if SENTENCES.iter().any(|sentence| start.starts_with(sentence)) {
        return Some(&line[start.find(" on ")? + " on ".len()..]);
    }
    fact(line)
}

/// Returns the text behind the words for the next review in a language that is written, in a sentence that ends with a day.
fn behind_phrase(line: &str) -> Option<&str> {
    let sentence = line.trim_end().strip_suffix(['.', '。'])?;
    if sentence.ends_with(|c: char| c.is_ascii_digit()) { behind_review_on(sentence) } else { None }
}

/// Returns the value of a line with a key of such a day.
fn fact(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    KEYS.contains(&&*key).then(|| value.trim_matches(|c: char| matches!(c, '*' | ' ' | '"' | '\'')))
}

/// Returns the first fact in front matter that should be such a day and is none, with its line, from 1.
pub(super) fn unread_day(front: &str) -> Option<(usize, &str)> {
    let mut facts = front.lines().enumerate().filter_map(|(index, line)| Some((index + 1, fact(line)?)));
    facts.find(|(_, value)| !is_placeholder(value) && first_date(value).is_none())
}

/// Returns the last conclusion of a review, in the sentence in which Weigh-In's ADRs state it: "2027-01-02, Ana: the
/// decision is kept."
pub(super) fn last_review(text: &str) -> Option<(Date, ReviewVerdict)> {
    text.lines().filter_map(concluded).next_back()
}

fn concluded(line: &str) -> Option<(Date, ReviewVerdict)> {
    // Nearly all lines end here.
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (head, verdict) = line.split_once(": the decision is ")?;
    let verdict = ReviewVerdict::ALL.into_iter().find(|one| verdict.trim_end().trim_end_matches('.') == one.done())?;
    Some((first_date(head)?, verdict))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_found_where_it_is_a_fact_and_the_last_one_counts() {
        for (text, found) in [
            ("---\nreview-by: 2027-01-02\n---\n", Some(date(2027, 1, 2))),
            ("reviewBy: \"2027-01-02\"", Some(date(2027, 1, 2))),
            ("review_date: 2 January 2027", Some(date(2027, 1, 2))),
            ("* **Next review:** 2027-01-02", Some(date(2027, 1, 2))),
            ("It is reviewed on 2027-01-02.", Some(date(2027, 1, 2))),
            ("Review on 2027-01-02.\n\nReview on 2028-01-02.", Some(date(2028, 1, 2))),
            ("Revisar el 2027-01-02.", Some(date(2027, 1, 2))),
            ("Überprüfung am 2027-01-02.", Some(date(2027, 1, 2))),
            ("* 复审日期：2027-01-02。", Some(date(2027, 1, 2))),
            ("We review on 2027-01-02 what the board said.", None),
            ("reviewed: 2027-01-02", None),
            ("Reviewers: Ana, 2027-01-02", None),
            ("review-by: soon", None),
            ("", None),
        ] {
            assert_eq!(review_day(text), found, "{text}");
        }
    }

    #[test]
    fn a_fact_that_is_no_day_is_found_unless_nobody_has_filled_it_in() {
        assert_eq!(unread_day("---\nstatus: accepted\nreview-by: next spring\n---\n"), Some((3, "next spring")));
        for filled_in in ["2027-01-02", "", "\"\"", "YYYY-MM-DD", "{date}", "null", "~"] {
            assert_eq!(unread_day(&format!("---\nreview-by: {filled_in}\n---\n")), None, "{filled_in}");
        }
    }

    #[test]
    fn the_last_conclusion_counts() {
        let text =
            "## Reviews\n\n2027-01-02, Ana: the decision is kept.\n\n2028-01-02: the decision is kept with changes.\n";
        assert_eq!(last_review(text), Some((date(2028, 1, 2), ReviewVerdict::Amend)));
        for text in
            ["On 2027-01-02 the decision is kept.", "2027-01-02: the decision is open.", "x: the decision is kept."]
        {
            assert_eq!(last_review(text), None, "{text}");
        }
    }
}
