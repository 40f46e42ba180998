//! Weights from an order of importance alone: rank-sum weights (Stillwell, Seaver & Edwards 1981, Organizational Behavior and Human
//! Performance 28:62).
//!
//! Of n criteria the one in place p gets n + 1 − p parts. Those that are level share the mean of their places. The parts are scaled so
//! that the first gets 100, in whole numbers and never 0: who put a criterion in order said that it counts.

use std::collections::BTreeMap;

use super::{Criterion, CriterionId, Decision};

impl Decision {
    /// Returns the swings for an order, in which each item names the criteria that are level with each other. Criteria that it does not
    /// name share the last place, but those that do not count stay at 0: of no weight, or not applicable.
    #[must_use]
    pub fn swings_by_order(&self, order: &[Vec<CriterionId>]) -> BTreeMap<CriterionId, u8> {
        let named = |id: &CriterionId| order.iter().any(|level| level.contains(id));
        let others: Vec<CriterionId> = self
            .applicable()
            .filter(|criterion| !named(&criterion.id) && self.swing(criterion) > 0)
            .map(|criterion| criterion.id.clone())
            .collect();
        let levels = || order.iter().chain([&others]).filter(|level| !level.is_empty());
        let all: usize = levels().map(Vec::len).sum();
        let mut before = 0;
        let mut parts: Vec<(f64, &Vec<CriterionId>)> = Vec::new();
        for level in levels() {
            // The mean of the places before + 1 … before + len.
            let place = before as f64 + f64::midpoint(level.len() as f64, 1.0);
            parts.push((all as f64 + 1.0 - place, level));
            before += level.len();
        }
        let most = parts.first().map_or(1.0, |(part, _)| *part);
        let swing = |part: f64| (part / most * f64::from(Criterion::MAX_SWING)).round().max(1.0) as u8;
        parts.iter().flat_map(|(part, level)| level.iter().map(|id| (id.clone(), swing(*part)))).collect()
    }

    /// Returns the criteria that count in the order of their swings, the heaviest first; those of one swing are level. `swing` says
    /// whose swings these are.
    #[must_use]
    pub fn order_of_swings(&self, swing: impl Fn(&Criterion) -> u8) -> Vec<Vec<CriterionId>> {
        let mut counted: Vec<(u8, &CriterionId)> =
            self.applicable().map(|criterion| (swing(criterion), &criterion.id)).filter(|(s, _)| *s > 0).collect();
        // Stable, so that those that are level stay in the order of the record.
        counted.sort_by_key(|(swing, _)| std::cmp::Reverse(*swing));
        let mut order: Vec<Vec<CriterionId>> = Vec::new();
        let mut last = None;
        for (swing, id) in counted {
            match order.last_mut().filter(|_| last == Some(swing)) {
                Some(level) => level.push(id.clone()),
                None => order.push(vec![id.clone()]),
            }
            last = Some(swing);
        }
        order
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use super::*;
    use crate::decision::{CriterionField, Edit};

    fn id(name: &str) -> CriterionId {
        CriterionId::new(name).unwrap()
    }

    fn record(swings: &[(&str, Option<u8>)]) -> Decision {
        let mut decision = Decision::new("x".to_owned(), jiff::civil::date(2026, 12, 1));
        for (name, swing) in swings {
            let mut added = Criterion::new(id(name), name, "");
            added.swing = *swing;
            decision.apply(Edit::AddCriterion(Box::new(added))).unwrap();
        }
        decision
    }

    fn swings(decision: &Decision, order: &[&[&str]]) -> Vec<(String, u8)> {
        let order: Vec<Vec<CriterionId>> =
            order.iter().map(|level| level.iter().map(|name| id(name)).collect()).collect();
        decision.swings_by_order(&order).into_iter().map(|(id, swing)| (id.to_string(), swing)).collect()
    }

    #[test]
    fn places_become_rank_sum_weights() {
        let four = record(&[("a", None), ("b", None), ("c", None), ("d", None)]);
        let expected = |all: [(&str, u8); 4]| all.map(|(name, swing)| (name.to_owned(), swing)).to_vec();
        let alone: [&[&str]; 4] = [&["b"], &["a"], &["d"], &["c"]];
        assert_eq!(swings(&four, &alone), expected([("a", 75), ("b", 100), ("c", 25), ("d", 50)]));
        // Places 1 and 2 are 1.5 each, of which 3.5 parts are the most.
        assert_eq!(
            swings(&four, &[&["a", "b"], &["c"], &["d"]]),
            expected([("a", 100), ("b", 100), ("c", 57), ("d", 29)])
        );
        // Those that nobody named share places 2 to 4.
        assert_eq!(swings(&four, &[&["c"]]), expected([("a", 50), ("b", 50), ("c", 100), ("d", 50)]));
        assert_eq!(swings(&four, &[]), expected([("a", 100), ("b", 100), ("c", 100), ("d", 100)]));
    }

    #[test]
    fn what_does_not_count_stays_out_unless_it_is_named() {
        let mut three = record(&[("a", Some(40)), ("b", Some(0)), ("c", Some(10))]);
        assert_eq!(swings(&three, &[&["c"]]), [("a".to_owned(), 50), ("c".to_owned(), 100)]);
        assert_eq!(swings(&three, &[&["b"]]).len(), 3);
        three.apply(Edit::Criterion(id("a"), CriterionField::NotApplicable(true))).unwrap();
        assert_eq!(swings(&three, &[&["c"]]), [("c".to_owned(), 100)]);
    }

    #[test]
    fn an_order_read_from_its_own_weights_gives_them_again() {
        let mut decision = record(&[("a", Some(3)), ("b", Some(90)), ("c", Some(90)), ("d", Some(0)), ("e", None)]);
        let order = decision.order_of_swings(|criterion| decision.swing(criterion));
        assert_eq!(order, [vec![id("b"), id("c")], vec![id("a")]]);
        let by_order = decision.swings_by_order(&order);
        let swings: Vec<_> = by_order.clone().into_iter().collect();
        decision.apply(Edit::Swings { profile: None, label: String::new(), swings }).unwrap();
        assert_eq!(decision.order_of_swings(|criterion| decision.swing(criterion)), order);
        assert_eq!(decision.swings_by_order(&order), by_order);
    }
}
