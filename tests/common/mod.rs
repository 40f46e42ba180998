//! Records made up for property tests.

#![allow(dead_code, unreachable_pub, reason = "every test file is a crate of its own, and none uses all of this")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, sync::Arc};

use jiff::{ToSpan, civil::Date};
use proptest::{collection::vec, option, prelude::*, sample::Index};
use weigh_in::decision::{
    Alternative, Anchors, Ballot, Cell, CellKey, Confidence, Consequence, ConsequenceKind, Criterion, CriterionId,
    Decision, Evidence, Export, Link, Member, MemberId, MustHave, MustHaveRule, OptionId, Outcome, People, Reference,
    Reveal, RevealedBecause, Round, Score, SignOff, Status, Verdict, Vote, text,
};

/// What breaks careless writers and readers.
const HOSTILE: &[&str] = &[
    "\"",
    "\"#",
    "\"##",
    "r#\"",
    "#",
    "###",
    "\\",
    "\\n",
    "\\u{41}",
    "'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "//",
    "/*",
    "*/",
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> theirs",
    "---",
    "```",
    "|",
    "<script>",
    "![x](file:///x)",
    "`",
    "*",
    "_",
    "#![enable(implicit_some)]",
    "None",
    "Some(",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    " ",
    "🦀",
    "👩‍👩‍👧",
    "漢字",
    "שלום",
    "\u{202E}",
    "\u{200F}",
    "\u{FEFF}",
    "\u{0}",
    "\u{7}",
    "\u{1B}[31m",
    "\u{85}",
    "\u{2028}",
    "\u{301}",
    "ß",
    "İ",
    "word",
    "a longer run of words",
];

/// Anything that can be pasted into a field, unclean as it is.
pub fn pasted() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(prop::sample::select(HOSTILE), 0..6).prop_map(|parts| parts.concat()),
        3 => "[a-z ]{0,30}",
        2 => any::<String>(),
        1 => (prop::sample::select(HOSTILE), 0..3000_usize).prop_map(|(part, times)| part.repeat(times)),
    ]
}

/// Text in paragraphs, as a record holds it.
pub fn prose() -> impl Strategy<Value = String> {
    pasted().prop_map(|text| text::clean(&text).into_owned())
}

/// Text on one line, as a record holds it.
pub fn line() -> impl Strategy<Value = String> {
    pasted().prop_map(|text| text::single_line(&text))
}

/// A day between 1990 and 2044.
pub fn day() -> impl Strategy<Value = Date> {
    (0..20_000_i64).prop_map(|days| jiff::civil::date(1990, 1, 1) + days.days())
}

/// A record whose parts fit together: ids and names of options are unique, cells are of existing criteria and
/// options, ballots of existing members and rounds. Its texts are hostile.
pub fn decision() -> impl Strategy<Value = Decision> {
    (head(), options(), criteria(), members(), rounds(), (references(), outcome(), exports()))
        .prop_flat_map(|parts| (Just(parts), vec(any_cell(), 0..30), vec(any::<bool>(), 16)))
        .prop_map(|((head, options, criteria, members, rounds, (references, outcome, exports)), cells, sealed)| {
            let members = members.into_iter().map(|(mut member, swings)| {
                let swing = |(which, swing): (Index, u8)| {
                    let criterion = criteria.get(which.index(criteria.len().max(1)))?;
                    Some((criterion.id.clone(), swing))
                };
                member.swings = swings.into_iter().filter_map(swing).collect();
                Arc::new(member)
            });
            let members = members.collect();
            let mut decision = Decision { options, criteria, members, references, exports, ..head };
            decision.rounds = rounds_of(&decision, rounds);
            decision.outcome = Arc::new(outcome_of(&decision, outcome));
            score(&mut decision, cells, &sealed);
            decision
        })
}

