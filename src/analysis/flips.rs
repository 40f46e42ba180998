//! Which single vote would turn the result alone.

use std::cell::OnceCell;

use super::{
    Analysis,
    cells::{CellResult, median},
    model::TIE,
    screening::fails,
};
use crate::decision::{CriterionId, MemberId, MustHave, OptionId, Score, Vote};

/// A vote that would make another option lead if it alone were another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoteFlip<'a> {
    /// Whose vote it is.
    pub member: &'a MemberId,
    /// The row.
    pub criterion: &'a CriterionId,
    /// The column.
    pub option: &'a OptionId,
    /// What it is, 1 to 5.
    pub from: u8,
    /// The nearest score that it would have to be, 1 to 5.
    pub to: u8,
    /// Who would lead then.
    pub winner: &'a OptionId,
}

/// A [`VoteFlip`] as indices into its analysis, since there can be a hundred thousand of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flip {
    voter: u32,
    cell: u32,
    leads: u32,
    from: Score,
    to: Score,
}

impl Flip {
    /// Looks the indices up in the analysis that it was found in.
    pub(super) fn told(self, analysis: &Analysis) -> VoteFlip<'_> {
        let cell = &analysis.cells[self.cell as usize];
        VoteFlip {
            member: &analysis.voters[self.voter as usize].id,
            criterion: &cell.criterion,
            option: &cell.option,
            from: self.from.points(),
            to: self.to.points(),
            winner: &analysis.options[self.leads as usize].id,
        }
    }
}

/// Finds every vote that would change the leader if it alone were different, the smallest changes first. Each is screened
/// again by the must-haves. A tie changes no leader, and without a leader the list is empty.
pub(super) fn vote_flips(analysis: &Analysis) -> Vec<Flip> {
    let Some(winner) = analysis.winner.as_ref().and_then(|winner| analysis.option_index(winner)) else {
        return Vec::new();
    };
    let Analysis { model, .. } = analysis;
    let sheet =
        FlipSheet { analysis, values: model.values(&model.weights), winner, failed: failed_must_haves(analysis) };
    // By how far the vote would have to move.
    let mut by_size: [Vec<Flip>; Score::ALL.len()] = Default::default();
    for (place, &row) in model.criteria.iter().enumerate() {
        for option in 0..analysis.options.len() {
            let index = row * analysis.options.len() + option;
            let cell = FlipCell { sheet: &sheet, result: &analysis.cells[index], place, option };
            if cell.may_turn() {
                for flip in cell.flips(index) {
                    by_size[usize::from(flip.from.points().abs_diff(flip.to.points()))].push(flip);
                }
            }
        }
    }
    by_size.concat()
}

/// For each option the places, in the model, of all must-haves that it fails.
fn failed_must_haves(analysis: &Analysis) -> Vec<Vec<usize>> {
    let Analysis { model, cells, options, .. } = analysis;
    let is_failed = |option: usize, place: usize| {
        let cell = &cells[model.criteria[place] * options.len() + option];
        model.must_haves[place].is_some_and(|must_have| fails(must_have, cell.median, &cell.counts))
    };
    let of = |option: usize| (0..model.criteria.len()).filter(|&place| is_failed(option, place)).collect();
    (0..options.len()).map(of).collect()
}

struct FlipSheet<'a> {
    analysis: &'a Analysis,
    values: Vec<f64>,
    winner: usize,
    /// For each option the places, in the model, of the must-haves that it fails.
    failed: Vec<Vec<usize>>,
}

/// One cell, as far as another vote in it can matter.
struct FlipCell<'a> {
    sheet: &'a FlipSheet<'a>,
    result: &'a CellResult,
    /// The place of its criterion in the model.
    place: usize,
    option: usize,
}

