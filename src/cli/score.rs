//! `weigh-in score`: a member's scores.

use std::{collections::BTreeSet, path::PathBuf, process::ExitCode, str::FromStr};

use clap::Args;

use super::{
    console::Console,
    correct::Correct,
    failure::Failure,
    known,
    record::{apply, change_with_private},
    text::{counted, visible_text},
    votes::{OwnBallot, voter},
};
use crate::{
    decision::{
        CellField, CellKey, Confidence, Criterion, CriterionId, Decision, Edit, Evidence, MemberField, MemberId, Place,
        Problem, ProblemCode, Score as Points, Vote,
        text::{is_blank, name_key},
    },
    storage::KeptBack,
};

/// Add a member's scores, and the weights that the member gives to criteria
///
/// Adds the scores to the member's ballot of the current round. If one of them is wrong, nothing is written. With
/// --name alone, adds or renames the member.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in score go.decision.ron --member ana hiring/go=4 hiring/rust=2
  weigh-in score go.decision.ron --member bo --name \"Bo Ek\"
  weigh-in score go.decision.ron --member bo hiring/go=?
  weigh-in score go.decision.ron --member bo hiring/go=-
  weigh-in score go.decision.ron --member bo hiring/go=4 \
      hiring/go/note=\"two of us merged within a week\" hiring/go/evidence=measured
  weigh-in score go.decision.ron --member bo --swing hiring=80 --swing training=-
  weigh-in score go.decision.ron --member bo --order hiring,training=toolchain

`weigh-in analyze` lists the criteria and options as they are named here.")]
pub(super) struct Score {
    /// The decision file
    file: PathBuf,
    /// Who scores, such as ana; a new member is added
    #[arg(long, value_name = "ID")]
    member: String,
    /// The member's name
    #[arg(long, value_name = "TEXT", value_parser = visible_text, allow_hyphen_values = true)]
    name: Option<String>,
    /// The weight that the member gives to a criterion, 0 to 100, instead of the team's; - to use the team's again
    #[arg(long = "swing", value_name = "CRITERION=SWING")]
    swings: Vec<OwnSwing>,
    /// The member's own weights by an order of the criteria, the most important first: hiring,training=toolchain
    ///
    /// = makes criteria level. Those that are not named share the last place; those without a weight stay without.
    #[arg(long, value_name = "CRITERIA", conflicts_with = "swings")]
    order: Option<String>,
    /// 1 to 5; ? for "don't know"; - to remove a score of this round, so that the one of an earlier round counts again
    ///
    /// CRITERION/OPTION/note=TEXT, /link=URL, /confidence=low, medium or high, and /evidence=measured, used-in-production, read or hearsay
    /// say more about a score. An empty value takes it back.
    #[arg(required_unless_present_any = ["swings", "order", "name"], value_name = "CRITERION/OPTION=SCORE")]
    scores: Vec<CellValue>,
    #[command(flatten)]
    correct: Correct,
}

/// A member's own swing as it is written on the command line.
#[derive(Debug, Clone)]
struct OwnSwing {
    criterion: String,
    /// New swing; `None` for the team's.
    swing: Option<u8>,
}

impl FromStr for OwnSwing {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        // At the last `=`, since a name may contain one.
        let (criterion, swing) = word.rsplit_once('=').ok_or("expected CRITERION=SWING, such as hiring=80")?;
        let swing = match swing.trim() {
            "-" => None,
            swing => {
                let swing = swing.parse().ok().filter(|swing| *swing <= Criterion::MAX_SWING);
                Some(swing.ok_or("a swing is a whole number from 0 to 100, or - to take the team's")?)
            }
        };
        Ok(Self { criterion: criterion.to_owned(), swing })
    }
}

/// A score, or what is said about it, as it is written on the command line.
#[derive(Debug, Clone)]
pub(super) struct CellValue {
    criterion: String,
    option: String,
    /// New vote, `None` to take it back; or a note, a link, the confidence or the evidence.
    field: CellField,
}

/// What can be said about a score, by the words between the option and the value.
const ABOUT: [&str; 4] = ["/note=", "/link=", "/confidence=", "/evidence="];

impl CellValue {
    /// Reads what is said about a score; `None` for a score.
    fn about(word: &str) -> Option<Result<Self, String>> {
        // The first one counts, since a note may hold anything.
        let (at, which) = ABOUT.iter().filter_map(|which| Some((word.find(which)?, *which))).min()?;
        let (cell, value) = (&word[..at], &word[at + which.len()..]);
        let (criterion, option) = cell.split_once('/')?;
        let field = match which {
            "/note=" => Ok(CellField::Note(value.to_owned())),
            "/link=" => Ok(CellField::Link(value.to_owned())),
            "/confidence=" => {
                let names = Confidence::ALL.map(Confidence::name);
                named(value, "confidence", Confidence::from_name(value), &names).map(CellField::Confidence)
            }
            _ => {
                let names = Evidence::ALL.map(Evidence::name);
                named(value, "evidence", Evidence::from_name(value), &names).map(CellField::Evidence)
            }
        };
        Some(field.map(|field| Self { criterion: criterion.to_owned(), option: option.to_owned(), field }))
    }
}

