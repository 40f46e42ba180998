//! How the time of readers grows with what they read: eight times the input may take at most so many times the time.
//!
//! Parts that are the same again and again are tried elsewhere; these are all different, or stand where they count.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::civil::date;
use weigh_in::{
    adr::{self, Change, Indexed, Target, add_to_index, change, import, observed_style, restate_in_index, sights},
    analysis::{self, Scope, analyze},
    decision::{
        CriterionField, CriterionId, CriterionText, Decision, Edit, Export, RelationKind, Round, common_base, merge,
    },
    storage,
    table::{Grid, TableReading, TableWays, plan_table},
};

use super::watch::Watch;

/// Eight times the input may take so many times the time. The square would be 64.
const MOST: f64 = 20.0;
/// What takes less is not looked at: it is over in a moment, and a machine that is busy would decide.
const SHORTEST: Duration = Duration::from_millis(400);
/// The longest that the larger input may take, in the build of the tests on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// A text of so many parts.
type Text = Box<dyn Fn(usize) -> String>;
type Read = fn(&str);

struct Case {
    name: &'static str,
    /// How many parts there are at first.
    parts: usize,
    text: Text,
    read: Read,
}

fn lines(head: &'static str, line: fn(usize) -> String) -> Text {
    Box::new(move |parts| head.to_owned() + &(0..parts).map(line).collect::<String>())
}

fn each(parts: usize, line: fn(usize) -> String) -> String {
    (0..parts).map(line).collect()
}

fn import_adr(text: &str) {
    drop(import(text.as_bytes(), "docs/adr/0004-x.md", "0123456789abcdef".to_owned(), date(2026, 11, 3)));
}

fn read_adr(text: &str) {
    drop((adr::read(text.as_bytes()), observed_style(text)));
}

fn change_adr(text: &str) {
    let by = Target { number: Some(9), title: "Use Rust".to_owned(), path: "0009-use-rust.md".to_owned() };
    drop(change(text, &Change { kind: RelationKind::Supersedes, by, on: None }));
}

fn clients(text: &str) {
    drop(sights("0004-use-go.md", text));
}

fn index(text: &str) {
    let known = |number: u32, path: &str| Indexed {
        path: path.to_owned(),
        number: Some(number),
        id: format!("{number:04}"),
        title: "Use Go".to_owned(),
        status: "accepted".to_owned(),
        date: "2025-01-02".to_owned(),
    };
    let two = [known(1, "0001-x.md"), known(2, "0002-x.md")];
    drop(add_to_index(text, &two, &known(9_999, "9999-x.md")));
    drop(restate_in_index(text, &two, "0002-x.md", "accepted", "superseded"));
}

fn written_again(text: &str) {
    drop(adr::Reexport::of(text, &text.replace("Option", "Opción"), ""));
    drop(adr::fingerprint(text, text));
}

fn parse(text: &str) {
    let Ok(loaded) = storage::parse(text) else { return };
    drop(storage::to_ron(&loaded.decision));
}

fn check(text: &str) {
    let Ok(loaded) = storage::parse(text) else { return };
    let analysis = analyze(&loaded.decision, Scope::All);
    let problems = analysis::problems(&loaded.decision, &analysis);
    drop(storage::lines_of(text, &problems));
}

fn conflicted(text: &str) {
    drop(storage::sides_of_conflicted_file(text, &|text| storage::parse(text).is_ok()));
}

/// Two copies of a record in which every name is another one.
fn merged(text: &str) {
    let Ok(loaded) = storage::parse(text) else { return };
    let renamed = |suffix: &str| {
        let mut copy: Decision = loaded.decision.clone();
        for id in loaded.decision.criteria.iter().map(|criterion| criterion.id.clone()) {
            copy.apply(Edit::Criterion(id, CriterionField::Text(CriterionText::Caveat, format!("x{suffix}")))).unwrap();
        }
        copy.context = loaded.decision.context.replace('x', suffix);
        copy.constraints = copy.constraints.iter().map(|text| format!("{text}{suffix}")).collect();
        copy
    };
    let (ours, theirs) = (renamed("a"), renamed("b"));
    let three = storage::ThreeRecords { base: loaded.decision.clone(), ours, theirs };
    let merge_of_three = three.merge();
    drop(three.to_text(&merge_of_three));
    drop(merge(&common_base(&three.ours, &three.theirs), &three.ours, &three.theirs));
}

