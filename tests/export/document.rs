//! A record as an ADR in MADR 4.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use weigh_in::{
    adr::{AdrInput, Dialect, Record, Setting, Style, drawn, render, render_record},
    analysis::{Analysis, Argument, Quote, Scope, analyze, draft_arguments, draft_review, draft_triggers, summary},
    decision::{
        Alternative, Ballot, Cell, Consequence, ConsequenceKind, Criterion, Decision, Edit, Evidence, Link, Member,
        OptionField, OptionId, OutcomeField, Profile, Score, SignOff, Status, Verdict, Vote, text::stopped,
    },
};

use super::{
    hostile::{line, lines, seen},
    parsed::{Block, parse},
    records::{criterion, ingest_service, member, option, titled},
};

pub(crate) const RECORD: Record<'static> =
    Record { name: "ingest.decision.ron", path: Some("../../ingest.decision.ron") };

fn adr(decision: &Decision) -> String {
    rendered(decision, &analyze(decision, Scope::All))
}

fn rendered(decision: &Decision, analysis: &Analysis) -> String {
    render(&AdrInput { decision, analysis, record: Some(RECORD) }, Dialect::Madr).unwrap()
}

#[test]
fn a_whole_record_reads_as_madr() {
    let decision = ingest_service();
    let found = rendered(&decision, &drawn(&decision, Scope::All));
    assert!(found == include_str!("../fixtures/ingest-service.madr.md"), "{found}");
}

#[test]
fn an_appendix_tells_what_leads_under_the_profiles_that_the_record_keeps() {
    let head = "### Appendix: Under Other Profiles";
    let mut decision = ingest_service();
    decision.apply(Edit::Appendix(true)).unwrap();
    assert!(!adr(&decision).contains(head), "without profiles");
    let profile = |name: &str, swings: [u8; 3]| {
        let ids = ["learning-curve", "memory-safety", "resource-control"].map(criterion);
        Profile {
            id: name.to_lowercase(),
            name: name.to_owned(),
            why: String::new(),
            swings: ids.into_iter().zip(swings).collect(),
        }
    };
    decision.apply(Edit::KeepProfiles(vec![profile("Cloud", [100, 10, 10])])).unwrap();
    assert!(!adr(&decision).contains(head), "one profile compares nothing");
    decision.apply(Edit::KeepProfiles(vec![profile("Devices", [10, 50, 100])])).unwrap();
    let found = adr(&decision);
    let (_, lines) = found.split_once(head).unwrap();
    let lines: Vec<&str> = lines.lines().filter(|line| line.starts_with("* ")).collect();
    assert_eq!(
        lines[..4],
        [
            "* Of 2 profiles, Go leads in 1 and Rust in 1.",
            "* Go: Cloud (1.37).",
            "* Rust: Devices (1.59).",
            "* As the only choice for all of them, Rust is the safest: at worst it is 1.37 points behind, in Cloud. With Go beside \
             it, each where it is better, the average rises by 0.69 points; set that against the cost of running two.",
        ]
    );
    decision.apply(Edit::Appendix(false)).unwrap();
    assert!(!adr(&decision).contains(head));
}

#[test]
fn an_appendix_tells_how_often_the_lead_holds_and_never_without_the_swings() {
    let mut decision = ingest_service();
    decision.apply(Edit::Appendix(true)).unwrap();
    let setting = Setting { style: &Style::of(Dialect::Madr), number: None, relations: &[], charts: &[] };
    let found = render_record(&decision, None, &setting).unwrap();
    assert!(found.contains("comes first in") && found.contains("each weight up to 25 % off"), "{found}");
    assert!(!found.contains("ignores the weights"), "{found}");
    assert_eq!(found, render_record(&decision, None, &setting).unwrap());
}

