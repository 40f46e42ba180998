//! How often a verdict turns when other people score: the simulation that the bounds of the four words are set by.
//!
//! A record has 24 criteria in 8 groups and 2 to 5 options. Each option has a true value on each criterion: 3, plus how good the
//! option is as a whole (standard deviation 0.5), plus how good it is on the criterion (standard deviation 1). A person scores
//! that value plus what they think of the option as a whole (halo), plus how lenient they are, plus noise, rounded to a whole
//! number from 1 to 5. True swings are uniform from 10 to 100; each team gives them with the errors of rung 3: a factor from 0.75 to
//! 1.25 for each criterion and one for each group. A team of 1 to 10 scores; then as many other people score and weigh the same
//! truth. The verdict turned where their winner is not the first team's.
//!
//! It prints the table of `src/analysis/error_rates.rs`, that of docs/methods.md, and for each level how often each word is said and
//! turned over all numbers of options. `-- N` simulates N records of each size where people differ by the middle amounts (4,000
//! without it), and a quarter of that at the other levels.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops where it fails")]

use std::{
    f64::consts::TAU,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use jiff::civil::date;
use weigh_in::{
    analysis::{
        ErrorRate, Firmness, Scope, analyze,
        robustness::{Progress, Settings, robustness, wilson},
    },
    decision::{Alternative, Ballot, Cell, Criterion, CriterionId, Decision, Member, MemberId, OptionId, Score},
};

const CRITERIA: usize = 24;
const GROUP: usize = 3;
const DRAWS: u32 = 10_000;
/// Standard deviations, in points, of halo, noise and leniency: of people who see things alike, who differ as people usually
/// do, and who differ widely. The words are set by the middle one.
const LEVELS: [(&str, Spread); 3] = [
    ("little", Spread { halo: 0.2, noise: 0.6, leniency: 0.4 }),
    ("middle", Spread { halo: 0.4, noise: 0.8, leniency: 0.4 }),
    ("much", Spread { halo: 0.6, noise: 1.0, leniency: 0.4 }),
];
const MIDDLE: usize = 1;

#[derive(Clone, Copy)]
struct Spread {
    halo: f64,
    noise: f64,
    leniency: f64,
}

/// What came of one record.
struct Outcome {
    firmness: Firmness,
    turned: bool,
    steadiness: f64,
    least_share: f64,
}

fn main() {
    let records = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(4_000);
    for (level, (name, spread)) in LEVELS.iter().enumerate() {
        let is_middle = level == MIDDLE;
        let sizes = simulated(*spread, level, if is_middle { records } else { records / 4 });
        if is_middle {
            print_table(&sizes);
            print_docs(&sizes);
        }
        let Spread { halo, noise, leniency } = spread;
        println!("\nPeople differ {name}: halo {halo}, noise {noise}, leniency {leniency}");
        print_summary(&sizes);
    }
}

/// The records of one number of options and ballots.
struct Size {
    options: usize,
    ballots: usize,
    outcomes: Vec<Outcome>,
}

fn simulated(spread: Spread, level: usize, records: u64) -> Vec<Size> {
    let sizes: Vec<(usize, usize)> =
        ErrorRate::OPTIONS.iter().flat_map(|&options| ErrorRate::BALLOTS.map(|ballots| (options, ballots))).collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some(&(options, ballots)) = sizes.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let seed = |record: u64| ((level * 10 + options) as u64 * 100 + ballots as u64) << 32 | record;
                    let outcomes =
                        (0..records).filter_map(|record| outcome(options, ballots, spread, Random(seed(record))));
                    let size = Size { options, ballots, outcomes: outcomes.collect() };
                    done.lock().unwrap().push(size);
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|size| (size.options, size.ballots));
    done
}

/// Draws a truth, has a team score it and judges the result, and then has others score it. None where nobody leads.
fn outcome(options: usize, ballots: usize, spread: Spread, mut random: Random) -> Option<Outcome> {
    let good: Vec<f64> = (0..options).map(|_| 0.5 * random.normal()).collect();
    let truth: Vec<Vec<f64>> =
        (0..CRITERIA).map(|_| good.iter().map(|good| 3.0 + good + random.normal()).collect()).collect();
    let swings: Vec<f64> = (0..CRITERIA).map(|_| random.between(10.0, 100.0)).collect();
    let mut analysis = analyze(&record(&truth, &swings, ballots, spread, &mut random), Scope::All);
    let settings = Settings { draws: DRAWS, seed: 1, threads: 1, ..Settings::default() };
    analysis.ladder = Some(robustness(&analysis, settings, &Progress::default()).unwrap());
    let others = analyze(&record(&truth, &swings, ballots, spread, &mut random), Scope::All);
    Some(Outcome {
        firmness: analysis.firmness()?,
        turned: others.winner() != Some(analysis.winner()?),
        steadiness: analysis.steadiness()?,
        least_share: analysis.least_share()?,
    })
}

