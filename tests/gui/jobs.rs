//! The three jobs of the product, done from end to end, with every click and key counted. Text is typed beside that, and a click
//! into a field counts; a score is one key.

use std::{
    fs,
    path::{Path, PathBuf},
};

use egui::{Key, Modifiers, accesskit::Role};
use weigh_in::{
    decision::{Edit, OptionId, OutcomeField, PeopleRole, Status},
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, tools::git_does};

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 2);
const SHIFT: Modifiers = Modifiers::SHIFT;

/// A person at the window, and how often they clicked and pressed a key.
struct Person {
    window: Window,
    clicks: usize,
    keys: usize,
    /// Names of what was clicked and written in.
    used: Vec<String>,
}

impl Person {
    /// At the start screen, with an empty repository to write to.
    fn in_repository() -> (Self, PathBuf) {
        let window = Window::open();
        let root = window.folder.path().join("repository");
        fs::create_dir_all(&root).unwrap();
        committed_by_somebody(&root);
        (Self { window, clicks: 0, keys: 0, used: Vec::new() }, root)
    }

    fn click(&mut self, role: Role, name: &str) {
        self.clicks += 1;
        self.used.push(name.to_owned());
        self.window.click(role, name);
    }

    fn press(&mut self, name: &str) {
        self.click(Role::Button, name);
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.keys += 1;
        self.window.press_key(modifiers, key);
    }

    /// Goes to a step by its key.
    fn go(&mut self, step: usize) {
        self.keys += 1;
        self.window.go(step);
    }

    /// Clicks into an empty field and writes.
    fn write(&mut self, field: &str, text: &str) {
        self.clicks += 1;
        self.used.push(field.to_owned());
        self.window.focus_field(field);
        self.window.type_text(text);
    }

    /// Scores so many cells, one after the other, the first two criteria of four options with `first` points.
    fn score(&mut self, cells: usize, first: u8) {
        for cell in 0..cells {
            self.keys += 1;
            let points = if cell < 8 { first } else { [4, 2, 3, 3][cell % 4] };
            self.window.type_text(&points.to_string());
        }
    }

    /// Fails unless a member has filled all cells that the round asks about.
    fn has_scored(&self, member: &str, cells: usize) {
        assert!(self.window.sees(&format!("Score as {member}, {cells}/{cells}")), "{:#?}", self.window.words());
    }

    /// Fails while a button offers to write, stage or commit once more.
    fn has_nothing_left_to_write(&mut self) {
        self.window.run();
        let verbs = ["Write", "Commit", "Stage", "Update the record"];
        let lit = self.window.operable().into_iter().filter(|control| control.role == Role::Button);
        let lit: Vec<String> =
            lit.map(|control| control.name).filter(|name| verbs.iter().any(|verb| name.starts_with(verb))).collect();
        assert_eq!(lit, [""; 0], "{:#?}", self.window.words());
    }

    fn needed_at_most(&self, clicks: usize, keys: usize) {
        assert!(self.clicks <= clicks, "{} clicks, of {clicks}", self.clicks);
        assert!(self.keys <= keys, "{} keys, of {keys}", self.keys);
    }
}

/// A repository whose commits have a name that is not the machine's.
fn committed_by_somebody(root: &Path) {
    git_does(root, &["init", "--quiet"]);
    git_does(root, &["config", "user.name", "Ana"]);
    git_does(root, &["config", "user.email", "ana@example.org"]);
}

#[test]
fn alone_from_a_template_to_an_adr() {
    alone();
}

/// Does the first job, and returns what was clicked and written in.
fn alone() -> Vec<String> {
    let (mut lead, root) = Person::in_repository();
    lead.key(NONE, Key::Enter);
    lead.window.type_text("Use Go for the ingest service");
    lead.key(NONE, Key::Tab);
    lead.window.type_text("It loses events at peak load.");
    lead.go(4);
    lead.score(48, 3);
    // One of the 24 criteria has no weight.
    lead.has_scored("Ana", 46);
    lead.go(6);
    lead.click(Role::RadioButton, "Choose Go");
    lead.write("Why did you choose it? (… because)", "the team ships it sooner");
    lead.press("Status: Draft");
    lead.click(Role::Button, "Accept");
    lead.go(7);
    lead.write("Repository", root.to_str().unwrap());
    lead.window.wait_to_see("1 file to write");
    lead.key(CTRL, Key::E);
    lead.window.wait_to_see("Written. Up to date");
    assert!(root.join("docs/decisions/0001-use-go-for-the-ingest-service.md").exists());
    assert_eq!(lead.window.decision().status(), Status::Accepted);
    lead.needed_at_most(10, 60);
    lead.used
}

