//! The folder for ADRs, and what the next one is called.

use weigh_in::decision_log::{
    Folder, FolderError, NotAdr, Progress, Request, file_name, find_adr, find_folder, inside, next_number, plan,
    read_log, repository_root,
};

use super::{records::ingest_service, repository::Repository};

fn found(files: &[(&str, &str)]) -> Folder {
    find_folder(Repository::with(files).root()).unwrap()
}

#[test]
fn a_repository_is_found_from_any_folder_in_it() {
    let repository = Repository::with(&[("a/b/c.md", "")]);
    let root = repository.root().canonicalize().unwrap();
    assert_eq!(repository_root(&root.join("a/b")), Some(root.clone()));
    assert_eq!(repository_root(&root), Some(root.clone()));
    // In a linked work tree `.git` is a file.
    repository.put("tree/.git", "gitdir: ../.git/worktrees/tree\n");
    assert_eq!(repository_root(&root.join("tree")), Some(root.join("tree")));
}

#[test]
fn each_tool_that_says_where_its_adrs_are_is_believed() {
    for (file, text) in [
        (".adr-dir", "architecture/log\n"),
        ("adrs.toml", "adr_dir = \"architecture/log\"\nmode = \"ng\"\n"),
        (".log4brains.yml", "project:\n  name: X\n  tz: UTC\n  adrFolder: ./architecture/log\n"),
    ] {
        let folder = found(&[(file, text), ("docs/adr/0001-x.md", "# x")]);
        assert_eq!((folder.path.as_str(), folder.exists), ("architecture/log", false), "{file}");
        assert!(folder.because.contains(file), "{}", folder.because);
    }
}

#[test]
fn the_usual_folders_are_found_and_one_that_holds_adrs_comes_first() {
    for path in ["docs/decisions", "docs/adr", "doc/adr", "docs/architecture/decisions", "adr", "decisions"] {
        let folder = found(&[(&format!("{path}/0001-x.md"), "# 1. Use x\n"), ("docs/guide.md", "# Guide")]);
        assert_eq!((folder.path.as_str(), folder.exists), (path, true));
        assert_eq!(folder.entries[0].title, "Use x");
    }
    let folder = found(&[("docs/decisions/README.md", "# Minutes"), ("doc/adr/0001-x.md", "# x")]);
    assert_eq!((folder.path.as_str(), folder.because.as_str()), ("doc/adr", "it holds an ADR already"));
    let none = found(&[]);
    assert_eq!((none.path.as_str(), none.exists, none.entries.len()), ("docs/decisions", false, 0));
}

#[test]
fn the_only_folder_that_holds_adrs_is_found_again_whatever_it_is_called() {
    let folder = found(&[
        ("docs/arch/0001-x.md", "# 1. Use x\n\n## Status\n\nAccepted\n\n## Decision\n\nx\n"),
        ("docs/guide.md", "# Guide"),
    ]);
    assert_eq!((folder.path.as_str(), folder.because.as_str()), ("docs/arch", "no other folder holds ADRs"));
    let x = "# 1. Use x\n\n## Status\n\nAccepted\n\n## Decision\n\nx\n";
    // Names without numbers are enough in a folder of ADRs.
    let unnumbered = found(&[("site/adr/use-x.md", x), ("docs/guide.md", "# Guide")]);
    assert_eq!((unnumbered.path.as_str(), unnumbered.entries.len()), ("site/adr", 1));
    let several = Repository::with(&[("one/docs/adr/0001-x.md", x), ("two/docs/adr/0001-x.md", x)]);
    let refused = find_folder(several.root()).unwrap_err().to_string();
    assert_eq!(
        refused,
        "several folders hold ADRs, `one/docs/adr`, `two/docs/adr`; say which one is meant, in a command with --folder"
    );
    // One with a usual name is the project's own.
    several.put("docs/adr/0001-x.md", x);
    assert_eq!(find_folder(several.root()).unwrap().path.as_str(), "docs/adr");
}

