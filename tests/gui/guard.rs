//! Accepted means accepted, in the window: what speaks against it is asked about, what was decided stays as it is, and what takes
//! its place.

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{
        Decision, Edit, Export, FindingState, MemberId, OptionField, OptionId, OutcomeField, PeopleRole, Review,
        ReviewVerdict, SignOff, Status, Verdict,
    },
    gui::step::Step,
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 2);

/// A team's record, revealed, with Go chosen.
fn proposed() -> Decision {
    let mut decision = team();
    for edit in [
        Edit::Reveal("Ana".to_owned(), DAY),
        Edit::People(PeopleRole::DecisionMakers, vec!["Dee".to_owned()]),
        Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("go").unwrap()))),
        Edit::Outcome(OutcomeField::Justification("we ship sooner".to_owned())),
        Edit::Status(Status::Proposed, DAY, "Ana".to_owned()),
    ] {
        decision.apply(edit).unwrap();
    }
    decision
}

fn signed(verdict: Verdict) -> Edit {
    let sign_off = SignOff { name: "Dee".to_owned(), verdict, comment: String::new(), on: DAY };
    Edit::Outcome(OutcomeField::SignOffs(vec![sign_off]))
}

fn accepted() -> Window {
    let mut decision = proposed();
    decision.apply(signed(Verdict::Agree)).unwrap();
    decision.apply(Edit::Status(Status::Accepted, DAY, "Ana".to_owned())).unwrap();
    Window::with_text(&storage::to_ron(&decision))
}

/// Takes a step by the menu of the status in the bar.
fn set_status(window: &mut Window, from: &str, verb: &str) {
    window.click(Role::Button, &format!("Status: {from}"));
    window.click(Role::MenuItem, verb);
    // What ends a decision is asked about.
    if ["Reject", "Deprecate"].contains(&verb) {
        window.click(Role::Button, verb);
    }
}

/// Types behind what stands in the title.
fn typed_at_the_end(window: &mut Window, text: &str) {
    window.focus_field("Title");
    window.press_key(NONE, Key::End);
    window.type_text(text);
}

#[test]
fn an_objection_is_answered_before_the_decision_is_accepted() {
    let mut decision = proposed();
    decision.apply(signed(Verdict::Object)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    set_status(&mut window, "Proposed", "Accept");
    assert!(window.sees("Dee objects."), "{:#?}", window.words());
    window.click(Role::Button, "Cancel");
    assert_eq!(window.decision().status(), Status::Proposed);
    set_status(&mut window, "Proposed", "Accept");
    // Enter accepts nothing without the reason.
    window.focus_field("Why accept it anyway?");
    window.press_key(NONE, Key::Enter);
    window.type_text("the board has the last word");
    assert_eq!(window.decision().status(), Status::Proposed);
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.decision().status(), Status::Accepted);
    assert_eq!(window.decision().outcome.despite_objection, "the board has the last word");
}

#[test]
fn undo_takes_no_status_back_that_is_saved() {
    let mut decision = proposed();
    decision.apply(signed(Verdict::Agree)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    set_status(&mut window, "Proposed", "Accept");
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().status(), Status::Proposed, "nobody else knows of it");
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    window.press_key(CTRL, Key::S);
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().status(), Status::Accepted);
    assert!(window.sees("To change it, use the status menu at the top."), "{:#?}", window.words());
    // What comes after it is undone and made again as ever.
    set_status(&mut window, "Accepted", "Deprecate");
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().status(), Status::Accepted);
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    assert_eq!(window.decision().status(), Status::Deprecated);
    window.press_key(CTRL, Key::S);
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().status(), Status::Deprecated);
}

