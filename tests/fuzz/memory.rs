//! How much memory a file may take. The program runs as a process of its own, whose memory the system limits: it would end
//! if it asked for more. The limit is one of memory that can be written (`ulimit -d`): a limit of addresses (`-v`) would count
//! the code as well, of which a debug build with the window has 50 MB.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, ExitStatus, Stdio},
    time::Instant,
};

use crate::tools::left_out;

/// What is promised (`SECURITY.md`): so many KiB, and so many times the file.
const BASE_KIB: usize = 96 * 1024;
const TIMES: usize = 24;

const SIZE: usize = 500_000;

/// The most memory that this process has had, in KiB; 0 where the system does not tell.
pub fn peak_of_this_process() -> u64 {
    let Ok(status) = fs::read_to_string("/proc/self/status") else { return 0 };
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or(0)
}

fn record(rest: &str) -> String {
    let head =
        "(\n    format: 2,\n    id: \"0123456789abcdef\",\n    title: \"Use Go\",\n    created: \"2026-11-03\",\n";
    format!("{head}    {rest}\n)\n")
}

fn list(name: &str, count: usize) -> String {
    let mut list = format!("{name}: [");
    for index in 0..count {
        // Writing to a string cannot fail.
        let _ = write!(list, "(id: \"a{index}\", name: \"a{index}\"),");
    }
    list + "],"
}

/// So many members and criteria, a score, and swings that the first member alone has.
fn own_swings(count: usize) -> String {
    let lists = format!("{} {} {}", list("options", 2), list("criteria", count), list("members", count));
    let lists = lists.replacen("members: [(", "members: [(swings: {\"a0\": 100, \"a1\": 50}, ", 1);
    let ballot = |member: usize, option: usize| {
        format!("(member: \"a{member}\", round: 1, scores: [(criterion: \"a0\", option: \"a{option}\", score: 5)]),")
    };
    record(&format!("{lists} ballots: [{}{}],", ballot(0, 0), ballot(1, 1)))
}

/// So many criteria with names of as many words.
fn long_names(count: usize, words: usize) -> String {
    let mut list = "criteria: [".to_owned();
    for index in 0..count {
        let name: Vec<String> = (0..words).map(|word| format!("w{}", index * words + word)).collect();
        let name = name.join(" ");
        // Writing to a string cannot fail.
        let _ = write!(list, "(id: \"a{index}\", swing: 100, name: \"{name}\"),");
    }
    record(&(list + "],"))
}

/// So many drivers, and one argument of so many bytes.
fn long_argument(drivers: usize, bytes: usize) -> String {
    let drivers: Vec<String> = (0..drivers).map(|driver| format!("* Driver{driver}\n")).collect();
    let drivers = drivers.concat();
    let argument = "drive ".repeat(bytes / "drive ".len());
    format!(
        "# A\n\n## Decision Drivers\n\n{drivers}\n## Pros and Cons of the Options\n\n### B\n\n* Good, because {argument}\n"
    )
}

fn repeated(before: &str, part: &str, after: &str) -> String {
    format!("{before}{}{after}", part.repeat(SIZE / part.len()))
}

/// What takes the most memory for its size, or hangs a careless reader.
fn hostile() -> Vec<(&'static str, String)> {
    vec![
        ("opens brackets", repeated("(", "(", "")),
        ("opens lists", record(&repeated("links: ", "[", ""))),
        ("empty strings", record(&repeated("constraints: [", "\"\",", "],"))),
        ("many options", record(&list("options", 60_000))),
        ("many members", record(&list("members", 60_000))),
        ("as many cells as may be", record(&format!("{} {}", list("options", 100), list("criteria", 1_000)))),
        ("many members and criteria", record(&format!("{} {}", list("members", 2_000), list("criteria", 2_000)))),
        (
            "many members, options and criteria",
            record(&format!("{} {} {}", list("members", 1_500), list("options", 40), list("criteria", 50))),
        ),
        ("own swings of many", own_swings(2_000)),
        ("long names", long_names(2_000, 400)),
        ("a long argument of an ADR", long_argument(2_000, 3_800_000)),
        ("a newer format", record(&repeated("what: [", "(),", "],")).replace("format: 2", "format: 3")),
        ("one text", record(&repeated("context: \"", "a", "\","))),
        ("one text of lines", record(&repeated("context: \"", "a\\n", "\","))),
        ("comments", repeated("", "/*", "")),
        ("conflict markers", repeated("<<<<<<< a\n", "=======\n", ">>>>>>> b\n")),
        ("conflicts", repeated("", "<<<<<<< a\n=======\n=======\n>>>>>>> b\n", "")),
        ("links of an ADR", repeated("# A\n\n", "[a](0001-a.md) ", "\n")),
        ("brackets of an ADR", repeated("# A\n\n", "](", "\n")),
        ("headings of an ADR", repeated("# A\n\n", "# b\n\n", "\n")),
        ("lists of an ADR", repeated("# A\n\n## Considered Options\n\n", "* b\n", "\n")),
        ("rows of an ADR", repeated("# A\n\n", "| a | b |\n", "\n")),
    ]
}

