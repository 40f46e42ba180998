//! The window talks to the display and the desktop, and to nobody else.

use std::fs;

use super::{desktop::Desktop, repository, trace::Trace};

#[test]
fn the_window_opens_no_socket_but_the_desktops() {
    let folder = tempfile::tempdir().unwrap();
    let Some(trace) = Trace::new(folder.path()) else { return };
    let repo = folder.path().join("ingest");
    repository(&repo);
    let record = repo.join("language.decision.ron");
    let text = include_str!("../fixtures/v1.decision.ron")
        .replace("context: r##\"", "context: r##\"![x](http://evil.example/x.png) ")
        .replace("criteria: [\"learning-curve\", \"hiring\"]),", "reveal: (on: \"2026-11-04\")),");
    assert!(text.contains("evil.example") && text.contains("2026-11-04"));
    fs::write(&record, text).unwrap();
    let desktop = Desktop::start(&folder.path().join("config"));
    let window = desktop.open_by(trace.command(env!("CARGO_BIN_EXE_weigh-in")).arg(&record));
    // A step that is asked for before the record is there is not the record's.
    window.wait_title("Use Go for the ingest service");
    for (step, name) in ["Context", "Options", "Criteria", "Scores", "Result", "Decision", "Export"].iter().enumerate()
    {
        window.press(&format!("ctrl+{}", step + 1));
        window.wait_title(name);
    }
    window.press_and_see("F1");
    window.press_and_see("Escape");
    // What writes files starts git, and nothing else.
    window.press_until_file("ctrl+e", &repo.join("docs/adr/0004-use-go-for-the-ingest-service.md"));
    window.press("ctrl+s");
    window.wait_file(&record, |text| text.contains("docs/adr/0004-use-go-for-the-ingest-service.md"));
    window.close();
    trace.is_quiet(&["weigh-in", "git"]);
}
