//! `weigh-in export`.

use std::fs;

use super::{
    bench::Bench,
    tools::{git, git_does},
};

const ADR: &str = "docs/decisions/0001-use-go.md";
const EXPORT: [&str; 4] = ["export", "go.decision.ron", "--repo", "."];

#[test]
fn a_dry_run_prints_the_adr_and_writes_nothing() {
    let bench = Bench::with_scores();
    let before = bench.read("go.decision.ron");
    let dry = bench.run(&[&EXPORT[..], &["--dry-run"]].concat()).succeeds().stderr_has("this was a dry run");
    assert!(!bench.path("docs").exists());
    assert_eq!(bench.read("go.decision.ron"), before);
    bench.run(&EXPORT).succeeds();
    assert_eq!(bench.read(ADR), dry.out());
}

#[test]
fn a_dry_run_shows_the_difference_to_what_is_there() {
    let bench = Bench::with_scores();
    bench.run(&EXPORT).succeeds();
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"]).succeeds();
    let before = bench.read(ADR);
    bench
        .run(&[&EXPORT[..], &["--dry-run", "--yes"]].concat())
        .succeeds()
        .stdout_has("-status: \"proposed\"\n+status: \"accepted\"")
        .stderr_has("Nothing was written");
    assert_eq!(bench.read(ADR), before);
}

#[test]
fn a_draft_is_exported_as_proposed_after_a_warning() {
    let bench = Bench::with_scores();
    bench.run(&EXPORT).succeeds().stderr_has("warning: The record is a draft.");
    assert!(bench.read(ADR).contains("status: \"proposed\""));
}

#[test]
fn a_second_export_touches_neither_file() {
    let bench = Bench::with_scores();
    bench.run(&EXPORT).succeeds();
    let modified = || [ADR, "go.decision.ron"].map(|file| fs::metadata(bench.path(file)).unwrap().modified().unwrap());
    let before = modified();
    bench.run(&EXPORT).succeeds().stdout_has("is up to date");
    assert_eq!(modified(), before);
}

#[test]
fn the_folder_can_be_chosen_but_not_outside_the_repository() {
    let bench = Bench::with_scores();
    bench.run(&[&EXPORT[..], &["--folder", "doc/adr", "--dialect", "madr"]].concat()).succeeds();
    assert!(bench.path("doc/adr/0001-use-go.md").exists());
    for outside in ["../x", "/tmp", ".git"] {
        bench
            .refuses(&[&EXPORT[..], &["--folder", outside]].concat())
            .stderr_has(outside)
            .stderr_has("Nothing was written.");
    }
}

#[test]
fn the_repository_is_found_from_a_folder_in_it() {
    let bench = Bench::with_scores();
    fs::create_dir(bench.path("services")).unwrap();
    bench.run(&["export", "go.decision.ron", "--repo", "services"]).succeeds();
    assert!(bench.path(ADR).exists());
}

#[test]
fn a_folder_without_git_is_used_after_a_warning() {
    let bench = Bench::with_scores();
    fs::remove_dir_all(bench.path(".git")).unwrap();
    bench.run(&EXPORT).succeeds().stderr_has("warning: The record is not kept in the git repository");
    assert!(bench.path(ADR).exists());
    bench
        .run(&["check", "go.decision.ron"])
        .succeeds()
        .stdout_has("warning[no-repository]: The record is in no git repository");
}