/// One ballot on so many options by so many criteria.
fn ballot(options: usize, criteria: usize) -> String {
    let mut cells = String::new();
    for cell in 0..options * criteria {
        let (row, column) = (cell / options, cell % options);
        // Writing to a string cannot fail.
        let _ = write!(cells, "(criterion: \"a{row}\", option: \"a{column}\", score: {}),", 1 + (row + column) % 5);
    }
    let lists = format!("{} {} {}", list("options", options), list("criteria", criteria), list("members", 1));
    let lists = lists.replacen("criteria: [(", "criteria: [(swing: 100, ", 1);
    record(&format!("{lists} ballots: [(member: \"a0\", round: 1, scores: [{cells}])],"))
}

/// Templates of a team that grow by themselves, or would go on for long.
fn hostile_templates() -> Vec<(&'static str, String)> {
    let doubled = |made: &str| format!("{{% set x = {made} %}}").repeat(40);
    let nested = |inner: &str| {
        let loops = "{% for a in options %}".repeat(9);
        format!("{loops}{inner}{}", "{% endfor %}".repeat(9))
    };
    vec![
        ("lists of themselves", format!("{{% set x = [title] %}}{}{{{{ x }}}}", doubled("[x, x]"))),
        ("maps of themselves", format!("{{% set x = {{\"a\": 1}} %}}{}{{{{ x }}}}", doubled("{\"a\": x, \"b\": x}"))),
        (
            "tuples of themselves",
            format!("{{% set x = (title, 1) %}}{}{{{{ x|length }}}}{{{{ x|upper }}}}", doubled("(x, x)")),
        ),
        ("bare tuples", format!("{{% set x = title, 1 %}}{}{{{{ x }}}}", doubled("x, x"))),
        (
            "equal lists of themselves",
            format!(
                "{{% set x = [1] %}}{}{{% set y = x %}}{{% set x = [1] %}}{}{{{{ x == y }}}}",
                doubled("[x, x]"),
                doubled("[x, x]")
            ),
        ),
        (
            "behind a comment",
            format!("{{# {{{{ \" #}}{{% set x = [1] %}}{}{{{{ x }}}}{{# \" }}}} #}}", doubled("[x, x]")),
        ),
        ("raw", format!("{{% raw %}}{{{{ \" {{% endraw %}}{}{{{{ x }}}}{{{{ \" }}}}", doubled("[x, x]"))),
        ("debug", "{{ debug() }}".repeat(500)),
        ("pprint", "{{ options|pprint }}".repeat(500)),
        ("range", "{{ range(999999999)|join(title) }}".to_owned()),
        ("namespace", "{% set n = namespace(x=[1]) %}".to_owned() + &"{% set n.x = [n.x, n.x] %}".repeat(40)),
        ("replace", "{% set x = title %}".to_owned() + &"{% set x = x|replace(\"e\", x) %}".repeat(40)),
        ("indent", "{{ context|indent(999999999) }}".to_owned()),
        ("format", "{{ \"%999999999d\"|format(1) }}".to_owned()),
        ("batch", "{{ options|batch(999999999, \"x\") }}".to_owned()),
        ("macros", "{% macro m(a) %}{{ m(a) }}{{ m(a) }}{% endmacro %}{{ m(title) }}".to_owned()),
        ("itself", "{% include \"t.md\" %}{% include \"t.md\" %}".to_owned()),
        ("loops in loops that write", nested(&"x".repeat(5_000))),
        ("loops in loops that print", nested("{{ context }}")),
        (
            "loops in loops that compare",
            nested("{{ context == context }}{{ options == options }}{{ context in context }}"),
        ),
        ("loops in loops that slice", nested("{{ context[1:] }}{{ context.999999 }}")),
        ("loops in loops that filter", nested("{% set a = context|blocks|upper|trim %}")),
        ("loops in loops that keep", nested("{% set a = context|upper %}{% set b = a|lower %}{% set c = b|trim %}")),
        ("loops in loops of characters", nested("{% for c in context %}{% endfor %}")),
        ("loops in loops of parts", nested("{% include \"body\" %}")),
        (
            "many texts that are kept",
            (0..1_500).fold(String::new(), |all, n| all + &format!("{{% set a{n} = context|upper %}}")),
        ),
        (
            "joined with themselves",
            "{% set x = context %}".to_owned() + &"{% set x = constraints|join(x) %}".repeat(500),
        ),
    ]
}

