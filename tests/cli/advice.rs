//! What `merge` advises, followed to the letter: every way ends in a merge that git knows of, and no word of either side is lost
//! on it.

use std::{fmt::Write as _, fs, process::Command};

use super::{
    bench::Bench,
    tools::{git, git_does},
};

const BASE: &str = "(\n    format: 2,\n    id: \"0123456789abcdef\",\n    title: \"Use Go\",\n    created: \"2026-11-03\",\n    \
    context: \"Slow.\",\n    options: [(id: \"go\", name: \"Go\"), (id: \"rust\", name: \"Rust\")],\n    \
    criteria: [(id: \"hiring\", name: \"Hiring\")],\n)\n";

/// What one side does to the record, of which the file has this name.
type Change = fn(&Bench, &str);

/// A merge that cannot be finished by itself, and one of the ways out that are told.
struct Way {
    /// What it is about, for a test that fails.
    of: &'static str,
    has_driver: bool,
    file: &'static str,
    /// The folder in which git and the commands that are told are run.
    folder: &'static str,
    ours: Change,
    theirs: Change,
    steps: &'static [Step],
    /// What is in the file at the end.
    kept: &'static [&'static str],
}

/// A step on the way.
enum Step {
    /// A command that nobody told of: people ask what is wrong.
    Ask(&'static str),
    /// A command that has been told, word by word.
    Told(&'static str),
    /// A command that has been told, and what it shows.
    Shows(&'static str, &'static str),
    /// What is told in words, done by hand in the file.
    Edit(&'static str, Change),
}
use Step::{Ask, Edit, Shows, Told};

const WAY: Way = Way {
    of: "",
    has_driver: true,
    file: "go.decision.ron",
    folder: "",
    ours: |bench, file| score(bench, file, &[("ana", "2"), ("bo", "3")]),
    theirs: |bench, file| score(bench, file, &[("ana", "4"), ("cy", "5")]),
    steps: &[],
    kept: &["\"bo\"", "\"cy\"", "\"zoe\""],
};

const OURS_OF_ANA: &[&str] = &["\"bo\"", "\"cy\"", "option: \"go\", score: 2"];
const THEIRS_OF_ANA: &[&str] = &["\"bo\"", "\"cy\"", "option: \"go\", score: 4"];

fn score(bench: &Bench, file: &str, scores: &[(&str, &str)]) {
    for (member, points) in scores {
        bench.run(&["score", "--member", member, "--", file, &format!("hiring/go={points}")]).succeeds();
    }
}

/// A side that the record does not fit into beside the other: each has more than half of the criteria.
fn many(bench: &Bench, file: &str, prefix: &str) {
    let mut criteria = "criteria: [".to_owned();
    for n in 0..1_200 {
        let _ = write!(criteria, "(id: \"{prefix}{n}\", name: \"{prefix} {n}\"),");
    }
    bench.replace(file, "criteria: [", &criteria);
}

fn rename(bench: &Bench, file: &str, old: &str) {
    bench.replace(file, &format!("name: \"{old}\""), "name: \"Zig\"");
}

/// Keeps the lines of one side, and deletes the other with the markers.
fn without_markers(bench: &Bench, file: &str) {
    let (mut kept, mut inside) = (String::new(), "");
    for line in bench.read(file).split_inclusive('\n') {
        match (line.get(..7), inside) {
            (Some(mark @ ("<<<<<<<" | "|||||||" | "=======")), _) => {
                inside = if mark == "<<<<<<<" { "ours" } else { "others" }
            }
            (Some(">>>>>>>"), _) => inside = "",
            (_, "" | "ours") => kept.push_str(line),
            _ => {}
        }
    }
    bench.write(file, &kept);
}

const WAYS: &[Way] = &[
    Way {
        of: "a score that both changed, and ours is right",
        steps: &[Told("weigh-in merge --resolve go.decision.ron --take ours"), Told("git add go.decision.ron")],
        kept: OURS_OF_ANA,
        ..WAY
    },
    Way {
        of: "a score that both changed, and theirs is right",
        steps: &[Told("weigh-in merge --resolve go.decision.ron --take theirs"), Told("git add go.decision.ron")],
        kept: THEIRS_OF_ANA,
        ..WAY
    },
    Way {
        of: "a score that both changed, between the markers",
        steps: &[Edit("choose between the conflict markers", without_markers), Told("git add go.decision.ron")],
        kept: OURS_OF_ANA,
        ..WAY
    },
    Way {
        of: "a file with markers",
        steps: &[
            Ask("weigh-in check go.decision.ron"),
            Ask("weigh-in merge --resolve go.decision.ron"),
            Told("weigh-in merge --resolve go.decision.ron --take ours"),
            Told("git add go.decision.ron"),
        ],
        kept: OURS_OF_ANA,
        ..WAY
    },
    Way {
        of: "a resolution that asks again",
        steps: &[
            Ask("weigh-in merge --resolve go.decision.ron"),
            Told("weigh-in merge --resolve go.decision.ron --take theirs"),
            Told("git add go.decision.ron"),
        ],
        kept: THEIRS_OF_ANA,
        ..WAY
    },
    Way {
        of: "a merge in a folder of the repository",
        file: "docs/a b.decision.ron",
        folder: "docs/sub",
        steps: &[
            Told("weigh-in merge --resolve '../a b.decision.ron' --take theirs"),
            Told("git add '../a b.decision.ron'"),
        ],
        kept: THEIRS_OF_ANA,
        ..WAY
    },
    Way {
        of: "a name that looks like an option",
        file: "-x.decision.ron",
        steps: &[Told("weigh-in merge --resolve ./-x.decision.ron --take ours"), Told("git add ./-x.decision.ron")],
        kept: OURS_OF_ANA,
        ..WAY
    },
    Way {
        of: "a driver that is not there",
        has_driver: false,
        ours: |bench, file| score(bench, file, &[("bo", "3")]),
        theirs: |bench, file| score(bench, file, &[("cy", "5")]),
        steps: &[
            Ask("weigh-in check go.decision.ron"),
            Told("weigh-in merge --resolve go.decision.ron"),
            Told("git add go.decision.ron"),
        ],
        ..WAY
    },
    Way {
        of: "a merge that is finished, and that git does not know of",
        has_driver: false,
        ours: |bench, file| score(bench, file, &[("bo", "3")]),
        theirs: |bench, file| score(bench, file, &[("cy", "5")]),
        steps: &[
            Ask("weigh-in merge --resolve go.decision.ron"),
            Ask("weigh-in check go.decision.ron"),
            Told("weigh-in merge --resolve go.decision.ron"),
            Told("git add go.decision.ron"),
        ],
        ..WAY
    },
    Way {
        of: "sides that do not fit together",
        ours: |bench, file| rename(bench, file, "Go"),
        theirs: |bench, file| rename(bench, file, "Rust"),
        steps: &[
            Edit("Correct it as described above", |bench, file| bench.replace(file, "name: \"Zig\"", "name: \"Go\"")),
            Told("git add go.decision.ron"),
        ],
        kept: &["name: \"Go\"", "name: \"Zig\"", "\"zoe\""],
        ..WAY
    },
    Way {
        of: "sides that do not fit together, beside a conflict",
        ours: |bench, file| {
            rename(bench, file, "Go");
            score(bench, file, &[("ana", "2"), ("bo", "3")]);
        },
        theirs: |bench, file| {
            rename(bench, file, "Rust");
            score(bench, file, &[("ana", "4"), ("cy", "5")]);
        },
        steps: &[
            Told("weigh-in merge --resolve go.decision.ron --take theirs"),
            Edit("Correct it as described above", |bench, file| bench.replace(file, "name: \"Zig\"", "name: \"Go\"")),
            Told("git add go.decision.ron"),
        ],
        kept: &["name: \"Go\"", "name: \"Zig\"", "\"bo\"", "\"cy\"", "option: \"go\", score: 4"],
        ..WAY
    },
    Way {
        of: "more together than a record holds",
        ours: |bench, file| many(bench, file, "ours"),
        theirs: |bench, file| many(bench, file, "theirs"),
        steps: &[
            Ask("weigh-in merge --resolve go.decision.ron"),
            Told("git checkout --ours -- go.decision.ron"),
            Shows("git show :3:./go.decision.ron", "theirs1199"),
            Edit("add what you need from the other", |bench, file| {
                bench.replace(file, "criteria: [", "criteria: [(id: \"theirs7\", name: \"Theirs\"),");
            }),
            Told("git add go.decision.ron"),
        ],
        kept: &["ours1199", "theirs7", "\"zoe\""],
        ..WAY
    },
    Way {
        of: "a side that is no record",
        theirs: |bench, file| bench.replace(file, "format: 2,", "format: 2,, // Theirs."),
        steps: &[
            Told("git checkout --ours -- go.decision.ron"),
            Shows("git show :3:./go.decision.ron", "Theirs."),
            Told("git add go.decision.ron"),
        ],
        kept: &["\"ana\"", "\"bo\""],
        ..WAY
    },
    Way {
        of: "a side that is no text",
        file: "docs/go.decision.ron",
        folder: "docs/sub",
        theirs: |bench, file| {
            let text: Vec<u8> = bench.read(file).encode_utf16().flat_map(u16::to_le_bytes).collect();
            weigh_in::storage::atomic::write(&bench.path(file), &[&[0xFF, 0xFE][..], &text].concat()).unwrap();
        },
        steps: &[
            Shows("git show :3:./../go.decision.ron", "h\0i\0r\0i\0n\0g"),
            Told("git checkout --ours -- ../go.decision.ron"),
            Told("git add ../go.decision.ron"),
        ],
        kept: &["\"ana\"", "\"bo\""],
        ..WAY
    },
    Way {
        of: "a side that is too large",
        theirs: |bench, file| {
            bench.write(file, &(bench.read(file) + &" ".repeat(weigh_in::storage::MAX_BYTES as usize)));
        },
        steps: &[
            Ask("weigh-in merge --resolve go.decision.ron"),
            Edit("go.decision.ron, theirs: the file has 65 MiB, and no file of more than 64 MiB is read", |_, _| {}),
            Edit("a copy of it is larger than 64 MiB", |_, _| {}),
            Told("git checkout --ours -- go.decision.ron"),
            Told("git add go.decision.ron"),
        ],
        kept: &["\"ana\"", "\"bo\""],
        ..WAY
    },
    Way {
        of: "another record under the name",
        theirs: |bench, file| {
            bench.replace(file, "0123456789abcdef", "fedcba9876543210");
            score(bench, file, &[("cy", "5")]);
        },
        steps: &[
            Told("git show :3:./go.decision.ron > go.theirs.decision.ron"),
            Told("git checkout --ours -- go.decision.ron"),
            Told("git add go.decision.ron go.theirs.decision.ron"),
            Ask("cat go.theirs.decision.ron"),
            Edit("\"cy\"", |_, _| {}),
        ],
        kept: &["\"ana\"", "\"bo\""],
        ..WAY
    },
    Way {
        of: "another record under the name, asked about in a folder where theirs is kept already",
        file: "docs/a b.decision.ron",
        folder: "docs/sub",
        theirs: |bench, file| {
            bench.replace(file, "0123456789abcdef", "fedcba9876543210");
            score(bench, file, &[("cy", "5")]);
            bench.write("docs/a b.theirs.decision.ron", "");
        },
        steps: &[
            Ask("weigh-in merge --resolve '../a b.decision.ron'"),
            Told("git show ':3:./../a b.decision.ron' > '../a b.theirs-2.decision.ron'"),
            Told("git checkout --ours -- '../a b.decision.ron'"),
            Told("git add '../a b.decision.ron' '../a b.theirs-2.decision.ron'"),
            Ask("weigh-in check '../a b.theirs-2.decision.ron'"),
        ],
        kept: &["\"ana\"", "\"bo\""],
        ..WAY
    },
    Way {
        of: "a side of a newer format",
        theirs: |bench, file| bench.replace(file, "format: 2,", "format: 3,"),
        steps: &[
            Told("git checkout --theirs -- go.decision.ron"),
            Shows("git show :2:./go.decision.ron", "\"bo\""),
            Told("git add go.decision.ron"),
        ],
        kept: &["format: 3", "\"zoe\""],
        ..WAY
    },
    Way {
        of: "a file that one side took out, and that stays",
        theirs: |bench, file| fs::remove_file(bench.path(file)).unwrap(),
        steps: &[Ask("weigh-in merge --resolve go.decision.ron"), Told("git add go.decision.ron")],
        kept: &["\"ana\"", "\"bo\""],
        ..WAY
    },
    Way {
        of: "a file that is gone",
        steps: &[
            Edit("", |bench, file| fs::remove_file(bench.path(file)).unwrap()),
            Ask("weigh-in merge --resolve go.decision.ron"),
            Told("git checkout --merge go.decision.ron"),
            Ask("weigh-in merge --resolve go.decision.ron"),
            Told("weigh-in merge --resolve go.decision.ron --take ours"),
            Told("git add go.decision.ron"),
        ],
        kept: OURS_OF_ANA,
        ..WAY
    },
];

impl Way {
    /// A repository in which the two sides are to be merged, and what git says of it.
    fn begun(&self) -> (Bench, String) {
        let bench = Bench::new();
        bench.git_init();
        let root = bench.path("");
        bench.write(self.file, BASE);
        bench.write(".gitattributes", "*.decision.ron merge=weigh-in\n");
        if self.has_driver {
            bench.run(&["merge", "--install"]).succeeds();
        } else {
            git_does(&root, &["config", "merge.weigh-in.driver", "/nowhere/weigh-in merge %O %A %B --path %P"]);
        }
        fs::create_dir_all(bench.path(self.folder)).unwrap();
        score(&bench, self.file, &[("zoe", "1")]);
        let commit = |words: &str| {
            git_does(&root, &["add", "--all"]);
            git_does(&root, &["commit", "--quiet", "-m", words]);
        };
        commit("base");
        git_does(&root, &["checkout", "--quiet", "-b", "theirs"]);
        (self.theirs)(&bench, self.file);
        commit("theirs");
        git_does(&root, &["checkout", "--quiet", "-"]);
        (self.ours)(&bench, self.file);
        commit("ours");
        fs::create_dir_all(bench.path(self.folder)).unwrap();
        let merged = git(&bench.path(self.folder), &["merge", "--no-edit", "theirs"]);
        assert!(!merged.status.success(), "{}: {merged:?}", self.of);
        let told = [merged.stdout, merged.stderr].concat();
        (bench, String::from_utf8_lossy(&told).into_owned())
    }

    /// Runs a command as people paste it into a shell.
    fn paste(&self, bench: &Bench, command: &str) -> (bool, String) {
        let programs = std::path::Path::new(env!("CARGO_BIN_EXE_weigh-in")).parent().unwrap();
        let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
        let mut shell = bench.command_by(Command::new("sh"), &["-c", command]);
        let ran = shell.current_dir(bench.path(self.folder)).env("PATH", path).output().unwrap();
        let told = [ran.stdout, ran.stderr].concat();
        (ran.status.success(), String::from_utf8_lossy(&told).into_owned())
    }

    fn follow(&self) {
        let (bench, mut told) = self.begun();
        for step in self.steps {
            let has = |words: &str| assert!(told.contains(words), "{}: {words} is not in {told}", self.of);
            match step {
                Ask(command) => told.push_str(&self.paste(&bench, command).1),
                Told(command) | Shows(command, _) => {
                    has(&format!("`{command}`"));
                    let (done, said) = self.paste(&bench, command);
                    // A side may be taken where the two do not fit together, which is another thing to correct.
                    assert!(done || said.contains("Correct it"), "{}: `{command}`: {said}", self.of);
                    if let Shows(_, words) = step {
                        assert!(said.contains(words), "{}: `{command}`: {said}", self.of);
                    }
                    told.push_str(&said);
                }
                Edit(words, change) => {
                    has(words);
                    change(&bench, self.file);
                }
            }
        }
        let text = bench.read(self.file);
        for words in self.kept {
            assert!(text.contains(words), "{}: {words} is not in {text}", self.of);
        }
        let status = git_does(&bench.path(""), &["status", "--porcelain"]);
        assert!(!status.contains("UU") && !status.contains("AU") && !status.contains("UD"), "{}: {status}", self.of);
        git_does(&bench.path(""), &["commit", "--quiet", "--all", "--no-edit"]);
    }
}

#[cfg(unix)]
#[test]
fn every_advice_of_a_merge_leads_to_its_end() {
    for way in WAYS {
        way.follow();
    }
}

/// In a repository in `root`, both sides write these files, and git merges them by the line.
fn unmerged_files(bench: &Bench, root: &str, files: &[(&str, &str)]) {
    let place = bench.path(root);
    fs::create_dir_all(&place).unwrap();
    git_does(&place, &["init", "--quiet"]);
    let commit = |side: &str| {
        for (file, text) in files {
            bench.write(&format!("{root}{file}"), &text.replace("Slow.", side));
        }
        git_does(&place, &["add", "--all"]);
        git_does(&place, &["commit", "--quiet", "-m", side]);
    };
    commit("Slow.");
    git_does(&place, &["checkout", "--quiet", "-b", "theirs"]);
    commit("Theirs.");
    git_does(&place, &["checkout", "--quiet", "-"]);
    commit("Ours.");
    assert!(!git(&place, &["merge", "--no-edit", "theirs"]).status.success());
}

const FOREIGN: &str = "# 1. Use Go\n\n## Status\n\nAccepted\n\n## Context\n\nSlow.\n";

/// Runs what is told between backquotes by a command.
fn paste_told(bench: &Bench, ask: &str, command: &str) {
    let (_, told) = WAY.paste(bench, ask);
    assert!(told.contains(&format!("`{command}`")), "{ask}: {command} is not in {told}");
    let (done, said) = WAY.paste(bench, command);
    assert!(done, "{command}: {said}");
}

/// Signs of patterns in a name mean nothing but themselves: the files that the pattern matches stay as they are.
#[cfg(unix)]
#[test]
fn a_command_for_a_file_is_about_that_file_alone() {
    for (odd, other) in [("team[1]", "team1"), ("a*", "ab"), ("a?", "ab"), ("a\\b", "ab"), ("_a[1]", "_a1")] {
        let bench = Bench::new();
        let [mine, theirs] = [odd, other].map(|folder| format!("{folder}/go.decision.ron"));
        let [adr, their_adr] = [odd, other].map(|folder| format!("{folder}/adr/0001-use-go.md"));
        let files =
            [(mine.as_str(), BASE), (theirs.as_str(), BASE), (adr.as_str(), FOREIGN), (their_adr.as_str(), FOREIGN)];
        unmerged_files(&bench, "", &files);
        bench.write(&their_adr, &FOREIGN.replace("Slow.", "Both."));
        let resolve = format!("weigh-in merge --resolve '{mine}' --take ours");
        paste_told(&bench, &resolve, &format!("git add ':(literal){mine}'"));
        // Folders of ADRs have no such name.
        if odd.contains('\\') {
            continue;
        }
        paste_told(&bench, "weigh-in log --check", &format!("git checkout --ours ':(top,literal){adr}'"));
        paste_told(&bench, "weigh-in log --check", &format!("git add ':(top,literal){adr}'"));
        assert!(bench.read(&their_adr).contains("Both."), "{odd}");
        let left = git_does(&bench.path(""), &["-c", "core.quotePath=false", "diff", "--name-only", "--diff-filter=U"]);
        let mut left: Vec<&str> = left.lines().collect();
        left.dedup();
        assert_eq!(left, [their_adr.as_str(), theirs.as_str()]);
    }
}

/// What is told outside of the repository can be run there.
#[cfg(unix)]
#[test]
fn a_command_for_a_file_elsewhere_says_where_git_has_to_run() {
    let files = [("docs/go.decision.ron", BASE), ("docs/adr/0001-use-go.md", FOREIGN)];
    for has_own in [false, true] {
        let bench = Bench::new();
        if has_own {
            bench.git_init();
        }
        unmerged_files(&bench, "r s/", &files);
        paste_told(
            &bench,
            "weigh-in merge --resolve 'r s/docs/go.decision.ron' --take theirs",
            "git -C 'r s/docs' add go.decision.ron",
        );
        paste_told(&bench, "weigh-in log 'r s' --check", "git -C 'r s' checkout --ours :/docs/adr/0001-use-go.md");
        paste_told(&bench, "weigh-in log 'r s' --check", "git -C 'r s' add :/docs/adr/0001-use-go.md");
        git_does(&bench.path("r s"), &["commit", "--quiet", "--no-edit"]);
        assert!(bench.read("r s/docs/go.decision.ron").contains("Theirs."));
        assert!(bench.read("r s/docs/adr/0001-use-go.md").contains("Ours."));
    }
    // Two records under one name.
    let bench = Bench::new();
    let place = bench.path("r");
    fs::create_dir_all(&place).unwrap();
    git_does(&place, &["init", "--quiet"]);
    git_does(&place, &["commit", "--quiet", "--allow-empty", "-m", "base"]);
    let commit = |id: &str| {
        bench.write("r/go.decision.ron", &BASE.replace("0123456789abcdef", id));
        git_does(&place, &["add", "--all"]);
        git_does(&place, &["commit", "--quiet", "-m", id]);
    };
    git_does(&place, &["checkout", "--quiet", "-b", "theirs"]);
    commit("1111111111111111");
    git_does(&place, &["checkout", "--quiet", "-"]);
    commit("2222222222222222");
    assert!(!git(&place, &["merge", "--no-edit", "theirs"]).status.success());
    let ask = "weigh-in merge --resolve r/go.decision.ron";
    paste_told(&bench, ask, "git -C r show :3:./go.decision.ron > r/go.theirs.decision.ron");
    fs::remove_file(bench.path("r/go.theirs.decision.ron")).unwrap();
    let (_, told) = WAY.paste(&bench, ask);
    let commands = told.split('`').skip(1).step_by(2).filter(|command| command.starts_with("git"));
    for command in commands {
        let (done, said) = WAY.paste(&bench, command);
        assert!(done, "{command}: {said}");
    }
    git_does(&place, &["commit", "--quiet", "--no-edit"]);
    assert!(bench.read("r/go.decision.ron").contains("2222"));
    assert!(bench.read("r/go.theirs.decision.ron").contains("1111"));
}

const ADR: &str = "docs/decisions/0001-use-go.md";

/// A repository in which two sides exported the record to one ADR, and git merges them.
fn merged_exports(folder: &str, theirs: Change) -> Bench {
    let bench = Bench::new();
    bench.git_init();
    let root = bench.path("");
    bench.write("go.decision.ron", BASE);
    bench.write("docs/sub/x", "");
    bench.run(&["merge", "--install"]).succeeds();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds();
    let commit = |words: &str| {
        git_does(&root, &["add", "--all"]);
        git_does(&root, &["commit", "--quiet", "-m", words]);
    };
    commit("base");
    git_does(&root, &["checkout", "--quiet", "-b", "theirs"]);
    theirs(&bench, ADR);
    commit("theirs");
    git_does(&root, &["checkout", "--quiet", "-"]);
    bench.replace(ADR, "Slow.", "Slow, we say.");
    commit("ours");
    assert!(!git(&bench.path(folder), &["merge", "--no-edit", "theirs"]).status.success());
    bench
}

/// Whoever asks is told how to finish the merge of an ADR, from any folder of the repository.
#[cfg(unix)]
#[test]
fn an_adr_that_git_holds_as_unmerged_has_a_way_on() {
    let changed: Change = |bench, adr| bench.replace(adr, "Slow.", "Slow, they say.");
    let gone: Change = |bench, adr| fs::remove_file(bench.path(adr)).unwrap();
    let add = "git add :/docs/decisions/0001-use-go.md";
    let ours = "git checkout --ours :/docs/decisions/0001-use-go.md";
    let merge = "git checkout --merge :/docs/decisions/0001-use-go.md";
    let ways: [(Change, &str, &[&str]); 4] = [
        (changed, "", &[ours, add]),
        (changed, "docs/sub", &[ours, merge, ours, add]),
        (gone, "docs/sub", &[add]),
        (gone, "", &["git rm :/docs/decisions/0001-use-go.md"]),
    ];
    for (theirs, folder, commands) in ways {
        let bench = merged_exports(folder, theirs);
        let way = Way { folder, ..WAY };
        for command in commands {
            let up = if folder.is_empty() { "" } else { "../../" };
            for ask in [
                format!("weigh-in check {up}go.decision.ron"),
                "weigh-in log --check".to_owned(),
                format!("weigh-in export {up}go.decision.ron --repo . --yes"),
            ] {
                let (done, told) = way.paste(&bench, &ask);
                assert!(!done && told.contains(&format!("`{command}`")), "{ask}: {told}");
                assert!(ask.contains("export") || told.contains("[unmerged]"), "{ask}: {told}");
            }
            let (done, told) = way.paste(&bench, command);
            assert!(done, "{command}: {told}");
        }
        let status = git_does(&bench.path(""), &["status", "--porcelain"]);
        assert!(!status.contains("UU") && !status.contains("UD"), "{status}");
        let exported = bench.run(&["export", "go.decision.ron", "--repo", ".", "--keep=theirs", "--yes"]);
        exported.succeeds();
    }
}

#[test]
fn outside_of_a_repository_no_advice_names_git() {
    let bench = Bench::new();
    let many = |prefix: &str| {
        bench.write(&format!("{prefix}.decision.ron"), BASE);
        many(&bench, &format!("{prefix}.decision.ron"), prefix);
    };
    let conflict = |name: &str| bench.write(&format!("{name}.decision.ron"), &BASE.replace("Slow.", name));
    let misfit = |name: &str, old: &str| {
        bench.write(&format!("{name}.decision.ron"), BASE);
        rename(&bench, &format!("{name}.decision.ron"), old);
    };
    bench.write("base.decision.ron", BASE);
    let files = ["base.decision.ron", "ours.decision.ron", "theirs.decision.ron"];
    let merge = [&["merge"][..], &files].concat();
    let says = |arguments: &[&str], words: &str| {
        let ran = bench.run(arguments);
        let ran = ran.stderr_has(words);
        assert!(!ran.err().contains("git"), "{ran:?}");
    };
    many("ours");
    many("theirs");
    says(&merge, "Remove what is not needed from one copy, and merge again.");
    bench.write("theirs.decision.ron", BASE);
    bench.run(&merge).succeeds();
    misfit("ours", "Go");
    misfit("theirs", "Rust");
    says(&merge, "Correct it as described above.");
    conflict("ours");
    conflict("theirs");
    says(&merge, "`weigh-in merge --resolve ours.decision.ron --take ours`");
    bench.run(&["merge", "--resolve", "ours.decision.ron", "--take", "theirs"]).succeeds();
    assert!(bench.read("ours.decision.ron").contains("theirs"));
}
