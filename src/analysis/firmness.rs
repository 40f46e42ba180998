//! How firm a lead is, in one of four words whose error rates are measured.

use super::{
    Analysis, Leaders, Rung,
    model::{Model, TIE, least},
    pairs::Pair,
    robustness::{Acceptability, RungResult, is_drawn},
};

/// How firm a lead is.
///
/// The bounds of the rules are set by simulated teams (`benches/verdicts.rs`), of which [`ErrorRate`](super::ErrorRate) says how often
/// other people would have come to another leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
pub enum Firmness {
    /// Other people would often come to another leader, or a fair comparison of the same scores already does.
    NoClearWinner,
    /// The lead is larger than what chance alone often does, and no more.
    Narrow,
    /// Few other teams would come to another leader.
    Clear,
    /// Hardly any other team would, and no other way of counting and no single ballot or vote does.
    Solid,
}

impl Firmness {
    /// The least share of first places on each of rungs 3 to 5 for any lead at all.
    pub(super) const LEAST_SHARE: f64 = NARROW.share;

    /// Returns the words for it, to stand alone: "no clear winner", "narrow lead", "clear lead" or "solid lead".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoClearWinner => "no clear winner",
            Self::Narrow => "narrow lead",
            Self::Clear => "clear lead",
            Self::Solid => "solid lead",
        }
    }
}

/// What a lead has to reach for a word.
struct Bounds {
    /// The least [steadiness](Analysis::steadiness).
    steadiness: f64,
    /// The [least share](Analysis::least_share) of first places.
    share: f64,
}

const NARROW: Bounds = Bounds { steadiness: 0.5, share: 0.6 };
const CLEAR: Bounds = Bounds { steadiness: 1.15, share: 0.75 };
const SOLID: Bounds = Bounds { steadiness: 1.45, share: 0.9 };
/// The fewest ballots of members for a solid lead: fewer show too little of how far people are apart.
const SOLID_BALLOTS: usize = 4;

/// What is known of how far people are apart before anybody has scored counts as much as what is seen among one ballot more than
/// this: its degrees of freedom.
const PRIOR_FREEDOM: f64 = 4.0;
/// How options, and people's scores, typically differ: the variances, in points², of the simulation's middle level.
mod typical {
    /// How good an option is as a whole.
    pub(super) const OPTION: f64 = 0.5 * 0.5;
    /// How good it is on one criterion beyond that.
    pub(super) const CELL: f64 = 1.0;
    /// What one person thinks of an option as a whole.
    pub(super) const HALO: f64 = 0.4 * 0.4;
    /// What one person's score is off beyond that.
    pub(super) const NOISE: f64 = 0.8 * 0.8;
}

impl Analysis {
    /// Returns how firm the lead is; none without a winner and a rival, and until rungs 3 to 5 of the ladder are drawn.
    ///
    /// Where several options are level there is no clear winner, whatever is drawn.
    #[must_use]
    pub fn firmness(&self) -> Option<Firmness> {
        self.runner_up.as_ref()?;
        if !self.leaders.level().is_empty() {
            return Some(Firmness::NoClearWinner);
        }
        let share = self.least_share()?;
        let steadiness = self.steadiness()?;
        let reaches = |bounds: &Bounds| steadiness >= bounds.steadiness - TIE && share >= bounds.share - TIE;
        Some(if !reaches(&NARROW) || self.contradicted_by_same_raters().is_some() {
            Firmness::NoClearWinner
        } else if !reaches(&CLEAR) || !self.is_compared_by_the_same_raters() {
            Firmness::Narrow
        } else if reaches(&SOLID) && self.is_undisturbed() {
            Firmness::Solid
        } else {
            Firmness::Clear
        })
    }

    /// Returns by how many standard deviations the lead that another team of this size is expected to see, who score the same
    /// options, differs from none; the least over the rivals. None without a winner and a rival.
    ///
    /// How far apart the gaps of two teams are is seen in how the gap changes as each ballot in turn is left out (the jackknife:
    /// Tukey 1958, Annals of Mathematical Statistics 29:614; Efron & Stein 1981, Annals of Statistics 9:586), and taken together
    /// with what is typical, since a few ballots show little of it. Of a large gap between options that typically differ by less, part
    /// is chance, which the others will not see (regression to the mean: Efron & Morris 1975, JASA 70:311).
    #[must_use]
    pub fn steadiness(&self) -> Option<f64> {
        self.least_steady().map(|(_, steadiness)| steadiness)
    }

    /// Returns the share of first places that the winner has at least on each of rungs 3 to 5, 0 to 1; none until each of them
    /// that can be drawn is drawn.
    #[must_use]
    pub fn least_share(&self) -> Option<f64> {
        self.least_first().map(|(_, winner)| winner.first())
    }

    /// Returns the rung of 3 to 5 on which the winner comes first least often, and how it fares there.
    fn least_first(&self) -> Option<(Rung, &Acceptability)> {
        let (ladder, winner) = (self.ladder.as_ref()?, self.first.as_ref()?);
        let drawn = Rung::OF_VERDICT.into_iter().filter(|&rung| is_drawn(self, rung));
        let all: Option<Vec<_>> = drawn.map(|rung| Some((rung, ladder.rung(rung)?.option(winner)?))).collect();
        all?.into_iter().min_by(|a, b| a.1.first().total_cmp(&b.1.first()))
    }