/// Returns the value that a word names; `None` for an empty word.
fn named<T>(word: &str, what: &str, found: Option<T>, all: &[&'static str]) -> Result<Option<T>, String> {
    if found.is_some() || is_blank(word) {
        return Ok(found);
    }
    let names: Vec<String> = all.iter().map(|name| name.to_lowercase().replace(' ', "-")).collect();
    Err(format!("the {what} `{word}` is none of {}", names.join(", ")))
}

impl FromStr for CellValue {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        if let Some(about) = Self::about(word) {
            return about;
        }
        let expected = "expected CRITERION/OPTION=SCORE, such as learning-curve/go=4";
        // At the last `=`, since a name may contain one.
        let (cell, score) = word.rsplit_once('=').ok_or(expected)?;
        let (criterion, option) = cell.split_once('/').ok_or(expected)?;
        let vote = match score.trim() {
            "?" => Some(Vote::Abstain),
            "-" => None,
            points => {
                let points = points.parse().ok().and_then(Points::new).map(Vote::Score);
                Some(points.ok_or("a score is 1, 2, 3, 4 or 5, ? for \"don't know\", or - to take it back")?)
            }
        };
        Ok(Self { criterion: criterion.to_owned(), option: option.to_owned(), field: CellField::Vote(vote) })
    }
}

