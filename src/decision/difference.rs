//! The differences between two copies of a record, by its parts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Alternative, Ballot, Cell, CellKey, Criterion, Decision, Member, MemberId, Outcome, PeopleRole, Profile, Reference,
};

/// Returns the differences from one copy of a record to another, in the order of the record: a noun phrase each, such
/// as "3 cells of Ana's ballot" or "the members (new: Dora)". They contain no values, so that they can be shown while a
/// round is blind. Empty if nothing differs.
#[must_use]
pub fn differences(before: &Decision, after: &Decision) -> Vec<String> {
    if before == after {
        return Vec::new();
    }
    let mut told = Vec::new();
    head(before, after, &mut told);
    told.extend(items(
        "option",
        &before.options,
        &after.options,
        |one: &Alternative| (&one.id, &one.name),
        |_, _| None,
    ));
    told.extend(items(
        "criterion",
        &before.criteria,
        &after.criteria,
        |one: &Criterion| (&one.id, &one.name),
        |_, _| None,
    ));
    told.extend(items("profile", &before.profiles, &after.profiles, |one: &Profile| (&one.id, &one.name), |_, _| None));
    told.extend(items("member", &before.members, &after.members, |one: &Member| (&one.id, &one.name), part_of));
    if before.rounds != after.rounds {
        let more = before.rounds.len() < after.rounds.len();
        told.push(if more { "a new round" } else { "the state of a round" }.to_owned());
    }
    ballots(before, after, &mut told);
    let (old, new) = (&before.references, &after.references);
    told.extend(items("source", old, new, |one: &Reference| (&one.id, &one.name), |_, _| None));
    outcome(before, after, &mut told);
    if before.exports != after.exports {
        told.push("where it was exported".to_owned());
    }
    told
}

fn head(before: &Decision, after: &Decision, told: &mut Vec<String>) {
    // Each field by name: a difference in a new one would go unreported.
    let Decision {
        id,
        title,
        history,
        created,
        decide_by,
        copied_from,
        predecessor,
        template,
        profile,
        profiles: _,
        compared_profiles,
        context,
        constraints,
        people: _,
        links,
        governs,
        reversal,
        options: _,
        criteria: _,
        members: _,
        private_ballots,
        rounds: _,
        ballots: _,
        commitments,
        references: _,
        outcome: _,
        reviews,
        corrections,
        adr_folder,
        has_appendix,
        exports: _,
    } = before;
    let parts = [
        (*id != after.id || *created != after.created, "which record it is"),
        (*title != after.title, "the title"),
        (*history != after.history, "the status"),
        (*decide_by != after.decide_by, "the day to decide by"),
        (*copied_from != after.copied_from || *predecessor != after.predecessor, "the record it comes from"),
        (*template != after.template || *profile != after.profile, "the profile"),
        (*compared_profiles != after.compared_profiles, "the profiles to compare by"),
        (*context != after.context, "the problem statement"),
        (*constraints != after.constraints, "the constraints"),
    ];
    tell(&parts, told);
    for role in PeopleRole::ALL {
        if people(before, role) != people(after, role) {
            told.push(format!("the {}", role.name().to_lowercase()));
        }
    }
    let parts = [
        (*links != after.links, "the links"),
        (*governs != after.governs, "the files that it governs"),
        (*reversal != after.reversal, "how hard it is to undo"),
        (*private_ballots != after.private_ballots, "where ballots stay until the reveal"),
        (*commitments != after.commitments, "the commitments to sealed ballots"),
        (*reviews != after.reviews, "the reviews"),
        (*corrections != after.corrections, "the corrections"),
        (*adr_folder != after.adr_folder, "the folder of ADRs"),
        (*has_appendix != after.has_appendix, "the appendix of its ADR"),
    ];
    tell(&parts, told);
}

/// Adds the names of the parts that differ.
fn tell(parts: &[(bool, &str)], told: &mut Vec<String>) {
    told.extend(parts.iter().filter(|(differs, _)| *differs).map(|(_, part)| (*part).to_owned()));
}

/// Returns the people that a decision names in a role.
fn people(decision: &Decision, role: PeopleRole) -> &[String] {
    match role {
        PeopleRole::DecisionMakers => &decision.people.decision_makers,
        PeopleRole::Consulted => &decision.people.consulted,
        PeopleRole::Informed => &decision.people.informed,
    }
}

fn outcome(before: &Decision, after: &Decision, told: &mut Vec<String>) {
    let after = &after.outcome;
    let Outcome {
        chosen,
        justification,
        against_lead,
        thin_coverage,
        despite_objection,
        unscored_must_have,
        runner_up_case,
        consequences,
        confirmation,
        triggers,
        review,
        sign_offs,
    } = &*before.outcome;
    let parts = [
        (*chosen != after.chosen, "the chosen option"),
        (*justification != after.justification, "the reason for the choice"),
        (*against_lead != after.against_lead, "the reason against the lead"),
        (*thin_coverage != after.thin_coverage, "the reason for thin coverage"),
        (*despite_objection != after.despite_objection, "the reason despite an objection"),
        (*unscored_must_have != after.unscored_must_have, "the reason for an unscored must-have"),
        (*runner_up_case != after.runner_up_case, "the best case for the runner-up"),
        (*consequences != after.consequences, "the consequences"),
        (*confirmation != after.confirmation, "the confirmation"),
        (*triggers != after.triggers, "the reversal triggers"),
        (*review != after.review, "the review date"),
        (*sign_offs != after.sign_offs, "the sign-offs"),
    ];
    tell(&parts, told);
}