fn tabled(text: &str) {
    let Ok(grid) = Grid::read(text.as_bytes()) else { return };
    let decision = Decision::new("0123456789abcdef".to_owned(), date(2026, 11, 3));
    let reading = TableReading {
        member: None,
        adds: true,
        scale: None,
        options_in_rows: None,
        on: date(2026, 11, 3),
        ways: TableWays::Command,
    };
    drop(plan_table(&decision, &grid, reading));
}

/// Two copies that each wrote an ADR of which the record knows other words.
fn merged_written(text: &str) {
    let base = Decision::new("0123456789abcdef".to_owned(), date(2026, 11, 3));
    let with = |written: String| {
        let (path, dialect) = ("0001-a.md".into(), "madr".to_owned());
        let export = Export { path, dialect, on: date(2026, 11, 3), charts: Vec::new(), written, style: String::new() };
        Decision { exports: vec![export], ..base.clone() }
    };
    drop(merge(&with(String::new()), &with(text.replace('x', "a")), &with(text.replace('x', "b"))));
}

/// One copy takes out what the other still weighs, and both have rounds that ask about all of it.
fn merged_rounds(text: &str) {
    const ROUNDS: u32 = 20;
    let Ok(loaded) = storage::parse(text) else { return };
    let mut base = loaded.decision;
    let asked: Vec<CriterionId> = base.criteria.iter().map(|criterion| criterion.id.clone()).collect();
    let round = |number| Arc::new(Round::new(number, asked.clone()));
    base.rounds = (1..=ROUNDS).map(round).collect();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.criteria.truncate(1);
    ours.rounds = (1..=2 * ROUNDS).map(round).collect();
    theirs.criteria.iter_mut().for_each(|criterion| Arc::make_mut(criterion).swing = Some(7));
    drop(merge(&base, &ours, &theirs));
}

/// A merge whose copies both have the same errors.
fn same_errors(text: &str) {
    let Ok(loaded) = storage::parse(text) else { return };
    drop(loaded.decision.errors_beyond(&loaded.decision.clone()));
}

/// A ballot that names nothing that is there.
fn unknown_cells(parts: usize) -> String {
    let cells = each(parts, |n| format!("(criterion: \"x{n}\", option: \"y{n}\", score: 3), "));
    format!(
        "{HEAD}    members: [(id: \"ana\")], rounds: [(number: 1)],\n    ballots: [(member: \"ana\", round: 1, scores: [{cells}])],\n)\n"
    )
}

