//! Where commands write, and where they do not.

use std::process::Stdio;

use super::bench::Bench;

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_written_through() {
    let bench = Bench::new();
    let repository = bench.path("repository");
    std::fs::create_dir_all(repository.join(".git")).unwrap();
    bench.run(&["new", "--template=rust-or-go", "--title=Use Go", "repository/go.decision.ron"]).succeeds();
    bench.run(&["score", "repository/go.decision.ron", "--member", "ana", "hiring/go=4"]).succeeds();
    for name in ["go.ana.ballot.ron", "t.svg", "new.decision.ron"] {
        std::os::unix::fs::symlink("../outside", repository.join(name)).unwrap();
    }
    for command in [
        &["ballot", "repository/go.decision.ron", "--member", "ana"][..],
        &["chart", "repository/go.decision.ron", "--kind", "totals", "--out", "repository/t.svg"],
        &["chart", "repository/go.decision.ron", "--kind", "totals", "--out", "repository/t.svg", "--yes"],
        &["new", "--template", "blank", "repository/new.decision.ron"],
    ] {
        bench.run(command).exits(2);
        assert!(!bench.path("outside").exists(), "{command:?}");
    }
    // A file that is there, outside of the repository, is not replaced either.
    bench.write("outside", "mine");
    bench
        .run(&["chart", "repository/go.decision.ron", "--kind", "totals", "--out", "repository/t.svg", "--yes"])
        .exits(2)
        .stderr_has("leads out of the repository");
    assert_eq!(bench.read("outside"), "mine");
}

#[cfg(unix)]
#[test]
fn templates_of_a_repository_are_not_read_through_links() {
    use std::os::unix::fs::symlink;
    let (bench, outside) = (Bench::new(), Bench::new());
    bench.git_init();
    let template = |id: &str| format!("(format: 1, id: \"{id}\", name: \"N\", summary: \"S\")\n");
    outside.write("templates/secret.template.ron", &template("secret"));
    // The folder is a link, and then a file in it.
    std::fs::create_dir(bench.path(".weigh-in")).unwrap();
    symlink(outside.path("templates"), bench.path(".weigh-in/templates")).unwrap();
    let ran = bench.run(&["templates"]).succeeds();
    assert!(!ran.out().contains("secret") && !ran.err().contains("secret"), "{ran:?}");
    std::fs::remove_file(bench.path(".weigh-in/templates")).unwrap();
    bench.write(".weigh-in/templates/team.template.ron", &template("team"));
    symlink(outside.path("templates/secret.template.ron"), bench.path(".weigh-in/templates/x.template.ron")).unwrap();
    let ran = bench.run(&["templates"]).succeeds().stdout_has("team: N");
    assert!(!ran.out().contains("secret") && !ran.err().contains("secret"), "{ran:?}");
    bench.run(&["new", "--template=secret", "x.decision.ron"]).exits(2);
    // The user's own may be links, as those who keep their settings elsewhere have them.
    symlink(outside.path(""), bench.path("settings")).unwrap();
    bench.run(&["templates"]).succeeds().stdout_has("secret: N");
    // Nobody reads on and on.
    for n in 0..210 {
        bench.write(&format!(".weigh-in/templates/y{n}.template.ron"), &template(&format!("y{n}")));
    }
    bench.run(&["templates"]).succeeds().stderr_has("only the first 200 of its 211 templates were read");
}

