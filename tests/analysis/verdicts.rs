//! The words: every situation reads well.

use std::sync::Arc;

use weigh_in::{
    analysis::{Firmness, Rung, Scope, Verdict, analyze, past_result, sentences, verdict},
    decision::{Commitment, Decision, Member, MustHaveRule},
};

use crate::support::{all, criterion_mut, drawn, member_id, must_have, one_ballot, option_id, record, reveal};

#[track_caller]
fn told(decision: &Decision) -> Verdict {
    let analysis = all(decision);
    let told = verdict(decision, &analysis);
    assert_eq!(sentences(decision, &analysis)[0], told.headline);
    told
}

/// With the word for the lead, which needs the ladder.
fn told_in_full(decision: &Decision) -> Verdict {
    verdict(decision, &drawn(decision))
}

fn named(decision: &mut Decision, names: &[&str]) {
    for (index, name) in names.iter().enumerate() {
        (*name).clone_into(&mut criterion_mut(decision, index).name);
    }
}

#[test]
fn a_lead_says_where_it_comes_from() {
    let mut decision = one_ballot(&[40, 30, 20, 10], &[&[5, 2], &[5, 2], &[3, 5], &[2, 5]]);
    named(&mut decision, &["Learning curve", "Development velocity", "Compute-bound speed", "Go tooling"]);
    let told = told(&decision);
    assert_eq!(told.headline, "Go leads Rust by 1.40 points.");
    assert_eq!(
        told.because,
        "Go is ahead on Learning curve and Development velocity; Rust on Compute-bound speed and Go tooling."
    );
    assert_eq!(told.caution, None);
    assert_eq!(
        told.parts,
        ["Go leads Rust by 1.40 points", "holds while no weight is more than 50 % off", "every cell scored"]
    );
}

#[test]
fn a_lead_says_which_sealed_ballots_it_is_without() {
    let mut decision = one_ballot(&[40, 30, 20, 10], &[&[5, 2], &[5, 2], &[3, 5], &[2, 5]]);
    decision.private_ballots = true;
    for index in [1, 2] {
        decision.members.push(Arc::new(Member::new(member_id(index), format!("Member {index}"))));
        let (round, hash) = (1, "0".repeat(64));
        decision.commitments.push(Commitment { round, member: member_id(index), hash, withdrawn: None });
    }
    let first = told(&decision);
    assert_eq!(first.headline, "Go leads Rust by 1.40 points, without 2 sealed ballots that are not published yet.");
    assert_eq!(
        first.parts[..2],
        ["Go leads Rust by 1.40 points", "without 2 sealed ballots that are not published yet"]
    );
    decision.commitments.pop();
    assert!(told(&decision).headline.ends_with("without 1 sealed ballot that is not published yet."));
    let mut level = one_ballot(&[50, 50], &[&[4, 3], &[3, 4]]);
    (level.private_ballots, level.members) = (true, decision.members.clone());
    level.commitments.clone_from(&decision.commitments);
    assert_eq!(
        told(&level).headline,
        "No clear winner: Go and Rust are level, without 1 sealed ballot that is not published yet."
    );
}

#[test]
fn level_options_are_not_blamed_on_cells_that_are_filled() {
    let told = told(&one_ballot(&[50, 50], &[&[4, 3], &[3, 4]]));
    assert!(told.headline.contains("level"), "{}", told.headline);
    assert_eq!(told.caution, None);
}

#[test]
fn a_lead_that_hangs_on_little_is_none() {
    let decision = one_ballot(&[52, 48], &[&[4, 3], &[3, 4]]);
    let told = told(&decision);
    assert_eq!(told.headline, "Go leads Rust by 0.04 points.", "how firm it is is not known without the ladder");
    let told = told_in_full(&decision);
    assert_eq!(told.firmness, Some(Firmness::NoClearWinner));
    assert_eq!(told.headline, "No clear winner: Go and Rust are 0.04 points apart.");
    assert_eq!(told.because, "Go is ahead on Criterion A; Rust on Criterion B.");
    assert_eq!(told.parts[0], "No clear winner: Go and Rust are 0.04 points apart");
    assert_eq!(told.parts[2], "holds while no weight is more than 4.0 % off");
}

