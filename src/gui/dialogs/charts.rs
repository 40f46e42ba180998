//! Which chart to save.

use egui::Ui;

use super::{Answer, explain, focus_first, head, simple::row};
use crate::{
    chart::Kind as Chart,
    gui::widgets::{Kind, button},
};

/// Those that there is something to draw of.
pub(super) fn show(ui: &mut Ui, charts: &[Chart]) -> Option<Answer> {
    head(ui, "Save a chart");
    explain(ui, "It is saved as SVG, or as PNG where you give the file a name that ends in .png.");
    let mut answer = None;
    for (place, chart) in charts.iter().enumerate() {
        let response = button(ui, &format!("{}…", chart.name()), Kind::Secondary);
        if place == 0 {
            focus_first(ui, &response);
        }
        if response.clicked() {
            answer = Some(Answer::Chart(*chart));
        }
    }
    row(ui, |ui| {
        if button(ui, "Cancel", Kind::Secondary).clicked() {
            answer = Some(Answer::Dismiss);
        }
    });
    answer
}
