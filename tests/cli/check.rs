//! `weigh-in check`.

use std::{fs, process::Command, sync::Arc};

use weigh_in::storage;

use super::{bench::Bench, merge::committed, tools::git_does};

#[test]
fn warnings_alone_are_no_failure() {
    let bench = Bench::with_record();
    let ran = bench.run(&["check", "go.decision.ron"]).succeeds().stderr_has("0 errors, 2 warnings in 1 file");
    assert!(ran.out().lines().all(|line| line.starts_with("go.decision.ron:1: warning[")), "{ran:?}");
}

#[test]
fn each_problem_names_its_line() {
    let bench = Bench::with_scores();
    bench.replace(
        "go.decision.ron",
        "(criterion: \"hiring\", option: \"rust\"",
        "(criterion: \"hirng\", option: \"rust\"",
    );
    bench.replace("go.decision.ron", "title: \"Use Go\"", "title: \"\"");
    bench.replace("go.decision.ron", "name: \"Momentum\"", "name: \"\"");
    let ran = bench.run(&["check", "go.decision.ron"]).exits(1).stderr_has("3 errors,");
    for (words, problem) in [
        ("title: \"\"", "error[no-title]: The record has no title. Say what is decided"),
        ("id: \"momentum\"", "error[no-name]: Criterion `momentum` has no name. Name it or remove it."),
        ("\"hirng\"", "error[unknown-id]: A score names the criterion `hirng`, which does not exist. Correct the id"),
    ] {
        // A criterion begins on the line above its id.
        let line = bench.line_with(words) - usize::from(words.starts_with("id:"));
        let expected = format!("go.decision.ron:{line}: {problem}");
        assert!(ran.out().contains(&expected), "{expected}: {ran:#?}");
    }
    let lines: Vec<usize> = ran.out().lines().map(|line| line.split(':').nth(1).unwrap().parse().unwrap()).collect();
    assert!(lines.is_sorted(), "{ran:?}");
}

#[test]
fn an_id_that_is_used_twice_leaves_nothing_to_count_or_export() {
    let cases = [
        ("id: \"rust\"", "id: \"go\"", "go"),
        ("id: \"hiring\"", "id: \"prototyping\"", "prototyping"),
        ("members: [", "members: [\n        (id: \"ana\", name: \"Anna\"),", "ana"),
    ];
    for (old, new, id) in cases {
        let bench = Bench::with_scores();
        bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds();
        bench.replace("go.decision.ron", old, new);
        let ran = bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has("error[same-id]");
        assert!(!ran.out().contains("adr-differs"), "{ran:?}");
        let told = format!("The id `{id}` is used twice, so nothing can be counted.");
        let ran = bench.run(&["analyze", "go.decision.ron"]).succeeds().stdout_has(&told);
        assert!(!ran.out().contains(" leads "), "{ran:?}");
        let told = format!("the id `{id}` is used twice; give each its own id");
        bench.refuses(&["export", "go.decision.ron", "--repo", ".", "--yes"]).stderr_has(&told);
    }
}

#[test]
fn names_that_read_the_same_are_told_with_their_lines() {
    let bench = Bench::with_scores();
    bench.replace("go.decision.ron", "members: [", "members: [\n        (id: \"anna\", name: \" ANA\"),");
    bench.replace("go.decision.ron", "name: \"Hiring\"", "name: \"learning  curve\"");
    bench.replace("go.decision.ron", "name: \"Rust\"", "name: \"gO\"");
    let ran = bench.run(&["check", "go.decision.ron"]).exits(1);
    for problem in [
        "error[same-name]: Two options are called \"gO\".",
        "warning[same-name]: Two criteria are called",
        "warning[same-name]: Two members are called",
    ] {
        assert!(ran.out().contains(problem), "{problem}: {ran:?}");
    }
    assert_eq!(ran.out().matches("[same-name]").count(), 3, "{ran:?}");
    // As keyboards write an accent, and as macOS does.
    let bench = Bench::with_scores();
    bench.replace("go.decision.ron", "name: \"Go\"", "name: \"Caf\u{e9}\"");
    bench.replace("go.decision.ron", "name: \"Rust\"", "name: \"cafe\u{301}\"");
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has("error[same-name]: Two options are called");
}

