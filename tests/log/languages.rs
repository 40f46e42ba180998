//! ADRs in twelve languages: what they state, and what another decision makes of them.

use jiff::civil::date;
use weigh_in::{
    adr::{AdrStatus, Change, LinkKind, Target, change, read},
    decision::{RelationKind, Status},
};

/// The words of an ADR in one language: of its status and the date, the accepted status, the day 2026-03-05, the heading of the context, and
/// the names of those who decided.
struct Words {
    status: &'static str,
    accepted: &'static str,
    date: &'static str,
    day: &'static str,
    context: &'static str,
    deciders: &'static str,
}

const LANGUAGES: [Words; 12] = [
    words(["Status", "Accepted", "Date", "March 5, 2026", "Context", "Deciders"]),
    words(["Status", "Angenommen", "Datum", "5. März 2026", "Kontext", "Entscheider"]),
    words(["Statut", "Acceptée", "Date de décision", "5 mars 2026", "Contexte", "Décideurs"]),
    words(["Estado", "Aceptado", "Fecha", "5 de marzo de 2026", "Contexto", "Decisores"]),
    words(["Situação", "Aceito", "Data", "5 de março de 2026", "Contexto", "Decisores"]),
    words(["Stato", "Accettata", "Data", "5 marzo 2026", "Contesto", "Decisori"]),
    words(["Status", "Aanvaard", "Besluitdatum", "5 maart 2026", "Aanleiding", "Beslissers"]),
    words(["Stan", "Zaakceptowana", "Data", "5 marca 2026", "Kontekst", "Decydenci"]),
    words(["Статус", "Принято", "Дата", "5 марта 2026 г.", "Контекст", "Принявшие решение"]),
    words(["状态", "已接受", "日期", "2026年3月5日", "背景", "决策者"]),
    words(["ステータス", "採用", "決定日", "2026年3月5日", "背景", "決定者"]),
    words(["상태", "승인됨", "결정일", "2026년 3월 5일", "배경", "결정자"]),
];