#[test]
fn what_people_approved_is_in_the_adr() {
    let mut decision = ingest_service();
    let analysis = analyze(&decision, Scope::All);
    let drafted = draft_triggers(&decision, &analysis);
    let review = draft_review(&drawn(&decision, Scope::All), date(2026, 11, 3)).unwrap().on;
    assert!(!drafted.is_empty());
    for field in [OutcomeField::Triggers(drafted.clone()), OutcomeField::Review(Some(review))] {
        decision.apply(Edit::Outcome(field)).unwrap();
    }
    let setting = Setting { style: &Style::of(Dialect::Madr), number: None, relations: &[], charts: &[] };
    let found = seen(&render_record(&decision, None, &setting).unwrap());
    let dissenters = analysis
        .members
        .iter()
        .filter(|m| m.leaders.winner().is_some() && m.leaders.winner().cloned() != analysis.first);
    let dissenters: Vec<String> = dissenters.map(|member| member.name.clone()).collect();
    assert!(!dissenters.is_empty());
    let told = ["put Rust ahead by 0.70"].map(str::to_owned);
    for words in told.into_iter().chain(drafted).chain(dissenters).chain([review.to_string()]) {
        assert!(found.contains(&seen(&words)), "{words}: {found}");
    }
}

#[test]
fn a_new_record_says_what_is_missing() {
    let headings: Vec<Block> =
        parse(&adr(&titled("Use Go"))).blocks.into_iter().filter(|b| matches!(b, Block::Heading(..))).collect();
    let expected = [(1, "UseGo"), (2, "ContextandProblemStatement"), (2, "ConsideredOptions"), (2, "DecisionOutcome")];
    let mut expected: Vec<Block> = expected.map(|(level, text)| Block::Heading(level, text.to_owned())).to_vec();
    expected.push(Block::Heading(2, "MoreInformation".to_owned()));
    assert_eq!(headings, expected);
    assert!(adr(&titled("Use Go")).ends_with("\nWeigh-In record: [ingest.decision.ron](../../ingest.decision.ron).\n"));
    assert!(adr(&titled("Use Go")).contains("No option has been chosen yet."));
}

#[test]
fn every_status_has_a_word_that_madr_knows() {
    for (status, word) in [
        (Status::Draft, "proposed"),
        (Status::Proposed, "proposed"),
        (Status::Accepted, "accepted"),
        (Status::Rejected, "rejected"),
        (Status::Deprecated, "deprecated"),
        (Status::Superseded, "superseded"),
    ] {
        let mut decision = titled("Use Go");
        decision.history = vec![weigh_in::decision::StatusChange { on: decision.created, status, by: String::new() }];
        assert!(adr(&decision).starts_with(&format!("---\nstatus: \"{word}\"\ndate: 2026-10-01\n---\n# Use Go\n")));
    }
}

#[test]
fn a_choice_against_the_scores_says_so() {
    let mut decision = ingest_service();
    for field in [
        OutcomeField::Chosen(Some(option("rust"))),
        OutcomeField::AgainstLead("the gap is smaller than what we can measure".to_owned()),
        OutcomeField::ThinCoverage("the rest cannot be known now".to_owned()),
    ] {
        decision.apply(Edit::Outcome(field)).unwrap();
    }
    let found = adr(&decision);
    assert!(found.contains(
        "By the scores, Go leads Rust by 0.15. Rust is chosen nevertheless: the gap is smaller than what we can measure.\n"
    ));
    let why = "Why that is enough: the rest cannot be known now.\n";
    assert!(found.contains(&format!("Every option is scored on all that has weight. {why}")));
    // One that nobody has scored is named; no share of the weight says anything then.
    let ballots: Vec<_> = decision.ballots.iter().map(|ballot| ballot.as_ref().clone()).collect();
    for (gone, says) in [
        (&["rust"][..], "Rust is not scored on anything that has weight."),
        (&["rust", "go"], "2 of 2 options are not scored on anything that has weight."),
    ] {
        decision.ballots = ballots.iter().cloned().map(std::sync::Arc::new).collect();
        for ballot in decision.ballots.iter_mut().map(std::sync::Arc::make_mut) {
            ballot.cells.retain(|(_, option), _| !gone.contains(&option.as_str()));
        }
        assert!(adr(&decision).contains(&format!("{says} {why}")), "{}", adr(&decision));
    }
}