#[test]
fn of_two_folders_with_usual_names_the_one_in_use_is_taken_and_the_other_is_named() {
    let adr = |day: &str| format!("# Use x\n\nDate: {day}\n\n## Status\n\nAccepted\n");
    let (old, new) = (adr("2024-01-01"), adr("2026-01-01"));
    let files =
        [("docs/decisions/0001-x.md", &*old), ("docs/decisions/0002-y.md", &*old), ("doc/adr/0001-x.md", &*new)];
    let repository = Repository::with(&files);
    let folder = find_folder(repository.root()).unwrap();
    assert_eq!(folder.path.as_str(), "doc/adr");
    assert_eq!(folder.because, "it holds the newest ADR");
    // Without days, most ADRs count, then the name.
    let more =
        found(&[("docs/decisions/0001-x.md", "# x"), ("doc/adr/0001-x.md", "# x"), ("doc/adr/0002-x.md", "# x")]);
    assert_eq!((more.path.as_str(), more.beside.len()), ("doc/adr", 1));
    let alike = found(&[("docs/decisions/0001-x.md", "# x"), ("doc/adr/0001-x.md", "# x")]);
    assert_eq!((alike.path.as_str(), alike.beside.len()), ("docs/decisions", 1));
    // An ADR is found in either; a number that both have is asked back.
    let find = |wanted: &str| find_adr(repository.root(), None, wanted);
    assert_eq!(find("2").unwrap(), "docs/decisions/0002-y.md");
    assert_eq!(
        find("1").unwrap_err().to_string(),
        "1 may be doc/adr/0001-x.md or docs/decisions/0001-x.md; name the file"
    );
    // The export says where it goes, and only there is nothing to say once somebody has chosen.
    let warned = |folder: Option<&str>| {
        let request = Request { folder: folder.map(str::to_owned), ..repository.request() };
        let plan = plan(&ingest_service(), None, &request).unwrap();
        (
            plan.changes[0].path.to_string(),
            plan.warnings.iter().any(|warning| warning.contains("`docs/decisions` as well")),
        )
    };
    assert_eq!(warned(None), ("doc/adr/0002-use-go-for-the-ingest-service.md".to_owned(), true));
    assert_eq!(
        warned(Some("docs/decisions")),
        ("docs/decisions/0003-use-go-for-the-ingest-service.md".to_owned(), false)
    );
}

#[test]
fn other_texts_with_numbers_or_days_are_no_adrs() {
    let plan = "---\ndate: 2025-01-01\nstatus: complete\n---\n# Plan\n\n## Goal\n\nx\n\n## Steps\n\n- y\n";
    let rfc = "# 1. Use x\n\n## Status\n\nAccepted\n\n## Summary\n\nx\n";
    let task = "---\nid: 1\nstatus: done\n---\n# 1. Tidy up\n\n## Context\n\nx\n";
    let folder = found(&[
        ("docs/plans/2025-01-01-plan-1.md", plan),
        ("docs/plans/2025-01-02-plan-2.md", plan),
        ("docs/notes/2025-01-02-plan-3.md", plan),
        ("rfcs/0001-x.md", rfc),
        ("backlog/tasks/001-tidy.md", task),
    ]);
    assert_eq!((folder.path.as_str(), folder.exists), ("docs/decisions", false));
    // Even if each of them is written like an ADR.
    let adr = "# 1. Use x\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n";
    for path in [
        "research",
        "docs/pep",
        "docs/incidents",
        "changes",
        "docs/plans",
        "tasks/done",
        "reviews/2026",
        "docs/rfcs",
        "docs/release-notes",
        "specs/001-login",
        "postmortems",
        "quadratic/plans",
    ] {
        let file = format!("{path}/0001-x.md");
        let folder = found(&[(&file, adr)]);
        assert_eq!((folder.path.as_str(), folder.exists), ("docs/decisions", false), "{path}");
        // A person says that they are.
        let log = read_log(&Repository::with(&[(&file, adr)]).root().join(path), &Progress::default()).unwrap();
        assert_eq!(log.folders[0].folder.entries.len(), 1, "{path}");
    }
    // The path itself may say that it holds decisions.
    let folder = found(&[("docs/research/decisions-made/0001-x.md", adr)]);
    assert_eq!(folder.path.as_str(), "docs/research/decisions-made");
    // A configuration says that they are.
    let folder = found(&[(".adr-dir", "rfcs"), ("rfcs/0001-x.md", rfc)]);
    assert_eq!((folder.path.as_str(), folder.entries.len()), ("rfcs", 1));
}

