//! Two clones of a repository: in one an ADR gets another number, and the other knows nothing of it.

use weigh_in::decision::{CriterionId, MemberId, OptionId, Score, Vote};

use super::{
    bench::Bench,
    tools::{git, git_does},
};

const EXPORT: [&str; 4] = ["export", "go.decision.ron", "--repo", "."];
const PERL: &str = "docs/decisions/0001-use-perl.md";
const GO: &str = "docs/decisions/0002-use-go.md";

/// A repository whose decision files git merges by their parts, on the branch `main`.
fn repository() -> Bench {
    let bench = Bench::with_scores();
    git_does(&bench.path(""), &["checkout", "--quiet", "-b", "main"]);
    bench.run(&["merge", "--install"]).succeeds();
    bench
}

/// Makes a change on a branch of its own and commits it.
fn on_branch(bench: &Bench, branch: &str, change: &dyn Fn()) {
    git_does(&bench.path(""), &["checkout", "--quiet", "-b", branch, "main"]);
    change();
    commit(bench, branch);
}

fn commit(bench: &Bench, message: &str) {
    git_does(&bench.path(""), &["add", "--all", "."]);
    git_does(&bench.path(""), &["commit", "--quiet", "-m", message]);
}

/// A record that supersedes ADR 1, exported on the branch that is checked out; on `renumbered`, ADR 1 has the number 5.
fn superseding_what_another_clone_renumbers() -> Bench {
    let bench = repository();
    bench.write(PERL, "# 1. Use Perl\n\n## Status\n\nAccepted\n");
    commit(&bench, "Start");
    on_branch(&bench, "exported", &|| {
        bench.run(&[&EXPORT[..], &["--supersedes", "1"]].concat()).succeeds();
    });
    on_branch(&bench, "renumbered", &|| {
        bench.run(&["renumber", "1", "--to", "5", "--yes"]).succeeds();
    });
    git_does(&bench.path(""), &["checkout", "--quiet", "exported"]);
    bench
}

#[test]
fn a_record_follows_what_it_supersedes_to_another_number() {
    let bench = superseding_what_another_clone_renumbers();
    git_does(&bench.path(""), &["merge", "--quiet", "renumbered"]);
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has("error[adr-differs]");
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds();
    assert!(bench.read(GO).contains("Supersedes [5. Use Perl](0005-use-perl.md)"), "{}", bench.read(GO));
    let links: Vec<String> = bench.record().links.iter().map(|link| link.url.clone()).collect();
    assert_eq!(links, ["docs/decisions/0005-use-perl.md"]);
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has("");
    bench
        .run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner", "--status=accepted"])
        .succeeds();
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds().stdout_has("Changed docs/decisions/0005-use-perl.md.");
}

#[test]
fn a_link_to_an_adr_that_is_gone_stays_and_is_told() {
    let bench = superseding_what_another_clone_renumbers();
    let before = bench.read(GO);
    git_does(&bench.path(""), &["rm", "--quiet", PERL]);
    let told = "The record says \"Supersedes docs/decisions/0001-use-perl.md\", but there is no such ADR in the repository. Its link \
                stays in the ADR.";
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has(&format!("warning[missing-adr]: {told}"));
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds().stderr_has(told);
    assert_eq!(bench.read(GO), before);
    // Two that are called so: nobody can say which it is.
    for number in ["0005", "0006"] {
        bench.write(&format!("docs/decisions/{number}-use-perl.md"), "# Use Perl\n");
    }
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has("warning[missing-adr]");
}

#[test]
fn nobody_changed_an_adr_by_hand_that_one_clone_renumbered_and_the_other_exported() {
    const NEW: &str = "docs/decisions/0005-use-go.md";
    let charts = |charts: &[&'static str]| [&EXPORT[..], &["--yes"], charts].concat();
    for side in ["--ours", "--theirs"] {
        for [into, from] in [["renumbered", "exported"], ["exported", "renumbered"]] {
            let bench = repository();
            let root = bench.path("");
            bench.run(&charts(&["--chart=totals"])).succeeds();
            commit(&bench, "Start");
            on_branch(&bench, "exported", &|| {
                bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=3"]).succeeds();
                bench.run(&charts(&["--chart=totals", "--chart=ladder"])).succeeds();
            });
            on_branch(&bench, "renumbered", &|| {
                bench.run(&["renumber", "1", "--to", "5", "--yes"]).succeeds();
            });
            git_does(&root, &["checkout", "--quiet", into]);
            let merged = git(&root, &["merge", from]);
            assert!(!String::from_utf8_lossy(&merged.stderr).contains("taken out"), "{merged:?}");
            git_does(&root, &["checkout", side, "--", NEW]);
            git_does(&root, &["add", "--all", "."]);
            let paths: Vec<_> = bench.record().exports.iter().map(|export| export.path.clone()).collect();
            assert_eq!(paths, [NEW]);
            let left =
                "The chart `docs/decisions/0001-use-go.ladder.svg` has a number that its ADR no longer has. Delete it";
            bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&format!("warning[chart-differs]: {left}"));
            bench.run(&charts(&[])).succeeds().stderr_has(left);
            std::fs::remove_file(bench.path("docs/decisions/0001-use-go.ladder.svg")).unwrap();
            let checked = bench.run(&["check", "go.decision.ron"]).succeeds();
            assert_eq!(checked.out(), "");
        }
    }
}

#[test]
fn an_acceptance_and_a_change_are_settled_as_people_choose_and_stay_settled() {
    for (take, accepts) in [("ours", "ours"), ("theirs", "ours"), ("ours", "theirs"), ("theirs", "theirs")] {
        let bench = repository();
        commit(&bench, "Start");
        let decide = ["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"];
        let accept = || drop(bench.run(&decide).succeeds());
        let change = || {
            bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/rust=1", "--swing", "hiring=7"]).succeeds();
        };
        let (first, second): (&dyn Fn(), &dyn Fn()) =
            if accepts == "ours" { (&change, &accept) } else { (&accept, &change) };
        on_branch(&bench, "first", first);
        on_branch(&bench, "second", second);
        let merged = git(&bench.path(""), &["merge", "first"]);
        let told = String::from_utf8_lossy(&merged.stderr).into_owned() + &String::from_utf8_lossy(&merged.stdout);
        assert!(!merged.status.success() && told.contains("the accepted side stays as it was accepted"), "{told}");
        let resolve = ["merge", "--resolve", "go.decision.ron", "--take", take];
        let ran = bench.run(&resolve).succeeds();
        let record = bench.record();
        assert!(record.is_accepted());
        let key = (CriterionId::new("hiring").unwrap(), OptionId::new("rust").unwrap());
        let cell = record.cell(&MemberId::new("ana").unwrap(), &key);
        let is_in = cell.and_then(|cell| cell.vote) == Score::new(1).map(Vote::Score);
        assert_eq!((is_in, record.corrections.len()), if take == accepts { (false, 0) } else { (true, 1) });
        if take == accepts {
            ran.stderr_has("Left out, since the accepted side was taken: ");
        } else {
            assert!(record.corrections[0].why.starts_with("A merge added"), "{:?}", record.corrections);
            // Nobody is asked again about what was chosen.
            let again = bench.run(&["merge", "--resolve", "go.decision.ron"]).succeeds();
            again.stdout_has("already has the changes of both sides");
            assert_eq!(bench.record(), record);
        }
    }
}
