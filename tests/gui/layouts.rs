//! The keys of the sheet on keyboards of other layouts: by what they type, or else by their place.

use egui::{Event, Key, Modifiers, accesskit::Role};
use weigh_in::{
    decision::{MemberId, Score, Vote},
    gui::step::Step,
    storage,
};

use super::{NONE, harness::Window, team};

/// A key on some layout: its place, what egui calls it, and what it types.
#[derive(Debug, Clone, Copy)]
struct Stroke(Key, Key, &'static str);

impl Stroke {
    fn press(self, window: &mut Window) {
        let Self(place, key, text) = self;
        let event = |pressed| Event::Key { key, physical_key: Some(place), pressed, repeat: false, modifiers: NONE };
        window.queue(event(true));
        if !text.is_empty() {
            window.queue(Event::Text(text.to_owned()));
        }
        window.queue(event(false));
        window.run();
    }
}

struct Layout {
    name: &'static str,
    four: Stroke,
    note: Stroke,
    evidence: Stroke,
    confidence: Stroke,
}

const LAYOUTS: [Layout; 6] = [
    Layout {
        name: "AZERTY",
        four: Stroke(Key::Num4, Key::Quote, "'"),
        note: Stroke(Key::N, Key::N, "n"),
        evidence: Stroke(Key::E, Key::E, "e"),
        confidence: Stroke(Key::C, Key::C, "c"),
    },
    Layout {
        name: "QWERTZ",
        four: Stroke(Key::Num4, Key::Num4, "4"),
        note: Stroke(Key::N, Key::N, "n"),
        evidence: Stroke(Key::E, Key::E, "e"),
        confidence: Stroke(Key::C, Key::C, "c"),
    },
    Layout {
        name: "Cyrillic",
        four: Stroke(Key::Num4, Key::Num4, "4"),
        note: Stroke(Key::N, Key::N, "т"),
        evidence: Stroke(Key::E, Key::E, "у"),
        confidence: Stroke(Key::C, Key::C, "с"),
    },
    Layout {
        name: "Persian",
        four: Stroke(Key::Num4, Key::Num4, "۴"),
        note: Stroke(Key::N, Key::N, "د"),
        evidence: Stroke(Key::E, Key::E, "ث"),
        confidence: Stroke(Key::C, Key::C, "ز"),
    },
    Layout {
        name: "Dvorak",
        four: Stroke(Key::Num4, Key::Num4, "4"),
        note: Stroke(Key::L, Key::N, "n"),
        evidence: Stroke(Key::D, Key::E, "e"),
        confidence: Stroke(Key::I, Key::C, "c"),
    },
    Layout {
        name: "Czech",
        four: Stroke(Key::Num4, Key::Num4, "č"),
        note: Stroke(Key::N, Key::N, "n"),
        evidence: Stroke(Key::E, Key::E, "e"),
        confidence: Stroke(Key::C, Key::C, "c"),
    },
];

#[test]
fn scores_notes_evidence_and_confidence_work_on_every_layout() {
    for layout in LAYOUTS {
        let mut window = Window::with_text(&storage::to_ron(&team()));
        window.go(4);
        let (criterion, option) = (window.decision().criteria[0].id.clone(), window.decision().options[1].id.clone());
        window.press_key(NONE, Key::ArrowRight);
        layout.four.press(&mut window);
        layout.confidence.press(&mut window);
        let cell = window.decision().cell(&MemberId::new("ana").unwrap(), &(criterion, option)).unwrap().clone();
        assert_eq!(cell.vote, Score::new(4).map(Vote::Score), "{}", layout.name);
        assert!(cell.confidence.is_some(), "{}", layout.name);
        for (stroke, field) in [(layout.note, "Note"), (layout.evidence, "Link to the evidence")] {
            stroke.press(&mut window);
            assert_eq!(window.focused().map(|(_, name)| name).as_deref(), Some(field), "{}", layout.name);
            // Nothing of the key is typed into the field.
            assert!(!window.field_texts().iter().any(|text| text == stroke.2), "{}", layout.name);
            window.press_key(NONE, Key::Escape);
        }
    }
}

#[test]
fn a_latin_letter_is_meant_as_it_is_typed_wherever_its_key_is() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    let ballots = window.decision().ballots.clone();
    // On Dvorak, the key that has N elsewhere types b, and C and E have other letters, too.
    for stroke in [Stroke(Key::N, Key::B, "b"), Stroke(Key::C, Key::J, "j"), Stroke(Key::E, Key::Period, ".")] {
        stroke.press(&mut window);
    }
    // Without Num Lock, a digit of the number pad types nothing.
    Stroke(Key::Num1, Key::End, "").press(&mut window);
    assert_eq!(window.focused().map(|(role, _)| role), Some(Role::SpinButton));
    assert_eq!(window.decision().ballots, ballots);
}

#[test]
fn steps_are_reached_by_their_digits_where_those_need_shift() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let press = |window: &mut Window, place, key| {
        let modifiers = Modifiers::COMMAND;
        window.queue(Event::Key { key, physical_key: Some(place), pressed: true, repeat: false, modifiers });
        window.run();
    };
    press(&mut window, Key::Num4, Key::Quote);
    assert_eq!(window.app().step(), Step::Scores);
    // What the key says itself comes first: this one makes everything smaller.
    press(&mut window, Key::Num6, Key::Minus);
    assert_eq!(window.app().step(), Step::Scores);
    assert!(window.zoom() < 1.0);
    // Without Num Lock, 1 on the number pad is End.
    press(&mut window, Key::Num1, Key::End);
    assert_eq!(window.app().step(), Step::Scores);
}
