//! Options, criteria, members, texts and the outcome, as far as they differ and have values to tell.

use std::collections::{BTreeMap, BTreeSet};

use super::ThenAndNow;
use crate::{
    analysis::words::number,
    decision::{
        Alternative, Cell, CellKey, Cost, Criterion, CriterionText, CriterionValues, Decision, Link, Member, MemberId,
        MustHave, MustHaveRule, Outcome, People, StatusChange,
        text::{called, capitalized},
    },
};

/// A part of a record that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// What it is, by the names that people know: "Question of Hiring".
    pub what: String,
    /// What it was; none where it was empty, or not there.
    pub then: Option<String>,
    /// What it is; none where it is empty, or not there.
    pub now: Option<String>,
}

/// Changes as they are found.
#[derive(Default)]
struct PartChanges(Vec<PartChange>);

impl PartChanges {
    /// One line of two values.
    fn value(&mut self, what: &str, values: ThenAndNow<Option<String>>) {
        let ThenAndNow { then, now } = values;
        if then != now {
            self.0.push(PartChange { what: what.to_owned(), then, now });
        }
    }

    fn text(&mut self, what: &str, texts: ThenAndNow<&String>) {
        self.value(what, texts.map(|text| Some((*text).clone()).filter(|text| !text.is_empty())));
    }

    /// What left a list and what came into it, each by itself.
    fn lines(&mut self, what: &str, lists: &ThenAndNow<Vec<String>>) {
        let mut gone = lists.then.clone();
        let mut new = Vec::new();
        for line in &lists.now {
            match gone.iter().position(|old| old == line) {
                Some(place) => drop(gone.remove(place)),
                None => new.push(line.clone()),
            }
        }
        self.0.extend(gone.into_iter().map(|line| PartChange { what: what.to_owned(), then: Some(line), now: None }));
        self.0.extend(new.into_iter().map(|line| PartChange { what: what.to_owned(), then: None, now: Some(line) }));
    }
}

/// Returns what differs of the options: those that are new or gone, and the parts of those that both records have.
pub(super) fn options(both: &ThenAndNow<&Decision>) -> Vec<PartChange> {
    let mut changes = PartChanges::default();
    let names = both.map(|decision| decision.options.iter().map(|one| (&one.id, &one.name)).collect());
    came_and_went("Option", &names, &mut changes);
    for now in &both.now.options {
        if let Some(then) = both.then.option(&now.id) {
            option(ThenAndNow { then, now }, &mut changes);
        }
    }
    changes.0
}

/// Returns what differs besides of what has values to tell, in the order of the record.
pub(super) fn texts(both: &ThenAndNow<&Decision>) -> Vec<PartChange> {
    let mut changes = PartChanges::default();
    head(both, &mut changes);
    let names = both.map(|decision| decision.criteria.iter().map(|one| (&one.id, &one.name)).collect());
    came_and_went("Criterion", &names, &mut changes);
    for now in &both.now.criteria {
        if let Some(then) = both.then.criterion(&now.id) {
            criterion(ThenAndNow { then, now }, &mut changes);
        }
    }
    let names = both.map(|decision| decision.members.iter().map(|one| (&one.id, &one.name)).collect());
    came_and_went("Member", &names, &mut changes);
    for now in &both.now.members {
        if let Some(then) = both.then.member(&now.id) {
            member(ThenAndNow { then, now }, &mut changes);
        }
    }
    words_on_scores(both, &mut changes);
    outcome(both, &mut changes);
    changes.0
}

/// The parts of a list that are new or gone.
fn came_and_went<K: Ord + ToString>(what: &str, names: &ThenAndNow<BTreeMap<&K, &String>>, changes: &mut PartChanges) {
    for (id, text) in names.then.iter().filter(|(id, _)| !names.now.contains_key(*id)) {
        let then = Some(called(text, &id.to_string()).to_owned());
        changes.value(what, ThenAndNow { then, now: None });
    }
    for (id, text) in names.now.iter().filter(|(id, _)| !names.then.contains_key(*id)) {
        let now = Some(called(text, &id.to_string()).to_owned());
        changes.value(what, ThenAndNow { then: None, now });
    }
}