#[test]
fn an_adr_outside_of_the_repository_is_told_as_that_in_a_repository_too() {
    let bench = Bench::with_scores();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds();
    let whole = bench.read("go.decision.ron");
    bench.replace("go.decision.ron", "docs/decisions/0001-use-go.md", "../../x.md");
    let checked = bench.run(&["check", "go.decision.ron"]).exits(1);
    let checked = checked.stdout_has("error[outside-repository]: The place of the ADR, `../../x.md`, leads out");
    assert!(!checked.out().contains("adr-differs"), "{checked:?}");
    #[cfg(unix)]
    {
        let elsewhere = Bench::new();
        bench.write("go.decision.ron", &whole);
        elsewhere.write("adrs/0001-use-go.md", &bench.read("docs/decisions/0001-use-go.md"));
        std::fs::remove_dir_all(bench.path("docs/decisions")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path("adrs"), bench.path("docs/decisions")).unwrap();
        let checked = bench.run(&["check", "go.decision.ron"]).exits(1);
        checked
            .stdout_has("error[outside-repository]: The place of the ADR, `docs/decisions/0001-use-go.md` leads out");
    }
}

#[test]
fn a_score_on_what_its_round_does_not_vote_on_is_told_with_its_ballot() {
    let bench = Bench::new();
    let record = include_str!("../fixtures/v2.decision.ron");
    bench.write("go.decision.ron", record);
    let told = bench.run(&["check", "go.decision.ron"]);
    assert!(!told.out().contains("not-voted-on"), "{told:?}");
    bench.replace("go.decision.ron", "number: 1,", "number: 1, criteria: [\"learning-curve\"],");
    let told = bench.run(&["check", "go.decision.ron"]);
    // The first ballot, from its bracket on.
    let line = record.lines().position(|line| line.contains("ballots: [")).unwrap() + 2;
    let told = told.stdout_has(&format!(
        "go.decision.ron:{line}: warning[not-voted-on]: Ana Ruiz has scored Hiring in round 1, which does not vote on it. Add \
         what is missing"
    ));
    assert_eq!(told.out().matches("Ana Ruiz has scored Hiring").count(), 1, "{told:?}");
}

#[test]
fn a_score_on_what_its_round_does_not_vote_on_is_taken_out_by_a_command() {
    let bench = Bench::with_record();
    for member in ["--member=ana", "--member=bo"] {
        bench.run(&["score", "go.decision.ron", member, "hiring/go=4"]).succeeds();
    }
    // As a merge leaves it of two copies that opened the round on different criteria.
    bench.replace("go.decision.ron", "(number: 1)", "(number: 1, criteria: [\"training\"])");
    let way = "`weigh-in score go.decision.ron --member ana hiring/go=-` removes one.";
    bench.run(&["check", "go.decision.ron"]).stdout_has(way);
    bench.refuses(&["score", "go.decision.ron", "--member=ana", "hiring/go=5"]).stderr_has("does not vote on hiring");
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=-"]).succeeds();
    assert!(!bench.run(&["check", "go.decision.ron"]).out().contains("--member ana hiring"));
    bench.refuses(&["score", "go.decision.ron", "--member=ana", "hiring/go=-"]).stderr_has("does not vote on hiring");
}

