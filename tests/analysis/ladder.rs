//! The draws, against exact shares: closed forms, integrals and enumeration.

use std::{collections::BTreeMap, sync::Arc};

use weigh_in::{
    analysis::{
        Analysis, Ladder, Rung,
        robustness::{Progress, RungResult, Settings, robustness, wilson},
    },
    decision::{Alternative, Cell, Decision, Link, MemberId, MustHaveRule, OptionId, Reference, Score},
};

use crate::support::{
    all, assert_near, criterion_id, criterion_mut, drawn, member_mut, must_have, one_ballot, option_id, record, values,
};

/// Four standard errors of a share of one half, in as many draws as `drawn` makes.
const NEAR: f64 = 0.02;

fn draw(decision: &Decision, settings: Settings) -> Ladder {
    robustness(&all(decision), settings, &Progress::default()).unwrap()
}

#[track_caller]
fn rung(analysis: &Analysis, rung: Rung) -> &RungResult {
    analysis.ladder.as_ref().unwrap().rung(rung).unwrap()
}

fn first(result: &RungResult, option: usize) -> f64 {
    result.options[option].as_ref().unwrap().first()
}

fn three_options() -> Decision {
    let sheet =
        |a, b| vec![vec![Some(a), Some(3), Some(2)], vec![Some(2), Some(b), Some(3)], vec![Some(3), None, Some(5)]];
    record(&[80, 50, 30], 3, &[sheet(5, 4), sheet(2, 5), sheet(4, 3), sheet(4, 4)])
}

/// Of each cell, everybody said something.
fn three_ballots() -> Decision {
    let sheet = |a, b| vec![vec![Some(a), Some(3)], vec![Some(2), Some(b)], vec![Some(3), Some(4)]];
    record(&[80, 50, 30], 2, &[sheet(5, 4), sheet(2, 5), sheet(4, 3)])
}

/// A record in which a counted source alone says something.
fn one_source(swings: &[u8], scores: &[&[u8]]) -> Decision {
    let mut decision = one_ballot(swings, scores);
    let cells = decision.ballots.pop().unwrap().cells.clone();
    decision.members.clear();
    decision.references.push(Arc::new(Reference {
        id: MemberId::new("source").unwrap(),
        name: "A source".to_owned(),
        source: Link::default(),
        counted: true,
        cells,
    }));
    decision
}

#[test]
fn the_same_seed_gives_the_same_numbers_on_any_number_of_threads() {
    let decision = three_options();
    let settings = Settings { draws: 12_345, seed: 3, threads: 1, ..Settings::default() };
    let one = draw(&decision, settings);
    assert_eq!(one.rungs.len(), 5);
    for threads in [2, 3, 8] {
        assert_eq!(draw(&decision, Settings { threads, ..settings }), one, "{threads} threads");
    }
    assert_ne!(draw(&decision, Settings { seed: 4, ..settings }).rungs, one.rungs);
    // Where fewer are made than asked for, they are divided among threads otherwise.
    let few = Settings { draws: 100_000, most_nanoseconds: Some(30_000), ..settings };
    let one = draw(&decision, few);
    let made: Vec<u32> = one.rungs.iter().map(|rung| rung.draws).collect();
    assert!(made.iter().any(|made| (1_000..4_000).contains(made)), "{made:?}");
    assert_eq!(draw(&decision, Settings { threads: 3, ..few }), one);
}

#[test]
fn what_is_cancelled_has_no_result() {
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(robustness(&all(&three_options()), Settings::default(), &progress), None);
    assert_eq!(progress.so_far().0, 0);
}

#[test]
fn progress_comes_to_all_that_was_planned() {
    let progress = Progress::default();
    let settings = Settings { draws: 9_000, seed: 1, threads: 2, ..Settings::default() };
    // No cell is empty: four rungs are drawn, and each confidence needs one draw.
    let decision = one_ballot(&[60, 40], &[&[5, 2, 4], &[2, 4, 4]]);
    robustness(&all(&decision), settings, &progress).unwrap();
    let (made, planned) = progress.so_far();
    assert_eq!(made, planned);
    assert!((36_001..36_100).contains(&made), "{made}: one ballot is not resampled");
    // Of three ballots every team is counted, and stands for the draws.
    let progress = Progress::default();
    robustness(&all(&three_ballots()), settings, &progress).unwrap();
    let (made, planned) = progress.so_far();
    assert_eq!(made, planned);
}

