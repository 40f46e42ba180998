//! The decision file changes, goes, or cannot be written while people work on the record.

use std::{fs, path::PathBuf};

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{CellField, Decision, Edit, MemberId, OptionId, OutcomeField, Score, SignOff, Status, Verdict, Vote},
    gui::session::Direction,
    storage,
};

use super::{
    CTRL, NONE,
    harness::Window,
    revealed_team, team,
    tools::{git, git_does},
};

fn file(window: &Window) -> PathBuf {
    window.folder.path().join("record.decision.ron")
}

/// Somebody else changes the file.
fn others(window: &Window, change: impl FnOnce(&mut Decision)) {
    let mut decision = storage::load(&file(window)).unwrap().decision;
    change(&mut decision);
    storage::save_over(&file(window), &decision, None).unwrap();
}

fn dirty(window: &Window) -> bool {
    window.app().document().unwrap().is_dirty()
}

#[test]
fn a_file_that_others_changed_is_reloaded_when_the_window_comes_back() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    others(&window, |decision| decision.title = "Pulled".to_owned());
    window.come_back();
    assert_eq!(window.decision().title, "Pulled");
    assert!(!dirty(&window));
    assert!(window.sees("Reloaded, because the file changed on disk"), "{:#?}", window.words());
    assert!(window.sees("the title"));
    window.press_key(CTRL, Key::Z);
    window.click(Role::Button, "Undo the merge");
    assert_eq!(window.decision().title, "Language for the ingest service");
    assert!(dirty(&window));
}

#[test]
fn the_notice_of_a_merge_goes_when_undo_would_take_something_else_back() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    others(&window, |decision| decision.context = "Theirs.".to_owned());
    window.come_back();
    assert!(window.sees("Reloaded, because the file changed on disk"), "{:#?}", window.words());
    window.go(1);
    window.fill("Title", "Mine");
    assert!(!window.sees("Reloaded, because the file changed on disk"), "{:#?}", window.words());
}

#[test]
fn a_step_of_ones_own_is_undone_below_a_merge() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(1);
    window.fill("Title", "Mine");
    for words in ["Theirs.", "Theirs again."] {
        others(&window, |decision| decision.context = words.to_owned());
        window.come_back();
    }
    let now = |window: &Window| (window.decision().title.clone(), window.decision().context.clone());
    let [mine, undone] =
        ["Mine", "Language for the ingest service"].map(|title| (title.to_owned(), "Theirs again.".to_owned()));
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("\"change the title\", can be undone without the merge."), "{:#?}", window.words());
    window.click(Role::Button, "Undo my step");
    assert_eq!(now(&window), undone);
    assert!(window.sees("Undone: changed the title; the merge is kept") && dirty(&window), "{:#?}", window.words());
    window.press_key(CTRL, Key::Y);
    assert_eq!(now(&window), mine);
    // What redo made again lies above the merges now.
    window.press_key(CTRL, Key::Z);
    assert_eq!(now(&window), undone);
    // With nothing of one's own below them, there is only the question.
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("Undo the merge?") && !window.sees("can be undone without"), "{:#?}", window.words());
    window.click(Role::Button, "Undo the merge");
    assert_eq!(now(&window).1, "Theirs.");
    window.press_key(CTRL, Key::Z);
    window.click(Role::Button, "Undo the merge");
    assert_eq!(now(&window).1, "Two teams.");
    for _ in 0..3 {
        window.press_key(CTRL, Key::Y);
    }
    assert_eq!(now(&window), mine);
    // Where a merge changed the same, the two cannot be told apart.
    window.go(1);
    window.fill("Title", "Mine once more");
    window.press_key(CTRL, Key::S);
    others(&window, |decision| decision.title = "Theirs".to_owned());
    window.come_back();
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("Undo the merge?") && !window.sees("can be undone without"), "{:#?}", window.words());
}