#[test]
fn the_rival_that_most_easily_turns_it_is_named() {
    // All see Rust a little behind; of Zig, which is further behind, they think very differently.
    let sheet = |zig: u8| [[4, 3, zig], [3, 3, zig], [3, 3, 2]].map(|row| row.map(Some).to_vec()).to_vec();
    let decision = record(&[20, 73, 7], 3, &[5, 1, 5, 1, 5, 1].map(sheet));
    let analysis = drawn(&decision);
    assert_eq!(analysis.runner_up, Some(option_id(1)));
    assert_eq!(verdict(&decision, &analysis).headline, "No clear winner: Go and Zig are 0.27 points apart.");
}

#[test]
fn of_level_rivals_the_headline_names_the_one_of_the_charts() {
    // Rust and Zig are level, but of Zig the ballots think very differently.
    let sheet = |zig: u8| [[4, 3, zig], [3, 3, zig]].map(|row| row.map(Some).to_vec()).to_vec();
    let decision = record(&[50, 50], 3, &[5, 1, 5, 1, 5, 1].map(sheet));
    let analysis = drawn(&decision);
    let told = verdict(&decision, &analysis);
    assert_eq!(analysis.pairs[0].rival, option_id(1));
    assert_eq!(told.headline, "No clear winner: Go and Rust are 0.50 points apart.");
    assert_eq!(told.because, "Go is ahead on Criterion A; Rust on nothing that counts.");
}

#[test]
fn how_often_leads_turn_is_said_of_leads_alone() {
    let level = told_in_full(&one_ballot(&[50, 50], &[&[4, 2], &[2, 4]]));
    assert_eq!((level.firmness, level.meaning), (Some(Firmness::NoClearWinner), None));
    let close = told_in_full(&one_ballot(&[52, 48], &[&[4, 3], &[3, 4]])).meaning.unwrap();
    assert!(close.contains("of 100 leads like this one would go"), "{close}");
    // Nor are those named who only share the lead.
    let decision = one_ballot(&[50, 50], &[&[4, 2], &[2, 4]]);
    let told = sentences(&decision, &drawn(&decision));
    assert!(told.iter().all(|sentence| !sentence.contains("comes first") && !sentence.contains("weakest")), "{told:?}");
}

#[test]
fn ties_are_told_as_such() {
    let told_two = told(&one_ballot(&[50, 50], &[&[4, 2], &[2, 4]]));
    assert_eq!(told_two.headline, "No clear winner: Go and Rust are level.");
    assert_eq!(told_two.parts, ["No clear winner: Go and Rust are level", "every cell scored"]);
    let told_three = told(&one_ballot(&[50, 50], &[&[3, 3, 3, 1], &[3, 3, 3, 1]]));
    assert_eq!(told_three.headline, "No clear winner: Go, Rust and Zig are level.");
    assert_eq!(told_three.because, "No criterion with a weight separates Go and Rust.");
}

#[test]
fn a_lead_on_everything_holds_whatever_the_swings() {
    let decision = one_ballot(&[50, 50], &[&[4, 2], &[4, 4]]);
    let told = told(&decision);
    assert_eq!(told.because, "Go is ahead on Criterion A; Rust on nothing that counts.");
    assert_eq!(told.parts[1], "holds whatever the weights");
    let says = |decision: &Decision, sentence: &str| sentences(decision, &all(decision)).iter().any(|s| s == sentence);
    let never = "Go is behind on no criterion, so no weights would put another option ahead of it.";
    assert!(says(&decision, never));
    // A criterion without weight that speaks for Rust would count if it had one.
    let mut weightless = one_ballot(&[50, 50, 0], &[&[4, 2], &[4, 4], &[1, 5]]);
    assert!(!says(&weightless, never));
    assert!(says(
        &weightless,
        "Go is behind only on criteria of weight 0, so no error in the other weights puts another option ahead."
    ));
    criterion_mut(&mut weightless, 2).not_applicable = true;
    assert!(says(&weightless, never));
}

