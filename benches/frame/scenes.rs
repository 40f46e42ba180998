//! The screens, and what is done on each in every frame.

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, TouchPhase, accesskit::Role, pos2, vec2};

use super::window::{SIZE, Window, pressed};

/// What happens in the frame of a number; the pointer was last put to a place.
type Act = fn(usize, Pos2) -> Vec<Event>;

/// A screen and how to get there; then what is done, one after another.
pub struct Scene {
    pub name: &'static str,
    pub open: fn(&mut Window),
    pub acts: &'static [(&'static str, Act)],
}

const MOVE: (&str, Act) = ("moving", moving);
const SCROLL: (&str, Act) = ("scrolling", scrolling);
const TYPE: (&str, Act) = ("typing", typing);
const SCORE: (&str, Act) = ("scoring", scoring);
const SLIDE: (&str, Act) = ("sliding", sliding);

pub const SCENES: [Scene; 19] = [
    page("Context", |window| window.go(1)),
    Scene { name: "Context, title", open: |window| field(window, 1, "Title"), acts: &[TYPE] },
    page("Options", |window| window.go(2)),
    Scene { name: "Options, name", open: |window| field(window, 2, "Name of option 1"), acts: &[TYPE] },
    page("Criteria", |window| window.go(3)),
    Scene { name: "Criteria, name", open: criterion_name, acts: &[TYPE] },
    Scene { name: "Criteria, swing", open: |window| swing(window, 3, None), acts: &[SLIDE] },
    page("Scores", ballot),
    Scene { name: "Scores, cell", open: second_ballot, acts: &[SCORE] },
    Scene { name: "Scores, note", open: |window| note(window), acts: &[TYPE] },
    page("Scores of the team", team),
    page("Result", |window| window.go(5)),
    page("Result, discuss next", |window| part(window, "Discuss next")),
    page("Result, how sure", |window| part(window, "How sure")),
    page("Result, what if", |window| part(window, "What if")),
    Scene { name: "Result, what if, swing", open: |window| swing(window, 5, Some("What if")), acts: &[SLIDE] },
    Scene { name: "Decision, justification", open: justification, acts: &[MOVE, SCROLL, TYPE] },
    page("Export", |window| window.go(7)),
    page("Members", members),
];

const fn page(name: &'static str, open: fn(&mut Window)) -> Scene {
    Scene { name, open, acts: &[MOVE, SCROLL] }
}

fn field(window: &mut Window, step: usize, name: &str) {
    window.go(step);
    window.click(Role::TextInput, name);
}

/// The name of the first criterion, which is read first and edited on demand.
fn criterion_name(window: &mut Window) {
    window.go(3);
    window.click(Role::Button, "Edit Learning curve");
    window.click(Role::TextInput, "Name");
}

/// The ballot of the first member, who sits down first where several score.
fn ballot(window: &mut Window) {
    window.go(4);
    if window.has(Role::Button, "I am Member 0") {
        window.click(Role::Button, "I am Member 0");
    }
}

/// The same in a second round on everything, since a ballot that was shown takes no more scores.
fn second_ballot(window: &mut Window) {
    ballot(window);
    window.draw(vec![pressed(Key::K, Modifiers::COMMAND)]);
    window.draw(vec![Event::Text("Start a new round".to_owned())]);
    window.draw(vec![pressed(Key::Enter, Modifiers::NONE)]);
    window.click(Role::Button, "Choose all");
    window.click(Role::Button, "Start the round");
    ballot(window);
}

fn note(window: &mut Window) {
    second_ballot(window);
    window.click(Role::MultilineTextInput, "Note");
}

fn justification(window: &mut Window) {
    window.go(6);
    window.click(Role::MultilineTextInput, "Why did you choose it? (… because)");
}

fn team(window: &mut Window) {
    window.go(4);
    window.click(Role::RadioButton, "Whose scores: Team");
}

fn part(window: &mut Window, name: &str) {
    window.go(5);
    window.click(Role::RadioButton, &format!("Part of the result: {name}"));
}

fn swing(window: &mut Window, step: usize, of: Option<&str>) {
    match of {
        Some(name) => part(window, name),
        None => window.go(step),
    }
    window.grab(&format!("{} of Learning curve", of.map_or("Weight", |_| "Try a weight")));
}

fn members(window: &mut Window) {
    window.click(Role::Button, "Members…");
    window.rest_on_page();
}

/// Over the whole page, in a fixed pattern.
fn moving(number: usize, _: Pos2) -> Vec<Event> {
    vec![Event::PointerMoved(pos2((number * 37 % 1920) as f32, (number * 53 % 1080) as f32))]
}

/// Down for a while, then up again.
fn scrolling(number: usize, _: Pos2) -> Vec<Event> {
    let down = number % 200 < 100;
    let delta = vec2(0.0, if down { -60.0 } else { 60.0 });
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta,
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved((SIZE / 2.0).to_pos2()), wheel]
}

/// A letter, and its removal.
fn typing(number: usize, _: Pos2) -> Vec<Event> {
    if number.is_multiple_of(2) {
        vec![Event::Text("a".to_owned())]
    } else {
        vec![pressed(Key::Backspace, Modifiers::NONE)]
    }
}

/// A score, which leads on to the next cell.
fn scoring(number: usize, _: Pos2) -> Vec<Event> {
    vec![Event::Text((1 + number % 5).to_string())]
}

/// To and fro by up to 40 points.
fn sliding(number: usize, held: Pos2) -> Vec<Event> {
    let right = 2.0 * (number % 40).min(40 - number % 40) as f32;
    vec![Event::PointerMoved(held + vec2(right, 0.0))]
}
