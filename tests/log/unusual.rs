//! ADRs in forms that few use: what they state, and what another decision makes of them.

use jiff::civil::date;
use weigh_in::{
    adr::{AdrStatus, Change, LinkKind, Target, change, read},
    decision::{RelationKind, Status},
};

fn by() -> Change {
    let path = "0007-use-rust.md".to_owned();
    Change {
        kind: RelationKind::Supersedes,
        by: Target { number: Some(7), title: "Use C & Rust".to_owned(), path },
        on: None,
    }
}

/// Checks that an accepted ADR with this head becomes one with the other, and that it says one thing then.
fn becomes(before: &str, after: &str) {
    let whole = |head: &str| format!("# 1. A\n\n{head}\n## Context\n\nx\n");
    let (before, after) = (whole(before), whole(after));
    let stated = read(before.as_bytes());
    assert_eq!(stated.status, Some(AdrStatus::Known(Status::Accepted)), "{before}");
    assert!(!stated.is_template && stated.findings.is_empty(), "{before}: {:?}", stated.findings);
    let changed = change(&before, &by()).unwrap_or_else(|why| panic!("{why}: {before}"));
    assert_eq!(changed, after);
    let read_back = read(after.as_bytes());
    assert_eq!(read_back.status, Some(AdrStatus::Known(Status::Superseded)), "{after}");
    assert_eq!((read_back.date, read_back.findings.as_slice()), (stated.date, &[][..]), "{after}");
    assert_eq!(change(&after, &by()).as_deref(), Ok(after.as_str()), "a second time");
}

const NAMED: &str = "[0007-use-rust](0007-use-rust.md)";
const TITLED: &str = "[7. Use C & Rust](0007-use-rust.md)";
const HTML: &str = "<a href=\"0007-use-rust.md\">0007-use-rust</a>";

#[test]
fn a_status_in_html_changes_where_it_stands() {
    for (before, after) in [
        ("<dl>\n<dt>Status</dt>\n<dd>Accepted</dd>\n<dt>Date</dt>\n<dd>2024-01-02</dd>\n</dl>\n", "Accepted"),
        (
            "<table>\n<tr><th>Status</th><td><b>Accepted</b></td></tr>\n<tr><td>Date</td><td>2024-01-02</td></tr>\n</table>\n",
            "Accepted",
        ),
        ("<table>\n  <tr>\n    <td>Status</td>\n    <td>\n      Accepted\n    </td>\n  </tr>\n</table>\n", "Accepted"),
        ("<p>Status: Accepted</p>\n", "Accepted"),
        ("<p><strong>Status:</strong> Accepted<br>Date: 2024-01-02</p>\n", "Accepted"),
    ] {
        becomes(before, &before.replace(after, &format!("Superseded by {HTML}")));
    }
    becomes(
        "<p>Status: Accepted (2024-01-02)</p>\n",
        &format!("<p>Status: Superseded by {HTML} <del>(2024-01-02)</del></p>\n"),
    );
    // Here Markdown counts.
    becomes("<b>Status</b>: accepted\n", &format!("<b>Status</b>: superseded by {NAMED}\n"));
    becomes("## Status\n\n<p>\n\nAccepted\n\n</p>\n", &format!("## Status\n\n<p>\n\nSuperseded by {TITLED}\n\n</p>\n"));
    let title = "## Status\n\n<p>Accepted</p>\n";
    becomes(title, &title.replace("Accepted", "Superseded by <a href=\"0007-use-rust.md\">7. Use C &amp; Rust</a>"));
}

