//! What an analysis holds, and what can be asked of it.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use super::{
    CellResult, CriterionResult, Ladder, Leaders, MemberResult, OptionResult, Pair, Scope,
    model::{Model, TIE},
    sensitivity::stability,
    votes::Voter,
    words::count,
};
use crate::decision::{CriterionId, Decision, MemberId, OptionId, Score};

/// Everything that follows exactly from a record's scores and swings.
///
/// Lists of options and criteria are in the record's order.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Which rounds were counted.
    pub scope: Scope,
    /// Each option's value and place.
    pub options: Vec<OptionResult>,
    /// Each criterion's weight.
    pub criteria: Vec<CriterionResult>,
    /// Each cell, criterion by criterion, those that are not applicable included.
    pub cells: Vec<Arc<CellResult>>,
    /// The option with the highest value among those not screened out, the first of them in a tie. None while there is
    /// no option left, no weight or no score, or an id [is shared](Decision::shared_id).
    pub first: Option<OptionId>,
    /// The options that lead: the first alone, or those that are level with it. Empty where there is no first.
    pub leaders: Leaders,
    /// The next best one.
    pub runner_up: Option<OptionId>,
    /// Whether the winner leads whatever the empty cells hold.
    pub certain: bool,
    /// How many sealed private ballots are not published yet, and so do not count.
    pub unpublished: usize,
    /// Who would lead if all criteria that count had the same weight.
    pub equal_weights: Leaders,
    /// Who would lead if all groups of criteria had the same weight, and the criteria of a group the same within it: rows that a
    /// criterion was split into gain weight by that. Weber, Eisenführ & von Winterfeldt 1988, Management Science 34:431.
    pub equal_groups: Leaders,
    /// Who would lead by the medians of the cells instead of their means.
    pub medians: Leaders,
    /// Who would lead by measured scores alone; none where there are none.
    pub measured_only: Leaders,
    /// How each member, and each reference that counts, sees it.
    pub members: Vec<MemberResult>,
    /// The winner against each rival that is left, the nearest first.
    pub pairs: Vec<Pair>,
    /// How much each option could be behind the best one, in points, if every weight may be half to one and a half
    /// times what it is; none for options that are screened out.
    pub max_regret: Vec<Option<f64>>,
    /// For each cell of the options that are left, criterion by criterion: what change of its mean would make the winner
    /// and a rival level.
    pub cell_flips: Vec<CellFlip>,
    /// Who would lead without each applicable criterion.
    pub without_criterion: Vec<WithoutCriterion>,
    /// Who would lead without each member, or reference that counts.
    pub without_member: Vec<WithoutMember>,
    /// Kendall's W: how far the members rank the options alike, 0 to 1.
    pub kendall_w: Option<f64>,
    /// Krippendorff's α over all cells: how far the members score alike, 1 for wholly, 0 as by chance.
    pub krippendorff_alpha: Option<f64>,
    /// How often each option is best when weights and more are drawn at random: none until somebody puts here what
    /// [`robustness`](super::robustness::robustness) found.
    pub ladder: Option<Ladder>,
    /// What could not be computed or rests on an assumption, as sentences.
    pub notes: Vec<String>,
    pub(super) voters: Vec<Voter>,
    pub(super) model: Model,
    /// What the options come to without each voter, by voter; nothing where nobody else scored anything that then counts.
    pub(super) values_without: Vec<Vec<f64>>,
    pub(super) vote_flips: WhenAsked<Vec<Flip>>,
    pub(super) widest_gaps: WhenAsked<Vec<Arc<CellResult>>>,
    pub(super) unequal_steps: WhenAsked<Option<f64>>,
    pub(super) same_raters: WhenAsked<SameRaters>,
    pub(super) settling: WhenAsked<Settling>,
}

/// A [`VoteFlip`](super::VoteFlip) as indices into its analysis, since there can be a hundred thousand of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flip {
    pub(super) voter: u32,
    pub(super) cell: u32,
    pub(super) leads: u32,
    pub(super) from: Score,
    pub(super) to: Score,
}

/// The gap between the winner and a rival, by those who scored both.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedGap {
    /// The option that leads by the means; the first of those that share the lead, where several do.
    pub winner: OptionId,
    /// The one that it is compared with.
    pub rival: OptionId,
    /// By how much the winner is ahead on the criteria on which somebody scored both, by their weights, in points; below 0 where
    /// the rival is. None where these criteria have less than half of the weight.
    pub gap: Option<f64>,
    /// How many members, and references that count, scored both on at least one criterion that counts.
    pub raters: usize,
}

