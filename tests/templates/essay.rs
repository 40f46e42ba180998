//! What the essay argues, and that its advice comes out of its own scores.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
    path::Path,
};

use weigh_in::{
    analysis::{
        self, Scope, by_profile,
        robustness::{Progress, Settings},
    },
    decision::{CellKey, Criterion, CriterionId, Edit, OptionId, Profile, Reference, Score, Vote},
    storage::templates::built_in,
    template::Template,
};

use crate::{start, template, texts};

/// The essay's criteria: what is asked, and where it stands on Go and on Rust. None is silence.
const ESSAY: [(&str, &str, Option<u8>, Option<u8>); 24] = [
    ("learning-curve", "How soon is a competent newcomer productive?", Some(5), Some(2)),
    ("readability", "Can any competent developer read any of the code?", Some(5), Some(3)),
    ("team-scaling", "Does it hold up in large teams over years?", Some(5), Some(3)),
    ("training", "What does it take to bring juniors along?", Some(4), Some(2)),
    ("development-velocity", "How fast do features ship?", Some(5), Some(2)),
    ("prototyping", "How cheap is a first version, and how cheap is changing your mind?", Some(4), Some(2)),
    ("toolchain", "How simple are build, test, run, dependencies?", Some(5), None),
    ("operations", "How simple is it to build, ship and run in production?", Some(5), None),
    ("standard-library", "How much comes in the box?", Some(5), Some(2)),
    ("library-maturity", "Are the libraries you need mature and consistent?", Some(4), Some(3)),
    ("dependency-choice", "How much thought does choosing dependencies cost?", Some(5), Some(2)),
    ("concurrency-ease", "How easy is concurrent code to write and reason about?", Some(5), Some(2)),
    ("concurrency-control", "How much control over threads, tasks and data parallelism?", Some(3), Some(5)),
    ("data-race-safety", "What stops a data race?", Some(3), Some(5)),
    ("memory-safety", "How safe is memory access, and what does that cost at run time?", Some(4), Some(5)),
    ("compile-time-guarantees", "Which bugs can no longer be written?", None, Some(5)),
    ("compute-performance", "Speed of compute-bound work", Some(3), Some(5)),
    ("io-performance", "Speed of network-bound services", Some(4), Some(5)),
    ("resource-control", "Control over memory, latency, footprint", Some(2), Some(5)),
    ("hiring", "Can you hire for it, at what price?", Some(4), Some(2)),
    ("maintainability", "Could another team debug and change it in three years?", Some(5), Some(3)),
    ("reliability", "Does it keep running in production, and fail in ways you can handle?", Some(4), Some(5)),
    ("workload-fit", "Does it suit this kind of system?", None, None),
    ("momentum", "Where is adoption heading in your field?", Some(5), Some(3)),
];

/// Which language the essay advises for which kind of project. It has no advice for equal weights.
const ADVICE: [(&str, &str); 8] = [
    ("cloud-service", "go"),
    ("startup", "go"),
    ("platform-team", "go"),
    ("proxy-or-database", "rust"),
    ("systems", "rust"),
    ("game-engine", "rust"),
    ("critical-infrastructure", "rust"),
    ("finance", "rust"),
];

fn key(criterion: &str, option: &str) -> CellKey {
    (CriterionId::new(criterion).unwrap(), OptionId::new(option).unwrap())
}

fn essay(template: &Template) -> &Reference {
    template.references.iter().find(|reference| reference.id == *"essay").unwrap()
}

fn swing(profile: &Profile, id: &str) -> f64 {
    profile.swings.get(id).copied().map(f64::from).unwrap()
}

#[test]
fn rust_or_go_asks_what_the_essay_argues_about_and_scores_as_it_argues() {
    let template = template("rust-or-go");
    let asked: Vec<(&str, &str)> = template.criteria.iter().map(|c| (c.id.as_str(), c.question.as_str())).collect();
    assert_eq!(asked, ESSAY.map(|(id, question, ..)| (id, question)));

    let vote = |points: Option<u8>| points.map_or(Vote::Abstain, |points| Vote::Score(Score::new(points).unwrap()));
    let expected: BTreeMap<CellKey, Vote> = ESSAY
        .iter()
        .flat_map(|(id, _, go, rust)| [(key(id, "go"), vote(*go)), (key(id, "rust"), vote(*rust))])
        .collect();
    let cells = &essay(template).cells;
    let scored: BTreeMap<CellKey, Vote> = cells.iter().map(|(key, cell)| (key.clone(), cell.vote.unwrap())).collect();
    assert_eq!(scored, expected);
    assert!(!essay(template).counted, "the essay counts only if the team says so");
}

#[test]
fn the_essays_claims_are_words_since_a_blind_round_shows_them() {
    const SCORING: [&str; 6] = ["point", "points", "score", "scores", "rating", "stars"];
    for (key, cell) in &essay(template("rust-or-go")).cells {
        let note = cell.note.to_lowercase();
        assert!(note.len() > 20, "{key:?} has no claim: {note}");
        assert!(!note.contains(|c: char| c.is_ascii_digit()), "{key:?}: {note}");
        let told = note.split(|c: char| !c.is_alphabetic()).find(|word| SCORING.contains(word));
        assert_eq!(told, None, "{key:?} tells a score: {note}");
    }
}