#[test]
fn what_was_done_on_both_sides_is_merged_as_one_step() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(1);
    window.fill("Title", "Mine");
    others(&window, |decision| decision.context = "Theirs.".to_owned());
    window.come_back();
    assert_eq!((window.decision().title.as_str(), window.decision().context.as_str()), ("Mine", "Theirs."));
    assert!(window.sees("Merged with the changes on disk"), "{:#?}", window.words());
    assert!(dirty(&window));
    assert_eq!(window.next_step(Direction::Back).as_deref(), Some("Merge with another copy"));
    window.press_key(CTRL, Key::S);
    let saved = storage::load(&file(&window)).unwrap().decision;
    assert_eq!((saved.title.as_str(), saved.context.as_str()), ("Mine", "Theirs."));
    assert!(!dirty(&window));
    // It holds what others wrote, so it is not undone by a slip of the hand.
    window.press_key(CTRL, Key::Z);
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.decision().context, "Theirs.");
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("Undo takes the merge back."), "{:#?}", window.words());
    window.click(Role::Button, "Undo the merge");
    assert_eq!(window.decision().context, "Two teams.");
    assert!(!window.sees("Undo takes the merge back."), "{:#?}", window.words());
}

#[test]
fn a_change_that_nobody_came_back_for_is_noticed_by_the_save() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(1);
    window.fill("Title", "Mine");
    others(&window, |decision| decision.context = "Theirs.".to_owned());
    window.press_key(CTRL, Key::S);
    let saved = storage::load(&file(&window)).unwrap().decision;
    assert_eq!((saved.title.as_str(), saved.context.as_str()), ("Mine", "Theirs."));
    assert!(!dirty(&window));
}

/// Ana's record without Boris: nothing is hidden from her, and nothing is locked.
fn alone() -> Decision {
    let mut decision = team();
    decision.apply(Edit::RemoveMember(MemberId::new("boris").unwrap())).unwrap();
    decision
}

/// Two scores and a title, each changed on both sides.
fn at_odds() -> Window {
    let decision = alone();
    let ana = MemberId::new("ana").unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(1);
    window.fill("Title", "Mine");
    window.take_seat("Ana", "46/46");
    window.type_text("1");
    let key = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    others(&window, |decision| {
        "Theirs".clone_into(&mut decision.title);
        "Nobody else touched this.".clone_into(&mut decision.context);
        let vote = CellField::Vote(Score::new(5).map(Vote::Score));
        decision.apply(Edit::Cell(ana, key.0, key.1, vote)).unwrap();
    });
    window
}

#[test]
fn what_cannot_be_both_is_asked_with_both_values_and_chosen_by_keyboard() {
    let mut window = at_odds();
    window.come_back();
    assert!(window.sees("The file was changed while you worked on it"), "{:#?}", window.words());
    assert!(window.sees("The title: take mine: Mine"), "{:#?}", window.words());
    assert!(window.sees("The title: take on disk: Theirs"));
    assert!(window.sees("Both copies changed 2 places."));
    // Nothing has happened yet.
    assert_eq!(window.decision().title, "Mine");
    // Theirs for the title, then on to the score: mine.
    window.press_key(NONE, Key::ArrowRight);
    window.press_key(NONE, Key::Enter);
    window.press_key(NONE, Key::ArrowLeft);
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("Everything is chosen"), "{:#?}", window.words());
    window.click(Role::Button, "Merge");
    let decision = window.decision();
    assert_eq!(decision.title, "Theirs");
    assert_eq!(decision.context, "Nobody else touched this.");
    let key = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    let vote = decision.cell(&MemberId::new("ana").unwrap(), &key).and_then(|cell| cell.vote);
    assert_eq!(vote, Score::new(1).map(Vote::Score));
    assert!(dirty(&window));
    window.press_key(CTRL, Key::Z);
    window.click(Role::Button, "Undo the merge");
    assert_eq!(window.decision().title, "Mine");
}

#[test]
fn a_change_beside_an_acceptance_comes_in_as_a_correction_or_stays_out() {
    for (take, is_in) in [("Take all: mine", true), ("Take all: on disk", false)] {
        let decision = revealed_team();
        let mut window = Window::with_text(&storage::to_ron(&decision));
        window.go(1);
        window.fill("Title", "Mine");
        let chosen = decision.options[0].id.clone();
        others(&window, |decision| {
            let day = jiff::civil::date(2026, 11, 1);
            let status = |to| Edit::Status(to, day, "Boris".to_owned());
            let choice = Edit::Outcome(OutcomeField::Chosen(Some(chosen)));
            let edits = [choice, status(Status::Proposed), status(Status::Accepted)];
            for edit in edits {
                decision.apply(edit).unwrap();
            }
        });
        window.come_back();
        assert!(window.sees("the accepted side stays as it was accepted"), "{:#?}", window.words());
        window.click(Role::Button, take);
        window.click(Role::Button, "Merge");
        let merged = window.decision();
        assert_eq!((merged.status(), merged.title == "Mine"), (Status::Accepted, is_in));
        let told: Vec<bool> =
            merged.corrections.iter().map(|one| one.why.contains("title") && !one.by.is_empty()).collect();
        assert_eq!(told, if is_in { vec![true] } else { vec![] }, "{:?}", merged.corrections);
    }
}

