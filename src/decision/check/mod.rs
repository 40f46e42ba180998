//! Problems of a record's parts. Those that depend on sums are found by `analysis`.

mod contradictory;
mod named;

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{
    Ballot, Cell, CellKey, CriterionId, Decision, Edit, Link, OptionId, OutcomeField, People, Place, Problem,
    ProblemCode, ProblemIdentity, Relation, Severity, Status, Verdict, is_safe_url,
    text::{is_blank, name_key},
};

impl Decision {
    /// Returns the problems of the record's parts, in the order of the record.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        [self.context_problems(), self.list_problems(), self.ballot_problems(), self.outcome_problems()].concat()
    }

    /// Returns the errors that another record does not have: for a merged record and its base, those that either copy
    /// brought.
    #[must_use]
    pub fn errors_beyond(&self, other: &Self) -> Vec<Problem> {
        let known: HashSet<ProblemIdentity> = other.problems().iter().map(Problem::identity).collect();
        let mut errors = self.problems();
        errors.retain(|problem| problem.severity == Severity::Error && !known.contains(&problem.identity()));
        errors
    }

    /// Returns an id that several options, criteria, members or references have, so that it is unclear which of them a
    /// score is about; `None` if each has its own.
    #[must_use]
    pub fn shared_id(&self) -> Option<&str> {
        repeated(self.options.iter().map(|option| option.id.as_str()))
            .or_else(|| repeated(self.criteria.iter().map(|criterion| criterion.id.as_str())))
            .or_else(|| {
                // Ballots name members and references alike.
                let members = self.members.iter().map(|member| member.id.as_str());
                repeated(members.chain(self.references.iter().map(|reference| reference.id.as_str())))
            })
    }

    /// Returns the problems of title, problem statement and links.
    pub(crate) fn context_problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        self.check_context(&mut found);
        found
    }

    /// Returns the problems of options, criteria and members.
    pub(crate) fn list_problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        self.check_options(&mut found);
        self.check_criteria(&mut found);
        self.check_members(&mut found);
        found
    }

    /// Returns the problems of ballots and references. Reads every cell.
    fn ballot_problems(&self) -> Vec<Problem> {
        let mut found = self.problems_of_each_ballot(|_| None).concat();
        found.extend(self.reference_problems());
        found
    }

    /// Returns the problems of each ballot; `kept` returns the known ones of some by their indices. Reads every cell of
    /// the others.
    pub(crate) fn problems_of_each_ballot(&self, kept: impl Fn(usize) -> Option<Vec<Problem>>) -> Vec<Vec<Problem>> {
        let known = Known::of(self);
        (0..self.ballots.len()).map(|index| kept(index).unwrap_or_else(|| self.check_ballot(&known, index))).collect()
    }

    /// Returns the problems of references. Reads every cell of theirs.
    pub(crate) fn reference_problems(&self) -> Vec<Problem> {
        let (known, mut found) = (Known::of(self), Vec::new());
        for (index, reference) in self.references.iter().enumerate() {
            let (place, path) = (Place::Reference(reference.id.clone()), format!("references[{index}]"));
            // Ballots name members and references alike, so their ids must differ from each other, too. References come
            // after the members, so theirs is the second use.
            let earlier = count(&self.references[..index], |other| other.id == reference.id);
            if let earlier @ 1.. = earlier + usize::from(self.member(&reference.id).is_some()) {
                found.push(duplicate(place.clone(), path.clone(), "source", reference.id.as_str(), earlier));
            }
            if is_blank(&reference.name) {
                let (place, path) = (place.clone(), path.clone());
                found.push(unnamed(place, path, "Source", reference.id.as_str(), NAME_IT));
            }
            if !reference.source.url.is_empty() && !reference.source.is_safe() {
                found.push(unsafe_link(place.clone(), &reference.source).at(format!("{path}.source")));
            }
            known.check_cells(&place, &path, &reference.cells, &mut found);
            check_links(&place, &path, &reference.cells, &mut found);
        }
        found
    }

    /// Returns the problems of the outcome, and of the names in profiles, rounds and commitments.
    pub(crate) fn outcome_problems(&self) -> Vec<Problem> {
        let mut found = self.named_problems();
        // Counted references vote as well, so the problems of the lists alone cannot include this.
        self.check_must_haves(&mut found);
        self.check_reveals(&mut found);
        self.check_reviews(&mut found);
        self.check_commitments(&mut found);
        self.check_published(&mut found);
        self.check_outcome(&mut found);
        found
    }

    fn check_context(&self, found: &mut Vec<Problem>) {
        if is_blank(&self.title) {
            found.push(Problem::error(
                ProblemCode::NoTitle,
                Place::Title,
                "The record has no title.",
                "Say what is decided in one line, such as \"Use Go for the ingest service\".",
            ));
        }
        if is_blank(&self.context) {
            found.push(Problem::warning(
                ProblemCode::NoContext,
                Place::Context,
                "The problem statement is empty.",
                "Write two or three sentences on what has to be decided, and why now.",
            ));
        }
        self.check_history(found);
        self.check_origin(found);
        self.check_people(found);
        let mut can_fix = true;
        for (index, link) in self.links.iter().enumerate() {
            if link.is_safe() || Relation::of(link).is_some() {
                continue;
            }
            let mut problem = unsafe_link(Place::Link(index), link);
            // One at a time: each fix has a list of all the others.
            if std::mem::take(&mut can_fix) {
                let mut others = self.links.clone();
                others.remove(index);
                problem = problem.with_fix("Remove the link", Edit::Links(others));
            }
            found.push(problem);
        }
        self.check_paths(found);
    }

    fn check_people(&self, found: &mut Vec<Problem>) {
        for (index, name) in self.people.decision_makers.iter().enumerate() {
            if is_blank(name) {
                let what = "A decision maker has no name.";
                let problem = Problem::error(ProblemCode::NoName, Place::Context, what, NAME_OR_REMOVE);
                found.push(problem.at(format!("people.decision_makers[{index}]")));
            }
        }
        let People { decision_makers, consulted, informed } = &self.people;
        for (list, kind, names) in [
            ("decision_makers", "decision makers", decision_makers),
            ("consulted", "people asked for advice", consulted),
            ("informed", "people to keep informed", informed),
        ] {
            let mut known = HashSet::new();
            let named = names.iter().enumerate().filter(|(_, name)| !is_blank(name));
            for (index, name) in named.filter(|(_, name)| !known.insert(name_key(name))) {
                let path = format!("people.{list}[{index}]");
                let problem = same_name(Place::Context, path, kind, name);
                found.push(Problem { advice: "Remove one if they are the same person.".to_owned(), ..problem });
            }
        }
    }

    fn check_options(&self, found: &mut Vec<Problem>) {
        if self.options.len() < 2 {
            found.push(Problem::warning(
                ProblemCode::FewOptions,
                Place::Options,
                "There are fewer than two options.",
                "Add the alternatives that were really considered.",
            ));
        }
        let mut names = HashSet::new();
        for (index, option) in self.options.iter().enumerate() {
            let earlier = &self.options[..index];
            let (place, path) = (Place::Option(option.id.clone()), format!("options[{index}]"));
            if let twins @ 1.. = count(earlier, |other| other.id == option.id) {
                found.push(duplicate(place.clone(), path.clone(), "option", option.id.as_str(), twins));
            }
            if is_blank(&option.name) {
                found.push(unnamed(place, path, "Option", option.id.as_str(), NAME_IT));
            } else if !names.insert(name_key(&option.name)) {
                // An error and not a warning, since the choice names an option.
                found.push(Problem { severity: Severity::Error, ..same_name(place, path, "options", &option.name) });
            }
        }
        self.check_today(found);
    }

    fn check_criteria(&self, found: &mut Vec<Problem>) {
        if self.criteria.is_empty() {
            found.push(Problem::warning(
                ProblemCode::NoCriteria,
                Place::Criteria,
                "There are no criteria.",
                "Add what the options are judged by.",
            ));
        } else if self.applicable().all(|criterion| criterion.swing == Some(0))
            // A member's own swings give weight as well.
            && self.members.iter().all(|member| member.swings.values().all(|swing| *swing == 0))
        {
            found.push(Problem::error(
                ProblemCode::NoWeight,
                Place::Criteria,
                "Every weight is 0, so no criterion counts.",
                "Give the most important criterion a weight of 100 and rate the others against it.",
            ));
        }
        let is_weighed = self.is_weighed();
        let mut names = HashSet::new();
        for (index, criterion) in self.criteria.iter().enumerate() {
            let (place, path) = (Place::Criterion(criterion.id.clone()), format!("criteria[{index}]"));
            if let twins @ 1.. = count(&self.criteria[..index], |other| other.id == criterion.id) {
                found.push(duplicate(place.clone(), path.clone(), "criterion", criterion.id.as_str(), twins));
            }
            if is_blank(&criterion.name) {
                let (place, path) = (place.clone(), path.clone());
                found.push(unnamed(place, path, "Criterion", criterion.id.as_str(), NAME_IT));
            } else if !names.insert(name_key(&criterion.name)) {
                found.push(same_name(place.clone(), path.clone(), "criteria", &criterion.name));
            }
            // While nothing is weighed, all criteria count alike.
            let is_unset = is_weighed && !criterion.not_applicable && criterion.swing.is_none();
            // A member's own swings give weight as well.
            if is_unset && self.members.iter().all(|member| !member.swings.contains_key(&criterion.id)) {
                let what = format!("{} has no weight yet, so it does not count.", criterion.called());
                let advice = "Set its weight, or 0 if it should not count.";
                found.push(Problem::warning(ProblemCode::NoWeight, place, what, advice).at(path));
            }
        }
    }

    fn check_members(&self, found: &mut Vec<Problem>) {
        let mut names = HashSet::new();
        for (index, member) in self.members.iter().enumerate() {
            let (place, path) = (Place::Member(member.id.clone()), format!("members[{index}]"));
            if let twins @ 1.. = count(&self.members[..index], |other| other.id == member.id) {
                found.push(duplicate(place.clone(), path.clone(), "member", member.id.as_str(), twins));
            }
            if is_blank(&member.name) {
                found.push(unnamed(place.clone(), path.clone(), "Member", member.id.as_str(), NAME_OR_REMOVE));
            } else if !names.insert(name_key(&member.name)) {
                found.push(same_name(place.clone(), path.clone(), "members", &member.name));
            }
            for criterion in member.named_criteria().into_iter().filter(|id| self.criterion(id).is_none()) {
                let what = format!("{} weighs the criterion `{criterion}`, which does not exist.", member.called());
                let advice = "Correct the id, or remove what is said of it.";
                let problem = Problem::error(ProblemCode::UnknownId, place.clone(), what, advice);
                found.push(problem.at(format!("{path}.{}", member.field_naming(criterion))).about(criterion));
            }
            for option in member.experience.keys().filter(|id| self.option(id).is_none()) {
                let what =
                    format!("{} has experience with the option `{option}`, which does not exist.", member.called());
                let advice = "Correct the id, or remove the experience.";
                let problem = Problem::error(ProblemCode::UnknownId, place.clone(), what, advice);
                found.push(problem.at(format!("{path}.experience.{option}")).about(option));
            }
            member.check_preferences(&path, found);
        }
    }

    fn check_ballot(&self, known: &Known<'_>, index: usize) -> Vec<Problem> {
        let mut found = Vec::new();
        let ballot = &self.ballots[index];
        let (place, path) = (Place::Ballot(ballot.member.clone(), ballot.round), format!("ballots[{index}]"));
        if self.ballots[..index].iter().any(|b| b.member == ballot.member && b.round == ballot.round) {
            found.push(Problem::error(
                ProblemCode::SecondBallot,
                place.clone(),
                format!("There are two ballots of `{}` in round {}.", ballot.member, ballot.round),
                "Keep one of them.",
            ));
        }
        if self.member(&ballot.member).is_none() {
            found.push(Problem::error(
                ProblemCode::UnknownId,
                place.clone(),
                format!("There is a ballot of `{}`, who is not a member.", ballot.member),
                "Add the member, or remove the ballot.",
            ));
        }
        if !self.rounds.iter().any(|round| round.number == ballot.round) {
            found.push(
                Problem::error(
                    ProblemCode::UnknownId,
                    place.clone(),
                    format!("There is a ballot for round {}, which does not exist.", ballot.round),
                    "Correct its round.",
                )
                .about("round"),
            );
        }
        for problem in &mut found {
            problem.path = Some(path.clone());
        }
        known.check_cells(&place, &path, &ballot.cells, &mut found);
        self.check_voted_on(ballot, (&place, &path), &mut found);
        check_links(&place, &path, &ballot.cells, &mut found);
        found
    }

    /// Finds scores that the ballot's round does not ask for, which count nevertheless. A merge of two copies that
    /// opened a round on different criteria leaves such scores, while `score` refuses them.
    fn check_voted_on(&self, ballot: &Ballot, (place, path): (&Place, &str), found: &mut Vec<Problem>) {
        let Some(round) = self.rounds.iter().find(|round| round.number == ballot.round) else { return };
        // An empty list asks for all criteria.
        if round.criteria.is_empty() {
            return;
        }
        let voted_on: HashSet<&CriterionId> = round.criteria.iter().collect();
        let scored = ballot.cells.iter().filter(|(_, cell)| !cell.is_blank()).map(|(key, _)| key);
        let mut scored = scored.filter(|(criterion, _)| !voted_on.contains(criterion)).peekable();
        let cell = scored.peek().map(|(criterion, option)| format!("{criterion}/{option}")).unwrap_or_default();
        let mut others: Vec<&CriterionId> = scored.map(|(criterion, _)| criterion).collect();
        // Cells of one criterion are next to each other.
        others.dedup();
        others.retain(|id| self.criterion(id).is_some());
        let Some(first) = others.first() else { return };
        let (who, first, number) = (self.member_name(&ballot.member), self.criterion_name(first), round.number);
        let what = match others.len() - 1 {
            0 => format!("{who} has scored {first} in round {number}, which does not vote on it."),
            1 => {
                format!("{who} has scored {first} and 1 more criterion in round {number}, which does not vote on them.")
            }
            more => {
                format!(
                    "{who} has scored {first} and {more} more criteria in round {number}, which does not vote on them."
                )
            }
        };
        let advice = "Add what is missing to `criteria` of the round in the file, or remove the scores there.";
        // The place is the ballot, since problems of cells are hidden while their round is blind.
        let problem = Problem::warning(ProblemCode::NotVotedOn, place.clone(), what, advice).at(path);
        let takes_out = number == self.round() && !self.is_closed(&ballot.member);
        let command = format!("`weigh-in score FILE --member {} {cell}=-` removes one.", ballot.member);
        found.push(if takes_out { problem.by_command(command) } else { problem });
    }

    fn check_outcome(&self, found: &mut Vec<Problem>) {
        match &self.outcome.chosen {
            Some(chosen) if self.option(chosen).is_none() => found.push(
                Problem::error(
                    ProblemCode::UnknownId,
                    Place::Chosen,
                    format!("The chosen option `{chosen}` does not exist."),
                    "Choose one of the options.",
                )
                .about(chosen)
                .with_fix("Take the choice back", Edit::Outcome(OutcomeField::Chosen(None))),
            ),
            None if self.status() == Status::Accepted => found.push(Problem::error(
                ProblemCode::NothingChosen,
                Place::Status,
                "The decision is accepted, but no option is chosen.",
                "Choose an option, or set the status back to proposed.",
            )),
            Some(_) if is_blank(&self.outcome.justification) => found.push(Problem::warning(
                ProblemCode::NoJustification,
                Place::Outcome,
                "The choice has no reason.",
                "Say in a sentence why this option was chosen.",
            )),
            _ => {}
        }
        let mut can_fix = true;
        for (index, sign_off) in self.outcome.sign_offs.iter().enumerate() {
            if is_blank(&sign_off.name) {
                let what = "A sign-off names nobody.";
                // A sign-off is only given by somebody with a name, so only the file has a place for it.
                let advice = "Remove it, or name who signed in the file.";
                let mut problem = Problem::error(ProblemCode::NoName, Place::Outcome, what, advice);
                // One at a time: each fix has a list of all the others.
                if std::mem::take(&mut can_fix) {
                    let mut others = self.outcome.sign_offs.clone();
                    others.remove(index);
                    problem = problem.with_fix("Remove the sign-off", Edit::Outcome(OutcomeField::SignOffs(others)));
                }
                found.push(problem.at(format!("outcome.sign_offs[{index}]")));
            }
        }
        self.check_sign_offs(found);
        self.check_objections(found);
        if self.status() == Status::Accepted && self.is_blind() {
            found.push(Problem::error(
                ProblemCode::Blind,
                Place::Status,
                format!("The decision is accepted while round {} is still hidden.", self.round()),
                "Reveal the round as a correction, with a reason, so that the team sees what it decided on.",
            ));
        }
    }
}

