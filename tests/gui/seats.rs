//! Who sits at the machine: the hand-over of a blind round, its reveal, and what undo leaves alone.

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{Decision, Edit, MemberField, MemberId, RevealedBecause, Score, Vote},
    gui::{
        command::menu_entries,
        intent::{FileIntent, Intent},
        session::Direction,
    },
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, team};

/// The words of the notes of both, which nobody else may read.
const NOTES: [&str; 2] = ["A word of Ana", "A word of Boris"];

fn id(member: &str) -> MemberId {
    MemberId::new(member).unwrap()
}

/// What a member scored first.
fn first_vote(decision: &Decision, member: &str) -> Option<u8> {
    let key = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    decision.cell(&id(member), &key).and_then(|cell| cell.vote).and_then(Vote::score).map(Score::points)
}

#[test]
fn a_sealed_ballot_is_covered_and_the_seat_handed_on_until_the_reveal() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    assert!(window.sees("A word of Ana"));
    window.press_key(CTRL, Key::Enter);
    assert!(window.sees("Ana's ballot is sealed") && window.sees("Next: Boris."), "{:#?}", window.words());
    // Keys of the sheet find nothing to score, and the focus is on who is next.
    window.type_text("1");
    assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("A word of Boris") && !window.sees("A word of Ana"), "{:#?}", window.words());
    window.click(Role::Button, "Seal it");
    assert!(window.sees("Both ballots are in"), "{:#?}", window.words());
    assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    window.click(Role::Button, "Reveal round 1");
    assert!(window.sees("Go leads Rust"), "{:#?}", window.words());
    let reveal = window.decision().rounds[0].reveal().unwrap().clone();
    assert_eq!((reveal.by.as_str(), reveal.because), ("Boris", RevealedBecause::AllSealed));
}

/// Ana has sealed, and the cover is up; with a step to be made again that would open the ballot.
fn covered(has_forward: bool) -> Window {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    window.press_key(CTRL, Key::Enter);
    if has_forward {
        window.click(Role::Button, "Reopen my ballot");
        window.click(Role::Button, "I am Ana");
        assert!(window.sees("A word of Ana"), "{:#?}", window.words());
        window.press_key(CTRL, Key::Z);
    }
    assert!(window.sees("Ana's ballot is sealed"), "{:#?}", window.words());
    window
}

#[test]
fn no_command_opens_a_covered_ballot_before_its_member_has_said_to_be_here() {
    let notes = |window: &Window, done: &str| {
        assert!(NOTES.iter().all(|note| !window.sees(note)), "{done}: {:#?}", window.words());
    };
    let mut asked = Vec::new();
    for has_forward in [false, true] {
        for entry in menu_entries().filter(|entry| entry.intent != Intent::File(FileIntent::Quit)) {
            let mut window = covered(has_forward);
            window.command(entry.title);
            notes(&window, entry.title);
            if window.sees("Are you Ana?") {
                asked.push(entry.title);
            }
            // Whatever was asked, and wherever it leads.
            for _ in 0..2 {
                window.press_key(NONE, Key::Escape);
                notes(&window, entry.title);
            }
            if window.app().document().is_some() {
                for step in [4, 5] {
                    window.go(step);
                    notes(&window, entry.title);
                }
            }
        }
    }
    let [first, then] = [&["Undo"][..], &["Undo", "Redo"]];
    let ballot = ["Reopen my ballot", "Export my ballot…"];
    assert_eq!(asked, [first, &ballot, then, &ballot].concat());
}

#[test]
fn who_has_said_to_be_the_member_under_the_cover_is_not_asked_again_and_begins_in_the_sheet() {
    for ask in ["Undo", "Reopen my ballot"] {
        let mut window = covered(false);
        window.command(ask);
        window.press_key(NONE, Key::Escape);
        assert!(window.decision().has_sealed(&id("ana")) && window.sees("Ana's ballot is sealed"), "{ask}");
        window.command(ask);
        window.press_key(NONE, Key::Enter);
        assert!(!window.decision().has_sealed(&id("ana")) && window.sees("A word of Ana"), "{:#?}", window.words());
        assert!(window.focused().is_some_and(|(role, _)| role == Role::SpinButton), "{:?}", window.focused());
    }
    let mut window = covered(false);
    window.click(Role::Button, "I am Boris");
    window.click(Role::RadioButton, "Score as Ana, sealed");
    window.click(Role::Button, "I am Ana");
    window.click(Role::Button, "Reopen my ballot");
    assert!(window.sees("A word of Ana"), "{:#?}", window.words());
}