impl Score {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (decision, (member, is_new, is_changed)) =
            change_with_private(&self.file, &self.correct, console, |decision, kept_back| {
                let before = decision.clone();
                let (member, is_new) = self.take_in(decision, kept_back)?;
                Ok((member, is_new, *decision != before))
            })?;
        // Only a command that sets a name can make two names alike.
        if (is_new || self.name.is_some())
            && let Some(problem) = same_name(&decision, &member)
        {
            console.warn(format_args!("{} {}", problem.what, problem.advice_by_command(&self.file)));
        }
        if is_changed {
            console.say(self.told(&decision, &member, is_new))?;
        } else {
            console.say(format_args!("Nothing was changed: {} says this already.", self.file.display()))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Makes the changes, and returns the member and whether they were added just now.
    fn take_in(&self, decision: &mut Decision, kept_back: &[KeptBack]) -> Result<(MemberId, bool), Failure> {
        let cells = cells(decision, &self.scores)?;
        let swings = swings(decision, &self.swings)?;
        let ordered = self.order.as_ref().map(|order| known::order(decision, order)).transpose();
        let ordered = ordered.map_err(Failure::before_writing)?;
        let (member, is_new) = voter(decision, &self.member, self.name.as_deref())?;
        if !swings.is_empty() {
            // The edit replaces all swings of the member, so it starts from the present ones.
            let mut own = decision.member(&member).map(|member| member.swings.clone()).unwrap_or_default();
            for (criterion, swing) in swings {
                match swing {
                    Some(swing) => own.insert(criterion, swing),
                    None => own.remove(&criterion),
                };
            }
            apply(decision, Edit::Member(member.clone(), MemberField::Swings(own)))?;
        }
        if let Some(own) = ordered {
            apply(decision, Edit::Member(member.clone(), MemberField::Swings(own)))?;
        }
        OwnBallot { file: &self.file, kept_back, member: &member }.take(decision, cells)?;
        Ok((member, is_new))
    }

    fn told(&self, decision: &Decision, id: &MemberId, is_new: bool) -> String {
        let name = decision.member_name(id);
        let (filled, all) = decision.progress(id);
        let joined = if is_new { format!("{name} is a new member. ") } else { String::new() };
        if self.order.is_some() && self.scores.is_empty() {
            return format!("{joined}{name} weighs the criteria in that order. Wrote {}.", self.file.display());
        }
        if self.scores.is_empty() && self.swings.is_empty() {
            let renamed = if is_new { String::new() } else { format!("{id} is now called {name}. ") };
            return format!("{joined}{renamed}Wrote {}.", self.file.display());
        }
        let is_score = |value: &&CellValue| matches!(value.field, CellField::Vote(_));
        let scores = self.scores.iter().filter(is_score).count();
        let remarks = self.scores.len() - scores;
        let taken = [(scores, "score"), (remarks, "remark"), (self.swings.len(), "swing")];
        let taken: Vec<String> = taken.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(n, what)).collect();
        let is_added = self.scores.iter().all(|value| value.field != CellField::Vote(None))
            && self.swings.iter().all(|own| own.swing.is_some());
        let verb = if is_added { "Added" } else { "Changed" };
        let round = if decision.is_voting_again() { format!(" of round {}", decision.round()) } else { String::new() };
        let taken = match &taken[..] {
            [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
            taken => taken.concat(),
        };
        format!("{joined}{verb} {taken} of {name}, who has filled {filled} of {all} cells{round}.")
    }
}

/// Returns the problem that `check` reports if others have the member's name as well.
fn same_name(decision: &Decision, id: &MemberId) -> Option<Problem> {
    let name = name_key(decision.member_name(id));
    let is_of_name = |place: &Place| matches!(place, Place::Member(id) if name_key(decision.member_name(id)) == name);
    let mut problems = decision.list_problems().into_iter();
    problems.find(|problem| problem.code == ProblemCode::SameName && is_of_name(&problem.place))
}

/// Returns the criteria that the swings name, after checking all of them, before the record is changed.
fn swings(decision: &Decision, swings: &[OwnSwing]) -> Result<Vec<(CriterionId, Option<u8>)>, Failure> {
    let mut found = Vec::with_capacity(swings.len());
    let mut wrong = BTreeSet::new();
    for OwnSwing { criterion, swing } in swings {
        match known::criterion(decision, criterion) {
            Ok(id) if found.iter().any(|(known, _)| *known == id) => {
                wrong.insert(format!("{criterion} is given two swings"));
            }
            Ok(id) => found.push((id, *swing)),
            Err(error) => {
                wrong.insert(error);
            }
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(refused(wrong)) }
}

fn refused(wrong: BTreeSet<String>) -> Failure {
    let wrong: Vec<String> = wrong.into_iter().collect();
    Failure::new(format!("{}.\nNothing was written.", wrong.join(".\n")))
}

/// Returns the cells that the values name, with what is set of each, after checking all of them, before the record is changed.
pub(super) fn cells(decision: &Decision, values: &[CellValue]) -> Result<Vec<(CellKey, Vec<CellField>)>, Failure> {
    let mut cells: Vec<(CellKey, Vec<CellField>)> = Vec::with_capacity(values.len());
    let mut wrong = BTreeSet::new();
    for CellValue { criterion, option, field } in values {
        let (criterion, option) = match (known::criterion(decision, criterion), known::option(decision, option)) {
            (Ok(criterion), Ok(option)) => (criterion, option),
            (criterion, option) => {
                wrong.extend(criterion.err().into_iter().chain(option.err()));
                continue;
            }
        };
        let key = (criterion, option);
        let Some((_, fields)) = cells.iter_mut().find(|(known, _)| *known == key) else {
            cells.push((key, vec![field.clone()]));
            continue;
        };
        let is_same = |other: &CellField| std::mem::discriminant(other) == std::mem::discriminant(field);
        if fields.iter().any(is_same) {
            let (criterion, option) = &key;
            wrong.insert(match field {
                CellField::Vote(_) => format!("{criterion}/{option} is scored twice"),
                _ => format!("{criterion}/{option} has the same thing said about it twice"),
            });
        }
        fields.push(field.clone());
    }
    if wrong.is_empty() { Ok(cells) } else { Err(refused(wrong)) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn vote(word: &str) -> Result<Option<Vote>, String> {
        word.parse::<CellValue>().map(|cell| match cell.field {
            CellField::Vote(vote) => vote,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn scores_as_people_write_them() {
        assert_eq!(vote("hiring/go=4"), Ok(Points::new(4).map(Vote::Score)));
        assert_eq!(vote("hiring/go=?"), Ok(Some(Vote::Abstain)));
        assert_eq!(vote("hiring/go=-"), Ok(None));
        for wrong in
            ["hiring/go=0", "hiring/go=6", "hiring/go=4.5", "hiring/go=", "hiring/go", "go=4", "", "hiring/go=x"]
        {
            assert!(vote(wrong).is_err(), "{wrong}");
        }
        let cell: CellValue = "Learning curve/C++=5".parse().unwrap();
        assert_eq!((cell.criterion.as_str(), cell.option.as_str()), ("Learning curve", "C++"));
    }

    #[test]
    fn what_is_said_about_a_score() {
        let field = |word: &str| word.parse::<CellValue>().map(|cell| (cell.criterion, cell.option, cell.field));
        let of = |field| Ok(("hiring".to_owned(), "go".to_owned(), field));
        let note = "a=b /link= x";
        assert_eq!(field(&format!("hiring/go/note={note}")), of(CellField::Note(note.to_owned())));
        assert_eq!(
            field("hiring/go/link=https://a.example/?q=1"),
            of(CellField::Link("https://a.example/?q=1".to_owned()))
        );
        assert_eq!(field("hiring/go/confidence=High"), of(CellField::Confidence(Some(Confidence::High))));
        assert_eq!(
            field("hiring/go/evidence=used-in-production"),
            of(CellField::Evidence(Some(Evidence::UsedInProduction)))
        );
        assert_eq!(field("hiring/go/evidence="), of(CellField::Evidence(None)));
        assert_eq!(
            field("hiring/go/evidence=guess"),
            Err("the evidence `guess` is none of measured, used-in-production, read, hearsay".to_owned())
        );
    }
}
