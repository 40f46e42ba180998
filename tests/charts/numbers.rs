//! The numbers that charts print are those of the analysis.

use std::sync::Arc;

use weigh_in::{
    adr::drawn,
    analysis::{Rung, Scope, points, sentences, signed_points},
    chart::{
        ChartKind,
        difference::steps,
        ladder::{label, rungs},
    },
    decision::{Score, Vote},
};

use super::{one, records::ingest_service, words};

#[test]
fn totals_are_the_values() {
    let decision = ingest_service();
    let analysis = drawn(&decision, Scope::All);
    let chart = one(&decision, ChartKind::Totals);
    for option in &analysis.options {
        assert!(words(&chart).contains(&points(option.value)), "{:?}", words(&chart));
    }
    assert!(chart.alternative().contains(&points(analysis.options[0].value)), "{}", chart.alternative());
}

#[test]
fn the_steps_are_the_difference_and_end_in_the_gap() {
    let decision = ingest_service();
    let analysis = drawn(&decision, Scope::All);
    let pair = &analysis.pairs[0];
    let difference = analysis.difference(&pair.winner, &pair.rival);
    let printed = words(&one(&decision, ChartKind::Difference));
    for (_, value) in &difference {
        assert!(printed.contains(&signed_points(*value)), "{printed:?}");
    }
    assert!(printed.contains(&points(pair.gap)));
}

#[test]
fn small_steps_are_summed_up_and_none_is_lost() {
    let id = |place: usize| super::records::criterion(&format!("c-{place}"));
    let difference: Vec<_> = (0..40).map(|place| (id(place), 0.2 - 0.01 * place as f64)).collect();
    let steps = steps(&difference);
    let sum = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>();
    let (told, all) =
        (sum(&mut steps.iter().map(|step| step.value)), sum(&mut difference.iter().map(|(_, value)| *value)));
    assert!((told - all).abs() < 1e-9);
    assert_eq!(steps.iter().map(|step| step.count).sum::<usize>(), 40);
    let named = steps.iter().filter(|step| step.criterion.is_some()).count();
    assert_eq!((steps.len(), named), (13, 12));
    let least = steps.iter().filter(|step| step.criterion.is_some()).map(|step| step.value.abs()).fold(1.0, f64::min);
    let left_out = difference.iter().filter(|(id, _)| !steps.iter().any(|step| step.criterion.as_ref() == Some(id)));
    assert!(left_out.into_iter().all(|(_, value)| value.abs() <= least));
}

#[test]
fn a_step_that_is_printed_as_nothing_has_no_row() {
    let id = |place: usize| super::records::criterion(&format!("c-{place}"));
    let difference = [0.2, 0.0, -0.004, 0.0, -0.1].iter().enumerate().map(|(place, value)| (id(place), *value));
    let steps = steps(&difference.collect::<Vec<_>>());
    let rows: Vec<_> = steps.iter().map(|step| (step.criterion.is_some(), step.count)).collect();
    assert_eq!(rows, [(true, 1), (false, 3), (true, 1)]);
}

#[test]
fn criteria_that_do_not_count_are_no_others_of_the_lead() {
    let mut decision = ingest_service();
    Arc::make_mut(&mut decision.criteria[2]).swing = Some(0);
    let printed = words(&one(&decision, ChartKind::Difference));
    assert!(printed.iter().all(|words| !words.contains("other")), "{printed:?}");
    for ballot in &mut decision.ballots {
        for cell in Arc::make_mut(ballot).cells.values_mut() {
            cell.vote = Score::new(3).map(Vote::Score);
        }
    }
    let printed = words(&one(&decision, ChartKind::Difference));
    assert!(printed.contains(&"2 criteria, all level".to_owned()), "{printed:?}");
}

#[test]
fn every_rung_tells_the_share_of_every_option() {
    let decision = ingest_service();
    let analysis = drawn(&decision, Scope::All);
    let printed = words(&one(&decision, ChartKind::Ladder)).join(" ");
    let ladder = analysis.ladder.as_ref().unwrap();
    let rungs: Vec<_> = rungs(&analysis).filter_map(|rung| ladder.rung(rung)).collect();
    assert!(!rungs.is_empty());
    for option in rungs.iter().flat_map(|rung| rung.options.iter().flatten()) {
        let name = &decision.option(&option.id).unwrap().name;
        assert!(printed.contains(&format!("{name} {}", option.first_in_words())), "{printed}");
    }
}

#[test]
fn a_row_names_all_that_lead_and_who_comes_first_more_often() {
    let mut decision = ingest_service();
    let mut analysis = drawn(&decision, Scope::All);
    let rungs = &mut analysis.ladder.as_mut().unwrap().rungs;
    let result = rungs.iter_mut().find(|result| result.rung == Rung::YourSwings).unwrap();
    result.teams = None;
    for (option, share) in result.options.iter_mut().flatten().zip([0.41, 0.44]) {
        (option.ranks[0], option.first_or_level) = (share, share);
    }
    let result = result.clone();
    assert_eq!(label(&decision, &analysis, &result), "Rust 44 %, Go 41 %");
    let told = sentences(&decision, &analysis).join(" ");
    assert!(
        told.contains("Rust comes first in 44 % and Go in 41 % of cases with each weight up to 25 % off"),
        "{told}"
    );
    for ballot in &mut decision.ballots {
        for cell in Arc::make_mut(ballot).cells.values_mut() {
            cell.vote = Score::new(3).map(Vote::Score);
        }
    }
    let analysis = drawn(&decision, Scope::All);
    let result = analysis.ladder.as_ref().unwrap().rung(Rung::YourSwings).unwrap();
    let label = label(&decision, &analysis, result);
    assert!(label.starts_with("Go ") && label.contains(", Rust ") && label.ends_with(" first or level"), "{label}");
    let told = one(&decision, ChartKind::Ladder).alternative();
    assert!(told.contains("Go comes first or level in ") && told.contains(" and Rust in "), "{told}");
}

#[test]
fn every_cell_is_printed() {
    let decision = ingest_service();
    let analysis = drawn(&decision, Scope::All);
    let chart = one(&decision, ChartKind::Scores);
    for criterion in &decision.criteria {
        let means = decision.options.iter().map(|option| {
            let mean = analysis.cell(&criterion.id, &option.id).and_then(|cell| cell.mean).unwrap();
            format!("{} {mean:.1}", option.name)
        });
        let told = chart.told.iter().find(|told| told.starts_with(&criterion.name)).unwrap();
        assert!(means.into_iter().all(|mean| told.contains(&mean)), "{told}");
    }
    let printed = words(&chart);
    let means = printed.iter().filter(|words| words.len() == 3 && words.contains('.'));
    assert_eq!(means.collect::<Vec<_>>(), ["4.5", "2.5", "3.5", "5.0", "3.0", "5.0"]);
}
