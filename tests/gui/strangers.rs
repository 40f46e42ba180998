//! Records from strangers: nothing in them looks like something else, and no link is followed unasked.

use egui::accesskit::Role;
use weigh_in::{
    decision::{Edit, Link, Member, MemberId},
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
    decision.apply(Edit::AddMember(Member::new(id, "An\u{200B}a".to_owned()))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    assert!(window.sees("Use Go[U+202E] ton od"), "{:#?}", window.words());
    assert!(window.sees("An[U+200B]a"));
    window.go(1);
    assert!(window.sees("Characters in it cannot be seen: Use Go[U+202E] ton od"));
}
