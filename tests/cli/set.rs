//! `weigh-in set`, `add` and `remove`.

use serde_json::Value;

use super::bench::{Bench, Ran};

const FILE: &str = "go.decision.ron";

fn set(bench: &Bench, values: &[&str]) -> Ran {
    bench.run(&[&["set", FILE], values].concat())
}

/// The whole record, as other programs get it.
fn record(bench: &Bench) -> Value {
    serde_json::from_str(bench.run(&["show", FILE, "--json"]).succeeds().out()).unwrap()
}

fn part<'a>(record: &'a Value, list: &str, id: &str) -> &'a Value {
    record[list].as_array().unwrap().iter().find(|part| part["id"] == id).unwrap()
}

#[test]
fn every_key_of_the_help_can_be_set_and_is_then_in_the_record() {
    let bench = Bench::with_record();
    bench.run(&["score", FILE, "--member=ana", "hiring/go=4"]).succeeds();
    bench.run(&["add", FILE, "profile", "ana"]).succeeds();
    let help = bench.run(&["set", "--help"]).succeeds();
    let keys: Vec<&str> = help
        .out()
        .split_once("Keys, with what they take:")
        .unwrap()
        .1
        .lines()
        .filter_map(|line| {
            let (key, _) = line.strip_prefix("  ")?.split_once(": ")?;
            (!key.contains(' ')).then_some(key)
        })
        .collect();
    assert!(keys.len() > 40, "{keys:?}");
    for key in keys {
        let key = match key.split('/').next().unwrap() {
            "options" => key.replace("ID", "go"),
            "criteria" => key.replace("ID", "hiring"),
            "profiles" => key.replacen("ID", "ana", 1).replace("ID", "hiring"),
            _ => key.replace("ID", "ana"),
        };
        let field = key.rsplit('/').next().unwrap();
        let (value, expected) = match field {
            "decide_by" | "review" => ("2031-02-03", serde_json::json!("2031-02-03")),
            "swing" | "hiring" => ("37", serde_json::json!(37)),
            "weight" => ("2.5", serde_json::json!(2.5)),
            "must_have" => ("3/2", serde_json::json!({"at_least": 3, "members": 2})),
            "place" => ("2", serde_json::json!("go")),
            "before" => ("memory-safety", serde_json::json!("hiring")),
            "has_appendix" | "not_applicable" => ("yes", serde_json::json!(true)),
            "chosen" => ("Rust", serde_json::json!("rust")),
            "order" => ("training,hiring", serde_json::json!([100, 96])),
            "links" => (
                "A test https://a.example/?x=1",
                serde_json::json!([{"label": "A test", "url": "https://a.example/?x=1"}]),
            ),
            "pros" | "cons" | "constraints" | "decision_makers" | "consulted" | "informed" | "governs" | "triggers"
            | "compared_profiles" => ("- a = b", serde_json::json!(["- a = b"])),
            "good" | "neutral" | "bad" => ("- a = b", serde_json::json!({"kind": field, "text": "- a = b"})),
            _ => ("- a = b", serde_json::json!("- a = b")),
        };
        set(&bench, &[&format!("{key}={value}")]).succeeds().stdout_has(&format!("Set {key} in {FILE}."));
        let record = record(&bench);
        let found = match key.split('/').collect::<Vec<_>>()[..] {
            ["outcome", "good" | "neutral" | "bad"] => {
                let all = record["outcome"]["consequences"].as_array().unwrap();
                all.iter().find(|one| one["kind"] == field).unwrap().clone()
            }
            ["outcome", field] => record["outcome"][field].clone(),
            ["options", _, "place"] => record["options"][1]["id"].clone(),
            ["criteria", _, "before"] => {
                let all = record["criteria"].as_array().unwrap();
                let at = all.iter().position(|one| one["id"] == "memory-safety").unwrap();
                assert_eq!(all[at - 1]["group"], all[at]["group"]);
                all[at - 1]["id"].clone()
            }
            [list, id, "swings", of] => part(&record, list, id)["swings"][of].clone(),
            [list, id, field] => part(&record, list, id)[field].clone(),
            ["order"] => {
                ["training", "hiring"].iter().map(|id| part(&record, "criteria", id)["swing"].clone()).collect()
            }
            ["decision_makers" | "consulted" | "informed"] => record["people"][field].clone(),
            _ => record[field].clone(),
        };
        assert_eq!(found, expected, "{key}");
        set(&bench, &[&format!("{key}={value}")]).succeeds().stdout_has("Nothing was changed");
    }
}

