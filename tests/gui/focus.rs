//! The keyboard focus, which goes back to where it was after whatever opens and closes.

use egui::{Key, Modifiers, accesskit::Role};
use weigh_in::{
    decision::{MemberId, Score, Vote},
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, team};

/// Ways to open something.
#[derive(Debug, Clone, Copy)]
enum Open {
    Key(Modifiers, Key),
    Command(&'static str),
    Menu(&'static str),
}

const OPENED: [Open; 22] = [
    Open::Key(CTRL, Key::K),
    Open::Key(CTRL, Key::F),
    Open::Key(NONE, Key::F1),
    Open::Key(NONE, Key::F10),
    Open::Key(Modifiers::ALT, Key::E),
    Open::Key(Modifiers::ALT, Key::H),
    Open::Key(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::M),
    Open::Key(CTRL, Key::O),
    Open::Command("Members…"),
    Open::Command("Help and shortcuts"),
    Open::Command("About Weigh-In"),
    Open::Command("Find in the record…"),
    Open::Command("Save as a template…"),
    Open::Command("Save as…"),
    Open::Command("Import ballots…"),
    Open::Command("Score as the next member"),
    Open::Menu("File"),
    Open::Menu("Edit"),
    Open::Menu("Team"),
    Open::Menu("View"),
    Open::Menu("Help"),
    Open::Menu("Status: Draft"),
];

/// A control of each kind: the step, its role and its name.
fn controls(window: &Window) -> Vec<(usize, Role, String)> {
    let criterion = window.decision().criteria[2].name.clone();
    vec![
        (1, Role::TextInput, "Title".to_owned()),
        (1, Role::MultilineTextInput, "Problem statement".to_owned()),
        (1, Role::Button, "Add a link".to_owned()),
        (2, Role::TextInput, "Name of option 2".to_owned()),
        (3, Role::ListItem, format!("Criterion {criterion}")),
        (3, Role::Slider, format!("Weight of {criterion}")),
        (3, Role::ComboBox, "Show: All criteria".to_owned()),
        (3, Role::CheckBox, "Not applicable (leave this criterion out)".to_owned()),
        (4, Role::SpinButton, format!("{criterion}, Go: 4")),
        (4, Role::MultilineTextInput, "Note".to_owned()),
    ]
}

#[test]
fn the_focus_comes_back_from_everything_to_every_kind_of_control() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    for (step, role, name) in controls(&window) {
        window.go(step);
        window.focus_on(role, &name);
        let before = window.focus().unwrap();
        for open in OPENED {
            let said = window.words();
            match open {
                Open::Key(modifiers, key) => window.press_key(modifiers, key),
                Open::Command(title) => window.command(title),
                Open::Menu(menu) => window.click(Role::Button, menu),
            }
            assert_ne!(window.words(), said, "{open:?} shows nothing");
            window.press_key(NONE, Key::Escape);
            let now = window.focus().map(|focus| (focus.id, focus.name));
            assert_eq!(now, Some((before.id, before.name.clone())), "{name} after {open:?}");
        }
    }
}

#[test]
fn what_is_typed_after_a_dialog_goes_on_where_it_was() {
    for open in OPENED {
        let show = |window: &mut Window| match open {
            Open::Key(modifiers, key) => window.press_key(modifiers, key),
            Open::Command(title) => window.command(title),
            Open::Menu(menu) => window.click(Role::Button, menu),
        };
        let mut window = Window::with_text(&storage::to_ron(&team()));
        window.go(1);
        window.fill("Title", "abc");
        show(&mut window);
        window.press_key(NONE, Key::Escape);
        window.type_text("def");
        assert_eq!(window.decision().title, "abcdef", "{open:?}");
        window.go(4);
        window.press_key(NONE, Key::ArrowDown);
        show(&mut window);
        window.press_key(NONE, Key::Escape);
        window.type_text("3");
        let decision = window.decision();
        let key = (decision.criteria[1].id.clone(), decision.options[0].id.clone());
        let vote = decision.vote(&MemberId::new("ana").unwrap(), &key);
        assert_eq!(vote, Score::new(3).map(Vote::Score), "{open:?}");
    }
}

#[test]
fn the_older_keys_of_the_clipboard_work_in_fields_alone() {
    use egui::ViewportCommand::{RequestCopy, RequestCut, RequestPaste};
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "abc");
    let mut asked_by = |modifiers, key| {
        window.queue_key(modifiers, key);
        window.wait(1);
        let asked = window.commands();
        window.run();
        asked.into_iter().find(|command| [RequestCopy, RequestCut, RequestPaste].contains(command))
    };
    assert_eq!(asked_by(Modifiers::SHIFT, Key::Insert), Some(RequestPaste));
    assert_eq!(asked_by(CTRL, Key::Insert), Some(RequestCopy));
    assert_eq!(asked_by(Modifiers::SHIFT, Key::Delete), Some(RequestCut));
    assert_eq!(asked_by(NONE, Key::Delete), None);
    asked_by(CTRL, Key::Num4);
    assert_eq!(asked_by(Modifiers::SHIFT, Key::Insert), None, "a cell takes no text");
    assert_eq!(window.decision().title, "abc");
}

#[test]
fn buttons_that_close_a_dialog_give_the_focus_back() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(1);
    window.fill("Title", "a");
    let mut expected = "a".to_owned();
    for (command, button) in [
        ("Members…", "Done"),
        ("Help and shortcuts", "Close"),
        ("About Weigh-In", "Close"),
        ("Save a chart…", "Cancel"),
        ("Start a new round…", "Cancel"),
        ("Save as a template…", "Cancel"),
    ] {
        window.command(command);
        window.click(Role::Button, button);
        window.type_text("b");
        expected.push('b');
        assert_eq!(window.decision().title, expected, "{command}");
    }
}

#[test]
fn the_focus_stays_where_a_notice_above_it_goes() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(6);
    window.press_key(CTRL, Key::K);
    window.type_text("Accept");
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("Choose an option on the Decision step first."), "{:#?}", window.words());
    window.focus_on(Role::RadioButton, "Choose Go");
    let chosen = window.focused();
    // Choosing is what the notice asks for, so it goes.
    window.press_key(NONE, Key::Space);
    assert!(!window.sees("Choose an option on the Decision step first."), "{:#?}", window.words());
    assert_eq!(window.focused(), chosen);
    for _ in 0..2 {
        window.press_key(NONE, Key::Tab);
    }
    window.type_text("we ship sooner");
    assert_eq!(window.decision().outcome.justification, "we ship sooner");
}

#[test]
fn escape_on_the_start_page_leaves_the_focus_on_the_template() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::reopen(folder, None);
    let first = window.focused();
    assert!(first.as_ref().is_some_and(|(_, name)| name.starts_with("Template ")), "{first:?}");
    window.press_key(NONE, Key::Escape);
    window.run();
    assert_eq!(window.focused(), first);
}