#[test]
fn a_team_of_three_votes_twice_and_supersedes_an_earlier_adr() {
    team_of_three();
}

fn team_of_three() -> Vec<String> {
    let (mut team, root) = Person::in_repository();
    let folder = root.join("docs/decisions");
    fs::create_dir_all(&folder).unwrap();
    let old = "---\nstatus: accepted\n---\n# Use Java for services\n\n## Context and Problem Statement\n\nWe need services.\n\n\
               ## Considered Options\n\n* Java\n* C#\n\n## Decision Outcome\n\nChosen option: \"Java\", because we know it.\n";
    fs::write(folder.join("0001-use-java-for-services.md"), old).unwrap();
    git_does(&root, &["add", "."]);
    git_does(&root, &["commit", "--quiet", "-m", "Decide"]);
    team.click(Role::RadioButton, "Template Which language?");
    team.press("Start from Which language?");
    team.window.type_text("Use Kotlin for services");
    team.key(NONE, Key::Tab);
    team.window.type_text("Java slows us down.");
    team.go(2);
    for option in ["Go", "Java", "Kotlin", "Rust"] {
        team.press(option);
    }
    team.key(CTRL | SHIFT, Key::M);
    team.window.type_text("Boris, Chen");
    team.key(NONE, Key::Enter);
    team.window.run();
    team.key(NONE, Key::Escape);
    team.go(4);
    let members = ["Ana", "Boris", "Chen"];
    for (member, first) in members.into_iter().zip([5, 1, 3]) {
        if member != "Ana" {
            team.press(&format!("I am {member}"));
        }
        // Seventeen of the 40 criteria have no weight yet, and are folded away.
        team.score(92, first);
        team.has_scored(member, 92);
        team.key(CTRL, Key::Enter);
    }
    team.press("Reveal round 1");
    team.go(4);
    team.press("Start a new round…");
    team.press("Start the round");
    assert_eq!(team.window.decision().rounds[1].criteria.len(), 2);
    // The one who revealed the round still sits there.
    for member in ["Chen", "Ana", "Boris"] {
        if member != "Chen" {
            team.press(&format!("I am {member}"));
        }
        team.score(8, 3);
        team.has_scored(member, 8);
        team.key(CTRL, Key::Enter);
    }
    team.press("Reveal round 2");
    team.go(6);
    team.click(Role::RadioButton, "Choose Go");
    team.write("Why did you choose it? (… because)", "the team ships it sooner");
    team.press("Status: Draft");
    team.click(Role::Button, "Accept");
    team.go(7);
    team.write("Repository", root.to_str().unwrap());
    team.window.wait_to_see("1 file to write");
    team.press("Link an earlier ADR…");
    team.press("Supersedes 0001 Use Java for services");
    team.click(Role::CheckBox, "Add the files and the record to git");
    team.click(Role::CheckBox, "and commit");
    team.key(CTRL, Key::E);
    team.window.wait_to_see("Written. Up to date");
    team.window.wait_to_see("committed as");
    team.has_nothing_left_to_write();
    assert_eq!(git_does(&root, &["status", "--porcelain"]), "");
    team.needed_at_most(30, 420);
    team.used
}

#[test]
fn a_year_later_a_decision_is_superseded_with_all_that_is_in_it() {
    year_later();
}

