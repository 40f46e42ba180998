//! Every style of ADR and every oddity, in files of our own.

use std::{fs, path::Path, sync::Arc};

use jiff::civil::date;
use proptest::prelude::*;
use weigh_in::{
    adr::{Adr, Dialect, Form, LinkKind, Record, Setting, read, render_record},
    decision::{Alternative, Decision, OptionId, Status},
    decision_log::{Folder, Log, NotAdr, Progress, read_log},
};

use super::imported::part;

struct Style {
    file: &'static str,
    bytes: &'static [u8],
    /// Title, status, date and form; `-` for none.
    stated: [&'static str; 4],
}

const fn style(file: &'static str, bytes: &'static [u8], stated: [&'static str; 4]) -> Style {
    Style { file, bytes, stated }
}

const STYLES: &[Style] = &[
    style(
        "0001-nygard.md",
        b"# 1. Write it down\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nx\n",
        ["Write it down", "accepted", "2026-01-02", "nygard"],
    ),
    style(
        "0002-madr.md",
        b"---\nstatus: \"proposed\"\ndate: 2026-01-03\n---\n\n# Use `Go` & [Rust](https://x.example)\n\n## Decision Outcome\n",
        ["Use Go & Rust", "proposed", "2026-01-03", "madr"],
    ),
    style(
        "0003-madr-numbered.md",
        b"---\nnumber: 3\nstatus: rejected # for now\ndate: 2026-01-04\nconsulted:\n- Ann\n---\n# 3. Use Zig\n",
        ["Use Zig", "rejected", "2026-01-04", "madr-numbered"],
    ),
    style(
        "0004-toml.md",
        b"+++\ntitle = \"Use Perl\"\ndate = 2026-01-05\nstatus = 'deprecated'\n+++\n\nText.\n",
        ["Use Perl", "deprecated", "2026-01-05", "madr"],
    ),
    style(
        "0005-bullets.md",
        b"# Use C\n\n- Status: draft\n- Deciders: Ann, Bob\n- Date: 06/01/2026\n\n## Context and Problem Statement\n",
        ["Use C", "draft", "2026-01-06", "bullets"],
    ),
    style(
        "0006-bold.md",
        b"# ADR-0006: Use D\n\n**Status: \xE2\x9C\x85 Active**\\\n**Last Modified:** January 7, 2026\\\n\nText.\n",
        ["Use D", "Active", "2026-01-07", "bullets"],
    ),
    style(
        "0007-table.md",
        b"# Use E\n\n| Metadata | Value |\n|---|---|\n| Date | 2026-01-08 |\n| Status | Partially Implemented |\n\n\
          |Revision|Date|Author|\n|---|---|---|\n|1|2020-01-01|@a|\n\n## Status\n\nThis is the status of the store, and it is fine.\n",
        ["Use E", "Partially Implemented", "2026-01-08", "table"],
    ),
    style(
        "0008-table-across.md",
        b"| Status | Date | Author(s) |\n|:--|:--|:--|\n| Accepted | 2026-01-09 | [@a](https://x.example) |\n\n# Use F\n",
        ["Use F", "accepted", "2026-01-09", "table"],
    ),
    style(
        "0009-universal.md",
        b"# 9. Use G\n\n* Status: accepted\n* Date: 2026-01-10\n\nDate: 2026-01-10\n\n## Status\n\nAccepted\n\n## Decision\n",
        ["Use G", "accepted", "2026-01-10", "universal"],
    ),
    style(
        "0010-comment.md",
        b"<!-- markdownlint-disable -->\n<!--\n# Not this\n-->\n# Use H <!-- nor this -->\n\n## Status\n\n<!-- choose -->\n`Rejected`\n",
        ["Use H", "rejected", "-", "nygard"],
    ),
    style(
        "0011-crlf-bom.md",
        b"\xEF\xBB\xBF---\r\nstatus: accepted\r\ndate: 2026-01-12\r\n---\r\n# Use I\r\n",
        ["Use I", "accepted", "2026-01-12", "madr"],
    ),
    style(
        "0012-latin-1.md",
        b"# Caf\xE9\n\n* Status: accepted\n* Date: 2026-01-13\n",
        ["Caf\u{FFFD}", "accepted", "2026-01-13", "bullets"],
    ),
    style(
        "0013-fences.md",
        b"# Use J\n\n## Status\n\nAccepted\n\n````md\n```\n## Status\n\nRejected\n```\n````\n\n~~~\n## Status\n\nRejected\n~~~\n",
        ["Use J", "accepted", "-", "nygard"],
    ),
    style("0014-setext.md", b"Use K\nin *all*\n=====\n\nStatus\n------\n\nAccepted", ["Use K in *all*", "accepted", "-", "nygard"]),
    style(
        "0015-ticked.md",
        b"# Use L\n\n## Status\n\n- [ ] Proposed\n- [x] Accepted\n\n## Date\n\n16 Jan 2026\n",
        ["Use L", "accepted", "2026-01-16", "nygard"],
    ),
    style("20260117-by-day.md", b"# Use M\n\n- Status: accepted\n", ["Use M", "accepted", "2026-01-17", "bullets"]),
    style("2026-01-18-by-day.md", b"## Context\n\nNo title.\n", ["-", "-", "2026-01-18", "plain"]),
    style("ADR-019_Named.md", b"# 019 Use N\n\n## Context\n\n## Decision\n", ["Use N", "-", "-", "nygard"]),
    style("0020-open-front.md", b"---\nstatus: accepted\n\n# Use O\n", ["Use O", "accepted", "-", "bullets"]),
    style("0021-bad-day.md", b"# Use P\n\n* Status: accepted\n* Date: next Tuesday\n", ["Use P", "accepted", "-", "bullets"]),
    style(
        "0022-html.md",
        b"# Use Q\n\n* Status: accepted&#x20;\n* **Last Modified:**&#x31;2/16/2026\n",
        ["Use Q", "accepted", "2026-12-16", "bullets"],
    ),
];

/// Files that are no ADRs, and a word of the reason.
const NONE: &[(&str, &[u8], &str)] = &[
    ("README.md", b"# Decisions\n\n## Decision\n", "index"),
    ("index.md", b"# x\n", "index"),
    ("template.md", b"# x\n", "template"),
    ("0000-adr-template.md", b"# x\n\n## Status\n\nAccepted\n", "template"),
    ("adr-template-bare.md", b"# x\n", "template"),
    ("PLANTILLA.md", b"# x\n\n## Estado\n\nAceptado\n", "template"),
    ("MODELE-ADR.md", b"# x\n\n## Statut\n\nAccept\xC3\xA9\n", "template"),
    ("0000-vorlage.md", b"# x\n\n## Status\n\nAngenommen\n", "template"),
    ("ADR-nnn_short_title.md", b"# x\n\n## Status\n\nAccepted\n", "template"),
    ("0098-offer.md", b"# x\n\n* Status: {proposed | accepted}\n", "template"),
    ("0099-hole.md", b"# {short title}\n", "template"),
    ("0097-x-review.md", b"# Review\n\nFine.\n", "review"),
    ("notes.md", b"# Minutes\n\nWe met.\n", "neither a number"),
    ("0096-empty.md", b" \n", "empty"),
    ("0095-binary.md", b"# x\0\n", "binary"),
];

fn folder_with(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Log) {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        put(root.path(), path, bytes);
    }
    let log = read_log(root.path(), &Progress::default()).unwrap();
    (root, log)
}

#[allow(clippy::disallowed_methods, reason = "a test may leave half a file")]
fn put(root: &Path, path: &str, bytes: &[u8]) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

fn only(log: &Log) -> &Folder {
    assert_eq!(log.folders.len(), 1, "{:?}", log.folders.iter().map(|f| &f.folder.path).collect::<Vec<_>>());
    &log.folders[0].folder
}

#[test]
fn every_style_is_read_and_everything_else_has_a_reason() {
    let styles = STYLES.iter().map(|style| (format!("docs/adr/{}", style.file), style.bytes));
    let none = NONE.iter().map(|(file, bytes, _)| (format!("docs/adr/{file}"), *bytes));
    let files: Vec<(String, &[u8])> = styles.chain(none).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let (_root, log) = folder_with(&files);
    let folder = only(&log);
    for style in STYLES {
        let entry = folder.entries.iter().find(|e| e.file == style.file).unwrap_or_else(|| panic!("{}", style.file));
        let or = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let title = if entry.title == entry.file { None } else { Some(entry.title.clone()) };
        let found = [
            or(title),
            or(entry.status.as_ref().map(ToString::to_string)),
            or(entry.date.map(|date| date.to_string())),
            entry.form.as_str().to_owned(),
        ];
        assert_eq!(found, style.stated, "{}", style.file);
    }
    for (file, _, word) in NONE {
        let other = folder.others.iter().find(|other| other.file == *file).unwrap_or_else(|| panic!("{file}"));
        assert!(other.reason.to_string().contains(word), "{file}: {}", other.reason);
    }
    assert_eq!((folder.entries.len(), folder.others.len()), (STYLES.len(), NONE.len()));
    let in_part = |file: &str| {
        let entry = folder.entries.iter().find(|entry| entry.file == file).unwrap();
        entry.problems.iter().map(|problem| (problem.line, problem.what.as_str())).collect::<Vec<_>>()
    };
    for (file, line, words) in [
        ("0012-latin-1.md", 1, "UTF-8"),
        ("0020-open-front.md", 1, "never ends"),
        ("0021-bad-day.md", 4, "`next Tuesday`"),
        ("2026-01-18-by-day.md", 1, "no title"),
    ] {
        let found = in_part(file);
        assert!(matches!(found[..], [(at, what)] if at == line && what.contains(words)), "{file}: {found:?}");
    }
    assert_eq!(folder.entries.iter().filter(|entry| !entry.problems.is_empty()).count(), 4);
}

/// What the bytes of a place say.
fn at(bytes: &[u8], span: &std::ops::Range<usize>) -> String {
    String::from_utf8_lossy(&bytes[span.clone()]).into_owned()
}

#[test]
fn every_statement_knows_its_bytes() {
    let bytes = "\u{FEFF}---\r\nstatus: 'accepted' # x\r\ndate: \"2026-01-02\"\r\nconsulted: é\r\n---\r\n# x\r\n\r\n* **Status:** Accepted\r\n\
        | Status | Accepted |\r\n\r\n## Status\r\n\r\n**Accepted**\r\n\r\nAmends [1. y](0001-y.md)\r\n".as_bytes();
    let adr = read(bytes);
    let statuses: Vec<_> = adr.statuses.iter().map(|mark| (mark.line, at(bytes, &mark.span))).collect();
    let expected = [(2, "accepted"), (8, "Accepted"), (9, "Accepted"), (13, "**Accepted**")];
    assert_eq!(statuses, expected.map(|(line, words)| (line, words.to_owned())));
    assert_eq!(at(bytes, &adr.dates[0].span), "2026-01-02");
    let link = &adr.links[0];
    assert_eq!((at(bytes, &link.span).as_str(), link.line), ("[1. y](0001-y.md)", 15));
    assert_eq!(at(bytes, &link.line_span), "Amends [1. y](0001-y.md)");
    assert_eq!(adr.people.consulted, ["é"]);
}

fn links(adr: &Adr) -> Vec<(LinkKind, &str)> {
    adr.links.iter().map(|link| (link.kind.clone(), link.target.as_str())).collect()
}

#[test]
fn links_are_found_wherever_they_stand() {
    for (text, kind, target) in [
        ("# x\n\n## Status\n\nSuperseded by [2. y](0002-y.md)\n", LinkKind::SupersededBy, "0002-y.md"),
        ("# x\n\n## Status\n\nSuperceded by ADR-0002.\n", LinkKind::SupersededBy, "ADR-0002"),
        ("# x\n\n* Status: superseded by [0002-y](0002-y.md)\n", LinkKind::SupersededBy, "0002-y.md"),
        ("---\nstatus: \"superseded by ADR-0002\"\n---\n# x\n", LinkKind::SupersededBy, "ADR-0002"),
        ("---\nsupersedes: 2\n---\n# x\n", LinkKind::Supersedes, "2"),
        ("# x\n\n* Supersedes: [MADR 2](002-y.md)\n", LinkKind::Supersedes, "002-y.md"),
        ("# x\n\n| Status | Done |\n| Updates | ADR-8 |\n", LinkKind::Amends, "ADR-8"),
        ("# x\n\n## Links\n\n* Relates to [y](./0002-y.md#z)\n", LinkKind::RelatesTo, "./0002-y.md#z"),
        ("# x\n\n## Context\n\nSee [y](<../a b/0002-y.md>).\n", LinkKind::Mentions, "../a b/0002-y.md"),
    ] {
        assert_eq!(links(&read(text.as_bytes())), [(kind, target)], "{text}");
    }
    let code = "# x\n\n## Status\n\nAccepted (Option C superseded by [ADR 41](0041-y.md))\n\n## Context\n\n`[a](0001-b.md)` ![i](i.md)\n";
    let adr = read(code.as_bytes());
    assert_eq!(adr.status.map(|status| status.to_string()).as_deref(), Some("accepted"));
    assert!(adr.links.len() == 1 && adr.links[0].kind != LinkKind::SupersededBy, "{:?}", adr.links);
}

#[test]
fn a_status_that_says_two_things_is_found() {
    let found = |text: &str| {
        let adr = read(text.as_bytes());
        let status = adr.status.map(|status| status.to_string()).unwrap_or_default();
        (status, adr.findings.iter().map(|finding| finding.line).collect::<Vec<_>>())
    };
    let said = |status: &str, lines: &[usize]| (status.to_owned(), lines.to_vec());
    assert_eq!(found("# x\n\n* Status: accepted\n\n## Status\n\nRejected\n"), said("rejected", &[7]));
    assert_eq!(found("---\nstatus: Accepted\n---\n# x\n\n## Status\n\naccepted.\n"), said("accepted", &[]));
    assert_eq!(found("# x\n\n## Status\n\nDeprecated\n\nSuperseded by [y](2.md)\n"), said("superseded", &[]));
    assert_eq!(found("# x\n\n## Status\n\nAccepted\n\nSuperseded by [y](2.md)\n"), said("superseded", &[7]));
    assert_eq!(found("# x\n\n* Status: accepted\n* Superseded by: [y](2.md)\n"), said("accepted", &[3]));
}

#[test]
fn what_adrs_say_of_each_other_is_compared() {
    let (_root, log) = folder_with(&[
        ("adr/0001-a.md", b"# a\n\n## Status\n\nSuperseded by [b](0002-b.md)\n"),
        ("adr/0002-b.md", b"# b\n\n## Status\n\nAccepted\n\nSupersedes [a](0001-a.md)\n\n## Context\n\n[gone](0009-gone.md) [there](../x.md) [out](../../y.md)\n"),
        ("adr/0003-c.md", b"# c\n\n## Status\n\nAccepted\n\nSupersedes [b](0002-b.md)\n"),
        ("adr/0003-d.md", b"# d\n\n## Status\n\nSuperseded\n"),
        ("adr/0003a-e.md", b"# e\n\n## Status\n\nAccepted\n"),
        ("adr/0007-f.md", b"# f\n\n## Status\n\nSuperseded by ADR-42\n"),
        ("x.md", b"# x\n"),
    ]);
    let check = &log.folders[0].check;
    assert_eq!(check.duplicates.len(), 1);
    assert_eq!((check.duplicates[0].id.as_str(), check.duplicates[0].files.len()), ("3", 2));
    assert_eq!(check.gaps.iter().map(|gap| (gap.from, gap.to)).collect::<Vec<_>>(), [(4, 6)]);
    let dead: Vec<_> = check.dead_links.iter().map(|d| (d.file.as_str(), d.line, d.target.as_str())).collect();
    assert_eq!(dead, [("0002-b.md", 11, "0009-gone.md"), ("0007-f.md", 5, "ADR-42")]);
    let one_sided: Vec<_> = check.one_sided.iter().map(|d| (d.file.as_str(), d.line, d.target.as_str())).collect();
    assert_eq!(one_sided, [("0003-c.md", 7, "0002-b.md"), ("0003-d.md", 5, "")]);
    let found = log.folders[0].problems();
    let codes: Vec<&str> =
        found.iter().filter(|problem| problem.is_wrong()).map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["duplicate-number", "dead-link", "one-sided", "one-sided", "dead-link"]);
}