fn adrs() -> Vec<(&'static str, Text)> {
    vec![
        ("options", lines("# A\n\n## Considered Options\n\n", |n| format!("* Option {n}\n"))),
        ("options of one name", lines("# A\n\n## Considered Options\n\n", |_| "* Option\n".to_owned())),
        ("front matter, one key", lines("---\n", |_| "status: accepted\n".to_owned())),
        ("front matter, many keys", lines("---\n", |n| format!("key{n}: value {n}\n"))),
        ("front matter, a list", lines("---\ndeciders:\n", |n| format!("  - Person {n}\n"))),
        ("status lines", lines("# A\n\n", |_| "* Status: accepted\n".to_owned())),
        ("status lines that differ", lines("# A\n\n", |n| format!("* Status: accepted {n}\n"))),
        ("status sections", lines("# A\n\n", |_| "## Status\n\nAccepted\n\n".to_owned())),
        ("superseded lines", lines("# A\n\n## Status\n\n", |n| format!("Superseded by [{n}. x]({n:04}-x.md)\n\n"))),
        ("superseded, without a link", lines("# A\n\n## Status\n\n", |n| format!("Superseded by ADR-{n}\n"))),
        ("dates", lines("# A\n\n", |_| "* Date: 2026-11-03\n".to_owned())),
        ("other items", lines("# A\n\n", |n| format!("* Key {n}: value\n"))),
        ("deciders", lines("# A\n\n* Deciders: ", |n| format!("Person {n}, "))),
        ("drivers", lines("# A\n\n## Decision Drivers\n\n", |n| format!("* Driver {n}\n"))),
        ("drivers of one name", lines("# A\n\n## Decision Drivers\n\n", |_| "* Driver\n".to_owned())),
        (
            "options with long names",
            lines("# A\n\n## Considered Options\n\n", |n| format!("* {}{n}\n", "long ".repeat(20))),
        ),
        (
            "drivers and pros",
            Box::new(|parts| {
                let drivers: String = each(parts, |n| format!("* Driver {n}\n"));
                let pros: String = each(parts, |n| format!("* Good, because {n} words\n"));
                format!("# A\n\n## Decision Drivers\n\n{drivers}\n## Pros and Cons of the Options\n\n### B\n\n{pros}")
            }),
        ),
        (
            "pros with many options",
            Box::new(|parts| {
                let options: String = each(parts, |n| format!("* Option {n}\n"));
                let pros: String = each(parts, |n| format!("### Option {n}\n\n* Good, because {n}\n\n"));
                format!("# A\n\n## Considered Options\n\n{options}\n## Pros and Cons of the Options\n\n{pros}")
            }),
        ),
        (
            "pros of one option",
            lines("# A\n\n## Considered Options\n\n* B\n\n## Pros and Cons of the Options\n\n### B\n\n", |n| {
                format!("* Good, because {n}\n")
            }),
        ),
        ("consequences", lines("# A\n\n## Consequences\n\n", |n| format!("* Good, because {n}\n"))),
        ("sections", lines("# A\n\n", |n| format!("## Section {n}\n\ntext\n\n"))),
        ("sections of one name", lines("# A\n\n", |_| "## Option\n\ntext\n\n".to_owned())),
        ("titles", lines("", |n| format!("# Title {n}\n\n"))),
        ("links", lines("# A\n\n", |n| format!("[{n}]({n:04}-a.md) "))),
        ("definitions", lines("# A\n\n", |n| format!("[{n}]: {n:04}-a.md\n"))),
        ("rows", lines("# A\n\n| a | b |\n|---|---|\n", |n| format!("| {n} | [x]({n:04}-x.md) |\n"))),
        ("fences", lines("# A\n\n", |n| format!("```{n}\na\n```\n"))),
        ("comments", lines("# A\n\n", |n| format!("<!-- {n} -->\n"))),
        ("paragraphs", lines("# A\n\n## Context\n\n", |n| format!("Words {n}.\n\n"))),
        ("entities in the title", lines("# ", |n| format!("&a{n} "))),
        ("entities in the status", lines("# A\n\n## Status\n\n", |n| format!("&amp {n}"))),
        ("entities in an item", lines("# A\n\n* Deciders: ", |n| format!("&#{n} "))),
        ("index lines", lines("# ADRs\n\n", |n| format!("* [{n}. x]({n:04}-x.md)\n"))),
    ]
}

const HEAD: &str =
    "(\n    format: 2,\n    id: \"0123456789abcdef\",\n    title: \"Use Go\",\n    created: \"2026-11-03\",\n";