#[test]
fn under_a_single_weight_an_option_is_always_first() {
    for swings in [&[60][..], &[50, 50, 50]] {
        let rows = vec![vec![5, 4]; swings.len()];
        let rows: Vec<&[u8]> = rows.iter().map(Vec::as_slice).collect();
        let analysis = drawn(&one_ballot(swings, &rows));
        let ladder = analysis.ladder.as_ref().unwrap();
        // Scores that may be off can change places.
        for result in ladder.rungs.iter().filter(|result| result.rung != Rung::YourWeights) {
            let [first, second] = [0, 1].map(|option| result.options[option].as_ref().unwrap());
            assert_eq!((first.ranks.as_slice(), second.ranks.as_slice()), (&[1.0, 0.0][..], &[0.0, 1.0][..]));
        }
    }
}

#[test]
fn the_heaviest_members_are_counted_like_others_of_the_same_proportions() {
    let shares = |weights: [f64; 3]| {
        let mut decision = three_ballots();
        for (u, weight) in weights.into_iter().enumerate() {
            member_mut(&mut decision, u).weight = weight;
        }
        let analysis = drawn(&decision);
        let resampled = analysis.ladder.as_ref().unwrap().rung(Rung::TeamResampled).cloned().unwrap();
        let flips: Vec<_> = analysis.vote_flips().map(|flip| format!("{flip:?}")).collect();
        (resampled.options, flips)
    };
    assert_eq!(shares([1e6; 3]), shares([1.0; 3]));
    let large = 2.0_f64.powi(16);
    assert_eq!(shares([8.0 * large, large, large]), shares([8.0, 1.0, 1.0]));
}

#[test]
fn empty_cells_without_weight_leave_nothing_to_chance() {
    let mut decision = three_ballots();
    criterion_mut(&mut decision, 2).swing = Some(0);
    let id = decision.criteria[2].id.clone();
    for ballot in &mut decision.ballots {
        Arc::make_mut(ballot).cells.retain(|(criterion, _), _| *criterion != id);
    }
    let analysis = drawn(&decision);
    let ladder = analysis.ladder.as_ref().unwrap();
    assert_eq!(ladder.rung(Rung::TeamResampled).unwrap().teams, Some(27));
    // Of two options that are scored by all that counts, both shares are exact.
    assert!(ladder.rung(Rung::AnyWeights).unwrap().exact && ladder.rung(Rung::YourOrder).unwrap().exact);
}

#[test]
fn every_rank_is_taken_once() {
    let analysis = drawn(&three_options());
    for result in &analysis.ladder.as_ref().unwrap().rungs {
        let options: Vec<_> = result.options.iter().flatten().collect();
        for option in &options {
            assert_near(option.ranks.iter().sum(), 1.0, 1e-12);
            assert!(option.low <= option.first() && option.first() <= option.high);
        }
        for rank in 0..3 {
            assert_near(options.iter().map(|option| option.ranks[rank]).sum(), 1.0, 1e-12);
        }
    }
}

#[test]
fn among_specialists_each_is_best_as_often_under_the_weights_of_its_own() {
    // Each option has a 5 where the others have a 1. Central weights: 1/n Σ 1/k for the own criterion.
    for n in [2, 4, 8_usize] {
        let sheet: Vec<Vec<u8>> = (0..n).map(|row| (0..n).map(|o| if o == row { 5 } else { 1 }).collect()).collect();
        let rows: Vec<&[u8]> = sheet.iter().map(Vec::as_slice).collect();
        let analysis = drawn(&one_ballot(&vec![50; n], &rows));
        let result = rung(&analysis, Rung::AnyWeights);
        let own: f64 = (1..=n).map(|k| 1.0 / k as f64).sum::<f64>() / n as f64;
        for (index, option) in result.options.iter().enumerate() {
            let option = option.as_ref().unwrap();
            assert!(option.ranks.iter().all(|share| (share - 1.0 / n as f64).abs() < NEAR), "{:?}", option.ranks);
            let central = option.central_weights.as_ref().unwrap();
            assert_near(central.iter().sum(), 1.0, 1e-9);
            assert_near(central[index], own, NEAR);
            assert_near(central[(index + 1) % n], (1.0 - own) / (n as f64 - 1.0), NEAR);
            assert_eq!(option.confidence, Some(1.0));
        }
    }
}