#[test]
fn what_contradicts_itself_or_cannot_be_is_told_with_its_line() {
    let bench = Bench::new();
    bench.write("go.decision.ron", include_str!("../fixtures/v2.decision.ron"));
    let told = bench.run(&["check", "go.decision.ron"]).out().to_owned();
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let second = format!("(member: \"ana\", round: 3, hash: \"{hash}\"),");
    let cases = [
        (hash, &hash[1..], "error[commitment-hash]: The hash of the ballot of Ana Ruiz in round 3 is not 64 hexa"),
        (hash, &*hash.replace('f', "g"), "error[commitment-hash]: "),
        ("from: 2, to: 4", "from: 4, to: 4", "warning[no-step-up]: Boris Łukasz weighs going from 4 to 4 on"),
        ("[\"hiring\"], [\"lea", "[\"hiring\"], [\"hiring\", \"lea", "warning[unclear-order]: The order of Boris"),
        ("[[\"hiring\"], ", "[[\"hiring\"], [], ", "warning[unclear-order]: The order of Boris"),
        ("path: \"docs/decisions\"", "path: \"../x\"", "warning[outside-repository]: The folder of ADRs `../x`"),
        ("path: \"docs/decisions\"", "path: \"/x\"", "warning[outside-repository]: The folder of ADRs `/x`"),
        ("language: \"de\"", "language: \"klingon\"", "warning[unknown-language]: The language of the ADRs, `klingon`"),
        (
            "\"deploy/ingest.yaml\"",
            "\"../../etc/*\"",
            "warning[outside-repository]: The decision governs `../../etc/*`",
        ),
        (
            "(status: Accepted, on: \"2026-11-23\"",
            "(status: Accepted, on: \"2026-11-19\"",
            "warning[history-order]: The record became accepted on 2026-11-19, which is before it became proposed",
        ),
        ("(status: Accepted,", "(status: Draft,", "warning[history-order]: The history says that"),
        (
            "criteria: [\"learning-curve\", \"hiring\"]",
            "criteria: [\"learning-curve\", \"hiring\", \"hiring\"]",
            "warning[same-id]: Round 3 names the criterion `hiring` twice.",
        ),
        (
            "compared_profiles: [\"cloud-service\"",
            "compared_profiles: [\"cloud-service\", \"cloud-service\"",
            "warning[same-id]: Results are compared by the profile `cloud-service` twice.",
        ),
        ("name: \"Rust\",", "name: \"Rust\", is_today: true,", "warning[second-today]: Both Rust and C# are"),
        (
            "(status: Proposed, on: \"2026-11-20\"",
            "(status: Proposed, on: \"2026-10-31\"",
            "warning[history-order]: The record became proposed on 2026-10-31, and was created on 2026-11-01.",
        ),
        (
            "first: (criterion: \"hiring\", from",
            "first: (criterion: \"learning-curve\", from",
            "warning[self-trade-off]: Boris Łukasz weighs `learning-curve` against itself.",
        ),
        (
            "name: \"Boris Łukasz\", verdict",
            "name: \"ana  ruiz\", verdict",
            "warning[second-sign-off]: ana  ruiz has signed off twice.",
        ),
        (
            "path: \"docs/decisions/0003-use-java.md\"",
            "path: \"../../../etc/passwd\"",
            "warning[outside-repository]: The ADR of the earlier record, `../../../etc/passwd`, leads out",
        ),
        (
            "path: \"docs/decisions/0007-use-go-for-the-ingest-service.md\"",
            "path: \"../../x.md\"",
            "error[outside-repository]: The place of the ADR, `../../x.md`, leads out of the repository.",
        ),
        (
            "next: \"2028-05-03\"",
            "next: \"2027-05-02\"",
            "warning[review-order]: The review of 2027-05-03 says that the next one is on 2027-05-02.",
        ),
        (
            "taken_back: (on: \"2026-11-01\"",
            "taken_back: (on: \"2026-10-31\"",
            "warning[reveal-order]: Round 1 was revealed on 2026-11-01, and that was taken back on 2026-10-31.",
        ),
        (
            "path: \"docs/decisions\"",
            "path: \".git/adr\"",
            "warning[outside-repository]: The folder of ADRs `.git/adr` is among",
        ),
        (
            "path: \"docs/decisions\"",
            "path: \"docs/GIT~1\"",
            "warning[outside-repository]: The folder of ADRs `docs/GIT~1` is",
        ),
        (
            "path: \"docs/decisions\"",
            "path: \"C:/adr\"",
            "warning[outside-repository]: The folder of ADRs `C:/adr` leads out",
        ),
        (
            "path: \"docs/decisions/0007-use-go-for-the-ingest-service.md\"",
            "path: \".git/x.md\"",
            "error[outside-repository]: The place of the ADR, `.git/x.md`, is among git's own files.",
        ),
        (
            "        record: \"ingest-service-2025-11aa\"",
            "        record: \"ingest-service-2026-7f3a\"",
            "warning[names-itself]: The record says that it supersedes itself.",
        ),
        (
            "        path: \"docs/decisions/0003-use-java.md\"",
            "        path: \"docs/decisions/0007-use-go-for-the-ingest-service.md\"",
            "warning[names-itself]: The ADR of the earlier record, `docs/decisions/0007-use-go-for-the-ingest-service.md`, is that",
        ),
        (
            "copied_from: (record: \"ingest-service-2025-11aa\"",
            "copied_from: (record: \"ingest-service-2026-7f3a\"",
            "warning[names-itself]: The record says that it was copied from itself.",
        ),
        (
            "rule: Members(2)",
            "rule: Members(9)",
            "warning[unreachable-must-have]: Learning curve rules an option out when 9 ballots score it too low, but at most",
        ),
        (
            "decision_makers: [\"Ana Ruiz\", ",
            "decision_makers: [\"Ana Ruiz\", \"ana  RUIZ\", ",
            "warning[same-name]: Two decision makers are called \"ana  RUIZ\". Remove one if they are the same person.",
        ),
        (
            "informed: [\"Support\", ",
            "informed: [\"Support\", \"Support\", ",
            "warning[same-name]: Two people to keep informed are called \"Support\".",
        ),
        (
            "charts: [\"totals\", ",
            "charts: [\"totals\", \"totals\", ",
            "warning[same-id]: The ADR `docs/decisions/0007-use-go-for-the-ingest-service.md` is to show the chart `totals` twice.",
        ),
        (
            "        \"deploy/ingest.yaml\",",
            "        \"services/ingest/**\", // again",
            "warning[same-id]: The decision governs `services/ingest/**` twice.",
        ),
        (
            "            on: \"2027-05-03\",",
            "            on: \"2026-11-22\",",
            "warning[review-order]: There is a review on 2026-11-22, and the decision was accepted on 2026-11-23.",
        ),
        (
            ", taken_back: (on: \"2026-11-01\", by: \"Ana Ruiz\")), (on",
            "), (on",
            "warning[second-reveal]: Round 1 is revealed once more on 2026-11-02.",
        ),
    ];
    for (old, new, problem) in cases {
        assert!(!told.contains(problem), "{problem}: {told}");
        bench.write("go.decision.ron", include_str!("../fixtures/v2.decision.ron"));
        bench.replace("go.decision.ron", old, new);
        // Of two options it is the second that is told of.
        let is_today = problem.contains("second-today");
        let line = if is_today { bench.line_with("id: \"c-sharp\"") + 2 } else { bench.line_with(new) };
        bench.run(&["check", "go.decision.ron"]).stdout_has(&format!("go.decision.ron:{line}: {problem}"));
    }
    for (id, name, problem) in [
        ("essay", "The essay", "error[no-name]: Source `essay` has no name."),
        ("our-gateways", "Our gateways", "error[no-name]: Profile `our-gateways` has no name."),
    ] {
        bench.write("go.decision.ron", include_str!("../fixtures/v2.decision.ron"));
        bench.replace("go.decision.ron", &format!("name: \"{name}\""), "name: \" \"");
        let line = bench.line_with(&format!(" id: \"{id}\"")) - 1;
        bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&format!("go.decision.ron:{line}: {problem}"));
    }
    bench.write("go.decision.ron", include_str!("../fixtures/v2.decision.ron"));
    let problem = "error[same-id]: The profile id `our-gateways` is used again.";
    let profile = "(id: \"our-gateways\", name: \"X\"),";
    bench.replace("go.decision.ron", "    profiles: [\n", &format!("    profiles: [\n        {profile}\n"));
    let line = bench.line_with("Our gateways") - 2;
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&format!("go.decision.ron:{line}: {problem}"));
    bench.write("go.decision.ron", include_str!("../fixtures/v2.decision.ron"));
    bench.replace("go.decision.ron", &second, &format!("{second}\n        {second}"));
    let line = bench.line_with("hash") + 1;
    let problem = "error[second-commitment]: There are two commitments to the ballot of Ana Ruiz in round 3.";
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&format!("go.decision.ron:{line}: {problem}"));
}