fn year_later() -> Vec<String> {
    let mut decision = revealed_team();
    for edit in [
        Edit::People(PeopleRole::DecisionMakers, vec!["Ana".to_owned()]),
        Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("go").unwrap()))),
        Edit::Outcome(OutcomeField::Justification("the team ships it sooner".to_owned())),
        Edit::Status(Status::Proposed, DAY, "Ana".to_owned()),
        Edit::Status(Status::Accepted, DAY, "Ana".to_owned()),
    ] {
        decision.apply(edit).unwrap();
    }
    let mut window = Window::with_text(&storage::to_ron(&decision));
    let root = window.folder.path().to_owned();
    committed_by_somebody(&root);
    fs::write(root.join(".git/info/exclude"), "/config\n/state\n").unwrap();
    window.go(7);
    window.fill("Repository", root.to_str().unwrap());
    window.wait_to_see("1 file to write");
    window.click(Role::CheckBox, "Add the files and the record to git");
    window.click(Role::CheckBox, "and commit");
    window.press_key(CTRL, Key::E);
    window.wait_to_see("committed as");
    let folder = window.crash();
    let file = root.join("record.decision.ron");
    let mut team = Person { window: Window::reopen(folder, Some(file)), clicks: 0, keys: 0, used: Vec::new() };
    assert!(team.window.has(Role::Button, "Review…"), "{:#?}", team.window.words());

    team.press("Supersede");
    // The first cell has the keyboard focus.
    team.score(2, 5);
    assert!(team.window.sees("Score as Ana, 2/46"), "{:#?}", team.window.words());
    team.go(5);
    team.press("Reveal round 2…");
    team.key(NONE, Key::Enter);
    assert!(team.window.sees("The decision still holds"), "{:#?}", team.window.words());
    team.go(6);
    team.click(Role::RadioButton, "Choose Go");
    team.write("Why did you choose it? (… because)", "it still ships sooner");
    team.click(Role::RadioButton, "Ana: Agrees");
    team.press("Status: Draft");
    team.click(Role::Button, "Accept");
    team.go(7);
    team.window.wait_to_see("to write");
    team.click(Role::CheckBox, "Add the files and the record to git");
    team.click(Role::CheckBox, "and commit");
    team.key(CTRL, Key::E);
    team.window.wait_to_see("committed as");
    team.has_nothing_left_to_write();
    team.window.fill("Commit message", "Another");
    team.has_nothing_left_to_write();
    team.window.click(Role::CheckBox, "and commit");
    team.has_nothing_left_to_write();
    assert_eq!(git_does(&root, &["status", "--porcelain"]), "");
    let old = fs::read_to_string(root.join("docs/decisions/0001-language-for-the-ingest-service.md")).unwrap();
    assert!(old.starts_with("---\nstatus: \"superseded by "), "{old}");
    team.needed_at_most(12, 20);

    // The old record names its successor, and leads to it.
    let used = std::mem::take(&mut team.used);
    let successor = team.window.app().document().unwrap().path().unwrap().to_owned();
    let mut window = Window::reopen(team.window.crash(), Some(root.join("record.decision.ron")));
    assert!(window.sees("Superseded by 0002 Language for the ingest service."), "{:#?}", window.words());
    assert!(!window.has(Role::Button, "Supersede"), "its successor is superseded next");
    assert!(!window.has(Role::Button, "Review…"), "its successor is reviewed next");
    window.go(5);
    let told = window.words().iter().filter(|words| words.contains("Superseded by 0002")).count();
    assert!(told >= 2, "the Result names it as well: {:#?}", window.words());
    window.click(Role::Button, "Open the new decision");
    window.step_until(|window| window.app().document().unwrap().path() == Some(successor.as_path()));

    // It may be superseded once more all the same, and that is said.
    let mut window = Window::reopen(window.crash(), Some(root.join("record.decision.ron")));
    window.command("Supersede");
    let told = "0002 Language for the ingest service supersedes it. Open that one to supersede it.";
    assert!(window.sees("is superseded already") && window.sees(told), "{:#?}", window.words());
    assert_eq!(window.decision().status(), Status::Draft);
    window.click(Role::Button, "Open the new decision");
    window.step_until(|window| window.app().document().and_then(|open| open.path()) == Some(successor.as_path()));
    used
}

/// The names in bold in each section of the guide on a job.
fn named_in_guide() -> Vec<Vec<String>> {
    let guide = include_str!("../../docs/guide.md");
    let sections = guide.split("\n## ").skip(1);
    let names = |section: &str| {
        let bold = section.split("**").skip(1).step_by(2);
        bold.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    sections.map(names).collect()
}

/// What the guide says to press is what these jobs press, and nothing is left out.
#[test]
fn the_guide_is_walked_as_it_is_written() {
    let jobs = [alone(), team_of_three(), year_later()];
    let guide = named_in_guide();
    assert_eq!(guide.len(), jobs.len());
    for (used, named) in jobs.into_iter().zip(guide) {
        for name in &named {
            // Shown at the same place, and not pressed here: the title has the keyboard already, and the review is another way.
            let is_shown = ["Title", "Review…"].contains(&name.as_str());
            assert!(is_shown || used.iter().any(|used| used.contains(name)), "the guide says {name}: {used:?}");
        }
        for used in &used {
            assert!(named.iter().any(|name| used.contains(name)), "the guide does not say {used}: {named:?}");
        }
    }
}
