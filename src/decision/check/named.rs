//! Names in profiles, rounds and commitments of parts that do not exist.

use std::{collections::HashSet, hash::Hash, sync::Arc};

use super::{NAME_IT, unnamed};
use crate::decision::{
    CriterionId, Decision, MemberId, Place, Problem, ProblemCode, Profile, Severity, text::is_blank,
};

impl Decision {
    /// Returns the problems of ids in profiles, rounds and commitments that do not exist or repeat.
    pub(super) fn named_problems(&self) -> Vec<Problem> {
        let criteria: HashSet<&CriterionId> = self.criteria.iter().map(|criterion| &criterion.id).collect();
        let mut found = self.profiles_with_one_id();
        found.extend(self.nameless_profiles());
        found.extend(self.listed_twice());
        found.extend(self.swings_of_nothing(&criteria));
        // A template may have the profiles, and it is not known here.
        if self.template.is_none() {
            found.extend(self.unknown_profiles(&[], Severity::Error));
        }
        found.extend(self.votes_on_nothing(&criteria));
        found.extend(self.commitments_of_nobody());
        found
    }

    fn profiles_with_one_id(&self) -> Vec<Problem> {
        let mut ids = HashSet::new();
        let again = self.profiles.iter().enumerate().filter(|(_, profile)| !ids.insert(profile.id.as_str()));
        let problems = again.map(|(index, profile)| {
            let what = format!("The profile id `{}` is used again.", profile.id);
            let advice = "Give each profile its own id.";
            let problem = Problem::error(ProblemCode::SameId, Place::Criteria, what, advice);
            problem.at(format!("profiles[{index}]")).about(&format!("profile/{}", profile.id))
        });
        problems.collect()
    }

    fn nameless_profiles(&self) -> impl Iterator<Item = Problem> {
        let nameless = self.profiles.iter().enumerate().filter(|(_, profile)| is_blank(&profile.name));
        nameless.map(|(index, profile)| {
            let problem = unnamed(Place::Criteria, format!("profiles[{index}]"), "Profile", &profile.id, NAME_IT);
            problem.about(&format!("profile/{}", profile.id))
        })
    }

    /// Finds repeated items in those lists of the file that are sets: the criteria of a round, the profiles to compare
    /// by, the charts of an ADR and the files that a decision governs.
    fn listed_twice(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        for (index, round) in self.rounds.iter().enumerate() {
            for (place, criterion) in repeats(&round.criteria) {
                let what = format!("Round {} names the criterion `{criterion}` twice.", round.number);
                let problem = Problem::warning(ProblemCode::SameId, Place::Criteria, what, KEEP_ONE);
                let about = format!("{}/{criterion}", round.number);
                found.push(problem.at(format!("rounds[{index}].criteria[{place}]")).about(&about));
            }
        }
        for (place, profile) in repeats(&self.compared_profiles) {
            let what = format!("Results are compared by the profile `{profile}` twice.");
            let problem = Problem::warning(ProblemCode::SameId, Place::Criteria, what, KEEP_ONE);
            found.push(problem.at(format!("compared_profiles[{place}]")).about(&format!("compared/{profile}")));
        }
        for (index, export) in self.exports.iter().enumerate() {
            for (place, chart) in repeats(&export.charts) {
                let what = format!("The ADR `{}` is to show the chart `{chart}` twice.", export.path);
                let problem = Problem::warning(ProblemCode::SameId, Place::Export(index), what, KEEP_ONE);
                let about = format!("chart/{}/{chart}", export.path);
                found.push(problem.at(format!("exports[{index}].charts[{place}]")).about(&about));
            }
        }
        for (place, glob) in repeats(&self.governs) {
            let what = format!("The decision governs `{glob}` twice.");
            let problem = Problem::warning(ProblemCode::SameId, Place::Context, what, KEEP_ONE);
            found.push(problem.at(format!("governs[{place}]")).about(&format!("governs/{glob}")));
        }
        found
    }

