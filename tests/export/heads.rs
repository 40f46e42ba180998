//! The head of a new ADR: front matter, tables and lists of facts as the folder's other ADRs have them.

use proptest::prelude::*;
use weigh_in::{
    adr::{AdrInput, Setting, Style, Target, lasting_style, observed_style, render_as},
    analysis::{Scope, analyze},
    decision::{Decision, Edit, Relation, RelationKind},
    decision_log::{Plan, plan, write},
};

use super::{checked::check_export, records::ingest_service, repository::Repository};

const RECORD: &str = "records/ingest.decision.ron";

fn planned(repository: &Repository, decision: &Decision) -> Plan {
    plan(decision, Some(&repository.root().join(RECORD)), &repository.request()).unwrap()
}

/// Exports a record into a folder with these ADRs, twice, and returns the head of its ADR.
fn head(files: &[(&str, String)]) -> String {
    head_of(ingest_service(), files)
}

fn head_of(mut decision: Decision, files: &[(&str, String)]) -> String {
    let repository = Repository::with(&[(RECORD, "")]);
    for (name, text) in files {
        repository.put(&format!("docs/adr/{name}"), text);
    }
    let first = planned(&repository, &decision);
    let text = first.changes[0].after.clone();
    write(&first, true).unwrap();
    decision.apply(Edit::Exported(first.export)).unwrap();
    let again = planned(&repository, &decision);
    assert!(again.is_unchanged() && again.undecided.is_empty(), "{}", again.unified_diff());
    assert_eq!(check_export(&decision, &repository.root().join(RECORD)), [], "{text}");
    let (head, _) = text.split_once("\n## Context").unwrap_or_else(|| panic!("{text}"));
    head.to_owned()
}

/// ADRs by number, each with a body.
fn adrs(heads: &[&str]) -> Vec<(&'static str, String)> {
    const NAMES: [&str; 4] = ["0001-use-perl.md", "0002-use-c.md", "0003-use-queues.md", "0004-use-rest.md"];
    let body = "\n## Context\n\nx\n\n## Decision\n\ny\n\n## Consequences\n\nz\n";
    NAMES.into_iter().zip(heads).map(|(name, head)| (name, format!("{head}{body}"))).collect()
}

#[test]
fn front_matter_has_the_keys_of_the_folder_with_their_kinds_of_values() {
    let page = |number: u32, title: &str, status: &str, tags: &str| {
        format!(
            "---\nadr: \"{number:04}\"\ntitle: \"ADR-{number:04}: {title}\"\nlayout: page\nparent: Decisions\n\
             nav_order: {}\nauthor: somebody else\nreviewed_by: the board\nstatus: {status}\ndate: 2026-01-0{number}\n\
             tags: {tags}\nsuperseded_by:\n---\n\n# {title}\n",
            number + 10
        )
    };
    let heads = [
        page(1, "Use Perl", "accepted", "[code]"),
        page(2, "Use C", "proposed", "[]"),
        page(3, "Use queues", "accepted", "[net, ops]"),
    ];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    assert_eq!(
        head(&adrs(&heads)),
        "---\nadr: \"0004\"\ntitle: \"ADR-0004: Use Go for the ingest service\"\nlayout: page\nparent: Decisions\n\
         nav_order: 14\nauthor: Ana Ruiz, Bo Lindqvist\nstatus: accepted\ndate: 2026-11-03\n\
         tags: []\nsuperseded_by:\n---\n\n# Use Go for the ingest service\n"
    );
}

#[test]
fn of_one_adr_only_what_is_known_is_taken() {
    let one = "---\nlayout: decision\ntitle: Use Perl\nowner: Zoe\nversion: 1\nsidebar_position: 1\ncategory: code\nstatus: 'Accepted'\n---\n";
    assert_eq!(
        head(&adrs(&[one])),
        "---\nlayout: decision\ntitle: Use Go for the ingest service\nowner: Ana Ruiz, Bo Lindqvist\nsidebar_position: 2\nstatus: 'Accepted'\n---\n"
    );
}

#[test]
fn what_every_team_states_is_added_to_front_matter_that_has_nothing_else() {
    let heads = ["---\nstatus: accepted\n---\n\n# Use Perl\n", "---\nstatus: accepted\n---\n\n# Use C\n"];
    assert_eq!(
        head(&adrs(&heads)),
        "---\nstatus: accepted\ndate: 2026-11-03\ndecision-makers: Ana Ruiz, Bo Lindqvist\nconsulted: Platform team\n---\n\n# Use Go for the ingest service\n"
    );
}

