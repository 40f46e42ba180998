//! How the options score.

use egui::Ui;

use super::{color, name};
use crate::{
    analysis::Analysis,
    decision::Decision,
    gui::{
        theme::tokens::space,
        widgets::{card, secondary, section, value_bar},
    },
};

/// A bar for each option, the best first.
pub(super) fn show(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    card(ui, |ui| {
        section(ui, "How the options score");
        secondary(ui, "Weighted mean on the scale from 1 to 5. A lighter end is what empty cells leave open.");
        ui.add_space(space::S);
        let mut options: Vec<_> = analysis.options.iter().collect();
        options.sort_by(|a, b| {
            let out = a.screened_out.is_some().cmp(&b.screened_out.is_some());
            out.then(b.value.total_cmp(&a.value))
        });
        for option in options {
            let color = color(ui, decision, &option.id);
            let out = option.screened_out.is_some();
            value_bar(ui, name(decision, &option.id), (option.value, option.low, option.high), color, out);
            if let Some(reason) = &option.screened_out {
                secondary(ui, format!("Screened out: {reason}"));
            } else if option.coverage < 0.995 {
                secondary(ui, format!("{:.0} % of the weight is scored", option.coverage * 100.0));
            }
        }
    });
}