impl FlipCell<'_> {
    fn must_have(&self) -> Option<MustHave> {
        self.sheet.analysis.model.must_haves[self.place]
    }

    /// Whether a must-have on another criterion screens the option out already.
    fn is_out_anyway(&self) -> bool {
        self.sheet.failed[self.option].iter().any(|place| *place != self.place)
    }

    /// The votes on it that turn the result, in the order of those who gave them. `index` is its place in the analysis.
    fn flips(&self, index: usize) -> impl Iterator<Item = Flip> {
        let mut turns = Turns::default();
        let members = self.sheet.analysis.voters.iter().enumerate().filter(|(_, voter)| !voter.reference);
        members.filter_map(move |(voter, who)| {
            let from = who.sheet.votes[index].and_then(Vote::score)?;
            let (to, leads) = turns.of(self, from, who.weight)?;
            Some(Flip { voter: voter as u32, cell: index as u32, leads: leads as u32, from, to })
        })
    }

    /// Whether any vote could turn the result: where even the heaviest one, moved over the whole scale, closes no gap, none
    /// does. Quick, since it is asked of every cell and mostly says no.
    fn may_turn(&self) -> bool {
        let FlipSheet { analysis: Analysis { model, .. }, values, winner, .. } = self.sheet;
        if self.must_have().is_some() {
            return true;
        }
        if self.is_out_anyway() {
            return false;
        }
        let width = Score::MAX.value() - Score::MIN.value();
        let reach = model.weights[self.place] * self.result.heaviest * width / self.result.weight;
        let others = model.left.iter().filter(|other| *other != winner);
        let gap = |rival: &usize| values[*winner] - values[*rival];
        // A hair of tolerance: to be turned, a gap has to be closed by more than a tie.
        let closes = |rival: &usize| gap(rival) <= reach;
        if self.option == *winner { others.into_iter().any(closes) } else { closes(&self.option) }
    }

    /// The score nearest to `from` that turns the result, and who leads then.
    fn nearest_turn(&self, from: Score, weight: f64) -> Option<(Score, usize)> {
        let turns = |to: &Score| Some((*to, self.leader_after(from, *to, weight)?));
        let [lower, higher] = [from.points() - Score::MIN.points(), Score::MAX.points() - from.points()];
        // The further a score is moved one way, the more it turns: where the end of the scale turns nothing, nothing does.
        let ends = [(lower, Score::MIN), (higher, Score::MAX)];
        let may = ends.map(|(room, end)| room > 0 && turns(&end).is_some());
        let reach = |to: &Score| if *to < from { may[0] } else { may[1] };
        let mut others: Vec<Score> = Score::ALL.into_iter().filter(|to| *to != from && reach(to)).collect();
        others.sort_by_key(|to| to.points().abs_diff(from.points()));
        others.iter().find_map(turns)
    }

    /// Who leads instead of the winner when one vote changes; none where nobody does.
    fn leader_after(&self, from: Score, to: Score, weight: f64) -> Option<usize> {
        let FlipSheet { analysis: Analysis { model, .. }, values, winner, failed } = self.sheet;
        let out = self.is_out_anyway() || self.is_screened_out_after(from, to);
        let is_left = |option: usize| if option == self.option { !out } else { failed[option].is_empty() };
        let moved = model.weights[self.place] * weight * (to.value() - from.value()) / self.result.weight;
        let value = |option: usize| values[option] + if option == self.option { moved } else { 0.0 };
        let ahead = |first: usize, second: usize| value(second) > value(first) + TIE;
        let left = (0..values.len()).filter(|&option| is_left(option));
        let leader = left.reduce(|first, second| if ahead(first, second) { second } else { first })?;
        (!is_left(*winner) || ahead(*winner, leader)).then_some(leader)
    }

    fn is_screened_out_after(&self, from: Score, to: Score) -> bool {
        let Some(must_have) = self.must_have() else { return false };
        let mut counts = self.result.counts;
        counts[slot(from)] -= 1;
        counts[slot(to)] += 1;
        fails(must_have, median_of(&counts), &counts)
    }
}

/// The median of so many of each score.
fn median_of(counts: &[u32; 5]) -> Option<f64> {
    let scores = Score::ALL.iter().zip(counts);
    let sorted: Vec<u8> =
        scores.flat_map(|(score, count)| std::iter::repeat_n(score.points(), *count as usize)).collect();
    median(&sorted)
}

/// What the votes of one cell turn, by the score that they are, for those of one weight: most members weigh the same.
#[derive(Default)]
struct Turns {
    weight: f64,
    known: [OnceCell<Option<(Score, usize)>>; Score::ALL.len()],
}

impl Turns {
    /// The score nearest to `from` that turns the result, and who leads then.
    fn of(&mut self, cell: &FlipCell<'_>, from: Score, weight: f64) -> Option<(Score, usize)> {
        if self.weight.total_cmp(&weight).is_ne() {
            *self = Self { weight, ..Self::default() };
        }
        *self.known[slot(from)].get_or_init(|| cell.nearest_turn(from, weight))
    }
}

fn slot(score: Score) -> usize {
    usize::from(score.points() - Score::MIN.points())
}
