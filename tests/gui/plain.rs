//! What the screens say and do for people who see them for the first time.

use egui::{Event, Key, Modifiers, MouseWheelUnit, ViewportCommand, accesskit::Role};
use weigh_in::{
    decision::{
        Alternative, CellField, Consequence, ConsequenceKind, CriterionField, Decision, Edit, Member, MemberId,
        OptionId, OutcomeField, Score, Status, Vote,
    },
    gui::step::Step,
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, team};

fn day() -> jiff::civil::Date {
    jiff::civil::date(2026, 11, 2)
}

fn score(decision: &mut Decision, member: &str, criterion: usize, option: &str, points: u8) {
    let vote = CellField::Vote(Score::new(points).map(Vote::Score));
    let (member, option) = (MemberId::new(member).unwrap(), OptionId::new(option).unwrap());
    decision.apply(Edit::Cell(member, decision.criteria[criterion].id.clone(), option, vote)).unwrap();
}

/// A team that scores both options alike.
fn level_team() -> Decision {
    let mut decision = team();
    for criterion in 0..decision.criteria.len() {
        for member in ["ana", "boris"] {
            score(&mut decision, member, criterion, "go", 3);
            score(&mut decision, member, criterion, "rust", 3);
        }
    }
    decision.apply(Edit::Reveal("Ana".to_owned(), day())).unwrap();
    decision
}

fn accepted() -> Decision {
    let mut decision = revealed_team();
    for edit in [
        Edit::Outcome(OutcomeField::Chosen(Some(decision.options[0].id.clone()))),
        Edit::Outcome(OutcomeField::Justification("we know it".to_owned())),
        Edit::Status(Status::Proposed, day(), String::new()),
        Edit::Status(Status::Accepted, day(), String::new()),
    ] {
        decision.apply(edit).unwrap();
    }
    decision
}

fn alone() -> Decision {
    let mut decision = team();
    decision.apply(Edit::RemoveMember(MemberId::new("boris").unwrap())).unwrap();
    decision
}

#[test]
fn what_if_says_of_a_tie_who_is_level() {
    let mut window = Window::with_text(&storage::to_ron(&level_team()));
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: What if");
    assert!(window.sees("With the saved weights, Go and Rust are also level."), "{:#?}", window.words());
    assert!(!window.sees("nobody"), "{:#?}", window.words());
}

#[test]
fn discuss_next_names_the_option_on_which_the_team_differs() {
    let mut decision = team();
    let all = decision.criteria.len();
    for criterion in 0..all {
        for member in ["ana", "boris"] {
            score(&mut decision, member, criterion, "go", 3);
            score(&mut decision, member, criterion, "rust", 3);
        }
    }
    // A small lead of Go, and one criterion on which only the scores of Rust differ.
    score(&mut decision, "ana", 1, "go", 4);
    score(&mut decision, "boris", 1, "go", 4);
    score(&mut decision, "boris", 0, "rust", 5);
    score(&mut decision, "ana", 0, "rust", 1);
    decision.apply(Edit::Reveal("Ana".to_owned(), day())).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    assert!(window.sees("Rust: Boris 5, Ana 1. Agreeing could change the winner."), "{:#?}", window.words());
}

#[test]
fn what_cannot_change_the_winner_is_listed_in_full() {
    let mut decision = team();
    // A gap that changes nothing, and is told above as well.
    score(&mut decision, "boris", 3, "go", 5);
    score(&mut decision, "ana", 3, "go", 2);
    decision.apply(Edit::Reveal("Ana".to_owned(), day())).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: Discuss next");
    assert!(window.sees("Where you are furthest apart"), "{:#?}", window.words());
    let counted = window.decision().counted_criteria().len();
    let named = |words: &String| window.decision().criteria.iter().filter(|one| words.contains(&one.name)).count();
    let most = window.words().iter().map(named).max();
    assert_eq!(most, Some(counted), "{:#?}", window.words());
}

#[test]
fn each_row_of_how_sure_says_what_it_varies() {
    let mut decision = team();
    for criterion in 0..6 {
        for member in ["ana", "boris"] {
            score(&mut decision, member, criterion, "rust", 5);
        }
    }
    decision.apply(Edit::Reveal("Ana".to_owned(), day())).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: How sure");
    window.click(Role::Button, "Show 2 more");
    for varied in ["Varies the scores, not", "Varies the weights, not", "keeps your ranking", "in any way, so it"] {
        assert!(window.sees(varied), "{varied}: {:#?}", window.words());
    }
    for share in
        ["Each weight would have to be more than", "Or ", "of all weight would have to shift", "share of all weight"]
    {
        assert!(window.sees(share), "{share}: {:#?}", window.words());
    }
}

