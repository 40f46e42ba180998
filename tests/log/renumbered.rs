//! Another number for an ADR: what points at it still does, and no other byte changes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use weigh_in::{
    decision::text::file_name,
    decision_log::{LogFolder, LogProblemCode, Progress, RenumberError, Renumbering, read_log, renumber},
};

use super::{repositories::corpora, tools};

#[expect(clippy::disallowed_methods, reason = "what is there before the test may be written in any way")]
fn put(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
    fs::write(root.join(path), text).unwrap();
}

/// As people do, in the place of what is there.
fn move_file(root: &Path, from: &str, to: &str) {
    put(root, to, fs::read(root.join(from)).unwrap());
    fs::remove_file(root.join(from)).unwrap();
}

fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path: PathBuf = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

const RUST: &str = "# 2. Use Rust\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\nSupersedes [1. Use Go](0001-use-go.md)\r\n\r\nSee \
                    [2](0002-use-rust.md#x) and [5](0005-b.md).\r\n";

/// Two with the number 2, of which one is pointed at from everywhere.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(
        root,
        "docs/adr/0001-use-go.md",
        "# 1. Use Go\n\n## Status\n\nSuperseded\n\nSuperseded by [2. Use Rust](0002-use-rust.md)\n\n## Context\n\n2 x\n",
    );
    put(root, "docs/adr/0002-use-rust.md", RUST);
    put(root, "docs/adr/0002-other.md", "# 2. Other\n\n## Status\n\nAccepted\n\n## Context\n\nx\n");
    put(root, "docs/adr/0003-third.md", "---\nstatus: superseded by ADR-0002\n---\n# Third\n\n## Context\n\nx\n");
    put(
        root,
        "docs/adr/README.md",
        "| No. | Title |\n|---|---|\n| 2 | [Use Rust](0002-use-rust.md) |\n| 2 | [Other](0002-other.md) |\n",
    );
    put(root, "README.md", "[Rust](docs/adr/0002-use-rust.md), [other](docs/adr/0002-other.md)\n");
    put(root, "latin.md", b"caf\xE9 0002-use-rust.md\n");
    let record = include_str!("../fixtures/v1.decision.ron")
        .replace("docs/decisions/0007-use-go-for-the-ingest-service.md", "docs/adr/0002-use-rust.md");
    put(root, "records/rust.decision.ron", record);
    folder
}

#[cfg(unix)]
#[test]
fn a_link_over_a_link_to_the_folder_gets_the_new_name() {
    let folder = repository();
    let root = folder.path();
    std::os::unix::fs::symlink("docs/adr", root.join("decisions")).unwrap();
    let text =
        "[Rust](decisions/0002-use-rust.md), [other](elsewhere/0002-use-rust.md), [none](decisions/0002-other.md)\n";
    put(root, "INDEX.md", text);
    renumber(root, None, "0002-use-rust.md", Some(300)).unwrap().carry_out().unwrap();
    let after = fs::read_to_string(root.join("INDEX.md")).unwrap();
    assert_eq!(after, text.replace("decisions/0002-use-rust.md", "decisions/0300-use-rust.md"));
}

#[test]
fn a_renumbering_that_ended_in_between_is_told_and_finished() {
    let whole = repository();
    put(whole.path(), "docs/adr/0002-use-rust.totals.svg", "<svg/>");
    let plan = renumber(whole.path(), None, "0002-use-rust.md", Some(300)).unwrap();
    plan.carry_out().unwrap();
    let done = files(whole.path());
    assert!(!done.keys().any(|path| path.contains(".weigh-in")), "{done:?}");
    for written in 0..=plan.changes.len() + 1 {
        let folder = repository();
        let root = folder.path();
        put(root, "docs/adr/0002-use-rust.totals.svg", "<svg/>");
        put(root, NOTE, "0002-use-rust.md\n0300-use-rust.md\n");
        for change in plan.changes.iter().take(written) {
            put(root, &change.path, &change.after);
        }
        if written > plan.changes.len() {
            fs::remove_file(root.join("docs/adr/0002-use-rust.totals.svg")).unwrap();
        }
        if written > 0 {
            // As young as a program that was killed just now leaves it, perhaps when its file was there under its own name already.
            put(root, "docs/adr/.weigh-in-aBc123.tmp", "half of it");
        }
        if written == 1 {
            put(root, "records/.weigh-in-dEf456.tmp", "half of it");
        }
        let log = read_log(root, &Progress::default()).unwrap();
        let begun = log.folders.iter().find_map(|folder| folder.check.begun.clone()).unwrap();
        assert_eq!((begun.from.as_str(), begun.to.as_str()), ("0002-use-rust.md", "0300-use-rust.md"));
        renumber(root, None, "0002-use-rust.md", None).unwrap().carry_out().unwrap();
        assert_eq!(files(root), done, "after {written} files");
    }
}

