//! Why a record does not change as it was asked to.

use super::{CriterionId, MemberId, OptionId, Status, TooMany, Unfit};

/// Why an edit was not made. The record is as it was.
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
    /// Something with this id is there already.
    #[error("`{0}` is in the record already; choose another name")]
    Taken(String),
    /// The status cannot go there from where it is.
    #[error("a decision that is {from} cannot become {to}{}", ways(*.from))]
    Status {
        /// Where it is.
        from: Status,
        /// Where it was to go.
        to: Status,
    },
    /// The ballot was handed in.
    #[error("{0} has sealed this ballot; reopen it to change a score")]
    Sealed(String),
    /// The round does not ask for a vote on this criterion.
    #[error("round {round} does not vote on {criterion}")]
    NotVotedOn {
        /// The round under way.
        round: u32,
        /// The criterion's name.
        criterion: String,
    },
    /// A round can be opened only when the one before it has been revealed.
    #[error("round {0} is still blind; reveal it before the next one is opened")]
    StillBlind(u32),
    /// The ballots of the round that was revealed are not all in the record yet: names.
    #[error(
        "the ballots of {0} are sealed and not published yet; publish or withdraw them before the next round is opened"
    )]
    Unpublished(String),
    /// Where ballots of a round are kept is settled once somebody has scored in it.
    #[error(
        "in round {0} there are scores already, so its ballots stay where they are; choose it before the next round"
    )]
    RoundBegan(u32),
    /// An option or a criterion cannot leave while private ballots are sealed that may score it: names.
    #[error(
        "private ballots are sealed that may score it, and would no longer be the ones that were sealed: {0}; remove it after the \
         reveal, or first have them reopened by their members, or withdrawn with a reason"
    )]
    SealedInPrivate(String),
    /// A sealed private ballot leaves the record only with a reason, and so does its member: the name.
    #[error("{0} has sealed a private ballot; withdraw it with a reason first")]
    SealedMember(String),
    /// A sealed private ballot is reopened where its file is.
    #[error(
        "the private ballot of {0} is not here; reopen it where its file is, or withdraw it with a reason if it is lost"
    )]
    SealedElsewhere(String),
    /// A private ballot that is to be published is another one than the one that was sealed.
    #[error("the private ballot of {0} is not the one that was sealed, so it is not published")]
    NotAsSealed(String),
    /// A ballot that is to be published or withdrawn is not one that the record waits for.
    #[error("the record does not wait for a ballot of {0}")]
    NotAwaited(String),
    /// A withdrawal says why.
    #[error("a ballot is withdrawn with a reason")]
    NoReasonToWithdraw,
    /// A team has seen the round, so its ballots are neither sealed nor reopened.
    #[error("round {0} is revealed, so no ballot of it is sealed or reopened; open the next round to score again")]
    Shown(u32),
    /// A member's weight must be a number above 0.
    #[error("a member's weight is a number above 0")]
    Weight,
    /// Ballots that were to be imported do not fit; never empty.
    #[error("{}", told(.0))]
    Ballots(Vec<Unfit>),
    /// A correction of an accepted record says why.
    #[error("a correction of an accepted record needs a reason")]
    NoReason,
    /// A swing must be from 0 to 100.
    #[error("a swing is a whole number from 0 to 100")]
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
