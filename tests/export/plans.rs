//! Planning an export, showing it, carrying it out, and checking it later.

use std::{fs, process::Command};

use jiff::civil::date;
use weigh_in::{
    decision::{Decision, Edit, Export, Place, Severity, Status},
    decision_log::{DiffKind, ExportError, Plan, PlanError, plan, write},
};

use super::{
    checked::check_export,
    records::{ingest_service, titled},
    repository::Repository,
};

const RECORD: &str = "records/ingest.decision.ron";
const ADR: &str = "docs/decisions/0001-use-go-for-the-ingest-service.md";

/// A repository with a record in it that has just become an ADR.
fn exported() -> (Repository, Decision) {
    let repository = Repository::with(&[(RECORD, "")]);
    let mut decision = ingest_service();
    let plan = planned(&repository, &decision);
    write(&plan, false).unwrap();
    decision.apply(Edit::Exported(plan.export)).unwrap();
    (repository, decision)
}

fn planned(repository: &Repository, decision: &Decision) -> Plan {
    plan(decision, Some(&repository.root().join(RECORD)), &repository.request()).unwrap()
}

fn check(repository: &Repository, decision: &Decision) -> Vec<String> {
    let problems = check_export(decision, &repository.root().join(RECORD));
    problems.into_iter().map(|problem| format!("{:?} {}", problem.severity, problem.what)).collect()
}

#[test]
fn a_first_export_makes_the_folder_and_the_next_file() {
    let repository = Repository::with(&[(RECORD, "")]);
    let plan = planned(&repository, &ingest_service());
    assert_eq!(plan.warnings, Vec::<String>::new());
    assert_eq!((plan.changes.len(), plan.changes[0].path.as_str()), (1, ADR));
    assert_eq!(plan.changes[0].before, None);
    assert!(plan.diff().iter().all(|line| line.kind == DiffKind::Added));
    assert_eq!(repository.files(), [RECORD], "a plan writes nothing");

    write(&plan, false).unwrap();
    assert_eq!(repository.files(), [ADR, RECORD]);
    assert_eq!(repository.text(ADR), plan.changes[0].after);
    let link = "[ingest.decision.ron](../../records/ingest.decision.ron).\n";
    assert!(repository.text(ADR).ends_with(link));
    assert_eq!((plan.export.path.as_str(), plan.export.dialect.as_str()), (ADR, "madr"));
}

#[test]
fn exporting_again_updates_the_same_adr_whatever_the_title_is_now() {
    let (repository, mut decision) = exported();
    let again = planned(&repository, &decision);
    assert!(again.is_unchanged() && again.diff().is_empty() && again.unified_diff().is_empty());
    assert_eq!(again.export, decision.exports[0]);

    decision.apply(Edit::Title("Use Go everywhere".to_owned())).unwrap();
    let renamed = planned(&repository, &decision);
    assert_eq!(renamed.changes[0].path, ADR);
    let changes: Vec<(DiffKind, &str)> = renamed
        .diff()
        .iter()
        .filter(|line| line.kind != DiffKind::Same)
        .map(|line| (line.kind, if line.kind == DiffKind::Added { "+" } else { "-" }))
        .collect();
    assert_eq!(changes, [(DiffKind::Removed, "-"), (DiffKind::Added, "+")]);
    let lines = renamed.diff();
    let removed = lines.iter().find(|line| line.kind == DiffKind::Removed).unwrap();
    assert_eq!((removed.text.as_str(), removed.before), ("# Use Go for the ingest service", Some(7)));
    assert!(lines[0].opens_hunk && !lines[1].opens_hunk);

    assert!(matches!(write(&renamed, false), Err(ExportError::Exists(path)) if path == ADR));
    write(&renamed, true).unwrap();
    assert!(repository.text(ADR).contains("\n# Use Go everywhere\n"));
    assert_eq!(repository.files(), [ADR, RECORD]);
}

#[test]
fn git_can_apply_the_difference_that_is_shown() {
    let (repository, mut decision) = exported();
    decision.apply(Edit::Title("Use Go everywhere".to_owned())).unwrap();
    decision.apply(Edit::Constraints(Vec::new())).unwrap();
    let renamed = planned(&repository, &decision);
    let patch = repository.put("change.patch", &renamed.unified_diff());
    let git = Command::new("git").arg("apply").arg(&patch).current_dir(repository.root()).output().unwrap();
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    assert_eq!(repository.text(ADR), renamed.changes[0].after);
}

