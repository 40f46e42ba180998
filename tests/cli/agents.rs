//! `docs/agents.md`: what it says can be done as it stands there, and does no more than it says.

use serde_json::Value;

use super::bench::Bench;

const PAGE: &str = include_str!("../../docs/agents.md");
const SKILL: &str = include_str!("../../docs/skills/weigh-in/SKILL.md");

/// The command lines of a page, with lines that go on put together.
fn commands(page: &str) -> Vec<String> {
    let blocks = page.split("```sh\n").skip(1).map(|block| block.split_once("```").unwrap().0);
    let blocks = blocks.collect::<String>().replace("\\\n", " ");
    blocks.lines().map(|line| line.split(" #").next().unwrap().trim().to_owned()).collect()
}

#[cfg(unix)]
#[test]
fn an_agent_reads_and_proposes_and_people_still_decide() {
    let bench = Bench::with_scores();
    bench.run(&["set", "go.decision.ron", "governs=services/ingest", "decision_makers=Ana"]).succeeds();
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=x", "--thin-coverage=y"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo=."]).succeeds();
    let accepted = bench.read("go.decision.ron");
    let all = commands(PAGE);
    assert_eq!(all.len(), 12, "{all:#?}");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_weigh-in")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    for line in &all {
        let mut shell = std::process::Command::new("sh");
        let ran = shell.args(["-ec", line]).current_dir(bench.path("")).env("PATH", &path).output().unwrap();
        let told = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{line}: {told}");
        if line.contains("--json") {
            let json: Value = serde_json::from_slice(&ran.stdout).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert!(!line.contains("--for") || json["decisions"][0]["says"]["chosen"] == "Go", "{json}");
        }
    }
    assert_eq!(bench.read("go.decision.ron"), accepted, "what is accepted stays as it is");
    let json = bench.run(&["show", "ingest.decision.ron", "--json"]).succeeds();
    let proposed: Value = serde_json::from_str(json.out()).unwrap();
    assert_eq!((&proposed["status"], &proposed["members"]), (&"draft".into(), &Value::Array(Vec::new())));
    let assistant = proposed["references"].as_array().unwrap().iter().find(|one| one["id"] == "assistant").unwrap();
    assert_eq!((&assistant["name"], &assistant["counted"]), (&"Assistant".into(), &false.into()));
    assert_eq!(assistant["scores"].as_array().unwrap().len(), 2);
    // It says nothing of the result until the team counts it.
    bench.run(&["analyze", "ingest.decision.ron"]).succeeds().stdout_has("There are no scores yet.");
    bench.run(&["set", "ingest.decision.ron", "references/assistant/counted=yes"]).succeeds();
    bench.run(&["analyze", "ingest.decision.ron"]).succeeds().stdout_has("Go");
}

#[test]
fn scores_of_a_source_change_and_no_member_is_one() {
    let bench = Bench::with_scores();
    let file = "go.decision.ron";
    bench
        .run(&["reference", file, "bench", "--name=Bench of May", "--url=https://bench.example/5", "hiring/go=3"])
        .succeeds()
        .stdout_has("Set 1 value of Bench of May in go.decision.ron. They don't count unless the team says so.");
    bench.run(&["reference", file, "bench", "hiring/go=4", "hiring/go/note=x"]).succeeds();
    let record: Value = serde_json::from_str(bench.run(&["show", file, "--json"]).succeeds().out()).unwrap();
    let found = record["references"].as_array().unwrap().iter().find(|one| one["id"] == "bench").unwrap();
    assert_eq!((&found["name"], &found["source"]["url"]), (&"Bench of May".into(), &"https://bench.example/5".into()));
    assert_eq!((&found["scores"][0]["score"], &found["scores"][0]["note"]), (&4.into(), &"x".into()));
    bench.refuses(&["reference", file, "ana", "hiring/go=4"]).stderr_has("ana");
    bench
        .refuses(&["reference", file, "bench", "--url=javascript:x", "hiring/go=4"])
        .stderr_has("an address begins with");
    bench.refuses(&["reference", file, "bench", "hirin/go=4"]).stderr_has("the nearest is `hiring`");
}

#[test]
fn the_skill_names_commands_that_there_are_and_forbids_what_the_page_forbids() {
    assert!(SKILL.starts_with("---\nname: weigh-in\ndescription: "));
    let bench = Bench::new();
    for command in SKILL.split("`weigh-in ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
        bench.run(&[command.trim_end_matches('`'), "--help"]).succeeds();
    }
    for forbidden in ["seal", "reveal", "decide", "review", "--correct"] {
        let never = SKILL.split_once("## Never").unwrap().1;
        assert!(never.contains(forbidden) && PAGE.contains(forbidden), "{forbidden}");
    }
}
