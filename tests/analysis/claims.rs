//! What is said of random records, held to the numbers: each sentence that makes a claim is read back and checked by itself.

use proptest::prelude::*;
use weigh_in::{
    analysis::{
        Analysis, CellResult, Firmness, Leaders, MemberResult,
        robustness::{Progress, Settings, robustness},
        sentences, summary, verdict,
    },
    decision::{Decision, MustHaveRule, OptionId},
};

use crate::support::{all, criterion_mut, member_mut, must_have, record};

/// Small teams with ties, gaps, weights of 0, members who count double, and at times a must-have.
fn teams() -> impl Strategy<Value = Decision> {
    let vote = prop_oneof![2 => Just(None), 1 => Just(Some(0)), 8 => (1..=5_u8).prop_map(Some), 4 => Just(Some(3))];
    (1..5_usize, 2..4_usize, 1..5_usize).prop_flat_map(move |(criteria, options, members)| {
        let sheet = prop::collection::vec(prop::collection::vec(vote.clone(), options), criteria);
        let swings = prop::collection::vec(prop_oneof![4 => 1..=100_u8, 2 => Just(50), 1 => Just(0)], criteria)
            .prop_filter("some weight", |swings| swings.iter().any(|swing| *swing > 0));
        let members = prop::collection::vec((sheet, prop_oneof![3 => Just(1.0), 1 => Just(2.0)]), members);
        (swings, members, prop_oneof![3 => Just(None), 1 => (1..=3_u8).prop_map(Some)]).prop_map(
            move |(swings, members, least)| {
                let (sheets, weights): (Vec<_>, Vec<_>) = members.into_iter().unzip();
                let mut decision = record(&swings, options, &sheets);
                for (index, weight) in weights.into_iter().enumerate() {
                    member_mut(&mut decision, index).weight = weight;
                }
                if let Some(least) = least {
                    must_have(&mut decision, 0, least, MustHaveRule::Median);
                }
                decision
            },
        )
    })
}

/// A record, its analysis, and what is said of them.
struct Claims {
    decision: Decision,
    analysis: Analysis,
}

impl Claims {
    fn option(&self, name: &str) -> OptionId {
        let option = self.decision.options.iter().find(|option| option.name == name);
        option.unwrap_or_else(|| panic!("{name} is no option")).id.clone()
    }

    fn value(&self, name: &str) -> f64 {
        self.analysis.option(&self.option(name)).unwrap().value
    }

    /// The options whose names stand in a list such as "Go, Rust and Zig".
    fn options(&self, list: &str) -> Vec<OptionId> {
        list.split(", ").flat_map(|part| part.split(" and ")).map(|name| self.option(name)).collect()
    }

    /// The highest value among the options that are left, and those that have it.
    fn top(&self) -> Vec<OptionId> {
        let left = || self.analysis.options.iter().filter(|option| option.screened_out.is_none());
        let highest = left().map(|option| option.value).fold(f64::MIN, f64::max);
        left().filter(|option| highest - option.value < 1e-9).map(|option| option.id.clone()).collect()
    }