const OLD: &str = "docs/adr/0002-use-rust.md";
const NEW: &str = "docs/adr/0300-use-rust.md";
const NOTE: &str = "docs/adr/.weigh-in-renumbering/begun";

/// A renumbering from 2 to 300 that ended once the ADR was there under both names.
fn unfinished() -> tempfile::TempDir {
    let folder = repository();
    let root = folder.path();
    let plan = renumber(root, None, "0002-use-rust.md", Some(300)).unwrap();
    put(root, NOTE, "0002-use-rust.md\n0300-use-rust.md\n");
    put(root, NEW, &plan.changes[0].after);
    folder
}

fn finished() -> BTreeMap<String, Vec<u8>> {
    let folder = repository();
    renumber(folder.path(), None, "0002-use-rust.md", Some(300)).unwrap().carry_out().unwrap();
    files(folder.path())
}

#[test]
fn what_was_begun_is_finished_before_anything_else_is_renumbered() {
    let folder = unfinished();
    let root = folder.path();
    let before = files(root);
    for (wanted, to) in [("3", Some(901)), ("0002-use-rust.md", Some(950)), ("300", Some(955)), ("300", None)] {
        let refused = renumber(root, None, wanted, to).unwrap_err();
        assert!(matches!(refused, RenumberError::Unfinished { .. }), "{wanted}: {refused}");
        let way_on = format!(
            "`{OLD}` was being renumbered to `{NEW}`, and that was not finished; finish it first with `weigh-in renumber \
             {OLD} --yes`"
        );
        assert_eq!(refused.to_string(), way_on);
    }
    assert_eq!(files(root), before);
    renumber(root, None, OLD, None).unwrap().carry_out().unwrap();
    assert_eq!(files(root), finished());
    renumber(root, None, "300", Some(955)).unwrap().carry_out().unwrap();
}

/// In each state of the two files there is a way on, and it leads to the same end.
#[test]
fn an_unfinished_renumbering_has_a_way_on_whatever_became_of_its_files() {
    for (by_hand, delete) in [(None, None), (None, Some(NEW)), (Some(OLD), Some(NEW)), (Some(NEW), Some(OLD))] {
        let folder = unfinished();
        let root = folder.path();
        if let Some(path) = by_hand {
            let text = fs::read_to_string(root.join(path)).unwrap();
            put(root, path, text + "By hand.\r\n");
            let refused = renumber(root, None, OLD, None).unwrap_err();
            assert!(matches!(refused, RenumberError::Differ { .. }), "{refused}");
            let said = format!(
                "to keep the text of `{OLD}`, delete `{NEW}`; to keep that of `{NEW}`, move it to `{OLD}`; then run \
                 `weigh-in renumber {OLD} --yes`"
            );
            assert!(refused.to_string().ends_with(&said), "{refused}");
        }
        match delete {
            Some(OLD) => move_file(root, NEW, OLD),
            Some(path) => fs::remove_file(root.join(path)).unwrap(),
            None => {}
        }
        renumber(root, None, OLD, None).unwrap().carry_out().unwrap();
        let mut expected = finished();
        if by_hand.is_some() {
            expected.get_mut(NEW).unwrap().extend(b"By hand.\r\n");
        }
        assert_eq!(files(root), expected, "{by_hand:?} {delete:?}");
    }
    // Only the old one, and another ADR has come by the number meanwhile.
    let folder = unfinished();
    let root = folder.path();
    move_file(root, NEW, "docs/adr/0300-other.md");
    assert!(matches!(renumber(root, None, OLD, None), Err(RenumberError::Taken { .. })));
    renumber(root, None, OLD, Some(301)).unwrap().carry_out().unwrap();
    assert!(!root.join(NOTE).exists() && root.join("docs/adr/0301-use-rust.md").exists());
}

