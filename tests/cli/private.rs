//! Ballots that stay in private files until the reveal, with every member in a clone of their own.

use std::fs;

use weigh_in::{
    decision::{CriterionId, Edit, MemberId},
    storage,
};

use super::{
    bench::Bench,
    tools::{git, git_does},
};

const RECORD: &str = "go.decision.ron";
const ANA: &str = "go.ana.private.ron";
const BO: &str = "go.bo.private.ron";

fn id(member: &str) -> MemberId {
    MemberId::new(member).unwrap()
}

/// Ana's clone and Bo's, of a record whose ballots are private.
fn two_clones() -> [Bench; 2] {
    let ana = Bench::with_record();
    ana.run(&["private", RECORD])
        .succeeds()
        .stdout_has("From round 1 on, each ballot stays in a private file beside the record until the reveal");
    ana.run(&["merge", "--install"]).succeeds();
    commit(&ana, "Ana Ruiz");
    let bo = Bench::new();
    git_does(&bo.path(""), &["clone", "--quiet", ana.path("").to_str().unwrap(), "."]);
    bo.run(&["merge", "--install"]).succeeds();
    git_does(&bo.path(""), &["config", "user.name", "Bo Lee"]);
    git_does(&bo.path(""), &["config", "user.email", "bo@example.org"]);
    [ana, bo]
}

fn commit(bench: &Bench, who: &str) {
    let root = bench.path("");
    git_does(&root, &["config", "user.name", who]);
    git_does(&root, &["config", "user.email", "team@example.org"]);
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Work"]);
}

/// Commits what is in both clones, and has each take in the other's.
fn exchange(ana: &Bench, bo: &Bench) {
    for (bench, who) in [(ana, "Ana Ruiz"), (bo, "Bo Lee")] {
        if !git_does(&bench.path(""), &["status", "--porcelain"]).is_empty() {
            commit(bench, who);
        }
    }
    for (into, from) in [(ana, bo), (bo, ana)] {
        let from = from.path("");
        git_does(&into.path(""), &["pull", "--quiet", "--no-rebase", "--no-edit", from.to_str().unwrap(), "HEAD"]);
    }
    assert_eq!(ana.read(RECORD), bo.read(RECORD));
}

/// Pulls what another clone has, and returns whether git could merge it and what was told.
fn pulled(into: &Bench, from: &Bench) -> (bool, String) {
    let theirs = from.path("");
    let pulled = git(&into.path(""), &["pull", "--no-rebase", "--no-edit", theirs.to_str().unwrap(), "HEAD"]);
    (pulled.status.success(), String::from_utf8_lossy(&pulled.stderr).into_owned())
}

/// Both score every cell and seal, in clones of their own.
fn sealed_by_both() -> [Bench; 2] {
    let [ana, bo] = two_clones();
    ana.score_all("ana", |_, _| "4").succeeds();
    bo.score_all("bo", |_, option| if option == "go" { "5" } else { "2" }).succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    bo.run(&["seal", RECORD, "--member=bo"]).succeeds();
    exchange(&ana, &bo);
    [ana, bo]
}

