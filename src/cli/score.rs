//! `weigh-in score`: a member's scores.

use std::{collections::BTreeSet, path::PathBuf, process::ExitCode, str::FromStr};

use clap::Args;

use super::{
    console::Console,
    failure::Failure,
    known,
    record::{apply, load_to_change, save},
};
use crate::decision::{
    CellField, CellKey, Decision, Edit, Member, MemberField, MemberId, Score as Points, Vote, text::single_line,
};

/// Take in a member's scores
///
/// They join the member's ballot of the round under way. It is all or nothing: where one of them cannot be taken over,
/// nothing is written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in score go.decision.ron --member ana hiring/go=4 hiring/rust=2
  weigh-in score go.decision.ron --member bo --name \"Bo Ek\" hiring/go=?
  weigh-in score go.decision.ron --member bo hiring/go=-

`weigh-in analyze` lists the criteria and options as they are named here.")]
pub(super) struct Score {
    /// The decision file
    file: PathBuf,
    /// Who scores, such as ana; a new member is added
    #[arg(long, value_name = "ID")]
    member: String,
    /// The member's name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// 1 to 5; ? to abstain; - to take a score back
    #[arg(required = true, value_name = "CRITERION/OPTION=SCORE")]
    scores: Vec<CellScore>,
}

/// A score as it is written on the command line.
#[derive(Debug, Clone)]
struct CellScore {
    criterion: String,
    option: String,
    /// None to take it back.
    vote: Option<Vote>,
}

impl FromStr for CellScore {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let expected = "expected CRITERION/OPTION=SCORE, such as learning-curve/go=4";
        let (cell, score) = word.rsplit_once('=').ok_or(expected)?;
        let (criterion, option) = cell.split_once('/').ok_or(expected)?;
        let vote = match score.trim() {
            "?" => Some(Vote::Abstain),
            "-" => None,
            points => {
                let points = points.parse().ok().and_then(Points::new).map(Vote::Score);
                Some(points.ok_or("a score is 1, 2, 3, 4 or 5, ? to abstain, or - to take it back")?)
            }
        };
        Ok(Self { criterion: criterion.to_owned(), option: option.to_owned(), vote })
    }
}

impl Score {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let mut decision = load_to_change(&self.file)?;
        let cells = cells(&decision, &self.scores)?;
        let (member, is_new) = self.member(&mut decision)?;
        for ((criterion, option), vote) in cells {
            apply(&mut decision, Edit::Cell(member.clone(), criterion, option, CellField::Vote(vote)))?;
        }
        save(&self.file, &decision)?;
        console.say(self.told(&decision, &member, is_new))?;
        Ok(ExitCode::SUCCESS)
    }

    /// The member, and whether they were added just now.
    fn member(&self, decision: &mut Decision) -> Result<(MemberId, bool), Failure> {
        let id = MemberId::new(&self.member).map_err(|error| {
            let id = MemberId::from_name(&self.member, []);
            Failure::new(format!("--member: {error}. Write `{id}`, and the full name behind --name."))
        })?;
        let name = self.name.as_ref().map(|name| single_line(name.trim())).filter(|name| !name.is_empty());
        let is_new = decision.member(&id).is_none();
        if is_new {
            let name = name.unwrap_or_else(|| capital(id.as_str()));
            apply(decision, Edit::AddMember(Member::new(id.clone(), name)))?;
        } else if let Some(name) = name {
            apply(decision, Edit::Member(id.clone(), MemberField::Name(name)))?;
        }
        Ok((id, is_new))
    }

    fn told(&self, decision: &Decision, id: &MemberId, is_new: bool) -> String {
        let name = decision.member(id).map_or(id.as_str(), |member| &member.name);
        let (filled, all) = decision.progress(id);
        let joined = if is_new { format!("{name} is a new member. ") } else { String::new() };
        let taken = self.scores.len();
        let scores = if taken == 1 { "score" } else { "scores" };
        format!("{joined}Took over {taken} {scores} of {name}, who has filled {filled} of {all} cells.")
    }
}

/// The cells that the scores name, all of them checked before the record is touched.
fn cells(decision: &Decision, scores: &[CellScore]) -> Result<Vec<(CellKey, Option<Vote>)>, Failure> {
    let mut cells = Vec::with_capacity(scores.len());
    let mut wrong = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for CellScore { criterion, option, vote } in scores {
        match (known::criterion(decision, criterion), known::option(decision, option)) {
            (Ok(criterion), Ok(option)) => {
                if !seen.insert((criterion.clone(), option.clone())) {
                    wrong.insert(format!("{criterion}/{option} is scored twice"));
                }
                cells.push(((criterion, option), *vote));
            }
            (criterion, option) => wrong.extend(criterion.err().into_iter().chain(option.err())),
        }
    }
    if wrong.is_empty() {
        return Ok(cells);
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    Err(Failure::new(format!("{}.\nNothing was written.", wrong.join(".\n"))))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn scores_as_people_write_them() {
        let vote = |word: &str| word.parse::<CellScore>().map(|cell| cell.vote);
        assert_eq!(vote("hiring/go=4"), Ok(Points::new(4).map(Vote::Score)));
        assert_eq!(vote("hiring/go=?"), Ok(Some(Vote::Abstain)));
        assert_eq!(vote("hiring/go=-"), Ok(None));
        for wrong in
            ["hiring/go=0", "hiring/go=6", "hiring/go=4.5", "hiring/go=", "hiring/go", "go=4", "", "hiring/go=x"]
        {
            assert!(vote(wrong).is_err(), "{wrong}");
        }
        let cell: CellScore = "Learning curve/C++=5".parse().unwrap();
        assert_eq!((cell.criterion.as_str(), cell.option.as_str()), ("Learning curve", "C++"));
    }
}
