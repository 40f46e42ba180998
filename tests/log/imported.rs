//! An ADR as a record: nothing of it is lost, and the record is sound.

use std::{collections::BTreeSet, fs, path::Path};

use jiff::civil::date;
use proptest::prelude::*;
use weigh_in::{
    adr::{Imported, import, is_head_of_adrs, read},
    decision::{ConsequenceKind, Decision, Severity, Status},
    storage,
};

use super::{common, corpora::markdown, repositories::corpora};

fn imported(text: &[u8]) -> Imported {
    import(text, "docs/adr/0001-x.md", "test".to_owned(), date(2026, 11, 3))
}

/// The record is as sound as records must be, and the same after it was saved and loaded.
fn check(decision: &Decision, what: &str) {
    let errors: Vec<_> = decision.problems().into_iter().filter(|p| p.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{what}: {errors:?}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.decision.ron");
    storage::save_over(&file, decision, None).unwrap_or_else(|error| panic!("{what}: {error}"));
    let loaded = storage::load(&file).unwrap_or_else(|error| panic!("{what}: {error}"));
    let (before, after) = (format!("{decision:#?}"), format!("{:#?}", loaded.decision));
    let other = before.lines().zip(after.lines()).find(|(a, b)| a != b);
    assert!(loaded.decision == *decision, "{what} is another record after loading: {other:?}");
}

/// The words of a text, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_lowercase)
}

#[test]
fn every_adr_of_the_corpora_becomes_a_sound_record_with_every_word_in_it() {
    for corpora in corpora() {
        becomes_a_sound_record(&corpora.folder);
    }
}

fn becomes_a_sound_record(corpora: &Path) {
    let mut files = Vec::new();
    markdown(corpora, &mut files);
    let (mut with_options, mut chosen, mut whole, mut lost) = (0, 0, 0, 0);
    for file in &files {
        let name = file.strip_prefix(corpora).unwrap().display().to_string();
        let bytes = fs::read(file).unwrap();
        let Imported { decision, kept, told } = imported(&bytes);
        check(&decision, &name);
        with_options += usize::from(decision.options.len() > 1);
        chosen += usize::from(decision.outcome.chosen.is_some());
        whole += usize::from(kept.is_empty());
        let text = String::from_utf8_lossy(&bytes);
        let text = without_comments(&text).replace("\\n", " ").replace("\\t", " ").replace("&#x20;", " ");
        // The record has the status, in its own words.
        let read = read(&bytes);
        let statuses = read.statuses.iter().filter(|mark| mark.status.known().is_some());
        let number = read.number;
        let said: Vec<&str> = statuses.filter_map(|mark| text.get(mark.span.clone())).collect();
        let said = said.into_iter().filter(|words| words.split_whitespace().count() == 1).collect::<Vec<_>>().join(" ");
        let known: BTreeSet<String> =
            words(&format!("{decision:?} {kept:?} {told:?} {number:?}").replace("\\n", " ").replace("\\t", " "))
                .chain(words(HEADINGS))
                .chain(words(&said))
                .collect();
        let is_known = |word: &String| {
            known.contains(word) || word.parse().ok() == number || DATES.iter().any(|end| word.ends_with(end))
        };
        let missing: BTreeSet<String> = words(&text).filter(|word| !is_known(word)).collect();
        if !missing.is_empty() {
            lost += 1;
            println!("{name}: {missing:?}");
        }
    }
    println!(
        "{} files: {with_options} with options, {chosen} with a choice, {whole} with nothing left over",
        files.len()
    );
    assert_eq!(lost, 0, "files of which words are lost");
}

