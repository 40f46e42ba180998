//! Sign-offs in the form that `weigh-in decide` takes.

use std::str::FromStr;

use jiff::civil::Date;

use super::{failure::Failure, text::visible_text};
use crate::decision::{Decision, Edit, OutcomeField, SignOff, Verdict, text::single_line};

/// A decision maker's answer to the outcome, as written on the command line: `NAME=VERDICT[:COMMENT]`.
#[derive(Debug, Clone)]
pub(super) struct GivenSignOff {
    name: String,
    verdict: Verdict,
    /// Comment; empty if there is none.
    comment: String,
}

impl FromStr for GivenSignOff {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        const EXPECTED: &str = "expected NAME=VERDICT, such as \"Ana Ruiz=agree\", or \"Bo=object:no one knows it\"";
        let (name, said) = word.split_once('=').ok_or(EXPECTED)?;
        let name = single_line(visible_text(name).map_err(|_| EXPECTED)?.trim());
        let (verdict, comment) = match said.split_once(':') {
            Some((verdict, comment)) => (verdict, visible_text(comment).map_err(|why| format!("the comment: {why}"))?),
            None => (said, String::new()),
        };
        let verdict = match verdict.trim() {
            "agree" => Verdict::Agree,
            "reservation" => Verdict::Reservation,
            "object" => Verdict::Object,
            other => return Err(format!("`{other}` is no verdict; it is one of agree, reservation, object")),
        };
        Ok(Self { name, verdict, comment: single_line(comment.trim()) })
    }
}

impl GivenSignOff {
    /// Returns the sign-off on a day, with the name as the list of decision makers spells it.
    fn signed(&self, makers: &[String], on: Date) -> SignOff {
        let listed = makers.iter().find(|maker| is_same(maker, &self.name));
        let name = listed.unwrap_or(&self.name).clone();
        SignOff { name, verdict: self.verdict, comment: self.comment.clone(), on }
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Returns the edit that adds sign-offs to a record, each replacing an earlier one by the same person. Returns `None`
/// if they change nothing: a repeated answer keeps its day.
///
/// # Errors
/// A [`Failure`] with the name of the person who signs off twice.
pub(super) fn sign_offs(
    decision: &Decision,
    given: &[GivenSignOff],
    makers: &[String],
    on: Date,
) -> Result<Option<Edit>, Failure> {
    let mut all = decision.outcome.sign_offs.clone();
    for (place, one) in given.iter().enumerate() {
        if given[..place].iter().any(|other| is_same(&other.name, &one.name)) {
            return Err(Failure::before_writing(format_args!("--sign-off: {} signs off twice", one.name)));
        }
        let signed = one.signed(makers, on);
        match all.iter_mut().find(|earlier| is_same(&earlier.name, &signed.name)) {
            Some(earlier) if earlier.verdict == signed.verdict && earlier.comment == signed.comment => {}
            // The name stays as it was spelled.
            Some(earlier) => *earlier = SignOff { name: earlier.name.clone(), ..signed },
            None => all.push(signed),
        }
    }
    Ok((all != decision.outcome.sign_offs).then_some(Edit::Outcome(OutcomeField::SignOffs(all))))
}

/// Returns the people who sign off without being named as decision makers.
pub(super) fn strangers<'a>(given: &'a [GivenSignOff], makers: &[String]) -> Vec<&'a str> {
    let names = given.iter().map(|one| one.name.as_str());
    names.filter(|name| !makers.iter().any(|maker| is_same(maker, name))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn sign_offs_as_people_write_them() {
        let given: GivenSignOff = " Ana Ruiz =agree".parse().unwrap();
        assert_eq!((given.name.as_str(), given.verdict, given.comment.as_str()), ("Ana Ruiz", Verdict::Agree, ""));
        let given: GivenSignOff = "Bo=reservation: if p99 < 5 ms: a = b ".parse().unwrap();
        assert_eq!((given.verdict, given.comment.as_str()), (Verdict::Reservation, "if p99 < 5 ms: a = b"));
        for (wrong, why) in [
            ("Ana", "expected NAME=VERDICT"),
            ("=agree", "expected NAME=VERDICT"),
            ("Ana=yes", "`yes` is no verdict"),
            ("Ana=", "is no verdict"),
            ("Ana=object: ", "no visible text"),
        ] {
            let told = wrong.parse::<GivenSignOff>().unwrap_err();
            assert!(told.contains(why), "{wrong}: {told}");
        }
    }
}
