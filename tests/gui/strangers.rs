//! Records from strangers: nothing in them looks like something else, and no link is followed unasked.

use egui::accesskit::Role;
use weigh_in::{
    decision::{Edit, Link, Member, MemberId, OptionField},
    storage,
};

use super::{Window, team};

fn with_links(urls: &[&str]) -> String {
    let mut decision = team();
    let links = urls.iter().map(|url| Link { label: "The site".to_owned(), url: (*url).to_owned() }).collect();
    decision.apply(Edit::Links(links)).unwrap();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::to_ron(&decision)
}

fn preview(text: &str) -> Window {
    let mut window = Window::with_size(text, [1280.0, 2400.0]);
    window.go(7);
    let repository = window.folder.path().join("repository");
    std::fs::create_dir_all(repository.join(".git")).unwrap();
    window.fill("Repository", repository.to_str().unwrap());
    window.wait_to_see("The site");
    window
}

#[test]
fn a_link_is_opened_only_after_its_host_was_shown() {
    let mut window = preview(&with_links(&["https://go.dev@evil.example/x"]));
    assert_eq!(window.opened_by(Role::Link, "The site"), [""; 0]);
    assert!(window.sees("It leads to evil.example, outside of Weigh-In."), "{:#?}", window.words());
    assert_eq!(window.opened_by(Role::Button, "Cancel"), [""; 0]);
    assert!(!window.sees("It leads to"));
    assert_eq!(window.opened_by(Role::Link, "The site"), [""; 0]);
    assert_eq!(window.opened_by(Role::Button, "Open"), ["https://go.dev@evil.example/x"]);
}

#[test]
fn a_link_to_elsewhere_than_web_and_mail_is_never_one() {
    for url in ["file:///etc/passwd", "javascript:alert(1)", "ssh://a.example", "vscode://x"] {
        let text = with_links(&["https://a.example"]).replace("https://a.example", url);
        let window = preview(&text);
        // It is told as text; there is nothing to click.
        assert!(!window.has(Role::Link, "The site"), "{url}: {:#?}", window.words());
    }
}

#[test]
fn what_cannot_be_seen_is_shown() {
    let mut decision = team();
    decision.apply(Edit::Title("Use Go\u{202E} ton od".to_owned())).unwrap();
    let id = MemberId::new("mallory").unwrap();
    decision.apply(Edit::AddMember(Member::new(id, "An\u{200B}a".to_owned()), jiff::civil::date(2026, 2, 3))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    assert!(window.sees("Use Go[U+202E] ton od"), "{:#?}", window.words());
    assert!(window.sees("An[U+200B]a"));
    window.go(1);
    assert!(window.sees("Characters in it cannot be seen: Use Go[U+202E] ton od"));
}

/// A record with a context of so many bytes, and an option with a name of so many.
fn with_long_texts(context: usize, name: usize) -> String {
    let mut decision = team();
    decision.apply(Edit::Context("word ".repeat(context / 5))).unwrap();
    let id = decision.options[0].id.clone();
    decision.apply(Edit::Option(id, OptionField::Name("x".repeat(name)))).unwrap();
    storage::to_ron(&decision)
}

#[test]
fn a_very_long_text_is_shown_from_its_beginning_and_not_changed() {
    let text = with_long_texts(4_000_000, 1_000_000);
    let mut window = Window::with_text(&text);
    for step in 1..=6 {
        window.go(step);
        for words in window.words().into_iter().chain(window.field_texts()) {
            assert!(
                words.chars().count() < 10_000,
                "step {step}: {} characters: {:.200}",
                words.chars().count(),
                words
            );
        }
        if step == 1 {
            let told = "Only the beginning is shown: the text is 4,000,000 bytes long. Change it in the file";
            assert!(window.sees(told), "{:#?}", window.words());
            let fields = window.field_texts();
            assert!(fields.iter().any(|field| field.starts_with("word word") && field.ends_with('…')));
            window.focus_field("Problem statement");
            window.type_text("more");
        }
    }
    assert_eq!(storage::to_ron(window.decision()), text);
}

#[test]
fn typing_and_pasting_ends_where_a_field_is_full() {
    let text = with_long_texts(99_990, 2);
    let mut window = Window::with_text(&text);
    window.go(1);
    window.focus_field("Problem statement");
    window.queue(egui::Event::Paste("y".repeat(4_000_000)));
    window.wait(2);
    assert_eq!(window.decision().context.len(), 99_990);
    assert!(window.sees("Not added: this field holds at most 100,000 characters,"), "{:#?}", window.words());
    window.type_text("z");
    assert_eq!(window.decision().context.len(), 99_991);
    assert!(!window.sees("Not added"), "{:#?}", window.words());
}