    fn check(&self, sentence: &str) {
        let so = |is_so: bool| assert!(is_so, "{sentence}\n{:#?}", sentences(&self.decision, &self.analysis));
        for nonsense in ["NaN", "inf", "-0", "−0 ", " 0.0 %", "1.00 point ", "none of"] {
            so(!sentence.contains(nonsense));
        }
        for word in sentence.split(' ').collect::<Vec<_>>().windows(2).filter(|pair| pair[1].starts_with('%')) {
            so(word[0].trim_start_matches('(').parse::<f64>().is_ok_and(|share| (0.0..=100.0).contains(&share)));
        }
        if let Some((names, rest)) = sentence.split_once(" leads ").filter(|(names, _)| !names.contains(' ')) {
            let (rival, gap) = rest.split_once(" by ").unwrap();
            so(self.top() == [self.option(names)]);
            let shown = |name: &str| format!("{:.2}", self.value(name)).parse::<f64>().unwrap();
            match gap.split(' ').next().unwrap().parse::<f64>() {
                Ok(gap) => so((shown(names) - shown(rival) - gap).abs() < 1e-9),
                Err(_) => so(gap.starts_with("less than 0.01")),
            }
        }
        if let Some(level) = sentence.strip_prefix("No clear winner: ").and_then(|rest| rest.split_once(" are level")) {
            let mut level = self.options(level.0);
            level.sort();
            let mut top = self.top();
            top.sort();
            so(level == top);
        }
        if let Some((ballots, rest)) = sentence.strip_prefix("All ").and_then(|rest| rest.split_once(" ballots")) {
            let ahead = rest.trim_end_matches(" ahead.").rsplit(' ').next().unwrap();
            let views: Vec<&Leaders> = self
                .analysis
                .members
                .iter()
                .map(|member| &member.leaders)
                .filter(|leaders| !leaders.is_empty())
                .collect();
            so(views.len().to_string() == ballots && views.iter().all(|of| of.winner() == Some(&self.option(ahead))));
        }
        if let Some((what, rest)) = sentence.strip_prefix("Without ").and_then(|rest| rest.rsplit_once(", ")) {
            let lead = rest.strip_suffix(" would lead.");
            for name in what.trim_start_matches("the ballot of ").split(", ").flat_map(|part| part.split(" or ")) {
                let mut less = self.decision.clone();
                // Its weight goes; a must-have is no matter of weights.
                if let Some(index) = less.criteria.iter().position(|criterion| criterion.name == name) {
                    criterion_mut(&mut less, index).swing = Some(0);
                }
                let id = less.members.iter().find(|member| member.name == name).map(|member| member.id.clone());
                less.members.retain(|member| member.name != name);
                less.ballots.retain(|ballot| Some(&ballot.member) != id.as_ref());
                let is_such = all(&less).leaders;
                so(lead.is_none_or(|lead| is_such.winner() == Some(&self.option(lead))));
            }
        }
        if let Some(leader) = sentence.strip_prefix("With equal weights ").and_then(|rest| rest.strip_suffix(" leads."))
        {
            let mut equal = self.decision.clone();
            for index in 0..equal.criteria.len() {
                let criterion = criterion_mut(&mut equal, index);
                criterion.swing = criterion.swing.map(|swing| if swing > 0 { 50 } else { 0 });
            }
            so(all(&equal).winner() == Some(&self.option(leader)));
        }
        if let Some((winner, rest)) = sentence.split_once(" stays ahead while no weight is more than ") {
            self.holds(winner.rsplit(' ').next().unwrap(), rest.split(' ').next().unwrap().parse().unwrap(), sentence);
        }
        if let Some(winner) = sentence.split_once(" is behind on no criterion, ").map(|(before, _)| before) {
            let winner = self.option(winner.rsplit(' ').next().unwrap());
            let rivals =
                self.decision.options.iter().filter(|option| self.analysis.option(&option.id).unwrap().rank.is_some());
            for rival in rivals.filter(|rival| rival.id != winner) {
                for criterion in self.decision.applicable() {
                    let mean =
                        |option: &OptionId| self.analysis.cell(&criterion.id, option).unwrap().mean.unwrap_or(3.0);
                    so(mean(&winner) >= mean(&rival.id) - 1e-9);
                }
            }
        }
        if let Some((who, totals)) = sentence.split_once(": ").filter(|(_, totals)| totals.contains(" of 5")) {
            self.totals(who, totals.trim_end_matches('.'), sentence);
        }
        self.dissent(sentence);
        if sentence.contains("could decide it") {
            so(self.top().iter().any(|first| {
                let low = self.analysis.option(first).unwrap().low;
                self.analysis
                    .options
                    .iter()
                    .any(|rival| rival.id != *first && rival.screened_out.is_none() && rival.high > low + 1e-9)
            }));
        }
        if sentence.contains("a solid lead") {
            so(self.analysis.vote_flips().len() == 0 && self.analysis.members.len() >= 4);
            so(self.analysis.without_member.iter().all(|without| without.leaders == self.analysis.leaders));
            so(self.analysis.medians == self.analysis.leaders && self.analysis.certain);
        }
    }