#[test]
fn the_strip_tells_what_was_done_and_has_no_line_at_its_end() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    window.type_text("5");
    let criterion = window.decision().criteria[0].name.clone();
    assert!(window.sees(&format!("Scored {criterion} for Go")), "{:#?}", window.words());
    window.press_key(CTRL, Key::Z);
    assert!(window.sees(&format!("Undone: scored {criterion} for Go")), "{:#?}", window.words());
    // What can be redone is named as a step.
    window.click(Role::Button, "Edit");
    assert!(window.painted().iter().any(|text| text.starts_with(&format!("Redo: score {criterion}"))));
}

#[test]
fn weights_of_groups_follow_the_profile_and_escape_closes_them() {
    let mut window = super::started();
    window.go(3);
    window.click(Role::Button, "Weigh by group…");
    let importance = |window: &Window| {
        let all = window.numbers(Role::Slider).into_iter();
        all.filter(|(name, _)| name.starts_with("Importance of ")).collect::<Vec<_>>()
    };
    let before = importance(&window);
    window.pick("Profile: Profile: None", "Cloud service");
    assert!(!before.is_empty() && importance(&window) != before, "{before:?}");
    window.press_key(NONE, Key::Escape);
    assert!(!window.sees("How much does each group matter?"), "{:#?}", window.words());
    assert_eq!(window.focused(), Some((Role::Button, "Weigh by group…".to_owned())));
}

#[test]
fn a_member_without_a_name_has_their_own_ballot() {
    let me = MemberId::new("me").unwrap();
    let member = Member::new(me.clone(), Member::PLACEHOLDER);
    assert_eq!(member.own("ballot"), "your ballot");
    let mut decision = alone();
    decision.apply(Edit::AddMember(member, day())).unwrap();
    assert_eq!(decision.own_of(&me, "ballot"), "your ballot");
    assert_eq!(decision.own_of(&MemberId::new("ana").unwrap(), "ballot"), "Ana's ballot");
    assert_eq!(Edit::Reopen(me, day()).label(&decision), "Reopen your ballot");
}

#[test]
fn a_ballot_with_gaps_is_sealed_only_after_a_question() {
    let mut decision = team();
    let ana = MemberId::new("ana").unwrap();
    let (criterion, option) = (decision.criteria[4].id.clone(), decision.options[1].id.clone());
    decision.apply(Edit::Cell(ana.clone(), criterion, option, CellField::Vote(None))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(4);
    window.press_key(CTRL, Key::Enter);
    let all = decision.counted_criteria().len() * 2;
    assert!(window.sees(&format!("1 of {all} cells is empty. Seal anyway?")), "{:#?}", window.words());
    window.press_key(NONE, Key::Enter);
    assert!(!window.decision().has_sealed(&ana) && !window.sees("Seal anyway?"), "{:#?}", window.words());
    window.press_key(CTRL, Key::Enter);
    window.click(Role::Button, "Seal anyway");
    assert!(window.decision().has_sealed(&ana), "{:#?}", window.words());
}

#[test]
fn counts_of_criteria_say_of_how_many_and_what() {
    let mut decision = team();
    decision.apply(Edit::Criterion(decision.criteria[0].id.clone(), CriterionField::Swing(0))).unwrap();
    let counted = decision.counted_criteria().len();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    let words = format!("{counted} of 24 criteria counted");
    assert!(window.has(Role::Tab, &format!("Criteria, done {words}")), "{:#?}", window.words());
    window.go(3);
    window.pick("Show: All criteria", "Counted");
    assert!(window.sees(&words), "{:#?}", window.words());
}

#[test]
fn an_ellipsis_stands_only_where_more_is_asked() {
    let mut window = Window::with_text(&storage::to_ron(&accepted()));
    assert!(window.has(Role::Button, "Supersede") && window.has(Role::Button, "Fix a mistake…"));
    window.click(Role::Button, "Supersede");
    assert_eq!(window.app().step(), Step::Scores);
}

#[test]
fn keys_score_again_after_the_members_are_done() {
    for by_mouse in [true, false] {
        let mut window = Window::with_text(&storage::to_ron(&alone()));
        window.go(4);
        if by_mouse {
            window.click(Role::Button, "Members…");
        } else {
            window.press_key(CTRL | Modifiers::SHIFT, Key::M);
        }
        window.type_text("Cleo");
        window.press_key(NONE, Key::Enter);
        window.click(Role::Button, "Done");
        window.type_text("1");
        let key = (window.decision().criteria[0].id.clone(), window.decision().options[0].id.clone());
        let vote = window.decision().vote(&MemberId::new("ana").unwrap(), &key);
        assert_eq!(vote, Score::new(1).map(Vote::Score), "by mouse: {by_mouse}; {:?}", window.focused());
    }
}

#[test]
fn the_scores_open_where_they_were_left() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let names: Vec<String> = window.decision().criteria.iter().map(|one| one.name.clone()).collect();
    window.go(3);
    let last = format!("Criterion {}", names.last().unwrap());
    window.click(Role::ListItem, &last);
    window.go(4);
    assert!(window.focused().is_some_and(|(_, name)| name.starts_with(&names[0])), "{:?}", window.focused());
    window.press_key(NONE, Key::ArrowDown);
    let left = window.focused();
    window.go(3);
    window.click(Role::ListItem, &last);
    window.go(4);
    assert_eq!(window.focused(), left);
}

