//! Which single vote would turn the result alone.

use std::{cell::OnceCell, cmp::Ordering};

use super::{
    Analysis,
    cells::{CellResult, slot},
    model::TIE,
    result::Flip,
    screening::{failed_must_haves, fails},
};
use crate::decision::{CriterionId, MemberId, MustHave, OptionId, Score};

/// A vote that would make another option lead if it alone were another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoteFlip<'a> {
    /// Whose vote it is.
    pub member: &'a MemberId,
    /// Criterion that the vote is on.
    pub criterion: &'a CriterionId,
    /// Option that the vote is on.
    pub option: &'a OptionId,
    /// Score that it is, 1 to 5.
    pub from: u8,
    /// Nearest score that it would have to be, 1 to 5.
    pub to: u8,
    /// Option that would lead then.
    pub winner: &'a OptionId,
}

impl Flip {
    /// Looks the indices up in the analysis that it was found in.
    fn told(self, analysis: &Analysis) -> VoteFlip<'_> {
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

impl Analysis {
    /// Returns every vote that would change the leader if it alone were different, the smallest changes first. They are found on the
    /// first call: with many members that takes as long as the rest of the analysis.
    #[must_use]
    pub fn vote_flips(&self) -> impl ExactSizeIterator<Item = VoteFlip<'_>> {
        let flips = self.vote_flips.0.get_or_init(|| vote_flips(self));
        flips.iter().map(|flip| flip.told(self))
    }
}

/// Finds every vote that would change the leader if it alone were different, the smallest changes first. Each is screened
/// again by the must-haves. A tie changes no leader, and without a leader the list is empty.
fn vote_flips(analysis: &Analysis) -> Vec<Flip> {
    let Some(winner) = analysis.first.as_ref().and_then(|winner| analysis.option_index(winner)) else {
        return Vec::new();
    };
    let Analysis { model, .. } = analysis;
    let sheet = FlipSheet {
        analysis,
        values: model.values(&model.weights),
        winner,
        failed: failed_must_haves(model, &analysis.cells),
    };
    // By how far the vote would have to move: with so few sizes, slots replace a sort and keep the order of the cells.
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

struct FlipSheet<'a> {
    analysis: &'a Analysis,
    values: Vec<f64>,
    winner: usize,
    /// For each option the places, in the model, of the must-haves that it fails.
    failed: Vec<Vec<usize>>,
}

