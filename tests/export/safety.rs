//! Exports under hard conditions: titles that climb, full and read-only disks, a merge under way.

use std::{fs, path::Path, process::Command};

use proptest::prelude::*;
use weigh_in::{
    decision::{Decision, Edit, Relation, RelationKind, Status},
    decision_log::{ExportError, Plan, PlanError, RenumberError, Request, plan, renumber, write},
};

use super::{
    document::visible_line,
    hostile::seen,
    parsed::{Block, parse},
    records::{ingest_service, titled},
    repository::Repository,
    tools,
};

const OLD: &str = "docs/adr/0001-use-perl.md";
const PERL: &str =
    "# 1. Use Perl\n\nDate: 2024-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n";
const INDEX: &str = "docs/adr/README.md";
const LIST: &str = "# Decisions\n\n* [1. Use Perl](0001-use-perl.md)\n";
const TABLE: &str = "# Decisions\n\n| No. | Title |\n| --- | --- |\n| 1 | [Use Perl](0001-use-perl.md) |\n";

fn planned(repository: &Repository, decision: &Decision) -> Plan {
    plan(decision, None, &repository.request()).unwrap()
}

fn superseding(mut decision: Decision) -> Decision {
    decision.links = vec![Relation { kind: RelationKind::Supersedes, path: OLD.into() }.as_link()];
    decision.history =
        vec![weigh_in::decision::StatusChange { on: decision.created, status: Status::Accepted, by: String::new() }];
    decision
}

fn after<'a>(plan: &'a Plan, path: &str) -> &'a str {
    &plan.changes.iter().find(|change| change.path == path).unwrap_or_else(|| panic!("{path} does not change")).after
}

#[test]
fn no_title_leads_a_file_out_of_its_folder() {
    let repository = Repository::with(&[(OLD, PERL)]);
    let long = "x".repeat(500);
    for title in
        ["🦀🚀", "../../etc/passwd", "..", "/etc/passwd", "con", "NUL", "a\0b", "-rf", "C:\\x", &long, "\u{202E}dm"]
    {
        let decision = titled(title);
        let plan = planned(&repository, &decision);
        let path = &plan.changes[0].path;
        let name = path.strip_prefix("docs/adr/").unwrap_or_else(|| panic!("{title:?} goes to {path}"));
        let stem = name.strip_prefix("0002-").and_then(|name| name.strip_suffix(".md")).unwrap_or_default();
        assert!(!stem.is_empty() && name.len() <= 80, "{title:?} is {name}");
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)), "{title:?} is {name}");
        assert!(!matches!(stem, "con" | "nul"), "{title:?} is {name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_title_is_a_title_in_every_file_that_changes(title in visible_line(), table in any::<bool>()) {
        let index = if table { TABLE } else { LIST };
        let repository = Repository::with(&[(OLD, PERL), (INDEX, index)]);
        let mut decision = ingest_service();
        decision.apply(Edit::Title(title)).unwrap();
        let plan = planned(&repository, &superseding(decision));
        // The other ADR has its sections, and a link more.
        let headings = |text: &str| parse(text).blocks.into_iter().filter(|block| matches!(block, Block::Heading(..))).collect::<Vec<_>>();
        let old = after(&plan, OLD);
        prop_assert_eq!(headings(old), headings(PERL), "{}", old);
        prop_assert_eq!(parse(old).links.len(), 1, "{}", old);
        // The index has a line more, with one link.
        let new = after(&plan, INDEX);
        prop_assert_eq!(parse(new).blocks.len(), parse(index).blocks.len() + 1, "{}", new);
        prop_assert_eq!(parse(new).links.len(), 2, "{}", new);
        prop_assert!(!parse(new).blocks.iter().any(|block| matches!(block, Block::Other(_))), "{}", new);
        let text = parse(new).links[1].1.clone();
        prop_assert!(!seen(&text).is_empty(), "{}", new);
    }
}

#[test]
fn files_in_the_middle_of_a_merge_are_left_alone() {
    let conflict = |text: &str| format!("{text}<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n");
    let repository = Repository::with(&[(OLD, &conflict(PERL)), (INDEX, &conflict(LIST))]);
    let decision = superseding(ingest_service());
    let plan = planned(&repository, &decision);
    assert_eq!(plan.changes.len(), 1, "only the new ADR");
    for path in [OLD, INDEX] {
        let told = format!("{path} is in the middle of a merge");
        assert!(plan.warnings.iter().any(|warning| warning.starts_with(&told)), "{:?}", plan.warnings);
    }
    write(&plan, false).unwrap();
    let mut exported = decision.clone();
    exported.apply(Edit::Exported(plan.export.clone())).unwrap();
    let adr = &plan.changes[0].path;
    repository.put(adr, &conflict(&plan.changes[0].after));
    let error = self::plan(&exported, None, &repository.request()).unwrap_err();
    assert!(matches!(&error, PlanError::Merging { path, .. } if path == adr), "{error}");

    let error = renumber(repository.root(), None, "0002", None).unwrap_err();
    assert!(matches!(&error, RenumberError::InMerge(path) if path == adr), "{error}");
}