#[test]
fn every_profile_weighs_every_criterion() {
    for id in ["rust-or-go", "which-language"] {
        let template = template(id);
        let profiles: Vec<&str> = template.profiles.iter().map(|profile| profile.id.as_str()).collect();
        let expected: Vec<&str> = ADVICE.iter().map(|(profile, _)| *profile).chain(["equal"]).collect();
        assert_eq!(profiles, expected);
        for profile in &template.profiles {
            let criteria: BTreeSet<&str> = template.criteria.iter().map(|c| c.id.as_str()).collect();
            assert_eq!(profile.swings.keys().map(CriterionId::as_str).collect::<BTreeSet<_>>(), criteria);
            assert_eq!(profile.swings.values().max(), Some(&Criterion::MAX_SWING), "{}", profile.id);
            assert!(ESSAY.iter().filter(|(c, ..)| swing(profile, c) > 0.0).count() >= 18, "{}", profile.id);
            assert_eq!(profile.swings["workload-fit"], 0, "{}", profile.id);
            assert!(profile.why.ends_with('.'), "{}", profile.id);
        }
    }
    let equal = template("rust-or-go");
    let swings = &equal.profile("equal").unwrap().swings;
    assert!(swings.iter().all(|(id, swing)| *swing == if *id == *"workload-fit" { 0 } else { 100 }));
}

/// Go's lead in points and its common error, by plain arithmetic; negative where Rust leads. Silence counts as 3.
fn lead_of_go(profile: &Profile) -> (f64, f64) {
    let points = |points: Option<u8>| f64::from(points.unwrap_or(3));
    let (mut weights, mut signed, mut unsigned) = (0.0, 0.0, 0.0);
    for (id, _, go, rust) in ESSAY {
        let (weight, contrast) = (swing(profile, id), points(go) - points(rust));
        weights += weight;
        signed += weight * contrast;
        unsigned += weight * contrast.abs();
    }
    (signed / weights, signed / unsigned)
}

#[test]
fn the_essays_advice_comes_out_of_its_scores() {
    let template = template("rust-or-go");
    for (id, advised) in ADVICE {
        let (gap, error) = lead_of_go(template.profile(id).unwrap());
        let (leader, gap, error) = if gap > 0.0 { ("go", gap, error) } else { ("rust", -gap, -error) };
        assert_eq!(leader, advised, "{id}");
        assert!(gap >= 0.25 && error >= 0.10, "{id}: ahead by {gap:.3}, holds up to {error:.3}");
    }
}

#[test]
fn the_analysis_gives_the_same_advice() {
    let template = template("rust-or-go");
    for (id, advised) in ADVICE {
        let mut decision = start(template, Some(id));
        decision.apply(Edit::CountReference(essay(template).id.clone(), true)).unwrap();
        let result = analysis::analyze(&decision, Scope::All);
        assert_eq!(result.first.as_ref().unwrap(), advised, "{id}");
        assert!(result.certain, "{id}: what the essay is silent on could turn it");
        let (gap, error) = lead_of_go(template.profile(id).unwrap());
        assert!((result.gap().unwrap() - gap.abs()).abs() < 1e-9, "{id}");
        assert!((result.common_error().unwrap() - error.abs()).abs() < 1e-9, "{id}");
    }
}

#[test]
fn one_record_shows_the_advice_for_every_kind_of_project() {
    let template = template("rust-or-go");
    let mut decision = start(template, None);
    decision.apply(Edit::CountReference(essay(template).id.clone(), true)).unwrap();
    let analysis = analysis::analyze(&decision, Scope::All);
    let profiles = decision.profiles_to_compare(&template.profiles);
    let (settings, progress) = (Settings { draws: 10_000, ..Settings::default() }, Progress::default());
    let found = by_profile(&decision, &analysis, &profiles, Some((settings, &progress))).unwrap();
    for (id, advised) in ADVICE {
        let result = found.profile(id).unwrap();
        assert_eq!(result.leaders.winner().map(OptionId::as_str), Some(advised), "{id}");
        assert!(result.gap > Some(0.25) && result.share > Some(0.9), "{id}: {result:?}");
    }
    assert_eq!(
        found.in_words(&decision).join(" "),
        "Of 9 profiles, Rust leads in 5 and Go in 4. As the only choice for all of them, Go is the safest: at worst it is 0.35 \
         points behind, in Critical infrastructure. With Rust beside it, each where it is better, the average rises by 0.18 \
         points; set that against the cost of running two."
    );
}

#[test]
fn no_sentence_is_taken_from_the_essay() {
    const RUN: usize = 5;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/essay.txt");
    let Ok(essay) = fs::read_to_string(&path) else {
        return super::tools::left_out("the essay is not beside this project, so no sentence was compared with it");
    };
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let essay = words(&essay);
    assert!(essay.len() > 1000, "that is not the whole essay");
    let runs: HashSet<&[String]> = essay.windows(RUN).collect();
    for template in built_in() {
        for text in texts(template) {
            let copied = words(text).windows(RUN).find(|run| runs.contains(run)).map(|run| run.join(" "));
            assert_eq!(copied, None, "in {text:?}");
        }
    }
}
