//! What somebody reads who finds the ADR in a year: short, in sentences, and to nobody.

use std::path::Path;

use jiff::civil::date;
use weigh_in::{
    adr::{Dialect, Record, Setting, Style, render_record},
    decision::{
        Alternative, Ballot, Cell, Criterion, CriterionId, Decision, Edit, Member, MemberId, OptionId, OutcomeField,
        RevealedBecause, Score, Status,
    },
    decision_log::as_told,
    storage,
};

const RECORD: Record<'static> = Record { name: "sample.decision.ron", path: Some("../templates/sample.decision.ron") };

fn sample() -> Decision {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/sample.decision.ron");
    storage::load(&file).unwrap().decision
}

fn rendered(decision: &Decision, dialect: Dialect) -> String {
    let setting = Setting { style: &Style::of(dialect), number: Some(7), relations: &[], charts: &[] };
    render_record(&as_told(decision), Some(RECORD), &setting).unwrap()
}

/// A word that stands for everything that people type.
const THEIRS: &str = "§";

/// A record of this size, with a note and a text of people everywhere; every word of theirs is [`THEIRS`].
fn large(options: usize, criteria: usize, members: usize) -> Decision {
    let mut decision = Decision::new("large".to_owned(), date(2026, 11, 3));
    let id = |n: usize| format!("x{n}");
    decision.apply(Edit::Title(THEIRS.to_owned())).unwrap();
    decision.apply(Edit::Context(THEIRS.to_owned())).unwrap();
    for n in 0..options {
        let name = format!("{THEIRS}{n}");
        decision.apply(Edit::AddOption(Alternative::new(OptionId::new(&id(n)).unwrap(), name))).unwrap();
    }
    for n in 0..criteria {
        let mut criterion = Criterion::new(CriterionId::new(&id(n)).unwrap(), &format!("{THEIRS}{n}"), THEIRS);
        criterion.question = format!("{THEIRS}?");
        criterion.swing = Some(u8::try_from(100 - n).unwrap());
        decision.apply(Edit::AddCriterion(Box::new(criterion))).unwrap();
    }
    for n in 0..members {
        let member = MemberId::new(&id(n)).unwrap();
        decision.apply(Edit::AddMember(Member::new(member.clone(), format!("{THEIRS}{n}")), date(2026, 2, 3))).unwrap();
        let mut ballot = Ballot::new(member, 1);
        for c in 0..criteria {
            for o in 0..options {
                // Scores that differ by criterion, option and member.
                let points = 1 + (c * 7 + o * 3 + n * 5 + (c * o) % 4) % 5;
                let cell = Cell {
                    note: THEIRS.to_owned(),
                    ..Cell::scored(Score::new(u8::try_from(points).unwrap()).unwrap())
                };
                ballot.cells.insert((CriterionId::new(&id(c)).unwrap(), OptionId::new(&id(o)).unwrap()), cell);
            }
        }
        decision.ballots.push(std::sync::Arc::new(ballot));
    }
    let first = OptionId::new("x0").unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(first)))).unwrap();
    for field in [
        OutcomeField::Justification(THEIRS.to_owned()),
        OutcomeField::AgainstLead(THEIRS.to_owned()),
        OutcomeField::Confirmation(THEIRS.to_owned()),
        OutcomeField::Triggers(vec![THEIRS.to_owned()]),
        OutcomeField::Review(Some(date(2027, 11, 3))),
    ] {
        decision.apply(Edit::Outcome(field)).unwrap();
    }
    decision
}

/// The words that are ours: without people's, without tables and front matter.
fn our_words(adr: &str, theirs: &[String]) -> usize {
    let body = adr.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(adr, |(_, body)| body);
    let mut body = body.lines().filter(|line| !line.starts_with('|')).collect::<Vec<_>>().join("\n");
    for text in theirs.iter().filter(|text| !text.is_empty()) {
        body = body.replace(text.as_str(), THEIRS);
    }
    body.split_whitespace().filter(|word| !word.contains(THEIRS) && word.contains(char::is_alphanumeric)).count()
}

/// All texts that people wrote into the sample, the longest first.
fn texts_of(decision: &Decision) -> Vec<String> {
    let outcome = &decision.outcome;
    let mut texts = vec![
        decision.title.clone(),
        decision.context.clone(),
        outcome.justification.clone(),
        outcome.confirmation.clone(),
    ];
    texts.extend(outcome.triggers.iter().cloned());
    texts.extend(outcome.consequences.iter().map(|consequence| consequence.text.clone()));
    texts.extend(decision.options.iter().map(|option| option.name.clone()));
    texts.extend(decision.members.iter().map(|member| member.name.clone()));
    for criterion in &decision.criteria {
        texts.extend([&criterion.name, &criterion.question, &criterion.pro, &criterion.con].map(String::clone));
    }
    texts.extend(decision.ballots.iter().flat_map(|ballot| ballot.cells.values()).map(|cell| cell.note.clone()));
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts
}

