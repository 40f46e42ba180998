//! Every dialect says what MADR 4 says, in its own places; and a team's own template.

use proptest::prelude::*;
use weigh_in::{
    adr::{
        Case, Dialect, Form, Marker, OwnTemplate, RenderError, Setting, StatusWords, Style, Target, read, render_record,
    },
    decision::{Decision, RelationKind, Status},
};

use super::{
    document::{RECORD, hostile, sections, visible_line},
    hostile::seen,
    parsed::{Block, Parsed, parse},
    records::{ingest_service, titled},
};

fn rendered(decision: &Decision, style: &Style, relations: &[(RelationKind, Target)]) -> String {
    render_record(decision, Some(RECORD), &Setting { style, number: Some(7), relations, charts: &[] }).unwrap()
}

fn earlier(title: &str) -> (RelationKind, Target) {
    let path = "0002-use-perl.md".to_owned();
    (RelationKind::Supersedes, Target { number: Some(2), title: title.to_owned(), path })
}

/// Every dialect, and the ways that a folder may add to it.
fn styles() -> Vec<Style> {
    let mut styles: Vec<Style> = Dialect::ALL.into_iter().map(Style::of).collect();
    let upper = StatusWords { case: Case::Upper, ..StatusWords::default() };
    for dialect in Dialect::ALL {
        let base = Style::of(dialect);
        styles.push(Style { marker: Marker::Dash, status: upper.clone(), section_status: upper.clone(), ..base });
    }
    styles.push(Style { only_items: true, bold_keys: true, title: None, ..Style::of(Dialect::Universal) });
    styles
}

/// What stands under a heading, its lists as one.
fn under<'a>(found: &[(u8, &str, &'a [Block])], name: &str) -> &'a [Block] {
    found.iter().find(|(level, text, _)| *level == 2 && *text == name).map_or(&[], |(.., blocks)| blocks)
}

fn third_level(found: &[(u8, &str, &[Block])]) -> Vec<(String, Vec<Block>)> {
    let third =
        found.iter().filter(|(level, text, _)| *level == 3 && !matches!(*text, "Consequences" | "Confirmation"));
    third.map(|(_, text, blocks)| ((*text).to_owned(), blocks.to_vec())).collect()
}

fn headings(found: &[(u8, &str, &[Block])], level: u8) -> Vec<String> {
    found.iter().filter(|(of, ..)| *of == level).map(|(_, text, _)| (*text).to_owned()).collect()
}

