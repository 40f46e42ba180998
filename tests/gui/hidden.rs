//! Characters that cannot be seen are shown wherever a text of a record, a file or an ADR is painted, hover texts included.

use std::{fs, sync::Arc};

use egui::{Key, accesskit::Role};
use jiff::civil::date;
use weigh_in::{
    decision::{Consequence, ConsequenceKind, Decision, Edit, Link, Member, MemberId, SignOff, Verdict},
    storage,
};

use super::{CTRL, NONE, Window, team};

/// It turns what follows around, so that a text looks like another one.
const HIDDEN: char = '\u{202E}';

/// Puts it behind the first letter.
fn taint(text: &mut String) {
    let at = text.chars().next().map_or(0, char::len_utf8);
    text.insert(at, HIDDEN);
}

fn tainted(text: &str) -> String {
    let mut text = text.to_owned();
    taint(&mut text);
    text
}

/// A record with such a character in every text that people write.
fn record() -> Decision {
    let mut decision = team();
    for text in [&mut decision.title, &mut decision.context] {
        taint(text);
    }
    decision.constraints = vec![tainted("Runs on the cluster")];
    decision.people.decision_makers = vec![tainted("Ana")];
    decision.people.consulted = vec![tainted("Boris")];
    decision.people.informed = vec![tainted("Chen")];
    decision.links = vec![Link { label: tainted("The site"), url: "https://go.dev".to_owned() }];
    for option in &mut decision.options {
        let option = Arc::make_mut(option);
        taint(&mut option.name);
        taint(&mut option.description);
    }
    for criterion in &mut decision.criteria {
        let criterion = Arc::make_mut(criterion);
        let anchors = [&mut criterion.anchors.one, &mut criterion.anchors.three, &mut criterion.anchors.five];
        let words = [&mut criterion.name, &mut criterion.group, &mut criterion.question, &mut criterion.check];
        anchors.into_iter().chain(words).chain([&mut criterion.caveat, &mut criterion.note]).for_each(taint);
    }
    decision.members.iter_mut().for_each(|member| taint(&mut Arc::make_mut(member).name));
    for reference in &mut decision.references {
        let reference = Arc::make_mut(reference);
        taint(&mut reference.name);
        taint(&mut reference.source.label);
        reference.cells.values_mut().for_each(|cell| taint(&mut cell.note));
    }
    for ballot in &mut decision.ballots {
        Arc::make_mut(ballot).cells.values_mut().for_each(|cell| taint(&mut cell.note));
    }
    let outcome = Arc::make_mut(&mut decision.outcome);
    let words = [&mut outcome.justification, &mut outcome.against_lead, &mut outcome.thin_coverage];
    words.into_iter().chain([&mut outcome.confirmation]).for_each(|text| *text = tainted("Because"));
    outcome.triggers = vec![tainted("Nobody is left")];
    outcome.consequences = vec![Consequence { kind: ConsequenceKind::Good, text: tainted("Sooner") }];
    let (name, comment) = (tainted("Ana"), tainted("Yes"));
    outcome.sign_offs = vec![SignOff { name, verdict: Verdict::Agree, comment, on: date(2026, 11, 2) }];
    decision
}

fn revealed() -> Decision {
    let mut decision = record();
    decision.apply(Edit::Reveal(tainted("Ana"), date(2026, 11, 2))).unwrap();
    decision
}

/// A field shows its text as it is, so that the caret stands where people see it, and says below what is in it.
fn shows_what_is_hidden(window: &Window, place: &str) {
    let fields = window.field_texts();
    let painted = window.painted();
    let raw: Vec<&String> =
        painted.iter().filter(|text| text.contains(HIDDEN) && !fields.iter().any(|field| field == *text)).collect();
    assert!(raw.is_empty(), "{place}: {raw:#?}");
}

#[test]
fn nothing_of_a_record_is_painted_with_hidden_characters() {
    for (state, decision) in [("blind", record()), ("revealed", revealed())] {
        let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 2000.0]);
        for step in 1..=7 {
            window.go(step);
            shows_what_is_hidden(&window, &format!("{state}, step {step}"));
        }
        window.go(4);
        assert!(window.painted().iter().any(|text| text.contains("[U+202E]")), "{:#?}", window.painted());
    }
}

