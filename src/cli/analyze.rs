//! `weigh-in analyze`: the results of the scores.

use std::{
    num::NonZero,
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::{Args, value_parser};

use super::{
    console::Console,
    failure::Failure,
    hidden::tell_if_hidden,
    layout::{table, wrap},
    record::load_to_read,
};
use crate::{
    analysis::{
        Analysis, ByProfile, Ladder, OptionResult, Rung, Scope, analyze, by_profile, percent,
        robustness::{Progress, Settings, draw},
        sentences, share_of_weight, since_predecessor, to_json, verdict,
    },
    decision::Decision,
    decision_log::profiles_of_template,
};

/// Show what follows from the scores
///
/// Every score in the file counts, even in a round that the window still hides; a line on standard error says so.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in analyze go.decision.ron
  weigh-in analyze go.decision.ron --json | jq '.options[] | [.id, .value]'
  weigh-in analyze go.decision.ron --draws 1000000 --seed 2 --timings")]
pub(super) struct Analyze {
    /// The decision file
    file: PathBuf,
    /// Print one JSON object, with every number at full precision
    #[arg(long)]
    json: bool,
    /// The number of random draws for how often each option wins; 0 for none [default: 100000, fewer for the largest
    /// records]
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(..=MOST_DRAWS))]
    draws: Option<u32>,
    /// The seed of the draws; the same seed gives the same numbers
    #[arg(long, value_name = "N", default_value_t = Settings::default().seed)]
    seed: u64,
    /// The number of threads, which changes no result [default: as many as the computer has, up to 8]
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=MOST_THREADS))]
    threads: Option<u16>,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
}

/// Maximum number of draws, with which a share is exact to ±0.003 %; more would not show.
const MOST_DRAWS: i64 = 1_000_000_000;
const MOST_THREADS: i64 = 256;

