//! Contradictions in a record: parts that are there twice, and parts that cannot be true.

use std::collections::HashSet;

use crate::decision::{
    CriterionId, Decision, Member, MemberId, MustHave, MustHaveRule, Place, Problem, ProblemCode, RepoPath, Status,
    text::{is_blank, is_in_git, leads_out, name_key},
};

/// Length of the SHA-256 of a sealed ballot, in hexadecimal digits.
const HASH: usize = 64;

/// Two-letter codes of ISO 639-1.
const LANGUAGES: &str = "\
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et \
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl \
km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj \
om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to \
tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

impl Decision {
    /// Finds steps of the history that go back in time, or to draft, and a first step that is older than the record.
    pub(super) fn check_history(&self, found: &mut Vec<Problem>) {
        if let Some(first) = self.history.first().filter(|first| first.on < self.created) {
            let what =
                format!("The record became {} on {}, and was created on {}.", first.status, first.on, self.created);
            let advice = "Correct one of the two days.";
            found.push(Problem::warning(ProblemCode::HistoryOrder, Place::Status, what, advice).at("history[0]"));
        }
        for (index, change) in self.history.iter().enumerate() {
            let path = format!("history[{index}]");
            if change.status == Status::Draft {
                let what = "The history says that the record became a draft.";
                let advice = "Remove the step: a record is a draft until its first status.";
                found.push(Problem::warning(ProblemCode::HistoryOrder, Place::Status, what, advice).at(path));
            } else if let Some(earlier) = index.checked_sub(1).map(|before| &self.history[before])
                && change.on < earlier.on
            {
                let what = format!(
                    "The record became {} on {}, which is before it became {} on {}.",
                    change.status, change.on, earlier.status, earlier.on
                );
                let advice = "Correct the days, or put the steps in their order.";
                found.push(Problem::warning(ProblemCode::HistoryOrder, Place::Status, what, advice).at(path));
            }
        }
    }

    /// Finds a record that names itself as its predecessor or source.
    pub(super) fn check_origin(&self, found: &mut Vec<Problem>) {
        let mut names_itself = |path: &str, what: String, advice: &str| {
            found.push(Problem::warning(ProblemCode::NamesItself, Place::Record, what, advice).at(path).about(path));
        };
        if let Some(predecessor) = &self.predecessor {
            let is_own = |path: &&RepoPath| self.exports.iter().any(|export| export.path == **path);
            let advice = "Name the record that it supersedes, or remove `predecessor` from the file.";
            if predecessor.record == self.id {
                names_itself("predecessor.record", "The record says that it supersedes itself.".to_owned(), advice);
            } else if let Some(path) = predecessor.path.as_ref().filter(is_own) {
                let what = format!("The ADR of the earlier record, `{path}`, is that of this one.");
                names_itself("predecessor.path", what, advice);
            }
        }
        if self.copied_from.as_ref().is_some_and(|source| source.record == self.id) {
            let what = "The record says that it was copied from itself.".to_owned();
            names_itself("copied_from", what, "Remove `copied_from` from the file.");
        }
    }

    /// Finds must-haves that no option can fail, since they ask for more low scores than there are ballots.
    pub(super) fn check_must_haves(&self, found: &mut Vec<Problem>) {
        let voters = self.members.len() + self.references.iter().filter(|reference| reference.counted).count();
        // The voters may not be known yet.
        if voters == 0 {
            return;
        }
        for (index, criterion) in self.criteria.iter().enumerate().filter(|(_, one)| !one.not_applicable) {
            let Some(MustHave { rule: MustHaveRule::Members(enough), .. }) = criterion.must_have else { continue };
            if usize::from(enough) <= voters {
                continue;
            }
            let what = format!(
                "{} rules an option out when {enough} ballots score it too low, but at most {voters} can, so it rules nothing out.",
                criterion.called()
            );
            let advice = "Lower the number, take the median instead, or add members.";
            let place = Place::Criterion(criterion.id.clone());
            let problem = Problem::warning(ProblemCode::UnreachableMustHave, place, what, advice);
            found.push(problem.at(format!("criteria[{index}].must_have")));
        }
    }

