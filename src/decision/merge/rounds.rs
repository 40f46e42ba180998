//! Passes of voting.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use super::{
    Reveals, Side, Trace,
    keyed::{Fate, Nth, numbered},
    merger::{MergedItem, Merger, Three, Unseen, Where, by_side},
    removals::Kept,
    words,
};
use crate::decision::{
    Cell, CellKey, CriterionId, Decision, Member, MemberId, Reopening, Retraction, Reveal, RevealedBecause, Round,
    text::day,
};

impl Merger<'_> {
    pub(super) fn rounds(&mut self, kept: &Kept, members: &[Arc<Member>]) -> Vec<Arc<Round>> {
        let lists = self.sides.map(|side| by_number(&side.rounds));
        let mut numbers: Vec<(u32, usize)> =
            [&lists.base, &lists.ours, &lists.theirs].into_iter().flat_map(BTreeMap::keys).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut merged: Vec<Arc<Round>> = Vec::new();
        // Rounds are counted without a gap, so one that stands keeps those before it.
        for key in numbers.into_iter().rev() {
            let three = lists.as_ref().map(|list| list.get(&key).cloned());
            let round = match (kept.rounds.fate(&key.0), three.clear()) {
                (Fate::Gone, _) => None,
                (Fate::From(side), _) | (Fate::Open, Some(side)) => three.as_ref().of(side).clone(),
                (Fate::Open, None) => Some(Arc::new(self.round(key.0, three.as_ref().map(Option::as_deref)))),
            };
            // A later round stands, so this one stays even though it was taken out.
            let round = round.or_else(|| if merged.is_empty() { None } else { three.any() });
            merged.extend(round);
        }
        merged.reverse();
        for round in &mut merged {
            self.settle_asked(round, kept);
        }
        for round in merged.iter_mut().filter(|round| round.criteria.len() > 1) {
            if round.criteria.iter().any(|id| kept.criteria.is_gone(id)) {
                drop_gone(Arc::make_mut(round), kept);
            }
        }
        let is_gone = |one: &Reopening| !members.iter().any(|member| member.id == one.member);
        for round in merged.iter_mut().filter(|round| round.reopened.iter().any(is_gone)) {
            Arc::make_mut(round).reopened.retain(|one| !is_gone(one));
        }
        if let Some(last) = merged.last_mut()
            && self.opens_again(last, members)
        {
            Arc::make_mut(last).reveals.pop();
        }
        let last = merged.len();
        for (place, round) in merged.iter_mut().enumerate() {
            self.ask_about_unseen(round, place + 1 == last);
        }
        merged
    }

    /// Asks where one copy revealed a round, and the other changed ballots of it meanwhile: whoever revealed it has not seen that.
    /// Where the changes are chosen the round is hidden again, and its reveal stays as one that was taken back; but not behind a
    /// round that followed it.
    fn ask_about_unseen(&mut self, round: &mut Arc<Round>, is_last: bool) {
        let Three { base, ours, theirs } = self.sides;
        let reveals = self.sides.map(|side| reveal_of(side, round.number));
        let (reveal, revealed, other, revealing) = match (reveals.base, reveals.ours, reveals.theirs) {
            (None, Some(reveal), None) => (reveal, ours, theirs, Side::Ours),
            (None, None, Some(reveal)) => (reveal, theirs, ours, Side::Theirs),
            _ => return,
        };
        // A sole member hides nothing from anybody.
        if !round.is_revealed() || revealed.members.len() < 2 || self.reveals == Reveals::Stay {
            return;
        }
        // Whoever joined meanwhile opens a round again that all had sealed; one that somebody ended early stays without them.
        let is_early = reveal.because == RevealedBecause::SomebodySaidSo;
        let members = other.members.iter().map(|member| &member.id);
        let members = members.filter(|id| is_early || revealed.member(id).is_some());
        let members: Vec<MemberId> =
            members.filter(|id| is_changed_unseen(base, revealed, other, id, round.number)).cloned().collect();
        // The names in the copy that changed, whichever of the two is called ours.
        let names: Vec<&str> = members.iter().map(|id| other.member_name(id)).collect();
        if names.is_empty() {
            return;
        }
        let values =
            [format!("revealed on {}", day(reveal.on)), format!("hidden, with changes by {}", names.join(", "))];
        let [ours, theirs] = by_side(revealing, values.map(Some));
        let number = round.number;
        let instead = if is_last { "hides the round again" } else { "keeps that as a correction" };
        let place = format!(
            "Round {number} was revealed in one copy, and scores of it were changed in the other (the revealed side keeps the ballots as \
             they were revealed, without the changes; the other side takes them in and {instead})"
        );
        let at = Where::new(format!("rounds/{number}/unseen"), place);
        let conflict = self.conflict(at, Three { base: None, ours, theirs }, revealing);
        if conflict.kept == revealing.other() {
            if is_last {
                let retraction = Retraction { on: reveal.on, by: String::new() };
                if let Some(reveal) = Arc::make_mut(round).reveals.last_mut() {
                    reveal.taken_back = Some(retraction);
                }
                self.traces.push(Trace::Hidden(number));
            } else {
                self.traces.push(Trace::Correction(format!(
                    "A merge took scores of round {number} in that another copy had changed before it knew of the reveal: by {}",
                    names.join(", ")
                )));
            }
        }
        self.unseen.push(Unseen { conflict, round: number, revealing, members });
    }

    fn round(&mut self, number: u32, three: Three<Option<&Round>>) -> Round {
        let item = MergedItem::new(format!("rounds/{number}"), &format!("round {number}"));
        let reveals = three.map(|round| round.map(|round| round.reveals.clone()).unwrap_or_default());
        let reopened = reopened(three);
        Round { number, criteria: self.asked(&item, three), reopened, reveals: self.reveals(&item, reveals.as_ref()) }
    }

    /// Has a round that only one copy changed ask about what was settled to be as the other has it.
    fn settle_asked(&self, round: &mut Arc<Round>, kept: &Kept) {
        let asked_on = self.sides.map(|side| -> HashSet<&CriterionId> {
            side.rounds
                .iter()
                .find(|one| one.number == round.number)
                .into_iter()
                .flat_map(|one| &one.criteria)
                .collect()
        });
        let asked: HashSet<&CriterionId> = round.criteria.iter().collect();
        let mut count = round.criteria.len();
        let (mut more, mut less) = (Vec::new(), HashSet::new());
        for (id, side) in kept.criteria.taken() {
            // An empty list asks for all criteria: it needs no further one, and the last one must not go.
            match (asked.contains(id), asked_on.as_ref().of(side).contains(id)) {
                (false, true) if count > 0 => {
                    more.push(id.clone());
                    count += 1;
                }
                (true, false) if count > 1 => {
                    less.insert(id.clone());
                    count -= 1;
                }
                _ => {}
            }
        }
        if !more.is_empty() || !less.is_empty() {
            let criteria = &mut Arc::make_mut(round).criteria;
            // Of one that stands there twice, the first goes.
            criteria.retain(|id| !less.remove(id));
            criteria.extend(more);
        }
    }

    fn asked(&mut self, item: &MergedItem, three: Three<Option<&Round>>) -> Vec<CriterionId> {
        let none = Vec::new();
        // Without a base the two lists would be put together, into a round that nobody opened.
        let is_new = three.base.is_none();
        let three = three.map(|round| round.map_or(&none, |round| &round.criteria));
        // An empty list means all, which does not add up with any other.
        if is_new || three.ours.is_empty() || three.theirs.is_empty() || three.base.is_empty() {
            return self.value(three, |ids| Some(words::asked(ids)), || item.field("criteria"));
        }
        let merged = self.list(three, |id| Some(id.to_string()), || item.field("criteria"));
        // An empty list would suddenly ask for all criteria.
        if merged.is_empty() { three.base.clone() } else { merged }
    }

    /// Merges the reveals: takes those of one copy as a whole, or joins the last one if both copies revealed the round
    /// in the same way.
    fn reveals(&mut self, item: &MergedItem, three: Three<&Vec<Reveal>>) -> Vec<Reveal> {
        if let ([before @ .., ours], [others @ .., theirs]) = (&three.ours[..], &three.theirs[..])
            && three.clear().is_none()
            && before == others
            && is_same_reveal(three.base.get(before.len()), ours, theirs)
        {
            // The round was over on the earlier day, and blind again on the earlier one of those.
            let is_ours_first = (ours.on, &ours.by) <= (theirs.on, &theirs.by);
            let mut first = if is_ours_first { ours } else { theirs }.clone();
            let retractions = [&ours.taken_back, &theirs.taken_back].into_iter().flatten();
            first.taken_back = retractions.min_by_key(|back| (back.on, &back.by)).cloned();
            return before.iter().cloned().chain([first]).collect();
        }
        self.value(three, |reveals| words::reveals(reveals), || item.field("reveal"))
    }

    /// Reports whether a round was revealed because all had sealed, in a copy that did not know all who score.
    fn opens_again(&self, round: &Round, members: &[Arc<Member>]) -> bool {
        let Three { base, ours, theirs } = self.sides;
        let because = self.sides.map(|side| reveal_of(side, round.number).map(|reveal| reveal.because));
        // A round is not opened again behind one that followed it.
        let is_last = [base, ours, theirs].into_iter().all(|side| side.round() <= round.number);
        // Somebody's word counts whoever has sealed.
        let said_so = [because.ours, because.theirs].contains(&Some(RevealedBecause::SomebodySaidSo));
        if !round.is_revealed() || because.base.is_some() || said_so || !is_last {
            return false;
        }
        // A member whom the revealing copy did not know, and who has sealed nowhere, still has to score. The seal of a sole member
        // reveals by itself, which nobody has decided for a team.
        members.iter().any(|member| {
            let has_sealed = ours.has_sealed(&member.id) || theirs.has_sealed(&member.id);
            [(ours, because.ours), (theirs, because.theirs)].iter().any(|(side, because)| {
                let is_unknown = because.is_some() && side.member(&member.id).is_none();
                is_unknown && (!has_sealed || side.members.len() == 1)
            })
        })
    }
}

