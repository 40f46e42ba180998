//! `-` where a file is meant: standard input, and standard output for the record that is written.

use std::{io::Write as _, process::Stdio};

use serde_json::Value;

use super::bench::Bench;

/// Runs the program on this input. Returns its exit code, standard output and standard error.
fn piped(bench: &Bench, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut command = bench.command(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // On a thread: the program may write before it has read all.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let ran = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (ran.status.code(), text(ran.stdout), text(ran.stderr))
}

#[test]
fn a_record_is_read_changed_and_written_without_a_file() {
    let bench = Bench::new();
    let (code, record, told) = piped(&bench, &["new", "--template=rust-or-go", "--title=Use Go", "-"], "");
    assert_eq!(code, Some(0), "{told}");
    assert!(record.starts_with("(\n    format: 2,") && told.contains("24 criteria"), "{told}");
    let (_, record, told) = piped(&bench, &["set", "-", "decide_by=2031-02-03"], &record);
    assert!(told.contains("Set decide_by in the record that is written out."), "{told}");
    let (_, same, told) = piped(&bench, &["set", "-", "decide_by=2031-02-03"], &record);
    assert!(same == record && told.contains("Nothing was changed"), "{told}");
    let (_, record, _) = piped(&bench, &["score", "-", "--member=ana", "hiring/go=4", "hiring/rust=2"], &record);
    let (_, json, _) = piped(&bench, &["show", "-", "--json"], &record);
    let shown: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&shown["title"], &shown["decide_by"]), (&"Use Go".into(), &"2031-02-03".into()));
    for (command, expected) in [
        (&["analyze", "-"][..], "Go"),
        (&["table", "-"], "id,criterion,group,weight,Go,Rust"),
        (&["chart", "-", "--kind=totals"], "<svg "),
        (&["report", "-"], "<!DOCTYPE html>"),
        (&["check", "-"], "-:1: warning"),
    ] {
        let (code, out, told) = piped(&bench, command, &record);
        assert!(code == Some(0) && out.contains(expected), "{command:?}: {out}{told}");
    }
    assert!(std::fs::read_dir(bench.path(".")).unwrap().all(|entry| entry.unwrap().file_name() != "-"));
}

#[test]
fn a_table_is_read_from_standard_input() {
    let bench = Bench::with_record();
    let table = "criterion,Go,Rust\nHiring,4,2\n";
    let (code, out, told) = piped(&bench, &["import", "go.decision.ron", "-", "--member=ana"], table);
    assert_eq!(code, Some(0), "{out}{told}");
    assert!(bench.read("go.decision.ron").contains("(criterion: \"hiring\", option: \"go\", score: 4)"));
    let (code, _, told) = piped(&bench, &["import", "-", "-", "--member=ana"], table);
    assert!(code == Some(2) && told.contains("cannot be both"), "{told}");
}

#[test]
fn what_is_no_record_is_refused_by_its_name() {
    let bench = Bench::new();
    for (input, why) in [("", "standard input"), ("(format: 2, id: 3)", "standard input"), ("\u{0}", "standard input")]
    {
        let (code, out, told) = piped(&bench, &["set", "-", "title=x"], input);
        assert!(code == Some(2) && out.is_empty() && told.contains(why), "{out}{told}");
    }
    let (code, _, told) = piped(&bench, &["export", "-", "--repo=."], "");
    assert!(code == Some(2) && told.contains("needs the record as a file"), "{told}");
}