#[cfg(unix)]
#[test]
fn exports_at_the_same_time_get_numbers_of_their_own_and_lose_no_line_of_the_index() {
    let bench = Bench::new();
    bench.git_init();
    bench.write("docs/decisions/README.md", "# ADRs\n\n* [1. First](0001-first.md)\n");
    bench.write("docs/decisions/0001-first.md", "# 1. First\n\n## Status\n\nAccepted\n");
    let records: Vec<String> = (0..8).map(|n| format!("r{n}.decision.ron")).collect();
    for (n, record) in records.iter().enumerate() {
        bench.run(&["new", "--template=blank", &format!("--title=Decision {n}"), record]).succeeds();
    }
    let start = |record: &String| {
        let mut command = bench.command(&["export", record, "--repo", ".", "--yes"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    for mut running in records.iter().map(start).collect::<Vec<_>>() {
        assert!(running.wait().unwrap().success());
    }
    let index = bench.read("docs/decisions/README.md");
    let names = std::fs::read_dir(bench.path("docs/decisions")).unwrap().flatten();
    let mut numbers: Vec<String> = names
        .map(|file| file.file_name().into_string().unwrap())
        .filter(|name| name.starts_with('0'))
        .inspect(|name| assert!(index.contains(name.as_str()), "{name} is not in {index}"))
        .map(|name| name[..4].to_owned())
        .collect();
    numbers.sort();
    assert_eq!(numbers, (1..=9).map(|n| format!("{n:04}")).collect::<Vec<_>>());
}

#[cfg(target_os = "linux")]
#[test]
fn a_time_zone_that_has_no_end_is_not_read() {
    let bench = Bench::new();
    assert!(std::process::Command::new("mkfifo").arg(bench.path("pipe")).status().unwrap().success());
    for (n, zone) in ["/dev/zero", ":/dev/zero", bench.path("pipe").to_str().unwrap()].into_iter().enumerate() {
        let record = format!("{n}.decision.ron");
        let mut command = bench.command(&["new", "--template=blank", "--title=T", &record]);
        let made = command.env("TZ", zone).stdout(Stdio::null()).spawn().unwrap().wait().unwrap();
        assert!(made.success(), "{zone}");
    }
    let mut command = bench.command(&["new", "--template=blank", "--title=T", "named.decision.ron"]);
    let made = command.env("TZDIR", "/dev").env("TZ", "zero").stdout(Stdio::null()).spawn().unwrap().wait().unwrap();
    assert!(made.success());
}

#[cfg(unix)]
#[test]
fn renumberings_wait_for_each_other_and_for_exports() {
    let bench = Bench::new();
    bench.git_init();
    for n in 1..=4 {
        bench.write(
            &format!("docs/decisions/000{n}-a.md"),
            &format!("# {n}. A\n\nSee [next](000{}-a.md).\n", n % 4 + 1),
        );
    }
    let mut running = Vec::new();
    let mut start = |arguments: &[&str]| {
        let mut command = bench.command(arguments);
        running.push(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
    };
    for n in 0..3 {
        let record = format!("r{n}.decision.ron");
        bench.run(&["new", "--template=blank", &format!("--title=Decision {n}"), &record]).succeeds();
    }
    for n in 1..=4 {
        start(&["renumber", &n.to_string(), "--yes"]);
        if n < 4 {
            start(&["export", &format!("r{}.decision.ron", n - 1), "--repo", ".", "--yes"]);
        }
    }
    for running in running {
        let done = running.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let files = std::fs::read_dir(bench.path("docs/decisions")).unwrap().flatten();
    let files: Vec<String> = files.map(|file| file.file_name().into_string().unwrap()).collect();
    let mut numbers: Vec<&str> = files.iter().map(|name| &name[..4]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!((files.len(), numbers.len()), (7, 7), "{files:?}");
    for file in files.iter().filter(|file| file.ends_with("-a.md")) {
        let text = bench.read(&format!("docs/decisions/{file}"));
        let target = text.split(['(', ')']).nth(1).unwrap();
        assert!(files.iter().any(|file| file == target), "{text}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn renumbering_a_file_that_is_mounted_by_itself_says_what_to_do() {
    let bench = Bench::new();
    bench.git_init();
    let adr = "docs/decisions/0001-a.md";
    bench.write(adr, "# 1. A\n");
    let script = format!("mount --bind {adr} {adr} || exit 99; exec \"$0\" renumber 1 --to 5 --yes");
    let mut unshare = std::process::Command::new("unshare");
    unshare.args(["--mount", "sh", "-c", &script, env!("CARGO_BIN_EXE_weigh-in")]).current_dir(bench.path(""));
    let Ok(ran) = unshare.output() else { return crate::tools::missing("unshare") };
    let told = String::from_utf8_lossy(&ran.stderr);
    if told.starts_with("unshare: ") || ran.status.code() == Some(99) {
        return crate::tools::left_out("only root may mount files");
    }
    assert!(ran.status.code() == Some(2) && told.contains("mount its folder instead; nothing was changed"), "{told}");
    assert_eq!(std::fs::read_dir(bench.path("docs/decisions")).unwrap().count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_ballot_keeps_the_bytes_of_its_records_name() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let bench = Bench::with_record();
    bench.run(&["score", "go.decision.ron", "--member", "ana", "hiring/go=4"]).succeeds();
    let record = bench.path("").join(OsStr::from_bytes(b"caf\xE9.decision.ron"));
    std::fs::copy(bench.path("go.decision.ron"), &record).unwrap();
    let mut command = bench.command(&["ballot", "--member", "ana"]);
    assert!(command.arg(&record).stdout(Stdio::null()).status().unwrap().success());
    assert!(bench.path("").join(OsStr::from_bytes(b"caf\xE9.ana.ballot.ron")).exists());
}

#[test]
fn a_clock_that_is_far_off_is_told() {
    let doubt = |year| weigh_in::storage::world::clock_doubt(jiff::civil::date(year, 12, 30));
    for year in [1970, 2019, 2101, 9999] {
        let words = format!("The clock of this machine says {year}-12-30; dates in the record will be wrong.");
        assert_eq!(doubt(year), Some(words));
    }
    assert_eq!((doubt(2020), doubt(2100)), (None, None));
    let bench = Bench::new();
    let told = bench.run(&["new", "--template=blank", "--title=T", "go.decision.ron"]).succeeds();
    assert_eq!(told.err(), "");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out_of_the_repository() {
    let outside = tempfile::tempdir().unwrap();
    let bench = Bench::with_scores();
    std::os::unix::fs::symlink(outside.path(), bench.path("out")).unwrap();
    for (name, copy) in [("base", ""), ("ours", "ours"), ("theirs", "theirs")] {
        bench.write(name, &bench.read("go.decision.ron").replace("Use Go", &format!("Use Go{copy}")));
    }
    for command in [
        &["new", "--template=blank", "--title=T", "out/new.decision.ron"][..],
        &["ballot", "go.decision.ron", "--member=ana", "--out=out/ana.ballot.ron"],
        &["chart", "go.decision.ron", "--kind=totals", "--out=out/totals.svg"],
        &["chart", "go.decision.ron", "--kind=totals", "--yes", "--out=./out/totals.svg"],
        &["merge", "base", "base", "ours", "--output=out/merged.decision.ron"],
        &["export", "go.decision.ron", "--repo=.", "--folder=out"],
    ] {
        bench.refuses(command).stderr_has("`out` leads out of the repository by a symbolic link; choose another place");
        assert_eq!(outside.path().read_dir().unwrap().count(), 0, "{command:?}");
    }
    // Who says `..` knows that it leads out, and a link inside of the repository leads nowhere else.
    let up = format!("--out=../{}/ana.ballot.ron", outside.path().file_name().unwrap().to_str().unwrap());
    if bench.path("").parent() == outside.path().parent() {
        bench.run(&["ballot", "go.decision.ron", "--member=ana", &up]).succeeds();
    }
    std::fs::create_dir(bench.path("in")).unwrap();
    std::os::unix::fs::symlink("in", bench.path("also-in")).unwrap();
    bench.run(&["ballot", "go.decision.ron", "--member=ana", "--out=also-in/ana.ballot.ron"]).succeeds();
}
