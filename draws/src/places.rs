//! Who is better than whom, in draws that are made side by side.

use super::{
    lanes::{LANES, Lanes},
    real::Real,
};

/// Up to so many options every two are compared; more are sorted.
pub(super) const FEW_OPTIONS: usize = 16;

/// The places of the options in some draws.
#[derive(Debug)]
pub(super) struct Places {
    /// By option, how many are better.
    pub(super) better: Vec<Lanes<u32>>,
    /// By option, how many are level with it, itself among them.
    pub(super) level: Vec<Lanes<u32>>,
    /// Whether any may be level with another one. If not, all of `level` is 1.
    pub(super) some_level: bool,
}

impl Places {
    pub(super) fn new(options: usize) -> Self {
        Self { better: vec![[0; LANES]; options], level: vec![[1; LANES]; options], some_level: false }
    }

    /// Finds them, from the values by option.
    #[inline(always)]
    pub(super) fn find<R: Real>(&mut self, values: &[Lanes<R>]) {
        if values.len() <= FEW_OPTIONS {
            self.compare(values);
            if self.all_are_apart() {
                // The last search may have sorted; otherwise every `level` is 1 already.
                if self.some_level {
                    self.level.fill([1; LANES]);
                }
                self.some_level = false;
                return;
            }
        }
        self.sort(values);
    }

    /// Finds who is better, by comparing every two.
    #[inline(always)]
    fn compare<R: Real>(&mut self, values: &[Lanes<R>]) {
        self.better.fill([0; LANES]);
        for (a, value) in values.iter().enumerate() {
            let (before, from_here) = self.better.split_at_mut(a);
            let [own, ..] = from_here else { continue };
            for (other_value, other) in values.iter().zip(before) {
                for lane in 0..LANES {
                    let lead = value[lane] - other_value[lane];
                    other[lane] += u32::from(lead > R::TIE);
                    own[lane] += u32::from(lead < R::ZERO - R::TIE);
                }
            }
        }
    }

    /// Reports whether of every two options one is better, in every lane.
    #[inline(always)]
    fn all_are_apart(&self) -> bool {
        // Each pair that is apart makes exactly one of its options better than the other.
        let pairs = (self.better.len() * self.better.len().saturating_sub(1) / 2) as u32;
        let mut apart = [0; LANES];
        for better in &self.better {
            for lane in 0..LANES {
                apart[lane] += better[lane];
            }
        }
        // There is no early exit, so that this stays a vector loop.
        let mut all = true;
        for apart in apart {
            all &= apart == pairs;
        }
        all
    }

    /// Finds both by sorting.
    #[inline(always)]
    fn sort<R: Real>(&mut self, values: &[Lanes<R>]) {
        self.some_level = true;
        for lane in 0..LANES {
            for (option, better, level) in by_rank(&best_first(values.iter().map(|value| value[lane]))) {
                self.better[option][lane] = better as u32;
                self.level[option][lane] = level as u32;
            }
        }
    }
}

/// Options with their values, the best first.
pub(super) fn best_first<R: Real>(values: impl Iterator<Item = R>) -> Vec<(R, usize)> {
    let mut best_first: Vec<_> = values.enumerate().map(|(option, value)| (value, option)).collect();
    // Equal values end up in one block anyway, so an unstable sort changes nothing.
    best_first.sort_unstable_by(|a, b| b.0.order(a.0));
    best_first
}

/// Returns each option with how many are better and how many are level with it, itself among them. Level are those of which each is
/// level with the next one: so every rank is taken once.
pub(super) fn by_rank<R: Real>(best_first: &[(R, usize)]) -> impl Iterator<Item = (usize, usize, usize)> {
    let mut better = 0;
    let blocks = best_first.chunk_by(|(value, _), (next, _)| *value - *next <= R::TIE);
    blocks.flat_map(move |block| {
        let before = better;
        better += block.len();
        block.iter().map(move |(_, option)| (*option, before, block.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns, by option, how many are better and how many are level, in a lane where these are the values; others say something else.
    fn places(values: &[f64]) -> Vec<(u32, u32)> {
        let mut places = Places::new(values.len());
        let lanes: Vec<Lanes<f64>> = values
            .iter()
            .enumerate()
            .map(|(option, value)| std::array::from_fn(|lane| if lane == 7 { *value } else { option as f64 }))
            .collect();
        places.find(&lanes);
        places.better.iter().zip(&places.level).map(|(better, level)| (better[7], level[7])).collect()
    }

    #[test]
    fn every_rank_is_taken_once_also_where_level_options_form_a_chain() {
        let near = 0.7 * f64::TIE;
        assert_eq!(places(&[1.0, 3.0, 2.0]), [(2, 1), (0, 1), (1, 1)]);
        assert_eq!(places(&[1.0, 1.0 + near, 1.0 + 2.0 * near, 0.0]), [(0, 3), (0, 3), (0, 3), (3, 1)]);
        let many: Vec<f64> = (0..40).map(|option| f64::from(option % 20)).collect();
        for (option, place) in places(&many).into_iter().enumerate() {
            assert_eq!(place, (2 * (19 - option as u32 % 20), 2));
        }
    }
}
