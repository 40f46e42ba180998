//! When what was found for one content of a record holds for the next as well.

use std::{collections::BTreeMap, sync::Arc};

use super::{Analysis, screening::screen};
use crate::decision::{Ballot, Cell, CellKey, Criterion, Decision, Member, Reference};

/// Reports whether everything that an [`Analysis`] counts is the same in two contents of a record. Words may differ. Only what the
/// two do not share is looked at.
#[must_use]
pub fn same_numbers(a: &Decision, b: &Decision) -> bool {
    // Each field by name, so that a new one does not compile before somebody decides whether it counts.
    let Decision {
        id: _,
        title: _,
        history: _,
        created: _,
        decide_by: _,
        copied_from: _,
        predecessor: _,
        template: _,
        profile: _,
        profiles: _,
        compared_profiles: _,
        context: _,
        constraints: _,
        people: _,
        links: _,
        governs: _,
        reversal: _,
        options: _,
        criteria: _,
        members: _,
        private_ballots: _,
        rounds: _,
        ballots: _,
        commitments: _,
        references: _,
        outcome: _,
        reviews: _,
        corrections: _,
        adr_folder: _,
        has_appendix: _,
        exports: _,
    } = a;
    same(&a.options, &b.options, |a, b| a.id == b.id)
        && same(&a.criteria, &b.criteria, same_criterion)
        && same(&a.members, &b.members, same_member)
        && same(&a.rounds, &b.rounds, |a, b| a == b)
        && a.commitments == b.commitments
        && same(&a.ballots, &b.ballots, same_ballot)
        && same(&a.references, &b.references, same_reference)
}

fn same<T>(a: &[Arc<T>], b: &[Arc<T>], counts_the_same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b) || counts_the_same(a, b))
}

// Below, each field by name: one that is new and counts would otherwise leave a result of old numbers on the screen.

fn same_criterion(a: &Criterion, b: &Criterion) -> bool {
    a.id == b.id && a.values() == b.values()
}

fn same_member(a: &Member, b: &Member) -> bool {
    let Member { id, name: _, weight, swings, order: _, trade_offs: _, experience: _, premortem: _ } = a;
    *id == b.id && weight.total_cmp(&b.weight).is_eq() && *swings == b.swings
}

fn same_ballot(a: &Ballot, b: &Ballot) -> bool {
    let Ballot { member, round, sealed: _, salt: _, cells } = a;
    *member == b.member && *round == b.round && same_votes(cells, &b.cells)
}

fn same_reference(a: &Reference, b: &Reference) -> bool {
    let Reference { id, name: _, source: _, counted, cells } = a;
    *id == b.id && *counted == b.counted && same_votes(cells, &b.cells)
}

fn same_votes(a: &BTreeMap<CellKey, Cell>, b: &BTreeMap<CellKey, Cell>) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|((at, one), (place, other))| at == place && same_vote(one, other))
}

fn same_vote(a: &Cell, b: &Cell) -> bool {
    let Cell { vote, confidence: _, evidence, link: _, note: _ } = a;
    *vote == b.vote && *evidence == b.evidence
}

/// Returns an analysis with the names of a record that has the [same numbers](same_numbers) as the one it was made of.
#[must_use]
pub fn renamed(mut analysis: Arc<Analysis>, decision: &Decision) -> Arc<Analysis> {
    // The reasons name options and criteria, so that renaming one of them changes them.
    let screened = screen(decision, &analysis.cells);
    if analysis.options.iter().map(|option| &option.screened_out).ne(&screened) {
        let options = &mut Arc::make_mut(&mut analysis).options;
        options.iter_mut().zip(screened).for_each(|(option, why)| option.screened_out = why);
    }
    let names: Vec<String> = analysis.members.iter().map(|member| decision.voter_name(&member.id).to_owned()).collect();
    // The comparison comes first because `make_mut` copies the whole analysis where somebody else holds it.
    if analysis.members.iter().map(|member| &member.name).ne(&names) {
        let Analysis { members, voters, .. } = Arc::make_mut(&mut analysis);
        for ((member, voter), name) in members.iter_mut().zip(voters).zip(names) {
            voter.name.clone_from(&name);
            member.name = name;
        }
    }
    analysis
}