const fn words([status, accepted, date, day, context, deciders]: [&'static str; 6]) -> Words {
    Words { status, accepted, date, day, context, deciders }
}

/// The forms in which ADRs state their facts.
fn forms(words: &Words) -> Vec<String> {
    let Words { status, accepted, date, day, context, deciders } = words;
    let text = format!("## {context}\n\nx\n");
    let facts = [(status, accepted), (date, day), (deciders, &"Ann, Bob")];
    let list = |mark: &str, colon: &str| facts.map(|(key, value)| format!("{mark}{key}{colon} {value}\n")).concat();
    vec![
        format!("# 1. A\n\n{}\n{text}", list("- ", ":")),
        format!("# 1. A\n\n{}\n{text}", list("* ", " :")),
        format!("# 1. A\n\n{}\n{text}", list("- ", "：")),
        format!("# 1. A\n\n- **{status}:** {accepted}\n- **{date}:** {day}\n- **{deciders}:** Ann, Bob\n\n{text}"),
        format!("# 1. A\n\n**{status}**: {accepted}\n**{date}**: {day}\n**{deciders}**: Ann, Bob\n\n{text}"),
        format!("# 1. A\n\n## {status}\n\n{accepted}\n\n## {date}\n\n{day}\n\n## {deciders}\n\n* Ann\n* Bob\n\n{text}"),
        format!("# 1. A\n\n## Metadata\n\n{}\n{text}", list("- ", ":")),
        format!(
            "# 1. A\n\n| {status} | {accepted} |\n|---|---|\n| {date} | {day} |\n| {deciders} | Ann, Bob |\n\n{text}"
        ),
        format!(
            "# 1. A\n\n| {status} | {date} | {deciders} |\n|---|---|---|\n| {accepted} | {day} | Ann, Bob |\n\n{text}"
        ),
        format!("---\n{}---\n\n# A\n\n{text}", list("", ":")),
        format!("# 1. A\n\n## {status}: {accepted}\n\n{date}: {day}\n{deciders}: Ann, Bob\n\n{text}"),
        format!("# 1. A\n\n{status}\n: {accepted}\n\n{date}\n: {day}\n\n{deciders}\n: Ann, Bob\n\n{text}"),
    ]
}

#[test]
fn each_form_is_read_in_each_language() {
    for text in LANGUAGES.iter().flat_map(forms) {
        let adr = read(text.as_bytes());
        assert_eq!(adr.status, Some(AdrStatus::Known(Status::Accepted)), "{text}");
        assert_eq!(adr.date, Some(date(2026, 3, 5)), "{text}");
        assert_eq!(adr.people.decision_makers, ["Ann", "Bob"], "{text}");
        assert_eq!(adr.findings, [], "{text}");
    }
}

#[test]
fn each_form_says_in_its_language_that_it_is_superseded() {
    let by = Target { number: Some(7), title: "Use Rust".to_owned(), path: "0007-use-rust.md".into() };
    let by = Change { kind: RelationKind::Supersedes, by, on: None };
    for words in &LANGUAGES {
        for text in forms(words) {
            let after = change(&text, &by).unwrap_or_else(|why| panic!("{why}: {text}"));
            let adr = read(after.as_bytes());
            assert_eq!(adr.status, Some(AdrStatus::Known(Status::Superseded)), "{after}");
            assert!(!after.contains(words.accepted), "{after}");
            assert_eq!((adr.date, adr.findings.as_slice()), (Some(date(2026, 3, 5)), &[][..]), "{after}");
            assert_eq!(change(&after, &by).as_deref(), Ok(after.as_str()), "{after}");
        }
    }
}

#[test]
fn what_a_template_offers_behind_the_choice_links_to_nothing() {
    for text in [
        "# 1. A\n\n- Status: accepted [ accepted | superseded by [x](y.md)]\n",
        "# 1. A\n\n## Status\n\nAccepted [ accepted | superseded by [x](y.md)]\n",
    ] {
        let adr = read(text.as_bytes());
        assert_eq!((adr.status, adr.links.len()), (Some(AdrStatus::Known(Status::Accepted)), 0), "{text}");
    }
}

#[test]
fn an_adr_that_supersedes_another_is_in_force() {
    for (words, supersedes) in LANGUAGES.iter().zip([
        "Supersedes {}",
        "Ersetzt {}",
        "Remplace {}",
        "Reemplaza a {}",
        "Substitui {}",
        "Sostituisce {}",
        "Vervangt {}",
        "Zastępuje {}",
        "Заменяет {}",
        "取代 {}",
        "{} を置き換える",
        "{}을 대체",
    ]) {
        let Words { status, accepted, .. } = words;
        let said = supersedes.replace("{}", "[2. B](0002-b.md)");
        for text in [
            format!("# 4. A\n\n## {status}\n\n{accepted}\n\n{said}\n\n## X\n\nx\n"),
            format!("# 4. A\n\n## {status}\n\n- {accepted}\n- {said}\n\n## X\n\nx\n"),
        ] {
            let adr = read(text.as_bytes());
            assert_eq!(adr.status, Some(AdrStatus::Known(Status::Accepted)), "{text}");
            let kinds: Vec<_> = adr.links.iter().map(|link| link.kind.clone()).collect();
            assert_eq!(kinds, [LinkKind::Supersedes], "{text}");
            assert_eq!(adr.findings, [], "{text}");
        }
    }
}

#[test]
fn a_badge_above_the_sections_states_the_status() {
    for badge in
        ["![status: accepted](https://img.example/a)", "[![Status: accepted](a.svg)](https://x.example) ![x](y.svg)"]
    {
        let adr = read(format!("# A\n\n{badge}\n\n## Context\n\nx\n").as_bytes());
        assert_eq!(adr.status, Some(AdrStatus::Known(Status::Accepted)), "{badge}");
    }
    // A picture of something else states nothing.
    let adr = read(b"# A\n\n![accepted by all](a.svg)\n\n## Context\n\nx\n");
    assert_eq!(adr.status, None);
}

#[test]
fn a_key_that_means_something_else_in_english_is_no_mistake() {
    let adr =
        read(b"---\nstatus: accepted\ndata: s3://bucket\n---\n\n# A\n\n## Data\n\nIt grows.\n\nSee [2](0002-b.md).\n");
    assert_eq!((adr.date, adr.findings.as_slice(), adr.links.len()), (None, &[][..], 1));
}

#[test]
fn a_sentence_below_a_heading_for_people_names_nobody() {
    let text = "# A\n\n## Status\n\nAccepted\n\n## Owner\n\nThe team that runs the bus owns it, until somebody else wants it.\n\n## Deciders\n\n- Ann Lee, Bob\n";
    assert_eq!(read(text.as_bytes()).people.decision_makers, ["Ann Lee", "Bob"]);
    let sentence = text.split("## Deciders").next().unwrap();
    assert_eq!(read(sentence.as_bytes()).people.decision_makers, Vec::<String>::new());
}
