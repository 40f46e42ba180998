//! Charts that are saved as pictures, and those that an ADR shows.

use std::fs;

use egui::{Key, Modifiers, accesskit::Role};
use weigh_in::{
    adr::drawn,
    analysis::Scope,
    decision::Edit,
    report::{ReportInput, report},
    storage,
};

use super::{CTRL, NONE, harness::Window, team, tools::git_does};

/// A team's revealed record on its Result step, with everything drawn.
fn at_the_result() -> Window {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    window.wait_until_drawn();
    window
}

#[test]
fn every_chart_of_the_window_can_be_saved_where_it_stands() {
    let mut window = at_the_result();
    let charts = ["How the options score", "Where the lead comes from", "How sure the lead is"];
    for (place, chart) in charts.into_iter().enumerate() {
        let path = window.folder.path().join(format!("chart-{place}"));
        window.script.borrow_mut().push_back(Some(path.clone()));
        window.click(Role::Button, &format!("Save the chart: {chart}…"));
        window.wait_to_see(&format!("chart-{place}.svg"));
        let svg = fs::read_to_string(path.with_extension("svg")).unwrap();
        assert!(svg.starts_with("<svg ") && svg.contains("Language for the ingest service"), "{chart}");
    }
    window.go(4);
    window.click(Role::RadioButton, "Whose scores: Team");
    let path = window.folder.path().join("scores.svg");
    window.script.borrow_mut().push_back(Some(path.clone()));
    window.click(Role::Button, "Save the chart: What the team scores…");
    window.wait_to_see("scores.svg");
    assert!(fs::read_to_string(path).unwrap().contains("Learning curve"));
}

#[test]
fn the_palette_asks_which_one_and_the_ending_says_what_it_is() {
    let mut window = at_the_result();
    window.command("Save a chart…");
    assert_eq!(window.nameless(), [""; 0]);
    window.click(Role::Button, "How sure the lead is…");
    let path = window.folder.path().join("sure.png");
    window.type_path(&path);
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("Chart saved");
    assert!(fs::read(&path).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn the_ladder_can_be_saved_from_any_step_once_it_is_calculated() {
    let mut window = at_the_result();
    window.go(3);
    window.set_value(Role::Slider, "Weight of Learning curve", 85.0);
    window.command("Save a chart…");
    assert!(window.sees("How sure the lead is…"), "{:#?}", window.words());
    // From the first button back to the last one, which keeps the focus as the reason above it goes.
    window.press_key(Modifiers::SHIFT, Key::Tab);
    window.step_until(|window| !window.sees("Still being calculated"));
    assert_eq!(window.focused().unwrap().1, "Cancel");
    window.click(Role::Button, "How sure the lead is…");
    let path = window.folder.path().join("sure.svg");
    window.type_path(&path);
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("Chart saved");
    assert!(fs::read_to_string(&path).unwrap().contains("Language for the ingest service"));
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_asking() {
    let mut window = at_the_result();
    let path = window.folder.path().join("there.svg");
    fs::write(&path, "mine").unwrap();
    window.click(Role::Button, "Save the chart: How the options score…");
    window.type_path(&path);
    window.click(Role::Button, "Save");
    assert!(window.sees("There is a file of this name already."), "{:#?}", window.words());
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    window.click(Role::Button, "Replace it");
    window.wait_to_see("Chart saved");
    assert!(fs::read_to_string(&path).unwrap().starts_with("<svg "));
}

#[test]
fn what_cannot_be_written_is_told() {
    let mut window = at_the_result();
    window.click(Role::Button, "Save the chart: How the options score…");
    window.type_path(&window.folder.path().join("none/a.svg"));
    window.click(Role::Button, "Save");
    window.wait_to_see("The chart was not saved");
}

#[test]
fn a_blind_round_has_no_charts() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(5);
    assert!(!window.words().iter().any(|words| words.starts_with("Save the chart")), "{:#?}", window.words());
    window.click(Role::Button, "File");
    window.click(Role::Button, "Save a chart…");
    assert!(!window.sees("Saves SVG"), "{:#?}", window.words());
}

#[test]
fn the_adr_shows_the_charts_that_are_ticked() {
    let mut window = at_the_result();
    let root = window.folder.path().to_owned();
    git_does(&root, &["init", "--quiet"]);
    window.go(7);
    window.fill("Repository", &root.display().to_string());
    window.wait_to_see("1 file to write");
    window.click(Role::CheckBox, "How the options score");
    window.wait_to_see("2 files to write");
    assert!(window.sees("Picture: How the options score: Go leads Rust"), "{:#?}", window.words());
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    let chart = root.join("docs/decisions/0001-language-for-the-ingest-service.totals.svg");
    assert!(fs::read_to_string(&chart).unwrap().starts_with("<svg "));
    assert_eq!(window.decision().exports[0].charts, ["totals"]);
    window.click(Role::CheckBox, "How the options score");
    window.wait_to_see("no longer shows");
}

#[test]
fn a_report_of_the_window_is_that_of_the_command_and_hides_what_is_hidden() {
    let above_the_footer = |page: &str| page.split_once("<footer>").unwrap().0.to_owned();
    let hidden = team();
    let mut revealed = team();
    revealed.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    for (decision, shows) in [(hidden, false), (revealed, true)] {
        let mut window = Window::with_text(&storage::to_ron(&decision));
        let path = window.folder.path().join("told");
        window.script.borrow_mut().push_back(Some(path.clone()));
        window.command("Save a report…");
        window.wait_to_see("Report saved: ");
        let page = fs::read_to_string(path.with_extension("html")).unwrap();
        let analysis = drawn(&decision, Scope::Revealed);
        let input = ReportInput { decision: &decision, analysis: &analysis, file: "", on: decision.created };
        assert_eq!(above_the_footer(&page), above_the_footer(&report(&input).unwrap()));
        assert_eq!(page.contains("id=\"votes\""), shows);
    }
}

#[test]
fn a_report_that_cannot_be_written_says_why() {
    let mut window = at_the_result();
    let path = window.folder.path().join("none").join("report.html");
    window.script.borrow_mut().push_back(Some(path));
    window.command("Save a report…");
    window.wait_to_see("The report was not saved");
}
