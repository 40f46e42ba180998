//! Templates: the start of a record, and the record made from one.

use std::sync::Arc;

use jiff::civil::Date;

use crate::decision::{Alternative, Criterion, Decision, OptionId, Profile, Reference};

/// The start of a record. `storage` reads and writes its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Stable id, as the command line takes it.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// Purpose, in a sentence.
    pub summary: String,
    /// Options that a record starts with.
    pub options: Vec<Arc<Alternative>>,
    /// Further options to pick from.
    pub suggestions: Vec<Arc<Alternative>>,
    /// Criteria, with the swings of no profile.
    pub criteria: Vec<Arc<Criterion>>,
    /// Ballots of sources.
    pub references: Vec<Arc<Reference>>,
    /// Kinds of projects, each with its swings.
    pub profiles: Vec<Arc<Profile>>,
}

impl Template {
    /// Returns the profile with this id.
    #[must_use]
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id).map(AsRef::as_ref)
    }

    /// Returns the suggestion or option with this name or id, ignoring ASCII case.
    #[must_use]
    pub fn suggestion(&self, name: &str) -> Option<&Arc<Alternative>> {
        let matches =
            |o: &&Arc<Alternative>| o.name.eq_ignore_ascii_case(name) || o.id.as_str().eq_ignore_ascii_case(name);
        self.options.iter().chain(&self.suggestions).find(matches)
    }

    /// Creates a new record: the template's options, criteria and reference ballots, with the swings of a profile.
    ///
    /// `id` is the id of the record, and `created` its day; an unknown or absent profile leaves the template's own
    /// swings.
    #[must_use]
    pub fn start(&self, id: String, created: Date, profile: Option<&str>) -> Decision {
        let mut decision = Decision::new(id, created);
        decision.template = Some(self.id.clone());
        decision.options.clone_from(&self.options);
        decision.criteria.clone_from(&self.criteria);
        decision.references.clone_from(&self.references);
        if let Some(profile) = profile.and_then(|id| self.profile(id)) {
            decision.profile = Some(profile.id.clone());
            for criterion in &mut decision.criteria {
                if let Some(swing) = profile.swings.get(&criterion.id) {
                    Arc::make_mut(criterion).swing = Some(*swing);
                }
            }
        }
        decision
    }

    /// Returns an option for a record from this template: the suggestion of that name with its description, or a new
    /// one if there is none or the record has it already.
    #[must_use]
    pub fn alternative(&self, name: &str, taken: &Decision) -> Alternative {
        let known = self.suggestion(name).filter(|known| taken.option(&known.id).is_none());
        known.map_or_else(
            || Alternative::new(OptionId::from_name(name, taken.options.iter().map(|o| &o.id)), name),
            |known| Alternative::clone(known),
        )
    }

    /// Creates a template from a record: its options, criteria, reference ballots and profiles, without the team's
    /// scores, people, context and outcome. Each team chooses which references count, so here none does.
    #[must_use]
    pub fn from_decision(decision: &Decision, id: String, name: String, summary: String) -> Self {
        Self {
            id,
            name,
            summary,
            options: decision.options.clone(),
            suggestions: Vec::new(),
            criteria: decision.criteria.clone(),
            references: decision.references.iter().map(uncounted).collect(),
            profiles: decision.profiles.clone(),
        }
    }

    /// Adds the profiles of the template that the record was started from, after those that this one has, for the criteria that it has.
    #[must_use]
    pub fn with_profiles_of(mut self, origin: &Self) -> Self {
        for profile in &origin.profiles {
            if self.profile(&profile.id).is_none() {
                let mut profile = Profile::clone(profile);
                profile.swings.retain(|id, _| self.criteria.iter().any(|criterion| criterion.id == *id));
                self.profiles.push(Arc::new(profile));
            }
        }
        self
    }
}

