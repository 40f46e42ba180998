//! Ballots that stay in private files until the reveal.

use std::path::PathBuf;

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{Commitment, Decision, Edit, MemberId, OutcomeField, Salt, Status},
    gui::session::Direction,
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

fn id(member: &str) -> MemberId {
    MemberId::new(member).unwrap()
}

/// Ana's and Boris's record, in which nobody has scored yet.
fn unscored() -> Decision {
    let mut decision = team();
    decision.ballots.clear();
    decision
}

/// The same, with private ballots.
fn private() -> Decision {
    let mut decision = unscored();
    decision.apply(Edit::PrivateBallots(true)).unwrap();
    decision
}

fn file(window: &Window) -> PathBuf {
    window.folder.path().join("record.decision.ron")
}

/// What others can read.
fn published(window: &Window) -> Decision {
    storage::load(&file(window)).unwrap().decision
}

fn scored(decision: &Decision, member: &str) -> usize {
    decision.ballot(&id(member), 1).map_or(0, |ballot| ballot.cells.len())
}

/// Ana scores a cell, seals and saves.
fn sealed_by_ana() -> Window {
    let mut window = Window::with_text(&storage::to_ron(&private()));
    window.go(4);
    assert!(window.sees("Your scores stay in a private file on this computer until the round is revealed."));
    window.type_text("5");
    window.press_key(CTRL, Key::S);
    assert_eq!((scored(window.decision(), "ana"), scored(&published(&window), "ana")), (1, 0));
    window.seal_anyway();
    window.press_key(CTRL, Key::S);
    window
}

#[test]
fn scores_stay_on_the_machine_and_come_back_with_the_record() {
    let window = sealed_by_ana();
    let others = published(&window);
    assert!(others.has_sealed(&id("ana")) && others.commitments.len() == 1 && scored(&others, "ana") == 0);
    assert!(window.has(Role::RadioButton, "Score as Boris, not sealed"), "{:#?}", window.controls());
    let path = file(&window);
    let reopened = Window::reopen(window.crash(), Some(path));
    assert_eq!(scored(reopened.decision(), "ana"), 1);
    assert!(!reopened.app().document().unwrap().is_dirty());
}

#[test]
fn a_reveal_by_others_offers_to_publish_what_was_sealed() {
    let mut window = sealed_by_ana();
    let mut others = published(&window);
    let on = jiff::civil::date(2026, 11, 2);
    others.apply(Edit::Seal(id("boris"), on, Salt::of_bits(1))).unwrap();
    others.apply(Edit::Reveal("Boris".to_owned(), on)).unwrap();
    storage::save_over(&file(&window), &others, None).unwrap();
    window.come_back();
    assert!(
        window.sees("The sealed ballot of Ana is in a private file, not in the record yet"),
        "{:#?}",
        window.words()
    );
    assert_eq!(scored(window.decision(), "ana"), 0);
    assert!(!window.sees("Changed there: a score"), "{:#?}", window.words());
    window.click(Role::Button, "Publish");
    assert_eq!(scored(window.decision(), "ana"), 1);
    assert!(
        !window.sees("The sealed ballot of Ana is in a private file, not in the record yet"),
        "{:#?}",
        window.words()
    );
    window.press_key(CTRL, Key::S);
    let others = published(&window);
    assert_eq!(scored(&others, "ana"), 1);
    assert!(others.unpublished().is_empty() && others.unlike_sealed().is_empty());
    // Once more, it is there.
    let path = file(&window);
    let reopened = Window::reopen(window.crash(), Some(path));
    assert!(
        !reopened.sees("The sealed ballot of Ana is in a private file, not in the record yet"),
        "{:#?}",
        reopened.words()
    );
}

/// Ana has sealed here, Boris elsewhere, and the round was revealed there.
fn revealed_elsewhere() -> Window {
    let mut window = sealed_by_ana();
    let mut others = published(&window);
    let on = jiff::civil::date(2026, 11, 2);
    others.apply(Edit::Seal(id("boris"), on, Salt::of_bits(1))).unwrap();
    // What Boris has stays there.
    let mut others = others.as_published().into_owned();
    others.apply(Edit::Reveal("Boris".to_owned(), on)).unwrap();
    storage::save_over(&file(&window), &others, None).unwrap();
    window.come_back();
    window
}