    /// Finds paths that cannot be those of files in the repository, and languages that do not exist.
    pub(super) fn check_paths(&self, found: &mut Vec<Problem>) {
        for (index, glob) in self.governs.iter().enumerate().filter(|(_, glob)| leads_out(glob)) {
            let what = format!("The decision governs `{glob}`, which leads out of the repository.");
            let problem = Problem::warning(ProblemCode::OutsideRepository, Place::Context, what, FROM_THE_ROOT);
            found.push(problem.at(format!("governs[{index}]")));
        }
        for (index, export) in self.exports.iter().enumerate() {
            let Some((how, advice)) = misplaced(&export.path) else { continue };
            let what = format!("The place of the ADR, `{}`, {how}.", export.path);
            // An ADR outside the repository is compared with nothing.
            let problem = Problem::error(ProblemCode::OutsideRepository, Place::Export(index), what, advice);
            found.push(problem.at(format!("exports[{index}].path")).about(&export.path));
        }
        let earlier = self.predecessor.as_ref().and_then(|one| one.path.as_ref());
        if let Some(path) = earlier
            && let Some((how, advice)) = misplaced(path)
        {
            let what = format!("The ADR of the earlier record, `{path}`, {how}.");
            let problem = Problem::warning(ProblemCode::OutsideRepository, Place::Record, what, advice);
            found.push(problem.at("predecessor.path"));
        }
        let Some(folder) = &self.adr_folder else { return };
        if let Some((how, advice)) = misplaced(&folder.path) {
            let what = format!("The folder of ADRs `{}` {how}.", folder.path);
            let problem = Problem::warning(ProblemCode::OutsideRepository, Place::Record, what, advice);
            found.push(problem.at("adr_folder.path"));
        }
        let language = folder.language.as_str();
        if !language.is_empty() && LANGUAGES.split_whitespace().all(|known| known != language) {
            let what = format!("The language of the ADRs, `{language}`, is none.");
            let advice = "Use a code of two letters (ISO 639-1), such as `en`.";
            let problem = Problem::warning(ProblemCode::UnknownLanguage, Place::Record, what, advice);
            found.push(problem.at("adr_folder.language"));
        }
    }

    /// Finds options that leave things as they are, after the first one.
    pub(super) fn check_today(&self, found: &mut Vec<Problem>) {
        let mut today = self.options.iter().enumerate().filter(|(_, option)| option.is_today);
        let Some((_, first)) = today.next() else { return };
        for (index, option) in today {
            let what = format!("Both {} and {} are what is there today.", first.called(), option.called());
            let advice = "Keep `is_today` for the option that leaves things as they are.";
            let place = Place::Option(option.id.clone());
            let problem = Problem::warning(ProblemCode::SecondToday, place, what, advice);
            found.push(problem.at(format!("options[{index}].is_today")));
        }
    }

    /// Finds sign-offs of people who have signed off already.
    pub(super) fn check_sign_offs(&self, found: &mut Vec<Problem>) {
        let mut names = HashSet::new();
        for (index, sign_off) in self.outcome.sign_offs.iter().enumerate() {
            let key = name_key(&sign_off.name);
            if !is_blank(&sign_off.name) && !names.insert(key.clone()) {
                let what = format!("{} has signed off twice.", sign_off.name.trim());
                let advice = "Keep the one that counts.";
                let problem = Problem::warning(ProblemCode::SecondSignOff, Place::Outcome, what, advice);
                found.push(problem.at(format!("outcome.sign_offs[{index}]")).about(&key));
            }
        }
    }