#[test]
fn comments_are_told_with_the_line_of_the_first_since_no_save_keeps_them() {
    let bench = Bench::with_scores();
    let told = "warning[comments]: The file has comments, which are left out when Weigh-In saves a change.";
    assert!(!bench.run(&["check", "go.decision.ron"]).succeeds().out().contains("[comments]"));
    bench.replace("go.decision.ron", "title: \"Use Go\"", "title: \"Use /* Go */ // Go\"");
    assert!(!bench.run(&["check", "go.decision.ron"]).succeeds().out().contains("[comments]"), "in a text");
    bench.replace("go.decision.ron", "criteria: [", "criteria: [ /* ours */");
    let line = bench.line_with("/* ours */");
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has(&format!("go.decision.ron:{line}: {told}"));
    let text = bench.read("go.decision.ron");
    bench.write("go.decision.ron", &format!("{text}\n// the end"));
    bench.replace("go.decision.ron", " /* ours */", "");
    let line = bench.line_with("// the end");
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has(&format!("go.decision.ron:{line}: {told}"));
}

#[test]
fn a_file_of_format_1_with_a_field_of_format_2_is_refused() {
    let bench = Bench::new();
    let old = include_str!("../fixtures/v1.decision.ron");
    bench.write("go.decision.ron", old);
    bench.run(&["show", "go.decision.ron"]).succeeds();
    for (place, field, name) in [
        ("name: \"Rust\",", "is_today: true,", "is_today"),
        ("name: \"Rust\",", "cost: (amount: 1.0),", "cost"),
        ("name: \"Hiring\",", "pro: \"x\",", "pro"),
        ("outcome: (", "runner_up_case: \"x\",", "runner_up_case"),
    ] {
        bench.write("go.decision.ron", old);
        bench.replace("go.decision.ron", place, &format!("{place} {field}"));
        let line = bench.line_with(field);
        let ran = bench.refuses(&["show", "go.decision.ron"]).stderr_has(&format!("format 1 has no field `{name}`"));
        assert!(ran.err().contains(&line.to_string()), "{line}: {ran:?}");
    }
}