#[test]
fn what_rests_on_empty_cells_says_so() {
    let decision = record(&[50, 50], 2, &[vec![vec![Some(4), Some(2)], vec![Some(4), None]]]);
    let told_parts = told(&decision).parts;
    assert_eq!(told_parts[1], "with 3 in the empty cells holds however far off the weights are");
    let sentences = sentences(&decision, &all(&decision));
    assert!(sentences.iter().all(|s| !s.contains("whatever") && !s.starts_with("Go is behind on no")), "{sentences:?}");
    let with_threes = "With 3 in the empty cells, Go is behind on no criterion, so no weights would put another option ahead \
                       of it.";
    assert!(sentences.iter().any(|s| s == with_threes), "{sentences:?}");
}

#[test]
fn what_is_missing_is_said_first() {
    let mut decision = one_ballot(&[50], &[&[4, 2]]);
    decision.ballots.clear();
    assert_eq!(told(&decision).headline, "There are no scores yet.");
    assert_eq!(told(&decision).parts, ["There are no scores yet", "2 of 2 cells without a score"]);
    criterion_mut(&mut decision, 0).swing = Some(0);
    assert_eq!(told(&decision).headline, "No criterion has any weight.");
    criterion_mut(&mut decision, 0).not_applicable = true;
    assert_eq!(told(&decision).headline, "There are no criteria yet.");
    decision.options.pop();
    assert_eq!(told(&decision).headline, "Go is the only option.");
    assert_eq!(told(&decision).because, "Add an alternative to compare it with.");
    decision.options.pop();
    assert_eq!(told(&decision).headline, "There are no options yet.");
}

#[test]
fn a_blind_round_tells_only_who_has_sealed() {
    let said = vec![vec![Some(5), Some(1)]];
    let mut decision = record(&[50], 2, &[said.clone(), said]);
    Arc::make_mut(&mut decision.rounds[0]).reveals.clear();
    Arc::make_mut(&mut decision.ballots[1]).sealed = false;
    let blind = analyze(&decision, Scope::Revealed);
    let told = verdict(&decision, &blind);
    assert_eq!(told.headline, "Round 1 is hidden.");
    assert_eq!(told.because, "1 of 2 have sealed; the result appears after the reveal.");
    assert_eq!(told.parts, ["Round 1 is hidden", "1 of 2 have sealed"]);
    assert_eq!(sentences(&decision, &blind).len(), 2);
    reveal(&mut decision);
    assert!(
        verdict(&decision, &analyze(&decision, Scope::Revealed)).headline.starts_with("Go leads Rust by 4.00 points")
    );
}

#[test]
fn who_is_screened_out_is_said_with_the_reason() {
    let mut decision = one_ballot(&[50, 50], &[&[1, 3], &[5, 2]]);
    must_have(&mut decision, 0, 2, MustHaveRule::Median);
    let alone = told(&decision);
    assert_eq!(alone.headline, "Rust is the only option left.");
    assert_eq!(alone.because, "Go is ruled out: its median on Criterion A is 1, and it must have at least 2.");
    assert_eq!(alone.caution.as_deref(), Some("Without that Go would lead with 3.00."));
    must_have(&mut decision, 1, 4, MustHaveRule::Members(1));
    let nobody = told(&decision);
    assert_eq!(nobody.headline, "Every option is ruled out.");
    assert!(nobody.because.contains("Rust is ruled out: one ballot scores it below 4 on Criterion B"));
}

#[test]
fn empty_cells_take_the_certainty_away() {
    let decision = record(&[50, 50], 2, &[vec![vec![Some(5), Some(3)], vec![Some(4), None]]]);
    let told = told(&decision);
    assert_eq!(told.headline, "Go leads Rust by 1.50 points.");
    let decision = record(&[50, 50], 2, &[vec![vec![Some(4), Some(3)], vec![Some(4), None]]]);
    assert!(!verdict(&decision, &all(&decision)).headline.contains("could turn it"), "at worst the two are level");
    let decision = record(&[50, 50], 2, &[vec![vec![Some(4), Some(3)], vec![Some(3), None]]]);
    let told = verdict(&decision, &all(&decision));
    assert_eq!(told.headline, "Go leads Rust by 0.50 points, but empty cells could turn it.");
    assert_eq!(told.caution.as_deref(), Some("One score is missing and could decide it."));
    assert_eq!(told.parts.last().unwrap(), "1 of 4 cells without a score");
}

