//! What inputs are made from: small files of every kind.

use std::sync::LazyLock;

use jiff::civil::date;
use weigh_in::{
    adr::{Dialect, Setting, Style, render_record},
    analysis::{Scope, analyze},
    decision::{BallotSheet, Decision},
    storage, table,
};

/// A file of format 1 with every field in use.
pub const V1: &str = include_str!("../fixtures/v1.decision.ron");

/// A file of format 2 with every field in use.
pub const V2: &str = include_str!("../fixtures/v2.decision.ron");

/// The record of that file.
pub static RECORD: LazyLock<Decision> = LazyLock::new(|| storage::parse(V2).unwrap().decision);

const SMALL: &str =
    "(\n    format: 2,\n    id: \"0123456789abcdef\",\n    title: \"Use Go\",\n    created: \"2026-11-03\",\n)\n";

pub fn decisions() -> Vec<Vec<u8>> {
    let blank = storage::templates::built_in().iter().find(|template| template.id == "blank").unwrap();
    let started = blank.start("0123456789abcdef".to_owned(), date(2026, 11, 3), None);
    let newer = V2.replace("format: 2", "format: 3");
    [V1, V2, &storage::to_ron(&started), SMALL, &newer].map(|text| text.as_bytes().to_vec()).to_vec()
}

pub fn ballots() -> Vec<Vec<u8>> {
    let sheets = RECORD.ballots.iter().filter_map(|ballot| RECORD.ballot_sheet(&ballot.member));
    let mut texts: Vec<Vec<u8>> =
        sheets.map(|sheet: BallotSheet| storage::ballot_to_ron(&sheet).into_bytes()).collect();
    assert!(!texts.is_empty());
    texts.push(SMALL.as_bytes().to_vec());
    texts
}

/// A record without criteria and options, which a table may bring.
pub static BLANK: LazyLock<Decision> = LazyLock::new(|| storage::parse(SMALL).unwrap().decision);

pub fn tables() -> Vec<Vec<u8>> {
    let member = &RECORD.members[0].id;
    let all = [
        table::votes_table(&RECORD),
        table::member_table(&RECORD, member),
        table::means_table(&RECORD, &analyze(&RECORD, Scope::All)),
        "Kriterium;Gewicht;Go;Rust\nHiring;0,7;4;?\nSafety;0,3;++;--\nSumme;;3,5;2\n".to_owned(),
    ];
    let wide: Vec<u8> = all[3].encode_utf16().flat_map(u16::to_le_bytes).collect();
    all.into_iter().map(String::into_bytes).chain([wide]).collect()
}

pub fn templates() -> Vec<Vec<u8>> {
    let own = weigh_in::template::Template::from_decision(&RECORD, "own".to_owned(), "Own".to_owned(), String::new());
    vec![include_bytes!("../../templates/blank.template.ron").to_vec(), storage::template_to_ron(&own).into_bytes()]
}

pub fn conflicted() -> Vec<Vec<u8>> {
    let other = V1.replace("title: \"", "title: \"Not ");
    let marked = format!("<<<<<<< ours\n{V1}||||||| base\n{V1}=======\n{other}>>>>>>> theirs\n");
    let line = V1.lines().find(|line| line.contains("title:")).unwrap();
    let small = V1.replacen(line, &format!("<<<<<<< a\n{line}\n=======\n    title: \"B\",\n>>>>>>> b"), 1);
    vec![small.into_bytes(), marked.into_bytes(), b"<<<<<<< a\n1\n=======\n2\n=======\n3\n>>>>>>> b\n".to_vec()]
}

pub fn adrs() -> Vec<Vec<u8>> {
    let written = Dialect::ALL.map(|dialect| {
        let setting = Setting { style: &Style::of(dialect), number: Some(7), relations: &[], charts: &[] };
        render_record(&RECORD, None, &setting).unwrap().into_bytes()
    });
    let others = [
        "# 4. Use Go\n\nDate: 2026-11-03\n\n## Status\n\nAccepted\n\nSupersedes [1. Use Perl](0001-use-perl.md)\n\n## Context\n\nx\n",
        "---\nstatus: superseded by [ADR-0005](0005-x.md)\ndate: 2026-11-03\ndeciders: a, b\n---\n# Title\n\n## Considered Options\n\n* A\n* B\n\n## Decision Outcome\n\nChosen option: \"A\", because x.\n\n### Consequences\n\n* Good, because y\n\n## Pros and Cons of the Options\n\n### A\n\n* Good, because z\n",
        "# Use Go\n\n- Status: accepted\n- Date: 2026-11-03\n- Tags: a, b\n\n| Key | Value |\n| --- | --- |\n| Status | Proposed |\n",
        "Title\n=====\n\n**Status**: Deprecated by ADR 12\n\n```\n# not a heading\n```\n\n<!-- x -->\n> quote\n\n1. one\n2. two\n",
    ];
    written.into_iter().chain(others.map(|text| text.as_bytes().to_vec())).collect()
}

pub fn indexes() -> Vec<Vec<u8>> {
    [
        "# Decisions\n\n* [1. Use Perl](0001-use-perl.md)\n* [2. Use Go](0002-use-go.md) - accepted\n",
        "| Id | Title | Status | Date |\n| --- | --- | --- | --- |\n| 1 | [Use Perl](0001-use-perl.md) | Accepted | 2025-01-02 |\n| 2 | [Use Go](0002-use-go.md) | Proposed | 2026-11-03 |\n",
        "<!-- adrlog -->\n\n* [ADR-0001](0001-use-perl.md) - Use Perl\n\n<!-- adrlogstop -->\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

pub fn own_templates() -> Vec<Vec<u8>> {
    [
        "# {{ heading }}{{ title }}\n\n* Status: {{ status }}\n\n{{ context|blocks }}\n\n{% include \"choice\" %}\n{% include \"information\" %}\n",
        "{% for option in options %}\n### {{ option.name }}\n{{ option.description|paragraphs }}\n{% endfor %}\n",
        "{% set x = title %}{% for key, names in people %}{{ key|label }}: {{ names|join(\", \") }}{% endfor %}{{ links|length }}\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

/// Configuration files, one of which is written: its name on the first line, then what it holds.
pub fn folders() -> Vec<Vec<u8>> {
    [
        ".adr-dir\ndoc/adr\n",
        "adrs.toml\nadr_dir = \"docs/adr\"\nmode = \"ng\"\n",
        ".log4brains.yml\nproject:\n  name: X\n  adrFolder: ./docs/adr\n  packages:\n    - name: a\n      adrFolder: a/adr\n",
        "settings.ron\n(\n    theme: Dark,\n    zoom: 1.5,\n    recent: [(path: \"/a\", title: \"A\", status: \"draft\")],\n    hints: [\"a\"],\n)\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

pub fn git_refs() -> Vec<Vec<u8>> {
    let tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    vec![
        format!("{tree} refs/heads/main\n{tree} refs/remotes/origin/x\n").into_bytes(),
        b"0001-a.md\x000002-b c.md\x00\xff.md\x00".to_vec(),
    ]
}