#[test]
fn a_missing_sign_off_is_asked_about_and_a_complete_one_is_not() {
    let mut window = Window::with_text(&storage::to_ron(&proposed()));
    set_status(&mut window, "Proposed", "Accept");
    assert!(window.sees("Dee has not signed off."), "{:#?}", window.words());
    window.click(Role::Button, "Accept");
    assert_eq!(window.decision().status(), Status::Accepted);
    let mut decision = proposed();
    decision.apply(signed(Verdict::Agree)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    set_status(&mut window, "Proposed", "Accept");
    assert_eq!(window.decision().status(), Status::Accepted);
    let last = window.decision().history.last().cloned().unwrap();
    assert_eq!(last.by, "Ana", "it is the person at the seat");
}

#[test]
fn a_choice_against_the_lead_is_asked_about_and_accepted_without_a_reason_too() {
    let mut decision = proposed();
    decision.apply(signed(Verdict::Agree)).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("rust").unwrap())))).unwrap();
    for why in ["", "the device has no room"] {
        let mut window = Window::with_text(&storage::to_ron(&decision));
        set_status(&mut window, "Proposed", "Accept");
        assert!(window.sees("Go leads, but is not chosen, and no reason is given."), "{:#?}", window.words());
        window.fill("Why not Go, which scored higher?", why);
        window.click(Role::Button, "Accept");
        assert_eq!(
            (window.decision().status(), window.decision().outcome.against_lead.as_str()),
            (Status::Accepted, why)
        );
    }
}

#[test]
fn a_review_that_would_be_before_the_decision_is_told_before_it() {
    let mut decision = proposed();
    decision.apply(Edit::Outcome(OutcomeField::Review(Some(DAY)))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    assert!(window.sees("The review date, 2 November 2026, is in the past"), "{:#?}", window.words());
}

#[test]
fn what_was_decided_changes_only_with_a_reason() {
    let mut window = accepted();
    assert!(window.sees("Accepted on 2 November 2026. What was decided is locked."), "{:#?}", window.words());
    let before = window.decision().clone();
    window.go(1);
    // A question in the middle of a word would take the rest of it as its answer.
    typed_at_the_end(&mut window, "! And more");
    assert!(window.sees("Nothing was changed. To fix a mistake, say why first"), "{:#?}", window.words());
    assert_eq!(*window.decision(), before);
    assert!(!window.sees("Fix a mistake in the accepted record?"), "{:#?}", window.words());
    window.command("Fix a mistake…");
    window.fill("Why are you correcting it?", "a sign was missing");
    window.click(Role::Button, "Correct");
    typed_at_the_end(&mut window, "!");
    assert!(window.sees("Correcting: a sign was missing. Save to end the correction."), "{:#?}", window.words());
    assert_eq!(window.decision().title, format!("{}!", before.title));
    assert_eq!(window.decision().corrections[0].why, "a sign was missing");
    // The reason goes with what it was for.
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    // Further changes belong to the same correction, until the record is saved.
    window.fill("Problem statement", "Two teams, one service.");
    assert_eq!(window.decision().context, "Two teams, one service.");
    window.press_key(CTRL, Key::S);
    window.wait_to_see("saved");
    let corrected = window.decision().clone();
    typed_at_the_end(&mut window, "?");
    assert!(window.sees("What was decided is locked"), "{:#?}", window.words());
    assert_eq!(*window.decision(), corrected);
}

#[test]
fn no_menu_begins_with_a_change_of_status_and_ending_a_decision_asks() {
    let mut window = accepted();
    window.queue_key(egui::Modifiers::ALT, Key::E);
    window.run();
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.decision().status(), Status::Accepted);
    window.press_key(NONE, Key::Escape);
    for (from, verb) in [("Accepted", "Deprecate"), ("Proposed", "Reject")] {
        let mut window = if from == "Accepted" { accepted() } else { Window::with_text(&storage::to_ron(&proposed())) };
        window.command(verb);
        assert_eq!(window.decision().status().name(), from);
        // Enter keeps it.
        window.press_key(NONE, Key::Enter);
        assert_eq!(window.decision().status().name(), from);
        window.command(verb);
        window.click(Role::Button, verb);
        assert_ne!(window.decision().status().name(), from);
        window.press_key(CTRL, Key::Z);
        assert_eq!(window.decision().status().name(), from);
    }
}

#[test]
fn a_correction_that_corrects_nothing_is_not_kept() {
    let mut window = accepted();
    let before = window.decision().clone();
    window.click(Role::Button, "Fix a mistake…");
    window.fill("Why are you correcting it?", "a sign was missing");
    window.click(Role::Button, "Correct");
    assert!(window.sees("Correcting: a sign was missing."), "{:#?}", window.words());
    assert_eq!(*window.decision(), before);
    // What is free is no correction.
    window.go(6);
    window.click(Role::RadioButton, "Dee: With a reservation");
    assert_eq!(window.decision().corrections, []);
    window.go(1);
    typed_at_the_end(&mut window, "!");
    assert_eq!((window.decision().corrections.len(), window.sees("Correcting: a sign")), (1, true));
    window.press_key(CTRL, Key::S);
    window.wait_to_see("saved");
    // Begun again, and ended without a change.
    window.click(Role::Button, "Fix a mistake…");
    window.fill("Why are you correcting it?", "nothing");
    window.click(Role::Button, "Correct");
    window.press_key(CTRL, Key::S);
    window.step_until(|window| !window.sees("Correcting"));
    assert_eq!(window.decision().corrections.len(), 1);
}