#[test]
fn checks_that_disagree_are_said() {
    let decision = one_ballot(&[90, 10, 10], &[&[5, 4], &[2, 4], &[3, 4]]);
    assert_eq!(told(&decision).caution.as_deref(), Some("With equal weights, Rust leads."));
}

#[test]
fn whose_view_it_is_is_said() {
    let sheet = |go, rust| vec![vec![Some(go), Some(rust)]];
    let decision = record(&[50], 2, &[sheet(5, 1), sheet(4, 2), sheet(2, 3)]);
    let told = sentences(&decision, &all(&decision));
    assert!(told.contains(&"Member 0 and Member 1 see Go ahead; Member 2 sees Rust ahead.".to_owned()), "{told:?}");
    assert!(told.contains(&"The team is split on 1 cell: Criterion A for Go.".to_owned()), "{told:?}");
}

#[test]
fn the_winners_weak_cells_are_named() {
    let decision = one_ballot(&[90, 10, 10], &[&[5, 3], &[1, 3], &[2, 2]]);
    let told = sentences(&decision, &all(&decision));
    assert!(told.contains(&"Go is weakest on Criterion B (1) and Criterion C (2).".to_owned()), "{told:?}");
}

#[test]
fn what_to_discuss_is_said_with_its_worth() {
    // On A the two disagree about who is ahead, and the rest speaks for Rust; on B and C they agree.
    let sheet = |go: u8, rust: u8| vec![vec![Some(go), Some(rust)], vec![Some(3), Some(5)], vec![Some(4), Some(3)]];
    let decision = record(&[60, 20, 20], 2, &[sheet(5, 2), sheet(3, 4)]);
    let told = sentences(&decision, &all(&decision));
    let rest = "The other 2 criteria could not put another option ahead, not even all of them together.";
    for sentence in [
        "Go leads Rust by 0.40 points.",
        "Talk first about Criterion A (agreeing on it is worth 0.40 points).",
        rest,
        "Without the ballot of Member 0, Rust would lead.",
        "Without Criterion A, Rust would lead.",
    ] {
        assert!(told.iter().any(|s| s == sentence), "{sentence} is not in {told:#?}");
    }
}

#[test]
fn what_only_changes_the_choice_together_is_said() {
    // Alone no criterion turns the second member's view into a lead of Rust; both together do.
    let decision = record(&[50, 50], 2, &[vec![vec![Some(5), Some(1)]; 2], vec![vec![Some(1), Some(2)]; 2]]);
    let analysis = all(&decision);
    assert_eq!(analysis.criteria.iter().map(|c| c.evppi.unwrap()).collect::<Vec<_>>(), [0.0, 0.0]);
    let told = sentences(&decision, &analysis);
    let all = "No single disagreement could put another option ahead; several together could.";
    assert!(told.contains(&all.to_owned()), "{told:?}");
}

#[test]
fn the_ladder_is_told_a_sentence_a_rung_and_in_the_strip() {
    let sheet = |go, rust| vec![vec![Some(5), Some(2)], vec![Some(go), Some(rust)]];
    let decision = record(&[50, 50], 2, &[sheet(2, 4), sheet(1, 3), sheet(2, 3)]);
    let analysis = drawn(&decision);
    let parts = verdict(&decision, &analysis).parts;
    assert_eq!(parts[1], "ahead in 100 % of cases with weights up to 25 % off");
    let told = sentences(&decision, &analysis);
    for sentence in [
        "Go comes first in 64 % of all weightings, which ignores the weights and depends on how many criteria favour \
         each option.",
        "Go comes first in 100 % of cases with each weight up to 25 % off, and each group of criteria as well.",
        "Go comes first in all 27 teams that result if some ballots count more than once and others not at all.",
    ] {
        assert!(told.iter().any(|s| s == sentence), "{sentence} is not in {told:#?}");
    }
}

/// So many ballots in which Go is two points ahead on each of 24 criteria, or as the function says.
fn team(ballots: usize, said: impl Fn(usize, usize) -> [u8; 2]) -> Decision {
    let sheet = |ballot| -> Vec<Vec<Option<u8>>> { (0..24).map(|row| said(ballot, row).map(Some).to_vec()).collect() };
    record(&[50; 24], 2, &(0..ballots).map(sheet).collect::<Vec<_>>())
}

