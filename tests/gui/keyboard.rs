//! A whole ballot by keyboard alone.

use eframe::App as _;
use egui::{Event, Key, Modifiers, RawInput, accesskit::Role};
use weigh_in::{
    decision::{
        Alternative, Confidence, CriterionField, Decision, Edit, Evidence, MemberId, OptionId, OutcomeField, Score,
        Status, Vote,
    },
    gui::App,
    storage,
};

use super::{
    CTRL, NONE,
    harness::{self, Window, quiet_services},
    revealed_team, team,
};

/// 24 criteria that all have a weight, and three options, nothing scored; Ana scores.
fn unscored() -> Decision {
    let mut decision = team();
    decision.ballots.clear();
    for criterion in decision.criteria.clone().into_iter().filter(|criterion| criterion.swing == Some(0)) {
        decision.apply(Edit::Criterion(criterion.id.clone(), CriterionField::Swing(10))).unwrap();
    }
    let id = OptionId::new("zig").unwrap();
    let zig = Alternative::new(id, "Zig".to_owned());
    decision.apply(Edit::AddOption(zig)).unwrap();
    decision
}

fn cell(window: &Window, place: usize) -> weigh_in::decision::Cell {
    let decision = window.decision();
    let columns = decision.options.len();
    let rows: Vec<_> = decision.groups().into_iter().flat_map(|(_, criteria)| criteria).collect();
    let key = (rows[place / columns].id.clone(), decision.options[place % columns].id.clone());
    decision.cell(&decision.members[0].id, &key).cloned().unwrap_or_default()
}

#[test]
fn seventy_two_cells_take_a_key_each() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    let mut pressed = 0;
    // The step has the keys in its first cell.
    window.go(4);
    pressed += 1;
    let said = |place: usize| if place % 10 == 7 { "?".to_owned() } else { (place % 5 + 1).to_string() };
    for place in 0..72 {
        window.type_text(&said(place));
        pressed += 1;
    }
    let vote = |place: usize| Score::new((place % 5 + 1) as u8).map(Vote::Score).filter(|_| place % 10 != 7);
    for place in 0..72 {
        assert_eq!(cell(&window, place).vote, vote(place).or(Some(Vote::Abstain)), "cell {place}");
    }
    let me = window.decision().members[0].id.clone();
    assert_eq!(window.decision().progress(&me), (72, 72));
    // In five minutes that is a key every four seconds.
    assert_eq!(pressed, 73);
    // Past the last cell there is nowhere to go.
    window.type_text("5");
    assert_eq!(cell(&window, 71).vote, Score::new(5).map(Vote::Score));
    window.press_key(CTRL, Key::Enter);
    assert!(window.decision().has_sealed(&me));
}

#[test]
fn a_note_is_left_for_the_next_cell_without_the_mouse() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(4);
    window.type_text("4");
    window.type_text("c");
    window.type_text("n");
    window.type_text("Two weeks in the last project");
    window.press_key(NONE, Key::Escape);
    window.type_text("e");
    window.type_text("https://example.org/report");
    window.press_key(NONE, Key::Escape);
    window.type_text("c");
    window.type_text("2");
    let first = cell(&window, 0);
    assert_eq!(
        (first.note.as_str(), first.link.as_str()),
        ("Two weeks in the last project", "https://example.org/report")
    );
    assert_eq!((first.vote, first.confidence), (Score::new(4).map(Vote::Score), Some(Confidence::ALL[1])));
    assert_eq!(first.evidence, None::<Evidence>);
    assert_eq!(cell(&window, 1).vote, Score::new(2).map(Vote::Score));
    // A cell that people went back to is left for itself.
    window.press_key(NONE, Key::ArrowLeft);
    window.type_text("n");
    window.type_text("In the first month");
    window.press_key(NONE, Key::Escape);
    window.type_text("3");
    assert_eq!(cell(&window, 1).vote, Score::new(3).map(Vote::Score));
    assert_eq!((cell(&window, 1).note.as_str(), cell(&window, 2).vote), ("In the first month", None));
}

