//! The one way in which commands write the votes of a member.

use std::path::Path;

use super::{failure::Failure, hidden::next_round, private_files::is_not_misnamed, record::apply};
use crate::{
    decision::{
        CellField, CellKey, CriterionId, Decision, Edit, Member, MemberField, MemberId,
        text::{capitalized, shell_quoted, single_line},
    },
    storage::{KeptBack, world},
};

/// Returns the member with this id, and whether they were added just now; `name` is their name from now on.
pub(super) fn voter(decision: &mut Decision, word: &str, name: Option<&str>) -> Result<(MemberId, bool), Failure> {
    let id = MemberId::new(word).map_err(|error| {
        let id = MemberId::from_name(word, []);
        Failure::new(format!("--member: {error}. Write `{id}`, and the full name behind --name."))
    })?;
    let name = name.map(|name| single_line(name.trim())).filter(|name| !name.is_empty());
    let is_new = decision.member(&id).is_none();
    if is_new {
        let name = name.unwrap_or_else(|| capitalized(id.as_str()));
        apply(decision, Edit::AddMember(Member::new(id.clone(), name), world::today()))?;
    } else if let Some(name) = name {
        apply(decision, Edit::Member(id.clone(), MemberField::Name(name)))?;
    }
    Ok((id, is_new))
}

/// The ballot of a member in the current round, as commands fill it in.
pub(super) struct OwnBallot<'a> {
    /// The decision file.
    pub(super) file: &'a Path,
    /// Private ballots beside it that are not in the record.
    pub(super) kept_back: &'a [KeptBack],
    pub(super) member: &'a MemberId,
}

impl OwnBallot<'_> {
    /// Sets fields of cells, unless the ballot is closed or the round does not ask for one of them. Without cells, nothing is refused.
    pub(super) fn take(&self, decision: &mut Decision, cells: Vec<(CellKey, Vec<CellField>)>) -> Result<(), Failure> {
        if cells.is_empty() {
            return Ok(());
        }
        self.is_open(decision)?;
        is_not_misnamed(self.member, self.kept_back)?;
        for (cell, fields) in &cells {
            let takes_out = fields.iter().all(|field| *field == CellField::Vote(None));
            if !(takes_out && decision.is_beside_the_round(self.member, cell)) {
                self.is_asked(decision, &cell.0)?;
            }
        }
        for ((criterion, option), fields) in cells {
            for field in fields {
                apply(decision, Edit::Cell(self.member.clone(), criterion.clone(), option.clone(), field))?;
            }
        }
        Ok(())
    }

    /// Refuses scores on a sealed ballot, with the way to score again.
    fn is_open(&self, decision: &Decision) -> Result<(), Failure> {
        let id = self.member;
        if !decision.is_closed(id) {
            return Ok(());
        }
        let (name, file) = (decision.member_name(id), shell_quoted(&self.file.to_string_lossy()).into_owned());
        if !decision.has_sealed(id) {
            return Err(Failure::before_writing(format_args!(
                "round {} is revealed, so its scores stay as they are; {}",
                decision.round(),
                next_round(decision, self.file)
            )));
        }
        let way = if decision.is_shown_to_team() {
            format!("round {} is revealed; {}", decision.round(), next_round(decision, self.file))
        } else {
            format!("`weigh-in seal {file} --member {id} --reopen` opens it again")
        };
        Err(Failure::before_writing(format_args!("{name} has sealed this ballot: {way}")))
    }

    /// Refuses a score that the round does not ask for, with the way to a round that does.
    fn is_asked(&self, decision: &Decision, criterion: &CriterionId) -> Result<(), Failure> {
        if decision.round_to_vote_in(criterion).is_some() {
            return Ok(());
        }
        if decision.is_guarded() && !decision.is_blind() {
            return Err(Failure::before_writing(format_args!(
                "round {} does not vote on {criterion}; {}",
                decision.round(),
                next_round(decision, self.file)
            )));
        }
        let (round, file) = (decision.round(), shell_quoted(&self.file.to_string_lossy()).into_owned());
        let first = if decision.is_blind() { format!("`weigh-in reveal {file}`, and then ") } else { String::new() };
        Err(Failure::before_writing(format_args!(
            "round {round} does not vote on {criterion}: {first}`weigh-in round {file} --criteria {criterion}` opens one that \
             does"
        )))
    }
}
