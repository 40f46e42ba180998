//! The private ballots beside a record, as commands ask for them and say what is wrong with them.

use std::path::Path;

use super::failure::Failure;
use crate::{
    decision::{
        Decision, MemberId, PrivateBallot,
        text::{day, shell_quoted},
    },
    storage::{self, KeptBack},
};

/// Creates the failure of a command that needs a sealed private ballot which is not beside the record.
pub(super) fn not_here(decision: &Decision, member: &MemberId, file: &Path, kept_back: &[KeptBack]) -> Failure {
    if let Err(misnamed) = is_not_misnamed(member, kept_back) {
        return misnamed;
    }
    let path = storage::private_path(file, member);
    let why = if path.exists() { "holds another one than was sealed" } else { "is missing" };
    Failure::before_writing(format_args!(
        "the private ballot of {} is not here: {} {why}. Run this where its file is; if that is lost, `weigh-in seal {} --member {member} \
         --withdraw WHY{}` says so",
        decision.member_name(member),
        path.display(),
        shell_quoted(&file.to_string_lossy()),
        decision.option_to_correct()
    ))
}

/// Refuses to publish the ballot of a member that was withdrawn from the last round.
pub(super) fn is_not_withdrawn(decision: &Decision, member: &MemberId) -> Result<(), Failure> {
    let round = decision.round();
    let mut all = decision.commitments.iter().filter(|one| one.round == round && one.member == *member);
    let withdrawn = all.find_map(|one| one.withdrawn.as_ref());
    match withdrawn.filter(|_| decision.commitment(member, round).is_none()) {
        None => Ok(()),
        Some(gone) => Err(Failure::before_writing(format_args!(
            "the sealed ballot of {} was withdrawn on {}, so it is not published: {}",
            decision.member_name(member),
            day(gone.on),
            gone.why.trim_end_matches('.')
        ))),
    }
}

/// Refuses to go on without the private ballot of a member that is beside the record under another name: whatever is scored or sealed
/// instead would be another ballot.
pub(super) fn is_not_misnamed(member: &MemberId, kept_back: &[KeptBack]) -> Result<(), Failure> {
    let elsewhere =
        kept_back.iter().find(|one| matches!(&one.ballot, Ok(PrivateBallot::Elsewhere(id, _)) if id == member));
    unfit(elsewhere).pop().map_or(Ok(()), |told| Err(Failure::before_writing(told.trim_end_matches('.'))))
}

/// Returns the problems of private ballots beside a record, a sentence each.
pub(super) fn unfit<'a>(kept_back: impl IntoIterator<Item = &'a KeptBack>) -> Vec<String> {
    let told = kept_back.into_iter().filter_map(|KeptBack { path, ballot }| match ballot {
        Ok(
            PrivateBallot::Unfit(why)
            | PrivateBallot::Unsealed(_, why)
            | PrivateBallot::NotAsSealed(_, why)
            | PrivateBallot::Elsewhere(_, why),
        ) => Some(format!("{}: {why}", path.display())),
        Ok(
            PrivateBallot::ToPublish(_) | PrivateBallot::Taken | PrivateBallot::Done | PrivateBallot::OtherRound(..),
        ) => None,
        Err(error) => Some(error.to_string()),
    });
    told.collect()
}