fn firmness(decision: &Decision) -> Firmness {
    drawn(decision).firmness().unwrap()
}

#[test]
fn a_lead_is_as_firm_as_others_would_find_it() {
    // Go is ahead on so many of 24 criteria by a point, and Rust on the rest.
    let ahead_on = |ahead: usize| move |_: usize, row: usize| if row < ahead { [4, 3] } else { [3, 4] };
    assert_eq!(firmness(&team(5, ahead_on(12))), Firmness::NoClearWinner, "the two are level");
    assert_eq!(firmness(&team(5, ahead_on(13))), Firmness::NoClearWinner);
    assert_eq!(firmness(&team(5, ahead_on(14))), Firmness::Narrow);
    assert_eq!(firmness(&team(5, ahead_on(16))), Firmness::Clear);
    assert_eq!(firmness(&team(5, ahead_on(24))), Firmness::Solid);
    assert_eq!(firmness(&team(3, ahead_on(24))), Firmness::Clear, "three ballots say too little of others");
    assert_eq!(firmness(&team(1, ahead_on(13))), Firmness::NoClearWinner);
}

#[test]
fn a_lead_says_how_often_such_leads_turned() {
    let decision = team(5, |_, _| [4, 3]);
    let told = told_in_full(&decision);
    assert_eq!(told.headline, "Go leads Rust by 1 point, a solid lead.");
    let turned = (told.error_rate.unwrap().share() * 100.0).round();
    let few = if turned < 1.0 { "fewer than 1".to_owned() } else { format!("about {turned}") };
    assert_eq!(
        told.meaning.as_deref().unwrap(),
        format!("With different people scoring, {few} of 100 leads like this one would go to another option.")
    );
    assert_eq!(verdict(&decision, &all(&decision)).meaning, None);
    assert_eq!(past_result(&decision, &drawn(&decision), decision.created).unwrap().verdict, "solid lead");
    assert_eq!(past_result(&decision, &all(&decision), decision.created).unwrap().verdict, "");
}

#[test]
fn what_speaks_against_a_lead_keeps_it_from_being_solid() {
    let solid = team(5, |_, _| [4, 3]);
    assert_eq!(firmness(&solid), Firmness::Solid);
    // One vote fewer and Go is out.
    let mut at_the_edge = team(5, |ballot, row| if row == 0 && ballot < 2 { [1, 1] } else { [4, 3] });
    assert_eq!(firmness(&at_the_edge), Firmness::Solid);
    must_have(&mut at_the_edge, 0, 3, MustHaveRule::Median);
    must_have(&mut at_the_edge, 0, 2, MustHaveRule::Members(3));
    assert_eq!(firmness(&at_the_edge), Firmness::Clear);
    let mut unpublished = solid.clone();
    unpublished.private_ballots = true;
    unpublished.members.push(Arc::new(Member::new(member_id(9), "Member 9".to_owned())));
    let (round, hash) = (1, "0".repeat(64));
    unpublished.commitments.push(Commitment { round, member: member_id(9), hash, withdrawn: None });
    assert_eq!(firmness(&unpublished), Firmness::Clear);
    // By equal weights Rust leads.
    let mut weighed = team(5, |_, row| if row < 4 { [5, 1] } else { [3, 4] });
    for row in 0..24 {
        criterion_mut(&mut weighed, row).swing = Some(if row < 4 { 100 } else { 5 });
    }
    assert_eq!(firmness(&weighed), Firmness::Clear);
    assert_eq!(told_in_full(&weighed).caution.as_deref(), Some("With equal weights, Rust leads."));
}

#[test]
fn what_the_same_raters_say_against_the_averages_comes_first() {
    // Two score Go alone, and highly; both who score the two prefer Rust.
    let decision = record(
        &[50, 50],
        2,
        &[
            vec![vec![Some(5), None], vec![Some(5), None]],
            vec![vec![Some(5), None], vec![Some(4), None]],
            vec![vec![Some(3), Some(4)], vec![Some(3), Some(4)]],
            vec![vec![Some(3), Some(4)], vec![Some(3), Some(3)]],
        ],
    );
    let told = told_in_full(&decision);
    assert_eq!(told.firmness, Some(Firmness::NoClearWinner));
    assert_eq!(
        told.headline,
        "No clear winner: Go leads Rust by 0.13 points by the averages, but where the same people scored both, Rust is ahead of Go by 0.75 points."
    );
    let why = "Some cells have no score from some people, so the averages also compare how leniently people score.";
    assert!(told.caution.unwrap().starts_with(why));
}