#[test]
fn a_list_has_its_key_once_for_each_item_and_an_empty_value_empties_it() {
    let bench = Bench::with_record();
    set(&bench, &["decision-makers=Ana", "title=Use Go here", "decision-makers=Bo"]).succeeds();
    assert_eq!(record(&bench)["people"]["decision_makers"], serde_json::json!(["Ana", "Bo"]));
    set(&bench, &["decision_makers=", "criteria/hiring/must_have=3"]).succeeds();
    set(&bench, &["criteria/hiring/must_have="]).succeeds();
    let now = record(&bench);
    assert_eq!(now["people"]["decision_makers"], serde_json::json!([]));
    assert_eq!(part(&now, "criteria", "hiring")["must_have"], Value::Null);
}

#[test]
fn everything_that_is_wrong_is_named_and_nothing_is_written() {
    let bench = Bench::with_record();
    let before = bench.read(FILE);
    let wrong = bench.refuses(&[
        "set",
        FILE,
        "titel=x",
        "title=a",
        "title=b",
        "criteria/hirin/swing=3",
        "criteria/hiring/swing=101",
        "criteria/hiring/colour=red",
        "decide_by=soon",
        "outcome/chosen=zig",
        "members/ana/weight=much",
        "a/b/c/d=e",
        "context=new",
    ]);
    for told in [
        "there is no field `titel`; the nearest is `title`",
        "title is given twice",
        "there is no criterion `hirin`; the nearest is `hiring`",
        "criteria/hiring/swing: `101` is no weight; write a whole number from 0 to 100",
        "criteria/hiring/colour: there is no field `colour`",
        "decide_by: `soon` is no day; write it as 2027-01-15",
        "outcome/chosen: there is no option `zig`",
        "there is no member `ana`",
        "there is no field `a/b/c/d`",
        "Nothing was written.",
    ] {
        assert!(wrong.err().contains(told), "{told}: {wrong:?}");
    }
    assert_eq!(bench.read(FILE), before);
}

#[test]
fn parts_are_added_with_their_fields_and_removed() {
    let bench = Bench::with_record();
    bench.run(&["add", FILE, "option", "zig", "description=-small"]).succeeds().stdout_has("Added the option zig");
    bench.run(&["add", FILE, "criterion", "start-up", "group=People", "swing=40", "one=Seconds"]).succeeds();
    bench.run(&["add", FILE, "member", "ana", "name=Ana Ruiz"]).succeeds();
    let now = record(&bench);
    assert_eq!(
        (&part(&now, "options", "zig")["name"], &part(&now, "options", "zig")["description"]),
        (&"Zig".into(), &"-small".into())
    );
    let added = part(&now, "criteria", "start-up");
    assert_eq!(
        (&added["name"], &added["group"], &added["swing"], &added["one"]),
        (&"Start up".into(), &"People".into(), &40.into(), &"Seconds".into())
    );
    assert_eq!(part(&now, "members", "ana")["name"], "Ana Ruiz");
    bench.refuses(&["add", FILE, "option", "zig"]).stderr_has("zig");
    bench.refuses(&["add", FILE, "option", "Zig!"]).stderr_has("is not an id");
    let before = bench.read(FILE);
    bench.refuses(&["add", FILE, "option", "c", "swing=3"]).stderr_has("there is no field `swing`");
    assert_eq!(bench.read(FILE), before);

    bench.run(&["score", FILE, "--member=ana", "hiring/zig=4", "start-up/go=2"]).succeeds();
    bench.refuses(&["remove", FILE, "option", "zig"]).stderr_has("1 score would go as well; add --yes");
    bench.run(&["remove", FILE, "option", "Zig", "--yes"]).succeeds().stdout_has("with 1 score");
    bench.refuses(&["remove", FILE, "criterion", "hiring", "nothing"]).stderr_has("there is no criterion `nothing`");
    bench.run(&["remove", FILE, "criterion", "start-up", "--yes"]).succeeds();
    bench.run(&["remove", FILE, "member", "ana"]).succeeds();
    let now = record(&bench);
    assert!(now["members"].as_array().unwrap().is_empty() && now["options"].as_array().unwrap().len() == 2);
}

