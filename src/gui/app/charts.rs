//! Charts that are saved as pictures, drawn and written beside the window.

use std::path::{Path, PathBuf};

use egui::Context;

use super::{
    App,
    arrivals::{Done, Task},
    open_save::suggested_name,
};
use crate::{
    chart::{Kind, chart, is_whole},
    gui::{dialogs::Dialog, session::Document},
    png,
    storage::atomic,
};

impl App {
    /// Asks which of the charts to save that there is something to draw of, or will be.
    pub(super) fn ask_which_chart(&mut self) {
        let Some(document) = &self.session.document else { return };
        let comes = |kind| kind == Kind::Ladder && document.findings().analysis.runner_up.is_some();
        let mut kinds = Kind::ALL.to_vec();
        kinds.retain(|kind| comes(*kind) || svg(document, *kind).is_some());
        self.dialog = Some(Dialog::Charts(kinds));
    }

    /// Where a chart would go: beside the record.
    pub(super) fn suggested_chart(&self, kind: Kind) -> String {
        let Some(document) = &self.session.document else { return String::new() };
        let record = PathBuf::from(suggested_name(document, &self.settings.now, self.services.here.as_deref()));
        let name = record.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        record.with_file_name(format!("{stem}.{kind}.svg")).display().to_string()
    }

    /// Draws the chart of what is on the screen, and writes it.
    pub(super) fn save_chart(&mut self, kind: Kind, path: PathBuf, ctx: &Context) {
        let Some(document) = self.session.document.as_ref().filter(|document| !document.decision().is_blind()) else {
            return;
        };
        let Some(drawn) = svg(document, kind) else {
            return self.warn("The chart was not saved", "There is nothing to draw of it yet.");
        };
        self.start_task(ctx, Task::SaveChart, move || Done::ChartSaved(write(&path, &drawn)));
    }

    pub(super) fn take_chart(&mut self, saved: Result<String, String>) {
        match saved {
            Ok(said) => self.words.status_line = said,
            Err(why) => self.warn("The chart was not saved", why),
        }
    }
}

/// None of a ladder either while its rungs are still coming: half of one would say less than it seems to.
fn svg(document: &Document, kind: Kind) -> Option<String> {
    let findings = document.findings();
    if kind == Kind::Ladder && !is_whole(&findings.analysis) {
        return None;
    }
    chart(document.decision(), &findings.analysis, kind).map(|chart| chart.svg)
}

fn write(path: &Path, svg: &str) -> Result<String, String> {
    let is_png = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
    let bytes = if is_png { png::from_svg(svg).map_err(|error| format!("{error}."))? } else { svg.as_bytes().to_vec() };
    atomic::write(path, &bytes).map_err(|error| format!("{} could not be written: {error}.", path.display()))?;
    Ok(format!("Saved the chart {}", path.display()))
}