/// Returns the part of a member that differs, such as "Ana's weights"; `None` if several do.
fn part_of(before: &Member, after: &Member) -> Option<String> {
    // Each field by name: a difference in a new one would go unreported.
    let Member { id, name, weight, swings, order, trade_offs, experience, premortem } = before;
    let parts = [
        (*name != after.name, before.own("name")),
        (weight.total_cmp(&after.weight).is_ne(), format!("the weight of {}", before.own("ballot"))),
        (*swings != after.swings, before.own("weights")),
        (*order != after.order, before.own("order of the criteria")),
        (*trade_offs != after.trade_offs, before.own("trade-offs")),
        (*experience != after.experience, before.own("experience")),
        (*premortem != after.premortem, before.own("premortem")),
    ];
    let mut differing = parts.into_iter().filter_map(|(differs, part)| differs.then_some(part));
    match (differing.next(), differing.next()) {
        (Some(part), None) if *id == after.id => Some(part),
        _ => None,
    }
}

/// Returns at most three clauses on new, removed and changed items; or one that the order changed. Where a single item changed, `part`
/// may say what of it did.
fn items<T: PartialEq, K: Ord>(
    noun: &str,
    before: &[Arc<T>],
    after: &[Arc<T>],
    about: impl for<'a> Fn(&'a T) -> (&'a K, &'a String),
    part: impl Fn(&T, &T) -> Option<String>,
) -> Vec<String> {
    let (old, new) = (by_id(before, &about), by_id(after, &about));
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for item in after {
        let (id, name) = about(item);
        match old.get(id) {
            None => added.push(name.as_str()),
            Some(was) if *was != item => changed.push((name.as_str(), *was, item)),
            Some(_) => {}
        }
    }
    let gone = before.iter().map(|item| about(item)).filter(|(id, _)| !new.contains_key(id));
    let gone: Vec<&str> = gone.map(|(_, name)| name.as_str()).collect();
    // Added and removed items shift the others, which is no change of order.
    let moved = added.is_empty()
        && gone.is_empty()
        && before.iter().zip(after).any(|(before, after)| about(before).0 != about(after).0);
    let mut told = Vec::new();
    for (names, how) in [(added, "new"), (gone, "removed")] {
        match names.as_slice() {
            [] => {}
            [one] => told.push(format!("the {} ({how}: {})", plural(noun), one.trim())),
            many => told.push(format!("the {} ({} {how})", plural(noun), many.len())),
        }
    }
    match changed.as_slice() {
        [] => {}
        [(name, was, item)] => told.push(part(was, item).unwrap_or_else(|| format!("{noun} {}", name.trim()))),
        many => told.push(format!("{} {}", many.len(), plural(noun))),
    }
    if moved {
        told.push(format!("the order of the {}", plural(noun)));
    }
    told
}

/// Returns the items by id; the first of several with one id.
fn by_id<'a, T, K: Ord>(
    items: &'a [Arc<T>],
    about: impl for<'b> Fn(&'b T) -> (&'b K, &'b String),
) -> BTreeMap<&'a K, &'a Arc<T>> {
    let mut by_id = BTreeMap::new();
    for item in items {
        by_id.entry(about(item).0).or_insert(item);
    }
    by_id
}

fn plural(noun: &str) -> String {
    if noun == "criterion" { "criteria".to_owned() } else { format!("{noun}s") }
}

fn ballots(before: &Decision, after: &Decision, told: &mut Vec<String>) {
    // By member over all rounds, so that a member has one clause for any number of rounds.
    let mut counts: BTreeMap<&MemberId, (usize, bool)> = BTreeMap::new();
    let lost = before.ballots.iter().filter(|one| after.ballot(&one.member, one.round).is_none());
    for ballot in after.ballots.iter().chain(lost) {
        // A ballot that only one copy has is compared with nothing, so all its cells count as changed.
        let [old, new] = [before, after].map(|decision| decision.ballot(&ballot.member, ballot.round));
        let entry = counts.entry(&ballot.member).or_default();
        entry.0 += changed_cells(old, new);
        entry.1 |= old.is_some_and(|ballot| ballot.sealed) != new.is_some_and(|ballot| ballot.sealed);
    }
    for (member, (cells, seal)) in counts {
        let ballot = if after.member(member).is_some() { after } else { before }.own_of(member, "ballot");
        match cells {
            0 => {}
            1 => told.push(format!("1 cell of {ballot}")),
            many => told.push(format!("{many} cells of {ballot}")),
        }
        if seal {
            told.push(format!("the seal of {ballot}"));
        }
    }
}

fn changed_cells(old: Option<&Ballot>, new: Option<&Ballot>) -> usize {
    let keys = [old, new].into_iter().flatten().flat_map(|ballot| ballot.cells.keys());
    keys.collect::<BTreeSet<_>>().into_iter().filter(|key| cell(old, key) != cell(new, key)).count()
}

/// Returns a cell of a ballot; `None` if there is no ballot or no such cell.
fn cell<'a>(ballot: Option<&'a Ballot>, key: &CellKey) -> Option<&'a Cell> {
    ballot?.cells.get(key)
}