#[test]
fn a_status_among_others_in_its_line_is_the_only_one_that_changes() {
    for (before, after) in [
        ("Status - Accepted\n", "Status - Superseded by NAMED\n"),
        ("## ✅ ESTADO\n\nAceptado\n", "## ✅ ESTADO\n\nReemplazado por TITLED\n"),
        ("## Status\n\n~~Proposed~~ Accepted\n", "## Status\n\n~~Proposed~~ Superseded by TITLED\n"),
        ("* Status: ~~proposed~~ **accepted**\n", "* Status: ~~proposed~~ **superseded by NAMED**\n"),
        (
            "* Status: ~~Proposed (2023-01-02)~~ Accepted (2024-01-02)\n",
            "* Status: ~~Proposed (2023-01-02)~~ Superseded by NAMED ~~(2024-01-02)~~\n",
        ),
        (
            "## Status\n\n> Proposed|Accepted|Superseded\n\nAccepted\n",
            "## Status\n\n> Proposed|Accepted|Superseded\n\nSuperseded by TITLED\n",
        ),
        ("Status: Accepted · Date: 2024-01-02\n", "Status: Superseded by NAMED · Date: 2024-01-02\n"),
        ("Status: Accepted<br>Date: 2024-01-02<br>\n", "Status: Superseded by NAMED<br>Date: 2024-01-02<br>\n"),
        (
            "*Status: Accepted | Date: 2024-01-02 | Author: Ann*\n",
            "*Status: Superseded by NAMED | Date: 2024-01-02 | Author: Ann*\n",
        ),
        ("Date: 2024-01-02; Status: accepted\n", "Date: 2024-01-02; Status: superseded by NAMED\n"),
        ("## Status\n\nAccepted · Date: 2024-01-02\n", "## Status\n\nSuperseded by TITLED · Date: 2024-01-02\n"),
        ("**Status**: Proposed | **Accepted**\n", "**Status**: Proposed | **Superseded by NAMED**\n"),
        ("- Status: Proposed → Accepted\n", "- Status: Proposed → Superseded by NAMED\n"),
        ("- Status: **Proposed** ➡️ **Accepted**\n", "- Status: **Proposed** ➡️ **Superseded by NAMED**\n"),
        ("## Status\n\n[Accepted](https://x.example/minutes)\n", "## Status\n\nSuperseded by TITLED\n"),
        ("- Status: [Accepted by the board](https://x.example) in May\n", "- Status: Superseded by NAMED\n"),
        ("## Status\n\n- [ ] Proposed\n- [x] Accepted\n", "## Status\n\n- [ ] Proposed\n- [x] Superseded by TITLED\n"),
        ("Status: ☐ Proposed ☑ Accepted\n", "Status: ☐ Proposed ☑ Superseded by NAMED\n"),
        ("**Status:**\n\nApproved\n", "**Status:**\n\nSuperseded by NAMED\n"),
    ] {
        becomes(before, &after.replace("NAMED", NAMED).replace("TITLED", TITLED));
    }
}

#[test]
fn a_history_goes_on_in_its_form() {
    for (before, after) in [
        (
            "- 2023-01-02 proposed\n- 2023-02-03 accepted\n",
            "- 2023-01-02 proposed\n- 2023-02-03 accepted\n- superseded by TITLED\n",
        ),
        (
            "- 2023-02-03: Accepted\n- 2023-01-02: Proposed\n",
            "- Superseded by TITLED\n- 2023-02-03: Accepted\n- 2023-01-02: Proposed\n",
        ),
        (
            "* Proposed (2 January 2023)\n\n* Accepted (3 February 2023)\n",
            "* Proposed (2 January 2023)\n\n* Accepted (3 February 2023)\n\n* Superseded by TITLED\n",
        ),
        ("- Proposed\n- Accepted\n", "- Proposed\n- Superseded by TITLED\n"),
        ("- Accepted\n- Proposed\n", "- Superseded by TITLED\n- Proposed\n"),
        (
            "| Day | State |\n|---|---|\n| 2023-01-02 | Proposed |\n| 2023-02-03 | Accepted |\n",
            "| Day | State |\n|---|---|\n| 2023-01-02 | Proposed |\n| 2023-02-03 | Accepted |\n| | Superseded by TITLED |\n",
        ),
        (
            "Accepted\n\n- 2023-01-02: proposed by Ann\n- 2023-02-03: accepted\n",
            "Superseded by TITLED\n\n- 2023-01-02: proposed by Ann\n- 2023-02-03: accepted\n",
        ),
    ] {
        let section = |list: &str| format!("## Status\n\n{}", list.replace("TITLED", TITLED));
        becomes(&section(before), &section(after));
    }
    // The day of the decision is not that of the proposal.
    let text = "# 1. A\n\n## Status\n\n- 2023-01-02 proposed\n- 2023-02-03 accepted\n- 2024-05-06 deprecated\n";
    let adr = read(text.as_bytes());
    assert_eq!((adr.status, adr.date), (Some(AdrStatus::Known(Status::Deprecated)), Some(date(2023, 2, 3))));
    let front = "---\nstatus:\n  - proposed\n  - accepted\n---\n# A\n";
    let after = "---\nstatus:\n  - proposed\n  - superseded by ADR-0007\n---\n# A\n";
    assert_eq!(change(front, &by()).as_deref(), Ok(after));
}

