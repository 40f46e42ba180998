//! `weigh-in chart`: a chart of the result as a picture.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};

use super::{
    console::Console,
    failure::Failure,
    hidden::tell_if_hidden,
    record::{load_to_read, write_out},
};
use crate::{
    adr::drawn,
    analysis::{Scope, verdict},
    chart::{Chart, ChartKind, chart},
    decision::Decision,
    png,
};

/// Draw a chart of the result, as SVG or PNG
///
/// The same chart that `export --chart` writes beside the ADR. Every score in the file counts, even in a round that the
/// window still hides.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in chart go.decision.ron --kind totals > totals.svg
  weigh-in chart go.decision.ron --kind difference --out why.png")]
pub(super) struct DrawChart {
    /// The decision file
    file: PathBuf,
    /// totals: each option's total; difference: where the lead comes from; ladder: how sure it is; scores: the team's
    /// means
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    kind: ChartKind,
    /// The file to write, ending in .svg or .png [default: SVG to standard output]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "out")]
    yes: bool,
}

/// Parses the word for a chart.
pub(super) fn kinds() -> impl TypedValueParser<Value = ChartKind> {
    PossibleValuesParser::new(ChartKind::ALL.map(ChartKind::as_str)).try_map(|word| word.parse::<ChartKind>())
}

impl DrawChart {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let decision = load_to_read(&self.file, console)?;
        tell_if_hidden(&decision, console);
        let chart = draw(&decision, self.kind)?;
        match &self.out {
            None => console.data(&chart.svg)?,
            Some(path) => {
                self.write(path, &chart)?;
                console.say(format_args!("Wrote {}. {}", path.display(), chart.alternative()))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn write(&self, path: &Path, chart: &Chart) -> Result<(), Failure> {
        let shown = path.display();
        let bytes = match path.extension().map(OsStr::to_ascii_lowercase) {
            Some(ending) if ending == "svg" => chart.svg.clone().into_bytes(),
            Some(ending) if ending == "png" => png::from_svg(&chart.svg).map_err(Failure::before_writing)?,
            _ => {
                return Err(Failure::new(format!(
                    "{shown} ends neither in .svg nor in .png, so it is not known what it should be. Nothing was written."
                )));
            }
        };
        write_out(path, &bytes, self.yes)
    }
}

fn draw(decision: &Decision, kind: ChartKind) -> Result<Chart, Failure> {
    // With the draws of an ADR, so that this is the chart that an export writes beside it.
    let analysis = drawn(decision, Scope::All);
    chart(decision, &analysis, kind).ok_or_else(|| {
        let verdict = verdict(decision, &analysis);
        Failure::new(
            format!("There is nothing to draw yet. {} {}", verdict.headline, verdict.because).trim_end().to_owned(),
        )
    })
}