#[test]
fn a_save_that_finds_a_conflict_asks_and_then_saves() {
    let mut window = at_odds();
    window.press_key(CTRL, Key::S);
    assert_eq!(storage::load(&file(&window)).unwrap().decision.title, "Theirs");
    window.click(Role::Button, "Take all: mine");
    window.click(Role::Button, "Merge and save");
    let saved = storage::load(&file(&window)).unwrap().decision;
    assert_eq!((saved.title.as_str(), saved.context.as_str()), ("Mine", "Nobody else touched this."));
    assert!(!dirty(&window));
}

#[test]
fn a_conflict_can_be_put_off_and_is_not_asked_again_for_the_same_file() {
    let mut window = at_odds();
    window.come_back();
    window.click(Role::Button, "Not now");
    window.come_back();
    assert!(!window.sees("The file was changed while you worked on it"), "{:#?}", window.words());
    assert!(window.sees("in the same places that you changed"));
    window.click(Role::Button, "Compare…");
    assert!(window.sees("The title: take mine: Mine"));
    window.click(Role::Button, "Reload");
    assert_eq!(window.decision().title, "Theirs");
    assert!(!dirty(&window));
    window.press_key(CTRL, Key::Z);
    window.click(Role::Button, "Undo the merge");
    assert_eq!(window.decision().title, "Mine");
}

#[test]
fn a_file_that_differs_is_not_called_saved_once_my_changes_are_undone() {
    let mut window = at_odds();
    window.come_back();
    window.click(Role::Button, "Not now");
    let before = alone();
    while window.decision() != &before {
        window.press_key(CTRL, Key::Z);
    }
    assert!(dirty(&window), "{:#?}", window.words());
    assert!(window.sees("The file changed on disk") && window.sees("Compare…"), "{:#?}", window.words());
    window.press_key(CTRL, Key::S);
    assert_eq!(window.decision().title, "Theirs");
    assert!(!dirty(&window));
    assert!(window.sees("Reloaded, because the file changed on disk"), "{:#?}", window.words());
    assert!(!window.sees("Compare…"), "{:#?}", window.words());
    assert_eq!(storage::load(&file(&window)).unwrap().decision, *window.decision());
}

#[test]
fn keep_mine_goes_on_and_the_next_save_writes_it() {
    let mut window = at_odds();
    window.come_back();
    window.click(Role::Button, "Keep mine");
    assert_eq!(window.decision().title, "Mine");
    window.press_key(CTRL, Key::S);
    let saved = storage::load(&file(&window)).unwrap().decision;
    // What only the others have changed stays.
    assert_eq!((saved.title.as_str(), saved.context.as_str()), ("Mine", "Nobody else touched this."));
}

#[test]
fn keep_mine_erases_nothing_that_others_did_elsewhere() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.take_seat("Ana", "46/46");
    window.type_text("1");
    window.go(1);
    window.fill("Title", "Mine");
    let boris = MemberId::new("boris").unwrap();
    let on = jiff::civil::date(2026, 11, 2);
    others(&window, |decision| {
        decision.title = "Theirs".to_owned();
        for edit in
            [Edit::Seal(boris.clone(), on, weigh_in::decision::Salt::of_bits(1)), Edit::Reveal("Boris".to_owned(), on)]
        {
            decision.apply(edit).unwrap();
        }
    });
    window.press_key(CTRL, Key::S);
    window.click(Role::Button, "Keep mine");
    let saved = storage::load(&file(&window)).unwrap().decision;
    assert_eq!(saved.title, "Mine");
    assert!(saved.has_sealed(&boris) && saved.ballot(&boris, 1).is_some_and(|ballot| !ballot.cells.is_empty()));
    // The round is hidden again for the scores that nobody had seen, and says so.
    let reveal = saved.rounds[0].reveals.last().unwrap();
    assert_eq!((reveal.by.as_str(), reveal.taken_back.is_some()), ("Boris", true));
}