#[test]
fn a_record_from_elsewhere_is_named_and_copied_only_where_that_is_asked_for() {
    const COPY: &str = "other/docs/decisions/go.decision.ron";
    let bench = Bench::with_scores();
    fs::create_dir_all(bench.path("other/.git")).unwrap();
    let export = ["export", "go.decision.ron", "--repo", "other"];
    bench.run(&export).succeeds().stderr_has("Add --record-beside to keep a copy beside the ADR.");
    let adr = format!("other/{ADR}");
    let named = bench.read(&adr);
    assert!(named.contains("go.decision.ron") && !named.contains("(go.decision.ron)"), "{named}");
    let before = bench.read("go.decision.ron");
    let beside = [&export[..], &["--record-beside", "--yes"]].concat();
    bench.run(&[&beside[..], &["--dry-run"]].concat()).succeeds().stdout_has("(go.decision.ron)");
    assert!(!bench.path(COPY).exists());
    bench.run(&beside).succeeds().stdout_has(&format!("Copied the record to {COPY}."));
    assert!(bench.read(&adr).contains("(go.decision.ron)"), "{}", bench.read(&adr));
    assert_eq!(bench.read("go.decision.ron"), before);
    bench.run(&["check", COPY]).succeeds();
    bench.run(&["export", COPY, "--repo", "other", "--record-beside"]).succeeds().stdout_has("is up to date");
    // The first one does not know what the copy was exported to, and nobody changed that by hand.
    for again in [&export[..], &beside] {
        bench.refuses(again).stderr_has(&format!("there already: `{}`; go on with that one", &COPY["other/".len()..]));
    }
    assert!(!bench.path(&adr.replace("0001", "0002")).exists());
}

#[test]
fn what_cannot_be_exported_says_why() {
    let bench = Bench::with_scores();
    bench.refuses(&["export", "go.decision.ron", "--repo", "nowhere"]).stderr_has("nowhere is not a folder");
    bench.refuses(&["export", "nowhere.decision.ron", "--repo", "."]).stderr_has("there is no such file");
    bench.refuses(&["export", "go.decision.ron"]).stderr_has("--repo");
    bench
        .refuses(&[&EXPORT[..], &["--dialect", "word"]].concat())
        .stderr_has("`word` is neither a dialect nor a template");
    bench.write("docs/decisions", "a file");
    bench.refuses(&EXPORT).stderr_has("docs/decisions");
    bench.replace("go.decision.ron", "format: 2", "format: 3");
    bench.refuses(&EXPORT).stderr_has("newer version");
}

#[test]
fn an_adr_that_steers_the_terminal_is_shown_harmless() {
    let bench = Bench::with_scores();
    bench.run(&EXPORT).succeeds();
    bench.replace(ADR, "# Use Go", "# Use \u{1B}[2J\u{202E}Go\u{2028}");
    let shown = bench.run(&EXPORT).exits(1);
    assert!(shown.out().contains("-# Use [2J[U+202E]Go[U+2028]"), "{shown:?}");
}

#[test]
fn a_dry_run_tells_what_each_client_would_see() {
    let bench = Bench::with_scores();
    let dry = [&EXPORT[..], &["--dry-run", "--dialect", "madr-numbered"]].concat();
    bench
        .run(&dry)
        .succeeds()
        .stderr_has("adrs: \"Use Go\", Proposed\n")
        .stderr_has("pyadr: not read, since it fails: there is no line that starts `* Status:` below the title\n");
}

#[test]
fn a_superseded_adr_changes_with_the_acceptance_and_only_when_told() {
    const OLD: &str = "docs/decisions/0001-use-perl.md";
    let bench = Bench::with_scores();
    let perl = "---\nstatus: \"accepted\"\n---\n# Use Perl\n";
    bench.write(OLD, perl);
    let superseding = [&EXPORT[..], &["--supersedes", "1"]].concat();
    bench.run(&superseding).succeeds().stdout_has("Wrote docs/decisions/0002-use-go.md");
    assert_eq!(bench.read(OLD), perl);
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"]).succeeds();
    // The record remembers what it supersedes.
    let shown = bench.run(&EXPORT);
    shown.stdout_has("+status: \"superseded by ADR-0002\"").stderr_has("Add --yes");
    assert_eq!(bench.read(OLD), perl);
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds().stdout_has("Changed docs/decisions/0001-use-perl.md.");
    assert_eq!(bench.read(OLD), perl.replace("accepted", "superseded by ADR-0002"));
    bench.run(&superseding).succeeds().stdout_has("is up to date");
    bench.refuses(&[&EXPORT[..], &["--supersedes", "9"]].concat()).stderr_has("there is no ADR 9 in docs/decisions");
}