fn relation_of(parsed: &Parsed) -> Option<&str> {
    parsed.links.iter().find(|(url, _)| url == "0002-use-perl.md").map(|(_, words)| words.as_str())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_dialect_says_the_same_in_its_own_places(decision in hostile(), title in visible_line()) {
        let relations = [earlier(&title)];
        let madr = parse(&rendered(&decision, &Style::default(), &relations));
        let in_madr = sections(&madr.blocks);
        let third = |name: &str| in_madr.iter().find(|(level, text, _)| *level == 3 && *text == name).unwrap().2;
        let relation = madr.blocks.iter().find(|block| matches!(block, Block::Paragraph(text) if text.starts_with("Supersedes2."))).unwrap();
        for style in styles() {
            let document = rendered(&decision, &style, &relations);
            let parsed = parse(&document);
            let found = sections(&parsed.blocks);
            let number = style.title.as_ref().map_or("", |_| "7.");
            prop_assert_eq!(headings(&found, 1), vec![format!("{number}{}", seen(&decision.title))], "{}", document);
            prop_assert_eq!(third_level(&found), third_level(&in_madr), "{}", document);
            prop_assert!(relation_of(&parsed).is_some(), "{}", document);
            prop_assert!(!document.contains("\n\n\n") && document.ends_with('\n'));
            let own = matches!(style.marker, Marker::Dash).then_some("\n* ").unwrap_or("\n- ");
            prop_assert!(!document.contains(own), "{}", document);
            let mut second = headings(&in_madr, 2);
            if style.dialect == Dialect::Nygard {
                let expected = ["Status", "Context", "Decision", "Consequences", "Alternatives", "MoreInformation"];
                prop_assert_eq!(headings(&found, 2), expected.map(str::to_owned).to_vec(), "{}", document);
                let context = [under(&in_madr, "ContextandProblemStatement"), under(&in_madr, "DecisionDrivers")].concat();
                prop_assert_eq!(under(&found, "Context"), &context[..], "{}", document);
                prop_assert_eq!(under(&found, "Decision"), under(&in_madr, "DecisionOutcome"), "{}", document);
                let confirmed = Block::Paragraph("Confirmation:".to_owned());
                let announced = Some(confirmed).filter(|_| !seen(&decision.outcome.confirmation).is_empty());
                let follows = [third("Consequences"), announced.as_slice(), third("Confirmation")].concat();
                prop_assert_eq!(under(&found, "Consequences"), &follows[..], "{}", document);
                prop_assert_eq!(under(&found, "Alternatives"), under(&in_madr, "ConsideredOptions"), "{}", document);
                let more: Vec<Block> = under(&in_madr, "MoreInformation").iter().filter(|block| *block != relation).cloned().collect();
                prop_assert_eq!(under(&found, "MoreInformation"), &more[..], "{}", document);
            } else {
                let has_status = style.dialect == Dialect::Universal && !style.only_items;
                if has_status {
                    second.insert(0, "Status".to_owned());
                }
                prop_assert_eq!(headings(&found, 2), second.clone(), "{}", document);
                for name in second.iter().filter(|name| *name != "Status") {
                    let expected: Vec<Block> = under(&in_madr, name).iter().filter(|block| !has_status || *block != relation).cloned().collect();
                    prop_assert_eq!(under(&found, name), &expected[..], "{}", document);
                }
                for name in ["Consequences", "Confirmation"] {
                    let here = found.iter().find(|(level, text, _)| *level == 3 && *text == name).unwrap().2;
                    prop_assert_eq!(here, third(name), "{}", document);
                }
            }
            let adr = read(document.as_bytes());
            prop_assert_eq!(adr.status.unwrap().known(), Some(Status::Proposed), "{}", document);
            prop_assert_eq!(adr.date, Some(decision.date()), "{}", document);
            prop_assert!(adr.findings.is_empty(), "{:?}\n{}", adr.findings, document);
            let lines: Vec<&str> = document.lines().collect();
            let dates = lines.iter().filter(|line| line.starts_with("Date:") || line.starts_with("date:")).count();
            prop_assert!(dates <= 1, "{}", document);
        }
    }

    #[test]
    fn a_template_of_the_team_cannot_leave_the_escaping_out(decision in hostile()) {
        let text = "# {{ title }}\n\n## Status\n\n{{ section_status }}\n\n## Why\n\n{{ context }}\n\n{{ outcome.justification|blocks }}\n";
        let style = own(text);
        let document = rendered(&decision, &style, &[]);
        let parsed = parse(&document);
        let found = sections(&parsed.blocks);
        let expected = vec![(1, seen(&decision.title)), (2, "Status".to_owned()), (2, "Why".to_owned())];
        let headings: Vec<(u8, String)> = found.iter().map(|(level, text, _)| (*level, (*text).to_owned())).collect();
        prop_assert_eq!(headings, expected, "{}", document);
    }
}

fn own(text: &str) -> Style {
    let template = OwnTemplate { name: "docs/adr/adr.md.jinja".to_owned(), text: text.to_owned() };
    Style { own: Some(template), ..Style::default() }
}

#[test]
fn a_list_that_a_template_prints_whole_is_text_as_well() {
    let mut decision = titled("Use Go");
    decision.constraints = vec!["<img src=x>".to_owned(), "[a](https://evil.example)".to_owned()];
    let document = rendered(&decision, &own("# {{ title }}\n\n{{ constraints }} {{ 3 }} {{ true }}\n"), &[]);
    assert!(document.contains("&lt;img src=x>") && document.contains(r"\[a\](<https"), "{document}");
    assert!(document.ends_with("3 True\n"), "{document}");
}

#[test]
fn forms_are_read_back_as_what_they_are() {
    for (style, form) in [
        (Style::of(Dialect::Madr), Form::Madr),
        (Style::of(Dialect::MadrNumbered), Form::MadrNumbered),
        (Style::of(Dialect::Nygard), Form::Nygard),
        (Style::of(Dialect::Universal), Form::Universal),
        (Style { only_items: true, ..Style::of(Dialect::Universal) }, Form::Bullets),
    ] {
        let adr = read(rendered(&ingest_service(), &style, &[earlier("Use Perl")]).as_bytes());
        assert_eq!((adr.form, adr.title.as_deref()), (form, Some("Use Go for the ingest service")));
        assert!(adr.links.iter().any(|link| link.kind.to_string() == "supersedes"), "{form:?}: {:?}", adr.links);
        assert_eq!(adr.record.as_deref(), Some("../../ingest.decision.ron"));
    }
}

