//! An ADR as its folder has them: dialect, names, numbers, words and marks.

use weigh_in::{
    decision::{Decision, Status, StatusChange},
    decision_log::{DialectChoice, Plan, Request, plan, write},
};

use super::{checked::check_export, records::ingest_service, repository::Repository, tools::git_does};

const RECORD: &str = "records/ingest.decision.ron";

fn planned(repository: &Repository, decision: &Decision, dialect: &str) -> Plan {
    let request = Request { dialect: DialectChoice::of(dialect), ..repository.request() };
    plan(decision, Some(&repository.root().join(RECORD)), &request).unwrap()
}

/// The next ADR in a folder with these files in it.
fn next(files: &[(&str, &str)]) -> (String, String) {
    let repository = Repository::with(files);
    repository.put(RECORD, "");
    let mut plan = planned(&repository, &ingest_service(), "auto");
    let adr = plan.changes.remove(0);
    (adr.path.into(), adr.after)
}

#[test]
fn an_empty_folder_gets_madr() {
    let (path, text) = next(&[]);
    assert_eq!(path, "docs/decisions/0001-use-go-for-the-ingest-service.md");
    assert!(text.starts_with("---\nstatus: \"accepted\"\n"));
}

#[test]
fn each_form_is_followed() {
    for (file, before, path, head) in [
        (
            "doc/adr/0001-a.md",
            "# 1. A\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\n- x\n\n## Decision\n\ny\n",
            "doc/adr/0002-use-go-for-the-ingest-service.md",
            "# 2. Use Go for the ingest service\n\nDate: 2026-11-03\n\n## Status\n\nAccepted\n\n## Context\n",
        ),
        (
            "docs/adr/ADR-009-a.md",
            "# ADR-009: A\n\n- **Status:** ACCEPTED\n- **Date:** 2026-01-01\n\n## Context and Problem Statement\n\nx\n",
            "docs/adr/ADR-010-use-go-for-the-ingest-service.md",
            "# ADR-010: Use Go for the ingest service\n\n- **Status:** ACCEPTED\n- **Deciders:** Ana Ruiz, Bo Lindqvist\n- **Date:** 2026-11-03\n\n## Context and Problem Statement\n",
        ),
        (
            "docs/adr/20260101-a.md",
            "# A\n\n- Status: accepted\n- Date: 2026-01-01\n\n## Context and Problem Statement\n\nx\n",
            "docs/adr/20261103-use-go-for-the-ingest-service.md",
            "# Use Go for the ingest service\n\n- Status: accepted\n- Deciders: Ana Ruiz, Bo Lindqvist\n- Date: 2026-11-03\n\n## Context",
        ),
        (
            "adr/2026-01-01-a.md",
            "---\nstatus: accepted\nnumber: 1\n---\n# A\n\n## Context and Problem Statement\n\nx\n",
            "adr/2026-11-03-use-go-for-the-ingest-service.md",
            "---\nstatus: accepted\ndate: 2026-11-03\ndecision-makers:\n  - Ana Ruiz\n",
        ),
        (
            "docs/adr/adr-001-a.md",
            "# 1. A\n\n## Status\n\nAkzeptiert\n\n## Context\n\nx\n",
            "docs/adr/adr-002-use-go-for-the-ingest-service.md",
            "# 2. Use Go for the ingest service\n\nDatum: 2026-11-03\n\n## Status\n\nAkzeptiert\n",
        ),
    ] {
        let (found, text) = next(&[(file, before)]);
        assert_eq!(found, path);
        assert!(text.starts_with(head), "{text}");
    }
}