#[test]
fn what_can_be_published_is_offered_wherever_it_is_missing() {
    let mut window = revealed_elsewhere();
    window.click(Role::Button, "Publish");
    window.press_key(CTRL, Key::Z);
    assert!(!window.has(Role::Button, "Publish"), "{:#?}", window.controls());
    // The members say where each ballot is.
    window.command("Members…");
    assert!(
        window.sees("The sealed ballot of Ana is in a private file, not in the record yet."),
        "{:#?}",
        window.words()
    );
    assert!(
        window.has(Role::Button, "Withdraw the sealed ballot of Boris…")
            && !window.has(Role::Button, "Withdraw the sealed ballot of Ana…")
    );
    window.click(Role::Button, "Publish");
    assert_eq!(scored(window.decision(), "ana"), 1);
    window.press_key(NONE, Key::Escape);
    // Taken back, it is offered again: by the command, and by what is refused for want of it.
    window.press_key(CTRL, Key::Z);
    assert_eq!(scored(window.decision(), "ana"), 0);
    window.command("Publish private ballots");
    assert_eq!(scored(window.decision(), "ana"), 1);
    window.press_key(CTRL, Key::Z);
    window.command("Start a new round");
    assert!(window.sees("the ballots of Ana, Boris are sealed and not published yet"), "{:#?}", window.words());
    window.click(Role::Button, "Publish");
    assert_eq!(scored(window.decision(), "ana"), 1);
    // Of the other one it leads to where that can be withdrawn.
    window.command("Start a new round");
    assert!(window.sees("the ballots of Boris are sealed") && !window.has(Role::Button, "Publish"));
    window.click(Role::Button, "Withdraw a ballot…");
    window.click(Role::Button, "Withdraw the sealed ballot of Boris…");
    window.fill("Why is it withdrawn?", "The disk broke");
    window.click(Role::Button, "Withdraw the ballot of Boris");
    window.press_key(NONE, Key::Escape);
    window.command("Start a new round");
    window.click(Role::Button, "Choose all");
    window.click(Role::Button, "Start the round");
    assert_eq!(window.decision().round(), 2);
}

#[test]
fn a_reveal_here_publishes_what_is_here() {
    let mut window = sealed_by_ana();
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    window.press_key(NONE, Key::Enter);
    window.press_key(CTRL, Key::S);
    let others = published(&window);
    assert!(!others.is_blind() && scored(&others, "ana") == 1);
    // Undo hides it again, and the reveal stays in the record.
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::S);
    let others = published(&window);
    assert!(others.is_blind() && scored(&others, "ana") == 0 && others.rounds[0].reveals.len() == 1);
}