/// The record of a team that scores and weighs a truth.
fn record(truth: &[Vec<f64>], swings: &[f64], ballots: usize, spread: Spread, random: &mut Random) -> Decision {
    let mut decision = Decision::new("00000000-0000-4000-8000-000000000001".to_owned(), date(2026, 1, 1));
    let options = truth[0].len();
    let option = |index: usize| OptionId::new(&format!("o{index}")).unwrap();
    for index in 0..options {
        decision.options.push(Arc::new(Alternative::new(option(index), format!("Option {index}"))));
    }
    let mut of_group = 1.0;
    for (index, swing) in swings.iter().enumerate() {
        if index % GROUP == 0 {
            of_group = random.between(0.75, 1.25);
        }
        let id = CriterionId::new(&format!("k{index}")).unwrap();
        let mut criterion = Criterion::new(id, &format!("Criterion {index}"), &format!("Group {}", index / GROUP));
        let said = swing * of_group * random.between(0.75, 1.25);
        criterion.swing = Some(said.round().clamp(0.0, 100.0) as u8);
        decision.criteria.push(Arc::new(criterion));
    }
    for index in 0..ballots {
        let id = MemberId::new(&format!("m{index}")).unwrap();
        decision.members.push(Arc::new(Member::new(id.clone(), format!("Member {index}"))));
        let lenient = spread.leniency * random.normal();
        let halo: Vec<f64> = (0..options).map(|_| spread.halo * random.normal()).collect();
        let mut ballot = Ballot::new(id, 1);
        for (row, criterion) in truth.iter().zip(&decision.criteria) {
            for (index, (value, halo)) in row.iter().zip(&halo).enumerate() {
                let said = value + halo + lenient + spread.noise * random.normal();
                let score = Score::new(said.round().clamp(1.0, 5.0) as u8).unwrap();
                ballot.cells.insert((criterion.id.clone(), option(index)), Cell::scored(score));
            }
        }
        decision.ballots.push(Arc::new(ballot));
    }
    decision
}

const WORDS: [Firmness; 4] = [Firmness::NoClearWinner, Firmness::Narrow, Firmness::Clear, Firmness::Solid];

/// How many of some records turned, and how many there are.
fn turned<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> (u32, u32) {
    outcomes.into_iter().fold((0, 0), |(turned, all), outcome| (turned + u32::from(outcome.turned), all + 1))
}

fn said(outcomes: &[Outcome], firmness: Firmness) -> (u32, u32) {
    turned(outcomes.iter().filter(|outcome| outcome.firmness == firmness))
}

fn print_table(sizes: &[Size]) {
    println!("const TABLE: Table = [");
    for of_options in sizes.chunks(ErrorRate::BALLOTS.len()) {
        println!("    [");
        for size in of_options {
            let cells = WORDS.map(|word| said(&size.outcomes, word)).map(|(turned, all)| format!("({turned}, {all})"));
            println!("        [{}],", cells.join(", "));
        }
        println!("    ],");
    }
    println!("];");
}

fn print_docs(sizes: &[Size]) {
    println!("| options | ballots | no clear winner | narrow lead | clear lead | solid lead |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for Size { options, ballots, outcomes } in sizes {
        let cells = WORDS.map(|word| rate(said(outcomes, word)));
        println!("| {options} | {ballots} | {} |", cells.join(" | "));
    }
}

/// A share in percent with its 95 % interval, and of how many records.
fn rate((turned, all): (u32, u32)) -> String {
    if all == 0 {
        return "–".to_owned();
    }
    let share = f64::from(turned) / f64::from(all);
    let (low, high) = wilson(share, all);
    format!("{:.1} % ({:.1}–{:.1}; {all})", share * 100.0, low * 100.0, high * 100.0)
}

/// By number of ballots, over all numbers of options: how often each word is said, and turned.
fn print_summary(sizes: &[Size]) {
    println!("| ballots | no clear winner | narrow lead | clear lead | solid lead |");
    println!("| ---: | ---: | ---: | ---: | ---: |");
    for ballots in ErrorRate::BALLOTS {
        let sizes = sizes.iter().filter(|size| size.ballots == ballots);
        let outcomes: Vec<&Outcome> = sizes.flat_map(|size| &size.outcomes).collect();
        let cells = WORDS.map(|word| {
            let (turned, said) = turned(outcomes.iter().copied().filter(|outcome| outcome.firmness == word));
            let often = 100.0 * f64::from(said) / outcomes.len().max(1) as f64;
            if said == 0 { "–".to_owned() } else { format!("{often:.0} % said, {}", rate((turned, said))) }
        });
        println!("| {ballots} | {} |", cells.join(" | "));
    }
    // Each of these rules has to earn its place: what it alone lowers has to turn often.
    let narrow = |outcome: &&Outcome| outcome.firmness > Firmness::NoClearWinner;
    let all = || sizes.iter().flat_map(|size| &size.outcomes);
    let least = all().filter(narrow).map(|outcome| outcome.steadiness).fold(f64::MAX, f64::min);
    let by_steadiness = turned(all().filter(|outcome| !narrow(outcome) && outcome.least_share >= 0.6));
    let by_share = turned(all().filter(|outcome| !narrow(outcome) && outcome.steadiness >= least));
    println!(
        "No clear winner by steadiness alone: {}; by the least share alone: {}",
        rate(by_steadiness),
        rate(by_share)
    );
}

/// `SplitMix64` (Steele, Lea & Flood 2014, OOPSLA): small, seeded, and good enough for this.
struct Random(u64);

impl Random {
    /// Uniform from 0 to 1, 1 excluded.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Standard normal (Box & Muller 1958, Annals of Mathematical Statistics 29:610).
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (TAU * self.uniform()).cos()
    }
}
