//! What another decision does to an ADR: only its status and its links change.

use std::{collections::BTreeSet, fs};

use jiff::civil::date;
use proptest::prelude::*;
use similar::{ChangeTag, TextDiff};
use weigh_in::{
    adr::{
        AdrStatus, Change, ChangeRefused, FindingKind, Indexed, LinkKind, Target, add_to_index, change, observed_style,
        read, restate_in_index, sights,
    },
    decision::{RelationKind, Status},
    decision_log::NamePattern,
};

use super::{
    corpora::markdown,
    imported::part,
    repositories::{Corpora, corpora},
};

fn by(kind: RelationKind) -> Change {
    let path = "0907-use-rust.md".to_owned();
    Change { kind, by: Target { number: Some(907), title: "Use [Rust] | *now*".to_owned(), path }, on: None }
}

fn by_day(kind: RelationKind) -> Change {
    let path = "../b/20261103-use-rust.md".to_owned();
    Change { kind, by: Target { number: None, title: "Use Rust".to_owned(), path }, on: None }
}

/// Headings over links in languages other than English, and of MADR's section for them.
const LINKS: [&str; 13] = [
    "Meer informatie",
    "Informations complémentaires",
    "Verweise",
    "Liens",
    "Enlaces",
    "Ligações",
    "Collegamenti",
    "Koppelingen",
    "Linki",
    "Ссылки",
    "链接",
    "リンク",
    "링크",
];

/// The lines that may be new besides those that name the other ADR.
const NEW: [&str; 11] = [
    "",
    "## Links",
    "## More Information",
    "## Status",
    "links:",
    "Superseded",
    "- target: 907",
    "kind: superseded-by",
    "kind: amended-by",
    "kind: relates-to",
    "---",
];

/// Checks a change, and tells whether there was one.
fn check(text: &str, change_to: &Change, what: &str) -> bool {
    let before = read(text.as_bytes());
    let after = match change(text, change_to) {
        Ok(after) => after,
        Err(ChangeRefused::AlreadySuperseded(_)) => {
            assert!(before.links.iter().any(|link| link.kind == LinkKind::SupersededBy), "{what}");
            return false;
        }
        Err(ChangeRefused::UnreadStatus { .. }) => {
            assert_eq!(before.statuses, [], "{what}");
            return false;
        }
        // A status that contradicts another one now would contradict it afterwards.
        Err(ChangeRefused::OtherStatus { .. }) => {
            assert!(before.findings.iter().any(|finding| finding.kind == FindingKind::Status), "{what}");
            return false;
        }
        Err(ChangeRefused::NoPlace(_)) => return false,
    };
    assert_eq!(change(&after, change_to).as_deref(), Ok(after.as_str()), "{what}: a second time");
    if after == text {
        return true;
    }
    let read_back = read(after.as_bytes());
    let kind = match change_to.kind {
        RelationKind::Supersedes => LinkKind::SupersededBy,
        RelationKind::Amends => LinkKind::AmendedBy,
        RelationKind::RelatesTo => LinkKind::RelatesTo,
    };
    assert!(read_back.links.iter().any(|link| link.kind == kind), "{what}: {after}");
    if change_to.kind == RelationKind::Supersedes {
        assert_eq!(read_back.status.as_ref().and_then(AdrStatus::known), Some(Status::Superseded), "{what}: {after}");
    } else {
        assert_eq!(read_back.status, before.status, "{what}: {after}");
    }
    assert_eq!((&read_back.title, read_back.date), (&before.title, before.date), "{what}: {after}");

    let bare = |text: &str| text.trim_start_matches('\u{FEFF}').to_owned();
    assert_eq!(text.starts_with('\u{FEFF}'), after.starts_with('\u{FEFF}'), "{what}");
    let (text, after) = (bare(text), bare(&after));
    let status_lines: BTreeSet<usize> = match change_to.kind {
        RelationKind::Supersedes => {
            let is_place = |line: &str| line.starts_with("superseded") || line.starts_with("| Superseded by |");
            let places = text.lines().enumerate().filter(|(_, line)| is_place(line));
            before.statuses.iter().map(|mark| mark.line).chain(places.map(|(at, _)| at + 1)).collect()
        }
        _ => BTreeSet::new(),
    };
    let windows = text.matches("\r\n").count() * 2 > text.matches('\n').count();
    let last = text.split_inclusive('\n').count();
    for change in TextDiff::from_lines(text.as_str(), after.as_str()).iter_all_changes() {
        let line = change.value();
        let words = line.trim();
        let is_last = change.old_index().is_some_and(|at| at + 1 == last) && !line.ends_with('\n');
        match change.tag() {
            ChangeTag::Equal => {}
            ChangeTag::Delete => {
                let number = change.old_index().unwrap() + 1;
                assert!(status_lines.contains(&number) || is_last, "{what}: line {number} is gone: {line}");
            }
            ChangeTag::Insert => {
                let lower = words.to_lowercase();
                let named = ["0907", "907", "20261103-use-rust"].iter().any(|name| words.contains(name));
                let status = lower.contains("superseded")
                    || lower.contains("ersetzt")
                    || lower.contains("remplac")
                    || ["reemplaz", "заменен", "置き換え", "取代"].iter().any(|word| lower.contains(word));
                let was_last = text.ends_with(line.trim_end_matches(['\r', '\n'])) && !text.ends_with('\n');
                let is_heading = words.strip_prefix("## ").is_some_and(|words| LINKS.contains(&words));
                assert!(named || status || is_heading || NEW.contains(&words) || was_last, "{what}: {line:?} is new");
                if line.ends_with('\n') && !status {
                    assert_eq!(line.ends_with("\r\n"), windows, "{what}: {line:?}");
                }
            }
        }
    }
    // Outside the lines that were touched, the first and the last bytes are those that were there.
    let common = text.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let first = status_lines.iter().next().map_or(1, |line| *line);
    let start: usize = text.split_inclusive('\n').take(first.saturating_sub(1)).map(str::len).sum();
    assert!(common >= start, "{what}");
    true
}

