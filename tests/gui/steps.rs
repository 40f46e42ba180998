//! More of what people do on the steps: swings, thresholds, sign-offs, links, exports again.

use std::sync::Arc;

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{CellField, ConsequenceKind, Edit, OptionId, OutcomeField, PeopleRole, SignOff, Status, Verdict},
    gui::step::Step,
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, started, team};

fn swing(window: &Window, criterion: &str) -> u8 {
    window.decision().criteria.iter().find(|c| c.name == criterion).unwrap().swing.unwrap()
}

#[test]
fn a_profile_chosen_at_the_start_sets_the_swings() {
    let mut window = Window::open();
    window.pick("Kind of project: Choose later", "Cloud service");
    window.click(Role::Button, "Start from Rust or Go");
    assert_eq!(window.decision().profile.as_deref(), Some("cloud-service"));
}

#[test]
fn swings_are_set_by_slider_by_number_and_by_profile() {
    let mut window = started();
    window.go(3);
    window.set_value(Role::Slider, "Weight of Learning curve", 85.0);
    assert_eq!(swing(&window, "Learning curve"), 85);
    window.set_value(Role::SpinButton, "Weight of Learning curve", 7.0);
    assert_eq!(swing(&window, "Learning curve"), 7);
    window.pick("Profile: Profile: None", "Cloud service");
    let cloud = storage::templates::built_in()[0].profile("cloud-service").unwrap();
    for criterion in &window.decision().criteria {
        assert_eq!(criterion.swing.as_ref(), cloud.swings.get(&criterion.id), "{}", criterion.name);
    }
    assert!(window.sees(&cloud.why));
    // One step back for all of them.
    window.press_key(CTRL, Key::Z);
    assert_eq!(swing(&window, "Learning curve"), 7);
}

#[test]
fn a_must_have_screens_an_option_out_and_says_so() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(3);
    window.click(Role::ListItem, "Criterion Learning curve");
    window.pick("Threshold: Not a must-have", "At least 4");
    assert!(window.sees("must be ≥ 4"));
    window.go(2);
    assert!(window.sees(" is ruled out: "), "{:#?}", window.words());
    window.go(5);
    assert!(window.sees(" is ruled out: "), "{:#?}", window.words());
}

#[test]
fn where_every_option_fails_a_must_have_the_result_says_so_and_what_to_mend() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(3);
    window.click(Role::ListItem, "Criterion Learning curve");
    window.pick("Threshold: Not a must-have", "At least 5");
    window.go(5);
    assert!(window.sees("Every option is ruled out."), "{:#?}", window.words());
    // Once, and not again in a card below.
    assert!(!window.sees("fails a must-have"), "{:#?}", window.words());
    assert!(!window.sees("Score at least one cell"), "{:#?}", window.words());
    assert!(window.sees("Before you decide"), "{:#?}", window.words());
    window.click(Role::Button, "Remove the must-have");
    assert!(!window.sees("Every option is ruled out."), "{:#?}", window.words());
}

#[test]
fn a_blind_round_has_problems_too_but_none_that_tells_of_a_hidden_cell() {
    let mut decision = team();
    let (criterion, option) = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    let link = CellField::Link("ftp://of.ana".to_owned());
    decision.apply(Edit::Cell(decision.members[0].id.clone(), criterion, option, link)).unwrap();
    decision.apply(Edit::Title(String::new())).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    assert!(window.sees("Before you decide") && window.sees("The record has no title."), "{:#?}", window.words());
    assert!(!window.sees("of.ana"), "{:#?}", window.words());
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    assert!(window.sees("of.ana"), "{:#?}", window.words());
}

#[test]
fn the_advice_to_reveal_a_round_has_a_button_that_does_it() {
    let mut decision = team();
    let option = decision.options[0].id.clone();
    let today = jiff::civil::date(2026, 11, 2);
    for edit in [
        Edit::Outcome(OutcomeField::Chosen(Some(option))),
        Edit::Status(Status::Proposed, today, String::new()),
        Edit::Status(Status::Accepted, today, String::new()),
    ] {
        decision.apply(edit).unwrap();
    }
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    assert!(
        window.sees("Reveal the round as a correction, with a reason, so that the team sees"),
        "{:#?}",
        window.words()
    );
    window.click(Role::Button, "Reveal round 1…");
    assert!(window.sees("Reveal the round now?"), "{:#?}", window.words());
}

#[test]
fn links_take_only_safe_addresses() {
    let mut window = started();
    window.click(Role::Button, "Add a link");
    window.fill("Text of link 1", "Benchmark");
    window.fill("Address of link 1", "javascript:alert(1)");
    let warning = "Use an address that starts with https://, http:// or mailto:";
    assert!(window.sees(warning));
    window.fill("Address of link 1", "https://example.org/benchmark");
    assert!(!window.sees(warning));
    assert_eq!(window.decision().links[0].url, "https://example.org/benchmark");
    window.click(Role::Button, "Remove link 1");
    assert!(window.decision().links.is_empty());
}