#[test]
fn the_fields_of_an_accepted_record_are_read_only() {
    let mut window = Window::with_text(&storage::to_ron(&accepted()));
    window.go(1);
    assert!(window.is_read_only("Title"));
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    assert!(!window.is_read_only("Title"));
}

#[test]
fn a_text_field_has_a_menu_that_keeps_the_selection() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.focus_field("Title");
    window.press_key(CTRL, Key::A);
    window.right_click(Role::TextInput, "Title");
    for item in ["Cut", "Copy", "Paste", "Select all"] {
        assert!(window.has(Role::MenuItem, item), "{item}: {:#?}", window.words());
    }
    for (item, wanted) in [
        ("Copy", ViewportCommand::RequestCopy),
        ("Paste", ViewportCommand::RequestPaste),
        ("Cut", ViewportCommand::RequestCut),
    ] {
        if !window.has(Role::MenuItem, item) {
            window.right_click(Role::TextInput, "Title");
        }
        let sent = window.commands_by(Role::MenuItem, item);
        assert!(sent.contains(&wanted), "{item}: {sent:?}");
    }
    // What was selected by keys is still selected: typing replaces it.
    window.type_text("x");
    assert_eq!(window.decision().title, "x");
    window.type_text("yz");
    window.right_click(Role::TextInput, "Title");
    window.click(Role::MenuItem, "Select all");
    window.type_text("w");
    assert_eq!(window.decision().title, "w");
}

#[test]
fn the_wheel_zooms_while_ctrl_is_held() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let before = window.zoom();
    let wheel = |lines: f32, modifiers| Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: egui::vec2(0.0, lines),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers,
    };
    window.queue(wheel(1.0, NONE));
    window.run();
    assert!((window.zoom() - before).abs() < 0.01);
    window.queue(wheel(1.0, CTRL));
    window.run();
    assert!((window.zoom() - before - 0.1).abs() < 0.01, "{}", window.zoom());
    window.queue(wheel(-2.0, CTRL));
    window.run();
    assert!((window.zoom() - before).abs() < 0.01, "{}", window.zoom());
}

#[test]
fn texts_of_the_context_and_the_decision_are_found() {
    let mut decision = revealed_team();
    let consequence = |kind, text: &str| Consequence { kind, text: text.to_owned() };
    for edit in [
        Edit::Context("Zebras at peak load".to_owned()),
        Edit::Constraints(vec!["no cloud".to_owned(), "ships on quokkas".to_owned()]),
        Edit::Outcome(OutcomeField::Justification("its load waits on the network".to_owned())),
        Edit::Outcome(OutcomeField::Consequences(vec![
            consequence(ConsequenceKind::Good, "deploys are quick"),
            consequence(ConsequenceKind::Bad, "races are found late"),
        ])),
        Edit::Outcome(OutcomeField::Triggers(vec!["pauses above 50 ms".to_owned()])),
    ] {
        decision.apply(edit).unwrap();
    }
    let mut window = Window::with_text(&storage::to_ron(&decision));
    for (words, step, field) in [
        ("ingest service", Step::Context, "Title"),
        ("zebras", Step::Context, "Problem statement"),
        ("quokkas", Step::Context, "Constraint 2"),
        ("waits on the network", Step::Decision, "Why did you choose it? (… because)"),
        ("found late", Step::Decision, "Bad consequence 1"),
        ("pauses above", Step::Decision, "Reversal trigger 1"),
    ] {
        window.press_key(CTRL, Key::F);
        window.type_text(words);
        window.press_key(NONE, Key::Enter);
        let name = window.focused().map(|(_, name)| name);
        assert_eq!((window.app().step(), name.as_deref()), (step, Some(field)), "{words}");
    }
}