impl FlipSheet<'_> {
    /// Reports whether the winner leads a rival by no more than this.
    fn leads_by_at_most(&self, reach: f64, rival: usize) -> bool {
        self.values[self.winner] - self.values[rival] <= reach
    }
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

    /// Reports whether a must-have on another criterion screens the option out already.
    fn is_out_anyway(&self) -> bool {
        self.sheet.failed[self.option].iter().any(|place| *place != self.place)
    }

    /// Returns the votes on it that turn the result, in the order of those who gave them. `index` is its place in the analysis.
    fn flips(&self, index: usize) -> impl Iterator<Item = Flip> {
        let mut turns = Turns::default();
        // A reference says what a source says, which no member can change.
        let members = self.sheet.analysis.voters.iter().enumerate().filter(|(_, voter)| !voter.reference);
        members.filter_map(move |(voter, who)| {
            let from = who.vote(index)?;
            let (to, leads) = turns.of(self, from, who.weight)?;
            Some(Flip { voter: voter as u32, cell: index as u32, leads: leads as u32, from, to })
        })
    }

    /// Reports whether any vote could turn the result: where even the heaviest one, moved over the whole scale, closes no gap, none
    /// does. Quick, since it is asked of every cell and mostly says no.
    fn may_turn(&self) -> bool {
        let FlipSheet { analysis: Analysis { model, .. }, winner, .. } = self.sheet;
        // Where it decides who is screened out, a vote turns the result without closing any gap.
        if self.must_have().is_some() {
            return true;
        }
        // An option that is out for another reason neither leads nor holds the winner back, whatever its value.
        if self.is_out_anyway() {
            return false;
        }
        let width = Score::MAX.value() - Score::MIN.value();
        // In a cell that nobody scored this is 0 / 0, and every comparison with NaN below says no.
        let reach = model.weights[self.place] * self.result.heaviest * width / self.result.weight;
        // A hair of tolerance: to be turned, a gap has to be closed by more than a tie.
        if self.option == *winner {
            model.left.iter().any(|rival| rival != winner && self.sheet.leads_by_at_most(reach, *rival))
        } else {
            self.sheet.leads_by_at_most(reach, self.option)
        }
    }

    /// Returns the score nearest to `from` that turns the result, and who leads then.
    fn nearest_turn(&self, from: Score, weight: f64) -> Option<(Score, usize)> {
        // The further a score is moved one way, the more it turns: where the end of the scale turns nothing, nothing does.
        let lower_turns = from > Score::MIN && self.leader_after(from, Score::MIN, weight).is_some();
        let higher_turns = from < Score::MAX && self.leader_after(from, Score::MAX, weight).is_some();
        let mut others = Score::ALL.to_vec();
        others.retain(|to| match to.cmp(&from) {
            Ordering::Less => lower_turns,
            Ordering::Equal => false,
            Ordering::Greater => higher_turns,
        });
        others.sort_by_key(|to| to.points().abs_diff(from.points()));
        others.into_iter().find_map(|to| Some((to, self.leader_after(from, to, weight)?)))
    }

    /// Returns who leads instead of the winner when one vote changes; none where nobody does.
    fn leader_after(&self, from: Score, to: Score, weight: f64) -> Option<usize> {
        let FlipSheet { analysis: Analysis { model, .. }, values, winner, .. } = self.sheet;
        let after = AfterVote {
            cell: self,
            is_out: self.is_out_anyway() || self.is_screened_out_after(from, to),
            moved: model.weights[self.place] * weight * (to.value() - from.value()) / self.result.weight,
        };
        let left = (0..values.len()).filter(|&option| after.is_left(option));
        let leader = left.reduce(|leader, option| if after.leads(option, leader) { option } else { leader })?;
        // The winner keeps a lead that it shares, as in `Model::leader`.
        (!after.is_left(*winner) || after.leads(leader, *winner)).then_some(leader)
    }

    fn is_screened_out_after(&self, from: Score, to: Score) -> bool {
        let Some(must_have) = self.must_have() else { return false };
        let mut counts = self.result.counts;
        counts[slot(from)] -= 1;
        counts[slot(to)] += 1;
        fails(must_have, &counts)
    }
}

/// Where the options stand after one vote in a cell has changed.
struct AfterVote<'a> {
    cell: &'a FlipCell<'a>,
    /// Whether the cell's option is screened out then.
    is_out: bool,
    /// By how much the value of the cell's option has moved.
    moved: f64,
}

impl AfterVote<'_> {
    /// Reports whether no must-have screens an option out; the cell decides that of its own option alone.
    fn is_left(&self, option: usize) -> bool {
        if option == self.cell.option { !self.is_out } else { self.cell.sheet.failed[option].is_empty() }
    }

    /// Returns the value of an option: only that of the cell's has moved.
    fn value(&self, option: usize) -> f64 {
        self.cell.sheet.values[option] + if option == self.cell.option { self.moved } else { 0.0 }
    }

    /// Reports whether one option is ahead of another by more than a tie.
    fn leads(&self, option: usize, other: usize) -> bool {
        self.value(option) > self.value(other) + TIE
    }
}

/// What the votes of one cell turn, by the score that they are, for those of one weight: most members weigh the same.
#[derive(Default)]
struct Turns {
    weight: f64,
    known: [OnceCell<Option<(Score, usize)>>; Score::ALL.len()],
}

impl Turns {
    /// Returns the score nearest to `from` that turns the result, and who leads then.
    fn of(&mut self, cell: &FlipCell<'_>, from: Score, weight: f64) -> Option<(Score, usize)> {
        // Voters weigh more than 0, so the default weight is nobody's.
        if self.weight.total_cmp(&weight).is_ne() {
            *self = Self { weight, ..Self::default() };
        }
        *self.known[slot(from)].get_or_init(|| cell.nearest_turn(from, weight))
    }
}
