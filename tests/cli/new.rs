//! `weigh-in new` and `weigh-in templates`.

use super::bench::Bench;

fn options(bench: &Bench) -> Vec<String> {
    bench.record().options.iter().map(|option| option.name.clone()).collect()
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let bench = Bench::with_record();
    bench.refuses(&["new", "--template", "blank", "go.decision.ron"]).stderr_has("go.decision.ron exists already");
}

#[cfg(unix)]
#[test]
fn neither_is_what_a_broken_link_would_lead_to() {
    let bench = Bench::new();
    std::os::unix::fs::symlink("nowhere", bench.path("link.decision.ron")).unwrap();
    bench.run(&["new", "--template", "blank", "link.decision.ron"]).exits(2).stderr_has("exists already");
    assert!(!bench.path("nowhere").exists());
}

#[test]
fn unknown_templates_and_profiles_list_those_that_there_are() {
    let bench = Bench::new();
    let all = "`rust-or-go`, `which-language`, `blank`";
    bench.refuses(&["new", "--template", "rust", "go.decision.ron"]).stderr_has("no template `rust`").stderr_has(all);
    bench
        .refuses(&["new", "--template", "rust-or-go", "--profile", "starup", "go.decision.ron"])
        .stderr_has("no profile `starup`; the nearest is `startup`")
        .stderr_has("`cloud-service`");
    bench
        .refuses(&["new", "--template", "blank", "--profile", "x", "go.decision.ron"])
        .stderr_has("there is none at all");
    assert!(!bench.path("go.decision.ron").exists());
}

#[test]
fn options_come_from_the_suggestions_or_are_new_and_never_twice() {
    let bench = Bench::new();
    let named = ["--option", "GO", "--option", "c++", "--option", "Gleam", "--option", "gleam"];
    bench.run(&[&["new", "--template", "rust-or-go", "go.decision.ron"], &named[..]].concat()).succeeds();
    assert_eq!(options(&bench), ["Go", "Rust", "C++", "Gleam"]);
    let record = bench.record();
    assert!(!record.options[2].description.is_empty() && record.options[3].description.is_empty());
}

#[test]
fn an_option_needs_a_name_and_a_file_a_folder() {
    let bench = Bench::new();
    bench
        .refuses(&["new", "--template", "blank", "--option", " ", "go.decision.ron"])
        .stderr_has("it has no visible text");
    bench.refuses(&["new", "--template", "blank", "nowhere/go.decision.ron"]).stderr_has("its folder does not exist");
    bench.refuses(&["new", "go.decision.ron"]).stderr_has("--template");
}

#[test]
fn each_record_has_an_id_of_its_own() {
    let (one, other) = (Bench::with_record(), Bench::with_record());
    assert_ne!(one.record().id, other.record().id);
}

#[test]
fn the_templates_are_listed_with_their_profiles_and_the_reason_for_each() {
    let listed = Bench::new().run(&["templates"]).succeeds();
    for words in
        ["rust-or-go: Rust or Go", "which-language:", "blank:", "startup: Startup", "before the money runs out"]
    {
        let flat = listed.out().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "{words}: {flat}");
    }
    assert!(listed.out().lines().all(|line| line.chars().count() < 80), "{listed:?}");
}

#[test]
fn a_repository_offers_templates_of_its_own() {
    let bench = Bench::new();
    bench.git_init();
    let own = |id: &str| format!("(format: 1, id: \"{id}\", name: \"Ours\", options: [(id: \"zig\", name: \"Zig\")])");
    bench.write(".weigh-in/templates/ours.template.ron", &own("ours"));
    bench.write(".weigh-in/templates/second.template.ron", &own("blank"));
    bench.write(".weigh-in/templates/broken.template.ron", "(format: 1,");
    bench
        .run(&["templates"])
        .succeeds()
        .stdout_has("ours: Ours\n")
        .stderr_has("second.template.ron is left out: there is another template with the id `blank`")
        .stderr_has("broken.template.ron, line 1");
    bench.run(&["new", "--template", "ours", "go.decision.ron"]).succeeds();
    assert_eq!(options(&bench), ["Zig"]);
}
