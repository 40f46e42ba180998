//! The readers, each with what it reads and all that is done with what it understood.

use std::{cell::RefCell, fs};

use jiff::civil::{Date, date};
use tempfile::TempDir;
use weigh_in::{
    adr::{
        self, Case, Change, Dialect, Indexed, OwnTemplate, Setting, Style, Target, add_to_index, change, drawn, import,
        number_of, observed_style, render_record, restate_in_index, sights,
    },
    analysis::{self, Scope, analyze, sentences, to_json, verdict},
    chart::{ChartKind, chart},
    decision::{Decision, Edit, RelationKind},
    decision_log::{FolderError, NamePattern, Progress, file_name, find_folder, inside, read_log},
    storage::{self, Settings},
    table::{Grid, TableReading, TableScale, TableWays, plan_table},
};

use super::{
    report,
    seeds::{self, BLANK, RECORD},
};

/// A reader of files from strangers.
pub struct Reader {
    pub name: &'static str,
    /// How many of the inputs it gets, in relation to the others.
    pub share: u64,
    /// Whether it reads from memory, so that it can be given long inputs at no cost.
    pub in_memory: bool,
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// What means something to it.
    pub words: &'static [&'static str],
    /// Reads, and tells whether it made sense of the input.
    pub read: fn(&[u8]) -> bool,
}

const RON: &[&str] = &[
    "format: 1",
    "format: 2",
    "format: 2",
    "id: \"",
    "title: \"",
    "options: [",
    "criteria: [",
    "members: [",
    "ballots: [",
    "rounds: [",
    "cells: {",
    "swings: {",
    "swing: 101",
    "weight: 1e308",
    "weight: 0.0",
    "Some(",
    "None",
    "r#\"",
    "\"#",
    "r##\"",
    "()",
    "(id: \"go\")",
    "\"go\"",
    "\"ana\"",
    "must_have",
    "not_applicable: true",
    "sealed: true",
    "abstain: true",
    "score: 3",
    "round: 4294967295",
    "#![enable(",
    "implicit_some",
    "'a'",
    "\\u{202E}",
    "\\n",
    "0b1",
    "1_000",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    "// ",
    "/* ",
];

const MARKDOWN: &[&str] = &[
    "# ",
    "## ",
    "## Status\n",
    "###### ",
    "---\n",
    "===\n",
    "status: ",
    "date: ",
    "Status: accepted",
    "* Status: ",
    "- **Date**: ",
    "Superseded by ",
    "Amends ",
    "[1. x](0001-x.md)",
    "[",
    "](",
    ")",
    "![",
    "```\n",
    "~~~\n",
    "<!-- ",
    " -->",
    "<!-- adrlog -->",
    "| ",
    " | ",
    "|---|",
    "> ",
    "* ",
    "+ ",
    "1. ",
    "Chosen option: \"",
    ", because ",
    "Good, because ",
    "## Considered Options\n",
    "## Decision Outcome\n",
    "### ",
    "ADR-0001",
    "&amp;",
    "\\",
    "`",
    "**",
    "_",
    "\\[",
    "<b>",
    "deciders: [a, b]\n",
    "tags:\n  - a\n",
    "  - target: 1\n    kind: supersedes\n",
    "\u{FEFF}",
];

const CONFLICT: &[&str] = &[
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "||||||| c\n",
    "<<<<<<<< a\n",
    "========\n",
    ">>>>>>>> b\n",
    "<<<<<<<\r\n",
    "title: \"x\",\n",
    "<",
    "=",
    ">",
    "|",
];

const JINJA: &[&str] = &[
    "{{ title }}",
    "{{ context|blocks }}",
    "{% for o in options %}",
    "{% endfor %}",
    "{% if result %}",
    "{% endif %}",
    "{% include \"body\" %}",
    "{% include \"x\" %}",
    "{% set x = x ~ x %}",
    "{% set x = title %}",
    "{% macro m(a) %}",
    "{% endmacro %}",
    "{{ m(m(title)) }}",
    "{{ \"a\" * 99999 }}",
    "{{ range(99999) }}",
    "{{ title|indent(9999) }}",
    "{{ title|replace(\"e\", title) }}",
    "{{ [1, 2]|join(title) }}",
    "{{ title|upper|label }}",
    "{{ title|url }}",
    "{{ self.x() }}",
    "{{ loop(options) }}",
    "{% for o in options recursive %}",
    "{% set y %}",
    "{% endset %}",
    "{% block b %}",
    "{% endblock %}",
    "{{ debug() }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1)|items }}",
    "{% raw %}",
    "{% endraw %}",
    "{# ",
    " #}",
    "{%- ",
    "-%}",
    "{{ 1 // 0 }}",
    "{{ 9 ** 99 }}",
    "{{ -9223372036854775808 }}",
    "{{ title[0:99] }}",
    "{{ title[::-1] }}",
    "{{ \"%s\"|format(1) }}",
    "{% extends \"madr\" %}",
    "{% import \"body\" as b %}",
    "{% autoescape false %}",
    "{% endautoescape %}",
];