#[test]
fn what_is_outside_of_the_record_is_told_with_its_line() {
    let bench = Bench::with_scores();
    bench.replace("go.decision.ron", "template: \"rust-or-go\",", "template: \"rust-or-go\",\n    profile: \"startp\",\n    compared_profiles: [\n        \"startup\",\n        \"moon\",\n    ],");
    let told = |words: &str, problem: &str| {
        let expected = format!("go.decision.ron:{}: warning[unknown-id]: {problem}", bench.line_with(words));
        bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has(&expected)
    };
    told("\"startp\"", "The weights come from the profile `startp`, which does not exist.");
    let ran = told("\"moon\"", "Results are compared by the profile `moon`, which does not exist.");
    assert!(!ran.out().contains("`startup`"), "{ran:?}");
    bench.replace("go.decision.ron", "template: \"rust-or-go\"", "template: \"rust-or-gone\"");
    let ran = told("rust-or-gone", "The record was started from the template `rust-or-gone`, which is not here.");
    // Its profiles are not known then.
    assert!(!ran.out().contains("profile `"), "{ran:?}");
}

#[test]
fn a_chart_that_does_not_exist_is_told_in_a_repository_and_outside() {
    for is_repository in [true, false] {
        let bench = Bench::with_scores();
        bench.run(&["export", "go.decision.ron", "--repo", ".", "--chart", "totals"]).succeeds();
        bench.replace("go.decision.ron", "\"totals\"", "\"totals\", \"pie\"");
        if !is_repository {
            fs::remove_dir_all(bench.path(".git")).unwrap();
        }
        let line = bench.line_with("\"pie\"");
        let ran = bench
            .run(&["check", "go.decision.ron"])
            .stdout_has(&format!("go.decision.ron:{line}: warning[unknown-id]: The ADR `"));
        ran.stdout_has("is to show the chart `pie`, which does not exist. Correct it to one of `");
    }
}