    /// Returns the rung that alone leaves no clear winner, and how the first option fares there; none where each lets it lead.
    pub(super) fn shaken_by(&self) -> Option<(Rung, &Acceptability)> {
        self.least_first().filter(|(_, winner)| winner.first() < NARROW.share - TIE)
    }

    /// Returns the pair that other people would most easily turn, and its steadiness.
    pub(super) fn least_steady(&self) -> Option<(&Pair, f64)> {
        let of_weights: f64 = self.model.weights.iter().map(|weight| weight * weight).sum();
        // A gap is between two options, so it has twice the variance of one.
        let true_gaps = 2.0 * (typical::OPTION + typical::CELL * of_weights);
        let typical = 2.0 * (typical::HALO + typical::NOISE * of_weights) * self.model.concentration();
        let pairs = self.pairs.iter().filter_map(|pair| {
            let chance = self.variance_of_gap(pair, typical)?;
            let kept = true_gaps / (true_gaps + chance);
            // The others' gap has the same variance, and that of what is not known of the true one.
            Some((pair, kept * pair.gap / (chance + kept * chance).sqrt()))
        });
        pairs.min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// Returns the variance of a team's gap, in points², of what is typical and what its ballots show.
    fn variance_of_gap(&self, pair: &Pair, typical: f64) -> Option<f64> {
        let (winner, rival) = (self.option_index(&pair.winner)?, self.option_index(&pair.rival)?);
        // Nothing is known without a ballot where nobody else says anything.
        let without = self.model.views.iter().map(|view| &self.values_without[view.voter]);
        let without = without.filter(|values| !values.is_empty());
        let gaps: Vec<f64> = without.map(|values| values[winner] - values[rival]).collect();
        let ballots = gaps.len() as f64;
        if gaps.len() < 2 {
            return Some(typical);
        }
        let mean = gaps.iter().sum::<f64>() / ballots;
        let freedom = ballots - 1.0;
        let seen = freedom / ballots * gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>();
        Some((PRIOR_FREEDOM * typical + freedom * seen) / (PRIOR_FREEDOM + freedom))
    }

    /// Reports whether empty cells, unpublished ballots, must-haves, another way of counting, and every single ballot and vote leave the
    /// lead alone.
    fn is_undisturbed(&self) -> bool {
        let other_ways = [&self.medians, &self.equal_weights, &self.equal_groups, &self.measured_only];
        // Without scores that were measured, or without all other ballots, nobody leads, which is no other leader.
        let agrees = |leaders: &Leaders| leaders.is_empty() || *leaders == self.leaders;
        self.model.members() >= SOLID_BALLOTS
            && self.certain
            && self.unpublished == 0
            && self.leader_at_the_edge().is_empty()
            && other_ways.into_iter().all(agrees)
            && self.without_member.iter().all(|without| agrees(&without.leaders))
            // The longest to find, so it is asked last.
            && self.vote_flips().len() == 0
    }

    /// Returns how the winner fares in the weightings with each swing up to 25 % off; none until the ladder is drawn.
    #[must_use]
    pub fn within_swings(&self) -> Option<&Acceptability> {
        self.ladder.as_ref()?.rung(Rung::YourSwings)?.option(self.first.as_ref()?)
    }

    /// Returns how those fare on a rung who are named beside its bar: who comes first more often than all that lead the record, if any
    /// does, then those who lead it.
    #[must_use]
    pub fn foremost<'a>(&self, result: &'a RungResult) -> Vec<&'a Acceptability> {
        let (leaders, others): (Vec<_>, Vec<_>) =
            result.options.iter().flatten().partition(|option| self.leaders.has(&option.id));
        let most = leaders.iter().map(|leader| leader.first()).fold(0.0, f64::max);
        let ahead = least(others.into_iter().map(|option| (option, -option.first())));
        let ahead = ahead.map(|(option, _)| option).filter(|option| option.first() > most + TIE);
        ahead.into_iter().chain(leaders).collect()
    }

    /// Reports whether a cell of the options that are left is empty and has a weight, so that what follows from means counts it as 3.
    pub(super) fn has_gaps(&self) -> bool {
        let Model { left, scored, weights, .. } = &self.model;
        left.iter().any(|&option| scored[option].iter().zip(weights).any(|(scored, weight)| !scored && *weight > 0.0))
    }

    /// Reports whether a rival is ahead of the first option on a criterion with such a weight.
    pub(super) fn is_behind_where(&self, counts: impl Fn(f64) -> bool) -> bool {
        let Some((first, _)) = self.lead() else { return false };
        let Model { left, weights, .. } = &self.model;
        left.iter().any(|&rival| {
            let contrast = self.model.contrast(first, rival);
            contrast.iter().zip(weights).any(|(d, weight)| *d < -TIE && counts(*weight))
        })
    }
}