/// What says only where something stands, and is said by that place in a record.
const HEADINGS: &str = "status date context and problem statement motivation background issue decision drivers criteria \
    requirements forces considered options alternatives decision outcome outcomes solution consequences positive negative \
    confirmation validation links references more information further reading pros cons good neutral bad because of the \
    chosen option options deciders advantages disadvantages pro con last modified november july title number alternative \
    alternatives solution preferred recommended proposed rejected other recommendation benefits drawbacks downsides since \
    advantage disadvantage implications risks back verdict \
    april may august september datum data décideurs statut février avril juillet 1er 日期 날짜 mars gennaio febbraio marzo giugno settembre \
    stycznia lutego marca września października estado stato 状态 상태 ステータス 却下 提案 採用";

/// Ends of the words of a date in scripts that put no spaces in it.
const DATES: [&str; 4] = ["日", "년", "월", "일"];

/// The text without what nobody sees.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    let text = parts.fold(first, |all, part| all + part.split_once("-->").map_or("", |(_, rest)| rest));
    // The numbers of a list's items say only that they are items.
    let unnumbered = |line: &str| {
        let rest = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.starts_with(". ") { rest.to_owned() } else { line.to_owned() }
    };
    // Front matter is named by its keys where it is not read, and the number of an option stands only where a text names it.
    let text = text.trim_start_matches('\u{FEFF}');
    let front = text.strip_prefix("---").and_then(|rest| rest.find("\n---")).map_or(0, |end| end + 3);
    let is_text = |line: &&str| line.strip_prefix("## ").is_none_or(|heading| !is_head_of_adrs(heading.trim()));
    let lines = text[front..].lines().filter(is_text).map(unnumbered);
    lines.map(|line| without_label(&line)).collect::<Vec<_>>().join("\n")
}

/// The line without the number or letter of an option.
fn without_label(line: &str) -> String {
    let is_marked = line.starts_with(['#', '*', '-', ' ', '+', '|']) || line.contains("hosen");
    let mut words: Vec<&str> = line.split(' ').collect();
    for at in 1..words.len() {
        if is_marked
            && ["option", "suboption", "alternative", "options"]
                .iter()
                .any(|word| words[at - 1].to_lowercase().ends_with(word))
        {
            let label = words[at].trim_matches(|c: char| !c.is_alphanumeric());
            if label.len() <= 4 && words[at].len() <= 8 {
                words[at] = "";
            }
        }
    }
    words.join(" ")
}

#[test]
fn a_madr_is_taken_apart() {
    let text = "---\nstatus: accepted\ndate: 2026-10-02\ndeciders: [Ann, Bob]\nnav_order: 7\n---\n# Use Go\n\n\
        ## Context and Problem Statement\n\nWhat do we use?\n\n### Now\n\nPerl.\n\n\
        ## Decision Drivers\n\n* Learning curve: how soon?\n* **Speed** – of the code\n\n\
        ## Considered Options\n\n* Go\n* Rust\n\n\
        ## Decision Outcome\n\nChosen option: \"Go\", because it is simple.\n\nIt is also small.\n\n\
        ### Consequences\n\n* Good, because soon\n* Bad, because later\n\n### Confirmation\n\nA test.\n\n\
        ## Pros and Cons of the Options\n\n### Go\n\nA language.\n\n* Good, because the learning curve is flat\n\
        * Bad, because of nil\n\n### Rust\n\n**Pros**\n- fearless\n\n**Cons**\n- The speed of builds\n\n\
        ## More Information\n\n* [Essay](https://x.example/essay)\n* Ask Ann\n\n## Costs\n\nNone.\n";
    let Imported { decision, kept, told } = imported(text.as_bytes());
    check(&decision, "it");
    assert_eq!(
        (decision.title.as_str(), decision.status(), decision.status_date()),
        ("Use Go", Status::Accepted, Some(date(2026, 10, 2)))
    );
    assert_eq!(decision.people.decision_makers, ["Ann", "Bob"]);
    assert!(decision.context.starts_with("What do we use?\n\nNow\n\nPerl.\n\n"));
    let criteria: Vec<_> = decision.criteria.iter().map(|c| (c.name.as_str(), c.question.as_str(), c.swing)).collect();
    assert_eq!(criteria, [("Learning curve", "how soon?", Some(50)), ("Speed", "of the code", Some(50))]);
    let options: Vec<_> = decision.options.iter().map(|o| (o.name.as_str(), o.description.as_str())).collect();
    assert_eq!(options, [("Go", "A language."), ("Rust", "")]);
    let arguments: Vec<_> = decision.options.iter().map(|o| (o.pros.clone(), o.cons.clone())).collect();
    let list = |text: &str| Some(vec![text.to_owned()]);
    assert_eq!(
        arguments,
        [(list("the learning curve is flat"), list("of nil")), (list("fearless"), list("The speed of builds"))]
    );
    assert!(decision.references.is_empty());
    let outcome = &decision.outcome;
    assert_eq!(outcome.chosen.as_ref().map(ToString::to_string).as_deref(), Some("go"));
    assert_eq!(outcome.justification, "it is simple.\n\nIt is also small.");
    let consequences: Vec<_> = outcome.consequences.iter().map(|c| (c.kind, c.text.as_str())).collect();
    assert_eq!(consequences, [(ConsequenceKind::Good, "soon"), (ConsequenceKind::Bad, "later")]);
    assert_eq!(outcome.confirmation, "A test.");
    assert_eq!((decision.links[0].label.as_str(), decision.links.len()), ("Essay", 1));
    for left in ["* Ask Ann", "None.", "docs/adr/0001-x.md"] {
        assert!(decision.context.contains(left), "{left}");
    }
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(!decision.context.contains("nav_order"));
    assert_eq!(told, ["A record has no place for nav_order in the front matter."]);
}