#[test]
fn a_blind_conflict_does_not_tell_what_another_has_scored() {
    let decision = team();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.take_seat("Ana", "46/46");
    window.type_text("1");
    window.take_seat("Boris", "46/46");
    let key = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    others(&window, |decision| {
        let vote = CellField::Vote(Score::new(5).map(Vote::Score));
        decision.apply(Edit::Cell(MemberId::new("ana").unwrap(), key.0, key.1, vote)).unwrap();
    });
    window.come_back();
    let told = "Only Ana sees these values before the reveal, and chooses which one is kept.";
    assert!(window.sees(told), "{:#?}", window.words());
    assert!(!window.sees("take mine: ") && !window.sees("take on disk: "), "{:#?}", window.words());
    // What is hidden is not chosen along with the rest.
    window.click(Role::Button, "Take all: mine");
    assert!(window.sees(told) && window.sees("open"), "{:#?}", window.words());
    window.click(Role::Button, "I am Ana");
    assert!(window.sees("take mine: ") && window.sees("take on disk: "), "{:#?}", window.words());
    assert!(!window.sees(told));
    window.press_key(NONE, Key::ArrowRight);
    window.press_key(NONE, Key::Enter);
    window.click(Role::Button, "Merge");
    let ana = MemberId::new("ana").unwrap();
    let (criterion, option) = (&decision.criteria[0].id, &decision.options[0].id);
    let kept = window.decision().cell(&ana, &(criterion.clone(), option.clone())).and_then(|cell| cell.vote);
    assert_eq!(kept, Score::new(5).map(Vote::Score));
}

#[test]
fn who_uses_the_machine_finishes_a_merge_of_their_own_hidden_score() {
    let base = team();
    let key = (base.criteria[0].id.clone(), base.options[0].id.clone());
    let with = |member: &str, points| {
        let mut side = base.clone();
        let vote = CellField::Vote(Score::new(points).map(Vote::Score));
        side.apply(Edit::Cell(MemberId::new(member).unwrap(), key.0.clone(), key.1.clone(), vote)).unwrap();
        side
    };
    for member in ["ana", "boris"] {
        let records = storage::ThreeRecords { base: base.clone(), ours: with(member, 1), theirs: with(member, 5) };
        let text = records.to_text(&records.merge());
        let mut window = Window::with_text(&text);
        assert!(window.sees("Finish the merge that git left"), "{:#?}", window.words());
        // The user of the machine is called Ana.
        if member == "boris" {
            assert!(window.sees("Only Boris sees these values"), "{:#?}", window.words());
            window.press_key(NONE, Key::Enter);
        }
        assert!(window.sees("take theirs: 5"), "{:#?}", window.words());
        window.press_key(NONE, Key::ArrowRight);
        window.press_key(NONE, Key::Enter);
        window.click(Role::Button, "Merge and save");
        let kept = window.decision().cell(&MemberId::new(member).unwrap(), &key).and_then(|cell| cell.vote);
        assert_eq!(kept, Score::new(5).map(Vote::Score));
    }
}

#[test]
fn a_deleted_file_is_told_and_written_again_only_after_asking() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    fs::remove_file(file(&window)).unwrap();
    window.come_back();
    assert!(window.sees("The file of this record is gone"), "{:#?}", window.words());
    assert!(dirty(&window), "what no file has is not saved");
    window.press_key(CTRL, Key::S);
    assert!(window.sees("Write the file again?"));
    assert!(!file(&window).exists());
    window.click(Role::Button, "Write it again");
    assert_eq!(storage::load(&file(&window)).unwrap().decision.title, "Language for the ingest service");
    assert!(!dirty(&window));
    assert!(!window.sees("The file of this record is gone"));
}

#[test]
fn a_folder_that_vanished_is_told_and_the_work_goes_elsewhere() {
    let mut window = Window::open();
    window.start("Rust or Go");
    window.fill("Title", "Use Go");
    let folder = window.folder.path().join("away");
    fs::create_dir(&folder).unwrap();
    window.script.borrow_mut().push_back(Some(folder.join("record.decision.ron")));
    window.press_key(CTRL, Key::S);
    assert!(!dirty(&window));
    fs::remove_dir_all(&folder).unwrap();
    window.go(1);
    window.fill("Title", "Use Rust");
    window.press_key(CTRL, Key::S);
    assert!(window.sees("its folder does not exist"), "{:#?}", window.words());
    assert!(window.sees("Nothing is lost"));
    assert!(dirty(&window));
    let elsewhere = window.folder.path().join("elsewhere.decision.ron");
    window.script.borrow_mut().push_back(Some(elsewhere.clone()));
    window.click(Role::Button, "Save elsewhere…");
    assert_eq!(storage::load(&elsewhere).unwrap().decision.title, "Use Rust");
    assert!(!dirty(&window));
    assert!(!window.sees("The record was not saved"));
}