const CONFIG: &[&str] = &[
    ".adr-dir\n",
    "adrs.toml\n",
    ".log4brains.yml\n",
    "settings.ron\n",
    "adr_dir = ",
    "adrFolder: ",
    "project:\n",
    "  packages:\n",
    "../",
    "/etc",
    ".git/hooks",
    "C:\\x",
    "\"",
    "'",
    "docs",
    ".",
    "a/b",
    "zoom: NaN",
    "zoom: 1e9",
    "theme: Light",
    "recent: [",
    "hints: [",
];

const REFS: &[&str] = &[
    "refs/heads/",
    "refs/remotes/",
    "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "--output=x",
    "\0",
    "0007-",
    "ADR-1-",
    "20261103-",
    ".md",
    "2026-11-03-",
];

const TABLE: &[&str] = &[
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\r\n",
    "\n",
    "sep=;\n",
    "id,criterion,group,weight,Go,Rust\n",
    "round,member,criterion,option,score,confidence,evidence,link,note\n",
    "member",
    "option:go",
    "Gewicht",
    "Total",
    "ana",
    "hiring",
    "Go",
    "?",
    "++",
    "--",
    "'=",
    "4/5",
    "30 %",
    "3,5",
    "999999999",
    "0.0000001",
    "High",
    "https://a.example",
    "\u{FEFF}",
    "\u{202E}",
    "\0",
    "PK\u{3}\u{4}",
];

#[rustfmt::skip]
pub const READERS: &[Reader] = &[
    Reader { name: "decision", share: 200, in_memory: true, seeds: seeds::decisions, words: RON, read: decision },
    Reader { name: "ballot", share: 120, in_memory: true, seeds: seeds::ballots, words: RON, read: ballot },
    Reader { name: "template", share: 120, in_memory: true, seeds: seeds::templates, words: RON, read: template },
    Reader { name: "conflicted", share: 60, in_memory: true, seeds: seeds::conflicted, words: CONFLICT, read: conflicted },
    Reader { name: "adr", share: 200, in_memory: true, seeds: seeds::adrs, words: MARKDOWN, read: read_adr },
    Reader { name: "adr import", share: 80, in_memory: true, seeds: seeds::adrs, words: MARKDOWN, read: import_adr },
    Reader { name: "adr change", share: 80, in_memory: true, seeds: seeds::adrs, words: MARKDOWN, read: change_adr },
    Reader { name: "adr clients", share: 60, in_memory: true, seeds: seeds::adrs, words: MARKDOWN, read: clients },
    Reader { name: "index", share: 60, in_memory: true, seeds: seeds::indexes, words: MARKDOWN, read: index },
    Reader { name: "own template", share: 20, in_memory: true, seeds: seeds::own_templates, words: JINJA, read: own_template },
    Reader { name: "folder", share: 5, in_memory: false, seeds: seeds::folders, words: CONFIG, read: folder },
    Reader { name: "table", share: 40, in_memory: true, seeds: seeds::tables, words: TABLE, read: table },
    Reader { name: "report", share: 20, in_memory: false, seeds: report::seeds, words: report::WORDS, read: report::read },
    Reader { name: "git", share: 15, in_memory: true, seeds: seeds::git_refs, words: REFS, read: git },
];

const TODAY: Date = date(2026, 11, 3);

/// All that is done with a record that was opened.
fn use_record(decision: &Decision) {
    let text = storage::to_ron(decision);
    let again = storage::parse(&text).expect("what is written can be read").decision;
    assert!(again == *decision, "a record is read back as another one");
    let analysis = analyze(decision, Scope::All);
    let hidden = analyze(decision, Scope::Revealed);
    drop((
        sentences(decision, &analysis),
        verdict(decision, &hidden),
        serde_json::to_string(&to_json(decision, &analysis)),
    ));
    for problem in analysis::problems(decision, &analysis) {
        let _ = storage::line_of(&text, &problem.place);
    }
}

