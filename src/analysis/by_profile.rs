//! The same scores under the weights of each kind of project: what leads where, and what one choice for all of them would cost.
//!
//! Regret: Savage 1951, Journal of the American Statistical Association 46:55. The regret of an option under one set of weights is how
//! far it is behind the best one there; its largest regret over all sets says what a wrong choice can cost. Kinds of project are not
//! chances, so none is weighted by how likely it is.

use std::{cmp::Reverse, sync::Arc};

use super::{
    Analysis, Leaders, Rung, analyze_again,
    model::TIE,
    robustness::{Progress, Settings, draw},
    sums::sum,
    words::{lead, lead_in_points, list, percent_within, some_in_points},
};
use crate::decision::{Decision, OptionId, Profile};

/// The results under each profile, and those of one choice for all of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ByProfile {
    /// Profiles in which somebody leads: those of the option first that leads in most, the clearest lead first.
    pub profiles: Vec<ProfileResult>,
    /// Options that are left by the must-haves, in the record's order; empty if nobody leads in any profile.
    pub one_option: Vec<OneOption>,
}

/// The result under the weights of a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileResult {
    /// Id of the profile.
    pub id: String,
    /// Name of the profile.
    pub name: String,
    /// Options that lead.
    pub leaders: Leaders,
    /// The first of them, in the record's order.
    pub first: OptionId,
    /// Best of the others; `None` if there is no other.
    pub runner_up: Option<OptionId>,
    /// Lead over it, in points, 0 to 4; 0 where options are level.
    pub gap: Option<f64>,
    /// Share of the draws with errors in the weights in which the first leads or is level, 0 to 1; `None` if nothing was drawn.
    pub share: Option<f64>,
    /// The 95 % interval of that share, two equal numbers if it is certain.
    pub share_within: Option<(f64, f64)>,
    /// Value of each option that is left, 1 to 5, in the order of [`ByProfile::one_option`].
    pub values: Vec<f64>,
}

/// One option for all kinds of project.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOption {
    /// The option.
    pub option: OptionId,
    /// How far it is behind where it is furthest behind, in points, 0 to 4.
    pub largest_regret: f64,
    /// Id of the profile in which that is.
    pub profile: String,
    /// The option that would be worth most beside it, each used where it is better; `None` if none is ever better.
    pub second: Option<OptionId>,
    /// What that would be worth on average over the profiles, in points, 0 to 4.
    pub mean_gain_of_two: f64,
}

/// Computes the results under each of these profiles. Weights that members gave themselves are left out, since each profile has those of
/// all. A criterion that a profile does not name keeps its weight, as when the profile is applied.
///
/// `drawn` says how the shares are drawn; without it there are none. Returns `None` if the draws were cancelled.
#[must_use]
pub fn by_profile(
    decision: &Decision,
    analysis: &Analysis,
    profiles: &[Arc<Profile>],
    drawn: Option<(Settings, &Progress)>,
) -> Option<ByProfile> {
    let mut results = Vec::new();
    for profile in profiles {
        let under = with_weights_of(profile, decision);
        let analysis = analyze_again(&under, analysis.scope, Some(analysis));
        // Nothing leads without scores or weights, and so there is nothing to draw either.
        let Some(first) = analysis.first.clone() else { continue };
        results.push(result(profile, &analysis, first, drawn, profiles.len())?);
    }
    let left: Vec<OptionId> = analysis
        .options
        .iter()
        .filter(|option| option.screened_out.is_none())
        .map(|option| option.id.clone())
        .collect();
    let one_option = if results.is_empty() { Vec::new() } else { one_option(&left, &results) };
    let led = |id: &OptionId| results.iter().filter(|result| result.leaders.winner() == Some(id)).count();
    let mut profiles: Vec<(usize, ProfileResult)> =
        results.iter().map(|result| (result.leaders.winner().map_or(0, led), result.clone())).collect();
    // Stable, so that profiles that are alike in this stay in the order of their template.
    profiles.sort_by(|(led, a), (other, b)| {
        let by_option = |result: &ProfileResult| left.iter().position(|id| *id == result.first);
        let gap = |result: &ProfileResult| result.gap.unwrap_or_default();
        (Reverse(led), by_option(a)).cmp(&(Reverse(other), by_option(b))).then(gap(b).total_cmp(&gap(a)))
    });
    Some(ByProfile { profiles: profiles.into_iter().map(|(_, result)| result).collect(), one_option })
}