#[test]
fn a_key_for_the_confidence_leaves_the_digits_to_the_next_cell_and_says_what_it_did() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(4);
    window.type_text("4");
    window.type_text("c");
    assert!(window.sees("confidence low"), "{:#?}", window.words());
    window.type_text("c");
    assert!(window.sees("confidence medium"), "{:#?}", window.words());
    window.type_text("1");
    let vote = |points| Score::new(points).map(Vote::Score);
    assert_eq!((cell(&window, 0).vote, cell(&window, 1).vote, cell(&window, 2).vote), (vote(4), vote(1), None));
    assert_eq!(cell(&window, 0).confidence, Some(Confidence::ALL[1]));
}

#[test]
fn a_page_scrolls_by_keys_unless_a_field_takes_them() {
    for (step, role, name) in [
        (1, Role::TextInput, "Title"),
        (3, Role::Button, "Add a criterion"),
        (4, Role::ComboBox, "Show: All criteria"),
        (5, Role::Button, "Continue to decision"),
        (6, Role::Button, "Continue to export"),
    ] {
        let mut window = Window::with_size(&storage::to_ron(&revealed_team()), [1000.0, 400.0]);
        window.go(step);
        window.wait_until_drawn();
        let mut top = |key: Option<Key>| {
            if let Some(key) = key {
                window.press_key(NONE, key);
                window.wait(40);
            }
            window.place(role, name).top()
        };
        let start = top(None);
        let page = top(Some(Key::PageDown));
        assert!(page < start, "{name}: {page} after {start}");
        let end = top(Some(Key::End));
        assert!(end < page, "{name}: {end} after {page}");
        assert!(top(Some(Key::PageUp)) > end, "{name}");
        let home = top(Some(Key::Home));
        assert!((home - start).abs() < 0.5, "{name}: {home} and {start}");
    }
    // In a field they move the text cursor.
    let mut window = Window::with_size(&storage::to_ron(&revealed_team()), [1000.0, 400.0]);
    window.go(1);
    window.fill("Title", "Go");
    let place = |window: &Window| window.place(Role::TextInput, "Title");
    let before = place(&window);
    window.press_key(NONE, Key::Home);
    window.press_key(NONE, Key::PageDown);
    window.type_text("Use ");
    assert_eq!(place(&window), before);
    assert_eq!(window.decision().title, "Use Go");
}

#[test]
fn a_slip_is_taken_back_in_its_own_cell_and_people_may_stay_there() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(4);
    window.type_text("4");
    window.press_key(NONE, Key::Backspace);
    window.type_text("5");
    assert_eq!(cell(&window, 0).vote, Score::new(5).map(Vote::Score));
    window.type_text("3");
    assert_eq!(cell(&window, 1).vote, Score::new(3).map(Vote::Score));
    // What is typed elsewhere meanwhile ends that.
    window.press_key(NONE, Key::ArrowDown);
    window.press_key(NONE, Key::Delete);
    assert_eq!(cell(&window, 1).vote, Score::new(3).map(Vote::Score));
    window.command("Next cell after a score");
    window.go(4);
    window.type_text("1");
    window.type_text("2");
    let two = Score::new(2).map(Vote::Score);
    assert_eq!(
        (0..6).filter(|place| cell(&window, *place).vote == two).count(),
        1,
        "the second one replaces the first"
    );
}

#[test]
fn enter_in_a_line_of_a_list_goes_on_in_the_next_one() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(1);
    let known = window.decision().constraints.clone();
    window.focus_field(&format!("Constraint {}", known.len() + 1));
    for line in ["Ships as one container", "Three people can be on call"] {
        window.type_text(line);
        window.press_key(NONE, Key::Enter);
    }
    // In an empty line it goes nowhere.
    window.press_key(NONE, Key::Enter);
    let added = ["Ships as one container", "Three people can be on call"].map(str::to_owned);
    assert_eq!(window.decision().constraints, [known, added.to_vec()].concat());
}

/// A window whose frames take their input as the real ones do, all that has arrived at once.
struct Ahead {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    _folder: tempfile::TempDir,
}