#[test]
fn a_justification_that_is_a_list_stays_one() {
    let mut decision = ingest_service();
    let listed = "- we know it\n- it is fast enough".to_owned();
    decision.apply(Edit::Outcome(OutcomeField::Justification(listed))).unwrap();
    let expected =
        "Chosen option: \"Go\", because of the following.\n\n* we know it\n* it is fast enough\n\nTwo people";
    assert!(adr(&decision).contains(expected));
}

#[test]
fn an_option_with_many_notes_shows_those_on_what_separates_it_most() {
    let mut decision = ingest_service();
    for n in 0..20_u8 {
        let mut added = Criterion::new(criterion(&format!("c-{n}")), &format!("C{n}"), "Many");
        added.swing = Some(80 - n);
        decision.apply(Edit::AddCriterion(Box::new(added))).unwrap();
        for (id, score, note) in [("rust", Score::MAX, format!("note {n}")), ("go", Score::MIN, String::new())] {
            let key = (criterion(&format!("c-{n}")), option(id));
            Arc::make_mut(&mut decision.ballots[0]).cells.insert(key, Cell { note, ..Cell::scored(score) });
        }
    }
    let found = adr(&decision);
    let rust = found.split_once("### Rust\n").unwrap().1.split_once("\n## ").unwrap().0;
    let told: Vec<&str> = rust.lines().filter(|line| line.starts_with("* ")).collect();
    assert_eq!(told[0], "* Good, because it scores higher on C0 (5.0; Go 1.0). Ana Ruiz: \"note 0.\"");
    assert_eq!(told[1], "* Good, because it scores higher on C1 (5.0; Go 1.0). Ana Ruiz: \"note 1.\"");
    // One more with a note, and the largest difference against it.
    assert_eq!(told.len(), 4, "{rust}");
}

#[test]
fn arguments_that_people_edited_replace_the_drafts_of_their_kind() {
    let mut decision = ingest_service();
    let drafted = adr(&decision);
    assert!(drafted.contains("* Good, because it scores higher on Learning curve (4.5; Rust 2.5). Ana Ruiz: \"two of us merged within a week.\" (measured)\n"), "{drafted}");
    let own = vec!["everybody here knows it".to_owned(), " ".to_owned()];
    decision.apply(Edit::Option(option("go"), OptionField::Pros(Some(own)))).unwrap();
    decision.apply(Edit::Option(option("rust"), OptionField::Cons(Some(Vec::new())))).unwrap();
    let found = adr(&decision);
    let section = |name: &str| found.split_once(name).unwrap().1.split_once("\n#").unwrap().0.to_owned();
    let [go, rust] = [section("### Go\n"), section("### Rust\n")];
    assert!(go.contains("\n* Good, because everybody here knows it.\n") && !go.contains("two of us merged"), "{go}");
    assert!(go.contains("\n* Bad, because it scores lower on"), "{go}");
    assert!(rust.contains("* Good, because") && !rust.contains("* Bad, because"), "{rust}");
    for field in [OptionField::Pros(None), OptionField::Cons(None)] {
        decision.apply(Edit::Option(option("go"), field.clone())).unwrap();
        decision.apply(Edit::Option(option("rust"), field)).unwrap();
    }
    assert_eq!(adr(&decision), drafted);
}

