//! The private ballots beside the record that are not in it.

use super::Document;
use crate::decision::{Ballot, Decision, MemberId};

impl Document {
    /// Notes the sealed private ballots of revealed rounds that are beside the file.
    pub fn keep_at_hand(&mut self, ballots: Vec<Ballot>, misnamed: Vec<(MemberId, String)>) {
        self.at_hand = ballots;
        self.misnamed = misnamed;
    }

    /// Returns the ballots that the record waits for and that can be published here. Those that differ from what was sealed are
    /// left out.
    #[must_use]
    pub fn to_publish(&self) -> Vec<&Ballot> {
        let unpublished = self.decision.unpublished();
        let is_awaited =
            |ballot: &&Ballot| unpublished.iter().any(|one| (&one.member, one.round) == (&ballot.member, ballot.round));
        self.at_hand.iter().filter(is_awaited).filter(|ballot| self.decision.is_as_sealed(ballot)).collect()
    }

    /// Returns what to do about the private file of a member that is beside the record under another name.
    #[must_use]
    pub fn misnamed(&self, member: &MemberId) -> Option<&str> {
        self.misnamed.iter().find(|(other, _)| other == member).map(|(_, words)| words.as_str())
    }
}

/// Returns whose ballots are still to be published, as a sentence without its full stop; `None` where there are none.
#[must_use]
pub fn told_to_publish(decision: &Decision, ballots: &[&Ballot]) -> Option<String> {
    let names: Vec<&str> = ballots.iter().map(|ballot| decision.member_name(&ballot.member)).collect();
    let (words, are) = match names[..] {
        [] => return None,
        [_] => ("The sealed ballot of", "is in a private file"),
        _ => ("The sealed ballots of", "are in private files"),
    };
    Some(format!("{words} {} {are}, not in the record yet", names.join(", ")))
}
