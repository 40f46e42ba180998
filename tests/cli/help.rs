//! Help, and what is said where no command is named.

use weigh_in::{
    decision::{ProblemCode, Severity},
    decision_log::LogProblemCode,
};

use super::bench::Bench;

const COMMANDS: [&str; 27] = [
    "new",
    "set",
    "add",
    "remove",
    "score",
    "reference",
    "seal",
    "reveal",
    "round",
    "private",
    "ballot",
    "import",
    "table",
    "merge",
    "decide",
    "review",
    "check",
    "analyze",
    "chart",
    "report",
    "show",
    "diff",
    "export",
    "log",
    "renumber",
    "templates",
    "completions",
];

#[test]
fn every_command_explains_itself_with_an_example() {
    let bench = Bench::new();
    let overview = bench.run(&["--help"]).succeeds();
    for command in COMMANDS {
        assert!(overview.out().contains(&format!("\n  {command} ")), "{command}: {overview:#?}");
        let help = bench.run(&[command, "--help"]).succeeds();
        assert!(help.out().contains("Examples:") && help.out().contains(&format!("weigh-in {command}")), "{help:#?}");
    }
    let listed = overview.out().lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|l| !l.is_empty());
    assert_eq!(listed.count(), COMMANDS.len() + 1, "all commands, and help");
}

#[test]
fn the_help_of_check_names_every_code() {
    let bench = Bench::new();
    for arguments in [["check", "--help"], ["help", "check"]] {
        let help = bench.run(&arguments).succeeds();
        let codes: Vec<&str> = help.out().split([' ', ',', '\n']).collect();
        for code in ProblemCode::ALL {
            assert_eq!(codes.iter().filter(|word| **word == code.as_str()).count(), 1, "{}: {help:?}", code.as_str());
        }
    }
}

/// The first two cells of each row of a table, in order.
fn rows(table: &str) -> Vec<(String, String)> {
    let lines = table.lines().filter(|line| line.starts_with("| `"));
    let cells = lines.map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    cells
        .map(|cells| {
            // A cell that is empty explains nothing.
            assert!(cells.len() == 6 && cells[1..5].iter().all(|cell| !cell.is_empty()), "{cells:?}");
            (cells[1].trim_matches('`').to_owned(), cells[2].to_owned())
        })
        .collect()
}

#[test]
fn the_table_of_problems_has_every_code_with_its_severities() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/problems.md")).unwrap();
    let (records, logs) = page.split_once("## In a decision log").unwrap();
    let words = |severities: &[Severity]| severities.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(" or ");
    let of_records = ProblemCode::ALL.map(|code| (code.as_str().to_owned(), words(code.severities())));
    assert_eq!(rows(records), of_records);
    let of_logs = LogProblemCode::OF_LOGS.map(|code| (code.as_str().to_owned(), words(&[code.severity()])));
    assert_eq!(rows(logs), of_logs);
}

#[test]
fn shells_and_manual_readers_know_every_command() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = bench.run(&["completions", shell]).succeeds();
        assert!(COMMANDS.iter().all(|command| script.out().contains(command)), "{shell}");
    }
    let page = bench.run(&["man"]).succeeds();
    assert!(page.out().contains(".TH weigh-in 1") && page.out().contains("templates"), "{page:?}");
    for command in COMMANDS {
        bench.run(&["man", command]).succeeds().stdout_has(&format!("weigh-in-{command}"));
    }
    bench.refuses(&["man", "analyse"]).stderr_has("the nearest is `analyze`");
}

#[test]
fn the_version_is_the_crates() {
    Bench::new().run(&["--version"]).succeeds().stdout_has(env!("CARGO_PKG_VERSION"));
}

#[test]
fn without_a_display_the_commands_are_named() {
    let bench = Bench::with_record();
    let why = if cfg!(feature = "gui") { "there is no display" } else { "this build of Weigh-In has no window" };
    for arguments in [&[][..], &["go.decision.ron"]] {
        bench.refuses(arguments).stderr_has(why).stderr_has(&COMMANDS.join(", "));
    }
}

#[test]
fn a_mistyped_command_is_no_file() {
    Bench::new().refuses(&["analyse"]).stderr_has("there is no command `analyse`; the nearest is `analyze`");
    Bench::new().refuses(&["score", "--mebmer", "x"]).stderr_has("--member");
}

#[test]
fn several_files_are_taken_and_each_word_among_them_may_be_a_mistyped_command() {
    let bench = Bench::with_record();
    let why = if cfg!(feature = "gui") { "there is no display" } else { "this build of Weigh-In has no window" };
    bench.refuses(&["go.decision.ron", "go.decision.ron"]).stderr_has(why);
    bench.refuses(&["go.decision.ron", "scroe"]).stderr_has("There is no file of that name, either.");
}