fn decision(bytes: &[u8]) -> bool {
    let Ok(loaded) = storage::parse(&String::from_utf8_lossy(bytes)) else { return false };
    use_record(&loaded.decision);
    let dialect = Dialect::ALL[bytes.len() % Dialect::ALL.len()];
    let setting = Setting { style: &Style::of(dialect), number: Some(7), relations: &[], charts: &[] };
    let written = render_record(&loaded.decision, None, &setting).expect("our own dialects are sound");
    assert!(!written.contains(deceiving), "{written:?}");
    charts(&loaded.decision);
    true
}

/// All that can be drawn of a record, and its report.
fn charts(decision: &Decision) {
    let analysis = drawn(decision, Scope::All);
    for chart in ChartKind::ALL.into_iter().filter_map(|kind| chart(decision, &analysis, kind)) {
        roxmltree::Document::parse(&chart.svg).expect("a chart is whole XML");
        assert!(!chart.svg.contains(deceiving) && chart.svg.len() < 2_000_000, "{}", chart.svg.len());
    }
    report::check(decision, &analysis);
}

/// Characters that make a text look like another one.
fn deceiving(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
        || (c.is_control() && !"\n\t".contains(c))
}

fn ballot(bytes: &[u8]) -> bool {
    let Ok(sheet) = storage::parse_ballot(&String::from_utf8_lossy(bytes)) else { return false };
    assert!(storage::parse_ballot(&storage::ballot_to_ron(&sheet)).is_ok_and(|again| again == sheet));
    for replace in [false, true] {
        let sheets = vec![sheet.clone()];
        let intake = RECORD.intake(&sheets, replace);
        assert_eq!(intake.len(), 1);
        let mut record = RECORD.clone();
        if record.apply(Edit::Import { sheets, replace, on: TODAY }).is_err() {
            assert!(record == *RECORD, "a refused ballot changes nothing");
        }
    }
    true
}

fn template(bytes: &[u8]) -> bool {
    let Ok(template) = storage::parse_template(&String::from_utf8_lossy(bytes)) else { return false };
    let profile = template.profiles.first().map(|profile| profile.id.clone());
    let decision = template.start("0123456789abcdef".to_owned(), TODAY, profile.as_deref());
    use_record(&decision);
    true
}

fn conflicted(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let fits = |text: &str| storage::parse(text).is_ok();
    let Some(sides) = storage::sides_of_conflicted_file(&text, &fits) else { return false };
    if let (Ok(ours), Ok(theirs)) = (storage::parse(&sides.ours), storage::parse(&sides.theirs)) {
        let base = sides.base.and_then(|base| storage::parse(&base).ok()).map(|base| base.decision);
        let base = base.unwrap_or_else(|| weigh_in::decision::common_base(&ours.decision, &theirs.decision));
        let merged = weigh_in::decision::merge(&base, &ours.decision, &theirs.decision);
        drop(storage::to_ron(&merged.decision));
    }
    true
}

fn read_adr(bytes: &[u8]) -> bool {
    let adr = adr::read(bytes);
    for mark in &adr.statuses {
        assert!(mark.span.end <= bytes.len() + 3 && mark.span.start <= mark.span.end);
    }
    drop(observed_style(&String::from_utf8_lossy(bytes)));
    adr.title.is_some() || adr.status.is_some()
}

fn import_adr(bytes: &[u8]) -> bool {
    let imported = import(bytes, "docs/adr/0004-x.md", "0123456789abcdef".to_owned(), TODAY);
    let text = storage::to_ron(&imported.decision);
    assert!(storage::parse(&text).expect("an imported record can be read").decision == imported.decision);
    !imported.decision.options.is_empty()
}

fn change_adr(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let kinds = [RelationKind::Supersedes, RelationKind::Amends, RelationKind::RelatesTo];
    let by = Target { number: Some(9), title: "Use [Rust]".to_owned(), path: "0009-use-rust.md".to_owned() };
    let said = Change { kind: kinds[bytes.len() % 3], by, on: None };
    let Ok(changed) = change(&text, &said) else { return false };
    assert_eq!(change(&changed, &said).as_deref(), Ok(changed.as_str()), "a second time changes nothing");
    true
}

fn clients(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    !sights("0004-use-go.md", &text).is_empty()
}