#[test]
fn the_head_of_the_universal_form_is_what_every_client_expects() {
    let text = rendered(&ingest_service(), &Style::of(Dialect::Universal), &[earlier("Use Perl [5]")]);
    let head = "# 7. Use Go for the ingest service\n\n* Status: accepted\n* Deciders: Ana Ruiz, Bo Lindqvist\n\
        * Date: 2026-11-03\n\nDate: 2026-11-03\n\n## Status\n\nAccepted\n\n\
        Supersedes [2. Use Perl 5](0002-use-perl.md)\n\n## Context and Problem Statement\n";
    assert!(text.starts_with(head), "{text}");
}

#[test]
fn the_head_of_the_numbered_form_is_what_adrs_requires() {
    let text = rendered(&ingest_service(), &Style::of(Dialect::MadrNumbered), &[earlier("Use Perl")]);
    let head = "---\nnumber: 7\nstatus: accepted\ndate: 2026-11-03\ndecision-makers:\n  - Ana Ruiz\n  - Bo Lindqvist\n\
        consulted:\n  - Platform team\nlinks:\n  - target: 2\n    kind: supersedes\n---\n# Use Go for the ingest service\n";
    assert!(text.starts_with(head), "{text}");
}

/// Takes a hundred million steps.
const LONG: &str = "{% set a = \"0123456789\" %}{% for b in a %}{% for c in a %}{% for d in a %}{% for e in a %}{% for f in a %}\
    {% for g in a %}{% for h in a %}{% for i in a %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}";

#[test]
fn a_template_that_would_fill_the_memory_is_stopped() {
    let mut decision = titled("Use Go");
    decision.context = "\\*_[]".repeat(3_000);
    let doubling = format!("{{{{ title{} }}}}", "|label".repeat(60));
    let printing = "{% set a = \"0123456789\" %}{% for b in a %}{% for c in a %}{% for d in a %}{{ context }}{% endfor %}{% endfor %}{% endfor %}";
    for text in [doubling.replace("title", "\"\\\\x\""), printing.to_owned()] {
        let style = own(&text);
        let error =
            render_record(&decision, None, &Setting { style: &style, number: None, relations: &[], charts: &[] })
                .unwrap_err();
        assert!(error.to_string().contains("more text than an ADR holds"), "{text}: {error}");
    }
}

#[test]
fn a_record_that_says_more_than_an_adr_holds_is_not_blamed_on_the_template() {
    let mut decision = titled("Use Go");
    decision.context = "*_".repeat(5_000_000);
    for dialect in Dialect::ALL {
        let error = render_record(
            &decision,
            None,
            &Setting { style: &Style::of(dialect), number: None, relations: &[], charts: &[] },
        );
        assert!(matches!(error, Err(RenderError::TooLarge)), "{}", dialect.as_str());
    }
}

#[test]
fn a_template_of_a_team_is_told_that_a_part_makes_too_much() {
    let mut decision = titled("Use Go");
    decision.context = "*_".repeat(5_000_000);
    let style = own("# {{ title }}\n\n{% include \"body\" %}\n");
    let error = render_record(&decision, None, &Setting { style: &style, number: None, relations: &[], charts: &[] })
        .unwrap_err();
    assert!(error.to_string().ends_with("it runs for too long, or makes more text than an ADR holds"), "{error}");
}

#[test]
fn a_broken_template_is_told_with_its_line() {
    let decision = titled("Use Go");
    for (text, line, says) in [
        ("# {{ title }}\n\n{% if %}\n", Some(3), "line 3"),
        ("# {{ title }}\n{{ nothing.here }}\n", Some(2), "line 2"),
        ("# {{ title|safe }}\n", Some(1), "unknown filter"),
        ("a\n{% include \"/etc/passwd\" %}\n", Some(2), "line 2"),
        (LONG, Some(1), "too long"),
        ("{% set x = title %}\n{% set x = x ~ x %}\n", Some(2), "line 2: `~` is not supported"),
        ("{{ title|label|join(title) }}{{ debug() }}", Some(1), "line 1"),
    ] {
        let style = own(text);
        let error =
            render_record(&decision, None, &Setting { style: &style, number: None, relations: &[], charts: &[] })
                .unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
        let RenderError::Template { name, line: told, .. } = error else { panic!("{error}") };
        assert_eq!((told, name.as_str()), (line, "docs/adr/adr.md.jinja"));
    }
}
