//! Rounds whose scores are hidden from each other: the messages about them, and the ways to end them.

use std::path::Path;

use super::{console::Console, failure::Failure, user::user};
use crate::{
    decision::{Decision, Member, text::shell_quoted},
    storage::{self, KeptBack},
};

/// Maximum number of members that are named; more are counted.
const MOST_NAMES: usize = 3;

/// Prints a note on standard error if a command shows scores that the window hides, or leaves private ones out.
pub(super) fn tell_if_hidden(decision: &Decision, console: &mut Console<'_>) {
    // What is in the record itself was published before a merge hid the round again.
    if decision.hidden_ballots().next().is_some() {
        console.tell(format_args!(
            "Round {} was hidden again after ballots of it were published. Those are in this; private ballots are not.",
            decision.round()
        ));
    } else if decision.is_blind() && decision.private_ballots {
        console.tell(format_args!(
            "The ballots of round {} are private until its reveal, and are not in this.",
            decision.round()
        ));
    } else if decision.is_blind() {
        console.tell(format_args!("Round {} is hidden in the window; this shows it.", decision.round()));
    }
}

/// Refuses to write out a ballot of a hidden round, unless it is the user's own.
pub(super) fn is_shown_to_user(decision: &Decision, member: &Member, file: &Path) -> Result<(), Failure> {
    let user = user(file);
    if !decision.is_blind() || member.may_be(&user) {
        return Ok(());
    }
    Err(Failure::before_writing(format_args!(
        "round {} is hidden, and this ballot is {}'s{}. If it is yours, add --mine; else {}",
        decision.round(),
        member.called(),
        if user.is_empty() { String::new() } else { format!(", but you are {user}") },
        ways_on(decision, file)
    )))
}

/// Returns the way in which a hidden round ends, as a clause with the commands.
pub(super) fn ways_on(decision: &Decision, file: &Path) -> String {
    let (file, correct) = (shell_quoted(&file.to_string_lossy()).into_owned(), decision.option_to_correct());
    match decision.not_sealed().first() {
        None => format!("all have sealed, and `weigh-in reveal {file}{correct}` reveals it"),
        Some(member) => format!(
            "{}: `weigh-in seal {file} --member {}{correct}` seals a ballot, and `weigh-in reveal {file}{correct}` reveals the round as \
             it is",
            who_is_left(decision),
            member.id
        ),
    }
}

/// Returns the way in which the team scores again after the reveal of a round, as a clause with the command: an
/// accepted decision has no further round.
pub(super) fn next_round(decision: &Decision, file: &Path) -> String {
    let file = shell_quoted(&file.to_string_lossy()).into_owned();
    if decision.is_guarded() {
        let supersede = format!("`weigh-in new --supersede {file} NEW.decision.ron` starts a new one");
        if decision.is_accepted() {
            format!("the decision is accepted; `weigh-in review {file} --verdict keep` reviews it, and {supersede}")
        } else if decision.can_be_superseded() {
            format!("the decision was accepted, and {supersede}")
        } else {
            "the decision is superseded, and another one took its place".to_owned()
        }
    } else if let Some(names) = names_of_unpublished(decision) {
        let is = if decision.unpublished().len() == 1 { "is" } else { "are" };
        format!("once {names} {is} published or withdrawn, `weigh-in round {file}` opens the next one")
    } else {
        format!("`weigh-in round {file}` opens the next one")
    }
}

/// Returns "the sealed ballots of Ana and Bo", which no round opens without; `None` if all are published.
pub(super) fn names_of_unpublished(decision: &Decision) -> Option<String> {
    let left = decision.unpublished();
    let members: Vec<&Member> = left.iter().filter_map(|one| decision.member(&one.member)).collect();
    let ballots = if left.len() == 1 { "ballot" } else { "ballots" };
    (!left.is_empty()).then(|| format!("the sealed {ballots} of {}", names(&members)))
}

/// Returns "Ana and Bo have not sealed", "4 of 9 have not sealed" or "all have sealed": a clause.
pub(super) fn who_is_left(decision: &Decision) -> String {
    let left = decision.not_sealed();
    match &left[..] {
        [] => "all have sealed".to_owned(),
        [one] => format!("{} has not sealed", one.called()),
        few if few.len() <= MOST_NAMES => format!("{} have not sealed", names(few)),
        many => format!("{} of {} have not sealed", many.len(), decision.members.len()),
    }
}

/// Returns a sentence that the sealed private ballot of the user is not beside a record that waits for it, with what to do. For somebody
/// who is no member, it is about all ballots, and only where none is there. `None` if nothing is missing: the ballots of others are in
/// their own clones.
pub(super) fn told_missing(decision: &Decision, kept_back: &[KeptBack], file: &Path) -> Option<String> {
    let missing: Vec<&Member> =
        storage::private_missing(decision, kept_back).into_iter().filter_map(|id| decision.member(id)).collect();
    let first = missing.first()?;
    let user = user(file);
    let path = |member: &Member| storage::private_path(file, &member.id).display().to_string();
    if let Some(mine) = missing.iter().find(|member| member.may_be(&user)) {
        return Some(format!(
            "{} is not beside the record, so the sealed ballot of {} cannot be published here. Copy the file here from where you sealed; if \
             it is lost, `weigh-in seal {} --member {} --withdraw WHY{}` says so.",
            path(mine),
            mine.called(),
            shell_quoted(&file.to_string_lossy()),
            mine.id,
            decision.option_to_correct()
        ));
    }
    let waiting = decision.sealed_in_private().len() + decision.unpublished().len();
    let is_member = decision.members.iter().any(|member| member.may_be(&user));
    (!is_member && missing.len() == waiting).then(|| {
        let more = if missing.len() == 1 { String::new() } else { format!(" and {} more", missing.len() - 1) };
        format!(
            "No sealed private ballot is beside the record: {}{more}. Each is published from where its file is; if you moved the record, \
             move your file too.",
            path(first)
        )
    })
}

/// Returns "Ana, Bo and Cem".
fn names(members: &[&Member]) -> String {
    let names: Vec<&str> = members.iter().map(|member| member.called()).collect();
    match &names[..] {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        names => names.concat(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{Edit, MemberId};

    fn member(id: &str, name: &str) -> Member {
        Member::new(MemberId::new(id).unwrap(), name)
    }

    #[test]
    fn few_are_named_and_many_counted() {
        let mut decision = Decision::new("test".to_owned(), date(2026, 1, 1));
        let told = ["Ana has not sealed", "Ana and Bo have not sealed", "Ana, Bo and Cem have not sealed"];
        for (name, told) in ["Ana", "Bo", "Cem"].into_iter().zip(told) {
            decision.apply(Edit::AddMember(member(&name.to_lowercase(), name), date(2026, 2, 3))).unwrap();
            assert_eq!(who_is_left(&decision), told);
        }
        decision.apply(Edit::AddMember(member("dee", "Dee"), date(2026, 2, 3))).unwrap();
        assert_eq!(who_is_left(&decision), "4 of 4 have not sealed");
        for id in ["ana", "bo", "cem", "dee"] {
            decision
                .apply(Edit::Seal(MemberId::new(id).unwrap(), date(2026, 1, 2), crate::decision::Salt::of_bits(7)))
                .unwrap();
        }
        assert_eq!(who_is_left(&decision), "all have sealed");
    }
}