/// After any number of files were written, somebody deletes the old ADR by hand.
#[test]
fn a_renumbering_whose_old_file_was_deleted_is_told_and_finished_or_taken_back() {
    let start = || {
        let folder = repository();
        fs::remove_file(folder.path().join("docs/adr/0002-other.md")).unwrap();
        put(folder.path(), "docs/adr/0002-use-rust.totals.svg", "<svg/>");
        folder
    };
    let before = files(start().path());
    let whole = start();
    let plan = renumber(whole.path(), None, OLD, Some(300)).unwrap();
    plan.carry_out().unwrap();
    let done = files(whole.path());
    for written in 1..=plan.changes.len() {
        for back in [false, true] {
            let folder = start();
            let root = folder.path();
            put(root, NOTE, "0002-use-rust.md\n0300-use-rust.md\n");
            for change in plan.changes.iter().take(written) {
                put(root, &change.path, &change.after);
            }
            fs::remove_file(root.join(OLD)).unwrap();
            let log = read_log(root, &Progress::default()).unwrap();
            let told = log.folders.iter().flat_map(LogFolder::problems);
            let advice = told.filter(|told| told.code == LogProblemCode::UnfinishedRenumbering).map(|told| told.advice);
            let ways = format!(
                "Run `weigh-in renumber {OLD} --yes` to finish it, or `weigh-in renumber {NEW} --to 2 --yes` to take it back."
            );
            assert_eq!(advice.collect::<Vec<_>>(), [ways.as_str()]);
            let refused = renumber(root, None, "3", Some(901)).unwrap_err();
            assert!(matches!(refused, RenumberError::Unfinished { .. }), "{refused}");
            let (wanted, to, expected) = if back { (NEW, Some(2), &before) } else { (OLD, None, &done) };
            for wanted in [wanted, file_name(wanted), if back { "300" } else { "2" }] {
                renumber(root, Some("docs/adr"), wanted, to).unwrap();
            }
            renumber(root, None, wanted, to).unwrap().carry_out().unwrap();
            assert_eq!(&files(root), expected, "after {written} files, back: {back}");
        }
    }
}

#[test]
fn a_note_of_two_adrs_that_are_not_one_is_ignored() {
    let folder = repository();
    let root = folder.path();
    put(root, NOTE, "0002-use-rust.md\n0003-third.md\n");
    renumber(root, None, "0002-other.md", Some(300)).unwrap().carry_out().unwrap();
}

#[cfg(unix)]
#[test]
fn a_note_that_is_a_link_is_told_with_what_to_do() {
    let folder = repository();
    let root = folder.path();
    std::os::unix::fs::symlink("nowhere", root.join("docs/adr/.weigh-in-renumbering")).unwrap();
    let refused = renumber(root, None, OLD, Some(300)).unwrap().carry_out().unwrap_err();
    let said = "`docs/adr/.weigh-in-renumbering` could not be written: it is a link, a file or a device; delete it, and \
                renumber again; nothing was changed";
    assert_eq!(refused.to_string(), said);
    assert!(root.join(OLD).exists() && !root.join(NEW).exists());
}

#[test]
fn a_number_behind_which_there_is_no_other_is_refused() {
    let folder = repository();
    for high in [9_999_999, u32::MAX] {
        let refused = renumber(folder.path(), None, "0002-use-rust.md", Some(high)).unwrap_err();
        assert_eq!(refused.to_string(), format!("{high} is too high for an ADR; the highest is 9999998"));
    }
}