impl Decision {
    /// Finds objections to an accepted decision, which may come after the acceptance, when no command asks about them
    /// any more.
    fn check_objections(&self, found: &mut Vec<Problem>) {
        if self.status() != Status::Accepted || !is_blank(&self.outcome.despite_objection) {
            return;
        }
        let objecting =
            self.outcome.sign_offs.iter().filter(|one| one.verdict == Verdict::Object && !is_blank(&one.name));
        for one in objecting {
            found.push(Problem::warning(
                ProblemCode::Objection,
                Place::Outcome,
                format!("The decision is accepted, and {} objects.", one.name),
                "Hear the reason, and review the decision; or correct it with an answer to the objection.",
            ));
        }
    }
}

/// The ids that scores may name.
struct Known<'a> {
    criteria: HashSet<&'a CriterionId>,
    /// Ids of options, in the order of cells.
    options: Vec<&'a OptionId>,
}

impl<'a> Known<'a> {
    fn of(decision: &'a Decision) -> Self {
        let mut options: Vec<_> = decision.options.iter().map(|option| &option.id).collect();
        options.sort_unstable();
        Self { criteria: decision.criteria.iter().map(|criterion| &criterion.id).collect(), options }
    }

    /// Finds cells of unknown criteria and options. Cells are in the order of their keys: a criterion is looked up once
    /// for all of its cells, and its options are compared with the known ones side by side.
    fn check_cells(&self, place: &Place, path: &str, cells: &BTreeMap<CellKey, Cell>, found: &mut Vec<Problem>) {
        let mut row: Option<(&CriterionId, bool)> = None;
        let mut options = self.options.as_slice();
        for (criterion, option) in cells.keys() {
            let is_known = match row {
                Some((of, is_known)) if of == criterion => is_known,
                _ => {
                    let is_known = self.criteria.contains(criterion);
                    (row, options) = (Some((criterion, is_known)), self.options.as_slice());
                    is_known
                }
            };
            while let [first, rest @ ..] = options
                && *first < option
            {
                options = rest;
            }
            if !is_known {
                let what = format!("A score names the criterion `{criterion}`, which does not exist.");
                let problem =
                    Problem::error(ProblemCode::UnknownId, place.cell(criterion, option), what, CORRECT_SCORE);
                found.push(problem.at(path).about(criterion));
            }
            if options.first() != Some(&option) {
                let what = format!("A score names the option `{option}`, which does not exist.");
                let problem =
                    Problem::error(ProblemCode::UnknownId, place.cell(criterion, option), what, CORRECT_SCORE);
                found.push(problem.at(path).about(option));
            }
        }
    }
}