/// Returns the record with the weights of a profile, and with none of members' own.
fn with_weights_of(profile: &Profile, decision: &Decision) -> Decision {
    let mut under = decision.clone();
    for criterion in &mut under.criteria {
        if let Some(swing) = profile.swings.get(&criterion.id) {
            Arc::make_mut(criterion).swing = Some(*swing);
        }
    }
    for member in &mut under.members {
        if !member.swings.is_empty() {
            Arc::make_mut(member).swings.clear();
        }
    }
    under
}

/// Returns what leads by an analysis, of which this option is the first; `None` if the draws were cancelled.
fn result(
    profile: &Profile,
    analysis: &Analysis,
    first: OptionId,
    drawn: Option<(Settings, &Progress)>,
    profiles: usize,
) -> Option<ProfileResult> {
    let share = match drawn {
        None => None,
        Some((settings, progress)) => {
            // They share what one rung may take.
            let most_nanoseconds = settings.most_nanoseconds.map(|most| most / profiles.max(1) as u64);
            let settings = Settings { most_nanoseconds, ..settings };
            let rung = draw(analysis, Rung::YourSwings, settings, progress)?;
            rung.and_then(|rung| rung.options.into_iter().nth(analysis.option_index(&first)?).flatten())
        }
    };
    let value = |id: &OptionId| analysis.option_index(id).map(|at| analysis.options[at].value);
    let runner_up = analysis.runner_up.clone();
    let gap = runner_up.as_ref().and_then(|runner_up| Some((value(&first)? - value(runner_up)?).max(0.0)));
    let values = analysis.options.iter().filter(|option| option.screened_out.is_none()).map(|option| option.value);
    Some(ProfileResult {
        id: profile.id.clone(),
        name: profile.called().to_owned(),
        leaders: analysis.leaders.clone(),
        first,
        runner_up,
        gap,
        share: share.as_ref().map(|drawn| drawn.first_or_level),
        share_within: share.as_ref().map(|drawn| drawn.first_or_level_within),
        values: values.collect(),
    })
}

fn one_option(left: &[OptionId], results: &[ProfileResult]) -> Vec<OneOption> {
    let best = |result: &ProfileResult| result.values.iter().copied().fold(f64::MIN, f64::max);
    let of_option = |(k, option): (usize, &OptionId)| {
        // Of equal ones, the first is named.
        let mut worst: (f64, &ProfileResult) = (0.0, results.first()?);
        for result in results {
            let regret = best(result) - result.values[k];
            if regret > worst.0 + TIE {
                worst = (regret, result);
            }
        }
        let mut second: (f64, Option<usize>) = (0.0, None);
        for m in (0..left.len()).filter(|m| *m != k) {
            let gains = results.iter().map(|result| (result.values[m] - result.values[k]).max(0.0));
            let gain = sum(gains) / results.len() as f64;
            if gain > second.0 + TIE {
                second = (gain, Some(m));
            }
        }
        Some(OneOption {
            option: option.clone(),
            largest_regret: worst.0,
            profile: worst.1.id.clone(),
            second: second.1.map(|m| left[m].clone()),
            mean_gain_of_two: second.0,
        })
    };
    left.iter().enumerate().filter_map(of_option).collect()
}

impl ProfileResult {
    /// Returns the share of the draws in which the first leads or is level, such as "98 %" and "over 99.9 %".
    #[must_use]
    pub fn share_in_words(&self) -> Option<String> {
        let (low, high) = self.share_within?;
        Some(percent_within(self.share?, low, high))
    }
}

impl ByProfile {
    /// Returns the safest single choice: the options whose largest regret is least.
    #[must_use]
    pub fn safest(&self) -> Vec<&OneOption> {
        let least = self.one_option.iter().map(|one| one.largest_regret).fold(f64::MAX, f64::min);
        self.one_option.iter().filter(|one| one.largest_regret <= least + TIE).collect()
    }

    /// Returns by how much the first leads under a profile, as the totals that are shown say, such as "0.49"; `None` without a rival.
    #[must_use]
    pub fn lead_of(&self, profile: &ProfileResult) -> Option<String> {
        let value =
            |id: &OptionId| profile.values.get(self.one_option.iter().position(|one| one.option == *id)?).copied();
        Some(lead(value(&profile.first)?, value(profile.runner_up.as_ref()?)?))
    }

    /// Returns how far an option is behind where it is furthest behind, as the totals that are shown say, such as "0.49".
    #[must_use]
    pub fn regret_of(&self, one: &OneOption) -> Option<String> {
        let (best, value) = self.totals_at_worst(one)?;
        Some(lead(best, value))
    }

