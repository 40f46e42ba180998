//! The dependency rule and the other promises that source has to keep.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may panic")]

#[path = "architecture/package.rs"]
mod package;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/supply.rs"]
mod supply;
#[path = "common/tools.rs"]
mod tools;
#[path = "architecture/words.rs"]
mod words;

use std::{collections::BTreeSet, fs, path::Path};

use rules::{
    Allowed, File, circles, flows_that_meet, homely_paths, impurities, shared_names, starters, stray_colours, table,
    too_long, wrong_arrows, wrong_layers,
};

/// The project's own text files. What is built, fetched or drawn is not text of the project.
fn project() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                let own = !name.starts_with('.') || name == ".github";
                if own && name != "target" {
                    folders.push(path);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                // Beside a worktree, `.git` is a file.
                if path != ".git" {
                    files.push(File { path, text });
                }
            }
        }
    }
    files
}

fn sources() -> Vec<File> {
    let all = project().into_iter().filter(|file| file.path.starts_with("src/") || file.path.starts_with("draws/src/"));
    let sources: Vec<File> = all.collect();
    assert!(sources.len() > 50, "only {} sources were found", sources.len());
    sources
}

fn lib_table() -> Allowed {
    table(&fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap())
}

fn none<T: std::fmt::Display>(problems: impl IntoIterator<Item = T>) {
    let problems: Vec<String> = problems.into_iter().map(|problem| problem.to_string()).collect();
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn modules_use_only_what_the_table_lets_them() {
    let allowed = lib_table();
    none(sources().iter().flat_map(|file| wrong_arrows(file, &allowed)));
}

#[test]
fn the_table_keeps_the_window_and_the_commands_apart_and_on_top() {
    let allowed = lib_table();
    let names = |words: &str| words.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let modules = "adr analysis chart cli decision decision_log gui png report storage table template";
    assert_eq!(allowed.keys().cloned().collect::<BTreeSet<_>>(), names(modules));
    assert_eq!(allowed["decision"], names(""));
    assert_eq!(allowed["template"], names("decision"));
    assert_eq!(allowed["analysis"], names("decision"));
    assert_eq!(allowed["chart"], names("decision analysis"));
    assert_eq!(allowed["png"], names(""));
    assert_eq!(allowed["storage"], names("decision template"));
    assert_eq!(allowed["adr"], names("decision analysis"));
    assert_eq!(allowed["table"], names("decision analysis adr"));
    assert_eq!(allowed["report"], names("decision analysis chart adr"));
    for (module, may) in &allowed {
        assert!(!may.contains("gui") && !may.contains("cli"), "nobody sees the top, but `{module}` may");
        assert!(may.iter().all(|used| !allowed[used].contains(module)), "`{module}` is in a circle");
    }
}

#[test]
fn modules_of_the_window_use_only_those_below_them() {
    none(sources().iter().flat_map(wrong_layers));
}

#[test]
fn flows_meet_only_through_intents() {
    none(sources().iter().flat_map(flows_that_meet));
    for text in ["use super::file::asks_again;", "fn f() { crate::gui::flows::file::guard_close(); }"] {
        assert_eq!(flows_that_meet(&File::new("src/gui/flows/start.rs", text)).len(), 1, "{text}");
    }
    none(flows_that_meet(&File::new(
        "src/gui/flows/file/open.rs",
        "use super::FileFlow; use super::super::task::Done;",
    )));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    none(circles(&sources()));
}

#[test]
fn what_computes_touches_neither_disk_nor_clock_nor_chance() {
    none(sources().iter().flat_map(impurities));
}

#[test]
fn only_git_the_file_window_and_the_opener_start_programs() {
    none(sources().iter().flat_map(starters));
}

#[test]
fn only_the_theme_names_colours() {
    none(sources().iter().flat_map(stray_colours));
}

#[test]
fn sources_stay_short_enough_to_be_read() {
    none(sources().iter().filter_map(too_long));
}

#[test]
fn nearly_all_types_have_names_of_their_own() {
    let (shared, all) = shared_names(&sources());
    assert!(all > 500, "{all}");
    assert!(10 * shared.len() < all, "{} of {all}:\n{}", shared.len(), shared.join("\n"));
    let planted = [File::new("src/a.rs", "pub struct Kind;"), File::new("src/b.rs", "// struct Kind\nenum Kind { A }")];
    assert_eq!(shared_names(&planted).0, ["Kind in src/a.rs", "Kind in src/b.rs"]);
}

#[test]
fn no_file_names_a_path_of_one_machine() {
    none(project().iter().flat_map(homely_paths));
}

/// What the rules say of a file that would be there.
fn arrows(path: &str, text: &str) -> Vec<String> {
    wrong_arrows(&File::new(path, text), &lib_table())
}

#[test]
fn planted_arrows_are_found_however_they_are_written() {
    let planted = [
        ("src/decision/status.rs", "use crate::template::Template;"),
        ("src/decision/status.rs", "use crate::{analysis::Analysis, decision};"),
        ("src/decision/status.rs", "use super::super::storage;"),
        ("src/decision/mod.rs", "use super::{adr};"),
        ("src/analysis/words.rs", "fn a() { let _ = crate::adr::render(); }"),
        ("src/adr/mod.rs", "mod tests { use super::super::gui; }"),
        ("src/storage/format/current/values.rs", "pub use super::super::super::super::analysis::Analysis;"),
        ("src/cli/mod.rs", "use weigh_in::gui::run;"),
        ("src/gui/shell/mod.rs", "use crate::{\n    decision::{Decision, Edit},\n    cli,\n};"),
        ("src/new/mod.rs", ""),
        ("src/gui/flows/ladder.rs", "use weigh_in_draws::Progress;"),
    ];
    for (path, text) in planted {
        assert_eq!(arrows(path, text).len(), 1, "{path}: {text}: {:?}", arrows(path, text));
    }
    let both = arrows("src/template/mod.rs", "use crate::{cli, decision::Decision, gui::{step::Step, App}};");
    assert_eq!(
        both,
        ["src/template/mod.rs: `template` may not use `cli`", "src/template/mod.rs: `template` may not use `gui`"]
    );
}

#[test]
fn what_only_looks_like_an_arrow_is_none() {
    let fine = [
        ("src/decision/status.rs", "// use crate::template::Template;\n/* crate::gui */"),
        (
            "src/decision/status.rs",
            "const A: &str = \"crate::gui\"; const B: &str = r#\"\" crate::cli\"#; const C: char = '\"';",
        ),
        ("src/decision/mod.rs", "mod tests { use super::template; }"),
        ("src/gui/shell/commands.rs", "use super::cli; use crate::gui::step::Step;"),
        ("src/analysis/robustness/mod.rs", "use weigh_in_draws::Progress;"),
        ("draws/src/tally.rs", "use crate::random;"),
        ("src/adr/mod.rs", "fn f<'a>(a: &'a str) { crate::decision::x(a); crate::analysis::y(); self::gui::z() }"),
    ];
    for (path, text) in fine {
        none(arrows(path, text));
    }
}

#[test]
fn planted_breaches_of_the_layers_of_the_window_are_found() {
    let planted = [
        ("src/gui/theme/x.rs", "use crate::gui::widgets::button;"),
        ("src/gui/widgets/x.rs", "use super::super::views::Cx;"),
        ("src/gui/views/log/x.rs", "use crate::gui::{dialogs::Dialog, intent::Intent};"),
        ("src/gui/dialogs/x.rs", "fn a() { crate::gui::flows::Flows::on(); }"),
        ("src/gui/flows/x.rs", "use crate::{decision::Edit, gui::shell::App};"),
        ("src/gui/flows/export/x.rs", "use crate::gui::views::export::ExportState;"),
        ("src/gui/session/x.rs", "use super::super::{intent::Intent, step::Step};"),
        ("src/gui/new/mod.rs", ""),
    ];
    for (path, text) in planted {
        assert_eq!(wrong_layers(&File::new(path, text)).len(), 1, "{path}: {text}");
    }
    none(wrong_layers(&File::new("src/gui/shell/x.rs", "use crate::gui::{flows::Flows, views::Cx}; use super::App;")));
    none(wrong_layers(&File::new("src/gui/views/log/x.rs", "use crate::gui::flows::log::ReadLog;")));
    none(wrong_layers(&File::new("src/gui/mod.rs", "pub use self::shell::App;")));
    let file = |name: &str, text: &str| File::new(&format!("src/gui/flows/{name}.rs"), text);
    let facade = || file("mod", "mod a; mod b; pub use self::{a::A, b::B};");
    none(circles(&[facade(), file("a", "use super::b::B;"), file("b", "use super::Flows;")]));
    let round = [facade(), file("a", "use super::b::B;"), file("b", "fn f() { super::a::g() }"), file("c", "")];
    assert_eq!(circles(&round).len(), 2, "{:?}", circles(&round));
    // By way of a module that is brought in.
    let round = [
        facade(),
        file("a", "use crate::gui::flows::b;\nfn f() { b::g() }"),
        file("b", "use crate::gui::flows;\nfn f() { flows::A::new() }"),
    ];
    assert_eq!(circles(&round).len(), 2, "{:?}", circles(&round));
    // By way of what a module passes on, and outside of the window.
    let other = |name: &str, text: &str| File::new(&format!("src/adr/{name}.rs"), text);
    let round = [
        other("mod", "mod a; mod b; pub use self::{a::A, b::B};"),
        other("a", "use super::B;"),
        other("b", "use crate::adr::A;"),
    ];
    assert_eq!(circles(&round).len(), 2, "{:?}", circles(&round));
}

#[test]
fn planted_breaches_of_the_other_rules_are_found() {
    let worldly = [
        "use std::fs;",
        "use std::{collections::BTreeMap, env, fmt};",
        "fn a() { std::time::Instant::now(); }",
        "fn a() -> Instant { Instant::now() }",
        "use std::collections::hash_map::RandomState;",
        "fn a() { println!(\"x\"); }",
        "use jiff::Zoned;",
        "use std::io;",
        "use std::io::{Write, stdout};",
    ];
    for text in worldly {
        assert!(!impurities(&File::new("src/analysis/x.rs", text)).is_empty(), "{text}");
        none(impurities(&File::new("src/storage/x.rs", text)));
    }
    let starting = [
        "use std::process::{Command, Stdio};",
        "use std::{fs, process::Command as Run};",
        "fn a() { std::process::Command::new(b); }",
        "use std::process; fn a() { process::Command::new(b); }",
        "use std::process::*;",
        "use std::os::unix::process::CommandExt as _;",
    ];
    for text in starting {
        assert!(!starters(&File::new("src/gui/x.rs", text)).is_empty(), "{text}");
        none(starters(&File::new("src/storage/git/x.rs", text)));
    }
    none(starters(&File::new("src/gui/x.rs", "use std::process::ExitCode; use super::command::Command;")));
    let thread = "fn a() { std::thread::spawn(b); }";
    assert_eq!(impurities(&File::new("src/adr/x.rs", thread)).len(), 1);
    assert_eq!(impurities(&File::new("src/analysis/x.rs", thread)).len(), 1);
    none(impurities(&File::new("draws/src/x.rs", thread)));
    none(impurities(&File::new("src/adr/x.rs", "use std::io::Write; impl Write for A {}")));
    none(impurities(&File::new("src/adr/x.rs", "use std::fmt; use jiff::civil::Date; // std::fs\nfn println() {}")));
    for text in ["Color32::from_rgb(1, 2, 3)", "egui::Color32::RED", "ecolor::hex_color!(\"#fff\")"] {
        let text = format!("fn a() {{ {text}; }}");
        assert_eq!(stray_colours(&File::new("src/gui/views/x.rs", &text)).len(), 1, "{text}");
        none(stray_colours(&File::new("src/gui/theme/tokens.rs", &text)));
    }
    none(stray_colours(&File::new("src/gui/x.rs", "fn a() -> Color32 { egui::Color32::TRANSPARENT }")));
    assert!(too_long(&File::new("src/x.rs", &"\n".repeat(601))).is_some());
    assert!(too_long(&File::new("src/x.rs", &"\n".repeat(600))).is_none());
    for parts in [["see /ho", "me/ana/notes"], ["\"/Us", "ers/ana\""], ["C:\\Us", "ers\\ana"]] {
        assert_eq!(homely_paths(&File::new("x", &parts.concat())).len(), 1, "{parts:?}");
    }
    let fine = ["https://example.org/ho", "me/ a/wo", "rk/b"].concat();
    none(homely_paths(&File::new("x", &fine)));
}

/// The texts in quotes that follow these words in a source.
fn quoted_behind<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(words).skip(1).filter_map(|rest| rest.split_once('"').map(|(quoted, _)| quoted))
}