/// Finds links of cells that are neither web nor mail addresses.
fn check_links(place: &Place, path: &str, cells: &BTreeMap<CellKey, Cell>, found: &mut Vec<Problem>) {
    for ((criterion, option), cell) in cells {
        if !cell.link.is_empty() && !is_safe_url(&cell.link) {
            let link = Link { label: String::new(), url: cell.link.clone() };
            found.push(unsafe_link(place.cell(criterion, option), &link).at(path));
        }
    }
}

const NAME_OR_REMOVE: &str = "Name them or remove them.";

const NAME_IT: &str = "Name it or remove it.";

const CORRECT_SCORE: &str = "Correct the id, or remove the score.";

/// Returns the first id that was there before.
fn repeated<'a>(ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut known = HashSet::new();
    ids.into_iter().find(|id| !known.insert(*id))
}

/// Counts the items of a list that fulfil a condition.
fn count<T>(list: &[Arc<T>], is_such: impl Fn(&T) -> bool) -> usize {
    list.iter().filter(|item| is_such(item)).count()
}

/// Creates the problem of an id that is in use already; `earlier` is how often.
fn duplicate(place: Place, path: String, kind: &str, id: &str, earlier: usize) -> Problem {
    let what = match earlier {
        1 => format!("The id `{id}` is used twice; this {kind} is the second."),
        _ => format!("The id `{id}` is used again; this {kind} is number {}.", earlier + 1),
    };
    let advice = "Give each its own id, and correct the scores that name it.";
    Problem::error(ProblemCode::SameId, place, what, advice).at(path).about(&earlier)
}