#[test]
fn the_sheet_is_a_table_and_menus_have_items() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    assert!(window.has(Role::Table, "Scores"), "{:#?}", window.controls());
    let first = window.decision().criteria[0].name.clone();
    assert!(window.has(Role::Row, &first), "{:#?}", window.controls());
    window.press_key(NONE, Key::F10);
    assert!(window.has(Role::MenuItem, "Save"), "{:#?}", window.controls());
}

#[test]
fn twelve_options_have_marks_of_their_own_and_heads_in_sight() {
    let mut decision = revealed_team();
    for number in 3..=12 {
        let id = OptionId::new(&format!("option-{number}")).unwrap();
        decision.apply(Edit::AddOption(Alternative::new(id, format!("Option {number}")))).unwrap();
    }
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 800.0]);
    window.go(4);
    let criterion = &window.decision().criteria[0].name;
    for number in 3..=12 {
        let cell = window.place(Role::SpinButton, &format!("{criterion}, Option {number}: empty"));
        assert!(cell.right() < 1280.0 - 268.0, "{number}: {cell:?}");
    }
    let painted = window.painted();
    assert!((3..=12).all(|number| painted.contains(&format!("Option {number}"))), "{painted:?}");
}

#[test]
fn no_head_of_a_narrow_column_is_broken_inside_a_word() {
    let mut decision = revealed_team();
    let names = ["TypeScript", "Python", "Incomprehensibilities", "Java and Kotlin", "C#", "Kotlin"];
    for (place, name) in names.iter().enumerate() {
        let id = OptionId::new(&format!("more-{place}")).unwrap();
        decision.apply(Edit::AddOption(Alternative::new(id, (*name).to_owned()))).unwrap();
    }
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 800.0]);
    window.go(4);
    for whose in ["My ballot", "Team"] {
        window.click(Role::RadioButton, &format!("Whose scores: {whose}"));
        let lines = window.painted_lines();
        for line in ["TypeScript", "Python", "Java and"] {
            assert!(lines.iter().any(|painted| painted.trim() == line), "{whose}, {line}: {lines:?}");
        }
        assert!(
            lines.iter().any(|line| line.starts_with("Inc") && line.contains('…') && line.ends_with("es")),
            "{whose}: {lines:?}"
        );
    }
    assert!(window.painted_lines().contains(&"Share".to_owned()));
    // The legend below the map wraps where the inspector begins.
    let legend = window.names_with("Dots are scores").remove(0);
    assert!(window.place(Role::Label, &legend).right() < 1280.0 - 268.0, "{:?}", window.place(Role::Label, &legend));
}

#[test]
fn names_that_differ_only_in_the_middle_are_told_apart_in_narrow_columns() {
    let mut decision = revealed_team();
    let names = [
        "Rust for the embedded work and all of the rest",
        "Rust for the services work and all of the rest",
        "Rust for the security work and all of the rest",
    ];
    for (place, name) in names.into_iter().chain(["C#", "Zig", "Ada"]).enumerate() {
        let id = OptionId::new(&format!("more-{place}")).unwrap();
        decision.apply(Edit::AddOption(Alternative::new(id, name.to_owned()))).unwrap();
    }
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 800.0]);
    window.go(4);
    for whose in ["My ballot", "Team"] {
        window.click(Role::RadioButton, &format!("Whose scores: {whose}"));
        let lines = window.painted_lines();
        for word in ["…embedded", "…services", "…security"] {
            // A word that is too long is cut, and goes on in no second line.
            let tells = |line: &String| {
                let first = line.split_whitespace().next().unwrap_or_default();
                first == word || first.strip_suffix('…').is_some_and(|cut| cut.len() > 6 && word.starts_with(cut))
            };
            assert!(lines.iter().any(tells), "{whose}, {word}: {lines:?}");
        }
    }
}