#[test]
fn a_file_that_became_something_else_is_not_replaced_unasked() {
    for text in ["no record at all", &storage::to_ron(&Decision { id: "other".to_owned(), ..revealed_team() })] {
        let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
        window.go(1);
        window.fill("Title", "Mine");
        fs::write(file(&window), text).unwrap();
        window.press_key(CTRL, Key::S);
        assert!(window.sees("Replace what is in the file?"), "{:#?}", window.words());
        assert_eq!(fs::read_to_string(file(&window)).unwrap(), text);
        window.click(Role::Button, "Replace it");
        assert_eq!(storage::load(&file(&window)).unwrap().decision.title, "Mine");
    }
}

#[test]
fn a_merge_that_git_left_is_finished_in_the_window() {
    let base = revealed_team();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.title = "Ours".to_owned();
    theirs.title = "Theirs".to_owned();
    theirs.context = "Only they wrote this.".to_owned();
    let records = storage::ThreeRecords { base, ours, theirs };
    let text = records.to_text(&records.merge());
    assert!(storage::is_conflicted(&text));
    let mut window = Window::with_text(&text);
    assert!(window.sees("Finish the merge that git left"), "{:#?}", window.words());
    assert!(window.sees("The title: take theirs: Theirs"));
    window.press_key(NONE, Key::ArrowRight);
    window.press_key(NONE, Key::Enter);
    window.click(Role::Button, "Merge and save");
    assert_eq!(window.decision().title, "Theirs");
    let saved = storage::load(&file(&window)).unwrap().decision;
    assert_eq!((saved.title.as_str(), saved.context.as_str()), ("Theirs", "Only they wrote this."));
    assert!(!dirty(&window));
}

#[test]
fn a_merge_of_a_record_that_is_not_open_is_by_the_user_and_not_by_the_seat() {
    let base = revealed_team();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.title = "Ours".to_owned();
    let (day, chosen) = (jiff::civil::date(2026, 11, 1), base.options[0].id.clone());
    let status = |to| Edit::Status(to, day, "Boris".to_owned());
    for edit in [Edit::Outcome(OutcomeField::Chosen(Some(chosen))), status(Status::Proposed), status(Status::Accepted)]
    {
        theirs.apply(edit).unwrap();
    }
    let records = storage::ThreeRecords { base, ours, theirs };
    let mut window = Window::with_text(&storage::to_ron(&Decision { id: "other".to_owned(), ..revealed_team() }));
    window.take_seat("Boris", "46/46");
    let path = window.folder.path().join("merged.decision.ron");
    fs::write(&path, records.to_text(&records.merge())).unwrap();
    window.script.borrow_mut().push_back(Some(path));
    window.press_key(CTRL, Key::O);
    window.wait_to_see("Finish the merge that git left");
    window.click(Role::Button, "Take all: ours");
    window.click(Role::Button, "Merge and save");
    let by: Vec<&str> = window.decision().corrections.iter().map(|one| one.by.as_str()).collect();
    assert_eq!(by, ["Ana"]);
}

/// A merge of two branches with a change each, which git leaves unfinished without markers: its driver is gone.
fn unfinished_merge(window: &Window, change: impl Fn(&str, &mut Decision)) {
    let root = window.folder.path();
    fs::write(root.join(".gitattributes"), "* merge=gone\n").unwrap();
    git_does(root, &["init", "--quiet", "--initial-branch=main"]);
    git_does(root, &["config", "merge.gone.driver", "/nowhere/gone %O %A %B"]);
    git_does(root, &["add", "record.decision.ron", ".gitattributes"]);
    git_does(root, &["commit", "--quiet", "-m", "Start"]);
    for branch in ["first", "second"] {
        git_does(root, &["checkout", "--quiet", "-b", branch, "main"]);
        others(window, |decision| change(branch, decision));
        git_does(root, &["commit", "--quiet", "-am", branch]);
    }
    assert!(!git(root, &["merge", "first"]).status.success());
}