#[test]
fn only_revealed_votes_are_told_where_only_they_were_counted() {
    let mut decision = ingest_service();
    // Once accepted, it has no further round.
    decision.history.pop();
    decision.apply(Edit::OpenRound(Vec::new())).unwrap();
    let secret = Cell { note: "changed my mind".to_owned(), ..Cell::scored(Score::MIN) };
    let mut ballot = Ballot::new(member("ana"), 2);
    ballot.cells.insert((criterion("learning-curve"), option("go")), secret);
    decision.ballots.push(Arc::new(ballot));
    let told = |scope| {
        let analysis = analyze(&decision, scope);
        let input = AdrInput { decision: &decision, analysis: &analysis, record: None };
        render(&input, Dialect::Madr).unwrap()
    };
    assert!(told(Scope::Revealed).contains("Ana Ruiz: \"two of us merged within a week.\" (measured)"));
    assert!(!told(Scope::Revealed).contains("changed my mind"));
    assert!(told(Scope::All).contains("changed my mind"));
}

/// A record in which every text is hostile.
pub(crate) fn hostile() -> impl Strategy<Value = Decision> {
    let texts = prop::collection::vec(visible_line(), 24);
    (texts, prop::collection::vec(lines(), 5), prop::collection::vec(1_u8..=5, 8)).prop_map(|(one, many, points)| {
        let mut texts = one.into_iter();
        let mut text = || texts.next().unwrap();
        let mut decision = titled("");
        decision.title = text();
        decision.context.clone_from(&many[0]);
        decision.constraints = vec![text(), text()];
        decision.people.decision_makers = vec![text(), text()];
        decision.people.informed = vec![text()];
        decision.links = vec![
            Link { label: text(), url: "https://a.example/x_(y)?a=1&copy;=[2]|`*`".to_owned() },
            Link { label: text(), url: "javascript:alert(1)".to_owned() },
        ];
        for (id, description) in [("a", &many[1]), ("b", &many[2])] {
            let alternative = Alternative { description: description.clone(), ..Alternative::new(option(id), text()) };
            decision.options.push(Arc::new(alternative));
        }
        for id in ["x", "y"] {
            let mut added = Criterion::new(criterion(id), &text(), &text());
            added.question = text();
            decision.criteria.push(Arc::new(added));
        }
        let mut points = points.into_iter();
        for id in ["ana", "bo"] {
            decision.members.push(Arc::new(Member::new(member(id), text())));
            let mut ballot = Ballot::new(member(id), 1);
            for key in ["x", "y"].into_iter().flat_map(|c| ["a", "b"].map(|o| (criterion(c), option(o)))) {
                let vote = Some(Vote::Score(Score::new(points.next().unwrap()).unwrap()));
                ballot.cells.insert(key, Cell { vote, evidence: Some(Evidence::Read), ..Cell::default() });
            }
            ballot.cells.get_mut(&(criterion("x"), option("a"))).unwrap().note = text();
            decision.ballots.push(Arc::new(ballot));
        }
        let outcome = Arc::make_mut(&mut decision.outcome);
        outcome.chosen = Some(option("a"));
        outcome.justification.clone_from(&many[3]);
        outcome.consequences = vec![Consequence { kind: ConsequenceKind::Bad, text: text() }];
        outcome.confirmation.clone_from(&many[4]);
        outcome.triggers = vec![text()];
        let (name, comment) = (text(), text());
        outcome.sign_offs = vec![SignOff { name, verdict: Verdict::Object, comment, on: date(2026, 11, 3) }];
        decision
    })
}

pub(crate) fn visible_line() -> impl Strategy<Value = String> {
    line().prop_filter("visible", |line| !seen(line).is_empty())
}

/// The headings of a document, each with what stands under it.
pub(crate) fn sections(blocks: &[Block]) -> Vec<(u8, &str, &[Block])> {
    let starts: Vec<usize> = (0..blocks.len()).filter(|&i| matches!(blocks[i], Block::Heading(..))).collect();
    let end = |n: usize| starts.get(n + 1).copied().unwrap_or(blocks.len());
    let section = |(n, &start): (usize, &usize)| match &blocks[start] {
        Block::Heading(level, text) => (*level, text.as_str(), &blocks[start + 1..end(n)]),
        _ => unreachable!(),
    };
    starts.iter().enumerate().map(section).collect()
}

