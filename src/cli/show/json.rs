//! A record as JSON: the fields of the decision file under the same names, each of them always there. `docs/json.md` lists them.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::decision::{
    Alternative, Ballot, Cell, CellKey, Commitment, Confidence, Consequence, ConsequenceKind, CopySource, Correction,
    Cost, Criterion, CriterionId, Decision, Evidence, Experience, Export, FindingState, Improvement, Link, Member,
    MustHave, MustHaveRule, OptionId, Outcome, PastResult, People, Predecessor, Preference, Profile, Reference,
    Reopening, Retraction, Reveal, RevealedBecause, ReversalCost, Review, ReviewFinding, Round, Score, SignOff,
    StatusChange, TradeOff, Verdict, Vote, Withdrawal,
};

/// The version of the keys. Within one, new keys may come, and none changes its meaning.
const VERSION: u8 = 1;

/// A whole record. The ballots are written one by one: as values in memory, the largest would take many times their file. The keys are
/// in the order of the alphabet.
#[derive(Serialize)]
pub(super) struct RecordJson<'a> {
    adr_folder: Value,
    ballots: Ballots<'a>,
    commitments: Vec<Value>,
    compared_profiles: &'a [String],
    constraints: &'a [String],
    context: &'a str,
    copied_from: Value,
    corrections: Vec<Value>,
    created: String,
    criteria: Vec<Value>,
    decide_by: Option<String>,
    exports: Vec<Value>,
    governs: &'a [String],
    has_appendix: bool,
    hidden: bool,
    history: Vec<Value>,
    id: &'a str,
    links: Vec<Value>,
    members: Vec<Value>,
    options: Vec<Value>,
    outcome: Value,
    people: Value,
    predecessor: Value,
    private_ballots: bool,
    profile: Option<&'a str>,
    profiles: Vec<Value>,
    references: Vec<Value>,
    reversal: Value,
    reviews: Vec<Value>,
    rounds: Vec<Value>,
    status: &'static str,
    template: Option<&'a str>,
    title: &'a str,
    version: u8,
}

impl<'a> RecordJson<'a> {
    pub(super) fn of(decision: &'a Decision) -> Self {
        // Each field by name, so that a new one is not forgotten.
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
            profiles,
            compared_profiles,
            context,
            constraints,
            people,
            links,
            governs,
            reversal,
            options,
            criteria,
            members,
            private_ballots,
            rounds,
            ballots,
            commitments,
            references,
            outcome,
            reviews,
            corrections,
            adr_folder,
            has_appendix,
            exports,
        } = decision;
        let People { decision_makers, consulted, informed } = people;
        Self {
            adr_folder: json!(
                adr_folder.as_ref().map(|one| json!({"path": one.path.to_string(), "language": one.language}))
            ),
            ballots: Ballots(ballots),
            commitments: commitments.iter().map(commitment).collect(),
            compared_profiles,
            constraints,
            context,
            copied_from: json!(copied_from.as_ref().map(|CopySource { record, title, on }| json!({
                "record": record, "title": title, "on": on.to_string()
            }))),
            corrections: corrections
                .iter()
                .map(|Correction { on, by, why }| json!({"on": on.to_string(), "by": by, "why": why}))
                .collect(),
            created: created.to_string(),
            criteria: criteria.iter().map(|one| criterion(one)).collect(),
            decide_by: decide_by.map(|day| day.to_string()),
            exports: exports.iter().map(export).collect(),
            governs,
            has_appendix: *has_appendix,
            hidden: decision.is_blind(),
            history: history
                .iter()
                .map(|StatusChange { on, status, by }| json!({"on": on.to_string(), "status": status.word(), "by": by}))
                .collect(),
            id,
            links: links.iter().map(link).collect(),
            members: members.iter().map(|one| member(one)).collect(),
            options: options.iter().map(|one| option(one)).collect(),
            outcome: self::outcome(outcome),
            people: json!({"decision_makers": decision_makers, "consulted": consulted, "informed": informed}),
            predecessor: json!(predecessor.as_ref().map(self::predecessor)),
            private_ballots: *private_ballots,
            profile: profile.as_deref(),
            profiles: profiles.iter().map(|one| self::profile(one)).collect(),
            references: references.iter().map(|one| reference(one)).collect(),
            reversal: json!({"cost": reversal.cost.map(cost_word), "note": reversal.note}),
            reviews: reviews.iter().map(review).collect(),
            rounds: rounds.iter().map(|one| round(one)).collect(),
            status: decision.status().word(),
            template: template.as_deref(),
            title,
            version: VERSION,
        }
    }
}