#[test]
fn every_head_of_the_result_and_every_column_of_the_team_is_explained_in_the_help() {
    let sources = sources();
    let text = |path: &str| sources.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str());
    let mut heads: BTreeSet<&str> = quoted_behind(text("src/gui/views/scores/heat_map.rs"), "_CENTER, \"").collect();
    for file in sources.iter().filter(|file| file.path.starts_with("src/gui/views/result/")) {
        for words in ["section(ui, \"", "section(ui, format!(\"", " head(ui, \""] {
            heads.extend(quoted_behind(&file.text, words));
        }
    }
    heads.extend(quoted_behind(text("src/gui/views/export/clients.rs"), "label(ui, \""));
    assert!(heads.len() > 15 && heads.contains("Share") && heads.contains("With one left out"), "{heads:?}");
    let titles: Vec<&str> = quoted_behind(text("src/gui/help.rs"), "topic(\n        \"").collect();
    let is_explained = |head: &str| {
        // Names of options stand where the help speaks of one and the other.
        let head = head.replacen("{}", "one", 1).replacen("{}", "the other", 1);
        titles
            .iter()
            .any(|title| *title == head || title.strip_prefix(&head).is_some_and(|rest| rest.starts_with(", ")))
    };
    none(heads.into_iter().filter(|head| !is_explained(head)));
}

