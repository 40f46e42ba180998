//! The time of reading a decision log: 2,000 and 20,000 ADRs, with all that `weigh-in log` finds in them.
//!
//! To reach in release builds, on two processors: a second for 20,000. Prints the median and the slowest of several runs.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench stops where it fails"
)]

use std::{fs, path::Path, time::Instant};

use weigh_in::decision_log::{Progress, read_log};

const RUNS: usize = 9;

fn main() {
    println!("{:>7} {:>10} {:>10}", "ADRs", "median ms", "most ms");
    for adrs in [2_000, 20_000] {
        let root = tempfile::tempdir().unwrap();
        fill(&root.path().join("doc/adr"), adrs);
        let mut times: Vec<f64> = (0..RUNS).map(|_| seconds(root.path(), adrs)).collect();
        times.sort_by(f64::total_cmp);
        println!("{adrs:>7} {:>10.1} {:>10.1}", times[RUNS / 2] * 1e3, times[RUNS - 1] * 1e3);
    }
}

fn seconds(root: &Path, adrs: usize) -> f64 {
    let start = Instant::now();
    let log = read_log(root, &Progress::default()).unwrap();
    let time = start.elapsed().as_secs_f64();
    assert_eq!(log.folders[0].folder.entries.len(), adrs);
    time
}

/// ADRs of about 3 KB, every tenth of them superseded by the next.
fn fill(folder: &Path, adrs: usize) {
    fs::create_dir_all(folder).unwrap();
    let prose =
        "What it costs to run this for years, and who keeps it running, is what we have to decide on. ".repeat(6);
    let name = |n: usize| format!("{n:04}-decide-on-thing-{n}.md");
    for n in 1..=adrs {
        let link = |n: usize| format!("[{n}. Decide on thing {n}]({})", name(n));
        let status = match n % 10 {
            0 if n < adrs => format!("Superseded\n\nSuperseded by {}", link(n + 1)),
            1 if n > 1 => format!("Accepted\n\nSupersedes {}", link(n - 1)),
            _ => "Accepted".to_owned(),
        };
        let text = format!(
            "# {n}. Decide on thing {n}\n\nDate: 2026-01-{:02}\n\n## Status\n\n{status}\n\n## Context\n\n{prose}\n\n{prose}\n\n\
             ## Decision\n\n{prose}\n\n* One\n* Two\n\n```sh\n# run\n```\n\n## Consequences\n\n{prose}\n",
            n % 28 + 1
        );
        fs::write(folder.join(name(n)), text).unwrap();
    }
}