#[test]
fn nothing_of_a_result_is_painted_with_hidden_characters() {
    let mut window = Window::with_size(&storage::to_ron(&revealed()), [1280.0, 2000.0]);
    window.go(5);
    for part in ["Overview", "Discuss next", "How sure", "What if"] {
        window.click(Role::RadioButton, &format!("Part of the result: {part}"));
        // Draws that arrive change the names below.
        window.wait_until_drawn();
        shows_what_is_hidden(&window, part);
        for name in window.names_with("[U+202E]").into_iter().chain(window.names_with("\u{202E}")).take(12) {
            window.hover(&name);
            shows_what_is_hidden(&window, &format!("{part}, the pointer on {name:?}"));
        }
    }
    window.go(4);
    window.click(Role::RadioButton, "Whose scores: Team");
    shows_what_is_hidden(&window, "the team's scores");
}

#[test]
fn nothing_of_a_dialog_is_painted_with_hidden_characters() {
    let mut window = Window::with_text(&storage::to_ron(&record()));
    for title in ["Members…", "Save as…", "Save as a template…", "Reveal the round…", "Search commands…"] {
        window.command(title);
        shows_what_is_hidden(&window, title);
        window.press_key(NONE, Key::Escape);
    }
    let add = Member::new(MemberId::new("mallory").unwrap(), tainted("Mallory"));
    window.command("Members…");
    window.fill("Name of another member", &add.name);
    window.press_key(NONE, Key::Enter);
    window.press_key(NONE, Key::Escape);
    window.click(Role::Button, "Edit");
    shows_what_is_hidden(&window, "the step that undo takes back");
}

#[test]
fn neither_side_of_a_conflict_is_painted_with_hidden_characters() {
    let decision = revealed();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(1);
    window.fill("Title", &format!("Mine and a title that is long enough{HIDDEN} to be compared"));
    let mut theirs = decision;
    theirs.title = format!("Theirs and a title that is long enough{HIDDEN} to be compared");
    let key = (theirs.criteria[1].id.clone(), theirs.options[0].id.clone());
    // As an earlier version let people change it.
    let ballot = theirs.ballots.iter_mut().find(|ballot| ballot.member == *"ana").unwrap();
    Arc::make_mut(ballot).cells.entry(key).or_default().note = format!("Another{HIDDEN} note");
    storage::save_over(&window.folder.path().join("record.decision.ron"), &theirs, None).unwrap();
    window.press_key(CTRL, Key::S);
    assert!(window.sees("Theirs and a title"), "{:#?}", window.words());
    shows_what_is_hidden(&window, "a conflict");
}

#[test]
fn the_excerpt_of_a_broken_file_shows_them() {
    let mut window = Window::open();
    let file = window.folder.path().join("broken.decision.ron");
    fs::write(&file, format!("(\n  format: 1,\n  tit{HIDDEN}le: \"x\",\n)")).unwrap();
    window.press_key(CTRL, Key::O);
    window.type_path(&file);
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("could not be opened");
    assert!(window.painted().iter().any(|text| text.contains("tit[U+202E]le")), "{:#?}", window.painted());
    shows_what_is_hidden(&window, "a notice");
}

#[test]
fn an_adr_of_a_stranger_shows_them() {
    let mut window = Window::open();
    let folder = window.folder.path().join("repo/docs/adr");
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(window.folder.path().join("repo/.git")).unwrap();
    let text = format!(
        "# 1. U{HIDDEN}se C\n\nDate: 2024-01-01\n\n## Sta{HIDDEN}tus\n\nAcc{HIDDEN}epted\n\n## Context\n\nIt is \
         the{HIDDEN}re, `co{HIDDEN}de`, [a li{HIDDEN}nk](https://a.example).\n\n<b>ht{HIDDEN}ml</b>\n"
    );
    fs::write(folder.join("0001-use-c.md"), text).unwrap();
    window.press_key(CTRL, Key::L);
    window.click(Role::Button, "Choose a repository…");
    let path = window.folder.path().join("repo");
    window.type_path(&path);
    window.click(Role::Button, "Choose");
    window.wait_to_see("1 ADR in docs/adr");
    window.wait_to_see("It is the");
    shows_what_is_hidden(&window, "the log");
}