/// A record in which two options have one name is whole, and has no markers: git alone knows that it is unmerged.
#[test]
fn a_merge_with_nothing_to_choose_offers_no_sides() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    unfinished_merge(&window, |branch, decision| {
        let renamed = if branch == "first" { "go" } else { "rust" };
        let option = decision.options.iter_mut().find(|one| one.id.as_str() == renamed).unwrap();
        std::sync::Arc::make_mut(option).name = "Zig".to_owned();
    });
    window.script.borrow_mut().push_back(Some(file(&window)));
    window.press_key(CTRL, Key::O);
    window.wait_to_see("Finish the merge that git left");
    for words in ["Take all", "Ours and theirs are", "Enter takes the side", "Choose whose is kept"] {
        assert!(!window.sees(words), "{words}: {:#?}", window.words());
    }
    window.click(Role::Button, "I'll fix it afterwards");
    window.click(Role::Button, "Merge and save");
    let saved = storage::load(&file(&window)).unwrap().decision;
    assert_eq!(saved.options.iter().filter(|option| option.name == "Zig").count(), 2);
}

/// As in any other opening, the seat is that of the user whom git knows around the file.
#[test]
fn a_merge_says_whose_answers_it_left_out_and_seats_the_user() {
    let mut window = Window::used_by(&storage::to_ron(&revealed_team()), |_| "Boris Lang".to_owned());
    unfinished_merge(&window, |branch, decision| {
        let (chosen, signs) = if branch == "first" { ("go", true) } else { ("rust", false) };
        let chosen = OptionId::new(chosen).unwrap();
        decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(chosen)))).unwrap();
        if signs {
            let on = jiff::civil::date(2026, 11, 1);
            let one = SignOff { name: "Ana".to_owned(), verdict: Verdict::Agree, comment: String::new(), on };
            decision.apply(Edit::Outcome(OutcomeField::SignOffs(vec![one]))).unwrap();
        }
    });
    window.script.borrow_mut().push_back(Some(file(&window)));
    window.press_key(CTRL, Key::O);
    window.wait_to_see("Finish the merge that git left");
    window.click(Role::Button, "Take all: ours");
    window.click(Role::Button, "Merge and save");
    window.wait_to_see("marked it as merged in git");
    assert!(window.decision().outcome.sign_offs.is_empty());
    assert!(window.sees("The sign-off of Ana was for Go"), "{:#?}", window.words());
    assert_eq!(window.app().seat().map(MemberId::as_str), Some("boris"));
}

#[test]
fn a_file_that_git_holds_as_unmerged_is_merged_though_it_looks_like_a_record() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    unfinished_merge(&window, |branch, decision| {
        // Each side has something of its own: a merge that comes to one copy looks as if that had only been taken.
        if branch == "first" {
            "Theirs".clone_into(&mut decision.title);
            "Only they wrote this.".clone_into(&mut decision.context);
        } else {
            "Ours".clone_into(&mut decision.title);
            decision.constraints.push("Only we wrote this.".to_owned());
        }
    });
    assert_eq!(storage::load(&file(&window)).unwrap().decision.title, "Ours");
    window.script.borrow_mut().push_back(Some(file(&window)));
    window.press_key(CTRL, Key::O);
    window.wait_to_see("Finish the merge that git left");
    window.press_key(NONE, Key::ArrowRight);
    window.press_key(NONE, Key::Enter);
    window.click(Role::Button, "Merge and save");
    let saved = storage::load(&file(&window)).unwrap().decision;
    assert_eq!((saved.title.as_str(), saved.context.as_str()), ("Theirs", "Only they wrote this."));
    // People asked for the merge, so git hears of it.
    window.wait_to_see("marked it as merged in git");
    assert!(!git_does(window.folder.path(), &["status", "--porcelain"]).contains("UU"));
}

/// Two titles, of which the file says the one that `chosen` gives; git does not know of it.
fn chosen_by_hand(window: &Window, chosen: &str) {
    unfinished_merge(window, |branch, decision| {
        let title = if branch == "first" { "Theirs" } else { "Ours" };
        title.clone_into(&mut decision.title);
    });
    others(window, |decision| chosen.clone_into(&mut decision.title));
}

fn is_unmerged(window: &Window) -> bool {
    git_does(window.folder.path(), &["status", "--porcelain"]).contains("UU record.decision.ron")
}