#[test]
fn decision_makers_sign_off_and_take_it_back() {
    let mut decision = revealed_team();
    let makers = vec!["Dora".to_owned(), "Emil".to_owned()];
    decision.apply(Edit::People(PeopleRole::DecisionMakers, makers)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(6);
    // Suggestions that come with the draws move what is below them.
    window.wait_until_drawn();
    window.click(Role::RadioButton, "Dora: Agrees");
    window.click(Role::RadioButton, "Emil: Objects");
    window.fill("Comment of Emil", "Not before the benchmark");
    let signed = &window.decision().outcome.sign_offs;
    assert_eq!((signed[0].name.as_str(), signed[0].verdict), ("Dora", Verdict::Agree));
    assert_eq!((signed[1].verdict, signed[1].comment.as_str()), (Verdict::Object, "Not before the benchmark"));
    window.click(Role::RadioButton, "Dora: Agrees");
    assert_eq!(window.decision().outcome.sign_offs.len(), 1);
}

#[test]
fn a_sign_off_of_nobody_is_told_and_can_be_taken_back() {
    let mut decision = revealed_team();
    let name = " ".to_owned();
    let on = jiff::civil::date(2026, 11, 2);
    let nobody = SignOff { name: name.clone(), verdict: Verdict::Agree, comment: String::new(), on };
    decision.apply(Edit::Outcome(OutcomeField::SignOffs(vec![nobody]))).unwrap();
    decision.apply(Edit::People(PeopleRole::DecisionMakers, vec![name])).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    assert!(window.sees("A sign-off names nobody.") && window.sees("A decision maker has no name."));
    window.go(6);
    assert!(window.sees("No name"), "{:#?}", window.words());
}

#[test]
fn pros_and_cons_are_drafts_until_they_are_edited() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(6);
    assert!(window.sees("Pros and cons") && !window.sees("Argument for Go 1"), "{:#?}", window.words());
    assert!(window.words().iter().any(|words| words.starts_with("Good, because ")), "{:#?}", window.words());
    window.click(Role::Button, "Edit: arguments of Go");
    let go = |window: &Window| window.decision().options[0].clone();
    // Looking at the fields stores nothing.
    assert_eq!((go(&window).pros.clone(), go(&window).cons.clone()), (None, None));
    window.fill("Argument for Go 1", "everybody knows it");
    let pros = go(&window).pros.clone().unwrap_or_default();
    assert_eq!(pros[0], "everybody knows it");
    assert_eq!(go(&window).cons, None);
    window.click(Role::Button, "Done: arguments of Go");
    assert!(window.sees("Good, because everybody knows it"), "{:#?}", window.words());
    window.click(Role::Button, "Use the drafts for Go");
    assert_eq!(go(&window).pros, None);
    window.go(7);
    window.click(Role::CheckBox, "Appendix with all scores");
    assert!(window.decision().has_appendix);
}

#[test]
fn consequences_are_drafted_from_the_notes_and_edited() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(6);
    window.click(Role::RadioButton, "Choose Go");
    window.click(Role::Button, "Draft from arguments");
    let drafted = &window.decision().outcome.consequences;
    assert_eq!(drafted.len(), 2);
    assert!(drafted.iter().all(|c| c.kind == ConsequenceKind::Good), "{drafted:?}");
    window.fill("Good consequence 1", "Juniors deliver within a week");
    window.fill("Bad consequence 1", "Two languages to keep");
    let kinds: Vec<_> = window.decision().outcome.consequences.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [ConsequenceKind::Good, ConsequenceKind::Good, ConsequenceKind::Bad]);
    assert_eq!(window.decision().outcome.consequences[0].text, "Juniors deliver within a week");
}

#[test]
fn the_mark_of_unsaved_work_comes_and_goes() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    assert!(window.sees("saved") && !window.sees("not saved"));
    window.fill("Title", "Another");
    assert!(window.sees("not saved"));
    window.press_key(CTRL, Key::S);
    assert!(!window.sees("not saved"), "{:#?}", window.words());
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("not saved"));
}

#[test]
fn what_was_written_again_is_the_same_to_the_byte() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    let repository = window.folder.path().join("repository");
    std::fs::create_dir_all(repository.join(".git")).unwrap();
    window.go(7);
    window.fill("Repository", repository.to_str().unwrap());
    window.wait_to_see("1 file to write");
    window.click(Role::Button, "Write the ADR");
    window.wait_to_see("Up to date");
    let adr = repository.join("docs/decisions/0001-language-for-the-ingest-service.md");
    let first = std::fs::read(&adr).unwrap();
    std::fs::remove_file(&adr).unwrap();
    // Looked at again: the file is gone, and the plan has it anew under its old number.
    window.go(1);
    window.fill("Problem statement", "Two teams!");
    window.fill("Problem statement", "Two teams.");
    window.go(7);
    window.wait_to_see("1 file to write");
    window.click(Role::Button, "Write the ADR");
    window.wait_to_see("Up to date");
    assert_eq!(std::fs::read(&adr).unwrap(), first);
    assert_eq!(window.decision().exports.len(), 1);
}

