//! Days as sentences have them.

use jiff::civil::Date;

/// Returns a day as it stands in a sentence: "24 November 2026".
#[must_use]
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_has_the_name_of_its_month_and_no_leading_zero() {
        assert_eq!(day(jiff::civil::date(2026, 11, 4)), "4 November 2026");
    }
}
