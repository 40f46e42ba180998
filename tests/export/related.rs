//! A decision that supersedes another: both ends, the index, and all of it or none.

use std::{fs, path::Path};

use weigh_in::{
    adr::{AdrStatus, LinkKind, read},
    decision::{Decision, Edit, Relation, RelationKind, Status},
    decision_log::{ExportError, LogProblem, Plan, Progress, Request, find_adr, plan, read_log, write},
    storage,
};

use super::{checked::check_export, records::ingest_service, repository::Repository};

const RECORD: &str = "records/ingest.decision.ron";
const SUCCESSOR: &str = "records/successor.decision.ron";
const OLD: &str = "docs/adr/0001-use-perl.md";
const NEW: &str = "docs/adr/0002-use-go-for-the-ingest-service.md";
const PERL: &str =
    "# 1. Use Perl\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n";
const README: &str = "# ADRs\n\n| ADR | Status |\n|---|---|\n| [1. Use Perl](0001-use-perl.md) | Accepted |\n";

fn repository() -> Repository {
    Repository::with(&[(RECORD, ""), (OLD, PERL), ("docs/adr/README.md", README)])
}

fn superseding(status: Status) -> Decision {
    let mut decision = ingest_service();
    decision.history = vec![weigh_in::decision::StatusChange { on: decision.created, status, by: String::new() }];
    let relation = Relation { kind: RelationKind::Supersedes, path: OLD.into() };
    let links = [decision.links.clone(), vec![relation.as_link()]].concat();
    decision.apply(Edit::Links(links)).unwrap();
    decision
}

fn planned(repository: &Repository, decision: &Decision) -> Plan {
    plan(decision, Some(&repository.root().join(RECORD)), &repository.request()).unwrap()
}

fn paths(plan: &Plan) -> Vec<&str> {
    plan.changes.iter().map(|change| change.path.as_str()).collect()
}

#[test]
fn the_other_adr_changes_when_the_decision_is_accepted_and_not_before() {
    let repository = repository();
    let mut decision = superseding(Status::Proposed);
    let proposed = planned(&repository, &decision);
    assert_eq!(paths(&proposed), [NEW, "docs/adr/README.md"]);
    assert!(
        proposed.changes[0].after.contains("## Status\n\nProposed\n\nSupersedes [1. Use Perl](0001-use-perl.md)\n")
    );
    assert!(proposed.pending.iter().any(|w| w.contains("is superseded when this decision is accepted")));
    assert!(matches!(write(&proposed, false), Err(ExportError::Exists(_))));
    assert!(!repository.root().join(NEW).exists(), "all or nothing");
    write(&proposed, true).unwrap();
    decision.apply(Edit::Exported(proposed.export)).unwrap();
    assert_eq!(repository.text(OLD), PERL);

    decision.history =
        vec![weigh_in::decision::StatusChange { on: decision.created, status: Status::Accepted, by: String::new() }];
    let accepted = planned(&repository, &decision);
    assert_eq!(paths(&accepted), [NEW, OLD, "docs/adr/README.md"]);
    write(&accepted, true).unwrap();
    decision.exports = vec![accepted.export];
    let said = "## Status\n\nSuperseded by [2. Use Go for the ingest service](0002-use-go-for-the-ingest-service.md)\n";
    assert_eq!(repository.text(OLD), PERL.replace("## Status\n\nAccepted\n", said));
    let row = "| [2. Use Go for the ingest service](0002-use-go-for-the-ingest-service.md) | Accepted |\n";
    let old = README.replace("| Accepted |", "| Superseded |");
    assert_eq!(repository.text("docs/adr/README.md"), format!("{old}{row}"));

    assert!(planned(&repository, &decision).is_unchanged());
    repository.put(RECORD, &storage::to_ron(&decision));
    let log = read_log(repository.root(), &Progress::default()).unwrap();
    let wrong: Vec<_> = log.folders[0].problems().into_iter().filter(LogProblem::is_wrong).collect();
    assert_eq!(wrong, []);
}

