//! The results for other programs: keys that stay, numbers at full precision, ids as in the file.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{
    Analysis, ByProfile, CellFlip, CellResult, CriterionResult, ErrorRate, Firmness, Ladder, Leaders, MemberResult,
    OneOption, OptionResult, Pair, PairedGap, ProfileResult, Rung, WithoutCriterion, WithoutMember,
    notes::{ladder_notes, rate_note, raters_notes, unscored_notes},
    robustness::{Acceptability, RungResult},
    sentences::sentences,
    verdict::verdict,
};
use crate::decision::{Decision, OptionId, Score};

/// The version of the keys. Within one, new keys may come, and none changes its meaning.
const VERSION: u8 = 2;

/// Everything that was computed, as one object. What could not be computed is null, and `notes` says why.
///
/// It is written part by part: as values in memory, the largest records would take many times their file. The keys are in the
/// order of the alphabet.
#[derive(Serialize)]
pub struct Json<'a> {
    adjusted: &'a [Option<f64>],
    agreement: Value,
    cell_flips: Each<'a, CellFlip>,
    cells: Each<'a, Arc<CellResult>>,
    criteria: Each<'a, CriterionResult>,
    equal_groups_level: Vec<&'a str>,
    equal_groups_winner: Option<&'a str>,
    equal_weights_level: Vec<&'a str>,
    equal_weights_winner: Option<&'a str>,
    error_rate: Option<f64>,
    ladder: Option<Rungs<'a>>,
    least_share: Option<f64>,
    level: Vec<&'a str>,
    max_regret: &'a [Option<f64>],
    measured_only_level: Vec<&'a str>,
    measured_only_winner: Option<&'a str>,
    median_level: Vec<&'a str>,
    median_winner: Option<&'a str>,
    members: Each<'a, MemberResult>,
    notes: Vec<String>,
    one_option: Vec<Value>,
    options: Vec<Value>,
    paired: Pairs<'a, PairedGap>,
    pairs: Pairs<'a, Pair>,
    profiles: Vec<Value>,
    scale: Value,
    seed: Option<u64>,
    sentences: Vec<String>,
    steadiness: Option<f64>,
    /// How long each stage took, in milliseconds; where somebody asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timings: Option<BTreeMap<&'static str, f64>>,
    title: &'a str,
    unequal_steps: Option<f64>,
    verdict: Option<&'static str>,
    version: u8,
    winner: Option<&'a str>,
    without_criterion: Each<'a, WithoutCriterion>,
    without_member: Each<'a, WithoutMember>,
}

/// Returns the results of an analysis of this record, for other programs.
#[must_use]
pub fn to_json<'a>(decision: &'a Decision, analysis: &'a Analysis) -> Json<'a> {
    let weighted = analysis.model.is_weighted();
    let of_names = unscored_notes(decision, analysis);
    let verdict = verdict(decision, analysis);
    Json {
        adjusted: analysis.adjusted(),
        agreement: json!({ "kendall_w": analysis.kendall_w, "krippendorff_alpha": analysis.krippendorff_alpha }),
        cell_flips: Each(&analysis.cell_flips, cell_flip),
        cells: Each(&analysis.cells, |of| cell(of)),
        criteria: Each(&analysis.criteria, criterion),
        equal_groups_level: level(&analysis.equal_groups),
        equal_groups_winner: analysis.equal_groups.winner().map(OptionId::as_str),
        equal_weights_level: level(&analysis.equal_weights),
        equal_weights_winner: analysis.equal_weights.winner().map(OptionId::as_str),
        error_rate: verdict.error_rate.map(ErrorRate::share),
        ladder: analysis.ladder.as_ref().map(Rungs),
        least_share: analysis.least_share(),
        level: level(&analysis.leaders),
        max_regret: &analysis.max_regret,
        measured_only_level: level(&analysis.measured_only),
        measured_only_winner: analysis.measured_only.winner().map(OptionId::as_str),
        median_level: level(&analysis.medians),
        median_winner: analysis.medians.winner().map(OptionId::as_str),
        members: Each(&analysis.members, member),
        notes: analysis
            .notes
            .iter()
            .cloned()
            .chain(of_names)
            .chain(raters_notes(analysis))
            .chain(rate_note(&verdict))
            .chain(ladder_notes(analysis))
            .collect(),
        one_option: Vec::new(),
        options: analysis.options.iter().map(|of| option(of, weighted)).collect(),
        paired: Pairs { all: analysis.paired(), of: paired, has_winner: analysis.winner().is_some() },
        pairs: Pairs { all: &analysis.pairs, of: pair, has_winner: analysis.winner().is_some() },
        profiles: Vec::new(),
        scale: json!({ "min": Score::MIN.points(), "max": Score::MAX.points() }),
        seed: analysis.ladder.as_ref().map(|ladder| ladder.seed),
        sentences: sentences(decision, analysis),
        steadiness: analysis.steadiness(),
        timings: None,
        title: &decision.title,
        unequal_steps: analysis.first_on_unequal_steps(),
        verdict: verdict.firmness.map(Firmness::name),
        version: VERSION,
        winner: analysis.winner().map(OptionId::as_str),
        without_criterion: Each(&analysis.without_criterion, |of| without(&of.id, &of.leaders)),
        without_member: Each(&analysis.without_member, |of| without(&of.id, &of.leaders)),
    }
}

impl Json<'_> {
    /// Adds the results under each profile.
    pub fn take_profiles(&mut self, by_profile: &ByProfile) {
        self.profiles = by_profile.profiles.iter().map(profile).collect();
        self.one_option = by_profile.one_option.iter().map(one_option).collect();
    }
}

