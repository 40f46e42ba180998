//! The sections of a new ADR and their headings, as the folder's other ADRs have them.

use std::fs;

use jiff::civil::date;
use proptest::prelude::*;
use weigh_in::{
    adr::{AdrInput, Setting, Style, import, lasting_style, observed_style, read, render_as},
    analysis::{Scope, analyze},
    decision::{Consequence, ConsequenceKind, Decision, Edit, OptionField},
    decision_log::{Plan, plan, write},
};

use super::{
    checked::check_export,
    records::{ingest_service, option, titled},
    repository::Repository,
};

const RECORD: &str = "records/ingest.decision.ron";

fn planned(repository: &Repository, decision: &Decision) -> Plan {
    plan(decision, Some(&repository.root().join(RECORD)), &repository.request()).unwrap()
}

/// Exports a record into a repository, twice, and returns its ADR.
fn exported(repository: &Repository, mut decision: Decision) -> String {
    repository.put(RECORD, "");
    let first = planned(repository, &decision);
    let text = first.changes[0].after.clone();
    write(&first, true).unwrap();
    decision.apply(Edit::Exported(first.export)).unwrap();
    let again = planned(repository, &decision);
    assert!(again.is_unchanged() && again.undecided.is_empty(), "{}", again.unified_diff());
    assert_eq!(check_export(&decision, &repository.root().join(RECORD)), [], "{text}");
    text
}

/// Returns the headings of an exported ADR, those of the options left out.
fn headings(repository: &Repository, decision: Decision) -> Vec<String> {
    let options: Vec<String> = decision.options.iter().map(|option| option.called().to_owned()).collect();
    let text = exported(repository, decision);
    let is_option = |title: &str| options.iter().any(|option| option == title);
    let sections = read(text.as_bytes()).sections;
    let shown = sections.iter().filter(|section| section.level > 1 && !is_option(&section.title));
    shown.map(|section| format!("{}{}", "/".repeat(usize::from(section.level) - 2), section.title)).collect()
}

fn in_folder_of(bodies: &[&str]) -> Vec<String> {
    let repository = Repository::with(&[]);
    for (at, body) in bodies.iter().enumerate() {
        let number = at + 1;
        repository.put(
            &format!("docs/adr/{number:04}-a.md"),
            &format!("# {number}. Use queues\n\n* Status: accepted\n* Date: 2026-01-0{number}\n\n{body}"),
        );
    }
    headings(&repository, ingest_service())
}

fn repository_in(name: &str) -> Repository {
    let repository = Repository::with(&[]);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/repositories").join(name);
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match fs::read_to_string(&path) {
                Ok(text) => drop(repository.put(path.strip_prefix(&root).unwrap().to_str().unwrap(), &text)),
                Err(_) => folders.push(path),
            }
        }
    }
    repository
}

const LANGUAGES: [&str; 11] = [
    "german",
    "french",
    "spanish",
    "portuguese",
    "italian",
    "dutch",
    "polish",
    "russian",
    "chinese",
    "japanese",
    "korean",
];

#[test]
fn headings_are_in_the_language_of_the_folder() {
    for (name, expected) in [
        ("german", "Status Kontext Entscheidung Konsequenzen Alternativen Weitere_Informationen"),
        (
            "french",
            "Contexte_et_problématique Critères_de_décision Options_envisagées Résultat_de_la_décision \
                    /Conséquences /Validation Avantages_et_inconvénients_des_options Informations_complémentaires",
        ),
        ("spanish", "Metadatos Contexto Decisión Consecuencias Alternativas Más_información"),
        ("portuguese", "Contexto Decisão Consequências Alternativas Mais_informações"),
        ("italian", "Contesto Decisione Conseguenze Alternative Ulteriori_informazioni"),
        (
            "dutch",
            "Context_en_probleemstelling Beslissingscriteria Overwogen_opties Besluit /Gevolgen /Bevestiging \
                   Voor-_en_nadelen_van_de_opties Meer_informatie",
        ),
        ("polish", "Kontekst Decyzja Konsekwencje Alternatywy Więcej_informacji"),
        ("russian", "Контекст Решение Последствия Альтернативы Дополнительная_информация"),
        ("chinese", "背景 决策 后果 备选方案 更多信息"),
        ("japanese", "ステータス コンテキスト 決定 結果 代替案 参考情報"),
        ("korean", "배경 결정 결과 대안 추가_정보"),
    ] {
        let found: Vec<String> =
            headings(&repository_in(name), ingest_service()).iter().map(|heading| heading.replace(' ', "_")).collect();
        assert_eq!(found.join(" "), expected, "{name}");
    }
}

#[test]
fn what_people_wrote_is_read_again_in_every_language() {
    let mut decision = ingest_service();
    let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
    for field in [OptionField::Pros(texts(&["the team knows it"])), OptionField::Cons(texts(&["its memory grows"]))] {
        decision.apply(Edit::Option(option("go"), field)).unwrap();
    }
    let parts = |text: &str| {
        let Decision { options, outcome, .. } =
            import(text.as_bytes(), "0006-a.md", "1".to_owned(), date(2026, 11, 3)).decision;
        let options: Vec<_> =
            options.iter().map(|option| (option.name.clone(), option.pros.clone(), option.cons.clone())).collect();
        let review = read(text.as_bytes()).review;
        // The short form has the confirmation among them.
        let is_toned = |one: &&Consequence| one.kind != ConsequenceKind::Neutral;
        let consequences: Vec<_> = outcome.consequences.iter().filter(is_toned).cloned().collect();
        let chosen = outcome.chosen.as_ref().map(ToString::to_string);
        (options, chosen, outcome.justification.clone(), consequences, review)
    };
    let english = parts(&exported(&Repository::with(&[]), decision.clone()));
    assert!(english.1.is_some() && english.0.len() == 2 && english.3.len() == 2 && english.4.is_some(), "{english:?}");
    for name in LANGUAGES {
        let text = exported(&repository_in(name), decision.clone());
        assert_eq!(parts(&text), english, "{text}");
    }
}