#[test]
fn the_files_that_would_change_are_named() {
    let bench = Bench::with_scores();
    bench.write("docs/decisions/0001-use-perl.md", "---\nstatus: \"accepted\"\n---\n# Use Perl\n");
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"]).succeeds();
    let ran = bench.run(&[&EXPORT[..], &["--supersedes", "1"]].concat()).exits(1);
    ran.stderr_has(
        "docs/decisions/0001-use-perl.md is there already and would change as shown. Add --yes to change it.",
    );
    assert!(!bench.path("docs/decisions/0002-use-go.md").exists());
}

const ACCEPTED: [&str; 5] =
    ["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner", "--status=accepted"];

/// ADR 1 in forms that have the status and what an ADR supersedes apart, and in one section.
const FORMS: [&str; 2] = [
    "---\nstatus: \"accepted\"\n---\n# Use Perl\n",
    "# 1. Use Perl\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\nx\n\n## Consequences\n\nx\n",
];

/// An ADR of the record that refers to ADR 1, and that is proposed.
fn referring(how: &str, form: &str) -> Bench {
    let bench = Bench::with_scores();
    bench.write("docs/decisions/0001-use-perl.md", form);
    bench
        .run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner", "--status=proposed"])
        .succeeds();
    bench.run(&[&EXPORT[..], &[how, "1"]].concat()).succeeds();
    bench
}

#[test]
fn what_a_renumbering_changed_in_an_adr_nobody_did_by_hand() {
    for (how, form) in ["--supersedes", "--relates-to"].into_iter().flat_map(|how| FORMS.map(|form| (how, form))) {
        for renumber in [["renumber", "1", "--to", "30", "--yes"], ["renumber", "2", "--to", "31", "--yes"]] {
            let bench = referring(how, form);
            bench.run(&renumber).succeeds();
            bench.run(&["check", "go.decision.ron"]).succeeds();
            bench.run(&ACCEPTED).succeeds();
            bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds();
            bench.run(&["check", "go.decision.ron"]).succeeds();
        }
    }
}

#[test]
fn what_people_changed_in_an_adr_before_a_renumbering_is_still_theirs() {
    let bench = referring("--supersedes", FORMS[0]);
    let adr = "docs/decisions/0002-use-go.md";
    bench.replace(adr, "## Considered Options\n", "## Considered Options\n\nBy hand.\n");
    bench.run(&["renumber", "1", "--to", "30", "--yes"]).succeeds();
    bench.run(&ACCEPTED).succeeds();
    let ran = bench.run(&[&EXPORT[..], &["--yes"]].concat()).exits(1);
    ran.stderr_has(
        "people changed docs/decisions/0002-use-go.md by hand since it was exported, in: Considered Options.",
    );
}

/// As on a disk that is full: no file may grow.
#[cfg(unix)]
#[test]
fn an_export_that_finds_no_room_leaves_no_folder_and_names_the_file() {
    let bench = Bench::with_scores();
    let limited = "trap '' XFSZ; ulimit -f 0; exec \"$0\" export go.decision.ron --repo .";
    let mut shell = bench.command_by(std::process::Command::new("sh"), &["-c", limited]);
    let ran = shell.arg(env!("CARGO_BIN_EXE_weigh-in")).output().unwrap();
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(told.contains("`docs/decisions/0001-use-go.md` could not be written: "), "{told}");
    assert!(told.contains("nothing was changed") && !told.contains(".weigh-in-"), "{told}");
    assert!(!bench.path("docs").exists());
}

#[cfg(unix)]
#[test]
fn a_chart_whose_place_is_a_link_that_leads_nowhere_is_told_as_that() {
    let bench = Bench::with_scores();
    let chart = "docs/decisions/0001-use-go.totals.svg";
    bench.write("docs/decisions/x", "");
    std::os::unix::fs::symlink("nowhere", bench.path(chart)).unwrap();
    let export = [&EXPORT[..], &["--chart", "totals"]].concat();
    bench
        .refuses(&export)
        .stderr_has(&format!("`{chart}` is a link that leads nowhere; delete the link. Nothing was written."));
    std::fs::remove_file(bench.path(chart)).unwrap();
    bench.run(&export).succeeds();
}