#[test]
fn another_place_can_be_asked_for() {
    let (repository, decision) = exported();
    let mut request = repository.request();
    request.folder = Some("doc/adr".to_owned());
    assert_eq!(
        plan(&decision, None, &request).unwrap().changes[0].path,
        "doc/adr/0001-use-go-for-the-ingest-service.md"
    );
    request.folder = Some("./docs/decisions/".to_owned());
    assert_eq!(plan(&decision, None, &request).unwrap().changes[0].path, ADR);
    request.file_name = Some("0001-go.md".to_owned());
    let named = plan(&decision, None, &request).unwrap();
    assert_eq!(named.changes[0].path, "docs/decisions/0001-go.md");
    assert!(named.warnings.iter().any(|w| w.contains("number 1 is taken by 0001-use-go")), "{:?}", named.warnings);

    for name in ["../x.md", "x.txt", "a/b.md", "CON.md", "nul.x.md", ".md", "a:b.md", "-x.md"] {
        request.file_name = Some(name.to_owned());
        assert!(matches!(plan(&decision, None, &request), Err(PlanError::FileName(_))), "{name}");
    }
    request.file_name = None;
    for folder in ["..", "/tmp", ".git", "docs/../.."] {
        request.folder = Some(folder.to_owned());
        assert!(plan(&decision, None, &request).is_err(), "{folder}");
    }
}

#[test]
fn what_others_did_meanwhile_is_never_lost() {
    let (repository, mut decision) = exported();
    decision.apply(Edit::Title("Use Go everywhere".to_owned())).unwrap();
    let seen = planned(&repository, &decision);
    repository.put(ADR, "by hand\n");
    assert!(matches!(write(&seen, true), Err(ExportError::ChangedMeanwhile(_))));
    assert_eq!(repository.text(ADR), "by hand\n");

    let again = planned(&repository, &decision);
    assert!(matches!(write(&again, false), Err(ExportError::Exists(_))));
    assert_eq!(repository.text(ADR), "by hand\n");
    fs::remove_file(repository.root().join(ADR)).unwrap();
    assert!(matches!(write(&again, true), Err(ExportError::ChangedMeanwhile(_))));
    assert_eq!(repository.files(), [RECORD]);

    let new = planned(&repository, &decision);
    repository.put(&new.changes[0].path, "somebody was faster\n");
    assert!(matches!(write(&new, true), Err(ExportError::ChangedMeanwhile(_))));
    assert_eq!(repository.text(&new.changes[0].path), "somebody was faster\n");
}

#[test]
fn what_is_no_text_is_not_written_over() {
    let (repository, decision) = exported();
    fs::remove_file(repository.root().join(ADR)).unwrap();
    let mut request = repository.request();
    request.file_name = Some("0001-x.md".to_owned());
    fs::create_dir_all(repository.root().join("docs/decisions/0001-x.md")).unwrap();
    assert!(matches!(plan(&decision, None, &request), Err(PlanError::Unreadable(_))));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_written_through() {
    use std::os::unix::fs::symlink;
    let (repository, mut decision) = exported();
    decision.apply(Edit::Title("Use Go everywhere".to_owned())).unwrap();
    let seen = planned(&repository, &decision);
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("0001.md");
    fs::copy(repository.root().join(ADR), &target).unwrap();
    fs::remove_file(repository.root().join(ADR)).unwrap();
    symlink(&target, repository.root().join(ADR)).unwrap();
    assert!(matches!(write(&seen, true), Err(ExportError::Outside(_))));
    assert!(fs::read_to_string(&target).unwrap().contains("# Use Go for the ingest service"));

    fs::remove_dir_all(repository.root().join("docs")).unwrap();
    symlink(outside.path(), repository.root().join("docs")).unwrap();
    assert!(matches!(write(&seen, true), Err(ExportError::Outside(_))));
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
}

#[test]
fn a_record_from_a_stranger_cannot_name_a_file_outside_or_another_file() {
    let repository = Repository::with(&[(RECORD, ""), ("src/main.rs", "fn main() {}\n")]);
    let mut decision = ingest_service();
    for path in ["../../.bashrc.md", "/etc/passwd", ".git/config", "src/main.rs"] {
        decision.exports = vec![Export {
            path: path.into(),
            dialect: "madr".to_owned(),
            on: date(2026, 11, 3),
            charts: vec!["totals".to_owned()],
            written: String::new(),
            style: String::new(),
        }];
        assert_eq!(planned(&repository, &decision).changes[0].path, ADR, "{path}");
        let mut problems = check(&repository, &decision);
        // One that leads out is told of the record itself.
        let own = decision.problems().into_iter().filter(|problem| problem.place == Place::Export(0));
        problems.extend(own.map(|problem| format!("{:?} {}", problem.severity, problem.what)));
        assert!(problems.len() == 1 && problems[0].starts_with("Error"), "{problems:?}");
        assert!(!problems[0].contains("fn main"), "{problems:?}");
    }
}

#[test]
fn what_to_know_before_is_told() {
    let repository = Repository::with(&[(RECORD, "")]);
    let mut draft = titled("Use Go");
    assert!(planned(&repository, &draft).warnings[0].contains("draft"));
    draft.history =
        vec![weigh_in::decision::StatusChange { on: draft.created, status: Status::Proposed, by: String::new() }];
    let unsaved = plan(&draft, None, &repository.request()).unwrap();
    assert!(unsaved.not_kept.is_some_and(|words| words.contains("saved beside the ADR")));
    assert!(!unsaved.changes[0].after.contains("Weigh-In record"));
    let elsewhere = tempfile::tempdir().unwrap();
    let outside = plan(&draft, Some(&elsewhere.path().join("x.decision.ron")), &repository.request()).unwrap();
    assert!(outside.not_kept.is_some_and(|words| words.contains("the ADR cannot link to it")));
    assert_eq!(outside.warnings, Vec::<String>::new());
    assert!(outside.changes[0].after.ends_with("Weigh-In record: x.decision.ron.\n"));
}

#[test]
fn a_round_that_is_blind_is_not_exported() {
    let repository = Repository::new();
    let mut blind = ingest_service();
    // Once accepted, it has no further round.
    blind.history.pop();
    blind.apply(Edit::OpenRound(Vec::new())).unwrap();
    let refused = plan(&blind, None, &repository.request()).unwrap_err().to_string();
    assert!(refused.starts_with("round 2 is hidden, and an ADR shows everybody's scores"), "{refused}");
}

#[test]
fn the_check_is_silent_until_record_and_adr_part() {
    let (repository, mut decision) = exported();
    assert_eq!(check(&repository, &decision), Vec::<String>::new());
    assert_eq!(check(&repository, &ingest_service()), Vec::<String>::new(), "never exported");
    // Git may check it out with the line ends of another system.
    let text = repository.text(ADR);
    repository.put(ADR, &text.replace('\n', "\r\n"));
    assert_eq!(check(&repository, &decision), Vec::<String>::new());
    assert!(planned(&repository, &decision).is_unchanged());

    repository.put(ADR, &text.replace("status: \"accepted\"", "status: \"rejected\""));
    let expected = format!(
        "Error The ADR `{ADR}` is out of date: line 2 says `status: \"rejected\"`, and the record says \
         `status: \"accepted\"`."
    );
    assert_eq!(check(&repository, &decision), [expected]);
    repository.put(ADR, &format!("{text}more\n"));
    assert!(check(&repository, &decision)[0].ends_with("from line 92 on, `more` is not from the record."));
    repository.put(ADR, text.trim_end());
    assert!(check(&repository, &decision)[0].ends_with("its lines end in another way."));

    fs::remove_file(repository.root().join(ADR)).unwrap();
    assert_eq!(check(&repository, &decision), [format!("Error The ADR `{ADR}` is not there.")]);
    decision.exports[0].dialect = "klingon".to_owned();
    assert!(check(&repository, &decision)[0].starts_with("Warning"));
}

#[test]
fn a_record_outside_every_repository_is_told_of_once() {
    let (_, decision) = exported();
    let folder = tempfile::tempdir().unwrap();
    let problems = check_export(&decision, &folder.path().join("x.decision.ron"));
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].severity, &problems[0].place), (Severity::Warning, &Place::Export(0)));
}