#[test]
fn a_file_in_which_people_have_chosen_is_opened_and_told_to_git_by_one_button() {
    for chosen in ["Theirs", "Neither"] {
        let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
        chosen_by_hand(&window, chosen);
        let text = fs::read_to_string(file(&window)).unwrap();
        window.script.borrow_mut().push_back(Some(file(&window)));
        window.press_key(CTRL, Key::O);
        window.wait_to_see("Git holds this file as unmerged");
        assert_eq!(window.decision().title, chosen);
        window.come_back();
        assert!(window.sees("Git holds this file as unmerged") && is_unmerged(&window));
        // What is only on the screen is saved first.
        window.go(1);
        window.fill("Problem statement", "Typed in the meantime.");
        window.click(Role::Button, "Mark as merged");
        window.wait_to_see("marked it as merged in git");
        assert!(!window.sees("Git holds this file as unmerged"), "{:#?}", window.words());
        assert!(!is_unmerged(&window));
        let staged = git_does(window.folder.path(), &["show", ":record.decision.ron"]);
        assert!(staged.contains("Typed in the meantime."), "{staged}");
        assert_ne!(fs::read_to_string(file(&window)).unwrap(), text);
    }
}

#[test]
fn a_choice_made_by_hand_can_be_made_again() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    chosen_by_hand(&window, "Theirs");
    window.script.borrow_mut().push_back(Some(file(&window)));
    window.press_key(CTRL, Key::O);
    window.wait_to_see("Git holds this file as unmerged");
    window.click(Role::Button, "Merge again");
    window.wait_to_see("Finish the merge that git left");
    window.click(Role::Button, "Not now");
    assert_eq!(window.decision().title, "Theirs");
    window.click(Role::Button, "Merge again");
    window.wait_to_see("Finish the merge that git left");
    window.click(Role::Button, "Take all: ours");
    window.click(Role::Button, "Merge and save");
    window.wait_to_see("marked it as merged in git");
    assert_eq!(storage::load(&file(&window)).unwrap().decision.title, "Ours");
    assert!(!is_unmerged(&window) && !window.sees("Git holds this file as unmerged"));
}

#[test]
fn a_git_that_cannot_be_told_leaves_the_command() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    chosen_by_hand(&window, "Neither");
    window.script.borrow_mut().push_back(Some(file(&window)));
    window.press_key(CTRL, Key::O);
    window.wait_to_see("Git holds this file as unmerged");
    // Git itself refuses: its files would be elsewhere.
    let elsewhere = tempfile::tempdir().unwrap();
    git_does(window.folder.path(), &["config", "core.worktree", &elsewhere.path().display().to_string()]);
    window.click(Role::Button, "Mark as merged");
    window.wait_to_see("Git still holds this file as unmerged");
    git_does(window.folder.path(), &["config", "--unset", "core.worktree"]);
    assert!(is_unmerged(&window));
    window.click(Role::Button, "Mark as merged");
    window.wait_to_see("marked it as merged in git");
    assert!(!is_unmerged(&window));
}

#[test]
fn what_others_wrote_meanwhile_is_not_told_to_git_unseen() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    chosen_by_hand(&window, "Neither");
    window.script.borrow_mut().push_back(Some(file(&window)));
    window.press_key(CTRL, Key::O);
    window.wait_to_see("Git holds this file as unmerged");
    others(&window, |decision| "Somebody else".clone_into(&mut decision.title));
    window.click(Role::Button, "Mark as merged");
    window.wait_to_see("The file was changed by others meanwhile");
    assert!(is_unmerged(&window));
}

#[test]
fn a_file_of_format_1_stays_in_it_until_something_changes() {
    // The fonts of the tests have Latin letters only.
    let old = include_str!("../fixtures/v1.decision.ron").replace("陳 麗", "Chen Li").replace("三月", "March");
    // An accepted record would ask for the reason of a change.
    let old = old.replace("status: Accepted", "status: Proposed");
    let mut window = Window::with_text(&old);
    let file = window.app().document().unwrap().path().unwrap().to_owned();
    window.press_key(CTRL, Key::S);
    assert!(window.sees("saved"), "{:#?}", window.words());
    assert_eq!(fs::read_to_string(&file).unwrap(), old);
    window.go(1);
    window.fill("Title", "Use Go");
    window.press_key(CTRL, Key::S);
    let new = fs::read_to_string(&file).unwrap();
    assert!(new.starts_with("(\n    format: 2,\n") && new.contains("title: \"Use Go\""), "{new}");
}