#[test]
fn an_adr_that_is_left_out_of_a_sparse_checkout_is_told_as_that() {
    let bench = Bench::with_scores();
    let root = bench.path("");
    bench.write("docs/adr/0001-use-perl.md", "# 1. Use Perl\n\n## Status\n\nAccepted\n");
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    git_does(&root, &["sparse-checkout", "set", "src"]);
    assert!(!bench.path("docs/adr").exists());
    let superseding = [&EXPORT[..], &["--supersedes", "1"]].concat();
    bench.refuses(&superseding).stderr_has(
        "`docs/adr/0001-use-perl.md` is left out of this sparse checkout; run `git sparse-checkout add docs/adr`",
    );
    bench.refuses(&["renumber", "1"]).stderr_has("left out of this sparse checkout");
    for folder in [".", "docs"] {
        std::fs::create_dir_all(bench.path(folder)).unwrap();
        bench.run(&["log", folder]).stderr_has(
            "ADRs in `docs/adr` are left out of this sparse checkout. Run `git sparse-checkout add docs/adr` in the root of the repository, \
             and read the log again.",
        );
    }
    bench.refuses(&[&EXPORT[..], &["--supersedes", "2"]].concat()).stderr_has("there is no ADR 2");
    git_does(&root, &["sparse-checkout", "add", "docs/adr"]);
    bench.run(&superseding).succeeds();
}

#[test]
fn a_template_of_the_team_is_named_from_where_the_command_runs() {
    let bench = Bench::with_scores();
    bench.write("docs/own.md.jinja", "# {{ title }}\n\nOurs: {{ status }}\n");
    bench.run(&[&EXPORT[..], &["--dialect", "./docs/own.md.jinja"]].concat()).succeeds();
    assert_eq!(bench.read(ADR), "# Use Go\n\nOurs: proposed\n");
    bench.write("docs/own.md.jinja", "# {{ title }}\n\n{{ nothing }}\n");
    bench.refuses(&EXPORT).stderr_has("docs/own.md.jinja cannot be used: line 3");
}

#[cfg(unix)]
#[test]
fn a_git_that_hangs_or_is_not_there_keeps_nobody_from_exporting() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::with_scores();
    bench.write("bin/git", "#!/bin/sh\nexec /bin/sleep 600\n");
    fs::set_permissions(bench.path("bin/git"), fs::Permissions::from_mode(0o755)).unwrap();
    for (path, adr) in [(bench.path("bin"), ADR), (bench.path("nowhere"), "docs/adr/0001-use-go.md")] {
        let folder = adr.rsplit_once('/').unwrap().0;
        let arguments = [&EXPORT[..], &["--folder", folder]].concat();
        let output = bench.command(&arguments).env("PATH", path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(bench.path(adr).is_file());
    }
}

#[test]
fn what_people_changed_by_hand_is_asked_about_and_kept() {
    let bench = Bench::with_scores();
    bench.run(&EXPORT).succeeds();
    let ours = bench.read(ADR);
    bench.replace(ADR, "## Considered Options\n\n", "## Considered Options\n\nWe had no time for more.\n\n");
    let theirs = bench.read(ADR);
    bench
        .run(&[&EXPORT[..], &["--yes"]].concat())
        .exits(1)
        .stderr_has("by hand since it was exported, in: Considered Options.");
    assert_eq!(bench.read(ADR), theirs);
    bench.run(&["check", "go.decision.ron"]).exits(1);

    bench.run(&[&EXPORT[..], &["--yes", "--keep", "theirs"]].concat()).succeeds();
    assert_eq!(bench.read(ADR), theirs);
    // From now on that is how it is to be.
    bench.run(&["check", "go.decision.ron"]).succeeds();
    bench.run(&EXPORT).succeeds().stdout_has("is up to date");
    // Unless it is to be ours after all, and theirs again.
    bench.run(&[&EXPORT[..], &["--yes", "--keep", "ours"]].concat()).succeeds();
    assert_eq!(bench.read(ADR), ours);
    bench.write(ADR, &theirs);
    bench.run(&[&EXPORT[..], &["--yes", "--keep", "theirs"]].concat()).succeeds();
    // The record goes on, and what was kept stays.
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"]).succeeds();
    bench.run(&["check", "go.decision.ron"]).exits(1);
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds();
    let both = bench.read(ADR);
    assert!(both.contains("We had no time for more.") && both.contains("we ship sooner"), "{both}");
    bench.run(&["check", "go.decision.ron"]).succeeds();
    // A change by hand after that is one again.
    bench.replace(ADR, "no time", "little time");
    bench.run(&["check", "go.decision.ron"]).exits(1);
    bench.run(&[&EXPORT[..], &["--yes", "--keep", "ours"]].concat()).succeeds();
    assert!(!bench.read(ADR).contains("little time"));
}

