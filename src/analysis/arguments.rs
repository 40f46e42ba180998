//! Arguments for and against each option, drafted from the scores and the members' notes for people to edit.

use std::collections::{BTreeMap, HashMap};

use super::{Analysis, CellResult, CriterionResult, Scope};
use crate::decision::{
    Cell, CellKey, ConsequenceKind, Criterion, Decision, Evidence, MemberId,
    text::{is_blank, one_line, stopped, visible},
};

/// An argument for or against an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Whether it speaks for the option.
    pub kind: ConsequenceKind,
    /// What it says, in the words that follow "because".
    pub text: String,
    /// Scores that it rests on, of the option and of the one that it is compared with: "4.7; Rust 2.3".
    pub scores: String,
    /// What members wrote on it, word for word.
    pub quotes: Vec<Quote>,
}

/// A member's note on a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Name of the member or reference; empty for a sole member who has not given theirs.
    pub who: String,
    /// The note.
    pub note: String,
    /// What the score rests on, if that was given.
    pub evidence: Option<Evidence>,
    /// Address of the evidence; empty if there is none.
    pub link: String,
}

impl Argument {
    /// Returns the argument without its scores, which go on changing, and with its quotes: for people to edit.
    #[must_use]
    pub fn in_words(&self) -> String {
        self.quoting(&self.text)
    }

    /// Returns the argument with its scores and its quotes.
    #[must_use]
    pub fn with_scores(&self) -> String {
        self.quoting(&format!("{} ({})", self.text, self.scores))
    }

    fn quoting(&self, words: &str) -> String {
        let quotes = self.quotes.iter().map(|quote| {
            let who = if quote.who.is_empty() { String::new() } else { format!("{}: ", quote.who) };
            format!(" {who}\"{}\"", stopped(&one_line(&quote.note)))
        });
        let quotes: String = quotes.collect();
        if quotes.is_empty() { words.to_owned() } else { format!("{}{quotes}", stopped(words)) }
    }
}

/// How many arguments for an option are drafted, of those that count most.
const MOST_GOOD: usize = 2;
/// How many are drafted against it.
const MOST_BAD: usize = 1;
/// How many criteria with a note on the option are added to those.
const MOST_NOTED: usize = 1;
/// How many notes are quoted with one argument.
const MOST_QUOTES: usize = 2;
/// The mean from which up a score is high.
const HIGH: f64 = 3.5;
/// The mean from which down a score is low.
const LOW: f64 = 2.5;
/// The least share of the largest difference from which a criterion with a note comes before one without.
const NEAR_THE_LARGEST: f64 = 0.5;

/// Returns arguments for each option of the record, in its order: the criteria that separate it most, by weight, from the leader, and the
/// leader from its rival; those with notes first where the differences are alike. Those for the option come first. Empty while nothing is
/// decided.
#[must_use]
pub fn draft_arguments(decision: &Decision, analysis: &Analysis) -> Vec<Vec<Argument>> {
    let options = decision.options.len();
    let Some((leader, rival)) = analysis.compared(decision) else { return vec![Vec::new(); options] };
    let (voices, digits) = (Voices::of(decision, analysis.scope), analysis.digits_of_means());
    let draft = Draft { decision, analysis, voices, digits };
    (0..options).map(|option| draft.of_option(option, if option == leader { rival } else { leader })).collect()
}

impl Analysis {
    /// Returns the places of the two options whose difference decides: the leader, and the choice where that is another one, else the
    /// runner-up. None without a leader and a rival.
    pub(crate) fn compared(&self, decision: &Decision) -> Option<(usize, usize)> {
        let (leader, runner_up) = self.lead()?;
        let chosen = decision.outcome.chosen.as_ref().filter(|chosen| !self.leaders.has(chosen));
        Some((leader, chosen.and_then(|chosen| self.option_index(chosen)).unwrap_or(runner_up)))
    }

    /// Returns how many digits the means of cells have behind the point as they are shown: none where no cell has more than one score.
    pub(crate) fn digits_of_means(&self) -> usize {
        usize::from(self.cells.iter().any(|cell| cell.n > 1))
    }
}

/// What drafts are made from.
struct Draft<'a> {
    decision: &'a Decision,
    analysis: &'a Analysis,
    voices: Voices<'a>,
    /// How many digits a mean has behind the point.
    digits: usize,
}

/// A criterion on which an option is compared with another one.
struct Difference<'a> {
    criterion: &'a Criterion,
    kind: ConsequenceKind,
    /// The option's mean.
    mean: f64,
    /// The means of the option and of the other one, as they are shown.
    shown: [String; 2],
    /// Weight times difference, in points of the total; below 0 against the option.
    points: f64,
    notes: Vec<Quote>,
}