#[test]
fn a_lead_that_a_rung_often_turns_is_none() {
    let decision = team(5, |_, _| [4, 3]);
    let mut shaken = drawn(&decision);
    let rungs = &mut shaken.ladder.as_mut().unwrap().rungs;
    let swings = rungs.iter_mut().find(|result| result.rung == Rung::YourSwings).unwrap();
    let go = swings.options[0].as_mut().unwrap();
    (go.ranks[0], go.first_or_level) = (0.57, 0.57);
    let told = verdict(&decision, &shaken);
    assert_eq!(told.firmness, Some(Firmness::NoClearWinner));
    let why =
        "Go comes first in only 57 % of cases in which each weight, and each group of criteria, is up to 25 % off.";
    assert_eq!(told.caution.as_deref(), Some(why));
    // Where ties matter, it is said as beside the bar too.
    let swings = shaken.ladder.as_mut().unwrap().rungs.iter_mut().find(|result| result.rung == Rung::YourSwings);
    swings.unwrap().options[0].as_mut().unwrap().first_or_level = 0.61;
    let why = "Go comes first or level in 61 % of cases in which each weight, and each group of criteria, is up to 25 % off, \
               but in 57 % with ties counted in part.";
    assert_eq!(verdict(&decision, &shaken).caution.as_deref(), Some(why));
    assert!(sentences(&decision, &shaken).iter().any(|told| told.starts_with("Go comes first or level in 61 %")));
}

#[test]
fn the_farther_ahead_and_the_more_ballots_the_firmer() {
    for ballots in 1..8 {
        let firm = |ahead: usize| firmness(&team(ballots, |_, row| if row < ahead { [4, 3] } else { [3, 4] }));
        let words: Vec<Firmness> = (12..=24).map(firm).collect();
        assert!(words.is_sorted(), "{ballots}: {words:?}");
    }
    let words: Vec<Firmness> =
        (1..8).map(|ballots| firmness(&team(ballots, |_, row| if row < 18 { [4, 3] } else { [3, 4] }))).collect();
    assert!(words.is_sorted(), "{words:?}");
}

#[test]
fn cells_of_criteria_with_a_weight_are_counted_for_members_and_for_the_team() {
    let mut decision = record(&[60, 40], 2, &[vec![vec![Some(5), Some(2)], vec![None, None]]]);
    criterion_mut(&mut decision, 1).swing = None;
    assert_eq!(decision.progress(&decision.members[0].id), (2, 2));
    assert_eq!(told(&decision).parts.last().unwrap(), "every cell scored");
    criterion_mut(&mut decision, 1).swing = Some(40);
    assert_eq!(decision.progress(&decision.members[0].id), (2, 4));
    assert_eq!(told(&decision).parts.last().unwrap(), "2 of 4 cells without a score");
    // Beside the count of a ballot with gaps.
    let scored = vec![vec![Some(5), Some(2)], vec![Some(3), Some(3)]];
    let decision = record(&[60, 40], 2, &[scored, vec![vec![Some(5), Some(2)], vec![None, None]]]);
    assert_eq!(told(&decision).parts.last().unwrap(), "every cell scored by someone");
}

#[test]
fn a_ballot_that_says_nothing_is_not_among_those_that_the_result_is_of() {
    let said = vec![vec![Some(5), Some(2)], vec![Some(3), Some(4)]];
    let nothing = vec![vec![None, None], vec![None, None]];
    let decision = record(&[60, 40], 2, &[said.clone(), said.clone(), nothing]);
    assert_eq!(all(&decision).ballots(), "2 of 3 ballots");
    let told = sentences(&decision, &all(&decision));
    assert!(told.iter().any(|sentence| sentence.contains("from 2 of 3 ballots over 2 criteria")), "{told:?}");
    assert_eq!(all(&record(&[60, 40], 2, &[said.clone(), said])).ballots(), "2 ballots");
}