#[test]
fn a_status_from_another_tool_is_offered_to_the_record() {
    let bench = Bench::with_scores();
    bench
        .run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner", "--status=proposed"])
        .succeeds();
    bench.run(&EXPORT).succeeds();
    bench.replace(ADR, "status: \"proposed\"", "status: \"rejected\"");
    bench.run(&EXPORT).exits(1).stderr_has("gave docs/decisions/0001-use-go.md").stderr_has("Add --take-status");
    bench
        .run(&[&EXPORT[..], &["--take-status"]].concat())
        .succeeds()
        .stdout_has("The record is rejected now, as the ADR says.");
    assert_eq!(bench.record().status(), weigh_in::decision::Status::Rejected);
    bench.run(&["check", "go.decision.ron"]).succeeds();
}

#[test]
fn a_status_from_another_tool_passes_what_decide_asks() {
    let take = [&EXPORT[..], &["--yes", "--take-status"]].concat();
    let accepted = |bench: &Bench| bench.replace(ADR, "status: \"proposed\"", "status: \"accepted\"");
    // Without a choice.
    let bench = Bench::with_scores();
    bench.run(&EXPORT).succeeds();
    accepted(&bench);
    let told = bench.refuses(&take);
    told.stderr_has(
        "the record has no choice yet; name one with `weigh-in decide go.decision.ron --choose OPTION --because TEXT`",
    );
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--status=proposed"]).succeeds();
    bench.refuses(&take).stderr_has("add `weigh-in decide go.decision.ron --because TEXT`");
    // With a choice that rests on few scores.
    let bench = Bench::with_record();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4", "hiring/rust=2"]).succeeds();
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=x", "--status=proposed"]).succeeds();
    bench.run(&EXPORT).succeeds();
    accepted(&bench);
    let told = bench.refuses(&take);
    told.stderr_has("Add `weigh-in decide go.decision.ron --thin-coverage WHY` to accept it all the same.");
    bench.run(&["decide", "go.decision.ron", "--thin-coverage=hiring settles it"]).succeeds();
    bench.run(&take).succeeds().stdout_has("The record is accepted now, as the ADR says.");
    assert_eq!(bench.record().status(), weigh_in::decision::Status::Accepted);
}

#[test]
fn git_takes_what_was_written_when_it_is_asked_to_and_never_by_itself() {
    let bench = Bench::with_scores();
    let root = bench.path("");
    let git = |arguments: &[&str]| git_does(&root, arguments);
    fs::remove_dir_all(bench.path(".git")).unwrap();
    bench.refuses(&[&EXPORT[..], &["--message", "x"]].concat()).stderr_has("--commit");
    bench.refuses(&[&EXPORT[..], &["--stage"]].concat()).stderr_has("is in no git repository. Nothing was written.");
    bench.run(&EXPORT).succeeds();
    git(&["init", "--quiet"]);
    git(&["config", "user.name", "Ana"]);
    git(&["config", "user.email", "ana@example.org"]);
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"]).succeeds();
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds();
    assert_eq!(git(&["diff", "--cached", "--name-only"]), "");
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=it is simple", "--correct=a slip"]).succeeds();
    bench.run(&[&EXPORT[..], &["--yes", "--commit"]].concat()).succeeds().stdout_has("Committed as ");
    assert_eq!(git(&["log", "--format=%s"]), "Record the decision: Use Go\n");
    assert_eq!(git(&["show", "--name-only", "--format="]), format!("{ADR}\ngo.decision.ron\n"));
    bench
        .run(&[&EXPORT[..], &["--commit"]].concat())
        .succeeds()
        .stdout_has("is up to date")
        .stdout_has("Everything is already committed.");
}