/// Returns the ballots that were opened again in either copy: what somebody has seen stays.
fn reopened(three: Three<Option<&Round>>) -> Vec<Reopening> {
    let sides = [three.ours, three.theirs].into_iter().flatten();
    let all: BTreeSet<&Reopening> = sides.flat_map(|round| &round.reopened).collect();
    all.into_iter().cloned().collect()
}

/// Returns the rounds by number, and by how many before them have the same one.
fn by_number(rounds: &[Arc<Round>]) -> BTreeMap<Nth<u32>, Arc<Round>> {
    numbered(rounds.iter().map(|round| round.number)).into_iter().zip(rounds.iter().cloned()).collect()
}

/// Returns the reveal by which a copy shows a round; `None` if it does not.
fn reveal_of(side: &Decision, number: u32) -> Option<&Reveal> {
    side.rounds.iter().find(|round| round.number == number)?.reveal()
}

/// Reports whether a copy changed a member's ballot of a round after the base in another way than the copy that
/// revealed the round did. Cells that were removed with their criterion or option are no change of the ballot, and
/// neither is a seal.
fn is_changed_unseen(base: &Decision, revealing: &Decision, other: &Decision, member: &MemberId, round: u32) -> bool {
    let [before, revealed, now] = [base, revealing, other].map(|side| {
        let ballot = side.ballot(member, round);
        let cells = ballot.into_iter().flat_map(|ballot| &ballot.cells);
        let is_known = |key: &CellKey| other.criterion(&key.0).is_some() && other.option(&key.1).is_some();
        let cells: Vec<(&CellKey, &Cell)> = cells.filter(|(key, _)| is_known(key)).collect();
        // Of a private ballot that is not at hand, its hash is all there is to compare.
        (cells, side.commitment(member, round).map(|one| &one.hash))
    });
    now != before && now != revealed
}

/// Reports whether two copies revealed a round for the same reason, and the same person took it back in both, or nobody
/// did. If both changed a reveal of the base, it is not the same.
fn is_same_reveal(base: Option<&Reveal>, ours: &Reveal, theirs: &Reveal) -> bool {
    let [ours_by, theirs_by] = [ours, theirs].map(|one| one.taken_back.as_ref().map(|back| &back.by));
    let is_alike = if let Some(base) = base {
        base.taken_back.is_none() && (ours.on, &ours.by) == (theirs.on, &theirs.by)
    } else {
        // Each clone may have been told to reveal it; of two people, the first one counts.
        let stand = ours.taken_back.is_none() && theirs.taken_back.is_none();
        stand || ours.because == RevealedBecause::AllSealed || ours.by == theirs.by
    };
    is_alike && ours.because == theirs.because && ours_by == theirs_by
}

/// Removes criteria that are gone; one stays in any case, since an empty list would ask for all of them.
fn drop_gone(round: &mut Round, kept: &Kept) {
    let left: Vec<CriterionId> = round.criteria.iter().filter(|id| !kept.criteria.is_gone(id)).cloned().collect();
    if left.is_empty() {
        round.criteria.truncate(1);
    } else {
        round.criteria = left;
    }
}