/// What comes of comparing options by the same raters.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct SameRaters {
    pub(super) paired: Vec<PairedGap>,
    /// By option of the record, how far it is behind the first by the fit, in points; none for those that are screened out, and
    /// while nothing is decided.
    pub(super) adjusted: Vec<Option<f64>>,
    /// Whether a criterion could not be fitted, so that its means stand.
    pub(super) keeps_means: bool,
    /// The options that lead by the fit; none while nothing is decided.
    pub(super) leaders: Leaders,
}

/// What settling criteria could do to the lead, where at least two views differ or could.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Settling {
    /// The must-haves that would change who leads if the team scored one as a single voter does, each once.
    pub(super) turns: Vec<Turn>,
    /// The criteria that change nothing alone, in the order of the record.
    pub(super) rest: Vec<CriterionId>,
    /// What all of those together could do, each as the voter scores it who speaks most against the leader.
    pub(super) rest_together: Together,
}

/// What settling several criteria at once could do to the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Together {
    /// The leader stays ahead.
    #[default]
    Nothing,
    /// Another option draws level, and none gets ahead.
    DrawsLevel,
    /// Another option gets ahead.
    Turns,
}

/// A must-have that would change who leads if the team scored it as one voter does.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Turn {
    pub(super) criterion: CriterionId,
    /// Which of the voters.
    pub(super) voter: usize,
    /// Whether the leader would be out; else another option would be in.
    pub(super) is_out: bool,
}

/// What follows from the rest, and is found when it is first asked for. It makes no two analyses differ.
#[derive(Debug, Clone, Default)]
pub(super) struct WhenAsked<T>(pub(super) OnceLock<T>);

impl<T> PartialEq for WhenAsked<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What change of one cell would make the winner and a rival level.
#[derive(Debug, Clone, PartialEq)]
pub struct CellFlip {
    /// Criterion of the cell.
    pub criterion: CriterionId,
    /// Option of the cell.
    pub option: OptionId,
    /// By how much the team's mean would have to fall, if it is the winner's cell, or to rise; none where the scale ends
    /// before that.
    pub points: Option<f64>,
}

/// Who would lead without a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutCriterion {
    /// The criterion that is left out.
    pub id: CriterionId,
    /// Who would lead; none where nobody scored anything else that counts.
    pub leaders: Leaders,
}

/// Who would lead without a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutMember {
    /// The member, or reference, who is left out.
    pub id: MemberId,
    /// Who would lead; none where nobody else scored anything that then counts.
    pub leaders: Leaders,
}

/// The mean from which down a cell of the winner may be a flaw.
const WEAK: f64 = 2.5;

impl Analysis {
    /// Reports whether a record has the criteria and the options that this was counted for, in the same places.
    pub(super) fn has_places_of(&self, decision: &Decision) -> bool {
        self.options.iter().map(|option| &option.id).eq(decision.options.iter().map(|option| &option.id))
            && self
                .criteria
                .iter()
                .map(|criterion| &criterion.id)
                .eq(decision.criteria.iter().map(|criterion| &criterion.id))
    }

    /// Returns what the team says of a cell; none where the record has no such cell.
    #[must_use]
    pub fn cell(&self, criterion: &CriterionId, option: &OptionId) -> Option<&CellResult> {
        let row = self.criteria.iter().position(|c| c.id == *criterion)?;
        self.cells.get(row * self.options.len() + self.option_index(option)?).map(AsRef::as_ref)
    }