#[test]
fn a_profile_keeps_the_weights_of_the_day_and_takes_several_changes_at_once() {
    let bench = Bench::with_record();
    set(&bench, &["criteria/hiring/swing=70"]).succeeds();
    bench.run(&["add", FILE, "profile", "edge", "why=Small devices"]).succeeds().stdout_has("Added the profile edge");
    let values = ["profiles/edge/name=Edge", "profiles/edge/swings/training=5", "criteria/hiring/swing=20"];
    set(&bench, &values).succeeds();
    let now = record(&bench);
    let edge = part(&now, "profiles", "edge");
    assert_eq!((&edge["name"], &edge["why"]), (&"Edge".into(), &"Small devices".into()));
    assert_eq!((&edge["swings"]["hiring"], &edge["swings"]["training"]), (&70.into(), &5.into()));
    set(&bench, &["profiles/edge/swings/training=101"]).stderr_has("`101` is no weight");
    set(&bench, &["profiles/egde/name=x"]).stderr_has("the nearest is `edge`");
    bench.refuses(&["add", FILE, "profile", "edge"]).stderr_has("`edge` is in the record already");
    set(&bench, &["compared_profiles=edge"]).succeeds();
    bench.run(&["remove", FILE, "criterion", "training"]).succeeds();
    assert!(part(&record(&bench), "profiles", "edge")["swings"]["training"].is_null());
    bench.run(&["remove", FILE, "profile", "edge"]).succeeds();
    let now = record(&bench);
    assert_eq!((&now["profiles"], &now["compared_profiles"]), (&serde_json::json!([]), &serde_json::json!([])));
    bench.refuses(&["remove", FILE, "profile", "edge"]).stderr_has("there is no profile `edge` of the team's own");
}

#[test]
fn an_order_gives_the_weights_of_the_team_or_of_a_member() {
    let bench = Bench::with_record();
    set(&bench, &["order=memory-safety,hiring=training"]).succeeds();
    let swing = |now: &Value, id: &str| part(now, "criteria", id)["swing"].clone();
    let now = record(&bench);
    assert_eq!(swing(&now, "memory-safety"), 100);
    assert_eq!(swing(&now, "hiring"), swing(&now, "training"));
    assert!(swing(&now, "hiring").as_u64() > swing(&now, "reliability").as_u64());
    assert_eq!(swing(&now, "workload-fit"), 0, "what has no weight stays without");
    let score = |order: &str| bench.run(&["score", FILE, "--member=ana", "--order", order]);
    score("hiring,training").succeeds().stdout_has("Ana weighs the criteria in that order");
    let ana = part(&record(&bench), "members", "ana")["swings"].clone();
    assert_eq!((&ana["hiring"], ana["training"].as_u64() < Some(100)), (&100.into(), true));
    assert_eq!(swing(&record(&bench), "memory-safety"), 100, "the team's stay");
    bench
        .refuses(&["score", FILE, "--member=ana", "--order", "hiring,hiring"])
        .stderr_has("hiring is in the order twice");
    bench.refuses(&["set", FILE, "order=hirin"]).stderr_has("the nearest is `hiring`");
}