#[test]
fn draws_find_the_exact_shares_of_pairs() {
    // Zig is last under any weights, so that Go is first as often as it beats Rust.
    let decision = one_ballot(&[70, 40, 40, 10], &[&[2, 3, 1], &[5, 2, 1], &[3, 2, 1], &[2, 4, 1]]);
    let analysis = drawn(&decision);
    let pair = &analysis.pairs[0];
    assert_eq!((&pair.winner, &pair.rival), (&option_id(0), &option_id(1)));
    for (of, share) in [(Rung::AnyWeights, pair.exact_any_weights), (Rung::YourOrder, pair.exact_your_order.unwrap())] {
        let result = rung(&analysis, of);
        assert!(!result.exact && share > 0.5 && share < 0.99);
        assert_near(first(result, 0), share, NEAR);
    }
    let mut two = decision;
    two.options.pop();
    let exact = drawn(&two);
    for (of, share) in [(Rung::AnyWeights, pair.exact_any_weights), (Rung::YourOrder, pair.exact_your_order.unwrap())] {
        let result = rung(&exact, of);
        assert!(result.exact);
        let option = result.options[0].as_ref().unwrap();
        assert_eq!((option.first(), option.low, option.high), (share, share, share));
    }
}

#[test]
fn swings_are_drawn_a_quarter_around_theirs() {
    let analysis = drawn(&one_ballot(&[80, 100], &[&[5, 1], &[1, 5]]));
    // Go is first where 80·f beats 100·g, with f and g uniform from 0.75 to 1.25.
    let steps = 400;
    let factor = |k: usize| 0.75 + 0.5 * (k as f64 + 0.5) / steps as f64;
    let wins = (0..steps * steps).filter(|k| 80.0 * factor(k / steps) > 100.0 * factor(k % steps)).count();
    let share = wins as f64 / (steps * steps) as f64;
    assert!(share > 0.05 && share < 0.4);
    assert_near(first(rung(&analysis, Rung::YourSwings), 0), share, NEAR);
}

#[test]
fn empty_cells_are_drawn_from_the_whole_scale() {
    // Rust comes to between 2 and 4, Go to 2.5.
    let decision = record(&[50, 50], 2, &[vec![vec![Some(3), Some(3)], vec![Some(2), None]]]);
    let analysis = drawn(&decision);
    let result = rung(&analysis, Rung::YourWeights);
    assert!(!result.exact && result.draws == 10_001);
    // Half of the empty cell e decides: Go's score on it moves 2 by a step, and each score on the other criterion 3 by a step;
    // Rust is first where e is above 2 and the sum of these steps, of which (¼, ½, ¼) three times is each as likely.
    let steps = [1.0, 6.0, 15.0, 20.0, 15.0, 6.0, 1.0].map(|ways| ways / 64.0);
    let rust: f64 =
        (-3..=3).zip(steps).map(|(sum, share)| share * ((3.0 - f64::from(sum)) / 4.0).clamp(0.0, 1.0)).sum();
    assert_near(first(result, 0), 1.0 - rust, NEAR);
    // Under its central weights, all on what is scored alike, Rust is behind as often as its empty cell is below 2.
    let option = rung(&analysis, Rung::AnyWeights).options[1].as_ref().unwrap();
    assert_near(option.confidence.unwrap(), 0.75, NEAR);
}

#[test]
fn without_chance_nothing_is_drawn() {
    // A source that counts says what it says, and nobody else scores.
    let decision = one_source(&[60, 40], &[&[5, 2, 4], &[2, 4, 4]]);
    let analysis = drawn(&decision);
    let result = rung(&analysis, Rung::YourWeights);
    assert_eq!((result.exact, result.draws), (true, 0));
    assert_eq!(first(result, 2), 1.0);
    let zig = result.options[2].as_ref().unwrap();
    assert_eq!(zig.central_weights.as_ref().unwrap().len(), 2);
    assert_near(zig.central_weights.as_ref().unwrap()[0], 0.6, 1e-9);
}

#[test]
fn the_team_is_resampled_by_whole_ballots() {
    let sheets = vec![
        vec![vec![Some(5), Some(1)], vec![None, Some(4)]],
        vec![vec![Some(1), Some(4)], vec![Some(4), Some(0)]],
        vec![vec![Some(2), Some(3)], vec![Some(3), Some(3)]],
    ];
    let mut decision = record(&[60, 40], 2, &sheets);
    member_mut(&mut decision, 0).weight = 1.5;
    let expected = enumerated(&decision, &sheets);
    assert!(expected > 0.1 && expected < 0.9);
    let analysis = drawn(&decision);
    let result = rung(&analysis, Rung::TeamResampled);
    assert_eq!((result.exact, result.draws, result.teams), (true, 0, Some(27)));
    assert_near(first(result, 0), expected, 1e-12);
    decision.members.pop();
    assert!(drawn(&decision).ladder.unwrap().rung(Rung::TeamResampled).is_none(), "two ballots are too few");
}

