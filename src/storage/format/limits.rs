//! Limits on the number of items in a file, which are those of a record.

use super::{Fault, scan};
use crate::{decision::Counts, storage::error::TOO_LARGE};

/// Length in bytes up to which a text is read in a moment, however many items its lists have.
const SOON_READ: usize = 1024 * 1024;

/// Returns a [`Fault`] if a list is longer than allowed.
pub(super) fn check(counts: &Counts) -> Result<(), Fault> {
    counts.check().map_err(|too_many| Fault {
        path: too_many.list.to_owned(),
        what: too_many.to_string(),
        advice: TOO_LARGE,
        is_too_large: true,
    })
}

/// Returns a [`Fault`] if a list in a text is longer than allowed. Counting millions of items is much faster than
/// reading them.
pub(super) fn check_text(text: &str) -> Result<(), Fault> {
    if text.len() <= SOON_READ { Ok(()) } else { check(&scan::counts(text)) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_counted_as_a_record_holds() {
        for text in [
            include_str!("../../../tests/fixtures/v2.decision.ron"),
            include_str!("../../../templates/sample.decision.ron"),
        ] {
            let decision = super::super::parse(text).unwrap().decision;
            assert_eq!(scan::counts(text), Counts::of(&decision));
        }
    }

    #[test]
    fn whatever_stands_in_a_text_is_counted_to_an_end() {
        for text in
            ["", ")", "]}", "((((", "(options: [", "(a: [1, 2", "[[1], [], [2, 3]]", ": : ,", "(options: [,], x"]
        {
            scan::counts(text);
        }
        assert_eq!(scan::counts(&"(".repeat(1_000_000)), Counts::default());
        let odd =
            "Decision(/* [1, 2] */ \"options\": [(id: \"a,b\"), (id: \"]\"),], r#links: [r#\"](\"#], scores: [1, 2])";
        assert_eq!(scan::counts(odd), Counts { options: 2, links: 1, ..Counts::default() });
    }
}