#[test]
fn every_adr_of_the_corpora_takes_every_change_and_keeps_the_rest() {
    for corpora in corpora() {
        takes_every_change(&corpora);
    }
}

fn takes_every_change(Corpora { folder: corpora, is_real }: &Corpora) {
    let mut files = Vec::new();
    markdown(corpora, &mut files);
    let (mut done, mut refused, mut tried) = (0, Vec::new(), 0);
    for file in &files {
        let name = file.strip_prefix(corpora).unwrap().display().to_string();
        let Ok(text) = String::from_utf8(fs::read(file).unwrap()) else { continue };
        let variants = [
            text.clone(),
            text.replace("\r\n", "\n").replace('\n', "\r\n"),
            format!("\u{FEFF}{text}"),
            text.trim_end().to_owned(),
        ];
        for kind in RelationKind::ALL {
            for change in [by(kind), by_day(kind)] {
                // By another name, it is the same places: the file as it is will do.
                let variants = if change.by.number.is_some() { &variants[..] } else { &variants[..1] };
                for text in variants {
                    tried += 1;
                    if check(text, &change, &name) {
                        done += 1;
                    } else if !refused.contains(&name) {
                        refused.push(name.clone());
                    }
                }
            }
        }
    }
    println!("{} files, {tried} changes, {done} made; refused in part: {refused:#?}", files.len());
    // What is superseded already is not superseded by another one, which is two in eight of those written for the tests.
    let least = if *is_real { 97 } else { 90 };
    assert!(done * 100 >= tried * least, "{done} of {tried}");
}