#[test]
fn a_correction_that_was_begun_by_mistake_ends_without_a_save() {
    let mut window = accepted();
    let before = window.decision().clone();
    window.click(Role::Button, "Fix a mistake…");
    window.fill("Why are you correcting it?", "a sign was missing");
    window.click(Role::Button, "Correct");
    assert!(window.sees("Nothing is changed yet.") && !window.sees("Save to end"), "{:#?}", window.words());
    window.click(Role::Button, "Lock again");
    assert!(window.sees("What was decided is locked.") && *window.decision() == before, "{:#?}", window.words());
    assert!(!window.has(Role::Button, "Lock again"));
    window.go(1);
    typed_at_the_end(&mut window, "!");
    assert_eq!(*window.decision(), before);
    window.command("Fix a mistake…");
    window.fill("Why are you correcting it?", "a sign was missing");
    window.click(Role::Button, "Correct");
    typed_at_the_end(&mut window, "!");
    assert!(window.sees("Save to end the correction.") && !window.has(Role::Button, "Lock again"));
}

#[test]
fn undo_takes_no_correction_back_that_is_saved() {
    let mut window = accepted();
    let before = window.decision().clone();
    window.go(4);
    window.type_text("1");
    window.fill("Why are you correcting it?", "the wrong column");
    window.press_key(NONE, Key::Enter);
    window.type_text("3");
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before, "nobody else knows of it");
    for _ in 0..2 {
        window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    }
    window.press_key(CTRL, Key::S);
    window.wait_to_see("saved");
    let corrected = window.decision().clone();
    assert_eq!(corrected.corrections.len(), 1);
    // Neither the reason goes, nor a score that it was given for.
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), corrected);
    assert!(
        window.sees("The correction is saved and stays in the history. To change it, correct the record again."),
        "{:#?}",
        window.words()
    );
    // What comes after it is undone as ever.
    window.go(6);
    window.click(Role::RadioButton, "Dee: With a reservation");
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), corrected);
}

#[test]
fn a_score_that_corrects_leads_on_as_any_score_does() {
    let mut window = accepted();
    window.go(4);
    window.type_text("1");
    window.fill("Why are you correcting it?", "the wrong column");
    window.press_key(NONE, Key::Enter);
    window.type_text("3");
    let decision = window.decision();
    let scored = |option: usize| {
        let key = (decision.criteria[0].id.clone(), decision.options[option].id.clone());
        let vote = decision.cell(&decision.members[0].id, &key).and_then(|cell| cell.vote);
        vote.and_then(weigh_in::decision::Vote::score).map(weigh_in::decision::Score::points)
    };
    assert_eq!((scored(0), scored(1)), (Some(1), Some(3)), "{:?}", window.focused());
}

#[test]
fn days_that_are_over_are_asked_about_before_a_decision_is_accepted() {
    let mut decision = proposed();
    decision.apply(signed(Verdict::Agree)).unwrap();
    decision.apply(Edit::DecideBy(Some(jiff::civil::date(2026, 11, 1)))).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Review(Some(DAY)))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    set_status(&mut window, "Proposed", "Accept");
    for told in [
        "The decision was due on 1 November 2026, 2 days ago.",
        "The review date, 2 November 2026, is in the past, and nothing is decided yet.",
    ] {
        assert!(window.sees(told), "{:#?}", window.words());
    }
    assert_eq!(window.decision().status(), Status::Proposed);
    window.click(Role::Button, "Accept");
    assert_eq!(window.decision().status(), Status::Accepted);
}

