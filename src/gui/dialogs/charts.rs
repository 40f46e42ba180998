//! The choice of a chart to save.

use egui::Ui;

use super::{explain, focus_first, head, simple::row};
use crate::{
    chart::{ChartKind, ladder::is_whole},
    gui::{
        intent::{Intent, PathIntent, PathUse},
        session::{Document, Drawing},
        widgets::{ButtonKind, button, button_enabled, secondary},
    },
};

/// Returns why a chart cannot be saved yet, or `None` if it can.
fn missing(document: Option<&Document>, chart: ChartKind) -> Option<&'static str> {
    // Of all charts only the ladder can still be incomplete.
    let document =
        document.filter(|document| chart == ChartKind::Ladder && !is_whole(&document.findings().analysis))?;
    Some(match document.drawing() {
        Some(Drawing::Stopped) => "The calculation was stopped. Continue it on the Result step.",
        _ => "Still being calculated",
    })
}

/// Draws a button for each of these charts, greyed out with the reason where one cannot be saved yet.
pub(super) fn show(ui: &mut Ui, document: Option<&Document>, charts: &[ChartKind]) -> Option<Intent> {
    head(ui, "Save a chart");
    explain(ui, "Saves SVG; end the name in .png for PNG.");
    let mut answer = None;
    for (place, chart) in charts.iter().enumerate() {
        let missing = missing(document, *chart);
        let label = format!("{}…", chart.name());
        // With ids of its own, since the buttons below would lose the keyboard focus when the reason goes.
        let row = ui.push_id(chart.name(), |ui| {
            let response = button_enabled(ui, &label, ButtonKind::Secondary, missing.is_none());
            if let Some(why) = missing {
                secondary(ui, why);
            }
            response
        });
        let response = row.inner;
        if place == 0 {
            focus_first(ui, &response);
        }
        if response.clicked() {
            answer = Some(Intent::Path(PathIntent::Ask(PathUse::Chart(*chart))));
        }
    }
    row(ui, |ui| {
        if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}