/// An option with the arguments for and against it.
type Argued = (String, Vec<String>, Vec<String>);

/// The options, the id of the chosen one, and the criteria.
fn parts(text: &str) -> (Vec<Argued>, Option<String>, Vec<String>) {
    let Imported { decision, .. } = imported(text.as_bytes());
    check(&decision, text);
    let options = decision.options.iter().map(|option| {
        (option.name.clone(), option.pros.clone().unwrap_or_default(), option.cons.clone().unwrap_or_default())
    });
    let chosen = decision.outcome.chosen.as_ref().map(ToString::to_string);
    (options.collect(), chosen, decision.criteria.iter().map(|criterion| criterion.name.clone()).collect())
}

#[test]
fn arguments_are_found_under_the_heads_of_each_language() {
    for (options, good, bad) in [
        ("Options envisagées", "Points forts :", "Points faibles :"),
        ("Options envisagées", "**Avantages**", "**Inconvénients**"),
        ("Opciones consideradas", "Puntos a favor:", "Puntos en contra:"),
        ("Opções consideradas", "Pontos fortes:", "Pontos fracos:"),
        ("Opzioni considerate", "Punti di forza:", "Punti deboli:"),
        ("Overwogen opties", "Pluspunten:", "Minpunten:"),
        ("备选方案", "**优势**", "**劣势**"),
        ("备选方案", "好处：", "坏处："),
        ("検討した選択肢", "メリット：", "デメリット："),
    ] {
        let text = format!(
            "# x\n\n## {options}\n\n### Kafka\n\n{good}\n\n- a\n\n{bad}\n\n- b\n\n### NATS\n\n{good}\n\n- c\n\n{bad}\n\n- d\n"
        );
        let one = |name: &str, good: &str, bad: &str| (name.to_owned(), vec![good.to_owned()], vec![bad.to_owned()]);
        assert_eq!(parts(&text).0, [one("Kafka", "a", "b"), one("NATS", "c", "d")], "{text}");
    }
    let text = "# x\n\n## Contexte\n\ny\n\n## Conséquences\n\n* Positive : a\n* Négative : b\n";
    let kinds = imported(text.as_bytes()).decision.outcome.consequences.iter().map(|one| one.kind).collect::<Vec<_>>();
    assert_eq!(kinds, [ConsequenceKind::Good, ConsequenceKind::Bad]);
}

