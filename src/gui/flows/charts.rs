//! Charts that are saved as pictures. They are written on a thread beside the window.

use std::path::{Path, PathBuf};

use super::{
    context::FlowContext,
    task::{Done, Task},
};
use crate::{
    chart::{ChartKind, chart, ladder::is_whole},
    gui::{dialogs::Dialog, intent::ChartIntent, session::Document},
    png,
    storage::atomic,
};

pub fn on(intent: ChartIntent, cx: &mut FlowContext<'_>) {
    match intent {
        ChartIntent::Choose => ask_which(cx),
        ChartIntent::Write(chart, path) => save(chart, path, cx),
    }
}

/// Shows that a chart is saved, or why it is not.
pub fn done(saved: Result<String, String>, cx: &mut FlowContext<'_>) {
    match saved {
        Ok(words) => cx.say(words),
        Err(why) => cx.warn("The chart was not saved", why),
    }
}

/// Asks for one of the charts that can be drawn now, or once the random draws are made.
fn ask_which(cx: &mut FlowContext<'_>) {
    let Some(document) = cx.document() else { return };
    let has_ladder = document.findings().analysis.runner_up.is_some();
    let mut charts = ChartKind::ALL.to_vec();
    // The ladder is drawn while this dialog is open, so it is offered before it is whole.
    charts.retain(|chart| (*chart == ChartKind::Ladder && has_ladder) || svg(document, *chart).is_some());
    *cx.dialog = Some(Dialog::Charts(charts));
}

/// Draws a chart of the record on the screen, and starts to write it. Does nothing in a blind round.
fn save(chart: ChartKind, path: PathBuf, cx: &mut FlowContext<'_>) {
    let Some(document) = cx.document().filter(|document| !document.decision().is_blind()) else { return };
    let Some(drawn) = svg(document, chart) else {
        return cx.warn("The chart was not saved", "There is nothing to draw yet.");
    };
    let lost = Err("It stopped before the file was written. Try again.".to_owned());
    cx.start(Task::SaveChart, Done::ChartSaved(lost), move || Done::ChartSaved(write(&path, &drawn)));
}

/// Returns a chart as SVG, if there is something to draw. An incomplete ladder counts as nothing, since it would mislead.
fn svg(document: &Document, chart_kind: ChartKind) -> Option<String> {
    let findings = document.findings();
    if chart_kind == ChartKind::Ladder && !is_whole(&findings.analysis) {
        return None;
    }
    chart(document.decision(), &findings.analysis, chart_kind).map(|chart| chart.svg)
}

fn write(path: &Path, svg: &str) -> Result<String, String> {
    let is_png = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
    let bytes = if is_png { png::from_svg(svg).map_err(|error| format!("{error}."))? } else { svg.as_bytes().to_vec() };
    atomic::write(path, &bytes).map_err(|error| format!("{} could not be written: {error}.", path.display()))?;
    Ok(format!("Chart saved: {}", path.display()))
}
