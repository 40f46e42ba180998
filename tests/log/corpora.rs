//! Real ADR folders: every file is accounted for, and what was read is compared with what people read in them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use weigh_in::decision_log::{Log, Progress, read_log};

use super::repositories::{Corpora, corpora};

/// Every Markdown file below a folder.
pub(super) fn markdown(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            markdown(&path, found);
        } else if path.extension().is_some_and(|end| end == "md") {
            found.push(path);
        }
    }
}

/// Each repository's log.
fn logs(corpora: &Path) -> Vec<(String, Log)> {
    let mut repositories: Vec<PathBuf> = fs::read_dir(corpora).unwrap().flatten().map(|entry| entry.path()).collect();
    repositories.sort();
    repositories
        .into_iter()
        .filter(|path| path.is_dir())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, read_log(&path, &Progress::default()).unwrap())
        })
        .collect()
}

#[test]
fn every_file_of_the_folders_is_an_adr_or_has_a_reason_why_not() {
    corpora().iter().for_each(every_file_is_accounted_for);
}

fn every_file_is_accounted_for(Corpora { folder: corpora, is_real }: &Corpora) {
    let mut accounted = BTreeSet::new();
    let mut folders = BTreeSet::new();
    let (mut adrs, mut in_part, mut others) = (0, 0, 0);
    for (repository, log) in logs(corpora) {
        assert!(!log.folders.is_empty(), "{repository}");
        for folder in &log.folders {
            let folder = &folder.folder;
            folders.insert(corpora.join(&repository).join(&folder.path));
            adrs += folder.entries.len();
            in_part += folder.entries.iter().filter(|entry| !entry.problems.is_empty()).count();
            others += folder.others.len();
            for other in &folder.others {
                println!("{repository}/{}: {}", folder.path_of(&other.file), other.reason);
            }
            let files = folder.entries.iter().map(|e| &e.file).chain(folder.others.iter().map(|o| &o.file));
            for file in files {
                assert!(accounted.insert(format!("{repository}/{}", folder.path_of(file))), "{file} twice");
            }
        }
    }
    let mut all = Vec::new();
    markdown(corpora, &mut all);
    for file in all {
        let path = file.strip_prefix(corpora).unwrap().to_string_lossy().replace('\\', "/");
        // An index that stands beside a folder of ADRs is not in it.
        let beside = !folders.contains(file.parent().unwrap());
        assert!(beside || accounted.contains(&path), "{path} is lost");
        if beside {
            println!("{path}: not in a folder of ADRs");
        }
    }
    println!("{adrs} ADRs, {in_part} of them read in part; {others} files are none");
    assert!(adrs >= if *is_real { 520 } else { 80 }, "{adrs}");
}

/// What a person read in a file; `-` for nothing.
struct Fact<'a> {
    path: &'a str,
    stated: [&'a str; 3],
}

fn facts(is_real: bool) -> Vec<Fact<'static>> {
    let table =
        if is_real { include_str!("../fixtures/corpora.tsv") } else { include_str!("../fixtures/repositories.tsv") };
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let [path, title, status, date] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        Fact { path, stated: [title, status, date] }
    })
    .collect()
}

#[test]
fn titles_statuses_and_dates_are_what_people_read_in_the_files() {
    corpora().iter().for_each(what_people_read);
}

fn what_people_read(Corpora { folder: corpora, is_real }: &Corpora) {
    let mut read: BTreeMap<String, [String; 3]> = BTreeMap::new();
    for (repository, log) in logs(corpora) {
        for folder in log.folders {
            for entry in &folder.folder.entries {
                let or = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
                let title = if entry.title == entry.file { None } else { Some(entry.title.clone()) };
                let status = entry.status.as_ref().map(ToString::to_string);
                let date = entry.date.map(|date| date.to_string());
                read.insert(
                    format!("{repository}/{}", folder.folder.path_of(&entry.file)),
                    [title, status, date].map(or),
                );
            }
        }
    }
    let facts = facts(*is_real);
    assert!(facts.len() >= if *is_real { 440 } else { 80 });
    // Right, of how many that state one; and how many were made up where none is stated.
    let mut right = [0_usize; 3];
    let mut stating = [0_usize; 3];
    let mut invented = [0_usize; 3];
    for fact in &facts {
        let found = read.get(fact.path).unwrap_or_else(|| panic!("{} is not read as an ADR", fact.path));
        for (at, what) in ["title", "status", "date"].into_iter().enumerate() {
            let same = found[at] == fact.stated[at];
            if fact.stated[at] == "-" {
                invented[at] += usize::from(!same);
            } else {
                stating[at] += 1;
                right[at] += usize::from(same);
            }
            if !same {
                println!("{}: {what} is `{}`, read as `{}`", fact.path, fact.stated[at], found[at]);
            }
        }
    }
    for (at, (what, least)) in [("title", 0.99), ("status", 0.98), ("date", 0.98)].into_iter().enumerate() {
        let share = right[at] as f64 / stating[at] as f64;
        println!(
            "{what}: {} of {} right ({:.2} %), {} made up where none is stated",
            right[at],
            stating[at],
            share * 100.0,
            invented[at]
        );
        assert!(share >= least, "{what}: {share}");
        assert!(invented[at] * 50 <= facts.len(), "{what}");
    }
}