fn index(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let known = |number: u32, path: &str, title: &str| Indexed {
        path: path.to_owned(),
        number: Some(number),
        id: format!("{number:04}"),
        title: title.to_owned(),
        status: "accepted".to_owned(),
        date: "2025-01-02".to_owned(),
    };
    let two = [known(1, "0001-use-perl.md", "Use Perl"), known(2, "0002-use-go.md", "Use Go")];
    let added = add_to_index(&text, &two, &known(3, "0003-x.md", "Use | Rust"));
    drop(restate_in_index(added.as_deref().unwrap_or(&text), &two, "0002-use-go.md", "accepted", "superseded"));
    drop(Case::seen_in(&text).of(&text));
    added.is_some()
}

fn own_template(bytes: &[u8]) -> bool {
    let own = OwnTemplate { name: "docs/adr.md.jinja".to_owned(), text: String::from_utf8_lossy(bytes).into_owned() };
    let style = Style { own: Some(own), ..Style::default() };
    let written =
        render_record(&RECORD, None, &Setting { style: &style, number: Some(7), relations: &[], charts: &[] });
    written.is_ok()
}

fn table(bytes: &[u8]) -> bool {
    let Ok(grid) = Grid::read(bytes) else { return false };
    let members = [None, RECORD.members.first().map(|member| &member.id)];
    let scales = [None, Some(TableScale::Signs), Some(TableScale::Numbers { worst: 0.0, best: 10.0 })];
    let mut understood = false;
    for (member, scale) in members.into_iter().flat_map(|member| scales.map(|scale| (member, scale))) {
        for record in [&RECORD, &BLANK] {
            let reading = TableReading {
                member,
                adds: scale.is_some(),
                scale,
                options_in_rows: None,
                on: TODAY,
                ways: TableWays::Window,
            };
            let Ok(plan) = plan_table(record, &grid, reading) else { continue };
            understood = true;
            let mut record = Decision::clone(record);
            let parts = plan.parts.iter().cloned().map(|edit| record.apply(edit));
            assert!(parts.collect::<Result<Vec<()>, _>>().is_ok(), "what is planned can be done");
            for (member, cells) in plan.votes {
                for ((criterion, option), fields) in cells {
                    for field in fields {
                        // A ballot may be closed, or its round not ask for it.
                        let edit = Edit::Cell(member.clone(), criterion.clone(), option.clone(), field);
                        let _ = record.apply(edit);
                    }
                }
            }
            let text = storage::to_ron(&record);
            assert!(storage::parse(&text).expect("what is written can be read").decision == record);
        }
    }
    understood
}

thread_local! {
    static ROOT: RefCell<Option<TempDir>> = const { RefCell::new(None) };
}

/// A configuration file in the root of a repository, by the name on the input's first line; or the settings.
fn folder(bytes: &[u8]) -> bool {
    ROOT.with_borrow_mut(|root| {
        let root = root.get_or_insert_with(|| tempfile::tempdir().unwrap()).path();
        let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        let known = [".adr-dir", "adrs.toml", ".log4brains.yml", "settings.ron"];
        let Some(name) = known.into_iter().find(|name| name.as_bytes() == &bytes[..end]) else { return false };
        let file = root.join(name);
        fs::write(&file, bytes.get(end + 1..).unwrap_or_default()).unwrap();
        let understood = if name == "settings.ron" {
            let (settings, warning) = Settings::load(root);
            assert!(storage::settings::ZOOM.contains(&settings.zoom));
            warning.is_none()
        } else {
            drop(read_log(root, &Progress::default()));
            match find_folder(root) {
                Ok(folder) => {
                    assert!(inside(root, &folder.path).is_ok(), "{:?} lies outside", folder.path);
                    true
                }
                Err(FolderError::Configured { .. } | _) => false,
            }
        };
        for entry in fs::read_dir(root).unwrap().flatten() {
            let name = entry.file_name();
            assert!(
                known.iter().any(|known| name == *known) || name == "settings.ron.broken",
                "reading has made {}",
                name.to_string_lossy()
            );
            fs::remove_file(entry.path()).unwrap();
        }
        understood
    })
}

fn git(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let trees = storage::branch_trees(&text);
    assert!(trees.iter().all(|(tree, _)| tree.bytes().all(|byte| byte.is_ascii_hexdigit())));
    let names: Vec<&str> = text.split(['\0', '\n']).collect();
    let pattern = NamePattern::following(&names);
    drop(format!("{pattern:?}"));
    for name in &names {
        let _ = number_of(name);
        let made = file_name(7, name);
        assert!(!made.contains(['/', '\\', '\0']), "{made:?}");
    }
    !trees.is_empty()
}
