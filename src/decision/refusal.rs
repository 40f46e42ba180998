//! Reasons why an edit was refused.

use super::{CriterionId, MemberId, OptionId, Status, TooMany, Unfit};

/// Reasons why an edit was refused. The record is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The edit names an option that is not in the record.
    #[error("there is no option `{0}`")]
    NoOption(OptionId),
    /// The edit names a criterion that is not in the record.
    #[error("there is no criterion `{0}`")]
    NoCriterion(CriterionId),
    /// The edit names a member, or a reference ballot, that is not in the record.
    #[error("there is no member `{0}`")]
    NoMember(MemberId),
    /// The edit names a profile that is not one of the team's own.
    #[error("there is no profile `{0}` of the team's own")]
    NoProfile(String),
    /// Another part has this id already.
    #[error("`{0}` is in the record already; choose another name")]
    Taken(String),
    /// The status cannot change in this way.
    #[error("a decision that is {from} cannot become {to}{}", ways(*.from))]
    Status {
        /// Present status.
        from: Status,
        /// Requested status.
        to: Status,
    },
    /// The ballot is sealed.
    #[error("{0} has sealed this ballot; reopen it to change a score")]
    Sealed(String),
    /// The round does not ask for a vote on this criterion.
    #[error("round {round} does not vote on {criterion}")]
    NotVotedOn {
        /// Number of the current round.
        round: u32,
        /// Name of the criterion.
        criterion: String,
    },
    /// A decision that is or was accepted has no further round.
    #[error("the decision was accepted, so there is no further round; vote again in a record that supersedes it")]
    Decided,
    /// A round can be opened only when the one before it has been revealed.
    #[error("round {0} is still hidden; reveal it before the next one is opened")]
    StillBlind(u32),
    /// Some ballots of the revealed round are not in the record yet; holds the names of their members.
    #[error(
        "the ballots of {0} are sealed and not published yet; publish or withdraw them before the next round is opened"
    )]
    Unpublished(String),
    /// The place of a round's ballots cannot change once somebody has scored in it.
    #[error(
        "in round {0} there are scores already, so its ballots stay where they are; change this between the reveal and the next round"
    )]
    RoundBegan(u32),
    /// An option or a criterion cannot be removed while private ballots are sealed that may score it; holds the names
    /// of their members.
    #[error(
        "sealed private ballots may score it, and would no longer match their seals: {0}; remove it after the reveal, or once they \
         are reopened by their members or withdrawn with a reason"
    )]
    SealedInPrivate(String),
    /// A sealed private ballot leaves the record only with a reason, and so does its member; holds the name.
    #[error("{0} has sealed a private ballot; withdraw it with a reason first")]
    SealedMember(String),
    /// A sealed private ballot can only be reopened on the machine with its file.
    #[error(
        "the private ballot of {0} is not here; reopen it where its file is, or withdraw it with a reason if it is lost"
    )]
    SealedElsewhere(String),
    /// A private ballot to publish differs from the one that was sealed.
    #[error("the private ballot of {0} is not the one that was sealed, so it is not published")]
    NotAsSealed(String),
    /// A ballot to publish or withdraw is not one that the record waits for.
    #[error("the record does not wait for a ballot of {0}")]
    NotAwaited(String),
    /// A withdrawal needs a reason.
    #[error("a withdrawal needs a reason")]
    NoReasonToWithdraw,
    /// A team has seen the round, so its ballots can neither be sealed nor reopened.
    #[error(
        "round {0} is revealed, so its ballots can be neither sealed nor reopened; scores change in the next round"
    )]
    Shown(u32),
    /// A member's weight is within [`Member::WEIGHTS`](super::Member::WEIGHTS).
    #[error("a member's weight is a number from 0.000001 to 1000000")]
    Weight,
    /// Ballots to import do not fit; never empty.
    #[error("{}", told(.0))]
    Ballots(Vec<Unfit>),
    /// A correction of an accepted record needs a reason.
    #[error("a correction of an accepted record needs a reason")]
    NoReason,
    /// A swing must be from 0 to 100.
    #[error("a weight is a whole number from 0 to 100")]
    Swing,
    /// The record would hold more than it may, and could not be read again.
    #[error("{0}; take some out first, or start another record")]
    TooMany(#[from] TooMany),
}

fn told(reasons: &[Unfit]) -> String {
    let told: Vec<String> = reasons.iter().map(Unfit::to_string).collect();
    told.join("\n").trim_end_matches('.').to_owned()
}

fn ways(from: Status) -> String {
    match from.next() {
        [] => "; it stays as it is".to_owned(),
        next => {
            let next: Vec<&str> = next.iter().map(|status| status.word()).collect();
            format!("; next comes {}", next.join(" or "))
        }
    }
}