#[test]
fn what_cannot_be_changed_is_left_with_its_line() {
    for (head, line) in [
        ("![approved](https://img.example/approved.svg)\n", 3),
        ("![](https://img.example/badge/status-adopted-green)\n", 3),
        ("- Status: ![Adopted](https://img.example/x.svg)\n", 3),
        ("## Status\n\n![Approved](x.svg)\n", 5),
        ("## Status\n\nProposed\n\nAccepted\n", 7),
        ("## Status\n\nProposed | Accepted | Rejected\n", 5),
        ("<img alt=\"status: accepted\" src=\"a.svg\">\n", 3),
        ("Zustand ist: <i>akzeptiert</i>\n", 3),
    ] {
        let text = format!("# 1. A\n\n{head}\n## Context\n\nx\n");
        let refused = change(&text, &by()).map_err(|why| why.to_string());
        assert!(refused.as_ref().is_err_and(|why| why.contains(&format!("line {line}"))), "{text}: {refused:?}");
    }
}

#[test]
fn a_status_on_a_title_a_box_or_in_a_bare_table_is_read_and_changed_where_it_stands() {
    let link = "[7. Use C & Rust](0007-use-rust.md)";
    let links = format!("\n## Links\n\n* Superseded by {link}\n");
    for (head, changed, adds) in [
        ("# [Accepted] 1. A\n", "# [Superseded] 1. A\n".to_owned(), true),
        ("# 1. A (accepted)\n", "# 1. A (superseded)\n".to_owned(), true),
        ("# 1. A [Accepted]\n", "# 1. A [Superseded]\n".to_owned(), true),
        (
            "# 1. A\n\n!!! success \"Accepted\"\n    x\n",
            "# 1. A\n\n!!! success \"Superseded\"\n    x\n".to_owned(),
            true,
        ),
        ("# 1. A\n\n:::tip Accepted\nx\n:::\n", "# 1. A\n\n:::tip Superseded\nx\n:::\n".to_owned(), true),
        (
            "# 1. A\n\nStatus | Date\n--- | ---\nAccepted | 2024-01-02\n",
            "# 1. A\n\nStatus | Date\n--- | ---\nSuperseded by [0007-use-rust](0007-use-rust.md) | 2024-01-02\n"
                .to_owned(),
            false,
        ),
        (
            "# 1. A\n\n## Status\n\nAccepted\n\n## Superseded by\n\nN/A\n",
            format!("# 1. A\n\n## Status\n\nSuperseded\n\n## Superseded by\n\n{link}\n"),
            false,
        ),
        (
            "# 1. A\n\n| Status | Accepted |\n|---|---|\n| Superseded by | TBD |\n",
            "# 1. A\n\n| Status | Superseded |\n|---|---|\n| Superseded by | [0007-use-rust](0007-use-rust.md) |\n"
                .to_owned(),
            false,
        ),
    ] {
        let body = "\n## Context\n\nx\n";
        let text = format!("{head}{body}");
        let adr = read(text.as_bytes());
        assert_eq!((adr.title.as_deref(), adr.number), (Some("A"), Some(1)), "{text}");
        assert_eq!(adr.status, Some(AdrStatus::Known(Status::Accepted)), "{text}");
        let superseded = change(&text, &by()).unwrap();
        assert_eq!(superseded, format!("{changed}{body}{}", if adds { &links } else { "" }), "{text}");
        assert_eq!(change(&superseded, &by()).as_ref(), Ok(&superseded), "a second time changes nothing");
        assert_eq!(read(superseded.as_bytes()).title.as_deref(), Some("A"));
    }
}