#[test]
fn a_table_of_facts_is_written_once_with_its_labels_and_order() {
    let down = |title: &str, status: &str, day: &str| {
        format!(
            "# {title}\n\n| Field        | Value      |\n|--------------|------------|\n| Created      | {day} |\n| **Status**   | {status:<10} |\n\
             | Owner        | Zoe        |\n| Ticket       | T-{}        |\n| Superseded by | -          |\n",
            title.len()
        )
    };
    let heads = [down("1. Use Perl", "Accepted", "2026-01-01"), down("2. Use queues", "Proposed", "2026-01-02")];
    assert_eq!(
        head(&adrs(&[&heads[0], &heads[1]])),
        "# 3. Use Go for the ingest service\n\n| Field        | Value      |\n|--------------|------------|\n| Created      | 2026-10-01 |\n\
         | **Status**   | Accepted   |\n| Owner        | Ana Ruiz, Bo Lindqvist |\n| Ticket       |             |\n| Superseded by | -          |\n"
    );
    let across = |title: &str, status: &str| {
        format!("# {title}\n\n| Date | Status | Team |\n|:---|:---|:---|\n| 3 March 2026 | `{status}` | Core |\n")
    };
    let heads = [across("Use Perl", "accepted"), across("Use C", "deprecated")];
    assert_eq!(
        head(&adrs(&[&heads[0], &heads[1]])),
        "# Use Go for the ingest service\n\n| Date | Status | Team |\n|:---|:---|:---|\n| 3 November 2026 | `accepted` | Core |\n"
    );
}

#[test]
fn a_list_of_facts_keeps_its_labels_its_order_and_its_days() {
    let list = |title: &str, day: &str| {
        format!(
            "# {title}\n\n**Date:** {day}  \n**Status:** Accepted  \n**Deciders:** the board  \n**Ticket:** #{}\n",
            title.len()
        )
    };
    let heads = [list("Use Perl", "01/05/2026"), list("Use queues", "02/28/2026")];
    assert_eq!(
        head(&adrs(&[&heads[0], &heads[1]])),
        "# Use Go for the ingest service\n\n**Date:** 11/03/2026  \n**Status:** Accepted  \n**Deciders:** Ana Ruiz, Bo Lindqvist  \n"
    );
    let list = |title: &str, day: &str| format!("# {title}\n\n- Fecha: {day}\n- Estado: aceptado\n");
    let heads = [list("Usar Perl", "5 de enero de 2026"), list("Usar C", "6 de enero de 2026")];
    assert_eq!(
        head(&adrs(&[&heads[0], &heads[1]])),
        "# Use Go for the ingest service\n\n- Fecha: 3 de noviembre de 2026\n- Estado: aceptado\n- Decisores: Ana Ruiz, Bo Lindqvist\n"
    );
}

#[test]
fn what_an_adr_replaces_stands_where_the_head_has_a_place_for_it() {
    let row = |title: &str| {
        format!("# {title}\n\n| Status | Accepted |\n|---|---|\n| Supersedes | – |\n| Superseded by | – |\n")
    };
    let heads = [row("1. Use Perl"), row("2. Use C")];
    let mut decision = ingest_service();
    let old = Relation { kind: RelationKind::Supersedes, path: "docs/adr/0001-use-perl.md".into() };
    decision.links.push(old.as_link());
    assert_eq!(
        head_of(decision, &adrs(&[&heads[0], &heads[1]])),
        "# 3. Use Go for the ingest service\n\n| Status | Accepted |\n|---|---|\n| Supersedes | [1. Use Perl](0001-use-perl.md) |\n| Superseded by | – |\n"
    );
}

#[test]
fn a_label_for_who_decided_names_those_of_the_new_decision() {
    for label in ["Freigegeben durch", "Aprobado por", "Goedgekeurd door", "Approvato da", "Validé par", "決裁者"] {
        let list = |title: &str| format!("# {title}\n\n- Status: Accepted\n- {label}: Zoe\n");
        let heads = [list("Use Perl"), list("Use C")];
        let made = head(&adrs(&[&heads[0], &heads[1]]));
        assert!(made.contains(&format!("- {label}: Ana Ruiz, Bo Lindqvist\n")) && !made.contains("Zoe"), "{made}");
    }
}

