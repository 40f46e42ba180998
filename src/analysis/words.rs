//! Numbers and lists as people read them.

use super::model::TIE;

/// Points that two digits are too few to show.
const LESS_THAN_SHOWN: &str = "less than 0.01";

/// Returns a number with at most two digits behind the point, and a proper minus.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    minus(text)
}

/// Points of the scale with two digits behind the point, and a proper minus.
#[must_use]
pub fn points(value: f64) -> String {
    minus(&format!("{value:.2}"))
}

/// Returns the hundredths of a point that two digits behind the point show.
#[must_use]
pub fn hundredths(value: f64) -> i64 {
    // Read off what is shown: multiplied by 100, some numbers would be rounded another way.
    let shown: String = format!("{value:.2}").chars().filter(|c| *c != '.').collect();
    shown.parse().unwrap_or_default()
}

/// Returns by how much one total is ahead of another that is no larger, in points: the difference of the two as they are shown, so
/// that numbers beside each other agree. Where these are the same, it is the difference that two digits do not show.
#[must_use]
pub fn shown_gap(ahead: f64, behind: f64) -> f64 {
    match hundredths(ahead) - hundredths(behind) {
        0 => ahead - behind,
        shown => shown as f64 / 100.0,
    }
}

/// Returns the same in words, such as "0.49".
#[must_use]
pub fn lead(ahead: f64, behind: f64) -> String {
    let gap = shown_gap(ahead, behind);
    // Totals that are shown alike are less than that apart, whatever their difference rounds to.
    let is_shown_alike = hundredths(ahead) == hundredths(behind);
    if gap > TIE && is_shown_alike { LESS_THAN_SHOWN.to_owned() } else { points(gap) }
}

/// Returns a [`lead`] with its unit: "0.49 points", "1 point".
#[must_use]
pub fn lead_in_points(ahead: f64, behind: f64) -> String {
    with_unit(&lead(ahead, behind))
}

/// Points above 0, which two digits may be too few to show: "0.49", "less than 0.01".
#[must_use]
pub fn some_points(value: f64) -> String {
    if value < 0.005 { LESS_THAN_SHOWN.to_owned() } else { points(value) }
}

/// Returns the same with the unit: "0.49 points", "1 point".
#[must_use]
pub fn some_in_points(value: f64) -> String {
    with_unit(&some_points(value))
}

fn with_unit(points: &str) -> String {
    if points == "1.00" { "1 point".to_owned() } else { format!("{points} points") }
}

/// [`points`] with a sign in front of all but nothing.
#[must_use]
pub fn signed_points(value: f64) -> String {
    let text = points(value);
    let is_more = value > 0.0 && text.bytes().any(|c| (b'1'..=b'9').contains(&c));
    if is_more { format!("+{text}") } else { text }
}

fn minus(text: &str) -> String {
    match text.strip_prefix('-') {
        // What rounds to 0 has no minus.
        Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text.to_owned(),
    }
}

/// Returns a share as a whole percentage. Only all is "100 %" and only none is "0 %".
#[must_use]
pub fn percent(share: f64) -> String {
    /// What is nearer to all or none than this is that, and was rounded.
    const ROUNDING: f64 = 1e-9;
    // Without the sign that nothing may have, too.
    let rounded = (share * 100.0).round() + 0.0;
    if share < 1.0 - ROUNDING && rounded >= 100.0 {
        format!("over {}", if share > 0.999 { "99.9 %" } else { "99 %" })
    } else if share > ROUNDING && rounded <= 0.0 {
        format!("under {}", if share < 0.001 { "0.1 %" } else { "1 %" })
    } else {
        format!("{rounded:.0} %")
    }
}

/// Reports whether a share is too near to all or none for a whole percentage, so that words give a bound for it.
pub(super) fn is_given_as_a_bound(share: f64) -> bool {
    let rounded = (share * 100.0).round();
    rounded <= 0.0 || rounded >= 100.0
}

/// Returns a share that was seen in draws, of which `low` and `high` say how far it may be off: what was always or never seen is
/// still not certain.
pub(super) fn percent_within(share: f64, low: f64, high: f64) -> String {
    // Nothing was drawn, so the share is exact.
    if low >= high {
        percent(share)
    } else if share >= 1.0 {
        // Bounds are rounded away from certainty, so that they still hold.
        format!("over {}", tenths((low * 1000.0).floor() / 1000.0))
    } else if share <= 0.0 {
        format!("under {}", tenths((high * 1000.0).ceil() / 1000.0))
    } else {
        percent(share)
    }
}

/// Returns a share with a digit behind the point, never quite nothing or all.
fn tenths(share: f64) -> String {
    format!("{:.1} %", (share * 1000.0).clamp(1.0, 999.0) / 10.0)
}

/// Returns a criterion's share of the weight, with a digit behind the point but for none and all of it: "4.9 %", "0 %".
#[must_use]
pub fn share_of_weight(share: f64) -> String {
    if share <= 0.0 || share >= 1.0 {
        percent(share)
    } else if share < LEAST_ERROR_TOLD {
        "under 0.1 %".to_owned()
    } else if share > 1.0 - LEAST_ERROR_TOLD {
        "over 99.9 %".to_owned()
    } else {
        tenths(share)
    }
}

/// Returns a width of shares, such as "0.4 percentage points".
pub(super) fn percentage_points(width: f64) -> String {
    format!("{:.1} percentage points", width * 100.0)
}

/// Below this share a percentage with one digit would say "0.0 %" or round up.
pub(super) const LEAST_ERROR_TOLD: f64 = 0.001;