#[test]
fn a_history_of_days_goes_on_with_the_day_of_the_other_decision() {
    for (parts, added) in [
        ("- 2024-01-02: proposed\n- 2024-02-03: accepted\n", "- 2026-11-03: superseded by "),
        ("- 02.01.2024 – proposed\n- 23.02.2024 – accepted\n", "- 03.11.2026 – superseded by "),
        ("2024-01-02 proposed\n\n2024-02-03 accepted\n", "2026-11-03 superseded by "),
    ] {
        let text = format!("# 1. A\n\n## Status\n\n{parts}\n## Context\n\nx\n");
        let change_on = Change { on: Some(date(2026, 11, 3)), ..by() };
        let superseded = change(&text, &change_on).unwrap();
        assert!(superseded.contains(&format!("{added}[7. Use C & Rust](0007-use-rust.md)\n")), "{superseded}");
        assert_eq!(read(superseded.as_bytes()).status, Some(AdrStatus::Known(Status::Superseded)), "{superseded}");
        assert_eq!(change(&superseded, &change_on).as_ref(), Ok(&superseded), "a second time changes nothing");
    }
}

#[test]
fn days_and_names_below_a_rule_at_the_end_are_facts() {
    let text = "# 1. A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n---\n\nAuthor: Ann\nDate: 2024-01-02\n";
    let adr = read(text.as_bytes());
    assert_eq!((adr.date, adr.people.decision_makers), (Some(date(2024, 1, 2)), vec!["Ann".to_owned()]));
    // Without the rule, they may be about anything.
    assert_eq!(read(text.replace("---\n\n", "").as_bytes()).date, None);
}

#[test]
fn labels_that_name_who_and_when_are_known_in_each_language() {
    for (who, when) in [
        ("Created by", "Created at"),
        ("Erstellt von", "Erstellt am"),
        ("Rédigé par", "Créé le"),
        ("Creado por", "Creado el"),
        ("Criado por", "Criado em"),
        ("Creato da", "Creato il"),
        ("Opgesteld door", "Opgesteld op"),
        ("Opracował", "Data utworzenia"),
        ("Подготовил", "Создана"),
        ("创建人", "创建于"),
        ("起票者", "起案日"),
        ("기안자", "작성일자"),
    ] {
        let text = format!("# 1. A\n\n- Status: Accepted\n- {who}: Ann\n- {when}: 2024-01-02\n\n## Context\n\nx\n");
        let adr = read(text.as_bytes());
        assert_eq!((adr.people.decision_makers, adr.date), (vec!["Ann".to_owned()], Some(date(2024, 1, 2))), "{who}");
    }
}

#[test]
fn facts_are_read_wherever_they_stand() {
    for text in [
        "# 1. A\n\n**Statut** : Accepté\n**Date** : 02/01/2024\n**Décideurs** : Ann, Bob\n\n## Contexte\n\nx\n",
        "# 1. A\n\n**Status:**\nAccepted\n\n**Date:**\n2024-01-02\n\n**Deciders:**\n- Ann\n- Bob\n\n## Context\n\nx\n",
        "# 1. A\n\n- Metadata\n  - Status: Accepted\n  - Date: 2024-01-02\n  - Deciders: Ann, Bob\n\n## Context\n\nx\n",
        "# 1. A\n\n- **Status**\n  - Accepted\n- **Date**\n  - 2024-01-02\n- **Deciders**\n  - Ann\n  - Bob\n\n## Context\n\nx\n",
        "# 1. A\n\n🚦 Status: Accepted\n📅 Date: 2024-01-02\n👥 Deciders: Ann, Bob\n\n## Context\n\nx\n",
        "# 1. A {#a}\n\n## Status {#status}\n\nAccepted\n\n## Date {#date}\n\n2024-01-02\n\n## Deciders {#who}\n\nAnn, Bob\n",
        "# 1. A\n\n<b>Status:</b> <i>Accepted</i>\n<b>Date:</b> 2024-01-02\n<b>Deciders:</b> Ann, Bob\n\n## Context\n\nx\n",
        "# 1. A\n\n## Context\n\nx\n\n---\n\n- Status: Accepted\n- Date: 2024-01-02\n- Deciders: Ann, Bob\n",
        "# 1. A\n\n## Context\n\nx\n\n---\n*Status: Accepted | Date: 2024-01-02 | Deciders: Ann, Bob*\n",
        "# 1. A\n\n## Context\n\nx\n\n## Colophon\n\nStatus: Accepted\nDate: 2024-01-02\nDeciders: Ann, Bob\n",
    ] {
        let adr = read(text.as_bytes());
        assert_eq!(adr.title.as_deref(), Some("A"), "{text}");
        assert_eq!(adr.status, Some(AdrStatus::Known(Status::Accepted)), "{text}");
        assert_eq!(adr.date, Some(date(2024, 1, 2)), "{text}");
        assert_eq!(adr.people.decision_makers, ["Ann", "Bob"], "{text}");
        assert_eq!(adr.findings, [], "{text}");
    }
}