#[test]
fn nothing_is_accepted_in_a_blind_round_and_a_cancel_changes_nothing() {
    let mut decision = team();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(decision.options[0].id.clone())))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    set_status(&mut window, "Draft", "Accept");
    assert!(window.sees("Round 1 is still hidden. Reveal it first"), "{:#?}", window.words());
    assert_eq!(*window.decision(), decision);
    // The refusal goes with what it was about, also where somebody else reveals the round.
    let mut revealed = decision.clone();
    revealed.apply(Edit::Reveal("Ana".to_owned(), DAY)).unwrap();
    storage::save_over(&window.folder.path().join("record.decision.ron"), &revealed, None).unwrap();
    window.come_back();
    assert!(!window.decision().is_blind() && !window.sees("Not accepted"), "{:#?}", window.words());
    decision.apply(Edit::Outcome(OutcomeField::Justification("we ship sooner".to_owned()))).unwrap();
    // Somebody objects, so a question comes before the first step.
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    decision.apply(signed(Verdict::Object)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    set_status(&mut window, "Draft", "Accept");
    assert!(window.sees("Accept it as it stands?"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    assert_eq!(*window.decision(), decision);
}

#[test]
fn a_notice_that_goes_does_not_move_what_is_pressed() {
    let mut decision = team();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(decision.options[0].id.clone())))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.take_seat("Ana", "46/46");
    window.type_text("5");
    set_status(&mut window, "Draft", "Accept");
    assert!(window.sees("Not accepted"), "{:#?}", window.words());
    let at = window.in_sight(Role::Button, "Seal it").center();
    window.hold_at(at, true);
    // Another action ends the notice, which lies above the button.
    window.press_key_once(CTRL, Key::S);
    assert!(window.sees("Not accepted"), "{:#?}", window.words());
    window.hold_at(at, false);
    window.run();
    assert!(!window.sees("Not accepted"), "{:#?}", window.words());
    assert!(window.decision().has_sealed(&MemberId::new("ana").unwrap()), "{:#?}", window.words());
}

#[test]
fn nothing_is_accepted_without_a_choice_and_a_reason() {
    let justification = |text: &str| OutcomeField::Justification(text.to_owned());
    for (field, words) in [
        (OutcomeField::Chosen(None), "Choose an option on the Decision step first."),
        (justification(""), "Say why you chose it first, on the Decision step."),
    ] {
        let mut decision = proposed();
        decision.apply(signed(Verdict::Agree)).unwrap();
        decision.apply(Edit::Outcome(field)).unwrap();
        let mut window = Window::with_text(&storage::to_ron(&decision));
        set_status(&mut window, "Proposed", "Accept");
        assert!(window.sees(words), "{:#?}", window.words());
        window.press_key(CTRL, Key::K);
        window.type_text("accept");
        window.press_key(NONE, Key::Enter);
        assert_eq!(*window.decision(), decision);
        set_status(&mut window, "Proposed", "Reject");
        assert_eq!(window.decision().status(), Status::Rejected);
    }
}

#[test]
fn a_sign_off_and_the_status_go_on() {
    let mut window = accepted();
    window.go(6);
    window.click(Role::RadioButton, "Dee: With a reservation");
    assert_eq!(window.decision().outcome.sign_offs[0].verdict, Verdict::Reservation);
    set_status(&mut window, "Accepted", "Deprecate");
    assert_eq!(window.decision().status(), Status::Deprecated);
    assert!(window.sees("Deprecated on 3 November 2026. What was decided is locked."));
}

#[test]
fn another_choice_takes_the_sign_offs_out_and_says_whose() {
    let mut decision = proposed();
    decision.apply(signed(Verdict::Agree)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(6);
    window.click(Role::RadioButton, "Choose Rust");
    assert_eq!(window.decision().outcome.chosen, Some(OptionId::new("rust").unwrap()));
    assert_eq!(window.decision().outcome.sign_offs, []);
    let told = "The sign-off of Dee was for Go, and was taken out with that choice. Ask again.";
    assert!(window.sees(told), "{:#?}", window.words());
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().outcome.sign_offs.len(), 1);
}

#[test]
fn changes_that_belong_together_are_one_correction() {
    let mut decision = proposed();
    let go = OptionId::new("go").unwrap();
    for field in [OptionField::Pros(Some(vec!["one".to_owned()])), OptionField::Cons(Some(vec!["two".to_owned()]))] {
        decision.apply(Edit::Option(go.clone(), field)).unwrap();
    }
    decision.apply(signed(Verdict::Agree)).unwrap();
    decision.apply(Edit::Status(Status::Accepted, DAY, "Ana".to_owned())).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(6);
    window.click(Role::Button, "Use the drafts for Go");
    window.fill("Why are you correcting it?", "they were drafts");
    window.click(Role::Button, "Correct");
    let option = window.decision().option(&go).unwrap();
    assert_eq!((&option.pros, &option.cons), (&None, &None));
    window.press_key(CTRL, Key::S);
    // Names that are typed together come in together.
    window.command("Members…");
    window.fill("Name of another member", "Eva, Fay");
    window.press_key(NONE, Key::Enter);
    window.fill("Why are you correcting it?", "they were missing");
    window.click(Role::Button, "Correct");
    let names: Vec<&str> = window.decision().members.iter().map(|member| member.name.as_str()).collect();
    assert!(names.ends_with(&["Eva", "Fay"]), "{names:?}");
    assert_eq!(window.decision().corrections.len(), 2);
}