impl Ahead {
    fn open(decision: &Decision) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("record.decision.ron");
        storage::save_over(&file, decision, None).unwrap();
        let ctx = egui::Context::default();
        let app = App::new(&ctx, quiet_services(None), Some(file));
        let mut window = Self { ctx, app, frame: eframe::Frame::_new_kittest(), _folder: folder };
        while window.app.document().is_none() {
            window.draw(Vec::new());
        }
        window
    }

    fn draw(&mut self, events: Vec<Event>) {
        let size = egui::Vec2::new(1280.0, 800.0);
        let screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size));
        let mut input = RawInput { screen_rect, events, ..RawInput::default() };
        self.app.raw_input_hook(&self.ctx, &mut input);
        let Self { ctx, app, frame, .. } = self;
        let mut output = ctx.run_ui(input, |ui| {
            app.logic(ui.ctx(), frame);
            app.ui(ui, frame);
        });
        output.textures_delta.clear();
    }

    fn votes(&self) -> Vec<Vote> {
        let decision = self.app.document().unwrap().decision();
        let rows = decision.groups().into_iter().flat_map(|(_, criteria)| criteria);
        let me = &decision.members[0].id;
        let cells = rows.flat_map(|row| decision.options.iter().map(|option| (row.id.clone(), option.id.clone())));
        cells.filter_map(|key| decision.cell(me, &key)?.vote).collect()
    }
}

/// A key, what it types, and its release.
fn stroke(key: Key, text: &str) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    let typed = (!text.is_empty()).then(|| Event::Text(text.to_owned()));
    [Some(event(true)), typed, Some(event(false))].into_iter().flatten().collect()
}

/// A window that shows the sheet, with the keys in its first cell.
fn scoring() -> Ahead {
    let mut window = Ahead::open(&unscored());
    let step =
        Event::Key { key: Key::Num4, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::COMMAND };
    window.draw(vec![step]);
    for _ in 0..4 {
        window.draw(Vec::new());
    }
    window
}

#[test]
fn arrows_that_come_with_every_frame_stay_in_the_sheet() {
    let mut window = scoring();
    for key in [Key::ArrowDown, Key::ArrowRight, Key::ArrowUp, Key::ArrowUp, Key::ArrowUp, Key::ArrowRight] {
        window.draw(stroke(key, ""));
    }
    // From the first cell down, to the right, up past the top, and to the right: the third of the first row.
    window.draw(stroke(Key::Num5, "5"));
    for _ in 0..30 {
        window.draw(stroke(Key::ArrowDown, ""));
    }
    for _ in 0..2 {
        window.draw(stroke(Key::ArrowRight, ""));
    }
    window.draw(stroke(Key::Num4, "4"));
    window.draw(stroke(Key::Enter, ""));
    window.draw(stroke(Key::Num3, "3"));
    let decision = window.app.document().unwrap().decision();
    let me = &decision.members[0].id;
    let rows: Vec<_> = decision.groups().into_iter().flat_map(|(_, criteria)| criteria).collect();
    let vote = |row: usize| decision.cell(me, &(rows[row].id.clone(), decision.options[2].id.clone())).unwrap().vote;
    // Past the last cell there is nowhere to go, so what comes behind it is said of it.
    assert_eq!((vote(0), vote(rows.len() - 1)), ([5, 3].map(|points| Score::new(points).map(Vote::Score))).into());
    assert_eq!(window.votes().len(), 2);
    assert!(!decision.has_sealed(me));
}