#[test]
fn the_file_its_title_and_all_that_points_at_it_change_together() {
    let folder = repository();
    let root = folder.path();
    assert!(matches!(renumber(root, None, "2", None), Err(RenumberError::Find(_))), "which of the two?");
    let taken = renumber(root, None, "0002-use-rust.md", Some(3)).unwrap_err();
    assert_eq!(taken.to_string(), "the number 3 is taken by 0003-third.md; choose another one");

    let before = files(root);
    let plan = renumber(root, None, "0002-use-rust.md", None).unwrap();
    assert_eq!((plan.from.as_str(), plan.to().as_str()), ("docs/adr/0002-use-rust.md", "docs/adr/0004-use-rust.md"));
    assert_eq!(files(root), before, "a plan writes nothing");
    plan.carry_out().unwrap();

    let mut after = files(root);
    let text = |files: &BTreeMap<String, Vec<u8>>, path: &str| String::from_utf8(files[path].clone()).unwrap();
    assert!(!after.contains_key("docs/adr/0002-use-rust.md"));
    let expected = RUST.replace("# 2. ", "# 4. ").replace("[2](0002-use-rust", "[4](0004-use-rust");
    assert_eq!(text(&after, "docs/adr/0004-use-rust.md"), expected);
    let go = text(&before, "docs/adr/0001-use-go.md").replace("[2. Use Rust](0002-use", "[4. Use Rust](0004-use");
    assert_eq!(text(&after, "docs/adr/0001-use-go.md"), go);
    let index = "| No. | Title |\n|---|---|\n| 4 | [Use Rust](0004-use-rust.md) |\n| 2 | [Other](0002-other.md) |\n";
    assert_eq!(text(&after, "docs/adr/README.md"), index);
    assert_eq!(text(&after, "README.md"), "[Rust](docs/adr/0004-use-rust.md), [other](docs/adr/0002-other.md)\n");
    assert!(text(&after, "records/rust.decision.ron").contains("path: \"docs/adr/0004-use-rust.md\""));
    // What may mean either of the two is left to people, and so is what is no text.
    assert_eq!(after["docs/adr/0003-third.md"], before["docs/adr/0003-third.md"]);
    assert_eq!(plan.notes.len(), 2, "{:?}", plan.notes);
    assert!(plan.notes[0].starts_with("docs/adr/0003-third.md names the number 2 in line 2"), "{:?}", plan.notes);
    assert!(plan.notes[1].starts_with("latin.md names the ADR"), "{:?}", plan.notes);

    // And back again: every byte is as it was.
    let back = renumber(root, None, "0004-use-rust.md", Some(2));
    assert!(matches!(back, Err(RenumberError::Taken { number: 2, .. })));
    fs::remove_file(root.join("docs/adr/0002-other.md")).unwrap();
    renumber(root, None, "4", Some(2)).unwrap().carry_out().unwrap();
    after = files(root);
    for (path, bytes) in before.iter().filter(|(path, _)| *path != "docs/adr/0002-other.md") {
        assert_eq!(after.get(path), Some(bytes), "{path}");
    }
}