/// The time that each stage took.
struct Timings(Vec<(&'static str, Duration)>);

impl Timings {
    fn of<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push((stage, start.elapsed()));
        result
    }

    fn milliseconds(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.0.iter().map(|(stage, time)| (*stage, time.as_secs_f64() * 1e3))
    }
}

impl Analyze {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let mut timings = Timings(Vec::new());
        let decision = timings.of("read", || load_to_read(&self.file, console))?;
        tell_if_hidden(&decision, console);
        let mut analysis = timings.of("analysis", || analyze(&decision, Scope::All));
        if self.draws != Some(0) {
            analysis.ladder = self.ladder(&analysis, &mut timings);
        }
        let by_profile = timings.of("profiles", || self.by_profile(&decision, &analysis));
        if self.json {
            let mut json = timings.of("json", || to_json(&decision, &analysis));
            json.take_profiles(&by_profile);
            json.timings = self.timings.then(|| timings.milliseconds().collect());
            console.json(&json)?;
        } else {
            let mut told = timings.of("report", || report(&decision, &analysis, &by_profile));
            if self.timings {
                let rows = timings.milliseconds().map(|(stage, time)| vec![stage.to_owned(), format!("{time:.1}")]);
                let rows: Vec<_> = [row(["Stage", "ms"])].into_iter().chain(rows).collect();
                told = format!("{told}\n\n{}", table(&rows));
            }
            console.say(told)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Returns the results under each profile of the record and of its template.
    fn by_profile(&self, decision: &Decision, analysis: &Analysis) -> ByProfile {
        let profiles = decision.profiles_to_compare(&profiles_of_template(decision, &self.file));
        let progress = Progress::default();
        let drawn = (self.draws != Some(0)).then(|| (self.settings(), &progress));
        // Only draws that are cancelled give none, which never happens here.
        by_profile(decision, analysis, &profiles, drawn).unwrap_or_default()
    }

    fn settings(&self) -> Settings {
        let threads = match self.threads {
            Some(threads) => usize::from(threads),
            None => std::thread::available_parallelism().map_or(1, NonZero::get).min(8),
        };
        let usual = Settings { seed: self.seed, threads, ..Settings::default() };
        match self.draws {
            // A number that was asked for is drawn, however long it takes.
            Some(draws) => Settings { draws, most_nanoseconds: None, ..usual },
            None => usual,
        }
    }

    /// Draws the ladder. Returns `None` only if the draws were cancelled, which never happens here.
    fn ladder(&self, analysis: &Analysis, timings: &mut Timings) -> Option<Ladder> {
        let settings = self.settings();
        let mut rungs = Vec::new();
        for rung in Rung::ALL {
            rungs.extend(timings.of(rung.name(), || draw(analysis, rung, settings, &Progress::default()))?);
        }
        Some(Ladder { seed: self.seed, rungs })
    }
}

fn report(decision: &Decision, analysis: &Analysis, by_profile: &ByProfile) -> String {
    let title = Some(decision.title.trim()).filter(|title| !title.is_empty()).unwrap_or("Untitled decision");
    let heading = format!("{title} ({})", decision.status());
    // The change since the earlier decision comes first.
    let told = since_predecessor(decision, analysis).into_iter().chain(sentences(decision, analysis));
    let told = told.chain(verdict(decision, analysis).meaning);
    let paragraphs: Vec<String> = told.map(|sentence| wrap(&sentence, 0)).collect();
    let mut parts = vec![wrap(&heading, 0), paragraphs.join("\n")];
    if !decision.options.is_empty() {
        parts.push(table(&totals(decision, analysis)));
    }
    if !decision.options.is_empty() && !decision.criteria.is_empty() {
        parts.push(table(&cells(decision, analysis)));
    }
    if analysis.options.iter().any(|option| option.low < option.high) {
        parts.push(wrap("Value counts an empty cell as 3, the middle of the scale; Lowest as 1, Highest as 5.", 0));
    }
    let words = by_profile.in_words(decision);
    if !words.is_empty() {
        parts.push(table(&kinds(decision, by_profile)));
        parts.push(wrap(&words.join(" "), 0));
    }
    parts.join("\n\n")
}

/// Returns what leads under the weights of each profile.
fn kinds(decision: &Decision, by_profile: &ByProfile) -> Vec<Vec<String>> {
    let mut rows = vec![row(["Profile", "First", "Lead", "With errors in the weights"])];
    for profile in &by_profile.profiles {
        let names: Vec<String> = profile.leaders.all().iter().map(|id| decision.option_name(id).to_owned()).collect();
        let lead = by_profile.lead_of(profile).unwrap_or(NONE.to_owned());
        let share = profile.share_in_words().unwrap_or(NONE.to_owned());
        rows.push(vec![profile.name.clone(), names.join(" = "), lead, share]);
    }
    rows
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// Text in place of a number that does not exist.
const NONE: &str = "–";

/// Returns the options, the best first; those that are screened out last.
fn totals(decision: &Decision, analysis: &Analysis) -> Vec<Vec<String>> {
    let weighted = analysis.criteria.iter().any(|criterion| criterion.weight > 0.0);
    let mut options: Vec<&OptionResult> = analysis.options.iter().collect();
    options.sort_by_key(|option| option.rank.unwrap_or(usize::MAX));
    let mut rows = vec![row(["Option", "Place", "Value", "Lowest", "Highest", "Weight scored"])];
    for option in options {
        let name = decision.option(&option.id).map_or(option.id.as_str(), |o| o.name.trim()).to_owned();
        let place = option.rank.map_or(NONE.to_owned(), |rank| rank.to_string());
        let [value, low, high] = [option.value, option.low, option.high].map(|value| format!("{value:.2}"));
        let numbers = [value, low, high, percent(option.coverage)];
        // Without weights no totals exist.
        let numbers = if weighted { numbers } else { [NONE; 4].map(str::to_owned) };
        rows.push([name, place].into_iter().chain(numbers).collect());
    }
    rows
}

/// Returns weights and means, under the ids that `score` takes.
fn cells(decision: &Decision, analysis: &Analysis) -> Vec<Vec<String>> {
    let ids = decision.options.iter().map(|option| option.id.to_string());
    let mut rows = vec![row(["Criterion", "Weight"]).into_iter().chain(ids).collect::<Vec<_>>()];
    // Called only if there are options: a chunk of 0 cells would panic.
    rows.extend(analysis.criteria.iter().zip(analysis.cells.chunks(decision.options.len())).map(
        |(criterion, cells)| {
            let weight = if criterion.applicable { share_of_weight(criterion.weight) } else { "left out".to_owned() };
            let means = cells.iter().map(|cell| cell.mean.map_or(NONE.to_owned(), |mean| format!("{mean:.1}")));
            [criterion.id.to_string(), weight].into_iter().chain(means).collect()
        },
    ));
    rows
}
