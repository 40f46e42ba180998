//! `weigh-in chart`: a chart of the result as a picture.

use std::{
    ffi::OsStr,
    fs,
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
    record::{load_to_read, stays_inside, write_out},
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
/// window still hides; a thumbnail leaves those out.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in chart go.decision.ron --kind totals > totals.svg
  weigh-in chart go.decision.ron --kind difference --out why.png
  weigh-in chart go.decision.ron --thumbnail 256 --out preview.png")]
pub(super) struct DrawChart {
    /// The decision file
    file: PathBuf,
    /// totals: each option's total; difference: where the lead comes from; ladder: how sure it is; scores: the team's
    /// means
    #[arg(long, value_name = "KIND", value_parser = kinds(), required_unless_present = "thumbnail")]
    kind: Option<ChartKind>,
    /// Draw the small picture that a file manager shows for the file, as PNG whose longer side has this many pixels. An empty file that
    /// is there is filled
    #[arg(long, value_name = "PIXELS", requires = "out", value_parser = clap::value_parser!(u16).range(16..=1024))]
    thumbnail: Option<u16>,
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
        let kind = self.kind.unwrap_or(ChartKind::Totals);
        if let (Some(side), Some(path)) = (self.thumbnail, &self.out) {
            // It is seen by whoever opens the folder, so it keeps hidden what the window hides.
            let chart = draw(&decision, Scope::Revealed, kind)?;
            let bytes = png::fitted(&chart.svg, side).map_err(Failure::before_writing)?;
            self.hand_over(path, &bytes)?;
            return Ok(ExitCode::SUCCESS);
        }
        tell_if_hidden(&decision, console);
        let chart = draw(&decision, Scope::All, kind)?;
        match &self.out {
            None => console.data(&chart.svg)?,
            Some(path) => {
                self.write(path, &chart)?;
                console.say(format_args!("Wrote {}. {}", path.display(), chart.alternative()))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Writes a thumbnail. File managers make an empty file of any name, and some read it through the handle that they keep, so it is
    /// filled where it is: there is nothing in it to lose.
    #[allow(clippy::disallowed_methods, reason = "the file is empty, so a crash loses nothing")]
    fn hand_over(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        if fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == 0) {
            stays_inside(path)?;
            return fs::write(path, bytes)
                .map_err(|error| Failure::new(format!("{} could not be written: {error}.", path.display())));
        }
        write_out(path, bytes, self.yes)
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

fn draw(decision: &Decision, scope: Scope, kind: ChartKind) -> Result<Chart, Failure> {
    // With the draws of an ADR, so that this is the chart that an export writes beside it.
    let analysis = drawn(decision, scope);
    chart(decision, &analysis, kind).ok_or_else(|| {
        let verdict = verdict(decision, &analysis);
        Failure::new(
            format!("There is nothing to draw yet. {} {}", verdict.headline, verdict.because).trim_end().to_owned(),
        )
    })
}