/// Returns a bound as a whole percentage that is never too large; under 10 % with a digit behind the point, and never "0.0 %".
#[must_use]
pub fn percent_at_most(share: f64) -> String {
    if share < LEAST_ERROR_TOLD {
        return "under 0.1 %".to_owned();
    }
    // What is left of a sum like 0.3 must not turn 30 % into 29 %.
    let whole = (share * 100.0 + 1e-7).floor();
    if whole >= 10.0 { format!("{whole:.0} %") } else { format!("{:.1} %", (share * 1000.0 + 1e-7).floor() / 10.0) }
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, "and")
}

/// Returns the first few of a list, and how many more there are.
pub(super) fn short_list<T: AsRef<str>>(items: &[T], most: usize) -> String {
    list(&shortened(items, most))
}

/// "a", "a or b", "a, b or c", "a, b or 2 more".
pub(super) fn any_of<T: AsRef<str>>(items: &[T], most: usize) -> String {
    joined(&shortened(items, most), "or")
}

fn joined<T: AsRef<str>>(items: &[T], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", most.join(", "), last.as_ref())
        }
    }
}

fn shortened<T: AsRef<str>>(items: &[T], most: usize) -> Vec<String> {
    // "1 more" would take as much room as the name that it hides.
    let shown = if items.len() <= most + 1 { items.len() } else { most };
    let more = (shown < items.len()).then(|| format!("{} more", items.len() - shown));
    items[..shown].iter().map(|item| item.as_ref().to_owned()).chain(more).collect()
}

/// "1 cell", "2 cells".
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// [`count`] with numbers up to twelve in words, for sentences: "three people", "50 people".
pub(crate) fn count_of(n: usize, one: &str, many: &str) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let noun = if n == 1 { one } else { many };
    WORDS.get(n).map_or_else(|| format!("{n} {noun}"), |word| format!("{word} {noun}"))
}

/// Returns what a result is without where so many sealed private ballots are not published yet, in words that follow a comma.
pub(super) fn without_unpublished(ballots: usize) -> Option<String> {
    let missing = count(ballots, "sealed ballot that is", "sealed ballots that are");
    (ballots > 0).then(|| format!("without {missing} not published yet"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(points(-0.111), "−0.11");
        assert_eq!(points(-0.001), "0.00");
        assert_eq!([0.111, -0.111, 0.004, -0.004].map(signed_points), ["+0.11", "−0.11", "0.00", "0.00"]);
        assert_eq!(number(2.50), "2.5");
        assert_eq!(number(-3.0), "−3");
        assert_eq!(number(10.0), "10");
        assert_eq!(percent(0.284), "28 %");
        assert_eq!(percent(0.9986), "over 99 %");
        assert_eq!(percent(0.9996), "over 99.9 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(1.0 - 1e-15), "100 %");
        assert_eq!(percent(0.004), "under 1 %");
        assert_eq!(percent(0.0004), "under 0.1 %");
        assert_eq!([0.0, -0.0, -1e-12].map(percent), ["0 %"; 3]);
    }

    #[test]
    fn a_lead_is_the_difference_of_the_totals_as_they_are_shown() {
        assert_eq!(lead(3.924, 3.316), "0.60");
        assert_eq!(lead(3.974, 3.486), "0.48", "not 0.49");
        assert_eq!(lead(4.012, 4.011), "less than 0.01");
        assert_eq!([lead(4.0, 4.0), lead(4.0, 4.0 - 1e-12)], ["0.00"; 2]);
        assert_eq!(lead(1.115, 1.1), "0.01", "1.115 is a little less, and shown as 1.11");
        assert_eq!([lead_in_points(4.0, 3.0), lead_in_points(4.004, 2.996)], ["1 point"; 2]);
        assert_eq!(lead_in_points(5.0, 1.0), "4.00 points");
        assert_eq!([hundredths(-0.004), hundredths(-0.126), hundredths(f64::NAN)], [0, -13, 0]);
    }

    #[test]
    fn what_was_always_seen_in_draws_is_not_certain() {
        assert_eq!(percent_within(1.0, 0.999_96, 1.0), "over 99.9 %");
        assert_eq!(percent_within(1.0, 0.996_2, 1.0), "over 99.6 %");
        assert_eq!(percent_within(0.0, 0.0, 0.000_04), "under 0.1 %");
        assert_eq!(percent_within(0.0, 0.0, 0.003_8), "under 0.4 %");
        assert_eq!(percent_within(0.999_9, 0.999, 1.0), "over 99.9 %");
        assert_eq!(percent_within(0.5, 0.49, 0.51), "50 %");
        assert_eq!((percent_within(1.0, 1.0, 1.0).as_str(), percent_within(0.0, 0.0, 0.0).as_str()), ("100 %", "0 %"));
    }

    #[test]
    fn a_bound_is_never_overstated() {
        assert_eq!(percent_at_most(0.2899), "28 %");
        assert_eq!(percent_at_most(0.1 + 0.2), "30 %");
        assert_eq!(percent_at_most(0.0679), "6.7 %");
        assert_eq!([0.0, 0.0004, 0.001].map(percent_at_most), ["under 0.1 %", "under 0.1 %", "0.1 %"]);
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(short_list(&["a", "b", "c", "d"], 2), "a, b and 2 more");
        assert_eq!(short_list(&["a", "b", "c"], 2), "a, b and c");
        assert_eq!(any_of(&["a", "b", "c", "d"], 2), "a, b or 2 more");
    }
}
