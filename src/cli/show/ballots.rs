//! Members, rounds, and a table for each ballot.

use std::collections::BTreeMap;

use super::{super::layout::table, page::TextPage};
use crate::{
    analysis::when_revealed,
    decision::{
        Cell, CellKey, Commitment, CriterionId, Decision, Member, MemberId, Reopening, Reveal, Round, TradeOff, Vote,
    },
};

/// Writes the members, and the importance of criteria to each.
pub(super) fn members(decision: &Decision, page: &mut TextPage) {
    if decision.members.is_empty() {
        return;
    }
    page.head("Members");
    for member in &decision.members {
        one_member(decision, member, page);
    }
}

fn one_member(decision: &Decision, member: &Member, page: &mut TextPage) {
    let Member { id: _, name: _, weight, swings, order, trade_offs, experience, premortem } = member;
    page.item(&member_name(decision, &member.id));
    if weight.total_cmp(&1.0).is_ne() {
        page.detail("  Weight of the ballot", &weight.to_string());
    }
    let own = swings.iter().map(|(id, swing)| format!("{} {swing}", decision.criterion_name(id)));
    page.detail("  Own weights", &own.collect::<Vec<_>>().join(", "));
    let levels: Vec<String> = order.iter().map(|level| level_in_words(decision, level)).collect();
    page.detail("  Order of the criteria", &levels.join(" > "));
    let answers: Vec<String> = trade_offs.iter().map(|answer| trade_off(decision, answer)).collect();
    page.detail("  Trade-offs", &answers.join("\n"));
    let known = experience.iter().map(|(id, what)| format!("{} ({})", decision.option_name(id), what.name()));
    page.detail("  Experience", &known.collect::<Vec<_>>().join(", "));
    page.detail("  Why it failed, imagined", &premortem.join("\n"));
}

fn level_in_words(decision: &Decision, level: &[CriterionId]) -> String {
    level.iter().map(|id| decision.criterion_name(id)).collect::<Vec<_>>().join(" = ")
}

fn trade_off(decision: &Decision, answer: &TradeOff) -> String {
    let TradeOff { first, second, preferred } = answer;
    let steps = [first, second].map(|step| {
        format!("{} {} to {}", decision.criterion_name(&step.criterion), step.from.points(), step.to.points())
    });
    let sign = match preferred {
        crate::decision::Preference::First => ">",
        crate::decision::Preference::Second => "<",
        crate::decision::Preference::Equal => "=",
    };
    format!("{} {sign} {}", steps[0], steps[1])
}

/// Writes the rounds of voting, and how they ended.
pub(super) fn rounds(decision: &Decision, page: &mut TextPage) {
    page.head("Rounds");
    if decision.private_ballots {
        page.item("Ballots stay in private files until the reveal.");
    }
    for round in &decision.rounds {
        let Round { number, criteria, reopened, reveals } = &**round;
        let asked: Vec<&str> = criteria.iter().map(|id| decision.criterion_name(id)).collect();
        let asked = if asked.is_empty() { "all criteria".to_owned() } else { asked.join(", ") };
        let state = if round.is_revealed() { "" } else { ", not revealed" };
        page.item(&format!("Round {number} on {asked}{state}"));
        for Reopening { on, member } in reopened {
            page.detail("  Reopened", &format!("{} on {on}", decision.member_name(member)));
        }
        for reveal in reveals {
            page.detail("  Revealed", &how_revealed(decision, round, reveal));
        }
    }
    for one in &decision.commitments {
        commitment(decision, one, page);
    }
}

fn how_revealed(decision: &Decision, round: &Round, reveal: &Reveal) -> String {
    let Reveal { on, by, because: _, taken_back } = reveal;
    if let Some(back) = taken_back
        && reveal.was_to_sole_member()
    {
        return format!("on {on}{}; hidden again on {}, when others joined the only member", by_person(by), back.on);
    }
    let why = when_revealed(decision, round, reveal);
    let back = taken_back.as_ref().map(|back| format!("; taken back on {}{}", back.on, by_person(&back.by)));
    format!("on {on}{}, {why}{}", by_person(by), back.unwrap_or_default())
}

/// Returns " by Ana", to follow a day; empty if the person is unknown.
fn by_person(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" by {name}") }
}

