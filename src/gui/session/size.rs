//! The approximate memory of the contents of records that undo keeps.
//!
//! Every struct is destructured with all of its fields, so that the compiler names a new one.

use std::sync::Arc;

use crate::decision::{
    AdrFolder, Alternative, Anchors, Ballot, Cell, Commitment, Consequence, CopySource, Correction, Cost, Criterion,
    Decision, Export, Link, Member, Outcome, PastResult, People, Predecessor, Profile, Reference, Retraction, Reveal,
    Reversal, Review, ReviewFinding, Round, SignOff, StatusChange, Withdrawal,
};

/// The approximate bytes of a cell in its map, without its texts.
const CELL: usize = 160;
/// The approximate bytes of any other part, without its texts.
const ITEM: usize = 400;

/// Returns the approximate bytes of a content that it does not share with the next one.
pub(super) fn own_bytes(state: &Decision, next: &Decision) -> usize {
    let Decision {
        id,
        title,
        history,
        created: _,
        decide_by: _,
        copied_from,
        predecessor,
        template,
        profile,
        profiles,
        compared_profiles,
        context,
        constraints,
        people,
        links,
        governs,
        reversal: Reversal { cost: _, note },
        options,
        criteria,
        members,
        private_ballots: _,
        rounds,
        ballots,
        commitments,
        references,
        outcome,
        reviews,
        corrections,
        adr_folder,
        has_appendix: _,
        exports,
    } = state;
    let words = [id, title, context, note].into_iter().chain(template).chain(profile);
    let People { decision_makers, consulted, informed } = people;
    let lists = [compared_profiles, constraints, governs, decision_makers, consulted, informed];
    let whole = all(history, status_change)
        + all(copied_from, copy_source)
        + all(predecessor, past)
        + all(links, link)
        + all(commitments, commitment)
        + all(reviews, review)
        + all(corrections, correction)
        + all(adr_folder, folder)
        + all(exports, export);
    let shared = unshared(profiles, &next.profiles, named_swings)
        + unshared(options, &next.options, option)
        + unshared(criteria, &next.criteria, criterion)
        + unshared(members, &next.members, member)
        + unshared(rounds, &next.rounds, round)
        + unshared(ballots, &next.ballots, ballot)
        + unshared(references, &next.references, reference)
        + if Arc::ptr_eq(outcome, &next.outcome) { 0 } else { decided(outcome) };
    texts(words) + lists.into_iter().map(list).sum::<usize>() + whole + shared
}

fn texts<'a>(words: impl IntoIterator<Item = &'a String>) -> usize {
    words.into_iter().map(String::len).sum()
}

fn list(words: &Vec<String>) -> usize {
    words.len() * size_of::<String>() + texts(words)
}

fn all<'a, T: 'a>(items: impl IntoIterator<Item = &'a T>, size: impl Fn(&T) -> usize) -> usize {
    items.into_iter().map(|item| size_of::<T>() + size(item)).sum()
}

/// Returns the size of a list and of its items that are not at the same place of the next one. An edit leaves most items in
/// place.
fn unshared<T>(list: &[Arc<T>], next: &[Arc<T>], size: impl Fn(&T) -> usize) -> usize {
    let mut bytes = size_of_val(list);
    for (place, item) in list.iter().enumerate() {
        if !next.get(place).is_some_and(|other| Arc::ptr_eq(item, other)) {
            bytes += ITEM + size(item);
        }
    }
    bytes
}

fn status_change(StatusChange { on: _, status: _, by }: &StatusChange) -> usize {
    by.len()
}

fn copy_source(CopySource { record, title, on: _ }: &CopySource) -> usize {
    texts([record, title])
}

fn past(Predecessor { record, title, path, result }: &Predecessor) -> usize {
    let verdict = result.as_ref().map(|result| {
        let PastResult { on: _, chosen: _, leader: _, runner_up: _, gap: _, verdict } = result;
        verdict
    });
    path.as_ref().map_or(0, |path| path.len()) + texts([record, title].into_iter().chain(verdict))
}

fn link(Link { label, url }: &Link) -> usize {
    texts([label, url])
}

fn commitment(Commitment { round: _, member: _, hash, withdrawn }: &Commitment) -> usize {
    let gone = withdrawn.as_ref().map_or(0, |Withdrawal { on: _, by, why }| texts([by, why]));
    hash.len() + gone
}

fn review(Review { on: _, by, verdict: _, findings, note, next: _ }: &Review) -> usize {
    texts([by, note]) + all(findings, |ReviewFinding { about, state: _ }| about.len())
}

fn correction(Correction { on: _, by, why }: &Correction) -> usize {
    texts([by, why])
}

fn folder(AdrFolder { path, language }: &AdrFolder) -> usize {
    path.len() + language.len()
}

fn export(Export { path, dialect, on: _, charts, written, style }: &Export) -> usize {
    path.len() + texts([dialect, written, style]) + list(charts)
}

fn named_swings(Profile { id, name, why, swings }: &Profile) -> usize {
    texts([id, name, why]) + swings.len() * CELL
}

fn option(Alternative { id: _, name, description, is_today: _, pros, cons, cost }: &Alternative) -> usize {
    let costs = cost.as_ref().map_or(0, |Cost { amount: _, unit, note }| texts([unit, note]));
    texts([name, description]) + pros.iter().chain(cons).map(list).sum::<usize>() + costs
}

fn criterion(criterion: &Criterion) -> usize {
    let Criterion {
        id: _,
        name,
        group,
        question,
        anchors: Anchors { one, three, five },
        swing: _,
        must_have: _,
        not_applicable: _,
        check,
        caveat,
        note,
        pro,
        con,
    } = criterion;
    texts([name, group, question, one, three, five, check, caveat, note, pro, con])
}

fn member(member: &Member) -> usize {
    let Member { id: _, name, weight: _, swings, order, trade_offs, experience, premortem } = member;
    let ordered = order.iter().map(Vec::len).sum::<usize>();
    name.len() + (swings.len() + ordered + trade_offs.len() + experience.len()) * CELL + list(premortem)
}

fn round(Round { number: _, criteria, reopened, reveals }: &Round) -> usize {
    let revealed = all(reveals, |Reveal { on: _, by, because: _, taken_back }| {
        by.len() + taken_back.as_ref().map_or(0, |Retraction { on: _, by }| by.len())
    });
    size_of_val(criteria.as_slice()) + size_of_val(reopened.as_slice()) + revealed
}

fn ballot(Ballot { member: _, round: _, sealed: _, salt: _, cells }: &Ballot) -> usize {
    cells.values().map(cell).sum()
}

fn reference(Reference { id: _, name, source, counted: _, cells }: &Reference) -> usize {
    name.len() + link(source) + cells.values().map(cell).sum::<usize>()
}

fn cell(Cell { vote: _, confidence: _, evidence: _, link, note }: &Cell) -> usize {
    CELL + texts([link, note])
}

fn decided(outcome: &Outcome) -> usize {
    let Outcome {
        chosen: _,
        justification,
        against_lead,
        thin_coverage,
        despite_objection,
        unscored_must_have,
        runner_up_case,
        consequences,
        confirmation,
        triggers,
        review: _,
        sign_offs,
    } = outcome;
    let reasons = [justification, against_lead, thin_coverage, despite_objection, unscored_must_have, runner_up_case];
    texts(reasons.into_iter().chain([confirmation]))
        + list(triggers)
        + all(consequences, |Consequence { kind: _, text }| text.len())
        + all(sign_offs, |SignOff { name, verdict: _, comment, on: _ }| texts([name, comment]))
        + ITEM
}