#[test]
fn what_was_accepted_stays_locked_and_has_no_further_round() {
    let mut window = accepted();
    set_status(&mut window, "Accepted", "Deprecate");
    set_status(&mut window, "Deprecated", "Propose again");
    assert_eq!(window.decision().status(), Status::Proposed);
    assert!(window.sees("Proposed on 3 November 2026. What was decided is locked."), "{:#?}", window.words());
    let before = window.decision().clone();
    window.command("Start a new round");
    assert!(
        window.sees("there is no further round; vote again in a record that supersedes it"),
        "{:#?}",
        window.words()
    );
    assert_eq!(*window.decision(), before);
}

#[test]
fn a_verdict_moves_nothing_that_stands_below_it() {
    let mut decision = proposed();
    let makers = ["Ana", "Boris"].map(str::to_owned).to_vec();
    decision.apply(Edit::People(PeopleRole::DecisionMakers, makers)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(6);
    let place = |window: &Window, name: &str| {
        let controls = window.operable().into_iter();
        controls.filter(|control| control.name == name).map(|control| control.rect.top()).next().unwrap()
    };
    let apart = |window: &Window| place(window, "Continue to export") - place(window, "Ana: Agrees");
    let before = apart(&window);
    window.click(Role::RadioButton, "Ana: With a reservation");
    window.fill("Comment of Ana", "if the latency target holds");
    assert!((apart(&window) - before).abs() < 0.5, "{} points instead of {before}", apart(&window));
    assert_eq!(window.decision().outcome.sign_offs[0].comment, "if the latency target holds");
}

#[test]
fn the_menus_offer_the_same_statuses() {
    let mut decision = proposed();
    let offered = |decision: &Decision| {
        let mut window = Window::with_text(&storage::to_ron(decision));
        window.click(Role::Button, "Edit");
        let verbs = ["Propose", "Accept", "Reject", "Deprecate"].into_iter();
        let names: Vec<String> = window.operable().into_iter().map(|control| control.name).collect();
        verbs.filter(|verb| names.iter().any(|name| name == verb)).collect::<Vec<_>>()
    };
    assert_eq!(offered(&decision), ["Accept", "Reject"]);
    decision.history.clear();
    assert_eq!(offered(&decision), ["Propose", "Accept"], "nobody has put a draft forward to be rejected");
}

#[test]
fn a_draft_is_accepted_at_once_by_way_of_proposed() {
    let mut decision = proposed();
    decision.history.clear();
    decision.apply(signed(Verdict::Agree)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    set_status(&mut window, "Draft", "Accept");
    let statuses: Vec<Status> = window.decision().history.iter().map(|step| step.status).collect();
    assert_eq!(statuses, [Status::Proposed, Status::Accepted]);
}

#[test]
fn an_accepted_record_is_superseded_with_all_that_is_in_it() {
    let mut window = accepted();
    let old = window.decision().clone();
    window.click(Role::Button, "Supersede");
    let new = window.decision().clone();
    assert_eq!((new.status(), new.round()), (Status::Draft, 2));
    assert_eq!((&new.options, &new.criteria, &new.members), (&old.options, &old.criteria, &old.members));
    assert_eq!(new.predecessor.as_ref().map(|one| one.record.as_str()), Some(old.id.as_str()));
    let mut revealed = new;
    revealed.apply(Edit::Reveal("Ana".to_owned(), DAY)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&revealed));
    window.go(5);
    assert!(window.sees("The decision still holds: Go leads."), "{:#?}", window.words());
}

#[test]
fn a_review_that_its_adr_lacks_is_offered_to_be_written_before_the_record_is_superseded() {
    let mut decision = proposed();
    let (charts, written, style) = (Vec::new(), String::new(), String::new());
    let (path, dialect) = ("docs/decisions/0001-use-go.md".into(), "madr".to_owned());
    let by = "Ana".to_owned();
    let (findings, note, next) = (Vec::new(), String::new(), None);
    let review = Review { on: DAY, by: by.clone(), verdict: ReviewVerdict::Replace, findings, note, next };
    for edit in [
        signed(Verdict::Agree),
        Edit::Status(Status::Accepted, DAY, by),
        Edit::Exported(Export { path, dialect, on: DAY, charts, written, style }),
        Edit::Review(review),
    ] {
        decision.apply(edit).unwrap();
    }
    let window = Window::with_text(&storage::to_ron(&decision));
    let file = window.folder.path().join("record.decision.ron");
    super::tools::git_does(window.folder.path(), &["init", "--quiet"]);
    let adr = window.folder.path().join("docs/decisions/0001-use-go.md");
    std::fs::create_dir_all(adr.parent().unwrap()).unwrap();
    let text = "---\nstatus: accepted\n---\n# Use Go\n\n## Context\n\nIt is.\n";
    std::fs::write(&adr, text).unwrap();
    let mut window = Window::reopen(window.crash(), Some(file.clone()));
    window.click(Role::Button, "Supersede");
    assert!(window.sees("not in docs/decisions/0001-use-go.md yet. An export adds it."), "{:#?}", window.words());
    window.click(Role::Button, "Export it first");
    assert_eq!((window.app().step(), window.decision().id.as_str()), (Step::Export, decision.id.as_str()));
    window.click(Role::Button, "Supersede");
    window.click(Role::Button, "Supersede now");
    assert_eq!(window.decision().predecessor.as_ref().map(|one| one.record.as_str()), Some(decision.id.as_str()));
    assert!(window.sees("The last review is still to be written"), "{:#?}", window.words());
    // Where the ADR has it, there is nothing to ask.
    std::fs::write(&adr, format!("{text}\n## Reviews\n\n{DAY}, Ana: the decision is to be replaced.\n")).unwrap();
    let mut window = Window::reopen(window.crash(), Some(file));
    window.click(Role::Button, "Supersede");
    assert!(window.decision().predecessor.is_some(), "{:#?}", window.words());
    assert!(!window.sees("The last review is still to be written"), "{:#?}", window.words());
}

#[test]
fn an_accepted_decision_is_reviewed_when_it_is_due() {
    let mut decision = proposed();
    decision.apply(signed(Verdict::Agree)).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Triggers(vec!["p99 over 50 ms".to_owned()]))).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Review(Some(jiff::civil::date(2026, 11, 1))))).unwrap();
    decision.apply(Edit::Status(Status::Accepted, DAY, "Ana".to_owned())).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    assert!(window.sees("The review was due on 1 November 2026, 2 days ago. Accepted on"), "{:#?}", window.words());
    window.click(Role::Button, "Review…");
    window.click(Role::RadioButton, "Finding 1: Did not happen");
    window.click(Role::RadioButton, "Verdict: Keep");
    window.fill("Next review", "2026-11-01");
    assert!(window.sees("That day is in the past. Choose a later one."), "{:#?}", window.words());
    window.click(Role::Button, "Record the review");
    assert_eq!(window.decision().reviews, []);
    window.fill("Next review", "2027-11-01");
    window.focus_field("Next review");
    window.press_key(NONE, Key::Enter);
    let review = window.decision().reviews.last().cloned().unwrap();
    assert_eq!((review.by.as_str(), review.verdict), ("Ana", ReviewVerdict::Keep));
    assert_eq!(review.findings[0].state, FindingState::Held);
    assert_eq!(window.decision().outcome.review, Some(jiff::civil::date(2027, 11, 1)));
    assert!(!window.sees("was due"), "{:#?}", window.words());
    assert_eq!(window.decision().corrections, [], "a review is no correction");
}

