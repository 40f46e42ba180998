//! The members' notes on an option as arguments for and against it.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::view::criterion_name;
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
    /// What the score rests on; empty if that was not said.
    evidence: String,
    /// Where that can be seen; empty for nowhere.
    url: String,
}

/// How many notes an option shows.
const MOST: usize = 12;

/// The notes on an option by the criteria of most weight, the good first, and how many others there are.
///
/// A score of 4 or 5 speaks for the option, 1 or 2 against it. Notes without a score say neither.
pub(super) fn arguments(
    decision: &Decision,
    analysis: &Analysis,
    voices: &Voices<'_>,
    (place, option): (usize, &Alternative),
) -> (Vec<Argument>, usize) {
    let mut found: Vec<(f64, ConsequenceKind, Argument)> = Vec::new();
    let rows = decision.criteria.iter().zip(analysis.rows());
    for (criterion, (result, cells)) in rows.filter(|(criterion, _)| !criterion.not_applicable) {
        let key = (criterion.id.clone(), option.id.clone());
        for (member, vote) in cells.get(place).map_or(&[][..], |cell| &cell.votes) {
            if let Vote::Score(score) = *vote
                && let Some((who, cell)) = voices.cell(member, &key)
                && !one_line(&visible(&cell.note)).is_empty()
            {
                let kind = kind(score);
                found.push((result.weight, kind, argument(kind, cell, criterion_name(criterion), score, who)));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let left_out = found.len().saturating_sub(MOST);
    found.truncate(MOST);
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

/// Who says what, by the id of a member or of a reference.
pub(super) struct Voices<'a>(HashMap<&'a MemberId, Voice<'a>>);

struct Voice<'a> {
    name: &'a str,
    /// What counts, the latest ballot first.
    cells: Vec<&'a BTreeMap<CellKey, Cell>>,
}

impl<'a> Voices<'a> {
    pub(super) fn of(decision: &'a Decision, scope: Scope) -> Self {
        let counted = match scope {
            Scope::Revealed if decision.members.len() > 1 => last_revealed(decision),
            Scope::Revealed | Scope::All => u32::MAX,
        };
        let members =
            decision.members.iter().map(|member| (&member.id, Voice { name: &member.name, cells: Vec::new() }));
        let mut voices: HashMap<_, _> = members.collect();
        let mut ballots: Vec<_> = decision.ballots.iter().filter(|ballot| ballot.round <= counted).collect();
        ballots.sort_by_key(|ballot| std::cmp::Reverse(ballot.round));
        for ballot in ballots {
            if let Some(voice) = voices.get_mut(&ballot.member) {
                voice.cells.push(&ballot.cells);
            }
        }
        for reference in &decision.references {
            let voice = || Voice { name: &reference.name, cells: vec![&reference.cells] };
            voices.entry(&reference.id).or_insert_with(voice);
        }
        Self(voices)
    }

    /// The cell behind a vote that was counted, and whose it is.
    fn cell(&self, who: &MemberId, key: &CellKey) -> Option<(&'a str, &'a Cell)> {
        let voice = self.0.get(who)?;
        Some((voice.name, voice.cells.iter().find_map(|cells| cells.get(key))?))
    }
}

fn last_revealed(decision: &Decision) -> u32 {
    decision.rounds.iter().filter(|round| round.reveal.is_some()).map(|round| round.number).max().unwrap_or(0)
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
