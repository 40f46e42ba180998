//! What a report says, and what it must not say.

use std::sync::Arc;

use weigh_in::{
    analysis::{Scope, analyze, verdict},
    decision::{Ballot, Cell, Decision, Member, Round, Score, Vote},
};

use super::{
    page_of,
    records::{criterion, ingest_service, member, option, titled},
};

/// The words of a page, without tags and with its characters as they are read.
fn words(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1;
    let text: String = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn it_says_what_was_decided_and_why() {
    let decision = ingest_service();
    let told = words(&page_of(&decision));
    let verdict = verdict(&decision, &weigh_in::adr::drawn(&decision, Scope::Revealed));
    for expected in [
        "Use Go for the ingest service accepted Chosen: Go",
        verdict.headline.as_str(),
        verdict.because.as_str(),
        "the team is productive in it now",
        "Memory is watched from the first day.",
        "the first version can be in service in January.",
        "The load test runs every week.",
        "Memory stays above 400 MB for a day.",
        "Bo Lindqvist agrees with a reservation: if the weekly load test really runs",
        "It must be in service by March.",
        "Memory safety must reach 3 of 5 as the team's median.",
        "Load test, October",
        "One static binary, written by people who know it.",
        "Bo Lindqvist on Go: the collector's peaks went over 512 MB (measured, evidence)",
        "Round 1 was revealed, after everyone had sealed",
        "Status: accepted",
        "Made on 1 December 2026 from go.decision.ron with Weigh-In.",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
}

#[test]
fn its_numbers_are_those_of_the_analysis() {
    let decision = ingest_service();
    let analysis = analyze(&decision, Scope::Revealed);
    let told = words(&page_of(&decision));
    for result in &analysis.options {
        let name = decision.option_name(&result.id);
        let chosen = if name == "Go" { " chosen" } else { "" };
        let row = format!("{name}{chosen} {} {:.2}", result.rank.unwrap(), result.value);
        // Cells of a table follow each other without a space.
        assert!(told.replace(' ', "").contains(&row.replace(' ', "")), "{row}\n{told}");
    }
}

#[test]
fn scores_of_a_hidden_round_are_in_none_of_its_parts() {
    let mut decision = ingest_service();
    decision.rounds.push(Arc::new(Round {
        number: 2,
        criteria: Vec::new(),
        reopened: Vec::new(),
        reveals: Vec::new(),
    }));
    let shown = page_of(&decision);
    let key = (criterion("memory-safety"), option("go"));
    let cell = Cell {
        vote: Score::new(1).map(Vote::Score),
        note: "SECRET".to_owned(),
        link: "https://secret.example".to_owned(),
        ..Cell::default()
    };
    let mut ballot = Ballot::new(member("ana"), 2);
    ballot.cells.insert(key, cell);
    decision.ballots.push(Arc::new(ballot));
    let page = page_of(&decision);
    assert_eq!(page, shown);
    assert!(words(&page).contains("Round 2 is still hidden. This report shows the scores of earlier rounds."));
}

#[test]
fn a_round_that_was_never_revealed_shows_no_scores() {
    let mut decision = ingest_service();
    let mut first = (*decision.rounds[0]).clone();
    first.reveals.clear();
    decision.rounds[0] = Arc::new(first);
    let told = words(&page_of(&decision));
    assert!(told.contains("Round 1 is still hidden, so this report shows no scores."), "{told}");
    assert!(!told.contains("collector's peaks") && !told.contains("Votes and notes"), "{told}");
}

#[test]
fn an_empty_record_has_a_report() {
    let told = words(&page_of(&Decision::new("test".to_owned(), jiff::civil::date(2026, 1, 1))));
    for expected in [
        "Untitled decision",
        "draft",
        "No option is chosen yet.",
        "There are no options yet.",
        "The record was started",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
}

#[test]
fn too_many_votes_are_counted_and_not_listed() {
    let mut decision = ingest_service();
    let votes: Vec<Arc<Ballot>> = decision.ballots.clone();
    for place in 0..3_400 {
        let id = member(&format!("m{place}"));
        decision.members.push(Arc::new(Member::new(id.clone(), format!("Member {place}"))));
        let mut ballot = (*votes[0]).clone();
        ballot.member = id;
        decision.ballots.push(Arc::new(ballot));
    }
    let told = words(&page_of(&decision));
    assert!(told.contains("20412 votes are too many for a page."), "{}", &told[told.len() - 2_000..]);
}

#[test]
fn a_title_alone_is_enough() {
    assert!(words(&page_of(&titled("Use Go"))).starts_with("Decision report Use Go draft No option is chosen yet."));
}