#[test]
fn a_ballot_that_another_copy_opens_stays_covered() {
    let mut window = covered(false);
    window.press_key(CTRL, Key::S);
    let file = window.folder.path().join("record.decision.ron");
    let mut others = storage::load(&file).unwrap().decision;
    others.apply(Edit::Reopen(id("ana"), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::save_over(&file, &others, None).unwrap();
    window.come_back();
    assert!(!window.decision().has_sealed(&id("ana")));
    window.go(4);
    assert!(window.sees("Who scores now?"), "{:#?}", window.words());
    assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    window.click(Role::Button, "I am Ana");
    assert!(window.sees("A word of Ana"), "{:#?}", window.words());
}

#[test]
fn a_click_on_another_name_asks_before_it_shows_a_ballot() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    for _ in 0..2 {
        window.click(Role::RadioButton, "Score as Boris, 46/46");
        assert!(window.sees("Hand over to Boris?") && !window.sees("A word of Boris"), "{:#?}", window.words());
        window.press_key(NONE, Key::Escape);
        window.go(4);
        assert!(window.sees("A word of Ana") && !window.sees("A word of Boris"), "{:#?}", window.words());
    }
    window.press_key(CTRL, Key::M);
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("A word of Boris"), "{:#?}", window.words());
    // Once all is shown there is nothing to hide.
    let mut shown = team();
    shown.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&shown));
    window.click(Role::RadioButton, "Score as Boris, 46/46");
    assert!(window.sees("The ballot of Boris."), "{:#?}", window.words());
}

#[test]
fn a_machine_that_knows_nobody_asks_who_scores() {
    let mut decision = team();
    // The user of the machine is called Ana.
    decision.apply(Edit::Member(id("ana"), MemberField::Name("Chen".to_owned()))).unwrap();
    let text = storage::to_ron(&decision).replace("\"ana\"", "\"chen\"");
    let mut window = Window::with_text(&text);
    window.go(4);
    assert!(window.sees("Who scores now?"), "{:#?}", window.words());
    assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    assert_eq!(window.focused(), Some((Role::Button, "I am Chen".to_owned())));
    window.press_key(NONE, Key::ArrowRight);
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("A word of Boris"), "{:#?}", window.words());
}

#[test]
fn who_sat_at_one_copy_is_not_seated_at_another() {
    let mut window = Window::used_by(&storage::to_ron(&team()), |_| "Zoe Ek".to_owned());
    assert!(window.app().seat().is_none());
    window.go(4);
    window.click(Role::Button, "I am Boris");
    let first = window.folder.path().join("record.decision.ron");
    let clone = window.folder.path().join("clone");
    std::fs::create_dir(&clone).unwrap();
    let other = clone.join("record.decision.ron");
    std::fs::copy(&first, &other).unwrap();
    window.queue_drop(&other);
    window.run();
    window.go(4);
    assert!(window.app().seat().is_none() && window.sees("Who scores now?"), "{:#?}", window.words());
    assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    window.queue_drop(&first);
    window.run();
    assert_eq!(window.app().seat().map(MemberId::as_str), Some("boris"));
    // The user of a clone is who git says.
    let window = Window::used_by(&storage::to_ron(&team()), |_| "Boris Lang".to_owned());
    assert_eq!(window.app().seat().map(MemberId::as_str), Some("boris"));
}

#[test]
fn a_shown_round_asks_whose_ballot_it_is_as_well() {
    let mut shown = team();
    shown.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::used_by(&storage::to_ron(&shown), |_| "Zoe Ek".to_owned());
    window.go(4);
    let asks = window.sees("Whose ballot do you want to see?") && !window.sees("Who scores now?");
    assert!(asks && !window.sees("No members yet"), "{:#?}", window.words());
    assert_eq!(window.focused(), Some((Role::Button, "I am Ana".to_owned())));
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("The ballot of Ana."), "{:#?}", window.words());
}