#[test]
fn an_accepted_record_changes_only_with_a_reason() {
    let bench = Bench::with_scores();
    bench.run(&["decide", FILE, "--choose=go", "--because=x", "--thin-coverage=y"]).succeeds();
    bench.refuses(&["set", FILE, "title=Other"]).stderr_has("add --correct WHY");
    bench.refuses(&["remove", FILE, "option", "rust", "--yes"]).stderr_has("add --correct WHY");
    set(&bench, &["title=Other", "--correct=a slip"]).succeeds();
    assert_eq!(record(&bench)["corrections"][0]["why"], "a slip");
}

#[test]
fn remarks_come_with_scores() {
    let bench = Bench::with_record();
    bench
        .run(&[
            "score",
            FILE,
            "--member=ana",
            "hiring/go=4",
            "hiring/go/note=- a=b /link=x",
            "hiring/go/link=https://a.example/?q=1",
            "hiring/go/evidence=used-in-production",
            "hiring/go/confidence=HIGH",
        ])
        .succeeds()
        .stdout_has("Added 1 score and 4 remarks of Ana");
    let now = record(&bench);
    let score = &now["ballots"][0]["scores"][0];
    assert_eq!(
        score,
        &serde_json::json!({"criterion": "hiring", "option": "go", "score": 4, "abstain": false, "confidence": "high",
            "evidence": "used-in-production", "link": "https://a.example/?q=1", "note": "- a=b /link=x"})
    );
    bench.run(&["score", FILE, "--member=ana", "hiring/go/note=", "hiring/go/evidence="]).succeeds();
    let now = record(&bench);
    assert_eq!(
        (&now["ballots"][0]["scores"][0]["note"], &now["ballots"][0]["scores"][0]["evidence"]),
        (&"".into(), &Value::Null)
    );
    bench.refuses(&["score", FILE, "--member=ana", "hiring/go/evidence=guess"]).stderr_has("is none of measured");
    bench.refuses(&["score", FILE, "--member=ana", "hiring/go/note=a", "hiring/go/note=b"]).stderr_has("twice");
}

/// The keys of an object and of the objects in it, as `docs/json.md` writes them: `options[].id`.
fn keys(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                // Keys that are ids are named by what they are.
                let is_id = ["swings", "experience"].iter().any(|map| path.ends_with(map));
                let key = if is_id { "ID" } else { key };
                let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                found.push(path.clone());
                keys(value, &path, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, &format!("{path}[]"), found)),
        _ => {}
    }
}

/// The keys that a section of the page lists.
fn listed(section: &str) -> Vec<String> {
    let page = include_str!("../../docs/json.md");
    let (_, table) = page.split_once(&format!("## `{section}`")).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let keys = table.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned()));
    let mut keys: Vec<String> = keys.collect();
    keys.sort();
    keys
}

fn all_keys(json: &str) -> Vec<String> {
    let mut found = Vec::new();
    keys(&serde_json::from_str(json).unwrap(), "", &mut found);
    found.sort();
    found.dedup();
    found
}

#[test]
fn the_page_lists_every_key_of_the_record_and_no_other() {
    let full = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/v2.decision.ron");
    let record = Bench::new().run(&["show", full, "--json"]).succeeds();
    assert_eq!(all_keys(record.out()), listed("show --json"));
}