#[test]
fn every_folder_of_adrs_is_found_and_nothing_else() {
    let adr: &[u8] = b"# x\n\n## Status\n\nAccepted\n";
    let (root, log) = folder_with(&[
        (".git/config", b""),
        (".adr-dir", b"records\n"),
        ("records/README.md", b"# Records\n"),
        ("docs/adr/0001-a.md", adr),
        ("packages/web/notes/adr-001-b.md", adr),
        (".agents/architecture/ADR-001-c.md", adr),
        ("node_modules/x/docs/adr/0001-d.md", adr),
        ("book/001-start.md", b"# Chapter one\n\nIt was.\n"),
        ("book/002-end.md", b"# Chapter two\n\n## Status\n\nAccepted\n"),
        ("book/003-more.md", b"# Chapter three\n"),
        ("posts/2026-01-01-hello.md", b"# Hello\n"),
        ("docs/risks/0001-power.md", b"# Power\n\n- State: Accepted\n\n## Mitigation\n\nA second line.\n"),
        ("policies/001-passwords.md", b"# Passwords\n\nStatus: Active\n\n## Scope\n\nAll.\n"),
    ]);
    let paths: Vec<_> = log.folders.iter().map(|folder| folder.folder.path.as_str()).collect();
    assert_eq!(paths, [".agents/architecture", "docs/adr", "packages/web/notes", "records"]);
    assert!(log.folders[3].folder.because.contains(".adr-dir"));
    let one = read_log(&root.path().join("packages/web/notes"), &Progress::default()).unwrap();
    assert_eq!((only(&one).path.as_str(), only(&one).entries.len()), ("", 1));
    assert!(read_log(&root.path().join("nowhere"), &Progress::default()).is_err());
}

