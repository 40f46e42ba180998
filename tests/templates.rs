//! The built-in templates: what they hold, and that the essay's advice comes out of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "templates/essay.rs"]
mod essay;
#[path = "common/tools.rs"]
mod tools;

use std::collections::{BTreeSet, HashSet};

use jiff::civil::date;
use weigh_in::{
    decision::{Criterion, Decision, OptionId, Place, Severity, text},
    storage::{self, templates::built_in},
    template::Template,
};

/// What "Which language?" offers besides, without weight until someone wants it.
const EXTRA: [&str; 16] = [
    "team-skills",
    "ai-assistance",
    "team-preference",
    "build-time",
    "observability",
    "migration-cost",
    "target-platforms",
    "one-language-fewer",
    "c-interoperation",
    "supply-chain-security",
    "documentation",
    "language-stability",
    "stewardship",
    "licences",
    "startup-and-size",
    "regulated-use",
];

fn template(id: &str) -> &'static Template {
    built_in().iter().find(|template| template.id == id).unwrap()
}

fn start(template: &Template, profile: Option<&str>) -> Decision {
    template.start("record".to_owned(), date(2026, 1, 1), profile)
}

fn criterion<'a>(template: &'a Template, id: &str) -> &'a Criterion {
    template.criteria.iter().find(|criterion| criterion.id == *id).unwrap()
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
fn which_language_has_the_same_scales_and_sixteen_more_without_weight() {
    let (neutral, rust_or_go) = (template("which-language"), template("rust-or-go"));
    let ids = |template: &Template| template.criteria.iter().map(|c| c.id.to_string()).collect::<BTreeSet<String>>();
    let extra: BTreeSet<String> = ids(neutral).difference(&ids(rust_or_go)).cloned().collect();
    assert_eq!(extra, EXTRA.map(str::to_owned).into());
    assert!(EXTRA.iter().all(|id| criterion(neutral, id).swing == Some(0)));
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
fn a_record_starts_with_the_swings_of_its_profile_and_nothing_wrong() {
    for template in built_in() {
        let profiles = template.profiles.iter().map(Some).chain([None]);
        for profile in profiles {
            let decision = start(template, profile.map(|profile| profile.id.as_str()));
            for c in &decision.criteria {
                let expected = profile.map_or(criterion(template, c.id.as_str()).swing, |p| Some(p.swings[&c.id]));
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
        let own = Template::from_decision(&decision, "own".to_owned(), "Own".to_owned(), "Ours.".to_owned())
            .with_profiles_of(template);
        assert_eq!(storage::parse_template(&storage::template_to_ron(&own)).unwrap(), own);
        assert_eq!(storage::parse_template(&storage::template_to_ron(template)).unwrap(), *template);
        let again = start(&own, None);
        assert_eq!(own.profiles, template.profiles);
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