#[test]
fn a_round_that_is_blind_is_not_published() {
    let bench = Bench::with_scores();
    bench.run(&["score", "go.decision.ron", "--member", "bo", "hiring/go=1"]).succeeds();
    for more in [&[][..], &["--dry-run"], &["--yes"], &["--commit"]] {
        bench
            .refuses(&[&EXPORT[..], more].concat())
            .stderr_has(
                "round 1 is hidden, and an ADR shows everybody's scores; Ana and Bo have not sealed: `weigh-in seal",
            )
            .stderr_has("`weigh-in reveal go.decision.ron` reveals the round as it is. Nothing was written.");
        assert!(!bench.path("docs").exists());
    }
}

#[test]
fn a_template_neither_steers_the_terminal_nor_hides_anything() {
    let bench = Bench::with_scores();
    bench.write("t.md", "# {{ title }} \u{1B}]0;x\u{7}\u{202E}\u{9B}2J\n");
    let dry = bench.run(&[&EXPORT[..], &["--dialect", "t.md", "--dry-run"]].concat()).succeeds();
    assert_eq!(dry.out(), "# Use Go ]0;x2J\n");
    bench.run(&[&EXPORT[..], &["--dialect", "t.md"]].concat()).succeeds();
    assert_eq!(bench.read(ADR), "# Use Go ]0;x2J\n");
}

/// A repository whose record has been exported by a program that was killed once the ADR was there.
fn killed_after_the_adr() -> (Bench, String) {
    let bench = Bench::with_scores();
    let before = bench.read("go.decision.ron");
    bench.run(&[&EXPORT[..], &["--chart=totals", "--yes"]].concat()).succeeds();
    let adr = bench.read(ADR);
    bench.write("go.decision.ron", &before);
    bench.write("docs/decisions/.weigh-in-aBc123.tmp", "half of it");
    fs::remove_file(bench.path("docs/decisions/0001-use-go.totals.svg")).unwrap();
    (bench, adr)
}