#[test]
fn an_adr_of_ours_that_was_superseded_later_still_agrees_with_its_record() {
    for dialect in ["madr", "madr-numbered", "nygard", "universal"] {
        let repository = Repository::with(&[(RECORD, "")]);
        let choice = weigh_in::decision_log::DialectChoice::of(dialect);
        let request = Request { dialect: choice, ..repository.request() };
        let record = repository.root().join(RECORD);
        let successor = repository.put(SUCCESSOR, "");
        let mut old = ingest_service();
        let first = plan(&old, Some(&record), &request).unwrap();
        write(&first, false).unwrap();
        old.exports.push(first.export);
        let mut new = ingest_service();
        new.title = "Use Rust".to_owned();
        let path = old.exports[0].path.clone();
        new.links.push(Relation { kind: RelationKind::Supersedes, path: path.clone() }.as_link());
        new.links.push(Relation { kind: RelationKind::Amends, path: path.clone() }.as_link());
        let second = plan(&new, Some(&successor), &request).unwrap();
        assert_eq!(paths(&second).len(), 2, "{dialect}");
        write(&second, true).unwrap();
        new.exports.push(second.export);
        assert_eq!(check_export(&old, &record), [], "{dialect}");
        let again = plan(&old, Some(&record), &repository.request()).unwrap();
        assert!(again.is_unchanged(), "{dialect}: {}", again.unified_diff());
        repository.put(RECORD, &storage::to_ron(&old));
        repository.put(SUCCESSOR, &storage::to_ron(&new));
        let log = read_log(repository.root(), &Progress::default()).unwrap();
        let wrong: Vec<_> = log.folders[0].problems().into_iter().filter(LogProblem::is_wrong).collect();
        assert_eq!(wrong, [], "{dialect}");
        assert_eq!(log.folders[0].folder.entries[0].status.as_ref().unwrap().known(), Some(Status::Superseded));
    }
}

#[test]
fn an_adr_that_was_superseded_by_one_with_a_title_in_another_script_stays_so() {
    let repository = Repository::with(&[(RECORD, "")]);
    let record = repository.root().join(RECORD);
    let mut old = ingest_service();
    let first = plan(&old, Some(&record), &repository.request()).unwrap();
    write(&first, false).unwrap();
    let path = first.export.path.clone();
    old.exports.push(first.export);
    let mut new = ingest_service();
    new.title = "Größe 漢字".to_owned();
    new.links.push(Relation { kind: RelationKind::Supersedes, path: path.clone() }.as_link());
    write(&plan(&new, Some(&record), &repository.request()).unwrap(), true).unwrap();
    assert!(repository.text(&path).contains('%'), "{}", repository.text(&path));
    assert_eq!(check_export(&old, &record), []);
    let again = plan(&old, Some(&record), &repository.request()).unwrap();
    assert!(again.is_unchanged(), "{}", again.unified_diff());
}

/// The successor bears another form of its accents on the disk than in what names it.
#[test]
fn an_adr_stays_superseded_by_one_whose_accents_are_written_otherwise_on_the_disk() {
    let repository = Repository::with(&[(RECORD, "")]);
    let record = repository.root().join(RECORD);
    let successor = repository.put(SUCCESSOR, "");
    let mut old = ingest_service();
    let first = plan(&old, Some(&record), &repository.request()).unwrap();
    write(&first, false).unwrap();
    let path = first.export.path.clone();
    old.exports.push(first.export);
    let mut new = ingest_service();
    new.title = "Gr\u{f6}\u{df}e".to_owned();
    new.links.push(Relation { kind: RelationKind::Supersedes, path: path.clone() }.as_link());
    let second = plan(&new, Some(&successor), &repository.request()).unwrap();
    write(&second, true).unwrap();
    let named = second.export.path.clone();
    new.exports.push(second.export);
    let on_disk = named.replace('\u{f6}', "o\u{308}");
    assert_ne!(named.as_str(), on_disk);
    repository.put(&on_disk, &repository.text(&named));
    fs::remove_file(repository.root().join(&named)).unwrap();
    repository.put(RECORD, &storage::to_ron(&old));
    repository.put(SUCCESSOR, &storage::to_ron(&new));
    let log = read_log(repository.root(), &Progress::default()).unwrap();
    let wrong: Vec<_> = log.folders[0].problems().into_iter().filter(LogProblem::is_wrong).collect();
    assert_eq!(wrong, []);
    assert_eq!(check_export(&old, &record), []);
    let again = plan(&old, Some(&record), &repository.request()).unwrap();
    assert!(again.is_unchanged(), "{}", again.unified_diff());
    assert_eq!(check_export(&new, &successor), []);
    assert!(plan(&new, Some(&successor), &repository.request()).unwrap().is_unchanged());
}