fn uncounted(reference: &Arc<Reference>) -> Arc<Reference> {
    let mut copy = Arc::clone(reference);
    if copy.counted {
        Arc::make_mut(&mut copy).counted = false;
    }
    copy
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{Cell, CriterionId, Edit, Link, Member, MemberId, Score};

    fn option(name: &str, description: &str) -> Arc<Alternative> {
        let id = OptionId::from_name(name, []);
        Arc::new(Alternative { description: description.to_owned(), ..Alternative::new(id, name) })
    }

    fn hiring() -> CriterionId {
        CriterionId::new("hiring").unwrap()
    }

    fn template() -> Template {
        let essay = Reference {
            id: MemberId::new("essay").unwrap(),
            name: "The essay".to_owned(),
            source: Link::default(),
            counted: false,
            cells: [((hiring(), OptionId::new("go").unwrap()), Cell::scored(Score::MAX))].into(),
        };
        Template {
            id: "small".to_owned(),
            name: "Small".to_owned(),
            summary: String::new(),
            options: vec![option("Go", "Small"), option("Rust", "Safe")],
            suggestions: vec![option("C++", "Large")],
            criteria: ["Hiring", "Speed"]
                .map(|name| Arc::new(Criterion::new(CriterionId::from_name(name, []), name, "All")))
                .into(),
            references: vec![Arc::new(essay)],
            profiles: vec![Arc::new(Profile {
                id: "startup".to_owned(),
                name: "Startup".to_owned(),
                why: String::new(),
                swings: [(hiring(), 100)].into(),
            })],
        }
    }

    fn swings(decision: &Decision) -> Vec<u8> {
        decision.criteria.iter().map(|criterion| decision.swing(criterion)).collect()
    }

    #[test]
    fn a_record_takes_the_swings_of_its_profile_and_keeps_the_rest() {
        let decision = template().start("r".to_owned(), date(2026, 1, 1), Some("startup"));
        assert_eq!(swings(&decision), [100, 50]);
        assert_eq!((decision.template.as_deref(), decision.profile.as_deref()), (Some("small"), Some("startup")));
        assert_eq!((decision.options.len(), decision.references.len()), (2, 1));
    }

    #[test]
    fn an_unknown_profile_is_not_claimed() {
        for profile in [None, Some("nowhere")] {
            let decision = template().start("r".to_owned(), date(2026, 1, 1), profile);
            assert_eq!((swings(&decision), decision.profile), (vec![50, 50], None));
        }
    }

    #[test]
    fn a_profile_taken_over_later_does_as_one_chosen_at_the_start() {
        let template = template();
        let chosen = template.start("r".to_owned(), date(2026, 1, 1), Some("startup"));
        let mut later = template.start("r".to_owned(), date(2026, 1, 1), None);
        later.apply(template.profile("startup").unwrap().edit()).unwrap();
        assert_eq!(later, chosen);
    }

    #[test]
    fn an_option_is_found_by_name_or_id_and_is_new_otherwise() {
        let template = template();
        let decision = template.start("r".to_owned(), date(2026, 1, 1), None);
        for name in ["c++", "C-Plus-Plus"] {
            assert_eq!(template.alternative(name, &decision), *template.suggestions[0]);
        }
        let own = template.alternative("Zig", &decision);
        assert_eq!((own.id.as_str(), own.name.as_str(), own.description.as_str()), ("zig", "Zig", ""));
        assert_eq!(template.alternative("Go", &decision).id.as_str(), "go-2");
    }

    #[test]
    fn a_template_made_from_a_record_leaves_the_team_out() {
        let template = template();
        let mut decision = template.start("r".to_owned(), date(2026, 1, 1), Some("startup"));
        let ana = Member::new(MemberId::new("ana").unwrap(), "Ana".to_owned());
        decision.apply(Edit::AddMember(ana, date(2026, 2, 3))).unwrap();
        decision.apply(Edit::CountReference(MemberId::new("essay").unwrap(), true)).unwrap();
        let own = Template::from_decision(&decision, "own".to_owned(), "Own".to_owned(), "Ours".to_owned());
        let again = own.start("s".to_owned(), date(2026, 2, 2), None);
        assert_eq!((&own.options, &own.references), (&template.options, &template.references));
        assert_eq!(swings(&again), [100, 50]);
        assert!(again.members.is_empty());
        assert_eq!((again.template.as_deref(), again.profile), (Some("own"), None));
    }
}