fn unnamed(place: Place, path: String, kind: &str, id: &str, advice: &str) -> Problem {
    Problem::error(ProblemCode::NoName, place, format!("{kind} `{id}` has no name."), advice).at(path)
}

/// Creates the problem of a second item whose name people read as the same.
fn same_name(place: Place, path: String, kind: &str, name: &str) -> Problem {
    let what = format!("Two {kind} are called \"{}\".", name.trim());
    Problem::warning(ProblemCode::SameName, place, what, "Rename one, so that people know which is which.")
        .at(path)
        .about(&format!("{kind}/{}", name_key(name)))
}

fn unsafe_link(place: Place, link: &Link) -> Problem {
    Problem::error(
        ProblemCode::UnsafeLink,
        place,
        format!("The link `{}` is not a web or mail address.", link.url),
        "Use an address that starts with https://, http:// or mailto:.",
    )
    .about(&link.url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::MemberId;

    #[test]
    fn a_score_may_only_name_what_is_there_wherever_it_stands_among_the_cells() {
        // Before, between and behind what is known, in the order of cells.
        let all = ["a", "b", "c", "d", "e"];
        let criteria = ["b", "d"].map(|id| CriterionId::from_name(id, []));
        let options = ["b", "d"].map(|id| OptionId::from_name(id, []));
        let known = Known { criteria: criteria.iter().collect(), options: options.iter().collect() };
        let mut cells: BTreeMap<CellKey, Cell> = BTreeMap::new();
        for criterion in all {
            for option in all {
                let key = (CriterionId::from_name(criterion, []), OptionId::from_name(option, []));
                cells.insert(key, Cell::default());
            }
        }
        let mut found = Vec::new();
        let ana = MemberId::from_name("Ana", []);
        known.check_cells(&Place::Ballot(ana.clone(), 1), "ballots[0]", &cells, &mut found);
        let places: Vec<_> = found.iter().map(|problem| problem.place.clone()).collect();
        let mut expected = Vec::new();
        for (criterion, option) in cells.keys() {
            let wrong = usize::from(!criteria.contains(criterion)) + usize::from(!options.contains(option));
            let place = Place::Cell(ana.clone(), 1, criterion.clone(), option.clone());
            expected.extend(std::iter::repeat_n(place, wrong));
        }
        assert_eq!(places, expected);
        assert_eq!(found.len(), 15 + 15);
    }
}