#[test]
fn a_reference_by_the_id_of_a_member_is_told_on_its_own_line() {
    let bench = Bench::with_scores();
    bench.replace("go.decision.ron", "id: \"essay\"", "id: \"ana\"");
    let text = bench.read("go.decision.ron");
    let start = text.lines().position(|line| line.starts_with("    references:")).unwrap() + 2;
    let told =
        format!("go.decision.ron:{start}: error[same-id]: The id `ana` is used twice; this source is the second.");
    let ran = bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&told);
    assert_eq!(ran.out().matches("same-id").count(), 1, "{ran:?}");
}

#[test]
fn links_of_references_are_judged_as_all_links() {
    for (link, code) in [("javascript:alert(1)", 1), ("data:text/html,x", 1), ("https://example.org", 0), ("", 0)] {
        let bench = Bench::with_scores();
        let mut decision = bench.record();
        Arc::make_mut(&mut decision.references[0]).source.url = link.to_owned();
        let key = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
        Arc::make_mut(&mut decision.references[0]).cells.entry(key).or_default().link = link.to_owned();
        bench.write("go.decision.ron", &storage::to_ron(&decision));
        let ran = bench.run(&["check", "go.decision.ron"]).exits(code);
        let told = format!("error[unsafe-link]: The link `{link}` is not a web or mail address.");
        // The source, and the cell.
        assert_eq!(ran.out().matches(&told).count(), if code == 0 { 0 } else { 2 }, "{ran:?}");
        if code != 0 {
            let line = bench.line_with(&format!("url: \"{link}\""));
            ran.stdout_has(&format!("go.decision.ron:{line}: {told}"));
        }
    }
}

#[test]
fn people_without_a_name_are_told_with_their_line() {
    let bench = Bench::with_scores();
    bench
        .run(&[
            "decide",
            "go.decision.ron",
            "--choose=go",
            "--because=it fits",
            "--maker=Cem",
            "--maker=Dee",
            "--sign-off=Dee=agree",
        ])
        .succeeds();
    bench.replace("go.decision.ron", "\"Cem\"", "\n\" \"");
    bench.replace("go.decision.ron", "(name: \"Dee\"", "(name: \"  \"");
    for (line, problem) in [
        (bench.line_with("\" \""), "A decision maker has no name. Name them or remove them."),
        (bench.line_with("(name: \"  \""), "A sign-off names nobody. Remove it, or name who signed in the file."),
    ] {
        let expected = format!("go.decision.ron:{line}: error[no-name]: {problem}");
        bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&expected);
    }
}

