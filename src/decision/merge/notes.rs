//! Notes on parts that could be merged, but that somebody should look at.

use std::collections::{BTreeMap, BTreeSet};

use super::merger::Three;
use crate::decision::{Ballot, CellKey, Decision, MemberId};

type Ballots<'a> = BTreeMap<(u32, &'a MemberId), &'a Ballot>;

/// Returns the notes on a merged record, as sentences.
pub(super) fn of(sides: Three<&Decision>, merged: &Decision) -> Vec<String> {
    let ballots = sides.map(|side| -> Ballots<'_> {
        side.ballots.iter().map(|one| ((one.round, &one.member), one.as_ref())).collect()
    });
    let known: BTreeSet<&MemberId> = sides.base.members.iter().map(|one| &one.id).collect();
    // Only a member who is new to the base can be two people under one name.
    let new = merged.members.iter().filter(|one| !known.contains(&one.id));
    // If it is unknown what the copies were made from, all members look new.
    let is_known = !sides.base.options.is_empty() || !sides.base.criteria.is_empty();
    let new = new.filter(|_| is_known);
    let mut notes: Vec<String> = new.filter_map(|one| added_twice(&ballots, merged, &one.id)).collect();
    notes.extend(merged.ballots.iter().filter_map(|ballot| changed_after_the_seal(&ballots, merged, ballot)));
    notes.extend([sides.ours, sides.theirs].into_iter().find_map(|side| left_sealed_ballots(side, merged)));
    notes
}

/// Returns notes on what was said on a side, and does not hold for the merged choice.
pub(super) fn of_lost_answers(sides: Three<&Decision>, merged: &Decision) -> Vec<String> {
    let base = Some(&*sides.base.outcome);
    [sides.ours, sides.theirs].into_iter().filter_map(|side| side.lost_answers(merged, base)).collect()
}

/// Returns a note if both sides added a member of one name and id, and may mean two people.
fn added_twice(ballots: &Three<Ballots<'_>>, merged: &Decision, id: &MemberId) -> Option<String> {
    let scored = ballots.as_ref().map(|side| -> Vec<&CellKey> {
        let own = (1..=merged.round()).filter_map(|round| side.get(&(round, id)));
        own.flat_map(|ballot| ballot.cells.keys()).collect()
    });
    let Three { ours, theirs, .. } = scored;
    (!ours.is_empty() && !theirs.is_empty() && ours != theirs).then(|| {
        format!(
            "Both sides added {}, and the scores of both are on one ballot. If these are two people, give one of them another \
             name and id.",
            merged.member_name(id)
        )
    })
}

/// Returns a note if one side removed options or criteria that private ballots may score which were sealed on the
/// other. The ballots stay in their files as they were sealed.
fn left_sealed_ballots(side: &Decision, merged: &Decision) -> Option<String> {
    let sealed = side.sealed_in_private();
    let names: Vec<&str> = merged
        .sealed_in_private()
        .into_iter()
        .filter(|member| sealed.contains(member))
        .map(|member| merged.member_name(member))
        .collect();
    let criteria = side.criteria.iter().filter(|one| side.is_voted_on(&one.id) && merged.criterion(&one.id).is_none());
    let options = side.options.iter().filter(|one| merged.option(&one.id).is_none());
    let gone: Vec<&str> = criteria.map(|one| one.called()).chain(options.map(|one| one.called())).collect();
    (!names.is_empty() && !gone.is_empty()).then(|| {
        format!(
            "{} left the record on one side, while private ballots that may score it were sealed on the other: {}. They would be \
             published without those scores, as others than were sealed. Have them reopened and sealed again before the reveal.",
            gone.join(", "),
            names.join(", ")
        )
    })
}

/// Returns a note if one side sealed a ballot, and the other changed it.
fn changed_after_the_seal(ballots: &Three<Ballots<'_>>, merged: &Decision, ballot: &Ballot) -> Option<String> {
    let key = (ballot.round, &ballot.member);
    let (ours, theirs) = (ballots.ours.get(&key)?, ballots.theirs.get(&key)?);
    let sealed = match (ours.sealed, theirs.sealed) {
        (true, false) => ours,
        (false, true) => theirs,
        _ => return None,
    };
    // Where the merged ballot has exactly the sealed cells, the change was not kept.
    (ballot.sealed && sealed.cells != ballot.cells).then(|| {
        format!(
            "{}'s ballot of round {} was sealed on one side and changed on the other; the merged ballot is sealed and \
             includes the change. Ask them to confirm it.",
            merged.member_name(&ballot.member),
            ballot.round
        )
    })
}