fn bullets(blocks: &[Block]) -> Vec<String> {
    blocks.iter().filter_map(|b| if let Block::Bullet(text) = b { Some(text.clone()) } else { None }).collect()
}

/// All text of a section without what may be the mark of a list.
fn prose(blocks: &[Block]) -> String {
    let text: String = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) | Block::Bullet(text) | Block::Numbered(text) => text.as_str(),
            other => panic!("{other:?} in prose"),
        })
        .collect();
    unmarked(&text)
}

fn unmarked(text: &str) -> String {
    seen(text).replace(|c: char| "-*+•.)".contains(c) || c.is_ascii_digit(), "")
}

/// The rows of the table of two criteria of the same weight: which they are, without the points by which an option is ahead.
fn table_of(analysis: &Analysis, decision: &Decision) -> Vec<Vec<String>> {
    let Some((leader, other)) = analysis.first.as_ref().zip(analysis.runner_up.as_ref()) else { return Vec::new() };
    let mean = |c: &str, o: &OptionId| analysis.cell(&criterion(c), o).unwrap().mean.unwrap();
    let gap = |c: &str| mean(c, leader) - mean(c, other);
    if gap("x").abs().max(gap("y").abs()) < 1e-9 {
        return Vec::new();
    }
    let name = |c: &str| seen(&decision.criterion(&criterion(c)).unwrap().name);
    let row = |c: &str| {
        let means = [leader, other].map(|o| format!("{:.1}", mean(c, o)));
        [vec![name(c), "50%".to_owned()], means.to_vec()].concat()
    };
    let called = [leader, other].map(|o| seen(&decision.option(o).unwrap().name));
    let totals = [leader, other].map(|o| format!("{:.2}", analysis.option(o).unwrap().value));
    let mut order = ["x", "y"];
    order.sort_by(|a, b| (gap(b).abs(), gap(b)).partial_cmp(&(gap(a).abs(), gap(a))).unwrap());
    let head = [vec!["Criterion".to_owned(), "Share".to_owned()], called.to_vec()].concat();
    vec![head, row(order[0]), row(order[1]), [vec!["Total".to_owned(), "100%".to_owned()], totals.to_vec()].concat()]
}

