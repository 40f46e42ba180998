//! The members' notes on an option as arguments for and against it.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::{
    analysis::{Analysis, Scope},
    decision::{
        Alternative, Cell, CellKey, ConsequenceKind, Decision, Evidence, MemberId, Score, Vote, is_safe_url,
        text::{one_line, visible},
    },
};

/// A note and the score that it explains.
#[derive(Debug, Serialize)]
pub(super) struct Argument {
    kind: &'static str,
    note: String,
    criterion: String,
    score: u8,
    who: String,
    /// Basis of the score; empty if that was not given.
    evidence: String,
    /// Address of the evidence; empty if there is none.
    url: String,
}

/// Maximum number of notes shown for an option.
const MOST: usize = 12;

/// Returns the notes on an option by the criteria of most weight, the good first, and how many others there are.
///
/// A score of 4 or 5 speaks for the option, 1 or 2 against it. A note on a 3 is neutral. Notes without a score are left
/// out.
pub(super) fn arguments(
    decision: &Decision,
    analysis: &Analysis,
    voices: &Voices<'_>,
    (place, option): (usize, &Alternative),
) -> (Vec<Argument>, usize) {
    let mut found: Vec<(f64, ConsequenceKind, Argument)> = Vec::new();
    let rows = decision.criteria.iter().zip(analysis.rows());
    for (criterion, (result, cells)) in rows.filter(|(criterion, _)| !criterion.not_applicable) {
        let Some(notes) = voices.0.get(&(criterion.id.clone(), option.id.clone())) else { continue };
        for (member, vote) in cells.get(place).map_or(&[][..], |cell| &cell.votes) {
            if let Vote::Score(score) = *vote
                && let Some((who, cell)) = notes.get(member)
            {
                let kind = kind(score);
                found.push((result.weight, kind, argument(kind, cell, criterion.called().to_owned(), score, who)));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let left_out = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    // This sort is stable, so within a kind the criteria of most weight stay first.
    found.sort_by_key(|(_, kind, _)| ConsequenceKind::ALL.iter().position(|of| of == kind));
    (found.into_iter().map(|(.., argument)| argument).collect(), left_out)
}

fn kind(score: Score) -> ConsequenceKind {
    match score.points() {
        4.. => ConsequenceKind::Good,
        3 => ConsequenceKind::Neutral,
        _ => ConsequenceKind::Bad,
    }
}

/// The notes that count: by their cell, and by the id of the member or reference, whose name is kept with them. A
/// record may have a million cells, most of them without a note.
pub(super) struct Voices<'a>(HashMap<&'a CellKey, HashMap<&'a MemberId, (&'a str, &'a Cell)>>);

impl<'a> Voices<'a> {
    pub(super) fn of(decision: &'a Decision, scope: Scope) -> Self {
        let counted = match scope {
            // With a sole member, there is nobody to hide scores from.
            Scope::Revealed if decision.members.len() > 1 => last_revealed(decision),
            Scope::Revealed | Scope::All => u32::MAX,
        };
        let mut ballots: Vec<_> = decision.ballots.iter().filter(|ballot| ballot.round <= counted).collect();
        ballots.sort_by_key(|ballot| std::cmp::Reverse(ballot.round));
        let mut latest: HashMap<&MemberId, Vec<&'a BTreeMap<CellKey, Cell>>> = HashMap::new();
        for ballot in ballots {
            latest.entry(&ballot.member).or_default().push(&ballot.cells);
        }
        let mut voices = Self(HashMap::new());
        for member in &decision.members {
            // Of two members with one id, the first has the ballots.
            voices.add(&member.id, member.called(), &latest.remove(&member.id).unwrap_or_default());
        }
        // A member with the same id takes precedence.
        for reference in decision.references.iter().filter(|one| decision.member(&one.id).is_none()) {
            voices.add(&reference.id, reference.called(), &[&reference.cells]);
        }
        voices
    }

    /// Adds the notes of a member or reference, whose latest ballot comes first.
    fn add(&mut self, id: &'a MemberId, name: &'a str, ballots: &[&'a BTreeMap<CellKey, Cell>]) {
        for (age, cells) in ballots.iter().enumerate() {
            for (key, cell) in cells.iter().filter(|(_, cell)| !cell.note.is_empty()) {
                // A later ballot with the cell but no note withdraws the note.
                let is_latest = ballots[..age].iter().all(|later| !later.contains_key(key));
                if is_latest && !one_line(&visible(&cell.note)).is_empty() {
                    self.0.entry(key).or_default().entry(id).or_insert((name, cell));
                }
            }
        }
    }
}

fn last_revealed(decision: &Decision) -> u32 {
    decision.rounds.iter().filter(|round| round.is_revealed()).map(|round| round.number).max().unwrap_or(0)
}

fn argument(kind: ConsequenceKind, cell: &Cell, criterion: String, score: Score, who: &str) -> Argument {
    let evidence = match cell.evidence {
        Some(Evidence::Measured) => "measured",
        Some(Evidence::UsedInProduction) => "used in production",
        Some(Evidence::Read) => "read",
        Some(Evidence::Hearsay) => "hearsay",
        None if cell.link.is_empty() => "",
        None => "evidence",
    };
    Argument {
        kind: kind.name(),
        note: cell.note.clone(),
        criterion,
        score: score.points(),
        who: who.to_owned(),
        evidence: evidence.to_owned(),
        url: if is_safe_url(&cell.link) { cell.link.clone() } else { String::new() },
    }
}