#[test]
fn folders_are_found_by_what_they_are_called_and_by_what_is_in_them() {
    let adr: &[u8] = b"# x\n\n## Status\n\nAccepted\n\n## Context\n\ny\n";
    let chapter: &[u8] = b"# Chapter\n\nIt was.\n";
    let (_root, log) = folder_with(&[
        (".git/config", b""),
        ("docs/records/0001-a/README.md", adr),
        ("docs/records/0002-b/index.md", adr),
        ("docs/course/01-start/README.md", chapter),
        ("docs/architectural-decisions/use-a-queue.md", adr),
        ("doku/architekturentscheidungen/warteschlange.md", adr),
        ("docs/design-decisions/colours.md", chapter),
        ("decisoes/plano.md", b"# Plano\n\n## Passos\n\nUm.\n"),
        ("decisions-minutes/monday.md", b"# Monday\n\nStatus: accepted\n\n## Present\n\nAnn.\n"),
        ("log/0000-use-log.md", adr),
        ("log/20240603162604-a.md", adr),
        ("log/20240604162604-b.md", adr),
        ("log/09_architecture_decisions.md", b"# Decisions\n\n- [a](20240603162604-a.md)\n"),
        ("log/000-adr-log.md", b"# Log\n\n- [a](20240603162604-a.md)\n"),
    ]);
    let paths: Vec<_> = log.folders.iter().map(|folder| folder.folder.path.as_str()).collect();
    assert_eq!(paths, ["docs/architectural-decisions", "docs/records", "doku/architekturentscheidungen", "log"]);
    let last = &log.folders[3].folder;
    assert_eq!(
        last.entries.iter().map(|entry| entry.date).collect::<Vec<_>>(),
        [None, Some(date(2024, 6, 3)), Some(date(2024, 6, 4))]
    );
    assert_eq!(last.others.iter().map(|other| &other.reason).collect::<Vec<_>>(), [&NotAdr::Index, &NotAdr::Index]);
}

