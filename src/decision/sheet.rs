//! A member's ballot that travels by itself, with what it takes to find its cells again in the record.

use std::collections::BTreeSet;

use super::{Anchors, Ballot, CriterionId, Decision, Member, MemberId, OptionId};

/// One member's ballot of one round, and what was asked when it was filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct BallotSheet {
    /// The id of the record that it belongs to.
    pub decision: String,
    /// The title of that record, for people.
    pub title: String,
    /// The member whose ballot it is, who counts as one here.
    pub member: Member,
    /// What was asked of the options, of the criteria that the ballot or the member names.
    pub criteria: Vec<Asked>,
    /// The options that the ballot or the member names: their ids and names.
    pub options: Vec<(OptionId, String)>,
    /// Whose it is, of which round, and the scores.
    pub ballot: Ballot,
}

/// A criterion as it was when it was scored. Where these words change, a score no longer means what it meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: CriterionId,
    /// Its name.
    pub name: String,
    /// What the member asked of each option.
    pub question: String,
    /// What the scores meant.
    pub anchors: Anchors,
}

impl Decision {
    /// A member's ballot of the round under way, to be sent and imported elsewhere. None where there is no such member.
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
            // How much a member counts is for the team to say, and a ballot must not change it.
            member: Member { weight: 1.0, ..person.clone() },
            criteria: criteria.collect(),
            options: options.map(|option| (option.id.clone(), option.name.clone())).collect(),
            ballot,
        })
    }
}