fn head() -> impl Strategy<Value = Decision> {
    let people = (vec(line(), 0..3), vec(line(), 0..3), vec(line(), 0..3))
        .prop_map(|(decision_makers, consulted, informed)| People { decision_makers, consulted, informed });
    let names = (line(), option::of(line()), option::of(line()));
    let words = (line(), prose(), vec(line(), 0..3), vec(link(), 0..3));
    (names, words, people, prop::sample::select(&Status::ALL[..]), day(), option::of(day())).prop_map(
        |((id, template, profile), (title, context, constraints, links), people, status, created, dated)| Decision {
            title,
            status,
            dated,
            template,
            profile,
            context,
            constraints,
            people,
            links,
            ..Decision::new(id, created)
        },
    )
}

fn link() -> impl Strategy<Value = Link> {
    (line(), line()).prop_map(|(label, url)| Link { label, url })
}

fn options() -> impl Strategy<Value = Vec<Arc<Alternative>>> {
    vec((line(), prose()), 0..4).prop_map(|list| {
        let mut options: Vec<Arc<Alternative>> = Vec::new();
        for (place, (name, description)) in list.into_iter().enumerate() {
            let id = OptionId::from_name(&name, options.iter().map(|option| &option.id));
            options.push(Arc::new(Alternative { id, name: format!("{name}{place}"), description }));
        }
        options
    })
}

fn criteria() -> impl Strategy<Value = Vec<Arc<Criterion>>> {
    let words = (line(), line(), line(), (line(), line(), line()), (prose(), prose(), prose()));
    let rule = prop_oneof![Just(MustHaveRule::Median), (1..=u16::MAX).prop_map(MustHaveRule::Members)];
    let must_have = (points(), rule).prop_map(|(at_least, rule)| MustHave { at_least, rule });
    vec((words, 0..=Criterion::MAX_SWING, option::of(must_have), any::<bool>()), 0..5).prop_map(|list| {
        let mut criteria: Vec<Arc<Criterion>> = Vec::new();
        for ((name, group, question, (one, three, five), (check, caveat, note)), swing, must_have, out) in list {
            criteria.push(Arc::new(Criterion {
                id: CriterionId::from_name(&name, criteria.iter().map(|criterion| &criterion.id)),
                name: format!("{name}."),
                group,
                question,
                anchors: Anchors { one, three, five },
                swing,
                must_have,
                not_applicable: out,
                check,
                caveat,
                note,
            }));
        }
        criteria
    })
}

fn members() -> impl Strategy<Value = Vec<(Member, Vec<(Index, u8)>)>> {
    let weight = prop_oneof![Just(1.0), 1e-300..1e300, 0.1..10.0];
    vec((line(), weight, vec((any::<Index>(), 0..=Criterion::MAX_SWING), 0..3)), 0..4).prop_map(|list| {
        let mut members: Vec<(Member, Vec<(Index, u8)>)> = Vec::new();
        for (name, weight, swings) in list {
            let id = MemberId::from_name(&name, members.iter().map(|(member, _)| &member.id));
            members.push((Member { weight, ..Member::new(id, format!("{name}.")) }, swings));
        }
        members
    })
}

type RoundSeed = (Vec<Index>, Option<(Date, Option<String>)>);

fn rounds() -> impl Strategy<Value = Vec<RoundSeed>> {
    vec((vec(any::<Index>(), 0..3), option::of((day(), option::of(line())))), 1..4)
}

fn rounds_of(decision: &Decision, seeds: Vec<RoundSeed>) -> Vec<Arc<Round>> {
    let last = seeds.len() - 1;
    let round = |(place, (criteria, reveal)): (usize, RoundSeed)| {
        // Only the last round may be blind.
        let reveal = reveal.or((place < last).then_some((decision.created, None)));
        let chosen = criteria.iter().filter(|_| !decision.criteria.is_empty());
        Arc::new(Round {
            number: u32::try_from(place + 1).unwrap(),
            criteria: chosen.map(|index| index.get(&decision.criteria).id.clone()).collect(),
            reveal: reveal.map(|(on, by)| Reveal {
                on,
                because: by.map_or(RevealedBecause::AllSealed, RevealedBecause::SomebodySaidSo),
            }),
        })
    };
    seeds.into_iter().enumerate().map(round).collect()
}

fn points() -> impl Strategy<Value = Score> {
    prop::sample::select(&Score::ALL[..])
}