/// The ballots, each as a value once it is written.
struct Ballots<'a>(&'a [std::sync::Arc<Ballot>]);

impl Serialize for Ballots<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|one| ballot(one)))
    }
}

fn ballot(of: &Ballot) -> Value {
    let Ballot { member, round, sealed, salt: _, cells } = of;
    json!({"member": member.as_str(), "round": round, "sealed": sealed, "scores": scores(cells)})
}

fn scores<'a>(cells: impl IntoIterator<Item = (&'a CellKey, &'a Cell)>) -> Vec<Value> {
    let score = |((criterion, option), cell): (&CellKey, &Cell)| {
        let Cell { vote, confidence, evidence, link, note } = cell;
        json!({
            "criterion": criterion.as_str(), "option": option.as_str(),
            "score": vote.and_then(Vote::score).map(Score::points),
            "abstain": *vote == Some(Vote::Abstain),
            "confidence": confidence.map(confidence_word), "evidence": evidence.map(evidence_word),
            "link": link, "note": note,
        })
    };
    cells.into_iter().map(score).collect()
}

fn option(of: &Alternative) -> Value {
    let Alternative { id, name, description, is_today, pros, cons, cost } = of;
    let cost = cost.as_ref().map(|Cost { amount, unit, note }| json!({"amount": amount, "unit": unit, "note": note}));
    json!({
        "id": id.as_str(), "name": name, "description": description, "is_today": is_today, "pros": pros, "cons": cons,
        "cost": cost,
    })
}

fn criterion(of: &Criterion) -> Value {
    let Criterion {
        id,
        name,
        group,
        question,
        anchors,
        swing,
        must_have,
        not_applicable,
        check,
        caveat,
        note,
        pro,
        con,
    } = of;
    let must_have = must_have.map(|MustHave { at_least, rule }| {
        let members = match rule {
            MustHaveRule::Median => None,
            MustHaveRule::Members(members) => Some(members),
        };
        json!({"at_least": at_least.points(), "members": members})
    });
    json!({
        "id": id.as_str(), "name": name, "group": group, "question": question, "one": anchors.one,
        "three": anchors.three, "five": anchors.five, "swing": swing, "must_have": must_have,
        "not_applicable": not_applicable, "check": check, "caveat": caveat, "note": note, "pro": pro, "con": con,
    })
}

fn member(of: &Member) -> Value {
    let Member { id, name, weight, swings, order, trade_offs, experience, premortem } = of;
    let swings: serde_json::Map<String, Value> =
        swings.iter().map(|(id, swing)| (id.to_string(), json!(swing))).collect();
    let order: Vec<Vec<&str>> = order.iter().map(|level| level.iter().map(CriterionId::as_str).collect()).collect();
    let experience: serde_json::Map<String, Value> =
        experience.iter().map(|(id, what)| (id.to_string(), json!(experience_word(*what)))).collect();
    json!({
        "id": id.as_str(), "name": name, "weight": weight, "swings": swings, "order": order,
        "trade_offs": trade_offs.iter().map(trade_off).collect::<Vec<_>>(), "experience": experience,
        "premortem": premortem,
    })
}

fn trade_off(of: &TradeOff) -> Value {
    let TradeOff { first, second, preferred } = of;
    let step = |Improvement { criterion, from, to }: &Improvement| json!({"criterion": criterion.as_str(), "from": from.points(), "to": to.points()});
    let preferred = match preferred {
        Preference::First => "first",
        Preference::Second => "second",
        Preference::Equal => "equal",
    };
    json!({"first": step(first), "second": step(second), "preferred": preferred})
}

fn round(of: &Round) -> Value {
    let Round { number, criteria, reopened, reveals } = of;
    let criteria: Vec<&str> = criteria.iter().map(CriterionId::as_str).collect();
    let reopened: Vec<Value> = reopened
        .iter()
        .map(|Reopening { on, member }| json!({"on": on.to_string(), "member": member.as_str()}))
        .collect();
    let reveals: Vec<Value> = reveals
        .iter()
        .map(|Reveal { on, by, because, taken_back }| {
            let back = taken_back.as_ref().map(|Retraction { on, by }| json!({"on": on.to_string(), "by": by}));
            json!({"on": on.to_string(), "by": by, "early": *because == RevealedBecause::SomebodySaidSo, "taken_back": back})
        })
        .collect();
    json!({"number": number, "criteria": criteria, "reopened": reopened, "reveals": reveals, "revealed": of.is_revealed()})
}