#[test]
fn problems_are_an_object_with_the_keys_of_the_page() {
    let bench = Bench::with_record();
    set(&bench, &["criteria/hiring/must_have=3", "outcome/chosen=go"]).succeeds();
    let checked = bench.run(&["check", FILE, "--json"]).succeeds();
    assert_eq!(all_keys(checked.out()), listed("check --json"));
    let found: Value = serde_json::from_str(checked.out()).unwrap();
    let problems = found["files"][0]["problems"].as_array().unwrap();
    let told = bench.run(&["check", FILE]).succeeds();
    assert_eq!(problems.len(), told.out().lines().count());
    for (problem, line) in problems.iter().zip(told.out().lines()) {
        let text = |key: &str| problem[key].as_str().unwrap().to_owned();
        let expected = format!(
            "{FILE}:{}: {}[{}]: {} {}",
            problem["line"],
            text("severity"),
            text("code"),
            text("what"),
            text("advice")
        );
        assert_eq!(line, expected);
    }
    let unread = bench.run(&["check", FILE, "none.decision.ron", "--json"]);
    let found: Value = serde_json::from_str(unread.out()).unwrap();
    assert_eq!((&found["unread"], &found["files"][1]["problems"]), (&1.into(), &serde_json::json!([])));
    assert!(found["files"][1]["error"].as_str().unwrap().contains("there is no such file"), "{unread:?}");
}

#[test]
fn parts_are_put_in_order() {
    let bench = Bench::with_record();
    for (value, told) in [
        ("options/go/place=3", "a whole number from 1 to 2"),
        ("options/go/place=first", "a whole number from 1 to 2"),
        ("criteria/hiring/before=hiring", "name another criterion"),
        ("criteria/hiring/before=nothing", "there is no criterion `nothing`"),
    ] {
        bench.refuses(&["set", FILE, value]).stderr_has(told);
    }
    set(&bench, &["options/rust/place=1"]).succeeds();
    assert_eq!(record(&bench)["options"][0]["id"], "rust");
}

#[test]
fn the_page_lists_every_key_of_the_log() {
    let bench = Bench::with_scores();
    bench.run(&["set", FILE, "governs=src/**"]).succeeds();
    bench.write("src/main.rs", "fn main() {}\n");
    bench.run(&["decide", FILE, "--choose=go", "--because=x", "--thin-coverage=y", "--review=2020-01-01"]).succeeds();
    bench.run(&["export", FILE, "--repo=.", "--folder=docs/adr", "--yes"]).succeeds();
    bench.run(&["review", FILE, "--verdict=keep", "--note=x", "--next=2090-02-01", "--by=Ana"]).succeeds();
    // A day that has passed since.
    bench.replace(FILE, "2090-02-01", "2020-02-01");
    bench.run(&["export", FILE, "--repo=.", "--yes"]).succeeds();
    let adr =
        "# 1. X\n\n## Status\n\nSuperseded by [9. Y](0009-y.md)\n\nSupersedes [4. Z](0004-z.md)\n\n## Context\n\nx\n";
    for name in ["0002-x.md", "0002-y.md", "0007-z.md"] {
        bench.write(&format!("docs/adr/{name}"), adr);
    }
    bench.write(
        "docs/adr/0004-z.md",
        "---\nstatus: {a|b}\n---\n# 4. Z\n\nStatus: Accepted\n\n## Status\n\nRejected\n\nDate: 40 May\n",
    );
    bench.write("docs/adr/README.md", "# ADRs\n");
    let found = all_keys(bench.run(&["log", "--json"]).succeeds().out());
    let page = listed("log --json");
    let missing: Vec<&String> = found.iter().filter(|key| !page.contains(key)).collect();
    assert_eq!(missing, [""; 0]);
    // A renumbering is unfinished only in the middle of one.
    let unseen: Vec<&String> = page.iter().filter(|key| !found.contains(key)).collect();
    assert_eq!(unseen, ["folders[].unfinished_renumbering.from", "folders[].unfinished_renumbering.to"]);
    let due = bench.run(&["log", "--due", "--json"]);
    assert_eq!(all_keys(due.out()), listed("log --due --json"));
    let governing = bench.run(&["log", "--for=src/main.rs", "--json"]).succeeds();
    assert_eq!(all_keys(governing.out()), listed("log --for --json"));
}