/// Links in every place that a dialect has for them, to one address.
fn linked(address: &str) -> [(&'static str, String); 6] {
    [
        (
            "0001-nygard.md",
            format!("# 1. A\n\n## Status\n\nSuperseded\n\nSuperseded by [B]({address})\n\n## Context\n\nx\n"),
        ),
        (
            "0003-universal.md",
            format!(
                "# C\n\n- Status: superseded by [B](./{address}#x)\n- Date: 2026-01-02\n\nSee [b].\n\n[b]: <{address}> \"B\"\n"
            ),
        ),
        (
            "0004-madr.md",
            format!(
                "---\nstatus: \"superseded by [B]({address})\"\n---\n# D\n\n## Context and Problem Statement\n\n[B](../adr/{address}?plain=1)\n"
            ),
        ),
        ("0005-field.md", format!("---\nstatus: superseded\nsuperseded_by: {address}\n---\n# E\n\n## Context\n\nx\n")),
        ("0006-chart.md", format!("# 6. F\n\n![B]({})\n", address.replace(".md", ".totals.svg"))),
        ("README.md", format!("* [B]({address})\n")),
    ]
}

#[test]
fn links_are_mended_however_they_are_encoded_and_stay_encoded_so() {
    for (name, address) in [
        ("café.md", "caf%C3%A9.md"),
        ("cafe\u{301}.md", "cafe%cc%81.md"),
        ("café.md", "café.md"),
        ("use go (a).md", "use%20go%20%28a%29.md"),
        ("use-go.md", "use%2Dgo.md"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(root, &format!("docs/adr/0002-{name}"), "# 2. B\n\n## Status\n\nAccepted\n\n## Context\n\nx\n");
        put(root, &format!("docs/adr/0002-{}", name.replace(".md", ".totals.svg")), "<svg/>");
        for (file, text) in linked(&format!("0002-{address}")) {
            put(root, &format!("docs/adr/{file}"), text);
        }
        renumber(root, Some("docs/adr"), &format!("0002-{name}"), Some(300)).unwrap().carry_out().unwrap();
        for (file, text) in linked(&format!("0300-{address}")) {
            assert_eq!(fs::read_to_string(root.join("docs/adr").join(file)).unwrap(), text, "{address} in {file}");
        }
    }
}

/// As macOS writes names, and as keyboards write links; or the other way about.
#[test]
fn a_link_leads_to_a_file_whose_accents_are_written_otherwise() {
    let spellings = ["caf\u{e9}.md", "cafe\u{301}.md"];
    for (name, link) in [(spellings[0], spellings[1]), (spellings[1], spellings[0])] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(root, &format!("docs/adr/0002-{name}"), "# 2. B\n\n## Status\n\nAccepted\n\n## Context\n\nx\n");
        put(root, &format!("docs/adr/0002-{}", name.replace(".md", ".totals.svg")), "<svg/>");
        for (file, text) in linked(&format!("0002-{link}")) {
            put(root, &format!("docs/adr/{file}"), text);
        }
        let record = format!("(title: \"x\", links: [(label: \"Supersedes\", url: \"docs/adr/0002-{link}\")])");
        put(root, "docs/adr/x.decision.ron", record);
        let log = read_log(root, &Progress::default()).unwrap();
        assert_eq!(log.folders[0].check.dead_links, []);
        let plan = renumber(root, Some("docs/adr"), &format!("0002-{link}"), Some(300)).unwrap();
        plan.carry_out().unwrap();
        let all = files(root);
        assert!(all.contains_key(&format!("docs/adr/0300-{name}")), "{:?}", all.keys());
        for (file, text) in all.iter().filter(|(file, _)| !file.ends_with("x.decision.ron")) {
            assert!(!String::from_utf8_lossy(text).contains("0002-caf"), "{file}: {}", String::from_utf8_lossy(text));
        }
        assert_eq!(read_log(root, &Progress::default()).unwrap().folders[0].check.dead_links, []);
    }
}

/// The words of a link in the universal form are the name of the file: they, the link and the disk go on alike.
#[test]
fn words_that_spell_a_name_otherwise_are_mended_to_that_on_the_disk() {
    let (nfc, nfd) = ("caf\u{e9}", "cafe\u{301}");
    for (disk, words) in [(nfd, nfc), (nfc, nfd)] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(root, &format!("docs/adr/0002-{disk}.md"), "# 2. B\n\n## Status\n\nAccepted\n\n## Context\n\nx\n");
        put(root, "docs/adr/0003-c.md", format!("# 3. C\n\nSee [0002-{words}](0002-{disk}.md).\n"));
        renumber(root, Some("docs/adr"), "2", Some(12)).unwrap().carry_out().unwrap();
        let text = fs::read_to_string(root.join("docs/adr/0003-c.md")).unwrap();
        assert_eq!(text, format!("# 3. C\n\nSee [0012-{disk}](0012-{disk}.md).\n"));
    }
}