#[test]
fn teams_are_counted_while_they_are_no_more_than_the_draws_and_drawn_beyond() {
    // Six ballots make 462 different teams.
    let points = [[5, 1, 3], [1, 4, 2], [2, 3, 4], [3, 3, 2], [1, 5, 4], [4, 2, 3]];
    let sheet = |row: [u8; 3]| vec![row.map(Some).to_vec(), vec![Some(3), Some(6 - row[1]), Some(row[2])]];
    let decision = record(&[60, 40], 3, &points.map(sheet));
    let drawn_of = |draws| draw(&decision, Settings { draws, ..Settings::default() });
    let (counted, drawn) = (drawn_of(462), drawn_of(461));
    let of = |ladder: &Ladder| ladder.rung(Rung::TeamResampled).unwrap().clone();
    assert_eq!((of(&counted).teams, of(&counted).draws), (Some(6_u64.pow(6)), 0));
    assert_eq!((of(&drawn).teams, of(&drawn).draws, of(&drawn).exact), (None, 461, false));
    for option in 0..3 {
        let share = first(&of(&counted), option);
        assert!(share > 0.01 && share < 0.99, "{share}");
        // Four standard errors of a half.
        assert_near(first(&of(&drawn), option), share, 0.093);
        // A whole number of the teams has it first, shared leads counting in part.
        let teams = share * 6.0 * 6.0_f64.powi(6);
        assert_near(teams, teams.round(), 1e-6);
    }
}

#[test]
fn references_that_count_are_in_every_team() {
    let sheet = |go, rust| vec![vec![Some(go), Some(rust)]];
    let sheets = [sheet(5, 1), sheet(1, 5), sheet(1, 4)];
    let mut decision = record(&[50], 2, &sheets);
    let alone = first(rung(&drawn(&decision), Rung::TeamResampled), 1);
    let cells = decision.ballots[0].cells.clone();
    decision.references.push(Arc::new(Reference {
        id: MemberId::new("essay").unwrap(),
        name: "Essay".to_owned(),
        source: Link::default(),
        counted: true,
        cells,
    }));
    let analysis = drawn(&decision);
    let result = rung(&analysis, Rung::TeamResampled);
    assert_eq!(result.teams, Some(27), "three members, whoever else counts");
    // With k of three ballots Ana's, Go comes to 10 + 5(k − 1) + … : the essay's 5 to 1 always counts.
    let mut wins = 0.0;
    for draw in 0..27 {
        let ballots = [draw % 3, draw / 3 % 3, draw / 9];
        let lead: i32 = 4 + ballots.iter().map(|u| [4, -4, -3][*u]).sum::<i32>();
        wins += if lead == 0 { 0.5 } else { f64::from(u8::from(lead < 0)) };
    }
    assert_near(first(result, 1), wins / 27.0, 1e-12);
    assert!(first(result, 1) < alone);
    decision.members.pop();
    assert!(drawn(&decision).ladder.unwrap().rung(Rung::TeamResampled).is_none(), "two members are too few");
}

#[test]
fn more_than_a_few_options_are_ranked_alike() {
    // From 17 options on they are sorted instead of compared by twos: the same sheet with losers added.
    let scores: Vec<[u8; 4]> = vec![[4, 2, 4, 3], [2, 4, 2, 3], [3, 3, 3, 4]];
    let few: Vec<&[u8]> = scores.iter().map(<[u8; 4]>::as_slice).collect();
    let few = one_ballot(&[60, 40, 30], &few);
    let mut many = few.clone();
    for loser in 0..20 {
        let id = OptionId::new(&format!("loser-{loser}")).unwrap();
        many.options.push(Arc::new(Alternative::new(id.clone(), format!("Loser {loser}"))));
        for row in 0..3 {
            let cells = &mut Arc::make_mut(&mut many.ballots[0]).cells;
            cells.insert((criterion_id(row), id.clone()), Cell::scored(Score::ALL[0]));
        }
    }
    let settings = Settings { draws: 5_000, ..Settings::default() };
    let (few, many) = (draw(&few, settings), draw(&many, settings));
    // The errors of more scores take other random numbers.
    for (few, many) in few.rungs.iter().zip(&many.rungs).filter(|(few, _)| few.rung != Rung::YourWeights) {
        for option in 0..4 {
            let (few, many) = (few.options[option].as_ref().unwrap(), many.options[option].as_ref().unwrap());
            assert_eq!(few.ranks, many.ranks[..4], "the same draws, the same ranks");
            assert_eq!(few.central_weights, many.central_weights);
        }
        let last = many.options.last().unwrap().as_ref().unwrap();
        assert_near(last.ranks[4..].iter().sum(), 1.0, 1e-9);
    }
}

