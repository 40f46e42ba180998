//! The parts of a record as sentences name them.

use std::collections::{HashMap, HashSet};

use super::{Analysis, MemberResult, words::list};
use crate::decision::{
    Ballot, CellKey, CriterionId, Decision, Member, Reveal, RevealedBecause, Round,
    text::{day, is_blank, name_key},
};

/// Names of members in sentences: with the id where two have the same.
pub(super) struct Names {
    /// How many members have a name, by what it reads as.
    same: HashMap<String, usize>,
}

impl Names {
    pub(super) fn of(analysis: &Analysis) -> Self {
        let mut same = HashMap::new();
        for member in &analysis.members {
            *same.entry(name_key(&member.name)).or_default() += 1;
        }
        Self { same }
    }

    pub(super) fn member(&self, member: &MemberResult) -> String {
        let is_shared = self.same.get(&name_key(&member.name)).is_some_and(|same| *same > 1);
        if is_shared { format!("{} ({})", member.name, member.id) } else { member.name.clone() }
    }
}

/// Returns how the last round ended, as a sentence, and others where its scores or those of an earlier round had been seen early; none
/// for a sole member, and while it is blind.
#[must_use]
pub fn revealed(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.members.len() > 1)?;
    let words = told(decision, round, round.reveal()?);
    let more = [seen_before(decision), earlier_early(decision)];
    Some(std::iter::once(words).chain(more.into_iter().flatten()).collect::<Vec<_>>().join(" "))
}

/// Returns how the last round was revealed early, as a clause that starts with a name, or without a capital: by whom, or whose ballots
/// were not sealed. None where all ballots were sealed, and for a sole member.
pub(super) fn revealed_early(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.members.len() > 1)?;
    early(decision, round, ["the scores", "the scores"])
}

/// Returns how earlier rounds were revealed early whose scores still count, a sentence for each; none where none was, and for a sole
/// member.
pub(super) fn earlier_early(decision: &Decision) -> Option<String> {
    let (last, earlier) = decision.rounds.split_last().filter(|_| decision.members.len() > 1)?;
    let told: Vec<String> = (earlier.iter().filter(|_| last.is_revealed()))
        .filter_map(|round| {
            let clause = early(decision, round, ["they", "them"]).or_else(|| {
                let (first, when) = first_seen(decision, round)?;
                Some(format!("they were first seen on {}, revealed{} {when}", day(first.on), by(&first.by)))
            })?;
            let number = round.number;
            still_counts(decision, number).then(|| format!("Scores of round {number} still count; {clause}."))
        })
        .collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// Returns how a round was revealed early, as [`revealed_early`] does, with words for its scores as those who do something and those to
/// whom it is done.
fn early(decision: &Decision, round: &Round, [subject, object]: [&str; 2]) -> Option<String> {
    let reveal = round.reveal()?;
    let unsealed = unsealed(decision, round, reveal);
    Some(match reveal.because {
        RevealedBecause::AllSealed if unsealed.is_empty() => return None,
        RevealedBecause::AllSealed if unsealed.len() < decision.members.len() => {
            format!("{subject} were revealed when all ballots but those of {} were sealed", list(&unsealed))
        }
        RevealedBecause::SomebodySaidSo if !is_blank(&reveal.by) => {
            format!("{} revealed {object} before all ballots were sealed", reveal.by.trim())
        }
        RevealedBecause::AllSealed | RevealedBecause::SomebodySaidSo => {
            format!("{subject} were revealed before all ballots were sealed")
        }
    })
}

/// Reports whether a score of a round counts: its criterion applies, and no later round has another score in its place.
fn still_counts(decision: &Decision, round: u32) -> bool {
    let is_later = |ballot: &Ballot| ballot.round > round;
    let has_vote = |ballot: &Ballot, key: &CellKey| ballot.cells.get(key).is_some_and(|cell| cell.vote.is_some());
    let applicable: HashSet<&CriterionId> = decision.applicable().map(|one| &one.id).collect();
    decision.ballots.iter().filter(|ballot| ballot.round == round).any(|ballot| {
        let later: Vec<_> =
            decision.ballots.iter().filter(|one| is_later(one) && one.member == ballot.member).collect();
        ballot.cells.keys().any(|key| {
            applicable.contains(&key.0) && has_vote(ballot, key) && !later.iter().any(|one| has_vote(one, key))
        })
    })
}

/// Returns when the last round's scores had been seen before it was revealed for good, as a sentence; none where nobody had.
pub(super) fn seen_before(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.members.len() > 1)?;
    let (first, when) = first_seen(decision, round)?;
    Some(format!("The scores were first seen on {}, revealed{} {when}.", day(first.on), by(&first.by)))
}