#[test]
fn keys_that_arrive_within_one_frame_are_done_within_two() {
    let mut window = scoring();
    let digits = [(Key::Num4, "4"), (Key::Num2, "2"), (Key::Questionmark, "?"), (Key::Num5, "5")];
    let said = |place: usize| digits[place % digits.len()];
    let keys = (0..24).flat_map(|place| [stroke(said(place).0, said(place).1), stroke(Key::Enter, "")].concat());
    window.draw(keys.collect());
    window.draw(Vec::new());
    let vote = |place: usize| said(place).1.parse().ok().and_then(Score::new).map_or(Vote::Abstain, Vote::Score);
    assert_eq!(window.votes(), (0..24).map(vote).collect::<Vec<_>>());
    // What leaves the sheet behind them does so after them.
    window.draw([stroke(Key::Num1, "1"), stroke(Key::N, "n"), stroke(Key::A, "a")].concat());
    for _ in 0..4 {
        window.draw(Vec::new());
    }
    assert_eq!(window.votes().len(), 25);
    let notes = window.app.document().unwrap().decision().ballots[0].cells.values().map(|cell| cell.note.clone());
    assert_eq!(notes.filter(|note| note == "a").count(), 1);
}

#[test]
fn the_focus_comes_back_from_dialogs_to_where_it_was() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(4);
    // The palette, and the members, closed by Escape and by a button.
    window.press_key(CTRL, Key::K);
    window.press_key(NONE, Key::Escape);
    window.type_text("1");
    window.press_key(CTRL | Modifiers::SHIFT, Key::M);
    window.click(Role::Button, "Done");
    window.type_text("2");
    let vote = |points| Score::new(points).map(Vote::Score);
    assert_eq!((cell(&window, 0).vote, cell(&window, 1).vote), (vote(1), vote(2)));
    // A text goes on behind what was typed before.
    window.go(1);
    window.fill("Title", "Use");
    window.press_key(CTRL, Key::K);
    window.press_key(NONE, Key::Escape);
    window.type_text(" Go");
    assert_eq!(window.decision().title, "Use Go");
    // What leads elsewhere has the focus there.
    window.command("Go to Scores");
    window.type_text("3");
    assert_eq!(cell(&window, 2).vote, vote(3));
}

#[test]
fn a_menu_that_escape_closes_leaves_the_focus_on_its_button() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    for menu in ["Edit", "Status: Draft"] {
        window.click(Role::Button, menu);
        window.press_key(NONE, Key::Escape);
        assert_eq!(window.focused(), Some((Role::Button, menu.to_owned())));
        // Closed as it is, Escape leaves it.
        window.press_key(NONE, Key::Escape);
        assert_eq!(window.focused(), None);
    }
    window.go(3);
    let list = window.controls().into_iter().find(|(role, _)| *role == Role::ComboBox).unwrap();
    window.click(Role::ComboBox, &list.1);
    window.press_key(NONE, Key::Escape);
    assert_eq!(window.focused(), Some(list));
}

#[test]
fn escape_leaves_the_focus_on_its_cell() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(4);
    window.press_key(NONE, Key::ArrowDown);
    let there = window.focused();
    window.press_key(NONE, Key::Escape);
    assert_eq!(window.focused(), there);
    window.type_text("3");
    assert!(window.decision().ballots.iter().any(|ballot| ballot.cells.values().any(|cell| cell.vote.is_some())));
}

#[test]
fn a_menu_that_escape_closes_gives_the_focus_back_to_the_cell_that_had_it() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(4);
    for (place, menu) in ["Edit", "Team", "Status: Draft"].into_iter().enumerate() {
        window.click(Role::Button, menu);
        // On the way through the menu.
        window.press_key(NONE, Key::Tab);
        window.press_key(NONE, Key::Escape);
        window.type_text("3");
        assert_eq!(cell(&window, place).vote, Score::new(3).map(Vote::Score), "{menu}: {:?}", window.focused());
    }
}