#[test]
fn the_largest_records_are_drawn_less_often_and_it_is_said() {
    let sheet: Vec<Vec<u8>> = (0..600).map(|row| (0..9).map(|o| 1 + ((row * 7 + o * 3) % 5) as u8).collect()).collect();
    let rows: Vec<&[u8]> = sheet.iter().map(Vec::as_slice).collect();
    let decision = one_ballot(&vec![50; 600], &rows);
    let settings = Settings { most_nanoseconds: Some(3_000_000), ..Settings::default() };
    let mut analysis = all(&decision);
    analysis.ladder = robustness(&analysis, settings, &Progress::default());
    let result = rung(&analysis, Rung::AnyWeights);
    assert!(result.fewer && result.draws >= 1_000 && result.draws < 100_000, "{}", result.draws);
    let notes = serde_json::to_value(weigh_in::analysis::to_json(&decision, &analysis)).unwrap()["notes"].to_string();
    assert!(notes.contains("shares rest on only"), "{notes}");
    let (low, high) = wilson(0.0, result.draws);
    let zero = result.options.iter().flatten().find(|option| option.first() == 0.0);
    assert!(zero.is_none_or(|option| (option.low, option.high) == (low, high)), "as wide as so few draws are");
    let all_of_them = draw(&decision, Settings { draws: 2_000, most_nanoseconds: None, ..Settings::default() });
    assert!(all_of_them.rungs.iter().all(|rung| !rung.fewer));
}

/// How often the first of two options leads over all ways to draw three ballots from three.
fn enumerated(decision: &Decision, sheets: &[Vec<Vec<Option<u8>>>]) -> f64 {
    let analysis = all(decision);
    let team = |j: usize, i: usize| analysis.cells[j * 2 + i].mean.unwrap();
    let mut wins = 0.0;
    for draw in 0..27 {
        let ballots = [draw % 3, draw / 3 % 3, draw / 9];
        let value = |i: usize| -> f64 {
            let cell = |j: usize| {
                let mut sums = (0.0, 0.0);
                for u in ballots {
                    if let Some(points) = sheets[u][j][i].filter(|points| *points > 0) {
                        let weight = decision.members[u].weight;
                        sums = (sums.0 + weight * f64::from(points), sums.1 + weight);
                    }
                }
                if sums.1 > 0.0 { sums.0 / sums.1 } else { team(j, i) }
            };
            0.6 * cell(0) + 0.4 * cell(1)
        };
        let gap = value(0) - value(1);
        wins += if gap.abs() < 1e-9 { 0.5 } else { f64::from(u8::from(gap > 0.0)) };
    }
    wins / 27.0
}

#[test]
fn options_with_the_same_means_share_their_ranks() {
    let analysis = drawn(&one_ballot(&[60, 40], &[&[4, 2, 4], &[2, 4, 2]]));
    for result in &analysis.ladder.as_ref().unwrap().rungs {
        let (go, zig) = (result.options[0].as_ref().unwrap(), result.options[2].as_ref().unwrap());
        // The errors of their scores are drawn apart.
        let near = if result.rung == Rung::YourWeights { NEAR } else { 0.0 };
        for (go, zig) in go.ranks.iter().zip(&zig.ranks) {
            assert_near(*go, *zig, near);
        }
        assert_eq!(go.central_weights, zig.central_weights, "{:?}", result.rung);
    }
    let by_source = drawn(&one_source(&[60, 40], &[&[4, 2, 4], &[2, 4, 2]]));
    let by_weights = rung(&by_source, Rung::YourWeights).options[0].as_ref().unwrap();
    assert_eq!(by_weights.ranks, [0.5, 0.5, 0.0], "all of the first two ranks, and both are shared");
    assert!(values(&analysis)[0] > values(&analysis)[1]);
}

