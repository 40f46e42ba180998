//! What differs between two copies of a record, told by its parts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Alternative, Ballot, CellKey, Criterion, Decision, Member, MemberId, Outcome, PeopleRole, Profile, Reference,
};

/// What differs from one copy of a record to another, in the order of the record: a clause each, such as "3 cells of
/// Ana's ballot". No values are told, so that it can be shown while a round is blind. Empty where nothing differs.
#[must_use]
pub fn differences(before: &Decision, after: &Decision) -> Vec<String> {
    if before == after {
        return Vec::new();
    }
    let mut told = Vec::new();
    head(before, after, &mut told);
    told.extend(items("option", &before.options, &after.options, |one: &Alternative| (&one.id, &one.name)));
    told.extend(items("criterion", &before.criteria, &after.criteria, |one: &Criterion| (&one.id, &one.name)));
    told.extend(items("profile", &before.profiles, &after.profiles, |one: &Profile| (&one.id, &one.name)));
    told.extend(items("member", &before.members, &after.members, |one: &Member| (&one.id, &one.name)));
    if before.rounds != after.rounds {
        let more = before.rounds.len() < after.rounds.len();
        told.push(if more { "a new round" } else { "the state of a round" }.to_owned());
    }
    ballots(before, after, &mut told);
    let (old, new) = (&before.references, &after.references);
    told.extend(items("reference ballot", old, new, |one: &Reference| (&one.id, &one.name)));
    outcome(before, after, &mut told);
    if before.exports != after.exports {
        told.push("where it was exported".to_owned());
    }
    told
}

fn head(before: &Decision, after: &Decision, told: &mut Vec<String>) {
    // Each field by name: a difference in one that is new would not be told.
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
    let mut tell = |differs: bool, what: &str| {
        if differs {
            told.push(what.to_owned());
        }
    };
    tell(*id != after.id || *created != after.created, "which record it is");
    tell(*title != after.title, "the title");
    tell(*history != after.history, "the status");
    tell(*decide_by != after.decide_by, "the day to decide by");
    tell(*copied_from != after.copied_from || *predecessor != after.predecessor, "the record it comes from");
    tell(*template != after.template || *profile != after.profile, "the profile");
    tell(*compared_profiles != after.compared_profiles, "the profiles to compare by");
    tell(*context != after.context, "the problem statement");
    tell(*constraints != after.constraints, "the constraints");
    let people = |role: PeopleRole| {
        let of = |decision: &Decision| match role {
            PeopleRole::DecisionMakers => decision.people.decision_makers.clone(),
            PeopleRole::Consulted => decision.people.consulted.clone(),
            PeopleRole::Informed => decision.people.informed.clone(),
        };
        of(before) != of(after)
    };
    for role in PeopleRole::ALL {
        tell(people(role), &format!("the {}", role.name().to_lowercase()));
    }
    tell(*links != after.links, "the links");
    tell(*governs != after.governs, "the files that it governs");
    tell(*reversal != after.reversal, "how hard it is to undo");
    tell(*private_ballots != after.private_ballots, "where ballots stay until the reveal");
    tell(*commitments != after.commitments, "the commitments to sealed ballots");
    tell(*reviews != after.reviews, "the reviews");
    tell(*corrections != after.corrections, "the corrections");
    tell(*adr_folder != after.adr_folder, "the folder of ADRs");
    tell(*has_appendix != after.has_appendix, "the appendix of its ADR");
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
        (*justification != after.justification, "the justification"),
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
    told.extend(parts.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what.to_owned()));
}

/// At most three clauses: what is new, what is gone, what is another; or that the order is.
fn items<T: PartialEq, K: Ord>(
    noun: &str,
    before: &[Arc<T>],
    after: &[Arc<T>],
    about: impl for<'a> Fn(&'a T) -> (&'a K, &'a String),
) -> Vec<String> {
    let known = |list: &'_ [Arc<T>], item: &T| list.iter().find(|one| about(one).0 == about(item).0).map(Arc::clone);
    let names = |list: &[Arc<T>], tell: &dyn Fn(&Arc<T>) -> bool| -> Vec<String> {
        list.iter().filter(|item| tell(item)).map(|item| about(item).1.clone()).collect()
    };
    let added = names(after, &|item| known(before, item).is_none());
    let gone = names(before, &|item| known(after, item).is_none());
    let changed = names(after, &|item| known(before, item).is_some_and(|was| was != *item));
    let ids = |list: &'_ [Arc<T>], other: &Arc<T>, place: usize| {
        list.get(place).is_some_and(|one| about(one).0 != about(other).0)
    };
    let moved =
        added.is_empty() && gone.is_empty() && after.iter().enumerate().any(|(place, item)| ids(before, item, place));
    let mut told = Vec::new();
    for (names, verb) in [(added, "new"), (gone, "removed"), (changed, "changed")] {
        match names.as_slice() {
            [] => {}
            [one] => told.push(format!("{noun} {} {verb}", one.trim())),
            many => told.push(format!("{} {} {verb}", many.len(), plural(noun))),
        }
    }
    if moved {
        told.push(format!("the order of the {}", plural(noun)));
    }
    told
}

fn plural(noun: &str) -> String {
    if noun == "criterion" { "criteria".to_owned() } else { format!("{noun}s") }
}

fn ballots(before: &Decision, after: &Decision, told: &mut Vec<String>) {
    let mut counts: BTreeMap<&MemberId, (usize, bool)> = BTreeMap::new();
    let lost = before.ballots.iter().filter(|one| after.ballot(&one.member, one.round).is_none());
    for ballot in after.ballots.iter().chain(lost) {
        let [old, new] = [before, after].map(|decision| decision.ballot(&ballot.member, ballot.round));
        let is_sealed = |ballot: Option<&Ballot>| ballot.is_some_and(|ballot| ballot.sealed);
        let entry = counts.entry(&ballot.member).or_default();
        entry.0 += changed_cells(old, new);
        entry.1 |= is_sealed(old) != is_sealed(new);
    }
    for (member, (cells, seal)) in counts {
        let name = after.member(member).or_else(|| before.member(member));
        let name = name.map_or_else(|| member.to_string(), |member| member.name.clone());
        match cells {
            0 => {}
            1 => told.push(format!("1 cell of {name}'s ballot")),
            many => told.push(format!("{many} cells of {name}'s ballot")),
        }
        if seal {
            told.push(format!("the seal of {name}'s ballot"));
        }
    }
}

fn changed_cells(old: Option<&Ballot>, new: Option<&Ballot>) -> usize {
    let cell = |ballot: Option<&Ballot>, key: &CellKey| ballot.and_then(|ballot| ballot.cells.get(key)).cloned();
    let keys = [old, new].into_iter().flatten().flat_map(|ballot| ballot.cells.keys());
    keys.collect::<BTreeSet<_>>().into_iter().filter(|key| cell(old, key) != cell(new, key)).count()
}