    /// Returns the result of each criterion of the record with its cells, in the order of the options.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&CriterionResult, &[Arc<CellResult>])> {
        // `chunks` panics at 0, which a record without options would ask for.
        self.criteria.iter().zip(self.cells.chunks(self.options.len().max(1)))
    }

    /// Returns the result of a criterion with its cells, in the order of the options.
    #[must_use]
    pub fn row(&self, criterion: &CriterionId) -> Option<(&CriterionResult, &[Arc<CellResult>])> {
        self.rows().find(|(result, _)| result.id == *criterion)
    }

    /// Returns the result of an option.
    #[must_use]
    pub fn option(&self, id: &OptionId) -> Option<&OptionResult> {
        self.options.iter().find(|option| option.id == *id)
    }

    /// Reports whether there are options, and each fails a must-have.
    #[must_use]
    pub fn are_all_screened_out(&self) -> bool {
        !self.options.is_empty() && self.options.iter().all(|option| option.screened_out.is_some())
    }

    /// Returns the options from the best to the worst, level ones in the order of the record, as the winner is chosen; behind them those
    /// that are screened out.
    #[must_use]
    pub fn best_first(&self) -> Vec<&OptionResult> {
        let mut options: Vec<&OptionResult> = self.options.iter().collect();
        options.sort_by(|a, b| {
            let out = a.screened_out.is_some().cmp(&b.screened_out.is_some());
            out.then_with(|| match (a.rank, b.rank) {
                (Some(a), Some(b)) => a.cmp(&b),
                _ => b.value.total_cmp(&a.value),
            })
        });
        options
    }

    /// Returns the result of a criterion.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&CriterionResult> {
        self.criteria.iter().find(|criterion| criterion.id == *id)
    }

    /// Returns what each applicable criterion adds to the lead of option `a` over option `b`, w·(x̄(a) − x̄(b)), the largest
    /// first.
    #[must_use]
    pub fn difference(&self, a: &OptionId, b: &OptionId) -> Vec<(CriterionId, f64)> {
        let (Some(a), Some(b)) = (self.option_index(a), self.option_index(b)) else { return Vec::new() };
        let mut difference = self.weighted(&self.model.contrast(a, b));
        difference.sort_by(|x, y| y.1.total_cmp(&x.1));
        difference
    }

    /// Returns the lowest and the highest total that the views of members and counted references give an option, 1 to 5; none with fewer
    /// than two views.
    #[must_use]
    pub fn range_over_ballots(&self, option: &OptionId) -> Option<(f64, f64)> {
        let index = self.option_index(option)?;
        let totals = self.members.iter().filter_map(|member| member.values.get(index).copied());
        let (low, high) =
            totals.clone().fold((f64::MAX, f64::MIN), |(low, high), total| (low.min(total), high.max(total)));
        (totals.count() > 1).then_some((low, high))
    }

    /// Returns by how much the winner leads the runner-up; none without a runner-up.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        self.pairs.first().map(|pair| pair.gap)
    }

    /// Returns by how much, as a share, every swing may be off without another option leading: the least over the rivals.
    #[must_use]
    pub fn common_error(&self) -> Option<f64> {
        self.pairs.iter().filter_map(|pair| pair.common_error).reduce(f64::min)
    }

    /// Reports whether a rival could lead with some scores in the empty cells.
    #[must_use]
    pub fn empty_cells_could_turn_it(&self) -> bool {
        let Some((winner, _)) = self.lead() else { return false };
        let (low, _) = self.model.range(winner);
        self.has_gaps() && self.model.left.iter().any(|&rival| rival != winner && self.model.range(rival).1 > low + TIE)
    }

    /// Returns how many cells of the options that are left have a weight, and nobody scored them.
    #[must_use]
    pub fn empty_cells(&self) -> usize {
        self.weighted_cells().filter(|cell| cell.is_empty()).count()
    }

    /// Returns how many of these nobody answered, not even with "do not know".
    pub(super) fn unanswered_cells(&self) -> usize {
        self.weighted_cells().filter(|cell| cell.is_empty() && cell.abstained == 0).count()
    }

    /// Reports whether each member, and each reference that counts, answered each cell of the options that are left that has a weight.
    pub(super) fn is_answered_by_all(&self) -> bool {
        self.weighted_cells().all(|cell| cell.votes.len() == self.members.len())
    }

    /// Returns how many cells of the options that are left have a weight.
    #[must_use]
    pub fn counted_cells(&self) -> usize {
        self.weighted_cells().count()
    }

    /// Reports whether anybody scored anything that counts.
    pub(crate) fn has_scores(&self) -> bool {
        self.model.is_scored()
    }

    /// Returns how many ballots the result is of: "3 ballots", or "3 of 4 ballots" where one says nothing that counts.
    #[must_use]
    pub fn ballots(&self) -> String {
        let (scored, all) = (self.model.views.len(), self.members.len());
        let ballots = count(all, "ballot", "ballots");
        if scored == all { ballots } else { format!("{scored} of {ballots}") }
    }

    /// Returns how many cells that count nobody scored, and how many count.
    #[must_use]
    pub fn asked_cells(&self) -> (usize, usize) {
        (self.empty_cells(), self.counted_cells())
    }

    /// Returns the cells that have a weight in which the team is split.
    pub fn disputed_cells(&self) -> impl Iterator<Item = &CellResult> {
        self.weighted_cells().filter(|cell| cell.disputed)
    }

    /// Returns what to talk about next: the criteria that could change the choice if they were settled, the most worthwhile first,
    /// with the expected gain in points.
    #[must_use]
    pub fn discuss_next(&self) -> Vec<(&CriterionResult, f64)> {
        let gains = self.criteria.iter().filter_map(|c| c.evppi.filter(|gain| *gain > 0.0).map(|gain| (c, gain)));
        let mut next: Vec<_> = gains.collect();
        next.sort_by(|a, b| b.1.total_cmp(&a.1));
        next
    }

    /// Where the team is furthest apart: of each criterion that counts, the cell whose scores lie furthest apart. The widest gap
    /// first, of equal ones that of the greater weight. Criteria on which all agree are left out.
    #[must_use]
    pub fn widest_gaps(&self) -> &[Arc<CellResult>] {
        // Kept, since windows ask in every frame.
        self.widest_gaps.0.get_or_init(|| {
            let weighed = self.rows().filter(|(criterion, _)| criterion.weight > 0.0);
            // Of equal cells the first.
            let widest = |row: &[Arc<CellResult>]| row.iter().rev().max_by_key(|cell| cell.points_apart()).cloned();
            let mut gaps: Vec<(Arc<CellResult>, f64)> =
                weighed.filter_map(|(criterion, row)| Some((widest(row)?, criterion.weight))).collect();
            gaps.retain(|(cell, _)| cell.points_apart() > 0);
            gaps.sort_by(|a, b| b.0.points_apart().cmp(&a.0.points_apart()).then(b.1.total_cmp(&a.1)));
            gaps.into_iter().map(|(cell, _)| cell).collect()
        })
    }

    /// Returns the option that is ahead of all others; none where the best are level, or nothing is decided.
    #[must_use]
    pub fn winner(&self) -> Option<&OptionId> {
        self.leaders.winner()
    }

    /// Returns the option that leads where another one is chosen; none where that leads or is level with it.
    #[must_use]
    pub fn ahead_of(&self, chosen: &OptionId) -> Option<&OptionId> {
        let leader = self.option(self.first.as_ref()?)?;
        (leader.value - self.option(chosen)?.value > TIE).then_some(&leader.id)
    }

    /// Returns the members who prefer another option than the winner, each alone with it.
    #[must_use]
    pub fn lone_dissenters(&self) -> Vec<&MemberResult> {
        let mut of_each: HashMap<&OptionId, (&MemberResult, usize)> = HashMap::new();
        for member in &self.members {
            if let Some(own) = member.leaders.winner() {
                of_each.entry(own).or_insert((member, 0)).1 += 1;
            }
        }
        let others = self.options.iter().filter(|option| !self.leaders.is_empty() && !self.leaders.has(&option.id));
        let alone = others.filter_map(|option| of_each.get(&option.id).filter(|(_, count)| *count == 1));
        alone.map(|(member, _)| *member).filter(|member| !member.reference).collect()
    }

    /// Returns who leads instead of the winner below and above the weights between which it is stable, see
    /// [`CriterionResult::stability`]. None where nothing does.
    #[must_use]
    pub fn takes_over(&self, criterion: &CriterionId) -> [Option<&OptionId>; 2] {
        let place = self.model.criteria.iter().position(|&row| self.criteria[row].id == *criterion);
        let winner = self.first.as_ref().and_then(|id| self.option_index(id));
        let (Some(place), Some(winner)) = (place, winner) else { return [None, None] };
        // Of all rivals the one that leads first counts: the highest bound below the weight, the lowest above it.
        let (mut below, mut above) = ((0.0, None), (1.0, None));
        for pair in &self.pairs {
            let Some(rival) = self.option_index(&pair.rival) else { continue };
            let contrast = [self.model.contrast(winner, rival)];
            let Some((low, high)) = stability(&self.model.weights, &contrast, place) else { continue };
            if low > below.0 + TIE {
                below = (low, Some(&pair.rival));
            }
            if high < above.0 - TIE {
                above = (high, Some(&pair.rival));
            }
        }
        [below.1, above.1]
    }

    /// Returns the cells of those who lead that have a weight and a mean of at most 2.5, with that mean, the weakest first: one of them
    /// may be a flaw that the total hides.
    #[must_use]
    pub fn weakest_cells(&self) -> Vec<(&CellResult, f64)> {
        let winners = self.weighted_cells().filter(|cell| self.leaders.has(&cell.option));
        let weak = winners.filter_map(|cell| cell.mean.filter(|mean| *mean <= WEAK).map(|mean| (cell, mean)));
        let mut weakest: Vec<_> = weak.collect();
        weakest.sort_by(|a, b| a.1.total_cmp(&b.1));
        weakest
    }

    fn weighted_cells(&self) -> impl Iterator<Item = &CellResult> {
        let counted = self.rows().filter(|(criterion, _)| criterion.weight > 0.0);
        counted.flat_map(|(_, row)| self.model.left.iter().map(move |&option| row[option].as_ref()))
    }

    fn weighted(&self, row: &[f64]) -> Vec<(CriterionId, f64)> {
        let criteria = self.model.criteria.iter().map(|&index| self.criteria[index].id.clone());
        criteria.zip(self.model.weights.iter().zip(row).map(|(weight, x)| weight * x)).collect()
    }

    /// Returns the places of winner and runner-up.
    pub(super) fn lead(&self) -> Option<(usize, usize)> {
        Some((self.option_index(self.first.as_ref()?)?, self.option_index(self.runner_up.as_ref()?)?))
    }

    pub(super) fn option_index(&self, id: &OptionId) -> Option<usize> {
        self.options.iter().position(|option| option.id == *id)
    }
}