#[test]
fn what_is_about_one_adr_is_never_copied_whatever_the_label() {
    for label in [
        "Beteiligte",
        "参与者",
        "Responsable",
        "Участники",
        "参加者",
        "Zatwierdzone przez",
        "담당자",
        "Team lead",
        "Issue",
        "Pull request",
    ] {
        let list = |title: &str| format!("# {title}\n\n- Status: Accepted\n- {label}: Zoe\n- Team: Core Platform\n");
        let heads = [list("Use Perl"), list("Use C")];
        assert_eq!(
            head(&adrs(&[&heads[0], &heads[1]])),
            "# Use Go for the ingest service\n\n- Status: Accepted\n- Team: Core Platform\n",
            "{label}"
        );
        let front =
            |title: &str| format!("---\nstatus: accepted\n\"{label}\":\n  - Zoe\ntags: [net]\n---\n\n# {title}\n");
        let heads = [front("Use Perl"), front("Use C")];
        let written = head(&adrs(&[&heads[0], &heads[1]]));
        assert!(!written.contains("Zoe") && written.contains("tags: [net]"), "{written}");
        let line = |title: &str| format!("# {title}\n\nStatus: Accepted\n\n{label}: Zoe\n");
        let heads = [line("Use Perl"), line("Use C")];
        let written = head(&adrs(&[&heads[0], &heads[1]]));
        assert!(!written.contains("Zoe"), "{written}");
    }
    // Words of a language that is not known here show what they are by their form.
    for (value, is_kept) in [
        ("Anna Svensson", false),
        ("Anna Svensson, Bo Ek", false),
        ("王伟", false),
        ("@anna", false),
        ("PAY-17", false),
        ("#17", false),
        ("[17](https://x.example/17)", false),
        ("2027-01-01", false),
        ("betalningar", true),
        ("hög", true),
        ("3", true),
    ] {
        let list = |title: &str| format!("# {title}\n\n- Status: Accepted\n- Xyz: {value}\n");
        let heads = [list("Use Perl"), list("Use C")];
        let written = head(&adrs(&[&heads[0], &heads[1]]));
        assert_eq!(written.contains(value), is_kept, "{written}");
    }
}

#[test]
fn front_matter_in_toml_is_followed_as_well() {
    let page = |title: &str, day: &str, more: &str| {
        format!(
            "+++\ntitle = \"{title}\"\ndate = {day}\nweight = {}\ntags = [\"net\"]\nowner = 'Zoe'\nsuperseded_by = \"\"\n\n[extra]\n\
             status = \"accepted\"\n{more}deciders = [\n  \"Zoe\",\n  \"Yan\",\n]\n+++\n\n# {title}\n",
            title.len()
        )
    };
    let heads = [
        page("Use C", "2026-01-01", ""),
        page("Use REST", "2026-01-02", "ticket = \"T-1\"\n"),
        page("Use queues", "2026-01-03", ""),
    ];
    let written = head(&adrs(&[&heads[0], &heads[1], &heads[2]]));
    assert_eq!(
        written,
        "+++\ntitle = \"Use Go for the ingest service\"\ndate = 2026-11-03\nweight = 11\ntags = [\"net\"]\nsuperseded_by = \"\"\n\n\
         [extra]\nstatus = \"accepted\"\ndeciders = [\"Ana Ruiz\", \"Bo Lindqvist\"]\n+++\n\n# Use Go for the ingest service\n"
    );
    // What is added has quotes, as TOML asks.
    let bare = ["+++\ntitle = 'Use Perl'\n+++\n", "+++\ntitle = 'Use C'\n+++\n"];
    assert_eq!(head(&adrs(&bare)), "+++\ntitle = 'Use Go for the ingest service'\nstatus = \"accepted\"\n+++\n");
    let open = ["+++\nstatus = \"accepted\"\n+++\n# Use Perl\n", "+++\nstatus = \"accepted\"\n+++\n# Use C\n"];
    assert_eq!(
        head(&adrs(&open)),
        "+++\nstatus = \"accepted\"\ndate = 2026-11-03\ndecision-makers = \"Ana Ruiz, Bo Lindqvist\"\nconsulted = \"Platform team\"\n+++\n\
         # Use Go for the ingest service\n"
    );
}