#[test]
fn links_of_a_wiki_lead_to_an_adr_by_its_name_or_its_path_from_the_root() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(root, "docs/adr/0001-use-c.md", "# 1. Use C\n");
    let notes = "[[docs/adr/0001-use-c]] ![[0001-use-c]] [[0001-use-c|1. Use C]] [[0001-use-c#Why]] [[0001-use-cc]]\n";
    put(root, "notes/x.md", notes);
    let plan = renumber(root, Some("docs/adr"), "1", Some(2)).unwrap();
    let after =
        |plan: &Renumbering| plan.changes.iter().find(|change| change.path == "notes/x.md").unwrap().after.clone();
    assert_eq!(
        after(&plan),
        notes
            .replace("0001-use-c]]", "0002-use-c]]")
            .replace("0001-use-c|1.", "0002-use-c|2.")
            .replace("0001-use-c#", "0002-use-c#")
    );
    // If two files have the name, only a path says which one is meant.
    put(root, "other/0001-use-c.md", "# 1. Use C\n");
    let plan = renumber(root, Some("docs/adr"), "1", Some(2)).unwrap();
    assert_eq!(after(&plan), notes.replace("adr/0001-use-c]]", "adr/0002-use-c]]"));
}

#[test]
fn all_or_nothing() {
    let folder = repository();
    let root = folder.path();
    let plan = renumber(root, None, "0002-use-rust.md", None).unwrap();
    let before = files(root);
    // Somebody was faster.
    put(root, "README.md", "new\n");
    assert!(plan.carry_out().is_err());
    put(root, "README.md", &before["README.md"]);
    assert_eq!(files(root), before);
    // A file that cannot be written takes back those before it.
    let record = root.join("records/rust.decision.ron");
    let mut read_only = fs::metadata(&record).unwrap().permissions();
    read_only.set_readonly(true);
    fs::set_permissions(&record, read_only).unwrap();
    let error = plan.carry_out().unwrap_err();
    assert!(error.to_string().ends_with("nothing was changed"), "{error}");
    assert_eq!(files(root), before);
    put(root, "docs/adr/0004-new.md", "# 4. New\n");
    assert_eq!(renumber(root, None, "0002-use-rust.md", None).unwrap().to().as_str(), "docs/adr/0005-use-rust.md");
}

/// Whoever saves a record holds its folder meanwhile.
#[cfg(unix)]
#[test]
fn a_record_that_is_saved_meanwhile_is_not_written_over() {
    let folder = repository();
    let root = folder.path();
    tools::git_does(root, &["init", "--quiet"]);
    tools::git_does(root, &["add", "--all"]);
    let files = |root: &Path| {
        let mut files = files(root);
        files.retain(|path, _| !path.starts_with(".git/"));
        files
    };
    let before = files(root);
    let plan = renumber(root, None, "0002-use-rust.md", None).unwrap();
    let record = "records/rust.decision.ron";
    let theirs = [&before[record][..], b"// theirs\n"].concat();
    let saving = weigh_in::storage::hold(&root.join("records"), weigh_in::storage::FOR_A_SAVE).unwrap();
    let done = std::thread::scope(|scope| {
        let running = scope.spawn(|| plan.carry_out());
        // New files come first, once all the others were read and compared; then it waits for the folder of the record.
        let (begun, since) = (root.join(plan.to()), std::time::Instant::now());
        while !begun.exists() {
            assert!(since.elapsed() < std::time::Duration::from_mins(1), "nothing is written");
            std::thread::yield_now();
        }
        // While it has begun, git sees the new files alone: the note is about this work tree.
        let seen = tools::git_does(root, &["status", "--porcelain", "-uall"]);
        assert!(root.join(NOTE).exists() && !seen.contains("renumbering"), "{seen}");
        put(root, record, &theirs);
        drop(saving);
        running.join().unwrap()
    });
    let error = done.unwrap_err().to_string();
    assert!(error.contains(record) && error.contains("has changed meanwhile"), "{error}");
    let mut expected = before;
    expected.insert(record.to_owned(), theirs);
    assert_eq!(files(root), expected);
}