#[test]
fn no_score_leaves_a_clone_before_the_reveal() {
    let [ana, bo] = two_clones();
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=4"]).succeeds();
    assert!(ana.record().ballots.iter().all(|ballot| ballot.cells.is_empty()));
    assert!(ana.read(ANA).contains("score: 4"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(ana.path(ANA)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let root = ana.path("");
    assert_eq!(git_does(&root, &["status", "--porcelain"]), " M go.decision.ron\n");
    // A second score is added to the first, which is in no other file.
    ana.run(&["score", RECORD, "--member=ana", "hiring/rust=2"]).succeeds();
    let private = ana.read(ANA);
    assert!(private.contains("score: 4") && private.contains("score: 2"), "{private}");
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    assert!(!ana.read(RECORD).contains("salt"));
    assert!(ana.read(ANA).contains("salt"));
    bo.run(&["score", RECORD, "--member=bo", "hiring/go=1"]).succeeds();
    exchange(&ana, &bo);
    let record = ana.record();
    assert!(record.has_sealed(&id("ana")) && !record.has_sealed(&id("bo")));
    assert!(record.ballots.iter().all(|ballot| ballot.cells.is_empty()));
    assert_eq!(record.commitments.len(), 1);
    assert!(!bo.path(ANA).exists() && !ana.path(BO).exists());
    // Once is enough, however often a private file is written.
    let excluded = ana.read(".git/info/exclude");
    assert_eq!(excluded.lines().filter(|line| *line == "*.private.ron").count(), 1);
    // What only shows has nothing to show.
    let told = ana.run(&["analyze", RECORD]).succeeds();
    assert!(!told.out().contains("leads"), "{told:?}");
    told.stderr_has("The ballots of round 1 are private until its reveal, and are not in this.");
    for (arguments, told) in [
        (&["decide", RECORD, "--choose=go", "--because=x"][..], "its ballots are private"),
        (&["export", RECORD, "--repo=."], "is hidden"),
        (&["reveal", RECORD, "--member=ana"], "its ballots are published when it is revealed"),
        (&["round", RECORD], "is hidden"),
        (&["private", RECORD, "--off"], "there are scores already"),
    ] {
        ana.refuses(arguments).stderr_has(told);
    }
    ana.run(&["check", RECORD]).succeeds();
}

#[test]
fn of_two_seals_of_one_member_the_one_that_is_here_counts() {
    let [ana, elsewhere] = two_clones();
    elsewhere.run(&["score", RECORD, "--member=bo", "hiring/go=5"]).succeeds();
    exchange(&ana, &elsewhere);
    for (clone, points) in [(&ana, "4"), (&elsewhere, "2")] {
        clone.score_all("ana", |_, _| points).succeeds();
        clone.run(&["seal", RECORD, "--member=ana"]).succeeds();
    }
    commit(&ana, "Ana Ruiz");
    commit(&elsewhere, "Ana Ruiz");
    let (is_clean, told) = pulled(&ana, &elsewhere);
    assert!(!is_clean && told.contains("There are two commitments to the ballot of Ana in round 1."), "{told}");
    commit(&ana, "Ana Ruiz");
    assert!(pulled(&elsewhere, &ana).0);
    assert_eq!(ana.record().commitments.len(), 2);
    for clone in [&ana, &elsewhere] {
        let checked = clone.run(&["check", RECORD]).exits(1).stdout_has(
            "Keep the one that the sealed ballot fits. Where the private file to keep is, `weigh-in seal go.decision.ron --member ana --withdraw WHY` \
             withdraws the other.",
        );
        assert!(!(checked.out().to_owned() + checked.err()).contains("that Ana sealed"), "{checked:?}");
    }
    // Whoever sealed one of them cannot take the other back.
    elsewhere.run(&["seal", RECORD, "--member=ana", "--reopen"]).succeeds().stdout_has("Reopened the ballot of Ana");
    assert_eq!(elsewhere.record().commitments.len(), 1);
    assert!(ana.record().commitments.contains(&elsewhere.record().commitments[0]));
    // Whichever was sealed first, that of the file here is kept.
    let both = ana.read(RECORD);
    ana.run(&["seal", RECORD, "--member=ana", "--withdraw=sealed twice"])
        .succeeds()
        .stdout_has("Withdrew the other sealed ballot of Ana for round 1. The one in go.ana.private.ron stays sealed.");
    let record = ana.record();
    let withdrawn: Vec<bool> = record.commitments.iter().map(|one| one.withdrawn.is_some()).collect();
    assert_eq!((withdrawn.len(), withdrawn.iter().filter(|is| **is).count()), (2, 1));
    assert!(record.has_sealed(&id("ana")));
    let kept = ana.read(RECORD);
    for (record, code) in [(both, 1), (kept, 0)] {
        ana.write(RECORD, &record);
        let sealed = ana.read(ANA);
        ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds().stdout_has("Published the ballot of Ana.");
        let checked = ana.run(&["check", RECORD]).exits(code);
        assert!(
            !["unlike-sealed", "Ana sealed a ballot"].iter().any(|told| checked.out().contains(told)),
            "{checked:?}"
        );
        if code == 1 {
            ana.run(&["seal", RECORD, "--member=ana", "--withdraw=sealed twice"])
                .succeeds()
                .stdout_has("The one that is published stays.");
            ana.run(&["check", RECORD]).succeeds();
        }
        ana.write(ANA, &sealed);
    }
}

#[test]
fn what_is_sealed_in_private_files_is_not_said_to_be_missing() {
    const SEALED: &str = "The ballots of round 1 are sealed in private files until the reveal";
    let [ana, bo] = two_clones();
    bo.run(&["score", RECORD, "--member=bo", "hiring/go=5"]).succeeds();
    ana.score_all("ana", |_, _| "4").succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    // Bo, who has none of it, is told that Ana has scored.
    exchange(&ana, &bo);
    let told = bo.run(&["analyze", RECORD, "--draws=0"]).succeeds();
    told.stdout_has("The ballots of round 1 are in private files until the reveal.").stdout_has("1 of 2 have sealed");
    bo.score_all("bo", |_, _| "2").succeeds();
    bo.run(&["seal", RECORD, "--member=bo"]).succeeds();
    exchange(&ana, &bo);
    let told = ana.run(&["analyze", RECORD, "--draws=0"]).succeeds().stdout_has(&format!("{SEALED}."));
    assert!(!told.out().contains("no scores yet"), "{told:?}");
    let json = ana.run(&["analyze", RECORD, "--draws=0", "--json"]).succeeds();
    json.stdout_has(&format!("{SEALED}, so there is no winner."));
    let checked = ana.run(&["check", RECORD]).succeeds();
    assert!(!checked.out().contains("nothing-scored"), "{checked:?}");
    ana.replace(RECORD, "title: \"Use Go\"", "title: \"Use Go now\"");
    let changed = ana.run(&["diff", RECORD, "--since=HEAD"]).succeeds().stdout_has(&format!("Then: {SEALED}."));
    assert!(!changed.out().contains("no scores yet"), "{changed:?}");
}

#[test]
fn after_a_reveal_in_which_nobody_has_published_scores_are_waited_for() {
    const NOTHING: &str = "No sealed ballot is published yet";
    let [ana, bo] = sealed_by_both();
    let sealed = ana.read(ANA);
    fs::remove_file(ana.path(ANA)).unwrap();
    ana.run(&["reveal", RECORD]).stdout_has("Not published yet: Ana, Bo.");
    for (arguments, told) in [
        (&["analyze", RECORD, "--draws=0"][..], format!("{NOTHING}.")),
        (&["analyze", RECORD, "--draws=0", "--json"], format!("{NOTHING}, so there is no winner.")),
    ] {
        let ran = ana.run(arguments).succeeds().stdout_has(&told);
        assert!(!ran.out().contains("no scores yet"), "{ran:?}");
    }
    let checked = ana.run(&["check", RECORD]).succeeds().stdout_has("warning[unpublished]");
    assert!(!checked.out().contains("nothing-scored"), "{checked:?}");
    // Those who publish are counted as before.
    ana.write(ANA, &sealed);
    ana.run(&["reveal", RECORD, "--member=ana"]).succeeds().stdout_has("Published the ballot of Ana.");
    exchange(&ana, &bo);
    let told = bo.run(&["analyze", RECORD, "--draws=0"]).succeeds();
    assert!(!told.out().contains(NOTHING), "{told:?}");
}

#[test]
fn where_ballots_are_kept_as_before_nothing_is_said_to_change() {
    let bench = Bench::with_record();
    for (arguments, told) in [
        (&["private", RECORD, "--off"][..], "Nothing was changed: ballots are in the record already."),
        (&["private", RECORD], "From round 1 on, each ballot stays in a private file"),
        (&["private", RECORD], "Nothing was changed: ballots are private already."),
        (&["private", RECORD, "--off"], "From round 1 on, ballots are in the record."),
    ] {
        let ran = bench.run(arguments).succeeds().stdout_has(told);
        assert_eq!(ran.out().lines().count(), 1, "{ran:?}");
    }
}

#[test]
fn the_sealed_ballot_itself_need_not_come_in() {
    let [ana, bo] = sealed_by_both();
    ana.run(&["ballot", RECORD, "--member=ana", "--out=ana.ballot.ron"]).succeeds();
    bo.write("ana.ballot.ron", &ana.read("ana.ballot.ron"));
    let ran = bo
        .refuses(&["import", RECORD, "ana.ballot.ron"])
        .stderr_has("This is the ballot that Ana has sealed in round 1, and it stays private until the reveal.")
        .stderr_has("Leave it out: Ana publishes it after the reveal.");
    assert!(!ran.err().contains("0 cells"), "{ran:?}");
}

#[test]
fn after_the_reveal_each_publishes_the_ballot_that_was_sealed() {
    let [ana, bo] = sealed_by_both();
    assert_eq!(ana.record().commitments.len(), 2);
    bo.run(&["reveal", RECORD])
        .succeeds()
        .stdout_has("after everyone had sealed.")
        .stdout_has("Published the ballot of Bo.")
        .stdout_has("Not published yet: Ana. Each runs `weigh-in reveal go.decision.ron` in their own clone.");
    exchange(&ana, &bo);
    ana.run(&["check", RECORD]).succeeds().stdout_has("warning[unpublished]: Ana sealed a ballot in round 1");
    ana.refuses(&["round", RECORD]).stderr_has("the ballots of Ana are sealed and not published yet");
    bo.run(&["export", RECORD, "--repo", ".", "--dry-run"])
        .stdout_has("Scored by Bo. The sealed ballot of Ana is not published, so it does not count.");
    bo.refuses(&["reveal", RECORD, "--member=ana"]).stderr_has("go.ana.private.ron is missing");
    // A command cannot ask, so that no decision passes over a ballot that was sealed.
    bo.refuses(&["decide", RECORD, "--choose=go", "--because=x"]).stderr_has(
        "The sealed ballot of Ana is not published yet. `weigh-in reveal go.decision.ron --member ID` publishes one, where its private file \
         is; `weigh-in seal go.decision.ron --member ID --withdraw WHY` withdraws one that is lost. Nothing was written.",
    );
    // Somebody changes the private file after the reveal.
    let sealed = ana.read(ANA);
    ana.replace(ANA, "score: 4", "score: 1");
    ana.refuses(&["reveal", RECORD]).stderr_has("It is not the ballot of round 1 that Ana sealed.");
    ana.write(ANA, &sealed);
    ana.run(&["reveal", RECORD, "--member=ana"]).succeeds().stdout_has("Published the ballot of Ana.");
    ana.run(&["reveal", RECORD]).succeeds().stdout_has("Nothing is hidden.");
    exchange(&ana, &bo);
    let record = bo.record();
    assert!(record.unpublished().is_empty() && record.unlike_sealed().is_empty());
    assert!(record.ballots.iter().all(|ballot| ballot.cells.len() == record.criteria.len() * 2));
    let told = bo.run(&["check", RECORD]).succeeds();
    assert!(!told.out().contains("publish"), "{told:?}");
    // Anybody can see that a published ballot was changed.
    bo.replace(RECORD, "score: 5", "score: 3");
    bo.run(&["check", RECORD])
        .stdout_has("warning[unlike-sealed]: The ballot of Bo in round 1 is not the one that was sealed.");
    // The next round is private, too, and its ballot takes the place of the published one.
    git_does(&bo.path(""), &["checkout", "--quiet", RECORD]);
    bo.run(&["round", RECORD, "--criteria=hiring"]).succeeds();
    bo.run(&["score", RECORD, "--member=bo", "hiring/go=1"]).succeeds();
    assert!(bo.read(BO).contains("round: 2"));
    assert_eq!(bo.record().ballots.iter().filter(|ballot| ballot.round == 2 && !ballot.cells.is_empty()).count(), 0);
}

#[test]
fn a_published_ballot_that_comes_by_file_is_the_one_that_was_sealed() {
    let [ana, bo] = sealed_by_both();
    bo.run(&["reveal", RECORD]).succeeds();
    exchange(&ana, &bo);
    ana.run(&["reveal", RECORD]).succeeds().stdout_has("Published the ballot of Ana.");
    ana.run(&["ballot", RECORD, "--member=ana", "--out=ana.ballot.ron"]).succeeds();
    bo.write("ana.ballot.ron", &ana.read("ana.ballot.ron"));
    bo.run(&["import", RECORD, "ana.ballot.ron", "--replace"]).succeeds();
    let record = bo.record();
    assert!(record.unpublished().is_empty(), "the record still waits: {:?}", record.unpublished());
    assert!(record.unlike_sealed().is_empty());
}

#[test]
fn a_ballot_that_was_changed_is_told_with_the_reveal() {
    let [ana, bo] = sealed_by_both();
    bo.replace(BO, "score: 5", "score: 1");
    bo.run(&["reveal", RECORD])
        .succeeds()
        .stdout_has("Not published yet: Ana, Bo.")
        .stderr_has("go.bo.private.ron: It is not the ballot of round 1 that Bo sealed.");
    drop(ana);
}

#[test]
fn a_draft_beside_a_sealed_ballot_does_not_keep_it_from_being_published() {
    let [ana, bo] = two_clones();
    bo.score_all("bo", |_, _| "5").succeeds();
    bo.run(&["score", RECORD, "--member=cy", "hiring/go=2"]).succeeds();
    bo.run(&["seal", RECORD, "--member=bo"]).succeeds();
    exchange(&bo, &ana);
    ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds();
    exchange(&ana, &bo);
    bo.refuses(&["reveal", RECORD, "--member=cy"]).stderr_has("Cy had not sealed it when round 1 was revealed");
    bo.run(&["reveal", RECORD]).succeeds().stdout_has("Published the ballot of Bo.").stderr_has(
        "warning: go.cy.private.ron: Cy had not sealed it when round 1 was revealed, so it does not count.",
    );
    assert!(bo.record().unpublished().is_empty());
}

#[test]
fn a_lost_ballot_is_withdrawn_and_a_draft_is_not_counted() {
    let [ana, bo] = two_clones();
    ana.score_all("ana", |_, _| "4").succeeds();
    bo.run(&["score", RECORD, "--member=bo", "hiring/go=5"]).succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    exchange(&ana, &bo);
    // Somebody closes the round before Bo has sealed.
    ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds().stdout_has("1 of 2 ballots were sealed.").stderr_has(
        "Private ballots that were not sealed do not count: Bo. `weigh-in round go.decision.ron` opens a round",
    );
    exchange(&ana, &bo);
    bo.run(&["check", RECORD])
        .stdout_has("warning[unpublished]: Bo had not sealed when round 1 was revealed, so a private ballot does not count. Open the next round");
    bo.refuses(&["reveal", RECORD]).stderr_has(
        "Bo had not sealed it when round 1 was revealed, so it does not count. It is kept for the next round",
    );
    assert!(bo.read(BO).contains("score: 5"), "what was typed stays");
    bo.run(&["round", RECORD]).succeeds();
    assert!(bo.read(BO).contains("score: 5"), "what was typed stays in the next round");
    let told = bo.run(&["check", RECORD]);
    assert!(!told.out().contains("had not sealed"), "{told:?}");
    bo.run(&["score", RECORD, "--member=bo", "hiring/rust=3"]).succeeds();
    let draft = bo.read(BO);
    assert!(draft.contains("round: 2") && draft.contains("score: 5") && draft.contains("score: 3"), "{draft}");
    // Another pair, in which Bo's private file is gone.
    let [ana, bo] = sealed_by_both();
    fs::remove_file(bo.path(BO)).unwrap();
    ana.run(&["reveal", RECORD]).succeeds();
    exchange(&ana, &bo);
    bo.refuses(&["seal", RECORD, "--member=ana", "--withdraw=lost"]).stderr_has("does not wait for a ballot of Ana");
    bo.run(&["seal", RECORD, "--member=bo", "--withdraw=the disk broke"]).succeeds().stdout_has("Bo can score again");
    let record = bo.record();
    let withdrawal = record.commitments.iter().find_map(|one| one.withdrawn.clone()).unwrap();
    assert_eq!((withdrawal.by.as_str(), withdrawal.why.as_str()), ("Bo Lee", "the disk broke"));
    assert!(record.unpublished().is_empty());
    bo.refuses(&["reveal", RECORD, "--member=bo"])
        .stderr_has("the sealed ballot of Bo was withdrawn on ")
        .stderr_has("so it is not published: the disk broke. Nothing was written.");
    bo.run(&["show", RECORD]).succeeds().stdout_has("the disk broke");
    bo.run(&["export", RECORD, "--repo", ".", "--dry-run"]).stdout_has("of Bo was withdrawn: the disk broke.");
    bo.run(&["round", RECORD]).succeeds();
}

#[test]
fn a_draft_beside_the_record_does_not_count_after_an_early_reveal_and_loses_nothing() {
    let [ana, _] = two_clones();
    ana.score_all("ana", |_, _| "4").succeeds();
    ana.score_all("bo", |_, _| "2").succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    let draft = ana.read(BO);
    let told = ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds().stdout_has("Published the ballot of Ana.");
    assert!(!told.out().contains("Published the ballot of Bo"), "{told:?}");
    told.stderr_has("Private ballots that were not sealed do not count: Bo.");
    assert_eq!(
        (ana.record().ballot(&id("bo"), 1).map_or(0, |ballot| ballot.cells.len()), ana.read(BO)),
        (0, draft.clone())
    );
    // Nothing is scored into a round that the others have seen, and so nothing is written over the draft.
    ana.refuses(&["score", RECORD, "--member=bo", "hiring/go=5"]).stderr_has("so its scores stay as they are");
    ana.run(&["round", RECORD, "--criteria=hiring"]).succeeds();
    ana.run(&["score", RECORD, "--member=bo", "hiring/go=5"]).succeeds();
    assert!(ana.read(BO).contains("round: 2"));
    assert_eq!(ana.read("go.bo.round-1.private.ron"), draft, "the new round asks for less");
}

#[test]
fn the_only_score_of_a_draft_is_taken_back_in_the_next_round() {
    let [ana, bo] = two_clones();
    bo.run(&["score", RECORD, "--member=bo", "hiring/go=5"]).succeeds();
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=4"]).succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    exchange(&ana, &bo);
    ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds();
    exchange(&ana, &bo);
    bo.run(&["round", RECORD]).succeeds();
    assert!(bo.read(BO).contains("score: 5"), "opening the round takes nothing back");
    bo.run(&["score", RECORD, "--member=bo", "hiring/go=-"]).succeeds();
    assert!(!bo.read(BO).contains("score: 5"), "{}", bo.read(BO));
}

#[test]
fn a_sealed_ballot_is_not_replaced_by_another() {
    let [ana, bo] = sealed_by_both();
    let before = bo.read(RECORD);
    // A ballot that was filled in elsewhere, and never sealed.
    ana.run(&["ballot", RECORD, "--member=ana", "--out=ana.ballot.ron"]).succeeds();
    let other = ana.read("ana.ballot.ron").replace("score: 4", "score: 1").replace("sealed: true,", "sealed: false,");
    bo.write("ana.ballot.ron", &other);
    bo.refuses(&["import", RECORD, "ana.ballot.ron", "--replace"])
        .stderr_has("Ana has sealed a private ballot in round 1, and this is another one.")
        .stderr_has("withdraw it with a reason first");
    assert_eq!(bo.read(RECORD), before);
    // The sealed one itself comes in.
    bo.write("ana.ballot.ron", &ana.read("ana.ballot.ron"));
    bo.run(&["import", RECORD, "ana.ballot.ron", "--replace"]).succeeds();
    let promised = ana.record().commitments;
    assert!(bo.record().commitments.iter().all(|one| promised.contains(one)) && promised.len() == 2);
}

#[test]
fn a_ballot_that_is_sealed_again_is_promised_again() {
    let [ana, _] = two_clones();
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=4"]).succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    let first = ana.record().commitments;
    ana.run(&["seal", RECORD, "--member=ana", "--reopen"]).succeeds();
    assert!(ana.record().commitments.is_empty());
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=-"]).succeeds();
    assert!(!ana.read(ANA).contains("score: 4"), "what was taken back is gone from the private file as well");
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=2"]).succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    let second = ana.record().commitments;
    assert_eq!(second.len(), 1);
    assert_ne!(first[0].hash, second[0].hash);
}

#[test]
fn what_would_be_lost_or_lead_out_is_not_written_over() {
    let [ana, _] = two_clones();
    ana.write(ANA, "something of mine");
    ana.refuses(&["score", RECORD, "--member=ana", "hiring/go=4"]).stderr_has("go.ana.private.ron");
    assert_eq!(ana.read(ANA), "something of mine");
    #[cfg(unix)]
    {
        let outside = tempfile::tempdir().unwrap();
        fs::remove_file(ana.path(ANA)).unwrap();
        std::os::unix::fs::symlink(outside.path().join("x.ron"), ana.path(ANA)).unwrap();
        ana.refuses(&["score", RECORD, "--member=ana", "hiring/go=4"]);
        fs::remove_file(ana.path(ANA)).unwrap();
        // A stranger's repository may have git's own folder lead out as well.
        let info = ana.path(".git/info");
        fs::remove_dir_all(&info).unwrap();
        std::os::unix::fs::symlink(outside.path(), &info).unwrap();
        ana.refuses(&["score", RECORD, "--member=ana", "hiring/go=4"]).stderr_has("is no folder");
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }
    assert!(!git(&ana.path(""), &["ls-files", "--error-unmatch", ANA]).status.success());
}

#[test]
fn what_was_sealed_on_another_branch_is_not_lost() {
    let [ana, bo] = sealed_by_both();
    let root = ana.path("");
    // A branch of before Ana had scored: her ballot is not lost by scoring there.
    let first = git_does(&root, &["rev-list", "--max-parents=0", "HEAD"]);
    git_does(&root, &["checkout", "--quiet", "-b", "old", first.trim()]);
    let sealed = ana.read(ANA);
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=4"])
        .succeeds()
        .stderr_has("Kept a private ballot that this record does not hold: go.ana.round-1.private.ron.");
    assert_eq!(ana.read("go.ana.round-1.private.ron"), sealed);
    git_does(&root, &["checkout", "--quiet", "--force", "-"]);
    ana.run(&["reveal", RECORD]).succeeds().stdout_has("Published the ballot of Ana.");
    drop(bo);
}

#[test]
fn a_ballot_of_another_round_is_kept_aside_and_found_again() {
    let [ana, bo] = two_clones();
    ana.run(&["score", RECORD, "--member=bo", "--name=Bo"]).succeeds();
    ana.run(&["score", RECORD, "--member=ana", "--name=Ana"]).succeeds();
    commit(&ana, "Ana Ruiz");
    let root = ana.path("");
    git_does(&root, &["checkout", "--quiet", "-b", "feat"]);
    ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds();
    ana.run(&["round", RECORD, "--criteria=hiring"]).succeeds();
    ana.run(&["score", RECORD, "--member=bo", "hiring/go=3", "hiring/rust=2"]).succeeds();
    ana.run(&["seal", RECORD, "--member=bo"]).succeeds();
    commit(&ana, "Ana Ruiz");
    let sealed = ana.read(BO);
    git_does(&root, &["checkout", "--quiet", "-"]);
    ana.run(&["check", RECORD])
        .stderr_has("It is a private ballot of Bo of round 2, sealed, that this record does not hold.");
    // Nobody else's score touches the file.
    ana.run(&["score", RECORD, "--member=ana", "training/go=2"]).succeeds();
    assert_eq!(ana.read(BO), sealed);
    ana.run(&["score", RECORD, "--member=bo", "training/go=1"]).succeeds().stderr_has("go.bo.round-2.private.ron");
    assert_eq!(ana.read("go.bo.round-2.private.ron"), sealed);
    ana.run(&["seal", RECORD, "--member=bo"]).succeeds();
    let first = ana.read(BO);
    commit(&ana, "Ana Ruiz");
    git_does(&root, &["checkout", "--quiet", "feat"]);
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=2"]).succeeds();
    assert_eq!((ana.read("go.bo.round-2.private.ron"), ana.read(BO)), (sealed.clone(), first.clone()));
    ana.run(&["seal", RECORD, "--member=bo", "--reopen"]).succeeds();
    ana.run(&["score", RECORD, "--member=bo", "hiring/go=5"]).succeeds();
    assert_eq!(ana.read("go.bo.round-1.private.ron"), first, "the other direction");
    ana.run(&["seal", RECORD, "--member=bo"]).succeeds();
    ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds().stdout_has("Published the ballot of Bo.");
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Work"]);
    git_does(&root, &["checkout", "--quiet", "-"]);
    ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds().stdout_has("Published the ballot of Bo.");
    assert!(ana.record().unpublished().is_empty() && ana.record().unlike_sealed().is_empty());
    drop(bo);
}

#[test]
fn a_ballot_that_somebody_else_withdrew_is_kept_aside_from_the_next_round() {
    let [ana, bo] = sealed_by_both();
    ana.run(&["reveal", RECORD]).succeeds();
    ana.run(&["seal", RECORD, "--member=bo", "--withdraw=it seems to be lost"]).succeeds();
    ana.run(&["round", RECORD]).succeeds();
    exchange(&ana, &bo);
    let sealed = bo.read(BO);
    bo.run(&["score", RECORD, "--member=bo", "hiring/go=1"]).succeeds().stderr_has("go.bo.round-1.private.ron");
    assert_eq!(bo.read("go.bo.round-1.private.ron"), sealed);
    assert!(bo.read(BO).contains("round: 2"));
}

#[test]
fn an_empty_private_ballot_is_not_sealed() {
    let [ana, bo] = two_clones();
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=4"]).succeeds();
    ana.run(&["score", RECORD, "--member=bo", "--name=Bo"]).succeeds();
    exchange(&ana, &bo);
    // The scores are in Ana's clone.
    bo.refuses(&["seal", RECORD, "--member=ana"])
        .stderr_has("go.ana.private.ron is not beside the record")
        .stderr_has("`weigh-in score go.decision.ron --member ana CRITERION/OPTION=SCORE`");
    assert!(bo.record().commitments.is_empty());
    bo.write(ANA, "");
    bo.refuses(&["seal", RECORD, "--member=ana"]).stderr_has("has no score of this round");
    bo.run(&["check", RECORD]).stderr_has("Put a copy of the ballot back, or delete the file and score again.");
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
}

#[test]
fn a_copy_says_that_private_ballots_are_not_in_it() {
    let [ana, _] = two_clones();
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=4"]).succeeds();
    ana.run(&["score", RECORD, "--member=bo", "--name=Bo"]).succeeds();
    ana.run(&["new", "--copy", RECORD, "copy.decision.ron"])
        .succeeds()
        .stderr_has("The ballots of round 1 are hidden until its reveal, so they are not in the copy");
}

#[test]
fn a_private_ballot_that_cannot_be_read_is_not_said_to_be_missing() {
    let [ana, _] = sealed_by_both();
    ana.write(ANA, "(");
    for arguments in [&["check", RECORD][..], &["reveal", RECORD, "--by=Ana"]] {
        let ran = ana.run(arguments);
        assert!(ran.err().contains(ANA), "{ran:?}");
        assert!(!(ran.out().to_owned() + ran.err()).contains("is not beside the record"), "{ran:?}");
    }
}

#[test]
fn a_sealed_ballot_whose_file_is_elsewhere_is_not_saved_without_its_scores() {
    let [ana, bo] = sealed_by_both();
    exchange(&ana, &bo);
    for mine in [&["ballot", RECORD, "--member=ana"][..], &["ballot", RECORD, "--member=ana", "--mine"]] {
        bo.refuses(mine).stderr_has("Ana has sealed a private ballot, and go.ana.private.ron is not here");
    }
    assert!(!bo.path("go.ana.ballot.ron").exists());
}

#[test]
fn advice_about_private_ballots_leads_on() {
    let [ana, bo] = sealed_by_both();
    ana.run(&["score", RECORD, "--member=cy", "--name=Cy"]).succeeds();
    ana.run(&["reveal", RECORD, "--by=Ana"])
        .succeeds()
        .stderr_has("Cy. Once all that were sealed are published, `weigh-in round go.decision.ron` opens a round");
    ana.refuses(&["score", RECORD, "--member=cy", "hiring/go=4"])
        .stderr_has("once the sealed ballot of Bo is published or withdrawn, `weigh-in round go.decision.ron` opens");
    exchange(&ana, &bo);
    bo.replace(BO, "score: 5", "score: 1");
    bo.refuses(&["reveal", RECORD])
        .stderr_has("`weigh-in seal go.decision.ron --member bo --withdraw WHY` withdraws it.");
}

#[test]
fn a_file_unlike_its_seal_stays_as_it_is_when_the_seal_is_withdrawn() {
    let [ana, _] = two_clones();
    ana.score_all("ana", |_, _| "4").succeeds();
    ana.score_all("bo", |_, _| "2").succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    ana.replace(ANA, "score: 4", "score: 1");
    let changed = ana.read(ANA);
    ana.run(&["seal", RECORD, "--member=ana", "--withdraw=it was changed"]).succeeds();
    assert_eq!(ana.read(ANA), changed);
    // It goes on from what is there.
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=5"]).succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    ana.run(&["check", RECORD]).succeeds();
}

#[test]
fn a_sealed_ballot_is_reopened_only_where_its_file_is() {
    let [ana, bo] = sealed_by_both();
    let before = bo.read(RECORD);
    bo.refuses(&["seal", RECORD, "--member=ana", "--reopen"])
        .stderr_has("the private ballot of Ana is not here: ")
        .stderr_has("go.ana.private.ron is missing. Run this where its file is")
        .stderr_has("`weigh-in seal go.decision.ron --member ana --withdraw WHY`");
    assert_eq!(bo.read(RECORD), before);
    // A file that is not the sealed ballot is none.
    let sealed = ana.read(ANA);
    ana.replace(ANA, "score: 4", "score: 1");
    ana.refuses(&["seal", RECORD, "--member=ana", "--reopen"]).stderr_has("holds another one than was sealed");
    ana.write(ANA, &sealed);
    ana.run(&["seal", RECORD, "--member=ana", "--reopen"]).succeeds();
    bo.run(&["seal", RECORD, "--member=ana", "--withdraw=her disk broke"]).succeeds();
}

#[test]
fn a_file_that_is_not_the_sealed_ballot_stands_in_nobody_s_way() {
    let [ana, _] = two_clones();
    ana.score_all("ana", |_, _| "4").succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    ana.replace(ANA, "score: 4", "score: 1");
    let changed = ana.read(ANA);
    ana.run(&["score", RECORD, "--member=bo", "hiring/go=5"]).succeeds();
    assert_eq!(ana.read(ANA), changed);
}

#[test]
fn what_a_merge_takes_out_stays_in_a_sealed_ballot_and_is_told() {
    let [ana, bo] = two_clones();
    ana.score_all("ana", |_, _| "4").succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    commit(&ana, "Ana Ruiz");
    let sealed = ana.read(ANA);
    let mut record = bo.record();
    record.apply(Edit::RemoveCriteria(vec![CriterionId::new("hiring").unwrap()])).unwrap();
    bo.write(RECORD, &storage::to_ron(&record));
    commit(&bo, "Bo Lee");
    let (is_merged, told) = pulled(&ana, &bo);
    assert!(is_merged && told.contains("private ballots that may score it were sealed"), "{told}");
    assert!(told.contains("Ana. They would be published without those scores"), "{told}");
    ana.run(&["score", RECORD, "--member=bo", "reliability/go=5"]).succeeds();
    assert_eq!(ana.read(ANA), sealed);
    // The way on: with the rest of the scores.
    ana.run(&["seal", RECORD, "--member=ana", "--reopen"]).succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    assert!(!ana.read(ANA).contains("hiring"));
    ana.run(&["reveal", RECORD]).succeeds().stdout_has("Published the ballot of Ana.");
    let record = ana.record();
    assert!(record.unlike_sealed().is_empty() && record.unpublished().is_empty());
}

#[test]
fn publishing_says_whose_questions_have_changed_since_the_seal() {
    let [ana, bo] = sealed_by_both();
    let asked = ana.record().criterion(&CriterionId::new("hiring").unwrap()).unwrap().question.clone();
    for bench in [&ana, &bo] {
        bench.replace(RECORD, &asked, "Do we like to hire for it?");
    }
    let told = |name: &str| {
        format!(
            "warning: The words of Hiring have changed since {name} sealed the ballot, which answers the earlier ones."
        )
    };
    ana.run(&["reveal", RECORD]).succeeds().stderr_has(&told("Ana"));
    bo.write(RECORD, &ana.read(RECORD));
    bo.run(&["reveal", RECORD]).succeeds().stdout_has("Published the ballot of Bo.").stderr_has(&told("Bo"));
}

#[test]
fn a_reveal_beside_a_ballot_that_was_sealed_again_is_a_conflict() {
    let [ana, bo] = sealed_by_both();
    bo.run(&["reveal", RECORD]).succeeds();
    commit(&bo, "Bo Lee");
    ana.run(&["seal", RECORD, "--member=ana", "--reopen"]).succeeds();
    ana.run(&["score", RECORD, "--member=ana", "hiring/go=1"]).succeeds();
    ana.run(&["seal", RECORD, "--member=ana"]).succeeds();
    commit(&ana, "Ana Ruiz");
    let (is_merged, told) = pulled(&ana, &bo);
    let conflict = "the other side takes them in and hides the round again): “hidden, with changes by Ana” in ours";
    assert!(!is_merged && told.contains(conflict), "{told}");
    ana.run(&["merge", "--resolve", RECORD, "--take=ours"]).succeeds().stderr_has("took ours: Round 1 was revealed");
    // What Bo had published is hidden again as well.
    let record = ana.record();
    assert!(record.is_blind() && record.ballots.iter().all(|ballot| ballot.cells.is_empty() && ballot.salt.is_none()));
    assert!(ana.read(BO).contains("score: 5") && ana.read(BO).contains("salt"));
    git_does(&ana.path(""), &["add", RECORD]);
    ana.run(&["analyze", RECORD]).stderr_has("are private until its reveal, and are not in this.");
    ana.run(&["show", RECORD]).succeeds().stdout_has("taken back on");
    assert!(ana.read(ANA).contains("score: 1"));
    ana.run(&["reveal", RECORD])
        .succeeds()
        .stdout_has("Published the ballot of Ana.")
        .stdout_has("Published the ballot of Bo.");
    assert!(ana.record().unpublished().is_empty() && ana.record().unlike_sealed().is_empty());
}

#[test]
fn an_import_and_a_merge_by_git_say_where_they_kept_a_ballot() {
    let told = "Kept a private ballot that this record does not hold: go.";
    let [ana, bo] = sealed_by_both();
    bo.run(&["reveal", RECORD]).succeeds();
    commit(&bo, "Bo Lee");
    ana.run(&["score", RECORD, "--member=cy", "--name=Cy"]).succeeds();
    commit(&ana, "Ana Ruiz");
    let other = bo.read(BO).replace("score: 5", "score: 3");
    ana.write(BO, &other);
    let (is_merged, by_git) = pulled(&ana, &bo);
    assert!(is_merged && by_git.contains(told), "{by_git}");
    assert_eq!(ana.read("go.bo.round-1.private.ron"), other);
    // On a branch of before Ana had scored, a ballot of hers comes in from elsewhere.
    let [ana, _bo] = sealed_by_both();
    let root = ana.path("");
    let first = git_does(&root, &["rev-list", "--max-parents=0", "HEAD"]);
    git_does(&root, &["checkout", "--quiet", "-b", "old", first.trim()]);
    ana.write("elsewhere/go.decision.ron", &ana.read(RECORD));
    ana.run(&["score", "elsewhere/go.decision.ron", "--member=ana", "hiring/go=4"]).succeeds();
    ana.run(&["ballot", "elsewhere/go.decision.ron", "--member=ana", "--out=ana.ballot.ron"]).succeeds();
    ana.run(&["import", RECORD, "ana.ballot.ron"]).succeeds().stderr_has(&format!("{told}ana.round-1.private.ron."));
}

/// Git merges a copy of the record under another name, and the private files belong beside the record itself.
#[test]
fn a_merge_by_git_that_hides_a_round_again_leaves_no_score_in_the_record() {
    let [ana, bo] = sealed_by_both();
    bo.run(&["reveal", RECORD]).succeeds();
    bo.run(&["reveal", RECORD, "--by=Bo"]).succeeds();
    commit(&bo, "Bo Lee");
    // Somebody has joined whom the reveal did not know, so the round is open again.
    ana.run(&["score", RECORD, "--member=cy", "--name=Cy"]).succeeds();
    exchange(&ana, &bo);
    for bench in [&ana, &bo] {
        let record = bench.record();
        assert!(record.is_blind(), "{record:#?}");
        assert!(record.ballots.iter().all(|ballot| ballot.cells.is_empty() && ballot.salt.is_none()));
        assert!(bench.read(BO).contains("score: 5"));
    }
}

#[test]
fn a_record_without_its_private_file_says_so() {
    let [ana, _] = sealed_by_both();
    fs::create_dir(ana.path("elsewhere")).unwrap();
    let moved = "elsewhere/go.decision.ron";
    fs::copy(ana.path(RECORD), ana.path(moved)).unwrap();
    let missing = "elsewhere/go.ana.private.ron is not beside the record, so the sealed ballot of Ana cannot be published here. \
                   Copy the file here from where you sealed; if it is lost, `weigh-in seal elsewhere/go.decision.ron \
                   --member ana --withdraw WHY` says so.";
    ana.run(&["check", moved]).succeeds().stderr_has(missing);
    ana.run(&["reveal", moved]).succeeds().stderr_has(missing);
    ana.run(&["check", moved]).succeeds().stderr_has(missing);
    ana.run(&["reveal", moved]).succeeds().stderr_has(missing);
    // The ballots of others are in their own clones, and so is one's own beside the record.
    let told = ana.run(&["check", RECORD]).succeeds();
    assert!(!told.err().contains("private.ron"), "{told:?}");
    fs::copy(ana.path(ANA), ana.path("elsewhere/go.ana.private.ron")).unwrap();
    let told = ana.run(&["reveal", moved]).succeeds().stdout_has("Published the ballot of Ana.");
    assert!(!told.err().contains("private.ron"), "{told:?}");
    // Somebody who is no member hears of it where no ballot is there.
    let [ana, _] = sealed_by_both();
    git_does(&ana.path(""), &["config", "user.name", "Zoe"]);
    fs::create_dir(ana.path("elsewhere")).unwrap();
    fs::copy(ana.path(RECORD), ana.path(moved)).unwrap();
    ana.run(&["check", moved]).succeeds().stderr_has(
        "No sealed private ballot is beside the record: elsewhere/go.ana.private.ron and 1 more. Each is published from where its file is",
    );
    let told = ana.run(&["check", RECORD]).succeeds();
    assert!(!told.err().contains("private.ron"), "{told:?}");
}

/// Ana's and Bo's clone, in each of which a Cy was added who scored and sealed.
fn two_people_under_one_id() -> [Bench; 2] {
    let [ana, bo] = sealed_by_both();
    for (bench, name, points) in [(&ana, "Cy Ek", "1"), (&bo, "Cy Berg", "5")] {
        bench.run(&["score", RECORD, "--member=cy", "--name", name]).succeeds();
        bench.score_all("cy", |_, _| points).succeeds();
        bench.run(&["seal", RECORD, "--member=cy"]).succeeds();
    }
    [ana, bo]
}

#[test]
fn who_gets_another_id_goes_on_from_a_private_ballot_and_seals_it_again() {
    let [ana, bo] = two_people_under_one_id();
    commit(&ana, "Ana Ruiz");
    commit(&bo, "Bo Lee");
    let (is_merged, told) = pulled(&ana, &bo);
    let clause = "Both keep their own ballots, but private ballots sealed under the old id have to be sealed again)";
    assert!(!is_merged && told.contains(clause), "{told}");
    ana.run(&["merge", "--resolve", RECORD, "--take=ours"]).succeeds().stderr_has(
        "The seal of Cy Berg in round 1 was for the old id, and is gone. The scores are still where Cy Berg sealed: open the record \
         there, and seal again as cy-2.",
    );
    commit(&ana, "Ana Ruiz");
    let ours = ana.path("");
    git_does(&bo.path(""), &["pull", "--quiet", "--no-rebase", "--no-edit", ours.to_str().unwrap(), "HEAD"]);
    // Both private files are called after one id, in clones of their own.
    assert!(!bo.record().has_sealed(&id("cy-2")) && bo.record().has_sealed(&id("cy")));
    let told = bo.run(&["check", RECORD]).succeeds();
    assert!(!told.out().contains("cy.private.ron") && !told.err().contains("cy.private.ron"), "{told:?}");
    bo.run(&["seal", RECORD, "--member=cy-2"])
        .succeeds()
        .stdout_has("Sealed the ballot of Cy Berg for round 1; all have sealed");
    assert!(bo.read("go.cy-2.private.ron").contains("score: 5"));
    exchange(&ana, &bo);
    bo.run(&["reveal", RECORD]).succeeds().stdout_has("Published the ballot of Cy Berg.");
    exchange(&ana, &bo);
    ana.run(&["reveal", RECORD]).succeeds().stdout_has("Published the ballot of Cy Ek.");
    let record = ana.record();
    assert!(record.unpublished().is_empty() && record.unlike_sealed().is_empty());
    let first =
        |member: &str| format!("{:?}", record.ballot(&id(member), 1).unwrap().cells.values().next().unwrap().vote);
    assert!(first("cy").contains('1') && first("cy-2").contains('5'), "{} {}", first("cy"), first("cy-2"));
}

#[test]
fn who_gets_another_id_beside_a_reveal_is_told_what_counts() {
    let [ana, bo] = two_people_under_one_id();
    // Ana's copy was revealed, before anybody there knew of Cy Berg.
    ana.run(&["reveal", RECORD, "--by=Ana"]).succeeds();
    commit(&ana, "Ana Ruiz");
    commit(&bo, "Bo Lee");
    pulled(&ana, &bo);
    let told = ana.run(&["merge", "--resolve", RECORD, "--take=ours"]).succeeds();
    let record = ana.record();
    if record.is_blind() {
        told.stderr_has("The seal of Cy Berg in round 1 was for the old id, and is gone.");
        assert!(record.ballots.iter().all(|ballot| ballot.cells.is_empty()));
    } else {
        told.stderr_has(
            "The sealed ballot of Cy Berg does not count in round 1, which is revealed: its seal was for the old id.",
        );
    }
    // Taken the other way, what was published stays.
    git_does(&ana.path(""), &["checkout", "--quiet", "--merge", RECORD]);
    ana.run(&["merge", "--resolve", RECORD, "--take=theirs"]).succeeds().stderr_has("Cy Ek");
}

#[test]
fn a_ballot_that_is_private_is_not_shown_as_empty() {
    let [ana, bo] = sealed_by_both();
    for bench in [&ana, &bo] {
        let told = bench.run(&["show", RECORD]).succeeds();
        assert!(!told.out().contains("Empty"), "{told:?}");
        told.stdout_has("Ballot of Ana, round 1, sealed\n  Private until the reveal");
    }
    bo.run(&["reveal", RECORD]).succeeds();
    bo.run(&["show", RECORD]).succeeds().stdout_has("Private, and not published yet");
}