/// Runs a shell's script in which `$0` is the program.
fn limited(script: &str, folder: &Path) -> ExitStatus {
    Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_weigh-in")])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
}

#[test]
fn no_template_of_a_team_takes_memory_or_time_out_of_proportion() {
    if !cfg!(target_os = "linux") {
        left_out("memory is limited as Linux does it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let context = format!("context: \"{}\",", "\\\\*_[]a b ".repeat(4_000));
    let constraints = format!("constraints: [{}],", "\"constraint\",".repeat(2_000));
    let text = record(&format!("{context}{constraints}{}", list("options", 12)));
    fs::write(folder.path().join("go.decision.ron"), &text).unwrap();
    for (what, template) in hostile_templates() {
        fs::write(folder.path().join("t.md"), &template).unwrap();
        let limit = BASE_KIB + TIMES * (text.len() + template.len()) / 1024;
        let script = format!(
            "ulimit -d {limit}; ulimit -t 20; exec \"$0\" export go.decision.ron --repo . --dialect t.md --dry-run"
        );
        let begun = Instant::now();
        let status = limited(&script, folder.path());
        println!("{what}: {:.1?}", begun.elapsed());
        assert!(status.code().is_some_and(|code| code < 3), "{what}: in {limit} KiB: {status}");
    }
}

#[test]
fn no_table_takes_memory_or_time_out_of_proportion() {
    if !cfg!(target_os = "linux") {
        left_out("memory is limited as Linux does it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("go.decision.ron"), record("")).unwrap();
    let rows = |row: fn(usize) -> String| (0..100_000).map(row).collect::<String>();
    let heads = rows(|n| format!("o{n},"));
    for (what, text) in [
        ("short rows", repeated("a,b\n", "x\n", "")),
        ("blank lines", repeated("a,b\n", "\n", "x,1\n")),
        ("empty cells", repeated("a,b\n", ",", "\n")),
        ("many heads", format!("{heads}\nx,1\n")),
        ("many columns and rows", format!("{}\n{}", &heads[..3_000], rows(|n| format!("x{n}\n")))),
        ("criteria", format!("criterion,b\n{}", rows(|n| format!("x{n},1\n")))),
        ("votes", format!("member,criterion,option,score\n{}", rows(|n| format!("m{n},c{n},o{n},1\n")))),
        ("votes that are none", format!("member,criterion,option,score\n{}", rows(|n| format!("a,b,c,x{n}\n")))),
        ("one cell", repeated("criterion,b\nx,", "y", "\n")),
        ("a quote", repeated("a,b\n\"", "x\n", "")),
    ] {
        fs::write(folder.path().join("t.csv"), &text).unwrap();
        let limit = BASE_KIB + TIMES * text.len() / 1024;
        let script = format!(
            "ulimit -d {limit}; ulimit -t 20; exec \"$0\" import go.decision.ron t.csv --member a --add --dry-run"
        );
        let begun = Instant::now();
        let status = limited(&script, folder.path());
        println!("{what}: {:.1?}", begun.elapsed());
        assert!(status.code().is_some_and(|code| code < 3), "{what}: in {limit} KiB: {status}");
    }
}

#[test]
fn no_file_takes_memory_out_of_proportion() {
    if !cfg!(target_os = "linux") {
        left_out("memory is limited as Linux does it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut commands = Vec::new();
    for (what, text) in hostile() {
        let name = format!("{}.md", what.replace(' ', "-"));
        let is_adr = text.starts_with("# A");
        fs::write(folder.path().join(&name), &text).unwrap();
        let commands_of: &[&[&str]] =
            if is_adr { &[&["new", "--from"]] } else { &[&["check"], &["analyze"], &["merge", "--resolve"]] };
        commands.extend(commands_of.iter().map(|command| (what, [*command, &[]].concat(), name.clone(), text.len())));
    }
    let all_scored = ballot(100, 600);
    fs::write(folder.path().join("scored.md"), &all_scored).unwrap();
    for command in [&["check"][..], &["analyze", "--draws", "1"], &["analyze", "--draws", "1", "--json"]] {
        commands.push(("all scored", command.to_vec(), "scored.md".to_owned(), all_scored.len()));
    }
    for (what, command, name, size) in commands {
        let limit = BASE_KIB + TIMES * size / 1024;
        let made = if command[0] == "new" { "made.decision.ron" } else { "" };
        let script = format!("ulimit -d {limit}; ulimit -t 20; exec \"$0\" {} {name} {made}", command.join(" "));
        let begun = Instant::now();
        let status = limited(&script, folder.path());
        println!("{what}: {} in {:.1?}", command.join(" "), begun.elapsed());
        // Refused or taken: what counts is that it ends by itself, and not for want of memory.
        assert!(status.code().is_some_and(|code| code < 3), "{what}: {} in {limit} KiB: {status}", command.join(" "));
        let _ = fs::remove_file(folder.path().join("made.decision.ron"));
    }
}

#[test]
fn no_adr_that_is_written_again_takes_memory_out_of_proportion() {
    if !cfg!(target_os = "linux") {
        left_out("memory is limited as Linux does it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("docs/adr")).unwrap();
    let export = "(path: \"docs/adr/0001-a.md\", dialect: \"madr\", on: \"2026-11-03\", written: \"1:2\")";
    fs::write(folder.path().join("go.decision.ron"), record(&format!("exports: [{export}],"))).unwrap();
    let long = format!("# A\n\n## {}\n\n", "a".repeat(100_000));
    for (what, text) in [
        ("sections under a long heading", repeated(&long, "### b\n", "")),
        ("sections with numbers", repeated(&long, "### b #2\n", "")),
        ("as many short lines as are read", format!("# A\n\n{}", "\n".repeat(99_000))),
        ("more lines than are read", format!("# A\n\n{}", "\n".repeat(4_000_000))),
    ] {
        fs::write(folder.path().join("docs/adr/0001-a.md"), &text).unwrap();
        let limit = BASE_KIB + TIMES * text.len() / 1024;
        let script = format!(
            "ulimit -d {limit}; ulimit -t 20; exec \"$0\" export go.decision.ron --repo . --keep theirs --dry-run"
        );
        let begun = Instant::now();
        let status = limited(&script, folder.path());
        println!("{what}: {:.1?}", begun.elapsed());
        assert!(status.code().is_some_and(|code| code < 3), "{what}: in {limit} KiB: {status}");
    }
}

#[test]
fn no_record_of_millions_of_entries_takes_memory_out_of_proportion() {
    if !cfg!(target_os = "linux") {
        left_out("memory is limited as Linux does it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let lists = format!("{} {} {}", list("options", 1), list("criteria", 1), list("members", 1));
    // Large enough for what each entry takes to count beside what the program takes by itself.
    let names = "\"a\",".repeat(2_000_000);
    let text = record(&format!("{lists} people: (decision_makers: [{names}]),"));
    fs::write(folder.path().join("go.decision.ron"), &text).unwrap();
    let limit = BASE_KIB + TIMES * text.len() / 1024;
    let script = format!("ulimit -d {limit}; ulimit -t 60; exec \"$0\" score go.decision.ron --member a0 a0/a0=3");
    let status = limited(&script, folder.path());
    assert!(status.code().is_some_and(|code| code < 3), "in {limit} KiB: {status}");
}