#[test]
fn the_app_says_nothing_in_retired_words() {
    let templates = project().into_iter().filter(|file| file.path.starts_with("templates/"));
    let templates: Vec<File> =
        templates.filter(|file| Path::new(&file.path).extension().is_some_and(|ending| ending == "ron")).collect();
    assert!(templates.len() > 3, "only {} templates were found", templates.len());
    none(sources().iter().chain(&templates).flat_map(words::retired_words));
}

#[test]
fn a_retired_word_is_found_where_it_is_said() {
    let said = |text: &str| words::retired_words(&File::new("src/gui/x.rs", text)).len();
    for text in [
        r#"f("Set a swing")"#,
        r#"f("The round is \
        blind")"#,
        r#"f("{told}: never mind")"#,
    ] {
        assert_eq!(said(text), 1, "{text}");
    }
    for text in [r#"f("swing")"#, "// Set a swing\nf()", r#"f("{told} words")"#, r#"f("--swing hiring=80 is given")"#] {
        assert_eq!(said(text), 0, "{text}");
    }
}

#[test]
fn commands_make_every_change_that_the_window_makes() {
    let from = |path: &str| sources().into_iter().find(|file| file.path == path).expect(path).text;
    let edits = from("src/decision/edit.rs");
    let variants = |name: &str| -> Vec<String> {
        let body = edits.split_once(&format!("pub enum {name} {{\n")).unwrap().1.split_once("\n}").unwrap().0;
        let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
        let starts = lines.filter(|line| line.starts_with(char::is_uppercase));
        starts.map(|line| line.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned()).collect()
    };
    // Changes that no file of the commands names, with how commands make them.
    let others = [
        ("Edit::Import", "`import` applies the edit of a report (`storage::import_report`)"),
        ("Edit::OpenRoundFrom", "drafts of private ballots stay in their files, which `score` goes on with"),
    ];
    let all: Vec<File> = sources().into_iter().filter(|file| !file.path.starts_with("src/gui/")).collect();
    let is_command = |file: &&File| file.path.starts_with("src/cli/") || file.path.starts_with("src/table/");
    let mut count = 0;
    for name in ["Edit", "OptionField", "CriterionField", "MemberField", "CellField", "OutcomeField"] {
        for path in variants(name).iter().map(|variant| format!("{name}::{variant}")) {
            count += 1;
            let is_named = all.iter().filter(is_command).any(|file| {
                let mut names = file.text.match_indices(&path);
                names.any(|(at, _)| !file.text[at + path.len()..].starts_with(char::is_alphanumeric))
            });
            let is_other = others.iter().any(|(other, _)| *other == path);
            assert!(is_named != is_other, "{path}: a command makes this change, or the list says how it is made");
        }
    }
    assert!(count > 50, "only {count} changes were found");
}