#[test]
fn a_record_moved_away_from_its_adr_is_noticed() {
    let (repository, decision) = exported();
    let problems = check_export(&decision, &repository.root().join("ingest.decision.ron"));
    let expected = "says `…decision.ron](../../records/ingest.decision.ron).`, and the record says";
    assert!(problems[0].what.contains(expected), "{problems:?}");
}

#[test]
fn real_folders_get_the_next_adr_and_keep_theirs() {
    let corpora = super::repositories::corpora();
    for (folder, path, next) in [
        ("madr", "docs/decisions", "0003-"),
        ("nygard", "doc/adr", "0004-"),
        ("bullets", "docs/adr", "20261103-"),
        ("npryce+adr-tools", "doc/adr", "0010-"),
        ("adr+madr", "docs/decisions", "0019-"),
        ("joshrotenberg+adrs", "doc/adr", "0010-"),
        ("alphagov+govuk-aws", "docs/architecture/decisions", "0040-"),
        ("bbc+tams", "docs/adr", "0057-"),
        ("fullsend-ai+fullsend", "docs/ADRs", "0091-"),
        ("kumahq+kuma", "docs/madr/decisions", "106-"),
        ("nats-io+nats-architecture-and-design", "adr", "ADR-61.md"),
    ] {
        let sources = corpora.iter().map(|corpora| corpora.folder.join(folder).join(path));
        let Some(source) = sources.into_iter().find(|source| source.is_dir()) else { continue };
        let repository = Repository::with(&[(RECORD, "")]);
        for file in fs::read_dir(&source).unwrap().map(|file| file.unwrap()).filter(|f| f.path().is_file()) {
            let name = file.file_name().into_string().unwrap();
            repository.put(&format!("{path}/{name}"), &fs::read_to_string(file.path()).unwrap());
        }
        let before = repository.files();
        let plan = planned(&repository, &ingest_service());
        let added = plan.changes[0].path.as_str();
        println!("{folder}: {added}");
        assert!(added.starts_with(&format!("{path}/{next}")), "{added}");
        write(&plan, false).unwrap();
        assert_eq!(repository.files().iter().filter(|file| !before.contains(file)).collect::<Vec<_>>(), [added]);
    }
}