#[test]
fn reading_can_be_watched_and_cancelled() {
    let files: Vec<(String, &[u8])> = (1..200).map(|n| (format!("adr/{n:04}-x.md"), &b"# x\n"[..])).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let (root, log) = folder_with(&files);
    let names: Vec<_> = only(&log).entries.iter().filter_map(|entry| entry.number).collect();
    assert_eq!(names, (1..200).collect::<Vec<u32>>());
    let progress = Progress::default();
    read_log(root.path(), &progress).unwrap();
    assert_eq!(progress.so_far(), (199, 199));
    progress.cancel();
    assert!(read_log(root.path(), &progress).is_err());
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_listed_and_not_followed() {
    let (root, _) = folder_with(&[("adr/0001-a.md", b"# a\n\n## Status\n\nAccepted\n"), ("secret.md", b"# Secret\n")]);
    std::os::unix::fs::symlink(root.path().join("secret.md"), root.path().join("adr/0002-b.md")).unwrap();
    std::os::unix::fs::symlink("nowhere.md", root.path().join("adr/0003-c.md")).unwrap();
    std::os::unix::fs::symlink(root.path(), root.path().join("adr/loop")).unwrap();
    fs::create_dir(root.path().join("adr/0004-d.md")).unwrap();
    let log = read_log(root.path(), &Progress::default()).unwrap();
    let reasons: Vec<_> = only(&log).others.iter().map(|other| other.reason.clone()).collect();
    assert_eq!(reasons, [NotAdr::Link, NotAdr::Link, NotAdr::Folder]);
    assert_eq!(weigh_in::decision_log::next_number(only(&log)), 5);
}

#[test]
fn our_own_adrs_are_read_whole_and_name_their_record() {
    let mut decision = Decision::new("x".to_owned(), date(2026, 10, 1));
    decision.title = "3. Use [Go] & `C#`: **now**".to_owned();
    decision.context = "# Status\n\nRejected\n\nDate: 1999-01-01\n\n* Status: rejected".to_owned();
    decision.people.decision_makers = vec!["Ann".to_owned(), "Bo: \"B\"".to_owned()];
    let go = Alternative::new(OptionId::new("go").unwrap(), "Go".to_owned());
    decision.options.push(Arc::new(go));
    for status in Status::ALL.into_iter().filter(|status| *status != Status::Draft) {
        decision.history = vec![weigh_in::decision::StatusChange { on: date(2026, 11, 3), status, by: String::new() }];
        let setting =
            Setting { style: &weigh_in::adr::Style::of(Dialect::Madr), number: None, relations: &[], charts: &[] };
        let record = Record { name: "use go.decision.ron", path: Some("../use go.decision.ron") };
        let text = render_record(&decision, Some(record), &setting).unwrap();
        let adr = read(text.as_bytes());
        assert_eq!(adr.status.as_ref().and_then(weigh_in::adr::AdrStatus::known), Some(status));
        assert_eq!(
            (adr.date, adr.form, adr.findings.len()),
            (Some(date(2026, 11, 3)), Form::Madr, 0),
            "{:?}",
            adr.findings
        );
        assert_eq!(adr.statuses.len(), 1);
        assert!(
            adr.title.as_deref().is_some_and(|title| title.contains("Use") && title.contains("C#")),
            "{:?}",
            adr.title
        );
        assert!(adr.record.as_deref().is_some_and(|record| record.starts_with("../use")), "{:?}", adr.record);
        assert_eq!(adr.people.decision_makers[0], "Ann");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn nothing_makes_the_reader_panic_and_every_place_is_in_the_file(parts in prop::collection::vec(part(), 0..30)) {
        places(parts.concat().as_bytes());
    }

    #[test]
    fn no_bytes_do_either(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        places(&bytes);
    }
}

fn places(bytes: &[u8]) {
    let adr = read(bytes);
    let line_at = |end: usize| bytes[..end].split(|byte| *byte == b'\n').count();
    let lines = line_at(bytes.len());
    let marks = adr.statuses.iter().map(|mark| (&mark.span, mark.line));
    let marks = marks.chain(adr.dates.iter().map(|mark| (&mark.span, mark.line)));
    for (span, line) in marks.chain(adr.links.iter().map(|link| (&link.span, link.line))) {
        assert!(span.start <= span.end && span.end <= bytes.len());
        let before = line_at(span.start);
        assert!(before == line && line <= lines, "{span:?} is not in line {line} but in {before}");
    }
    for section in &adr.sections {
        assert!(section.heading.end <= section.body.start && section.body.end <= bytes.len());
    }
}

#[test]
fn links_are_followed_however_their_letters_are_written() {
    let (one, other) = (
        "# 1. Use x\n\n## Status\n\nAccepted\n\nSee [2](0002-gr&#246;n.md) and \\[no](0009-z.md).\n",
        "# 2. Use y\n\n## Status\n\nAccepted\n\nSee [1](0001-use\\_x.md#status).\n",
    );
    let (_root, log) = folder_with(&[("adr/0001-use_x.md", one.as_bytes()), ("adr/0002-grön.md", other.as_bytes())]);
    assert_eq!(log.folders[0].check.dead_links, []);
}