fn files_of(bench: &Bench) -> Vec<String> {
    let files = fs::read_dir(bench.path("docs/decisions")).unwrap().flatten();
    let mut names: Vec<String> = files.map(|file| file.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_export_that_was_killed_is_continued_by_the_next_one() {
    let (bench, adr) = killed_after_the_adr();
    bench.run(&[&EXPORT[..], &["--chart=totals"]].concat()).succeeds();
    assert_eq!(files_of(&bench), ["0001-use-go.md", "0001-use-go.totals.svg"]);
    assert_eq!(bench.read(ADR), adr);
    assert!(bench.read("go.decision.ron").contains(ADR), "the record knows it now");
}

#[test]
fn an_export_of_a_record_outside_the_repository_that_was_killed_is_continued() {
    let bench = Bench::with_scores();
    bench.write("repository/README.md", "A repository.\n");
    weigh_in_init(&bench, "repository");
    fs::remove_dir_all(bench.path(".git")).unwrap();
    let export = ["export", "go.decision.ron", "--repo", "repository", "--yes"];
    let before = bench.read("go.decision.ron");
    bench.run(&export).succeeds();
    let adr = bench.read("repository/docs/decisions/0001-use-go.md");
    bench.write("go.decision.ron", &before);
    bench.run(&export).succeeds();
    assert_eq!(bench.read("repository/docs/decisions/0001-use-go.md"), adr);
    assert!(!bench.path("repository/docs/decisions/0002-use-go.md").exists());
    // One of that name with another day is another decision.
    bench.write("go.decision.ron", &before.replace("created: \"", "created: \"2001-01-01\", // \""));
    bench.run(&export).succeeds();
    assert_eq!(bench.read("repository/docs/decisions/0001-use-go.md"), adr);
    assert!(bench.path("repository/docs/decisions/0002-use-go.md").exists());
}

fn weigh_in_init(bench: &Bench, folder: &str) {
    super::tools::git_does(&bench.path(folder), &["init", "--quiet"]);
}

#[test]
fn an_adr_of_another_record_or_decision_is_not_continued() {
    // The same record under another name.
    let (bench, adr) = killed_after_the_adr();
    fs::copy(bench.path("go.decision.ron"), bench.path("copy.decision.ron")).unwrap();
    bench.run(&["export", "copy.decision.ron", "--repo", "."]).succeeds();
    assert_eq!(bench.read(ADR), adr);
    assert!(bench.path("docs/decisions/0002-use-go.md").exists(), "{:?}", files_of(&bench));
    // Another decision in the place of the record.
    let (bench, adr) = killed_after_the_adr();
    let other = bench.read("go.decision.ron").replace("\"Use Go\"", "\"Use Zig\"");
    bench.write("go.decision.ron", &other);
    bench.run(&EXPORT).succeeds();
    assert_eq!(bench.read(ADR), adr);
    assert!(bench.path("docs/decisions/0002-use-zig.md").exists(), "{:?}", files_of(&bench));
}

#[test]
fn an_adr_that_was_changed_since_its_export_was_killed_asks_whose_text_stays() {
    let (bench, adr) = killed_after_the_adr();
    let by_hand = adr.replace("The ingest service is slow.", "The ingest service is slow, says Ana.");
    assert_ne!(by_hand, adr);
    bench.write(ADR, &by_hand);
    let again = [&EXPORT[..], &["--chart=totals", "--yes"]].concat();
    bench.run(&again).exits(1).stderr_has("Add --keep theirs, --keep ours or --keep both.");
    assert_eq!(bench.read(ADR), by_hand);
    bench.run(&[&again[..], &["--keep=theirs"]].concat()).succeeds();
    assert_eq!(bench.read(ADR), by_hand);
    assert_eq!(files_of(&bench), ["0001-use-go.md", "0001-use-go.totals.svg"]);
}

#[test]
fn a_dry_run_of_a_draft_says_which_status_its_adr_will_have() {
    let bench = Bench::with_scores();
    let export = ["export", "go.decision.ron", "--repo", "."];
    bench
        .run(&export)
        .succeeds()
        .stderr_has("The record is a draft. An ADR has no draft status, so it is exported as proposed.");
    let adr = bench.record().exports[0].path.clone();
    bench.replace(&adr, "proposed", "superseded");
    let keep = ["export", "go.decision.ron", "--repo", ".", "--keep", "theirs", "--dry-run"];
    let ran = bench.run(&keep).succeeds();
    assert!(!ran.err().contains("exported as proposed"), "{ran:?}");
    ran.stderr_has("The record is a draft, and its ADR will have the status superseded.");
    let ours = ["export", "go.decision.ron", "--repo", ".", "--keep", "ours", "--dry-run"];
    bench.run(&ours).succeeds().stderr_has("so it is exported as proposed");
}

#[test]
fn a_title_that_begins_like_a_number_stays_as_it_is() {
    for title in ["3. Use Go", "ADR-9: Use Go", "2026 - Use Go"] {
        let bench = Bench::with_scores();
        bench.replace("go.decision.ron", "title: \"Use Go\"", &format!("title: \"{title}\""));
        bench.run(&EXPORT).succeeds();
        let adr = bench.record().exports[0].path.clone();
        bench.run(&["check", "go.decision.ron"]).succeeds();
        bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"]).succeeds();
        bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds();
        let text = bench.read(&adr).replace('\\', "");
        assert!(text.contains(&format!("\n# {title}\n")), "{text}");
        bench.run(&["check", "go.decision.ron"]).succeeds();
    }
}

#[test]
fn what_an_export_wrote_before_belongs_in_its_commit_and_what_people_wrote_does_not() {
    let bench = Bench::with_record();
    let root = bench.path("");
    bench.write(
        "docs/adr/0001-use-perl.md",
        "# 1. Use Perl\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n",
    );
    bench.write(
        "docs/adr/README.md",
        "# ADRs\n\n| ADR | Status |\n|---|---|\n| [1. Use Perl](0001-use-perl.md) | Accepted |\n",
    );
    bench.score_all("ana", |_, option| if option == "go" { "4" } else { "2" }).succeeds();
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=x", "--status=accepted"]).succeeds();
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--supersedes", "1", "--yes"]).succeeds();
    // The line that is the pattern for the new one says something else by then.
    let index = bench.read("docs/adr/README.md");
    assert!(
        index.contains("(0001-use-perl.md) | Superseded |") && index.contains("(0002-use-go.md) | Accepted |"),
        "{index}"
    );
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes", "--commit"]).succeeds();
    assert_eq!(String::from_utf8_lossy(&git(&root, &["status", "--porcelain"]).stdout), "");
    // A word of somebody else in the other ADR is theirs to commit.
    git_does(&root, &["reset", "--quiet", "--mixed", "HEAD~1"]);
    let other = bench.read("docs/adr/0001-use-perl.md");
    bench.write("docs/adr/0001-use-perl.md", &format!("{other}\nA word of mine.\n"));
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes", "--commit"]).succeeds();
    let left = git(&root, &["status", "--porcelain"]).stdout;
    assert_eq!(String::from_utf8_lossy(&left).trim(), "M docs/adr/0001-use-perl.md\n M docs/adr/README.md");
}

#[test]
fn an_adr_that_is_older_than_its_records_place_lacks_only_the_link() {
    let bench = Bench::with_scores();
    let decide = |file: &str| {
        let choose = ["decide", file, "--choose=go", "--because=we ship sooner", "--maker=Ana", "--sign-off=Ana=agree"];
        bench.run(&choose).succeeds();
    };
    decide("go.decision.ron");
    bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds();
    let outside = Bench::new();
    let next = outside.path("next.decision.ron");
    let next = next.to_str().unwrap();
    bench.run(&["new", "--supersede", "go.decision.ron", next]).succeeds();
    decide(next);
    bench.run(&["export", next, "--repo", ".", "--yes"]).succeeds().stderr_has("the ADR cannot link to it");
    // The first record learns that its ADR was changed, and says so once.
    let first = ["export", "go.decision.ron", "--repo", "."];
    let learned = bench.run(&first).succeeds().stdout_has("0001-use-go.md is up to date.\n");
    learned.stdout_has("Changed go.decision.ron: it remembers what the ADR says now.\n");
    assert_eq!(bench.run(&first).succeeds().out(), "docs/decisions/0001-use-go.md is up to date.\n");
    bench.write("next.decision.ron", &outside.read("next.decision.ron"));
    let adr = "docs/decisions/0002-use-go.md";
    let named = bench.read(adr);
    // A record that had no file at all is not even named.
    let unnamed = named.replacen("\nAll scores, notes and what each score means: next.decision.ron.", "", 1);
    assert_ne!(named, unnamed);
    let told = "warning[adr-differs]: The ADR `docs/decisions/0002-use-go.md` does not link to the record, which came into the \
                repository after it was written. Export the record again";
    for text in [named, unnamed] {
        bench.write(adr, &text);
        bench.run(&["check", "next.decision.ron"]).succeeds().stdout_has(told);
        bench.run(&["export", "next.decision.ron", "--repo", ".", "--yes", "--keep=ours"]).succeeds();
        let checked = bench.run(&["check", "next.decision.ron"]).succeeds();
        assert!(!checked.out().contains("adr-differs"), "{checked:?}");
    }
    // Anything else is still an error.
    bench.replace(adr, "we ship sooner", "we ship later");
    bench.run(&["check", "next.decision.ron"]).exits(1).stdout_has("error[adr-differs]");
}