#[test]
fn each_form_says_it_in_its_own_way() {
    use RelationKind::{Amends, RelatesTo, Supersedes};
    for (before, kind, after) in [
        ("---\nstatus: \"accepted\"\n---\n# A\n", Supersedes, "---\nstatus: \"superseded by ADR-0907\"\n---\n# A\n"),
        (
            "---\nstatus: accepted # since May\n---\n# A\n",
            Supersedes,
            "---\nstatus: superseded by ADR-0907 # since May\n---\n# A\n",
        ),
        (
            "---\ndate: 2026-11-03\n---\n# A\n",
            Supersedes,
            "---\ndate: 2026-11-03\nstatus: superseded by ADR-0907\n---\n# A\n",
        ),
        (
            "---\nnumber: 2\nstatus: accepted\n---\n# A\n",
            Supersedes,
            "---\nnumber: 2\nstatus: superseded\nlinks:\n  - target: 907\n    kind: superseded-by\n---\n# A\n",
        ),
        (
            "---\nadr: \"0002\"\nstatus: accepted\nparent: x\n---\n# A\n",
            Supersedes,
            "---\nadr: \"0002\"\nstatus: superseded by ADR-0907\nparent: x\n---\n# A\n",
        ),
        (
            "---\nadr: \"0002\"\nstatus: accepted\nsuperseded_by: []\n---\n# A\n",
            Supersedes,
            "---\nadr: \"0002\"\nstatus: superseded\nsuperseded_by: [\"0907\"]\n---\n# A\n",
        ),
        (
            "---\nstatus: Accepted\nsuperseded-by: ~\n---\n# A\n",
            Supersedes,
            "---\nstatus: Superseded\nsuperseded-by: ADR-0907\n---\n# A\n",
        ),
        (
            "# A\n\n| Status | `Accepted` |\n|---|---|\n| Superseded by | - |\n",
            Supersedes,
            "# A\n\n| Status | `Superseded` |\n|---|---|\n| Superseded by | [0907-use-rust](0907-use-rust.md) |\n",
        ),
        (
            "# A\n\n| Status | `Accepted` |\n|---|---|\n| Date | 2026-11-03 |\n",
            Supersedes,
            "# A\n\n| Status | `Superseded` by [0907-use-rust](0907-use-rust.md) |\n|---|---|\n| Date | 2026-11-03 |\n",
        ),
        (
            "---\nnumber: 2\nstatus: accepted\nlinks:\n- target: 1\n  kind: amends\ntags: [x]\n---\n# A\n",
            Amends,
            "---\nnumber: 2\nstatus: accepted\nlinks:\n- target: 1\n  kind: amends\n- target: 907\n  kind: amended-by\ntags: [x]\n---\n# A\n",
        ),
        (
            "# 2. A\n\n## Status\n\nAccepted\n\nAmends [1. Z](0001-z.md)\n\n## Context\n",
            Supersedes,
            "# 2. A\n\n## Status\n\nSuperseded by [907. Use Rust &#124; \\*now\\*](0907-use-rust.md)\n\nAmends [1. Z](0001-z.md)\n\n## Context\n",
        ),
        (
            "# 2. A\r\n\r\n## Status\r\n\r\n✅ ACCEPTED\r\n## Context",
            Supersedes,
            "# 2. A\r\n\r\n## Status\r\n\r\nSUPERSEDED BY [907. Use Rust &#124; \\*now\\*](0907-use-rust.md)\r\n## Context",
        ),
        (
            "# A\n\n* **Status:** Accepted (May)\n* Date: 2026-11-03\n",
            Supersedes,
            "# A\n\n* **Status:** Superseded by [0907-use-rust](0907-use-rust.md)\n* Date: 2026-11-03\n",
        ),
        (
            "# A\n\n- Status: `accepted`\n\n## Links\n\n- [x](https://x.example)\n\n## End\n",
            Amends,
            "# A\n\n- Status: `accepted`\n\n## Links\n\n- [x](https://x.example)\n- Amended by [907. Use Rust &#124; \\*now\\*](0907-use-rust.md)\n\n## End\n",
        ),
        (
            "| Status | Date |\n|---|---|\n| Accepted | 2026-11-03 |\n\n# A\n",
            Supersedes,
            "| Status | Date |\n|---|---|\n| Superseded by [0907-use-rust](0907-use-rust.md) | 2026-11-03 |\n\n# A\n",
        ),
        (
            "# 1. A\n\n## Status\n\nAkzeptiert\n",
            Supersedes,
            "# 1. A\n\n## Status\n\nErsetzt durch [907. Use Rust &#124; \\*now\\*](0907-use-rust.md)\n",
        ),
        (
            "---\nstatus: accepted\n---\n# A\n\n## More Information\n\nx\n",
            RelatesTo,
            "---\nstatus: accepted\n---\n# A\n\n## More Information\n\nx\n\nRelates to [907. Use Rust &#124; \\*now\\*](0907-use-rust.md)\n",
        ),
        (
            "# 1. A\n\n## Context\n\nx",
            Supersedes,
            "# 1. A\n\n## Status\n\nSuperseded by [907. Use Rust &#124; \\*now\\*](0907-use-rust.md)\n\n## Context\n\nx",
        ),
    ] {
        becomes(before, kind, after);
    }
    let both = "# 3. A\n\n* Status: accepted\n\nDate: 2026-11-03\n\n## Status\n\nAccepted\n\n## Context and Problem Statement\n";
    let universal = "# 3. A\n\n* Status: superseded by [0907-use-rust](0907-use-rust.md)\n\nDate: 2026-11-03\n\n## Status\n\nSuperseded by [907. Use Rust &#124; \\*now\\*](0907-use-rust.md)\n\n## Context and Problem Statement\n";
    assert_eq!(change(both, &by(Supersedes)).as_deref(), Ok(universal));
    let taken = "# 1. A\n\n## Status\n\nSuperseded by [2. B](0002-b.md)\n";
    assert_eq!(change(taken, &by(Supersedes)), Err(ChangeRefused::AlreadySuperseded("0002-b.md".to_owned())));
}

