//! Records made up for property tests.

#![allow(dead_code, unreachable_pub, reason = "every test file is a crate of its own, and none uses all of this")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, sync::Arc};

use jiff::{ToSpan, civil::Date};
use proptest::{collection::vec, option, prelude::*, sample::Index};
use weigh_in::decision::{
    AdrFolder, Alternative, Anchors, Ballot, Cell, CellKey, Commitment, Confidence, Consequence, ConsequenceKind,
    CopySource, Correction, Cost, Criterion, CriterionId, Decision, Evidence, Experience, Export, FindingState,
    Improvement, Link, Member, MemberId, MustHave, MustHaveRule, OptionId, Outcome, PastResult, People, Predecessor,
    Preference, Profile, Reference, Reopening, RepoPath, Retraction, Reveal, RevealedBecause, Reversal, ReversalCost,
    Review, ReviewFinding, ReviewVerdict, Round, Score, SignOff, Status, StatusChange, TradeOff, Verdict, Vote,
    Withdrawal, text,
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
    // Boxed, since the whole would be too large for the stack of a test.
    let parts = (head().boxed(), life().boxed(), members().boxed(), profiles().boxed());
    let others = (references().boxed(), outcome().boxed(), exports().boxed());
    (parts, options().boxed(), criteria().boxed(), rounds().boxed(), others)
        .prop_flat_map(|parts| (Just(parts), vec(any_cell(), 0..30), vec(any::<bool>(), 16)).boxed())
        .prop_map(|(parts, cells, sealed)| {
            let ((head, life, members, profiles), options, criteria, rounds, (references, outcome, exports)) = parts;
            let members = members.into_iter().map(|seed| Arc::new(member_of(seed, &criteria, &options))).collect();
            let profiles = profiles
                .into_iter()
                .map(|(profile, swings)| Arc::new(Profile { swings: swings_of(swings, &criteria), ..profile }))
                .collect();
            let mut decision = Decision { options, criteria, members, profiles, references, exports, ..head };
            live(&mut decision, life);
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
    (names, words, people, history(), day()).prop_map(
        |((id, template, profile), (title, context, constraints, links), people, history, created)| Decision {
            title,
            history,
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

fn history() -> impl Strategy<Value = Vec<StatusChange>> {
    let change = (day(), prop::sample::select(&Status::ALL[..]), line());
    vec(change.prop_map(|(on, status, by)| StatusChange { on, status, by }), 0..3)
}

/// The parts of a record that are about its past and future.
type Life = (
    (Option<Date>, Option<CopySource>, Option<Predecessor>, Vec<String>, Vec<String>),
    (Reversal, bool, Vec<Review>, Vec<Correction>, Option<AdrFolder>, bool, Vec<(Index, Commitment)>),
);

fn life() -> impl Strategy<Value = Life> {
    let copy = (line(), line(), day()).prop_map(|(record, title, on)| CopySource { record, title, on });
    let costs = [ReversalCost::Easy, ReversalCost::Weeks, ReversalCost::Months, ReversalCost::Hardly];
    let reversal =
        (option::of(prop::sample::select(costs.to_vec())), prose()).prop_map(|(cost, note)| Reversal { cost, note });
    let correction = (day(), line(), line()).prop_map(|(on, by, why)| Correction { on, by, why });
    let folder = (line(), line()).prop_map(|(path, language)| AdrFolder { path: path.into(), language });
    let withdrawn = (day(), line(), line()).prop_map(|(on, by, why)| Withdrawal { on, by, why });
    let commitment = ("[0-9a-f]{8}", 1..3_u32, option::of(withdrawn)).prop_map(|(hash, round, withdrawn)| Commitment {
        round,
        member: MemberId::new("nobody").unwrap(),
        hash,
        withdrawn,
    });
    (
        (option::of(day()), option::of(copy), option::of(predecessor()), vec(line(), 0..3), vec(line(), 0..2)),
        (
            reversal,
            any::<bool>(),
            vec(review(), 0..2),
            vec(correction, 0..3),
            option::of(folder),
            any::<bool>(),
            vec((any::<Index>(), commitment), 0..3),
        ),
    )
}

fn predecessor() -> impl Strategy<Value = Predecessor> {
    let option_id = prop::sample::select(vec!["go", "rust", "zig"]).prop_map(|id| OptionId::new(id).unwrap());
    let options = (option::of(option_id.clone()), option::of(option_id.clone()), option::of(option_id));
    let result =
        (day(), options, option::of(0.0..4.0), line()).prop_map(|(on, (chosen, leader, runner_up), gap, verdict)| {
            PastResult { on, chosen, leader, runner_up, gap, verdict }
        });
    let path = line().prop_map(|path| Some(RepoPath::from(path)).filter(|path| !path.is_empty()));
    (line(), line(), path, option::of(result)).prop_map(|(record, title, path, result)| Predecessor {
        record,
        title,
        path,
        result,
    })
}

fn review() -> impl Strategy<Value = Review> {
    let verdicts = vec![ReviewVerdict::Keep, ReviewVerdict::Amend, ReviewVerdict::Replace];
    let states = vec![FindingState::Happened, FindingState::Held, FindingState::Unknown];
    let finding = (line(), prop::sample::select(states)).prop_map(|(about, state)| ReviewFinding { about, state });
    (day(), line(), prop::sample::select(verdicts), vec(finding, 0..3), prose(), option::of(day()))
        .prop_map(|(on, by, verdict, findings, note, next)| Review { on, by, verdict, findings, note, next })
}

fn live(decision: &mut Decision, life: Life) {
    let ((decide_by, copied_from, predecessor, governs, compared_profiles), rest) = life;
    let (reversal, private_ballots, reviews, corrections, adr_folder, has_appendix, commitments) = rest;
    let of_members = commitments.into_iter().filter(|_| !decision.members.is_empty());
    decision.commitments = of_members
        .map(|(who, commitment)| Commitment { member: who.get(&decision.members).id.clone(), ..commitment })
        .collect();
    decision.decide_by = decide_by;
    decision.copied_from = copied_from;
    decision.predecessor = predecessor;
    decision.governs = governs;
    decision.compared_profiles = compared_profiles;
    decision.reversal = reversal;
    decision.private_ballots = private_ballots;
    decision.reviews = reviews;
    decision.corrections = corrections;
    decision.adr_folder = adr_folder;
    decision.has_appendix = has_appendix;
}

fn link() -> impl Strategy<Value = Link> {
    (line(), line()).prop_map(|(label, url)| Link { label, url })
}

fn options() -> impl Strategy<Value = Vec<Arc<Alternative>>> {
    let cost = (0.0..1e9, line(), line()).prop_map(|(amount, unit, note)| Cost { amount, unit, note });
    let arguments = (option::of(vec(line(), 0..3)), option::of(vec(line(), 0..3)));
    vec((line(), prose(), any::<bool>(), arguments, option::of(cost)), 0..4).prop_map(|list| {
        let mut options: Vec<Arc<Alternative>> = Vec::new();
        for (place, (name, description, is_today, (pros, cons), cost)) in list.into_iter().enumerate() {
            let id = OptionId::from_name(&name, options.iter().map(|option| &option.id));
            let name = format!("{name}{place}");
            options.push(Arc::new(Alternative { id, name, description, is_today, pros, cons, cost }));
        }
        options
    })
}

fn criteria() -> impl Strategy<Value = Vec<Arc<Criterion>>> {
    let words = (line(), line(), line(), (line(), line(), line()), (prose(), prose(), prose()), (line(), line()));
    let rule = prop_oneof![Just(MustHaveRule::Median), (1..=u16::MAX).prop_map(MustHaveRule::Members)];
    let must_have = (points(), rule).prop_map(|(at_least, rule)| MustHave { at_least, rule });
    vec((words, option::weighted(0.9, 0..=Criterion::MAX_SWING), option::of(must_have), any::<bool>()), 0..5).prop_map(
        |list| {
            let mut criteria: Vec<Arc<Criterion>> = Vec::new();
            for (texts, swing, must_have, out) in list {
                let (name, group, question, (one, three, five), (check, caveat, note), (pro, con)) = texts;
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
                    pro,
                    con,
                }));
            }
            criteria
        },
    )
}

/// A member, and swings, order, answers and experience by places of criteria and options.
type MemberSeed =
    (Member, Vec<(Index, u8)>, Vec<Index>, Vec<(Index, Index, Score, Preference)>, Vec<(Index, Experience)>);

fn members() -> impl Strategy<Value = Vec<MemberSeed>> {
    let weight = prop_oneof![Just(1.0), 1e-6..1e6, 0.1..10.0];
    let preferences = vec![Preference::First, Preference::Second, Preference::Equal];
    let answer = (any::<Index>(), any::<Index>(), points(), prop::sample::select(preferences));
    let kinds = vec![Experience::Unfamiliar, Experience::Read, Experience::Built, Experience::Shipped];
    let experience = (any::<Index>(), prop::sample::select(kinds));
    let swings = vec((any::<Index>(), 0..=Criterion::MAX_SWING), 0..3);
    let opinions = (swings, vec(any::<Index>(), 0..3), vec(answer, 0..2), vec(experience, 0..2), vec(line(), 0..2));
    vec((line(), weight, opinions), 0..4).prop_map(|list| {
        let mut members: Vec<MemberSeed> = Vec::new();
        for (name, weight, (swings, order, answers, experience, premortem)) in list {
            let id = MemberId::from_name(&name, members.iter().map(|(member, ..)| &member.id));
            let member = Member { weight, premortem, ..Member::new(id, format!("{name}.")) };
            members.push((member, swings, order, answers, experience));
        }
        members
    })
}

fn swings_of(swings: Vec<(Index, u8)>, criteria: &[Arc<Criterion>]) -> BTreeMap<CriterionId, u8> {
    let known = swings.into_iter().filter(|_| !criteria.is_empty());
    known.map(|(which, swing)| (which.get(criteria).id.clone(), swing)).collect()
}

fn member_of(seed: MemberSeed, criteria: &[Arc<Criterion>], options: &[Arc<Alternative>]) -> Member {
    let (mut member, swings, order, answers, experience) = seed;
    member.swings = swings_of(swings, criteria);
    if !criteria.is_empty() {
        member.order = order.into_iter().map(|which| vec![which.get(criteria).id.clone()]).collect();
        let step =
            |which: Index, to: Score| Improvement { criterion: which.get(criteria).id.clone(), from: Score::MIN, to };
        for (first, second, to, preferred) in answers {
            member.trade_offs.push(TradeOff { first: step(first, to), second: step(second, Score::MAX), preferred });
        }
    }
    if !options.is_empty() {
        member.experience = experience.into_iter().map(|(which, what)| (which.get(options).id.clone(), what)).collect();
    }
    member
}

fn profiles() -> impl Strategy<Value = Vec<(Profile, Vec<(Index, u8)>)>> {
    let swings = vec((any::<Index>(), 0..=Criterion::MAX_SWING), 0..3);
    vec((line(), line(), swings), 0..2).prop_map(|list| {
        let mut profiles = Vec::new();
        for (place, (name, why, swings)) in list.into_iter().enumerate() {
            let id = format!("profile-{place}");
            profiles.push((Profile { id, name, why, swings: BTreeMap::new() }, swings));
        }
        profiles
    })
}

type RoundSeed = (Vec<Index>, Option<(Date, bool, String)>, Vec<Reveal>);

fn rounds() -> impl Strategy<Value = Vec<RoundSeed>> {
    let reveal = (day(), any::<bool>(), line());
    let taken_back = ((day(), line()), (day(), line())).prop_map(|((on, by), (back, taker))| Reveal {
        on,
        by,
        because: RevealedBecause::SomebodySaidSo,
        taken_back: Some(Retraction { on: back, by: taker }),
    });
    vec((vec(any::<Index>(), 0..3), option::of(reveal), vec(taken_back, 0..2)), 1..4)
}

fn rounds_of(decision: &Decision, seeds: Vec<RoundSeed>) -> Vec<Arc<Round>> {
    let last = seeds.len() - 1;
    let round = |(place, (criteria, reveal, mut reveals)): (usize, RoundSeed)| {
        // Only the last round may be blind.
        let reveal = reveal.or((place < last).then(|| (decision.created, false, String::new())));
        reveals.extend(reveal.map(|(on, early, by)| Reveal {
            on,
            by,
            because: if early { RevealedBecause::SomebodySaidSo } else { RevealedBecause::AllSealed },
            taken_back: None,
        }));
        let chosen = criteria.iter().filter(|_| !decision.criteria.is_empty());
        let opened = decision.members.iter().take(reveals.len()).map(|member| &member.id);
        let mut reopened: Vec<Reopening> =
            opened.map(|member| Reopening { on: decision.created, member: member.clone() }).collect();
        reopened.sort();
        reopened.dedup();
        Arc::new(Round {
            number: u32::try_from(place + 1).unwrap(),
            criteria: chosen.map(|index| index.get(&decision.criteria).id.clone()).collect(),
            reopened,
            reveals,
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
    let words = (prose(), prose(), prose(), prose(), vec(line(), 0..3), (prose(), prose(), prose()));
    (words, vec(consequence, 0..3), option::of(day()), vec(sign_off, 0..3), option::of(any::<Index>())).prop_map(
        |(
            (justification, against_lead, thin_coverage, confirmation, triggers, more),
            consequences,
            review,
            sign_offs,
            chosen,
        )| {
            let (despite_objection, unscored_must_have, runner_up_case) = more;
            let outcome = Outcome {
                chosen: None,
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
        (line(), line(), day(), vec(line(), 0..3), line(), line()).prop_map(
            |(path, dialect, on, charts, written, style)| {
                let path = path.into();
                Export { path, dialect, on, charts, written, style }
            },
        ),
        0..3,
    )
}