fn cell() -> impl Strategy<Value = Cell> {
    let vote = option::of(prop_oneof![points().prop_map(Vote::Score), Just(Vote::Abstain)]);
    let confidence = option::of(prop::sample::select(&Confidence::ALL[..]));
    let evidence = option::of(prop::sample::select(&Evidence::ALL[..]));
    (vote, confidence, evidence, line(), prose()).prop_map(|(vote, confidence, evidence, link, note)| Cell {
        vote,
        confidence,
        evidence,
        link,
        note,
    })
}

type AnyCell = ((Index, Index), (Index, Index), Cell);

/// Whose and of which round, of which criterion and option, and what it says.
fn any_cell() -> impl Strategy<Value = AnyCell> {
    ((any::<Index>(), any::<Index>()), (any::<Index>(), any::<Index>()), cell())
}

fn score(decision: &mut Decision, cells: Vec<AnyCell>, sealed: &[bool]) {
    if decision.criteria.is_empty() || decision.options.is_empty() {
        return;
    }
    let references = decision.references.len();
    let mut ballots: BTreeMap<(usize, usize), Ballot> = BTreeMap::new();
    for (place, ((who, round), (row, column), cell)) in cells.into_iter().enumerate() {
        let key: CellKey = (row.get(&decision.criteria).id.clone(), column.get(&decision.options).id.clone());
        if place % 3 == 0 && references > 0 {
            let reference = &mut decision.references[who.index(references)];
            Arc::make_mut(reference).cells.insert(key, cell);
        } else if !decision.members.is_empty() {
            let (who, round) = (who.index(decision.members.len()), round.index(decision.rounds.len()));
            let member = decision.members[who].id.clone();
            let number = decision.rounds[round].number;
            let ballot = ballots.entry((round, who)).or_insert_with(|| Ballot::new(member, number));
            ballot.sealed = sealed[(round * 4 + who) % sealed.len()];
            ballot.cells.insert(key, cell);
        }
    }
    decision.ballots = ballots.into_values().map(Arc::new).collect();
}

fn references() -> impl Strategy<Value = Vec<Arc<Reference>>> {
    vec((line(), link(), any::<bool>()), 0..3).prop_map(|list| {
        let mut references: Vec<Arc<Reference>> = Vec::new();
        for (place, (name, source, counted)) in list.into_iter().enumerate() {
            // Members and reference ballots share their ids.
            let id = MemberId::new(&format!("source-{place}")).unwrap();
            references.push(Arc::new(Reference { id, name, source, counted, cells: BTreeMap::new() }));
        }
        references
    })
}

fn outcome() -> impl Strategy<Value = (Outcome, Option<Index>)> {
    let consequence =
        (prop::sample::select(&ConsequenceKind::ALL[..]), line()).prop_map(|(kind, text)| Consequence { kind, text });
    let sign_off = (line(), prop::sample::select(&Verdict::ALL[..]), line(), day())
        .prop_map(|(name, verdict, comment, on)| SignOff { name, verdict, comment, on });
    let words = (prose(), prose(), prose(), prose(), vec(line(), 0..3));
    (words, vec(consequence, 0..3), option::of(day()), vec(sign_off, 0..3), option::of(any::<Index>())).prop_map(
        |(
            (justification, against_lead, thin_coverage, confirmation, triggers),
            consequences,
            review,
            sign_offs,
            chosen,
        )| {
            let outcome = Outcome {
                chosen: None,
                justification,
                against_lead,
                thin_coverage,
                consequences,
                confirmation,
                triggers,
                review,
                sign_offs,
            };
            (outcome, chosen)
        },
    )
}

fn outcome_of(decision: &Decision, (outcome, chosen): (Outcome, Option<Index>)) -> Outcome {
    let chosen = chosen.filter(|_| !decision.options.is_empty());
    Outcome { chosen: chosen.map(|index| index.get(&decision.options).id.clone()), ..outcome }
}

fn exports() -> impl Strategy<Value = Vec<Export>> {
    vec(
        (line(), line(), day(), vec(line(), 0..3), line()).prop_map(|(path, dialect, on, charts, written)| Export {
            path,
            dialect,
            on,
            charts,
            written,
        }),
        0..3,
    )
}