#[test]
fn drivers_and_weights_are_no_options() {
    let table =
        "| Criterion | Weight | Go | Rust |\n|---|---|---|---|\n| Hiring | high | easy | hard |\n| Weight | | | |\n";
    for text in [
        format!(
            "# x\n\n## Considered Options\n\n**Decision drivers:**\n\n- Speed\n- Cost\n\n**Options:**\n\n- Go\n- Rust\n\n{table}"
        ),
        format!(
            "# x\n\n## Considered Options\n\n- Go\n- Rust\n\n### Decision Drivers\n\n- Speed\n- Cost\n\n## Comparison\n\n{table}"
        ),
        format!("# x\n\n## Decision Drivers\n\n- Speed\n- Cost\n\n## Options\n\n{table}"),
    ] {
        let (options, _, criteria) = parts(&text);
        let names: Vec<&str> = options.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, ["Go", "Rust"], "{text}");
        assert_eq!(criteria, ["Speed", "Cost"], "{text}");
    }
}

#[test]
fn no_choice_is_made_up() {
    // Words in common with an option are no choice of it.
    let text = "# Store\n\nStatus: accepted\n\n## Options\n\n- Redis with a cluster of three nodes\n- Memory of each node\n\n\
        ## Decision\n\nWe keep sessions in a Redis that the cloud runs, in a cluster with three replicas.\n";
    assert_eq!(parts(text).1, None);
    // The name of a file is no option.
    let (options, chosen, _) = parts("## Decision\n\nWe take what the platform team offers.\n");
    assert!(options.is_empty() && chosen.is_none(), "{options:?}");
}

#[test]
fn a_status_and_people_are_read_from_any_front_matter_and_leave_nothing_behind() {
    let text = "---\nstatut: acceptée\nfecha: 2026-10-02\ndécideurs:\n  - Smith, John\n  - Doe, Jane\n---\n# x\n\n## Contexte\n\ny\n";
    let Imported { decision, told, .. } = imported(text.as_bytes());
    assert_eq!(decision.people.decision_makers, ["Smith, John", "Doe, Jane"]);
    assert!(!decision.context.contains("statut") && !decision.context.contains("fecha"), "{}", decision.context);
    assert!(told.iter().all(|sentence| !sentence.contains("front matter")), "{told:?}");
    let one = imported(b"---\nstatus: accepted\ndecision-makers: Smith, John\n---\n# x\n");
    assert_eq!(one.decision.people.decision_makers, ["Smith", "John"]);
    let said = "`Smith, John` is taken for two people, Smith and John; correct it if it is one.";
    assert!(one.told.iter().any(|sentence| sentence == said), "{:?}", one.told);
}

#[test]
fn what_was_decided_is_the_option_of_an_adr_without_options() {
    let text = "# 3. Use Go\n\nDate: 2026-10-02\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\nWe use Go.\n\n## Consequences\n\nOne.\n\nTwo.\n";
    let Imported { decision, kept, .. } = imported(text.as_bytes());
    check(&decision, "it");
    assert_eq!((decision.options[0].name.as_str(), decision.status()), ("Use Go", Status::Accepted));
    assert_eq!(decision.outcome.justification, "We use Go.");
    assert_eq!((decision.outcome.consequences.len(), kept.len()), (2, 0));
    let other = imported(b"# x\n\n## Status\n\nActive\n\n## Context\n\ny\n");
    assert_eq!(other.decision.status(), Status::Proposed);
    assert_eq!((other.kept.len(), other.told.len()), (0, 2), "{:?}", other.told);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_text_makes_an_unsound_record(parts in prop::collection::vec(part(), 0..30)) {
        check(&imported(parts.concat().as_bytes()).decision, "it");
    }

    #[test]
    fn no_bytes_make_an_unsound_record(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&imported(&bytes).decision, "it");
    }
}