#[test]
fn sections_follow_the_order_the_words_and_the_case_of_the_folder() {
    for (body, expected) in [
        (
            "## Context\n\n## Decision\n\n## Consequences\n",
            "Context, Decision, Consequences, Alternatives, More Information",
        ),
        (
            "## Context\n\n## Options Considered\n\n## Decision\n\n## Consequences\n",
            "Context, Options Considered, Decision, Consequences, More Information",
        ),
        (
            "## Background\n\n## Decision\n\n## Alternatives considered\n\n## Consequences\n",
            "Background, Decision, Alternatives considered, Consequences, More information",
        ),
        (
            "## CONTEXT\n\n## DECISION\n\n## CONSEQUENCES\n",
            "CONTEXT, DECISION, CONSEQUENCES, ALTERNATIVES, MORE INFORMATION",
        ),
        (
            "## Context and problem statement\n\n## Considered options\n\n## Decision outcome\n\n### Consequences\n",
            "Context and problem statement, Decision drivers, Considered options, Decision outcome, /Consequences, \
             /Confirmation, Pros and cons of the options, More information",
        ),
        (
            "## Problem\n\n## Requirements\n\n## Solution\n\n## Implications\n",
            "Problem, Requirements, Solution, Implications, Alternatives, More Information",
        ),
        (
            "## Context\n\n## Alternatives considered\n\n## Decision\n\n## Consequences\n\n## References\n",
            "Context, Alternatives considered, Decision, Consequences, More information",
        ),
        (
            "## 📋 Context\n\n## 🧭 Decision\n\n## Consequences 🔥\n",
            "📋 Context, 🧭 Decision, Consequences 🔥, Alternatives, More Information",
        ),
        (
            "## 1. Context\n\n## 2. Decision\n\n## 3. Consequences\n",
            "1. Context, 2. Decision, 3. Consequences, 4. Alternatives, 5. More Information",
        ),
        (
            "## 背景 / Context\n\n## 決定 / Decision\n\n## 結果 / Consequences\n",
            "背景 / Context, 決定 / Decision, 結果 / Consequences, Alternatives, More Information",
        ),
        // What is more than such words is about one ADR.
        (
            "## Context: the queue\n\n## Decision: use it\n",
            "Context and Problem Statement, Decision Drivers, Considered Options, \
          Decision Outcome, /Consequences, /Confirmation, Pros and Cons of the Options, More Information",
        ),
    ] {
        let found = in_folder_of(&[body, body]);
        assert_eq!(found.join(", "), expected, "{body}");
    }
}

/// Headings as bodies have them.
const HEADINGS: [&str; 26] = [
    "## 1. Context",
    "## 2. Decision",
    "## 📋 Context",
    "## 背景 / Context",
    "## Context",
    "## Context and Problem Statement",
    "## Problem",
    "## Decision Drivers",
    "## Considered Options",
    "## Alternatives",
    "## ALTERNATIVES",
    "## Decision",
    "## Decision Outcome",
    "## Consequences",
    "### Consequences",
    "### Confirmation",
    "## Pros and Cons of the Options",
    "## More information",
    "## Status",
    "## Kontext",
    "## Entscheidung",
    "## Vor- und Nachteile",
    "## 背景",
    "## 決定",
    "# Use Go",
    "```",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn what_follows_any_body_is_written_again_alike(
        headings in prop::collection::vec(0..HEADINGS.len(), 0..9),
        is_list in any::<bool>(),
    ) {
        let body: String = headings.iter().flat_map(|at| [HEADINGS[*at], "\n\nx\n\n"]).collect();
        let head = if is_list { "* Status: accepted" } else { "Date: 2026-01-01\n\n## Status\n\nAccepted" };
        let style = Style::following(&[observed_style(&format!("# 1. Use queues\n\n{head}\n\n{body}"))], None);
        let decision = ingest_service();
        let analysis = analyze(&decision, Scope::All);
        let input = AdrInput { decision: &decision, analysis: &analysis, record: None };
        let setting = Setting { style: &style, number: Some(3), relations: &[], charts: &[] };
        let style = lasting_style(&input, &setting).unwrap();
        let rendered = |style: &Style| render_as(&input, &Setting { style, ..setting }).unwrap();
        let first = rendered(&style);
        let again = observed_style(&first).remembering(Some(style.dialect), &style.in_words());
        prop_assert_eq!(rendered(&again), first, "{}", body);
    }
}

#[test]
fn every_heading_stands_between_blank_lines() {
    let nygard =
        "# 1. Use queues\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n\n## Consequences\n\nz\n";
    for files in [&[][..], &[("docs/adr/0001-use-queues.md", nygard)]] {
        for decision in [titled("Use Go"), ingest_service()] {
            let text = exported(&Repository::with(files), decision);
            let lines: Vec<&str> = text.lines().collect();
            let headings = lines.windows(3).filter(|around| around[1].starts_with("##"));
            headings.for_each(|around| assert!(around[0].is_empty() && around[2].is_empty(), "{around:?}"));
        }
    }
}