#[test]
fn a_menu_closes_when_a_key_chooses_and_gives_the_focus_back() {
    for choose in [Key::Enter, Key::Space] {
        // A second Enter would choose the next status. It opens the menu again, whose button has the focus.
        let mut window = Window::with_text(&storage::to_ron(&unscored()));
        window.click(Role::Button, "Status: Draft");
        window.press_key(NONE, Key::ArrowDown);
        assert_eq!(window.focused(), Some((Role::MenuItem, "Propose".to_owned())));
        window.press_key(NONE, choose);
        assert_eq!(window.focused(), Some((Role::Button, "Status: Proposed".to_owned())));
        assert!(!window.has(Role::MenuItem, "Reject"), "{choose:?}");
        // The menu is not left open behind a dialog, and the cell has the focus again when that closes.
        let mut window = Window::with_text(&storage::to_ron(&unscored()));
        window.go(4);
        window.click(Role::Button, "Team");
        while window.focused() != Some((Role::MenuItem, "Members…".to_owned())) {
            window.press_key(NONE, Key::Tab);
        }
        window.press_key(NONE, choose);
        assert!(window.has(Role::Button, "Done") && !window.has(Role::Button, "Score as the next member"));
        window.click(Role::Button, "Done");
        window.type_text("3");
        assert_eq!(cell(&window, 0).vote, Score::new(3).map(Vote::Score), "{:?}", window.focused());
    }
    // A list of choices likewise.
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(3);
    let list = window.controls().into_iter().find(|(role, _)| *role == Role::ComboBox).unwrap();
    let before = window.controls().len();
    window.click(Role::ComboBox, &list.1);
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.controls().len(), before, "{:#?}", window.controls());
    assert_eq!(window.focused().unwrap().0, Role::ComboBox);
}

/// The buttons of the dialog that is open, in the order of Tab from what has the focus: none stands left of the one before in its line.
fn goes_as_seen(window: &mut Window, dialog: &str) {
    let mut before: Option<harness::Control> = None;
    let mut first = None;
    for _ in 0..40 {
        let Some(focus) = window.focus() else { panic!("{dialog}: nothing has the focus") };
        if first.as_ref() == Some(&focus.id) {
            return;
        }
        let in_line = |before: &harness::Control| {
            let middle = before.rect.center().y;
            focus.rect.y_range().contains(middle) && focus.rect.right() <= before.rect.left()
        };
        // Round the end, it begins at the top.
        let is_back = before.as_ref().is_some_and(in_line);
        assert!(!is_back, "{dialog}: {before:?} leads back to {focus:?}");
        first.get_or_insert(focus.id);
        before = Some(focus);
        window.press_key(NONE, Key::Tab);
    }
}

#[test]
fn tab_goes_through_the_buttons_of_a_dialog_as_they_are_seen() {
    let mut accepted = revealed_team();
    accepted.apply(Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("go").unwrap())))).unwrap();
    accepted.apply(Edit::Outcome(OutcomeField::Justification("We know it.".to_owned()))).unwrap();
    for status in [Status::Proposed, Status::Accepted] {
        accepted.apply(Edit::Status(status, jiff::civil::date(2026, 11, 2), "Ana".to_owned())).unwrap();
    }
    let [hidden, shown, accepted] = [team(), revealed_team(), accepted].map(|decision| storage::to_ron(&decision));
    for (text, command) in [
        (&hidden, "Reveal the round…"),
        (&hidden, "Members…"),
        (&hidden, "Score as the next member"),
        (&hidden, "Save as a template…"),
        (&shown, "Start a new round…"),
        (&shown, "Save a chart…"),
        (&shown, "Compare with…"),
        (&accepted, "Fix a mistake…"),
        (&accepted, "Review…"),
        (&accepted, "About Weigh-In"),
        (&accepted, "Help and shortcuts"),
    ] {
        let mut window = Window::with_text(text);
        window.command(command);
        goes_as_seen(&mut window, command);
    }
    // One whose buttons end in the line that they begin in.
    let mut window = Window::with_text(&hidden);
    window.command("Score as the next member");
    let place = |name: &str| window.operable().into_iter().find(|control| control.name == name).unwrap().rect;
    assert!(place("I am Boris").right() < place("Cancel").left());
    assert!(window.screen().contains_rect(place("Cancel")) && place("Cancel").right() > window.screen().center().x);
}