#[test]
fn a_reveal_by_somebody_who_sits_nowhere_names_the_user() {
    let zoe: fn(&std::path::Path) -> String = |_| "Zoe Ek".to_owned();
    let mut decision = team();
    let mut window = Window::used_by(&storage::to_ron(&decision), zoe);
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.decision().rounds[0].reveal().unwrap().by, "Zoe Ek");
    for member in ["ana", "boris"] {
        decision
            .apply(Edit::Seal(id(member), jiff::civil::date(2026, 11, 2), weigh_in::decision::Salt::of_bits(7)))
            .unwrap();
    }
    let mut window = Window::used_by(&storage::to_ron(&decision), zoe);
    window.go(5);
    window.click(Role::Button, "Reveal round 1");
    assert_eq!(window.decision().rounds[0].reveal().unwrap().by, "Zoe Ek");
}

#[test]
fn a_machine_that_several_share_asks_who_came_back_and_one_of_a_single_person_does_not() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let file = window.folder.path().join("record.decision.ron");
    window.take_seat("Boris", "46/46");
    assert!(window.sees("A word of Boris"), "{:#?}", window.words());
    let mut window = Window::reopen(window.crash(), Some(file.clone()));
    window.go(4);
    assert!(window.sees("Who scores now?"), "{:#?}", window.words());
    // An edit leaves the question, and so does undo.
    window.go(1);
    window.fill("Title", "Another");
    window.press_key(CTRL, Key::Z);
    window.go(4);
    assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    window.click(Role::Button, "I am Boris");
    assert!(window.sees("A word of Boris") && !window.sees("A word of Ana"), "{:#?}", window.words());
    window.click(Role::Button, "Seal it");
    // What comes from the record is for the same people.
    window.command("Duplicate");
    window.click(Role::Button, "Don't save");
    assert_eq!(window.app().seat().map(MemberId::as_str), Some("boris"));
    let copy = window.folder.path().join("copy.decision.ron");
    std::fs::write(&copy, storage::to_ron(window.decision())).unwrap();
    let mut window = Window::reopen(window.crash(), Some(copy));
    window.go(4);
    assert!(window.app().seat().is_none(), "{:#?}", window.words());
    // After the reveal there is nothing to ask, and looking at another's ballot is no hand-over.
    let mut shown = team();
    shown.id = "shown".to_owned();
    shown.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&shown));
    window.take_seat("Boris", "46/46");
    window.take_seat("Ana", "46/46");
    window.command("Start a new round");
    window.click(Role::Button, "Choose all");
    window.click(Role::Button, "Start the round");
    window.press_key(CTRL, Key::S);
    let file = window.folder.path().join("record.decision.ron");
    let mut window = Window::reopen(window.crash(), Some(file));
    window.go(4);
    assert!(window.sees("Scoring as Ana"), "{:#?}", window.words());
}

#[test]
fn undo_leaves_the_ballots_and_seals_of_others_alone() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.take_seat("Boris", "46/46");
    window.type_text("1");
    assert_eq!(first_vote(window.decision(), "boris"), Some(1));
    window.press_key(CTRL, Key::Enter);
    window.click(Role::Button, "I am Ana");
    window.type_text("5");
    for _ in 0..3 {
        window.press_key(CTRL, Key::Z);
    }
    assert!(window.decision().has_sealed(&id("boris")));
    assert_eq!((first_vote(window.decision(), "ana"), first_vote(window.decision(), "boris")), (Some(4), Some(1)));
    assert!(window.sees("Nothing was undone") && window.sees("Only Boris can undo it"), "{:#?}", window.words());
    // The menu does not tell which cell Boris has scored.
    assert_eq!(window.next_step(Direction::Back).as_deref(), Some("A step of Boris's"));
    // Boris can.
    window.click(Role::RadioButton, "Score as Boris, sealed");
    window.click(Role::Button, "I am Boris");
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Z);
    assert!(!window.decision().has_sealed(&id("boris")));
    assert_eq!(first_vote(window.decision(), "boris"), Some(4));
}