    fn swings_of_nothing(&self, known: &HashSet<&CriterionId>) -> Vec<Problem> {
        let mut found = Vec::new();
        for (index, profile) in self.profiles.iter().enumerate() {
            for criterion in profile.swings.keys().filter(|id| !known.contains(id)) {
                let what =
                    format!("The profile `{}` weighs the criterion `{criterion}`, which does not exist.", profile.id);
                let problem = unknown(Place::Criteria, what, "Correct the id, or remove its weight.");
                found.push(
                    problem
                        .at(format!("profiles[{index}].swings.{criterion}"))
                        .about(&format!("{}/{criterion}", profile.id)),
                );
            }
        }
        found
    }

    /// Returns problems for the profile that swings were taken from and for those that results are compared by, if
    /// neither the record nor its template has them. `of_template` are the profiles of the template.
    #[must_use]
    pub fn unknown_profiles(&self, of_template: &[Arc<Profile>], severity: Severity) -> Vec<Problem> {
        let known: HashSet<&str> = self.profiles.iter().chain(of_template).map(|profile| profile.id.as_str()).collect();
        let mut found = Vec::new();
        if let Some(id) = self.profile.as_ref().filter(|id| !known.contains(id.as_str())) {
            let what = format!("The weights come from the profile `{id}`, which does not exist.");
            let problem = unknown(Place::Criteria, what, "Correct the id, or remove it from `profile`.");
            found.push(Problem { severity, ..problem.at("profile").about(&format!("profile/{id}")) });
        }
        for (index, id) in self.compared_profiles.iter().enumerate().filter(|(_, id)| !known.contains(id.as_str())) {
            let what = format!("Results are compared by the profile `{id}`, which does not exist.");
            let problem = unknown(Place::Criteria, what, "Correct the id, or remove it from `compared_profiles`.");
            found.push(Problem {
                severity,
                ..problem.at(format!("compared_profiles[{index}]")).about(&format!("compared/{id}"))
            });
        }
        found
    }

    fn votes_on_nothing(&self, known: &HashSet<&CriterionId>) -> Vec<Problem> {
        let mut found = Vec::new();
        for (index, round) in self.rounds.iter().enumerate() {
            for (place, criterion) in round.criteria.iter().enumerate().filter(|(_, id)| !known.contains(id)) {
                let what =
                    format!("Round {} votes on the criterion `{criterion}`, which does not exist.", round.number);
                let problem = unknown(Place::Criteria, what, "Correct the id, or remove it from the round.");
                found.push(
                    problem
                        .at(format!("rounds[{index}].criteria[{place}]"))
                        .about(&format!("{}/{criterion}", round.number)),
                );
            }
        }
        found
    }

    fn commitments_of_nobody(&self) -> Vec<Problem> {
        let members: HashSet<&MemberId> = self.members.iter().map(|member| &member.id).collect();
        let mut found = Vec::new();
        for (index, commitment) in self.commitments.iter().enumerate() {
            let (member, round) = (&commitment.member, commitment.round);
            if !members.contains(member) {
                let what = format!("There is a commitment to a ballot of `{member}`, who is not a member.");
                let problem = unknown(Place::Members, what, "Add the member, or remove the commitment.");
                found.push(problem.at(format!("commitments[{index}].member")).about(member));
            }
            if !self.rounds.iter().any(|known| known.number == round) {
                let what = format!("There is a commitment to a ballot in round {round}, which does not exist.");
                let problem = unknown(Place::Members, what, "Correct its round.");
                found.push(problem.at(format!("commitments[{index}].round")).about(&round));
            }
        }
        found
    }
}

const KEEP_ONE: &str = "Keep one of them.";

/// Returns the items that were in the list before, with their indices.
fn repeats<T: Eq + Hash>(list: &[T]) -> impl Iterator<Item = (usize, &T)> {
    let mut known = HashSet::new();
    list.iter().enumerate().filter(move |(_, item)| !known.insert(*item))
}

fn unknown(place: Place, what: String, advice: &str) -> Problem {
    Problem::error(ProblemCode::UnknownId, place, what, advice)
}