/// Returns the first reveal of a revealed round that was taken back, with who had sealed by then, as a clause.
fn first_seen<'a>(decision: &Decision, round: &'a Round) -> Option<(&'a Reveal, String)> {
    let mut reveals = round.reveals.iter().filter(|_| round.is_revealed());
    let first = reveals.find(|reveal| reveal.taken_back.is_some() && !reveal.was_to_sole_member())?;
    Some((first, when_revealed(decision, round, first)))
}

/// Returns the ballots that were sealed in private for the last round and do not count in it, as sentences: those that are not published, and
/// those that were withdrawn. None where all that was sealed counts.
#[must_use]
pub fn missing_sealed(decision: &Decision) -> Option<String> {
    let round = decision.round();
    let unpublished = decision.unpublished().into_iter().filter(|one| one.round == round);
    let names: Vec<&str> = unpublished.map(|one| decision.member_name(&one.member)).collect();
    let mut told = Vec::new();
    match names[..] {
        [] => {}
        [name] => told.push(format!("The sealed ballot of {name} is not published, so it does not count.")),
        _ => told.push(format!("The sealed ballots of {} are not published, so they do not count.", list(&names))),
    }
    let is_over = decision.is_over_in_private();
    let withdrawn = decision.commitments.iter().filter(|one| is_over && one.round == round);
    told.extend(withdrawn.filter_map(|one| {
        let (name, gone) = (decision.member_name(&one.member), one.withdrawn.as_ref()?);
        // The member may have sealed another one before the reveal.
        let stands = decision.commitment(&one.member, round).is_some();
        (!stands).then(|| format!("The sealed ballot of {name} was withdrawn: {}.", gone.why.trim_end_matches('.')))
    }));
    (!told.is_empty()).then(|| told.join(" "))
}

/// Returns the last reveal of a hidden round that was taken back, as sentences: by then a team had seen its scores. None where nobody had.
#[must_use]
pub fn shown_before(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.is_blind())?;
    let reveal = round.reveals.iter().rfind(|reveal| !reveal.was_to_sole_member())?;
    Some(format!("{} It is hidden again, but its scores were seen.", told(decision, round, reveal)))
}

/// Returns which sealed ballots of the hidden round were opened again, as a sentence; none where none was.
#[must_use]
pub fn reopened(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.is_blind())?;
    let told: Vec<String> =
        round.reopened.iter().map(|one| format!("{} on {}", decision.member_name(&one.member), day(one.on))).collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    (!told.is_empty()).then(|| format!("Sealed ballots that were opened again: {}.", list(&told)))
}

fn told(decision: &Decision, round: &Round, reveal: &Reveal) -> String {
    // Who opens a round that all have sealed decides nothing by it.
    let by = match reveal.because {
        RevealedBecause::SomebodySaidSo => by(&reveal.by),
        RevealedBecause::AllSealed => String::new(),
    };
    let when = when_revealed(decision, round, reveal);
    format!("Round {} was revealed{by} on {}, {when}.", round.number, day(reveal.on))
}

fn by(person: &str) -> String {
    if is_blank(person) { String::new() } else { format!(" by {}", person.trim()) }
}

/// Returns who had sealed when a round was revealed, as a clause. A ballot that is not sealed although all had sealed came later, with
/// the others' scores in sight: its member is named.
#[must_use]
pub fn when_revealed(decision: &Decision, round: &Round, reveal: &Reveal) -> String {
    let unsealed = unsealed(decision, round, reveal);
    match reveal.because {
        RevealedBecause::AllSealed if unsealed.is_empty() => "after everyone had sealed".to_owned(),
        RevealedBecause::AllSealed if unsealed.len() < decision.members.len() => {
            format!("after all but {} had sealed", list(&unsealed))
        }
        RevealedBecause::AllSealed | RevealedBecause::SomebodySaidSo => "before everyone had sealed".to_owned(),
    }
}

/// Returns the members whose ballots count in a round and are not sealed.
fn unsealed<'a>(decision: &'a Decision, round: &Round, reveal: &Reveal) -> Vec<&'a str> {
    // Behind a reveal that was taken back, ballots may have been reopened.
    let unsealed = if reveal.taken_back.is_none() { decision.counted_unsealed(round.number) } else { Vec::new() };
    unsealed.into_iter().map(Member::called).collect()
}

/// Returns where the ballots of a hidden round are, as a clause with a capital; `None` where nobody has sealed one in private.
pub(super) fn in_private_files(decision: &Decision) -> Option<String> {
    let sealed = if decision.have_all_sealed() { "sealed " } else { "" };
    let is_sealed = !decision.sealed_in_private().is_empty();
    is_sealed
        .then(|| format!("The ballots of round {} are {sealed}in private files until the reveal", decision.round()))
}

/// "2 of 4 have sealed".
pub(super) fn sealed(decision: &Decision) -> String {
    let sealed = decision.members.iter().filter(|member| decision.has_sealed(&member.id)).count();
    format!("{sealed} of {} have sealed", decision.members.len())
}
