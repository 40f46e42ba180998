//! Heads as strangers write them, in many languages and forms: what they state, and what they say once they are superseded.

use weigh_in::{
    adr::{AdrStatus, Change, Target, change, read},
    decision::{RelationKind, Status},
};

/// The head of an ADR, with its title, status and day as people read them.
struct StrangeHead<'a> {
    title: &'a str,
    status: &'a str,
    day: Option<&'a str>,
    text: String,
}

fn heads() -> Vec<StrangeHead<'static>> {
    let parts = include_str!("../fixtures/heads.txt").split("\n@@ ").skip(1);
    let heads = parts.map(|part| {
        let (stated, head) = part.split_once('\n').unwrap();
        let [title, status, day] = stated.split(" ¦ ").collect::<Vec<_>>()[..] else { panic!("{stated}") };
        let text = format!("{head}\nx\n\n## Decision\n\ny\n");
        StrangeHead { title, status, day: Some(day).filter(|day| *day != "-"), text }
    });
    heads.collect()
}

#[test]
fn titles_statuses_and_days_are_read_wherever_they_stand() {
    assert!(heads().len() > 100);
    for StrangeHead { title, status, day, text } in heads() {
        let adr = read(text.as_bytes());
        let stated = adr.status.as_ref().map(AdrStatus::words);
        let found = (adr.title.as_deref(), stated, adr.date.map(|day| day.to_string()));
        assert_eq!(found, (Some(title), Some(status), day.map(str::to_owned)), "{text}");
    }
}

#[test]
fn a_superseded_adr_says_one_thing_in_any_of_them() {
    let by = Target { number: Some(70), title: "Use Go".to_owned(), path: "0070-use-go.md".to_owned() };
    let change_to = Change { kind: RelationKind::Supersedes, by, on: None };
    for StrangeHead { status, day, text: before, .. } in heads() {
        if status == "superseded" {
            assert!(change(&before, &change_to).is_err(), "{before}");
            continue;
        }
        let after = change(&before, &change_to).unwrap_or_else(|why| panic!("{why}: {before}"));
        let adr = read(after.as_bytes());
        assert_eq!(adr.status.as_ref().and_then(AdrStatus::known), Some(Status::Superseded), "{after}");
        assert!(adr.findings.is_empty(), "{after}: {:?}", adr.findings);
        assert_eq!(adr.date.map(|day| day.to_string()), day.map(str::to_owned), "{after}");
        assert_eq!(change(&after, &change_to), Ok(after.clone()), "a second time");
        // The lines that state it change, mostly one, and one may come below.
        let stated = read(before.as_bytes()).statuses.len().max(1);
        let kept = before.lines().filter(|line| after.lines().any(|other| other == *line)).count();
        assert!(kept + stated >= before.lines().count(), "{before}{after}");
        let is_front = before.contains("\nstatus: ");
        assert!(after.contains(if is_front { "ADR-0070" } else { "](0070-use-go.md)" }), "{after}");
    }
}