fn record(list: &str, item: impl Fn(usize) -> String, parts: usize) -> String {
    format!("{HEAD}    {list}: [{}],\n)\n", (0..parts).map(item).collect::<Vec<_>>().join(",\n"))
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let readers: [(&str, Read); 6] = [
        ("import", import_adr),
        ("read", read_adr),
        ("change", change_adr),
        ("clients", clients),
        ("index", index),
        ("again", written_again),
    ];
    for (reader, read) in readers {
        for (name, text) in adrs() {
            cases.push(Case { name: format!("{reader}: {name}").leak(), parts: 1_000, text, read });
        }
    }
    let mut add = |name: &'static str, parts: usize, text: Text, read: Read| {
        cases.push(Case { name, parts, text, read });
    };
    let named = |n: usize| format!("(id: \"a{n}\", name: \"A {n}\")");
    let of = |list: &'static str| Box::new(move |parts| record(list, named, parts));
    add("parse: criteria", 250, of("criteria"), parse);
    add("parse: members", 250, of("members"), parse);
    add("parse: constraints", 2_500, Box::new(|parts| record("constraints", |n| format!("\"c{n}\""), parts)), parse);
    let link = |n: usize| format!("(label: \"l{n}\", url: \"https://example.org/{n}\")");
    add("parse: links", 600, Box::new(move |parts| record("links", link, parts)), parse);
    // What is worked out of members and criteria is bounded by how many a record may hold.
    add("check: links", 600, Box::new(move |parts| record("links", link, parts)), check);
    let newer = |n: usize| format!("    unknown{n}: \"x\",\n");
    let unknown = move |parts: usize| format!("{HEAD}{})\n", (0..parts).map(newer).collect::<String>());
    add("newer: fields", 12, Box::new(move |parts| unknown(parts).replace("format: 2", "format: 3")), parse);
    let nested = |n: usize| format!("(id: \"a{n}\", name: \"A\", new{n}: 1)");
    let nested = move |parts| record("criteria", nested, parts).replace("format: 2", "format: 3");
    add("newer: fields of a list", 12, Box::new(nested), parse);
    add("merge: criteria", 200, of("criteria"), merged);
    add("merge: constraints", 1_000, Box::new(|parts| record("constraints", |n| format!("\"c{n}\""), parts)), merged);
    add("merge: rounds", 250, of("criteria"), merged_rounds);
    add("merge: written", 2_000, lines("", |n| format!("x{n}:1 ")), merged_written);
    add("merge: errors", 1_500, Box::new(unknown_cells), same_errors);
    add("table: criteria", 200, lines("criterion,weight,Go\n", |n| format!("c{n},{n},3\n")), tabled);
    add("table: weights", 200, lines("criterion,weight\n", |n| format!("c{n},{n}.5\n")), tabled);
    let vote = |n: usize| format!("1,m{},c{},o{},3,,,,note {n}\n", n % 10, n / 10 % 40, n / 400);
    let head = "round,member,criterion,option,score,confidence,evidence,link,note\n";
    add("table: votes", 2_000, lines(head, vote), tabled);
    add("table: columns", 60, Box::new(|parts| format!("c,{}\nx,1\n", each(parts, |n| format!("o{n},")))), tabled);
    let conflict = |n: usize| format!("<<<<<<< a\na{n}\n=======\nb{n}\n>>>>>>> b\n");
    add("conflicts", 2_000, lines("", conflict), conflicted);
    cases
}

fn time(case: &Case, parts: usize, watch: &Watch) -> Duration {
    let text = (case.text)(parts);
    watch.begin(case.name, &[]);
    let begun = Instant::now();
    (case.read)(&text);
    begun.elapsed()
}

#[test]
#[ignore = "slow; scripts/test runs it"]
fn no_reader_takes_the_square_of_what_it_reads() {
    let mut slow = Vec::new();
    let wanted = std::env::var("WEIGH_IN_FUZZ_READER").unwrap_or_default();
    let watch = Watch::start();
    for case in cases().iter().filter(|case| case.name.contains(&wanted)) {
        let mut once = time(case, case.parts, &watch);
        let mut eight_times = time(case, 8 * case.parts, &watch);
        let is_slow = |once: Duration, eight_times: Duration| {
            let ratio = eight_times.as_secs_f64() / once.as_secs_f64().max(0.001);
            eight_times > LONGEST || (eight_times > SHORTEST && ratio > MOST)
        };
        // Something else may have taken the machine meanwhile.
        for _ in 0..3 {
            if is_slow(once, eight_times) && eight_times < LONGEST {
                once = once.max(time(case, case.parts, &watch));
                eight_times = eight_times.min(time(case, 8 * case.parts, &watch));
            }
        }
        println!("{:>40}: {once:>10.1?} {eight_times:>10.1?}", case.name);
        if is_slow(once, eight_times) {
            slow.push(format!("{}: {once:.1?}, and {eight_times:.1?} for 8 times as much", case.name));
        }
    }
    watch.rest();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
