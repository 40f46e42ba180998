//! From an empty folder to an ADR that no longer matches.

use serde_json::Value;
use weigh_in::{
    analysis::{
        Analysis, Scope, analyze, by_profile,
        robustness::{Progress, Settings, robustness},
        to_json,
    },
    decision::{Decision, Status},
    storage::templates::built_in,
};

use super::bench::Bench;

const ADR: &str = "docs/decisions/0001-use-go-for-the-ingest-service.md";

#[test]
fn a_team_decides_and_keeps_the_adr_in_its_repository() {
    let bench = decided();
    bench
        .run(&["analyze", "go.decision.ron"])
        .succeeds()
        .stdout_has("Go leads Rust by")
        .stdout_has("All 3 ballots see Go ahead");

    bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds().stdout_has(&format!("Wrote {ADR}"));
    let adr = bench.read(ADR);
    assert!(adr.contains("# Use Go for the ingest service") && adr.contains("because the team ships sooner"), "{adr}");
    assert_eq!(bench.record().exports[0].path, ADR);
    let clean = bench.run(&["check", "go.decision.ron"]).succeeds().stderr_has("0 errors, 0 warnings in 1 file");
    assert_eq!(clean.out(), "");

    bench.replace(ADR, "because the team ships sooner", "because Ana said so");
    let line = bench.line_with(&format!("path: \"{ADR}\""));
    bench
        .run(&["check", "go.decision.ron"])
        .exits(1)
        .stdout_has(&format!("go.decision.ron:{line}: error[adr-differs]: The ADR `{ADR}`"));

    let edited = bench.read(ADR);
    let shown = bench
        .run(&["export", "go.decision.ron", "--repo", "."])
        .exits(1)
        .stderr_has("Add --keep theirs, --keep ours or --keep both.");
    assert!(shown.out().contains("because Ana said so") && shown.out().contains("\n+Chosen option:"), "{shown:?}");
    assert_eq!(bench.read(ADR), edited);

    bench
        .run(&["export", "go.decision.ron", "--repo", ".", "--yes", "--keep", "ours"])
        .succeeds()
        .stdout_has(&format!("Changed {ADR}"));
    assert_eq!(bench.read(ADR), adr);
    bench.run(&["check", "go.decision.ron"]).succeeds();
}

fn pretty(decision: &Decision, analysis: &Analysis, drawn: Option<Settings>) -> String {
    let template = built_in().iter().find(|template| Some(&template.id) == decision.template.as_ref()).unwrap();
    let (profiles, progress) = (decision.profiles_to_compare(&template.profiles), Progress::default());
    let mut json = to_json(decision, analysis);
    json.take_profiles(&by_profile(decision, analysis, &profiles, drawn.map(|of| (of, &progress))).unwrap());
    format!("{:#}\n", serde_json::to_value(json).unwrap())
}

#[test]
fn other_programs_read_the_numbers_at_full_precision() {
    let bench = decided();
    let json = bench.run(&["analyze", "go.decision.ron", "--json", "--draws", "0"]).succeeds();
    let decision = bench.record();
    let mut analysis = analyze(&decision, Scope::All);
    assert!(json.out() == pretty(&decision, &analysis, None), "{}", json.out());
    let told: Value = serde_json::from_str(json.out()).unwrap();
    assert_eq!((&told["options"][0]["id"], &told["options"][0]["rank"]), (&"go".into(), &1.into()));
    assert_eq!(told["ladder"], Value::Null);

    let drawn = ["analyze", "go.decision.ron", "--json", "--draws", "5000", "--seed", "9"];
    let json = bench.run(&drawn).succeeds();
    let settings = Settings { draws: 5_000, seed: 9, threads: 1, ..Settings::default() };
    analysis.ladder = robustness(&analysis, settings, &Progress::default());
    assert!(json.out() == pretty(&decision, &analysis, Some(settings)), "{}", json.out());
    for threads in ["1", "2", "8"] {
        assert_eq!(bench.run(&[&drawn[..], &["--threads", threads]].concat()).out(), json.out());
    }
}

