//! The names of new ADRs: folders of their own, numbers by year and times, as the folder's other ADRs have them.

use weigh_in::{
    decision::{Edit, Relation, RelationKind, Status, StatusChange},
    decision_log::{LogProblem, Plan, Progress, next_number_of, plan, read_folder, read_log, renumber, write},
    storage,
};

use super::{checked::check_export, records::ingest_service, repository::Repository};

const RECORD: &str = "records/ingest.decision.ron";
const ADR: &str = "# 1. Use Perl\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n";

fn planned(repository: &Repository, decision: &weigh_in::decision::Decision) -> Plan {
    plan(decision, Some(&repository.root().join(RECORD)), &repository.request()).unwrap()
}

/// Returns the name that a new ADR gets in a folder with these files.
fn next(files: &[&str]) -> String {
    let repository = Repository::with(&[(RECORD, "")]);
    for file in files {
        repository.put(&format!("docs/adr/{file}"), ADR);
    }
    let path = planned(&repository, &ingest_service()).export.path;
    path.strip_prefix("docs/adr/").unwrap().to_owned()
}

#[test]
fn a_new_adr_is_named_as_the_others_are() {
    for (files, expected) in [
        (&["ADR-2025-007-a.md", "ADR-2026-001-b.md", "ADR-2026-002-c.md"][..], "ADR-2026-003-"),
        (&["ADR-2025-007-a.md", "ADR-2025-008-b.md"], "ADR-2026-001-"),
        (&["20260101101500-a.md", "20260202111500-b.md"], "20261103000000-"),
        (&["0001-a/README.md", "0002-b/README.md"], "0003-"),
    ] {
        let name = next(files);
        assert!(name.starts_with(expected), "{files:?}: {name}");
    }
}

#[test]
fn an_adr_in_a_folder_of_its_own_lives_as_others_do() {
    let index =
        "# Decisions\n\n- [1. Use Perl](0001-perl/README.md) - Accepted\n- [2. Use C](0002-c/README.md) - Accepted\n";
    let repository = Repository::with(&[
        (RECORD, ""),
        ("docs/adr/0001-perl/README.md", ADR),
        ("docs/adr/0001-perl/sketch.png", "x"),
        ("docs/adr/0002-c/README.md", &ADR.replace("1. Use Perl", "2. Use C")),
        ("docs/adr/README.md", index),
    ]);
    let mut decision = ingest_service();
    decision.history = vec![StatusChange { on: decision.created, status: Status::Accepted, by: String::new() }];
    let old = "docs/adr/0001-perl/README.md".into();
    decision.links.push(Relation { kind: RelationKind::Supersedes, path: old }.as_link());
    let first = planned(&repository, &decision);
    let new = "docs/adr/0003-use-go-for-the-ingest-service/README.md";
    let paths: Vec<&str> = first.changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, [new, "docs/adr/0001-perl/README.md", "docs/adr/README.md"]);
    assert_eq!(first.warnings, [] as [String; 0]);
    write(&first, true).unwrap();
    decision.apply(Edit::Exported(first.export)).unwrap();

    let text = repository.text(new);
    assert!(text.starts_with("# 3. Use Go for the ingest service\n"), "{text}");
    assert!(text.contains("Supersedes [1. Use Perl](../0001-perl/README.md)"), "{text}");
    let said = "Superseded by [3. Use Go for the ingest service](../0003-use-go-for-the-ingest-service/README.md)";
    assert!(repository.text("docs/adr/0001-perl/README.md").contains(said));
    let entry = "- [3. Use Go for the ingest service](0003-use-go-for-the-ingest-service/README.md) - Accepted\n";
    let restated = index.replacen("Accepted", "Superseded", 1);
    assert_eq!(repository.text("docs/adr/README.md"), format!("{restated}{entry}"));

    // Written again it stays where it is, and both ends agree.
    let again = planned(&repository, &decision);
    assert!(again.is_unchanged() && again.warnings.is_empty(), "{}{:?}", again.unified_diff(), again.warnings);
    assert_eq!(check_export(&decision, &repository.root().join(RECORD)), []);
    repository.put(RECORD, &storage::to_ron(&decision));
    let log = read_log(repository.root(), &Progress::default()).unwrap();
    let wrong: Vec<_> = log.folders[0].problems().into_iter().filter(LogProblem::is_wrong).collect();
    assert_eq!(wrong, []);
    let entries = &log.folders[0].folder.entries;
    assert_eq!(entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert_eq!(entries[0].status.as_ref().unwrap().known(), Some(Status::Superseded));
    let folder = read_folder(repository.root(), "docs/adr").unwrap();
    assert_eq!(next_number_of(repository.root(), &folder).number, 4);
    let refused = renumber(repository.root(), None, "3", None).unwrap_err().to_string();
    assert!(refused.contains("a folder of its own") && refused.contains("git mv"), "{refused}");
}