fn head(both: &ThenAndNow<&Decision>, changes: &mut PartChanges) {
    // Each field by name: a difference in one that is new would not be told. Parts have functions of their own, and what is in
    // neither is told without its values.
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
        people: People { decision_makers: _, consulted: _, informed: _ },
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
    } = both.then;
    changes.text("Title", both.map(|decision| &decision.title));
    changes.value("Status", both.map(|decision| Some(decision.status().to_string())));
    // Another record has a life of its own.
    if both.then.id == both.now.id {
        changes.lines("Status history", &both.map(|decision| decision.history.iter().map(step).collect()));
    }
    changes.value("Decide by", both.map(|decision| decision.decide_by.map(|day| day.to_string())));
    changes.text("Problem statement", both.map(|decision| &decision.context));
    changes.lines("Constraint", &both.map(|decision| decision.constraints.clone()));
    changes.lines("Decision maker", &both.map(|decision| decision.people.decision_makers.clone()));
    changes.lines("Consulted", &both.map(|decision| decision.people.consulted.clone()));
    changes.lines("Informed", &both.map(|decision| decision.people.informed.clone()));
    changes.lines("Link", &both.map(|decision| decision.links.iter().map(link).collect()));
    changes.lines("Governed files", &both.map(|decision| decision.governs.clone()));
}

fn step(change: &StatusChange) -> String {
    let StatusChange { on, status, by } = change;
    let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
    format!("{status} on {on}{by}")
}

fn link(link: &Link) -> String {
    format!("{} {}", link.label, link.url).trim().to_owned()
}

fn option(both: ThenAndNow<&Alternative>, changes: &mut PartChanges) {
    let whose = both.now.called();
    // Each field by name: a difference in one that is new would not be told.
    let Alternative { id: _, name, description, is_today, pros, cons, cost } = both.then;
    let now = both.now;
    changes.text(&format!("Name of {whose}"), ThenAndNow { then: name, now: &now.name });
    changes.text(&format!("Description of {whose}"), ThenAndNow { then: description, now: &now.description });
    let today = ThenAndNow { then: *is_today, now: now.is_today };
    changes.value(&format!("{whose} as things are today"), today.map(|is| is.then(|| "yes".to_owned())));
    let for_it = ThenAndNow { then: pros, now: &now.pros };
    changes.lines(&format!("Argument for {whose}"), &for_it.map(|texts| (*texts).clone().unwrap_or_default()));
    let against_it = ThenAndNow { then: cons, now: &now.cons };
    changes.lines(&format!("Argument against {whose}"), &against_it.map(|texts| (*texts).clone().unwrap_or_default()));
    let costs = ThenAndNow { then: cost, now: &now.cost };
    changes.value(&format!("Cost of {whose}"), costs.map(|cost| cost.as_ref().map(amount)));
}

fn amount(cost: &Cost) -> String {
    let Cost { amount, unit, note } = cost;
    let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
    format!("{} {unit}", number(*amount)).trim_end().to_owned() + &note
}

fn criterion(both: ThenAndNow<&Criterion>, changes: &mut PartChanges) {
    let whose = both.now.called();
    for text in CriterionText::ALL {
        let noun = capitalized(text.noun());
        changes.text(&format!("{noun} of {whose}"), both.map(|criterion| criterion.text(text)));
    }
    let values = both.map(|criterion| {
        // What a weight comes to is told with its values. Texts are all that a criterion has besides.
        let CriterionValues { swing: _, must_have: threshold, not_applicable } = criterion.values();
        (threshold.map(must_have), not_applicable.then(|| "left out".to_owned()))
    });
    changes.value(&format!("Must-have of {whose}"), values.map(|(threshold, _)| threshold.clone()));
    changes.value(&format!("{whose} in the model"), values.map(|(_, left_out)| left_out.clone()));
}

fn must_have(must_have: MustHave) -> String {
    let points = must_have.at_least.points();
    match must_have.rule {
        MustHaveRule::Median => format!("at least {points} by the median"),
        MustHaveRule::Members(count) => format!("at least {points}, unless fewer than {count} score below"),
    }
}

fn member(both: ThenAndNow<&Member>, changes: &mut PartChanges) {
    let whose = both.now.called();
    // Each field by name: a difference in one that is new would not be told. Swings are told with the weights that they make.
    let Member { id: _, name: _, weight: _, swings: _, order: _, trade_offs: _, experience: _, premortem: _ } =
        both.then;
    changes.text(&format!("Name of {whose}"), both.map(|member| &member.name));
    changes.value(&format!("Weight of the ballot of {whose}"), both.map(|member| Some(member.weight.to_string())));
}