#[test]
fn what_was_refused_is_told_until_the_next_thing_is_done() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.take_seat("Boris", "46/46");
    window.type_text("1");
    window.take_seat("Ana", "46/46");
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("Nothing was undone"), "{:#?}", window.words());
    // Looking around is not doing anything.
    window.go(1);
    window.press_key(CTRL, Key::K);
    window.press_key(NONE, Key::Escape);
    assert!(window.sees("Nothing was undone"), "{:#?}", window.words());
    window.fill("Title", "Another");
    assert!(!window.sees("Nothing was undone"), "{:#?}", window.words());
}

#[test]
fn a_reveal_that_is_undone_leaves_a_trace_through_every_step() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "Another");
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    window.press_key(NONE, Key::Enter);
    assert!(!window.decision().is_blind());
    window.press_key(CTRL, Key::Z);
    assert!(window.decision().is_blind());
    assert!(window.sees("the record notes that the scores were shown"), "{:#?}", window.words());
    // Everybody is told where they look for what is hidden.
    let told = "Round 1 was revealed by Ana on 3 November 2026, before everyone had sealed. It is hidden again, but its scores were seen.";
    assert!(window.sees(told), "{:#?}", window.words());
    window.go(4);
    assert!(window.sees(told) && !window.sees("Nobody sees your scores"), "{:#?}", window.words());
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().title, "Language for the ingest service");
    let reveals = &window.decision().rounds[0].reveals;
    assert_eq!(reveals.len(), 1);
    assert_eq!(reveals[0].taken_back.as_ref().map(|back| back.by.as_str()), Some("Ana"));
    assert!(window.app().document().unwrap().is_dirty(), "the file has no trace yet");
    // Shown again, it was shown twice.
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    assert!(!window.decision().is_blind());
    let reveals = &window.decision().rounds[0].reveals;
    assert_eq!(reveals.iter().map(|reveal| reveal.taken_back.is_some()).collect::<Vec<_>>(), [true, false]);
    window.go(5);
    let told = "Round 1 was revealed by Ana on 3 November 2026, before everyone had sealed. The scores were first seen on 3 November 2026, revealed \
                by Ana before everyone had sealed.";
    assert!(window.sees(told), "{:#?}", window.words());
}

#[test]
fn a_reveal_is_in_the_file_before_the_record_can_be_thrown_away() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    assert!(window.sees("revealed it early, and is saved at once."), "{:#?}", window.words());
    window.press_key(NONE, Key::Enter);
    window.press_key(CTRL, Key::N);
    assert!(!window.sees("Save your changes?"), "{:#?}", window.words());
    let kept = storage::load(&window.folder.path().join("record.decision.ron")).unwrap().decision;
    assert_eq!(kept.rounds[0].reveals.iter().map(|reveal| reveal.by.as_str()).collect::<Vec<_>>(), ["Ana"]);
}

#[test]
fn what_another_took_out_of_hidden_ballots_comes_back_at_the_same_seat_alone() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(2);
    window.click(Role::Button, "Remove Rust");
    window.take_seat("Boris", "23/23");
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().options.len(), 1);
    window.take_seat("Ana", "23/23");
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().options.len(), 2);
    let key = (window.decision().criteria[0].id.clone(), window.decision().options[0].id.clone());
    assert_eq!(window.decision().cell(&id("boris"), &key).unwrap().note, "A word of Boris");
}

#[test]
fn a_redo_that_is_anothers_says_who_can_make_it() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.take_seat("Boris", "46/46");
    window.type_text("1");
    window.press_key(CTRL, Key::Z);
    window.take_seat("Ana", "46/46");
    window.press_key(CTRL | egui::Modifiers::SHIFT, Key::Z);
    assert!(window.sees("Nothing was redone") && window.sees("Only Boris can redo it"), "{:#?}", window.words());
    assert!(!window.sees("take it back"), "{:#?}", window.words());
    assert_eq!(first_vote(window.decision(), "boris"), Some(4));
}