#[test]
fn central_weights_average_to_the_middle_of_all_weights() {
    let analysis = drawn(&one_ballot(&[60, 40, 20], &[&[5, 2, 3], &[2, 4, 3], &[1, 2, 3]]));
    let result = rung(&analysis, Rung::AnyWeights);
    let mut mean: BTreeMap<usize, f64> = BTreeMap::new();
    for option in result.options.iter().flatten() {
        for (j, weight) in option.central_weights.iter().flatten().enumerate() {
            *mean.entry(j).or_default() += option.first() * weight;
        }
    }
    assert!(mean.len() == 3 && mean.values().all(|weight| (weight - 1.0 / 3.0).abs() < NEAR), "{mean:?}");
}

#[test]
fn what_is_screened_out_or_not_applicable_is_not_drawn() {
    let mut decision = one_ballot(&[60, 40, 50], &[&[5, 2, 4], &[2, 4, 4], &[5, 1, 1]]);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    Arc::make_mut(&mut decision.criteria[2]).not_applicable = true;
    let analysis = drawn(&decision);
    let result = rung(&analysis, Rung::AnyWeights);
    assert_eq!(result.options[0], None);
    let rust = result.options[1].as_ref().unwrap();
    assert_eq!((rust.ranks.len(), rust.first()), (2, 0.0));
    assert_eq!((&rust.central_weights, rust.confidence), (&None, None));
    assert_eq!(result.options[2].as_ref().unwrap().central_weights.as_ref().unwrap()[2], 0.0);
    must_have(&mut decision, 0, 5, MustHaveRule::Median);
    must_have(&mut decision, 1, 5, MustHaveRule::Median);
    assert_eq!(drawn(&decision).ladder.unwrap().rungs, [], "nothing is left to draw");
}

#[test]
fn intervals_are_wilsons() {
    let (low, high) = wilson(0.5, 100);
    assert_near(low, 0.403_83, 1e-5);
    assert_near(high, 0.596_17, 1e-5);
    assert_eq!((wilson(0.0, 50).0, wilson(1.0, 50).1), (0.0, 1.0));
    assert!(wilson(0.0, 50).1 > 0.05 && wilson(1.0, 50).0 < 0.95);
    let (low, high) = wilson(0.5, 100_000);
    assert_near((high - low) / 2.0, 0.0031, 1e-4);
}

#[test]
fn intervals_hold_the_exact_share_in_nineteen_of_twenty_seeds() {
    let decision = one_ballot(&[70, 40, 40, 10], &[&[2, 3, 1], &[5, 2, 1], &[3, 2, 1], &[2, 4, 1]]);
    let analysis = all(&decision);
    let share = analysis.pairs[0].exact_any_weights;
    let seeds = 200;
    let (mut held, mut sum) = (0, 0.0);
    for seed in 0..seeds {
        let ladder = draw(&decision, Settings { draws: 500, seed, threads: 1, ..Settings::default() });
        let option = ladder.rungs[0].options[0].clone().unwrap();
        held += i32::from(option.low <= share && share <= option.high);
        sum += option.first();
    }
    // Three standard errors around 190 of 200, and around the share in 100,000 draws.
    assert!((180..=199).contains(&held), "{held}");
    assert_near(sum / seeds as f64, share, 0.005);
}

#[test]
fn an_option_that_is_nowhere_better_and_somewhere_worse_is_never_first() {
    // Of two who differ by a point, one weighs a thousand times as much: the contrast is a thousandth of a point.
    let sheet = |rust: u8| vec![vec![Some(4), Some(rust), Some(2)], vec![Some(3), Some(3), Some(4)]];
    let mut decision = record(&[60, 40], 3, &[sheet(4), sheet(3)]);
    member_mut(&mut decision, 0).weight = 1000.0;
    let analysis = drawn(&decision);
    for of in [Rung::AnyWeights, Rung::YourOrder, Rung::YourSwings] {
        let rust = rung(&analysis, of).options[1].as_ref().unwrap();
        assert_eq!((rust.first(), rust.low, rust.high), (0.0, 0.0, 0.0), "{of:?}");
        assert!(rust.central_weights.is_none() && rust.first_in_words() == "0 %");
    }
    // Who dominates all others is first for certain.
    let best = drawn(&one_ballot(&[60, 40], &[&[4, 3, 2], &[3, 3, 1]]));
    assert_eq!(rung(&best, Rung::AnyWeights).options[0].as_ref().unwrap().first_in_words(), "100 %");
    // Options of which everybody says the same stay level.
    let twins = drawn(&one_ballot(&[60, 40], &[&[4, 4, 2], &[3, 3, 4]]));
    let [a, b] = [0, 1].map(|option| first(rung(&twins, Rung::AnyWeights), option));
    assert!(a > 0.1 && (a - b).abs() < 1e-12, "{a} and {b}");
}