#[test]
fn every_stage_is_timed_on_request() {
    let bench = decided();
    let report = bench.run(&["analyze", "go.decision.ron", "--draws", "1000", "--timings"]).succeeds();
    report.stdout_has("Stage").stdout_has("Each weight up to 25 % off").stdout_has("analysis");
    let json = bench.run(&["analyze", "go.decision.ron", "--draws", "1000", "--timings", "--json"]).succeeds();
    let mut told: Value = serde_json::from_str(json.out()).unwrap();
    let timings = told["timings"].as_object().unwrap();
    assert_eq!(timings.len(), 9, "{timings:?}");
    assert!(timings.values().all(|time| time.as_f64().is_some_and(|time| time >= 0.0)));
    // Nothing else is other than without it.
    told.as_object_mut().unwrap().remove("timings");
    let without = bench.run(&["analyze", "go.decision.ron", "--draws", "1000", "--json"]).succeeds();
    assert_eq!(told, serde_json::from_str::<Value>(without.out()).unwrap());
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let bench = Bench::with_record();
    let analyze =
        |argument: &'static [&'static str]| bench.refuses(&[&["analyze", "go.decision.ron"], argument].concat());
    analyze(&["--draws", "-1"]);
    analyze(&["--draws", "5000000000"]).stderr_has("--draws");
    analyze(&["--threads", "0"]).stderr_has("--threads");
    analyze(&["--seed", "x"]).stderr_has("--seed");
}

#[test]
fn the_report_shows_what_the_json_does() {
    let bench = decided();
    let decision = bench.record();
    let analysis = analyze(&decision, Scope::All);
    let report = bench.run(&["analyze", "go.decision.ron"]).succeeds();
    let rows: Vec<Vec<&str>> = report.out().lines().map(|line| line.split_whitespace().collect()).collect();
    for (option, rank) in [("Go", "1"), ("Rust", "2")] {
        let result = analysis.options.iter().find(|o| o.id.as_str() == option.to_lowercase()).unwrap();
        let value = format!("{:.2}", result.value);
        assert!(rows.contains(&vec![option, rank, &value, &value, &value, "100", "%"]), "{option}: {report:?}");
    }
    let hiring = analysis.criteria.iter().find(|criterion| criterion.id.as_str() == "hiring").unwrap();
    let weight = format!("{:.1}", hiring.weight * 100.0);
    assert!(rows.contains(&vec!["hiring", &weight, "%", "2.3", "4.3"]), "{report:?}");
    assert!(report.out().lines().all(|line| line.chars().count() < 80), "{report:?}");
}

/// Three members score everything, and the decision is accepted.
fn decided() -> Bench {
    let bench = Bench::new();
    bench.git_init();
    let title = "--title=Use Go for the ingest service";
    let context = "--context=The ingest service loses events at peak load. It is to be written anew.";
    let new = ["new", "--template=rust-or-go", "--profile=cloud-service", title, context, "go.decision.ron"];
    bench.run(&new).succeeds().stdout_has("24 criteria, profile cloud-service, options Go, Rust");
    for (member, for_go, for_rust) in [("ana", "4", "3"), ("bo", "5", "3"), ("cem", "4", "3")] {
        let points = |row: usize, option: &str| match option {
            "go" if row % 4 == 3 => "2",
            "rust" if row % 4 != 3 => for_rust,
            _ => for_go,
        };
        bench.score_all(member, points).succeeds().stdout_has("has filled 46 of 46 cells");
    }
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=3"]).succeeds();
    bench
        .run(&[
            "decide",
            "go.decision.ron",
            "--choose=go",
            "--because=the team ships sooner",
            "--good=new members help within weeks",
            "--bad=pauses have to be watched",
        ])
        .succeeds()
        .stdout_has("Chose Go; the decision is accepted")
        .stdout_has("Round 1 was hidden, and is revealed by ")
        .stdout_has(" with this decision; 0 of 3 had sealed.");
    assert_eq!(bench.record().status(), Status::Accepted);
    bench
}
