//! The built-in templates: what they hold, and that the essay's advice comes out of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
    path::Path,
};

use jiff::civil::date;
use weigh_in::{
    analysis::{self, Scope},
    decision::{
        CellKey, Criterion, CriterionId, Decision, Edit, OptionId, Place, Reference, Score, Severity, Vote, text,
    },
    storage::{self, templates::built_in},
    template::{Profile, Template},
};

/// The essay's criteria: what is asked, and where it stands on Go and on Rust. None is silence.
const ESSAY: [(&str, &str, Option<u8>, Option<u8>); 24] = [
    ("learning-curve", "How soon is a competent newcomer productive?", Some(5), Some(2)),
    ("readability", "Can any competent developer read any of the code?", Some(5), Some(3)),
    ("team-scaling", "Does it hold up in large teams over years?", Some(5), Some(3)),
    ("training", "What does it take to bring juniors along?", Some(4), Some(2)),
    ("development-velocity", "How fast do features ship?", Some(5), Some(2)),
    ("prototyping", "How cheap is a first version and a change of mind?", Some(4), Some(2)),
    ("toolchain", "How simple are build, test, run, dependencies?", Some(5), None),
    ("operations", "How simple is it to build, ship and run in production?", Some(5), None),
    ("standard-library", "How much comes in the box?", Some(5), Some(2)),
    ("library-maturity", "Are the libraries you need mature and consistent?", Some(4), Some(3)),
    ("dependency-choice", "How much thought does choosing dependencies cost?", Some(5), Some(2)),
    ("concurrency-ease", "How easy is concurrent code to write and reason about?", Some(5), Some(2)),
    ("concurrency-control", "How much control over threads, tasks and data parallelism?", Some(3), Some(5)),
    ("data-race-safety", "What stops a data race?", Some(3), Some(5)),
    ("memory-safety", "Memory safety, and at what run-time price?", Some(4), Some(5)),
    ("compile-time-guarantees", "Which bugs can no longer be written?", None, Some(5)),
    ("compute-performance", "Speed of compute-bound work", Some(3), Some(5)),
    ("io-performance", "Speed of network-bound services", Some(4), Some(5)),
    ("resource-control", "Control over memory, latency, footprint", Some(2), Some(5)),
    ("hiring", "Can you hire for it, at what price?", Some(4), Some(2)),
    ("maintainability", "Could another team debug and change it in three years?", Some(5), Some(3)),
    ("reliability", "Does what ships keep running, and fail in ways you can handle?", Some(4), Some(5)),
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

/// What "Which language?" offers besides, without weight until someone wants it.
const EXTRA: [&str; 6] =
    ["team-skills", "build-time", "observability", "migration-cost", "c-interoperation", "supply-chain-security"];

fn template(id: &str) -> &'static Template {
    built_in().iter().find(|template| template.id == id).unwrap()
}

fn start(template: &Template, profile: Option<&str>) -> Decision {
    template.start("record".to_owned(), date(2026, 1, 1), profile)
}

fn key(criterion: &str, option: &str) -> CellKey {
    (CriterionId::new(criterion).unwrap(), OptionId::new(option).unwrap())
}

fn essay(template: &Template) -> &Reference {
    template.references.iter().find(|reference| reference.id == *"essay").unwrap()
}

fn criterion<'a>(template: &'a Template, id: &str) -> &'a Criterion {
    template.criteria.iter().find(|criterion| criterion.id == *id).unwrap()
}

fn swing(profile: &Profile, id: &str) -> f64 {
    profile.swings.get(id).copied().map(f64::from).unwrap()
}

/// All that people read in a template.
fn texts(template: &Template) -> Vec<&str> {
    let mut texts = vec![template.name.as_str(), &template.summary];
    for option in template.options.iter().chain(&template.suggestions) {
        texts.extend([option.name.as_str(), &option.description]);
    }
    for c in &template.criteria {
        texts.extend([c.name.as_str(), &c.group, &c.question, &c.anchors.one, &c.anchors.three, &c.anchors.five]);
        texts.extend([c.check.as_str(), &c.caveat, &c.note]);
    }
    for reference in &template.references {
        texts.extend([reference.name.as_str(), &reference.source.label]);
        texts.extend(reference.cells.values().map(|cell| cell.note.as_str()));
    }
    for profile in &template.profiles {
        texts.extend([profile.name.as_str(), &profile.why]);
    }
    texts
}

fn assert_unique<'a>(what: &str, names: impl IntoIterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for name in names {
        assert!(seen.insert(name.to_lowercase()), "two {what} are called {name}");
    }
}

