//! `weigh-in table`, and `weigh-in import` of a table.

use std::process::Command;

use super::{bench::Bench, tools};

fn imports(bench: &Bench, table: &str, options: &[&str]) -> super::bench::Ran {
    bench.write("t.csv", table);
    bench.run(&[&["import", "go.decision.ron", "t.csv"], options].concat())
}

fn refused(bench: &Bench, table: &str, options: &[&str]) -> super::bench::Ran {
    bench.write("t.csv", table);
    let ran = bench.refuses(&[&["import", "go.decision.ron", "t.csv"], options].concat());
    assert!(ran.err().contains("Nothing was"), "{ran:?}");
    ran
}

fn scored(bench: &Bench, member: &str, cell: &str) -> Option<String> {
    let table = bench.run(&["table", "go.decision.ron", "--member", member, "--mine"]).succeeds();
    let row = table.out().lines().find(|line| line.starts_with(&format!("{cell},")))?.to_owned();
    Some(row.rsplit(',').take(2).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_table_has_weights_means_and_the_scores_of_one() {
    let bench = Bench::with_record();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4", "hiring/rust=?"]).succeeds();
    let means = bench.run(&["table", "go.decision.ron"]).succeeds();
    means.stdout_has("id,criterion,group,weight,Go,Rust\r\n").stdout_has("\r\nhiring,Hiring,People,50,4,\r\n");
    bench
        .run(&["table", "go.decision.ron", "--member=ana"])
        .succeeds()
        .stdout_has("id,criterion,group,Go,Rust\r\n")
        .stdout_has("\r\nhiring,Hiring,People,4,?\r\n");
    bench
        .run(&["table", "go.decision.ron", "--votes", "--out", "v.csv"])
        .succeeds()
        .stdout_has("Wrote v.csv: every vote.");
    assert_eq!(
        bench.read("v.csv"),
        "round,member,criterion,option,score,confidence,evidence,link,note\r\n1,ana,hiring,go,4,,,,\r\n1,ana,hiring,rust,?,,,,\r\n"
    );
    bench.refuses(&["table", "go.decision.ron", "--votes", "--out", "v.csv"]).stderr_has("--yes");
    bench.run(&["table", "go.decision.ron", "--votes", "--out", "v.csv", "--yes"]).succeeds();
    bench.refuses(&["table", "go.decision.ron", "--member=bo"]).stderr_has("there is no member `bo`");
}

#[test]
fn votes_of_a_hidden_round_stay_hidden() {
    let bench = Bench::with_record();
    for member in ["ana", "bo"] {
        bench.run(&["score", "go.decision.ron", "--member", member, "hiring/go=4"]).succeeds();
    }
    bench.refuses(&["table", "go.decision.ron", "--votes"]).stderr_has("round 1 is hidden");
    bench.refuses(&["table", "go.decision.ron", "--member=bo"]).stderr_has("If it is yours, add --mine");
    bench.run(&["table", "go.decision.ron", "--member=bo", "--mine"]).succeeds();
    let means = bench.run(&["table", "go.decision.ron"]).succeeds().stdout_has("hiring,Hiring,People,50,,\r\n");
    assert!(means.err().contains("the means are without its scores"), "{means:?}");
    bench.run(&["reveal", "go.decision.ron", "--by=Ana"]).succeeds();
    bench.run(&["table", "go.decision.ron", "--votes"]).succeeds().stdout_has("1,bo,hiring,go,4");
    bench.run(&["table", "go.decision.ron"]).succeeds().stdout_has("hiring,Hiring,People,50,4,\r\n");
}

#[test]
fn private_ballots_are_not_listed() {
    let bench = Bench::with_record();
    bench.run(&["score", "go.decision.ron", "--member=ana", "--name=Ana"]).succeeds();
    bench.run(&["private", "go.decision.ron"]).succeeds();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4"]).succeeds();
    bench.refuses(&["table", "go.decision.ron", "--votes"]).stderr_has("its ballots are private");
    bench.refuses(&["table", "go.decision.ron", "--member=ana"]).stderr_has("If it is yours, add --mine");
    assert_eq!(scored(&bench, "ana", "hiring").as_deref(), Some("4 "));
}

#[test]
fn a_table_as_a_spreadsheet_saves_it_is_read() {
    let bench = Bench::with_record();
    let before = bench.read("go.decision.ron");
    let table = "\u{FEFF}Rust;Gewicht;Go;Kriterium\r\n2;80;4;HIRING\r\n?;60,0;-;memory-safety\r\n3,5;;3;Total\r\n";
    let dry = imports(&bench, table, &["--member=ana", "--dry-run"]).succeeds();
    let dry = dry.stdout_has("Line 2: Hiring: weight 80 (was 50), Rust 2 (new), Go 4 (new)\n");
    let dry = dry.stdout_has("Line 3: Memory safety: weight 60 (was 50), Rust ? (new), Go (empty)\n");
    let dry = dry.stdout_has("Line 4: Total is left out.\n").stdout_has("this was a dry run");
    dry.stdout_has("Ana joins as a new member.");
    assert_eq!(bench.read("go.decision.ron"), before);
    imports(&bench, table, &["--member=ana"]).succeeds().stdout_has("Imported t.csv into go.decision.ron.");
    assert_eq!(scored(&bench, "ana", "hiring").as_deref(), Some("4 2"));
    assert_eq!(scored(&bench, "ana", "memory-safety").as_deref(), Some(" ?"));
    let hiring = bench.record().criteria.iter().find(|one| one.id.as_str() == "hiring").and_then(|one| one.swing);
    assert_eq!(hiring, Some(80));
    imports(&bench, table, &["--member=ana"]).succeeds().stdout_has("There was nothing new in it.");
    imports(&bench, "Criterion,Go\nHiring,5\n", &["--member=Ana"]).succeeds().stdout_has("Go 5 (was 4)");
    let renamed = "id,criterion,group,Go\nhiring,People to hire,Staff,5\n";
    imports(&bench, renamed, &["--member=ana"]).succeeds().stdout_has("Hiring: name stays, group stays, Go 5 (same)");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("a\tGo\nHiring\t1\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    weigh_in::storage::atomic::write(&bench.path("u.txt"), &utf16).unwrap();
    bench.run(&["import", "go.decision.ron", "u.txt", "--member=ana"]).succeeds().stdout_has("Go 1 (was 5)");
}

#[test]
fn what_does_not_fit_is_told_by_its_line_and_nothing_is_imported() {
    let bench = Bench::with_record();
    let ana = ["--member=ana"];
    refused(&bench, "Criterion,Go,Zig\nHiring,4,2\n", &ana)
        .stderr_has("Line 1: there is no option `Zig` in the record");
    refused(&bench, "Criterion,Go\nHiring,4\n\nSpeed,2\nFun,x\n", &ana)
        .stderr_has("Line 4: there is no criterion `Speed`")
        .stderr_has("Line 5: there is no criterion `Fun`");
    refused(&bench, "Criterion,Go\nHiring,4\nhiring,2\n", &ana).stderr_has("Line 3: Hiring is in line 2 already");
    refused(&bench, "Criterion,Go,go\nHiring,4,2\n", &ana).stderr_has("two columns are of the option go");
    refused(&bench, "Criterion,Go\nHiring,good\n", &ana).stderr_has("Line 2: Go: `good` is no score");
    refused(&bench, "Criterion,Weight,Go\nHiring,lots,4\n", &ana).stderr_has("the weight `lots` is no number");
    refused(&bench, "Criterion,Go\nHiring,4,3\n", &ana).stderr_has("t.csv: Line 2: the row has more cells");
    bench.write("t.xlsx", "PK\u{3}\u{4}");
    bench.refuses(&["import", "go.decision.ron", "t.xlsx"]).stderr_has("Save it as CSV first");
    bench.refuses(&["import", "go.decision.ron", "t.csv", "u.csv"]).stderr_has("One table is imported at a time");
    bench.refuses(&["import", "go.decision.ron", "t.csv", "--replace"]).stderr_has("--replace is about ballots");
    bench.refuses(&["import", "go.decision.ron", "a.ballot.ron", "--add"]).stderr_has("are about tables");
}

#[test]
fn other_scales_are_named_and_mapped_only_where_that_is_asked_for() {
    let bench = Bench::with_record();
    let ten = "Criterion,Go,Rust\nHiring,9,0\nMemory safety,5,10\n";
    refused(&bench, ten, &["--member=ana"]).stderr_has("numbers from 0 to 10").stderr_has("--scale 0-10");
    imports(&bench, ten, &["--member=ana", "--scale=0-10"])
        .succeeds()
        .stdout_has("Hiring: Go 9 -> 5 (new), Rust 0 -> 1 (new)")
        .stdout_has("Memory safety: Go 5 -> 3 (new), Rust 10 -> 5 (new)");
    refused(&bench, ten, &["--member=ana", "--scale=1-10"]).stderr_has("`0` is not on the scale 1-10");
    let signs = "Criterion,Go,Rust\nHiring,++,--\nMemory safety,-,0\n";
    refused(&bench, signs, &["--member=ana"]).stderr_has("--scale ++/--");
    imports(&bench, signs, &["--member=ana", "--scale", "++/--"]).succeeds().stdout_has("Go - -> 2 (was 3)");
    refused(&bench, "Criterion,Go\nHiring,3.5\n", &["--member=ana"]).stderr_has("not all whole");
    refused(&bench, "Criterion,Go\nHiring,80 %\n", &["--member=ana"]).stderr_has("percentages");
}

#[test]
fn a_table_fills_an_empty_record_and_adds_to_another_only_where_that_is_asked_for() {
    let bench = Bench::new();
    bench.run(&["new", "--template=blank", "--title=Use Go", "go.decision.ron"]).succeeds();
    let table = "Criterion,Weight,Owner,Go,Rust\nHiring,0.7,Ana,5,2\nSafety,0.3,Bo,1,3\n";
    imports(&bench, table, &["--member=kim"])
        .succeeds()
        .stdout_has("Line 2: Hiring: new, weight 0.7 -> 70 (new), Go 5 (new), Rust 2 (new)")
        .stdout_has("The column Owner has no scores and is left out.")
        .stdout_has("New options: Go, Rust.")
        .stdout_has("New criteria: Hiring, Safety.");
    bench.run(&["table", "go.decision.ron"]).succeeds().stdout_has("hiring,Hiring,Criteria,70,5,2\r\n");
    let more = "Criterion,Weight,Group,Zig\nFun,10,Team,3\n";
    refused(&bench, more, &["--member=kim"]).stderr_has("no option `Zig`").stderr_has("no criterion `Fun`");
    imports(&bench, more, &["--member=kim", "--add"])
        .succeeds()
        .stdout_has("Line 2: Fun: new, weight 10 (new), Zig 3 (new)");
    assert_eq!(bench.record().criteria.last().map(|one| one.group.clone()).as_deref(), Some("Team"));
    let parts = "Criterion,Weight\nFun,2.5\n";
    refused(&bench, parts, &[]).stderr_has("the table has none for Hiring");
    imports(&bench, "Criterion,Go\nHiring,1\n", &[]).succeeds().stdout_has("Add --member ID");
}

#[test]
fn votes_go_the_way_of_score_with_the_same_refusals() {
    let bench = Bench::with_record();
    let head = "option,criterion,score,note,evidence,member,round\n";
    let votes = format!("{head}go,Hiring,4,\"'=1+1, really\",used in production,ana,1\nrust,hiring,?,,,ana,\n");
    refused(&bench, &votes, &[]).stderr_has("Line 2: there is no member `ana`");
    imports(&bench, &votes, &["--add"])
        .succeeds()
        .stdout_has("Line 2: ana, hiring/go: score 4 (new), evidence (new), note (new)")
        .stdout_has("New members: Ana.");
    bench
        .run(&["table", "go.decision.ron", "--votes"])
        .succeeds()
        .stdout_has("1,ana,hiring,go,4,,Used in production,,\"'=1+1, really\"\r\n");
    let link = "member,criterion,option,score,link,confidence\nana,hiring,go,4,javascript:x,so so\n";
    refused(&bench, link, &[]).stderr_has("the confidence `so so` is none of Low, Medium, High");
    refused(&bench, &link.replace("so so", "high"), &[]).stderr_has("is not a web or mail address");
    refused(&bench, "criterion,option,score\nhiring,go,4\n", &[]).stderr_has("add --member ID");
    refused(&bench, "round,member,criterion,option,score\n2,ana,hiring,go,4\n", &[]).stderr_has("no round `2`");
    let twice = "member,criterion,option,score\nana,hiring,go,4\nana,hiring,go,4\n";
    refused(&bench, twice, &[]).stderr_has("Line 3: a row before has hiring/go of ana in round 1 already");
    bench.run(&["seal", "go.decision.ron", "--member=ana"]).succeeds();
    let other = "member,criterion,option,score\nana,hiring,go,1\n";
    refused(&bench, other, &[]).stderr_has("has sealed this ballot").stderr_has("--reopen");
    bench.run(&["score", "go.decision.ron", "--member=bo", "--name=Bo"]).succeeds();
    bench.run(&["reveal", "go.decision.ron", "--by=Bo"]).succeeds();
    refused(&bench, other, &[]).stderr_has("round 1 is revealed");
    bench.run(&["round", "go.decision.ron", "--criteria=hiring"]).succeeds();
    refused(&bench, "member,criterion,option,score\nana,training,go,1\n", &[]).stderr_has("round 2 does not vote on");
    refused(&bench, &other.replace("member,", "round,member,").replace("ana,", "1,ana,"), &[])
        .stderr_has("round 1 is over");
    imports(&bench, other, &[]).succeeds().stdout_has("score 1 (new)");
}

#[test]
fn an_accepted_record_takes_a_table_only_as_a_correction() {
    let bench = Bench::with_scores();
    let decide = ["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner", "--status=accepted"];
    bench.run(&[&decide[..], &["--sign-off", "Ana=agree"]].concat()).succeeds();
    let table = "Criterion,Weight,Go\nHiring,90,5\n";
    refused(&bench, table, &["--member=ana"]).stderr_has("was accepted");
    refused(&bench, table, &["--member=ana", "--dry-run"]).stderr_has("was accepted");
    imports(&bench, table, &["--member=ana", "--correct=a slip"]).succeeds();
    assert_eq!(bench.record().corrections.len(), 1);
}

#[test]
fn python_reads_our_tables_and_writes_one_that_we_read() {
    let script = "\
import csv, sys
with open('v.csv', newline='', encoding='utf-8') as file:
    rows = list(csv.DictReader(file))
assert rows[0]['note'] == \"'=1+1\\n\\\"Größe\\\", x\", rows
with open('w.csv', 'w', newline='', encoding='utf-16') as file:
    writer = csv.DictWriter(file, list(rows[0])[::-1], delimiter=';')
    writer.writeheader()
    rows[0]['score'] = '2'
    writer.writerows(rows)
";
    let python = Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|python| python.status.success()) {
        return tools::missing("python3");
    }
    let bench = Bench::with_record();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4", "hiring/rust=3"]).succeeds();
    bench.replace("go.decision.ron", "score: 4", "score: 4, note: \"=1+1\\n\\\"Größe\\\", x\"");
    bench.run(&["table", "go.decision.ron", "--votes", "--out=v.csv"]).succeeds();
    let ran = Command::new("python3").args(["-c", script]).current_dir(bench.path("")).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    bench.run(&["import", "go.decision.ron", "v.csv"]).succeeds().stdout_has("There was nothing new in it.");
    bench
        .run(&["import", "go.decision.ron", "w.csv"])
        .succeeds()
        .stdout_has("ana, hiring/go: score 2 (was 4), note (same)")
        .stdout_has("ana, hiring/rust: score 3 (same)");
}

#[test]
fn a_table_with_options_in_its_rows_is_read_and_names_get_hints() {
    let bench = Bench::with_record();
    let table = "Option,Hiring,Sum\nGo,4,4\nRust,2,3\n";
    imports(&bench, table, &["--member=ana"])
        .succeeds()
        .stdout_has("The options are in the rows of the table, and the criteria in its columns.")
        .stdout_has("Column B: Hiring: Go 4 (new), Rust 2 (new)")
        .stdout_has("The table's totals are wrong for one option: Rust has 2, not 3.");
    assert_eq!(scored(&bench, "ana", "hiring").as_deref(), Some("4 2"));
    refused(&bench, table, &["--options-in=columns", "--member=ana"]).stderr_has("Line 2: there is no criterion `Go`");
    refused(&bench, "Criterion,Goo\nHirring,4\n", &["--member=ana"])
        .stderr_has("Line 1: there is no option `Goo` in the record; if `Go` is meant, write that")
        .stderr_has("Line 2: there is no criterion `Hirring` in the record; if `Hiring` is meant, write that");
}

/// Through `LibreOffice`: read as a spreadsheet, kept as one, and saved as CSV with semicolons, in UTF-16.
#[test]
fn libreoffice_takes_our_tables_and_gives_them_back_unchanged() {
    if !Command::new("soffice").arg("--version").output().is_ok_and(|office| office.status.success()) {
        return tools::missing("libreoffice-calc-nogui");
    }
    let bench = Bench::with_record();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4", "hiring/rust=?"]).succeeds();
    bench.replace("go.decision.ron", "score: 4", "score: 4, note: \"=1+1\\n\\\"Größe\\\", x\"");
    bench.run(&["table", "go.decision.ron", "--votes", "--out=votes.csv"]).succeeds();
    bench.run(&["table", "go.decision.ron", "--member=ana", "--out=ana.csv"]).succeeds();
    let office = |arguments: &[&str]| {
        // With a profile of its own, it does not wait for another one that runs.
        let profile = format!("-env:UserInstallation=file://{}", bench.path("profile").display());
        let mut command = Command::new("soffice");
        command.args([&profile, "--headless"]).args(arguments).current_dir(bench.path("")).env("HOME", bench.path(""));
        let ran = command.output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    office(&["--infilter=CSV:44,34,76,1", "--convert-to", "ods", "votes.csv", "ana.csv"]);
    let utf_16 = "csv:Text - txt - csv (StarCalc):59,34,65535,1";
    office(&["--convert-to", utf_16, "--outdir", "back", "votes.ods", "ana.ods"]);
    let back = std::fs::read(bench.path("back/votes.csv")).unwrap();
    assert!(back.starts_with(&[0xFF, 0xFE]), "{back:?}");
    let import = |table: &str| bench.run(&["import", "go.decision.ron", table, "--member=ana"]);
    import("back/votes.csv").succeeds().stdout_has("note (same)").stdout_has("There was nothing new in it.");
    import("back/ana.csv").succeeds().stdout_has("Go 4 (same)").stdout_has("There was nothing new in it.");
    bench.refuses(&["import", "go.decision.ron", "votes.ods"]).stderr_has("Text CSV");
}