#[test]
fn an_adr_that_is_replaced_is_superseded_in_every_language() {
    for said in [
        "Replaced by {}",
        "Wurde ersetzt durch {}",
        "Abgelöst durch {}",
        "Remplacée par {}",
        "Sustituida por {}",
        "Substituída por {}",
        "Sostituita da {}",
        "Vervangen door {}",
        "Zastąpiona przez {}",
        "Заменён на {}",
        "被 {} 替代",
        "{} に差し替え",
        "{}으로 대체",
    ] {
        let said = said.replace("{}", "[2](0002-b.md)");
        for text in [format!("# 1. A\n\n## Status\n\n{said}\n"), format!("# 1. A\n\n- Status: {said}\n\n## Context\n")]
        {
            let adr = read(text.as_bytes());
            assert_eq!(adr.status, Some(AdrStatus::Known(Status::Superseded)), "{text}");
            assert!(adr.links.iter().any(|link| link.kind == LinkKind::SupersededBy), "{text}: {:?}", adr.links);
        }
    }
}

#[test]
fn numbers_are_no_part_of_titles_and_brackets_are_no_template() {
    for (text, number, title) in [
        ("---\ntitle: 0003-CMS\nstatus: accepted\n---\n\n## Context\n", Some(3), "CMS"),
        ("---\ntitle: \"3. Use X\"\nlayout: page\n---\n\n## Status\n\nAccepted\n", Some(3), "Use X"),
        ("# [ADR-0003] Use X\n\n## Status\n\nAccepted\n", Some(3), "Use X"),
        ("# [RFC] Use Go [draft]\n\n## Status\n\nAccepted\n", None, "[RFC] Use Go [draft]"),
        ("# <T> or <U>\n\n## Status\n\nAccepted\n", None, "<T> or <U>"),
        ("# {% if %} for {{ x }}\n\n## Status\n\nAccepted\n", None, "{% if %} for {{ x }}"),
        (
            "# {Go, Rust}\n\n## Status\n\nAccepted\n\n## More Information\n\nWeigh-In record: [x](x.decision.ron)\n",
            None,
            "{Go, Rust}",
        ),
        (
            "# Title\n\n## Status\n\nAccepted\n\n## More Information\n\nWeigh-In record: [x](x.decision.ron)\n",
            None,
            "Title",
        ),
    ] {
        let adr = read(text.as_bytes());
        assert_eq!((adr.title.as_deref(), adr.number, adr.is_template), (Some(title), number, false), "{text}");
    }
    assert!(read(b"# {short title}\n\n## Status\n\nAccepted\n").is_template);
}

#[test]
fn each_item_below_a_relation_is_a_link() {
    use LinkKind::{Amends, RelatesTo, Supersedes};
    for (text, expected) in [
        (
            "# 1. A\n\n- Status: Accepted\n- Related:\n  - [2. B](0002-b.md)\n  - ADR-0003\n  - [[0004-d]]\n- Supersedes:\n  - [5](0005-e.md)\n  - 6\n\n## Context\n",
            vec![
                (RelatesTo, "0002-b.md"),
                (RelatesTo, "ADR-0003"),
                (RelatesTo, "0004-d.md"),
                (Supersedes, "0005-e.md"),
                (Supersedes, "6"),
            ],
        ),
        (
            "# 1. A\n\n**Related:**\n\n- [2. B](0002-b.md)\n- #12\n\n## Context\n\n- [3](0003-c.md)\n",
            vec![(RelatesTo, "0002-b.md"), (LinkKind::Mentions, "0003-c.md")],
        ),
        (
            "# 1. A\n\n## Related\n\n- Supersedes:\n  - [5](0005-e.md)\n- Amends\n  - [6](0006-f.md)\n",
            vec![(Supersedes, "0005-e.md"), (Amends, "0006-f.md")],
        ),
    ] {
        let adr = read(text.as_bytes());
        let found: Vec<(LinkKind, &str)> =
            adr.links.iter().map(|link| (link.kind.clone(), link.target.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }
}