#[test]
fn a_day_to_decide_by_comes_up_when_it_is_near() {
    let mut window = Window::with_text(&storage::to_ron(&proposed()));
    window.go(1);
    window.fill("Decide by", "2026-12-24");
    assert!(!window.sees("is due"), "it is seven weeks away");
    window.fill("Decide by", "2026-11-10");
    assert!(window.sees("The decision is due on 10 November 2026, in 7 days."), "{:#?}", window.words());
    window.fill("Decide by", "soon");
    assert!(window.sees("Not saved yet: write it as year, month and day"), "{:#?}", window.words());
    window.fill("Decide by", "2026-11-12");
    assert_eq!(window.decision().decide_by, Some(jiff::civil::date(2026, 11, 12)));
    window.fill("Decide by", "");
    assert_eq!(window.decision().decide_by, None);
}

#[test]
fn what_is_due_stands_first_on_the_start_screen() {
    let mut decision = team();
    decision.apply(Edit::DecideBy(Some(jiff::civil::date(2026, 11, 1)))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    // Another record is opened after it.
    let mut other = team();
    (other.id, other.title) = ("other".to_owned(), "Another".to_owned());
    let path = window.folder.path().join("other.decision.ron");
    storage::save_over(&path, &other, None).unwrap();
    window.command("Open");
    window.type_path(&path);
    window.click(Role::Button, "Open");
    window.wait_to_see("Another");
    window.command("New record");
    let listed: Vec<String> =
        window.words().into_iter().filter(|name| name.starts_with("Open ") && name.contains(", Draft")).collect();
    let due = "Open Language for the ingest service, Draft. The decision was due on 1 November 2026, 2 days ago.";
    assert_eq!(listed, [due, "Open Another, Draft"]);
}

#[test]
fn what_others_have_planned_meanwhile_is_due_on_the_start_screen() {
    let window = Window::with_text(&storage::to_ron(&team()));
    let file = window.folder.path().join("record.decision.ron");
    let mut window = Window::reopen(window.crash(), None);
    assert!(window.sees("Open Language for the ingest service, Draft"), "{:#?}", window.words());
    // Before people come back, or before the next start.
    for day in [1, 2] {
        let mut others = storage::load(&file).unwrap().decision;
        others.apply(Edit::DecideBy(Some(jiff::civil::date(2026, 11, day)))).unwrap();
        std::fs::write(&file, storage::to_ron(&others)).unwrap();
        if day == 1 {
            window.come_back();
        } else {
            window = Window::reopen(window.crash(), None);
        }
        let told = if day == 1 { "was due on 1 November 2026, 2 days ago." } else { "was due yesterday." };
        window.wait_to_see(&format!("Open Language for the ingest service, Draft. The decision {told}"));
    }
}

#[test]
fn of_look_alikes_a_narrow_column_cuts_no_day_off() {
    let mut decision = team();
    decision.apply(Edit::DecideBy(Some(jiff::civil::date(2026, 11, 1)))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    let path = window.folder.path().join("a-copy-of-the-same-title.decision.ron");
    decision.id = "other".to_owned();
    storage::save_over(&path, &decision, None).unwrap();
    window.command("Open");
    window.type_path(&path);
    window.click(Role::Button, "Open");
    window.wait_to_see("Language for the ingest service");
    window.command("New record");
    let cut: Vec<String> = window.painted().into_iter().filter(|text| text.contains("Overdue since")).collect();
    let starts = ["a-copy", "record"].map(|file| format!("Overdue since 1 November 2026  ·  {file}"));
    assert!(starts.iter().all(|start| cut.iter().any(|text| text.starts_with(start))), "{cut:?}");
}

#[test]
fn what_is_not_in_force_any_more_is_due_no_longer_on_the_start_screen() {
    let mut decision = proposed();
    decision.apply(signed(Verdict::Agree)).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Review(Some(jiff::civil::date(2026, 11, 1))))).unwrap();
    decision.apply(Edit::Status(Status::Accepted, DAY, "Ana".to_owned())).unwrap();
    let folder = Window::with_text(&storage::to_ron(&decision)).crash();
    let listed = |window: &Window| -> Vec<String> {
        window.words().into_iter().filter(|name| name.starts_with("Open Language")).collect()
    };
    let window = Window::reopen(folder, None);
    let open = "Open Language for the ingest service";
    assert_eq!(listed(&window), [format!("{open}, Accepted. The review was due on 1 November 2026, 2 days ago.")]);
    // Another record took its place in the repository, which the file does not know.
    let file = window.folder.path().join("record.decision.ron");
    let adrs = window.folder.path().join("docs/decisions");
    std::fs::create_dir_all(&adrs).unwrap();
    super::tools::git_does(window.folder.path(), &["init", "--quiet"]);
    let (path, dialect) = ("docs/decisions/0001-use-go.md".into(), "madr".to_owned());
    let (charts, written, style) = (Vec::new(), String::new(), String::new());
    let export = Export { path, dialect, on: DAY, charts, written, style };
    let mut exported = decision.clone();
    exported.apply(Edit::Exported(export)).unwrap();
    std::fs::write(&file, storage::to_ron(&exported)).unwrap();
    let text = |status: &str| format!("---\nstatus: {status}\n---\n# Use it\n\n## Context\n\nIt is.\n");
    std::fs::write(adrs.join("0001-use-go.md"), text("superseded by [ADR-0002](0002-use-zig.md)")).unwrap();
    std::fs::write(adrs.join("0002-use-zig.md"), text("accepted")).unwrap();
    let window = Window::reopen(window.crash(), None);
    assert_eq!(listed(&window), [format!("{open}, Accepted")]);
    // And one that others have given up.
    decision.apply(Edit::Status(Status::Deprecated, DAY, "Ana".to_owned())).unwrap();
    std::fs::write(&file, storage::to_ron(&decision)).unwrap();
    let window = Window::reopen(window.crash(), Some(file));
    let mut window = Window::reopen(window.crash(), None);
    window.run();
    assert_eq!(listed(&window), [format!("{open}, Deprecated")]);
}