    /// Finds reveals of a round that is revealed already, and those that were taken back before they were made.
    pub(super) fn check_reveals(&self, found: &mut Vec<Problem>) {
        for (at, round) in self.rounds.iter().enumerate() {
            let number = round.number;
            let standing = round.reveals.iter().enumerate().filter(|(_, reveal)| reveal.taken_back.is_none());
            for (index, reveal) in standing.skip(1) {
                let what = format!("Round {number} is revealed once more on {}.", reveal.on);
                let advice = "Keep the first reveal, or say when it was taken back.";
                let problem = Problem::warning(ProblemCode::SecondReveal, Place::Members, what, advice);
                found.push(problem.at(format!("rounds[{at}].reveals[{index}]")).about(&number));
            }
            for (index, reveal) in round.reveals.iter().enumerate() {
                let Some(back) = reveal.taken_back.as_ref().filter(|back| back.on < reveal.on) else { continue };
                let what =
                    format!("Round {number} was revealed on {}, and that was taken back on {}.", reveal.on, back.on);
                let advice = "Correct one of the two days.";
                let problem = Problem::warning(ProblemCode::RevealOrder, Place::Members, what, advice);
                found.push(problem.at(format!("rounds[{at}].reveals[{index}].taken_back")).about(&number));
            }
        }
    }

    /// Finds reviews before the decision was accepted, and those whose next review is before them.
    pub(super) fn check_reviews(&self, found: &mut Vec<Problem>) {
        let accepted = self.history.iter().find(|change| change.status == Status::Accepted).map(|change| change.on);
        for (index, review) in self.reviews.iter().enumerate() {
            if let Some(accepted) = accepted.filter(|accepted| review.on < *accepted) {
                let what = format!("There is a review on {}, and the decision was accepted on {accepted}.", review.on);
                let advice = "Correct one of the two days.";
                let problem = Problem::warning(ProblemCode::ReviewOrder, Place::Outcome, what, advice);
                found.push(problem.at(format!("reviews[{index}].on")).about(&review.on));
            }
            let Some(next) = review.next.filter(|next| *next < review.on) else { continue };
            let what = format!("The review of {} says that the next one is on {next}.", review.on);
            let advice = "Correct one of the two days.";
            let problem = Problem::warning(ProblemCode::ReviewOrder, Place::Outcome, what, advice);
            found.push(problem.at(format!("reviews[{index}].next")));
        }
    }

    /// Finds second commitments to the same ballot, and hashes that are not valid.
    pub(super) fn check_commitments(&self, found: &mut Vec<Problem>) {
        let mut known: HashSet<(&MemberId, u32)> = HashSet::new();
        for (index, commitment) in self.commitments.iter().enumerate() {
            let name = self.member_name(&commitment.member);
            // A withdrawn commitment makes room for another.
            if commitment.withdrawn.is_none() && !known.insert((&commitment.member, commitment.round)) {
                let what = format!("There are two commitments to the ballot of {name} in round {}.", commitment.round);
                let advice = "Keep the one that the sealed ballot fits.";
                let command = format!(
                    "Where the private file to keep is, `weigh-in seal FILE --member {} --withdraw WHY{}` withdraws the other.",
                    commitment.member,
                    self.option_to_correct()
                );
                let problem = Problem::error(ProblemCode::SecondCommitment, Place::Members, what, advice);
                let problem = problem.by_command(command);
                found.push(
                    problem
                        .at(format!("commitments[{index}]"))
                        .about(&format!("{}/{}", commitment.member, commitment.round)),
                );
            }
            let hash = &commitment.hash;
            if hash.len() != HASH || !hash.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                let what = format!(
                    "The hash of the ballot of {name} in round {} is not {HASH} hexadecimal digits, so no ballot fits it.",
                    commitment.round
                );
                let advice = "Put the hash back from git, or remove the commitment.";
                let problem = Problem::error(ProblemCode::CommitmentHash, Place::Members, what, advice);
                found.push(
                    problem
                        .at(format!("commitments[{index}].hash"))
                        .about(&format!("{}/{}", commitment.member, commitment.round)),
                );
            }
        }
    }
}

