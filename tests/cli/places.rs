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
        .tells("leads out of the repository");
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
    let ran = bench.run(&["templates"]).succeeds().says("team: N");
    assert!(!ran.out().contains("secret") && !ran.err().contains("secret"), "{ran:?}");
    bench.run(&["new", "--template=secret", "x.decision.ron"]).exits(2);
    // The user's own may be links, as those who keep their settings elsewhere have them.
    symlink(outside.path(""), bench.path("settings")).unwrap();
    bench.run(&["templates"]).succeeds().says("secret: N");
    // Nobody reads on and on.
    for n in 0..210 {
        bench.write(&format!(".weigh-in/templates/y{n}.template.ron"), &template(&format!("y{n}")));
    }
    bench.run(&["templates"]).succeeds().tells("only the first 200 of its 211 templates were read");
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
}