#[test]
fn the_sample_reads_as_the_documents_show_it() {
    let found = rendered(&sample(), Dialect::Madr);
    assert!(found == include_str!("../../docs/example-adr.md"), "{found}");
}

#[test]
fn at_most_450_words_are_ours_whatever_the_size() {
    for dialect in Dialect::ALL {
        let sample = sample();
        let words = our_words(&rendered(&sample, dialect), &texts_of(&sample));
        assert!((60..=300).contains(&words), "{dialect}: {words} in the sample");
        for (options, criteria, members) in [(2, 3, 1), (3, 40, 8), (8, 40, 50)] {
            let adr = rendered(&large(options, criteria, members), dialect);
            let words = our_words(&adr, &[]);
            println!("{dialect}: {words} words of ours for {options} × {criteria} × {members}");
            assert!(words <= 450, "{dialect}: {words} for {options} × {criteria} × {members}\n{adr}");
        }
    }
}

#[test]
fn nobody_is_addressed_and_every_sentence_ends() {
    let mut records = vec![large(8, 40, 50), large(2, 3, 1), sample()];
    for decision in &mut records {
        // Questions may address the team; they are people's.
        for criterion in &mut decision.criteria {
            std::sync::Arc::make_mut(criterion).question.clear();
        }
        for has_appendix in [false, true] {
            decision.apply(Edit::Appendix(has_appendix)).unwrap();
            for dialect in Dialect::ALL {
                let adr = rendered(decision, dialect);
                let words: Vec<String> = adr.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
                assert!(!words.iter().any(|word| word == "you" || word == "your"), "{adr}");
                let (_, from_choice) = adr.split_once("Chosen option:").unwrap();
                for line in from_choice.lines().filter(|line| !line.is_empty() && !line.starts_with(['|', '#', '-'])) {
                    let names_an_option = decision.options.iter().any(|option| line == format!("* {}", option.name));
                    let ends = line.ends_with(['.', ':', '"', '?']) || line == THEIRS;
                    assert!(ends || names_an_option, "{line:?} in\n{adr}");
                }
            }
        }
    }
}

#[test]
fn criteria_of_weight_0_are_left_out_and_the_columns_add_up() {
    let mut decision = sample();
    decision.apply(Edit::Appendix(true)).unwrap();
    let adr = rendered(&decision, Dialect::Madr);
    assert!(!adr.contains("Workload fit"), "{adr}");
    let cells: Vec<Vec<&str>> = adr
        .lines()
        .filter(|line| line.starts_with("| ") && line.matches('|').count() == 6)
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let number = |text: &str| text.replace(['*', '+', '%', ' '], "").replace('−', "-").parse::<f64>().unwrap();
    let rows = &cells[2..];
    let (total, rows) = rows.split_last().unwrap();
    for column in [2, 5] {
        let sum: f64 = rows.iter().map(|row| number(row[column])).sum();
        assert!((sum - number(total[column])).abs() < 1e-9, "column {column}: {sum}\n{adr}");
    }
}

#[test]
fn nobody_is_said_to_have_revealed_what_all_had_sealed() {
    let mut decision = sample();
    let adr = rendered(&decision, Dialect::Madr);
    assert!(!adr.contains("revealed"), "{adr}");
    for round in &mut decision.rounds {
        for reveal in &mut std::sync::Arc::make_mut(round).reveals {
            reveal.because = RevealedBecause::SomebodySaidSo;
        }
    }
    let adr = rendered(&decision, Dialect::Madr);
    assert!(adr.contains("; Ana Ruiz revealed the scores before all ballots were sealed."), "{adr}");
}

#[test]
fn every_status_of_a_result_is_told_in_a_few_sentences() {
    let told = |decision: &Decision| {
        let adr = rendered(decision, Dialect::Madr);
        let (_, outcome) = adr.split_once("## Decision Outcome\n\n").unwrap();
        outcome.split("\n\n").nth(1).unwrap_or_default().to_owned()
    };
    let mut one = large(2, 3, 1);
    assert!(told(&one).starts_with("One person scored both options: "), "{}", told(&one));
    assert!(one.status() == Status::Draft);
    // Scores alike: nobody is ahead.
    for ballot in &mut one.ballots {
        for cell in std::sync::Arc::make_mut(ballot).cells.values_mut() {
            *cell = Cell::scored(Score::new(3).unwrap());
        }
    }
    assert_eq!(
        told(&one),
        "One person scored both options: §0 3.00 of 5, §1 3.00, no clear winner. §0 and §1 are level."
    );
}