#[test]
fn a_folder_outside_the_repository_is_refused_with_the_reason() {
    for (text, reason) in [
        ("../elsewhere", "goes up"),
        ("docs/../../elsewhere", "goes up"),
        ("/etc", "absolute"),
        ("\\\\server\\share", "absolute"),
        ("C:\\adr", "absolute"),
        (".git/hooks", "git's own"),
    ] {
        let error = find_folder(Repository::with(&[(".adr-dir", text)]).root()).unwrap_err();
        assert!(matches!(error, FolderError::Configured { file: ".adr-dir", .. }), "{error}");
        assert!(error.to_string().contains(reason), "{error}");
    }
    let file = find_folder(Repository::with(&[(".adr-dir", "README.md"), ("README.md", "")]).root()).unwrap_err();
    assert!(matches!(file, FolderError::NotAFolder(_)), "{file}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_repository_only() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempfile::tempdir().unwrap();
    let repository = Repository::with(&[("real/adr/0001-x.md", "# x"), (".adr-dir", "away/adr")]);
    symlink(elsewhere.path(), repository.root().join("away")).unwrap();
    assert!(find_folder(repository.root()).unwrap_err().to_string().contains("symbolic link"));

    symlink(repository.root().join("real"), repository.root().join("near")).unwrap();
    let real = repository.root().canonicalize().unwrap().join("real/adr/0002-y.md");
    assert_eq!(inside(repository.root(), "near/adr/0002-y.md").unwrap(), real);
    symlink(repository.root().join(".git"), repository.root().join("hidden")).unwrap();
    assert!(inside(repository.root(), "hidden/config").is_err());
    symlink("nowhere", repository.root().join("loose")).unwrap();
    assert!(inside(repository.root(), "loose/x.md").is_err());

    // A title is not read through a link that leads out.
    let other = Repository::new();
    symlink(other.put("secret.md", "# Secret"), repository.root().join("real/adr/0003-z.md")).unwrap();
    repository.put(".adr-dir", "real/adr");
    let titles: Vec<String> = find_folder(repository.root()).unwrap().entries.into_iter().map(|e| e.title).collect();
    assert_eq!(titles, ["x"]);
}

#[test]
fn the_next_number_follows_the_highest_whatever_is_missing_or_there_twice() {
    let number = |files: &[&str]| {
        let files: Vec<(String, &str)> = files.iter().map(|name| (format!("docs/adr/{name}"), "# x")).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        next_number(&found(&files))
    };
    assert_eq!(number(&[]), 1);
    assert_eq!(number(&["0000-use-adrs.md", "0001-a.md", "0007-b.md"]), 8);
    assert_eq!(number(&["095-a.md", "095-b.md", "README.md", "template.md"]), 96);
    assert_eq!(number(&["ADR-3.md", "adr-004-x.md"]), 5);
    assert_eq!(number(&["2026-11-03-a.md", "20261103-b.md"]), 1);
    assert_eq!(number(&["0012-not-an-adr.txt"]), 1);
}

#[test]
fn a_name_with_a_word_for_something_else_is_told_by_what_the_file_says() {
    let madr = "# Bot reviews\n\n## Context and Problem Statement\n\nx\n\n## Decision Outcome\n\nChosen option: \"a\", because b.\n";
    let review = "# Review\n\n## Summary\n\nx\n";
    let blank = "# ADRXXX\n\n> Accepted or Rejected\n\n## Context\n\nx\n";
    let folder = found(&[
        ("docs/adr/0001-bot-reviews.md", madr),
        ("docs/adr/0001-review.md", review),
        ("docs/adr/ADRXXX-architecture-decision-record-template.md", blank),
        ("docs/adr/NNNN-template.md", blank),
    ]);
    let adrs: Vec<&str> = folder.entries.iter().map(|entry| entry.file.as_str()).collect();
    assert_eq!(adrs, ["0001-bot-reviews.md"]);
    let reasons: Vec<&NotAdr> = folder.others.iter().map(|other| &other.reason).collect();
    assert_eq!(reasons, [&NotAdr::Review, &NotAdr::Template, &NotAdr::Template]);
}

#[test]
fn every_title_gives_a_name_that_every_system_takes() {
    for (title, name) in [
        ("Use Go for the ingest service", "0007-use-go-for-the-ingest-service.md"),
        ("C++ or C#?", "0007-c-plus-plus-or-c-sharp.md"),
        ("🦀🦀", "0007-decision.md"),
        ("", "0007-decision.md"),
        ("../..", "0007-decision.md"),
        ("../../etc/passwd", "0007-etc-passwd.md"),
        ("con", "0007-con-decision.md"),
        ("LPT1", "0007-lpt1-decision.md"),
        ("言語を決める", "0007-言語を決める.md"),
    ] {
        assert_eq!(file_name(7, title), name);
    }
    let long = file_name(7, &"字".repeat(500));
    assert!(long.len() <= 255 && long.chars().count() == 5 + 60 + 3, "{long}");
    assert_eq!(file_name(12_345, "x"), "12345-x.md");
}
