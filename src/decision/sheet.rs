//! A member's ballot in a file of its own, with everything that is needed to find its cells in the record again.

use std::collections::BTreeSet;

use super::{Anchor, Anchors, Ballot, Criterion, CriterionId, Decision, Member, MemberId, OptionId};

/// One member's ballot of one round, with the questions as they were when it was filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct BallotSheet {
    /// Id of the record that it belongs to.
    pub decision: String,
    /// Title of that record, for people.
    pub title: String,
    /// Member whose ballot it is, with a weight of 1.
    pub member: Member,
    /// Criteria that the ballot or the member names, with their questions.
    pub criteria: Vec<Asked>,
    /// Options that the ballot or the member names: their ids and names.
    pub options: Vec<(OptionId, String)>,
    /// Its member, round and scores.
    pub ballot: Ballot,
}

/// A criterion as it was when it was scored. If these words change, a score no longer has the same meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: CriterionId,
    /// Its name.
    pub name: String,
    /// Question that the member asked of each option.
    pub question: String,
    /// Words for the scores.
    pub anchors: Anchors,
}

impl Asked {
    /// Returns the words that a criterion has otherwise now: which they are, the words then, and those now.
    pub(super) fn changed_words<'a>(&'a self, now: &'a Criterion) -> Vec<(String, &'a str, &'a str)> {
        let anchors = [Anchor::One, Anchor::Three, Anchor::Five].map(|anchor| {
            (
                format!("meaning of a {}", anchor.score()),
                self.anchors.get(anchor).as_str(),
                now.anchors.get(anchor).as_str(),
            )
        });
        let question = ("question".to_owned(), self.question.as_str(), now.question.as_str());
        [question].into_iter().chain(anchors).filter(|(_, then, now)| then != now).collect()
    }
}

impl Decision {
    /// Returns a member's ballot of the current round, to be sent and imported elsewhere; `None` if there is no such
    /// member.
    #[must_use]
    pub fn ballot_sheet(&self, member: &MemberId) -> Option<BallotSheet> {
        let person = self.member(member)?;
        let ballot = self.ballot(member, self.round()).cloned();
        let ballot = ballot.unwrap_or_else(|| Ballot::new(member.clone(), self.round()));
        let mut rows: BTreeSet<&CriterionId> = ballot.cells.keys().map(|(criterion, _)| criterion).collect();
        rows.extend(person.named_criteria());
        let mut columns: BTreeSet<&OptionId> = ballot.cells.keys().map(|(_, option)| option).collect();
        columns.extend(person.experience.keys());
        let criteria = self.criteria.iter().filter(|criterion| rows.contains(&criterion.id));
        let criteria = criteria.map(|criterion| Asked {
            id: criterion.id.clone(),
            name: criterion.name.clone(),
            question: criterion.question.clone(),
            anchors: criterion.anchors.clone(),
        });
        let options = self.options.iter().filter(|option| columns.contains(&option.id));
        Some(BallotSheet {
            decision: self.id.clone(),
            title: self.title.clone(),
            // The team decides how much a member counts, and a ballot must not change it.
            member: Member { weight: 1.0, ..person.clone() },
            criteria: criteria.collect(),
            options: options.map(|option| (option.id.clone(), option.name.clone())).collect(),
            ballot,
        })
    }
}