/// What members say of their scores: why, how sure they are, and what it rests on. Of cells that both records have.
fn words_on_scores(both: &ThenAndNow<&Decision>, changes: &mut PartChanges) {
    let cells = both.map(|decision| last_words(decision));
    let keys: BTreeSet<&(&MemberId, &CellKey)> = cells.then.keys().chain(cells.now.keys()).collect();
    let blank = Cell::default();
    for key in keys {
        let cells = cells.map(|cells| cells.get(key).copied().unwrap_or(&blank));
        let (member, (criterion, option)) = *key;
        if cells.then != cells.now && has_cell(both.then, *key) && has_cell(both.now, *key) {
            let whose = both.now.member_name(member);
            let place =
                format!("{whose} on {} for {}", both.now.criterion_name(criterion), both.now.option_name(option));
            cell(&place, &cells, changes);
        }
    }
}

fn has_cell(decision: &Decision, (member, (criterion, option)): (&MemberId, &CellKey)) -> bool {
    decision.member(member).is_some() && decision.criterion(criterion).is_some() && decision.option(option).is_some()
}

fn cell(place: &str, both: &ThenAndNow<&Cell>, changes: &mut PartChanges) {
    // Each field by name: a difference in one that is new would not be told. Votes are told with what they do to the result.
    let Cell { vote: _, confidence: _, evidence: _, link: _, note: _ } = both.then;
    changes.text(&format!("Note of {place}"), both.map(|cell| &cell.note));
    let confidence = both.map(|cell| cell.confidence.map(|one| one.name().to_owned()));
    changes.value(&format!("Confidence of {place}"), confidence);
    let evidence = both.map(|cell| cell.evidence.map(|one| one.name().to_owned()));
    changes.value(&format!("Evidence of {place}"), evidence);
    changes.text(&format!("Link of {place}"), both.map(|cell| &cell.link));
}

/// Returns the last word of each member on each cell, whatever round it is of.
fn last_words(decision: &Decision) -> BTreeMap<(&MemberId, &CellKey), &Cell> {
    let mut ballots: Vec<_> = decision.ballots.iter().collect();
    ballots.sort_by_key(|ballot| ballot.round);
    let cells =
        ballots.into_iter().flat_map(|ballot| ballot.cells.iter().map(|(key, cell)| ((&ballot.member, key), cell)));
    cells.collect()
}

fn outcome(both: &ThenAndNow<&Decision>, changes: &mut PartChanges) {
    if both.then.outcome.chosen != both.now.outcome.chosen {
        let chosen =
            both.map(|decision| decision.outcome.chosen.as_ref().map(|id| decision.option_name(id).to_owned()));
        changes.value("Chosen option", chosen);
    }
    // Each field by name: a difference in one that is new would not be told.
    let Outcome {
        chosen: _,
        justification,
        against_lead,
        thin_coverage,
        despite_objection,
        unscored_must_have,
        runner_up_case,
        consequences: _,
        confirmation,
        triggers: _,
        review: _,
        sign_offs: _,
    } = &*both.then.outcome;
    let now = &both.now.outcome;
    let texts = [
        ("Reason for the choice", justification, &now.justification),
        ("Reason against the lead", against_lead, &now.against_lead),
        ("Reason for thin coverage", thin_coverage, &now.thin_coverage),
        ("Reason despite an objection", despite_objection, &now.despite_objection),
        ("Reason for an unscored must-have", unscored_must_have, &now.unscored_must_have),
        ("Best case for the runner-up", runner_up_case, &now.runner_up_case),
        ("Confirmation", confirmation, &now.confirmation),
    ];
    for (what, then, now) in texts {
        changes.text(what, ThenAndNow { then, now });
    }
    let outcomes = both.map(|decision| &*decision.outcome);
    changes.lines("Consequence", &outcomes.map(|outcome| consequences(outcome)));
    changes.lines("Reversal trigger", &outcomes.map(|outcome| outcome.triggers.clone()));
    changes.value("Review on", outcomes.map(|outcome| outcome.review.map(|day| day.to_string())));
    changes.lines("Sign-off", &outcomes.map(|outcome| sign_offs(outcome)));
}

fn consequences(outcome: &Outcome) -> Vec<String> {
    outcome.consequences.iter().map(|one| format!("{}, because {}", one.kind.name(), one.text)).collect()
}

fn sign_offs(outcome: &Outcome) -> Vec<String> {
    let mut lines = Vec::new();
    for one in &outcome.sign_offs {
        let comment = if one.comment.is_empty() { String::new() } else { format!(": {}", one.comment) };
        lines.push(format!("{} {} on {}{comment}", one.name, one.verdict.verb(), one.on));
    }
    lines
}