#[test]
fn a_folder_without_numbers_gets_none() {
    let adr = |title| format!("# {title}\n\n* Status: accepted\n* Date: 2026-01-01\n\n## Context\n\nx\n");
    let files = [("docs/adr/use-perl.md", adr("Use Perl")), ("docs/adr/store-images.md", adr("Store images"))];
    let (path, text) = next(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
    assert_eq!(path, "docs/adr/use-go-for-the-ingest-service.md");
    assert!(text.starts_with("# Use Go for the ingest service\n\n* Status: accepted\n"), "{text}");
    // Another ADR may have the name already.
    let taken =
        [&files[..], &[("docs/adr/use-go-for-the-ingest-service.md", adr("Use Go, for the ingest service"))]].concat();
    let taken: Vec<(&str, &str)> = taken.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert_eq!(next(&taken).0, "docs/adr/use-go-for-the-ingest-service-2.md");
}

#[test]
fn a_number_that_a_title_begins_with_is_not_the_adrs() {
    for title in ["1. Use Perl", "42 is the answer", "ADR-3: Use Perl", "1) Use Perl", "0007 Perl", "9 - Perl"] {
        let repository = Repository::new();
        repository.put(RECORD, "");
        let first = Decision { title: title.to_owned(), ..ingest_service() };
        let written = planned(&repository, &first, "madr");
        write(&written, true).unwrap();
        let text = repository.text(written.export.path.as_str());
        repository.put("records/other.decision.ron", "");
        let request = Request { dialect: DialectChoice::Auto, ..repository.request() };
        let other = Decision { id: "other".to_owned(), ..ingest_service() };
        let file = repository.root().join("records/other.decision.ron");
        let next = plan(&other, Some(&file), &request).unwrap();
        let heading = |text: &str| text.lines().find(|line| line.starts_with("# ")).unwrap().to_owned();
        let after = &next.changes[0].after;
        assert_eq!(heading(after), "# Use Go for the ingest service", "{text}");
    }
}

#[test]
fn of_two_ways_the_newer_one_is_followed() {
    let old = ("docs/adr/0001-a.md", "# 1. A\n\n## Status\n\nAccepted\n");
    let new = ("docs/adr/0002-b.md", "---\nstatus: \"accepted\"\n---\n# B\n");
    assert!(next(&[old, new]).1.starts_with("---\nstatus: \"accepted\"\n"));
    let older = ("docs/adr/0000-0.md", "# 0. 0\n\n## Status\n\nAccepted\n");
    assert!(next(&[older, old, new]).1.starts_with("# 3. Use Go"));
}

#[test]
fn what_was_written_in_a_dialect_is_written_in_it_again() {
    for dialect in ["madr", "madr-numbered", "nygard", "universal", "docs/own.md.jinja"] {
        let repository = Repository::with(&[(RECORD, ""), ("docs/own.md.jinja", "# {{ title }}\n\n{{ status }}\n")]);
        repository.put("docs/adr/0001-a.md", "# 1. A\n\n## Status\n\nAccepted\n");
        let mut decision = ingest_service();
        let first = planned(&repository, &decision, dialect);
        assert_eq!(first.export.dialect, dialect);
        write(&first, false).unwrap();
        decision.exports.push(first.export.clone());
        // What the folder does later does not change what is there.
        repository.put("docs/adr/0003-c.md", "---\nstatus: PROPOSED\n---\n# C\n\n- a\n- b\n");
        repository.put("docs/adr/0004-d.md", "---\nstatus: PROPOSED\n---\n# D\n\n- a\n- b\n");
        let again = planned(&repository, &decision, "auto");
        assert!(again.is_unchanged(), "{dialect}: {}", again.unified_diff());
        let problems = check_export(&decision, &repository.root().join(RECORD));
        assert!(problems.is_empty(), "{dialect}: {problems:?}");
    }
}

#[test]
fn the_words_of_the_team_for_a_status_are_remembered() {
    let repository = Repository::with(&[(RECORD, "")]);
    for (file, status) in [("0001-a", "Vorgeschlagen"), ("0002-b", "Akzeptiert")] {
        let adr = format!("# {}. A\n\n## Status\n\n{status}\n\n## Context\n\nx\n", &file[3..4]);
        repository.put(&format!("docs/adr/{file}.md"), &adr);
    }
    let mut decision = ingest_service();
    let accepted = std::mem::replace(
        &mut decision.history,
        vec![StatusChange { status: Status::Proposed, on: decision.created, by: String::new() }],
    );
    let first = planned(&repository, &decision, "auto");
    assert!(first.changes[0].after.contains("\n## Status\n\nVorgeschlagen\n"), "{}", first.changes[0].after);
    write(&first, false).unwrap();
    decision.exports.push(first.export);
    decision.history = accepted;
    let again = planned(&repository, &decision, "auto");
    assert!(again.changes[0].after.contains("\n## Status\n\nAkzeptiert\n"), "{}", again.changes[0].after);
}

#[test]
fn a_template_is_one_that_is_there_and_inside() {
    let repository = Repository::with(&[(RECORD, ""), ("broken.jinja", "# {{ title }}\n{% for %}\n")]);
    for (path, says) in [
        ("klingon", "neither a dialect nor a template"),
        ("../own.jinja", "`..`"),
        ("/etc/passwd", "absolute"),
        (".git/config", "git's own"),
        ("broken.jinja", "broken.jinja cannot be used: line 2"),
    ] {
        let request = Request { dialect: DialectChoice::of(path), ..repository.request() };
        let error = plan(&ingest_service(), None, &request).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn numbers_of_other_branches_are_not_given_again() {
    let repository = Repository::with(&[(RECORD, ""), ("docs/adr/0001-a.md", "# 1. A\n\n## Status\n\nAccepted\n")]);
    git_does(repository.root(), &["add", "."]);
    git_does(repository.root(), &["commit", "-qm", "one"]);
    git_does(repository.root(), &["checkout", "-qb", "topic"]);
    repository.put("docs/adr/0002-b.md", "# 2. B\n");
    repository.put("docs/adr/0002a-b.md", "# 2a. B\n");
    git_does(repository.root(), &["add", "."]);
    git_does(repository.root(), &["commit", "-qm", "two"]);
    git_does(repository.root(), &["update-ref", "refs/remotes/origin/far", "topic"]);
    git_does(repository.root(), &["checkout", "-q", "-"]);
    let plan = planned(&repository, &ingest_service(), "auto");
    assert_eq!(plan.changes[0].path, "docs/adr/0003-use-go-for-the-ingest-service.md");
    let warned = "The number 2 is taken by 0002-b.md on the branch ";
    assert!(plan.warnings.iter().any(|w| w.starts_with(warned)), "{:?}", plan.warnings);

    // An ADR that has its number already is warned of one that got it elsewhere.
    let mut decision = ingest_service();
    write(&plan, false).unwrap();
    decision.exports.push(plan.export);
    git_does(repository.root(), &["checkout", "-q", "topic"]);
    repository.put("docs/adr/0003-c.md", "# 3. C\n");
    git_does(repository.root(), &["add", "docs/adr/0003-c.md"]);
    git_does(repository.root(), &["commit", "-qm", "three"]);
    git_does(repository.root(), &["checkout", "-q", "-"]);
    let plan = planned(&repository, &decision, "auto");
    assert!(plan.warnings.iter().any(|w| w.contains("0003-c.md on the branch topic, too")), "{:?}", plan.warnings);
}

#[test]
fn numbers_with_letters_and_numbers_given_twice_are_passed() {
    let text = "# A\n\n## Status\n\nAccepted\n";
    let files = ["docs/adr/0003-a.md", "docs/adr/0003-b.md", "docs/adr/0004a-c.md"].map(|file| (file, text));
    assert!(next(&files).0.starts_with("docs/adr/0005-use-go"));
    let day = ["docs/adr/20261101-a.md", "docs/adr/20261103-use-go-for-the-ingest-service.md"].map(|file| (file, text));
    assert_eq!(next(&day).0, "docs/adr/20261103-use-go-for-the-ingest-service-2.md");
}

#[test]
fn all_of_it_works_without_git() {
    let folder = tempfile::tempdir().unwrap();
    let plan =
        plan(&ingest_service(), None, &Request::new(folder.path().to_owned(), jiff::civil::date(2026, 11, 3))).unwrap();
    assert_eq!(plan.changes[0].path, "docs/decisions/0001-use-go-for-the-ingest-service.md");
}

#[test]
fn line_ends_follow_the_folder() {
    let a = "# 1. A\r\n\r\n## Status\r\n\r\nAccepted\r\n";
    let (_, text) = next(&[("docs/adr/0001-a.md", a), ("docs/adr/0002-b.md", a)]);
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    let (_, text) = next(&[
        ("docs/adr/0001-a.md", a),
        ("docs/adr/0002-b.md", &a.replace('\r', "")),
        ("docs/adr/0003-c.md", "# 3. C\n"),
    ]);
    assert!(!text.contains('\r'));
    // The second export finds nothing to change, and the check agrees.
    let repository = Repository::with(&[("docs/adr/0001-a.md", a)]);
    repository.put(RECORD, "");
    let mut decision = ingest_service();
    let first = planned(&repository, &decision, "auto");
    write(&first, false).unwrap();
    decision.exports = vec![first.export.clone()];
    let second = planned(&repository, &decision, "auto");
    assert!(second.is_unchanged() && second.is_recorded(&decision) && second.undecided.is_empty());
}