#[test]
fn where_no_adr_states_a_status_it_is_added_in_the_form_of_the_others() {
    // A head of theirs, and that of the new ADR; no front matter comes in that they do not have.
    for (theirs, expected) in [
        ("# {}\n", "# Use Go for the ingest service\n\n## Status\n\nAccepted\n"),
        (
            "# {}\n\n- Datum: 2026-01-01\n- Team: Kern\n",
            "# Use Go for the ingest service\n\n- Status: accepted\n- Datum: 2026-11-03\n- Team: Kern\n",
        ),
        (
            "# {}\n\n**Fecha:** 2026-01-01\n",
            "# Use Go for the ingest service\n\n**Estado:** accepted\n**Fecha:** 2026-11-03\n",
        ),
        (
            "# {}\n\n| Date | 2026-01-01 |\n|---|---|\n| Team | Core |\n",
            "# Use Go for the ingest service\n\n| Date | 2026-11-03 |\n|---|---|\n| Team | Core |\n| Status | accepted |\n",
        ),
        (
            "---\ntitle: {}\ntags: [net]\n---\n",
            "---\ntitle: Use Go for the ingest service\ntags: [net]\nstatus: accepted\n---\n",
        ),
    ] {
        for body in
            ["## Context\n\nx\n\n## Decision\n\ny\n", "## Why\n\nx\n", "## Context and Problem Statement\n\nx\n"]
        {
            let files = [("0001-a.md", "Use Perl"), ("0002-b.md", "Use C")];
            let files = files.map(|(name, title)| (name, format!("{}\n{body}", theirs.replace("{}", title))));
            assert_eq!(head(&files), expected, "{body}");
        }
    }
    let repository = Repository::with(&[("docs/adr/0001-a.md", "# Use Perl\n\n## Why\n\nx\n"), (RECORD, "")]);
    let plan = planned(&repository, &ingest_service());
    assert!(plan.warnings.iter().any(|warning| warning.contains("state no status")), "{:?}", plan.warnings);
    assert_eq!(weigh_in::adr::read(plan.changes[0].after.as_bytes()).status.unwrap().words(), "accepted");
}

#[test]
fn numbers_of_tickets_are_not_counted_on() {
    let list = |title: &str, number: u32| format!("# {title}\n\n- Status: Accepted\n- Xyz: {number}\n");
    let written = head(&adrs(&[&list("Use Perl", 101), &list("Use C", 205)]));
    assert!(!written.contains("Xyz"), "{written}");
}

#[test]
fn people_in_a_list_below_their_label_are_a_list_again() {
    let list = |title: &str| {
        format!("# {title}\n\n* Status: accepted\n* Deciders:\n  * Zoe\n  * Yan\n* Sponsors:\n  * Zoe\n* Date:\n")
    };
    let heads = [list("Use Perl"), list("Use C")];
    assert_eq!(
        head(&adrs(&[&heads[0], &heads[1]])),
        "# Use Go for the ingest service\n\n* Status: accepted\n* Deciders:\n  * Ana Ruiz\n  * Bo Lindqvist\n* Date: 2026-11-03\n"
    );
}

/// Lines of heads, and of what is not quite one.
const LINES: &[&str] = &[
    "---",
    "---",
    "+++",
    "+++",
    "status = \"accepted\"",
    "title = 'Use C'",
    "deciders = [",
    "  \"Ann\"]",
    "[extra]",
    "number = 2",
    "adr: \"0002\"",
    "id: 00000000000000000000002",
    "title: 'ADR-2: Use C'",
    "title: \"x \\\" y\"",
    "nav_order: 7",
    "tags: [a, b]",
    "tags:",
    "  - a",
    "status: ✅ accepted",
    "status: \"proposed\"",
    "date: 2026-01-02",
    "deciders:",
    "links:",
    "superseded_by: ~",
    "# 2. Use C",
    "",
    "",
    "* **Status:** accepted",
    "- Date: 01/02/2026",
    "**Updated**: Jan 5, 2026\\",
    "Author: Ann",
    "* Deciders:",
    "  * Ann",
    "| Status | Date | X |",
    "|---|---|---|",
    "| `Accepted` | 5. Mai 2026 |  |",
    "| Status | Accepted |",
    "| Superseded by | – |",
    "| a | b",
    "> - Status: accepted",
    "Some words.",
    "<!-- a comment -->",
    "```",
    "## Status",
    "Accepted",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn what_follows_any_head_is_written_again_alike(lines in prop::collection::vec((0..LINES.len(), any::<bool>()), 1..14)) {
        let text = |of: fn(&&(usize, bool)) -> bool| {
            let lines: Vec<&str> = lines.iter().filter(of).map(|(at, _)| LINES[*at]).collect();
            format!("{}\n\n## Context\n\nx\n\n## Decision\n\ny\n", lines.join("\n"))
        };
        let texts = [text(|(_, in_both)| *in_both), text(|_| true)];
        let style = Style::following(&texts.each_ref().map(|text| observed_style(text)), None);
        let relation = (RelationKind::Supersedes, Target { number: Some(1), title: "Use Perl".to_owned(), path: "0001-a.md".to_owned() });
        let relations = [relation];
        let decision = ingest_service();
        let analysis = analyze(&decision, Scope::All);
        let input = AdrInput { decision: &decision, analysis: &analysis, record: None };
        let setting = Setting { style: &style, number: Some(3), relations: &relations, charts: &[] };
        let style = lasting_style(&input, &setting).unwrap();
        if style.head.is_none() {
            return Ok(());
        }
        let rendered = |style: &Style| render_as(&input, &Setting { style, ..setting }).unwrap();
        let first = rendered(&style);
        let again = observed_style(&first).remembering(Some(style.dialect), &style.in_words());
        prop_assert_eq!(rendered(&again), first, "{:?}", texts);
    }
}