fn commitment(of: &Commitment) -> Value {
    let Commitment { round, member, hash, withdrawn } = of;
    let withdrawn =
        withdrawn.as_ref().map(|Withdrawal { on, by, why }| json!({"on": on.to_string(), "by": by, "why": why}));
    json!({"round": round, "member": member.as_str(), "hash": hash, "withdrawn": withdrawn})
}

fn reference(of: &Reference) -> Value {
    let Reference { id, name, source, counted, cells } = of;
    json!({"id": id.as_str(), "name": name, "source": link(source), "counted": counted, "scores": scores(cells)})
}

fn link(of: &Link) -> Value {
    let Link { label, url } = of;
    json!({"label": label, "url": url})
}

fn profile(of: &Profile) -> Value {
    let Profile { id, name, why, swings } = of;
    let swings: serde_json::Map<String, Value> =
        swings.iter().map(|(id, swing)| (id.to_string(), json!(swing))).collect();
    json!({"id": id, "name": name, "why": why, "swings": swings})
}

fn predecessor(of: &Predecessor) -> Value {
    let Predecessor { record, title, path, result } = of;
    let result = result.as_ref().map(|PastResult { on, chosen, leader, runner_up, gap, verdict }| {
        let [chosen, leader, runner_up] = [chosen, leader, runner_up].map(|id| id.as_ref().map(OptionId::as_str));
        json!({
            "on": on.to_string(), "chosen": chosen, "leader": leader, "runner_up": runner_up, "gap": gap,
            "verdict": verdict,
        })
    });
    json!({"record": record, "title": title, "path": path.as_ref().map(ToString::to_string), "result": result})
}

fn outcome(of: &Outcome) -> Value {
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
    } = of;
    let consequences: Vec<Value> =
        consequences.iter().map(|Consequence { kind, text }| json!({"kind": kind_word(*kind), "text": text})).collect();
    let sign_offs: Vec<Value> = sign_offs
        .iter()
        .map(|SignOff { name, verdict, comment, on }| {
            json!({"name": name, "verdict": verdict_word(*verdict), "comment": comment, "on": on.to_string()})
        })
        .collect();
    json!({
        "chosen": chosen.as_ref().map(OptionId::as_str), "justification": justification, "against_lead": against_lead,
        "thin_coverage": thin_coverage, "despite_objection": despite_objection,
        "unscored_must_have": unscored_must_have, "runner_up_case": runner_up_case, "consequences": consequences,
        "confirmation": confirmation, "triggers": triggers, "review": review.map(|day| day.to_string()),
        "sign_offs": sign_offs,
    })
}

fn review(of: &Review) -> Value {
    let Review { on, by, verdict, findings, note, next } = of;
    let findings: Vec<Value> = findings
        .iter()
        .map(|ReviewFinding { about, state }| json!({"about": about, "state": state_word(*state)}))
        .collect();
    json!({
        "on": on.to_string(), "by": by, "verdict": verdict.word(), "findings": findings, "note": note,
        "next": next.map(|day| day.to_string()),
    })
}

fn export(of: &Export) -> Value {
    let Export { path, dialect, on, charts, written, style } = of;
    json!({
        "path": path.to_string(), "dialect": dialect, "on": on.to_string(), "charts": charts, "written": written,
        "style": style,
    })
}

// Words that stay, whatever the variants and the words on screen are called.

fn confidence_word(of: Confidence) -> &'static str {
    match of {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

fn evidence_word(of: Evidence) -> &'static str {
    match of {
        Evidence::Measured => "measured",
        Evidence::UsedInProduction => "used-in-production",
        Evidence::Read => "read",
        Evidence::Hearsay => "hearsay",
    }
}

fn experience_word(of: Experience) -> &'static str {
    match of {
        Experience::Unfamiliar => "unfamiliar",
        Experience::Read => "read",
        Experience::Built => "built",
        Experience::Shipped => "shipped",
    }
}

fn kind_word(of: ConsequenceKind) -> &'static str {
    match of {
        ConsequenceKind::Good => "good",
        ConsequenceKind::Neutral => "neutral",
        ConsequenceKind::Bad => "bad",
    }
}

fn verdict_word(of: Verdict) -> &'static str {
    match of {
        Verdict::Agree => "agree",
        Verdict::Reservation => "reservation",
        Verdict::Object => "object",
    }
}

fn state_word(of: FindingState) -> &'static str {
    match of {
        FindingState::Happened => "happened",
        FindingState::Held => "held",
        FindingState::Unknown => "unknown",
    }
}

fn cost_word(of: ReversalCost) -> &'static str {
    match of {
        ReversalCost::Easy => "easy",
        ReversalCost::Weeks => "weeks",
        ReversalCost::Months => "months",
        ReversalCost::Hardly => "hardly",
    }
}