    /// Returns the best total where an option is furthest behind, and its own there.
    fn totals_at_worst(&self, one: &OneOption) -> Option<(f64, f64)> {
        let worst = self.profile(&one.profile)?;
        let at = self.one_option.iter().position(|other| other.option == one.option)?;
        Some((worst.values.iter().copied().fold(f64::MIN, f64::max), *worst.values.get(at)?))
    }

    /// Returns the profile with this id.
    #[must_use]
    pub fn profile(&self, id: &str) -> Option<&ProfileResult> {
        self.profiles.iter().find(|profile| profile.id == id)
    }

    /// Returns what leads where, and what one choice for all costs, in sentences; none with fewer than two profiles or options.
    #[must_use]
    pub fn in_words(&self, decision: &Decision) -> Vec<String> {
        if self.profiles.len() < 2 || self.one_option.len() < 2 {
            return Vec::new();
        }
        let mut sentences = vec![self.leads_in_words(decision)];
        sentences.extend(self.safest_in_words(decision));
        sentences
    }

    /// Returns the same with the profiles that each option leads in, a line each, for documents.
    #[must_use]
    pub fn in_lines(&self, decision: &Decision) -> Vec<String> {
        let words = self.in_words(decision);
        let Some((first, others)) = words.split_first() else { return words };
        let mut lines = vec![first.clone()];
        for one in &self.one_option {
            let of_option = self.profiles.iter().filter(|profile| profile.leaders.winner() == Some(&one.option));
            let names: Vec<String> = of_option
                .map(|profile| match self.lead_of(profile) {
                    Some(lead) => format!("{} ({lead})", profile.name),
                    None => profile.name.clone(),
                })
                .collect();
            if !names.is_empty() {
                lines.push(format!("{}: {}.", decision.option_name(&one.option), names.join(", ")));
            }
        }
        lines.extend(others.iter().cloned());
        lines
    }

    /// Returns the number of profiles in which an option is ahead alone.
    fn led_by(&self, id: &OptionId) -> usize {
        self.profiles.iter().filter(|profile| profile.leaders.winner() == Some(id)).count()
    }

    fn leads_in_words(&self, decision: &Decision) -> String {
        let all = self.profiles.len();
        let mut leads: Vec<(&OptionId, usize)> = self
            .one_option
            .iter()
            .map(|one| (&one.option, self.led_by(&one.option)))
            .filter(|(_, led)| *led > 0)
            .collect();
        leads.sort_by_key(|(_, led)| Reverse(*led));
        let level = all - leads.iter().map(|(_, led)| led).sum::<usize>();
        let name = |id: &OptionId| decision.option_name(id).to_owned();
        if let [(only, _)] = leads[..]
            && level == 0
        {
            let all = if all == 2 { "both".to_owned() } else { format!("all {all}") };
            return format!("{} leads in {all} profiles.", name(only));
        }
        let mut clauses: Vec<String> = leads
            .iter()
            .enumerate()
            .map(
                |(at, (id, led))| {
                    if at == 0 { format!("{} leads in {led}", name(id)) } else { format!("{} in {led}", name(id)) }
                },
            )
            .collect();
        clauses.extend((level > 0).then(|| {
            if level == 1 {
                "the options are level in 1".to_owned()
            } else {
                format!("the options are level in {level}")
            }
        }));
        format!("Of {all} profiles, {}.", list(&clauses))
    }

    fn safest_in_words(&self, decision: &Decision) -> Option<String> {
        let safest = self.safest();
        let name = |id: &OptionId| decision.option_name(id).to_owned();
        let [one] = safest[..] else {
            let names: Vec<String> = safest.iter().map(|one| name(&one.option)).collect();
            return Some(format!("As the only choice for all of them, {} are equally safe.", list(&names)));
        };
        if one.largest_regret <= TIE {
            // Said already where it leads alone everywhere.
            let alone = self.led_by(&one.option) == self.profiles.len();
            return (!alone).then(|| format!("{} is behind in none of them.", name(&one.option)));
        }
        let worst = self.profile(&one.profile)?;
        let (best, value) = self.totals_at_worst(one)?;
        let first = format!(
            "As the only choice for all of them, {} is the safest: at worst it is {} behind, in {}.",
            name(&one.option),
            lead_in_points(best, value),
            worst.name
        );
        let second = one.second.as_ref().map(|second| {
            format!(
                " With {} beside it, each where it is better, the average rises by {}; set that against the cost of running two.",
                name(second),
                some_in_points(one.mean_gain_of_two)
            )
        });
        Some(first + &second.unwrap_or_default())
    }
}