#[test]
fn a_status_changes_where_it_stands_and_in_its_language() {
    for (before, after) in [
        (
            "# 1. A\n\n## Status\n\nAccepted by the board, and rolled out\n",
            "# 1. A\n\n## Status\n\nSuperseded by [907. Use Rust &#124; \\*now\\*](0907-use-rust.md)\n",
        ),
        (
            "# A\n\n- **Status**: **Accepted** (2026-05-06)\n- Tags: x\n",
            "# A\n\n- **Status**: **Superseded by [0907-use-rust](0907-use-rust.md)** ~~(2026-05-06)~~\n- Tags: x\n",
        ),
        (
            "# A\n\n## Metadata\n\n- Status: accepted\n- Date: 2026-11-03\n\n## Context\n",
            "# A\n\n## Metadata\n\n- Status: superseded by [0907-use-rust](0907-use-rust.md)\n- Date: 2026-11-03\n\n## Context\n",
        ),
        (
            "# A\n\n## Status: ✅ Accepted\n\n## Context\n",
            "# A\n\n## Status: Superseded by [0907-use-rust](0907-use-rust.md)\n\n## Context\n",
        ),
        (
            "# A\n\n- Estado: aceptado\n\n## Contexto\n",
            "# A\n\n- Estado: reemplazado por [0907-use-rust](0907-use-rust.md)\n\n## Contexto\n",
        ),
        ("# A\n\n* Статус: Принято\n", "# A\n\n* Статус: Заменено на [0907-use-rust](0907-use-rust.md)\n"),
        (
            "# 1. A\n\n## ステータス\n\n採用(2026-08-06)\n",
            "# 1. A\n\n## ステータス\n\n[907. Use Rust &#124; \\*now\\*](0907-use-rust.md) に置き換え ~~(2026-08-06)~~\n",
        ),
        ("# 1. A\n\n状态：已接受\n", "# 1. A\n\n状态：已被 [0907-use-rust](0907-use-rust.md) 取代\n"),
    ] {
        becomes(before, RelationKind::Supersedes, after);
    }
    // A second status beside one that is not read would contradict it.
    let words = "Zustand: akzeptiert".to_owned();
    let unread = format!("# 1. A\n\n{words}\n\n## Kontext\n");
    assert_eq!(change(&unread, &by(RelationKind::Supersedes)), Err(ChangeRefused::UnreadStatus { line: 3, words }));
}

fn becomes(before: &str, kind: RelationKind, after: &str) {
    let found = change(before, &by(kind)).unwrap_or_else(|why| panic!("{why}: {before}"));
    assert_eq!(found, after, "{before}");
    assert!(check(before, &by(kind), before));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn no_text_loses_anything_else(parts in prop::collection::vec(part(), 0..30), at in 0..3_usize) {
        // `check` asks that titles and dates stay, too, which garbage of half-open fences may not grant: there, what
        // counts is that a second time changes nothing, and that no text panics.
        let text = parts.concat();
        for change_to in [by(RelationKind::ALL[at]), by_day(RelationKind::ALL[at])] {
            if let Ok(after) = change(&text, &change_to) {
                prop_assert_eq!(change(&after, &change_to), Ok(after.clone()));
                prop_assert!(after == text || after.len() >= text.len().saturating_sub(40));
            }
        }
    }

    #[test]
    fn no_text_makes_the_index_the_ways_or_the_clients_stumble(parts in prop::collection::vec(part(), 0..30), file in "[-0-9a-z_.é]{0,12}(\\.md)?") {
        let text = parts.concat();
        let adr = |path: &str, title: &str| Indexed { path: path.to_owned(), title: title.to_owned(), number: Some(2), ..Indexed::default() };
        let known = [adr("0002-y.md", "y"), adr("x.md", "x")];
        let new = adr("0907-use-rust.md", "Use [Rust] | *now*");
        if let Some(after) = add_to_index(&text, &known, &new) {
            prop_assert!(after.len() > text.len());
            prop_assert_eq!(add_to_index(&after, &known, &new), None);
        }
        let restated = restate_in_index(&text, &known, "0002-y.md", "accepted", "superseded");
        prop_assert_eq!(restate_in_index(&restated, &known, "0002-y.md", "accepted", "superseded"), restated.clone());
        let _ = observed_style(&text).style(None);
        prop_assert_eq!(sights(&file, &text).len(), 12);
        let _ = NamePattern::following(&[&file, "0001-a.md"]).file_name(3, date(2026, 11, 3), "x");
    }
}

#[test]
fn a_badge_is_left_to_people_with_its_line() {
    let by = Target { number: Some(2), title: "Use Rust".to_owned(), path: "0002-use-rust.md".into() };
    let text = "# A\n\n![status: accepted](https://img.example/status-accepted)\n\n## Context\n\nx\n";
    let refused = change(text, &Change { kind: RelationKind::Supersedes, by, on: None }).unwrap_err().to_string();
    assert!(
        refused.ends_with("superseded by [2. Use Rust](0002-use-rust.md), in line 3, where its status is"),
        "{refused}"
    );
}

#[test]
fn a_cell_with_room_on_one_side_gets_it_on_both() {
    let text = "# A\n\n| Status | Accepted |\n|---|---|\n| Superseded by | |\n";
    let changed = change(text, &by(RelationKind::Supersedes)).unwrap();
    assert!(changed.ends_with("| Superseded by | [0907-use-rust](0907-use-rust.md) |\n"), "{changed}");
}