#[test]
fn three_templates_are_built_in() {
    let ids: Vec<&str> = built_in().iter().map(|template| template.id.as_str()).collect();
    assert_eq!(ids, ["rust-or-go", "which-language", "blank"]);
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
fn every_criterion_is_explained_well_enough_to_score_by() {
    for template in built_in() {
        for c in &template.criteria {
            let id = c.id.as_str();
            assert!((1..=24).contains(&c.name.chars().count()), "{id}: a chart has no room for {:?}", c.name);
            assert!(!c.group.is_empty() && !c.question.is_empty(), "{id}");
            assert!(c.check.len() > 40, "{id}: {:?} does not say how to find out", c.check);
            let anchors = [&c.anchors.one, &c.anchors.three, &c.anchors.five];
            for words in anchors {
                assert!((20..=70).contains(&words.chars().count()), "{id}: {words:?}");
                assert!(!words.ends_with('.'), "{id}: {words:?}");
            }
            assert_unique("anchors", anchors.map(String::as_str));
        }
    }
    for c in &template("rust-or-go").criteria {
        assert!(!c.caveat.is_empty(), "{}: it does not say where the essay is weak", c.id);
    }
}

#[test]
fn names_tell_their_things_apart() {
    let templates = built_in();
    assert_unique("templates", templates.iter().map(|template| template.name.as_str()));
    for template in templates {
        assert_unique("criteria", template.criteria.iter().map(|criterion| criterion.name.as_str()));
        assert_unique("profiles", template.profiles.iter().map(|profile| profile.name.as_str()));
        let languages = || template.options.iter().chain(&template.suggestions);
        assert_unique("languages", languages().map(|option| option.name.as_str()));
        for language in languages() {
            assert_eq!(language.id, OptionId::from_name(&language.name, []), "an option typed in gets the same id");
            assert!(language.description.ends_with('.'), "{}: {:?}", language.name, language.description);
        }
        let mut groups: Vec<&str> = template.criteria.iter().map(|criterion| criterion.group.as_str()).collect();
        groups.dedup();
        assert_unique("groups, or a group stands in two places, and they", groups);
    }
}

#[test]
fn which_language_has_the_same_scales_and_six_more_without_weight() {
    let (neutral, rust_or_go) = (template("which-language"), template("rust-or-go"));
    let ids = |template: &Template| template.criteria.iter().map(|c| c.id.to_string()).collect::<BTreeSet<String>>();
    let extra: BTreeSet<String> = ids(neutral).difference(&ids(rust_or_go)).cloned().collect();
    assert_eq!(extra, EXTRA.map(str::to_owned).into());
    assert!(EXTRA.iter().all(|id| criterion(neutral, id).swing == 0));
    for theirs in &rust_or_go.criteria {
        let ours = criterion(neutral, theirs.id.as_str());
        assert_eq!((&ours.name, &ours.group, &ours.question), (&theirs.name, &theirs.group, &theirs.question));
        assert_eq!((&ours.anchors, ours.swing), (&theirs.anchors, theirs.swing));
    }
    assert!(neutral.options.is_empty() && neutral.references.is_empty());
    assert!(neutral.suggestions.len() >= 24);
    for words in texts(neutral) {
        assert!(!words.to_lowercase().contains("essay"), "{words}");
    }
}

#[test]
fn scales_name_no_language() {
    let which = template("which-language");
    let languages: HashSet<&str> = which.suggestions.iter().map(|option| option.name.as_str()).collect();
    for c in &which.criteria {
        for words in [&c.question, &c.anchors.one, &c.anchors.three, &c.anchors.five] {
            let named =
                words.split(|c: char| !c.is_alphanumeric()).find(|word| *word != "C" && languages.contains(word));
            assert_eq!(named, None, "{}: {words}", c.id);
        }
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
        assert_eq!(result.winner.as_ref().unwrap(), advised, "{id}");
        assert!(result.is_clear(), "{id}");
        assert!(result.certain, "{id}: what the essay is silent on could turn it");
        let (gap, error) = lead_of_go(template.profile(id).unwrap());
        assert!((result.gap().unwrap() - gap.abs()).abs() < 1e-9, "{id}");
        assert!((result.common_error().unwrap() - error.abs()).abs() < 1e-9, "{id}");
    }
}

#[test]
fn a_record_starts_with_the_swings_of_its_profile_and_nothing_wrong() {
    for template in built_in() {
        let profiles = template.profiles.iter().map(Some).chain([None]);
        for profile in profiles {
            let decision = start(template, profile.map(|profile| profile.id.as_str()));
            for c in &decision.criteria {
                let expected = profile.map_or(criterion(template, c.id.as_str()).swing, |p| p.swings[&c.id]);
                assert_eq!(c.swing, expected, "{} in {:?}", c.id, decision.profile);
            }
            let errors = decision.problems().into_iter().filter(|problem| problem.severity == Severity::Error);
            assert_eq!(errors.map(|problem| problem.place).collect::<Vec<_>>(), [Place::Title], "{}", template.id);
        }
    }
}

#[test]
fn a_template_made_from_a_record_can_be_written_and_read() {
    for template in built_in() {
        let profile = template.profiles.first().map(|profile| profile.id.as_str());
        let decision = start(template, profile);
        let own = Template::from_decision(&decision, "own".to_owned(), "Own".to_owned(), "Ours.".to_owned());
        assert_eq!(storage::parse_template(&storage::template_to_ron(&own)).unwrap(), own);
        assert_eq!(storage::parse_template(&storage::template_to_ron(template)).unwrap(), *template);
        let again = start(&own, None);
        assert_eq!((again.options, again.criteria), (decision.options, decision.criteria));
    }
}

#[test]
fn text_is_as_a_record_keeps_it() {
    for template in built_in() {
        for words in texts(template) {
            assert_eq!(text::one_line(words), words, "stray white space or control characters");
        }
    }
}

#[test]
fn no_sentence_is_taken_from_the_essay() {
    const RUN: usize = 5;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/essay.txt");
    let Ok(essay) = fs::read_to_string(&path) else {
        eprintln!("NOT CHECKED: the essay is not at {}, so its wording was not compared.", path.display());
        return;
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