impl<'a> Draft<'a> {
    fn of_option(&self, option: usize, other: usize) -> Vec<Argument> {
        let rows = self.decision.criteria.iter().zip(self.analysis.rows());
        let all = rows.filter_map(|(criterion, (result, cells))| {
            self.difference(criterion, result, (cells.get(option)?, cells.get(other)?))
        });
        let (good, others): (Vec<_>, Vec<_>) = all.partition(|difference| difference.kind == ConsequenceKind::Good);
        let (bad, mut left): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|difference| difference.kind == ConsequenceKind::Bad);
        let mut drafted = Vec::new();
        for (all, most) in [(good, MOST_GOOD), (bad, MOST_BAD)] {
            let (strongest, rest) = strongest(all, most);
            drafted.extend(strongest);
            left.extend(rest);
        }
        left.retain(|difference| !difference.notes.is_empty());
        drafted.extend(strongest(left, MOST_NOTED).0);
        drafted.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
        // This sort is stable, so within a kind the largest differences stay first.
        drafted.sort_by_key(|difference| ConsequenceKind::ALL.iter().position(|kind| *kind == difference.kind));
        let other = self.decision.options.get(other).map_or("", |other| other.called());
        drafted.into_iter().map(|difference| difference.argument(other)).collect()
    }

    /// Returns a criterion's difference; none where it does not count, or one of the cells has no score.
    fn difference(
        &self,
        criterion: &'a Criterion,
        result: &CriterionResult,
        (cell, other): (&CellResult, &CellResult),
    ) -> Option<Difference<'a>> {
        let means = [cell.mean?, other.mean?];
        let shown = means.map(|mean| format!("{mean:.0$}", self.digits));
        let kind = match means[0] - means[1] {
            // Scores that are shown alike are no argument.
            _ if shown[0] == shown[1] => ConsequenceKind::Neutral,
            difference if difference > 0.0 => ConsequenceKind::Good,
            _ => ConsequenceKind::Bad,
        };
        let points = result.weight * (means[0] - means[1]);
        let notes = self.voices.on(cell, kind);
        (result.weight > 0.0).then_some(Difference { criterion, kind, mean: means[0], shown, points, notes })
    }
}

/// Returns the largest differences, so many at most, and the rest. Of those that are at least [`NEAR_THE_LARGEST`], the ones with notes
/// come first.
fn strongest(mut all: Vec<Difference<'_>>, most: usize) -> (Vec<Difference<'_>>, Vec<Difference<'_>>) {
    all.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    let near = all.first().map_or(0.0, |largest| largest.points.abs() * NEAR_THE_LARGEST);
    all.sort_by_key(|difference| difference.notes.is_empty() || difference.points.abs() < near);
    let rest = all.split_off(most.min(all.len()));
    (all, rest)
}

impl Difference<'_> {
    /// Returns the argument that it makes, against an option with this name.
    fn argument(self, other: &str) -> Argument {
        let Self { criterion, kind, mean, shown: [own, others], notes, .. } = self;
        // The words are for a high and for a low score; a score in between is only higher or lower.
        let words = match kind {
            ConsequenceKind::Good if mean >= HIGH => &criterion.pro,
            ConsequenceKind::Bad if mean <= LOW => &criterion.con,
            _ => "",
        };
        let named = criterion.called();
        let text = match kind {
            _ if !is_blank(words) => words.trim_end().trim_end_matches('.').to_owned(),
            ConsequenceKind::Good => format!("it scores higher on {named}"),
            ConsequenceKind::Neutral => format!("it scores the same on {named}"),
            ConsequenceKind::Bad => format!("it scores lower on {named}"),
        };
        Argument { kind, text, scores: format!("{own}; {other} {others}"), quotes: notes }
    }
}

/// The notes that count: by their cell, and by the id of the member or reference, whose name is kept with them. A
/// record may have a million cells, most of them without a note.
struct Voices<'a>(HashMap<&'a CellKey, HashMap<&'a MemberId, (&'a str, &'a Cell)>>);

impl<'a> Voices<'a> {
    fn of(decision: &'a Decision, scope: Scope) -> Self {
        let counted = last_counted_round(decision, scope);
        let mut ballots: Vec<_> = decision.ballots.iter().filter(|ballot| ballot.round <= counted).collect();
        ballots.sort_by_key(|ballot| std::cmp::Reverse(ballot.round));
        let mut latest: HashMap<&MemberId, Vec<&'a BTreeMap<CellKey, Cell>>> = HashMap::new();
        for ballot in ballots {
            latest.entry(&ballot.member).or_default().push(&ballot.cells);
        }
        let mut voices = Self(HashMap::new());
        for member in &decision.members {
            // Of two members with one id, the first has the ballots.
            // Whose notes they are goes without saying where a sole member is called "Me".
            let is_named = decision.members.len() > 1 || member.real_name().is_some();
            let name = if is_named { member.called() } else { "" };
            voices.add(&member.id, name, &latest.remove(&member.id).unwrap_or_default());
        }
        // A member with the same id takes precedence.
        for reference in decision.references.iter().filter(|one| decision.member(&one.id).is_none()) {
            voices.add(&reference.id, reference.called(), &[&reference.cells]);
        }
        voices
    }

    /// Returns notes on a cell for an argument: those first whose score speaks for it most. Notes without a score are left out.
    fn on(&self, cell: &CellResult, kind: ConsequenceKind) -> Vec<Quote> {
        let Some(notes) = self.0.get(&(cell.criterion.clone(), cell.option.clone())) else { return Vec::new() };
        let scored = cell.votes.iter().filter_map(|(member, vote)| Some((vote.score()?, notes.get(member)?)));
        let mut scored: Vec<_> = scored.collect();
        scored.sort_by_key(|(score, _)| match kind {
            ConsequenceKind::Good => -i16::from(score.points()),
            ConsequenceKind::Neutral => 0,
            ConsequenceKind::Bad => i16::from(score.points()),
        });
        scored.into_iter().take(MOST_QUOTES).map(|(_, (who, cell))| quote(who, cell)).collect()
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

/// Returns the last round whose ballots count.
pub(crate) fn last_counted_round(decision: &Decision, scope: Scope) -> u32 {
    match scope {
        // A sole member hides scores from nobody, but for a ballot that was sealed in a team.
        Scope::Revealed if decision.members.len() > 1 || decision.is_blind() => {
            decision.rounds.iter().filter(|round| round.is_revealed()).map(|round| round.number).max().unwrap_or(0)
        }
        Scope::Revealed | Scope::All => u32::MAX,
    }
}

fn quote(who: &str, cell: &Cell) -> Quote {
    let Cell { note, evidence, link, .. } = cell;
    Quote { who: who.to_owned(), note: note.clone(), evidence: *evidence, link: link.clone() }
}