#[test]
fn what_is_due_in_the_log_that_was_read_stands_on_the_start_screen_too() {
    let mut window = Window::open();
    let root = window.folder.path().join("repository");
    let folder = root.join("docs/decisions");
    std::fs::create_dir_all(&folder).unwrap();
    super::tools::git_does(&root, &["init", "--quiet"]);
    let adr = |day: &str, name: &str, title: &str| {
        let text = format!("---\nstatus: accepted\nreview-by: {day}\n---\n# {title}\n\n## Context\n\nIt is.\n");
        std::fs::write(folder.join(name).with_extension("md"), text).unwrap();
    };
    adr("2026-11-01", "0001-use-perl", "Use Perl");
    adr("2027-11-01", "0002-use-java", "Use Java");
    window.press_key(CTRL, Key::L);
    window.click(Role::Button, "Choose a repository…");
    window.type_path(&root);
    window.click(Role::Button, "Choose");
    window.wait_to_see("2 ADRs in docs/decisions");
    window.press_key(NONE, Key::Escape);
    let listed: Vec<String> = window.words().into_iter().filter(|name| name.starts_with("Open Use")).collect();
    assert_eq!(listed, ["Open Use Perl, Accepted. The review was due on 1 November 2026, 2 days ago."]);
    // The next window knows of it as well, and leads to the log.
    let mut window = Window::reopen(window.crash(), None);
    window.click(Role::Button, &listed[0]);
    window.wait_to_see("2 ADRs in docs/decisions");
    // Others change the ADRs meanwhile, and nobody opens the log.
    let folder_of_window = window.crash();
    adr("2027-11-01", "0001-use-perl", "Use Perl");
    adr("2026-11-02", "0002-use-java", "Use Java");
    let mut window = Window::reopen(folder_of_window, None);
    window.wait_to_see("Open Use Java, Accepted. The review was due yesterday.");
    assert!(!window.sees("Open Use Perl"), "{:#?}", window.words());
}

#[test]
fn a_day_that_is_undone_is_gone_from_its_field() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Decide by", "2026-12-24");
    assert!(window.field_texts().contains(&"2026-12-24".to_owned()));
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().decide_by, None);
    assert!(!window.field_texts().contains(&"2026-12-24".to_owned()), "{:?}", window.field_texts());
}

#[test]
fn of_level_options_none_leads_and_none_asks_why() {
    let mut decision = team();
    let cells: Vec<_> = decision
        .ballots
        .iter()
        .flat_map(|ballot| ballot.cells.keys().map(|key| (ballot.member.clone(), key.clone())).collect::<Vec<_>>())
        .collect();
    for (member, (criterion, option)) in cells {
        let vote =
            weigh_in::decision::CellField::Vote(Some(weigh_in::decision::Vote::Score(weigh_in::decision::Score::MAX)));
        decision.apply(Edit::Cell(member, criterion, option, vote)).unwrap();
    }
    decision.apply(Edit::Reveal("Ana".to_owned(), DAY)).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("rust").unwrap())))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(6);
    assert!(!window.words().contains(&"leads".to_owned()) && !window.sees("Why not"), "{:#?}", window.words());
}