#[test]
fn a_criterion_without_a_swing_is_told() {
    let bench = Bench::with_scores();
    let line = bench.line_with("id: \"hiring\"") - 1;
    let text = bench.read("go.decision.ron");
    let (before, hiring) = text.split_at(text.find("id: \"hiring\"").unwrap());
    let swing = hiring.find("swing: ").unwrap();
    let end = swing + hiring[swing..].find(',').unwrap() + 1;
    bench.write("go.decision.ron", &format!("{before}{}{}", &hiring[..swing], &hiring[end..]));
    let told = format!("go.decision.ron:{line}: warning[no-weight]: Hiring has no weight yet, so it does not count.");
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has(&told);
}

#[test]
fn the_worst_file_decides_and_every_file_is_checked() {
    let bench = Bench::with_scores();
    bench.write("broken.decision.ron", "(format: 1,\n  title: 5,\n)");
    let title = bench.read("go.decision.ron").replacen("title: \"Use Go\"", "title: \"\"", 1);
    bench.write("untitled.decision.ron", &title);
    let check = |files: &[&str]| bench.run(&[&["check"], files].concat());
    check(&["go.decision.ron"]).exits(0);
    check(&["untitled.decision.ron", "go.decision.ron"]).exits(1).stderr_has("1 error, 0 warnings in 2 files");
    check(&["broken.decision.ron", "nowhere.decision.ron", "untitled.decision.ron"])
        .exits(2)
        .stderr_has("broken.decision.ron, line 2")
        .stderr_has("nowhere.decision.ron: there is no such file")
        .stdout_has("untitled.decision.ron:")
        .stderr_has("1 error, 0 warnings in 1 file; 2 files not read");
}

#[test]
fn a_file_of_a_newer_version_is_shown_but_not_checked() {
    let bench = Bench::with_scores();
    bench.replace("go.decision.ron", "format: 2", "format: 3,\n    mood: \"good\"");
    let told = concat!(
        "newer version of Weigh-In, in format 3 (this version, ",
        env!("CARGO_PKG_VERSION"),
        ", reads up to format 2)"
    );
    bench.run(&["check", "go.decision.ron"]).exits(2).stderr_has(told).stderr_has("Update Weigh-In to check it.");
    bench.run(&["show", "go.decision.ron"]).succeeds().stderr_has(told).stderr_has("Update Weigh-In to see all of it");
    bench.run(&["analyze", "go.decision.ron"]).succeeds().stdout_has("Go leads Rust").stderr_has("leaves out mood");
}

#[test]
fn a_reader_that_leaves_early_does_not_hide_the_errors() {
    let bench = Bench::with_scores();
    bench.replace("go.decision.ron", "title: \"Use Go\"", "title: \"\"");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = bench.command(&["check", "go.decision.ron"]).stdout(writer).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
}

#[test]
fn a_record_that_two_branches_exported_passes_once_the_advice_was_followed() {
    let (bench, root) = committed(true);
    for (branch, score) in [("first", "hiring/go=3"), ("second", "hiring/rust=2")] {
        git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
        bench.run(&["score", "go.decision.ron", "--member", "ana", score]).succeeds();
        bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds();
        git_does(&root, &["add", "--all"]);
        git_does(&root, &["commit", "--quiet", "-m", branch]);
    }
    git_does(&root, &["merge", "--quiet", "--no-edit", "first"]);
    let exports = bench.record().exports;
    assert_eq!(exports.len(), 2, "{exports:?}");
    let (kept, given_up) = (exports[1].path.clone(), exports[0].path.clone());
    let told = bench.run(&["check", "go.decision.ron"]).exits(1);
    let line =
        |path: &str| told.out().lines().find(|line| line.contains(&format!("The ADR `{path}`"))).unwrap_or_default();
    assert!(line(&kept).contains("Export the record again;"), "{told:?}");
    assert!(line(&given_up).contains(&format!("An export changes `{kept}` and not this one.")), "{told:?}");
    assert!(line(&given_up).contains("delete this one, its charts and its line under `exports`"), "{told:?}");
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds();
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&format!("The ADR `{given_up}` is out of date"));
    fs::remove_file(bench.path(&given_up)).unwrap();
    let lost =
        bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&format!("The ADR `{given_up}` is not there."));
    assert!(lost.out().contains("delete its line under `exports` in the record"), "{lost:?}");
    let text = bench.read("go.decision.ron");
    let without: String = text.split_inclusive('\n').filter(|line| !line.contains(given_up.as_str())).collect();
    bench.write("go.decision.ron", &without);
    bench.run(&["check", "go.decision.ron"]).succeeds();
    git_does(&root, &["add", "--all"]);
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds().stdout_has("is up to date");
}