/// A small disk of its own, where this may be made.
struct Disk(std::path::PathBuf);

impl Disk {
    fn mounted(at: &Path, options: &str) -> Option<Self> {
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).output();
        if done.is_ok_and(|output| output.status.success()) {
            return Some(Self(at.to_owned()));
        }
        tools::left_out("a small disk cannot be mounted here, which takes root and the right to mount");
        None
    }

    fn remounted(&self, options: &str) -> bool {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(&self.0).status();
        done.is_ok_and(|status| status.success())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
fn a_full_or_read_only_disk_leaves_every_file_as_it_was() {
    let repository = Repository::with(&[]);
    let folder = repository.root().join("docs/adr");
    fs::create_dir_all(&folder).unwrap();
    let Some(disk) = Disk::mounted(&folder, "size=64k") else { return };
    repository.put(OLD, PERL);
    repository.put(INDEX, LIST);
    let plan = planned(&repository, &superseding(ingest_service()));
    assert_eq!(plan.changes.len(), 3);
    let before = repository.files();
    // As much room as the first file needs, but not the rest.
    let mut left = 64 * 1024 - 2 * 4096;
    let mut failed = 0;
    for room in [0, 4096, 8192, 12288] {
        let filler = repository.root().join("docs/adr/filler.bin");
        while left > 0 && fs_filled(&filler, left - room.min(left)).is_err() {
            left = left.saturating_sub(4096);
        }
        match write(&plan, true) {
            Err(ExportError::Write { not_restored, .. }) => {
                failed += 1;
                assert!(not_restored.is_empty(), "{not_restored:?}");
                fs::remove_file(&filler).unwrap();
                assert_eq!(repository.files(), before, "with {room} bytes left");
                assert_eq!((repository.text(OLD).as_str(), repository.text(INDEX).as_str()), (PERL, LIST));
            }
            Err(error) => panic!("{error}"),
            Ok(()) => {
                fs::remove_file(&filler).unwrap();
                break;
            }
        }
        left = 64 * 1024 - 2 * 4096;
    }
    assert!(failed > 0, "the disk was never full");
    if disk.remounted("ro") {
        let next = planned(&repository, &titled("Another one"));
        let error = write(&next, true).unwrap_err();
        assert!(matches!(&error, ExportError::Write { .. }), "{error}");
        assert!(error.to_string().ends_with("nothing was changed"), "{error}");
    }
}

#[expect(clippy::disallowed_methods, reason = "it fills the disk")]
fn fs_filled(path: &Path, bytes: usize) -> std::io::Result<()> {
    fs::write(path, vec![b'x'; bytes])
}

#[test]
fn a_request_for_a_folder_elsewhere_renumbers_nothing() {
    let repository = Repository::with(&[(OLD, PERL)]);
    // Windows and macOS take the last ones for git's folder.
    for folder in
        ["..", "/etc", ".git", ".GIT", "docs/.git ", ".git.", ".git::$INDEX_ALLOCATION", "GIT~1", ".g\u{200c}it"]
    {
        let request = Request { folder: Some(folder.to_owned()), ..repository.request() };
        assert!(renumber(&request.root, request.folder.as_deref(), "1", None).is_err(), "{folder}");
    }
    assert!(renumber(repository.root(), None, "../x.md", None).is_err());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_says_so_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let repository = Repository::with(&[(OLD, PERL)]);
    let plan = planned(&repository, &titled("Use Go"));
    let folder = repository.root().join("docs/adr");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs_filled(&folder.join("probe"), 1).is_ok() {
        return tools::again_as_nobody("safety::a_folder_that_cannot_be_written_to_says_so_and_stays");
    }
    let error = write(&plan, false).unwrap_err();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(error.to_string().ends_with("nothing was changed"), "{error}");
    assert_eq!(repository.files(), [OLD]);
}

#[test]
fn an_adr_in_the_middle_of_a_renumbering_is_not_exported_to() {
    let repository = Repository::with(&[(OLD, PERL), ("docs/adr/0300-use-perl.md", &PERL.replace("# 1.", "# 300."))]);
    repository.put("docs/adr/.weigh-in-renumbering/begun", "0001-use-perl.md\n0300-use-perl.md\n");
    let refused = plan(&superseding(titled("Use Go")), None, &repository.request()).unwrap_err();
    assert!(matches!(refused, PlanError::Renumbering { .. }), "{refused}");
    assert!(
        refused.to_string().ends_with(&format!("finish it first with `weigh-in renumber {OLD} --yes`")),
        "{refused}"
    );
    // What does not touch it may go there.
    plan(&titled("Use Go"), None, &repository.request()).unwrap();
}