/// What ADRs are made of, in any order.
pub(super) fn part() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "status: accepted\n",
        "date: 2026-11-03\n",
        "links:\n  - target: 2\n    kind: supersedes\n",
        "# 1. Use Go\n",
        "# ADR-2: x\n",
        "## Status\n\nAccepted\n",
        "Superseded by [2. y](0002-y.md)\n",
        "* Status: proposed\n",
        "* **Deciders:**\n  * Ann\n",
        "| Status | Date |\n|---|---|\n| Done | 2026-11-03 |\n",
        "## Context\n",
        "## Decision Drivers\n",
        "* Speed: how much\n",
        "## Considered Options\n",
        "* Go\n",
        "* Go\n",
        "* Rust – safe\n",
        "## Decision Outcome\n",
        "Chosen option: \"Go\", because x.\n",
        "## Pros and Cons of the Options\n",
        "### Go\n",
        "### \n",
        "#### Pros\n",
        "* Good, because speed\n",
        "**Cons**\n- bad\n",
        "```\n",
        "~~~\n",
        "<!-- ",
        " -->\n",
        "\n",
        "\r\n",
        "\u{FEFF}",
        "Date: 03/11/2026\n",
        "## Links\n",
        "* [x](https://x.example)\n",
        "[",
        "](",
        ")",
        "é",
        "Title\n===\n",
        "\\",
        "&#x31;",
        "**",
        ":",
    ]);
    prop_oneof![5 => known.prop_map(str::to_owned), 1 => common::pasted()]
}

#[test]
fn how_a_decision_is_confirmed_is_no_consequence() {
    for (text, expected) in [
        ("* Good, because fast\n\nConfirmation:\n\nA benchmark\n\n* each week\n", "A benchmark\n\n* each week"),
        ("* Good, because fast\n\n**Confirmation:** A benchmark.\n", "A benchmark."),
    ] {
        let adr = format!("# 1. X\n\n## Status\n\nAccepted\n\n## Decision\n\nWe use Go.\n\n## Consequences\n\n{text}");
        let outcome = imported(adr.as_bytes()).decision.outcome.clone();
        let consequences: Vec<_> = outcome.consequences.iter().map(|one| (one.kind, one.text.as_str())).collect();
        assert_eq!(consequences, [(ConsequenceKind::Good, "fast")]);
        assert_eq!(outcome.confirmation, expected);
    }
    let german = "# 1. X\n\n## Entscheidung\n\nGo.\n\n## Konsequenzen\n\n- Gut, denn schnell\n\nBestätigung:\n\nEin Benchmark.\n";
    assert_eq!(imported(german.as_bytes()).decision.outcome.confirmation, "Ein Benchmark.");
}

/// Without marks of code and emphasis, which names may keep.
fn bare(name: &str) -> String {
    name.replace(['`', '*'], "").trim().to_owned()
}

#[test]
fn options_and_the_choice_are_taken_from_the_forms_of_strangers() {
    let parts: Vec<&str> = include_str!("../fixtures/options.txt").split("\n@@ ").skip(1).collect();
    assert!(parts.len() > 25);
    for part in parts {
        let (stated, adr) = part.split_once('\n').unwrap();
        let (options, choice) = stated.split_once(" ¦¦ ").unwrap();
        let decision = imported(adr.as_bytes()).decision;
        check(&decision, stated);
        let chosen = decision.outcome.chosen.as_ref().and_then(|id| decision.option(id)).map(|one| bare(&one.name));
        let options: Vec<&str> = options.split(" ¦ ").collect();
        match choice {
            // What was decided may be an option of its own beside those that were not taken.
            "-" => assert!(!chosen.as_deref().is_some_and(|name| options.contains(&name)), "{chosen:?}: {adr}"),
            choice => assert_eq!(chosen.as_deref(), Some(choice), "{adr}"),
        }
        let found = decision.options.iter().map(|one| bare(&one.name));
        let found: Vec<String> =
            found.filter(|name| options.contains(&name.as_str()) || chosen.as_ref() != Some(name)).collect();
        assert_eq!(found, options, "{adr}");
    }
}