/// An ADR that is gone comes back under its number, from git or by an export: others name it.
#[cfg(unix)]
#[test]
fn an_adr_that_is_gone_comes_back_to_its_place() {
    let (bench, root) = committed(false);
    let export = ["export", "go.decision.ron", "--repo", ".", "--yes"];
    bench.run(&export).succeeds();
    let adr = bench.record().exports[0].path.clone();
    let others = ["Use Perl", "Use C"].map(|title| (title, format!("# {title}\n\n## Status\n\nAccepted\n")));
    for (number, (title, text)) in (2..).zip(&others) {
        let name = title.to_lowercase().replace(' ', "-");
        bench.write(&format!("{}/{number:04}-{name}.md", adr.folder()), text);
    }
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "ADRs"]);
    let gone = || {
        fs::remove_file(bench.path(&adr)).unwrap();
        bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&format!("The ADR `{adr}` is not there."))
    };
    // By the command that is told first, whether git was told of the removal or not.
    for staged in [false, true] {
        let mut told = gone();
        if staged {
            git_does(&root, &["add", "--all"]);
            told = bench.run(&["check", "go.decision.ron"]).exits(1);
        }
        let told = told.stdout_has("Put it back with `git checkout ");
        let command = told.out().split('`').find(|words| words.starts_with("git ")).unwrap();
        assert!(bench.command_by(Command::new("sh"), &["-c", command]).status().unwrap().success(), "{command}");
        bench.run(&["check", "go.decision.ron"]).succeeds();
    }
    // By an export.
    gone().stdout_has("or export the record again to write a new one in its place");
    bench.run(&export).succeeds();
    assert_eq!(git_does(&root, &["status", "--porcelain"]), "");
    // Where another ADR has the number by now, it gets one of its own.
    gone();
    bench.write(&format!("{}/0001-use-ada.md", adr.folder()), &others[0].1);
    bench.run(&export).succeeds();
    assert!(bench.path(&adr.replace("0001", "0004")).exists());
}

#[test]
fn of_adrs_in_two_folders_each_is_written_again_as_the_advice_says() {
    let (bench, _) = committed(false);
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--folder", "docs/old ones"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--folder", "docs/adr"]).succeeds();
    bench.run(&["score", "go.decision.ron", "--member", "di", "hiring/go=3"]).succeeds();
    bench
        .run(&["check", "go.decision.ron"])
        .exits(1)
        .stdout_has("Export the record again with `--folder 'docs/old ones'`;");
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--folder", "docs/old ones", "--yes"]).succeeds();
    bench.run(&["check", "go.decision.ron"]).succeeds();
}

#[test]
fn what_only_hidden_scores_show_is_told_as_such() {
    let bench = Bench::with_scores();
    bench.run(&["score", "go.decision.ron", "--member=bo", "--name=Bo"]).succeeds();
    let told = |told: &str| {
        let ran = bench.run(&["check", "go.decision.ron"]).succeeds();
        assert!(ran.err().starts_with(told), "{ran:?}");
    };
    told("0 errors, 1 warning");
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=-", "hiring/rust=-"]).succeeds();
    told("Round 1 is hidden in the window; this shows it.\n0 errors, 3 warnings");
}