/// The file with the new name takes the place of the old one, whoever may read that.
#[cfg(unix)]
#[test]
fn the_adr_and_its_charts_keep_their_rights() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = repository();
    let root = folder.path();
    put(root, "docs/adr/0002-use-rust.totals.svg", "<svg/>");
    for file in ["0002-use-rust.md", "0002-use-rust.totals.svg"] {
        fs::set_permissions(root.join("docs/adr").join(file), fs::Permissions::from_mode(0o600)).unwrap();
    }
    let plan = renumber(root, None, "0002-use-rust.md", None).unwrap();
    plan.carry_out().unwrap();
    for file in ["0004-use-rust.md", "0004-use-rust.totals.svg"] {
        let mode = fs::metadata(root.join("docs/adr").join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

/// The old file goes when all others are written, which may take a while.
#[test]
fn an_adr_that_is_changed_while_the_others_are_written_is_not_deleted() {
    let folder = repository();
    let root = folder.path();
    for number in 10..400 {
        put(root, &format!("docs/adr/0{number}-a.md"), format!("# {number}. A\n\nSee [2](0002-use-rust.md).\n"));
    }
    let plan = renumber(root, None, "0002-use-rust.md", None).unwrap();
    let theirs = format!("{RUST}\nMore.\n");
    let done = std::thread::scope(|scope| {
        let running = scope.spawn(|| plan.carry_out());
        while !root.join(plan.to()).exists() && !running.is_finished() {
            std::thread::yield_now();
        }
        put(root, "docs/adr/0002-use-rust.md", &theirs);
        running.join().unwrap()
    });
    assert_eq!(fs::read_to_string(root.join("docs/adr/0002-use-rust.md")).unwrap(), theirs, "{done:?}");
}

#[test]
fn in_real_folders_no_link_dies_and_only_what_points_at_it_changes() {
    let all = [
        "madr",
        "nygard",
        "kumahq+kuma",
        "bbc+tams",
        "npryce+adr-tools",
        "fullsend-ai+fullsend",
        "adr+madr",
        "alphagov+govuk-aws",
    ];
    let corpora = corpora();
    let (mut moved, mut mended) = (0, 0);
    let there = all.iter().flat_map(|name| corpora.iter().map(move |corpora| (name, corpora.folder.join(name))));
    for (name, repository) in there.filter(|(_, repository)| repository.is_dir()) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (path, bytes) in files(&repository) {
            put(root, &path, bytes);
        }
        let log = read_log(root, &Progress::default()).unwrap();
        let Some(first) = log.folders.iter().max_by_key(|folder| folder.folder.entries.len()) else { continue };
        let dead = first.check.dead_links.len();
        let numbered = first.folder.entries.iter().filter(|entry| entry.number.is_some());
        let files_before: Vec<String> = numbered.step_by(7).map(|entry| entry.file.clone()).collect();
        for file in files_before {
            let before = files(root);
            let plan = renumber(root, Some(&first.folder.path), &first.folder.path_of(&file), None).unwrap();
            plan.carry_out().unwrap();
            let after = files(root);
            let changed: Vec<&String> =
                after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
            let told: Vec<&str> = plan.changes.iter().map(|change| change.path.as_str()).collect();
            assert!(changed.iter().all(|path| told.contains(&path.as_str())), "{name} {file}: {changed:?}");
            moved += 1;
            mended += plan.changes.len() - 1;
        }
        let again = read_log(root, &Progress::default()).unwrap();
        let after = again.folders.iter().find(|folder| folder.folder.path == first.folder.path).unwrap();
        assert!(after.check.dead_links.len() <= dead, "{name}: {:#?}", after.check.dead_links);
        assert!(after.check.duplicates.len() <= first.check.duplicates.len(), "{name}");
        assert_eq!(after.folder.entries.len(), first.folder.entries.len(), "{name}");
    }
    println!("{moved} ADRs got another number, and {mended} other files were mended");
    let (least_moved, least_mended) = if corpora.iter().any(|corpora| corpora.is_real) { (20, 10) } else { (1, 1) };
    assert!(moved > least_moved && mended > least_mended, "{moved} {mended}");
}