#[test]
fn a_team_chooses_it_before_anybody_has_scored_and_withdraws_what_is_lost() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    let choice = "Keep ballots in private files until the reveal";
    window.click(Role::Button, "Members…");
    window.click(Role::CheckBox, choice);
    assert!(window.decision().private_ballots);
    window.press_key(NONE, Key::Escape);
    window.go(4);
    window.type_text("5");
    window.click(Role::Button, "Members…");
    assert!(window.sees("This round already has scores."), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    window.seal_anyway();
    window.press_key(CTRL, Key::S);
    // The reveal comes from elsewhere, and the private file is gone.
    let mut others = published(&window);
    others.apply(Edit::Reveal("Boris".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::save_over(&file(&window), &others, None).unwrap();
    std::fs::remove_file(storage::private_path(&file(&window), &id("ana"))).unwrap();
    window.come_back();
    assert!(
        !window.sees("The sealed ballot of Ana is in a private file, not in the record yet"),
        "{:#?}",
        window.words()
    );
    window.click(Role::Button, "Members…");
    window.click(Role::Button, "Withdraw the sealed ballot of Ana…");
    window.fill("Why is it withdrawn?", "The disk broke");
    window.click(Role::Button, "Withdraw the ballot of Ana");
    let withdrawn = window.decision().commitments[0].withdrawn.clone().unwrap();
    assert_eq!((withdrawn.by.as_str(), withdrawn.why.as_str()), ("Ana", "The disk broke"));
    assert!(!window.sees("Why is it withdrawn?"), "{:#?}", window.words());
}

#[test]
fn what_a_sealed_ballot_may_score_stays_in_the_record() {
    let mut window = sealed_by_ana();
    let private = storage::private_path(&file(&window), &id("ana"));
    let sealed = std::fs::read_to_string(&private).unwrap();
    window.go(2);
    window.click(Role::Button, "Remove Rust");
    assert!(window.sees("sealed private ballots may score it"), "{:#?}", window.words());
    assert_eq!(window.decision().options.len(), 2);
    // Neither does what another copy took out change it.
    let mut others = published(&window);
    others.options.remove(0);
    storage::save_over(&file(&window), &others, None).unwrap();
    window.come_back();
    assert_eq!(window.decision().options.len(), 1);
    window.go(1);
    window.fill("Title", "Another title");
    window.press_key(CTRL, Key::S);
    assert_eq!(published(&window).title, "Another title");
    assert_eq!(std::fs::read_to_string(&private).unwrap(), sealed);
}

#[test]
fn a_sealed_ballot_elsewhere_is_not_reopened_but_can_be_withdrawn() {
    let window = sealed_by_ana();
    let path = file(&window);
    std::fs::remove_file(storage::private_path(&path, &id("ana"))).unwrap();
    let mut window = Window::reopen(window.crash(), Some(path));
    window.go(4);
    window.click(Role::Button, "Reopen my ballot");
    window.click(Role::Button, "I am Ana");
    assert!(window.sees("the private ballot of Ana is not here"), "{:#?}", window.words());
    assert!(window.decision().has_sealed(&id("ana")) && window.decision().commitments.len() == 1);
    window.click(Role::Button, "Members…");
    window.click(Role::Button, "Withdraw the sealed ballot of Ana…");
    window.fill("Why is it withdrawn?", "The disk broke");
    window.click(Role::Button, "Withdraw the ballot of Ana");
    assert!(!window.decision().has_sealed(&id("ana")) && window.decision().commitments[0].withdrawn.is_some());
}

#[test]
fn a_private_file_that_kept_the_old_name_of_the_record_is_to_be_renamed_and_not_withdrawn() {
    let window = sealed_by_ana();
    let path = file(&window);
    let new = path.with_file_name("renamed.decision.ron");
    std::fs::rename(&path, &new).unwrap();
    let mut window = Window::reopen(window.crash(), Some(new.clone()));
    let [from, to] = [&path, &new].map(|record| storage::private_path(record, &id("ana")));
    let way = format!("`mv {} {}`", from.display(), to.display());
    window.click(Role::Button, "Dismiss");
    assert!(!window.sees(&way), "{:#?}", window.words());
    window.command("Members…");
    assert!(window.sees(&way) && !window.sees("Withdraw the sealed ballot"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    std::fs::rename(from, to).unwrap();
    window.come_back();
    window.command("Members…");
    assert!(!window.sees("mv "), "{:#?}", window.words());
}

#[test]
fn a_save_takes_in_what_another_has_sealed_on_this_machine() {
    let mut window = Window::with_text(&storage::to_ron(&private()));
    window.go(4);
    window.type_text("5");
    window.press_key(CTRL, Key::S);
    window.type_text("4");
    let path = file(&window);
    let (mut others, print) = storage::load_known(&path).unwrap();
    let decision = &mut others.decision;
    let (criterion, option) = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    let vote =
        weigh_in::decision::CellField::Vote(weigh_in::decision::Score::new(2).map(weigh_in::decision::Vote::Score));
    decision.apply(Edit::Cell(id("boris"), criterion, option, vote)).unwrap();
    decision.apply(Edit::Seal(id("boris"), jiff::civil::date(2026, 11, 2), Salt::of_bits(3))).unwrap();
    storage::save_over(&path, decision, Some(&print)).unwrap();
    let boris = storage::private_path(&path, &id("boris"));
    let sealed = std::fs::read_to_string(&boris).unwrap();
    window.press_key(CTRL, Key::S);
    assert!(!window.app().document().unwrap().is_dirty(), "{:#?}", window.words());
    assert!(window.sees("Merged with the changes on disk"), "{:#?}", window.words());
    assert!(!window.sees("Undo takes the merge back."), "undo stops at the seal: {:#?}", window.words());
    assert_eq!(std::fs::read_to_string(&boris).unwrap(), sealed);
    assert!(published(&window).has_sealed(&id("boris")));
    assert_eq!((scored(window.decision(), "ana"), scored(window.decision(), "boris")), (2, 1));
}

#[test]
fn a_ballot_unlike_its_seal_is_withdrawn_and_its_file_stays() {
    let window = sealed_by_ana();
    let path = file(&window);
    let private = storage::private_path(&path, &id("ana"));
    let changed = std::fs::read_to_string(&private).unwrap().replace("score: 5", "score: 1");
    std::fs::write(&private, &changed).unwrap();
    let mut window = Window::reopen(window.crash(), Some(path));
    window.command("Members…");
    window.click(Role::Button, "Withdraw the sealed ballot of Ana…");
    assert!(window.sees("is missing or has changed"), "{:#?}", window.words());
    window.fill("Why is it withdrawn?", "It was changed");
    window.click(Role::Button, "Withdraw the ballot of Ana");
    window.click(Role::Button, "Done");
    save(&mut window);
    assert_eq!(std::fs::read_to_string(&private).unwrap(), changed);
}

/// Saves, and makes sure that it was.
fn save(window: &mut Window) {
    window.press_key(CTRL, Key::S);
    assert!(!window.app().document().unwrap().is_dirty(), "{:#?}", window.words());
}

#[test]
fn undo_stops_at_a_seal_that_is_saved_and_takes_back_one_that_is_not() {
    let mut window = sealed_by_ana();
    let path = file(&window);
    let sealed = std::fs::read_to_string(storage::private_path(&path, &id("ana"))).unwrap();
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("Nothing was undone") && window.sees("the seal is saved"), "{:#?}", window.words());
    assert!(window.decision().has_sealed(&id("ana")));
    // What came after it is taken back all the same, and saved.
    window.go(1);
    window.fill("Title", "Another title");
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Z);
    window.fill("Title", "A third title");
    save(&mut window);
    assert!(published(&window).commitments.len() == 1 && published(&window).has_sealed(&id("ana")));
    assert_eq!(std::fs::read_to_string(storage::private_path(&path, &id("ana"))).unwrap(), sealed);
    // Its member reopens it, and back.
    window.go(4);
    window.click(Role::Button, "Reopen my ballot");
    window.click(Role::Button, "I am Ana");
    save(&mut window);
    window.press_key(CTRL, Key::Z);
    assert!(window.decision().has_sealed(&id("ana")));
    save(&mut window);
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    window.click(Role::Button, "I am Ana");
    assert!(!window.decision().has_sealed(&id("ana")), "{:#?}", window.words());
    // A salt that is saved stays as well: no other ballot could take its place in the private file.
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Z);
    save(&mut window);
    assert_eq!(scored(window.decision(), "ana"), 1);

    let mut window = Window::with_text(&storage::to_ron(&private()));
    window.go(4);
    window.type_text("5");
    save(&mut window);
    window.seal_anyway();
    window.press_key(CTRL, Key::Z);
    window.click(Role::Button, "I am Ana");
    assert!(!window.decision().has_sealed(&id("ana")) && window.decision().commitments.is_empty());
    save(&mut window);
    window.go(4);
    window.seal_anyway();
    save(&mut window);
    assert_eq!(published(&window).commitments.len(), 1);
}

#[test]
fn a_member_with_a_sealed_ballot_leaves_only_after_a_reason() {
    let mut window = sealed_by_ana();
    window.click(Role::Button, "Members…");
    window.click(Role::Button, "Remove Ana");
    assert!(window.sees("Withdraw it first, and say why."), "{:#?}", window.words());
    assert!(!window.has(Role::Button, "Remove Ana and the scores"));
    window.click(Role::Button, "Keep Ana");
    assert_eq!(window.decision().members.len(), 2);
    window.click(Role::Button, "Remove Ana");
    window.fill("Why is it withdrawn?", "Ana left the team");
    window.click(Role::Button, "Withdraw the ballot of Ana");
    assert_eq!(window.decision().members.len(), 2);
    assert!(window.sees("The reason for withdrawing a ballot goes too."), "{:#?}", window.words());
    window.click(Role::Button, "Remove Ana and the scores");
    assert_eq!(window.decision().members.len(), 1);
    assert!(window.decision().commitments.is_empty());
}

/// A window in which Ana's first score is saved, the record's path, and that of her private file.
fn with_a_draft() -> (Window, PathBuf, PathBuf) {
    let mut window = Window::with_text(&storage::to_ron(&private()));
    window.go(4);
    window.type_text("5");
    save(&mut window);
    let path = file(&window);
    let draft = storage::private_path(&path, &id("ana"));
    (window, path, draft)
}

#[test]
fn a_draft_goes_on_in_a_round_that_is_opened_here() {
    let (mut window, path, draft) = with_a_draft();
    let mut others = published(&window);
    others.apply(Edit::Reveal("Boris".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::save_over(&path, &others, None).unwrap();
    window.come_back();
    assert_eq!(scored(window.decision(), "ana"), 0, "it had not been sealed");
    window.command("Start a new round");
    window.click(Role::Button, "Choose all");
    window.click(Role::Button, "Start the round");
    assert_eq!(window.decision().ballot(&id("ana"), 2).map(|ballot| ballot.cells.len()), Some(1));
    // The step is one, back and forth.
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().round(), 1);
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    assert_eq!(window.decision().ballot(&id("ana"), 2).map(|ballot| ballot.cells.len()), Some(1));
    // Its only score can be taken back, which stays so.
    window.go(4);
    window.press_key(NONE, Key::Delete);
    assert_eq!(window.decision().ballot(&id("ana"), 2).map(|ballot| ballot.cells.len()), Some(0));
    save(&mut window);
    let text = std::fs::read_to_string(&draft).unwrap();
    assert!(text.contains("round: 2") && !text.contains("score: 5"), "{text}");
}

#[test]
fn a_ballot_of_another_round_that_a_save_keeps_aside_is_told() {
    let (window, path, draft) = with_a_draft();
    // On another branch, the second round is under way.
    let other = std::fs::read_to_string(&draft).unwrap().replace("round: 1", "round: 2");
    std::fs::write(&draft, other).unwrap();
    let mut window = Window::reopen(window.crash(), Some(path));
    window.go(4);
    window.type_text("4");
    save(&mut window);
    assert!(window.sees("A private ballot was moved to another file"), "{:#?}", window.words());
    assert!(window.sees("record.ana.round-2.private.ron"), "{:#?}", window.words());
}

#[test]
fn a_record_without_the_private_file_of_the_user_says_so() {
    let window = sealed_by_ana();
    let elsewhere = window.folder.path().join("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    let moved = elsewhere.join("record.decision.ron");
    std::fs::copy(file(&window), &moved).unwrap();
    let private = storage::private_path(&file(&window), &id("ana"));
    let copied = storage::private_path(&moved, &id("ana"));
    let mut window = Window::reopen(window.crash(), Some(moved.clone()));
    assert!(window.sees("Your sealed ballot is not beside this record"), "{:#?}", window.words());
    assert!(window.sees(&format!("{} should hold Ana's ballot.", copied.display())), "{:#?}", window.words());
    std::fs::copy(private, copied).unwrap();
    window.queue_drop(&moved);
    window.run();
    assert!(!window.sees("Your sealed ballot is not beside this record"), "{:#?}", window.words());
}

#[test]
fn a_draft_is_in_its_file_before_an_early_reveal_leaves_it_out() {
    let mut window = Window::with_text(&storage::to_ron(&private()));
    window.go(4);
    window.type_text("5");
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    window.press_key(NONE, Key::Enter);
    assert_eq!((scored(window.decision(), "ana"), scored(&published(&window), "ana")), (0, 0));
    let draft = storage::private_path(&file(&window), &id("ana"));
    assert!(std::fs::read_to_string(draft).unwrap().contains("score: 5"));
    window.go(4);
    window.type_text("3");
    assert_eq!(scored(window.decision(), "ana"), 0, "{:#?}", window.words());
}

#[test]
fn what_was_not_sealed_at_an_early_reveal_is_not_lost_in_the_next_round() {
    let mut window = Window::with_text(&storage::to_ron(&private()));
    window.go(4);
    window.type_text("5");
    window.press_key(CTRL, Key::S);
    let path = file(&window);
    let draft = storage::private_path(&path, &id("ana"));
    let mut others = published(&window);
    others.apply(Edit::Reveal("Boris".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::save_over(&path, &others, None).unwrap();
    let mut window = Window::reopen(window.crash(), Some(path.clone()));
    assert!(window.sees("A private ballot is not used") && window.sees("It is kept for the next round"));
    let mut next = published(&window);
    next.apply(Edit::OpenRound(Vec::new())).unwrap();
    storage::save_over(&path, &next, None).unwrap();
    assert!(std::fs::read_to_string(&draft).unwrap().contains("round: 1"));
    window.come_back();
    let ballot = window.decision().ballot(&id("ana"), 2).unwrap();
    assert_eq!((ballot.cells.len(), ballot.sealed), (1, false));
}

#[test]
fn undo_of_a_reveal_moves_no_private_ballot_and_loses_nothing() {
    for seals_by_the_way in [false, true] {
        let mut window = Window::with_text(&storage::to_ron(&private()));
        window.go(4);
        window.type_text("5");
        save(&mut window);
        window.type_text("4");
        // Sealed and revealed before a save.
        if seals_by_the_way {
            window.seal_anyway();
        }
        let round = window.decision().clone();
        window.command("Reveal the round");
        window.click(Role::Button, "Reveal");
        assert!(!window.decision().is_blind());
        let shown = scored(window.decision(), "ana");
        assert_eq!(shown, if seals_by_the_way { 2 } else { 0 });
        for _ in 0..2 {
            window.press_key(CTRL, Key::Z);
            assert!(window.decision().is_blind() && window.decision().ballots == round.ballots);
            save(&mut window);
            assert!(!window.sees("A private ballot was moved"), "{:#?}", window.words());
            assert_eq!(scored(&published(&window), "ana"), 0);
            window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
            save(&mut window);
            assert!(!window.decision().is_blind());
            assert_eq!(scored(&published(&window), "ana"), shown);
        }
        window.press_key(CTRL, Key::Z);
        save(&mut window);
        let others = published(&window);
        assert!(others.is_blind() && others.rounds[0].reveals.iter().all(|reveal| reveal.taken_back.is_some()));
        // Another start goes on from the same scores.
        let path = file(&window);
        let mut window = Window::reopen(window.crash(), Some(path));
        assert_eq!(scored(window.decision(), "ana"), 2);
        window.command("Reveal the round");
        window.click(Role::Button, "Reveal");
        assert_eq!(scored(&published(&window), "ana"), shown);
    }
}

#[test]
fn a_ballot_that_was_published_is_published_again_after_an_undo() {
    let mut window = revealed_elsewhere();
    for _ in 0..2 {
        window.command("Publish private ballots");
        assert_eq!(scored(window.decision(), "ana"), 1);
        save(&mut window);
        window.press_key(CTRL, Key::Z);
        assert_eq!(scored(window.decision(), "ana"), 0);
        save(&mut window);
    }
    window.command("Publish private ballots");
    save(&mut window);
    let others = published(&window);
    let missing: Vec<&str> = others.unpublished().iter().map(|one| one.member.as_str()).collect();
    assert_eq!((missing, others.unlike_sealed().len(), scored(&others, "ana")), (vec!["boris"], 0, 1));
}

#[test]
fn of_two_sealed_ballots_of_one_member_the_other_is_withdrawn_in_the_row() {
    let window = sealed_by_ana();
    let path = file(&window);
    // Ana has sealed another one in a clone that was merged.
    let mut both = published(&window);
    let other = Commitment { hash: "0".repeat(64), ..both.commitments[0].clone() };
    both.commitments.push(other);
    std::fs::write(&path, storage::to_ron(&both)).unwrap();
    let mut window = Window::reopen(window.crash(), Some(path));
    window.command("Members…");
    assert!(!window.has(Role::Button, "Withdraw the sealed ballot of Boris…"), "{:#?}", window.words());
    window.click(Role::Button, "Withdraw the sealed ballot of Ana…");
    assert!(window.sees("Ana sealed 2 private ballots in round 1"), "{:#?}", window.words());
    window.fill("Why is it withdrawn?", "The laptop was lost");
    window.click(Role::Button, "Withdraw the ballot of Ana");
    let decision = window.decision();
    let withdrawn: Vec<bool> = decision.commitments.iter().map(|one| one.withdrawn.is_some()).collect();
    assert_eq!((withdrawn, decision.has_sealed(&id("ana"))), (vec![false, true], true));
    assert!(!window.has(Role::Button, "Withdraw the sealed ballot of Ana…"), "{:#?}", window.words());
}

/// Ana and Boris have sealed here, and another copy revealed the round and accepted the decision without their ballots.
fn accepted_without_both() -> Window {
    let mut decision = private();
    let (criterion, option) = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    let on = jiff::civil::date(2026, 11, 2);
    for (bits, member) in [(1, "ana"), (2, "boris")] {
        let vote =
            weigh_in::decision::CellField::Vote(weigh_in::decision::Score::new(4).map(weigh_in::decision::Vote::Score));
        decision.apply(Edit::Cell(id(member), criterion.clone(), option.clone(), vote)).unwrap();
        decision.apply(Edit::Seal(id(member), on, Salt::of_bits(bits))).unwrap();
    }
    let mut window = Window::with_text(&storage::to_ron(&private()));
    let path = file(&window);
    // A save puts each ballot into its private file.
    let (_, print) = storage::load_known(&path).unwrap();
    storage::save_over(&path, &decision, Some(&print)).unwrap();
    let mut others = decision.as_published().into_owned();
    for edit in [
        Edit::Reveal("Chen".to_owned(), on),
        Edit::Outcome(OutcomeField::Chosen(Some(option))),
        Edit::Outcome(OutcomeField::Justification("both teams can own it".to_owned())),
        Edit::Status(Status::Proposed, on, "Chen".to_owned()),
        Edit::Status(Status::Accepted, on, "Chen".to_owned()),
    ] {
        others.apply(edit).unwrap();
    }
    storage::save_over(&path, &others, None).unwrap();
    window.come_back();
    window
}

#[test]
fn all_ballots_here_are_published_into_an_accepted_record_for_one_reason() {
    let mut window = accepted_without_both();
    let waiting = "The sealed ballots of Ana, Boris are in private files, not in the record yet";
    assert!(window.sees(waiting), "{:#?}", window.words());
    window.click(Role::Button, "Publish");
    window.click(Role::Button, "Cancel");
    assert!(window.sees(waiting), "{:#?}", window.words());
    window.click(Role::Button, "Publish");
    window.fill("Why are you correcting it?", "they were away");
    window.click(Role::Button, "Correct");
    assert_eq!([scored(window.decision(), "ana"), scored(window.decision(), "boris")], [1, 1]);
    assert!(!window.sees(waiting), "{:#?}", window.words());
    assert_eq!(window.next_step(Direction::Back).as_deref(), Some("Publish Boris's ballot and 1 more"));
    save(&mut window);
    let others = published(&window);
    let reasons: Vec<&str> = others.corrections.iter().map(|one| one.why.as_str()).collect();
    assert_eq!((reasons, others.unpublished().len()), (vec!["they were away"], 0));
}

#[test]
fn ballots_that_are_not_published_are_asked_about_before_the_decision_is_accepted() {
    let mut window = revealed_elsewhere();
    window.go(6);
    window.click(Role::RadioButton, "Choose Go");
    window.fill("Why did you choose it? (… because)", "we ship sooner");
    let accept = |window: &mut Window, from: &str| {
        window.click(Role::Button, &format!("Status: {from}"));
        window.click(Role::MenuItem, "Accept");
        assert!(window.sees("Accept it without all ballots?"), "{:#?}", window.words());
    };
    accept(&mut window, "Draft");
    assert_eq!(window.focused(), Some((Role::Button, "Publish".to_owned())));
    window.press_key(NONE, Key::Enter);
    assert_eq!((scored(window.decision(), "ana"), window.decision().is_accepted()), (1, false));
    // The other one is elsewhere.
    accept(&mut window, "Draft");
    assert!(!window.has(Role::Button, "Publish") && window.sees("The sealed ballot of Boris is not published yet."));
    assert_eq!(window.focused(), Some((Role::Button, "Withdraw a ballot…".to_owned())));
    window.click(Role::Button, "Accept without them");
    assert!(window.sees("Accept it as it stands?") && !window.decision().is_accepted(), "{:#?}", window.words());
}