#[test]
fn facts_under_a_heading_stay_under_it() {
    let adr = |number: u32, status: &str| {
        format!("# ADR-{number:04}: Colas\n\n## Metadatos\n\n- Estado: {status}\n- Fecha: 5 de febrero de 2025\n")
    };
    let repository = Repository::with(&[(RECORD, "")]);
    for (number, name, status) in [(1, "0001-colas.md", "Aceptada"), (2, "0002-correo.md", "En discusión")] {
        repository.put(
            &format!("docs/adr/{name}"),
            &format!("{}\n## Contexto\n\nx\n\n## Decisión\n\ny\n", adr(number, status)),
        );
    }
    let text = planned(&repository, &ingest_service()).changes[0].after.clone();
    let (head, _) = text.split_once("\n## Contexto").unwrap();
    assert_eq!(
        head,
        "# ADR-0003: Use Go for the ingest service\n\n## Metadatos\n\n- Estado: Aceptada\n\
         - Decisores: Ana Ruiz, Bo Lindqvist\n- Fecha: 3 de noviembre de 2026\n"
    );
}

#[test]
fn a_title_inside_other_words_is_no_name_of_the_adr() {
    for (title, team) in [("Go", "Google Cloud"), ("Cache", "Cache Team"), ("A", "Anna")] {
        let adr =
            |number: u32| format!("# {number}. {title}\n\n- Status: accepted\n- Team: {team}\n\n## Context\n\nx\n");
        let written = head(&adrs(&[&adr(7), &adr(8)]));
        // A team is left to people: it may be another one now.
        assert_eq!(written.matches("Use Go").count(), 1, "{written}");
    }
}

#[test]
fn several_facts_in_a_line_stay_in_one() {
    let line =
        |status: &str, day: u32, by: &str| format!("# Use it\n\n**Status:** {status} · **Date:** 2026-01-0{day}{by}\n");
    let heads = [line("Accepted", 1, ""), line("Proposed", 2, ""), line("Accepted", 3, "")];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let head = head(&adrs(&heads));
    assert!(head.ends_with("\n\n**Status:** Accepted · **Date:** 2026-11-03\n"), "{head}");

    let heads = [
        line("Accepted", 1, " · **Consulted:** the board"),
        line("Accepted", 2, " · **Consulted:** nobody"),
        line("Accepted", 3, " · **Consulted:** the board"),
    ];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut decision = ingest_service();
    decision.people.consulted.clear();
    let head = head_of(decision, &adrs(&heads));
    assert!(head.ends_with("\n\n**Status:** Accepted · **Date:** 2026-11-03\n"), "{head}");
}

#[test]
fn definitions_stay_below_their_terms() {
    let list = |status: &str, day: u32| format!("# Use it\n\nStatus\n: {status}\n\nDate\n: 2026-01-0{day}\n");
    let heads = [list("Accepted", 1), list("Proposed", 2), list("Accepted", 3)];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let head = head(&adrs(&heads));
    assert!(head.contains("\n\nStatus\n: Accepted\n\nDate\n: 2026-11-03\n"), "{head}");
}
