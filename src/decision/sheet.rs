//! A member's ballot that travels by itself, with what it takes to find its cells again in the record.

use std::collections::{BTreeMap, BTreeSet};

use super::{Anchors, Ballot, CriterionId, Decision, MemberId, OptionId};

/// One member's ballot of one round, and what was asked when it was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotSheet {
    /// The id of the record that it belongs to.
    pub decision: String,
    /// The title of that record, for people.
    pub title: String,
    /// The member's name.
    pub name: String,
    /// What the criteria matter to the member; empty for the team's swings.
    pub swings: BTreeMap<CriterionId, u8>,
    /// What was asked of the options, of the criteria that are scored.
    pub criteria: Vec<Asked>,
    /// The options that are scored: their ids and names.
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
        let scored: BTreeSet<&CriterionId> = ballot.cells.keys().map(|(criterion, _)| criterion).collect();
        let columns: BTreeSet<&OptionId> = ballot.cells.keys().map(|(_, option)| option).collect();
        let criteria = self.criteria.iter().filter(|c| scored.contains(&c.id) || person.swings.contains_key(&c.id));
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
            name: person.name.clone(),
            swings: person.swings.clone(),
            criteria: criteria.collect(),
            options: options.map(|option| (option.id.clone(), option.name.clone())).collect(),
            ballot,
        })
    }
}
