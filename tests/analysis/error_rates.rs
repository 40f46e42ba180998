//! What is said of how often verdicts turn, held to what was measured.

use strum::VariantArray;
use weigh_in::analysis::{ErrorRate, Firmness, robustness::wilson};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/methods.md");

/// A cell of the page: the share that turned with its interval in percent, and of how many records.
fn cell(options: usize, ballots: usize, firmness: Firmness) -> String {
    ErrorRate::of(options, ballots, firmness).map_or("–".to_owned(), |rate| {
        let (low, high) = rate.interval();
        let [share, low, high] = [rate.share(), low, high].map(|share| share * 100.0);
        format!("{share:.1} % ({low:.1}–{high:.1}; {})", rate.records())
    })
}

#[test]
fn the_page_has_the_table_of_the_program() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    for options in ErrorRate::OPTIONS {
        for ballots in ErrorRate::BALLOTS {
            let cells: Vec<String> = Firmness::VARIANTS.iter().map(|word| cell(options, ballots, *word)).collect();
            let row = format!("| {options} | {ballots} | {} |", cells.join(" | "));
            assert!(page.lines().any(|line| line == row), "{row} is not on the page");
        }
    }
}

/// How many of the leads of a word turned, over all numbers of options, and the most that 95 % allow, as shares.
fn over_all_options(ballots: usize, firmness: Firmness) -> (u32, f64) {
    let rates = ErrorRate::OPTIONS.iter().filter_map(|&options| ErrorRate::of(options, ballots, firmness));
    let (turned, records) = rates.fold((0.0, 0), |(turned, records), rate| {
        (turned + rate.share() * f64::from(rate.records()), records + rate.records())
    });
    (records, wilson(turned / f64::from(records.max(1)), records.max(1)).1)
}

#[test]
fn what_the_words_promise_is_kept() {
    for ballots in ErrorRate::BALLOTS {
        for (firmness, most) in [(Firmness::Narrow, 0.35), (Firmness::Clear, 0.15), (Firmness::Solid, 0.05)] {
            let (records, turned) = over_all_options(ballots, firmness);
            assert!(records == 0 || turned <= most, "{ballots} ballots: up to {turned} of {} turn", firmness.name());
        }
        assert_eq!(over_all_options(ballots, Firmness::Solid).0 > 0, ballots >= 4, "solid from four ballots on");
    }
}

#[test]
fn other_sizes_count_as_the_next_smaller_one() {
    let word = Firmness::Narrow;
    assert_eq!(ErrorRate::of(9, 7, word), ErrorRate::of(5, 6, word));
    assert_eq!(ErrorRate::of(2, 200, word), ErrorRate::of(2, 10, word));
    assert_eq!((ErrorRate::of(1, 3, word), ErrorRate::of(2, 0, word)), (None, None));
    assert_eq!(ErrorRate::of(2, 3, Firmness::Solid), None, "three ballots never give a solid lead");
}