fn commitment(decision: &Decision, one: &Commitment, page: &mut TextPage) {
    let Commitment { round, member, hash, withdrawn } = one;
    page.item(&format!("Sealed ballot of {} in round {round}: {hash}", member_name(decision, member)));
    if let Some(gone) = withdrawn {
        page.detail("  Withdrawn", &format!("on {}{}: {}", gone.on, by_person(&gone.by), gone.why));
    }
}

/// Writes a table for each ballot, and the notes on its scores.
pub(super) fn ballots(decision: &Decision, page: &mut TextPage) {
    for ballot in &decision.ballots {
        let sealed = if ballot.sealed { "sealed" } else { "not sealed" };
        page.head(&format!("Ballot of {}, round {}, {sealed}", member_name(decision, &ballot.member), ballot.round));
        // The scores of a private ballot are in its file only.
        let is_private = ballot.cells.is_empty() && ballot.salt.is_none();
        let unpublished = decision.unpublished();
        if is_private && decision.sealed_in_private().contains(&&ballot.member) && ballot.round == decision.round() {
            page.lines("Private until the reveal");
        } else if is_private && unpublished.iter().any(|one| one.member == ballot.member && one.round == ballot.round) {
            page.lines("Private, and not published yet");
        } else {
            cells(decision, &ballot.cells, page);
        }
    }
    for reference in &decision.references {
        let counted = if reference.counted { "counted" } else { "not counted" };
        page.head(&format!("Scores from a source: {}, {counted}", reference.called()));
        page.detail("Source", format!("{} {}", reference.source.label, reference.source.url).trim());
        cells(decision, &reference.cells, page);
    }
}

fn cells(decision: &Decision, cells: &BTreeMap<CellKey, Cell>, page: &mut TextPage) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for criterion in &decision.criteria {
        let row = decision.options.iter().map(|option| cells.get(&(criterion.id.clone(), option.id.clone())));
        let row: Vec<Option<&Cell>> = row.collect();
        if row.iter().any(Option::is_some) {
            rows.push([criterion.called().to_owned()].into_iter().chain(row.into_iter().map(points)).collect());
        }
    }
    if rows.is_empty() {
        page.lines("Empty");
        return;
    }
    let options = decision.options.iter().map(|option| option.called().to_owned());
    rows.insert(0, ["Criterion".to_owned()].into_iter().chain(options).collect());
    page.lines(&table(&rows));
    for ((criterion, option), cell) in cells {
        let place = format!("{} for {}", decision.criterion_name(criterion), decision.option_name(option));
        page.detail(&place, &beside_the_score(cell));
    }
}

/// Formats a score, "?" for an abstention, "–" for an empty cell.
fn points(cell: Option<&Cell>) -> String {
    match cell.and_then(|cell| cell.vote) {
        None => "–".to_owned(),
        Some(Vote::Abstain) => "?".to_owned(),
        Some(Vote::Score(score)) => score.points().to_string(),
    }
}

/// Returns confidence, evidence, link and note of a cell; empty if it has none of them.
fn beside_the_score(cell: &Cell) -> String {
    let Cell { vote: _, confidence, evidence, link, note } = cell;
    let confidence = confidence.map(|one| format!("confidence {}", one.name().to_lowercase()));
    let evidence = evidence.map(|one| one.name().to_lowercase());
    let link = Some(link.clone()).filter(|link| !link.is_empty());
    let basis: Vec<String> = [confidence, evidence, link].into_iter().flatten().collect();
    match (basis.is_empty(), note.is_empty()) {
        (true, _) => note.clone(),
        (false, true) => format!("({})", basis.join(", ")),
        (false, false) => format!("{note} ({})", basis.join(", ")),
    }
}

/// Returns the name of a member; with the id if another member has the same name.
fn member_name(decision: &Decision, id: &MemberId) -> String {
    let name = decision.member(id).map_or("", |member| member.name.trim());
    let same = decision.members.iter().filter(|member| member.name.trim() == name).count();
    match (name, same) {
        ("", _) => id.to_string(),
        (name, 0 | 1) => name.to_owned(),
        (name, _) => format!("{name} ({id})"),
    }
}