/// Links lead on every system, and git finds the files, only by the names that they have on the disk.
#[test]
fn what_an_export_changes_is_named_as_it_is_on_the_disk() {
    let (typed, on_disk) = ("docs/adr/0001-perl-caf\u{e9}.md", "docs/adr/0001-perl-cafe\u{301}.md");
    let repository = Repository::with(&[(RECORD, ""), (on_disk, PERL)]);
    let mut decision = ingest_service();
    decision.links.push(Relation { kind: RelationKind::Supersedes, path: typed.into() }.as_link());
    let changed = planned(&repository, &decision);
    assert_eq!(paths(&changed)[1..], [on_disk]);
    assert!(changed.changes[0].after.contains("](0001-perl-cafe%CC%81.md)"), "{}", changed.changes[0].after);
}

#[cfg(unix)]
#[test]
fn what_was_written_first_is_taken_back_where_the_second_fails() {
    use std::os::unix::fs::PermissionsExt;
    let repository = repository();
    let decision = superseding(Status::Accepted);
    let plan = planned(&repository, &decision);
    assert_eq!(paths(&plan), [NEW, OLD, "docs/adr/README.md"]);
    let readme = repository.root().join("docs/adr/README.md");
    let mut read_only = fs::metadata(&readme).unwrap().permissions();
    read_only.set_mode(0o444);
    fs::set_permissions(&readme, read_only).unwrap();
    let before = repository.files();
    let error = write(&plan, true).unwrap_err();
    assert!(error.to_string().ends_with("; nothing was changed"), "{error}");
    assert_eq!(repository.files(), before);
    assert_eq!((repository.text(OLD).as_str(), repository.text("docs/adr/README.md").as_str()), (PERL, README));
}

#[test]
fn no_file_is_written_over_that_was_not_shown() {
    let repository = repository();
    let plan = planned(&repository, &superseding(Status::Accepted));
    repository.put(OLD, "somebody was faster\n");
    assert!(matches!(write(&plan, true), Err(ExportError::ChangedMeanwhile(path)) if path == OLD));
    assert!(!repository.root().join(NEW).exists());
}

#[test]
fn a_relation_to_what_is_not_there_or_outside_is_only_told() {
    let repository = repository();
    for path in ["docs/adr/0009-none.md", ".git/x.md"] {
        let mut decision = ingest_service();
        decision.links.push(Relation { kind: RelationKind::Supersedes, path: path.into() }.as_link());
        let plan = planned(&repository, &decision);
        assert_eq!(paths(&plan), [NEW, "docs/adr/README.md"]);
        assert!(plan.warnings.iter().any(|w| w.contains("there is no such ADR")), "{:?}", plan.warnings);
    }
}