impl Decision {
    /// Finds ballots that are missing after the reveal, and ballots that differ from the sealed ones.
    pub(super) fn check_published(&self, found: &mut Vec<Problem>) {
        for one in self.unpublished() {
            let (name, round) = (self.member_name(&one.member), one.round);
            let what =
                format!("{name} sealed a ballot in round {round} that is not published yet, so it does not count.");
            let advice = format!("{name} publishes it; one that is lost is withdrawn with a reason.");
            let command = format!(
                "`weigh-in reveal FILE --member {0}{1}` publishes it, and `weigh-in seal FILE --member {0} --withdraw WHY{1}` withdraws \
                 it.",
                one.member,
                self.option_to_correct()
            );
            let place = Place::Member(one.member.clone());
            let problem = Problem::warning(ProblemCode::Unpublished, place, what, advice).by_command(command);
            found.push(problem.about(&round));
        }
        // A decision that is made does not wait for a ballot.
        let left_out = if self.is_guarded() { Vec::new() } else { self.left_out_unsealed() };
        for member in left_out {
            let (name, round) = (member.called(), self.round());
            let what =
                format!("{name} had not sealed when round {round} was revealed, so a private ballot does not count.");
            let advice = "Open the next round; it goes on from the private file.";
            let place = Place::Member(member.id.clone());
            let problem = Problem::warning(ProblemCode::Unpublished, place, what, advice);
            found.push(problem.by_command("`weigh-in round FILE` opens it.").about(&round));
        }
        for one in self.unlike_sealed() {
            let (name, round) = (self.member_name(&one.member), one.round);
            let what = format!("The ballot of {name} in round {round} is not the one that was sealed.");
            let advice = "It was changed since, or an option or a criterion that it scores has left the record: `weigh-in diff` with the \
                          revision of its publication says which.";
            let place = Place::Ballot(one.member.clone(), round);
            found.push(Problem::warning(ProblemCode::UnlikeSealed, place, what, advice));
        }
    }
}

impl Member {
    /// Finds answers about improvements that are not valid, and orders that are unclear. `path` leads to the member.
    pub(super) fn check_preferences(&self, path: &str, found: &mut Vec<Problem>) {
        let place = Place::Member(self.id.clone());
        for (index, answer) in self.trade_offs.iter().enumerate() {
            if answer.first.criterion == answer.second.criterion {
                let what = format!("{} weighs `{}` against itself.", self.called(), answer.first.criterion);
                let advice = "Name two criteria, or remove the answer.";
                let problem = Problem::warning(ProblemCode::SelfTradeOff, place.clone(), what, advice);
                found.push(problem.at(format!("{path}.trade_offs[{index}]")).about(&answer.first.criterion));
            }
            for (side, step) in [("first", &answer.first), ("second", &answer.second)] {
                if step.from < step.to {
                    continue;
                }
                let (from, to) = (step.from.points(), step.to.points());
                let what = format!(
                    "{} weighs going from {from} to {to} on `{}`, which is no step up.",
                    self.called(),
                    step.criterion
                );
                let advice = "Correct the scores, or remove the answer.";
                let problem = Problem::warning(ProblemCode::NoStepUp, place.clone(), what, advice);
                found.push(problem.at(format!("{path}.trade_offs[{index}].{side}")));
            }
        }
        let mut known: HashSet<&CriterionId> = HashSet::new();
        for (level, criteria) in self.order.iter().enumerate() {
            if criteria.is_empty() {
                let what = format!("The order of {} has a level with no criterion.", self.called());
                let problem = Problem::warning(ProblemCode::UnclearOrder, place.clone(), what, "Remove the level.");
                found.push(problem.at(format!("{path}.order[{level}]")));
            }
            for (index, criterion) in criteria.iter().enumerate().filter(|(_, id)| !known.insert(id)) {
                let what = format!("The order of {} has the criterion `{criterion}` twice.", self.called());
                let problem = Problem::warning(ProblemCode::UnclearOrder, place.clone(), what, "Keep one of them.");
                found.push(problem.at(format!("{path}.order[{level}][{index}]")));
            }
        }
    }
}

/// Returns why a path cannot be that of a file in the repository, as the end of a sentence, and what to do; `None` if
/// it can.
fn misplaced(path: &str) -> Option<(&'static str, &'static str)> {
    if leads_out(path) {
        Some(("leads out of the repository", FROM_THE_ROOT))
    } else if is_in_git(path) {
        Some(("is among git's own files", "Name a place that git takes into the repository."))
    } else {
        None
    }
}

const FROM_THE_ROOT: &str = "Name it from the root of the repository, without `..`.";