    /// Whether those who are said to see another option ahead do.
    fn dissent(&self, sentence: &str) {
        let so = |is_so: bool| assert!(is_so, "{sentence}");
        if let Some((who, rest)) = sentence.split_once("'s own scores put ") {
            let member = self.analysis.members.iter().find(|member| member.name == who).unwrap();
            let (ahead, by) = rest.split_once(" ahead").unwrap();
            so(member.leaders.winner() == Some(&self.option(ahead)) && !self.top().contains(&self.option(ahead)));
            let by = by.trim_end_matches('.').strip_prefix(" by ").map(|by| by.parse::<f64>().unwrap());
            so(by.is_none_or(|by| (member.gap.unwrap() - by).abs() < 0.006));
        }
        if let Some((who, ahead)) = sentence.strip_prefix("The scores of ").and_then(|rest| rest.split_once(" put ")) {
            let ahead = self.option(ahead.strip_suffix(" ahead.").unwrap());
            let named: Vec<&str> = who.split(", ").flat_map(|part| part.split(" and ")).collect();
            let favouring = self.analysis.members.iter().filter(|one| one.leaders.winner() == Some(&ahead));
            let favouring: Vec<&str> = favouring.map(|one| one.name.as_str()).collect();
            so(named.iter().all(|name| name.ends_with(" more") || favouring.contains(name)) && named.len() > 1);
        }
    }

    /// Whether so many people scored, the totals are theirs, from the best down, and the word is that of the lead.
    fn totals(&self, who: &str, totals: &str, sentence: &str) {
        let so = |is_so: bool| assert!(is_so, "{sentence}");
        let people = ["", "One person", "Two people", "Three people", "Four people"];
        let scored = |member: &MemberResult| {
            let counts = |cell: &CellResult| self.analysis.criterion(&cell.criterion).unwrap().weight > 0.0;
            let votes = self.analysis.cells.iter().filter(|cell| counts(cell)).flat_map(|cell| &cell.votes);
            votes.into_iter().any(|(id, vote)| *id == member.id && vote.score().is_some())
        };
        so(who.starts_with(people[self.analysis.members.iter().filter(|member| scored(member)).count()]));
        let mut last = f64::MAX;
        let mut told = 0;
        for clause in totals.split(", ") {
            if let Some((name, value)) = clause.trim_end_matches(" of 5").rsplit_once(' ')
                && let Ok(value) = value.parse::<f64>()
            {
                so((self.value(name) - value).abs() < 0.006 && value <= last);
                (last, told) = (value, told + 1);
            } else {
                let word = clause.strip_prefix("a ").unwrap_or(clause);
                so(self.analysis.firmness().is_some_and(|firmness| firmness.name() == word));
            }
        }
        so(told == self.analysis.options.iter().filter(|option| option.rank.is_some()).count());
    }

    /// Whether the option keeps the lead at each corner of the box of swings that are so many percent off.
    fn holds(&self, winner: &str, percent: f64, sentence: &str) {
        let place = self.decision.options.iter().position(|option| option.name == winner).unwrap();
        // A hair inside the bound, which is rounded down.
        let off = percent / 100.0 - 1e-9;
        let criteria: Vec<_> = self.decision.applicable().collect();
        for corner in 0..1_u32 << criteria.len() {
            let mut totals = vec![0.0; self.decision.options.len()];
            for (at, criterion) in criteria.iter().enumerate() {
                let swing = f64::from(self.decision.swing(criterion));
                let swing = swing * if corner >> at & 1 == 1 { 1.0 + off } else { 1.0 - off };
                for (total, option) in totals.iter_mut().zip(&self.decision.options) {
                    *total += swing * self.analysis.cell(&criterion.id, &option.id).unwrap().mean.unwrap_or(3.0);
                }
            }
            for (total, option) in totals.iter().zip(&self.decision.options) {
                let is_left = self.analysis.option(&option.id).unwrap().screened_out.is_none();
                assert!(!is_left || *total <= totals[place] + 1e-6, "{sentence} But at {corner:b} {}", option.name);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_is_so(decision in teams()) {
        let mut analysis = all(&decision);
        let settings = Settings { draws: 500, seed: 7, threads: 1, ..Settings::default() };
        analysis.ladder = robustness(&analysis, settings, &Progress::default());
        let told = verdict(&decision, &analysis);
        let claims = Claims { decision, analysis };
        let said = sentences(&claims.decision, &claims.analysis);
        let short = summary(&claims.decision, &claims.analysis);
        let all = said.iter().chain(&told.parts).chain(&told.meaning).chain(&short);
        all.for_each(|sentence| claims.check(sentence));
        if let Some(caution) = &told.caution {
            // Several sentences in one text.
            caution.split_inclusive(". ").for_each(|sentence| claims.check(sentence.trim_end()));
        }
        // The word and the sentence agree.
        let is_unclear = told.headline.starts_with("No clear winner");
        prop_assert_eq!(is_unclear, told.firmness == Some(Firmness::NoClearWinner), "{}", told.headline);
    }
}