#[test]
fn an_adr_is_meant_by_number_name_or_path() {
    let repository = repository();
    repository.put("docs/adr/0004-a.md", PERL);
    repository.put("docs/adr/0004a-b.md", PERL);
    for wanted in ["1", "0001", "0001-use-perl", "0001-use-perl.md", OLD] {
        assert_eq!(find_adr(repository.root(), None, wanted).unwrap(), OLD);
    }
    assert_eq!(find_adr(repository.root(), None, "0004a").unwrap(), "docs/adr/0004a-b.md");
    for (wanted, says) in [("9", "no ADR 9"), ("4", "may be"), ("../x.md", ".."), ("README.md", "no ADR")] {
        let error = find_adr(repository.root(), None, wanted).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn an_adr_that_says_in_two_lines_what_replaced_it_agrees_with_its_record() {
    let repository = Repository::with(&[(RECORD, ""), (NEW, "# 2. Use Rust\n\n## Status\n\nAccepted\n")]);
    let record = repository.root().join(RECORD);
    let request = Request { dialect: weigh_in::decision_log::DialectChoice::of("nygard"), ..repository.request() };
    let mut old = ingest_service();
    let first = plan(&old, Some(&record), &request).unwrap();
    write(&first, true).unwrap();
    let path = first.export.path.clone();
    old.exports.push(first.export);
    let said = "\n## Status\n\nSuperseded\n\nSuperseded by [2. Use Rust](0002-use-go-for-the-ingest-service.md)\n";
    let text = repository.text(path.as_str()).replace("\n## Status\n\nAccepted\n", said);
    assert!(text.contains(said));
    repository.put(path.as_str(), &text);
    assert_eq!(check_export(&old, &record), []);
}

#[test]
fn a_new_adr_goes_where_the_one_that_it_supersedes_is() {
    let own = "services/x/adr/0007-use-perl.md";
    for (path, expected) in [
        (own, "services/x/adr/0008-use-go-for-the-ingest-service.md"),
        ("docs/decisions/2025-01-01-use-perl/README.md", "docs/decisions/"),
        // Of several folders, none is likelier than the one that is found without them.
        ("services/y/adr/0001-use-perl.md", "docs/adr/0002-use-go-for-the-ingest-service.md"),
    ] {
        let repository = Repository::with(&[(RECORD, ""), (OLD, PERL), (own, PERL), (path, PERL)]);
        let mut decision = ingest_service();
        let mut relations = vec![Relation { kind: RelationKind::Supersedes, path: path.into() }];
        if path.starts_with("services/y") {
            relations.push(Relation { kind: RelationKind::Supersedes, path: own.into() });
        }
        let links = relations.iter().map(Relation::as_link);
        decision.apply(Edit::Links(decision.links.iter().cloned().chain(links).collect())).unwrap();
        let new = &planned(&repository, &decision).export.path;
        assert!(new.starts_with(expected), "{new}");
        assert!(!new.contains("use-perl/"), "{new}");
    }
}

/// Supersedes the first ADR of a folder, and returns its text.
fn superseded_in(first: &str, others: &[(&str, &str)]) -> String {
    let repository = Repository::with(&[(RECORD, ""), (OLD, first)]);
    for (name, text) in others {
        repository.put(&format!("docs/adr/{name}"), text);
    }
    let mut decision = superseding(Status::Accepted);
    let accepted = planned(&repository, &decision);
    write(&accepted, true).unwrap();
    decision.apply(Edit::Exported(accepted.export)).unwrap();
    assert!(planned(&repository, &decision).is_unchanged());
    repository.text(OLD)
}

#[test]
fn a_superseded_adr_says_so_as_others_of_its_folder_do() {
    let go = "# 3. Use Go for the ingest service\n\n## Status\n\nAccepted\n";
    for (first, other, expected) in [
        // One line with a sign, and the number alone.
        (
            "# 1. Use Perl\n\n## Status\n\n✅ Accepted\n\n## Context\n",
            "# 2. Use C\n\n## Status\n\n⌛️ Superseded by [ADR-0003](0003-c.md)\n",
            "## Status\n\n⌛️ Superseded by [ADR-0004](0004-use-go-for-the-ingest-service.md)\n\n## Context\n",
        ),
        (
            "# ADR001: Use Perl\n\n- **Status:** **Accepted** (2026-01-01)\n- Date: 2026-01-01\n",
            "# ADR002: Use C\n\n- **Status:** **Superceded by [ADR003: Go, it is](./0003-c.md)**, a pity\n- Date: 2026-01-01\n",
            "- **Status:** **Superseded by [ADR004: Use Go for the ingest service](./0004-use-go-for-the-ingest-service.md)** ~~(2026-01-01)~~\n- Date: 2026-01-01\n",
        ),
        // The status and the successor apart.
        (
            "# 1. Use Perl\n\n## Status\n\nAccepted\n\n## Context\n",
            "# 2. Use C\n\n## Status\n\nSuperseded\n\n* Superseded by: [0003-c](0003-c.md)\n",
            "## Status\n\nSuperseded\n\n* Superseded by: [0004-use-go-for-the-ingest-service](0004-use-go-for-the-ingest-service.md)\n\n## Context\n",
        ),
        // What is said of one ADR alone is not said of another.
        (
            "# 1. Use Perl\n\n## Status\n\nAccepted\n",
            "# 2. Use C\n\n## Status\n\nSince 2026 superseded by [3. Use Go for the ingest service](0003-c.md)\n",
            "## Status\n\nSuperseded by [4. Use Go for the ingest service](0004-use-go-for-the-ingest-service.md)\n",
        ),
    ] {
        let text = superseded_in(first, &[("0002-use-c.md", other), ("0003-c.md", go)]);
        assert_eq!(text.split_once("\n\n").unwrap().1, expected, "{other}");
    }
    // In front matter without quotes, a colon would end the value.
    let first = "---\nstatus: accepted\n---\n\n# Use Perl\n";
    let other = "---\nstatus: \"superseded by [ADR-0003: Go](0003-c.md)\"\n---\n\n# Use C\n";
    let expected = "---\nstatus: superseded by ADR-0004\n---\n\n# Use Perl\n";
    assert_eq!(superseded_in(first, &[("0002-use-c.md", other), ("0003-c.md", go)]), expected);
}

/// Puts the files of a folder and below into a repository.
fn copy(repository: &Repository, root: &Path, folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            copy(repository, root, &entry.path());
        } else {
            let path = entry.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            repository.put(&path, &fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn each_accepted_adr_of_each_language_is_superseded_as_its_folder_does() {
    let fixtures = super::repositories::corpora().remove(0).folder;
    let mut superseded = 0;
    for root in fs::read_dir(&fixtures).unwrap().map(|entry| entry.unwrap().path()) {
        let repository = Repository::with(&[(RECORD, "")]);
        copy(&repository, &root, &root);
        let log = read_log(repository.root(), &Progress::default()).unwrap();
        let folder = &log.folders[0].folder;
        for entry in folder.entries.iter().filter(|entry| entry.status == Some(AdrStatus::Known(Status::Accepted))) {
            let path = folder.path_of(&entry.file);
            let before = repository.text(&path);
            // A badge is a picture of the word, which nobody can write here.
            if before.contains("img.example") {
                continue;
            }
            let mut decision = superseding(Status::Accepted);
            let relation = Relation { kind: RelationKind::Supersedes, path: path.clone() };
            decision.apply(Edit::Links(vec![relation.as_link()])).unwrap();
            let plan = planned(&repository, &decision);
            assert_eq!(plan.warnings, Vec::<String>::new(), "{path}");
            let change = plan.changes.iter().find(|change| change.path == path);
            let change = change.unwrap_or_else(|| panic!("{} {path} does not change", root.display()));
            let adr = read(change.after.as_bytes());
            assert_eq!(adr.status, Some(AdrStatus::Known(Status::Superseded)), "{}", change.after);
            let successor = plan.changes[0].path.rsplit('/').next().unwrap();
            let by: Vec<&str> =
                adr.links.iter().filter(|l| l.kind == LinkKind::SupersededBy).map(|l| &*l.target).collect();
            let number = successor.split('-').next().unwrap();
            assert!(by.iter().all(|target| target.contains(number)), "{by:?}, {successor}");
            assert_eq!((by.len(), adr.findings.len()), (1, 0), "{}", change.after);
            let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), change.after.lines().collect());
            let changed = old.iter().filter(|line| !new.contains(line)).count();
            // A history of days gains a line.
            let is_history = before.contains("- 2024-05-02 vorgeschlagen");
            let expected = if is_history { (0, old.len() + 1) } else { (1, old.len()) };
            assert_eq!((changed, new.len()), expected, "{}", change.after);
            superseded += 1;
        }
    }
    assert!(superseded >= 27, "{superseded}");
}