fn profile(profile: &ProfileResult) -> Value {
    json!({
        "id": profile.id,
        "name": profile.name,
        "winner": profile.leaders.winner().map(OptionId::as_str),
        "level": level(&profile.leaders),
        "gap": profile.gap,
        "share": profile.share,
    })
}

fn one_option(one: &OneOption) -> Value {
    json!({
        "option": one.option.as_str(),
        "largest_regret": one.largest_regret,
        "profile": one.profile,
        "second": one.second.as_ref().map(OptionId::as_str),
        "mean_gain_of_two": one.mean_gain_of_two,
    })
}

/// A list, of which one value at a time is in memory.
struct Each<'a, T>(&'a [T], fn(&T) -> Value);

impl<T> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(self.1))
    }
}

/// All rungs; what could not be drawn is null.
struct Rungs<'a>(&'a Ladder);

impl Serialize for Rungs<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(Rung::ALL.iter().map(|of| rung(self.0, *of)))
    }
}

/// Returns the options that share a lead; nothing where one is ahead of all others.
fn level(leaders: &Leaders) -> Vec<&str> {
    leaders.level().iter().map(OptionId::as_str).collect()
}

fn option(option: &OptionResult, weighted: bool) -> Value {
    // A mean of fives may be rounded to more than 5.
    let on_scale = |value: f64| weighted.then_some(value.clamp(Score::MIN.value(), Score::MAX.value()));
    json!({
        "id": option.id.as_str(),
        "value": on_scale(option.value),
        "low": on_scale(option.low),
        "high": on_scale(option.high),
        "rank": option.rank,
        "coverage": weighted.then_some(option.coverage),
        "screened_out": option.screened_out.is_some(),
        "reason": option.screened_out,
    })
}

fn criterion(criterion: &CriterionResult) -> Value {
    json!({
        "id": criterion.id.as_str(),
        "weight": criterion.weight,
        "weight_range": criterion.weight_range,
        "stability": criterion.stability.map(|(low, high)| json!({ "low": low, "high": high })),
        "evppi": criterion.evppi,
        "gap_variance_share": criterion.gap_variance_share,
        "tornado": criterion.tornado,
    })
}

fn cell(cell: &CellResult) -> Value {
    json!({
        "criterion": cell.criterion.as_str(),
        "option": cell.option.as_str(),
        "n": cell.n,
        "abstained": cell.abstained,
        "mean": cell.mean,
        "median": cell.median,
        "sd": cell.sd,
        "min": cell.min,
        "max": cell.max,
        "agreement": cell.agreement,
    })
}

/// Each pair; where several share the lead none of them is its winner.
struct Pairs<'a, T> {
    all: &'a [T],
    of: fn(&T, bool) -> Value,
    has_winner: bool,
}

impl<T> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.all.iter().map(|pair| (self.of)(pair, self.has_winner)))
    }
}

fn pair(pair: &Pair, has_winner: bool) -> Value {
    json!({
        "winner": has_winner.then_some(pair.winner.as_str()),
        "first": pair.winner.as_str(),
        "rival": pair.rival.as_str(),
        "gap": pair.gap,
        "common_error": pair.common_error,
        "weight_to_move": pair.weight_to_move,
        "exact_any_weights": pair.exact_any_weights,
        "exact_your_order": pair.exact_your_order,
    })
}

fn paired(pair: &PairedGap, has_winner: bool) -> Value {
    json!({
        "winner": has_winner.then_some(pair.winner.as_str()),
        "first": pair.winner.as_str(),
        "rival": pair.rival.as_str(),
        "gap": pair.gap,
        "raters": pair.raters,
    })
}

fn rung(ladder: &Ladder, rung: Rung) -> Value {
    let Some(result) = ladder.rung(rung) else {
        // A rung that was not drawn has all the keys, so that scripts need not test for each of them.
        return json!({
            "rung": rung.number(), "draws": 0, "exact": false, "teams": null, "acceptability": null, "low": null, "high": null,
            "first_or_level": null, "central_weights": null, "confidence": null,
        });
    };
    json!({
        "rung": rung.number(),
        "draws": result.draws,
        "exact": result.exact,
        "teams": result.teams,
        "acceptability": of_each_option(result, |option| json!(option.ranks)),
        "low": of_each_option(result, |option| json!(option.low)),
        "high": of_each_option(result, |option| json!(option.high)),
        "first_or_level": of_each_option(result, |option| json!(option.first_or_level)),
        "central_weights": of_each_option(result, |option| json!(option.central_weights)),
        "confidence": of_each_option(result, |option| json!(option.confidence)),
    })
}

/// One figure of a rung for each option of the record; null for those that are screened out.
fn of_each_option(result: &RungResult, figure: fn(&Acceptability) -> Value) -> Value {
    result.options.iter().map(|option| option.as_ref().map_or(Value::Null, figure)).collect()
}

fn cell_flip(flip: &CellFlip) -> Value {
    json!({ "criterion": flip.criterion.as_str(), "option": flip.option.as_str(), "points": flip.points })
}

fn without(id: &impl ToString, leaders: &Leaders) -> Value {
    json!({ "id": id.to_string(), "winner": leaders.winner().map(OptionId::as_str), "level": level(leaders) })
}

fn member(member: &MemberResult) -> Value {
    json!({
        "id": member.id.as_str(),
        "winner": member.leaders.winner().map(OptionId::as_str),
        "level": level(&member.leaders),
        "gap": member.gap,
    })
}