#[test]
fn a_seat_that_was_guessed_while_scores_were_shown_is_asked_about_once_they_are_hidden_again() {
    let mut decision = team();
    // The user of the machine is no member.
    decision.apply(Edit::Member(id("ana"), MemberField::Name("Chen".to_owned()))).unwrap();
    let text = storage::to_ron(&decision).replace("\"ana\"", "\"chen\"");
    let mut window = Window::with_text(&text);
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    window.press_key(NONE, Key::Enter);
    assert!(window.app().seat().is_none(), "nobody has said to be Chen or Boris");
    window.press_key(CTRL, Key::Z);
    assert!(window.decision().is_blind());
    window.go(4);
    assert!(window.sees("Who scores now?"), "{:#?}", window.words());
    assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    // Who has said so is not asked again.
    window.click(Role::Button, "I am Boris");
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    window.press_key(NONE, Key::Enter);
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.app().seat().map(MemberId::as_str), Some("boris"));
}

#[test]
fn what_leaves_one_member_opens_no_hidden_ballot_before_that_member_has_said_to_be_here() {
    let remove = |window: &mut Window, name: &str| {
        window.command("Members…");
        window.click(Role::Button, &format!("Remove {name}"));
        window.click(Role::Button, &format!("Remove {name} and the scores"));
    };
    // A ballot of another that is not sealed is as hidden.
    let mut window = Window::with_text(&storage::to_ron(&team()));
    remove(&mut window, "Ana");
    assert!(window.sees("Are you Boris?"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    assert_eq!(window.decision().members.len(), 2);
    assert!(!window.sees("A word of Boris"), "{:#?}", window.words());
    // Who sits here with an open ballot is not asked.
    remove(&mut window, "Boris");
    assert_eq!(window.decision().members.len(), 1);
    assert!(!window.sees("Are you"), "{:#?}", window.words());
}

#[test]
fn who_is_left_alone_with_a_sealed_ballot_reveals_it_and_undo_leaves_the_trace() {
    let mut window = covered(false);
    window.command("Members…");
    window.click(Role::Button, "Remove Boris");
    window.click(Role::Button, "Remove Boris and the scores");
    window.click(Role::Button, "Done");
    for step in [4, 5, 7] {
        window.go(step);
        assert!(window.decision().is_blind() && !window.sees("Go leads Rust"), "{:#?}", window.words());
        assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    }
    window.go(4);
    assert!(window.sees("The only ballot is in"), "{:#?}", window.words());
    // Whoever removed the others is not known to be Ana.
    window.click(Role::Button, "Reveal round 1");
    assert!(window.sees("Are you Ana?"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    assert!(window.decision().is_blind());
    window.click(Role::Button, "Reveal round 1");
    window.click(Role::Button, "I am Ana");
    assert!(window.sees("Go leads Rust"), "{:#?}", window.words());
    let kept = storage::load(&window.folder.path().join("record.decision.ron")).unwrap().decision;
    assert_eq!(kept.rounds[0].reveal().map(|reveal| reveal.by.as_str()), Some("Ana"));
    window.press_key(CTRL, Key::Z);
    assert!(window.decision().is_blind() && window.decision().members.len() == 1);
    window.press_key(CTRL, Key::Z);
    assert!(window.decision().is_blind() && window.decision().members.len() == 2);
    let reveals = &window.decision().rounds[0].reveals;
    assert_eq!(reveals.len(), 1);
    assert_eq!(reveals[0].taken_back.as_ref().map(|back| back.by.as_str()), Some("Ana"));
    window.go(4);
    assert!(window.sees("It is hidden again, but its scores were seen."), "{:#?}", window.words());
}

#[test]
fn who_opens_a_sealed_ballot_leaves_a_trace_in_the_file_whatever_is_undone() {
    let mut window = covered(false);
    window.press_key(CTRL, Key::S);
    window.click(Role::Button, "Reopen my ballot");
    // Perhaps this is not true.
    window.click(Role::Button, "I am Ana");
    assert!(window.sees("A word of Ana"), "{:#?}", window.words());
    let file = window.folder.path().join("record.decision.ron");
    let reopened = |decision: &Decision| {
        decision.rounds[0].reopened.iter().map(|one| format!("{} on {}", one.member, one.on)).collect::<Vec<_>>()
    };
    let trace = ["ana on 2026-11-03".to_owned()];
    assert_eq!(reopened(&storage::load(&file).unwrap().decision), trace);
    window.press_key(CTRL, Key::Z);
    assert!(window.decision().has_sealed(&id("ana")));
    assert_eq!(reopened(window.decision()), trace);
    assert!(window.sees("Sealed ballots that were opened again: Ana on 3 November 2026."), "{:#?}", window.words());
    // Undo of the seal opens it as well.
    let mut window = covered(false);
    window.press_key(CTRL, Key::S);
    window.press_key(CTRL, Key::Z);
    window.click(Role::Button, "I am Ana");
    assert!(!window.decision().has_sealed(&id("ana")));
    let file = window.folder.path().join("record.decision.ron");
    assert_eq!(reopened(&storage::load(&file).unwrap().decision), trace);
}

#[test]
fn what_a_team_has_seen_takes_no_other_score_also_where_a_ballot_was_not_sealed() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    window.press_key(NONE, Key::Enter);
    let before = window.decision().ballots.clone();
    window.go(4);
    window.type_text("1");
    assert_eq!(window.decision().ballots, before);
    assert!(window.sees("Round 1 is revealed, so its scores stay as they are."), "{:#?}", window.words());
    // The way on is a new round.
    window.click(Role::Button, "Vote again on this");
    assert_eq!((window.decision().round(), window.decision().rounds[1].criteria.len()), (2, 1));
    window.type_text("1");
    assert_eq!(first_vote(window.decision(), "ana"), Some(1));
    assert_eq!(window.decision().ballots[..before.len()], before[..]);
}

#[test]
fn a_copy_that_leaves_one_member_or_an_undo_that_does_opens_no_covered_ballot() {
    let mut window = covered(false);
    window.press_key(CTRL, Key::S);
    let file = window.folder.path().join("record.decision.ron");
    let mut others = storage::load(&file).unwrap().decision;
    others.apply(Edit::RemoveMember(id("boris"))).unwrap();
    storage::save_over(&file, &others, None).unwrap();
    window.come_back();
    for step in [4, 5] {
        window.go(step);
        assert!(window.decision().is_blind() && !window.sees("Go leads Rust"), "{:#?}", window.words());
        assert!(NOTES.iter().all(|note| !window.sees(note)), "{:#?}", window.words());
    }
    assert_eq!(window.decision().members.len(), 1, "{:#?}", window.words());
    // Boris joins, and is taken back from the seat of somebody else.
    let mut alone = team();
    alone.apply(Edit::RemoveMember(id("boris"))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&alone));
    window.command("Members…");
    window.fill("Name of another member", "Boris");
    window.click(Role::Button, "Add");
    window.click(Role::Button, "Done");
    window.go(4);
    window.press_key(CTRL, Key::Enter);
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("Are you Ana?"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    window.click(Role::Button, "I am Boris");
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().members.len(), 2, "{:#?}", window.words());
    assert!(!window.sees("A word of Ana"), "{:#?}", window.words());
}

#[test]
fn who_removed_themselves_is_brought_back_by_undo() {
    let mut window = covered(false);
    window.click(Role::Button, "I am Boris");
    let before = window.decision().ballots.clone();
    window.command("Members…");
    window.click(Role::Button, "Remove Boris");
    window.click(Role::Button, "Remove Boris and the scores");
    window.click(Role::Button, "Done");
    assert_eq!(window.decision().members.len(), 1);
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().members.len(), 2, "{:#?}", window.words());
    assert!(window.decision().ballots == before && window.decision().is_blind());
}

#[test]
fn what_a_revealed_team_gave_a_cell_is_seen_before_anybody_says_who_they_are() {
    let mut window = Window::used_by(&storage::to_ron(&revealed_team()), |_| "Somebody else".to_owned());
    assert!(window.app().seat().is_none());
    window.go(4);
    window.click(Role::RadioButton, "Whose scores: Team");
    let cell = window.words().into_iter().find(|name| name.starts_with("Mean of Learning curve, Go")).unwrap();
    window.click(Role::Button, &cell);
    assert!(window.sees("The team on Go") && !window.sees("Your score for Go"), "{:#?}", window.words());
}