#[test]
fn a_saved_record_is_offered_on_the_start_screen_until_it_is_taken_off() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.press_key(CTRL, Key::N);
    window.click(Role::Button, "Open Language for the ingest service, Draft");
    assert_eq!(window.decision().id, "team");
    window.press_key(CTRL, Key::N);
    window.click(Role::Button, "Remove Language for the ingest service from the list");
    assert!(!window.sees("Open Language for the ingest service, Draft"));
    assert!(window.folder.path().join("record.decision.ron").exists());
}

#[test]
fn a_record_becomes_a_template_that_the_next_one_starts_from() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.press_key(CTRL, Key::K);
    window.type_text("as a template");
    window.press_key(NONE, Key::Enter);
    window.type_text("Our services");
    window.press_key(NONE, Key::Enter);
    window.press_key(CTRL, Key::N);
    window.start("Our services");
    assert_eq!(window.decision().criteria.len(), 24);
    assert_eq!(window.decision().members.len(), 1);
}

#[test]
fn the_key_of_the_step_that_is_shown_leaves_the_focus_where_it_is() {
    let mut window = started();
    window.focus_field("Title");
    window.go(1);
    window.type_text("Use Go");
    assert_eq!(window.decision().title, "Use Go");
}

#[test]
fn a_new_record_is_suggested_beside_the_adr_of_the_repository_that_is_named() {
    let elsewhere = tempfile::tempdir().unwrap();
    let mut window = Window::started_in(elsewhere.path().to_owned());
    let root = window.folder.path().join("team");
    std::fs::create_dir_all(root.join("docs/decisions")).unwrap();
    let starts_at = |window: &mut Window| {
        window.press_key(CTRL, Key::S);
        let at = window.picker.open_at.borrow().clone();
        window.press_key(NONE, Key::Escape);
        at
    };
    window.start("Rust or Go");
    window.fill("Title", "Use Go");
    assert_eq!(starts_at(&mut window), Some(elsewhere.path().join("use-go.decision.ron")));
    window.go(7);
    window.fill("Repository", root.to_str().unwrap());
    window.wait_to_see("1 file to write");
    assert_eq!(starts_at(&mut window), Some(root.join("docs/decisions/use-go.decision.ron")));
    // There is no plan for a folder that is not there.
    window.fill("Repository", elsewhere.path().join("gone").to_str().unwrap());
    assert_eq!(starts_at(&mut window), Some(elsewhere.path().join("use-go.decision.ron")));
}

#[test]
fn a_new_record_is_suggested_into_the_repository_that_the_app_was_started_in() {
    let mut window = Window::started_in(std::path::PathBuf::from("/srv/team"));
    window.start("Rust or Go");
    window.fill("Title", "Use Go");
    window.press_key(CTRL, Key::S);
    assert_eq!(window.picker.open_at.borrow().as_deref(), Some(std::path::Path::new("/srv/team/use-go.decision.ron")));
}

#[test]
fn a_clock_that_cannot_be_right_is_told_beside_the_record() {
    let window = Window::on_day(&storage::to_ron(&team()), || jiff::civil::date(1970, 1, 1));
    assert!(window.sees("Set the clock of this machine"), "{:#?}", window.words());
    assert!(window.sees("The clock of this machine says 1970-01-01; dates in the record will be wrong."));
}

#[test]
fn a_choice_that_does_not_exist_any_more_does_not_tick_the_decision() {
    let mut decision = revealed_team();
    let chosen = decision.options[0].id.clone();
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(chosen)))).unwrap();
    decision.apply(Edit::Outcome(OutcomeField::Justification("it fits".to_owned()))).unwrap();
    let window = Window::with_text(&storage::to_ron(&decision));
    assert!(window.sees("Decision, done"), "{:#?}", window.words());
    Arc::make_mut(&mut decision.outcome).chosen = Some(OptionId::new("gone").unwrap());
    let window = Window::with_text(&storage::to_ron(&decision));
    assert!(window.sees("Decision, under way"), "{:#?}", window.words());
}

#[test]
fn a_record_without_decision_makers_leads_to_where_they_are_added() {
    let mut window = started();
    window.go(6);
    assert!(window.sees("No decision makers yet."), "{:#?}", window.words());
    window.click(Role::Button, "Add them");
    assert_eq!(window.app().step(), Step::Context);
}