/// The argument as it is shown.
fn told_argument(argument: &Argument) -> String {
    let Argument { kind, text, scores, quotes } = argument;
    let quote = |quote: &Quote| format!("{}:\"{}\"(read)", seen(&quote.who), seen(&stopped(&quote.note)));
    let quotes = quotes.iter().map(quote).collect::<Vec<_>>().concat();
    format!("{},because{}({}).{quotes}", kind.name(), seen(text), seen(scores))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_text_comes_back_as_text_in_its_place(decision in hostile()) {
        let analysis = analyze(&decision, Scope::All);
        let document = adr(&decision);
        prop_assert!(document.ends_with('\n') && !document.ends_with("\n\n") && !document.contains('\r'));
        prop_assert!(!document.contains("\n\n\n") && !document.lines().any(|line| line.ends_with(' ')));

        let parsed = parse(&document);
        let blocks = parsed.blocks;

        let Block::FrontMatter(front) = &blocks[0] else { panic!("{document}") };
        let keys: Vec<&str> = front.lines().map(|line| line.split(':').next().unwrap()).collect();
        prop_assert_eq!(keys, ["status", "date", "decision-makers", "informed"]);

        let found = sections(&blocks);
        let options: Vec<String> = decision.options.iter().map(|o| seen(&o.name)).collect();
        let title = seen(&decision.title);
        let headings: Vec<(u8, &str)> = found.iter().map(|(level, text, _)| (*level, *text)).collect();
        let expected = vec![
            (1, title.as_str()),
            (2, "ContextandProblemStatement"),
            (2, "DecisionDrivers"),
            (2, "ConsideredOptions"),
            (2, "DecisionOutcome"),
            (3, "Consequences"),
            (3, "Confirmation"),
            (2, "ProsandConsoftheOptions"),
            (3, &options[0]),
            (3, &options[1]),
            (2, "MoreInformation"),
        ];
        prop_assert_eq!(headings, expected, "{}", document);

        let under = |n: usize| found[n].2;
        if !seen(&decision.context).is_empty() {
            prop_assert_eq!(prose(under(1)), unmarked(&decision.context), "{}", document);
        }
        let mut drivers: Vec<String> = decision.constraints.iter().map(|c| seen(&stopped(c))).collect();
        drivers.extend(decision.criteria.iter().map(|c| {
            let asks = !seen(&c.question).is_empty() && c.question.trim_end().ends_with('?');
            if asks { format!("{}:{}", seen(&c.name), seen(&c.question)) } else { seen(&c.name) }
        }));
        prop_assert_eq!(bullets(under(2)), drivers);
        prop_assert_eq!(bullets(under(3)), options.clone());
        let outcome = &decision.outcome;
        let said = prose(under(4));
        prop_assert!(said.starts_with(&unmarked(&format!("Chosen option: \"{}\"", options[0]))), "{}", document);
        prop_assert!(said.contains(&unmarked(&outcome.justification)), "{}", document);
        prop_assert_eq!(bullets(under(5)), vec![format!("Bad,because{}", seen(&stopped(&outcome.consequences[0].text)))]);
        let trigger = &outcome.triggers[0];
        let again = if trigger.trim_start().starts_with(char::is_lowercase) { "Reconsider if" } else { "Reconsider if this happens:" };
        let confirmed = [&outcome.confirmation, again, trigger].map(unmarked).concat();
        prop_assert_eq!(prose(under(6)), confirmed, "{}", document);
        let summary = summary(&decision, &analysis).join(" ");
        prop_assert!(said.contains(&unmarked(&summary)), "{}\n{}", summary, document);

        for (n, alternative) in decision.options.iter().enumerate() {
            let paragraphs: String = under(8 + n).iter().filter_map(|b| if let Block::Paragraph(text) = b { Some(text.as_str()) } else { None }).collect();
            prop_assert_eq!(paragraphs, seen(&alternative.description), "{}", document);
        }
        for (n, drafted) in draft_arguments(&decision, &analysis).iter().enumerate() {
            let told: Vec<String> = drafted.iter().map(told_argument).collect();
            prop_assert_eq!(bullets(under(8 + n)), told, "{}", document);
        }

        let more = under(10);
        let rows: Vec<Vec<String>> = more.iter().filter_map(|b| if let Block::Row(row) = b { Some(row.clone()) } else { None }).collect();
        let cut: Vec<Vec<String>> = rows.iter().map(|row| row[..4].to_vec()).collect();
        prop_assert_eq!(cut, table_of(&analysis, &decision), "{}", document);
        let sign_off = &outcome.sign_offs[0];
        let mut words = seen(&decision.links[0].label).replace(['[', ']'], "");
        if words.is_empty() {
            words = decision.links[0].url.replace(['[', ']'], "");
        }
        let last = vec![
            format!("{},2026-11-03:objects:{}", seen(&sign_off.name), seen(&stopped(&sign_off.comment))),
            words,
            seen(&decision.links[1].label),
        ];
        prop_assert!(bullets(more).ends_with(&last), "{:?}\n{}", last, document);
        let links: Vec<&str> = parsed.links.iter().map(|(url, _)| url.as_str()).collect();
        prop_assert!(links.contains(&"https://a.example/x_%28y%29?a=1&copy;=%5B2%5D%7C%60%2A%60"), "{:?}", links);
        prop_assert_eq!(links.last(), Some(&"../../ingest.decision.ron"));
        prop_assert!(!links.iter().any(|url| url.starts_with("javascript")));
    }
}
