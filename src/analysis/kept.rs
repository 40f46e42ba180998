//! When what was found for one content of a record holds for the next as well.

use std::{collections::BTreeMap, sync::Arc};

use super::{Analysis, screening::screen};
use crate::decision::{Ballot, Cell, CellKey, Criterion, Decision, Member, Reference};

/// Whether everything that an [`Analysis`] counts is the same in two contents of a record. Words may differ. Only what the
/// two do not share is looked at.
#[must_use]
pub fn same_numbers(a: &Decision, b: &Decision) -> bool {
    same(&a.options, &b.options, |a, b| a.id == b.id)
        && same(&a.criteria, &b.criteria, same_criterion)
        && same(&a.members, &b.members, same_member)
        && same(&a.rounds, &b.rounds, |a, b| a == b)
        && same(&a.ballots, &b.ballots, same_ballot)
        && same(&a.references, &b.references, same_reference)
}

fn same<T>(a: &[Arc<T>], b: &[Arc<T>], counts_the_same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b) || counts_the_same(a, b))
}

fn same_criterion(a: &Criterion, b: &Criterion) -> bool {
    a.id == b.id && a.swing == b.swing && a.must_have == b.must_have && a.not_applicable == b.not_applicable
}

fn same_member(a: &Member, b: &Member) -> bool {
    a.id == b.id && a.weight.total_cmp(&b.weight).is_eq() && a.swings == b.swings
}

fn same_ballot(a: &Ballot, b: &Ballot) -> bool {
    a.member == b.member && a.round == b.round && same_votes(&a.cells, &b.cells)
}

fn same_reference(a: &Reference, b: &Reference) -> bool {
    a.id == b.id && a.counted == b.counted && same_votes(&a.cells, &b.cells)
}

fn same_votes(a: &BTreeMap<CellKey, Cell>, b: &BTreeMap<CellKey, Cell>) -> bool {
    let same = |(one, other): ((&CellKey, &Cell), (&CellKey, &Cell))| {
        one.1.vote == other.1.vote && one.1.evidence == other.1.evidence && one.0 == other.0
    };
    a.len() == b.len() && a.iter().zip(b).all(same)
}

/// An analysis with the names of a record that has the [same numbers](same_numbers) as the one it was made of.
#[must_use]
pub fn renamed(mut analysis: Arc<Analysis>, decision: &Decision) -> Arc<Analysis> {
    let screened = screen(decision, &analysis.cells);
    if analysis.options.iter().map(|option| &option.screened_out).ne(&screened) {
        let options = &mut Arc::make_mut(&mut analysis).options;
        options.iter_mut().zip(screened).for_each(|(option, why)| option.screened_out = why);
    }
    let names: Vec<String> = analysis.members.iter().map(|member| name_of(decision, member)).collect();
    if analysis.members.iter().map(|member| &member.name).ne(&names) {
        let Analysis { members, voters, .. } = Arc::make_mut(&mut analysis);
        for ((member, voter), name) in members.iter_mut().zip(voters).zip(names) {
            voter.name.clone_from(&name);
            member.name = name;
        }
    }
    analysis
}

fn name_of(decision: &Decision, member: &super::MemberResult) -> String {
    let reference = decision.references.iter().find(|reference| member.reference && reference.id == member.id);
    let name = reference.map(|reference| &reference.name);
    name.or_else(|| decision.member(&member.id).map(|member| &member.name)).cloned().unwrap_or_default()
}