#[test]
fn what_a_dialog_corrects_leaves_the_focus_in_the_sheet() {
    let mut decision = revealed_team();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("go").unwrap())))).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Justification("We know it.".to_owned()))).unwrap();
    for status in [Status::Proposed, Status::Accepted] {
        decision.apply(Edit::Status(status, jiff::civil::date(2026, 11, 2), "Ana".to_owned())).unwrap();
    }
    let text = storage::to_ron(&decision);
    let vote = |points| Score::new(points).map(Vote::Score);
    // By the key that changes a score, by the bar, and by the palette.
    let by_key: fn(&mut Window) = |window| window.type_text("1");
    let by_bar: fn(&mut Window) = |window| window.click(Role::Button, "Fix a mistake…");
    let by_palette: fn(&mut Window) = |window| window.command("Fix a mistake…");
    let ways = [(by_key, true), (by_bar, true), (by_palette, true), (by_key, false), (by_bar, false)];
    for (at, (ask, confirm)) in ways.into_iter().enumerate() {
        let mut window = Window::with_text(&text);
        window.go(4);
        window.press_key(NONE, Key::ArrowDown);
        ask(&mut window);
        assert!(window.sees("Fix a mistake in the accepted record?"), "{:#?}", window.words());
        if confirm {
            window.type_text("a slip");
            window.press_key(NONE, Key::Enter);
        } else {
            window.press_key(NONE, Key::Escape);
        }
        let focused = window.focused();
        assert!(focused.as_ref().is_some_and(|(role, _)| *role == Role::SpinButton), "{focused:?}");
        if confirm {
            window.type_text("5");
            // A score that was asked about leads to the next cell, as any score does.
            let is_scored = at == 0;
            assert_eq!(
                cell(&window, if is_scored { 3 } else { 2 }).vote,
                vote(5),
                "{focused:?}, then {:?}",
                window.focused()
            );
            assert_eq!(cell(&window, 2).vote == vote(1), is_scored);
        }
    }
}

#[test]
fn a_record_that_supersedes_another_begins_with_the_focus_in_it() {
    let mut decision = revealed_team();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("go").unwrap())))).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Justification("We know it.".to_owned()))).unwrap();
    for status in [Status::Proposed, Status::Accepted] {
        decision.apply(Edit::Status(status, jiff::civil::date(2026, 11, 2), "Ana".to_owned())).unwrap();
    }
    let text = storage::to_ron(&decision);
    let from_bar: fn(&mut Window) = |window| window.click(Role::Button, "Supersede");
    let from_menu: fn(&mut Window) = |window| window.command("Supersede");
    let from_dialog: fn(&mut Window) = |window| {
        window.click(Role::Button, "Fix a mistake…");
        window.press_key(NONE, Key::Tab);
        assert_eq!(window.focused(), Some((Role::Button, "Supersede".to_owned())));
        window.press_key(NONE, Key::Enter);
    };
    for supersede in [from_bar, from_menu, from_dialog] {
        let mut window = Window::with_text(&text);
        supersede(&mut window);
        assert_eq!(window.decision().round(), 2, "{:#?}", window.words());
        assert!(window.focused().is_some_and(|(_, name)| name.contains("Learning curve")), "{:?}", window.focused());
        window.type_text("3");
        assert_eq!(
            window.decision().ballot(&MemberId::new("ana").unwrap(), 2).map(|ballot| ballot.cells.len()),
            Some(1)
        );
    }
}

#[test]
fn tab_goes_from_a_path_to_the_button_that_accepts_it() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.press_key(CTRL, Key::O);
    window.type_path(std::path::Path::new("/nowhere"));
    for button in ["Open", "Cancel"] {
        window.press_key(NONE, Key::Tab);
        assert_eq!(window.focused(), Some((Role::Button, button.to_owned())));
    }
}

#[test]
fn the_key_of_the_export_leads_to_its_step_and_writes_only_there() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(2);
    assert!(!window.sees("Repository"));
    window.press_key(CTRL, Key::E);
    assert!(window.sees("Repository"), "{:#?}", window.words());
    assert!(!window.sees("Written"));
    // From here Tab goes on in the page.
    window.press_key(NONE, Key::Tab);
    let focused = window.focused().unwrap();
    assert!(!["File", "Context, started"].contains(&focused.1.as_str()), "{focused:?}");
}
