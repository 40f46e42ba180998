//! Files from strangers: whatever they hold, no reader panics, hangs, or takes memory out of proportion.
//!
//! The inputs are made from fixtures by a seed, so that a failure can be had again. `WEIGH_IN_FUZZ` sets how many there
//! are over all readers, `WEIGH_IN_FUZZ_SEED` where they start, and `WEIGH_IN_FUZZ_READER` which reader alone is tried: `WEIGH_IN_FUZZ=10000000 cargo test --release
//! --no-default-features --test fuzz -- --nocapture any_input`.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests stop where they fail"
)]

#[path = "fuzz/found.rs"]
mod found;
#[path = "fuzz/growth.rs"]
mod growth;
#[path = "common/harmless.rs"]
mod harmless;
#[path = "fuzz/inputs.rs"]
mod inputs;
#[path = "fuzz/memory.rs"]
mod memory;
#[path = "fuzz/readers.rs"]
mod readers;
#[path = "fuzz/report.rs"]
mod report;
#[path = "fuzz/seeds.rs"]
mod seeds;
#[path = "common/tools.rs"]
mod tools;
#[path = "fuzz/watch.rs"]
mod watch;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

use inputs::Random;
use readers::{READERS, Reader};
use watch::Watch;

/// In the test command. Small, since the test build is slow.
const FEW: u64 = 4_000;

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().map_or(usual, |text| text.parse().expect("a number"))
}

/// The same one each time, so that the test command does not fail on a change that has nothing to do with it.
fn seed() -> u64 {
    number("WEIGH_IN_FUZZ_SEED", 1)
}

fn count(reader: &Reader) -> u64 {
    let shares: u64 = READERS.iter().map(|reader| reader.share).sum();
    (number("WEIGH_IN_FUZZ", FEW) * reader.share).div_ceil(shares)
}

#[test]
fn every_reader_takes_any_input() {
    let watch = Watch::start();
    let seed = seed();
    let mut all = 0;
    let wanted = std::env::var("WEIGH_IN_FUZZ_READER").unwrap_or_default();
    for reader in READERS.iter().filter(|reader| reader.name.contains(&wanted)) {
        let begun = Instant::now();
        let seeds = (reader.seeds)();
        let count = count(reader);
        let mut taken: u64 = 0;
        for index in 0..count {
            let mut random = Random::new(seed, reader.name, index);
            let input = inputs::any(&mut random, &seeds, reader.words);
            watch.begin(reader.name, &input);
            let Ok(understood) = catch_unwind(AssertUnwindSafe(|| (reader.read)(&input))) else {
                let input = String::from_utf8_lossy(&input);
                panic!("{}: input {index} of seed {seed} panics: {input:?}", reader.name);
            };
            taken += u64::from(understood);
        }
        watch.rest();
        all += count;
        println!(
            "{:>14}: {count} inputs, {taken} of them understood, {:.0?}, {} MiB",
            reader.name,
            begun.elapsed(),
            memory::peak_of_this_process() / 1024
        );
    }
    println!("{all} inputs, seed {seed}");
}

#[test]
fn a_part_said_again_and_again_takes_no_reader_long() {
    let watch = Watch::start();
    // Long enough that what takes the square of its time would not come back in the bound of the watch.
    let size = usize::try_from(number("WEIGH_IN_FUZZ_LONG", 20_000)).unwrap();
    for reader in READERS.iter().filter(|reader| reader.in_memory) {
        for word in reader.words {
            for before in (reader.seeds)().iter().take(1).chain([&Vec::new()]) {
                let mut input = before.clone();
                input.extend(word.bytes().cycle().take(size));
                watch.begin(reader.name, &input);
                let begun = Instant::now();
                (reader.read)(&input);
                if begun.elapsed().as_millis() > 500 {
                    println!("{}: {word:?} took {:.0?}", reader.name, begun.elapsed());
                }
            }
        }
    }
    watch.rest();
}
